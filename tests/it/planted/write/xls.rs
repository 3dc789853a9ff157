//! Excel 97-2003: the records of BIFF8 in the one stream of a compound file.
#![expect(clippy::disallowed_types, reason = "a number record holds a double")]

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use rust_decimal::Decimal;
use tilskot::origin::CellRef;

use super::super::book::{Book, Cell, Formula, Sheet, Shown, Value};
use super::serial;

/// The most that one record holds.
const RECORD: usize = 8_224;

pub(super) fn bytes(book: &Book) -> Vec<u8> {
    let empty = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, empty).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&workbook(book)).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Records, one after the other.
#[derive(Default)]
struct Stream(Vec<u8>);

impl Stream {
    fn record(&mut self, kind: u16, parts: &[&[u8]]) {
        let length = parts.iter().map(|part| part.len()).sum::<usize>();
        self.0.extend(kind.to_le_bytes());
        self.0.extend(u16::try_from(length).unwrap().to_le_bytes());
        parts.iter().for_each(|part| self.0.extend_from_slice(part));
    }

    fn words(&mut self, kind: u16, words: &[u16]) {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.record(kind, &[&bytes]);
    }
}

fn workbook(book: &Book) -> Vec<u8> {
    let mut strings = Strings::default();
    let sheets: Vec<Vec<u8>> = book.sheets.iter().map(|sheet| worksheet(book, sheet, &mut strings)).collect();
    let mut head = Stream::default();
    head.words(0x0809, &[0x0600, 0x0005, 0x1CB2, 0x07CC, 0, 0, 0x0600, 0]);
    head.words(0x0042, &[1200]);
    head.words(0x003D, &[0, 0, 0x4000, 0x2000, 0x38, 0, 0, 1, 600]);
    head.words(0x0022, &[u16::from(book.from_1904)]);
    let font = [&[200, 0, 0, 0, 0xFF, 0x7F, 0x90, 0x01, 0, 0, 0, 0, 0, 0, 5, 0][..], b"Arial"].concat();
    (0..4).for_each(|_| head.record(0x0031, &[&font]));
    let white = [&[200, 0, 0, 0, 9, 0][..], &font[6..]].concat();
    head.record(0x0031, &[&white]);
    // Fifteen formats of styles, then those of cells: general, date, date with time, per cent; and again with white text, in
    // the fifth font, which is number 5.
    let styles = std::iter::repeat_n((0, 0, 0xFFF5), 15);
    let cells = [0, 5].into_iter().flat_map(|font| [0, 14, 22, 9].map(|format| (font, format, 0x0001)));
    for (font, format, kind) in styles.chain(cells) {
        head.words(0x00E0, &[font, format, kind, 0x0020, 0, 0, 0, 0, 0, 0x20C0]);
    }
    let mut names = Vec::new();
    for sheet in &book.sheets {
        names.push(head.0.len() + 4);
        let shown = match sheet.shown {
            Shown::Yes => 0_u16,
            Shown::No => 1,
            Shown::Never => 2,
        };
        let letters: Vec<u8> = sheet.name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u8::try_from(letters.len() / 2).unwrap();
        head.record(0x0085, &[&[0; 4], &shown.to_le_bytes(), &[length, 1], &letters]);
    }
    if book.sheets.iter().flat_map(|sheet| sheet.cells.values()).any(|cell| cell.formula == Formula::Elsewhere) {
        // Another file with one sheet, and the one reference there is to it.
        let named = [&unicode("\u{1}budsjett.xls")[..], &unicode("Ark1")].concat();
        head.record(0x01AE, &[&[1, 0], &named]);
        head.words(0x0017, &[1, 0, 0, 0]);
    }
    strings.write(&mut head);
    head.record(0x000A, &[]);
    let mut stream = head.0;
    for (name, sheet) in names.into_iter().zip(sheets) {
        let begins = u32::try_from(stream.len()).unwrap();
        stream[name..name + 4].copy_from_slice(&begins.to_le_bytes());
        stream.extend(sheet);
    }
    stream
}

/// The texts of all sheets, each once.
#[derive(Default)]
struct Strings {
    places: BTreeMap<String, u32>,
    texts: Vec<String>,
    used: u32,
}

impl Strings {
    fn place(&mut self, text: &str) -> u32 {
        self.used += 1;
        if let Some(at) = self.places.get(text) {
            return *at;
        }
        let at = u32::try_from(self.texts.len()).unwrap();
        self.places.insert(text.to_owned(), at);
        self.texts.push(text.to_owned());
        at
    }

    /// The table, in as many records as it needs: each begins with a whole text.
    fn write(&self, stream: &mut Stream) {
        let count = u32::try_from(self.texts.len()).unwrap();
        let mut part = [self.used.to_le_bytes(), count.to_le_bytes()].concat();
        let mut kind = 0x00FC;
        for text in &self.texts {
            let text = unicode(text);
            if part.len() + text.len() > RECORD {
                stream.record(kind, &[&part]);
                (part, kind) = (Vec::new(), 0x003C);
            }
            part.extend(text);
        }
        stream.record(kind, &[&part]);
    }
}

