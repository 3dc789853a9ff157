//! A table as a real Excel table: filter, unique header, live totals with their results. One without rows is no table to
//! Excel: its header stands alone, with a line that says so.

use rust_xlsxwriter::{Formula, IgnoreError, Table as ExcelTable, TableColumn, TableFunction, TableStyle, XlsxError};

use super::formula::Home;
use super::layout::{self, narrow, wide};
use super::style::{Digits, Look, digits};
use super::{Page, formula, stored, style};
use crate::report::document::{Measured, Role, Row, Table, Total, Value};
use crate::text::Text;

const SUM: Text = text!("Sum");
/// No row can be higher, in points.
const HIGHEST_ROW: u32 = 409;

impl Page<'_, '_> {
    /// Writes `table` with its header in `header`.
    pub(super) fn table(&mut self, header: u32, table: &Table) -> Result<(), XlsxError> {
        let lines = (0_usize..).zip(&table.columns).map(|(at, column)| {
            // The filter's button stands on the last line of the header.
            layout::lines(&column.header, self.plan.widths[at].saturating_sub(3))
        });
        let lines = lines.max().unwrap_or(1);
        self.sheet.set_row_height(header, lines * 15 + 3)?;
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
        // Before the rows: it writes the header once more.
        self.frame(header, table)?;
        let home = Home { table, header };
        for (row, one) in (header + 1..).zip(&table.rows) {
            self.row(row, one, home, &digits)?;
        }
        self.ignore_text_numbers(header, table)?;
        if table.has_total() { self.totals(home, &digits) } else { Ok(()) }
    }

    fn row(&mut self, at: u32, row: &Row, home: Home<'_>, digits: &[Digits]) -> Result<(), XlsxError> {
        let lines =
            home.table.columns.iter().zip(&row.cells).zip(&self.plan.widths).map(
                |((column, cell), width)| match cell {
                    Value::Text(text) if style::wraps(column.role) => layout::lines(text, *width),
                    _ => 1,
                },
            );
        // Programs that do not measure text when they open a file show each row as high as it says.
        if let Some(lines @ 2..) = lines.max() {
            self.sheet.set_row_height(at, (lines * 15).min(HIGHEST_ROW))?;
        }
        for (column, value) in row.cells.iter().enumerate() {
            // A number says itself what it is; the column says it for text and blanks.
            let role = match self.document.measured(value, home.table) {
                Some(Measured::Number(_, role)) => role,
                _ => home.table.columns[column].role,
            };
            let look = match value {
                Value::Input(_) => Look::Input(digits[column]),
                _ => Look::Cell(role, digits[column], row.weight),
            };
            self.value(at, narrow(column), value, Some(home), look)?;
        }
        Ok(())
    }

    /// The table itself, over the cells that will be written.
    fn frame(&mut self, header: u32, table: &Table) -> Result<(), XlsxError> {
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
        let last = header + wide(table.rows.len()) + u32::from(table.has_total());
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

/// A table without rows has no filter.
const fn header_look(table: &Table, role: Role) -> Look {
    if table.rows.is_empty() { Look::Header(role) } else { Look::Filtered(role) }
}
