//! What must not be seen: anything like a national identity number, and addresses of persons.
//!
//! Two questions, asked with different care. What a *finding* says or shows keeps its figures, so only what looks like an
//! identity number, with a date in it, is one. What the *public* may see loses every eleven digits: a miss costs more there.

/// What stands in place of a number or an address that was taken out.
pub(crate) const TAKEN_OUT: &str = "•••";

/// Whether text holds something like a national identity number (fødselsnummer, D-number or synthetic): eleven digits, at
/// most a space, point or dash after the sixth, whose first six are a date with the offsets in use (day + 40, month + 40,
/// + 65 or + 80).
///
/// The check digits are not used: from 2032 they no longer hold, and synthetic numbers need not have them.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    // Most text: not figures enough, and nothing to look at letter by letter.
    if text.len() < 11 || text.bytes().filter(u8::is_ascii_digit).count() < 11 {
        return false;
    }
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|at| identity_number_at(&letters, at).is_some())
}

/// Whether text holds something like an e-mail address: letters, @, a name with a dot in it. The sign may stand with
/// spaces around it.
#[must_use]
pub fn holds_email(text: &str) -> bool {
    text.contains('@')
        && joined(text).split(is_beside_address).any(|word| {
            let Some((name, host)) = word.split_once('@') else { return false };
            !name.is_empty() && host.trim_end_matches('.').split('.').count() > 1 && !host.starts_with('.')
        })
}

/// `text` with every address in one word, where blanks stand before its sign, after it or both.
fn joined(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('@') {
        return text.into();
    }
    let (mut whole, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('@') {
        let host = after.trim_start();
        let is_host = is_host(host.split(is_beside_address).next().unwrap_or_default());
        whole.push_str(if is_host { before.trim_end() } else { before });
        whole.push('@');
        rest = if is_host { host } else { after };
    }
    whole.push_str(rest);
    whole.into()
}

/// Whether `word` is a name with a dot in it: «kommune.no», not «arbeid.» or «10.30».
fn is_host(word: &str) -> bool {
    let end = word.trim_end_matches('.').rsplit_once('.');
    end.is_some_and(|(name, end)| !name.is_empty() && end.starts_with(char::is_alphabetic))
}

fn is_beside_address(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '<' | '>' | '(' | ')' | ';' | ',')
}

/// Whether text holds eleven digits that could be an identity number, date or not.
#[must_use]
pub fn holds_eleven_digits(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|at| digits_at(&letters, at, 11).is_some())
}

/// What an applicant wrote, as everybody may see it: on one line, without characters that steer a terminal, with
/// everything of eleven digits and every e-mail address taken out.
#[must_use]
pub fn shown(text: &str) -> String {
    if is_harmless(text) {
        return text.to_owned();
    }
    let visible: String = joined(text).chars().map(|c| if crate::text::steers(c) { ' ' } else { c }).collect();
    let words = visible.split_whitespace().map(|word| if holds_email(word) { TAKEN_OUT } else { word });
    let eleven = |letters: &[char], at| digits_at(letters, at, 11).map(|(_, length)| length);
    taken_out(&words.collect::<Vec<_>>().join(" "), |letters, at| {
        eleven(letters, at).or_else(|| without_zero_at(letters, at))
    })
}

/// Whether there is nothing in `text` to take out, and nothing to bring on one line: true of most, and quickly seen.
fn is_harmless(text: &str) -> bool {
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    // Blanks and controls beyond ASCII begin with these.
    let odd = |byte: u8| byte < b' ' || byte == 0x7f || byte == 0xC2 || (0xE1..=0xE3).contains(&byte) || byte == b'@';
    let apart = !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    figures < 10 && apart && !text.bytes().any(odd) && !text.chars().any(crate::text::steers)
}

/// What a finding may quote: `text` with identity numbers and e-mail addresses taken out; `None` where there are none.
#[must_use]
pub fn quotable(text: &str) -> Option<String> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 10 && !text.contains('@') {
        return None;
    }
    let kept = taken_out(&joined(text), |letters, at| {
        identity_number_at(letters, at).or_else(|| without_zero_at(letters, at))
    });
    let words = kept.split(' ').map(|word| if holds_email(word) { TAKEN_OUT } else { word });
    let kept = words.collect::<Vec<_>>().join(" ");
    (kept != text).then_some(kept)
}

/// `text` as received, but for identity numbers and e-mail addresses.
#[must_use]
pub fn as_received(text: &str) -> String {
    quotable(text).unwrap_or_else(|| text.to_owned())
}

