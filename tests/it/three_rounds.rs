//! Up to three rounds with decisions people made, each round built on the `run.json` of the one before, against a slow,
//! obvious twin that keeps a list of what everyone has.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use tilskot::allocate::{DismissReason, GrantReason, HoldReason, Office, Outcome, RejectReason, WithdrawReason};
use tilskot::application::{Application, Eligible, Kind, Submission};
use tilskot::check::{Batch, Scored};
use tilskot::conclude::{Depth, conclude};
use tilskot::earlier::{self, EarlierRounds};
use tilskot::form::decision::{Action, DecisionRow};
use tilskot::identity::{ApplicationId, Kommunenummer, numbered};
use tilskot::money::Kroner;
use tilskot::origin::{CellRef, Source};
use tilskot::policy::{Criterion, Policy};
use tilskot::rank::Candidate;
use tilskot::recommendation::{FrameEntry, Recommendation};
use tilskot::report::machine::outputs::Outputs;
use tilskot::report::machine::run_json::run_json;
use tilskot::text::Language;

use crate::twin::{self, Twin};

/// One decision: about whom, what, the amount, and whether it has a reason and two people.
pub(crate) type Drawn = (usize, Action, Option<i64>, bool);

#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) case: twin::Case,
    /// What each round adds to every pot, and what people decide in it.
    pub(crate) rounds: Vec<(i64, Vec<Drawn>)>,
    /// For each round who has a sheet that is held: it says neither municipality nor office any more.
    pub(crate) held: Vec<BTreeSet<usize>>,
}

pub(crate) fn story() -> impl Strategy<Value = Story> {
    use Action::{Dismiss, End, Grant, Reject, SetAmount, Withdraw};
    let decision = (
        0..11_usize,
        select(vec![Grant, Grant, Reject, Dismiss, Withdraw, End, SetAmount, SetAmount]),
        proptest::option::of((0..12_i64).prop_map(|steps| steps * 50_000)),
        proptest::bool::weighted(0.85),
    );
    let round = (select(vec![0, 0, 100_000, 400_000, -150_000]), proptest::collection::vec(decision, 0..4));
    let held = proptest::collection::vec(proptest::collection::btree_set(0..40_usize, 0..6), 3);
    (twin::case(), proptest::collection::vec(round, 1..4), held).prop_map(|(case, rounds, held)| Story {
        case: plain(case),
        rounds,
        held,
    })
}

/// Every one applies for what it may get, in a municipality that there is; nothing was granted before the first round.
fn plain(mut case: twin::Case) -> twin::Case {
    for candidate in &mut case.candidates {
        candidate.eligible = candidate.eligible.max(Kroner::whole(1));
        candidate.applied = candidate.eligible;
        if candidate.municipality == Kommunenummer::new(4603).unwrap() {
            candidate.municipality = Kommunenummer::new(4611).unwrap();
        }
    }
    for (at, (rules, _, before, applications)) in case.pots.iter_mut().enumerate() {
        (rules.id, rules.name) = (format!("p{at}"), format!("P{at}"));
        (*before, *applications) = (Kroner::ZERO, 0);
    }
    case.earlier = tilskot::allocate::Earlier::default();
    case.offices_before.clear();
    case
}

pub(crate) fn policy(story: &Story, round: u32) -> Policy {
    let mut policy = Policy::without_batch();
    policy.pots = story.case.pots.iter().map(|(rules, ..)| rules.clone()).collect();
    policy.ranking = story.case.rules.clone();
    policy.limits = story.case.limits.clone();
    policy.scheme.position_step = story.case.step;
    policy.scheme.rate_per_position = Kroner::whole(10_000_000);
    policy.batch.round = round;
    let scale = (Decimal::ZERO, Decimal::from(10));
    let name = ["A".to_owned(), "A".to_owned(), "A".to_owned()];
    policy.criteria = vec![Criterion { id: "a".to_owned(), name, weight: Decimal::ONE, scale }];
    policy
}

/// The decisions of a round, one to an application: of several the first.
fn decisions(story: &Story, round: usize) -> BTreeMap<ApplicationId, (Action, Option<Kroner>)> {
    let mut decided = BTreeMap::new();
    for (at, action, amount, sound) in &story.rounds[round].1 {
        let Some(candidate) = story.case.candidates.get(*at) else { continue };
        if *sound {
            // Every other one may get what was decided; for the rest it may be too much.
            let most = if at % 2 == 0 { candidate.eligible } else { Kroner::whole(i64::from(u32::MAX)) };
            let amount = amount.map(|amount| Kroner::whole(amount).min(most));
            let amount = if *action == Action::SetAmount { Some(amount.unwrap_or(candidate.eligible)) } else { amount };
            decided.entry(candidate.id.clone()).or_insert((*action, amount));
        }
    }
    decided
}

