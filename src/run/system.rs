//! What differs between operating systems. No other file has code for one system alone (`tests/it/house.rs` holds it), so
//! that whoever takes tilskot to another has one file to look at.
#![expect(clippy::disallowed_methods, reason = "opens folders to sync and lock them, and inputs without waiting")]

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use crate::policy::{FileLimit, FileLimits};

/// Who may read what tilskot puts in place: whoever may read the folder it lies in. Temporary ones are for their owner only.
const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

/// Opens without waiting: a FIFO that took the place of a file would hang the run.
#[cfg(unix)]
pub(super) fn open_without_waiting(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(|_| io::ErrorKind::Unsupported)?;
    File::options().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
pub(super) fn open_without_waiting(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether a file is as it was: size, time of change, and which file it is.
#[cfg(unix)]
pub(super) fn same(before: &Metadata, after: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let facts = |one: &Metadata| (one.len(), one.mtime(), one.mtime_nsec(), one.ino(), one.dev());
    facts(before) == facts(after)
}

#[cfg(not(unix))]
pub(super) fn same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

/// Bounds what this process may use from now on. Elsewhere than on Unix, the parent's patience is the only bound.
#[cfg(unix)]
pub(super) fn confine(limits: &FileLimits) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let memory = limits.get(FileLimit::MemoryMib).saturating_mul(1 << 20);
    let bounds = [(Resource::As, memory), (Resource::Cpu, limits.get(FileLimit::CpuSeconds)), (Resource::Core, 0)];
    for (resource, most) in bounds {
        // A stricter bound that is set already stays.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
pub(super) fn confine(_: &FileLimits) {}

/// Lets others read a file or a folder of ours.
#[cfg(unix)]
pub(super) fn readable_by_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = if path.is_dir() { FOLDER_MODE } else { FILE_MODE };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn readable_by_others(_: &Path) -> io::Result<()> {
    let _ = (FILE_MODE, FOLDER_MODE);
    Ok(())
}

/// Lets two files or folders change names at once: nobody ever sees one of the names gone.
///
/// # Errors
/// `Unsupported` where the system or the file system cannot; else what the system says.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        // A file system that does not know how says so in one of these ways.
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes the renames in `folder` last. Only Unix lets a folder be opened for that.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Takes what is at `path` for this process, until the handle is dropped; `None` where another holds it, or where nobody can
/// tell: a file system without locks; elsewhere than on Unix, where a folder has none and a lock on a file stops its writing.
pub(super) fn hold(path: &Path) -> Option<File> {
    if !cfg!(unix) {
        return None;
    }
    let open = File::open(path).ok()?;
    open.try_lock().is_ok().then_some(open)
}

/// Whether a program that has the file open stands in the way: Excel keeps others from replacing what it shows.
pub(super) fn held_open_elsewhere(error: &io::Error) -> bool {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    let locked = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    locked || matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy)
}
