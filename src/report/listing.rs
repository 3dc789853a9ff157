//! `tildeling.csv`: one row per application, for machines and for whoever opens it in a spreadsheet. Public: no persons, no
//! free text.

use crate::application::Kind;
use crate::privacy;
use crate::recommendation::{Entry, Recommendation};
use crate::text::{Language, Text};

use super::delimited::{Column, File, Holds, Value};
use super::terms;

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
    "id" Text None, text!("Søknad", "Søknad", "Application"), |row| Value::Text(privacy::shown(row.entry.submission.id.as_str()));
    "municipality_no" Text None, text!("Kommunenummer", "Kommunenummer", "Municipality number"),
        |row| Value::text(row.entry.submission.municipality.map(|one| one.number.to_string()).as_deref());
    "municipality" Text None, text!("Kommune", "Kommune", "Municipality"),
        |row| Value::text(row.entry.submission.municipality.map(|one| one.name.as_str()));
    "office" Text None, text!("Nav-kontor", "Nav-kontor", "Nav office"),
        |row| Value::text(row.entry.submission.office.as_deref().map(privacy::shown).as_deref());
    "project_id" Text None, text!("Prosjekt-ID", "Prosjekt-ID", "Project ID"),
        |row| Value::text(row.entry.submission.project_id.as_deref().map(privacy::shown).as_deref());
    "project" Text None, text!("Prosjekttittel", "Prosjekttittel", "Project title"),
        |row| Value::text(row.entry.submission.project.as_deref().map(privacy::shown).as_deref());
    "kind" Text None, text!("Type", "Type", "Kind"),
        |row| Value::text(row.entry.submission.kind.map(|kind| terms::kind(kind).get(row.language)));
    "grant_year" Integer None, text!("Tilskotsår", "Tilskuddsår", "Grant year"),
        |row| Value::integer(row.entry.submission.grant_year.map(u64::from));
    "positions" Number FULL_TIME, text!("Stillingar søkt om", "Stillinger søkt om", "Positions applied for"),
        |row| Value::positions(row.entry.submission.positions);
    "applied" Number NOK, text!("Søkt om (kr)", "Søkt om (kr)", "Applied for (NOK)"),
        |row| Value::kroner(row.entry.submission.applied);
    "carried_over" Number NOK, text!("Overførte midlar (kr)", "Overførte midler (kr)", "Carried over (NOK)"),
        |row| Value::kroner(Some(row.entry.submission.carried_over.unwrap_or_default()));
    "cap" Number NOK, text!("Øvre grense (kr)", "Øvre grense (kr)", "Cap (NOK)"),
        |row| Value::kroner(row.entry.eligible.map(|eligible| eligible.cap));
    "eligible" Number NOK, text!("Tilskotsgrunnlag (kr)", "Tilskuddsgrunnlag (kr)", "Eligible (NOK)"),
        |row| Value::kroner(row.entry.eligible.map(|eligible| eligible.amount));
    "score" Number None, text!("Poeng", "Poeng", "Score"),
        |row| row.entry.score.map_or(Value::Empty, |score| Value::Number(score.rounded()));
    "rank" Integer None, text!("Prioritet", "Prioritet", "Rank"),
        |row| Value::integer(row.entry.rank.and_then(|rank| u64::try_from(rank).ok()));
    "outcome" Text None, text!("Utfall", "Utfall", "Outcome"),
        |row| Value::text(Some(terms::outcome(row.entry.outcome).get(row.language)));
    "reason" Text None, text!("Grunngiving", "Begrunnelse", "Reason"),
        |row| Value::text(Some(terms::reason(row.entry.outcome).get(row.language)));
    "pot" Text None, text!("Pott", "Pott", "Pot"), |row| Value::text(row.pot_id());
    "granted" Number NOK, text!("Tildelt (kr)", "Tildelt (kr)", "Granted (NOK)"),
        |row| Value::kroner(Some(row.entry.granted));
    "positions_granted" Number FULL_TIME, text!("Stillingar tildelt", "Stillinger tildelt", "Positions granted"),
        |row| Value::positions(Some(row.entry.positions_granted));
    "round" Integer None, text!("Tildelingsrunde", "Tildelingsrunde", "Round"),
        |row| Value::Integer(row.entry.round.into());
    "outcome_key" Text None, text!("Utfallskode", "Utfallskode", "Outcome key"),
        |row| Value::text(Some(row.entry.outcome.key()));
    "reason_key" Text None, text!("Grunngivingskode", "Begrunnelseskode", "Reason key"),
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
        title: format!("{}: {}", terms::DRAFT.get(language), TITLE.get(language)),
        description: terms::DRAFT_MEANS.get(language).to_owned(),
        columns: FIELDS.iter().map(|field| column(field, recommendation, language)).collect(),
        primary_key: vec!["id"],
        rows: recommendation.entries.iter().map(row).collect(),
    }
}

fn column(field: &Field, recommendation: &Recommendation, language: Language) -> Column {
    let allowed = match field.key {
        "kind" => [Kind::Continuing, Kind::New].map(|kind| terms::kind(kind).get(language).to_owned()).to_vec(),
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
