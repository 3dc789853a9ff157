//! A worksheet's XML → its rows and cells, with what a person did not see: hidden rows and columns, merged regions.

use std::sync::Arc;

use super::book::Listed;
use super::formula::Formulas;
use super::row::Rows;
use super::second::Cells;
use super::value::{Facts, Kind, Raw, Values, index};
use super::xml::{Event, PlainCell, Written, Xml};
use super::{Cell, Noticed, Refusal, Sheet, Value, bound, number, strings};
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file::damage as reason;

/// What else a worksheet part holds (ECMA-376, 18.3.1.99).
const BESIDE: [&str; 36] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "drawingHF",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// What was read of a cell's content. Kept from cell to cell, so that its texts are allocated once.
#[derive(Debug, Default)]
struct Content {
    formula: bool,
    /// What the formula says, and the number of one that several cells share. Nothing of one that fills a range.
    formula_text: String,
    shared: Option<u32>,
    value: Option<Written>,
    text: String,
    inline: bool,
    inline_text: String,
}

/// Begins the second reading of a sheet.
pub(super) type Hear<'r, 's, 'a> = Box<dyn FnOnce() -> Result<Cells<'s, 'a>, Refusal> + 'r>;

/// Reads the sheet `listed`, each cell of it confirmed by the second reader. `budget` is the number of cells that
/// may still be read.
pub(super) fn read<'s, 'a>(
    xml: &mut Xml<'_>,
    listed: &Listed,
    facts: &Facts,
    limits: &FileLimits,
    budget: &mut usize,
    noticed: &mut Vec<Noticed>,
    hear: Hear<'_, 's, 'a>,
) -> Result<Sheet, Refusal> {
    let sheet = Sheet {
        name: Arc::clone(&listed.name),
        visible: listed.visible,
        merged: Vec::new(),
        hidden_columns: Vec::new(),
        rows: Vec::new(),
    };
    let values =
        Values { facts, limits, sheet: Arc::clone(&listed.name), noticed, formulas: Formulas::default(), heard: None };
    let mut reader = Reader { xml, limits, sheet, budget, content: Content::default(), hear: Some(hear), values };
    reader.worksheet()?;
    reader.stale_totals();
    Ok(reader.sheet)
}

struct Reader<'r, 'x, 's, 'a> {
    xml: &'r mut Xml<'x>,
    limits: &'r FileLimits,
    sheet: Sheet,
    budget: &'r mut usize,
    content: Content,
    /// Begins the second reading, until its cells are due.
    hear: Option<Hear<'r, 's, 'a>>,
    values: Values<'r, 's, 'a>,
}

fn structure() -> Refusal {
    Refusal::damaged(reason::STRUCTURE)
}

