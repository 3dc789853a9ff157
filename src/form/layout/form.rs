//! The form: labels, each with its value in the first filled cell to its right, or below where nothing stands to the right.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::labels::{LabelColumns, between, unit_beside};
use super::{Heading, Oddities, Slot, row_at, words};
use crate::application::{Field, Requirement};
use crate::form::header::{Schema, Target, UnitHint, begins_as_caption, is_caption, is_hint, is_plain_hint, unit_hint};
use crate::form::record::is_blank;
use crate::form::value::date;
use crate::form::value::number::{self, Sort};
use crate::origin::{COLUMNS, CellRef, ROWS};
use crate::read::{Cell, Row, Sheet, Value};

/// A form: its labels and where their values stand.
#[derive(Debug)]
pub struct FormLayout<'a> {
    /// Labels from top to bottom, with the address of the value and the value where it is filled.
    pub labels: Vec<(Heading, CellRef, Option<&'a Cell>)>,
    /// What is odd about the labels.
    pub oddities: Oddities,
    /// Rows (from zero) with a label or the value of one.
    pub label_rows: Vec<u32>,
    /// Rows (from zero) with a label nobody knows and a value beside it.
    pub unknown_rows: Vec<u32>,
    /// The unit that the title or caption above the first label states.
    pub caption: UnitHint,
    /// On which side of their labels the values stand.
    side: Side,
}

/// The side of a label on which its value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// To the right of it, or below.
    Right,
    /// To the left of it.
    Left,
}

/// Fewer labels than this are chance: a letter may hold the word «Kommune».
const FEWEST_LABELS: usize = 3;

pub(super) fn find<'a>(sheet: &'a Sheet, schema: &Schema) -> Option<FormLayout<'a>> {
    let mut layout = FormLayout {
        labels: Vec::new(),
        oddities: Oddities::default(),
        label_rows: Vec::new(),
        unknown_rows: Vec::new(),
        caption: UnitHint::default(),
        side: Side::Right,
    };
    let mut first: BTreeMap<Target, CellRef> = BTreeMap::new();
    let columns = LabelColumns::of(sheet, schema);
    for (index, row) in sheet.rows.iter().enumerate() {
        for (cell, target) in columns.labels(row) {
            let at = CellRef::new(row.number, cell.column);
            let header: Box<str> = words(cell).unwrap_or_default().into();
            if first.get(&target).is_some_and(|label| layout.answers(*label, at, row, cell)) {
                continue;
            }
            first.entry(target).or_insert(at);
            let value = columns.value_of(sheet, index, cell.column);
            let place = value.map_or(CellRef::new(row.number, u32::MAX), |(at, _)| at);
            let unit = unit_hint(&header).or(unit_beside(row, place).map(unit_hint).unwrap_or_default());
            let unit = between(row, at, place).filter_map(words).map(unit_hint).fold(unit, UnitHint::or);
            layout.labels.push((Heading { target, header, at, unit }, place, value.map(|(_, cell)| cell)));
        }
    }
    let rows: BTreeSet<u32> = layout.labels.iter().map(|(heading, ..)| heading.at.row).collect();
    if first.len() < FEWEST_LABELS || rows.len() < FEWEST_LABELS {
        return None;
    }
    if layout.labels.iter().all(|(.., cell)| cell.is_none()) {
        layout.read_left(sheet, &columns)?;
    }
    layout.take_back_hints(sheet);
    layout.settle(sheet);
    layout.drop_headings(sheet);
    layout.drop_numbered(schema);
    layout.find_doubles();
    layout.find_beside(sheet);
    let rows =
        layout.labels.iter().flat_map(|(heading, at, cell)| [heading.at.row].into_iter().chain(cell.map(|_| at.row)));
    layout.label_rows = rows.collect::<BTreeSet<u32>>().into_iter().collect();
    let above = sheet.rows.iter().take_while(|row| row.number < layout.label_rows[0]);
    layout.caption = super::caption(above);
    let own = layout.scale_between(sheet).into_iter().chain(layout.scale_below(sheet));
    layout.caption.scale = layout.caption.scale.into_iter().chain(own).max();
    layout.place_blanks();
    layout.unknown_labels(sheet, &columns, &first);
    Some(layout)
}

/// The amount of kroner that a cell states by itself.
fn amount(cell: &Cell) -> Option<Decimal> {
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => number::parse(text, Sort::Money).ok().map(|stated| stated.number),
        _ => None,
    }
}

fn is_day(cell: &Cell) -> bool {
    match &cell.value {
        Value::Date(_) => true,
        Value::Text(text) => date::parse(text).is_ok(),
        _ => false,
    }
}

