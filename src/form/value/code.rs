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
    match normalise(text).as_str() {
        "ny"
        | "nytt"
        | "ny søknad"
        | "nysøknad"
        | "nytt prosjekt"
        | "ny søknad om tilskot"
        | "ny søknad om tilskudd"
        | "new"
        | "new application"
        | "new project" => Some(Kind::New),
        "vidareføring"
        | "videreføring"
        | "vidareføre"
        | "videreføre"
        | "vidareført"
        | "videreført"
        | "vidareføring av prosjekt"
        | "videreføring av prosjekt"
        | "pågåande"
        | "pågående"
        | "pågåande prosjekt"
        | "pågående prosjekt"
        | "continuing"
        | "continuation"
        | "continuing project" => Some(Kind::Continuing),
        _ => None,
    }
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
