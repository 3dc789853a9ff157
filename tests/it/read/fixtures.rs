//! The batches and budget tables of the fixtures: all read, but for the few that must not.

use tilskot::read::Format;

use super::{files, outcome, read, shown};

/// What does not read, and why.
const REFUSED: [(&str, &str); 5] = [
    ("traps/soknader/brev.pdf", "T103"),
    ("traps/soknader/csv-inside.xlsx", "T104"),
    ("traps/soknader/empty.xlsx", "T102"),
    ("traps/soknader/truncated.xlsx", "T101"),
    ("traps/soknader/~$alver.xlsx", "T104"),
];

#[test]
fn every_workbook_reads_or_is_refused_as_expected() {
    let mut read_files = 0;
    for folder in ["vestland-2023", "vestland-2022", "traps", "budget"] {
        for path in files(folder) {
            if path.ends_with(".toml") || path.ends_with(".md") {
                continue;
            }
            let outcome = outcome(&read(&path));
            match REFUSED.iter().find(|(refused, _)| *refused == path) {
                Some((_, code)) => assert_eq!(&outcome, code, "{path}"),
                None => {
                    assert!(!outcome.starts_with('T'), "{path}: {outcome}");
                    assert!(outcome.contains('"'), "{path} has no text: {outcome}");
                    read_files += 1;
                }
            }
        }
    }
    assert!(read_files >= 120, "{read_files} files read");
}

/// Cells as openpyxl (`.xlsx`), xlrd (`.xls`) and odfpy (`.ods`) see them.
const CELLS: &[(&str, &str, &str, &str)] = &[
    ("traps/soknader/error-value.xlsx", "Søknader", "K6", "error #REF!"),
    ("traps/soknader/far-date.xlsx", "Søknader", "G6", "2203-01-01T00:00:00"),
    ("traps/soknader/formula-without-value.xlsx", "Søknader", "K5", "formula without value"),
    ("traps/soknader/minus-2212.xlsx", "Søknader", "L8", "\"−5 000\""),
    ("traps/soknader/noise-decimals.xlsx", "Søknader", "K5", "630000.129999999"),
    ("traps/soknader/number-as-text.xlsx", "Søknader", "K7", "\"935\\u{a0}000\""),
    ("traps/soknader/stray-character.xlsx", "Søknader", "AA900", "\"x\""),
    ("traps/soknader/clean-2.ods", "Søknader", "B4", "\"Nav Ullensvang\""),
    ("traps/soknader/clean-3.xls", "Søknader", "A1", "\"Søknader til fristen 1. februar 2023\""),
    ("traps/soknader/clean-3.xls", "Søknader", "A3", "\"4619\""),
    ("traps/soknader/clean-3.xls", "Søknader", "G3", "2023-04-01T00:00:00"),
    ("traps/soknader/clean-3.xls", "Søknader", "H3", "1.5"),
    ("traps/soknader/clean-3.xls", "Søknader", "K3", "935000"),
    ("vestland-2023/soknader/alver.xlsx", "Søknad 1", "C9", "\"Første steg\""),
    ("vestland-2023/soknader/alver.xlsx", "Søknad 1", "C14", "2023-04-01T00:00:00"),
    ("vestland-2023/soknader/kvam.xls", "Søknad", "C13", "3"),
    ("vestland-2023/soknader/kvam.xls", "Søknad", "C14", "2023-01-01T00:00:00"),
    ("vestland-2023/soknader/luster.ods", "Søknad", "C14", "2023-01-01T00:00:00"),
    ("vestland-2023/soknader/luster.ods", "Søknad", "C18", "540000"),
    ("vestland-2023/soknader/osteroy.ods", "Søknad", "C22", "\"28.01.2023\""),
    ("vestland-2023/soknader/sunnfjord.xlsx", "Liste", "I5", "870000"),
    ("vestland-2023/soknader/sunnfjord.xlsx", "Liste", "N5", "2023-01-11T00:00:00"),
    ("vestland-2023/soknader/bomlo.csv", "", "I2", "\"395000\""),
    ("vestland-2023/soknader/bomlo.csv", "", "L2", "\"30.01.2023\""),
    ("vestland-2023/ramme.xlsx", "Ramme", "B3", "2023-02-20T00:00:00"),
    ("vestland-2023/ramme.xlsx", "Ramme", "D3", "630000"),
    ("vestland-2023/register.xlsx", "Register", "I2", "1240000"),
    ("budget/budsjettskjema-1b.xlsx", "Budsjettskjema 1B", "F5", "148937"),
    ("budget/giske-2024.xlsx", "Løyving drift", "H14", "584261"),
    ("budget/tabell-5-21.xlsx", "Tabell 5.21", "E3", "230344"),
    ("budget/tabell-5-21-limt-inn.xlsx", "Limt inn", "E3", "\"230\\u{a0}344\""),
];

#[test]
fn cells_are_as_other_programs_see_them() {
    for (path, sheet, cell, expected) in CELLS {
        let workbook = read(path).unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
        let sheet = workbook.sheets.iter().find(|found| found.name.as_ref() == *sheet).expect("the sheet");
        let place = tilskot::origin::CellRef::parse(cell).expect("an address");
        let row = sheet.rows.iter().find(|row| row.number == place.row).expect("the row");
        let found = row.cell(place.column).map(shown);
        assert_eq!(found.as_deref(), Some(*expected), "{path} {cell}");
    }
}

#[test]
fn filled_cells_are_all_there() {
    // Counted by openpyxl, xlrd and odfpy.
    let counts = [
        ("vestland-2023/soknader/kvam.xls", 42),
        ("vestland-2023/soknader/sveio.xls", 43),
        ("traps/soknader/clean-3.xls", 89),
    ];
    for (path, count) in counts {
        let workbook = read(path).expect("it reads");
        let cells: usize = workbook.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum();
        assert_eq!(cells, count, "{path}");
    }
}

#[test]
fn what_a_person_did_not_see_is_known() {
    let row = read("traps/soknader/hidden-row.xlsx").expect("it reads");
    let hidden: Vec<u32> = row.sheets[0].rows.iter().filter(|row| row.hidden).map(|row| row.number).collect();
    assert_eq!(hidden, [3]);
    let column = read("traps/soknader/hidden-column.xlsx").expect("it reads");
    assert_eq!(column.sheets[0].hidden_columns, [11]);
    let merged = read("vestland-2023/soknader/sunnfjord.xlsx").expect("it reads");
    assert_eq!(format!("{:?}", merged.sheets[0].merged), "[(I3, K3)]");
    let clean = read("traps/soknader/clean-0.xlsx").expect("it reads");
    assert!(clean.sheets[0].rows.iter().all(|row| !row.hidden) && clean.sheets[0].hidden_columns.is_empty());
}

#[test]
fn the_format_is_told_by_content() {
    let formats = [("clean-0.xlsx", Format::Xlsx), ("clean-2.ods", Format::Ods), ("clean-3.xls", Format::Xls)];
    for (name, format) in formats {
        assert_eq!(read(&format!("traps/soknader/{name}")).expect("it reads").format, format, "{name}");
    }
}
