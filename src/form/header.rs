//! How headers and labels are compared, what unit they state, and which field they name or nearly name.

mod caption;
mod hint;
mod numbered;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::application::Field;
use crate::identity::is_composed;
use crate::policy::{Criterion, Policy};
use crate::text::Language;
pub use caption::{begins_as_caption, caption_hint, is_caption};
pub use hint::{is_hint, is_plain_hint};
use numbered::{without_footnote, without_number};

/// A header as it is compared: NFC, lower case, white space collapsed, punctuation, asterisks and a unit or note in
/// brackets at the end removed (formats.md).
#[must_use]
pub fn normalise(header: &str) -> String {
    let composed: String =
        if is_composed(header) { header.to_lowercase() } else { header.nfc().flat_map(char::to_lowercase).collect() };
    let mut rest =
        composed.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '*' | '.'));
    while let Some(open) = last_bracket(rest) {
        if open == 0 {
            break;
        }
        rest = rest[..open].trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '*'));
    }
    let mut normal = String::with_capacity(rest.len());
    for letter in rest.chars() {
        if letter.is_alphanumeric() {
            normal.push(letter);
        } else if letter.is_whitespace() && !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

/// Where the bracket opens that ends a header: «(i kr)», «[i kr]»; «[2022]» is of another year.
fn last_bracket(header: &str) -> Option<usize> {
    let opening = |open: char, close: char| header.strip_suffix(close).and_then(|inner| inner.rfind(open));
    let noted =
        |open: &usize| !header[*open..].contains(|one: char| one.is_ascii_digit()) || is_unit_alone(&header[*open..]);
    opening('(', ')').or_else(|| opening('[', ']').filter(noted))
}

/// The unit a header or caption states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnitHint {
    /// What amounts are multiplied by, where it says so.
    pub scale: Option<Decimal>,
    /// Whether it says per cent.
    pub percent: bool,
}

impl UnitHint {
    /// What either says: «kr» beside «i 1 000» only names the currency.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { scale: self.scale.max(other.scale), percent: self.percent || other.percent }
    }
}

/// What headers and captions say of the unit, and what it multiplies amounts by: the words as they begin.
const UNITS: [(i64, &[&str]); 3] = [
    (
        1_000,
        &[
            "1000 kr",
            "kr 1000",
            "kr. 1000",
            "nok 1000",
            "1000 nok",
            "tkr",
            "tnok",
            "knok",
            "tusen",
            "tusener",
            "heile tusen",
            "hele tusen",
            "heile 1000",
            "hele 1000",
            "thousand",
            "thousands",
            "1000s",
            "nok thousand",
            "nok thousands",
            "x 1000",
            "x1000",
            "× 1000",
            "×1000",
        ],
    ),
    (
        1_000_000,
        &[
            "mill. kr",
            "mill kr",
            "mill.kr",
            "mill.",
            "mill",
            "millionar",
            "millioner",
            "million",
            "millions",
            "nok million",
            "nok millions",
            "mnok",
            "mkr",
        ],
    ),
    (1, &["heile kr", "hele kr", "kr", "nok"]),
];

