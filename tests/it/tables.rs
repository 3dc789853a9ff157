//! `tilskot table`: published tables reproduced, units that add up as shown, and an output that is whole or not there.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::Decimal;
use tilskot::budget::{self, Amount, LineKind, PublishedTable, Unit};
use tilskot::form::Gathered;
use tilskot::money::Kroner;
use tilskot::policy::FileLimits;
use tilskot::report::budget::{BudgetTable, Line, all_of, from_published};
use tilskot::report::document::{Document, Measured, Role, Value};
use tilskot::report::machine::package;
use tilskot::run::console::Console;
use tilskot::run::disk::Disk;
use tilskot::run::publish::Edited;
use tilskot::run::{Done, tabling};
use tilskot::text::Language;

use crate::runs::fixture;
use crate::workbook::tables_document;

fn published(name: &str) -> Gathered<PublishedTable> {
    let bytes = std::fs::read(fixture("budget").join(name)).unwrap();
    let workbook = tilskot::read::workbook(name, &bytes, &FileLimits::default()).unwrap();
    budget::tables(&name.into(), &workbook)
}

fn in_thousands(table: &BudgetTable, line: usize) -> Vec<String> {
    table.lines[line].amounts.iter().map(|figure| Unit::Thousand.of(figure.kroner().unwrap()).to_string()).collect()
}

/// Stavanger's table, kept as numbers and pasted as text.
#[test]
fn tabell_5_21_comes_out_to_the_figure_and_line_number() {
    for name in ["tabell-5-21.xlsx", "tabell-5-21-limt-inn.xlsx"] {
        let read = published(name);
        assert_eq!(read.records.len(), 1);
        let table = &from_published(&read.records, None, Language::Nn)[0];
        assert_eq!((table.name.as_str(), table.unit), ("Tabell 5.21", Unit::Thousand));
        assert_eq!(table.title, "Budsjettramme for NAV-kontorene 2017-2020");
        assert_eq!(table.caption, "Tabell 5.21 Budsjettramme for NAV 2017-2020, tall i 1 000 kr");
        assert_eq!(table.columns, ["2017", "2018", "2019", "2020"]);
        let lines: Vec<(Option<u32>, &str)> =
            table.lines.iter().map(|line| (line.number, line.text.lines().next().unwrap())).collect();
        let expected = [
            (None, "Opprinnelig vedtatt netto budsjettramme 2016"),
            (None, "Endringer:"),
            (Some(124), "Punktinnsats aktivitetsplikt, årsverk og drift"),
            (Some(125), "Sosialhjelp og KVP"),
            (Some(126), "Videreføre TAFU-prosjektet,"),
            (Some(127), "Elektronisk arkiv, anskaffelse av NOARK-kjerne"),
            (None, "Korrigert netto budsjettramme 2017-2020"),
        ];
        assert_eq!(lines, expected, "{name}");
        assert_eq!(table.lines[4].text.lines().nth(1), Some("bortfall av statlig finansiering"));
        assert_eq!(table.lines[0].kind, LineKind::Base);
        assert_eq!(table.lines[6].kind, LineKind::Result(vec![(0, 1), (2, 1), (3, 1), (4, 1), (5, 1)]));
        assert_eq!(in_thousands(table, 3), ["40000", "35000", "30000", "30000"]);
        assert_eq!(in_thousands(table, 6), ["276354", "271354", "266354", "266354"]);
        assert_eq!(read.records[0].lines[6].figures[1].cell.to_string(), "D9");
    }
}

#[test]
fn budsjettskjema_1b_has_its_group_and_its_lines() {
    let read = published("budsjettskjema-1b.xlsx");
    let table = &read.records[0];
    assert_eq!(table.unit, Unit::Thousand);
    assert_eq!(table.lines[8].kind, LineKind::Result((1..8).map(|line| (line, 1)).collect()));
    let codes: Vec<&str> = read.findings.iter().map(|finding| finding.problem.code()).collect();
    assert_eq!(codes, ["T713"]);
}

/// Giske's sums were rounded by themselves: five notices, a table that adds up, and the checks that say so.
#[test]
fn giske_is_off_by_rounding() {
    let read = published("giske-2024.xlsx");
    let cells: Vec<String> =
        read.findings.iter().map(|finding| format!("{} {}", finding.problem.code(), finding.cell.unwrap())).collect();
    assert_eq!(cells, ["T702 C14", "T702 D14", "T702 E14", "T702 F14", "T702 H14"]);
    let tables = from_published(&read.records, None, Language::Nn);
    assert_eq!(in_thousands(&tables[0], 11), ["529103", "556896", "599201", "595375", "588902", "584262"]);
    assert!(tables[0].notes[0].contains("529\u{a0}102, ikkje 529\u{a0}103"), "{:?}", tables[0].notes);
    let document = tables_document("Giske", Language::Nn, &tables);
    let words = column_words(&document, "kontroll", "result");
    assert_eq!(words, ["AVRUNDING", "AVRUNDING", "AVRUNDING", "AVRUNDING", "OK", "AVRUNDING"]);
}

