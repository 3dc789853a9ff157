//! The order in which applications are looked at: continuing first, then new ones by score and tie chain (allocation.md, 4).
//!
//! Ranks only; who gets money is [`crate::allocate`]'s.

mod order;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::application::Kind;
use crate::identity::{ApplicationId, Kommunenummer};
use crate::money::{Kroner, Positions};
use crate::policy::RankingRules;
use crate::score::Score;

/// What ranking and allocation know of an application: nothing else can sway them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its identity, unique among candidates.
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

/// The candidates of a batch and the order they are looked at in. Only [`rank`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Sorted by id. Everything below is indexes into it.
    candidates: Vec<Candidate>,
    commitments: Vec<usize>,
    ranked: Vec<usize>,
    /// Where each block of `ranked` ends.
    ends: Vec<usize>,
    below: Vec<usize>,
    unscored: Vec<usize>,
}

/// Candidates that share a rank: equal in score and under the whole tie chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// Their rank, from 1: one more than the number of candidates before the block.
    pub rank: usize,
    /// Indexes into [`Ranking::candidates`], by id.
    pub members: &'a [usize],
}

impl Ranking {
    /// Every candidate, sorted by id.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The continuing ones, by id: indexes into [`Ranking::candidates`].
    #[must_use]
    pub fn commitments(&self) -> &[usize] {
        &self.commitments
    }

    /// The new ones at or above the threshold, best first; equal ones by id. Indexes into [`Ranking::candidates`].
    #[must_use]
    pub fn ranked(&self) -> &[usize] {
        &self.ranked
    }

    /// The new ones at or above the threshold, block by block, best first.
    pub fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| Block { rank: start + 1, members: &self.ranked[start..end] })
    }

    /// The new ones below the threshold, by id: indexes into [`Ranking::candidates`].
    #[must_use]
    pub fn below_threshold(&self) -> &[usize] {
        &self.below
    }

    /// New ones without a score, by id: indexes into [`Ranking::candidates`]. A missing score is missing, never 0.
    #[must_use]
    pub fn unscored(&self) -> &[usize] {
        &self.unscored
    }
}

/// Ranks `candidates`, whatever order they come in.
///
/// `awarded` is the kroner each municipality has in this batch when ranking begins, see [`awarded_at_start`]. It does not
/// grow while money is granted: then a rank would depend on the frame, and one application could not be given one rank.
#[must_use]
pub fn rank(candidates: Vec<Candidate>, rules: &RankingRules, awarded: &BTreeMap<Kommunenummer, Kroner>) -> Ranking {
    let candidates = order::by_id(candidates);
    let threshold =
        Score::from_decimal(rules.threshold).expect("a decimal has at most 28 decimals: it fits a fraction");
    let (mut commitments, mut ranked, mut below, mut unscored) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, candidate) in candidates.iter().enumerate() {
        match (candidate.kind, candidate.score) {
            (Kind::Continuing, _) => commitments.push(at),
            (Kind::New, None) => unscored.push(at),
            (Kind::New, Some(score)) if score < threshold => below.push(at),
            (Kind::New, Some(_)) => ranked.push(at),
        }
    }
    let ends = order::by_score_and_ties(&candidates, &mut ranked, rules, awarded);
    Ranking { candidates, commitments, ranked, ends, below, unscored }
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
