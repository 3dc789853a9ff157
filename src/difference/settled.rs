//! What a run decided, as far as two runs are held against each other.

use std::collections::BTreeMap;

use crate::allocate::Outcome;
use crate::difference::Key;
use crate::money::{Kroner, Positions};

/// What a run decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// Of each application.
    pub applications: BTreeMap<Key, Is>,
    /// Of each pot, by its id.
    pub pots: BTreeMap<String, Account>,
}

/// What was decided about one application.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Is {
    /// Its outcome and the reason.
    #[serde(rename = "outcome")]
    pub outcome: Outcome,
    /// The pot it was granted from, by its id.
    pub pot: Option<String>,
    /// Kroner granted.
    pub granted: Kroner,
    /// Positions granted.
    pub positions_granted: Positions,
}

/// What a pot held and gave; or how that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Account {
    /// Its frame.
    pub frame: Kroner,
    /// What was granted from it.
    pub granted: Kroner,
    /// What is left.
    pub rest: Kroner,
}

impl Account {
    /// How much more it is than `other`.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self { frame: self.frame - other.frame, granted: self.granted - other.granted, rest: self.rest - other.rest }
    }
}
