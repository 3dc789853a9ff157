//! Sheets → records → typed inputs: finds the layout, reads every cell of it, and accounts for every row.

pub mod application;
pub mod assessment;
pub mod decision;
pub mod frame;
pub mod ground;
pub mod header;
pub mod layout;
mod merged;
pub mod record;
pub mod register;
pub mod returned;
mod sheet;
pub mod stamped;
pub mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{self, Finding};
use crate::money::Kroner;
use crate::origin::{CellRef, Source};
use crate::problem::{self, Problem};
use crate::read::{Format, Row, Workbook};
use ground::Medium;
use header::{Schema, Target};
use layout::Layout;
use record::Record;

/// What the rows of one sheet were read as: they sum to the rows that hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAccount {
    /// The sheet's name.
    pub name: Arc<str>,
    /// `form`, `list` or `none`.
    pub layout: &'static str,
    /// Rows by what they were read as: `application`, `header`, `total`, `note`, `ignored` …
    pub rows: BTreeMap<&'static str, usize>,
    /// The header as it stands, by the key of the field it was read as.
    pub headers: BTreeMap<&'static str, Box<str>>,
}

impl SheetAccount {
    /// A sheet of which nothing has been read yet.
    #[must_use]
    pub fn of(name: &Arc<str>) -> Self {
        Self { name: Arc::clone(name), layout: "none", rows: BTreeMap::new(), headers: BTreeMap::new() }
    }

    fn head<'a>(&mut self, headings: impl Iterator<Item = &'a layout::Heading>) {
        for heading in headings {
            if let Target::Field(field) = heading.target {
                self.headers.entry(field.key()).or_insert_with(|| heading.header.clone());
            }
        }
    }

    pub(crate) fn count(&mut self, kind: &'static str) {
        *self.rows.entry(kind).or_default() += 1;
    }
}

/// What one file gave: typed records, findings, and the account of its rows.
#[derive(Debug)]
pub struct Gathered<T> {
    /// The records.
    pub records: Vec<T>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// One account per sheet.
    pub sheets: Vec<SheetAccount>,
}

/// Reads one record. Gets its row in a list, and the codes of the sheet's own errors, which hold every record of it.
type ReadOne<'a, T> = dyn Fn(Record<'_>, Option<u32>, &[&'static str]) -> (T, Vec<Finding>) + 'a;

/// How one kind of input is read.
struct Reading<'a, T> {
    schema: &'a Schema,
    /// What a record's row is called in the account.
    called: &'static str,
    /// The year dates are measured by.
    year: i16,
    one: &'a ReadOne<'a, T>,
    /// What a total row must add up: a record's amount in this column, `None` where it could not be read.
    amount: &'a dyn Fn(&T, Target) -> Option<Kroner>,
}

/// Reads every sheet of `workbook` that has a layout. Where none has, that is the finding. What was noticed about the file
/// while it was read comes with it. The rows of a list are given up as they are read.
fn gather<T>(file: &Arc<str>, workbook: &mut Workbook, reading: &Reading<'_, T>) -> Gathered<T> {
    let mut gathered = Gathered { records: Vec::new(), findings: Vec::new(), sheets: Vec::new() };
    let medium = if workbook.format == Format::Csv { Medium::Text } else { Medium::Workbook };
    let mut unread = Vec::new();
    let mut lists = Vec::new();
    for sheet in &mut workbook.sheets {
        let source = Source { file: Arc::clone(file), sheet: Arc::clone(&sheet.name) };
        let here = workbook.noticed.iter().filter(|one| one.sheet.as_ref() == Some(&sheet.name));
        let noticed: BTreeMap<CellRef, &Problem> = here.filter_map(|one| Some((one.cell?, &one.problem))).collect();
        let mut account = SheetAccount::of(&sheet.name);
        let before = gathered.records.len();
        match layout::find(sheet, reading.schema) {
            Layout::List(list) => {
                let rows = std::mem::take(&mut sheet.rows);
                let reader = sheet::SheetReading { source: &source, sheet, medium, reading, noticed };
                reader.list(&list, rows, &mut account, &mut gathered);
                lists.push(list);
            }
            Layout::Form(form) => {
                let reader = sheet::SheetReading { source: &source, sheet, medium, reading, noticed };
                reader.form(&form, &mut account, &mut gathered);
            }
            Layout::Neither => {
                sheet.rows.iter().for_each(|_| account.count("note"));
                if !sheet.rows.is_empty() {
                    unread.push((source.clone(), sheet.visible));
                }
            }
        }
        if gathered.records.len() > before && !sheet.visible {
            gathered.findings.push(Finding::in_sheet(&source, problem::sheet::hidden_sheet()));
        }
        gathered.sheets.push(account);
    }
    // A second page, pasted without its headers.
    for (source, _) in &unread {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == source.sheet);
        let fits = |row: &&Row| lists.iter().any(|list| sheet::looks_like_record(list, row) && list.names_project(row));
        if let Some(row) = sheet.and_then(|sheet| sheet.rows.iter().find(fits)) {
            let at = sheet::first_cell(row);
            gathered.findings.push(Finding::in_cell(source, at, problem::sheet::record_not_read()));
        }
    }
    let filled_in = |sheet: &SheetAccount| sheet.layout != "none" && !sheet.rows.contains_key("blank");
    if !gathered.sheets.iter().any(filled_in) && gathered.sheets.iter().any(|sheet| sheet.layout != "none") {
        gathered.findings.push(Finding::in_file(file, problem::sheet::not_filled_in()));
    }
    if gathered.sheets.iter().all(|sheet| sheet.layout == "none") {
        let first = unread.iter().find(|(_, shown)| *shown).or_else(|| unread.first());
        gathered.findings.push(match first {
            Some((source, _)) => Finding::in_sheet(source, problem::sheet::no_layout()),
            None => Finding::in_file(file, problem::file::empty_file()),
        });
    }
    noticed(file, workbook, &mut gathered.findings);
    finding::guard(&mut gathered.findings);
    gathered
}

/// Adds what was noticed while reading, but for what has been said of the same cell with its field.
pub(crate) fn noticed(file: &Arc<str>, workbook: &Workbook, findings: &mut Vec<Finding>) {
    if workbook.noticed.is_empty() {
        return;
    }
    let said: BTreeSet<_> =
        findings.iter().filter_map(|one| Some((one.problem.code(), one.sheet.clone(), one.cell?))).collect();
    for noticed in &workbook.noticed {
        let code = noticed.problem.code();
        // That a formula's cells do not give it (T241) is said of a total row in its own words (T209).
        let said_as: &[&str] = if code == "T241" { &["T241", "T209"] } else { &[code] };
        let is_said = |cell| said_as.iter().any(|code| said.contains(&(*code, noticed.sheet.clone(), cell)));
        if !noticed.cell.is_some_and(is_said) {
            let mut finding = Finding::in_file(file, noticed.problem.clone());
            (finding.sheet, finding.cell) = (noticed.sheet.clone(), noticed.cell);
            findings.push(finding);
        }
    }
}
