//! The one outcome every application ends in, and its reason (allocation.md, section 1).

/// The one outcome of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Innvilga.
    Granted(GrantReason),
    /// Avslag.
    Rejected(RejectReason),
    /// Avvist.
    Dismissed(DismissReason),
    /// Trekt.
    Withdrawn(WithdrawReason),
    /// Ventar: somebody must act.
    Held(HoldReason),
}

/// Why something was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantReason {
    /// A continuing project.
    Commitment,
    /// By rank.
    Ranked,
    /// By a decision people made.
    Override,
    /// As many positions as fitted.
    Part,
}

/// Why something was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectReason {
    /// The money ran out.
    Frame,
    /// The score is below the threshold.
    Threshold,
    /// The office has as many new projects as it may.
    LimitOffice,
    /// The municipality has as much as it may.
    LimitMunicipality,
    /// No pot takes its kind.
    NoPot,
    /// By a decision people made.
    Override,
}

/// Why something was dismissed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DismissReason {
    /// Received after the deadline.
    Late,
    /// Outside the scheme.
    Outside,
}

/// Why something was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawReason {
    /// The applicant took it back.
    Withdrawn,
    /// A continuing project that stopped.
    Ended,
}

/// Why something is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldReason {
    /// It has an error finding.
    Finding,
    /// Tied at the line.
    Tie,
    /// A criterion nobody scored.
    Unscored,
    /// The same application twice.
    Duplicate,
    /// Continuing, and the frame does not cover all of them.
    Shortfall,
}

impl Outcome {
    /// Every outcome there is, with each of its reasons.
    pub const ALL: [Self; 19] = [
        Self::Granted(GrantReason::Commitment),
        Self::Granted(GrantReason::Ranked),
        Self::Granted(GrantReason::Override),
        Self::Granted(GrantReason::Part),
        Self::Rejected(RejectReason::Frame),
        Self::Rejected(RejectReason::Threshold),
        Self::Rejected(RejectReason::LimitOffice),
        Self::Rejected(RejectReason::LimitMunicipality),
        Self::Rejected(RejectReason::NoPot),
        Self::Rejected(RejectReason::Override),
        Self::Dismissed(DismissReason::Late),
        Self::Dismissed(DismissReason::Outside),
        Self::Withdrawn(WithdrawReason::Withdrawn),
        Self::Withdrawn(WithdrawReason::Ended),
        Self::Held(HoldReason::Finding),
        Self::Held(HoldReason::Tie),
        Self::Held(HoldReason::Unscored),
        Self::Held(HoldReason::Duplicate),
        Self::Held(HoldReason::Shortfall),
    ];

    /// The outcome with these keys.
    #[must_use]
    pub fn of_keys(outcome: &str, reason: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == outcome && one.reason_key() == reason)
    }

    /// The key in run.json: `granted`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted(_) => "granted",
            Self::Rejected(_) => "rejected",
            Self::Dismissed(_) => "dismissed",
            Self::Withdrawn(_) => "withdrawn",
            Self::Held(_) => "held",
        }
    }

    /// The reason's key in run.json: `ranked`.
    #[must_use]
    pub const fn reason_key(self) -> &'static str {
        match self {
            Self::Granted(GrantReason::Commitment) => "commitment",
            Self::Granted(GrantReason::Ranked) => "ranked",
            Self::Granted(GrantReason::Override) | Self::Rejected(RejectReason::Override) => "override",
            Self::Granted(GrantReason::Part) => "part",
            Self::Rejected(RejectReason::Frame) => "frame",
            Self::Rejected(RejectReason::Threshold) => "threshold",
            Self::Rejected(RejectReason::LimitOffice) => "limit_office",
            Self::Rejected(RejectReason::LimitMunicipality) => "limit_municipality",
            Self::Rejected(RejectReason::NoPot) => "no_pot",
            Self::Dismissed(DismissReason::Late) => "late",
            Self::Dismissed(DismissReason::Outside) => "outside",
            Self::Withdrawn(WithdrawReason::Withdrawn) => "withdrawn",
            Self::Withdrawn(WithdrawReason::Ended) => "ended",
            Self::Held(HoldReason::Finding) => "finding",
            Self::Held(HoldReason::Tie) => "tie",
            Self::Held(HoldReason::Unscored) => "unscored",
            Self::Held(HoldReason::Duplicate) => "duplicate",
            Self::Held(HoldReason::Shortfall) => "shortfall",
        }
    }
}

/// In run.json its two keys: `granted/ranked`.
impl serde::Serialize for Outcome {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}/{}", self.key(), self.reason_key()))
    }
}

impl<'de> serde::Deserialize<'de> for Outcome {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let known = text.split_once('/').and_then(|(outcome, reason)| Self::of_keys(outcome, reason));
        known.ok_or_else(|| serde::de::Error::custom("an outcome and its reason were expected"))
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn the_keys_of_each_outcome_name_it_and_no_other() {
        for one in Outcome::ALL {
            assert_eq!(Outcome::of_keys(one.key(), one.reason_key()), Some(one));
            assert_eq!(Outcome::of_keys(one.key(), "no such"), None);
            assert_eq!(Outcome::of_keys("no such", one.reason_key()), None);
        }
    }
}
