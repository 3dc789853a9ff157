//! The reference of findings: every code with its words and an example. `tilskot codes` prints it, docs/findings.md is it.

use std::fmt::Write as _;

use super::lines;
use super::terminal::show::{Colour, EMPTY, Show};
use crate::problem::{self, FAMILIES, FIELD_EXAMPLE, Kind, Severity};
use crate::report::words::upper_first;
use crate::text::{Language, Text};

/// What stands between the cells of an example.
const BESIDE: &str = " · ";

const TITLE: Text = text!("Funn", "Funn", "Findings");
const INTRODUCTION: Text = text!(
    "Eit funn er éin ting om éin stad i ei fil: ein kode, ein verdi, kva som er gale med han, og kva som skal stå i staden. \
     Ord i {klammer} blir bytte ut med det som gjeld i kvart tilfelle.",
    "Et funn er én ting om ett sted i en fil: en kode, en verdi, hva som er galt med den, og hva som skal stå i stedet. \
     Ord i {klammer} byttes ut med det som gjelder i hvert tilfelle.",
    "A finding is one thing about one place in a file: a code, a value, what is wrong with it, and what to write instead. \
     Words in {braces} are replaced by what holds in each case.",
);
const ONE_CODE: Text = text!(
    "«tilskot codes T303» forklarer éin av dei, med døme.",
    "«tilskot codes T303» forklarer én av dem, med eksempel.",
    "“tilskot codes T303” explains one of them, with an example.",
);
const FIX: Text = text!("Rett slik", "Rett slik", "To correct it");
const HELD_UNSCORED: Text = text!(
    "Søknaden blir halden att til han har poeng.",
    "Søknaden holdes tilbake til den har poeng.",
    "The application is held until it has a score.",
);
const BEFORE: Text = text!("Før", "Før", "Before");
const AFTER: Text = text!("Etter", "Etter", "After");
const LANGUAGE_NAMES: [(Language, &str); 3] =
    [(Language::Nn, "Nynorsk"), (Language::Nb, "Bokmål"), (Language::En, "English")];

/// What stands for each fact where there is no case to take it from.
const FACT_NAMES: &[(&str, Text)] = &[
    ("allowed", text!("lovlege verdiar", "lovlige verdier", "allowed values")),
    ("amount", text!("beløp", "beløp", "amount")),
    ("applied", text!("søknadsbeløp", "søknadsbeløp", "applied amount")),
    ("as_of", text!("dagen runden er rekna per", "dagen runden er regnet per", "the round's day")),
    ("assessor", text!("vurderar", "vurderer", "assessor")),
    ("batch", text!("batch", "batch", "batch")),
    ("because", text!("grunnen", "grunnen", "the reason why")),
    ("before", text!("beløp i fjor", "beløp i fjor", "last year's amount")),
    ("cap", text!("tak", "tak", "cap")),
    ("cells", text!("talet på celler", "antall celler", "number of cells")),
    ("column", text!("kolonne", "kolonne", "column")),
    ("county", text!("fylke", "fylke", "county")),
    ("criteria", text!("kriterium", "kriterier", "criteria")),
    ("current", text!("versjonen no", "versjonen nå", "current version")),
    ("date", text!("dato", "dato", "date")),
    ("deadline", text!("frist", "frist", "deadline")),
    ("difference", text!("skilnad", "differanse", "difference")),
    ("eligible", text!("det søknaden kan få", "det søknaden kan få", "what it may get")),
    ("expected", text!("venta verdi", "ventet verdi", "expected value")),
    ("extension", text!("filending", "filendelse", "extension")),
    ("field", text!("felt", "felt", "field")),
    (FIELD_EXAMPLE, text!("døme på ein rett verdi", "eksempel på en riktig verdi", "an example of a right value")),
    ("fields", text!("talet på felt", "antall felt", "number of fields")),
    ("first", text!("første celle", "første celle", "first cell")),
    ("found", text!("filtype", "filtype", "file type")),
    ("frame", text!("ramme", "ramme", "frame")),
    ("granted", text!("tildelt", "tildelt", "granted")),
    ("header", text!("overskrift", "overskrift", "header")),
    ("highest", text!("høgste poeng", "høyeste poeng", "highest score")),
    ("key", text!("nøkkel", "nøkkel", "key")),
    ("keys", text!("reglar som er endra", "regler som er endret", "rules that changed")),
    ("left", text!("det som står att", "det som står igjen", "what is left")),
    ("limit", text!("grense", "grense", "limit")),
    ("line", text!("linje", "linje", "line")),
    ("lines", text!("talet på linjer", "antall linjer", "number of lines")),
    ("lowest", text!("lågaste poeng", "laveste poeng", "lowest score")),
    ("mebibytes", text!("minne i MiB", "minne i MiB", "memory in MiB")),
    ("missing", text!("beløp som manglar", "beløp som mangler", "missing amount")),
    ("most", text!("talet på år", "antall år", "number of years")),
    ("municipality", text!("kommune", "kommune", "municipality")),
    ("name", text!("namn", "navn", "name")),
    ("needed", text!("beløp som trengst", "beløp som trengs", "needed amount")),
    ("number", text!("nummer", "nummer", "number")),
    ("office", text!("Nav-kontor", "Nav-kontor", "Nav office")),
    ("one", text!("ei lesing", "en lesing", "one reading")),
    ("other", text!("det andre", "det andre", "the other")),
    ("part", text!("del av fila", "del av filen", "part of the file")),
    ("parts", text!("summen av delane", "summen av delene", "sum of the parts")),
    ("place", text!("fil og celle", "fil og celle", "file and cell")),
    ("pot", text!("pott", "pott", "pot")),
    ("project_id", text!("prosjekt-ID", "prosjekt-ID", "project ID")),
    ("read", text!("lesen verdi", "lest verdi", "value as read")),
    ("reason", text!("årsak", "årsak", "reason")),
    ("region", text!("samanslegne celler", "sammenslåtte celler", "merged cells")),
    ("register", text!("verdi i registeret", "verdi i registeret", "value in the register")),
    ("rest", text!("rest i potten", "rest i potten", "rest of the pot")),
    ("round", text!("runde", "runde", "round")),
    ("row", text!("rad", "rad", "row")),
    ("rows", text!("talet på rader", "antall rader", "number of rows")),
    ("scale", text!("eining", "enhet", "unit")),
    ("seconds", text!("sekund", "sekunder", "seconds")),
    ("size", text!("storleik", "størrelse", "size")),
    ("start", text!("oppstartsdato", "oppstartsdato", "start date")),
    ("stated", text!("sum som står der", "sum som står der", "stated total")),
    ("step", text!("steg", "steg", "step")),
    ("stored", text!("lagra tal", "lagret tall", "stored number")),
    ("successor", text!("kommunen no", "kommunen nå", "municipality now")),
    ("sum", text!("summen av radene", "summen av radene", "sum of the rows")),
    ("there", text!("der den andre står", "der den andre står", "where the other stands")),
    ("title", text!("tittelen til den andre", "tittelen til den andre", "title of the other")),
    ("to", text!("rada ho no er", "raden det nå er", "row it is now")),
    ("unit", text!("Nav-eining", "Nav-enhet", "Nav unit")),
    ("value", text!("verdi", "verdi", "value")),
    ("version", text!("versjon", "versjon", "version")),
    ("waiting", text!("talet på søknader", "antall søknader", "number of applications")),
    ("what", text!("det som er målt", "det som er målt", "what is measured")),
    ("year", text!("år", "år", "year")),
];

