//! One new application at another place in the order, with all others as they stand: what a trial run asks for.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Candidate, Ranking, order, threshold};
use crate::application::Kind;
use crate::identity::Kommunenummer;
use crate::money::Kroner;
use crate::policy::RankingRules;

/// Where a candidate is put.
#[derive(Debug, Clone, Copy)]
pub enum Spot<'a> {
    /// Where its score and the tie chain say.
    InOrder(&'a RankingRules, &'a BTreeMap<Kommunenummer, Kroner>),
    /// With a rank of its own, ahead of whoever stands in this place without it: the first place of a block, or the end.
    Ahead(usize),
}

impl Ranking {
    /// Puts `changed` in the stead of the candidate in `place`, and gives its new place. A continuing one stays where it is,
    /// as those go by id.
    ///
    /// # Panics
    /// For a new candidate without a score.
    pub fn put(&mut self, place: usize, changed: Candidate, spot: Spot<'_>) -> usize {
        let at = self.order[place];
        let claim = changed.claim();
        if changed.kind == Kind::Continuing {
            self.candidates[at as usize] = changed;
            self.claims[place] = claim;
            return place;
        }
        self.take_out(place);
        let to = match spot {
            Spot::Ahead(place) => self.put_alone(place),
            Spot::InOrder(rules, awarded) => self.put_in_order(&changed, rules, awarded),
        };
        self.candidates[at as usize] = changed;
        self.order.insert(to, at);
        self.claims.insert(to, claim);
        for known in &mut self.places {
            *known = match *known {
                known if known == place => to,
                known if place < known && known <= to => known - 1,
                known if to <= known && known < place => known + 1,
                known => known,
            };
        }
        to
    }

    fn take_out(&mut self, place: usize) {
        self.order.remove(place);
        self.claims.remove(place);
        if self.ranked.contains(&place) {
            let at = self.ends.partition_point(|end| *end <= place);
            let start = if at == 0 { self.ranked.start } else { self.ends[at - 1] };
            self.ends[at..].iter_mut().for_each(|end| *end -= 1);
            if self.ends[at] == start {
                self.ends.remove(at);
            }
            self.ranked.end -= 1;
        }
        if place < self.unscored {
            self.unscored -= 1;
        }
    }

    /// Makes room in the blocks for a rank of its own at `place`.
    fn put_alone(&mut self, place: usize) -> usize {
        let at = self.ends.partition_point(|end| *end <= place);
        self.ends.insert(at, place);
        self.grow(at)
    }

    /// One more in the block `at` and so in the ranked ones. Gives its place: the last of its block.
    fn grow(&mut self, at: usize) -> usize {
        self.ends[at..].iter_mut().for_each(|end| *end += 1);
        self.ranked.end += 1;
        self.unscored += 1;
        self.ends[at] - 1
    }

    fn put_in_order(
        &mut self,
        candidate: &Candidate,
        rules: &RankingRules,
        awarded: &BTreeMap<Kommunenummer, Kroner>,
    ) -> usize {
        let one = |at: &u32| &self.candidates[*at as usize];
        let score = candidate.score.expect("only candidates with a score are moved");
        if score < threshold(rules) {
            let below = &self.order[self.ranked.end..self.unscored];
            let to = self.ranked.end + below.partition_point(|at| one(at).id < candidate.id);
            self.unscored += 1;
            return to;
        }
        let ranked = &self.order[self.ranked.clone()];
        let stands = |one: &Candidate| order::compare(one, candidate, rules, awarded);
        let ahead = ranked.partition_point(|at| stands(one(at)) == Ordering::Less);
        let place = self.ranked.start + ahead;
        let tied = ranked[ahead..].iter().map(one).take_while(|one| stands(one) == Ordering::Equal);
        let before = tied.clone().filter(|one| one.id < candidate.id).count();
        if tied.count() == 0 {
            return self.put_alone(place);
        }
        let block = self.ends.partition_point(|end| *end <= place);
        self.grow(block);
        place + before
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::Spot;
    use crate::application::Kind;
    use crate::identity::{ApplicationId, Kommunenummer};
    use crate::money::{Kroner, Positions};
    use crate::policy::{Direction, RankingRules, TieKey};
    use crate::rank::{Candidate, awarded_at_start, rank};
    use crate::score::Score;

    fn candidate((kind, score, applied): (bool, i128, i64)) -> Candidate {
        Candidate {
            id: ApplicationId::new(""),
            kind: if kind { Kind::New } else { Kind::Continuing },
            score: kind.then(|| Score::fraction(score, 2)),
            municipality: Kommunenummer::new(4601).expect("in range"),
            office: "Nav".into(),
            positions: Positions::from_parts(10_000),
            applied: Kroner::whole(applied),
            eligible: Kroner::whole(applied),
            received: None,
        }
    }

    proptest! {
        #[test]
        fn putting_one_is_ranking_anew(
            drawn in proptest::collection::vec((proptest::bool::weighted(0.8), 0..6_i128, 1..4_i64), 1..12),
            at in any::<proptest::sample::Index>(), score in 0..6_i128, applied in 1..4_i64, keyed in any::<bool>(),
        ) {
            let mut candidates: Vec<Candidate> = drawn.into_iter().map(candidate).collect();
            for (at, one) in candidates.iter_mut().enumerate() {
                one.id = ApplicationId::new(&format!("{}-{at}", at % 3));
            }
            let ties = if keyed { vec![TieKey::Applied(Direction::Descending)] } else { Vec::new() };
            let rules = RankingRules { threshold: Decimal::ONE, ties, lot_seed: String::new() };
            let awarded = awarded_at_start(&candidates, &std::collections::BTreeMap::new());
            let mut ranking = rank(candidates.clone(), &rules, &awarded);
            let at = at.index(candidates.len());
            let changed = &mut candidates[at];
            if changed.kind == Kind::New {
                changed.score = Some(Score::fraction(score, 2));
                changed.applied = Kroner::whole(applied);
            }
            let place = ranking.places()[at];
            let to = ranking.put(place, changed.clone(), Spot::InOrder(&rules, &awarded));
            prop_assert_eq!(ranking.places()[at], to);
            prop_assert_eq!(ranking, rank(candidates, &rules, &awarded));
        }
    }
}
