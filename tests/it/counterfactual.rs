//! What would have granted an application: enough, one unit less is not, and nothing smaller is. Everything is held against
//! fresh runs of the round with the change made.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use tilskot::breakpoint::{self, Step};
use tilskot::counterfactual::{Change, Found, changes};
use tilskot::money::Kroner;
use tilskot::policy::{CommitmentShortfall, Criterion, Policy, Shortfall};
use tilskot::score::Score;
use tilskot::settle::{Case, Demand, Standing, Sweep};

use crate::twin;

/// Two batches in three have one that people decided to grant.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    case: twin::Case,
    demanded: usize,
}

pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    (twin::case(), 0..3_usize).prop_map(|(case, demanded)| Drawn { case: small(case), demanded })
}

/// The same with a krone for every fifty thousand, so that every krone can be tried.
fn small(mut case: twin::Case) -> twin::Case {
    let cut = |amount: Kroner| Kroner::whole(amount.ore().div_euclid(5_000_000));
    for candidate in &mut case.candidates {
        candidate.eligible = cut(candidate.eligible);
        candidate.applied = candidate.eligible.max(cut(candidate.applied));
    }
    for (_, frame, before, _) in &mut case.pots {
        (*frame, *before) = (cut(*frame), cut(*before));
    }
    case.limits.per_municipality_amount = case.limits.per_municipality_amount.map(cut);
    case.earlier.municipalities.values_mut().for_each(|amount| *amount = cut(*amount));
    case
}

impl Drawn {
    /// The same where people have decided nothing.
    pub(crate) fn without_demands(&mut self) {
        self.demanded = 0;
    }

    pub(crate) fn policy(&self) -> Policy {
        let mut policy = Policy::without_batch();
        policy.pots = self.case.pots.iter().map(|(rules, ..)| rules.clone()).collect();
        policy.ranking = self.case.rules.clone();
        policy.limits = self.case.limits.clone();
        policy.scheme.position_step = self.case.step;
        let name = ["A".to_owned(), "A".to_owned(), "A".to_owned()];
        let scale = (Decimal::ZERO, Decimal::from(5));
        policy.criteria = vec![Criterion { id: "a".to_owned(), name, weight: Decimal::ONE, scale }];
        policy
    }

    pub(crate) fn case<'a>(&self, policy: &'a Policy) -> Case<'a> {
        let mut candidates = self.case.candidates.clone();
        let demanded = candidates.split_off(candidates.len() - self.demanded.min(candidates.len()));
        let grants =
            demanded.into_iter().map(|candidate| Demand::Grant { amount: candidate.eligible, candidate, runs: true });
        let standing =
            |&(_, frame, granted, applications): &(_, Kroner, Kroner, usize)| Standing { frame, granted, applications };
        Case {
            policy,
            candidates,
            demands: grants.collect(),
            pots: self.case.pots.iter().map(standing).collect(),
            earlier: self.case.earlier.clone(),
        }
    }
}

/// Whether the person `at` is granted by a fresh run.
fn granted(case: &Case<'_>, at: usize) -> bool {
    let ready = case.ready();
    let allocation = ready.allocate().expect("the audit lets it through");
    ready.is_granted(&allocation, at)
}

fn changed<'a>(case: &Case<'a>, at: usize, change: Change) -> Case<'a> {
    let mut case = case.clone();
    if let Change::Frame { pot, by } = change {
        let frame = case.pots[pot].frame;
        return case.with_frame(pot, frame + by);
    }
    let candidates = case.candidates.len();
    let candidate = match at.checked_sub(candidates) {
        None => &mut case.candidates[at],
        Some(demand) => match &mut case.demands[demand] {
            Demand::Grant { candidate, .. } => candidate,
            Demand::Raise { .. } => panic!("none is drawn"),
        },
    };
    match change {
        Change::Score(hundredths) => candidate.score = Some(Score::fraction(hundredths, 100)),
        Change::Applied(amount) => {
            candidate.applied = amount;
            candidate.eligible = candidate.eligible.min(amount);
        }
        Change::Frame { .. } => {}
    }
    case
}

fn own_score(case: &Case<'_>, at: usize) -> Score {
    let ready = case.ready();
    let place = ready.place(at).expect("it runs");
    ready.ranking.candidate(place).score.unwrap_or(Score::zero())
}

