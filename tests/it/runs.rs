//! Whole runs of the shipped batches through the library, as the command does them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use tilskot::allocate::{GrantReason, Outcome, RejectReason};
use tilskot::application::Kind;
use tilskot::budget::Unit;
use tilskot::money::{Kroner, Positions};
use tilskot::problem::Severity;
use tilskot::recommendation::Recommendation;
use tilskot::run::console::Console;
use tilskot::run::disk::Disk;
use tilskot::run::publish::{self, Edited};
use tilskot::run::whole::{self, Made};
use tilskot::seal::BatchKey;
use tilskot::text::Language;

use crate::difference::Files;

pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

pub(crate) fn made(batch: &std::path::Path) -> Made {
    whole::outputs(batch, Language::Nn, Unit::Kroner, &Console::silent()).unwrap()
}

fn granted(recommendation: &Recommendation) -> Vec<&tilskot::recommendation::Entry> {
    recommendation.entries.iter().filter(|entry| matches!(entry.outcome, Outcome::Granted(_))).collect()
}

/// The governor's article of 2023: 25 projects, 35,5 positions, 18 210 000 kr = 17 580 000 + 630 000, and seven new projects.
#[test]
fn vestland_2023_comes_out_as_published() {
    let recommendation = made(&fixture("vestland-2023")).recommendation;
    let totals = recommendation.totals();
    assert_eq!((totals.applications, totals.granted, totals.rejected), (30, 25, 5));
    assert_eq!((totals.dismissed, totals.withdrawn, totals.held), (0, 0, 0));
    assert_eq!(totals.granted_amount, Kroner::whole(18_210_000));
    assert_eq!(totals.positions_granted, Positions::from_parts(355_000));
    let pots: Vec<Kroner> = recommendation.pots.iter().map(|pot| pot.account.granted).collect();
    assert_eq!(pots, [Kroner::whole(17_580_000), Kroner::whole(630_000)]);
    let mut new: Vec<(String, String)> = granted(&recommendation)
        .into_iter()
        .filter(|entry| entry.submission.kind == Some(Kind::New))
        .map(|entry| {
            let submission = &entry.submission;
            (submission.office.clone().unwrap().to_string(), submission.project.clone().unwrap().to_string())
        })
        .collect();
    new.sort();
    let published = [
        ("Nav Alver", "Første steg"),
        ("Nav Alver", "Sommar- og deltidsjobb til unge"),
        ("Nav Askøy", "Din veg mot arbeid og meistring i kvardagen"),
        ("Nav Bergenhus", "Ka `no? - 2"),
        ("Nav Osterøy", "Inkluderande familiearbeid"),
        ("Nav Sveio", "Framtidsbasar for familien"),
        ("Nav Årstad", "Familiekoordinator"),
    ];
    assert_eq!(new, published.map(|(office, project)| (office.to_owned(), project.to_owned())));
    let alarms: Vec<_> = recommendation.findings.iter().filter(|one| one.severity() != Severity::Notice).collect();
    assert!(alarms.is_empty(), "{alarms:?}");
}

/// 2022: 15,7 million to 23 continuing projects; then one ends, 1 880 000 kr come, and three new projects get them.
#[test]
fn vestland_2022_comes_out_as_published_in_two_rounds() {
    let folder = tempfile::tempdir().unwrap();
    for round in ["runde-1", "runde-2"] {
        copy(&fixture("vestland-2022").join(round), &folder.path().join(round));
    }
    let first = made(&folder.path().join("runde-1"));
    let totals = first.recommendation.totals();
    assert_eq!((totals.granted, totals.granted_amount), (23, Kroner::whole(15_700_000)));
    publish::put_in_place(&Disk::real(), &folder.path().join("runde-1/ut"), &first.files).unwrap();

    let second = made(&folder.path().join("runde-2")).recommendation;
    let totals = second.totals();
    assert_eq!((totals.granted, totals.withdrawn), (25, 1));
    assert_eq!(totals.granted_amount, Kroner::whole(17_580_000));
    assert_eq!(totals.positions_granted, Positions::from_parts(355_000));
    let new = granted(&second).into_iter().filter(|entry| entry.submission.kind == Some(Kind::New));
    assert_eq!(new.map(|entry| entry.round).collect::<Vec<_>>(), [2, 2, 2]);
    for round in [&first.recommendation, &second] {
        let alarms: Vec<_> = round.findings.iter().filter(|one| one.severity() != Severity::Notice).collect();
        assert!(alarms.is_empty(), "round {}: {alarms:?}", round.policy.batch.round);
    }
}

