//! `.xlsx` and `.xlsm`: every part checked, every cell read strictly.

use super::package::Package;
use super::{Format, Noticed, Refusal, Workbook, book, bound, reason, sheet, stamp, strings, styles};
use crate::problem::file;

/// Reads the workbook in `bytes`.
pub(super) fn workbook(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let missing = || Refusal::damaged(reason::PART_MISSING);
    let mut package = Package::open(bytes)?;
    let book = book::read(&mut package)?;
    let mut facts = sheet::Facts { strings: Vec::new(), formats: None, epoch: book.epoch };
    if let Some(part) = &book.strings {
        facts.strings = package.read(part, bound::STRINGS, strings::shared)?.ok_or_else(missing)?;
    }
    if let Some(part) = &book.styles {
        facts.formats = Some(package.read(part, bound::PART, styles::classes)?.ok_or_else(missing)?);
    }
    let stamp = stamp::read(&mut package)?;
    let mut workbook = Workbook { format: Format::Xlsx, sheets: Vec::new(), noticed: Vec::new(), stamp };
    if book.macros {
        workbook.noticed.push(Noticed { problem: file::macros(), sheet: None, cell: None });
    }
    let mut budget = bound::CELLS;
    for listed in &book.sheets {
        let read = package.read(&listed.part, bound::SHEET, |part| {
            sheet::read(part, listed, &facts, &mut budget, &mut workbook.noticed)
        });
        let sheet =
            read.and_then(|sheet| sheet.ok_or_else(missing)).map_err(|refusal| refusal.in_sheet(&listed.name))?;
        workbook.sheets.push(sheet);
    }
    package.check_rest()?;
    Ok(workbook)
}
