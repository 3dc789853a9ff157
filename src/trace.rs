//! One figure of an output walked back to the cells it came from: by what run.json recorded of the outputs, the decisions and
//! the inputs, and by what the outputs themselves show. Opens no file.

mod held;
mod place;
mod recorded;
mod walk;
mod written;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

pub use held::Held;
pub use place::{Place, Seen};
pub use recorded::Recorded;
pub use written::text;

use crate::form::value::number::{self, Sort};
use crate::policy::Policy;
use crate::text::Language;
use place::What;
use walk::Walk;

/// One step back: what stands there, and what it was made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What stands there, in words.
    pub said: String,
    /// The figure, exact.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "digits")]
    pub figure: Option<Decimal>,
    /// Where it was read, where it was not computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<End>,
    /// What it was made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Step>,
}

impl Step {
    /// The same step as something that is taken away.
    fn taken_away(self) -> Self {
        Self { said: format!("− {}", self.said), figure: self.figure.map(|figure| -figure), ..self }
    }

    /// What its parts add up to, of those that have a figure.
    fn added_up(parts: &[Self]) -> Decimal {
        let figures = parts.iter().filter_map(|part| part.figure);
        figures
            .fold(Decimal::ZERO, |sum, figure| sum.checked_add(figure).expect("amounts are bounded when they are read"))
    }
}

/// A number as run.json has it: text in plain digits.
fn digits<S: serde::Serializer>(figure: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&figure.unwrap_or_default().normalize())
}

/// Where a walk ends: a cell of an input, or a setting of batch.toml.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct End {
    /// The file, below the batch folder.
    pub file: String,
    /// The sheet; empty for CSV.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The setting, of a file without cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The line of a setting, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The header over the cell, or the label beside it, as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// What stood there, as received; `None` where it is text that may be about a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// The cell of an application that it replaced, where it stands in a correction workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    /// What was seen when it was looked up again; `None` where nothing was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
}

/// The key of an entry of a frame in batch.toml.
const ENTRY_AMOUNT: &str = "pot.entry.amount";

/// What a cell or a key holds when it is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Again {
    /// The same.
    Agrees,
    /// Something else.
    Differs,
    /// The file is gone, or another than was read.
    Changed,
}

/// Everything that was asked about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Traces {
    /// Each figure.
    pub figures: Vec<Traced>,
    /// Lines of the summary and the page with the same amount: which of the figures it is, the words there say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_text: Vec<String>,
}

impl Traces {
    fn of(figures: Vec<Traced>) -> Self {
        Self { figures, in_text: Vec::new() }
    }

    /// Every end of every walk.
    pub fn ends_mut(&mut self) -> Vec<&mut End> {
        fn add<'a>(step: &'a mut Step, ends: &mut Vec<&'a mut End>) {
            ends.extend(step.read.as_mut());
            step.from.iter_mut().for_each(|step| add(step, ends));
        }
        let mut ends = Vec::new();
        self.figures.iter_mut().for_each(|figure| add(&mut figure.walk, &mut ends));
        ends
    }
}

/// One figure with everywhere it stands, and its walk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Traced {
    /// Every cell of the outputs that shows it, where an amount was asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The walk.
    pub walk: Step,
}

/// What `trace` was asked about, and nothing was found of it: what is near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// Files, sheets, amounts or ids.
    pub near: Vec<String>,
}

/// An output as it lies there.
#[derive(Debug)]
pub struct Output {
    /// Its run.json.
    pub run: Recorded,
    /// The rules it was made by: batch.toml.
    pub policy: String,
    /// The numbers of its workbooks and CSV files.
    pub seen: Vec<Seen>,
    /// The lines of its summary and page, by file.
    pub lines: Vec<(String, Vec<String>)>,
}

impl Output {
    /// Walks back what `asked` names: a cell, an application, a pot, a municipality, or an amount wherever it stands.
    ///
    /// # Errors
    /// [`NotFound`] with what is near.
    pub fn trace(&self, asked: &str, language: Language) -> Result<Traces, NotFound> {
        let asked = asked.trim();
        let walk = Walk { output: self, language, stated: Policy::stated_entries(&self.policy) };
        if let Some(place) = place::parse(asked, &self.seen) {
            return match self.run.what(&place) {
                Some(_) => Ok(Traces::of(vec![Traced { places: Vec::new(), walk: walk.cell(&place) }])),
                None => Err(NotFound { near: self.near_place(&place) }),
            };
        }
        let named = self.named(asked);
        if !named.is_empty() {
            let traced = |what: What| Traced { places: Vec::new(), walk: walk.alone(&what) };
            return Ok(Traces::of(named.into_iter().map(traced).collect()));
        }
        match number::parse(asked, Sort::Money) {
            Ok(stated) => self.amount(stated.number, &walk),
            Err(_) => Err(NotFound { near: self.near_word(asked) }),
        }
    }

