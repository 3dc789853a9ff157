//! `.xls`, `.xlsb` and `.ods` through calamine, whose readers of these may panic or ask for absurd memory: all of it
//! stands behind [`workbook`], so that it can run somewhere it does no harm.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{
    CellErrorType, Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError,
};

use super::date::{self, Epoch};
use super::package::Package;
use super::{Cell, Format, Formula, Refusal, Row, Sheet, Value, Workbook, bound, number, stamp};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage as reason;

type Bytes<'a> = Cursor<&'a [u8]>;

/// A sheet's cells by row and column: the value, and whether a formula gives it.
type Cells = BTreeMap<(u32, u32), (Value, Formula)>;

/// Reads the workbook of this format in `bytes`. Hidden rows and columns are not known of these formats.
pub(super) fn workbook(format: Format, bytes: &[u8], limits: &FileLimits) -> Result<Workbook, Refusal> {
    if matches!(format, Format::Xlsb | Format::Ods) {
        Package::open(bytes, limits)?.check_rest()?;
    }
    let sheets = match format {
        Format::Xls => xls(bytes, limits),
        Format::Xlsb => xlsb(bytes, limits),
        Format::Ods => ods(bytes, limits),
        Format::Xlsx | Format::Csv => Err(Refusal::damaged(reason::NO_WORKBOOK)),
    };
    let sheets = sheets.map_err(|refusal| refusal.in_part(format.label()))?;
    if sheets.is_empty() {
        return Err(Refusal::damaged(reason::NO_SHEETS));
    }
    let stamp = stamp::in_sheets(&sheets);
    Ok(Workbook { format, sheets, noticed: Vec::new(), stamp })
}

fn unreadable<E>(_: E) -> Refusal {
    Refusal::damaged(reason::READER)
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

fn xls(bytes: &[u8], limits: &FileLimits) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::file(file::encrypted()),
        error => unreadable(error),
    })?;
    let epoch = if book.has_1904_epoch() { Epoch::From1904 } else { Epoch::From1900 };
    let mut budget = limits.count(FileLimit::Cells);
    let mut sheets = Vec::new();
    for (name, visible) in listed(&book, limits)? {
        let read = |error| unreadable(error).in_sheet(&name);
        let merges = book.merge_cells_by_sheet_name(&name).map_err(read)?;
        let values = book.worksheet_range(&name).map_err(read)?;
        let formulas = book.worksheet_formula(&name).map_err(read)?;
        let cells = filled(&values, &formulas, epoch);
        sheets.push(sheet(name, visible, merged(&merges), cells, &mut budget, limits)?);
    }
    Ok(sheets)
}

fn ods(bytes: &[u8], limits: &FileLimits) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Refusal::file(file::encrypted()),
        error => unreadable(error),
    })?;
    let mut budget = limits.count(FileLimit::Cells);
    let mut sheets = Vec::new();
    for (name, visible) in listed(&book, limits)? {
        let read = |error| unreadable(error).in_sheet(&name);
        let values = book.worksheet_range(&name).map_err(read)?;
        let formulas = book.worksheet_formula(&name).map_err(read)?;
        let mut cells = filled(&values, &formulas, Epoch::From1900);
        for (value, formula) in cells.values_mut() {
            mark_error(value, *formula);
        }
        sheets.push(sheet(name, visible, Vec::new(), cells, &mut budget, limits)?);
    }
    Ok(sheets)
}

/// OpenDocument stores errors as text: `#REF!`, `Err:502`.
fn mark_error(value: &mut Value, formula: Formula) {
    const ERRORS: [&str; 8] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!"];
    if let Value::Text(text) = value
        && formula == Formula::Stored
        && (ERRORS.contains(&text.as_ref()) || text.starts_with("Err:"))
    {
        *value = Value::Error(Arc::clone(text));
    }
}

fn xlsb(bytes: &[u8], limits: &FileLimits) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xlsb<Bytes<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Refusal::file(file::encrypted()),
        error => unreadable(error),
    })?;
    let epoch = if book.has_1904_epoch() { Epoch::From1904 } else { Epoch::From1900 };
    let mut budget = limits.count(FileLimit::Cells);
    let mut sheets = Vec::new();
    for (name, visible) in listed(&book, limits)? {
        let read = |error| unreadable(error).in_sheet(&name);
        let formulas = xlsb_formulas(&mut book, &name, budget).map_err(read)?;
        let mut cells = Cells::new();
        // Streamed: a range of two far cells would be as large as all between them.
        let mut stream = book.worksheet_cells_reader(&name).map_err(read)?;
        while let Some(cell) = stream.next_cell().map_err(read)? {
            let place = cell.get_position();
            let formula = if formulas.contains(&place) { Formula::Stored } else { Formula::None };
            let Some(value) = value(&Data::from(cell.get_value().clone()), epoch, formula) else { continue };
            if cells.insert(place, (value, formula)).is_some() {
                return Err(Refusal::damaged(reason::ORDER).in_sheet(&name));
            }
            if cells.len() > budget {
                return Err(Refusal::over(FileLimit::Cells, limits.get(FileLimit::Cells)));
            }
        }
        sheets.push(sheet(name, visible, Vec::new(), cells, &mut budget, limits)?);
    }
    Ok(sheets)
}

