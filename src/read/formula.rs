//! Formulas, as far as their stored values can be held against the cells they name: sums, differences and products of
//! numbers and cells of their own sheet. Of every other formula only one thing is asked: whether it names another file.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Formula, Noticed, Row, Value, bound};
use crate::origin::CellRef;
use crate::problem::sheet::stored_total_disagrees;

/// Cells that are looked at to hold the formulas of a sheet against them; past it, no more formulas are.
const LOOKED_AT: usize = 2_000_000;
/// Longer formulas are no plain sums.
const LONGEST: usize = 2_000;
const DEEPEST: usize = 32;

/// A cell as a formula names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    at: CellRef,
    fixed_row: bool,
    fixed_column: bool,
}

impl Named {
    /// The cell `at`, wherever the formula stands.
    pub(super) const fn at(at: CellRef) -> Self {
        Self { at, fixed_row: true, fixed_column: true }
    }
}

/// One step of a computation: values are put on a pile, and operators take the upmost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Number(Decimal),
    Cell(Named),
    /// The sum of the numbers in a range.
    Sum(Named, Named),
    Add,
    Subtract,
    Multiply,
    Negate,
}

type Steps = Arc<[Step]>;

/// The formulas of one sheet.
#[derive(Debug, Default)]
pub(super) struct Formulas {
    /// Where each stands, what it computes, and the cell it is written for.
    found: Vec<(CellRef, Steps, CellRef)>,
    /// Formulas that several cells share, by their number.
    shared: BTreeMap<u32, (CellRef, Formula, Option<Steps>)>,
}

/// A stored value that its own cells do not give.
#[derive(Debug)]
struct Stale {
    at: CellRef,
    stored: Decimal,
    computed: Decimal,
}

impl Formulas {
    /// Takes the formula of the cell `at`; `shared` is the number of one that several cells share.
    pub(super) fn see(&mut self, at: CellRef, text: &str, shared: Option<u32>) -> Formula {
        let seen = match shared {
            Some(number) if text.is_empty() => self.shared.get(&number).cloned(),
            _ => Some((at, source(text), steps(text))),
        };
        let Some((origin, kind, steps)) = seen else { return Formula::Stored };
        if let Some(number) = shared.filter(|_| !text.is_empty()) {
            self.shared.insert(number, (origin, kind, steps.clone()));
        }
        if let Some(steps) = steps {
            self.found.push((at, steps, origin));
        }
        kind
    }

    /// Takes what the formula of the cell `at` computes, where it is plain and names a cell.
    pub(super) fn take(&mut self, at: CellRef, steps: Vec<Step>) {
        if names_cells(&steps) && steps.len() <= LONGEST {
            self.found.push((at, steps.into(), at));
        }
    }

    /// Says of the sheet of this name where its `rows` do not give what is stored.
    pub(super) fn notice(&self, sheet: &Arc<str>, rows: &[Row], noticed: &mut Vec<Noticed>) {
        noticed.extend(self.stale(rows).into_iter().map(|stale| {
            let problem = stored_total_disagrees(stale.stored, stale.computed);
            Noticed { problem, sheet: Some(Arc::clone(sheet)), cell: Some(stale.at) }
        }));
    }

    /// The stored values that the cells of `rows` do not give.
    fn stale(&self, rows: &[Row]) -> Vec<Stale> {
        let mut left = LOOKED_AT;
        let mut stale = Vec::new();
        for (at, steps, origin) in &self.found {
            let Some(Value::Number(stored)) = value(rows, *at) else { continue };
            let sheet = Grid { rows, moved: (*at, *origin) };
            let Some(computed) = sheet.compute(steps, &mut left) else { continue };
            if differs(*stored, computed) {
                stale.push(Stale { at: *at, stored: *stored, computed });
            }
        }
        stale
    }
}

/// Programs compute in binary: what differs less than that can tell is the same.
fn differs(stored: Decimal, computed: Decimal) -> bool {
    let slack = computed.abs() * Decimal::new(1, 12) + Decimal::new(1, 6);
    stored.checked_sub(computed).is_none_or(|difference| difference.abs() > slack)
}

fn value(rows: &[Row], at: CellRef) -> Option<&Value> {
    let row = rows.binary_search_by_key(&at.row, |row| row.number).ok()?;
    rows[row].cell(at.column).map(|cell| &cell.value)
}

/// A sheet, seen from one of its formulas.
struct Grid<'a> {
    rows: &'a [Row],
    /// Where the formula stands, and where it was written: what it names moves along.
    moved: (CellRef, CellRef),
}

