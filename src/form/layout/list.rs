//! The list: a header row of one, two or three rows, then one record to a row, a total row, and notes.

use std::collections::BTreeMap;

use super::{Heading, Oddities, SEARCHED, Slot, words};
use crate::form::header::{Schema, Target, UnitHint, normalise, unit_hint};
use crate::origin::CellRef;
use crate::read::{Row, Sheet, Value};

/// A list: where its header is and what its columns mean.
#[derive(Debug)]
pub struct ListLayout<'a> {
    sheet: &'a Sheet,
    /// Index of the first header row among the sheet's filled rows.
    pub first_header: usize,
    /// Index of the last one.
    pub last_header: usize,
    /// The columns that mean something, from left to right.
    pub columns: Vec<(u32, Heading)>,
    /// What is odd about the headers.
    pub oddities: Oddities,
    /// The unit that the title or caption above the header states.
    pub caption: UnitHint,
}

/// What one row after the header is.
#[derive(Debug)]
pub enum RowKind<'a> {
    /// A record.
    Record(Vec<Slot<'a>>),
    /// The header again, after a page break.
    Header,
    /// A total row.
    Total(Vec<Slot<'a>>),
    /// Text that belongs to no column: a note.
    Note,
    /// Something that cannot be placed.
    Ignored,
}

/// The row that names the most columns, with the rows above and below it that complete it.
pub(super) fn find<'a>(sheet: &'a Sheet, schema: &Schema) -> Option<ListLayout<'a>> {
    let searched = &sheet.rows[..sheet.rows.len().min(SEARCHED)];
    let named: Vec<usize> = searched.iter().map(|row| targets(row, schema)).collect();
    let most = *named.iter().max()?;
    let best = named.iter().position(|count| *count == most)?;
    let adjoining = |at: usize| sheet.rows[at].number == sheet.rows[at - 1].number + 1;
    let heads = |at: usize| sheet.rows[at].cells.iter().all(|cell| matches!(cell.value, Value::Text(_)));
    let above = best > 0 && adjoining(best) && heads(best - 1) && sheet.rows[best - 1].cells.len() > 1
        || best > 0 && adjoining(best) && heads(best - 1) && spans(sheet, sheet.rows[best - 1].number);
    let first_header = if above { best - 1 } else { best };
    let below = best + 1 < searched.len() && adjoining(best + 1) && heads(best + 1) && named[best + 1] > 0;
    let last_header = if below { best + 1 } else { best };
    let mut layout = ListLayout {
        sheet,
        first_header,
        last_header,
        columns: Vec::new(),
        oddities: Oddities::default(),
        caption: caption(&sheet.rows[..first_header]),
    };
    layout.name_columns(schema, best);
    (layout.columns.len() >= 3 || (most >= 2 && layout.columns.len() == most)).then_some(layout)
}

