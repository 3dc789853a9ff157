//! What stands in a cell → its value, by its type and number format; the second reader must have read the same.

use std::borrow::Cow;
use std::sync::Arc;

use super::date::{self, Epoch};
use super::formula::Formulas;
use super::second::{Cells, Own};
use super::styles::{Class, Look, Sight};
use super::xml::Written;
use super::{Cell, Formula, Noticed, Refusal, Value, number, strings};
use crate::origin::CellRef;
use crate::policy::FileLimits;
use crate::problem::cell;
use crate::problem::file::damage as reason;

/// What cells refer to.
#[derive(Debug)]
pub(super) struct Facts {
    /// The shared strings.
    pub(super) strings: Vec<Arc<str>>,
    /// The look of each cell format.
    pub(super) formats: Vec<Look>,
    /// What day number 0 is.
    pub(super) epoch: Epoch,
}

impl Facts {
    /// How a cell whose `s` says `style` is shown. None if it names a format that is not there, which matters to a number
    /// only.
    pub(super) fn look(&self, style: Option<&str>) -> Option<Look> {
        let style = style.filter(|style| !style.is_empty());
        // Some writers name format 0 and list none.
        let none = self.formats.is_empty() && style.is_none_or(|style| style.trim() == "0");
        let look = style.map_or(Some(0), index).and_then(|index| self.formats.get(index)).copied();
        look.or(none.then_some(Look::PLAIN))
    }
}

/// A cell's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Iso,
}

impl Kind {
    /// The type of a cell whose `t` says so.
    pub(super) fn of(kind: Option<&str>) -> Result<Self, Refusal> {
        Ok(match kind {
            None | Some("n") => Self::Number,
            Some("s") => Self::Shared,
            Some("str") => Self::Text,
            Some("inlineStr") => Self::Inline,
            Some("b") => Self::Bool,
            Some("e") => Self::Error,
            Some("d") => Self::Iso,
            Some(_) => return Err(Refusal::damaged(reason::CELL_TYPE)),
        })
    }
}

/// What stands in a cell, before it is understood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'t> {
    /// Where it stands, and whether its address says so.
    pub(super) place: CellRef,
    pub(super) addressed: bool,
    pub(super) kind: Kind,
    pub(super) look: Option<Look>,
    /// What stands in `f`, if it is there, and the number of a formula that several cells share.
    pub(super) formula: Option<(&'t str, Option<u32>)>,
    /// What stands in `v`, if it is there, and how it is written.
    pub(super) value: Option<(&'t str, Written)>,
    /// What stands in `is`, if it is there.
    pub(super) inline: Option<&'t str>,
}

/// The understanding of one sheet's cells.
pub(super) struct Values<'r, 's, 'a> {
    pub(super) facts: &'r Facts,
    pub(super) limits: &'r FileLimits,
    /// The sheet's name.
    pub(super) sheet: Arc<str>,
    pub(super) noticed: &'r mut Vec<Noticed>,
    pub(super) formulas: Formulas,
    /// The second reader, once its cells are due.
    pub(super) heard: Option<Cells<'s, 'a>>,
}

impl<'r> Values<'r, '_, '_> {
    /// The cell, if it holds anything. The second reader is asked about it either way.
    pub(super) fn cell(&mut self, raw: Raw<'_>) -> Result<Option<Cell>, Refusal> {
        let (value, own) = match raw.kind {
            Kind::Inline => self.inline(raw)?,
            _ if raw.inline.is_some() => return Err(Refusal::damaged(reason::CELL_TYPE)),
            _ => self.value(raw)?,
        };
        if let Some(heard) = &mut self.heard {
            heard.agree(raw.place, raw.addressed, &own)?;
        }
        let class = raw.look.map(|look| look.class);
        let percent = class == Some(Class::Percent) && matches!(value, Some(Value::Number(_) | Value::Beyond(_)));
        let text = matches!(value, Some(Value::Text(_)));
        let unseen = raw.look.is_some_and(|look| if text { look.text } else { look.number } == Sight::Unseen);
        let column = raw.place.column;
        Ok(match (value, raw.formula) {
            (Some(value), Some((text, shared))) => {
                let formula = self.formulas.see(raw.place, text, shared);
                Some(Cell { column, value, formula, percent, unseen })
            }
            (Some(value), None) => Some(Cell { column, value, formula: Formula::None, percent, unseen }),
            (None, Some(_)) => {
                let value = Value::FormulaWithoutValue;
                Some(Cell { column, value, formula: Formula::None, percent: false, unseen: false })
            }
            (None, None) => None,
        })
    }

