//! The older formats in a process of their own: the same answer as here, and one that dies costs its file alone.

use std::fs;
use std::path::Path;

use tilskot::policy::FileLimits;
use tilskot::read::{self, Format};
use tilskot::run::reader_child;

use super::formats::ods;
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
    let text = "x".repeat(20_000);
    let cell = format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>");
    let table = |times: u32| {
        let row =
            format!("<table:table-row table:number-rows-repeated='{times}'>{}</table:table-row>", cell.repeat(300));
        ods(&format!("<table:table table:name='A'>{row}</table:table>"))
    };
    let limits = FileLimits::default();
    assert!(elsewhere("a.ods", &table(1), &limits).starts_with("A1"));
    if cfg!(unix) {
        // 30 kB that say 1.8 GB.
        assert_eq!(elsewhere("a.ods", &table(300), &limits), "T117");
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
