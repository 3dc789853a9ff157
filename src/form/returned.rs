//! A correction workbook that came back: which of its cells replace those of the file it shows, and what else was changed.
//!
//! Only the cells that were marked are used. A row is known by what stands in its locked cells, so one that was moved or
//! deleted is named, and its corrections are left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layout::row_at;
use super::record::as_it_stands;
use crate::finding::Finding;
use crate::origin::{CellRef, Source};
use crate::problem::{Problem, sheet as problems};
use crate::read::{Cell, Formula, Row, Sheet, Value, Workbook};
use crate::stamp::{Regions, SheetSent, Stamp, Work};

/// Cells of a file, by sheet and place, and what replaces them; `None` empties the cell.
pub type Mends = BTreeMap<(Arc<str>, CellRef), Option<Cell>>;

/// Of a longer sheet only its head and the rows with something to mend are shown.
const LONGEST: usize = 5_000;
/// How many rows of such a sheet are its head.
const HEAD: usize = 60;

/// The rows of a sheet that a correction workbook shows.
pub fn rows_shown(sheet: &Sheet, marked: impl Fn(u32) -> bool) -> impl Iterator<Item = &Row> {
    let long = sheet.rows.len() > LONGEST;
    let rows = sheet.rows.iter().enumerate();
    rows.filter(move |(at, row)| !long || *at < HEAD || marked(row.number)).map(|(_, row)| row)
}

/// The rows of each sheet that came back as they were shown: whoever sent them back has seen what was hidden in them.
pub type Seen = BTreeMap<Arc<str>, BTreeSet<u32>>;

/// What the comparison of one file with what came back gives.
#[derive(Debug, Default)]
pub struct Compared {
    /// The cells that replace others.
    pub mends: Mends,
    /// The rows that came back.
    pub seen: Seen,
    /// What is wrong with what came back, in the file that came.
    pub findings: Vec<Finding>,
}

/// Compares `came` with the file it shows: of that, the sheets `sheets`. `earlier` is what earlier editions mended.
#[must_use]
pub fn compare(
    (file, came): (&Arc<str>, &Workbook),
    (other, sent): (&Arc<str>, &Workbook),
    sheets: &[&SheetSent],
    earlier: &Mends,
) -> Compared {
    let mut compared = Compared::default();
    for sheet in sheets {
        let Some(there) = sent.sheets.iter().find(|one| *one.name == *sheet.original) else { continue };
        let Some(here) = came.sheets.iter().find(|one| *one.name == *sheet.name) else {
            compared.findings.push(Finding::in_file(file, problems::corrected_sheet_gone(&sheet.name)));
            continue;
        };
        let source = Source { file: Arc::clone(file), sheet: Arc::clone(&here.name) };
        let rows = there.rows.iter().chain(&here.rows).map(|row| row.number);
        let mended = earlier.keys().filter(|(name, _)| *name == there.name).map(|(_, at)| at.row);
        let open = open_cells(sheet, &rows.chain(mended).collect());
        let pair = Pair { open, kept: &sheet.kept, earlier, source, other, here: by_number(&here.rows), there };
        pair.compare(&mut compared);
    }
    if !compared.mends.is_empty() {
        compared.findings.push(Finding::in_file(file, problems::mended(compared.mends.len(), other)));
    }
    compared
}

/// Takes what is hidden in rows that came back for seen, and what formulas gave in them for written by hand.
pub fn reveal(workbook: &mut Workbook, seen: &Seen) {
    for sheet in &mut workbook.sheets {
        let Some(rows) = seen.get(&sheet.name) else { continue };
        sheet.visible = true;
        sheet.hidden_columns.clear();
        for row in sheet.rows.iter_mut().filter(|row| rows.contains(&row.number)) {
            row.hidden = false;
            for cell in row.cells.to_mut() {
                cell.unseen = false;
                cell.formula = Formula::None;
            }
        }
    }
    workbook.noticed.retain(|noticed| {
        let rows = noticed.sheet.as_ref().and_then(|sheet| seen.get(sheet));
        !rows.zip(noticed.cell).is_some_and(|(rows, cell)| rows.contains(&cell.row))
    });
}

/// Puts the cells in their places.
pub fn apply(workbook: &mut Workbook, mends: &Mends) {
    for sheet in &mut workbook.sheets {
        let own = mends.iter().filter(|((name, _), _)| *name == sheet.name);
        let mut changed = false;
        for ((_, at), cell) in own {
            put(&mut sheet.rows, *at, cell.clone());
            changed = true;
        }
        if changed {
            sheet.rows.retain(|row| !row.cells.is_empty());
        }
    }
}

