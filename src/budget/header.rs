//! The header of a budget table: a line number, texts, years; a second row above or below it is normal.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::caption::unit_of;
use super::figure::is_figure;
use super::layout::is_caption;
use super::table::{AmountColumn, Spread};
use crate::form::header::normalise;
use crate::form::record::{as_it_stands, is_blank};
use crate::origin::CellRef;
use crate::read::{Cell, Row, Sheet, Value};

/// Years that a budget can be about.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
/// The years of one table lie no further apart.
const SPAN: i16 = 12;
/// A longer text is no header of a column.
const LONGEST: usize = 40;
/// So far below its header the first figure of a table stands at most.
const LOOK_AHEAD: usize = 25;

/// The header of a table.
pub(super) struct Header {
    /// Its amount columns.
    pub(super) columns: Vec<AmountColumn>,
    /// Columns with a header that is no year, and something below it.
    pub(super) others: Vec<(CellRef, String)>,
    /// The column of line numbers.
    pub(super) number: Option<u32>,
    /// Whether that column says it counts lines, or says nothing.
    pub(super) counts_lines: bool,
    /// The columns of text.
    pub(super) texts: Vec<u32>,
    /// The header of the last of them.
    pub(super) text_header: String,
    /// Every text in it, for the unit.
    pub(super) words: Vec<(CellRef, String)>,
}

impl Header {
    /// The columns that are a year, each with it.
    pub(super) fn years(&self) -> impl Iterator<Item = (&AmountColumn, i16)> {
        self.columns.iter().filter_map(|column| match column.spread {
            Spread::Year(year) => Some((column, year)),
            Spread::SumOf(_) => None,
        })
    }

    /// The cells of `row` in the amount columns.
    pub(super) fn amounts<'a>(&self, row: &'a Row) -> impl Iterator<Item = Option<&'a Cell>> {
        self.columns.iter().map(|column| row.cell(column.at.column))
    }

    /// The header in the rows `rows` of a sheet, over `body`.
    pub(super) fn of(sheet: &Sheet, rows: std::ops::Range<usize>, body: &[Row]) -> Self {
        let rows = &sheet.rows[rows];
        let main = rows.iter().rfind(|row| has_years(row)).expect("a header has a row of years");
        let first = years(main)[0].0;
        let mut header = Self {
            columns: Vec::new(),
            others: Vec::new(),
            number: None,
            counts_lines: true,
            texts: Vec::new(),
            text_header: String::new(),
            words: Vec::new(),
        };
        for row in rows {
            let filled = row.cells.iter().filter(|cell| !is_blank(cell));
            header.words.extend(filled.map(|cell| (CellRef::new(row.number, cell.column), as_it_stands(cell))));
        }
        let columns: BTreeSet<u32> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
        for column in columns.into_iter().filter(|column| *column >= first) {
            header.amount_column(sheet, rows, main, column, body);
        }
        header.text_columns(main, first, body);
        header
    }

    fn amount_column(&mut self, sheet: &Sheet, rows: &[Row], main: &Row, column: u32, body: &[Row]) {
        let mut parts: Vec<String> = Vec::new();
        for part in rows.iter().filter_map(|row| heading(sheet, row, row.number < main.number, column)) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let label = parts.join(" ");
        let at = CellRef::new(main.number, column);
        let own = main.cell(column).and_then(year);
        // A heading over several columns says nothing of the one between them that holds the numbers of notes.
        let year = own.or_else(|| year_in(&label).filter(|_| !self.notes(column)));
        let spread = match year {
            Some(year) => Spread::Year(year),
            None if is_sum(&label) => Spread::SumOf(self.summed(&label)),
            None => {
                if !label.is_empty() && body.iter().any(|row| row.cell(column).is_some_and(|cell| !is_blank(cell))) {
                    self.others.push((at, label));
                }
                return;
            }
        };
        self.columns.push(AmountColumn { at, label, spread });
    }

    /// The columns that a column of sums adds up: the years it names, else every year before it.
    fn summed(&self, label: &str) -> Vec<usize> {
        let named: Vec<i16> = numbers(label).filter_map(|(number, _)| number.parse().ok()).collect();
        let within = |year: i16| match named[..] {
            [first, .., last] => (first..=last).contains(&year),
            _ => true,
        };
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, one)| matches!(one.spread, Spread::Year(year) if within(year))).map(|(at, _)| at).collect()
    }

    /// Whether `column` holds the numbers of notes to the lines.
    fn notes(&self, column: u32) -> bool {
        self.words.iter().any(|(at, words)| at.column == column && is_note(words))
    }

    fn text_columns(&mut self, main: &Row, first: u32, body: &[Row]) {
        let left = |row: &Row| -> Vec<Cell> { row.cells.iter().filter(|cell| cell.column < first).cloned().collect() };
        let cells: Vec<Cell> = body.iter().flat_map(left).filter(|cell| !is_blank(cell)).collect();
        let mut columns: Vec<u32> = cells.iter().map(|cell| cell.column).collect();
        columns.sort_unstable();
        columns.dedup();
        let header = |column: u32| main.cell(column).map(|cell| one_line(&as_it_stands(cell))).unwrap_or_default();
        let mut texts = cells.iter().filter(|cell| matches!(cell.value, Value::Text(_)) && !self.notes(cell.column));
        if texts.next().is_some() {
            // Words in such a column are the names of lines.
            let named = |at: u32| cells.iter().any(|cell| cell.column == at && has_word(&as_it_stands(cell)));
            let notes: Vec<u32> = columns.extract_if(.., |column| self.notes(*column) && !named(*column)).collect();
            self.others.extend(notes.into_iter().map(|at| (CellRef::new(main.number, at), header(at))));
        }
        if let [one, _, ..] = columns[..] {
            let mut of_column = cells.iter().filter(|cell| cell.column == one);
            let named = counts_lines(&header(one));
            if of_column.all(|cell| line_number(cell).is_some()) || named && !header(one).is_empty() {
                self.number = Some(one);
                self.counts_lines = named;
                columns.remove(0);
            }
        }
        self.text_header = columns.last().map(|column| header(*column)).unwrap_or_default();
        self.texts = columns;
    }
}

