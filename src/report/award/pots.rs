//! *Pottar*: what each pot held and gave, a picture of it, and every entry of its frame.

use super::Award;
use super::entries::RECOMMENDED;
use crate::report::document::{
    Bars, Block, Chart, Column, Condition, Expression, Reference, Role, Row, Sheet, Subject, Table, Value,
};
use crate::report::{headers, labels};
use crate::text::{Text, number};

/// The table of pots.
pub(super) const POTS: &str = "pottar";
/// The table of frame entries.
pub(super) const FRAME: &str = "ramme";

const GRANTED_APPLICATIONS: Text = text!("Innvilga søknader", "Innvilgede søknader", "Applications granted");
const NO_POTS: Text = text!("Ingen pottar", "Ingen potter", "No pots");
const NO_ENTRIES: Text = text!("Ramma har ingen postar", "Rammen har ingen poster", "The frame has no entries");

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let chart = Chart {
        title: award.word(text!(
            "Ramme og tildeling per pott (kr)",
            "Ramme og tildeling per pott (kr)",
            "Frame and awards per pot (NOK)"
        )),
        alt: description(award),
        table: POTS.to_owned(),
        rows: award.pots.len(),
        bars: Bars::Upright,
        category: "pot",
        series: vec!["frame", "granted"],
    };
    let mut blocks = vec![
        Block::Table(pots(award)),
        Block::Chart(chart),
        Block::Heading(award.word(text!("Postane i ramma", "Postene i rammen", "Entries of the frame"))),
        Block::Table(frame(award)),
    ];
    blocks.extend(rounds(award));
    blocks.extend(returned(award));
    award.sheet(text!("Pottar", "Potter", "Pots"), blocks)
}

/// Frame and awards are formulas over their parts; what is left is what the allocation itself kept count of, so that the
/// check of the one against the other is a real one.
fn pots(award: &Award<'_>) -> Table {
    let rows = award.pots.iter().zip(&award.recommendation.pots).enumerate().map(|(at, (label, pot))| {
        let own = |column| vec![Condition::same_as(column, at, 0)];
        let sum = |table, column| Value::Formula(Expression::SumWhere(Reference::to(table, column), own("pot")));
        Row::plain(vec![
            Value::text(label),
            sum(FRAME, "amount"),
            sum(RECOMMENDED, "granted"),
            Value::from(pot.account.rest),
            sum(RECOMMENDED, "positions_granted"),
            Value::Formula(Expression::RowsWhere(RECOMMENDED, granted_from(award, own("pot")))),
        ])
        .of(Subject::Pot(at))
    });
    Table {
        id: POTS.to_owned(),
        columns: vec![
            Column::new("pot", award.word(headers::POT), Role::Text).labelled(),
            Column::new("frame", award.word(headers::FRAME), Role::Kroner).summed(),
            Column::new("granted", award.word(headers::GRANTED), Role::Kroner).summed(),
            Column::new("rest", award.word(headers::REST), Role::Kroner).summed(),
            Column::new("positions", award.word(headers::POSITIONS), Role::Positions).summed(),
            Column::new("applications", award.word(GRANTED_APPLICATIONS), Role::Count).summed(),
        ],
        rows: rows.collect(),
        when_empty: NO_POTS,
    }
}

fn frame(award: &Award<'_>) -> Table {
    let pots = award.pots.iter().zip(&award.recommendation.pots).enumerate();
    let rows = pots.flat_map(|(at, (label, pot))| {
        pot.entries.iter().enumerate().map(move |(number, entry)| {
            Row::plain(vec![
                Value::text(label),
                Value::from(entry.date),
                Value::text(&entry.text),
                Value::from(entry.amount),
                Value::maybe_text(entry.reference.as_deref()),
            ])
            .of(Subject::FrameEntry(at, number))
        })
    });
    Table {
        id: FRAME.to_owned(),
        columns: vec![
            Column::new("pot", award.word(headers::POT), Role::Text).labelled(),
            Column::new("date", award.word(headers::DATE), Role::Date),
            Column::new("text", award.word(headers::TEXT), Role::Text),
            Column::new("amount", award.word(headers::AMOUNT), Role::Kroner).summed(),
            Column::new("reference", award.word(headers::REFERENCE), Role::Code),
        ],
        rows: rows.collect(),
        when_empty: NO_ENTRIES,
    }
}

