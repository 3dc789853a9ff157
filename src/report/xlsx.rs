//! A [`Document`] as the bytes of an Excel workbook: the one room that knows `rust_xlsxwriter`.
//!
//! Looks are decided here (`style`), places too (`layout`); what the figures are is decided before. The same document
//! gives the same bytes: document dates are pinned, and nothing asks the clock. The rows of a long table are not given to the
//! library, but written into the package it makes (`tall`).

mod application_form;
mod correction;
mod formula;
mod layout;
mod shared;
mod style;
mod table;
mod tall;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use application_form::application_form;
pub use correction::correction;

use rust_xlsxwriter::{
    Chart as Picture, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill,
    ChartType, DocProperties, ExcelDateTime, Format, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

pub use self::layout::Placed;
use self::layout::{Plan, chart_rows};
use self::style::{Formats, Look};
use self::tall::Tall;
use super::document::{Bars, Block, Chart, Document, Measured, Role, Table, Value};
use crate::text::{Language, Text};

/// Stands where text was cut because a cell cannot hold more.
const CUT: Text = text!(" … [avkorta]", " … [avkortet]", " … [cut]");
/// As many UTF-16 units as a cell holds.
const LONGEST_TEXT: usize = 32_767;
/// As many as Excel takes of what tells a chart to those who cannot see it. The library would leave out all of a longer one.
const LONGEST_ALTERNATIVE: usize = 255;
/// Level 3 takes less time than the usual 6, for a somewhat larger file.
const DEFLATE: u8 = 3;
/// So many rows stand on one page at three quarters of their size: no smaller than 8 points.
const NEARLY_A_PAGE: u32 = 36;
/// Paper sizes, as the format numbers them.
const A3: u8 = 8;
const A4: u8 = 9;
/// Colours of a chart's bars, light to dark so that they differ in grey too.
const BARS: [u32; 3] = [0x00B7_C4D1, 0x0035_5C7D, 0x007A_8794];

/// The document could not be written as a workbook: a fault in the document, as nothing is written to disk here.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be made: {0}")]
pub struct WorkbookError(String);

macro_rules! from {
    ($($error:ty),*) => {
        $(
            impl From<$error> for WorkbookError {
                fn from(error: $error) -> Self {
                    Self(error.to_string())
                }
            }
        )*
    };
}

from!(XlsxError, zip::result::ZipError, std::io::Error);

/// The bytes of `document` as an `.xlsx` file.
///
/// # Errors
/// When the document breaks a rule of the format: two tables of one name, two headers of one name in a table, more rows
/// than a sheet holds.
pub fn workbook(document: &Document) -> Result<Vec<u8>, WorkbookError> {
    let plans = layout::plan(document);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?).set_zip_compression_level(DEFLATE);
    let mut tall = Vec::new();
    for (number, plan) in (1..).zip(&plans) {
        let sheet = workbook.add_worksheet().set_name(&plan.name)?;
        let formats = Formats::default();
        let mut page = Page { document, plans: &plans, plan, number, sheet, formats, tall: Vec::new() };
        page.write()?;
        tall.append(&mut page.tall);
    }
    let bytes = workbook.save_to_buffer()?;
    if tall.is_empty() { Ok(bytes) } else { tall::filled(&bytes, &tall) }
}

/// For each sheet of the workbook that `document` becomes: its name on the tab, and where each of its blocks stands.
#[must_use]
pub fn stands(document: &Document) -> Vec<(String, Vec<Placed<'_>>)> {
    layout::stands(document)
}

/// Title and language, no person, and a creation date that says nothing.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let pinned = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(document.marked_title()).set_creation_datetime(&pinned);
    Ok(properties.set_custom_property("Language", document.language.tag()))
}

/// One sheet while it is written.
struct Page<'a, 'w> {
    document: &'a Document,
    plans: &'a [Plan<'a>],
    plan: &'a Plan<'a>,
    /// The number of the sheet, from 1.
    number: usize,
    sheet: &'w mut Worksheet,
    formats: Formats,
    /// The tables on it whose rows are still to be written.
    tall: Vec<Tall<'a>>,
}

impl Page<'_, '_> {
    fn write(&mut self) -> Result<(), XlsxError> {
        self.set_up()?;
        self.text(0, 0, &self.document.marked(&self.plan.sheet.title), Look::Title)?;
        self.text(1, 0, &self.document.title, Look::Subtitle)?;
        for Placed { row, block } in &self.plan.blocks {
            match block {
                Block::Heading(heading) => self.text(*row, 0, heading, Look::Heading)?,
                Block::Paragraph(paragraph) => self.paragraph(*row, paragraph)?,
                Block::Facts(facts) => self.facts(*row, facts)?,
                Block::Table(one) => self.table(*row, one)?,
                Block::Chart(chart) => self.chart(*row, chart)?,
            }
        }
        if self.plan.sheet.has_inputs() {
            // Against slips, not against anybody: there is no password.
            self.sheet
                .protect_with_options(&ProtectionOptions { format_columns: true, ..ProtectionOptions::default() });
        }
        Ok(())
    }

