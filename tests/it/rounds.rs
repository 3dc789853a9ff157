//! What one round says to the next: the rules it was made by and that they have changed, and what stands until people decide
//! otherwise.

use std::collections::BTreeMap;

use tilskot::allocate::{HoldReason, Outcome, RejectReason};
use tilskot::application::{Application, Kind, Submission};
use tilskot::check::{self, Batch, Scored};
use tilskot::conclude::{Depth, conclude};
use tilskot::earlier::{self, EarlierRounds};
use tilskot::finding::Finding;
use tilskot::form::decision::{Action, DecisionRow};
use tilskot::identity::{ApplicationId, Kommunenummer, numbered};
use tilskot::money::{Kroner, Positions};
use tilskot::origin::{CellRef, Found, Source};
use tilskot::policy::Policy;
use tilskot::recommendation::{Entry, FrameEntry, Recommendation};
use tilskot::report::machine::outputs::Outputs;
use tilskot::report::machine::run_json::run_json;
use tilskot::score::Score;
use tilskot::text::Language;

use crate::cases::batch;
use crate::sample;

/// The codes whose case and clean twin stand here.
pub(crate) const CODES: &[&str] = &["T621", "T622", "T650"];

/// The rules of a second round of the sample.
fn second(change: impl Fn(&mut Policy)) -> Policy {
    let mut policy = sample::recommendation().policy;
    policy.batch.round = 2;
    policy.batch.title = "Ein ny runde".to_owned();
    change(&mut policy);
    policy
}

/// What is said of the rules when a round with `policy` follows the sample.
fn said(policy: Policy) -> Vec<String> {
    let before = run_json(&sample::recommendation(), &Outputs::default(), Language::Nn);
    let earlier = earlier::rounds(&before, &policy).unwrap();
    let batch = tilskot::check::batch(tilskot::check::Received::default(), &policy);
    let depth = tilskot::conclude::Depth::Outcomes;
    let round = tilskot::conclude::conclude(batch, &earlier, policy, Vec::new(), depth).unwrap();
    let about = |finding: &&Finding| finding.problem.code() == "T650";
    round.findings.iter().filter(about).map(|finding| finding.problem.message(Language::En)).collect()
}

#[test]
fn rules_that_changed_since_the_round_before_are_named() {
    assert_eq!(said(second(|_| ())), Vec::<String>::new(), "what a batch is called is no rule");
    let changed = said(second(|policy| {
        policy.limits.per_office = Some(2);
        policy.criteria[0].weight = "2.5".parse().unwrap();
        policy.pots.swap(0, 1);
    }));
    let [changed] = &changed[..] else { panic!("{changed:?}") };
    for rule in [
        "criterion.behov.weight: 3 → 2.5",
        "limits.per_office: – → 2",
        "pot.direktoratet.order: 2 → 1",
        "pot.statsforvaltaren.order: 1 → 2",
    ] {
        assert!(changed.contains(rule), "{rule} is not in {changed}");
    }
}

/// A round: who was sent in sound and who is held, what people decided, and the frame's entries.
#[derive(Default, Clone)]
struct Round<'a> {
    sound: Vec<Submission>,
    held: Vec<Submission>,
    decided: &'a [(&'a str, Action, Option<i64>)],
    frame: &'a [i64],
    per_office: Option<u32>,
}

fn source(file: &str) -> Source {
    Source { file: file.into(), sheet: "Ark1".into() }
}

/// A new project of Nav Alver that applies for one position at the cap, 630 000 kroner.
fn new(id: &str) -> Submission {
    let mut one = Submission::empty(ApplicationId::new(id), source("a.xlsx"), None);
    one.kind = Some(Kind::New);
    one.municipality = numbered(Kommunenummer::new(4631).unwrap()).into_iter().next_back();
    one.office = Some("Nav Alver".into());
    one.project = Some(id.into());
    one.grant_year = Some(1);
    one.positions = Positions::exact(1.into());
    one.applied = Some(Kroner::whole(630_000));
    one
}

