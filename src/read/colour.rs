//! Whether a person sees what stands in a cell: the colour of its text beside that of its ground.

use rust_decimal::Decimal;

use super::xml::Xml;
use super::{Refusal, Value, number};

/// Colours that differ by no more than this in any of red, green and blue are one to the eye.
const APART: u8 = 16;

/// A colour as a workbook names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Colour {
    Rgb([u8; 3]),
    /// One of the theme, or of the old palette, with its tint: which one is not known, only whether two are the same.
    Named(String),
}

impl Colour {
    pub(super) const WHITE: Self = Self::Rgb([255; 3]);
    pub(super) const BLACK: Self = Self::Rgb([0; 3]);

    /// The colour that the element that began names; `None` where it is automatic or not understood.
    pub(super) fn of(xml: &Xml<'_>) -> Result<Option<Self>, Refusal> {
        if let Some(rgb) = xml.attribute("rgb")? {
            return Ok(rgb_of(&rgb).map(Self::Rgb));
        }
        let tint = xml.attribute("tint")?;
        let tint = tint.as_deref().unwrap_or("0");
        if let Some(theme) = xml.attribute("theme")? {
            // The first two are the ground and the text of nearly every theme.
            return Ok(Some(match theme.trim() {
                "0" => tinted(tint, Self::WHITE),
                "1" => tinted(tint, Self::BLACK),
                other => Self::Named(format!("theme {other} {tint}")),
            }));
        }
        let Some(indexed) = xml.attribute("indexed")? else { return Ok(None) };
        Ok(Some(Self::indexed(indexed.trim(), tint)))
    }

    /// One of the old palette.
    pub(super) fn indexed(index: &str, tint: &str) -> Self {
        match index {
            "1" | "9" | "65" => Self::WHITE,
            "0" | "8" | "64" => Self::BLACK,
            other => Self::Named(format!("indexed {other} {tint}")),
        }
    }

    /// `#FFFFFF`; `None` where it is `transparent` or not understood.
    pub(super) fn of_hex(text: &str) -> Option<Self> {
        rgb_of(text.trim().strip_prefix('#')?).map(Self::Rgb)
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rgb(one), Self::Rgb(other)) => {
                one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) <= APART)
            }
            (one, other) => one == other,
        }
    }
}

/// `FFFFFFFF`: transparency, which no program shows, then red, green and blue.
fn rgb_of(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim();
    let digits = digits.get(digits.len().checked_sub(6)?..)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// White made darker, or black made lighter.
fn tinted(tint: &str, colour: Colour) -> Colour {
    let Some((_, Value::Number(tint))) = number::parse(tint.trim()) else { return colour };
    let share = if colour == Colour::WHITE { Decimal::ONE + tint.min(Decimal::ZERO) } else { tint.max(Decimal::ZERO) };
    let light = (share * Decimal::from(255)).round();
    u8::try_from(light).map_or(colour, |light| Colour::Rgb([light; 3]))
}

/// What is behind the text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ground {
    Colour(Colour),
    /// A pattern, or something not understood: what stands on it is taken for seen.
    Other,
}

impl Ground {
    /// Nothing: the sheet itself.
    pub(super) const SHEET: Self = Self::Colour(Colour::WHITE);

    /// Whether text of this colour cannot be seen on it. Automatic text is black.
    pub(super) fn hides(&self, text: Option<&Colour>) -> bool {
        let Self::Colour(ground) = self else { return false };
        text.unwrap_or(&Colour::BLACK).is_like(ground)
    }
}
