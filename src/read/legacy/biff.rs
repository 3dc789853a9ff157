//! The records of an `.xls` ([MS-XLS]; Excel 95 and later) → what its sheets hold, but for texts.

use super::super::Refusal;
use super::compound::Compound;
use super::outline::{Fields, Formats, Held, Outline, Seen, error, packed, truth, wide};
use crate::origin::CellRef;
use crate::policy::FileLimits;
use crate::problem::file::damage as reason;

/// What stands before the sheets.
#[derive(Debug, Default)]
struct Globals {
    formats: Formats,
    /// Where each worksheet begins.
    places: Vec<u32>,
    /// Whether a program that calculates has written it: it leaves its number.
    calculated: bool,
}

/// Reads the worksheets of the compound file `bytes` in their order; charts and macro sheets are left out. With them,
/// whether there are macros.
pub(super) fn read(bytes: &[u8], limits: &FileLimits) -> Result<(Vec<Outline>, bool), Refusal> {
    let file = Compound::open(bytes)?;
    let stream = workbook(&file)?;
    let Globals { formats, places, calculated } = globals(&stream)?;
    let mut sheets = Vec::new();
    for place in places {
        let mut reader = Reader { formats: &formats, calculated, limits, sheet: Outline::default() };
        reader.sheet(&stream, place)?;
        sheets.push(reader.sheet);
    }
    Ok((sheets, file.has("_VBA_PROJECT_CUR")))
}

fn workbook(file: &Compound<'_>) -> Result<Vec<u8>, Refusal> {
    match file.stream("Workbook")? {
        Some(stream) => Ok(stream),
        // Excel 95
        None => file.stream("Book")?.ok_or_else(|| Refusal::damaged(reason::NO_WORKBOOK)),
    }
}

/// Whether a password opens the workbook: what follows is garbled, and nobody else may notice why.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    let Ok(stream) = Compound::open(bytes).and_then(|file| workbook(&file)) else { return false };
    // FILEPASS, before the first EOF.
    let mut globals = records(&stream, 0).map_while(Result::ok).take_while(|(kind, _)| *kind != 0x000A);
    globals.any(|(kind, _)| kind == 0x002F)
}

/// The records from `at` on: the kind of each, and its fields.
fn records(stream: &[u8], at: u32) -> impl Iterator<Item = Result<(u32, Fields<'_>), Refusal>> {
    let mut rest = usize::try_from(at).ok().and_then(|at| stream.get(at..)).unwrap_or_default();
    std::iter::from_fn(move || {
        let next = || {
            let (kind, length) = (Fields(rest).two(0)?, Fields(rest).two(2)?);
            let whole = rest[4..].split_at_checked(length as usize);
            whole.map(|(fields, rest)| (kind, fields, rest)).ok_or_else(|| Refusal::damaged(reason::STRUCTURE))
        };
        let (kind, fields, after) = match next() {
            Ok(record) => record,
            Err(refusal) => return Some(Err(refusal)),
        };
        rest = after;
        Some(Ok((kind, Fields(fields))))
    })
}

fn globals(stream: &[u8]) -> Result<Globals, Refusal> {
    let mut globals = Globals::default();
    let formats = &mut globals.formats;
    let mut unicode = true;
    for record in records(stream, 0) {
        let (kind, fields) = record?;
        match kind {
            // BOF
            0x0809 => unicode = fields.two(0)? != 0x0500,
            // FORMAT: Excel 95 has bytes where later ones have UTF-16 or its lower bytes.
            0x041E if unicode => {
                let characters = fields.two(2)? as usize;
                let text = fields.from(5)?;
                let code = if fields.one(4)? & 1 == 0 { latin(text, characters) } else { wide(text, characters) };
                formats.code(fields.two(0)?, &code);
            }
            0x041E => formats.code(fields.two(0)?, &latin(fields.from(3)?, usize::from(fields.one(2)?))),
            // XF
            0x00E0 => formats.cell(fields.two(2)?)?,
            // BOUNDSHEET of a worksheet
            0x0085 if fields.one(5)? == 0 => globals.places.push(fields.four(0)?),
            // RECALCID
            0x01C1 => globals.calculated = true,
            // EOF
            0x000A => break,
            _ => {}
        }
    }
    Ok(globals)
}

