//! T5xx: across applications and years.

use super::problems;
use crate::application::Field;
use crate::money::Kroner;

problems! {
    duplicate(other: &str) Error "T501" {
        title: text!("The same application twice"),
        message: text!("The same application twice"),
        fix: text!("The same application twice"),
        example: "" => "",
    }

    replaced(other: &str) Notice "T502" {
        title: text!("Replaced by a later copy of the same application"),
        message: text!("Replaced by a later copy of the same application"),
        fix: text!("Replaced by a later copy of the same application"),
        example: "" => "",
    }

    not_in_register(project_id: &str) Error "T504" {
        title: text!("The continuing project is not in the register"),
        message: text!("The continuing project is not in the register"),
        fix: text!("The continuing project is not in the register"),
        example: "" => "",
    }

    wrong_grant_year(year: usize, expected: usize) Error "T505" {
        title: text!("Wrong year in the project period"),
        message: text!("Wrong year in the project period"),
        fix: text!("Wrong year in the project period"),
        example: "" => "",
    }

    over_max_years(most: usize) Error "T506" {
        title: text!("Already had all its years"),
        message: text!("Already had all its years"),
        fix: text!("Already had all its years"),
        example: "" => "",
    }

    project_ended(project_id: &str) Error "T507" {
        title: text!("The project has ended in the register"),
        message: text!("The project has ended in the register"),
        fix: text!("The project has ended in the register"),
        example: "" => "",
    }

    register_disagrees(field: Field, register: &str) Warning "T508" {
        title: text!("The register says something else"),
        message: text!("The register says something else"),
        fix: text!("The register says something else"),
        example: "" => "",
    }

    tenfold(applied: Kroner, before: Kroner) Warning "T509" {
        title: text!("Ten times last year's amount"),
        message: text!("Ten times last year's amount"),
        fix: text!("Ten times last year's amount"),
        example: "" => "",
    }
}
