//! A budget table as the page shows it.

use rust_decimal::Decimal;

use crate::money::Kroner;
use crate::text::{Language, Text, number};

use crate::report::budget::{BudgetTable, LineKind, Unit};
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

/// The table with each amount in its unit. Nothing is rounded away, so what is shown adds up.
pub(super) fn table_view(table: &BudgetTable, language: Language) -> TableView {
    let amounts = table.lines.iter().flat_map(|line| line.amounts.iter().flatten());
    let decimals = amounts.map(|amount| in_unit(*amount, table.unit).scale()).max().unwrap_or_default();
    let written = |amount: &Option<Kroner>| {
        amount.map_or_else(String::new, |amount| {
            let mut amount = in_unit(amount, table.unit);
            amount.rescale(decimals);
            number::decimal(language, amount)
        })
    };
    let lines = table.lines.iter().map(|line| LineView {
        class: class(&line.kind),
        number: line.number.map_or_else(String::new, |number| number.to_string()),
        text: line.text.clone(),
        amounts: (0..table.columns.len()).map(|at| written(line.amounts.get(at).unwrap_or(&None))).collect(),
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

fn in_unit(amount: Kroner, unit: Unit) -> Decimal {
    let places = match unit {
        Unit::Kroner => 0,
        Unit::Thousand => 3,
        Unit::Million => 6,
    };
    let ore_places = 2;
    Decimal::new(amount.ore(), ore_places + places).normalize()
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
        Unit::Thousand => text!("Tal i 1 000 kr", "Tall i 1 000 kr", "Figures in NOK 1 000"),
        Unit::Million => text!("Tal i millionar kroner", "Tall i millioner kroner", "Figures in NOK million"),
    }
}
