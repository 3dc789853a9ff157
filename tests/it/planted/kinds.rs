//! The kinds of traps: what each does to a sound workbook, and the finding that must come, said without asking the program.

use std::str::FromStr;

use jiff::civil::{DateTime, date};
use rust_decimal::Decimal;
use tilskot::application::Field;
use tilskot::origin::CellRef;

use super::book::{Cell, Formula, Value};
use super::dice::Dice;
use super::plot::{self, Plot, Spot};
use super::valid::Shape;
use super::write::Format;

/// One line of the table below.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Code and severity of the finding.
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) does: Deed,
    pub(super) shapes: &'static [Shape],
    pub(super) formats: &'static [Format],
    /// Errors and warnings that rightly come with it.
    pub(super) follows: &'static [&'static str],
}

/// What is done to a sound workbook. `None` where it has no place for the trap: then another one is tried.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    /// The cell of one of these fields is emptied.
    Empty(&'static [Field]),
    /// A filled cell of one of these fields is written anew.
    Cell(&'static [Field], fn(&mut Dice, &Cell) -> Option<Cell>),
    /// Something else, and where the findings must stand.
    Plant(fn(&mut Plot<'_>) -> Option<Vec<Spot>>),
    /// The bytes of the file: the finding is about the file.
    Bytes(fn(&mut Dice, Vec<u8>) -> Vec<u8>),
}

use Deed::{Bytes, Empty, Plant};
use Field as F;

const ALL: &[Format] = &[Format::Xlsx, Format::Xls, Format::Ods, Format::Csv];
const BOOKS: &[Format] = &[Format::Xlsx, Format::Xls, Format::Ods];
const XLSX: &[Format] = &[Format::Xlsx];
const XLS_CSV: &[Format] = &[Format::Xls, Format::Csv];
const BOTH: &[Shape] = &[Shape::Form, Shape::List];
const LIST: &[Shape] = &[Shape::List];
const FORM: &[Shape] = &[Shape::Form];

const MONEY: &[F] = &[
    F::Applied,
    F::AppliedPositions,
    F::AppliedSupplement,
    F::CarriedOver,
    F::OwnShare,
    F::AppliedYear2,
    F::AppliedYear3,
];
const REQUIRED: &[F] = &[F::Office, F::Project, F::Kind, F::Start, F::Positions, F::Applied, F::ApprovedBy];
const TEXTS: &[F] = &[F::Description, F::Project, F::Theme];
const TOTAL: &[&str] = &["T209", "T241"];
/// A formula that counts the figure keeps the result it had.
const STALE: &[&str] = &["T241"];
const SUMS: &[&str] = &["T209", "T241", "T401"];
/// The same figure stands under two labels, and only one of them may name its unit.
const TWICE: &[&str] = &["T307", "T314", "T401"];
const NONE: &[&str] = &[];

macro_rules! kinds {
    ($($code:literal $severity:literal $name:literal, $does:expr, $shapes:ident, $formats:ident, $follows:expr;)*) => {
        pub(super) const KINDS: &[Kind] = &[$(Kind {
            name: $name, code: $code, severity: $severity, does: $does, shapes: $shapes, formats: $formats, follows: $follows,
        }),*];
    };
}

kinds! {
    // Files.
    "T101" "error" "a file that ends in the middle", Bytes(cut), BOTH, BOOKS, NONE;
    "T102" "error" "a file without a byte", Bytes(|_, _| Vec::new()), BOTH, ALL, NONE;
    "T104" "error" "text behind the name of a workbook", Bytes(|_, _| b"Kommune;Prosjekt\r\nAlver;Ung veg\r\n".to_vec()), BOTH, BOOKS, NONE;

    // Sheets, headers, rows.
    "T201" "error" "headers that nobody knows", Plant(plot::no_layout), BOTH, ALL, NONE;
    "T202" "error" "a required column or label is not there", Plant(plot::missing_header), BOTH, ALL, NONE;
    "T203" "error" "a slip in a required header", Plant(plot::near_header), BOTH, ALL, NONE;
    "T204" "error" "a second column or label for a field", Plant(plot::double_header), BOTH, ALL, TWICE;
    "T205" "notice" "a column or label that nobody knows", Plant(plot::unknown_header), BOTH, ALL, NONE;
    "T206" "warning" "a hidden sheet with applications", Plant(plot::hidden_sheet), BOTH, BOOKS, NONE;
    "T207" "warning" "a hidden row with an application or a value", Plant(plot::hidden_row), BOTH, BOOKS, NONE;
    "T208" "warning" "a hidden column with values", Plant(plot::hidden_column), BOTH, BOOKS, &["T208"];
    "T240" "warning" "text of the colour of its ground", Deed::Cell(REQUIRED, white), BOTH, BOOKS, NONE;
    "T241" "warning" "a result that its cells do not give", Plant(plot::stale), BOTH, BOOKS, NONE;
    "T140" "warning" "a value from another file", Deed::Cell(REQUIRED, elsewhere), BOTH, BOOKS, NONE;
    "T209" "warning" "a total that its rows do not give", Plant(plot::wrong_total), LIST, ALL, NONE;
    "T210" "notice" "a stray character far away", Plant(plot::stray), LIST, ALL, NONE;
    "T223" "warning" "a form that nobody has filled in", Plant(plot::blank_form), FORM, ALL, NONE;

    // Cells.
    "T301" "error" "required and empty", Empty(REQUIRED), BOTH, ALL, TOTAL;
    "T301" "error" "a continuing project without its id or year", Plant(plot::empty_of_continuing), BOTH, ALL, NONE;
    "T301" "error" "no municipality", Plant(plot::no_municipality), BOTH, ALL, &["T508"];
    "T302" "error" "words for an amount", Deed::Cell(MONEY, no_amount), BOTH, ALL, STALE;
    "T302" "error" "words for positions", Deed::Cell(&[F::Positions], no_positions), BOTH, ALL, NONE;
    "T303" "error" "an amount that can be read in two ways", Deed::Cell(MONEY, ambiguous), BOTH, ALL, STALE;
    "T304" "error" "no such date", Deed::Cell(&[F::Start, F::Received], no_date), BOTH, ALL, NONE;
    "T305" "error" "a date that nobody means", Deed::Cell(&[F::Start, F::Received], far_date), BOTH, ALL, NONE;
    "T306" "error" "neither new nor continuing", Deed::Cell(&[F::Kind], no_kind), BOTH, ALL, NONE;
    "T307" "error" "an amount in thousands", Plant(plot::in_thousands), BOTH, ALL, SUMS;
    "T308" "error" "three figures too many", Plant(plot::thousandfold), BOTH, ALL, &["T209", "T241", "T401", "T509"];
    "T309" "error" "an error value", Deed::Cell(F::APPLICATION, error_value), BOTH, BOOKS, NONE;
    "T310" "error" "a formula that was never computed", Deed::Cell(F::APPLICATION, not_stored), BOTH, XLSX, NONE;
    "T311" "notice" "a number kept as text", Plant(|plot| plot.kroner(kept_as_text)), BOTH, BOOKS, STALE;
    "T312" "error" "more than two decimals of a krone", Plant(|plot| plot.kroner(noise)), BOTH, ALL, STALE;
    "T313" "error" "an amount below nil", Deed::Cell(MONEY, below_nil), BOTH, ALL, STALE;
    "T314" "error" "positions that seem to be per cent", Plant(plot::seems_percent), BOTH, ALL, NONE;
    "T315" "error" "no positions at all", Deed::Cell(&[F::Positions], no_position), BOTH, ALL, NONE;
    "T316" "error" "positions between two steps", Plant(plot::between_steps), BOTH, ALL, NONE;
    "T317" "error" "no such municipality", Deed::Cell(&[F::MunicipalityNo, F::Municipality], no_municipality), BOTH, ALL, NONE;
    "T318" "notice" "a municipality number that ended in 2019", Plant(plot::ended_number), BOTH, ALL, NONE;
    "T320" "error" "the number of a Nav unit", Deed::Cell(&[F::MunicipalityNo], nav_unit), BOTH, ALL, NONE;
    "T321" "notice" "a leading zero that was lost", Plant(plot::leading_zero), BOTH, ALL, &["T413", "T407"];
    "T322" "error" "a year outside the project's period", Deed::Cell(&[F::GrantYear], no_grant_year), BOTH, ALL, NONE;
    "T323" "notice" "an amount with a word for thousands or millions", Deed::Cell(&[F::Applied, F::AppliedPositions, F::OwnShare, F::AppliedYear2], scaled), BOTH, ALL, SUMS;
    "T324" "error" "an amount that no budget has", Deed::Cell(MONEY, too_large), BOTH, ALL, STALE;
    "T325" "notice" "a date kept as text", Deed::Cell(&[F::Start, F::Received], date_as_text), BOTH, BOOKS, NONE;
    "T326" "notice" "a control character", Deed::Cell(TEXTS, control_character), BOTH, XLS_CSV, NONE;

    // One application.
    "T401" "error" "parts that do not give the whole", Plant(plot::parts_differ), BOTH, ALL, TOTAL;
    "T402" "notice" "more than the rates give", Plant(plot::over_cap), BOTH, ALL, SUMS;
    "T403" "warning" "received after the deadline", Deed::Cell(&[F::Received], late), BOTH, ALL, NONE;
    "T405" "warning" "a start outside the year", Plant(plot::start_outside), BOTH, ALL, NONE;
    "T406" "error" "a check digit that is wrong", Deed::Cell(&[F::OrgNo], org_no), BOTH, ALL, NONE;
    "T407" "warning" "an office of another municipality", Plant(plot::office_elsewhere), BOTH, ALL, &["T508"];
    "T408" "error" "number and name of two municipalities", Plant(plot::two_municipalities), BOTH, ALL, NONE;
    "T409" "warning" "an e-mail address in free text", Deed::Cell(TEXTS, email), BOTH, ALL, NONE;
    "T410" "warning" "something like an identity number in text", Deed::Cell(TEXTS, identity_number), BOTH, ALL, NONE;
    "T411" "error" "a new project in a later year", Plant(plot::new_in_later_year), BOTH, ALL, NONE;
    "T412" "error" "nothing left to grant", Plant(plot::nothing_left), BOTH, ALL, TOTAL;
    "T413" "error" "a municipality of another county", Plant(plot::outside_county), BOTH, ALL, NONE;

    // Across applications and years.
    "T501" "error" "the same application twice", Plant(plot::twice), LIST, ALL, NONE;
    "T502" "notice" "the same application again, later", Plant(plot::replaced), LIST, ALL, NONE;
    "T504" "error" "a project that is not in the register", Plant(plot::not_registered), BOTH, ALL, NONE;
    "T505" "error" "the wrong year of a project", Plant(plot::wrong_year), BOTH, ALL, NONE;
    "T506" "error" "a fourth year", Plant(plot::fourth_year), BOTH, ALL, NONE;
    "T507" "error" "a project that has ended", Plant(plot::ended), BOTH, ALL, NONE;
    "T508" "warning" "another office than in the register", Plant(plot::other_office), BOTH, ALL, NONE;
    "T509" "warning" "ten times last year's amount", Plant(plot::tenfold), BOTH, ALL, NONE;
}

/// A number, said by one of these.
fn number(dice: &mut Dice, from: &[&str]) -> Option<Cell> {
    Some(Decimal::from_str(dice.pick(from)).unwrap().into())
}

fn text(dice: &mut Dice, from: &[&str]) -> Option<Cell> {
    Some(dice.pick(from).into())
}

fn cut(dice: &mut Dice, bytes: Vec<u8>) -> Vec<u8> {
    let part = dice.between(10, 90);
    let length = bytes.len() * usize::try_from(part).unwrap() / 100;
    bytes[..length].to_vec()
}

fn no_amount(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    let words = ["etter avtale", "sjå vedlegg", "ca. 600 000", "600 000-700 000", "610 000?", "610 000 + 20 000", "JA"];
    if dice.one_in(8) { Some(Value::Truth(true).into()) } else { text(dice, &words) }
}

fn no_positions(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    text(dice, &["ein og ein halv", "1-2", "heil", "1,5 eller 2", "to", "1,0 + 0,5", "ca. 1"])
}

fn ambiguous(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    text(dice, &["12.5", "610,000", "630.5", "1,240", "99,500", "kr 610,000"])
}

fn no_date(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    match dice.below(5) {
        0 => Some(i64::from(dice.between(2022, 2024)).into()),
        _ => text(
            dice,
            &[
                "31.02.2023",
                "30. februar 2023",
                "2023-13-01",
                "snarast",
                "vår 2023",
                "31.04.23",
                "mars 2023",
                "00.01.2023",
                "03/01/2023",
            ],
        ),
    }
}

fn far_date(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    let day = |year, month, day| Some(Value::Date(date(year, month, day).at(0, 0, 0, 0)).into());
    match dice.below(4) {
        0 => day(2203, 3, 1),
        1 => day(1923, 1, 1),
        2 => text(dice, &["01.03.2203", "1. januar 1900", "2203-02-01", "01.03.0023"]),
        _ => day(2032 + i16::try_from(dice.between(2, 60)).unwrap(), 8, 15),
    }
}

fn no_kind(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    text(dice, &["Kanskje", "ja", "Ny/vidareføring", "2", "ukjend", "Ny eller gammal", "Anna", "x"])
}

fn error_value(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    let value = Value::Error(dice.pick(&["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]));
    let formula = Formula::Same(CellRef::new(dice.between(100, 999), dice.between(0, 20)));
    Some(Cell { formula, ..Cell::from(value) })
}

fn not_stored(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    let formula = Formula::Same(CellRef::new(dice.between(100, 999), dice.between(0, 20)));
    Some(Cell { formula, ..Cell::from(Value::NotStored) })
}

fn white(_: &mut Dice, cell: &Cell) -> Option<Cell> {
    Some(Cell { white: true, ..cell.clone() })
}

fn elsewhere(_: &mut Dice, cell: &Cell) -> Option<Cell> {
    Some(Cell { formula: Formula::Elsewhere, ..cell.clone() })
}

/// The same number as text.
fn kept_as_text(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let Value::Number(number) = &cell.value else { return None };
    let text = number.to_string().replace('.', ",");
    Some(
        dice.pick(&[
            text.as_str(),
            &format!("{text} "),
            &format!(" {text}"),
            &format!("{text}\u{a0}"),
            &format!("kr {text}"),
        ])
        .into(),
    )
}

fn noise(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    if dice.one_in(3) {
        return text(dice, &["57,699999999999996", "610 000,005", "kr 1240000,123"]);
    }
    number(dice, &["57.699999999999996", "610000.005", "630000.0000000001", "0.001", "1240000.123"])
}

fn below_nil(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    match dice.below(3) {
        0 => number(dice, &["-1", "-15000", "-630000", "-0.5"]),
        _ => text(
            dice,
            &["-15 000", "\u{2212}15 000", "\u{2013}15 000", "(15 000)", "- 15 000", "kr -15 000", "\u{2212}1,50"],
        ),
    }
}

fn no_position(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    match dice.below(3) {
        0 => number(dice, &["0", "-1", "-0.5"]),
        1 => Some(Value::PerCent(Decimal::ZERO).into()),
        _ => text(dice, &["0", "-", "\u{2013}", "-0,5", "0 %", "\u{2212}1", "0,0"]),
    }
}

fn no_municipality(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let is_name = matches!(&cell.value, Value::Text(text) if !text.bytes().all(|byte| byte.is_ascii_digit()));
    match (is_name, dice.one_in(2)) {
        (true, _) => text(dice, &["Atlantis", "Vestland", "Berge", "Nav Voss", "Alver og Voss"]),
        (false, true) => number(dice, &["9999", "4699", "46", "4600", "46311"]),
        (false, false) => text(dice, &["9999", "4699", "46xx", "K-4631"]),
    }
}

fn nav_unit(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    // Units whose number was never a municipality's.
    if dice.one_in(2) { number(dice, &["1202", "1206", "1208", "1283"]) } else { text(dice, &["1203", "1209", "1210"]) }
}

fn no_grant_year(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    if dice.one_in(2) {
        number(dice, &["0", "4", "2023", "1.5", "-1"])
    } else {
        text(dice, &["første", "4", "1-3", "II", "2023"])
    }
}

fn scaled(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    text(dice, &["630 tkr", "1,24 mill.", "0,63 millionar kroner", "630 tusen", "1,24 MNOK", "kr 0,9 mill"])
}

fn too_large(dice: &mut Dice, _: &Cell) -> Option<Cell> {
    if dice.one_in(2) {
        number(dice, &["1000000000001", "79000000000000000"])
    } else {
        text(dice, &["9 999 999 999 999", "1000000000001", "2 000 000 mill."])
    }
}

fn date_as_text(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let Value::Date(moment) = &cell.value else { return None };
    let ways = ["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", " %d.%m.%Y", "%d. %m. %Y"];
    Some(moment.strftime(dice.pick(&ways)).to_string().into())
}

fn control_character(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let Value::Text(text) = &cell.value else { return None };
    let strange = dice.pick(&['\u{7}', '\u{1}', '\u{1b}', '\u{7f}']);
    Some(format!("{text}{strange}.").into())
}

fn late(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let moments = ["2023-02-02T00:00:00", "2023-02-02T00:01:00", "2023-02-10T12:30:00", "2023-03-01T00:00:00"];
    let moment: DateTime = dice.pick(&moments).parse().unwrap();
    Some(match &cell.value {
        Value::Date(_) => Value::Date(moment).into(),
        _ => dice.pick(&["2.2.2023", "02.02.23", "2. februar 2023 kl. 00.01", "2023-02-14", "3. februar 2023"]).into(),
    })
}

/// The last digit, changed: no other one fits the rest.
fn org_no(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let Value::Text(text) = &cell.value else { return None };
    let (rest, last) = text.split_at(text.len() - 1);
    let other = (last.parse::<u32>().unwrap() + dice.between(1, 9)) % 10;
    Some(format!("{rest}{other}").into())
}

fn with(cell: &Cell, more: &str) -> Option<Cell> {
    let Value::Text(text) = &cell.value else { return None };
    Some(format!("{text} {more}").into())
}

fn email(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    with(
        cell,
        dice.pick(&[
            "Skriv til post@kommune.example",
            "(nav@kommune.example)",
            "<a.b@c.kommune.example>.",
            "Kontakt: x@y.example;",
        ]),
    )
}

/// Synthetic numbers: the month is raised by eighty.
fn identity_number(dice: &mut Dice, cell: &Cell) -> Option<Cell> {
    let (day, month, year) = (dice.between(1, 28), dice.between(1, 12) + 80, dice.between(0, 99));
    let day = day + dice.pick(&[0, 40]);
    let between = dice.pick(&["", " ", "-"]);
    let number = format!("{day:02}{month:02}{year:02}{between}{:05}", dice.between(0, 99_999));
    with(cell, &format!("{}{number}{}", dice.pick(&["", "fnr. ", "("]), dice.pick(&["", ".", ")", " og fleire"])))
}