    /// Widths, frozen header, and what the printer needs.
    fn set_up(&mut self) -> Result<(), XlsxError> {
        for (column, width) in (0_u16..).zip(&self.plan.widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        let header = self.plan.header_row();
        self.sheet.set_freeze_panes(header.map_or(2, |row| row + 1), 0)?;
        match header {
            Some(row) => self.sheet.set_repeat_rows(row, row)?,
            None => self.sheet.set_repeat_rows(0, 2)?,
        };
        // A sheet of several short tables is read at a glance; and a few rows left for a second page are overlooked.
        let one_page = self.plan.rows() <= if header.is_none() { 50 } else { NEARLY_A_PAGE };
        self.sheet
            .set_landscape()
            .set_paper_size(if self.plan.is_wide() { A3 } else { A4 })
            .set_margins(0.4, 0.4, 0.75, 0.75, 0.3, 0.3)
            .set_print_fit_to_pages(1, if one_page { 1 } else { 0 });
        let title = on_each_page(&self.document.marked_title(), 200);
        self.sheet.set_header(format!("&L{title}")).set_footer("&L&A&R&P / &N");
        Ok(())
    }

    fn paragraph(&mut self, row: u32, paragraph: &str) -> Result<(), XlsxError> {
        let (last, lines) = self.plan.paragraph(paragraph);
        self.sheet.set_row_height(row, lines * 15)?;
        if last > 0 {
            self.sheet.merge_range(row, 0, row, last, "", self.formats.of(Look::Paragraph))?;
        }
        self.text(row, 0, paragraph, Look::Paragraph)
    }

    fn facts(&mut self, row: u32, facts: &[(String, Value)]) -> Result<(), XlsxError> {
        for (row, (name, value)) in (row..).zip(facts) {
            self.text(row, 0, name, Look::FactName)?;
            let role = match style::figure(self.document, None, value) {
                Some((_, role)) => role,
                None if matches!(value, Value::Date(_)) => Role::Date,
                None => Role::Text,
            };
            let look = Look::Fact(role, style::digits(self.document, None, std::iter::once(value)));
            self.value(row, 1, value, None, look)?;
        }
        Ok(())
    }

    /// Writes one value; `home` is the table it stands in, with the row of its header.
    fn value(
        &mut self,
        row: u32,
        column: u16,
        value: &Value,
        home: Option<formula::Home<'_>>,
        look: Look,
    ) -> Result<(), XlsxError> {
        match value {
            Value::Blank | Value::Input(None) => self.sheet.write_blank(row, column, self.formats.of(look))?,
            Value::Text(text) => return self.text(row, column, text, look),
            Value::Date(day) => {
                let parts = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
                let date = match parts {
                    (Ok(year), Ok(month), Ok(number)) => ExcelDateTime::from_ymd(year, month, number).ok(),
                    _ => None,
                };
                match date {
                    Some(date) => self.sheet.write_datetime_with_format(row, column, &date, self.formats.of(look))?,
                    // A day before 1900 has no number in Excel.
                    None => return self.text(row, column, &day.to_string(), look),
                }
            }
            Value::Formula(expression) => {
                let result = stored(&self.document.result(expression, home.map(|home| home.table)));
                let ground = formula::Ground { document: self.document, plans: self.plans };
                let text = formula::written(expression, ground, home);
                let formula = Formula::new(text).set_result(result);
                self.sheet.write_formula_with_format(row, column, formula, self.formats.of(look))?
            }
            number => {
                let number = style::number(number).expect("every other value is a number");
                self.sheet.write_number_with_format(row, column, style::double(number), self.formats.of(look))?
            }
        };
        Ok(())
    }

    fn text(&mut self, row: u32, column: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        let fitting = fitting(text, LONGEST_TEXT, self.document.language);
        write_text(self.sheet, row, column, &fitting, self.formats.of(look))
    }

    /// A bar chart of a table that has rows; of one that has none there is nothing to see.
    fn chart(&mut self, row: u32, chart: &Chart) -> Result<(), XlsxError> {
        let Some(place) = self.places().get(chart.table.as_str()).copied() else { return Ok(()) };
        let table = self.document.table(&chart.table).expect("the place is a table's");
        if table.rows.is_empty() {
            return Ok(());
        }
        let column = |key| layout::narrow(table.column(key).expect("a chart names a column of its table"));
        let last = place.header + layout::wide(chart.rows);
        let range = |key| (place.sheet, place.header + 1, column(key), last, column(key));
        let lying = chart.bars == Bars::Lying;
        let mut picture = Picture::new(if lying { ChartType::Bar } else { ChartType::Column });
        for (key, colour) in chart.series.iter().zip(bars(chart).iter().cycle()) {
            let mut fill = ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(*colour)).clone();
            let name = (place.sheet, place.header, column(key));
            let series = picture.add_series().set_categories(range(chart.category)).set_values(range(key));
            series.set_name(name).set_format(&mut fill).set_gap(60);
            if lying {
                series.set_data_label(ChartDataLabel::new().show_value().set_num_format("#,##0"));
            }
        }
        dress(&mut picture, chart);
        if self.is_above_nil(table, chart) {
            // Bars are compared by their length, and the program that draws them would begin them where it likes.
            let values = if lying { picture.x_axis() } else { picture.y_axis() };
            values.set_min(0);
        }
        let told = fitting(&chart.alt, LONGEST_ALTERNATIVE, self.document.language);
        // Narrower where a table stands beside it: both on one page are then no smaller than 8 points.
        picture.set_alt_text(told).set_width(if lying { 620 } else { 820 }).set_height(chart_rows(chart) * 20 - 20);
        // Beside the table, with some air between.
        let (left, air) = if lying { (layout::narrow(self.plan.widths.len()), 20) } else { (0, 0) };
        self.sheet.insert_chart_with_offset(row, left, &picture, air, 0)?;
        Ok(())
    }

