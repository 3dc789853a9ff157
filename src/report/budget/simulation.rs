//! *Simulering*: a change per line and year, what it makes of every sum, and whether each year stays within a limit. Only
//! the cells for changes and limits can be written in; everything else is a formula over the tables.

use rust_decimal::Decimal;

use crate::money::Kroner;
use crate::report::budget::shown::{Rounded, Shown, step};
use crate::report::budget::workbook::{FIRST_AMOUNT, Tables, amount_column, head, sum, sum_across, weight};
use crate::report::budget::{Amount, BudgetTable, LineKind};
use crate::report::document::{Block, Column, Expression, Row, Sheet, Table, Value, Weight};
use crate::text::{Language, Text};

/// A table that changes can be tried in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation {
    /// Index of the table.
    pub table: usize,
    /// The limit of each column; where there is none, the sum as it is now.
    pub limits: Vec<Option<Kroner>>,
}

/// Every one of `tables`, each limited by what it comes to now.
#[must_use]
pub fn all_of(tables: &[BudgetTable]) -> Vec<Simulation> {
    (0..tables.len()).map(|table| Simulation { table, limits: Vec::new() }).collect()
}

const NAME: Text = text!("Simulering", "Simulering", "Simulation");
const ABOUT: Text = text!(
    "Skriv endringar i dei gule cellene, per linje og år, i same eining som tabellen. Til høgre står tabellen slik han blir, og nedst om kvart år held seg innanfor grensa. Grensa er òg gul og kan skrivast om. Resten av arket er låst, utan passord.",
    "Skriv endringer i de gule cellene, per linje og år, i samme enhet som tabellen. Til høyre står tabellen slik den blir, og nederst om hvert år holder seg innenfor grensen. Grensen er også gul og kan skrives om. Resten av arket er låst, uten passord.",
    "Enter changes in the yellow cells, per line and year, in the unit of the table. To the right stands the table as it becomes, and at the bottom whether every year stays within the limit. The limit is yellow too and can be changed. The rest of the sheet is locked, without a password."
);
const CHANGE: Text = text!("Endring {column}", "Endring {column}", "Change {column}");
const NEW: Text = text!("Ny {column}", "Ny {column}", "New {column}");
const ALL: Text = text!("Sum alle linjer", "Sum alle linjer", "Sum of all lines");
const LIMIT: Text = text!("Grense", "Grense", "Limit");
const LEFT: Text = text!("Att til grensa", "Igjen til grensen", "Left to the limit");
const BALANCE: Text = text!("Balanse", "Balanse", "Balance");
const WITHIN: Text = text!("OK", "OK", "OK");
const OVER: Text = text!("OVER GRENSA", "OVER GRENSEN", "OVER THE LIMIT");

/// The sheet, where there is anything to simulate.
pub(super) fn simulation(of: &Tables<'_>, figures: &[Shown]) -> Option<Sheet> {
    let tables = of.simulations.iter().map(|one| Simulated {
        simulation: one,
        table: &of.tables[one.table],
        shown: &figures[one.table],
        language: of.language,
    });
    let tables: Vec<_> = tables.filter(|one| !one.table.tops().is_empty()).collect();
    if tables.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Paragraph(ABOUT.get(of.language).to_owned())];
    for one in &tables {
        blocks.push(Block::Heading(one.table.title.clone()));
        blocks.push(Block::Table(one.table()));
    }
    let name = NAME.get(of.language).to_owned();
    Some(Sheet { title: name.clone(), name, blocks })
}

/// One table while it is written as a simulation.
struct Simulated<'a> {
    simulation: &'a Simulation,
    table: &'a BudgetTable,
    shown: &'a Shown,
    language: Language,
}

