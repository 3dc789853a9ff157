//! The lists of the page: who waits, who is granted, who is not.

use crate::allocate::{HoldReason, Outcome};
use crate::money::Positions;
use crate::recommendation::Entry;
use crate::report::{headers, labels};
use crate::text::{Language, Text, number};

use super::View;
use crate::privacy;
use crate::report::sentences::{award_notes, kept_note, year_of_period};

/// A list: a heading, a table, perhaps its sums.
pub(super) struct List {
    pub(super) id: &'static str,
    pub(super) heading: &'static str,
    pub(super) held: bool,
    pub(super) intro: Vec<String>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) totals: Vec<Cell>,
}

/// A column of a list.
pub(super) struct Column {
    pub(super) header: &'static str,
    role: Role,
    language: Language,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// What applicants wrote, in Norwegian whatever the language of the page.
    Name,
    Words,
    Number,
}

/// A cell of a list.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) text: String,
    /// What stands below it in small letters.
    pub(super) note: String,
    /// What a number is sorted by.
    pub(super) sort: String,
}

impl Column {
    pub(super) fn is_number(&self) -> bool {
        self.role == Role::Number
    }

    pub(super) fn is_prose(&self) -> bool {
        self.role == Role::Name
    }

    /// Whether the text is in another language than the page.
    pub(super) fn is_foreign(&self) -> bool {
        self.role == Role::Name && self.language == Language::En
    }
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn number(text: String, sort: impl ToString) -> Self {
        Self { text, sort: sort.to_string(), ..Self::default() }
    }
}

/// Those that wait, with what must be kept back for them.
pub(super) fn held(view: &View) -> Option<List> {
    const HEADING: Text = text!("Ventar: nokon må handle", "Venter: noen må handle", "Held: somebody must act");
    let columns =
        [&headers::OFFICE, &headers::PROJECT, &headers::KIND, &headers::POSITIONS, &headers::APPLIED, &headers::REASON];
    let row = |entry: &Entry| {
        let mut row = view.applied_cells(entry);
        row.push(view.reason(entry));
        row
    };
    let rows: Vec<Vec<Cell>> = view.figures.with_outcome("held").map(row).collect();
    (!rows.is_empty()).then(|| List {
        id: "ventar",
        heading: HEADING.get(view.language),
        held: true,
        intro: what_to_do(view),
        columns: view.columns(&columns),
        rows,
        totals: Vec::new(),
    })
}

/// What must be kept back, and for each reason what somebody must do.
fn what_to_do(view: &View) -> Vec<String> {
    let step = |(reason, entries): (HoldReason, Vec<&Entry>)| {
        let [why, next] = [labels::reason(Outcome::Held(reason)), labels::next_step(reason)];
        format!("{} ({}). {}.", why.get(view.language), entries.len(), next.get(view.language))
    };
    let kept_back = super::held_back_sentence(view.language, view.figures);
    std::iter::once(kept_back).chain(view.figures.held_by_reason().into_iter().map(step)).collect()
}

/// The granted ones, continuing and new together, with their sums.
pub(super) fn granted(view: &View) -> Option<List> {
    const HEADING: Text = text!("Innvilga", "Innvilget", "Granted");
    let rows: Vec<Vec<Cell>> = view.figures.with_outcome("granted").map(|entry| view.granted_row(entry)).collect();
    (!rows.is_empty()).then(|| List {
        id: "innvilga",
        heading: HEADING.get(view.language),
        held: false,
        intro: Vec::new(),
        columns: view.columns(&[
            &headers::OFFICE,
            &headers::PROJECT,
            &headers::KIND,
            &headers::POSITIONS,
            &headers::APPLIED,
            &headers::GRANTED,
            &headers::POT,
        ]),
        rows,
        totals: view.granted_totals(),
    })
}

/// The rejected, dismissed and withdrawn ones, with their reasons.
pub(super) fn not_granted(view: &View) -> Option<List> {
    const HEADING: Text = text!("Ikkje innvilga", "Ikke innvilget", "Not granted");
    let row = |entry: &Entry| {
        let mut row = view.applied_cells(entry);
        row.push(Cell::text(labels::outcome(entry.outcome).get(view.language)));
        row.push(Cell { note: kept_note(view.language, entry).unwrap_or_default(), ..view.reason(entry) });
        row
    };
    let entries = ["rejected", "dismissed", "withdrawn"].into_iter().flat_map(|key| view.figures.with_outcome(key));
    let rows: Vec<Vec<Cell>> = entries.map(row).collect();
    (!rows.is_empty()).then(|| List {
        id: "ikkje-innvilga",
        heading: HEADING.get(view.language),
        held: false,
        intro: Vec::new(),
        columns: view.columns(&[
            &headers::OFFICE,
            &headers::PROJECT,
            &headers::KIND,
            &headers::POSITIONS,
            &headers::APPLIED,
            &headers::OUTCOME,
            &headers::REASON,
        ]),
        rows,
        totals: Vec::new(),
    })
}

