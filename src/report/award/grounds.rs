//! *Grunngiving*: for every application how its score and amount came about, what happened at each pot, and what would have
//! changed it, in the words of [`crate::report::explained`].

use super::Award;
use crate::explain::Explainer;
use crate::report::document::{Block, Column, Role, Row, Sheet, Subject, Table, Value};
use crate::report::{explained, headers};
use crate::text::Text;

/// The table of grounds.
pub(super) const GROUNDS: &str = "grunngiving";

/// As much of a title as is needed to know the project again.
const TITLE_LETTERS: usize = 56;

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    let explainer = Explainer::new(award.recommendation);
    let rows = (1_usize..).zip(award.entries()).flat_map(|(number, (at, entry))| {
        explained::lines(&explainer.of(entry), award.language).into_iter().map(move |line| {
            Row::plain(vec![
                Value::from(number),
                Value::maybe_text(entry.submission.office.as_deref()),
                Value::text(shortened(entry.submission.project.as_deref().unwrap_or_default())),
                Value::text(line.topic),
                Value::text(line.words),
                Value::from(line.amount),
                Value::from(line.score),
                Value::from(line.granted),
            ])
            .of(Subject::Application(at))
        })
    });
    let table = Table {
        id: GROUNDS.to_owned(),
        columns: vec![
            column("number", headers::NUMBER, Role::Count).labelled(),
            column("office", headers::OFFICE, Role::Text),
            column("project", headers::PROJECT, Role::Text),
            column("topic", text!("Emne", "Emne", "Topic"), Role::Text),
            column("words", text!("Forklaring", "Forklaring", "Explanation"), Role::Prose),
            column("amount", headers::AMOUNT, Role::Kroner),
            column("score", headers::SCORE, Role::Score),
            column("granted", headers::GRANTED, Role::Kroner).summed(),
        ],
        rows: rows.collect(),
        when_empty: text!("Ingen søknader", "Ingen søknader", "No applications"),
    };
    award.sheet(text!("Grunngiving", "Begrunnelse", "Grounds"), vec![Block::Table(table)])
}

/// The title stands whole in *Innstilling*; here it stands on every line.
fn shortened(title: &str) -> String {
    if title.chars().count() <= TITLE_LETTERS {
        return title.to_owned();
    }
    let kept: String = title.chars().take(TITLE_LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}
