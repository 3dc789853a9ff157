//! How far the weight of each criterion can be moved before somebody else is granted, in exact fractions.
//!
//! With one weight free, who stands ahead of whom changes only where two scores cross, or one crosses the threshold: both are
//! straight lines in that weight. Between two such crossings nothing changes; so each is tried in turn, outward from the
//! weight as it is. There are as many as pairs of applications; only the nearest are kept.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::Scored;
use crate::identity::ApplicationId;
use crate::rank::threshold;
use crate::score::Score;
use crate::settle::Case;

/// Within what the weight of one criterion changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robustness {
    /// Index of the criterion in the policy.
    pub criterion: usize,
    /// Its weight as it is.
    pub weight: Score,
    /// The first change below it; `None` where there is none down to nil.
    pub below: Option<Bound>,
    /// The first change above it; `None` where there is none however much it weighs.
    pub above: Option<Bound>,
    /// Whether the search came to its end; in a very large batch it is given up.
    pub complete: bool,
}

/// An end of an interval of weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The weight.
    pub at: Score,
    /// Whether the same applications are granted at that weight itself.
    pub included: bool,
    /// The two that change places, the one that was ahead first; one alone where it crosses the threshold.
    pub pair: (ApplicationId, Option<ApplicationId>),
    /// Who is granted beyond it, and was not; sorted.
    pub enter: Vec<ApplicationId>,
    /// Who is not granted beyond it, and was; sorted.
    pub leave: Vec<ApplicationId>,
}

/// A weight at which two scores cross, or one alone the threshold: the indices of the candidates.
type Crossing = (Score, usize, Option<usize>);

/// Not more crossings than this are tried on either side of a weight.
const MOST_TRIED: usize = 2_000;

/// The interval of each criterion's weight.
#[must_use]
pub fn robustness(case: &Case<'_>, scored: &BTreeMap<ApplicationId, Scored>) -> Vec<Robustness> {
    (0..case.policy.criteria.len()).filter_map(|criterion| Lines::new(case, scored, criterion)?.robustness()).collect()
}

/// The scores as lines in one weight: `(fixed + slope × weight) / (other weights + weight)`.
struct Lines<'a> {
    case: &'a Case<'a>,
    criterion: usize,
    weight: Score,
    others: Score,
    /// Index of the candidate, its fixed part and its slope.
    lines: Vec<(usize, Score, Score)>,
}

impl<'a> Lines<'a> {
    fn new(case: &'a Case<'a>, scored: &BTreeMap<ApplicationId, Scored>, criterion: usize) -> Option<Self> {
        let weights: Option<Vec<Score>> =
            case.policy.criteria.iter().map(|one| Score::from_decimal(one.weight).ok()).collect();
        let weights = weights?;
        let sum = |parts: Vec<Score>| parts.into_iter().try_fold(Score::zero(), |sum, part| sum.plus(part));
        let others = |parts: &[Score]| (0..parts.len()).filter(|at| *at != criterion).map(|at| parts[at]).collect();
        let line = |(at, id): (usize, &ApplicationId)| {
            let means: Vec<Score> = scored.get(id)?.criteria.iter().copied().collect::<Option<_>>()?;
            let parts: Option<Vec<Score>> =
                means.iter().zip(&weights).map(|(mean, weight)| mean.times(*weight)).collect();
            Some((at, sum(others(&parts?))?, means[criterion]))
        };
        let new = case.candidates.iter().enumerate().filter(|(_, one)| one.score.is_some());
        let lines: Option<Vec<_>> = new.map(|(at, one)| line((at, &one.id))).collect();
        Some(Self { case, criterion, weight: weights[criterion], others: sum(others(&weights))?, lines: lines? })
    }

    fn robustness(&self) -> Option<Robustness> {
        let now = self.granted(self.weight)?;
        let (below, above) = self.nearest();
        let (below, all_below) = self.first(&below, &now);
        let (above, all_above) = self.first(&above, &now);
        Some(Robustness {
            criterion: self.criterion,
            weight: self.weight,
            below,
            above,
            complete: all_below && all_above,
        })
    }

