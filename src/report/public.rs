//! What applicants wrote, as the public may see it: one line, nothing like an identity number, no address of a person.
//!
//! Persons and free text are left out by the outputs themselves. This guards the texts they do show: titles, offices, ids.

use crate::recommendation::Entry;

/// What stands in place of a number or an address that was taken out.
const TAKEN_OUT: &str = "•••";

/// `text` on one line, without control characters, with anything like an identity number or an e-mail address taken out.
#[must_use]
pub fn public_text(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = visible.split_whitespace().map(|word| if is_address(word) { TAKEN_OUT } else { word });
    without_identity_numbers(&words.collect::<Vec<_>>().join(" "))
}

/// The id of an application, as the public may see it: a title with an identity number in it has made an id with one.
#[must_use]
pub fn public_id(entry: &Entry) -> String {
    public_text(entry.submission.id.as_str())
}

/// Whether `text` holds eleven digits in a row, or six and five with one space, point or dash between: what a Norwegian
/// identity number looks like. Check digits are not asked for: a number typed wrong is as private.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|at| identity_number_at(&letters, at).is_some())
}

fn without_identity_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if let Some(end) = identity_number_at(&letters, at) {
            kept.push_str(TAKEN_OUT);
            at = end;
        } else {
            kept.push(*letter);
            at += 1;
        }
    }
    kept
}

/// The end of an identity number that begins at `at`, not inside a longer row of digits.
fn identity_number_at(letters: &[char], at: usize) -> Option<usize> {
    let digits = |from: usize| letters.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    if at > 0 && letters[at - 1].is_ascii_digit() {
        return None;
    }
    match digits(at) {
        11 => Some(at + 11),
        6 => {
            let between = letters.get(at + 6).copied()?;
            (matches!(between, ' ' | '\u{a0}' | '.' | '-') && digits(at + 7) == 5).then_some(at + 12)
        }
        _ => None,
    }
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, domain)| {
        name.chars().next_back().is_some_and(char::is_alphanumeric) && domain.contains('.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_like_an_identity_are_taken_out_and_others_stay() {
        for (text, public) in [
            ("Første steg", "Første steg"),
            ("Oppfølging 01019012345", "Oppfølging •••"),
            ("Oppfølging 010190 12345, no", "Oppfølging •••, no"),
            ("4631-nav-alver-010190-12345", "4631-nav-alver-•••"),
            ("Frå 2020-2023, 1 240 000 kr", "Frå 2020-2023, 1 240 000 kr"),
            ("123456789012", "123456789012"),
            ("Skriv til post@kommune.example no", "Skriv til ••• no"),
            ("Ung @ arbeid", "Ung @ arbeid"),
            ("to\r\nliner\tog  meir", "to liner og meir"),
        ] {
            assert_eq!(public_text(text), public);
            assert!(!holds_identity_number(&public_text(text)));
        }
    }
}
