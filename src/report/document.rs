//! A workbook as content and role: what stands where and what it is, nothing of how it looks.
//!
//! `award` and `budget` make documents, `xlsx` writes them. Every formula is an [`Expression`] whose result this module
//! computes exactly, so the value stored beside a live formula is never a second truth.

mod expression;

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use expression::{Condition, Criterion, Expression, Measured, Part, Reference, Sign};

use crate::money::{Kroner, Positions};
use crate::report::labels;
use crate::score::Score;
use crate::text::{Language, Text};

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its title: below the heading of each sheet, and in the document's properties.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// Whether it is a draft until people have signed.
    pub draft: bool,
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: blocks from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name on the tab.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Names and values, one pair to a line.
    Facts(Vec<(String, Value)>),
    /// A table.
    Table(Table),
    /// A picture of a table.
    Chart(Chart),
}

/// A table with a header, typed columns and perhaps a total row.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name, unique in the document: ASCII letters, digits, `_`, and nothing that could be a cell (`ab12`).
    pub id: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What stands there instead when it has no rows.
    pub when_empty: Text,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What formulas call it; unique in the table wherever one does.
    pub key: &'static str,
    /// Its header, with the unit; unique in the table.
    pub header: String,
    /// What it holds.
    pub role: Role,
    /// What stands below it.
    pub total: Total,
}

/// What a column or a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A few words.
    Text,
    /// Sentences: wide, and broken into lines.
    Prose,
    /// An identity: text even where it looks like a number.
    Code,
    /// Kroner.
    Kroner,
    /// An amount in the unit its header says.
    Amount,
    /// The same, and nil is a dash.
    Dash,
    /// Positions, 1.0 = 100 %.
    Positions,
    /// A score, two decimals.
    Score,
    /// A count or a rank.
    Count,
    /// A line number or a year: never grouped.
    Number,
    /// A day.
    Date,
}

/// What stands below a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Nothing.
    None,
    /// The word for sum.
    Label,
    /// The sum of the column.
    Sum,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// How it stands among the others.
    pub weight: Weight,
    /// A cell per column.
    pub cells: Vec<Value>,
    /// What it tells of, so that a figure in it can be walked back to where it came from.
    pub of: Option<Subject>,
}

/// What a row tells of. Applications, pots and entries go by their index in the recommendation, lines by theirs in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An application.
    Application(usize),
    /// A pot.
    Pot(usize),
    /// An entry of a pot's frame.
    FrameEntry(usize, usize),
    /// A line of a budget table.
    Line(usize, usize),
    /// One amount of such a line: table, line, column.
    Amount(usize, usize, usize),
}

impl Subject {
    /// Reads what its `Display` writes.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let numbers = word.get(1..)?.split('.').map(str::parse).collect::<Result<Vec<usize>, _>>().ok()?;
        match (word.chars().next()?, numbers.as_slice()) {
            ('a', [entry]) => Some(Self::Application(*entry)),
            ('p', [pot]) => Some(Self::Pot(*pot)),
            ('f', [pot, number]) => Some(Self::FrameEntry(*pot, *number)),
            ('l', [table, line]) => Some(Self::Line(*table, *line)),
            ('m', [table, line, column]) => Some(Self::Amount(*table, *line, *column)),
            _ => None,
        }
    }
}

/// `a3`, `p0`, `f0.1`, `l2.5`, `m2.5.0`: as run.json has it.
impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Application(entry) => write!(f, "a{entry}"),
            Self::Pot(pot) => write!(f, "p{pot}"),
            Self::FrameEntry(pot, number) => write!(f, "f{pot}.{number}"),
            Self::Line(table, line) => write!(f, "l{table}.{line}"),
            Self::Amount(table, line, column) => write!(f, "m{table}.{line}.{column}"),
        }
    }
}

