//! Values out of a short list.

use crate::application::Kind;
use crate::form::header::normalise;

/// Reads «Ny søknad», «Vidareføring» and their usual variants. `None` for anything else.
#[must_use]
pub fn kind(text: &str) -> Option<Kind> {
    match text {
        // As most write them: nothing is to be taken away.
        "Ny søknad" => return Some(Kind::New),
        "Vidareføring" | "Videreføring" => return Some(Kind::Continuing),
        _ => {}
    }
    let normal = normalise(text);
    let said = |words: &[&str]| words.contains(&without_year(&normal));
    match (said(NEW), said(CONTINUING)) {
        (true, _) => Some(Kind::New),
        (_, true) => Some(Kind::Continuing),
        _ => None,
    }
}

const NEW: &[&str] = &[
    "ny",
    "nytt",
    "ny søknad",
    "nysøknad",
    "nytt prosjekt",
    "nytt tiltak",
    "nyoppstart",
    "ny søknad om tilskot",
    "ny søknad om tilskudd",
    "førstegangssøknad",
    "førstegongssøknad",
    "fyrstegongssøknad",
    "new",
    "new application",
    "new project",
];

const CONTINUING: &[&str] = &[
    "vidareføring",
    "videreføring",
    "vidareføre",
    "videreføre",
    "vidareført",
    "videreført",
    "vidareførast",
    "videreføres",
    "vidareføringssøknad",
    "videreføringssøknad",
    "søknad om vidareføring",
    "søknad om videreføring",
    "vidareføring av prosjekt",
    "videreføring av prosjekt",
    "vidareføring av prosjektet",
    "videreføring av prosjektet",
    "vidareføring av tiltak",
    "videreføring av tiltak",
    "fortsettelse",
    "fortsetjing",
    "fortsatt",
    "framhald",
    "framhaldande",
    "pågåande",
    "pågående",
    "pågåande prosjekt",
    "pågående prosjekt",
    "continuing",
    "continuation",
    "continued",
    "continuing project",
];

/// What is said before a year of the project: «Vidareføring år 2», «Videreføring, 2. år».
fn without_year(normal: &str) -> &str {
    let said = [" år 1", " år 2", " år 3", " 1 år", " 2 år", " 3 år", " 1 året", " 2 året", " 3 året"];
    said.iter().find_map(|year| normal.strip_suffix(year)).unwrap_or(normal)
}

/// Reads yes and no; blank is nothing said.
#[must_use]
pub fn yes(text: &str) -> Option<bool> {
    match normalise(text).as_str() {
        "ja" | "yes" | "x" | "sann" | "true" | "1" | "inhabil" | "ugild" => Some(true),
        "nei" | "no" | "usann" | "false" | "0" | "habil" => Some(false),
        _ => None,
    }
}

/// A project's standing in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Still inside its years.
    Active,
    /// Over.
    Ended,
}

/// Reads «aktiv» and «avslutta».
#[must_use]
pub fn standing(text: &str) -> Option<Standing> {
    match normalise(text).as_str() {
        "aktiv" | "aktivt" | "active" | "pågår" | "pågåande" | "pågående" | "løpande" | "løpende" => {
            Some(Standing::Active)
        }
        "avslutta" | "avsluttet" | "slutt" | "ferdig" | "ended" | "stansa" | "stanset" => Some(Standing::Ended),
        _ => None,
    }
}

/// Reads a year of the project period: «2», «2.», «År 2», «2. år».
#[must_use]
pub fn grant_year(text: &str) -> Option<u8> {
    let lower = text.trim().to_lowercase();
    let number = lower.trim_start_matches("år").trim_end_matches("år").trim().trim_end_matches('.');
    number.parse().ok().filter(|year| *year > 0)
}

/// Reads a calendar year; of a year of two, «2022/23», the first.
#[must_use]
pub fn calendar_year(text: &str) -> Option<i16> {
    let (year, rest) = text.trim().split_at_checked(4)?;
    let other = rest.strip_prefix(['/', '-', '–']);
    let of_two =
        other.is_some_and(|other| [2, 4].contains(&other.len()) && other.bytes().all(|one| one.is_ascii_digit()));
    let whole = year.bytes().all(|one| one.is_ascii_digit()) && (rest.is_empty() || of_two);
    year.parse().ok().filter(|_| whole)
}
