//! The columns that say something of one application: each stands here once, lists pick theirs.

use super::Award;
use crate::allocate::Outcome;
use crate::recommendation::Entry;
use crate::report::document::{Column, Role, Row, Subject, Table, Total, Value};
use crate::report::{headers, labels};
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
    entries: impl Iterator<Item = (usize, &'a Entry)>,
    when_empty: Text,
) -> Table {
    let head = Column::new("number", award.word(headers::NUMBER), Role::Count).labelled();
    let others = columns.iter().map(|column| Column {
        key: column.key,
        header: award.word(column.header),
        role: column.role,
        total: column.total,
    });
    let rows = (1_usize..).zip(entries).map(|(number, (at, entry))| {
        let values = columns.iter().map(|column| (column.value)(award, entry));
        Row::plain(std::iter::once(Value::from(number)).chain(values).collect()).of(Subject::Application(at))
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
    ID "id" Code None headers::ID,
        |_, entry| Value::text(entry.submission.id.as_str());
    MUNICIPALITY_NO "municipality_no" Code None headers::MUNICIPALITY_NO,
        |_, entry| Value::text(entry.submission.municipality.map_or_else(String::new, |one| one.number.to_string()));
    MUNICIPALITY "municipality" Text None headers::MUNICIPALITY,
        |_, entry| Value::maybe_text(entry.submission.municipality.map(|one| one.name.as_str()));
    OFFICE "office" Text None headers::OFFICE,
        |_, entry| Value::maybe_text(entry.submission.office.as_deref());
    PROJECT "project" Text None headers::PROJECT,
        |_, entry| Value::maybe_text(entry.submission.project.as_deref());
    KIND "kind" Text None headers::KIND,
        |award, entry| Value::text(labels::kind_or_unknown(award.language, entry.submission.kind));
    GRANT_YEAR "grant_year" Number None headers::GRANT_YEAR,
        |_, entry| Value::from(entry.submission.grant_year.map(u32::from));
    POSITIONS "positions" Positions Sum headers::POSITIONS_APPLIED,
        |_, entry| Value::from(entry.submission.positions);
    APPLIED "applied" Kroner Sum headers::APPLIED,
        |_, entry| Value::from(entry.submission.applied);
    ELIGIBLE "eligible" Kroner Sum headers::ELIGIBLE,
        |_, entry| Value::from(entry.eligible.map(|eligible| eligible.amount));
    SCORE "score" Score None headers::SCORE,
        |_, entry| Value::from(entry.score);
    RANK "rank" Count None headers::RANK,
        |_, entry| Value::from(entry.rank);
    OUTCOME "outcome" Text None headers::OUTCOME,
        |award, entry| Value::text(labels::outcome(entry.outcome).get(award.language));
    REASON "reason" Text None headers::REASON,
        |award, entry| Value::text(labels::reason(entry.outcome).get(award.language));
    NEXT_STEP "next_step" Text None headers::NEXT_STEP,
        |award, entry| Value::maybe_text(next_step(entry).map(|step| step.get(award.language)));
    POT "pot" Text None headers::POT,
        |award, entry| Value::maybe_text(entry.pot.map(|pot| award.pots[pot].as_str()));
    GRANTED "granted" Kroner Sum headers::GRANTED,
        |_, entry| Value::from(entry.granted);
    POSITIONS_GRANTED "positions_granted" Positions Sum headers::POSITIONS_GRANTED,
        |_, entry| Value::from(entry.positions_granted);
    ROUND "round" Number None headers::ROUND,
        |_, entry| Value::from(entry.round);
}

fn next_step(entry: &Entry) -> Option<Text> {
    match entry.outcome {
        Outcome::Held(reason) => Some(labels::next_step(reason)),
        _ => None,
    }
}
