//! Where each block stands and how wide the columns are, decided before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::style;
use crate::report::document::{Bars, Block, Chart, Column, Document, Measured, Role, Sheet, Table, Total, Value};

/// Rows a chart covers whose bars stand side by side.
const CHART_ROWS: u32 = 15;
/// Rows around the bars of a chart that lie below each other, a row to a bar.
const CHART_FRAME: u32 = 4;
/// Title, document title, and a line of air.
const FIRST_ROW: u32 = 3;
/// Paragraphs are no wider than this many characters, so that they can be read without scrolling.
const READABLE: u32 = 110;
/// A paragraph is laid over columns that are at least so wide together, where there are as many.
const NARROW: u32 = 60;
/// Characters that a sheet of A4 on its side holds at eight points: the least that people read without effort.
const A4_HOLDS: u32 = 200;
/// Characters that A3 holds so. No sheet is wider: its texts are broken into lines instead.
const A3_HOLDS: u32 = 285;
/// Text is broken into no narrower columns than this.
const NARROWEST: u32 = 18;

/// A sheet with its places.
pub(super) struct Plan<'a> {
    /// The name on the tab: allowed in Excel and unique.
    pub(super) name: String,
    /// What it holds.
    pub(super) sheet: &'a Sheet,
    /// Width of each column, in characters.
    pub(super) widths: Vec<u32>,
    /// Its blocks with the row each starts in.
    pub(super) blocks: Vec<Placed<'a>>,
}

/// A block and the row it starts in, from zero. A table's header stands there, its rows below, its sum below them.
pub struct Placed<'a> {
    /// The row.
    pub row: u32,
    /// The block.
    pub block: &'a Block,
}

/// Where a table stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The name on the tab.
    pub(super) sheet: &'a str,
    /// The row of its header.
    pub(super) header: u32,
}

impl Plan<'_> {
    /// How many rows the sheet has, with the air at its end.
    pub(super) fn rows(&self) -> u32 {
        self.blocks.iter().map(|placed| placed.row + height(placed.block)).max().unwrap_or(FIRST_ROW)
    }

    /// The row of the header, where the sheet is one table: it is frozen, and repeated on each page.
    pub(super) fn header_row(&self) -> Option<u32> {
        let mut tables = self.blocks.iter().filter(|placed| matches!(placed.block, Block::Table(_)));
        match (tables.next(), tables.next()) {
            (Some(one), None) if one.row < 12 => Some(one.row),
            _ => None,
        }
    }

    /// Whether the sheet is too wide to be read on A4: then it is printed on A3.
    pub(super) fn is_wide(&self) -> bool {
        self.widths.iter().sum::<u32>() > A4_HOLDS
    }

    /// The last column a paragraph is laid over, and the lines it takes there.
    pub(super) fn paragraph(&self, paragraph: &str) -> (u16, u32) {
        let mut width = 0;
        let mut last = 0;
        for (column, one) in (0_u16..).zip(&self.widths) {
            if width >= NARROW && width + one > READABLE {
                break;
            }
            width += one;
            last = column;
        }
        (last, lines(paragraph, width.max(20)))
    }
}

/// The places of all tables.
pub(super) fn places<'a>(plans: &'a [Plan<'a>]) -> BTreeMap<&'a str, Place<'a>> {
    let mut places = BTreeMap::new();
    for plan in plans {
        for placed in &plan.blocks {
            if let Block::Table(table) = placed.block {
                places.insert(table.id.as_str(), Place { sheet: &plan.name, header: placed.row });
            }
        }
    }
    places
}

/// Places every block of every sheet.
pub(super) fn plan(document: &Document) -> Vec<Plan<'_>> {
    let sheets = document.sheets.iter().zip(stands(document));
    sheets.map(|(sheet, (name, blocks))| Plan { name, sheet, widths: widths(document, sheet), blocks }).collect()
}

/// For each sheet its name on the tab, and each of its blocks with the row it starts in.
pub(super) fn stands(document: &Document) -> Vec<(String, Vec<Placed<'_>>)> {
    let mut taken = BTreeSet::new();
    let place = |sheet: &Sheet| tab_name(&sheet.name, &mut taken);
    let names: Vec<String> = document.sheets.iter().map(place).collect();
    let blocks = document.sheets.iter().map(placed);
    names.into_iter().zip(blocks).collect()
}

