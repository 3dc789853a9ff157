//! The records of an `.xlsb` ([MS-XLSB]) → its sheets.

use std::sync::Arc;

use super::super::book;
use super::super::colour::{Colour, Ground};
use super::super::package::{Package, Part};
use super::super::{Formula, Refusal, bound, strings};
use super::outline::{Fields, Formats, Held, Met, Outline, Seen, error, packed, truth, wide};
use super::tokens::{self, Width};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;

/// Reads the worksheets in their order; chart sheets are left out. With them, whether there are macros.
pub(super) fn read(package: &mut Package<'_>, limits: &FileLimits) -> Result<(Vec<Outline>, bool), Refusal> {
    let missing = || Refusal::damaged(reason::PART_MISSING);
    let root = book::relationships(package, "")?;
    let main = book::one(&root, "officeDocument")?.ok_or_else(missing)?;
    let related = book::relationships(package, &main)?;
    let formats = match book::one(&related, "styles")? {
        Some(name) => formats(&part(package, &name, FileLimit::PartBytes)?)?,
        None => Formats::default(),
    };
    let texts = match book::one(&related, "sharedStrings")? {
        Some(name) => shared(&part(package, &name, FileLimit::StringBytes)?, limits)?,
        None => Vec::new(),
    };
    let workbook = part(package, &main, FileLimit::PartBytes)?;
    let outside = outside(&workbook)?;
    let mut sheets = Vec::new();
    for record in records(&workbook) {
        // BrtBundleSh; one that refers to nothing is no sheet of this workbook.
        let (0x009C, fields) = record? else { continue };
        let length = fields.four(8)?;
        if length == u32::MAX {
            continue;
        }
        let relationship = related.get(&wide(fields.from(12)?, length as usize)).ok_or_else(missing)?;
        if !relationship.leads_to_cells()? {
            continue;
        }
        let name = relationship.target.as_deref().ok_or_else(|| Refusal::damaged(reason::LINK_OUT))?;
        let bytes = part(package, name, FileLimit::SheetBytes)?;
        let (read, met) = (Outline::default(), Met::default());
        let mut reader = Sheet {
            formats: &formats,
            texts: &texts,
            outside: &outside,
            limits,
            row: 0,
            next: 0,
            read,
            met,
            last: (0, 0),
        };
        reader.records(&bytes).map_err(|refusal| refusal.in_part(name))?;
        sheets.push(Outline { formulas: reader.met.settled(Width::Four), ..reader.read });
    }
    Ok((sheets, related.values().any(|relationship| relationship.kind == "vbaProject")))
}

fn part(package: &mut Package<'_>, name: &str, limit: FileLimit) -> Result<Vec<u8>, Refusal> {
    let part = package.whole_part(name, limit)?;
    let bytes = part.and_then(Part::into_whole);
    bytes.map(std::borrow::Cow::into_owned).ok_or_else(|| Refusal::damaged(reason::PART_MISSING).in_part(name))
}

/// The records of a part: the kind of each, and its fields.
fn records(bytes: &[u8]) -> impl Iterator<Item = Result<(u32, Fields<'_>), Refusal>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let record = record(&mut rest).ok_or_else(|| Refusal::damaged(reason::STRUCTURE));
        if record.is_err() {
            rest = &[];
        }
        Some(record)
    })
}

fn record<'a>(rest: &mut &'a [u8]) -> Option<(u32, Fields<'a>)> {
    let kind = number(rest, 2)?;
    let length = number(rest, 4)?;
    let (fields, after) = rest.split_at_checked(length as usize)?;
    *rest = after;
    Some((kind, Fields(fields)))
}