    /// Every weight above nil at which two scores cross, or one crosses the threshold, with who does, in their order: made
    /// one by one, for of many applications nobody has room for them all.
    fn crossings<'b>(&'b self) -> impl Iterator<Item = Crossing> + use<'a, 'b> {
        let least = threshold(&self.case.policy.ranking);
        let of = move |(at, (one, fixed, slope)): (usize, &'b (usize, Score, Score))| {
            let short = least.times(self.others).and_then(|all| all.less(*fixed));
            let alone = short.zip(slope.less(least)).and_then(|(up, down)| up.over(down));
            let with_others = self.lines[at + 1..].iter().filter_map(move |(other, other_fixed, other_slope)| {
                let (up, down) = other_fixed.less(*fixed).zip(slope.less(*other_slope))?;
                Some((up.over(down)?, *one, Some(*other)))
            });
            alone.map(|weight| (weight, *one, None)).into_iter().chain(with_others)
        };
        self.lines.iter().enumerate().flat_map(of).filter(|(weight, ..)| *weight > Score::zero())
    }

    /// The weights nearest to its own at which anything crosses, below it and above it, nearest first: one more on each side
    /// than are tried.
    fn nearest(&self) -> (Vec<Score>, Vec<Score>) {
        let (mut below, mut above) = (BTreeSet::new(), BTreeSet::new());
        for (weight, ..) in self.crossings() {
            match weight.cmp(&self.weight) {
                Ordering::Less if below.len() <= MOST_TRIED || below.first() < Some(&weight) => {
                    below.insert(weight);
                    if below.len() > MOST_TRIED + 1 {
                        below.pop_first();
                    }
                }
                Ordering::Greater if above.len() <= MOST_TRIED || above.last() > Some(&weight) => {
                    above.insert(weight);
                    if above.len() > MOST_TRIED + 1 {
                        above.pop_last();
                    }
                }
                _ => {}
            }
        }
        (below.into_iter().rev().collect(), above.into_iter().collect())
    }

    /// The first of `weights` (nearest first) at or beyond which others than `now` are granted, and whether all were tried.
    fn first(&self, weights: &[Score], now: &[bool]) -> (Option<Bound>, bool) {
        for (at, weight) in weights.iter().enumerate().take(MOST_TRIED) {
            let Some(beyond) = self.beyond(*weight, weights.get(at + 1).copied()) else { return (None, false) };
            let (Some(on), Some(past)) = (self.granted(*weight), self.granted(beyond)) else { return (None, false) };
            if on != now || past != now {
                let then = if past == now { &on } else { &past };
                return (self.bound(*weight, on == now, now, then), true);
            }
        }
        (None, weights.len() <= MOST_TRIED)
    }

    /// A weight between `weight` and the next crossing further out.
    fn beyond(&self, weight: Score, next: Option<Score>) -> Option<Score> {
        let half = Score::fraction(1, 2);
        match next {
            Some(next) => weight.plus(next)?.times(half),
            None if weight > self.weight => weight.plus(Score::fraction(1, 1)),
            None => weight.times(half),
        }
    }

    fn bound(&self, at: Score, included: bool, now: &[bool], then: &[bool]) -> Option<Bound> {
        let id = |at: usize| self.case.candidates[at].id.clone();
        let moves = |at: &usize| now[*at] != then[*at];
        // Of all that cross here, one pair that explains it: of one who moves, with another who does, where there is one.
        let worth = |(_, one, other): &Crossing| {
            usize::from(moves(one)) + other.as_ref().map_or(0, |other| usize::from(moves(other)))
        };
        let here = self.crossings().filter(|(weight, ..)| *weight == at);
        // Of several as good, the outermost in their order.
        let better = |best: Crossing, one: Crossing| {
            let takes = if at > self.weight { worth(&one) > worth(&best) } else { worth(&one) >= worth(&best) };
            if takes { one } else { best }
        };
        let pair = here.reduce(better)?;
        let ahead_first = match pair {
            (_, one, Some(other)) if self.case.candidates[other].score > self.case.candidates[one].score => {
                (id(other), Some(id(one)))
            }
            (_, one, other) => (id(one), other.map(id)),
        };
        let moved = |was: bool| {
            let mut moved: Vec<ApplicationId> =
                (0..self.case.candidates.len()).filter(|at| moves(at) && now[*at] == was).map(id).collect();
            moved.sort();
            moved
        };
        Some(Bound { at, included, pair: ahead_first, enter: moved(false), leave: moved(true) })
    }

    /// Who is granted when the criterion weighs `weight`; `None` where a score cannot be held exactly.
    fn granted(&self, weight: Score) -> Option<Vec<bool>> {
        let mut case = self.case.clone();
        let all = self.others.plus(weight)?;
        for (at, fixed, slope) in &self.lines {
            case.candidates[*at].score = Some(fixed.plus(slope.times(weight)?)?.over(all)?);
        }
        let ready = case.ready();
        let allocation = ready.round().trial();
        Some((0..case.candidates.len()).map(|at| ready.is_granted(&allocation, at)).collect())
    }
}
