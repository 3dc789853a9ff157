//! `run.json`: the keys of the contract, in their order, with the right figures.

use serde_json::Value;
use tilskot::allocate::Outcome;
use tilskot::application::Field;
use tilskot::finding::Finding;
use tilskot::money::Kroner;
use tilskot::origin::CellRef;
use tilskot::problem;
use tilskot::recommendation::Entry;
use tilskot::report::machine::outputs::Outputs;
use tilskot::report::machine::run_json::{check_json, run_json};
use tilskot::text::Language;

use crate::sample;

fn written() -> String {
    String::from_utf8(run_json(&sample::recommendation(), &Outputs::default(), Language::Nn)).unwrap()
}

fn read() -> Value {
    serde_json::from_str(&written()).unwrap()
}

fn application<'a>(run: &'a Value, id: &str) -> &'a Value {
    run["applications"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()
}

/// Asserts that `keys` stand in `text` in this order, after `start`.
fn in_order(text: &str, start: &str, keys: &[&str]) {
    let mut rest = &text[text.find(start).unwrap()..];
    for key in keys {
        let at = rest.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key} is missing or out of order"));
        rest = &rest[at + key.len()..];
    }
}

#[test]
fn the_keys_of_the_contract_stand_in_its_order() {
    let text = written();
    let top = ["tool", "batch", "inputs", "totals", "pots", "applications", "findings", "liability"];
    let at_top: Vec<&str> = text.lines().filter(|line| line.starts_with("  \"")).collect();
    for (line, key) in at_top.iter().zip(top) {
        assert!(line.starts_with(&format!("  \"{key}\":")), "{line}");
    }
    in_order(&text, "\"batch\"", &["id", "year", "round", "as_of", "language"]);
    in_order(&text, "\"inputs\"", &["path", "sha256", "bytes", "role", "outcome", "reason", "sheets"]);
    let totals = ["applications", "granted", "rejected", "dismissed", "withdrawn", "held", "applied", "granted_amount"];
    in_order(&text, "\"totals\"", &totals);
    in_order(&text, "\"pots\"", &["id", "frame", "granted", "rest", "applications"]);
    #[rustfmt::skip]
    let entry = [
        "id", "project_id", "kind", "municipality_no", "municipality", "office", "project", "grant_year", "positions",
        "applied", "carried_over", "cap", "eligible", "score", "rank", "outcome", "reason", "pot", "granted",
        "positions_granted", "round", "counterfactual", "source",
    ];
    in_order(&text, "\n  \"applications\"", &entry);
    #[rustfmt::skip]
    let finding = [
        "code", "severity", "file", "sheet", "cell", "field", "header", "value", "message", "fix", "application",
    ];
    in_order(&text, "\n  \"findings\"", &finding);
    in_order(&text, "\n  \"liability\"", &["year", "amount"]);
}

#[test]
fn money_positions_and_scores_are_strings() {
    let run = read();
    assert_eq!(run["totals"]["granted_amount"], "2705000");
    assert_eq!(run["totals"]["positions_granted"], "5.5");
    assert_eq!(run["pots"][0]["frame"], "2670000");
    assert_eq!(run["pots"][0]["entries"][2]["amount"], "-100000");
    let one = application(&run, "4631-nav-alver-hyperlink-https-example-org-klikk-her");
    assert_eq!((&one["score"], &one["score_exact"]), (&Value::from("4.25"), &Value::from("17/4")));
    assert_eq!((&one["cap"], &one["eligible"]), (&Value::from("630000"), &Value::from("630000")));
    assert_eq!(one["project"], sample::FORMULA_TITLE);
    assert_eq!(one["source"]["cells"]["applied"], "C14");
    assert_eq!(one["criteria"][1]["mean_exact"], "31/8");
    assert_eq!(one["criteria"][1]["mean"], "3.88");
    assert_eq!(one["looks"][0]["verdict"], "drew");
}

#[test]
fn what_is_not_there_is_null_and_carried_over_is_nil() {
    let run = read();
    let held = application(&run, "4614-nav-stord-okonomirettleiing");
    for key in ["applied", "cap", "eligible", "score", "rank", "pot", "project_id"] {
        assert!(held[key].is_null(), "{key}");
    }
    assert_eq!((&held["outcome"], &held["reason"]), (&Value::from("held"), &Value::from("finding")));
    assert_eq!((&held["carried_over"], &held["granted"]), (&Value::from("0"), &Value::from("0")));
    assert_eq!(held["counterfactual"], Value::Array(Vec::new()));
}

