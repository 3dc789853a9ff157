//! Which of several copies of an application counts, where that is not the same in two runs.

use super::cause::{Cause, Step, differing};
use super::inputs::{Applicant, Key, Run};
use crate::application::Field;
use crate::form::decision::Action;

/// Where another copy counts, its cells are no corrections: they stood beside the others all the time.
pub(super) fn counting(key: &Key, one: &Applicant, other: &Applicant, (before, after): (&Run, &Run)) -> Option<Step> {
    let (here, there) = (one.title(), other.title());
    // Nearly all stand where they stood, and need no look at the findings.
    let is_there = || one.copy_in(after).is_some() || other.copy_in(before).is_some();
    if here == there || !is_there() {
        return None;
    }
    let cells = differing(one, other).into_iter().map(|field| (field, [one.shown(field), other.shown(field)]));
    Some(Step::alone(Cause::Copy { key: key.clone(), before: here, after: there, cells: cells.collect() }))
}

/// Which of several copies counts, when each was received decides, or people do: where one of these changed, that is the cause.
pub(super) fn merge(steps: &mut Vec<Step>, runs: (&Run, &Run)) {
    let copies: Vec<Key> = steps.iter().filter_map(|step| passed_over(&step.cause).cloned()).collect();
    for key in copies {
        if let Some(at) = steps.iter().position(|step| chooses(&step.cause, &key, runs)) {
            steps[at].copies.insert(key.clone());
            steps.retain(|step| passed_over(&step.cause) != Some(&key));
        }
    }
}

const fn passed_over(cause: &Cause) -> Option<&Key> {
    match cause {
        Cause::Replaced(key, _) | Cause::Counts(key, _) => Some(key),
        _ => None,
    }
}

/// Whether it can be what set the copy `key` aside, or no longer does.
fn chooses(cause: &Cause, key: &Key, (before, after): (&Run, &Run)) -> bool {
    match cause {
        Cause::Cell { key: own, field: Field::Received, .. } => own.0 == key.0,
        Cause::Decision { target, action: Action::Accept, .. } => key.0.as_str() == target,
        // Two that people say are one project have each an id, and are of one office.
        Cause::Decision { target, action: Action::SameProject | Action::OtherProject, .. } => {
            let called = |one: &&Applicant| one.is_called(target);
            let all = || before.applicants.values().chain(after.applicants.values());
            let office =
                [before, after].into_iter().find_map(|run| run.applicants.get(key)?.submission.office.as_ref());
            all().filter(called).any(|one| one.submission.id == key.0 || one.submission.office.as_ref() == office)
        }
        _ => false,
    }
}
