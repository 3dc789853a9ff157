//! The causes of a difference: every input that is not the same in two runs, in the order they are taken over, and how each
//! is put in the stead of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::copies;
use super::inputs::{Applicant, Key, Run};
use super::judged::Judged;
use super::mark;
use super::rule::{self, CRITERIA, POTS};
use crate::application::Field;
use crate::form::decision::{Action, DecisionRow};
use crate::money::Kroner;
use crate::origin::{CellRef, Found, Source};
use crate::policy::rules;
use crate::recommendation::FrameEntry;
use crate::score::Score;

/// An input that is not the same in both runs. Nothing before: it is new; nothing after: it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// What earlier rounds had settled: of how many applications.
    Earlier(usize, usize),
    /// A rule of batch.toml, by its key.
    Rule(String, Option<String>, Option<String>),
    /// An application that was not sent in the second run.
    Gone(Key, Option<Place>),
    /// One that was not sent in the first.
    New(Key, Option<Place>),
    /// One of several copies of an application, sent in both runs: another counts in the second.
    Replaced(Key, Place),
    /// One sent in both runs that counts in the second alone.
    Counts(Key, Place),
    /// Another copy of an application counts, and both were sent in one of the runs.
    Copy {
        /// The application.
        key: Key,
        /// The copy that counted.
        before: Place,
        /// The one that counts.
        after: Place,
        /// What they differ in: the field, and what each holds.
        cells: Vec<(Field, [Option<String>; 2])>,
    },
    /// A cell of an application: the field, and what it held.
    Cell {
        /// The application.
        key: Key,
        /// The field.
        field: Field,
        /// What stood there.
        before: Option<String>,
        /// What stands there.
        after: Option<String>,
        /// Where.
        place: Option<Place>,
    },
    /// A score of one assessor on one criterion.
    Mark {
        /// The application.
        key: Key,
        /// The criterion's id.
        criterion: String,
        /// Who gave it; nothing where only the mean is known.
        assessor: Option<String>,
        /// What was given.
        before: Given,
        /// What is given.
        after: Given,
        /// Where.
        place: Option<Place>,
    },
    /// All that one assessor gave an application.
    Assessment {
        /// The application.
        key: Key,
        /// What became of it.
        change: Assessed,
        /// Its scores: the criterion's id, and what was given.
        scores: Vec<(String, Score)>,
        /// The cell that says so, else the first of its scores.
        place: Place,
    },
    /// What the register says of the project that an application continues: the codes of the checks that are gone and those that
    /// came by it.
    Registered {
        /// The application.
        key: Key,
        /// The project.
        project: String,
        /// What became of its row.
        row: RegisterRow,
        /// The codes that are gone.
        lifted: Vec<&'static str>,
        /// The codes that came.
        found: Vec<&'static str>,
    },
    /// What the checks say of an application that no other cause brings.
    Checked {
        /// The application.
        key: Key,
        /// The field it is about, where what stands in it is not told of: that may have changed.
        field: Option<Field>,
        /// The codes that are gone.
        lifted: Vec<&'static str>,
        /// The codes that came.
        found: Vec<&'static str>,
        /// Where: the field's cell, or in the row of an assessment.
        place: Option<Place>,
    },
    /// An entry of a pot's frame.
    Entry {
        /// The pot's id.
        pot: String,
        /// As it was.
        before: Option<FrameEntry>,
        /// As it is.
        after: Option<FrameEntry>,
    },
    /// A decision people made: about what, which, the amount before and after (nothing at all, or no amount).
    Decision {
        /// The application or project, as written.
        target: String,
        /// What was decided.
        action: Action,
        /// The amount of the row there was.
        before: Option<Option<Kroner>>,
        /// The amount of the row there is.
        after: Option<Option<Kroner>>,
        /// Where.
        place: Place,
    },
}

/// What an assessor gave on a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Nothing,
    /// A score.
    Score(Score),
    /// What cannot be counted: the text of the cell, where it may be shown, and the code of the error in it.
    Unusable(Option<String>, &'static str),
}

/// What became of all that one assessor gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assessed {
    /// The assessor is conflicted, and was not.
    Conflicted(String),
    /// The assessor was conflicted, and is not.
    Unconflicted(String),
    /// Nothing of it counts any longer.
    Gone(String),
    /// Nothing of it counted before.
    New(String),
    /// It is the same, under another name; nothing where no name stands there.
    Renamed(Option<String>, Option<String>),
}

/// What became of a project's row in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterRow {
    /// It is gone; where it stood.
    Gone(Place),
    /// It has come; where it stands.
    Come(Place),
    /// It says something else; where it stands.
    Changed(Place),
}

