//! *Funn*: every finding. *Kjelder*: every file and what its rows were read as.

use crate::finding::Finding;
use crate::recommendation::Input;
use crate::report::document::{Block, Column, Role, Row, Sheet, Table, Value};
use crate::report::findings::{COLUMNS, FindingColumn};
use crate::report::{headers, labels};
use crate::text::{Language, Text};

/// The table of findings.
pub(super) const FINDINGS: &str = "funn";
const SOURCES: &str = "kjelder";

/// The sheet *Funn*.
pub(crate) fn findings_sheet(findings: &[Finding], language: Language) -> Sheet {
    let text = |finding, column: &FindingColumn| Value::maybe_text((column.value)(finding, language).as_deref());
    let rows = findings.iter().map(|finding| Row::plain(COLUMNS.iter().map(|column| text(finding, column)).collect()));
    let column = |column: &FindingColumn| Column::new(column.key, column.header.get(language), role(column.key));
    let table = Table {
        id: FINDINGS.to_owned(),
        columns: COLUMNS.iter().map(column).collect(),
        rows: rows.collect(),
        when_empty: text!("Ingen funn", "Ingen funn", "No findings"),
    };
    sheet(text!("Funn", "Funn", "Findings"), language, table)
}

fn role(key: &str) -> Role {
    match key {
        "code" | "cell" | "application" => Role::Code,
        "message" | "fix" => Role::Prose,
        _ => Role::Text,
    }
}

/// The sheet *Kjelder*.
pub(crate) fn sources_sheet(inputs: &[Input], language: Language) -> Sheet {
    let column = |key, header: Text, role| Column::new(key, header.get(language), role);
    let table = Table {
        id: SOURCES.to_owned(),
        columns: vec![
            column("file", headers::FILE, Role::Text).labelled(),
            column("role", text!("Innhald", "Innhold", "Content"), Role::Text),
            column("outcome", text!("Status", "Status", "Status"), Role::Text),
            column("reason", text!("Kode", "Kode", "Code"), Role::Code),
            column("sheet", headers::SHEET, Role::Text),
            column("layout", text!("Oppsett", "Oppsett", "Layout"), Role::Text),
            column("read_as", text!("Lesne som", "Lest som", "Read as"), Role::Text),
            column("rows", text!("Rader", "Rader", "Rows"), Role::Count).summed(),
            column("bytes", text!("Filstorleik (byte)", "Filstørrelse (byte)", "File size (bytes)"), Role::Count),
            column("sha256", Text::same("SHA-256"), Role::Code),
        ],
        rows: inputs.iter().flat_map(|input| rows_of(language, input)).collect(),
        when_empty: text!("Ingen filer", "Ingen filer", "No files"),
    };
    sheet(text!("Kjelder", "Kilder", "Sources"), language, table)
}

fn sheet(name: Text, language: Language, table: Table) -> Sheet {
    let name = name.get(language).to_owned();
    Sheet { title: name.clone(), name, blocks: vec![Block::Table(table)] }
}

/// A row per sheet and kind of row; a file without sheets has one row of its own.
fn rows_of(language: Language, input: &Input) -> Vec<Row> {
    let word = |key| Value::text(labels::account_word(key).get(language));
    let bytes = usize::try_from(input.bytes).ok();
    let row = |sheet: [Value; 4]| {
        let file =
            [Value::text(input.path.as_ref()), word(input.role), word(input.outcome), Value::maybe_text(input.reason)];
        let end = [Value::from(bytes), Value::text(&input.sha256)];
        Row::plain(file.into_iter().chain(sheet).chain(end).collect())
    };
    let mut rows = Vec::new();
    for sheet in &input.sheets {
        let name = || Value::text(sheet.name.as_ref());
        for (kind, count) in &sheet.rows {
            rows.push(row([name(), word(sheet.layout), word(kind), Value::from(*count)]));
        }
        if sheet.rows.is_empty() {
            rows.push(row([name(), word(sheet.layout), Value::Blank, Value::Blank]));
        }
    }
    if rows.is_empty() {
        rows.push(row([Value::Blank, Value::Blank, Value::Blank, Value::Blank]));
    }
    rows
}
