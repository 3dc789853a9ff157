//! What `trace` reads of `run.json`: the figures, the cells they were read from, and what stands where in the outputs.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Deserialize;

use super::place::{Place, What};
use crate::explain::Explanation;
use crate::origin::CellRef;
use crate::report::document::Subject;
use crate::text::Language;

/// A number that `run.json` holds as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Number(pub(super) Decimal);

impl TryFrom<String> for Number {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Decimal::from_str_exact(&text).map(Self)
    }
}

/// What each row of a table tells of.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct Rows(pub(super) Vec<Option<Subject>>);

impl From<String> for Rows {
    fn from(words: String) -> Self {
        Self(words.split_whitespace().map(Subject::parse).collect())
    }
}

/// A whole run.
#[derive(Debug, Deserialize)]
pub struct Recorded {
    pub(super) batch: Batch,
    pub(super) inputs: Vec<Input>,
    pub(super) pots: Vec<Pot>,
    pub(super) applications: Vec<Application>,
    pub(super) liability: Vec<Liability>,
    pub(super) policy: BTreeMap<String, String>,
    pub(super) corrected: Vec<Corrected>,
    #[serde(default)]
    pub(super) earlier: Vec<Earlier>,
    pub(super) outputs: Outputs,
}

impl Recorded {
    /// Reads a `run.json`; `None` where the bytes are none of this program's, or of one that could not be traced.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(Self::is_whole)
    }

    /// Whether all that its outputs are said to tell of is there, a line of a budget table adds up lines above it alone, and no
    /// formula adds up itself: whoever walks may then take every number for a place, and comes to an end.
    fn is_whole(&self) -> bool {
        let budget = &self.outputs.budget;
        let line_is = |table: usize, line: usize| budget.get(table).is_some_and(|table| line < table.lines.len());
        let is_there = |subject: &Subject| match *subject {
            Subject::Application(at) => at < self.applications.len(),
            Subject::Pot(at) => at < self.pots.len(),
            Subject::FrameEntry(pot, entry) => self.pots.get(pot).is_some_and(|pot| entry < pot.entries.len()),
            Subject::Line(table, line) | Subject::Amount(table, line, _) => line_is(table, line),
        };
        let tables = self.outputs.workbooks.iter().flat_map(|workbook| &workbook.tables).map(|table| &table.rows);
        let mut rows = tables.chain(self.outputs.csv.iter().map(|csv| &csv.rows));
        rows.all(|rows| rows.0.iter().flatten().all(is_there))
            && budget.iter().all(Lines::add_up_those_above)
            && self.outputs.workbooks.iter().all(|workbook| self.formulas_end(workbook))
    }

    fn formulas_end(&self, workbook: &Workbook) -> bool {
        let mut known = BTreeSet::new();
        workbook.formulas.keys().all(|cell| {
            let place = cell.rsplit_once('!').and_then(|(sheet, at)| {
                Some(Place { file: workbook.path.clone(), sheet: sheet.to_owned(), at: CellRef::parse(at)? })
            });
            place.is_some_and(|place| self.ends(&place, &mut Vec::new(), &mut known))
        })
    }

    /// Whether what `place` adds up comes to an end, below the `open` places that add it up.
    fn ends(&self, place: &Place, open: &mut Vec<Place>, known: &mut BTreeSet<Place>) -> bool {
        /// Far more than the outputs have.
        const DEEPEST: usize = 50;
        if known.contains(place) {
            return true;
        }
        if open.len() == DEEPEST {
            return false;
        }
        open.push(place.clone());
        let parts = match self.what(place) {
            Some(What::Cells(parts)) => parts,
            _ => Vec::new(),
        };
        let ends = parts.iter().all(|(_, part)| !open.contains(part) && self.ends(part, open, known));
        open.pop();
        known.insert(place.clone());
        ends
    }

    /// The checksum of an input as it was read.
    #[must_use]
    pub fn sha256(&self, file: &str) -> Option<&str> {
        self.inputs.iter().find(|input| input.path == file).map(|input| input.sha256.as_str())
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Batch {
    pub(super) year: i16,
    pub(super) round: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Input {
    pub(super) path: String,
    pub(super) sha256: String,
    pub(super) role: String,
    pub(super) sheets: Vec<Sheet>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) headers: BTreeMap<String, String>,
}

/// A cell of an input and what stood in it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Found {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) raw: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Pot {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) frame: Number,
    pub(super) granted: Number,
    pub(super) rest: Number,
    pub(super) entries: Vec<FrameEntry>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FrameEntry {
    pub(super) date: String,
    pub(super) text: String,
    pub(super) amount: Number,
    pub(super) source: Option<Found>,
}

impl FrameEntry {
    /// Whether both say the same, wherever they stand.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        (&self.date, &self.text, self.amount) == (&other.date, &other.text, other.amount)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Application {
    pub(super) id: String,
    pub(super) municipality_no: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) office: Option<String>,
    pub(super) project: Option<String>,
    pub(super) grant_year: Option<u8>,
    pub(super) positions: Option<Number>,
    pub(super) applied: Option<Number>,
    pub(super) carried_over: Number,
    pub(super) cap: Option<Number>,
    pub(super) eligible: Option<Number>,
    pub(super) score: Option<Number>,
    pub(super) rank: Option<usize>,
    pub(super) pot: Option<String>,
    pub(super) granted: Number,
    pub(super) positions_granted: Number,
    pub(super) round: u32,
    pub(super) returned: Number,
    pub(super) source: Source,
    pub(super) criteria: Vec<Criterion>,
    pub(super) looks: Vec<Look>,
    pub(super) register: Option<Found>,
    pub(super) marks: Vec<Mark>,
    pub(super) decision: Option<Found>,
    pub(super) explanation: Explanation,
}

