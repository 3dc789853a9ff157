//! A random batch file that is right in every way: lists and forms, arranged and worded as municipalities do it. What
//! stands where is noted, so that a trap can be planted in it.

mod form;
mod list;

use std::collections::BTreeMap;

use tilskot::application::Field;
use tilskot::origin::CellRef;
use tilskot::text::Language;

use super::book::{Book, Cell, Sheet, Shown};
use super::dice::Dice;
use super::facts::{Fact, Facts, VESTLAND, facts, title};
use super::wording::Hand;
use super::write::Format;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Form,
    List,
}

/// A workbook, what stands in it, and what the register says of its continuing projects.
#[derive(Debug, Clone)]
pub(super) struct Valid {
    pub(super) book: Book,
    pub(super) tables: Vec<Table>,
    pub(super) register: Vec<Funded>,
}

/// The applications of one sheet.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) sheet: usize,
    pub(super) shape: Shape,
    /// The header or label of each field.
    pub(super) headers: BTreeMap<Field, CellRef>,
    pub(super) applications: Vec<Placed>,
    /// The cells of total rows.
    pub(super) totals: Vec<CellRef>,
    /// Where one more column, or one more label with its value, would stand.
    pub(super) room: (CellRef, CellRef),
}

/// What an application says, and the cell of each field that the table has, filled or not.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) facts: Facts,
    pub(super) cells: BTreeMap<Field, CellRef>,
}

/// A row of the register: the last year of a project.
#[derive(Debug, Clone)]
pub(super) struct Funded {
    pub(super) project_id: String,
    pub(super) municipality_no: u32,
    pub(super) office: String,
    pub(super) project: String,
    pub(super) grant_year: u32,
    pub(super) granted: i64,
    pub(super) status: &'static str,
}

/// Fields that a sheet must have, whatever it leaves out.
const ALWAYS: [Field; 7] =
    [Field::Office, Field::Project, Field::Kind, Field::Start, Field::Positions, Field::Applied, Field::ApprovedBy];

const SOMETIMES: [Field; 13] = [
    Field::OrgNo,
    Field::AppliedPositions,
    Field::AppliedSupplement,
    Field::CarriedOver,
    Field::OwnShare,
    Field::AppliedYear2,
    Field::AppliedYear3,
    Field::Theme,
    Field::Received,
    Field::Description,
    Field::ContactName,
    Field::ContactEmail,
    Field::ContactPhone,
];

const UNKNOWN: [&str; 6] =
    ["Løpenr.", "Vår vurdering", "Politisk handsama", "Vedlegg nr", "Rad", "Intern merknad frå kommunen"];

const TITLES: [&str; 7] = [
    "Søknader til fristen 1. februar 2023",
    "Tilskot til utvikling av sosiale tenester i Nav-kontoret 2023",
    "Søknadsskjema",
    "Alver kommune · helse og velferd",
    "Ramma er 18,2 mill. kr, inntil 610 000 kr per stilling",
    "Fyll ut alle felt som er merkte med stjerne (*)",
    "Sist endra 30.01.2023",
];

const NOTES: [&str; 6] = [
    "Merk: alle beløp er i heile kroner.",
    "Spørsmål: ring oss.",
    "Sendt frå saksbehandlarsystemet 31.01.2023",
    "* obligatorisk felt",
    "Med helsing kommunen",
    "Sjå også vedlegg 1-3",
];

/// A valid file by its seed, for a format: CSV has one sheet.
pub(super) fn valid(dice: &mut Dice, shape: Shape, format: Format, mark: &str) -> Valid {
    let sheets = match (format, shape) {
        (Format::Csv, _) => 1,
        (_, Shape::Form) => dice.pick(&[1, 1, 2, 3]),
        (_, Shape::List) => dice.pick(&[1, 1, 1, 2]),
    };
    let mut writer = Writer {
        language: dice.pick(&[Language::Nn, Language::Nb]),
        titles: dice.below(160),
        place: dice.below(VESTLAND.len()),
        county: dice.one_in(4),
        mark,
        headers_as_titles: true,
        register: Vec::new(),
    };
    let mut book = Book { sheets: Vec::new(), from_1904: dice.one_in(6) };
    let mut tables = Vec::new();
    for number in 0..sheets {
        let name = match number {
            0 => dice.pick(&["Søknader", "Ark1", "Sheet1", "Søknad & vedlegg"]).to_owned(),
            number => format!("Søknad {}", number + 1),
        };
        let mut sheet = Sheet::named(&name);
        let mut table = match shape {
            Shape::List => list::write(dice, &mut writer, &mut sheet),
            Shape::Form => form::write(dice, &mut writer, &mut sheet),
        };
        table.sheet = number;
        tables.push(table);
        book.sheets.push(sheet);
    }
    if format != Format::Csv {
        beside(dice, &mut book);
    }
    Valid { book, tables, register: writer.register }
}

