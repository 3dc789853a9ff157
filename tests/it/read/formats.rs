//! `.xls`, `.xlsb` and `.ods`: the same facts as an `.xlsx` gives, here and in the process that reads them.

use std::path::Path;

use tilskot::policy::FileLimits;
use tilskot::run::reader_child;

use super::{fixture, outcome, zipped};

/// One workbook, written by LibreOffice and by SheetJS: per cent, dates, formulas and errors; hidden, merged, far away.
const SEEN: &str = r#"merged A8:C9; hidden column G; hidden row 4; A1 "Kommune"; B1 "Beløp"; C1 "Andel"; D1 "Dato"; E1 "Formel"; F1 "Feil"; G1 "Sann"; H1 "Tekst"; A2 "Alver"; B2 610000; C2 0.5 as per cent; D2 2023-02-01T00:00:00; E2 = 1220000; F2 = error #DIV/0!; G2 = true; H2 "to\nlinjer"; A3 "Bømlo"; B3 12.25; C3 0.125 as per cent; D3 2023-02-01T12:30:00; E3 = ""; F3 = error #N/A; G3 = false; H3 "æ <&>"; A4 "Skjult"; B4 7; C4 1 as per cent; D4 -0.01 as per cent; E4 = "Skjult!"; F4 = 7; A8 "slått saman"; AB1000 9; hidden sheet Skjult ark; B2 1; hidden sheet Svært skjult; A1 "v""#;

/// An `.ods` with these tables; the style `ta2` hides one.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let spaces: String = ["office", "table", "text", "style"]
        .map(|name| format!(r#" xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0""#))
        .concat();
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content{spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:scripts/><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:calculation-settings/>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()), ("content.xml", content)])
}

