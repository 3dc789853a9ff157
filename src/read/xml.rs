//! A strict, streaming reader of the XML that workbooks hold. Written by hand so that it is independent of the reader
//! calamine uses: no DTD, UTF-8 only, every tag closed by its own name, every character legal, everything bounded.

mod markup;

use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;

use super::{Refusal, bound, reason};
use markup::{Attribute, is_declaration, is_space, parse_tag, push_lines, resolve};

/// What the next piece of XML is; its name, attributes and text are asked of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// An element begins. One without content is followed by its [`Event::End`] all the same.
    Start,
    /// The element that began last ends.
    End,
    /// Text inside an element; one text may come in several pieces.
    Text,
    /// The document is over, and whole.
    Over,
}

/// Whose names they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// What is read here: spreadsheets, package relationships, document properties.
    Ours,
    /// The namespace of `r:id`.
    Relationships,
    /// Anything else.
    Foreign,
}

impl Space {
    fn of(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main"
            | "http://schemas.openxmlformats.org/package/2006/relationships"
            | "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
            | "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes" => Self::Ours,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::Relationships,
            _ => Self::Foreign,
        }
    }
}

/// A namespace prefix (empty: the default) and the depth of the element that declared it.
#[derive(Debug)]
struct Binding {
    depth: usize,
    prefix: String,
    space: Space,
}

/// The reader: a window over the source, and the elements that are open.
pub(super) struct Xml<'a> {
    source: &'a mut dyn Read,
    window: Vec<u8>,
    /// Where the current token begins in the window, and its length.
    at: usize,
    length: usize,
    /// Names of open elements, one after the other, and where each begins.
    names: Vec<u8>,
    open: Vec<usize>,
    bindings: Vec<Binding>,
    /// Of the current start tag, as ranges of the window.
    local: Range<usize>,
    space: Space,
    attributes: Vec<Attribute>,
    /// Of the current text.
    text: Range<usize>,
    literal: bool,
    /// An element without content was begun and its end is due.
    end_due: bool,
    rooted: bool,
}

const CHUNK: usize = 64 << 10;

impl<'a> Xml<'a> {
    /// A reader of `source`, which must be XML in UTF-8.
    pub(super) fn new(source: &'a mut dyn Read) -> Result<Self, Refusal> {
        let mut xml = Self {
            source,
            window: Vec::new(),
            at: 0,
            length: 0,
            names: Vec::new(),
            open: Vec::new(),
            bindings: Vec::new(),
            local: 0..0,
            space: Space::Foreign,
            attributes: Vec::new(),
            text: 0..0,
            literal: false,
            end_due: false,
            rooted: false,
        };
        xml.declaration()?;
        Ok(xml)
    }

    /// The next piece. After [`Event::Over`] comes [`Event::Over`].
    pub(super) fn next(&mut self) -> Result<Event, Refusal> {
        if self.end_due {
            self.end_due = false;
            self.close();
            return Ok(Event::End);
        }
        loop {
            self.at += self.length;
            self.length = 0;
            if !self.holds(1)? {
                let whole = self.rooted && self.open.is_empty();
                return if whole { Ok(Event::Over) } else { Err(Refusal::damaged(reason::XML)) };
            }
            if self.window[self.at] != b'<' {
                self.plain_text()?;
                if !self.open.is_empty() {
                    return Ok(Event::Text);
                }
                continue;
            }
            self.holds(9)?;
            match self.window.get(self.at + 1) {
                Some(b'/') => return self.end_tag(),
                Some(b'?') => self.instruction()?,
                Some(b'!') => {
                    if self.markup()? {
                        return Ok(Event::Text);
                    }
                }
                _ => return self.start_tag(),
            }
        }
    }

    /// The local name of the element that began, empty if it is foreign to spreadsheets.
    pub(super) fn element(&self) -> &str {
        if self.space == Space::Ours { self.str(&self.local) } else { "" }
    }

