//! `.xlsx` and `.xlsm`: every part checked, every cell read strictly, and read once more by calamine.

use std::collections::BTreeSet;
use std::thread;

use super::book::Book;
use super::package::{Package, Part};
use super::second::{self, Second};
use super::{Format, Noticed, Refusal, Workbook, book, sheet, stamp, strings, styles, value};
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage as reason;

/// Reads the workbook in `package`.
pub(super) fn workbook(mut package: Package<'_>, limits: &FileLimits) -> Result<Workbook, Refusal> {
    let book = book::read(&mut package, limits)?;
    let mut facts = value::Facts { strings: Vec::new(), formats: Vec::new(), epoch: book.epoch };
    let mut shared = None;
    // Some writers name strings or styles and leave them out where no cell needs them. A cell that does is refused.
    if let Some(name) = &book.strings
        && let Some(part) = package.part(name, FileLimit::StringBytes)?
    {
        let (read, sound) = package.read_part(name, &part, |xml| strings::shared(xml, limits))?;
        facts.strings = read;
        // calamine gets them without their stated count, and for that they are held whole however large.
        shared = if sound { Some(part) } else { package.whole_part(name, FileLimit::StringBytes)? };
    }
    if let Some(name) = &book.styles {
        let read = package.read(name, FileLimit::PartBytes, styles::looks)?;
        facts.formats = read.unwrap_or_default();
    }
    let parts = sheet_parts(&mut package, &book)?;
    let mut second = Second::open(shared.as_ref(), &parts)?;
    let stamp = stamp::read(&mut package);
    let mut workbook = Workbook { format: Format::Xlsx, sheets: Vec::new(), noticed: Vec::new(), stamp };
    if book.macros {
        workbook.noticed.push(Noticed { problem: file::macros(), sheet: None, cell: None });
    }
    if book.links {
        workbook.noticed.push(Noticed { problem: file::external_links(), sheet: None, cell: None });
    }
    let mut budget = limits.count(FileLimit::Cells);
    for (at, (listed, part)) in book.sheets.iter().zip(&parts).enumerate() {
        let noticed = &mut workbook.noticed;
        let second = &mut second;
        let read = thread::scope(|scope| {
            let hear: sheet::Hear<'_, '_, '_> = match part {
                Part::Whole(_) => Box::new(|| second.sheet(at)),
                Part::Large(_) => Box::new(|| Ok(second.sheet_beside(at, scope))),
            };
            package.read_part(&listed.part, part, |xml| {
                sheet::read(xml, listed, &facts, limits, &mut budget, noticed, hear)
            })
        });
        workbook.sheets.push(read.map_err(|refusal| refusal.in_sheet(&listed.name))?);
    }
    package.check_rest()?;
    Ok(workbook)
}

fn missing(part: &str) -> Refusal {
    Refusal::damaged(reason::PART_MISSING).in_part(part)
}

/// The part of each sheet. One part for two sheets is damage.
fn sheet_parts<'a>(package: &mut Package<'a>, book: &Book) -> Result<Vec<Part<'a>>, Refusal> {
    let mut seen = BTreeSet::new();
    let mut parts = Vec::with_capacity(book.sheets.len());
    for listed in &book.sheets {
        let named = |refusal: Refusal| refusal.in_sheet(&listed.name);
        if !seen.insert(listed.part.to_lowercase()) {
            return Err(named(Refusal::damaged(reason::STRUCTURE).in_part(&listed.part)));
        }
        let mut part = package.part(&listed.part, FileLimit::SheetBytes).map_err(named)?;
        if matches!(&part, Some(Part::Large(large)) if !second::begins(&large.beginning())) {
            part = package.whole_part(&listed.part, FileLimit::SheetBytes).map_err(named)?;
        }
        parts.push(part.ok_or_else(|| named(missing(&listed.part)))?);
    }
    Ok(parts)
}