#[test]
fn older_formats_give_the_facts_of_every_cell() {
    // LibreOffice keeps a truth value of an .ods as a number, SheetJS keeps no formula in an .xlsb.
    let ods = SEEN.replace("= true", "= 1").replace("= false", "= 0");
    let xlsb = SEEN.replace("E3 = \"\"; ", "").replace("= ", "");
    let written = "merged A4:B5; hidden column B; hidden row 2; A1 5; B1 formula without value; C1 formula without value; A2 0.25 as per cent; A4 \"m\"";
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

/// Names inside a compound file are the same in capitals: some writers use those.
#[test]
fn an_xls_whose_stream_is_in_capitals() {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut bytes = std::fs::read(fixture("formats/fakta.xls")).expect("the fixture is there");
    let name = wide("Workbook");
    let at = bytes.windows(name.len()).position(|window| window == name).expect("its stream");
    bytes[at..at + name.len()].copy_from_slice(&wide("WORKBOOK"));
    assert_eq!(outcome(&tilskot::read::workbook("a.xls", &bytes, &FileLimits::default())), SEEN);
}

/// Only the manifest says what it is.
#[test]
fn an_ods_without_a_mimetype() {
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\"><table:table-row><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"1\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let manifest = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;
    let bytes = zipped(&[("content.xml", content.to_owned()), ("META-INF/manifest.xml", manifest.to_owned())]);
    assert_eq!(outcome(&tilskot::read::workbook("a.ods", &bytes, &FileLimits::default())), "A1 true");
}

#[test]
fn an_ods_as_many_writers_write_it() {
    let ods = |inner: &str| outcome(&tilskot::read::workbook("a.ods", &ods(inner), &FileLimits::default()));
    let row = |cells: &str| {
        ods(&format!(r#"<table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table>"#))
    };
    let cells = [
        (
            r#"<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell>"#,
            "A1 12.5",
        ),
        (
            r#"<table:table-cell office:value-type="currency" office:currency="NOK" office:value="610000"/>"#,
            "A1 610000",
        ),
        (r#"<table:table-cell office:value-type="percentage" office:value="0.5"/>"#, "A1 0.5 as per cent"),
        (r#"<table:table-cell office:value-type="date" office:date-value="2023-02-01"/>"#, "A1 2023-02-01T00:00:00"),
        (r#"<table:table-cell office:value-type="date" office:date-value="2023-02-30"/>"#, "A1 no date 2023-02-30"),
        (r#"<table:table-cell office:value-type="boolean" office:boolean-value="true"/>"#, "A1 true"),
        (
            r#"<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>08:30</text:p></table:table-cell>"#,
            r#"A1 "08:30""#,
        ),
        (
            r#"<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span></text:p><text:p>d</text:p></table:table-cell>"#,
            r#"A1 "a  b\tc\nd""#,
        ),
        (
            "<table:table-cell office:value-type=\"string\">\n  <text:p>\n    laga for\n    hand\n</text:p>\n</table:table-cell>\n",
            r#"A1 "laga for hand ""#,
        ),
        (
            r#"<table:table-cell office:value-type="string" office:string-value="x"><text:p>vist</text:p></table:table-cell>"#,
            r#"A1 "x""#,
        ),
        (
            r#"<table:table-cell office:value-type="string"><office:annotation><text:p>merknad</text:p></office:annotation><text:p>x</text:p></table:table-cell>"#,
            r#"A1 "x""#,
        ),
        (r#"<table:table-cell><text:p>utan type</text:p></table:table-cell>"#, r#"A1 "utan type""#),
        (r#"<table:table-cell table:formula="of:=1+1"/>"#, "A1 formula without value"),
        (r#"<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>"#, "A1 = 2"),
        (r#"<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>"#, r#"A1 = """#),
        (
            r#"<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>"#,
            "A1 = error #DIV/0!",
        ),
        (
            r#"<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell>"#,
            "A1 = error Err:502",
        ),
        (
            r#"<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1"/><table:table-cell table:number-columns-repeated="16381"/>"#,
            "A1 1; B1 1; C1 1",
        ),
        (
            r#"<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="float" office:value="1"/><table:covered-table-cell office:value-type="float" office:value="2"/>"#,
            "merged A1:B2; A1 1; B1 2",
        ),
        (r#"<table:table-cell table:number-columns-repeated="99999999"/>"#, ""),
        (r#"<table:table-cell office:value-type="float" office:value="NaN"/>"#, "T101 A A1"),
        (r#"<table:table-cell office:value-type="float" office:value="1,5"/>"#, "T101 A A1"),
        (r#"<table:table-cell office:value-type="float"><text:p>5</text:p></table:table-cell>"#, "T101 A A1"),
        (r#"<table:table-cell office:value-type="boolean" office:boolean-value="ja"/>"#, "T101 A A1"),
        (r#"<table:table-cell office:value-type="other" office:value="1"/><table:table-cell/>"#, ""),
        (r#"<table:table-cell table:number-columns-repeated="0"/>"#, "T101 A"),
        (
            r#"<table:table-cell table:number-columns-repeated="16385" office:value-type="float" office:value="1"/>"#,
            "T101 A A1",
        ),
        (
            r#"<table:table-cell table:number-columns-spanned="99999" office:value-type="float" office:value="1"/>"#,
            "T101 A A1",
        ),
    ];
    for (cells, expected) in cells {
        assert_eq!(row(cells), expected, "{cells}");
    }
    let one = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let tables = [
        (
            format!(
                r#"<table:table table:name="A" table:style-name="ta2"><table:table-row>{one}</table:table-row></table:table>"#
            ),
            "hidden sheet A; A1 1",
        ),
        (
            format!(
                r#"<table:table table:name="A"><table:table-column/><table:table-column-group><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/></table:table-column-group><table:table-header-rows><table:table-row table:visibility="filter" table:number-rows-repeated="2">{one}</table:table-row></table:table-header-rows><table:table-row-group><table:table-row table:visibility="collapse">{one}</table:table-row></table:table-row-group><table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row></table:table><table:named-expressions/>"#
            ),
            "hidden column B; hidden column C; hidden row 1; hidden row 2; hidden row 3; A1 1; A2 1; A3 1",
        ),
        (r#"<table:table table:name="A"/><table:table table:name="A"/>"#.to_owned(), "T101 A"),
        (String::new(), "T101"),
        (
            format!(
                r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="9999999">{one}</table:table-row></table:table>"#
            ),
            "T101 A",
        ),
    ];
    for (inner, expected) in tables {
        assert_eq!(ods(&inner), expected, "{inner}");
    }
}