fn column_words(document: &Document, table: &str, column: &str) -> Vec<String> {
    let table = document.table(table).unwrap();
    let column = table.column(column).unwrap();
    let word = |value| match document.measured(value, table) {
        Some(Measured::Word(word)) => word,
        other => panic!("{other:?}"),
    };
    table.rows.iter().map(|row| word(&row.cells[column])).collect()
}

/// A change of 1 000 in line 125 in 2018 changes that year's result by 1 000, and takes it over its limit.
#[test]
fn a_change_in_the_simulation_moves_its_year() {
    let tables = from_published(&published("tabell-5-21.xlsx").records, None, Language::Nn);
    let mut document = tables_document("Nav", Language::Nn, &tables);
    let sheet = document.sheets.iter().position(|sheet| sheet.has_inputs()).unwrap();
    assert_eq!(document.sheets[sheet].name, "Simulering");
    let results = |document: &Document| -> Vec<String> {
        let table = document.table("simulering_tabell_5_21").unwrap();
        let shown = |row: usize| table.rows[row].cells[6..].iter().map(move |cell| (row, cell)).collect::<Vec<_>>();
        let rows = [6, 9].into_iter().flat_map(shown);
        rows.map(|(_, cell)| match document.measured(cell, table).unwrap() {
            Measured::Number(number, _) => number.to_string(),
            Measured::Word(word) => word,
        })
        .collect()
    };
    let before = ["276354", "271354", "266354", "266354", "OK", "OK", "OK", "OK"];
    assert_eq!(results(&document), before);
    let tilskot::report::document::Block::Table(table) = &mut document.sheets[sheet].blocks[2] else { panic!() };
    assert_eq!(table.rows[3].cells[0], Value::Number(125));
    table.rows[3].cells[3] = Value::Input(Some(Decimal::from(1_000)));
    let after = ["276354", "272354", "266354", "266354", "OK", "OVER GRENSA", "OK", "OK"];
    assert_eq!(results(&document), after);
}

/// One line of an amount, limited by `limit`, in millions: the limit and what is said of it.
fn balance(amount: i64, limit: i64) -> [String; 2] {
    let mut table = grouped(&[(0, vec![amount * 100])], Unit::Million);
    table.row_sums.clear();
    table.columns.truncate(1);
    table.lines.iter_mut().for_each(|line| line.amounts.truncate(1));
    let simulations = vec![tilskot::report::budget::Simulation { table: 0, limits: vec![Some(Kroner::whole(limit))] }];
    let of = tilskot::report::budget::Tables {
        title: "Nav".to_owned(),
        language: Language::Nn,
        draft: true,
        tables: std::slice::from_ref(&table),
        simulations,
        pictured: None,
        received: None,
    };
    let document = tilskot::report::budget::document(&of);
    let simulated = document.table("simulering_tabell").unwrap();
    let last = simulated.rows.len() - 1;
    [last - 2, last].map(|row| match document.measured(&simulated.rows[row].cells[3], simulated).unwrap() {
        Measured::Number(number, _) => number.normalize().to_string(),
        Measured::Word(word) => word,
    })
}

/// A frame that is spent to the krone is not passed because its sum is shown in tenths of millions, and one that is passed
/// by a krone is.
#[test]
fn a_limit_beside_rounded_figures_is_as_far_from_them_as_from_the_exact_ones() {
    assert_eq!(balance(17_580_000, 17_580_000), ["17.6", "OK"]);
    assert_eq!(balance(17_580_000, 17_680_000), ["17.7", "OK"]);
    assert_eq!(balance(17_580_000, 17_579_999), ["17.5", "OVER GRENSA"]);
    assert_eq!(balance(17_500_000, 17_500_000), ["17.5", "OK"]);
}

fn of_csv(text: &str) -> Vec<PublishedTable> {
    let workbook = tilskot::read::workbook("t.csv", text.as_bytes(), &FileLimits::default()).unwrap();
    budget::tables(&"t.csv".into(), &workbook).records
}

/// A received total over nothing is nil in every file, and the note says what stood there.
#[test]
fn a_sum_of_nothing_is_nil_and_said() {
    let tables = of_csv("Tal i 1 000 kr;;\nTekst;2024;2025\nA;100;\nB;200;\nSum;300;500\n");
    let written = &from_published(&tables, None, Language::Nn)[0];
    assert_eq!(written.lines[2].amounts[1], Amount::Of(Kroner::ZERO));
    assert_eq!(written.notes, ["«Sum» står her med summen av linjene. I fila stod det noko anna: 2025 500, ikkje 0."]);
    assert_eq!(written.lines[0].amounts[1], Amount::Blank);
}