/// The round after `before`.
fn after(before: Option<&Recommendation>, round: &Round<'_>) -> Recommendation {
    let mut policy = batch::policy(&[]);
    policy.batch.round = before.map_or(1, |before| before.policy.batch.round + 1);
    policy.limits.per_office = round.per_office;
    let earlier = before.map_or_else(EarlierRounds::default, |before| {
        earlier::rounds(&run_json(before, &Outputs::default(), Language::Nn), &policy).unwrap()
    });
    let admitted = round.sound.iter().map(|submission| Application {
        kind: submission.kind.unwrap(),
        grant_year: 1,
        positions: submission.positions.unwrap(),
        applied: submission.applied.unwrap(),
        carried_over: Kroner::ZERO,
        eligible: check::eligible(submission, &policy).unwrap(),
        submission: submission.clone(),
    });
    let score = Some(Score::fraction(1, 1));
    let scored =
        round.sound.iter().map(|one| (one.id.clone(), Scored { criteria: Vec::new(), score, marks: Vec::new() }));
    let rows = round.decided.iter().zip(1..).map(|((id, action, amount), row)| DecisionRow {
        source: source("avgjerder.xlsx"),
        at: CellRef::new(row, 0),
        application: Some(ApplicationId::new(id)),
        project_id: None,
        action: Some(*action),
        amount: amount.map(Kroner::whole),
        reason: Some("Brev".into()),
        found: Some(Found { source: source("avgjerder.xlsx"), at: CellRef::new(row, 2), raw: action.key().into() }),
        sound: true,
    });
    let entries = round.frame.iter().zip(1..).map(|(amount, row)| FrameEntry {
        date: policy.batch.as_of,
        text: "Løyving".to_owned(),
        amount: Kroner::whole(*amount),
        reference: None,
        found: Some(Found { source: source("ramme.xlsx"), at: CellRef::new(row, 3), raw: amount.to_string().into() }),
    });
    let batch = Batch {
        admitted: admitted.collect(),
        set_aside: round.held.iter().map(|one| (one.clone(), Outcome::Held(HoldReason::Finding))).collect(),
        scored: scored.collect::<BTreeMap<_, _>>(),
        decisions: rows.collect(),
        frames: vec![entries.collect()],
        findings: Vec::new(),
    };
    conclude(batch, &earlier, policy, Vec::new(), Depth::Grounds).unwrap()
}

fn of<'a>(round: &'a Recommendation, id: &str) -> &'a Entry {
    round.entries.iter().find(|entry| entry.submission.id.as_str() == id).unwrap()
}

/// `T618 avgjerder.xlsx A2`; rules that differ are left out.
fn found(round: &Recommendation) -> Vec<String> {
    let told = round.findings.iter().filter(|one| one.problem.code() != "T650");
    let place = |one: &Finding| one.cell.map_or_else(String::new, |cell| cell.to_string());
    told.map(|one| format!("{} {} {}", one.problem.code(), one.file, place(one))).collect()
}

/// Outcome, reason and kroner.
fn fate(round: &Recommendation, id: &str) -> (&'static str, &'static str, i64) {
    let entry = of(round, id);
    (entry.outcome.key(), entry.outcome.reason_key(), entry.granted.whole_kroner())
}

fn first() -> Round<'static> {
    Round { sound: vec![new("x1")], frame: &[5_000_000], ..Round::default() }
}

#[test]
fn nothing_is_granted_above_what_was_applied_for_whatever_became_of_the_sheet() {
    let one = after(None, &first());
    let decided = [("x1", Action::SetAmount, Some(2_000_000))];
    let unreadable = Submission { positions: None, ..new("x1") };
    let sent = [(vec![new("x1")], vec![]), (vec![], vec![new("x1")]), (vec![], vec![unreadable]), (vec![], vec![])];
    for (sound, held) in sent {
        let round = Round { sound, held, decided: &decided, ..first() };
        let two = after(Some(&one), &round);
        assert_eq!(fate(&two, "x1"), ("granted", "ranked", 630_000));
        assert_eq!(found(&two), ["T618 avgjerder.xlsx A2"]);
        assert_eq!(of(&two, "x1").decision, None, "it took no effect");
        let twin = after(Some(&one), &Round { decided: &[("x1", Action::SetAmount, Some(600_000))], ..round });
        assert_eq!(fate(&twin, "x1").2, 600_000);
        assert!(of(&twin, "x1").decision.is_some() && found(&twin).is_empty());
    }
}

