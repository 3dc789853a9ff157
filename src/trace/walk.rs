//! The walk itself: from a cell to the figure it shows, from a figure to what it was computed from, to the cells of the inputs.

mod award;

use rust_decimal::Decimal;

use super::place::{Place, What};
use super::recorded::{Application, Found, Pot, Recorded};
use super::{ENTRY_AMOUNT, End, Output, Step};
use crate::application::Field;
use crate::money::Kroner;
use crate::policy::{Policy, PotEntry};
use crate::report::budget::Figure;
use crate::report::words;
use crate::text::{Language, Text, number};

/// One walk through one output.
pub(super) struct Walk<'a> {
    pub(super) output: &'a Output,
    pub(super) language: Language,
    /// The entries of frames in batch.toml: the pot's id, the entry, its line.
    pub(super) stated: Vec<(String, PotEntry, usize)>,
}

const SUM_OF: Text =
    text!("{what}: {amount}, summen av", "{what}: {amount}, summen av", "{what}: {amount}, the sum of");
const SHOWS: Text = Text::same("{what}: {amount}");
const CHANGED: Text = text!(
    "{what} viser {amount}, men {recorded} vart rekna ut: utskrifta er endra",
    "{what} viser {amount}, men {recorded} ble regnet ut: utskriften er endret",
    "{what} shows {amount}, but {recorded} was computed: the output was changed",
);

