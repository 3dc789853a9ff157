//! Pots, draws and outcomes: the ranked applications against the money there is (allocation.md, sections 1 and 5).
//!
//! [`allocate`] walks the pots and lets an audit check the result before anyone sees it.

mod audit;
mod commitments;
mod inversion;
mod limits;
mod outcome;
mod raise;
mod walk;

pub use audit::InternalFault;
pub use inversion::{Inversion, Passed, PassedOver, inversions};
pub use limits::{Earlier, Office, Offices};
pub use outcome::{DismissReason, GrantReason, HoldReason, Outcome, RejectReason, WithdrawReason};

use crate::money::{Kroner, Positions};
use crate::policy::{CommitmentShortfall, Limits, PotRules};
use crate::rank::Ranking;

/// What happened to one application when its turn came at one pot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Index of the pot in the policy.
    pub pot: usize,
    /// What was left in the pot before.
    pub rest_before: Kroner,
    /// What the application needed.
    pub needed: Kroner,
    /// What happened.
    pub verdict: Verdict,
}

/// What happened at a pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was granted this much, for this many positions.
    Drew(Kroner, Positions),
    /// It did not fit.
    DidNotFit,
    /// One before it did not fit, and the pot stops there.
    Stopped,
    /// The office has as many new projects as it may.
    LimitOffice,
    /// The municipality would get more than it may.
    LimitMunicipality,
    /// Its block of ties fits only in part.
    Tie,
    /// The continuing applications do not all fit, so nothing new is granted here.
    CommitmentsUncovered,
}

/// The decision on one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its outcome.
    pub outcome: Outcome,
    /// Rank among the new ones with a score at or above the threshold, from 1; ties share one.
    pub rank: Option<usize>,
    /// Index of the pot it was granted from.
    pub pot: Option<usize>,
    /// Kroner granted; nil unless granted.
    pub granted: Kroner,
    /// Positions granted; nil unless granted.
    pub positions: Positions,
}

/// What one pot held and gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PotAccount {
    /// Its frame.
    pub frame: Kroner,
    /// What was granted from it.
    pub granted: Kroner,
    /// What is left.
    pub rest: Kroner,
    /// How many applications it granted.
    pub applications: usize,
}

/// A pot as a round finds it.
#[derive(Debug, Clone, Copy)]
pub struct PotState<'a> {
    /// Its rules.
    pub rules: &'a PotRules,
    /// The sum of its frame's entries, all rounds. Below nil it counts as nil.
    pub frame: Kroner,
    /// Kroner granted from it in earlier rounds, or by a decision people made.
    pub granted_before: Kroner,
    /// How many applications got those.
    pub applications_before: usize,
}

impl<'a> PotState<'a> {
    /// A pot nothing has been granted from.
    #[must_use]
    pub const fn untouched(rules: &'a PotRules, frame: Kroner) -> Self {
        Self { rules, frame, granted_before: Kroner::ZERO, applications_before: 0 }
    }

    /// What there is to grant in this round, never below nil.
    #[must_use]
    pub fn available(&self) -> Kroner {
        (self.frame.or_zero() - self.granted_before).or_zero()
    }
}

/// The continuing applications of a pot that do not all fit in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    /// Index of the pot in the policy.
    pub pot: usize,
    /// What they need in all.
    pub needed: Kroner,
    /// What the pot had.
    pub rest: Kroner,
    /// What was done about it.
    pub rule: CommitmentShortfall,
}

impl Shortage {
    /// How much is missing.
    #[must_use]
    pub fn missing(&self) -> Kroner {
        self.needed - self.rest
    }
}

/// Who got what from which pot, and why. [`allocate`] gives out only one that its checks let through; [`Round::trial`] gives one
/// that is thrown away again, and is checked by nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// A decision for every candidate, place for place.
    pub decisions: Vec<Decision>,
    /// What each pot held and gave, in the order of the policy.
    pub accounts: Vec<PotAccount>,
    /// The pots that could not cover their continuing applications, in the order of the policy.
    pub shortages: Vec<Shortage>,
    /// For each pot whom it looked at, by place.
    seen: Vec<Vec<Seen>>,
}

/// A pot's note of a candidate it looked at: a [`Look`] without what the candidate and its decision say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    place: u32,
    what: Noted,
    rest_before: Kroner,
}

