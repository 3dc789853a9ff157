//! `tildeling.csv`: one row per application, for machines and for whoever opens it in a spreadsheet. Public: no persons, no
//! free text.

use crate::application::Kind;
use crate::privacy;
use crate::recommendation::{Entry, Recommendation};
use crate::report::document::Subject;
use crate::report::{headers, labels};
use crate::text::{Language, Text};

use super::delimited::{Column, File, Holds, Value};

struct Field {
    key: &'static str,
    header: Text,
    holds: Holds,
    unit: Option<&'static str>,
    value: fn(&Row) -> Value,
}

/// What the value of a cell is taken from.
struct Row<'a> {
    recommendation: &'a Recommendation,
    entry: &'a Entry,
    language: Language,
}

impl Row<'_> {
    fn pot_id(&self) -> Option<&str> {
        Some(self.recommendation.policy.pots.get(self.entry.pot?)?.id.as_str())
    }
}

macro_rules! columns {
    ($($key:literal $holds:ident $unit:expr, $header:expr, $value:expr;)*) => {
        &[$(Field { key: $key, header: $header, holds: Holds::$holds, unit: $unit, value: $value }),*]
    };
}

const NOK: Option<&str> = Some("NOK");
const FULL_TIME: Option<&str> = Some("100 % position");

/// The columns, in their order: keys as in run.json.
const FIELDS: &[Field] = columns! {
    "id" Text None, headers::ID, |row| Value::Text(privacy::shown(row.entry.submission.id.as_str()));
    "municipality_no" Text None, headers::MUNICIPALITY_NO,
        |row| Value::text(row.entry.submission.municipality.map(|one| one.number.to_string()).as_deref());
    "municipality" Text None, headers::MUNICIPALITY,
        |row| Value::text(row.entry.submission.municipality.map(|one| one.name.as_str()));
    "office" Text None, headers::OFFICE,
        |row| Value::text(row.entry.submission.office.as_deref().map(privacy::shown).as_deref());
    "project_id" Text None, headers::PROJECT_ID,
        |row| Value::text(row.entry.submission.project_id.as_deref().map(privacy::shown).as_deref());
    "project" Text None, headers::PROJECT,
        |row| Value::text(row.entry.submission.project.as_deref().map(privacy::shown).as_deref());
    "kind" Text None, headers::KIND,
        |row| Value::text(row.entry.submission.kind.map(|kind| labels::kind(kind).get(row.language)));
    "grant_year" Integer None, headers::GRANT_YEAR,
        |row| Value::integer(row.entry.submission.grant_year.map(u64::from));
    "positions" Number FULL_TIME, headers::POSITIONS_APPLIED,
        |row| Value::positions(row.entry.submission.positions);
    "applied" Number NOK, headers::APPLIED,
        |row| Value::kroner(row.entry.submission.applied);
    "carried_over" Number NOK, headers::CARRIED_OVER,
        |row| Value::kroner(Some(row.entry.submission.carried_over.unwrap_or_default()));
    "cap" Number NOK, headers::CAP,
        |row| Value::kroner(row.entry.eligible.map(|eligible| eligible.cap));
    "eligible" Number NOK, headers::ELIGIBLE,
        |row| Value::kroner(row.entry.eligible.map(|eligible| eligible.amount));
    "score" Number None, headers::SCORE,
        |row| row.entry.score.map_or(Value::Empty, |score| Value::Number(score.rounded()));
    "rank" Integer None, headers::RANK,
        |row| Value::integer(row.entry.rank.and_then(|rank| u64::try_from(rank).ok()));
    "outcome" Text None, headers::OUTCOME,
        |row| Value::text(Some(labels::outcome(row.entry.outcome).get(row.language)));
    "reason" Text None, headers::REASON,
        |row| Value::text(Some(labels::reason(row.entry.outcome).get(row.language)));
    "pot" Text None, headers::POT, |row| Value::text(row.pot_id());
    "granted" Number NOK, headers::GRANTED,
        |row| Value::kroner(Some(row.entry.granted));
    "positions_granted" Number FULL_TIME, headers::POSITIONS_GRANTED,
        |row| Value::positions(Some(row.entry.positions_granted));
    "round" Integer None, headers::ROUND,
        |row| Value::Integer(row.entry.round.into());
    "outcome_key" Text None, headers::OUTCOME_KEY,
        |row| Value::text(Some(row.entry.outcome.key()));
    "reason_key" Text None, headers::REASON_KEY,
        |row| Value::text(Some(row.entry.outcome.reason_key()));
};

/// `tildeling.csv` with its columns described.
#[must_use]
pub fn listing(recommendation: &Recommendation, language: Language) -> File {
    const TITLE: Text = text!("Søknader og innstilling", "Søknader og innstilling", "Applications and recommendation");
    let row = |entry| {
        let row = Row { recommendation, entry, language };
        FIELDS.iter().map(|field| (field.value)(&row)).collect()
    };
    File {
        path: "tildeling.csv".to_owned(),
        name: "tildeling".to_owned(),
        title: format!("{}: {}", labels::DRAFT.get(language), TITLE.get(language)),
        description: labels::DRAFT_MEANS.get(language).to_owned(),
        columns: FIELDS.iter().map(|field| column(field, recommendation, language)).collect(),
        primary_key: vec!["id"],
        rows: recommendation.entries.iter().map(row).collect(),
        subjects: (0..recommendation.entries.len()).map(Subject::Application).collect(),
    }
}

fn column(field: &Field, recommendation: &Recommendation, language: Language) -> Column {
    let allowed = match field.key {
        "kind" => [Kind::Continuing, Kind::New].map(|kind| labels::kind(kind).get(language).to_owned()).to_vec(),
        "pot" => recommendation.policy.pots.iter().map(|pot| pot.id.clone()).collect(),
        "outcome_key" => ["granted", "rejected", "dismissed", "withdrawn", "held"].map(str::to_owned).to_vec(),
        _ => Vec::new(),
    };
    Column {
        key: field.key.to_owned(),
        header: field.header.get(language).to_owned(),
        holds: field.holds,
        unit: field.unit,
        allowed,
    }
}
