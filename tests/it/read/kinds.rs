//! Kinds of hostile file that the folder of them does not hold, made here: each is refused by name, or read rightly.

use std::path::Path;

use tilskot::policy::FileLimits;
use tilskot::read;
use tilskot::run::reader_child;

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
        (
            "xl/styles.xml",
            format!("<styleSheet xmlns=\"{MAIN}\"><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(70_000)),
            "T101",
        ),
        ("xl/worksheets/sheet1.xml", String::new(), "T101 Ark1"),
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
