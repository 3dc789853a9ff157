//! *Grunngiving*: for every application how its score and amount came about, and what happened at each pot, in words.

use super::Award;
use crate::allocate::Verdict;
use crate::money::{Kroner, Positions};
use crate::recommendation::Entry;
use crate::report::document::{Block, Column, Role, Row, Sheet, Subject, Table, Value};
use crate::report::words::lower_first;
use crate::report::{headers, labels};
use crate::score::Score;
use crate::text::{Text, number};

/// The table of grounds.
pub(super) const GROUNDS: &str = "grunngiving";

/// As much of a title as is needed to know the project again.
const TITLE_LETTERS: usize = 56;
const AMOUNT: Text = text!("Beløp", "Beløp", "Amount");

/// One line of an explanation. Only the last line of each application has `granted`, so that the column adds up.
#[derive(Default)]
struct Line {
    topic: String,
    words: String,
    amount: Option<Kroner>,
    score: Option<Score>,
    granted: Option<Kroner>,
}

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    let rows = (1_usize..).zip(award.entries()).flat_map(|(number, (at, entry))| {
        lines(award, entry).into_iter().map(move |line| {
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

fn lines(award: &Award<'_>, entry: &Entry) -> Vec<Line> {
    let mut lines = score_lines(award, entry);
    lines.extend(amount_lines(award, entry));
    for look in &entry.looks {
        let (granted, positions) = match look.verdict {
            Verdict::Drew(granted, positions) => (granted, positions),
            _ => (Kroner::ZERO, Positions::ZERO),
        };
        let values = [
            ("rest", number::kroner(award.language, look.rest_before)),
            ("needed", number::kroner(award.language, look.needed)),
            ("granted", number::kroner(award.language, granted)),
            ("positions", number::positions(award.language, positions)),
        ];
        lines.push(Line {
            topic: award.pots[look.pot].clone(),
            words: award.fill(labels::verdict(look.verdict), &values),
            ..Line::default()
        });
    }
    lines.extend(returned(award, entry));
    lines.push(Line {
        topic: award.word(headers::OUTCOME),
        words: settled(award, entry),
        granted: Some(entry.granted),
        ..Line::default()
    });
    lines
}

fn returned(award: &Award<'_>, entry: &Entry) -> Option<Line> {
    let (pot, amount) = entry.returned?;
    let words = text!(
        "Tildelt i ein tidlegare runde og no ført tilbake til potten",
        "Tildelt i en tidligere runde og nå ført tilbake til potten",
        "Granted in an earlier round and now returned to the pot"
    );
    Some(Line { topic: award.pots[pot].clone(), words: award.word(words), amount: Some(amount), ..Line::default() })
}

/// `Avslag: ramma rekk ikkje`; of an award that stands from before, in which round it was made.
fn settled(award: &Award<'_>, entry: &Entry) -> String {
    let stands = text!(
        "{outcome} i runde {round}, og det står fast: {reason}",
        "{outcome} i runde {round}, og det står fast: {reason}",
        "{outcome} in round {round}, which stands: {reason}"
    );
    let now = Text::same("{outcome}: {reason}");
    let [outcome, reason] =
        [labels::outcome(entry.outcome), labels::reason(entry.outcome)].map(|word| award.word(word));
    let text = if entry.round < award.recommendation.policy.batch.round { stands } else { now };
    let values = [("outcome", outcome), ("round", entry.round.to_string()), ("reason", lower_first(&reason))];
    award.fill(text, &values)
}

fn score_lines(award: &Award<'_>, entry: &Entry) -> Vec<Line> {
    let criteria = &award.recommendation.policy.criteria;
    let part = text!("{criterion}, vekt {weight}", "{criterion}, vekt {weight}", "{criterion}, weight {weight}");
    let missing = text!(
        "{criterion}, vekt {weight}: ingen har gitt poeng",
        "{criterion}, vekt {weight}: ingen har gitt poeng",
        "{criterion}, weight {weight}: nobody has scored it"
    );
    let mut lines: Vec<Line> = criteria
        .iter()
        .zip(&entry.criterion_scores)
        .map(|(criterion, score)| {
            let values = [
                ("criterion", criterion.name(award.language).to_owned()),
                ("weight", number::decimal(award.language, criterion.weight.normalize())),
            ];
            let words = award.fill(if score.is_some() { part } else { missing }, &values);
            Line { topic: award.word(headers::SCORE), words, score: *score, ..Line::default() }
        })
        .collect();
    if let Some(score) = entry.score {
        let ranked = award.recommendation.entries.iter().filter(|entry| entry.rank.is_some()).count();
        let words = match entry.rank {
            Some(rank) => award.fill(
                text!(
                    "Vekta snitt; prioritet {rank} av {ranked}",
                    "Vektet snitt; prioritet {rank} av {ranked}",
                    "Weighted mean; rank {rank} of {ranked}"
                ),
                &[("rank", number::count(award.language, rank)), ("ranked", number::count(award.language, ranked))],
            ),
            None => award.word(text!(
                "Vekta snitt; ikkje rangert",
                "Vektet snitt; ikke rangert",
                "Weighted mean; not ranked"
            )),
        };
        lines.push(Line { topic: award.word(headers::SCORE), words, score: Some(score), ..Line::default() });
    }
    lines
}

/// Applied, cap, carried over, eligible (allocation.md, section 2).
fn amount_lines(award: &Award<'_>, entry: &Entry) -> Vec<Line> {
    let scheme = &award.recommendation.policy.scheme;
    let line =
        |words: String, amount| Line { topic: award.word(AMOUNT), words, amount: Some(amount), ..Line::default() };
    let mut lines = Vec::new();
    if let Some(applied) = entry.submission.applied {
        lines.push(line(award.word(text!("Søkt om", "Søkt om", "Applied for")), applied));
    }
    let (Some(eligible), Some(positions)) = (entry.eligible, entry.submission.positions) else { return lines };
    let values = [
        ("rate", number::kroner(award.language, scheme.rate_per_position)),
        ("positions", number::positions(award.language, positions)),
        ("supplement", number::kroner(award.language, scheme.supplement_per_project)),
    ];
    let cap = text!(
        "Tak: {rate} × {positions} + {supplement}",
        "Tak: {rate} × {positions} + {supplement}",
        "Cap: {rate} × {positions} + {supplement}"
    );
    lines.push(line(award.fill(cap, &values), eligible.cap));
    let carried = entry.submission.carried_over.unwrap_or_default();
    lines.push(line(award.word(text!("Overførte midlar", "Overførte midler", "Carried over")), carried));
    let least = text!(
        "Tilskotsgrunnlag: det minste av søkt om og tak minus overførte midlar",
        "Tilskuddsgrunnlag: det minste av søkt om og tak minus overførte midler",
        "Eligible: the lesser of applied for and cap less carried over"
    );
    lines.push(line(award.word(least), eligible.amount));
    lines
}

/// The title stands whole in *Innstilling*; here it stands on every line.
fn shortened(title: &str) -> String {
    if title.chars().count() <= TITLE_LETTERS {
        return title.to_owned();
    }
    let kept: String = title.chars().take(TITLE_LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}