/// A text behind its length and width: one byte to a letter where Latin 1 has them all.
fn unicode(text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(letters.len()).unwrap().to_le_bytes();
    let narrow: Option<Vec<u8>> = letters.iter().map(|letter| u8::try_from(*letter).ok()).collect();
    match narrow {
        Some(narrow) => [&length[..], &[0], &narrow].concat(),
        None => [&length[..], &[1], &letters.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
    }
}

fn worksheet(book: &Book, sheet: &Sheet, strings: &mut Strings) -> Vec<u8> {
    let mut stream = Stream::default();
    stream.words(0x0809, &[0x0600, 0x0010, 0x1CB2, 0x07CC, 0, 0, 0x0600, 0]);
    for column in &sheet.hidden_columns {
        let column = u16::try_from(*column).unwrap();
        stream.words(0x007D, &[column, column, 0, 15, 1, 0]);
    }
    let (rows, columns) = (sheet.last_row() + 1, u16::try_from(sheet.last_column() + 1).unwrap());
    stream.record(0x0200, &[&0_u32.to_le_bytes(), &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]]);
    let mut filled: Vec<u32> = sheet.cells.keys().map(|at| at.row).collect();
    filled.dedup();
    for row in &filled {
        let hidden = if sheet.hidden_rows.contains_key(row) { 0x20 } else { 0 };
        stream.words(0x0208, &[u16::try_from(*row).unwrap(), 0, columns, 0xFF, 0, 0, 0x100 | hidden, 15]);
    }
    for (at, cell) in &sheet.cells {
        cell_record(&mut stream, *at, cell, book.from_1904, strings);
    }
    stream.words(0x023E, &[0x06B6, 0, 0, 0x40, 0, 0, 0, 0, 0]);
    if !sheet.merged.is_empty() {
        let mut words = vec![u16::try_from(sheet.merged.len()).unwrap()];
        for (first, last) in &sheet.merged {
            words.extend([first.row, last.row, first.column, last.column].map(|at| u16::try_from(at).unwrap()));
        }
        stream.words(0x00E5, &words);
    }
    stream.record(0x000A, &[]);
    stream.0
}

fn cell_record(stream: &mut Stream, at: CellRef, cell: &Cell, from_1904: bool, strings: &mut Strings) {
    let style: u16 = match &cell.value {
        Value::Date(moment) if moment.time() == jiff::civil::Time::midnight() => 16,
        Value::Date(_) => 17,
        Value::PerCent(_) => 18,
        _ => 15,
    } + if cell.white { 4 } else { 0 };
    let head = place(at, style);
    let result = match &cell.value {
        Value::Number(number) | Value::PerCent(number) => double(*number),
        Value::Date(moment) => double(serial(*moment, from_1904)),
        Value::Text(text) if cell.formula == Formula::None => {
            stream.record(0x00FD, &[&head, &strings.place(text).to_le_bytes()]);
            return;
        }
        Value::Text(_) => [0, 0, 0, 0, 0, 0, 0xFF, 0xFF],
        Value::Truth(truth) => [1, 0, u8::from(*truth), 0, 0, 0, 0xFF, 0xFF],
        Value::Error(error) => [2, 0, error_code(error), 0, 0, 0, 0xFF, 0xFF],
        Value::NotStored => [3, 0, 0, 0, 0, 0, 0xFF, 0xFF],
    };
    let tokens = match cell.formula {
        Formula::Sum(first, last) => {
            let corners = [first.row, last.row, first.column | 0xC000, last.column | 0xC000];
            let corners: Vec<u8> = corners.iter().flat_map(|at| u16::try_from(*at).unwrap().to_le_bytes()).collect();
            [&[0x25], &corners[..], &[0x19, 0x10, 0, 0]].concat()
        }
        Formula::Same(other) => [&[0x44], &place(other, 0)[..2], &relative(other), &[0x1E, 0, 0, 0x03]].concat(),
        Formula::Elsewhere => vec![0x5A, 0, 0, 3, 0, 1, 0],
        Formula::None => match &cell.value {
            Value::Truth(truth) => return stream.record(0x0205, &[&head, &[u8::from(*truth), 0]]),
            Value::Error(error) => return stream.record(0x0205, &[&head, &[error_code(error), 1]]),
            _ => return stream.record(0x0203, &[&head, &result]),
        },
    };
    let length = u16::try_from(tokens.len()).unwrap().to_le_bytes();
    stream.record(0x0006, &[&head, &result, &[0; 6], &length, &tokens]);
    if let Value::Text(text) = &cell.value {
        stream.record(0x0207, &[&unicode(text)]);
    }
}

/// Row, column and style, as every cell record begins.
fn place(at: CellRef, style: u16) -> [u8; 6] {
    let mut bytes = [0; 6];
    for (slot, word) in bytes.chunks_exact_mut(2).zip([at.row, at.column, style.into()]) {
        slot.copy_from_slice(&u16::try_from(word).unwrap().to_le_bytes());
    }
    bytes
}

fn relative(at: CellRef) -> [u8; 2] {
    u16::try_from(at.column | 0xC000).unwrap().to_le_bytes()
}

fn double(number: Decimal) -> [u8; 8] {
    number.to_string().parse::<f64>().unwrap().to_le_bytes()
}

fn error_code(error: &str) -> u8 {
    match error {
        "#NULL!" => 0x00,
        "#DIV/0!" => 0x07,
        "#VALUE!" => 0x0F,
        "#REF!" => 0x17,
        "#NAME?" => 0x1D,
        "#NUM!" => 0x24,
        _ => 0x2A,
    }
}
