//! Who was passed over by someone ranked lower, and for what reason at each pot (allocation.md, 5: nothing passes silently).

use super::{Allocation, InternalFault, Noted, PotState, Seen};
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
    let mut last = None;
    explain_each(ranking, allocation, pots, |place, passed| {
        if last != Some(place) {
            let (id, rank) = (ranking.candidate(place).id.clone(), allocation.decisions[place].rank);
            inversions.push(Inversion { id, rank, passed: Vec::new() });
            last = Some(place);
        }
        if let Some(inversion) = inversions.last_mut() {
            inversion.passed.push(passed);
        }
    })?;
    inversions.reverse();
    Ok(inversions)
}

/// Calls `explained` for each place and each pot that passed it over, lowest rank first: so what is ranked lower is known.
pub(super) fn explain_each(
    ranking: &Ranking,
    allocation: &Allocation,
    pots: &[PotState<'_>],
    mut explained: impl FnMut(usize, Passed),
) -> Result<(), InternalFault> {
    let mut lower = vec![0; pots.len()];
    let mut notes: Vec<&[Seen]> = allocation.seen.iter().map(Vec::as_slice).collect();
    let refused = |place: &usize| allocation.decisions[*place].pot.is_none();
    let mut explain = |place: usize, lower: &[usize]| {
        for (pot, &lower) in lower.iter().enumerate().filter(|(_, lower)| **lower > 0) {
            let noted = note_on(place, &mut notes[pot]);
            let why = reason(ranking.claims()[place].kind, noted, &pots[pot]).ok_or_else(|| {
                let (pot, id) = (&pots[pot].rules.id, &ranking.candidate(place).id);
                InternalFault::new(format!("pot {pot} granted {lower} ranked below {id} without a reason"))
            })?;
            explained(place, Passed { pot, lower, why });
        }
        Ok(())
    };
    for block in ranking.blocks().rev() {
        for place in block.places.clone().rev().filter(refused) {
            explain(place, &lower)?;
        }
        for pot in block.places.filter_map(|place| allocation.decisions[place].pot) {
            lower[pot] += 1;
        }
    }
    for place in ranking.commitments().rev().filter(refused) {
        explain(place, &lower)?;
    }
    Ok(())
}

/// What a pot noted of `place`, reading its notes from the end: places are asked for from the last to the first.
fn note_on(place: usize, notes: &mut &[Seen]) -> Option<Noted> {
    while let [earlier @ .., last] = notes {
        if last.place as usize <= place {
            return (last.place as usize == place).then_some(last.what);
        }
        *notes = earlier;
    }
    None
}

/// The reason that this pot may grant something ranked lower, if there is one: a pot that stopped may not.
fn reason(kind: Kind, noted: Option<Noted>, state: &PotState<'_>) -> Option<PassedOver> {
    if !state.rules.kinds.contains(&kind) {
        return Some(PassedOver::KindNotTaken);
    }
    let goes_on = state.rules.shortfall == Shortfall::Skip;
    match noted? {
        Noted::DidNotFit if goes_on => Some(PassedOver::DidNotFit),
        Noted::Tie if goes_on => Some(PassedOver::Tie),
        Noted::LimitOffice => Some(PassedOver::LimitOffice),
        Noted::LimitMunicipality => Some(PassedOver::LimitMunicipality),
        Noted::DidNotFit | Noted::Tie | Noted::Stopped | Noted::CommitmentsUncovered | Noted::Drew => None,
    }
}
