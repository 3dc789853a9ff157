//! What stands around a budget table: its title, its caption, and the unit of its figures.

use super::header::one_line;
use super::layout::{Block, is_caption};
use super::table::Unit;
use crate::form::SheetAccount;
use crate::form::header::caption_hint;
use crate::form::record::{as_it_stands, is_blank};
use crate::origin::{CellRef, Cited};
use crate::read::Row;
use rust_decimal::Decimal;

/// The words around a table.
pub(super) struct Words {
    pub(super) title: Option<Cited<String>>,
    pub(super) caption: Option<Cited<String>>,
    /// The unit that is stated, and where.
    pub(super) unit: Option<Cited<Unit>>,
    /// Another one that is stated too.
    pub(super) other_unit: Option<Cited<Unit>>,
}

/// The words around `block`. What stands above the first table of the sheet, and the sheet's own name, may state the unit
/// of a table that does not.
pub(super) fn words(block: &Block<'_>, above: &[Row], sheet: &str) -> Words {
    let around = || block.before.iter().chain(block.after);
    let caption = around().find(|row| is_caption(row)).map(text);
    let is_title = |row: &&Row| !is_caption(row) && !is_unit_alone(&text(row).value) && !row.cells.iter().all(is_blank);
    let title = block.before.iter().rev().find(is_title).map(text);
    let texts = around().map(text);
    let head = block.header.words.iter().map(|(at, words)| Cited::new(words.clone(), *at));
    let stated = |text: Cited<String>| Some(Cited::new(unit_of(&text.value)?, text.cell));
    let mut units = texts.chain(head).filter_map(stated);
    let unit = units.next();
    let other_unit = units.find(|other| unit.is_some_and(|unit| unit.value != other.value));
    let from_above = || above.iter().map(text).find_map(stated);
    let from_name = || stated(Cited::new(sheet.to_owned(), block.header.columns[0].at));
    Words { title, caption, unit: unit.or_else(from_above).or_else(from_name), other_unit }
}

impl Words {
    /// Counts the rows above and below the table.
    pub(super) fn count(&self, block: &Block<'_>, account: &mut SheetAccount) {
        for row in block.before.iter().chain(block.after) {
            let at = text(row).cell;
            let is = |words: &Option<Cited<String>>| words.as_ref().is_some_and(|words| words.cell == at);
            account.count(match () {
                () if row.cells.iter().all(is_blank) => "empty",
                () if is(&self.title) => "title",
                () if is(&self.caption) => "caption",
                () => "note",
            });
        }
        block.head.iter().for_each(|_| account.count("header"));
    }
}

/// The texts of a row, on one line.
fn text(row: &Row) -> Cited<String> {
    let filled: Vec<_> = row.cells.iter().filter(|cell| !is_blank(cell)).collect();
    let column = filled.first().map_or(0, |cell| cell.column);
    let words: Vec<String> = filled.into_iter().map(|cell| one_line(&as_it_stands(cell))).collect();
    Cited::new(words.join(" "), CellRef::new(row.number, column))
}

/// A row that says nothing but the unit: `Tal i 1 000 kr`, `(mill. kr)`. A title may end with the unit; it does not begin so.
fn is_unit_alone(text: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "alle", "tal", "tall", "beløp", "i", "eining", "enhet", "heile", "hele", "mill", "kr", "nok", "figures",
        "amounts",
    ];
    let bare = text.trim_start_matches(['(', '[', '*', ' ']).to_lowercase();
    let first = bare.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let begins = first.starts_with(|letter: char| letter.is_ascii_digit()) || BEGINNINGS.contains(&first);
    begins && text.chars().count() <= 35 && unit_of(text).is_some()
}

/// The unit that a text states: `tall i 1 000 kr`, `Beløp i 1000`, `heile tusen`, `(mill. kr)`, `kr`.
pub(super) fn unit_of(text: &str) -> Option<Unit> {
    let scale = caption_hint(text).scale?;
    Unit::ALL.into_iter().find(|unit| Decimal::new(unit.ore(), 2) == scale)
}

