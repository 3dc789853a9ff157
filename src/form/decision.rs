//! Decisions people have made (avgjerder): what was decided, about which application, why and by whom.

use std::sync::Arc;

use super::header::{Schema, Target};
use super::record::Record;
use super::{Gathered, Reading, gather};
use crate::application::{Field, Submission};
use crate::finding::Finding;
use crate::form::header::normalise;
use crate::identity::{ApplicationId, is_same_project};
use crate::money::Kroner;
use crate::origin::{CellRef, Found, Source};
use crate::policy::Policy;
use crate::problem::{cell, input as problems};
use crate::read::Workbook;
use crate::text::Text;

/// What people decided (allocation.md, section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Grant whatever the rank.
    Grant,
    /// Reject.
    Reject,
    /// Dismiss as outside the scheme.
    Dismiss,
    /// The applicant took it back.
    Withdraw,
    /// A continuing project stops; its money goes back to its pot.
    End,
    /// Grant this amount.
    SetAmount,
    /// A near-duplicate is the same project.
    SameProject,
    /// A near-duplicate is another project.
    OtherProject,
    /// Let it through a named finding.
    Accept,
}

const KEYS: Text = text!(
    "grant (innvilg), reject (avslå), dismiss (avvis), withdraw (trekk), end (avslutt), set_amount (set beløp), same_project (same prosjekt), other_project (anna prosjekt), accept (godta)",
    "grant (innvilg), reject (avslå), dismiss (avvis), withdraw (trekk), end (avslutt), set_amount (sett beløp), same_project (samme prosjekt), other_project (annet prosjekt), accept (godta)",
    "grant, reject, dismiss, withdraw, end, set_amount, same_project, other_project, accept",
);

/// The same words as people may write them, as headers are compared.
const ALSO: [(Action, &[&str]); 9] = [
    (Action::Grant, &["innvilg", "innvilge", "innvilga", "innvilget", "tildel"]),
    (Action::Reject, &["avslå", "avslag"]),
    (Action::Dismiss, &["avvis", "avvise", "avvist"]),
    (Action::Withdraw, &["trekk", "trekke", "trekt", "trukket", "trukke"]),
    (Action::End, &["avslutt", "avslutte", "avslutta", "avsluttet"]),
    (Action::SetAmount, &["set beløp", "sett beløp", "nytt beløp"]),
    (Action::SameProject, &["same prosjekt", "samme prosjekt"]),
    (Action::OtherProject, &["anna prosjekt", "annet prosjekt"]),
    (Action::Accept, &["godta", "godkjenn"]),
];

impl Action {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Grant, "grant"),
        (Self::Reject, "reject"),
        (Self::Dismiss, "dismiss"),
        (Self::Withdraw, "withdraw"),
        (Self::End, "end"),
        (Self::SetAmount, "set_amount"),
        (Self::SameProject, "same_project"),
        (Self::OtherProject, "other_project"),
        (Self::Accept, "accept"),
    ];

    /// Its key.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, key)| key)
    }

    /// The action with this key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == key).map(|(action, _)| *action)
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        let normal = normalise(&text.replace('_', " "));
        let also = || ALSO.iter().find(|(_, words)| words.contains(&normal.as_str())).map(|(action, _)| *action);
        Self::of_key(&normal.replace(' ', "_")).or_else(also)
    }
}

/// One decision. Only a sound one takes effect.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    /// Where it stood.
    pub source: Source,
    /// Its first cell.
    pub at: CellRef,
    /// The application, where it is named.
    pub application: Option<ApplicationId>,
    /// The project, where it is named.
    pub project_id: Option<Arc<str>>,
    /// What was decided.
    pub action: Option<Action>,
    /// The amount, where one was given.
    pub amount: Option<Kroner>,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// The cell of what was decided.
    pub found: Option<Found>,
    /// Whether it has a reason, a preparer and another approver, and no cell of it is wrong.
    pub sound: bool,
}

