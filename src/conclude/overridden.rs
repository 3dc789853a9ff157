//! What decisions that override the ranking moved: the round with each of them beside the round without it.

use std::collections::{BTreeMap, BTreeSet};

use super::decided::Effects;
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

/// The rounds without each overriding decision that took effect; last, where there are several, the one without any of them.
pub(super) fn alternatives(
    batch: &Batch,
    effects: &Effects,
    done: &BTreeSet<ApplicationId>,
    earlier: &EarlierRounds,
    policy: &Policy,
) -> Result<Vec<Alternative>, InternalFault> {
    let without = |left_out: &dyn Fn(usize) -> bool| {
        let mut batch = batch.clone();
        let rows = std::mem::take(&mut batch.decisions).into_iter().enumerate();
        batch.decisions = rows.filter(|(at, _)| !left_out(*at)).map(|(_, row)| row).collect();
        conclude(batch, earlier, policy.clone(), Vec::new(), Depth::Outcomes).map(|round| round.entries)
    };
    // Of two rows that cancel each other neither is an effect: without one of them the other would be.
    let overriding = effects.iter().filter(|(_, decided)| overrides(&batch.decisions[decided.row]));
    let overriding: BTreeMap<usize, &ApplicationId> = overriding.map(|(id, decided)| (decided.row, id)).collect();
    let mut alternatives = Vec::new();
    for (row, id) in overriding.iter().filter(|(_, id)| done.contains(id)) {
        let action = batch.decisions[*row].action.expect("it overrides something");
        alternatives.push(Alternative { decision: Some(((*id).clone(), action)), entries: without(&|at| at == *row)? });
    }
    alternatives.sort_by(|one, other| subject_of(one).cmp(&subject_of(other)));
    if alternatives.len() > 1 {
        alternatives.push(Alternative { decision: None, entries: without(&|at| overriding.contains_key(&at))? });
    }
    Ok(alternatives)
}

fn subject_of(alternative: &Alternative) -> Option<&ApplicationId> {
    alternative.decision.as_ref().map(|(id, _)| id)
}

/// One that settles what the ranking would have settled. That an applicant withdraws or a project ends is a fact, no choice.
pub(super) fn overrides(row: &DecisionRow) -> bool {
    row.sound && matches!(row.action, Some(Action::Grant | Action::Reject | Action::Dismiss | Action::SetAmount))
}

/// What differs from `entries`, the round as it is.
pub(super) fn differences(alternatives: Vec<Alternative>, entries: &[Entry]) -> Vec<Overridden> {
    let all = alternatives.into_iter();
    all.map(|one| Overridden { decision: one.decision, moved: recommendation::moved(&one.entries, entries) }).collect()
}
