//! The batch folder: which files it holds, which of them are read, and their bytes.
#![expect(clippy::disallowed_methods, reason = "the one place that opens inputs")]

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::system;
use crate::problem::Problem;
use crate::problem::file as problems;
use crate::text::steers;

/// A file of the batch, before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Path below the batch folder, with `/`.
    pub path: String,
    /// Where it is.
    pub full: PathBuf,
    /// Why it is not read, if it is not.
    pub skip: Option<Skip>,
    /// Where it stands in a part, if it was read before.
    pub part: Option<InPart>,
}

/// Where a part holds a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InPart {
    /// The part.
    pub part: PathBuf,
    /// Bytes before the line of the file.
    pub at: u64,
    /// SHA-256 of the file, in hex; empty where it was not read.
    pub sha256: String,
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
    let mut found = listed(root, folder)?;
    put_in_order(&mut found);
    Ok(found)
}

/// The same as they are named and in any order: what comes from elsewhere is added before they are put in order.
///
/// # Errors
/// A folder that cannot be listed.
pub(super) fn listed(root: &Path, folder: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        walk(root, folder, &mut found)?;
    }
    Ok(found)
}

/// Sorts files by path (NFC), and tells apart those whose names look the same.
pub(super) fn put_in_order(found: &mut [Found]) {
    found.sort_by_cached_key(|one| (one.path.nfc().collect::<String>(), one.path.clone()));
    tell_twins_apart(found);
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Found>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let full = entry.path();
        let kind = entry.file_type()?;
        let path = below(root, &full);
        if kind.is_dir() {
            if let Err(error) = walk(root, &full, found) {
                let skip = Some(Skip::Refused(problems::cannot_open(&error.to_string())));
                found.push(Found { path, full, skip, part: None });
            }
            continue;
        }
        let skip = why_not(root, &full);
        found.push(Found { path, full, skip, part: None });
    }
    Ok(())
}

/// Two names may look the same and differ (`å` in one piece or in two): the one in pieces is shown letter by letter.
fn tell_twins_apart(found: &mut [Found]) {
    let nfc = |one: &Found| one.path.nfc().collect::<String>();
    for at in 1..found.len() {
        let (before, here) = found.split_at_mut(at);
        let (before, here) = (&mut before[at - 1], &mut here[0]);
        let name = nfc(here);
        if nfc(before) != name {
            continue;
        }
        for twin in [before, here] {
            if twin.path != name {
                let spelt = |letter: char| {
                    if letter.is_ascii() { letter.to_string() } else { letter.escape_unicode().to_string() }
                };
                twin.path = twin.path.chars().map(spelt).collect();
            }
        }
    }
}

/// The path below `root` as it may be shown: `/` between its parts on every system; escaped, what is no UTF-8, controls,
/// and what changes the direction of the text around it.
#[must_use]
pub fn below(root: &Path, full: &Path) -> String {
    let inner = full.strip_prefix(root).unwrap_or(full);
    inner.components().map(|part| shown(part.as_os_str())).collect::<Vec<_>>().join("/")
}

fn shown(part: &OsStr) -> String {
    let Some(text) = part.to_str() else { return part.as_encoded_bytes().escape_ascii().to_string() };
    let unseen = |letter: char| steers(letter) || matches!(letter, '\u{200B}'..='\u{200D}' | '\u{FEFF}');
    text.chars().fold(String::new(), |mut path, letter| {
        if unseen(letter) {
            path.extend(letter.escape_default());
        } else {
            path.push(letter);
        }
        path
    })
}

/// Why a file is not read, if it is not. Said without opening it.
pub(super) fn why_not(root: &Path, full: &Path) -> Option<Skip> {
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    litter(&name).map(Skip::Litter).or_else(|| unusual(root, full).map(Skip::Refused))
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

/// A link that leads out of the batch, a FIFO, a device: opening it may hang or read what nobody sent. Said without
/// opening it; once it is open, its handle is asked again.
#[must_use]
pub fn unusual(root: &Path, full: &Path) -> Option<Problem> {
    let kind = full.symlink_metadata().ok()?.file_type();
    if kind.is_file() {
        return None;
    }
    if !kind.is_symlink() {
        return Some(problems::not_a_regular_file(problems::unusual::DEVICE));
    }
    let inside = || {
        let (root, target) = (root.canonicalize().ok()?, full.canonicalize().ok()?);
        (target.starts_with(root) && target.is_file()).then_some(())
    };
    if inside().is_some() { None } else { Some(problems::not_a_regular_file(problems::unusual::LINK)) }
}

/// The bytes of a file of ours: batch.toml, a manifest.
///
/// # Errors
/// What the system says; a file that is not regular.
pub fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = system::open_without_waiting(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0).min(64 << 20));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a received file, opened once: a regular file of at most `most` bytes that nobody changed meanwhile.
///
/// # Errors
/// The problem with it.
pub fn received(path: &Path, most: usize) -> Result<Vec<u8>, Problem> {
    let said = |error: io::Error| problems::cannot_open(&error.to_string());
    let mut file = system::open_without_waiting(path).map_err(said)?;
    let about = file.metadata().map_err(said)?;
    if !about.is_file() {
        return Err(problems::not_a_regular_file(problems::unusual::DEVICE));
    }
    let size = usize::try_from(about.len()).unwrap_or(usize::MAX);
    if size > most {
        return Err(problems::too_large(size, most));
    }
    let mut bytes = Vec::with_capacity(size.saturating_add(1));
    // One byte more than there was, so that a file that grows is seen and never fills the memory.
    Read::by_ref(&mut file).take(about.len().saturating_add(1)).read_to_end(&mut bytes).map_err(said)?;
    let after = file.metadata().map_err(said)?;
    if bytes.len() == size && system::same(&about, &after) { Ok(bytes) } else { Err(problems::changed_while_read()) }
}

/// The file at `path`, and those with the same stem and another of the formats that are read.
#[must_use]
pub fn with_any_format(path: &Path) -> Vec<PathBuf> {
    const FORMATS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"];
    let others = FORMATS.iter().map(|format| path.with_extension(format)).filter(|other| other != path);
    std::iter::once(path.to_owned()).chain(others).filter(|path| path.is_file()).collect()
}
