//! *Kontroll*: the sums that must agree, as live formulas. Change one figure anywhere and the check it breaks says so.

use super::Award;
use super::entries::{NOT_GRANTED, RECOMMENDED};
use super::grounds::GROUNDS;
use super::pots::{FRAME, POTS};
use super::summary::BY_OUTCOME;
use crate::money::{Kroner, Positions};
use crate::report::document::{Block, Column, Condition, Expression, Reference, Role, Row, Sheet, Sign, Table, Value};
use crate::report::labels;
use crate::text::Text;

/// The table of checks.
pub(super) const CHECKS: &str = "kontroll";
/// A check that holds.
pub(crate) const HOLDS: Text = Text::same("OK");
/// A check that does not.
pub(crate) const BROKEN: Text = text!("AVVIK", "AVVIK", "DEVIATION");

const KRONER: Text = text!("kr", "kr", "NOK");
const APPLICATIONS: Text = text!("søknader", "søknader", "applications");
const POSITIONS: Text = text!("årsverk", "årsverk", "FTE");

const ALL_APPLICATIONS: Text = text!("Alle søknader", "Alle søknader", "All applications");

/// Columns of the table that its own formulas look at.
const SUBJECT: usize = 1;
const FOUND: usize = 3;
const WANTED: usize = 4;

/// Two figures that must agree.
struct Check {
    name: Text,
    subject: String,
    unit: Text,
    found: Expression,
    wanted: Value,
}

pub(super) fn sheet(award: &Award<'_>) -> Sheet {
    let mut checks: Vec<Check> = award.pots.iter().enumerate().map(|(at, pot)| pot_check(at, pot)).collect();
    checks.extend(money_checks(award));
    checks.extend(count_checks(award));
    checks.extend(as_computed(award));
    let rows = checks.into_iter().enumerate().map(|(at, check)| row(award, at, check));
    let table = Table {
        id: CHECKS.to_owned(),
        columns: vec![
            Column::new("check", award.word(text!("Kontroll", "Kontroll", "Check")), Role::Prose),
            Column::new("subject", award.word(text!("Gjeld", "Gjelder", "Concerns")), Role::Text),
            Column::new("unit", award.word(text!("Eining", "Enhet", "Unit")), Role::Text),
            Column::new("found", award.word(text!("Utrekna", "Utregnet", "Computed")), Role::Kroner),
            Column::new("wanted", award.word(text!("Skal vere", "Skal være", "Should be")), Role::Kroner),
            Column::new("difference", award.word(text!("Skilnad", "Differanse", "Difference")), Role::Kroner),
            Column::new("result", award.word(text!("Resultat", "Resultat", "Result")), Role::Text),
        ],
        rows: rows.collect(),
        when_empty: Text::same("–"),
    };
    let about = award.word(text!(
        "Kvar linje er ei levande formel over dei andre arka. Er alt rett, står det OK i alle linjene.",
        "Hver linje er en levende formel over de andre arkene. Er alt riktig, står det OK i alle linjene.",
        "Each line is a live formula over the other sheets. When all is right, every line says OK."
    ));
    award.sheet(text!("Kontroll", "Kontroll", "Checks"), vec![Block::Paragraph(about), Block::Table(table)])
}

fn row(award: &Award<'_>, at: usize, check: Check) -> Row {
    let cell = |column| Expression::Cell { row: at, column };
    Row::plain(vec![
        Value::text(award.word(check.name)),
        Value::text(check.subject),
        Value::text(award.word(check.unit)),
        Value::Formula(check.found),
        check.wanted,
        Value::Formula(Expression::difference(cell(FOUND), cell(WANTED))),
        Value::Formula(Expression::Agree(
            Box::new([cell(FOUND), cell(WANTED)]),
            [award.word(HOLDS), award.word(BROKEN)],
        )),
    ])
}

const FRAME_IDENTITY: Text = text!("Tildelt + rest = ramme", "Tildelt + rest = ramme", "Granted + rest = frame");

fn pot_check(at: usize, pot: &str) -> Check {
    let own = || vec![Condition::same_as("pot", at, SUBJECT)];
    let sum = |table, column| Expression::SumWhere(Reference::to(table, column), own());
    Check {
        name: FRAME_IDENTITY,
        subject: pot.to_owned(),
        unit: KRONER,
        found: Expression::sum([sum(RECOMMENDED, "granted"), sum(POTS, "rest")]),
        wanted: Value::Formula(sum(FRAME, "amount")),
    }
}

fn money_checks(award: &Award<'_>) -> Vec<Check> {
    let sum = |table, column| Expression::Sum(Reference::to(table, column));
    let all_pots = award.word(text!("Alle pottar", "Alle potter", "All pots"));
    let all = award.word(ALL_APPLICATIONS);
    let check = |name, subject: &str, unit, found, wanted| Check {
        name,
        subject: subject.to_owned(),
        unit,
        found,
        wanted: Value::Formula(wanted),
    };
    vec![
        check(
            FRAME_IDENTITY,
            &all_pots,
            KRONER,
            Expression::sum([sum(RECOMMENDED, "granted"), sum(POTS, "rest")]),
            sum(FRAME, "amount"),
        ),
        check(
            text!(
                "Tildelt pott for pott = tildelt i alt",
                "Tildelt pott for pott = tildelt i alt",
                "Granted pot by pot = granted in all"
            ),
            &all_pots,
            KRONER,
            sum(POTS, "granted"),
            sum(RECOMMENDED, "granted"),
        ),
        check(
            text!(
                "Stillingar pott for pott = stillingar i alt",
                "Stillinger pott for pott = stillinger i alt",
                "Positions pot by pot = positions in all"
            ),
            &all_pots,
            POSITIONS,
            sum(POTS, "positions"),
            sum(RECOMMENDED, "positions_granted"),
        ),
        check(
            text!(
                "Tildelt per utfall = tildelt i alt",
                "Tildelt per utfall = tildelt i alt",
                "Granted by outcome = granted in all"
            ),
            &all,
            KRONER,
            sum(BY_OUTCOME, "granted"),
            sum(RECOMMENDED, "granted"),
        ),
        check(
            text!(
                "Tildelt i grunngivinga = tildelt i alt",
                "Tildelt i begrunnelsen = tildelt i alt",
                "Granted in the grounds = granted in all"
            ),
            &all,
            KRONER,
            sum(GROUNDS, "granted"),
            sum(RECOMMENDED, "granted"),
        ),
    ]
}

