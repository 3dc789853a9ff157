//! Workbook bytes → cells with absolute addresses and their facts. The only place where a binary float exists.
//!
//! Reads bytes, not files: opening them is `run`'s. A workbook that cannot be trusted is a [`Refusal`], never a panic.
//! `.xlsx` and `.ods` are read by strict readers of our own; `.xls` and `.xlsb` by calamine, with a second reading beside it.

mod bound;
mod refusal;
mod row;
mod number;
mod date;
mod xml;
mod stream;
mod known;
mod package;
mod colour;
mod styles;
mod strings;
mod book;
mod segments;
mod second;
mod formula;
mod value;
mod sheet;
mod stamp;
mod covered;
mod ooxml;
mod legacy;
mod csv;
mod content;
pub mod wire;
pub mod kept;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;
use crate::problem::{Problem, file};
use crate::stamp::Stamp;
use content::Content;
use package::Package;
pub use refusal::Refusal;
pub use row::{Cells, Row};

/// Reads the workbook `bytes`, received under `name` (a file name; only its extension counts), in this process.
///
/// # Errors
///
/// A [`Refusal`] when the content is not what the extension says, or cannot be trusted. Nothing of such a file is used.
pub fn workbook(name: &str, bytes: &[u8], limits: &FileLimits) -> Result<Workbook, Refusal> {
    recognised(name, bytes, limits)?.read()
}

/// A file whose format is known, and is what its name says.
pub struct Recognised<'a> {
    format: Format,
    bytes: &'a [u8],
    limits: &'a FileLimits,
    /// Its container, where it is a zip: opened once.
    package: Option<Package<'a>>,
}

impl Recognised<'_> {
    /// What it is by its content.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Reads it, in this process.
    ///
    /// # Errors
    /// A [`Refusal`] when it cannot be trusted. Nothing of such a file is used.
    pub fn read(self) -> Result<Workbook, Refusal> {
        let Self { format, bytes, limits, package } = self;
        // A panic is a fault of a reader; it costs this file, and no other.
        let read = catch_unwind(AssertUnwindSafe(|| match format {
            Format::Xlsx => ooxml::workbook(package.map_or_else(|| Package::open(bytes, limits), Ok)?, limits),
            Format::Xlsb | Format::Xls | Format::Ods => legacy::workbook(format, bytes, limits),
            Format::Csv => csv::workbook(bytes, limits),
        }));
        let mut read = read.unwrap_or_else(|_| Err(Refusal::damaged(reason::FAULT).in_part(format.label())));
        read.iter_mut().flat_map(|workbook| &mut workbook.sheets).for_each(covered::mark);
        read
    }
}

/// The format of a file by its content, which must be what its name says.
///
/// # Errors
/// As [`recognised`].
pub fn format(name: &str, bytes: &[u8], limits: &FileLimits) -> Result<Format, Refusal> {
    recognised(name, bytes, limits).map(|one| one.format)
}

/// The file `bytes` with its format, which must be what its name says.
///
/// # Errors
/// A [`Refusal`] when it is too large, empty, encrypted, something else than its name says, or nothing that is read.
pub fn recognised<'a>(name: &str, bytes: &'a [u8], limits: &'a FileLimits) -> Result<Recognised<'a>, Refusal> {
    let extension = extension(name);
    let wanted = match extension.as_deref() {
        None => None,
        Some(extension) => {
            let format = Format::with_extension(extension);
            Some(format.ok_or_else(|| Refusal::file(file::unreadable_format(extension)))?)
        }
    };
    if bytes.is_empty() {
        return Err(Refusal::file(file::empty_file()));
    }
    let most = limits.count(FileLimit::Bytes);
    if bytes.len() > most {
        return Err(Refusal::file(file::too_large(bytes.len(), most)));
    }
    let (found, package) = content::of(bytes, limits);
    let known = |format| Recognised { format, bytes, limits, package };
    if found == Content::Encrypted {
        return Err(Refusal::file(file::encrypted()));
    }
    match (wanted, found.format()) {
        (None, Some(found)) if found != Format::Csv => Ok(known(found)),
        (None, _) => Err(Refusal::file(file::unreadable_format(""))),
        (Some(wanted), Some(found)) if wanted == found => Ok(known(found)),
        (Some(Format::Csv), None) if found == Content::Unknown => Err(Refusal::file(file::undecodable())),
        (Some(wanted), None) if found == Content::Unknown => {
            Err(Refusal::damaged(reason::NO_WORKBOOK).in_part(wanted.label()))
        }
        (Some(_), _) => {
            let extension = format!(".{}", extension.unwrap_or_default());
            Err(Refusal::file(file::wrong_content(found.label(), &extension)))
        }
    }
}

