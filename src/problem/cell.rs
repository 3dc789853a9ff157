//! T3xx: cells.

use super::problems;
use crate::application::Field;
use crate::money::{Kroner, Positions};
use jiff::civil::Date;

problems! {
    required_empty(field: Field) Error "T301" {
        title: text!("Required and empty"),
        message: text!("Required and empty"),
        fix: text!("Required and empty"),
        example: "" => "",
    }

    not_a_number(value: &str) Error "T302" {
        title: text!("Not a number"),
        message: text!("Not a number"),
        fix: text!("Not a number"),
        example: "" => "",
    }

    ambiguous_number(value: &str, one: &str, other: &str) Error "T303" {
        title: text!("A number that can be read in two ways"),
        message: text!("A number that can be read in two ways"),
        fix: text!("A number that can be read in two ways"),
        example: "" => "",
    }

    not_a_date(value: &str) Error "T304" {
        title: text!("Not a date, or no such date"),
        message: text!("Not a date, or no such date"),
        fix: text!("Not a date, or no such date"),
        example: "" => "",
    }

    improbable_date(date: Date) Error "T305" {
        title: text!("A date that cannot be meant"),
        message: text!("A date that cannot be meant"),
        fix: text!("A date that cannot be meant"),
        example: "" => "",
    }

    not_in_list(value: &str, allowed: &str) Error "T306" {
        title: text!("Not in the code list"),
        message: text!("Not in the code list"),
        fix: text!("Not in the code list"),
        example: "" => "",
    }

    seems_thousands(amount: Kroner, expected: Kroner) Error "T307" {
        title: text!("The figure seems to be in 1 000 kr"),
        message: text!("The figure seems to be in 1 000 kr"),
        fix: text!("The figure seems to be in 1 000 kr"),
        example: "" => "",
    }

    seems_too_large(amount: Kroner, expected: Kroner) Error "T308" {
        title: text!("A factor of 1 000 too large"),
        message: text!("A factor of 1 000 too large"),
        fix: text!("A factor of 1 000 too large"),
        example: "" => "",
    }

    error_value(value: &str) Error "T309" {
        title: text!("An error value in the cell"),
        message: text!("An error value in the cell"),
        fix: text!("An error value in the cell"),
        example: "" => "",
    }

    formula_without_value() Error "T310" {
        title: text!("A formula without a stored value"),
        message: text!("A formula without a stored value"),
        fix: text!("A formula without a stored value"),
        example: "" => "",
    }

    number_as_text(value: &str, read: &str) Notice "T311" {
        title: text!("A number kept as text"),
        message: text!("A number kept as text"),
        fix: text!("A number kept as text"),
        example: "" => "",
    }

    too_many_decimals(value: &str) Error "T312" {
        title: text!("More than two decimals in an amount"),
        message: text!("More than two decimals in an amount"),
        fix: text!("More than two decimals in an amount"),
        example: "" => "",
    }

    negative(value: &str) Error "T313" {
        title: text!("A negative amount where none can be"),
        message: text!("A negative amount where none can be"),
        fix: text!("A negative amount where none can be"),
        example: "" => "",
    }

    seems_percent(value: &str) Error "T314" {
        title: text!("Positions look like per cent"),
        message: text!("Positions look like per cent"),
        fix: text!("Positions look like per cent"),
        example: "" => "",
    }

    positions_not_positive(value: &str) Error "T315" {
        title: text!("Positions must be above 0"),
        message: text!("Positions must be above 0"),
        fix: text!("Positions must be above 0"),
        example: "" => "",
    }

    positions_step(value: &str, step: Positions) Error "T316" {
        title: text!("Positions are no multiple of the step"),
        message: text!("Positions are no multiple of the step"),
        fix: text!("Positions are no multiple of the step"),
        example: "" => "",
    }

    no_such_municipality(value: &str) Error "T317" {
        title: text!("No such municipality"),
        message: text!("No such municipality"),
        fix: text!("No such municipality"),
        example: "" => "",
    }

    municipality_ended(value: &str, name: &str, successor: &str) Notice "T318" {
        title: text!("A municipality number that has ended, read as its successor"),
        message: text!("A municipality number that has ended, read as its successor"),
        fix: text!("A municipality number that has ended, read as its successor"),
        example: "" => "",
    }

    municipality_split(value: &str, name: &str) Error "T319" {
        title: text!("A municipality number that has ended, with more than one successor"),
        message: text!("A municipality number that has ended, with more than one successor"),
        fix: text!("A municipality number that has ended, with more than one successor"),
        example: "" => "",
    }

    nav_unit(value: &str, unit: &str) Error "T320" {
        title: text!("A Nav unit number in the place of a municipality number"),
        message: text!("A Nav unit number in the place of a municipality number"),
        fix: text!("A Nav unit number in the place of a municipality number"),
        example: "" => "",
    }

    leading_zero(value: &str, read: &str) Notice "T321" {
        title: text!("A lost leading zero was put back"),
        message: text!("A lost leading zero was put back"),
        fix: text!("A lost leading zero was put back"),
        example: "" => "",
    }

    grant_year(value: &str, most: usize) Error "T322" {
        title: text!("Not a year of the project period"),
        message: text!("Not a year of the project period"),
        fix: text!("Not a year of the project period"),
        example: "" => "",
    }

    scaled(value: &str, read: Kroner) Notice "T323" {
        title: text!("An amount in thousands or millions, read in kroner"),
        message: text!("An amount in thousands or millions, read in kroner"),
        fix: text!("An amount in thousands or millions, read in kroner"),
        example: "" => "",
    }

    number_too_large(value: &str) Error "T324" {
        title: text!("A number beyond any amount"),
        message: text!("A number beyond any amount"),
        fix: text!("A number beyond any amount"),
        example: "" => "",
    }

    date_as_text(value: &str, date: Date) Notice "T325" {
        title: text!("A date kept as text"),
        message: text!("A date kept as text"),
        fix: text!("A date kept as text"),
        example: "" => "",
    }

    control_characters() Notice "T326" {
        title: text!("Invisible control characters were removed"),
        message: text!("Invisible control characters were removed"),
        fix: text!("Invisible control characters were removed"),
        example: "" => "",
    }
}
