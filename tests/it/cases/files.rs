//! T1xx: cases made of bytes or of a folder, each beside its twin: one byte, one name or one line different, and clean.

use std::fs;
use std::path::Path;

use tilskot::check;
use tilskot::problem::Severity;
use tilskot::run::intake;
use tilskot::run::progress::Show;

use super::batch;

/// The codes that have their case here; T108 and T114 to T118 have theirs, and their twins, among the tests of reading.
pub(super) const CODES: &[&str] = &[
    "T101", "T102", "T103", "T104", "T105", "T106", "T107", "T108", "T109", "T110", "T111", "T112", "T113", "T114",
    "T115", "T116", "T117", "T118", "T119", "T141", "T241",
];

/// Codes that nothing says yet: they have words and no case.
pub(super) const NEVER_SAID: &[&str] = &[];

const LIST: &str = "\
Kommune;Nav-kontor;Prosjekttittel;Type søknad;Oppstart;Stillingar;Søknadsbeløp;Godkjend av
Alver;Nav Alver;Første steg;Ny søknad;01.03.2023;1;630 000;Kommunedirektøren
Voss;Nav Voss;Gardsarbeid;Ny søknad;01.03.2023;2;1 240 000;Kommunedirektøren
";

/// Files of `soknader`: names and bytes.
type Files<'a> = Vec<(&'a str, Vec<u8>)>;

/// What is found in a batch of these files: `T101 error soknader/a.xlsx`; notices about dates kept as text left out.
pub(super) fn found(files: &Files<'_>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("soknader");
    fs::create_dir(&inner).unwrap();
    for (name, bytes) in files {
        fs::write(inner.join(name), bytes).unwrap();
    }
    found_in(folder.path())
}

fn found_in(folder: &Path) -> Vec<String> {
    let policy = batch::policy(&[]);
    let inner = folder.join("soknader");
    let mut intake = intake::sheets(&[&inner], &policy, Show::Nothing).unwrap();
    let mut found = check::sheets(&mut intake.received, &policy);
    tilskot::finding::sort(&mut found);
    let told = found.iter().filter(|one| one.severity() != Severity::Notice || one.problem.code().starts_with("T1"));
    told.map(|one| format!("{} {} {}", one.problem.code(), one.severity().key(), one.file)).collect()
}

/// A case and its twin: the files of each, and what the case gives.
fn holds(case: &Files<'_>, expected: &[&str], twin: &Files<'_>) {
    assert_eq!(found(case), expected);
    let code = expected[0].split(' ').next().unwrap();
    assert!(CODES.contains(&code), "{code}");
    assert_eq!(found(twin), [""; 0], "the twin of {code}");
}

/// A list as a spreadsheet program would save it.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(LIST.lines()) {
        for (column, field) in (0_u16..).zip(line.split(';')) {
            sheet.write(row, column, field).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn list(name: &str, text: &str) -> Files<'static> {
    vec![(Box::leak(name.to_owned().into_boxed_str()), text.as_bytes().to_vec())]
}

#[test]
fn t101_a_file_that_ends_in_the_middle() {
    let whole = workbook();
    let cut = whole[..whole.len() / 2].to_vec();
    holds(&vec![("a.xlsx", cut)], &["T101 error a.xlsx"], &vec![("a.xlsx", whole)]);
}

#[test]
fn t101_a_byte_that_changed() {
    let whole = workbook();
    let mut changed = whole.clone();
    // Inside the first part: what it inflates to, or its checksum, no longer fits.
    changed[60] ^= 0x10;
    let got = found(&vec![("a.xlsx", changed)]);
    assert_eq!(got, ["T101 error a.xlsx"]);
}

#[test]
fn t102_an_empty_file() {
    holds(&list("a.csv", ""), &["T102 error a.csv"], &list("a.csv", LIST));
}

#[test]
fn t102_a_workbook_without_a_filled_cell() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet();
    holds(&vec![("a.xlsx", book.save_to_buffer().unwrap())], &["T102 error a.xlsx"], &vec![("a.xlsx", workbook())]);
}

#[test]
fn t103_a_format_that_nobody_reads() {
    holds(&list("a.pdf", LIST), &["T103 error a.pdf"], &list("a.csv", LIST));
}

#[test]
fn t104_another_format_than_the_name_says() {
    holds(&list("a.xlsx", LIST), &["T104 error a.xlsx"], &list("a.csv", LIST));
}

#[test]
fn t105_a_file_with_a_password() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/hostile/D15_encrypted.xlsx");
    let locked = fs::read(fixture).unwrap();
    holds(&vec![("a.xlsx", locked)], &["T105 error a.xlsx"], &vec![("a.xlsx", workbook())]);
}

