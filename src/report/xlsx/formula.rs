//! Expressions as Excel writes them in a file: English names, commas, table references.

use super::layout::{Plan, places};
use crate::origin::CellRef;
use crate::report::document::{Condition, Criterion, Document, Expression, Reference, Sign, Table};

/// The table a formula stands in, and the row of its header.
#[derive(Clone, Copy)]
pub(super) struct Home<'a> {
    pub(super) table: &'a Table,
    pub(super) header: u32,
}

/// A document, and where its tables stand.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) document: &'a Document,
    pub(super) plans: &'a [Plan<'a>],
}

impl Ground<'_> {
    /// `'Tabell 5.21'!D7`: a cell of another table.
    fn cell_of(self, table: &str, row: usize, column: usize) -> String {
        let place = places(self.plans).get(table).copied().expect("a formula names a table of its document");
        let table = self.document.table(table).expect("a place is a table's");
        let cell = Home { table, header: place.header }.cell(row, column);
        format!("'{}'!{cell}", place.sheet.replace('\'', "''"))
    }
}

/// `expression` as a formula without its `=`.
pub(super) fn written(expression: &Expression, ground: Ground<'_>, home: Option<Home<'_>>) -> String {
    let document = ground.document;
    let cell = |row, column| home.expect("a formula with cells stands in a table").cell(row, column).to_string();
    match expression {
        Expression::Cell { row, column } => cell(*row, *column),
        Expression::CellOf { table, row, column } => ground.cell_of(table, *row, *column),
        Expression::Sum(sum) => column(document, *sum).map_or_else(nil, |column| format!("SUM({column})")),
        Expression::SumWhere(sum, conditions) => column(document, *sum)
            .map_or_else(nil, |column| format!("SUMIFS({column},{})", criteria(sum.table, conditions, document, home))),
        Expression::Rows(table) => match document.table(table).filter(|table| !table.rows.is_empty()) {
            Some(table) => format!("ROWS({})", structured(table, 0)),
            None => nil(),
        },
        Expression::RowsWhere(table, conditions) => {
            match document.table(table).filter(|table| !table.rows.is_empty()) {
                Some(_) => format!("COUNTIFS({})", criteria(table, conditions, document, home)),
                None => nil(),
            }
        }
        Expression::RowsAlike(table, conditions) => {
            match document.table(table).filter(|table| !table.rows.is_empty()) {
                Some(_) => format!("SUMPRODUCT(1{})", factors(table, conditions, document, home)),
                None => nil(),
            }
        }
        Expression::RowsExceeding(amount, limit) => {
            let limit = Reference::to(amount.table, limit);
            match (column(document, *amount), column(document, limit)) {
                (Some(amount), Some(limit)) => format!("SUMPRODUCT(--({amount}>{limit}))"),
                _ => nil(),
            }
        }
        Expression::Terms(terms) => sum_of(terms, ground, home),
        Expression::Agree(sides, [yes, no]) => {
            let [one, other] = sides.each_ref().map(|side| term_of(side, ground, home));
            // Sums of tenths are not exact in a spreadsheet; the smallest part of anything here is a ten-thousandth.
            format!("IF(ROUND({one}-{other},4)=0,{},{})", quoted(yes), quoted(no))
        }
        Expression::AtMost(sides, [yes, no], decimals) => {
            let [one, most] = sides.each_ref().map(|side| term_of(side, ground, home));
            format!("IF(ROUND({one}-{most},{decimals})<=0,{},{})", quoted(yes), quoted(no))
        }
        Expression::Within(sides, [none, little, much], decimals) => {
            let [one, most] = sides.each_ref().map(|side| term_of(side, ground, home));
            let [none, little, much] = [none, little, much].map(|word| quoted(word));
            format!("IF(ROUND({one},{decimals})=0,{none},IF(ROUND(ABS({one})-{most},{decimals})<=0,{little},{much}))")
        }
    }
}

