//! Why an application got what it got, as facts in one place: what `run.json` holds, and what the words are made from. So the
//! sheet of grounds and `explain` say the same, with the batch at hand or from an output alone.
//!
//! No contact person and no free text is among the facts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::allocate::{HoldReason, Outcome, RejectReason, Verdict};
use crate::application::{Field, Kind};
use crate::counterfactual::Change;
use crate::money::{Kroner, Positions};
use crate::recommendation::{Entry, Recommendation};
use crate::score::Score;

/// Everything that explains one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Who and what.
    pub subject: Subject,
    /// Its outcome and the reason.
    pub outcome: Outcome,
    /// The earlier round that settled it, where it was not this one.
    pub settled_in_round: Option<u32>,
    /// Kroner granted.
    pub granted: Kroner,
    /// Positions granted.
    pub positions_granted: Positions,
    /// The name of the pot it was granted from.
    pub pot: Option<String>,
    /// An award given back: the pot and the amount.
    pub returned: Option<(String, Kroner)>,
    /// How it was scored and ranked; nothing for a continuing one.
    pub scoring: Option<Scoring>,
    /// How its amount came about, where enough of it could be read.
    pub amount: Option<Amount>,
    /// What happened at each pot.
    pub looks: Vec<At>,
    /// The last that was granted by rank, and the first that was not, where it was ranked itself.
    pub above: Option<Neighbour>,
    /// See `above`.
    pub below: Option<Neighbour>,
    /// What alone would have granted it.
    pub changes: Changes,
    /// The limits that stopped it.
    pub limit: Option<Limit>,
    /// Where it was read.
    pub source: SourceCells,
}

/// Who and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The application's id.
    pub id: String,
    /// New or continuing.
    pub kind: Option<Kind>,
    /// The municipality.
    pub municipality: Option<String>,
    /// The office.
    pub office: Option<String>,
    /// The project's title.
    pub project: Option<String>,
}

/// How a new application was scored and ranked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scoring {
    /// Each criterion: its name in nynorsk, bokmål and English, its weight, and the mean over its assessors.
    pub criteria: Vec<Part>,
    /// The weighted mean.
    pub score: Option<Score>,
    /// The least score that is ranked.
    #[serde(with = "as_text")]
    pub threshold: Decimal,
    /// Its rank.
    pub rank: Option<usize>,
    /// How many were ranked.
    pub ranked: usize,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in nynorsk, bokmål and English.
    pub name: [String; 3],
    /// Its weight.
    #[serde(with = "as_text")]
    pub weight: Decimal,
    /// The mean over its assessors; nothing where nobody scored it.
    pub mean: Option<Score>,
}

/// How an eligible amount came about (allocation.md, section 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// Applied for.
    pub applied: Kroner,
    /// Kroner per whole position.
    pub rate: Kroner,
    /// Positions applied for.
    pub positions: Positions,
    /// Kroner per project.
    pub supplement: Kroner,
    /// The most it could be.
    pub cap: Kroner,
    /// Unspent money from before.
    pub carried_over: Kroner,
    /// What it may get.
    pub eligible: Kroner,
}

impl Amount {
    /// What the cap takes off the amount applied for.
    #[must_use]
    pub fn above_cap(&self) -> Kroner {
        (self.applied - self.cap).or_zero()
    }

    /// What money carried over takes off the rest, and the øre that are dropped.
    #[must_use]
    pub fn less_carried_over(&self) -> Kroner {
        self.applied.min(self.cap) - self.eligible
    }
}

/// What happened at one pot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The pot's name.
    pub pot: String,
    /// What was left in it.
    pub rest_before: Kroner,
    /// What was needed.
    pub needed: Kroner,
    /// What happened.
    pub verdict: Verdict,
}

/// Another application, at the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its office.
    pub office: String,
    /// Its title.
    pub project: String,
    /// Its rank.
    pub rank: usize,
    /// Its score.
    pub score: Option<Score>,
    /// Whether it is the application that is explained.
    pub itself: bool,
}

/// What alone would have granted an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "asked")]
pub enum Changes {
    /// It was granted.
    NotNeeded,
    /// No money, score or amount could: something else must be settled first, or it is settled for good.
    None,
    /// What was found.
    Found {
        /// More in a pot, by its name.
        frame: Vec<(String, Kroner)>,
        /// A score of at least this.
        score: Option<Score>,
        /// No more than this applied for.
        applied: Option<Kroner>,
        /// Whether all was searched: a batch can be too large for it.
        searched: bool,
    },
}

/// A limit that stopped an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// New projects for one office.
    PerOffice(u32),
    /// Kroner for one municipality.
    PerMunicipality(Kroner),
}

/// The cells that its amounts stood in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCells {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Field → cell, of the fields that decide the amount.
    pub cells: BTreeMap<String, String>,
}

/// The fields that decide an amount.
pub const AMOUNT_FIELDS: [Field; 4] = [Field::Applied, Field::Positions, Field::CarriedOver, Field::Received];

/// Explains the applications of one result.
#[derive(Debug)]
pub struct Explainer<'a> {
    recommendation: &'a Recommendation,
    ranked: usize,
    above: Option<&'a Entry>,
    below: Option<&'a Entry>,
}