/// No heading states the unit that the figures do not stand in.
#[test]
fn another_unit_is_stated_nowhere() {
    let tables = of_csv("Budsjett i 1 000 kr;\nTall i 1 000 kr;2024\nA;5\nB;2\nSum;7\n");
    let [kept, written] =
        [None, Some(Unit::Kroner)].map(|unit| from_published(&tables, unit, Language::Nb).swap_remove(0));
    assert_eq!((&*kept.title, &*kept.text_header), ("Budsjett i 1 000 kr", "Tall i 1 000 kr"));
    assert_eq!((&*written.title, &*written.text_header), ("Budsjett", "Tekst"));
}

/// A running total of a long list is not followed all the way down.
#[test]
fn a_long_chain_of_sums_is_read() {
    let mut text = "Tekst;2024\n".to_owned();
    for at in 1..=20_000 {
        text.push_str(&format!("A;1\nSum;{at}\n"));
    }
    let tables = of_csv(&text);
    let written = from_published(&tables, None, Language::Nn);
    let document = tables_document("Lang", Language::Nn, &written);
    let table = document.table(&written[0].id).unwrap();
    let last = table.rows.last().unwrap();
    assert_eq!(document.measured(&last.cells[2], table), Some(Measured::Number(20_000.into(), Role::Kroner)));
}

/// A table of `lines` in groups, its figures in øre, with a column that sums the years.
fn grouped(lines: &[(u8, Vec<i64>)], unit: Unit) -> BudgetTable {
    let years = lines[0].1.len();
    let mut written: Vec<Line> = Vec::new();
    let mut groups = Vec::new();
    let amounts = |figures: &[i64]| {
        let total: i64 = figures.iter().sum();
        figures.iter().chain([&total]).map(|ore| Kroner::from_ore(*ore)).collect::<Vec<_>>()
    };
    let sum = |written: &mut Vec<Line>, parts: Vec<usize>| {
        let figures: Vec<i64> = (0..years)
            .map(|year| parts.iter().map(|part| written[*part].amounts[year].kroner().unwrap().ore()).sum())
            .collect();
        let kind = LineKind::Result(parts.into_iter().map(|part| (part, 1)).collect());
        written.push(Line::new(None, kind, "Sum".to_owned(), amounts(&figures), Vec::new()));
        written.len() - 1
    };
    for group in 0..4 {
        let first = written.len();
        for (_, figures) in lines.iter().filter(|(one, _)| *one == group) {
            written.push(Line::new(Some(1), LineKind::Detail, "Linje".to_owned(), amounts(figures), Vec::new()));
        }
        if written.len() > first {
            let parts = (first..written.len()).collect();
            groups.push(sum(&mut written, parts));
        }
    }
    sum(&mut written, groups);
    BudgetTable {
        id: "tabell".to_owned(),
        name: "Tabell".to_owned(),
        title: "Tabell".to_owned(),
        unit,
        exact_in: Unit::Kroner,
        text_header: "Tekst".to_owned(),
        columns: (0..years).map(|year| (2020 + year).to_string()).chain(["Sum".to_owned()]).collect(),
        row_sums: vec![(years, (0..years).collect())],
        lines: written,
        caption: String::new(),
        notes: Vec::new(),
    }
}

/// Every sum that is shown is the sum of what is shown, no figure is moved by a unit, and *Data* has the exact kroner.
#[test]
fn two_thousand_tables_add_up_as_shown_and_keep_their_kroner() {
    let figure = prop_oneof![4 => -900_000_000_i64..9_000_000_000, 1 => Just(0_i64)];
    let table = (1_usize..5, 1_usize..12).prop_flat_map(move |(years, lines)| {
        prop::collection::vec((0_u8..4, prop::collection::vec(figure.clone(), years)), lines)
    });
    let unit = prop_oneof![Just(Unit::Thousand), Just(Unit::Million), Just(Unit::Kroner)];
    let mut runner = TestRunner::new(Config { cases: 2_000, failure_persistence: None, ..Config::default() });
    runner.run(&(table, unit), |(lines, unit)| adds_up(&grouped(&lines, unit))).unwrap();
}

