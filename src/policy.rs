//! The rules of one batch, as `batch.toml` states them and after every check (formats.md).

pub mod allowed;
mod checked;
mod fault;
mod file_limits;
mod raw;
mod rule;
mod rules;
pub mod setting;

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

pub use allowed::Allowed;
pub use checked::OSLO;
pub use fault::{Fault, PolicyError};
pub use file_limits::{FileLimit, FileLimits};
pub use rules::rules;

use crate::application::{Field, Kind};
use crate::money::{Kroner, Positions};
use crate::text::Language;

/// The rules of a batch. Only [`Policy::parse`] makes one, so every rule in it has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether the batch's own rules are known.
    pub scope: Scope,
    /// What the batch is.
    pub batch: BatchRules,
    /// The scheme's rates.
    pub scheme: Scheme,
    /// The pots, in the order they are used.
    pub pots: Vec<PotRules>,
    /// The criteria of assessment.
    pub criteria: Vec<Criterion>,
    /// How new applications are ordered.
    pub ranking: RankingRules,
    /// Limits on what one office or municipality gets.
    pub limits: Limits,
    /// This batch's own headers: normalised header → field.
    pub columns: BTreeMap<String, Field>,
    /// Where the inputs are.
    pub inputs: Inputs,
}

/// What can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A batch with its `batch.toml`: everything.
    Batch,
    /// Sheets without their batch: rates, year, county and deadline are unknown, and nothing is said about them.
    Sheets,
}

impl Policy {
    /// The rules for sheets without their batch: layout, cells and sums, and the municipalities there are now.
    #[must_use]
    pub fn without_batch() -> Self {
        // The year the newest list of municipalities begins (identity::municipality); dates ten years to either side pass.
        let year = 2024;
        Self {
            scope: Scope::Sheets,
            batch: BatchRules {
                id: String::new(),
                title: String::new(),
                year,
                round: 1,
                previous: None,
                as_of: Date::constant(year, 12, 31),
                language: Language::default(),
                county: None,
                deadline: None,
            },
            scheme: Scheme {
                rate_per_position: Kroner::ZERO,
                supplement_per_project: Kroner::ZERO,
                max_years: 3,
                position_step: Positions::SMALLEST,
                late: Late::Warn,
            },
            pots: Vec::new(),
            criteria: Vec::new(),
            ranking: RankingRules { threshold: Decimal::MIN, ties: Vec::new(), lot_seed: String::new() },
            limits: Limits::default(),
            columns: BTreeMap::new(),
            inputs: Inputs::default(),
        }
    }

    /// Reads `batch.toml`. `normalise` is how headers are compared.
    ///
    /// # Errors
    /// The first line that breaks a rule, with what is allowed there.
    pub fn parse(text: &str, normalise: fn(&str) -> String) -> Result<Self, PolicyError> {
        checked::policy(text, normalise)
    }

    /// The language that a `batch.toml` names, also where the rest of it cannot be used: that too is said in a language.
    #[must_use]
    pub fn language_of(text: &str) -> Option<Language> {
        let stated = text.lines().find_map(|line| {
            let (key, value) = line.split_once('=')?;
            ["language", "batch.language"].contains(&key.trim()).then_some(value.trim_start())
        })?;
        let tag = stated.split(['"', '\'']).nth(1)?;
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The entries of frames that a `batch.toml` states: each with the id of its pot and the line of its amount, from 1.
    #[must_use]
    pub fn stated_entries(text: &str) -> Vec<(String, PotEntry, usize)> {
        checked::stated_entries(text)
    }

    /// The line, from 1, on which a `batch.toml` states the key `name` of the table `section`.
    #[must_use]
    pub fn stated_on(text: &str, section: &str, name: &str) -> Option<usize> {
        checked::stated_on(text, section, name)
    }
}

/// What the batch is, and its own "today".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRules {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The grant year.
    pub year: i16,
    /// The round, from 1.
    pub round: u32,
    /// The output folder of the round before, below or beside the batch folder.
    pub previous: Option<String>,
    /// The batch's own day: nothing reads the clock.
    pub as_of: Date,
    /// The language of what is written.
    pub language: Language,
    /// Two digits of the county the batch is for.
    pub county: Option<String>,
    /// The last moment an application may be received, local Norwegian time; `None` is no deadline.
    pub deadline: Option<DateTime>,
}

