//! Forward liability: what coming years' frames are already bound to (allocation.md, section 10).

use crate::money::Kroner;

/// What one granted application binds in one coming year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Years after this one, from 1.
    pub years_ahead: u8,
    /// Kroner.
    pub amount: Kroner,
}

/// What a granted application binds, for each coming year of its project period.
///
/// `forecast` is what the applicant stated for a project year; else this year's eligible amount and what was carried over.
/// Never above `cap`, this year's cap.
#[must_use]
pub fn forward(
    grant_year: u8,
    max_years: u8,
    forecast: impl Fn(u8) -> Option<Kroner>,
    eligible: Kroner,
    carried_over: Kroner,
    cap: Kroner,
) -> Vec<Bound> {
    let coming = grant_year.saturating_add(1)..=max_years;
    coming
        .map(|year| {
            let amount = forecast(year).unwrap_or(eligible + carried_over).min(cap).floor();
            Bound { years_ahead: year - grant_year, amount }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(grant_year: u8, forecasts: &[(u8, i64)], eligible: i64, carried_over: i64, cap: i64) -> Vec<(u8, i64)> {
        let forecast = |year| forecasts.iter().find(|(one, _)| *one == year).map(|(_, kroner)| Kroner::whole(*kroner));
        let kroner = Kroner::whole;
        forward(grant_year, 3, forecast, kroner(eligible), kroner(carried_over), kroner(cap))
            .into_iter()
            .map(|bound| (bound.years_ahead, bound.amount.whole_kroner()))
            .collect()
    }

    #[test]
    fn binds_the_rest_of_the_project_period() {
        assert_eq!(years(1, &[], 630_000, 0, 630_000), [(1, 630_000), (2, 630_000)]);
        assert_eq!(years(2, &[], 630_000, 0, 630_000), [(1, 630_000)]);
        assert_eq!(years(3, &[], 630_000, 0, 630_000), []);
    }

    #[test]
    fn a_forecast_goes_before_this_years_amount_and_the_cap_before_both() {
        assert_eq!(years(1, &[(2, 500_000)], 630_000, 0, 630_000), [(1, 500_000), (2, 630_000)]);
        assert_eq!(years(1, &[(2, 900_000)], 630_000, 0, 630_000), [(1, 630_000), (2, 630_000)]);
        assert_eq!(years(2, &[(3, 0)], 630_000, 0, 630_000), [(1, 0)]);
    }

    #[test]
    fn what_was_carried_over_must_be_granted_next_year() {
        assert_eq!(years(2, &[], 275_000, 355_000, 630_000), [(1, 630_000)]);
        assert_eq!(years(2, &[], 275_000, 400_000, 630_000), [(1, 630_000)]);
    }
}
