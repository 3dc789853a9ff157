//! Rows of text → a sheet. A cell is read as a spreadsheet would take it when typed:
//! `630000` a number, `2023-03-01` a date (`2023-02-01T23:59` with its time), `50%` a number shown as per cent, `#REF!` an
//! error, `=` a formula without a stored result, `= 5` one with it, `=! 5` one that takes it from another file, `¤5` what a
//! person does not see, `'50` text whatever it looks like, else text.
//! `\n`, `\t`, `\p` (a vertical line) and `\u{…}` in text; `?…` a date cell that holds no date.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use tilskot::origin::CellRef;
use tilskot::read::{self, Cell, Formula, Value};

#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) visible: bool,
    pub(super) hidden_columns: Vec<u32>,
    pub(super) merged: Vec<(CellRef, CellRef)>,
    pub(super) rows: Vec<Row>,
    /// The row the next line stands in, from zero.
    pub(super) next: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    number: u32,
    pub(super) hidden: bool,
    cells: Vec<String>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            name: String::new(),
            visible: true,
            hidden_columns: Vec::new(),
            merged: Vec::new(),
            rows: Vec::new(),
            next: 0,
        }
    }
}

impl Sheet {
    pub(super) fn push(&mut self, line: &str, hidden: bool) {
        let line = line.strip_suffix('|').unwrap_or(line);
        let cells = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        self.rows.push(Row { number: self.next, hidden, cells });
        self.next += 1;
    }

    pub(super) fn row(&mut self, number: u32) -> &mut Row {
        if let Some(at) = self.rows.iter().position(|row| row.number == number) {
            return &mut self.rows[at];
        }
        let at = self.rows.partition_point(|row| row.number < number);
        self.rows.insert(at, Row { number, hidden: false, cells: Vec::new() });
        &mut self.rows[at]
    }

    pub(super) fn set(&mut self, cell: CellRef, value: &str) {
        let cells = &mut self.row(cell.row).cells;
        let column = cell.column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        value.clone_into(&mut cells[column]);
    }

    /// The same sheet further down and to the right, with a title above it where there is room.
    pub(super) fn moved(&mut self, rows: u32, columns: u32) {
        for row in &mut self.rows {
            row.number += rows;
            row.cells.splice(0..0, (0..columns).map(|_| String::new()));
        }
        self.hidden_columns.iter_mut().for_each(|column| *column += columns);
        for cell in self.merged.iter_mut().flat_map(|(first, last)| [first, last]) {
            *cell = moved(*cell, rows, columns);
        }
        if rows > 0 {
            let title = Row { number: 0, hidden: false, cells: vec!["Søknader til statsforvaltaren".to_owned()] };
            self.rows.insert(0, title);
        }
    }

    /// The sheet as `read` would give it.
    pub(super) fn read(&self, csv: bool) -> read::Sheet {
        let rows = self.rows.iter().filter_map(|row| {
            let columns = (0_u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<Cell> = columns.map(|(column, cell)| self::cell(column, cell, csv)).collect();
            (!cells.is_empty()).then_some(read::Row { number: row.number, hidden: row.hidden, cells: cells.into() })
        });
        read::Sheet {
            name: if csv { Arc::from("") } else { Arc::from(self.name.as_str()) },
            visible: self.visible,
            merged: self.merged.clone(),
            hidden_columns: self.hidden_columns.clone(),
            rows: rows.collect(),
        }
    }
}

pub(super) fn moved(cell: CellRef, rows: u32, columns: u32) -> CellRef {
    CellRef::new(cell.row + rows, cell.column + columns)
}

pub(super) fn cell_at(name: &str) -> Option<CellRef> {
    CellRef::parse(name)
}

fn cell(column: u32, typed: &str, csv: bool) -> Cell {
    let plain = |value| Cell { column, value, formula: Formula::None, percent: false, unseen: false };
    if csv {
        return plain(Value::Text(unescaped(typed.strip_prefix('\'').unwrap_or(typed)).into()));
    }
    if let Some(typed) = typed.strip_prefix('¤') {
        return Cell { unseen: true, ..cell(column, typed, false) };
    }
    if let Some(result) = typed.strip_prefix("=!") {
        return Cell { formula: Formula::External, ..cell(column, result.trim(), false) };
    }
    if let Some(formula) = typed.strip_prefix('=') {
        return match formula.trim() {
            "" => plain(Value::FormulaWithoutValue),
            result => Cell { formula: Formula::Stored, ..cell(column, result, false) },
        };
    }
    if let Some(number) = typed.strip_suffix('%').and_then(number) {
        return Cell { percent: true, ..plain(Value::Number(number / Decimal::ONE_HUNDRED)) };
    }
    plain(value(typed))
}

fn value(typed: &str) -> Value {
    if let Some(text) = typed.strip_prefix('\'') {
        return Value::Text(unescaped(text).into());
    }
    if let Some(number) = number(typed) {
        return Value::Number(number);
    }
    if let Ok(day) = typed.parse::<Date>()
        && typed.len() == 10
    {
        return Value::Date(day.at(0, 0, 0, 0));
    }
    if let (Ok(moment), true) = (typed.parse::<DateTime>(), typed.contains('T')) {
        return Value::Date(moment);
    }
    match typed {
        "TRUE" => Value::Bool(true),
        "FALSE" => Value::Bool(false),
        error if error.starts_with('#') => Value::Error(error.into()),
        no_date if no_date.starts_with('?') => Value::NoDate(no_date[1..].into()),
        beyond if beyond.starts_with("1e") => Value::Beyond(beyond.into()),
        text => Value::Text(unescaped(text).into()),
    }
}

fn number(typed: &str) -> Option<Decimal> {
    let digits = typed.strip_prefix('-').unwrap_or(typed);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if plain { Decimal::from_str_exact(typed).ok() } else { None }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let (letter, length) = match escape.chars().next() {
            Some('n') => ('\n', 1),
            Some('t') => ('\t', 1),
            Some('p') => ('|', 1),
            Some('u') => {
                let end = escape.find('}').expect("\\u{…}");
                let code = u32::from_str_radix(&escape[2..end], 16).expect("a code in hexadecimal");
                (char::from_u32(code).expect("a letter"), end + 1)
            }
            _ => ('\\', 0),
        };
        plain.push(letter);
        rest = &escape[length..];
    }
    plain + rest
}
