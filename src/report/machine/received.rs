//! One application as it was received and checked by itself, as a line for programs: the keys of run.json as far as they are
//! known before all applications are. No person, no free text.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::application::{Kind, Received, Submission};
use crate::check;
use crate::money::Kroner;
use crate::policy::Policy;
use crate::privacy;

/// The line of one application.
#[derive(Debug, Serialize)]
pub struct ReceivedLine<'a> {
    id: String,
    project_id: Option<String>,
    kind: Option<&'static str>,
    municipality_no: Option<String>,
    municipality: Option<&'a str>,
    office: Option<String>,
    project: Option<String>,
    grant_year: Option<u8>,
    positions: Option<String>,
    applied: Option<String>,
    carried_over: String,
    cap: Option<String>,
    eligible: Option<String>,
    received: Option<String>,
    /// Codes of the errors that hold it.
    faults: &'a [&'static str],
    source: SourceLine<'a>,
}

#[derive(Debug, Serialize)]
struct SourceLine<'a> {
    file: &'a str,
    sheet: &'a str,
    row: Option<u32>,
    cells: BTreeMap<&'static str, String>,
}

impl<'a> ReceivedLine<'a> {
    /// The line of `submission`.
    #[must_use]
    pub fn of(submission: &'a Submission, policy: &Policy) -> Self {
        let eligible = check::eligible(submission, policy);
        let shown = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(privacy::shown);
        let kroner = |amount: Option<Kroner>| amount.map(|amount| amount.to_string());
        Self {
            id: privacy::shown(submission.id.as_str()),
            project_id: shown(&submission.project_id),
            kind: submission.kind.map(Kind::key),
            municipality_no: submission.municipality.map(|one| one.number.to_string()),
            municipality: submission.municipality.map(|one| one.name.as_str()),
            office: shown(&submission.office),
            project: shown(&submission.project),
            grant_year: submission.grant_year,
            positions: submission.positions.map(|positions| positions.to_string()),
            applied: kroner(submission.applied),
            carried_over: submission.carried_over.unwrap_or_default().to_string(),
            cap: kroner(eligible.map(|one| one.cap)),
            eligible: kroner(eligible.map(|one| one.amount)),
            received: submission.received.map(|received| match received {
                Received::Day(day) => day.to_string(),
                Received::Moment(moment) => moment.to_string(),
            }),
            faults: &submission.faults,
            source: SourceLine {
                file: &submission.source.file,
                sheet: &submission.source.sheet,
                row: submission.row.map(|row| row + 1),
                cells: submission.cells().map(|(field, cell)| (field.key(), cell.to_string())).collect(),
            },
        }
    }
}