/// Finds `tall i 1 000 kr`, `(mill. kr)`, `(%)` in a header or caption. An amount in it («inntil 21 000 kr») and an
/// explanation («1,0 = 100 %») are no unit: a unit is the whole text, or stands after `i` or first in brackets.
#[must_use]
pub fn unit_hint(header: &str) -> UnitHint {
    if !may_state_unit(header.as_bytes()) {
        return UnitHint::default();
    }
    let lower = header.to_lowercase();
    let spaced = plain_unit(&lower);
    let leads = ["(", "[", "(i ", "[i ", " i ", "(in ", " in "];
    let led = leads.iter().flat_map(|lead| spaced.match_indices(lead));
    let led = led.filter(|(at, _)| !is_negated(&spaced[..*at]));
    let led = led.map(|(at, lead)| (&spaced[at + lead.len()..], lead.contains('i')));
    // Where a unit may stand, and whether a word leads up to it.
    let first = ["i ", "in "].iter().find_map(|lead| spaced.strip_prefix(lead)).map(|rest| (rest, true));
    let places: Vec<(&str, bool)> = std::iter::once((spaced.as_str(), false)).chain(first).chain(led).collect();
    let begins = |place: &str, word: &str| {
        let rest = place.strip_prefix(word).map(|rest| rest.strip_prefix("oner").unwrap_or(rest));
        rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
    };
    let said = |words: &[&str]| places.iter().any(|(place, _)| words.iter().any(|word| begins(place, word)));
    // Of «kr 1000» the unit is all of it.
    let scale_of = |place: &str| {
        let words = UNITS.iter().flat_map(|(scale, words)| words.iter().map(move |word| (*scale, *word)));
        words.filter(|(_, word)| begins(place, word)).max_by_key(|(_, word)| word.len()).map(|(scale, _)| scale)
    };
    // A number alone states a unit where a word leads up to it: «Beløp i 1000 (NOK)»; and in brackets of its own at the end.
    let scale_at = |(place, in_words): &(&str, bool)| {
        let alone = || matches!(place.trim_end_matches([' ', ':', '*', '.']), "1000)" | "1000]");
        let bare = if *in_words { bare_scale(place) } else { alone().then_some(1_000) };
        Some((scale_of(place).or(bare)?, *in_words))
    };
    let told: Vec<(i64, bool)> = places.iter().filter_map(scale_at).collect();
    let whole = spaced.contains("heile kr") || spaced.contains("hele kr");
    let larger_in_words = told.iter().any(|(scale, words)| *scale > 1 && *words);
    // «kr» beside a larger unit only names the currency: «i tusen (kr)». A text that names two units states none: «i kr, ev. i
    // 1 000 kr».
    let currency = |(scale, words): &(i64, bool)| *scale == 1 && !whole && !(*words && larger_in_words);
    let (plain, scales): (Vec<_>, Vec<_>) = told.into_iter().partition(currency);
    let scales: BTreeSet<i64> = scales.into_iter().map(|(scale, _)| scale).collect();
    let scale = match scales.len() {
        0 if !plain.is_empty() => Some(1),
        1 => scales.first().copied(),
        _ => None,
    };
    let scale = scale.map(Decimal::from);
    let percent = said(&["%", "prosent"]) || spaced.contains("stillingsprosent") || spaced.contains("prosent stilling");
    UnitHint { scale, percent }
}

