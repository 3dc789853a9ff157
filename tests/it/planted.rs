//! Traps planted at random places of random workbooks: each kind is found at its very cell, nothing else is said that does
//! not follow, and the same workbook without the trap is clean.
//!
//! `kinds` is the table of traps. A sound workbook is made by `valid`, put into bytes by `write`, and spoilt by `kinds` and
//! `plot`, which also say what must be found: nothing there asks the program. A trap that is missed leaves its workbook in
//! `target/tmp`, under the name the failed test prints; the same name is the same workbook every time.

mod book;
mod dice;
mod facts;
mod found;
mod kinds;
mod plot;
mod valid;
mod wording;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use dice::Dice;
use found::Found;
use kinds::{Deed, KINDS, Kind};
use plot::{Plot, Spot};
use valid::{Funded, Shape, Valid};
use write::Format;

/// A workbook with a trap in it, and the same without.
struct Trap {
    /// `T302-3-list-xls-17`: line of the table, shape, format, number.
    name: String,
    kind: &'static Kind,
    format: Format,
    clean: (Vec<u8>, Vec<Funded>),
    planted: (Vec<u8>, Vec<Funded>),
    /// Names of the sheets.
    sheets: Vec<String>,
    spots: Vec<Spot>,
}

impl Trap {
    /// The trap of this line of the table, shape and format with this number. Sound workbooks are made until one has a
    /// place for it.
    fn numbered(line: usize, shape: Shape, format: Format, number: usize) -> Self {
        let kind = &KINDS[line];
        let shown = if shape == Shape::Form { "form" } else { "list" };
        let name = format!("{}-{line}-{shown}-{}-{number}", kind.code, format.extension());
        let seed =
            [line, shape as usize, format as usize, number].iter().fold(7, |sum, part| sum * 1_000 + *part as u64);
        let mut dice = Dice::new(seed);
        for _ in 0..2_000 {
            let valid = valid::valid(&mut dice, shape, format, &format!("{line}-{}-{number}", format as usize));
            if let Some((planted, register, spots)) = plant(kind, &mut dice, &valid, format) {
                let sheets = valid.book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
                let clean = (format.bytes(&valid.book), valid.register);
                return Self { name, kind, format, clean, planted: (planted, register), sheets, spots };
            }
        }
        panic!("{name}: no workbook has a place for it");
    }

    fn file(&self) -> String {
        format!("{}.{}", self.name, self.format.extension())
    }

    /// What is wrong with what the program says of it, in words.
    fn fault(&self) -> Option<String> {
        let (bytes, register) = &self.clean;
        let clean = found::of(&self.file(), bytes, register);
        let alarms: Vec<&Found> = clean.iter().filter(|one| one.severity != "notice").collect();
        if !alarms.is_empty() {
            self.keep(bytes);
            return Some(format!("{}: the clean twin gives {alarms:?}", self.name));
        }
        let (bytes, register) = &self.planted;
        let fault = self.fault_in(&found::of(&self.file(), bytes, register));
        if fault.is_some() {
            self.keep(bytes);
        }
        fault
    }

    /// What is wrong with this as the findings of the planted workbook.
    fn fault_in(&self, found: &[Found]) -> Option<String> {
        let missed: Vec<&Spot> =
            self.spots.iter().filter(|spot| !found.iter().any(|one| self.is_it(one, **spot))).collect();
        let besides: Vec<&Found> = found
            .iter()
            .filter(|one| one.severity != "notice" && !self.kind.follows.contains(&one.code))
            .filter(|one| !self.spots.iter().any(|spot| self.is_it(one, *spot)))
            .collect();
        if missed.is_empty() && besides.is_empty() {
            return None;
        }
        let said: Vec<&Found> = found.iter().filter(|one| one.severity != "notice").collect();
        Some(match missed.is_empty() {
            false => format!("{} ({}): missed at {missed:?}; found {said:?}", self.name, self.kind.name),
            true => format!("{} ({}): also found {besides:?}", self.name, self.kind.name),
        })
    }

    fn is_it(&self, found: &Found, spot: Spot) -> bool {
        let in_sheet = |sheet: usize| self.format == Format::Csv || found.sheet.as_deref() == Some(&self.sheets[sheet]);
        let there = match spot {
            Spot::File => true,
            Spot::Sheet(sheet) => in_sheet(sheet),
            Spot::Row(sheet, row) => in_sheet(sheet) && found.cell.is_some_and(|at| at.row == row),
            Spot::Cell(sheet, at) => in_sheet(sheet) && found.cell == Some(at),
        };
        there && found.code == self.kind.code && found.severity == self.kind.severity
    }

    /// Leaves a workbook where a person can open it.
    fn keep(&self, bytes: &[u8]) {
        std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(self.file()), bytes).unwrap();
    }
}

