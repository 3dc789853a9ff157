//! Cell formats: whether a number is shown as a date, as per cent or plainly, and whether a person sees it at all.

use std::collections::BTreeMap;
use std::str::Chars;

use super::colour::{Colour, Ground};
use super::xml::{Event, Xml};
use super::{Refusal, bound};
use crate::problem::file::damage as reason;

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

/// How a cell's content is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// How a number is shown.
    pub(super) class: Class,
    /// Whether a number is there to be seen.
    pub(super) number: Sight,
    /// Whether text is.
    pub(super) text: Sight,
}

/// Whether a person sees something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    Seen,
    /// It has the colour of its ground, or its number format shows nothing.
    Unseen,
}

impl Look {
    /// A cell without a format.
    pub(super) const PLAIN: Self = Self { class: Class::Plain, number: Sight::Seen, text: Sight::Seen };
}

/// A cell format: the number format's id, and the indexes of its font and fill.
#[derive(Debug)]
pub(super) struct CellFormat {
    pub(super) number: String,
    pub(super) font: usize,
    pub(super) fill: usize,
}

/// What else a style part holds (ECMA-376, 18.8.39).
const BESIDE: [&str; 7] = ["borders", "cellStyleXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"];

/// The look of each cell format, in the order cells refer to them.
pub(super) fn looks(xml: &mut Xml<'_>) -> Result<Vec<Look>, Refusal> {
    if xml.next()? != Event::Start || xml.element() != "styleSheet" {
        return Err(Refusal::damaged(reason::STRUCTURE));
    }
    let mut styles = Styles::default();
    let mut formats: Option<Vec<CellFormat>> = None;
    loop {
        match xml.next()? {
            Event::Start => match xml.element() {
                "numFmts" => styles.codes = number_formats(xml)?,
                "fonts" => styles.fonts = fonts(xml)?,
                "fills" => styles.fills = fills(xml)?,
                "cellXfs" if formats.is_none() => formats = Some(cell_formats(xml)?),
                "cellXfs" => return Err(Refusal::damaged(reason::STRUCTURE)),
                _ => xml.pass(&BESIDE)?,
            },
            Event::Text => {}
            Event::End => break,
            Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }
    if xml.next()? != Event::Over {
        return Err(Refusal::damaged(reason::STRUCTURE));
    }
    Ok(formats.unwrap_or_default().iter().map(|format| styles.look(format)).collect())
}

/// What cell formats refer to.
#[derive(Debug, Default)]
pub(super) struct Styles {
    codes: BTreeMap<String, (Class, Hides)>,
    /// The colour of each font, where it has one.
    pub(super) fonts: Vec<Option<Colour>>,
    pub(super) fills: Vec<Ground>,
}

impl Styles {
    /// Takes a number format with a code of its own.
    pub(super) fn code(&mut self, id: String, code: &str) {
        self.codes.insert(id, (of_code(code), Hides::of_code(code)));
    }

    pub(super) fn look(&self, format: &CellFormat) -> Look {
        let (class, hides) = self
            .codes
            .get(&format.number)
            .copied()
            .unwrap_or_else(|| (format.number.parse().map_or(Class::Plain, built_in), Hides::default()));
        let ground = self.fills.get(format.fill).unwrap_or(&Ground::SHEET);
        let same = ground.hides(self.fonts.get(format.font).and_then(Option::as_ref));
        let sight = |hidden: bool| if hidden || same { Sight::Unseen } else { Sight::Seen };
        Look { class, number: sight(hides.numbers), text: sight(hides.text) }
    }
}

/// What a number format does not show.
#[derive(Debug, Clone, Copy, Default)]
struct Hides {
    numbers: bool,
    text: bool,
}

impl Hides {
    /// A section that is there and blank shows nothing: `;;;` hides all, `;;` numbers only.
    fn of_code(code: &str) -> Self {
        let sections: Vec<&str> = code.split(';').map(str::trim).collect();
        let blank = |at: usize| sections.get(at).is_some_and(|section| section.is_empty());
        Self { numbers: sections.len() > 1 && blank(0), text: sections.len() > 3 && blank(3) }
    }
}

fn number_formats(xml: &mut Xml<'_>) -> Result<BTreeMap<String, (Class, Hides)>, Refusal> {
    let mut codes = BTreeMap::new();
    children(xml, |xml| {
        match xml.element() {
            "numFmt" => {}
            "" => return Ok(()),
            _ => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
        // Both must be there: a date is told by its format.
        let of = xml.attribute("numFmtId")?.zip(xml.attribute("formatCode")?);
        let (id, code) = of.ok_or_else(|| Refusal::damaged(reason::STRUCTURE))?;
        codes.insert(id.trim().to_owned(), (of_code(&code), Hides::of_code(&code)));
        Ok(())
    })?;
    Ok(codes)
}

/// The colour of each font.
fn fonts(xml: &mut Xml<'_>) -> Result<Vec<Option<Colour>>, Refusal> {
    let mut fonts = Vec::new();
    each(xml, "font", |xml| {
        let mut colour = None;
        children(xml, |xml| {
            if xml.element() == "color" {
                colour = Colour::of(xml)?;
            }
            Ok(())
        })?;
        fonts.push(colour);
        if fonts.len() > bound::FORMATS { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(()) }
    })?;
    Ok(fonts)
}

fn fills(xml: &mut Xml<'_>) -> Result<Vec<Ground>, Refusal> {
    let mut fills = Vec::new();
    each(xml, "fill", |xml| {
        let mut ground = Ground::Other;
        each(xml, "patternFill", |xml| {
            let pattern = xml.attribute("patternType")?.map(|pattern| pattern.into_owned());
            let mut colour = None;
            children(xml, |xml| {
                if xml.element() == "fgColor" {
                    colour = Colour::of(xml)?;
                }
                Ok(())
            })?;
            ground = match pattern.as_deref() {
                None | Some("none") => Ground::SHEET,
                Some("solid") => colour.map_or(Ground::Other, Ground::Colour),
                Some(_) => Ground::Other,
            };
            Ok(())
        })?;
        fills.push(ground);
        if fills.len() > bound::FORMATS { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(()) }
    })?;
    Ok(fills)
}

/// Calls `visit` at each child of this name, which reads past its end, and passes over the others.
fn each<'x>(
    xml: &mut Xml<'x>,
    name: &str,
    mut visit: impl FnMut(&mut Xml<'x>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    loop {
        match xml.next()? {
            Event::Start if xml.element() == name => visit(xml)?,
            Event::Start => xml.skip()?,
            Event::Text => {}
            Event::End => return Ok(()),
            Event::Over => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
    }
}

fn cell_formats(xml: &mut Xml<'_>) -> Result<Vec<CellFormat>, Refusal> {
    let mut formats = Vec::new();
    children(xml, |xml| {
        match xml.element() {
            "xf" => {}
            "" => return Ok(()),
            _ => return Err(Refusal::damaged(reason::STRUCTURE)),
        }
        let index = |name: &str| {
            let index = xml.attribute(name)?.and_then(|index| index.trim().parse().ok());
            Ok::<usize, Refusal>(index.unwrap_or(usize::MAX))
        };
        let number = xml.attribute("numFmtId")?.as_deref().unwrap_or("0").trim().to_owned();
        formats.push(CellFormat { number, font: index("fontId")?, fill: index("fillId")? });
        if formats.len() > bound::FORMATS { Err(Refusal::damaged(reason::STRUCTURE)) } else { Ok(()) }
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
pub(super) fn built_in(id: u32) -> Class {
    match id {
        9 | 10 => Class::Percent,
        // 18-21 and 45-47 are times; 32-35, 55 and 56 are times in East Asia.
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Class::Date,
        _ => Class::Plain,
    }
}

/// The class of a format code, by the section that positive numbers are shown with. Where sections have conditions, that
/// depends on the number: then one section that shows a date is enough.
pub(super) fn of_code(code: &str) -> Class {
    let mut rest = code.chars();
    let first = section(&mut rest);
    if !first.conditional {
        return first.class();
    }
    let others = [section(&mut rest), section(&mut rest)];
    if others.iter().any(|other| other.class() == Class::Date) { Class::Date } else { first.class() }
}

/// What a section of a format code shows.
#[derive(Debug, Default)]
struct Section {
    /// The letters of date and time, in lower case and in order.
    letters: Vec<char>,
    /// Places for digits or text, which no date has.
    places: bool,
    percent: bool,
    conditional: bool,
}

impl Section {
    fn class(&self) -> Class {
        let has = |letter| self.letters.contains(&letter);
        // An `m` next to hours or seconds is minutes.
        let dated = has('y') || has('d') || has('e') || (has('m') && !has('h') && !has('s'));
        if dated && !self.places {
            Class::Date
        } else if self.percent {
            Class::Percent
        } else {
            Class::Plain
        }
    }
}

/// Reads one section, and past its `;`.
fn section(rest: &mut Chars<'_>) -> Section {
    // Some programs leave the word of their own language.
    const GENERAL: [&str; 2] = ["general", "standard"];
    const NOON: [&str; 2] = ["am/pm", "a/p"];
    let mut section = Section::default();
    loop {
        if skip_word(rest, &GENERAL) {
            section.places = true;
        } else if skip_word(rest, &NOON) {
            section.letters.push('h');
        }
        let Some(character) = rest.next() else { break };
        match character.to_ascii_lowercase() {
            ';' => break,
            '"' => while rest.next().is_some_and(|quoted| quoted != '"') {},
            '\\' | '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inside: String = rest.take_while(|inside| *inside != ']').collect();
                section.conditional |= inside.starts_with(['<', '>', '=']);
                section.letters.extend(elapsed(&inside));
            }
            '%' => section.percent = true,
            // Noughts after seconds are their fractions.
            '0' if section.letters.last() == Some(&'s') => {}
            '0' | '#' | '?' | '@' => section.places = true,
            letter @ ('y' | 'm' | 'd' | 'h' | 's' | 'e') => section.letters.push(letter),
            // The year in Norwegian, Swedish and German, as some programs leave it.
            'å' | 'Å' | 'j' => section.letters.push('y'),
            _ => {}
        }
    }
    section
}

/// Passes over one of these words, in any case, if it comes next.
fn skip_word(rest: &mut Chars<'_>, words: &[&str]) -> bool {
    let next = rest.as_str();
    let found = words.iter().find(|word| next.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
    let Some(word) = found else { return false };
    *rest = next[word.len()..].chars();
    true
}

/// `[h]`, `[mm]` and `[ss]` count hours, minutes and seconds; anything else is a colour, a currency or a language.
fn elapsed(inside: &str) -> Option<char> {
    let lower = inside.to_ascii_lowercase();
    let first = lower.chars().next()?;
    (matches!(first, 'h' | 'm' | 's') && lower.chars().all(|letter| letter == first)).then_some('h')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        let cases = [
            (
                Class::Date,
                "dd.mm.yyyy|d. mmmm yyyy|yyyy-mm-dd hh:mm|[$-414]d. mmmm yyyy|mmm yy|mmmm|mm/dd/yy;@|dd.mm.åååå|m|d|[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy|DD/MM/YYYY|h:mm d/m|[>0]d.m;General|[<0]\"minus\";yyyy|ss.000 d.m|e",
            ),
            (Class::Percent, "0%|0.00%|0.0\\ %|0 %;[Red]-0 %|#,##0.0%"),
            (
                Class::Plain,
                "General|0|#,##0.00|#,##0\\ \"kr\"|[Red]0|\"dd.mm\"0|0.00E+00|h:mm|hh:mm:ss|[h]:mm|[mm]:ss|mm:ss|mm:ss.0|h:mm AM/PM|0\\%|0\"%\"|_-* #,##0.00\\ _k_r_-|@|[$kr-414]\\ #,##0|0;0%|General\\ \"mnd\"|Standard|STANDARD|0 mnd|0 år|0 EUR|# '##0.0 e|a/p h|[=1]\"ja\";[=0]\"nei\";0|;;;|dd.mm@|0.0\\ \\m|#\\ ?/?|",
            ),
        ];
        for (class, codes) in cases {
            for code in codes.split('|') {
                assert_eq!(of_code(code), class, "{code}");
            }
        }
    }
}
