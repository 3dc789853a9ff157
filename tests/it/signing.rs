//! A draft that two people sign becomes a decision: the same figures under another word, and any changed byte is named.

use std::path::Path;

use serde_json::Value;
use tilskot::policy::FileLimits;
use tilskot::read;
use tilskot::run::console::Console;
use tilskot::run::disk::Disk;
use tilskot::run::publish::{self, Edited};
use tilskot::run::signing::{self, Signatures};
use tilskot::run::verifying;
use tilskot::run::{Done, RunError};
use tilskot::seal::sha256;
use tilskot::text::Language;

use crate::runs::{copy, fixture, made};

const PREPARED: &str = "Saksbehandlar A";
const APPROVED: &str = "Leiar B";

fn draft(batch: &Path) -> std::path::PathBuf {
    let out = batch.join("ut");
    publish::put_in_place(&Disk::real(), &out, &made(batch).files).unwrap();
    out
}

fn sign(out: &Path, prepared_by: &str, approved_by: &str) -> Result<Done, RunError> {
    signing::sign(
        out,
        Signatures { prepared_by, approved_by, date: Some("10.03.2023") },
        &Disk::real(),
        &Console::silent(),
    )
}

/// Every file below `folder`, with its path.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// The paths that `out` says differ; of a manifest that cannot be read, its own.
fn named(out: &Path) -> Vec<String> {
    match publish::examined(out) {
        Ok(examined) => examined.differences.into_iter().map(|one| one.path).collect(),
        Err(error) => {
            assert!(error.message(Language::En).contains("manifest.json"), "{error}");
            vec!["manifest.json".to_owned()]
        }
    }
}

/// Every cell of a workbook, as text.
fn cells(path: &Path) -> Vec<String> {
    let workbook = read::workbook("x.xlsx", &std::fs::read(path).unwrap(), &FileLimits::default()).unwrap();
    let rows = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    rows.flat_map(|row| &row.cells).map(|cell| format!("{:?}", cell.value)).collect()
}

#[test]
fn a_signed_output_is_the_draft_under_another_word() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let out = draft(folder.path());
    let reviewed = std::fs::read(out.join("manifest.json")).unwrap();
    sign(&out, PREPARED, APPROVED).unwrap();
    let kept = folder.path().join("ut.1");
    assert_eq!(std::fs::read(kept.join("manifest.json")).unwrap(), reviewed, "the draft is kept");
    let approval: Value = serde_json::from_slice(&std::fs::read(out.join("godkjenning.json")).unwrap()).unwrap();
    assert_eq!(approval["draft"], sha256(&reviewed));
    assert_eq!(approval["manifest"], sha256(&std::fs::read(out.join("manifest.json")).unwrap()));
    assert_eq!((&approval["prepared_by"], &approval["approved_by"]), (&PREPARED.into(), &APPROVED.into()));
    assert_eq!((&approval["date"], &approval["totals"]["granted_amount"]), (&"2023-03-10".into(), &"18210000".into()));
    for file in files(&kept) {
        let [before, after] = [&kept, &out].map(|folder| std::fs::read(folder.join(&file)).unwrap());
        let names = String::from_utf8_lossy(&after).into_owned();
        assert!(!names.contains(PREPARED) && !names.contains(APPROVED), "{file}");
        match file.rsplit('.').next().unwrap() {
            "csv" => assert_eq!(before, after, "{file}"),
            _ if file == "run.json" => assert_eq!(before, after),
            "xlsx" => {
                let [before, after] = [&kept, &out].map(|folder| cells(&folder.join(&file)));
                let changed: Vec<_> = before.iter().zip(&after).filter(|(one, other)| one != other).collect();
                let is_mark = |(one, other): &(&String, &String)| {
                    one.replace("UTKAST – ", "VEDTAK – ") == **other
                        || (one.contains("Dette er eit utkast") && other.contains("Dette er eit vedtak"))
                };
                assert!(before.len() == after.len() && !changed.is_empty(), "{file}");
                assert!(changed.iter().all(is_mark), "{file}: {changed:?}");
                assert!(!after.iter().any(|cell| cell.contains("UTKAST")), "{file}");
            }
            _ => assert!(!names.contains("UTKAST"), "{file}"),
        }
    }
}

