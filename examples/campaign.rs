//! Damages good workbooks in ways that look random and are the same every time, and reads them: no panic, and never
//! another answer without a refusal.
//!
//!     cargo run --release --example campaign -- flips 200000 FOLDER     # one bit of the file
//!     cargo run --release --example campaign -- xml 50000 FOLDER KEEP   # a part's XML, in a container that is sound
//!     cargo run --release --example campaign -- older 2000 FOLDER       # bytes and ends of .xls, .xlsb and .ods
//!
//! After a flip, the cells must be the same or the file refused. After a change of the XML, the file may well hold other
//! values; then two readers have agreed on every one of them, and the file is kept in KEEP (if given) for a third one:
//! `tests/tools/against-openpyxl KEEP`. The older formats are read by the program's own child, which must be built; an
//! `.xls` has no checksum, so it may hold other values too. It ends with exit code 1 where that did not hold.
#![allow(clippy::disallowed_methods, reason = "it opens what it is given")]
#![allow(clippy::unwrap_used, reason = "a tool that cannot go on should stop")]

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use tilskot::policy::FileLimits;
use tilskot::problem::Fact;
use tilskot::problem::file::damage;
use tilskot::read::{self, Format, Refusal, Workbook};
use tilskot::run::reader_child;
use zip::write::SimpleFileOptions;

static PANICS: AtomicUsize = AtomicUsize::new(0);
/// Panics in the child that reads older formats: they cost one file there, and are counted by themselves.
static PANICS_OF_CHILD: AtomicUsize = AtomicUsize::new(0);

/// Numbers that look random (a linear congruence, Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % bound.max(1) as u64).unwrap()
    }
}

/// What is damaged, and how.
#[derive(Clone, Copy, PartialEq)]
enum Damage {
    Flips,
    Xml,
    Older,
}

impl Damage {
    fn named(word: &str) -> Self {
        match word {
            "flips" => Self::Flips,
            "xml" => Self::Xml,
            "older" => Self::Older,
            _ => panic!("flips|xml|older"),
        }
    }

    fn takes(self, path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        match self {
            Self::Flips | Self::Xml => matches!(extension, "xlsx" | "xlsm"),
            Self::Older => matches!(extension, "xls" | "xlsb" | "ods"),
        }
    }

    fn done(self, good: &[u8], numbers: &mut Numbers) -> Vec<u8> {
        match self {
            Self::Flips => flipped(good, numbers),
            Self::Xml => mutated(good, numbers),
            Self::Older => torn(good, numbers),
        }
    }

    /// Whether another answer is no fault.
    fn may_differ(self, path: &Path) -> bool {
        self == Self::Xml || path.extension().is_some_and(|extension| extension == "xls")
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, count, folder, keep @ ..] = &words[..] else { panic!("flips|xml|older COUNT FOLDER [KEEP]") };
    let damage = Damage::named(what);
    let count: usize = count.parse().unwrap();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        usual(panic);
    }));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| damage.takes(path));
    let good: Vec<(PathBuf, Vec<u8>, String)> = paths.into_iter().filter_map(sound).collect();
    println!("{} sound workbooks", good.len());
    let mut numbers = Numbers(2023);
    let (mut same, mut refused, mut other, mut wrong) = (0, 0, 0, 0);
    for turn in 0..count {
        let (path, bytes, expected) = &good[turn % good.len()];
        let bad = damage.done(bytes, &mut numbers);
        match outcome(path, &bad) {
            None => refused += 1,
            Some(found) if found == *expected => same += 1,
            Some(_) => {
                other += 1;
                if let [keep] = keep {
                    std::fs::write(Path::new(keep).join(format!("{turn}.xlsx")), &bad).unwrap();
                }
                if !damage.may_differ(path) {
                    wrong += 1;
                    println!("another answer: {} turn {turn}", path.display());
                }
            }
        }
    }
    let panics = PANICS.load(Ordering::Relaxed);
    let elsewhere = PANICS_OF_CHILD.load(Ordering::Relaxed);
    println!(
        "{count} {what}: {same} the same, {refused} refused ({elsewhere} by a panic in the child), {other} other values, \
         {wrong} wrong, {panics} panics"
    );
    if wrong + panics == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn sound(path: PathBuf) -> Option<(PathBuf, Vec<u8>, String)> {
    let bytes = std::fs::read(&path).ok()?;
    let Some(found) = outcome(&path, &bytes) else {
        println!("refused as it is: {}", path.display());
        return None;
    };
    Some((path, bytes, found))
}

