//! `accept`: people let an application through findings they name by code in the reason (allocation.md, section 6).

use crate::application::Submission;
use crate::form::decision::{Action, DecisionRow};

/// Lifts the faults that a sound decision accepts. The findings stay: they are shown, and the decision beside them.
pub(super) fn apply(decisions: &[DecisionRow], submission: &mut Submission) {
    let accepts = |row: &&DecisionRow| row.sound && row.action == Some(Action::Accept) && row.is_about(submission);
    let reasons: Vec<&str> = decisions.iter().filter(accepts).filter_map(|row| row.reason.as_deref()).collect();
    submission.faults.retain(|code| !reasons.iter().any(|reason| reason.contains(code)));
}