    /// An attribute without a prefix, of the element that began.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, Refusal> {
        let found = self.attributes.iter().find(|attribute| &self.window[attribute.name.clone()] == name.as_bytes());
        found.map(|attribute| self.value(attribute)).transpose()
    }

    /// The attribute `id` of the relationships namespace, whatever its prefix.
    pub(super) fn relationship(&self) -> Result<Option<Cow<'_, str>>, Refusal> {
        let found = self.attributes.iter().find(|attribute| {
            self.str(&attribute.name)
                .split_once(':')
                .is_some_and(|(prefix, local)| local == "id" && self.bound(prefix) == Space::Relationships)
        });
        found.map(|attribute| self.value(attribute)).transpose()
    }

    /// Whether `name` is set to true. Anything but an XML Schema boolean is damage.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.attribute(name)?.as_deref().map(str::trim) {
            None | Some("0" | "false") => Ok(false),
            Some("1" | "true") => Ok(true),
            Some(_) => Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }

    /// Appends the current text to `into`, its references resolved and its line ends as `\n`.
    pub(super) fn text_into(&self, into: &mut String) -> Result<(), Refusal> {
        let raw = self.str(&self.text);
        if self.literal {
            push_lines(raw, into)
        } else {
            return resolve(raw, into, push_lines);
        }
        Ok(())
    }

    /// Whether the current text is white space only.
    pub(super) fn is_blank(&self) -> bool {
        self.window[self.text.clone()].iter().all(|byte| is_space(*byte))
    }

    /// Appends all text of the element that began and reads past its end. An element inside it is damage.
    pub(super) fn content(&mut self, into: &mut String) -> Result<(), Refusal> {
        loop {
            match self.next()? {
                Event::Text => self.text_into(into)?,
                Event::End => return Ok(()),
                Event::Start | Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
            }
        }
    }

    /// Reads past the end of the element that began, whatever it holds.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Event::Start => depth += 1,
                Event::End => depth -= 1,
                Event::Text => {}
                Event::Over => return Err(Refusal::damaged(reason::XML)),
            }
        }
        Ok(())
    }

    /// Whether the window holds `count` bytes from `at`, reading more where it does not.
    fn holds(&mut self, count: usize) -> Result<bool, Refusal> {
        while self.window.len() - self.at < count {
            if !self.fill()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads more of the source behind the current token, which moves to the front. False at the source's end.
    fn fill(&mut self) -> Result<bool, Refusal> {
        self.window.drain(..self.at);
        self.at = 0;
        let old = self.window.len();
        if old > bound::TOKEN {
            return Err(Refusal::damaged(reason::DEEP));
        }
        self.window.resize(old + CHUNK, 0);
        let mut filled = old;
        while filled < self.window.len() {
            match self.source.read(&mut self.window[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(super::package::fault(&error)),
            }
        }
        self.window.truncate(filled);
        Ok(filled > old)
    }

    /// The current token, checked: UTF-8 and characters that XML allows.
    fn token(&self) -> Result<&str, Refusal> {
        let bytes = &self.window[self.at..self.at + self.length];
        let mut ascii = true;
        for byte in bytes {
            if *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') {
                return Err(Refusal::damaged(reason::CHARACTER));
            }
            ascii &= byte.is_ascii();
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Refusal::damaged(reason::ENCODING))?;
        if !ascii && text.contains(['\u{FFFE}', '\u{FFFF}']) {
            return Err(Refusal::damaged(reason::CHARACTER));
        }
        Ok(text)
    }

    /// Text of the window that [`Xml::token`] has checked.
    fn str(&self, range: &Range<usize>) -> &str {
        std::str::from_utf8(&self.window[range.clone()]).unwrap_or_default()
    }

    /// Makes the current token end with `end`, at least `least` bytes on.
    fn until(&mut self, end: &[u8], least: usize) -> Result<(), Refusal> {
        let mut from = least;
        loop {
            let bytes = &self.window[self.at..];
            if let Some(found) = bytes.get(from..).and_then(|rest| rest.windows(end.len()).position(|b| b == end)) {
                self.length = from + found + end.len();
                return Ok(());
            }
            from = from.max((bytes.len() + 1).saturating_sub(end.len()));
            if !self.fill()? {
                return Err(Refusal::damaged(reason::XML));
            }
        }
    }

    /// The text up to the next tag.
    fn plain_text(&mut self) -> Result<(), Refusal> {
        let mut seen = 0;
        self.length = loop {
            let bytes = &self.window[self.at..];
            if let Some(found) = bytes[seen..].iter().position(|byte| *byte == b'<') {
                break seen + found;
            }
            seen = bytes.len();
            if !self.fill()? {
                break seen;
            }
        };
        let text = self.token()?;
        if self.open.is_empty() && !text.bytes().all(is_space) {
            return Err(Refusal::damaged(reason::XML));
        }
        self.text = self.at..self.at + self.length;
        self.literal = false;
        Ok(())
    }

    /// `<!…`: a comment, passed over, or literal text (true). A document type is refused.
    fn markup(&mut self) -> Result<bool, Refusal> {
        let bytes = &self.window[self.at..];
        if bytes.starts_with(b"<!--") {
            self.until(b"-->", 4)?;
            self.token()?;
            return Ok(false);
        }
        if !bytes.starts_with(b"<![CDATA[") || self.open.is_empty() {
            let doctype = bytes.len() >= 9 && bytes[..9].eq_ignore_ascii_case(b"<!DOCTYPE");
            return Err(Refusal::damaged(if doctype { reason::DTD } else { reason::XML }));
        }
        self.until(b"]]>", 9)?;
        self.token()?;
        self.text = self.at + 9..self.at + self.length - 3;
        self.literal = true;
        Ok(true)
    }

    /// `<?…?>`, passed over. A declaration stands at the very beginning only.
    fn instruction(&mut self) -> Result<(), Refusal> {
        self.until(b"?>", 2)?;
        let late = is_declaration(self.token()?);
        if late { Err(Refusal::damaged(reason::XML)) } else { Ok(()) }
    }

    /// The byte-order mark and the declaration, which may name no other encoding than UTF-8.
    fn declaration(&mut self) -> Result<(), Refusal> {
        self.holds(6)?;
        if self.window.starts_with(&[0xFE, 0xFF]) || self.window.starts_with(&[0xFF, 0xFE]) || self.window.contains(&0)
        {
            let utf16 = !self.window.starts_with(b"<?") && !self.window.starts_with(&[0xEF, 0xBB, 0xBF]);
            return Err(Refusal::damaged(if utf16 { reason::ENCODING } else { reason::CHARACTER }));
        }
        if self.window.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.at = 3;
        }
        if !self.window[self.at..].starts_with(b"<?xml") {
            return Ok(());
        }
        self.until(b"?>", 5)?;
        let token = self.token()?;
        if !is_declaration(token) {
            return Ok(());
        }
        let encoding =
            token.split_once("encoding").map(|(_, rest)| rest.trim_start_matches([' ', '\t', '\r', '\n', '=']));
        let Some(encoding) = encoding else { return Ok(()) };
        let named = encoding.split(['"', '\'']).nth(1).unwrap_or_default();
        let readable = ["utf-8", "utf8", "us-ascii"].iter().any(|known| named.eq_ignore_ascii_case(known));
        if readable { Ok(()) } else { Err(Refusal::damaged(reason::ENCODING)) }
    }

    /// Makes the current token the whole tag, up to its `>` outside quotes.
    fn whole_tag(&mut self) -> Result<(), Refusal> {
        let mut seen = 1;
        let mut quote = None;
        loop {
            while let Some(&byte) = self.window.get(self.at + seen) {
                seen += 1;
                match (quote, byte) {
                    (None, b'>') => {
                        self.length = seen;
                        return Ok(());
                    }
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), close) if open == close => quote = None,
                    (_, b'<') => return Err(Refusal::damaged(reason::XML)),
                    _ => {}
                }
            }
            if !self.fill()? {
                return Err(Refusal::damaged(reason::XML));
            }
        }
    }

    fn start_tag(&mut self) -> Result<Event, Refusal> {
        self.whole_tag()?;
        if self.open.is_empty() && self.rooted {
            return Err(Refusal::damaged(reason::XML));
        }
        if self.open.len() >= bound::DEPTH {
            return Err(Refusal::damaged(reason::DEEP));
        }
        let reused = std::mem::take(&mut self.attributes);
        let (name, attributes, empty) = parse_tag(self.token()?, self.at, reused)?;
        self.attributes = attributes;
        self.rooted = true;
        self.open.push(self.names.len());
        self.names.extend_from_slice(&self.window[name.clone()]);
        self.bind()?;
        let whole = self.str(&name);
        let (prefix, local) = whole.split_once(':').unwrap_or(("", whole));
        let (space, local) = (self.bound(prefix), name.end - local.len()..name.end);
        (self.space, self.local) = (space, local);
        self.end_due = empty;
        Ok(Event::Start)
    }

    fn end_tag(&mut self) -> Result<Event, Refusal> {
        self.whole_tag()?;
        let name = self.token()?.strip_prefix("</").and_then(|rest| rest.strip_suffix('>'));
        let name = name.unwrap_or_default().trim_end_matches([' ', '\t', '\r', '\n']).as_bytes();
        let fits = self.open.last().is_some_and(|begin| &self.names[*begin..] == name);
        if !fits {
            return Err(Refusal::damaged(reason::XML));
        }
        self.close();
        Ok(Event::End)
    }

    /// Forgets the element that was opened last, and what it declared.
    fn close(&mut self) {
        if let Some(begin) = self.open.pop() {
            self.names.truncate(begin);
        }
        while self.bindings.last().is_some_and(|binding| binding.depth > self.open.len()) {
            self.bindings.pop();
        }
    }

    /// Notes the namespaces that the current start tag declares.
    fn bind(&mut self) -> Result<(), Refusal> {
        let mut declared = Vec::new();
        for attribute in &self.attributes {
            let name = self.str(&attribute.name);
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let space = Space::of(&self.value(attribute)?);
            declared.push(Binding { depth: self.open.len(), prefix: prefix.to_owned(), space });
        }
        self.bindings.append(&mut declared);
        Ok(())
    }

    fn bound(&self, prefix: &str) -> Space {
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        bound.map_or(Space::Foreign, |binding| binding.space)
    }

    /// An attribute's value, its references resolved and its white space as blanks.
    fn value(&self, attribute: &Attribute) -> Result<Cow<'_, str>, Refusal> {
        let raw = self.str(&attribute.value);
        if !raw.contains(['&', '\t', '\n', '\r']) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut value = String::with_capacity(raw.len());
        resolve(raw, &mut value, |raw, into| {
            into.push_str(&raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " "))
        })?;
        Ok(Cow::Owned(value))
    }
}