fn plant(kind: &Kind, dice: &mut Dice, valid: &Valid, format: Format) -> Option<(Vec<u8>, Vec<Funded>, Vec<Spot>)> {
    let mut book = valid.book.clone();
    let mut register = valid.register.clone();
    let mut plot = Plot { dice, book: &mut book, tables: &valid.tables, register: &mut register };
    let spots = match kind.does {
        Deed::Empty(fields) => {
            let (sheet, at) = plot.filled(fields)?;
            plot.book.sheets[sheet].cells.remove(&at);
            vec![Spot::Cell(sheet, at)]
        }
        Deed::Cell(fields, spoilt) => {
            let (sheet, at) = plot.filled(fields)?;
            let cell = spoilt(plot.dice, &plot.book.sheets[sheet].cells[&at])?;
            plot.book.sheets[sheet].cells.insert(at, cell);
            vec![Spot::Cell(sheet, at)]
        }
        Deed::Plant(plant) => plant(&mut plot)?,
        Deed::Bytes(_) => vec![Spot::File],
    };
    let bytes = format.bytes(&book);
    let bytes = if let Deed::Bytes(spoilt) = kind.does { spoilt(dice, bytes) } else { bytes };
    Some((bytes, register, spots))
}

/// Every line of the table in each of its shapes and formats, `each` times.
fn traps(each: std::ops::Range<usize>) -> Vec<(usize, Shape, Format, usize)> {
    let lines = KINDS.iter().enumerate().flat_map(|(line, kind)| {
        kind.shapes.iter().flat_map(move |shape| kind.formats.iter().map(move |format| (line, *shape, *format)))
    });
    lines.flat_map(|(line, shape, format)| each.clone().map(move |number| (line, shape, format, number))).collect()
}

/// Judges all traps with these numbers; prints how many of each kind were planted in each format, and how many found.
fn judge(each: std::ops::Range<usize>) -> usize {
    let traps = traps(each);
    let judged = |&(line, shape, format, number)| Trap::numbered(line, shape, format, number).fault();
    let faults: Vec<Option<String>> = traps.par_iter().map(judged).collect();
    let mut counts: BTreeMap<(usize, Shape, Format), (usize, usize)> = BTreeMap::new();
    for ((line, shape, format, _), fault) in traps.iter().zip(&faults) {
        let (right, all) = counts.entry((*line, *shape, *format)).or_default();
        *right += usize::from(fault.is_none());
        *all += 1;
    }
    for (line, kind) in KINDS.iter().enumerate() {
        let own = counts.iter().filter(|((of, ..), _)| *of == line);
        let own = own.map(|((_, shape, format), (right, all))| format!("{shape:?} {format:?} {right}/{all}"));
        let own: Vec<String> = own.collect();
        println!("{} {:7} {:50} {}", kind.code, kind.severity, kind.name, own.join(", "));
    }
    println!("{} workbooks", traps.len());
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    assert!(faults.is_empty(), "{}", shown(&faults));
    traps.len()
}

/// The first of them; all of them stand beside their workbooks.
fn shown(faults: &[String]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("planted.txt"), faults.join("\n")).unwrap();
    let first: Vec<&str> = faults.iter().take(20).map(String::as_str).collect();
    format!("{}\n{} in all; they and their workbooks are in {}", first.join("\n"), faults.len(), folder.display())
}

/// With `--nocapture`, the table of kinds and what was found of each.
#[test]
fn every_trap_is_found_at_its_cell_and_its_twin_is_clean() {
    let planted = judge(0..6);
    assert!(planted >= 2_000, "{planted} workbooks");
}

/// `cargo test --test it planted -- --ignored`: other workbooks, four times as many.
#[test]
#[ignore = "two minutes"]
fn so_is_every_trap_in_other_workbooks() {
    judge(6..30);
}

/// `cargo test --test it workbooks_to_look_at -- --ignored` leaves the same workbooks in each format in `target/tmp`.
#[test]
#[ignore = "for other programs to open"]
fn workbooks_to_look_at() {
    for (shape, number) in [Shape::Form, Shape::List].into_iter().flat_map(|shape| (0..10).map(move |at| (shape, at))) {
        let valid = valid::valid(&mut Dice::new(number), shape, Format::Xlsx, "0");
        for format in [Format::Xlsx, Format::Xls, Format::Ods] {
            let name = format!("look-{shape:?}-{number}.{}", format.extension());
            std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), format.bytes(&valid.book)).unwrap();
        }
    }
}

/// One trap of each kind, and their clean twins, in two folders that the program checks itself: the older formats
/// in a process of their own, all files beside each other.
#[test]
fn the_program_finds_them_in_a_folder() {
    let lines = KINDS.iter().enumerate();
    let traps: Vec<Trap> = lines
        .map(|(line, kind)| {
            let (shape, format) = (kind.shapes[line % kind.shapes.len()], kind.formats[line / 2 % kind.formats.len()]);
            Trap::numbered(line, shape, format, 100)
        })
        .collect();
    let found = found::in_folder(traps.iter().map(|trap| (trap.file(), &trap.planted.0, &trap.planted.1[..])));
    let faults = traps.iter().filter_map(|trap| trap.fault_in(found.get(&trap.file()).map_or(&[], Vec::as_slice)));
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{}", shown(&faults));
    let found = found::in_folder(traps.iter().map(|trap| (trap.file(), &trap.clean.0, &trap.clean.1[..])));
    let alarms: Vec<_> = found.iter().filter(|(_, found)| found.iter().any(|one| one.severity != "notice")).collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}
