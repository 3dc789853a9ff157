//! The list: a header row of one, two or three rows, then one record to a row, a total row, and notes.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Heading, Oddities, SEARCHED, Slot, caption, words};
use crate::application::Field;
use crate::form::decision::Action;
use crate::form::header::{self, Schema, Target, UnitHint, normalise, unit_hint};
use crate::form::record::is_blank;
use crate::form::value::date;
use crate::form::value::number::{self, NumberFault, Sort};
use crate::origin::CellRef;
use crate::read::{Cell, Row, Sheet, Value};

/// A list: where its header is and what its columns mean.
#[derive(Debug)]
pub struct ListLayout {
    /// Index of the first header row among the sheet's filled rows.
    pub first_header: usize,
    /// Index of the last one.
    pub last_header: usize,
    /// The columns that mean something, from left to right.
    pub columns: Vec<(u32, Heading)>,
    /// What is odd about the headers.
    pub oddities: Oddities,
    /// The unit that the title or caption above the header states.
    pub caption: UnitHint,
    /// The words of these columns' headers, as a row that repeats them has them.
    words: Vec<HeaderWords>,
    /// Of each column, whether words stand in its header, known or not.
    headed: Vec<bool>,
    /// What pots are called, in lower case.
    pots: BTreeSet<String>,
}

/// A header as it is compared: all of it, and its last line.
#[derive(Debug)]
struct HeaderWords {
    whole: String,
    last: Option<String>,
}

impl HeaderWords {
    fn of(header: &str) -> Self {
        let whole = normalise(header);
        let last = header.rsplit_once('\n').map(|(_, last)| normalise(last));
        Self { whole, last }
    }

    fn are_in(&self, cell: &Cell) -> bool {
        let Some(text) = words(cell) else { return false };
        if begins_otherwise(text, &[&self.whole, self.last.as_ref().unwrap_or(&self.whole)]) {
            return false;
        }
        let text = normalise(text);
        text == self.whole || self.last.as_ref() == Some(&text)
    }
}

/// Whether the first letter of `text` alone tells that, once normalised, it begins like none of these: most cells need no
/// closer look.
fn begins_otherwise(text: &str, normal: &[&str]) -> bool {
    let [first, next, ..] = text.as_bytes() else { return false };
    // One that something is composed with is another letter.
    let plain = first.is_ascii_alphanumeric() && next.is_ascii();
    plain && normal.iter().all(|one| one.as_bytes().first() != Some(&first.to_ascii_lowercase()))
}

