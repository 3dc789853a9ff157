//! What a title or caption says of the unit of the figures below it: of amounts, and of nothing else.

use super::{UnitHint, is_unit, plain_unit, unit_hint};

/// What can be counted in thousands, and is no money.
const OTHERS: [&str; 36] = [
    "innbyggjarar",
    "innbyggjarane",
    "innbyggere",
    "innbyggerne",
    "innbyggjartal",
    "innbyggertall",
    "folketal",
    "folketall",
    "folkemengd",
    "folkemengde",
    "antal",
    "antall",
    "personar",
    "personer",
    "brukarar",
    "brukere",
    "tilsette",
    "ansatte",
    "årsverk",
    "stillingar",
    "stillinger",
    "timar",
    "timer",
    "elevar",
    "elever",
    "barn",
    "husstandar",
    "husstander",
    "hushald",
    "husholdninger",
    "tonn",
    "inhabitants",
    "population",
    "people",
    "persons",
    "hours",
];

/// What has numbers of its own, which may stand in brackets behind it: «Avdeling (1000)».
const NUMBERED: [&str; 17] = [
    "avdeling",
    "konto",
    "ansvar",
    "funksjon",
    "teneste",
    "tjeneste",
    "eining",
    "enhet",
    "art",
    "prosjekt",
    "kapittel",
    "post",
    "linje",
    "nr",
    "department",
    "account",
    "line",
];

/// The unit that a title or caption states for amounts: «Tal innbyggjarar i 1000» and «Avdeling (1000)» state none.
#[must_use]
pub fn caption_hint(text: &str) -> UnitHint {
    let plain = plain_unit(&text.to_lowercase());
    match after_other(&plain) {
        Some(rest) => caption_hint(rest),
        None => unit_hint(text),
    }
}

/// What follows the first thousand or million of a text, where that is of something else than amounts.
fn after_other(plain: &str) -> Option<&str> {
    const SCALES: [&str; 4] = ["1000", "tusen", "thousand", "mill"];
    let (at, scale) = SCALES.iter().filter_map(|scale| Some((plain.find(scale)?, scale))).min()?;
    let (before, rest) = (&plain[..at], &plain[at + scale.len()..]);
    if rest.trim_start().starts_with("kr") || rest.trim_start().starts_with("nok") {
        return None;
    }
    // «Ramme per avdeling (1000)» is of money, «Avdeling (1000)» and «Ansvar 12 (1000)» are not.
    let bare = before.strip_suffix(['(', '[']).filter(|_| rest.starts_with([')', ']']));
    let is_number = bare.is_some_and(|bare| matches!(words(bare)[..], [alone] if NUMBERED.contains(&alone)));
    (is_number || counts_others(before)).then_some(rest)
}

fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect()
}

/// Whether a text is the number of something else, «Tal innbyggjarar i»; «Løn til tilsette i» is an amount.
fn counts_others(before: &str) -> bool {
    const COUNTS: [&str; 9] = ["tal", "tall", "antal", "antall", "talet", "tallet", "på", "number", "of"];
    let mut words = words(before);
    let word = counted(before);
    while words.last().copied() != word {
        words.pop();
    }
    match words[..] {
        [] => false,
        [alone] => OTHERS.contains(&alone),
        [.., before, last] => OTHERS.contains(&last) && COUNTS.contains(&before),
    }
}

/// The word that says what is counted, before `i`, `er` and the like.
fn counted(before: &str) -> Option<&str> {
    const BETWEEN: [&str; 22] = [
        "i",
        "in",
        "er",
        "vert",
        "blir",
        "heile",
        "hele",
        "whole",
        "x",
        "oppgitt",
        "oppgitte",
        "oppgjeve",
        "oppgjevne",
        "vist",
        "viste",
        "gitt",
        "gitte",
        "is",
        "are",
        "given",
        "shown",
        "stated",
    ];
    words(before).into_iter().rev().find(|word| !BETWEEN.contains(word))
}

/// What the figures of a table are called, before their unit.
const COUNTED: [&str; 9] = ["tal", "tala", "tall", "beløp", "beløpa", "beløpene", "summar", "figures", "amounts"];

/// Whether text is nothing but the unit of a whole table: «Tal i 1 000 kr», «Alle beløp er i heile tusen».
#[must_use]
pub fn is_caption(text: &str) -> bool {
    let lower = text.to_lowercase();
    [" i ", " in "].iter().any(|between| {
        let unit = lower.split_once(between).filter(|(_, unit)| is_unit(unit.trim_end_matches([')', '.', ':'])));
        unit.and_then(|(before, _)| counted(before)).is_some_and(|word| COUNTED.contains(&word))
    })
}

/// The same with nothing before it: «I budsjettet er tala i 1000 kr» and «Sjå brevet, tal i 1000 kr» may be about other figures.
#[must_use]
pub fn begins_as_caption(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut first = lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).take(2);
    is_caption(text) && first.any(|word| COUNTED.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{begins_as_caption, caption_hint, is_caption};

    #[test]
    fn a_caption_states_the_unit_of_amounts_alone() {
        let scale = |text: &str| caption_hint(text).scale.and_then(|scale| i64::try_from(scale).ok());
        for (text, stated) in [
            ("Tal i 1000", Some(1_000)),
            ("(1000)", Some(1_000)),
            ("i 1 000", Some(1_000)),
            ("1000 kr", Some(1_000)),
            ("Beløp (1000)", Some(1_000)),
            ("Driftsbudsjett 2024 (1 000)", Some(1_000)),
            ("Drift 2024 (i 1000)", Some(1_000)),
            ("Økonomiplan 2023-2026 (1000)", Some(1_000)),
            ("Avdeling 1000, alle tal i heile tusen", Some(1_000)),
            ("Avdeling (1000), tal i 1000", Some(1_000)),
            ("Avdeling (1000), tal i mill. kr", Some(1_000_000)),
            ("Avdeling (1000), beløp i kr", Some(1)),
            ("Tal innbyggjarar i 1000. Beløp i 1000 kr", Some(1_000)),
            ("Kroner per innbyggjarar (i 1000 kr)", Some(1_000)),
            ("Ramme 2023 (1000)", Some(1_000)),
            ("Kap. 621 post 63 (1000)", Some(1_000)),
            ("Løyvingsoversikt drift [1000]", Some(1_000)),
            ("Løn til tilsette (i tusen)", Some(1_000)),
            ("Ramme per post (1000)", Some(1_000)),
            ("Utgifter etter art (1000)", Some(1_000)),
            ("Tenester til brukarar, i 1000", Some(1_000)),
            ("Ansvar 12 (1000)", None),
            ("Talet på elevar i 1000", None),
            ("Avdeling (1000)", None),
            ("Konto [1 000]", None),
            ("Tal innbyggjarar i 1000", None),
            ("Antall ansatte (i tusen)", None),
            ("Folketal er oppgitt i heile tusen", None),
            ("Population (thousands)", None),
        ] {
            assert_eq!(scale(text), stated, "{text}");
        }
        for text in ["Tal i 1000 kr", "Alle beløp er i heile tusen.", "Tala er oppgitt i mill. kr"] {
            assert!(is_caption(text) && begins_as_caption(text), "{text}");
        }
        for text in ["I budsjettet er tala i 1000 kr", "Sjå tildelingsbrevet, tal i 1000 kr"] {
            assert!(is_caption(text) && !begins_as_caption(text), "{text}");
        }
        for text in ["Tal innbyggjarar i 1000", "Tala er ikkje i 1000 kr", "Beløp"] {
            assert!(!is_caption(text), "{text}");
        }
    }
}
