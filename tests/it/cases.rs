//! Every finding code by example: a small grid as text, the findings expected, and a twin that differs in one cell and is clean.
//!
//! The cases stand in `cases/*.txt`; what a line means is said in `cases/text.rs`. Codes that are about the bytes of a file
//! or its place on the disk have their cases in `cases/files.rs`; those about what comes back, in `returned.rs`; those about the
//! round before, in `rounds.rs`.

pub(crate) mod batch;
mod files;
mod fixtures;
mod grid;
mod seen;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use text::{Case, Part};
use tilskot::problem;
use tilskot::text::Language;

const CASES: &[(&str, &str)] = &[
    ("sheets", include_str!("cases/sheets.txt")),
    ("cells", include_str!("cases/cells.txt")),
    ("application", include_str!("cases/application.txt")),
    ("across", include_str!("cases/across.txt")),
    ("input", include_str!("cases/input.txt")),
    ("budget", include_str!("cases/budget.txt")),
    ("layout", include_str!("cases/layout.txt")),
    ("private", include_str!("cases/private.txt")),
];

fn cases() -> impl Iterator<Item = (&'static str, Case)> {
    CASES.iter().flat_map(|(file, text)| text::cases(text).into_iter().map(|case| (*file, case)))
}

/// What is wrong with a case, in words for whoever reads the failed test.
fn faults(file: &str, case: &Case) -> Vec<String> {
    let name = format!("{file}.txt, {} {}", case.code.unwrap_or("–"), case.title);
    let mut faults = Vec::new();
    let result = batch::check(&case.part);
    if result.findings != case.findings {
        let (got, expected) = (result.findings.join("\n    "), case.findings.join("\n    "));
        faults.push(format!("{name}\n  findings:\n    {got}\n  expected:\n    {expected}"));
    }
    for (what, got, expected) in
        [("rows", &result.rows, &case.rows), ("applications", &result.applications, &case.applications)]
    {
        if !expected.is_empty() && got != expected {
            faults.push(format!("{name}\n  {what}: {got:?}\n  expected: {expected:?}"));
        }
    }
    if let Some(unaccounted) = result.unaccounted {
        faults.push(format!("{name}\n  rows not accounted for: {unaccounted}"));
    }
    for twin in &case.twins {
        let found = batch::check(&twin.part).findings;
        let alarms: Vec<&String> = found
            .iter()
            .filter(|one| !one.contains(" notice ") || case.code.is_some_and(|code| one.starts_with(code)))
            .collect();
        if !alarms.is_empty() {
            faults.push(format!("{name}\n  its twin {} is not clean: {alarms:?}", twin.change));
        }
    }
    faults
}