/// Whether what follows is said not to be: «heile kroner, ikkje i 1 000 kr», «Skriv ikkje tal i 1 000 kr».
fn is_negated(before: &str) -> bool {
    // What may stand between: how figures are given, and the figures.
    const BETWEEN: &str = " er vere være skal må bli skriv skrive skrives skrivast skrivne skrevet oppgi oppgis oppgje oppgitt \
        oppgitte oppgjevne før føre føres førast ført førte gi gis gitt fyll ut tal tala tall tallene beløp beløpa beløpet \
        beløpene ";
    // A new clause says something else.
    let clause = before.rsplit([',', '.', ';', ':', ')', ']']).next().unwrap_or(before);
    let mut words = clause.rsplit(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let word = words.find(|word| !BETWEEN.contains(&format!(" {word} ")));
    word.is_some_and(|word| matches!(word, "ikkje" | "ikke" | "not" | "aldri" | "never"))
}

/// Words of a unit on one line, with a thousand written in one way: `1 000`, `1.000`, `1,000` and `'000` are `1000`, and a
/// million `1000000`; `1000kr` and `1000-kr` are `1000 kr`, `t.kr` is `tkr`.
fn plain_unit(lower: &str) -> String {
    const WAYS: [(&str, &str); 16] = [
        ("’", "'"),
        ("´", "'"),
        ("1 000 000", "1000000"),
        ("1.000.000", "1000000"),
        ("1,000,000", "1000000"),
        ("1'000'000", "1000000"),
        ("1 000", "1000"),
        ("1.000", "1000"),
        ("1,000", "1000"),
        ("1'000", "1000"),
        ("'000", "1000"),
        ("000kr", "000 kr"),
        ("000-kr", "000 kr"),
        ("t.kr", "tkr"),
        ("t. kr", "tkr"),
        ("*1000", "x1000"),
    ];
    let spaced = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    WAYS.iter().fold(spaced, |text, (way, plain)| if text.contains(way) { text.replace(way, plain) } else { text })
}

/// The scale of `place` where it begins with a thousand or a million of nothing: what follows is a remark, if anything, and
/// no other number («i 1000, 2000 eller 3000»).
fn bare_scale(place: &str) -> Option<i64> {
    let (scale, rest) = match place.strip_prefix("1000000") {
        Some(rest) => (1_000_000, rest.strip_prefix(" kroner").or(rest.strip_prefix(" kr")).unwrap_or(rest)),
        None => (1_000, place.strip_prefix("1000")?),
    };
    let rest = rest.trim_start();
    let after = rest.strip_prefix(['(', ')', '[', ']', ',', '.', ':', ';', '*', '–']);
    let remark = after.is_some_and(|after| !after.trim_start().starts_with(|letter: char| letter.is_ascii_digit()));
    (rest.is_empty() || remark).then_some(scale)
}

/// Whether something stands there that all units and per cents are written with: most headers need no closer look.
fn may_state_unit(header: &[u8]) -> bool {
    const MARKS: [&[u8]; 7] = [b"kr", b"nok", b"tusen", b"thousand", b"mill", b"%", b"prosent"];
    let marked = |rest: &[u8]| {
        MARKS.iter().any(|mark| rest.get(..mark.len()).is_some_and(|word| word.eq_ignore_ascii_case(mark)))
    };
    // The noughts of a thousand, after at most one blank or point.
    let thousand = |rest: &[u8]| {
        let mark = rest.iter().position(u8::is_ascii_digit).filter(|mark| *mark <= 3);
        mark.is_some_and(|mark| rest[mark..].starts_with(b"000"))
    };
    // One letter tells most places apart.
    (0..header.len()).any(|at| match header[at] | 0x20 {
        b'k' | b'n' | b't' | b'm' | b'p' | b'%' => marked(&header[at..]),
        b'1' => thousand(&header[at + 1..]),
        b'\'' => header[at + 1..].starts_with(b"000"),
        // The sign for kelvin, a k in lower case, begins with this.
        0xE2 => true,
        _ => false,
    })
}

/// What stands before a unit at the end: «Søknadsbeløp» of «Søknadsbeløp, tusen kroner».
fn before_unit(header: &str) -> Option<&str> {
    let unit_after = |between: &str| {
        header.match_indices(between).find(|(at, _)| is_unit(&header[at + between.len()..])).map(|(at, _)| at)
    };
    let at = [" i ", ",", " in ", "-", " "].into_iter().find_map(unit_after)?;
    Some(header[..at].trim_end_matches([',', '-'])).filter(|words| !words.trim().is_empty())
}

fn is_unit(text: &str) -> bool {
    let spaced = plain_unit(&text.to_lowercase());
    let spaced = spaced.strip_prefix("i ").unwrap_or(&spaced);
    UNITS.iter().flat_map(|(_, words)| words.iter()).any(|word| {
        let rest = spaced.strip_prefix(word).map(|rest| rest.strip_prefix("oner").unwrap_or(rest));
        rest.is_some_and(|rest| rest.trim_matches([' ', '.']).is_empty() || matches!(rest.trim(), "kr" | "kroner"))
    }) || bare_scale(spaced).is_some()
}

/// Whether text is nothing but a unit: «kr», «(i 1 000 kr)», «%».
#[must_use]
pub fn is_unit_alone(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '[', ']']);
    matches!(bare, "%" | "prosent") || bare.chars().any(char::is_alphabetic) && is_unit(bare)
}

/// What a column or label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A field.
    Field(Field),
    /// A criterion of assessment, by its index in the policy.
    Criterion(usize),
}

impl Target {
    /// Its number among all targets.
    #[must_use]
    pub const fn number(self) -> usize {
        match self {
            Self::Field(field) => field as usize,
            Self::Criterion(at) => Field::ALL.len() + at,
        }
    }
}

/// The number of a beginning of three plain letters or figures.
fn beginning(letters: &[u8; 3]) -> Option<usize> {
    letters.iter().try_fold(0, |number, letter| {
        let figure = char::from(*letter).to_digit(36)?;
        Some(number * 36 + usize::try_from(figure).ok()?)
    })
}

