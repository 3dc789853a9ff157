//! Texts of a workbook: the shared strings, rich text, and the escapes Excel writes in both.

use std::borrow::Cow;
use std::sync::Arc;

use super::Refusal;
use super::xml::{Event, PlainString, Xml};
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;

const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The shared strings, in the order cells refer to them; and whether their stated count is no more than there are:
/// nothing is made of it here, but another reader reserves memory by it.
pub(super) fn shared(xml: &mut Xml<'_>, limits: &FileLimits) -> Result<(Vec<Arc<str>>, bool), Refusal> {
    if xml.next()? != Event::Start || xml.element() != "sst" {
        return Err(Refusal::damaged(reason::STRUCTURE));
    }
    let stated = xml.attribute("uniqueCount")?.map_or(Some(0), |count| count.parse::<usize>().ok());
    let mut strings: Vec<Arc<str>> = Vec::new();
    let mut text = String::new();
    let most = limits.count(FileLimit::Strings);
    loop {
        text.clear();
        if let Some(PlainString { text: whole, preserve }) = xml.plain_string() {
            push(whole, preserve, &mut text);
            within_limit(&text, limits)?;
        } else {
            match xml.next()? {
                Event::Start if xml.element() == "si" => rich(xml, &mut text, limits)?,
                // Cells count the strings: none may be passed over.
                Event::Start => {
                    xml.pass(&["extLst"])?;
                    continue;
                }
                Event::Text if xml.is_blank() => continue,
                Event::End => break,
                Event::Text | Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
            }
        }
        if strings.len() >= most {
            return Err(Refusal::over(FileLimit::Strings, limits.get(FileLimit::Strings)));
        }
        strings.push(text.as_str().into());
    }
    let sound = stated.is_some_and(|stated| stated <= strings.len());
    if xml.next()? == Event::Over { Ok((strings, sound)) } else { Err(Refusal::damaged(reason::STRUCTURE)) }
}

/// Appends the text of the `si` or `is` that began, its runs joined and phonetic hints left out, and reads past its end.
pub(super) fn rich(xml: &mut Xml<'_>, into: &mut String, limits: &FileLimits) -> Result<(), Refusal> {
    // One text stands alone, or one in each run: of two, readers would take different ones.
    let (mut inside_run, mut taken) = (false, false);
    let mut piece = String::new();
    loop {
        match xml.next()? {
            Event::Start => match xml.element() {
                "t" if std::mem::replace(&mut taken, true) => return Err(Refusal::damaged(reason::STRUCTURE)),
                "t" => {
                    let preserve = xml.attribute("xml:space")?.as_deref() == Some("preserve");
                    piece.clear();
                    xml.content(&mut piece)?;
                    push(&piece, preserve, into);
                }
                "r" if !inside_run => (inside_run, taken) = (true, false),
                _ => xml.pass(&["rPr", "rPh", "phoneticPr"])?,
            },
            Event::End if inside_run => (inside_run, taken) = (false, true),
            Event::End => break,
            Event::Text if xml.is_blank() => {}
            Event::Text | Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }
    within_limit(into, limits)
}

/// Appends what stands in a `t`. As Excel does: outer white space counts only where the file says so.
fn push(piece: &str, preserve: bool, into: &mut String) {
    into.push_str(&unescaped(if preserve { piece } else { piece.trim_matches(SPACE) }));
}

/// Refuses a text that is longer than a cell can hold.
pub(super) fn within_limit(text: &str, limits: &FileLimits) -> Result<(), Refusal> {
    let most = limits.count(FileLimit::TextLength);
    let long = text.len() > most && text.encode_utf16().count() > most;
    if long { Err(Refusal::over(FileLimit::TextLength, limits.get(FileLimit::TextLength))) } else { Ok(()) }
}

/// Excel writes what XML cannot hold as `_x000D_`: a UTF-16 unit in four hexadecimal digits.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut units: Vec<u16> = Vec::new();
    while let Some(at) = rest.find("_x") {
        let Some(unit) = escape(&rest[at..]) else {
            flush(&mut units, &mut plain, &rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        if at > 0 {
            flush(&mut units, &mut plain, &rest[..at]);
        }
        units.push(unit);
        rest = &rest[at + 7..];
    }
    flush(&mut units, &mut plain, rest);
    Cow::Owned(plain)
}

/// Appends the collected units, a lone surrogate as U+FFFD, and then `text`.
fn flush(units: &mut Vec<u16>, plain: &mut String, text: &str) {
    let decoded = char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    plain.extend(decoded);
    plain.push_str(text);
}

/// The unit of an escape that `text` begins with.
fn escape(text: &str) -> Option<u16> {
    let bytes = text.as_bytes().get(..7)?;
    let digits = &bytes[2..6];
    let whole = bytes.starts_with(b"_x") && bytes[6] == b'_' && digits.iter().all(u8::is_ascii_hexdigit);
    if !whole {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        let cases = [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "\u{1F4F7}"),
            ("_xD83D_x", "\u{FFFD}x"),
            ("_xDCF7__xD83D_", "\u{FFFD}\u{FFFD}"),
            ("_x00d8_re", "Øre"),
            ("_x00G0_", "_x00G0_"),
            ("__x0041_", "_A"),
            ("_x", "_x"),
            ("_x000", "_x000"),
            ("_xæøå_", "_xæøå_"),
            ("_x_x0041_", "_xA"),
            ("", ""),
        ];
        for (escaped, plain) in cases {
            assert_eq!(unescaped(escaped), plain, "{escaped}");
        }
    }

    #[test]
    fn shared_strings_join_runs_trim_and_leave_phonetics_out() {
        let xml = "<?xml version='1.0'?><x:sst xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main' \
                   uniqueCount='18446744073709551615'><x:si><x:t> a&#248;&amp; </x:t></x:si><x:si/>\
                   <x:si><x:r><x:rPr><x:b/></x:rPr><x:t xml:space='preserve'>To </x:t></x:r><x:r><x:t>ord</x:t></x:r>\
                   <x:rPh sb='0' eb='1'><x:t>nei</x:t></x:rPh></x:si><x:si><x:t><![CDATA[<b>]]><!-- - -->\r\nc</x:t></x:si></x:sst>";
        let limits = FileLimits::default();
        let mut xml = Xml::whole(xml.as_bytes(), 64).expect("XML");
        let (strings, sound) = shared(&mut xml, &limits).expect("whole");
        assert!(!sound, "more are stated than there are");
        let strings: Vec<&str> = strings.iter().map(AsRef::as_ref).collect();
        assert_eq!(strings, ["aø&", "", "To ord", "<b>\nc"]);
    }
}
