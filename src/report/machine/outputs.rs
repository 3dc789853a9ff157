//! What each row of each output tells of, and what each formula adds up: by this `trace` walks a figure back. It is made of the
//! very documents that the workbooks and CSV files are written from, so it cannot say anything else than they do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::delimited::File;
use crate::origin::{CellRef, column_letters};
use crate::report::budget::{BudgetTable, LineKind};
use crate::report::document::{Block, Document, Part, Row, Sign, Subject, Table, Total, Value};
use crate::report::xlsx;

/// Under `outputs` in run.json.
#[derive(Debug, Default, Serialize)]
pub struct Outputs {
    workbooks: Vec<Workbook>,
    csv: Vec<Csv>,
    budget: Vec<Lines>,
}

#[derive(Debug, Serialize)]
struct Workbook {
    path: &'static str,
    tables: Vec<Tabled>,
    /// `Sheet!B12` → the cells it adds up, each with its sign: `+Innstilling!P6:P35`.
    formulas: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Serialize)]
struct Tabled {
    sheet: String,
    /// The row of the header, as people count.
    header: u32,
    /// The key of each column, from A.
    columns: Vec<&'static str>,
    /// Below which of them a sum stands, in the row after the last.
    summed: Vec<&'static str>,
    /// A word for each row: what it tells of, see [`Subject`]; `-` for nothing.
    rows: String,
}

#[derive(Debug, Serialize)]
struct Csv {
    path: String,
    columns: Vec<String>,
    rows: String,
}

/// One budget table: for each line what it is made of.
#[derive(Debug, Serialize)]
struct Lines {
    table: String,
    title: String,
    columns: Vec<String>,
    /// The words of each line.
    texts: Vec<String>,
    /// `g3 g7` (see [`crate::report::budget::Figure`]), or of a result `+1 -4`: lines of the table, each with its sign.
    lines: Vec<String>,
}

/// What stands where in the outputs of one run.
#[must_use]
pub fn outputs(documents: &[(&'static str, &Document)], csv: &[&File], tables: &[BudgetTable]) -> Outputs {
    Outputs {
        workbooks: documents.iter().map(|(path, document)| workbook(path, document)).collect(),
        csv: csv.iter().map(|file| of_csv(file)).collect(),
        budget: tables.iter().map(lines).collect(),
    }
}

fn of_csv(file: &File) -> Csv {
    Csv {
        path: file.path.clone(),
        columns: file.columns.iter().map(|column| column.key.clone()).collect(),
        rows: words(file.subjects.iter().copied().map(Some)),
    }
}

fn lines(table: &BudgetTable) -> Lines {
    let line = |line: &crate::report::budget::Line| match &line.kind {
        LineKind::Result(parts) => {
            let signed = parts.iter().map(|(line, sign)| format!("{}{line}", if *sign < 0 { '-' } else { '+' }));
            signed.collect::<Vec<_>>().join(" ")
        }
        _ => line.from.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    };
    Lines {
        table: table.id.clone(),
        title: table.title.clone(),
        columns: table.columns.clone(),
        texts: table.lines.iter().map(|line| line.text.clone()).collect(),
        lines: table.lines.iter().map(line).collect(),
    }
}

fn words(subjects: impl Iterator<Item = Option<Subject>>) -> String {
    let word = |subject: Option<Subject>| subject.map_or_else(|| "-".to_owned(), |subject| subject.to_string());
    subjects.map(word).collect::<Vec<_>>().join(" ")
}

/// Where a table stands: the name of its sheet, and the row of its header from zero.
type Stands<'a> = BTreeMap<&'a str, (String, u32)>;

fn workbook(path: &'static str, document: &Document) -> Workbook {
    let sheets = xlsx::stands(document);
    let mut stands = Stands::new();
    let mut tables = Vec::new();
    for (name, blocks) in &sheets {
        for placed in blocks {
            if let Block::Table(table) = placed.block {
                stands.insert(&table.id, (name.clone(), placed.row));
                tables.push(tabled(name, placed.row, table));
            }
        }
    }
    let mut formulas = BTreeMap::new();
    let mut add = |sheet: &str, at: CellRef, value: &Value, home: Option<&Table>| {
        let Value::Formula(expression) = value else { return };
        if let Some(parts) = document.parts(expression, home) {
            formulas.insert(format!("{sheet}!{at}"), ranges(&parts, &stands));
        }
    };
    for (name, blocks) in &sheets {
        for placed in blocks {
            match placed.block {
                Block::Facts(facts) => {
                    for (row, (_, value)) in (placed.row..).zip(facts) {
                        add(name, CellRef::new(row, 1), value, None);
                    }
                }
                Block::Table(table) => {
                    for (row, Row { cells, .. }) in (placed.row + 1..).zip(&table.rows) {
                        for (column, value) in (0..).zip(cells) {
                            add(name, CellRef::new(row, column), value, Some(table));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Workbook { path, tables, formulas }
}

fn tabled(sheet: &str, header: u32, table: &Table) -> Tabled {
    let summed = table.columns.iter().filter(|column| column.total == Total::Sum && !table.rows.is_empty());
    Tabled {
        sheet: sheet.to_owned(),
        header: header + 1,
        columns: table.columns.iter().map(|column| column.key).collect(),
        summed: summed.map(|column| column.key).collect(),
        rows: words(table.rows.iter().map(|row| row.of)),
    }
}

/// The cells of `parts`, those that follow each other in a column together.
fn ranges(parts: &[Part<'_>], stands: &Stands<'_>) -> Vec<String> {
    let mut ranges = Vec::new();
    for run in parts.chunk_by(|one, next| {
        (one.sign, &one.table.id, one.column, one.row + 1) == (next.sign, &next.table.id, next.column, next.row)
    }) {
        let [first, .., last] = [&run[0], &run[run.len() - 1]];
        let (sheet, header) = &stands[first.table.id.as_str()];
        let row = |part: &Part<'_>| *header as usize + part.row + 2;
        let column = column_letters(u32::try_from(first.column).expect("a sheet has 16 384 columns"));
        let sign = if first.sign == Sign::Minus { '-' } else { '+' };
        ranges.push(if run.len() == 1 {
            format!("{sign}{sheet}!{column}{}", row(first))
        } else {
            format!("{sign}{sheet}!{column}{}:{column}{}", row(first), row(last))
        });
    }
    ranges
}