    /// Whether no figure of the chart is negative.
    fn is_above_nil(&self, table: &Table, chart: &Chart) -> bool {
        let columns: Vec<usize> = chart.series.iter().filter_map(|key| table.column(key)).collect();
        let values = table.rows.iter().flat_map(|row| columns.iter().map(|at| &row.cells[*at]));
        let mut figures = values.filter_map(|value| style::figure(self.document, Some(table), value));
        figures.all(|(figure, _)| !figure.is_sign_negative() || figure.is_zero())
    }

    fn places(&self) -> BTreeMap<&str, layout::Place<'_>> {
        layout::places(self.plans)
    }
}

/// The colours of its bars: of a single series the strong one.
fn bars(chart: &Chart) -> &'static [u32] {
    if chart.series.len() == 1 { &BARS[1..] } else { &BARS }
}

/// Title, axes and frame; a legend only where it tells anything apart.
fn dress(picture: &mut Picture, chart: &Chart) {
    let mut faint = ChartFormat::new().set_line(ChartLine::new().set_color(0x00D9_DEE3)).clone();
    picture.title().set_name(&chart.title).set_font(ChartFont::new().set_bold().set_size(12));
    picture.chart_area().set_format(&mut faint);
    match chart.series.len() {
        1 => picture.legend().set_hidden(),
        _ => picture.legend().set_position(ChartLegendPosition::Bottom),
    };
    picture.x_axis().set_num_format("#,##0");
    picture.y_axis().set_num_format("#,##0");
    if chart.bars == Bars::Lying {
        // The first of the table on top, each bar with its figure. The x axis lies on the ground here too.
        picture.y_axis().set_reverse().set_major_gridlines(false);
        picture.x_axis().set_hidden(true).set_major_gridlines(false);
    } else {
        picture.y_axis().set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(0x00D9_DEE3));
    }
}

/// Writes text as text, whatever it is. Between `<r>` and `</r>` the library takes it for markup of its own, and writes it
/// into the file as it stands.
fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        sheet.write_rich_string_with_format(row, column, &[(&Format::default(), text)], format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// `text`, cut with a mark where it has more than `longest` UTF-16 units.
fn fitting(text: &str, longest: usize, language: Language) -> Cow<'_, str> {
    // No text has more units than bytes.
    if text.len() <= longest || text.encode_utf16().count() <= longest {
        return Cow::Borrowed(text);
    }
    let mark = CUT.get(language);
    let mut room = longest - mark.encode_utf16().count();
    let kept = text.chars().take_while(|letter| {
        let fits = letter.len_utf16() <= room;
        room = room.saturating_sub(letter.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(mark.chars()).collect())
}

/// `text` in the head or foot of each page: `&`, which begins a code there, is doubled, and no pair of them is cut in two.
fn on_each_page(text: &str, mut room: usize) -> String {
    let pieces = text.chars().map(|letter| if letter == '&' { "&&".to_owned() } else { letter.to_string() });
    let kept = pieces.take_while(|piece| {
        let units = piece.encode_utf16().count();
        let fits = units <= room;
        room = room.saturating_sub(units);
        fits
    });
    kept.collect()
}

/// A result as the file stores it: a point for decimals, no grouping.
fn stored(result: &Measured) -> String {
    match result {
        Measured::Number(number, _) => number.normalize().to_string(),
        Measured::Word(word) => word.clone(),
    }
}
