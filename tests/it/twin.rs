//! The slow, obvious twin of ranking and allocation: lists, loops and counting from scratch, nothing kept in step. It shares
//! the types with the real one and no code. Both must agree on every decision and every account.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use tilskot::allocate::{
    Allocation, Earlier, GrantReason, HoldReason, Office, Outcome, PotAccount, PotState, RejectReason, allocate,
};
use tilskot::application::Kind;
use tilskot::identity::{ApplicationId, Kommunenummer, slug};
use tilskot::money::{Kroner, Positions};
use tilskot::policy::{CommitmentShortfall, Direction, Limits, PotRules, RankingRules, Shortfall, TieKey};
use tilskot::rank::{Candidate, Ranking, awarded_at_start, rank};
use tilskot::score::Score;

/// All that ranking and allocation are given.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) rules: RankingRules,
    pub(crate) pots: Vec<(PotRules, Kroner, Kroner, usize)>,
    pub(crate) limits: Limits,
    pub(crate) step: Positions,
    pub(crate) earlier: Earlier,
    pub(crate) offices_before: Vec<(Kommunenummer, &'static str, u32)>,
}

impl Case {
    pub(crate) fn states(&self) -> Vec<PotState<'_>> {
        self.pots
            .iter()
            .map(|(rules, frame, granted_before, applications_before)| PotState {
                rules,
                frame: *frame,
                granted_before: *granted_before,
                applications_before: *applications_before,
            })
            .collect()
    }

    pub(crate) fn ranking(&self) -> Ranking {
        let awarded = awarded_at_start(&self.candidates, &self.earlier.municipalities);
        rank(self.candidates.clone(), &self.rules, &awarded)
    }

    /// What the real one decides.
    pub(crate) fn allocation(&self) -> (Ranking, Allocation) {
        let ranking = self.ranking();
        let allocation = allocate(&ranking, &self.states(), &self.limits, self.step, &self.earlier);
        (ranking, allocation.expect("the checks let it through"))
    }
}

/// What became of one candidate, by the twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fate {
    pub(crate) id: ApplicationId,
    pub(crate) outcome: Outcome,
    pub(crate) rank: Option<usize>,
    pub(crate) pot: Option<usize>,
    pub(crate) kroner: Kroner,
    pub(crate) positions: Positions,
}

/// A pot's money in whole kroner and øre apart, so that no rounding of the real one is borrowed.
fn whole(amount: Kroner) -> i128 {
    let ore = i128::from(amount.ore());
    if ore < 0 { 0 } else { ore / 100 }
}

pub(crate) struct Twin<'a> {
    case: &'a Case,
    /// Candidates by id; everything else goes by the place in it.
    list: Vec<Candidate>,
    fates: Vec<Fate>,
    tied: Vec<bool>,
}

impl<'a> Twin<'a> {
    pub(crate) fn new(case: &'a Case) -> Self {
        let mut list = case.candidates.clone();
        for _ in 0..list.len() {
            for at in 1..list.len() {
                if list[at - 1].id.as_str() > list[at].id.as_str() {
                    list.swap(at - 1, at);
                }
            }
        }
        let fate = |candidate: &Candidate| Fate {
            id: candidate.id.clone(),
            outcome: Outcome::Rejected(RejectReason::NoPot),
            rank: None,
            pot: None,
            kroner: Kroner::ZERO,
            positions: Positions::ZERO,
        };
        let fates = list.iter().map(fate).collect();
        let tied = vec![false; list.len()];
        Self { case, list, fates, tied }
    }

    pub(crate) fn settle(mut self) -> (Vec<Fate>, Vec<PotAccount>) {
        for at in 0..self.list.len() {
            self.fates[at].rank = self.rank_of(at);
            if self.list[at].kind == Kind::New {
                match self.list[at].score {
                    None => self.fates[at].outcome = Outcome::Held(HoldReason::Unscored),
                    Some(_) if self.fates[at].rank.is_none() => {
                        self.fates[at].outcome = Outcome::Rejected(RejectReason::Threshold);
                    }
                    Some(_) => {}
                }
            }
        }
        let accounts = (0..self.case.pots.len()).map(|pot| self.pot(pot)).collect();
        for at in 0..self.list.len() {
            if self.tied[at] && self.fates[at].pot.is_none() {
                self.fates[at].outcome = Outcome::Held(HoldReason::Tie);
            }
        }
        (self.fates, accounts)
    }

    fn passes(&self, at: usize) -> bool {
        let Some(score) = self.list[at].score else { return false };
        let (numerator, denominator) = score.parts();
        let threshold = self.case.rules.threshold;
        let scale = 10_i128.pow(threshold.scale());
        self.list[at].kind == Kind::New && numerator * scale >= threshold.mantissa() * denominator
    }

