//! A strict, streaming reader of the XML that workbooks hold. Written by hand so that it is independent of the reader
//! calamine uses: no DTD, UTF-8 only, every tag closed by its own name, every character legal, everything bounded.

mod cell;
mod markup;
mod window;

use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;

use super::Refusal;
use crate::policy::FileLimit;
use crate::problem::file::damage as reason;
pub(super) use cell::{PlainCell, PlainString};
use markup::{Attribute, Tag, is_declaration, is_space, parse_tag, push_lines, resolve};
use window::Window;

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

/// How a text stood in the file. Anything but plain is legal, and unusual enough that other readers err on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In one piece, as it is.
    Plain,
    /// With references, comments or in several pieces.
    Pieces,
    /// With a CDATA section.
    Literal,
}

/// Whose names they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// What is read here: spreadsheets, package relationships, document properties.
    Ours,
    /// The namespace of `r:id`.
    Relationships,
    /// OpenDocument's: its prefixes are the same in every file.
    OpenDocument,
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
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            | "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
            | "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            | "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::OpenDocument,
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
    window: Window<'a>,
    /// Where the current token begins in the window, and its length.
    at: usize,
    length: usize,
    /// Names of open elements, one after the other, and where each begins.
    names: String,
    open: Vec<usize>,
    depth: usize,
    bindings: Vec<Binding>,
    /// What names without a prefix belong to: asked at every tag.
    plain: Space,
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

impl<'a> Xml<'a> {
    /// A reader of `bytes`, which must be XML in UTF-8, with at most `depth` elements inside each other.
    pub(super) fn whole(bytes: &'a [u8], depth: usize) -> Result<Self, Refusal> {
        Self::over(Window::whole(bytes)?, depth)
    }

    /// The same of a source too large to hold.
    pub(super) fn streamed(source: &'a mut dyn Read, depth: usize) -> Result<Self, Refusal> {
        Self::over(Window::streamed(source)?, depth)
    }

    fn over(window: Window<'a>, depth: usize) -> Result<Self, Refusal> {
        let mut xml = Self {
            window,
            at: 0,
            length: 0,
            names: String::new(),
            open: Vec::new(),
            depth,
            bindings: Vec::new(),
            plain: Space::Foreign,
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
            // Enough to tell one kind of markup from another.
            if self.window.rest(self.at).len() < 9 {
                self.at = self.window.holds(self.at, 9)?;
            }
            match self.window.rest(self.at) {
                [] => {
                    let whole = self.rooted && self.open.is_empty();
                    return if whole { Ok(Event::Over) } else { Err(Refusal::damaged(reason::XML)) };
                }
                [b'<', b'/', ..] => return self.end_tag(),
                [b'<', b'?', ..] => self.instruction()?,
                [b'<', b'!', ..] => {
                    if self.markup()? {
                        return Ok(Event::Text);
                    }
                }
                [b'<', ..] => return self.start_tag(),
                _ => {
                    self.plain_text()?;
                    if !self.open.is_empty() {
                        return Ok(Event::Text);
                    }
                }
            }
        }
    }

