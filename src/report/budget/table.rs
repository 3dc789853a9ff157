//! A budget table as it is written: lines with numbers, a base, changes, results, one figure per column.
//!
//! The readable sheet, the tidy *Data* sheet, the CSV, the data package and the page are all made from this one type.

use std::collections::BTreeSet;

pub use crate::budget::{Amount, LineKind, Unit};
use crate::money::Kroner;

/// A budget table. Amounts are exact kroner; the unit says how they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetTable {
    /// Its key: file name of the CSV, name of the sheet's table. ASCII, `_` between words.
    pub id: String,
    /// What its sheet is called.
    pub name: String,
    /// Its title, in the language of the output.
    pub title: String,
    /// The unit amounts are shown in.
    pub unit: Unit,
    /// The unit its figures were given in: in that, or in a smaller one, they are shown as they are.
    pub exact_in: Unit,
    /// The header of the text column.
    pub text_header: String,
    /// The headers of the amount columns, mostly years; each once.
    pub columns: Vec<String>,
    /// Columns that are the sum of others: index of the column, indices of its parts.
    pub row_sums: Vec<(usize, Vec<usize>)>,
    /// The lines from top to bottom.
    pub lines: Vec<Line>,
    /// The caption: number, name, what it is about, where the figures come from.
    pub caption: String,
    /// What a reader of the figures must know: sums that were corrected, cells that could not be read.
    pub notes: Vec<String>,
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
    /// One amount per column.
    pub amounts: Vec<Amount>,
    /// For a result that was received: what stood there, one per column.
    pub stated: Vec<Stated>,
    /// What a line that is no result is the sum of; in a column of a coming year, what those applications bind of it.
    pub from: Vec<Figure>,
}

impl Line {
    /// A heading over `columns` columns of amounts.
    #[must_use]
    pub fn heading(text: String, columns: usize) -> Self {
        Self::new(None, LineKind::Heading, text, vec![Amount::Blank; columns], Vec::new())
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

/// A figure of a result as it was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The amount.
    pub amount: Option<Kroner>,
    /// How far rounding may have taken it from the sum of its lines.
    pub slack: Kroner,
}

impl Line {
    /// A line that was made here: nothing was received for it.
    #[must_use]
    pub fn new<T: Into<Amount>>(
        number: Option<u32>,
        kind: LineKind,
        text: String,
        amounts: impl IntoIterator<Item = T>,
        from: Vec<Figure>,
    ) -> Self {
        Self { number, kind, text, amounts: amounts.into_iter().map(Into::into).collect(), stated: Vec::new(), from }
    }
}

impl BudgetTable {
    /// The columns that are the sum of others.
    #[must_use]
    pub fn sum_of(&self, column: usize) -> Option<&[usize]> {
        self.row_sums.iter().find(|(at, _)| *at == column).map(|(_, parts)| parts.as_slice())
    }

    /// The lines that no result adds up, headings left out: where there is one, it is the result of all.
    #[must_use]
    pub fn tops(&self) -> Vec<usize> {
        let parts = self.lines.iter().flat_map(|line| match &line.kind {
            LineKind::Result(parts) => parts.as_slice(),
            _ => &[],
        });
        let parts: BTreeSet<usize> = parts.map(|(part, _)| *part).collect();
        let lines = self.lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Heading);
        lines.map(|(at, _)| at).filter(|at| !parts.contains(at)).collect()
    }
}
