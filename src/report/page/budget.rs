//! A budget table as the page shows it.

use rust_decimal::Decimal;

use crate::text::{Language, Text, number};

use crate::report::budget::shown::shown;
use crate::report::budget::{Amount, BudgetTable, LineKind, Unit};
use crate::report::machine::package::table_path;

/// A budget table, every figure written.
pub(super) struct TableView {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: &'static str,
    pub(super) text_header: String,
    pub(super) columns: Vec<String>,
    pub(super) lines: Vec<LineView>,
    pub(super) caption: String,
    pub(super) path: String,
}

/// A line of it.
pub(super) struct LineView {
    pub(super) class: &'static str,
    pub(super) number: String,
    pub(super) text: String,
    pub(super) amounts: Vec<String>,
}

/// The table with each figure as its workbook shows it.
pub(super) fn table_view(table: &BudgetTable, language: Language) -> TableView {
    let figures = shown(table).figures;
    let decimals = figures.iter().flatten().flatten().map(Decimal::scale).max().unwrap_or_default();
    let written = |line: usize, column: usize| match table.lines[line].amounts.get(column) {
        Some(Amount::Dash) => "–".to_owned(),
        _ => figures[line][column].map_or_else(String::new, |mut figure| {
            figure.rescale(decimals);
            number::decimal(language, figure)
        }),
    };
    let lines = table.lines.iter().enumerate().map(|(at, line)| LineView {
        class: class(&line.kind),
        number: line.number.map_or_else(String::new, |number| number.to_string()),
        text: line.text.clone(),
        amounts: (0..table.columns.len()).map(|column| written(at, column)).collect(),
    });
    TableView {
        id: table.id.clone(),
        title: table.title.clone(),
        unit: unit_caption(table.unit).get(language),
        text_header: table.text_header.clone(),
        columns: table.columns.clone(),
        lines: lines.collect(),
        caption: table.caption.clone(),
        path: table_path(table),
    }
}

const fn class(kind: &LineKind) -> &'static str {
    match kind {
        LineKind::Base => "base",
        LineKind::Heading => "heading",
        LineKind::Detail => "detail",
        LineKind::Result(_) => "result",
    }
}

const fn unit_caption(unit: Unit) -> Text {
    match unit {
        Unit::Kroner => text!("Beløp i kroner", "Beløp i kroner", "Amounts in NOK"),
        Unit::Thousand => text!("Tal i 1 000 kr", "Tall i 1 000 kr", "Figures in NOK 1,000"),
        Unit::Million => text!("Tal i millionar kroner", "Tall i millioner kroner", "Figures in NOK million"),
    }
}
