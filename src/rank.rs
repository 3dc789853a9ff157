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

/// The candidates of a batch in the order they are looked at. Only [`rank`] makes one.
///
/// A candidate's *place* is its index in [`Ranking::candidates`]; allocation goes by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Continuing ones by id; ranked ones, best first; those below the threshold by id; unscored ones by id.
    candidates: Vec<Candidate>,
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
    /// Every candidate: continuing ones by id, ranked ones best first, then those below the threshold and those unscored.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
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
        self.unscored..self.candidates.len()
    }
}

/// Ranks `candidates`, whatever order they come in.
///
/// `awarded` is the kroner each municipality has in this batch when ranking begins, see [`awarded_at_start`]. It does not
/// grow while money is granted: then a rank would depend on the frame, and one application could not be given one rank.
#[must_use]
pub fn rank(
    mut candidates: Vec<Candidate>,
    rules: &RankingRules,
    awarded: &BTreeMap<Kommunenummer, Kroner>,
) -> Ranking {
    let threshold = threshold(rules);
    let (mut order, mut ranked, mut below, mut unscored) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, candidate) in candidates.iter().enumerate() {
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
        places[at] = place;
    }
    order::arrange(&mut candidates, order);
    Ranking { candidates, places, ranked: first..last, ends, unscored: unscored_from }
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
