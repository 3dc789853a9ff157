//! Explanations: one of each outcome in each language, to be read aloud; the same from an output as from the batch.

use std::process::Command;

use tilskot::allocate::{DismissReason, GrantReason, HoldReason, Look, Outcome, RejectReason, Verdict, WithdrawReason};
use tilskot::application::Kind;
use tilskot::counterfactual::{Change, Found};
use tilskot::explain::{Explainer, Explanation};
use tilskot::money::{Kroner, Positions};
use tilskot::recommendation::{Entry, Recommendation};
use tilskot::report::explained;
use tilskot::text::Language;

use crate::difference::Files;
use crate::sample;

fn kroner(amount: i64) -> Kroner {
    Kroner::whole(amount)
}

/// The sample with one application for every outcome there is: those it lacks are made of those it has.
fn every_outcome(language: Language) -> Recommendation {
    let mut all = sample::recommendation_in(language);
    all.policy.limits.per_office = Some(1);
    all.policy.limits.per_municipality_amount = Some(kroner(2_000_000));
    let of = |outcome: Outcome| all.entries.iter().find(|entry| entry.outcome == outcome).cloned();
    let made: Vec<Entry> =
        Outcome::ALL.into_iter().map(|outcome| of(outcome).unwrap_or_else(|| made(&all, outcome))).map(asked).collect();
    all.entries = made;
    all
}

/// An application with `outcome`, of the one in the sample that is nearest to it.
fn made(all: &Recommendation, outcome: Outcome) -> Entry {
    let like = |kind, wanted: Outcome| {
        let fits = |entry: &&Entry| entry.submission.kind == Some(kind) && entry.outcome == wanted;
        all.entries.iter().find(fits).cloned().unwrap()
    };
    let rejected = || like(Kind::New, Outcome::Rejected(RejectReason::Frame));
    let mut entry = match outcome {
        Outcome::Granted(GrantReason::Part) => {
            let mut entry = rejected();
            let (granted, positions) = (kroner(620_000), Positions::from_parts(10_000));
            (entry.pot, entry.granted, entry.positions_granted) = (Some(0), granted, positions);
            entry.looks[0].verdict = Verdict::Drew(granted, positions);
            entry.looks.truncate(1);
            entry
        }
        Outcome::Granted(_) => like(Kind::New, Outcome::Granted(GrantReason::Ranked)),
        Outcome::Withdrawn(_) | Outcome::Held(HoldReason::Shortfall) => {
            let mut entry = like(Kind::Continuing, Outcome::Granted(GrantReason::Commitment));
            (entry.pot, entry.granted, entry.positions_granted) = (None, Kroner::ZERO, Positions::ZERO);
            entry.looks.clear();
            entry
        }
        Outcome::Held(HoldReason::Unscored) => {
            let mut entry = rejected();
            (entry.score, entry.rank, entry.criterion_scores[0]) = (None, None, None);
            entry.looks.clear();
            entry
        }
        _ => rejected(),
    };
    entry.outcome = outcome;
    let look = |verdict| Look { pot: 0, rest_before: kroner(900_000), needed: kroner(1_240_000), verdict };
    match outcome {
        Outcome::Rejected(RejectReason::LimitOffice) => entry.looks = vec![look(Verdict::LimitOffice)],
        Outcome::Rejected(RejectReason::LimitMunicipality) => entry.looks = vec![look(Verdict::LimitMunicipality)],
        Outcome::Held(HoldReason::Shortfall) => entry.looks = vec![look(Verdict::CommitmentsUncovered)],
        Outcome::Withdrawn(WithdrawReason::Ended) => entry.returned = Some((0, kroner(815_000))),
        Outcome::Rejected(RejectReason::NoPot | RejectReason::Override)
        | Outcome::Dismissed(DismissReason::Outside)
        | Outcome::Granted(GrantReason::Override)
        | Outcome::Held(HoldReason::Duplicate) => {
            entry.looks.clear();
            entry.rank = None;
        }
        _ => {}
    }
    entry
}