/// What one row after the header is.
#[derive(Debug)]
pub enum RowKind<'a> {
    /// A record.
    Record(Vec<Slot<'a>>),
    /// The header again, after a page break.
    Header,
    /// A total row.
    Total(Vec<Slot<'a>>),
    /// Text that belongs to no column: a note.
    Note,
    /// Nothing that a person sees.
    Empty,
    /// Something that cannot be placed.
    Ignored,
}

/// The row that names the most columns, with the rows above and below it that complete it.
pub(super) fn find(sheet: &Sheet, schema: &Schema) -> Option<ListLayout> {
    let searched = &sheet.rows[..sheet.rows.len().min(SEARCHED)];
    searched.first()?;
    let (mut most, mut best) = (0, 0);
    for (at, row) in searched.iter().enumerate() {
        // A row names no more than it has words: most rows below the header need no closer look.
        let named = if row.cells.iter().filter_map(words).count() > most { targets(row, schema) } else { 0 };
        if named > most {
            (most, best) = (named, at);
        }
    }
    let adjoining = |at: usize| sheet.rows[at].number == sheet.rows[at - 1].number + 1;
    let heads = |at: usize| sheet.rows[at].cells.iter().all(|cell| matches!(cell.value, Value::Text(_)));
    let wide = |row: &Row| row.cells.len() > 1 || spans(sheet, row.number);
    let above = best > 0 && adjoining(best) && heads(best - 1) && wide(&sheet.rows[best - 1]);
    let first_header = if above { best - 1 } else { best };
    // A row of data may hold a word that is a header too: most of a header row's cells are headers, or units of them.
    let continues = |row: &Row| targets(row, schema) * 2 >= row.cells.len() || row.cells.iter().all(is_unit);
    let below = best + 1 < searched.len() && adjoining(best + 1) && heads(best + 1) && continues(&sheet.rows[best + 1]);
    let last_header = if below { best + 1 } else { best };
    let mut layout = ListLayout {
        first_header,
        last_header,
        columns: Vec::new(),
        words: Vec::new(),
        oddities: Oddities::default(),
        caption: UnitHint::default(),
        headed: Vec::new(),
        pots: schema.pots.clone(),
    };
    layout.caption(sheet, best);
    layout.name_columns(sheet, schema, best);
    (layout.columns.len() >= 3 || (most >= 2 && layout.columns.len() == most)).then_some(layout)
}

/// Whether a cell below a header says only what is to be written there: «(kr)», «dato».
fn is_unit(cell: &Cell) -> bool {
    words(cell).is_some_and(|text| {
        let text = text.trim();
        header::is_hint(text) || text.starts_with('(') && text.ends_with(')')
    })
}

fn targets(row: &Row, schema: &Schema) -> usize {
    let mut found: Vec<Target> = row.cells.iter().filter_map(words).filter_map(|text| schema.target(text)).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Whether a merged region of the row spans more than one column: a group header.
fn spans(sheet: &Sheet, row: u32) -> bool {
    sheet.merged.iter().any(|(first, last)| first.row <= row && row <= last.row && first.column < last.column)
}

impl ListLayout {
    /// The unit of the whole table: what stands above the header, and a cell of its own right above the headers' row or below
    /// the table that says the unit of all figures.
    fn caption(&mut self, sheet: &Sheet, best: usize) {
        // A heading merged over some columns is about those.
        let is_group =
            |at: CellRef| sheet.merged.iter().any(|(first, last)| *first == at && first.column < last.column);
        let above =
            sheet.rows[self.first_header..best].iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
        let above = above.filter(|(row, cell)| !is_group(CellRef::new(row.number, cell.column)));
        let own = above
            .filter_map(|(_, cell)| words(cell))
            .filter(|text| header::is_caption(text))
            .filter_map(|text| unit_hint(text).scale);
        self.caption = caption(&sheet.rows[..self.first_header]);
        let below = super::foot(&sheet.rows[self.last_header + 1..]);
        self.caption.scale = self.caption.scale.into_iter().chain(own).chain(below).max();
    }

    fn name_columns(&mut self, sheet: &Sheet, schema: &Schema, best: usize) {
        let rows = &sheet.rows[self.first_header..=self.last_header];
        let mut columns: Vec<u32> = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).collect();
        columns.sort_unstable();
        columns.dedup();
        self.headed.resize(columns.last().map_or(0, |last| *last as usize + 1), false);
        columns.iter().for_each(|column| self.headed[*column as usize] = true);
        let mut first: BTreeMap<Target, CellRef> = BTreeMap::new();
        let mut unnamed = Vec::new();
        let named = columns.into_iter().map(|column| {
            let texts: Vec<(CellRef, &str)> =
                (self.first_header..=self.last_header).filter_map(|at| header_text(sheet, at, column)).collect();
            (column, name(&texts, schema), texts)
        });
        let named: Vec<_> = named.collect();
        let whole = named.iter().filter_map(|(_, name, _)| name.as_ref());
        let whole: BTreeSet<Target> =
            whole.filter(|(_, header, _)| schema.is_whole(header)).map(|(.., target)| *target).collect();
        for (column, name, texts) in named {
            let Some((at, header, target)) = name else {
                // A group header above blank cells names no column of its own.
                let own = texts.iter().find(|(at, _)| at.row >= sheet.rows[best].number);
                if let Some((at, text)) = own {
                    unnamed.push((column, *at, Box::<str>::from(*text)));
                }
                continue;
            };
            // «Søknadsbeløp» has its column: «Søknadsbeløp 2)» and «2. Søknadsbeløp» are something else.
            if whole.contains(&target) && !schema.is_whole(&header) {
                unnamed.push((column, at, header.into()));
                continue;
            }
            let units = texts.iter().map(|(_, text)| unit_hint(text));
            let unit = units.fold(UnitHint::default(), UnitHint::or);
            if let Some(earlier) = first.get(&target) {
                self.oddities.doubles.push((at, header.as_str().into(), target, *earlier));
            } else {
                first.insert(target, at);
            }
            self.words.push(HeaderWords::of(&header));
            self.columns.push((column, Heading { target, header: header.into(), at, unit }));
        }
        for (_, at, header) in unnamed {
            match schema.near_miss(&header) {
                Some(field) if !first.contains_key(&Target::Field(field)) => {
                    self.oddities.near.push((at, header, field))
                }
                _ => self.oddities.unknown.push((at, header)),
            }
        }
    }

    /// What a row below the header is. `above` is the number of the filled row before it, and whether that is a total
    /// or a note; `below_total` where a total row stands anywhere above it.
    #[must_use]
    pub fn row_kind<'b>(&'b self, row: &'b Row, above: (u32, bool), below_total: bool) -> RowKind<'b> {
        let slots = self.slots(row);
        let named = slots.iter().filter(|slot| slot.cell.is_some()).count();
        let repeats = |(slot, words): (&Slot<'_>, &HeaderWords)| slot.cell.is_none_or(|cell| words.are_in(cell));
        if named >= 2 && slots.iter().zip(&self.words).all(repeats) {
            return RowKind::Header;
        }
        if numbers_columns(row) {
            return RowKind::Header;
        }
        if self.is_total(row) {
            return RowKind::Total(slots);
        }
        let lone_text = row.cells.len() == 1 && words(&row.cells[0]).is_some();
        let figure = slots.iter().any(is_figure);
        let counts = figure || row.cells.iter().any(|cell| matches!(cell.value, Value::Number(_)));
        let texts_only = row.cells.iter().all(|cell| matches!(cell.value, Value::Text(_)));
        match named {
            0 | 1 if slots.iter().any(is_action) => RowKind::Record(slots),
            0 | 1 if lone_text && !figure && (self.near(row) || named == 1) => RowKind::Note,
            0 | 1 => RowKind::Ignored,
            // Money, and what people decided, are never a note.
            _ if figure || slots.iter().any(|slot| self.is_key(slot)) => RowKind::Record(slots),
            // Blank rows, a total row or a note stand before it.
            2 if texts_only && (above.1 || row.number > above.0 + 1) => RowKind::Note,
            // Below the total: who signed, and when. Half the columns of an application would be blank.
            few if below_total && few * 2 <= self.columns.len() && !counts => RowKind::Ignored,
            _ => RowKind::Record(slots),
        }
    }

    /// Whether the row says which application, project or pot it is about, or what was decided.
    fn is_key(&self, slot: &Slot<'_>) -> bool {
        let Some(text) = slot.cell.and_then(words) else { return false };
        match slot.heading.target {
            // Where there is an application's row to fill, an id alone is a note.
            Target::Field(Field::ApplicationId | Field::ProjectId) => self.has(Field::Action) && is_id(text),
            Target::Field(Field::Pot) => self.pots.contains(&text.trim().to_lowercase()),
            _ => is_action(slot),
        }
    }

    fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|(_, heading)| heading.target == Target::Field(field))
    }

    /// Whether a row that was left out names an office and a project, as an application does. Who signs a list may stand below
    /// those, so the office must be one of Nav's, or the kind be named too.
    #[must_use]
    pub fn names_project(&self, row: &Row) -> bool {
        let texts = |field: Field| {
            let columns = self.columns.iter().filter(move |(_, heading)| heading.target == Target::Field(field));
            columns.filter_map(|(column, _)| row.cell(*column).and_then(words))
        };
        let named = |field: Field| {
            let says =
                |text: &str| text.chars().any(char::is_alphabetic) && !text.trim_end().ends_with([':', '_', '.']);
            texts(field).any(says)
        };
        let of_nav =
            |text: &str| normalise(text).split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "nav");
        named(Field::Office) && named(Field::Project) && (named(Field::Kind) || texts(Field::Office).any(of_nav))
    }

    /// The first cell of a record that stands below no header: nothing of it is read.
    #[must_use]
    pub fn unheaded(&self, row: &Row) -> Option<CellRef> {
        let headed = |cell: &Cell| self.headed.get(cell.column as usize).is_some_and(|headed| *headed);
        let cell = row.cells.iter().find(|cell| !headed(cell) && !is_blank(cell))?;
        Some(CellRef::new(row.number, cell.column))
    }

    /// The first column to the right of all that have words in their headers.
    #[must_use]
    pub fn beyond(&self) -> u32 {
        u32::try_from(self.headed.len()).expect("no more columns than a sheet has")
    }

    /// Whether two columns or more of the row are filled, and it is no total.
    #[must_use]
    pub fn may_be_record(&self, row: &Row) -> bool {
        self.columns.iter().filter(|(column, _)| row.cell(*column).is_some()).count() >= 2 && !self.is_total(row)
    }

    /// Inside the columns of the list, so not a stray character far away.
    fn near(&self, row: &Row) -> bool {
        let last = self.columns.last().map_or(0, |(column, _)| *column);
        row.cells.iter().all(|cell| cell.column <= last + 1)
    }

    /// «Sum», «Totalt», «I alt», and no more words in the row: words there would be an application's. Amounts kept as text
    /// may stand before it.
    fn is_total(&self, row: &Row) -> bool {
        let figures =
            |text: &&str| text.chars().any(|letter| letter.is_ascii_digit()) || !text.chars().any(char::is_alphabetic);
        let mut texts = row.cells.iter().filter_map(words).skip_while(figures);
        let said = texts.next().is_some_and(is_total_word);
        said && texts.all(|text| figures(&text))
    }

    fn slots<'b>(&'b self, row: &'b Row) -> Vec<Slot<'b>> {
        let mut cells = row.cells.iter().peekable();
        let slot = |(column, heading): &'b (u32, Heading)| {
            while cells.next_if(|cell| cell.column < *column).is_some() {}
            let cell = cells.next_if(|cell| cell.column == *column);
            Slot { heading, at: CellRef::new(row.number, *column), cell }
        };
        self.columns.iter().map(slot).collect()
    }
}

