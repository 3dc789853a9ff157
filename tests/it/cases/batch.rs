//! A case read, checked and concluded as a run does it, with what came of it as lines of text.

use std::sync::Arc;

use tilskot::check::{self, Received};
use tilskot::conclude::{Depth, conclude};
use tilskot::earlier::EarlierRounds;
use tilskot::finding::Finding;
use tilskot::form::{self, Gathered, SheetAccount};
use tilskot::policy::Policy;
use tilskot::read::{Format, Workbook};
use tilskot::report::terminal::piece::Piece;
use tilskot::report::terminal::show::{Paint, Show};
use tilskot::text::Language;

use super::text::{Input, Part};

/// The usual batch: every standard application in it is sound and there is money for it.
pub(crate) const TOML: &str = r#"
[batch]
id = "doeme-2023"
title = "Døme 2023"
year = 2023
round = 1
as_of = 2023-03-03
language = "nn"
county = "46"
deadline = 2023-02-01

[scheme]
rate_per_position = 610000
supplement_per_project = 20000
max_years = 3
position_step = "0.1"
late = "warn"

[[pot]]
id = "statsforvaltaren"
name = "Statsforvaltaren i Vestland"
kinds = ["continuing", "new"]
shortfall = "skip"

[[pot.entry]]
date = 2023-01-20
text = "Løyving"
amount = 20000000

[ranking]
ties = ["lot"]
lot_seed = "doeme"
"#;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Checked {
    /// `T302 error G2`, sorted.
    pub(super) findings: Vec<String>,
    /// The application sheets: `header 1, application 3`.
    pub(super) rows: Vec<String>,
    /// `Nav Alver · Første steg · 1 · 630000`.
    pub(super) applications: Vec<String>,
    /// A sheet whose rows do not sum, if there is one.
    pub(super) unaccounted: Option<String>,
}

/// Reads and checks `part`.
pub(super) fn check(part: &Part) -> Checked {
    let policy = if part.alone { Policy::without_batch() } else { policy(&part.toml) };
    let mut received = Received::default();
    let (mut rows, mut unaccounted) = (Vec::new(), None);
    for input in &part.inputs {
        let mut workbook = workbook(input);
        let filled: Vec<usize> = workbook.sheets.iter().map(|sheet| sheet.rows.len()).collect();
        let sheets = gather(input, &mut workbook, &policy, &mut received);
        for (sheet, filled) in sheets.iter().zip(filled) {
            if sheet.rows.values().sum::<usize>() != filled {
                unaccounted = Some(format!("{} {}: {:?}, but {filled} rows", input.role, sheet.name, sheet.rows));
            }
            if ["applications", "budget"].contains(&input.role.as_str()) {
                rows.push(counted(sheet));
            }
        }
    }
    let applications = received.submissions.iter().map(shown_application).collect();
    let found = if part.alone {
        check::sheets(&mut received, &policy)
    } else {
        let batch = check::batch(received, &policy);
        conclude(batch, &EarlierRounds::default(), policy, Vec::new(), Depth::Outcomes).unwrap().findings
    };
    let mut findings: Vec<String> = found.iter().map(shown).collect();
    findings.sort();
    Checked { findings, rows, applications, unaccounted }
}

/// What was found, with its words: for cases about the words.
pub(super) fn findings(part: &Part) -> Vec<Finding> {
    let policy = policy(&part.toml);
    let mut received = Received::default();
    for input in &part.inputs {
        gather(input, &mut workbook(input), &policy, &mut received);
    }
    let batch = check::batch(received, &policy);
    conclude(batch, &EarlierRounds::default(), policy, Vec::new(), Depth::Outcomes).unwrap().findings
}

