//! Number formats: whether a cell's number is shown as a date, as per cent, or plainly.

use std::collections::BTreeMap;
use std::io::Read;

use super::xml::{Event, Xml};
use super::{Refusal, bound, reason};

/// How a number is shown. Times of day and durations count as plain: they are no dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// As a number, a time of day or a duration.
    Plain,
    /// Per cent.
    Percent,
    /// A date, with or without time of day.
    Date,
}

/// The class of each cell format, in the order cells refer to them.
pub(super) fn classes(source: &mut dyn Read) -> Result<Vec<Class>, Refusal> {
    let mut xml = Xml::new(source)?;
    if xml.next()? != Event::Start || xml.element() != "styleSheet" {
        return Err(Refusal::damaged(reason::STRUCTURE));
    }
    let mut codes: BTreeMap<String, Class> = BTreeMap::new();
    let mut formats: Option<Vec<String>> = None;
    loop {
        match xml.next()? {
            Event::Start => match xml.element() {
                "numFmts" => codes = number_formats(&mut xml)?,
                "cellXfs" if formats.is_none() => formats = Some(cell_formats(&mut xml)?),
                "cellXfs" => return Err(Refusal::damaged(reason::STRUCTURE)),
                _ => xml.skip()?,
            },
            Event::Text => {}
            Event::End => break,
            Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }
    if xml.next()? != Event::Over {
        return Err(Refusal::damaged(reason::STRUCTURE));
    }
    let class = |id: &String| codes.get(id).copied().unwrap_or_else(|| built_in(id));
    Ok(formats.unwrap_or_default().iter().map(class).collect())
}

fn number_formats(xml: &mut Xml<'_>) -> Result<BTreeMap<String, Class>, Refusal> {
    let mut codes = BTreeMap::new();
    children(xml, |xml| {
        if xml.element() == "numFmt"
            && let (Some(id), Some(code)) = (xml.attribute("numFmtId")?, xml.attribute("formatCode")?)
        {
            codes.insert(id.trim().to_owned(), of_code(&code));
        }
        Ok(())
    })?;
    Ok(codes)
}

/// The number format's id of each cell format.
fn cell_formats(xml: &mut Xml<'_>) -> Result<Vec<String>, Refusal> {
    let mut formats = Vec::new();
    children(xml, |xml| {
        if xml.element() == "xf" {
            let id = xml.attribute("numFmtId")?;
            formats.push(id.as_deref().unwrap_or("0").trim().to_owned());
        }
        if formats.len() > bound::FORMATS { Err(Refusal::damaged(reason::TOO_MUCH)) } else { Ok(()) }
    })?;
    Ok(formats)
}

/// Calls `visit` at each child of the element that began, and reads past its end.
fn children(xml: &mut Xml<'_>, mut visit: impl FnMut(&Xml<'_>) -> Result<(), Refusal>) -> Result<(), Refusal> {
    loop {
        match xml.next()? {
            Event::Start => {
                visit(xml)?;
                xml.skip()?;
            }
            Event::Text => {}
            Event::End => return Ok(()),
            Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }
}

/// The class of a format that needs no code (ECMA-376, 18.8.30).
fn built_in(id: &str) -> Class {
    match id.parse::<u32>() {
        Ok(9 | 10) => Class::Percent,
        // 18-21 and 45-47 are times; 32-35, 55 and 56 are times in East Asia.
        Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58) => Class::Date,
        _ => Class::Plain,
    }
}

/// The class of a format code, by the section that positive numbers are shown with.
pub(super) fn of_code(code: &str) -> Class {
    let mut letters = Vec::new();
    let mut percent = false;
    let mut rest = code.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            ';' => break,
            '"' => while rest.next().is_some_and(|quoted| quoted != '"') {},
            '\\' | '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|inside| *inside != ']').collect();
                // `[h]` counts hours; anything else is a colour, a condition, a currency or a language.
                if let Some(letter) = elapsed(&inside) {
                    letters.push(letter);
                }
            }
            '%' => percent = true,
            // `E+` is an exponent; a lone `e` is a year.
            'E' | 'e' if matches!(rest.peek(), Some('+' | '-')) => {}
            'A' | 'a' if rest.peek().is_some_and(|next| matches!(next, 'M' | 'm' | '/')) => {
                let mut tail = rest.clone();
                let marker: String = std::iter::once('a').chain(tail.by_ref().take(4)).collect();
                let marker = marker.to_ascii_lowercase();
                let length =
                    ["am/pm", "a/p"].iter().find(|known| marker.starts_with(**known)).map_or(0, |known| known.len());
                for _ in 1..length {
                    rest.next();
                }
            }
            'G' | 'g' if rest.clone().take(6).collect::<String>().eq_ignore_ascii_case("eneral") => {
                for _ in 0..6 {
                    rest.next();
                }
            }
            // Norwegian, Swedish and German letters for the year, as some programs leave them.
            'å' | 'Å' | 'j' | 'J' => letters.push('y'),
            _ if matches!(character.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | 'e') => {
                letters.push(character.to_ascii_lowercase());
            }
            _ => {}
        }
    }
    let dated = letters.iter().any(|letter| matches!(letter, 'y' | 'd' | 'e')) || months(&letters);
    if dated {
        Class::Date
    } else if percent {
        Class::Percent
    } else {
        Class::Plain
    }
}

/// The unit that `[h]`, `[mm]` or `[ss]` counts, marked so that it is no month.
fn elapsed(inside: &str) -> Option<char> {
    let lower = inside.to_ascii_lowercase();
    let first = lower.chars().next()?;
    (matches!(first, 'h' | 'm' | 's') && lower.chars().all(|letter| letter == first)).then_some('h')
}

/// Whether an `m` is a month: it is minutes next to hours or seconds.
fn months(letters: &[char]) -> bool {
    letters.contains(&'m') && !letters.contains(&'h') && !letters.contains(&'s')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        let cases = [
            (
                Class::Date,
                "dd.mm.yyyy|d. mmmm yyyy|yyyy-mm-dd hh:mm|[$-414]d. mmmm yyyy|mmm yy|mmmm|mm/dd/yy;@|dd.mm.åååå|m|d|[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy|DD/MM/YYYY|h:mm d/m|[>0]d.m;General",
            ),
            (Class::Percent, "0%|0.00%|0.0\\ %|0 %;[Red]-0 %|#,##0.0%"),
            (
                Class::Plain,
                "General|0|#,##0.00|#,##0\\ \"kr\"|[Red]0|\"dd.mm\"0|0.00E+00|h:mm|hh:mm:ss|[h]:mm|[mm]:ss|mm:ss|mm:ss.0|h:mm AM/PM|0\\%|0\"%\"|_-* #,##0.00\\ _k_r_-|@|[$kr-414]\\ #,##0|0;0%|General\\ \"mnd\"|0.0\\ \\m|#\\ ?/?|",
            ),
        ];
        for (class, codes) in cases {
            for code in codes.split('|') {
                assert_eq!(of_code(code), class, "{code}");
            }
        }
    }
}