/// A number of at most this many bytes, seven bits in each.
fn number(rest: &mut &[u8], most: u32) -> Option<u32> {
    let mut number = 0;
    for at in 0..most {
        let (first, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(first & 0x7F) << (7 * at);
        if first & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

fn formats(bytes: &[u8]) -> Result<Formats, Refusal> {
    let mut formats = Formats::default();
    let mut of_cells = false;
    for record in records(bytes) {
        let (kind, fields) = record?;
        match kind {
            // BrtFmt
            0x002C => {
                let code = wide(fields.from(6)?, fields.four(2)? as usize);
                formats.styles.code(fields.two(0)?.to_string(), &code);
            }
            // BrtFont
            0x002B => formats.styles.fonts.push(colour(fields, 12)?),
            // BrtFill
            0x002D => formats.styles.fills.push(match fields.four(0)? {
                0 => Ground::SHEET,
                1 => colour(fields, 4)?.map_or(Ground::Other, Ground::Colour),
                _ => Ground::Other,
            }),
            // BrtBeginCellXFs, BrtEndCellXFs: those of named styles stand before
            0x0269 => of_cells = true,
            0x026A => of_cells = false,
            // BrtXF
            0x002F if of_cells => formats.cell(fields.two(2)?, fields.two(4)?, fields.two(6)? as usize)?,
            _ => {}
        }
    }
    Ok(formats.settled())
}

/// A colour ([MS-XLSB] 2.5.9); `None` where it is automatic.
fn colour(fields: Fields<'_>, at: usize) -> Result<Option<Colour>, Refusal> {
    let (index, tint) = (fields.one(at + 1)?, fields.two(at + 2)?);
    let rgb = [fields.one(at + 4)?, fields.one(at + 5)?, fields.one(at + 6)?];
    Ok(match (fields.one(at)? >> 1, index, tint) {
        (0, ..) => None,
        (2, ..) => Some(Colour::Rgb(rgb)),
        (3, 0, 0) => Some(Colour::WHITE),
        (3, 1, 0) => Some(Colour::BLACK),
        (3, ..) => Some(Colour::Named(format!("theme {index} {tint}"))),
        _ => Some(Colour::indexed(&index.to_string(), &tint.to_string())),
    })
}

/// Of each reference to a sheet, whether that is another file's.
fn outside(workbook: &[u8]) -> Result<Vec<bool>, Refusal> {
    let mut books = Vec::new();
    let mut outside = Vec::new();
    for record in records(workbook) {
        let (kind, fields) = record?;
        match kind {
            // BrtSupBookSrc; BrtSupSelf, BrtSupSame and BrtSupAddin
            0x0163 => books.push(true),
            0x0165 | 0x0166 | 0x029B => books.push(false),
            // BrtExternSheet
            0x016A => {
                for sheet in fields.from(4)?.chunks_exact(12) {
                    outside.push(books.get(Fields(sheet).four(0)? as usize).copied().unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    Ok(outside)
}

fn shared(bytes: &[u8], limits: &FileLimits) -> Result<Vec<Arc<str>>, Refusal> {
    let mut texts = Vec::new();
    for record in records(bytes) {
        // BrtSSTItem
        let (0x0013, fields) = record? else { continue };
        texts.push(text(fields, 1, limits)?);
        if texts.len() > limits.count(FileLimit::Strings) {
            return Err(Refusal::over(FileLimit::Strings, limits.get(FileLimit::Strings)));
        }
    }
    Ok(texts)
}

/// A text and, before it, its length.
fn text(fields: Fields<'_>, at: usize, limits: &FileLimits) -> Result<Arc<str>, Refusal> {
    let length = fields.four(at)? as usize;
    let bytes = fields.from(at + 4)?;
    if bytes.len() / 2 < length {
        return Err(Refusal::damaged(reason::STRUCTURE));
    }
    let text = wide(bytes, length);
    strings::within_limit(&text, limits)?;
    Ok(text.into())
}

/// A sheet that is being read.
struct Sheet<'r> {
    formats: &'r Formats,
    texts: &'r [Arc<str>],
    outside: &'r [bool],
    limits: &'r FileLimits,
    row: u32,
    /// The column after the last cell: short records stand there.
    next: u32,
    read: Outline,
    met: Met,
    /// The cell of the last formula.
    last: (u32, u32),
}

impl Sheet<'_> {
    fn records(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        for record in records(bytes) {
            let (kind, fields) = record?;
            match kind {
                // BrtRowHdr: a height of nothing is as good as hidden.
                0x0000 => {
                    (self.row, self.next) = (fields.four(0)?, 0);
                    if fields.one(11)? & 0x10 != 0 || fields.two(8)? == 0 {
                        self.read.hidden_rows.insert(self.row);
                    }
                }
                // BrtColInfo
                0x003C if fields.two(16)? & 1 != 0 || fields.four(8)? == 0 => {
                    self.read.hide_columns(fields.four(0)?, fields.four(4)?);
                }
                // BrtShrFmla: the formula of the cell before it, and of others
                0x01AB => {
                    let length = fields.four(16)? as usize;
                    let tokens = fields.from(20)?;
                    self.met.share(self.last, tokens.get(..length).unwrap_or(tokens));
                }
                // BrtMergeCell
                0x00B0 => self.merge(fields)?,
                // Cells, with their column; short ones follow the one before; text with formats of its own.
                0x0001..=0x000B => self.cell(kind, fields.four(0)?, Fields(fields.from(4)?))?,
                0x000C..=0x0012 => self.cell(kind, self.next, fields)?,
                0x003E => self.cell(kind, fields.four(0)?, Fields(fields.from(4)?))?,
                _ => {}
            }
        }
        Ok(())
    }

    fn merge(&mut self, fields: Fields<'_>) -> Result<(), Refusal> {
        let (first, last) = (fields.four(0)?, fields.four(4)?);
        let (left, right) = (fields.four(8)?, fields.four(12)?);
        if last >= bound::ROWS || right >= bound::COLUMNS {
            return Err(Refusal::damaged(reason::MERGES));
        }
        self.read.merge(CellRef::new(first, left), CellRef::new(last, right), self.limits)
    }

    /// A cell of this kind: its format, then what it holds.
    fn cell(&mut self, kind: u32, column: u32, fields: Fields<'_>) -> Result<(), Refusal> {
        self.next = column.saturating_add(1);
        let held = match kind {
            0x0002 | 0x000D => Held::Number(packed(fields.four(4)?)),
            0x0003 | 0x000B | 0x000E => error(fields.one(4)?)?,
            0x0004 | 0x000A | 0x000F => truth(fields.one(4)?)?,
            0x0005 | 0x0009 | 0x0010 => Held::Number(fields.double(4)?),
            0x0006 | 0x0008 | 0x0011 => Held::Text(Some(text(fields, 4, self.limits)?)),
            0x0007 | 0x0012 => {
                let shared = self.texts.get(fields.four(4)? as usize);
                Held::Text(Some(Arc::clone(shared.ok_or_else(|| Refusal::damaged(reason::STRING_INDEX))?)))
            }
            0x003E => Held::Text(Some(text(fields, 5, self.limits)?)),
            _ => return Ok(()),
        };
        let look = self.formats.look(fields.four(0)? & 0x00FF_FFFF);
        let formula = match kind {
            0x0008 => self.formula(column, fields, 8 + fields.four(4)? as usize * 2),
            0x0009 => self.formula(column, fields, 12),
            0x000A | 0x000B => self.formula(column, fields, 5),
            _ => Formula::None,
        };
        let seen = Seen { look, formula, unheard: kind >= 0x000B, held };
        self.read.take(self.row, column, seen, self.limits)
    }

    /// The formula whose flags stand at `at`, then its tokens and what they need besides.
    fn formula(&mut self, column: u32, fields: Fields<'_>, at: usize) -> Formula {
        self.last = (self.row, column);
        let Some(length) = fields.four(at + 2).ok().map(|length| length as usize) else { return Formula::Stored };
        let Some(tokens) = fields.0.get(at + 6..).and_then(|rest| rest.get(..length)) else { return Formula::Stored };
        let first = fields.four(at + 6 + length + 4).ok();
        let here = CellRef::new(self.row, column);
        self.met.take(here, tokens::read(tokens, Width::Four, here, self.outside, first))
    }
}
