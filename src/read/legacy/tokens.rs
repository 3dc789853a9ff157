//! The formulas of `.xls` and `.xlsb`, kept as tokens in reverse Polish order ([MS-XLS] 2.5.198, [MS-XLSB] 2.5.97) → what a
//! plain one computes, and whether any names another file.

use super::super::formula::{Named, Step};
use super::super::{Formula, Refusal, number};
use super::outline::Fields;
use crate::origin::CellRef;

/// How wide rows are stored: in two bytes (`.xls`) or four (`.xlsb`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    Two,
    Four,
}

/// What the tokens of a formula say.
#[derive(Debug)]
pub(super) struct Said {
    /// Whether it names another file, as far as its tokens are known.
    pub(super) kind: Formula,
    /// What it computes, where it is plain.
    pub(super) steps: Option<Vec<Step>>,
    /// The cell where the formula stands that this one shares.
    pub(super) shared: Option<(u32, u32)>,
}

/// Part of a formula, until an operator takes it.
enum Piece {
    Cells(Named, Named),
    Value(Vec<Step>),
}

impl Piece {
    /// Its steps as one value. A range is none.
    fn value(self) -> Option<Vec<Step>> {
        match self {
            Self::Cells(first, last) if first == last => Some(vec![Step::Cell(first)]),
            Self::Cells(..) => None,
            Self::Value(steps) => Some(steps),
        }
    }

    /// Its steps as what a sum adds up.
    fn added(self) -> Vec<Step> {
        match self {
            Self::Cells(first, last) => vec![Step::Sum(first, last)],
            Self::Value(steps) => steps,
        }
    }
}

/// Reads the tokens of the formula in the cell `here`. `outside` says of each sheet reference whether it leads to another
/// file; `column` is where a shared formula stands, where the tokens name only its row.
pub(super) fn read(tokens: &[u8], width: Width, here: CellRef, outside: &[bool], column: Option<u32>) -> Said {
    let mut reader = Reader { rest: tokens, width, here, pieces: Some(Vec::new()), external: false };
    if let Some((0x01, rest)) = tokens.split_first().map(|(first, rest)| (*first, Fields(rest))) {
        let place = match width {
            Width::Two => rest.two(0).and_then(|row| Ok((row, rest.two(2)?))),
            Width::Four => rest.four(0).map(|row| (row, column.unwrap_or_default())),
        };
        return Said { kind: Formula::Stored, steps: None, shared: place.ok() };
    }
    while let Some(true) = reader.token(outside) {}
    let steps = match reader.pieces.as_mut().map(|pieces| (pieces.pop(), pieces.is_empty())) {
        Some((Some(last), true)) if reader.rest.is_empty() => last.value(),
        _ => None,
    };
    let kind = if reader.external { Formula::External } else { Formula::Stored };
    Said { kind, steps, shared: None }
}

struct Reader<'a> {
    rest: &'a [u8],
    width: Width,
    here: CellRef,
    /// None once the formula is no plain one.
    pieces: Option<Vec<Piece>>,
    external: bool,
}