impl<'a> FormLayout<'a> {
    /// Reads a form that has nothing to the right of its labels from the left: only where a day stands beside the start and an
    /// amount beside the sum applied for. Where one of them alone does, it is no form that can be read (`None`); where neither
    /// does, it is blank, whatever numbers or headings stand there.
    fn read_left(&mut self, sheet: &'a Sheet, columns: &LabelColumns<'_>) -> Option<()> {
        let values: Vec<Option<&'a Cell>> =
            self.labels.iter().map(|(heading, ..)| columns.left_of(sheet, heading.at)).collect();
        let beside = |field: Field| {
            let mut labels = self.labels.iter().zip(&values);
            labels.find(|((heading, ..), _)| heading.target == Target::Field(field)).and_then(|(_, value)| *value)
        };
        let day = beside(Field::Start).is_some_and(is_day);
        let sum = beside(Field::Applied).and_then(amount).is_some_and(|sum| sum >= Decimal::ONE_THOUSAND);
        match (day, sum) {
            (false, false) => return Some(()),
            (true, true) => {}
            _ => return None,
        }
        self.side = Side::Left;
        for ((heading, place, cell), value) in self.labels.iter_mut().zip(values) {
            if let Some(value) = value {
                (*place, *cell) = (CellRef::new(heading.at.row, value.column), Some(value));
            }
        }
        Some(())
    }

    /// Takes back the headings of parts that have the words of a label, «Søkjar» above «Nav-kontor»: nothing stands beside
    /// them, and the label of that field has its value.
    fn drop_headings(&mut self, sheet: &Sheet) {
        let filled = self.labels.iter().filter(|(.., cell)| cell.is_some());
        let filled: BTreeSet<Target> = filled.map(|(heading, ..)| heading.target).collect();
        let alone = |at: CellRef| {
            row_at(sheet, at.row).is_some_and(|row| row.cells.iter().filter(|cell| !is_blank(cell)).count() == 1)
        };
        self.labels
            .retain(|(heading, _, cell)| cell.is_some() || !filled.contains(&heading.target) || !alone(heading.at));
    }

    /// Takes back labels that are known only without their number, where few are: «1. Mål» and «2. Mål» are texts of their own, and
    /// so is «2. Prosjekt (det de søkjer om)» where «Prosjekttittel» has its value. In a form with numbers all through each counts.
    fn drop_numbered(&mut self, schema: &Schema) {
        let whole = |heading: &Heading| schema.is_whole(&heading.header);
        if self.labels.iter().filter(|(heading, ..)| whole(heading)).count() * 2 <= self.labels.len() {
            return;
        }
        let answered = self.labels.iter().filter(|(heading, _, cell)| cell.is_some() && whole(heading));
        let answered: BTreeSet<Target> = answered.map(|(heading, ..)| heading.target).collect();
        let mut times: BTreeMap<Target, usize> = BTreeMap::new();
        self.labels.iter().for_each(|(heading, ..)| *times.entry(heading.target).or_default() += 1);
        let optional =
            |target: Target| matches!(target, Target::Field(field) if field.requirement() == Requirement::Optional);
        self.labels.retain(|(heading, ..)| {
            let target = heading.target;
            whole(heading) || times[&target] == 1 || !(answered.contains(&target) || optional(target))
        });
    }

    /// Names every further label of a field that has one.
    fn find_doubles(&mut self) {
        let mut first: BTreeMap<Target, CellRef> = BTreeMap::new();
        for (heading, ..) in &self.labels {
            let earlier = *first.entry(heading.target).or_insert(heading.at);
            if earlier != heading.at {
                self.oddities.doubles.push((heading.at, heading.header.clone(), heading.target, earlier));
            }
        }
    }

    /// Finds columns beside the values that hold a title and an amount of their own: further applications, one to a column. Where
    /// there are none, finds another figure beside the amount: two years side by side, say.
    fn find_beside(&mut self, sheet: &Sheet) {
        // What stands between a label and its value, a hint in each row, is no application either.
        let Some((amount_row, amounts)) = self.beside(sheet, Field::Applied) else { return };
        let own = self.labels.iter().find(|(heading, ..)| heading.target == Target::Field(Field::Applied));
        let Some(own) = own.and_then(|(.., cell)| amount(cell.as_ref()?)) else { return };
        let amounts: BTreeMap<u32, Decimal> =
            amounts.into_iter().filter_map(|cell| Some((cell.column, amount(cell)?))).collect();
        if let Some((row, titles)) = self.beside(sheet, Field::Project) {
            let titles = titles.into_iter().filter(|cell| words(cell).is_some() && amounts.contains_key(&cell.column));
            self.oddities.beside = titles.map(|cell| CellRef::new(row, cell.column)).collect();
        }
        if self.oddities.beside.is_empty() {
            // Far smaller, it counts something else.
            let other = |number: &Decimal| *number != own && *number >= own / Decimal::ONE_HUNDRED;
            let other = amounts.iter().find(|(_, number)| other(number));
            self.oddities.other_amount = other.map(|(column, number)| (CellRef::new(amount_row, *column), *number));
        }
    }

