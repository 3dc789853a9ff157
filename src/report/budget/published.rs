//! A published table as it is written anew: the same lines, and sums that hold.

use std::collections::BTreeSet;

use crate::budget::{PublishedLine, PublishedTable, Spread, slack, without_unit};
use crate::identity::slug;
use crate::money::Kroner;
use crate::privacy;
use crate::report::budget::table::Stated;
use crate::report::budget::{Amount, BudgetTable, Line, LineKind, Unit};
use crate::report::headers;
use crate::text::{Language, Text, number};

/// Letters of an id at most.
const LONGEST_ID: usize = 28;

/// `tables` as they are written, in `unit` or in the one they came in. Every sum is that of its lines: where another figure
/// stood, or something could not be read, a note says so.
#[must_use]
pub fn from_published(tables: &[PublishedTable], unit: Option<Unit>, language: Language) -> Vec<BudgetTable> {
    let mut ids = BTreeSet::new();
    tables.iter().map(|table| one(table, unit, language, &mut ids)).collect()
}

fn one(table: &PublishedTable, unit: Option<Unit>, language: Language, ids: &mut BTreeSet<String>) -> BudgetTable {
    let unit = unit.unwrap_or(table.unit);
    let title = table.title.as_ref().map_or_else(|| table.name(), |title| title.value.clone());
    let caption = table.caption.as_ref().map(|caption| caption.value.clone()).unwrap_or_default();
    // A text that states the old unit would be wrong beside the new one.
    let said = |text: &str| if unit == table.unit { shown(text) } else { shown(&without_unit(text)) };
    let or = |text: String, other: &dyn Fn() -> String| if text.is_empty() { other() } else { text };
    let name = shown(&or(without_unit(&table.number().unwrap_or_else(|| title.clone())), &|| table.name()));
    let mut written = BudgetTable {
        id: id(&without_unit(&table.name()), ids),
        title: or(said(&title), &|| name.clone()),
        name,
        unit,
        exact_in: table.unit,
        text_header: or(said(&table.text_header), &|| headers::TEXT.get(language).to_owned()),
        columns: labels(table),
        row_sums: row_sums(table),
        lines: table.lines.iter().enumerate().map(|(at, line)| written_line(table, at, line)).collect(),
        caption: said(&caption),
        notes: Vec::new(),
    };
    add_up(&mut written);
    written.notes = notes(table, &written, language);
    written
}

/// What a received text may show: identity numbers and e-mail addresses taken out, line breaks kept.
fn shown(text: &str) -> String {
    privacy::quotable(text).unwrap_or_else(|| text.to_owned())
}

fn id(name: &str, ids: &mut BTreeSet<String>) -> String {
    let slug = slug(name).replace('-', "_");
    let named: String = if slug.starts_with("tabell") { slug } else { format!("tabell_{slug}") };
    let words = named.split('_').scan(0, |length, word| {
        *length += word.len() + 1;
        (*length <= LONGEST_ID).then_some(word)
    });
    let words: Vec<&str> = words.collect();
    // A single long word is cut.
    let base = if words.len() > 1 { words.join("_") } else { named.chars().take(LONGEST_ID).collect() };
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    let mut free = std::iter::once(base.clone()).chain(numbered);
    free.find(|id| ids.insert(id.clone())).expect("there are more numbers than tables")
}

/// The headers of the columns, each once.
fn labels(table: &PublishedTable) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let label = |column: &crate::budget::AmountColumn| {
        let label = shown(&column.label);
        let numbered = (2..).map(|number| format!("{label} ({number})"));
        let mut free = std::iter::once(label.clone()).chain(numbered);
        free.find(|label| taken.insert(label.to_lowercase())).expect("there are more numbers than columns")
    };
    table.columns.iter().map(label).collect()
}

fn row_sums(table: &PublishedTable) -> Vec<(usize, Vec<usize>)> {
    let sums = table.columns.iter().enumerate().filter_map(|(at, column)| match &column.spread {
        Spread::SumOf(parts) if !parts.is_empty() => Some((at, parts.clone())),
        _ => None,
    });
    sums.collect()
}

