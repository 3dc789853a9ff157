//! Intake spread over machines: parts written by `check --format ndjson` give `run --from` the same bytes as the workbooks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tilskot::budget::Unit;
use tilskot::cli::Format;
use tilskot::run::console::Console;
use tilskot::run::disk::Disk;
use tilskot::run::publish::Edited;
use tilskot::run::{Done, RunError, checking, whole};
use tilskot::text::Language;

use crate::runs::{copy, fixture};

fn run(batch: &Path, from: Option<&Path>, out: &Path) -> Result<Done, RunError> {
    whole::run(batch, from, out, Edited::Keep, Unit::Kroner, &Disk::real(), &Console::silent())
}

/// Writes a part of `paths`, as a machine of its own would.
fn part(paths: &[PathBuf], out: &Path) {
    checking::check(paths, Format::Ndjson, Some(out), &Disk::real(), &Console::silent()).unwrap();
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { found.extend(files_in(&path)) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn bytes_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let inner = |path: PathBuf| (path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
    files_in(folder).into_iter().map(inner).collect()
}

/// The applications of `batch` in as many parts, dealt out like cards.
fn dealt(batch: &Path, parts: usize, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let files = files_in(&batch.join("soknader"));
    for number in 0..parts {
        let own: Vec<PathBuf> = files.iter().skip(number).step_by(parts).cloned().collect();
        part(&own, &folder.join(format!("part-{number:05}")));
    }
}

/// One machine, and three with a fourth that has none of the applications: every file of the output is the same.
fn assert_same_bytes(batch: &Path) {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    run(batch, None, &at("one")).unwrap();
    dealt(batch, 3, &at("parts"));
    run(batch, Some(&at("parts")), &at("beside")).unwrap();
    copy(batch, &at("rest"));
    fs::remove_dir_all(at("rest/soknader")).unwrap();
    run(&at("rest"), Some(&at("parts")), &at("apart")).unwrap();
    let one = bytes_in(&at("one"));
    assert!(one.len() > 10, "{}", one.len());
    for other in ["beside", "apart"] {
        let other = bytes_in(&at(other));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (path, bytes) in &one {
            assert!(bytes == &other[path], "{} differs", path.display());
        }
    }
}

#[test]
fn parts_give_the_same_bytes_as_workbooks() {
    for batch in ["vestland-2023", "traps", "vestland-2022/runde-1"] {
        assert_same_bytes(&fixture(batch));
    }
}

/// Every format, every kind of file that is refused, twins of names, copies, litter, and correction workbooks that came back.
#[test]
fn parts_hold_whatever_a_folder_may_hold() {
    let place = tempfile::tempdir().unwrap();
    let batch = place.path().join("batch");
    copy(&fixture("traps"), &batch);
    run(&batch, None, &place.path().join("ut")).unwrap();
    let applications = batch.join("soknader");
    copy(&place.path().join("ut/retur"), &applications.join("retur"));
    copy(&fixture("hostile"), &applications.join("hostile"));
    copy(&fixture("formats"), &applications.join("formats"));
    for twin in ["\u{e5}.csv", "a\u{30a}.csv", "~$lock.xlsx", ".skjult.xlsx"] {
        fs::write(applications.join(twin), format!("Kommune;Prosjekt\nAlver;{twin}\n")).unwrap();
    }
    let copied = fs::read(files_in(&fixture("traps").join("soknader"))[0].as_path()).unwrap();
    fs::write(applications.join("kopi.xlsx"), copied).unwrap();
    assert_same_bytes(&batch);
}

/// A batch folder as a whole is a part too: then nothing but batch.toml is needed besides.
#[test]
fn a_whole_batch_is_a_part() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    run(&fixture("vestland-2023"), None, &at("one")).unwrap();
    fs::create_dir(at("parts")).unwrap();
    part(&[fixture("vestland-2023")], &at("parts/alt.ndjson"));
    fs::create_dir(at("rules")).unwrap();
    fs::copy(fixture("vestland-2023/batch.toml"), at("rules/batch.toml")).unwrap();
    run(&at("rules"), Some(&at("parts")), &at("apart")).unwrap();
    assert!(bytes_in(&at("one")) == bytes_in(&at("apart")));
}

/// Each line is JSON of a known kind; persons stand in the lines of cells alone.
#[test]
fn lines_are_for_any_engine() {
    let place = tempfile::tempdir().unwrap();
    let batch = place.path().join("batch");
    copy(&fixture("vestland-2023"), &batch);
    let list = "Kommunenr;Kommune;Nav-kontor;Prosjekt;Type søknad;Stillinger;Søknadsbeløp;Kontaktperson;E-post\n\
                4631;Alver;Nav Alver;Prøve;ny;1;63O000;IKKJE-OFFENTLEG;ikkje-offentleg@example.org\n";
    fs::write(batch.join("soknader/ny.csv"), list).unwrap();
    part(&[batch.join("soknader")], &place.path().join("part"));
    let text = fs::read_to_string(place.path().join("part")).unwrap();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let kind = value["line"].as_str().unwrap().to_owned();
        if kind == "workbook" {
            assert!(value["workbook"]["sheets"].is_array());
        } else {
            assert!(!line.to_lowercase().contains("ikkje-offentleg"), "{line}");
        }
        *kinds.entry(kind).or_default() += 1;
    }
    let files = files_in(&batch.join("soknader")).len();
    assert_eq!((kinds["part"], kinds["end"], kinds["file"], kinds["input"]), (1, 1, files, files));
    assert_eq!((kinds["workbook"], kinds["application"]), (files, 31));
    assert!(text.contains("IKKJE-OFFENTLEG"), "a part holds every cell");
    assert!(kinds["finding"] >= 1);
}

