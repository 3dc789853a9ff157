//! Which lines each result adds up, and whether it does: per year, exactly; in larger units, as far as rounding goes.

use std::collections::BTreeSet;

use super::table::{Amount, LineKind, PublishedTable, Spread, Unit};
use crate::form::header::normalise;
use crate::money::Kroner;
use crate::origin::CellRef;
use crate::problem::{Problem, budget as problems};
use rust_decimal::Decimal;

/// More lines than this are not tried as the parts of a line that does not say that it is a sum.
const MOST_TRIED: usize = 1_000;

/// Sums of sums of sums are not followed deeper than this: no budget is so, and a running total of a long list would be.
const DEEPEST: usize = 100;

/// Lines by index, each with its sign.
type Parts = Vec<(usize, i8)>;

/// Whether a text says that its line is the sum of those above it. A line with a number of its own is one only where it says
/// so plainly: «Korrigert» may begin a change too.
pub(super) fn is_result(text: &str, numbered: bool) -> bool {
    let normal = normalise(text);
    let mut words = normal.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let plain = matches!(first, "sum" | "sums" | "totalt" | "total" | "totalsum" | "delsum" | "subtotal");
    let plain = plain || matches!((first, second), ("i", "alt") | ("til", "saman" | "sammen") | ("in", "all"));
    plain || !numbered && matches!(first, "korrigert" | "corrected") && second != "for"
}

/// Whether a text may say so: then the figures decide.
fn may_be_result(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "",
        "samla",
        "samlet",
        "justert",
        "ny",
        "nye",
        "netto",
        "brutto",
        "resultat",
        "revidert",
        "ramme",
        "budsjettramme",
        "rest",
        "avvik",
    ];
    WORDS.contains(&normalise(text).split(' ').next().unwrap_or_default())
}

/// Settles what every result and every column of sums adds up, and tells `say` where one does not: the cell, what stands
/// there, the problem.
pub(super) fn settle(table: &mut PublishedTable, mut say: impl FnMut(CellRef, Option<Decimal>, Problem)) {
    let step = Step::of(table);
    let mut open: Vec<usize> = Vec::new();
    let mut depths = vec![0_usize; table.lines.len()];
    // Lines that a sum above them adds up.
    let mut led: BTreeSet<usize> = BTreeSet::new();
    for at in 0..table.lines.len() {
        if led.contains(&at) {
            continue;
        }
        let line = &table.lines[at];
        let candidates = match &line.kind {
            LineKind::Heading => continue,
            LineKind::Base | LineKind::Detail
                if open.len() <= MOST_TRIED
                    && may_be_result(&line.text)
                    && !(line.number.is_some() && line.text.is_empty()) =>
            {
                fitting(table, at, &open, step).into_iter().collect()
            }
            LineKind::Base | LineKind::Detail => Vec::new(),
            LineKind::Result(_) => candidates(table, at, &open),
        };
        let chosen = best(table, at, candidates, step).filter(|parts| !is_carried_in(table, at, parts, step));
        if let Some(parts) = &chosen {
            depths[at] = parts.iter().map(|(part, _)| depths[*part] + 1).max().unwrap_or(0);
            compare(table, at, parts, step, &mut say);
            let taken: BTreeSet<usize> = parts.iter().map(|(part, _)| *part).collect();
            open.retain(|one| !taken.contains(one));
        }
        // One too deep has been held against its parts, and stands as the amount it is.
        let chosen = chosen.filter(|_| depths[at] <= DEEPEST);
        if chosen.is_none() {
            depths[at] = 0;
        }
        let chosen = match &table.lines[at].kind {
            LineKind::Result(_) if chosen.is_none() => leading(table, at),
            _ => chosen,
        };
        let below = chosen.iter().flatten().map(|(part, _)| *part).filter(|part| *part > at);
        led.extend(below);
        table.lines[at].kind = match (chosen, &table.lines[at].kind) {
            (Some(parts), _) => LineKind::Result(parts),
            // A result with nothing to add up is an amount like any other.
            (None, LineKind::Result(_)) => LineKind::Detail,
            (None, kind) => kind.clone(),
        };
        open.push(at);
    }
    let loose = open.iter().filter(|line| !matches!(table.lines[**line].kind, LineKind::Result(_))).count();
    if loose > 0 {
        say(table.columns[0].at, None, problems::not_summed(loose));
    }
    across(table, step, &mut say);
}

