//! A walk as people read it: a step to a line, each standing further in than what it is a part of, each end with its cell.

use std::collections::BTreeMap;

use super::{Again, End, Step, Traces};
use crate::text::{Language, Text};

const STANDS: Text = text!("Står i: {places}", "Står i: {places}", "Stands in: {places}");
const IN_TEXT: Text = text!(
    "Det same beløpet i tekst: {places}",
    "Det samme beløpet i tekst: {places}",
    "The same amount in text: {places}"
);
const ABOVE: Text = text!("(sjå over)", "(se over)", "(see above)");
const LINE: Text = text!("linje {line}", "linje {line}", "line {line}");
const CORRECTS: Text = text!("rettar {cell}", "retter {cell}", "corrects {cell}");

const fn again(again: Again) -> Text {
    match again {
        Again::Agrees => text!("stemmer", "stemmer", "agrees"),
        Again::Differs => text!(
            "STEMMER IKKJE: noko anna står der no",
            "STEMMER IKKE: noe annet står der nå",
            "DOES NOT AGREE: something else stands there now",
        ),
        Again::Changed => text!(
            "fila er ikkje den som vart lesen",
            "filen er ikke den som ble lest",
            "the file is not the one that was read",
        ),
    }
}

/// All of `traces`.
#[must_use]
pub fn text(traces: &Traces, language: Language) -> String {
    let mut text = String::new();
    let mut told = Told::new();
    for figure in &traces.figures {
        if !text.is_empty() {
            text.push('\n');
        }
        add(&mut text, &figure.walk, 0, language, &mut told);
        if !figure.places.is_empty() {
            text.push_str(&STANDS.fill(language, &[("places", figure.places.join("; "))]));
            text.push('\n');
        }
    }
    if !traces.in_text.is_empty() {
        text.push('\n');
        text.push_str(&IN_TEXT.fill(language, &[("places", traces.in_text.join("; "))]));
        text.push('\n');
    }
    text
}

/// What has been told in full, by its words.
type Told<'a> = BTreeMap<&'a str, Vec<&'a Step>>;

fn add<'a>(text: &mut String, step: &'a Step, depth: usize, language: Language, told: &mut Told<'a>) {
    let indent = "  ".repeat(depth);
    text.push_str(&indent);
    text.push_str(&step.said);
    let before = told.entry(&step.said).or_default();
    let again = !step.from.is_empty() && before.contains(&step);
    before.push(step);
    if again {
        text.push_str(&format!(" {}\n", ABOVE.get(language)));
        return;
    }
    text.push('\n');
    if let Some(read) = &step.read {
        text.push_str(&format!("{indent}  = {}\n", end(read, language)));
    }
    for part in &step.from {
        add(text, part, depth + 1, language, told);
    }
}

/// `soknader/alver.xlsx, Søknad 1 C14 [Søknadsbeløp]: «1240000»`.
fn end(end: &End, language: Language) -> String {
    let mut words = end.file.clone();
    match (&end.key, &end.cell) {
        (Some(key), _) => {
            let line = end.line.map(|line| LINE.fill(language, &[("line", line.to_string())]));
            words += &line.map_or_else(String::new, |line| format!(" {line}"));
            words += &format!(" [{key}]");
        }
        (None, Some(cell)) => match end.sheet.as_deref() {
            None | Some("") => words += &format!(" {cell}"),
            Some(sheet) => words += &format!(", {sheet} {cell}"),
        },
        (None, None) => {}
    }
    if let Some(header) = &end.header {
        words += &format!(" [{header}]");
    }
    if let Some(raw) = &end.raw {
        words += &format!(": {}", crate::report::words::quoted(language, raw));
    }
    if let Some(cell) = &end.corrects {
        words += &format!(", {}", CORRECTS.fill(language, &[("cell", cell.clone())]));
    }
    if let Some(seen) = end.again {
        words += &format!(" – {}", again(seen).get(language));
    }
    words
}
