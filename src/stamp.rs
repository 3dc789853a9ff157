//! What a workbook that tilskot wrote says of itself in its document properties, so that it is known when it comes back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::origin::CellRef;

/// The version of the application form that is written now. Raised when a field is added, moved or asked differently.
pub const FORM_VERSION: u32 = 1;
/// The sheet that holds the stamp of a correction workbook too, out of sight: other formats lose document properties.
pub const STAMP_SHEET: &str = "tilskot";
/// More cells than a correction workbook of ours opens: a stamp that says so is none.
const MOST_CELLS: u64 = 4_000_000;
/// Excel keeps no longer text in a document property.
const LONGEST: usize = 255;

/// The stamp of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// What it is.
    pub work: Work,
    /// The version of the form.
    pub version: u32,
    /// The batch it was made for.
    pub batch: String,
    /// The round it was made for.
    pub round: u32,
    /// Of the correction workbooks of one sender, which: a later one goes before an earlier one. 1 for a form.
    pub edition: u32,
    /// The sheets that show what somebody sent, in a correction workbook.
    pub sheets: Vec<SheetSent>,
}

/// What a stamped workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The application form.
    Form,
    /// A correction workbook.
    Correction,
}

impl Work {
    const fn key(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Correction => "correction",
        }
    }
}

/// A sheet of a correction workbook, and the sheet it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSent {
    /// Its name in the correction workbook.
    pub name: String,
    /// Its name in the file it came from; empty for CSV.
    pub original: String,
    /// SHA-256 of that file, in hex.
    pub sha256: String,
    /// The cells that may be mended.
    pub open: Regions,
    /// Cells mended in an earlier correction workbook: what stands here counts too, and is locked.
    pub kept: Regions,
}

/// Some cells of a sheet, as runs down their columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regions(Vec<(CellRef, CellRef)>);

impl Regions {
    /// These cells.
    #[must_use]
    pub fn of(cells: &BTreeSet<CellRef>) -> Self {
        let mut down: Vec<CellRef> = cells.iter().copied().collect();
        down.sort_by_key(|cell| (cell.column, cell.row));
        let mut runs: Vec<(CellRef, CellRef)> = Vec::new();
        for cell in down {
            match runs.last_mut() {
                Some((_, last)) if last.column == cell.column && last.row + 1 == cell.row => *last = cell,
                _ => runs.push((cell, cell)),
            }
        }
        Self(runs)
    }

    /// Whether the cell is one of them.
    #[must_use]
    pub fn contains(&self, cell: CellRef) -> bool {
        let after = self.0.partition_point(|(first, _)| (first.column, first.row) <= (cell.column, cell.row));
        after
            .checked_sub(1)
            .and_then(|at| self.0.get(at))
            .is_some_and(|(first, last)| first.column == cell.column && (first.row..=last.row).contains(&cell.row))
    }

    /// Those of them that stand in `rows`, column by column: a run may reach over a million rows that hold nothing.
    pub fn within<'a>(&'a self, rows: &'a BTreeSet<u32>) -> impl Iterator<Item = CellRef> + 'a {
        let runs = self.0.iter();
        runs.flat_map(|(first, last)| rows.range(first.row..=last.row).map(|row| CellRef::new(*row, first.column)))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In words of `C14` and `D5:D60`, a line as long as a property may be.
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (first, last) in &self.0 {
            let run = if first == last { first.to_string() } else { format!("{first}:{last}") };
            match lines.last_mut().filter(|line| line.len() + 1 + run.len() <= LONGEST) {
                Some(line) => write!(line, " {run}").expect("writing to a string cannot fail"),
                None => lines.push(run),
            }
        }
        lines
    }

    /// What some lines say. Words that are no cells are passed over, and so is a run over another: then those cells are
    /// locked. `None` where it is more than any workbook of ours opens.
    fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        let runs = lines.flat_map(str::split_whitespace).filter_map(|run| {
            let (first, last) = run.split_once(':').unwrap_or((run, run));
            let (first, last) = (CellRef::parse(first)?, CellRef::parse(last)?);
            (first.column == last.column && first.row <= last.row).then_some((first, last))
        });
        let mut runs: Vec<(CellRef, CellRef)> = runs.collect();
        runs.sort_by_key(|(first, last)| (first.column, first.row, last.row));
        runs.dedup_by(|next, one| next.0.column == one.0.column && next.0.row <= one.1.row);
        let cells: u64 = runs.iter().map(|(first, last)| u64::from(last.row - first.row) + 1).sum();
        (cells <= MOST_CELLS).then_some(Self(runs))
    }
}

impl Stamp {
    /// The stamp of an application form.
    #[must_use]
    pub fn form(batch: &str, round: u32) -> Self {
        Self { work: Work::Form, version: FORM_VERSION, batch: batch.to_owned(), round, edition: 1, sheets: Vec::new() }
    }

