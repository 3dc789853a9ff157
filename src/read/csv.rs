//! `.csv`: encoding and delimiter by content, rows numbered as a spreadsheet shows them, nothing swallowed in silence.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::row::Rows;
use super::{Cell, Format, Formula, Noticed, Refusal, Row, Sheet, Value, Workbook, bound, strings};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage as reason;

/// How many bytes of the text tell its delimiter.
const SAMPLE: usize = 256 << 10;

/// Reads the text in `bytes`. Every filled field is text: what it means is for the form to say.
pub(super) fn workbook(bytes: &[u8], limits: &FileLimits) -> Result<Workbook, Refusal> {
    let text = decoded(bytes).ok_or_else(|| Refusal::file(file::undecodable()))?;
    let (hint, text, first_line) = hinted(&text);
    let delimiter = hint.unwrap_or_else(|| delimiter(text));
    let records = records(text, delimiter, first_line)?;
    let mut noticed = Vec::new();
    ragged(&records, &mut noticed);
    let rows = rows(text, delimiter, &records, limits)?;
    let sheet = Sheet { name: Arc::from(""), visible: true, merged: Vec::new(), hidden_columns: Vec::new(), rows };
    Ok(Workbook { format: Format::Csv, sheets: vec![sheet], noticed, stamp: None })
}

/// The text of `bytes`: UTF-8 or UTF-16 where they are that, else Windows-1252. `None` if they are no text.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    // DOS ended its files with a character of their own.
    let bytes = bytes.strip_suffix(b"\x1A").unwrap_or(bytes);
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ if bytes.contains(&0) => unmarked_utf16(bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => windows_1252(bytes)?,
        },
    };
    (!text.contains('\0')).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))).collect::<Result<String, _>>().ok()
}

/// UTF-16 without a mark: every other byte of ordinary text is nil, and hardly any of the others.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let nil = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nil(0), nil(1), bytes.len() / 4);
    match (even, odd) {
        (even, odd) if odd > half && even * 16 < odd => utf16(bytes, u16::from_le_bytes),
        (even, odd) if even > half && odd * 16 < even => utf16(bytes, u16::from_be_bytes),
        _ => None,
    }
}

fn windows_1252(bytes: &[u8]) -> Option<String> {
    // Bytes that the encoding leaves open, or control characters: something else.
    let strange = |byte: &u8| {
        matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D | 0x7F) || (*byte < b' ' && !byte.is_ascii_whitespace())
    };
    // UTF-8 with some damage in it would turn into `Ã¸` without a word.
    let damaged_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    // `Bel›p`, `Troms¿`: the letters of DOS and of old Macs, where this encoding has signs that no word has inside.
    let sign = |byte: u8| matches!(byte, 0x86 | 0x8C | 0x9B | 0xBE | 0xBF);
    let foreign = bytes.windows(3).any(|at| at[0].is_ascii_alphabetic() && sign(at[1]) && at[2].is_ascii_alphabetic());
    if damaged_utf8 || foreign || bytes.iter().any(strange) {
        return None;
    }
    encoding_rs::WINDOWS_1252.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

/// A first line `sep=;` is a hint for spreadsheets, which do not show it: the delimiter, the text after it, and the
/// number of its first line.
fn hinted(text: &str) -> (Option<u8>, &str, usize) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let line = line.trim_matches('"');
    let hint = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line.as_bytes()[4..]);
    match hint {
        Some([delimiter]) if delimiter.is_ascii() => {
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
            (Some(*delimiter), rest, 2)
        }
        _ => (None, text, 1),
    }
}

/// A record of the text that is not blank.
#[derive(Debug, Clone, Copy)]
struct Record {
    /// Its row, from zero: blank lines are rows too.
    row: u32,
    /// The line it begins on, from one, as an editor counts.
    line: usize,
    /// Its fields, blank ones at the end left out where `filled` counts them.
    fields: usize,
    filled: usize,
    /// Whether a delimiter stands between two digits.
    splits_digits: bool,
}

/// Where a field's quotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// No field has begun.
    Before,
    /// In a field, or a part of it, without quotation marks.
    Out,
    /// Inside quotation marks.
    In,
    /// After a quotation mark that may have closed them.
    Closing,
}

/// The records of `text`. An error if a quotation mark is never closed, or is closed lines later in the middle of a
/// field: then it was never meant to reach that far.
fn records(text: &str, delimiter: u8, first_line: usize) -> Result<Vec<Record>, Refusal> {
    let (records, unclosed) = scanned(text, delimiter, first_line)?;
    unclosed.map_or(Ok(records), |line| Err(Refusal::file(file::unclosed_quote(line))))
}

