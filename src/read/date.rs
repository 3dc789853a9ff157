//! Serial day numbers and ISO dates → civil dates, to the second.

use jiff::civil::{Date, DateTime, Time};
use jiff::{RoundMode, ToSpan, Unit, civil::DateTimeRound};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

/// What day number 0 of a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is 1 January 1900, and day 60 the 29 February 1900 that never was.
    From1900,
    /// Day 0 is 1 January 1904.
    From1904,
}

const SECONDS: i64 = 86_400;

/// The date and time of `serial`; `None` where it is no date: before the epoch, 29 February 1900, beyond 9999.
pub(super) fn of_serial(serial: Decimal, epoch: Epoch) -> Option<DateTime> {
    let days = serial.floor();
    // Nearly every date is a day alone.
    let second = if serial.scale() == 0 {
        0
    } else {
        let fraction = serial.checked_sub(days)?.checked_mul(Decimal::from(SECONDS))?;
        // Half a second goes up, as Excel shows it.
        fraction.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()?
    };
    let day = days.to_i64()?.checked_add(second / SECONDS)?;
    let second = second % SECONDS;
    let (zero, offset) = match (epoch, day) {
        (Epoch::From1904, 0..) => (Date::constant(1904, 1, 1), day),
        (Epoch::From1900, 1..=59) => (Date::constant(1899, 12, 31), day),
        (Epoch::From1900, 61..) => (Date::constant(1899, 12, 30), day),
        _ => return None,
    };
    if offset > 3_000_000 {
        return None;
    }
    let date = zero.checked_add(offset.days()).ok()?;
    let time = if second == 0 { Time::midnight() } else { Time::midnight().checked_add(second.seconds()).ok()? };
    Some(date.to_datetime(time))
}

/// The date and time of an ISO 8601 text such as `2023-02-01` or `2023-02-01T12:00:00`; `None` if there is no such time.
pub(super) fn of_iso(raw: &str) -> Option<DateTime> {
    let raw = raw.strip_suffix('Z').unwrap_or(raw);
    let begins = raw.len() >= 10
        && raw.bytes().take(10).enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let goes_on = raw.get(10..11).is_none_or(|separator| separator == "T");
    // An offset would move the moment: no spreadsheet writes one.
    let plain = raw.get(11..).is_none_or(|time| time.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.')));
    if !begins || !goes_on || !plain {
        return None;
    }
    // Excel writes more decimals than there are nanoseconds.
    let (whole, decimals) = raw.split_once('.').unwrap_or((raw, ""));
    if decimals.contains(['.', ':']) {
        return None;
    }
    let moment: DateTime = raw[..raw.len().min(whole.len() + 10)].parse().ok()?;
    moment.round(DateTimeRound::new().smallest(Unit::Second).mode(RoundMode::HalfExpand)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(raw: &str, epoch: Epoch) -> Option<String> {
        of_serial(Decimal::from_str_exact(raw).expect("a decimal"), epoch).map(|moment| moment.to_string())
    }

    #[test]
    fn serials_count_from_1900_with_its_leap_day_that_never_was() {
        let cases = [
            ("1", "1900-01-01T00:00:00"),
            ("59", "1900-02-28T00:00:00"),
            ("61", "1900-03-01T00:00:00"),
            ("44958", "2023-02-01T00:00:00"),
            ("44958.5", "2023-02-01T12:00:00"),
            ("45000.99999", "2023-03-15T23:59:59"),
            ("45000.999998", "2023-03-16T00:00:00"),
            ("44958.999988425925", "2023-02-01T23:59:59"),
            ("2958465", "9999-12-31T00:00:00"),
            ("2958465.9999", "9999-12-31T23:59:51"),
        ];
        for (raw, expected) in cases {
            assert_eq!(serial(raw, Epoch::From1900).as_deref(), Some(expected), "{raw}");
        }
        for raw in
            ["0", "0.5", "60", "60.5", "-1", "-0.5", "2958466", "2958465.999999", "79228162514264337593543950335"]
        {
            assert_eq!(serial(raw, Epoch::From1900), None, "{raw}");
        }
    }

    #[test]
    fn serials_count_from_1904() {
        let cases = [("0", "1904-01-01T00:00:00"), ("43496", "2023-02-01T00:00:00"), ("60", "1904-03-01T00:00:00")];
        for (raw, expected) in cases {
            assert_eq!(serial(raw, Epoch::From1904).as_deref(), Some(expected), "{raw}");
        }
        assert_eq!(serial("-1", Epoch::From1904), None);
        assert_eq!(serial("2957004", Epoch::From1904), None);
    }

    #[test]
    fn iso_dates_must_exist() {
        let cases = [
            ("2023-02-01", "2023-02-01T00:00:00"),
            ("2023-02-01T23:59:59", "2023-02-01T23:59:59"),
            ("2023-02-01T23:59:59.600", "2023-02-02T00:00:00"),
            ("2014-01-16T15:59:59.99999979045242400", "2014-01-16T16:00:00"),
            ("2009-01-01T11:00:00.00000020954757600", "2009-01-01T11:00:00"),
            ("2023-02-01T12:00", "2023-02-01T12:00:00"),
            ("2023-02-01T12:00:00Z", "2023-02-01T12:00:00"),
        ];
        for (raw, expected) in cases {
            assert_eq!(of_iso(raw).map(|moment| moment.to_string()).as_deref(), Some(expected), "{raw}");
        }
        let none = [
            "2025-02-30",
            "2023-13-01",
            "12:00:00",
            "2023-02-01T25:00:00",
            "2023-2-1",
            "2023-02-01T12:00:00+02:00",
            "2023-02-01T12:00:00.1234567890.1",
            "2023-02-01T12:00:00.",
            "2023-02-01[Europe/Oslo]",
            "",
            "æ023-02-01",
        ];
        for raw in none {
            assert_eq!(of_iso(raw), None, "{raw}");
        }
    }
}
