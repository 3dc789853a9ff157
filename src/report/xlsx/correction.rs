//! A correction workbook: the list of what to correct, then each sheet as it was sent, with the cells to mend unlocked.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, Time};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Note, ProtectionOptions,
    Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};

use super::style::{FAINT_INK, HEADER_FILL, INK, LINE, STRONG_LINE, double};
use super::{WorkbookError, layout, write_text};
use crate::finding::Finding;
use crate::form::record::as_it_stands;
use crate::origin::CellRef;
use crate::read::{Cell, Value};
use crate::report::correction::{Correction, SheetShown, words};
use crate::stamp::STAMP_SHEET;
use crate::text::{Language, Text, number};

const FLAGGED: Color = Color::RGB(0x00FF_F4CE);
const FLAG_LINE: Color = Color::RGB(0x009A_6700);
/// Widths of the list's columns, in letters.
const WIDTHS: [u32; 8] = [20, 14, 8, 18, 20, 44, 44, 10];
/// The row of the list's header.
const HEADER: u32 = 6;
const CELL: usize = 2;

/// The bytes of a correction workbook.
///
/// # Errors
/// When what was sent breaks a rule of the format.
pub fn correction(correction: &Correction<'_>) -> Result<Vec<u8>, WorkbookError> {
    let language = correction.sender.language;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(correction)?);
    let names = correction.names();
    let list = workbook.add_worksheet();
    list.set_name(words::LIST.get(language))?;
    List { correction, names: &names, language }.write(list)?;
    for (name, shown) in names.iter().zip(&correction.sheets) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        as_sent(sheet, correction, shown)?;
    }
    stamp(workbook.add_worksheet(), correction)?;
    Ok(workbook.save_to_buffer()?)
}

/// The stamp once more, on a sheet out of sight.
fn stamp(sheet: &mut Worksheet, correction: &Correction<'_>) -> Result<(), XlsxError> {
    sheet.set_name(STAMP_SHEET)?.set_very_hidden(true);
    for (row, (name, value)) in (0..).zip(correction.stamp().properties()) {
        sheet.write_string(row, 0, name)?.write_string(row, 1, value)?;
    }
    sheet.protect();
    Ok(())
}

fn title(correction: &Correction<'_>) -> String {
    words::TITLE.fill(correction.sender.language, &[("name", correction.sender.name.clone())])
}

fn properties(correction: &Correction<'_>) -> Result<DocProperties, XlsxError> {
    let pinned = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let mut properties = DocProperties::new().set_title(title(correction)).set_creation_datetime(&pinned);
    properties = properties.set_custom_property("Language", correction.sender.language.tag());
    for (name, value) in correction.stamp().properties() {
        properties = properties.set_custom_property(name, value.as_str());
    }
    Ok(properties)
}

/// The first sheet.
struct List<'a> {
    correction: &'a Correction<'a>,
    names: &'a [String],
    language: Language,
}

