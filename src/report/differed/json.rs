//! The same for programs. Money is a text, and a side that a run does not have is null.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::Differed;
use crate::application::Field;
use crate::difference::{Account, Assessed, Cause, Given, Is, Key, Moved, Place, RegisterRow, Run};
use crate::money::Kroner;
use crate::recommendation::FrameEntry;
use crate::score::Score;

#[derive(Serialize)]
struct Document<'a> {
    before: Side<'a>,
    after: Side<'a>,
    change: Change<'a>,
    parts: Vec<PartLine<'a>>,
    renamed: Vec<Renamed<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    out: &'a str,
    batch: &'a str,
    round: u32,
    applications: usize,
    granted: Kroner,
    pots: &'a BTreeMap<String, Account>,
}

#[derive(Serialize)]
struct Change<'a> {
    granted: Kroner,
    pots: BTreeMap<String, Account>,
    moved: Vec<MovedLine<'a>>,
}

#[derive(Serialize)]
struct PartLine<'a> {
    #[serde(flatten)]
    cause: CauseLine<'a>,
    granted: Kroner,
    pots: &'a BTreeMap<String, Account>,
    moved: Vec<MovedLine<'a>>,
}

#[derive(Serialize)]
struct Renamed<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct MovedLine<'a> {
    application: &'a str,
    #[serde(skip_serializing_if = "is_nil")]
    copy: usize,
    before: Option<IsLine<'a>>,
    after: Option<IsLine<'a>>,
}

#[derive(Serialize)]
struct IsLine<'a> {
    outcome: &'static str,
    reason: &'static str,
    pot: Option<&'a str>,
    granted: Kroner,
    positions_granted: String,
}

/// One cause: what it is called, what it is about, and its two sides as texts.
#[derive(Serialize, Default)]
struct CauseLine<'a> {
    cause: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pot: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'static str>,
    before: Value,
    after: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceLine>,
}

#[derive(Serialize)]
struct SourceLine {
    file: String,
    sheet: String,
    cell: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_nil(copy: &usize) -> bool {
    *copy == 0
}

impl Differed<'_> {
    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        let difference = self.difference;
        let (old, new) = (&difference.before.pots, &difference.after.pots);
        let moved = difference.moved();
        let document = Document {
            before: side(self.before, old),
            after: side(self.after, new),
            change: Change {
                granted: sum(new) - sum(old),
                pots: difference.pots(),
                moved: moved.iter().map(moved_line).collect(),
            },
            parts: difference
                .parts
                .iter()
                .map(|part| PartLine {
                    cause: cause_line(&part.cause),
                    granted: part.granted(),
                    pots: &part.pots,
                    moved: part.moved.iter().map(moved_line).collect(),
                })
                .collect(),
            renamed: difference.renamed.iter().map(|(before, after)| Renamed { before, after }).collect(),
        };
        serde_json::to_string_pretty(&document).expect("texts and lists of them are always JSON") + "\n"
    }
}

fn sum(pots: &BTreeMap<String, Account>) -> Kroner {
    pots.values().map(|pot| pot.granted).sum()
}

fn side<'a>((run, out): (&'a Run, &'a str), pots: &'a BTreeMap<String, Account>) -> Side<'a> {
    let batch = &run.rules.batch;
    let applications = run.recorded.applications.len();
    Side { out, batch: &batch.id, round: batch.round, applications, granted: sum(pots), pots }
}

fn moved_line(moved: &Moved) -> MovedLine<'_> {
    MovedLine {
        application: moved.key.0.as_str(),
        copy: moved.key.1,
        before: moved.before.as_ref().map(is_line),
        after: moved.after.as_ref().map(is_line),
    }
}

fn is_line(is: &Is) -> IsLine<'_> {
    IsLine {
        outcome: is.outcome.key(),
        reason: is.outcome.reason_key(),
        pot: is.pot.as_deref(),
        granted: is.granted,
        positions_granted: is.positions_granted.to_string(),
    }
}

