//! The language of the batch or the output that a command was about, for saying why it cannot be done: also where its rules
//! or its manifest are what cannot be used.

use std::path::{self, Path, PathBuf};

use super::folder;
use crate::policy::Policy;
use crate::seal::{MANIFEST, Manifest};
use crate::text::Language;

/// The language of the first of `places` that has one.
pub(super) fn language(places: &[PathBuf]) -> Option<Language> {
    places.iter().find_map(|place| of(place))
}

/// That of the output, else of the batch, that `place` is or lies in.
fn of(place: &Path) -> Option<Language> {
    let full = place.canonicalize().or_else(|_| path::absolute(place)).ok()?;
    full.ancestors().find_map(|folder| {
        let read = |name: &str| folder::contents(&folder.join(name)).ok();
        let written = || read(MANIFEST).and_then(|bytes| Manifest::parse(&bytes)).map(|one| one.written_in());
        let ruled = || read("batch.toml").and_then(|bytes| Policy::language_of(&String::from_utf8_lossy(&bytes)));
        written().or_else(ruled)
    })
}
