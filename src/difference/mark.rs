//! Scores that are not the same in two runs. An assessor is the cause only where the sheet of the score is not the same: a
//! score that comes or goes under the same bytes, or with the same text in its cell, does so by what the application is, or by
//! the criteria. One that stands there and is not counted, because the assessor is conflicted or it cannot be used, is told as
//! what it is; and what one assessor gave is told at once where all of it came or went.

use std::collections::BTreeSet;

use super::cause::{Assessed, Cause, Given, IDENTITY, Place, Step};
use super::inputs::{Applicant, Key, Mark, Run};
use super::rule::CRITERIA;
use crate::application::Field;
use crate::origin::Found;
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
        let whole = change.whole(before, after);
        let at = steps[..others].iter().rposition(|step| change.comes_with(&step.cause, before, after));
        let at = at.or_else(|| whole.as_ref().and_then(|cause| extended(steps, cause)));
        let at = at.unwrap_or_else(|| {
            steps.push(Step::alone(whole.unwrap_or_else(|| change.cause(before, after))));
            steps.len() - 1
        });
        steps[at].marks.insert((change.key.clone(), change.name.clone()));
    }
}

/// The step of the same assessment as `cause`, its scores put in.
fn extended(steps: &mut [Step], cause: &Cause) -> Option<usize> {
    let Cause::Assessment { key, change, scores, .. } = cause else { return None };
    steps.iter_mut().position(|step| match &mut step.cause {
        Cause::Assessment { key: own, change: one, scores: all, .. } if own == key && one == change => {
            let new = scores.iter().filter(|score| !matches!(change, Assessed::Renamed(..)) || !all.contains(score));
            all.extend(new.cloned().collect::<Vec<_>>());
            true
        }
        _ => false,
    })
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
            // Nobody changed a score on what was no criterion.
            Cause::Rule(rule, ..) if rule == CRITERIA => known(before) != known(after),
            Cause::Rule(rule, ..) => {
                *rule == format!("criterion.{criterion}.scale")
                    && (self.stands_in_both(before, after) || self.is_same_text(before, after))
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

    /// Whether the same text stands for the score in both runs, whatever else changed in the sheet. Where it is not counted, it
    /// stands in an error: in the same column, for rows may have been moved.
    fn is_same_text(&self, before: &Run, after: &Run) -> bool {
        let unusable = |mark: &Mark, run: &Run| {
            let faults = run.applicants.get(self.key).map(|one| one.submission.faults.as_slice()).unwrap_or_default();
            let Some(found) = &mark.found else { return false };
            let mut errors = run.findings.errors_in_column(found);
            errors.any(|one| one.value.as_deref() == Some(&*found.raw) && faults.contains(&one.code.as_str()))
        };
        let raw = |mark: &Mark| mark.found.as_ref().map(|found| found.raw.clone());
        match (self.before, self.after) {
            (Some(one), Some(other)) => raw(one).is_some() && raw(one) == raw(other),
            (Some(mark), None) => unusable(mark, after),
            (None, Some(mark)) => unusable(mark, before),
            (None, None) => false,
        }
    }

    /// What became of all that the assessor gave, where that is the cause.
    fn whole(&self, before: &Run, after: &Run) -> Option<Cause> {
        let (goes, mark) = match (self.before, self.after) {
            (Some(mark), None) => (true, mark),
            (None, Some(mark)) => (false, mark),
            _ => return None,
        };
        let (here, there) = if goes { (before, after) } else { (after, before) };
        let (criterion, assessor, _) = self.name;
        let found = mark.found.as_ref()?;
        let named = (!assessor.is_empty()).then(|| assessor.clone());
        let turned = |gone: fn(String) -> Assessed, come: fn(String) -> Assessed| {
            named.clone().map(if goes { gone } else { come })
        };
        let conflicted = there.conflicted_beyond(here, assessor, found);
        let place = conflicted.clone().unwrap_or_else(|| Place::from(found));
        let change = if conflicted.is_some() {
            turned(Assessed::Conflicted, Assessed::Unconflicted)?
        } else if let Some(other) = self.under_another_name(mark, here, there) {
            if goes { Assessed::Renamed(named, other) } else { Assessed::Renamed(other, named) }
        } else {
            turned(Assessed::Gone, Assessed::New).filter(|_| self.is_all(here, there))?
        };
        let scores = vec![(criterion.clone(), mark.score)];
        Some(Cause::Assessment { key: self.key.clone(), change, scores, place })
    }

    /// Under which name the very score stands in the same cell of the other run; nothing where no name does.
    fn under_another_name(&self, mark: &Mark, here: &Run, there: &Run) -> Option<Option<String>> {
        let (one, other) = (here.applicants.get(self.key)?, there.applicants.get(self.key)?);
        let place = |mark: &Mark| mark.found.as_ref().map(|found| (found.source.clone(), found.at));
        let is_it = |(name, that): &(&Name, &Mark)| {
            name.0 == self.name.0
                && place(that) == place(mark)
                && that.score == mark.score
                && !one.marks.contains_key(*name)
        };
        let (name, _) = other.marks.iter().find(is_it)?;
        Some(Some(name.1.clone()).filter(|name| !name.is_empty()))
    }

    /// Whether nothing that the assessor gave the application in `here` counts in `there`, and none of it stands there unusable;
    /// of an assessor who stands there twice, that row.
    fn is_all(&self, here: &Run, there: &Run) -> bool {
        let own = |run: &Run| -> Vec<Mark> {
            let marks = run.applicants.get(self.key).into_iter().flat_map(|one| &one.marks);
            let same = |name: &Name| (&name.1, name.2) == (&self.name.1, self.name.2);
            marks.filter(|(name, _)| same(name)).map(|(_, mark)| mark.clone()).collect()
        };
        let stands = |mark: &Mark| given(self.key, there, None, Some(mark)) != Given::Nothing;
        own(there).is_empty() && !own(here).iter().any(stands)
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

impl Run {
    /// The cell that says that the assessor of the score at `found` is conflicted, where more rows say it than in `other`.
    fn conflicted_beyond(&self, other: &Self, assessor: &str, found: &Found) -> Option<Place> {
        let rows = |run: &Self| run.findings.count_conflicted(assessor, &found.source);
        self.findings.conflicted(assessor, found).filter(|_| rows(self) > rows(other))
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