impl DecisionRow {
    /// Whether people decided in one of `rows` that this application is granted, whatever its rank.
    #[must_use]
    pub fn any_grants(rows: &[Self], submission: &Submission) -> bool {
        rows.iter().any(|row| row.sound && row.action == Some(Action::Grant) && row.is_about(submission))
    }

    /// Whether it is about this application: by its id, else by its project, where some write the id too.
    #[must_use]
    pub fn is_about(&self, submission: &Submission) -> bool {
        match (&self.application, &self.project_id) {
            (Some(id), _) => *id == submission.id,
            (None, Some(project)) => {
                let named = |id: &str| is_same_project(id, project);
                submission.project_id.as_deref().is_some_and(named) || named(submission.id.as_str())
            }
            (None, None) => false,
        }
    }

    /// What it is about, as written in it.
    #[must_use]
    pub fn target(&self) -> String {
        let name = self.application.as_ref().map(ToString::to_string);
        name.or_else(|| self.project_id.as_deref().map(str::to_owned)).unwrap_or_default()
    }
}

/// The headers of decision sheets under this policy.
#[must_use]
pub fn schema(policy: &Policy) -> Schema {
    let fields = [
        Field::ApplicationId,
        Field::ProjectId,
        Field::Action,
        Field::Amount,
        Field::Reason,
        Field::PreparedBy,
        Field::ApprovedBy,
    ];
    let required = [Field::Action, Field::Reason, Field::PreparedBy, Field::ApprovedBy];
    Schema::new(&fields, &required, &policy.columns, &[])
}

/// Reads the decisions of one workbook.
#[must_use]
pub fn decisions(file: &Arc<str>, workbook: &mut Workbook, policy: &Policy) -> Gathered<DecisionRow> {
    let schema = schema(policy);
    let one = |record: Record<'_>, _: Option<u32>, faults: &[&'static str]| decision(record, faults);
    let amount = |row: &DecisionRow, target: Target| match target {
        Target::Field(Field::Amount) => row.amount,
        _ => None,
    };
    gather(
        file,
        workbook,
        &Reading { schema: &schema, called: "decision", year: policy.batch.year, one: &one, amount: &amount },
    )
}

fn decision(mut record: Record<'_>, faults: &[&'static str]) -> (DecisionRow, Vec<Finding>) {
    record.require(Field::Action);
    let action = record.text(Field::Action).and_then(|text| {
        let action = Action::from_text(&text);
        if action.is_none() {
            record.note_field(Field::Action, cell::not_in_list(&text, KEYS));
        }
        action
    });
    let reason: Option<Arc<str>> = record.text(Field::Reason);
    if reason.is_none() {
        record.note_field(Field::Reason, problems::no_reason());
    }
    let (preparer, approver) = (record.text(Field::PreparedBy), record.text(Field::ApprovedBy));
    for (field, who) in [(Field::PreparedBy, &preparer), (Field::ApprovedBy, &approver)] {
        if who.is_none() {
            record.note_field(field, problems::missing_approver(field.label()));
        }
    }
    if let (Some(preparer), Some(approver)) = (&preparer, &approver)
        && normalise(preparer) == normalise(approver)
    {
        record.note_field(Field::ApprovedBy, problems::same_person());
    }
    let amount = record.money_not_negative(Field::Amount);
    if action == Some(Action::SetAmount) {
        record.require_with_column(Field::Amount);
    }
    record.require_one_of(&[Field::ApplicationId, Field::ProjectId]);
    let read = DecisionRow {
        source: record.source().clone(),
        at: record.first_cell().unwrap_or(CellRef::new(0, 0)),
        application: record.text(Field::ApplicationId).map(|id| ApplicationId::new(&id)),
        project_id: record.text(Field::ProjectId),
        action,
        amount,
        reason,
        found: record.found(Field::Action),
        sound: faults.is_empty() && record.errors() == 0,
    };
    (read, record.finish(None))
}
