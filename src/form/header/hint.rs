//! What is written beside a label or below a header to say what belongs there, and is no answer itself.

use super::{is_unit_alone, normalise};
use crate::form::value::number::{self, NumberFault, Sort};

/// Whether text says only what is to be written: «(i heile kroner)», «dd.mm.åååå», «tal årsverk», «*».
#[must_use]
pub fn is_hint(text: &str) -> bool {
    let text = text.trim();
    let marks = !text.is_empty() && text.chars().all(|letter| matches!(letter, '*' | ':' | '→' | '>' | '(' | ')'));
    marks || is_unit_alone(text) && !is_million(text) || is_bracketed(text) || is_example(text) || is_word(text)
}

/// The same for what stands where an amount may be left out: «(ja)» and «(sjå vedlegg)» are answers there.
#[must_use]
pub fn is_plain_hint(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '[', ']']);
    is_hint(bare) && number::parse(bare, Sort::Money).is_err()
}

/// A thousand in figures is mostly a unit; «1 000 000 kr» is mostly an amount.
fn is_million(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() > 4
}

/// «(fyll ut)»; «(1 200)» is an amount.
fn is_bracketed(text: &str) -> bool {
    let inside = |open: char, close: char| text.strip_prefix(open).is_some_and(|rest| rest.ends_with(close));
    (inside('(', ')') || inside('[', ']'))
        && text.chars().any(char::is_alphabetic)
        && matches!(number::parse(text, Sort::Money), Err(NumberFault::NotANumber))
}

fn is_example(text: &str) -> bool {
    const BEGINNINGS: [&str; 8] =
        ["t.d.", "td.", "f.eks.", "feks.", "til dømes", "for eksempel", "e.g.", "for example"];
    let lower = text.to_lowercase();
    BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning))
}

fn is_word(text: &str) -> bool {
    const WORDS: [&str; 38] = [
        "kr",
        "i kr",
        "kroner",
        "heile kr",
        "hele kr",
        "1 000 kr",
        "heile kroner",
        "hele kroner",
        "i heile kroner",
        "i hele kroner",
        "dato",
        "tal",
        "tall",
        "tekst",
        "prosent",
        "i prosent",
        "årsverk",
        "tal årsverk",
        "talet på årsverk",
        "antal årsverk",
        "antall årsverk",
        "ja/nei",
        "%",
        "ddmmåå",
        "ddmmåååå",
        "ddmmyy",
        "ddmmyyyy",
        "dd mm åå",
        "dd mm åååå",
        "åååå",
        "ååååmmdd",
        "yyyymmdd",
        "fyll ut",
        "fyll inn",
        "date",
        "number",
        "text",
        "yes/no",
    ];
    WORDS.contains(&&*text.to_lowercase()) || WORDS.contains(&&*normalise(text))
}

#[cfg(test)]
mod tests {
    use super::is_hint;

    #[test]
    fn a_hint_is_no_answer() {
        for hint in
            ["*", ":", "(*)", "(i heile kroner)", "[kr]", "dd.mm.åååå", "DD/MM/ÅÅ", "Tal årsverk", "t.d. 610 000", "kr"]
        {
            assert!(is_hint(hint), "{hint}");
        }
        for answer in ["-", "1", "(1 200)", "(1 200 kr)", "Første steg", "nei", "Ny søknad", "Kompetanse (nivå 2)", ""]
        {
            assert!(!is_hint(answer), "{answer}");
        }
    }
}
