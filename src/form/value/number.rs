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
    /// What a word beside it multiplied it by: 1, 1 000 (`tkr`) or 1 000 000 (`mill.`).
    pub scale: Decimal,
    /// The unit that stands beside it.
    pub unit: Option<Unit>,
}

impl Stated {
    /// A number without a word beside it.
    #[must_use]
    pub const fn bare(number: Decimal) -> Self {
        Self { number, scale: Decimal::ONE, unit: None }
    }
}

/// What a number counts, by the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `kr`, `NOK`, `,-`, `kroner`, and the words for thousands and millions of them.
    Kroner,
    /// `%`, `prosent`.
    PerCent,
    /// `årsverk`, `stillingar`.
    Positions,
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
    /// Kroner in a column that its header scales: «1.500» in millions may be one and a half as well as 1 500.
    Scaled,
    /// Small numbers (positions, scores): thousands do not occur.
    Small,
}

/// Reads `text` as a number of the given sort.
///
/// # Errors
/// [`NumberFault`] for anything that is not exactly one number.
pub fn parse(text: &str, sort: Sort) -> Result<Stated, NumberFault> {
    if sort == Sort::Scaled {
        return scaled(text);
    }
    let lower = text.trim().to_lowercase();
    // Before any sign is taken: «-   kr» is nil as accounts show it.
    let nil = strip_affixes(&lower);
    if is_dash(nil.rest) {
        return Ok(Stated { unit: nil.unit, ..Stated::bare(Decimal::ZERO) });
    }
    let (rest, outer) = signed(&lower);
    let affixed = strip_affixes(rest);
    let (digits, inner) = signed(affixed.rest);
    if outer.is_some() && inner.is_some() {
        return Err(NumberFault::NotANumber);
    }
    let number = if affixed.scale == Decimal::ONE { digits_of(digits, sort)? } else { scaled_digits(digits)? };
    let number = number.checked_mul(affixed.scale).ok_or(NumberFault::TooLarge)?;
    let number = if outer.or(inner).is_some() { -number } else { number };
    Ok(Stated { number: number.normalize(), scale: affixed.scale, unit: affixed.unit })
}

fn scaled(text: &str) -> Result<Stated, NumberFault> {
    let money = parse(text, Sort::Money)?;
    match parse(text, Sort::Small) {
        Ok(small) if money.scale == Decimal::ONE && small.number != money.number => {
            Err(NumberFault::Ambiguous(small.number, money.number))
        }
        _ => Ok(money),
    }
}

/// A mark that makes a number negative.
struct Minus;

/// Takes a minus sign from before a number, or brackets from around it. A lone dash is no sign.
fn signed(text: &str) -> (&str, Option<Minus>) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (inner.trim(), Some(Minus));
    }
    match text.strip_prefix(['-', '\u{2212}', '–']).map(str::trim_start) {
        Some(rest) if !rest.is_empty() => (rest, Some(Minus)),
        _ => (text, None),
    }
}

/// Whether text is a lone dash, which is nil.
#[must_use]
pub fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "\u{2212}" | "—")
}

/// A number without the words around it.
struct Affixed<'a> {
    rest: &'a str,
    scale: Decimal,
    unit: Option<Unit>,
}

/// One side of a number: takes a word from there.
type Side = for<'a> fn(&'a str, &str) -> Option<&'a str>;

fn before<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word)
}

fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_suffix(word)
}

impl Affixed<'_> {
    /// Takes the first of `words` that stands on `side`, and says what it means.
    fn take(&mut self, side: Side, words: &[&str], unit: Unit) -> bool {
        let found = words.iter().find_map(|word| side(self.rest, word));
        if let Some(rest) = found {
            (self.rest, self.unit) = (rest.trim(), Some(unit));
        }
        found.is_some()
    }

    /// Takes a word for thousands or millions of kroner, of which a number has one.
    fn take_scale(&mut self, side: Side) -> bool {
        const MILLION: [&str; 8] = ["millionar", "millioner", "million", "millions", "mill.", "mill", "mnok", "mkr"];
        const THOUSANDS: [&str; 7] = ["tusen", "t.kr.", "t.kr", "tkr.", "tkr", "tnok", "knok"];
        if self.scale != Decimal::ONE {
            return false;
        }
        if self.take(side, &MILLION, Unit::Kroner) {
            self.scale = Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND;
        } else if self.take(side, &THOUSANDS, Unit::Kroner) {
            self.scale = Decimal::ONE_THOUSAND;
        }
        self.scale != Decimal::ONE
    }
}

