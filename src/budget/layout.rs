//! Where the tables of a sheet stand: each row of it belongs to one table, as what is above it, its body, or what is below.

use super::figure::is_figure;
use super::header::{self, Header};
use crate::form::record::is_blank;
use crate::read::{Row, Sheet};

/// One table with the rows that belong to it.
pub(super) struct Block<'a> {
    pub(super) header: Header,
    /// Titles and captions above it.
    pub(super) before: &'a [Row],
    /// The rows of its header.
    pub(super) head: &'a [Row],
    /// From its first row to its last one with a figure.
    pub(super) body: &'a [Row],
    /// Captions and notes below it.
    pub(super) after: &'a [Row],
}

/// The tables of a sheet, from top to bottom. Their rows are all the rows there are.
pub(super) fn find(sheet: &Sheet) -> Vec<Block<'_>> {
    let rows = &sheet.rows;
    let found = header::find(sheet);
    let mut headers: Vec<std::ops::Range<usize>> = Vec::new();
    for header in found {
        // A header that is printed again, as at the top of a page, begins no table.
        let again = headers.last().is_some_and(|last| is_repeated(rows, last.clone(), header.clone()));
        if !again {
            headers.push(header);
        }
    }
    let captions_above = headers.first().is_some_and(|first| rows[..first.start].iter().any(is_caption));
    let mut blocks = Vec::new();
    let mut from = 0;
    for (at, head) in headers.iter().enumerate() {
        let next = headers.get(at + 1).map_or(rows.len(), |next| next.start);
        let header = Header::of(sheet, head.clone(), &rows[head.end..next]);
        let figures = rows[head.end..next].iter().rposition(|row| has_figures(&header, row));
        let end = head.end + figures.map_or(0, |last| last + 1);
        let after =
            if next == rows.len() { next } else { end + belonging(&rows[end..next], &rows[..end], captions_above) };
        blocks.push(Block {
            header,
            before: &rows[from..head.start],
            head: &rows[head.clone()],
            body: &rows[head.end..end],
            after: &rows[end..after],
        });
        from = after;
    }
    blocks
}

/// Whether `header` says the same as the one before it, with nothing between them but lines and no result yet.
fn is_repeated(rows: &[Row], last: std::ops::Range<usize>, header: std::ops::Range<usize>) -> bool {
    let cells = |row: usize| rows[row].cells.iter().map(|cell| (cell.column, &cell.value)).collect::<Vec<_>>();
    let between = &rows[last.end..header.start];
    let result = between.iter().rev().find(|row| row.cells.iter().any(is_figure));
    let ended = result.is_none_or(super::lines::is_result_row);
    cells(last.end - 1) == cells(header.end - 1) && !ended && !between.iter().any(is_caption)
}

/// Whether a row holds a figure, or text in the place of one beside a text of its own.
fn has_figures(header: &Header, row: &Row) -> bool {
    let first = header.columns[0].at.column;
    let told = row.cells.iter().any(|cell| cell.column < first && !is_blank(cell));
    let mut cells = header.amounts(row).flatten();
    cells.any(|cell| is_figure(cell) || told && !is_blank(cell))
}

/// How many of the rows between two tables belong to the one above: captions where they stand below tables, and what
/// follows it without a gap; the rest is the title of the next one.
fn belonging(between: &[Row], above: &[Row], captions_above: bool) -> usize {
    let caption = between.iter().position(is_caption).filter(|_| !captions_above);
    let mut last = above.last().map_or(0, |row| row.number);
    let close = between.iter().take_while(|row| {
        let follows = row.number == last + 1 && !is_caption(row);
        last = row.number;
        follows
    });
    let close = close.count();
    // Nothing but a title between two tables: it is the next one's.
    let close = if close == between.len() { 0 } else { close };
    caption.map_or(close, |caption| caption + 1)
}

/// Whether a row says `Tabell 5.21 …`.
pub(super) fn is_caption(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !is_blank(cell));
    let Some(crate::read::Value::Text(text)) = filled.next().map(|cell| &cell.value) else { return false };
    let lower = text.trim_start().to_lowercase();
    let rest = lower.strip_prefix("tabell").or_else(|| lower.strip_prefix("table"));
    rest.is_some_and(|rest| rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit()))
}
