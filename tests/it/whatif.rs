//! What would have been: each change gives what a fresh run with that change gives, and weights move as far as is said.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use tilskot::allocate::{Outcome, WithdrawReason};
use tilskot::application::Kind;
use tilskot::breakpoint;
use tilskot::check::Scored;
use tilskot::identity::ApplicationId;
use tilskot::money::Kroner;
use tilskot::policy::Policy;
use tilskot::recommendation::Entry;
use tilskot::report::asked::Landscape;
use tilskot::report::names::Names;
use tilskot::run::console::Console;
use tilskot::run::whole;
use tilskot::score::Score;
use tilskot::settle::Case;
use tilskot::text::{Language, number};
use tilskot::whatif::{self, Bound, Change};

use crate::counterfactual::drawn;
use crate::runs::{copy, fixture, made};

/// Everything that was decided about one application.
fn decided(entries: &[Entry]) -> Vec<String> {
    let line = |entry: &Entry| {
        let (id, outcome) = (&entry.submission.id, entry.outcome);
        format!(
            "{id} {outcome:?} {:?} {:?} {:?} {:?} {:?}",
            entry.pot, entry.granted, entry.rank, entry.score, entry.looks
        )
    };
    entries.iter().map(line).collect()
}

/// The batch with `change`, beside a fresh run of the same batch with one text of its batch.toml replaced.
fn as_fresh(change: Change, replace: &str, by: &str) {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let asked = ask(folder.path(), &[change]);
    let toml = folder.path().join("batch.toml");
    let text = std::fs::read_to_string(&toml).unwrap();
    assert!(text.contains(replace), "{replace} is not in batch.toml");
    std::fs::write(&toml, text.replacen(replace, by, 1)).unwrap();
    assert_eq!(asked, ask(folder.path(), &[]), "{replace} → {by}");
    assert_ne!(asked, ask(&fixture("vestland-2023"), &[]), "{replace} → {by} changes nothing");
}

/// Outcome, pot and kroner of each.
fn settled(entries: &[Entry]) -> BTreeMap<ApplicationId, (Outcome, Option<usize>, Kroner)> {
    entries.iter().map(|one| (one.submission.id.clone(), (one.outcome, one.pot, one.granted))).collect()
}

fn ask(batch: &Path, changes: &[Change]) -> Vec<String> {
    let gathered = whole::gather(batch, Language::Nn, &Console::silent()).unwrap();
    let result = whatif::with(changes, gathered.checked, &gathered.earlier, gathered.policy).unwrap();
    decided(&result.entries)
}

#[test]
fn a_change_of_a_weight_or_a_frame_is_a_fresh_run_with_it() {
    as_fresh(Change::Weight(0, Decimal::new(15, 1)), "weight = 3", "weight = \"1.5\"");
    let entry =
        |amount: i64| format!("[[pot.entry]]\ndate = 2023-01-02\ntext = \"Prøve\"\namount = {amount}\n\n[[criterion]]");
    as_fresh(Change::FrameBy(1, Kroner::whole(1_880_000)), "[[criterion]]", &entry(1_880_000));
    as_fresh(Change::FrameAt(1, Kroner::ZERO), "[[criterion]]", &entry(-630_000));
}

/// One that gets the same from another pot has moved, though its outcome and amount have not.
#[test]
fn who_gets_the_same_from_another_pot_is_named() {
    let call = ["whatif", "fixtures/vestland-2023", "--frame", "statsforvaltaren=+1000000", "--lang", "en"];
    let said = Command::new(env!("CARGO_BIN_EXE_tilskot")).args(call).output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap().replace(['\u{a0}', '\n'], " ").replace("   ", " ");
    let moved = "Nav Alver, “Sommar- og deltidsjobb til unge”: gets NOK 630,000 from Statsforvaltaren i Vestland";
    assert!(said.contains(moved) && !said.contains("No application gets another"), "{said}");
}

