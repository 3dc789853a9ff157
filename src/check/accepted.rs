//! `accept`: people let an application through findings they name by code in the reason (allocation.md, section 6).

use crate::application::Submission;
use crate::finding::Finding;
use crate::form::decision::{Action, DecisionRow};
use crate::problem::input as problems;

/// Lifts the faults that a sound decision accepts. The findings stay: they are shown, and the decision beside them. A
/// decision that names no fault of the application is said to have no effect.
pub(super) fn apply(decisions: &[DecisionRow], submission: &mut Submission, findings: &mut Vec<Finding>) {
    let held = submission.faults.clone();
    let accepts = |row: &&DecisionRow| row.sound && row.action == Some(Action::Accept) && row.is_about(submission);
    let rows: Vec<&DecisionRow> = decisions.iter().filter(accepts).collect();
    for row in rows {
        let reason = row.reason.as_deref().unwrap_or_default();
        submission.faults.retain(|code| !reason.contains(code));
        if !held.iter().any(|code| reason.contains(code)) {
            let finding = Finding::in_cell(&row.source, row.at, problems::accepts_nothing());
            findings.push(finding.of_application(&submission.id));
        }
    }
}
