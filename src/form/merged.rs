//! Cells merged over several records of a list: text and dates are read for each, with the region's first cell as origin; a
//! figure is not, for nobody says how much of it is each one's.

use std::collections::BTreeMap;

use super::ground::{MENDED, Shared};
use super::header::Target;
use super::layout::{ListLayout, Slot};
use crate::application::Field;
use crate::origin::CellRef;
use crate::read::{Cell, Row};

/// The merged regions of a list that stand for more than one record.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// By column and first row: the last row, and what stands in the first cell.
    regions: BTreeMap<(u32, u32), (u32, Cell)>,
    /// Those that hold a figure, by the first cell.
    pub(super) figures: BTreeMap<CellRef, Shared>,
}

impl Merged {
    /// Those of `list`, whose rows are `rows`.
    pub(super) fn of(list: &ListLayout, merged: &[(CellRef, CellRef)], rows: &[Row]) -> Self {
        let mut found = Self::default();
        let header = rows[list.last_header].number;
        let down = merged.iter().filter(|(first, last)| first.row < last.row && first.row > header);
        let mut down: Vec<&(CellRef, CellRef)> = down.collect();
        down.sort_by_key(|(first, _)| (first.column, first.row));
        let mut free = CellRef::new(0, 0);
        for (first, last) in down {
            // No program merges a cell twice.
            let overlaps = free.column == first.column && first.row < free.row;
            free = CellRef::new(last.row + 1, first.column);
            let heading = list.columns.iter().find(|(column, _)| *column == first.column);
            let (Some((_, heading)), false) = (heading, overlaps) else { continue };
            let from = rows.partition_point(|row| row.number < first.row);
            let [origin, others @ ..] = &rows[from..] else { continue };
            let Some(cell) = origin.cell(first.column).filter(|_| origin.number == first.row) else { continue };
            let others = others.iter().take_while(|row| row.number <= last.row);
            let covered = others.filter(|row| row.cell(first.column).is_none() && list.may_be_record(row));
            let covered: Vec<u32> = covered.take(MENDED).map(|row| row.number).collect();
            if covered.is_empty() {
                continue;
            }
            if is_figure(heading.target) {
                found.figures.insert(*first, Shared { region: region(*first, last.row), rows: covered });
            }
            found.regions.insert((first.column, first.row), (last.row, cell.clone()));
        }
        found
    }

    /// Puts into the blank slots of row `number` what the merged cells over them hold.
    pub(super) fn fill<'a>(&'a self, slots: &mut [Slot<'a>], number: u32) {
        for slot in slots.iter_mut().filter(|slot| slot.cell.is_none()) {
            let column = slot.at.column;
            let over = self.regions.range((column, 0)..=(column, number)).next_back();
            if let Some(((_, first), (_, cell))) = over.filter(|(_, (last, _))| *last >= number) {
                (slot.at, slot.cell) = (CellRef::new(*first, column), Some(cell));
            }
        }
    }

    /// The regions that are read for each of their rows: the first cell, and in words of cells.
    pub(super) fn read(&self) -> impl Iterator<Item = (CellRef, String)> {
        let regions = self.regions.iter().map(|((column, row), (last, _))| (CellRef::new(*row, *column), *last));
        let read = regions.filter(|(first, _)| !self.figures.contains_key(first));
        read.map(|(first, last)| (first, region(first, last)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }
}

fn region(first: CellRef, last: u32) -> String {
    format!("{first}:{}", CellRef::new(last, first.column))
}

fn is_figure(target: Target) -> bool {
    match target {
        Target::Field(field) => field.is_money() || field == Field::Positions,
        Target::Criterion(_) => true,
    }
}
