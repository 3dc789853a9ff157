//! What one process tells another about a file it read: the workbook or the refusal, as bytes and back.
//!
//! Little-endian numbers, texts behind their length, and a last byte that only a whole answer has. What does not decode is
//! no answer.

use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use super::refusal::Cause;
use super::{Cell, Format, Formula, Noticed, Refusal, Row, Sheet, Value, Workbook, stamp};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage;
use crate::problem::sheet::stored_total_disagrees;

/// The last byte of every message.
const WHOLE: u8 = 0xE7;

/// A file to be read, by its name, within these limits.
#[must_use]
pub fn question(name: &str, bytes: &[u8], limits: &FileLimits) -> Vec<u8> {
    let mut wire = Writer(Vec::with_capacity(bytes.len() + name.len() + 256));
    for limit in FileLimit::ALL {
        wire.eight(limits.get(*limit));
    }
    wire.text(name);
    wire.bytes(bytes);
    wire.0.push(WHOLE);
    wire.0
}

/// The file that was asked about. `None` if the question is not whole.
#[must_use]
pub fn asked(message: &[u8]) -> Option<(String, &[u8], FileLimits)> {
    let mut wire = Reader(message.strip_suffix(&[WHOLE])?);
    let mut limits = FileLimits::default();
    for limit in FileLimit::ALL {
        limits = limits.with(*limit, wire.eight()?);
    }
    let name = wire.text()?.to_owned();
    let bytes = wire.bytes()?;
    wire.0.is_empty().then_some((name, bytes, limits))
}

/// What was read, as bytes. Formats that are read in a process of their own notice nothing beside their cells but macros.
#[must_use]
pub fn answer(read: &Result<Workbook, Refusal>) -> Vec<u8> {
    let mut wire = Writer(Vec::new());
    match read {
        Ok(workbook) => {
            wire.0.push(1);
            wire.workbook(workbook);
        }
        Err(refusal) => {
            wire.0.push(0);
            wire.refusal(refusal);
        }
    }
    wire.0.push(WHOLE);
    wire.0
}

/// What was answered. `None` if the answer is not whole.
#[must_use]
pub fn answered(message: &[u8], format: Format) -> Option<Result<Workbook, Refusal>> {
    let mut wire = Reader(message.strip_suffix(&[WHOLE])?);
    let read = match wire.one()? {
        1 => Ok(wire.workbook(format)?),
        0 => Err(wire.refusal()?),
        _ => return None,
    };
    wire.0.is_empty().then_some(read)
}

struct Writer(Vec<u8>);

/// Of a stored result that its cells do not give: the sheet, the cell, what is stored and what they give.
fn stale(noticed: &Noticed) -> Option<(&str, CellRef, [Decimal; 2])> {
    let number = |name| noticed.problem.number(name);
    let numbers = [number("stored")?, number("sum")?];
    Some((noticed.sheet.as_deref()?, noticed.cell?, numbers))
}