/// Every code with its severity and name, family by family.
#[must_use]
pub fn list(show: Show) -> String {
    let language = show.language;
    let widest = Severity::ALL.map(|severity| severity.label().get(language).chars().count());
    let widest = widest.into_iter().max().unwrap_or(0);
    let mut page = String::new();
    for family in FAMILIES {
        let heading = format!("{}xx {}", family.hundred, family.title.get(language));
        push(&mut page, format_args!("{}\n", show.paint.on(Colour::Place, &heading)));
        for kind in family.kinds {
            let severity = kind.severity.label().get(language);
            let before = format!("  {} {severity:<widest$}  ", kind.code);
            let rest = " ".repeat(before.chars().count());
            let line = lines::wrapped(kind.title.get(language), show.width, &before, &rest);
            page += &line.replacen(severity, &show.paint.on(Colour::Weight(kind.severity), severity), 1);
        }
        page.push('\n');
    }
    page + &lines::wrapped(ONE_CODE.get(language), show.width, "", "")
}

/// One code on a page: what is wrong, what to write instead, and an example before and after.
#[must_use]
pub fn one(kind: &Kind, show: Show) -> String {
    let language = show.language;
    let family = FAMILIES.iter().find(|family| kind.code.starts_with(family.hundred));
    let family = family.expect("every kind stands in a family");
    let severity = kind.severity.label().get(language);
    let wrapped = |text: &str| lines::wrapped(text, show.width, "", "");
    let title = wrapped(&format!("{} {}", kind.code, kind.title.get(language)));
    let mut page = format!("{}\n", show.paint.on(Colour::Place, title.trim_end()));
    let severity_painted = show.paint.on(Colour::Weight(kind.severity), severity);
    push(&mut page, format_args!("{severity_painted} · {}xx {}\n\n", family.hundred, family.title.get(language)));
    page += &wrapped(&words(&kind.message, language));
    page.push('\n');
    page += &wrapped(&format!("{}: {}", FIX.get(language), words(&kind.fix, language)));
    push(&mut page, format_args!("\n{}\n", example(kind, show)));
    let meaning = if kind.unscored { HELD_UNSCORED } else { kind.severity.meaning() };
    page + &wrapped(&format!("{}: {}", upper_first(severity), meaning.get(language)))
}