    /// As document properties: name and text, in order.
    #[must_use]
    pub fn properties(&self) -> Vec<(String, String)> {
        let mut properties = vec![
            ("tilskot.work".to_owned(), self.work.key().to_owned()),
            ("tilskot.version".to_owned(), self.version.to_string()),
            ("tilskot.batch".to_owned(), self.batch.chars().take(LONGEST).collect()),
            ("tilskot.round".to_owned(), self.round.to_string()),
            ("tilskot.edition".to_owned(), self.edition.to_string()),
        ];
        for (number, sheet) in (1..).zip(&self.sheets) {
            let mut say =
                |part: &str, value: String| properties.push((format!("tilskot.sheet.{number}.{part}"), value));
            say("name", sheet.name.clone());
            say("original", sheet.original.clone());
            say("sha256", sheet.sha256.clone());
            for (what, cells) in [("open", &sheet.open), ("kept", &sheet.kept)] {
                for (line, cells) in (1..).zip(cells.lines()) {
                    say(&format!("{what}.{line}"), cells);
                }
            }
        }
        properties
    }

    /// Reads document properties. `None` where they are not a stamp of ours.
    #[must_use]
    pub fn from_properties(properties: &BTreeMap<String, String>) -> Option<Self> {
        let value = |name: &str| properties.get(&format!("tilskot.{name}")).map(String::as_str);
        let work = [Work::Form, Work::Correction].into_iter().find(|work| Some(work.key()) == value("work"))?;
        let mut sheets = Vec::new();
        for number in 1_usize.. {
            let part = |part: &str| value(&format!("sheet.{number}.{part}"));
            let Some(name) = part("name") else { break };
            let regions = |what: &str| Regions::read((1_usize..).map_while(|line| part(&format!("{what}.{line}"))));
            sheets.push(SheetSent {
                name: name.to_owned(),
                // A program may drop a property that is empty: the name of a CSV file's only sheet.
                original: part("original").unwrap_or_default().to_owned(),
                sha256: part("sha256")?.to_owned(),
                open: regions("open")?,
                kept: regions("kept")?,
            });
        }
        Some(Self {
            work,
            version: value("version")?.parse().ok()?,
            batch: value("batch")?.to_owned(),
            round: value("round")?.parse().ok()?,
            edition: value("edition").and_then(|edition| edition.parse().ok()).unwrap_or(1),
            sheets,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(names: &[&str]) -> BTreeSet<CellRef> {
        names.iter().map(|name| CellRef::parse(name).unwrap()).collect()
    }

    #[test]
    fn cells_are_told_as_runs_down_their_columns() {
        let some = cells(&["C14", "D5", "D6", "D7", "D9", "AA6"]);
        let regions = Regions::of(&some);
        assert_eq!(regions.lines(), ["C14 D5:D7 D9 AA6"]);
        let rows = (0..20).collect();
        assert_eq!(regions.within(&rows).collect::<BTreeSet<_>>(), some);
        for row in 0..20 {
            for column in 0..30 {
                let cell = CellRef::new(row, column);
                assert_eq!(regions.contains(cell), some.contains(&cell), "{cell}");
            }
        }
    }

    #[test]
    fn a_run_is_asked_for_the_rows_there_are() {
        let read = |line: &str| Regions::read([line].into_iter());
        let long = read("A1:A1048576 B1:B3 A5:A9 B2").unwrap();
        assert_eq!(long.0.len(), 2, "a run over another is left out");
        let rows = BTreeSet::from([2, 900_000]);
        assert_eq!(long.within(&rows).collect::<BTreeSet<_>>(), cells(&["A3", "A900001", "B3"]));
        let all: Vec<String> = ["A", "B", "C", "D"].iter().map(|column| format!("{column}1:{column}1048576")).collect();
        assert_eq!(read(&all.join(" ")), None, "more than any workbook of ours opens");
    }

    #[test]
    fn a_stamp_is_read_back_as_it_was_written() {
        let many: BTreeSet<CellRef> = (0..400).map(|row| CellRef::new(row * 2, 3)).collect();
        let sheet = |name: &str, original: &str, open: &BTreeSet<CellRef>, kept: &[&str]| SheetSent {
            name: name.to_owned(),
            original: original.to_owned(),
            sha256: "ab".repeat(32),
            open: Regions::of(open),
            kept: Regions::of(&cells(kept)),
        };
        let stamp = Stamp {
            work: Work::Correction,
            edition: 3,
            sheets: vec![sheet("Liste", "Liste", &many, &["B2"]), sheet("alver", "", &cells(&["A1"]), &[])],
            ..Stamp::form("vestland-2023", 2)
        };
        let properties = stamp.properties();
        assert!(properties.iter().all(|(_, value)| value.len() <= LONGEST));
        assert_eq!(Stamp::from_properties(&properties.into_iter().collect()), Some(stamp));
    }

    #[test]
    fn other_properties_are_no_stamp() {
        let other = BTreeMap::from([("Language".to_owned(), "nn".to_owned())]);
        assert_eq!(Stamp::from_properties(&other), None);
    }
}
