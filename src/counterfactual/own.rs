//! An application's own score or amount, changed alone.

use super::{Change, Notes, shares, ties_can_help};
use crate::allocate::{Allocation, InternalFault, Verdict};
use crate::application::Kind;
use crate::money::Kroner;
use crate::policy::TieKey;
use crate::rank::{self, Candidate, Spot};
use crate::score::Score;
use crate::settle::{Case, Ready};

/// Runs of the round with one application changed.
pub(super) struct Trials<'a, 'n> {
    case: &'a Case<'a>,
    allocation: &'a Allocation,
    ready: Ready<'a>,
    notes: &'n mut Notes,
    /// The highest score there is, in hundredths rounded down; none in a batch without criteria.
    top: Option<i128>,
}

/// Why a search stopped.
enum Stop {
    /// The batch is too large.
    TooLarge,
    /// A change is not the smallest.
    Fault(InternalFault),
}

type Tried<T> = Result<T, Stop>;

impl<'a, 'n> Trials<'a, 'n> {
    pub(super) fn new(case: &'a Case<'a>, ready: &Ready<'a>, allocation: &'a Allocation, notes: &'n mut Notes) -> Self {
        let highest: Vec<(Score, Score)> = case
            .policy
            .criteria
            .iter()
            .filter_map(|one| Some((Score::from_decimal(one.weight).ok()?, Score::from_decimal(one.scale.1).ok()?)))
            .collect();
        let top = Score::weighted_mean(&highest).ok().map(floor);
        Self { case, allocation, ready: ready.clone(), notes, top }
    }