impl Application {
    /// What the criterion `at` is called in `language`, as its explanation has it; the id where it has none.
    pub(super) fn criterion(&self, at: usize, language: Language) -> &str {
        let named = self.explanation.scoring.as_ref().and_then(|scoring| scoring.criteria.get(at));
        named.map_or(self.criteria[at].id.as_str(), |one| one.name[language as usize].as_str())
    }

    /// Whether it stands by an earlier round alone (see [`crate::earlier::Award::submission`]).
    pub(super) fn was_not_sent(&self) -> bool {
        self.source.file == "run.json" && self.source.sheet.is_empty()
    }
}

/// What the round before told of an application that it had settled.
#[derive(Debug, Deserialize)]
pub(super) struct Earlier {
    pub(super) id: String,
    pub(super) granted: Number,
    pub(super) round: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cells: BTreeMap<String, String>,
    pub(super) raw: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Criterion {
    pub(super) id: String,
    pub(super) mean: Option<Number>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Look {
    pub(super) pot: String,
    pub(super) rest_before: Number,
    pub(super) needed: Number,
    pub(super) verdict: String,
    pub(super) granted: Number,
}

#[derive(Debug, Deserialize)]
pub(super) struct Mark {
    pub(super) criterion: String,
    file: String,
    sheet: String,
    cell: String,
    raw: String,
}

impl Mark {
    pub(super) fn found(&self) -> Found {
        let [file, sheet, cell, raw] = [&self.file, &self.sheet, &self.cell, &self.raw].map(Clone::clone);
        Found { file, sheet, cell, raw }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Liability {
    pub(super) year: i16,
    pub(super) parts: Vec<LiabilityPart>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LiabilityPart {
    pub(super) application: String,
    pub(super) amount: Number,
}

#[derive(Debug, Deserialize)]
pub(super) struct Corrected {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) by_file: String,
    pub(super) by_sheet: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Outputs {
    pub(super) workbooks: Vec<Workbook>,
    pub(super) csv: Vec<Csv>,
    pub(super) budget: Vec<Lines>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Workbook {
    pub(super) path: String,
    pub(super) tables: Vec<Tabled>,
    pub(super) formulas: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tabled {
    pub(super) sheet: String,
    pub(super) header: u32,
    pub(super) columns: Vec<String>,
    pub(super) summed: Vec<String>,
    pub(super) rows: Rows,
}

#[derive(Debug, Deserialize)]
pub(super) struct Csv {
    pub(super) path: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Rows,
}

#[derive(Debug, Deserialize)]
pub(super) struct Lines {
    pub(super) title: String,
    pub(super) columns: Vec<String>,
    pub(super) texts: Vec<String>,
    pub(super) lines: Vec<String>,
}

impl Lines {
    /// The lines that `line` adds up: whether each is taken away, and its number. Words for figures are none of them.
    pub(super) fn parts(&self, line: usize) -> impl Iterator<Item = (bool, usize)> {
        self.lines[line].split(' ').filter_map(|word| match word.split_at_checked(1)? {
            (sign @ ("+" | "-"), number) => Some((sign == "-", number.parse().ok()?)),
            _ => None,
        })
    }

    fn add_up_those_above(&self) -> bool {
        (0..self.lines.len()).all(|line| self.parts(line).all(|(_, part)| part < line))
    }
}