pub(crate) fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        // What a run of the README has left there is no fixture.
        if entry.file_name().to_string_lossy().starts_with("ut") {
            continue;
        }
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Every row of every sheet is accounted for: the accounts of a file sum to its rows that hold anything, counted here without
/// the readers of the program.
#[test]
fn every_received_row_is_accounted_for() {
    let mut counted = 0;
    for batch in ["vestland-2023", "vestland-2022/runde-1", "traps"] {
        let batch = fixture(batch);
        for input in made(&batch).recommendation.inputs.iter().filter(|input| input.outcome == "read") {
            if &*input.path == "batch.toml" {
                continue;
            }
            let bytes = std::fs::read(batch.join(&*input.path)).unwrap();
            let accounted: usize = input.sheets.iter().flat_map(|sheet| sheet.rows.values()).sum();
            assert_eq!(accounted, filled_rows(&input.path, bytes), "{}", input.path);
            counted += accounted;
        }
    }
    assert!(counted > 1_500, "{counted}");
}

/// How many rows of a file hold anything: of `.xlsx` by its XML, of the others as calamine lists them.
fn filled_rows(name: &str, bytes: Vec<u8>) -> usize {
    use calamine::{Data, Reader};
    if name.ends_with(".csv") {
        let text = String::from_utf8_lossy(&bytes);
        return text.lines().filter(|line| line.contains(|letter: char| letter.is_alphanumeric())).count();
    }
    if !name.ends_with(".xlsx") {
        let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheets = book.worksheets();
        let filled = |row: &&[Data]| row.iter().any(|cell| !cell.to_string().is_empty());
        return sheets.iter().map(|(_, range)| range.rows().filter(filled).count()).sum();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut rows = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        if !part.name().unwrap().starts_with("xl/worksheets/sheet") {
            continue;
        }
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut part, &mut xml).unwrap();
        let filled = |row: &&str| ["<v>", "<f>", "<f ", "<t>", "<t "].iter().any(|value| row.contains(value));
        rows += xml.split("<row ").skip(1).map(|row| row.split("</row>").next().unwrap()).filter(filled).count();
    }
    rows
}

/// The same inputs give the same bytes, wherever the batch lies.
#[test]
fn the_same_batch_elsewhere_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("a b/ø");
    copy(&fixture("vestland-2023"), &elsewhere);
    assert_eq!(made(&fixture("vestland-2023")).files, made(&elsewhere).files);
}

/// The names of files and the order of rows decide nothing. Every row is written anew, blank cells included: a shuffle that
/// leaves old cells behind puts one assessor's conflict on another application, and then a score rightly changes.
#[test]
fn names_of_files_and_order_of_rows_decide_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("batch");
    copy(&fixture("vestland-2023"), &batch);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(batch.join("soknader")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for (at, file) in files.iter().rev().enumerate() {
        let name = format!("{at:02}.{}", file.extension().unwrap().to_str().unwrap());
        std::fs::rename(file, batch.join("soknader").join(name)).unwrap();
    }
    let sheet = batch.join("vurdering/vurdering.xlsx");
    std::fs::write(batch.join("vurdering/omvendt.csv"), upside_down(&sheet)).unwrap();
    std::fs::remove_file(sheet).unwrap();
    let decisions = |batch: &std::path::Path| {
        let entries = made(batch).recommendation.entries;
        let decided = entries.into_iter().map(|one| {
            (one.submission.id, one.outcome, one.pot, one.granted, one.positions_granted, one.rank, one.score)
        });
        decided.collect::<Vec<_>>()
    };
    assert_eq!(decisions(&batch), decisions(&fixture("vestland-2023")));
}

