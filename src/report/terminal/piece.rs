//! The piece of a sheet that a finding is in: the row, the headers over it, and a few cells beside it, as in Excel.
//!
//! Only what is known to be no person's is shown: of private fields, unknown columns and notes, that something stands there.

use std::collections::BTreeSet;

use super::show::{Colour, EMPTY, Paint, Show};
use crate::application::Field;
use crate::form::header::{Schema, Target};
use crate::form::layout::{self, FormLayout, Layout, ListLayout, RowKind};
use crate::form::record::as_it_stands;
use crate::origin::{CellRef, column_letters};
use crate::privacy;
use crate::problem::Severity;
use crate::read::{Cell, Row, Sheet, Value};
use crate::report::lines::wrapped;

/// How many rows of one finding are shown.
const ROWS: usize = 3;
/// No column is narrower, unless what stands in it is.
const NARROWEST: usize = 8;
const INDENT: &str = "    ";
const MARK: &str = "▸ ";

/// A piece of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    columns: Vec<u32>,
    /// Row number from zero, and a cell per column.
    rows: Vec<(u32, Vec<Stands>)>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Stands {
    text: String,
    /// Excel puts numbers and dates to the right: a number kept as text shows.
    right: bool,
    marked: bool,
}

/// Which rows and columns of a sheet are shown, and which of their cells as they stand.
struct Choice<'a> {
    rows: BTreeSet<u32>,
    columns: BTreeSet<u32>,
    open: &'a dyn Fn(CellRef) -> bool,
}

impl Piece {
    /// The piece of `sheet` around `cells`, of which the first decides the columns. `None` where nothing of it is known.
    #[must_use]
    pub fn around(cells: &[CellRef], sheet: &Sheet, schema: &Schema) -> Option<Self> {
        Self::within(cells, sheet, &layout::find(sheet, schema))
    }

    /// The same, where the layout of the sheet is known: it is found once for all findings of a sheet.
    #[must_use]
    pub fn within(cells: &[CellRef], sheet: &Sheet, layout: &Layout<'_>) -> Option<Self> {
        let first = *cells.first()?;
        let marked: Vec<CellRef> =
            cells.iter().copied().filter(|cell| cell.column == first.column).take(ROWS).collect();
        match layout {
            Layout::List(list) => Self::of_list(list, sheet, &marked, first),
            Layout::Form(form) => Self::of_form(form, sheet, &marked, first),
            Layout::Neither => None,
        }
    }

    fn of_list(list: &ListLayout, sheet: &Sheet, marked: &[CellRef], first: CellRef) -> Option<Self> {
        let header = &sheet.rows[list.first_header..=list.last_header];
        let mut rows: BTreeSet<u32> = header.iter().map(|row| row.number).collect();
        if rows.first().is_none_or(|top| first.row < *top) {
            return None;
        }
        let below = sheet.rows.get(list.last_header + 1).filter(|_| rows.contains(&first.row));
        rows.extend(below.map(|row| row.number));
        rows.extend(marked.iter().map(|cell| cell.row));
        // Which of two columns with one header is meant, nobody knows: the other may be anything.
        let twice = |at: CellRef| list.oddities.doubles.iter().any(|(double, ..)| *double == at);
        let known: Vec<(u32, Target)> = list
            .columns
            .iter()
            .filter(|(_, heading)| !twice(heading.at))
            .map(|(column, heading)| (*column, heading.target))
            .collect();
        let names_it = [Field::Project, Field::Office].map(Target::Field);
        let naming = names_it.iter().find_map(|name| known.iter().find(|(_, target)| target == name));
        let open = |column: u32| known.iter().any(|(one, target)| *one == column && !is_private(*target));
        // An amount is seen beside its parts.
        let money = |at: u32| {
            let is_money = |target: Target| matches!(target, Target::Field(field) if field.is_money());
            known.iter().any(|(column, target)| *column == at && is_money(*target))
        };
        let before = known.iter().rev().map(|(column, _)| *column).filter(|at| *at < first.column && open(*at));
        let before = before.take(2).enumerate().filter(|(at, one)| *at == 0 || (money(first.column) && money(*one)));
        let after = known.iter().map(|(column, _)| *column).find(|at| *at > first.column && open(*at));
        let naming = naming.map(|(column, _)| *column);
        let beside = [naming, Some(first.column), after].into_iter().flatten();
        let columns = beside.chain(before.map(|(_, one)| one)).collect();
        let is_open = |cell: CellRef| match filled(sheet, cell.row) {
            Some(row) if header.iter().any(|head| head.number == row.number) => true,
            // Where a row could be a note or a signature, it is not shown.
            Some(row) => open(cell.column) && is_record(&list.row_kind(row, (row.number, true), true)),
            None => false,
        };
        Some(Self::cut(sheet, marked, &Choice { rows, columns, open: &is_open }))
    }

    /// The label and what stands beside it, with the labels before and after.
    fn of_form(form: &FormLayout<'_>, sheet: &Sheet, marked: &[CellRef], first: CellRef) -> Option<Self> {
        let is_here = |label: &&(layout::Heading, CellRef, Option<&Cell>)| label.1 == first || label.0.at == first;
        let (own, place, _) = form.labels.iter().find(is_here)?;
        let mut known: Vec<_> = form.labels.iter().filter(|(label, ..)| label.at.column == own.at.column).collect();
        known.retain(|(label, ..)| label.at == own.at || !is_private(label.target));
        let at = known.iter().position(|(label, ..)| label.at == own.at)?;
        let near = &known[at.saturating_sub(1)..known.len().min(at + 2)];
        let rows = near.iter().flat_map(|(label, value, _)| [label.at.row, value.row]).collect();
        let is_open = |cell: CellRef| {
            let told = |(label, value, _): &&&(layout::Heading, CellRef, Option<&Cell>)| {
                label.at == cell || (*value == cell && !is_private(label.target))
            };
            near.iter().any(|label| told(&label))
        };
        let columns = BTreeSet::from([own.at.column, place.column]);
        Some(Self::cut(sheet, marked, &Choice { rows, columns, open: &is_open }))
    }

