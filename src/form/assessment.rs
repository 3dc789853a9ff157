//! Assessment workbooks: one assessor's scores of one application to a row.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::header::{Schema, Target};
use super::record::Record;
use super::value::code;
use super::{Gathered, Reading, gather};
use crate::application::Field;
use crate::finding::Finding;
use crate::identity::ApplicationId;
use crate::origin::{CellRef, Found, Source};
use crate::policy::Policy;
use crate::problem::{cell, input as problems};
use crate::read::Workbook;

/// One assessor's scores of one application.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Where it stood.
    pub source: Source,
    /// Its first cell.
    pub at: CellRef,
    /// Which application.
    pub about: About,
    /// Who assessed. Internal.
    pub assessor: Option<Arc<str>>,
    /// A score per criterion of the policy, `None` where the cell is blank or wrong.
    pub scores: Vec<Option<Decimal>>,
    /// The cell of each of them.
    pub cells: Vec<Option<Found>>,
    /// Codes of the errors in it: they hold the application.
    pub faults: Vec<&'static str>,
    /// Whether the assessor is conflicted: the row is set aside.
    pub conflicted: bool,
}

/// Which application a row of another input is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Its identity.
    Id(ApplicationId),
    /// Office and title, as written.
    Titled(Arc<str>, Arc<str>),
    /// Nothing that names one.
    Nothing,
}

/// The headers of assessment sheets under this policy.
#[must_use]
pub fn schema(policy: &Policy) -> Schema {
    let fields =
        [Field::ApplicationId, Field::Office, Field::Project, Field::Assessor, Field::Comment, Field::Conflicted];
    Schema::new(&fields, &[Field::Assessor], &policy.columns, &policy.criteria)
}

/// Reads the assessments of one workbook.
#[must_use]
pub fn assessments(file: &Arc<str>, workbook: &mut Workbook, policy: &Policy) -> Gathered<Assessment> {
    let one = |record: Record<'_>, _: Option<u32>, faults: &[&'static str]| assessment(record, faults, policy);
    let schema = schema(policy);
    gather(
        file,
        workbook,
        &Reading { schema: &schema, called: "assessment", year: policy.batch.year, one: &one, amount: &|_, _| None },
    )
}

/// The application a record names: by id, or by office and title. One that names none is told so.
fn about(record: &mut Record<'_>) -> About {
    if let Some(id) = record.text(Field::ApplicationId) {
        return About::Id(ApplicationId::new(&id));
    }
    if let (Some(office), Some(project)) = (record.text(Field::Office), record.text(Field::Project)) {
        return About::Titled(office, project);
    }
    if record.is_filled(Field::Office) || record.is_filled(Field::Project) {
        [Field::Office, Field::Project].into_iter().for_each(|field| record.require_with_column(field));
    } else {
        record.require_one_of(&[Field::ApplicationId, Field::Office, Field::Project]);
    }
    About::Nothing
}

fn assessment(mut record: Record<'_>, faults: &[&'static str], policy: &Policy) -> (Assessment, Vec<Finding>) {
    let mut scores = Vec::with_capacity(policy.criteria.len());
    let mut cells = Vec::with_capacity(policy.criteria.len());
    for (at, criterion) in policy.criteria.iter().enumerate() {
        let (lowest, highest) = criterion.scale;
        let score = record.small(Target::Criterion(at)).and_then(|(slot, score)| {
            if score < lowest || score > highest {
                record.note(slot, problems::score_outside_scale(&score.to_string(), lowest, highest));
                return None;
            }
            record.note_kept_as_text(slot, score);
            Some((slot, score))
        });
        cells.push(score.and_then(|(slot, _)| record.found_in(slot)));
        scores.push(score.map(|(_, score)| score));
    }
    let conflicted = record.text(Field::Conflicted).is_some_and(|text| match code::yes(&text) {
        Some(conflicted) => conflicted,
        None => {
            record.note_field(Field::Conflicted, cell::not_in_list(&text, text!("ja, nei", "ja, nei", "yes, no")));
            false
        }
    });
    record.require(Field::Assessor);
    let assessor: Option<Arc<str>> = record.text(Field::Assessor);
    if conflicted {
        record.note_field(Field::Conflicted, problems::conflicted(assessor.as_deref().unwrap_or_default()));
    }
    let read = Assessment {
        source: record.source().clone(),
        at: record.first_cell().unwrap_or(CellRef::new(0, 0)),
        about: about(&mut record),
        assessor,
        scores,
        cells,
        faults: Vec::new(),
        conflicted,
    };
    let findings = record.finish(None);
    let own = findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.problem.code());
    let faults = faults.iter().copied().chain(own).collect();
    (Assessment { faults, ..read }, findings)
}