#[test]
fn a_part_that_cannot_be_used_is_refused_by_name() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let batch = at("batch");
    copy(&fixture("vestland-2023"), &batch);
    let alver = batch.join("soknader/alver.xlsx");
    part(std::slice::from_ref(&alver), &at("whole"));
    let whole = fs::read(at("whole")).unwrap();
    let refused = |parts: &[&[u8]]| {
        let _ = fs::remove_dir_all(at("parts"));
        fs::create_dir(at("parts")).unwrap();
        for (number, part) in parts.iter().enumerate() {
            fs::write(at("parts").join(number.to_string()), part).unwrap();
        }
        let refused = run(&batch, Some(&at("parts")), &at("ut")).map(|_| ());
        let _ = fs::remove_dir_all(at("ut"));
        refused.map_err(|error| (error.exit_code(), error.message(Language::En)))
    };
    let says = |parts: &[&[u8]], words: &str| {
        let (code, message) = refused(parts).unwrap_err();
        assert!(code == 2 && message.contains(words), "{code} {message}");
    };
    let text = String::from_utf8(whole.clone()).unwrap();
    assert_eq!(refused(&[&whole]), Ok(()));
    assert_eq!(refused(&[&whole, &whole]), Ok(()), "the same part twice is that part");
    assert_eq!(refused(&[&[&*whole, &*whole].concat()]), Ok(()), "a file may hold several stretches");
    says(&[], "no parts");
    let end = text.rfind("{\"line\":\"end\"").unwrap();
    says(&[&whole[..end]], "not whole");
    let without = text
        .lines()
        .filter(|line| !line.contains("\"line\":\"input\""))
        .fold(String::new(), |all, line| all + line + "\n");
    says(&[without.as_bytes()], "not whole");
    says(&[text.replace("1240000", "1250000").as_bytes()], "not whole");
    says(&[text.replace("\"version\":\"0.1.0\"", "\"version\":\"0.0.9\"").as_bytes()], "another version");
    says(&[b"tildeling\n"], "not whole");
    let other = fs::read_to_string(batch.join("batch.toml")).unwrap();
    fs::write(batch.join("batch.toml"), other.replace("610000", "610001")).unwrap();
    says(&[&whole], "another batch.toml");
    fs::write(batch.join("batch.toml"), other).unwrap();
    fs::copy(batch.join("soknader/askoy.xlsx"), &alver).unwrap();
    says(&[&whole], "not the one its part was made from");
    part(std::slice::from_ref(&alver), &at("newer"));
    says(&[&whole, &fs::read(at("newer")).unwrap()], "in two parts");
}

/// Every kind of value, and whatever a reading may notice or refuse, comes back as it was kept.
#[test]
fn what_was_read_comes_back_as_it_was_kept() {
    use rust_decimal::Decimal;
    use tilskot::origin::CellRef;
    use tilskot::policy::FileLimit;
    use tilskot::problem::{Problem, cell, file, sheet};
    use tilskot::read::kept::KeptWorkbook;
    use tilskot::read::{Cell, Format as Kind, Formula, Noticed, Row, Sheet, Value as Held, Workbook};

    let values = [
        Held::Text("Tromsø \"x\"\n".into()),
        Held::Beyond("1e999".into()),
        Held::NoDate("60".into()),
        Held::Error("#REF!".into()),
        Held::Date(jiff::civil::date(2023, 2, 1).at(12, 30, 5, 0)),
        Held::Number(Decimal::new(-123_450, 3)),
        Held::Bool(true),
        Held::FormulaWithoutValue,
    ];
    let formulas = [Formula::None, Formula::Stored, Formula::External].into_iter().cycle();
    let cells = (0_u32..).zip(values.into_iter().zip(formulas));
    let cells = cells.map(|(column, (value, formula))| Cell {
        column,
        value,
        formula,
        percent: column == 5,
        unseen: column == 4,
    });
    let rows = vec![Row { number: 7, hidden: true, cells: cells.collect() }];
    let merged = vec![(CellRef::new(0, 0), CellRef::new(1, 2))];
    let sheets = vec![Sheet { name: "Ark 1".into(), visible: false, merged, hidden_columns: vec![2, 4], rows }];
    let mut problems: Vec<Problem> = vec![
        file::macros(),
        file::external_links(),
        file::ragged_row(3, 4, 5),
        sheet::stored_total_disagrees(Decimal::new(15, 1), Decimal::ONE),
        cell::not_a_number("NaN"),
    ];
    problems.extend(file::damage::ALL.iter().map(|reason| file::damaged(*reason, "xl/workbook.xml")));
    problems.extend(file::skip::ALL.iter().map(|reason| file::skipped(*reason)));
    problems.extend(file::unusual::ALL.iter().map(|what| file::not_a_regular_file(*what)));
    problems.extend(FileLimit::ALL.iter().map(|limit| file::over_limit(limit.what(), 7, "zip", limit.key())));
    let noticed = |problem| Noticed { problem, sheet: Some("Ark 1".into()), cell: Some(CellRef::new(3, 4)) };
    let stamp = Some(tilskot::stamp::Stamp::form("vestland-2023", 2));
    let noticed = problems.into_iter().map(noticed).collect();
    let workbook = Workbook { format: Kind::Ods, sheets, noticed, stamp };
    let json = serde_json::to_string(&KeptWorkbook::of(&workbook)).unwrap();
    let back = serde_json::from_str::<KeptWorkbook<'_>>(&json).unwrap().workbook().unwrap();
    assert_eq!(format!("{back:?}"), format!("{workbook:?}"));
}