/// `text` without the unit it states: «Tabell 5.21 Ramme, tall i 1 000 kr» is «Tabell 5.21 Ramme», «Tal i 1 000 kr» is nothing.
pub fn without_unit(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    // «kr» alone states another unit than «1 000 kr».
    let unit = unit_of(text);
    let of = |from: usize, to: usize| unit_of(&format!(" {}", words[from..to].join(" ")));
    let states = |from: usize, to: usize| unit.is_some() && of(from, to) == unit;
    let Some(mut to) = (1..=words.len()).find(|to| states(0, *to)) else { return text.to_owned() };
    let mut from = (0..to).rfind(|from| states(*from, to)).unwrap_or(0);
    while to < words.len() && is_one_of(words[to], &UNITS) {
        to += 1;
    }
    let leads = |from: usize| {
        // «Skjema 1 (mill. kr)», «Kultur for alle (1 000 kr)»: what stands before a bracket or a comma is the title's.
        let before = words[from - 1];
        let apart = words[from].starts_with(['(', '[']) || before.ends_with([',', '.', ':', ';']);
        let thousand = before != "1" || words[from].starts_with("000");
        !apart && thousand && is_one_of(before, &BEFORE_UNITS)
    };
    while from > 0 && leads(from) {
        from -= 1;
    }
    let before = words[..from].join(" ");
    let kept = [before.trim_end_matches([' ', ',', '.', '(', '[', '-', '–', ':']), &words[to..].join(" ")];
    kept.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What goes on stating a unit.
const UNITS: [&str; 9] = ["kr", "kroner", "nok", "million", "millions", "000", "000kr", "1000", "thousand"];
/// What leads up to a unit.
const BEFORE_UNITS: [&str; 18] = [
    "i",
    "alle",
    "tal",
    "tala",
    "tall",
    "tallene",
    "beløp",
    "beløpa",
    "beløpene",
    "heile",
    "hele",
    "all",
    "figures",
    "amounts",
    "in",
    "nok",
    "1",
    "whole",
];

/// Whether `word` is one of these, whatever signs stand around it.
fn is_one_of(word: &str, known: &[&str]) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    known.contains(&&*bare)
}

#[cfg(test)]
mod tests {
    use super::{unit_of, without_unit};

    #[test]
    fn what_is_left_of_a_text_states_no_unit() {
        for (text, left) in [
            (
                "Tabell 5.21 Budsjettramme for NAV 2017-2020, tall i 1 000 kr",
                "Tabell 5.21 Budsjettramme for NAV 2017-2020",
            ),
            ("Budsjett i 1 000 kr", "Budsjett"),
            ("Budsjett (i 1000 kr)", "Budsjett"),
            ("Budsjett, alle tall i hele tusen kroner", "Budsjett"),
            ("Drift 2024 (mill. kr)", "Drift 2024"),
            ("Drift 2024 – tal i millionar kroner", "Drift 2024"),
            ("Beløp i 1000", ""),
            ("Beløp (1 000)", "Beløp"),
            ("Drift 2024 (i 1000)", "Drift 2024"),
            ("Drift 2024, tal i t.kr.", "Drift 2024"),
            ("Tal i 1.000.000 kr", ""),
            ("Beløp i 1\u{a0}000 (NOK)", ""),
            ("Tall i 1 000 kr", ""),
            ("Tall i 1 000 kr, løpende priser", "løpende priser"),
            ("(1 000 kr)", ""),
            ("Ramme i heile kroner", "Ramme"),
            ("Figures in NOK 1,000", ""),
            ("Kultur for alle (1 000 kr)", "Kultur for alle"),
            ("Skjema 1 (mill. kr)", "Skjema 1"),
            ("Tabell 1 (mill. kr)", "Tabell 1"),
            ("Tiltak 1 000 m bane", "Tiltak 1 000 m bane"),
            ("Tekst", "Tekst"),
            ("", ""),
        ] {
            assert_eq!(without_unit(text), left, "{text}");
            assert!(unit_of(&without_unit(text)).is_none(), "{text}");
        }
    }
}
