//! A budget table as municipalities publish them: lines with numbers, a base, changes, results, one amount per column.
//!
//! The readable sheet, the tidy *Data* sheet, the CSV, the data package and the page are all made from this one type.

use crate::money::Kroner;
use crate::text::Text;

/// A budget table. Amounts are exact kroner; the unit says how they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetTable {
    /// Its key: file name of the CSV, name of the sheet's table. ASCII, `_` between words.
    pub id: String,
    /// Its title, in the language of the output.
    pub title: String,
    /// The unit amounts are shown in.
    pub unit: Unit,
    /// The header of the text column.
    pub text_header: String,
    /// The headers of the amount columns, mostly years.
    pub columns: Vec<String>,
    /// The lines from top to bottom.
    pub lines: Vec<Line>,
    /// The caption: number, name, what it is about, where the figures come from.
    pub caption: String,
}

/// One line of a budget table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its line number; numbers run on across tables.
    pub number: Option<u32>,
    /// What it is.
    pub kind: LineKind,
    /// Its text.
    pub text: String,
    /// One amount per column; `None` is nil and shown blank.
    pub amounts: Vec<Option<Kroner>>,
    /// What a line that is no result is the sum of; in a column of a coming year, what those applications bind of it.
    pub from: Vec<Figure>,
}

impl Line {
    /// A heading over `columns` columns of amounts.
    #[must_use]
    pub fn heading(text: String, columns: usize) -> Self {
        Self { number: None, kind: LineKind::Heading, text, amounts: vec![None; columns], from: Vec::new() }
    }
}

/// A figure of a recommendation; applications and pots by their index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// What an application is granted.
    Granted(usize),
    /// What of an application's earlier award was given back to its pot, as part of what was granted before.
    Returned(usize),
    /// The same, taken away.
    GivenBack(usize),
    /// An entry of a pot's frame.
    FrameEntry(usize, usize),
}

impl Figure {
    /// Reads what its `Display` writes.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let entry = |of: &str| word.strip_prefix(of)?.parse().ok();
        let frame = || {
            let (pot, number) = word.strip_prefix('f')?.split_once('.')?;
            Some(Self::FrameEntry(pot.parse().ok()?, number.parse().ok()?))
        };
        let figures = [entry("g").map(Self::Granted), entry("r").map(Self::Returned), entry("-r").map(Self::GivenBack)];
        figures.into_iter().flatten().next().or_else(frame)
    }
}

/// `g3`, `r3`, `-r3`, `f0.1`: as run.json has it.
impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Granted(entry) => write!(f, "g{entry}"),
            Self::Returned(entry) => write!(f, "r{entry}"),
            Self::GivenBack(entry) => write!(f, "-r{entry}"),
            Self::FrameEntry(pot, number) => write!(f, "f{pot}.{number}"),
        }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Kroner.
    Kroner,
    /// 1 000 kr.
    Thousand,
    /// Million kroner.
    Million,
}
