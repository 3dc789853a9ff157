//! What the findings of a run say of its cells, as far as they tell why an input counts or does not.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::cause::Place;
use crate::identity::ApplicationId;
use crate::origin::{CellRef, Found, Source};
use crate::privacy;
use crate::problem::input::conflicted;
use crate::text::Language;

/// The assessor is conflicted.
const CONFLICTED: &str = "T603";
/// Another copy of the application counts: one that was received later, or one that people chose.
const REPLACED: [&str; 2] = ["T502", "T520"];
/// What the codes of errors begin with that tell how a cell is read, that of an organisation number, and those of cells in
/// which no value stands.
const OF_CELLS: &str = "T3";
const ORG_NO: &str = "T406";
const VALUELESS: [&str; 2] = ["T301", "T310"];
/// The codes of errors that the register of funded projects has a part in.
pub(super) const OF_REGISTER: [&str; 5] = ["T504", "T505", "T506", "T507", "T510"];
/// The project is not in the register.
pub(super) const NOT_IN_REGISTER: &str = "T504";

/// One finding, as `run.json` tells of it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Finding {
    pub(super) code: String,
    pub(super) severity: String,
    pub(super) field: Option<String>,
    pub(super) value: Option<String>,
    pub(super) application: Option<String>,
    file: String,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
}

/// The findings of a run, by file and sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Findings(BTreeMap<(String, String), Vec<Finding>>);

impl Finding {
    pub(super) fn is_error(&self) -> bool {
        self.severity == "error"
    }

    /// What stands in the cell, as far as it may be shown. An error that a cell is blank tells of no value; any other about how
    /// a cell is read has one, and it was taken out where the finding lacks it.
    pub(super) fn stands(&self) -> Option<String> {
        let reads = self.code.starts_with(OF_CELLS) || self.code == ORG_NO;
        let hidden = (reads && !VALUELESS.contains(&self.code.as_str())).then(|| privacy::TAKEN_OUT.to_owned());
        self.value.clone().or(hidden)
    }

    fn at(&self) -> Option<CellRef> {
        CellRef::parse(self.cell.as_deref()?)
    }
}

impl Findings {
    pub(super) fn new(findings: Vec<Finding>) -> Self {
        let mut sheets: BTreeMap<(String, String), Vec<Finding>> = BTreeMap::new();
        for finding in findings {
            let sheet = (finding.file.clone(), finding.sheet.clone().unwrap_or_default());
            sheets.entry(sheet).or_default().push(finding);
        }
        Self(sheets)
    }

    fn of_sheet(&self, source: &Source) -> &[Finding] {
        self.0.get(&(source.file.to_string(), source.sheet.to_string())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The error about the very cell.
    pub(super) fn error_at(&self, found: &Found) -> Option<&Finding> {
        self.of_sheet(&found.source).iter().find(|one| one.is_error() && one.at() == Some(found.at))
    }

    /// The errors in the column of a cell.
    pub(super) fn errors_in_column(&self, found: &Found) -> impl Iterator<Item = &Finding> {
        let column = found.at.column;
        let is_there = move |one: &&Finding| one.is_error() && one.at().is_some_and(|at| at.column == column);
        self.of_sheet(&found.source).iter().filter(is_there)
    }

    /// The cell of an error with this code in the row of `found`.
    pub(super) fn error_in_row(&self, code: &str, found: &Found) -> Option<Place> {
        let errors = self.of_sheet(&found.source).iter().filter(|one| one.code == code && one.is_error());
        let at = errors.filter_map(Finding::at).find(|at| at.row == found.at.row)?;
        Some(Place { source: found.source.clone(), at: Some(at) })
    }

    /// The cell that says that `assessor` is conflicted, in the row of `found`.
    pub(super) fn conflicted(&self, assessor: &str, found: &Found) -> Option<Place> {
        let mut here = self.of_conflicted(assessor, &found.source);
        let at = here.find_map(|one| one.at().filter(|at| at.row == found.at.row))?;
        Some(Place { source: found.source.clone(), at: Some(at) })
    }

    /// How many rows of a sheet say it of that assessor.
    pub(super) fn count_conflicted(&self, assessor: &str, source: &Source) -> usize {
        self.of_conflicted(assessor, source).count()
    }

    /// Only the message names the assessor, and the row alone is no proof: rows may have been moved.
    fn of_conflicted(&self, assessor: &str, source: &Source) -> impl Iterator<Item = &Finding> {
        let messages = Language::ALL.map(|language| conflicted(assessor).message(language));
        let said = move |one: &&Finding| one.code == CONFLICTED && messages.contains(&one.message);
        self.of_sheet(source).iter().filter(said)
    }

    /// Whether an application in that place was sent, and another copy of it counts.
    pub(super) fn replaced(&self, id: &ApplicationId, place: &Place) -> bool {
        let here = self.of_sheet(&place.source).iter();
        let mut here = here.filter(|one| REPLACED.contains(&one.code.as_str()) && one.at() == place.at);
        here.any(|one| one.application.as_deref() == Some(id.as_str()))
    }
}
