//! What our own pass over the binary records of a sheet sees: every cell's number, truth value or error value, its number
//! format and whether a formula gives it, and what a person did not see. The texts of an `.xls` are calamine's to say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::styles::{self, Class};
use super::super::{Refusal, bound};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;

/// A sheet, but for its texts.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// Cells that hold anything, by row and column.
    pub(super) cells: BTreeMap<(u32, u32), Seen>,
}

/// One cell.
#[derive(Debug)]
pub(super) struct Seen {
    /// How its number is shown.
    pub(super) class: Class,
    /// Whether a formula gives it.
    pub(super) formula: bool,
    /// Whether calamine passes over it.
    pub(super) unheard: bool,
    pub(super) held: Held,
}

/// What a cell holds.
#[derive(Debug)]
#[expect(clippy::disallowed_types, reason = "the double a workbook stores")]
pub(super) enum Held {
    /// Text, where our own pass knows it.
    Text(Option<Arc<str>>),
    Number(f64),
    Bool(bool),
    Error(&'static str),
    /// A formula's result, which was never computed.
    Nothing,
}

impl Outline {
    /// Takes the cell in `row` and `column`, of which there is one.
    pub(super) fn take(&mut self, row: u32, column: u32, seen: Seen, limits: &FileLimits) -> Result<(), Refusal> {
        let place = CellRef::new(row, column);
        if row >= bound::ROWS || column >= bound::COLUMNS {
            return Err(Refusal::damaged(reason::ADDRESS).at(place));
        }
        if self.cells.insert((row, column), seen).is_some() {
            return Err(Refusal::damaged(reason::ORDER).at(place));
        }
        let most = limits.count(FileLimit::Cells);
        if self.cells.len() > most { Err(Refusal::over(FileLimit::Cells, most as u64)) } else { Ok(()) }
    }

    /// Takes a merged region.
    pub(super) fn merge(&mut self, first: CellRef, last: CellRef, limits: &FileLimits) -> Result<(), Refusal> {
        if first.row > last.row || first.column > last.column {
            return Err(Refusal::damaged(reason::MERGES).at(first));
        }
        if self.merged.len() >= limits.count(FileLimit::Merges) {
            return Err(Refusal::over(FileLimit::Merges, limits.get(FileLimit::Merges)));
        }
        if first != last {
            self.merged.push((first, last));
        }
        Ok(())
    }

    /// Hides the columns from `first` to `last`.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.extend(first..=last.min(bound::COLUMNS - 1));
    }
}

/// The number formats of a workbook: the class of each cell format, in the order cells refer to them.
#[derive(Debug, Default)]
pub(super) struct Formats {
    codes: BTreeMap<u32, Class>,
    cells: Vec<u32>,
}

impl Formats {
    /// Takes a format with a code of its own.
    pub(super) fn code(&mut self, id: u32, code: &str) {
        self.codes.insert(id, styles::of_code(code));
    }

    /// Takes the next cell format, by the number format it refers to.
    pub(super) fn cell(&mut self, id: u32) -> Result<(), Refusal> {
        self.cells.push(id);
        if self.cells.len() > bound::FORMATS { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(()) }
    }

    /// How the cells of this format show a number.
    pub(super) fn class(&self, at: u32) -> Class {
        let id = usize::try_from(at).ok().and_then(|at| self.cells.get(at));
        id.map_or(Class::Plain, |id| self.codes.get(id).copied().unwrap_or_else(|| styles::built_in(*id)))
    }
}

/// The error value of this code ([MS-XLS] 2.5.10).
pub(super) fn error(code: u8) -> Result<Held, Refusal> {
    Ok(Held::Error(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return Err(Refusal::damaged(reason::CELL_TYPE)),
    }))
}

/// A truth value, which is stored as 0 or 1.
pub(super) fn truth(code: u8) -> Result<Held, Refusal> {
    if code > 1 { Err(Refusal::damaged(reason::CELL_TYPE)) } else { Ok(Held::Bool(code == 1)) }
}

/// The number that four bytes hold: a whole number or the upper half of a double, perhaps in hundredths
/// ([MS-XLS] 2.5.217).
#[expect(clippy::disallowed_types, reason = "the double a workbook stores")]
pub(super) fn packed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(i32::from_le_bytes(bits.to_le_bytes()) >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

/// The bytes of one record, asked for by their place. A record that is too short is damage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    fn array<const N: usize>(self, at: usize) -> Result<[u8; N], Refusal> {
        let found = self.0.get(at..).and_then(|rest| rest.first_chunk::<N>());
        found.copied().ok_or_else(|| Refusal::damaged(reason::STRUCTURE))
    }

    pub(super) fn one(self, at: usize) -> Result<u8, Refusal> {
        self.array::<1>(at).map(|[byte]| byte)
    }

    pub(super) fn two(self, at: usize) -> Result<u32, Refusal> {
        self.array(at).map(|bytes| u32::from(u16::from_le_bytes(bytes)))
    }

    pub(super) fn four(self, at: usize) -> Result<u32, Refusal> {
        self.array(at).map(u32::from_le_bytes)
    }

    #[expect(clippy::disallowed_types, reason = "the double a workbook stores")]
    pub(super) fn double(self, at: usize) -> Result<f64, Refusal> {
        self.array(at).map(f64::from_le_bytes)
    }

    /// What follows from `at` on.
    pub(super) fn from(self, at: usize) -> Result<&'a [u8], Refusal> {
        self.0.get(at..).ok_or_else(|| Refusal::damaged(reason::STRUCTURE))
    }
}

/// Text in UTF-16, of as many units as there are.
pub(super) fn wide(bytes: &[u8], most: usize) -> String {
    let units = bytes.as_chunks::<2>().0.iter().take(most).map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
