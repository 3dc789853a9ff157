//! The reference of `batch.toml`: every setting with what it may hold, in three languages. docs/batch-toml.md is it.

use crate::application::Field;
use crate::policy::FileLimit;
use crate::policy::setting::{Absent, Holds, SECTIONS, Section, Setting};
use crate::text::number;
use crate::text::{Language, Text};

const TITLE: Text = text!("Reglane i batch.toml", "Reglene i batch.toml", "The rules in batch.toml");
const INTRODUCTION: Text = text!(
    "Kvar runde har si batchmappe, og reglane for runden står i `batch.toml`. `tilskot init` skriv ei slik fil med forklaringar. \
     Ein nøkkel som ikkje står her, ein som manglar, eller ein verdi som ikkje er lov, stoppar køyringa: linja blir vist, og \
     det som er lov, blir nemnt.",
    "Hver runde har sin batchmappe, og reglene for runden står i `batch.toml`. `tilskot init` skriver en slik fil med \
     forklaringer. En nøkkel som ikke står her, en som mangler, eller en verdi som ikke er lov, stopper kjøringen: linjen vises, \
     og det som er lov, nevnes.",
    "Every round has its batch folder, and `batch.toml` holds its rules. `tilskot init` writes one with explanations. A key that \
     is not here, one that is missing, or a value that is not allowed stops the run: the line is shown, with what is allowed.",
);
const NUMBERS: Text = text!(
    "Tal er nøyaktige: heile tal slik (`610000`), andre i hermeteikn med punktum (`\"0.1\"`). Beløp er i kroner, med høgst to \
     desimalar.",
    "Tall er nøyaktige: hele tall slik (`610000`), andre i anførselstegn med punktum (`\"0.1\"`). Beløp er i kroner, med høyst to \
     desimaler.",
    "Numbers are exact: whole ones like this (`610000`), others in quotes with a point (`\"0.1\"`). Amounts are in kroner, with at \
     most two decimals.",
);
const HEADERS: [Text; 4] = [
    text!("Nøkkel", "Nøkkel", "Key"),
    text!("Verdi", "Verdi", "Value"),
    text!("Utan nøkkelen", "Uten nøkkelen", "If absent"),
    text!("Kva han gjer", "Hva den gjør", "What it does"),
];
const REQUIRED: Text = text!("må vere med", "må være med", "must be there");
const FILE_LIMITS: Text = text!(
    "Kor mykje éi fil kan koste å lese. Grensene ligg langt over kvart ekte rekneark; hev ei når eit funn nemner henne.",
    "Hvor mye én fil kan koste å lese. Grensene ligger langt over hvert ekte regneark; hev en når et funn nevner den.",
    "What one file may cost to read. The bounds are far above every real workbook; raise one when a finding names it.",
);
const FILE_LIMIT_HEADERS: [Text; 3] =
    [HEADERS[0], HEADERS[2], text!("Kva ho gjeld", "Hva den gjelder", "What it bounds")];
const COLUMNS: Text = text!(
    "Overskrifter som berre denne batchen har, ved sida av dei innebygde: `\"Omsøkt sum i kr\" = \"applied\"`. Til høgre står eit \
     av desse felta:",
    "Overskrifter som bare denne batchen har, ved siden av de innebygde: `\"Omsøkt sum i kr\" = \"applied\"`. Til høyre står et \
     av disse feltene:",
    "Headers that only this batch has, beside the built-in ones: `\"Omsøkt sum i kr\" = \"applied\"`. On the right stands one of \
     these fields:",
);
const COLUMN_HEADERS: [Text; 2] = [text!("Felt", "Felt", "Field"), text!("Er", "Er", "Is")];

/// The whole document.
#[must_use]
pub fn document() -> String {
    let mut page =
        String::from("<!-- Made from the program: src/policy/setting.rs. `just docs` writes it anew. -->\n\n");
    page += "# batch.toml\n\n[Nynorsk](#nynorsk) · [Bokmål](#bokmål) · [English](#english)\n";
    for (language, name) in [(Language::Nn, "Nynorsk"), (Language::Nb, "Bokmål"), (Language::En, "English")] {
        let words = [TITLE, INTRODUCTION, NUMBERS].map(|text| text.get(language));
        page += &format!("\n## {name}\n\n**{}.** {} {}\n", words[0], words[1], words[2]);
        for one in SECTIONS {
            page += &section(one, language);
            // The bounds are a table inside [limits].
            if one.header == "[limits]" {
                page += &file_limits(language);
            }
        }
        page += &columns(language);
    }
    page
}