impl Reader<'_, '_, '_, '_> {
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
                        self.values.heard = self.hear.take().map(|hear| hear()).transpose()?;
                        self.rows()?;
                        if let Some(heard) = &mut self.values.heard {
                            heard.over()?;
                        }
                    }
                    "mergeCells" => self.merges()?,
                    _ => self.xml.pass(&BESIDE)?,
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
            // Some writers mean "all the others" by a number beyond the last column.
            let last = ordinal(self.xml.attribute("max")?.as_deref(), u32::MAX).ok_or_else(structure)?;
            let last = last.min(bound::COLUMNS - 1);
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
        let mut next = 0;
        let mut rows = Rows::default();
        while self.child("row")? {
            let number = match self.xml.attribute("r")? {
                None => next,
                // Where it should stand: what it says is no place.
                given => ordinal(given.as_deref(), bound::ROWS)
                    .ok_or_else(|| Refusal::damaged(reason::ADDRESS).at(CellRef::new(next, 0)))?,
            };
            if number >= bound::ROWS {
                return Err(Refusal::damaged(reason::ADDRESS));
            }
            if number < next {
                return Err(Refusal::damaged(reason::ORDER).at(CellRef::new(number, 0)));
            }
            next = number + 1;
            let hidden = self.xml.flag("hidden")? || self.is_zero("ht")?;
            self.cells(number, &mut rows)?;
            rows.end(number, hidden);
        }
        self.sheet.rows = rows.finished();
        Ok(())
    }

    /// The cells of a row.
    fn cells(&mut self, row: u32, rows: &mut Rows) -> Result<(), Refusal> {
        let mut next = CellRef::new(row, 0);
        loop {
            let read = match self.plain_cell(next)? {
                Some(read) => read,
                None => match self.xml.next()? {
                    Event::Start if self.xml.element() == "c" => self.cell(next)?,
                    Event::Start if self.xml.element() == "extLst" => {
                        self.xml.skip()?;
                        continue;
                    }
                    Event::Text if self.xml.is_blank() => continue,
                    Event::End => return Ok(()),
                    Event::Start | Event::Text | Event::Over => return Err(structure().at(next)),
                },
            };
            let (place, read) = read;
            next = CellRef::new(row, place.column + 1);
            let Some(cell) = read else { continue };
            let Some(left) = self.budget.checked_sub(1) else {
                return Err(Refusal::over(FileLimit::Cells, self.limits.get(FileLimit::Cells)).at(place));
            };
            *self.budget = left;
            rows.push(cell);
        }
    }

    /// The next cell and its place, where it is written plainly.
    fn plain_cell(&mut self, next: CellRef) -> Result<Option<(CellRef, Option<Cell>)>, Refusal> {
        let Some(PlainCell { address, style, kind, value }) = self.xml.plain_cell() else { return Ok(None) };
        let (place, addressed) = place(address, next)?;
        let values = &mut self.values;
        let cell = Kind::of(kind).and_then(|kind| {
            let look = values.facts.look(style);
            let value = value.map(|value| (value, Written::Plain));
            values.cell(Raw { place, addressed, kind, look, formula: None, value, inline: None })
        });
        Ok(Some((place, cell.map_err(|refusal| refusal.at(place))?)))
    }

    /// The cell that began, and its place.
    fn cell(&mut self, next: CellRef) -> Result<(CellRef, Option<Cell>), Refusal> {
        let (place, addressed) = place(self.xml.attribute("r")?.as_deref(), next)?;
        let cell = self.content(place, addressed).map_err(|refusal| refusal.at(place))?;
        Ok((place, cell))
    }

    fn content(&mut self, place: CellRef, addressed: bool) -> Result<Option<Cell>, Refusal> {
        let kind = Kind::of(self.xml.attribute("t")?.as_deref())?;
        let look = self.values.facts.look(self.xml.attribute("s")?.as_deref());
        self.content.read(self.xml, self.limits)?;
        let Content { formula, formula_text, shared, value, text, inline, inline_text } = &self.content;
        let formula = formula.then_some((formula_text.as_str(), *shared));
        let value = value.map(|written| (text.as_str(), written));
        let inline = inline.then_some(inline_text.as_str());
        self.values.cell(Raw { place, addressed, kind, look, formula, value, inline })
    }

    /// Stored results that the sheet's own cells do not give.
    fn stale_totals(&mut self) {
        self.values.formulas.notice(&self.sheet.name, &self.sheet.rows, self.values.noticed);
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

impl Content {
    /// Reads what stands inside the cell that began, and past its end.
    fn read(&mut self, xml: &mut Xml<'_>, limits: &FileLimits) -> Result<(), Refusal> {
        (self.formula, self.shared, self.value, self.inline) = (false, None, None, false);
        self.formula_text.clear();
        self.text.clear();
        self.inline_text.clear();
        loop {
            match xml.next()? {
                Event::Start => {
                    let twice = match xml.element() {
                        "v" => self.value.replace(xml.content(&mut self.text)?).is_some(),
                        "f" => {
                            // Behind the value it is unusual enough that other readers lose the value.
                            self.value = self.value.map(|_| Written::Literal);
                            self.formula(xml)?
                        }
                        "is" => {
                            strings::rich(xml, &mut self.inline_text, limits)?;
                            std::mem::replace(&mut self.inline, true)
                        }
                        "extLst" => {
                            xml.skip()?;
                            false
                        }
                        _ => return Err(structure()),
                    };
                    if twice {
                        return Err(Refusal::damaged(reason::TWO_VALUES));
                    }
                }
                Event::Text if xml.is_blank() => {}
                Event::End => return Ok(()),
                Event::Text | Event::Over => return Err(structure()),
            }
        }
    }

    /// Takes the formula that began; whether it is the cell's second.
    fn formula(&mut self, xml: &mut Xml<'_>) -> Result<bool, Refusal> {
        let fills = xml.attribute("t")?.is_some_and(|kind| !matches!(kind.as_ref(), "normal" | "shared"));
        self.shared = xml.attribute("si")?.and_then(|number| number.parse().ok());
        xml.content(&mut self.formula_text)?;
        if fills {
            self.formula_text.clear();
        }
        Ok(std::mem::replace(&mut self.formula, true))
    }
}

/// Where a cell stands, in this row and not before `next`; and whether its address says so.
fn place(address: Option<&str>, next: CellRef) -> Result<(CellRef, bool), Refusal> {
    let (place, addressed) = match address {
        None => (next, false),
        Some(address) => (CellRef::parse(address).ok_or_else(|| Refusal::damaged(reason::ADDRESS).at(next))?, true),
    };
    if place.row != next.row || place.column >= bound::COLUMNS {
        return Err(Refusal::damaged(reason::ADDRESS).at(place));
    }
    if place.column < next.column {
        return Err(Refusal::damaged(reason::ORDER).at(place));
    }
    Ok((place, addressed))
}

/// A number from one to `most`, as an index from zero.
fn ordinal(text: Option<&str>, most: u32) -> Option<u32> {
    let number = index(text?)?.checked_sub(1)?;
    u32::try_from(number).ok().filter(|index| *index < most)
}
