//! JSON that people can look into and that stays small: a line for each key of the document and of what its lists hold, and
//! what lies deeper on the line of its key.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// The document, its lists, and what they hold.
const DEEPEST_IN_LINES: usize = 3;

/// `document` as bytes, with a line break at the end.
#[must_use]
pub fn laid_out(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let layout = Layout { lines: PrettyFormatter::new(), depth: 0 };
    let mut serializer = Serializer::with_formatter(&mut bytes, layout);
    document.serialize(&mut serializer).expect("texts, numbers and lists of them are always JSON");
    bytes.push(b'\n');
    bytes
}

struct Layout {
    lines: PrettyFormatter<'static>,
    depth: usize,
}

impl Layout {
    fn in_lines(&self) -> bool {
        self.depth <= DEEPEST_IN_LINES
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.in_lines() { self.lines.begin_array(writer) } else { writer.write_all(b"[") }
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let done = if self.in_lines() { self.lines.end_array(writer) } else { writer.write_all(b"]") };
        self.depth -= 1;
        done
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if self.in_lines() {
            return self.lines.begin_array_value(writer, first);
        }
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.in_lines() { self.lines.end_array_value(writer) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.in_lines() { self.lines.begin_object(writer) } else { writer.write_all(b"{") }
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let done = if self.in_lines() { self.lines.end_object(writer) } else { writer.write_all(b"}") };
        self.depth -= 1;
        done
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if self.in_lines() {
            return self.lines.begin_object_key(writer, first);
        }
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.in_lines() { self.lines.end_object_value(writer) } else { Ok(()) }
    }
}
