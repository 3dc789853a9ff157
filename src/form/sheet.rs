//! One sheet: its headers judged, its rows sorted into records, totals and notes, its records read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::ground::{Ground, MENDED, Medium, Places};
use super::header::{Target, UnitHint};
use super::layout::{FormLayout, Heading, ListLayout, Oddities, RowKind, Slot};
use super::merged::Merged;
use super::record::{Record, heading_finding, is_blank};
use super::value::number::{self, Sort, Stated};
use super::{Gathered, Reading, SheetAccount};
use crate::application::{Field, Headed, Headings, Requirement};
use crate::finding::Finding;
use crate::money::Kroner;
use crate::origin::{COLUMNS, CellRef, ROWS, Source, column_letters};
use crate::problem::{Fact, Problem, sheet as problems};
use crate::read::{Cell, Row, Sheet, Value};

/// One sheet while it is read.
pub(super) struct SheetReading<'a, T> {
    pub(super) source: &'a Source,
    pub(super) sheet: &'a Sheet,
    pub(super) medium: Medium,
    pub(super) reading: &'a Reading<'a, T>,
    /// What was noticed of its cells while the file was read.
    pub(super) noticed: BTreeMap<CellRef, &'a Problem>,
}

/// A total row: how many records stood above it, and its filled money cells.
struct Total {
    records: usize,
    stated: Vec<(Target, Box<str>, CellRef, Kroner)>,
}

