//! Formulas as typed expressions, and their exact results.

use rust_decimal::Decimal;

use super::{Document, Role, Table, Value};

/// A formula. Tables and columns go by their id and key; a cell is one of the table the formula itself stands in.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// The value of a cell of the same table: row and column from zero.
    Cell {
        /// Row of the table, from zero.
        row: usize,
        /// Column of the table, from zero.
        column: usize,
    },
    /// The value of a cell of another table.
    CellOf {
        /// The table's id.
        table: String,
        /// Row of that table, from zero.
        row: usize,
        /// Column of that table, from zero.
        column: usize,
    },
    /// The sum of a column.
    Sum(Reference),
    /// The sum of a column over the rows that fit all conditions.
    SumWhere(Reference, Vec<Condition>),
    /// How many rows a table has.
    Rows(&'static str),
    /// How many rows of a table fit all conditions.
    RowsWhere(&'static str, Vec<Condition>),
    /// The same, where a condition is what others wrote: no sign in it means anything to a spreadsheet.
    RowsAlike(&'static str, Vec<Condition>),
    /// How many rows have more in the first column than in the second, of one table.
    RowsExceeding(Reference, &'static str),
    /// Terms added up, each with its sign.
    Terms(Vec<(Sign, Self)>),
    /// The first word where the two are equal, the second where they are not.
    Agree(Box<[Self; 2]>, [String; 2]),
    /// The first word where the first is at most the second, the second word where it is more; in so many decimals, as sums of
    /// decimals are not exact in a spreadsheet.
    AtMost(Box<[Self; 2]>, [String; 2], u32),
    /// The first word where the first is nil, the second where it is no further from nil than the second is, else the third; in
    /// so many decimals.
    Within(Box<[Self; 2]>, [String; 3], u32),
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The table's id.
    pub table: &'static str,
    /// The column's key.
    pub column: &'static str,
}

/// A condition on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Key of the column looked at.
    pub column: &'static str,
    /// What must stand there.
    pub criterion: Criterion,
}

/// What must stand in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Criterion {
    /// This word of ours: no wildcards, no operators, no applicant's text.
    Word(String),
    /// What stands in this cell of the table the formula stands in.
    Cell {
        /// Row of the table, from zero.
        row: usize,
        /// Column of the table, from zero.
        column: usize,
    },
}

/// Added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken away.
    Minus,
}

/// A cell that a sum adds up.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Whether it is added or taken away.
    pub sign: Sign,
    /// The table it stands in.
    pub table: &'a Table,
    /// Its column, from zero.
    pub column: usize,
    /// Its row, from zero.
    pub row: usize,
}

impl Part<'_> {
    fn turned(self) -> Self {
        let sign = if self.sign == Sign::Plus { Sign::Minus } else { Sign::Plus };
        Self { sign, ..self }
    }
}

/// A result: a number and what it is a number of, or a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// A number.
    Number(Decimal, Role),
    /// A word.
    Word(String),
}

impl Expression {
    /// `left − right`.
    #[must_use]
    pub fn difference(left: Self, right: Self) -> Self {
        Self::Terms(vec![(Sign::Plus, left), (Sign::Minus, right)])
    }

    /// All of `terms` added up.
    #[must_use]
    pub fn sum(terms: impl IntoIterator<Item = Self>) -> Self {
        Self::Terms(terms.into_iter().map(|term| (Sign::Plus, term)).collect())
    }
}

impl Reference {
    /// The column `column` of the table `table`.
    #[must_use]
    pub const fn to(table: &'static str, column: &'static str) -> Self {
        Self { table, column }
    }
}

impl Condition {
    /// `column` holds `word`.
    #[must_use]
    pub fn is(column: &'static str, word: &str) -> Self {
        Self { column, criterion: Criterion::Word(word.to_owned()) }
    }

    /// `column` holds what stands in `row` and `of` of the table the formula stands in.
    #[must_use]
    pub const fn same_as(column: &'static str, row: usize, of: usize) -> Self {
        Self { column, criterion: Criterion::Cell { row, column: of } }
    }
}

