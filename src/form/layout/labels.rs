//! Which cells of a form are labels, and which cell beside or below one is its value.

use std::collections::{BTreeMap, BTreeSet};

use super::{row_at, words};
use crate::form::header::{Schema, Target, is_hint, is_unit_alone};
use crate::form::record::is_blank;
use crate::origin::CellRef;
use crate::read::{Cell, Row, Sheet};

/// Where labels stand: columns that hold two or more of them, and not much else. The words of a label in another column
/// may be a value.
pub(super) struct LabelColumns<'a> {
    pub(super) schema: &'a Schema,
    pub(super) columns: BTreeSet<u32>,
}

impl<'a> LabelColumns<'a> {
    pub(super) fn of(sheet: &Sheet, schema: &'a Schema) -> Self {
        let mut found: BTreeMap<u32, (usize, BTreeSet<Target>)> = BTreeMap::new();
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            let Some(text) = words(cell) else { continue };
            let (texts, targets) = found.entry(cell.column).or_default();
            *texts += 1;
            targets.extend(schema.target(text));
        }
        let labels = |texts: usize, targets: usize| targets > 1 && targets * 3 >= texts;
        let columns = found.into_iter().filter(|(_, (texts, targets))| labels(*texts, targets.len()));
        Self { schema, columns: columns.map(|(column, _)| column).collect() }
    }

    fn target(&self, cell: &Cell) -> Option<Target> {
        words(cell).and_then(|text| self.schema.target(text))
    }

    /// Whether the cell is a label though it may stand where a value is expected.
    fn is_label(&self, cell: &Cell) -> bool {
        self.columns.contains(&cell.column) && self.target(cell).is_some()
    }

    /// Whether the cell stands as a label does: among labels, and with something beside it.
    fn stands_as_label(&self, row: &Row, cell: &Cell) -> bool {
        let beside = row.cells.last().is_some_and(|last| last.column > cell.column);
        self.is_label(cell) || self.columns.contains(&cell.column) && words(cell).is_some() && beside
    }

    /// The labels of a row. A cell that is the value of the label before it, also of one with a slip in it, is none, unless its
    /// column holds labels.
    pub(super) fn labels<'b>(&self, row: &'b Row) -> Vec<(&'b Cell, Target)> {
        let mut found = Vec::new();
        let mut value_next = false;
        let mut before: Option<&Cell> = None;
        let last = row.cells.iter().rfind(|cell| !is_blank(cell)).map(|cell| cell.column);
        for cell in row.cells.iter().filter(|cell| !is_blank(cell)) {
            // «Stillingar | 1 | årsverk»: what a value counts.
            let unit = !found.is_empty() && last == Some(cell.column) && words(cell).is_some_and(is_hint);
            // «Projekttittel | Kompetanse»
            let slip = || before.and_then(words).is_some_and(|text| self.schema.near_miss(text).is_some());
            let target = self.target(cell).filter(|_| !value_next && !unit && !slip() || self.is_label(cell));
            // A value has no label with a slip to itself, and neither has what a label is.
            before = (!value_next && self.target(cell).is_none()).then_some(cell);
            // A hint between a label and its value is neither.
            value_next = target.is_some() || value_next && words(cell).is_some_and(is_hint);
            if let Some(target) = target {
                found.push((cell, target));
            }
        }
        found
    }

    /// The filled cell nearest to the left of a label, where no labels stand in its column.
    pub(super) fn left_of<'b>(&self, sheet: &'b Sheet, label: CellRef) -> Option<&'b Cell> {
        let row = row_at(sheet, label.row)?;
        let left = row.cells.iter().rev().find(|cell| cell.column < label.column && !is_blank(cell))?;
        Some(left).filter(|cell| !self.columns.contains(&cell.column))
    }

    /// The first filled cell to the right that is no label; where nothing or a label stands there, the cell below.
    pub(super) fn value_of<'b>(&self, sheet: &'b Sheet, index: usize, column: u32) -> Option<(CellRef, &'b Cell)> {
        let row = &sheet.rows[index];
        let mut right = row.cells.iter().filter(|cell| cell.column > column && !is_blank(cell)).peekable();
        let first = right.peek().copied();
        // «Søknadsbeløp | kr | 1 240 000», «Oppstart | dd.mm.åååå | 01.03.2023»: a hint is no value where one follows.
        let own = row.cell(column).and_then(|cell| self.target(cell));
        // «Stillingar | årsverk | 1», but a label of another field is none: «Kommune | | Årsverk | 1».
        let hint = |cell: &Cell| {
            let other = self.target(cell).is_some_and(|target| own != Some(target));
            words(cell).is_some_and(is_hint) && !other && !self.stands_as_label(row, cell)
        };
        while right.next_if(|cell| hint(cell)).is_some() {}
        let right = right.next().filter(|cell| !self.stands_as_label(row, cell)).or(first);
        if let Some(cell) = right.filter(|cell| !self.stands_as_label(row, cell)) {
            return Some((CellRef::new(row.number, cell.column), cell));
        }
        let below = sheet.rows.get(index + 1).filter(|below| below.number == row.number + 1)?;
        let cell = below.cell(column).filter(|cell| !is_blank(cell))?;
        // One label, one value below it; or a row of labels above a row of values.
        let labels = if row.cells.iter().all(|cell| self.target(cell).is_some()) { row.cells.len() } else { 1 };
        let values = below.cells.len() <= labels && below.cells.iter().all(|cell| self.target(cell).is_none());
        values.then_some((CellRef::new(below.number, column), cell))
    }
}

/// The filled cells between the label `at` and its value at `place`: hints.
pub(super) fn between(row: &Row, at: CellRef, place: CellRef) -> impl Iterator<Item = &Cell> {
    let last = if place.row == at.row && place.column != u32::MAX { place.column } else { 0 };
    row.cells.iter().filter(move |cell| (at.column + 1..last).contains(&cell.column) && !is_blank(cell))
}

/// The unit that stands in a cell of its own on either side of the value at `place`: «30 | tkr», «i 1 000 kr | 30».
pub(super) fn unit_beside(row: &Row, place: CellRef) -> Option<&str> {
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !is_blank(cell)).collect();
    let at = filled.iter().position(|cell| CellRef::new(row.number, cell.column) == place)?;
    let beside = [Some(at + 1), at.checked_sub(1)].into_iter().flatten();
    beside.filter_map(|at| words(filled.get(at)?)).find(|text| is_unit_alone(text))
}
