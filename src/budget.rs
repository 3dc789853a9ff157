//! Budget tables as municipalities publish them: sheets → typed tables, every figure with its cell, every row accounted for,
//! every sum held against what stands above it.

mod caption;
mod figure;
mod header;
mod layout;
mod lines;
mod sums;
pub mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{self, Finding};
use crate::form::ground::Medium;
use crate::form::record::is_blank;
use crate::form::{Gathered, SheetAccount, noticed};
use crate::origin::{CellRef, Source, column_letters};
use crate::problem::{self, budget as problems, sheet as sheet_problems};
use crate::read::{Format, Sheet, Workbook};
pub use caption::without_unit;
use layout::Block;
pub use sums::slack;
pub use table::{Amount, AmountColumn, LineKind, PublishedLine, PublishedTable, Spread, Unit};

/// Reads every budget table of `workbook` and checks it. A file without any says so.
#[must_use]
pub fn tables(file: &Arc<str>, workbook: &Workbook) -> Gathered<PublishedTable> {
    let medium = if workbook.format == Format::Csv { Medium::Text } else { Medium::Workbook };
    let mut gathered = Gathered { records: Vec::new(), findings: Vec::new(), sheets: Vec::new() };
    for sheet in &workbook.sheets {
        let source = Source { file: Arc::clone(file), sheet: Arc::clone(&sheet.name) };
        read_sheet(&source, sheet, medium, &mut gathered);
    }
    if gathered.records.is_empty() {
        let filled = workbook.sheets.iter().any(|sheet| !sheet.rows.is_empty());
        let problem = if filled { problems::no_table() } else { problem::file::empty_file() };
        gathered.findings.push(Finding::in_file(file, problem));
    }
    numbers_across_tables(&gathered.records, &mut gathered.findings);
    noticed(file, workbook, &mut gathered.findings);
    finding::guard(&mut gathered.findings);
    gathered
}

fn read_sheet(source: &Source, sheet: &Sheet, medium: Medium, gathered: &mut Gathered<PublishedTable>) {
    let mut account = SheetAccount::of(&sheet.name);
    let found = layout::find(sheet);
    let above = found.first().map_or(&[][..], |block| block.before);
    let before = gathered.records.len();
    for block in &found {
        account.layout = "budget";
        let mut reading = Reading { source, medium, account: &mut account, findings: &mut gathered.findings };
        gathered.records.push(reading.table(block, above));
    }
    let counted: usize = account.rows.values().sum();
    for row in sheet.rows.iter().skip(counted) {
        account.count(if row.cells.iter().all(is_blank) { "empty" } else { "note" });
    }
    if gathered.records.len() > before {
        if !sheet.visible {
            gathered.findings.push(Finding::in_sheet(source, sheet_problems::hidden_sheet()));
        }
        hidden(source, sheet, &gathered.records[before..], &mut gathered.findings);
    }
    gathered.sheets.push(account);
}

/// Hidden rows and columns that were used: a person who opened the sheet did not see them.
fn hidden(source: &Source, sheet: &Sheet, tables: &[PublishedTable], findings: &mut Vec<Finding>) {
    let used: BTreeSet<u32> = tables.iter().flat_map(|table| &table.lines).map(|line| line.at.row).collect();
    for row in sheet.rows.iter().filter(|row| row.hidden) {
        if used.contains(&row.number) {
            let shown = usize::try_from(row.number + 1).expect("a row number fits in usize");
            let at = CellRef::new(row.number, row.cells.first().map_or(0, |cell| cell.column));
            findings.push(Finding::in_cell(source, at, sheet_problems::hidden_row(shown)));
        }
    }
    for column in tables.iter().flat_map(|table| &table.columns) {
        if sheet.hidden_columns.binary_search(&column.at.column).is_ok() {
            let problem = sheet_problems::hidden_column(&column_letters(column.at.column));
            findings.push(Finding::in_cell(source, column.at, problem));
        }
    }
}

/// One sheet while its tables are read.
struct Reading<'a> {
    source: &'a Source,
    medium: Medium,
    account: &'a mut SheetAccount,
    findings: &'a mut Vec<Finding>,
}

