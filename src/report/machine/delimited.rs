//! CSV as spreadsheets in Norway open it: UTF-8 with BOM, semicolon, decimal comma, CRLF. The one place that knows how.

use rust_decimal::Decimal;

use crate::money::{Kroner, Positions};
use crate::report::document::Subject;

/// The byte order mark by which Excel knows UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// A CSV file with what its columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path below the output folder, with `/`.
    pub path: String,
    /// Its name in the data package: lower case, unique.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What one row is, and anything a reader must know.
    pub description: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The keys of the columns that together name a row.
    pub primary_key: Vec<&'static str>,
    /// Its rows, without the header.
    pub rows: Vec<Vec<Value>>,
    /// What each row tells of.
    pub subjects: Vec<Subject>,
}

/// A column of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its key for programs: the same in every language.
    pub key: String,
    /// Its header, as it stands in the first line.
    pub header: String,
    /// What it holds.
    pub holds: Holds,
    /// The unit, for numbers with one: `NOK`, `position`.
    pub unit: Option<&'static str>,
    /// The only values there are, where there are few.
    pub allowed: Vec<String>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Number,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text; written so that no spreadsheet runs it.
    Text(String),
    /// A whole number.
    Integer(u64),
    /// A number.
    Number(Decimal),
}

impl Value {
    /// `text`, or nothing.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }

    /// `amount` in kroner, or nothing.
    #[must_use]
    pub fn kroner(amount: Option<Kroner>) -> Self {
        amount.map_or(Self::Empty, |amount| Self::Number(amount.to_decimal()))
    }

    /// `positions`, or nothing.
    #[must_use]
    pub fn positions(positions: Option<Positions>) -> Self {
        positions.map_or(Self::Empty, |positions| Self::Number(positions.to_decimal()))
    }

    /// `number`, or nothing.
    #[must_use]
    pub fn integer(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, Self::Integer)
    }

    fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => csv_text(text),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string().replace('.', ","),
        }
    }
}

impl File {
    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(BOM.to_vec());
        let header = self.columns.iter().map(|column| csv_text(&column.header)).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(Value::written).collect());
        for record in std::iter::once::<Vec<String>>(header).chain(rows) {
            writer.write_record(&record).expect("memory takes every write, and every row has a value for each column");
        }
        writer.into_inner().expect("memory takes every write")
    }
}

/// `text` as it stands in our CSV. Where a spreadsheet would run it as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// line break, or the wide forms of the signs), an apostrophe goes before it, which spreadsheets take as "this is text". A text
/// that already has apostrophes before such a sign gets one more, so that [`text_of_csv`] gives every text back as it was.
#[must_use]
pub fn csv_text(text: &str) -> String {
    if would_run(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`csv_text`] wrote.
#[must_use]
pub fn text_of_csv(written: &str) -> &str {
    match written.strip_prefix('\'') {
        Some(text) if would_run(text.trim_start_matches('\'')) => text,
        _ => written,
    }
}

fn would_run(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\u{2212}'])
}
