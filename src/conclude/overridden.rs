//! What decisions that override the ranking moved: the round with each of them beside the round without it.

use super::{Depth, conclude};
use crate::allocate::InternalFault;
use crate::check::Batch;
use crate::earlier::EarlierRounds;
use crate::form::decision::{Action, DecisionRow};
use crate::identity::ApplicationId;
use crate::policy::Policy;
use crate::recommendation::{self, Entry, Overridden};

/// The entries of a round without one decision, or without any.
pub(super) struct Alternative {
    decision: Option<(ApplicationId, Action)>,
    entries: Vec<Entry>,
}

/// The rounds without each overriding decision; last, where there are several, the one without any of them.
pub(super) fn alternatives(
    batch: &Batch,
    earlier: &EarlierRounds,
    policy: &Policy,
) -> Result<Vec<Alternative>, InternalFault> {
    let without = |left_out: &dyn Fn(usize, &DecisionRow) -> bool| {
        let mut batch = batch.clone();
        let rows = std::mem::take(&mut batch.decisions).into_iter().enumerate();
        batch.decisions = rows.filter(|(at, row)| !left_out(*at, row)).map(|(_, row)| row).collect();
        conclude(batch, earlier, policy.clone(), Vec::new(), Depth::Outcomes).map(|round| round.entries)
    };
    let mut alternatives = Vec::new();
    for (at, row) in batch.decisions.iter().enumerate().filter(|(_, row)| overrides(row)) {
        let Some(subject) = subject(batch, row) else { continue };
        let action = row.action.expect("it overrides something");
        alternatives.push(Alternative { decision: Some((subject, action)), entries: without(&|one, _| one == at)? });
    }
    alternatives.sort_by(|one, other| subject_of(one).cmp(&subject_of(other)));
    if alternatives.len() > 1 {
        alternatives.push(Alternative { decision: None, entries: without(&|_, row| overrides(row))? });
    }
    Ok(alternatives)
}

fn subject_of(alternative: &Alternative) -> Option<(&ApplicationId, &'static str)> {
    alternative.decision.as_ref().map(|(id, action)| (id, action.key()))
}

/// One that settles what the ranking would have settled. That an applicant withdraws or a project ends is a fact, no choice.
fn overrides(row: &DecisionRow) -> bool {
    row.sound && matches!(row.action, Some(Action::Grant | Action::Reject | Action::Dismiss | Action::SetAmount))
}

fn subject(batch: &Batch, row: &DecisionRow) -> Option<ApplicationId> {
    let admitted = batch.admitted.iter().map(|one| &one.submission);
    let mut all = admitted.chain(batch.set_aside.iter().map(|(one, _)| one));
    all.find(|one| row.is_about(one)).map(|one| one.id.clone())
}

/// What differs from `entries`, the round as it is.
pub(super) fn differences(alternatives: Vec<Alternative>, entries: &[Entry]) -> Vec<Overridden> {
    let all = alternatives.into_iter();
    all.map(|one| Overridden { decision: one.decision, moved: recommendation::moved(&one.entries, entries) }).collect()
}