/// People call an application by its office; the id is asked for only where that fits several.
#[test]
fn an_application_is_taken_back_by_a_part_of_its_office_or_its_id() {
    let said = |wanted: &str| {
        let call = ["whatif", "fixtures/vestland-2023", "--lang", "en", "--decline", wanted];
        let done = Command::new(env!("CARGO_BIN_EXE_tilskot")).args(call).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let by_office = said("askøy");
    assert_eq!(by_office, said("4627-nav-askoy-din-veg-mot-arbeid-og-meistring-i-kvardagen"));
    assert!(
        by_office.contains("Nav Askøy, “Din veg mot arbeid og meistring i kvardagen”: from granted"),
        "{by_office}"
    );
}

/// Where two are called the same, the id tells which one moved.
#[test]
fn who_is_called_as_another_is_told_by_its_id() {
    let gathered = whole::gather(&fixture("vestland-2023"), Language::Nn, &Console::silent()).unwrap();
    let [mut one, other] = [0, 1].map(|at| gathered.checked.admitted[at].submission.clone());
    let alone = Names::of([&one, &other].into_iter(), Language::Nn).of_id(&other.id);
    one.office.clone_from(&other.office);
    one.project.clone_from(&other.project);
    let names = Names::of([&one, &other].into_iter(), Language::Nn);
    for id in [&one.id, &other.id] {
        assert_eq!(names.of_id(id), format!("{alone} ({id})"));
    }
    assert!(!alone.contains(other.id.as_str()), "{alone}");
    // An id is made of the title: what is taken out of that, is taken out of it.
    let [first, second] = ["4631-nav-alver-01818012345", "4631-nav-alver-02818012345"];
    (one.id, one.project) = (ApplicationId::new(first), None);
    let mut twin = other;
    twin.id = ApplicationId::new(second);
    let names = Names::of([&one, &twin].into_iter(), Language::Nn);
    assert_eq!(names.of_id(&one.id), "4631-nav-alver-•••");
    assert_eq!(names.of_id(&ApplicationId::new(second)), alone);
    assert_eq!(names.of_id(&ApplicationId::new("ukjend-01818012345")), "ukjend-•••");
}

/// What is taken back gets nothing, and its money goes to the next; nobody else is worse off under `stop`.
#[test]
fn declining_an_application_leaves_its_money_to_others() {
    let gathered = whole::gather(&fixture("vestland-2023"), Language::Nn, &Console::silent()).unwrap();
    let first = gathered.checked.admitted.iter().find(|one| one.kind == Kind::New).unwrap().submission.id.clone();
    let decline = [Change::Decline(first.clone())];
    let asked = whatif::with(&decline, gathered.checked, &gathered.earlier, gathered.policy).unwrap();
    let asked = settled(&asked.entries);
    assert_eq!(asked[&first], (Outcome::Withdrawn(WithdrawReason::Withdrawn), None, Kroner::ZERO));

    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let decisions = format!("Søknads-ID;Avgjerd;Grunngiving;Førebudd av;Godkjend av\n{first};withdraw;Brev;A;B\n");
    std::fs::write(folder.path().join("avgjerder.csv"), decisions).unwrap();
    assert_eq!(asked, settled(&made(folder.path()).recommendation.entries));

    let before = settled(&made(&fixture("vestland-2023")).recommendation.entries);
    assert!(before[&first].2 > Kroner::ZERO, "there was money to leave");
    let entered = asked.iter().filter(|(id, (_, _, granted))| *granted > Kroner::ZERO && before[*id].2 == Kroner::ZERO);
    assert!(entered.count() > 0, "the next one enters");
    assert!(before.iter().all(|(id, (_, _, granted))| *id == first || asked[id].2 >= *granted), "nobody is worse off");
}

/// Scores of a case as if it had two criteria; the second is free.
fn two_criteria(case: &mut Case<'_>, policy: &Policy) -> BTreeMap<ApplicationId, Scored> {
    let mut scored = BTreeMap::new();
    for (at, candidate) in case.candidates.iter_mut().enumerate() {
        if candidate.kind == Kind::New {
            let at = i128::try_from(at).unwrap();
            let means = [Score::fraction(at * 7 % 11, 3), Score::fraction(at * 5 % 13, 2)].map(Some);
            scored.insert(candidate.id.clone(), Scored { criteria: means.to_vec(), score: None, marks: Vec::new() });
        } else {
            candidate.score = None;
        }
    }
    tilskot::check::weigh(&mut scored, policy);
    weighed(case, &scored);
    scored
}

fn weighed(case: &mut Case<'_>, scored: &BTreeMap<ApplicationId, Scored>) {
    for candidate in &mut case.candidates {
        candidate.score = scored.get(&candidate.id).and_then(|one| one.score);
    }
}

fn granted(case: &Case<'_>) -> Vec<bool> {
    let ready = case.ready();
    let allocation = ready.allocate().unwrap();
    (0..case.candidates.len()).map(|at| ready.is_granted(&allocation, at)).collect()
}

/// Asks `test` of so many drawn cases in which two criteria are scored, the second with the weight two.
fn of_two_criteria(count: usize, mut test: impl FnMut(&Policy, &Case<'_>, &BTreeMap<ApplicationId, Scored>)) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..count {
        let mut drawn = drawn().new_tree(&mut runner).expect("no case is filtered").current();
        drawn.without_demands();
        let mut policy = drawn.policy();
        policy.criteria.push(policy.criteria[0].clone());
        policy.criteria[1].weight = Decimal::TWO;
        let mut case = drawn.case(&policy);
        let scored = two_criteria(&mut case, &policy);
        test(&policy, &case, &scored);
    }
}

/// Weights an eighth apart, and the ends themselves: inside the interval the same are granted, and just beyond it others.
#[test]
fn weights_can_be_moved_as_far_as_is_said_and_no_further() {
    let mut ends = 0;
    of_two_criteria(200, |policy, case, scored| {
        let now = granted(case);
        let at = |weight: Decimal| {
            let (mut policy, mut scored) = (policy.clone(), scored.clone());
            policy.criteria[1].weight = weight;
            tilskot::check::weigh(&mut scored, &policy);
            let mut case = case.clone();
            weighed(&mut case, &scored);
            granted(&case)
        };
        let all = whatif::robustness(case, scored);
        let robust = all.iter().find(|one| one.criterion == 1).unwrap();
        assert!(robust.complete);
        for eighth in 1..80 {
            let weight = Score::fraction(eighth, 8);
            let above = robust.below.as_ref().is_none_or(|end| weight > end.at || (end.included && weight == end.at));
            let below = robust.above.as_ref().is_none_or(|end| weight < end.at || (end.included && weight == end.at));
            if above && below {
                assert_eq!(at(Decimal::new(i64::try_from(eighth).unwrap() * 125, 3)), now, "{eighth}/8 {robust:?}");
            }
        }
        for end in robust.below.iter().chain(&robust.above) {
            ends += 1;
            assert!(!end.enter.is_empty() || !end.leave.is_empty(), "{end:?}");
            let (numerator, denominator) = end.at.parts();
            if 100 % denominator == 0 {
                let weight = Decimal::from_i128_with_scale(numerator * (100 / denominator), 2);
                assert_eq!(at(weight) == now, end.included, "{end:?}");
            }
        }
    });
    assert!(ends > 50, "{ends}");
}

/// One side of a weight's interval, slowly: every weight at which any two cross or one the threshold, each tried in turn.
fn slowly(case: &Case<'_>, scored: &BTreeMap<ApplicationId, Scored>, outward: Ordering) -> (Option<Bound>, bool) {
    let own = Score::from_decimal(case.policy.criteria[1].weight).unwrap();
    let other = Score::from_decimal(case.policy.criteria[0].weight).unwrap();
    let least = Score::from_decimal(case.policy.ranking.threshold).unwrap();
    let new = case.candidates.iter().enumerate().filter(|(_, one)| one.score.is_some());
    let lines = new.map(|(at, one)| {
        let means = &scored[&one.id].criteria;
        (at, means[0].unwrap().times(other).unwrap(), means[1].unwrap())
    });
    let lines: Vec<(usize, Score, Score)> = lines.collect();
    let mut crossings = Vec::new();
    for (at, (one, fixed, slope)) in lines.iter().enumerate() {
        let level = least.times(other).unwrap().less(*fixed).unwrap().over(slope.less(least).unwrap());
        crossings.extend(level.map(|weight| (weight, *one, None)));
        for (two, more_fixed, more_slope) in &lines[at + 1..] {
            let level = more_fixed.less(*fixed).unwrap().over(slope.less(*more_slope).unwrap());
            crossings.extend(level.map(|weight| (weight, *one, Some(*two))));
        }
    }
    crossings.retain(|(weight, ..)| *weight > Score::zero() && weight.cmp(&own) == outward);
    crossings.sort_unstable();
    if outward == Ordering::Less {
        crossings.reverse();
    }
    let granted_at = |weight: Score| {
        let mut case = case.clone();
        for (at, fixed, slope) in &lines {
            let sum = fixed.plus(slope.times(weight).unwrap()).unwrap();
            case.candidates[*at].score = sum.over(other.plus(weight).unwrap());
        }
        granted(&case)
    };
    let now = granted(case);
    let groups: Vec<_> = crossings.chunk_by(|one, next| one.0 == next.0).collect();
    for (at, group) in groups.iter().enumerate().take(2_000) {
        let weight = group[0].0;
        let half = Score::fraction(1, 2);
        let beyond = match groups.get(at + 1) {
            Some(next) => weight.plus(next[0].0).unwrap().times(half).unwrap(),
            None if outward == Ordering::Greater => weight.plus(Score::fraction(1, 1)).unwrap(),
            None => weight.times(half).unwrap(),
        };
        let (on, past) = (granted_at(weight), granted_at(beyond));
        if on == now && past == now {
            continue;
        }
        let then = if past == now { &on } else { &past };
        let moves = |at: usize| usize::from(now[at] != then[at]);
        let worth = |(_, one, two): &(Score, usize, Option<usize>)| moves(*one) + two.map_or(0, moves);
        let most = group.iter().map(worth).max().unwrap();
        let (_, one, two) = *group.iter().find(|pair| worth(pair) == most).unwrap();
        let swapped = two.filter(|two| case.candidates[*two].score > case.candidates[one].score);
        let (first, second) = swapped.map_or((one, two), |two| (two, Some(one)));
        let id = |at: usize| case.candidates[at].id.clone();
        let moved = |was: bool| {
            let ids: BTreeSet<ApplicationId> =
                (0..now.len()).filter(|at| now[*at] == was && then[*at] != was).map(id).collect();
            ids.into_iter().collect::<Vec<_>>()
        };
        let pair = (id(first), second.map(id));
        return (Some(Bound { at: weight, included: on == now, pair, enter: moved(false), leave: moved(true) }), true);
    }
    (None, groups.len() <= 2_000)
}

/// The crossings are not kept but for the nearest, and the answer is the one that all of them give.
#[test]
fn the_nearest_crossings_give_what_all_of_them_give() {
    let mut found = 0;
    of_two_criteria(150, |_, case, scored| {
        let robust = whatif::robustness(case, scored).into_iter().find(|one| one.criterion == 1).unwrap();
        let [below, above] = [Ordering::Less, Ordering::Greater].map(|side| slowly(case, scored, side));
        assert_eq!((&robust.below, &robust.above), (&below.0, &above.0), "{case:#?}");
        assert_eq!(robust.complete, below.1 && above.1);
        found += usize::from(robust.below.is_some()) + usize::from(robust.above.is_some());
    });
    assert!(found > 40, "{found}");
}

/// The text and the JSON tell of the same steps, in every language.
#[test]
fn what_is_printed_names_every_step_and_weight() {
    let gathered = whole::gather(&fixture("vestland-2023"), Language::Nn, &Console::silent()).unwrap();
    let case = whatif::case(&gathered.checked, &gathered.earlier, &gathered.policy);
    let breakpoints = breakpoint::breakpoints(&case, breakpoint::THOROUGH);
    let weights = whatif::robustness(&case, &gathered.checked.scored);
    let landscape = Landscape { policy: &gathered.policy, breakpoints: &breakpoints, weights: &weights };
    let json: serde_json::Value = serde_json::from_str(&landscape.json()).unwrap();
    for (at, one) in breakpoints.iter().enumerate() {
        assert!(one.complete, "{:?}", one.pot);
        assert_eq!(json["breakpoints"][at]["steps"].as_array().unwrap().len(), one.steps.len());
    }
    assert_eq!(json["weights"].as_array().unwrap().len(), gathered.policy.criteria.len());
    for language in Language::ALL {
        let names = Names::of(gathered.checked.admitted.iter().map(|one| &one.submission), language);
        let text = landscape.text(&names, language, 100);
        for step in breakpoints.iter().flat_map(|one| &one.steps) {
            let frame = number::amount(language, step.frame);
            let row = |line: &&str| line.trim_start_matches(['▸', ' ']).starts_with(&format!("{frame} "));
            let row = text.lines().find(row).unwrap_or_else(|| panic!("{frame} has no row"));
            assert_eq!(row.split(' ').filter(|word| !matches!(*word, "" | "▸")).count(), 5, "{row}");
            for (sign, who) in [("+", &step.enter), ("−", &step.leave)] {
                assert!(
                    who.len() > 3 || who.iter().all(|id| text.contains(&format!("{sign} {}\n", names.of_id(id)))),
                    "{step:?}"
                );
            }
        }
        assert_eq!(text.matches('▸').count(), 2 * breakpoints.len(), "one row of each pot is that of today");
        assert!(!text.contains('{'), "{text}");
        insta::assert_snapshot!(format!("whatif_{}", language.tag()), text.replace('\u{a0}', " "));
    }
}
