//! Traps that take more than one cell: what is changed, and where the finding must stand.

use jiff::civil::date;
use rust_decimal::Decimal;
use tilskot::application::Field;
use tilskot::origin::CellRef;

use super::book::{Book, Cell, Formula, HiddenBy, Shown, Value};
use super::dice::Dice;
use super::facts::{Fact, SUPPLEMENT, TENTH, VESTLAND, YEAR};
use super::valid::{Funded, Placed, Table};

/// A workbook that a trap is planted in.
pub(super) struct Plot<'a> {
    pub(super) dice: &'a mut Dice,
    pub(super) book: &'a mut Book,
    pub(super) tables: &'a [Table],
    pub(super) register: &'a mut Vec<Funded>,
}

/// Where a finding must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    File,
    Sheet(usize),
    Row(usize, u32),
    Cell(usize, CellRef),
}

impl Plot<'_> {
    fn table(&mut self) -> &'_ Table {
        &self.tables[self.dice.below(self.tables.len())]
    }

    /// A table and an application of it that `fits`, if any.
    fn application(&mut self, fits: impl Fn(&Book, &Table, &Placed) -> bool) -> Option<(usize, Placed)> {
        let all = self.tables.iter().flat_map(|table| table.applications.iter().map(move |one| (table, one)));
        let fitting: Vec<_> = all.filter(|(table, one)| fits(self.book, table, one)).collect();
        if fitting.is_empty() {
            return None;
        }
        let (table, one) = self.dice.pick(&fitting);
        Some((table.sheet, one.clone()))
    }

    fn new_project(&mut self, fields: &[Field]) -> Option<(usize, Placed)> {
        self.application(|_, _, one| {
            one.facts[&Field::Kind] == Fact::New && fields.iter().all(|field| one.cells.contains_key(field))
        })
    }

    fn continuing(&mut self) -> Option<(usize, Placed)> {
        self.application(|_, _, one| one.facts[&Field::Kind] == Fact::Continuing)
    }

    fn put(&mut self, sheet: usize, at: CellRef, cell: impl Into<Cell>) -> Spot {
        self.book.sheets[sheet].cells.insert(at, cell.into());
        Spot::Cell(sheet, at)
    }

    /// A filled cell of one of these fields.
    pub(super) fn filled(&mut self, fields: &[Field]) -> Option<(usize, CellRef)> {
        let mut places = Vec::new();
        for table in self.tables {
            let cells = table.applications.iter().flat_map(|one| &one.cells);
            let filled = cells
                .filter(|(field, at)| fields.contains(field) && self.book.sheets[table.sheet].cells.contains_key(at));
            places.extend(filled.map(|(_, at)| (table.sheet, *at)));
        }
        if places.is_empty() { None } else { Some(self.dice.pick(&places)) }
    }

    /// An amount in kroner, in a column that is kept in kroner, is written anew.
    pub(super) fn kroner(&mut self, spoilt: fn(&mut Dice, &Cell) -> Option<Cell>) -> Option<Vec<Spot>> {
        const MONEY: [Field; 4] = [Field::Applied, Field::AppliedPositions, Field::CarriedOver, Field::OwnShare];
        let field = self.dice.pick(&MONEY);
        let (sheet, one) = self.application(|book, table, one| in_kroner(book, table, one, field))?;
        let at = one.cells[&field];
        let cell = spoilt(self.dice, &self.book.sheets[sheet].cells[&at])?;
        Some(vec![self.put(sheet, at, cell)])
    }

    fn funded(&mut self, one: &Placed) -> &mut Funded {
        let Some(Fact::Words(id)) = one.facts.get(&Field::ProjectId) else { panic!("{one:?}") };
        self.register.iter_mut().find(|row| row.project_id == *id).unwrap()
    }
}

