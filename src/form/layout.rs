//! Which cell holds which field: finds the list or the form in a sheet, whatever stands above, beside or after it.

mod labels;
mod form;
mod list;

use crate::application::Field;
use crate::origin::CellRef;
use crate::read::{Cell, Row, Sheet, Value};

use rust_decimal::Decimal;

use super::header::{Schema, Target, UnitHint, begins_as_caption, caption_hint, is_unit_alone, unit_hint};
use super::record::is_blank;
use super::value::number::{self, Sort};

pub use form::FormLayout;
pub use list::{ListLayout, RowKind};

/// How many filled rows are searched for a header row: title rows, letterheads and instructions stand above it.
const SEARCHED: usize = 60;

/// What a sheet is.
#[derive(Debug)]
pub enum Layout<'a> {
    /// A header row, then one record to a row.
    List(ListLayout),
    /// Labels with their values to the right or below: one record.
    Form(FormLayout<'a>),
    /// Neither.
    Neither,
}

/// A column or label with its header as it stands.
#[derive(Debug, Clone)]
pub struct Heading {
    /// What it means.
    pub target: Target,
    /// The header as it stands; two header rows joined by a space.
    pub header: Box<str>,
    /// The header's cell.
    pub at: CellRef,
    /// The unit it states.
    pub unit: UnitHint,
}

/// What is odd about the headers of a sheet. Each becomes a finding.
#[derive(Debug, Clone, Default)]
pub struct Oddities {
    /// Headers nobody knows.
    pub unknown: Vec<(CellRef, Box<str>)>,
    /// Headers close to one that is known and stands nowhere else.
    pub near: Vec<(CellRef, Box<str>, Field)>,
    /// Second headers for one target, with the cell of the first.
    pub doubles: Vec<(CellRef, Box<str>, Target, CellRef)>,
    /// Titles beside the one of a form, in columns that may hold further applications.
    pub beside: Vec<CellRef>,
    /// A figure beside the amount of a form that may be the amount meant.
    pub other_amount: Option<(CellRef, Decimal)>,
}

/// One field of one record: its header, its cell's address, and the cell where it is filled.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// The header.
    pub heading: &'a Heading,
    /// Where the value stands, or should stand.
    pub at: CellRef,
    /// The cell, where it is filled.
    pub cell: Option<&'a Cell>,
}

/// Finds the layout of `sheet` by what it holds.
#[must_use]
pub fn find<'a>(sheet: &'a Sheet, schema: &Schema) -> Layout<'a> {
    let list = list::find(sheet, schema);
    // A form's row holds a label or two; a list's header row holds them all, however often it is repeated.
    let beats = |list: &ListLayout, labels: usize| list.columns.len() >= 3 && list.columns.len() * 2 > labels;
    let list = match list {
        // More than half of all there are: no form can have twice as many.
        Some(list) if beats(&list, schema.targets()) => return Layout::List(list),
        list => list,
    };
    let form = form::find(sheet, schema);
    match (list, form) {
        (Some(list), Some(form)) if beats(&list, form.targets()) => Layout::List(list),
        (_, Some(form)) => Layout::Form(form),
        (Some(list), None) => Layout::List(list),
        (None, None) => Layout::Neither,
    }
}

/// The unit that the rows above a header or the first label state.
fn caption<'a>(rows: impl IntoIterator<Item = &'a Row>) -> UnitHint {
    let hints = rows.into_iter().flat_map(|row| &row.cells).filter_map(words).map(caption_hint);
    UnitHint { scale: hints.filter_map(|hint| hint.scale).max(), percent: false }
}

/// The unit of all figures where it is said below them: «Tal i 1 000 kr» alone in a row, with nothing but such rows after it.
fn foot(rows: &[Row]) -> Option<Decimal> {
    let alone = |row: &&Row| {
        let mut filled = row.cells.iter().filter(|cell| !is_blank(cell));
        filled.next().is_none_or(|cell| words(cell).is_some()) && filled.next().is_none()
    };
    let texts = rows.iter().rev().take_while(alone).flat_map(|row| &row.cells).filter_map(words);
    // «1 000 kr» below a list is the amount of a row that has lost the rest.
    let unit = |text: &str| is_unit_alone(text) && number::parse(text, Sort::Money).is_err();
    texts.filter(|text| begins_as_caption(text) || unit(text)).filter_map(|text| unit_hint(text).scale).max()
}

/// The filled row with this number.
pub(super) fn row_at(sheet: &Sheet, number: u32) -> Option<&Row> {
    sheet.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &sheet.rows[at])
}

/// The words of a cell that can be a header. A number is none, not even a year.
fn words(cell: &Cell) -> Option<&str> {
    match &cell.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}