/// Where formulas stand.
fn xlsb_formulas(book: &mut Xlsb<Bytes<'_>>, name: &str, most: usize) -> Result<BTreeSet<(u32, u32)>, XlsbError> {
    let mut places = BTreeSet::new();
    let mut stream = book.worksheet_cells_reader(name)?;
    while let Some(cell) = stream.next_formula()? {
        if !cell.get_value().is_empty() && places.len() < most {
            places.insert(cell.get_position());
        }
    }
    Ok(places)
}

/// The filled cells of a range. Its rows count from its own start, and so do those of the formulas.
fn filled(values: &Range<Data>, formulas: &Range<String>, epoch: Epoch) -> Cells {
    let (row, column) = values.start().unwrap_or_default();
    let mut cells = Cells::new();
    for (row_at, column_at, data) in values.used_cells() {
        let (Ok(row_at), Ok(column_at)) = (u32::try_from(row_at), u32::try_from(column_at)) else { continue };
        let place = (row.saturating_add(row_at), column.saturating_add(column_at));
        let formula = match formulas.get_value(place) {
            Some(formula) if !formula.is_empty() => Formula::Stored,
            _ => Formula::None,
        };
        if let Some(value) = value(data, epoch, formula) {
            cells.insert(place, (value, formula));
        }
    }
    cells
}

/// What calamine read, if it is anything.
fn value(data: &Data, epoch: Epoch, formula: Formula) -> Option<Value> {
    Some(match data {
        Data::Empty => return None,
        Data::Int(number) => Value::Number((*number).into()),
        Data::Float(double) => stored(*double),
        Data::String(text) if text.is_empty() && formula == Formula::None => return None,
        Data::String(text) | Data::DurationIso(text) => Value::Text(text.as_str().into()),
        Data::Bool(truth) => Value::Bool(*truth),
        Data::DateTimeIso(text) => date::of_iso(text).map_or_else(|| Value::NoDate(text.as_str().into()), Value::Date),
        Data::DateTime(moment) => match stored(moment.as_f64()) {
            // Less than a day is a time of day: a number, as durations are.
            Value::Number(serial) if moment.is_datetime() && !is_time(serial, epoch) => {
                date::of_serial(serial, epoch).map_or_else(|| Value::NoDate(serial.to_string().into()), Value::Date)
            }
            other => other,
        },
        Data::Error(CellErrorType::GettingData) => Value::Error("#GETTING_DATA".into()),
        Data::Error(error) => Value::Error(error.to_string().into()),
    })
}

fn is_time(serial: rust_decimal::Decimal, epoch: Epoch) -> bool {
    epoch == Epoch::From1900 && serial.is_sign_positive() && serial < rust_decimal::Decimal::ONE
}

#[expect(clippy::disallowed_types, reason = "the double a workbook stores becomes a decimal here")]
fn stored(double: f64) -> Value {
    number::shortest(double).map_or_else(|| Value::Beyond(double.to_string().into()), Value::Number)
}

fn merged(regions: &[Dimensions]) -> Vec<(CellRef, CellRef)> {
    let corner = |(row, column): (u32, u32)| CellRef::new(row, column);
    regions.iter().map(|region| (corner(region.start), corner(region.end))).filter(|(from, to)| from != to).collect()
}

/// The sheet of these cells, which are in order by their addresses.
fn sheet(
    name: Arc<str>,
    visible: bool,
    merged: Vec<(CellRef, CellRef)>,
    cells: Cells,
    budget: &mut usize,
    limits: &FileLimits,
) -> Result<Sheet, Refusal> {
    *budget =
        budget.checked_sub(cells.len()).ok_or_else(|| Refusal::over(FileLimit::Cells, limits.get(FileLimit::Cells)))?;
    let mut rows: Vec<Row> = Vec::new();
    for ((row, column), (value, formula)) in cells {
        if row >= bound::ROWS || column >= bound::COLUMNS {
            return Err(Refusal::damaged(reason::ADDRESS).in_sheet(&name));
        }
        let cell = Cell { column, value, formula, percent: false, unseen: false };
        match rows.last_mut() {
            Some(last) if last.number == row => last.cells.push(cell),
            _ => rows.push(Row { number: row, hidden: false, cells: vec![cell] }),
        }
    }
    Ok(Sheet { name, visible, merged, hidden_columns: Vec::new(), rows })
}
