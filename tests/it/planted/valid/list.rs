//! The list: a header of one or two rows, one application to a row, perhaps a total row and notes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tilskot::application::Field;
use tilskot::origin::CellRef;

use super::{NOTES, Placed, Shape, Table, UNKNOWN, Writer, left_out, put, titles};
use crate::planted::book::{Cell, Formula, Sheet, Value};
use crate::planted::dice::Dice;
use crate::planted::facts::{Fact, Facts};
use crate::planted::wording::Hand;

/// One column from left to right.
#[derive(Debug, Clone)]
enum Column {
    Field(Field, Hand),
    Unknown(&'static str),
    /// Nothing: people leave a narrow column blank.
    Blank,
}

pub(super) fn write(dice: &mut Dice, writer: &mut Writer<'_>, sheet: &mut Sheet) -> Table {
    let fields = writer.fields(dice);
    let columns = columns(dice, writer, &fields);
    let left = dice.pick(&[0, 0, 0, 1, 2, 5]);
    let top = dice.pick(&[0, 0, 0, 1, 3, 9]);
    let first = titles(dice, sheet, top, left);
    let (headers, names, below) = header(dice, sheet, &columns, first, left);
    let mut table = Table {
        sheet: 0,
        shape: Shape::List,
        headers,
        applications: Vec::new(),
        totals: Vec::new(),
        room: (CellRef::new(names, left + width(&columns)), CellRef::new(below, left + width(&columns))),
    };
    let single = below == first + 1;
    let mut row = below;
    let count = dice.pick(&[1, 2, 3, 5, 8, 13, 30]);
    for number in 0..count {
        if number > 0 && dice.one_in(8) {
            row += dice.between(1, 2);
        }
        if number > 0 && single && dice.one_in(20) {
            repeat(sheet, first, row);
            row += 1;
        }
        let facts = writer.application(dice, &fields);
        table.applications.push(record(dice, writer, sheet, &columns, facts, row, left));
        row += 1;
    }
    if dice.one_in(2) {
        row += dice.between(0, 2);
        total(dice, sheet, &columns, &mut table, (below, row), left);
        row += 1;
    }
    for _ in 0..dice.pick(&[0, 0, 1, 2]) {
        row += dice.between(1, 2);
        sheet.put(row, left, dice.pick(&NOTES));
    }
    table
}

fn width(columns: &[Column]) -> u32 {
    u32::try_from(columns.len()).unwrap()
}

fn columns(dice: &mut Dice, writer: &Writer<'_>, fields: &[Field]) -> Vec<Column> {
    let mut columns = Vec::new();
    if dice.one_in(6) {
        columns.push(Column::Unknown("Nr."));
    }
    for field in fields {
        columns.push(Column::Field(*field, Hand::of(dice, *field, writer.language)));
        if dice.one_in(24) {
            columns.push(Column::Blank);
        }
        if dice.one_in(24) {
            columns.push(Column::Unknown(dice.pick(&UNKNOWN)));
        }
    }
    columns
}

/// Writes the header; gives the header cell of each field, the row of the names and the row below it all.
fn header(
    dice: &mut Dice,
    sheet: &mut Sheet,
    columns: &[Column],
    first: u32,
    left: u32,
) -> (BTreeMap<Field, CellRef>, u32, u32) {
    let kind = dice.pick(&[Heading::One, Heading::One, Heading::Groups, Heading::Merged, Heading::Units]);
    let names = if kind == Heading::Groups { first + 1 } else { first };
    let mut headers = BTreeMap::new();
    for (column, what) in (left..).zip(columns) {
        let (text, unit) = match what {
            Column::Field(_, hand) => (hand.header.as_str(), "(tekst)"),
            Column::Unknown(text) => (*text, "(tekst)"),
            Column::Blank => continue,
        };
        let at = sheet.put(names, column, text);
        if let Column::Field(field, _) = what {
            headers.insert(*field, at);
        }
        match kind {
            Heading::Merged => sheet.merged.push((at, CellRef::new(names + 1, column))),
            Heading::Units => {
                sheet.put(names + 1, column, unit);
            }
            Heading::One | Heading::Groups => {}
        }
    }
    if kind == Heading::Groups {
        let end = left + width(columns);
        let mut column = left;
        while column < end {
            let last = (column + dice.between(1, 4)).min(end - 1);
            sheet.put(first, column, dice.pick(&["Om søkjaren", "Om prosjektet", "Økonomi", "Til utfylling"]));
            if last > column {
                sheet.merged.push((CellRef::new(first, column), CellRef::new(first, last)));
            }
            column = last + 1 + dice.between(0, 1);
        }
    }
    (headers, names, if kind == Heading::One { first + 1 } else { first + 2 })
}

/// How the header is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    One,
    /// Names in the second row, groups of columns above them.
    Groups,
    /// Each name merged over two rows.
    Merged,
    /// What is to be written below each name.
    Units,
}