#[test]
fn the_figures_agree_with_each_other() {
    let run = read();
    let whole = |value: &Value| value.as_str().unwrap().parse::<i64>().unwrap();
    let applications = run["applications"].as_array().unwrap();
    let granted: i64 = applications.iter().map(|one| whole(&one["granted"])).sum();
    assert_eq!(granted, whole(&run["totals"]["granted_amount"]));
    for pot in run["pots"].as_array().unwrap() {
        assert_eq!(whole(&pot["granted"]) + whole(&pot["rest"]), whole(&pot["frame"]));
    }
    for year in run["liability"].as_array().unwrap() {
        let parts: i64 = year["parts"].as_array().unwrap().iter().map(|part| whole(&part["amount"])).sum();
        assert_eq!(parts, whole(&year["amount"]));
    }
    let held = &run["held_back"];
    assert_eq!((whole(&held["needed"]), whole(&held["rest"]), whole(&held["missing"])), (1_200_000, 965_000, 235_000));
    assert_eq!((&held["applications"], &held["unknown"]), (&Value::from(3), &Value::from(1)));
}

/// Of an amount that the unit guard does not believe, the most it can turn out to be is kept back.
#[test]
fn a_doubted_amount_is_kept_back_whole() {
    let mut sample = sample::recommendation();
    let held = |entry: &&mut Entry| matches!(entry.outcome, Outcome::Held(_)) && entry.eligible.is_some();
    let entry = sample.entries.iter_mut().find(held).unwrap();
    let eligible = entry.eligible.unwrap();
    let before = eligible.amount;
    entry.submission.faults = vec!["T307"];
    entry.eligible = Some(tilskot::application::Eligible { amount: Kroner::whole(630), ..eligible });
    let needed = Kroner::whole(1_200_000) - before + eligible.cap;
    let run = run_json(&sample, &Outputs::default(), Language::Nn);
    let run: Value = serde_json::from_slice(&run).unwrap();
    assert_eq!(run["held_back"]["needed"], needed.to_string());
}

#[test]
fn a_value_about_a_person_is_null() {
    let source = sample::recommendation().entries[0].submission.source.clone();
    let cell = CellRef::parse("B20").unwrap();
    let of = |field, value: &str| {
        let mut finding =
            Finding::in_cell(&source, cell, problem::cell::not_a_number("x")).of_field(field, Some("E-post"));
        // Past `with_value`, which would leave it out: the output holds on its own.
        finding.value = Some(value.into());
        finding
    };
    let findings = [
        of(Field::ContactEmail, sample::PRIVATE),
        of(Field::ApprovedBy, sample::PRIVATE),
        of(Field::Description, sample::PRIVATE),
        of(Field::Project, "Oppfølging 010190 12345"),
        of(Field::Applied, "1 240 000 kr"),
    ];
    let bytes = check_json(&[], &findings, Language::Nn);
    let check: Value = serde_json::from_slice(&bytes).unwrap();
    let values: Vec<&Value> = check["findings"].as_array().unwrap().iter().map(|one| &one["value"]).collect();
    assert_eq!(values, [&Value::Null, &Value::Null, &Value::Null, &Value::Null, &Value::from("1 240 000 kr")]);
}

#[test]
fn check_has_inputs_and_findings_in_the_same_shape() {
    let sample = sample::recommendation();
    let check: Value = serde_json::from_slice(&check_json(&sample.inputs, &sample.findings, Language::Nn)).unwrap();
    let run = read();
    assert_eq!((&check["inputs"], &check["findings"]), (&run["inputs"], &run["findings"]));
    assert_eq!(check.as_object().unwrap().len(), 2);
    assert_eq!(check["findings"][0]["severity"], "error");
    assert!(check["inputs"].as_array().unwrap().iter().any(|one| one["reason"] == "T101"));
}

#[test]
fn no_person_and_no_free_text_is_in_it() {
    assert!(!written().contains(sample::PRIVATE));
}
