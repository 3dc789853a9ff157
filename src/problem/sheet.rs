//! T2xx: sheets and headers.

use super::problems;
use crate::application::Field;
use crate::money::Kroner;
use crate::origin::CellRef;

problems! {
    no_layout() Error "T201" {
        title: text!("No known layout"),
        message: text!("No known layout"),
        fix: text!("No known layout"),
        example: "" => "",
    }

    missing_column(field: Field) Error "T202" {
        title: text!("A required column is missing"),
        message: text!("A required column is missing"),
        fix: text!("A required column is missing"),
        example: "" => "",
    }

    near_miss(header: &str, field: Field, key: &str) Error "T203" {
        title: text!("A header close to a known one"),
        message: text!("A header close to a known one"),
        fix: text!("A header close to a known one"),
        example: "" => "",
    }

    two_columns(field: Field, first: CellRef) Error "T204" {
        title: text!("Two columns for one field"),
        message: text!("Two columns for one field"),
        fix: text!("Two columns for one field"),
        example: "" => "",
    }

    unknown_column(header: &str) Notice "T205" {
        title: text!("A column nobody knows"),
        message: text!("A column nobody knows"),
        fix: text!("A column nobody knows"),
        example: "" => "",
    }

    hidden_sheet() Warning "T206" {
        title: text!("A hidden sheet with content used"),
        message: text!("A hidden sheet with content used"),
        fix: text!("A hidden sheet with content used"),
        example: "" => "",
    }

    hidden_row(row: usize) Warning "T207" {
        title: text!("A hidden row with an application"),
        message: text!("A hidden row with an application"),
        fix: text!("A hidden row with an application"),
        example: "" => "",
    }

    hidden_column(column: &str) Warning "T208" {
        title: text!("A hidden column with content used"),
        message: text!("A hidden column with content used"),
        fix: text!("A hidden column with content used"),
        example: "" => "",
    }

    total_disagrees(stated: Kroner, sum: Kroner) Warning "T209" {
        title: text!("The total row disagrees with its rows"),
        message: text!("The total row disagrees with its rows"),
        fix: text!("The total row disagrees with its rows"),
        example: "" => "",
    }

    ignored_content(rows: usize) Notice "T210" {
        title: text!("Content outside the table was not used"),
        message: text!("Content outside the table was not used"),
        fix: text!("Content outside the table was not used"),
        example: "" => "",
    }
}