fn section(section: &Section, language: Language) -> String {
    let rows = section.settings.iter().map(|setting| row(setting, language));
    format!(
        "\n### `{}`\n\n{}\n\n{}",
        section.header,
        section.about.get(language),
        table(&HEADERS.map(|header| header.get(language)), rows)
    )
}

fn row(setting: &Setting, language: Language) -> Vec<String> {
    let absent = match setting.absent {
        Absent::Refused => REQUIRED.get(language).to_owned(),
        Absent::Is(value) => format!("`{value}`"),
        Absent::Means(words) => words.get(language).to_owned(),
    };
    vec![format!("`{}`", setting.key), holds(setting.holds, language), absent, setting.does.get(language).to_owned()]
}

fn holds(holds: Holds, language: Language) -> String {
    let said = |text: Text| text.get(language).to_owned();
    match holds {
        Holds::Text => said(text!("tekst", "tekst", "text")),
        Holds::Id => said(text!("tekst, ikkje tom", "tekst, ikke tom", "text, not blank")),
        Holds::Whole(least, most) if most >= u64::from(u32::MAX) => {
            let from = text!("heilt tal frå {least}", "helt tall fra {least}", "a whole number from {least}");
            from.fill(language, &[("least", least.to_string())])
        }
        Holds::Whole(least, most) => {
            let from = text!(
                "heilt tal frå {least} til {most}",
                "helt tall fra {least} til {most}",
                "a whole number from {least} to {most}"
            );
            from.fill(language, &[("least", least.to_string()), ("most", most.to_string())])
        }
        Holds::Kroner => said(text!("kroner")),
        Holds::Number => said(text!("tal", "tall", "a number")),
        Holds::Date => said(text!("dato: `2023-03-03`", "dato: `2023-03-03`", "a date: `2023-03-03`")),
        Holds::Deadline => said(text!(
            "dato: `2023-02-01`, eller tidspunkt: `2023-02-01T12:00:00+01:00`",
            "dato: `2023-02-01`, eller tidspunkt: `2023-02-01T12:00:00+01:00`",
            "a date: `2023-02-01`, or a time: `2023-02-01T12:00:00+01:00`",
        )),
        Holds::County => said(text!("to siffer: `\"46\"`", "to sifre: `\"46\"`", "two digits: `\"46\"`")),
        Holds::Path => said(text!("stig", "sti", "a path")),
        Holds::Output => {
            said(text!("stig: `\"../runde-1/ut\"`", "sti: `\"../runde-1/ut\"`", "a path: `\"../runde-1/ut\"`"))
        }
        Holds::Names => "`{ nn = \"…\", nb = \"…\", en = \"…\" }`".to_owned(),
        Holds::Scale => said(text!("to tal: `[0, 5]`", "to tall: `[0, 5]`", "two numbers: `[0, 5]`")),
        Holds::One(words) => words_of(words, language),
        Holds::Some(words) => {
            let list = text!("liste av", "liste av", "a list of").get(language);
            format!("{list} {}", words_of(words, language))
        }
    }
}

/// `"stop"` (it and all after it get nothing) · `"skip"` (the next one is tried).
fn words_of(words: &[(&str, Text)], language: Language) -> String {
    let said = words.iter().map(|(word, means)| format!("`\"{word}\"` ({})", means.get(language)));
    said.collect::<Vec<_>>().join(" · ")
}

fn file_limits(language: Language) -> String {
    let rows = FileLimit::ALL.iter().map(|limit| {
        let standard = number::decimal(language, limit.standard().into());
        vec![format!("`{}`", limit.key()), standard, limit.what().get(language).to_owned()]
    });
    let headers = FILE_LIMIT_HEADERS.map(|header| header.get(language));
    format!("\n### `[limits.file]`\n\n{}\n\n{}", FILE_LIMITS.get(language), table(&headers, rows))
}

fn columns(language: Language) -> String {
    let rows =
        Field::ALL.iter().map(|field| vec![format!("`{}`", field.key()), field.label().get(language).to_owned()]);
    let headers = COLUMN_HEADERS.map(|header| header.get(language));
    format!("\n### `[columns]`\n\n{}\n\n{}", COLUMNS.get(language), table(&headers, rows))
}

fn table(headers: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = line(headers.iter().map(|&header| header.to_owned()).collect());
    let rule = format!("|{}\n", "---|".repeat(headers.len()));
    head + &rule + &rows.map(line).collect::<String>()
}
