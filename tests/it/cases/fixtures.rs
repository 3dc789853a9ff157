//! The shipped batches: the clean ones give no alarm, and every planted trap is found at its cell.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tilskot::check;
use tilskot::finding::Finding;
use tilskot::problem::Severity;
use tilskot::run::intake;
use tilskot::run::progress::Show;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn findings(batch: &Path) -> Vec<Finding> {
    let (policy, text) = tilskot::run::policy(batch).unwrap();
    let intake = intake::batch(batch, None, &policy, &text, Show::Nothing).unwrap();
    let mut found = check::batch(intake.received, &policy).findings;
    tilskot::finding::sort(&mut found);
    found
}

#[test]
fn the_clean_batches_give_no_alarm() {
    for name in ["vestland-2022/runde-1", "vestland-2022/runde-2", "vestland-2023"] {
        let alarms: Vec<_> =
            findings(&fixture(name)).into_iter().filter(|one| one.severity() != Severity::Notice).collect();
        assert!(alarms.is_empty(), "{name}: {alarms:#?}");
    }
}

/// `truth.csv`: file, sheet, cell, family, severity, what. A trap without a cell may be found anywhere in its sheet.
#[test]
fn every_trap_is_found_at_its_cell() {
    let batch = fixture("traps");
    let found = findings(&batch);
    let truth = fs::read_to_string(batch.join("truth.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(truth.as_bytes());
    let mut missed = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let [file, sheet, cell, family, severity] = [0, 1, 2, 3, 4].map(|at| record[at].to_owned());
        let file: Arc<str> = Arc::from(format!("soknader/{file}"));
        let own = || found.iter().filter(|one| one.file == file);
        if severity == "clean" {
            // The same applications stand in the other files too, and nobody has scored them.
            let of_others = |one: &&Finding| matches!(&one.problem.code()[..2], "T5" | "T6");
            let alarms = own().filter(|one| one.severity() != Severity::Notice && !of_others(one));
            missed.extend(alarms.map(|one| format!("{one:?}")));
            continue;
        }
        let hit = own().any(|one| {
            (cell.is_empty() || one.cell.is_some_and(|at| at.to_string() == cell))
                && (sheet.is_empty() || one.sheet.as_deref() == Some(&*sheet))
                && one.problem.code().starts_with(&family)
                && (severity == "any" || one.severity().key() == severity)
        });
        if !hit {
            missed.push(record.iter().collect::<Vec<_>>().join(", "));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