/// The columns of *Innstilling* that are held against what the run itself came to: name, unit, column.
const COMPUTED: [(Text, Text, &str); 5] = [
    (
        text!(
            "Søkt om i Innstilling = søkt om i søknadene",
            "Søkt om i Innstilling = søkt om i søknadene",
            "Applied for in Recommendation = applied for in the applications"
        ),
        KRONER,
        "applied",
    ),
    (
        text!(
            "Stillingar i Innstilling = stillingar i søknadene",
            "Stillinger i Innstilling = stillinger i søknadene",
            "Positions in Recommendation = positions in the applications"
        ),
        POSITIONS,
        "positions",
    ),
    (
        text!(
            "Tilskotsgrunnlag i Innstilling = tilskotsgrunnlag i køyringa",
            "Tilskuddsgrunnlag i Innstilling = tilskuddsgrunnlag i kjøringen",
            "Eligible in Recommendation = eligible in the run"
        ),
        KRONER,
        "eligible",
    ),
    (
        text!(
            "Tildelt i Innstilling = tildelt i køyringa",
            "Tildelt i Innstilling = tildelt i kjøringen",
            "Granted in Recommendation = granted in the run"
        ),
        KRONER,
        "granted",
    ),
    (
        text!(
            "Tildelte stillingar i Innstilling = tildelte stillingar i køyringa",
            "Tildelte stillinger i Innstilling = tildelte stillinger i kjøringen",
            "Positions granted in Recommendation = positions granted in the run"
        ),
        POSITIONS,
        "positions_granted",
    ),
];

/// Sums of one and the same column agree whatever stands in it; these are held against figures.
fn as_computed(award: &Award<'_>) -> Vec<Check> {
    let entries = || award.recommendation.entries.iter();
    let eligible: Kroner = entries().filter_map(|entry| entry.eligible).map(|eligible| eligible.amount).sum();
    let wanted = [
        Value::from(entries().filter_map(|entry| entry.submission.applied).sum::<Kroner>()),
        Value::from(entries().filter_map(|entry| entry.submission.positions).sum::<Positions>()),
        Value::from(eligible),
        Value::from(entries().map(|entry| entry.granted).sum::<Kroner>()),
        Value::from(entries().map(|entry| entry.positions_granted).sum::<Positions>()),
    ];
    let subject = award.word(ALL_APPLICATIONS);
    let check = |((name, unit, column), wanted)| Check {
        name,
        subject: subject.clone(),
        unit,
        found: Expression::Sum(Reference::to(RECOMMENDED, column)),
        wanted,
    };
    COMPUTED.into_iter().zip(wanted).map(check).collect()
}

fn count_checks(award: &Award<'_>) -> Vec<Check> {
    let all = award.word(ALL_APPLICATIONS);
    let having =
        |outcome: Text| Expression::RowsWhere(RECOMMENDED, vec![Condition::is("outcome", outcome.get(award.language))]);
    let rows = || Expression::Rows(RECOMMENDED);
    let exceeding = |limit| Expression::RowsExceeding(Reference::to(RECOMMENDED, "granted"), limit);
    let check = |name, found, wanted| Check { name, subject: all.clone(), unit: APPLICATIONS, found, wanted };
    let not_granted = Expression::Terms(vec![(Sign::Plus, rows()), (Sign::Minus, having(labels::GRANTED))]);
    vec![
        check(
            text!(
                "Rader i Innstilling = søknader lesne",
                "Rader i Innstilling = søknader lest",
                "Rows in Recommendation = applications read"
            ),
            rows(),
            Value::from(award.recommendation.entries.len()),
        ),
        check(
            text!(
                "Alle utfall til saman = søknader",
                "Alle utfall til sammen = søknader",
                "All outcomes together = applications"
            ),
            Expression::sum(labels::OUTCOMES.map(having)),
            Value::Formula(rows()),
        ),
        check(
            text!(
                "Rader i Avslag og vent = søknader som ikkje er innvilga",
                "Rader i Avslag og vent = søknader som ikke er innvilget",
                "Rows in Rejected and held = applications not granted"
            ),
            Expression::Rows(NOT_GRANTED),
            Value::Formula(not_granted),
        ),
        check(
            text!(
                "Innvilga søknader pott for pott = innvilga i alt",
                "Innvilgede søknader pott for pott = innvilget i alt",
                "Granted applications pot by pot = granted in all"
            ),
            Expression::Sum(Reference::to(POTS, "applications")),
            Value::Formula(having(labels::GRANTED)),
        ),
        check(
            text!(
                "Søknader som har fått meir enn dei søkte om",
                "Søknader som har fått mer enn de søkte om",
                "Applications granted more than applied for"
            ),
            exceeding("applied"),
            Value::from(0_usize),
        ),
        check(
            text!(
                "Søknader som har fått meir enn tilskotsgrunnlaget",
                "Søknader som har fått mer enn tilskuddsgrunnlaget",
                "Applications granted more than eligible"
            ),
            exceeding("eligible"),
            Value::from(0_usize),
        ),
    ]
}
