//! A worksheet's XML → its rows and cells, with what a person did not see: hidden rows and columns, merged regions.

use std::borrow::Cow;
use std::sync::Arc;

use super::book::Listed;
use super::date::{self, Epoch};
use super::formula::Formulas;
use super::second::{Cells, Own, Second};
use super::styles::{Class, Look, Sight};
use super::xml::{Event, Written, Xml};
use super::{Cell, Formula, Noticed, Refusal, Row, Sheet, Value, bound, number, strings};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::cell;
use crate::problem::file::damage as reason;
use crate::problem::sheet as sheet_problems;

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

/// What stands in a cell, before it is understood. Kept from cell to cell, so that its texts are allocated once.
#[derive(Debug, Default)]
struct Raw {
    formula: bool,
    /// What the formula says, and the number of one that several cells share. Nothing of one that fills a range.
    formula_text: String,
    shared: Option<u32>,
    /// What stands in `v`, if it is there.
    value: Option<Written>,
    text: String,
    /// What stands in `is`, if it is there.
    inline: bool,
    inline_text: String,
}

/// Reads the sheet `listed`, each cell of it confirmed by the second reader, whose sheet has this place. `budget` is the number of cells that may
/// still be read.
pub(super) fn read(
    xml: &mut Xml<'_>,
    listed: &Listed,
    facts: &Facts,
    limits: &FileLimits,
    budget: &mut usize,
    noticed: &mut Vec<Noticed>,
    second: (&mut Second<'_>, usize),
) -> Result<Sheet, Refusal> {
    let sheet = Sheet {
        name: Arc::clone(&listed.name),
        visible: listed.visible,
        merged: Vec::new(),
        hidden_columns: Vec::new(),
        rows: Vec::new(),
    };
    let mut reader = Reader {
        xml,
        facts,
        limits,
        sheet,
        budget,
        noticed,
        raw: Raw::default(),
        formulas: Formulas::default(),
        second: Some(second),
        heard: None,
    };
    reader.worksheet()?;
    reader.stale_totals();
    Ok(reader.sheet)
}

struct Reader<'r, 'x, 's, 'a> {
    xml: &'r mut Xml<'x>,
    facts: &'r Facts,
    limits: &'r FileLimits,
    sheet: Sheet,
    budget: &'r mut usize,
    noticed: &'r mut Vec<Noticed>,
    raw: Raw,
    formulas: Formulas,
    /// The second reader, until its cells are due.
    second: Option<(&'s mut Second<'a>, usize)>,
    heard: Option<Cells<'s, 'a>>,
}

fn no_format() -> Refusal {
    Refusal::damaged(reason::CELL_FORMAT)
}

fn structure() -> Refusal {
    Refusal::damaged(reason::STRUCTURE)
}

impl<'r> Reader<'r, '_, '_, '_> {
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
                        self.heard = self.second.take().map(|(second, at)| second.sheet(at)).transpose()?;
                        self.rows()?;
                        if let Some(heard) = &mut self.heard {
                            heard.over()?;
                        }
                    }
                    "mergeCells" => self.merges()?,
                    _ => self.xml.skip()?,
                },
                // Text beside the cells is nobody's data; some writers leave a word there.
                Event::Text => {}
                Event::End => break,
                Event::Over => return Err(structure()),
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
        Ok(size
            .is_some_and(|size| matches!(number::parse(size.trim()), Some((_, Value::Number(size))) if size.is_zero())))
    }

    fn rows(&mut self) -> Result<(), Refusal> {
        let (mut next, mut usual) = (0, 0);
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
            let cells = self.cells(number, usual)?;
            usual = cells.len();
            if !cells.is_empty() {
                self.sheet.rows.push(Row { number, hidden, cells });
            }
        }
        Ok(())
    }

    /// The cells of a row, most often as many as in the row before.
    fn cells(&mut self, row: u32, usual: usize) -> Result<Vec<Cell>, Refusal> {
        let mut cells = Vec::with_capacity(usual);
        let mut next = CellRef::new(row, 0);
        loop {
            match self.xml.next()? {
                Event::Start if self.xml.element() == "c" => {}
                Event::Start if self.xml.element() == "extLst" => {
                    self.xml.skip()?;
                    continue;
                }
                Event::Text if self.xml.is_blank() => continue,
                Event::End => {
                    cells.shrink_to_fit();
                    return Ok(cells);
                }
                Event::Start | Event::Text | Event::Over => return Err(structure().at(next)),
            }
            let (place, addressed) = self.place(next)?;
            next = CellRef::new(row, place.column + 1);
            let read = self.cell(place, addressed).map_err(|refusal| refusal.at(place))?;
            let Some(cell) = read else { continue };
            let Some(left) = self.budget.checked_sub(1) else {
                return Err(Refusal::over(FileLimit::Cells, self.limits.get(FileLimit::Cells)).at(place));
            };
            *self.budget = left;
            cells.push(cell);
        }
    }

    /// Where the cell that began stands, in this row and not before `next`; and whether its address says so.
    fn place(&self, next: CellRef) -> Result<(CellRef, bool), Refusal> {
        let (place, addressed) = match self.xml.attribute("r")? {
            None => (next, false),
            Some(address) => {
                (CellRef::parse(&address).ok_or_else(|| Refusal::damaged(reason::ADDRESS).at(next))?, true)
            }
        };
        if place.row != next.row || place.column >= bound::COLUMNS {
            return Err(Refusal::damaged(reason::ADDRESS).at(place));
        }
        if place.column < next.column {
            return Err(Refusal::damaged(reason::ORDER).at(place));
        }
        Ok((place, addressed))
    }

    /// The cell that began, if it holds anything. The second reader is asked about it either way.
    fn cell(&mut self, place: CellRef, addressed: bool) -> Result<Option<Cell>, Refusal> {
        let kind = self.kind()?;
        let look = self.look()?;
        let class = look.map(|look| look.class);
        self.contents()?;
        let raw = std::mem::take(&mut self.raw);
        let (value, own) = match kind {
            Kind::Inline => raw.inline()?,
            _ if raw.inline => return Err(Refusal::damaged(reason::CELL_TYPE)),
            _ => self.value(&raw, kind, class, place)?,
        };
        if let Some(heard) = &mut self.heard {
            heard.agree(place, addressed, &own)?;
        }
        let percent = class == Some(Class::Percent) && matches!(value, Some(Value::Number(_) | Value::Beyond(_)));
        let text = matches!(value, Some(Value::Text(_)));
        let unseen = look.is_some_and(|look| if text { look.text } else { look.number } == Sight::Unseen);
        let cell = match value {
            Some(value) => {
                let formula =
                    if raw.formula { self.formulas.see(place, &raw.formula_text, raw.shared) } else { Formula::None };
                Some(Cell { column: place.column, value, formula, percent, unseen })
            }
            None if raw.formula => {
                let value = Value::FormulaWithoutValue;
                Some(Cell { column: place.column, value, formula: Formula::None, percent: false, unseen: false })
            }
            None => None,
        };
        self.raw = raw;
        Ok(cell)
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

    /// How the cell is shown. None if it names a format that is not there, which matters to a number only.
    fn look(&self) -> Result<Option<Look>, Refusal> {
        let Some(style) = self.xml.attribute("s")? else { return Ok(Some(Look::PLAIN)) };
        // Some writers name format 0 and list none.
        let none = self.facts.formats.is_empty() && style.trim() == "0";
        let look = index(&style).and_then(|index| self.facts.formats.get(index));
        Ok(look.or(none.then_some(&Look::PLAIN)).copied())
    }

    /// Stored results that the sheet's own cells do not give.
    fn stale_totals(&mut self) {
        for stale in self.formulas.stale(&self.sheet.rows) {
            let problem = sheet_problems::stored_total_disagrees(stale.stored, stale.computed);
            let sheet = Some(Arc::clone(&self.sheet.name));
            self.noticed.push(Noticed { problem, sheet, cell: Some(stale.at) });
        }
    }

    /// Reads what stands inside the cell that began, and past its end.
    fn contents(&mut self) -> Result<(), Refusal> {
        self.raw.clear();
        loop {
            match self.xml.next()? {
                Event::Start => {
                    let twice = match self.xml.element() {
                        "v" => self.raw.value.replace(self.xml.content(&mut self.raw.text)?).is_some(),
                        "f" => self.formula()?,
                        "is" => {
                            strings::rich(self.xml, &mut self.raw.inline_text, self.limits)?;
                            std::mem::replace(&mut self.raw.inline, true)
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

    /// Takes the formula that began; whether it is the cell's second.
    fn formula(&mut self) -> Result<bool, Refusal> {
        let fills = self.xml.attribute("t")?.is_some_and(|kind| !matches!(kind.as_ref(), "normal" | "shared"));
        self.raw.shared = self.xml.attribute("si")?.and_then(|number| number.parse().ok());
        self.xml.content(&mut self.raw.formula_text)?;
        if fills {
            self.raw.formula_text.clear();
        }
        Ok(std::mem::replace(&mut self.raw.formula, true))
    }

    /// The value of a cell whose value stands in `v`.
    fn value<'v>(
        &mut self,
        raw: &'v Raw,
        kind: Kind,
        class: Option<Class>,
        place: CellRef,
    ) -> Result<(Option<Value>, Own<'v>), Refusal>
    where
        'r: 'v,
    {
        let Some(written) = raw.value else { return Ok((None, Own::Blank)) };
        if kind == Kind::Text {
            return self.text(raw, written);
        }
        let text = raw.text.trim_matches([' ', '\t', '\r', '\n']);
        let plain = written == Written::Plain && text.len() == raw.text.len();
        let (value, own) = if text.is_empty() { (None, Own::Blank) } else { self.typed(text, kind, class, place)? };
        let value = value.filter(|value| raw.formula || !matches!(value, Value::Text(text) if text.is_empty()));
        Ok((value, if plain || kind == Kind::Iso && written != Written::Literal { own } else { Own::Unasked }))
    }

    /// The value of a formula that gives text.
    fn text<'v>(&self, raw: &'v Raw, written: Written) -> Result<(Option<Value>, Own<'v>), Refusal> {
        let text = strings::unescaped(&raw.text);
        strings::within_limit(&text, self.limits)?;
        let value = (raw.formula || !text.is_empty()).then(|| Value::Text(text.as_ref().into()));
        Ok((value, if written == Written::Literal { Own::Unasked } else { Own::Text(text) }))
    }

    /// The value of text that is not empty, by the cell's type.
    fn typed<'v>(
        &mut self,
        text: &'v str,
        kind: Kind,
        class: Option<Class>,
        place: CellRef,
    ) -> Result<(Option<Value>, Own<'v>), Refusal>
    where
        'r: 'v,
    {
        let unfit = || Refusal::damaged(reason::CELL_TYPE);
        Ok(match kind {
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
            Kind::Number | Kind::Text | Kind::Inline => self.number(text, class.ok_or_else(no_format)?, place),
        })
    }

    fn number<'v>(&mut self, text: &'v str, class: Class, place: CellRef) -> (Option<Value>, Own<'v>) {
        let Some((double, value)) = number::parse(text) else {
            let problem = cell::not_a_number(text);
            let sheet = Some(Arc::clone(&self.sheet.name));
            self.noticed.push(Noticed { problem, sheet, cell: Some(place) });
            return (Some(Value::Error(text.into())), Own::Unasked);
        };
        let value = match value {
            Value::Number(serial) if class == Class::Date => {
                date::of_serial(serial, self.facts.epoch).map_or_else(|| Value::NoDate(text.into()), Value::Date)
            }
            Value::Beyond(raw) if class == Class::Date => Value::NoDate(raw),
            value => value,
        };
        (Some(value), Own::Number(text, double))
    }

    fn merges(&mut self) -> Result<(), Refusal> {
        let broken = || Refusal::damaged(reason::MERGES);
        while self.child("mergeCell")? {
            let region = self.xml.attribute("ref")?.ok_or_else(broken)?.into_owned();
            self.xml.skip()?;
            let (first, last) = region.split_once(':').unwrap_or((&region, &region));
            let corners = CellRef::parse(first).zip(CellRef::parse(last));
            let (first, last) = corners.ok_or_else(broken)?;
            if first.row > last.row || first.column > last.column {
                return Err(broken().at(first));
            }
            if self.sheet.merged.len() >= self.limits.count(FileLimit::Merges) {
                return Err(Refusal::over(FileLimit::Merges, self.limits.get(FileLimit::Merges)));
            }
            if first != last {
                self.sheet.merged.push((first, last));
            }
        }
        Ok(())
    }
}

impl Raw {
    fn clear(&mut self) {
        (self.formula, self.shared, self.value, self.inline) = (false, None, None, false);
        self.formula_text.clear();
        self.text.clear();
        self.inline_text.clear();
    }

    /// The value of a cell that holds its own text.
    fn inline(&self) -> Result<(Option<Value>, Own<'_>), Refusal> {
        let text = self.inline_text.as_str();
        if self.value.is_some() {
            if !self.inline && !self.text.trim().is_empty() {
                return Err(Refusal::damaged(reason::CELL_TYPE));
            }
            if self.inline && !self.text.is_empty() && self.text != text {
                return Err(Refusal::damaged(reason::TWO_VALUES));
            }
        }
        Ok(((!text.is_empty()).then(|| Value::Text(text.into())), Own::Text(Cow::Borrowed(text))))
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
