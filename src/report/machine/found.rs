//! Findings as CSV: one row per finding.

use super::delimited::{Column, File, Holds, Value};
use crate::finding::Finding;
use crate::report::findings::COLUMNS;
use crate::text::Language;

/// The text of `check --format csv`: semicolon, UTF-8 with BOM, CRLF, as Excel in Norway opens it.
#[must_use]
pub fn csv(findings: &[Finding], language: Language) -> String {
    let columns = COLUMNS.iter().map(|column| Column {
        key: column.key.to_owned(),
        header: column.header.get(language).to_owned(),
        holds: Holds::Text,
        unit: None,
        allowed: Vec::new(),
    });
    let row = |finding| COLUMNS.iter().map(|one| Value::text((one.value)(finding, language).as_deref())).collect();
    let file = File {
        path: String::new(),
        name: "findings".to_owned(),
        title: String::new(),
        description: String::new(),
        columns: columns.collect(),
        primary_key: Vec::new(),
        rows: findings.iter().map(row).collect(),
        subjects: Vec::new(),
    };
    String::from_utf8_lossy(&file.bytes()).into_owned()
}
