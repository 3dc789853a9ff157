//! A published budget table: lines with numbers, a base, changes, results, one figure per column, each with its cell.

use rust_decimal::Decimal;

use crate::money::Kroner;
use crate::origin::{CellRef, Cited, Source};
use crate::text::Text;

/// A budget table as it was published. Its figures are exact kroner, whatever unit they stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTable {
    /// Where it stood.
    pub source: Source,
    /// Its title.
    pub title: Option<Cited<String>>,
    /// Its caption, with its number: `Tabell 5.21 Budsjettramme for NAV 2017-2020, tall i 1 000 kr`.
    pub caption: Option<Cited<String>>,
    /// The unit its figures stand in.
    pub unit: Unit,
    /// Whether it says so; a table that does not is read as kroner.
    pub unit_stated: bool,
    /// The header of its text column, where that has one.
    pub text_header: String,
    /// Its amount columns from left to right.
    pub columns: Vec<AmountColumn>,
    /// Its lines from top to bottom.
    pub lines: Vec<PublishedLine>,
}

/// A column of amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountColumn {
    /// The cell of its header.
    pub at: CellRef,
    /// Its header on one line, without a unit: `2017`, `Budsjett 2024`.
    pub label: String,
    /// What it holds.
    pub spread: Spread,
}

/// What an amount column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spread {
    /// The figures of one year.
    Year(i16),
    /// The sum of these columns, by index.
    SumOf(Vec<usize>),
}

/// One line of a published table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedLine {
    /// Its line number.
    pub number: Option<Cited<u32>>,
    /// What it is.
    pub kind: LineKind,
    /// Its text, with the line breaks it has.
    pub text: String,
    /// Its first cell.
    pub at: CellRef,
    /// One figure per column.
    pub figures: Vec<Cited<Amount>>,
}

/// What stands where an amount can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Nothing: nil, and shown so.
    Blank,
    /// A dash: nil, and shown so.
    Dash,
    /// An amount.
    Of(Kroner),
    /// Something that is no amount; a finding says what.
    Unread,
}

impl Amount {
    /// The amount it is: a dash is nil, and what is blank or could not be read is none.
    #[must_use]
    pub const fn kroner(self) -> Option<Kroner> {
        match self {
            Self::Of(kroner) => Some(kroner),
            Self::Dash => Some(Kroner::ZERO),
            Self::Blank | Self::Unread => None,
        }
    }
}

impl From<Option<Kroner>> for Amount {
    fn from(kroner: Option<Kroner>) -> Self {
        kroner.map_or(Self::Blank, Self::Of)
    }
}

impl From<Kroner> for Amount {
    fn from(kroner: Kroner) -> Self {
        Self::Of(kroner)
    }
}

/// What a line is, and so what it must add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// The frame before changes.
    Base,
    /// A heading without figures.
    Heading,
    /// An amount that results add up.
    Detail,
    /// The sum of these lines, by index into the table's lines, each with its sign (+1 or −1).
    Result(Vec<(usize, i8)>),
}

impl LineKind {
    /// What the line is, in one word.
    #[must_use]
    pub const fn label(&self) -> Text {
        match self {
            Self::Base => text!("grunnlag", "grunnlag", "base"),
            Self::Heading => text!("overskrift", "overskrift", "heading"),
            Self::Detail => text!("linje", "linje", "line"),
            Self::Result(_) => text!("resultat", "resultat", "result"),
        }
    }
}

/// The unit amounts are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Kroner.
    Kroner,
    /// 1 000 kr.
    Thousand,
    /// Million kroner.
    Million,
}

impl Unit {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Kroner, Self::Thousand, Self::Million];

    /// How many øre it is.
    #[must_use]
    pub const fn ore(self) -> i64 {
        match self {
            Self::Kroner => 100,
            Self::Thousand => 100_000,
            Self::Million => 100_000_000,
        }
    }

    /// The decimals in which an øre shows.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        self.ore().ilog10()
    }

    /// How it is written on the command line and in a manifest.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kroner => "kr",
            Self::Thousand => "1000",
            Self::Million => "mill",
        }
    }

    /// How people write it, in one piece.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Kroner => text!("kr", "kr", "NOK"),
            Self::Thousand => text!("1\u{a0}000\u{a0}kr", "1\u{a0}000\u{a0}kr", "NOK\u{a0}1,000"),
            Self::Million => text!("mill.\u{a0}kr", "mill.\u{a0}kr", "NOK\u{a0}million"),
        }
    }

    /// The amount of `kroner` in this unit, exact.
    #[must_use]
    pub fn of(self, kroner: Kroner) -> Decimal {
        let places = match self {
            Self::Kroner => 2,
            Self::Thousand => 5,
            Self::Million => 8,
        };
        Decimal::new(kroner.ore(), places).normalize()
    }
}

impl PublishedTable {
    /// What people call it: `Tabell 5.21`, else its title, else its sheet, else its file.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.source.file.rsplit_once('.').map_or(&*self.source.file, |(stem, _)| stem);
        let place = if self.source.sheet.is_empty() { file } else { &self.source.sheet };
        let title = self.title.as_ref().map_or(place, |title| &title.value);
        self.number().unwrap_or_else(|| title.to_owned())
    }

    /// The first two words of its caption: `Tabell 5.21`.
    #[must_use]
    pub fn number(&self) -> Option<String> {
        let mut words = self.caption.as_ref()?.value.split_whitespace();
        Some(format!("{} {}", words.next()?, words.next()?.trim_end_matches([':', '.', ','])))
    }
}
