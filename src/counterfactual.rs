//! For each application that is not granted, the smallest change that would have granted it, everything else equal
//! (allocation.md, section 8): more in a pot, a higher score, a lower amount.
//!
//! Every answer is a run of the allocation that grants it and one with a unit less that does not. That it is the smallest
//! follows from stopping at every point where the allocation can change, or from an order in which more never hurts.

mod own;

use crate::allocate::{Allocation, InternalFault};
use crate::application::Kind;
use crate::money::Kroner;
use crate::policy::{Policy, Shortfall};
use crate::settle::{Case, Ready, Sweep};

/// A change that alone would have granted an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// So much more in a pot.
    Frame {
        /// Index of the pot in the policy.
        pot: usize,
        /// Whole kroner.
        by: Kroner,
    },
    /// A score of this many hundredths.
    Score(i128),
    /// No more than this applied for, for the same positions.
    Applied(Kroner),
}

/// What was found for one application.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The smallest changes, one of each kind and pot that has one, in that order.
    pub changes: Vec<Change>,
    /// Whether every kind was searched to its end. In a batch too large for that, those nearest the line are searched first.
    pub searched: bool,
}

/// How many notes on applications the search for frames may take, and as many again the search for scores and amounts: a
/// second or two each. A round of some thousand applications to three pots comes nowhere near it.
const NOTES: u64 = 400_000_000;

/// How many frames of one pot are tried. Where shares change with every krone there would be no end to them.
const FRAMES: usize = 20_000;

/// The smallest changes for every person of `case` (its candidates, then its demands) that `allocation` does not grant.
///
/// # Errors
/// When a change does not prove to be enough, or not to be the smallest: a fault in this program.
pub fn changes(case: &Case<'_>, ready: &Ready<'_>, allocation: &Allocation) -> Result<Vec<Found>, InternalFault> {
    let people = case.candidates.len() + case.demands.len();
    let mut found = vec![Found { changes: Vec::new(), searched: true }; people];
    let mut waiting: Vec<(usize, usize)> = (0..people)
        .filter(|at| !ready.is_granted(allocation, *at))
        .filter_map(|at| Some((ready.place(at)?, at)))
        .filter(|(place, _)| !ready.ranking.unscored().contains(place))
        .collect();
    waiting.sort_unstable();
    let mut notes = Notes { left: NOTES };
    for pot in 0..case.pots.len() {
        // No frame grants what is below the threshold, unless people decided to grant it.
        let ranked = |place| !ready.ranking.below_threshold().contains(place);
        let by_frame = waiting.iter().filter(|(place, at)| ranked(place) || *at >= case.candidates.len());
        by_frames(case, pot, by_frame.map(|(_, at)| *at).collect(), &mut notes, &mut found)?;
    }
    let mut notes = Notes { left: NOTES };
    let mut trials = own::Trials::new(case, ready, allocation, &mut notes);
    for (place, at) in waiting {
        let changes = trials.of(place)?;
        found[at].searched &= changes.is_some();
        found[at].changes.extend(changes.into_iter().flatten());
    }
    Ok(found)
}

/// What a search may still cost.
struct Notes {
    left: u64,
}

impl Notes {
    /// Takes the notes of one run; false where there are none left.
    fn take(&mut self, notes: usize) -> bool {
        let Some(left) = self.left.checked_sub(u64::try_from(notes).unwrap_or(u64::MAX)) else { return false };
        self.left = left;
        true
    }
}

/// One sweep of a pot answers for all who wait: each is granted first at the smallest frame that grants it.
fn by_frames(
    case: &Case<'_>,
    pot: usize,
    mut waiting: Vec<usize>,
    notes: &mut Notes,
    found: &mut [Found],
) -> Result<(), InternalFault> {
    let frame = case.pots[pot].frame;
    let mut sweep = Sweep::from(case, pot, frame);
    let mut tried = 0;
    let each = found.len() * case.pots.len();
    while !waiting.is_empty() && sweep.advance() {
        tried += 1;
        if tried > FRAMES || !notes.take(each) {
            waiting.iter().for_each(|at| found[*at].searched = false);
            return Ok(());
        }
        let (granted, rest): (Vec<usize>, Vec<usize>) = waiting.into_iter().partition(|at| sweep.is_granted(*at));
        waiting = rest;
        if granted.is_empty() {
            continue;
        }
        let by = sweep.frame() - frame;
        if !sweep.need_every_krone(&granted) {
            return Err(InternalFault::new(format!("less than {by:?} more in pot {pot} grants someone")));
        }
        for at in granted {
            found[at].changes.push(Change::Frame { pot, by });
        }
    }
    Ok(())
}

/// Whether lowering the amount of a continuing application can be answered: where shares are given in proportion, one that
/// asks for less gets less.
fn shares(policy: &Policy) -> bool {
    use crate::policy::CommitmentShortfall::Prorate;
    policy.pots.iter().any(|pot| pot.kinds.contains(&Kind::Continuing) && pot.commitment_shortfall == Prorate)
}

/// Whether a tie with others can grant an application that a higher score would not: what a block leaves in an earlier pot
/// may go to one of the same municipality, and then a limit.
fn ties_can_help(policy: &Policy) -> bool {
    policy.limits.hold_back() && policy.pots.len() > 1 && policy.pots.iter().any(|pot| pot.shortfall == Shortfall::Skip)
}
