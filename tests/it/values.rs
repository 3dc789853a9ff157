//! Norwegian numbers and dates as people type them, each with what is read or what is found: `630000`, `T302`, or
//! `5800000 T323` where it is read and told (formats.md, "Norwegian cells"). Every cell is text, as in a CSV.

use std::sync::Arc;

use tilskot::application::{Field, Kind, Received, Submission};
use tilskot::form;
use tilskot::form::value::code::{self, Standing};
use tilskot::form::value::date;
use tilskot::form::value::number::{self, NumberFault, Sort};
use tilskot::origin::CellRef;
use tilskot::policy::Policy;
use tilskot::read::{Cell, Format, Formula, Row, Sheet, Value, Workbook};

/// Amounts in a money column.
const MONEY: &[(&str, &str)] = &[
    // Plain digits.
    ("0", "0"),
    ("1", "1"),
    ("630000", "630000"),
    ("1240000", "1240000"),
    (" 630000 ", "630000"),
    ("\u{a0}630000\u{a0}", "630000"),
    ("007", "7"),
    // Groups: every kind of space, apostrophes, full stops.
    ("630 000", "630000"),
    ("1 240 000", "1240000"),
    ("1\u{a0}240\u{a0}000", "1240000"),
    ("1\u{202f}240\u{202f}000", "1240000"),
    ("1\u{2009}240\u{2009}000", "1240000"),
    ("1\u{2007}240\u{2007}000", "1240000"),
    ("1 240\u{a0}000", "1240000"),
    ("1'240'000", "1240000"),
    ("1\u{2019}240\u{2019}000", "1240000"),
    ("610.000", "610000"),
    ("1.240.000", "1240000"),
    ("12.345.678", "12345678"),
    ("1.000", "1000"),
    // Groups that are none.
    ("1 24 000", "T302"),
    ("12 40 000", "T302"),
    ("1240 000", "T302"),
    ("1  240 000", "T302"),
    ("1.24.000", "T302"),
    ("1240.000.000", "T302"),
    ("1 240.000", "T302"),
    ("1.240 000", "T302"),
    ("1'240 000", "T302"),
    ("1.240.00", "T302"),
    ("610.0000", "T303"),
    // The comma is the decimal mark.
    ("1234,50", "1234.50"),
    ("1 234,50", "1234.50"),
    ("1\u{a0}234,50", "1234.50"),
    ("1.234,50", "1234.50"),
    ("1'234,50", "1234.50"),
    ("610000,00", "610000"),
    ("0,50", "0.50"),
    ("12,5", "12.50"),
    ("0,005", "T312"),
    ("1 234,567", "T312"),
    ("1234,5678", "T312"),
    ("610 000,000", "610000"),
    // A comma before three digits may be English.
    ("610,000", "T303"),
    ("12,345", "T303"),
    ("1,000", "T303"),
    ("0,500", "0.50"),
    ("1,240,000", "T302"),
    ("1,234.50", "T302"),
    ("1,2,3", "T302"),
    ("1234,", "T302"),
    (",50", "T302"),
    // A full stop where it cannot be grouping: two decimals are øre, less is asked about.
    ("1234.50", "1234.50"),
    ("12.50", "12.50"),
    ("1 234.50", "1234.50"),
    ("610000.00", "610000"),
    ("12.5", "T303"),
    ("610.5", "T303"),
    ("1.5", "T303"),
    ("12.3456", "T303"),
    ("1240000.5", "1240000.50"),
    ("0.5", "0.50"),
    ("57699.999999999996", "T312"),
    ("0.125", "T312"),
    ("610.", "T302"),
    (".5", "T302"),
    // Minus and brackets; an amount here cannot be below nil.
    ("-0", "0"),
    ("-1200", "T313"),
    ("- 1 200", "T313"),
    ("\u{2212}1 200", "T313"),
    ("\u{2013}1 200", "T313"),
    ("\u{2014}1 200", "T302"),
    ("(1 200)", "T313"),
    ("( 1 200 )", "T313"),
    ("(1 200,50)", "T313"),
    ("(0)", "0"),
    ("-(1 200)", "T302"),
    ("(-1 200)", "T302"),
    ("--1 200", "T302"),
    ("1 200-", "T302"),
    ("+1 200", "T302"),
    ("(1 200", "T302"),
    ("1 200)", "T302"),
    ("-kr 1 200", "T313"),
    ("kr -1 200", "T313"),
    ("kr (1 200)", "T313"),
    ("(kr 1 200)", "T313"),
    // A lone dash is nil.
    ("-", "0"),
    ("\u{2013}", "0"),
    ("\u{2212}", "0"),
    ("\u{2014}", "0"),
    (" - ", "0"),
    ("kr -", "0"),
    ("0,-", "0"),
    ("--", "T302"),
    ("- -", "T302"),
    // Words for kroner around the number.
    ("kr 630 000", "630000"),
    ("Kr 630 000", "630000"),
    ("KR 630000", "630000"),
    ("kr. 630 000", "630000"),
    ("kr630000", "630000"),
    ("630 000 kr", "630000"),
    ("630 000 kr.", "630000"),
    ("630000kr", "630000"),
    ("630 000 kroner", "630000"),
    ("630 000 Kroner", "630000"),
    ("630 000 kronar", "630000"),
    ("NOK 630 000", "630000"),
    ("nok 630000", "630000"),
    ("630 000 NOK", "630000"),
    ("630 000,-", "630000"),
    ("630 000,\u{2013}", "630000"),
    ("630 000,\u{2212}", "630000"),
    ("630 000,\u{2014}", "630000"),
    ("630 000,--", "630000"),
    ("630 000 ,-", "630000"),
    ("630.000,-", "630000"),
    ("630 000.-", "630000"),
    ("kr 630 000,-", "630000"),
    ("kr. 1.240.000,-", "1240000"),
    ("630 000,- kr", "630000"),
    ("kr 1 234,50", "1234.50"),
    ("kr\u{a0}630\u{a0}000", "630000"),
    ("kr", "T302"),
    ("NOK", "T302"),
    (",-", "T302"),
    ("630 000 euro", "T302"),
    ("$ 630 000", "T302"),
    ("USD 630 000", "T302"),
    ("kr 630 000 kr 5", "T302"),
    // Thousands and millions, told with both figures.
    ("5,8 mill.", "5800000 T323"),
    ("5,8 mill", "5800000 T323"),
    ("5,8 Mill. kr", "5800000 T323"),
    ("5,8 millionar", "5800000 T323"),
    ("5,8 millionar kroner", "5800000 T323"),
    ("5,8 millioner kroner", "5800000 T323"),
    ("5,8 million", "5800000 T323"),
    ("kr 5,8 mill.", "5800000 T323"),
    ("5,8mill.", "5800000 T323"),
    ("5.8 mill.", "5800000 T323"),
    ("1,24 MNOK", "1240000 T323"),
    ("mnok 1,24", "1240000 T323"),
    ("1,24 mkr", "1240000 T323"),
    ("1 mill. kr", "1000000 T323"),
    ("1,2345678 mill.", "1234567.80 T323"),
    ("1,23456789 mill.", "1234567.89 T323"),
    ("1,234567891 mill.", "T312"),
    ("1.500 mill.", "T303"),
    ("610 tkr", "610000 T323"),
    ("610 tkr.", "610000 T323"),
    ("610 t.kr", "610000 T323"),
    ("610 t.kr.", "610000 T323"),
    ("610 kNOK", "610000 T323"),
    ("610 TKR", "610000 T323"),
    ("tkr 610", "610000 T323"),
    ("610 tnok", "610000 T323"),
    ("610 tusen", "610000 T323"),
    ("610 tusen kroner", "610000 T323"),
    ("1 240 tkr", "1240000 T323"),
    ("-5 mill.", "T313"),
    ("mill.", "T302"),
    ("5 mrd.", "T302"),
    ("ein million", "T302"),
    ("5,8 mill. tkr", "T302"),
    // Everything else is shown as it stands.
    ("etter avtale", "T302"),
    ("ca. 610 000", "T302"),
    ("om lag 600 000", "T302"),
    ("600 000\u{2013}700 000", "T302"),
    ("600 000 + 20 000", "T302"),
    ("1,2 eller 1,3", "T302"),
    ("610 000*", "T302"),
    ("610 000 (inkl. mva.)", "T302"),
    ("seks hundre", "T302"),
    ("?", "T302"),
    ("x", "T302"),
    ("I/A", "T302"),
    ("50 %", "T302"),
    ("1 årsverk", "T302"),
    ("1e6", "T302"),
    ("0x10", "T302"),
    ("\u{ff11}\u{ff12}", "T302"),
    ("1/2", "T302"),
    ("=610000", "T302"),
    ("12:30", "T302"),
    ("01.02.2023", "T302"),
    ("610 O00", "T302"),
    ("l00", "T302"),
    // Beyond all bounds.
    ("1000000000000", "1000000000000"),
    ("1000000000001", "T324"),
    ("99999999999999999999999999999", "T324"),
    ("999999999999999999999999999999999999999999", "T324"),
    ("99999999999999999999999 mill.", "T324"),
];

