//! Norwegian numbers in text: `1 240 000`, `610.000`, `kr 1 240 000,-`, `5,8 mill.`, `(1 200)`.
//!
//! Grouping is a space of any kind, an apostrophe, or a full stop in groups of three; the decimal mark is a comma, and a
//! full stop only where it cannot be grouping. Everything else is a fault that shows what it could have meant.

use rust_decimal::Decimal;

/// A number as text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The number, scale words already applied.
    pub number: Decimal,
    /// What a word after it multiplied it by: 1, 1 000 (`tkr`) or 1 000 000 (`mill.`).
    pub scale: Decimal,
    /// Whether a per cent sign or word stood after it.
    pub percent: bool,
}

/// Why text is not one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFault {
    /// Not a number at all.
    NotANumber,
    /// Can be read in these two ways.
    Ambiguous(Decimal, Decimal),
    /// More digits than any amount has.
    TooLarge,
}

/// What kind of number a column holds: it decides what a full stop or comma can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Kroner: thousands are usual, more than two decimals are not.
    Money,
    /// Small numbers (positions, scores): thousands do not occur.
    Small,
}

/// Reads `text` as a number of the given sort.
///
/// # Errors
/// [`NumberFault`] for anything that is not exactly one number.
pub fn parse(text: &str, sort: Sort) -> Result<Stated, NumberFault> {
    let lower = text.trim().to_lowercase();
    if matches!(lower.as_str(), "-" | "–" | "−" | "—") {
        return Ok(Stated { number: Decimal::ZERO, scale: Decimal::ONE, percent: false });
    }
    let (bare, bracketed) = match lower.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (lower.as_str(), false),
    };
    let affixed = strip_affixes(bare);
    let (digits, signed) = match affixed.rest.strip_prefix(['-', '\u{2212}', '–']) {
        Some(rest) => (rest.trim_start(), true),
        None => (affixed.rest, false),
    };
    if bracketed && signed {
        return Err(NumberFault::NotANumber);
    }
    let number = digits_of(digits, sort)?;
    let number = number.checked_mul(affixed.scale).ok_or(NumberFault::TooLarge)?;
    let number = if bracketed || signed { -number } else { number };
    Ok(Stated { number: number.normalize(), scale: affixed.scale, percent: affixed.percent })
}

struct Affixed<'a> {
    rest: &'a str,
    scale: Decimal,
    percent: bool,
}

const THOUSAND: Decimal = Decimal::ONE_THOUSAND;

/// Takes `kr`, `NOK`, `,-` and the like from around a number, and the word that scales it.
fn strip_affixes(text: &str) -> Affixed<'_> {
    const CURRENCY: [&str; 5] = ["kroner", "kronar", "kr.", "kr", "nok"];
    const MILLION: [&str; 8] = ["millionar", "millioner", "million", "millions", "mill.", "mill", "mnok", "mkr"];
    const THOUSANDS: [&str; 4] = ["tusen", "tkr.", "tkr", "tnok"];
    const DASH: [&str; 6] = [",-", ",–", ",\u{2212}", ".-", ",--", ",—"];
    const PER_CENT: [&str; 4] = ["%", "prosent", "pst.", "pst"];
    const POSITIONS: [&str; 6] = ["årsverk", "stillingar", "stillinger", "stilling", "positions", "position"];

    let mut rest = text.trim();
    for word in CURRENCY {
        if let Some(after) = rest.strip_prefix(word) {
            rest = after.trim_start();
            break;
        }
    }
    let mut strip = |words: &[&str]| {
        let found = words.iter().find_map(|word| rest.strip_suffix(word));
        if let Some(before) = found {
            rest = before.trim_end();
        }
        found.is_some()
    };
    strip(&CURRENCY);
    strip(&DASH);
    let scale = if strip(&MILLION) {
        THOUSAND * THOUSAND
    } else if strip(&THOUSANDS) {
        THOUSAND
    } else {
        Decimal::ONE
    };
    strip(&POSITIONS);
    let percent = strip(&PER_CENT);
    Affixed { rest, scale, percent }
}

const fn is_group_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}')
}

fn digits_of(text: &str, sort: Sort) -> Result<Decimal, NumberFault> {
    let allowed = |c: char| c.is_ascii_digit() || is_group_space(c) || is_apostrophe(c) || matches!(c, '.' | ',');
    let framed = text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(|c: char| c.is_ascii_digit());
    if !framed || !text.chars().all(allowed) {
        return Err(NumberFault::NotANumber);
    }
    match (text.matches(',').count(), text.matches('.').count()) {
        (0, 0) => exact(&grouped(text)?, ""),
        (1, _) => {
            let (whole, fraction) = text.split_once(',').expect("one comma was counted");
            if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NumberFault::NotANumber);
            }
            let whole = grouped(whole)?;
            // «610,000» is 610 to whoever reads the comma as the decimal mark, and 610 000 to whoever learnt it in English.
            if sort == Sort::Money && fraction.len() == 3 && !text.contains(is_separator) && whole.len() <= 3 {
                return Err(NumberFault::Ambiguous(
                    exact(&whole, fraction)?,
                    exact(&format!("{whole}{fraction}"), "")?,
                ));
            }
            exact(&whole, fraction)
        }
        (0, stops) => full_stops(text, stops, sort),
        _ => Err(NumberFault::NotANumber),
    }
}

fn is_separator(letter: char) -> bool {
    is_group_space(letter) || is_apostrophe(letter) || letter == '.'
}

/// Full stops and no comma: grouping where they stand in groups of three, else at most one decimal point.
fn full_stops(text: &str, stops: usize, sort: Sort) -> Result<Decimal, NumberFault> {
    let (whole, fraction) = text.rsplit_once('.').expect("a full stop was counted");
    let could_group = fraction.len() == 3 && !text.starts_with('0') && grouped(text).is_ok();
    if could_group && (sort == Sort::Money || stops > 1) {
        return exact(&grouped(text)?, "");
    }
    if stops > 1 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    let whole = grouped(whole)?;
    // In money, `1234.50` has the two decimals of øre; `12.5` may be 12,50 or a slip in 12.500: ask (formats.md).
    if sort == Sort::Money && fraction.len() != 2 {
        let moved = format!("{whole}{fraction}");
        let other = if fraction.len() < 3 { format!("{moved:0<width$}", width = whole.len() + 3) } else { moved };
        return Err(NumberFault::Ambiguous(exact(&whole, fraction)?, exact(&other, "")?));
    }
    exact(&whole, fraction)
}

/// The digits of a whole number with at most one kind of grouping, in groups of three from the right.
fn grouped(text: &str) -> Result<String, NumberFault> {
    let kind = |c: char| {
        if is_group_space(c) {
            ' '
        } else if is_apostrophe(c) {
            '\''
        } else {
            c
        }
    };
    let kinds: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).map(kind).collect();
    if kinds.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(NumberFault::NotANumber);
    }
    let groups: Vec<&str> = text.split(is_separator).collect();
    let proper =
        groups.len() == 1 || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    if !proper || groups.iter().any(|group| group.is_empty()) {
        return Err(NumberFault::NotANumber);
    }
    Ok(groups.concat())
}

fn exact(whole: &str, fraction: &str) -> Result<Decimal, NumberFault> {
    let text = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    Decimal::from_str_exact(&text).map_err(|_| NumberFault::TooLarge)
}