/// Everything that was read; none if it was refused. The older formats are read by the program beside this one.
fn outcome(path: &Path, bytes: &[u8]) -> Option<String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let limits = FileLimits::default();
    let read: Result<Workbook, Refusal> = match read::format(name, bytes, &limits) {
        Ok(format @ (Format::Xls | Format::Xlsb | Format::Ods)) => {
            let here = std::env::current_exe().unwrap();
            let program = here.parent().and_then(Path::parent).unwrap().join("tilskot");
            reader_child::elsewhere(&program, name, bytes, format, &limits)
        }
        _ => read::workbook(name, bytes, &limits),
    };
    if let Err(refusal) = &read {
        let problem = refusal.noticed().problem;
        let fault = problem.facts().iter().any(|(_, fact)| *fact == Fact::Ours(damage::FAULT));
        PANICS_OF_CHILD.fetch_add(usize::from(fault && Damage::Older.takes(path)), Ordering::Relaxed);
    }
    read.ok().map(|workbook| format!("{:?} {:?}", workbook.sheets, workbook.noticed))
}

/// The file cut short, or with one to four other bytes.
fn torn(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    if numbers.below(8) == 0 {
        return bytes[..numbers.below(bytes.len())].to_vec();
    }
    let mut bad = bytes.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bad.len());
        bad[at] = if numbers.below(4) == 0 { 0xFF } else { u8::try_from(numbers.below(256)).unwrap() };
    }
    bad
}

fn flipped(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bad = bytes.to_vec();
    let at = numbers.below(bad.len());
    bad[at] ^= 1 << numbers.below(8);
    bad
}

/// The workbook with one to three changes to the XML of one part.
fn mutated(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut part = Vec::new();
            entry.read_to_end(&mut part).unwrap();
            (entry.name().unwrap().into_owned(), part)
        })
        .collect();
    let read = |name: &str| {
        name.contains("worksheets/sheet")
            || name.ends_with("sharedStrings.xml")
            || name.ends_with("workbook.xml")
            || name.ends_with("styles.xml")
            || name.ends_with(".rels")
    };
    let mut chosen: Vec<usize> = (0..parts.len()).filter(|at| read(&parts[*at].0)).collect();
    // Cells are what matters most.
    chosen.extend((0..parts.len()).filter(|at| parts[*at].0.contains("worksheets/sheet")).cycle().take(6));
    let chosen = chosen[numbers.below(chosen.len())];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, part)) in parts.into_iter().enumerate() {
        let mut part = part;
        if at == chosen {
            for _ in 0..=numbers.below(3) {
                change(&mut part, numbers);
            }
        }
        zip.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        zip.write_all(&part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// One change, most often near a tag.
fn change(part: &mut Vec<u8>, numbers: &mut Numbers) {
    const PIECES: [&str; 22] = [
        "<!-- -->",
        "<![CDATA[7]]>",
        "&#50;",
        "&amp;",
        " ",
        "\n",
        "<v>9</v>",
        "<c><v>8</v></c>",
        "t=\"s\"",
        " t=\"str\"",
        " t=\"e\"",
        "r=\"A1\"",
        "<row/>",
        "</row><row>",
        "-",
        "9",
        "e5",
        ".",
        "<x/>",
        " s=\"99\"",
        "#SPILL!",
        "\u{a0}",
    ];
    let near = |part: &[u8], numbers: &mut Numbers| {
        let at = numbers.below(part.len());
        let tag = part[at..].iter().position(|byte| matches!(byte, b'<' | b'>' | b'"'));
        tag.map_or(at, |offset| at + offset + numbers.below(2)).min(part.len())
    };
    let at = near(part, numbers);
    match numbers.below(6) {
        0 => drop(part.splice(at..at, PIECES[numbers.below(PIECES.len())].bytes())),
        1 => {
            let end = (at + 1 + numbers.below(12)).min(part.len());
            part.drain(at..end);
        }
        2 => {
            let end = (at + 1 + numbers.below(60)).min(part.len());
            let copy = part[at..end].to_vec();
            part.splice(at..at, copy);
        }
        3 => {
            // A digit becomes another.
            let digit = (0..part.len()).map(|step| (at + step) % part.len()).find(|at| part[*at].is_ascii_digit());
            if let Some(digit) = digit {
                part[digit] = b"0123456789"[numbers.below(10)];
            }
        }
        4 => {
            let other = near(part, numbers);
            let end = (at + 20).min(part.len());
            let piece: Vec<u8> = part[at..end].to_vec();
            let other = other.min(part.len());
            part.splice(other..other, piece);
        }
        _ => {
            let at = at.min(part.len() - 1);
            part[at] = u8::try_from(numbers.below(256)).unwrap();
        }
    }
}
