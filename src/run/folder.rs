//! The batch folder: which files it holds, which of them are read, and their bytes.
#![expect(clippy::disallowed_methods, reason = "the one place that opens inputs")]

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::problem::Problem;
use crate::problem::file as problems;

/// A file of the batch, before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Path below the batch folder, with `/`.
    pub path: String,
    /// Where it is.
    pub full: PathBuf,
    /// Why it is not read, if it is not.
    pub skip: Option<Skip>,
}

/// Why a file is not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// A lock file, hidden file or the like.
    Litter(Problem),
    /// Something nobody should open: a link out of the folder, a device.
    Refused(Problem),
}

/// Every file below `folder`, sorted by path (NFC), each named by its path below `root`. None where there is no folder.
///
/// # Errors
/// A folder that cannot be listed.
pub fn files(root: &Path, folder: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        walk(root, folder, &mut found)?;
    }
    found.sort_by_cached_key(|one| (one.path.nfc().collect::<String>(), one.path.clone()));
    Ok(found)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Found>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let full = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(root, &full, found)?;
            continue;
        }
        let path = below(root, &full);
        let name = entry.file_name().to_string_lossy().into_owned();
        let skip = litter(&name).map(Skip::Litter).or_else(|| strange(root, &full, kind).map(Skip::Refused));
        found.push(Found { path, full, skip });
    }
    Ok(())
}

/// The path below `root`, with `/` between its parts on every system.
#[must_use]
pub fn below(root: &Path, full: &Path) -> String {
    let inner = full.strip_prefix(root).unwrap_or(full);
    inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn litter(name: &str) -> Option<Problem> {
    if name.starts_with("~$") || name.starts_with(".~lock") {
        Some(problems::skipped(problems::skip::LOCK_FILE))
    } else if name.starts_with('.') {
        Some(problems::skipped(problems::skip::HIDDEN_FILE))
    } else if name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini") {
        Some(problems::skipped(problems::skip::SYSTEM_FILE))
    } else {
        None
    }
}

/// A link that leads out of the batch, a FIFO, a device: opening it may hang or read what nobody sent.
fn strange(root: &Path, full: &Path, kind: std::fs::FileType) -> Option<Problem> {
    if kind.is_file() {
        return None;
    }
    let inside = || {
        let (root, target) = (root.canonicalize().ok()?, full.canonicalize().ok()?);
        (target.starts_with(root) && target.is_file()).then_some(())
    };
    if kind.is_symlink() && inside().is_some() { None } else { Some(problems::cannot_open("")) }
}

/// The bytes of a regular file.
///
/// # Errors
/// What the system says; a file that is not regular.
pub fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0).min(64 << 20));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file at `path`, or one with the same stem and another of the formats that are read.
#[must_use]
pub fn with_any_format(path: &Path) -> Option<PathBuf> {
    const FORMATS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"];
    if path.is_file() {
        return Some(path.to_owned());
    }
    FORMATS.iter().map(|format| path.with_extension(format)).find(|path| path.is_file())
}
