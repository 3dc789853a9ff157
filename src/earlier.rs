//! What an earlier round granted, read back from its `run.json`: it stands unless people decide otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::allocate::{Outcome, RejectReason};
use crate::application::{Kind, Submission};
use crate::identity::{self, ApplicationId, Kommunenummer};
use crate::money::{Kroner, Positions};
use crate::origin::Source;
use crate::policy::{Policy, rules};

/// The earlier rounds of a batch, as the last one wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarlierRounds {
    /// What stands, sorted by id.
    pub awards: Vec<Award>,
    /// The rules it was made by, as [`crate::policy::rules`] writes them; nothing where its run.json does not say.
    pub rules: Option<BTreeMap<String, String>>,
}

impl EarlierRounds {
    /// The rules that differ from those of `policy`: `limits.per_office: 2 → 3`. What a batch is called is no rule.
    #[must_use]
    pub fn rules_changed(&self, policy: &Policy) -> Vec<String> {
        const NOT_SET: &str = "–";
        let Some(before) = &self.rules else { return Vec::new() };
        let now = rules(policy);
        let keys: BTreeSet<&String> = before.keys().chain(now.keys()).filter(|key| *key != "batch.title").collect();
        let value =
            |rules: &BTreeMap<String, String>, key: &String| rules.get(key).map_or(NOT_SET, |value| value).to_owned();
        let differ = keys.into_iter().filter(|key| before.get(*key) != now.get(*key));
        differ.map(|key| format!("{key}: {} → {}", value(before, key), value(&now, key))).collect()
    }
}

/// What an earlier round settled about one application, so that a later one does not settle it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The application.
    pub id: ApplicationId,
    /// New or continuing. One that nothing was granted to may have been settled without it, and without the municipality.
    pub kind: Option<Kind>,
    /// The municipality.
    pub municipality: Option<Kommunenummer>,
    /// The office.
    pub office: String,
    /// The project's title.
    pub project: String,
    /// The project in the register.
    pub project_id: Option<String>,
    /// Year in the project period.
    pub grant_year: Option<u8>,
    /// The amount applied for.
    pub applied: Option<Kroner>,
    /// The amount expected for the second project year.
    pub applied_year_2: Option<Kroner>,
    /// The amount expected for the third project year.
    pub applied_year_3: Option<Kroner>,
    /// Unspent money carried over.
    pub carried_over: Option<Kroner>,
    /// Positions applied for.
    pub positions_applied: Option<Positions>,
    /// Its outcome: granted, withdrawn, or rejected by a decision people made.
    pub outcome: Outcome,
    /// Index of the pot in the policy, where money was drawn.
    pub pot: Option<usize>,
    /// Kroner; of a project that ended, what it keeps.
    pub granted: Kroner,
    /// Positions granted.
    pub positions: Positions,
    /// The round that granted it.
    pub round: u32,
}

impl Award {
    /// The application as the earlier round knew it, for when it was not sent again.
    #[must_use]
    pub fn submission(&self) -> Submission {
        let source = Source { file: Arc::from("run.json"), sheet: Arc::from("") };
        let mut submission = Submission::empty(self.id.clone(), source, None);
        submission.kind = self.kind;
        submission.municipality =
            self.municipality.and_then(|number| identity::numbered(number).into_iter().next_back());
        let known = |text: &str| (!text.is_empty()).then(|| Arc::from(text));
        (submission.office, submission.project) = (known(&self.office), known(&self.project));
        submission.project_id = self.project_id.as_deref().map(Into::into);
        submission.grant_year = self.grant_year;
        submission.positions = Some(self.positions_applied.unwrap_or(self.positions));
        submission.applied = self.applied;
        (submission.applied_year_2, submission.applied_year_3) = (self.applied_year_2, self.applied_year_3);
        submission.carried_over = self.carried_over;
        submission
    }
}

#[derive(Deserialize)]
struct Run {
    batch: RunBatch,
    applications: Vec<Told>,
    policy: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct RunBatch {
    year: i16,
    round: u32,
}

/// An application as a `run.json` tells of it, as far as an award is read from it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Told {
    id: String,
    kind: Option<Kind>,
    municipality_no: Option<String>,
    office: Option<String>,
    project: Option<String>,
    project_id: Option<String>,
    grant_year: Option<u8>,
    applied: Option<String>,
    applied_year_2: Option<String>,
    applied_year_3: Option<String>,
    carried_over: Option<String>,
    positions: Option<String>,
    outcome: String,
    reason: Option<String>,
    pot: Option<String>,
    granted: Option<String>,
    positions_granted: Option<String>,
    round: Option<u32>,
}