fn latin(bytes: &[u8], characters: usize) -> String {
    bytes.iter().take(characters).map(|byte| char::from(*byte)).collect()
}

struct Reader<'r> {
    formats: &'r Formats,
    calculated: bool,
    limits: &'r FileLimits,
    sheet: Outline,
}

impl Reader<'_> {
    /// The sheet that begins at `at`. What is embedded in it (a chart) is left out.
    fn sheet(&mut self, stream: &[u8], at: u32) -> Result<(), Refusal> {
        let mut depth = 0_usize;
        for record in records(stream, at) {
            let (kind, fields) = record?;
            match kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                // ROW: a height of nothing is as good as hidden.
                0x0208 if fields.one(12)? & 0x20 != 0 || fields.two(6)? == 0 => {
                    self.sheet.hidden_rows.insert(fields.two(0)?);
                }
                // COLINFO
                0x007D if fields.two(8)? & 1 != 0 || fields.two(4)? == 0 => {
                    self.sheet.hide_columns(fields.two(0)?, fields.two(2)?);
                }
                // MERGECELLS
                0x00E5 => self.merges(fields)?,
                // STRING: what goes on in another record is more than calamine reads.
                0x0207 if u64::from(fields.two(0)?) >= fields.0.len() as u64 => {
                    return Err(Refusal::damaged(reason::READER));
                }
                // MULRK
                0x00BD => self.packed(fields)?,
                _ => self.cell(kind, fields)?,
            }
        }
        Ok(())
    }

    fn merges(&mut self, fields: Fields<'_>) -> Result<(), Refusal> {
        for region in 0..fields.two(0)? as usize {
            let at = |step: usize| fields.two(2 + region * 8 + step * 2);
            self.sheet.merge(CellRef::new(at(0)?, at(2)?), CellRef::new(at(1)?, at(3)?), self.limits)?;
        }
        Ok(())
    }

    /// Packed numbers next to each other.
    fn packed(&mut self, fields: Fields<'_>) -> Result<(), Refusal> {
        let (row, first) = (fields.two(0)?, fields.two(2)?);
        let each = fields.from(4)?;
        // The last two bytes say which column is the last one.
        for (column, six) in (first..).zip(each[..each.len().saturating_sub(2)].chunks_exact(6)) {
            let held = Held::Number(packed(Fields(six).four(2)?));
            let class = self.formats.class(Fields(six).two(0)?);
            self.sheet.take(row, column, Seen { class, formula: false, unheard: false, held }, self.limits)?;
        }
        Ok(())
    }

    /// The cell of a record, if it is one that holds anything.
    fn cell(&mut self, kind: u32, fields: Fields<'_>) -> Result<(), Refusal> {
        let held = match kind {
            // FORMULA
            0x0006 => self.result(fields)?,
            // NUMBER
            0x0203 => Held::Number(fields.double(6)?),
            // RK
            0x027E => Held::Number(packed(fields.four(6)?)),
            // LABEL, RSTRING, LABELSST
            0x0204 | 0x00D6 | 0x00FD => Held::Text(None),
            // BOOLERR
            0x0205 if fields.one(7)? == 0 => truth(fields.one(6)?)?,
            0x0205 => error(fields.one(6)?)?,
            _ => return Ok(()),
        };
        let class = self.formats.class(fields.two(4)?);
        let seen = Seen { class, formula: kind == 0x0006, unheard: false, held };
        self.sheet.take(fields.two(0)?, fields.two(2)?, seen, self.limits)
    }

    /// A formula's result ([MS-XLS] 2.5.133).
    fn result(&self, fields: Fields<'_>) -> Result<Held, Refusal> {
        // Programs that do not calculate leave that to the one that opens the file, and store nothing or 0.
        let due = fields.two(14)? & 2 != 0;
        if fields.two(12)? != 0xFFFF {
            let number = fields.double(6)?;
            return Ok(if due && number == 0.0 { Held::Nothing } else { Held::Number(number) });
        }
        match fields.one(6)? {
            0 => Ok(Held::Text(None)),
            1 => truth(fields.one(8)?),
            2 => error(fields.one(8)?),
            3 if due || !self.calculated => Ok(Held::Nothing),
            3 => Ok(Held::Text(None)),
            _ => Err(Refusal::damaged(reason::CELL_TYPE)),
        }
    }
}
