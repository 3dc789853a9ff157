//! Scores that are not the same in two runs. An assessor is the cause only where the sheet of the score is not the same: a
//! score that comes or goes under the same bytes does so by what the application is, or by the criteria.

use std::collections::BTreeSet;

use super::cause::{Cause, IDENTITY, Place, Step};
use super::inputs::{Applicant, Key, Mark, Run};
use super::rule::CRITERIA;
use crate::application::Field;

/// One score of an application: its criterion, the assessor, and which of several of one assessor.
pub(super) type Name = (String, String, usize);

/// A score that is not the same.
struct Change<'a> {
    key: &'a Key,
    name: &'a Name,
    before: Option<&'a Mark>,
    after: Option<&'a Mark>,
}

/// Gives every score that is not the same to the last of `steps` that it comes with, else makes it a cause of its own.
pub(super) fn add(steps: &mut Vec<Step>, before: &Run, after: &Run) {
    let both = before.applicants.iter().filter_map(|(key, one)| Some((key, one, after.applicants.get(key)?)));
    let changes: Vec<Change<'_>> = both.flat_map(|(key, one, other)| changes(key, one, other)).collect();
    let others = steps.len();
    for change in changes {
        match steps[..others].iter_mut().rfind(|step| change.comes_with(&step.cause, before, after)) {
            Some(step) => drop(step.marks.insert((change.key.clone(), change.name.clone()))),
            None => {
                let mut step = Step::alone(change.cause());
                step.copy = change.name.2;
                steps.push(step);
            }
        }
    }
}

fn changes<'a>(key: &'a Key, one: &'a Applicant, other: &'a Applicant) -> Vec<Change<'a>> {
    // Where nobody can say which copy counts, none is assessed: its scores come and go with the copies.
    if one.duplicate || other.duplicate {
        return Vec::new();
    }
    let names: BTreeSet<&Name> = one.marks.keys().chain(other.marks.keys()).collect();
    let change = |name| Change { key, name, before: one.marks.get(name), after: other.marks.get(name) };
    let differs = |one: &Change<'_>| one.before.map(|mark| mark.score) != one.after.map(|mark| mark.score);
    names.into_iter().map(change).filter(differs).collect()
}

impl Change<'_> {
    /// Whether it is another input than the assessment that made the score come or go.
    fn comes_with(&self, cause: &Cause, before: &Run, after: &Run) -> bool {
        let criterion = &self.name.0;
        let known = |run: &Run| run.rules.criteria.iter().any(|one| one.id == *criterion);
        match cause {
            // Only new applications are assessed.
            Cause::Cell { key, field: Field::Kind, .. } if key == self.key => {
                self.after.is_none() || self.stands_in_both(before, after)
            }
            Cause::Cell { key, field, .. } if key == self.key && IDENTITY.contains(field) => {
                self.stands_in_both(before, after)
            }
            Cause::Rule(rule, ..) if rule == CRITERIA => {
                known(before) != known(after) && (self.after.is_none() || self.stands_in_both(before, after))
            }
            Cause::Rule(rule, ..) => {
                *rule == format!("criterion.{criterion}.scale") && self.stands_in_both(before, after)
            }
            _ => false,
        }
    }

    /// Whether the sheet of the score is the same in both runs, byte for byte.
    fn stands_in_both(&self, before: &Run, after: &Run) -> bool {
        let found = |mark: Option<&Mark>, here: &Run, there: &Run| {
            mark.and_then(|mark| mark.found.as_ref()).is_none_or(|found| here.shares(&found.source.file, there))
        };
        found(self.before, before, after) && found(self.after, after, before)
    }

    fn cause(&self) -> Cause {
        let (criterion, assessor, _) = self.name.clone();
        let found = |mark: Option<&Mark>| mark.and_then(|mark| mark.found.as_ref()).map(Place::from);
        Cause::Mark {
            key: self.key.clone(),
            criterion,
            assessor: Some(assessor).filter(|name| !name.is_empty()),
            before: self.before.map(|mark| mark.score),
            after: self.after.map(|mark| mark.score),
            place: found(self.after).or_else(|| found(self.before)),
        }
    }
}

impl Applicant {
    /// Has one score as `other` has it.
    pub(super) fn take_mark(&mut self, name: &Name, other: &Self) {
        match other.marks.get(name) {
            Some(mark) => drop(self.marks.insert(name.clone(), mark.clone())),
            None => drop(self.marks.remove(name)),
        }
    }
}
