//! Headers with a number of their own: «1. Kommune», «1.2 Søknadsbeløp», «a) Prosjekttittel», «Pkt. 3 Stillingar»; and with that
//! of a footnote after them.

/// Words that lead up to the number of a question.
const LEADS: [&str; 8] = ["pkt.", "pkt", "punkt", "nr.", "nr", "spørsmål", "felt", "question"];

/// What stands after the number of a question; `None` where it has none. Without a closing bracket or a word before it, a number
/// is a question's only where a capital follows: «2 stillingar», «20 kr» and «2. år» say something else.
pub(super) fn without_number(header: &str) -> Option<&str> {
    let text = header.trim_start();
    let worded = lead(text);
    let number = worded.unwrap_or(text).trim_start();
    let number = number.strip_prefix(['(', '[']).unwrap_or(number);
    // Nearly all headers begin with a word, and need no closer look.
    let after = after_digits(number).or_else(|| after_letter(number))?;
    let closed = after.starts_with([')', ']']);
    let rest = after.strip_prefix([')', ']', '.', ':']).unwrap_or(after).trim_start();
    let rest = rest.strip_prefix(['-', '–']).map_or(rest, str::trim_start);
    let begins = |letter: char| letter.is_uppercase() || (closed || worded.is_some()) && letter.is_alphabetic();
    // «2a Kommune» and «3D-skriving» have a letter right after the figure.
    (rest.len() < after.len() && rest.starts_with(begins)).then_some(rest)
}

/// What stands before the mark of a footnote: «Stillingar 1)», «Søknadsbeløp²»; `None` where no mark stands.
pub(super) fn without_footnote(header: &str) -> Option<&str> {
    let text = header.trim_end().trim_end_matches([':', '*']).trim_end();
    let raised = text.trim_end_matches(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']);
    let mark = |rest: &'_ str| rest.ends_with(char::is_whitespace).then_some(rest.len());
    let number = text.strip_suffix(')').map(|rest| rest.trim_end_matches(|letter: char| letter.is_ascii_digit()));
    let before = number.filter(|rest| rest.len() + 1 < text.len()).and_then(mark);
    let end = before.or((raised.len() < text.len()).then_some(raised.len()))?;
    Some(text[..end].trim_end())
}

/// What stands after a word that leads up to a number.
fn lead(text: &str) -> Option<&str> {
    let rest = |word: &&str| {
        let (first, rest) = text.split_at_checked(word.len())?;
        (first.to_lowercase() == **word && rest.starts_with(|letter: char| !letter.is_alphabetic())).then_some(rest)
    };
    LEADS.iter().find_map(rest)
}

/// What stands after «3» or «1.2.3»: each part has at most two figures, and none begins with a nought, as those of a date do.
fn after_digits(text: &str) -> Option<&str> {
    const DEEPEST: usize = 3;
    let mut rest = part(text)?;
    for _ in 1..DEEPEST {
        let Some(next) = rest.strip_prefix('.').and_then(part) else { break };
        rest = next;
    }
    Some(rest)
}

fn part(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&digits) && !text.starts_with('0')).then(|| &text[digits..])
}

/// What stands after one letter or a Roman number with a mark of its own: «a)», «B. », «IV. ».
fn after_letter(text: &str) -> Option<&str> {
    const LONGEST: usize = 4;
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (number, rest) = text.split_at(letters);
    let roman = letters <= LONGEST && number.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let marked = rest.starts_with([')', ']']) || rest.starts_with(". ");
    (letters > 0 && (letters == 1 || roman) && marked).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{without_footnote, without_number};

    #[test]
    fn the_mark_of_a_footnote_is_none_of_the_header() {
        for (header, rest) in [
            ("Stillingar 1)", Some("Stillingar")),
            ("Søknadsbeløp²:", Some("Søknadsbeløp")),
            ("Søknadsbeløp (kr) 12) *", Some("Søknadsbeløp (kr)")),
            ("Tilskotsår (1-3)", None),
            ("Stillingar (1)", None),
            ("Stillingar", None),
            (")", None),
            ("", None),
        ] {
            assert_eq!(without_footnote(header), rest, "{header}");
        }
    }

    #[test]
    fn a_number_before_a_header_is_told_from_an_answer() {
        for (header, rest) in [
            ("1. Kommune", Some("Kommune")),
            ("1.Kommune", Some("Kommune")),
            ("1) kommune", Some("kommune")),
            ("(1) Kommune", Some("Kommune")),
            ("1.2 Søknadsbeløp", Some("Søknadsbeløp")),
            ("1.2.3. Søknadsbeløp", Some("Søknadsbeløp")),
            ("12 – Årsverk", Some("Årsverk")),
            ("3: Stillingar", Some("Stillingar")),
            ("a) Prosjekttittel", Some("Prosjekttittel")),
            ("B. Prosjekttittel", Some("Prosjekttittel")),
            ("IV. Prosjekttittel", Some("Prosjekttittel")),
            ("VI Prosjekttittel", None),
            ("Pkt. 3 Stillingar", Some("Stillingar")),
            ("PUNKT 3.1: stillingar", Some("stillingar")),
            ("2 Prosjekttittel", Some("Prosjekttittel")),
            ("2 stillingar", None),
            ("20 kr", None),
            ("2. år", None),
            ("2023 Stillingar", None),
            ("01.02.23 Motteken", None),
            ("E-post", None),
            ("3D-skriving", None),
            ("Punktinnsats", None),
            ("År 2", None),
            ("1.", None),
            ("", None),
        ] {
            assert_eq!(without_number(header), rest, "{header}");
        }
    }
}