/// People may grant what nobody has scored, in their own words, and name it in whichever column there is.
#[test]
fn a_decision_grants_one_that_nobody_has_scored() {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("batch");
    copy(&fixture("vestland-2023"), &batch);
    let sheet = batch.join("vurdering/vurdering.xlsx");
    let rows = upside_down(&sheet);
    let others = |line: &&str| !line.starts_with("Nav Osterøy;Inkluderande familiearbeid;");
    std::fs::write(batch.join("vurdering/andre.csv"), rows.lines().filter(others).collect::<Vec<_>>().join("\n"))
        .unwrap();
    std::fs::remove_file(sheet).unwrap();
    let id = "4630-nav-osteroy-inkluderande-familiearbeid";
    let decided = |action: &str| {
        let header = "Prosjekt-ID;Avgjerd;Grunngiving;Førebudd av;Godkjend av";
        std::fs::write(batch.join("avgjerder.csv"), format!("{header}\n{id};{action};Avtalt;S1;L1\n")).unwrap();
        let recommendation = made(&batch).recommendation;
        let told = recommendation.findings.iter().filter(|one| one.problem.code() == "T604").count();
        let entry = recommendation.entries.into_iter().find(|one| one.submission.id.as_str() == id).unwrap();
        (entry.outcome, entry.granted, entry.score, told)
    };
    for action in ["Innvilga", "innvilg", "grant"] {
        let granted = (Outcome::Granted(GrantReason::Override), Kroner::whole(630_000), None, 0);
        assert_eq!(decided(action), granted, "{action}");
    }
    let rejected = (Outcome::Rejected(RejectReason::Override), Kroner::ZERO, None, 1);
    assert_eq!(decided("Avslag"), rejected);
}

/// The first sheet of a workbook as CSV: its header, then its rows from the last to the first.
fn upside_down(path: &std::path::Path) -> String {
    use tilskot::read::Value;
    let workbook =
        tilskot::read::workbook("x.xlsx", &std::fs::read(path).unwrap(), &tilskot::policy::FileLimits::default())
            .unwrap();
    let rows = &workbook.sheets[0].rows;
    let columns = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap();
    let line = |row: &tilskot::read::Row| {
        let cells = (0..=columns).map(|column| match row.cell(column).map(|cell| &cell.value) {
            None => String::new(),
            Some(Value::Text(text)) => text.to_string(),
            Some(Value::Number(number)) => number.to_string().replace('.', ","),
            Some(other) => panic!("an assessment of {other:?}"),
        });
        cells.collect::<Vec<_>>().join(";") + "\n"
    };
    std::iter::once(&rows[0]).chain(rows[1..].iter().rev()).map(line).collect()
}

/// An output is replaced whole, the one before is kept, and one that somebody has edited is not touched.
#[test]
fn an_output_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("ut");
    let run = made(&fixture("vestland-2023"));
    publish::put_in_place(&Disk::real(), &out, &run.files).unwrap();
    let key = |id: &str, round| BatchKey { id: id.to_owned(), round };
    publish::may_replace(&out, &key("vestland-2023", 1), Edited::Keep).unwrap();
    publish::put_in_place(&Disk::real(), &out, &run.files).unwrap();
    assert!(folder.path().join("ut.1/manifest.json").is_file());
    std::fs::write(out.join("tildeling.csv"), "x").unwrap();
    assert_eq!(publish::may_replace(&out, &key("vestland-2023", 1), Edited::Keep).unwrap_err().exit_code(), 2);
    publish::may_replace(&out, &key("vestland-2023", 1), Edited::Replace).unwrap();
    assert_eq!(publish::may_replace(&out, &key("another", 1), Edited::Replace).unwrap_err().exit_code(), 2);
    let differences = publish::examined(&out).unwrap().differences;
    assert_eq!(differences.len(), 1);
    assert_eq!(differences[0].path, "tildeling.csv");
}

/// Rows with the same columns filled share the note of their cells: each must have its own row all the same.
#[test]
fn every_row_cites_its_own_cells() {
    let csv =
        "Kommune;Nav-kontor;Prosjekttittel;Søknadsbeløp\nAlver;Nav Alver;Ein;1\nAlver;Nav Alver;To;2\nAlver;;Tre;3\n";
    let policy = tilskot::policy::Policy::without_batch();
    let limits = tilskot::policy::FileLimits::default();
    let mut workbook = tilskot::read::workbook("a.csv", csv.as_bytes(), &limits).unwrap();
    let schema = tilskot::form::application::schema(&policy);
    let file = std::sync::Arc::from("a.csv");
    let read = tilskot::form::application::applications(&file, &mut workbook, &policy, &schema);
    let cells =
        |one: &tilskot::application::Submission| one.cells().map(|(_, cell)| cell.to_string()).collect::<Vec<_>>();
    let cited: Vec<Vec<String>> = read.records.iter().map(cells).collect();
    assert_eq!(cited, [vec!["A2", "B2", "C2", "D2"], vec!["A3", "B3", "C3", "D3"], vec!["A4", "C4", "D4"]]);
}

