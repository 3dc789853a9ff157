//! Kinds of hostile file that the folder of them does not hold, made here: each is refused by name, or read rightly.

use std::path::Path;

use tilskot::policy::FileLimits;
use tilskot::read;
use tilskot::run::reader_child;
use tilskot::text::Language;

use super::cells::{DOCUMENT, MAIN, PACKAGE, parts};
use super::formats::ods;
use super::{fixture, outcome, zipped};

/// What is read of `bytes` under this name, in a process of its own where that is how they are read.
fn read_as(name: &str, bytes: &[u8]) -> String {
    let limits = FileLimits::default();
    let program = Path::new(env!("CARGO_BIN_EXE_tilskot"));
    match read::format(name, bytes, &limits) {
        Err(refusal) => outcome(&Err(refusal)),
        Ok(format @ (read::Format::Xls | read::Format::Xlsb | read::Format::Ods)) => {
            outcome(&reader_child::elsewhere(program, name, bytes, format, &limits))
        }
        Ok(_) => outcome(&read::workbook(name, bytes, &limits)),
    }
}

fn sheet(rows: &str) -> String {
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)
}

const ONE: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;

/// An entry of a zip, stored, as its own header and the directory have it.
struct Raw {
    local: Vec<u8>,
    central: Vec<u8>,
    data: Vec<u8>,
    /// The mode of a Unix file.
    mode: u32,
    /// The directory points to this entry's header instead.
    instead: Option<usize>,
    /// How much longer the directory says it is.
    longer: u32,
}

/// The entries of a workbook with 1 in A1.
fn entries() -> Vec<Raw> {
    let raw = |(name, text): (&str, String)| Raw {
        local: name.into(),
        central: name.into(),
        data: text.into(),
        mode: 0,
        instead: None,
        longer: 0,
    };
    parts(&sheet(ONE)).into_iter().map(raw).collect()
}

fn raw_zip(entries: &[Raw]) -> Vec<u8> {
    let two = |number: usize| u16::try_from(number).expect("short").to_le_bytes();
    let four = |number: usize| u32::try_from(number).expect("short").to_le_bytes();
    let mut file = Vec::new();
    let mut starts = Vec::new();
    for entry in entries {
        starts.push(file.len());
        let (crc, size) = (crc32fast::hash(&entry.data).to_le_bytes(), four(entry.data.len()));
        file.extend([&b"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0"[..], &crc, &size, &size].concat());
        file.extend([&two(entry.local.len())[..], &[0, 0], &entry.local, &entry.data].concat());
    }
    let directory = file.len();
    for (at, entry) in entries.iter().enumerate() {
        let crc = crc32fast::hash(&entry.data).to_le_bytes();
        let size = (u32::try_from(entry.data.len()).expect("short") + entry.longer).to_le_bytes();
        file.extend([&b"PK\x01\x02\x14\x03\x14\0\0\0\0\0\0\0\x21\0"[..], &crc, &size, &size].concat());
        file.extend([&two(entry.central.len())[..], &[0; 8], &(entry.mode << 16).to_le_bytes()].concat());
        file.extend([&four(starts[entry.instead.unwrap_or(at)])[..], &entry.central].concat());
    }
    let (length, count) = (four(file.len() - directory), two(entries.len()));
    file.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &four(directory), &[0, 0]].concat());
    file
}

