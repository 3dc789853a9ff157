//! `godkjenning.json`: who prepared and who approved an output, bound to the draft they saw and to what it became.

use serde::{Deserialize, Serialize};

use super::{BatchKey, Tool, sealed_json};

/// The name of the approval in an output folder.
pub const APPROVAL: &str = "godkjenning.json";

/// Two people's signatures to one output. The names are officials', and stand nowhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// The program.
    pub tool: Tool,
    /// The batch and its round.
    pub batch: BatchKey,
    /// Who prepared the decision.
    pub prepared_by: String,
    /// Who approved it: another.
    pub approved_by: String,
    /// The day, where it was said. Nothing here reads a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What was decided: the totals of `run.json`.
    pub totals: serde_json::Value,
    /// Each pot's frame, what it granted and the rest, from `run.json`.
    pub pots: Vec<SignedPot>,
    /// SHA-256 of the manifest of the draft that was signed.
    pub draft: String,
    /// SHA-256 of the manifest of the decided edition.
    pub manifest: String,
}

/// What one pot held and gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPot {
    /// The pot's id.
    pub id: String,
    /// Kroner of its frame.
    pub frame: String,
    /// Kroner granted.
    pub granted: String,
    /// Kroner left.
    pub rest: String,
}

impl Approval {
    /// The approval as it is written, sealed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        sealed_json(self)
    }

    /// Reads an approval; `None` where the bytes are none.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}
