//! Findings for people at a terminal and for spreadsheets: errors first, the same finding on many cells shown once.

use crate::report::headers;
use super::machine::delimited::{Column, File, Holds, Value};
use crate::finding::Finding;
use crate::problem::Severity;
use crate::recommendation::Input;
use crate::text::{Language, Text, number};

/// Whether text is coloured. Severity is always also a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Plain.
    Plain,
    /// With terminal colours.
    Coloured,
}

impl From<bool> for Paint {
    fn from(coloured: bool) -> Self {
        if coloured { Self::Coloured } else { Self::Plain }
    }
}

const AND_MORE: Text = text!(" og {count} til", " og {count} til", " and {count} more");
const COUNTED: Text = text!(
    "{files} filer: {errors} feil, {warnings} åtvaringar, {notices} merknader.",
    "{files} filer: {errors} feil, {warnings} advarsler, {notices} merknader.",
    "{files} files: {errors} errors, {warnings} warnings, {notices} notices.",
);
/// How many cells of one finding are named before «and N more».
const SHOWN: usize = 5;

/// Findings of one kind about one field of one sheet: shown once, with its cells.
struct Group<'a> {
    first: &'a Finding,
    cells: Vec<String>,
}

/// Every finding, grouped, with what to do and a count at the end. `findings` must be sorted.
#[must_use]
pub fn text(inputs: &[Input], findings: &[Finding], language: Language, paint: Paint) -> String {
    let mut written = String::new();
    for group in groups(findings, language) {
        written.push_str(&shown(&group, language, paint));
    }
    let count = |severity| findings.iter().filter(|one| one.severity() == severity).count();
    let values = [
        ("files", number::count(language, inputs.len())),
        ("errors", number::count(language, count(Severity::Error))),
        ("warnings", number::count(language, count(Severity::Warning))),
        ("notices", number::count(language, count(Severity::Notice))),
    ];
    written.push_str(&COUNTED.fill(language, &values));
    written.push('\n');
    written
}

/// Groups by code, sheet, field and message: ten rows in thousands are one thing to mend, two misspellings are two.
fn groups(findings: &[Finding], language: Language) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut at: std::collections::BTreeMap<_, usize> = std::collections::BTreeMap::new();
    for finding in findings {
        // Notices say what was done with a value: one line a sheet and field is enough for them.
        let own_words =
            if finding.severity() == Severity::Notice { String::new() } else { finding.message(language) };
        let key = (&finding.file, &finding.sheet, finding.problem.code(), finding.field, own_words);
        let cell = finding.cell.map_or_else(String::new, |cell| cell.to_string());
        match at.get(&key) {
            Some(&index) => groups[index].cells.push(cell),
            None => {
                at.insert(key, groups.len());
                groups.push(Group { first: finding, cells: vec![cell] });
            }
        }
    }
    groups
}

fn shown(group: &Group<'_>, language: Language, paint: Paint) -> String {
    let finding = group.first;
    let severity = finding.severity();
    let word = severity.label().get(language);
    let (start, end) = match (paint, severity) {
        (Paint::Plain, _) => ("", ""),
        (Paint::Coloured, Severity::Error) => ("\x1b[1;31m", "\x1b[0m"),
        (Paint::Coloured, Severity::Warning) => ("\x1b[1;33m", "\x1b[0m"),
        (Paint::Coloured, Severity::Notice) => ("\x1b[2m", "\x1b[0m"),
    };
    let mut place = finding.file.to_string();
    if let Some(sheet) = finding.sheet.as_deref().filter(|sheet| !sheet.is_empty()) {
        place.push_str(&format!(", {sheet}"));
    }
    let cells: Vec<&str> = group.cells.iter().take(SHOWN).map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    if !cells.is_empty() {
        place.push_str(&format!(" {}", cells.join(", ")));
    }
    if group.cells.len() > SHOWN {
        let more = number::count(language, group.cells.len() - SHOWN);
        place.push_str(&AND_MORE.fill(language, &[("count", more)]));
    }
    let header = finding
        .header
        .as_deref()
        .map_or_else(String::new, |header| format!(" [{}]", header.split_whitespace().collect::<Vec<_>>().join(" ")));
    let message = finding.message(language);
    let fix = finding.fix(language);
    format!("{start}{word} {}{end} {place}{header}\n    {message}\n    → {fix}\n", finding.problem.code())
}

/// One row per finding: semicolon, UTF-8 with BOM, CRLF, as Excel in Norway opens it.
#[must_use]
pub fn csv(findings: &[Finding], language: Language) -> String {
    const HEADERS: [(&str, Text); 11] = [
        ("code", text!("Kode", "Kode", "Code")),
        ("severity", text!("Alvor", "Alvor", "Severity")),
        ("file", headers::FILE),
        ("sheet", headers::SHEET),
        ("cell", text!("Celle", "Celle", "Cell")),
        ("field", text!("Felt", "Felt", "Field")),
        ("header", text!("Overskrift", "Overskrift", "Header")),
        ("value", text!("Verdi", "Verdi", "Value")),
        ("message", text!("Melding", "Melding", "Message")),
        ("fix", text!("Kva du skal skrive", "Hva du skal skrive", "What to write")),
        ("application", headers::ID),
    ];
    let column = |(key, header): &(&str, Text)| Column {
        key: (*key).to_owned(),
        header: header.get(language).to_owned(),
        holds: Holds::Text,
        unit: None,
        allowed: Vec::new(),
    };
    let file = File {
        path: String::new(),
        name: "findings".to_owned(),
        title: String::new(),
        description: String::new(),
        columns: HEADERS.iter().map(column).collect(),
        primary_key: Vec::new(),
        rows: findings.iter().map(|finding| row(finding, language)).collect(),
    };
    String::from_utf8_lossy(&file.bytes()).into_owned()
}

fn row(finding: &Finding, language: Language) -> Vec<Value> {
    let cell = finding.cell.map(|cell| cell.to_string());
    vec![
        Value::Text(finding.problem.code().to_owned()),
        Value::Text(finding.severity().label().get(language).to_owned()),
        Value::Text(finding.file.to_string()),
        Value::text(finding.sheet.as_deref()),
        Value::text(cell.as_deref()),
        Value::text(finding.field.map(|field| field.label().get(language))),
        Value::text(finding.header.as_deref()),
        Value::text(finding.shown_value()),
        Value::Text(finding.message(language)),
        Value::Text(finding.fix(language)),
        Value::text(finding.application.as_ref().map(|id| id.as_str())),
    ]
}
