//! A budget table as the page shows it.

use rust_decimal::Decimal;

use crate::text::{Language, Text, number};

use crate::report::budget::shown::{Rounded, Shown, shown};
use crate::report::budget::{Amount, BudgetTable, LineKind, Unit};
use crate::report::machine::package::table_path;
use crate::report::words::{CELL, counted};

/// A budget table, every figure written.
pub(super) struct TableView {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: &'static str,
    pub(super) text_header: String,
    pub(super) columns: Vec<String>,
    pub(super) lines: Vec<LineView>,
    pub(super) caption: String,
    /// What was done so that it adds up as shown.
    pub(super) rounding: Option<String>,
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
    let shown = shown(table);
    let rounding = rounding(&shown, language);
    let figures = shown.figures;
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
        rounding,
        path: table_path(table),
    }
}

fn rounding(shown: &Shown, language: Language) -> Option<String> {
    const NEAREST: Text = text!(
        "Tala er avrunda, og kvar sum er summen av tala slik dei er viste. Nøyaktige kroner står i reknearket, på arket Data.",
        "Tallene er avrundet, og hver sum er summen av tallene slik de er vist. Nøyaktige kroner står i regnearket, på arket Data.",
        "The figures are rounded, and every sum is the sum of the figures as shown. Exact kroner stand in the workbook, on the sheet Data."
    );
    const MOVED: Text = text!(
        "Tala er avrunda, og kvar sum er summen av tala slik dei er viste. Difor er {cells} runda til den nest næraste verdien. Kva for nokre, og nøyaktige kroner, står i reknearket, på arka Kontroll og Data.",
        "Tallene er avrundet, og hver sum er summen av tallene slik de er vist. Derfor er {cells} rundet til den nest nærmeste verdien. Hvilke, og nøyaktige kroner, står i regnearket, på arkene Kontroll og Data.",
        "The figures are rounded, and every sum is the sum of the figures as shown. So {cells} went to the second nearest value. Which ones, and exact kroner, stand in the workbook, on the sheets Checks and Data."
    );
    match (shown.rounded, shown.moved.len()) {
        (Rounded::No | Rounded::Cannot, _) => None,
        (Rounded::Yes, 0) => Some(NEAREST.get(language).to_owned()),
        (Rounded::Yes, moved) => Some(MOVED.fill(language, &[("cells", counted(language, moved, CELL))])),
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
