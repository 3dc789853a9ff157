//! Workbook bytes → cells with absolute addresses and their facts. The only place where a binary float exists.
//!
//! Reads bytes, not files: opening them is `run`'s. A workbook that cannot be trusted is a [`Refusal`], never a panic.

use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::origin::CellRef;
use crate::problem::Problem;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// Excel's binary format of 2007.
    Xlsb,
    /// Excel's binary format before 2007.
    Xls,
    /// OpenDocument.
    Ods,
    /// Text with a delimiter.
    Csv,
}

/// A workbook as read: its sheets in their order, and what was noticed about the file.
#[derive(Debug)]
pub struct Workbook {
    /// What it is by its content.
    pub format: Format,
    /// Its worksheets in their order.
    pub sheets: Vec<Sheet>,
    /// Problems that do not stop the reading (macros, ragged rows), with the place where one is known.
    pub noticed: Vec<Noticed>,
}

/// A problem noticed while reading.
#[derive(Debug)]
pub struct Noticed {
    /// What.
    pub problem: Problem,
    /// The sheet's name, if it is about one.
    pub sheet: Option<Arc<str>>,
    /// The cell, if it is about one.
    pub cell: Option<CellRef>,
}

/// Why a file was not read: nothing of it is used.
#[derive(Debug)]
pub struct Refusal(pub Noticed);

/// A worksheet: facts about all of it, and its filled rows from top to bottom.
#[derive(Debug)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: Arc<str>,
    /// Whether a person sees it.
    pub visible: bool,
    /// Merged regions: first and last cell of each.
    pub merged: Vec<(CellRef, CellRef)>,
    /// Hidden columns, from zero, sorted.
    pub hidden_columns: Vec<u32>,
    /// Rows that hold anything, strictly rising.
    pub rows: Vec<Row>,
}

/// A row that holds anything.
#[derive(Debug)]
pub struct Row {
    /// Its number from zero.
    pub number: u32,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its filled cells, columns strictly rising.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in `column`, if it holds anything.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &self.cells[at])
    }
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its column from zero.
    pub column: u32,
    /// What it holds.
    pub value: Value,
    /// Whether a formula gives it.
    pub formula: Formula,
    /// Whether its number format shows per cent.
    pub percent: bool,
}

/// Whether a formula gives the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// No formula.
    None,
    /// A formula, and its stored result is the value.
    Stored,
}

/// What a cell holds. Never blank: a blank cell is no cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, as it stands.
    Text(Arc<str>),
    /// A number: the shortest decimal that gives the stored double back.
    Number(Decimal),
    /// A number that no amount can be: too large or too small for a decimal; as it stands.
    Beyond(Arc<str>),
    /// A date, with time of day (midnight where there is none).
    Date(DateTime),
    /// A date cell whose number is no date (negative, beyond 9999); as it stands.
    NoDate(Arc<str>),
    /// True or false.
    Bool(bool),
    /// An error value: `#REF!`.
    Error(Arc<str>),
    /// A formula whose result was never stored.
    FormulaWithoutValue,
}