    /// The application, the pot or the municipality's applications that `name` names.
    fn named(&self, name: &str) -> Vec<What> {
        let same = |one: &str| one.to_lowercase() == name.to_lowercase();
        let applications = |fits: &dyn Fn(&recorded::Application) -> bool| {
            let numbered = self.run.applications.iter().enumerate();
            let fitting = numbered.filter(|(_, one)| fits(one));
            fitting.map(|(at, _)| What::Application(at, "granted".to_owned())).collect::<Vec<_>>()
        };
        let by_id = applications(&|one| same(&one.id));
        if !by_id.is_empty() {
            return by_id;
        }
        let pots = self.run.pots.iter().enumerate();
        let pots: Vec<What> =
            pots.filter(|(_, pot)| same(&pot.id) || same(&pot.name)).map(|(at, _)| What::Pot(at)).collect();
        if !pots.is_empty() {
            return pots;
        }
        applications(&|one| one.municipality.as_deref().is_some_and(same) || one.office.as_deref().is_some_and(same))
    }

    /// Every figure of this amount, each with every cell that shows it.
    fn amount(&self, amount: Decimal, walk: &Walk<'_>) -> Result<Traces, NotFound> {
        let mut found: BTreeMap<What, Vec<Place>> = BTreeMap::new();
        for (place, _) in self.numbers().filter(|(_, number)| *number == amount) {
            if let Some(what) = self.run.what(&place) {
                found.entry(self.run.plainly(what)).or_default().push(place);
            }
        }
        if found.is_empty() {
            return Err(NotFound { near: self.near_amounts(amount, walk.language) });
        }
        let traced = found.into_iter().map(|(what, places)| {
            let walk = if let What::Cells(_) = what { walk.cell(&places[0]) } else { walk.alone(&what) };
            Traced { places: places.iter().map(ToString::to_string).collect(), walk }
        });
        Ok(Traces { figures: traced.collect(), in_text: walk.lines_with(amount) })
    }

    fn numbers(&self) -> impl Iterator<Item = (Place, Decimal)> {
        self.seen.iter().flat_map(|seen| {
            let place = |at| Place { file: seen.file.clone(), sheet: seen.sheet.clone(), at };
            seen.numbers.iter().map(move |(at, number)| (place(*at), *number))
        })
    }

    /// The number that stands in `place`.
    fn number(&self, place: &Place) -> Option<Decimal> {
        let sheet = self.seen.iter().find(|seen| (&seen.file, &seen.sheet) == (&place.file, &place.sheet))?;
        sheet.numbers.get(&place.at).copied()
    }

    /// The figures nearest to a cell that shows none.
    fn near_place(&self, place: &Place) -> Vec<String> {
        let beside =
            |one: &Place| (&one.file, &one.sheet) == (&place.file, &place.sheet) && self.run.what(one).is_some();
        let far = |one: &Place| one.at.row.abs_diff(place.at.row) + one.at.column.abs_diff(place.at.column);
        let mut near: Vec<Place> = self.numbers().map(|(one, _)| one).filter(beside).collect();
        near.sort_by_key(far);
        near.iter().take(3).map(ToString::to_string).collect()
    }

    fn near_amounts(&self, amount: Decimal, language: Language) -> Vec<String> {
        let traceable = self.numbers().filter(|(place, _)| self.run.what(place).is_some()).map(|(_, number)| number);
        let mut numbers: Vec<Decimal> = traceable.collect();
        numbers.sort_by_key(|number| ((*number - amount).abs(), *number));
        numbers.dedup();
        numbers.into_iter().take(3).map(|number| crate::text::number::decimal(language, number)).collect()
    }

    /// The sheets and ids that are spelt most like what was asked.
    fn near_word(&self, asked: &str) -> Vec<String> {
        let sheets = self.seen.iter().map(|seen| match seen.sheet.as_str() {
            "" => seen.file.clone(),
            sheet => format!("{}!{sheet}", seen.file),
        });
        let pieces: Vec<String> = asked.to_lowercase().split([':', '!']).map(|piece| piece.trim().to_owned()).collect();
        let unlike = |name: &String| {
            let last = name.to_lowercase();
            let last = last.rsplit('!').next().unwrap_or_default();
            pieces.iter().map(|piece| strsim::levenshtein(piece, last)).min()
        };
        let mut near: Vec<String> = sheets.chain(self.run.applications.iter().map(|one| one.id.clone())).collect();
        near.sort_by_cached_key(unlike);
        near.truncate(3);
        near
    }
}