pub(super) fn no_layout(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    if plot.tables.len() > 1 {
        return None;
    }
    let words = ["Bydel", "Avdeling", "Ansvarleg", "Vekt", "Farge", "Alder", "Fagområde", "Type", "Prioritering"];
    let headers: Vec<CellRef> = plot.tables[0].headers.values().copied().collect();
    for (number, at) in headers.into_iter().enumerate() {
        let word = format!("{} {}", words[number % words.len()], number / words.len() + 1);
        // The header again after a page break is another word too.
        let cells = &plot.book.sheets[0].cells;
        let name = cells[&at].clone();
        let again = cells.iter().filter(|(other, cell)| other.column == at.column && **cell == name);
        let again: Vec<CellRef> = again.map(|(other, _)| *other).collect();
        again.into_iter().for_each(|at| {
            plot.put(0, at, word.as_str());
        });
    }
    Some(vec![Spot::Sheet(0)])
}

const REQUIRED: [Field; 7] =
    [Field::Office, Field::Project, Field::Kind, Field::Start, Field::Positions, Field::Applied, Field::ApprovedBy];

/// The header and every value below or beside it are gone.
pub(super) fn missing_header(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let field = plot.dice.pick(&REQUIRED);
    let table = plot.table().clone();
    let sheet = &mut plot.book.sheets[table.sheet];
    let header = table.headers[&field];
    let places: Vec<CellRef> = table.applications.iter().map(|one| one.cells[&field]).collect();
    // The word of a total row stays, and so do the cells it adds up.
    if !table.totals.is_empty() {
        return None;
    }
    for at in places.into_iter().chain([header]) {
        sheet.cells.remove(&at);
    }
    if table.is_list() {
        // What else the column holds: the header again, a unit, the word for a total.
        sheet.cells.retain(|at, _| at.column != header.column || at.row < header.row);
        sheet.merged.retain(|(first, last)| {
            *first != header && !(first.row < header.row && (first.column..=last.column).contains(&header.column))
        });
    } else {
        sheet.cells.retain(|at, _| {
            at.row != header.row || at.column < header.column || table.headers.values().any(|other| other.row == at.row)
        });
    }
    Some(vec![Spot::Sheet(table.sheet)])
}

/// One letter of a header is left out, doubled or changed.
pub(super) fn near_header(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let field = plot.dice.pick(&REQUIRED);
    let table = plot.table().clone();
    let at = table.headers[&field];
    let slips: &[&str] = match field {
        Field::Office => &["Nav kontr", "Nav-kontro", "Nav-kontorr"],
        Field::Project => &["Prosjekttitel", "Prosjektittel", "Projekttittel", "Prosjekttittell"],
        Field::Kind => &["Type søkad", "Ny søknad eller vidareførng", "Søknadstypa", "Ny eller viderføring"],
        Field::Start => &["Oppstartdato", "Oppstartsdata", "Opstartsdato", "Startdatoo"],
        Field::Positions => &["Stilingar", "Stillinga", "Stilllinger", "Antal stillinger"],
        Field::Applied => &["Søknadsbelop", "Søknadbeløp", "Søknadsbelp", "Omsøkt beløpp"],
        _ => &["Godkjendt av", "Godkjent  ab", "Godkjenda av", "Kommunedirektørn"],
    };
    let spelt = plot.dice.pick(slips);
    // The header again after a page break would be read as an application.
    let same = plot.book.sheets[table.sheet].cells.get(&at).cloned();
    let again = plot.book.sheets[table.sheet]
        .cells
        .iter()
        .filter(|(other, cell)| other.column == at.column && Some(*cell) == same.as_ref());
    if again.count() > 1 {
        return None;
    }
    Some(vec![plot.put(table.sheet, at, spelt)])
}

/// Another header for a field that has one, with values.
pub(super) fn double_header(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (field, again) = plot.dice.pick(&[
        (Field::Applied, "Omsøkt beløp"),
        (Field::Project, "Tiltak"),
        (Field::Office, "Kontor"),
        (Field::Positions, "Årsverk"),
        (Field::ApprovedBy, "Signatur"),
        (Field::Start, "Planlagt oppstart"),
    ]);
    let table = plot.table().clone();
    let (header, value) = table.room;
    for one in &table.applications {
        let own = plot.book.sheets[table.sheet].cells.get(&one.cells[&field]).cloned()?;
        let at = if table.is_list() { CellRef::new(one.row(), header.column) } else { value };
        plot.put(table.sheet, at, own);
    }
    plot.put(table.sheet, header, again);
    // Of two, the one that is read last is the second.
    Some(vec![Spot::Cell(table.sheet, header.max(table.headers[&field]))])
}