impl List<'_> {
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let batch = self.correction.batch;
        let head = plain().set_bold().set_font_size(15);
        sheet.write_string_with_format(0, 0, title(self.correction), &head)?;
        let line = format!("{} · {}", batch.title, words::UNDECIDED.get(self.language));
        sheet.write_string_with_format(1, 0, line, &plain().set_font_color(FAINT_INK))?;
        for (row, line) in (2..).zip(words::INSTRUCTIONS) {
            sheet.write_string_with_format(row, 0, line.get(self.language), &plain())?;
        }
        if self.correction.sender.more > 0 {
            let more = number::count(self.language, self.correction.sender.more);
            let line = words::MORE.fill(self.language, &[("count", more)]);
            sheet.write_string_with_format(HEADER - 1, 0, line, &plain().set_bold())?;
        }
        self.table(sheet)?;
        sheet.set_freeze_panes(HEADER + 1, 0)?;
        sheet.set_repeat_rows(HEADER, HEADER)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&A&R&P / &N");
        let options =
            ProtectionOptions { use_autofilter: true, sort: true, format_columns: true, ..Default::default() };
        sheet.protect_with_options(&options);
        Ok(())
    }

    fn table(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let header = plain().set_bold().set_background_color(HEADER_FILL).set_text_wrap().set_align(FormatAlign::Top);
        let header = header.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(STRONG_LINE);
        let cell = plain().set_text_wrap().set_align(FormatAlign::Top);
        let cell = cell.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
        let findings = &self.correction.sender.findings;
        for (row, finding) in (HEADER + 1..).zip(findings) {
            let texts = self.row(finding);
            let lines = texts.iter().zip(WIDTHS).map(|(text, width)| layout::lines(text, width));
            sheet.set_row_height(row, (lines.max().unwrap_or(1) * 15 + 2).min(409))?;
            for (column, text) in (0..).zip(&texts) {
                write_text(sheet, row, column, text, &cell)?;
            }
            self.link(sheet, row, finding)?;
        }
        let last = HEADER + u32::try_from(findings.len()).unwrap_or(u32::MAX - HEADER);
        let last_column = u16::try_from(WIDTHS.len() - 1).unwrap_or_default();
        sheet.ignore_error_range(HEADER + 1, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
        let columns: Vec<TableColumn> = words::HEADERS
            .iter()
            .map(|text| TableColumn::new().set_header(text.get(self.language)).set_header_format(header.clone()))
            .collect();
        let table = Table::new().set_columns(&columns).set_style(TableStyle::None).set_name("Retting");
        sheet.add_table(HEADER, 0, last, last_column, &table).map(|_| ())
    }

    fn row(&self, finding: &Finding) -> [String; 8] {
        let field = finding.field.map(|field| field.label().get(self.language));
        let header = finding.header.as_deref().or(field).unwrap_or_default();
        let file = finding.file.rsplit('/').next().unwrap_or(&finding.file);
        [
            file.to_owned(),
            finding.sheet.as_deref().unwrap_or_default().to_owned(),
            finding.cell.map_or_else(String::new, |cell| cell.to_string()),
            header.split_whitespace().collect::<Vec<_>>().join(" "),
            self.value(finding),
            finding.problem.message(self.language),
            finding.problem.fix(self.language),
            finding.severity().label().get(self.language).to_owned(),
        ]
    }

    /// What stands in the cell. What may be about a person stands on its own sheet only.
    fn value(&self, finding: &Finding) -> String {
        if let Some(value) = finding.shown_value() {
            return value.chars().take(200).collect();
        }
        let shown = self.place(finding).and_then(|(_, shown)| Some((shown, finding.cell?)));
        let private = finding.field.is_some_and(crate::application::Field::is_private);
        match shown {
            Some((shown, at)) if !private => match cell_at(shown, at) {
                Some(cell) => crate::privacy::shown(&as_it_stands(cell)).chars().take(200).collect(),
                None => words::BLANK.get(self.language).to_owned(),
            },
            _ => String::new(),
        }
    }

    fn place(&self, finding: &Finding) -> Option<(&str, &SheetShown)> {
        let mut places = self.names.iter().zip(&self.correction.sheets);
        let here = |shown: &SheetShown| shown.file == finding.file && finding.sheet.as_ref() == Some(&shown.sheet.name);
        places.find(|(_, shown)| here(shown)).map(|(name, shown)| (name.as_str(), shown))
    }

    /// The cell's name leads to the cell; the sheet's to the sheet, where the finding is about no cell.
    fn link(&self, sheet: &mut Worksheet, row: u32, finding: &Finding) -> Result<(), XlsxError> {
        let Some((name, _)) = self.place(finding) else { return Ok(()) };
        let quoted = name.replace('\'', "''");
        let (column, words, target) = match finding.cell {
            Some(cell) => (CELL, cell.to_string(), cell),
            None => (CELL - 1, name.to_owned(), CellRef::new(0, 0)),
        };
        let url = Url::new(format!("internal:'{quoted}'!{target}")).set_text(words);
        let format = Format::new().set_hyperlink().set_align(FormatAlign::Top).set_text_wrap();
        let format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
        let column = u16::try_from(column).unwrap_or_default();
        sheet.write_url_with_format(row, column, url, &format)?;
        Ok(())
    }
}

fn cell_at(shown: &SheetShown, at: CellRef) -> Option<&Cell> {
    let rows = &shown.sheet.rows;
    let row = rows.binary_search_by_key(&at.row, |row| row.number).ok()?;
    rows[row].cell(at.column)
}

