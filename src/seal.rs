//! The manifest: SHA-256 and size of every input and output, so that any changed byte can be named.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::recommendation::Input;

/// The name of the manifest in an output folder.
pub const MANIFEST: &str = "manifest.json";

/// SHA-256 of `bytes`, in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an output folder was made of and holds. No time of its own: the same run gives the same manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program.
    pub tool: Tool,
    /// The batch.
    pub batch: BatchKey,
    /// The language it was written in: the batch's, or the one that was asked for.
    #[serde(default)]
    pub language: String,
    /// The unit its budget tables are shown in; none where they are in kroner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `batch.toml` as it was.
    pub policy: String,
    /// The inputs, sorted by path.
    pub inputs: Vec<Sealed>,
    /// The outputs, sorted by path; all but the manifest itself.
    pub outputs: Vec<Sealed>,
}

/// The program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// `tilskot`.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This program.
    #[must_use]
    pub fn this() -> Self {
        Self { name: "tilskot".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// Which batch, which round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchKey {
    /// The batch's id.
    pub id: String,
    /// The round.
    pub round: u32,
}

/// One file with its checksum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Path with `/`.
    pub path: String,
    /// SHA-256 in hex.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
}

impl Sealed {
    /// Seals `bytes` as `path`.
    #[must_use]
    pub fn new(path: &str, bytes: &[u8]) -> Self {
        let size = u64::try_from(bytes.len()).expect("a size in memory fits in 64 bits");
        Self { path: path.to_owned(), sha256: sha256(bytes), bytes: size }
    }
}

/// Those of `inputs` that were read, sealed.
#[must_use]
pub fn inputs(inputs: &[Input]) -> Vec<Sealed> {
    let read = inputs.iter().filter(|input| !input.sha256.is_empty());
    read.map(|input| Sealed { path: input.path.to_string(), sha256: input.sha256.clone(), bytes: input.bytes })
        .collect()
}

impl Manifest {
    /// The manifest as it is written: two-space JSON, a line break at the end.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("text, numbers and lists are always JSON");
        json.push(b'\n');
        json
    }

    /// Reads a manifest; `None` where the bytes are none.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// What differs between the manifest and the files there are, sorted by path.
    #[must_use]
    pub fn differences(&self, present: &[Sealed]) -> Vec<Difference> {
        let mut found = Vec::new();
        for sealed in &self.outputs {
            match present.iter().find(|one| one.path == sealed.path) {
                None => found.push(Difference { path: sealed.path.clone(), kind: DifferenceKind::Missing }),
                Some(one) if one != sealed => {
                    found.push(Difference { path: sealed.path.clone(), kind: DifferenceKind::Changed });
                }
                Some(_) => {}
            }
        }
        let extra = present.iter().filter(|one| !self.outputs.iter().any(|sealed| sealed.path == one.path));
        found.extend(extra.map(|one| Difference { path: one.path.clone(), kind: DifferenceKind::Extra }));
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found
    }
}

/// A file that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path.
    pub path: String,
    /// How it differs.
    pub kind: DifferenceKind,
}

/// How a file differs from the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Its bytes are others.
    Changed,
    /// It is not there.
    Missing,
    /// It is there, and not in the manifest.
    Extra,
}
