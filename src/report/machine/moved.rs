//! What a change made of an application, as every file for programs writes it.

use serde::Serialize;

use crate::allocate::Outcome;
use crate::money::Kroner;
use crate::recommendation::Moved;

/// An outcome with its amount.
#[derive(Debug, Serialize)]
pub struct Is {
    outcome: &'static str,
    reason: &'static str,
    granted: Kroner,
}

impl Is {
    /// This outcome and amount.
    #[must_use]
    pub fn of((outcome, granted): (Outcome, Kroner)) -> Self {
        Self { outcome: outcome.key(), reason: outcome.reason_key(), granted }
    }
}

/// One application that a change moved.
#[derive(Debug, Serialize)]
pub struct MovedLine<'a> {
    application: &'a str,
    without: Is,
    with: Is,
}

impl<'a> MovedLine<'a> {
    /// `moved` as it is written.
    #[must_use]
    pub fn of(moved: &'a Moved) -> Self {
        Self { application: moved.id.as_str(), without: Is::of(moved.without), with: Is::of(moved.with) }
    }
}
