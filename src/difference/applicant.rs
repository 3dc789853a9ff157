//! One applicant of a run held against the same one of another, and made into it field by field.

use std::collections::BTreeSet;

use super::cause::{IDENTITY, Place};
use super::inputs::{Applicant, Run};
use crate::application::{Field, Submission};
use crate::check::DUPLICATE;
use crate::identity::is_same_project;

impl Applicant {
    /// The codes that the checks do not give both alike, among them that nobody can say which copy counts.
    pub(super) fn judged_otherwise(&self, other: &Self) -> BTreeSet<&'static str> {
        let times = |one: &Self, code: &&str| one.submission.faults.iter().filter(|own| **own == *code).count();
        let all = self.submission.faults.iter().chain(&other.submission.faults).copied();
        let copies = Some(DUPLICATE).filter(|_| self.duplicate != other.duplicate);
        all.filter(|code| times(self, code) != times(other, code)).chain(copies).collect()
    }

    /// Has errors with this code where `other` has them. Only one of which there are no other copies is assessed.
    pub(super) fn take_fault(&mut self, code: &'static str, other: &Self) {
        let faults = &mut self.submission.faults;
        faults.retain(|own| *own != code);
        faults.extend(other.submission.faults.iter().copied().filter(|own| *own == code));
        if code == DUPLICATE && self.duplicate != other.duplicate {
            self.duplicate = other.duplicate;
            self.marks.clone_from(&other.marks);
        }
    }

    pub(super) fn is_faulty(&self, code: &str) -> bool {
        self.submission.faults.contains(&code)
    }

    /// Whether such an error was found, though a decision may have accepted it.
    pub(super) fn was_faulty(&self, code: &str) -> bool {
        self.faulty.contains_key(code)
    }

    /// The fields that its errors with this code are about.
    pub(super) fn faulty_by(&self, code: &str) -> impl Iterator<Item = Field> {
        self.faulty.get(code).into_iter().flatten().copied()
    }

    pub(super) fn is_called(&self, target: &str) -> bool {
        let project = self.submission.project_id.as_deref();
        self.submission.id.as_str() == target || project.is_some_and(|id| is_same_project(id, target))
    }

    /// What two runs are held against each other by: what was read; of figures that are only parts, what stood there.
    pub(super) fn value(&self, field: Field) -> Option<String> {
        let one = &self.submission;
        match field {
            Field::MunicipalityNo => one.municipality.map(|one| one.number.to_string()),
            Field::Office => one.office.as_deref().map(str::to_owned),
            Field::Project => one.project.as_deref().map(str::to_owned),
            Field::ProjectId => one.project_id.as_deref().map(str::to_owned),
            Field::OrgNo => one.org_no.map(|one| one.to_string()),
            Field::Kind => one.kind.map(|kind| kind.key().to_owned()),
            Field::GrantYear => one.grant_year.map(|year| year.to_string()),
            Field::Start => one.start.map(|day| day.to_string()),
            Field::Received => one.received.map(|received| received.moment().to_string()),
            Field::AppliedPositions | Field::AppliedSupplement => self.raw.get(&field).cloned(),
            _ => one.figure(field).map(|figure| figure.normalize().to_string()),
        }
    }

    /// What people are shown: the text of the cell, where it is known.
    pub(super) fn shown(&self, field: Field) -> Option<String> {
        match field {
            Field::ApplicationId => Some(self.submission.id.to_string()),
            _ => self.raw.get(&field).cloned().or_else(|| self.value(field)),
        }
    }

    /// Whether the same text in the cell is read as something else in `other`.
    pub(super) fn reads_otherwise(&self, field: Field, other: &Self) -> bool {
        field != Field::Kind && self.shown(field).is_some() && self.shown(field) == other.shown(field)
    }

    pub(super) fn place(&self, field: Field) -> Option<Place> {
        let of_name = || self.submission.cell(Field::Municipality).filter(|_| field == Field::MunicipalityNo);
        let at = self.submission.cell(field).or_else(of_name)?;
        Some(Place { source: self.submission.source.clone(), at: Some(at) })
    }

    /// The sheet it stands in, and its first cell there.
    pub(super) fn sheet(&self) -> Place {
        Place { source: self.submission.source.clone(), at: self.submission.first_cell() }
    }

    /// Where its title stands, which is where the checks tell of several copies.
    pub(super) fn title(&self) -> Place {
        self.place(Field::Project).unwrap_or_else(|| self.sheet())
    }

    /// Where it stands, if `run` has it there too, and another copy counts there.
    pub(super) fn copy_in(&self, run: &Run) -> Option<Place> {
        Some(self.title()).filter(|place| run.findings.replaced(&self.submission.id, place))
    }

    /// Takes a field from `from`; its cell comes with it.
    pub(super) fn take(&mut self, field: Field, from: &Self) {
        let (to, other) = (&mut self.submission, &from.submission);
        match field {
            Field::MunicipalityNo => to.municipality = other.municipality,
            Field::Office => to.office.clone_from(&other.office),
            Field::Project => to.project.clone_from(&other.project),
            Field::ProjectId => to.project_id.clone_from(&other.project_id),
            Field::OrgNo => to.org_no = other.org_no,
            Field::Kind => to.kind = other.kind,
            Field::GrantYear => to.grant_year = other.grant_year,
            Field::Start => to.start = other.start,
            Field::Received => to.received = other.received,
            Field::Positions => to.positions = other.positions,
            Field::Applied => to.applied = other.applied,
            Field::CarriedOver => to.carried_over = other.carried_over,
            Field::OwnShare => to.own_share = other.own_share,
            Field::AppliedYear2 => to.applied_year_2 = other.applied_year_2,
            Field::AppliedYear3 => to.applied_year_3 = other.applied_year_3,
            _ => {}
        }
        if IDENTITY.contains(&field) {
            self.take_id(from);
        }
    }

    /// An id that is made of municipality, office and title comes with the last of them that changed.
    fn take_id(&mut self, from: &Self) {
        let (to, other): (&mut Submission, &Submission) = (&mut self.submission, &from.submission);
        let number = |one: &Submission| one.municipality.map(|one| one.number);
        if (number(to), &to.office, &to.project) == (number(other), &other.office, &other.project) {
            to.id = other.id.clone();
        }
    }
}
