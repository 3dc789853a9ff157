//! Tables of many rows. The library works out the hash of a whole format for every cell, and keeps an entry in a map for every
//! cell of a table: at 100 000 rows a third of the time and most of the memory. So it makes the workbook without those rows,
//! with one cell of each look in their place; here the package is put together anew, the rows are written into their sheet
//! as it passes, and the table is stretched over them.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::formula::Home;
use super::layout::{narrow, wide};
use super::shared::Strings;
use super::style::{self, Digits, Look};
use super::table::{height, look};
use super::{DEFLATE, LONGEST_TEXT, WorkbookError, fitting};
use crate::origin::{CellRef, column_letters};
use crate::report::document::{Block, Document, Table, Value};
use crate::text::Language;

/// Tables with more rows than this are written here.
const TALL: usize = 5_000;
/// How many of them the library frames in the stead of all.
pub(super) const FRAMED: usize = 1;
/// So many bytes of a sheet are handed on at a time.
const PIECE: usize = 1 << 16;
const STRINGS: &str = "xl/sharedStrings.xml";
const ROW: &str = "<row r=\"";

/// Whether the rows of `table` are written here. Formulas and cells to write in need more than is done here, and the library
/// copies what a chart shows.
pub(super) fn is_tall(document: &Document, table: &Table) -> bool {
    let plain = |value: &Value| !matches!(value, Value::Formula(_) | Value::Input(_));
    let mut blocks = document.sheets.iter().flat_map(|sheet| &sheet.blocks);
    table.rows.len() > TALL
        && !blocks.any(|block| matches!(block, Block::Chart(chart) if chart.table == table.id))
        && table.rows.iter().flat_map(|row| &row.cells).all(plain)
}

/// A table whose rows the library has not been given.
pub(super) struct Tall<'a> {
    /// The number of its sheet, from 1.
    pub(super) sheet: usize,
    home: Home<'a>,
    language: Language,
    /// The widths of the sheet's columns.
    widths: &'a [u32],
    /// The look of each cell, row by row, as a place in `looks`.
    cells: Vec<u8>,
    /// The looks there are: the library has written a cell of each in the first column, from the first row down.
    pub(super) looks: Vec<Look>,
}

impl<'a> Tall<'a> {
    /// The table of `home` in `document`, on the sheet numbered `sheet`.
    pub(super) fn new(sheet: usize, home: Home<'a>, widths: &'a [u32], digits: &[Digits], document: &Document) -> Self {
        let (mut cells, mut looks) = (Vec::new(), Vec::new());
        for row in &home.table.rows {
            for (column, value) in row.cells.iter().enumerate() {
                let look = look(document, home.table, column, value, digits[column], row.weight);
                let at = looks.iter().position(|known| *known == look).unwrap_or(looks.len());
                if at == looks.len() {
                    looks.push(look);
                }
                cells.push(u8::try_from(at).expect("there are fewer looks than a byte counts"));
            }
        }
        Self { sheet, home, language: document.language, widths, cells, looks }
    }

    /// The row below its last one, from zero.
    pub(super) fn end(&self) -> u32 {
        self.home.header + 1 + wide(self.home.table.rows.len())
    }

    /// What the table's own part says of where it stands if it has `rows` of them: the table, and what its filter is over.
    fn places(&self, rows: usize) -> [String; 2] {
        let table = self.home.table;
        let across = u32::from(narrow(table.columns.len() - 1));
        let last = self.home.header + wide(rows);
        let place = |last| format!("ref=\"{}:{}\"", CellRef::new(self.home.header, 0), CellRef::new(last, across));
        [place(last + u32::from(table.has_total())), place(last)]
    }

    /// Where its rows begin in the XML of its sheet, and what comes behind them.
    fn room<'x>(&self, xml: &'x str) -> Option<(&'x str, &'x str, &'x str)> {
        let (before, from) = xml.split_at(xml.find(&format!("<row r=\"{}\"", self.home.header + 2))?);
        let number = |row: &str| row[ROW.len()..].split('"').next()?.parse::<u32>().ok();
        let behind = from.match_indices(ROW).find(|(at, _)| number(&from[*at..]).is_some_and(|row| row > self.end()));
        let behind = behind.map(|(at, _)| at).or_else(|| from.find("</sheetData>"))?;
        let (samples, behind) = from.split_at(behind);
        Some((before, samples, behind))
    }

    /// What a cell of each look says of its style.
    fn styles<'x>(&self, samples: &'x str) -> Option<Vec<&'x str>> {
        let style = |row| {
            let (_, cell) = samples.split_once(&format!("<c r=\"{}\" s=\"", CellRef::new(row, 0)))?;
            cell.split('"').next()
        };
        (self.home.header + 1..).take(self.looks.len()).map(style).collect()
    }

    fn write(&self, styles: &[&str], strings: &mut Strings<'a>, out: &mut impl Write) -> Result<(), WorkbookError> {
        let columns = self.home.table.columns.len();
        let letters: Vec<String> = (0..u32::from(narrow(columns))).map(column_letters).collect();
        let mut text = String::with_capacity(2 * PIECE);
        let rows = self.home.table.rows.iter().zip(self.cells.chunks(columns));
        for (number, (row, looks)) in (self.home.header + 2..).zip(rows) {
            let number = number.to_string();
            begin(&mut text, &number, height(self.home.table, row, self.widths));
            for ((letters, value), look) in letters.iter().zip(&row.cells).zip(looks) {
                for piece in ["<c r=\"", letters, &number, "\" s=\"", styles[usize::from(*look)]] {
                    text.push_str(piece);
                }
                self.value(&mut text, value, strings);
            }
            text.push_str("</row>");
            if text.len() > PIECE {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
        }
        Ok(out.write_all(text.as_bytes())?)
    }

    /// The rest of a cell, from the end of its style on.
    fn value(&self, text: &mut String, value: &'a Value, strings: &mut Strings<'a>) {
        let shared = |text: &mut String, number: u32| {
            for piece in ["\" t=\"s\"><v>", &number.to_string(), "</v></c>"] {
                text.push_str(piece);
            }
        };
        match (value, number(value)) {
            (_, Some(number)) => {
                for piece in ["\"><v>", &number, "</v></c>"] {
                    text.push_str(piece);
                }
            }
            (Value::Text(words), _) if !words.is_empty() => {
                shared(text, strings.number(fitting(words, LONGEST_TEXT, self.language)));
            }
            // A day before the first one has no number in Excel.
            (Value::Date(day), _) => shared(text, strings.number(Cow::Owned(day.to_string()))),
            _ => text.push_str("\"/>"),
        }
    }
}

