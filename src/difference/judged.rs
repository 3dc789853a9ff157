//! What the checks say of an application that is not the same in two runs: every error that came or went is given to the cause it
//! comes with.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Cause, Given, Place, RegisterRow, Step, may_change_unseen};
use super::inputs::{Applicant, Key, Run};
use super::said::{NOT_IN_REGISTER, OF_REGISTER};
use crate::application::Field;
use crate::check::DUPLICATE;
use crate::form::decision::Action;

/// The errors that a rule of batch.toml has a part in, and its key.
const OF_RULES: [(&str, &str); 2] = [("T413", "batch.county"), ("T506", "scheme.max_years")];

/// An application in both runs.
pub(super) struct Judged<'a> {
    pub(super) key: &'a Key,
    pub(super) one: &'a Applicant,
    pub(super) other: &'a Applicant,
    pub(super) runs: (&'a Run, &'a Run),
}

impl Judged<'_> {
    /// Gives every error that is not the same to the one of `steps` it comes with; those that come with none are a cause of their
    /// own.
    pub(super) fn attach(&self, steps: &mut Vec<Step>) {
        let mut left = Vec::new();
        for code in self.one.judged_otherwise(self.other) {
            match self.cause_of(code, steps) {
                Some(at) => drop(steps[at].standing.entry(self.key.clone()).or_default().insert(code)),
                None => left.push(code),
            }
        }
        let (registered, checked): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|code| self.register_row(code).is_some());
        let mut checks: BTreeMap<Option<Field>, Vec<&'static str>> = BTreeMap::new();
        for code in checked {
            checks.entry(self.unseen(code)).or_default().push(code);
        }
        let all = Some((None, registered)).into_iter().chain(checks);
        for (field, codes) in all.filter(|(_, codes)| !codes.is_empty()) {
            let mut step = Step::alone(self.cause(field, &codes));
            step.standing.insert(self.key.clone(), codes.into_iter().collect());
            steps.push(step);
        }
    }

    fn cause(&self, field: Option<Field>, codes: &[&'static str]) -> Cause {
        let beyond = |here: &Applicant, there: &Applicant| {
            let gone = |code: &&&'static str| here.is_faulty(code) && !there.is_faulty(code);
            codes.iter().filter(gone).copied().collect::<Vec<_>>()
        };
        let (lifted, found) = (beyond(self.one, self.other), beyond(self.other, self.one));
        let key = self.key.clone();
        let project = self.other.submission.project_id.as_ref().or(self.one.submission.project_id.as_ref());
        let row = codes.first().and_then(|code| self.register_row(code));
        match row.zip(project) {
            Some((row, project)) => Cause::Registered { key, project: project.to_string(), row, lifted, found },
            None => {
                let cell = field.and_then(|field| self.other.place(field).or_else(|| self.one.place(field)));
                let place = cell.or_else(|| codes.iter().find_map(|code| self.in_assessment(code)));
                Cause::Checked { key, field, lifted, found, place }
            }
        }
    }

    /// The step that an error comes with: the decision that accepts it, a score or a cell it is about, the register (none of
    /// them), a rule, another cause of the same application, a decision about it. That there are several copies comes with the
    /// copy.
    fn cause_of(&self, code: &str, steps: &[Step]) -> Option<usize> {
        let last = |is: &dyn Fn(&Step) -> bool| steps.iter().rposition(is);
        let copied =
            |step: &Step| step.cause.comes_or_goes().into_iter().chain(&step.copies).any(|copy| copy.0 == self.key.0);
        if code == DUPLICATE
            && self.one.duplicate != self.other.duplicate
            && let Some(at) = steps.iter().position(copied)
        {
            return Some(at);
        }
        let decided = || steps.iter().position(|step| self.is_decided_by(&step.cause));
        let own = self.accepted(code).then(decided).flatten();
        let own = own.or_else(|| last(&|step| self.is_score_of(code, &step.cause)));
        let own = own.or_else(|| last(&|step| self.is_cell_of(code, step)));
        if own.is_some() || self.register_row(code).is_some() {
            return own;
        }
        let rule = OF_RULES.iter().find(|(one, _)| *one == code).map(|(_, rule)| *rule);
        let is_rule = |step: &Step| matches!(&step.cause, Cause::Rule(key, ..) if Some(key.as_str()) == rule);
        let unseen = self.unseen(code).is_some();
        let about = |step: &Step| {
            let marked = step.marks.iter().any(|(subject, _)| subject == self.key);
            // Another cell is no cause of what may have changed unseen; another copy is.
            let own = !unseen || matches!(step.cause, Cause::Copy { .. });
            copied(step) || own && (step.cause.subject() == Some(self.key) || marked)
        };
        last(&is_rule).or_else(|| last(&about)).or_else(decided)
    }

    /// Whether it was found in both runs, and is accepted in one of them.
    fn accepted(&self, code: &str) -> bool {
        let (one, other) = (self.one, self.other);
        [(one, other), (other, one)]
            .into_iter()
            .any(|(here, there)| here.is_faulty(code) && there.was_faulty(code) && !there.is_faulty(code))
    }

    fn is_decided_by(&self, cause: &Cause) -> bool {
        let Cause::Decision { target, action, .. } = cause else { return false };
        let accepts = matches!(action, Action::Accept | Action::SameProject | Action::OtherProject);
        accepts && (self.one.is_called(target) || self.other.is_called(target))
    }

    fn is_score_of(&self, code: &str, cause: &Cause) -> bool {
        let Cause::Mark { key, before, after, .. } = cause else { return false };
        let unusable = |given: &Given| matches!(given, Given::Unusable(_, own) if *own == code);
        key == self.key && (unusable(before) || unusable(after))
    }

    /// The fields that an error is about.
    fn fields(&self, code: &str) -> BTreeSet<Field> {
        self.one.faulty_by(code).chain(self.other.faulty_by(code)).collect()
    }

    /// The field that an error is about, where all it is about may have changed unseen.
    fn unseen(&self, code: &str) -> Option<Field> {
        let fields = self.fields(code);
        fields.first().copied().filter(|_| fields.iter().all(|field| may_change_unseen(*field)))
    }

    /// Whether it is about that cell; whether an application is new or continues decides what is asked of all its other cells.
    fn is_cell_of(&self, code: &str, step: &Step) -> bool {
        let mut fields = self.fields(code);
        // The name of a municipality is told as its number.
        if fields.contains(&Field::Municipality) {
            fields.insert(Field::MunicipalityNo);
        }
        let about = |field: &Field| *field == Field::Kind || fields.contains(field);
        let read = step.fields.iter().any(|(key, field)| key == self.key && fields.contains(field));
        read || match &step.cause {
            Cause::Cell { key, field, .. } => key == self.key && about(field),
            Cause::Copy { key, cells, .. } => key == self.key && cells.iter().any(|(field, ..)| about(field)),
            _ => false,
        }
    }

    /// Where an error stands in the row of a score of it.
    fn in_assessment(&self, code: &str) -> Option<Place> {
        let sides = [(self.runs.1, self.other), (self.runs.0, self.one)];
        sides.into_iter().find_map(|(run, one)| {
            let mut rows = one.marks.values().filter_map(|mark| mark.found.as_ref());
            rows.find_map(|found| run.findings.error_in_row(code, found))
        })
    }

    /// What became of the project's row in the register, where an error with this code comes or goes by it.
    fn register_row(&self, code: &str) -> Option<RegisterRow> {
        if !OF_REGISTER.contains(&code) {
            return None;
        }
        let place = |one: &Applicant| one.registered.as_ref().map(Place::from);
        match (place(self.one), place(self.other)) {
            (Some(row), None) if self.other.was_faulty(NOT_IN_REGISTER) => Some(RegisterRow::Gone(row)),
            (None, Some(row)) if self.one.was_faulty(NOT_IN_REGISTER) => Some(RegisterRow::Come(row)),
            (Some(_), Some(row)) if !self.runs.1.shares(&row.source.file, self.runs.0) => {
                Some(RegisterRow::Changed(row))
            }
            _ => None,
        }
    }
}

impl Cause {
    /// The application that comes or goes by it.
    pub(super) fn comes_or_goes(&self) -> Option<&Key> {
        match self {
            Self::Gone(key, _) | Self::New(key, _) | Self::Replaced(key, _) | Self::Counts(key, _) => Some(key),
            _ => None,
        }
    }

    /// The application that it is about, where that has it in both runs.
    fn subject(&self) -> Option<&Key> {
        match self {
            Self::Cell { key, .. } | Self::Copy { key, .. } | Self::Mark { key, .. } | Self::Assessment { key, .. } => {
                Some(key)
            }
            _ => None,
        }
    }
}