impl<T> SheetReading<'_, T> {
    /// Reads a list. Each row is given up once it is read: a large list is never held twice.
    pub(super) fn list(
        &self,
        list: &ListLayout,
        rows: Vec<Row>,
        account: &mut SheetAccount,
        gathered: &mut Gathered<T>,
    ) {
        account.layout = "list";
        account.head(list.columns.iter().map(|(_, heading)| heading));
        let targets: Vec<Target> = list.columns.iter().map(|(_, heading)| heading.target).collect();
        let room = |nth: usize| list_room(list, &rows, nth);
        let faults = self.header_findings(&targets, &list.oddities, &room, gathered);
        let first = gathered.records.len();
        let (mut ignored, mut totals) = (Vec::new(), Vec::new());
        let mut hidden = HiddenColumns::of(list, &self.sheet.hidden_columns);
        let mut above = (0, false);
        let merged = Merged::of(list, &self.sheet.merged, &rows);
        let headings =
            headings(list.columns.iter().map(|(column, heading)| (heading, CellRef::new(heading.at.row, *column))));
        let shared = Some(&merged.figures).filter(|shared| !shared.is_empty());
        let ground = Ground { shared, ..self.ground(list.caption, &targets, headings) };
        for (index, row) in rows.into_iter().enumerate() {
            if index > list.last_header {
                hidden.see(&row);
            } else if index < list.first_header && looks_like_record(list, &row) {
                gathered.findings.push(Finding::in_cell(
                    self.source,
                    first_cell(&row),
                    problems::record_above_header(),
                ));
            }
            let kind = match index {
                _ if row.cells.iter().all(is_blank) => RowKind::Empty,
                _ if index < list.first_header => RowKind::Note,
                _ if index <= list.last_header => RowKind::Header,
                _ => list.row_kind(&row, above, !totals.is_empty()),
            };
            above = (row.number, matches!(kind, RowKind::Total(_) | RowKind::Note));
            match kind {
                RowKind::Header => account.count("header"),
                RowKind::Note => account.count("note"),
                RowKind::Empty => account.count("empty"),
                RowKind::Ignored => {
                    account.count("ignored");
                    ignored.extend(self.left_out(list, &row, gathered));
                }
                RowKind::Total(slots) => {
                    account.count("total");
                    let stated = stated_amounts(&slots, list.caption);
                    totals.push(Total { records: gathered.records.len() - first, stated });
                }
                RowKind::Record(mut slots) => {
                    account.count(self.reading.called);
                    if row.hidden {
                        self.hidden_row(&row, gathered);
                    }
                    ignored.extend(list.unheaded(&row));
                    if !merged.is_empty() {
                        merged.fill(&mut slots, row.number);
                    }
                    self.record(Record::new(&ground, slots), Some(row.number), &faults, gathered);
                }
            }
        }
        let read = merged.read().map(|(at, region)| Finding::in_cell(self.source, at, problems::merged_read(&region)));
        gathered.findings.extend(read);
        self.hidden_columns(list, &hidden, gathered);
        self.check_totals(&totals, first, gathered);
        if let Some(cell) = ignored.first() {
            gathered.findings.push(Finding::in_cell(self.source, *cell, problems::ignored_content(ignored.len())));
        }
    }

    /// Says that a row that is left out may be an application; gives its first cell where nothing but content is left out.
    fn left_out(&self, list: &ListLayout, row: &Row, gathered: &mut Gathered<T>) -> Option<CellRef> {
        let at = first_cell(row);
        if !list.names_project(row) {
            return Some(at);
        }
        gathered.findings.push(Finding::in_cell(self.source, at, problems::record_not_read()));
        None
    }

    /// Reads a form: one record.
    pub(super) fn form(&self, form: &FormLayout<'_>, account: &mut SheetAccount, gathered: &mut Gathered<T>) {
        account.layout = "form";
        account.head(form.labels.iter().map(|(heading, ..)| heading));
        if form.is_blank() {
            // Nobody has written in it: the other language's sheet, or a spare one.
            self.sheet.rows.iter().for_each(|_| account.count("blank"));
            return;
        }
        let targets: Vec<Target> = form.labels.iter().map(|(heading, ..)| heading.target).collect();
        let room = |nth: usize| form_room(form, &self.sheet.rows, nth);
        let faults = self.header_findings(&targets, &form.oddities, &room, gathered);
        let first_label = form.label_rows.first().copied().unwrap_or_default();
        for (index, row) in self.sheet.rows.iter().enumerate() {
            account.count(match row.number {
                _ if row.cells.iter().all(is_blank) => "empty",
                number if form.label_rows.contains(&number) => self.reading.called,
                number if form.unknown_rows.contains(&number) => "ignored",
                number if number < first_label && index == 0 => "header",
                _ => "note",
            });
            if row.hidden && form.label_rows.contains(&row.number) {
                self.hidden_row(row, gathered);
            }
        }
        self.hidden_values(form, gathered);
        let headings = headings(form.labels.iter().map(|(heading, at, _)| (heading, *at)));
        let ground = self.ground(form.caption, &targets, headings);
        self.record(Record::new(&ground, form.slots()), None, &faults, gathered);
    }

    /// Hidden columns that hold values of a form, each told at its first value.
    fn hidden_values(&self, form: &FormLayout<'_>, gathered: &mut Gathered<T>) {
        let mut told = BTreeSet::new();
        for (heading, at, _) in form.labels.iter().filter(|(_, _, cell)| cell.is_some_and(|cell| !is_blank(cell))) {
            let hidden = self.sheet.hidden_columns.binary_search(&at.column).is_ok();
            if hidden && told.insert(at.column) {
                let problem = problems::hidden_column(&column_letters(at.column));
                gathered.findings.push(Finding { cell: Some(*at), ..heading_finding(self.source, heading, problem) });
            }
        }
    }

    /// What its records share, whose slots have these targets.
    fn ground<'b>(&'b self, caption: UnitHint, targets: &[Target], headings: Arc<Headings>) -> Ground<'b> {
        let places = Places::of(targets);
        let year = self.reading.year;
        Ground { source: self.source, medium: self.medium, caption, year, places, headings, shared: None }
    }

    fn record(&self, mut record: Record<'_>, row: Option<u32>, faults: &[&'static str], gathered: &mut Gathered<T>) {
        record.note_unseen(&self.noticed);
        let (read, findings) = (self.reading.one)(record, row, faults);
        gathered.records.push(read);
        gathered.findings.extend(findings);
    }

    /// The findings about headers; gives the codes of those that hold every record of the sheet.
    /// `room` gives the cells where a missing one may be put: first that of its header.
    fn header_findings(
        &self,
        targets: &[Target],
        odd: &Oddities,
        room: &dyn Fn(usize) -> Vec<CellRef>,
        gathered: &mut Gathered<T>,
    ) -> Vec<&'static str> {
        let mut found = Vec::new();
        let odd = &self.guessed(targets, odd);
        for (at, header, field) in &odd.near {
            // As a key of batch.toml: on one line, its quotes marked.
            let key = header.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "\\\"");
            let problem = problems::near_miss(&key, *field, field.key());
            found.push(self.at_header(*at, header, problem).of_field(*field, Some(header)));
        }
        for (at, header, target, first) in &odd.doubles {
            found.push(match target {
                Target::Field(field) => {
                    let problem = problems::two_columns(Fact::from(*field), *first);
                    self.at_header(*at, header, problem).of_field(*field, Some(header))
                }
                Target::Criterion(_) => {
                    self.at_header(*at, header, problems::two_columns(Fact::from(&**header), *first))
                }
            });
        }
        found.extend(odd.beside.iter().map(|at| Finding::in_cell(self.source, *at, problems::column_not_read())));
        let other =
            odd.other_amount.map(|(at, number)| Finding::in_cell(self.source, at, problems::figure_not_read(number)));
        found.extend(other);
        for (at, header) in &odd.unknown {
            found.push(self.at_header(*at, header, problems::unknown_column(header)));
        }
        for (nth, field) in self.missing(targets, odd).into_iter().enumerate() {
            let finding = Finding::in_sheet(self.source, problems::missing_column(field));
            found.push(finding.of_field(field, None).mended_in(room(nth)));
        }
        let faults = found.iter().filter(|finding| finding.is_error()).map(|finding| finding.problem.code()).collect();
        gathered.findings.extend(found);
        faults
    }

    /// Where a required column is missing, the unknown header that is most like it is taken for a near miss: it is an error
    /// either way, and the sender sees which header to mend.
    fn guessed(&self, targets: &[Target], odd: &Oddities) -> Oddities {
        let mut guessed = odd.clone();
        for field in self.missing(targets, odd) {
            let schema = self.reading.schema;
            let likeness = |(_, header): &(CellRef, Box<str>)| schema.likeness(header, field);
            let likely = (0..).zip(&guessed.unknown).filter_map(|(at, one)| Some((likeness(one)?, at)));
            if let Some((_, at)) = likely.max_by_key(|(likeness, at)| (*likeness, std::cmp::Reverse(*at))) {
                let (place, header) = guessed.unknown.remove(at);
                guessed.near.push((place, header, field));
            }
        }
        guessed
    }

    fn at_header(&self, at: CellRef, header: &str, problem: Problem) -> Finding {
        let mut finding = Finding::in_cell(self.source, at, problem);
        finding.header = Some(header.into());
        finding
    }

    /// Required columns that are not there. A near miss has been said already, and names the field.
    fn missing(&self, targets: &[Target], odd: &Oddities) -> Vec<Field> {
        let has = |field: Field| {
            targets.contains(&Target::Field(field)) || odd.near.iter().any(|(_, _, near)| *near == field)
        };
        let required = self.reading.schema.required.iter().copied();
        let mut missing: Vec<Field> = required.filter(|field| !has(*field)).collect();
        let either: Vec<Field> =
            missing.iter().copied().filter(|one| one.requirement() == Requirement::Either).collect();
        // Of municipality number and name, one is enough; where both are missing, the number is asked for.
        let drop = if either.len() == 2 { &either[1..] } else { &either[..] };
        missing.retain(|field| !drop.contains(field));
        missing
    }

    fn hidden_row(&self, row: &Row, gathered: &mut Gathered<T>) {
        let shown = usize::try_from(row.number + 1).expect("a row number fits in usize");
        let mut cells = row.cells.iter().map(|cell| CellRef::new(row.number, cell.column));
        let Some(first) = cells.next() else { return };
        let finding = Finding::in_cell(self.source, first, problems::hidden_row(shown));
        gathered.findings.push(finding.mended_in(cells));
    }

    /// Hidden columns that were used: a person who opened the sheet did not see them.
    fn hidden_columns(&self, list: &ListLayout, hidden: &HiddenColumns, gathered: &mut Gathered<T>) {
        for (column, heading) in list.columns.iter().filter(|(column, _)| hidden.used.contains(column)) {
            let problem = problems::hidden_column(&column_letters(*column));
            let used = hidden.rows.iter().map(|row| CellRef::new(*row, *column));
            gathered.findings.push(heading_finding(self.source, heading, problem).mended_in(used));
        }
    }

    /// A total row adds up the records since the total before it, or all above it. Where one stands above the first record, each may
    /// add up those below it, to the next total, or all of the sheet.
    fn check_totals(&self, totals: &[Total], first: usize, gathered: &mut Gathered<T>) {
        let all = gathered.records.len() - first;
        let above = totals.first().is_some_and(|total| total.records == 0);
        let mut since = 0;
        let mut said: BTreeSet<CellRef> = BTreeSet::new();
        let mut findings = Vec::new();
        for (at, total) in totals.iter().enumerate() {
            let next = totals.get(at + 1).map_or(all, |next| next.records);
            let below = total.records..if next == 0 { all } else { next };
            let mut rows = vec![since..total.records, 0..total.records];
            if above && !below.is_empty() {
                rows.splice(0..0, [below, 0..all]);
            }
            for (target, header, cell, stated) in &total.stated {
                // A sum larger than any that can be held is not judged.
                let sum = |rows: &Range<usize>| {
                    let records = &gathered.records[first + rows.start..first + rows.end];
                    let mut amounts = records.iter().map(|one| (self.reading.amount)(one, *target));
                    amounts.try_fold(Kroner::ZERO, |sum, amount| sum.checked_add(amount?))
                };
                let Some(sums) = rows.iter().map(sum).collect::<Option<Vec<_>>>() else { continue };
                if !sums.contains(stated) && said.insert(*cell) {
                    let mut finding = Finding::in_cell(self.source, *cell, problems::total_disagrees(*stated, sums[0]));
                    if let Target::Field(field) = target {
                        finding = finding.of_field(*field, Some(header));
                    }
                    findings.push(finding.with_value(&stated.to_string()));
                }
            }
            since = total.records;
        }
        gathered.findings.extend(findings);
    }
}