/// A sheet whose positions cannot be read any more still says how much was applied for.
#[test]
fn a_sheet_without_positions_still_bounds_what_may_be_given() {
    let less = Submission { applied: Some(Kroner::whole(600_000)), ..new("x1") };
    let one = after(None, &Round { sound: vec![less.clone()], ..first() });
    let held = vec![Submission { positions: None, ..less }];
    let round = |amount| [("x1", Action::SetAmount, Some(amount))];
    for (amount, granted, said) in [(600_001, 600_000, vec!["T618 avgjerder.xlsx A2"]), (599_999, 599_999, vec![])] {
        let two = after(Some(&one), &Round { sound: vec![], held: held.clone(), decided: &round(amount), ..first() });
        assert_eq!((fate(&two, "x1").2, found(&two)), (granted, said.into_iter().map(str::to_owned).collect()));
    }
}

/// Of two copies that people ended, one gave back what it had: the next round knows one award, and what it kept.
#[test]
fn an_award_whose_copies_were_ended_is_one_award() {
    let copy = Submission { source: source("b.xlsx"), ..new("x1") };
    let one = after(None, &first());
    let both = Round { sound: vec![], held: vec![new("x1"), copy], ..first() };
    let two = after(Some(&one), &Round { decided: &[("x1", Action::End, Some(200_000))], ..both.clone() });
    let sum = |round: &Recommendation| round.entries.iter().map(|entry| entry.granted.whole_kroner()).sum::<i64>();
    assert_eq!((two.entries.len(), sum(&two)), (2, 430_000));
    for next in [both, Round { sound: vec![], ..first() }] {
        let three = after(Some(&two), &next);
        assert_eq!((sum(&three), of(&three, "x1").outcome.key()), (430_000, "withdrawn"));
    }
}

#[test]
fn a_pot_that_has_granted_more_than_it_holds_is_said_until_people_mend_it() {
    let one = after(None, &first());
    let round = Round { frame: &[5_000_000, -4_500_000], ..first() };
    let two = after(Some(&one), &round);
    assert_eq!(found(&two), ["T622 ramme.xlsx D3"]);
    let said = two.findings[0].problem.message(Language::En).replace('\u{a0}', " ");
    for part in ["NOK 500,000", "NOK 630,000", "NOK 130,000 is missing"] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let enough = after(Some(&one), &Round { frame: &[5_000_000, -4_370_000], ..round.clone() });
    assert_eq!(found(&enough), Vec::<String>::new());
    let lowered = after(Some(&one), &Round { decided: &[("x1", Action::SetAmount, Some(500_000))], ..round });
    assert_eq!(found(&lowered), Vec::<String>::new());
}

#[test]
fn a_row_that_ends_a_project_takes_back_once_and_never_more_than_was_granted() {
    let mut last = after(None, &first());
    let too_much = after(Some(&last), &Round { decided: &[("x1", Action::End, Some(9_000_000))], ..first() });
    assert_eq!(found(&too_much), ["T621 avgjerder.xlsx A2"]);
    assert_eq!(fate(&too_much, "x1"), ("granted", "ranked", 630_000));
    let end = Round { decided: &[("x1", Action::End, Some(200_000))], ..first() };
    for _ in 0..3 {
        last = after(Some(&last), &end);
        assert_eq!(fate(&last, "x1"), ("withdrawn", "ended", 430_000));
        assert_eq!(found(&last), Vec::<String>::new());
    }
    let rest = after(Some(&last), &Round { decided: &[("x1", Action::End, None)], ..first() });
    assert_eq!(fate(&rest, "x1"), ("withdrawn", "ended", 0), "that all goes back is another decision");
}

#[test]
fn a_decision_on_what_an_earlier_round_settled_is_carried_out_or_said() {
    let settled = |action| after(None, &Round { decided: &[("x1", action, None)], ..first() });
    let grant = Round { decided: &[("x1", Action::Grant, None)], ..first() };
    let reopened = after(Some(&settled(Action::Reject)), &grant);
    assert_eq!((fate(&reopened, "x1"), found(&reopened)), (("granted", "override", 630_000), vec![]));
    assert_eq!(of(&reopened, "x1").round, 2);
    for (before, sound) in [(settled(Action::Withdraw), vec![new("x1")]), (settled(Action::Reject), vec![])] {
        let outcome = fate(&before, "x1");
        let two = after(Some(&before), &Round { sound, ..grant.clone() });
        assert_eq!((fate(&two, "x1"), found(&two)), (outcome, vec!["T619 avgjerder.xlsx A2".to_owned()]));
        assert_eq!(of(&two, "x1").decision, None);
    }
    let granted = settled(Action::Grant);
    let again = after(Some(&granted), &grant);
    assert_eq!((fate(&again, "x1"), found(&again)), (("granted", "override", 630_000), vec![]));
    let other = after(Some(&granted), &Round { decided: &[("x1", Action::Grant, Some(500_000))], ..first() });
    assert_eq!((fate(&other, "x1").2, found(&other)), (630_000, vec!["T619 avgjerder.xlsx A2".to_owned()]));
}

