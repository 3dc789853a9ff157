//! Budget tables as a workbook: a readable sheet for each, one to try changes in, one tidy *Data* sheet for programs, and
//! the checks.

use crate::finding::Finding;
use crate::recommendation::Input;
use crate::report::budget::picture;
use crate::report::budget::shown::{Rounded, Shown, shown};
use crate::report::budget::simulation::{Simulation, simulation};
use crate::report::budget::{Amount, BudgetTable, LineKind, Unit, checks};
use crate::report::document::{
    Block, Column, Document, Expression, Role, Row, Sheet, Sign, Subject, Table, Total, Value, Weight,
};
use crate::report::words::{CELL, counted};
use crate::report::{checked, headers};
use crate::text::{Language, Text};
use rust_decimal::Decimal;

/// What a workbook of budget tables is.
#[derive(Debug, Clone)]
pub struct Tables<'a> {
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Whether it is a draft until people have signed.
    pub draft: bool,
    /// The tables.
    pub tables: &'a [BudgetTable],
    /// Those that changes can be tried in.
    pub simulations: Vec<Simulation>,
    /// The one whose lines are shown as bars too.
    pub pictured: Option<usize>,
    /// What was found in the files they came from, and those files, where they were received.
    pub received: Option<(&'a [Finding], &'a [Input])>,
}

/// The workbook.
#[must_use]
pub fn document(of: &Tables<'_>) -> Document {
    let language = of.language;
    let figures: Vec<Shown> = of.tables.iter().map(shown).collect();
    let mut sheets: Vec<Sheet> = of
        .tables
        .iter()
        .zip(&figures)
        .enumerate()
        .map(|(at, (table, shown))| readable(at, table, shown, language))
        .collect();
    if let Some(at) = of.pictured {
        sheets[at].blocks.extend(picture::of(&of.tables[at], language).map(Block::Chart));
    }
    sheets.extend(simulation(of, &figures));
    sheets.push(data(of.tables, language));
    sheets.push(checks::sheet(of, &figures));
    if let Some((findings, inputs)) = of.received {
        sheets.extend([checked::findings(findings, language), checked::sources(inputs, language)]);
    }
    Document { title: of.title.clone(), language, draft: of.draft, sheets }
}

/// The readable table stands in columns line number, text, amounts.
pub(super) const FIRST_AMOUNT: usize = 2;

fn readable(number: usize, table: &BudgetTable, shown: &Shown, language: Language) -> Sheet {
    let line = |(at, figures): (usize, &Vec<_>)| row(table, at, figures).of(Subject::Line(number, at));
    let mut columns = head(table, language);
    columns.extend(table.columns.iter().map(|column| amount_column(table, column, language)));
    let sheet_table = Table {
        id: table.id.clone(),
        columns,
        rows: shown.figures.iter().enumerate().map(line).collect(),
        when_empty: text!("Ingen linjer", "Ingen linjer", "No lines"),
    };
    let mut blocks = vec![Block::Paragraph(unit_line(table, shown, language)), Block::Table(sheet_table)];
    let notes = std::iter::once(&table.caption).chain(&table.notes).filter(|note| !note.is_empty());
    blocks.extend(notes.map(|note| Block::Paragraph(note.clone())));
    blocks.extend(rounding_note(shown, language).map(Block::Paragraph));
    Sheet { name: table.name.clone(), title: table.title.clone(), blocks }
}

/// The columns before the amounts.
pub(super) fn head(table: &BudgetTable, language: Language) -> Vec<Column> {
    vec![
        Column::new("number", headers::LINE_NUMBER.get(language), Role::Number),
        Column::new("text", table.text_header.as_str(), Role::Prose),
    ]
}

/// `2018 (1 000 kr)`.
pub(super) fn amount_column(table: &BudgetTable, header: &str, language: Language) -> Column {
    Column {
        key: "amount",
        header: format!("{header} ({})", table.unit.label().get(language)),
        role: amount_role(table.unit),
        total: Total::None,
    }
}

pub(super) const fn amount_role(unit: Unit) -> Role {
    match unit {
        Unit::Kroner => Role::Kroner,
        Unit::Thousand | Unit::Million => Role::Amount,
    }
}

fn unit_line(table: &BudgetTable, shown: &Shown, language: Language) -> String {
    let whole = shown.figures.iter().flatten().flatten().all(Decimal::is_integer);
    let text = match (table.unit, whole) {
        (Unit::Kroner, true) => {
            text!("Alle tal i heile kroner.", "Alle tall i hele kroner.", "All figures in whole NOK.")
        }
        (Unit::Kroner, false) => {
            text!("Alle tal i kroner og øre.", "Alle tall i kroner og øre.", "All figures in NOK and øre.")
        }
        (Unit::Thousand, _) => text!("Alle tal i 1 000 kr.", "Alle tall i 1 000 kr.", "All figures in NOK 1,000."),
        (Unit::Million, _) => {
            text!("Alle tal i millionar kroner.", "Alle tall i millioner kroner.", "All figures in NOK million.")
        }
    };
    text.get(language).to_owned()
}