/// What each round granted, where there has been more than one.
fn rounds(award: &Award<'_>) -> Vec<Block> {
    let last = award.recommendation.policy.batch.round;
    if last < 2 {
        return Vec::new();
    }
    let rounds = (0..award.pots.len()).flat_map(|pot| (1..=last).map(move |round| (pot, round)));
    let rows = rounds.enumerate().map(|(at, (pot, round))| {
        let own = || granted_from(award, vec![Condition::same_as("pot", at, 0), Condition::same_as("round", at, 1)]);
        let sum = |column| Value::Formula(Expression::SumWhere(Reference::to(RECOMMENDED, column), own()));
        Row::plain(vec![
            Value::text(&award.pots[pot]),
            Value::Number(round),
            sum("granted"),
            sum("positions_granted"),
            Value::Formula(Expression::RowsWhere(RECOMMENDED, own())),
        ])
    });
    let table = Table {
        id: "rundar".to_owned(),
        columns: vec![
            Column::new("pot", award.word(headers::POT), Role::Text).labelled(),
            Column::new("round", award.word(headers::ROUND), Role::Number),
            Column::new("granted", award.word(headers::GRANTED), Role::Kroner).summed(),
            Column::new("positions", award.word(headers::POSITIONS), Role::Positions).summed(),
            Column::new("applications", award.word(GRANTED_APPLICATIONS), Role::Count).summed(),
        ],
        rows: rows.collect(),
        when_empty: NO_POTS,
    };
    let heading = text!(
        "Tildelt i kvar runde, slik det står no",
        "Tildelt i hver runde, slik det står nå",
        "Granted in each round, as it stands now"
    );
    vec![Block::Heading(award.word(heading)), Block::Table(table)]
}

/// Money of earlier awards that this round gave back to its pot: it was never taken out of the frame, so it is no entry there.
fn returned(award: &Award<'_>) -> Vec<Block> {
    let rows: Vec<Row> = award
        .entries()
        .filter_map(|(at, entry)| entry.returned.map(|(pot, amount)| (at, entry, pot, amount)))
        .map(|(at, entry, pot, amount)| {
            Row::plain(vec![
                Value::text(&award.pots[pot]),
                Value::maybe_text(entry.submission.office.as_deref()),
                Value::maybe_text(entry.submission.project.as_deref()),
                Value::from(amount),
                Value::text(labels::reason(entry.outcome).get(award.language)),
            ])
            .of(Subject::Application(at))
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    let table = Table {
        id: "tilbakefort".to_owned(),
        columns: vec![
            column("pot", headers::POT, Role::Text).labelled(),
            column("office", headers::OFFICE, Role::Text),
            column("project", headers::PROJECT, Role::Text),
            column("returned", headers::AMOUNT, Role::Kroner).summed(),
            column("reason", headers::REASON, Role::Text),
        ],
        rows,
        when_empty: NO_ENTRIES,
    };
    let heading = text!(
        "Ført tilbake til potten i denne runden",
        "Ført tilbake til potten i denne runden",
        "Returned to the pot in this round"
    );
    vec![Block::Heading(award.word(heading)), Block::Table(table)]
}

/// One that ended may still hold money of a pot; it is not counted among the granted.
pub(super) fn granted_from(award: &Award<'_>, mut conditions: Vec<Condition>) -> Vec<Condition> {
    conditions.push(Condition::is("outcome", labels::GRANTED.get(award.language)));
    conditions
}

/// The chart in words.
fn description(award: &Award<'_>) -> String {
    let each = text!(
        "{pot}: ramme {frame}, tildelt {granted}.",
        "{pot}: ramme {frame}, tildelt {granted}.",
        "{pot}: frame {frame}, granted {granted}."
    );
    let sentences = award.pots.iter().zip(&award.recommendation.pots).map(|(label, pot)| {
        let [frame, granted] =
            [pot.account.frame, pot.account.granted].map(|amount| number::kroner(award.language, amount));
        award.fill(each, &[("pot", label.clone()), ("frame", frame), ("granted", granted)])
    });
    sentences.collect::<Vec<_>>().join(" ")
}
