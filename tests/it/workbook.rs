//! The workbooks, read back by another library: values, formulas and their stored results, and what must not be in them.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use tilskot::money::Kroner;
use tilskot::report::document::{
    Block, Column, Document, Expression, Measured, Reference, Role, Row, Sheet, Table, Value,
};
use tilskot::report::{award, budget, xlsx};
use tilskot::text::Language;

use super::sample;

fn documents(language: Language) -> [(&'static str, Document); 3] {
    let sample = sample::recommendation_in(language);
    let tables = budget::tables(&sample);
    [
        ("tildeling", award::internal(&sample)),
        ("tildeling-offentleg", award::public(&sample)),
        ("tabelldata", budget::document(&sample.policy.batch.title, language, &tables)),
    ]
}

/// The cells of a sheet and their formulas.
struct ReadBack {
    values: Range<Data>,
    formulas: Range<String>,
}

fn read_back(bytes: &[u8], sheet: &str) -> ReadBack {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    ReadBack { values: workbook.worksheet_range(sheet).unwrap(), formulas: workbook.worksheet_formula(sheet).unwrap() }
}

impl ReadBack {
    fn value(&self, row: usize, column: usize) -> &Data {
        self.values.get_value((u32::try_from(row).unwrap(), u32::try_from(column).unwrap())).unwrap_or(&Data::Empty)
    }

    fn formula(&self, row: usize, column: usize) -> &str {
        let place = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
        self.formulas.get_value(place).map_or("", String::as_str)
    }

    /// The row that holds the headers of `table`.
    fn header_of(&self, table: &Table) -> usize {
        let is = |row: &usize| {
            let mut columns = table.columns.iter().enumerate();
            columns.all(|(at, column)| *self.value(*row, at) == Data::String(column.header.clone()))
        };
        (0..200).find(is).unwrap_or_else(|| panic!("{} is not there", table.id))
    }
}

/// A number as the decimal it shows, so that no test compares binary floats.
fn shown(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => format!("{other:?}"),
    }
}

fn expected(document: &Document, table: &Table, value: &Value) -> String {
    match (value, document.measured(value, table)) {
        (Value::Date(date), _) => date.to_string(),
        (_, None) => String::new(),
        (_, Some(Measured::Number(number, _))) => number.normalize().to_string(),
        (_, Some(Measured::Word(word))) => word,
    }
}

/// Writes the sample's workbooks below `target/tmp`, to be opened and looked at:
/// `cargo test --test it look_at -- --ignored`.
#[test]
#[ignore = "writes files for people to look at"]
fn look_at_the_workbooks() {
    for language in Language::ALL {
        for (name, document) in documents(language) {
            let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(language.tag());
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}.xlsx")), xlsx::workbook(&document).unwrap()).unwrap();
        }
    }
}

#[test]
fn every_cell_reads_back_as_the_document_has_it() {
    for language in Language::ALL {
        for (name, document) in documents(language) {
            let bytes = xlsx::workbook(&document).unwrap();
            let mut formulas = 0;
            for sheet in &document.sheets {
                let read = read_back(&bytes, &sheet.name);
                for block in &sheet.blocks {
                    let Block::Table(table) = block else { continue };
                    formulas += compare(&document, table, &read);
                }
            }
            assert!(formulas >= 7, "{name}: only {formulas} formulas");
        }
    }
}

/// Compares a table cell by cell; gives how many formulas it has.
fn compare(document: &Document, table: &Table, read: &ReadBack) -> usize {
    let header = read.header_of(table);
    let mut formulas = 0;
    for (down, row) in table.rows.iter().enumerate() {
        for (across, value) in row.cells.iter().enumerate() {
            let (at, place) = (header + 1 + down, format!("{} row {down} column {across}", table.id));
            assert_eq!(shown(read.value(at, across)), expected(document, table, value), "{place}");
            let formula = read.formula(at, across);
            assert_eq!(formula.is_empty(), !matches!(value, Value::Formula(_)), "{place}: {formula}");
            formulas += usize::from(!formula.is_empty());
        }
    }
    for (across, column) in table.columns.iter().enumerate() {
        if column.total == tilskot::report::document::Total::Sum && !table.rows.is_empty() {
            let at = header + 1 + table.rows.len();
            let Measured::Number(sum, _) = document.total(table, across) else { panic!("a total is a number") };
            assert_eq!(shown(read.value(at, across)), sum.normalize().to_string(), "total of {}", column.header);
            assert!(read.formula(at, across).starts_with("SUBTOTAL(109,"), "{}", read.formula(at, across));
            formulas += 1;
        }
    }
    formulas
}
