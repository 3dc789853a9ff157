//! Putting outputs in place: whole or not at all.
#![expect(clippy::disallowed_methods, reason = "the one place that puts outputs in place")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{EDITED, NO_MANIFEST, NOT_OURS, RunError, SIGNED, folder};
use crate::seal::approval::APPROVAL;
use crate::seal::{self, Examined, MANIFEST, Sealed};

/// One file of an output: path with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the output folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What to do with an output that somebody has edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// Keep it: refuse.
    Keep,
    /// Replace it.
    Replace,
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

/// Refuses an output folder that holds something else, an output that somebody has edited, or one that is signed.
///
/// # Errors
/// [`RunError::Refused`] with the reason; [`RunError::Disk`] where the folder cannot be read.
pub fn may_replace(out: &Path, batch: &str, edited: Edited) -> Result<(), RunError> {
    let empty = !out.exists() || fs::read_dir(out).map_err(RunError::disk(out))?.next().is_none();
    if empty {
        return Ok(());
    }
    let refused = |text| Err(RunError::Refused(text, out.to_owned()));
    let Some(there) = examined(out).ok().filter(|there| there.manifest.batch.id == batch) else {
        return refused(NOT_OURS);
    };
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
    out: &Path,
    files: impl IntoIterator<Item = &'a OutputFile>,
) -> Result<Option<PathBuf>, RunError> {
    let parent = parent_of(out);
    fs::create_dir_all(&parent).map_err(RunError::disk(&parent))?;
    let name = out.file_name().map_or_else(|| "ut".to_owned(), |name| name.to_string_lossy().into_owned());
    let prefix = format!(".{name}.");
    let folder = tempfile::Builder::new().prefix(&prefix).tempdir_in(&parent).map_err(RunError::disk(&parent))?;
    for file in files {
        write(folder.path(), file)?;
    }
    sync(folder.path())?;
    let kept = parent.join(format!("{name}.1"));
    if out.exists() {
        let empty = fs::read_dir(out).map_err(RunError::disk(out))?.next().is_none();
        if empty {
            fs::remove_dir(out).map_err(RunError::disk(out))?;
        } else {
            if kept.exists() {
                fs::remove_dir_all(&kept).map_err(RunError::disk(&kept))?;
            }
            fs::rename(out, &kept).map_err(RunError::disk(out))?;
        }
    }
    if let Err(error) = fs::rename(folder.path(), out) {
        if kept.exists() && !out.exists() {
            fs::rename(&kept, out).map_err(RunError::disk(out))?;
        }
        return Err(RunError::disk(out)(error));
    }
    // It has its name now; there is nothing left to remove.
    let _ = folder.keep();
    make_readable(out)?;
    sync(&parent)?;
    Ok(kept.exists().then_some(kept))
}

/// Writes one file, whole or not at all.
///
/// # Errors
/// [`RunError::Disk`]; a file that was there is then still there.
pub fn put_file(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let parent = parent_of(path);
    let failed = |error| RunError::Disk { path: path.to_owned(), error };
    let mut file = tempfile::Builder::new().prefix(".tilskot.").tempfile_in(&parent).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    readable_by_others(file.path())?;
    file.persist(path).map_err(|error| failed(error.error))?;
    sync(&parent)
}

/// A temporary file is made for its owner only; a form is for whoever may read its folder.
#[cfg(unix)]
fn readable_by_others(path: &Path) -> Result<(), RunError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).map_err(RunError::disk(path))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> Result<(), RunError> {
    Ok(())
}

/// A temporary folder is made for its owner only; an output is for whoever may read its parent.
#[cfg(unix)]
fn make_readable(out: &Path) -> Result<(), RunError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(out, fs::Permissions::from_mode(0o755)).map_err(RunError::disk(out))
}

#[cfg(not(unix))]
fn make_readable(_: &Path) -> Result<(), RunError> {
    Ok(())
}

fn parent_of(out: &Path) -> PathBuf {
    match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn write(folder: &Path, file: &OutputFile) -> Result<(), RunError> {
    let path = file.path.split('/').fold(folder.to_owned(), |path, part| path.join(part));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(RunError::disk(parent))?;
    }
    let mut open = File::create_new(&path).map_err(RunError::disk(&path))?;
    open.write_all(&file.bytes).map_err(RunError::disk(&path))?;
    open.sync_all().map_err(RunError::disk(&path))
}

/// Makes a rename in `folder` last. Only Unix lets a folder be opened for that.
fn sync(folder: &Path) -> Result<(), RunError> {
    if cfg!(unix) {
        File::open(folder).and_then(|open| open.sync_all()).map_err(RunError::disk(folder))?;
    }
    Ok(())
}