/// A [`Verdict`] without its figures: there are as many notes as applications and pots, and memory is what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noted {
    Drew,
    DidNotFit,
    Stopped,
    LimitOffice,
    LimitMunicipality,
    Tie,
    CommitmentsUncovered,
}

impl Allocation {
    /// What happened to the candidate in `place` at each pot that looked at it, in order.
    #[must_use]
    pub fn looks(&self, ranking: &Ranking, place: usize) -> Vec<Look> {
        let needed = ranking.claims()[place].eligible;
        let looks = (0..self.seen.len()).filter_map(|pot| {
            let Seen { rest_before, what, .. } = *self.seen_at(pot, place)?;
            Some(Look { pot, rest_before, needed, verdict: self.verdict(place, what) })
        });
        looks.collect()
    }

    fn seen_at(&self, pot: usize, place: usize) -> Option<&Seen> {
        let seen = &self.seen[pot];
        seen.binary_search_by_key(&place, |seen| seen.place as usize).ok().map(|at| &seen[at])
    }

    fn verdict(&self, place: usize, what: Noted) -> Verdict {
        let decision = &self.decisions[place];
        match what {
            Noted::Drew => Verdict::Drew(decision.granted, decision.positions),
            Noted::DidNotFit => Verdict::DidNotFit,
            Noted::Stopped => Verdict::Stopped,
            Noted::LimitOffice => Verdict::LimitOffice,
            Noted::LimitMunicipality => Verdict::LimitMunicipality,
            Noted::Tie => Verdict::Tie,
            Noted::CommitmentsUncovered => Verdict::CommitmentsUncovered,
        }
    }
}

/// What a round is settled from.
#[derive(Debug, Clone, Copy)]
pub struct Round<'a> {
    /// Who wants money, in order.
    pub ranking: &'a Ranking,
    /// Where each of them counts towards the limits.
    pub offices: &'a Offices,
    /// The pots, in theirs.
    pub pots: &'a [PotState<'a>],
    /// The limits.
    pub limits: &'a Limits,
    /// The scheme's smallest part of a position.
    pub step: Positions,
    /// What earlier rounds of this year have granted.
    pub earlier: &'a Earlier,
}

impl Round<'_> {
    /// Gives the money of the pots to the candidates, and has the result audited.
    ///
    /// # Errors
    /// When the result does not pass its audit: a fault in this program. Nothing may be written then.
    pub fn allocate(&self) -> Result<Allocation, InternalFault> {
        let allocation = walk::pots(self);
        audit::check(&allocation, self)?;
        Ok(allocation)
    }

    /// The same without the audit: for the many runs that ask what would have been. Nobody is paid by one.
    #[must_use]
    pub fn trial(&self) -> Allocation {
        walk::pots(self)
    }

    /// Whether a trial grants the candidate in `place`. Without limits those behind it cannot sway that, and are left out:
    /// they draw after it in every pot, and only limits carry anything from one pot to one ahead in the next.
    #[must_use]
    pub fn grants(&self, place: usize) -> bool {
        let last = self.last_that_sways(place);
        walk::until(self, last).decisions.get(place).is_some_and(|decision| decision.pot.is_some())
    }

    /// How many candidates [`Self::grants`] looks at.
    #[must_use]
    pub fn sways(&self, place: usize) -> usize {
        self.last_that_sways(place).min(self.ranking.ranked().end) + 1
    }

    fn last_that_sways(&self, place: usize) -> usize {
        if self.limits.hold_back() { usize::MAX - 1 } else { place }
    }

    /// The least whole kroner that the frame of `pot` must rise by before `allocation`, which this round gave, could be
    /// another: up to there it certainly stays as it is. `None` where no more money changes anything.
    #[must_use]
    pub fn next_raise(&self, allocation: &Allocation, pot: usize) -> Option<Kroner> {
        raise::next(self, allocation, pot)
    }
}

/// Gives the money of `pots` (in their order) to the candidates of `ranking` (in theirs).
///
/// `step` is the scheme's smallest part of a position; `earlier` what earlier rounds of this year have granted.
///
/// # Errors
/// When the result does not pass its audit: a fault in this program. Nothing may be written then.
pub fn allocate(
    ranking: &Ranking,
    pots: &[PotState<'_>],
    limits: &Limits,
    step: Positions,
    earlier: &Earlier,
) -> Result<Allocation, InternalFault> {
    let offices = Offices::of(ranking, limits);
    Round { ranking, offices: &offices, pots, limits, step, earlier }.allocate()
}
