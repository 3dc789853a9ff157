//! Numbers and dates as people write them: `1 240 000 kr` with no-break spaces in Norwegian, `NOK 1,240,000` in English.

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

use super::Language;
use crate::money::{Kroner, Positions};
use crate::score::Score;

const NO_BREAK_SPACE: char = '\u{a0}';
/// Minus as typography has it, in text that people read. Programs get `-`.
const MINUS: char = '\u{2212}';

/// A decimal number, grouped by three: `1 234,5` or `1,234.5`.
#[must_use]
pub fn decimal(language: Language, number: Decimal) -> String {
    let (group, point) = match language {
        Language::Nn | Language::Nb => (NO_BREAK_SPACE, ','),
        Language::En => (',', '.'),
    };
    let digits = number.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut written = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        written.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(point);
        written.push_str(fraction);
    }
    written
}

/// An amount without its unit: `1 240 000`, `1 240 000,50`.
#[must_use]
pub fn amount(language: Language, kroner: Kroner) -> String {
    let mut number = kroner.to_decimal();
    if !kroner.is_whole() {
        number.rescale(2);
    }
    decimal(language, number)
}

/// A change without its unit: `+1 880 000`, `−30 000`, `0`.
#[must_use]
pub fn signed(language: Language, change: Kroner) -> String {
    let sign = if change > Kroner::ZERO { "+" } else { "" };
    format!("{sign}{}", amount(language, change))
}

/// An amount with its unit: `1 240 000 kr`, `NOK 1,240,000`; below nil `−90 000 kr`, `−NOK 90,000`.
#[must_use]
pub fn kroner(language: Language, kroner: Kroner) -> String {
    match language {
        Language::Nn | Language::Nb => format!("{}{NO_BREAK_SPACE}kr", amount(language, kroner)),
        Language::En if kroner.is_negative() => format!("{MINUS}NOK{NO_BREAK_SPACE}{}", amount(language, -kroner)),
        Language::En => format!("NOK{NO_BREAK_SPACE}{}", amount(language, kroner)),
    }
}

/// A number of positions: `35,5`.
#[must_use]
pub fn positions(language: Language, positions: Positions) -> String {
    decimal(language, positions.to_decimal())
}

/// A score with two decimals: `4,25`.
#[must_use]
pub fn score(language: Language, score: Score) -> String {
    let mut number = score.rounded();
    number.rescale(2);
    decimal(language, number)
}

/// A count: `1 240`.
#[must_use]
pub fn count(language: Language, count: usize) -> String {
    decimal(language, Decimal::from(count))
}

/// A date in figures: `03.02.2023` in Norwegian, `3 February 2023` in English.
#[must_use]
pub fn date(language: Language, date: Date) -> String {
    match language {
        Language::Nn | Language::Nb => format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year()),
        Language::En => long_date(language, date),
    }
}

/// A date in words: `3. februar 2023`, `3 February 2023`.
#[must_use]
pub fn long_date(language: Language, date: Date) -> String {
    const NORWEGIAN: [&str; 12] = [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::from(date.month().unsigned_abs()) - 1;
    match language {
        Language::Nn | Language::Nb => format!("{}. {} {}", date.day(), NORWEGIAN[month], date.year()),
        Language::En => format!("{} {} {}", date.day(), ENGLISH[month], date.year()),
    }
}

/// A date and its time of day, to the minute: `01.02.2023 kl. 23.59`, `1 February 2023 at 23:59`.
#[must_use]
pub fn date_time(language: Language, moment: DateTime) -> String {
    let day = date(language, moment.date());
    match language {
        Language::Nn | Language::Nb => format!("{day} kl. {:02}.{:02}", moment.hour(), moment.minute()),
        Language::En => format!("{day} at {:02}:{:02}", moment.hour(), moment.minute()),
    }
}
