//! What `table` says at its end: each table, its unit, and what it comes to.

use crate::report::budget::shown::shown;
use crate::report::budget::{BudgetTable, LineKind};
use crate::report::words::{self, counted};
use crate::text::{Language, Text, number};

const TABLE: Text =
    text!("{name}: {lines}, tal i {unit}.", "{name}: {lines}, tall i {unit}.", "{name}: {lines}, figures in {unit}.");

/// What a result without a text of its own is called.
const SUM: Text = Text::same("Sum");

/// A line for each table, and its last sum, column by column.
#[must_use]
pub fn brief(tables: &[BudgetTable], language: Language) -> String {
    let mut text = String::new();
    for table in tables {
        let count = table.lines.iter().filter(|line| matches!(line.kind, LineKind::Base | LineKind::Detail)).count();
        let values = [
            ("name", table.name.clone()),
            ("lines", counted(language, count, words::LINE)),
            ("unit", table.unit.label().get(language).to_owned()),
        ];
        text += &TABLE.fill(language, &values);
        text.push('\n');
        if let Some(last) = table.lines.iter().rposition(|line| matches!(line.kind, LineKind::Result(_))) {
            text += &sums(table, last, language);
        }
    }
    text
}

/// `Korrigert netto budsjettramme: 2017 276 354 · 2018 271 354`.
fn sums(table: &BudgetTable, line: usize, language: Language) -> String {
    let figures = &shown(table).figures[line];
    let of = |(column, figure): (&String, &Option<rust_decimal::Decimal>)| {
        figure.map(|figure| format!("{column}: {}", number::decimal(language, figure.normalize())))
    };
    let columns: Vec<String> = table.columns.iter().zip(figures).filter_map(of).collect();
    let text = match &*table.lines[line].text {
        "" => SUM.get(language).to_owned(),
        text => text.replace('\n', " "),
    };
    format!("  {text} – {}\n", columns.join(" · "))
}
