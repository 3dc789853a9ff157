//! Scores that are not the same in two runs. An assessor is the cause only where the sheet of the score is not the same: a
//! score that comes or goes under the same bytes does so by what the application is, or by the criteria. One that stands there
//! and is not counted, because the assessor is conflicted or it cannot be used, is told as what it is.

use std::collections::BTreeSet;

use super::cause::{Cause, Given, IDENTITY, Place, Step};
use super::inputs::{Applicant, Key, Mark, Run};
use super::rule::CRITERIA;
use crate::application::Field;
use crate::problem;

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
        let conflicted = change.conflicted(before, after);
        let at = steps[..others].iter().rposition(|step| change.comes_with(&step.cause, before, after));
        let at = at.or_else(|| steps.iter().position(|step| conflicted.as_ref() == Some(&step.cause)));
        let at = at.unwrap_or_else(|| {
            steps.push(Step::alone(conflicted.unwrap_or_else(|| change.cause(before, after))));
            steps.len() - 1
        });
        steps[at].marks.insert((change.key.clone(), change.name.clone()));
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
            Cause::Cell { key, field: Field::Kind, .. } | Cause::Copy { key, .. } if key == self.key => {
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

    /// That its assessor is conflicted now, or no longer: one cause of all the scores of the row.
    fn conflicted(&self, before: &Run, after: &Run) -> Option<Cause> {
        let (now, mark, here, there) = match (self.before, self.after) {
            (Some(mark), None) => (true, mark, after, before),
            (None, Some(mark)) => (false, mark, before, after),
            _ => return None,
        };
        let (assessor, found) = (&self.name.1, mark.found.as_ref()?);
        let more = |run: &Run| run.findings.count_conflicted(assessor, &found.source);
        let place = here.findings.conflicted(assessor, found).filter(|_| more(here) > more(there))?;
        Some(Cause::Conflicted { key: self.key.clone(), assessor: assessor.clone(), now, place })
    }

    fn cause(&self, before: &Run, after: &Run) -> Cause {
        let (criterion, assessor, _) = self.name.clone();
        let found = |mark: Option<&Mark>| mark.and_then(|mark| mark.found.as_ref()).map(Place::from);
        Cause::Mark {
            key: self.key.clone(),
            criterion,
            assessor: Some(assessor).filter(|name| !name.is_empty()),
            before: given(self.key, before, self.before, self.after),
            after: given(self.key, after, self.after, self.before),
            place: found(self.after).or_else(|| found(self.before)),
        }
    }
}

/// What an assessor gave in `run`, where `mark` was counted; else what stands where `other` does in the other run.
fn given(key: &Key, run: &Run, mark: Option<&Mark>, other: Option<&Mark>) -> Given {
    if let Some(mark) = mark {
        return Given::Score(mark.score);
    }
    let found = other.and_then(|other| other.found.as_ref());
    let finding = found.and_then(|found| run.findings.error_at(found));
    let known = finding.and_then(|finding| Some((finding, problem::with_code(&finding.code)?.code)));
    // The error must be one of this application: rows may have been moved, and the cell be another's.
    let faults = run.applicants.get(key).map(|one| one.submission.faults.as_slice()).unwrap_or_default();
    let own = known.filter(|(_, code)| faults.contains(code));
    own.map_or(Given::Nothing, |(finding, code)| Given::Unusable(finding.value.clone(), code))
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