/// The headers one kind of sheet may have, and which it must have.
#[derive(Debug)]
pub struct Schema {
    known: BTreeMap<String, Target>,
    /// The same by the headers as forms write them, so that most need no closer look.
    written: BTreeMap<Box<str>, Target>,
    /// How many different things they name.
    targets: usize,
    /// Of each beginning of three letters, whether one begins so: most cells of a sheet begin otherwise, and need no closer
    /// look.
    beginnings: Box<[bool]>,
    /// Fields whose column must be there.
    pub required: Vec<Field>,
    /// What pots are called, in lower case: a row that names one is no note.
    pub pots: BTreeSet<String>,
}

impl Schema {
    /// The headers of `fields`, of this batch's own `columns`, and of `criteria` (id or name).
    #[must_use]
    pub fn new(
        fields: &[Field],
        required: &[Field],
        columns: &BTreeMap<String, Field>,
        criteria: &[Criterion],
    ) -> Self {
        let mut known = BTreeMap::new();
        for (at, criterion) in criteria.iter().enumerate() {
            known.insert(normalise(&criterion.id), Target::Criterion(at));
            for language in Language::ALL {
                known.insert(normalise(criterion.name(language)), Target::Criterion(at));
            }
        }
        for header in fields.iter().flat_map(|field| field.headers().map(|header| (header, *field))) {
            known.insert(normalise(header.0), Target::Field(header.1));
        }
        let own = columns.iter().filter(|(_, field)| fields.contains(field));
        known.extend(own.map(|(header, field)| (header.clone(), Target::Field(*field))));
        let headers = fields.iter().flat_map(|field| field.headers());
        let written = headers.filter_map(|header| Some((header.into(), *known.get(&normalise(header))?))).collect();
        let targets = known.values().collect::<BTreeSet<_>>().len();
        let mut beginnings = vec![false; 36 * 36 * 36].into_boxed_slice();
        for header in known.keys() {
            let number = header.as_bytes().first_chunk().and_then(beginning);
            number.into_iter().for_each(|number| beginnings[number] = true);
        }
        Self { known, written, targets, beginnings, required: required.to_vec(), pots: BTreeSet::new() }
    }

    /// The same, for sheets whose rows name pots of `policy`.
    #[must_use]
    pub fn with_pots(mut self, policy: &Policy) -> Self {
        let names = policy.pots.iter().flat_map(|pot| [&*pot.id, &*pot.name]);
        self.pots.extend(names.map(|name| name.trim().to_lowercase()));
        self
    }

    /// How many different things its headers name.
    #[must_use]
    pub fn targets(&self) -> usize {
        self.targets
    }

    /// What `header` names, whole or without the number before it or of a footnote after it: whole matches only.
    #[must_use]
    pub fn target(&self, header: &str) -> Option<Target> {
        let plain = || self.whole(header).or_else(|| self.whole(without_number(header)?));
        plain().or_else(|| self.target(without_footnote(header)?))
    }

    /// Whether `header` names something as it stands, with no number before it and no mark of a footnote behind it.
    #[must_use]
    pub fn is_whole(&self, header: &str) -> bool {
        self.whole(header).is_some()
    }

    fn whole(&self, header: &str) -> Option<Target> {
        if self.begins_otherwise(header) {
            return None;
        }
        self.written.get(header).or_else(|| self.known.get(&normalise(header))).copied()
    }

    /// Whether its first letters alone tell that it names nothing: three plain ones, which nothing after them changes.
    fn begins_otherwise(&self, header: &str) -> bool {
        let Some([first @ .., next]) = header.as_bytes().first_chunk::<4>() else { return false };
        next.is_ascii() && first.first_chunk().and_then(beginning).is_some_and(|number| !self.beginnings[number])
    }