impl Walk<'_> {
    pub(super) fn run(&self) -> &Recorded {
        &self.output.run
    }

    pub(super) fn fill(&self, text: Text, values: &[(&str, String)]) -> String {
        text.fill(self.language, values)
    }

    /// `1 240 000 kr`.
    pub(super) fn kroner(&self, amount: Decimal) -> String {
        match Kroner::exact(amount) {
            Some(kroner) => number::kroner(self.language, kroner),
            None => number::decimal(self.language, amount),
        }
    }

    /// A step that says `text`, with its figure and what it was made of.
    pub(super) fn step(&self, said: String, figure: Option<Decimal>, from: Vec<Step>) -> Step {
        Step { said, figure, read: None, from }
    }

    /// A cell of an output, and what it shows.
    pub(super) fn cell(&self, place: &Place) -> Step {
        let shown = self.output.number(place);
        let what = self.run().what(place);
        let (text, from, recorded) = match &what {
            Some(What::Cells(parts)) => {
                let parts = self.parts(parts);
                let sum = Step::added_up(&parts);
                (SUM_OF, parts, Some(sum))
            }
            Some(what) => {
                let alone = self.alone(what);
                let recorded = alone.figure.filter(|_| is_that_figure(what));
                (SHOWS, vec![alone], recorded)
            }
            None => (SHOWS, Vec::new(), None),
        };
        let decimal = |number| number::decimal(self.language, number);
        let amount = shown.map_or_else(|| "–".to_owned(), decimal);
        let values = [("what", place.to_string()), ("amount", amount)];
        match (recorded, shown) {
            (Some(recorded), Some(shown)) if recorded != shown => {
                let [what, amount] = values;
                let values = [what, amount, ("recorded", decimal(recorded))];
                self.step(self.fill(CHANGED, &values), Some(shown), from)
            }
            _ => self.step(self.fill(text, &values), shown, from),
        }
    }

    /// The cells of a sum that add anything to it.
    fn parts(&self, parts: &[(bool, Place)]) -> Vec<Step> {
        let adding =
            parts.iter().filter(|(_, place)| self.output.number(place).is_some_and(|number| !number.is_zero()));
        let step = |(plus, place): &(bool, Place)| {
            let step = self.cell(place);
            if *plus { step } else { step.taken_away() }
        };
        adding.map(step).collect()
    }

    /// What a cell shows, without the cell.
    pub(super) fn alone(&self, what: &What) -> Step {
        let run = self.run();
        match what {
            What::Application(at, key) => self.of_application(&run.applications[*at], key),
            What::Pot(at) => self.pot(*at),
            What::FrameEntry(pot, number) => self.frame_entry(&run.pots[*pot], *number),
            What::Line(table, line, column) => self.line(*table, *line, *column),
            What::Cells(parts) => self.step(String::new(), None, self.parts(parts)),
        }
    }

    fn of_application(&self, one: &Application, key: &str) -> Step {
        match key {
            "eligible" => self.eligible(one),
            "cap" => self.cap(one),
            "score" => self.score(one),
            "returned" => self.returned(one),
            "positions_granted" => Step { figure: Some(one.positions_granted.0), ..self.award(one) },
            _ => match Field::from_key(key).filter(|_| one.source.cells.contains_key(key)) {
                Some(field) if key != "pot" => self.field(one, field),
                _ => self.award(one),
            },
        }
    }

    /// The frame of a pot less what was granted from it.
    fn pot(&self, at: usize) -> Step {
        const REST: Text = text!(
            "Potten {pot}: ramme {frame} − tildelt {granted} = rest {rest}",
            "Potten {pot}: ramme {frame} − tildelt {granted} = rest {rest}",
            "The pot {pot}: frame {frame} − granted {granted} = rest {rest}",
        );
        let pot = &self.run().pots[at];
        let values = [
            ("pot", pot.name.clone()),
            ("frame", self.kroner(pot.frame.0)),
            ("granted", self.kroner(pot.granted.0)),
            ("rest", self.kroner(pot.rest.0)),
        ];
        let mut from = self.frame(pot);
        let granted = self.run().applications.iter();
        from.extend(granted.filter(|one| one.pot.as_ref() == Some(&pot.id)).map(|one| self.award(one)));
        self.step(self.fill(REST, &values), Some(pot.rest.0), from)
    }

    /// The entries of a pot's frame.
    pub(super) fn frame(&self, pot: &Pot) -> Vec<Step> {
        (0..pot.entries.len()).map(|number| self.frame_entry(pot, number)).collect()
    }

    /// One dated entry of a frame, and the cell or the line of its amount.
    fn frame_entry(&self, pot: &Pot, number: usize) -> Step {
        const ENTRY: Text = text!(
            "Post i ramma, {date}, {text}: {amount}",
            "Post i rammen, {date}, {text}: {amount}",
            "Entry of the frame, {date}, {text}: {amount}",
        );
        let entry = &pot.entries[number];
        let date = entry.date.parse().map_or_else(|_| entry.date.clone(), |day| number::date(self.language, day));
        let values =
            [("date", date), ("text", crate::privacy::shown(&entry.text)), ("amount", self.kroner(entry.amount.0))];
        let read = match &entry.source {
            Some(found) => self.end(found, "amount"),
            None => setting(ENTRY_AMOUNT, self.stated_on(pot, number), &plain(entry.amount.0)),
        };
        Step { read: Some(read), ..self.step(self.fill(ENTRY, &values), Some(entry.amount.0), Vec::new()) }
    }

    /// The line of batch.toml, from 0, that states an entry; of entries that are alike, the one in the same place.
    fn stated_on(&self, pot: &Pot, number: usize) -> Option<usize> {
        let wanted = &pot.entries[number];
        let before = pot.entries[..number].iter().filter(|one| one.source.is_none() && one.same_as(wanted)).count();
        let states = |(id, entry, _): &&(String, PotEntry, usize)| {
            let amount = wanted.amount.0 == entry.amount.to_decimal();
            *id == pot.id && amount && wanted.date == entry.date.to_string() && wanted.text == entry.text
        };
        self.stated.iter().filter(states).nth(before).map(|(.., line)| line - 1)
    }

    /// An amount of a budget table: the lines it adds up, or the figures.
    fn line(&self, table: usize, line: usize, column: usize) -> Step {
        const LINE: Text = Text::same("{table}, {line}, {column}: {amount}");
        let lines = &self.run().outputs.budget[table];
        let parts = lines.parts(line).map(|(minus, part)| {
            let step = self.line(table, part, column);
            if minus { step.taken_away() } else { step }
        });
        let figures = self.run().figures(table, line);
        let from: Vec<Step> = if figures.is_empty() {
            parts.collect()
        } else {
            figures.into_iter().filter_map(|figure| self.figure(figure, column)).collect()
        };
        let amount = Step::added_up(&from);
        let text = lines.texts.get(line).map(String::as_str).unwrap_or_default();
        let values = [
            ("table", lines.title.clone()),
            ("line", words::quoted(self.language, text)),
            ("column", lines.columns.get(column).cloned().unwrap_or_default()),
            ("amount", self.kroner(amount)),
        ];
        self.step(self.fill(LINE, &values), Some(amount), from)
    }

    fn figure(&self, figure: Figure, column: usize) -> Option<Step> {
        let applications = &self.run().applications;
        match figure {
            Figure::Granted(at) if column == 0 => Some(self.award(applications.get(at)?)),
            Figure::Granted(at) => self.bound(applications.get(at)?, column),
            Figure::Returned(at) => Some(self.returned(applications.get(at)?)),
            Figure::GivenBack(at) => Some(self.returned(applications.get(at)?).taken_away()),
            Figure::FrameEntry(pot, number) => {
                let pot = self.run().pots.get(pot).filter(|pot| number < pot.entries.len())?;
                Some(self.frame_entry(pot, number))
            }
        }
    }

    /// The end of a walk in a cell that was read as `field`; where a correction replaced it, in the correction.
    pub(super) fn end(&self, found: &Found, field: &str) -> End {
        let run = self.run();
        let input = run.inputs.iter().find(|input| input.path == found.file);
        let sheet = input.and_then(|input| input.sheets.iter().find(|sheet| sheet.name == found.sheet));
        let header = sheet.and_then(|sheet| sheet.headers.get(field)).cloned();
        let here =
            |file: &str, sheet: &str, cell: &str| (file, sheet, cell) == (&found.file, &found.sheet, &found.cell);
        let by = run.corrected.iter().find(|one| here(&one.file, &one.sheet, &one.cell));
        let (file, sheet) = by.map_or((&found.file, &found.sheet), |one| (&one.by_file, &one.by_sheet));
        End {
            file: file.clone(),
            sheet: Some(sheet.clone()),
            cell: Some(found.cell.clone()),
            key: None,
            line: None,
            header,
            raw: Some(found.raw.clone()),
            corrects: by.map(|one| format!("{}, {} {}", one.file, one.sheet, one.cell)),
            again: None,
        }
    }

    /// A setting of batch.toml, with its line.
    pub(super) fn rule(&self, section: &str, name: &str) -> Option<End> {
        let value = self.run().policy.get(&format!("{section}.{name}"))?;
        let line = Policy::stated_on(&self.output.policy, section, name).map(|line| line - 1);
        Some(setting(&format!("{section}.{name}"), line, value))
    }

    /// The lines of the summary and the page that hold `amount` as it is written there.
    pub(super) fn lines_with(&self, amount: Decimal) -> Vec<String> {
        const LINE: Text = text!("{file} linje {line}", "{file} linje {line}", "{file} line {line}");
        let Some(kroner) = Kroner::exact(amount) else { return Vec::new() };
        let wanted = spaced(&number::amount(self.language, kroner));
        let mut found = Vec::new();
        for (file, lines) in &self.output.lines {
            for (at, _) in lines.iter().enumerate().filter(|(_, line)| holds(&spaced(line), &wanted)) {
                found.push(self.fill(LINE, &[("file", file.clone()), ("line", (at + 1).to_string())]));
            }
        }
        found
    }
}

