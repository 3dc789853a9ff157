//! The older formats in a process of their own: the same answer as here, and one that dies costs its file alone.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use tilskot::policy::{FileLimit, FileLimits};
use tilskot::read::{self, Format};
use tilskot::run::reader_child;
use zip::write::SimpleFileOptions;

use super::{files, fixture, outcome, place};

fn elsewhere(path: &str, bytes: &[u8], limits: &FileLimits) -> String {
    let format = read::format(path, bytes, limits).expect("a workbook");
    outcome(&reader_child::elsewhere(Path::new(env!("CARGO_BIN_EXE_tilskot")), path, bytes, format, limits))
}

#[test]
fn the_older_formats_read_elsewhere_as_here() {
    let limits = FileLimits::default();
    let older = |path: &&String| [".xls", ".xlsb", ".ods"].iter().any(|end| path.ends_with(end));
    let mut paths = files("vestland-2023");
    paths.extend(files("traps"));
    let read: Vec<&String> = paths.iter().filter(older).collect();
    assert!(read.len() >= 4, "there are older formats to read: {read:?}");
    for path in read {
        let bytes = fs::read(fixture(path)).expect("the fixture is there");
        let here = outcome(&read::workbook(path, &bytes, &limits));
        assert!(!here.starts_with("T1"), "{path}: {here}");
        assert_eq!(elsewhere(path, &bytes, &limits), here, "{path}");
    }
}

#[test]
fn a_child_that_has_too_little_memory_costs_the_file() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let blanks = " ".repeat(7 << 20);
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &blanks)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    let bytes = zip.finish().expect("a whole zip").into_inner();
    let limits = FileLimits::default();
    assert_eq!(elsewhere("a.ods", &bytes, &limits), "T101", "no sheets, and that is said");
    if cfg!(unix) {
        assert_eq!(elsewhere("a.ods", &bytes, &limits.with(FileLimit::MemoryMib, 1)), "T117");
    }
}

#[test]
fn a_program_that_answers_nothing_costs_the_file() {
    let read = |program: &str| {
        let program = Path::new(program);
        let read = reader_child::elsewhere(program, "a.xls", b"bytes", Format::Xls, &FileLimits::default());
        place(&read.expect_err("no workbook").noticed())
    };
    if cfg!(unix) {
        assert_eq!(read("/bin/true"), "T117");
    }
    assert_eq!(read("/no/such/program"), "T114");
}
