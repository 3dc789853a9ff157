//! A table as a real Excel table: filter, unique header, live totals with their results. One without rows is no table to
//! Excel: its header stands alone, with a line that says so.

use rust_xlsxwriter::{Formula, IgnoreError, Table as ExcelTable, TableColumn, TableFunction, TableStyle, XlsxError};

use super::formula::Home;
use super::layout::{self, narrow, wide};
use super::style::{Digits, Look, digits};
use super::tall::{FRAMED, Tall, is_tall};
use super::{Page, formula, stored, style};
use crate::report::document::{Document, Role, Row, Table, Total, Value, Weight};
use crate::text::Text;

const SUM: Text = text!("Sum");
/// A row has no room for more lines: it can be 409 points high.
const MOST_LINES: u32 = 27;

impl<'a> Page<'a, '_> {
    /// Writes `table` with its header in `header`.
    pub(super) fn table(&mut self, header: u32, table: &'a Table) -> Result<(), XlsxError> {
        let lines = (0_usize..).zip(&table.columns).map(|(at, column)| {
            // The filter's button stands on the last line of the header.
            layout::lines(&column.header, self.plan.widths[at].saturating_sub(3))
        });
        let lines = lines.max().unwrap_or(1);
        self.sheet.set_row_height(header, lines * 15 + 3)?;
        let tall = is_tall(self.document, table);
        if !table.rows.is_empty() {
            // Before the cells: it writes the header too, in its way.
            self.frame(header, table, if tall { FRAMED } else { table.rows.len() })?;
        }
        for (column, one) in (0_u16..).zip(&table.columns) {
            self.text(header, column, &one.header, header_look(table, one.role))?;
        }
        if table.rows.is_empty() {
            let words = table.when_empty.get(self.document.language);
            return self.text(header + 1, 0, words, Look::Subtitle);
        }
        let digits: Vec<Digits> = (0..table.columns.len())
            .map(|at| digits(self.document, Some(table), table.rows.iter().map(|row| &row.cells[at])))
            .collect();
        let home = Home { table, header };
        if tall {
            self.tall(home, &digits)?;
        } else {
            for (row, one) in (header + 1..).zip(&table.rows) {
                self.row(row, one, home, &digits)?;
            }
        }
        self.ignore_text_numbers(header, table)?;
        if table.has_total() { self.totals(home, &digits) } else { Ok(()) }
    }

    fn row(&mut self, at: u32, row: &Row, home: Home<'_>, digits: &[Digits]) -> Result<(), XlsxError> {
        if let Some(height) = height(home.table, row, &self.plan.widths) {
            self.sheet.set_row_height(at, height)?;
        }
        for (column, value) in row.cells.iter().enumerate() {
            let look = look(self.document, home.table, column, value, digits[column], row.weight);
            self.value(at, narrow(column), value, Some(home), look)?;
        }
        Ok(())
    }

    /// A cell of each look in the place of the rows, and one in their last corner, so that the sheet is as large as with them.
    fn tall(&mut self, home: Home<'a>, digits: &[Digits]) -> Result<(), XlsxError> {
        let tall = Tall::new(self.number, home, &self.plan.widths, digits, self.document);
        for (row, look) in (home.header + 1..).zip(&tall.looks) {
            self.sheet.write_blank(row, 0, self.formats.of(*look))?;
        }
        let corner = narrow(home.table.columns.len() - 1);
        self.sheet.write_blank(tall.end() - 1, corner, self.formats.of(tall.looks[0]))?;
        self.tall.push(tall);
        Ok(())
    }

    /// The table itself, over the cells that will be written: so many rows of them.
    fn frame(&mut self, header: u32, table: &Table, rows: usize) -> Result<(), XlsxError> {
        let columns: Vec<TableColumn> = (table.columns.iter())
            .map(|column| {
                let one = TableColumn::new()
                    .set_header(&column.header)
                    .set_header_format(self.formats.of(header_look(table, column.role)));
                match column.total {
                    Total::None => one,
                    Total::Label => one.set_total_label(SUM.get(self.document.language)),
                    Total::Sum => one.set_total_function(TableFunction::Sum),
                }
            })
            .collect();
        let excel = ExcelTable::new().set_name(&table.id).set_columns(&columns).set_style(TableStyle::None);
        let excel = excel.set_banded_rows(false).set_total_row(table.has_total());
        let last = header + wide(rows) + u32::from(table.has_total());
        self.sheet.add_table(header, 0, last, narrow(table.columns.len() - 1), &excel)?;
        Ok(())
    }

    /// The total row again, as Excel itself writes it: the library stores 0 for the results of its own formulas.
    fn totals(&mut self, home: Home<'_>, digits: &[Digits]) -> Result<(), XlsxError> {
        let row = home.header + wide(home.table.rows.len()) + 1;
        for (at, column) in home.table.columns.iter().enumerate() {
            let look = Look::Total(column.role, digits[at]);
            match column.total {
                Total::None => {
                    self.sheet.write_blank(row, narrow(at), self.formats.of(look))?;
                }
                Total::Label => self.text(row, narrow(at), SUM.get(self.document.language), look)?,
                Total::Sum => {
                    let result = stored(&self.document.total(home.table, at));
                    let formula = Formula::new(formula::total(home.table, at)).set_result(result);
                    self.sheet.write_formula_with_format(row, narrow(at), formula, self.formats.of(look))?;
                }
            }
        }
        Ok(())
    }

    /// No green corners on municipality numbers and other text that looks like a number.
    fn ignore_text_numbers(&mut self, header: u32, table: &Table) -> Result<(), XlsxError> {
        let last = header + wide(table.rows.len());
        for (at, column) in table.columns.iter().enumerate() {
            if matches!(column.role, Role::Code | Role::Text | Role::Prose) {
                let at = narrow(at);
                self.sheet.ignore_error_range(header + 1, at, last, at, IgnoreError::NumberStoredAsText)?;
            }
        }
        Ok(())
    }
}

/// The height of a row, if it is more than a line. Programs that do not measure text when they open a file show each row as
/// high as it says.
pub(super) fn height(table: &Table, row: &Row, widths: &[u32]) -> Option<u32> {
    let cells = table.columns.iter().zip(&row.cells).zip(widths);
    let lines = cells.map(|((column, cell), width)| match cell {
        Value::Text(text) if style::wraps(column.role) => layout::lines(text, *width),
        _ => 1,
    });
    lines.max().filter(|lines| *lines > 1).map(|lines| lines.min(MOST_LINES) * 15)
}

/// What a cell looks like. A number says itself what it is; the column says it for text, days and blanks.
pub(super) fn look(
    document: &Document,
    table: &Table,
    column: usize,
    value: &Value,
    digits: Digits,
    weight: Weight,
) -> Look {
    if matches!(value, Value::Input(_)) {
        return Look::Input(digits);
    }
    let figure = style::figure(document, Some(table), value);
    Look::Cell(figure.map_or(table.columns[column].role, |(_, role)| role), digits, weight)
}

/// A table without rows has no filter.
const fn header_look(table: &Table, role: Role) -> Look {
    if table.rows.is_empty() { Look::Header(role) } else { Look::Filtered(role) }
}
