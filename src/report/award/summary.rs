//! *Samandrag*: what the batch is, what waits for somebody, and the sums by outcome and kind.

use super::checks::{CHECKS, HOLDS};
use super::entries::RECOMMENDED;
use super::sources::FINDINGS;
use super::{Award, words};
use crate::allocate::Outcome;
use crate::application::Kind;
use crate::money::Kroner;
use crate::problem::Severity;
use crate::report::document::{Block, Column, Condition, Expression, Reference, Role, Row, Sheet, Table, Value};
use crate::text::{Text, number};

/// The table of sums by outcome.
pub(super) const BY_OUTCOME: &str = "samandrag_utfall";
const BY_KIND: &str = "samandrag_type";
/// The name of the sheet.
pub(super) const NAME: Text = text!("Samandrag", "Sammendrag", "Summary");
/// Whose word it is.
pub(super) const PEOPLE_DECIDE: Text = text!(
    "Utkast til innstilling: maskina tilrår, folk avgjer. Vedtaket er gjort først når ein sakshandsamar og ein annan godkjennar har signert.",
    "Utkast til innstilling: maskinen tilrår, folk avgjør. Vedtaket er fattet først når en saksbehandler og en annen godkjenner har signert.",
    "Draft recommendation: the machine recommends, people decide. Nothing is decided until a preparer and another person who approves have signed."
);

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let outcomes = words::OUTCOMES.map(|outcome| award.word(outcome));
    let kinds = [Kind::Continuing, Kind::New].map(|kind| award.word(words::kind(kind)));
    let mut blocks = vec![Block::Paragraph(award.word(PEOPLE_DECIDE))];
    blocks.extend(waiting(award).map(Block::Paragraph));
    blocks.extend([
        Block::Facts(facts(award)),
        Block::Heading(award.word(text!("Etter utfall", "Etter utfall", "By outcome"))),
        Block::Table(sums(award, BY_OUTCOME, text!("Utfall", "Utfall", "Outcome"), "outcome", &outcomes)),
        Block::Heading(award.word(text!("Etter type søknad", "Etter type søknad", "By kind of application"))),
        Block::Table(sums(award, BY_KIND, text!("Type", "Type", "Kind"), "kind", &kinds)),
    ]);
    award.sheet(NAME, blocks)
}

/// Held applications come first: somebody must act, and money may have to be kept back for them.
fn waiting(award: &Award<'_>) -> Option<String> {
    let held = award.entries().filter(|entry| matches!(entry.outcome, Outcome::Held(_)));
    let (mut count, mut needed) = (0_usize, Kroner::ZERO);
    for entry in held {
        count += 1;
        needed += entry.eligible.map(|one| one.amount).or(entry.submission.applied).unwrap_or_default();
    }
    let rest: Kroner = award.recommendation.pots.iter().map(|pot| pot.account.rest).sum();
    let values = [
        ("count", number::count(award.language, count)),
        ("needed", number::kroner(award.language, needed)),
        ("rest", number::kroner(award.language, rest)),
    ];
    let words = match count {
        0 => return None,
        1 => text!(
            "Éin søknad ventar på at nokon gjer noko, sjå arket Avslag og vent. Han kan trenge {needed}; det står att {rest} i pottane.",
            "Én søknad venter på at noen gjør noe, se arket Avslag og vent. Den kan trenge {needed}; det står igjen {rest} i pottene.",
            "One application is held until somebody acts, see the sheet Rejected and held. It may need {needed}; the pots have {rest} left."
        ),
        _ => text!(
            "{count} søknader ventar på at nokon gjer noko, sjå arket Avslag og vent. Dei kan trenge {needed} til saman; det står att {rest} i pottane.",
            "{count} søknader venter på at noen gjør noe, se arket Avslag og vent. De kan trenge {needed} til sammen; det står igjen {rest} i pottene.",
            "{count} applications are held until somebody acts, see the sheet Rejected and held. Together they may need {needed}; the pots have {rest} left."
        ),
    };
    Some(award.fill(words, &values))
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
        (text!("Tilskotsår", "Tilskuddsår", "Grant year"), Value::from(u32::try_from(batch.year).ok())),
        (text!("Runde", "Runde", "Round"), Value::from(batch.round)),
        (text!("Per dato", "Per dato", "As of"), Value::from(batch.as_of)),
        (text!("Søknader", "Søknader", "Applications"), Value::Formula(Expression::Rows(RECOMMENDED))),
        (text!("Tildelt (kr)", "Tildelt (kr)", "Granted (NOK)"), Value::Formula(granted)),
        (
            text!("Tildelte stillingar (årsverk)", "Tildelte stillinger (årsverk)", "Positions granted (FTE)"),
            Value::Formula(positions),
        ),
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
            column("applications", text!("Søknader", "Søknader", "Applications"), Role::Count).summed(),
            column(
                "positions",
                text!("Søkte stillingar (årsverk)", "Søkte stillinger (årsverk)", "Positions applied for (FTE)"),
                Role::Positions,
            )
            .summed(),
            column("applied", text!("Søkt om (kr)", "Søkt om (kr)", "Applied for (NOK)"), Role::Kroner).summed(),
            column(
                "positions_granted",
                text!("Tildelte stillingar (årsverk)", "Tildelte stillinger (årsverk)", "Positions granted (FTE)"),
                Role::Positions,
            )
            .summed(),
            column("granted", text!("Tildelt (kr)", "Tildelt (kr)", "Granted (NOK)"), Role::Kroner).summed(),
        ],
        rows: rows.collect(),
        when_empty: Text::same("–"),
    }
}
