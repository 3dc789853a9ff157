//! What an earlier round granted, read back from its `run.json`: it stands unless people decide otherwise.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::allocate::GrantReason;
use crate::application::Kind;
use crate::identity::{ApplicationId, Kommunenummer};
use crate::money::{Kroner, Positions};
use crate::policy::Policy;

/// The earlier rounds of a batch, as the last one wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarlierRounds {
    /// Awards that stand, sorted by id.
    pub awards: Vec<Award>,
}

/// One award of an earlier round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The application.
    pub id: ApplicationId,
    /// New or continuing.
    pub kind: Kind,
    /// The municipality.
    pub municipality: Kommunenummer,
    /// The office.
    pub office: String,
    /// Why it was granted.
    pub reason: GrantReason,
    /// Index of the pot in the policy.
    pub pot: usize,
    /// Kroner.
    pub granted: Kroner,
    /// Positions.
    pub positions: Positions,
    /// The round that granted it.
    pub round: u32,
}

#[derive(Deserialize)]
struct Run {
    batch: RunBatch,
    applications: Vec<RunApplication>,
}

#[derive(Deserialize)]
struct RunBatch {
    year: i16,
    round: u32,
}

#[derive(Deserialize)]
struct RunApplication {
    id: String,
    kind: Option<Kind>,
    municipality_no: Option<String>,
    office: Option<String>,
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
    if run.batch.year != policy.batch.year || run.batch.round + 1 != policy.batch.round {
        return Err(EarlierFault::AnotherRound);
    }
    let granted = run.applications.iter().filter(|one| one.outcome == "granted");
    let mut awards = granted.map(|one| award(one, run.batch.round, policy)).collect::<Result<Vec<_>, _>>()?;
    awards.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(EarlierRounds { awards })
}

fn award(one: &RunApplication, round: u32, policy: &Policy) -> Result<Award, EarlierFault> {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| Decimal::from_str_exact(text).ok());
    let pot = one.pot.as_deref().ok_or(EarlierFault::NotARun)?;
    let reason = match one.reason.as_deref() {
        Some("commitment") => GrantReason::Commitment,
        Some("part") => GrantReason::Part,
        Some("override") => GrantReason::Override,
        _ => GrantReason::Ranked,
    };
    let municipality = one.municipality_no.as_deref().and_then(Kommunenummer::parse);
    Ok(Award {
        id: ApplicationId::new(&one.id),
        kind: one.kind.ok_or(EarlierFault::NotARun)?,
        municipality: municipality.ok_or(EarlierFault::NotARun)?,
        office: one.office.clone().unwrap_or_default(),
        reason,
        pot: policy.pots.iter().position(|known| known.id == pot).ok_or(EarlierFault::UnknownPot)?,
        granted: number(&one.granted).and_then(Kroner::exact).ok_or(EarlierFault::NotARun)?,
        positions: number(&one.positions_granted).and_then(Positions::exact).ok_or(EarlierFault::NotARun)?,
        round: one.round.unwrap_or(round),
    })
}