    /// The row of a field's value beside its label, and what is filled after it before the next label.
    fn beside<'s>(&self, sheet: &'s Sheet, field: Field) -> Option<(u32, Vec<&'s Cell>)> {
        let label = self.labels.iter().find(|(heading, ..)| heading.target == Target::Field(field))?;
        let (_, place, _) = label.2.map(|_| label).filter(|(heading, place, _)| place.row == heading.at.row)?;
        let row = row_at(sheet, place.row)?;
        let is_label = |cell: &Cell| {
            let at = CellRef::new(row.number, cell.column);
            self.labels.iter().any(|(heading, ..)| heading.at == at)
        };
        let after = row.cells.iter().filter(|cell| cell.column > place.column && !is_blank(cell));
        Some((row.number, after.take_while(|cell| !is_label(cell)).collect()))
    }

    /// The unit that is said among the labels, «Økonomi (alle tal i 1 000 kr)», is that of the amounts below it. Gives the one that
    /// has none below it: it is of all.
    fn scale_between(&mut self, sheet: &Sheet) -> Option<Decimal> {
        let (first, last) = (*self.label_rows.first()?, *self.label_rows.last()?);
        let taken = |at: CellRef| self.labels.iter().any(|(heading, place, _)| heading.at == at || *place == at);
        let rows = sheet.rows.iter().filter(|row| (first..=last).contains(&row.number));
        let captions = rows.flat_map(|row| {
            let alone = row.cells.iter().filter(|cell| !is_blank(cell)).count() == 1;
            let texts = row.cells.iter().filter(|cell| !taken(CellRef::new(row.number, cell.column))).filter_map(words);
            // «Kommentar | I vedlegget er tala i 1000 kr» is about other figures.
            let captions = texts.filter(move |text| is_caption(text) && (alone || begins_as_caption(text)));
            captions.map(move |text| (row.number, text, alone))
        });
        let scales: Vec<(u32, Decimal, bool)> =
            captions.filter_map(|(row, text, alone)| Some((row, unit_hint(text).scale?, alone))).collect();
        let mut of_all = None;
        // The nearest one above an amount is its own.
        for (row, scale, alone) in scales.into_iter().rev() {
            let own =
                |one: &Heading| one.at.row >= row && matches!(one.target, Target::Field(field) if field.is_money());
            let mut own: Vec<_> = self.labels.iter_mut().filter(|(one, ..)| own(one)).collect();
            // Beside other words it may be a comment on something else: «Kommentar | Tal i 1000 kr» above an amount written out.
            let written_out = |cell: &Cell| amount(cell).is_some_and(|amount| amount >= Decimal::from(10_000));
            if !alone && own.iter().any(|(.., cell)| cell.is_some_and(written_out)) {
                continue;
            }
            if own.is_empty() {
                of_all = of_all.max(Some(scale));
            }
            own.iter_mut().for_each(|(one, ..)| one.unit.scale = one.unit.scale.or(Some(scale)));
        }
        of_all
    }

    /// The unit of all figures where it is said below the last label, and no other figures stand there.
    fn scale_below(&self, sheet: &Sheet) -> Option<Decimal> {
        let last = *self.label_rows.last()?;
        let rows = &sheet.rows[sheet.rows.partition_point(|row| row.number <= last)..];
        let figures = rows.iter().flat_map(|row| &row.cells).any(|cell| amount(cell).is_some());
        if figures { None } else { super::foot(rows) }
    }

    /// Takes the cell `at` as the value of the `label` right above it, whose own words it has: «Ny/vidareføring», of which
    /// one was to be left. Beside a label in doubt stands its value; beside a value nothing.
    fn answers(&mut self, label: CellRef, at: CellRef, row: &Row, cell: &'a Cell) -> bool {
        let alone = row.cells.last().is_some_and(|last| last.column == at.column);
        let below = label == CellRef::new(at.row.wrapping_sub(1), at.column);
        let blank = self.labels.iter_mut().find(|(heading, _, value)| heading.at == label && value.is_none());
        let Some((_, place, value)) = blank.filter(|_| alone && below) else { return false };
        (*place, *value) = (at, Some(cell));
        true
    }

    /// Gives a text its own value back where that was passed over as a hint, and stands where most other labels have their values:
    /// «Prosjekttittel | (Unge) i arbeid (ny) | nivå 2».
    fn take_back_hints(&mut self, sheet: &'a Sheet) {
        let mut usual: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for (heading, place, _) in self.labels.iter().filter(|(heading, place, _)| place.row == heading.at.row) {
            *usual.entry((heading.at.column, place.column)).or_default() += 1;
        }
        let times = |label: CellRef, column: u32| usual.get(&(label.column, column)).copied().unwrap_or_default();
        for (heading, place, cell) in &mut self.labels {
            let is_text = matches!(heading.target, Target::Field(field) if field.takes_any_words());
            let Some(row) = row_at(sheet, heading.at.row).filter(|_| is_text) else { continue };
            let passed = between(row, heading.at, *place).next();
            if let Some(own) = passed.filter(|own| times(heading.at, own.column) > times(heading.at, place.column)) {
                (*place, *cell) = (CellRef::new(row.number, own.column), Some(own));
            }
        }
    }

    /// Takes back what is no value: a hint beside a blank cell; and what stands below a label, mostly the heading of the
    /// next part, where the labels of its column have their values beside them. Only a description, which is long, may
    /// stand below there.
    fn settle(&mut self, sheet: &Sheet) {
        let hints = self.hints(sheet);
        let before = self.hints_before(sheet);
        let below = self.below();
        for (heading, place, cell) in self.labels.iter_mut().filter(|(.., cell)| cell.is_some()) {
            let column = heading.at.column;
            let own = below.contains(&column) || heading.target == Target::Field(Field::Description);
            let beside = (column, place.column);
            // Where an amount that may be left out would stand, a hint is nothing; another field is asked about.
            let may_be_blank = matches!(heading.target, Target::Field(field)
                if field.is_money() && field.requirement() == Requirement::Optional);
            let hint = || {
                let text = cell.and_then(words).filter(|text| number::parse(text, Sort::Money).is_err());
                text.is_some_and(|text| {
                    may_be_blank && is_plain_hint(text) || before.contains(&beside) && is_hint(text)
                })
            };
            let misplaced = if place.row > heading.at.row { !own } else { hints.contains(&beside) || hint() };
            if misplaced {
                (*place, *cell) = (CellRef::new(heading.at.row, u32::MAX), None);
            }
        }
    }

    /// The columns that hold a second text beside some values, and none themselves, each with the column of its labels.
    fn hints(&self, sheet: &Sheet) -> BTreeSet<(u32, u32)> {
        let mut second = BTreeSet::new();
        let mut usual: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for (heading, place, _) in self.labels.iter().filter(|(heading, place, _)| place.row == heading.at.row) {
            let column = heading.at.column;
            *usual.entry((column, place.column)).or_default() += 1;
            let cells = row_at(sheet, place.row).map_or(&[][..], |row| &*row.cells);
            second.extend(cells.iter().find(|cell| cell.column > place.column).map(|cell| (column, cell.column)));
        }
        let most =
            |column: u32| usual.iter().filter(|((labels, _), _)| *labels == column).max_by_key(|(_, count)| **count);
        second.retain(|(column, at)| most(*column).is_some_and(|((_, usual), _)| usual < at));
        second
    }

    /// The columns that hold a hint between some labels and their values, each with the column of those labels.
    fn hints_before(&self, sheet: &Sheet) -> BTreeSet<(u32, u32)> {
        let of = |(heading, place, _): &(Heading, CellRef, Option<&Cell>)| {
            let (at, place) = (heading.at, *place);
            Some(between(row_at(sheet, at.row)?, at, place).map(move |cell| (at.column, cell.column)))
        };
        self.labels.iter().filter_map(of).flatten().collect()
    }

    /// The columns of labels whose values stand below them. In the others values stand beside labels, or the next label
    /// stands right below; or nothing is filled in, and what stands below some labels are headings.
    fn below(&self) -> BTreeSet<u32> {
        let labels: BTreeSet<CellRef> = self.labels.iter().map(|(heading, ..)| heading.at).collect();
        let mut votes: BTreeMap<u32, (usize, usize, usize)> = BTreeMap::new();
        for (heading, place, cell) in &self.labels {
            let (all, beside, below) = votes.entry(heading.at.column).or_default();
            let next = labels.contains(&CellRef::new(heading.at.row + 1, heading.at.column));
            *all += 1;
            *below += usize::from(cell.is_some() && place.row > heading.at.row);
            *beside += usize::from(next || cell.is_some() && place.row == heading.at.row);
        }
        let stand_below = |all: usize, beside: usize, below: usize| below > beside && below * 4 > all;
        votes
            .into_iter()
            .filter(|(_, (all, beside, below))| stand_below(*all, *beside, *below))
            .map(|(column, _)| column)
            .collect()
    }

    /// A blank value belongs where the values of the other labels in its column stand.
    fn place_blanks(&mut self) {
        let below = self.below();
        let mut usual: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
        for (heading, place, _) in self.labels.iter().filter(|(_, place, _)| place.column != u32::MAX) {
            *usual.entry(heading.at.column).or_default().entry(place.column).or_default() += 1;
        }
        for (heading, place, _) in self.labels.iter_mut().filter(|(_, place, _)| place.column == u32::MAX) {
            let label = heading.at.column;
            if below.contains(&label) {
                *place = CellRef::new((heading.at.row + 1).min(ROWS - 1), label);
                continue;
            }
            let of_column = usual.get(&label).into_iter().flatten();
            let column = of_column.max_by_key(|(_, count)| **count).map(|(column, _)| *column);
            place.column = column.filter(|column| *column != label).unwrap_or((label + 1).min(COLUMNS - 1));
        }
    }

    /// Text where a label stands, with something beside or below it, that no label is known by. Near misses go first: one
    /// that follows a heading is not what stands below the heading.
    fn unknown_labels(&mut self, sheet: &Sheet, columns: &LabelColumns<'_>, first: &BTreeMap<Target, CellRef>) {
        let labelled: BTreeSet<u32> = self.labels.iter().map(|(heading, ..)| heading.at.column).collect();
        let values = self.labels.iter().filter(|(.., cell)| cell.is_some()).map(|(_, place, _)| *place);
        let mut taken: BTreeSet<CellRef> = self.labels.iter().map(|(heading, ..)| heading.at).chain(values).collect();
        let below = self.below();
        let mut candidates = Vec::new();
        for (index, row) in sheet.rows.iter().enumerate() {
            let other = self.label_rows.contains(&row.number);
            for (number, cell) in row.cells.iter().enumerate() {
                // Beside labels that are known stands another one only where others of its column do.
                let (outer, beside) = match self.side {
                    Side::Right => (number == 0, row.cells.len() > number + 1),
                    Side::Left => (number + 1 == row.cells.len(), number > 0),
                };
                let label = if other { columns.columns.contains(&cell.column) } else { outer };
                let at = CellRef::new(row.number, cell.column);
                let here = label && labelled.contains(&cell.column) && !taken.contains(&at);
                let Some(text) = words(cell).filter(|_| here) else { continue };
                let near = columns.schema.near_miss(text).filter(|field| !first.contains_key(&Target::Field(*field)));
                candidates.push((near, index, at, text, beside));
            }
        }
        candidates.sort_by_key(|(near, ..)| near.is_none());
        for (near, index, at, text, beside) in candidates {
            if taken.contains(&at) {
                continue;
            }
            let under = below.contains(&at.column).then(|| self.under(sheet, index, at, &taken)).flatten();
            if let Some(field) = near {
                self.oddities.near.push((at, text.into(), field));
            } else if beside || under.is_some() {
                self.oddities.unknown.push((at, text.into()));
            } else {
                continue;
            }
            self.unknown_rows.extend([at.row].into_iter().chain(under.map(|under| under.row)));
            taken.extend([at].into_iter().chain(under));
        }
    }

    /// The cell right below `at`, where it is nobody's and more labels follow: what comes after the last is a note.
    fn under(&self, sheet: &Sheet, index: usize, at: CellRef, taken: &BTreeSet<CellRef>) -> Option<CellRef> {
        let under = CellRef::new(at.row + 1, at.column);
        let next = sheet.rows.get(index + 1).filter(|next| next.number == under.row)?;
        let follows = self.label_rows.last().is_some_and(|last| under.row < *last);
        (follows && next.cell(at.column).is_some() && !taken.contains(&under)).then_some(under)
    }

    /// How many different things its labels name.
    #[must_use]
    pub fn targets(&self) -> usize {
        self.labels.iter().map(|(heading, ..)| heading.target).collect::<BTreeSet<Target>>().len()
    }

    /// Whether no field of it is filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.labels.iter().all(|(.., cell)| cell.is_none_or(is_blank)) && self.oddities.near.is_empty()
    }

    /// The form's one record.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot<'_>> {
        self.labels.iter().map(|(heading, at, cell)| Slot { heading, at: *at, cell: *cell }).collect()
    }
}