/// The last place that the figures of a table are shown with, in øre; nil where they are exact.
#[derive(Debug, Clone, Copy)]
struct Step(i64);

impl Step {
    fn of(table: &PublishedTable) -> Self {
        let amounts = table.lines.iter().flat_map(|line| &line.figures).filter_map(|figure| figure.value.kroner());
        let places = amounts.map(|amount| table.unit.of(amount).scale()).max().unwrap_or(0);
        let step = match table.unit {
            // Figures that do not say that they are kroner may be thousands that were rounded.
            Unit::Kroner if table.unit_stated || places > 0 => 0,
            unit => unit.ore() / 10_i64.pow(places.min(8)),
        };
        Self(step)
    }

    /// How far rounding `count` figures can take their sum from the one that is shown.
    fn slack(self, count: usize) -> Kroner {
        let count = i64::try_from(count).expect("a count fits in 64 bits");
        Kroner::from_ore(self.0.saturating_mul(count) / 2)
    }

    /// Whether rounding `count` figures explains a difference.
    fn explains(self, difference: Kroner, count: usize) -> bool {
        difference.ore().abs() <= self.slack(count).ore()
    }
}

/// How far rounding may have taken a result of `table` from the sum of its lines: half of the last place that is shown for
/// each line added (formats.md).
#[must_use]
pub fn slack(table: &PublishedTable, line: usize, column: usize) -> Kroner {
    let LineKind::Result(parts) = &table.lines[line].kind else { return Kroner::ZERO };
    let count = held(table, line, parts, column).map_or(0, |held| held.count);
    Step::of(table).slack(count)
}

/// A figure held against what it should be.
struct Held {
    stated: Option<Kroner>,
    sum: Kroner,
    /// How many amounts were added.
    count: usize,
}

impl Held {
    /// `figure` against the sum of `parts`; `None` where something could not be read, or there is nothing to add.
    fn of(figure: Amount, parts: impl Iterator<Item = (Amount, i8)>) -> Option<Self> {
        let (mut sum, mut count) = (Kroner::ZERO, 0);
        for (part, sign) in parts {
            if part == Amount::Unread {
                return None;
            }
            if let Some(amount) = part.kroner() {
                sum += if sign < 0 { -amount } else { amount };
                count += usize::from(part != Amount::Dash);
            }
        }
        (figure != Amount::Unread).then_some(Self { stated: figure.kroner(), sum, count })
    }

    fn difference(&self) -> Kroner {
        self.stated.unwrap_or_default() - self.sum
    }
}

fn held(table: &PublishedTable, at: usize, parts: &Parts, column: usize) -> Option<Held> {
    let figure = |line: usize| table.lines[line].figures[column].value;
    Held::of(figure(at), parts.iter().map(|(part, sign)| (figure(*part), *sign)))
}

