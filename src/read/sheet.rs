//! A worksheet's XML → its rows and cells, with what a person did not see: hidden rows and columns, merged regions.

use std::io::Read;
use std::sync::Arc;

use super::book::Listed;
use super::date::{self, Epoch};
use super::styles::Class;
use super::xml::{Event, Xml};
use super::{Cell, Formula, Noticed, Refusal, Row, Sheet, Value, bound, number, reason, strings};
use crate::origin::CellRef;
use crate::problem::{cell, file};

/// What cells refer to.
#[derive(Debug)]
pub(super) struct Facts {
    /// The shared strings.
    pub(super) strings: Vec<Arc<str>>,
    /// The class of each cell format; none if the workbook has no styles.
    pub(super) formats: Option<Vec<Class>>,
    /// What day number 0 is.
    pub(super) epoch: Epoch,
}

/// A cell's type, as its `t` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Iso,
}

/// What stands in a cell, before it is understood.
#[derive(Debug, Default)]
struct Raw {
    formula: bool,
    value: Option<String>,
    inline: Option<String>,
}

/// Reads the sheet `listed`. `budget` is the number of cells that may still be read.
pub(super) fn read(
    source: &mut dyn Read,
    listed: &Listed,
    facts: &Facts,
    budget: &mut usize,
    noticed: &mut Vec<Noticed>,
) -> Result<Sheet, Refusal> {
    let sheet = Sheet {
        name: Arc::clone(&listed.name),
        visible: listed.visible,
        merged: Vec::new(),
        hidden_columns: Vec::new(),
        rows: Vec::new(),
    };
    let mut reader = Reader { xml: Xml::new(source)?, facts, sheet, budget, noticed, raw: Raw::default() };
    reader.worksheet()?;
    Ok(reader.sheet)
}

struct Reader<'a> {
    xml: Xml<'a>,
    facts: &'a Facts,
    sheet: Sheet,
    budget: &'a mut usize,
    noticed: &'a mut Vec<Noticed>,
    raw: Raw,
}

fn structure() -> Refusal {
    Refusal::damaged(reason::STRUCTURE)
}

