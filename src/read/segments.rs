//! A zip container put together from parts that lie in memory, without copying them: what calamine reads.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
/// 1 January 1980, midnight.
const MOMENT: [u8; 4] = [0, 0, 0x21, 0];

/// The container: pieces that stand behind each other, and where it is read.
#[derive(Default)]
pub(super) struct Segments<'a> {
    /// Each with where it begins.
    pieces: Vec<(u64, Cow<'a, [u8]>)>,
    length: u64,
    directory: Vec<u8>,
    entries: u16,
    at: u64,
    /// The piece that was read last.
    piece: usize,
}

impl<'a> Segments<'a> {
    /// Adds a part as it is.
    pub(super) fn add(&mut self, name: &str, bytes: Cow<'a, [u8]>) {
        let (size, crc) = (bytes.len() as u64, crc32fast::hash(&bytes));
        self.entry(name, size, 0, size, crc);
        self.push(bytes);
    }

    /// Adds a part that lies in two pieces.
    pub(super) fn add_two(&mut self, name: &str, one: &'a [u8], other: &'a [u8]) {
        let mut crc = crc32fast::Hasher::new();
        crc.update(one);
        crc.update(other);
        let size = (one.len() + other.len()) as u64;
        self.entry(name, size, 0, size, crc.finalize());
        self.push(Cow::Borrowed(one));
        self.push(Cow::Borrowed(other));
    }

    /// Adds a part that may be deflated already.
    pub(super) fn add_squeezed(&mut self, name: &str, bytes: &'a [u8], deflated: bool, size: u64, crc: u32) {
        self.entry(name, bytes.len() as u64, if deflated { 8 } else { 0 }, size, crc);
        self.push(Cow::Borrowed(bytes));
    }

    /// The two headers of an entry whose bytes come next.
    fn entry(&mut self, name: &str, squeezed: u64, method: u16, size: u64, crc: u32) {
        let four = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes();
        // Version 2.0, no flags; then what both headers hold.
        let common = [
            &[20, 0, 0, 0][..],
            &method.to_le_bytes(),
            &MOMENT,
            &crc.to_le_bytes(),
            &four(squeezed),
            &four(size),
            &length,
            &[0, 0],
        ]
        .concat();
        let begin = four(self.length);
        self.directory.extend([&CENTRAL[..], &[20, 0], &common, &[0; 10], &begin, name.as_bytes()].concat());
        self.push(Cow::Owned([&LOCAL[..], &common, name.as_bytes()].concat()));
        self.entries += 1;
    }

    fn push(&mut self, bytes: Cow<'a, [u8]>) {
        let begin = self.length;
        self.length += bytes.len() as u64;
        self.pieces.push((begin, bytes));
    }

    /// The same with its directory: a whole container.
    pub(super) fn finished(mut self) -> Self {
        let begin = u32::try_from(self.length).unwrap_or(u32::MAX).to_le_bytes();
        let directory = std::mem::take(&mut self.directory);
        let size = u32::try_from(directory.len()).unwrap_or(u32::MAX).to_le_bytes();
        let entries = self.entries.to_le_bytes();
        self.push(Cow::Owned(directory));
        self.push(Cow::Owned([&END[..], &[0; 4], &entries, &entries, &size, &begin, &[0, 0]].concat()));
        self
    }
}

impl Read for Segments<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let holds =
            |(begin, bytes): &(u64, Cow<'_, [u8]>), at: u64| (*begin..*begin + bytes.len() as u64).contains(&at);
        if !self.pieces.get(self.piece).is_some_and(|piece| holds(piece, self.at)) {
            let Some(found) = self.pieces.iter().position(|piece| holds(piece, self.at)) else { return Ok(0) };
            self.piece = found;
        }
        let (begin, bytes) = &self.pieces[self.piece];
        let from = usize::try_from(self.at - begin).map_err(|_| ErrorKind::InvalidInput)?;
        let count = (bytes.len() - from).min(buffer.len());
        buffer[..count].copy_from_slice(&bytes[from..from + count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Segments<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = at.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
