//! What changed between two runs, and because of which input: the first run's inputs are made into the second's one cause at
//! a time, and the round is settled anew after each. So every part is the difference of two real runs, and the parts add up
//! to the whole change exactly. The order is fixed (docs/decisions.md): what two causes did together is told at the later.
//!
//! Words and files are left alone.

mod applicant;
mod cause;
mod copies;
mod inputs;
mod judged;
mod mark;
mod rule;
mod said;
mod settled;

use std::collections::BTreeMap;

pub use cause::{Assessed, Cause, Given, Place, RegisterRow};
pub use inputs::{Key, Run};
pub use settled::{Account, Is, Settled};

use crate::allocate::InternalFault;
use crate::money::Kroner;
use crate::policy::rules;

/// What two runs differ in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The first run.
    pub before: Settled,
    /// The second.
    pub after: Settled,
    /// Every input that differs, in the order they were taken over, each with what it moved.
    pub parts: Vec<Part>,
    /// Inputs with the same bytes under another name: before, after.
    pub renamed: Vec<(String, String)>,
}

/// One cause and what it alone moved, when those before it had done their work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The cause.
    pub cause: Cause,
    /// Whom it moved, by application.
    pub moved: Vec<Moved>,
    /// What it made of each pot that it changed.
    pub pots: BTreeMap<String, Account>,
}

/// One application that a cause moved; nothing on the side of a run that does not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The application.
    pub key: Key,
    /// As it was before.
    pub before: Option<Is>,
    /// As it is after.
    pub after: Option<Is>,
}

/// Why two runs cannot be held against each other.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    /// The figures of a `run.json` do not give its own result: it was changed, or another version made it.
    #[error("run.json does not give its own result")]
    NotItself(Side),
    /// A check of an allocation failed, or the causes do not lead from one run to the other: a fault in this program.
    #[error(transparent)]
    Internal(#[from] InternalFault),
}

/// Which of two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

/// What differs between `before` and `after`, with its causes.
///
/// # Errors
/// [`Fault`].
pub fn between(before: &Run, after: &Run) -> Result<Difference, Fault> {
    let after = &after.with_keys_of(before);
    let start = before.settle()?;
    if start != before.recorded {
        return Err(Fault::NotItself(Side::Before));
    }
    if after.settle()? != after.recorded {
        return Err(Fault::NotItself(Side::After));
    }
    let mut state = before.clone();
    state.rules.batch.clone_from(&after.rules.batch);
    (state.rules.batch.county, state.rules.batch.deadline) =
        (before.rules.batch.county.clone(), before.rules.batch.deadline);
    let (mut now, mut parts) = (start.clone(), Vec::new());
    for step in cause::steps(before, after) {
        step.take(&mut state, after);
        let next = if step.sways() { state.settle()? } else { now.clone() };
        parts.push(Part { cause: step.cause, moved: moved(&now, &next), pots: changes(&now, &next) });
        now = next;
    }
    // Not only the outcome: a rule that was not taken may decide nothing here, and the next time it does.
    if now != after.recorded || rules(&state.rules) != rules(&after.rules) {
        return Err(InternalFault::new("the causes do not lead from one run to the other".to_owned()).into());
    }
    Ok(Difference { before: start, after: now, parts, renamed: before.renamed(after) })
}

/// Every application that is not the same in both.
fn moved(before: &Settled, after: &Settled) -> Vec<Moved> {
    let mut keys: Vec<&Key> = before.applications.keys().chain(after.applications.keys()).collect();
    keys.sort();
    keys.dedup();
    let pair = |key: &Key| (before.applications.get(key).cloned(), after.applications.get(key).cloned());
    let pairs = keys.into_iter().map(|key| (key, pair(key))).filter(|(_, (before, after))| before != after);
    pairs.map(|(key, (before, after))| Moved { key: key.clone(), before, after }).collect()
}

/// What became of each pot that is not the same in both.
fn changes(before: &Settled, after: &Settled) -> BTreeMap<String, Account> {
    let ids = before.pots.keys().chain(after.pots.keys());
    let change = |id: &String| {
        let side = |settled: &Settled| settled.pots.get(id).copied().unwrap_or_default();
        side(after).less(side(before))
    };
    ids.map(|id| (id.clone(), change(id))).filter(|(_, change)| *change != Account::default()).collect()
}

impl Part {
    /// The kroner granted that it added, from all pots.
    #[must_use]
    pub fn granted(&self) -> Kroner {
        self.pots.values().map(|pot| pot.granted).sum()
    }

    /// Whether it changed anything that was decided.
    #[must_use]
    pub fn is_without_effect(&self) -> bool {
        self.moved.is_empty() && self.pots.is_empty()
    }
}

impl Difference {
    /// Every application that ended otherwise, from the first run to the second.
    #[must_use]
    pub fn moved(&self) -> Vec<Moved> {
        moved(&self.before, &self.after)
    }

    /// The whole change of each pot that changed.
    #[must_use]
    pub fn pots(&self) -> BTreeMap<String, Account> {
        changes(&self.before, &self.after)
    }
}