/// The piece of the sheet that a finding is in, as it is shown on a terminal.
pub(super) fn piece(part: &Part, finding: &Finding) -> Option<String> {
    let policy = policy(&part.toml);
    let input = part.inputs.iter().find(|input| input.role == *finding.file)?;
    let schema = match input.role.as_str() {
        "applications" => form::application::schema(&policy),
        "register" => form::register::schema(&policy),
        "frame" => form::frame::schema(&policy),
        "assessment" => form::assessment::schema(&policy),
        _ => form::decision::schema(&policy),
    };
    let workbook = workbook(input);
    let sheet = workbook.sheets.iter().find(|sheet| Some(&sheet.name) == finding.sheet.as_ref())?;
    let piece = Piece::around(&[finding.cell?], sheet, &schema)?;
    Some(piece.text(finding.severity(), Show { language: Language::Nn, paint: Paint::Plain, width: 100 }))
}

/// The batch's rules, with some lines changed.
pub(crate) fn policy(changes: &[(String, String)]) -> Policy {
    let mut table: toml::Table = TOML.parse().unwrap();
    for (key, value) in changes {
        let value = format!("x = {value}").parse::<toml::Table>().unwrap().remove("x").unwrap();
        let mut inner = &mut table;
        let mut path: Vec<&str> = key.split('.').collect();
        let last = path.pop().unwrap();
        for step in path {
            let fresh = || toml::Value::Table(toml::Table::new());
            inner = inner.entry(step).or_insert_with(fresh).as_table_mut().unwrap();
        }
        inner.insert(last.to_owned(), value);
    }
    Policy::parse(&table.to_string(), form::header::normalise).unwrap()
}

fn workbook(input: &Input) -> Workbook {
    Workbook {
        format: if input.csv { Format::Csv } else { Format::Xlsx },
        sheets: input.sheets.iter().map(|sheet| sheet.read(input.csv)).collect(),
        noticed: Vec::new(),
        stamp: None,
    }
}

fn gather(input: &Input, workbook: &mut Workbook, policy: &Policy, received: &mut Received) -> Vec<SheetAccount> {
    fn take<T>(gathered: Gathered<T>, into: &mut Vec<T>, findings: &mut Vec<Finding>) -> Vec<SheetAccount> {
        into.extend(gathered.records);
        findings.extend(gathered.findings);
        gathered.sheets
    }
    let file: Arc<str> = Arc::from(input.role.as_str());
    let found = &mut received.findings;
    match input.role.as_str() {
        "applications" => {
            let schema = form::application::schema(policy);
            let gathered = form::application::applications(&file, workbook, policy, &schema);
            take(gathered, &mut received.submissions, found)
        }
        "budget" => take(tilskot::budget::tables(&file, workbook), &mut Vec::new(), found),
        "register" => take(form::register::funded_years(&file, workbook, policy), &mut received.register, found),
        "frame" => take(form::frame::entries(&file, workbook, policy), &mut received.entries, found),
        "assessment" => take(form::assessment::assessments(&file, workbook, policy), &mut received.assessments, found),
        _ => take(form::decision::decisions(&file, workbook, policy), &mut received.decisions, found),
    }
}

/// `T302 error G2`; the sheet before the cell where it is not the first one, the input before both where it is another.
pub(super) fn shown(finding: &Finding) -> String {
    let place = match (finding.sheet.as_deref(), finding.cell) {
        (None | Some("Ark1" | ""), Some(cell)) => cell.to_string(),
        (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
        (None | Some("Ark1" | ""), None) => "–".to_owned(),
        (Some(sheet), None) => format!("{sheet}!"),
    };
    let role = if &*finding.file == "applications" { String::new() } else { format!("{} ", finding.file) };
    format!("{} {} {role}{place}", finding.problem.code(), finding.severity().key())
}

fn counted(sheet: &SheetAccount) -> String {
    let rows: Vec<String> = sheet.rows.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    format!("{} {}", sheet.layout, rows.join(", "))
}

fn shown_application(submission: &tilskot::application::Submission) -> String {
    let missing = || "–".to_owned();
    [
        submission.office.as_deref().map(str::to_owned),
        submission.project.as_deref().map(str::to_owned),
        submission.positions.map(|positions| positions.to_decimal().normalize().to_string()),
        submission.applied.map(|applied| applied.to_decimal().normalize().to_string()),
    ]
    .map(|part| part.unwrap_or_else(missing))
    .join(" · ")
}
