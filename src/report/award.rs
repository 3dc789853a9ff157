//! The award workbooks as documents: `tildeling.xlsx` for caseworkers, `tildeling-offentleg.xlsx` for everybody.
//!
//! What is granted is decided before; here it is only told, with live sums and checks that show whether it holds.

mod checks;
mod column;
mod entries;
mod grounds;
mod pots;
mod public;
mod summary;

pub use public::public;

use super::checked;
use super::document::{Document, Sheet};
use crate::application::Kind;
use crate::recommendation::{Entry, Recommendation};
use crate::report::sentences::batch_line;
use crate::text::{Language, Text};

/// What every sheet of the award workbooks is made from.
pub(super) struct Award<'a> {
    pub(super) recommendation: &'a Recommendation,
    pub(super) language: Language,
    /// What each pot is called: its name, or its key where names are not fit to tell pots apart.
    pub(super) pots: Vec<String>,
    /// Indices of the entries: continuing by id, new ones by rank, then the rest.
    pub(super) order: Vec<usize>,
}

/// The internal workbook: every application with its reasons, the pots, the checks, the findings and where all came from.
/// Contacts and free text are left out even here.
#[must_use]
pub fn internal(recommendation: &Recommendation) -> Document {
    let award = Award::new(recommendation);
    let sheets = vec![
        summary::sheet(&award),
        entries::recommended(&award),
        entries::not_granted(&award),
        pots::sheet(&award),
        checks::sheet(&award),
        checked::findings(&recommendation.findings, award.language),
        checked::sources(&recommendation.inputs, award.language),
        grounds::sheet(&award),
    ];
    Document { title: award.title(), language: award.language, draft: true, sheets }
}

impl<'a> Award<'a> {
    pub(super) fn new(recommendation: &'a Recommendation) -> Self {
        let mut order: Vec<usize> = (0..recommendation.entries.len()).collect();
        order.sort_by_key(|&at| {
            let entry = &recommendation.entries[at];
            let group = match (entry.submission.kind, entry.rank) {
                (Some(Kind::Continuing), _) => 0,
                (_, Some(_)) => 1,
                (_, None) => 2,
            };
            (group, entry.rank, &entry.submission.id)
        });
        let language = recommendation.policy.batch.language;
        Self { recommendation, language, pots: pot_labels(recommendation), order }
    }

    /// The batch, its round and its day.
    pub(super) fn title(&self) -> String {
        batch_line(self.language, &self.recommendation.policy.batch)
    }

    pub(super) fn word(&self, text: Text) -> String {
        text.get(self.language).to_owned()
    }

    pub(super) fn fill(&self, text: Text, values: &[(&str, String)]) -> String {
        text.fill(self.language, values)
    }

    /// The entries in the order they are listed, each with its index in the recommendation.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, &'a Entry)> {
        let entries = &self.recommendation.entries;
        self.order.iter().map(move |&at| (at, &entries[at]))
    }

    /// A sheet whose heading is its name.
    pub(super) fn sheet(&self, name: Text, blocks: Vec<super::document::Block>) -> Sheet {
        Sheet { name: self.word(name), title: self.word(name), blocks }
    }
}

/// Names serve as conditions in formulas, where `*`, `?`, `~` and operators mean something and 255 characters is the end.
fn pot_labels(recommendation: &Recommendation) -> Vec<String> {
    let pots = &recommendation.policy.pots;
    let fit = |name: &str| {
        let same = pots.iter().filter(|pot| pot.name.to_lowercase() == name.to_lowercase()).count();
        same == 1
            && name.chars().count() <= 100
            && !name.contains(['*', '?', '~'])
            && !name.starts_with(['=', '<', '>'])
    };
    if pots.iter().all(|pot| fit(&pot.name)) {
        pots.iter().map(|pot| pot.name.clone()).collect()
    } else {
        pots.iter().map(|pot| pot.id.clone()).collect()
    }
}
