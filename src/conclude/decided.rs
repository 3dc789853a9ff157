//! Decisions people made, by the application they are about (allocation.md, section 6).

use std::collections::{BTreeMap, BTreeSet};

use crate::allocate::{DismissReason, Outcome, RejectReason, WithdrawReason};
use crate::application::Submission;
use crate::finding::Finding;
use crate::form::decision::{Action, DecisionRow};
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::origin::{CellRef, Found, Source};
use crate::problem::{Problem, input as problems};

/// What a decision does to one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is granted whatever its rank: this amount, else what it may get.
    Grant(Option<Kroner>),
    /// It is rejected.
    Reject,
    /// It is dismissed as outside the scheme.
    Dismiss,
    /// It was taken back.
    Withdraw,
    /// It stops: this amount of its award goes back, else all of it.
    End(Option<Kroner>),
    /// It gets this amount.
    SetAmount(Kroner),
}

impl Effect {
    /// The outcome it settles, if it settles one.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Reject => Some(Outcome::Rejected(RejectReason::Override)),
            Self::Dismiss => Some(Outcome::Dismissed(DismissReason::Outside)),
            Self::Withdraw => Some(Outcome::Withdrawn(WithdrawReason::Withdrawn)),
            Self::End(_) => Some(Outcome::Withdrawn(WithdrawReason::Ended)),
            Self::Grant(_) | Self::SetAmount(_) => None,
        }
    }

    /// The amount people set.
    pub(super) fn set_amount(&self) -> Option<Kroner> {
        if let Self::SetAmount(amount) = self { Some(*amount) } else { None }
    }
}

/// A decision with the place it stands in.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    /// What it does.
    pub(super) effect: Effect,
    /// The cell it was read from.
    pub(super) found: Option<Found>,
    /// Its index among the decisions that were read.
    pub(super) row: usize,
    source: Source,
    at: CellRef,
}

impl Decided {
    /// Says that something is wrong with the decision.
    pub(super) fn fault(&self, id: &ApplicationId, problem: Problem) -> Finding {
        Finding::in_cell(&self.source, self.at, problem).of_application(id)
    }
}

/// The decision on each application that has one.
#[derive(Debug, Default)]
pub(super) struct Effects(BTreeMap<ApplicationId, Decided>);

impl Effects {
    /// What was decided about an application.
    pub(super) fn get(&self, id: &ApplicationId) -> Option<&Effect> {
        self.0.get(id).map(|decided| &decided.effect)
    }

    /// The decision itself, to say something about it.
    pub(super) fn decided(&self, id: &ApplicationId) -> Option<&Decided> {
        self.0.get(id)
    }

    /// Every decision, by application.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&ApplicationId, &Decided)> {
        self.0.iter()
    }

    /// Takes back a decision that cannot be carried out.
    pub(super) fn remove(&mut self, id: &ApplicationId) {
        self.0.remove(id);
    }
}

/// Matches sound decisions to applications. One that fits none is said at its row.
pub(super) fn effects(decisions: &[DecisionRow], submissions: &[&Submission], findings: &mut Vec<Finding>) -> Effects {
    let mut effects = Effects::default();
    let mut contradicted = BTreeSet::new();
    // What was answered about near-duplicates has done its work in `check`.
    let answers = |row: &DecisionRow| matches!(row.action, Some(Action::SameProject | Action::OtherProject));
    for (at, row) in decisions.iter().enumerate().filter(|(_, row)| row.sound && !answers(row)) {
        let about = submissions.iter().find(|one| row.is_about(one));
        let Some(submission) = about else {
            let problem = problems::unknown_decision_target(&row.target());
            findings.push(Finding::in_cell(&row.source, row.at, problem));
            continue;
        };
        let effect = match (row.action, row.amount) {
            (Some(Action::Grant), amount) => Effect::Grant(amount),
            (Some(Action::Reject), _) => Effect::Reject,
            (Some(Action::Dismiss), _) => Effect::Dismiss,
            (Some(Action::Withdraw), _) => Effect::Withdraw,
            (Some(Action::End), amount) => Effect::End(amount),
            (Some(Action::SetAmount), Some(amount)) => Effect::SetAmount(amount),
            // `accept` has done its work in `check`.
            _ => continue,
        };
        let decided = Decided { effect, found: row.found.clone(), row: at, source: row.source.clone(), at: row.at };
        if let Some(other) = effects.0.get(&submission.id) {
            // Which of the two counts, only people can say: neither does, until one is taken out.
            findings.push(decided.fault(&submission.id, problems::decided_twice(other.at)));
            contradicted.insert(submission.id.clone());
        } else {
            effects.0.insert(submission.id.clone(), decided);
        }
    }
    contradicted.iter().for_each(|id| effects.remove(id));
    effects
}