/// Sheets without applications that many workbooks have.
fn beside(dice: &mut Dice, book: &mut Book) {
    if dice.one_in(4) {
        let mut sheet = Sheet::named("Rettleiing");
        sheet.put(0, 0, "Slik fyller du ut skjemaet");
        sheet.put(2, 0, "Kommune");
        sheet.put(2, 1, "Skriv namnet på kommunen");
        sheet.put(3, 0, "Alle beløp skal stå i heile kroner.");
        book.sheets.push(sheet);
    }
    if dice.one_in(4) {
        let mut sheet = Sheet::named("Lister");
        sheet.shown = dice.pick(&[Shown::No, Shown::Never]);
        for (row, word) in (0..).zip(["Ny søknad", "Vidareføring", "Ungdom", "Bustad"]) {
            sheet.put(row, 0, word);
        }
        book.sheets.push(sheet);
    }
    if dice.one_in(6) {
        book.sheets.push(Sheet::named("Ark3"));
    }
}

/// What all sheets of a file have in common.
struct Writer<'a> {
    language: Language,
    /// The number of the next title.
    titles: usize,
    /// The municipality that sends it, and whether others stand in it too.
    place: usize,
    county: bool,
    /// Told in every project's id, so that files of one batch never speak of the same.
    mark: &'a str,
    /// Whether a title may be a word that is a header too.
    headers_as_titles: bool,
    register: Vec<Funded>,
}

impl Writer<'_> {
    fn application(&mut self, dice: &mut Dice, fields: &[Field]) -> Facts {
        let continues = fields.contains(&Field::ProjectId) && fields.contains(&Field::GrantYear) && dice.one_in(3);
        self.titles += 1;
        let project = continues.then(|| format!("VL-2022-{}-{}", self.mark, self.titles));
        let place = if self.county { dice.below(VESTLAND.len()) } else { self.place };
        let title = match dice.below(3) {
            // A title that is a header too, but for what stands in parentheses.
            0 if self.headers_as_titles && dice.one_in(12) => format!("Kompetanse ({} {})", self.mark, self.titles),
            _ => format!("{} {}", title(self.titles), self.mark),
        };
        let facts = facts(dice, place, title, project);
        self.funded(&facts);
        facts
    }

    fn funded(&mut self, facts: &Facts) {
        let (Some(Fact::Words(id)), Some(Fact::Name(year)), Some(Fact::Kroner(applied))) =
            (facts.get(&Field::ProjectId), facts.get(&Field::GrantYear), facts.get(&Field::Applied))
        else {
            return;
        };
        let words = |field| match &facts[&field] {
            Fact::Words(words) => words.clone(),
            other => panic!("{other:?}"),
        };
        let Fact::Name(number) = facts[&Field::MunicipalityNo] else { return };
        self.register.push(Funded {
            project_id: id.clone(),
            municipality_no: number,
            office: words(Field::Office),
            project: words(Field::Project),
            grant_year: year - 1,
            granted: *applied,
            status: "aktiv",
        });
    }

    /// The fields of one sheet, in random order.
    fn fields(&self, dice: &mut Dice) -> Vec<Field> {
        let mut fields = ALWAYS.to_vec();
        fields.extend(match dice.below(3) {
            0 => &[Field::MunicipalityNo, Field::Municipality][..],
            1 => &[Field::MunicipalityNo],
            _ => &[Field::Municipality],
        });
        if dice.one_in(2) {
            fields.extend([Field::ProjectId, Field::GrantYear]);
        } else if dice.one_in(2) {
            fields.push(Field::GrantYear);
        }
        fields.extend(SOMETIMES.into_iter().filter(|_| !dice.one_in(2)));
        // Mostly in the order of the form, as the field table has them.
        if dice.one_in(2) {
            fields.sort();
        } else {
            dice.shuffle(&mut fields);
        }
        fields
    }
}

/// Rows of words above a table; gives the row below them.
fn titles(dice: &mut Dice, sheet: &mut Sheet, first: u32, column: u32) -> u32 {
    let mut row = first;
    for _ in 0..dice.pick(&[0, 0, 1, 1, 2, 3]) {
        sheet.put(row, column, dice.pick(&TITLES));
        if dice.one_in(4) {
            sheet.merged.push((CellRef::new(row, column), CellRef::new(row, column + 4)));
        }
        row += 1 + dice.between(0, 1);
    }
    row
}

/// What is written for a fact, if anything.
fn put(dice: &mut Dice, sheet: &mut Sheet, at: CellRef, hand: &Hand, fact: Option<&Fact>, language: Language) {
    if let Some(fact) = fact {
        let cell: Cell = hand.written(dice, fact, language);
        sheet.cells.insert(at, cell);
    }
}

/// Whether a fact is left out though the sheet has a place for it.
fn left_out(dice: &mut Dice, field: Field, facts: &Facts) -> bool {
    let optional = SOMETIMES.contains(&field) && !matches!(field, Field::AppliedPositions | Field::AppliedSupplement);
    !facts.contains_key(&field) || (optional && dice.one_in(6))
}

impl Table {
    pub(super) fn is_list(&self) -> bool {
        self.shape == Shape::List
    }
}

impl Placed {
    /// The row of a list that it is.
    pub(super) fn row(&self) -> u32 {
        self.cells.values().next().unwrap().row
    }
}
