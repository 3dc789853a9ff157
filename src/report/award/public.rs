//! `tildeling-offentleg.xlsx`: what was granted and rejected, for everybody. No person, free text, note, score, held
//! application or hidden part is in the document at all, so none can be found in the file.

use super::pots::granted_from;
use super::{Award, summary};
use crate::allocate::Outcome;
use crate::application::Kind;
use crate::privacy;
use crate::recommendation::{Entry, Recommendation};
use crate::report::document::{
    Block, Column, Condition, Document, Expression, Reference, Role, Row, Sheet, Subject, Table, Value,
};
use crate::report::{headers, labels};
use crate::text::Text;

const GRANTED: &str = "innvilga";
const REJECTED: &str = "avslag";

/// The public workbook.
#[must_use]
pub fn public(recommendation: &Recommendation) -> Document {
    let award = Award::new(recommendation);
    let sheets = vec![summary(&award), granted(&award), rejected(&award)];
    Document { title: award.title(), language: award.language, draft: true, sheets }
}

fn summary(award: &Award<'_>) -> Sheet {
    let kinds = [Kind::Continuing, Kind::New].map(|kind| award.word(labels::kind(kind)));
    let blocks = vec![
        Block::Paragraph(award.word(labels::DRAFT_MEANS)),
        Block::Heading(award.word(text!("Tildelt per pott", "Tildelt per pott", "Granted per pot"))),
        Block::Table(sums(award, "per_pott", headers::POT, "pot", &award.pots)),
        Block::Heading(award.word(text!(
            "Tildelt etter type søknad",
            "Tildelt etter type søknad",
            "Granted by kind of application"
        ))),
        Block::Table(sums(award, "per_type", headers::KIND, "kind", &kinds)),
    ];
    award.sheet(summary::NAME, blocks)
}

fn sums(award: &Award<'_>, id: &str, header: Text, of: &'static str, labels: &[String]) -> Table {
    let rows = labels.iter().enumerate().map(|(at, label)| {
        let own = || vec![Condition::same_as(of, at, 0)];
        let sum = |column| Value::Formula(Expression::SumWhere(Reference::to(GRANTED, column), own()));
        let projects = Value::Formula(Expression::RowsWhere(GRANTED, granted_from(award, own())));
        Row::plain(vec![Value::text(label), projects, sum("positions_granted"), sum("granted")])
    });
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::new("label", award.word(header), Role::Text).labelled(),
            Column::new("projects", award.word(headers::PROJECTS), Role::Count).summed(),
            Column::new("positions", award.word(headers::POSITIONS), Role::Positions).summed(),
            Column::new("granted", award.word(headers::GRANTED), Role::Kroner).summed(),
        ],
        rows: rows.collect(),
        when_empty: Text::same("–"),
    }
}

fn granted(award: &Award<'_>) -> Sheet {
    // Money that an ended project has used is money granted, too.
    let rows = listed(award, |entry| entry.pot.is_some()).into_iter().map(|(at, entry)| {
        let mut cells = project(award, entry);
        cells.extend([
            Value::from(entry.positions_granted),
            Value::from(entry.granted),
            Value::maybe_text(entry.pot.map(|pot| award.pots[pot].as_str())),
            Value::text(labels::outcome(entry.outcome).get(award.language)),
        ]);
        Row::plain(cells).of(Subject::Application(at))
    });
    let mut columns = project_columns(award);
    columns.extend([
        Column::new("positions_granted", award.word(headers::POSITIONS), Role::Positions).summed(),
        Column::new("granted", award.word(headers::GRANTED), Role::Kroner).summed(),
        Column::new("pot", award.word(headers::POT), Role::Text),
        Column::new("outcome", award.word(headers::OUTCOME), Role::Text),
    ]);
    let when_empty = text!("Ingen søknader er innvilga", "Ingen søknader er innvilget", "No applications were granted");
    let table = Table { id: GRANTED.to_owned(), columns, rows: rows.collect(), when_empty };
    award.sheet(text!("Innvilga", "Innvilget", "Granted"), vec![Block::Table(table)])
}

fn rejected(award: &Award<'_>) -> Sheet {
    let rows = listed(award, |entry| matches!(entry.outcome, Outcome::Rejected(_))).into_iter().map(|(at, entry)| {
        let mut cells = project(award, entry);
        cells.extend([
            Value::from(entry.submission.positions),
            Value::from(entry.submission.applied),
            Value::text(labels::reason(entry.outcome).get(award.language)),
        ]);
        Row::plain(cells).of(Subject::Application(at))
    });
    let mut columns = project_columns(award);
    columns.extend([
        Column::new("positions", award.word(headers::POSITIONS_APPLIED), Role::Positions).summed(),
        Column::new("applied", award.word(headers::APPLIED), Role::Kroner).summed(),
        Column::new("reason", award.word(headers::REASON), Role::Text),
    ]);
    let when_empty =
        text!("Ingen søknader har fått avslag", "Ingen søknader har fått avslag", "No applications were rejected");
    let table = Table { id: REJECTED.to_owned(), columns, rows: rows.collect(), when_empty };
    award.sheet(text!("Avslag", "Avslag", "Rejected"), vec![Block::Table(table)])
}

/// By municipality number, office and title: the order says nothing of rank.
fn listed<'a>(award: &Award<'a>, which: impl Fn(&Entry) -> bool) -> Vec<(usize, &'a Entry)> {
    let mut entries: Vec<(usize, &Entry)> = award.entries().filter(|(_, entry)| which(entry)).collect();
    entries.sort_by_key(|(_, entry)| {
        let submission = &entry.submission;
        let number = submission.municipality.map(|one| one.number);
        (number, submission.office.as_deref(), submission.project.as_deref(), &submission.id)
    });
    entries
}

fn project_columns(award: &Award<'_>) -> Vec<Column> {
    let column = |key, header: Text, role| Column::new(key, award.word(header), role);
    vec![
        column("municipality_no", headers::MUNICIPALITY_NO, Role::Code).labelled(),
        column("municipality", headers::MUNICIPALITY, Role::Text),
        column("office", headers::OFFICE, Role::Text),
        column("project", headers::PROJECT, Role::Text),
        column("kind", headers::KIND, Role::Text),
        column("grant_year", headers::GRANT_YEAR, Role::Number),
    ]
}

fn project(award: &Award<'_>, entry: &Entry) -> Vec<Value> {
    let submission = &entry.submission;
    let received = |text: Option<&str>| Value::maybe_text(text.map(privacy::shown).as_deref());
    vec![
        Value::text(submission.municipality.map_or_else(String::new, |one| one.number.to_string())),
        Value::maybe_text(submission.municipality.map(|one| one.name.as_str())),
        received(submission.office.as_deref()),
        received(submission.project.as_deref()),
        Value::maybe_text(submission.kind.map(|kind| labels::kind(kind).get(award.language))),
        Value::from(submission.grant_year.map(u32::from)),
    ]
}