#[test]
fn t106_a_lock_file() {
    let files = |name| vec![("a.csv", LIST.as_bytes().to_vec()), (name, b"x".to_vec())];
    assert_eq!(found(&files("~$a.csv")), ["T106 notice ~$a.csv"]);
    assert_eq!(found(&files(".~lock.a.csv#")), ["T106 notice .~lock.a.csv#"]);
    assert_eq!(found(&files(".skjult.csv")), ["T106 notice .skjult.csv"]);
    assert_eq!(found(&files("Thumbs.db")), ["T106 notice Thumbs.db"]);
    let second = LIST.replace("Første steg", "Andre steg").replace("Gardsarbeid", "Fiske");
    holds(
        &vec![("a.csv", LIST.as_bytes().to_vec()), ("~$b.csv", second.as_bytes().to_vec())],
        &["T106 notice ~$b.csv"],
        &vec![("a.csv", LIST.as_bytes().to_vec()), ("b.csv", second.into_bytes())],
    );
}

#[test]
fn t107_the_same_file_twice() {
    let files = |second: &str| vec![("a.csv", LIST.as_bytes().to_vec()), ("b.csv", second.as_bytes().to_vec())];
    let other = LIST.replace("Første", "Andre").replace("Gardsarbeid", "Fiske");
    holds(&files(LIST), &["T107 notice b.csv"], &files(&other));
}

#[test]
fn t109_more_columns_than_a_sheet_has() {
    let wide = format!("{LIST}{}\n", ";".repeat(20_000));
    holds(&list("a.csv", &wide), &["T109 error a.csv"], &list("a.csv", &format!("{LIST}{}\n", ";".repeat(7))));
}

#[test]
fn t110_macros() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/hostile/B69_macro.xlsm");
    let macros = fs::read(fixture).unwrap();
    // The fixture holds one cell, which is no list.
    assert_eq!(found(&vec![("a.xlsm", macros)]), ["T201 error a.xlsm", "T110 notice a.xlsm"]);
    assert_eq!(found(&vec![("a.xlsm", workbook())]), [""; 0]);
}

#[test]
fn t111_bytes_that_are_no_text() {
    let text = |byte: u8| {
        let mut bytes = LIST.as_bytes().to_vec();
        bytes[3] = byte;
        vec![("a.csv", bytes)]
    };
    holds(&text(0xFF), &["T111 error a.csv"], &text(b'm'));
}

#[test]
fn t112_a_quotation_mark_that_is_never_closed() {
    let quoted = |end: &str| list("a.csv", &LIST.replace("Gardsarbeid", &format!("\"Gards{end}arbeid{end}")));
    holds(&quoted(""), &["T112 error a.csv"], &list("a.csv", &LIST.replace("Gardsarbeid", "\"Gardsarbeid\"")));
}

#[test]
fn t113_a_line_with_a_field_too_many() {
    let row = |title: &str| list("a.csv", &LIST.replace("Første steg", title));
    assert_eq!(found(&row("Steg; første"))[..1], ["T306 error a.csv"], "and its cells are one column off");
    let case = list("a.csv", &LIST.replace("630 000;Kommunedirektøren", "630 000;Kommunedirektøren;x"));
    holds(&case, &["T113 warning a.csv"], &list("a.csv", LIST));
}

#[cfg(unix)]
#[test]
fn t119_a_link_that_leads_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("soknader");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("a.csv"), LIST).unwrap();
    let link = inner.join("b.csv");
    std::os::unix::fs::symlink(folder.path().join("nowhere.csv"), &link).unwrap();
    assert_eq!(found_in(folder.path()), ["T119 error b.csv"]);
    fs::remove_file(&link).unwrap();
    fs::write(&link, LIST.replace("Første", "Andre").replace("Gardsarbeid", "Fiske")).unwrap();
    assert_eq!(found_in(folder.path()), [""; 0]);
}

/// A numeral that the file spells wrong is one fault, told once, at its cell and with its field.
#[test]
fn a_malformed_numeral_is_told_once() {
    let whole = workbook_with_number("630000");
    assert_eq!(found(&vec![("a.xlsx", whole)]), [""; 0]);
    let broken = workbook_with_number("1,5");
    assert_eq!(found(&vec![("a.xlsx", broken)]), ["T302 error a.xlsx"]);
}

/// The list with a number in G2 that stands in the file as `raw`.
fn workbook_with_number(raw: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(LIST.lines()) {
        for (column, field) in (0_u16..).zip(line.split(';')) {
            sheet.write(row, column, field).unwrap();
        }
    }
    sheet.write(1, 6, 424_242).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.ends_with("sheet1.xml") {
            content = String::from_utf8(content).unwrap().replace("424242", raw).into_bytes();
        }
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(&content).unwrap();
    }
    changed.finish().unwrap().into_inner()
}
