//! What is said of a finding, column by column: the sheet *Funn* and `check --format csv` say the same.

use super::headers;
use crate::finding::Finding;
use crate::text::{Language, Text};

/// A column of a list of findings.
#[derive(Debug, Clone, Copy)]
pub struct FindingColumn {
    /// Its key: as in run.json.
    pub key: &'static str,
    /// What it is called.
    pub header: Text,
    /// What stands there, if anything.
    pub value: fn(&Finding, Language) -> Option<String>,
}

macro_rules! columns {
    ($($key:literal $header:expr, $value:expr;)*) => {
        &[$(FindingColumn { key: $key, header: $header, value: $value }),*]
    };
}

/// The columns, in their order.
pub const COLUMNS: &[FindingColumn] = columns! {
    "severity" text!("Alvor", "Alvor", "Severity"),
        |finding, language| Some(finding.severity().label().get(language).to_owned());
    "code" text!("Kode", "Kode", "Code"), |finding, _| Some(finding.problem.code().to_owned());
    "file" headers::FILE, |finding, _| Some(finding.file.to_string());
    "sheet" headers::SHEET, |finding, _| finding.sheet.as_deref().map(str::to_owned);
    "cell" text!("Celle", "Celle", "Cell"), |finding, _| finding.cell.map(|cell| cell.to_string());
    "field" text!("Felt", "Felt", "Field"),
        |finding, language| finding.field.map(|field| field.label().get(language).to_owned());
    "header" text!("Overskrift i fila", "Overskrift i filen", "Header in the file"),
        |finding, _| finding.header.as_deref().map(str::to_owned);
    "value" text!("Verdi", "Verdi", "Value"), |finding, _| finding.shown_value().map(str::to_owned);
    "message" text!("Kva som er gale", "Hva som er galt", "What is wrong"),
        |finding, language| Some(finding.problem.message(language));
    "fix" text!("Kva du kan gjere", "Hva du kan gjøre", "What to do"),
        |finding, language| Some(finding.problem.fix(language));
    "application" headers::ID,
        |finding, _| finding.application.as_ref().map(|id| id.as_str().to_owned());
};
