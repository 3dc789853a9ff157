//! Prints every filled cell of workbooks as tilskot reads them: file, sheet, cell, kind and value, between tabs.
//!
//!     cargo run --release --example cells -- FILE…
#![allow(clippy::disallowed_methods, reason = "it opens what it is given")]

use tilskot::origin::CellRef;
use tilskot::policy::FileLimits;
use tilskot::read::{self, Value};
use tilskot::text::Language;

fn main() {
    let escaped =
        |text: &str| text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{path}\t\t\trefused\t{error}");
                continue;
            }
        };
        let workbook = match read::workbook(&path, &bytes, &FileLimits::default()) {
            Ok(workbook) => workbook,
            Err(refusal) => {
                let noticed = refusal.noticed();
                let (code, words) = (noticed.problem.code(), noticed.problem.message(Language::En));
                println!("{path}\t\t\trefused\t{code} {:?} {}", noticed.cell, escaped(&words));
                continue;
            }
        };
        for sheet in &workbook.sheets {
            for row in &sheet.rows {
                for cell in &row.cells {
                    let (kind, value) = match &cell.value {
                        Value::Text(text) => ("text", escaped(text)),
                        Value::Number(number) => ("number", number.to_string()),
                        Value::Beyond(text) => ("beyond", text.to_string()),
                        Value::Date(moment) => ("date", moment.to_string()),
                        Value::NoDate(text) => ("no date", text.to_string()),
                        Value::Bool(truth) => ("bool", truth.to_string()),
                        Value::Error(text) => ("error", escaped(text)),
                        Value::FormulaWithoutValue => ("formula", String::new()),
                    };
                    println!(
                        "{path}\t{}\t{}\t{kind}\t{value}",
                        escaped(&sheet.name),
                        CellRef::new(row.number, cell.column)
                    );
                }
            }
        }
    }
}