    /// The value of a cell whose value stands in `v`.
    fn value<'v>(&mut self, raw: Raw<'v>) -> Result<(Option<Value>, Own<'v>), Refusal>
    where
        'r: 'v,
    {
        let Some((whole, written)) = raw.value else { return Ok((None, Own::Blank)) };
        if raw.kind == Kind::Text {
            return self.text(whole, written, raw.formula.is_some());
        }
        let text = trimmed(whole);
        let plain = written == Written::Plain && text.len() == whole.len();
        let (value, own) = if text.is_empty() { (None, Own::Blank) } else { self.typed(text, raw)? };
        let value =
            value.filter(|value| raw.formula.is_some() || !matches!(value, Value::Text(text) if text.is_empty()));
        let heard = plain || raw.kind == Kind::Iso && written != Written::Literal;
        Ok((value, if heard { own } else { Own::Unasked }))
    }

    /// The value of a formula that gives text.
    fn text<'v>(&self, whole: &'v str, written: Written, formula: bool) -> Result<(Option<Value>, Own<'v>), Refusal> {
        let text = strings::unescaped(whole);
        strings::within_limit(&text, self.limits)?;
        let value = (formula || !text.is_empty()).then(|| Value::Text(text.as_ref().into()));
        Ok((value, if written == Written::Literal { Own::Unasked } else { Own::Text(text) }))
    }

    /// The value of a cell that holds its own text. Some writers leave it where formulas have theirs.
    fn inline<'v>(&self, raw: Raw<'v>) -> Result<(Option<Value>, Own<'v>), Refusal> {
        let Some(text) = raw.inline else {
            let value = raw.value.map(|(whole, _)| self.text(whole, Written::Plain, raw.formula.is_some()));
            return Ok((value.transpose()?.and_then(|(value, _)| value), Own::Unasked));
        };
        if raw.value.is_some_and(|(value, _)| !value.is_empty() && value != text) {
            return Err(Refusal::damaged(reason::TWO_VALUES));
        }
        Ok(((!text.is_empty()).then(|| Value::Text(text.into())), Own::Text(Cow::Borrowed(text))))
    }

    /// The value of text that is not empty, by the cell's type.
    fn typed<'v>(&mut self, text: &'v str, raw: Raw<'v>) -> Result<(Option<Value>, Own<'v>), Refusal>
    where
        'r: 'v,
    {
        let unfit = || Refusal::damaged(reason::CELL_TYPE);
        Ok(match raw.kind {
            Kind::Shared => {
                let facts: &'r Facts = self.facts;
                let shared = index(text).and_then(|index| facts.strings.get(index));
                let shared = shared.ok_or_else(|| Refusal::damaged(reason::STRING_INDEX))?;
                (Some(Value::Text(Arc::clone(shared))), Own::Text(Cow::Borrowed(shared)))
            }
            Kind::Bool => {
                let truth = match text {
                    "0" | "false" => false,
                    "1" | "true" => true,
                    _ => return Err(unfit()),
                };
                (Some(Value::Bool(truth)), Own::Bool(truth))
            }
            // Excel adds error values over the years: whatever it is called, it is one.
            Kind::Error if text.starts_with('#') && text.len() <= 64 => {
                (Some(Value::Error(text.into())), Own::Error(text))
            }
            Kind::Error => return Err(unfit()),
            Kind::Iso => {
                let date = date::of_iso(text).map_or_else(|| Value::NoDate(text.into()), Value::Date);
                (Some(date), Own::Iso(text))
            }
            Kind::Number | Kind::Text | Kind::Inline => {
                let look = raw.look.ok_or_else(|| Refusal::damaged(reason::CELL_FORMAT))?;
                self.number(text, look.class, raw.place)
            }
        })
    }

    fn number<'v>(&mut self, text: &'v str, class: Class, place: CellRef) -> (Option<Value>, Own<'v>) {
        let Some((double, value)) = number::parse(text) else {
            let problem = cell::not_a_number(text);
            let sheet = Some(Arc::clone(&self.sheet));
            self.noticed.push(Noticed { problem, sheet, cell: Some(place) });
            return (Some(Value::Error(text.into())), Own::Unasked);
        };
        let value = match value {
            Value::Number(serial) if class == Class::Date => {
                date::of_serial(serial, self.facts.epoch).map_or_else(|| Value::NoDate(text.into()), Value::Date)
            }
            Value::Beyond(as_it_stands) if class == Class::Date => Value::NoDate(as_it_stands),
            value => value,
        };
        (Some(value), Own::Number(text, double))
    }
}

/// Digits, and nothing but digits but for white space around them.
pub(super) fn index(text: &str) -> Option<usize> {
    let digits = trimmed(text);
    let add = |number: usize, digit: u8| {
        let digit = digit.is_ascii_digit().then(|| usize::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    };
    if digits.is_empty() { None } else { digits.bytes().try_fold(0, add) }
}

/// Without the white space of XML around it, of which there hardly ever is any.
fn trimmed(text: &str) -> &str {
    let bare = |byte: Option<&u8>| byte.is_some_and(|byte| *byte > b' ');
    let bytes = text.as_bytes();
    if bare(bytes.first()) && bare(bytes.last()) { text } else { text.trim_matches([' ', '\t', '\r', '\n']) }
}