/// One block below the other; but lying bars, a row to each, stand beside the rows of their table. Below it they would be cut
/// in two at the end of a page.
fn placed(sheet: &Sheet) -> Vec<Placed<'_>> {
    let mut row = FIRST_ROW;
    let mut table = FIRST_ROW;
    let placed = sheet.blocks.iter().map(|block| {
        if matches!(block, Block::Chart(chart) if chart.bars == Bars::Lying) {
            return Placed { row: table + 1, block };
        }
        let at = row;
        row += height(block);
        if matches!(block, Block::Table(_)) {
            table = at;
        }
        Placed { row: at, block }
    });
    placed.collect()
}

/// The rows a block takes, with the air below it.
fn height(block: &Block) -> u32 {
    match block {
        Block::Heading(_) => 1,
        Block::Paragraph(_) => 2,
        Block::Facts(facts) => wide(facts.len()) + 1,
        Block::Table(table) if table.rows.is_empty() => 3,
        Block::Table(table) => wide(table.rows.len()) + 2 + u32::from(table.has_total()),
        Block::Chart(chart) => chart_rows(chart) + 1,
    }
}

/// The rows a chart covers.
pub(super) fn chart_rows(chart: &Chart) -> u32 {
    match chart.bars {
        Bars::Upright => CHART_ROWS,
        Bars::Lying => wide(chart.rows) + CHART_FRAME,
    }
}

/// At most 31 characters, none of `[ ] : * ? / \`, no apostrophe at the ends, and no other sheet's name in any case.
fn tab_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed: String = name.chars().filter(|letter| !"[]:*?/\\".contains(*letter) && !letter.is_control()).collect();
    let allowed = allowed.trim_matches('\'').trim();
    let base = if allowed.is_empty() { "-" } else { allowed };
    for attempt in 1.. {
        let tail = if attempt == 1 { String::new() } else { format!(" ({attempt})") };
        let mut room = 31 - tail.len();
        let kept: String = base
            .chars()
            .take_while(|letter| {
                let fits = letter.len_utf16() <= room;
                room = room.saturating_sub(letter.len_utf16());
                fits
            })
            .collect();
        let name = format!("{}{tail}", kept.trim_end_matches('\''));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("there are fewer sheets than numbers")
}

/// The widths of the columns of a sheet, each with the least it needs.
fn widths(document: &Document, sheet: &Sheet) -> Vec<u32> {
    let mut widths: Vec<(u32, u32)> = vec![(8, 8); 2];
    let mut widen = |column: usize, width: u32, least: u32| {
        if widths.len() <= column {
            widths.resize(column + 1, (8, 8));
        }
        let (wide, needed) = &mut widths[column];
        (*wide, *needed) = (width.max(*wide), least.max(*needed));
    };
    for block in &sheet.blocks {
        match block {
            Block::Facts(facts) => {
                for (name, value) in facts {
                    let width = length(name).min(40) + 2;
                    widen(0, width, width);
                    if !matches!(value, Value::Text(_)) {
                        widen(1, 14, 14);
                    }
                }
            }
            Block::Table(table) => {
                for (at, column) in table.columns.iter().enumerate() {
                    let (width, least) = column_width(document, table, at, column);
                    widen(at, width, least);
                }
            }
            Block::Heading(_) | Block::Paragraph(_) | Block::Chart(_) => {}
        }
    }
    fitted(widths)
}

/// As wide as the columns want to be, where paper holds that; else the widest that can break its text into lines gives way,
/// again and again.
fn fitted(mut widths: Vec<(u32, u32)>) -> Vec<u32> {
    while widths.iter().map(|(width, _)| width).sum::<u32>() > A3_HOLDS {
        let giving = widths.iter_mut().filter(|(width, least)| width > least).max_by_key(|(width, _)| *width);
        let Some((width, _)) = giving else { break };
        *width -= 1;
    }
    widths.into_iter().map(|(width, _)| width).collect()
}

/// How wide a column wants to be, and how wide it must be.
fn column_width(document: &Document, table: &Table, at: usize, column: &Column) -> (u32, u32) {
    let cells = table.rows.iter().map(|row| shown(document, table, &row.cells[at]));
    let mut longest = cells.max().unwrap_or(0);
    if column.total == Total::Sum
        && let Measured::Number(sum, _) = document.total(table, at)
    {
        longest = longest.max(figure(sum) + 1);
    }
    // A short header stands on one line; the button of the filter takes the room of three letters.
    let header = match length(&column.header) {
        short if short <= 12 => short,
        _ => words(&column.header).map(length).max().unwrap_or(0),
    };
    let (least, most) = match column.role {
        Role::Text => (8, 46),
        Role::Prose => (30, 72),
        Role::Code => (8, 68),
        _ => (7, 24),
    };
    let header = (header + 4).min(30);
    let width = (longest + 3).clamp(least, most).max(header);
    (width, if style::wraps(column.role) { header.max(NARROWEST).min(width) } else { width })
}

