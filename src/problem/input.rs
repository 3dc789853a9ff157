//! T6xx: assessments, frame, register and decisions.

use super::problems;
use crate::application::Field;
use crate::money::Kroner;
use jiff::civil::Date;
use rust_decimal::Decimal;

problems! {
    unknown_application(name: &str) Warning "T601" {
        title: text!("An assessment of an application that is not in the batch"),
        message: text!("An assessment of an application that is not in the batch"),
        fix: text!("An assessment of an application that is not in the batch"),
        example: "" => "",
    }

    score_outside_scale(value: &str, lowest: Decimal, highest: Decimal) Error "T602" {
        title: text!("A score outside the scale"),
        message: text!("A score outside the scale"),
        fix: text!("A score outside the scale"),
        example: "" => "",
    }

    conflicted(assessor: &str) Notice "T603" {
        title: text!("A conflicted assessor; the row is set aside"),
        message: text!("A conflicted assessor; the row is set aside"),
        fix: text!("A conflicted assessor; the row is set aside"),
        example: "" => "",
    }

    unscored(criteria: &str) Warning "T604" {
        title: text!("No score for a criterion"),
        message: text!("No score for a criterion"),
        fix: text!("No score for a criterion"),
        example: "" => "",
    }

    unknown_pot(value: &str, allowed: &str) Error "T605" {
        title: text!("An unknown pot"),
        message: text!("An unknown pot"),
        fix: text!("An unknown pot"),
        example: "" => "",
    }

    negative_frame(pot: &str, frame: Kroner) Error "T606" {
        title: text!("A frame below nil"),
        message: text!("A frame below nil"),
        fix: text!("A frame below nil"),
        example: "" => "",
    }

    later_entry(date: Date, as_of: Date) Notice "T607" {
        title: text!("A frame entry dated after the batch's day; not used"),
        message: text!("A frame entry dated after the batch's day; not used"),
        fix: text!("A frame entry dated after the batch's day; not used"),
        example: "" => "",
    }

    commitments_exceed_frame(pot: &str, needed: Kroner, rest: Kroner, missing: Kroner) Error "T608" {
        title: text!("The frame does not cover all continuing projects"),
        message: text!("The frame does not cover all continuing projects"),
        fix: text!("The frame does not cover all continuing projects"),
        example: "" => "",
    }

    no_reason() Error "T609" {
        title: text!("A decision without a reason"),
        message: text!("A decision without a reason"),
        fix: text!("A decision without a reason"),
        example: "" => "",
    }

    same_person(name: &str) Error "T610" {
        title: text!("Prepared and approved by the same person"),
        message: text!("Prepared and approved by the same person"),
        fix: text!("Prepared and approved by the same person"),
        example: "" => "",
    }

    unknown_decision_target(name: &str) Error "T611" {
        title: text!("A decision about an application that is not in the batch"),
        message: text!("A decision about an application that is not in the batch"),
        fix: text!("A decision about an application that is not in the batch"),
        example: "" => "",
    }

    assessed_twice(assessor: &str) Error "T612" {
        title: text!("One assessor has scored the same application twice"),
        message: text!("One assessor has scored the same application twice"),
        fix: text!("One assessor has scored the same application twice"),
        example: "" => "",
    }

    missing_approver(field: Field) Error "T613" {
        title: text!("A decision without a preparer or approver"),
        message: text!("A decision without a preparer or approver"),
        fix: text!("A decision without a preparer or approver"),
        example: "" => "",
    }
}
