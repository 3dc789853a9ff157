//! Checks of a finished allocation, from its decisions and looks alone: nothing here shares a step with the walk.
//!
//! Granted + rest = frame; nobody above what was applied for, eligible or there; every look true where it was taken; every
//! lower-ranked grant explained to everyone above it (allocation.md, section 5).

mod replay;

use super::{
    Allocation, Decision, Earlier, GrantReason, HoldReason, Outcome, PotState, RejectReason, Verdict, inversion,
};
use crate::application::Kind;
use crate::money::{Kroner, Positions};
use crate::policy::Limits;
use crate::rank::{Candidate, Ranking};

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

/// Checks all of an allocation.
///
/// # Errors
/// Says which check failed, and for which application or pot.
pub fn check(
    allocation: &Allocation,
    ranking: &Ranking,
    pots: &[PotState<'_>],
    limits: &Limits,
    step: Positions,
    earlier: &Earlier,
) -> Result<(), InternalFault> {
    everyone_once(ranking.candidates(), &allocation.decisions)?;
    money_adds_up(allocation, pots)?;
    for (candidate, decision) in ranking.candidates().iter().zip(&allocation.decisions) {
        whole(candidate, decision, pots)?;
    }
    replay::looks_are_true(ranking, &allocation.decisions, pots, limits, step, earlier)?;
    inversion::explain_each(ranking, &allocation.decisions, pots, |_, _| {})
}

fn everyone_once(candidates: &[Candidate], decisions: &[Decision]) -> Result<(), InternalFault> {
    ensure(candidates.len() == decisions.len(), || {
        format!("{} decisions on {} applications", decisions.len(), candidates.len())
    })?;
    for (candidate, decision) in candidates.iter().zip(decisions) {
        ensure(candidate.id == decision.id, || format!("the decision on {} is on {}", candidate.id, decision.id))?;
    }
    let twice = decisions.windows(2).find(|pair| pair[0].id >= pair[1].id);
    ensure(twice.is_none(), || twice.map_or_else(String::new, |pair| format!("{} is there twice", pair[1].id)))
}

fn money_adds_up(allocation: &Allocation, pots: &[PotState<'_>]) -> Result<(), InternalFault> {
    ensure(allocation.accounts.len() == pots.len(), || "a pot without an account".to_owned())?;
    let mut drawn = vec![(Kroner::ZERO, 0); pots.len()];
    let mut in_all = Kroner::ZERO;
    for decision in &allocation.decisions {
        in_all += decision.granted;
        if let Some(pot) = decision.pot {
            ensure(pot < pots.len(), || format!("{} is granted from a pot that is not there", decision.id))?;
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

/// Whether a decision holds together in itself and with its application.
fn whole(candidate: &Candidate, decision: &Decision, pots: &[PotState<'_>]) -> Result<(), InternalFault> {
    match decision.pot {
        Some(pot) => granted(candidate, decision, pot, pots[pot].available()),
        None => refused(candidate, decision, pots),
    }
}

fn granted(candidate: &Candidate, decision: &Decision, pot: usize, there: Kroner) -> Result<(), InternalFault> {
    let id = &candidate.id;
    let ceiling = candidate.applied.min(candidate.eligible).min(there).or_zero();
    ensure(Kroner::ZERO <= decision.granted && decision.granted <= ceiling, || {
        format!("{id} is granted {:?}, but may have {ceiling:?} at most", decision.granted)
    })?;
    ensure(decision.positions <= candidate.positions, || {
        format!("{id} is granted more positions than it applied for")
    })?;
    let full = decision.granted == candidate.eligible && decision.positions == candidate.positions;
    let fits_reason = match decision.outcome {
        Outcome::Granted(GrantReason::Commitment) => candidate.kind == Kind::Continuing,
        Outcome::Granted(GrantReason::Ranked) => candidate.kind == Kind::New && full,
        Outcome::Granted(GrantReason::Part) => candidate.kind == Kind::New && !full,
        _ => false,
    };
    let drew = Verdict::Drew(decision.granted, decision.positions);
    let last = decision.looks.last().is_some_and(|look| look.pot == pot && look.verdict == drew);
    ensure(fits_reason && last, || format!("{id} is granted, but its reason or its looks say otherwise"))
}

fn refused(candidate: &Candidate, decision: &Decision, pots: &[PotState<'_>]) -> Result<(), InternalFault> {
    let id = &candidate.id;
    let nothing = decision.granted == Kroner::ZERO
        && decision.positions == Positions::ZERO
        && !decision.looks.iter().any(|look| matches!(look.verdict, Verdict::Drew(..)));
    ensure(nothing, || format!("{id} is granted something from no pot"))?;
    let taken = pots.iter().any(|pot| pot.rules.kinds.contains(&candidate.kind));
    let tied = decision.looks.iter().any(|look| look.verdict == Verdict::Tie);
    let reason = match (candidate.kind, decision.rank) {
        (Kind::New, None) if candidate.score.is_none() => Outcome::Held(HoldReason::Unscored),
        (Kind::New, None) => Outcome::Rejected(RejectReason::Threshold),
        _ if !taken => Outcome::Rejected(RejectReason::NoPot),
        (Kind::Continuing, _) => Outcome::Held(HoldReason::Shortfall),
        (Kind::New, _) if tied => Outcome::Held(HoldReason::Tie),
        (Kind::New, _) => match decision.looks.last().map(|look| look.verdict) {
            Some(Verdict::LimitOffice) => Outcome::Rejected(RejectReason::LimitOffice),
            Some(Verdict::LimitMunicipality) => Outcome::Rejected(RejectReason::LimitMunicipality),
            _ => Outcome::Rejected(RejectReason::Frame),
        },
    };
    ensure(decision.outcome == reason, || {
        format!("{id} ended as {:?}, but what happened says {reason:?}", decision.outcome)
    })
}