/// `text` without what `length_at` finds: from a place, that many letters.
fn taken_out(text: &str, length_at: impl Fn(&[char], usize) -> Option<usize>) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if let Some(length) = length_at(&letters, at) {
            kept.push_str(TAKEN_OUT);
            at += length;
        } else {
            kept.push(*letter);
            at += 1;
        }
    }
    kept
}

/// Whether the digits at `at` are the decimals of a number.
fn are_decimals(letters: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| letters[at]);
    matches!(before(1), Some('.' | ',')) && before(2).is_some_and(|letter| letter.is_ascii_digit())
}

/// How many letters the identity number that begins at `at` has, if one does.
fn identity_number_at(letters: &[char], at: usize) -> Option<usize> {
    let (digits, length) = digits_at(letters, at, 11)?;
    (!are_decimals(letters, at) && is_date(&digits, &[0, 40, 65, 80])).then_some(length)
}

/// The same for one that a number cell has taken the first nil from. The offset 65 is left out: 47 begins a telephone
/// number.
fn without_zero_at(letters: &[char], at: usize) -> Option<usize> {
    let (mut digits, length) = digits_at(letters, at, 10)?;
    digits.insert(0, 0);
    (length == 10 && !are_decimals(letters, at) && is_date(&digits, &[0, 40, 80])).then_some(length)
}

/// Exactly `count` digits that begin at `at`, a space, point or dash after the sixth allowed, and how many letters that
/// is.
fn digits_at(letters: &[char], at: usize, count: usize) -> Option<(Vec<u32>, usize)> {
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    if at.checked_sub(1).is_some_and(digit) {
        return None;
    }
    let mut digits = Vec::with_capacity(count);
    let mut next = at;
    while digits.len() < count {
        let letter = letters.get(next)?;
        match letter.to_digit(10) {
            Some(digit) => digits.push(digit),
            None if digits.len() == 6
                && (letter.is_whitespace() || matches!(letter, '.' | '-' | '–'))
                && digit(next + 1) => {}
            None => return None,
        }
        next += 1;
    }
    (!digit(next)).then_some((digits, next - at))
}

/// Whether the first six digits are a day, month and year, the month moved by one of `offsets`.
fn is_date(digits: &[u32], offsets: &[u32]) -> bool {
    let pair = |first: usize| digits[first] * 10 + digits[first + 1];
    let day = if pair(0) > 40 { pair(0) - 40 } else { pair(0) };
    let month = |offset: &u32| pair(2).checked_sub(*offset).is_some_and(|month| (1..=12).contains(&month));
    (1..=31).contains(&day) && offsets.iter().any(month)
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
            ("Tiltak 2.01819012345", "Tiltak 2.•••"),
            ("Oppfølging 1819012345", "Oppfølging •••"),
            ("4631-nav-alver-018190-12345", "4631-nav-alver-•••"),
            ("Frå 2020-2023, 1 240 000 kr", "Frå 2020-2023, 1 240 000 kr"),
            ("Ungdom 16-25 år, 2023 2024 2025, kr 1 234 567 890", "Ungdom 16-25 år, 2023 2024 2025, kr 1 234 567 890"),
            ("018190 123456", "018190 123456"),
            ("123456789012", "123456789012"),
            ("Skriv til post@kommune.example no", "Skriv til ••• no"),
            ("Ung @ arbeid", "Ung @ arbeid"),
            ("Skriv til post @ kommune.example no", "Skriv til ••• no"),
            ("Ung @ arbeid: post @ kommune.example", "Ung @ arbeid: •••"),
            ("Skriv til post@ kommune.example", "Skriv til •••"),
            ("Skriv til post @kommune.example.", "Skriv til •••"),
            ("a@kommune.example og b @ kommune.example", "••• og •••"),
            ("Samling @ 10.30", "Samling @ 10.30"),
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

    #[test]
    fn what_looks_like_an_identity_is_taken_out_and_other_numbers_stay() {
        for (text, expected) in [
            ("Gjeld 01819012345.", "Gjeld •••."),
            ("018190 12345", "•••"),
            ("018190-12345 og 41819012345", "••• og •••"),
            ("1819012345", "•••"),
            ("post@kommune.example", "•••"),
            ("skriv til post@kommune.example no", "skriv til ••• no"),
            ("630 000", "630 000"),
            ("201333.33333333334", "201333.33333333334"),
            ("0.01819012345", "0.01819012345"),
            ("47 12 34 56 78", "47 12 34 56 78"),
            ("4712345678", "4712345678"),
            ("920290922", "920290922"),
            ("99999912345", "99999912345"),
            ("018190123456", "018190123456"),
        ] {
            assert_eq!(quotable(text).as_deref().unwrap_or(text), expected);
        }
    }
}
