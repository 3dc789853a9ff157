//! `tabelldata/*.csv` and `datapackage.json`: the budget tables for machines, and what every column of every CSV means.
//!
//! Each table as it is shown (line number, text, a column per year) is a file of its own, and `tabelldata/data.csv` holds all of
//! them tidy. Amounts are exact kroner in both, whatever unit the readable sheet shows. The package follows the Frictionless
//! Data Package, version 1, with each file's size and SHA-256, so that its validator sees a file that was changed.

use crate::report::headers;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::identity::slug;
use crate::text::{Language, Text};

use super::delimited::{Column, File, Holds, Value};
use crate::report::budget::{BudgetTable, Line, LineKind};
use crate::report::document::Subject;

const NOK: &str = "NOK";

/// The CSV files of `tables`: one for each as shown, in their order, then the tidy one.
#[must_use]
pub fn table_files(tables: &[BudgetTable], language: Language) -> Vec<File> {
    let shown = tables.iter().enumerate().map(|(at, table)| as_shown(at, table, language));
    shown.chain([tidy(tables, language)]).collect()
}

/// The path of a table's CSV below the output folder.
#[must_use]
pub fn table_path(table: &BudgetTable) -> String {
    format!("tabelldata/{}.csv", table.id)
}

fn as_shown(at: usize, table: &BudgetTable, language: Language) -> File {
    let mut columns = vec![
        column("line_number", headers::LINE_NUMBER.get(language), Holds::Integer),
        column("text", &table.text_header, Holds::Text),
    ];
    for (at, header) in table.columns.iter().enumerate() {
        let header = unused(&format!("{header} (kr)"), &columns);
        columns.push(Column { unit: Some(NOK), ..column(&format!("amount_{}", at + 1), &header, Holds::Number) });
    }
    let row = |line: &Line| {
        let mut row = vec![Value::integer(line.number.map(u64::from)), Value::Text(line.text.clone())];
        row.extend((0..table.columns.len()).map(|at| amount(line, at)));
        row
    };
    File {
        path: table_path(table),
        name: table.id.to_lowercase(),
        title: table.title.clone(),
        description: table.caption.clone(),
        columns,
        primary_key: Vec::new(),
        rows: table.lines.iter().map(row).collect(),
        subjects: (0..table.lines.len()).map(|line| Subject::Line(at, line)).collect(),
    }
}

fn tidy(tables: &[BudgetTable], language: Language) -> File {
    const TITLE: Text = text!(
        "Alle tabellane, ein rad per beløp",
        "Alle tabellene, én rad per beløp",
        "All tables, one row per amount"
    );
    let mut rows = Vec::new();
    let mut subjects = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        for (at, line) in table.lines.iter().enumerate() {
            for (year, header) in table.columns.iter().enumerate() {
                subjects.push(Subject::Amount(number, at, year));
                rows.push(vec![
                    Value::Text(table.id.clone()),
                    Value::integer(u64::try_from(at + 1).ok()),
                    Value::integer(line.number.map(u64::from)),
                    Value::text(Some(line.kind.label().get(language))),
                    Value::Text(line.text.clone()),
                    Value::Text(header.clone()),
                    amount(line, year),
                ]);
            }
        }
    }
    File {
        path: "tabelldata/data.csv".to_owned(),
        name: "data".to_owned(),
        title: TITLE.get(language).to_owned(),
        description: String::new(),
        columns: tidy_columns(tables, language),
        primary_key: vec!["table", "row", "column"],
        rows,
        subjects,
    }
}

fn tidy_columns(tables: &[BudgetTable], language: Language) -> Vec<Column> {
    let kinds = [LineKind::Base, LineKind::Heading, LineKind::Detail, LineKind::Result(Vec::new())];
    vec![
        Column {
            allowed: tables.iter().map(|table| table.id.clone()).collect(),
            ..column("table", headers::TABLE.get(language), Holds::Text)
        },
        column("row", headers::ROW.get(language), Holds::Integer),
        column("line_number", headers::LINE_NUMBER.get(language), Holds::Integer),
        Column {
            allowed: kinds.iter().map(|kind| kind.label().get(language).to_owned()).collect(),
            ..column("kind", headers::LINE_KIND.get(language), Holds::Text)
        },
        column("text", headers::TEXT.get(language), Holds::Text),
        column("column", headers::YEAR.get(language), Holds::Text),
        Column { unit: Some(NOK), ..column("amount", headers::AMOUNT.get(language), Holds::Number) },
    ]
}

fn column(key: &str, header: &str, holds: Holds) -> Column {
    Column { key: key.to_owned(), header: header.to_owned(), holds, unit: None, allowed: Vec::new() }
}

/// `header`, or `header 2`, `header 3` … where a column before it is called so: fields of a package have names of their own.
fn unused(header: &str, columns: &[Column]) -> String {
    let taken = |name: &str| columns.iter().any(|column| column.header == name);
    let numbered = (2..).map(|number| format!("{header} {number}"));
    let mut names = std::iter::once(header.to_owned()).chain(numbered);
    names.find(|name| !taken(name)).expect("there are more numbers than columns")
}

fn amount(line: &Line, at: usize) -> Value {
    Value::kroner(line.amounts.get(at).copied().flatten())
}

/// The bytes of `datapackage.json`, which describes `files`; it stands in the output folder, beside `tabelldata/`.
#[must_use]
pub fn datapackage(name: &str, title: &str, files: &[File]) -> Vec<u8> {
    let package = Package {
        profile: "tabular-data-package",
        name: slug(name),
        title,
        resources: files.iter().map(resource).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&package).expect("texts, numbers and lists of them are always JSON");
    bytes.push(b'\n');
    bytes
}

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: &'a str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    profile: &'static str,
    name: &'a str,
    path: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    dialect: Dialect,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
    /// Not a key of the version 1 dialect, which lets others be added: the files begin with a byte order mark.
    bom: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<SchemaField<'a>>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SchemaField<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    holds: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal_char: Option<&'static str>,
    /// What the column is called by programs, in every language.
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints<'a>>,
}

#[derive(Serialize)]
struct Constraints<'a> {
    #[serde(rename = "enum")]
    allowed: &'a [String],
}

fn resource(file: &File) -> Resource<'_> {
    let bytes = file.bytes();
    let header = |key: &str| file.columns.iter().find(|column| column.key == key).map(|column| column.header.as_str());
    Resource {
        profile: "tabular-data-resource",
        name: &file.name,
        path: &file.path,
        title: &file.title,
        description: &file.description,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: bytes.len(),
        hash: format!("sha256:{}", hex(&Sha256::digest(&bytes))),
        dialect: Dialect {
            delimiter: ";",
            line_terminator: "\r\n",
            quote_char: "\"",
            double_quote: true,
            header: true,
            bom: true,
        },
        schema: Schema {
            fields: file.columns.iter().map(field).collect(),
            missing_values: [""],
            primary_key: file.primary_key.iter().filter_map(|key| header(key)).collect(),
        },
    }
}

fn field(column: &Column) -> SchemaField<'_> {
    SchemaField {
        name: &column.header,
        holds: match column.holds {
            Holds::Text => "string",
            Holds::Integer => "integer",
            Holds::Number => "number",
        },
        decimal_char: (column.holds == Holds::Number).then_some(","),
        key: &column.key,
        unit: column.unit,
        constraints: (!column.allowed.is_empty()).then_some(Constraints { allowed: &column.allowed }),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes every write");
        hex
    })
}
