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
    pieces: Vec<(u64, Piece<'a>)>,
    length: u64,
    directory: Vec<u8>,
    entries: u16,
    at: u64,
    /// The piece that was read last.
    piece: usize,
}

/// Bytes of the container.
enum Piece<'a> {
    /// That lie in memory.
    Here(Cow<'a, [u8]>),
    /// That come while they are read: from the beginning to the end. Read any other way they are noughts, and then the two
    /// readers do not agree.
    Coming(Coming<'a>),
}

/// A part that does not lie in memory.
pub(super) struct Coming<'a> {
    /// How many bytes it is, and their checksum.
    pub(super) size: u64,
    pub(super) crc: u32,
    /// Begins its reading.
    pub(super) begin: Box<dyn Fn() -> Source<'a> + Send + 'a>,
    /// The reading, and where it is.
    pub(super) begun: Option<(Source<'a>, u64)>,
}

type Source<'a> = Box<dyn Read + Send + 'a>;

impl Piece<'_> {
    fn length(&self) -> u64 {
        match self {
            Self::Here(bytes) => bytes.len() as u64,
            Self::Coming(part) => part.size,
        }
    }

    /// Reads from `at` on.
    fn read(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Here(bytes) => {
                let from = usize::try_from(at).map_err(|_| ErrorKind::InvalidInput)?;
                let rest = &bytes[from..];
                let count = rest.len().min(buffer.len());
                buffer[..count].copy_from_slice(&rest[..count]);
                Ok(count)
            }
            Self::Coming(part) => {
                if at == 0 {
                    part.begun = Some(((part.begin)(), 0));
                }
                match &mut part.begun {
                    Some((reader, there)) if *there == at => {
                        let count = reader.read(buffer)?;
                        *there += count as u64;
                        Ok(count)
                    }
                    // Whoever looks for the directory passes by here on the way: nothing of it is here.
                    _ => {
                        let left = usize::try_from(part.size - at).map_err(|_| ErrorKind::InvalidInput)?;
                        let count = left.min(buffer.len());
                        buffer[..count].fill(0);
                        Ok(count)
                    }
                }
            }
        }
    }
}

impl<'a> Segments<'a> {
    /// Adds a part as it is.
    pub(super) fn add(&mut self, name: &str, bytes: Cow<'a, [u8]>) {
        let (size, crc) = (bytes.len() as u64, crc32fast::hash(&bytes));
        self.entry(name, size, crc);
        self.push(bytes);
    }

    /// Adds a part that lies in two pieces.
    pub(super) fn add_two(&mut self, name: &str, one: &'a [u8], other: &'a [u8]) {
        let mut crc = crc32fast::Hasher::new();
        crc.update(one);
        crc.update(other);
        let size = (one.len() + other.len()) as u64;
        self.entry(name, size, crc.finalize());
        self.push(Cow::Borrowed(one));
        self.push(Cow::Borrowed(other));
    }

    /// Adds a part that does not lie in memory.
    pub(super) fn add_coming(&mut self, name: &str, part: Coming<'a>) {
        self.entry(name, part.size, part.crc);
        self.push_piece(Piece::Coming(part));
    }

    /// The two headers of an entry whose bytes come next.
    fn entry(&mut self, name: &str, size: u64, crc: u32) {
        let four = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes();
        // Version 2.0, no flags, stored; then what both headers hold.
        let common =
            [&[20, 0, 0, 0, 0, 0][..], &MOMENT, &crc.to_le_bytes(), &four(size), &four(size), &length, &[0, 0]]
                .concat();
        let begin = four(self.length);
        self.directory.extend([&CENTRAL[..], &[20, 0], &common, &[0; 10], &begin, name.as_bytes()].concat());
        self.push(Cow::Owned([&LOCAL[..], &common, name.as_bytes()].concat()));
        self.entries += 1;
    }

    fn push(&mut self, bytes: Cow<'a, [u8]>) {
        self.push_piece(Piece::Here(bytes));
    }

    fn push_piece(&mut self, piece: Piece<'a>) {
        let begin = self.length;
        self.length += piece.length();
        self.pieces.push((begin, piece));
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
        let holds = |(begin, piece): &(u64, Piece<'_>), at: u64| (*begin..*begin + piece.length()).contains(&at);
        if !self.pieces.get(self.piece).is_some_and(|piece| holds(piece, self.at)) {
            let Some(found) = self.pieces.iter().position(|piece| holds(piece, self.at)) else { return Ok(0) };
            self.piece = found;
        }
        let (begin, piece) = &mut self.pieces[self.piece];
        let count = piece.read(self.at - *begin, buffer)?;
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
