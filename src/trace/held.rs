//! An input as it is when it is opened again, and whether the end of a walk stands in it. What is not looked at is not said to
//! agree.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{Again, ENTRY_AMOUNT, End};
use crate::form::header::normalise;
use crate::form::record::as_it_stands;
use crate::origin::CellRef;
use crate::policy::{self, Policy};
use crate::privacy;
use crate::read::Workbook;

/// An input that is still the one that was read, as far as it can be looked into.
#[derive(Debug)]
pub enum Held {
    /// The cells of a workbook.
    Cells(Box<Workbook>),
    /// `batch.toml`.
    Rules(String),
    /// The `run.json` of the round before.
    Run(Value),
    /// It could not be opened.
    Unread,
}

impl Held {
    /// Whether `end` stands in it; `None` where that was not looked at.
    #[must_use]
    pub fn again(&self, end: &End) -> Option<Again> {
        let raw = end.raw.as_deref()?;
        let agrees = match self {
            Self::Cells(workbook) => in_cell(workbook, end)?.as_deref() == Some(raw),
            Self::Rules(text) => is_stated(text, end, raw)?,
            Self::Run(run) => is_told(run, end, raw)?,
            Self::Unread => return None,
        };
        Some(if agrees { Again::Agrees } else { Again::Differs })
    }
}

/// What stands in the cell of `end`; nothing where it is blank.
fn in_cell(workbook: &Workbook, end: &End) -> Option<Option<String>> {
    let at = CellRef::parse(end.cell.as_deref()?)?;
    let sheet = workbook.sheets.iter().find(|one| Some(&*one.name) == end.sheet.as_deref());
    let row = sheet.and_then(|sheet| sheet.rows.iter().find(|row| row.number == at.row));
    Some(row.and_then(|row| row.cell(at.column)).map(|cell| privacy::as_received(&as_it_stands(cell))))
}

/// Whether the rules state `raw` under the key of `end`; of an entry of a frame, on its line.
fn is_stated(text: &str, end: &End, raw: &str) -> Option<bool> {
    let key = end.key.as_deref()?;
    if key == ENTRY_AMOUNT {
        let line = end.line?;
        let mut entries = Policy::stated_entries(text).into_iter();
        return Some(
            entries.any(|(_, entry, on)| on == line && same_number(&entry.amount.to_decimal().to_string(), raw)),
        );
    }
    let rules = policy::rules(&Policy::parse(text, normalise).ok()?);
    Some(rules.get(key).is_some_and(|value| value == raw))
}

/// Whether an application of the round before has `raw` under the key of `end`: `applications[ID].granted`.
fn is_told(run: &Value, end: &End, raw: &str) -> Option<bool> {
    let (id, key) = end.key.as_deref()?.strip_prefix("applications[")?.rsplit_once("].")?;
    let is = |one: &&Value| one["id"].as_str().is_some_and(|own| privacy::shown(own) == id);
    let mut told = run["applications"].as_array()?.iter().filter(is);
    Some(told.any(|one| one[key].as_str().is_some_and(|value| same_number(value, raw))))
}

/// `610000` and `610000.00` are one number.
fn same_number(one: &str, other: &str) -> bool {
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    one == other || number(one).is_some_and(|one| number(other) == Some(one))
}