#[test]
fn any_changed_byte_of_a_signed_output_is_named() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let out = draft(folder.path());
    sign(&out, PREPARED, APPROVED).unwrap();
    assert_eq!(named(&out), Vec::<String>::new());
    for file in files(&out) {
        let bytes = std::fs::read(out.join(&file)).unwrap();
        let step = if file.ends_with(".json") && file != "run.json" { 199 } else { bytes.len() };
        for at in (bytes.len() / 3 % step..bytes.len()).step_by(step) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            std::fs::write(out.join(&file), changed).unwrap();
            // Of a manifest that was changed, what it says of another file may be what was changed.
            let named = named(&out);
            assert!(named.contains(&file) && (named.len() == 1 || file == "manifest.json"), "{file} {at}: {named:?}");
        }
        std::fs::remove_file(out.join(&file)).unwrap();
        assert_eq!(named(&out), [file.as_str()], "removed");
        std::fs::write(out.join(&file), bytes).unwrap();
    }
    std::fs::write(out.join("notat.txt"), "x").unwrap();
    assert_eq!(named(&out), ["notat.txt"]);
}

#[test]
fn every_byte_of_the_manifest_of_a_draft_counts() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2022/runde-1"), folder.path());
    let out = draft(folder.path());
    let bytes = std::fs::read(out.join("manifest.json")).unwrap();
    for at in (0..bytes.len()).step_by(61) {
        let mut changed = bytes.clone();
        changed[at] ^= 2;
        std::fs::write(out.join("manifest.json"), changed).unwrap();
        assert!(named(&out).contains(&"manifest.json".to_owned()), "byte {at}");
    }
}

#[test]
fn a_signature_needs_two_people_and_an_unchanged_draft() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2022/runde-1"), folder.path());
    let out = draft(folder.path());
    let refused = |prepared: &str, approved: &str| sign(&out, prepared, approved).unwrap_err().exit_code();
    assert_eq!(refused("Åse A", " A\u{30a}SE   a"), 2, "one person, however the name is typed");
    assert_eq!(refused("Saksbehandlar A", " "), 2);
    assert!(!out.join("godkjenning.json").exists());
    let csv = std::fs::read(out.join("tildeling.csv")).unwrap();
    std::fs::write(out.join("tildeling.csv"), b"x").unwrap();
    let error = sign(&out, PREPARED, APPROVED).unwrap_err();
    assert!(error.message(Language::Nn).contains("tildeling.csv"), "{error}");
    std::fs::write(out.join("tildeling.csv"), csv).unwrap();
    sign(&out, PREPARED, APPROVED).unwrap();
    assert_eq!(refused(PREPARED, APPROVED), 2, "signed already");
    let key = publish::examined(&out).unwrap().manifest.batch;
    assert_eq!(publish::may_replace(&out, &key, Edited::Keep).unwrap_err().exit_code(), 2, "a decision stands");
    publish::may_replace(&out, &key, Edited::Replace).unwrap();
}

#[test]
fn a_signed_output_is_what_a_fresh_run_gives_when_it_is_signed() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let out = draft(folder.path());
    let verify = || verifying::verify(&out, Some(folder.path()), &Console::silent()).unwrap();
    assert_eq!(verify(), Done::Clean);
    sign(&out, PREPARED, APPROVED).unwrap();
    assert_eq!(verify(), Done::Clean);
    let toml = folder.path().join("batch.toml");
    let text = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&toml, format!("{text}\n# Ei linje til.\n")).unwrap();
    assert_eq!(verify(), Done::WithErrors, "the rules are not those that were signed");
}

/// A project that is called a draft keeps its name: only our own headings change.
#[test]
fn an_applicants_words_are_not_touched() {
    for language in Language::ALL {
        let mut sample = crate::sample::recommendation_in(language);
        let title = "UTKAST – Første steg";
        sample.entries[0].submission.project = Some(title.into());
        let document = tilskot::report::award::internal(&sample);
        let bytes = tilskot::report::xlsx::workbook(&document).unwrap();
        let decided = tilskot::seal::edition::decided("tildeling.xlsx", &bytes, language).unwrap();
        let workbook = read::workbook("x.xlsx", &decided, &FileLimits::default()).unwrap();
        let cells = workbook.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let holding = |words: &str| {
            cells
                .clone()
                .filter(|cell| matches!(&cell.value, read::Value::Text(text) if text.starts_with(words)))
                .count()
        };
        assert!(holding(title) > 0);
        assert_eq!(holding("UTKAST"), holding(title));
        assert_eq!(holding("VEDTAK"), workbook.sheets.len());
    }
}
