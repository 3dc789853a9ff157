//! A large part while it is inflated, its size and checksum held against what the container states; once for both readers,
//! who take its blocks one after the other.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::bufread::DeflateDecoder;

use super::bound;

/// A part as it lies in the container, and what that states of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Squeezed<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) deflated: bool,
    /// How many bytes it is when it is inflated.
    pub(super) size: u64,
    /// Their checksum.
    pub(super) crc: u32,
}

/// A large part while it is inflated. Its last read fails where its size or checksum does not fit.
pub(super) struct Stream<'a> {
    source: Source<'a>,
    crc: crc32fast::Hasher,
    seen: u64,
    part: Squeezed<'a>,
}

enum Source<'a> {
    Deflated(DeflateDecoder<&'a [u8]>),
    Stored(&'a [u8]),
}

impl<'a> Stream<'a> {
    pub(super) fn new(part: Squeezed<'a>) -> Self {
        let source =
            if part.deflated { Source::Deflated(DeflateDecoder::new(part.bytes)) } else { Source::Stored(part.bytes) };
        Self { source, crc: crc32fast::Hasher::new(), seen: 0, part }
    }

    fn is_whole(&self) -> bool {
        let all_used = match &self.source {
            Source::Deflated(decoder) => decoder.total_in() == self.part.bytes.len() as u64,
            Source::Stored(rest) => rest.is_empty(),
        };
        all_used && self.seen == self.part.size && self.crc.clone().finalize() == self.part.crc
    }

    /// Fills `block` as far as there is anything.
    fn fill(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < block.len() {
            match self.read(&mut block[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        Ok(filled)
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.source {
            Source::Deflated(decoder) => decoder.read(buffer)?,
            Source::Stored(rest) => rest.read(buffer)?,
        };
        self.crc.update(&buffer[..count]);
        self.seen = self.seen.saturating_add(count as u64);
        let wrong = self.seen > self.part.size || (count == 0 && !buffer.is_empty() && !self.is_whole());
        if wrong { Err(ErrorKind::InvalidData.into()) } else { Ok(count) }
    }
}

/// Bytes of a block, and how many blocks are kept for the reader that is behind.
const BLOCK: usize = 64 << 10;
const KEPT: usize = 32;

/// A part that two readers take side by side: whichever comes to a block first inflates it, and the other finds it there.
pub(super) struct Shared<'a> {
    part: Squeezed<'a>,
    blocks: Mutex<Blocks<'a>>,
}

struct Blocks<'a> {
    stream: Stream<'a>,
    /// Those that one of the readers has not taken yet, and the number of the first.
    kept: VecDeque<Arc<Vec<u8>>>,
    first: usize,
    /// The number of the block that each reader takes next.
    next: [usize; 2],
    /// Blocks that both have taken, for the next ones.
    spare: Vec<Arc<Vec<u8>>>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(part: Squeezed<'a>) -> Arc<Self> {
        let stream = Stream::new(part);
        let blocks = Blocks { stream, kept: VecDeque::new(), first: 0, next: [0; 2], spare: Vec::new() };
        Arc::new(Self { part, blocks: Mutex::new(blocks) })
    }

    /// How many bytes it is.
    pub(super) fn size(&self) -> u64 {
        self.part.size
    }

    /// Their checksum.
    pub(super) fn crc(&self) -> u32 {
        self.part.crc
    }

    /// The first bytes, whatever comes after them: for a glance, and inflated for itself.
    pub(super) fn beginning(&self) -> Vec<u8> {
        let mut begin = Vec::new();
        // What is wrong with the part is found when it is read.
        let _ = Stream::new(self.part).take(bound::BEGINNING).read_to_end(&mut begin);
        begin
    }

    /// The block of this number, empty behind the last. None if it has been given up: this reader was far behind.
    fn block(&self, who: Who, number: usize) -> io::Result<Option<Arc<Vec<u8>>>> {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(at) = number.checked_sub(blocks.first) else { return Ok(None) };
        let block = match blocks.kept.get(at) {
            Some(block) => Arc::clone(block),
            None => blocks.inflate()?,
        };
        blocks.next[who as usize] = number + 1;
        blocks.give_up();
        Ok(Some(block))
    }
}

impl Blocks<'_> {
    /// The block behind the last that is kept.
    fn inflate(&mut self) -> io::Result<Arc<Vec<u8>>> {
        let free = self.spare.iter().position(|block| Arc::strong_count(block) == 1);
        let mut block = free.map(|at| self.spare.swap_remove(at)).unwrap_or_default();
        // Nobody else holds it: this copies nothing.
        let bytes = Arc::make_mut(&mut block);
        bytes.resize(BLOCK, 0);
        let filled = self.stream.fill(bytes)?;
        bytes.truncate(filled);
        self.kept.push_back(Arc::clone(&block));
        Ok(block)
    }

    /// Keeps no block that both have taken, and no more than so many for the one that is behind.
    fn give_up(&mut self) {
        let [one, other] = self.next;
        while self.first < one.min(other) || self.kept.len() > KEPT {
            let Some(block) = self.kept.pop_front() else { return };
            self.first += 1;
            if self.spare.len() < KEPT {
                self.spare.push(block);
            }
        }
    }
}

/// Who takes the blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Strict = 0,
    Second = 1,
}