/// Positions in a plain column.
const POSITIONS: &[(&str, &str)] = &[
    ("1", "1"),
    ("1,5", "1.5"),
    ("1.5", "1.5"),
    ("0,5", "0.5"),
    ("0,1", "0.1"),
    ("1,50", "1.5"),
    ("1.500", "1.5"),
    ("2,0", "2"),
    ("9,9", "9.9"),
    ("150 %", "1.5"),
    ("150%", "1.5"),
    ("50 %", "0.5"),
    ("50\u{a0}%", "0.5"),
    ("100 prosent", "1"),
    ("50 pst.", "0.5"),
    ("12,5 %", "T316"),
    ("0,5 årsverk", "0.5"),
    ("1,5 stillingar", "1.5"),
    ("1 stilling", "1"),
    ("2 stillinger", "2"),
    ("100 % stilling", "1"),
    ("50 % årsverk", "0.5"),
    ("50", "T314"),
    ("100", "T314"),
    ("150", "T314"),
    ("10", "T314"),
    ("0", "T315"),
    ("0 %", "T315"),
    ("-", "T315"),
    ("-1", "T315"),
    ("\u{2212}0,5", "T315"),
    ("1,33", "T316"),
    ("0,05", "T316"),
    ("1 1/2", "T302"),
    ("ein", "T302"),
    ("1,5 kr", "T302"),
    ("kr 1", "T302"),
    ("1 mill.", "T302"),
    ("1,5,5", "T302"),
    ("2 x 50 %", "T302"),
];