/// Why a `run.json` cannot be built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EarlierFault {
    /// Not a run.json of this program.
    #[error("it is not a run.json of this program")]
    NotARun,
    /// Another year, or not the round before.
    #[error("it is not the round before this one")]
    AnotherRound,
    /// It granted from a pot that batch.toml does not have.
    #[error("it granted from a pot that batch.toml does not have")]
    UnknownPot,
}

/// Reads the `run.json` of the round before.
///
/// # Errors
/// [`EarlierFault`] where a round cannot be built on it.
pub fn rounds(run_json: &[u8], policy: &Policy) -> Result<EarlierRounds, EarlierFault> {
    let run: Run = serde_json::from_slice(run_json).map_err(|_| EarlierFault::NotARun)?;
    if run.batch.year != policy.batch.year || run.batch.round.checked_add(1) != Some(policy.batch.round) {
        return Err(EarlierFault::AnotherRound);
    }
    Ok(EarlierRounds { awards: awards(&run.applications, run.batch.round, policy)?, rules: run.policy })
}

impl Told {
    /// The id of the pot it was granted from.
    #[must_use]
    pub fn pot(&self) -> Option<&str> {
        self.pot.as_deref()
    }
}

/// The awards that `told` tells of, for a round with `policy`, sorted by id.
///
/// # Errors
/// [`EarlierFault`] where one cannot be understood.
pub fn awards(told: &[Told], round: u32, policy: &Policy) -> Result<Vec<Award>, EarlierFault> {
    let settled = told.iter().filter_map(|one| Some((one, outcome(one)?)));
    let mut awards = settled.map(|(one, outcome)| award(one, outcome, round, policy)).collect::<Result<Vec<_>, _>>()?;
    // Of an application sent twice that people settled, the copy that has money comes first, and is the award.
    awards.sort_by(|one, other| one.id.cmp(&other.id).then(other.granted.cmp(&one.granted)));
    awards.dedup_by(|next, kept| next.id == kept.id && next.granted == Kroner::ZERO);
    let twice = awards.windows(2).any(|pair| pair[0].id == pair[1].id);
    if twice { Err(EarlierFault::NotARun) } else { Ok(awards) }
}

/// The outcome of an application that is settled for good. One that was rejected for want of money, or held, runs again.
fn outcome(one: &Told) -> Option<Outcome> {
    let outcome = Outcome::of_keys(&one.outcome, one.reason.as_deref()?)?;
    let settled = match outcome {
        Outcome::Granted(_) | Outcome::Withdrawn(_) | Outcome::Rejected(RejectReason::Override) => true,
        Outcome::Rejected(_) | Outcome::Dismissed(_) | Outcome::Held(_) => false,
    };
    settled.then_some(outcome)
}

fn award(one: &Told, outcome: Outcome, round: u32, policy: &Policy) -> Result<Award, EarlierFault> {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| Decimal::from_str_exact(text).ok());
    let granted = number(&one.granted).and_then(Kroner::exact).ok_or(EarlierFault::NotARun)?;
    let pot = match &one.pot {
        Some(pot) => Some(policy.pots.iter().position(|known| known.id == *pot).ok_or(EarlierFault::UnknownPot)?),
        None if granted > Kroner::ZERO => return Err(EarlierFault::NotARun),
        None => None,
    };
    let municipality = one.municipality_no.as_deref().and_then(Kommunenummer::parse);
    if pot.is_some() && (one.kind.is_none() || municipality.is_none()) {
        return Err(EarlierFault::NotARun);
    }
    Ok(Award {
        id: ApplicationId::new(&one.id),
        kind: one.kind,
        municipality,
        office: one.office.clone().unwrap_or_default(),
        project: one.project.clone().unwrap_or_default(),
        project_id: one.project_id.clone(),
        grant_year: one.grant_year,
        applied: number(&one.applied).and_then(Kroner::exact),
        applied_year_2: number(&one.applied_year_2).and_then(Kroner::exact),
        applied_year_3: number(&one.applied_year_3).and_then(Kroner::exact),
        carried_over: number(&one.carried_over).and_then(Kroner::exact),
        positions_applied: number(&one.positions).and_then(Positions::exact),
        outcome,
        pot,
        granted,
        positions: number(&one.positions_granted).and_then(Positions::exact).ok_or(EarlierFault::NotARun)?,
        round: one.round.unwrap_or(round),
    })
}