/// A cell of an input; the sheet alone where there is no one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The sheet.
    pub source: Source,
    /// The cell.
    pub at: Option<CellRef>,
}

impl From<&Found> for Place {
    fn from(found: &Found) -> Self {
        Self { source: found.source.clone(), at: Some(found.at) }
    }
}

/// One cause, and what else comes with it.
pub(super) struct Step {
    pub(super) cause: Cause,
    /// Fields that are read otherwise by it, of cells that are the same.
    pub(super) fields: BTreeSet<(Key, Field)>,
    /// Copies of an application that count or no longer count by it.
    pub(super) copies: BTreeSet<Key>,
    /// Errors of applications that come or go with it, by code.
    pub(super) standing: BTreeMap<Key, BTreeSet<&'static str>>,
    /// Scores that come or go with it.
    pub(super) marks: BTreeSet<(Key, mark::Name)>,
}

/// Fields that say who an application is: its id may come with them.
pub(super) const IDENTITY: [Field; 4] = [Field::ApplicationId, Field::MunicipalityNo, Field::Office, Field::Project];

/// The fields of an application that `run.json` tells of, in the order of the form.
fn fields() -> impl DoubleEndedIterator<Item = Field> {
    let told = |field: &&Field| !matches!(field, Field::Municipality) && !field.is_private();
    Field::ALL.iter().filter(told).copied()
}

/// Whether another text may stand in a cell of it, and both runs tell the same: of a municipality they tell the number alone.
pub(super) const fn may_change_unseen(field: Field) -> bool {
    matches!(field, Field::Municipality | Field::MunicipalityNo) || field.is_private()
}

/// Every cause, in order: what was settled before, the rules, then what came in (gone, new, corrected, assessed), the money,
/// and what people decided.
pub(super) fn steps(before: &Run, after: &Run) -> Vec<Step> {
    let mut causes = Vec::new();
    if before.earlier != after.earlier {
        causes.push(Cause::Earlier(before.earlier.len(), after.earlier.len()));
    }
    causes.extend(of_rules(before, after));
    let (gone, new) = (missing(before, after), missing(after, before));
    causes.extend(gone.map(|(key, one)| match one.copy_in(after) {
        Some(place) => Cause::Replaced(key.clone(), place),
        None => Cause::Gone(key.clone(), Some(one.sheet())),
    }));
    causes.extend(new.map(|(key, one)| match one.copy_in(before) {
        Some(place) => Cause::Counts(key.clone(), place),
        None => Cause::New(key.clone(), Some(one.sheet())),
    }));
    let mut steps: Vec<Step> = causes.into_iter().map(Step::alone).collect();
    let both = || before.applicants.iter().filter_map(|(key, one)| Some((key, one, after.applicants.get(key)?)));
    for (key, one, other) in both() {
        match copies::counting(key, one, other, (before, after)) {
            Some(copy) => steps.push(copy),
            None => add_cells(&mut steps, key, one, other),
        }
    }
    mark::add(&mut steps, before, after);
    steps.extend(of_frames(before, after).into_iter().map(Step::alone));
    steps.extend(of_decisions(before, after).into_iter().map(Step::alone));
    copies::merge(&mut steps, (before, after));
    for (key, one, other) in both() {
        Judged { key, one, other, runs: (before, after) }.attach(&mut steps);
    }
    // Causes put in by what the checks say stand before the money.
    steps.sort_by_key(|step| step.cause.turn());
    steps
}

fn missing<'a>(here: &'a Run, there: &'a Run) -> impl Iterator<Item = (&'a Key, &'a Applicant)> {
    here.applicants.iter().filter(|(key, _)| !there.applicants.contains_key(*key))
}

fn of_rules(before: &Run, after: &Run) -> Vec<Cause> {
    let (old, new) = (rules(&before.rules), rules(&after.rules));
    let list = |key: &str, read: fn(&crate::policy::Policy) -> String| {
        let (before, after) = (read(&before.rules), read(&after.rules));
        let some = |names: String| Some(names).filter(|names| !names.is_empty());
        (before != after).then(|| Cause::Rule(key.to_owned(), some(before), some(after)))
    };
    let mut causes: Vec<Cause> = list(POTS, rule::pots).into_iter().chain(list(CRITERIA, rule::criteria)).collect();
    // What a batch is called is no rule; what a list holds and its order are told at once.
    let of_both = |key: &&String| {
        let listed = key.starts_with("pot.") || key.starts_with("criterion.");
        let said = key.as_str() == "batch.title" || (key.starts_with("pot.") && key.ends_with(".order"));
        !said && (!listed || (old.contains_key(*key) && new.contains_key(*key)))
    };
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).filter(of_both).collect();
    let differ = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    causes.extend(differ.map(|key| Cause::Rule(key.clone(), old.get(key).cloned(), new.get(key).cloned())));
    causes
}