fn begin(text: &mut String, number: &str, height: Option<u32>) {
    for piece in [ROW, number, "\""] {
        text.push_str(piece);
    }
    if let Some(height) = height {
        for piece in [" ht=\"", &height.to_string(), "\" customHeight=\"1\""] {
            text.push_str(piece);
        }
    }
    text.push('>');
}

/// A number as the file stores it; a day is one too.
fn number(value: &Value) -> Option<String> {
    let number = match value {
        Value::Date(day) => Decimal::from(serial(*day)?),
        other => style::number(other)?,
    };
    Some(match (number.scale(), i64::try_from(number.mantissa())) {
        (0, Ok(whole)) => whole.to_string(),
        _ => number.normalize().to_string(),
    })
}

/// The number of a day. Excel holds 1900 for a leap year.
fn serial(day: Date) -> Option<i32> {
    let days = (day - date(1899, 12, 31)).get_days();
    match days {
        0..60 => Some(days),
        60.. if day.year() <= 9999 => Some(days + 1),
        _ => None,
    }
}

/// The package `bytes` of the library with the rows of `tables` in it.
pub(super) fn filled(bytes: &[u8], tables: &[Tall<'_>]) -> Result<Vec<u8>, WorkbookError> {
    let mut package = ZipArchive::new(Cursor::new(bytes))?;
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(DEFLATE.into())).unix_permissions(0o600);
    let options = options.last_modified_time(DateTime::default());
    let mut strings = Strings::after(part(&mut package, STRINGS)?)?;
    for at in 0..package.len() {
        let name = package.by_index_raw(at)?.name()?.into_owned();
        let stands_in = |table: &&Tall<'_>| name == format!("xl/worksheets/sheet{}.xml", table.sheet);
        let here: Vec<&Tall<'_>> = tables.iter().filter(stands_in).collect();
        if !here.is_empty() {
            let xml = part(&mut package, &name)?;
            written.start_file(&name, options)?;
            sheet(&xml, &here, &mut strings, &mut written)?;
        } else if name.starts_with("xl/tables/") {
            let xml = part(&mut package, &name)?;
            written.start_file(&name, options)?;
            written.write_all(stretched(xml, tables).as_bytes())?;
        } else if name != STRINGS {
            written.raw_copy_file(package.by_index_raw(at)?)?;
        }
    }
    written.start_file(STRINGS, options)?;
    strings.write(&mut written)?;
    Ok(written.finish()?.into_inner())
}

fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, WorkbookError> {
    let mut text = String::new();
    package.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}

/// The sheet of `tables`, whose XML is `xml` without their rows.
fn sheet<'a>(
    xml: &str,
    tables: &[&Tall<'a>],
    strings: &mut Strings<'a>,
    out: &mut impl Write,
) -> Result<(), WorkbookError> {
    let mut rest = xml;
    for table in tables {
        let placed = table.room(rest).and_then(|(before, samples, behind)| {
            let styles = table.styles(samples)?;
            Some((before, styles, behind))
        });
        let Some((before, styles, behind)) = placed else {
            return Err(WorkbookError("a long table has no room in its sheet".to_owned()));
        };
        out.write_all(before.as_bytes())?;
        table.write(&styles, strings, out)?;
        rest = behind;
    }
    Ok(out.write_all(rest.as_bytes())?)
}

/// The part of a table; if it is one of `tables`, over all its rows.
fn stretched(mut xml: String, tables: &[Tall<'_>]) -> String {
    let is_of = |table: &&Tall<'_>| xml.contains(&format!(" displayName=\"{}\"", table.home.table.id));
    if let Some(table) = tables.iter().find(is_of) {
        for (framed, whole) in table.places(FRAMED).iter().zip(table.places(table.home.table.rows.len())) {
            xml = xml.replace(framed, &whole);
        }
    }
    xml
}