#[test]
fn containers_that_contradict_themselves() {
    let made = |change: fn(&mut Vec<Raw>)| {
        let mut entries = entries();
        change(&mut entries);
        read_as("a.xlsx", &raw_zip(&entries))
    };
    let extra = |name: &[u8], mode| Raw {
        local: name.into(),
        central: name.into(),
        data: b"/etc/passwd".into(),
        mode,
        instead: None,
        longer: 0,
    };
    assert_eq!(made(|_| ()), "A1 1");
    // Nothing is ever written by an entry's name, and nothing is followed.
    for (name, mode) in
        [(&b"../../etc/x"[..], 0), (b"/etc/x", 0), (b"C:\\x", 0), (b"xl/x\0y", 0), (b"lenkje", 0o120_777)]
    {
        let mut entries = entries();
        entries.push(extra(name, mode));
        assert_eq!(read_as("a.xlsx", &raw_zip(&entries)), "A1 1", "{name:?}");
    }
    assert_eq!(made(|all| all[6].local = b"xl/worksheets/sheet2.xml".into()), "T101", "two names for one entry");
    assert_eq!(made(|all| all[6].instead = Some(5)), "T101", "two entries in one place");
    assert_eq!(made(|all| all[6].longer = 40), "T101", "an entry that reaches into the directory");
    assert_eq!(made(|all| all[4].longer = 40), "T101", "an entry that reaches into the next");
    assert_eq!(made(|all| all.truncate(1)), "T101", "content types alone");
    assert_eq!(made(Vec::clear), "T104", "an empty zip");
    assert_eq!(made(|all| all.retain(|entry| entry.local != b"xl/workbook.xml")), "T101", "no workbook");
    let good = raw_zip(&entries());
    assert!(read_as("a.xlsx", &[&good[..], b"\0\0\0\0"].concat()).starts_with(['A', 'T']), "bytes behind it");
    for many in [b"\xFF\xFF", b"\0\0"] {
        let mut bad = good.clone();
        let at = bad.len() - 12;
        bad[at..at + 2].copy_from_slice(many);
        assert!(read_as("a.xlsx", &bad).starts_with("T10"), "a directory of {many:?} entries");
    }
}

#[test]
fn a_zip_in_a_zip_is_only_a_part_and_has_its_bounds() {
    let bomb = zipped(&[("x", " ".repeat(12 << 20))]);
    let mut entries = entries();
    entries.push(Raw {
        data: bomb,
        local: b"x.zip".into(),
        central: b"x.zip".into(),
        mode: 0,
        instead: None,
        longer: 0,
    });
    assert_eq!(read_as("a.xlsx", &raw_zip(&entries)), "A1 1");
    let mut parts = parts(&sheet(ONE));
    parts.push(("xl/media/x.png", " ".repeat(20 << 20)));
    assert_eq!(read_as("a.xlsx", &zipped(&parts)), "T116");
}

