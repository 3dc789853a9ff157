//! A cell of an output: how people write it, what stands in it, and which figure that is.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use super::recorded::{Recorded, Tabled};
use crate::origin::CellRef;
use crate::report::budget::Figure;
use crate::report::document::Subject;

/// A cell of an output; the sheet of a CSV file is empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
}

/// `tildeling.xlsx, Innstilling P6`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sheet.as_str() {
            "" => write!(f, "{} {}", self.file, self.at),
            sheet => write!(f, "{}, {sheet} {}", self.file, self.at),
        }
    }
}

/// The numbers of one sheet of an output as it lies there.
#[derive(Debug)]
pub struct Seen {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The numbers by their cells.
    pub numbers: BTreeMap<CellRef, Decimal>,
}

/// `tildeling.xlsx!Innstilling!P6`, also with `:` for `!`, with `$`, brackets and quotes as Excel writes them, without the
/// ending of the file, without the file where one workbook alone has the sheet, and without the sheet where there is one.
pub(super) fn parse(words: &str, seen: &[Seen]) -> Option<Place> {
    let plain: String = words.chars().filter(|letter| !"$'\"[".contains(*letter)).collect();
    let plain = plain.replace([']', '!'], ":");
    let mut pieces: Vec<&str> = plain.split(':').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let at = CellRef::parse(&pieces.pop()?.to_uppercase())?;
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let file = |one: &Seen, name: &str| {
        let base = one.file.rsplit('/').next().unwrap_or_default();
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        [one.file.as_str(), base].iter().any(|path| same(path, name)) || (base.ends_with("xlsx") && same(stem, name))
    };
    let fits: Vec<&Seen> = match pieces.as_slice() {
        [name, sheet] => seen.iter().filter(|one| file(one, name) && same(&one.sheet, sheet)).collect(),
        [one] => {
            let files: Vec<&Seen> = seen.iter().filter(|seen| file(seen, one)).collect();
            if files.is_empty() { seen.iter().filter(|seen| same(&seen.sheet, one)).collect() } else { files }
        }
        _ => return None,
    };
    let [one] = fits.as_slice() else { return None };
    Some(Place { file: one.file.clone(), sheet: one.sheet.clone(), at })
}

/// What a cell of an output shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A figure or word of an application, by the key of the column.
    Application(usize, String),
    /// The rest of a pot.
    Pot(usize),
    /// An entry of a pot's frame.
    FrameEntry(usize, usize),
    /// An amount of a budget table: table, line, column.
    Line(usize, usize, usize),
    /// The sum of cells, each added (`true`) or taken away.
    Cells(Vec<(bool, Place)>),
}

impl Recorded {
    /// What stands in `place`; `None` where that is nothing of the run's figures.
    pub(super) fn what(&self, place: &Place) -> Option<What> {
        if let Some(csv) = self.outputs.csv.iter().find(|csv| csv.path == place.file) {
            let row = csv.rows.0.get(usize::try_from(place.at.row).ok()?.checked_sub(1)?)?;
            return self.told((*row)?, &csv.columns, place.at.column);
        }
        let workbook = self.outputs.workbooks.iter().find(|one| one.path == place.file)?;
        if let Some(parts) = workbook.formulas.get(&format!("{}!{}", place.sheet, place.at)) {
            return Some(What::Cells(parts.iter().flat_map(|range| cells(&place.file, range)).collect()));
        }
        let row = place.at.row + 1;
        let stands = |table: &&Tabled| table.sheet == place.sheet && table.header < row;
        // The last table that begins above the cell.
        let table = workbook.tables.iter().filter(stands).max_by_key(|table| table.header)?;
        let nth = usize::try_from(row - table.header - 1).ok()?;
        let key = table.columns.get(usize::try_from(place.at.column).ok()?)?;
        match table.rows.0.get(nth) {
            Some(subject) => self.told((*subject)?, &table.columns, place.at.column),
            None if nth == table.rows.0.len() && table.summed.contains(key) => {
                let cell = |row| Place { at: CellRef::new(row, place.at.column), ..place.clone() };
                Some(What::Cells((table.header..place.at.row).map(|row| (true, cell(row))).collect()))
            }
            None => None,
        }
    }

    /// What a row of `subject` shows in a column.
    fn told<K: AsRef<str>>(&self, subject: Subject, columns: &[K], column: u32) -> Option<What> {
        let column = usize::try_from(column).ok()?;
        let key = columns.get(column)?.as_ref();
        let is_amount = |key: &str| key.starts_with("amount");
        Some(match subject {
            Subject::Application(entry) => What::Application(entry, key.to_owned()),
            Subject::Pot(pot) => What::Pot(pot),
            Subject::FrameEntry(pot, number) => What::FrameEntry(pot, number),
            Subject::Line(table, line) if is_amount(key) => {
                let first = columns.iter().position(|key| is_amount(key.as_ref()))?;
                What::Line(table, line, column - first)
            }
            Subject::Amount(table, line, nth) if is_amount(key) => What::Line(table, line, nth),
            Subject::Line(..) | Subject::Amount(..) => return None,
        })
    }

    /// What a budget line of one figure shows is that figure; and of an application's amounts the award tells all.
    pub(super) fn plainly(&self, what: What) -> What {
        match what {
            What::Line(table, line, column) => match (self.figures(table, line).as_slice(), column) {
                ([Figure::Granted(entry)], 0) => What::Application(*entry, "granted".to_owned()),
                ([Figure::FrameEntry(pot, number)], 0) => What::FrameEntry(*pot, *number),
                _ => What::Line(table, line, column),
            },
            What::Application(entry, key)
                if matches!(key.as_str(), "amount" | "applied" | "cap" | "eligible" | "carried_over") =>
            {
                What::Application(entry, "granted".to_owned())
            }
            other => other,
        }
    }

    /// The figures that a line of a budget table is the sum of.
    pub(super) fn figures(&self, table: usize, line: usize) -> Vec<Figure> {
        let words = self.outputs.budget.get(table).and_then(|table| table.lines.get(line));
        words.map_or_else(Vec::new, |words| words.split(' ').filter_map(Figure::parse).collect())
    }
}

/// The cells of `+Innstilling!P6:P35`, each with its sign.
fn cells(file: &str, range: &str) -> Vec<(bool, Place)> {
    let plus = range.starts_with('+');
    let Some((sheet, cells)) = range.get(1..).and_then(|range| range.rsplit_once('!')) else { return Vec::new() };
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    let (Some(first), Some(last)) = (CellRef::parse(first), CellRef::parse(last)) else { return Vec::new() };
    let place = |row| Place { file: file.to_owned(), sheet: sheet.to_owned(), at: CellRef::new(row, first.column) };
    (first.row..=last.row).map(|row| (plus, place(row))).collect()
}
