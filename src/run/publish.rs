//! Putting outputs in place: whole or not at all.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::disk::{Disk, is_empty_folder};
pub use super::staged::OutputFile;
use super::staged::{Staged, parent_of};
use super::{EDITED, NO_MANIFEST, NOT_OURS, RunError, SIGNED, folder};
use crate::seal::approval::APPROVAL;
use crate::seal::{self, BatchKey, Examined, MANIFEST, Sealed};
use crate::text::Text;

/// Where an output keeps all it knows of its run.
pub(super) const RUN_JSON: &str = "run.json";

const NOBODY_KNOWS: Text = text!(
    "{path}: run.json eller manifest.json er endra etter at ho vart skriven, så ingen kan seie kva ho kom av. Køyr batchen på \
     nytt.",
    "{path}: run.json eller manifest.json er endret etter at den ble skrevet, så ingen kan si hva den kom av. Kjør batchen på \
     nytt.",
    "{path}: run.json or manifest.json was changed after it was written, so nobody can say what it came from. Run the batch \
     again.",
);

const A_FOLDER: Text = text!(
    "{path}: dette er ei mappe. Skriv namnet på ei fil etter -o.",
    "{path}: dette er en mappe. Skriv navnet på en fil etter -o.",
    "{path}: this is a folder. Write the name of a file after -o.",
);
const ANOTHER_ROUND: Text = text!(
    "{path}: her ligg utskrifta av ein annan runde av denne batchen, og ho blir ikkje bytt ut. Kvar runde skal ha si eiga mappe: \
     vel ei anna med --out.",
    "{path}: her ligger utskriften av en annen runde av denne batchen, og den byttes ikke ut. Hver runde skal ha sin egen mappe: \
     velg en annen med --out.",
    "{path}: the output of another round of this batch is here, and is not replaced. Each round needs a folder of its own: \
     choose another with --out.",
);

/// What to do with an output that somebody has edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// Keep it: refuse.
    Keep,
    /// Replace it.
    Replace,
}

impl From<bool> for Edited {
    /// As `--force` says.
    fn from(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }
}

/// Holds the output in `out` against its manifest.
///
/// # Errors
/// No manifest that can be read; the folder or a file of it cannot be read.
pub fn examined(out: &Path) -> Result<Examined, RunError> {
    let named = |name: &str| folder::contents(&out.join(name)).ok();
    let present = present(out)?;
    let manifest = named(MANIFEST);
    manifest
        .and_then(|manifest| seal::examine(&manifest, named(APPROVAL).as_deref(), &present))
        .ok_or_else(|| RunError::Refused(NO_MANIFEST, out.to_owned()))
}

/// The same, where run.json and manifest are as they were written: from others nobody can say what came of what.
///
/// # Errors
/// As [`examined`]; one of the two was changed.
pub fn vouched_for(out: &Path) -> Result<Examined, RunError> {
    let examined = examined(out)?;
    if examined.differences.iter().any(|one| one.path == RUN_JSON || one.path == MANIFEST) {
        return Err(RunError::Refused(NOBODY_KNOWS, out.to_owned()));
    }
    Ok(examined)
}

/// The files of an output folder, sealed as they are now; all but the manifest.
fn present(out: &Path) -> Result<Vec<Sealed>, RunError> {
    let mut sealed = Vec::new();
    for found in folder::files(out, out).map_err(RunError::disk(out))? {
        if found.path != MANIFEST {
            let bytes = folder::contents(&found.full).map_err(RunError::disk(&found.full))?;
            sealed.push(Sealed::new(&found.path, &bytes));
        }
    }
    Ok(sealed)
}

/// Refuses an output folder that holds something else, the output of another round, one that somebody has edited, or one
/// that is signed.
///
/// # Errors
/// [`RunError::Refused`] with the reason; [`RunError::Disk`] where the folder cannot be read.
pub fn may_replace(out: &Path, batch: &BatchKey, edited: Edited) -> Result<(), RunError> {
    if !out.exists() || is_empty_folder(out)? {
        return Ok(());
    }
    let refused = |text| Err(RunError::Refused(text, out.to_owned()));
    let Some(there) = examined(out).ok().filter(|there| there.manifest.batch.id == batch.id) else {
        return refused(NOT_OURS);
    };
    // Nor by --force: a later round builds on it, and what was granted would be gone.
    if there.manifest.batch.round != batch.round {
        return refused(ANOTHER_ROUND);
    }
    match edited {
        Edited::Replace => Ok(()),
        Edited::Keep if !there.differences.is_empty() => refused(EDITED),
        Edited::Keep if there.approval.is_some() => refused(SIGNED),
        Edited::Keep => Ok(()),
    }
}

/// Writes `files` to a folder beside `out`, syncs them, and puts the folder in its place. An output there is kept as
/// `ut.1`: that path is given.
///
/// # Errors
/// [`RunError::Disk`]; the output there was is then still there.
pub fn put_in_place<'a>(
    disk: &Disk<'_>,
    out: &Path,
    files: impl IntoIterator<Item = &'a OutputFile>,
) -> Result<Option<PathBuf>, RunError> {
    disk.make_folders(&parent_of(out))?;
    let mut staged = Staged::folder(disk, out)?;
    for file in files {
        staged.write(file)?;
    }
    let mut kept = out.file_name().unwrap_or(OsStr::new("ut")).to_owned();
    kept.push(".1");
    let kept = parent_of(out).join(kept);
    Ok(staged.put(Some(&kept))?.then_some(kept))
}

/// Writes one file, whole or not at all.
///
/// # Errors
/// A folder of that name; [`RunError::Disk`]. A file that was there is then still there.
pub fn put_file(disk: &Disk<'_>, path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    match path.metadata() {
        Ok(there) if there.is_dir() => return Err(RunError::Refused(A_FOLDER, path.to_owned())),
        // A pipe or a device takes bytes, and is not replaced.
        Ok(there) if !there.is_file() => return disk.write(path, bytes),
        _ => {}
    }
    // A link stays a link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Staged::file(disk, &path, bytes)?.put(None).map(|_| ())
}