fn adds_up(table: &BudgetTable) -> Result<(), TestCaseError> {
    let document = tables_document("Prøve", Language::Nn, std::slice::from_ref(table));
    let written = document.table("tabell").unwrap();
    let shown = |line: usize, column: usize| match document.measured(&written.rows[line].cells[2 + column], written) {
        Some(Measured::Number(number, _)) => number,
        other => panic!("{other:?}"),
    };
    let years = table.columns.len() - 1;
    for (at, line) in table.lines.iter().enumerate() {
        for column in 0..=years {
            let exact = table.unit.of(line.amounts[column].kroner().unwrap());
            prop_assert!((shown(at, column) - exact).abs() < Decimal::ONE, "{} for {}", shown(at, column), exact);
            if let LineKind::Result(parts) = &line.kind {
                prop_assert_eq!(parts.iter().map(|(part, _)| shown(*part, column)).sum::<Decimal>(), shown(at, column));
            }
        }
        prop_assert_eq!((0..years).map(|year| shown(at, year)).sum::<Decimal>(), shown(at, years));
    }
    let data = document.table("data_alle").unwrap();
    let kept: Vec<&Value> = data.rows.iter().map(|row| row.cells.last().unwrap()).collect();
    let exact = table.lines.iter().flat_map(|line| &line.amounts[..years]);
    let exact: Vec<Value> = exact.map(|figure| Value::from(figure.kroner())).collect();
    prop_assert_eq!(kept, exact.iter().collect::<Vec<_>>());
    Ok(())
}

#[test]
fn a_dash_and_a_blank_stay_two_things() {
    let mut table = grouped(&[(0, vec![100_000, 200_000])], Unit::Kroner);
    table.lines[0].amounts = vec![Amount::Dash, Amount::Blank, Amount::Of(Kroner::ZERO)];
    table.row_sums.clear();
    let document = tables_document("Prøve", Language::Nn, std::slice::from_ref(&table));
    let row = &document.table("tabell").unwrap().rows[0];
    assert_eq!(row.cells[2..], [Value::Dash, Value::Blank, Value::Kroner(Kroner::ZERO)]);
    let csv = String::from_utf8(package::table_files(&[table], Language::Nn)[0].bytes()).unwrap();
    assert!(csv.contains("1;Linje;0;;0"), "{csv}");
}

#[test]
fn a_unit_in_the_caption_goes_where_another_is_shown() {
    let tables = from_published(&published("tabell-5-21.xlsx").records, Some(Unit::Million), Language::Nn);
    assert_eq!(tables[0].caption, "Tabell 5.21 Budsjettramme for NAV 2017-2020");
    let shown = tilskot::report::budget::shown::shown(&tables[0]);
    let figures: Vec<String> = shown.figures[6].iter().map(|figure| figure.unwrap().to_string()).collect();
    assert_eq!(figures, ["276.4", "271.4", "266.4", "266.4"]);
    assert_eq!(all_of(&tables).len(), 1);
}

fn table(files: &[PathBuf], out: &Path) -> Result<Done, u8> {
    let done = tabling::table(files, Some(out.to_owned()), Edited::Keep, None, &Disk::real(), &Console::silent());
    done.map_err(|error| error.exit_code())
}

fn names(folder: &Path) -> Vec<String> {
    let found = tilskot::run::folder::files(folder, folder).unwrap();
    found.into_iter().map(|file| file.path).collect()
}

#[test]
fn the_command_writes_all_of_it_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("ut");
    let budget = |name: &str| fixture("budget").join(name);
    assert_eq!(table(&[budget("tabell-5-21.xlsx"), budget("giske-2024.xlsx")], &out), Ok(Done::Clean));
    let files = [
        "datapackage.json",
        "manifest.json",
        "tabelldata.xlsx",
        "tabelldata/data.csv",
        "tabelldata/tabell_5_21.csv",
        "tabelldata/tabell_loyvingsoversikt.csv",
    ];
    assert_eq!(names(&out), files);
    let first: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(out.join(file)).unwrap()).collect();
    assert_eq!(table(&[budget("tabell-5-21.xlsx"), budget("giske-2024.xlsx")], &out), Ok(Done::Clean));
    let again: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(out.join(file)).unwrap()).collect();
    assert!(first == again, "the same files give the same bytes");

    let wrong = folder.path().join("feil.csv");
    std::fs::write(&wrong, "Tal i 1 000 kr;;\nLinjenr;Tekst;2018\n1;Nav;271354\n2;Drift;100\n;Sum;271554\n").unwrap();
    let second = folder.path().join("feil");
    assert_eq!(table(std::slice::from_ref(&wrong), &second), Ok(Done::WithErrors));
    assert!(second.join("tabelldata.xlsx").exists());

    std::fs::write(&wrong, "Hei;på deg\n").unwrap();
    let third = folder.path().join("ingenting");
    assert_eq!(table(&[wrong], &third), Err(2));
    assert_eq!(table(&[budget("finst-ikkje.xlsx")], &third), Err(2));
    std::fs::write(out.join("tabelldata.xlsx"), "endra").unwrap();
    assert_eq!(table(&[budget("tabell-5-21.xlsx")], &out), Err(2), "an edited output is kept");
    assert!(!third.exists());
}