/// The cells of the example before and after, under their headers.
fn example(kind: &Kind, show: Show) -> String {
    let language = show.language;
    let cells = |text: &'static str| -> Vec<&'static str> {
        let shown = |cell: &'static str| if cell.is_empty() { EMPTY.get(language) } else { cell };
        text.split(BESIDE).map(shown).collect()
    };
    let under = kind.under.iter().map(|field| field.label().get(language)).collect::<Vec<_>>();
    let rows =
        [("", under), (BEFORE.get(language), cells(kind.example.0)), (AFTER.get(language), cells(kind.example.1))];
    let length = |text: &str| text.chars().count();
    let margin = rows.iter().map(|(label, _)| length(label)).max().unwrap_or(0);
    let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let width =
        |at: usize| rows.iter().filter_map(|(_, cells)| cells.get(at)).map(|cell| length(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let bar = format!(" {} ", show.paint.on(Colour::Faint, "│"));
    let line = |(label, cells): &(&str, Vec<&str>)| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let cells = cells.collect::<Vec<_>>().join(&bar);
        format!("  {label:<margin$}{bar}{}\n", cells.trim_end())
    };
    rows.iter().filter(|(_, cells)| !cells.is_empty()).map(line).collect()
}

/// docs/findings.md: the reference in all three languages, code by code, with a list of all codes first.
#[must_use]
pub fn document() -> String {
    let mut page = format!("# {} · {}\n\n", TITLE.nn, TITLE.en);
    page += "<!-- Made from the tables in src/problem. To write it anew: \
             cargo test --test it regenerate_findings_doc -- --ignored -->\n";
    let unscored = problem::all().filter(|kind| kind.unscored).map(|kind| kind.code).collect::<Vec<_>>();
    for (language, name) in LANGUAGE_NAMES {
        push(&mut page, format_args!("\n**{name}.** {}\n\n", INTRODUCTION.get(language)));
        for severity in Severity::ALL {
            let (label, meaning) = (severity.label().get(language), severity.meaning().get(language));
            push(&mut page, format_args!("- *{label}*: {meaning}\n"));
        }
        push(&mut page, format_args!("- {}: {}\n", unscored.join(", "), HELD_UNSCORED.get(language)));
    }
    page += &index();
    for family in FAMILIES {
        push(&mut page, format_args!("\n## {}xx {}\n", family.hundred, side_by_side(&family.title)));
        for (_, about) in in_each_language(&family.about) {
            push(&mut page, format_args!("\n{about}\n"));
        }
        for kind in family.kinds {
            page += &section(kind);
        }
    }
    page
}

/// Every code in one table, each linked to its section.
fn index() -> String {
    let names = LANGUAGE_NAMES.map(|(_, name)| name).join(" | ");
    let mut table = format!("\n| | | {names} |\n|---|---|---|---|---|\n");
    for kind in FAMILIES.iter().flat_map(|family| family.kinds) {
        let (code, anchor, severity) = (kind.code, kind.code.to_lowercase(), kind.severity.key());
        let titles = Language::ALL.map(|language| kind.title.get(language)).join(" | ");
        push(&mut table, format_args!("| [{code}](#{anchor}) | {severity} | {titles} |\n"));
    }
    table
}

/// One code in all three languages. The heading is the code alone, so that links to it stay.
fn section(kind: &Kind) -> String {
    let mut section = format!("\n### {}\n\n{}\n", kind.code, side_by_side(&kind.severity.label()));
    for (language, title) in in_each_language(&kind.title) {
        let (message, fix) = (words(&kind.message, language), words(&kind.fix, language));
        push(&mut section, format_args!("\n**{title}.** {message}\\\n*{}:* {fix}\n", FIX.get(language)));
    }
    let (before, after) = kind.example;
    push(&mut section, format_args!("\n{} → {}\n", code_span(before), code_span(after)));
    section
}

fn in_each_language(text: &Text) -> [(Language, &'static str); 3] {
    Language::ALL.map(|language| (language, text.get(language)))
}

/// The text in each language that writes it differently: `feil · error`.
fn side_by_side(text: &Text) -> String {
    let mut different: Vec<&str> = Vec::new();
    for (_, one) in in_each_language(text) {
        if !different.contains(&one) {
            different.push(one);
        }
    }
    different.join(" · ")
}

/// The text with each fact's name as people say it: `{value}` becomes `{verdi}`.
fn words(text: &Text, language: Language) -> String {
    let names: Vec<(&str, String)> =
        FACT_NAMES.iter().map(|(fact, name)| (*fact, format!("{{{}}}", name.get(language)))).collect();
    text.fill(language, &names)
}

fn code_span(cell: &str) -> String {
    if cell.is_empty() { side_by_side(&EMPTY) } else { format!("`{cell}`") }
}

fn push(page: &mut String, words: std::fmt::Arguments<'_>) {
    page.write_fmt(words).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_name_people_know_and_no_name_is_left_over() {
        let mut used: Vec<&str> = FAMILIES
            .iter()
            .flat_map(|family| family.kinds)
            .flat_map(|kind| kind.message.names(Language::Nn).into_iter().chain(kind.fix.names(Language::Nn)))
            .collect();
        used.sort_unstable();
        used.dedup();
        let named: Vec<&str> = FACT_NAMES.iter().map(|(fact, _)| *fact).collect();
        assert_eq!(named, used);
    }
}