fn targets(row: &Row, schema: &Schema) -> usize {
    let mut found: Vec<Target> = row.cells.iter().filter_map(words).filter_map(|text| schema.target(text)).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Whether a merged region of the row spans more than one column: a group header.
fn spans(sheet: &Sheet, row: u32) -> bool {
    sheet.merged.iter().any(|(first, last)| first.row <= row && row <= last.row && first.column < last.column)
}

fn caption(rows: &[Row]) -> UnitHint {
    let hints = rows.iter().flat_map(|row| &row.cells).filter_map(words).map(unit_hint);
    UnitHint { scale: hints.filter_map(|hint| hint.scale).next(), percent: false }
}

impl<'a> ListLayout<'a> {
    fn name_columns(&mut self, schema: &Schema, best: usize) {
        let rows = &self.sheet.rows[self.first_header..=self.last_header];
        let mut columns: Vec<u32> = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut first: BTreeMap<Target, CellRef> = BTreeMap::new();
        let mut unnamed = Vec::new();
        for column in columns {
            let texts: Vec<(CellRef, &str)> =
                (self.first_header..=self.last_header).filter_map(|at| self.header_text(at, column)).collect();
            let own = self.sheet.rows[best].cell(column).is_some();
            let Some((at, header, target)) = name(&texts, schema) else {
                // A group header above blank cells names no column of its own.
                if let (true, Some((at, text))) = (own, texts.last()) {
                    unnamed.push((column, *at, Box::<str>::from(*text)));
                }
                continue;
            };
            let unit = unit_hint(&header);
            if let Some(earlier) = first.get(&target) {
                self.oddities.doubles.push((at, header.as_str().into(), target, *earlier));
            } else {
                first.insert(target, at);
            }
            self.columns.push((column, Heading { target, header: header.into(), at, unit }));
        }
        for (_, at, header) in unnamed {
            match schema.near_miss(&header) {
                Some(field) if !first.contains_key(&Target::Field(field)) => {
                    self.oddities.near.push((at, header, field))
                }
                _ => self.oddities.unknown.push((at, header)),
            }
        }
    }

    /// The header words over `column` in one header row: its own cell, or the merged region that covers it.
    fn header_text(&self, row: usize, column: u32) -> Option<(CellRef, &'a str)> {
        let row = &self.sheet.rows[row];
        if let Some(cell) = row.cell(column) {
            return words(cell).map(|text| (CellRef::new(row.number, column), text));
        }
        let covers = |(first, last): &&(CellRef, CellRef)| {
            first.row == row.number && first.column <= column && column <= last.column
        };
        let (first, _) = self.sheet.merged.iter().find(covers)?;
        let cell = row.cell(first.column)?;
        words(cell).map(|text| (*first, text))
    }

    /// What the row at `index` among the sheet's filled rows is.
    #[must_use]
    pub fn row_kind(&self, index: usize) -> RowKind<'_> {
        let row = &self.sheet.rows[index];
        let filled = |(column, _): &&(u32, Heading)| row.cell(*column).is_some();
        let named: Vec<&(u32, Heading)> = self.columns.iter().filter(filled).collect();
        if named.len() >= 2 && named.iter().all(|(column, heading)| self.repeats(row, *column, heading)) {
            return RowKind::Header;
        }
        if self.is_total(row) {
            return RowKind::Total(self.slots(row));
        }
        let lone_text = row.cells.len() == 1 && words(&row.cells[0]).is_some();
        let texts_only = row.cells.iter().all(|cell| matches!(cell.value, Value::Text(_)));
        match named.len() {
            0 | 1 if lone_text && (self.near(row) || named.len() == 1) => RowKind::Note,
            0 | 1 => RowKind::Ignored,
            2 if texts_only && self.after_gap(index) => RowKind::Note,
            _ => RowKind::Record(self.slots(row)),
        }
    }

    fn repeats(&self, row: &Row, column: u32, heading: &Heading) -> bool {
        let text = row.cell(column).and_then(words);
        text.is_some_and(|text| {
            heading.header.split('\n').next_back().is_some_and(|last| normalise(last) == normalise(text))
        }) || text.is_some_and(|text| normalise(&heading.header) == normalise(text))
    }

    /// Inside the columns of the list, so not a stray character far away.
    fn near(&self, row: &Row) -> bool {
        let last = self.columns.last().map_or(0, |(column, _)| *column);
        row.cells.iter().all(|cell| cell.column <= last + 1)
    }

    /// Whether blank rows or a total row stand between this row and the one before.
    fn after_gap(&self, index: usize) -> bool {
        let rows = &self.sheet.rows;
        rows[index].number > rows[index - 1].number + 1 || self.is_total(&rows[index - 1])
    }

    /// «Sum», «Totalt», «I alt» first in the row, and no more words in it: words there would be an application's.
    fn is_total(&self, row: &Row) -> bool {
        let mut texts = row.cells.iter().filter_map(words);
        let said = texts.next().is_some_and(|text| {
            let normal = normalise(text);
            matches!(
                normal.as_str(),
                "sum"
                    | "totalt"
                    | "total"
                    | "i alt"
                    | "til saman"
                    | "til sammen"
                    | "tilsaman"
                    | "tilsammen"
                    | "samla"
                    | "samlet"
                    | "totalsum"
                    | "sum totalt"
                    | "sum i alt"
                    | "sum total"
            ) || normal.starts_with("sum søkna")
                || normal.starts_with("sum søkt")
        });
        said && texts.all(|text| text.chars().any(|letter| letter.is_ascii_digit()))
    }

    fn slots<'b>(&'b self, row: &'b Row) -> Vec<Slot<'b>> {
        let slot = |(column, heading): &'b (u32, Heading)| Slot {
            heading,
            at: CellRef::new(row.number, *column),
            cell: row.cell(*column),
        };
        self.columns.iter().map(slot).collect()
    }
}

/// What the header words of a column mean: all rows together, else the lowest row that means something.
fn name(texts: &[(CellRef, &str)], schema: &Schema) -> Option<(CellRef, String, Target)> {
    let (last, _) = *texts.last()?;
    if texts.len() > 1 {
        let joined = texts.iter().map(|(_, text)| text.trim()).collect::<Vec<_>>().join(" ");
        if let Some(target) = schema.target(&joined) {
            return Some((last, joined, target));
        }
    }
    let named = texts.iter().rev().find_map(|(at, text)| schema.target(text).map(|target| (*at, *text, target)));
    named.map(|(at, text, target)| (at, text.to_owned(), target))
}