/// Whether a figure stands where figures belong, kept as a number or as text: in CSV there is only text.
fn is_figure(slot: &Slot<'_>) -> bool {
    let sort = match slot.heading.target {
        Target::Field(Field::Positions) | Target::Criterion(_) => Sort::Small,
        Target::Field(field) if field.is_money() => Sort::Money,
        Target::Field(_) => return false,
    };
    slot.cell.is_some_and(|cell| match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => {
            let digits = text.chars().any(char::is_numeric);
            digits && !matches!(number::parse(text, sort), Err(NumberFault::NotANumber))
        }
        _ => false,
    })
}

fn is_action(slot: &Slot<'_>) -> bool {
    let action = slot.heading.target == Target::Field(Field::Action);
    action && slot.cell.and_then(words).is_some_and(|text| Action::from_text(text).is_some())
}

/// Whether text is written as ids are: «VL-2022-02», «4631-nav-alver-forste-steg», and no date.
fn is_id(text: &str) -> bool {
    const SHORTEST: usize = 4;
    let text = text.trim();
    let joined = text.len() >= SHORTEST && !text.contains(char::is_whitespace);
    joined && text.bytes().any(|byte| byte.is_ascii_digit()) && date::parse(text).is_err()
}

/// Whether a row counts the columns, as forms with a guide to each column do: 1, 2, 3 …
fn numbers_columns(row: &Row) -> bool {
    const FEWEST: usize = 4;
    let counts = |(number, cell): (Decimal, &Cell)| match &cell.value {
        Value::Number(value) => *value == number,
        Value::Text(text) => text.trim().trim_matches(['(', ')', '.']).parse() == Ok(number),
        _ => false,
    };
    row.cells.len() >= FEWEST && (1..).map(Decimal::from).zip(&row.cells).all(counts)
}

