//! *Pottar*: what each pot held and gave, a picture of it, and every entry of its frame.

use super::Award;
use super::entries::RECOMMENDED;
use crate::report::document::{Block, Chart, Column, Condition, Expression, Reference, Role, Row, Sheet, Table, Value};
use crate::text::{Text, number};

/// The table of pots.
pub(super) const POTS: &str = "pottar";
/// The table of frame entries.
pub(super) const FRAME: &str = "ramme";

const POT: Text = text!("Pott", "Pott", "Pot");
const FRAME_HEADER: Text = text!("Ramme (kr)", "Ramme (kr)", "Frame (NOK)");
const GRANTED: Text = text!("Tildelt (kr)", "Tildelt (kr)", "Granted (NOK)");
const REST: Text = text!("Rest (kr)", "Rest (kr)", "Rest (NOK)");
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
        table: POTS,
        category: "pot",
        series: vec!["frame", "granted"],
    };
    let blocks = vec![
        Block::Table(pots(award)),
        Block::Chart(chart),
        Block::Heading(award.word(text!("Postane i ramma", "Postene i rammen", "Entries of the frame"))),
        Block::Table(frame(award)),
    ];
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
            Value::Formula(Expression::RowsWhere(RECOMMENDED, own("pot"))),
        ])
    });
    Table {
        id: POTS.to_owned(),
        columns: vec![
            Column::new("pot", award.word(POT), Role::Text).labelled(),
            Column::new("frame", award.word(FRAME_HEADER), Role::Kroner).summed(),
            Column::new("granted", award.word(GRANTED), Role::Kroner).summed(),
            Column::new("rest", award.word(REST), Role::Kroner).summed(),
            Column::new(
                "positions",
                award.word(text!("Stillingar (årsverk)", "Stillinger (årsverk)", "Positions (FTE)")),
                Role::Positions,
            )
            .summed(),
            Column::new(
                "applications",
                award.word(text!("Innvilga søknader", "Innvilgede søknader", "Applications granted")),
                Role::Count,
            )
            .summed(),
        ],
        rows: rows.collect(),
        when_empty: NO_POTS,
    }
}

fn frame(award: &Award<'_>) -> Table {
    let rows = award.pots.iter().zip(&award.recommendation.pots).flat_map(|(label, pot)| {
        pot.entries.iter().map(move |entry| {
            Row::plain(vec![
                Value::text(label),
                Value::from(entry.date),
                Value::text(&entry.text),
                Value::from(entry.amount),
                Value::maybe_text(entry.reference.as_deref()),
            ])
        })
    });
    Table {
        id: FRAME.to_owned(),
        columns: vec![
            Column::new("pot", award.word(POT), Role::Text).labelled(),
            Column::new("date", award.word(text!("Dato", "Dato", "Date")), Role::Date),
            Column::new("text", award.word(text!("Tekst", "Tekst", "Text")), Role::Text),
            Column::new("amount", award.word(text!("Beløp (kr)", "Beløp (kr)", "Amount (NOK)")), Role::Kroner).summed(),
            Column::new("reference", award.word(text!("Referanse", "Referanse", "Reference")), Role::Code),
        ],
        rows: rows.collect(),
        when_empty: NO_ENTRIES,
    }
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
