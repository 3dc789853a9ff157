//! The inside of tags and texts: attributes, references, line ends.

use std::ops::Range;

use super::super::{Refusal, bound, reason};

/// Where an attribute stands in the window.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

pub(super) fn is_declaration(token: &str) -> bool {
    token.strip_prefix("<?xml").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n', '?']))
}

/// Name, attributes and emptiness of a start tag that begins at `at` of the window.
pub(super) fn parse_tag(
    tag: &str,
    at: usize,
    mut attributes: Vec<Attribute>,
) -> Result<(Range<usize>, Vec<Attribute>, bool), Refusal> {
    let broken = || Refusal::damaged(reason::XML);
    let bytes = tag.as_bytes();
    let empty = tag.ends_with("/>");
    let end = tag.len() - if empty { 2 } else { 1 };
    let stop = |from: usize, stops: fn(u8) -> bool| (from..end).find(|i| stops(bytes[*i])).unwrap_or(end);
    let name = 1..stop(1, |byte| is_space(byte) || matches!(byte, b'/' | b'=' | b'"' | b'\''));
    if name.is_empty() {
        return Err(broken());
    }
    attributes.clear();
    let mut here = name.end;
    loop {
        let begin = stop(here, |byte| !is_space(byte));
        if begin == end {
            return Ok((at + name.start..at + name.end, attributes, empty));
        }
        let name_end = stop(begin, |byte| is_space(byte) || matches!(byte, b'=' | b'/' | b'"' | b'\''));
        let equals = stop(name_end, |byte| !is_space(byte));
        let open = stop((equals + 1).min(end), |byte| !is_space(byte));
        let separated = begin > here && name_end > begin && equals < end && bytes[equals] == b'=' && open < end;
        if !separated || !matches!(bytes[open], b'"' | b'\'') || attributes.len() >= bound::ATTRIBUTES {
            return Err(broken());
        }
        let close = (open + 1..end).find(|i| bytes[*i] == bytes[open]).ok_or_else(broken)?;
        let name = &bytes[begin..name_end];
        if attributes.iter().any(|other| &bytes[other.name.start - at..other.name.end - at] == name) {
            return Err(broken());
        }
        attributes.push(Attribute { name: at + begin..at + name_end, value: at + open + 1..at + close });
        here = close + 1;
    }
}

/// Appends `raw`, its line ends as `\n` (XML 1.0, 2.11).
pub(super) fn push_lines(raw: &str, into: &mut String) {
    if raw.contains('\r') {
        into.push_str(&raw.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        into.push_str(raw);
    }
}

/// Appends `raw` with its references resolved; what stands between them goes through `push`.
pub(super) fn resolve(raw: &str, into: &mut String, push: fn(&str, &mut String)) -> Result<(), Refusal> {
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        push(before, into);
        let (name, after) = after.split_once(';').ok_or_else(|| Refusal::damaged(reason::XML))?;
        into.push(reference(name)?);
        rest = after;
    }
    push(rest, into);
    Ok(())
}

/// The character a reference stands for: the five names of XML, or a number.
fn reference(name: &str) -> Result<char, Refusal> {
    let number = match name {
        "amp" => return Ok('&'),
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => name.strip_prefix('#').ok_or_else(|| Refusal::damaged(reason::XML))?,
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    let digits_only = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    let code = if digits_only { u32::from_str_radix(digits, radix).ok() } else { None };
    let character = code.and_then(char::from_u32).ok_or_else(|| Refusal::damaged(reason::XML))?;
    let legal = matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    if legal { Ok(character) } else { Err(Refusal::damaged(reason::CHARACTER)) }
}
