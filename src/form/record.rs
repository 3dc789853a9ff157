//! One record's cells → typed values. Every field is tried before any stops the record, so one reading reports all faults.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::ground::{Ground, Medium};
use super::header::Target;
use super::layout::{Heading, Slot};
use super::value::date::{self, DateFault};
use super::value::number::{self, NumberFault, Sort, Stated, Unit};
use crate::application::{Field, Headings, Received};
use crate::finding::Finding;
use crate::identity::ApplicationId;
use crate::money::{Kroner, Positions};
use crate::origin::{CellRef, Found, Source};
use crate::policy::allowed::{MOST_KRONER, POSITIONS_BELOW, probable_days};
use crate::problem::file::external_value;
use crate::problem::sheet::{merged_amount, missing_column, unseen_value};
use crate::problem::{Problem, cell as problems};
use crate::read::{Cell, Formula, Value};
use crate::text::{Language, number as written};

/// One record while it is read: its cells, and what is wrong with them.
#[derive(Debug)]
pub struct Record<'a> {
    ground: &'a Ground<'a>,
    slots: Vec<Slot<'a>>,
    findings: Vec<Finding>,
}

impl<'a> Record<'a> {
    /// A record of `slots`.
    #[must_use]
    pub fn new(ground: &'a Ground<'a>, slots: Vec<Slot<'a>>) -> Self {
        Self { ground, slots, findings: Vec::new() }
    }

    /// The headings of its sheet.
    #[must_use]
    pub fn headings(&self) -> &Arc<Headings> {
        &self.ground.headings
    }

    /// The text in the cell of `field`, where it holds text.
    #[must_use]
    pub fn words(&self, field: Field) -> Option<&'a str> {
        match &self.slot(field)?.cell?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Ends the record: its findings, each said to be about `application`.
    #[must_use]
    pub fn finish(self, application: Option<&ApplicationId>) -> Vec<Finding> {
        match application {
            Some(id) => self.findings.into_iter().map(|finding| finding.of_application(id)).collect(),
            None => self.findings,
        }
    }

    /// The cell of `field` and what stands in it, where it is filled.
    #[must_use]
    pub fn found(&self, field: Field) -> Option<Found> {
        self.slot(field).and_then(|slot| self.found_in(slot))
    }

    /// The cell of `slot` and what stands in it, where it is filled.
    #[must_use]
    pub fn found_in(&self, slot: Slot<'_>) -> Option<Found> {
        let raw = as_it_stands(slot.cell?).into();
        Some(Found { source: self.source().clone(), at: slot.at, raw })
    }

    /// What stands in the cell of `field`, where that is anything but the number `read` in plain digits.
    #[must_use]
    pub fn unlike(&self, field: Field, read: Decimal) -> Option<Box<str>> {
        let cell = self.slot(field)?.cell?;
        match &cell.value {
            Value::Number(number) if *number == read => None,
            _ => Some(as_it_stands(cell).into()),
        }
    }