/// What would have granted it, where it ran for the money.
fn asked(mut entry: Entry) -> Entry {
    let changes = match entry.outcome {
        Outcome::Rejected(RejectReason::Frame) => vec![
            Change::Frame { pot: 0, by: kroner(340_000) },
            Change::Frame { pot: 1, by: kroner(240_000) },
            Change::Score(351),
            Change::Applied(kroner(1_000_000)),
        ],
        Outcome::Rejected(RejectReason::Threshold) => vec![Change::Score(352)],
        Outcome::Rejected(RejectReason::LimitMunicipality) => vec![Change::Applied(kroner(760_000))],
        Outcome::Rejected(RejectReason::LimitOffice | RejectReason::NoPot) => Vec::new(),
        Outcome::Held(HoldReason::Tie) => vec![Change::Frame { pot: 0, by: kroner(300_000) }, Change::Score(351)],
        Outcome::Held(HoldReason::Shortfall) => vec![Change::Frame { pot: 0, by: kroner(340_000) }],
        _ => return entry,
    };
    entry.counterfactual = Some(Found { changes, searched: entry.outcome != Outcome::Held(HoldReason::Tie) });
    entry
}

fn explanations(language: Language) -> Vec<Explanation> {
    let all = every_outcome(language);
    let explainer = Explainer::new(&all);
    all.entries.iter().map(|entry| explainer.of(entry)).collect()
}

fn told(language: Language) -> String {
    explanations(language).iter().map(|one| explained::text(one, language)).collect::<Vec<_>>().join("\n---\n\n")
}

#[test]
fn one_of_each_outcome_in_nynorsk() {
    insta::assert_snapshot!("explained_nn", told(Language::Nn));
}

#[test]
fn one_of_each_outcome_in_bokmaal() {
    insta::assert_snapshot!("explained_nb", told(Language::Nb));
}

#[test]
fn one_of_each_outcome_in_english() {
    insta::assert_snapshot!("explained_en", told(Language::En));
}

/// What run.json holds is all there is to say: `explain OUT` needs no batch.
#[test]
fn an_explanation_survives_run_json() {
    for explanation in explanations(Language::Nn) {
        let json = serde_json::to_string(&explanation).unwrap();
        assert_eq!(serde_json::from_str::<Explanation>(&json).unwrap(), explanation, "{json}");
    }
}

#[test]
fn no_explanation_holds_a_person_or_free_text() {
    for explanation in explanations(Language::Nn) {
        let json = serde_json::to_string(&explanation).unwrap();
        assert!(!json.contains(sample::PRIVATE), "{json}");
        assert!(!explained::text(&explanation, Language::Nb).contains(sample::PRIVATE));
    }
}

/// Copies have one id, and one who asks by it is told of each of them.
#[test]
fn each_copy_of_an_application_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let copy = Files::new().with("soknader/alver.csv", "2;1240000", "2;1140000");
    copy.write(folder.path());
    std::fs::rename(folder.path().join("soknader/alver.csv"), folder.path().join("soknader/alver-kopi.csv")).unwrap();
    Files::new().write(folder.path());
    let asked = |wanted: &str| {
        let call = ["explain", ".", wanted];
        Command::new(env!("CARGO_BIN_EXE_tilskot")).args(call).current_dir(folder.path()).output().unwrap()
    };
    for wanted in ["4631-nav-alver-forste-steg", "første steg"] {
        let told = String::from_utf8(asked(wanted).stdout).unwrap();
        for file in ["soknader/alver-kopi.csv", "soknader/alver.csv"] {
            assert_eq!(told.matches(&format!("Henta frå {file}")).count(), 1, "{told}");
        }
    }
    let several = asked("alver");
    assert_eq!((several.status.code(), several.stdout.is_empty()), (Some(2), true));
    let near = String::from_utf8(several.stderr).unwrap();
    assert_eq!(near.matches("4631-nav-alver-forste-steg").count(), 1, "{near}");
}
