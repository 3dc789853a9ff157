//! Why a file is not read: the cause, the part inside the file, and the sheet and cell where they are known.

use std::sync::Arc;

use super::Noticed;
use crate::origin::CellRef;
use crate::policy::FileLimit;
use crate::problem::{Problem, file};
use crate::text::Text;

/// Why a file was not read: nothing of it is used.
#[derive(Debug)]
pub struct Refusal(Box<Refused>);

/// Boxed: every step of the reading may end with one, and few do.
#[derive(Debug)]
struct Refused {
    cause: Cause,
    part: String,
    sheet: Option<Arc<str>>,
    cell: Option<CellRef>,
}

/// What stopped the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// It is damaged: one of `problem::file::damage`.
    Damaged(Text),
    /// It is over a bound, whose value this is.
    Over(FileLimit, u64),
    /// Two readings of a cell that should be one.
    Differ(String, String),
    /// Anything else, said in full.
    Problem(Problem),
}

impl Refusal {
    /// A problem with the file as a whole.
    pub(crate) fn file(problem: Problem) -> Self {
        Self::of(Cause::Problem(problem))
    }

    /// The file is damaged. The place is added on the way out, by the functions below.
    pub(super) fn damaged(reason: Text) -> Self {
        Self::of(Cause::Damaged(reason))
    }

    /// The file is over a bound.
    pub(super) fn over(limit: FileLimit, value: u64) -> Self {
        Self::of(Cause::Over(limit, value))
    }

    /// Two readings of a cell differ.
    pub(super) fn differ(one: &str, other: &str) -> Self {
        Self::of(Cause::Differ(one.to_owned(), other.to_owned()))
    }

    pub(super) fn of(cause: Cause) -> Self {
        Self(Box::new(Refused { cause, part: String::new(), sheet: None, cell: None }))
    }

    /// The same, in this part, if no part is known yet.
    pub(super) fn in_part(mut self, part: &str) -> Self {
        if self.0.part.is_empty() {
            part.clone_into(&mut self.0.part);
        }
        self
    }

    /// The same, in this sheet.
    pub(super) fn in_sheet(mut self, sheet: &Arc<str>) -> Self {
        self.0.sheet.get_or_insert_with(|| Arc::clone(sheet));
        self
    }

    /// The same, at this cell, if no cell is known yet.
    pub(super) fn at(mut self, cell: CellRef) -> Self {
        self.0.cell.get_or_insert(cell);
        self
    }

    pub(super) fn cause(&self) -> &Cause {
        &self.0.cause
    }

    pub(super) fn part(&self) -> &str {
        &self.0.part
    }

    /// What people read, and where.
    #[must_use]
    pub fn noticed(&self) -> Noticed {
        let part = if self.part().is_empty() { "zip" } else { self.part() };
        let problem = match self.cause() {
            Cause::Damaged(reason) => file::damaged(*reason, part),
            Cause::Over(FileLimit::Cells, value) => file::too_many_cells(shown(*value)),
            Cause::Over(limit, value) => file::over_limit(limit.what(), shown(*value), part, limit.key()),
            Cause::Differ(one, other) => file::readings_differ(one, other),
            Cause::Problem(problem) => problem.clone(),
        };
        Noticed { problem, sheet: self.0.sheet.clone(), cell: self.0.cell }
    }
}

fn shown(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
