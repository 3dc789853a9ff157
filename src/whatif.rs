//! What would have been: the round with a change beside the round without it, and how far each weight can be moved
//! (allocation.md, section 9). Everything is a run of the allocation on what is in memory; nothing is read again.

mod weights;

use rust_decimal::Decimal;

pub use weights::{Bound, Robustness, robustness};

use crate::allocate::InternalFault;
use crate::check::{self, Batch};
use crate::conclude::{self, Depth, conclude};
use crate::earlier::EarlierRounds;
use crate::form::decision::{Action, DecisionRow};
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::origin::{CellRef, Source};
use crate::policy::Policy;
use crate::recommendation::{FrameEntry, Recommendation};
use crate::settle::Case;

/// One change of what a round is settled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The frame of a pot, by its index, rises or falls by this.
    FrameBy(usize, Kroner),
    /// The frame of a pot, by its index, is this.
    FrameAt(usize, Kroner),
    /// An application is taken back.
    Decline(ApplicationId),
    /// A criterion, by its index, weighs this.
    Weight(usize, Decimal),
}

/// Makes `change` in what a round is settled from.
pub fn make(change: &Change, batch: &mut Batch, policy: &mut Policy) {
    match change {
        Change::FrameBy(pot, by) => batch.frames[*pot].push(entry(*by, policy)),
        Change::FrameAt(pot, frame) => {
            let now: Kroner = batch.frames[*pot].iter().map(|entry| entry.amount).sum();
            batch.frames[*pot].push(entry(*frame - now, policy));
        }
        Change::Decline(id) => {
            let declined = batch.submissions().find(|one| one.id == *id).cloned();
            if let Some(submission) = declined {
                batch.decisions.retain(|row| !row.is_about(&submission));
            }
            batch.decisions.push(withdrawal(id.clone()));
        }
        Change::Weight(criterion, weight) => {
            policy.criteria[*criterion].weight = *weight;
            check::weigh(&mut batch.scored, policy);
        }
    }
}

fn entry(amount: Kroner, policy: &Policy) -> FrameEntry {
    FrameEntry { date: policy.batch.as_of, text: "whatif".to_owned(), amount, reference: None, found: None }
}

fn withdrawal(id: ApplicationId) -> DecisionRow {
    DecisionRow {
        source: Source { file: "whatif".into(), sheet: "".into() },
        at: CellRef::new(0, 0),
        application: Some(id),
        project_id: None,
        action: Some(Action::Withdraw),
        amount: None,
        reason: None,
        found: None,
        sound: true,
    }
}

/// The round with all of `changes`.
///
/// # Errors
/// When a check of the allocation fails.
pub fn with(
    changes: &[Change],
    mut batch: Batch,
    earlier: &EarlierRounds,
    mut policy: Policy,
) -> Result<Recommendation, InternalFault> {
    for change in changes {
        make(change, &mut batch, &mut policy);
    }
    conclude(batch, earlier, policy, Vec::new(), Depth::Outcomes)
}

/// What a round is settled from, as [`crate::breakpoint`] and [`robustness`] ask for it.
#[must_use]
pub fn case<'a>(batch: &Batch, earlier: &EarlierRounds, policy: &'a Policy) -> Case<'a> {
    conclude::case(batch.clone(), earlier, policy)
}
