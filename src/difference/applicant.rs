//! One applicant of a run held against the same one of another, and made into it field by field.

use super::cause::{IDENTITY, Place};
use super::inputs::Applicant;
use crate::application::{Field, Submission};
use crate::check::DUPLICATE;
use crate::identity::is_same_project;

impl Applicant {
    /// Whether the checks say the same of both.
    pub(super) fn stands_as(&self, other: &Self) -> bool {
        (&self.submission.faults, self.duplicate) == (&other.submission.faults, other.duplicate)
    }

    /// Its errors but that there are several copies of it.
    pub(super) fn other_faults(&self) -> impl Iterator<Item = &'static str> {
        self.submission.faults.iter().copied().filter(|code| *code != DUPLICATE)
    }

    /// Whether it is one of several copies, as `other` is or is not. Only one of which there are no others is assessed.
    pub(super) fn take_copies(&mut self, other: &Self) {
        let faults: Vec<_> = self.other_faults().collect();
        let several = other.submission.faults.iter().copied().filter(|code| *code == DUPLICATE);
        self.submission.faults = faults.into_iter().chain(several).collect();
        self.duplicate = other.duplicate;
        self.marks.clone_from(&other.marks);
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

    pub(super) fn place(&self, field: Field) -> Option<Place> {
        let of_name = || self.submission.cell(Field::Municipality).filter(|_| field == Field::MunicipalityNo);
        let at = self.submission.cell(field).or_else(of_name)?;
        Some(Place { source: self.submission.source.clone(), at: Some(at) })
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
