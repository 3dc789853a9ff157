//! One output on its way: made under another name beside its place, and put there whole by a change of names.
//!
//! At every moment the old output or the new one is there, whole. What a run that was killed left beside it is taken away by
//! the next one.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::disk::{self, Disk, Step};
use super::interrupt::Writing;
use super::{RunError, system};

/// What stands in the names of outputs on their way, after the name they are on their way to.
const MARK: &str = ".tilskot-";
/// What stands there in the name that an old output has for the blink of an eye, where two cannot change names at once.
const PARKED: &str = "old";
/// Letters after the mark in other names, chosen so that nobody has the name.
const LETTERS: usize = 6;

/// One file of an output: path with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the output folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An output that is not in its place yet.
pub(super) struct Staged<'a> {
    disk: &'a Disk<'a>,
    /// Where it is to stand, and the folder that lies in.
    target: PathBuf,
    parent: PathBuf,
    /// What begins the names of temporary ones.
    prefix: String,
    /// Where it is now.
    path: PathBuf,
    folders: BTreeSet<PathBuf>,
    /// Says to other runs that somebody is at work here.
    _held: Option<File>,
    _writing: Writing,
    /// Whether what is at `path` when this ends is nobody's.
    spare: bool,
}

/// A change of names that was made.
enum Move {
    Exchanged(PathBuf, PathBuf),
    Renamed { from: PathBuf, to: PathBuf },
}

impl<'a> Staged<'a> {
    /// A folder on its way to `target`.
    pub(super) fn folder(disk: &'a Disk<'a>, target: &Path) -> Result<Self, RunError> {
        Self::new(disk, target, Step::MakeFolder)
    }

    /// A file on its way to `target`.
    pub(super) fn file(disk: &'a Disk<'a>, target: &Path, bytes: &[u8]) -> Result<Self, RunError> {
        let staged = Self::new(disk, target, Step::MakeFile)?;
        disk.write(&staged.path, bytes).map_err(|error| staged.named(error))?;
        Ok(staged)
    }

    /// An error in words of the place the output is on its way to: nobody knows its other names.
    fn named(&self, error: RunError) -> RunError {
        named(error, &self.parent, &self.prefix, &self.target)
    }

    fn new(disk: &'a Disk<'a>, target: &Path, kind: Step) -> Result<Self, RunError> {
        let parent = parent_of(target);
        let name = target.file_name().map_or_else(|| "ut".to_owned(), |name| name.to_string_lossy().into_owned());
        let prefix = format!(".{name}{MARK}");
        let writing = Writing::begin();
        tidy(disk, &parent, &prefix, target).map_err(|error| named(error, &parent, &prefix, target))?;
        let path = match kind {
            Step::MakeFolder => disk.make_temporary_folder(&parent, &prefix),
            _ => disk.make_temporary_file(&parent, &prefix),
        }?;
        let held = system::hold(&path);
        Ok(Self {
            disk,
            target: target.to_owned(),
            parent,
            prefix,
            path,
            folders: BTreeSet::new(),
            _held: held,
            _writing: writing,
            spare: true,
        })
    }

    /// Writes one file of a folder.
    pub(super) fn write(&mut self, file: &OutputFile) -> Result<(), RunError> {
        let path = file.path.split('/').fold(self.path.clone(), |path, part| path.join(part));
        if let Some(folder) = path.parent().filter(|folder| **folder != self.path) {
            self.disk.make_folders(folder).map_err(|error| self.named(error))?;
            self.folders.insert(folder.to_owned());
        }
        self.disk.write_new(&path, &file.bytes).map_err(|error| self.named(error))
    }

    /// Puts it in its place. What was there gets the name `kept`, if one is given and it holds anything; what had that name
    /// goes. `true` where something was kept.
    ///
    /// # Errors
    /// [`RunError::Disk`]: every change of names that was made before has then been taken back.
    pub(super) fn put(mut self, kept: Option<&Path>) -> Result<bool, RunError> {
        let mut made = Vec::new();
        let put = self.change_names(kept, &mut made);
        if put.is_err() {
            // What cannot be put back may be the only whole one: then nothing is removed.
            self.spare = made.iter().rev().all(|one| self.take_back(one));
        }
        put.map_err(|error| self.named(error))
    }

