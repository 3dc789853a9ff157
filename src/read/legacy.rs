//! `.xls`, `.xlsb` and `.ods`. The first two are read twice: our own pass over their records says where cells stand, what
//! they hold and what a person did not see, and calamine must agree; the texts of an `.xls` are calamine's alone.
//!
//! calamine's readers of these may panic or ask for absurd memory: all of it stands behind [`workbook`], so that it can
//! run somewhere it does no harm.

mod biff;
mod biff12;
mod compound;
mod looks;
mod ods;
mod open_formula;
mod outline;
mod tokens;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{CellErrorType, Data, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError};

use super::date::{self, Epoch};
use super::package::Package;
use super::second::short;
use super::styles::{Class, Sight};
use super::{Cell, Format, Formula, Noticed, Refusal, Row, Sheet, Value, Workbook, number, stamp, strings};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage as reason;
use outline::{Held, Outline, Seen};

type Bytes<'a> = Cursor<&'a [u8]>;

/// The cells of a sheet as calamine reads them, by row and column.
type Heard = BTreeMap<(u32, u32), Data>;

/// Reads the workbook of this format in `bytes`.
pub(super) fn workbook(format: Format, bytes: &[u8], limits: &FileLimits) -> Result<Workbook, Refusal> {
    let mut noticed = Vec::new();
    let read = match format {
        Format::Xls => xls(bytes, limits, &mut noticed),
        Format::Xlsb => xlsb(bytes, limits, &mut noticed),
        Format::Ods => ods(bytes, limits, &mut noticed),
        Format::Xlsx | Format::Csv => Err(Refusal::damaged(reason::NO_WORKBOOK)),
    };
    let (sheets, macros) = read.map_err(|refusal| refusal.in_part(format.label()))?;
    if sheets.is_empty() {
        return Err(Refusal::damaged(reason::NO_SHEETS));
    }
    noticed.extend(macros.then(|| Noticed { problem: file::macros(), sheet: None, cell: None }));
    let stamp = stamp::in_sheets(&sheets);
    Ok(Workbook { format, sheets, noticed, stamp })
}

fn ods(bytes: &[u8], limits: &FileLimits, noticed: &mut Vec<Noticed>) -> Result<(Vec<Sheet>, bool), Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let sheets = ods::sheets(&mut package, limits, noticed)?;
    package.check_rest()?;
    Ok((sheets, ods::has_macros(&package)))
}

fn xls(bytes: &[u8], limits: &FileLimits, noticed: &mut Vec<Noticed>) -> Result<(Vec<Sheet>, bool), Refusal> {
    let mut book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::file(file::encrypted()),
        _ if biff::is_locked(bytes) => Refusal::file(file::encrypted()),
        error => unreadable(error),
    })?;
    let (outlines, macros) = biff::read(bytes, limits)?;
    let epoch = if book.has_1904_epoch() { Epoch::From1904 } else { Epoch::From1900 };
    let sheets = agreed(&mut book, outlines, epoch, limits, noticed, |book, name| {
        let range = book.worksheet_range(name).map_err(unreadable)?;
        let (row, column) = range.start().unwrap_or_default();
        let mut heard = Heard::new();
        for (row_at, column_at, data) in range.used_cells() {
            // The range is no larger than the grid.
            let (Ok(row_at), Ok(column_at)) = (u32::try_from(row_at), u32::try_from(column_at)) else { continue };
            heard.insert((row.saturating_add(row_at), column.saturating_add(column_at)), data.clone());
        }
        Ok(heard)
    })?;
    Ok((sheets, macros))
}

