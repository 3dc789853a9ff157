//! What cannot be done is said in the language of the batch or the output it is about, and `--lang` overrules both.

use std::path::Path;
use std::process::Command;

use tilskot::run::{self, RunError};
use tilskot::text::Language;

use crate::difference::Files;
use crate::runs::{copy, fixture};

fn refused(folder: &Path, words: &str) -> String {
    let words = words.split_whitespace();
    let done = Command::new(env!("CARGO_BIN_EXE_tilskot")).args(words).current_dir(folder).output().unwrap();
    assert!(matches!(done.status.code(), Some(2 | 3)), "{done:?}");
    String::from_utf8(done.stderr).unwrap()
}

/// A batch in `language`, in the folder `batch`, with its output and one output that somebody has edited.
fn batch_in(language: Language) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let batch = folder.path().join("batch");
    copy(&fixture("vestland-2022/runde-1"), &batch);
    let rules = std::fs::read_to_string(batch.join("batch.toml")).unwrap();
    let named = format!("language = \"{}\"", language.tag());
    std::fs::write(batch.join("batch.toml"), rules.replace("language = \"nn\"", &named)).unwrap();
    for out in ["ut", "endra"] {
        let words = ["run", "batch", "--quiet", "--out", &format!("batch/{out}")].map(str::to_owned);
        Command::new(env!("CARGO_BIN_EXE_tilskot")).args(words).current_dir(folder.path()).output().unwrap();
    }
    std::fs::write(batch.join("endra/run.json"), "{}").unwrap();
    folder
}

/// A call that is refused, and words of what is said: nynorsk, bokmål, English.
const REFUSED: [(&str, [&str; 3]); 19] = [
    ("run batch --out batch/soknader", ["mappa inneheld", "mappen inneholder", "the folder holds"]),
    ("run batch --out batch/endra", ["utskrifta er endra", "utskriften er endret", "the output was changed"]),
    ("form batch -o batch", ["er ikkje eit tomt", "er ikke et tomt", "is no blank"]),
    ("check batch --format json -o batch/batch.toml", ["denne fila er", "denne filen er", "this file is"]),
    ("check batch --format ndjson -o batch/batch.toml", ["denne fila er", "denne filen er", "this file is"]),
    ("check batch/soknader --format ndjson -o batch", ["er ei mappe", "er en mappe", "is a folder"]),
    ("explain batch ingen-slik", ["passar ikkje på nokon", "passer ikke på noen", "fits no application"]),
    ("explain batch/ut ingen-slik", ["passar ikkje på nokon", "passer ikke på noen", "fits no application"]),
    ("explain batch/soknader ingen-slik", ["her er verken ei", "her er verken en", "there is neither"]),
    ("explain batch nav", ["passar på fleire", "passer på flere", "fits several"]),
    ("whatif batch --decline ingen-slik", ["passar ikkje på nokon", "passer ikke på noen", "fits no application"]),
    ("whatif batch --decline=", ["passar ikkje på nokon", "passer ikke på noen", "fits no application"]),
    ("whatif batch --decline nav", ["passar på fleire", "passer på flere", "fits several"]),
    ("whatif batch --weight behov=0", ["kan ikkje stå", "kan ikke stå", "cannot follow"]),
    ("diff batch/ut batch/endra", ["vart skriven, så", "ble skrevet, så", "so nobody can say"]),
    ("trace batch/ut 7654321", ["er ikkje noko tal", "er ikke noe tall", "is no figure"]),
    ("sign batch/ut --prepared-by A --approved-by A", ["ikkje signert", "ikke signert", "not signed"]),
    (
        "sign batch/ut --prepared-by A --approved-by B --date 1",
        ["er ingen dato som finst", "som finnes", "is not a date"],
    ),
    ("verify batch/soknader", ["her finst inga", "her finnes ingen", "there is no manifest"]),
];

#[test]
fn a_refusal_speaks_the_language_of_what_it_is_about() {
    for (at, language) in Language::ALL.into_iter().enumerate() {
        let folder = batch_in(language);
        for (words, said) in REFUSED {
            let message = refused(folder.path(), words);
            assert!(message.contains(said[at]), "{words}, {}: {message}", language.tag());
        }
    }
}

#[test]
fn an_output_has_its_own_language_and_the_flag_overrules_it() {
    let folder = batch_in(Language::Nb);
    let english = ["run", "batch", "--quiet", "--lang", "en", "--out", "out"];
    Command::new(env!("CARGO_BIN_EXE_tilskot")).args(english).current_dir(folder.path()).output().unwrap();
    assert!(refused(folder.path(), "trace out 7654321").contains("is no figure"));
    assert!(refused(folder.path(), "trace out 7654321 --lang nn").contains("er ikkje noko tal"));
    assert!(refused(folder.path(), "explain out ingen-slik").contains("fits no application"));
}

/// The rounds of a batch share its id, and a later one builds on what an earlier one wrote.
#[test]
fn a_round_does_not_replace_the_output_of_another() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2022"), folder.path());
    let out = folder.path().join("runde-1/ut");
    let run = |round: &str, more: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tilskot"));
        program.args(["run", round, "--quiet", "--out", "runde-1/ut"]).args(more).current_dir(folder.path());
        let done = program.output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    assert_eq!(run("runde-1", &[]).0, Some(0));
    let first = std::fs::read(out.join("manifest.json")).unwrap();
    for (more, said) in [
        (&[][..], "Kvar runde skal ha si eiga mappe"),
        (&["--lang", "nb"], "Hver runde skal ha sin egen mappe"),
        (&["--force", "--lang", "en"], "Each round needs a folder of its own"),
    ] {
        let (code, message) = run("runde-2", more);
        assert_eq!(code, Some(2), "{message}");
        assert!(message.contains(said), "{message}");
        assert_eq!(std::fs::read(out.join("manifest.json")).unwrap(), first);
        assert!(!folder.path().join("runde-1/ut.1").exists());
    }
    assert_eq!(run("runde-1", &[]).0, Some(0), "its own output it replaces");
}