/// Words for a total, alone or with what is added up: «Sum», «I alt», «Totalt søkt», «Sum alle søknader».
fn is_total_word(text: &str) -> bool {
    const TOTALS: [&str; 14] = [
        "sum",
        "totalt",
        "total",
        "totals",
        "i alt",
        "til saman",
        "til sammen",
        "tilsaman",
        "tilsammen",
        "samla",
        "samlet",
        "totalsum",
        "delsum",
        "subtotal",
    ];
    const ADDED_UP: [&str; 14] = [
        "kr", "nok", "kroner", "alle", "beløp", "søkt", "søkte", "omsøkt", "omsøkte", "om", "for", "kommunen", "grand",
        "summert",
    ];
    // Most texts begin with another word, and need no closer look.
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let over = letters > 0 && text.as_bytes().get(letters).is_none_or(|byte| *byte == b' ');
    let begins = |word: &&str| word.eq_ignore_ascii_case(&text[..letters]);
    if over && !TOTALS.iter().chain(&ADDED_UP).chain(&["i", "til"]).any(begins) {
        return false;
    }
    let normal = normalise(text);
    let words = normal.replace("i alt", "i_alt").replace("til sa", "til_sa");
    let is_total = |word: &str| TOTALS.contains(&word.replace('_', " ").as_str());
    let added_up = |word: &str| ADDED_UP.contains(&word) || word.starts_with("søkna");
    words.split(' ').any(is_total) && words.split(' ').all(|word| is_total(word) || added_up(word))
}