fn cause_line(cause: &Cause) -> CauseLine<'_> {
    let text = |side: &Option<String>| side.clone().map_or(Value::Null, Value::String);
    match cause {
        Cause::Earlier(before, after) => {
            CauseLine { cause: "earlier", before: json!(before), after: json!(after), ..CauseLine::default() }
        }
        Cause::Rule(key, before, after) => CauseLine {
            cause: "rule",
            rule: Some(key),
            before: text(before),
            after: text(after),
            ..CauseLine::default()
        },
        Cause::Gone(key, place) => CauseLine { cause: "application_gone", ..about(key, place.as_ref()) },
        Cause::New(key, place) => CauseLine { cause: "application_new", ..about(key, place.as_ref()) },
        Cause::Replaced(key, place) => CauseLine { cause: "copy_replaced", ..about(key, Some(place)) },
        Cause::Counts(key, place) => CauseLine { cause: "copy_counts", ..about(key, Some(place)) },
        Cause::Copy { key, before, after, cells } => copy_line(key, [before, after], cells),
        Cause::Cell { key, field, before, after, place } => CauseLine {
            cause: "cell",
            field: Some(field.key()),
            before: text(before),
            after: text(after),
            ..about(key, place.as_ref())
        },
        Cause::Mark { key, criterion, assessor, before, after, place } => CauseLine {
            cause: "assessment",
            criterion: Some(criterion),
            assessor: assessor.as_deref(),
            before: given(before),
            after: given(after),
            ..about(key, place.as_ref())
        },
        Cause::Assessment { key, change, scores, place } => assessment_line(key, change, scores, place),
        Cause::Registered { key, project, row, lifted, found } => {
            CauseLine { before: json!(lifted), after: json!(found), ..registered_line(key, project, row) }
        }
        Cause::Checked { key, field, lifted, found, place } => CauseLine {
            cause: "checks",
            field: field.map(Field::key),
            before: json!(lifted),
            after: json!(found),
            ..about(key, place.as_ref())
        },
        Cause::Entry { pot, before, after } => CauseLine {
            cause: "frame",
            pot: Some(pot),
            before: entry(before.as_ref()),
            after: entry(after.as_ref()),
            source: after.as_ref().or(before.as_ref()).and_then(|one| Some(source(&Place::from(one.found.as_ref()?)))),
            ..CauseLine::default()
        },
        Cause::Decision { target, action, before, after, place } => {
            let side = |side: &Option<Option<Kroner>>| side.map_or(Value::Null, |amount| json!({ "amount": amount }));
            CauseLine {
                cause: "decision",
                application: Some(target),
                action: Some(action.key()),
                before: side(before),
                after: side(after),
                source: Some(source(place)),
                ..CauseLine::default()
            }
        }
    }
}

/// Each side with the place of the copy and what it holds where they differ, by field.
fn copy_line<'a>(key: &'a Key, [before, after]: [&Place; 2], cells: &[(Field, [Option<String>; 2])]) -> CauseLine<'a> {
    let held = |place: &Place, side: usize| {
        let cells: BTreeMap<&str, &Option<String>> =
            cells.iter().map(|(field, sides)| (field.key(), &sides[side])).collect();
        json!({ "source": source(place), "cells": cells })
    };
    CauseLine { cause: "copy", before: held(before, 0), after: held(after, 1), ..about(key, Some(after)) }
}

fn assessment_line<'a>(key: &'a Key, change: &'a Assessed, scores: &[(String, Score)], place: &Place) -> CauseLine<'a> {
    let given: Vec<Value> = scores.iter().map(|(id, score)| json!({ "criterion": id, "score": score })).collect();
    let (cause, assessor, before, after) = match change {
        Assessed::Conflicted(one) => ("conflicted", Some(one), json!(false), json!(true)),
        Assessed::Unconflicted(one) => ("conflicted", Some(one), json!(true), json!(false)),
        Assessed::Gone(one) => ("assessment_gone", Some(one), json!(given), Value::Null),
        Assessed::New(one) => ("assessment_new", Some(one), Value::Null, json!(given)),
        Assessed::Renamed(before, after) => ("assessor", after.as_ref(), json!(before), json!(after)),
    };
    CauseLine { cause, assessor: assessor.map(String::as_str), before, after, ..about(key, Some(place)) }
}

fn registered_line<'a>(key: &'a Key, project: &'a str, row: &RegisterRow) -> CauseLine<'a> {
    let (cause, place) = match row {
        RegisterRow::Gone(place) => ("register_gone", place),
        RegisterRow::Come(place) => ("register_new", place),
        RegisterRow::Changed(place) => ("register", place),
    };
    CauseLine { cause, project: Some(project), ..about(key, Some(place)) }
}

/// What is the same of all that is about one application.
fn about<'a>((id, _): &'a Key, place: Option<&Place>) -> CauseLine<'a> {
    CauseLine { application: Some(id.as_str()), source: place.map(source), ..CauseLine::default() }
}

/// A score as a text; of what cannot be counted, what stands there and the code of its error.
fn given(side: &Given) -> Value {
    match side {
        Given::Nothing => Value::Null,
        Given::Score(score) => json!(score),
        Given::Unusable(value, code) => json!({ "value": value, "not_counted": code }),
    }
}

fn source(place: &Place) -> SourceLine {
    SourceLine {
        file: place.source.file.to_string(),
        sheet: place.source.sheet.to_string(),
        cell: place.at.map(|at| at.to_string()),
    }
}

fn entry(side: Option<&FrameEntry>) -> Value {
    let entry = |one: &FrameEntry| json!({ "date": one.date.to_string(), "text": one.text, "amount": one.amount, "reference": one.reference });
    side.map_or(Value::Null, entry)
}