    fn cut(sheet: &Sheet, marked: &[CellRef], choice: &Choice<'_>) -> Self {
        let stands = |row: u32, column: u32| {
            let at = CellRef::new(row, column);
            let cell = filled(sheet, row).and_then(|row| row.cell(column));
            let text = cell.map(as_it_stands).unwrap_or_default();
            let text = if text.is_empty() || (choice.open)(at) {
                privacy::shown(&text)
            } else {
                privacy::TAKEN_OUT.to_owned()
            };
            let right = cell.is_some_and(|cell| matches!(cell.value, Value::Number(_) | Value::Date(_)));
            Stands { text, right, marked: marked.contains(&at) }
        };
        let columns: Vec<u32> = choice.columns.iter().copied().collect();
        let rows = choice.rows.iter().map(|row| (*row, columns.iter().map(|column| stands(*row, *column)).collect()));
        Self { rows: rows.collect(), columns }
    }

    /// It as lines: the columns' letters over it, the rows' numbers before it, the flagged cells marked.
    #[must_use]
    pub fn text(&self, severity: Severity, show: Show) -> String {
        let letters = self.columns.iter().map(|column| Shown::faint(column_letters(*column))).collect();
        let mut grid: Vec<(String, Vec<Shown>)> = vec![(String::new(), letters)];
        grid.extend(self.rows.iter().map(|(row, cells)| {
            ((row + 1).to_string(), cells.iter().map(|cell| cell.shown(severity, show)).collect())
        }));
        let margin = grid.iter().map(|(number, _)| number.len()).max().unwrap_or(0);
        let longest = |at: usize| grid.iter().map(|(_, cells)| cells[at].text.chars().count()).max().unwrap_or(0);
        let natural = (0..self.columns.len()).map(longest).collect();
        let widths = fitted(natural, show.width.saturating_sub(INDENT.len() + margin));
        let before = |number: &str| format!("{INDENT}{}", show.paint.on(Colour::Faint, &format!("{number:>margin$}")));
        let row = |(number, cells): &(String, Vec<Shown>)| {
            let lines = in_lines(cells, &widths, show.paint);
            let lines = lines.iter().enumerate();
            lines.map(|(at, line)| before(if at == 0 { number } else { "" }) + line + "\n").collect::<String>()
        };
        grid.iter().map(row).collect()
    }
}

/// A cell as it is shown.
struct Shown {
    text: String,
    right: bool,
    colour: Option<Colour>,
}

impl Shown {
    const fn faint(text: String) -> Self {
        Self { text, right: false, colour: Some(Colour::Faint) }
    }
}

impl Stands {
    fn shown(&self, severity: Severity, show: Show) -> Shown {
        let text = match (self.marked, self.text.is_empty()) {
            (true, true) => format!("{MARK}{}", EMPTY.get(show.language)),
            (true, false) => format!("{MARK}{}", self.text),
            (false, _) => self.text.clone(),
        };
        Shown { text, right: self.right, colour: self.marked.then_some(Colour::Weight(severity)) }
    }
}

/// A row as lines, a bar before each cell: one where every cell fits its width, else two.
fn in_lines(cells: &[Shown], widths: &[usize], paint: Paint) -> Vec<String> {
    let broken: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| broken(&cell.text, *width)).collect();
    let count = broken.iter().map(Vec::len).max().unwrap_or(0);
    let bar = paint.on(Colour::Faint, "│");
    let line = |at: usize| {
        let placed = cells.iter().zip(&broken).zip(widths).enumerate().map(|(column, ((cell, lines), width))| {
            let text = lines.get(at).map_or("", String::as_str);
            let placed = if cell.right { format!("{text:>width$}") } else { format!("{text:<width$}") };
            let placed = if column + 1 == cells.len() { placed.trim_end() } else { &placed };
            let painted = cell.colour.filter(|_| !placed.is_empty()).map(|colour| paint.on(colour, placed));
            format!(" {bar} {}", painted.unwrap_or_else(|| placed.to_owned()))
        });
        placed.collect::<String>().trim_end().to_owned()
    };
    (0..count).map(line).collect()
}

fn is_private(target: Target) -> bool {
    matches!(target, Target::Field(field) if field.is_private())
}

fn is_record(kind: &RowKind<'_>) -> bool {
    matches!(kind, RowKind::Record(_) | RowKind::Total(_) | RowKind::Header)
}

fn filled(sheet: &Sheet, number: u32) -> Option<&Row> {
    sheet.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &sheet.rows[at])
}

/// `widths`, the widest made narrower until all of them and the bars between them have `room`.
fn fitted(mut widths: Vec<usize>, room: usize) -> Vec<usize> {
    const BAR: usize = 3;
    while widths.iter().map(|width| width + BAR).sum::<usize>() > room {
        match widths.iter_mut().rev().max_by_key(|width| **width) {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// `text` in at most two lines of `width`.
fn broken(text: &str, width: usize) -> Vec<String> {
    let cut = |line: &str| line.chars().take(width - 1).chain(['…']).collect::<String>();
    let whole = wrapped(text, width, "", "");
    let mut lines: Vec<String> = whole.lines().take(2).map(str::to_owned).collect();
    if let (true, Some(last)) = (whole.lines().count() > 2, lines.last_mut()) {
        last.push('…');
    }
    lines.iter_mut().filter(|line| line.chars().count() > width).for_each(|line| *line = cut(line));
    lines
}