impl Writer {
    fn four(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn eight(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        self.four(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn place(&mut self, place: CellRef) {
        self.four(place.row);
        self.four(place.column);
    }

    fn refusal(&mut self, refusal: &Refusal) {
        let unknown = position(damage::ALL, &damage::READER);
        let (kind, which, value) = match refusal.cause() {
            Cause::Damaged(reason) => (0, position(damage::ALL, reason), 0),
            Cause::Over(limit, value) => (1, position(FileLimit::ALL, limit), *value),
            Cause::Problem(problem) if *problem == file::encrypted() => (2, 0, 0),
            Cause::Differ(..) => (3, 0, 0),
            Cause::Problem(_) => (0, unknown, 0),
        };
        self.0.extend([kind, which]);
        self.eight(value);
        if let Cause::Differ(one, other) = refusal.cause() {
            self.text(one);
            self.text(other);
        }
        self.text(refusal.part());
        let Noticed { sheet, cell, .. } = refusal.noticed();
        self.0.push(u8::from(sheet.is_some()));
        self.text(sheet.as_deref().unwrap_or_default());
        self.0.push(u8::from(cell.is_some()));
        self.place(cell.unwrap_or(CellRef::new(0, 0)));
    }

    fn workbook(&mut self, workbook: &Workbook) {
        // Of these formats, macros are noticed, and stored results that their cells do not give.
        let stale: Vec<_> = workbook.noticed.iter().filter_map(stale).collect();
        self.0.push(u8::from(stale.len() < workbook.noticed.len()));
        self.count(stale.len());
        for (sheet, place, numbers) in stale {
            self.text(sheet);
            self.place(place);
            numbers.into_iter().for_each(|number| self.number(number));
        }
        self.count(workbook.sheets.len());
        for sheet in &workbook.sheets {
            self.text(&sheet.name);
            self.0.push(u8::from(sheet.visible));
            self.count(sheet.merged.len());
            for (first, last) in &sheet.merged {
                self.place(*first);
                self.place(*last);
            }
            self.count(sheet.hidden_columns.len());
            sheet.hidden_columns.iter().for_each(|column| self.four(*column));
            self.count(sheet.rows.len());
            for row in &sheet.rows {
                self.four(row.number);
                self.0.push(u8::from(row.hidden));
                self.count(row.cells.len());
                row.cells.iter().for_each(|cell| self.cell(cell));
            }
        }
    }

    fn cell(&mut self, cell: &Cell) {
        self.four(cell.column);
        let formula = match cell.formula {
            Formula::None => 0,
            Formula::Stored => 1,
            Formula::External => 2,
        };
        self.0.extend([formula, u8::from(cell.percent), u8::from(cell.unseen)]);
        match &cell.value {
            Value::Text(text) => self.tagged(0, text),
            Value::Beyond(text) => self.tagged(1, text),
            Value::NoDate(text) => self.tagged(2, text),
            Value::Error(text) => self.tagged(3, text),
            Value::Date(moment) => self.tagged(4, &moment.to_string()),
            Value::Number(number) => {
                self.0.push(5);
                self.number(*number);
            }
            Value::Bool(truth) => self.0.extend([6, u8::from(*truth)]),
            Value::FormulaWithoutValue => self.0.push(7),
        }
    }

    fn number(&mut self, number: Decimal) {
        self.0.extend(number.mantissa().to_le_bytes());
        self.four(number.scale());
    }

    fn tagged(&mut self, tag: u8, text: &str) {
        self.0.push(tag);
        self.text(text);
    }
}

fn position<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|known| known == one).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn one(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn truth(&mut self) -> Option<bool> {
        match self.one()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn four(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn eight(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = usize::try_from(self.four()?).ok()?;
        self.take(count)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn number(&mut self) -> Option<Decimal> {
        let mantissa = i128::from_le_bytes(self.array()?);
        Decimal::try_from_i128_with_scale(mantissa, self.four()?).ok()
    }

    fn place(&mut self) -> Option<CellRef> {
        Some(CellRef::new(self.four()?, self.four()?))
    }

    /// As many as are stated. Nothing is reserved by the count: it is only a number until they are there.
    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.four()?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    fn refusal(&mut self) -> Option<Refusal> {
        let (kind, which, value) = (self.one()?, usize::from(self.one()?), self.eight()?);
        let cause = match kind {
            0 => Cause::Damaged(*damage::ALL.get(which)?),
            1 => Cause::Over(*FileLimit::ALL.get(which)?, value),
            2 => Cause::Problem(file::encrypted()),
            3 => Cause::Differ(self.text()?.to_owned(), self.text()?.to_owned()),
            _ => return None,
        };
        let mut refusal = Refusal::of(cause).in_part(self.text()?);
        let (has_sheet, sheet) = (self.truth()?, self.text()?);
        if has_sheet {
            refusal = refusal.in_sheet(&Arc::from(sheet));
        }
        let (has_cell, cell) = (self.truth()?, self.place()?);
        Some(if has_cell { refusal.at(cell) } else { refusal })
    }

    fn workbook(&mut self, format: Format) -> Option<Workbook> {
        let macros = self.truth()?.then(|| Noticed { problem: file::macros(), sheet: None, cell: None });
        let stale = self.list(|wire| {
            let (sheet, cell) = (Arc::from(wire.text()?), wire.place()?);
            let problem = stored_total_disagrees(wire.number()?, wire.number()?);
            Some(Noticed { problem, sheet: Some(sheet), cell: Some(cell) })
        })?;
        let sheets = self.list(Self::sheet)?;
        // The formats that come this way hold no stamp but on a sheet.
        let stamp = stamp::in_sheets(&sheets);
        Some(Workbook { format, sheets, noticed: stale.into_iter().chain(macros).collect(), stamp })
    }

    fn sheet(&mut self) -> Option<Sheet> {
        Some(Sheet {
            name: self.text()?.into(),
            visible: self.truth()?,
            merged: self.list(|wire| Some((wire.place()?, wire.place()?)))?,
            hidden_columns: self.list(Self::four)?,
            rows: self.list(|wire| {
                Some(Row { number: wire.four()?, hidden: wire.truth()?, cells: wire.list(Self::cell)?.into() })
            })?,
        })
    }

    fn cell(&mut self) -> Option<Cell> {
        let column = self.four()?;
        let formula = match self.one()? {
            0 => Formula::None,
            1 => Formula::Stored,
            2 => Formula::External,
            _ => return None,
        };
        let (percent, unseen) = (self.truth()?, self.truth()?);
        let value = match self.one()? {
            0 => Value::Text(self.text()?.into()),
            1 => Value::Beyond(self.text()?.into()),
            2 => Value::NoDate(self.text()?.into()),
            3 => Value::Error(self.text()?.into()),
            4 => Value::Date(self.text()?.parse::<DateTime>().ok()?),
            5 => Value::Number(self.number()?),
            6 => Value::Bool(self.truth()?),
            7 => Value::FormulaWithoutValue,
            _ => return None,
        };
        Some(Cell { column, value, formula, percent, unseen })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value_of_every_kind() -> Workbook {
        let values = [
            Value::Text("Tromsø".into()),
            Value::Beyond("1e999".into()),
            Value::NoDate("60".into()),
            Value::Error("#REF!".into()),
            Value::Date(jiff::civil::date(2023, 2, 1).at(12, 30, 5, 0)),
            Value::Number(Decimal::new(-123_450, 3)),
            Value::Bool(true),
            Value::FormulaWithoutValue,
        ];
        let cells = (0_u32..).zip(values).map(|(column, value)| Cell {
            column,
            value,
            formula: if column == 5 { Formula::External } else { Formula::None },
            percent: column == 5,
            unseen: column == 4,
        });
        let rows = vec![Row { number: 7, hidden: true, cells: cells.collect() }];
        let merged = vec![(CellRef::new(0, 0), CellRef::new(1, 2))];
        let sheet = Sheet { name: "Ark 1".into(), visible: false, merged, hidden_columns: vec![2, 4], rows };
        let stale = stored_total_disagrees(Decimal::new(125, 1), Decimal::from(-13));
        let noticed = vec![
            Noticed { problem: stale, sheet: Some("Ark 1".into()), cell: Some(CellRef::new(3, 1)) },
            Noticed { problem: file::macros(), sheet: None, cell: None },
        ];
        Workbook { format: Format::Ods, sheets: vec![sheet], noticed, stamp: None }
    }

    #[test]
    fn an_answer_comes_back_as_it_went() {
        let workbook = value_of_every_kind();
        let message = answer(&Ok(value_of_every_kind()));
        let back = answered(&message, Format::Ods).expect("whole").expect("a workbook");
        assert_eq!(format!("{back:?}"), format!("{workbook:?}"));
        for length in 0..message.len() {
            assert!(answered(&message[..length], Format::Ods).is_none(), "{length}");
        }
    }

    #[test]
    fn a_refusal_comes_back_as_it_went() {
        let place = |refusal: Refusal| refusal.in_part("xls").in_sheet(&Arc::from("Ark")).at(CellRef::new(3, 4));
        let refusals = [
            Refusal::damaged(damage::READER),
            place(Refusal::damaged(damage::ORDER)),
            place(Refusal::over(FileLimit::Cells, 9)),
            place(Refusal::differ("1", "2")),
            Refusal::file(file::encrypted()),
        ];
        for refusal in refusals {
            let said = format!("{:?}", refusal.noticed());
            let back = answered(&answer(&Err(refusal)), Format::Xls).expect("whole").expect_err("a refusal");
            assert_eq!(format!("{:?}", back.noticed()), said);
        }
    }

    #[test]
    fn a_question_comes_back_as_it_went() {
        let limits = FileLimits::default().with(FileLimit::Cells, 12);
        let message = question("søknad.xls", b"bytes", &limits);
        assert_eq!(asked(&message), Some(("søknad.xls".to_owned(), &b"bytes"[..], limits)));
        assert_eq!(asked(&message[1..]), None);
    }
}