#[test]
fn every_case_gives_its_findings_and_its_twin_none() {
    let found: Vec<String> = cases().flat_map(|(file, case)| faults(file, &case)).collect();
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn every_code_has_a_case_and_a_clean_twin() {
    let mut told: BTreeSet<&str> =
        files::CODES.iter().chain(crate::returned::CODES).chain(crate::rounds::CODES).copied().collect();
    for (file, case) in cases() {
        let Some(code) = case.code else { continue };
        let severity = problem::with_code(code).unwrap().severity;
        let line = format!("{code} {} ", severity.key());
        assert!(case.findings.iter().any(|one| one.starts_with(&line)), "{file}, {code} {} never says so", case.title);
        assert!(!case.twins.is_empty(), "{file}, {code} {} has no twin", case.title);
        told.insert(code);
    }
    let without: Vec<&str> = problem::all().map(|kind| kind.code).filter(|code| !told.contains(code)).collect();
    assert_eq!(without, files::NEVER_SAID, "codes without a case");
}

/// Where the table stands in its sheet changes nothing but the cells that are named: every case and every twin again,
/// further down and further to the right.
#[test]
fn a_table_may_stand_anywhere_in_its_sheet() {
    let (mut wrong, mut read) = (Vec::new(), 0);
    for (file, case) in cases().filter(|(file, _)| !["layout", "private"].contains(file)) {
        for (rows, columns) in [(0, 1), (0, 4), (1, 0), (2, 0), (7, 0), (1, 1), (2, 3), (5, 2), (20, 1), (12, 28)] {
            let expected = case.findings.iter().map(|finding| moved(finding, rows, columns));
            for (part, expected) in std::iter::once((&case.part, expected.collect::<BTreeSet<_>>()))
                .chain(case.twins.iter().map(|twin| (&twin.part, BTreeSet::new())))
            {
                let mut part = part.clone();
                let sheets =
                    part.inputs.iter_mut().filter(|input| ["applications", "budget"].contains(&input.role.as_str()));
                sheets.flat_map(|input| &mut input.sheets).for_each(|sheet| sheet.moved(rows, columns));
                let mut got: BTreeSet<String> = batch::check(&part).findings.into_iter().collect();
                if expected.is_empty() {
                    got.retain(|finding| !finding.contains(" notice "));
                }
                read += 1;
                if got != expected {
                    let by = format!("{file}.txt, {:?} {} by {rows}, {columns}", case.code, case.title);
                    wrong.push(format!("{by}\n  {got:?}\n  expected {expected:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {read}\n{}", wrong.len(), wrong.join("\n"));
    assert!(read > 2_000, "{read}");
}

/// A finding of the application sheet or of a budget table, its cell moved.
fn moved(finding: &str, rows: u32, columns: u32) -> String {
    let words: Vec<&str> = finding.split(' ').collect();
    if let [code, severity, "budget", place] = words[..] {
        let moved = moved(&format!("{code} {severity} {place}"), rows, columns);
        return moved.replacen(&format!("{severity} "), &format!("{severity} budget "), 1);
    }
    match words[..] {
        [code, severity, place] => {
            let (sheet, cell) = place.split_once('!').map_or(("", place), |(sheet, cell)| (sheet, cell));
            let Some(cell) = grid::cell_at(cell) else { return finding.to_owned() };
            let mark = if sheet.is_empty() { "" } else { "!" };
            format!("{code} {severity} {sheet}{mark}{}", grid::moved(cell, rows, columns))
        }
        _ => finding.to_owned(),
    }
}

#[test]
fn cases_are_told_apart() {
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for (file, case) in cases() {
        *titles.entry(format!("{file} {:?} {}", case.code, case.title)).or_default() += 1;
    }
    let twice: Vec<&String> = titles.iter().filter(|(_, count)| **count > 1).map(|(title, _)| title).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert!(titles.len() > 100, "{} cases", titles.len());
}

/// What private.txt plants: wherever it stands, no finding shows it.
#[test]
fn no_finding_shows_an_identity_number() {
    let shows = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.contains("1819012345")
    };
    for (_, case) in cases().filter(|(file, _)| *file == "private") {
        for finding in batch::findings(&case.part) {
            let mut texts: Vec<String> = Language::ALL.map(|language| finding.problem.message(language)).to_vec();
            texts.extend(Language::ALL.map(|language| finding.problem.fix(language)));
            texts.extend([&finding.value, &finding.header].into_iter().flatten().map(ToString::to_string));
            texts.extend(batch::piece(&case.part, &finding));
            for text in texts {
                assert!(!shows(&text), "{}: {text}", case.title);
            }
        }
    }
}

#[test]
fn a_wrong_case_fails() {
    let right = "\
## T302 words
| Kommune | Nav-kontor | Prosjekttittel | Type søknad | Oppstart | Stillingar | Søknadsbeløp | Godkjend av |
| Alver | Nav Alver | Første steg | Ny søknad | 2023-03-01 | 1 | etter avtale | Kommunedirektøren |
= T302 error G2
~ G2 = 630000
";
    let check = |text: &str| text::cases(text).iter().flat_map(|case| faults("here", case)).count();
    assert_eq!(check(right), 0);
    assert_eq!(check(&right.replace("error G2", "error G3")), 1, "another cell");
    assert_eq!(check(&right.replace("~ G2 = 630000", "~ G2 = 'seks")), 1, "a twin that is not clean");
    assert_eq!(check(&right.replace("etter avtale", "630000")), 1, "a finding that does not come");
}

/// The parts of a case are all there is to it: the same text gives the same findings.
#[test]
fn the_same_case_gives_the_same_findings() {
    for (_, case) in cases().take(20) {
        let part: &Part = &case.part;
        assert_eq!(batch::check(part), batch::check(part));
    }
}

/// A stray character in the last column or row of the grid, a figure merged down to its end: what is to be mended stands in
/// cells there are, and beside records there are.
#[test]
fn what_is_to_be_mended_is_inside_the_grid() {
    let list = "\
## a list
| Kommune | Nav-kontor | Prosjekttittel | Type søknad | Oppstart | Stillingar | Søknadsbeløp |
| Alver | Nav Alver | Første steg | Ny søknad | 2023-03-01 | 1 | 630000 |
| Alver | Nav Alver | Andre steg | Ny søknad | 2023-03-01 | 1 | |
";
    let form = "\
## a form
| Kommune | Alver |
| Nav-kontor | Nav Alver |
| Prosjekttittel | Første steg |
| Type søknad | Ny søknad |
| Oppstart | 2023-03-01 |
| Stillingar | 1 |
| Søknadsbeløp | 630000 |
";
    let related = |text: &str, code: &str| -> Vec<String> {
        let case = text::cases(text).remove(0);
        let part = case.twins.first().map_or(&case.part, |twin| &twin.part);
        let found = batch::findings(part).into_iter().filter(|one| one.problem.code() == code);
        found.flat_map(|one| one.related).map(|cell| cell.to_string()).collect()
    };
    assert_eq!(related(&format!("{list}~ XFD2 = x\n"), "T202"), ["H1", "H2", "H3"]);
    assert_eq!(related(&format!("{list}~ H3 = x\n"), "T202"), ["I1", "I2", "I3"]);
    assert_eq!(related(&format!("{form}~ D1048576 = x\n"), "T202"), ["A8", "B8"]);
    assert_eq!(related(&format!("{form}~ D8 = x\n"), "T202"), ["A9", "B9"]);
    let merged = list.replace("## a list", "## a list\n@ merged G2:G1048576");
    assert_eq!(related(&merged, "T243"), ["G3"]);
}
