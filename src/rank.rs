//! The order in which applications are looked at: continuing first, then new ones by score and tie chain (allocation.md, 4).

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::application::Kind;
use crate::identity::{ApplicationId, Kommunenummer};
use crate::money::{Kroner, Positions};
use crate::score::Score;

/// What ranking and allocation know of an application: nothing else can sway them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its identity, unique among candidates.
    pub id: ApplicationId,
    /// New or continuing.
    pub kind: Kind,
    /// Score of a new one.
    pub score: Option<Score>,
    /// Its municipality.
    pub municipality: Kommunenummer,
    /// Its office: with the municipality, what `per_office` counts.
    pub office: Arc<str>,
    /// Positions applied for.
    pub positions: Positions,
    /// The amount applied for.
    pub applied: Kroner,
    /// What it may get: whole kroner.
    pub eligible: Kroner,
    /// When it was received.
    pub received: Option<DateTime>,
}
