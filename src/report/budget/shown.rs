//! The figures of a budget table as they are shown in its unit: exact where they can be, else rounded so that every sum
//! that is shown is the sum of what is shown.

use rust_decimal::Decimal;

use crate::money::Kroner;
use crate::report::budget::{BudgetTable, LineKind, Unit};
use crate::rounding::{Equation, controlled, nearest};

/// The figures of a table as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Line by line, one per column, in the table's unit.
    pub figures: Vec<Vec<Option<Decimal>>>,
    /// Figures that are not rounded to the nearest, so that the sums hold.
    pub moved: Vec<Moved>,
    /// Whether they are rounded at all.
    pub rounded: Rounded,
}

/// How the figures of a table are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounded {
    /// As they are.
    No,
    /// So that they add up as shown.
    Yes,
    /// As they are, in a unit that is too large for them: no rounding of them adds up.
    Cannot,
}

/// A figure that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Its line.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// The exact amount.
    pub exact: Kroner,
    /// What is shown, in the table's unit.
    pub shown: Decimal,
}

/// The figures of `table` in its unit.
#[must_use]
pub fn shown(table: &BudgetTable) -> Shown {
    let exact = |rounded| Shown { figures: each(table, |_, kroner| table.unit.of(kroner)), moved: Vec::new(), rounded };
    if table.unit <= table.exact_in {
        return exact(Rounded::No);
    }
    let step = step(table.unit);
    let width = table.columns.len();
    let amounts = each(table, |_, kroner| kroner.ore()).concat();
    let known: Vec<i64> = amounts.iter().map(|amount| amount.unwrap_or_default()).collect();
    let rounded = controlled(&known, &weights(table), step, &equations(table, &amounts));
    let Some(rounded) = rounded else { return exact(Rounded::Cannot) };
    let in_unit = |steps: i64| table.unit.of(Kroner::from_ore(steps * step));
    let moved = amounts.iter().enumerate().filter_map(|(at, amount)| {
        let (exact, shown) = ((*amount)?, rounded[at]);
        let distance = |steps: i64| (exact - steps * step).abs();
        (distance(shown) > distance(nearest(exact, step))).then(|| Moved {
            line: at / width,
            column: at % width,
            exact: Kroner::from_ore(exact),
            shown: in_unit(shown),
        })
    });
    Shown { moved: moved.collect(), figures: each(table, |at, _| in_unit(rounded[at])), rounded: Rounded::Yes }
}

/// A sum is read, and quoted, before its parts: it is moved only where no moving of parts is enough.
fn weights(table: &BudgetTable) -> Vec<u32> {
    let width = table.columns.len();
    let heavy = u32::try_from(table.lines.len() * width + 1).unwrap_or(u32::MAX);
    let weight = |line: usize, column: usize| {
        let is_sum = matches!(table.lines[line].kind, LineKind::Result(_)) || table.sum_of(column).is_some();
        if is_sum { heavy } else { 1 }
    };
    (0..table.lines.len()).flat_map(|line| (0..width).map(move |column| weight(line, column))).collect()
}

/// The smallest step that is shown, in øre: whole thousands, tenths of millions.
pub(super) const fn step(unit: Unit) -> i64 {
    match unit {
        Unit::Kroner | Unit::Thousand => unit.ore(),
        Unit::Million => unit.ore() / 10,
    }
}

/// Something of every amount there is, told by its index in reading order.
fn each<T>(table: &BudgetTable, of: impl Fn(usize, Kroner) -> T) -> Vec<Vec<Option<T>>> {
    let width = table.columns.len();
    let lines = table.lines.iter().enumerate();
    lines
        .map(|(line, one)| {
            let figure = |column: usize| one.amounts.get(column).and_then(|figure| figure.kroner());
            (0..width).map(|column| Some(of(line * width + column, figure(column)?))).collect()
        })
        .collect()
}

/// The sums that are shown: every result in every column, and every column of sums in every line. Those of all lines come
/// first, and of lines those that are no result: they settle the others.
fn equations(table: &BudgetTable, amounts: &[Option<i64>]) -> Vec<Equation> {
    let width = table.columns.len();
    let sum = |whole: usize, parts: Vec<(usize, i8)>| {
        let there = |(at, sign): (usize, i8)| amounts[at].map(|_| (at, sign));
        let equation: Equation = parts.into_iter().chain([(whole, -1)]).filter_map(there).collect();
        amounts[whole].map(|_| equation)
    };
    let mut equations = Vec::new();
    for (line, one) in table.lines.iter().enumerate().rev() {
        if let LineKind::Result(parts) = &one.kind {
            for column in 0..width {
                let parts = parts.iter().map(|(part, sign)| (part * width + column, *sign)).collect();
                equations.extend(sum(line * width + column, parts));
            }
        }
    }
    let is_result = |line: &usize| matches!(table.lines[*line].kind, LineKind::Result(_));
    let (results, details): (Vec<usize>, Vec<usize>) = (0..table.lines.len()).partition(is_result);
    for line in details.into_iter().chain(results) {
        for (column, parts) in &table.row_sums {
            let parts = parts.iter().map(|part| (line * width + part, 1)).collect();
            equations.extend(sum(line * width + column, parts));
        }
    }
    equations
}