/// The records of `text`, and the line of a quotation mark that is open at its end: a record that is not among them.
fn scanned(text: &str, delimiter: u8, first_line: usize) -> Result<(Vec<Record>, Option<usize>), Refusal> {
    let blank = |row, line| Record { row, line, fields: 1, filled: 0, splits_digits: false };
    let bytes = text.as_bytes();
    let mut records = Vec::new();
    let (mut line, mut opened) = (first_line, first_line);
    let mut record = blank(0, line);
    let mut quote = Quote::Before;
    let mut content = false;
    for (at, &byte) in bytes.iter().enumerate() {
        let ends_line = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let newline = matches!(byte, b'\r' | b'\n');
        line += usize::from(ends_line);
        match quote {
            Quote::In if byte == b'"' => quote = Quote::Closing,
            Quote::In => record.filled = record.fields,
            Quote::Before if byte == b'"' => {
                (quote, opened, content) = (Quote::In, line, true);
            }
            Quote::Closing if byte == b'"' => (quote, record.filled) = (Quote::In, record.fields),
            _ if newline => {
                if ends_line {
                    let row =
                        record.row.checked_add(1).ok_or_else(|| Refusal::damaged(reason::READER).in_part("csv"))?;
                    if content {
                        records.push(record);
                    }
                    record = blank(row, line);
                    content = false;
                }
                quote = Quote::Before;
            }
            _ if byte == delimiter => {
                let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
                record.splits_digits |= digit(at.checked_sub(1)) && digit(Some(at + 1));
                record.fields += 1;
                (quote, content) = (Quote::Before, true);
            }
            Quote::Closing if opened != line => return Err(Refusal::file(file::unclosed_quote(opened))),
            _ => {
                (quote, content) = (Quote::Out, true);
                record.filled = record.fields;
            }
        }
    }
    if quote == Quote::In {
        return Ok((records, Some(opened)));
    }
    if content {
        records.push(record);
    }
    Ok((records, None))
}

/// The delimiter of `text`, by how evenly each candidate divides its first records.
fn delimiter(text: &str) -> u8 {
    let mut cut = SAMPLE.min(text.len());
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let sample = &text[..cut];
    let mut best: Option<(u8, usize)> = None;
    for candidate in [b';', b'\t', b'|', b','] {
        // A quotation mark that is out of place under one delimiter may be a plain sign under another.
        let (mut records, _) = scanned(sample, candidate, 1).unwrap_or_default();
        if sample.len() < text.len() {
            // The last one may be cut.
            records.pop();
        }
        let (usual, count) = usual(&records);
        let divides = usual >= 2 && count * 2 >= records.len();
        // `1,5` is one number: a comma divides only where it also stands between other things than digits, and where
        // no semicolon does the same work.
        let witness = records.iter().any(|record| record.fields == usual && !record.splits_digits);
        let numbers = records.iter().any(|record| record.splits_digits);
        let comma_doubtful = candidate == b',' && (!witness || (numbers && best.is_some()));
        if divides && !comma_doubtful && best.is_none_or(|(_, most)| count > most) {
            best = Some((candidate, count));
        }
    }
    best.map_or(b';', |(candidate, _)| candidate)
}

/// The number of fields that most records have, and how many have it. Of equals the larger.
fn usual(records: &[Record]) -> (usize, usize) {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for record in records {
        *counts.entry(record.fields).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(fields, count)| (*count, *fields)).unwrap_or((0, 0))
}

/// Notices the records between the first and the last usual one that have another number of fields. Titles above the
/// table and notes below it are no rows of it.
fn ragged(records: &[Record], noticed: &mut Vec<Noticed>) {
    let (usual, _) = usual(records);
    let fits = |record: &Record| record.fields == usual;
    let (Some(first), Some(last)) = (records.iter().position(fits), records.iter().rposition(fits)) else { return };
    for (at, record) in records.iter().enumerate() {
        let outside = at < first || (at > last && record.filled <= 1);
        // Blank fields at the end say nothing.
        let blank_beyond = record.fields > usual && record.filled <= usual;
        if fits(record) || outside || blank_beyond {
            continue;
        }
        let problem = file::ragged_row(record.line, record.fields, usual);
        noticed.push(Noticed { problem, sheet: None, cell: Some(CellRef::new(record.row, 0)) });
    }
}

/// The filled fields of `text`, by the csv crate, which must see the same records.
fn rows(text: &str, delimiter: u8, records: &[Record], limits: &FileLimits) -> Result<Vec<Row>, Refusal> {
    let disagree = || Refusal::damaged(reason::READER).in_part("csv");
    let too_many = || Refusal::over(FileLimit::Cells, limits.get(FileLimit::Cells));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut expected = records.iter();
    let mut fields = csv::StringRecord::new();
    let mut rows = Rows::default();
    let mut budget = limits.count(FileLimit::Cells);
    while reader.read_record(&mut fields).map_err(|_| disagree())? {
        let record = expected.next().ok_or_else(disagree)?;
        if record.fields != fields.len() {
            return Err(disagree());
        }
        if record.fields > bound::COLUMNS as usize {
            return Err(too_many());
        }
        for (column, field) in (0_u32..).zip(fields.iter()) {
            strings::within_limit(field, limits)
                .map_err(|refusal| refusal.in_part("csv").at(CellRef::new(record.row, column)))?;
        }
        let filled = (0_u32..).zip(fields.iter()).filter(|(_, field)| !field.is_empty());
        for (column, field) in filled {
            budget = budget.checked_sub(1).ok_or_else(too_many)?;
            let value = Value::Text(field.into());
            rows.push(Cell { column, value, formula: Formula::None, percent: false, unseen: false });
        }
        rows.end(record.row, false);
    }
    if expected.next().is_some() { Err(disagree()) } else { Ok(rows.finished()) }
}