impl Document {
    /// The exact result of `expression` standing in `home`.
    ///
    /// # Panics
    /// When it names a table, column or cell that the document does not have: a fault of whoever made the document.
    #[must_use]
    pub fn result(&self, expression: &Expression, home: Option<&Table>) -> Measured {
        let count = |count: usize| Measured::Number(Decimal::from(count), Role::Count);
        match expression {
            Expression::Cell { row, column } => {
                let home = home.expect("a formula with cells stands in a table");
                let role = home.columns[*column].role;
                self.measured(&home.rows[*row].cells[*column], home).unwrap_or(Measured::Number(Decimal::ZERO, role))
            }
            Expression::CellOf { table, row, column } => {
                let table = self.named(table);
                self.result(&Expression::Cell { row: *row, column: *column }, Some(table))
            }
            Expression::Sum(sum) => self.sum(*sum, &[], home),
            Expression::SumWhere(sum, conditions) => self.sum(*sum, conditions, home),
            Expression::Rows(table) => count(self.named(table).rows.len()),
            Expression::RowsWhere(table, conditions) | Expression::RowsAlike(table, conditions) => {
                count(self.fitting(table, conditions, home).count())
            }
            Expression::RowsExceeding(amount, limit) => count(self.exceeding(*amount, limit)),
            Expression::Terms(terms) => self.terms(terms, home),
            Expression::Agree(sides, [yes, no]) => {
                let [one, other] = self.numbers(sides, home);
                Measured::Word(if one == other { yes.clone() } else { no.clone() })
            }
            Expression::AtMost(sides, [yes, no], _) => {
                let [one, most] = self.numbers(sides, home);
                Measured::Word(if one <= most { yes.clone() } else { no.clone() })
            }
            Expression::Within(sides, [none, little, much], _) => {
                let [difference, most] = self.numbers(sides, home);
                let word = match difference.abs() {
                    nil if nil.is_zero() => none,
                    some if some <= most => little,
                    _ => much,
                };
                Measured::Word(word.clone())
            }
        }
    }

    /// The cells that a sum is the sum of, each with its sign: table, column and row from zero. `None` of what is no sum.
    #[must_use]
    pub fn parts<'a>(&'a self, expression: &Expression, home: Option<&'a Table>) -> Option<Vec<Part<'a>>> {
        let cells = |sum: &Reference, rows: Vec<usize>| {
            let table = self.named(sum.table);
            let column = column_of(table, sum.column);
            rows.into_iter().map(|row| Part { sign: Sign::Plus, table, column, row }).collect()
        };
        match expression {
            Expression::Cell { row, column } => {
                Some(vec![Part { sign: Sign::Plus, table: home?, column: *column, row: *row }])
            }
            Expression::CellOf { table, row, column } => {
                Some(vec![Part { sign: Sign::Plus, table: self.named(table), column: *column, row: *row }])
            }
            Expression::Sum(sum) => Some(cells(sum, (0..self.named(sum.table).rows.len()).collect())),
            Expression::SumWhere(sum, conditions) => {
                Some(cells(sum, self.fitting(sum.table, conditions, home).collect()))
            }
            Expression::Terms(terms) => {
                let mut parts = Vec::new();
                for (sign, term) in terms {
                    let signed = |part: Part<'a>| if *sign == Sign::Minus { part.turned() } else { part };
                    parts.extend(self.parts(term, home)?.into_iter().map(signed));
                }
                Some(parts)
            }
            Expression::Rows(_)
            | Expression::RowsWhere(..)
            | Expression::RowsAlike(..)
            | Expression::RowsExceeding(..)
            | Expression::Agree(..)
            | Expression::AtMost(..)
            | Expression::Within(..) => None,
        }
    }

    /// The sum below column `column` of `table`.
    #[must_use]
    pub fn total(&self, table: &Table, column: usize) -> Measured {
        let cells = table.rows.iter().map(|row| &row.cells[column]);
        self.added(cells, table, table.columns[column].role)
    }

    fn named(&self, id: &str) -> &Table {
        self.table(id).expect("a formula names a table of its document")
    }

    fn sum(&self, sum: Reference, conditions: &[Condition], home: Option<&Table>) -> Measured {
        let table = self.named(sum.table);
        let column = column_of(table, sum.column);
        let cells = self.fitting(sum.table, conditions, home).map(|row| &table.rows[row].cells[column]);
        self.added(cells, table, table.columns[column].role)
    }