fn xlsb(bytes: &[u8], limits: &FileLimits, noticed: &mut Vec<Noticed>) -> Result<(Vec<Sheet>, bool), Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let (outlines, macros) = biff12::read(&mut package, limits)?;
    package.check_rest()?;
    let mut book: Xlsb<Bytes<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Refusal::file(file::encrypted()),
        error => unreadable(error),
    })?;
    let epoch = if book.has_1904_epoch() { Epoch::From1904 } else { Epoch::From1900 };
    let sheets = agreed(&mut book, outlines, epoch, limits, noticed, |book, name| {
        let mut heard = Heard::new();
        // Streamed: a range of two far cells would be as large as all between them.
        let mut stream = book.worksheet_cells_reader(name).map_err(unreadable)?;
        while let Some(cell) = stream.next_cell().map_err(unreadable)? {
            heard.insert(cell.get_position(), Data::from(cell.get_value().clone()));
        }
        Ok(heard)
    })?;
    Ok((sheets, macros))
}

fn unreadable<E>(_: E) -> Refusal {
    Refusal::damaged(reason::READER)
}

/// The sheets that both readings agree on. calamine is asked for each by name.
fn agreed<'a, R: Reader<Bytes<'a>>>(
    book: &mut R,
    outlines: Vec<Outline>,
    epoch: Epoch,
    limits: &FileLimits,
    noticed: &mut Vec<Noticed>,
    hear: impl Fn(&mut R, &str) -> Result<Heard, Refusal>,
) -> Result<Vec<Sheet>, Refusal> {
    let listed = listed(book, limits)?;
    if listed.len() != outlines.len() {
        return Err(Refusal::damaged(reason::READER));
    }
    let mut budget = limits.count(FileLimit::Cells);
    let mut sheets = Vec::with_capacity(listed.len());
    for ((name, visible), outline) in listed.into_iter().zip(outlines) {
        let left = budget.checked_sub(outline.cells.len());
        budget = left.ok_or_else(|| Refusal::over(FileLimit::Cells, limits.get(FileLimit::Cells)))?;
        let sheet = hear(book, &name).and_then(|heard| sheet(&name, visible, outline, heard, epoch, limits, noticed));
        sheets.push(sheet.map_err(|refusal| refusal.in_sheet(&name))?);
    }
    Ok(sheets)
}

/// The names of the worksheets and whether each is seen. Two of one name are damage: calamine finds them by name.
fn listed<'a, R: Reader<Bytes<'a>>>(book: &R, limits: &FileLimits) -> Result<Vec<(Arc<str>, bool)>, Refusal> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let listed: Vec<(Arc<str>, bool)> =
        sheets.map(|sheet| (sheet.name.as_str().into(), sheet.visible == SheetVisible::Visible)).collect();
    for (at, (name, _)) in listed.iter().enumerate() {
        if listed[..at].iter().any(|(other, _)| other == name) {
            return Err(Refusal::damaged(reason::TWO_SHEETS).in_sheet(name));
        }
    }
    let most = limits.count(FileLimit::Sheets);
    if listed.len() > most { Err(Refusal::over(FileLimit::Sheets, most as u64)) } else { Ok(listed) }
}

fn sheet(
    name: &Arc<str>,
    visible: bool,
    outline: Outline,
    mut heard: Heard,
    epoch: Epoch,
    limits: &FileLimits,
    noticed: &mut Vec<Noticed>,
) -> Result<Sheet, Refusal> {
    let mut rows: Vec<Row> = Vec::new();
    for ((row, column), seen) in outline.cells {
        let place = CellRef::new(row, column);
        let value = value(&seen, heard.remove(&(row, column)), epoch, limits).map_err(|refusal| refusal.at(place))?;
        let Some(value) = value else { continue };
        let percent = seen.look.class == Class::Percent && matches!(value, Value::Number(_) | Value::Beyond(_));
        let stored = value != Value::FormulaWithoutValue;
        let sight = if matches!(value, Value::Text(_)) { seen.look.text } else { seen.look.number };
        let cell = Cell {
            column,
            value,
            formula: if stored { seen.formula } else { Formula::None },
            percent,
            unseen: stored && sight == Sight::Unseen,
        };
        match rows.last_mut() {
            Some(last) if last.number == row => last.cells.to_mut().push(cell),
            _ => {
                rows.push(Row { number: row, hidden: outline.hidden_rows.contains(&row), cells: vec![cell].into() });
            }
        }
    }
    let unseen = heard.iter().find(|(_, data)| !is_blank(data));
    if let Some(((row, column), data)) = unseen {
        return Err(Refusal::differ("", &said(data)).at(CellRef::new(*row, *column)));
    }
    outline.formulas.notice(name, &rows, noticed);
    Ok(Sheet {
        name: Arc::clone(name),
        visible,
        merged: outline.merged,
        hidden_columns: outline.hidden_columns.into_iter().collect(),
        rows,
    })
}