/// Whether the walk of `what` is headed by the very figure that the cell shows: of a rank, a word or a line of the grounds
/// it is headed by the award.
fn is_that_figure(what: &What) -> bool {
    match what {
        What::Application(_, key) => [
            "granted",
            "applied",
            "eligible",
            "cap",
            "carried_over",
            "positions",
            "positions_granted",
            "score",
            "returned",
        ]
        .contains(&key.as_str()),
        _ => true,
    }
}

/// A setting of batch.toml.
fn setting(key: &str, line: Option<usize>, value: &str) -> End {
    End {
        file: "batch.toml".to_owned(),
        sheet: None,
        cell: None,
        key: Some(key.to_owned()),
        line: line.map(|line| line + 1),
        header: None,
        raw: Some(value.to_owned()),
        corrects: None,
        again: None,
    }
}

/// With plain spaces for those that do not break.
fn spaced(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace("&nbsp;", " ")
}

/// Whether `text` holds the number `wanted`, and not as a piece of a longer one.
fn holds(text: &str, wanted: &str) -> bool {
    let digit = |letter: char| letter.is_ascii_digit();
    text.match_indices(wanted).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + wanted.len()..]);
        let before = before.strip_suffix(' ').unwrap_or(before);
        let after = after.strip_prefix(' ').unwrap_or(after);
        !before.ends_with(digit) && !after.starts_with(digit)
    })
}

/// A number in plain digits.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}