    fn rank_of(&self, at: usize) -> Option<usize> {
        let better = |other: &usize| self.passes(*other) && self.order(*other, at) == Ordering::Less;
        self.passes(at).then(|| 1 + (0..self.list.len()).filter(better).count())
    }

    /// `Less` when `one` comes before `other`.
    fn order(&self, one: usize, other: usize) -> Ordering {
        let (one, other) = (&self.list[one], &self.list[other]);
        let (a, b) = (one.score.expect("passed").parts(), other.score.expect("passed").parts());
        let mut order = (b.0 * a.1).cmp(&(a.0 * b.1));
        for key in &self.case.rules.ties {
            if order == Ordering::Equal {
                order = self.by_key(*key, one, other);
            }
        }
        order
    }

    fn by_key(&self, key: TieKey, one: &Candidate, other: &Candidate) -> Ordering {
        let turned =
            |order: Ordering, direction| if direction == Direction::Ascending { order } else { order.reverse() };
        match key {
            TieKey::Applied(direction) => turned(one.applied.cmp(&other.applied), direction),
            TieKey::Positions(direction) => turned(one.positions.cmp(&other.positions), direction),
            TieKey::Received(direction) => match (one.received, other.received) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(one), Some(other)) => turned(one.cmp(&other), direction),
            },
            TieKey::MunicipalityAwarded => self.at_start(one).cmp(&self.at_start(other)),
            TieKey::Lot => self.lot(one).cmp(&self.lot(other)),
        }
    }

    fn at_start(&self, candidate: &Candidate) -> Kroner {
        let home = candidate.municipality;
        let earlier = self.case.earlier.municipalities.get(&home).copied().unwrap_or_default();
        let bound = self.list.iter().filter(|one| one.kind == Kind::Continuing && one.municipality == home);
        earlier + bound.map(|one| one.eligible).sum()
    }

    fn lot(&self, candidate: &Candidate) -> String {
        let drawn = Sha256::digest(format!("{}\n{}", self.case.rules.lot_seed, candidate.id));
        drawn.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn waiting(&self, kind: Kind) -> Vec<usize> {
        let open = |at: &usize| self.list[*at].kind == kind && self.fates[*at].pot.is_none();
        (0..self.list.len()).filter(open).collect()
    }

    fn grant(&mut self, at: usize, pot: usize, why: GrantReason, kroner: Kroner, positions: Positions) {
        let fate = &mut self.fates[at];
        *fate = Fate { outcome: Outcome::Granted(why), pot: Some(pot), kroner, positions, ..fate.clone() };
    }

    fn pot(&mut self, pot: usize) -> PotAccount {
        let (rules, frame, before, applications_before) = self.case.pots[pot].clone();
        let frame = if frame.is_negative() { Kroner::ZERO } else { frame };
        let uncovered = rules.kinds.contains(&Kind::Continuing) && self.continuing(pot, &rules);
        if rules.kinds.contains(&Kind::New) {
            self.new_ones(pot, &rules, uncovered);
        }
        let granted = before + self.drawn_from(pot);
        let applications = applications_before + self.fates.iter().filter(|fate| fate.pot == Some(pot)).count();
        PotAccount { frame, granted, rest: frame - granted, applications }
    }

    fn drawn_from(&self, pot: usize) -> Kroner {
        self.fates.iter().filter(|fate| fate.pot == Some(pot)).map(|fate| fate.kroner).sum()
    }

    fn rest(&self, pot: usize) -> Kroner {
        let (_, frame, before, _) = &self.case.pots[pot];
        let there = frame.or_zero() - *before;
        if there.is_negative() { Kroner::ZERO } else { there - self.drawn_from(pot) }
    }

    /// Whether they did not all fit.
    fn continuing(&mut self, pot: usize, rules: &PotRules) -> bool {
        let waiting = self.waiting(Kind::Continuing);
        let needed: Kroner = waiting.iter().map(|at| self.list[*at].eligible).sum();
        let (rest, uncovered) = (self.rest(pot), needed > self.rest(pot));
        for &at in &waiting {
            let (eligible, positions) = (self.list[at].eligible, self.list[at].positions);
            let share = if !uncovered || eligible == Kroner::ZERO {
                Some(eligible)
            } else if rules.commitment_shortfall == CommitmentShortfall::Prorate {
                Some(self.share(at, &waiting, rest)).filter(|share| *share > Kroner::ZERO)
            } else {
                None
            };
            match share {
                Some(share) => self.grant(at, pot, GrantReason::Commitment, share, positions),
                None => self.fates[at].outcome = Outcome::Held(HoldReason::Shortfall),
            }
        }
        uncovered
    }

    /// Kroner handed out one at a time: first all that is certain, then to whoever is owed most of a krone.
    fn share(&self, at: usize, waiting: &[usize], rest: Kroner) -> Kroner {
        let needed: i128 = waiting.iter().map(|at| whole(self.list[*at].eligible)).sum();
        let owed = |at: usize| whole(self.list[at].eligible) * whole(rest);
        let mut left = whole(rest) - waiting.iter().map(|at| owed(*at) / needed).sum::<i128>();
        let mut share = owed(at) / needed;
        let mut queue = waiting.to_vec();
        while left > 0 {
            let mut first = 0;
            for place in 1..queue.len() {
                if owed(queue[place]) % needed > owed(queue[first]) % needed {
                    first = place;
                }
            }
            share += i128::from(queue.remove(first) == at);
            left -= 1;
        }
        Kroner::whole(i64::try_from(share).expect("small amounts"))
    }

    fn new_ones(&mut self, pot: usize, rules: &PotRules, uncovered: bool) {
        let mut stopped = false;
        for rank in 1..=self.list.len() {
            let waiting = self.waiting(Kind::New);
            let block: Vec<usize> = waiting.into_iter().filter(|at| self.fates[*at].rank == Some(rank)).collect();
            let limits: Vec<_> = block.iter().map(|at| self.limit(*at)).collect();
            let mut free = Vec::new();
            for (at, limit) in block.into_iter().zip(limits) {
                match limit {
                    Some(limit) => self.fates[at].outcome = Outcome::Rejected(limit),
                    None => free.push(at),
                }
            }
            if free.is_empty() {
                continue;
            }
            for &at in &free {
                self.fates[at].outcome = Outcome::Rejected(RejectReason::Frame);
            }
            if uncovered || stopped {
                continue;
            }
            stopped = !self.block(pot, rules, &free) && rules.shortfall != Shortfall::Skip;
        }
    }

    fn limit(&self, at: usize) -> Option<RejectReason> {
        let (one, limits) = (&self.list[at], &self.case.limits);
        let same_office = |other: &Candidate| {
            other.municipality == one.municipality
                && slug(&other.office) == slug(&one.office)
                && other.kind == Kind::New
        };
        let granted = |at: &usize| self.fates[*at].pot.is_some();
        let places = || (0..self.list.len()).filter(granted);
        let mut projects = places().filter(|at| same_office(&self.list[*at])).count();
        for (municipality, office, count) in &self.case.offices_before {
            if *municipality == one.municipality && slug(office) == slug(&one.office) {
                projects += *count as usize;
            }
        }
        let mut kroner = self.case.earlier.municipalities.get(&one.municipality).copied().unwrap_or_default();
        for at in places().filter(|at| self.list[*at].municipality == one.municipality) {
            kroner += self.fates[at].kroner;
        }
        if limits.per_office.is_some_and(|most| projects + 1 > most as usize) {
            Some(RejectReason::LimitOffice)
        } else if limits.per_municipality_amount.is_some_and(|most| kroner + one.eligible > most) {
            Some(RejectReason::LimitMunicipality)
        } else {
            None
        }
    }

    /// Whether all of the block got all of it.
    fn block(&mut self, pot: usize, rules: &PotRules, block: &[usize]) -> bool {
        let rest = self.rest(pot);
        let before = self.fates.clone();
        let mut all = true;
        for &at in block {
            let (eligible, positions) = (self.list[at].eligible, self.list[at].positions);
            all = all && eligible <= self.rest(pot) && self.limit(at).is_none();
            if all {
                self.grant(at, pot, GrantReason::Ranked, eligible, positions);
            }
        }
        if all {
            return true;
        }
        self.fates = before;
        if let [alone] = block {
            if rules.shortfall == Shortfall::Part {
                self.part(pot, rules, *alone, rest);
            }
        } else if block.iter().any(|at| self.list[*at].eligible <= rest) {
            for &at in block {
                self.tied[at] = true;
            }
        }
        false
    }

    fn part(&mut self, pot: usize, rules: &PotRules, at: usize, rest: Kroner) {
        let (eligible, all) = (self.list[at].eligible, self.list[at].positions);
        let mut best = None;
        let mut parts = self.case.step.parts();
        while parts <= all.parts() {
            let cost = whole(eligible) * i128::from(parts) / i128::from(all.parts());
            if cost <= whole(rest) {
                best = Some((cost, Positions::from_parts(parts)));
            }
            parts += self.case.step.parts();
        }
        let Some((cost, positions)) = best else { return };
        if cost > 0 && positions.to_decimal() >= rules.part_minimum * all.to_decimal() {
            let kroner = Kroner::whole(i64::try_from(cost).expect("small amounts"));
            self.grant(at, pot, GrantReason::Part, kroner, positions);
        }
    }
}

