//! The body of a table → its lines: headings, base, changes, results, each with its text and its figures.

use super::figure::{figure, is_figure};
use super::header::{Header, line_number, one_line};
use super::layout::Block;
use super::table::{Amount, LineKind, PublishedLine, PublishedTable};
use super::{Reading, sums};
use crate::finding::Finding;
use crate::form::header::normalise;
use crate::form::record::{as_it_stands, is_blank};
use crate::origin::{CellRef, Cited};
use crate::problem::sheet as sheet_problems;
use crate::read::Row;

/// Words that a base begins with.
const BASES: [&str; 9] = [
    "opprinnelig",
    "opphavleg",
    "opphaveleg",
    "vedtatt",
    "vedteken",
    "vedtatte",
    "vedtekne",
    "utgangspunkt",
    "inngående",
];

impl Reading<'_> {
    /// Reads the lines of `block` into `table`.
    pub(super) fn lines(&mut self, block: &Block<'_>, table: &mut PublishedTable) {
        let mut outside = Vec::new();
        for row in block.body {
            let kind = self.line(block, row, table);
            self.account.count(kind);
            outside.extend(outside_cell(block, row));
        }
        mark_base(&mut table.lines);
        if let Some(first) = outside.first() {
            self.say(*first, sheet_problems::ignored_content(outside.len()));
        }
    }

    /// Reads one row, and gives what it was read as.
    fn line(&mut self, block: &Block<'_>, row: &Row, table: &mut PublishedTable) -> &'static str {
        if row.cells.iter().all(is_blank) {
            return "empty";
        }
        let header = &block.header;
        if is_header_again(block, row) {
            return "header";
        }
        let (number, text) = words(header, row);
        let figures: Vec<Cited<Amount>> = header.columns.iter().map(|column| self.figure(row, column, table)).collect();
        let at = CellRef::new(row.number, row.cells.iter().find(|cell| !is_blank(cell)).map_or(0, |cell| cell.column));
        let line = |kind| PublishedLine { number, kind, text: text.clone(), at, figures: figures.clone() };
        let empty = figures.iter().all(|figure| figure.value == Amount::Blank);
        let (kind, called) = match (empty, number) {
            (true, None) if text.is_empty() => return "note",
            (true, None) if continues(&text, table.lines.last()) => {
                let last = table.lines.last_mut().expect("there is a line to go on with");
                last.text = format!("{}\n{text}", last.text);
                return "continued";
            }
            (true, None) => (LineKind::Heading, "heading"),
            // Which lines it adds up is settled when all are read.
            _ if sums::is_result(&text, number.is_some()) => (LineKind::Result(Vec::new()), "result"),
            _ => (LineKind::Detail, "line"),
        };
        table.lines.push(line(kind));
        called
    }

    fn figure(&mut self, row: &Row, column: &super::AmountColumn, table: &PublishedTable) -> Cited<Amount> {
        let cell = row.cell(column.at.column);
        let at = CellRef::new(row.number, column.at.column);
        let (figure, problem) = figure(cell, table.unit, self.medium);
        if let Some(problem) = problem {
            let raw = cell.map(as_it_stands).unwrap_or_default();
            let mut finding = Finding::in_cell(self.source, at, problem).with_value(&raw);
            finding.header = Some(column.label.as_str().into());
            self.findings.push(finding);
        }
        Cited::new(figure, at)
    }
}

/// The line number and the text of a row.
fn words(header: &Header, row: &Row) -> (Option<Cited<u32>>, String) {
    let counter = header.number.and_then(|column| row.cell(column)).filter(|cell| !is_blank(cell));
    let number = counter.and_then(|cell| Some(Cited::new(line_number(cell)?, CellRef::new(row.number, cell.column))));
    let unread = counter.filter(|_| number.is_none());
    let texts = header.texts.iter().filter_map(|column| row.cell(*column));
    let words = unread.into_iter().chain(texts).map(|cell| tidy(&as_it_stands(cell))).filter(|text| !text.is_empty());
    (number, words.collect::<Vec<_>>().join(" "))
}

/// Text with its line breaks, each line tidy.
fn tidy(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control() || letter.is_whitespace()).collect();
    let lines = plain.lines().map(one_line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a text without figures goes on with the line above it, as text pasted from a page does.
fn continues(text: &str, above: Option<&PublishedLine>) -> bool {
    let goes_on = text.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase);
    goes_on && above.is_some_and(|line| line.kind != LineKind::Heading)
}

fn is_header_again(block: &Block<'_>, row: &Row) -> bool {
    block.head.iter().any(|head| {
        let [one, other] =
            [row, head].map(|row| row.cells.iter().map(|cell| (cell.column, &cell.value)).collect::<Vec<_>>());
        one == other
    })
}

/// The first cell of a row that stands in no column of the table.
fn outside_cell(block: &Block<'_>, row: &Row) -> Option<CellRef> {
    let header = &block.header;
    let known = |column: u32| {
        header.columns.iter().any(|one| one.at.column == column)
            || header.others.iter().any(|(at, _)| at.column == column)
            || header.texts.contains(&column)
            || header.number == Some(column)
    };
    let cell = row.cells.iter().find(|cell| !is_blank(cell) && !known(cell.column))?;
    Some(CellRef::new(row.number, cell.column))
}

/// The first amount without a line number is the base where lines with numbers follow it, or where it says so.
fn mark_base(lines: &mut [PublishedLine]) {
    let numbered = lines.iter().any(|line| line.number.is_some());
    let mut free = true;
    for line in lines {
        match line.kind {
            LineKind::Heading => {}
            LineKind::Result(_) => free = true,
            LineKind::Base | LineKind::Detail => {
                let normal = normalise(&line.text);
                let says_so = normal.split(' ').next().is_some_and(|word| BASES.contains(&word));
                if free && line.number.is_none() && (numbered || says_so) {
                    line.kind = LineKind::Base;
                }
                free = false;
            }
        }
    }
}

/// Whether a row of figures begins with a word for a sum.
pub(super) fn is_result_row(row: &Row) -> bool {
    let text = row.cells.iter().find(|cell| !is_blank(cell) && !is_figure(cell));
    text.is_some_and(|cell| sums::is_result(&as_it_stands(cell), false))
}
