//! One cell of an amount column → a figure in exact kroner.

use rust_decimal::Decimal;

use super::table::{Amount, Unit};
use crate::form::ground::Medium;
use crate::form::record::{as_it_stands, is_blank};
use crate::form::value::number::{self, NumberFault, Sort, Unit as Beside};
use crate::money::Kroner;
use crate::problem::{Problem, cell as problems};
use crate::read::{Cell, Value};

/// The figure in `cell`, of a table whose figures stand in `unit`, and what is to be said of it.
pub(super) fn figure(cell: Option<&Cell>, unit: Unit, medium: Medium) -> (Amount, Option<Problem>) {
    let Some(cell) = cell.filter(|cell| !is_blank(cell)) else { return (Amount::Blank, None) };
    let raw = as_it_stands(cell);
    let unread = |problem| (Amount::Unread, Some(problem));
    if cell.percent {
        return unread(problems::not_a_number(&raw));
    }
    match &cell.value {
        Value::Number(number) => amount(*number, unit, &raw, None),
        Value::Text(text) if number::is_dash(text.trim()) => (Amount::Dash, None),
        Value::Text(text) => {
            // Millions have decimals, and no thousands that a full stop could group.
            let sort = if unit == Unit::Million { Sort::Small } else { Sort::Money };
            match number::parse(text, sort) {
                Ok(stated) if matches!(stated.unit, None | Some(Beside::Kroner)) => {
                    let own = stated.scale != Decimal::ONE;
                    let as_text = || problems::number_as_text(&raw, stated.number);
                    let notice = (own || medium == Medium::Workbook).then(as_text);
                    amount(stated.number, if own { Unit::Kroner } else { unit }, &raw, notice)
                }
                Ok(_) | Err(NumberFault::NotANumber) => unread(problems::not_a_number(&raw)),
                Err(NumberFault::Ambiguous(one, other)) => unread(problems::ambiguous_number(&raw, one, other)),
                Err(NumberFault::TooLarge) => unread(problems::number_too_large(&raw)),
            }
        }
        Value::Error(error) => unread(problems::error_value(error)),
        Value::FormulaWithoutValue => unread(problems::formula_without_value()),
        Value::Beyond(_) => unread(problems::number_too_large(&raw)),
        _ => unread(problems::not_a_number(&raw)),
    }
}

fn amount(number: Decimal, unit: Unit, raw: &str, notice: Option<Problem>) -> (Amount, Option<Problem>) {
    let kroner = number.checked_mul(Decimal::new(unit.ore(), 2));
    let Some(kroner) = kroner.filter(|kroner| kroner.abs() <= crate::policy::allowed::MOST_KRONER) else {
        return (Amount::Unread, Some(problems::number_too_large(raw)));
    };
    match Kroner::exact(kroner) {
        Some(kroner) => (Amount::Of(kroner), notice),
        None => (Amount::Unread, Some(problems::too_many_decimals(raw))),
    }
}

/// Whether `cell` holds something that stands for a figure: a number, a dash, an error, a formula.
pub(super) fn is_figure(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(text) => {
            number::is_dash(text.trim()) || !matches!(number::parse(text, Sort::Money), Err(NumberFault::NotANumber))
        }
        Value::Number(_) | Value::Beyond(_) | Value::Error(_) | Value::FormulaWithoutValue => true,
        Value::Date(_) | Value::NoDate(_) | Value::Bool(_) => false,
    }
}
