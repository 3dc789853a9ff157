//! The frames of a pot at which somebody enters or leaves the set of granted applications (allocation.md, section 9).

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::policy::Shortfall;
use crate::settle::{Case, Demand, Sweep};

/// The frames of one pot at which the set of granted applications changes, everything else as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakpoints {
    /// Index of the pot.
    pub pot: usize,
    /// Its frame as it is.
    pub frame: Kroner,
    /// The steps from a frame of nil to the sum of all eligible amounts, the first of them at nil.
    pub steps: Vec<Step>,
    /// Whether a larger frame takes nothing from anybody: not under `skip`, nor where somebody leaves at one of the steps.
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

/// Nor are more frames tried than this, of which most may change nothing.
const MOST_TRIED: usize = 200_000;

/// How many notes on applications the search may take for each pot: some seconds.
pub const THOROUGH: usize = 400_000_000;
/// The same where it is one thing among many: a small part of a second.
pub const IN_PASSING: usize = 4_000_000;

/// The breakpoints of every pot, as far as so many notes go.
#[must_use]
pub fn breakpoints(case: &Case<'_>, notes: usize) -> Vec<Breakpoints> {
    (0..case.pots.len()).into_par_iter().map(|pot| of_pot(case, pot, notes)).collect()
}

fn of_pot(case: &Case<'_>, pot: usize, notes: usize) -> Breakpoints {
    let ids = people(case);
    let most: Kroner = case.candidates.iter().map(|one| one.eligible).sum::<Kroner>()
        + case.pots[pot].granted
        + case.demands.iter().map(Demand::needs).sum();
    let mut sweep = Sweep::from(case, pot, Kroner::ZERO);
    let mut before = vec![false; ids.len()];
    let (mut steps, mut complete) = (Vec::new(), false);
    for tried in 0..=(notes / (ids.len() * case.pots.len()).max(1)).min(MOST_TRIED) {
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
    // A part of an application may use up a limit that somebody behind it would have been within.
    let monotone = case.policy.pots.iter().all(|pot| pot.shortfall != Shortfall::Skip)
        && steps.iter().all(|step| step.leave.is_empty());
    Breakpoints { pot, frame: case.pots[pot].frame, steps, monotone, complete }
}

/// Everyone a sweep can say something of, in its order.
fn people(case: &Case<'_>) -> Vec<ApplicationId> {
    let candidates = case.candidates.iter().map(|one| &one.id);
    candidates.chain(case.demands.iter().map(Demand::id)).cloned().collect()
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
