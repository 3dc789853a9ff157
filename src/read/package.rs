//! The zip container of a workbook: its parts by name, each inflated to its end once so that its size and checksum are
//! checked. A part that is small is held whole; a large one is streamed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::sync::Arc;

use flate2::{Decompress, FlushDecompress, Status};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::stream::{Beside, Shared, Squeezed, Who};
use super::xml::Xml;
use super::{Refusal, bound, known};
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage as reason;

/// A zip container whose entries have sound names and methods, do not overlap, and keep within bounds.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    limits: &'a FileLimits,
    entries: Vec<Entry>,
    /// Entries by their name as [`folded`].
    parts: BTreeMap<String, usize>,
    inflater: Decompress,
    /// Bytes of the parts that are held whole.
    kept: u64,
}

/// One entry, as the directory and its own header both say.
#[derive(Debug)]
struct Entry {
    name: String,
    start: usize,
    squeezed: usize,
    size: u64,
    crc: u32,
    deflated: bool,
    /// It was read to its end, and its checksum fits.
    checked: bool,
}

/// One part, whose bytes another reader may want too.
pub(super) enum Part<'a> {
    /// All of it.
    Whole(Cow<'a, [u8]>),
    /// A large one, not checked until it has been read.
    Large(Arc<Shared<'a>>),
}

impl<'a> Part<'a> {
    /// All of it, unless it is large.
    pub(super) fn into_whole(self) -> Option<Cow<'a, [u8]>> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Large(_) => None,
        }
    }

    /// The same, to look at.
    pub(super) fn whole(&self) -> Option<&[u8]> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Large(_) => None,
        }
    }
}

impl<'a> Package<'a> {
    /// Opens the container in `bytes` and checks its shape; no entry is inflated yet.
    pub(super) fn open(bytes: &'a [u8], limits: &'a FileLimits) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::damaged(reason::ZIP))?;
        if archive.len() > limits.count(FileLimit::Entries) {
            return Err(Refusal::over(FileLimit::Entries, limits.get(FileLimit::Entries)));
        }
        if archive.has_duplicate_names() {
            return Err(Refusal::damaged(reason::TWO_PARTS));
        }
        let overlapping = archive.has_overlapping_entries().map_err(|_| Refusal::damaged(reason::ZIP))?;
        if overlapping || archive.offset() != 0 {
            return Err(Refusal::damaged(reason::SHAPE));
        }
        let mut package = Self {
            bytes,
            limits,
            entries: Vec::new(),
            parts: BTreeMap::new(),
            inflater: Decompress::new(false),
            kept: 0,
        };
        let mut inflated = 0_u64;
        for index in 0..archive.len() {
            let entry = entry(&mut archive, index, bytes)?;
            inflated = inflated.saturating_add(entry.size);
            package.within_bounds(&entry, inflated).map_err(|refusal| refusal.in_part(&entry.name))?;
            if package.parts.insert(folded(&entry.name), index).is_some() {
                return Err(Refusal::damaged(reason::TWO_PARTS).in_part(&entry.name));
            }
            package.entries.push(entry);
        }
        Ok(package)
    }

    /// The stated sizes are held to when the part is inflated, so they can be judged before.
    fn within_bounds(&self, entry: &Entry, inflated: u64) -> Result<(), Refusal> {
        let ratio = self.limits.get(FileLimit::InflateRatio);
        if entry.size > bound::RATIO_FROM && entry.size / ratio > entry.squeezed as u64 {
            return Err(Refusal::over(FileLimit::InflateRatio, ratio));
        }
        let most = self.limits.get(FileLimit::InflatedBytes);
        if inflated > most { Err(Refusal::over(FileLimit::InflatedBytes, most)) } else { Ok(()) }
    }

    /// The names of all parts, folded: lower case, `/`, none in front.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&folded(name))
    }

    /// The part `name`, within the bound `limit`. `None` if there is none. A large one is not checked yet: see
    /// [`Package::read_part`].
    pub(super) fn part(&mut self, name: &str, limit: FileLimit) -> Result<Option<Part<'a>>, Refusal> {
        let Some(index) = self.parts.get(&folded(name)).copied() else { return Ok(None) };
        self.part_at(index, limit, Keep::Small).map_err(|refusal| refusal.in_part(name)).map(Some)
    }

    /// The same, held whole however large it is.
    pub(super) fn whole_part(&mut self, name: &str, limit: FileLimit) -> Result<Option<Part<'a>>, Refusal> {
        let Some(index) = self.parts.get(&folded(name)).copied() else { return Ok(None) };
        self.part_at(index, limit, Keep::All).map_err(|refusal| refusal.in_part(name)).map(Some)
    }

    /// Gives the XML of a part to `reader`, and reads on to its end.
    pub(super) fn read_part<T>(
        &mut self,
        name: &str,
        part: &Part<'_>,
        reader: impl FnOnce(&mut Xml<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let depth = self.limits.count(FileLimit::XmlDepth);
        let read = match part {
            Part::Whole(bytes) => Xml::whole(bytes, depth).and_then(|mut xml| reader(&mut xml)),
            Part::Large(shared) => {
                let mut stream = Beside::new(shared, Who::Strict);
                let read = Xml::streamed(&mut stream, depth).and_then(|mut xml| reader(&mut xml));
                let rest = io::copy(&mut stream, &mut io::sink()).map_err(|_| Refusal::damaged(reason::CHECKSUM));
                if let (true, Some(index)) = (rest.is_ok(), self.parts.get(&folded(name))) {
                    self.entries[*index].checked = true;
                }
                // What is wrong with the bytes explains what is wrong with the XML.
                rest.and(read)
            }
        };
        read.map_err(|refusal| refusal.in_part(name))
    }

    /// Gives the XML of the part `name` to `reader`. `None` if there is no such part.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        limit: FileLimit,
        reader: impl FnOnce(&mut Xml<'_>) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        match self.part(name, limit)? {
            Some(part) => self.read_part(name, &part, reader).map(Some),
            None => Ok(None),
        }
    }

    /// Inflates every part that was not read yet, for its checksum.
    pub(super) fn check_rest(&mut self) -> Result<(), Refusal> {
        for index in 0..self.entries.len() {
            if self.entries[index].checked {
                continue;
            }
            let part = self.part_at(index, FileLimit::PartBytes, Keep::Rest);
            part.map_err(|refusal| refusal.in_part(&self.entries[index].name))?;
        }
        Ok(())
    }

    fn part_at(&mut self, index: usize, limit: FileLimit, keep: Keep) -> Result<Part<'a>, Refusal> {
        let entry = &mut self.entries[index];
        let most = self.limits.get(limit);
        if entry.size > most {
            return Err(Refusal::over(limit, most));
        }
        let squeezed = self.bytes.get(entry.start..).and_then(|rest| rest.get(..entry.squeezed));
        let squeezed = squeezed.ok_or_else(|| Refusal::damaged(reason::ZIP))?;
        let kept = self.kept.saturating_add(entry.size);
        if keep == Keep::Small && (entry.size > bound::WHOLE || kept > bound::KEPT) {
            let part = Squeezed { bytes: squeezed, deflated: entry.deflated, size: entry.size, crc: entry.crc };
            return Ok(Part::Large(Shared::new(part)));
        }
        let taken = |whole: &[u8]| if keep == Keep::Rest { Vec::new() } else { whole.to_vec() };
        let known = if entry.deflated { known::known(squeezed, entry.size, entry.crc, taken) } else { None };
        let whole = match known {
            Some(whole) => Cow::Owned(whole),
            None => {
                let whole = if entry.deflated {
                    Cow::Owned(inflated(&mut self.inflater, squeezed, entry.size)?)
                } else {
                    Cow::Borrowed(squeezed)
                };
                if whole.len() as u64 != entry.size || crc32fast::hash(&whole) != entry.crc {
                    return Err(Refusal::damaged(reason::CHECKSUM));
                }
                // Sheets and their texts differ from workbook to workbook.
                if entry.deflated && limit == FileLimit::PartBytes {
                    known::remember(squeezed, entry.crc, &whole);
                }
                whole
            }
        };
        entry.checked = true;
        if keep != Keep::Rest {
            self.kept = kept;
        }
        Ok(Part::Whole(whole))
    }
}

