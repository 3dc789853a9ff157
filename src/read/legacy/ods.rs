//! `.ods`: its content, read strictly: values, what gives them, and what a person did not see.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::super::formula::Formulas;
use super::super::package::{Package, Part};
use super::super::xml::{Event, Xml};
use super::super::{Cell, Formula, Noticed, Refusal, Row, Sheet, Value, bound, date, number, strings};
use super::looks::{self, Looks};
use super::open_formula;
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits};
use crate::problem::file;
use crate::problem::file::damage as reason;

/// Whether the container says that a password opens it.
pub(super) fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Refusal> {
    const ENCRYPTED: &[u8] = b"encryption-data";
    let manifest = package.whole_part("META-INF/manifest.xml", FileLimit::PartBytes)?;
    let bytes = manifest.and_then(Part::into_whole).unwrap_or_default();
    Ok(bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED))
}

/// Whether there are macros.
pub(super) fn has_macros(package: &Package<'_>) -> bool {
    package.names().any(|name| name.starts_with("basic/") || name.starts_with("scripts/"))
}

/// The sheets, in their order.
pub(super) fn sheets(
    package: &mut Package<'_>,
    limits: &FileLimits,
    noticed: &mut Vec<Noticed>,
) -> Result<Vec<Sheet>, Refusal> {
    if is_encrypted(package)? {
        return Err(Refusal::file(file::encrypted()));
    }
    let named = package.read("styles.xml", FileLimit::PartBytes, looks::named)?.unwrap_or_default();
    let budget = limits.count(FileLimit::Cells);
    let read = package.read("content.xml", FileLimit::SheetBytes, |xml| {
        Reader { xml, limits, budget, hidden: BTreeSet::new(), looks: named, formulas: Formulas::default(), noticed }
            .document()
    })?;
    read.ok_or_else(|| Refusal::damaged(reason::PART_MISSING).in_part("content.xml"))
}

struct Reader<'r, 'x> {
    xml: &'r mut Xml<'x>,
    limits: &'r FileLimits,
    /// How many cells may still be read.
    budget: usize,
    /// The styles whose tables are not shown.
    hidden: BTreeSet<String>,
    looks: Looks,
    /// The formulas of the sheet that is read.
    formulas: Formulas,
    noticed: &'r mut Vec<Noticed>,
}

/// What a cell says of itself.
struct Stated {
    kind: String,
    value: Option<String>,
    formula: bool,
    error: bool,
}

fn structure() -> Refusal {
    Refusal::damaged(reason::STRUCTURE)
}

impl Reader<'_, '_> {
    fn document(mut self) -> Result<Vec<Sheet>, Refusal> {
        if self.xml.next()? != Event::Start || self.xml.open_document() != "document-content" {
            return Err(structure());
        }
        let mut sheets: Vec<Sheet> = Vec::new();
        loop {
            match self.xml.next()? {
                Event::Start => match self.xml.open_document() {
                    "automatic-styles" | "body" | "spreadsheet" => {}
                    "style" => self.style()?,
                    "table" => {
                        let sheet = self.table(&sheets)?;
                        sheets.push(sheet);
                    }
                    _ => self.xml.skip()?,
                },
                Event::Over => return Ok(sheets),
                Event::Text | Event::End => {}
            }
        }
    }

    /// A style: of a table, it may hide it; of a cell, what stands in it.
    fn style(&mut self) -> Result<(), Refusal> {
        if self.xml.attribute("style:family")?.as_deref() == Some("table-cell") {
            return self.looks.style(self.xml);
        }
        let name = self.text("style:name")?;
        let mut inside = 1_usize;
        while inside > 0 {
            match self.xml.next()? {
                Event::Start => {
                    inside += 1;
                    let shown = self.xml.open_document() != "table-properties"
                        || self.xml.attribute("table:display")?.is_none_or(|shown| shown.trim() != "false");
                    if let (false, Some(name)) = (shown, &name) {
                        self.hidden.insert(name.clone());
                    }
                }
                Event::End => inside -= 1,
                Event::Text => {}
                Event::Over => return Err(structure()),
            }
        }
        Ok(())
    }