    fn change_names(&self, kept: Option<&Path>, made: &mut Vec<Move>) -> Result<bool, RunError> {
        for folder in &self.folders {
            self.disk.sync_folder(folder)?;
        }
        if self.path.is_dir() {
            self.disk.sync_folder(&self.path)?;
        }
        self.disk.permit(&self.path)?;
        self.swap(&self.target, made)?;
        // What was there is now where the new one was.
        let kept = kept.filter(|_| is_there(&self.path));
        let keeps = kept.is_some() && !disk::is_empty_folder(&self.path)?;
        if let Some(kept) = kept.filter(|_| keeps) {
            self.swap(kept, made)?;
        }
        let lasts = self.disk.sync_folder(&self.parent);
        // A file that took the place of another at once cannot be taken back: it is there, and it is whole.
        if made.is_empty() { Ok(keeps) } else { lasts.map(|()| keeps) }
    }

    /// Lets what is here and what is at `place`, if anything, change names.
    fn swap(&self, place: &Path, made: &mut Vec<Move>) -> Result<(), RunError> {
        if !is_there(place) {
            return self.rename(&self.path, place, made);
        }
        if self.disk.exchange(&self.path, place)? {
            made.push(Move::Exchanged(self.path.clone(), place.to_owned()));
            return Ok(());
        }
        if !self.path.is_dir() {
            // A file takes the place of another at once, on every system.
            return self.disk.rename(&self.path, place);
        }
        let parked = self.parent.join(format!("{}{PARKED}", self.prefix));
        self.rename(place, &parked, made)?;
        self.rename(&self.path, place, made)?;
        self.rename(&parked, &self.path, made)
    }

    fn rename(&self, from: &Path, to: &Path, made: &mut Vec<Move>) -> Result<(), RunError> {
        self.disk.rename(from, to)?;
        made.push(Move::Renamed { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    fn take_back(&self, made: &Move) -> bool {
        match made {
            Move::Exchanged(one, other) => matches!(self.disk.exchange(one, other), Ok(true)),
            Move::Renamed { from, to } => self.disk.rename(to, from).is_ok(),
        }
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        if self.spare && is_there(&self.path) {
            // The next run takes away what cannot be removed now.
            let _ = self.disk.remove(&self.path);
        }
    }
}

/// Puts back an old output that was parked when a run was killed, and takes away what killed runs left.
fn tidy(disk: &Disk<'_>, parent: &Path, prefix: &str, target: &Path) -> Result<(), RunError> {
    let parked = parent.join(format!("{prefix}{PARKED}"));
    if is_there(&parked) {
        if is_there(target) { disk.remove(&parked)? } else { disk.rename(&parked, target)? }
    }
    for name in disk::names_in(parent).into_iter().filter(|name| is_temporary(name, prefix)) {
        let path = parent.join(name);
        // One that another run is filling is held by it.
        if system::hold(&path).is_some() {
            // What cannot be removed takes room, and is in nobody's way.
            let _ = disk.remove(&path);
        }
    }
    Ok(())
}

/// `error` with `target` in the place of whatever lies in `parent` and has a name that begins with `prefix`.
fn named(error: RunError, parent: &Path, prefix: &str, target: &Path) -> RunError {
    let RunError::Disk { path, error } = error else { return error };
    let mut inner = path.strip_prefix(parent).unwrap_or(&path).components();
    let hidden = inner.next().is_some_and(|first| first.as_os_str().to_string_lossy().starts_with(prefix));
    let path = if hidden { target.components().chain(inner).collect() } else { path };
    RunError::Disk { path, error }
}

fn is_temporary(name: &str, prefix: &str) -> bool {
    let letters = name.strip_prefix(prefix);
    letters.is_some_and(|rest| rest.len() == LETTERS && rest.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}

/// Whether `name` is one that an output called `target` has on its way.
pub(super) fn is_on_its_way(name: &str, target: &str) -> bool {
    is_temporary(name, &format!(".{target}{MARK}"))
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The folder that `path` lies in.
pub(super) fn parent_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
