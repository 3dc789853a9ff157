//! The columns that say something of one application: each stands here once, lists pick theirs.

use super::{Award, words};
use crate::recommendation::Entry;
use crate::report::document::{Column, Role, Row, Table, Total, Value};
use crate::text::Text;

/// A column of a list of applications.
pub(super) struct EntryColumn {
    pub(super) key: &'static str,
    header: Text,
    role: Role,
    total: Total,
    value: fn(&Award<'_>, &Entry) -> Value,
}

/// A list of `entries`, numbered from 1.
pub(super) fn table<'a>(
    award: &Award<'_>,
    id: &str,
    columns: &[EntryColumn],
    entries: impl Iterator<Item = &'a Entry>,
    when_empty: Text,
) -> Table {
    let head = Column::new("number", award.word(text!("Nr.", "Nr.", "No.")), Role::Count).labelled();
    let others = columns.iter().map(|column| Column {
        key: column.key,
        header: award.word(column.header),
        role: column.role,
        total: column.total,
    });
    let rows = (1_usize..).zip(entries).map(|(number, entry)| {
        let values = columns.iter().map(|column| (column.value)(award, entry));
        Row::plain(std::iter::once(Value::from(number)).chain(values).collect())
    });
    Table {
        id: id.to_owned(),
        columns: std::iter::once(head).chain(others).collect(),
        rows: rows.collect(),
        when_empty,
    }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $key:literal $role:ident $total:ident $header:expr, $value:expr;)*) => {
        $(
            $(#[$doc])*
            pub(super) const $name: EntryColumn =
                EntryColumn { key: $key, header: $header, role: Role::$role, total: Total::$total, value: $value };
        )*
    };
}

columns! {
    ID "id" Text None text!("Søknads-ID", "Søknads-ID", "Application ID"),
        |_, entry| Value::text(entry.submission.id.as_str());
    MUNICIPALITY_NO "municipality_no" Code None text!("Kommunenr.", "Kommunenr.", "Municipality no."),
        |_, entry| Value::text(entry.submission.municipality.map_or_else(String::new, |one| one.number.to_string()));
    MUNICIPALITY "municipality" Text None text!("Kommune", "Kommune", "Municipality"),
        |_, entry| Value::maybe_text(entry.submission.municipality.map(|one| one.name.as_str()));
    OFFICE "office" Text None text!("Nav-kontor", "Nav-kontor", "Nav office"),
        |_, entry| Value::maybe_text(entry.submission.office.as_deref());
    PROJECT "project" Text None text!("Prosjekt", "Prosjekt", "Project"),
        |_, entry| Value::maybe_text(entry.submission.project.as_deref());
    KIND "kind" Text None text!("Type", "Type", "Kind"),
        |award, entry| Value::maybe_text(entry.submission.kind.map(|kind| words::kind(kind).get(award.language)));
    GRANT_YEAR "grant_year" Number None text!("Tilskotsår (1–3)", "Tilskuddsår (1–3)", "Grant year (1–3)"),
        |_, entry| Value::from(entry.submission.grant_year.map(u32::from));
    POSITIONS "positions" Positions Sum text!("Søkte stillingar (årsverk)", "Søkte stillinger (årsverk)", "Positions applied for (FTE)"),
        |_, entry| Value::from(entry.submission.positions);
    APPLIED "applied" Kroner Sum text!("Søkt om (kr)", "Søkt om (kr)", "Applied for (NOK)"),
        |_, entry| Value::from(entry.submission.applied);
    ELIGIBLE "eligible" Kroner Sum text!("Kan få (kr)", "Kan få (kr)", "Eligible (NOK)"),
        |_, entry| Value::from(entry.eligible.map(|eligible| eligible.amount));
    SCORE "score" Score None text!("Poeng", "Poeng", "Score"),
        |_, entry| Value::from(entry.score);
    RANK "rank" Count None text!("Rang", "Rang", "Rank"),
        |_, entry| Value::from(entry.rank);
    OUTCOME "outcome" Text None text!("Utfall", "Utfall", "Outcome"),
        |award, entry| Value::text(words::outcome(entry.outcome).get(award.language));
    REASON "reason" Text None text!("Grunn", "Grunn", "Reason"),
        |award, entry| Value::text(words::reason(entry.outcome).get(award.language));
    NEXT_STEP "next_step" Text None text!("Neste steg", "Neste steg", "Next step"),
        |award, entry| Value::maybe_text(words::next_step(entry.outcome).map(|step| step.get(award.language)));
    POT "pot" Text None text!("Pott", "Pott", "Pot"),
        |award, entry| Value::maybe_text(entry.pot.map(|pot| award.pots[pot].as_str()));
    GRANTED "granted" Kroner Sum text!("Tildelt (kr)", "Tildelt (kr)", "Granted (NOK)"),
        |_, entry| Value::from(entry.granted);
    POSITIONS_GRANTED "positions_granted" Positions Sum text!("Tildelte stillingar (årsverk)", "Tildelte stillinger (årsverk)", "Positions granted (FTE)"),
        |_, entry| Value::from(entry.positions_granted);
    ROUND "round" Number None text!("Runde", "Runde", "Round"),
        |_, entry| Value::from(entry.round);
}