/// The lines that a result may add up, the likeliest first.
fn candidates(table: &PublishedTable, at: usize, open: &[usize]) -> Vec<Parts> {
    let lines = &table.lines;
    let from = |first: usize| open.iter().copied().filter(|line| *line >= first).collect::<Vec<_>>();
    let normal = normalise(&lines[at].text);
    let last = |is: &dyn Fn(usize) -> bool| (0..at).rev().find(|line| is(*line));
    let is_result = |line: usize| matches!(lines[line].kind, LineKind::Result(_));
    let heading = |line: usize| lines[line].kind == LineKind::Heading;
    let changes =
        |line: usize| normalise(&lines[line].text).starts_with("endring") || normalise(&lines[line].text) == "changes";
    if matches!(normal.split(' ').next(), Some("korrigert" | "corrected")) {
        let base = last(&|line| lines[line].kind == LineKind::Base);
        return plus([base.map_or_else(|| open.to_vec(), from), open.to_vec()]);
    }
    let of_changes = normal.contains("endring") || normal.contains("changes");
    let named = last(&|line| heading(line) && normal.ends_with(&*normalise(&lines[line].text)));
    let group = last(&|line| heading(line) && (of_changes || !changes(line)));
    let since = last(&is_result).map(|line| line + 1);
    let results: Vec<usize> = open.iter().copied().filter(|line| is_result(*line)).collect();
    let without_base = open.iter().copied().filter(|line| lines[*line].kind != LineKind::Base).collect();
    let groups = [named, group, since].map(|first| first.map(from).unwrap_or_default());
    let all = [if of_changes { without_base } else { open.to_vec() }, results];
    let after_result = last(&|line| !heading(line)).is_some_and(is_result);
    let ordered =
        if after_result && named.is_none() { [&all[..], &groups].concat() } else { [&groups[..], &all].concat() };
    let mut found = plus(ordered.clone());
    found.extend(ordered.into_iter().filter(|lines| lines.len() > 1).map(|lines| by_words(table, &lines)));
    found
}

/// Each once, those of several lines first, all added.
fn plus(candidates: impl IntoIterator<Item = Vec<usize>>) -> Vec<Parts> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<Vec<usize>> =
        candidates.into_iter().filter(|lines| !lines.is_empty() && seen.insert(lines.clone())).collect();
    found.sort_by_key(|lines| lines.len() < 2);
    found.into_iter().map(|lines| lines.into_iter().map(|line| (line, 1)).collect()).collect()
}

/// The same lines with the signs of their words, where income and expenditure both stand without one: what is spent is taken
/// from what comes in.
fn by_words(table: &PublishedTable, lines: &[usize]) -> Parts {
    let sign = |line: &usize| {
        let normal = normalise(&table.lines[*line].text);
        if normal.contains("utgift") || normal.contains("kostnad") { -1 } else { 1 }
    };
    lines.iter().map(|line| (*line, sign(line))).collect()
}

/// The lines above that a line without a plain word for a sum adds up, if it does, in every column and to something.
fn fitting(table: &PublishedTable, at: usize, open: &[usize], step: Step) -> Option<Parts> {
    let several = candidates(table, at, open).into_iter().filter(|parts| parts.len() > 1);
    several.into_iter().find(|parts| misfit(table, at, parts, step) == (0, 0) && !comes_to_nothing(table, parts))
}

fn comes_to_nothing(table: &PublishedTable, parts: &Parts) -> bool {
    let figures = parts.iter().flat_map(|(part, _)| &table.lines[*part].figures);
    figures.filter_map(|figure| figure.value.kroner()).all(|amount| amount == Kroner::ZERO)
}

/// The lines below a sum that stands above what it adds up, to the next sum or the next heading: only where they come to it
/// exactly in every column, and to something.
fn leading(table: &PublishedTable, at: usize) -> Option<Parts> {
    let below =
        || (at + 1..table.lines.len()).take_while(|line| !matches!(table.lines[*line].kind, LineKind::Result(_)));
    let amount = |line: &usize| table.lines[*line].kind != LineKind::Heading;
    let group = below().skip_while(|line| !amount(line)).take_while(amount).collect();
    let found = plus([below().filter(amount).collect(), group]).into_iter();
    let fits = |parts: &Parts| misfit(table, at, parts, Step(0)) == (0, 0) && !comes_to_nothing(table, parts);
    found.filter(|parts| parts.len() > 1).find(fits)
}

/// Whether a line that calls itself a sum was worked out elsewhere, as «Sum bevilgninger drift, netto» is in the statutory
/// overview of a budget: it stands right below another sum, there is nothing else above it to add up, and it is that sum in no
/// column.
fn is_carried_in(table: &PublishedTable, at: usize, parts: &Parts, step: Step) -> bool {
    let [(only, _)] = parts[..] else { return false };
    matches!(table.lines[only].kind, LineKind::Result(_)) && misfit(table, at, parts, step).0 == table.columns.len()
}

