//! A stored double becomes the shortest decimal that gives it back (formats.md, "Money is exact").
#![expect(clippy::disallowed_types, reason = "the double a workbook stores becomes a decimal here")]

use rust_decimal::Decimal;

use super::Value;

/// The double that `raw` is and its value, kept as it stood where no decimal holds it. `None`: not finite or no number.
pub(super) fn parse(raw: &str) -> Option<(f64, Value)> {
    if let Some(plain) = plain(raw) {
        return Some(plain);
    }
    if !is_numeral(raw) {
        return None;
    }
    let double: f64 = raw.parse().ok()?;
    Some((double, shortest(double).map_or_else(|| Value::Beyond(raw.into()), Value::Number)))
}

/// The usual case without its detour: at most fifteen digits survive the way through a double as they are.
fn plain(raw: &str) -> Option<(f64, Value)> {
    let unsigned = raw.strip_prefix('-').unwrap_or(raw);
    // Fifteen digits and a point.
    if unsigned.is_empty() || unsigned.len() > 16 {
        return None;
    }
    let (mut digits, mut count, mut behind) = (0_i64, 0_u32, None);
    for byte in unsigned.bytes() {
        if byte == b'.' && behind.is_none() && count > 0 {
            behind = Some(0_u32);
            continue;
        }
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        digits = digits * 10 + i64::from(digit);
        count += 1;
        behind = behind.map(|behind| behind + 1);
    }
    if count > 15 {
        return None;
    }
    let negative = unsigned.len() < raw.len();
    let mut scale = behind.unwrap_or(0);
    // Both are whole numbers below 2^53, so this division is rounded once, as reading the text would be.
    let size = if scale == 0 { exactly(digits) } else { exactly(digits) / exactly(10_i64.pow(scale)) };
    // The shortest decimal ends with no nought behind its point.
    while scale > 0 && digits % 10 == 0 {
        (digits, scale) = (digits / 10, scale - 1);
    }
    let value = Value::Number(Decimal::new(if negative { -digits } else { digits }, scale));
    Some((if negative { -size } else { size }, value))
}

/// A whole number as the double it is: below 2^53 each has its own.
const fn exactly(number: i64) -> f64 {
    number as f64
}

/// The shortest decimal that gives `double` back; `None` where a decimal cannot hold it exactly.
pub(super) fn shortest(double: f64) -> Option<Decimal> {
    if !double.is_finite() {
        return None;
    }
    // `{:e}` writes the shortest digits that give the double back: `-1.2345e-7`.
    let written = format!("{double:e}");
    let (mantissa, exponent) = written.split_once('e')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let power = exponent.parse::<i32>().ok()? - i32::try_from(fraction.len()).ok()?;
    if digits == 0 {
        return Some(Decimal::ZERO);
    }
    if power <= 0 {
        return Decimal::try_from_i128_with_scale(digits, power.unsigned_abs()).ok();
    }
    let scaled = 10_i128.checked_pow(power.unsigned_abs()).and_then(|factor| digits.checked_mul(factor))?;
    Decimal::try_from_i128_with_scale(scaled, 0).ok()
}

/// Whether `raw` is a finite number as XML Schema writes a double: sign, digits with at most one point, an exponent.
fn is_numeral(raw: &str) -> bool {
    let unsigned = raw.strip_prefix(['+', '-']).unwrap_or(raw);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0;
    mantissa_fits && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(raw: &str) -> Option<Value> {
        parse(raw).map(|(_, value)| value)
    }

    #[test]
    fn a_double_becomes_its_shortest_decimal() {
        let cases = [
            ("610000", "610000"),
            ("6.1e5", "610000"),
            ("57.699999999999996", "57.699999999999996"),
            ("57.7", "57.7"),
            ("0.1", "0.1"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("1234567.89", "1234567.89"),
            ("9007199254740993", "9007199254740992"),
            ("111111111111111111111111", "111111111111111110000000"),
            ("0.3333333333333333333333", "0.3333333333333333"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1E5", "100000"),
            ("-1200", "-1200"),
            ("1e-10", "0.0000000001"),
            ("12.50", "12.5"),
            ("100.00", "100"),
            ("0.000", "0"),
            ("-0.10", "-0.1"),
            ("000123", "123"),
            ("999999999999999", "999999999999999"),
            ("0.00000000000001", "0.00000000000001"),
        ];
        for (raw, decimal) in cases {
            let expected = Value::Number(Decimal::from_str_exact(decimal).expect("a decimal"));
            assert_eq!(value(raw), Some(expected), "{raw}");
            let double = parse(raw).map(|(double, _)| double.to_bits());
            assert_eq!(double, raw.parse().ok().map(f64::to_bits), "{raw}");
        }
    }

    #[test]
    fn what_no_decimal_holds_exactly_is_kept_as_it_stands() {
        for raw in ["1e999", "-1e999", "1e308", "1.7976931348623157e308", "5e-324", "1e29", "1.5e-28"] {
            assert_eq!(value(raw), Some(Value::Beyond(raw.into())), "{raw}");
        }
    }

    #[test]
    fn what_is_no_numeral_is_no_number() {
        let cases = "NaN nan INF -inf infinity 0x10 1,5 1_000 １２ −5 . e5 1e 1e+ -- 1.2.3 +-1 1e5.0";
        for raw in cases.split(' ').chain(["", " ", "1 000", "1\u{a0}000", " 5"]) {
            assert_eq!(value(raw), None, "{raw:?}");
        }
    }
}