/// What was done so that the table adds up as shown.
fn rounding_note(shown: &Shown, language: Language) -> Option<String> {
    const NEAREST: Text = text!(
        "Tala er avrunda, og kvar sum er summen av tala slik dei er viste. Nøyaktige kroner står på arket Data.",
        "Tallene er avrundet, og hver sum er summen av tallene slik de er vist. Nøyaktige kroner står på arket Data.",
        "The figures are rounded, and every sum is the sum of the figures as shown. Exact kroner stand on the sheet Data."
    );
    const MOVED: Text = text!(
        "Tala er avrunda, og kvar sum er summen av tala slik dei er viste. Difor er {cells} runda til den nest næraste verdien; arket Kontroll viser kva for nokre. Nøyaktige kroner står på arket Data.",
        "Tallene er avrundet, og hver sum er summen av tallene slik de er vist. Derfor er {cells} rundet til den nest nærmeste verdien; arket Kontroll viser hvilke. Nøyaktige kroner står på arket Data.",
        "The figures are rounded, and every sum is the sum of the figures as shown. So {cells} went to the second nearest value; the sheet Checks shows which. Exact kroner stand on the sheet Data."
    );
    const CANNOT: Text = text!(
        "Tala er viste nøyaktig, for inga avrunding av dei går opp i alle summane.",
        "Tallene er vist nøyaktig, for ingen avrunding av dem går opp i alle summene.",
        "The figures are shown exactly, as no rounding of them adds up in every sum."
    );
    match shown.rounded {
        Rounded::No => None,
        Rounded::Cannot => Some(CANNOT.get(language).to_owned()),
        Rounded::Yes if shown.moved.is_empty() => Some(NEAREST.get(language).to_owned()),
        Rounded::Yes => {
            let cells = counted(language, shown.moved.len(), CELL);
            Some(MOVED.fill(language, &[("cells", cells)]))
        }
    }
}

fn row(table: &BudgetTable, at: usize, figures: &[Option<Decimal>]) -> Row {
    let line = &table.lines[at];
    let amounts = line.amounts.iter().zip(figures).enumerate().map(|(column, (amount, figure))| {
        match (&line.kind, table.sum_of(column), amount) {
            (_, _, Amount::Blank | Amount::Unread) => Value::Blank,
            (LineKind::Result(parts), _, _) => Value::Formula(sum(parts, FIRST_AMOUNT + column)),
            (_, Some(parts), _) => Value::Formula(sum_across(at, parts, FIRST_AMOUNT)),
            (_, _, Amount::Dash) => Value::Dash,
            (_, _, Amount::Of(kroner)) => match (table.unit, figure) {
                (Unit::Kroner, _) | (_, None) => Value::Kroner(*kroner),
                (_, Some(figure)) => Value::Amount(*figure),
            },
        }
    });
    let head = [Value::from(line.number), Value::text(&line.text)];
    Row { weight: weight(&line.kind), ..Row::plain(head.into_iter().chain(amounts).collect()) }
}

pub(super) const fn weight(kind: &LineKind) -> Weight {
    match kind {
        LineKind::Base | LineKind::Detail => Weight::Plain,
        LineKind::Heading => Weight::Heading,
        LineKind::Result(_) => Weight::Result,
    }
}

/// The sum of `parts` in one column.
pub(super) fn sum(parts: &[(usize, i8)], column: usize) -> Expression {
    let term = |&(row, sign): &(usize, i8)| {
        let sign = if sign < 0 { Sign::Minus } else { Sign::Plus };
        (sign, Expression::Cell { row, column })
    };
    Expression::Terms(parts.iter().map(term).collect())
}

/// The sum of the columns `parts`, counted from `first`, in one row.
pub(super) fn sum_across(row: usize, parts: &[usize], first: usize) -> Expression {
    Expression::sum(parts.iter().map(|column| Expression::Cell { row, column: first + column }))
}

/// One row per line with figures and column, every amount in kroner: what a program reads. Its figures are values, not
/// formulas, so that any program sees them. Columns that are sums of others are left out: they would count twice.
fn data(tables: &[BudgetTable], language: Language) -> Sheet {
    let mut rows = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let lines = table.lines.iter().enumerate();
        for (number, line) in lines.filter(|(_, line)| line.kind != LineKind::Heading) {
            for (nth, (column, amount)) in table.columns.iter().zip(&line.amounts).enumerate() {
                if table.sum_of(nth).is_some() {
                    continue;
                }
                let cells = vec![
                    Value::text(&table.id),
                    Value::from(line.number),
                    Value::text(line.kind.label().get(language)),
                    Value::text(&line.text),
                    column.parse::<u32>().map_or_else(|_| Value::text(column), Value::Number),
                    Value::from(amount.kroner()),
                ];
                rows.push(Row::plain(cells).of(Subject::Amount(at, number, nth)));
            }
        }
    }
    let column = |key, header: Text, role| Column::new(key, header.get(language), role);
    // «Budsjett 2024» is text; years alone are numbers.
    let years = tables.iter().flat_map(|table| &table.columns).all(|column| column.parse::<u32>().is_ok());
    let table = Table {
        id: "data_alle".to_owned(),
        columns: vec![
            column("table", headers::TABLE, Role::Text),
            column("number", headers::LINE_NUMBER, Role::Number),
            column("kind", headers::LINE_KIND, Role::Text),
            column("text", headers::TEXT, Role::Prose),
            column("year", headers::YEAR, if years { Role::Number } else { Role::Text }),
            column("amount", headers::AMOUNT, Role::Kroner),
        ],
        rows,
        when_empty: text!("Ingen linjer", "Ingen linjer", "No lines"),
    };
    Sheet { name: "Data".to_owned(), title: "Data".to_owned(), blocks: vec![Block::Table(table)] }
}
