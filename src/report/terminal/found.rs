//! Findings for people at a terminal: errors first, and the same thing in many places said once.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::problem::Severity;
use crate::recommendation::Input;
use crate::report::lines::wrapped;
use crate::report::words::{self, Noun, counted};
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

/// How findings are shown.
#[derive(Debug, Clone, Copy)]
pub struct Show {
    /// The language.
    pub language: Language,
    /// Whether in colour.
    pub paint: Paint,
    /// Characters in a line.
    pub width: usize,
    /// The least that is shown; everything is counted.
    pub least: Severity,
}

const AND_MORE: Text = text!(" og {count} til", " og {count} til", " and {count} more");
const AND_MORE_PLACES: Text = text!("og i {count} ark til", "og i {count} ark til", "and on {count} more sheets");
const FOR_EXAMPLE: Text = text!("Til dømes: ", "For eksempel: ", "For example: ");
const COUNTED: Text = text!(
    "{files}: {errors}, {warnings}, {notices}.",
    "{files}: {errors}, {warnings}, {notices}.",
    "{files}: {errors}, {warnings}, {notices}.",
);
/// How many cells of a sheet, and how many sheets, are named before «and N more».
const SHOWN: usize = 5;
const IN: &str = "    ";

/// One thing to mend, wherever it stands.
struct Group<'a> {
    first: &'a Finding,
    sheets: Vec<Sheet<'a>>,
    /// Whether its findings say different things: then the first is an example.
    differ: bool,
}

/// The cells of a group in one sheet.
struct Sheet<'a> {
    first: &'a Finding,
    cells: Vec<String>,
}

/// The findings, grouped, with what to do, and a count at the end. `findings` must be sorted.
#[must_use]
pub fn text(inputs: &[Input], findings: &[Finding], show: Show) -> String {
    let language = show.language;
    let mut written = String::new();
    let shown = findings.iter().filter(|finding| finding.severity() <= show.least);
    for group in groups(shown, language) {
        written.push_str(&group.text(show));
    }
    let count = |severity, noun: Noun| {
        counted(language, findings.iter().filter(|one| one.severity() == severity).count(), noun)
    };
    let values = [
        ("files", counted(language, inputs.len(), words::FILE)),
        ("errors", count(Severity::Error, words::ERROR)),
        ("warnings", count(Severity::Warning, words::WARNING)),
        ("notices", count(Severity::Notice, words::NOTICE)),
    ];
    written.push_str(&COUNTED.fill(language, &values));
    written.push('\n');
    written
}

/// Groups by code and words: ten rows in thousands are one thing to mend, two misspellings are two. Notices say what was done
/// with a value: one of a kind is enough of them.
fn groups<'a>(findings: impl Iterator<Item = &'a Finding>, language: Language) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for finding in findings {
        let message = finding.problem.message(language);
        let notice = finding.severity() == Severity::Notice;
        let words =
            if notice { (String::new(), String::new()) } else { (message.clone(), finding.problem.fix(language)) };
        let at = *known.entry((finding.problem.code(), words)).or_insert_with(|| {
            groups.push(Group { first: finding, sheets: Vec::new(), differ: false });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.differ |= notice && group.first.problem.message(language) != message;
        group.add(finding);
    }
    groups
}

impl<'a> Group<'a> {
    fn add(&mut self, finding: &'a Finding) {
        let cell = finding.cell.map(|cell| cell.to_string());
        match self.sheets.last_mut() {
            Some(last) if (&last.first.file, &last.first.sheet) == (&finding.file, &finding.sheet) => {
                last.cells.extend(cell);
            }
            _ => self.sheets.push(Sheet { first: finding, cells: cell.into_iter().collect() }),
        }
    }

    fn text(&self, show: Show) -> String {
        let (finding, language) = (self.first, show.language);
        let severity = finding.severity();
        let head = format!("{} {}", severity.label().get(language), finding.problem.code());
        let places: usize = self.sheets.iter().map(|sheet| sheet.cells.len().max(1)).sum();
        let mut text = match &self.sheets[..] {
            [only] => wrapped(&format!("{head} {}", only.place(language)), show.width, "", IN),
            sheets => {
                let count = counted(language, places, words::PLACE);
                let mut text = wrapped(&format!("{head} {count}:"), show.width, "", IN);
                for sheet in sheets.iter().take(SHOWN) {
                    text += &wrapped(&sheet.place(language), show.width, IN, "      ");
                }
                if sheets.len() > SHOWN {
                    let more = number::count(language, sheets.len() - SHOWN);
                    text += &wrapped(&AND_MORE_PLACES.fill(language, &[("count", more)]), show.width, IN, IN);
                }
                text
            }
        };
        let example = if self.differ { FOR_EXAMPLE.get(language) } else { "" };
        text += &wrapped(&format!("{example}{}", finding.problem.message(language)), show.width, IN, IN);
        text += &wrapped(&finding.problem.fix(language), show.width, "    → ", "      ");
        let (start, end) = colours(show.paint, severity);
        format!("{start}{head}{end}{}", text.strip_prefix(&head).unwrap_or(&text))
    }
}

impl Sheet<'_> {
    /// `soknader/alver.xlsx, Søknader K4, K5 [Søknadsbeløp]`.
    fn place(&self, language: Language) -> String {
        let mut place = self.first.file.to_string();
        if let Some(sheet) = self.first.sheet.as_deref().filter(|sheet| !sheet.is_empty()) {
            place.push_str(&format!(", {sheet}"));
        }
        let cells: Vec<&str> = self.cells.iter().take(SHOWN).map(String::as_str).collect();
        if !cells.is_empty() {
            place.push_str(&format!(" {}", cells.join(", ")));
        }
        if self.cells.len() > SHOWN {
            let more = number::count(language, self.cells.len() - SHOWN);
            place.push_str(&AND_MORE.fill(language, &[("count", more)]));
        }
        if let Some(header) = &self.first.header {
            place.push_str(&format!(" [{}]", header.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
        place
    }
}

const fn colours(paint: Paint, severity: Severity) -> (&'static str, &'static str) {
    match (paint, severity) {
        (Paint::Plain, _) => ("", ""),
        (Paint::Coloured, Severity::Error) => ("\x1b[1;31m", "\x1b[0m"),
        (Paint::Coloured, Severity::Warning) => ("\x1b[1;33m", "\x1b[0m"),
        (Paint::Coloured, Severity::Notice) => ("\x1b[2m", "\x1b[0m"),
    }
}
