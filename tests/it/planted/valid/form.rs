//! The form: one application to a sheet, each label with its value beside or below it.

use std::collections::BTreeMap;

use tilskot::origin::CellRef;

use super::{NOTES, Placed, Shape, Table, UNKNOWN, Writer, left_out, put, titles};
use crate::planted::book::Sheet;
use crate::planted::dice::Dice;
use crate::planted::wording::Hand;

/// Where values stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Beside their labels, this many columns to the right.
    Right(u32),
    /// The same, and two labels to a row.
    Pairs(u32),
    /// Each below its label.
    Below,
}

pub(super) fn write(dice: &mut Dice, writer: &mut Writer<'_>, sheet: &mut Sheet) -> Table {
    let fields = writer.fields(dice);
    let facts = writer.application(dice, &fields);
    let left = dice.pick(&[0, 0, 1, 1, 3]);
    let top = dice.pick(&[0, 0, 1, 2, 6]);
    let way = dice.pick(&[
        Way::Right(1),
        Way::Right(1),
        Way::Right(2),
        Way::Right(3),
        Way::Pairs(1),
        Way::Pairs(2),
        Way::Below,
    ]);
    let mut row = titles(dice, sheet, top, left) + dice.between(0, 1);
    let (mut headers, mut cells) = (BTreeMap::new(), BTreeMap::new());
    let mut second = false;
    let hints = dice.one_in(3);
    for field in fields {
        if !second && dice.one_in(7) {
            sheet.put(row, left, dice.pick(&["1. Om søkjaren", "Del 2 – prosjektet", "Økonomi", "Anna"]));
            row += 1;
        }
        if !second && dice.one_in(12) {
            let value =
                if way == Way::Below { CellRef::new(row + 1, left) } else { CellRef::new(row, left + beside(way)) };
            sheet.put(row, left, dice.pick(&UNKNOWN));
            sheet.put(value.row, value.column, "Ja, sjå vedlegg");
            row = value.row + 1;
        }
        let hand = Hand::of(dice, field, writer.language);
        let column = if second { left + beside(way) + 2 } else { left };
        let label = sheet.put(row, column, hand.header.as_str());
        let value =
            if way == Way::Below { CellRef::new(row + 1, column) } else { CellRef::new(row, column + beside(way)) };
        headers.insert(field, label);
        cells.insert(field, value);
        let fact = facts.get(&field).filter(|_| !left_out(dice, field, &facts));
        put(dice, sheet, value, &hand, fact, writer.language);
        if matches!(way, Way::Right(_)) {
            decorate(dice, sheet, value, hints);
        }
        second = matches!(way, Way::Pairs(_)) && !second;
        if !second {
            row = value.row + 1 + u32::from(dice.one_in(5));
        }
    }
    row += u32::from(second);
    let room = (
        CellRef::new(row, left),
        if way == Way::Below { CellRef::new(row + 1, left) } else { CellRef::new(row, left + beside(way)) },
    );
    row += 3;
    for _ in 0..dice.pick(&[0, 0, 1, 2]) {
        sheet.put(row, left, dice.pick(&NOTES));
        row += dice.between(1, 2);
    }
    Table {
        sheet: 0,
        shape: Shape::Form,
        headers,
        applications: vec![Placed { facts, cells }],
        totals: Vec::new(),
        room,
    }
}

const fn beside(way: Way) -> u32 {
    match way {
        Way::Right(columns) | Way::Pairs(columns) => columns,
        Way::Below => 0,
    }
}

/// A value in merged cells, or in a form with hints, one beside it.
fn decorate(dice: &mut Dice, sheet: &mut Sheet, value: CellRef, hints: bool) {
    if hints && !dice.one_in(4) {
        sheet.put(value.row, value.column + 1, dice.pick(&["Skriv tydeleg", "sjå rettleiinga punkt 3", "<- her"]));
    } else if !hints && dice.one_in(8) {
        sheet.merged.push((value, CellRef::new(value.row, value.column + 2)));
    }
}