pub(super) fn first_cell(row: &Row) -> CellRef {
    CellRef::new(row.number, row.cells[0].column)
}

/// Whether most columns of the list are filled in a row above its headers, or on a sheet without any, one of them with an amount.
pub(super) fn looks_like_record(list: &ListLayout, row: &Row) -> bool {
    let filled = list.columns.iter().filter(|(column, _)| row.cell(*column).is_some_and(|cell| !is_blank(cell)));
    let amount = |(column, heading): &(u32, Heading)| {
        matches!(heading.target, Target::Field(field) if field.is_money())
            && row.cell(*column).is_some_and(|cell| match &cell.value {
                Value::Number(_) => true,
                Value::Text(text) => text.starts_with(|letter: char| letter.is_ascii_digit()),
                _ => false,
            })
    };
    filled.count() * 2 > list.columns.len() && list.columns.iter().any(amount)
}

/// Free cells for a column more, right of those that have headers: below a header of its own, beside each row that may be
/// a record.
fn list_room(list: &ListLayout, rows: &[Row], nth: usize) -> Vec<CellRef> {
    let beyond = list.beyond();
    let stray =
        |row: &Row| row.cells.iter().rev().map(|cell| cell.column).take_while(|at| *at >= beyond).collect::<Vec<_>>();
    let taken: BTreeSet<u32> = rows[list.first_header..].iter().flat_map(stray).collect();
    let mut free = (beyond..COLUMNS).filter(|column| !taken.contains(column));
    // A stray character may stand in the last column of the grid, and then there may be no room at all.
    let Some(column) = free.nth(nth) else { return Vec::new() };
    let records = rows[list.last_header + 1..].iter().filter(|row| list.may_be_record(row)).take(MENDED);
    let header = rows[list.last_header].number;
    std::iter::once(header).chain(records.map(|row| row.number)).map(|row| CellRef::new(row, column)).collect()
}

