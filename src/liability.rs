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
