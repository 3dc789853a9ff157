//! A workbook as somebody means it, before any format: the writers of `write` put it into bytes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use tilskot::origin::CellRef;

#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    /// Whether day 0 is 1 January 1904; the formats that store days as text have no such thing.
    pub(super) from_1904: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) shown: Shown,
    pub(super) cells: BTreeMap<CellRef, Cell>,
    /// First and last cell of each region.
    pub(super) merged: Vec<(CellRef, CellRef)>,
    pub(super) hidden_rows: BTreeMap<u32, HiddenBy>,
    pub(super) hidden_columns: BTreeSet<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Yes,
    No,
    /// A person cannot show it again from the menu.
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HiddenBy {
    Hand,
    Filter,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) value: Value,
    pub(super) formula: Formula,
    /// Whether its text is white on the white of the sheet.
    pub(super) white: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(Decimal),
    /// A number whose format shows it times a hundred.
    PerCent(Decimal),
    Date(DateTime),
    Truth(bool),
    Error(&'static str),
    /// The result of a formula that nobody has computed.
    NotStored,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Formula {
    None,
    /// The sum of the cells from the first to the last.
    Sum(CellRef, CellRef),
    /// A cell of the same sheet, plus nil.
    Same(CellRef),
    /// The fourth cell of column B in another file.
    Elsewhere,
}

impl Sheet {
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            shown: Shown::Yes,
            cells: BTreeMap::new(),
            merged: Vec::new(),
            hidden_rows: BTreeMap::new(),
            hidden_columns: BTreeSet::new(),
        }
    }

    pub(super) fn put(&mut self, row: u32, column: u32, cell: impl Into<Cell>) -> CellRef {
        let at = CellRef::new(row, column);
        self.cells.insert(at, cell.into());
        at
    }

    pub(super) fn last_row(&self) -> u32 {
        self.cells.keys().map(|at| at.row).max().unwrap_or(0)
    }

    pub(super) fn last_column(&self) -> u32 {
        self.cells.keys().map(|at| at.column).max().unwrap_or(0)
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, formula: Formula::None, white: false }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned()).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Value::Text(text).into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Value::Number(number.into()).into()
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Value::Number(number).into()
    }
}