fn amounts() -> impl Strategy<Value = Kroner> {
    let round = (0..9_i64).prop_map(|steps| Kroner::whole(steps * 100_000));
    prop_oneof![6 => round, 2 => (0..900_000_i64).prop_map(Kroner::whole), 1 => (0..12_i64).prop_map(Kroner::whole)]
}

prop_compose! {
    fn candidate()(
        kind in prop_oneof![1 => Just(Kind::Continuing), 3 => Just(Kind::New)],
        score in prop_oneof![1 => Just(None), 15 => (0..8_i128, 1..4_i128).prop_map(Some)],
        municipality in 4601..4604_u16,
        office in select(vec!["Nav Ås", "NAV ås", "Nav Ski"]),
        positions in select(vec![2_500, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000]),
        eligible in amounts(),
        cut in select(vec![0, 0, 0, 50, 500_000]),
        received in proptest::option::of(1..4_i8),
        letter in 0..26_u8,
    ) -> (char, Candidate) {
        (char::from(b'a' + letter), Candidate {
            id: ApplicationId::new(""),
            kind,
            score: score.map(|(numerator, denominator)| Score::fraction(numerator, denominator)),
            municipality: Kommunenummer::new(municipality).expect("in range"),
            office: office.into(),
            positions: Positions::from_parts(positions),
            applied: eligible + Kroner::from_ore(cut),
            eligible,
            received: received.map(|day| jiff::civil::date(2023, 1, day).at(12, 0, 0, 0)),
        })
    }
}

