//! Continuing applications against the register: same project, next year, at most `max_years` (domain.md).

use super::application::say;
use super::near;
use crate::application::{Field, Kind, Submission};
use crate::finding::Finding;
use crate::form::register::FundedYear;
use crate::form::value::code::Standing;
use crate::identity::{self, Kommunenummer, is_same_project};
use crate::money::Kroner;
use crate::policy::Policy;
use crate::problem::{Problem, across as problems};

/// Checks one continuing application.
pub(super) fn check(
    submission: &mut Submission,
    register: &[FundedYear],
    policy: &Policy,
    findings: &mut Vec<Finding>,
) {
    let (Some(Kind::Continuing), Some(project)) = (submission.kind, submission.project_id.clone()) else { return };
    let same = |year: &&FundedYear| year.project_id.as_deref().is_some_and(|id| is_same_project(id, &project));
    let Some(last) = register.iter().filter(same).max_by_key(|year| {
        // Of two rows for one year the one that ends the project counts, in whatever order they stand.
        (year.grant_year, year.year, year.standing == Some(Standing::Ended))
    }) else {
        say(submission, Field::ProjectId, problems::not_in_register(&project), findings);
        return;
    };
    submission.register = last.found.clone().map(Box::new);
    // Which year was the last, and whether the project has ended, may stand in the row that is wrong.
    if let Some(unsound) = register.iter().filter(same).find(|year| !year.sound) {
        let place = format!("{} {}", unsound.source.file, unsound.at);
        say(submission, Field::ProjectId, problems::register_unsound(&project, &place), findings);
        return;
    }
    for (field, problem) in against(submission, &project, last, policy) {
        say(submission, field, problem, findings);
    }
}

fn against(submission: &Submission, project: &str, last: &FundedYear, policy: &Policy) -> Vec<(Field, Problem)> {
    let mut found = Vec::new();
    let most = policy.scheme.max_years;
    // Every row of the project has been read.
    let Some(had) = last.grant_year else { return found };
    if had >= most {
        found.push((Field::ProjectId, problems::over_max_years(usize::from(most))));
    } else if last.standing == Some(Standing::Ended) {
        found.push((Field::ProjectId, problems::project_ended(project)));
    } else if let Some(year) = submission.grant_year.filter(|year| *year != had + 1) {
        found.push((Field::GrantYear, problems::wrong_grant_year(usize::from(year), usize::from(had) + 1)));
    }
    let number = last.municipality_no.as_deref().and_then(number_in_register);
    let now = number.and_then(|number| identity::current_municipality(number, policy.batch.year));
    if let (Some(registered), Some(municipality)) = (now, submission.municipality)
        && registered.number != municipality.number
    {
        let said = format!("{} {}", registered.number, registered.name);
        found.push((Field::MunicipalityNo, problems::register_disagrees(Field::MunicipalityNo, &said)));
    }
    if let (Some(registered), Some(office)) = (&last.office, &submission.office)
        && near::office_words(registered) != near::office_words(office)
    {
        found.push((Field::Office, problems::register_disagrees(Field::Office, registered)));
    }
    let before = last.granted.filter(|granted| *granted > Kroner::ZERO);
    if let (Some(before), Some(applied)) = (before, submission.applied)
        && before.times(ABOUT_TENFOLD).is_some_and(|tenfold| applied >= tenfold)
    {
        found.push((Field::Applied, problems::tenfold(applied, before)));
    }
    found
}

/// A digit too many makes an amount ten times what was meant, which need not be what last year gave.
const ABOUT_TENFOLD: i64 = 8;

fn number_in_register(text: &str) -> Option<Kommunenummer> {
    let digits = if text.len() == 3 { format!("0{text}") } else { text.to_owned() };
    Kommunenummer::parse(&digits)
}