impl Grid<'_> {
    fn compute(&self, steps: &[Step], left: &mut usize) -> Option<Decimal> {
        let mut pile: Vec<Decimal> = Vec::new();
        for step in steps {
            let result = match step {
                Step::Number(number) => *number,
                Step::Cell(named) => self.number(self.place(*named)?, left)?,
                Step::Sum(first, last) => self.sum(self.place(*first)?, self.place(*last)?, left)?,
                Step::Negate => -pile.pop()?,
                Step::Add | Step::Subtract | Step::Multiply => {
                    let (right, left) = (pile.pop()?, pile.pop()?);
                    match step {
                        Step::Add => left.checked_add(right)?,
                        Step::Subtract => left.checked_sub(right)?,
                        _ => left.checked_mul(right)?,
                    }
                }
            };
            pile.push(result);
        }
        pile.pop()
    }

    fn place(&self, named: Named) -> Option<CellRef> {
        let (here, origin) = self.moved;
        let moved =
            |at: u32, here: u32, origin: u32| u32::try_from(i64::from(at) + i64::from(here) - i64::from(origin));
        let row = if named.fixed_row { named.at.row } else { moved(named.at.row, here.row, origin.row).ok()? };
        let column = if named.fixed_column {
            named.at.column
        } else {
            moved(named.at.column, here.column, origin.column).ok()?
        };
        (row < bound::ROWS && column < bound::COLUMNS).then_some(CellRef::new(row, column))
    }

    /// The number in a cell; nil where nothing stands, unknown where no number does.
    fn number(&self, at: CellRef, left: &mut usize) -> Option<Decimal> {
        *left = left.checked_sub(1)?;
        match value(self.rows, at) {
            None => Some(Decimal::ZERO),
            Some(Value::Number(number)) => Some(*number),
            Some(_) => None,
        }
    }

    /// The sum of the numbers in a range. Text in it counts for nothing; of a date or an error nothing is known.
    fn sum(&self, first: CellRef, last: CellRef, left: &mut usize) -> Option<Decimal> {
        let from = self.rows.partition_point(|row| row.number < first.row);
        let mut sum = Decimal::ZERO;
        for row in self.rows[from..].iter().take_while(|row| row.number <= last.row) {
            *left = left.checked_sub(1)?;
            let from = row.cells.partition_point(|cell| cell.column < first.column);
            for cell in row.cells[from..].iter().take_while(|cell| cell.column <= last.column) {
                *left = left.checked_sub(1)?;
                match &cell.value {
                    Value::Number(number) => sum = sum.checked_add(*number)?,
                    Value::Text(_) | Value::Bool(_) => {}
                    _ => return None,
                }
            }
        }
        Some(sum)
    }
}

/// Whether a formula names a cell of another file: `[1]Ark1!A1`, `'C:\[sum.xlsx]Ark1'!A1`. A table's column in brackets
/// follows the table's name.
fn source(text: &str) -> Formula {
    let other = |(at, _): (usize, &str)| {
        let before = text[..at].chars().next_back();
        let Some((inside, after)) = text[at + 1..].split_once(']') else { return false };
        let file = inside.bytes().all(|byte| byte.is_ascii_digit()) || inside.contains('.');
        !inside.is_empty()
            && file
            && after.contains('!')
            && !before.is_some_and(|one| one.is_alphanumeric() || one == '_')
    };
    if text.match_indices('[').any(other) { Formula::External } else { Formula::Stored }
}

/// What a formula computes, where it is plain and names a cell of its own sheet.
fn steps(text: &str) -> Option<Steps> {
    if text.len() > LONGEST {
        return None;
    }
    let mut parser = Parser { rest: text, steps: Vec::new(), depth: 0 };
    parser.expression()?;
    (names_cells(&parser.steps) && parser.rest.is_empty()).then(|| parser.steps.into())
}

fn names_cells(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Cell(_) | Step::Sum(..)))
}

struct Parser<'a> {
    rest: &'a str,
    steps: Vec<Step>,
    depth: usize,
}

