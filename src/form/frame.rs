//! The frame workbook: dated entries per pot.

use std::sync::Arc;

use super::header::{Schema, Target};
use super::record::Record;
use super::{Gathered, Reading, gather};
use crate::application::Field;
use crate::finding::Finding;
use crate::money::Kroner;
use crate::origin::{CellRef, Found, Source};
use crate::policy::Policy;
use crate::problem::input as problems;
use crate::read::Workbook;

/// One entry of a frame as it stood in the workbook; `None` of a part that could not be read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it stood.
    pub source: Source,
    /// Its first cell.
    pub at: CellRef,
    /// Index of the pot in the policy.
    pub pot: Option<usize>,
    /// The day it counts from.
    pub date: Option<jiff::civil::Date>,
    /// What it is.
    pub text: String,
    /// Kroner, negative for money returned.
    pub amount: Option<Kroner>,
    /// Reference.
    pub reference: Option<String>,
    /// The cell of its amount.
    pub found: Option<Found>,
}

/// The headers of frame sheets under this policy.
#[must_use]
pub fn schema(policy: &Policy) -> Schema {
    let fields = [Field::Pot, Field::Date, Field::EntryText, Field::Amount, Field::Reference];
    let required = [Field::Pot, Field::Date, Field::Amount];
    Schema::new(&fields, &required, &policy.columns, &[]).with_pots(policy)
}

/// Reads the frame of one workbook.
#[must_use]
pub fn entries(file: &Arc<str>, workbook: &mut Workbook, policy: &Policy) -> Gathered<Entry> {
    let schema = schema(policy);
    let one = |record: Record<'_>, _: Option<u32>, faults: &[&'static str]| entry(record, faults, policy);
    let amount = |entry: &Entry, target: Target| match target {
        Target::Field(Field::Amount) => entry.amount,
        _ => None,
    };
    gather(
        file,
        workbook,
        &Reading { schema: &schema, called: "entry", year: policy.batch.year, one: &one, amount: &amount },
    )
}

/// The pot that `text` names, by id or name. Case does not matter.
pub(super) fn pot(record: &mut Record<'_>, policy: &Policy) -> Option<usize> {
    let text = record.text(Field::Pot)?;
    let same = |name: &str| name.trim().to_lowercase() == text.to_lowercase();
    let found = policy.pots.iter().position(|pot| same(&pot.id) || same(&pot.name));
    if found.is_none() {
        let known = policy.pots.iter().map(|pot| pot.id.as_str()).collect::<Vec<_>>().join(", ");
        record.note_field(Field::Pot, problems::unknown_pot(&text, &known));
    }
    found
}

/// An entry of a sheet with `faults` in its headers is held: its amount might be another column's.
fn entry(mut record: Record<'_>, faults: &[&'static str], policy: &Policy) -> (Entry, Vec<Finding>) {
    for field in [Field::Pot, Field::Date, Field::Amount] {
        record.require(field);
    }
    let read = Entry {
        source: record.source().clone(),
        at: record.first_cell().unwrap_or(CellRef::new(0, 0)),
        pot: pot(&mut record, policy),
        date: record.day(Field::Date),
        text: record.text(Field::EntryText).unwrap_or_default().to_string(),
        amount: record.money(Field::Amount).filter(|_| faults.is_empty()),
        reference: record.text(Field::Reference).map(|text| text.to_string()),
        found: record.found(Field::Amount),
    };
    if let Some(date) = read.date.filter(|date| read.amount.is_some() && *date > policy.batch.as_of) {
        record.note_field(Field::Date, problems::later_entry(date, policy.batch.as_of));
    }
    (read, record.finish(None))
}
