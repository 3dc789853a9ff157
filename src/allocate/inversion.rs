//! Who was passed over by someone ranked lower, and for what reason at each pot (allocation.md, 5: nothing passes silently).

use super::{Allocation, Decision, InternalFault, PotState, Verdict};
use crate::application::Kind;
use crate::identity::ApplicationId;
use crate::policy::Shortfall;
use crate::rank::Ranking;

/// An application that got nothing while some ranked below it got something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inversion {
    /// The application.
    pub id: ApplicationId,
    /// Its rank; `None` for a continuing one, which comes before every new one.
    pub rank: Option<usize>,
    /// Each pot that granted something ranked lower, in order.
    pub passed: Vec<Passed>,
}

/// Why one pot passed an application over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// Index of the pot in the policy.
    pub pot: usize,
    /// How many lower-ranked applications it granted.
    pub lower: usize,
    /// The reason.
    pub why: PassedOver,
}

/// The reasons there are for granting a lower-ranked application and not a higher-ranked one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    /// The pot does not take its kind.
    KindNotTaken,
    /// It did not fit in what was left, and the pot goes on to the next.
    DidNotFit,
    /// The office had as many new projects as it may.
    LimitOffice,
    /// The municipality would have got more than it may.
    LimitMunicipality,
    /// Its block of ties fitted only in part, and the pot goes on to the next.
    Tie,
}

impl PassedOver {
    /// The reason's key in run.json: `did_not_fit`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::KindNotTaken => "kind_not_taken",
            Self::DidNotFit => "did_not_fit",
            Self::LimitOffice => "limit_office",
            Self::LimitMunicipality => "limit_municipality",
            Self::Tie => "tie",
        }
    }
}

/// Every application that was passed over, continuing ones first (by id), then by rank, with the reason at each pot.
///
/// Reads only decisions and looks: it does not know how the walk came to them.
///
/// # Errors
/// When some pair has no reason that can explain it.
pub fn inversions(
    ranking: &Ranking,
    allocation: &Allocation,
    pots: &[PotState<'_>],
) -> Result<Vec<Inversion>, InternalFault> {
    let mut inversions: Vec<Inversion> = Vec::new();
    explain_each(ranking, &allocation.decisions, pots, |decision, passed| match inversions.last_mut() {
        Some(last) if last.id == decision.id => last.passed.push(passed),
        _ => inversions.push(Inversion { id: decision.id.clone(), rank: decision.rank, passed: vec![passed] }),
    })?;
    inversions.reverse();
    Ok(inversions)
}

/// Calls `explained` for each application and pot that passed it over, lowest rank first: so what is ranked lower is known.
pub(super) fn explain_each(
    ranking: &Ranking,
    decisions: &[Decision],
    pots: &[PotState<'_>],
    mut explained: impl FnMut(&Decision, Passed),
) -> Result<(), InternalFault> {
    let mut lower = vec![0; pots.len()];
    let mut explain = |at: usize, lower: &[usize]| {
        let decision = &decisions[at];
        for (pot, &lower) in lower.iter().enumerate().filter(|(_, lower)| **lower > 0) {
            let kind = ranking.candidates()[at].kind;
            let why = reason(kind, decision, pot, &pots[pot]).ok_or_else(|| {
                InternalFault::new(format!(
                    "pot {} granted {lower} ranked below {} without a reason",
                    pot + 1,
                    decision.id
                ))
            })?;
            explained(decision, Passed { pot, lower, why });
        }
        Ok(())
    };
    let blocks: Vec<_> = ranking.blocks().collect();
    for block in blocks.iter().rev() {
        for &at in block.members.iter().rev().filter(|at| decisions[**at].pot.is_none()) {
            explain(at, &lower)?;
        }
        for pot in block.members.iter().filter_map(|at| decisions[*at].pot) {
            lower[pot] += 1;
        }
    }
    for &at in ranking.commitments().iter().rev().filter(|at| decisions[**at].pot.is_none()) {
        explain(at, &lower)?;
    }
    Ok(())
}

/// The reason that this pot may grant something ranked lower, if there is one: a pot that stopped may not.
fn reason(kind: Kind, decision: &Decision, pot: usize, state: &PotState<'_>) -> Option<PassedOver> {
    if !state.rules.kinds.contains(&kind) {
        return Some(PassedOver::KindNotTaken);
    }
    let goes_on = state.rules.shortfall == Shortfall::Skip;
    let look = decision.looks.iter().find(|look| look.pot == pot)?;
    match look.verdict {
        Verdict::DidNotFit if goes_on => Some(PassedOver::DidNotFit),
        Verdict::Tie if goes_on => Some(PassedOver::Tie),
        Verdict::LimitOffice => Some(PassedOver::LimitOffice),
        Verdict::LimitMunicipality => Some(PassedOver::LimitMunicipality),
        Verdict::DidNotFit | Verdict::Tie | Verdict::Stopped | Verdict::CommitmentsUncovered | Verdict::Drew(..) => {
            None
        }
    }
}