    fn table(&mut self, others: &[Sheet]) -> Result<Sheet, Refusal> {
        let name: Arc<str> = self.text("table:name")?.unwrap_or_default().into();
        if others.iter().any(|other| other.name == name) {
            return Err(Refusal::damaged(reason::TWO_SHEETS).in_sheet(&name));
        }
        if others.len() >= self.limits.count(FileLimit::Sheets) {
            return Err(Refusal::over(FileLimit::Sheets, self.limits.get(FileLimit::Sheets)));
        }
        let visible = self.text("table:style-name")?.is_none_or(|style| !self.hidden.contains(&style));
        let mut sheet = Sheet {
            name: Arc::clone(&name),
            visible,
            merged: Vec::new(),
            hidden_columns: Vec::new(),
            rows: Vec::new(),
        };
        self.formulas = Formulas::default();
        self.rows(&mut sheet).map_err(|refusal| refusal.in_sheet(&name))?;
        self.formulas.notice(&name, &sheet.rows, self.noticed);
        Ok(sheet)
    }

    /// The rows and columns of a table, in groups or not.
    fn rows(&mut self, sheet: &mut Sheet) -> Result<(), Refusal> {
        let (mut column, mut row, mut groups) = (0, 0, 0_usize);
        let mut usual: Vec<Range<u32>> = Vec::new();
        loop {
            match self.xml.next()? {
                Event::Start => match self.xml.open_document() {
                    "table-column-group"
                    | "table-columns"
                    | "table-header-columns"
                    | "table-row-group"
                    | "table-rows"
                    | "table-header-rows" => groups += 1,
                    "table-column" => {
                        let columns = self.span(column, "table:number-columns-repeated")?;
                        if self.collapsed()? {
                            sheet.hidden_columns.extend(columns.start..columns.end.min(bound::COLUMNS));
                        }
                        column = columns.end;
                        let unseen = self.unseen("table:default-cell-style-name")?;
                        usual.extend(unseen.filter(|unseen| *unseen).map(|_| columns));
                        self.xml.skip()?;
                    }
                    "table-row" => {
                        let rows = self.span(row, "table:number-rows-repeated")?;
                        row = rows.end;
                        self.row(rows, &usual, sheet)?;
                    }
                    _ => self.xml.skip()?,
                },
                Event::End if groups == 0 => return Ok(()),
                Event::End => groups -= 1,
                Event::Text if self.xml.is_blank() => {}
                Event::Text | Event::Over => return Err(structure()),
            }
        }
    }

    /// The row that began, which stands for all these.
    fn row(&mut self, rows: Range<u32>, usual: &[Range<u32>], sheet: &mut Sheet) -> Result<(), Refusal> {
        let hidden = self.collapsed()?;
        let own = self.unseen("table:default-cell-style-name")?;
        let usual = |column: u32| own.unwrap_or_else(|| usual.iter().any(|columns| columns.contains(&column)));
        let mut cells = Vec::new();
        let mut merged = Vec::new();
        self.cells(&rows, &usual, &mut cells, &mut merged)?;
        for number in rows {
            // What stands once for many empty rows is no merge that anybody made.
            self.merge(&mut merged, number, sheet)?;
            if cells.is_empty() {
                break;
            }
            if number >= bound::ROWS {
                return Err(Refusal::damaged(reason::ADDRESS));
            }
            let left = self.budget.checked_sub(cells.len());
            self.budget = left.ok_or_else(|| Refusal::over(FileLimit::Cells, self.limits.get(FileLimit::Cells)))?;
            sheet.rows.push(Row { number, hidden, cells: cells.clone().into() });
        }
        Ok(())
    }

    /// Notes the merged regions that begin in row `number`.
    fn merge(&self, merged: &mut [(CellRef, CellRef)], number: u32, sheet: &mut Sheet) -> Result<(), Refusal> {
        for (first, last) in merged {
            let height = last.row.saturating_sub(first.row);
            (first.row, last.row) = (number, number.saturating_add(height));
            if last.row >= bound::ROWS || last.column >= bound::COLUMNS {
                return Err(Refusal::damaged(reason::MERGES).at(*first));
            }
            if sheet.merged.len() >= self.limits.count(FileLimit::Merges) {
                return Err(Refusal::over(FileLimit::Merges, self.limits.get(FileLimit::Merges)));
            }
            sheet.merged.push((*first, *last));
        }
        Ok(())
    }