fn written_line(table: &PublishedTable, at: usize, line: &PublishedLine) -> Line {
    let stated =
        |column: usize| Stated { amount: line.figures[column].value.kroner(), slack: slack(table, at, column) };
    Line {
        from: Vec::new(),
        number: line.number.map(|number| number.value),
        kind: line.kind.clone(),
        text: shown(&line.text),
        amounts: line.figures.iter().map(|figure| figure.value).collect(),
        stated: if matches!(line.kind, LineKind::Result(_)) {
            (0..table.columns.len()).map(stated).collect()
        } else {
            Vec::new()
        },
    }
}

/// Puts the sum of its parts in place of every result and of every column of sums.
fn add_up(table: &mut BudgetTable) {
    for at in 0..table.lines.len() {
        if let LineKind::Result(parts) = table.lines[at].kind.clone() {
            for column in 0..table.columns.len() {
                let parts = parts.iter().map(|(part, sign)| (table.lines[*part].amounts[column], *sign));
                table.lines[at].amounts[column] = sum(parts, table.lines[at].amounts[column]);
            }
        }
        for (column, parts) in &table.row_sums {
            let amounts = &mut table.lines[at].amounts;
            amounts[*column] = sum(parts.iter().map(|part| (amounts[*part], 1)), amounts[*column]);
        }
    }
}

/// The sum of what is there. A blank or a dash over nothing stays, and so does what could not be read.
fn sum(parts: impl Iterator<Item = (Amount, i8)>, stood: Amount) -> Amount {
    let amounts: Vec<Kroner> =
        parts.filter_map(|(part, sign)| part.kroner().map(|amount| if sign < 0 { -amount } else { amount })).collect();
    match stood {
        Amount::Blank | Amount::Dash if amounts.iter().all(|amount| *amount == Kroner::ZERO) => stood,
        Amount::Unread if amounts.is_empty() => stood,
        _ => Amount::Of(amounts.into_iter().sum()),
    }
}

const CORRECTED: Text = text!(
    "«{line}» står her med summen av linjene. I fila stod det noko anna: {changes}.",
    "«{line}» står her med summen av linjene. I filen stod det noe annet: {changes}.",
    "“{line}” stands here with the sum of its lines. The file said something else: {changes}."
);
const CHANGE: Text =
    text!("{column} {stated}, ikkje {sum}", "{column} {stated}, ikke {sum}", "{column} {stated}, not {sum}");
const UNREAD: Text = text!(
    "«{line}», {column}: cella {cell} kunne ikkje lesast og står tom her; summane er utan henne.",
    "«{line}», {column}: cellen {cell} kunne ikke leses og står tom her; summene er uten den.",
    "“{line}”, {column}: the cell {cell} could not be read and is blank here; the sums are without it."
);
const NO_UNIT: Text = text!(
    "Eininga stod ikkje i fila. Tala er lesne som heile kroner.",
    "Enheten stod ikke i filen. Tallene er lest som hele kroner.",
    "The file did not state the unit. The figures were read as whole kroner."
);

/// What differs from the file. Differences of rounding are told too: the figure is another.
fn notes(table: &PublishedTable, written: &BudgetTable, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    if !table.unit_stated {
        notes.push(NO_UNIT.get(language).to_owned());
    }
    let amount = |figure: Amount| {
        let in_unit = figure.kroner().map(|kroner| number::decimal(language, table.unit.of(kroner)));
        in_unit.unwrap_or_else(|| "–".to_owned())
    };
    for (line, new) in table.lines.iter().zip(&written.lines) {
        let named = ("line", new.text.replace('\n', " "));
        let mut changes = Vec::new();
        for (at, column) in written.columns.iter().enumerate() {
            let (stood, now) = (line.figures[at], new.amounts[at]);
            if stood.value == Amount::Unread && now == Amount::Unread {
                let values = [named.clone(), ("column", column.clone()), ("cell", stood.cell.to_string())];
                notes.push(UNREAD.fill(language, &values));
            } else if stood.value != now {
                let values = [("column", column.clone()), ("stated", amount(stood.value)), ("sum", amount(now))];
                changes.push(CHANGE.fill(language, &values));
            }
        }
        if !changes.is_empty() {
            notes.push(CORRECTED.fill(language, &[named, ("changes", changes.join("; "))]));
        }
    }
    notes
}
