//! T4xx: one application.

use super::problems;
use crate::money::Kroner;
use jiff::civil::Date;

problems! {
    parts_do_not_sum(applied: Kroner, parts: Kroner) Error "T401" {
        title: text!("The amount is not the sum of its parts"),
        message: text!("The amount is not the sum of its parts"),
        fix: text!("The amount is not the sum of its parts"),
        example: "" => "",
    }

    over_cap(applied: Kroner, cap: Kroner) Notice "T402" {
        title: text!("Applied for more than the cap"),
        message: text!("Applied for more than the cap"),
        fix: text!("Applied for more than the cap"),
        example: "" => "",
    }

    late(deadline: &str) Warning "T403" {
        title: text!("Received after the deadline"),
        message: text!("Received after the deadline"),
        fix: text!("Received after the deadline"),
        example: "" => "",
    }

    dismissed_late(deadline: &str) Notice "T404" {
        title: text!("Received after the deadline and dismissed"),
        message: text!("Received after the deadline and dismissed"),
        fix: text!("Received after the deadline and dismissed"),
        example: "" => "",
    }

    start_outside(start: Date, year: usize) Warning "T405" {
        title: text!("The start is outside the year of the batch"),
        message: text!("The start is outside the year of the batch"),
        fix: text!("The start is outside the year of the batch"),
        example: "" => "",
    }

    org_no(value: &str) Error "T406" {
        title: text!("Not a valid organisation number"),
        message: text!("Not a valid organisation number"),
        fix: text!("Not a valid organisation number"),
        example: "" => "",
    }

    office_elsewhere(office: &str, other: &str, municipality: &str) Warning "T407" {
        title: text!("The office is not in the municipality"),
        message: text!("The office is not in the municipality"),
        fix: text!("The office is not in the municipality"),
        example: "" => "",
    }

    municipality_disagrees(number: &str, name: &str) Error "T408" {
        title: text!("Municipality number and name disagree"),
        message: text!("Municipality number and name disagree"),
        fix: text!("Municipality number and name disagree"),
        example: "" => "",
    }

    email_in_text() Warning "T409" {
        title: text!("An e-mail address in free text"),
        message: text!("An e-mail address in free text"),
        fix: text!("An e-mail address in free text"),
        example: "" => "",
    }

    identity_number_in_text() Warning "T410" {
        title: text!("Looks like a national identity number"),
        message: text!("Looks like a national identity number"),
        fix: text!("Looks like a national identity number"),
        example: "" => "",
    }

    new_in_later_year(year: usize) Error "T411" {
        title: text!("A new application in project year 2 or 3"),
        message: text!("A new application in project year 2 or 3"),
        fix: text!("A new application in project year 2 or 3"),
        example: "" => "",
    }

    nothing_eligible() Error "T412" {
        title: text!("Nothing left to grant: carried-over money covers the whole cap"),
        message: text!("Nothing left to grant: carried-over money covers the whole cap"),
        fix: text!("Nothing left to grant: carried-over money covers the whole cap"),
        example: "" => "",
    }

    outside_county(municipality: &str, county: &str) Error "T413" {
        title: text!("The municipality is not in the county of the batch"),
        message: text!("The municipality is not in the county of the batch"),
        fix: text!("The municipality is not in the county of the batch"),
        example: "" => "",
    }
}