/// The extension of a file name, in lower case and without its full stop. A leading full stop begins a hidden name.
fn extension(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
}

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// Excel's binary format of 2007.
    Xlsb,
    /// Excel's binary format before 2007.
    Xls,
    /// OpenDocument.
    Ods,
    /// Text with a delimiter.
    Csv,
}

impl Format {
    /// Its usual extension.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }

    /// The format that files with this extension (lower case, no full stop) hold.
    #[must_use]
    pub fn with_extension(extension: &str) -> Option<Self> {
        match extension {
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "xlsb" => Some(Self::Xlsb),
            "xls" => Some(Self::Xls),
            "ods" => Some(Self::Ods),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A workbook as read: its sheets in their order, and what was noticed about the file.
#[derive(Debug)]
pub struct Workbook {
    /// What it is by its content.
    pub format: Format,
    /// Its worksheets in their order.
    pub sheets: Vec<Sheet>,
    /// Problems that do not stop the reading (macros, ragged rows), with the place where one is known.
    pub noticed: Vec<Noticed>,
    /// What it says of itself, where tilskot wrote it.
    pub stamp: Option<Stamp>,
}

/// A problem noticed while reading.
#[derive(Debug)]
pub struct Noticed {
    /// What.
    pub problem: Problem,
    /// The sheet's name, if it is about one.
    pub sheet: Option<Arc<str>>,
    /// The cell, if it is about one.
    pub cell: Option<CellRef>,
}

/// A worksheet: facts about all of it, and its filled rows from top to bottom.
#[derive(Debug)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: Arc<str>,
    /// Whether a person sees it.
    pub visible: bool,
    /// Merged regions: first and last cell of each.
    pub merged: Vec<(CellRef, CellRef)>,
    /// Hidden columns, from zero, sorted.
    pub hidden_columns: Vec<u32>,
    /// Rows that hold anything, strictly rising.
    pub rows: Vec<Row>,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its column from zero.
    pub column: u32,
    /// What it holds.
    pub value: Value,
    /// Whether a formula gives it.
    pub formula: Formula,
    /// Whether its number format shows per cent.
    pub percent: bool,
    /// Whether a person does not see it: its text has the colour of its ground, or its number format shows nothing.
    pub unseen: bool,
}

/// Whether a formula gives the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// No formula, or one whose result was never stored: then the value says so.
    None,
    /// A formula, and its stored result is the value.
    Stored,
    /// A formula that names another file, and the value is what was stored of it.
    External,
}

/// What a cell holds. A blank cell is no cell; one with a space in it is, and holds text that nobody sees.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, as it stands.
    Text(Arc<str>),
    /// A number: the shortest decimal that gives the stored double back.
    Number(Decimal),
    /// A number that no amount can be: too large or too small for a decimal; as it stands.
    Beyond(Arc<str>),
    /// A date, with time of day (midnight where there is none).
    Date(DateTime),
    /// A date cell whose number is no date (negative, beyond 9999); as it stands.
    NoDate(Arc<str>),
    /// True or false.
    Bool(bool),
    /// An error value: `#REF!`; or what stands where a number must and is none (`NaN`), noticed too.
    Error(Arc<str>),
    /// A formula whose result was never stored.
    FormulaWithoutValue,
}
