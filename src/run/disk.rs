//! The disk, step by step: everything that is written, synced, renamed or removed goes through here, so that a test can let
//! any step of a run fail and look at what is left.
#![expect(clippy::disallowed_methods, reason = "the one place that changes anything on the disk")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{RunError, interrupt, system};
use crate::text::{Language, Text};

/// Whether words fit a path and what the system said of it.
type Fits = fn(&Path, &io::Error) -> bool;

/// What a disk that failed is told as: the first that fits, and the last fits everything.
const FAULTS: &[(Fits, Text)] = &[
    (
        |path, _| path == Path::new(STDOUT),
        text!(
            "Det som skulle visast, kunne ikkje skrivast ut ({error}). Send det ein annan stad, og køyr på nytt. Filer som alt \
             var skrivne, er heile.",
            "Det som skulle vises, kunne ikke skrives ut ({error}). Send det et annet sted, og kjør på nytt. Filer som allerede \
             var skrevet, er hele.",
            "What was to be shown could not be written ({error}). Send it somewhere else, and run again. Files that were \
             written already are whole.",
        ),
    ),
    (
        |_, error| error.kind() == io::ErrorKind::Interrupted,
        text!(
            "{path}: avbrote. Ingenting er skrive, og det som låg der frå før, er som det var.",
            "{path}: avbrutt. Ingenting er skrevet, og det som lå der fra før, er som det var.",
            "{path}: interrupted. Nothing was written, and what was there before is as it was.",
        ),
    ),
    (
        |_, error| system::held_open_elsewhere(error),
        text!(
            "{path} er open i eit anna program ({error}). Ingenting er skrive. Lukk fila, til dømes i Excel, og køyr på nytt.",
            "{path} er åpen i et annet program ({error}). Ingenting er skrevet. Lukk filen, for eksempel i Excel, og kjør på \
             nytt.",
            "{path} is open in another program ({error}). Nothing was written. Close the file, in Excel for example, and run \
             again.",
        ),
    ),
    (
        |_, error| matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded),
        text!(
            "{path}: det er ikkje plass på disken ({error}). Ingenting er skrive. Rydd plass, eller skriv til ein annan disk, og \
             køyr på nytt.",
            "{path}: det er ikke plass på disken ({error}). Ingenting er skrevet. Rydd plass, eller skriv til en annen disk, og \
             kjør på nytt.",
            "{path}: there is no room on the disk ({error}). Nothing was written. Make room, or write to another disk, and run \
             again.",
        ),
    ),
    (
        |_, error| matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem),
        text!(
            "{path}: du har ikkje tilgang her ({error}). Ingenting er skrive. Be om tilgang, eller vel ei anna mappe, og køyr på \
             nytt. Er fila open i eit anna program, så lukk henne først.",
            "{path}: du har ikke tilgang her ({error}). Ingenting er skrevet. Be om tilgang, eller velg en annen mappe, og kjør \
             på nytt. Er filen åpen i et annet program, så lukk den først.",
            "{path}: you have no access here ({error}). Nothing was written. Ask for access, or choose another folder, and run \
             again. If the file is open in another program, close it first.",
        ),
    ),
    (
        |_, _| true,
        text!(
            "{path}: {error}. Ingenting er skrive. Sjå etter at mappa finst og at disken verkar, og køyr på nytt.",
            "{path}: {error}. Ingenting er skrevet. Se etter at mappen finnes og at disken virker, og kjør på nytt.",
            "{path}: {error}. Nothing was written. See that the folder exists and that the disk works, and run again.",
        ),
    ),
];

/// What stands for the path where it is the stream that data goes to.
pub(super) const STDOUT: &str = "stdout";

/// What people read where the disk failed.
pub(super) fn message(path: &Path, error: &io::Error, language: Language) -> String {
    let fits = |(fits, _): &&(Fits, Text)| fits(path, error);
    let (_, text) = FAULTS.iter().find(fits).expect("the last one fits everything");
    text.fill(language, &[("path", path.display().to_string()), ("error", error.to_string())])
}

/// One thing that is done to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A folder is made.
    MakeFolder,
    /// A file is made, empty.
    MakeFile,
    /// Bytes are written to it.
    Write,
    /// They are made to last.
    SyncFile,
    /// The names in a folder are made to last.
    SyncFolder,
    /// Others are let read it.
    Permit,
    /// Two change names.
    Exchange,
    /// One gets another name.
    Rename,
    /// A file or a folder with all in it is removed.
    Remove,
}

/// Asked before each step; an error is what the disk then answers.
type Ask<'a> = dyn Fn(Step, &Path) -> io::Result<()> + Sync + 'a;