fn batch(story: &Story, round: usize, policy: &Policy) -> Batch {
    let source = || Source { file: "a.xlsx".into(), sheet: "Ark1".into() };
    let application = |candidate: &Candidate| {
        let mut submission = Submission::empty(candidate.id.clone(), source(), None);
        submission.kind = Some(candidate.kind);
        submission.municipality = numbered(candidate.municipality).into_iter().next_back();
        submission.office = Some(candidate.office.clone());
        submission.project = Some("X".into());
        submission.grant_year = Some(1);
        submission.positions = Some(candidate.positions);
        submission.applied = Some(candidate.applied);
        submission.received = candidate.received.map(tilskot::application::Received::Moment);
        let scheme = &policy.scheme;
        let zero = Kroner::ZERO;
        Application {
            kind: candidate.kind,
            grant_year: 1,
            positions: candidate.positions,
            applied: candidate.applied,
            carried_over: zero,
            eligible: Eligible::new(scheme.rate_per_position, zero, candidate.positions, candidate.applied, zero)
                .unwrap(),
            submission,
        }
    };
    let scored =
        |one: &Candidate| (one.id.clone(), Scored { criteria: vec![one.score], score: one.score, marks: Vec::new() });
    let row = |id: ApplicationId, action, amount, sound: bool| DecisionRow {
        source: source(),
        at: CellRef::new(0, 0),
        application: Some(id),
        project_id: None,
        action: Some(action),
        amount,
        reason: sound.then(|| "Brev".into()),
        found: None,
        sound,
    };
    let sound = decisions(story, round).into_iter().map(|(id, (action, amount))| row(id, action, amount, true));
    // One without a reason is read, and never takes effect.
    let unsound = story.rounds[round].1.iter().filter(|(.., sound)| !sound).filter_map(|(at, action, amount, _)| {
        let id = story.case.candidates.get(*at)?.id.clone();
        Some(row(id, *action, amount.map(Kroner::whole), false))
    });
    let entry =
        |amount| FrameEntry { date: policy.batch.as_of, text: "x".to_owned(), amount, reference: None, found: None };
    let frames = story.case.pots.iter().map(|(_, frame, ..)| {
        let added = story.rounds[..=round].iter().map(|(amount, _)| entry(Kroner::whole(*amount)));
        std::iter::once(entry(*frame)).chain(added).collect()
    });
    let all = || story.case.candidates.iter().enumerate();
    let is_held = |at: usize| story.held[round].contains(&at);
    let held = all().filter(|(at, _)| is_held(*at)).map(|(_, one)| {
        let mut submission = application(one).submission;
        (submission.municipality, submission.office) = (None, None);
        submission.faults = vec!["T301"];
        (submission, Outcome::Held(HoldReason::Finding))
    });
    Batch {
        admitted: all().filter(|(at, _)| !is_held(*at)).map(|(_, one)| application(one)).collect(),
        set_aside: held.collect(),
        scored: story.case.candidates.iter().map(scored).collect(),
        decisions: sound.chain(unsound).collect(),
        frames: frames.collect(),
        findings: Vec::new(),
    }
}

/// What one application has, by the twin.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Has {
    outcome: Outcome,
    pot: Option<usize>,
    kroner: Kroner,
}