    fn added<'a>(&self, cells: impl Iterator<Item = &'a Value>, table: &Table, role: Role) -> Measured {
        let numbers = cells.filter_map(|cell| match self.measured(cell, table) {
            Some(Measured::Number(number, _)) => Some(number),
            _ => None,
        });
        Measured::Number(numbers.fold(Decimal::ZERO, add), role)
    }

    fn terms(&self, terms: &[(Sign, Expression)], home: Option<&Table>) -> Measured {
        let mut sum = Decimal::ZERO;
        let mut role = Role::Count;
        for (at, (sign, term)) in terms.iter().enumerate() {
            let (number, of) = self.number(term, home);
            sum = add(sum, if *sign == Sign::Plus { number } else { -number });
            if at == 0 || role == Role::Dash {
                role = of;
            }
        }
        Measured::Number(sum, role)
    }

    fn numbers(&self, sides: &[Expression; 2], home: Option<&Table>) -> [Decimal; 2] {
        sides.each_ref().map(|side| self.number(side, home).0)
    }

    fn number(&self, expression: &Expression, home: Option<&Table>) -> (Decimal, Role) {
        match self.result(expression, home) {
            Measured::Number(number, role) => (number, role),
            Measured::Word(_) => panic!("only numbers are added up and compared"),
        }
    }

    fn exceeding(&self, amount: Reference, limit: &str) -> usize {
        let table = self.named(amount.table);
        let (amount, limit) = (column_of(table, amount.column), column_of(table, limit));
        let number = |cell| match self.measured(cell, table) {
            Some(Measured::Number(number, _)) => number,
            _ => Decimal::ZERO,
        };
        table.rows.iter().filter(|row| number(&row.cells[amount]) > number(&row.cells[limit])).count()
    }

    /// The rows of the table `id` that fit all conditions.
    fn fitting<'a>(
        &'a self,
        id: &str,
        conditions: &'a [Condition],
        home: Option<&'a Table>,
    ) -> impl Iterator<Item = usize> + 'a {
        let table = self.named(id);
        let wanted: Vec<(usize, Measured)> = conditions
            .iter()
            .map(|condition| (column_of(table, condition.column), self.wanted(&condition.criterion, home)))
            .collect();
        (0..table.rows.len()).filter(move |&row| {
            wanted.iter().all(|(column, wanted)| match self.measured(&table.rows[row].cells[*column], table) {
                Some(found) => alike(&found, wanted),
                None => false,
            })
        })
    }

    fn wanted(&self, criterion: &Criterion, home: Option<&Table>) -> Measured {
        match criterion {
            Criterion::Word(word) => Measured::Word(word.clone()),
            Criterion::Cell { row, column } => self.result(&Expression::Cell { row: *row, column: *column }, home),
        }
    }

    /// What a cell of `table` holds as a number or word; nothing for blanks and days.
    #[must_use]
    pub fn measured(&self, value: &Value, table: &Table) -> Option<Measured> {
        let (number, role) = match value {
            Value::Blank | Value::Date(_) => return None,
            Value::Text(text) => return Some(Measured::Word(text.clone())),
            Value::Formula(expression) => return Some(self.result(expression, Some(table))),
            Value::Kroner(kroner) => (kroner.to_decimal(), Role::Kroner),
            Value::Amount(amount) => (*amount, Role::Amount),
            Value::Dash => (Decimal::ZERO, Role::Dash),
            Value::Input(amount) => (amount.unwrap_or_default(), Role::Amount),
            Value::Positions(positions) => (positions.to_decimal(), Role::Positions),
            Value::Score(score) => (score.rounded(), Role::Score),
            Value::Count(count) => (Decimal::from(*count), Role::Count),
            Value::Number(number) => (Decimal::from(*number), Role::Number),
        };
        Some(Measured::Number(number, role))
    }
}

/// As Excel compares in a condition: words without regard to case, numbers by value.
fn alike(one: &Measured, other: &Measured) -> bool {
    match (one, other) {
        (Measured::Word(one), Measured::Word(other)) => one.to_lowercase() == other.to_lowercase(),
        (Measured::Number(one, _), Measured::Number(other, _)) => one == other,
        _ => false,
    }
}

fn column_of(table: &Table, key: &str) -> usize {
    table.column(key).expect("a formula names a column of its table")
}

fn add(one: Decimal, other: Decimal) -> Decimal {
    one.checked_add(other).expect("amounts are bounded when they are read")
}
