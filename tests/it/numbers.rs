//! Numbers and dates as people read them, and scores as they are rounded.

use jiff::civil::date;
use rust_decimal::Decimal;
use tilskot::money::{Kroner, Positions};
use tilskot::score::Score;
use tilskot::text::{Language, number};

/// Norwegian as it is written here, with a plain space for the no-break one so that the tables can be read.
fn plain(written: &str) -> String {
    assert!(
        !written.contains(' ') || !written.contains(|c: char| c.is_ascii_digit()),
        "breaks in the middle: {written}"
    );
    written.replace('\u{a0}', " ")
}

#[test]
fn amounts() {
    let cases = [
        (0, "0", "0"),
        (1, "0,01", "0.01"),
        (50, "0,50", "0.50"),
        (100, "1", "1"),
        (99_900, "999", "999"),
        (100_000, "1 000", "1,000"),
        (124_000_000, "1 240 000", "1,240,000"),
        (124_000_050, "1 240 000,50", "1,240,000.50"),
        (124_000_005, "1 240 000,05", "1,240,000.05"),
        (1_821_000_000, "18 210 000", "18,210,000"),
        (100_000_000_000_000, "1 000 000 000 000", "1,000,000,000,000"),
        (-1, "−0,01", "−0.01"),
        (-9_000_000, "−90 000", "−90,000"),
        (-9_000_050, "−90 000,50", "−90,000.50"),
    ];
    for (ore, norwegian, english) in cases {
        let amount = Kroner::from_ore(ore);
        for language in [Language::Nn, Language::Nb] {
            assert_eq!(plain(&number::amount(language, amount)), norwegian);
            assert_eq!(plain(&number::kroner(language, amount)), format!("{norwegian} kr"));
        }
        assert_eq!(number::amount(Language::En, amount), english);
    }
    assert_eq!(number::kroner(Language::En, Kroner::whole(1_240_000)), "NOK\u{a0}1,240,000");
    assert_eq!(number::kroner(Language::En, Kroner::whole(-90_000)), "−NOK\u{a0}90,000");
}

#[test]
fn an_amount_never_breaks_over_two_lines() {
    for language in Language::ALL {
        assert!(!number::kroner(language, Kroner::from_ore(123_456_789_050)).contains(' '));
    }
}

#[test]
fn decimals() {
    let cases = [
        (Decimal::new(12_345, 1), "1 234,5", "1,234.5"),
        (Decimal::new(-12_345, 1), "−1 234,5", "−1,234.5"),
        (Decimal::new(5, 1), "0,5", "0.5"),
        (Decimal::new(50, 1), "5,0", "5.0"),
        (-Decimal::ZERO, "0", "0"),
        (Decimal::new(0, 2), "0,00", "0.00"),
        (-Decimal::new(0, 2), "0,00", "0.00"),
    ];
    for (decimal, norwegian, english) in cases {
        assert_eq!(plain(&number::decimal(Language::Nn, decimal)), norwegian);
        assert_eq!(plain(&number::decimal(Language::Nb, decimal)), norwegian);
        assert_eq!(number::decimal(Language::En, decimal), english);
    }
}

#[test]
fn positions_and_counts() {
    let positions = [(20_000, "2", "2"), (355_000, "35,5", "35.5"), (2_500, "0,25", "0.25"), (1, "0,0001", "0.0001")];
    for (parts, norwegian, english) in positions {
        let positions = Positions::from_parts(parts);
        assert_eq!(number::positions(Language::Nn, positions), norwegian);
        assert_eq!(number::positions(Language::En, positions), english);
    }
    assert_eq!(number::count(Language::Nb, 30), "30");
    assert_eq!(plain(&number::count(Language::Nb, 200_000)), "200 000");
    assert_eq!(number::count(Language::En, 200_000), "200,000");
}

#[test]
fn dates() {
    let day = date(2023, 2, 3);
    assert_eq!(number::date(Language::Nn, day), "03.02.2023");
    assert_eq!(number::date(Language::Nb, day), "03.02.2023");
    assert_eq!(number::date(Language::En, day), "3 February 2023");
    assert_eq!(number::long_date(Language::Nn, day), "3. februar 2023");
    assert_eq!(number::long_date(Language::Nb, date(2023, 10, 31)), "31. oktober 2023");
    assert_eq!(number::long_date(Language::En, date(2023, 12, 31)), "31 December 2023");
    assert_eq!(number::date(Language::Nn, date(900, 1, 1)), "01.01.0900");
    let moment = day.at(9, 5, 59, 0);
    assert_eq!(number::date_time(Language::Nn, moment), "03.02.2023 kl. 09.05");
    assert_eq!(number::date_time(Language::En, moment), "3 February 2023 at 09:05");
}

#[test]
fn every_month_has_its_name() {
    let year = |language| {
        (1..=12).map(|month| number::long_date(language, date(2023, month, 1))).collect::<Vec<_>>().join(" ")
    };
    for (language, first, last) in
        [(Language::Nn, "1. januar 2023", "1. desember 2023"), (Language::En, "1 January 2023", "1 December 2023")]
    {
        let names = year(language);
        assert!(names.starts_with(first) && names.ends_with(last), "{names}");
        let different: std::collections::BTreeSet<&str> = names.split(' ').collect();
        assert_eq!(different.len(), 12 + 2, "{names}");
    }
}

#[test]
fn scores_are_rounded_half_away_from_zero() {
    let cases = [
        (0, 1, 0, "0,00"),
        (1, 3, 33, "0,33"),
        (2, 3, 67, "0,67"),
        (10, 3, 333, "3,33"),
        (17, 4, 425, "4,25"),
        (1, 200, 1, "0,01"),
        (1, 201, 0, "0,00"),
        (1, 199, 1, "0,01"),
        (3, 200, 2, "0,02"),
        (999, 200, 500, "5,00"),
        (4_995, 1_000, 500, "5,00"),
        (4_994_999, 1_000_000, 499, "4,99"),
        (-1, 3, -33, "−0,33"),
        (-2, 3, -67, "−0,67"),
        (-1, 200, -1, "−0,01"),
        (-1, 201, 0, "0,00"),
        (-3, 200, -2, "−0,02"),
        (-999, 200, -500, "−5,00"),
    ];
    for (numerator, denominator, hundredths, shown) in cases {
        let score = Score::fraction(numerator, denominator);
        assert_eq!(score.hundredths(), hundredths, "{numerator}/{denominator}");
        assert_eq!(number::score(Language::Nn, score), shown);
        assert_eq!(score.to_string(), shown.replace(',', ".").replace('−', "-"));
    }
}

#[test]
fn rounding_is_within_half_and_symmetric() {
    for denominator in 1..=420_i128 {
        for numerator in 0..=2 * denominator {
            let score = Score::fraction(numerator, denominator);
            let doubled_error = (score.hundredths() * denominator - numerator * 100) * 2;
            // At the half itself only upwards: away from zero.
            assert!(-denominator < doubled_error && doubled_error <= denominator, "{numerator}/{denominator}");
            assert_eq!(Score::fraction(-numerator, denominator).hundredths(), -score.hundredths());
        }
    }
}

#[test]
fn a_score_of_any_fineness_can_be_shown() {
    let whole = i128::MAX;
    assert_eq!(Score::fraction(whole - 1, whole).hundredths(), 100);
    assert_eq!(Score::fraction(whole / 2, whole).hundredths(), 50);
    assert_eq!(Score::fraction(-(whole / 3), whole).hundredths(), -33);
    assert_eq!(Score::fraction(1, whole).hundredths(), 0);
}