fn one_less(change: Change) -> Change {
    match change {
        Change::Frame { pot, by } => Change::Frame { pot, by: by - Kroner::whole(1) },
        Change::Score(hundredths) => Change::Score(hundredths - 1),
        Change::Applied(amount) => Change::Applied(amount + Kroner::whole(1)),
    }
}

/// Every change of the same kind that is smaller, smallest first; all there are where none was found.
fn smaller(case: &Case<'_>, at: usize, found: Option<Change>, kind: Change) -> Vec<Change> {
    let candidate = case.candidates.get(at).or_else(|| match &case.demands[at - case.candidates.len()] {
        Demand::Grant { candidate, .. } => Some(candidate),
        Demand::Raise { .. } => None,
    });
    let candidate = candidate.expect("a candidate");
    match (kind, found) {
        (Change::Frame { pot, .. }, found) => {
            let all: Kroner = case.candidates.iter().map(|one| one.eligible).sum();
            let most = match found {
                Some(Change::Frame { by, .. }) => by.whole_kroner(),
                _ => all.whole_kroner() + 80,
            };
            (1..most).map(|by| Change::Frame { pot, by: Kroner::whole(by) }).collect()
        }
        (Change::Score(_), found) => {
            let Some(own) = candidate.score else { return Vec::new() };
            let most = if let Some(Change::Score(most)) = found { most } else { 501 };
            (0..most).filter(|one| Score::fraction(*one, 100) > own).map(Change::Score).collect()
        }
        (Change::Applied(_), found) => {
            let least = if let Some(Change::Applied(amount)) = found { amount.whole_kroner() + 1 } else { 1 };
            let most = (candidate.applied.ore() - 1).div_euclid(100);
            (least..=most).rev().map(|amount| Change::Applied(Kroner::whole(amount))).collect()
        }
    }
}

fn of_kind(found: &Found, kind: Change) -> Option<Change> {
    found.changes.iter().copied().find(|change| match (change, kind) {
        (Change::Frame { pot, .. }, Change::Frame { pot: other, .. }) => *pot == other,
        _ => std::mem::discriminant(change) == std::mem::discriminant(&kind),
    })
}

/// Five hundred batches: each change is enough, and with a unit less it is not; and trying every smaller one finds none.
#[test]
fn each_change_is_enough_and_the_smallest() {
    let mut runner = TestRunner::deterministic();
    let (mut found_in_all, mut none_in_all) = (0, 0);
    for round in 0..500 {
        let drawn = drawn().new_tree(&mut runner).expect("no case is filtered").current();
        let policy = drawn.policy();
        let case = drawn.case(&policy);
        let ready = case.ready();
        let allocation = ready.allocate().expect("the audit lets it through");
        let found = changes(&case, &ready, &allocation).expect("each is proved");
        let open = (0..found.len()).filter(|at| !ready.is_granted(&allocation, *at));
        for at in open {
            for change in &found[at].changes {
                assert!(granted(&changed(&case, at, *change), at), "{round}: {at} {change:?} is not enough\n{case:#?}");
            }
            let unscored = ready.place(at).is_none_or(|place| ready.ranking.unscored().contains(&place));
            let prorate = |pot: &tilskot::policy::PotRules| pot.commitment_shortfall == CommitmentShortfall::Prorate;
            let mut kinds: Vec<Change> =
                (0..case.pots.len()).map(|pot| Change::Frame { pot, by: Kroner::ZERO }).collect();
            kinds.push(Change::Score(0));
            let shared = policy.pots.iter().any(prorate)
                && ready.place(at).is_some_and(|at| ready.ranking.commitments().contains(&at));
            if !shared {
                kinds.push(Change::Applied(Kroner::ZERO));
            }
            for kind in kinds.into_iter().filter(|_| !unscored) {
                let change = of_kind(&found[at], kind);
                if let Some(change) = change {
                    found_in_all += 1;
                    // A score a hundredth lower than its own is no smaller raise.
                    let lower = |hundredths| Score::fraction(hundredths, 100) <= own_score(&case, at);
                    let raised = !matches!(change, Change::Score(hundredths) if lower(hundredths - 1));
                    let enough = granted(&changed(&case, at, one_less(change)), at);
                    assert!(!(raised && enough), "{round}: {at} {change:?} one less\n{case:#?}");
                } else {
                    none_in_all += 1;
                }
                if (at + round) % 3 > 0 {
                    continue;
                }
                for less in smaller(&case, at, change, kind) {
                    assert!(
                        !granted(&changed(&case, at, less), at),
                        "{round}: {at} {less:?} grants, not only {change:?}\n{case:#?}"
                    );
                }
            }
        }
    }
    assert!(found_in_all > 800 && none_in_all > 800, "{found_in_all} found, {none_in_all} not");
}