    /// The field that `header` nearly names: one slip in a word of six letters or more, two from twelve, the same digits; or
    /// its very words and a unit after them, «Søknadsbeløp i mill. kr».
    #[must_use]
    pub fn near_miss(&self, header: &str) -> Option<Field> {
        if let Some(Target::Field(field)) = before_unit(header).and_then(|words| self.target(words)) {
            return Some(field);
        }
        let normal = normalise(without_number(header).unwrap_or(header));
        let length = normal.chars().count();
        let slips = match length {
            0..6 => return None,
            6..12 => 1,
            _ => 2,
        };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        // «søknadsår» is no slip in «søknadsnr»: in these endings the letter is the meaning.
        let ending = |text: &str| ["nr", "år"].into_iter().find(|ending| text.ends_with(ending));
        let near = self.known.iter().filter_map(|(known, target)| {
            let Target::Field(field) = target else { return None };
            // Each letter that one has more is a slip.
            if known.chars().count().abs_diff(length) > slips {
                return None;
            }
            let distance = strsim::osa_distance(known, &normal);
            let same = digits(known) == digits(&normal) && ending(known) == ending(&normal);
            (distance <= slips && same).then_some((distance, *field))
        });
        near.min().map(|(_, field)| field)
    }

    /// How like `header` is to a header of `field`, in hundredths; `None` where it is like another field's as much, or too
    /// little to ask about. Laxer than [`Schema::near_miss`]: for a field that has no column.
    #[must_use]
    pub fn likeness(&self, header: &str, field: Field) -> Option<u32> {
        const LEAST: u32 = 70;
        let normal = normalise(without_number(header).unwrap_or(header));
        let length = normal.chars().count();
        let like = |known: &str| {
            let own = known.chars().count();
            let longest = own.max(length);
            // Each letter that one has more is a slip: most are too unlike whatever the others are.
            let best = hundredths(own.abs_diff(length), longest);
            if best < LEAST { 0 } else { hundredths(strsim::osa_distance(known, &normal), longest) }
        };
        let of = |own: bool| {
            let headers = self.known.iter().filter(|(_, target)| (**target == Target::Field(field)) == own);
            headers.map(|(known, _)| like(known)).max().unwrap_or_default()
        };
        let own = of(true);
        (own >= LEAST && own > of(false)).then_some(own)
    }
}

/// What is left of a hundred after `slips` in `length` letters.
fn hundredths(slips: usize, length: usize) -> u32 {
    let slips = u32::try_from(slips * 100 / length.max(1)).unwrap_or(100);
    100_u32.saturating_sub(slips)
}

#[cfg(test)]
mod tests {
    use super::unit_hint;

    /// What `text` multiplies amounts by.
    fn scale(text: &str) -> Option<i64> {
        unit_hint(text).scale.and_then(|scale| i64::try_from(scale).ok())
    }

    #[test]
    fn a_thousand_is_written_in_many_ways() {
        for text in [
            "Overførte midlar (i 1000)",
            "Overførte midlar (i 1 000) *",
            "Overførte midlar (1000)",
            "Overførte midlar (1 000):",
            "Overførte midlar (1000kr)",
            "Overførte midlar (i 1000-kr)",
            "Overførte midlar (t.kr.)",
            "Overførte midlar (kNOK)",
            "Overførte midlar (i tusener)",
            "Overførte midlar (x 1000)",
            "Overførte midlar (*1000)",
            "Overførte midlar ('000 kr)",
            "Beløp i 1000-kroner",
            "Beløp i 1’000",
            "Figures in thousands",
            "Figures in NOK thousands",
            "Ikkje fyll ut grøne felt, tal i 1000 kr",
            "i 1000",
        ] {
            assert_eq!(scale(text), Some(1_000), "{text}");
        }
        for text in ["Beløp i 1.000.000 kr", "Beløp i 1 000 000", "Overførte midlar (i 1 000 000 kroner)"] {
            assert_eq!(scale(text), Some(1_000_000), "{text}");
        }
    }

    #[test]
    fn a_thousand_of_something_else_is_no_unit() {
        for text in [
            "Beløpa er ikkje oppgitt i 1000 kr",
            "Skriv ikkje tal i 1000 kr",
            "Beløp skal ikke oppgis i 1000",
            "Innbyggjarar i 1000, 2000 eller 3000",
            "Midlar i 1000 kommunar",
            "Eigendel (inntil 1 000 000 kr)",
            "Beløp (i kr, ev. i 1 000 kr)",
            "Vi deler ut midlar i 1000-vis",
            "Konto (1000 – 2000)",
        ] {
            assert_eq!(scale(text), None, "{text}");
        }
    }
}