impl View<'_> {
    fn columns(&self, headers: &[&Text]) -> Vec<Column> {
        let role = |header: &Text| match header {
            header if [&headers::OFFICE, &headers::PROJECT].contains(&header) => Role::Name,
            header if [&headers::POSITIONS, &headers::APPLIED, &headers::GRANTED].contains(&header) => Role::Number,
            _ => Role::Words,
        };
        let column =
            |header: &&Text| Column { header: header.get(self.language), role: role(header), language: self.language };
        headers.iter().map(column).collect()
    }

    /// Office, project, kind, positions and amount applied for.
    fn applied_cells(&self, entry: &Entry) -> Vec<Cell> {
        let submission = &entry.submission;
        vec![
            office(entry),
            Cell::text(submission.project.as_deref().map(privacy::shown).unwrap_or_default()),
            self.kind(entry),
            submission.positions.map_or_else(Cell::default, |positions| self.positions(positions)),
            self.applied(entry),
        ]
    }

    fn granted_row(&self, entry: &Entry) -> Vec<Cell> {
        let mut row = self.applied_cells(entry);
        row[1].note = award_notes(self.language, entry).join(", ");
        row[3] = self.positions(entry.positions_granted);
        let pot = entry.pot.and_then(|pot| self.recommendation.policy.pots.get(pot));
        row.push(Cell::number(number::amount(self.language, entry.granted), entry.granted));
        row.push(Cell::text(pot.map(|pot| pot.name.clone()).unwrap_or_default()));
        row
    }

    fn granted_totals(&self) -> Vec<Cell> {
        const SUM: Text = text!("Sum", "Sum", "Sum");
        let totals = &self.figures.totals;
        let granted: Vec<&Entry> = self.figures.with_outcome("granted").collect();
        let applied = granted.iter().map(|entry| entry.submission.applied.unwrap_or_default()).sum();
        let awarded = granted.iter().map(|entry| entry.granted).sum();
        let amount = |amount| Cell::text(number::amount(self.language, amount));
        vec![
            Cell::text(SUM.get(self.language)),
            Cell::default(),
            Cell::default(),
            Cell::text(number::positions(self.language, totals.positions_granted)),
            amount(applied),
            amount(awarded),
            Cell::default(),
        ]
    }

    fn kind(&self, entry: &Entry) -> Cell {
        let Some(kind) = entry.submission.kind else { return Cell::default() };
        let label = labels::kind(kind).get(self.language);
        let years = self.recommendation.policy.scheme.max_years;
        let parts = std::iter::once(label.to_owned()).chain(year_of_period(self.language, entry, years));
        Cell::text(parts.collect::<Vec<_>>().join(", "))
    }

    fn positions(&self, positions: Positions) -> Cell {
        Cell::number(number::positions(self.language, positions), positions)
    }

    fn applied(&self, entry: &Entry) -> Cell {
        const UNKNOWN: Text = text!("ikkje kjent", "ikke kjent", "not known");
        match entry.submission.applied {
            Some(amount) => Cell::number(number::amount(self.language, amount), amount),
            None => Cell::number(UNKNOWN.get(self.language).to_owned(), -1),
        }
    }

    fn reason(&self, entry: &Entry) -> Cell {
        Cell::text(labels::reason(entry.outcome).get(self.language))
    }
}

/// The office, and the municipality below it where the office does not bear its name.
fn office(entry: &Entry) -> Cell {
    let municipality = entry.submission.municipality.map(|one| one.name.as_str());
    let office = entry.submission.office.as_deref().map(privacy::shown);
    match (office, municipality) {
        (Some(office), Some(name)) if !office.contains(name) => {
            Cell { text: office, note: name.to_owned(), sort: String::new() }
        }
        (Some(office), _) => Cell::text(office),
        (None, name) => Cell::text(name.unwrap_or_default()),
    }
}