    /// The cells of the row that began, and the regions they are merged in.
    fn cells(
        &mut self,
        rows: &Range<u32>,
        usual: &dyn Fn(u32) -> bool,
        cells: &mut Vec<Cell>,
        merged: &mut Vec<(CellRef, CellRef)>,
    ) -> Result<(), Refusal> {
        let (row, mut column) = (rows.start, 0);
        loop {
            match self.xml.next()? {
                Event::Start if matches!(self.xml.open_document(), "table-cell" | "covered-table-cell") => {}
                Event::Start => {
                    self.xml.skip()?;
                    continue;
                }
                Event::End => return Ok(()),
                Event::Text if self.xml.is_blank() => continue,
                Event::Text | Event::Over => return Err(structure()),
            }
            let place = CellRef::new(row, column);
            let columns = self.span(column, "table:number-columns-repeated")?;
            column = columns.end;
            let width = self.count("table:number-columns-spanned")?;
            let height = self.count("table:number-rows-spanned")?;
            if width > 1 || height > 1 {
                let last = CellRef::new(row.saturating_add(height - 1), place.column.saturating_add(width - 1));
                merged.push((place, last));
            }
            let unseen = self.unseen("table:style-name")?.unwrap_or_else(|| usual(place.column));
            // Of formulas that stand once for several cells nothing is computed.
            let alone = rows.end == row.saturating_add(1) && columns.end == place.column.saturating_add(1);
            let cell = self.cell(place, alone).map_err(|refusal| refusal.at(place))?;
            let Some(cell) =
                cell.map(|cell| Cell { unseen: unseen && cell.value != Value::FormulaWithoutValue, ..cell })
            else {
                continue;
            };
            if columns.end > bound::COLUMNS {
                return Err(Refusal::damaged(reason::ADDRESS).at(place));
            }
            cells.extend(columns.map(|column| Cell { column, ..cell.clone() }));
        }
    }

    /// The cell that began, if it holds anything.
    fn cell(&mut self, place: CellRef, alone: bool) -> Result<Option<Cell>, Refusal> {
        let kind = self.text("office:value-type")?.unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => self.text("office:value")?,
            "date" => self.text("office:date-value")?,
            "boolean" => self.text("office:boolean-value")?,
            "string" => self.text("office:string-value")?,
            _ => None,
        };
        let given = self.xml.attribute("table:formula")?.map(|formula| open_formula::plain(&formula));
        let formula = given.is_some();
        let error = self.xml.attribute("calcext:value-type")?.is_some_and(|kind| kind == "error");
        let content = self.content()?;
        let percent = kind == "percentage";
        let Some(value) = (Stated { kind, value, formula, error }).value(content.as_deref())? else {
            return Ok(formula.then_some(Cell {
                column: place.column,
                value: Value::FormulaWithoutValue,
                formula: Formula::None,
                percent: false,
                unseen: false,
            }));
        };
        if let Value::Text(text) = &value {
            strings::within_limit(text, self.limits)?;
        }
        let percent = percent && matches!(value, Value::Number(_) | Value::Beyond(_));
        let formula = match given {
            Some(text) if alone => self.formulas.see(place, &text, None),
            Some(text) => Formulas::default().see(place, &text, None),
            None => Formula::None,
        };
        Ok(Some(Cell { column: place.column, value, formula, percent, unseen: false }))
    }

    /// The text of the cell that began, as a person sees it: notes and drawings are left out. None if it has not even an
    /// empty paragraph. Reads past its end.
    fn content(&mut self) -> Result<Option<String>, Refusal> {
        let mut shown = Shown::default();
        let mut piece = String::new();
        let mut inside = 1_usize;
        while inside > 0 {
            match self.xml.next()? {
                Event::Start => {
                    inside += 1;
                    match self.xml.open_document() {
                        "p" | "h" => shown.paragraph(),
                        "s" => shown.blanks(self.count("text:c")?),
                        "tab" => shown.mark('\t'),
                        "line-break" => shown.mark('\n'),
                        "span" | "a" | "ruby" | "ruby-base" | "date" | "time" | "sheet-name" | "title" => {}
                        _ => {
                            self.xml.skip()?;
                            inside -= 1;
                        }
                    }
                }
                Event::Text if inside > 1 => {
                    piece.clear();
                    self.xml.text_into(&mut piece)?;
                    shown.text(&piece);
                }
                Event::Text if self.xml.is_blank() => {}
                Event::End => inside -= 1,
                Event::Text | Event::Over => return Err(structure()),
            }
        }
        Ok(shown.paragraphs.then_some(shown.text))
    }

    /// Whether the style that the element which began names hides what stands in a cell. `None` where it names none.
    fn unseen(&self, name: &str) -> Result<Option<bool>, Refusal> {
        Ok(self.xml.attribute(name)?.map(|style| self.looks.is_unseen(&style)))
    }

    fn text(&self, name: &str) -> Result<Option<String>, Refusal> {
        Ok(self.xml.attribute(name)?.map(std::borrow::Cow::into_owned))
    }

    /// Whether the row or column that began is hidden, by hand or by a filter.
    fn collapsed(&self) -> Result<bool, Refusal> {
        Ok(self.xml.attribute("table:visibility")?.is_some_and(|seen| matches!(seen.trim(), "collapse" | "filter")))
    }

    /// What the element that began stands for, from `first` on.
    fn span(&self, first: u32, name: &str) -> Result<Range<u32>, Refusal> {
        Ok(first..first.saturating_add(self.count(name)?))
    }

    /// A count from one on; one where there is none.
    fn count(&self, name: &str) -> Result<u32, Refusal> {
        let Some(count) = self.xml.attribute(name)? else { return Ok(1) };
        let digits = count.trim();
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = if plain { digits.parse().ok() } else { None };
        count.filter(|count| *count > 0).ok_or_else(structure)
    }
}