/// Which parts are held whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Small ones.
    Small,
    /// Any, if the caller says so.
    All,
    /// For its checksum only: it is dropped at once.
    Rest,
}

/// All of a deflated part that must be `size` bytes.
fn inflated(inflater: &mut Decompress, squeezed: &[u8], size: u64) -> Result<Vec<u8>, Refusal> {
    let broken = || Refusal::damaged(reason::CHECKSUM);
    inflater.reset(false);
    // One byte more than is due, so that a stream that goes on is seen.
    let mut bytes = Vec::with_capacity(usize::try_from(size).map_err(|_| broken())?.saturating_add(1));
    let status = inflater.decompress_vec(squeezed, &mut bytes, FlushDecompress::Finish).map_err(|_| broken())?;
    let whole = status == Status::StreamEnd && inflater.total_in() == squeezed.len() as u64;
    if whole { Ok(bytes) } else { Err(broken()) }
}

/// An entry whose local header agrees with the directory and whose method is one that Excel uses.
fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, bytes: &[u8]) -> Result<Entry, Refusal> {
    let entry = archive.by_index_raw(index).map_err(|error| zip_fault(&error))?;
    // Names in a code page belong to pictures and the like at most; they only have to differ.
    let name = std::str::from_utf8(entry.name_raw())
        .map_or_else(|_| entry.name_raw().iter().map(|byte| char::from(*byte)).collect(), str::to_owned);
    if entry.encrypted() {
        return Err(Refusal::file(file::encrypted()));
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(Refusal::damaged(reason::METHOD).in_part(&name));
    }
    let deflated = entry.compression() == CompressionMethod::Deflated;
    let shape = || Refusal::damaged(reason::SHAPE).in_part(&name);
    let start = usize::try_from(entry.header_start()).map_err(|_| shape())?;
    // A local file header: method at 8, length of the name at 26, the name at 30.
    let header = bytes.get(start..).and_then(|rest| rest.get(..30)).ok_or_else(shape)?;
    let method = if deflated { 8 } else { 0 };
    let [length, extra] = [26, 28].map(|at| usize::from(u16::from_le_bytes([header[at], header[at + 1]])));
    let local = bytes.get(start + 30..).and_then(|rest| rest.get(..length));
    if local != Some(entry.name_raw()) || header[8..10] != [method, 0] {
        return Err(shape());
    }
    let squeezed = usize::try_from(entry.compressed_size()).map_err(|_| shape())?;
    if !deflated && entry.compressed_size() != entry.size() {
        return Err(shape());
    }
    let (size, crc) = (entry.size(), entry.crc32());
    drop(entry);
    Ok(Entry { name, start: start + 30 + length + extra, squeezed, size, crc, deflated, checked: false })
}

/// A part's name as Excel compares it: lower case, `/` for `\`, none in front.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn zip_fault(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::file(file::encrypted()),
        ZipError::UnsupportedArchive(_) => Refusal::damaged(reason::METHOD),
        _ => Refusal::damaged(reason::ZIP),
    }
}
