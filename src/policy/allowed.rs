//! What a field of an application may hold: one table, by which `form` and `check` judge a cell and the application form
//! tells Excel what it may take.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::Policy;
use crate::application::{Field, Kind};
use crate::money::{Kroner, Positions};

/// As many kroner as a cell may state: more is no amount of a grant.
pub const MOST_KRONER: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);
/// Positions are fewer than this: a bare 50 or 100 is per cent.
pub const POSITIONS_BELOW: Decimal = Decimal::TEN;
/// Dates further from the grant year than this are asked about.
const YEARS_AROUND: i16 = 10;

/// What a field may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Any text.
    Text,
    /// New or continuing.
    Kind,
    /// The name of a municipality.
    Municipality,
    /// The number of a municipality.
    MunicipalityNo,
    /// Nine digits, the last of which is the check digit.
    OrganisationNumber,
    /// A whole number from 1.
    GrantYear {
        /// The last.
        most: u8,
    },
    /// More than nil, in steps.
    Positions {
        /// Fewer than this.
        below: Decimal,
        /// The step.
        step: Positions,
    },
    /// Not below nil, whole øre.
    Amount {
        /// No more than this many kroner.
        most: Decimal,
    },
    /// A day that anybody can mean.
    Day {
        /// The first.
        first: Date,
        /// The last.
        last: Date,
    },
}

impl Allowed {
    /// Whether a number may stand there; `None` where it is not numbers that are judged.
    #[must_use]
    pub fn takes(&self, number: Decimal) -> Option<bool> {
        match self {
            Self::GrantYear { most } => {
                Some(number.is_integer() && (Decimal::ONE..=Decimal::from(*most)).contains(&number))
            }
            Self::Positions { below, step } => {
                let whole_steps = Positions::exact(number).is_some_and(|positions| positions.is_multiple_of(*step));
                Some(number > Decimal::ZERO && number < *below && whole_steps)
            }
            Self::Amount { most } => {
                Some(number >= Decimal::ZERO && number <= *most && Kroner::exact(number).is_some())
            }
            _ => None,
        }
    }
}

impl Policy {
    /// What `field` may hold.
    #[must_use]
    pub fn allowed(&self, field: Field) -> Allowed {
        match field {
            Field::Kind => Allowed::Kind,
            Field::Municipality => Allowed::Municipality,
            Field::MunicipalityNo => Allowed::MunicipalityNo,
            Field::OrgNo => Allowed::OrganisationNumber,
            Field::GrantYear => Allowed::GrantYear { most: self.scheme.max_years },
            Field::Positions => Allowed::Positions { below: POSITIONS_BELOW, step: self.scheme.position_step },
            Field::Start | Field::Received => {
                let (first, last) = probable_days(self.batch.year);
                Allowed::Day { first, last }
            }
            field if field.is_money() => Allowed::Amount { most: MOST_KRONER },
            _ => Allowed::Text,
        }
    }

    /// The first and the last day a project of this kind may state as its start. A continuing one may state the day it
    /// really began, up to its whole period ago; so may one of which nobody knows which it is.
    #[must_use]
    pub fn start_days(&self, kind: Option<Kind>) -> (Date, Date) {
        let year = self.batch.year;
        let first = match kind {
            Some(Kind::New) => year,
            Some(Kind::Continuing) | None => year - i16::from(self.scheme.max_years),
        };
        (date(first, 1, 1), date(year, 12, 31))
    }
}

/// The days around `year` that anybody can mean; others are asked about.
#[must_use]
pub fn probable_days(year: i16) -> (Date, Date) {
    (date(year - YEARS_AROUND, 1, 1), date(year + YEARS_AROUND, 12, 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_kroner_are_a_million_million() {
        assert_eq!(MOST_KRONER, Decimal::from(1_000_000_000_000_i64));
        assert!(Kroner::exact(MOST_KRONER).is_some());
    }
}