    /// How many errors have been found in it so far.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_error()).count()
    }

    /// The sheet it stands in.
    #[must_use]
    pub fn source(&self) -> &'a Source {
        self.ground.source
    }

    /// The first cell of the record, in reading order.
    #[must_use]
    pub fn first_cell(&self) -> Option<CellRef> {
        self.slots.iter().filter(|slot| slot.cell.is_some()).map(|slot| slot.at).min()
    }

    /// The slot of `field`; of two, the filled one.
    #[must_use]
    pub fn slot(&self, field: Field) -> Option<Slot<'a>> {
        self.target(Target::Field(field))
    }

    fn target(&self, target: Target) -> Option<Slot<'a>> {
        let places = match self.ground.places.of_target(target) {
            [] => return None,
            // The usual case, asked for again and again.
            [at] => return self.slots.get(*at).copied(),
            several => several,
        };
        let mut slots = places.iter().filter_map(|at| self.slots.get(*at));
        let filled = slots.clone().find(|slot| slot.cell.is_some());
        filled.or_else(|| slots.next()).copied()
    }

    /// The cells of all fields that hold anything.
    pub fn filled(&self) -> impl Iterator<Item = (Field, CellRef)> + Clone {
        let filled = self.slots.iter().filter(|slot| slot.cell.is_some());
        filled.filter_map(|slot| match slot.heading.target {
            Target::Field(field) => Some((field, slot.at)),
            Target::Criterion(_) => None,
        })
    }

    /// Says that something is wrong with `slot`: each thing once, however often the cell is asked for. Gives the finding where
    /// it had not been said.
    pub fn note(&mut self, slot: Slot<'_>, problem: Problem) -> Option<&mut Finding> {
        let said = |one: &Finding| one.cell == Some(slot.at) && one.problem.code() == problem.code();
        if self.findings.iter().any(said) {
            return None;
        }
        let mut finding = Finding::in_cell(self.ground.source, slot.at, problem);
        if let Target::Field(field) = slot.heading.target {
            finding = finding.of_field(field, Some(&slot.heading.header));
        } else {
            finding.header = Some(slot.heading.header.clone());
        }
        if let Some(cell) = slot.cell {
            finding = finding.with_value(&as_it_stands(cell));
        }
        self.findings.push(finding);
        self.findings.last_mut()
    }

    /// Says that something is wrong with `field`; silent where the sheet has no such column.
    pub fn note_field(&mut self, field: Field, problem: Problem) -> Option<&mut Finding> {
        let slot = self.slot(field)?;
        self.note(slot, problem)
    }

    /// Says of each cell what a person who opened the sheet could not know: that it is not seen, that it comes from another
    /// file, and what was `noticed` of it when it was read.
    pub fn note_unseen(&mut self, noticed: &BTreeMap<CellRef, &Problem>) {
        for at in 0..self.slots.len() {
            let slot = self.slots[at];
            let Some(cell) = slot.cell.filter(|cell| !is_blank(cell)) else { continue };
            // A nil that is not shown is a matter of taste.
            if cell.unseen && !matches!(&cell.value, Value::Number(number) if number.is_zero()) {
                self.note(slot, unseen_value());
            }
            if cell.formula == Formula::External {
                self.note(slot, external_value());
            }
            if let Some(problem) = noticed.get(&slot.at) {
                self.note(slot, (*problem).clone());
            }
        }
    }

    /// Whether `field` holds anything that a person sees.
    #[must_use]
    pub fn is_filled(&self, field: Field) -> bool {
        self.slot(field).is_some_and(|slot| !slot.cell.is_none_or(is_blank))
    }

    /// The fault that `field` is empty, where its column is there (a missing column is said once for the sheet).
    pub fn require(&mut self, field: Field) {
        if let Some(slot) = self.slot(field)
            && slot.cell.is_none_or(is_blank)
        {
            self.note(slot, problems::required_empty(field));
        }
    }

    /// The same, and the fault that its column is not there: for what only some records need.
    pub fn require_with_column(&mut self, field: Field) {
        if self.slot(field).is_some() {
            self.require(field);
        } else {
            let finding = Finding::in_sheet(self.ground.source, missing_column(field));
            self.findings.push(finding.of_field(field, None));
        }
    }

    /// The fault that all of `fields` are empty: told at the first that has a column.
    pub fn require_one_of(&mut self, fields: &[Field]) {
        if fields.iter().any(|field| self.is_filled(*field)) {
            return;
        }
        if let Some(field) = fields.iter().copied().find(|field| self.slot(*field).is_some()) {
            self.require(field);
        }
    }

    /// Text, white space collapsed; numbers and dates as they would be written.
    pub fn text(&mut self, field: Field) -> Option<Arc<str>> {
        let slot = self.slot(field)?;
        let cell = self.sound(slot)?;
        let text = match &cell.value {
            Value::Text(text) => Arc::clone(text),
            _ => as_it_stands(cell).into(),
        };
        if is_tidy(&text) {
            return Some(text);
        }
        let clean: String = text.chars().filter(|letter| !letter.is_control() || letter.is_whitespace()).collect();
        if *clean != *text {
            self.note(slot, problems::control_characters());
        }
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        (!clean.is_empty()).then(|| clean.into())
    }

    /// An amount in kroner.
    pub fn money(&mut self, field: Field) -> Option<Kroner> {
        let slot = self.slot(field)?;
        let (kroner, notice) = self.amount(slot)?;
        self.note_all(slot, notice);
        Some(kroner)
    }

    /// An amount that cannot be below nil.
    pub fn money_not_negative(&mut self, field: Field) -> Option<Kroner> {
        let slot = self.slot(field)?;
        let (kroner, notice) = self.amount(slot)?;
        if kroner.is_negative() {
            self.note(slot, problems::negative(&slot.cell.map(as_it_stands).unwrap_or_default()));
            return None;
        }
        self.note_all(slot, notice);
        Some(kroner)
    }

    /// The amount in `slot`, and what is to be said of how it was read.
    fn amount(&mut self, slot: Slot<'a>) -> Option<(Kroner, Option<Problem>)> {
        let cell = self.sound(slot)?;
        let scale = slot.heading.unit.scale.or(self.ground.caption.scale);
        let plain = !cell.percent && scale.is_none_or(|scale| scale == Decimal::ONE);
        if let (Value::Number(number), true) = (&cell.value, plain)
            && let Some(kroner) = Kroner::exact(*number)
        {
            // Most amounts: a number in kroner, no larger than any may be.
            return Some((kroner, None));
        }
        // In millions «1.500» may be one and a half; in thousands nobody writes decimals so.
        let scaled = scale.is_some_and(|scale| scale > Decimal::ONE_THOUSAND);
        let stated = self.number(slot, cell, if scaled { Sort::Scaled } else { Sort::Money })?;
        if matches!(stated.unit, Some(Unit::PerCent | Unit::Positions)) || cell.percent {
            self.note(slot, problems::not_a_number(&as_it_stands(cell)));
            return None;
        }
        let own = stated.scale != Decimal::ONE;
        let unit = scale.filter(|scale| !own && *scale != Decimal::ONE);
        let number = unit.map_or(Some(stated.number), |unit| stated.number.checked_mul(unit));
        let Some(number) = number.filter(|number| number.abs() <= MOST_KRONER) else {
            self.note(slot, problems::number_too_large(&as_it_stands(cell)));
            return None;
        };
        let Some(kroner) = Kroner::exact(number) else {
            self.note(slot, problems::too_many_decimals(&as_it_stands(cell)));
            return None;
        };
        let scaled = (unit.is_some() || own) && kroner != Kroner::ZERO;
        let notice = if scaled {
            Some(problems::scaled(&as_it_stands(cell), kroner))
        } else {
            self.kept_as_text(cell).then(|| problems::number_as_text(&as_it_stands(cell), kroner.to_decimal()))
        };
        Some((kroner, notice))
    }

    fn note_all(&mut self, slot: Slot<'_>, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            self.note(slot, problem);
        }
    }

    /// Positions: `1,5`, `150 %`, `150` in a column headed per cent; a bare 50 is asked about.
    pub fn positions(&mut self, field: Field, step: Positions) -> Option<Positions> {
        let slot = self.slot(field)?;
        let cell = self.sound(slot)?;
        let stated = self.number(slot, cell, Sort::Small)?;
        let raw = || as_it_stands(cell);
        if stated.unit == Some(Unit::Kroner) {
            self.note(slot, problems::not_a_number(&raw()));
            return None;
        }
        // What the cell says itself goes before what its column says.
        let headed = slot.heading.unit.percent && !cell.percent && stated.unit.is_none();
        let percent = headed || stated.unit == Some(Unit::PerCent);
        let number = if percent { stated.number / Decimal::ONE_HUNDRED } else { stated.number };
        // A column headed per cent holds 50 or 100; 0.5 there may be half a position or half a per cent.
        let doubtful = headed && stated.number < Decimal::from(5) && stated.number > Decimal::ZERO;
        if number <= Decimal::ZERO {
            self.note(slot, problems::positions_not_positive(&raw()));
            return None;
        }
        if doubtful || number >= POSITIONS_BELOW {
            self.note(slot, problems::seems_percent(&raw()));
            return None;
        }
        match Positions::exact(number).filter(|positions| positions.is_multiple_of(step)) {
            Some(positions) => {
                if self.kept_as_text(cell) {
                    self.note(slot, problems::number_as_text(&raw(), positions.to_decimal()));
                }
                Some(positions)
            }
            None => {
                self.note(slot, problems::positions_step(&raw(), step));
                None
            }
        }
    }

    /// A small exact number: a score. Whether it was kept as text is said by [`Record::note_kept_as_text`].
    pub fn small(&mut self, target: Target) -> Option<(Slot<'a>, Decimal)> {
        let slot = self.target(target)?;
        let cell = self.sound(slot)?;
        let stated = self.number(slot, cell, Sort::Small)?;
        if stated.unit.is_some() || cell.percent {
            self.note(slot, problems::not_a_number(&as_it_stands(cell)));
            return None;
        }
        Some((slot, stated.number))
    }

    /// Says that the number in `slot` was read from text, where a number could be kept as such.
    pub fn note_kept_as_text(&mut self, slot: Slot<'_>, number: Decimal) {
        if let Some(cell) = slot.cell.filter(|cell| self.kept_as_text(cell)) {
            self.note(slot, problems::number_as_text(&as_it_stands(cell), number));
        }
    }

    /// A date, with its time of day where there is one.
    pub fn date(&mut self, field: Field) -> Option<Received> {
        let slot = self.slot(field)?;
        let cell = self.sound(slot)?;
        let raw = || as_it_stands(cell);
        let received = match &cell.value {
            Value::Date(moment) if moment.time() == jiff::civil::Time::midnight() => Received::Day(moment.date()),
            Value::Date(moment) => Received::Moment(*moment),
            Value::Text(text) => match date::parse(text) {
                Ok(received) => received,
                Err(DateFault::NotADate | DateFault::NoSuchDate) => {
                    self.note(slot, problems::not_a_date(&raw()));
                    return None;
                }
            },
            _ => {
                self.note(slot, problems::not_a_date(&raw()));
                return None;
            }
        };
        let (first, last) = probable_days(self.ground.year);
        if !(first..=last).contains(&received.date()) {
            self.note(slot, problems::improbable_date(received.date()));
            return None;
        }
        if self.kept_as_text(cell) {
            self.note(slot, problems::date_as_text(&raw(), received.date()));
        }
        Some(received)
    }

    /// A day.
    pub fn day(&mut self, field: Field) -> Option<Date> {
        self.date(field).map(Received::date)
    }

    /// The cell of `slot` where it holds a value people can read; error values and formulas without one are said. What
    /// the file spells as a number and is none comes as an error value without the sign of one (`read::Value::Error`).
    fn sound(&mut self, slot: Slot<'a>) -> Option<&'a Cell> {
        let cell = slot.cell.filter(|cell| !is_blank(cell))?;
        if let Some(shared) = self.ground.shared.and_then(|shared| shared.get(&slot.at)) {
            // The other rows are named once, at the record the figure stands with.
            let own = self.slots.iter().all(|other| other.at.row <= slot.at.row);
            let rows = own.then_some(&shared.rows).into_iter().flatten();
            let covered: Vec<CellRef> = rows.map(|row| CellRef::new(*row, slot.at.column)).collect();
            if let Some(finding) = self.note(slot, merged_amount(&shared.region)) {
                finding.related = covered;
            }
            return None;
        }
        match &cell.value {
            Value::Error(error) => {
                let spelt_wrong = !error.starts_with('#') && !error.starts_with("Err:");
                let problem = if spelt_wrong { problems::not_a_number(error) } else { problems::error_value(error) };
                self.note(slot, problem);
                None
            }
            Value::FormulaWithoutValue => {
                self.note(slot, problems::formula_without_value());
                None
            }
            _ => Some(cell),
        }
    }

    fn number(&mut self, slot: Slot<'_>, cell: &Cell, sort: Sort) -> Option<Stated> {
        let fault = match &cell.value {
            Value::Number(number) => return Some(Stated::bare(*number)),
            Value::Text(text) => match number::parse(text, sort) {
                Ok(stated) => return Some(stated),
                Err(fault) => fault,
            },
            Value::Beyond(_) => NumberFault::TooLarge,
            _ => NumberFault::NotANumber,
        };
        let raw = as_it_stands(cell);
        let problem = match fault {
            NumberFault::NotANumber => problems::not_a_number(&raw),
            NumberFault::Ambiguous(one, other) => problems::ambiguous_number(&raw, one, other),
            NumberFault::TooLarge => problems::number_too_large(&raw),
        };
        self.note(slot, problem);
        None
    }

    fn kept_as_text(&self, cell: &Cell) -> bool {
        self.ground.medium == Medium::Workbook && matches!(cell.value, Value::Text(_))
    }
}

