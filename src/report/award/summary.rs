//! *Samandrag*: what the batch is, what waits for somebody, and the sums by outcome and kind.

use super::Award;
use super::checks::{CHECKS, HOLDS};
use super::entries::RECOMMENDED;
use crate::application::Kind;
use crate::problem::Severity;
use crate::report::checked::FINDINGS;
use crate::report::document::{Block, Column, Condition, Expression, Reference, Role, Row, Sheet, Table, Value};
use crate::report::figures::Figures;
use crate::report::sentences::held_back_sentence;
use crate::report::{headers, labels};
use crate::text::Text;

/// The table of sums by outcome.
pub(super) const BY_OUTCOME: &str = "samandrag_utfall";
const BY_KIND: &str = "samandrag_type";
/// The name of the sheet.
pub(super) const NAME: Text = text!("Samandrag", "Sammendrag", "Summary");

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let outcomes = labels::OUTCOMES.map(|outcome| award.word(outcome));
    let mut kinds = [Kind::Continuing, Kind::New].map(|kind| award.word(labels::kind(kind))).to_vec();
    if award.entries().any(|(_, entry)| entry.submission.kind.is_none()) {
        kinds.push(award.word(labels::KIND_UNKNOWN));
    }
    let mut blocks = vec![Block::Paragraph(award.word(labels::DRAFT_MEANS))];
    blocks.extend(waiting(award).map(Block::Paragraph));
    blocks.extend([
        Block::Facts(facts(award)),
        Block::Heading(award.word(text!("Etter utfall", "Etter utfall", "By outcome"))),
        Block::Table(sums(award, BY_OUTCOME, headers::OUTCOME, "outcome", &outcomes)),
        Block::Heading(award.word(text!("Etter type søknad", "Etter type søknad", "By kind of application"))),
        Block::Table(sums(award, BY_KIND, headers::KIND, "kind", &kinds)),
    ]);
    award.sheet(NAME, blocks)
}

/// Held applications come first: somebody must act, and money may have to be kept back for them.
fn waiting(award: &Award<'_>) -> Option<String> {
    let figures = Figures::of(award.recommendation);
    let see = text!("Sjå arket Avslag og vent.", "Se arket Avslag og vent.", "See the sheet Rejected and held.");
    (figures.totals.held > 0)
        .then(|| format!("{} {}", held_back_sentence(award.language, &figures), see.get(award.language)))
}

fn facts(award: &Award<'_>) -> Vec<(String, Value)> {
    let batch = &award.recommendation.policy.batch;
    let findings = |severity: Severity| {
        let is = Condition::is("severity", severity.label().get(award.language));
        Value::Formula(Expression::RowsWhere(FINDINGS, vec![is]))
    };
    let held = Expression::RowsWhere(CHECKS, vec![Condition::is("result", HOLDS.get(award.language))]);
    let all_hold = Expression::Agree(
        Box::new([held, Expression::Rows(CHECKS)]),
        [award.word(HOLDS), award.word(super::checks::BROKEN)],
    );
    let granted = Expression::Sum(Reference::to(RECOMMENDED, "granted"));
    let positions = Expression::Sum(Reference::to(RECOMMENDED, "positions_granted"));
    let facts = [
        (text!("Tildelingsrunde", "Tildelingsrunde", "Batch"), Value::text(&batch.id)),
        (headers::GRANT_YEAR, Value::from(u32::try_from(batch.year).ok())),
        (headers::ROUND, Value::from(batch.round)),
        (text!("Per dato", "Per dato", "As of"), Value::from(batch.as_of)),
        (headers::APPLICATIONS, Value::Formula(Expression::Rows(RECOMMENDED))),
        (headers::GRANTED, Value::Formula(granted)),
        (headers::POSITIONS_GRANTED, Value::Formula(positions)),
        (text!("Kontrollar", "Kontroller", "Checks"), Value::Formula(all_hold)),
        (text!("Funn: feil", "Funn: feil", "Findings: errors"), findings(Severity::Error)),
        (text!("Funn: åtvaringar", "Funn: advarsler", "Findings: warnings"), findings(Severity::Warning)),
        (text!("Funn: merknader", "Funn: merknader", "Findings: notices"), findings(Severity::Notice)),
    ];
    facts.into_iter().map(|(name, value)| (award.word(name), value)).collect()
}

/// Sums of *Innstilling* over the rows whose column `of` holds each of `labels`.
fn sums(award: &Award<'_>, id: &str, header: Text, of: &'static str, labels: &[String]) -> Table {
    let rows = labels.iter().enumerate().map(|(at, label)| {
        let own = || vec![Condition::same_as(of, at, 0)];
        let sum = |column| Value::Formula(Expression::SumWhere(Reference::to(RECOMMENDED, column), own()));
        Row::plain(vec![
            Value::text(label),
            Value::Formula(Expression::RowsWhere(RECOMMENDED, own())),
            sum("positions"),
            sum("applied"),
            sum("positions_granted"),
            sum("granted"),
        ])
    });
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    Table {
        id: id.to_owned(),
        columns: vec![
            column("label", header, Role::Text).labelled(),
            column("applications", headers::APPLICATIONS, Role::Count).summed(),
            column("positions", headers::POSITIONS_APPLIED, Role::Positions).summed(),
            column("applied", headers::APPLIED, Role::Kroner).summed(),
            column("positions_granted", headers::POSITIONS_GRANTED, Role::Positions).summed(),
            column("granted", headers::GRANTED, Role::Kroner).summed(),
        ],
        rows: rows.collect(),
        when_empty: Text::same("–"),
    }
}