/// The header words over `column` in one header row: its own cell, or the merged region that covers it.
fn header_text(sheet: &Sheet, row: usize, column: u32) -> Option<(CellRef, &str)> {
    let row = &sheet.rows[row];
    if let Some(cell) = row.cell(column) {
        return words(cell).map(|text| (CellRef::new(row.number, column), text));
    }
    let covers = |(first, last): &&(CellRef, CellRef)| {
        first.row == row.number && first.column <= column && column <= last.column
    };
    let (first, _) = sheet.merged.iter().find(covers)?;
    let cell = row.cell(first.column)?;
    words(cell).map(|text| (*first, text))
}

/// What the header words of a column mean: all rows together, else the lowest row that means something. Where the rows
/// together say no more than one of them, that is the header.
fn name(texts: &[(CellRef, &str)], schema: &Schema) -> Option<(CellRef, String, Target)> {
    let (last, _) = *texts.last()?;
    if texts.len() > 1 {
        let joined = texts.iter().map(|(_, text)| text.trim()).collect::<Vec<_>>().join(" ");
        if let Some(target) = schema.target(&joined) {
            let own = texts.iter().rev().find(|(_, text)| schema.target(text) == Some(target));
            return Some(own.map_or((last, joined, target), |(at, text)| (*at, (*text).to_owned(), target)));
        }
    }
    let named = texts.iter().rev().find_map(|(at, text)| schema.target(text).map(|target| (*at, *text, target)));
    named.map(|(at, text, target)| (at, text.to_owned(), target))
}