impl Parser<'_> {
    fn takes(&mut self, letter: char) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(letter);
        rest.inspect(|rest| self.rest = rest).is_some()
    }

    fn expression(&mut self) -> Option<()> {
        self.term()?;
        loop {
            let step = if self.takes('+') {
                Step::Add
            } else if self.takes('-') {
                Step::Subtract
            } else {
                return Some(());
            };
            self.term()?;
            self.steps.push(step);
        }
    }

    fn term(&mut self) -> Option<()> {
        self.factor()?;
        while self.takes('*') {
            self.factor()?;
            self.steps.push(Step::Multiply);
        }
        Some(())
    }

    fn factor(&mut self) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        if self.takes('-') {
            self.factor()?;
            self.steps.push(Step::Negate);
        } else if self.takes('(') {
            self.expression()?;
            self.takes(')').then_some(())?;
        } else if let Some(arguments) = self.rest.strip_prefix("SUM(") {
            self.rest = arguments;
            self.sum()?;
        } else if self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            let end =
                self.rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(self.rest.len());
            self.steps.push(Step::Number(Decimal::from_str_exact(&self.rest[..end]).ok()?));
            self.rest = &self.rest[end..];
        } else {
            let named = self.named()?;
            self.steps.push(Step::Cell(named));
        }
        self.depth -= 1;
        Some(())
    }

    /// The arguments of a sum: cells and ranges, or anything computed.
    fn sum(&mut self) -> Option<()> {
        let mut first = true;
        while first || self.takes(',') {
            self.argument()?;
            if !std::mem::take(&mut first) {
                self.steps.push(Step::Add);
            }
        }
        self.takes(')').then_some(())
    }

    fn argument(&mut self) -> Option<()> {
        self.rest = self.rest.trim_start();
        let before = self.rest;
        if let Some(from) = self.named() {
            let to = if self.takes(':') { self.named()? } else { from };
            if self.rest.trim_start().starts_with([',', ')']) {
                self.steps.push(Step::Sum(from, to));
                return Some(());
            }
        }
        self.rest = before;
        self.expression()
    }

    /// `C4`, `$C$4`. A name, a function or another sheet is none.
    fn named(&mut self) -> Option<Named> {
        let rest = self.rest.trim_start();
        let (fixed_column, rest) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
        let letters = rest.find(|letter: char| !letter.is_ascii_uppercase()).filter(|end| *end > 0)?;
        let (letters, rest) = rest.split_at(letters);
        let (fixed_row, rest) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
        let (digits, rest) = rest.split_at(rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len()));
        let at = CellRef::parse(&format!("{letters}{digits}"))?;
        let ends =
            !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '(' | '!' | '.' | '['));
        self.rest = rest;
        ends.then_some(Named { at, fixed_row, fixed_column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Cell;

    /// Column A: 1, 2, text, 4 in rows 1 to 4; B1 is 10.
    fn rows() -> Vec<Row> {
        let cell = |column, value| Cell { column, value, formula: Formula::None, percent: false, unseen: false };
        let number = |number: i64| Value::Number(Decimal::from(number));
        let row = |row, cells: Vec<Cell>| Row { number: row, hidden: false, cells: cells.into() };
        vec![
            row(0, vec![cell(0, number(1)), cell(1, number(10))]),
            row(1, vec![cell(0, number(2))]),
            row(2, vec![cell(0, Value::Text("x".into()))]),
            row(3, vec![cell(0, number(4))]),
        ]
    }

    fn computed(text: &str) -> Option<i64> {
        let rows = rows();
        let at = CellRef::new(9, 0);
        let grid = Grid { rows: &rows, moved: (at, at) };
        let sum = grid.compute(&steps(text)?, &mut 1_000)?;
        Some(i64::try_from(sum.normalize().mantissa()).unwrap())
    }

    #[test]
    fn plain_sums_are_computed() {
        for (text, sum) in [
            ("SUM(A1:A4)", 7),
            ("SUM($A$1:$A$4)", 7),
            ("SUM(A1,A2, A4)", 7),
            ("SUM(A1:A2,B1)", 13),
            ("A1+A2-B1", -7),
            ("-(A1+A2)*2", -6),
            ("A4*3+B1", 22),
            ("SUM(A1:A2)+SUM(A4:A9)", 7),
            ("SUM(A1+A2,B1)", 13),
        ] {
            assert_eq!(computed(text), Some(sum), "{text}");
        }
    }

    #[test]
    fn other_formulas_are_left_alone() {
        for text in [
            "A1/2",
            "1+1",
            "Ark2!A1",
            "SUM(Ark2!A1:A4)",
            "SUM(A:A)",
            "IF(A1>1,2,3)",
            "ROUND(A1,0)",
            "Sum1+A1",
            "A1+A3",
            "SUM(Tabell1[Beløp])",
            "[1]Ark1!A1+A1",
            "A1&A2",
            "A1^2",
            "SUM(A1:A4",
            "LOG10(A1)",
            "",
            "((((((((((((((((((((((((((((((((((A1",
        ] {
            assert_eq!(computed(text), None, "{text}");
        }
    }

    #[test]
    fn another_file_is_known() {
        for text in ["[1]Ark1!A1", "SUM('[2]Ark 1'!A1:A3)", r"'C:\tal\[sum.xlsx]Ark1'!$A$1", "A1+[12]Ark1!B2"] {
            assert_eq!(source(text), Formula::External, "{text}");
        }
        for text in ["Ark1!A1", "SUM(Tabell1[2023])+Ark1!A1", "Tabell1[[#Totals],[2023]]", "A1", "[1]"] {
            assert_eq!(source(text), Formula::Stored, "{text}");
        }
    }

    #[test]
    fn a_shared_formula_moves_with_its_cell() {
        let mut formulas = Formulas::default();
        let at = |row| CellRef::new(row, 1);
        assert_eq!(formulas.see(at(0), "A1*2", Some(0)), Formula::Stored);
        formulas.see(at(1), "", Some(0));
        let mut rows = rows();
        rows[0].cells.to_mut()[1].value = Value::Number(Decimal::from(2));
        let stored = Value::Number(Decimal::from(5));
        rows[1].cells.to_mut().push(Cell {
            column: 1,
            value: stored,
            formula: Formula::Stored,
            percent: false,
            unseen: false,
        });
        let stale = formulas.stale(&rows);
        assert_eq!(stale.iter().map(|one| (one.at, one.computed)).collect::<Vec<_>>(), [(at(1), Decimal::from(4))]);
    }
}
