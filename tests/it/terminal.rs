//! What `check` shows a person: each finding in its piece of the sheet, nothing of a person, and the same as a workbook.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader};
use tilskot::form;
use tilskot::policy::Policy;
use tilskot::problem::Severity;
use tilskot::read;
use tilskot::report::terminal::piece::Piece;
use tilskot::report::terminal::show::{Paint, Show};
use tilskot::text::Language;

/// A list with an amount in two readings, one thing wrong in four rows, and columns of persons around it.
const LIST: &str = "\
Kontaktperson;Kommune;Nav-kontor;Prosjekttittel;Type søknad;Oppstart;Stillingar;Søknadsbeløp;Merknad frå oss;Godkjend av
HEMMELEG;Alver;Nav Alver;Første steg;Ny søknad;01.03.2023;1;12.5;HEMMELEG;HEMMELEG
HEMMELEG;Alver;Nav Alver;Andre steg;kanskje;01.03.2023;1;630 000;HEMMELEG;HEMMELEG
HEMMELEG;Alver;Nav Alver;Tredje steg;kanskje;01.03.2023;1;630 000;HEMMELEG;HEMMELEG
HEMMELEG;Alver;Nav Alver;Fjerde steg med eit langt namn som ingen har plass til;kanskje;01.03.2023;1;630 000;HEMMELEG;HEMMELEG
HEMMELEG;Alver;Nav Alver;Femte steg;kanskje;01.03.2023;1;;HEMMELEG;
HEMMELEG tlf. 00 00 00 00
";

/// A form with a date that does not exist, and a name beside it.
const FORM: &str = "\
Søknad om tilskot
Kommune;Alver
Nav-kontor;Nav Alver
Prosjekttittel;Sjuande steg
Type søknad;Ny søknad
Kontaktperson;HEMMELEG
Oppstartsdato;31.02.2023
Skildring;HEMMELEG
Stillingar;1
Søknadsbeløp;630 000
Godkjend av;HEMMELEG
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sent = folder.path().join("soknader");
    std::fs::create_dir(&sent).unwrap();
    std::fs::write(sent.join("liste.csv"), LIST).unwrap();
    std::fs::write(sent.join("skjema.csv"), FORM).unwrap();
    std::fs::write(sent.join("brev.pdf"), "%PDF-1.7").unwrap();
    folder
}

fn tilskot(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tilskot")).args(words).current_dir(folder).output().unwrap()
}

fn said(folder: &Path, words: &[&str]) -> String {
    String::from_utf8(tilskot(folder, words).stdout).unwrap()
}

#[test]
fn findings_are_shown_in_their_piece_of_the_sheet() {
    let folder = folder();
    for language in Language::ALL {
        let text = said(folder.path(), &["check", "soknader", "--lang", language.tag()]);
        assert!(!text.contains("HEMMELEG"), "{text}");
        assert!(!text.contains('\u{1b}'), "nothing is coloured where nobody sees it");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        insta::assert_snapshot!(format!("check_{}", language.tag()), text);
    }
    let coloured = said(folder.path(), &["check", "soknader/skjema.csv", "--color", "always"]);
    assert_eq!(without_colour(&coloured), said(folder.path(), &["check", "soknader/skjema.csv"]));
    assert!(coloured.contains("\u{1b}[1;31m▸ 31.02.2023"), "{coloured}");
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').map_or(part, |(_, rest)| rest))
}

fn sheet(text: &str) -> read::Workbook {
    read::workbook("soknad.csv", text.as_bytes(), &Policy::without_batch().limits.file).unwrap()
}