/// The disk.
#[derive(Clone, Copy)]
pub struct Disk<'a> {
    ask: Option<&'a Ask<'a>>,
}

impl std::fmt::Debug for Disk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.ask.is_some() { "Disk(asks first)" } else { "Disk" })
    }
}

impl Disk<'static> {
    /// The disk as it is.
    #[must_use]
    pub const fn real() -> Self {
        Self { ask: None }
    }
}

impl<'a> Disk<'a> {
    /// A disk that fails where `ask` says.
    #[must_use]
    pub const fn asking(ask: &'a Ask<'a>) -> Self {
        Self { ask: Some(ask) }
    }

    fn step(&self, step: Step, path: &Path, done: impl FnOnce() -> io::Result<()>) -> Result<(), RunError> {
        self.ask.map_or(Ok(()), |ask| ask(step, path)).and_then(|()| done()).map_err(RunError::disk(path))
    }

    /// Makes a folder and those above it.
    pub(super) fn make_folders(&self, path: &Path) -> Result<(), RunError> {
        if path.is_dir() {
            return Ok(());
        }
        self.step(Step::MakeFolder, path, || fs::create_dir_all(path))
    }

    /// Makes an empty folder of a name nobody has, that begins with `prefix`, in `parent`.
    pub(super) fn make_temporary_folder(&self, parent: &Path, prefix: &str) -> Result<PathBuf, RunError> {
        let mut made = PathBuf::new();
        self.step(Step::MakeFolder, parent, || {
            made = tempfile::Builder::new().prefix(prefix).tempdir_in(parent)?.keep();
            Ok(())
        })?;
        Ok(made)
    }

    /// Makes an empty file of a name nobody has, that begins with `prefix`, in `parent`.
    pub(super) fn make_temporary_file(&self, parent: &Path, prefix: &str) -> Result<PathBuf, RunError> {
        let mut made = PathBuf::new();
        self.step(Step::MakeFile, parent, || {
            made = tempfile::Builder::new().prefix(prefix).tempfile_in(parent)?.into_temp_path().keep()?;
            Ok(())
        })?;
        Ok(made)
    }

    /// Makes a file that is not there yet, and writes it.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), RunError> {
        stop_if_asked(path)?;
        self.step(Step::MakeFile, path, || File::create_new(path).map(drop))?;
        self.write(path, bytes)
    }

    /// Writes to a file that is there, and makes the bytes last.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), RunError> {
        stop_if_asked(path)?;
        let mut file = File::options().write(true).open(path).map_err(RunError::disk(path))?;
        self.step(Step::Write, path, || file.write_all(bytes))?;
        // A device or a pipe has nothing that could last.
        let lasts = file.metadata().is_ok_and(|about| about.is_file());
        if lasts { self.step(Step::SyncFile, path, || file.sync_all()) } else { Ok(()) }
    }

    /// Makes the names in a folder last.
    pub(super) fn sync_folder(&self, path: &Path) -> Result<(), RunError> {
        self.step(Step::SyncFolder, path, || system::sync_folder(path))
    }

    /// Lets others read it.
    pub(super) fn permit(&self, path: &Path) -> Result<(), RunError> {
        self.step(Step::Permit, path, || system::readable_by_others(path))
    }

    /// Lets two change names at once. `false` where the system cannot: then nothing was done.
    pub(super) fn exchange(&self, one: &Path, other: &Path) -> Result<bool, RunError> {
        match self.step(Step::Exchange, other, || system::exchange(one, other)) {
            Err(RunError::Disk { error, .. }) if error.kind() == io::ErrorKind::Unsupported => Ok(false),
            done => done.map(|()| true),
        }
    }

    /// Gives what is at `from` the name `to`.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), RunError> {
        self.step(Step::Rename, to, || fs::rename(from, to))
    }

    /// Removes a file, or a folder with all in it.
    pub(super) fn remove(&self, path: &Path) -> Result<(), RunError> {
        let folder = path.symlink_metadata().is_ok_and(|about| about.is_dir());
        self.step(Step::Remove, path, || if folder { fs::remove_dir_all(path) } else { fs::remove_file(path) })
    }
}

/// Between two files is the time to stop.
fn stop_if_asked(path: &Path) -> Result<(), RunError> {
    if interrupt::asked() { Err(RunError::disk(path)(io::ErrorKind::Interrupted.into())) } else { Ok(()) }
}

/// Whether a folder is there and holds nothing.
pub(super) fn is_empty_folder(path: &Path) -> Result<bool, RunError> {
    Ok(path.is_dir() && fs::read_dir(path).map_err(RunError::disk(path))?.next().is_none())
}

/// The names in a folder; none where it cannot be listed.
pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}