pub(super) fn unknown_header(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let table = plot.table().clone();
    let (header, value) = table.room;
    for one in &table.applications {
        let at = if table.is_list() { CellRef::new(one.row(), header.column) } else { value };
        plot.put(table.sheet, at, "ja");
    }
    let word = plot.dice.pick(&["Handsama i råd", "Tilvising til plan", "Kva no", "Farge", "Merkelapp"]);
    Some(vec![plot.put(table.sheet, header, word)])
}

pub(super) fn hidden_sheet(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let sheet = plot.table().sheet;
    // A workbook shows at least one sheet.
    if !plot.book.sheets.iter().enumerate().any(|(at, other)| at != sheet && other.shown == Shown::Yes) {
        return None;
    }
    plot.book.sheets[sheet].shown = plot.dice.pick(&[Shown::No, Shown::Never]);
    Some(vec![Spot::Sheet(sheet)])
}

pub(super) fn hidden_row(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|_, _, _| true)?;
    let filled: Vec<u32> =
        one.cells.values().filter(|at| plot.book.sheets[sheet].cells.contains_key(at)).map(|at| at.row).collect();
    let row = plot.dice.pick(&filled);
    let by = plot.dice.pick(&[HiddenBy::Hand, HiddenBy::Filter]);
    plot.book.sheets[sheet].hidden_rows.insert(row, by);
    Some(vec![Spot::Row(sheet, row)])
}

/// The column of one field is hidden: told at its header, in a form at the first value.
pub(super) fn hidden_column(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let table = plot.table().clone();
    let told = |cell: &Cell| !matches!(&cell.value, Value::Number(number) if number.is_zero());
    let cells = &plot.book.sheets[table.sheet].cells;
    let shown = |at: &CellRef| cells.get(at).is_some_and(told);
    let fields: Vec<Field> = table
        .headers
        .keys()
        .copied()
        .filter(|field| table.applications.iter().any(|one| shown(&one.cells[field])))
        .collect();
    let field = plot.dice.pick(&fields);
    let column = table.applications[0].cells[&field].column;
    let spot = if table.is_list() {
        table.headers[&field]
    } else {
        let in_column = table.applications[0].cells.iter().filter(|(_, at)| at.column == column);
        let filled = in_column.filter(|(_, at)| plot.book.sheets[table.sheet].cells.contains_key(at));
        filled.map(|(_, at)| *at).min()?
    };
    plot.book.sheets[table.sheet].hidden_columns.insert(column);
    Some(vec![Spot::Cell(table.sheet, spot)])
}

/// The amount is a formula over another amount, which is another one.
pub(super) fn stale(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|book, table, one| {
        let amounts = [Field::Applied, Field::AppliedPositions];
        one.facts[&Field::Applied] != one.facts[&Field::AppliedPositions]
            && amounts.iter().all(|field| in_kroner(book, table, one, *field))
    })?;
    let at = one.cells[&Field::Applied];
    let formula = Formula::Same(one.cells[&Field::AppliedPositions]);
    let cell = Cell { formula, ..plot.book.sheets[sheet].cells[&at].clone() };
    Some(vec![plot.put(sheet, at, cell)])
}

pub(super) fn wrong_total(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let table = plot.table().clone();
    let at = if table.totals.is_empty() { None } else { Some(plot.dice.pick(&table.totals)) }?;
    let by = plot.dice.pick(&[1, -1, 10, 9_000, -61_000, 100_000]);
    let mut cell = plot.book.sheets[table.sheet].cells[&at].clone();
    match &mut cell.value {
        Value::Number(number) => *number += Decimal::from(by),
        _ => return None,
    }
    Some(vec![plot.put(table.sheet, at, cell)])
}

pub(super) fn stray(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let sheet = plot.table().sheet;
    let below = plot.book.sheets[sheet].last_row() + plot.dice.between(40, 9_000);
    let right = plot.book.sheets[sheet].last_column() + plot.dice.between(3, 40);
    let stray = plot.dice.pick(&["x", ".", "-", "s"]);
    Some(vec![plot.put(sheet, CellRef::new(below, right), stray)])
}

