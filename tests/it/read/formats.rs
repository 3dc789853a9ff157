//! `.xls`, `.xlsb` and `.ods`: the same facts as an `.xlsx` gives, here and in the process that reads them.

use std::path::Path;

use tilskot::policy::FileLimits;
use tilskot::run::reader_child;

use super::{fixture, outcome};

/// One workbook, written by LibreOffice and by SheetJS: per cent, dates, formulas and errors; hidden, merged, far away.
const SEEN: &str = r#"merged A8:C9; hidden column G; hidden row 4; A1 "Kommune"; B1 "Beløp"; C1 "Andel"; D1 "Dato"; E1 "Formel"; F1 "Feil"; G1 "Sann"; H1 "Tekst"; A2 "Alver"; B2 610000; C2 0.5 as per cent; D2 2023-02-01T00:00:00; E2 = 1220000; F2 = error #DIV/0!; G2 = true; H2 "to\nlinjer"; A3 "Bømlo"; B3 12.25; C3 0.125 as per cent; D3 2023-02-01T12:30:00; E3 = ""; F3 = error #N/A; G3 = false; H3 "æ <&>"; A4 "Skjult"; B4 7; C4 1 as per cent; D4 -0.01 as per cent; E4 = "Skjult!"; F4 = 7; A8 "slått saman"; AB1000 9; hidden sheet Skjult ark; B2 1; hidden sheet Svært skjult; A1 "v""#;

#[test]
fn older_formats_give_the_facts_of_every_cell() {
    // LibreOffice keeps a truth value of an .ods as a number, SheetJS keeps no formula in an .xlsb.
    let ods = SEEN.replace("= true", "= 1").replace("= false", "= 0");
    let xlsb = SEEN.replace("E3 = \"\"; ", "").replace("= ", "");
    let written =
        "merged A4:B5; hidden column B; hidden row 2; A1 5; B1 formula without value; C1 formula without value; A2 0.25 as per cent; A4 \"m\"";
    let cases = [("fakta.xls", SEEN), ("fakta.xlsb", &xlsb), ("fakta.ods", &ods), ("xlwt.xls", written)];
    let program = Path::new(env!("CARGO_BIN_EXE_tilskot"));
    let limits = FileLimits::default();
    for (name, expected) in cases {
        let bytes = std::fs::read(fixture("formats").join(name)).expect("the fixture is there");
        assert_eq!(outcome(&tilskot::read::workbook(name, &bytes, &limits)), expected, "{name}");
        let format = tilskot::read::format(name, &bytes, &limits).expect("a workbook");
        let elsewhere = reader_child::elsewhere(program, name, &bytes, format, &limits);
        assert_eq!(outcome(&elsewhere), expected, "{name} elsewhere");
    }
}
