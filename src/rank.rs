//! The order in which applications are looked at: continuing first, then new ones by score and tie chain (allocation.md, 4).
//!
//! Ranks only; who gets money is [`crate::allocate`]'s.

mod moved;
mod order;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::application::Kind;
use crate::identity::{ApplicationId, Kommunenummer};
use crate::money::{Kroner, Positions};
use crate::policy::RankingRules;
use crate::score::Score;
pub use moved::Spot;

/// What ranking and allocation know of an application: nothing else can sway them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its identity. Two candidates never share one: ties would be settled by the order they came in.
    pub id: ApplicationId,
    /// New or continuing.
    pub kind: Kind,
    /// Score of a new one.
    pub score: Option<Score>,
    /// Its municipality.
    pub municipality: Kommunenummer,
    /// Its office: with the municipality, what `per_office` counts.
    pub office: Arc<str>,
    /// Positions applied for.
    pub positions: Positions,
    /// The amount applied for.
    pub applied: Kroner,
    /// What it may get: whole kroner.
    pub eligible: Kroner,
    /// When it was received.
    pub received: Option<DateTime>,
}

/// What allocation asks of a candidate again and again, at every pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// New or continuing.
    pub kind: Kind,
    /// Positions applied for.
    pub positions: Positions,
    /// The amount applied for.
    pub applied: Kroner,
    /// What it may get.
    pub eligible: Kroner,
}

impl Candidate {
    fn claim(&self) -> Claim {
        Claim { kind: self.kind, positions: self.positions, applied: self.applied, eligible: self.eligible }
    }
}

/// The candidates of a batch in the order they are looked at. Only [`rank`] makes one.
///
/// A candidate's *place* is where it stands in that order, from 0: continuing ones by id; ranked ones, best first; those below
/// the threshold by id; unscored ones by id. Allocation goes by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// As they were given: they are large, and to move a million of them takes longer than to sort them.
    candidates: Vec<Candidate>,
    /// Which candidate stands in each place.
    order: Vec<u32>,
    /// The claim of each place: a copy, side by side in memory.
    claims: Vec<Claim>,
    /// The place of each candidate, in the order they were given.
    places: Vec<usize>,
    ranked: Range<usize>,
    /// The places where the blocks of ranked ones end.
    ends: Vec<usize>,
    unscored: usize,
}

/// Candidates that share a rank: equal in score and under the whole tie chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Their rank, from 1: one more than the number of ranked ones before the block.
    pub rank: usize,
    /// Their places; inside a block by id.
    pub places: Range<usize>,
}

impl Ranking {
    /// Every candidate, place by place.
    pub fn in_order(&self) -> impl ExactSizeIterator<Item = &Candidate> + Clone {
        self.order().map(|at| &self.candidates[at])
    }

    /// The ranked candidates, best first.
    pub fn in_ranks(&self) -> impl Iterator<Item = &Candidate> {
        self.order[self.ranked()].iter().map(|&at| &self.candidates[at as usize])
    }

    /// Every candidate, as they were given to [`rank`].
    #[must_use]
    pub fn as_given(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Which of [`Self::as_given`] stands in each place.
    pub fn order(&self) -> impl ExactSizeIterator<Item = usize> + Clone + '_ {
        self.order.iter().map(|&at| at as usize)
    }

    /// The candidate in `place`.
    ///
    /// # Panics
    /// When there is no such place.
    #[must_use]
    pub fn candidate(&self, place: usize) -> &Candidate {
        &self.candidates[self.order[place] as usize]
    }

    /// The claim of every candidate, place by place.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The place of each candidate, in the order they were given to [`rank`].
    #[must_use]
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// Places of the continuing ones, by id.
    #[must_use]
    pub fn commitments(&self) -> Range<usize> {
        0..self.ranked.start
    }

    /// Places of the new ones at or above the threshold, best first; equal ones by id.
    #[must_use]
    pub fn ranked(&self) -> Range<usize> {
        self.ranked.clone()
    }

    /// The ranked ones block by block, best first.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block> + '_ {
        let first = self.ranked.start;
        (0..self.ends.len()).map(move |at| {
            let start = if at == 0 { first } else { self.ends[at - 1] };
            Block { rank: start - first + 1, places: start..self.ends[at] }
        })
    }

    /// Places of the new ones below the threshold, by id.
    #[must_use]
    pub fn below_threshold(&self) -> Range<usize> {
        self.ranked.end..self.unscored
    }

    /// Places of new ones without a score, by id. A missing score is missing, never 0.
    #[must_use]
    pub fn unscored(&self) -> Range<usize> {
        self.unscored..self.order.len()
    }
}

/// Ranks `candidates`, whatever order they come in.
///
/// `awarded` is the kroner each municipality has in this batch when ranking begins, see [`awarded_at_start`]. It does not
/// grow while money is granted: then a rank would depend on the frame, and one application could not be given one rank.
#[must_use]
pub fn rank(candidates: Vec<Candidate>, rules: &RankingRules, awarded: &BTreeMap<Kommunenummer, Kroner>) -> Ranking {
    let threshold = threshold(rules);
    let (mut order, mut ranked, mut below, mut unscored) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, candidate) in (0_u32..).zip(&candidates) {
        match (candidate.kind, candidate.score) {
            (Kind::Continuing, _) => order.push(at),
            (Kind::New, None) => unscored.push(at),
            (Kind::New, Some(score)) if score < threshold => below.push(at),
            (Kind::New, Some(_)) => ranked.push(at),
        }
    }
    for group in [&mut order, &mut below, &mut unscored] {
        order::by_id(&candidates, group);
    }
    let ends = order::by_score_and_ties(&candidates, &mut ranked, rules, awarded);
    let first = order.len();
    let ends = ends.into_iter().map(|end| first + end).collect();
    order.append(&mut ranked);
    let last = order.len();
    order.append(&mut below);
    let unscored_from = order.len();
    order.append(&mut unscored);
    let mut places = vec![0; order.len()];
    for (place, &at) in order.iter().enumerate() {
        places[at as usize] = place;
    }
    let claims = order.iter().map(|&at| candidates[at as usize].claim()).collect();
    Ranking { candidates, order, claims, places, ranked: first..last, ends, unscored: unscored_from }
}

/// The least score that is ranked.
#[must_use]
pub fn threshold(rules: &RankingRules) -> Score {
    Score::from_decimal(rules.threshold).expect("a decimal has at most 28 decimals: it fits a fraction")
}

/// What each municipality has in this batch when ranking begins: `earlier` rounds' awards and the eligible amounts of this
/// round's continuing applications, which are bound whatever the rank of the new ones.
#[must_use]
pub fn awarded_at_start(
    candidates: &[Candidate],
    earlier: &BTreeMap<Kommunenummer, Kroner>,
) -> BTreeMap<Kommunenummer, Kroner> {
    let mut awarded = earlier.clone();
    for candidate in candidates.iter().filter(|candidate| candidate.kind == Kind::Continuing) {
        *awarded.entry(candidate.municipality).or_default() += candidate.eligible;
    }
    awarded
}