pub(super) fn blank_form(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    for table in plot.tables {
        let labels: Vec<CellRef> = table.headers.values().copied().collect();
        let (first, last) = (labels.iter().min()?.row, labels.iter().max()?.row);
        let form = |at: &CellRef| {
            (first..=last).contains(&at.row) || table.applications[0].cells.values().any(|one| one == at)
        };
        plot.book.sheets[table.sheet].cells.retain(|at, _| labels.contains(at) || !form(at));
    }
    Some(vec![Spot::File])
}

pub(super) fn empty_of_continuing(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    let at = one.cells[&plot.dice.pick(&[Field::ProjectId, Field::GrantYear])];
    plot.book.sheets[sheet].cells.remove(&at);
    Some(vec![Spot::Cell(sheet, at)])
}

/// Both number and name are empty: the number is asked for where it has a column.
pub(super) fn no_municipality(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|_, _, _| true)?;
    let places = [Field::MunicipalityNo, Field::Municipality].map(|field| one.cells.get(&field).copied());
    for at in places.iter().flatten() {
        plot.book.sheets[sheet].cells.remove(at);
    }
    Some(vec![Spot::Cell(sheet, places.into_iter().flatten().next()?)])
}

fn applied(one: &Placed) -> i64 {
    match one.facts[&Field::Applied] {
        Fact::Kroner(kroner) => kroner,
        ref other => panic!("{other:?}"),
    }
}

fn tenths(one: &Placed) -> i64 {
    match one.facts[&Field::Positions] {
        Fact::Positions(tenths) => tenths,
        ref other => panic!("{other:?}"),
    }
}

/// A number of kroner in a column that is kept in kroner.
fn in_kroner(book: &Book, table: &Table, one: &Placed, field: Field) -> bool {
    let (Some(at), Some(Fact::Kroner(kroner))) = (one.cells.get(&field), one.facts.get(&field)) else { return false };
    let cell = book.sheets[table.sheet].cells.get(at);
    *kroner != 0 && cell.is_some_and(|cell| cell.value == Value::Number((*kroner).into()))
}

pub(super) fn in_thousands(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|book, table, one| in_kroner(book, table, one, Field::Applied))?;
    let thousands = Decimal::new(applied(&one), 3).normalize();
    Some(vec![plot.put(sheet, one.cells[&Field::Applied], thousands)])
}

pub(super) fn thousandfold(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|book, table, one| in_kroner(book, table, one, Field::Applied))?;
    Some(vec![plot.put(sheet, one.cells[&Field::Applied], applied(&one) * 1_000)])
}

/// A column of shares of a position: a whole number in per cent stands in it.
pub(super) fn seems_percent(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(in_shares)?;
    let percent = plot.dice.pick(&[50, 100, 150, 20, 80]);
    let cell = if plot.dice.one_in(3) { percent.to_string().into() } else { Cell::from(percent) };
    Some(vec![plot.put(sheet, one.cells[&Field::Positions], cell)])
}

fn in_shares(book: &Book, table: &Table, one: &Placed) -> bool {
    let cell = book.sheets[table.sheet].cells.get(&one.cells[&Field::Positions]);
    cell.is_some_and(|cell| cell.value == Value::Number(Decimal::new(tenths(one), 1).normalize()))
}

pub(super) fn between_steps(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(in_shares)?;
    let share = Decimal::new(plot.dice.pick(&[25, 75, 133, 105, 151]), 2);
    Some(vec![plot.put(sheet, one.cells[&Field::Positions], share)])
}

pub(super) fn ended_number(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|book, table, one| {
        let filled = |field| one.cells.get(&field).is_some_and(|at| book.sheets[table.sheet].cells.contains_key(at));
        filled(Field::MunicipalityNo)
    })?;
    let Fact::Name(now) = one.facts[&Field::MunicipalityNo] else { return None };
    let (_, _, before) = VESTLAND.iter().find(|(number, ..)| *number == now)?;
    let cell = if plot.dice.one_in(2) { before.to_string().into() } else { Cell::from(i64::from(*before)) };
    Some(vec![plot.put(sheet, one.cells[&Field::MunicipalityNo], cell)])
}