/// The twin's round: what is settled, what people decide, and the rest by the twin of the allocation.
fn round_by_twin(story: &Story, round: usize, before: &BTreeMap<ApplicationId, Has>) -> BTreeMap<ApplicationId, Has> {
    let decided = decisions(story, round);
    let none = |outcome| Has { outcome, pot: None, kroner: Kroner::ZERO };
    let mut has: BTreeMap<ApplicationId, Has> = BTreeMap::new();
    let (mut runs, mut raises, mut grants) = (Vec::new(), Vec::new(), Vec::new());
    let mut order = story.case.candidates.clone();
    order.sort_by(|one, other| one.id.cmp(&other.id));
    let held = |id: &ApplicationId| {
        story.held[round].iter().any(|at| story.case.candidates.get(*at).is_some_and(|one| one.id == *id))
    };
    for mut candidate in order {
        let id = candidate.id.clone();
        let award = before.get(&id).filter(|has| stands(has.outcome)).cloned();
        let decision = decided.get(&id).copied().filter(|decision| carried_out(*decision, &candidate, award.as_ref()));
        match (decision, award) {
            // What a row did it has done.
            (Some((Action::Reject, _)), Some(award)) if award.outcome == Outcome::Rejected(RejectReason::Override) => {
                has.insert(id, award);
            }
            (Some((Action::End, Some(_))), Some(award))
                if award.outcome == Outcome::Withdrawn(WithdrawReason::Ended) =>
            {
                has.insert(id, award);
            }
            (Some((Action::Reject, _)), _) => {
                has.insert(id, none(Outcome::Rejected(RejectReason::Override)));
            }
            (Some((Action::Dismiss, _)), _) => {
                has.insert(id, none(Outcome::Dismissed(DismissReason::Outside)));
            }
            (Some((Action::Withdraw, _)), _) => {
                has.insert(id, none(Outcome::Withdrawn(WithdrawReason::Withdrawn)));
            }
            (Some((Action::End, returned)), award) => {
                let award = award.unwrap_or_else(|| none(Outcome::Rejected(RejectReason::NoPot)));
                let kept = returned.map_or(Kroner::ZERO, |returned| (award.kroner - returned).max(Kroner::ZERO));
                let pot = award.pot.filter(|_| kept > Kroner::ZERO);
                let kroner = if pot.is_some() { kept } else { Kroner::ZERO };
                has.insert(id, Has { outcome: Outcome::Withdrawn(WithdrawReason::Ended), pot, kroner });
            }
            (Some((Action::Grant, amount)), Some(award))
                if !held(&id) && matches!(award.outcome, Outcome::Rejected(_)) =>
            {
                grants.push((candidate.clone(), amount.unwrap_or(candidate.eligible)));
            }
            (decision, Some(award)) => {
                if let (Some((Action::SetAmount, Some(amount))), Some(pot)) = (decision, award.pot) {
                    raises.push((id.clone(), pot, amount));
                }
                has.insert(id, award);
            }
            (_, None) if held(&id) => {
                has.insert(id, none(Outcome::Held(HoldReason::Finding)));
            }
            (Some((Action::Grant, amount)), None) => {
                grants.push((candidate.clone(), amount.unwrap_or(candidate.eligible)))
            }
            (decision, None) => {
                if let Some((Action::SetAmount, Some(amount))) = decision {
                    candidate.eligible = candidate.eligible.min(amount);
                }
                runs.push(candidate);
            }
        }
    }
    let frame = |pot: usize| {
        let added: Kroner = story.rounds[..=round].iter().map(|(amount, _)| Kroner::whole(*amount)).sum();
        story.case.pots[pot].1 + added
    };
    let given = |has: &BTreeMap<ApplicationId, Has>, pot| -> Kroner {
        has.values().filter(|one| one.pot == Some(pot)).map(|one| one.kroner).sum()
    };
    let left =
        |has: &BTreeMap<ApplicationId, Has>, pot| (frame(pot).max(Kroner::ZERO) - given(has, pot)).max(Kroner::ZERO);
    // First those that give money back.
    raises.sort_by_key(|(id, _, amount)| *amount >= has[id].kroner);
    for (id, pot, amount) in raises {
        let now = has[&id].kroner;
        if amount - now <= left(&has, pot) {
            has.get_mut(&id).unwrap().kroner = amount;
        }
    }
    for (candidate, amount) in grants {
        let mut pots = (0..story.case.pots.len()).filter(|pot| story.case.pots[*pot].0.kinds.contains(&candidate.kind));
        match pots.find(|pot| amount <= left(&has, *pot)) {
            Some(pot) => {
                let outcome = Outcome::Granted(GrantReason::Override);
                has.insert(candidate.id.clone(), Has { outcome, pot: Some(pot), kroner: amount });
            }
            // What an earlier round settled stays as it was.
            None => match before.get(&candidate.id).filter(|award| stands(award.outcome)) {
                Some(award) => drop(has.insert(candidate.id.clone(), award.clone())),
                None => runs.push(candidate),
            },
        }
    }
    let mut case = story.case.clone();
    case.candidates = runs;
    for candidate in &story.case.candidates {
        let Some(Has { outcome, pot: Some(_), kroner }) = has.get(&candidate.id) else { continue };
        *case.earlier.municipalities.entry(candidate.municipality).or_default() += *kroner;
        if matches!(outcome, Outcome::Granted(_)) && candidate.kind == Kind::New {
            let office = Office::of(candidate.municipality, &candidate.office);
            *case.earlier.new_projects.entry(office).or_default() += 1;
            let name = if candidate.office.to_lowercase() == "nav ski" { "nav ski" } else { "NAV ÅS" };
            case.offices_before.push((candidate.municipality, name, 1));
        }
    }
    for (at, pot) in case.pots.iter_mut().enumerate() {
        let granted = |one: &&Has| one.pot == Some(at) && matches!(one.outcome, Outcome::Granted(_));
        (pot.1, pot.2, pot.3) = (frame(at), given(&has, at), has.values().filter(granted).count());
    }
    let (fates, _) = Twin::new(&case).settle();
    has.extend(
        fates.into_iter().map(|fate| (fate.id, Has { outcome: fate.outcome, pot: fate.pot, kroner: fate.kroner })),
    );
    has
}

