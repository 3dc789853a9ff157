//! The form: labels, each with its value in the first filled cell to its right, or below where nothing stands to the right.

use std::collections::BTreeMap;

use super::{Heading, Oddities, Slot, words};
use crate::form::header::{Schema, Target, unit_hint};
use crate::form::record::is_blank;
use crate::origin::CellRef;
use crate::read::{Cell, Row, Sheet};

/// A form: its labels and where their values stand.
#[derive(Debug)]
pub struct FormLayout<'a> {
    /// Labels from top to bottom, with the address of the value and the value where it is filled.
    pub labels: Vec<(Heading, CellRef, Option<&'a Cell>)>,
    /// What is odd about the labels.
    pub oddities: Oddities,
    /// Rows (from zero) with a label.
    pub label_rows: Vec<u32>,
    /// Rows (from zero) with a label nobody knows and a value beside it.
    pub unknown_rows: Vec<u32>,
}

/// Fewer labels than this are chance: a letter may hold the word «Kommune».
const FEWEST_LABELS: usize = 3;

pub(super) fn find<'a>(sheet: &'a Sheet, schema: &Schema) -> Option<FormLayout<'a>> {
    let mut layout = FormLayout {
        labels: Vec::new(),
        oddities: Oddities::default(),
        label_rows: Vec::new(),
        unknown_rows: Vec::new(),
    };
    let mut first: BTreeMap<Target, CellRef> = BTreeMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        for (cell, target) in labels(row, schema) {
            let at = CellRef::new(row.number, cell.column);
            let header: Box<str> = words(cell).unwrap_or_default().into();
            if let Some(earlier) = first.get(&target) {
                layout.oddities.doubles.push((at, header.clone(), target, *earlier));
            } else {
                first.insert(target, at);
            }
            let value = value_of(sheet, index, cell.column, schema);
            let place = value.map_or(CellRef::new(row.number, u32::MAX), |(at, _)| at);
            let unit = unit_hint(&header);
            layout.labels.push((Heading { target, header, at, unit }, place, value.map(|(_, cell)| cell)));
            layout.label_rows.push(row.number);
        }
    }
    layout.label_rows.dedup();
    if first.len() < FEWEST_LABELS || layout.label_rows.len() < FEWEST_LABELS {
        return None;
    }
    layout.place_blanks();
    layout.unknown_labels(sheet, schema, &first);
    Some(layout)
}

/// The labels of a row. A cell that is the value of the label before it is none, whatever it says.
fn labels<'a>(row: &'a Row, schema: &Schema) -> Vec<(&'a Cell, Target)> {
    let mut found = Vec::new();
    let mut value_next = false;
    for cell in &row.cells {
        let target = if value_next { None } else { words(cell).and_then(|text| schema.target(text)) };
        value_next = target.is_some();
        if let Some(target) = target {
            found.push((cell, target));
        }
    }
    found
}

fn value_of<'a>(sheet: &'a Sheet, index: usize, column: u32, schema: &Schema) -> Option<(CellRef, &'a Cell)> {
    let row = &sheet.rows[index];
    if let Some(cell) = row.cells.iter().find(|cell| cell.column > column) {
        return Some((CellRef::new(row.number, cell.column), cell));
    }
    let below = sheet.rows.get(index + 1).filter(|below| below.number == row.number + 1)?;
    let cell = below.cell(column)?;
    let label = below.cells.len() > 1 || words(cell).is_some_and(|text| schema.target(text).is_some());
    (!label).then_some((CellRef::new(below.number, column), cell))
}

impl FormLayout<'_> {
    /// A blank value belongs where the other values of the form stand.
    fn place_blanks(&mut self) {
        let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
        for (_, place, _) in self.labels.iter().filter(|(_, place, _)| place.column != u32::MAX) {
            *columns.entry(place.column).or_default() += 1;
        }
        let usual = columns.iter().max_by_key(|(_, count)| **count).map(|(column, _)| *column);
        for (heading, place, _) in self.labels.iter_mut().filter(|(_, place, _)| place.column == u32::MAX) {
            let beside = heading.at.column + 1;
            place.column = usual.filter(|column| *column > heading.at.column).unwrap_or(beside);
        }
    }

    /// Text in a column of labels with something beside it, that no label is known by.
    fn unknown_labels(&mut self, sheet: &Sheet, schema: &Schema, first: &BTreeMap<Target, CellRef>) {
        let columns: Vec<u32> = self.labels.iter().map(|(heading, ..)| heading.at.column).collect();
        for row in sheet.rows.iter().filter(|row| !self.label_rows.contains(&row.number)) {
            let Some(cell) = row.cells.first().filter(|cell| columns.contains(&cell.column)) else { continue };
            let Some(text) = words(cell) else { continue };
            let at = CellRef::new(row.number, cell.column);
            let near = schema.near_miss(text).filter(|field| !first.contains_key(&Target::Field(*field)));
            if let Some(field) = near {
                self.oddities.near.push((at, text.into(), field));
                self.unknown_rows.push(row.number);
            } else if row.cells.len() > 1 {
                self.oddities.unknown.push((at, text.into()));
                self.unknown_rows.push(row.number);
            }
        }
    }

    /// Whether no field of it is filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.labels.iter().all(|(.., cell)| cell.is_none_or(is_blank)) && self.oddities.near.is_empty()
    }

    /// The form's one record.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot<'_>> {
        self.labels.iter().map(|(heading, at, cell)| Slot { heading, at: *at, cell: *cell }).collect()
    }
}