/// One of the readers of a [`Shared`] part.
pub(super) struct Beside<'a> {
    shared: Arc<Shared<'a>>,
    who: Who,
    block: Arc<Vec<u8>>,
    /// Where it is in the block, and the number of the next.
    at: usize,
    next: usize,
    /// It has taken the last one.
    over: bool,
    /// Where the other was too far ahead: it inflates for itself.
    own: Option<Stream<'a>>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(shared: &Arc<Shared<'a>>, who: Who) -> Self {
        Self { shared: Arc::clone(shared), who, block: Arc::default(), at: 0, next: 0, over: false, own: None }
    }

    /// The same part from where this reader is, inflated by itself.
    fn alone(&self) -> io::Result<Stream<'a>> {
        let mut stream = Stream::new(self.shared.part);
        let passed = (self.next as u64).saturating_mul(BLOCK as u64);
        io::copy(&mut Read::by_ref(&mut stream).take(passed), &mut io::sink())?;
        Ok(stream)
    }
}

impl Read for Beside<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(own) = &mut self.own {
            return own.read(buffer);
        }
        if self.at == self.block.len() && !self.over && !buffer.is_empty() {
            // Given back before the next is asked for, so that it can be used again.
            (self.block, self.at) = (Arc::default(), 0);
            let Some(block) = self.shared.block(self.who, self.next)? else {
                let own = self.alone()?;
                return self.own.insert(own).read(buffer);
            };
            self.next += 1;
            self.over = block.is_empty();
            self.block = block;
        }
        let rest = &self.block[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::DeflateEncoder};

    use super::*;

    /// More than is kept for the one that is behind, and no whole number of blocks.
    fn part() -> (Vec<u8>, Vec<u8>) {
        let whole: Vec<u8> = (0..(KEPT + 3) * BLOCK + 5).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&whole).unwrap();
        (encoder.finish().unwrap(), whole)
    }

    fn shared<'a>(bytes: &'a [u8], whole: &[u8]) -> Arc<Shared<'a>> {
        Shared::new(Squeezed { bytes, deflated: true, size: whole.len() as u64, crc: crc32fast::hash(whole) })
    }

    #[test]
    fn both_readers_get_all_of_it_whoever_is_ahead() {
        let (squeezed, whole) = part();
        for (first, step, other) in [(Who::Strict, 1_000, Who::Second), (Who::Second, BLOCK * KEPT / 2, Who::Strict)] {
            let shared = shared(&squeezed, &whole);
            let (mut ahead, mut behind) = (Beside::new(&shared, first), Beside::new(&shared, other));
            let (mut one, mut two) = (Vec::new(), Vec::new());
            (&mut ahead).take(step as u64).read_to_end(&mut one).unwrap();
            (&mut behind).take(7).read_to_end(&mut two).unwrap();
            while one.len() < whole.len() {
                (&mut ahead).take(step as u64).read_to_end(&mut one).unwrap();
                (&mut behind).take(step as u64 / 2).read_to_end(&mut two).unwrap();
            }
            assert!(behind.own.is_some() || shared.blocks.lock().unwrap().kept.len() <= KEPT);
            behind.read_to_end(&mut two).unwrap();
            assert!(one == whole && two == whole);
            assert_eq!(
                (ahead.read(&mut [0]).unwrap(), behind.read(&mut [0]).unwrap()),
                (0, 0),
                "the end stays the end"
            );
        }
    }

    #[test]
    fn one_that_comes_late_inflates_for_itself() {
        let (squeezed, whole) = part();
        let shared = shared(&squeezed, &whole);
        let (mut one, mut two) = (Vec::new(), Vec::new());
        Beside::new(&shared, Who::Strict).read_to_end(&mut one).unwrap();
        let mut late = Beside::new(&shared, Who::Second);
        late.read_to_end(&mut two).unwrap();
        assert!(late.own.is_some() && one == whole && two == whole);
    }

    #[test]
    fn neither_reader_ends_well_where_the_checksum_does_not_fit() {
        let (squeezed, mut whole) = part();
        whole[9] ^= 1;
        let shared = shared(&squeezed, &whole);
        for who in [Who::Strict, Who::Second, Who::Strict] {
            assert!(Beside::new(&shared, who).read_to_end(&mut Vec::new()).is_err());
        }
    }
}