/// Takes `kr`, `NOK`, `,-` and the like from around a number, and the word that scales it.
fn strip_affixes(text: &str) -> Affixed<'_> {
    const CURRENCY: [&str; 5] = ["kroner", "kronar", "kr.", "kr", "nok"];
    const DASH: [&str; 6] = [",-", ",–", ",\u{2212}", ".-", ",--", ",—"];
    const PER_CENT: [&str; 4] = ["%", "prosent", "pst.", "pst"];
    const POSITIONS: [&str; 6] = ["årsverk", "stillingar", "stillinger", "stilling", "positions", "position"];

    let mut affixed = Affixed { rest: text.trim(), scale: Decimal::ONE, unit: None };
    // «tkr» ends in «kr»: the longer word first.
    if !affixed.take_scale(before) {
        affixed.take(before, &CURRENCY, Unit::Kroner);
    }
    if !affixed.take_scale(after) {
        affixed.take(after, &CURRENCY, Unit::Kroner);
        affixed.take(after, &DASH, Unit::Kroner);
        affixed.take_scale(after);
    }
    if affixed.unit.is_none() {
        affixed.take(after, &POSITIONS, Unit::Positions);
        // «50 % stilling» is half a position.
        affixed.take(after, &PER_CENT, Unit::PerCent);
    }
    affixed
}

const fn is_group_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}')
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}')
}

/// The digits before a word for thousands or millions: `5.8 mill.` is a decimal, but `1.500 mill.` may be either.
fn scaled_digits(text: &str) -> Result<Decimal, NumberFault> {
    let small = digits_of(text, Sort::Small)?;
    match digits_of(text, Sort::Money) {
        Ok(money) if money != small => Err(NumberFault::Ambiguous(small, money)),
        _ => Ok(small),
    }
}

/// «½» and «1 ½»: halves and quarters in one character. «1/2» may be a day.
fn with_fraction(text: &str) -> Option<Decimal> {
    const HUNDREDTHS: [(char, i64); 3] = [('½', 50), ('¼', 25), ('¾', 75)];
    let (whole, part) =
        HUNDREDTHS.iter().find_map(|(sign, part)| Some((text.strip_suffix(*sign)?.trim_end(), part)))?;
    if whole.len() > 2 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
    Some(Decimal::new(whole * 100 + part, 2).normalize())
}

fn digits_of(text: &str, sort: Sort) -> Result<Decimal, NumberFault> {
    if let Some(number) = with_fraction(text).filter(|_| sort == Sort::Small) {
        return Ok(number);
    }
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
            let bare = !text.contains(is_separator);
            let whole = grouped(whole)?;
            // «610,000» is 610 to whoever reads the comma as the decimal mark, and 610 000 to whoever learnt it in English.
            if sort == Sort::Money && fraction.len() == 3 && bare && whole.len() <= 3 && !whole.starts_with('0') {
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
    // «1 240.000»: a point with exactly three digits after it, in a number that is grouped otherwise.
    let mixed = sort == Sort::Money && fraction.len() == 3 && whole.contains(is_separator);
    if stops > 1 || mixed || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    // In money, `1234.50` has the two decimals of øre; `12.5` may be 12,50 or a slip in 12.500: ask (formats.md). After
    // a nil or more than three digits in a row no point can group.
    let asked = whole.len() <= 3 && !whole.starts_with('0');
    let whole = grouped(whole)?;
    if sort == Sort::Money && fraction.len() != 2 && asked {
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
