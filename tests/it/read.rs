//! Reading: what stands in a file, or why it is refused. Cells are compared as text, as [`shown`] writes them.

mod cells;
mod child;
mod csv;
mod damage;
mod fixtures;
mod folder;
mod formats;
mod hostile;
mod kinds;
mod shapes;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use tilskot::origin::CellRef;
use tilskot::policy::FileLimits;
use tilskot::problem::file::damage as damage_reason;
use tilskot::problem::{Fact, Problem, file};
use tilskot::read::{self, Cell, Formula, Noticed, Refusal, Sheet, Value, Workbook};
use zip::write::SimpleFileOptions;

/// A cell's value: `610000`, `"text"`, `2023-02-01T00:00:00`, `error #REF!` …; `=` before it if a formula gives it.
fn shown(cell: &Cell) -> String {
    let formula = if cell.formula == Formula::Stored { "= " } else { "" };
    let value = match &cell.value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.to_string(),
        Value::Beyond(text) => format!("beyond {text}"),
        Value::Date(moment) => moment.to_string(),
        Value::NoDate(text) => format!("no date {text}"),
        Value::Bool(truth) => truth.to_string(),
        Value::Error(text) => format!("error {text}"),
        Value::FormulaWithoutValue => "formula without value".to_owned(),
    };
    let percent = if cell.percent { " as per cent" } else { "" };
    format!("{formula}{value}{percent}")
}

/// All filled cells of a sheet: `A1 "text"`.
fn grid(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)));
    cells.map(|(row, cell)| format!("{} {}", CellRef::new(row, cell.column), shown(cell))).collect()
}

/// Whether a reader panicked. To the program that is a damaged file; here it is a fault of ours.
pub(crate) fn panicked(problem: &Problem) -> bool {
    problem.facts().iter().any(|(_, fact)| *fact == Fact::Ours(damage_reason::FAULT))
}

#[test]
fn a_panic_is_told_from_a_damaged_file() {
    let noticed = |reason| Noticed { problem: file::damaged(reason, "xlsx"), sheet: None, cell: None };
    assert_eq!(place(&noticed(damage_reason::FAULT)), "PANIC");
    assert_eq!(place(&noticed(damage_reason::READER)), "T101");
}

/// What is wrong and where: `T101 Ark1 A1`; `PANIC` for a reader that panicked, which no test expects.
fn place(noticed: &Noticed) -> String {
    let sheet = noticed.sheet.as_deref().map(|sheet| format!(" {sheet}")).unwrap_or_default();
    let cell = noticed.cell.map(|cell| format!(" {cell}")).unwrap_or_default();
    let code = if panicked(&noticed.problem) { "PANIC" } else { noticed.problem.code() };
    format!("{code}{sheet}{cell}")
}

/// The whole outcome: the refusal, or what was noticed and every cell of every sheet.
fn outcome(read: &Result<Workbook, Refusal>) -> String {
    let workbook = match read {
        Err(refusal) => return place(&refusal.noticed()),
        Ok(workbook) => workbook,
    };
    let mut lines: Vec<String> = workbook.noticed.iter().map(place).collect();
    for sheet in &workbook.sheets {
        if !sheet.visible {
            lines.push(format!("hidden sheet {}", sheet.name));
        }
        for (first, last) in &sheet.merged {
            lines.push(format!("merged {first}:{last}"));
        }
        for column in &sheet.hidden_columns {
            lines.push(format!("hidden column {}", tilskot::origin::column_letters(*column)));
        }
        let hidden = sheet.rows.iter().filter(|row| row.hidden);
        lines.extend(hidden.map(|row| format!("hidden row {}", row.number + 1)));
        lines.extend(grid(sheet));
    }
    lines.join("; ")
}

/// A zip of these parts.
fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a whole zip").into_inner()
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

/// Reads a fixture under its own name.
fn read(path: &str) -> Result<Workbook, Refusal> {
    let bytes = fs::read(fixture(path)).expect("the fixture is there");
    read::workbook(path, &bytes, &FileLimits::default())
}

/// Every file below a fixture folder but the outputs of runs, as a path below `fixtures`, sorted.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(fixture(folder)).expect("the folder is there");
    for entry in entries {
        let entry = entry.expect("the folder can be listed");
        let name = format!("{folder}/{}", entry.file_name().to_str().expect("a UTF-8 name"));
        if entry.file_type().expect("a type").is_dir() {
            // What a run of the README has left there is no fixture.
            let output = name.ends_with("/ut") || name.ends_with("/ut.1");
            found.extend(if output { Vec::new() } else { files(&name) });
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}
