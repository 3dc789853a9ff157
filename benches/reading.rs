//! The two reading rows of the speed table, in one run: `tilskot check` beside calamine's bare reading of the same files.
//!
//!     cargo bench --bench reading            # nine pairs of runs, medians of CPU seconds, ratios
//!     cargo bench --bench reading -- 3       # three pairs
//!
//! The workbooks are made once, in `target/benches`. `benches/peers` runs other programs over the same files, and
//! `docs/performance.md` has the last result.
#![allow(missing_docs, reason = "a program")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on should stop")]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "it times, and it makes its own files")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const HEADERS: [&str; 19] = [
    "Kommunenummer",
    "Kommune",
    "Nav-kontor",
    "Prosjekt-ID",
    "Prosjekttittel",
    "Ny søknad eller vidareføring",
    "Tilskotsår",
    "Oppstartsdato",
    "Stillingar",
    "Søknadsbeløp stillingar",
    "Søknadsbeløp kompetanse",
    "Søknadsbeløp",
    "Overførte midlar",
    "Eigendel",
    "Organisasjonsnummer",
    "Tema",
    "Godkjend av",
    "Motteken",
    "Skildring",
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["calamine-range", path] => bare(Path::new(path), range),
        ["calamine-stream", path] => bare(Path::new(path), stream),
        ["make"] => drop(made()),
        [] => compare(9),
        [pairs] => compare(pairs.parse().unwrap()),
        _ => panic!("a number of pairs"),
    }
}

/// The folders: 2 000 small workbooks, one list of 200 000 rows.
fn made() -> (PathBuf, PathBuf) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/benches");
    let (small, large) = (root.join("small"), root.join("large"));
    if !large.join("list.xlsx").exists() {
        fs::create_dir_all(&small).unwrap();
        fs::create_dir_all(&large).unwrap();
        for at in 0..2_000 {
            list(&small.join(format!("{at:04}.xlsx")), 10, at);
        }
        list(&large.join("list.xlsx"), 200_000, 0);
    }
    (small, large)
}

/// A list of applications. Nobody's data: offices are numbered, and organisation numbers are left blank.
fn list(path: &Path, rows: u32, seed: u32) {
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Søknader").unwrap();
    for (column, header) in (0..).zip(HEADERS) {
        sheet.write_string(0, column, header).unwrap();
    }
    for row in 1..=rows {
        let number = row + seed * 11;
        let positions = f64::from(number % 4 + 1) * 0.5;
        let amount = positions * 610_000.0;
        let texts = [
            (0, "4631".to_owned()),
            (1, "Alver".to_owned()),
            (2, format!("Nav kontor {}", number % 300)),
            (3, format!("2023-{number}")),
            (4, format!("Prosjekt {number} for unge")),
            (5, "Ny søknad".to_owned()),
            (15, "Barn og unge".to_owned()),
            (16, "Kommunedirektøren".to_owned()),
            (18, format!("Kort skildring av prosjekt {number}, som skal hjelpe fleire i arbeid.")),
        ];
        for (column, text) in texts {
            sheet.write_string(row, column, text).unwrap();
        }
        let numbers = [
            (6, 1.0),
            (8, positions),
            (9, amount),
            (10, 20_000.0),
            (11, amount + 20_000.0),
            (12, 0.0),
            (13, 100_000.5),
        ];
        for (column, value) in numbers {
            sheet.write_number(row, column, value).unwrap();
        }
        for (column, month) in [(7, 8), (17, 1)] {
            let day = u8::try_from(number % 28 + 1).unwrap();
            let moment = ExcelDateTime::from_ymd(2023, month, day).unwrap();
            sheet.write_datetime_with_format(row, column, &moment, &date).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

fn bare(folder: &Path, read: fn(&Path) -> usize) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let cells: usize = paths.iter().map(|path| read(path)).sum();
    println!("{cells} cells");
}

fn range(path: &Path) -> usize {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let names = book.sheet_names();
    names.iter().map(|name| book.worksheet_range(name).unwrap().used_cells().count()).sum()
}

fn stream(path: &Path) -> usize {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let mut count = 0;
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).unwrap();
        while cells.next_cell().unwrap().is_some() {
            count += 1;
        }
    }
    count
}

/// CPU seconds, wall seconds and the largest memory in MiB of one run.
#[derive(Clone, Copy)]
struct Cost {
    cpu: f64,
    wall: f64,
    memory: f64,
}

#[cfg(unix)]
fn cost(program: &Path, words: &[&str]) -> Cost {
    // `time` starts the program and asks the system what it cost: no process of ours is counted with it.
    let start = Instant::now();
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%U %S %M"])
        .arg(program)
        .args(words)
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let wall = start.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = text.lines().last().unwrap_or_else(|| panic!("{} printed nothing", program.display()));
    let numbers: Vec<f64> = last.split(' ').map(|word| word.parse().unwrap_or_else(|_| panic!("{text}"))).collect();
    Cost { cpu: numbers[0] + numbers[1], wall, memory: numbers[2] / 1024.0 }
}

#[cfg(not(unix))]
fn cost(_: &Path, _: &[&str]) -> Cost {
    panic!("the costs are measured on Unix only")
}

fn median(costs: &[Cost], of: fn(&Cost) -> f64) -> f64 {
    let mut values: Vec<f64> = costs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn compare(pairs: usize) {
    let (small, large) = made();
    let own = std::env::current_exe().unwrap();
    let tilskot = Path::new(env!("CARGO_BIN_EXE_tilskot"));
    let rows = [
        ("2 000 small workbooks", &small, "calamine-range", (1.5, 0.85)),
        ("one list of 200 000 rows", &large, "calamine-stream", (1.6, f64::INFINITY)),
    ];
    for (what, folder, mode, (goal, wall_goal)) in rows {
        let path = folder.to_str().unwrap();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..pairs {
            theirs.push(cost(&own, &[mode, path]));
            ours.push(cost(tilskot, &["check", path, "--format", "json", "--quiet"]));
        }
        println!("{what}, medians of {pairs} pairs");
        for (name, costs) in [("  calamine, bare", &theirs), ("  tilskot check", &ours)] {
            let (cpu, wall, memory) =
                (median(costs, |cost| cost.cpu), median(costs, |cost| cost.wall), median(costs, |cost| cost.memory));
            println!("{name:18} {cpu:6.2} s CPU {wall:6.2} s wall {memory:6.0} MiB");
        }
        let ratio = |of: fn(&Cost) -> f64| median(&ours, of) / median(&theirs, of);
        println!(
            "  ratio: CPU {:.2} (goal {goal}), wall {:.2} (goal {wall_goal})",
            ratio(|one| one.cpu),
            ratio(|one| one.wall)
        );
    }
}