/// Whatever cell a finding is at, now or in a version to come: its piece shows no person, note or unknown column, and it
/// keeps to its width.
#[test]
fn no_piece_shows_a_person() {
    let policy = Policy::without_batch();
    let schema = form::application::schema(&policy);
    let mut cut = 0;
    for text in [LIST, FORM] {
        let workbook = sheet(text);
        let sheet = &workbook.sheets[0];
        for (row, column) in (0..12).flat_map(|row| (0..11).map(move |column| (row, column))) {
            let at = tilskot::origin::CellRef::new(row, column);
            let Some(piece) = Piece::around(&[at], sheet, &schema) else { continue };
            cut += 1;
            for width in [60, 80, 100] {
                let shown = piece.text(Severity::Error, Show { language: Language::Nn, paint: Paint::Plain, width });
                assert!(!shown.contains("HEM"), "{at}: {shown}");
                assert!(shown.contains('▸'), "{at} is marked: {shown}");
                assert!(shown.lines().all(|line| line.chars().count() <= width), "{at} at {width}:\n{shown}");
            }
        }
    }
    assert!(cut > 60, "{cut}");
}

#[test]
fn the_workbook_holds_every_finding_and_right_counts() {
    let folder = folder();
    let trap = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/traps");
    let out = folder.path().join("funn.xlsx");
    for (language, names) in [
        ("nn", ["Samandrag", "Funn", "Kjelder"]),
        ("nb", ["Sammendrag", "Funn", "Kilder"]),
        ("en", ["Summary", "Findings", "Sources"]),
    ] {
        let words =
            ["check", trap.to_str().unwrap(), "--format", "xlsx", "--lang", language, "-o", out.to_str().unwrap()];
        assert_eq!(tilskot(folder.path(), &words).status.code(), Some(1));
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&out).unwrap();
        assert_eq!(book.sheet_names(), names);
        let csv = said(folder.path(), &["check", trap.to_str().unwrap(), "--format", "csv", "--lang", language]);
        let listed = csv.lines().skip(1).filter(|line| !line.is_empty()).count();
        let findings = book.worksheet_range(names[1]).unwrap();
        let coded = |row: &&[Data]| row[1].to_string().len() == 4 && row[1].to_string().starts_with('T');
        assert_eq!(findings.rows().filter(coded).count(), listed);
        // The last row of the summary holds the sums that are stored beside its formulas.
        let summary = book.worksheet_range(names[0]).unwrap();
        let last: Vec<String> = summary.rows().next_back().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(last[2..].iter().map(|sum| sum.parse::<usize>().unwrap()).sum::<usize>(), listed, "{last:?}");
        let formulas = book.worksheet_formula(names[0]).unwrap();
        let tilde = "soknader/~$alver.xlsx";
        let row = summary.rows().find(|row| row[0] == tilde).unwrap();
        assert_eq!(row[4].to_string(), "1", "a sign that means something in a condition counts as itself");
        assert!(formulas.used_cells().any(|(_, _, formula)| formula.contains("SUMPRODUCT")));
    }
}

#[test]
fn findings_go_where_they_are_asked_to_and_over_no_input() {
    let folder = folder();
    let to = |format: &str| {
        let out = folder.path().join(format!("funn.{format}"));
        assert_eq!(
            tilskot(folder.path(), &["check", "soknader", "--format", format, "-o", out.to_str().unwrap()]).stdout,
            b""
        );
        std::fs::read(out).unwrap()
    };
    for format in ["text", "json", "csv", "xlsx"] {
        let piped = tilskot(folder.path(), &["check", "soknader", "--format", format]).stdout;
        assert!(piped == to(format), "{format}: the same bytes on both ways");
    }
    let input: PathBuf = folder.path().join("soknader/liste.csv");
    let refused = tilskot(folder.path(), &["check", "soknader", "-o", "soknader/liste.csv", "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("one of those that are checked"));
    assert_eq!(std::fs::read_to_string(input).unwrap(), LIST);
}

/// A page for the program and one for each command, each with the example that its help has.
#[test]
fn every_command_has_a_man_page() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().unwrap();
        let command = tilskot::cli::help::command(language);
        clap_mangen::generate_to(command.clone(), folder.path()).unwrap();
        for sub in command.get_subcommands().map(clap::Command::get_name) {
            let page = std::fs::read_to_string(folder.path().join(format!("tilskot-{sub}.1"))).unwrap();
            assert!(page.contains(&format!("tilskot {sub}")), "{sub} has an example:\n{page}");
        }
    }
}