    /// The smallest change of score and of amount that grants the one in `place`, each where there is one; `None` where the
    /// search was given up.
    pub(super) fn of(&mut self, place: usize) -> Result<Option<Vec<Change>>, InternalFault> {
        match self.changes(place) {
            Ok(changes) => Ok(Some(changes)),
            Err(Stop::TooLarge) => Ok(None),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    fn changes(&mut self, place: usize) -> Tried<Vec<Change>> {
        let mut changes = Vec::new();
        let candidate = self.ready.ranking.candidate(place).clone();
        if let (Kind::New, Some(own), Some(top)) = (candidate.kind, candidate.score, self.top) {
            changes.extend(self.score(place, own, top)?.map(Change::Score));
        }
        changes.extend(self.applied(place, &candidate)?.map(Change::Applied));
        Ok(changes)
    }

    /// Whether the one in `place` is granted as `changed`.
    fn grants(&mut self, place: usize, changed: Candidate, spot: Option<usize>) -> Tried<bool> {
        let original = self.ready.ranking.candidate(place).clone();
        let awarded = std::mem::take(&mut self.ready.awarded);
        let in_order = Spot::InOrder(&self.case.policy.ranking, &awarded);
        let to = self.ready.put(place, changed, spot.map_or(in_order, Spot::Ahead));
        let round = self.ready.round();
        let affordable = self.notes.take(round.sways(to) * round.pots.len());
        let granted = affordable && round.grants(to);
        self.ready.put(to, original, in_order);
        self.ready.awarded = awarded;
        if affordable { Ok(granted) } else { Err(Stop::TooLarge) }
    }

    fn grants_score(&mut self, place: usize, hundredths: i128) -> Tried<bool> {
        let mut changed = self.ready.ranking.candidate(place).clone();
        changed.score = Some(Score::fraction(hundredths, 100));
        self.grants(place, changed, None)
    }

    fn grants_ahead(&mut self, place: usize, ahead: usize) -> Tried<bool> {
        let changed = self.ready.ranking.candidate(place).clone();
        self.grants(place, changed, Some(ahead))
    }

    fn grants_amount(&mut self, place: usize, amount: i64) -> Tried<bool> {
        let mut changed = self.ready.ranking.candidate(place).clone();
        changed.applied = Kroner::whole(amount);
        changed.eligible = changed.eligible.min(changed.applied);
        self.grants(place, changed, None)
    }

    /// The least score above its own, in hundredths, that grants it.
    ///
    /// Between two scores that others have it stands alone, and the higher it stands the more is left: never worse. So the
    /// lowest such gap that grants it is found by halving. Level with others it may have to share their fate; those scores
    /// are tried one by one, from the gap upward.
    fn score(&mut self, place: usize, own: Score, top: i128) -> Tried<Option<i128>> {
        let scores = self.ready.ranking.in_ranks().map(|one| one.score);
        let better: Vec<_> = scores.take_while(|score| *score > Some(own)).collect();
        let mut first = self.ready.ranking.ranked().start + better.len();
        let mut steps = vec![(first, own)];
        for group in better.chunk_by(|one, next| one == next).rev() {
            first -= group.len();
            steps.extend(group[0].map(|score| (first, score)));
        }
        let (mut low, mut high) = (0, steps.len() - 1);
        if !self.grants_ahead(place, steps[high].0)? {
            return Ok(None);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.grants_ahead(place, steps[middle].0)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let least = ceil(rank::threshold(&self.case.policy.ranking));
        let from = if ties_can_help(self.case.policy) { 0 } else { low };
        for at in from..steps.len() {
            let score = steps[at].1;
            let level = (at > 0 && ceil(score) == floor(score)).then(|| floor(score));
            let above = (floor(score) + 1).max(least);
            let alone = steps.get(at + 1).is_none_or(|(_, next)| Score::fraction(above, 100) < *next);
            for hundredths in level.into_iter().chain(alone.then_some(above)) {
                if hundredths > top {
                    return Ok(None);
                }
                if self.grants_score(place, hundredths)? {
                    return self.no_lower(place, own, hundredths).map(Some);
                }
            }
        }
        Ok(None)
    }

    /// Proves that a hundredth less than `hundredths` does not grant it.
    fn no_lower(&mut self, place: usize, own: Score, hundredths: i128) -> Tried<i128> {
        if Score::fraction(hundredths - 1, 100) > own && self.grants_score(place, hundredths - 1)? {
            let id = &self.ready.ranking.candidate(place).id;
            return Err(Stop::Fault(InternalFault::new(format!("{id} needs less than a score of {hundredths}/100"))));
        }
        Ok(hundredths)
    }

    /// The largest whole amount below what it applied for that grants it, for the same positions.
    ///
    /// In one place in the order, less is never worse. Where the amount is a tie key, its place changes at the amounts of
    /// those that it ties with: each stretch between them is searched by itself. One below the threshold is asked for no less.
    fn applied(&mut self, place: usize, candidate: &Candidate) -> Tried<Option<Kroner>> {
        let below_threshold = candidate.kind == Kind::New && !self.ready.ranking.ranked().contains(&place);
        if below_threshold || (candidate.kind == Kind::Continuing && shares(self.case.policy)) {
            return Ok(None);
        }
        let mut high = (candidate.applied.ore() - 1).div_euclid(100);
        let mut bounds = self.other_amounts(place, candidate, high);
        bounds.sort_unstable();
        bounds.dedup();
        while let Some(low) = bounds.pop() {
            if low <= high && self.grants_amount(place, low)? {
                return self.largest(place, low, high).map(Some);
            }
            high = high.min(low - 1);
        }
        Ok(None)
    }

    /// The least amount of each stretch in which its place in the order stays the same.
    fn other_amounts(&self, place: usize, candidate: &Candidate, high: i64) -> Vec<i64> {
        let by_amount = self.case.policy.ranking.ties.iter().any(|key| matches!(key, TieKey::Applied(_)));
        let ranking = &self.ready.ranking;
        let mut bounds = vec![1];
        if by_amount && ranking.ranked().contains(&place) {
            let level = ranking.in_ranks().filter(|one| one.score == candidate.score);
            for other in level {
                let amount = other.applied.whole_kroner();
                bounds.extend([amount, amount + 1]);
            }
        }
        bounds.retain(|bound| (1..=high).contains(bound));
        bounds
    }

    /// The largest amount from `low`, which grants it, to `high`.
    fn largest(&mut self, place: usize, low: i64, high: i64) -> Tried<Kroner> {
        let (mut grants, mut refuses) = (low, high + 1);
        // Nearly always it is what was left in a pot, or what the others left of it.
        for guess in self.guesses(place) {
            if grants < guess && guess < refuses {
                if self.grants_amount(place, guess)? { grants = guess } else { refuses = guess }
            }
            if grants + 1 < refuses && grants == guess {
                if self.grants_amount(place, guess + 1)? { grants = guess + 1 } else { refuses = guess + 1 }
            }
        }
        while refuses - grants > 1 {
            let middle = grants + (refuses - grants) / 2;
            if self.grants_amount(place, middle)? { grants = middle } else { refuses = middle }
        }
        Ok(Kroner::whole(grants))
    }

    fn guesses(&self, place: usize) -> Vec<i64> {
        let eligible = self.ready.ranking.claims()[place].eligible;
        let looks = self.allocation.looks(&self.ready.ranking, place);
        let left = looks.iter().filter(|look| look.verdict == Verdict::DidNotFit).map(|look| look.rest_before);
        let shares = self.allocation.shortages.iter().map(|shortage| eligible - shortage.missing());
        left.chain(shares).map(Kroner::whole_kroner).collect()
    }
}

/// In hundredths, rounded down.
fn floor(score: Score) -> i128 {
    let (numerator, denominator) = score.parts();
    let rest = numerator.rem_euclid(denominator);
    // The whole part and the rest apart, as the numerator times a hundred need not fit.
    numerator.div_euclid(denominator).saturating_mul(100)
        + rest.checked_mul(100).map_or_else(|| rest / (denominator / 100), |rest| rest / denominator)
}

/// In hundredths, rounded up.
fn ceil(score: Score) -> i128 {
    let down = floor(score);
    if Score::fraction(down, 100) == score { down } else { down + 1 }
}