/// Dates.
const DATES: &[(&str, &str)] = &[
    ("01.02.2023", "2023-02-01"),
    ("1.2.2023", "2023-02-01"),
    ("1.02.2023", "2023-02-01"),
    ("01.2.2023", "2023-02-01"),
    ("01.02.23", "2023-02-01"),
    ("1.2.23", "2023-02-01"),
    ("1. 2. 2023", "2023-02-01"),
    ("1. 2. 23", "2023-02-01"),
    (" 01.02.2023 ", "2023-02-01"),
    ("01.02.2023.", "2023-02-01"),
    ("2023-02-01", "2023-02-01"),
    ("2023-02-01T23:59", "2023-02-01T23:59:00"),
    ("2023-02-01 23:59", "2023-02-01T23:59:00"),
    ("2023-02-01 23:59:59", "2023-02-01T23:59:59"),
    ("2023-02-01 23:59:59.000", "2023-02-01T23:59:59"),
    ("2023-02-01T23:59:59.5", "2023-02-01T23:59:59"),
    ("01.02.2023 23:59:59.123456", "2023-02-01T23:59:59"),
    ("2023-02-01 23:59:59.", "T304"),
    ("2023-02-01 23:59:59.5s", "T304"),
    ("2023-02-01 23:59.59.5", "T304"),
    ("2023-02-01 23:59:59:00", "T304"),
    ("1. februar 2023", "2023-02-01"),
    ("1.februar 2023", "2023-02-01"),
    ("1 februar 2023", "2023-02-01"),
    ("01. februar 2023", "2023-02-01"),
    ("1. Februar 2023", "2023-02-01"),
    ("1. FEBRUAR 2023", "2023-02-01"),
    ("1.\u{a0}februar\u{a0}2023", "2023-02-01"),
    ("1.\u{202f}februar\u{202f}2023", "2023-02-01"),
    ("1. feb. 2023", "2023-02-01"),
    ("1. feb 2023", "2023-02-01"),
    ("1. februar 23", "2023-02-01"),
    ("1. januar 2023", "2023-01-01"),
    ("1. mars 2023", "2023-03-01"),
    ("1. april 2023", "2023-04-01"),
    ("1. mai 2023", "2023-05-01"),
    ("1. juni 2023", "2023-06-01"),
    ("1. juli 2023", "2023-07-01"),
    ("1. august 2023", "2023-08-01"),
    ("1. september 2023", "2023-09-01"),
    ("1. sept. 2023", "2023-09-01"),
    ("1. oktober 2023", "2023-10-01"),
    ("1. november 2023", "2023-11-01"),
    ("1. desember 2023", "2023-12-01"),
    ("1. des. 2023", "2023-12-01"),
    ("1 February 2023", "2023-02-01"),
    ("1. february 2023", "2023-02-01"),
    ("29.02.2024", "2024-02-29"),
    ("31.12.2022", "2022-12-31"),
    // With the time of day.
    ("1. februar 2023 kl. 23.59", "2023-02-01T23:59:00"),
    ("1. februar 2023 kl 23.59", "2023-02-01T23:59:00"),
    ("1. februar 2023, kl. 23:59", "2023-02-01T23:59:00"),
    ("01.02.2023 kl. 23.59", "2023-02-01T23:59:00"),
    ("01.02.2023 23:59", "2023-02-01T23:59:00"),
    ("01.02.2023 23.59", "2023-02-01T23:59:00"),
    ("01.02.2023 23:59:59", "2023-02-01T23:59:59"),
    ("01.02.2023 kl. 12", "2023-02-01T12:00:00"),
    ("01.02.2023 kl. 2359", "2023-02-01T23:59:00"),
    ("01.02.2023 klokka 12.00", "2023-02-01T12:00:00"),
    ("01.02.2023 klokken 12.00", "2023-02-01T12:00:00"),
    ("01.02.2023 0:00", "2023-02-01T00:00:00"),
    ("01.02.2023 12", "T304"),
    ("01.02.2023 25:00", "T304"),
    ("01.02.2023 kl. 24.00", "T304"),
    ("01.02.2023 23:60", "T304"),
    ("01.02.2023 føre lunsj", "T304"),
    // Days that are not.
    ("31.02.2023", "T304"),
    ("29.02.2023", "T304"),
    ("31.04.2023", "T304"),
    ("32.01.2023", "T304"),
    ("00.01.2023", "T304"),
    ("01.13.2023", "T304"),
    ("2023-02-30", "T304"),
    ("31. februar 2023", "T304"),
    // Dates nobody can have meant.
    ("01.01.1900", "T305"),
    ("1.1.1900", "T305"),
    ("01.03.2203", "T305"),
    ("01.03.0023", "T305"),
    ("01.03.99", "T305"),
    // Not dates.
    ("01/02/2023", "T304"),
    ("2/1/2023", "T304"),
    ("01-02-2023", "T304"),
    ("2023.02.01", "T304"),
    ("20230201", "T304"),
    ("44958", "T304"),
    ("01.02", "T304"),
    ("februar 2023", "T304"),
    ("1. fobruar 2023", "T304"),
    ("01.02.202", "T304"),
    ("01.02.20233", "T304"),
    ("2023", "T304"),
    ("hausten 2023", "T304"),
    ("snarast", "T304"),
    ("onsdag", "T304"),
    ("-", "T304"),
];

