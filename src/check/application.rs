//! Rules on one application: sums, caps, deadline, year, place, and the unit guard.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::application::{Eligible, Field, Kind, Submission};
use crate::finding::Finding;
use crate::identity::{self, Municipality};
use crate::money::Kroner;
use crate::origin::CellRef;
use crate::policy::{Late, Policy, Scope};
use crate::problem::{Problem, application as problems, cell};

/// The rules, and what was looked up for one application and is the same for the next.
pub(super) struct Rules<'p> {
    policy: &'p Policy,
    /// The municipalities of each office that was met.
    offices: BTreeMap<Arc<str>, Vec<&'static Municipality>>,
}

impl<'p> Rules<'p> {
    pub(super) fn of(policy: &'p Policy) -> Self {
        Self { policy, offices: BTreeMap::new() }
    }

    /// Checks one application; an error becomes one of its faults.
    pub(super) fn check(&mut self, submission: &mut Submission, findings: &mut Vec<Finding>) {
        let mut found: Vec<(Field, Problem)> = Vec::new();
        let eligible = super::eligible(submission, self.policy);
        parts(submission, &mut found);
        if self.policy.scope == Scope::Batch {
            amounts(submission, eligible, &mut found);
            dates(submission, self.policy, &mut found);
        }
        self.place(submission, &mut found);
        if submission.kind == Some(Kind::New)
            && let Some(year @ 2..) = submission.grant_year
        {
            found.push((Field::GrantYear, problems::new_in_later_year(usize::from(year))));
        }
        for (field, problem) in found {
            say(submission, field, problem, findings);
        }
    }

    fn place(&mut self, submission: &Submission, found: &mut Vec<(Field, Problem)>) {
        let Some(municipality) = submission.municipality else { return };
        let field =
            if submission.cell(Field::MunicipalityNo).is_some() { Field::MunicipalityNo } else { Field::Municipality };
        if let Some(county) = &self.policy.batch.county
            && municipality.number.county() != *county
        {
            found.push((field, problems::outside_county(&municipality.name, county)));
        }
        let Some(office) = &submission.office else { return };
        // Which municipality it is has been asked already.
        if submission.faults.contains(&problems::municipality_disagrees("", "").code()) {
            return;
        }
        if let Some(other) = self.elsewhere(office, municipality) {
            found.push((Field::Office, problems::office_elsewhere(office, other, &municipality.name)));
        }
    }

    /// The municipality that an office is named after or lies in, where that is another one. An office for several is in
    /// each.
    fn elsewhere(&mut self, office: &Arc<str>, municipality: &Municipality) -> Option<&'static str> {
        if !self.offices.contains_key(office) {
            let of_office = identity::municipalities_of_office(office, self.policy.batch.year);
            self.offices.insert(Arc::clone(office), of_office);
        }
        let found = self.offices.get(office)?;
        let here = found.iter().any(|one| one.number == municipality.number);
        found.first().filter(|_| !here).map(|one| &*one.name)
    }
}

/// The fields that a problem with several of them may be mended in.
fn mended_by(code: &str) -> &'static [Field] {
    match code {
        "T401" => &[Field::Applied, Field::AppliedPositions, Field::AppliedSupplement],
        "T407" => &[Field::Office, Field::MunicipalityNo, Field::Municipality],
        "T413" => &[Field::MunicipalityNo, Field::Municipality],
        "T411" | "T504" | "T505" | "T506" | "T507" => &[Field::Kind, Field::GrantYear, Field::ProjectId],
        "T412" => &[Field::Applied, Field::CarriedOver],
        "T501" => &[Field::Received],
        _ => &[],
    }
}

/// Says something about a field of an application, at its cell; an error becomes one of its faults.
pub(super) fn say(submission: &mut Submission, field: Field, problem: Problem, findings: &mut Vec<Finding>) {
    let mut finding = Finding::in_sheet(&submission.source, problem).of_application(&submission.id);
    let header = submission.headings.get(&field).map(|heading| &*heading.header);
    finding = finding.of_field(field, header);
    if let Some(value) = submission.as_it_stands(field) {
        finding = finding.with_value(&value);
    }
    finding.cell = submission.cell(field).or_else(|| submission.first_cell());
    let others = mended_by(finding.problem.code()).iter().filter_map(|field| submission.place(*field));
    let others: Vec<CellRef> = others.collect();
    finding = finding.mended_in(others);
    if finding.is_error() {
        submission.faults.push(finding.problem.code());
    }
    findings.push(finding);
}