fn is_blank(data: &Data) -> bool {
    matches!(data, Data::Empty) || matches!(data, Data::String(text) if text.is_empty())
}

/// The value of a cell that our own pass and calamine agree on, if it is anything.
fn value(seen: &Seen, heard: Option<Data>, epoch: Epoch, limits: &FileLimits) -> Result<Option<Value>, Refusal> {
    let heard = heard.unwrap_or(Data::Empty);
    if !seen.unheard && !agrees(&seen.held, &heard) {
        return Err(Refusal::differ(&shown(&seen.held), &said(&heard)));
    }
    Ok(match &seen.held {
        Held::Nothing => Some(Value::FormulaWithoutValue),
        Held::Text(own) => {
            let text = match (own, heard) {
                (Some(own), _) => Arc::clone(own),
                (None, Data::String(heard)) => heard.into(),
                (None, _) => return Err(Refusal::damaged(reason::STRING_INDEX)),
            };
            strings::within_limit(&text, limits)?;
            (seen.formula != Formula::None || !text.is_empty()).then_some(Value::Text(text))
        }
        Held::Number(own) => Some(match number::shortest(*own) {
            Some(serial) if seen.look.class == Class::Date => {
                date::of_serial(serial, epoch).map_or_else(|| Value::NoDate(serial.to_string().into()), Value::Date)
            }
            Some(number) => Value::Number(number),
            None if seen.look.class == Class::Date => Value::NoDate(own.to_string().into()),
            None => Value::Beyond(own.to_string().into()),
        }),
        Held::Bool(own) => Some(Value::Bool(*own)),
        Held::Error(own) => Some(Value::Error((*own).into())),
    })
}

/// Whether calamine read what our own pass did.
fn agrees(own: &Held, heard: &Data) -> bool {
    match (own, heard) {
        (Held::Nothing, _) | (Held::Text(None), Data::String(_) | Data::Empty) => true,
        (Held::Text(Some(own)), Data::String(heard)) => own.as_ref() == heard,
        (Held::Number(own), heard) => double(heard).is_some_and(|heard| heard.to_bits() == own.to_bits()),
        (Held::Bool(own), Data::Bool(heard)) => own == heard,
        (Held::Error(own), Data::Error(CellErrorType::GettingData)) => *own == "#GETTING_DATA",
        (Held::Error(own), Data::Error(heard)) => *own == heard.to_string(),
        _ => false,
    }
}

fn shown(own: &Held) -> String {
    match own {
        Held::Nothing | Held::Text(None) => String::new(),
        Held::Text(Some(text)) => short(text),
        Held::Number(number) => number.to_string(),
        Held::Bool(truth) => truth.to_string(),
        Held::Error(name) => (*name).to_owned(),
    }
}

fn said(heard: &Data) -> String {
    short(&heard.to_string())
}

/// The double of a cell with a number.
#[expect(clippy::disallowed_types, reason = "the double a workbook stores is compared")]
fn double(data: &Data) -> Option<f64> {
    match data {
        Data::Float(double) => Some(*double),
        Data::Int(number) => i32::try_from(*number).ok().map(f64::from),
        Data::DateTime(moment) => Some(moment.as_f64()),
        _ => None,
    }
}