/// Whether a decision can be carried out, whatever there is in the pots.
fn carried_out(decision: (Action, Option<Kroner>), candidate: &Candidate, award: Option<&Has>) -> bool {
    let has = award.map_or(Kroner::ZERO, |award| award.kroner);
    let granted = award.is_some_and(|award| matches!(award.outcome, Outcome::Granted(_)));
    let ended = award.is_some_and(|award| matches!(award.outcome, Outcome::Withdrawn(_)));
    match decision {
        (Action::Grant | Action::SetAmount, Some(amount)) => {
            (amount > Kroner::ZERO || ended) && (amount <= candidate.eligible || amount <= has)
        }
        (Action::End, Some(back)) => !granted || back <= has,
        _ => true,
    }
}

/// What a round settles for good.
fn stands(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Granted(_) | Outcome::Withdrawn(_) | Outcome::Rejected(RejectReason::Override))
}

pub(crate) fn by_program(story: &Story, round: usize, before: Option<&Recommendation>, depth: Depth) -> Recommendation {
    let policy = policy(story, u32::try_from(round).unwrap() + 1);
    let earlier = match before {
        Some(before) => earlier::rounds(&run_json(before, &Outputs::default(), Language::Nn), &policy).unwrap(),
        None => EarlierRounds::default(),
    };
    conclude(batch(story, round, &policy), &earlier, policy, Vec::new(), depth).expect("the audit lets it through")
}

/// Five thousand stories: equal to the krone and reason, and no round takes an award from anyone unless people decided it.
#[test]
fn rounds_and_decisions_agree_with_the_twin() {
    let mut runner = TestRunner::deterministic();
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    for number in 0..5_000 {
        let story = story().new_tree(&mut runner).expect("no story is filtered").current();
        let (mut has, mut last): (BTreeMap<ApplicationId, Has>, Option<Recommendation>) = (BTreeMap::new(), None);
        for round in 0..story.rounds.len() {
            let before = has.clone();
            has = round_by_twin(&story, round, &before);
            let result = by_program(&story, round, last.as_ref(), Depth::Outcomes);
            let got = result.entries.iter().map(|entry| {
                let is = Has { outcome: entry.outcome, pot: entry.pot, kroner: entry.granted };
                (entry.submission.id.clone(), is)
            });
            assert_eq!(got.collect::<BTreeMap<_, _>>(), has, "story {number}, round {}: {story:#?}", round + 1);
            for (id, award) in before.iter().filter(|(_, one)| matches!(one.outcome, Outcome::Granted(_))) {
                assert!(decisions(&story, round).contains_key(id) || has[id] == *award, "{id} lost an award");
            }
            for one in has.values() {
                *reached.entry(format!("{} {}", one.outcome.key(), one.outcome.reason_key())).or_default() += 1;
            }
            last = Some(result);
        }
    }
    assert!(reached.len() >= 15 && reached.values().all(|times| *times > 50), "{reached:?}");
}

/// With and without each overriding decision: leaving the row out by hand gives what the program says it would have been.
#[test]
fn who_lost_by_an_override_is_what_leaving_it_out_gives() {
    let mut runner = TestRunner::deterministic();
    let mut lost = 0;
    for _ in 0..1_500 {
        let mut story = story().new_tree(&mut runner).expect("no story is filtered").current();
        story.rounds.truncate(1);
        let mut seen = std::collections::BTreeSet::new();
        story.rounds[0].1.retain(|(at, ..)| seen.insert(*at));
        // Shares in proportion change with every krone: what would have granted whom is a long search there, and not asked.
        for (rules, ..) in &mut story.case.pots {
            rules.commitment_shortfall = tilskot::policy::CommitmentShortfall::Hold;
        }
        let result = by_program(&story, 0, None, Depth::Grounds);
        for overridden in &result.overridden {
            let mut without = story.clone();
            let rows = &mut without.rounds[0].1;
            match &overridden.decision {
                Some((id, _)) => rows.retain(|(at, ..)| story.case.candidates.get(*at).is_none_or(|one| one.id != *id)),
                None => rows.retain(|(_, action, ..)| matches!(action, Action::Withdraw | Action::End)),
            }
            let other = round_by_twin(&without, 0, &BTreeMap::new());
            for entry in &result.entries {
                let id = &entry.submission.id;
                let moved = overridden.moved.iter().find(|one| one.id == *id);
                let told = moved.map_or((entry.outcome, entry.granted), |moved| moved.without);
                assert_eq!(told, (other[id].outcome, other[id].kroner), "{id}: {story:#?}");
            }
            lost += overridden.losers().count();
        }
    }
    assert!(lost > 20, "{lost}");
}