/// The rates of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Kroner per 100 % position and year.
    pub rate_per_position: Kroner,
    /// Kroner per project and year.
    pub supplement_per_project: Kroner,
    /// How many years one project may get.
    pub max_years: u8,
    /// Positions are multiples of this.
    pub position_step: Positions,
    /// What happens to a late application.
    pub late: Late,
}

/// What happens to a late application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Late {
    /// It is dismissed without consideration.
    Dismiss,
    /// It takes part, with a warning.
    Warn,
}

/// One source of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PotRules {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kinds it takes.
    pub kinds: Vec<Kind>,
    /// What happens when a new application does not fit.
    pub shortfall: Shortfall,
    /// With `part`: the least share of its positions that an application is given.
    pub part_minimum: Decimal,
    /// What happens when the continuing applications do not all fit.
    pub commitment_shortfall: CommitmentShortfall,
    /// Frame entries that stand in batch.toml.
    pub entries: Vec<PotEntry>,
}

/// What happens when a new application does not fit (allocation.md, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shortfall {
    /// It and all after it get nothing from the pot.
    Stop,
    /// It gets nothing, the next is tried.
    Skip,
    /// It gets as many positions as fit; then as `Stop`.
    Part,
}

/// What happens when the continuing applications do not all fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommitmentShortfall {
    /// They are held.
    Hold,
    /// The frame is shared in proportion.
    Prorate,
}

/// A dated entry of a pot's frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PotEntry {
    /// The day it counts from.
    pub date: Date,
    /// What it is.
    pub text: String,
    /// Kroner; negative for money returned.
    pub amount: Kroner,
}

/// One criterion of assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its key.
    pub id: String,
    /// Its name in nynorsk, bokmål and English.
    pub name: [String; 3],
    /// Its weight, above 0.
    pub weight: Decimal,
    /// Lowest and highest score.
    pub scale: (Decimal, Decimal),
}

impl Criterion {
    /// Its name in `language`.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        &self.name[language as usize]
    }
}

/// How new applications are ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankingRules {
    /// A score below it is rejected whatever the frame.
    pub threshold: Decimal,
    /// The tie chain.
    pub ties: Vec<TieKey>,
    /// The seed of the lot.
    pub lot_seed: String,
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One key of the tie chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieKey {
    /// The amount applied for.
    Applied(Direction),
    /// When it was received; one without a date comes last.
    Received(Direction),
    /// Positions applied for.
    Positions(Direction),
    /// Kroner the municipality already has in this batch.
    MunicipalityAwarded,
    /// SHA-256 of seed, newline and application id, ascending.
    Lot,
}

/// Limits on what one office or municipality gets, `None` being no limit; and on what one received file may cost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// Granted new projects per office.
    pub per_office: Option<u32>,
    /// Kroner per municipality in this year's rounds, continuing included.
    pub per_municipality_amount: Option<Kroner>,
    /// What one received file may cost.
    pub file: FileLimits,
}

impl Limits {
    /// Whether there is one that can hold back an application.
    #[must_use]
    pub const fn hold_back(&self) -> bool {
        self.per_office.is_some() || self.per_municipality_amount.is_some()
    }
}

/// Where the inputs are, below the batch folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// Folder of application workbooks.
    pub applications: String,
    /// Folder of assessment workbooks.
    pub assessments: String,
    /// The frame.
    pub frame: String,
    /// The register of projects.
    pub register: String,
    /// Decisions people have made.
    pub decisions: String,
}

impl Default for Inputs {
    fn default() -> Self {
        Self {
            applications: "soknader".to_owned(),
            assessments: "vurdering".to_owned(),
            frame: "ramme.xlsx".to_owned(),
            register: "register.xlsx".to_owned(),
            decisions: "avgjerder.xlsx".to_owned(),
        }
    }
}