fn put(rows: &mut Vec<Row>, at: CellRef, cell: Option<Cell>) {
    let row = match rows.binary_search_by_key(&at.row, |row| row.number) {
        Ok(row) => row,
        Err(row) => {
            rows.insert(row, Row { number: at.row, hidden: false, cells: Vec::new().into() });
            row
        }
    };
    let cells = rows[row].cells.to_mut();
    match (cells.binary_search_by_key(&at.column, |cell| cell.column), cell) {
        (Ok(old), Some(cell)) => cells[old] = cell,
        (Ok(old), None) => {
            cells.remove(old);
        }
        (Err(new), Some(cell)) => cells.insert(new, cell),
        (Err(_), None) => {}
    }
}

/// Whether it is a correction workbook of ours.
#[must_use]
pub fn is_correction(workbook: &Workbook) -> bool {
    workbook.stamp.as_ref().is_some_and(|stamp| stamp.work == Work::Correction)
}

/// A correction workbook as the application sheets it shows, each under the name it had. Other workbooks stay as they are.
#[must_use]
pub fn as_sent(mut workbook: Workbook) -> Workbook {
    let Some(Stamp { work: Work::Correction, sheets, .. }) = &workbook.stamp else { return workbook };
    let mut taken = BTreeSet::new();
    workbook.sheets.retain_mut(|sheet| {
        let Some(sent) = sheets.iter().find(|sent| *sent.name == *sheet.name) else { return false };
        // Two files may have had a sheet of one name.
        if !sent.original.is_empty() && taken.insert(sent.original.as_str()) {
            sheet.name = Arc::from(sent.original.as_str());
        }
        true
    });
    workbook
}

/// One sheet as it was sent, and as it came back.
struct Pair<'a> {
    /// The columns that may be mended, by row.
    open: BTreeMap<u32, Vec<u32>>,
    /// Cells that an earlier edition mended: locked since.
    kept: &'a Regions,
    earlier: &'a Mends,
    source: Source,
    other: &'a Arc<str>,
    here: BTreeMap<u32, &'a Row>,
    there: &'a Sheet,
}

/// The text of each filled cell of a row, but for some columns.
type Signature = Vec<(u32, String)>;