/// How a row stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// One of them.
    Plain,
    /// A heading over those that follow.
    Heading,
    /// The result of those before.
    Result,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Text, never anything but text.
    Text(String),
    /// An amount in kroner.
    Kroner(Kroner),
    /// An amount in the unit its header says.
    Amount(Decimal),
    /// Nil, shown as a dash.
    Dash,
    /// An amount that a person may change, alone on its sheet: in the unit its header says, blank at first where it is none.
    Input(Option<Decimal>),
    /// Positions.
    Positions(Positions),
    /// A score; shown, and stored, with two decimals.
    Score(Score),
    /// A count or a rank.
    Count(usize),
    /// A line number or a year.
    Number(u32),
    /// A day.
    Date(Date),
    /// A formula; its result is [`Document::result`].
    Formula(Expression),
}

/// A picture of some columns of a table, bars side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// What it shows, in words, for those who cannot see it.
    pub alt: String,
    /// The table.
    pub table: String,
    /// How many of its rows, from the first.
    pub rows: usize,
    /// How the bars stand.
    pub bars: Bars,
    /// Key of the column that names each group of bars.
    pub category: &'static str,
    /// Keys of the columns that give the bars.
    pub series: Vec<&'static str>,
}

/// How the bars of a picture stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bars {
    /// Side by side on the ground: for a few.
    Upright,
    /// Below each other, each with its name and its figure: for many.
    Lying,
}

impl Document {
    /// The title as it stands in the document's properties, marked as a draft while it is one.
    #[must_use]
    pub fn marked_title(&self) -> String {
        self.marked(&self.title)
    }

    /// `heading`, marked as a draft while the document is one: `UTKAST – Pottar`.
    #[must_use]
    pub fn marked(&self, heading: &str) -> String {
        if self.draft { format!("{} – {heading}", labels::DRAFT.get(self.language)) } else { heading.to_owned() }
    }

    /// Every table, in the order they stand.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sheets.iter().flat_map(|sheet| &sheet.blocks).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The table called `id`.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables().find(|table| table.id == id)
    }
}

impl Sheet {
    /// Whether there are cells on it for people to write in; then nothing else on it can be changed.
    #[must_use]
    pub fn has_inputs(&self) -> bool {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells).any(|cell| matches!(cell, Value::Input(_)))
    }
}

impl Table {
    /// Whether any column has something below it.
    #[must_use]
    pub fn has_total(&self) -> bool {
        self.columns.iter().any(|column| column.total != Total::None)
    }

    /// The index of the column called `key`.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

impl Column {
    /// A column without a total.
    #[must_use]
    pub fn new(key: &'static str, header: impl Into<String>, role: Role) -> Self {
        Self { key, header: header.into(), role, total: Total::None }
    }

    /// With its sum below it.
    #[must_use]
    pub fn summed(self) -> Self {
        Self { total: Total::Sum, ..self }
    }

    /// With the word for sum below it.
    #[must_use]
    pub fn labelled(self) -> Self {
        Self { total: Total::Label, ..self }
    }
}

impl Row {
    /// A row like the others.
    #[must_use]
    pub const fn plain(cells: Vec<Value>) -> Self {
        Self { weight: Weight::Plain, cells, of: None }
    }

    /// The same row, telling of `subject`.
    #[must_use]
    pub fn of(self, subject: Subject) -> Self {
        Self { of: Some(subject), ..self }
    }
}

impl Value {
    /// Text, or nothing where there is none.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// The text there is, or nothing.
    #[must_use]
    pub fn maybe_text(text: Option<&str>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }
}

macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(
            impl From<$type> for Value {
                fn from(value: $type) -> Self {
                    Self::$variant(value)
                }
            }

            impl From<Option<$type>> for Value {
                fn from(value: Option<$type>) -> Self {
                    value.map_or(Self::Blank, Self::$variant)
                }
            }
        )*
    };
}

from! {
    Kroner => Kroner,
    Positions => Positions,
    Score => Score,
    usize => Count,
    u32 => Number,
    Date => Date,
}