impl<'a> Explainer<'a> {
    /// Looks once for what all explanations share.
    #[must_use]
    pub fn new(recommendation: &'a Recommendation) -> Self {
        let ranked = || recommendation.entries.iter().filter(|entry| entry.rank.is_some());
        let granted = |entry: &&Entry| matches!(entry.outcome, Outcome::Granted(_));
        let short = |entry: &&Entry| {
            matches!(entry.outcome, Outcome::Rejected(RejectReason::Frame) | Outcome::Held(HoldReason::Tie))
        };
        Self {
            recommendation,
            ranked: ranked().count(),
            above: ranked().filter(granted).max_by_key(|entry| (entry.rank, &entry.submission.id)),
            below: ranked().filter(short).min_by_key(|entry| (entry.rank, &entry.submission.id)),
        }
    }

    /// Explains `entry`, one of the result.
    #[must_use]
    pub fn of(&self, entry: &Entry) -> Explanation {
        let policy = &self.recommendation.policy;
        let submission = &entry.submission;
        let pot = |at: usize| policy.pots.get(at).map_or_else(String::new, |pot| pot.name.clone());
        let at_line =
            |other: Option<&Entry>| other.filter(|_| entry.rank.is_some()).map(|other| neighbour(other, entry));
        let looks = entry.looks.iter();
        Explanation {
            subject: Subject {
                id: submission.id.to_string(),
                kind: submission.kind,
                municipality: submission.municipality.map(|one| one.name.clone()),
                office: submission.office.as_deref().map(str::to_owned),
                project: submission.project.as_deref().map(str::to_owned),
            },
            outcome: entry.outcome,
            settled_in_round: (entry.round < policy.batch.round).then_some(entry.round),
            granted: entry.granted,
            positions_granted: entry.positions_granted,
            pot: entry.pot.map(pot),
            returned: entry.returned.map(|(at, amount)| (pot(at), amount)),
            scoring: self.scoring(entry),
            amount: self.amount(entry),
            looks: looks
                .map(|look| At {
                    pot: pot(look.pot),
                    rest_before: look.rest_before,
                    needed: look.needed,
                    verdict: look.verdict,
                })
                .collect(),
            above: at_line(self.above),
            below: at_line(self.below),
            changes: changes(entry, pot),
            limit: match entry.outcome {
                Outcome::Rejected(RejectReason::LimitOffice) => policy.limits.per_office.map(Limit::PerOffice),
                Outcome::Rejected(RejectReason::LimitMunicipality) => {
                    policy.limits.per_municipality_amount.map(Limit::PerMunicipality)
                }
                _ => None,
            },
            source: source(entry),
        }
    }

    fn scoring(&self, entry: &Entry) -> Option<Scoring> {
        let policy = &self.recommendation.policy;
        if entry.criterion_scores.is_empty() && entry.rank.is_none() {
            return None;
        }
        let parts = policy.criteria.iter().zip(&entry.criterion_scores);
        let part = parts.map(|(criterion, mean)| Part {
            name: criterion.name.clone(),
            weight: criterion.weight.normalize(),
            mean: *mean,
        });
        Some(Scoring {
            criteria: part.collect(),
            score: entry.score,
            threshold: policy.ranking.threshold.normalize(),
            rank: entry.rank,
            ranked: self.ranked,
        })
    }

    fn amount(&self, entry: &Entry) -> Option<Amount> {
        let (scheme, submission) = (&self.recommendation.policy.scheme, &entry.submission);
        let eligible = entry.eligible?;
        Some(Amount {
            applied: submission.applied?,
            rate: scheme.rate_per_position,
            positions: submission.positions?,
            supplement: scheme.supplement_per_project,
            cap: eligible.cap,
            carried_over: submission.carried_over.unwrap_or_default(),
            eligible: eligible.amount,
        })
    }
}

fn neighbour(other: &Entry, entry: &Entry) -> Neighbour {
    Neighbour {
        office: other.submission.office.as_deref().unwrap_or_default().to_owned(),
        project: other.submission.project.as_deref().unwrap_or_default().to_owned(),
        rank: other.rank.unwrap_or_default(),
        score: other.score,
        itself: std::ptr::eq(other, entry),
    }
}

fn changes(entry: &Entry, pot: impl Fn(usize) -> String) -> Changes {
    if let Outcome::Granted(_) = entry.outcome {
        return Changes::NotNeeded;
    }
    let Some(found) = &entry.counterfactual else { return Changes::None };
    let (mut frame, mut score, mut applied) = (Vec::new(), None, None);
    for change in &found.changes {
        match *change {
            Change::Frame { pot: at, by } => frame.push((pot(at), by)),
            Change::Score(hundredths) => score = Some(Score::fraction(hundredths, 100)),
            Change::Applied(amount) => applied = Some(amount),
        }
    }
    Changes::Found { frame, score, applied, searched: found.searched }
}

fn source(entry: &Entry) -> SourceCells {
    let submission = &entry.submission;
    let cells = AMOUNT_FIELDS
        .into_iter()
        .filter_map(|field| Some((field.key().to_owned(), submission.cell(field)?.to_string())));
    SourceCells {
        file: submission.source.file.to_string(),
        sheet: submission.source.sheet.to_string(),
        cells: cells.collect(),
    }
}

/// A decimal as a text, exactly.
mod as_text {
    use std::borrow::Cow;

    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        Decimal::from_str_exact(&<Cow<'de, str>>::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