#[test]
fn rows_that_cancel_each_other_cost_nobody_money() {
    let decided = [("x1", Action::Grant, None), ("x1", Action::Reject, None)];
    let both = Round {
        sound: vec![new("x1"), new("x2")],
        decided: &decided,
        frame: &[630_000],
        per_office: None,
        held: vec![],
    };
    let cancelled = after(None, &both);
    assert_eq!(found(&cancelled), ["T616 avgjerder.xlsx A3"]);
    assert!(cancelled.overridden.is_empty(), "{:?}", cancelled.overridden);
    let one = after(None, &Round { decided: &decided[1..], ..both });
    assert_eq!(one.overridden.len(), 1);
}

#[test]
fn an_award_that_was_not_sent_again_is_decided_on_like_any_other() {
    let one = after(None, &first());
    let gone = Round { sound: vec![], decided: &[("x1", Action::Withdraw, None)], ..first() };
    let two = after(Some(&one), &gone);
    assert_eq!((fate(&two, "x1"), found(&two)), (("withdrawn", "withdrawn", 0), vec![]));
    assert_eq!(of(&two, "x1").returned, Some((0, Kroner::whole(630_000))));
    let rejected = after(Some(&one), &Round { decided: &[("x1", Action::Reject, None)], ..gone });
    assert_eq!(of(&rejected, "x1").outcome, Outcome::Rejected(RejectReason::Override));
}

#[test]
fn what_an_award_knows_is_known_in_the_next_round() {
    let stated = Submission { applied_year_2: Some(Kroner::whole(100_000)), ..new("x1") };
    let one = after(None, &Round { sound: vec![stated], ..first() });
    let bound =
        |round: &Recommendation| round.liability.iter().map(|year| (year.year, year.amount)).collect::<Vec<_>>();
    let gone = after(Some(&one), &Round { sound: vec![], ..first() });
    let again = after(Some(&gone), &Round { sound: vec![], ..first() });
    assert_eq!((bound(&gone), bound(&again)), (bound(&one), bound(&one)));
    // Its new sheet lost its place: it counts towards the limit of its office all the same.
    let lost = Submission { municipality: None, office: None, kind: None, ..new("x1") };
    let round = Round { sound: vec![new("x2")], held: vec![lost], per_office: Some(1), ..first() };
    assert_eq!(fate(&after(Some(&one), &round), "x2"), ("rejected", "limit_office", 0));
}

#[test]
fn money_moves_between_two_awards_whatever_they_are_called() {
    let both = Round { sound: vec![new("x1"), new("x2")], frame: &[1_200_000], ..first() };
    let start = [("x1", Action::SetAmount, Some(600_000)), ("x2", Action::SetAmount, Some(600_000))];
    let one = after(None, &Round { decided: &start, ..both.clone() });
    for (up, down) in [("x1", "x2"), ("x2", "x1")] {
        let moved = [(up, Action::SetAmount, Some(630_000)), (down, Action::SetAmount, Some(570_000))];
        let two = after(Some(&one), &Round { decided: &moved, ..both.clone() });
        assert_eq!((fate(&two, up).2, fate(&two, down).2, found(&two)), (630_000, 570_000, vec![]));
    }
}

#[test]
fn a_round_is_built_on_one_that_settled_an_application_without_a_place() {
    let lost = Submission { municipality: None, kind: None, ..new("x1") };
    let withdrawn = Round { sound: vec![], held: vec![lost], decided: &[("x1", Action::Withdraw, None)], ..first() };
    let one = after(None, &withdrawn);
    let two = after(Some(&one), &Round { decided: &[], ..withdrawn });
    assert_eq!(fate(&two, "x1"), ("withdrawn", "withdrawn", 0));
}

#[test]
fn a_round_number_without_a_next_is_no_round_before() {
    let told = run_json(&after(None, &first()), &Outputs::default(), Language::Nn);
    let told = String::from_utf8(told).unwrap().replace("\"round\": 1", "\"round\": 4294967295");
    assert_eq!(earlier::rounds(told.as_bytes(), &batch::policy(&[])), Err(earlier::EarlierFault::AnotherRound));
}
