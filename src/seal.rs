//! The manifest: SHA-256 and size of every input and output, so that any changed byte can be named; and the approval that
//! makes a draft a decision.

pub mod approval;
pub mod edition;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::Language;
use approval::{APPROVAL, Approval};

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
    /// Whether it is a draft or has been signed.
    #[serde(default)]
    pub edition: Edition,
    /// `batch.toml` as it was.
    pub policy: String,
    /// The inputs, sorted by path.
    pub inputs: Vec<Sealed>,
    /// The outputs, sorted by path; all but the manifest itself.
    pub outputs: Vec<Sealed>,
}

/// What an output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// The program's recommendation: nobody has signed it.
    #[default]
    Draft,
    /// Two people have signed it.
    Decided,
}

/// The program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// `tilskot`.
    pub name: String,
    /// Its version.
    pub version: String,
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

impl Tool {
    /// This program.
    #[must_use]
    pub fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

impl Manifest {
    /// The language the output was written in: a fresh run must speak it too.
    #[must_use]
    pub fn written_in(&self) -> Language {
        Language::ALL.into_iter().find(|language| language.tag() == self.language).unwrap_or_default()
    }

    /// The manifest as it is written, sealed.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        sealed_json(self)
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
        let named = |path: &str| path == APPROVAL || self.outputs.iter().any(|sealed| sealed.path == path);
        let extra = present.iter().filter(|one| !named(&one.path));
        found.extend(extra.map(|one| Difference { path: one.path.clone(), kind: DifferenceKind::Extra }));
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found
    }
}

/// `document` as two-space JSON with a line break at the end, and as its last key a checksum over all of it: the file with
/// that checksum left empty. So a changed byte in a file that no other file vouches for is named too.
pub(crate) fn sealed_json(document: &impl Serialize) -> Vec<u8> {
    #[derive(Serialize)]
    struct WithSeal<'a, T> {
        #[serde(flatten)]
        document: &'a T,
        seal: &'a str,
    }
    let written = |seal: &str| {
        let with_seal = WithSeal { document, seal };
        let mut json = serde_json::to_vec_pretty(&with_seal).expect("text, numbers and lists are always JSON");
        json.push(b'\n');
        json
    };
    written(&sha256(&written("")))
}

/// An output folder as it says itself that it is, and what in it is not so.
#[derive(Debug, Clone)]
pub struct Examined {
    /// Its manifest.
    pub manifest: Manifest,
    /// Who signed it, where somebody has.
    pub approval: Option<Approval>,
    /// What differs, sorted by path.
    pub differences: Vec<Difference>,
}

/// Holds the files of an output against its manifest, and manifest and approval against each other. `None` where the
/// manifest cannot be read.
#[must_use]
pub fn examine(manifest: &[u8], approval: Option<&[u8]>, present: &[Sealed]) -> Option<Examined> {
    let read = Manifest::parse(manifest)?;
    let mut differences = read.differences(present);
    let signed = approval.map(|bytes| (bytes, Approval::parse(bytes)));
    let whole = read.bytes() == manifest;
    let differs = |path: &str, kind| Some(Difference { path: path.to_owned(), kind });
    let of_approval = match &signed {
        Some((bytes, Some(one))) if one.bytes() == *bytes => None,
        Some(_) => differs(APPROVAL, DifferenceKind::Changed),
        None if read.edition == Edition::Decided => differs(APPROVAL, DifferenceKind::Missing),
        None => None,
    };
    let approval = signed.and_then(|(_, one)| one);
    let bound = approval.as_ref().is_none_or(|one| one.manifest == sha256(manifest));
    if !whole || (of_approval.is_none() && !bound) {
        differences.extend(differs(MANIFEST, DifferenceKind::Changed));
    }
    differences.extend(of_approval);
    differences.sort_by(|one, other| one.path.cmp(&other.path));
    Some(Examined { manifest: read, approval, differences })
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
