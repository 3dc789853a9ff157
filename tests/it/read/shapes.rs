//! What real writers make of a workbook: unusual is not damaged. Each shape is read, or refused by name.

use std::io::{Cursor, Write};

use tilskot::policy::FileLimits;
use tilskot::read;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::cells::{DOCUMENT, MAIN, PACKAGE, parts, workbook};
use super::{outcome, zipped};

type Parts = Vec<(&'static str, String)>;
type Change = Box<dyn Fn(&mut Parts)>;

fn xlsx(bytes: &[u8]) -> String {
    outcome(&read::workbook("a.xlsx", bytes, &FileLimits::default()))
}

/// The sheet of these cells.
fn sheet(inner: &str) -> String {
    format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{inner}</worksheet>"#)
}

/// A workbook with 1 in A1, some of its parts changed.
fn changed(change: impl Fn(&mut Parts)) -> String {
    let mut parts = parts(&sheet("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"));
    change(&mut parts);
    xlsx(&zipped(&parts))
}

/// The text of a part.
fn part<'p>(parts: &'p mut Parts, name: &str) -> &'p mut String {
    &mut parts.iter_mut().find(|(known, _)| *known == name).expect("the part").1
}

const BOOK: &str = "xl/workbook.xml";
const LINKS: &str = "xl/_rels/workbook.xml.rels";
const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn cells_as_many_writers_write_them() {
    let cases = [
        // Blank in every type; a format alone; everything in one element.
        (r#"<c r="A1" t="b"><v/></c><c r="B1" t="e"><v></v></c><c r="C1" t="n"/><c r="D1" s="2"/><c/>"#, ""),
        (r#"<c r="A1" t="inlineStr"/><c r="B1" t="inlineStr"><is/></c><c r="C1" t="inlineStr"><is><t/></is></c>"#, ""),
        // Formulas of every kind, with their results.
        (r#"<c r="A1"><f t="array" ref="A1:B1" aca="1">B2:C2</f><v>1</v></c><c r="B1"><v>2</v></c>"#, "A1 = 1; B1 2"),
        (r#"<c r="A1"><f t="shared" ref="A1:A2" si="0">ROW()</f><v>1</v></c>"#, "A1 = 1"),
        (r#"<c r="A1"><f t="dataTable" ref="A1:B2" dt2D="1" dtr="1" r1="C1" r2="C2"/><v>1</v></c>"#, "A1 = 1"),
        (r#"<c r="A1" cm="1"><f t="array" ref="A1">_xlfn._xlws.SORT(B1:B2)</f><v>1</v></c>"#, "A1 = 1"),
        (r#"<c r="A1" t="str"><f>B1</f><v xml:space="preserve"> x </v></c>"#, r#"A1 = " x ""#),
        (r##"<c r="A1" t="e" vm="1"><f>B1</f><v>#VALUE!</v></c>"##, "A1 = error #VALUE!"),
        (r#"<c r="A1" t="str"><v>text</v></c>"#, r#"A1 "text""#),
        // Numbers as different libraries print them.
        (
            r#"<c r="A1"><v>1.0E7</v></c><c r="B1"><v>6.1e+05</v></c><c r="C1"><v>1200.0</v></c>"#,
            "A1 10000000; B1 610000; C1 1200",
        ),
        (r#"<c r="A1"><v>-0</v></c><c r="B1"><v>0.10000000000000001</v></c>"#, "A1 0; B1 0.1"),
        // Laid out over lines, with comments.
        (
            "\n  <c r=\"A1\" t=\"s\">\n    <v>0</v>\n  </c>\n  <!-- x -->\n  <c r=\"B1\">\n    <f>A1</f>\n    <v>2</v>\n  </c>\n",
            r#"A1 "Oslo"; B1 = 2"#,
        ),
        // A formula behind its result.
        (r#"<c r="A1"><v>1</v><f>B1</f></c><c r="B1" t="str"><v>x</v><f>A1</f></c>"#, r#"A1 = 1; B1 = "x""#),
        // Attributes that are newer or foreign; single quotes.
        ("<c r='A1' ph='1' cm='2' x14ac:dyDescent='0.25' xmlns:x14ac='urn:x'><v>1</v></c>", "A1 1"),
        // Rich text, phonetic runs, text that is kept as it stands.
        (
            r#"<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>nei</t></rPh><phoneticPr fontId="1"/></is></c>"#,
            r#"A1 "a b""#,
        ),
        (r#"<c r="A1" t="inlineStr"><is><t>a</t></is><extLst><ext uri="x"/></extLst></c>"#, "T115 Ark1 A1"),
        // A format that is not there says nothing about text or truth.
        (
            r#"<c r="A1" s="99" t="s"><v>0</v></c><c r="B1" s="99" t="b"><v>1</v></c><c r="C1" s="99"/>"#,
            r#"A1 "Oslo"; B1 true"#,
        ),
        (r#"<c r="A1" s="99"><v>1</v></c>"#, "T101 Ark1 A1"),
        (r#"<c r="A1" t="d" s="1"><v>2023-02-01T00:00:00Z</v></c>"#, "A1 2023-02-01T00:00:00"),
        (r#"<c r="A1" t="d"><v>08:30:00</v></c>"#, "A1 no date 08:30:00"),
        // Text of its own where formulas have theirs, as an older LibreOffice wrote it; never two texts.
        (r#"<c r="A1" t="inlineStr"><v>x</v></c><c r="B1"><v>1</v></c>"#, r#"A1 "x"; B1 1"#),
        (r#"<c r="A1" t="inlineStr"><f>B1</f><v t="inlineStr">x_x0041_</v></c>"#, r#"A1 = "xA""#),
        (r#"<c r="A1" t="inlineStr"><f>B1</f></c>"#, "A1 formula without value"),
        (r#"<c r="A1" t="inlineStr"><v>x</v><is><t>y</t></is></c>"#, "T101 Ark1 A1"),
        // A format that says nothing.
        (r#"<c r="A1" s=""><v>1</v></c><c r="B1" s="" t="s"><v>0</v></c>"#, r#"A1 1; B1 "Oslo""#),
    ];
    for (cells, expected) in cases {
        let bytes = workbook(&sheet(&format!("<sheetData><row r=\"1\" spans=\"1:9\">{cells}</row></sheetData>")));
        assert_eq!(xlsx(&bytes), expected, "{cells}");
    }
}

#[test]
fn sheets_as_many_writers_write_them() {
    let one = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#;
    let before = r#"<sheetPr codeName="x"><tabColor rgb="FF00FF00"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/><selection sqref="A1"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" zeroHeight="0"/>"#;
    let after = r##"<sheetCalcPr fullCalcOnLoad="1"/><sheetProtection sheet="1"/><autoFilter ref="A1:B2"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter><phoneticPr fontId="1"/><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1&gt;0</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"a,b"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks><pageMargins left="0"/><pageSetup paperSize="9"/><headerFooter><oddHeader>&amp;C x</oddHeader></headerFooter><rowBreaks count="1"><brk id="1"/></rowBreaks><drawing r:id="rId2"/><legacyDrawing r:id="rId3"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls/></mc:Choice><mc:Fallback><sheetData/></mc:Fallback></mc:AlternateContent><tableParts count="1"><tablePart r:id="rId4"/></tableParts><extLst><ext uri="{1}"><x14:sparklineGroups xmlns:x14="urn:x14"><xm:f xmlns:xm="urn:xm">A1</xm:f></x14:sparklineGroups></ext></extLst>"##;
    let cases = [
        (format!("{before}{one}{after}"), "A1 1"),
        ("<sheetData/>".to_owned(), ""),
        ("<sheetData></sheetData>".to_owned(), ""),
        ("<sheetData><row/><row r=\"5\"/><row><c><v>1</v></c></row></sheetData>".to_owned(), "A6 1"),
        (format!("\n    None\n    {one}\n"), "A1 1"),
        ("<cols><col min=\"1\" max=\"16384\" width=\"9\"/></cols><sheetData/>".to_owned(), ""),
        (format!("<cols><col min=\"16384\" max=\"4294967295\" hidden=\"1\"/></cols>{one}"), "hidden column XFD; A1 1"),
        (format!("{one}<mergeCells><mergeCell ref=\"A1:A1\"/></mergeCells>"), "A1 1"),
        (
            "<sheetData><row r=\"1\" customHeight=\"1\" ht=\"15.75\" thickBot=\"1\" collapsed=\"0\" hidden=\"false\"><c><v>1</v></c><extLst/></row></sheetData>".to_owned(),
            "A1 1",
        ),
        ("<sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>".to_owned(), "XFD1048576 1"),
    ];
    for (inner, expected) in cases {
        assert_eq!(xlsx(&workbook(&sheet(&inner))), expected, "{inner}");
    }
    let marked = format!("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n{}\r\n", sheet(one));
    assert_eq!(xlsx(&workbook(&marked)), "A1 1");
}

/// A large sheet is streamed to both readers; what it is like must not matter.
#[test]
fn a_large_sheet_is_read_as_a_small_one() {
    let rows: String = (1..=60_000)
        .map(|row| {
            format!(
                "<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><v>{row} og noko tekst som tek plass i fila</v></c></row>"
            )
        })
        .collect();
    let dimensions = ["", "A1:XFD1048576", "A1", "tull", "B2:A1", "$A$1:$B$2", "A1:B2:C3", ""];
    for dimension in dimensions.map(|region| format!("<dimension ref=\"{region}\"/>")) {
        let xml = sheet(&format!("{dimension}<sheetData>{rows}</sheetData>"));
        assert!(xml.len() > 4 << 20, "it is streamed");
        let read = xlsx(&workbook(&xml));
        assert!(
            read.ends_with("A60000 \"60000 og noko tekst som tek plass i fila\""),
            "{dimension}: {}",
            &read[..40.min(read.len())]
        );
    }
    let prefixed = sheet(&format!("<sheetData>{rows}</sheetData>"))
        .replace("</", "</x:")
        .replace('<', "<x:")
        .replace("<x:/x:", "</x:")
        .replace("xmlns=", "xmlns:x=");
    assert!(xlsx(&workbook(&prefixed)).ends_with("fila\""));
}

#[test]
fn parts_may_lie_and_be_called_otherwise() {
    let strict = |text: &str| {
        text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(DOCUMENT, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    };
    let rename = |parts: &mut Parts, from: &str, to: &'static str| {
        parts.iter_mut().find(|(name, _)| *name == from).expect("the part").0 = to;
    };
    let cases: Vec<(&str, Change)> = vec![
        ("as it is", Box::new(|_| ())),
        ("strict", Box::new(move |parts| parts.iter_mut().for_each(|(_, text)| *text = strict(text)))),
        (
            "an absolute target",
            Box::new(|parts| {
                let links = part(parts, LINKS);
                *links = links.replace("Target=\"worksheets/", "Target=\"/xl/worksheets/");
            }),
        ),
        (
            "steps up and down",
            Box::new(|parts| {
                let links = part(parts, LINKS);
                *links = links.replace("Target=\"worksheets/", "Target=\"./theme/../worksheets/");
            }),
        ),
        ("backslashes in names", Box::new(move |parts| rename(parts, SHEET, "xl\\worksheets\\sheet1.xml"))),
        ("another case", Box::new(move |parts| rename(parts, SHEET, "XL/Worksheets/Sheet1.XML"))),
        ("a leading slash", Box::new(move |parts| rename(parts, SHEET, "/xl/worksheets/sheet1.xml"))),
        (
            "the sheet at the top",
            Box::new(move |parts| {
                rename(parts, SHEET, "ark.xml");
                let links = part(parts, LINKS);
                *links = links.replace("worksheets/sheet1.xml", "../ark.xml");
            }),
        ),
        (
            "the workbook elsewhere",
            Box::new(move |parts| {
                rename(parts, BOOK, "book.xml");
                rename(parts, LINKS, "_rels/book.xml.rels");
                let links = part(parts, "_rels/book.xml.rels");
                *links = links.replace("Target=\"", "Target=\"xl/");
                let root = part(parts, "_rels/.rels");
                *root = root.replace("xl/workbook.xml", "book.xml");
            }),
        ),
        (
            "prefixes everywhere",
            Box::new(|parts| {
                let book = part(parts, BOOK);
                *book = format!(
                    r#"<x:workbook xmlns:x="{MAIN}" xmlns:q="{DOCUMENT}"><x:sheets><x:sheet name="Ark1" sheetId="1" q:id="rId1"/></x:sheets></x:workbook>"#
                );
            }),
        ),
        (
            "no styles, no strings",
            Box::new(|parts| {
                let links = part(parts, LINKS);
                *links = format!(
                    r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
                );
                parts.retain(|(name, _)| !matches!(*name, "xl/styles.xml" | "xl/sharedStrings.xml"));
            }),
        ),
        (
            "strings and styles that are named, and nowhere",
            Box::new(|parts| parts.retain(|(name, _)| !matches!(*name, "xl/styles.xml" | "xl/sharedStrings.xml"))),
        ),
        (
            "a module of macros among the sheets, and a sheet that is to be shown",
            Box::new(|parts| {
                let book = part(parts, BOOK);
                *book = book.replace(" r:id=\"rId1\"/>", " state=\"show\" r:id=\"rId1\"/><sheet name=\"Modul1\" sheetId=\"2\" state=\"veryHidden\" r:id=\"\"/>");
            }),
        ),
        (
            "no strings in the strings",
            Box::new(|parts| {
                *part(parts, "xl/sharedStrings.xml") = format!(r#"<sst xmlns="{MAIN}" count="0" uniqueCount="0"/>"#)
            }),
        ),
        (
            "styles without cell formats",
            Box::new(|parts| *part(parts, "xl/styles.xml") = format!(r#"<styleSheet xmlns="{MAIN}"/>"#)),
        ),
        (
            "a chart sheet and a dialog sheet",
            Box::new(|parts| {
                let book = part(parts, BOOK);
                *book = book.replace("</sheets>", r#"<sheet name="C" sheetId="2" r:id="rId8"/><sheet name="D" sheetId="3" state="veryHidden" r:id="rId9"/></sheets>"#);
                let links = part(parts, LINKS);
                *links = links.replace("</Relationships>", &format!(r#"<Relationship Id="rId8" Type="{DOCUMENT}/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId9" Type="{DOCUMENT}/dialogsheet" Target="dialogsheets/sheet1.xml"/></Relationships>"#));
                parts.push(("xl/chartsheets/sheet1.xml", "<chartsheet/>".to_owned()));
                parts.push(("xl/dialogsheets/sheet1.xml", "<dialogsheet/>".to_owned()));
            }),
        ),
        (
            "links out, unknown parts, folders",
            Box::new(|parts| {
                let links = part(parts, LINKS);
                *links = links.replace("</Relationships>", &format!(r#"<Relationship Id="rId7" Type="{DOCUMENT}/hyperlink" Target="file:///C:/x.xlsx" TargetMode="External"/><Relationship Id="rId6" Type="urn:x/unknown" Target="../../x"/></Relationships>"#));
                parts.push(("xl/media/", String::new()));
                parts.push(("[trash]/0000.dat", "\0\0".to_owned()));
                parts.push(("customXml/item1.xml", "<?xml version=\"1.0\" encoding=\"utf-16\"?><a".to_owned()));
                parts.push(("docProps/custom.xml", "not XML".to_owned()));
            }),
        ),
        (
            "much before the sheets",
            Box::new(|parts| {
                let book = part(parts, BOOK);
                *book = book.replace("<sheets>", r#"<fileVersion appName="xl"/><workbookPr defaultThemeVersion="1" codeName="ThisWorkbook"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="urn:x" url="C:\x"/></mc:Choice></mc:AlternateContent><xr:revisionPtr xmlns:xr="urn:xr" revIDLastSave="0"/><bookViews><workbookView/></bookViews><sheets>"#)
                .replace("</sheets>", r#"</sheets><definedNames><definedName name="x">Ark1!$A$1</definedName></definedNames><calcPr calcId="1" fullCalcOnLoad="1"/><extLst><ext uri="x"/></extLst>"#);
            }),
        ),
        (
            "no content types",
            Box::new(|parts| {
                parts.retain(|(name, _)| *name != "[Content_Types].xml");
                parts.insert(0, ("[content_types].xml", "<Types/>".to_owned()));
            }),
        ),
    ];
    for (what, change) in cases {
        assert_eq!(changed(change), "A1 1", "{what}");
    }
}

/// Of an element that the format does not know nobody can say what it was: a sheet, a string, the format of a date.
#[test]
fn what_the_format_does_not_know_is_refused_and_what_is_foreign_is_not() {
    let cases = [
        (BOOK, "<sheets>", "<sheets><sheesheet name=\"A\" sheetId=\"9\" r:id=\"rId9\"/>"),
        (BOOK, "<sheets>", "<workbokPr date1904=\"1\"/><sheets>"),
        (LINKS, "</Relationships>", "<Relatonship Id=\"rId9\" Type=\"x\" Target=\"y\"/></Relationships>"),
        ("xl/styles.xml", "<cellXfs>", "<numFmt><numFmt numFmtId=\"170\" formatCode=\"dd.mm\"/></numFmt><cellXfs>"),
        ("xl/styles.xml", "<cellXfs>", "<numFmts><nmFmt numFmtId=\"170\" formatCode=\"dd.mm\"/></numFmts><cellXfs>"),
        ("xl/styles.xml", "<cellXfs>", "<numFmts><numFmt numFmtId=\"170\"/></numFmts><cellXfs>"),
        ("xl/styles.xml", "<cellXfs>", "<cellXfs><fx numFmtId=\"14\"/>"),
        ("xl/sharedStrings.xml", "<si/>", "<is/>"),
        ("xl/sharedStrings.xml", "<si/>", "<si><q><t>x</t></q></si>"),
        (SHEET, "<sheetData>", "<sheetDta/><sheetData>"),
    ];
    for (name, from, to) in cases {
        let with = |to: &str| changed(|parts| *part(parts, name) = part(parts, name).replace(from, to));
        assert!(with(to).starts_with("T101"), "{name}: {to} gives {}", with(to));
    }
    for (name, from) in [
        (BOOK, "<sheets>"),
        (LINKS, "</Relationships>"),
        ("xl/styles.xml", "<cellXfs>"),
        ("xl/sharedStrings.xml", "<si/>"),
        (SHEET, "<sheetData>"),
    ] {
        let foreign = format!("<o:x xmlns:o=\"urn:other\"><o:y/></o:x>{from}");
        assert_eq!(changed(|parts| *part(parts, name) = part(parts, name).replace(from, &foreign)), "A1 1", "{name}");
    }
}

/// A zip with 1 in A1 and each part written so.
fn written(options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(&sheet("<sheetData><row><c><v>1</v></c></row></sheetData>")) {
        zip.start_file(name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.set_comment("laga av ein tenar").expect("a short comment");
    zip.finish().expect("a whole zip").into_inner()
}

#[test]
fn containers_as_many_writers_write_them() {
    let plain = SimpleFileOptions::default();
    let stored = plain.compression_method(CompressionMethod::Stored);
    for options in
        [plain, stored, plain.large_file(true), stored.unix_permissions(0o600), plain.compression_level(Some(9))]
    {
        assert_eq!(xlsx(&written(options)), "A1 1", "{options:?}");
    }
    // Written to a stream: the sizes stand behind each part.
    let mut zip = zip::ZipWriter::new_stream(Vec::new());
    for (name, text) in parts(&sheet("<sheetData><row><c><v>1</v></c></row></sheetData>")) {
        zip.start_file(name, plain).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    let streamed = zip.finish().expect("a whole zip").into_inner();
    assert_eq!(xlsx(&streamed), "A1 1");
    let before = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &written(plain)].concat();
    assert_eq!(xlsx(&before), "T101", "something before it");
}
