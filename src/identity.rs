//! Who applies: organisation numbers, municipality numbers and names, and the identity of an application.

mod municipality;
mod office;
mod unit;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

pub use municipality::{
    Municipality, Written, current_municipality, municipalities_named, municipalities_of, municipality_in,
    municipality_meant, numbered,
};
pub use office::municipalities_of_office;
pub use unit::{NavUnit, nav_unit};

/// A project id of the register as ids are compared: people write it in large and small letters.
#[must_use]
pub fn project_key(id: &str) -> Cow<'_, str> {
    let id = id.trim();
    let is_lower = id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(id) } else { Cow::Owned(id.to_lowercase()) }
}

/// Whether two cells name one project of the register.
#[must_use]
pub fn is_same_project(one: &str, other: &str) -> bool {
    project_key(one) == project_key(other)
}

/// The four digits of a municipality, as printed: `0301`, `4601`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kommunenummer(u16);

impl Kommunenummer {
    /// `number` as a municipality number; `None` unless 1..=9999. Whether any municipality has it is another question.
    #[must_use]
    pub fn new(number: u16) -> Option<Self> {
        (1..=9999).contains(&number).then_some(Self(number))
    }

    /// Reads exactly four digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
            .and_then(Self::new)
    }

    /// The number without its leading zero.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The county's two digits: `46` for Vestland.
    #[must_use]
    pub fn county(self) -> String {
        format!("{:02}", self.0 / 100)
    }
}

impl fmt::Display for Kommunenummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Debug for Kommunenummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A Norwegian organisation number: nine digits whose last is the modulo 11 check digit (Brønnøysundregistra).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Orgnr(u32);

/// Why nine digits are not an organisation number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrgnrFault {
    /// Not nine digits once spaces are removed.
    NotNineDigits,
    /// The check digit does not fit the first eight.
    CheckDigit,
}

impl Orgnr {
    /// Reads nine digits, with or without spaces or full stops, and with the `NO` and `MVA` that invoices have around them.
    ///
    /// # Errors
    /// Says which of the two rules the text breaks.
    pub fn parse(text: &str) -> Result<Self, OrgnrFault> {
        let written: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let written = written.to_uppercase();
        let bare = written.strip_prefix("NO").unwrap_or(&written);
        let bare = bare.strip_suffix("MVA").unwrap_or(bare);
        let digits: Vec<u32> = bare.chars().map_while(|c| c.to_digit(10)).collect();
        if digits.len() != 9 || bare.len() != 9 || digits.iter().all(|digit| *digit == 0) {
            return Err(OrgnrFault::NotNineDigits);
        }
        let sum: u32 = digits.iter().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        let check = (11 - sum % 11) % 11;
        if check != digits[8] {
            return Err(OrgnrFault::CheckDigit);
        }
        Ok(Self(digits.iter().fold(0, |number, digit| number * 10 + digit)))
    }
}

impl fmt::Display for Orgnr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

/// The identity of an application: as given, else municipality number, office and title (formats.md).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationId(Arc<str>);

impl ApplicationId {
    /// An identity as it was given or made.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }

    /// `4631`, `Nav Alver`, «Første steg» → `4631-nav-alver-forste-steg`.
    #[must_use]
    pub fn made_of(municipality: Kommunenummer, office: &str, project: &str) -> Self {
        let mut id = String::with_capacity(6 + office.len() + project.len());
        id.push_str(&municipality.to_string());
        for part in [office, project] {
            id.push('-');
            push_slug(part, &mut id);
        }
        Self::new(&id)
    }

    /// The identity as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lower case, æ → ae, ø → o, å → a, other accents removed, everything else that is no letter or digit → one `-`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    push_slug(text, &mut slug);
    slug
}

fn push_slug(text: &str, into: &mut String) {
    let begin = into.len();
    if text.is_ascii() {
        // Most text: each letter is itself, and nothing has to be looked up.
        let mut apart = true;
        for byte in text.bytes() {
            let letter = byte.is_ascii_alphanumeric();
            if letter {
                into.push(char::from(byte.to_ascii_lowercase()));
            } else if !apart {
                into.push('-');
            }
            apart = !letter;
        }
    } else if is_composed(text) {
        push_letters(text.chars(), begin, into);
    } else {
        push_letters(text.nfc(), begin, into);
    }
    let whole = into[begin..].trim_end_matches('-').len();
    into.truncate(begin + whole);
}

fn push_letters(letters: impl Iterator<Item = char>, begin: usize, into: &mut String) {
    for letter in letters {
        match letter {
            letter if letter.is_ascii_alphanumeric() => into.push(letter.to_ascii_lowercase()),
            letter if letter.is_ascii() => push_dash(begin, into),
            letter => letter.to_lowercase().for_each(|letter| push_plain(letter, begin, into)),
        }
    }
}

/// A letter beyond ASCII, in lower case.
fn push_plain(letter: char, begin: usize, into: &mut String) {
    match letter {
        'æ' => into.push_str("ae"),
        'ø' => into.push('o'),
        'å' => into.push('a'),
        letter => match std::iter::once(letter).nfd().next() {
            Some(base) if base.is_ascii_alphanumeric() => into.push(base),
            _ => push_dash(begin, into),
        },
    }
}

/// One dash between words, none before the first.
fn push_dash(begin: usize, into: &mut String) {
    if into.len() > begin && !into.ends_with('-') {
        into.push('-');
    }
}

/// Whether all letters are composed for certain: below U+0300 nothing combines. Almost every text is.
#[must_use]
pub fn is_composed(text: &str) -> bool {
    // U+0300 is written with 0xCC first.
    text.bytes().all(|byte| byte < 0xCC)
}