/// The words of `row` over `column`; a heading above the years stands for the columns to its right too.
fn heading(sheet: &Sheet, row: &Row, above: bool, column: u32) -> Option<String> {
    let spread = || {
        let merged = sheet.merged.iter().find(|(first, last)| {
            (first.row..=last.row).contains(&row.number) && (first.column..=last.column).contains(&column)
        });
        match merged {
            Some((first, _)) => row.cell(first.column),
            None => row.cells.iter().rev().find(|cell| cell.column <= column),
        }
    };
    let cell = row.cell(column).or_else(|| if above { spread() } else { None })?;
    let text = without_unit(&one_line(&as_it_stands(cell)).replace('_', " "));
    let text = match &cell.value {
        Value::Date(day) => day.year().to_string(),
        _ => text,
    };
    (!text.is_empty()).then_some(text)
}

/// `2017 (1 000 kr)` is `2017`; a text that is a unit alone is nothing.
fn without_unit(text: &str) -> String {
    let bare = match text.rsplit_once('(') {
        Some((before, inner)) if unit_of(&format!("({inner}")).is_some() => before.trim_end(),
        _ => text,
    };
    let is_unit = year_in(bare).is_none() && !is_sum(bare) && unit_of(bare).is_some();
    if is_unit { String::new() } else { bare.to_owned() }
}