/// In how many columns a result does not fit, and in how many not exactly.
fn misfit(table: &PublishedTable, at: usize, parts: &Parts, step: Step) -> (usize, usize) {
    let columns = (0..table.columns.len()).filter_map(|column| held(table, at, parts, column));
    columns.fold((0, 0), |(wrong, inexact), held| {
        let difference = held.difference();
        let explained = step.explains(difference, held.count);
        (
            wrong + usize::from(!explained && difference != Kroner::ZERO),
            inexact + usize::from(difference != Kroner::ZERO),
        )
    })
}

/// The candidate that fits best; of equals, the likeliest.
fn best(table: &PublishedTable, at: usize, candidates: Vec<Parts>, step: Step) -> Option<Parts> {
    let signed = |parts: &Parts| parts.iter().any(|(_, sign)| *sign < 0);
    let scored = candidates.into_iter().map(|parts| (misfit(table, at, &parts, step), parts));
    // Signs are taken from words only where that is exactly right in most columns: then one wrong figure is found as such.
    let most = table.columns.len() / 2;
    let possible = scored.filter(|((_, inexact), parts)| !signed(parts) || *inexact <= most);
    possible.min_by_key(|(misfit, _)| *misfit).map(|(_, parts)| parts)
}

fn compare(
    table: &PublishedTable,
    at: usize,
    parts: &Parts,
    step: Step,
    say: &mut impl FnMut(CellRef, Option<Decimal>, Problem),
) {
    for column in 0..table.columns.len() {
        let Some(held) = held(table, at, parts, column) else { continue };
        let cell = table.lines[at].figures[column].cell;
        tell(table.unit, cell, &held, step, [problems::result_disagrees, problems::result_rounded], say);
    }
}

/// A problem with a sum: what stands there, what it should be, the difference, the unit.
type Sum = fn(Decimal, Decimal, Decimal, crate::text::Text) -> Problem;

fn tell(
    unit: Unit,
    cell: CellRef,
    held: &Held,
    step: Step,
    [wrong, rounded]: [Sum; 2],
    say: &mut impl FnMut(CellRef, Option<Decimal>, Problem),
) {
    let [sum, difference] = [held.sum, held.difference()].map(|amount| unit.of(amount));
    match held.stated {
        None if held.sum != Kroner::ZERO => say(cell, None, problems::result_blank(sum, unit.label())),
        Some(stated) if stated != held.sum => {
            let problem = if step.explains(held.difference(), held.count) { rounded } else { wrong };
            let stated = unit.of(stated);
            say(cell, Some(stated), problem(stated, sum, difference, unit.label()));
        }
        _ => {}
    }
}

/// Columns of sums: which columns each adds up, and whether it does in every line.
fn across(table: &mut PublishedTable, step: Step, say: &mut impl FnMut(CellRef, Option<Decimal>, Problem)) {
    for column in 0..table.columns.len() {
        let Spread::SumOf(all) = &table.columns[column].spread else { continue };
        let against = |parts: &[usize]| -> Vec<(usize, Held)> {
            let lines = table.lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Heading);
            let one = |(at, line): (usize, &super::PublishedLine)| {
                let figure = line.figures[column].value;
                Some((at, Held::of(figure, parts.iter().map(|part| (line.figures[*part].value, 1)))?))
            };
            lines.filter_map(one).collect()
        };
        // A column headed «Sum» may leave out the accounts of earlier years: the longest run of years that fits.
        let wrong = |parts: &[usize]| {
            let held = against(parts);
            held.iter().filter(|(_, held)| !step.explains(held.difference(), held.count)).count()
        };
        let runs = (0..all.len()).map(|first| all[first..].to_vec());
        let Some(parts) = runs.min_by_key(|parts| wrong(parts)) else { continue };
        for (line, held) in against(&parts) {
            let cell = table.lines[line].figures[column].cell;
            tell(table.unit, cell, &held, step, [problems::row_disagrees, problems::row_rounded], say);
        }
        table.columns[column].spread = Spread::SumOf(parts);
    }
}
