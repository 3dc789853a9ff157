//! What of a source is in sight: text that is known to be UTF-8 and to hold only characters that XML allows.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};

use super::super::{Refusal, bound};
use crate::problem::file::damage as reason;

const CHUNK: usize = 64 << 10;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The window, and what it moves over.
pub(super) struct Window<'a> {
    text: Cow<'a, str>,
    source: Option<&'a mut dyn Read>,
    /// Read but not in sight yet: the beginning of a character.
    tail: Vec<u8>,
}

impl<'a> Window<'a> {
    /// Over all of `bytes`.
    pub(super) fn whole(bytes: &'a [u8]) -> Result<Self, Refusal> {
        wide(bytes)?;
        let text = std::str::from_utf8(bytes.strip_prefix(MARK).unwrap_or(bytes));
        let text = text.map_err(|_| Refusal::damaged(reason::ENCODING))?;
        characters(text)?;
        Ok(Self { text: Cow::Borrowed(text), source: None, tail: Vec::new() })
    }

    /// Over the beginning of `source`.
    pub(super) fn streamed(source: &'a mut dyn Read) -> Result<Self, Refusal> {
        let mut window = Self { text: Cow::Owned(String::new()), source: Some(source), tail: Vec::new() };
        window.read(CHUNK)?;
        wide(&window.tail)?;
        if window.tail.starts_with(MARK) {
            window.tail.drain(..MARK.len());
        }
        window.show()?;
        Ok(window)
    }

    /// What is in sight.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What is in sight from `at` on.
    pub(super) fn rest(&self, at: usize) -> &[u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    /// Makes `count` bytes after `at` be in sight, if there are as many. Gives where `at` is then.
    pub(super) fn holds(&mut self, mut at: usize, count: usize) -> Result<usize, Refusal> {
        while self.rest(at).len() < count && self.fill(at)? {
            at = 0;
        }
        Ok(at)
    }

    /// Forgets what stands before `at`, which becomes 0, and shows more. False, and nothing changed, at the end.
    pub(super) fn fill(&mut self, at: usize) -> Result<bool, Refusal> {
        if self.source.is_none() {
            return Ok(false);
        }
        if self.text.len() - at > bound::TOKEN {
            return Err(Refusal::damaged(reason::LONG));
        }
        let before = self.tail.len();
        self.read(CHUNK)?;
        if self.tail.len() == before {
            // A character that never ends.
            return if before == 0 { Ok(false) } else { Err(Refusal::damaged(reason::ENCODING)) };
        }
        self.text.to_mut().drain(..at);
        self.show()?;
        Ok(true)
    }

    fn read(&mut self, count: usize) -> Result<(), Refusal> {
        let Some(source) = &mut self.source else { return Ok(()) };
        let mut filled = self.tail.len();
        self.tail.resize(filled + count, 0);
        while filled < self.tail.len() {
            match source.read(&mut self.tail[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(Refusal::damaged(reason::CHECKSUM)),
            }
        }
        self.tail.truncate(filled);
        Ok(())
    }

    /// Moves the whole characters of the tail into sight.
    fn show(&mut self) -> Result<(), Refusal> {
        let broken = |_| Refusal::damaged(reason::ENCODING);
        let text = match std::str::from_utf8(&self.tail) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => {
                std::str::from_utf8(&self.tail[..error.valid_up_to()]).map_err(broken)?
            }
            Err(error) => return Err(broken(error)),
        };
        characters(text)?;
        self.text.to_mut().push_str(text);
        let shown = text.len();
        self.tail.drain(..shown);
        Ok(())
    }
}

/// Refuses UTF-16, told by its mark or its noughts.
fn wide(bytes: &[u8]) -> Result<(), Refusal> {
    let begin = &bytes[..bytes.len().min(64)];
    if begin.starts_with(&[0xFE, 0xFF]) || begin.starts_with(&[0xFF, 0xFE]) || begin.contains(&0) {
        let utf16 = !begin.starts_with(b"<?") && !begin.starts_with(MARK);
        return Err(Refusal::damaged(if utf16 { reason::UTF_16 } else { reason::CHARACTER }));
    }
    Ok(())
}

/// Refuses characters that XML does not allow.
fn characters(text: &str) -> Result<(), Refusal> {
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    // In blocks, of which most hold nothing so low: a whole worksheet goes through here.
    let low = |block: &[u8]| block.iter().fold(u8::MAX, |least, byte| least.min(*byte)) < b' ';
    let any = text.as_bytes().chunks(1_024).any(|block| low(block) && block.iter().any(control));
    // The two that are no characters begin with this byte, which hardly any text holds.
    if any || (text.as_bytes().contains(&0xEF) && text.contains(['\u{FFFE}', '\u{FFFF}'])) {
        return Err(Refusal::damaged(reason::CHARACTER));
    }
    Ok(())
}
