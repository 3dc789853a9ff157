//! The municipalities there are and were: numbers, names, the years they were in force, successors and written language.
//!
//! Source: Kartverket's and Nav's public lists for 2020-2023 and from 2024, SSB Klass for organisation numbers; numbers before
//! 2020 for Vestland only; written language after Språkrådet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Kommunenummer;

/// The form of Norwegian a municipality has chosen for letters from the state (målvedtak).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Nynorsk.
    Nynorsk,
    /// Bokmål.
    Bokmal,
    /// Neutral, or not known here.
    Neutral,
}

/// One municipality number in the years it was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its number.
    pub number: Kommunenummer,
    /// Its name in Norwegian.
    pub name: String,
    /// The county's name.
    pub county: String,
    /// First year in force; `None` when it began before 2020.
    pub from: Option<i16>,
    /// Last year in force; `None` while it lasts.
    pub to: Option<i16>,
    /// The numbers that took over, none while it lasts.
    pub successors: Vec<Kommunenummer>,
    /// The form of Norwegian it has chosen.
    pub written: Written,
}

impl Municipality {
    /// Whether the number was in force in `year`.
    #[must_use]
    pub fn in_force(&self, year: i16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

static ALL: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("municipalities.csv").as_bytes());
    reader.records().map(|record| municipality(&record.expect("the list is part of the program"))).collect()
});

static BY_NUMBER: LazyLock<BTreeMap<Kommunenummer, Vec<usize>>> = LazyLock::new(|| {
    let mut index: BTreeMap<Kommunenummer, Vec<usize>> = BTreeMap::new();
    for (at, municipality) in ALL.iter().enumerate() {
        index.entry(municipality.number).or_default().push(at);
    }
    index
});

static BY_NAME: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, municipality) in ALL.iter().enumerate() {
        for key in name_keys(&municipality.name) {
            index.entry(key).or_default().push(at);
        }
    }
    index
});

fn municipality(record: &csv::StringRecord) -> Municipality {
    let column = |at: usize| record.get(at).unwrap_or_default();
    let number = |text: &str| Kommunenummer::parse(text).expect("the list holds four-digit numbers");
    Municipality {
        number: number(column(0)),
        name: column(1).to_owned(),
        county: column(3).to_owned(),
        from: column(4).parse().ok(),
        to: column(5).parse().ok(),
        successors: column(7).split_whitespace().map(number).collect(),
        written: match column(8) {
            "nn" => Written::Nynorsk,
            "nb" => Written::Bokmal,
            _ => Written::Neutral,
        },
    }
}

/// «Herøy (Nordland)» answers to its whole name and to «Herøy»; «Bergen kommune» to «Bergen».
fn name_keys(name: &str) -> Vec<String> {
    let whole = name_key(name);
    let short = name_key(name.split('(').next().unwrap_or(name));
    if short == whole { vec![whole] } else { vec![whole, short] }
}

fn name_key(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_suffix("kommune").unwrap_or(&lower).trim();
    let mut key = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// Every municipality that has had `number`, oldest first.
#[must_use]
pub fn numbered(number: Kommunenummer) -> Vec<&'static Municipality> {
    BY_NUMBER.get(&number).into_iter().flatten().map(|&at| &ALL[at]).collect()
}

/// The municipality that has `number` in `year`.
#[must_use]
pub fn municipality_in(number: Kommunenummer, year: i16) -> Option<&'static Municipality> {
    BY_NUMBER.get(&number)?.iter().map(|&at| &ALL[at]).find(|one| one.in_force(year))
}

/// The municipality a number that has ended stands for in `year`, where exactly one took over (through several mergers).
#[must_use]
pub fn current_municipality(number: Kommunenummer, year: i16) -> Option<&'static Municipality> {
    let mut number = number;
    // Two reforms (2020, 2024) are in the list; a third step would be a fault in it.
    for _ in 0..3 {
        if let Some(municipality) = municipality_in(number, year) {
            return Some(municipality);
        }
        let ended = numbered(number).into_iter().next_back()?;
        let [successor] = ended.successors[..] else { return None };
        number = successor;
    }
    None
}

/// The municipalities called `name` in `year`; «kommune» after the name and the case do not matter.
#[must_use]
pub fn municipalities_named(name: &str, year: i16) -> Vec<&'static Municipality> {
    let found = BY_NAME.get(&name_key(name)).into_iter().flatten().map(|&at| &ALL[at]);
    found.filter(|one| one.in_force(year)).collect()
}

/// The municipality of a number and a name in one text, «4631 Alver» or «Alver (4631)», which must agree; or of one of them
/// alone, where the other was asked for.
#[must_use]
pub fn municipality_meant(text: &str, year: i16) -> Option<&'static Municipality> {
    let (digits, rest): (String, String) = text.chars().partition(char::is_ascii_digit);
    let rest = rest.replace("()", "");
    let name = rest.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let name = name.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | ',' | ':'));
    let numbered = if digits.len() == 4 { Kommunenummer::parse(&digits) } else { None };
    let numbered = numbered.and_then(|number| municipality_in(number, year));
    let named = municipalities_named(name, year);
    match (digits.is_empty(), name.is_empty()) {
        (true, false) => named.first().copied().filter(|_| named.len() == 1),
        (false, true) => numbered,
        (false, false) => numbered.filter(|one| named.iter().any(|named| named.number == one.number)),
        (true, true) => None,
    }
}

/// The municipalities in `year` of the county with these two digits, or of all counties, in the order of their names.
#[must_use]
pub fn municipalities_of(county: Option<&str>, year: i16) -> Vec<&'static Municipality> {
    let of_county = |one: &&Municipality| county.is_none_or(|county| one.number.county() == county);
    let mut found: Vec<&Municipality> = ALL.iter().filter(|one| one.in_force(year)).filter(of_county).collect();
    found.sort_by_cached_key(|one| (alphabetical(&one.name), one.number));
    found
}

/// A name by the Norwegian alphabet, where æ, ø and å come last.
fn alphabetical(name: &str) -> String {
    let last = |letter| match letter {
        'æ' => '\u{fff0}',
        'ø' => '\u{fff1}',
        'å' => '\u{fff2}',
        'á' => 'a',
        other => other,
    };
    name.to_lowercase().chars().map(last).collect()
}