prop_compose! {
    fn pot()(
        kinds in select(vec![vec![Kind::Continuing, Kind::New], vec![Kind::New], vec![Kind::New], vec![Kind::Continuing]]),
        shortfall in select(vec![Shortfall::Stop, Shortfall::Skip, Shortfall::Part]),
        part_minimum in select(vec![0, 30, 50, 50, 75, 100]),
        commitment_shortfall in select(vec![CommitmentShortfall::Hold, CommitmentShortfall::Prorate]),
        frame in prop_oneof![
            4 => (0..30_i64).prop_map(|steps| Kroner::whole(steps * 100_000)),
            4 => (-50_000..2_500_000_i64).prop_map(Kroner::whole),
            1 => (0..100_000_000_i64).prop_map(Kroner::from_ore),
        ],
        before in select(vec![0, 0, 0, 0, 100_000, 300_000]),
        applications_before in 0..3_usize,
    ) -> (PotRules, Kroner, Kroner, usize) {
        let rules = PotRules {
            id: "p".to_owned(),
            name: "P".to_owned(),
            kinds,
            shortfall,
            part_minimum: Decimal::new(part_minimum, 2),
            commitment_shortfall,
            entries: Vec::new(),
        };
        (rules, frame, Kroner::whole(before), applications_before)
    }
}

fn ties() -> impl Strategy<Value = Vec<TieKey>> {
    use Direction::{Ascending, Descending};
    let keys = vec![
        TieKey::Applied(Ascending),
        TieKey::Applied(Descending),
        TieKey::Received(Ascending),
        TieKey::Received(Descending),
        TieKey::Positions(Ascending),
        TieKey::Positions(Descending),
        TieKey::MunicipalityAwarded,
        TieKey::Lot,
    ];
    prop_oneof![2 => Just(Vec::new()), 3 => subsequence(keys, 1..4).prop_shuffle()]
}