/// Whether a cell holds nothing a person sees.
#[must_use]
pub fn is_blank(cell: &Cell) -> bool {
    let Value::Text(text) = &cell.value else { return false };
    // Almost every text begins with a letter or a digit, and every cell is asked for this several times.
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

/// Whether text is as it is kept: something on one line, with single spaces between words and none around them.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        match byte {
            b'!'..=b'~' => {}
            b' ' if before != b' ' => {}
            // No blank and no control is written with these.
            0x80..=0xC1 | 0xC3..=0xE0 | 0xE4.. => {}
            _ => return is_tidy_by_letter(text),
        }
        before = byte;
    }
    before != b' '
}

fn is_tidy_by_letter(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        let odd = letter.is_control() || (letter.is_whitespace() && (letter != ' ' || before == ' '));
        if odd {
            return false;
        }
        before = letter;
    }
    before != ' '
}

/// The value as it stands in the cell, in plain digits.
#[must_use]
pub fn as_it_stands(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) | Value::Beyond(text) | Value::NoDate(text) | Value::Error(text) => text.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(moment) if moment.time() == jiff::civil::Time::midnight() => {
            written::date(Language::Nn, moment.date())
        }
        Value::Date(moment) => written::date_time(Language::Nn, *moment),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::FormulaWithoutValue => String::new(),
    }
}

/// The heading's own words, for findings about a whole column.
#[must_use]
pub fn heading_finding(source: &Source, heading: &Heading, problem: Problem) -> Finding {
    let mut finding = Finding::in_cell(source, heading.at, problem);
    finding.header = Some(heading.header.clone());
    if let Target::Field(field) = heading.target {
        finding.field = Some(field);
    }
    finding
}