/// Another municipality sends it: number, name and office are changed.
fn moved(plot: &mut Plot<'_>, number: Cell, name: &str) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.new_project(&[Field::MunicipalityNo])?;
    if let Some(at) = one.cells.get(&Field::Municipality) {
        plot.put(sheet, *at, name);
    }
    plot.put(sheet, one.cells[&Field::Office], format!("Nav {name}"));
    Some(vec![plot.put(sheet, one.cells[&Field::MunicipalityNo], number)])
}

pub(super) fn leading_zero(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let number = if plot.dice.one_in(2) { Cell::from(301) } else { "301".into() };
    moved(plot, number, "Oslo")
}

pub(super) fn outside_county(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (number, name) =
        plot.dice.pick(&[(1103, "Stavanger"), (5001, "Trondheim"), (1507, "Ålesund"), (3411, "Ringsaker")]);
    moved(plot, Cell::from(number), name)
}

/// One of the parts is changed; the whole stays.
pub(super) fn parts_differ(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let parts = [Field::AppliedPositions, Field::AppliedSupplement];
    let (sheet, one) = plot.application(|book, table, one| {
        let filled = |field| one.cells.get(&field).is_some_and(|at| book.sheets[table.sheet].cells.contains_key(at));
        parts.into_iter().all(filled) && in_kroner(book, table, one, Field::AppliedPositions)
    })?;
    let Fact::Kroner(part) = one.facts[&Field::AppliedPositions] else { return None };
    let by = plot.dice.pick(&[1, -1, 100, 90_000, -10_000]);
    plot.put(sheet, one.cells[&Field::AppliedPositions], part + by);
    Some(vec![Spot::Cell(sheet, one.cells[&Field::Applied])])
}

pub(super) fn over_cap(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|book, table, one| in_kroner(book, table, one, Field::Applied))?;
    let more = TENTH * tenths(&one) + SUPPLEMENT + plot.dice.pick(&[1, 500, 80_000]);
    Some(vec![plot.put(sheet, one.cells[&Field::Applied], more)])
}

/// A new project starts in the year; a continuing one up to its whole period before.
pub(super) fn start_outside(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|_, _, _| true)?;
    let new = one.facts[&Field::Kind] == Fact::New;
    let day = match plot.dice.below(2) {
        0 => date(YEAR + 1, plot.dice.pick(&[1, 6, 12]), 1),
        _ if new => date(YEAR - 1, 12, 31),
        _ => date(YEAR - 4, 12, 31),
    };
    let at = one.cells[&Field::Start];
    let cell = match plot.book.sheets[sheet].cells[&at].value {
        Value::Date(_) => Value::Date(day.at(0, 0, 0, 0)).into(),
        _ => Cell::from(day.strftime("%d.%m.%Y").to_string()),
    };
    Some(vec![plot.put(sheet, at, cell)])
}

/// Another municipality of the county than the application's.
fn another(plot: &mut Plot<'_>, one: &Placed) -> &'static str {
    let others = VESTLAND.iter().filter(|(number, ..)| one.facts[&Field::MunicipalityNo] != Fact::Name(*number));
    let names: Vec<&str> = others.map(|(_, name, _)| *name).collect();
    plot.dice.pick(&names)
}

pub(super) fn office_elsewhere(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|_, _, _| true)?;
    let office = another(plot, &one);
    let office =
        plot.dice.pick(&[format!("Nav {office}"), format!("NAV {office}")].each_ref().map(String::as_str)).to_owned();
    Some(vec![plot.put(sheet, one.cells[&Field::Office], office)])
}

pub(super) fn two_municipalities(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|_, _, one| {
        [Field::MunicipalityNo, Field::Municipality].iter().all(|field| one.cells.contains_key(field))
    })?;
    let name = another(plot, &one);
    Some(vec![plot.put(sheet, one.cells[&Field::Municipality], name)])
}

