//! A cell and a shared string as nearly every writer writes them, taken at one glance: a large workbook is millions of
//! them, and little else.

/// `<c r="A1" s="1" t="s"><v>0</v></c>` or `<c r="A1" s="1"/>`, with nothing in it that takes a closer look.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct PlainCell<'x> {
    /// What `r` says.
    pub(in super::super) address: Option<&'x str>,
    /// What `s` says.
    pub(in super::super) style: Option<&'x str>,
    /// What `t` says.
    pub(in super::super) kind: Option<&'x str>,
    /// What stands in `v`, if it is there.
    pub(in super::super) value: Option<&'x str>,
}

/// `<si><t>text</t></si>`, with nothing in it that takes a closer look.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct PlainString<'x> {
    /// What stands in `t`.
    pub(in super::super) text: &'x str,
    /// Whether outer white space counts.
    pub(in super::super) preserve: bool,
}

/// The plain string that `text` begins with, and its length. `None` for anything else, which may be a string all the same.
pub(super) fn plain_string(text: &str) -> Option<(PlainString<'_>, usize)> {
    let inner = text.strip_prefix("<si><t")?;
    let (value, preserve) = match inner.strip_prefix('>') {
        Some(value) => (value, false),
        None => (inner.strip_prefix(" xml:space=\"preserve\">")?, true),
    };
    let end = value.bytes().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
    let rest = value[end..].strip_prefix("</t></si>")?;
    Some((PlainString { text: &value[..end], preserve }, text.len() - rest.len()))
}

/// The plain cell that `text` begins with, and its length. `None` for anything else, which may be a cell all the same.
pub(super) fn plain(text: &str) -> Option<(PlainCell<'_>, usize)> {
    let mut cell = PlainCell { address: None, style: None, kind: None, value: None };
    let mut rest = text.strip_prefix("<c")?;
    let filled = loop {
        let (name, value) = match rest.as_bytes() {
            [b' ', name, b'=', b'"', ..] => (*name, &rest[4..]),
            [b'/', b'>', ..] => break None,
            _ => break Some(rest.strip_prefix("><v>")?),
        };
        let end = value.bytes().position(|byte| matches!(byte, b'"' | b'&' | b'<' | b'\t' | b'\n' | b'\r'))?;
        let place = match name {
            b'r' => &mut cell.address,
            b's' => &mut cell.style,
            b't' => &mut cell.kind,
            _ => return None,
        };
        if place.replace(&value[..end]).is_some() {
            return None;
        }
        rest = value[end..].strip_prefix('"')?;
    };
    let Some(value) = filled else { return Some((cell, text.len() - rest.len() + 2)) };
    let end = value.bytes().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
    rest = value[end..].strip_prefix("</v></c>")?;
    cell.value = Some(&value[..end]);
    Some((cell, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_cell_is_taken_whole() {
        for (text, address, style, kind, value) in [
            (r#"<c r="A1" s="1" t="s"><v>0</v></c>"#, Some("A1"), Some("1"), Some("s"), Some("0")),
            (r#"<c t="str" r="A1"><v> å 1</v></c>"#, Some("A1"), None, Some("str"), Some(" å 1")),
            (r#"<c r="A1" s="1"/>"#, Some("A1"), Some("1"), None, None),
            ("<c><v></v></c>", None, None, None, Some("")),
        ] {
            let expected = PlainCell { address, style, kind, value };
            assert_eq!(plain(&format!("{text}<c>")), Some((expected, text.len())), "{text}");
        }
    }

    #[test]
    fn a_plain_string_is_taken_whole() {
        for (xml, text, preserve) in [
            ("<si><t>Første steg</t></si>", "Første steg", false),
            ("<si><t xml:space=\"preserve\"> a </t></si>", " a ", true),
            ("<si><t></t></si>", "", false),
        ] {
            let expected = PlainString { text, preserve };
            assert_eq!(plain_string(&format!("{xml}</sst>")), Some((expected, xml.len())), "{xml}");
        }
        for xml in
            ["<si><t>a&amp;</t></si>", "<si><t>a</t><t>b</t></si>", "<si><r><t>a</t></r></si>", "<si/>", "<si><t>"]
        {
            assert_eq!(plain_string(xml), None, "{xml}");
        }
    }

    #[test]
    fn what_takes_a_closer_look_is_left() {
        for text in [
            r#"<c r="A1"><f>1+1</f><v>2</v></c>"#,
            r#"<c r="A1" r="A2"><v>1</v></c>"#,
            r#"<c r='A1'><v>1</v></c>"#,
            r#"<c r="A&#49;"><v>1</v></c>"#,
            r#"<c r="A1" cm="1"><v>1</v></c>"#,
            r#"<c r="A1"s="1"><v>1</v></c>"#,
            r#"<c  r="A1"><v>1</v></c>"#,
            r#"<c r="A1"><v>1&#50;</v></c>"#,
            r#"<c r="A1"><v>1<!-- --></v></c>"#,
            r#"<c r="A1"><v>1</v><v>2</v></c>"#,
            r#"<c r="A1"><v>1</v> </c>"#,
            r#"<c r="A1"><v/></c>"#,
            r#"<c r="A1"></c>"#,
            r#"<c r="A1"><v>12"#,
            r#"<c r="A1" s="#,
            "<cols><v>1</v></cols>",
            "<x:c><v>1</v></x:c>",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