impl Stated {
    /// The value of a cell that shows `content`. None if it holds nothing.
    fn value(self, content: Option<&str>) -> Result<Option<Value>, Refusal> {
        let unfit = || Refusal::damaged(reason::CELL_TYPE);
        let computed = self.formula && content.is_some();
        let content = content.unwrap_or_default();
        let Some(value) = self.value else {
            return match self.kind.as_str() {
                "string" if self.error || (self.formula && is_error(content)) => Ok(Some(Value::Error(content.into()))),
                "string" => Ok((self.formula || !content.is_empty()).then(|| Value::Text(content.into()))),
                // A time of day has no form of its own here: what a person sees is as good.
                "" | "time" | "void" if computed || !content.is_empty() => Ok(Some(Value::Text(content.into()))),
                "" | "time" | "void" => Ok(None),
                _ if content.is_empty() => Ok(None),
                _ => Err(unfit()),
            };
        };
        let text = value.trim();
        Ok(Some(match self.kind.as_str() {
            "string" if self.error || (self.formula && is_error(content)) => Value::Error(content.into()),
            "string" if value.is_empty() && !self.formula => return Ok(None),
            "string" => Value::Text(value.as_str().into()),
            "date" => date::of_iso(text).map_or_else(|| Value::NoDate(text.into()), Value::Date),
            "boolean" if matches!(text, "true" | "1") => Value::Bool(true),
            "boolean" if matches!(text, "false" | "0") => Value::Bool(false),
            "boolean" => return Err(unfit()),
            // Older programs store an error as 0, and only its text tells.
            _ if self.error || (self.formula && is_error(content)) => Value::Error(content.into()),
            _ => number::parse(text).ok_or_else(unfit)?.1,
        }))
    }
}

/// Whether this is how OpenDocument shows an error: `#REF!`, `Err:502`.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 9] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"];
    let numbered = text.strip_prefix("Err:").or_else(|| text.strip_prefix("Feil:"));
    ERRORS.contains(&text) || numbered.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Text as it is shown.
#[derive(Default)]
struct Shown {
    text: String,
    paragraphs: bool,
    /// The text so far ends where the XML was laid out: white space is not shown.
    laid_out: bool,
}

impl Shown {
    fn paragraph(&mut self) {
        if self.paragraphs {
            self.text.push('\n');
        }
        (self.paragraphs, self.laid_out) = (true, false);
    }

    fn blanks(&mut self, count: u32) {
        // As many as a cell can hold are enough to be over that limit.
        self.text.extend((0..count.min(40_000)).map(|_| ' '));
        self.laid_out = false;
    }

    fn mark(&mut self, mark: char) {
        self.text.push(mark);
        self.laid_out = false;
    }

    /// White space that is no blank lays the XML out; a blank is one, though it should be written as an element.
    fn text(&mut self, text: &str) {
        for character in text.chars() {
            if !matches!(character, '\t' | '\n' | '\r') && (character != ' ' || !self.laid_out) {
                self.text.push(character);
                self.laid_out = false;
            } else if !self.laid_out {
                let begun = !self.text.is_empty() && !self.text.ends_with('\n');
                self.text.extend(begun.then_some(' '));
                self.laid_out = true;
            }
        }
    }
}