impl Reading<'_> {
    /// Reads one table. `above` is what stands over the first table of the sheet, and may speak for all of them.
    fn table(&mut self, block: &Block<'_>, above: &[crate::read::Row]) -> PublishedTable {
        let words = caption::words(block, above, &self.source.sheet);
        words.count(block, self.account);
        self.header(block, &words);
        let unit = words.unit.map_or(Unit::Kroner, |unit| unit.value);
        let mut table = PublishedTable {
            source: self.source.clone(),
            title: words.title,
            caption: words.caption,
            unit,
            unit_stated: words.unit.is_some(),
            text_header: block.header.text_header.clone(),
            columns: block.header.columns.clone(),
            lines: Vec::new(),
        };
        self.lines(block, &mut table);
        self.numbers(block, &table);
        sums::settle(&mut table, |cell, stated, problem| {
            let finding = Finding::in_cell(self.source, cell, problem);
            self.findings.push(match stated {
                Some(stated) => finding.with_value(&stated.to_string()),
                None => finding,
            });
        });
        table
    }

    fn say(&mut self, at: CellRef, problem: problem::Problem) {
        self.findings.push(Finding::in_cell(self.source, at, problem));
    }

    /// What is odd about unit and columns.
    fn header(&mut self, block: &Block<'_>, words: &caption::Words) {
        let header = &block.header;
        match (words.unit, words.other_unit) {
            (None, _) => self.say(header.columns[0].at, problems::unit_missing()),
            (Some(unit), Some(other)) => {
                let problem = problems::two_units(other.value.label(), unit.value.label(), unit.cell);
                self.say(other.cell, problem);
            }
            (Some(_), None) => {}
        }
        for (at, header) in &header.others {
            self.say(*at, problems::not_a_year(header));
        }
        let years: Vec<(&AmountColumn, i16)> = header.years().collect();
        let falling = years.windows(2).all(|pair| pair[0].1 >= pair[1].1);
        if let Some(pair) = years.windows(2).find(|pair| pair[0].1 > pair[1].1).filter(|_| !falling) {
            self.say(pair[1].0.at, problems::years_out_of_order(pair[1].1, pair[0].1));
        }
        for (at, column) in header.columns.iter().enumerate() {
            let same = |one: &&AmountColumn| one.label.to_lowercase() == column.label.to_lowercase();
            if let Some(first) = header.columns[..at].iter().find(same) {
                self.say(column.at, problems::year_twice(&column.label, first.at));
            }
        }
    }

    /// The same line number twice in one table.
    fn numbers(&mut self, block: &Block<'_>, table: &PublishedTable) {
        let mut seen: BTreeMap<u32, CellRef> = BTreeMap::new();
        for number in table.lines.iter().filter_map(|line| line.number) {
            match seen.get(&number.value) {
                Some(first) if block.header.counts_lines => {
                    let count = usize::try_from(number.value).expect("a line number fits in usize");
                    self.say(number.cell, problems::line_number_twice(count, *first));
                }
                Some(_) => {}
                None => drop(seen.insert(number.value, number.cell)),
            }
        }
    }
}

/// Line numbers run on from table to table: the same number again, for something else, is worth a look.
fn numbers_across_tables(tables: &[PublishedTable], findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<u32, (usize, &PublishedLine)> = BTreeMap::new();
    let (mut last, mut ended) = (0, false);
    for (at, table) in tables.iter().enumerate() {
        let numbers: Vec<u32> = table.lines.iter().filter_map(|line| Some(line.number?.value)).collect();
        // Numbers that begin again at the beginning are each table's own.
        ended |= numbers.first().is_some_and(|first| at > 0 && *first == 1 && last > 0);
        last = numbers.last().copied().unwrap_or(last);
        if ended {
            return;
        }
        for line in &table.lines {
            let Some(number) = line.number else { continue };
            match seen.get(&number.value) {
                Some((other, first)) if *other != at && first.text != line.text => {
                    let count = usize::try_from(number.value).expect("a line number fits in usize");
                    let problem = problems::line_number_elsewhere(count, &tables[*other].name());
                    findings.push(Finding::in_cell(&table.source, number.cell, problem));
                }
                Some(_) => {}
                None => drop(seen.insert(number.value, (at, line))),
            }
        }
    }
}