/// The header row again, as after a page break.
fn repeat(sheet: &mut Sheet, header: u32, row: u32) {
    let cells: Vec<(u32, Cell)> = sheet
        .cells
        .range(CellRef::new(header, 0)..CellRef::new(header + 1, 0))
        .map(|(at, cell)| (at.column, cell.clone()))
        .collect();
    for (column, cell) in cells {
        sheet.put(row, column, cell);
    }
}

fn record(
    dice: &mut Dice,
    writer: &Writer<'_>,
    sheet: &mut Sheet,
    columns: &[Column],
    facts: Facts,
    row: u32,
    left: u32,
) -> Placed {
    let mut cells = BTreeMap::new();
    for (column, what) in (left..).zip(columns) {
        let at = CellRef::new(row, column);
        match what {
            Column::Field(field, hand) => {
                cells.insert(*field, at);
                let fact = facts.get(field).filter(|_| !left_out(dice, *field, &facts));
                put(dice, sheet, at, hand, fact, writer.language);
            }
            Column::Unknown("Nr.") => {
                sheet.put(row, column, i64::from(row));
            }
            Column::Unknown(_) if dice.one_in(2) => {
                sheet.put(row, column, "ok");
            }
            Column::Unknown(_) | Column::Blank => {}
        }
    }
    Placed { facts, cells }
}

/// A total row below the rows from `below`: a word, and the sums of some columns of kroner.
fn total(
    dice: &mut Dice,
    sheet: &mut Sheet,
    columns: &[Column],
    table: &mut Table,
    (below, row): (u32, u32),
    left: u32,
) {
    let word = dice.pick(&["Sum", "Sum:", "Totalt", "I alt", "TOTAL", "Sum søknader", "Til saman", "Samlet"]);
    let mut word_stands = false;
    for (column, what) in (left..).zip(columns) {
        let Column::Field(field, hand) = what else { continue };
        if !field.is_money() {
            if !word_stands {
                sheet.put(row, column, word);
                word_stands = true;
            }
            continue;
        }
        if dice.one_in(4) && *field != Field::Applied {
            continue;
        }
        let filled = table.applications.iter().filter(|one| sheet.cells.contains_key(&one.cells[field]));
        let sum: i64 = filled
            .map(|one| match one.facts[field] {
                Fact::Kroner(kroner) => kroner,
                ref other => panic!("{other:?}"),
            })
            .sum();
        let mut cell = hand.written(dice, &Fact::Kroner(sum), tilskot::text::Language::Nn);
        if let (true, true, Value::Number(_)) = (hand.sums(), dice.one_in(2), &cell.value) {
            cell.formula = Formula::Sum(CellRef::new(below, column), CellRef::new(row - 1, column));
        }
        table.totals.push(sheet.put(row, column, cell));
    }
    // A column of kroner may stand first: the word goes where there is room.
    if !word_stands {
        sheet.put(row, left, word);
    }
    if dice.one_in(4)
        && let Some((column, _)) =
            (left..).zip(columns).find(|(_, what)| matches!(what, Column::Field(Field::Positions, hand) if hand.sums()))
    {
        let tenths: i64 = table
            .applications
            .iter()
            .map(|one| if let Fact::Positions(tenths) = one.facts[&Field::Positions] { tenths } else { 0 })
            .sum();
        if !sheet.cells.contains_key(&CellRef::new(row, column)) {
            sheet.put(row, column, Decimal::new(tenths, 1).normalize());
        }
    }
}
