//! The facts that a problem's words may name, each written as the language writes it.

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

use crate::application::Field;
use crate::money::{Kroner, Positions};
use crate::origin::CellRef;
use crate::text::{Language, Text, number};

/// One typed fact of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Words as they stand in the sheet, or a name.
    Words(String),
    /// Words of ours, in three languages.
    Ours(Text),
    /// A field, shown by its label.
    Field(Field),
    /// An amount, shown with its unit.
    Kroner(Kroner),
    /// Positions.
    Positions(Positions),
    /// Any other number.
    Number(Decimal),
    /// A count.
    Count(usize),
    /// A calendar year.
    Year(i16),
    /// A date.
    Date(Date),
    /// A day and its time.
    Moment(DateTime),
    /// A cell.
    Cell(CellRef),
}

impl Fact {
    /// As people read it in `language`.
    #[must_use]
    pub fn written(&self, language: Language) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Ours(text) => text.get(language).to_owned(),
            Self::Field(field) => field.label().get(language).to_owned(),
            Self::Kroner(kroner) => number::kroner(language, *kroner),
            Self::Positions(positions) => number::positions(language, *positions),
            Self::Number(decimal) => number::decimal(language, decimal.normalize()),
            Self::Count(count) => number::count(language, *count),
            Self::Year(year) => year.to_string(),
            Self::Date(date) => number::date(language, *date),
            Self::Moment(moment) => number::date_time(language, *moment),
            Self::Cell(cell) => cell.to_string(),
        }
    }
}

macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(impl From<$type> for Fact {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

from! {
    &str => Words,
    String => Words,
    Text => Ours,
    Field => Field,
    Kroner => Kroner,
    Positions => Positions,
    Decimal => Number,
    usize => Count,
    i16 => Year,
    Date => Date,
    DateTime => Moment,
    CellRef => Cell,
}
