//! What all records of a sheet share: where it is, the medium, the unit, and which column holds which field.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::header::{Target, UnitHint};
use crate::application::Headings;
use crate::origin::{CellRef, Source};

/// Where values come from: it decides what is worth a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A workbook, where numbers and dates can be kept as such.
    Workbook,
    /// CSV, where everything is text.
    Text,
}

/// What all records of a sheet share.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The sheet.
    pub source: &'a Source,
    /// Where its values come from.
    pub medium: Medium,
    /// The unit a caption above the table states, for money columns that state none.
    pub caption: UnitHint,
    /// The year dates are measured by: ten years to either side are meant, others are asked about.
    pub year: i16,
    /// Which slots of a record hold which target.
    pub places: Places,
    /// The headings of the sheet.
    pub headings: Arc<Headings>,
    /// Figures that stand for several records, by their cell.
    pub shared: Option<&'a BTreeMap<CellRef, Shared>>,
}

/// A figure merged over several records.
#[derive(Debug)]
pub struct Shared {
    /// The merged cells in words: `I2:I5`.
    pub region: String,
    /// The rows below its first that may be records: what is theirs may be written there.
    pub rows: Vec<u32>,
}

/// In so many rows one finding can be mended in a correction workbook.
pub const MENDED: usize = 1_000;

/// Which slots of a record hold a target, found once for all records of a sheet.
#[derive(Debug)]
pub struct Places(Vec<Vec<usize>>);

impl Places {
    /// The places of records whose slots have these targets.
    #[must_use]
    pub fn of(targets: &[Target]) -> Self {
        let mut places = Vec::new();
        for (at, target) in targets.iter().enumerate() {
            let number = target.number();
            places.resize(places.len().max(number + 1), Vec::new());
            places[number].push(at);
        }
        Self(places)
    }

    /// The places of the slots with this target.
    #[must_use]
    pub fn of_target(&self, target: Target) -> &[usize] {
        self.0.get(target.number()).map_or(&[], Vec::as_slice)
    }
}
