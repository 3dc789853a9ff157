//! Numbers with their nouns: «18,2 millionar kroner», «25 prosjekt», «ei halv stilling». Grammar for 0, 1, halves and many.

use crate::report::headers;
use rust_decimal::Decimal;

use crate::money::{Kroner, Positions};
use crate::text::{Language, Text, number};

/// What is counted, in singular and plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// After 1.
    pub one: Text,
    /// After everything else.
    pub many: Text,
}

/// A project.
pub const PROJECT: Noun =
    Noun { one: text!("prosjekt", "prosjekt", "project"), many: text!("prosjekt", "prosjekter", "projects") };
/// A new project.
pub const NEW_PROJECT: Noun = Noun {
    one: text!("nytt prosjekt", "nytt prosjekt", "new project"),
    many: text!("nye prosjekt", "nye prosjekter", "new projects"),
};
/// A continuing project.
pub const CONTINUING_PROJECT: Noun = Noun {
    one: text!("vidareført prosjekt", "videreført prosjekt", "continuing project"),
    many: text!("vidareførte prosjekt", "videreførte prosjekter", "continuing projects"),
};
/// An application.
pub const APPLICATION: Noun =
    Noun { one: text!("søknad", "søknad", "application"), many: text!("søknader", "søknader", "applications") };
/// A Nav office.
pub const OFFICE: Noun = Noun { one: headers::OFFICE, many: text!("Nav-kontor", "Nav-kontor", "Nav offices") };
/// A municipality.
pub const MUNICIPALITY: Noun =
    Noun { one: text!("kommune", "kommune", "municipality"), many: text!("kommunar", "kommuner", "municipalities") };
/// A file.
pub const FILE: Noun = Noun { one: text!("fil", "fil", "file"), many: text!("filer", "filer", "files") };
/// A place in a file.
pub const PLACE: Noun = Noun { one: text!("stad", "sted", "place"), many: text!("stader", "steder", "places") };
/// A cell.
pub const CELL: Noun = Noun { one: text!("celle", "celle", "cell"), many: text!("celler", "celler", "cells") };
/// A line of a budget table.
pub const LINE: Noun = Noun { one: text!("linje", "linje", "line"), many: text!("linjer", "linjer", "lines") };
/// An error.
pub const ERROR: Noun = Noun { one: text!("feil", "feil", "error"), many: text!("feil", "feil", "errors") };
/// A warning.
pub const WARNING: Noun =
    Noun { one: text!("åtvaring", "advarsel", "warning"), many: text!("åtvaringar", "advarsler", "warnings") };
/// A notice.
pub const NOTICE: Noun =
    Noun { one: text!("merknad", "merknad", "notice"), many: text!("merknader", "merknader", "notices") };
const POSITION: Noun =
    Noun { one: text!("stilling", "stilling", "position"), many: text!("stillingar", "stillinger", "positions") };
const MILLION: Noun =
    Noun { one: text!("million", "million", "million"), many: text!("millionar", "millioner", "million") };
const MILLIARD: Noun =
    Noun { one: text!("milliard", "milliard", "billion"), many: text!("milliardar", "milliarder", "billion") };

const NONE: Text = text!("ingen", "ingen", "no");

/// Two to twelve in words, as running text has them.
const SMALL: [Text; 11] = [
    text!("to", "to", "two"),
    text!("tre", "tre", "three"),
    text!("fire", "fire", "four"),
    text!("fem", "fem", "five"),
    text!("seks", "seks", "six"),
    text!("sju", "sju", "seven"),
    text!("åtte", "åtte", "eight"),
    text!("ni", "ni", "nine"),
    text!("ti", "ti", "ten"),
    text!("elleve", "elleve", "eleven"),
    text!("tolv", "tolv", "twelve"),
];

/// A count with its noun: `ingen søknader`, `1 søknad`, `25 søknader`.
#[must_use]
pub fn counted(language: Language, count: usize, noun: Noun) -> String {
    match count {
        0 => format!("{} {}", NONE.get(language), noun.many.get(language)),
        1 => format!("1 {}", noun.one.get(language)),
        _ => format!("{} {}", number::count(language, count), noun.many.get(language)),
    }
}

