//! *Innstilling*: one row per application in rank order. *Avslag og vent*: those that were not granted, held ones first.

use super::Award;
use super::column::{self, EntryColumn};
use crate::allocate::Outcome;
use crate::report::document::{Block, Sheet};
use crate::report::figures::HELD_ORDER;
use crate::text::Text;

/// The table of *Innstilling*.
pub(super) const RECOMMENDED: &str = "innstilling";
/// The table of *Avslag og vent*.
pub(super) const NOT_GRANTED: &str = "avslag_og_vent";
/// The name of *Avslag og vent*.
pub(super) const NOT_GRANTED_NAME: Text = text!("Avslag og vent", "Avslag og vent", "Rejected and held");

const RECOMMENDED_COLUMNS: &[EntryColumn] = &[
    column::MUNICIPALITY_NO,
    column::MUNICIPALITY,
    column::OFFICE,
    column::PROJECT,
    column::KIND,
    column::GRANT_YEAR,
    column::POSITIONS,
    column::APPLIED,
    column::ELIGIBLE,
    column::SCORE,
    column::RANK,
    column::OUTCOME,
    column::REASON,
    column::POT,
    column::GRANTED,
    column::POSITIONS_GRANTED,
    column::ROUND,
    column::ID,
];

const NOT_GRANTED_COLUMNS: &[EntryColumn] = &[
    column::OUTCOME,
    column::REASON,
    column::NEXT_STEP,
    column::MUNICIPALITY,
    column::OFFICE,
    column::PROJECT,
    column::KIND,
    column::POSITIONS,
    column::APPLIED,
    column::SCORE,
    column::RANK,
    column::ID,
];

const NO_APPLICATIONS: Text = text!("Ingen søknader", "Ingen søknader", "No applications");

pub(super) fn recommended(award: &Award<'_>) -> Sheet {
    let table = column::table(award, RECOMMENDED, RECOMMENDED_COLUMNS, award.entries(), NO_APPLICATIONS);
    award.sheet(text!("Innstilling", "Innstilling", "Recommendation"), vec![Block::Table(table)])
}

pub(super) fn not_granted(award: &Award<'_>) -> Sheet {
    let mut entries: Vec<_> =
        award.entries().filter(|(_, entry)| !matches!(entry.outcome, Outcome::Granted(_))).collect();
    // Somebody must act on the held ones. The sort is stable: within an outcome the order of Innstilling stays.
    entries.sort_by_key(|(_, entry)| match entry.outcome {
        Outcome::Held(reason) => (0, HELD_ORDER.iter().position(|one| *one == reason)),
        Outcome::Rejected(_) | Outcome::Granted(_) => (1, None),
        Outcome::Dismissed(_) => (2, None),
        Outcome::Withdrawn(_) => (3, None),
    });
    let empty = text!("Alle søknadene er innvilga", "Alle søknadene er innvilget", "All applications were granted");
    let table = column::table(award, NOT_GRANTED, NOT_GRANTED_COLUMNS, entries.into_iter(), empty);
    award.sheet(NOT_GRANTED_NAME, vec![Block::Table(table)])
}
