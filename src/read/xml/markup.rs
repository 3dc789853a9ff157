//! The inside of tags and texts: attributes, references, line ends.

use std::ops::Range;

use super::super::{Refusal, bound};
use crate::problem::file::damage as reason;

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

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// Bytes from `<` to `>`.
    pub(super) length: usize,
    /// Its name, as a range of the window.
    pub(super) name: Range<usize>,
    /// Bytes of the name before its `:`; none if there is no prefix.
    pub(super) prefix: usize,
    /// Whether the element has no content.
    pub(super) empty: bool,
    /// Whether an attribute may declare a namespace.
    pub(super) declares: bool,
}

/// The start tag that begins at `at` of the window, whose rest is `bytes`. `None` if it does not end there yet.
pub(super) fn parse_tag(bytes: &[u8], at: usize, attributes: &mut Vec<Attribute>) -> Result<Option<Tag>, Refusal> {
    let broken = || Refusal::damaged(reason::XML);
    attributes.clear();
    let Some(name_end) = end_of_name(bytes, 1) else { return Ok(None) };
    let name = &bytes[1..name_end];
    let prefix = name.iter().position(|byte| *byte == b':').unwrap_or(0);
    if name.is_empty() || prefix + 1 == name.len() && prefix > 0 {
        return Err(broken());
    }
    let mut tag = Tag { length: 0, name: at + 1..at + name_end, prefix, empty: false, declares: false };
    let mut here = name_end;
    loop {
        let Some(begin) = past_space(bytes, here) else { return Ok(None) };
        match bytes[begin] {
            b'>' => {
                tag.length = begin + 1;
                return Ok(Some(tag));
            }
            b'/' => match bytes.get(begin + 1) {
                None => return Ok(None),
                Some(b'>') => {
                    tag.length = begin + 2;
                    tag.empty = true;
                    return Ok(Some(tag));
                }
                Some(_) => return Err(broken()),
            },
            // Attributes stand apart from what is before them.
            _ if begin == here || attributes.len() >= bound::ATTRIBUTES => return Err(broken()),
            _ => {}
        }
        let Some(attribute) = attribute(bytes, begin)? else { return Ok(None) };
        let name = &bytes[attribute.name.clone()];
        let same = |other: &Attribute| {
            other.name.len() == name.len() && bytes[other.name.start - at..].iter().zip(name).all(|(a, b)| a == b)
        };
        if attributes.iter().any(same) {
            return Err(broken());
        }
        tag.declares |= name.starts_with(b"xmlns");
        here = attribute.value.end + 1;
        let shift = |range: Range<usize>| range.start + at..range.end + at;
        attributes.push(Attribute { name: shift(attribute.name), value: shift(attribute.value) });
    }
}

/// The attribute that begins at `begin`. `None` if it does not end in sight.
fn attribute(bytes: &[u8], begin: usize) -> Result<Option<Attribute>, Refusal> {
    let broken = || Refusal::damaged(reason::XML);
    let Some(name_end) = end_of_name(bytes, begin) else { return Ok(None) };
    let Some(equals) = past_space(bytes, name_end) else { return Ok(None) };
    if name_end == begin || bytes[equals] != b'=' {
        return Err(broken());
    }
    let Some(open) = past_space(bytes, equals + 1) else { return Ok(None) };
    let quote = bytes[open];
    if !matches!(quote, b'"' | b'\'') {
        return Err(broken());
    }
    let value = &bytes[open + 1..];
    match value.iter().position(|byte| *byte == quote || *byte == b'<') {
        None => Ok(None),
        Some(end) if value[end] == b'<' => Err(broken()),
        Some(end) => Ok(Some(Attribute { name: begin..name_end, value: open + 1..open + 1 + end })),
    }
}

/// Where the name that begins at `from` ends.
fn end_of_name(bytes: &[u8], from: usize) -> Option<usize> {
    let stops = |byte: &u8| is_space(*byte) || matches!(byte, b'>' | b'/' | b'=' | b'"' | b'\'' | b'<');
    bytes.get(from..)?.iter().position(stops).map(|length| from + length)
}

/// Where something else than white space stands, from `from` on.
fn past_space(bytes: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.iter().position(|byte| !is_space(*byte)).map(|length| from + length)
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