impl Simulated<'_> {
    fn width(&self) -> usize {
        self.table.columns.len()
    }

    /// The column of the change in `column`.
    fn change(&self, column: usize) -> usize {
        FIRST_AMOUNT + column
    }

    /// The column of what `column` becomes.
    fn becomes(&self, column: usize) -> usize {
        FIRST_AMOUNT + self.width() + column
    }

    fn table(&self) -> Table {
        let tops = self.table.tops();
        let mut rows: Vec<Row> = (0..self.table.lines.len()).map(|line| self.line(line)).collect();
        let result = match tops[..] {
            [only] => only,
            _ => {
                let parts: Vec<(usize, i8)> = tops.into_iter().map(|top| (top, 1)).collect();
                rows.push(self.summed(ALL.get(self.language).to_owned(), &parts));
                rows.len() - 1
            }
        };
        let limit = rows.len();
        let all = |of: &dyn Fn(usize) -> Value| (0..self.width()).map(of).collect::<Vec<_>>();
        rows.push(self.closing(LIMIT, Weight::Plain, all(&|column| Value::Input(Some(self.limit(column, result))))));
        let sides = |column| [limit, result].map(|row| Expression::Cell { row, column: self.becomes(column) });
        let left = |column| {
            let [limit, result] = sides(column);
            Value::Formula(Expression::difference(limit, result))
        };
        rows.push(self.closing(LEFT, Weight::Plain, all(&left)));
        let words = [WITHIN, OVER].map(|word| word.get(self.language).to_owned());
        let holds = |column| {
            let [limit, result] = sides(column);
            Value::Formula(Expression::AtMost(Box::new([result, limit]), words.clone(), self.table.unit.decimals()))
        };
        rows.push(self.closing(BALANCE, Weight::Result, all(&holds)));
        Table {
            id: format!("simulering_{}", self.table.id),
            columns: self.columns(),
            rows,
            when_empty: text!("Ingen linjer", "Ingen linjer", "No lines"),
        }
    }

    fn columns(&self) -> Vec<Column> {
        let named = |text: Text, column: &String| {
            amount_column(self.table, &text.fill(self.language, &[("column", column.clone())]), self.language)
        };
        let mut columns = head(self.table, self.language);
        for text in [CHANGE, NEW] {
            columns.extend(self.table.columns.iter().map(|column| named(text, column)));
        }
        columns
    }

    /// A line of the table, a cell for its change and what it becomes.
    fn line(&self, at: usize) -> Row {
        let line = &self.table.lines[at];
        let mut row = match &line.kind {
            LineKind::Result(parts) => self.summed(line.text.clone(), parts),
            LineKind::Heading => {
                let blank = vec![Value::Blank; 2 * self.width()];
                weighed(Weight::Heading, [vec![Value::Blank, Value::text(&line.text)], blank].concat())
            }
            LineKind::Base | LineKind::Detail => self.amounts(at, &line.text),
        };
        row.cells[0] = Value::from(line.number);
        row.weight = weight(&line.kind);
        row
    }

    fn amounts(&self, at: usize, text: &str) -> Row {
        let across = |parts, first| Value::Formula(sum_across(at, parts, first));
        let change = |column| match self.table.sum_of(column) {
            Some(parts) => across(parts, FIRST_AMOUNT),
            None => Value::Input(None),
        };
        let new = |column| match self.table.sum_of(column) {
            Some(parts) => across(parts, FIRST_AMOUNT + self.width()),
            None => {
                let cell = |column| Expression::Cell { row: at, column };
                let stands = match self.table.lines[at].amounts[column] {
                    Amount::Blank | Amount::Unread => None,
                    _ => {
                        Some(Expression::CellOf { table: self.table.id.clone(), row: at, column: self.change(column) })
                    }
                };
                Value::Formula(Expression::sum(stands.into_iter().chain([cell(self.change(column))])))
            }
        };
        let columns = 0..self.width();
        let cells = columns.clone().map(change).chain(columns.map(new));
        Row::plain([Value::Blank, Value::text(text)].into_iter().chain(cells).collect())
    }

    /// A row of sums, of the changes and of what comes of them.
    fn summed(&self, text: String, parts: &[(usize, i8)]) -> Row {
        let columns = FIRST_AMOUNT..FIRST_AMOUNT + 2 * self.width();
        let cells = columns.map(|column| Value::Formula(sum(parts, column)));
        weighed(Weight::Result, [Value::Blank, Value::text(text)].into_iter().chain(cells).collect())
    }

    /// A row below the table: nothing under the changes.
    fn closing(&self, text: Text, weight: Weight, cells: Vec<Value>) -> Row {
        let head = [Value::Blank, Value::text(text.get(self.language))];
        let blank = std::iter::repeat_n(Value::Blank, self.width());
        weighed(weight, head.into_iter().chain(blank).chain(cells).collect())
    }

    /// The limit of a column: what it comes to now, where none is given. Beside rounded figures it is as far from their sum
    /// as it is from the exact one, so that a frame that is spent is spent here too; rounded down, so that it is never passed
    /// with an OK.
    fn limit(&self, column: usize, result: usize) -> Decimal {
        let unit = |kroner| self.table.unit.of(kroner);
        let now = self.now(column, result);
        match self.simulation.limits.get(column).copied().flatten() {
            None => now,
            Some(given) if self.shown.rounded != Rounded::Yes => unit(given),
            Some(given) => {
                let left = given - self.exactly(column, result);
                let step = step(self.table.unit);
                now + unit(Kroner::from_ore(left.ore().div_euclid(step) * step))
            }
        }
    }

    /// What is shown as the result of a column now.
    fn now(&self, column: usize, result: usize) -> Decimal {
        self.of_results(result, |line| self.shown.figures[line][column].unwrap_or_default())
    }

    /// What the result of a column is now.
    fn exactly(&self, column: usize, result: usize) -> Kroner {
        self.of_results(result, |line| self.table.lines[line].amounts[column].kroner().unwrap_or_default())
    }

    /// Of the line of the result; else of all that no result adds up.
    fn of_results<T: std::iter::Sum>(&self, result: usize, figure: impl Fn(usize) -> T) -> T {
        match self.table.lines.get(result) {
            Some(_) => figure(result),
            None => self.table.tops().into_iter().map(figure).sum(),
        }
    }
}

const fn weighed(weight: Weight, cells: Vec<Value>) -> Row {
    Row { weight, cells, of: None }
}
