//! The second reading: calamine streams the same cells, and each must be what the strict reader made of it.
//!
//! calamine gets a container of our making, with names where it looks for them and the very bytes of the parts that were
//! checked: shared strings without their stated count (it would reserve memory by it; a large part whose count is no more
//! than there are comes as it is), and small sheets from `sheetData` on (it fails on a `dimension` that is only a hint; a
//! large sheet with such a one is held whole for it). A large sheet it reads in a thread of its own. It is not asked where
//! it is known to err on files that are right:
//!
//! - a number, index, truth value or error value written with white space around it, references, comments or CDATA, and
//!   text written with CDATA: XML allows it all, calamine reads another value or none;
//! - error values that are newer than its list (`#SPILL!`), which it refuses; they are asked of the strict reader only;
//! - numerals that are none: the strict reader has said so already;
//! - text of a cell that holds its own, written where a formula's stands: calamine passes over it.
//!
//! Number formats are not compared: what a person sees as a date or as per cent is the strict reader's alone.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread::Scope;
use std::vec;

use calamine::{Cell, DataRef, Reader, Xlsx, XlsxCellReader, XlsxError};

use super::Refusal;
use super::package::Part;
use super::segments::{Coming, Segments};
use super::stream::{Beside, Shared, Who};
use crate::origin::CellRef;

/// calamine over the parts of one workbook.
pub(super) struct Second<'a> {
    book: Xlsx<Segments<'a>>,
}

impl<'a> Second<'a> {
    /// Opens the reading of these parts: the sheets in their order, and the shared strings.
    pub(super) fn open(strings: Option<&'a Part<'_>>, sheets: &'a [Part<'_>]) -> Result<Self, Refusal> {
        let mut parts = Segments::default();
        parts.add("_rels/.rels", Cow::Borrowed(RELATIONSHIPS));
        parts.add("xl/workbook.xml", Cow::Owned(workbook(sheets.len()).into_bytes()));
        parts.add("xl/_rels/workbook.xml.rels", Cow::Owned(relationships(sheets.len()).into_bytes()));
        const STRINGS: &str = "xl/sharedStrings.xml";
        match strings {
            None => {}
            Some(Part::Whole(bytes)) => {
                if let Some((start, rest)) = without_count(bytes) {
                    parts.add_two(STRINGS, start, rest);
                }
            }
            Some(Part::Large(shared)) => parts.add_coming(STRINGS, coming(shared)),
        }
        for (at, sheet) in sheets.iter().enumerate() {
            let name = format!("xl/{at}.xml");
            match sheet {
                Part::Whole(bytes) => parts.add(&name, Cow::Borrowed(from_cells(bytes))),
                Part::Large(shared) => parts.add_coming(&name, coming(shared)),
            }
        }
        Xlsx::new(parts.finished()).map(|book| Self { book }).map_err(|_| unheard(""))
    }

    /// The cells of the sheet at this place in the order given.
    pub(super) fn sheet(&mut self, at: usize) -> Result<Cells<'_, 'a>, Refusal> {
        let stream = self.book.worksheet_cells_reader(&at.to_string()).map_err(|_| unheard(""))?;
        Ok(Cells { from: Voice::Here(Box::new(stream)), behind: 0 })
    }

    /// The same, read by a thread of its own: for a sheet that takes long.
    pub(super) fn sheet_beside<'s>(&'s mut self, at: usize, scope: &'s Scope<'s, '_>) -> Cells<'s, 'a> {
        // A few batches on the way: neither reader waits for the other at every cell, and memory stays small.
        let (sender, receiver) = mpsc::sync_channel(4);
        scope.spawn(move || {
            let Ok(mut stream) = self.book.worksheet_cells_reader(&at.to_string()) else { return };
            let mut over = false;
            while !over {
                let mut batch = Vec::with_capacity(BATCH);
                while !over && batch.len() < BATCH {
                    let heard = heard(&mut stream);
                    over = matches!(heard, None | Some(Heard::Over));
                    batch.extend(heard);
                }
                // Nobody listens where the strict reader has refused the file.
                over |= sender.send(batch).is_err();
            }
        });
        Cells { from: Voice::Beside(receiver, Vec::new().into_iter()), behind: 0 }
    }
}

/// How many cells a thread of its own hands over at a time.
const BATCH: usize = 1_024;

