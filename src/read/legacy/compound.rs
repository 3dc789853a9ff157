//! The container of an `.xls` ([MS-CFB]): a file system in a file, of which one stream is read. As lenient as Excel about
//! tables that are longer than the file; a chain of sectors that does not end is damage.

use super::super::Refusal;
use super::outline::{Fields, wide};
use crate::problem::file::damage as reason;

/// Above it, a sector number is a mark: the end of a chain, a free sector.
const LAST: u32 = 0xFFFF_FFFA;
const ENTRY: usize = 128;

/// A compound file whose tables are read.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// Each sector's successor.
    next: Vec<u32>,
    /// What stands at the top: the name of each entry, whether it is a stream, its first sector and its size.
    entries: Vec<Entry>,
    /// The small streams, whose sectors are small too.
    small: Small,
}

struct Small {
    next: Vec<u32>,
    bytes: Vec<u8>,
    sector: usize,
    /// Streams from this size on are no small ones.
    below: usize,
}

struct Entry {
    name: String,
    stream: bool,
    first: u32,
    size: usize,
}

impl Entry {
    /// Whether this is its name. Case does not count, and some writers use capitals.
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

fn broken() -> Refusal {
    Refusal::damaged(reason::STRUCTURE)
}

impl<'a> Compound<'a> {
    /// Reads the tables of the compound file `bytes`.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let header = Fields(bytes);
        let sizes = (header.two(30)?, header.two(32)?);
        let sector = if let (9 | 12, 6) = sizes { 1_usize << sizes.0 } else { return Err(broken()) };
        let small =
            Small { next: Vec::new(), bytes: Vec::new(), sector: 1 << sizes.1, below: header.four(56)? as usize };
        let mut file = Self { bytes, sector, next: Vec::new(), entries: Vec::new(), small };
        file.next = file.table(header)?;
        let directory = file.chained(header.four(48)?, usize::MAX)?;
        let root = Fields(&directory);
        file.small.next = numbers(&file.chained(header.four(60)?, usize::MAX)?);
        file.small.bytes = file.chained(root.four(116)?, root.four(120)? as usize)?;
        file.entries = top(root)?;
        Ok(file)
    }

    /// Whether this stands at the top, whatever it is.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.is(name))
    }

    /// The stream of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(entry) = self.entries.iter().find(|entry| entry.stream && entry.is(name)) else { return Ok(None) };
        let bytes = if entry.size < self.small.below {
            let sectors = chain(&self.small.next, entry.first)?;
            collected(&self.small.bytes, &sectors, self.small.sector, 0, entry.size)
        } else {
            self.chained(entry.first, entry.size)?
        };
        if bytes.len() < entry.size { Err(broken()) } else { Ok(Some(bytes)) }
    }

    /// The bytes of the sectors from `first` on, at most `most`.
    fn chained(&self, first: u32, most: usize) -> Result<Vec<u8>, Refusal> {
        // The header stands where a sector of its size would.
        Ok(collected(self.bytes, &chain(&self.next, first)?, self.sector, 1, most))
    }

    /// The table of successors, whose own sectors the header lists, and sectors it leads to.
    fn table(&self, header: Fields<'a>) -> Result<Vec<u32>, Refusal> {
        let mut listed = numbers(header.from(76)?.get(..436).ok_or_else(broken)?);
        let mut more = header.four(68)?;
        let each = self.sector / 4 - 1;
        while more < LAST {
            let bytes = collected(self.bytes, &[more], self.sector, 1, self.sector);
            let mut found = numbers(&bytes);
            more = found.pop().filter(|_| found.len() == each).ok_or_else(broken)?;
            listed.extend(found);
            if listed.len() > self.bytes.len() {
                return Err(broken());
            }
        }
        listed.retain(|sector| *sector < LAST);
        Ok(numbers(&collected(self.bytes, &listed, self.sector, 1, usize::MAX)))
    }
}

/// The entries next to each other below the root: a tree in a list.
fn top(directory: Fields<'_>) -> Result<Vec<Entry>, Refusal> {
    let count = directory.0.len() / ENTRY;
    let mut entries = Vec::new();
    let mut due = vec![directory.four(76)?];
    while let Some(at) = due.pop() {
        let at = at as usize;
        if at >= count {
            continue;
        }
        let entry = Fields(directory.from(at * ENTRY)?);
        // The length counts the nought at the end.
        let name = wide(entry.0, (entry.two(64)? as usize / 2).saturating_sub(1).min(31));
        let size = entry.four(120)? as usize;
        entries.push(Entry { name, stream: entry.one(66)? == 2, first: entry.four(116)?, size });
        if entries.len() > count {
            return Err(broken());
        }
        due.extend([entry.four(68)?, entry.four(72)?]);
    }
    Ok(entries)
}

/// The sectors from `first` on.
fn chain(next: &[u32], first: u32) -> Result<Vec<u32>, Refusal> {
    let mut sectors = Vec::new();
    let mut at = first;
    while at < LAST {
        sectors.push(at);
        if sectors.len() > next.len() {
            return Err(broken());
        }
        at = *next.get(at as usize).ok_or_else(broken)?;
    }
    Ok(sectors)
}

/// The bytes of these sectors, behind each other; what the file does not hold is left out.
fn collected(bytes: &[u8], sectors: &[u32], size: usize, before: usize, most: usize) -> Vec<u8> {
    let mut all = Vec::new();
    for sector in sectors {
        let Some(rest) = (*sector as usize).checked_add(before).and_then(|at| bytes.get(at.checked_mul(size)?..))
        else {
            break;
        };
        all.extend_from_slice(&rest[..rest.len().min(size)]);
        if all.len() >= most {
            all.truncate(most);
            break;
        }
    }
    all
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}