/// Free cells for a label more and its value: the first rows below the labels in which nothing stands.
fn form_room(form: &FormLayout<'_>, rows: &[Row], nth: usize) -> Vec<CellRef> {
    let (Some((heading, value, _)), Some(last)) = (form.labels.last(), form.label_rows.last()) else {
        return Vec::new();
    };
    let filled = |row: &u32| rows.binary_search_by_key(row, |row| row.number).is_ok();
    let Some(row) = (last + 1..ROWS).filter(|row| !filled(row)).nth(nth) else { return Vec::new() };
    let value = value.column.max(heading.at.column + 1);
    [heading.at.column, value].into_iter().filter(|at| *at < COLUMNS).map(|at| CellRef::new(row, at)).collect()
}

fn headings<'h>(headed: impl Iterator<Item = (&'h Heading, CellRef)>) -> Arc<Headings> {
    let mut headings = Headings::new();
    for (heading, at) in headed {
        if let Target::Field(field) = heading.target {
            headings.entry(field).or_insert_with(|| Headed { header: heading.header.clone(), at });
        }
    }
    Arc::new(headings)
}

/// The hidden columns of a list, and which of them hold something that would have been told.
struct HiddenColumns {
    hidden: Vec<u32>,
    used: BTreeSet<u32>,
    /// The first rows in which one of them is filled.
    rows: Vec<u32>,
}