pub(super) fn new_in_later_year(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.new_project(&[Field::GrantYear])?;
    let year = plot.dice.between(2, 3);
    Some(vec![plot.put(sheet, one.cells[&Field::GrantYear], i64::from(year))])
}

/// What is carried over covers all that the project could get.
pub(super) fn nothing_left(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.application(|book, table, one| {
        one.facts[&Field::Kind] == Fact::New && in_kroner(book, table, one, Field::CarriedOver)
    })?;
    let all = TENTH * tenths(&one) + SUPPLEMENT + plot.dice.pick(&[0, 1, 100_000]);
    Some(vec![plot.put(sheet, one.cells[&Field::CarriedOver], all)])
}

/// Two new applications of one sheet, the second said to be the first again.
fn again(plot: &mut Plot<'_>) -> Option<(usize, Placed, Placed)> {
    let table = plot.table().clone();
    let new: Vec<&Placed> = table.applications.iter().filter(|one| one.facts[&Field::Kind] == Fact::New).collect();
    if new.len() < 2 {
        return None;
    }
    let first = plot.dice.below(new.len() - 1);
    let second = first + 1 + plot.dice.below(new.len() - first - 1);
    let (one, other) = (new[first].clone(), new[second].clone());
    for field in [Field::MunicipalityNo, Field::Municipality, Field::Office, Field::Project] {
        let (Some(from), Some(to)) = (one.cells.get(&field), other.cells.get(&field)) else { continue };
        let cell = plot.book.sheets[table.sheet].cells.get(from).cloned()?;
        plot.put(table.sheet, *to, cell);
    }
    Some((table.sheet, one, other))
}

/// Without a date of receipt, or with the same: nobody knows which one counts.
pub(super) fn twice(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one, other) = again(plot)?;
    if let (Some(from), Some(to)) = (one.cells.get(&Field::Received), other.cells.get(&Field::Received)) {
        match plot.book.sheets[sheet].cells.get(from).cloned() {
            Some(received) => {
                plot.put(sheet, *to, received);
            }
            None => {
                plot.book.sheets[sheet].cells.remove(to);
            }
        }
    }
    Some([one, other].map(|one| Spot::Cell(sheet, one.cells[&Field::Project])).to_vec())
}

pub(super) fn replaced(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one, other) = again(plot)?;
    let (from, to) = (*one.cells.get(&Field::Received)?, *other.cells.get(&Field::Received)?);
    let days = [date(YEAR, 1, 10).at(0, 0, 0, 0), date(YEAR, 1, 10).at(9, 30, 0, 0)];
    let swapped = plot.dice.one_in(2);
    plot.put(sheet, from, Value::Date(days[usize::from(swapped)]));
    plot.put(sheet, to, Value::Date(days[usize::from(!swapped)]));
    let older = if swapped { other } else { one };
    Some(vec![Spot::Cell(sheet, older.cells[&Field::Project])])
}

pub(super) fn not_registered(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    Some(vec![plot.put(sheet, one.cells[&Field::ProjectId], "VL-2019-99")])
}

pub(super) fn wrong_year(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    let Some(Fact::Name(year)) = one.facts.get(&Field::GrantYear) else { return None };
    let other = if *year == 2 { 3 } else { 2 };
    Some(vec![plot.put(sheet, one.cells[&Field::GrantYear], i64::from(other))])
}

pub(super) fn fourth_year(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    plot.funded(&one).grant_year = 3;
    Some(vec![Spot::Cell(sheet, one.cells[&Field::ProjectId])])
}

pub(super) fn ended(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    plot.funded(&one).status = "avslutta";
    Some(vec![Spot::Cell(sheet, one.cells[&Field::ProjectId])])
}

pub(super) fn other_office(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    plot.funded(&one).office = "Nav Nordhordland".to_owned();
    Some(vec![Spot::Cell(sheet, one.cells[&Field::Office])])
}

pub(super) fn tenfold(plot: &mut Plot<'_>) -> Option<Vec<Spot>> {
    let (sheet, one) = plot.continuing()?;
    plot.funded(&one).granted = applied(&one) / plot.dice.pick(&[10, 12, 40]);
    Some(vec![Spot::Cell(sheet, one.cells[&Field::Applied])])
}
