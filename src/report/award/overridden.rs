//! Who gained and who lost by decisions that override the ranking: a table below those that were not granted.

use super::Award;
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::recommendation::{Entry, Moved, Overridden};
use crate::report::document::{Block, Column, Role, Row, Table, Value};
use crate::report::{headers, labels};
use crate::text::Text;

/// The table of what decisions moved.
const OVERRIDDEN: &str = "avgjerder_verknad";

const HEADING: Text = text!(
    "Kven som vann og tapte på avgjerder",
    "Hvem som vant og tapte på avgjørelser",
    "Who gained and who lost by decisions"
);
const NOBODY: Text = text!(
    "Ingen avgjerd endra utfallet for andre",
    "Ingen avgjørelse endret utfallet for andre",
    "No decision changed the outcome of others"
);
const ALL: Text = text!("Alle avgjerdene samla", "Alle avgjørelsene samlet", "All decisions together");

/// The table with its heading; nothing where nobody overrode the ranking.
pub(super) fn blocks(award: &Award<'_>) -> Vec<Block> {
    let overridden = &award.recommendation.overridden;
    if overridden.is_empty() {
        return Vec::new();
    }
    let rows = overridden.iter().flat_map(|one| one.moved.iter().map(move |moved| row(award, one, moved)));
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    let table = Table {
        id: OVERRIDDEN.to_owned(),
        columns: vec![
            column("decision", text!("Avgjerd", "Avgjørelse", "Decision"), Role::Text),
            column("office", headers::OFFICE, Role::Text),
            column("project", headers::PROJECT, Role::Text),
            column("without", text!("Utan avgjerda", "Uten avgjørelsen", "Without the decision"), Role::Text),
            column("without_kr", text!("Utan (kr)", "Uten (kr)", "Without (NOK)"), Role::Kroner),
            column("with", text!("Med avgjerda", "Med avgjørelsen", "With the decision"), Role::Text),
            column("with_kr", text!("Med (kr)", "Med (kr)", "With (NOK)"), Role::Kroner),
            column("difference", text!("Skilnad (kr)", "Forskjell (kr)", "Difference (NOK)"), Role::Kroner),
            column("side", text!("Verknad", "Virkning", "Effect"), Role::Text),
        ],
        rows: rows.collect(),
        when_empty: NOBODY,
    };
    vec![Block::Heading(award.word(HEADING)), Block::Table(table)]
}

fn row(award: &Award<'_>, overridden: &Overridden, moved: &Moved) -> Row {
    let find = |id: &ApplicationId| award.recommendation.entries.iter().find(|entry| entry.submission.id == *id);
    let decision = match &overridden.decision {
        None => award.word(ALL),
        Some((id, action)) => {
            format!("{}: {}", award.word(labels::action(*action)), find(id).map(named).unwrap_or_default())
        }
    };
    let entry = find(&moved.id);
    let own = overridden.decision.as_ref().is_some_and(|(id, _)| *id == moved.id);
    let difference = moved.with.1 - moved.without.1;
    Row::plain(vec![
        Value::text(decision),
        Value::maybe_text(entry.and_then(|entry| entry.submission.office.as_deref())),
        Value::maybe_text(entry.and_then(|entry| entry.submission.project.as_deref())),
        Value::text(award.word(labels::outcome(moved.without.0))),
        Value::from(moved.without.1),
        Value::text(award.word(labels::outcome(moved.with.0))),
        Value::from(moved.with.1),
        Value::from(difference),
        Value::text(award.word(effect(own, difference))),
    ])
}

fn named(entry: &Entry) -> String {
    let parts = [entry.submission.office.as_deref(), entry.submission.project.as_deref()];
    parts.into_iter().flatten().collect::<Vec<&str>>().join(", ")
}

const fn effect(own: bool, difference: Kroner) -> Text {
    match (own, difference.ore()) {
        (true, _) => text!("Avgjerda gjeld denne", "Avgjørelsen gjelder denne", "The decision is about this one"),
        (_, ..=-1) => text!("Tapte", "Tapte", "Lost"),
        (_, 0) => text!("Anna utfall", "Annet utfall", "Another outcome"),
        (_, 1..) => text!("Vann", "Vant", "Gained"),
    }
}