/// The findings of the unit guard: the amount is not what it says.
pub const UNIT_GUARD: [&str; 3] = ["T307", "T308", "T327"];

/// Unit guard and cap. A figure in thousands is never converted: the sender is asked (formats.md, "Unit guard").
fn amounts(submission: &Submission, eligible: Option<Eligible>, found: &mut Vec<(Field, Problem)>) {
    let (Some(eligible), Some(applied)) = (eligible, submission.applied) else { return };
    let carried_over = submission.carried_over.unwrap_or_default();
    let most = eligible.cap - carried_over;
    if let Some(problem) = other_unit(applied, eligible.cap, most) {
        found.push((Field::Applied, problem));
        return;
    }
    if applied > most {
        found.push((Field::Applied, problems::over_cap(applied, most.or_zero())));
    }
    if submission.kind == Some(Kind::New) && eligible.amount == Kroner::ZERO {
        let field = if carried_over > Kroner::ZERO { Field::CarriedOver } else { Field::Applied };
        found.push((field, problems::nothing_eligible()));
    }
}

/// What an amount seems to be in, if not in kroner: a thousand times it lies between a fiftieth of the cap and twice the cap;
/// or it is less than four thousandths of the `most` there could be, which nobody applies for. Then the unit is the one that
/// brings it nearer to that.
fn other_unit(applied: Kroner, cap: Kroner, most: Kroner) -> Option<Problem> {
    let product = |factor| applied.times(factor).unwrap_or(cap + cap);
    let thousandfold = product(1_000);
    if applied <= Kroner::ZERO || cap <= Kroner::ZERO {
        return None;
    }
    let is_expected = thousandfold <= cap + cap && thousandfold > Kroner::from_ore(cap.ore() / 50);
    if is_expected || product(250) <= most {
        // As far below it in thousands as above it in millions: some 31 623 times the amount.
        let in_millions = product(31_623) < most;
        return Some(if in_millions && !is_expected {
            cell::seems_millions(applied, product(1_000_000))
        } else {
            cell::seems_thousands(applied, thousandfold)
        });
    }
    (applied.ore() / 50 > cap.ore()).then(|| cell::seems_too_large(applied, Kroner::from_ore(applied.ore() / 1000)))
}

fn parts(submission: &Submission, found: &mut Vec<(Field, Problem)>) {
    let Some(applied) = submission.applied else { return };
    let parts = match (submission.applied_positions, submission.applied_supplement) {
        (Some(positions), Some(supplement)) => positions + supplement,
        // Of one part alone nothing follows, unless it is already more than the whole.
        (Some(part), None) | (None, Some(part)) if part > applied => part,
        _ => return,
    };
    if parts != applied {
        found.push((Field::Applied, problems::parts_do_not_sum(applied, parts)));
    }
}

/// Whether an application was received after the deadline. One without a date cannot be judged, and is not late.
pub(super) fn is_late(submission: &Submission, policy: &Policy) -> bool {
    let moments = submission.received.zip(policy.batch.deadline);
    moments.is_some_and(|(received, deadline)| received.moment() > deadline)
}

fn dates(submission: &Submission, policy: &Policy, found: &mut Vec<(Field, Problem)>) {
    if let (true, Some(deadline)) = (is_late(submission, policy), policy.batch.deadline) {
        found.push((
            Field::Received,
            match policy.scheme.late {
                Late::Warn => problems::late(deadline),
                Late::Dismiss => problems::dismissed_late(deadline),
            },
        ));
    }
    let Some(start) = submission.start else { return };
    let year = policy.batch.year;
    let (first, last) = policy.start_days(submission.kind);
    if !(first..=last).contains(&start) {
        found.push((Field::Start, problems::start_outside(start, year)));
    }
}
