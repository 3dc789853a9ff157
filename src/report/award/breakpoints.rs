//! *Rammesteg*: the frames of each pot at which somebody enters or leaves, with a picture of what is granted at each.

use super::Award;
use crate::breakpoint::Breakpoints;
use crate::identity::ApplicationId;
use crate::report::document::{Bars, Block, Chart, Column, Role, Row, Sheet, Table, Value};
use crate::report::names::Names;
use crate::report::{headers, labels};
use crate::text::{Text, number};

const NONE: Text = text!("Ingen steg", "Ingen steg", "No steps");
const APPLICATIONS: Text = text!("Innvilga søknader i alt", "Innvilgede søknader i alt", "Applications granted in all");

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let all = &award.recommendation.breakpoints;
    // The pictures first: below a table of any length one would be cut in two at the end of a page, and spreadsheets that fit
    // a sheet to the width of the paper take no notice of breaks put in by hand.
    let names = Names::of(award.recommendation.entries.iter().map(|entry| &entry.submission), award.language);
    let tables: Vec<_> = all.iter().map(|one| table(award, one, &names)).collect();
    let mut blocks: Vec<_> = all.iter().zip(&tables).map(|(one, table)| picture(award, one, table)).collect();
    blocks.extend(all.iter().zip(tables).flat_map(|(one, table)| pot(award, one, table)));
    award.sheet(text!("Rammesteg", "Rammesteg", "Frame steps"), blocks)
}

fn id(one: &Breakpoints) -> String {
    format!("rammesteg_{}", one.pot + 1)
}

fn pot(award: &Award<'_>, one: &Breakpoints, table: Table) -> Vec<Block> {
    const HEADING: Text = text!("{pot}: ramma er {frame}", "{pot}: rammen er {frame}", "{pot}: the frame is {frame}");
    let values = [("pot", award.pots[one.pot].clone()), ("frame", number::kroner(award.language, one.frame))];
    let mut blocks = vec![Block::Heading(award.fill(HEADING, &values))];
    blocks.extend(notes(award, one).into_iter().map(Block::Paragraph));
    blocks.push(Block::Table(table));
    blocks
}

fn picture(award: &Award<'_>, one: &Breakpoints, table: &Table) -> Block {
    const TITLE: Text = text!(
        "Tildelt frå {pot} ved kvar ramme (kr)",
        "Tildelt fra {pot} ved hver ramme (kr)",
        "Granted from {pot} at each frame (NOK)"
    );
    Block::Chart(Chart {
        title: award.fill(TITLE, &[("pot", award.pots[one.pot].clone())]),
        alt: description(award, one),
        table: id(one),
        rows: table.rows.len(),
        bars: Bars::Upright,
        category: "frame",
        series: vec!["granted"],
    })
}

fn notes(award: &Award<'_>, one: &Breakpoints) -> Vec<String> {
    let notes = [(!one.monotone, labels::NOT_MONOTONE), (!one.complete, labels::INCOMPLETE)];
    notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| award.word(note)).collect()
}

fn table(award: &Award<'_>, one: &Breakpoints, names: &Names) -> Table {
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    let rows = one.steps.iter().map(|step| {
        Row::plain(vec![
            Value::from(step.frame),
            Value::from(step.granted),
            Value::from(step.rest),
            Value::from(step.applications),
            Value::text(listed(&step.enter, names)),
            Value::text(listed(&step.leave, names)),
        ])
    });
    Table {
        id: id(one),
        columns: vec![
            column("frame", headers::FRAME, Role::Kroner),
            column("granted", headers::GRANTED, Role::Kroner),
            column("rest", headers::REST, Role::Kroner),
            column("applications", APPLICATIONS, Role::Count),
            column("enter", text!("Kjem inn", "Kommer inn", "Enter"), Role::Prose),
            column("leave", text!("Fell ut", "Faller ut", "Leave"), Role::Prose),
        ],
        rows: rows.collect(),
        when_empty: NONE,
    }
}

/// A comma stands inside each.
fn listed(ids: &[ApplicationId], names: &Names) -> String {
    ids.iter().map(|id| names.of_id(id)).collect::<Vec<String>>().join("; ")
}

/// The picture in words.
fn description(award: &Award<'_>, one: &Breakpoints) -> String {
    const STEPS: Text = text!(
        "{pot}: {count} rammer der mengda av innvilga søknader endrar seg, frå {first} til {last}.",
        "{pot}: {count} rammer der mengden av innvilgede søknader endrer seg, fra {first} til {last}.",
        "{pot}: {count} frames at which the set of granted applications changes, from {first} to {last}."
    );
    let frame = |step: Option<&crate::breakpoint::Step>| {
        number::kroner(award.language, step.map(|step| step.frame).unwrap_or_default())
    };
    let values = [
        ("pot", award.pots[one.pot].clone()),
        ("count", number::count(award.language, one.steps.len())),
        ("first", frame(one.steps.first())),
        ("last", frame(one.steps.last())),
    ];
    award.fill(STEPS, &values)
}