/// What the program writes for `batch`, by path, where these are its surroundings.
#[cfg(unix)]
fn written_under(batch: &std::path::Path, surroundings: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("ut");
    let mut program = Command::new(env!("CARGO_BIN_EXE_tilskot"));
    program.args(["run", "--quiet"]).arg(batch).arg("--out").arg(&out).envs(surroundings.iter().copied());
    assert_eq!(program.output().unwrap().status.code(), Some(0), "{surroundings:?}");
    let mut found = BTreeMap::new();
    for inner in ["", "tabelldata"] {
        for path in std::fs::read_dir(out.join(inner)).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_file() {
                found.insert(path.strip_prefix(&out).unwrap().display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// No time zone, no locale and no number of threads decides a byte.
#[cfg(unix)]
#[test]
fn the_surroundings_decide_nothing() {
    let batch = fixture("vestland-2023");
    let one = written_under(&batch, &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")]);
    let surroundings =
        [("TZ", "America/Anchorage"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "nb"), ("RAYON_NUM_THREADS", "7")];
    let other = written_under(&batch, &surroundings);
    assert!(one.len() >= 14, "{:?}", one.keys());
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let differ: Vec<_> = one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// Nothing is wrong and something waits: `run` says so by its exit code, and `check` does not say that nothing is held.
#[test]
fn what_is_only_held_is_told() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    std::fs::remove_dir_all(folder.path().join("vurdering")).unwrap();
    let recommendation = made(folder.path()).recommendation;
    assert!(recommendation.totals().held > 0);
    let errors: Vec<_> = recommendation.findings.iter().filter(|one| one.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let tilskot =
        |words: &[&str]| Command::new(env!("CARGO_BIN_EXE_tilskot")).args(words).arg(folder.path()).output().unwrap();
    assert_eq!(tilskot(&["run", "--quiet"]).status.code(), Some(1));
    for (language, waits, nothing) in [
        ("nn", "Det som ikkje har poeng, blir halde att", "Ingenting blir halde att"),
        ("nb", "Det som ikke har poeng, holdes tilbake", "Ingenting holdes tilbake"),
        ("en", "What has no score is held", "Nothing is held"),
    ] {
        let checked = tilskot(&["check", "--lang", language]);
        assert_eq!(checked.status.code(), Some(0));
        let said = String::from_utf8(checked.stdout).unwrap().replace('\n', " ");
        assert!(said.contains(waits) && !said.contains(nothing), "{said}");
    }
}

/// What is granted now binds coming years for what was applied for in them, each year for its own.
#[test]
fn the_forecast_of_an_application_binds_coming_years() {
    let batch = Files::new()
        .with("soknader/alver.csv", "Godkjend av", "Godkjend av;Søknadsbeløp år 2;Søknadsbeløp år 3")
        .with(
            "soknader/alver.csv",
            "1;2;1240000;0;01.04.2023;Kommunedirektør",
            "1;2;1240000;0;01.04.2023;Kommunedirektør;1100000;900000",
        )
        .with(
            "soknader/alver.csv",
            "1;1;630000;0;01.04.2023;Kommunedirektør",
            "1;1;630000;0;01.04.2023;Kommunedirektør;;",
        );
    let folder = tempfile::tempdir().unwrap();
    batch.write(folder.path());
    let liability = made(folder.path()).recommendation.liability;
    let bound: Vec<_> = liability.iter().map(|one| (one.year, one.amount)).collect();
    // The other granted project has no forecast: it binds what it may get this year, 630 000, in both.
    let expected = [(2024, 1_100_000 + 630_000), (2025, 900_000 + 630_000)];
    assert_eq!(bound, expected.map(|(year, amount)| (year, Kroner::whole(amount))));
}