/// Which rows of the sheet are headers of tables: the range of each.
pub(super) fn find(sheet: &Sheet) -> Vec<std::ops::Range<usize>> {
    let rows = &sheet.rows;
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for at in 0..rows.len() {
        let current = found.last().map(|header| &rows[header.clone()]);
        if !is_header(rows, at, current) || rows.get(at + 1).is_some_and(|_| is_header(rows, at + 1, current)) {
            continue;
        }
        let first = years(&rows[at])[0].0;
        let end = if rows.get(at + 1).is_some_and(|row| is_below(row, &rows[at], first)) { at + 2 } else { at + 1 };
        match found.last_mut() {
            // Years, words below them, and the years again: one header.
            Some(last) if last.end == at => last.end = end,
            _ => {
                let start = if at > 0 && is_above(&rows[at - 1], &rows[at], first) { at - 1 } else { at };
                found.push(start..end);
            }
        }
    }
    found
}

/// Whether a row is a header: years from some column on, no figure in it, and figures with a text to their left below it.
/// After a first table, its own lines must not be taken for one.
fn is_header(rows: &[Row], at: usize, current: Option<&[Row]>) -> bool {
    let row = &rows[at];
    if !has_years(row) {
        return false;
    }
    let years = years(row);
    let first = years[0].0;
    let columns: Vec<u32> = years.iter().map(|(column, _)| *column).collect();
    let left = |row: &Row| row.cells.iter().filter(|cell| cell.column < first && !is_blank(cell)).count();
    let begins = |row: &Row| {
        let mut texts = row.cells.iter().filter(|cell| cell.column < first && matches!(cell.value, Value::Text(_)));
        texts.any(|cell| !is_blank(cell)) && columns.iter().any(|one| row.cell(*one).is_some_and(is_figure))
    };
    if !rows[at + 1..].iter().take(LOOK_AHEAD).any(begins) {
        return false;
    }
    let Some(current) = current else { return true };
    // «Budsjett 2024» says that it is a year; 2000 may be an amount, also where it is kept as text.
    let worded = row.cells.iter().any(|cell| year(cell).is_some() && !is_figure(cell));
    let rising = years.len() > 1 && years.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1);
    // A line does not hold each year of its table in that year's column.
    let repeats =
        years.len() > 1 && current.iter().rfind(|row| has_years(row)).is_some_and(|known| self::years(known) == years);
    let begins_anew = at > 0 && (rows[at - 1].number + 1 < row.number || is_caption(&rows[at - 1]));
    let after_gap =
        begins_anew && row.cells.iter().any(|cell| matches!(cell.value, Value::Text(_)) && year(cell).is_some());
    let same = row.cells.iter().filter(|cell| cell.column < first).all(|cell| {
        let known = current.last().and_then(|current| current.cell(cell.column));
        known.is_some_and(|one| one.value == cell.value) || is_number_header(&as_it_stands(cell))
    });
    worded || repeats || after_gap || rising || left(row) == 0 || same
}

/// Whether the rest of a row fits with its years: no figures beside them, no line number before them, bare years that differ
/// and lie near each other.
fn has_years(row: &Row) -> bool {
    let years = years(row);
    let Some((first, _)) = years.first() else { return false };
    let mut bare: Vec<i16> = row.cells.iter().filter(|cell| is_figure(cell)).filter_map(year).collect();
    let count = bare.len();
    bare.sort_unstable();
    let near = bare.first().zip(bare.last()).is_none_or(|(first, last)| last - first <= SPAN);
    bare.dedup();
    // Two columns of one year are a slip that is told; a row of one and the same number is no header.
    let differ = count < 2 || bare.len() > 1;
    let figure = |cell: &Cell| is_figure(cell) && year(cell).is_none();
    let others = row.cells.iter().filter(|cell| !is_blank(cell) && cell.column != *first);
    near && differ && !others.into_iter().any(figure)
}

/// A row over the years that says more about them: short words over the amount columns alone.
fn is_above(row: &Row, main: &Row, first: u32) -> bool {
    row.number + 1 == main.number && is_words_over(row, first)
}

fn is_below(row: &Row, main: &Row, first: u32) -> bool {
    row.number == main.number + 1 && is_words_over(row, first)
}