/// Every frame of a sweep at which something changes is one that trying every krone finds, and none is missed.
#[test]
fn a_sweep_passes_no_change() {
    let mut runner = TestRunner::deterministic();
    let mut steps = 0;
    for _ in 0..300 {
        let drawn = drawn().new_tree(&mut runner).expect("no case is filtered").current();
        let policy = drawn.policy();
        let case = drawn.case(&policy);
        let people = case.candidates.len() + case.demands.len();
        let all: Kroner = case.candidates.iter().map(|one| one.eligible).sum();
        for pot in 0..case.pots.len() {
            let set = |case: &Case<'_>| (0..people).map(|at| granted(case, at)).collect::<Vec<bool>>();
            let mut sweep = Sweep::from(&case, pot, Kroner::ZERO);
            let (mut frame, mut before) = (Kroner::ZERO, set(&case.with_frame(pot, Kroner::ZERO)));
            while frame <= all {
                let here: Vec<bool> = (0..people).map(|at| sweep.is_granted(at)).collect();
                assert_eq!(here, set(&case.with_frame(pot, frame)));
                steps += usize::from(here != before);
                before = here;
                let more = sweep.advance();
                let next = if more { sweep.frame() } else { all + Kroner::whole(1) };
                while frame + Kroner::whole(1) < next.min(all) {
                    frame += Kroner::whole(1);
                    assert_eq!(before, set(&case.with_frame(pot, frame)), "between two stops");
                }
                frame = next;
            }
        }
    }
    assert!(steps > 500, "{steps}");
}

/// The list itself: trying every krone from nil to the sum of all eligible amounts gives the same steps.
#[test]
fn breakpoints_are_those_that_trying_every_krone_gives() {
    let mut runner = TestRunner::deterministic();
    let (mut listed, mut by_a_limit) = (0, 0);
    for _ in 0..300 {
        let mut drawn = drawn().new_tree(&mut runner).expect("no case is filtered").current();
        drawn.without_demands();
        let policy = drawn.policy();
        let case = drawn.case(&policy);
        for found in breakpoint::breakpoints(&case, breakpoint::THOROUGH) {
            assert!(found.complete);
            let all: Kroner = case.candidates.iter().map(|one| one.eligible).sum();
            let most = (all + case.pots[found.pot].granted).whole_kroner();
            let (mut before, mut expected) = (BTreeSet::new(), Vec::new());
            for frame in 0..=most {
                let at = case.with_frame(found.pot, Kroner::whole(frame));
                let (ready, mut now) = (at.ready(), BTreeSet::new());
                let allocation = ready.allocate().expect("the audit lets it through");
                for person in (0..case.candidates.len()).filter(|person| ready.is_granted(&allocation, *person)) {
                    now.insert(case.candidates[person].id.clone());
                }
                if frame == 0 || now != before {
                    let account = &allocation.accounts[found.pot];
                    expected.push(Step {
                        frame: Kroner::whole(frame),
                        enter: now.difference(&before).cloned().collect(),
                        leave: before.difference(&now).cloned().collect(),
                        applications: now.len(),
                        granted: account.granted,
                        rest: account.rest,
                    });
                    before = now;
                }
            }
            assert_eq!(found.steps, expected, "{case:#?}");
            let somebody_leaves = expected.iter().any(|step| !step.leave.is_empty());
            assert!(!(found.monotone && somebody_leaves), "{case:#?}");
            let skips = policy.pots.iter().any(|pot| pot.shortfall == Shortfall::Skip);
            by_a_limit += usize::from(somebody_leaves && !skips);
            listed += expected.len();
        }
    }
    assert!(listed > 1_000, "{listed}");
    assert!(by_a_limit > 0, "nobody left but under skip");
}