impl Reader<'_> {
    /// Reads a token; false at the end, none where one is not known.
    fn token(&mut self, outside: &[bool]) -> Option<bool> {
        let Some((first, rest)) = self.rest.split_first() else { return Some(false) };
        let fields = Fields(rest);
        // The class of an operand (reference, value, array) is in the upper bits.
        let token = if *first < 0x20 { *first } else { *first & 0x1F | 0x20 };
        let length = self.length(token, fields).ok()?;
        self.rest = rest.get(length..)?;
        if matches!(token, 0x39..=0x3D) {
            self.external |= fields.two(0).is_ok_and(|sheet| outside.get(sheet as usize).copied().unwrap_or_default());
        }
        let pieces = self.pieces.take();
        self.pieces = pieces.and_then(|pieces| self.taken(token, fields, pieces));
        Some(true)
    }

    /// How many bytes follow the first one of a token.
    fn length(&self, token: u8, fields: Fields<'_>) -> Result<usize, Refusal> {
        let cell = if self.width == Width::Two { 4 } else { 6 };
        Ok(match token {
            0x03..=0x16 => 0,
            0x17 if self.width == Width::Four => 2 + fields.two(0)? as usize * 2,
            0x17 => {
                let letters = usize::from(fields.one(0)?);
                2 + if fields.one(1)? & 1 == 0 { letters } else { letters * 2 }
            }
            0x19 if fields.one(0)? & 0x04 != 0 => 3 + (fields.two(1)? as usize + 1) * 2,
            0x19 | 0x22 => 3,
            0x1C | 0x1D => 1,
            0x1E | 0x21 => 2,
            0x1F => 8,
            0x23 => 4,
            0x24 | 0x2A | 0x2C => cell,
            0x25 | 0x2B | 0x2D => cell * 2,
            0x39 => 6,
            0x3A | 0x3C => cell + 2,
            0x3B | 0x3D => cell * 2 + 2,
            _ => return Err(Refusal::damaged(crate::problem::file::damage::STRUCTURE)),
        })
    }

    /// The pieces after a token; none where it is no plain one.
    fn taken(&self, token: u8, fields: Fields<'_>, mut pieces: Vec<Piece>) -> Option<Vec<Piece>> {
        match token {
            0x03..=0x05 => {
                let (right, left) = (pieces.pop()?.value()?, pieces.pop()?.value()?);
                let step = [Step::Add, Step::Subtract, Step::Multiply][usize::from(token - 3)];
                pieces.push(Piece::Value([left, right, vec![step]].concat()));
            }
            // Plus before a value, brackets around it, and spaces between.
            0x12 | 0x15 => {
                let value = pieces.pop()?.value()?;
                pieces.push(Piece::Value(value));
            }
            0x13 => {
                let value = pieces.pop()?.value()?;
                pieces.push(Piece::Value([value, vec![Step::Negate]].concat()));
            }
            0x19 if fields.one(0).ok()? & 0x10 != 0 => return self.summed(1, pieces),
            0x19 if fields.one(0).ok()? & 0x41 != 0 => {}
            0x1E => pieces.push(Piece::Value(vec![Step::Number(fields.two(0).ok()?.into())])),
            0x1F => pieces.push(Piece::Value(vec![Step::Number(number::shortest(fields.double(0).ok()?)?)])),
            0x22 if fields.two(1).ok()? & 0x7FFF == 4 => return self.summed(fields.one(0).ok()? & 0x7F, pieces),
            0x24 | 0x2C => {
                let cell = self.cell(token == 0x2C, fields, (0, self.step()))?;
                pieces.push(Piece::Cells(cell, cell));
            }
            0x25 | 0x2D => {
                let (row, column) = (self.step(), self.step() * 2);
                let first = self.cell(token == 0x2D, fields, (0, column))?;
                let last = self.cell(token == 0x2D, fields, (row, column + 2))?;
                pieces.push(Piece::Cells(first, last));
            }
            _ => return None,
        }
        Some(pieces)
    }

    fn summed(&self, count: u8, mut pieces: Vec<Piece>) -> Option<Vec<Piece>> {
        let from = pieces.len().checked_sub(usize::from(count)).filter(|_| count > 0)?;
        let mut sum = Vec::new();
        for (at, piece) in pieces.drain(from..).enumerate() {
            sum.extend(piece.added());
            sum.extend((at > 0).then_some(Step::Add));
        }
        pieces.push(Piece::Value(sum));
        Some(pieces)
    }

    /// How many bytes a row has.
    const fn step(&self) -> usize {
        match self.width {
            Width::Two => 2,
            Width::Four => 4,
        }
    }

    /// The cell whose row and column stand there; in a shared formula, as far from this cell as they say.
    fn cell(&self, shared: bool, fields: Fields<'_>, (row, column): (usize, usize)) -> Option<Named> {
        let place = fields.two(column).ok()?;
        let (relative_column, relative_row) = (place & 0x4000 != 0, place & 0x8000 != 0);
        let (rows, columns, mask) = match self.width {
            Width::Two => (0x1_0000, 0x100, 0xFF),
            Width::Four => (0x10_0000, 0x4000, 0x3FFF),
        };
        let row = if self.width == Width::Two { fields.two(row) } else { fields.four(row) }.ok()?;
        let column = place & mask;
        // What is beyond the last row or column goes on from the first.
        let moved = |far: u32, here: u32, size: u32| far.wrapping_add(here) % size;
        let row = if shared && relative_row { moved(row, self.here.row, rows) } else { row };
        let column = if shared && relative_column { moved(column, self.here.column, columns) } else { column };
        Some(Named::at(CellRef::new(row, column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(name: &str) -> Named {
        Named::at(CellRef::parse(name).unwrap())
    }

    fn at(name: &str, width: Width, tokens: &[u8]) -> Said {
        read(tokens, width, CellRef::parse(name).unwrap(), &[false, true], Some(7))
    }

    #[test]
    fn plain_formulas_of_both_formats_are_steps() {
        let sum = [0x25, 0, 0, 3, 0, 0, 0xC0, 0, 0xC0, 0x19, 0x10, 0, 0];
        assert_eq!(at("A9", Width::Two, &sum).steps, Some(vec![Step::Sum(cell("A1"), cell("A4"))]));
        let (one, other) = ([0x44, 0, 0, 0, 0, 0, 0xC0], [0x44, 0, 0, 0, 0, 1, 0xC0]);
        let product = [&one[..], &other, &[0x1E, 2, 0, 0x05, 0x03]].concat();
        let steps = [Step::Cell(cell("A1")), Step::Cell(cell("B1")), Step::Number(2.into()), Step::Multiply, Step::Add]
            .to_vec();
        assert_eq!(at("A9", Width::Four, &product).steps, Some(steps));
        let area = [0x25, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0xC0, 0, 0xC0];
        let sum = [&area[..], &other, &[0x42, 2, 4, 0]].concat();
        let steps = [Step::Sum(cell("A1"), cell("A2")), Step::Sum(cell("B1"), cell("B1")), Step::Add].to_vec();
        assert_eq!(at("A9", Width::Four, &sum).steps, Some(steps));
        let negative = [&one[..], &[0x15, 0x13]].concat();
        assert_eq!(at("A9", Width::Four, &negative).steps, Some(vec![Step::Cell(cell("A1")), Step::Negate]));
    }

    #[test]
    fn a_shared_formula_moves_with_its_cell() {
        let above = [0x4C, 0xFF, 0xFF, 0, 0xC0];
        assert_eq!(at("C6", Width::Two, &above).steps, Some(vec![Step::Cell(cell("C5"))]));
        assert_eq!(at("C6", Width::Two, &[0x01, 3, 0, 1, 0]).shared, Some((3, 1)));
        assert_eq!(at("C6", Width::Four, &[0x01, 3, 0, 0, 0]).shared, Some((3, 7)));
    }

    #[test]
    fn another_file_is_known_and_other_formulas_are_left_alone() {
        for (sheet, kind) in [(0, Formula::Stored), (1, Formula::External), (9, Formula::Stored)] {
            let said = at("A9", Width::Two, &[0x5A, sheet, 0, 3, 0, 1, 0]);
            assert_eq!((said.kind, said.steps), (kind, None));
        }
        let one = [0x44, 0, 0, 0, 0xC0];
        for rest in [&[0x1E, 2, 0, 0x06][..], &[0x42, 1, 1, 0], &[0x41, 24, 0], &[0x18, 1], &[0x25, 0], &[0x03]] {
            assert_eq!(at("A9", Width::Two, &[&one[..], rest].concat()).steps, None, "{rest:?}");
        }
        assert_eq!(at("A9", Width::Two, &[]).steps, None);
    }
}