impl Pair<'_> {
    fn compare(&self, compared: &mut Compared) {
        let shown: BTreeMap<u32, &Row> =
            rows_shown(self.there, |row| self.open.contains_key(&row)).map(|row| (row.number, row)).collect();
        let as_before = |number: u32| {
            self.signature(number, shown.get(&number).copied())
                == self.signature(number, self.here.get(&number).copied())
        };
        let expected: BTreeSet<u32> = shown.keys().copied().chain(self.open.keys().copied()).collect();
        let (same, differing): (Vec<u32>, Vec<u32>) = expected.iter().partition(|number| as_before(**number));
        same.iter().for_each(|number| self.mend(*number, compared));
        compared.seen.entry(Arc::clone(&self.there.name)).or_default().extend(&same);
        let mut strange: BTreeSet<u32> = self.here.keys().copied().filter(|number| !same.contains(number)).collect();
        let moved = self.moved(&differing, &shown, &strange);
        strange.retain(|number| !moved.values().any(|to| to == number));
        for number in differing {
            let row = line(number);
            let gone = |number| !self.here.contains_key(&number) || moved.values().any(|to| *to == number);
            if let Some(to) = moved.get(&number) {
                self.say(CellRef::new(*to, 0), problems::row_moved(row, line(*to)), compared);
            } else if gone(number) || !self.is_much_the_same(number, shown.get(&number).copied()) {
                self.say(CellRef::new(number, 0), problems::row_deleted(row), compared);
            } else {
                self.mend(number, compared);
            }
        }
        for number in strange {
            self.changes(number, shown.get(&number).copied(), compared);
        }
    }

    fn say(&self, at: CellRef, problem: Problem, compared: &mut Compared) {
        compared.findings.push(Finding::in_cell(&self.source, at, problem));
    }

    /// What the locked cells of row `number` hold in `row`.
    fn signature(&self, number: u32, row: Option<&Row>) -> Signature {
        let open = self.open_columns(number);
        signature(row, |column| open.contains(&column))
    }

    /// Rows that stand somewhere else now.
    fn moved(&self, differing: &[u32], shown: &BTreeMap<u32, &Row>, strange: &BTreeSet<u32>) -> BTreeMap<u32, u32> {
        let mut standing: BTreeMap<Vec<u32>, BTreeMap<Signature, Vec<u32>>> = BTreeMap::new();
        let mut moved = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for number in differing {
            let Some(row) = shown.get(number) else { continue };
            let wanted = self.signature(*number, Some(*row));
            let open = self.open_columns(*number).to_vec();
            let rows = standing.entry(open).or_insert_with_key(|open| {
                let mut rows: BTreeMap<Signature, Vec<u32>> = BTreeMap::new();
                for at in strange {
                    let row = self.here.get(at).copied();
                    rows.entry(signature(row, |column| open.contains(&column))).or_default().push(*at);
                }
                rows
            });
            let free = rows.get(&wanted).into_iter().flatten().find(|at| *at != number && !taken.contains(*at));
            if let Some(at) = free.filter(|_| !wanted.is_empty()) {
                taken.insert(*at);
                moved.insert(*number, *at);
            }
        }
        moved
    }

    fn open_columns(&self, number: u32) -> &[u32] {
        self.open.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Whether at least half of a row's locked cells stand as they were: then it is the same row, with something changed.
    fn is_much_the_same(&self, number: u32, there: Option<&Row>) -> bool {
        let (before, now) = (self.signature(number, there), self.signature(number, self.here.get(&number).copied()));
        let kept = before.iter().filter(|cell| now.contains(cell)).count();
        kept * 2 >= before.len()
    }

    /// Takes the marked cells of a row that is where it was.
    fn mend(&self, number: u32, compared: &mut Compared) {
        let there = row_at(self.there, number);
        for column in self.open_columns(number).iter().copied() {
            let before = there.and_then(|row| row.cell(column));
            let now = self.here.get(&number).and_then(|row| row.cell(column));
            let at = CellRef::new(number, column);
            let mended = self.earlier.get(&(Arc::clone(&self.there.name), at)).filter(|_| self.kept.contains(at));
            if let Some(mended) = mended {
                if differs(mended.as_ref(), now) {
                    self.say(at, problems::changed_elsewhere(self.other), compared);
                }
            } else if differs(before, now) {
                compared.mends.insert((Arc::clone(&self.there.name), at), now.cloned());
            }
        }
    }

    /// Names each locked cell that holds something else than before.
    fn changes(&self, number: u32, there: Option<&Row>, compared: &mut Compared) {
        let (before, now) = (self.signature(number, there), self.signature(number, self.here.get(&number).copied()));
        let columns: BTreeSet<u32> = before.iter().chain(&now).map(|(column, _)| *column).collect();
        let text = |row: &Signature, column: u32| row.iter().find(|(at, _)| *at == column).cloned();
        for column in columns {
            if text(&before, column) != text(&now, column) {
                self.say(CellRef::new(number, column), problems::changed_elsewhere(self.other), compared);
            }
        }
    }
}

/// The cells of `rows` that count when they come back: those that were marked, and those mended before.
fn open_cells(sheet: &SheetSent, rows: &BTreeSet<u32>) -> BTreeMap<u32, Vec<u32>> {
    let mut open: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for cell in sheet.open.within(rows).chain(sheet.kept.within(rows)) {
        open.entry(cell.row).or_default().push(cell.column);
    }
    open.values_mut().for_each(|columns| columns.sort_unstable());
    open
}

fn by_number(rows: &[Row]) -> BTreeMap<u32, &Row> {
    let told = |row: &&Row| row.cells.iter().any(|cell| !text(cell).is_empty());
    rows.iter().filter(told).map(|row| (row.number, row)).collect()
}

fn signature(row: Option<&Row>, open: impl Fn(u32) -> bool) -> Signature {
    let cells = row.into_iter().flat_map(|row| &row.cells).filter(|cell| !open(cell.column));
    cells.map(|cell| (cell.column, text(cell))).filter(|(_, text)| !text.is_empty()).collect()
}

/// What a cell says, white space collapsed: programs keep line breaks differently.
fn text(cell: &Cell) -> String {
    as_it_stands(cell).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether somebody wrote something else. A number for a text of the same digits is something else.
fn differs(before: Option<&Cell>, now: Option<&Cell>) -> bool {
    let said = |cell: Option<&Cell>| cell.map(text).unwrap_or_default();
    let number = |cell: Option<&Cell>| matches!(cell.map(|cell| &cell.value), Some(Value::Number(_)));
    let words = |cell: Option<&Cell>| matches!(cell.map(|cell| &cell.value), Some(Value::Text(_)));
    said(before) != said(now) || (words(before) && number(now)) || (number(before) && words(now))
}

/// A row's number as people count.
fn line(row: u32) -> usize {
    usize::try_from(row).map_or(usize::MAX, |row| row + 1)
}