fn is_words_over(row: &Row, first: u32) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !is_blank(cell)).peekable();
    let short = |cell: &Cell| {
        matches!(&cell.value, Value::Text(text) if text.chars().count() <= LONGEST)
            && !is_figure(cell)
            && cell.column >= first
    };
    filled.peek().is_some() && filled.all(short)
}

/// The years in a row, with their columns.
fn years(row: &Row) -> Vec<(u32, i16)> {
    row.cells.iter().filter_map(|cell| Some((cell.column, year(cell)?))).collect()
}

/// The year that a header cell names.
fn year(cell: &Cell) -> Option<i16> {
    match &cell.value {
        Value::Number(number) if number.is_integer() => number.to_i16().filter(|year| YEARS.contains(year)),
        Value::Date(day) => Some(day.year()).filter(|year| YEARS.contains(year)),
        Value::Text(text) if text.chars().count() <= LONGEST => year_in(text),
        _ => None,
    }
}

/// The only year in a text; a span of years is none.
fn year_in(text: &str) -> Option<i16> {
    let mut found = None;
    for (number, rest) in numbers(text) {
        let span = rest.trim_start().strip_prefix(['-', '–', '/']);
        if span.is_some_and(|rest| rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit())) {
            return None;
        }
        let year = if number.len() == 4 { number.parse().ok().filter(|year| YEARS.contains(year)) } else { None };
        match (found, year) {
            (Some(_), Some(_)) => return None,
            (None, Some(year)) => found = Some(year),
            _ => {}
        }
    }
    found
}

/// The runs of digits in a text, each with what follows it.
fn numbers(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|letter: char| letter.is_ascii_digit())?;
        let tail = &rest[start..];
        let end = tail.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(tail.len());
        rest = &tail[end..];
        Some((&tail[..end], rest))
    })
}

fn is_sum(label: &str) -> bool {
    let normal = normalise(label);
    normal.starts_with("i alt")
        || matches!(normal.split(' ').next(), Some("sum" | "totalt" | "total" | "samla" | "samlet"))
}

/// Four letters in a row: «2, 7», «note 3» and «IV» are numbers of notes or what leads up to one.
fn has_word(text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphabetic());
    words.filter(|word| word.chars().count() >= 4).any(|word| !is_note(word))
}

/// Whether text is the header of a column that holds the numbers of notes.
fn is_note(text: &str) -> bool {
    const HEADERS: [&str; 14] = [
        "note",
        "noter",
        "notar",
        "note nr",
        "notenr",
        "notenummer",
        "notes",
        "note no",
        "merknad nr",
        "merknadsnr",
        "merknadsnummer",
        "fotnote",
        "fotnoter",
        "fotnotar",
    ];
    HEADERS.contains(&&*normalise(text))
}

/// Whether a cell is the header of a column of line numbers and no more: «Busslinje A» and «Linje 5» are lines.
fn is_number_header(text: &str) -> bool {
    const HEADERS: [&str; 14] = [
        "",
        "nr",
        "lnr",
        "no",
        "line",
        "line no",
        "løpenr",
        "tiltak nr",
        "linje",
        "linje nr",
        "linjenr",
        "linjenummer",
        "budsjettlinje",
        "budsjettlinje nr",
    ];
    HEADERS.contains(&&*normalise(text))
}

/// Whether the header of a column says that it counts lines, or says nothing.
fn counts_lines(header: &str) -> bool {
    let normal = normalise(header);
    let first = normal.split(' ').next().unwrap_or_default();
    is_number_header(header) || matches!(first, "linje" | "linjer" | "linjenr" | "linjenummer" | "budsjettlinje")
}

/// The line number in a cell.
pub(super) fn line_number(cell: &Cell) -> Option<u32> {
    match &cell.value {
        Value::Number(number) if number.is_integer() && *number < Decimal::from(1_000_000) => number.to_u32(),
        Value::Text(text) => {
            let digits = text.trim();
            let plain = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain { digits.parse().ok() } else { None }
        }
        _ => None,
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
