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

impl Way {
    /// Where the value of a label stands.
    const fn value(self, label: CellRef) -> CellRef {
        match self {
            Self::Right(columns) | Self::Pairs(columns) => CellRef::new(label.row, label.column + columns),
            Self::Below => CellRef::new(label.row + 1, label.column),
        }
    }
}

pub(super) fn write(dice: &mut Dice, writer: &mut Writer<'_>, sheet: &mut Sheet) -> Table {
    let fields = writer.fields(dice);
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
    // A title alone below its label cannot be told from a label.
    writer.headers_as_titles = way != Way::Below;
    let facts = writer.application(dice, &fields);
    let mut row = titles(dice, sheet, top, left) + dice.between(0, 1);
    let (mut headers, mut cells) = (BTreeMap::new(), BTreeMap::new());
    let mut second = false;
    let hints = dice.one_in(3);
    let mut room = None;
    let spare = dice.below(fields.len() / 2);
    for (number, field) in fields.into_iter().enumerate() {
        if room.is_none() && !second && number >= spare {
            let label = CellRef::new(row, left);
            room = Some((label, way.value(label)));
            row = way.value(label).row + 1;
        }
        if !second && dice.one_in(7) {
            sheet.put(row, left, dice.pick(&["1. Om søkjaren", "Del 2 – prosjektet", "Økonomi", "Anna"]));
            row += 1;
        }
        if !second && dice.one_in(12) {
            let value = way.value(sheet.put(row, left, dice.pick(&UNKNOWN)));
            sheet.put(value.row, value.column, "Ja, sjå vedlegg");
            row = value.row + 1;
        }
        let hand = Hand::of(dice, field, writer.language);
        let column = if second { way.value(CellRef::new(row, left)).column + 2 } else { left };
        let label = sheet.put(row, column, hand.header.as_str());
        let value = way.value(label);
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
    row += 1 + u32::from(second);
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
        room: room.expect("the first half of the fields has room for one more"),
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
