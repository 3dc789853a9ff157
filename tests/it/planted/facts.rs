//! What an application says, before anybody writes it into a cell: sound by the rules of the batch.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use tilskot::application::Field;

use super::dice::Dice;

/// What a field says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    Words(String),
    /// Figures that name something: a municipality, a year of a project.
    Name(u32),
    Kroner(i64),
    /// In tenths.
    Positions(i64),
    Day(Date),
    Moment(DateTime),
    New,
    Continuing,
}

pub(super) type Facts = BTreeMap<Field, Fact>;

pub(super) const YEAR: i16 = 2023;

/// Kroner for a tenth of a position, and once for a project.
pub(super) const TENTH: i64 = 61_000;
pub(super) const SUPPLEMENT: i64 = 20_000;

/// Municipalities of Vestland in 2023 by number, and one of the numbers that each took over from in 2020.
pub(super) const VESTLAND: [(u32, &str, u32); 20] = [
    (4601, "Bergen", 1201),
    (4602, "Kinn", 1439),
    (4611, "Etne", 1211),
    (4613, "Bømlo", 1219),
    (4614, "Stord", 1221),
    (4618, "Ullensvang", 1231),
    (4621, "Voss", 1234),
    (4622, "Kvam", 1238),
    (4624, "Bjørnafjorden", 1241),
    (4626, "Øygarden", 1259),
    (4627, "Askøy", 1247),
    (4630, "Osterøy", 1253),
    (4631, "Alver", 1260),
    (4639, "Vik", 1417),
    (4640, "Sogndal", 1418),
    (4643, "Årdal", 1424),
    (4647, "Sunnfjord", 1430),
    (4649, "Stad", 1441),
    (4650, "Gloppen", 1445),
    (4651, "Stryn", 1449),
];

const BEGINNINGS: [&str; 12] = [
    "Arbeid først",
    "Gjeldsfri kvardag",
    "Trygg bustad",
    "Ung veg",
    "Lågterskel",
    "Familieløftet",
    "Digital hjelp",
    "Språk og praksis",
    "Felles innsats",
    "Gründerhjelp",
    "Nærmiljø «Hamna»",
    "Rus & meistring",
];

const ENDINGS: [&str; 14] = [
    "for unge utan skuleplass",
    "i Kvartalet",
    "med frivillige lag",
    "etter 25",
    "for einslege forsørgjarar",
    "på garden",
    "saman med næringslivet",
    "i bygda",
    "- fase 2",
    "(pilot)",
    "for flyktningar",
    "heile vegen heim",
    "i vaksenopplæringa",
    "utan omvegar",
];

/// Free text with figures in it that are no person's.
const DESCRIPTIONS: [&str; 8] = [
    "Tett oppfølging av unge mellom 18 og 25 år.",
    "Jf. sak 22/04567-3 i formannskapet, vedtak 14.12.2022.",
    "Budsjettramma er 1 240 000 kr over 3 år; sjå vedlegg 2.",
    "Samarbeid med helse (psykisk helse/rus) og skule – to dagar i veka.",
    "Organisasjonsnummeret til kommunen er 920 290 922.",
    "Oppfølging 2 x i veka.\nEvaluering kvart halvår.",
    "Vi viser til rundskriv 1-04 og § 17 i lova.",
    "=> sjå prosjektplanen",
];

pub(super) fn title(number: usize) -> String {
    format!("{} {}", BEGINNINGS[number % BEGINNINGS.len()], ENDINGS[(number / BEGINNINGS.len()) % ENDINGS.len()])
}

/// A number by the rule for organisation numbers (mod 11).
fn org_no(dice: &mut Dice) -> String {
    loop {
        let digits: Vec<u32> = std::iter::once(9).chain((0..7).map(|_| dice.between(0, 9))).collect();
        let sum: u32 = digits.iter().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            let text: String = digits.iter().chain([&check]).map(u32::to_string).collect();
            return if dice.one_in(3) { format!("{} {} {}", &text[..3], &text[3..6], &text[6..]) } else { text };
        }
    }
}

/// A sound application of the municipality at `place`, with this title; `project` is what a continuing one is called in
/// the register.
pub(super) fn facts(dice: &mut Dice, place: usize, title: String, project: Option<String>) -> Facts {
    let (number, municipality, _) = VESTLAND[place];
    let tenths = dice.pick(&[5, 6, 8, 10, 10, 12, 15, 20, 25, 30]);
    let supplement = dice.pick(&[SUPPLEMENT, SUPPLEMENT, 0, 10_000]);
    let positions = TENTH * tenths;
    let continuing = project.is_some();
    let years_ago = if continuing { dice.pick(&[0, 0, 1]) } else { 0 };
    let received = date(YEAR, 1, 5).checked_add(i64::from(dice.between(0, 27)).days()).unwrap();
    let minute = i8::try_from(dice.below(60)).unwrap();
    let mut facts = Facts::from([
        (Field::MunicipalityNo, Fact::Name(number)),
        (Field::Municipality, Fact::Words(municipality.to_owned())),
        (Field::Office, Fact::Words(format!("Nav {municipality}"))),
        (Field::OrgNo, Fact::Words(org_no(dice))),
        (Field::Project, Fact::Words(title)),
        (Field::Kind, if continuing { Fact::Continuing } else { Fact::New }),
        (Field::Start, Fact::Day(date(YEAR - years_ago, dice.pick(&[1, 3, 4, 8, 12]), dice.pick(&[1, 15, 30])))),
        (Field::Positions, Fact::Positions(tenths)),
        (Field::AppliedPositions, Fact::Kroner(positions)),
        (Field::AppliedSupplement, Fact::Kroner(supplement)),
        (Field::Applied, Fact::Kroner(positions + supplement)),
        (Field::CarriedOver, Fact::Kroner(dice.pick(&[0, 0, 15_000, 42_750]))),
        (Field::OwnShare, Fact::Kroner(dice.pick(&[0, 100_000, 250_000]))),
        (Field::AppliedYear2, Fact::Kroner(positions)),
        (Field::AppliedYear3, Fact::Kroner(positions / 2)),
        (
            Field::Theme,
            Fact::Words(dice.pick(&["Ungdom", "Bustad", "Økonomisk rådgjeving", "Barnefamiliar"]).to_owned()),
        ),
        (
            Field::Received,
            match dice.below(3) {
                0 => Fact::Moment(received.at(14, minute, 0, 0)),
                // The last minute of the last day is in time.
                1 if dice.one_in(4) => Fact::Moment(date(YEAR, 2, 1).at(23, 59, 0, 0)),
                _ => Fact::Day(received),
            },
        ),
        (
            Field::ApprovedBy,
            Fact::Words(dice.pick(&["Kommunedirektøren", "Rådmannen", "Kommunalsjef helse og velferd"]).to_owned()),
        ),
        (Field::Description, Fact::Words(dice.pick(&DESCRIPTIONS).to_owned())),
        (Field::ContactName, Fact::Words("Prosjektleiaren".to_owned())),
        (Field::ContactEmail, Fact::Words("post@kommune.example".to_owned())),
        (Field::ContactPhone, Fact::Words(dice.pick(&["00 00 00 00", "+47 00 00 00 00"]).to_owned())),
    ]);
    if let Some(project) = project {
        facts.insert(Field::ProjectId, Fact::Words(project));
        facts.insert(Field::GrantYear, Fact::Name(dice.between(2, 3)));
    } else if dice.one_in(2) {
        facts.insert(Field::GrantYear, Fact::Name(1));
    }
    facts
}
