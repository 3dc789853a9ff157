//! What stands around a budget table: its title, its caption, and the unit of its figures.

use super::header::one_line;
use super::layout::{Block, is_caption};
use super::table::Unit;
use crate::form::SheetAccount;
use crate::form::header::unit_hint;
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
    let spaced = text.replace(['\u{a0}', '\u{202f}'], " ").replace("1000", "1 000").replace("1.000", "1 000");
    let lower = spaced.trim_end_matches(['.', ')', ':']).to_lowercase();
    if lower.ends_with(" i 1 000") || lower.ends_with("(1 000") || lower.ends_with("hele 1 000") {
        return Some(Unit::Thousand);
    }
    let scale = unit_hint(&spaced).scale?;
    Unit::ALL.into_iter().find(|unit| Decimal::new(unit.ore(), 2) == scale)
}
