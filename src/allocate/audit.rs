//! Checks of a finished allocation, from its decisions and looks alone: nothing here shares a step with the walk.
//!
//! Granted + rest = frame; nobody above what was applied for, eligible or there; every look true where it was taken; every
//! lower-ranked grant explained to everyone above it (allocation.md, section 5).

mod replay;

use super::{Allocation, Decision, GrantReason, Outcome, PotState, Round, inversion};
use crate::application::Kind;
use crate::money::{Kroner, Positions};
use crate::rank::Ranking;

/// A check of our own that failed: a fault in this program. Nothing may be written (exit 3).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an internal check failed, so nothing is written; please report it: {what}")]
pub struct InternalFault {
    what: String,
}

impl InternalFault {
    /// The check failed in this way.
    #[must_use]
    pub fn new(what: String) -> Self {
        Self { what }
    }
}

/// Fails with what `say` gives unless `holds`.
fn ensure(holds: bool, say: impl FnOnce() -> String) -> Result<(), InternalFault> {
    if holds { Ok(()) } else { Err(InternalFault::new(say())) }
}

/// Checks all of an allocation of `round`.
///
/// # Errors
/// Says which check failed, and for which application or pot.
pub(super) fn check(allocation: &Allocation, round: &Round<'_>) -> Result<(), InternalFault> {
    let Round { ranking, pots, .. } = *round;
    let (candidates, decisions) = (ranking.claims().len(), allocation.decisions.len());
    ensure(candidates == decisions, || format!("{decisions} decisions on {candidates} applications"))?;
    money_adds_up(allocation, pots)?;
    for (place, decision) in allocation.decisions.iter().enumerate() {
        bounds(ranking, place, decision, pots)?;
    }
    replay::looks_are_true(allocation, round)?;
    inversion::explain_each(ranking, allocation, pots, |_, _| {})
}

fn money_adds_up(allocation: &Allocation, pots: &[PotState<'_>]) -> Result<(), InternalFault> {
    ensure(allocation.accounts.len() == pots.len() && allocation.seen.len() == pots.len(), || {
        "a pot without an account".to_owned()
    })?;
    let mut drawn = vec![(Kroner::ZERO, 0); pots.len()];
    let mut in_all = Kroner::ZERO;
    for decision in &allocation.decisions {
        in_all += decision.granted;
        if let Some(pot) = decision.pot {
            ensure(pot < pots.len(), || format!("granted from pot {pot}, which is not there"))?;
            drawn[pot].0 += decision.granted;
            drawn[pot].1 += 1;
        }
    }
    for ((pot, account), (amount, applications)) in pots.iter().zip(&allocation.accounts).zip(&drawn) {
        let holds = account.frame == pot.frame.max(Kroner::ZERO)
            && account.granted + account.rest == account.frame
            && account.granted == pot.granted_before + *amount
            && account.applications == pot.applications_before + applications
            && (*amount == Kroner::ZERO || *amount + pot.granted_before <= account.frame);
        ensure(holds, || format!("pot {}: {account:?}, but the grants are {amount:?}", pot.rules.id))?;
    }
    let from_pots: Kroner = drawn.iter().map(|(amount, _)| *amount).sum();
    ensure(from_pots == in_all, || format!("{in_all:?} are granted, but {from_pots:?} come from pots"))
}

/// Nobody gets more than was applied for, eligible or there, and the reason fits what was given.
fn bounds(ranking: &Ranking, place: usize, decision: &Decision, pots: &[PotState<'_>]) -> Result<(), InternalFault> {
    let claim = ranking.claims()[place];
    let id = || &ranking.candidate(place).id;
    let Some(pot) = decision.pot else {
        let nothing = decision.granted == Kroner::ZERO
            && decision.positions == Positions::ZERO
            && !matches!(decision.outcome, Outcome::Granted(_));
        return ensure(nothing, || format!("{} is granted something from no pot", id()));
    };
    let ceiling = claim.applied.min(claim.eligible).min(pots[pot].available()).or_zero();
    ensure(Kroner::ZERO <= decision.granted && decision.granted <= ceiling, || {
        format!("{} is granted {:?}, but may have {ceiling:?} at most", id(), decision.granted)
    })?;
    ensure(decision.positions <= claim.positions, || {
        format!("{} is granted more positions than it applied for", id())
    })?;
    let full = decision.granted == claim.eligible && decision.positions == claim.positions;
    let fits = match decision.outcome {
        Outcome::Granted(GrantReason::Commitment) => claim.kind == Kind::Continuing,
        Outcome::Granted(GrantReason::Ranked) => claim.kind == Kind::New && decision.rank.is_some() && full,
        Outcome::Granted(GrantReason::Part) => claim.kind == Kind::New && decision.rank.is_some() && !full,
        _ => false,
    };
    let taken = pots[pot].rules.kinds.contains(&claim.kind);
    ensure(fits && taken, || format!("{} is granted as {:?}, which it is not", id(), decision.outcome))
}

#[cfg(test)]
mod tests;