/// Positions in figures: `ingen stillingar`, `0,5 stilling`, `1 stilling`, `35,5 stillingar`.
#[must_use]
pub fn positions_counted(language: Language, positions: Positions) -> String {
    if positions == Positions::ZERO {
        return counted(language, 0, POSITION);
    }
    // Norwegian has the singular up to and with one, English at one only.
    let one = Positions::from_parts(10_000);
    let singular = if language == Language::En { positions == one } else { positions <= one };
    let noun = if singular { POSITION.one } else { POSITION.many };
    format!("{} {}", number::positions(language, positions), noun.get(language))
}

/// Positions in words where a person would write words: `ei halv stilling`, `ei stilling`, `1,5 stillingar`, `to stillingar`;
/// other parts of one position in per cent: `ei stilling på 80 prosent`.
#[must_use]
pub fn positions_in_words(language: Language, positions: Positions) -> String {
    const HALF: Text = text!("ei halv stilling", "en halv stilling", "half a position");
    const ONE: Text = text!("ei stilling", "én stilling", "one position");
    const SHARE: Text = text!(
        "ei stilling på {percent} prosent",
        "en stilling på {percent} prosent",
        "a position of {percent} per cent"
    );
    let parts = positions.parts();
    match parts {
        5_000 => HALF.get(language).to_owned(),
        10_000 => ONE.get(language).to_owned(),
        1..10_000 => {
            let percent = number::decimal(language, Decimal::new(parts, 2).normalize());
            SHARE.fill(language, &[("percent", percent)])
        }
        _ => match small_number(language, parts) {
            Some(word) => format!("{word} {}", POSITION.many.get(language)),
            None => positions_counted(language, positions),
        },
    }
}

fn small_number(language: Language, parts: i64) -> Option<&'static str> {
    let whole = usize::try_from(parts / 10_000).ok().filter(|_| parts % 10_000 == 0)?;
    Some(SMALL.get(whole.checked_sub(2)?)?.get(language))
}

/// A sum rounded for a headline: `18,2 millionar kroner`, `1 million kroner`, `1,2 milliardar kroner`; below a million the
/// exact sum: `630 000 kroner`.
#[must_use]
pub fn sum_in_words(language: Language, sum: Kroner) -> String {
    const TENTH_OF_MILLION: i64 = 10_000_000;
    if sum.ore() < 10 * TENTH_OF_MILLION {
        return match language {
            Language::En => number::kroner(language, sum),
            Language::Nn | Language::Nb => format!("{} kroner", number::amount(language, sum)),
        };
    }
    let tenths = rounded(sum.ore(), TENTH_OF_MILLION);
    let (tenths, noun) =
        if tenths < 10_000 { (tenths, MILLION) } else { (rounded(sum.ore(), 1_000 * TENTH_OF_MILLION), MILLIARD) };
    let figure = number::decimal(language, Decimal::new(tenths, 1).normalize());
    let noun = if tenths == 10 { noun.one } else { noun.many };
    match language {
        Language::En => format!("NOK\u{a0}{figure}\u{a0}{}", noun.get(language)),
        Language::Nn | Language::Nb => format!("{figure}\u{a0}{} kroner", noun.get(language)),
    }
}

/// `number / unit`, half rounded up; for numbers above nil.
fn rounded(number: i64, unit: i64) -> i64 {
    number / unit + i64::from(number % unit * 2 >= unit)
}

/// `a`, `a og b`, `a, b og c`.
#[must_use]
pub fn joined(language: Language, parts: &[String]) -> String {
    const AND: Text = text!("og", "og", "and");
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), AND.get(language)),
    }
}

/// `title` between the quotation marks of `language`: «Første steg», “Første steg”.
#[must_use]
pub fn quoted(language: Language, title: &str) -> String {
    match language {
        Language::Nn | Language::Nb => format!("«{title}»"),
        Language::En => format!("“{title}”"),
    }
}

/// `words` as they stand inside a sentence.
#[must_use]
pub fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The same with a capital first letter.
#[must_use]
pub fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// What Norwegian names are sorted by: case does not matter, æ, ø and å come last and in that order.
#[must_use]
pub fn sort_key(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'æ' | 'ä' => '\u{e000}',
            'ø' | 'ö' => '\u{e001}',
            'å' => '\u{e002}',
            other => other,
        })
        .collect()
}
