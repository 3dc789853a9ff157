//! What was read and what was found: *Funn* (every finding) and *Kjelder* (every file and what its rows were read as), and
//! the workbook of `check`, which has a sum per file before them.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::problem::Severity;
use crate::recommendation::Input;
use crate::report::document::{Block, Column, Condition, Document, Expression, Role, Row, Sheet, Table, Value};
use crate::report::findings::{COLUMNS, FindingColumn};
use crate::report::{headers, labels};
use crate::text::{Language, Text};

/// The table of findings.
pub(super) const FINDINGS: &str = "funn";
const SOURCES: &str = "kjelder";
const BY_FILE: &str = "funn_per_fil";
const STATUS: Text = Text::same("Status");
const NO_FILES: Text = text!("Ingen filer", "Ingen filer", "No files");
const TITLE: Text = text!("Kontroll av søknader", "Kontroll av søknader", "Check of applications");
const ABOUT: Text = text!(
    "Arket Funn seier for kvar celle kva som er gale og kva som skal stå der i staden. Kjelder seier kva kvar fil og kvar rad \
     er lesne som.",
    "Arket Funn sier for hver celle hva som er galt og hva som skal stå der i stedet. Kilder sier hva hver fil og hver rad er \
     lest som.",
    "The sheet Findings says for each cell what is wrong and what to write instead. Sources says what each file and each row \
     was read as.",
);

/// The workbook of `check`. `batch` is the title of the batch, where one was checked.
#[must_use]
pub fn workbook(batch: Option<&str>, inputs: &[Input], found: &[Finding], language: Language) -> Document {
    let title = [Some(TITLE.get(language)), batch].into_iter().flatten().collect::<Vec<_>>().join(". ");
    let sheets = vec![summary(inputs, found, language), findings(found, language), sources(inputs, language)];
    Document { title, language, draft: false, sheets }
}

/// Every file with its errors, warnings and notices.
fn summary(inputs: &[Input], found: &[Finding], language: Language) -> Sheet {
    let mut files: BTreeMap<&str, Option<&Input>> = found.iter().map(|finding| (&*finding.file, None)).collect();
    files.extend(inputs.iter().map(|input| (&*input.path, Some(input))));
    let rows = files.iter().enumerate().map(|(at, (file, input))| {
        let count = |severity: &Severity| {
            let is = Condition::is("severity", severity.label().get(language));
            Value::Formula(Expression::RowsAlike(FINDINGS, vec![Condition::same_as("file", at, 0), is]))
        };
        let status = input.map(|input| labels::account_word(input.outcome).get(language));
        let cells = [Value::text(*file), Value::maybe_text(status)];
        Row::plain(cells.into_iter().chain(Severity::ALL.iter().map(count)).collect())
    });
    let counts = [
        ("errors", text!("Feil", "Feil", "Errors")),
        ("warnings", text!("Åtvaringar", "Advarsler", "Warnings")),
        ("notices", text!("Merknader", "Merknader", "Notices")),
    ];
    let counts = counts.map(|(key, header)| Column::new(key, header.get(language), Role::Count).summed());
    let file = Column::new("file", headers::FILE.get(language), Role::Text).labelled();
    let status = Column::new("status", STATUS.get(language), Role::Text);
    let table = Table {
        id: BY_FILE.to_owned(),
        columns: [file, status].into_iter().chain(counts).collect(),
        rows: rows.collect(),
        when_empty: NO_FILES,
    };
    let blocks = vec![Block::Paragraph(ABOUT.get(language).to_owned()), Block::Table(table)];
    sheet(text!("Samandrag", "Sammendrag", "Summary"), blocks, language)
}

fn sheet(name: Text, blocks: Vec<Block>, language: Language) -> Sheet {
    Sheet { name: name.get(language).to_owned(), title: name.get(language).to_owned(), blocks }
}

pub(super) fn findings(found: &[Finding], language: Language) -> Sheet {
    let text = |finding, column: &FindingColumn| Value::maybe_text((column.value)(finding, language).as_deref());
    let rows = found.iter().map(|finding| Row::plain(COLUMNS.iter().map(|column| text(finding, column)).collect()));
    let column = |column: &FindingColumn| Column::new(column.key, column.header.get(language), role(column.key));
    let table = Table {
        id: FINDINGS.to_owned(),
        columns: COLUMNS.iter().map(column).collect(),
        rows: rows.collect(),
        when_empty: text!("Ingen funn", "Ingen funn", "No findings"),
    };
    sheet(text!("Funn", "Funn", "Findings"), vec![Block::Table(table)], language)
}

fn role(key: &str) -> Role {
    match key {
        "code" | "cell" | "application" => Role::Code,
        "message" | "fix" => Role::Prose,
        _ => Role::Text,
    }
}

pub(super) fn sources(inputs: &[Input], language: Language) -> Sheet {
    let column = |key, header: Text, role| Column::new(key, header.get(language), role);
    let table = Table {
        id: SOURCES.to_owned(),
        columns: vec![
            column("file", headers::FILE, Role::Text).labelled(),
            column("role", text!("Innhald", "Innhold", "Content"), Role::Text),
            column("outcome", STATUS, Role::Text),
            column("reason", text!("Kode", "Kode", "Code"), Role::Code),
            column("sheet", headers::SHEET, Role::Text),
            column("layout", text!("Oppsett", "Oppsett", "Layout"), Role::Text),
            column("read_as", text!("Lesne som", "Lest som", "Read as"), Role::Text),
            column("rows", text!("Rader", "Rader", "Rows"), Role::Count).summed(),
            column("bytes", text!("Filstorleik (byte)", "Filstørrelse (byte)", "File size (bytes)"), Role::Count),
            column("sha256", Text::same("SHA-256"), Role::Code),
        ],
        rows: inputs.iter().flat_map(|input| rows_of(input, language)).collect(),
        when_empty: NO_FILES,
    };
    sheet(text!("Kjelder", "Kilder", "Sources"), vec![Block::Table(table)], language)
}

/// A row per sheet and kind of row; a file without sheets has one row of its own.
fn rows_of(input: &Input, language: Language) -> Vec<Row> {
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