/// About how many characters a person sees in a cell.
fn shown(document: &Document, table: &Table, value: &Value) -> u32 {
    match value {
        Value::Blank => 0,
        Value::Text(text) => length(text),
        Value::Date(_) => length("00.00.0000"),
        // What people enter is as long as what stands beside it.
        Value::Input(None) => length("-00 000 000"),
        Value::Formula(expression) => match document.result(expression, Some(table)) {
            Measured::Number(number, _) => figure(number),
            Measured::Word(word) => length(&word),
        },
        value => style::number(value).map_or(0, figure),
    }
}

/// The length of `number` as people see it, told from its digits: a long table has more figures than one would write out.
fn figure(number: Decimal) -> u32 {
    let digits = number.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    let whole = digits.saturating_sub(number.scale()).max(1);
    let sign = if number.is_sign_negative() && !number.is_zero() { hundredths('\u{2212}') } else { 0 };
    let point = if number.scale() > 0 { hundredths(',') } else { 0 };
    let room = (whole + number.scale()) * hundredths('0') + (whole - 1) / 3 * hundredths('\u{a0}') + point + sign;
    room.div_ceil(100)
}

/// The lines that `text` takes at `width` characters, words kept whole where they can be.
pub(super) fn lines(text: &str, width: u32) -> u32 {
    text.lines().map(|line| wrapped(line, width)).sum::<u32>().max(1)
}

fn wrapped(text: &str, width: u32) -> u32 {
    let holds = width.max(1) * 100;
    if measured(text) <= holds {
        return 1;
    }
    let (mut lines, mut filled) = (1, 0);
    for word in words(text) {
        // A line is broken behind a hyphen too.
        for (at, piece) in word.split_inclusive('-').enumerate() {
            let space = if at == 0 && filled > 0 { hundredths(' ') } else { 0 };
            let piece = measured(piece);
            if filled > 0 && filled + space + piece > holds {
                lines += 1;
                filled = piece;
            } else {
                filled += space + piece;
            }
            // A piece that no line holds is broken where the line ends.
            lines += filled.saturating_sub(1) / holds;
            filled = if filled > holds { (filled - 1) % holds + 1 } else { filled };
        }
    }
    lines
}

/// What a line can be broken between: spaces, but for no-break ones.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let breaks = |letter: char| letter.is_whitespace() && letter != '\u{a0}';
    text.split(breaks).filter(|word| !word.is_empty())
}

/// The width of the longest line of `text`, in digits of the font: the measure of a column.
fn length(text: &str) -> u32 {
    text.lines().map(|line| measured(line).div_ceil(100)).max().unwrap_or(0)
}

/// The width of a line, in hundredths of a digit.
fn measured(line: &str) -> u32 {
    line.chars().map(hundredths).sum()
}

/// The width of a letter in hundredths of a digit, as Calibri has it or a little more.
fn hundredths(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '\'' | '|' => 52,
        'f' | 't' | 'r' | 's' | 'z' | 'J' | '(' | ')' | '[' | ']' | '-' | '/' | '!' | '"' => 78,
        'm' | 'w' | 'M' | 'W' | 'æ' | 'Æ' | '%' => 165,
        'A'..='Z' | 'Å' | 'Ø' | '&' => 122,
        // Letters of other scripts, and pictures.
        '\u{1100}'.. => 200,
        _ => 104,
    }
}

/// A count of rows as the format counts them. More than it can count is refused when written.
pub(super) fn wide(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / 2)
}

/// A count of columns as the format counts them.
pub(super) fn narrow(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::{figure, length};
    use crate::text::{Language, number};

    proptest! {
        #[test]
        fn a_figure_is_as_long_as_it_is_written(mantissa in any::<i64>(), shift in 0..64_u32, scale in 0..6_u32) {
            let figure_of = Decimal::new(mantissa >> shift, scale);
            for language in Language::ALL {
                prop_assert_eq!(figure(figure_of), length(&number::decimal(language, figure_of)));
            }
        }
    }
}
