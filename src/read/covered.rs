//! Cells under merged ones: the file keeps what stands in them, and nobody sees it.

use std::collections::BTreeMap;

use super::Sheet;
use crate::origin::CellRef;

/// Says of every filled cell inside a merged region, but for its first, that a person does not see it.
pub(super) fn mark(sheet: &mut Sheet) {
    if sheet.merged.is_empty() {
        return;
    }
    let mut merged: Vec<(CellRef, CellRef)> = sheet.merged.clone();
    merged.sort_unstable();
    let mut next = merged.into_iter().peekable();
    // Regions that reach the current row, by their first column: none is over another.
    let mut over: BTreeMap<u32, (CellRef, CellRef)> = BTreeMap::new();
    for row in &mut sheet.rows {
        if next.peek().is_some_and(|(first, _)| first.row <= row.number) {
            over.retain(|_, (_, end)| end.row >= row.number);
        }
        while let Some((first, last)) = next.next_if(|(first, _)| first.row <= row.number) {
            let free = over.range(..=last.column).next_back().is_none_or(|(_, (_, end))| end.column < first.column);
            // No program merges a cell twice.
            if free && last.row >= row.number {
                over.insert(first.column, (first, last));
            }
        }
        let covered = |column: u32| {
            let region = over.range(..=column).next_back().map(|(_, region)| *region);
            region.is_some_and(|(first, last)| {
                last.row >= row.number && column <= last.column && first != CellRef::new(row.number, column)
            })
        };
        if !over.is_empty() && row.cells.iter().any(|cell| covered(cell.column)) {
            row.cells.to_mut().iter_mut().filter(|cell| covered(cell.column)).for_each(|cell| cell.unseen = true);
        }
    }
}
