//! Budget tables as a workbook: a readable sheet for each, and one tidy *Data* sheet for programs.

use crate::report::budget::{BudgetTable, Line, LineKind, Unit};
use crate::report::document::{
    Block, Column, Document, Expression, Role, Row, Sheet, Sign, Subject, Table, Total, Value, Weight,
};
use crate::report::headers;
use crate::text::{Language, Text};

/// `tables` as the workbook called `title`. Amounts are shown in kroner, exact, whatever unit a table names: figures in
/// 1 000 kr that do not add up are not shown until they are rounded so that they do.
#[must_use]
pub fn document(title: &str, language: Language, tables: &[BudgetTable]) -> Document {
    let mut sheets: Vec<Sheet> = tables.iter().enumerate().map(|(at, table)| readable(at, table, language)).collect();
    sheets.push(data(tables, language));
    Document { title: title.to_owned(), language, draft: true, sheets }
}

/// The readable table stands in columns line number, text, amounts.
const FIRST_AMOUNT: usize = 2;

fn readable(at: usize, table: &BudgetTable, language: Language) -> Sheet {
    let mut columns = vec![
        Column::new("number", headers::LINE_NUMBER.get(language), Role::Number),
        Column::new("text", table.text_header.as_str(), Role::Prose),
    ];
    let unit = unit_word(table.unit, language);
    columns.extend(table.columns.iter().map(|column| Column {
        key: "amount",
        header: format!("{column} ({unit})"),
        role: Role::Kroner,
        total: Total::None,
    }));
    let sheet_table = Table {
        id: table.id.clone(),
        columns,
        rows: table.lines.iter().enumerate().map(|(number, line)| row(line).of(Subject::Line(at, number))).collect(),
        when_empty: text!("Ingen linjer", "Ingen linjer", "No lines"),
    };
    let in_unit = text!("Alle tal i heile kroner.", "Alle tall i hele kroner.", "All figures in whole NOK.");
    let exact = text!("Alle tal i kroner og øre.", "Alle tall i kroner og øre.", "All figures in NOK and øre.");
    let whole = table.lines.iter().flat_map(|line| &line.amounts).flatten().all(|amount| amount.is_whole());
    let blocks = vec![
        Block::Paragraph((if whole { in_unit } else { exact }).get(language).to_owned()),
        Block::Table(sheet_table),
        Block::Paragraph(table.caption.clone()),
    ];
    Sheet { name: table.title.clone(), title: table.title.clone(), blocks }
}

/// Kroner, until rounding to larger units is here: see [`document`].
fn unit_word(_unit: Unit, language: Language) -> &'static str {
    text!("kr", "kr", "NOK").get(language)
}

fn row(line: &Line) -> Row {
    let weight = match line.kind {
        LineKind::Base | LineKind::Detail => Weight::Plain,
        LineKind::Heading => Weight::Heading,
        LineKind::Result(_) => Weight::Result,
    };
    let amounts = line.amounts.iter().enumerate().map(|(column, amount)| match (&line.kind, amount) {
        (LineKind::Result(parts), Some(_)) => Value::Formula(sum(parts, FIRST_AMOUNT + column)),
        (_, amount) => Value::from(*amount),
    });
    let head = [Value::from(line.number), Value::text(&line.text)];
    Row { weight, ..Row::plain(head.into_iter().chain(amounts).collect()) }
}

fn sum(parts: &[(usize, i8)], column: usize) -> Expression {
    let term = |&(row, sign): &(usize, i8)| {
        let sign = if sign < 0 { Sign::Minus } else { Sign::Plus };
        (sign, Expression::Cell { row, column })
    };
    Expression::Terms(parts.iter().map(term).collect())
}

/// One row per line with figures and column, every amount in kroner: what a program reads. Its figures are values, not formulas, so
/// that any program sees them.
fn data(tables: &[BudgetTable], language: Language) -> Sheet {
    let mut rows = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let lines = table.lines.iter().enumerate();
        for (number, line) in lines.filter(|(_, line)| line.kind != LineKind::Heading) {
            for (nth, (column, amount)) in table.columns.iter().zip(&line.amounts).enumerate() {
                let cells = vec![
                    Value::text(&table.id),
                    Value::from(line.number),
                    Value::text(line.kind.label().get(language)),
                    Value::text(&line.text),
                    column.parse::<u32>().map_or_else(|_| Value::text(column), Value::Number),
                    Value::from(*amount),
                ];
                rows.push(Row::plain(cells).of(Subject::Amount(at, number, nth)));
            }
        }
    }
    let column = |key, header: Text, role| Column::new(key, header.get(language), role);
    let table = Table {
        id: "data_alle".to_owned(),
        columns: vec![
            column("table", headers::TABLE, Role::Text),
            column("number", headers::LINE_NUMBER, Role::Number),
            column("kind", headers::LINE_KIND, Role::Text),
            column("text", headers::TEXT, Role::Prose),
            column("year", headers::YEAR, Role::Number),
            column("amount", headers::AMOUNT, Role::Kroner),
        ],
        rows,
        when_empty: text!("Ingen linjer", "Ingen linjer", "No lines"),
    };
    Sheet { name: "Data".to_owned(), title: "Data".to_owned(), blocks: vec![Block::Table(table)] }
}