prop_compose! {
    /// A small batch: few amounts, few scores and tight frames, so that everything that can happen does.
    pub(crate) fn case()(
        drawn in proptest::collection::vec(candidate(), 0..11),
        pots in proptest::collection::vec(pot(), 1..5),
        ties in ties(),
        threshold in select(vec![0, 5, 10, 25]),
        seed in "[a-z]{0,3}",
        per_office in select(vec![None, None, None, None, Some(0), Some(1), Some(2), Some(3)]),
        per_municipality in proptest::option::of((4..30_i64).prop_map(|steps| Kroner::whole(steps * 100_000))),
        step in select(vec![1_000, 2_500, 5_000]),
        earlier in proptest::collection::vec((4601..4605_u16, amounts()), 0..3),
        offices_before in proptest::collection::vec((4601..4605_u16, select(vec!["NAV ÅS", "nav ski"]), 0..2_u32), 0..2),
    ) -> Case {
        let number = |number| Kommunenummer::new(number).expect("in range");
        let candidates = drawn.into_iter().enumerate().map(|(at, (letter, candidate))| {
            Candidate { id: ApplicationId::new(&format!("{letter}-{at}")), ..candidate }
        });
        let offices_before: Vec<_> = offices_before.into_iter().map(|(at, office, n)| (number(at), office, n)).collect();
        Case {
            candidates: candidates.collect(),
            rules: RankingRules { threshold: Decimal::new(threshold, 1), ties, lot_seed: seed },
            pots,
            limits: Limits { per_office, per_municipality_amount: per_municipality, ..Limits::default() },
            step: Positions::from_parts(step),
            earlier: Earlier {
                municipalities: earlier.into_iter().map(|(at, amount)| (number(at), amount)).collect(),
                new_projects: offices_before.iter().map(|(at, office, n)| (Office::of(*at, office), *n)).collect(),
            },
            offices_before,
        }
    }
}

fn fates(ranking: &Ranking, allocation: &Allocation) -> Vec<Fate> {
    let pairs = ranking.in_order().zip(&allocation.decisions);
    let fates = pairs.map(|(candidate, decision)| Fate {
        id: candidate.id.clone(),
        outcome: decision.outcome,
        rank: decision.rank,
        pot: decision.pot,
        kroner: decision.granted,
        positions: decision.positions,
    });
    let mut fates: Vec<Fate> = fates.collect();
    fates.sort_by(|one, other| one.id.cmp(&other.id));
    fates
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn agrees_with_the_allocation(case in case()) {
        let (ranking, allocation) = case.allocation();
        let (expected, accounts) = Twin::new(&case).settle();
        prop_assert_eq!(fates(&ranking, &allocation), expected);
        prop_assert_eq!(allocation.accounts, accounts);
    }

    #[test]
    fn granted_and_rest_are_the_frame(case in case()) {
        let (_, allocation) = case.allocation();
        for (at, (account, state)) in allocation.accounts.iter().zip(case.states()).enumerate() {
            let drawn: Kroner = allocation.decisions.iter().filter(|one| one.pot == Some(at)).map(|one| one.granted).sum();
            prop_assert_eq!(drawn + state.granted_before + account.rest, state.frame.or_zero());
            prop_assert!(drawn <= state.available());
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing((case, shuffled) in case().prop_flat_map(|case| {
        let shuffled = Just(case.candidates.clone()).prop_shuffle();
        (Just(case), shuffled)
    })) {
        let (ranking, allocation) = case.allocation();
        let (of_shuffled, again) = Case { candidates: shuffled, ..case }.allocation();
        prop_assert!(of_shuffled.in_order().eq(ranking.in_order()));
        prop_assert_eq!(again, allocation);
    }

    /// Not under `prorate`: shares by largest remainder may fall by a krone when the frame grows by one.
    #[test]
    fn an_extra_krone_under_stop_lowers_nobody(case in case(), extra in 1..400_000_i64) {
        let mut case = case;
        case.pots.truncate(1);
        case.pots[0].0.shortfall = Shortfall::Stop;
        case.pots[0].0.commitment_shortfall = CommitmentShortfall::Hold;
        let (ranking, before) = case.allocation();
        case.pots[0].1 += Kroner::whole(extra);
        let (_, after) = case.allocation();
        for (before, after) in fates(&ranking, &before).iter().zip(fates(&ranking, &after)) {
            prop_assert!(after.kroner >= before.kroner, "{:?} became {:?}", before, after);
        }
    }
}

/// The laws above are worth what their cases reach: every outcome and every verdict, many times.
#[test]
fn the_cases_reach_everything_that_can_happen() {
    let (mut reached, mut runner) = (BTreeMap::new(), TestRunner::deterministic());
    for _ in 0..1_000 {
        let case = case().new_tree(&mut runner).expect("no case is filtered").current();
        let (ranking, allocation) = case.allocation();
        for (place, decision) in allocation.decisions.iter().enumerate() {
            let (outcome, reason) = (decision.outcome.key(), decision.outcome.reason_key());
            *reached.entry(format!("{outcome}: {reason}")).or_insert(0) += 1;
            for look in allocation.looks(&ranking, place) {
                let verdict = format!("{:?}", look.verdict);
                let verdict = verdict.split('(').next().unwrap_or_default();
                *reached.entry(verdict.to_owned()).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(reached.len(), 11 + 7, "{reached:?}");
    assert!(reached.values().all(|times| *times >= 20), "{reached:?}");
}
