//! What our own pass over the binary records of a sheet sees: every cell's number, truth value or error value, its number
//! format and whether a formula gives it, and what a person did not see. The texts of an `.xls` are calamine's to say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::formula::Formulas;
use super::super::styles::{CellFormat, Look, Styles};
use super::super::{Formula, Refusal, bound};
use super::tokens::{self, Said, Width};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;

/// A sheet, but for its texts.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u32>,
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// What its formulas compute, as far as that is plain.
    pub(super) formulas: Formulas,
    /// Cells that hold anything, by row and column.
    pub(super) cells: BTreeMap<(u32, u32), Seen>,
}

/// One cell.
#[derive(Debug)]
pub(super) struct Seen {
    /// How it is shown.
    pub(super) look: Look,
    /// Whether a formula gives it.
    pub(super) formula: Formula,
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

/// The cell formats of a workbook, in the order cells refer to them.
#[derive(Debug, Default)]
pub(super) struct Formats {
    pub(super) styles: Styles,
    cells: Vec<CellFormat>,
    looks: Vec<Look>,
}

impl Formats {
    /// Takes the next cell format, by the number format, font and fill it refers to.
    pub(super) fn cell(&mut self, number: u32, font: u32, fill: usize) -> Result<(), Refusal> {
        let font = usize::try_from(font).unwrap_or(usize::MAX);
        self.cells.push(CellFormat { number: number.to_string(), font, fill });
        if self.cells.len() > bound::FORMATS { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(()) }
    }

    /// Takes note that all has been taken.
    pub(super) fn settled(mut self) -> Self {
        self.looks = self.cells.iter().map(|format| self.styles.look(format)).collect();
        self
    }

    /// How the cells of this format show what they hold.
    pub(super) fn look(&self, at: u32) -> Look {
        let look = usize::try_from(at).ok().and_then(|at| self.looks.get(at));
        look.copied().unwrap_or(Look::PLAIN)
    }
}

/// The formulas of a sheet as they are met.
#[derive(Debug, Default)]
pub(super) struct Met {
    formulas: Formulas,
    /// The tokens of formulas that several cells share, by the first of those.
    shared: BTreeMap<(u32, u32), Vec<u8>>,
    /// The cells that share one, and the first of its cells.
    sharing: Vec<(CellRef, (u32, u32))>,
}

impl Met {
    /// Takes the formula of the cell `at`.
    pub(super) fn take(&mut self, at: CellRef, said: Said) -> Formula {
        if let Some(steps) = said.steps {
            self.formulas.take(at, steps);
        }
        self.sharing.extend(said.shared.map(|first| (at, first)));
        said.kind
    }

    /// Takes a formula that the cell `first` and others share.
    pub(super) fn share(&mut self, first: (u32, u32), tokens: &[u8]) {
        self.shared.insert(first, tokens.to_vec());
    }

    /// All of them.
    pub(super) fn settled(mut self, width: Width) -> Formulas {
        for (at, first) in self.sharing {
            let tokens = self.shared.get(&first).map(Vec::as_slice).unwrap_or_default();
            if let Some(steps) = tokens::read(tokens, width, at, &[], None).steps {
                self.formulas.take(at, steps);
            }
        }
        self.formulas
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
