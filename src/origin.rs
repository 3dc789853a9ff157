//! Where a value came from: the cell as Excel names it, its sheet and its file.

use std::fmt;
use std::sync::Arc;

/// Rows of a sheet: Excel's grid.
pub const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub const COLUMNS: u32 = 16_384;

/// A cell's place in its sheet, counted from zero; shown as Excel names it (`C14`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row from zero: row 0 is shown as 1.
    pub row: u32,
    /// Column from zero: column 0 is shown as A.
    pub column: u32,
}

impl CellRef {
    /// The cell in `row` and `column`, both from zero.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads `C14`. `None` for anything else: lower case, `$`, row 0, beyond XFD1048576.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        // In one pass: every cell of a workbook is named.
        let (mut column, mut row) = (0_u32, 0_u32);
        let mut digits = name.as_bytes();
        while let [letter @ b'A'..=b'Z', rest @ ..] = digits {
            column = column * 26 + u32::from(letter - b'A') + 1;
            digits = rest;
            if column > COLUMNS {
                return None;
            }
        }
        if digits.len() > 7 || digits.starts_with(b"0") {
            return None;
        }
        for digit in digits {
            let digit = digit.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            row = row * 10 + u32::from(digit);
        }
        (row <= ROWS).then_some(Self { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

/// A column's letters: 0 is `A`, 26 is `AA`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).expect("below 26"));
        rest /= 26;
    }
    letters.reverse();
    String::from_utf8(letters).expect("ASCII letters")
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row + 1)
    }
}

impl fmt::Debug for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A value and the cell it stood in. Sheet and file stand once, on whatever holds the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited<T> {
    /// What was read.
    pub value: T,
    /// Where it stood.
    pub cell: CellRef,
}

impl<T> Cited<T> {
    /// `value`, read in `cell`.
    pub const fn new(value: T, cell: CellRef) -> Self {
        Self { value, cell }
    }
}

/// A cell of an input with what stood in it, so that whoever asks later can find it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The sheet.
    pub source: Source,
    /// The cell.
    pub at: CellRef,
    /// What it held, as received: text as it was, numbers in plain digits.
    pub raw: Box<str>,
}

/// A sheet of a file of the batch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Path below the batch folder, with `/` on every system.
    pub file: Arc<str>,
    /// The sheet's name; empty for CSV, which has none.
    pub sheet: Arc<str>,
}