const RELATIONSHIPS: &[u8] = br#"<Relationships><Relationship Id="r" Type="/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fn workbook(sheets: usize) -> String {
    let listed: String = (0..sheets).map(|at| format!(r#"<sheet name="{at}" r:id="r{at}"/>"#)).collect();
    format!("<workbook><sheets>{listed}</sheets></workbook>")
}

fn relationships(sheets: usize) -> String {
    let listed: String =
        (0..sheets).map(|at| format!(r#"<Relationship Id="r{at}" Type="/worksheet" Target="{at}.xml"/>"#)).collect();
    format!("<Relationships>{listed}</Relationships>")
}

/// A large part, inflated once for both readers.
fn coming<'a, 'p: 'a>(shared: &Arc<Shared<'p>>) -> Coming<'a> {
    let begin = Arc::clone(shared);
    let begin = Box::new(move || Box::new(Beside::new(&begin, Who::Second)) as Box<dyn Read + Send + 'a>);
    Coming { size: shared.size(), crc: shared.crc(), begin, begun: None }
}

/// Shared strings with a plain start tag, in two pieces. None where there are none.
fn without_count(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let begin = tag(bytes, b"sst")?;
    let end = begin + bytes[begin..].iter().position(|byte| *byte == b'>')?;
    let name = bytes[begin..end].split(|byte| byte.is_ascii_whitespace()).next()?;
    if bytes[..end].ends_with(b"/") { None } else { Some((name, &bytes[end..])) }
}

/// Whether calamine comes past what stands before the cells of a sheet that begins so: it fails on a `dimension` that is
/// no region, though it is only a hint.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let Some(open) = tag(bytes, b"dimension") else { return true };
    let rest = &bytes[open..];
    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
    let stated = String::from_utf8_lossy(&rest[..end]);
    let Some(region) = stated.split_once("ref=\"").and_then(|(_, region)| region.split_once('"')) else { return false };
    let (first, last) = region.0.split_once(':').unwrap_or((region.0, region.0));
    let corners = CellRef::parse(first).zip(CellRef::parse(last));
    corners.is_some_and(|(first, last)| first.row <= last.row && first.column <= last.column)
}

/// A sheet from its cells on. The element that holds them has the prefix of the sheet's own.
fn from_cells(bytes: &[u8]) -> &[u8] {
    let Some(root) = tag(bytes, b"worksheet") else { return bytes };
    let name = bytes[root + 1..].split(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/')).next();
    let prefix = name.and_then(|name| name.strip_suffix(b"worksheet")).unwrap_or_default();
    let cells = [prefix, b"sheetData"].concat();
    let mut from = root;
    while let Some(found) = bytes.get(from..).and_then(|rest| tag(rest, b"sheetData")) {
        if bytes[from + found + 1..].starts_with(&cells) {
            return &bytes[from + found..];
        }
        from += found + 1;
    }
    bytes
}

/// Where the first start tag of this local name begins.
fn tag(bytes: &[u8], name: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let open = from + bytes.get(from..)?.iter().position(|byte| *byte == b'<')?;
        let rest = &bytes[open + 1..];
        let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<'))?;
        if rest[..end].rsplit(|byte| *byte == b':').next() == Some(name) {
            return Some(open);
        }
        from = open + 1;
    }
}

/// What the strict reader made of a cell, as far as it can be compared.
#[derive(Debug, PartialEq)]
#[expect(clippy::disallowed_types, reason = "the stored double itself is compared")]
pub(super) enum Own<'v> {
    /// Nothing, or empty text.
    Blank,
    /// Text.
    Text(Cow<'v, str>),
    /// A number as it stood, and the double it is.
    Number(&'v str, f64),
    /// True or false.
    Bool(bool),
    /// An error value.
    Error(&'v str),
    /// An ISO date, as it stood.
    Iso(&'v str),
    /// calamine is known to err here: whatever it says goes.
    Unasked,
}

/// The cells of one sheet as calamine reads them.
pub(super) struct Cells<'s, 'a> {
    from: Voice<'s, 'a>,
    /// How many columns calamine is behind in this row: after a cell that it refuses, cells without an address of their
    /// own come one too far to the left.
    behind: u32,
}

/// Where calamine reads: in this thread, or in another that sends what it hears.
enum Voice<'s, 'a> {
    Here(Box<XlsxCellReader<'s, Segments<'a>>>),
    Beside(Receiver<Vec<Heard<'s>>>, vec::IntoIter<Heard<'s>>),
}

impl<'s> Cells<'s, '_> {
    /// Hears the next cell, and refuses the file if it is not what the strict reader made of it.
    pub(super) fn agree(&mut self, place: CellRef, addressed: bool, own: &Own<'_>) -> Result<(), Refusal> {
        if addressed || place.column == 0 {
            self.behind = 0;
        }
        let heard = match self.next()? {
            Heard::Cell(cell) => cell,
            Heard::Refused if own.may_be_refused() => {
                self.behind += 1;
                return Ok(());
            }
            Heard::Refused | Heard::Over => return Err(unheard(&own.shown()).at(place)),
        };
        let (row, column) = heard.get_position();
        if (row, column.saturating_add(self.behind)) != (place.row, place.column) {
            let found = CellRef::new(row, column).to_string();
            return Err(Refusal::differ(&place.to_string(), &found).at(place));
        }
        if own.is(heard.get_value()) {
            Ok(())
        } else {
            Err(Refusal::differ(&own.shown(), &said(heard.get_value())).at(place))
        }
    }

    /// After the last cell, calamine must have none left.
    pub(super) fn over(&mut self) -> Result<(), Refusal> {
        match self.next()? {
            Heard::Over => Ok(()),
            Heard::Refused => Err(unheard("")),
            Heard::Cell(cell) => {
                let place = CellRef::new(cell.get_position().0, cell.get_position().1);
                Err(Refusal::differ("", &said(cell.get_value())).at(place))
            }
        }
    }

    fn next(&mut self) -> Result<Heard<'s>, Refusal> {
        let heard = match &mut self.from {
            Voice::Here(stream) => heard(stream),
            Voice::Beside(receiver, batch) => batch.next().or_else(|| {
                *batch = receiver.recv().ok()?.into_iter();
                batch.next()
            }),
        };
        heard.ok_or_else(|| unheard(""))
    }
}

enum Heard<'s> {
    Cell(Cell<DataRef<'s>>),
    Refused,
    Over,
}

/// What calamine says next; `None` where that is the end of its reading.
fn heard<'s>(stream: &mut XlsxCellReader<'s, Segments<'_>>) -> Option<Heard<'s>> {
    match stream.next_cell() {
        Ok(Some(cell)) => Some(Heard::Cell(cell)),
        Ok(None) => Some(Heard::Over),
        // The value is refused, and reading can go on behind it.
        Err(
            XlsxError::CellError(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::Unexpected(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::UnexpectedNode(_),
        ) => Some(Heard::Refused),
        Err(_) => None,
    }
}

impl Own<'_> {
    /// Whether calamine is known to refuse such a cell though it is right.
    fn may_be_refused(&self) -> bool {
        const KNOWN: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
        match self {
            Self::Unasked => true,
            Self::Error(text) => !KNOWN.contains(text),
            Self::Number(raw, _) => raw.starts_with('+'),
            _ => false,
        }
    }

    fn is(&self, heard: &DataRef<'_>) -> bool {
        match (self, heard) {
            (Self::Unasked, _) | (Self::Blank, DataRef::Empty) => true,
            (Self::Text(own), DataRef::Empty) => own.is_empty(),
            (Self::Blank, heard) => text(heard).is_some_and(str::is_empty),
            (Self::Text(own), heard) => text(heard) == Some(own.as_ref()),
            (Self::Number(_, own), DataRef::Float(heard)) => own.to_bits() == heard.to_bits(),
            // calamine keeps a numeral it does not know as text.
            (Self::Number(raw, _), DataRef::String(heard)) => *raw == heard,
            (Self::Bool(own), DataRef::Bool(heard)) => own == heard,
            (Self::Error(own), DataRef::Error(heard)) => *own == heard.to_string(),
            (Self::Iso(own), DataRef::DateTimeIso(heard)) => *own == heard,
            _ => false,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Blank | Self::Unasked => String::new(),
            Self::Text(text) => short(text),
            Self::Number(text, _) | Self::Error(text) | Self::Iso(text) => short(text),
            Self::Bool(truth) => truth.to_string(),
        }
    }
}

fn text<'h>(heard: &'h DataRef<'_>) -> Option<&'h str> {
    match heard {
        DataRef::String(text) => Some(text),
        DataRef::SharedString(text) => Some(text),
        _ => None,
    }
}

/// What calamine said, for people.
fn said(heard: &DataRef<'_>) -> String {
    match heard {
        DataRef::Float(double) => double.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTimeIso(moment) | DataRef::DurationIso(moment) => short(moment),
        heard => text(heard).map(short).unwrap_or_default(),
    }
}

/// Enough of a text to know it by: cells may hold whole pages, and what nobody should read.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// calamine could not read what the strict reader read.
fn unheard(own: &str) -> Refusal {
    Refusal::differ(own, "?")
}
