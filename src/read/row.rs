//! The rows of a sheet. The cells of many rows lie in one block, which is given back with the last of them: a large list is
//! few allocations, and none of it stays when it has been read.

use std::ops::Deref;
use std::slice;
use std::sync::Arc;

use super::Cell;

/// A row that holds anything.
#[derive(Debug)]
pub struct Row {
    /// Its number from zero.
    pub number: u32,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its filled cells, columns strictly rising.
    pub cells: Cells,
}

impl Row {
    /// The cell in `column`, if it holds anything.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |cell| cell.column).ok().map(|at| &self.cells[at])
    }
}

/// The cells of a row: a part of a block.
#[derive(Debug, Clone)]
pub struct Cells {
    block: Arc<Vec<Cell>>,
    from: u32,
    to: u32,
}

impl Cells {
    /// The cells, to be changed.
    pub fn to_mut(&mut self) -> &mut Vec<Cell> {
        let whole = self.len() == self.block.len();
        if !whole || Arc::get_mut(&mut self.block).is_none() {
            self.block = Arc::new(self.to_vec());
        }
        (self.from, self.to) = (0, u32::MAX);
        Arc::get_mut(&mut self.block).expect("nobody else has it")
    }
}

impl Deref for Cells {
    type Target = [Cell];

    fn deref(&self) -> &[Cell] {
        let to = (self.to as usize).min(self.block.len());
        &self.block[self.from as usize..to]
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        Self { block: Arc::new(cells), from: 0, to: u32::MAX }
    }
}

impl FromIterator<Cell> for Cells {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        Vec::from_iter(cells).into()
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a Cell;
    type IntoIter = slice::Iter<'a, Cell>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Cells of a block: large enough for the system to take it back at once.
const BLOCK: usize = 8_192;

/// Rows while they are read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    block: Vec<Cell>,
    /// Where the current row begins in the block.
    begin: usize,
    /// The rows of the block: number, whether hidden, and where each ends.
    ends: Vec<(u32, bool, usize)>,
}

impl Rows {
    /// Adds a cell to the current row.
    pub(super) fn push(&mut self, cell: Cell) {
        self.block.push(cell);
    }

    /// Ends the current row; one without cells is none.
    pub(super) fn end(&mut self, number: u32, hidden: bool) {
        let length = self.block.len() - self.begin;
        if length > 0 {
            self.begin = self.block.len();
            self.ends.push((number, hidden, self.begin));
        }
        // The next row is most often as long, and a block does not grow.
        if self.block.len() + length > BLOCK {
            self.close(BLOCK);
        }
    }

    fn close(&mut self, next: usize) {
        let block = Arc::new(std::mem::replace(&mut self.block, Vec::with_capacity(next)));
        self.begin = 0;
        let mut from = 0;
        self.rows.extend(self.ends.drain(..).map(|(number, hidden, end)| {
            let to = u32::try_from(end).expect("a row has no more cells than a sheet has columns");
            let cells = Cells { block: Arc::clone(&block), from, to };
            from = to;
            Row { number, hidden, cells }
        }));
    }

    /// All rows.
    pub(super) fn finished(mut self) -> Vec<Row> {
        self.block.shrink_to_fit();
        self.close(0);
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Formula, Value};

    fn cell(column: u32) -> Cell {
        Cell { column, value: Value::Bool(true), formula: Formula::None, percent: false, unseen: false }
    }

    #[test]
    fn rows_lie_in_blocks_and_are_as_they_were_read() {
        let mut rows = Rows::default();
        for number in 0..3_000 {
            (0..number % 13).for_each(|column| rows.push(cell(column)));
            rows.end(number, number % 2 == 0);
        }
        let rows = rows.finished();
        let expected = (0..3_000).filter(|number| number % 13 > 0);
        assert!(rows.iter().map(|row| row.number).eq(expected));
        for row in &rows {
            assert_eq!(row.hidden, row.number % 2 == 0);
            assert!(row.cells.iter().map(|cell| cell.column).eq(0..row.number % 13), "{}", row.number);
        }
    }

    #[test]
    fn a_row_is_changed_by_itself() {
        let mut rows = Rows::default();
        for number in 0..2 {
            (0..3).for_each(|column| rows.push(cell(column)));
            rows.end(number, false);
        }
        let mut rows = rows.finished();
        rows[0].cells.to_mut().remove(1);
        rows[0].cells.to_mut().push(cell(7));
        let columns = |row: &Row| row.cells.iter().map(|cell| cell.column).collect::<Vec<_>>();
        assert_eq!((columns(&rows[0]), columns(&rows[1])), (vec![0, 2, 7], vec![0, 1, 2]));
    }
}