fn add_cells(steps: &mut Vec<Step>, key: &Key, one: &Applicant, other: &Applicant) {
    for field in differing(one, other) {
        if let Some(step) =
            steps.iter_mut().rfind(|step| one.reads_otherwise(field, other) && step.bears_on(key, field))
        {
            step.fields.insert((key.clone(), field));
            continue;
        }
        let place = other.place(field).or_else(|| one.place(field));
        let (before, after) = (one.shown(field), other.shown(field));
        steps.push(Step::alone(Cause::Cell { key: key.clone(), field, before, after, place }));
    }
}

/// The fields that are not the same in both.
pub(super) fn differing(one: &Applicant, other: &Applicant) -> Vec<Field> {
    let id_changed = one.submission.id != other.submission.id;
    let differs = |field: &Field| one.value(*field) != other.value(*field);
    let mut changed: Vec<Field> = fields().filter(differs).collect();
    if id_changed && !changed.iter().any(|field| IDENTITY.contains(field)) {
        changed.insert(0, Field::ApplicationId);
    }
    changed
}

fn of_frames(before: &Run, after: &Run) -> Vec<Cause> {
    let mut causes = Vec::new();
    let pots: BTreeSet<&String> = before.frames.keys().chain(after.frames.keys()).collect();
    for pot in pots {
        let none = Vec::new();
        let (old, new) = (before.frames.get(pot).unwrap_or(&none), after.frames.get(pot).unwrap_or(&none));
        let (gone, mut come) = (beyond(old, new, same_entry), beyond(new, old, same_entry));
        for entry in gone {
            let pair = come.iter().position(|one| is_that_entry(entry, one)).map(|at| come.remove(at).clone());
            causes.push(Cause::Entry { pot: pot.clone(), before: Some(entry.clone()), after: pair });
        }
        let entry = |one: &FrameEntry| Cause::Entry { pot: pot.clone(), before: None, after: Some(one.clone()) };
        causes.extend(come.into_iter().map(entry));
    }
    causes
}

fn same_entry(one: &FrameEntry, other: &FrameEntry) -> bool {
    (one.date, &one.text, one.amount) == (other.date, &other.text, other.amount)
}

/// Whether an entry that is not the same is still that entry: with the same words and date, or reference, or in the same cell.
fn is_that_entry(one: &FrameEntry, other: &FrameEntry) -> bool {
    let cell = |entry: &FrameEntry| entry.found.as_ref().map(|found| (found.source.clone(), found.at));
    let named = (one.date, &one.text) == (other.date, &other.text);
    let referred = one.reference.is_some() && one.reference == other.reference;
    named || referred || (cell(one).is_some() && cell(one) == cell(other))
}

fn of_decisions(before: &Run, after: &Run) -> Vec<Cause> {
    let (gone, mut come) = (
        beyond(&before.decisions, &after.decisions, same_decision),
        beyond(&after.decisions, &before.decisions, same_decision),
    );
    let mut causes = Vec::new();
    let cause = |row: &DecisionRow, before, after| {
        let place = Place { source: row.source.clone(), at: Some(row.at) };
        let action = row.action.expect("a sound decision has an action");
        Cause::Decision { target: row.target(), action, before, after, place }
    };
    for row in gone {
        let pair = come.iter().position(|one| (one.target(), one.action) == (row.target(), row.action));
        let pair = pair.map(|at| come.remove(at));
        causes.push(cause(pair.unwrap_or(row), Some(row.amount), pair.map(|one| one.amount)));
    }
    causes.extend(come.into_iter().map(|row| cause(row, None, Some(row.amount))));
    causes
}

fn same_decision(one: &DecisionRow, other: &DecisionRow) -> bool {
    (one.target(), one.action, one.amount) == (other.target(), other.action, other.amount)
}

/// Those of `here` that `there` has no more of: each of `there` stands for one alike.
fn beyond<'a, T>(here: &'a [T], there: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<&'a T> {
    let mut taken = vec![false; there.len()];
    let known = |one: &&T| {
        let at = (0..there.len()).find(|at| !taken[*at] && same(one, &there[*at]));
        at.map(|at| taken[at] = true).is_none()
    };
    here.iter().filter(known).collect()
}

impl Step {
    pub(super) fn alone(cause: Cause) -> Self {
        Self {
            cause,
            fields: BTreeSet::new(),
            copies: BTreeSet::new(),
            standing: BTreeMap::new(),
            marks: BTreeSet::new(),
        }
    }