/// One sheet as it was sent, at the same places.
fn as_sent(sheet: &mut Worksheet, correction: &Correction<'_>, shown: &SheetShown) -> Result<(), XlsxError> {
    let language = correction.sender.language;
    let flagged = correction.flagged(shown);
    let mut widths: BTreeMap<u32, usize> = BTreeMap::new();
    for row in correction.rows(shown, &flagged) {
        for cell in &row.cells {
            let at = CellRef::new(row.number, cell.column);
            // A title may run on over the cells beside it.
            if row.cells.len() > 1 {
                let longest = as_it_stands(cell).lines().map(|line| line.chars().count()).max().unwrap_or(0);
                let width = widths.entry(cell.column).or_default();
                *width = (*width).max(longest);
            }
            write(sheet, at, Some(cell), flagged.contains_key(&at))?;
        }
    }
    for (at, findings) in &flagged {
        if cell_at(shown, *at).is_none() {
            write(sheet, *at, None, true)?;
        }
        if let Some(header) = findings.iter().find_map(|finding| missing_header(finding, *at)) {
            sheet.write_string_with_format(at.row, narrow(at.column), header.get(language), &open_format())?;
        }
        let text = findings.iter().map(|finding| said(finding, language)).collect::<Vec<_>>().join("\n\n");
        let height = 40 + 18 * layout::lines(&text, 46);
        let note = Note::new(text).add_author_prefix(false).set_width(340).set_height(height);
        sheet.insert_note(at.row, narrow(at.column), &note)?;
    }
    for (column, longest) in widths {
        let width = u16::try_from(longest + 2).unwrap_or(u16::MAX).clamp(9, 30);
        sheet.set_column_width(narrow(column), width)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
    let options = ProtectionOptions { format_columns: true, format_rows: true, ..Default::default() };
    sheet.protect_with_options(&options);
    if let Some(first) = flagged.keys().next() {
        sheet.set_selection(first.row, narrow(first.column), first.row, narrow(first.column))?;
    }
    Ok(())
}

/// The header of a column that is missing, where `at` is the place for it.
fn missing_header(finding: &Finding, at: CellRef) -> Option<Text> {
    let missing = finding.cell.is_none() && finding.related.first() == Some(&at);
    finding.field.filter(|_| missing).map(crate::application::Field::label)
}

fn open_format() -> Format {
    let marked = Format::new().set_unlocked().set_background_color(FLAGGED);
    marked.set_border(FormatBorder::Medium).set_border_color(FLAG_LINE).set_align(FormatAlign::Top)
}

fn said(finding: &Finding, language: Language) -> String {
    let severity = finding.severity().label().get(language);
    format!(
        "{} {severity}: {}\n→ {}",
        finding.problem.code(),
        finding.problem.message(language),
        finding.problem.fix(language)
    )
}

/// Writes a cell as it was read: text as text, numbers and dates as such.
fn write(sheet: &mut Worksheet, at: CellRef, cell: Option<&Cell>, open: bool) -> Result<(), XlsxError> {
    let (row, column) = (at.row, narrow(at.column));
    let format = if open {
        open_format()
    } else {
        plain().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(LINE)
    };
    let Some(cell) = cell else {
        sheet.write_blank(row, column, &format)?;
        return Ok(());
    };
    match &cell.value {
        Value::Number(number) => {
            let format = if cell.percent { format.set_num_format(percent(*number)) } else { format };
            sheet.write_number_with_format(row, column, double(*number), &format)?;
        }
        Value::Date(moment) => match excel_day(*moment) {
            Some((date, code)) => {
                sheet.write_datetime_with_format(row, column, &date, &format.set_num_format(code))?;
            }
            // A day before 1900 has no number in Excel.
            None => text(sheet, at, cell, &format)?,
        },
        Value::Bool(truth) => {
            sheet.write_boolean_with_format(row, column, *truth, &format)?;
        }
        Value::FormulaWithoutValue => {
            sheet.write_blank(row, column, &format)?;
        }
        Value::Text(_) | Value::Beyond(_) | Value::NoDate(_) | Value::Error(_) => text(sheet, at, cell, &format)?,
    }
    Ok(())
}

fn text(sheet: &mut Worksheet, at: CellRef, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    write_text(sheet, at.row, narrow(at.column), &as_it_stands(cell), format)?;
    sheet.ignore_error(at.row, narrow(at.column), IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// As few decimals as show the number whole.
fn percent(number: Decimal) -> &'static str {
    // One too large to be multiplied has no decimals.
    let whole = number.checked_mul(Decimal::ONE_HUNDRED).is_none_or(|hundredths| hundredths.is_integer());
    if whole { "0%" } else { "0.00%" }
}

fn excel_day(moment: DateTime) -> Option<(ExcelDateTime, &'static str)> {
    let (year, month, day) = (moment.year(), moment.month(), moment.day());
    let date =
        ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
    if moment.time() == Time::midnight() {
        return Some((date, "dd.mm.yyyy"));
    }
    let part = |part: i8| u16::try_from(part).ok();
    let (hour, minute) = (part(moment.hour())?, part(moment.minute())?);
    let second = u8::try_from(moment.second()).ok()?;
    let date = date.and_hms(hour, u8::try_from(minute).ok()?, second).ok()?;
    Some((date, "dd.mm.yyyy hh:mm"))
}

fn plain() -> Format {
    Format::new().set_font_color(INK)
}

/// A column as the writer counts them: a sheet has 16 384.
fn narrow(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
