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

/// What amounts are called, before a thousand in brackets: the word itself, or the end of a longer one.
const AMOUNTS: [&str; 29] = [
    "tal",
    "tala",
    "tall",
    "tallene",
    "alle",
    "sum",
    "summar",
    "summer",
    "kr",
    "nok",
    "kroner",
    "beløp",
    "beløpa",
    "beløpene",
    "budsjett",
    "rekneskap",
    "regnskap",
    "rammer",
    "budsjettramme",
    "løyving",
    "løyvingar",
    "bevilgning",
    "bevilgninger",
    "oversikt",
    "økonomiplan",
    "prognose",
    "figures",
    "amounts",
    "budget",
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
    let kroner = ["kr", "nok"].iter().any(|word| rest.trim_start().starts_with(word));
    // The number of a department, an account or a line may stand so.
    let bare = before.ends_with(['(', '[']) && rest.starts_with([')', ']']);
    let word = counted(before)?;
    let is_amount = AMOUNTS.iter().any(|known| word == *known || known.len() > 5 && word.ends_with(known));
    (!kroner && (OTHERS.contains(&word) || bare && !is_amount)).then_some(rest)
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
    let words = before.rsplit(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.into_iter().find(|word| !BETWEEN.contains(word))
}

/// Whether text is nothing but the unit of a whole table: «Tal i 1 000 kr», «Alle beløp er i heile tusen».
#[must_use]
pub fn is_caption(text: &str) -> bool {
    const COUNTED: [&str; 9] = ["tal", "tala", "tall", "beløp", "beløpa", "beløpene", "summar", "figures", "amounts"];
    let lower = text.to_lowercase();
    [" i ", " in "].iter().any(|between| {
        let unit = lower.split_once(between).filter(|(_, unit)| is_unit(unit.trim_end_matches([')', '.', ':'])));
        unit.and_then(|(before, _)| counted(before)).is_some_and(|word| COUNTED.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::{caption_hint, is_caption};

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
            assert!(is_caption(text), "{text}");
        }
        for text in ["Tal innbyggjarar i 1000", "Tala er ikkje i 1000 kr", "Beløp"] {
            assert!(!is_caption(text), "{text}");
        }
    }
}