/// Rules that cannot be used still say the language in which to say so.
#[test]
fn a_fault_in_batch_toml_is_told_in_its_language() {
    let folder = tempfile::tempdir().unwrap();
    for (named, said) in [
        ("[batch]\nlanguage = \"nb\" # bokmål\nyear = \n", "Filen er ikke gyldig TOML"),
        ("[batch]\nid = 'x'\nlanguage='en'\n[scheme\n", "The file is not valid TOML"),
        ("batch.language = \"nb\"\nunknown = 1\n", "må være med"),
        ("[batch]\nlanguage = \"sv\"\n", "Her står «sv». Lovleg er"),
    ] {
        std::fs::write(folder.path().join("batch.toml"), named).unwrap();
        let message = refused(folder.path(), "run .");
        assert!(message.contains(said), "{named}: {message}");
    }
}

#[test]
fn without_a_batch_it_is_nynorsk() {
    let folder = tempfile::tempdir().unwrap();
    let expected = RunError::Refused(run::NO_BATCH, "ingen".into()).message(Language::Nn);
    assert_eq!(refused(folder.path(), "run ingen"), format!("tilskot: {expected}\n"));
}

#[test]
fn two_files_for_the_frame_are_refused_and_so_are_rules_in_another_encoding() {
    let folder = batch_in(Language::Nn);
    let batch = folder.path().join("batch");
    std::fs::write(batch.join("ramme.csv"), "Pott;Tekst;År;Beløp\nstatsforvaltaren;Meir;2022;100000\n").unwrap();
    let said = refused(folder.path(), "run batch --out ut");
    assert!(said.contains("ramme.xlsx, ramme.csv") && said.contains("fleire filer til det same"), "{said}");
    std::fs::remove_file(batch.join("ramme.csv")).unwrap();
    let rules = std::fs::read_to_string(batch.join("batch.toml")).unwrap();
    let titled = rules.replacen("[batch]", "# M\u{fffd}re\n[batch]", 1);
    let bytes: Vec<u8> = titled.split('\u{fffd}').map(str::as_bytes).collect::<Vec<_>>().join(&0xf8);
    std::fs::write(batch.join("batch.toml"), bytes).unwrap();
    let said = refused(folder.path(), "run batch --out ut");
    let line = titled.lines().position(|line| line.starts_with("# M")).unwrap() + 1;
    assert!(said.contains(&format!("linje {line}: Fila er ikkje lagra som UTF-8")), "{said}");
}

#[test]
fn budget_tables_are_not_signed() {
    let folder = tempfile::tempdir().unwrap();
    let table = fixture("budget").join("tabell-5-21.xlsx");
    let mut run = Command::new(env!("CARGO_BIN_EXE_tilskot"));
    run.arg("table").arg(table).args(["--out", "ut", "--quiet"]).current_dir(folder.path());
    assert!(run.output().unwrap().status.success());
    let said = refused(folder.path(), "sign ut --prepared-by A --approved-by B --lang en");
    assert!(said.contains("nothing to decide here"), "{said}");
}

/// Blanks are in every application, and mean none of them.
#[test]
fn blanks_mean_no_application() {
    let batch = fixture("vestland-2023");
    for blanks in ["", " ", " \t"] {
        let call = Command::new(env!("CARGO_BIN_EXE_tilskot"))
            .args(["whatif", "--lang", "en", "--decline", blanks])
            .arg(&batch)
            .output()
            .unwrap();
        assert!(String::from_utf8(call.stderr).unwrap().contains("fits no application"), "{blanks:?}");
    }
}

/// Those that fit are named by office and title beside the id, and how many more there are.
#[test]
fn several_that_fit_are_told_apart() {
    for (tag, more) in [("nn", "og 20 til"), ("nb", "og 20 til"), ("en", "and 20 more")] {
        let call = Command::new(env!("CARGO_BIN_EXE_tilskot"))
            .args(["whatif", "--lang", tag, "--decline", "nav"])
            .arg(fixture("vestland-2023"))
            .output()
            .unwrap();
        let said = String::from_utf8(call.stderr).unwrap();
        assert!(said.contains(more), "{said}");
        let named =
            if tag == "en" { "Nav Årstad, “Familiekoordinator”" } else { "Nav Årstad, «Familiekoordinator»" };
        assert!(said.contains(&format!("4601-nav-arstad-familiekoordinator: {named}")), "{said}");
    }
}

/// An id is made of office and title: what is taken out of these is taken out of it.
#[test]
fn those_that_fit_are_named_without_numbers_of_persons() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new().with("soknader/alver.csv", "Første steg", "Plan 01818012345");
    files.with("soknader/alver.csv", "Ung veg", "Plan 02818012345").write(folder.path());
    let said = refused(folder.path(), "explain . plan");
    assert!(said.contains("4631-nav-alver-plan-•••: Nav Alver, «Plan •••»"), "{said}");
    assert!(!said.contains("8180"), "{said}");
}
