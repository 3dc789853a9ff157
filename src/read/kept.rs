//! A file as it was read, as JSON: every cell with its place, and what was noticed; or why it was not read. So that one
//! machine can read it and another do the rest, and nothing of the reading is lost.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Cell, Format, Formula, Noticed, Row, Sheet, Value, Workbook};
use crate::origin::CellRef;
use crate::policy::FileLimit;
use crate::problem::file::{damage, skip, unusual};
use crate::problem::kept::KeptProblem;
use crate::stamp::Stamp;
use crate::text::Text;

/// A workbook as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptWorkbook<'a> {
    format: Cow<'a, str>,
    #[serde(borrow)]
    sheets: Vec<KeptSheet<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    noticed: Vec<KeptNoticed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stamp: Option<BTreeMap<String, String>>,
}

/// Something noticed, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptNoticed {
    problem: KeptProblem,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptSheet<'a> {
    name: Cow<'a, str>,
    visible: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    merged: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hidden_columns: Vec<u32>,
    #[serde(borrow)]
    rows: Vec<KeptRow<'a>>,
}

/// Row and columns count from zero, as everywhere in code.
#[derive(Debug, Serialize, Deserialize)]
struct KeptRow<'a> {
    row: u32,
    #[serde(default, skip_serializing_if = "is_false")]
    hidden: bool,
    #[serde(borrow)]
    cells: Vec<KeptCell<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptCell<'a> {
    column: u32,
    #[serde(borrow)]
    value: KeptValue<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    formula: Option<KeptFormula>,
    #[serde(default, skip_serializing_if = "is_false")]
    percent: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    unseen: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptFormula {
    Stored,
    External,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptValue<'a> {
    #[serde(borrow)]
    Text(Cow<'a, str>),
    #[serde(borrow)]
    Number(Cow<'a, str>),
    #[serde(borrow)]
    Beyond(Cow<'a, str>),
    #[serde(borrow)]
    Date(Cow<'a, str>),
    #[serde(borrow)]
    NoDate(Cow<'a, str>),
    Bool(bool),
    #[serde(borrow)]
    Error(Cow<'a, str>),
    FormulaWithoutValue,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(truth: &bool) -> bool {
    !truth
}

impl<'a> KeptWorkbook<'a> {
    /// `workbook` as it is kept.
    #[must_use]
    pub fn of(workbook: &'a Workbook) -> Self {
        Self {
            format: workbook.format.label().into(),
            sheets: workbook.sheets.iter().map(KeptSheet::of).collect(),
            noticed: workbook.noticed.iter().map(KeptNoticed::of).collect(),
            stamp: workbook.stamp.as_ref().map(|stamp| stamp.properties().into_iter().collect()),
        }
    }

    /// The workbook again; `None` where it is none that this program kept.
    #[must_use]
    pub fn workbook(self) -> Option<Workbook> {
        Some(Workbook {
            format: Format::with_extension(&self.format)?,
            sheets: self.sheets.into_iter().map(KeptSheet::sheet).collect::<Option<_>>()?,
            noticed: self.noticed.iter().map(KeptNoticed::noticed).collect::<Option<_>>()?,
            stamp: match self.stamp {
                Some(properties) => Some(Stamp::from_properties(&properties)?),
                None => None,
            },
        })
    }
}

impl KeptNoticed {
    /// `noticed` as it is kept.
    #[must_use]
    pub fn of(noticed: &Noticed) -> Self {
        Self {
            problem: KeptProblem::of(&noticed.problem).expect("a reading states words, counts and plain numbers"),
            sheet: noticed.sheet.as_deref().map(str::to_owned),
            cell: noticed.cell.map(|cell| cell.to_string()),
        }
    }

    /// It again; `None` where this program knows no such thing.
    #[must_use]
    pub fn noticed(&self) -> Option<Noticed> {
        let cell = match &self.cell {
            Some(name) => Some(CellRef::parse(name)?),
            None => None,
        };
        Some(Noticed { problem: self.problem.problem(&ours())?, sheet: self.sheet.as_deref().map(Arc::from), cell })
    }
}

/// Every text of ours that a reading may state.
fn ours() -> Vec<Text> {
    let limits = FileLimit::ALL.iter().map(|limit| limit.what());
    [damage::ALL, skip::ALL, unusual::ALL].concat().into_iter().chain(limits).collect()
}

impl<'a> KeptSheet<'a> {
    fn of(sheet: &'a Sheet) -> Self {
        let merged = sheet.merged.iter().map(|(first, last)| (first.to_string(), last.to_string()));
        let row = |row: &'a Row| KeptRow {
            row: row.number,
            hidden: row.hidden,
            cells: row.cells.iter().map(KeptCell::of).collect(),
        };
        Self {
            name: (&*sheet.name).into(),
            visible: sheet.visible,
            merged: merged.collect(),
            hidden_columns: sheet.hidden_columns.clone(),
            rows: sheet.rows.iter().map(row).collect(),
        }
    }

    fn sheet(self) -> Option<Sheet> {
        let merged = self.merged.iter().map(|(first, last)| Some((CellRef::parse(first)?, CellRef::parse(last)?)));
        let row = |kept: KeptRow<'_>| {
            let cells = kept.cells.into_iter().map(KeptCell::cell).collect::<Option<_>>()?;
            Some(Row { number: kept.row, hidden: kept.hidden, cells })
        };
        Some(Sheet {
            merged: merged.collect::<Option<_>>()?,
            name: Arc::from(&*self.name),
            visible: self.visible,
            hidden_columns: self.hidden_columns,
            rows: self.rows.into_iter().map(row).collect::<Option<_>>()?,
        })
    }
}

impl<'a> KeptCell<'a> {
    fn of(cell: &'a Cell) -> Self {
        let value = match &cell.value {
            Value::Text(text) => KeptValue::Text((&**text).into()),
            Value::Number(number) => KeptValue::Number(number.to_string().into()),
            Value::Beyond(text) => KeptValue::Beyond((&**text).into()),
            Value::Date(moment) => KeptValue::Date(moment.to_string().into()),
            Value::NoDate(text) => KeptValue::NoDate((&**text).into()),
            Value::Bool(truth) => KeptValue::Bool(*truth),
            Value::Error(text) => KeptValue::Error((&**text).into()),
            Value::FormulaWithoutValue => KeptValue::FormulaWithoutValue,
        };
        let formula = match cell.formula {
            Formula::None => None,
            Formula::Stored => Some(KeptFormula::Stored),
            Formula::External => Some(KeptFormula::External),
        };
        Self { column: cell.column, value, formula, percent: cell.percent, unseen: cell.unseen }
    }

    fn cell(self) -> Option<Cell> {
        let value = match self.value {
            KeptValue::Text(text) => Value::Text(Arc::from(&*text)),
            KeptValue::Number(number) => Value::Number(Decimal::from_str_exact(&number).ok()?),
            KeptValue::Beyond(text) => Value::Beyond(Arc::from(&*text)),
            KeptValue::Date(moment) => Value::Date(moment.parse::<DateTime>().ok()?),
            KeptValue::NoDate(text) => Value::NoDate(Arc::from(&*text)),
            KeptValue::Bool(truth) => Value::Bool(truth),
            KeptValue::Error(text) => Value::Error(Arc::from(&*text)),
            KeptValue::FormulaWithoutValue => Value::FormulaWithoutValue,
        };
        let formula = match self.formula {
            None => Formula::None,
            Some(KeptFormula::Stored) => Formula::Stored,
            Some(KeptFormula::External) => Formula::External,
        };
        Some(Cell { column: self.column, value, formula, percent: self.percent, unseen: self.unseen })
    }
}
