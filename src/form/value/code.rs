//! Values out of a short list, and what free text must not hold.

use crate::application::Kind;
use crate::form::header::normalise;

/// Reads «Ny søknad», «Vidareføring» and their usual variants. `None` for anything else.
#[must_use]
pub fn kind(text: &str) -> Option<Kind> {
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

/// Whether text holds something like an e-mail address: letters, @, a name with a dot in it.
#[must_use]
pub fn holds_email(text: &str) -> bool {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '(' | ')' | ';' | ',')).any(
        |word| {
            let Some((name, host)) = word.split_once('@') else { return false };
            !name.is_empty() && host.trim_end_matches('.').split('.').count() > 1 && !host.starts_with('.')
        },
    )
}

/// Whether text holds something like a national identity number (fødselsnummer, D-number or synthetic): eleven digits, at
/// most a space after the sixth, whose first six are a date with the offsets in use (day + 40, month + 40, + 65 or + 80).
///
/// The check digits are not used: from 2032 they no longer hold, and synthetic numbers need not have them.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|start| {
        let free = start == 0 || !letters[start - 1].is_ascii_digit();
        free && identity_number_at(&letters[start..])
    })
}

fn identity_number_at(letters: &[char]) -> bool {
    let mut digits = Vec::with_capacity(11);
    let mut at = 0;
    while digits.len() < 11 {
        match letters.get(at).and_then(|letter| letter.to_digit(10)) {
            Some(digit) => digits.push(digit),
            None if digits.len() == 6
                && letters.get(at).is_some_and(|letter| matches!(letter, ' ' | '\u{a0}' | '-')) => {}
            None => return false,
        }
        at += 1;
    }
    if letters.get(at).is_some_and(char::is_ascii_digit) {
        return false;
    }
    let pair = |first: usize| digits[first] * 10 + digits[first + 1];
    let day = if pair(0) > 40 { pair(0) - 40 } else { pair(0) };
    let month = match pair(2) {
        month @ 81..=92 => month - 80,
        month @ 66..=77 => month - 65,
        month @ 41..=52 => month - 40,
        month => month,
    };
    (1..=31).contains(&day) && (1..=12).contains(&month)
}