    /// Whether how a field of an application is read depends on it.
    fn bears_on(&self, key: &Key, field: Field) -> bool {
        match &self.cause {
            Cause::Rule(rule, ..) => match field {
                Field::GrantYear => rule == "scheme.max_years",
                Field::Positions => rule == "scheme.position_step",
                _ => false,
            },
            Cause::Cell { key: own, field: Field::Kind, .. } => own == key,
            _ => false,
        }
    }

    /// Whether it can bear on who gets what: a start date or a forecast cannot. A title can, for an id is made of it, and lots
    /// are drawn by the id.
    pub(super) fn sways(&self) -> bool {
        use Field::{AppliedPositions, AppliedSupplement, AppliedYear2, AppliedYear3, OrgNo, OwnShare, Start};
        let quiet = matches!(
            self.cause,
            Cause::Cell {
                field: AppliedPositions | AppliedSupplement | AppliedYear2 | AppliedYear3 | OrgNo | OwnShare | Start,
                ..
            }
        );
        !quiet || !self.standing.is_empty() || !self.copies.is_empty()
    }

    /// Puts what `from` has in the stead of what `state` has.
    pub(super) fn take(&self, state: &mut Run, from: &Run) {
        match &self.cause {
            Cause::Earlier(..) => state.earlier.clone_from(&from.earlier),
            Cause::Rule(key, ..) => rule::take(&mut state.rules, key, &from.rules),
            Cause::Gone(key, _) | Cause::Replaced(key, _) => drop(state.applicants.remove(key)),
            Cause::New(key, _) | Cause::Counts(key, _) => {
                state.applicants.insert(key.clone(), from.applicants[key].clone());
            }
            Cause::Copy { key, cells, .. } => {
                let take =
                    |one: &mut Applicant| cells.iter().for_each(|(field, _)| one.take(*field, &from.applicants[key]));
                state.applicants.entry(key.clone()).and_modify(take);
            }
            Cause::Cell { key, field, .. } => {
                state.applicants.entry(key.clone()).and_modify(|one| one.take(*field, &from.applicants[key]));
            }
            Cause::Mark { .. } | Cause::Assessment { .. } | Cause::Registered { .. } | Cause::Checked { .. } => {}
            Cause::Entry { pot, before, after } => {
                let entries = state.frames.entry(pot.clone()).or_default();
                let place = |gone: &FrameEntry| entries.iter().position(|one| one == gone);
                before.as_ref().and_then(place).map(|at| entries.remove(at));
                entries.extend(after.clone());
            }
            Cause::Decision { target, action, before, after, .. } => {
                take_decision(state, from, (target, *action), (*before, *after));
            }
        }
        for (key, field) in &self.fields {
            state.applicants.entry(key.clone()).and_modify(|one| one.take(*field, &from.applicants[key]));
        }
        for key in &self.copies {
            match from.applicants.get(key) {
                Some(copy) => drop(state.applicants.insert(key.clone(), copy.clone())),
                None => drop(state.applicants.remove(key)),
            }
        }
        for (key, name) in &self.marks {
            state.applicants.entry(key.clone()).and_modify(|one| one.take_mark(name, &from.applicants[key]));
        }
        for (key, codes) in &self.standing {
            let take = |one: &mut Applicant| codes.iter().for_each(|code| one.take_fault(code, &from.applicants[key]));
            state.applicants.entry(key.clone()).and_modify(take);
        }
    }
}

fn take_decision(
    state: &mut Run,
    from: &Run,
    (target, action): (&str, Action),
    (before, after): (Option<Option<Kroner>>, Option<Option<Kroner>>),
) {
    let is = |row: &DecisionRow, amount| row.target() == target && row.action == Some(action) && row.amount == amount;
    let rows = &mut state.decisions;
    before.and_then(|amount| rows.iter().position(|row| is(row, amount))).map(|at| rows.remove(at));
    let new = after.and_then(|amount| from.decisions.iter().find(|row| is(row, amount)));
    state.decisions.extend(new.cloned());
}

impl Cause {
    /// When its turn comes.
    fn turn(&self) -> u8 {
        match self {
            Self::Earlier(..) => 0,
            Self::Rule(..) => 1,
            Self::Gone(..) | Self::Replaced(..) => 2,
            Self::New(..) | Self::Counts(..) => 3,
            Self::Copy { .. } | Self::Cell { .. } => 4,
            Self::Mark { .. } | Self::Assessment { .. } => 5,
            Self::Registered { .. } | Self::Checked { .. } => 6,
            Self::Entry { .. } => 7,
            Self::Decision { .. } => 8,
        }
    }
}
