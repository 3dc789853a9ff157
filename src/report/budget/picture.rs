//! The lines of a budget table as bars: who got how much, for those who would rather look.

use crate::report::budget::{BudgetTable, LineKind};
use crate::report::document::{Bars, Chart};
use crate::report::words::joined;
use crate::text::{Language, Text, number};

/// More bars than this nobody looks at.
const MOST: usize = 60;
/// So many of the largest are told in words.
const TOLD: usize = 3;

/// The first column of the lines from the top of `table`, as far as they are lines; nothing where they are none or too many.
pub(super) fn of(table: &BudgetTable, language: Language) -> Option<Chart> {
    const TITLE: Text = Text::same("{title}, {column} ({unit})");
    let lines = table.lines.iter().take_while(|line| line.kind == LineKind::Detail);
    let rows = lines.count();
    let column = table.columns.first()?;
    let values = [
        ("title", table.title.clone()),
        ("column", column.clone()),
        ("unit", table.unit.label().get(language).to_owned()),
    ];
    (1..=MOST).contains(&rows).then(|| Chart {
        title: TITLE.fill(language, &values),
        alt: described(table, rows, language),
        table: table.id.clone(),
        rows,
        bars: Bars::Lying,
        category: "text",
        series: vec!["amount"],
    })
}

/// `20 stolpar. Størst er Bergen (5 545 000 kr), Alver (1 870 000 kr) og Askøy (1 240 000 kr).`
fn described(table: &BudgetTable, rows: usize, language: Language) -> String {
    const WORDS: Text = text!(
        "Stolpar: {count}. Størst: {largest}.",
        "Stolper: {count}. Størst: {largest}.",
        "Bars: {count}. Largest: {largest}."
    );
    let mut lines: Vec<_> = table.lines[..rows].iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.amounts[0].kroner()));
    let told = lines.into_iter().take(TOLD).map(|line| {
        let amount = number::kroner(language, line.amounts[0].kroner().unwrap_or_default());
        format!("{} ({amount})", line.text)
    });
    let values = [("count", number::count(language, rows)), ("largest", joined(language, &told.collect::<Vec<_>>()))];
    WORDS.fill(language, &values)
}
