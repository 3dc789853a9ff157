//! The zip container of a workbook: its parts by name, each read to its end once so that its checksum is checked.

use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind, Read};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::{Refusal, bound, reason};
use crate::problem::file;

/// A zip container whose entries have sound names and methods and do not overlap.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their name as [`folded`].
    parts: BTreeMap<String, usize>,
    /// Which entries were read to their end, and how many bytes all of them made.
    checked: Vec<bool>,
    inflated: u64,
}

impl<'a> Package<'a> {
    /// Opens the container in `bytes` and checks its shape; no entry is inflated yet.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::damaged(reason::ZIP))?;
        if archive.len() > bound::ENTRIES {
            return Err(Refusal::damaged(reason::TOO_MUCH));
        }
        if archive.has_duplicate_names() {
            return Err(Refusal::damaged(reason::TWO_PARTS));
        }
        let overlapping = archive.has_overlapping_entries().map_err(|_| Refusal::damaged(reason::ZIP))?;
        if overlapping || archive.offset() != 0 {
            return Err(Refusal::damaged(reason::SHAPE));
        }
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let name = entry_name(&mut archive, index, bytes)?;
            if parts.insert(folded(&name), index).is_some() {
                return Err(Refusal::damaged(reason::TWO_PARTS));
            }
        }
        let checked = vec![false; archive.len()];
        Ok(Self { archive, parts, checked, inflated: 0 })
    }

    /// The names of all parts, folded: lower case, `/`, none in front.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&folded(name))
    }

    /// Gives the part `name`, of at most `limit` bytes, to `reader`, and reads on to its end. `None` if there is none.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        limit: u64,
        reader: impl FnOnce(&mut dyn Read) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        let Some(index) = self.parts.get(&folded(name)).copied() else { return Ok(None) };
        self.read_entry(index, limit, reader).map(Some)
    }

    /// Reads every part that was not read yet, for its checksum.
    pub(super) fn check_rest(&mut self) -> Result<(), Refusal> {
        for index in 0..self.checked.len() {
            if !self.checked[index] {
                self.read_entry(index, bound::PART.max(bound::STRINGS), |_| Ok(()))?;
            }
        }
        Ok(())
    }

    fn read_entry<T>(
        &mut self,
        index: usize,
        limit: u64,
        reader: impl FnOnce(&mut dyn Read) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let limit = limit.min(bound::INFLATED.saturating_sub(self.inflated));
        let entry = self.archive.by_index(index).map_err(|error| zip_fault(&error))?;
        let squeezed = entry.compressed_size();
        let mut part = Bounded { source: entry, seen: 0, squeezed, limit };
        let outcome = reader(&mut part)?;
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| fault(&error))?;
        self.inflated = self.inflated.saturating_add(part.seen);
        self.checked[index] = true;
        Ok(outcome)
    }
}

/// The name of an entry whose local header agrees with the directory and whose method is one that Excel uses.
fn entry_name(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, bytes: &[u8]) -> Result<String, Refusal> {
    let entry = archive.by_index_raw(index).map_err(|error| zip_fault(&error))?;
    if entry.encrypted() {
        return Err(Refusal::file(file::encrypted()));
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(Refusal::damaged(reason::METHOD));
    }
    let shape = || Refusal::damaged(reason::SHAPE);
    let start = usize::try_from(entry.header_start()).map_err(|_| shape())?;
    // A local file header: method at 8, length of the name at 26, the name at 30.
    let header = bytes.get(start..).and_then(|rest| rest.get(..30)).ok_or_else(shape)?;
    let method = if entry.compression() == CompressionMethod::Stored { 0 } else { 8 };
    let length = usize::from(u16::from_le_bytes([header[26], header[27]]));
    let local = bytes.get(start + 30..).and_then(|rest| rest.get(..length));
    if local != Some(entry.name_raw()) || header[8..10] != [method, 0] {
        return Err(shape());
    }
    std::str::from_utf8(entry.name_raw()).map(str::to_owned).or_else(|_| {
        // Names in a code page belong to pictures and the like at most; they only have to differ.
        Ok(entry.name_raw().iter().map(|byte| char::from(*byte)).collect())
    })
}

/// A part's name as Excel compares it: lower case, `/` for `\`, none in front.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A source that stops with an error before it has given too much.
struct Bounded<R> {
    source: R,
    seen: u64,
    squeezed: u64,
    limit: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.seen = self.seen.saturating_add(count as u64);
        let bomb = self.seen > bound::RATIO_FROM && self.seen / bound::RATIO > self.squeezed;
        if self.seen > self.limit || bomb {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(count)
    }
}

/// What an error while a part is read means.
pub(super) fn fault(error: &std::io::Error) -> Refusal {
    Refusal::damaged(if error.kind() == ErrorKind::FileTooLarge { reason::TOO_MUCH } else { reason::CHECKSUM })
}

fn zip_fault(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::file(file::encrypted()),
        ZipError::UnsupportedArchive(_) => Refusal::damaged(reason::METHOD),
        _ => Refusal::damaged(reason::ZIP),
    }
}
