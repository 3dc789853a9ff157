//! Cells of an `.xlsx` as they may stand in its XML, and what is read of them.

use tilskot::policy::{FileLimit, FileLimits};
use tilskot::read;
use tilskot::text::Language;

use super::{outcome, zipped};

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a workbook with one sheet of this XML; the strings `Oslo`, `` and `Bergen`; formats 0 plain, 1 date, 2 per
/// cent.
pub(super) fn parts(sheet: &str) -> Vec<(&'static str, String)> {
    let link = |id: u32, kind: &str, target: &str| {
        format!(r#"<Relationship Id="rId{id}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#)
    };
    let links = |inner: String| format!(r#"<Relationships xmlns="{PACKAGE}">{inner}</Relationships>"#);
    vec![
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.into(),
        ),
        ("_rels/.rels", links(link(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            links(
                link(1, "worksheet", "worksheets/sheet1.xml")
                    + &link(2, "sharedStrings", "sharedStrings.xml")
                    + &link(3, "styles", "styles.xml"),
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(r#"<sst xmlns="{MAIN}"><si><t>Oslo</t></si><si/><si><t>Bergen</t></si></sst>"#),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ]
}

/// The workbook of these parts.
pub(super) fn workbook(sheet: &str) -> Vec<u8> {
    zipped(&parts(sheet))
}

/// What is read of a worksheet with this between its start and end tag.
fn sheet(inner: &str) -> String {
    let xml = format!(r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{inner}</worksheet>"#);
    outcome(&read::workbook("a.xlsx", &workbook(&xml), &FileLimits::default()))
}

/// What is read of these cells, in row 1.
fn row(cells: &str) -> String {
    sheet(&format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"))
}

#[test]
fn values_are_read_by_their_type() {
    let cases = [
        (r#"<c r="A1"><v>610000</v></c>"#, "A1 610000"),
        (r#"<c><v>1</v></c><c><v>2</v></c><c r="D1"><v>4</v></c><c><v>5</v></c>"#, "A1 1; B1 2; D1 4; E1 5"),
        (r#"<c r="A1" t="n"><v> 12.5 </v></c>"#, "A1 12.5"),
        (r#"<c r="A1"><v>12<!-- -->34</v></c>"#, "A1 1234"),
        (r#"<c r="A1"><v>1&#50;</v></c>"#, "A1 12"),
        (r#"<c r="A1" t="s"><v>2</v></c>"#, r#"A1 "Bergen""#),
        ("<c r=\"A1\" t=\"s\"><v>\n 2\n</v></c>", r#"A1 "Bergen""#),
        (r#"<c r="A1" t="s"><v>1</v></c>"#, ""),
        (r#"<c r="A1" t="s"/><c r="B1"><v/></c><c r="C1" s="1"/>"#, ""),
        (r#"<c r="A1" t="str"><v> x_x000D_&lt; </v></c>"#, r#"A1 " x\r< ""#),
        (r#"<c r="A1" t="str"><v></v></c>"#, ""),
        (r#"<c r="A1" t="inlineStr"><is><t>a</t></is></c>"#, r#"A1 "a""#),
        (r#"<c r="A1" t="inlineStr"><is><r><t xml:space="preserve">a </t></r><r><t>b</t></r></is></c>"#, r#"A1 "a b""#),
        (r#"<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>false</v></c>"#, "A1 true; B1 false"),
        (r##"<c r="A1" t="e"><v>#SPILL!</v></c>"##, "A1 error #SPILL!"),
        (r#"<c r="A1" s="1"><v>44958.5</v></c>"#, "A1 2023-02-01T12:00:00"),
        (r#"<c r="A1" s="1"><v>60</v></c>"#, "A1 no date 60"),
        (r#"<c r="A1" s="1"><v>1e300</v></c>"#, "A1 no date 1e300"),
        (r#"<c r="A1" s="2"><v>0.5</v></c>"#, "A1 0.5 as per cent"),
        (r#"<c r="A1" s="2" t="s"><v>0</v></c>"#, r#"A1 "Oslo""#),
        (r#"<c r="A1" t="d"><v>2023-02-01</v></c>"#, "A1 2023-02-01T00:00:00"),
        (r#"<c r="A1" t="d"><v>2025-02-30</v></c>"#, "A1 no date 2025-02-30"),
    ];
    for (cells, expected) in cases {
        assert_eq!(row(cells), expected, "{cells}");
    }
}

#[test]
fn formulas_are_known_with_and_without_their_result() {
    let cases = [
        (r#"<c r="A1"><f>1+1</f><v>2</v></c>"#, "A1 = 2"),
        (r#"<c r="A1"><f>1+1</f></c>"#, "A1 formula without value"),
        (r#"<c r="A1"><f>1+1</f><v></v></c>"#, "A1 formula without value"),
        (r#"<c r="A1" t="str"><f>""</f><v></v></c>"#, r#"A1 = """#),
        (r#"<c r="A1" t="str"><f>B1</f></c>"#, "A1 formula without value"),
        (r#"<c r="A1" t="str"><f>B1</f><v>x</v></c>"#, r#"A1 = "x""#),
        (r#"<c r="A1"><f t="shared" si="4000000000"/><v>7</v></c>"#, "A1 = 7"),
    ];
    for (cells, expected) in cases {
        assert_eq!(row(cells), expected, "{cells}");
    }
}

#[test]
fn doubt_about_a_cell_refuses_the_file_and_names_the_cell() {
    let cases = [
        r#"<c r="A1"/><c r="B1"><v>1</v><v>2</v></c>"#,
        r#"<c r="A1"/><c r="B1"><f>1</f><f>2</f><v>1</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="s"><v>3</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="s"><v>-1</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="s"><v>18446744073709551617</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="b"><v>2</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="e"><v>7</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="x"><v>1</v></c>"#,
        r#"<c r="A1"/><c r="B1" s="3"><v>1</v></c>"#,
        r#"<c r="A1"/><c r="B1" t="n"><is><t>x</t></is></c>"#,
        r#"<c r="A1"/><c r="B1">5</c>"#,
        r#"<c r="A1"/><c r="B1"><v><b/></v></c>"#,
        r#"<c r="A1"/><c r="B1"/><c r="B1"/>"#,
        r#"<c r="A1"/><c r="C1"/><c r="B1"/>"#,
        r#"<c r="A1"/><c r="b1"/>"#,
        r#"<c r="A1"/><c r="$B$1"/>"#,
        r#"<c r="A1"/><x/>"#,
        r#"<c r="A1"/><c r="B1"><v>&other;</v></c>"#,
        r#"<c r="A1"/><c r="B1"><v>&#0;</v></c>"#,
    ];
    for cells in cases {
        assert_eq!(row(cells), "T101 Ark1 B1", "{cells}");
    }
    let long = format!(r#"<c r="A1"/><c r="B1" t="str"><v>{}</v></c>"#, "å".repeat(32_768));
    assert_eq!(row(&long), "T116 Ark1 B1");
    let full = format!(r#"<c r="B1" t="str"><v>{}</v></c>"#, "å".repeat(32_767));
    assert!(row(&full).starts_with("B1 \"å"));
}

#[test]
fn rows_columns_and_merges_that_nobody_saw_are_known() {
    let cases = [
        (
            r#"<sheetData><row r="3" hidden="1"><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>"#,
            "hidden row 3; A3 1; A4 2",
        ),
        (r#"<sheetData><row ht="0"><c><v>1</v></c></row></sheetData>"#, "hidden row 1; A1 1"),
        (
            r#"<cols><col min="2" max="3" hidden="true"/><col min="5" max="5" width="0"/></cols><sheetData/>"#,
            "hidden column B; hidden column C; hidden column E",
        ),
        (
            r#"<sheetData/><mergeCells count="9"><mergeCell ref="A1:B2"/><mergeCell ref="C1"/></mergeCells>"#,
            "merged A1:B2",
        ),
        (
            r#"<dimension ref="nonsense"/><sheetViews><sheetView/></sheetViews><sheetData/><autoFilter ref="A1:B2"/>"#,
            "",
        ),
    ];
    for (inner, expected) in cases {
        assert_eq!(sheet(inner), expected, "{inner}");
    }
}

#[test]
fn a_sheet_that_is_not_built_as_one_is_refused() {
    let cases = [
        "",
        "<sheetData/><sheetData/>",
        "<sheetData>text</sheetData>",
        "<sheetData><row r=\"0\"/></sheetData>",
        "<sheetData><row r=\"1048577\"/></sheetData>",
        "<sheetData><row r=\"4294967298\"/></sheetData>",
        "<sheetData><row r=\"x\"/></sheetData>",
        "<sheetData><row hidden=\"maybe\"/></sheetData>",
        "<sheetData/><mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>",
        "<sheetData/><mergeCells><mergeCell ref=\"A1:\"/></mergeCells>",
        "<cols><col min=\"3\" max=\"2\" hidden=\"1\"/></cols><sheetData/>",
        "<sheetData></sheetDat>",
        "<sheetData/></worksheet><worksheet>",
        "<sheetData/><!DOCTYPE a>",
        "<sheetData a=\"1\" a=\"2\"/>",
        "<sheetData a=1/>",
        "<sheetData a/>",
        "<sheetData a=\"<\"/>",
        "<sheetData/><!-- never closed",
        "<sheetData/><",
        "<sheetData/>\u{1}",
        "<sheetData/>\u{FFFE}",
        "<clos><col min=\"3\" max=\"3\" hidden=\"1\"/></clos><sheetData/>",
        "<sheetData/><mergedCells/>",
    ];
    for inner in cases {
        assert!(sheet(inner).starts_with("T101 Ark1"), "{inner}: {}", sheet(inner));
    }
    let deep = format!("<sheetData/>{}{}", "<a xmlns=\"urn:x\">".repeat(70), "</a>".repeat(70));
    assert_eq!(sheet(&deep), "T116 Ark1");
    assert_eq!(sheet("<sheetData><row r=\"2\"/><row r=\"2\"/></sheetData>"), "T101 Ark1 A2");
}

#[test]
fn other_prefixes_and_the_strict_namespace_are_read() {
    let prefixed = format!(
        r#"<?xml version="1.0"?><!-- made elsewhere --><x:worksheet xmlns:x="{MAIN}" xmlns:o="urn:other"><o:extra><o:sheetData/></o:extra><x:sheetData><x:row r="1"><x:c r="A1" o:t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"#
    );
    assert_eq!(outcome(&read::workbook("a.xlsx", &workbook(&prefixed), &FileLimits::default())), "A1 1");
    let strict = prefixed.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main");
    assert_eq!(outcome(&read::workbook("a.xlsx", &workbook(&strict), &FileLimits::default())), "A1 1");
    let foreign = prefixed.replace(MAIN, "urn:other");
    assert_eq!(outcome(&read::workbook("a.xlsx", &workbook(&foreign), &FileLimits::default())), "T101 Ark1");
}

/// Cells that only one of the two readers sees, or that they see elsewhere: the file is held, at the cell.
#[test]
fn where_two_readers_differ_the_file_is_held() {
    let cases = [
        (r#"<c r="A1"><v>1</v></c><extLst><c r="C1"><v>2</v></c></extLst>"#, "T115 Ark1 C1"),
        (r#"<extLst><c r="B1"><v>2</v></c></extLst><c r="C1"><v>1</v></c>"#, "T115 Ark1 C1"),
    ];
    for (cells, expected) in cases {
        assert_eq!(row(cells), expected, "{cells}");
    }
}

/// What calamine is known to misread or refuse though it is right: the strict reader's word goes, for that cell only.
#[test]
fn known_limits_of_the_second_reader_refuse_nothing() {
    let cases = [
        ("<c t=\"s\"><v>\n2\n</v></c><c><v>7</v></c>", r#"A1 "Bergen"; B1 7"#),
        (
            r##"<c t="e"><v>#SPILL!</v></c><c><v>7</v></c><c r="D1"><v>8</v></c><c><v>9</v></c>"##,
            "A1 error #SPILL!; B1 7; D1 8; E1 9",
        ),
        (r#"<c t="n"><v> 5 </v></c><c t="n"><v>+5</v></c><c><v>6</v></c>"#, "A1 5; B1 5; C1 6"),
        (r#"<c><v><![CDATA[5]]></v></c><c t="str"><v><![CDATA[x]]></v></c><c><v>6</v></c>"#, r#"A1 5; B1 "x"; C1 6"#),
        (r#"<c t="inlineStr"/><c t="inlineStr"><is/></c><c><v>6</v></c>"#, "C1 6"),
    ];
    for (cells, expected) in cases {
        assert_eq!(row(cells), expected, "{cells}");
    }
}

/// The same with other shared strings.
fn with_strings(sheet: &str, strings: &str) -> Vec<u8> {
    let mut parts = parts(sheet);
    for (_, text) in parts.iter_mut().filter(|(name, _)| *name == "xl/sharedStrings.xml") {
        strings.clone_into(text);
    }
    zipped(&parts)
}

/// A large sheet is streamed, and read by calamine in a thread of its own: with the same outcome as a small one.
#[test]
fn a_large_sheet_is_read_as_a_small_one_is() {
    let padding = format!("<!--{}-->", "x".repeat(1_000)).repeat(5_000);
    let row = |number| {
        format!(
            r#"<row r="{number}"><c r="A{number}"><v>{number}</v></c><c t="s"><v>2</v></c><c t="e"><v>#SPILL!</v></c></row>"#
        )
    };
    let rows: String = (1..=3_000).map(row).collect();
    let last = |cells: &str| format!("<sheetData>{rows}<row>{cells}</row></sheetData>");
    let sound = last("<c><v>7</v></c>");
    let small = sheet(&sound);
    assert!(small.ends_with("A3001 7"), "{small}");
    assert_eq!(sheet(&format!("{padding}{sound}")), small);
    let cells = last(r#"<c r="A3001"><v>1</v></c><extLst><c r="C3001"><v>2</v></c></extLst>"#);
    assert_eq!(sheet(&format!("{padding}{cells}")), "T115 Ark1 C3001");
    // Refused long before the second reader is through.
    let broken = last("").replacen("<v>1</v>", "<v>1", 1);
    assert_eq!(sheet(&format!("{padding}{broken}")), sheet(&broken));
}

/// Large parts with shared strings go to calamine as they are, unless their stated count is absurd.
#[test]
fn many_shared_strings_are_read_whatever_their_stated_count() {
    let strings = format!("<si><t>{}</t></si>", "Tekst ".repeat(100)).repeat(8_000);
    for count in ["", r#" uniqueCount="8001""#, r#" uniqueCount="100000000000""#, r#" uniqueCount="x""#] {
        let strings = format!(r#"<sst xmlns="{MAIN}"{count}><si><t>Oslo</t></si>{strings}</sst>"#);
        let xml =
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>"#);
        let read = read::workbook("a.xlsx", &with_strings(&xml, &strings), &FileLimits::default());
        assert_eq!(outcome(&read), r#"A1 "Oslo""#, "{count}");
    }
}

#[test]
fn bounds_are_settings_and_a_breach_names_them() {
    let cells = "<sheetData><row><c><v>1</v></c><c t=\"inlineStr\"><is><t>lang tekst</t></is></c></row></sheetData>\
                 <mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>";
    let xml = format!(r#"<worksheet xmlns="{MAIN}">{cells}</worksheet>"#);
    let bytes = workbook(&xml);
    let with = |limit, value| {
        let limits = FileLimits::default().with(limit, value);
        read::workbook("a.xlsx", &bytes, &limits).map_err(|refusal| refusal.noticed())
    };
    let cases = [
        (FileLimit::Bytes, 100, "T108"),
        (FileLimit::Entries, 6, "T116"),
        (FileLimit::InflatedBytes, 1_000, "T116"),
        (FileLimit::SheetBytes, 100, "T116 Ark1"),
        (FileLimit::StringBytes, 10, "T116"),
        (FileLimit::PartBytes, 10, "T116"),
        (FileLimit::Cells, 1, "T109 Ark1 B1"),
        (FileLimit::Strings, 2, "T116"),
        (FileLimit::TextLength, 6, "T116 Ark1 B1"),
        (FileLimit::XmlDepth, 3, "T116 Ark1"),
        (FileLimit::Merges, 1, "T116 Ark1"),
    ];
    for (limit, value, expected) in cases {
        let noticed = with(limit, value).expect_err("over the bound");
        assert!(super::place(&noticed).starts_with(expected), "{limit:?}: {}", super::place(&noticed));
        if noticed.problem.code() == "T116" {
            let words = noticed.problem.message(Language::En) + &noticed.problem.fix(Language::En);
            assert!(words.contains(limit.key()), "{words}");
            assert!(words.contains(&value.to_string()) || value == 1_000, "{words}");
        }
        assert!(with(limit, limit.standard()).is_ok(), "{limit:?}");
    }
}

#[test]
fn utf16_is_refused() {
    let text = format!(r#"<worksheet xmlns="{MAIN}"><sheetData/></worksheet>"#);
    let wide: String = text.chars().flat_map(|c| [c, '\0']).collect();
    assert_eq!(outcome(&read::workbook("a.xlsx", &workbook(&wide), &FileLimits::default())), "T101 Ark1");
}

#[test]
fn a_part_that_inflates_beyond_reason_is_refused() {
    let blanks = " ".repeat(20 << 20);
    assert_eq!(sheet(&format!("<sheetData/>{blanks}")), "T116");
}