impl Reader<'_> {
    fn worksheet(&mut self) -> Result<(), Refusal> {
        if self.xml.next()? != Event::Start || self.xml.element() != "worksheet" {
            return Err(structure());
        }
        let mut filled = false;
        loop {
            match self.xml.next()? {
                Event::Start => match self.xml.element() {
                    "cols" => self.columns()?,
                    // Two blocks of cells: readers would choose differently.
                    "sheetData" if filled => return Err(structure()),
                    "sheetData" => {
                        filled = true;
                        self.rows()?;
                    }
                    "mergeCells" => self.merges()?,
                    _ => self.xml.skip()?,
                },
                Event::Text if self.xml.is_blank() => {}
                Event::End => break,
                Event::Text | Event::Over => return Err(structure()),
            }
        }
        if filled && self.xml.next()? == Event::Over { Ok(()) } else { Err(structure()) }
    }

    /// Whether the element of this name begins (true), or the one around it ends. Anything else is damage.
    fn child(&mut self, name: &str) -> Result<bool, Refusal> {
        loop {
            match self.xml.next()? {
                Event::Start if self.xml.element() == name => return Ok(true),
                Event::Text if self.xml.is_blank() => {}
                Event::End => return Ok(false),
                Event::Start | Event::Text | Event::Over => return Err(structure()),
            }
        }
    }

    fn columns(&mut self) -> Result<(), Refusal> {
        let mut hidden = vec![false; bound::COLUMNS as usize];
        while self.child("col")? {
            let first = ordinal(self.xml.attribute("min")?.as_deref(), bound::COLUMNS).ok_or_else(structure)?;
            let last = ordinal(self.xml.attribute("max")?.as_deref(), bound::COLUMNS).ok_or_else(structure)?;
            if first > last {
                return Err(structure());
            }
            if self.xml.flag("hidden")? || self.is_zero("width")? {
                let range = hidden.get_mut(first as usize..=last as usize).ok_or_else(structure)?;
                range.fill(true);
            }
            self.xml.skip()?;
        }
        let numbered = (0_u32..).zip(hidden);
        self.sheet.hidden_columns.extend(numbered.filter(|(_, hidden)| *hidden).map(|(column, _)| column));
        Ok(())
    }

    /// Whether a height or width is given as nothing: as good as hidden.
    fn is_zero(&self, name: &str) -> Result<bool, Refusal> {
        let size = self.xml.attribute(name)?;
        Ok(size.is_some_and(|size| matches!(number::parse(size.trim()), Some(Value::Number(size)) if size.is_zero())))
    }

    fn rows(&mut self) -> Result<(), Refusal> {
        let mut next = 0;
        while self.child("row")? {
            let number = match self.xml.attribute("r")? {
                None => next,
                given => ordinal(given.as_deref(), bound::ROWS).ok_or_else(|| Refusal::damaged(reason::ADDRESS))?,
            };
            if number >= bound::ROWS {
                return Err(Refusal::damaged(reason::ADDRESS));
            }
            if number < next {
                return Err(Refusal::damaged(reason::ORDER).at(CellRef::new(number, 0)));
            }
            next = number + 1;
            let hidden = self.xml.flag("hidden")? || self.is_zero("ht")?;
            let cells = self.cells(number)?;
            if !cells.is_empty() {
                self.sheet.rows.push(Row { number, hidden, cells });
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: u32) -> Result<Vec<Cell>, Refusal> {
        let mut cells = Vec::new();
        let mut next = CellRef::new(row, 0);
        loop {
            match self.xml.next()? {
                Event::Start if self.xml.element() == "c" => {}
                Event::Start if self.xml.element() == "extLst" => {
                    self.xml.skip()?;
                    continue;
                }
                Event::Text if self.xml.is_blank() => continue,
                Event::End => return Ok(cells),
                Event::Start | Event::Text | Event::Over => return Err(structure().at(next)),
            }
            let place = self.place(next)?;
            next = CellRef::new(row, place.column + 1);
            let read = self.cell(place).map_err(|refusal| refusal.at(place))?;
            let Some(cell) = read else { continue };
            let Some(left) = self.budget.checked_sub(1) else {
                return Err(Refusal::file(file::too_many_cells(bound::CELLS)));
            };
            *self.budget = left;
            cells.push(cell);
        }
    }

    /// Where the cell that began stands: `next`, or what its address says, in this row and to the right.
    fn place(&self, next: CellRef) -> Result<CellRef, Refusal> {
        let place = match self.xml.attribute("r")? {
            None => next,
            Some(address) => CellRef::parse(&address).ok_or_else(|| Refusal::damaged(reason::ADDRESS).at(next))?,
        };
        if place.row != next.row || place.column >= bound::COLUMNS {
            return Err(Refusal::damaged(reason::ADDRESS).at(place));
        }
        if place.column < next.column { Err(Refusal::damaged(reason::ORDER).at(place)) } else { Ok(place) }
    }

    /// The cell that began, if it holds anything.
    fn cell(&mut self, place: CellRef) -> Result<Option<Cell>, Refusal> {
        let kind = self.kind()?;
        let class = self.class()?;
        self.contents()?;
        let formula = self.raw.formula;
        let value = match kind {
            Kind::Inline => self.inline()?,
            _ if self.raw.inline.is_some() => return Err(Refusal::damaged(reason::CELL_TYPE)),
            _ => self.value(kind, class, place)?,
        };
        let percent = class == Class::Percent && matches!(value, Some(Value::Number(_) | Value::Beyond(_)));
        Ok(match value {
            Some(value) => {
                let formula = if formula { Formula::Stored } else { Formula::None };
                Some(Cell { column: place.column, value, formula, percent })
            }
            None if formula => {
                let value = Value::FormulaWithoutValue;
                Some(Cell { column: place.column, value, formula: Formula::None, percent: false })
            }
            None => None,
        })
    }

    fn kind(&self) -> Result<Kind, Refusal> {
        Ok(match self.xml.attribute("t")?.as_deref() {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::Shared,
            Some("str") => Kind::Text,
            Some("inlineStr") => Kind::Inline,
            Some("b") => Kind::Bool,
            Some("e") => Kind::Error,
            Some("d") => Kind::Iso,
            Some(_) => return Err(Refusal::damaged(reason::CELL_TYPE)),
        })
    }

    fn class(&self) -> Result<Class, Refusal> {
        let style = self.xml.attribute("s")?;
        let (Some(style), Some(formats)) = (style, &self.facts.formats) else { return Ok(Class::Plain) };
        let class = index(&style).and_then(|index| formats.get(index)).copied();
        // Some writers name format 0 and list none.
        let none = formats.is_empty() && style.trim() == "0";
        class.or(none.then_some(Class::Plain)).ok_or_else(|| Refusal::damaged(reason::CELL_FORMAT))
    }

    /// Reads what stands inside the cell that began, and past its end.
    fn contents(&mut self) -> Result<(), Refusal> {
        self.raw = Raw::default();
        loop {
            match self.xml.next()? {
                Event::Start => {
                    let twice = match self.xml.element() {
                        "f" => {
                            self.xml.skip()?;
                            std::mem::replace(&mut self.raw.formula, true)
                        }
                        "v" => {
                            let mut text = String::new();
                            self.xml.content(&mut text)?;
                            self.raw.value.replace(text).is_some()
                        }
                        "is" => {
                            let mut text = String::new();
                            strings::rich(&mut self.xml, &mut text)?;
                            self.raw.inline.replace(text).is_some()
                        }
                        "extLst" => {
                            self.xml.skip()?;
                            false
                        }
                        _ => return Err(structure()),
                    };
                    if twice {
                        return Err(Refusal::damaged(reason::TWO_VALUES));
                    }
                }
                Event::Text if self.xml.is_blank() => {}
                Event::End => return Ok(()),
                Event::Text | Event::Over => return Err(structure()),
            }
        }
    }

    /// The value of a cell that holds its own text.
    fn inline(&mut self) -> Result<Option<Value>, Refusal> {
        let Raw { value, inline, .. } = std::mem::take(&mut self.raw);
        match (value, inline) {
            (Some(value), None) if !value.trim().is_empty() => Err(Refusal::damaged(reason::CELL_TYPE)),
            (Some(value), Some(inline)) if !value.is_empty() && value != inline => {
                Err(Refusal::damaged(reason::TWO_VALUES))
            }
            (_, inline) => Ok(inline.filter(|text| !text.is_empty()).map(|text| Value::Text(text.into()))),
        }
    }

    /// The value of a cell whose value stands in `v`.
    fn value(&mut self, kind: Kind, class: Class, place: CellRef) -> Result<Option<Value>, Refusal> {
        let Raw { formula, value, .. } = std::mem::take(&mut self.raw);
        let Some(text) = value else { return Ok(None) };
        if kind == Kind::Text {
            let text = strings::unescaped(&text);
            strings::within_limit(&text)?;
            return Ok((formula || !text.is_empty()).then(|| Value::Text(text.into())));
        }
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        if text.is_empty() {
            return Ok(None);
        }
        let unfit = || Refusal::damaged(reason::CELL_TYPE);
        Ok(Some(match kind {
            Kind::Shared => {
                let shared = index(text).and_then(|index| self.facts.strings.get(index));
                let shared = shared.ok_or_else(|| Refusal::damaged(reason::STRING_INDEX))?;
                if shared.is_empty() && !formula {
                    return Ok(None);
                }
                Value::Text(Arc::clone(shared))
            }
            Kind::Bool => match text {
                "0" | "false" => Value::Bool(false),
                "1" | "true" => Value::Bool(true),
                _ => return Err(unfit()),
            },
            // Excel adds error values over the years: whatever it is called, it is one.
            Kind::Error if text.starts_with('#') && text.len() <= 64 => Value::Error(text.into()),
            Kind::Error => return Err(unfit()),
            Kind::Iso => date::of_iso(text).map_or_else(|| Value::NoDate(text.into()), Value::Date),
            Kind::Number | Kind::Text | Kind::Inline => self.number(text, class, place),
        }))
    }

    fn number(&mut self, text: &str, class: Class, place: CellRef) -> Value {
        match number::parse(text) {
            None => {
                let problem = cell::not_a_number(text);
                let sheet = Some(Arc::clone(&self.sheet.name));
                self.noticed.push(Noticed { problem, sheet, cell: Some(place) });
                Value::Error(text.into())
            }
            Some(Value::Number(serial)) if class == Class::Date => {
                date::of_serial(serial, self.facts.epoch).map_or_else(|| Value::NoDate(text.into()), Value::Date)
            }
            Some(Value::Beyond(raw)) if class == Class::Date => Value::NoDate(raw),
            Some(value) => value,
        }
    }

    fn merges(&mut self) -> Result<(), Refusal> {
        let broken = || Refusal::damaged(reason::MERGES);
        while self.child("mergeCell")? {
            let region = self.xml.attribute("ref")?.ok_or_else(broken)?.into_owned();
            self.xml.skip()?;
            let (first, last) = region.split_once(':').unwrap_or((&region, &region));
            let corners = CellRef::parse(first).zip(CellRef::parse(last));
            let (first, last) = corners.ok_or_else(broken)?;
            if first.row > last.row || first.column > last.column || self.sheet.merged.len() >= bound::MERGES {
                return Err(broken().at(first));
            }
            if first != last {
                self.sheet.merged.push((first, last));
            }
        }
        Ok(())
    }
}

/// A number from one to `most`, as an index from zero.
fn ordinal(text: Option<&str>, most: u32) -> Option<u32> {
    let number = index(text?)?.checked_sub(1)?;
    u32::try_from(number).ok().filter(|index| *index < most)
}

/// Digits, and nothing but digits but for white space around them.
fn index(text: &str) -> Option<usize> {
    let digits = text.trim_matches([' ', '\t', '\r', '\n']);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}
