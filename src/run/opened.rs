//! One received file, opened: its seal and its cells, or why it has none. From the batch folder, or from a part.

use super::folder::{self, Found, Skip};
use super::{parts, reader_child};
use crate::policy::{FileLimit, FileLimits};
use crate::problem::{Problem, file as problems};
use crate::read::{Noticed, Workbook};
use crate::seal::Sealed;

/// A file as it was opened.
pub(super) struct Opened {
    /// SHA-256 of its bytes, in hex; empty where they were not read.
    pub(super) sha256: String,
    /// Its size.
    pub(super) bytes: u64,
    pub(super) content: Content,
}

/// What it holds.
pub(super) enum Content {
    Workbook(Workbook),
    /// It cannot be trusted.
    Quarantined(Noticed),
    /// It is nobody's input.
    Skipped(Problem),
}

/// Opens a file within `limits`.
pub(super) fn file(found: &Found, limits: &FileLimits) -> Opened {
    if let Some(place) = &found.part {
        // A part that is changed while it is in use is as a file that is.
        return parts::opened(place).unwrap_or_else(|| unread(problems::changed_while_read()));
    }
    match &found.skip {
        Some(Skip::Litter(problem)) => return nothing(Content::Skipped(problem.clone())),
        Some(Skip::Refused(problem)) => return unread(problem.clone()),
        None => {}
    }
    let bytes = match folder::received(&found.full, limits.count(FileLimit::Bytes)) {
        Ok(bytes) => bytes,
        Err(problem) => return unread(problem),
    };
    let sealed = Sealed::new(&found.path, &bytes);
    let content = match reader_child::workbook(&found.path, &bytes, limits) {
        Ok(workbook) => Content::Workbook(workbook),
        Err(refusal) => Content::Quarantined(refusal.noticed()),
    };
    Opened { sha256: sealed.sha256, bytes: sealed.bytes, content }
}

fn unread(problem: Problem) -> Opened {
    nothing(Content::Quarantined(Noticed { problem, sheet: None, cell: None }))
}

const fn nothing(content: Content) -> Opened {
    Opened { sha256: String::new(), bytes: 0, content }
}
