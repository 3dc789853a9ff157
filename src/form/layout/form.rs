//! The form: labels, each with its value in the first filled cell to its right, or below where nothing stands to the right.

use std::collections::{BTreeMap, BTreeSet};

use super::{Heading, Oddities, Slot, words};
use crate::form::header::{Schema, Target, UnitHint, unit_hint};
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
    /// Rows (from zero) with a label or the value of one.
    pub label_rows: Vec<u32>,
    /// Rows (from zero) with a label nobody knows and a value beside it.
    pub unknown_rows: Vec<u32>,
    /// The unit that the title or caption above the first label states.
    pub caption: UnitHint,
}

/// Fewer labels than this are chance: a letter may hold the word «Kommune».
const FEWEST_LABELS: usize = 3;

pub(super) fn find<'a>(sheet: &'a Sheet, schema: &Schema) -> Option<FormLayout<'a>> {
    let mut layout = FormLayout {
        labels: Vec::new(),
        oddities: Oddities::default(),
        label_rows: Vec::new(),
        unknown_rows: Vec::new(),
        caption: UnitHint::default(),
    };
    let mut first: BTreeMap<Target, CellRef> = BTreeMap::new();
    let columns = LabelColumns::of(sheet, schema);
    for (index, row) in sheet.rows.iter().enumerate() {
        for (cell, target) in columns.labels(row) {
            let at = CellRef::new(row.number, cell.column);
            let header: Box<str> = words(cell).unwrap_or_default().into();
            if let Some(earlier) = first.get(&target) {
                layout.oddities.doubles.push((at, header.clone(), target, *earlier));
            } else {
                first.insert(target, at);
            }
            let value = columns.value_of(sheet, index, cell.column);
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
    let values = layout.labels.iter().filter(|(_, _, cell)| cell.is_some()).map(|(_, at, _)| at.row);
    layout.label_rows.extend(values);
    layout.label_rows.sort_unstable();
    layout.label_rows.dedup();
    let above = sheet.rows.iter().take_while(|row| row.number < layout.label_rows[0]);
    layout.caption = super::caption(above);
    layout.place_blanks();
    layout.unknown_labels(sheet, schema, &first);
    Some(layout)
}

/// Where labels stand: columns that hold two or more of them. The words of a label in another column may be a value.
struct LabelColumns<'a> {
    schema: &'a Schema,
    columns: BTreeSet<u32>,
}

impl<'a> LabelColumns<'a> {
    fn of(sheet: &Sheet, schema: &'a Schema) -> Self {
        let mut found: BTreeMap<u32, BTreeSet<Target>> = BTreeMap::new();
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            if let Some(target) = words(cell).and_then(|text| schema.target(text)) {
                found.entry(cell.column).or_default().insert(target);
            }
        }
        let columns = found.into_iter().filter(|(_, targets)| targets.len() > 1).map(|(column, _)| column).collect();
        Self { schema, columns }
    }

    fn target(&self, cell: &Cell) -> Option<Target> {
        words(cell).and_then(|text| self.schema.target(text))
    }

    /// Whether the cell is a label though it may stand where a value is expected.
    fn is_label(&self, cell: &Cell) -> bool {
        self.columns.contains(&cell.column) && self.target(cell).is_some()
    }

    /// The labels of a row. A cell that is the value of the label before it is none, unless its column holds labels.
    fn labels<'b>(&self, row: &'b Row) -> Vec<(&'b Cell, Target)> {
        let mut found = Vec::new();
        let mut value_next = false;
        for cell in &row.cells {
            let target = self.target(cell).filter(|_| !value_next || self.is_label(cell));
            value_next = target.is_some();
            if let Some(target) = target {
                found.push((cell, target));
            }
        }
        found
    }

    /// The first filled cell to the right that is no label; where nothing or a label stands there, the cell below.
    fn value_of<'b>(&self, sheet: &'b Sheet, index: usize, column: u32) -> Option<(CellRef, &'b Cell)> {
        let row = &sheet.rows[index];
        let right = row.cells.iter().find(|cell| cell.column > column);
        if let Some(cell) = right.filter(|cell| !self.is_label(cell)) {
            return Some((CellRef::new(row.number, cell.column), cell));
        }
        let below = sheet.rows.get(index + 1).filter(|below| below.number == row.number + 1)?;
        let cell = below.cell(column)?;
        // One label, one value below it; or a row of labels above a row of values.
        let labels = if row.cells.iter().all(|cell| self.target(cell).is_some()) { row.cells.len() } else { 1 };
        let values = below.cells.len() <= labels && below.cells.iter().all(|cell| self.target(cell).is_none());
        values.then_some((CellRef::new(below.number, column), cell))
    }
}

impl FormLayout<'_> {
    /// A blank value belongs where the values of the other labels in its column stand.
    fn place_blanks(&mut self) {
        let mut usual: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
        for (heading, place, _) in self.labels.iter().filter(|(_, place, _)| place.column != u32::MAX) {
            *usual.entry(heading.at.column).or_default().entry(place.column).or_default() += 1;
        }
        for (heading, place, _) in self.labels.iter_mut().filter(|(_, place, _)| place.column == u32::MAX) {
            let of_column = usual.get(&heading.at.column).into_iter().flatten();
            let column = of_column.max_by_key(|(_, count)| **count).map(|(column, _)| *column);
            place.column = column.filter(|column| *column > heading.at.column).unwrap_or(heading.at.column + 1);
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

    /// How many different things its labels name. A value in a list may be a label's word in every row.
    pub(super) fn different_labels(&self) -> usize {
        self.labels.iter().map(|(heading, ..)| heading.target).collect::<BTreeSet<_>>().len()
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