/// A list with one value to a row, and what came of each: the value as `read` shows it, then the codes at its cell.
fn outcomes(header: &str, values: &[(&str, &str)], read: fn(&Submission) -> Option<String>) -> Vec<String> {
    let cell = |column, text: &str| Cell {
        column,
        value: Value::Text(text.into()),
        formula: Formula::None,
        percent: false,
        unseen: false,
    };
    let mut rows = vec![Row {
        number: 0,
        hidden: false,
        cells: vec![cell(0, "Nav-kontor"), cell(1, "Prosjekttittel"), cell(2, header)].into(),
    }];
    for (number, (text, _)) in (1..).zip(values) {
        let cells = vec![cell(0, "Nav Alver"), cell(1, "Første steg"), cell(2, text)];
        rows.push(Row { number, hidden: false, cells: cells.into() });
    }
    let name = Arc::from("");
    let sheet = Sheet { name, visible: true, merged: Vec::new(), hidden_columns: Vec::new(), rows };
    let mut workbook = Workbook { format: Format::Csv, sheets: vec![sheet], noticed: Vec::new(), stamp: None };
    let policy = Policy::without_batch();
    let policy = Policy { scheme: tilskot::policy::Scheme { position_step: step(), ..policy.scheme }, ..policy };
    let schema = form::application::schema(&policy);
    let gathered = form::application::applications(&Arc::from("liste.csv"), &mut workbook, &policy, &schema);
    let outcome = |(row, submission): (u32, &Submission)| {
        let at = Some(CellRef::new(row, 2));
        let codes = gathered.findings.iter().filter(|one| one.cell == at).map(|one| one.problem.code().to_owned());
        read(submission).into_iter().chain(codes).collect::<Vec<_>>().join(" ")
    };
    (1..).zip(&gathered.records).map(outcome).collect()
}

