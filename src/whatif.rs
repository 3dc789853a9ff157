//! What would have been: the round with a change beside the round without it, the frames at which somebody enters or leaves
//! (allocation.md, section 9), and how far each weight can be moved. Everything is a run of the allocation on what is in
//! memory; nothing is read again.

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
use crate::policy::{Policy, Shortfall};
use crate::recommendation::{FrameEntry, Recommendation};
use crate::settle::{Case, Sweep};

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
            let submissions = batch.admitted.iter().map(|one| &one.submission);
            let mut all = submissions.chain(batch.set_aside.iter().map(|(one, _)| one));
            if let Some(submission) = all.find(|one| one.id == *id).cloned() {
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
    FrameEntry { date: policy.batch.as_of, text: "whatif".to_owned(), amount, reference: None }
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

/// The frames of one pot at which the set of granted applications changes, everything else as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakpoints {
    /// Index of the pot.
    pub pot: usize,
    /// Its frame as it is.
    pub frame: Kroner,
    /// The steps from a frame of nil to the sum of all eligible amounts, the first of them at nil.
    pub steps: Vec<Step>,
    /// Whether a larger frame can take something from somebody: under `skip`.
    pub monotone: bool,
    /// Whether these are all: there is a ceiling on how many are listed.
    pub complete: bool,
}

/// One frame at which the set changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The frame.
    pub frame: Kroner,
    /// Who is granted from here on, and was not before; sorted.
    pub enter: Vec<ApplicationId>,
    /// Who was granted before, and is not from here on; sorted.
    pub leave: Vec<ApplicationId>,
    /// How many applications are granted, from all pots.
    pub applications: usize,
    /// Kroner granted from the pot.
    pub granted: Kroner,
    /// What is left in the pot.
    pub rest: Kroner,
}

/// No office reads more steps than this; under `skip` there can be more of them than kroner in the world.
const MOST_STEPS: usize = 20_000;
/// Nor are more frames tried than this, of which most change nothing.
const MOST_TRIED: usize = 100_000;

/// The breakpoints of every pot.
#[must_use]
pub fn breakpoints(case: &Case<'_>) -> Vec<Breakpoints> {
    (0..case.pots.len()).map(|pot| of_pot(case, pot)).collect()
}

/// What a round is settled from, as [`breakpoints`] and [`robustness`] ask for it.
#[must_use]
pub fn case<'a>(batch: &Batch, earlier: &EarlierRounds, policy: &'a Policy) -> Case<'a> {
    conclude::case(batch.clone(), earlier, policy)
}

fn of_pot(case: &Case<'_>, pot: usize) -> Breakpoints {
    let ids = people(case);
    let most: Kroner = case.candidates.iter().map(|one| one.eligible).sum::<Kroner>()
        + case.pots[pot].granted
        + case.demands.iter().map(crate::settle::Demand::needs).sum();
    let mut sweep = Sweep::from(case, pot, Kroner::ZERO);
    let mut before = vec![false; ids.len()];
    let (mut steps, mut complete) = (Vec::new(), false);
    for tried in 0..MOST_TRIED {
        let now: Vec<bool> = (0..ids.len()).map(|at| sweep.is_granted(at)).collect();
        if now != before || tried == 0 {
            steps.push(step(&sweep, &ids, &before, &now));
            before = now;
        }
        complete = !sweep.advance() || sweep.frame() > most;
        if complete || steps.len() == MOST_STEPS {
            break;
        }
    }
    let monotone = case.policy.pots.iter().all(|pot| pot.shortfall != Shortfall::Skip);
    Breakpoints { pot, frame: case.pots[pot].frame, steps, monotone, complete }
}

/// Everyone a sweep can say something of, in its order.
fn people(case: &Case<'_>) -> Vec<ApplicationId> {
    let candidates = case.candidates.iter().map(|one| &one.id);
    candidates.chain(case.demands.iter().map(crate::settle::Demand::id)).cloned().collect()
}

fn step(sweep: &Sweep<'_>, ids: &[ApplicationId], before: &[bool], now: &[bool]) -> Step {
    let differ = |was: bool| {
        let pairs = before.iter().zip(now).zip(ids);
        let moved = pairs.filter(move |((before, now), _)| **before == was && **now != was).map(|(_, id)| id.clone());
        let mut moved: Vec<ApplicationId> = moved.collect();
        moved.sort();
        moved
    };
    let account = sweep.account();
    Step {
        frame: sweep.frame(),
        enter: differ(false),
        leave: differ(true),
        applications: now.iter().filter(|granted| **granted).count(),
        granted: account.granted,
        rest: account.rest,
    }
}