    /// The cell that comes next, where it is written plainly; otherwise nothing is read, and [`Xml::next`] looks closer.
    pub(super) fn plain_cell(&mut self) -> Option<PlainCell<'_>> {
        self.glance(cell::plain)
    }

    /// The same of a shared string.
    pub(super) fn plain_string(&mut self) -> Option<PlainString<'_>> {
        self.glance(cell::plain_string)
    }

    /// What `take` makes of the next element and the one in it. Both must be ours, and within the depth.
    fn glance<'w, T>(&'w mut self, take: impl FnOnce(&'w str) -> Option<(T, usize)>) -> Option<T> {
        if self.end_due || self.plain != Space::Ours || self.open.len() + 2 > self.depth {
            return None;
        }
        let begin = self.at + self.length;
        let (taken, length) = take(self.window.text().get(begin..)?)?;
        (self.at, self.length) = (begin, length);
        Some(taken)
    }

    /// The local name of the element that began, empty if it is foreign to spreadsheets.
    #[inline]
    pub(super) fn element(&self) -> &str {
        if self.space == Space::Ours { self.str(&self.local) } else { "" }
    }

    /// The local name of the element that began, empty if it is foreign to OpenDocument.
    pub(super) fn open_document(&self) -> &str {
        if self.space == Space::OpenDocument { self.str(&self.local) } else { "" }
    }

    /// An attribute of the element that began, by its name as written: most often without a prefix.
    #[inline]
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, Refusal> {
        let text = self.window.text().as_bytes();
        let named = |attribute: &&Attribute| {
            attribute.name.len() == name.len() && text[attribute.name.clone()].iter().eq(name.as_bytes())
        };
        let found = self.attributes.iter().find(named);
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

    /// Appends the current text to `into`, its references resolved and its line ends as `\n`. Says how it stood.
    pub(super) fn text_into(&self, into: &mut String) -> Result<Written, Refusal> {
        let raw = self.str(&self.text);
        if self.literal {
            push_lines(raw, into);
            return Ok(Written::Literal);
        }
        if !raw.bytes().any(|byte| matches!(byte, b'&' | b'\r')) {
            into.push_str(raw);
            return Ok(Written::Plain);
        }
        resolve(raw, into, push_lines)?;
        Ok(Written::Pieces)
    }

    /// Whether the current text is white space only.
    pub(super) fn is_blank(&self) -> bool {
        self.str(&self.text).bytes().all(is_space)
    }

    /// Appends all text of the element that began and reads past its end. An element inside it is damage.
    pub(super) fn content(&mut self, into: &mut String) -> Result<Written, Refusal> {
        let mut written = None;
        loop {
            match self.next()? {
                Event::Text => {
                    written = Some(match (written, self.text_into(into)?) {
                        (None, one) => one,
                        (Some(Written::Literal), _) | (_, Written::Literal) => Written::Literal,
                        _ => Written::Pieces,
                    });
                }
                Event::End => return Ok(written.unwrap_or(Written::Plain)),
                Event::Start | Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
            }
        }
    }

    /// Reads past the end of the element that began, which must be one of `known` or foreign to spreadsheets. Of another
    /// nobody can say what it was meant to be, and what would be lost with it.
    pub(super) fn pass(&mut self, known: &[&str]) -> Result<(), Refusal> {
        let name = self.element();
        if name.is_empty() || known.contains(&name) { self.skip() } else { Err(Refusal::damaged(reason::STRUCTURE)) }
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

    fn str(&self, range: &Range<usize>) -> &str {
        self.window.text().get(range.clone()).unwrap_or_default()
    }

    /// The current token.
    fn token(&self) -> &str {
        self.str(&(self.at..self.at + self.length))
    }

    /// Reads more of the source. The current token, which stays, moves to the front. False at the source's end.
    fn fill(&mut self) -> Result<bool, Refusal> {
        let more = self.window.fill(self.at)?;
        if more {
            self.at = 0;
        }
        Ok(more)
    }

    /// Makes the current token end with `end`, at least `least` bytes on.
    fn until(&mut self, end: &[u8], least: usize) -> Result<(), Refusal> {
        let mut from = least;
        loop {
            let bytes = self.window.rest(self.at);
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
            let bytes = self.window.rest(self.at);
            if let Some(found) = bytes[seen..].iter().position(|byte| *byte == b'<') {
                break seen + found;
            }
            seen = bytes.len();
            if !self.fill()? {
                break seen;
            }
        };
        if self.open.is_empty() && !self.token().bytes().all(is_space) {
            return Err(Refusal::damaged(reason::XML));
        }
        self.text = self.at..self.at + self.length;
        self.literal = false;
        Ok(())
    }

    /// `<!…`: a comment, passed over, or literal text (true). A document type is refused.
    fn markup(&mut self) -> Result<bool, Refusal> {
        let bytes = self.window.rest(self.at);
        if bytes.starts_with(b"<!--") {
            self.until(b"-->", 4)?;
            return Ok(false);
        }
        if !bytes.starts_with(b"<![CDATA[") || self.open.is_empty() {
            let doctype = bytes.len() >= 9 && bytes[..9].eq_ignore_ascii_case(b"<!DOCTYPE");
            return Err(Refusal::damaged(if doctype { reason::DTD } else { reason::XML }));
        }
        self.until(b"]]>", 9)?;
        self.text = self.at + 9..self.at + self.length - 3;
        self.literal = true;
        Ok(true)
    }

    /// `<?…?>`, passed over. A declaration stands at the very beginning only.
    fn instruction(&mut self) -> Result<(), Refusal> {
        self.until(b"?>", 2)?;
        if is_declaration(self.token()) { Err(Refusal::damaged(reason::XML)) } else { Ok(()) }
    }

    /// The declaration, which may name no other encoding than UTF-8.
    fn declaration(&mut self) -> Result<(), Refusal> {
        self.at = self.window.holds(0, 6)?;
        if !self.window.rest(self.at).starts_with(b"<?xml") {
            return Ok(());
        }
        self.until(b"?>", 5)?;
        let token = self.token();
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

    fn start_tag(&mut self) -> Result<Event, Refusal> {
        if self.open.is_empty() && self.rooted {
            return Err(Refusal::damaged(reason::XML));
        }
        if self.open.len() >= self.depth {
            return Err(Refusal::over(FileLimit::XmlDepth, self.depth as u64));
        }
        let tag = loop {
            if let Some(tag) = parse_tag(self.window.rest(self.at), self.at, &mut self.attributes)? {
                break tag;
            }
            if !self.fill()? {
                return Err(Refusal::damaged(reason::XML));
            }
        };
        let Tag { length, name, prefix, empty, declares } = tag;
        self.length = length;
        self.rooted = true;
        self.open.push(self.names.len());
        let whole = self.window.text().get(name.clone()).unwrap_or_default();
        self.names.push_str(whole);
        if declares {
            self.bind()?;
        }
        let whole = self.window.text().get(name.clone()).unwrap_or_default();
        self.space = if prefix == 0 { self.plain } else { self.bound(whole.get(..prefix).unwrap_or_default()) };
        self.local = if prefix == 0 { name } else { name.start + prefix + 1..name.end };
        self.end_due = empty;
        Ok(Event::Start)
    }

    fn end_tag(&mut self) -> Result<Event, Refusal> {
        let mut seen = 2;
        self.length = loop {
            let bytes = self.window.rest(self.at);
            match bytes[seen.min(bytes.len())..].iter().position(|byte| matches!(byte, b'>' | b'<')) {
                Some(found) if bytes[seen + found] == b'>' => break seen + found + 1,
                Some(_) => return Err(Refusal::damaged(reason::XML)),
                None => seen = seen.max(bytes.len()),
            }
            if !self.fill()? {
                return Err(Refusal::damaged(reason::XML));
            }
        };
        let name = self.str(&(self.at + 2..self.at + self.length - 1)).trim_end_matches([' ', '\t', '\r', '\n']);
        // Byte by byte: these names are short, and there are as many as there are tags.
        let fits = self.open.last().is_some_and(|begin| self.names.as_bytes()[*begin..].iter().eq(name.as_bytes()));
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
            self.plain = self.bound("");
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
        self.plain = self.bound("");
        Ok(())
    }

    fn bound(&self, prefix: &str) -> Space {
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        bound.map_or(Space::Foreign, |binding| binding.space)
    }

    /// An attribute's value, its references resolved and its white space as blanks.
    fn value(&self, attribute: &Attribute) -> Result<Cow<'_, str>, Refusal> {
        let raw = self.str(&attribute.value);
        if !raw.bytes().any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r')) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut value = String::with_capacity(raw.len());
        resolve(raw, &mut value, |raw, into| {
            into.push_str(&raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " "))
        })?;
        Ok(Cow::Owned(value))
    }
}