impl HiddenColumns {
    fn of(list: &ListLayout, hidden: &[u32]) -> Self {
        let columns = list.columns.iter().map(|(column, _)| *column);
        Self {
            hidden: columns.filter(|column| hidden.binary_search(column).is_ok()).collect(),
            used: BTreeSet::new(),
            rows: Vec::new(),
        }
    }

    fn see(&mut self, row: &Row) {
        let nil = |cell: &Cell| matches!(&cell.value, Value::Number(number) if number.is_zero());
        let told = |cell: &Cell| !nil(cell) && !is_blank(cell);
        self.used.extend(self.hidden.iter().filter(|column| row.cell(**column).is_some_and(told)));
        if self.rows.len() < MENDED && self.hidden.iter().any(|column| row.cell(*column).is_some()) {
            self.rows.push(row.number);
        }
    }
}

/// The amounts of a total row that can be read. One that cannot is no application's, and holds nobody.
fn stated_amounts(slots: &[Slot<'_>], caption: UnitHint) -> Vec<(Target, Box<str>, CellRef, Kroner)> {
    let money = slots.iter().filter(|slot| matches!(slot.heading.target, Target::Field(field) if field.is_money()));
    money
        .filter_map(|slot| {
            let stated = match &slot.cell?.value {
                Value::Number(number) => Stated::bare(*number),
                Value::Text(text) => number::parse(text, Sort::Money).ok()?,
                _ => return None,
            };
            // What the cell says itself goes before what its column says.
            let own = stated.scale != Decimal::ONE;
            let headed = slot.heading.unit.scale.or(caption.scale).filter(|_| !own).unwrap_or(Decimal::ONE);
            let header = slot.heading.header.clone();
            Some((slot.heading.target, header, slot.at, Kroner::exact(stated.number.checked_mul(headed)?)?))
        })
        .collect()
}