fn step() -> tilskot::money::Positions {
    tilskot::money::Positions::exact("0.1".parse().unwrap()).unwrap()
}

fn hold(header: &str, values: &[(&str, &str)], read: fn(&Submission) -> Option<String>) {
    let got = outcomes(header, values, read);
    assert_eq!(got.len(), values.len());
    let wrong: Vec<String> = values
        .iter()
        .zip(got)
        .filter(|((_, expected), got)| expected != got)
        .map(|((text, expected), got)| format!("{text:?}: {got}, and {expected} was expected"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn amounts_as_people_type_them() {
    hold(Field::Applied.label().nn, MONEY, |one| one.applied.map(|applied| applied.to_string()));
}

#[test]
fn positions_as_people_type_them() {
    hold(Field::Positions.label().nn, POSITIONS, |one| {
        one.positions.map(|positions| positions.to_decimal().normalize().to_string())
    });
}

#[test]
fn dates_as_people_type_them() {
    hold(Field::Received.label().nn, DATES, |one| {
        one.received.map(|received| match received {
            Received::Day(day) => day.to_string(),
            Received::Moment(moment) => moment.to_string(),
        })
    });
}

#[test]
fn the_tables_are_as_long_as_they_should_be() {
    assert!(MONEY.len() + POSITIONS.len() >= 200, "{}", MONEY.len() + POSITIONS.len());
    assert!(DATES.len() >= 80, "{}", DATES.len());
    for table in [MONEY, POSITIONS, DATES] {
        let mut texts: Vec<&str> = table.iter().map(|(text, _)| *text).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), table.len(), "a value stands twice");
    }
}

/// What the tables cannot tell apart: readings that end in the same question, and words of other columns.
#[test]
fn years_words_and_units_at_their_edges() {
    use tilskot::form::value::{code, date, number};
    let year = |text: &str| date::parse(text).map(|received| received.date().year());
    assert_eq!([year("01.02.79"), year("01.02.80")], [Ok(2079), Ok(1980)]);
    for (words, said) in [("ja Yes x 1 inhabil ugild", Some(true)), ("nei No 0 habil", Some(false)), ("kanskje", None)]
    {
        for word in words.split(' ') {
            assert_eq!(code::yes(word), said, "{word}");
        }
    }
    for (text, unit) in [("5 kr", Some(number::Unit::Kroner)), ("5 %", Some(number::Unit::PerCent)), ("5", None)] {
        assert_eq!(number::parse(text, number::Sort::Small).map(|stated| stated.unit), Ok(unit), "{text}");
    }
    assert_eq!(number::parse("kr -", number::Sort::Money).map(|stated| stated.unit), Ok(Some(number::Unit::Kroner)));
}

/// Kinds, years and standings in the words people use, and words that are none of them.
#[test]
fn codes_as_people_type_them() {
    for (text, kind) in [
        ("Ny søknad", Some(Kind::New)),
        ("Vidareføring", Some(Kind::Continuing)),
        ("Videreføring", Some(Kind::Continuing)),
        ("NY SØKNAD *", Some(Kind::New)),
        ("Nytt prosjekt", Some(Kind::New)),
        ("Førstegongssøknad år 1", Some(Kind::New)),
        ("Vidareføring, år 2", Some(Kind::Continuing)),
        ("videreføring 3. året", Some(Kind::Continuing)),
        ("Vidareføring år 4", None),
        ("år 2", None),
        ("Søknad", None),
        ("", None),
    ] {
        assert_eq!(code::kind(text), kind, "{text}");
    }
    let years = [("1", 1), ("2.", 2), (" År 2", 2), ("3. år", 3), ("12", 12)];
    for (text, year) in years {
        assert_eq!(code::grant_year(text), Some(year), "{text}");
    }
    for text in ["0", "-1", "to", "2,5", "år", "300", ""] {
        assert_eq!(code::grant_year(text), None, "{text}");
    }
    for (text, year) in [("2023", 2023), (" 2023 ", 2023), ("2022/23", 2022), ("2022-2023", 2022), ("2022–23", 2022)]
    {
        assert_eq!(code::calendar_year(text), Some(year), "{text}");
    }
    for text in
        ["202", "2023.", "2023 a", "2022/3", "2022/ab", "2022/2a", "20a2", "-202", "+202/23", "2022/23-24", "år"]
    {
        assert_eq!(code::calendar_year(text), None, "{text}");
    }
    for (text, standing) in [
        ("Aktiv", Some(Standing::Active)),
        ("pågående", Some(Standing::Active)),
        ("Avslutta", Some(Standing::Ended)),
        ("stanset", Some(Standing::Ended)),
        ("ukjend", None),
        ("", None),
    ] {
        assert_eq!(code::standing(text), standing, "{text}");
    }
    for (text, yes) in
        [("Ja", Some(true)), ("x", Some(true)), ("Inhabil", Some(true)), ("nei", Some(false)), ("habil", Some(false))]
    {
        assert_eq!(code::yes(text), yes, "{text}");
    }
    assert_eq!(code::yes("kanskje"), None);
}

/// One number in columns of money, of positions, and of millions.
#[test]
fn a_full_stop_is_read_by_what_the_column_holds() {
    let read = |text: &str, sort| number::parse(text, sort).map(|stated| stated.number.to_string());
    let two = |one: &str, other: &str| Err(NumberFault::Ambiguous(one.parse().unwrap(), other.parse().unwrap()));
    let one = |number: &str| Ok(number.to_owned());
    for (text, money, small, scaled) in [
        ("1.500", one("1500"), one("1.5"), two("1.5", "1500")),
        ("1.234.567", one("1234567"), one("1234567"), one("1234567")),
        ("12.5", two("12.5", "12500"), one("12.5"), two("12.5", "12500")),
        ("12.50", one("12.5"), one("12.5"), one("12.5")),
        ("12.3456", two("12.3456", "123456"), one("12.3456"), two("12.3456", "123456")),
        ("1240", one("1240"), one("1240"), one("1240")),
        ("1.500 kr", one("1500"), one("1.5"), two("1.5", "1500")),
        ("1,5 mill.", one("1500000"), one("1500000"), one("1500000")),
    ] {
        assert_eq!(read(text, Sort::Money), money, "{text}, money");
        assert_eq!(read(text, Sort::Small), small, "{text}, small");
        assert_eq!(read(text, Sort::Scaled), scaled, "{text}, scaled");
    }
}

#[test]
fn halves_and_quarters_in_one_character_are_read_of_small_numbers_alone() {
    let small = |text: &str| number::parse(text, number::Sort::Small).map(|stated| stated.number.to_string()).ok();
    for (text, read) in [
        ("½", Some("0.5")),
        ("1½", Some("1.5")),
        ("2 ¼ årsverk", Some("2.25")),
        ("12¾", Some("12.75")),
        ("0½", Some("0.5")),
        ("100½", None),
        ("a½", None),
        ("1 2½", None),
        ("½1", None),
        ("1/2", None),
    ] {
        assert_eq!(small(text).as_deref(), read, "{text}");
    }
    assert!(number::parse("1½", number::Sort::Money).is_err());
    let millions = number::parse("1½ mill. kr", number::Sort::Money).map(|stated| stated.number);
    assert_eq!(millions, Ok(rust_decimal::Decimal::from(1_500_000)));
}

/// A moment as systems write it is told by the clock of Oslo, in winter and in summer.
#[test]
fn a_moment_with_an_offset_is_told_by_the_clock_of_oslo() {
    for (text, moment) in [
        ("2023-02-01T22:59:00Z", "2023-02-01T23:59:00"),
        ("2023-07-01T22:30:00Z", "2023-07-02T00:30:00"),
        ("2023-02-01T12:00:00+03:00", "2023-02-01T10:00:00"),
    ] {
        let read = date::parse(text).map(|received| received.moment().to_string());
        assert_eq!(read.as_deref(), Ok(moment), "{text}");
    }
}
