//! What must not be seen: anything like a national identity number, and addresses of persons.
//!
//! Two questions, asked with different care. To *tell an applicant* that a text holds an identity number, it must look like
//! one, with a date in it: a false alarm costs trust. To *show* a text, every eleven digits are taken out: a miss costs more.

/// What stands in place of a number or an address that was taken out.
const TAKEN_OUT: &str = "•••";

/// Digits of an identity number: a date, and five more.
const DATE: usize = 6;
const REST: usize = 5;

/// Whether text holds something like an identity number (fødselsnummer, D-number or synthetic): eleven digits, at most one
/// mark after the sixth, whose first six are a date with the offsets in use (day + 40, month + 40, + 65 or + 80).
///
/// The check digits are not used: from 2032 they no longer hold, and synthetic numbers need not have them.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|at| eleven_digits_at(&letters, at).is_some() && is_date(&letters[at..]))
}

/// Whether text holds eleven digits that could be an identity number: what must not be shown.
#[must_use]
pub fn holds_eleven_digits(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|at| eleven_digits_at(&letters, at).is_some())
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

/// What somebody else wrote, as it may be shown: on one line, without control characters, with everything of eleven digits
/// and every e-mail address taken out.
#[must_use]
pub fn shown(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = visible.split_whitespace().map(|word| if holds_email(word) { TAKEN_OUT } else { word });
    without_identity_numbers(&words.collect::<Vec<_>>().join(" "))
}

/// `text` with everything of eleven digits taken out, and else as it was: for sentences that quote a cell.
#[must_use]
pub fn without_identity_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if let Some(end) = eleven_digits_at(&letters, at) {
            kept.push_str(TAKEN_OUT);
            at = end;
        } else {
            kept.push(*letter);
            at += 1;
        }
    }
    kept
}

/// The end of eleven digits in a row, or six and five with one mark between, that begin at `at` and are no part of a longer row.
fn eleven_digits_at(letters: &[char], at: usize) -> Option<usize> {
    let digits = |from: usize| letters.iter().skip(from).take_while(|letter| letter.is_ascii_digit()).count();
    if at > 0 && letters[at - 1].is_ascii_digit() {
        return None;
    }
    match digits(at) {
        run if run == DATE + REST => Some(at + run),
        DATE => {
            let mark = letters.get(at + DATE).copied()?;
            let parted = matches!(mark, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '–') && digits(at + DATE + 1) == REST;
            parted.then_some(at + DATE + 1 + REST)
        }
        _ => None,
    }
}

/// Whether six digits are a day and a month, with the offsets in use, and a year.
fn is_date(digits: &[char]) -> bool {
    let pair = |first: usize| {
        digits[first..first + 2].iter().filter_map(|digit| digit.to_digit(10)).fold(0, |n, d| n * 10 + d)
    };
    let day = if pair(0) > 40 { pair(0) - 40 } else { pair(0) };
    let month = match pair(2) {
        month @ 81..=92 => month - 80,
        month @ 66..=77 => month - 65,
        month @ 41..=52 => month - 40,
        month => month,
    };
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_like_an_identity_are_taken_out_and_others_stay() {
        for (text, public) in [
            ("Første steg", "Første steg"),
            ("Oppfølging 01819012345", "Oppfølging •••"),
            ("Oppfølging 018190 12345, no", "Oppfølging •••, no"),
            ("018190.12345 018190–12345", "••• •••"),
            ("4631-nav-alver-018190-12345", "4631-nav-alver-•••"),
            ("Frå 2020-2023, 1 240 000 kr", "Frå 2020-2023, 1 240 000 kr"),
            ("Ungdom 16-25 år, 2023 2024 2025, kr 1 234 567 890", "Ungdom 16-25 år, 2023 2024 2025, kr 1 234 567 890"),
            ("018190 123456", "018190 123456"),
            ("123456789012", "123456789012"),
            ("Skriv til post@kommune.example no", "Skriv til ••• no"),
            ("Ung @ arbeid", "Ung @ arbeid"),
            ("to\r\nliner\tog  meir", "to liner og meir"),
        ] {
            assert_eq!(shown(text), public);
            assert!(!holds_eleven_digits(&shown(text)));
        }
    }

    #[test]
    fn an_alarm_wants_a_date_and_a_mask_does_not() {
        for (text, alarm) in [("01819012345", true), ("418190 12345", true), ("99999012345", false)] {
            assert_eq!(holds_identity_number(text), alarm, "{text}");
            assert_eq!(shown(text), "•••");
        }
    }
}