#[test]
fn parts_that_are_not_what_they_should_be() {
    let links = |text: &str| format!(r#"<Relationships xmlns="{PACKAGE}">{text}</Relationships>"#);
    let link =
        |id: &str, kind: &str, to: &str| format!(r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{to}"/>"#);
    let sheet_link = link("rId1", "worksheet", "worksheets/sheet1.xml");
    let laughs = "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>";
    let book =
        |sheets: &str| format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>"#);
    let many: String = (1..=300).map(|at| format!(r#"<sheet name="{at}" sheetId="{at}" r:id="rId1"/>"#)).collect();
    let cases = [
        ("xl/_rels/workbook.xml.rels", links(&(sheet_link.clone() + &sheet_link)), "T101"),
        ("xl/_rels/workbook.xml.rels", links(&link("rId1", "worksheet", "workbook.xml")), "T101 Ark1"),
        ("xl/_rels/workbook.xml.rels", links(&link("rId1", "worksheet", "../../../etc/passwd")), "T101"),
        // A kind of sheet that nobody writes would be passed over without a word.
        ("xl/_rels/workbook.xml.rels", links(&link("rId1", "worksheet.", "worksheets/sheet1.xml")), "T101 Ark1"),
        ("xl/_rels/workbook.xml.rels", links(&link("rId9", "worksheet", "worksheets/sheet1.xml")), "T101 Ark1"),
        (
            "_rels/.rels",
            links(&(link("a", "officeDocument", "xl/workbook.xml") + &link("b", "officeDocument", "x.xml"))),
            "T101",
        ),
        ("_rels/.rels", links(""), "T101"),
        ("xl/workbook.xml", book(""), "T101"),
        // Nothing stands behind a sheet that a person should see.
        ("xl/workbook.xml", book(r#"<sheet name="A" sheetId="1" r:id=""/>"#), "T101 A"),
        ("xl/workbook.xml", book(r#"<sheet name="A" sheetId="1" state="x" r:id="rId1"/>"#), "T101"),
        ("xl/workbook.xml", book(&many), "T116"),
        (
            "xl/workbook.xml",
            book(r#"<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="a" sheetId="2" r:id="rId1"/>"#),
            "T101 a",
        ),
        (
            "xl/workbook.xml",
            book(r#"<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>"#),
            "T101 B",
        ),
        ("xl/sharedStrings.xml", format!("{laughs}<sst xmlns=\"{MAIN}\"><si><t>&b;</t></si></sst>"), "T101"),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\"><si><t>&b;</t></si></sst>"), "T101"),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\"><si><t>&#xD800;</t></si></sst>"), "T101"),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\"><si><t>{}</t></si></sst>", "x".repeat(40_000)), "T116"),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\"><si><t>a</t><t>b</t></si></sst>"), "T101"),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\"><si><r><t>a</t></r><t>b</t></si></sst>"), "T101"),
        (
            "xl/styles.xml",
            format!("<styleSheet xmlns=\"{MAIN}\"><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(70_000)),
            "T101",
        ),
        ("xl/worksheets/sheet1.xml", String::new(), "T101 Ark1"),
        (
            "xl/worksheets/sheet1.xml",
            sheet(r#"<row><c t="inlineStr"><is><r><t>a</t><t>b</t></r></is></c></row>"#),
            "T101 Ark1 A1",
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData a=\"{}\"/></worksheet>", "a".repeat(5 << 20)),
            "T101 Ark1",
        ),
        ("xl/worksheets/sheet1.xml", sheet(&"<row>".repeat(1_000)), "T101 Ark1 A1"),
        ("xl/worksheets/sheet1.xml", sheet(r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#), "T101 Ark1"),
        ("xl/worksheets/sheet1.xml", sheet(r#"<row r="1"><c r="A1048577"><v>1</v></c></row>"#), "T101 Ark1"),
        ("xl/worksheets/sheet1.xml", sheet(r#"<row r="1"><c r="AAAAAAAAAAAAA1"><v>1</v></c></row>"#), "T101 Ark1"),
    ];
    for (name, text, expected) in cases {
        let mut parts = parts(&sheet(ONE));
        parts.iter_mut().find(|(known, _)| *known == name).expect("the part").1.clone_from(&text);
        let found = read_as("a.xlsx", &zipped(&parts));
        let text: String = text.chars().take(300).collect();
        assert!(found == expected || (expected.len() > 4 && found.starts_with(expected)), "{name}: {found}\n{text}");
    }
}

/// Without the formats, nobody knows what is a date or per cent.
#[test]
fn a_number_whose_format_is_lost_is_no_number() {
    let lost = |cells: &str| {
        let mut parts = parts(&sheet(&format!("<row>{cells}</row>")));
        let links = &mut parts.iter_mut().find(|(name, _)| *name == "xl/_rels/workbook.xml.rels").expect("the part").1;
        *links = links.replace("/styles\"", "/stiler\"");
        read_as("a.xlsx", &zipped(&parts))
    };
    assert_eq!(lost(r#"<c s="2"><v>0.5</v></c>"#), "T101 Ark1 A1");
    assert_eq!(lost(r#"<c s="0"><v>1</v></c><c s="2" t="s"><v>0</v></c>"#), r#"A1 1; B1 "Oslo""#);
}

/// A cell that needs what is named and not there says so.
#[test]
fn a_cell_that_needs_lost_strings_or_formats_is_named() {
    for (cells, expected) in [
        (r#"<c t="s"><v>0</v></c>"#, "T101 Ark1 A1"),
        (r#"<c t="str"><v>x</v></c><c s="1"><v>1</v></c>"#, "T101 Ark1 B1"),
    ] {
        let mut parts = parts(&sheet(&format!("<row>{cells}</row>")));
        parts.retain(|(name, _)| !matches!(*name, "xl/styles.xml" | "xl/sharedStrings.xml"));
        assert_eq!(read_as("a.xlsx", &zipped(&parts)), expected, "{cells}");
    }
}

/// The format that cells have who name none is the first, whatever it is.
#[test]
fn a_cell_without_a_format_has_the_first() {
    let mut parts = parts(&sheet(r#"<row><c><v>44958</v></c><c s=""><v>1</v></c><c s="2"><v>1</v></c></row>"#));
    let styles = &mut parts.iter_mut().find(|(name, _)| *name == "xl/styles.xml").expect("the part").1;
    *styles = styles.replace(r#"<xf numFmtId="0"/>"#, r#"<xf numFmtId="14"/>"#);
    let found = read_as("a.xlsx", &zipped(&parts));
    assert_eq!(found, "A1 2023-02-01T00:00:00; B1 1900-01-01T00:00:00; C1 1 as per cent");
}

/// What a file is instead of a workbook is told by the name people know it by.
#[test]
fn content_is_called_by_its_name() {
    let compound = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 504], &wide].concat()
    };
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mimetype = |what: &str| zipped(&[("mimetype", format!("application/{what}"))]);
    let cases: [(&str, Vec<u8>); 26] = [
        ("PNG", b"\x89PNG\r\n\x1a\n".into()),
        ("GIF", b"GIF89a".into()),
        ("JPEG", b"\xFF\xD8\xFF\xE0".into()),
        ("PDF", b"%PDF-1.7\n".into()),
        ("RTF", b"{\\rtf1 x}".into()),
        ("gzip", b"\x1F\x8B\x08\0".into()),
        ("7-Zip", b"7z\xBC\xAF\x27\x1C".into()),
        ("RAR", b"Rar!\x1A\x07".into()),
        ("Excel 2–5 (.xls)", b"\x09\0\x04\0\x02\0\x10\0".into()),
        ("Excel 2–5 (.xls)", b"\x09\x08\x08\0\0\x05\x05\0".into()),
        ("Word (.doc)", compound("WordDocument")),
        ("PowerPoint (.ppt)", compound("PowerPoint Document")),
        ("Excel 97–2003 (.xls)", compound("WORKBOOK")),
        ("Word (.docx)", zipped(&[("word/document.xml", String::new())])),
        ("PowerPoint (.pptx)", zipped(&[("ppt/presentation.xml", String::new())])),
        ("Numbers", zipped(&[("Index/Document.iwa", String::new())])),
        ("OpenDocument (.odt)", mimetype("vnd.oasis.opendocument.text")),
        ("OpenDocument", mimetype("vnd.oasis.opendocument.presentation")),
        ("zip", mimetype("epub+zip")),
        ("zip", zipped(&[("x.txt", String::new())])),
        ("HTML", b"<html><table></table></html>".into()),
        ("HTML", utf16("<html></html>")),
        ("Excel 2003 XML", b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".into()),
        ("OpenDocument (.fods)", b"<?xml version='1.0'?><office:document xmlns:office='x'/>".into()),
        ("JSON", b" {\"a\": [1, 2]}\n".into()),
        ("CSV", b"[1];{2}".into()),
    ];
    for (label, bytes) in cases {
        let refusal = read::format("a.xlsx", &bytes, &FileLimits::default()).expect_err(label).noticed();
        let told = refusal.problem.message(Language::En);
        assert!(refusal.problem.code() == "T104" && told.contains(&format!("“{label}”")), "{label}: {told}");
    }
}

#[test]
fn utf_16_is_called_so() {
    let mut entries = entries();
    entries[5].data = "\u{FEFF}<styleSheet/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let refusal = read::workbook("a.xlsx", &raw_zip(&entries), &FileLimits::default()).expect_err("UTF-16").noticed();
    let told = refusal.problem.message(Language::En);
    assert!(told.contains("UTF-16") && told.contains("xl/styles.xml"), "{told}");
}

#[test]
fn numbers_that_are_none_or_far_too_long() {
    let long = "9".repeat(1_000);
    for text in [
        "1E400",
        "NaN",
        "INF",
        "-Infinity",
        "0x10",
        "1e99999999999999999999",
        &long,
        &format!("0.{long}"),
        &format!("1e-{long}"),
    ] {
        let cell = sheet(&format!(r#"<row r="1"><c r="A1"><v>{text}</v></c><c r="B1" s="1"><v>{text}</v></c></row>"#));
        let found = read_as("a.xlsx", &zipped(&parts(&cell)));
        let told = ["T3", "beyond", "no date", "A1 1; B1", "A1 0; B1"].iter().any(|start| found.contains(start));
        assert!(told, "{text}: {found}");
    }
}

#[test]
fn an_ods_that_asks_for_too_much() {
    let table = |inner: &str| ods(&format!(r#"<table:table table:name="A">{inner}</table:table>"#));
    let many = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>"#;
    assert_eq!(read_as("a.ods", &table(many)), "T109 A");
    let blanks = r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4294967295"/></text:p></table:table-cell></table:table-row>"#;
    assert_eq!(read_as("a.ods", &table(blanks)), "T116 A A1");
    let deep = format!("<table:table-row>{}", "<table:table-cell>".repeat(200_000));
    assert_eq!(read_as("a.ods", &table(&deep)), "T116 A A1");
    let sheets: String = (0..300).map(|at| format!(r#"<table:table table:name="{at}"/>"#)).collect();
    assert_eq!(read_as("a.ods", &ods(&sheets)), "T116");
    let mimetype = || ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned());
    let laughs = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".to_owned();
    assert_eq!(read_as("a.ods", &zipped(&[mimetype(), ("content.xml", laughs)])), "T101");
    assert_eq!(read_as("a.ods", &zipped(&[mimetype()])), "T101");
    let locked = "<manifest:encryption-data/>".to_owned();
    assert_eq!(read_as("a.ods", &zipped(&[mimetype(), ("META-INF/manifest.xml", locked)])), "T105");
}

/// Bytes of `good` that are changed where a record begins so.
fn patched(good: &[u8], begins: &[u8], at: usize, to: &[u8]) -> Vec<u8> {
    let found = good.windows(begins.len()).position(|window| window == begins).expect("the record");
    let mut bad = good.to_vec();
    bad[found + at..found + at + to.len()].copy_from_slice(to);
    bad
}

#[test]
fn an_xls_that_asks_for_too_much() {
    let good = std::fs::read(fixture("formats/fakta.xls")).expect("the fixture is there");
    let refused = |bad: &[u8], expected: &[&str]| {
        let found = read_as("a.xls", bad);
        assert!(expected.iter().any(|start| found.starts_with(start)), "{found}");
    };
    // DIMENSIONS of four thousand million rows: calamine reserves memory for them.
    let dimensions = patched(&good, &[0, 2, 14, 0], 8, &[0xFF; 4]);
    refused(&dimensions, &["T117", "T101"]);
    // CODEPAGE becomes FILEPASS.
    refused(&patched(&good, &[0x42, 0, 2, 0], 0, &[0x2F]), &["T105"]);
    // The same where the reader stumbles over what is garbled before it sees why: CODEPAGE of nothing, after FILEPASS.
    let garbled = patched(&good, &[0x42, 0, 2, 0], 4, &[0xD4, 0xD7]);
    refused(&patched(&garbled, &[0xE2, 0, 0, 0], 0, &[0x2F]), &["T105"]);
    // A cell's row, its text, and the record's own length.
    refused(&patched(&good, &[0xFD, 0, 10, 0], 10, &[0xFF; 4]), &["T101"]);
    refused(&patched(&good, &[0xFD, 0, 10, 0], 2, &[0xFF, 0xFF]), &["T101"]);
    // Sectors of an absurd size, and a chain of them that never ends.
    refused(&patched(&good, &[0xFE, 0xFF, 9, 0], 2, &[31]), &["T101"]);
    let mut circle = good.clone();
    for four in circle[512..1024].chunks_exact_mut(4) {
        four.copy_from_slice(&[0; 4]);
    }
    refused(&circle, &["T101", "T117"]);
    // Cut short: what is missing may be no part of the workbook.
    let whole = read_as("a.xls", &good);
    for length in (512..good.len()).step_by(512) {
        let found = read_as("a.xls", &good[..length]);
        assert!(found.starts_with("T1") || found == whole, "{length} bytes: {found}");
    }
}