/// The total below a column, as Excel writes it: rows that a filter hides are left out.
pub(super) fn total(table: &Table, column: usize) -> String {
    format!("SUBTOTAL(109,{})", structured(table, column))
}

/// A table without rows is not there to refer to, and everything about it is nil.
fn nil() -> String {
    "0".to_owned()
}

impl Home<'_> {
    fn cell(self, row: usize, column: usize) -> CellRef {
        let down = u32::try_from(row).expect("rows are counted in 32 bits");
        let across = u32::try_from(column).expect("columns are counted in 32 bits");
        CellRef::new(self.header + 1 + down, across)
    }
}

fn column(document: &Document, reference: Reference) -> Option<String> {
    let table = document.table(reference.table).filter(|table| !table.rows.is_empty())?;
    Some(structured(table, table.column(reference.column)?))
}

/// `innstilling[Tildelt (kr)]`.
fn structured(table: &Table, column: usize) -> String {
    let mut header = String::new();
    for letter in table.columns[column].header.chars() {
        if matches!(letter, '[' | ']' | '#' | '\'') {
            header.push('\'');
        }
        header.push(letter);
    }
    format!("{}[{header}]", table.id)
}

fn criteria(table: &'static str, conditions: &[Condition], document: &Document, home: Option<Home<'_>>) -> String {
    let sides = conditions.iter().map(|condition| sides(table, condition, document, home).join(","));
    sides.collect::<Vec<_>>().join(",")
}

/// The conditions as factors, each 1 where it holds.
fn factors(table: &'static str, conditions: &[Condition], document: &Document, home: Option<Home<'_>>) -> String {
    conditions.iter().map(|condition| format!("*({})", sides(table, condition, document, home).join("="))).collect()
}

/// The column that a condition looks at, and what must stand there.
fn sides(table: &'static str, condition: &Condition, document: &Document, home: Option<Home<'_>>) -> [String; 2] {
    let looked_at = column(document, Reference::to(table, condition.column)).unwrap_or_else(nil);
    let wanted = match &condition.criterion {
        Criterion::Word(word) => quoted(word),
        Criterion::Cell { row, column } => {
            home.expect("a formula with cells stands in a table").cell(*row, *column).to_string()
        }
    };
    [looked_at, wanted]
}

/// Terms with their signs; cells below each other become one `SUM`, as a person would write it.
fn sum_of(terms: &[(Sign, Expression)], ground: Ground<'_>, home: Option<Home<'_>>) -> String {
    let mut text = String::new();
    let mut rest = terms;
    while let Some((sign, term)) = rest.first() {
        let run = run_of_cells(rest);
        let part = if run > 1 {
            let [first, last] = [&rest[0].1, &rest[run - 1].1].map(|cell| written(cell, ground, home));
            format!("SUM({first}:{last})")
        } else {
            term_of(term, ground, home)
        };
        match sign {
            Sign::Minus => text.push('-'),
            Sign::Plus if !text.is_empty() => text.push('+'),
            Sign::Plus => {}
        }
        text.push_str(&part);
        rest = &rest[run..];
    }
    if text.is_empty() { nil() } else { text }
}

/// A term that may stand after a minus.
fn term_of(term: &Expression, ground: Ground<'_>, home: Option<Home<'_>>) -> String {
    let text = written(term, ground, home);
    if matches!(term, Expression::Terms(_)) { format!("({text})") } else { text }
}

/// How many of the first terms are cells directly below each other, of one sign; at least 1.
fn run_of_cells(terms: &[(Sign, Expression)]) -> usize {
    let mut run = 1;
    for pair in terms.windows(2) {
        match (&pair[0], &pair[1]) {
            ((one_sign, Expression::Cell { row, column }), (next_sign, Expression::Cell { row: next, column: of }))
                if one_sign == next_sign && row + 1 == *next && column == of =>
            {
                run += 1
            }
            _ => break,
        }
    }
    run
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
