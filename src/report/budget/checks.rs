//! *Kontroll*: every sum of the tables as a live formula beside what it must be and the figures that were moved in
//! rounding.

use rust_decimal::Decimal;

use crate::money::Kroner;
use crate::report::award::{BROKEN, HOLDS};
use crate::report::budget::shown::{Rounded, Shown, step};
use crate::report::budget::workbook::{FIRST_AMOUNT, Tables};
use crate::report::budget::{BudgetTable, LineKind};
use crate::report::document::{Block, Column, Expression, Role, Row, Sheet, Table, Value};
use crate::report::headers;
use crate::text::{Language, Text};

const NAME: Text = text!("Kontroll", "Kontroll", "Checks");
const ABOUT: Text = text!(
    "Kvar linje er ei levande formel over tabellane: summen slik tabellen reknar han no, mot det som stod i fila eller i tildelinga. Er alt rett, står det OK; AVRUNDING er ein skilnad som avrunding av linjene forklarer.",
    "Hver linje er en levende formel over tabellene: summen slik tabellen regner den nå, mot det som stod i filen eller i tildelingen. Er alt riktig, står det OK; AVRUNDING er en differanse som avrunding av linjene forklarer.",
    "Each line is a live formula over the tables: the sum as the table computes it now, against what stood in the file or in the award. When all is right it says OK; ROUNDING is a difference that rounding of the lines explains."
);
const ROUNDING: Text = text!("AVRUNDING", "AVRUNDING", "ROUNDING");
const MOVED: Text = text!(
    "Celler som er runda til den nest næraste verdien, så summane går opp",
    "Celler som er rundet til den nest nærmeste verdien, så summene går opp",
    "Cells that went to the second nearest value, so that the sums hold"
);

/// Columns of the table of checks that its own formulas look at.
const FOUND: usize = 4;
const WANTED: usize = 5;
const DIFFERENCE: usize = 6;
const ALLOWED: usize = 7;

pub(super) fn sheet(of: &Tables<'_>, figures: &[Shown]) -> Sheet {
    let language = of.language;
    let mut rows = Vec::new();
    for (table, shown) in of.tables.iter().zip(figures) {
        for line in 0..table.lines.len() {
            if matches!(table.lines[line].kind, LineKind::Result(_)) {
                rows.extend((0..table.columns.len()).filter_map(|column| wanted(table, shown, line, column)));
            }
        }
    }
    let rows = rows.into_iter().enumerate().map(|(at, check)| check.row(at, language));
    let table = Table { id: "kontroll".to_owned(), columns: columns(language), rows: rows.collect(), when_empty: NONE };
    let mut blocks = vec![Block::Paragraph(ABOUT.get(language).to_owned()), Block::Table(table)];
    blocks.extend(moved(of, figures));
    let name = NAME.get(language).to_owned();
    Sheet { title: name.clone(), name, blocks }
}

const NONE: Text = text!("Ingen summar å kontrollere", "Ingen summer å kontrollere", "No sums to check");

fn columns(language: Language) -> Vec<Column> {
    let column = |key, header: Text, role| Column::new(key, header.get(language), role);
    vec![
        column("table", headers::TABLE, Role::Text),
        column("text", headers::TEXT, Role::Prose),
        column("year", headers::YEAR, Role::Text),
        column("unit", text!("Eining", "Enhet", "Unit"), Role::Text),
        column("found", text!("Utrekna", "Utregnet", "Computed"), Role::Amount),
        column("wanted", text!("Skal vere", "Skal være", "Should be"), Role::Amount),
        column("difference", text!("Skilnad", "Differanse", "Difference"), Role::Amount),
        column("allowed", text!("Avrunding inntil", "Avrunding inntil", "Rounding up to"), Role::Amount),
        column("result", text!("Resultat", "Resultat", "Result"), Role::Text),
    ]
}

/// One sum and what it must be.
struct Check<'a> {
    table: &'a BudgetTable,
    line: usize,
    column: usize,
    wanted: Decimal,
    allowed: Decimal,
}

/// What the sum in a line and column must be: as it was received, else the exact one.
fn wanted<'a>(table: &'a BudgetTable, shown: &Shown, line: usize, column: usize) -> Option<Check<'a>> {
    let result = &table.lines[line];
    let exact = result.amounts.get(column)?.kroner()?;
    let stated = result.stated.get(column).and_then(|stated| Some((stated.amount?, stated.slack)));
    let (wanted, slack) = stated.unwrap_or((exact, Kroner::ZERO));
    let rounding = if shown.rounded == Rounded::Yes { Kroner::from_ore(step(table.unit)) } else { Kroner::ZERO };
    let allowed = table.unit.of(slack + rounding);
    Some(Check { table, line, column, wanted: table.unit.of(wanted), allowed })
}

impl Check<'_> {
    fn row(&self, at: usize, language: Language) -> Row {
        let cell = |column| Expression::Cell { row: at, column };
        let line = &self.table.lines[self.line];
        let words = [HOLDS, ROUNDING, BROKEN].map(|word| word.get(language).to_owned());
        Row::plain(vec![
            Value::text(&self.table.name),
            Value::text(line.text.replace('\n', " ")),
            Value::text(&self.table.columns[self.column]),
            Value::text(self.table.unit.label().get(language)),
            Value::Formula(Expression::CellOf {
                table: self.table.id.clone(),
                row: self.line,
                column: FIRST_AMOUNT + self.column,
            }),
            Value::Amount(self.wanted),
            Value::Formula(Expression::difference(cell(FOUND), cell(WANTED))),
            Value::Amount(self.allowed),
            Value::Formula(Expression::Within(
                Box::new([cell(DIFFERENCE), cell(ALLOWED)]),
                words,
                self.table.unit.decimals(),
            )),
        ])
    }
}

/// The figures that were moved, where any were.
fn moved(of: &Tables<'_>, figures: &[Shown]) -> Vec<Block> {
    let language = of.language;
    let mut rows = Vec::new();
    for (table, shown) in of.tables.iter().zip(figures) {
        for moved in &shown.moved {
            let line = &table.lines[moved.line];
            rows.push(Row::plain(vec![
                Value::text(&table.name),
                Value::text(line.text.replace('\n', " ")),
                Value::text(&table.columns[moved.column]),
                Value::text(table.unit.label().get(language)),
                Value::Amount(moved.shown),
                Value::Amount(table.unit.of(moved.exact)),
            ]));
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut columns = columns(language);
    columns.truncate(FOUND);
    columns.push(Column::new("shown", text!("Vist", "Vist", "Shown").get(language), Role::Amount));
    columns.push(Column::new("exact", text!("Nøyaktig", "Nøyaktig", "Exact").get(language), Role::Amount));
    let table = Table { id: "flytta".to_owned(), columns, rows, when_empty: NONE };
    vec![Block::Heading(MOVED.get(language).to_owned()), Block::Table(table)]
}
