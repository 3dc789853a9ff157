//! OpenDocument: a content part as LibreOffice writes one, and the manifest.

use std::fmt::Write;

use rust_decimal::Decimal;
use tilskot::origin::CellRef;

use super::super::book::{Book, Cell, Formula, HiddenBy, Sheet, Shown, Value};
use super::{escaped, zipped};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const NAMES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3""#;
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

pub(super) fn bytes(book: &Book) -> Vec<u8> {
    let tables: String = book.sheets.iter().map(table).collect();
    let styles = r#"<style:style style:name="seen" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="white" style:family="table-cell"><style:text-properties fo:color='#ffffff'/></style:style><style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let content = format!(
        "{HEAD}<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = format!(
        r#"{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    let parts = [("mimetype", MIMETYPE.to_owned()), ("content.xml", content), ("META-INF/manifest.xml", manifest)];
    zipped(&parts.map(|(name, text)| (name.to_owned(), text)))
}

fn table(sheet: &Sheet) -> String {
    let style = if sheet.shown == Shown::Yes { "seen" } else { "unseen" };
    let mut xml = format!(r#"<table:table table:name="{}" table:style-name="{style}">"#, escaped(&sheet.name));
    let columns = sheet.last_column() + 1;
    for column in 0..columns {
        let hidden = if sheet.hidden_columns.contains(&column) { r#" table:visibility="collapse""# } else { "" };
        write!(xml, "<table:table-column{hidden}/>").unwrap();
    }
    let mut skipped = 0;
    for row in 0..=sheet.last_row() {
        let cells = row_cells(sheet, row);
        if cells.is_empty() {
            skipped += 1;
            continue;
        }
        if skipped > 0 {
            write!(xml, r#"<table:table-row table:number-rows-repeated="{skipped}"><table:table-cell table:number-columns-repeated="{columns}"/></table:table-row>"#).unwrap();
            skipped = 0;
        }
        let hidden = match sheet.hidden_rows.get(&row) {
            None => "",
            Some(HiddenBy::Hand) => r#" table:visibility="collapse""#,
            Some(HiddenBy::Filter) => r#" table:visibility="filter""#,
        };
        write!(xml, "<table:table-row{hidden}>{cells}</table:table-row>").unwrap();
    }
    xml + "</table:table>"
}

/// The cells of a row and the blanks between them; empty where it holds nothing and nothing reaches into it.
fn row_cells(sheet: &Sheet, row: u32) -> String {
    let mut xml = String::new();
    let mut blanks = 0;
    for column in 0..=sheet.last_column() {
        let at = CellRef::new(row, column);
        let region = sheet.merged.iter().find(|(first, last)| {
            (first.row..=last.row).contains(&row) && (first.column..=last.column).contains(&column)
        });
        let covered = region.is_some_and(|(first, _)| *first != at);
        let filled = sheet.cells.get(&at);
        if filled.is_none() && region.is_none() {
            blanks += 1;
            continue;
        }
        if blanks > 0 {
            write!(xml, r#"<table:table-cell table:number-columns-repeated="{blanks}"/>"#).unwrap();
            blanks = 0;
        }
        let spans = region.filter(|_| !covered).map_or(String::new(), |(first, last)| {
            let (columns, rows) = (last.column - first.column + 1, last.row - first.row + 1);
            format!(r#" table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}""#)
        });
        let element = if covered { "table:covered-table-cell" } else { "table:table-cell" };
        let (attributes, text) = filled.map(written).unwrap_or_default();
        write!(xml, "<{element}{spans}{attributes}>{text}</{element}>").unwrap();
    }
    xml
}

/// The attributes of a cell, and its text.
fn written(cell: &Cell) -> (String, String) {
    let formula = match cell.formula {
        Formula::None => String::new(),
        Formula::Sum(first, last) => format!(r#" table:formula="of:=SUM([.{first}:.{last}])""#),
        Formula::Same(other) => format!(r#" table:formula="of:=[.{other}]+0""#),
        Formula::Elsewhere => r#" table:formula="of:=['file:///budsjett.ods'#$Ark1.$B$4]""#.to_owned(),
    };
    let paragraphs = |text: &str| -> String {
        text.split('\n')
            .map(|line| format!("<text:p>{}</text:p>", escaped(&spaces(line)).replace("\u{1}", "<text:s/>")))
            .collect()
    };
    let (value, text) = match &cell.value {
        Value::Text(text) => (r#" office:value-type="string""#.to_owned(), paragraphs(text)),
        Value::Number(number) => {
            (format!(r#" office:value-type="float" office:value="{number}""#), paragraphs(&number.to_string()))
        }
        Value::PerCent(number) => {
            let shown = (number * Decimal::ONE_HUNDRED).normalize();
            let value = format!(r#" office:value-type="percentage" office:value="{number}""#);
            (value, paragraphs(&format!("{shown} %")))
        }
        Value::Date(moment) => {
            let midnight = moment.time() == jiff::civil::Time::midnight();
            let iso = if midnight { moment.date().to_string() } else { moment.to_string() };
            (format!(r#" office:value-type="date" office:date-value="{iso}""#), paragraphs(&iso))
        }
        Value::Truth(truth) => {
            (format!(r#" office:value-type="boolean" office:boolean-value="{truth}""#), paragraphs(&truth.to_string()))
        }
        Value::Error(error) => {
            let kind = r#" office:value-type="string" office:string-value="" calcext:value-type="error""#;
            (kind.to_owned(), paragraphs(error))
        }
        Value::NotStored => (String::new(), String::new()),
    };
    let style = if cell.white { r#" table:style-name="white""# } else { "" };
    (style.to_owned() + &formula + &value, text)
}

/// A run of spaces stands as one and an element for each of the others, marked here.
fn spaces(line: &str) -> String {
    let mut marked = String::new();
    for letter in line.chars() {
        let again = letter == ' ' && (marked.is_empty() || marked.ends_with([' ', '\u{1}']));
        marked.push(if again { '\u{1}' } else { letter });
    }
    marked
}
