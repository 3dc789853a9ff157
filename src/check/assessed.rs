//! Scores: assessments matched to applications, conflicted assessors set aside, exact means (allocation.md, section 3).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::across::Distinct;
use super::application::say;
use super::exact;
use crate::application::{Field, Kind, Submission};
use crate::finding::Finding;
use crate::form::assessment::{About, Assessment};
use crate::form::decision::DecisionRow;
use crate::form::header::normalise;
use crate::identity::{ApplicationId, slug};
use crate::policy::Policy;
use crate::problem::input as problems;
use crate::recommendation::Mark;
use crate::score::Score;

/// The scores of one new application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Mean per criterion, in the order of the policy; `None` where nobody scored it.
    pub criteria: Vec<Option<Score>>,
    /// Weighted mean, where every criterion was scored.
    pub score: Option<Score>,
    /// The cells the means were made of, by criterion; those of conflicted assessors are not among them.
    pub marks: Vec<Mark>,
}

/// Weighs all scores anew, by the weights of `policy`.
pub fn weigh(scored: &mut BTreeMap<ApplicationId, Scored>, policy: &Policy) {
    for one in scored.values_mut() {
        one.score = weighted(&one.criteria, policy);
    }
}

/// Scores every new application that counts. Faulty assessments hold their application. One that people have decided to grant needs no
/// score.
pub(super) fn scores(
    assessments: &[Assessment],
    decisions: &[DecisionRow],
    distinct: &mut Distinct,
    policy: &Policy,
    findings: &mut Vec<Finding>,
) -> BTreeMap<ApplicationId, Scored> {
    let matched = matched(assessments, distinct, findings);
    let mut scored = BTreeMap::new();
    let mut unscored = Vec::new();
    for submission in distinct.counting.iter_mut().filter(|one| one.kind == Some(Kind::New)) {
        let rows = matched.get(&submission.id).map(Vec::as_slice).unwrap_or_default();
        let counted = rows.iter().filter(|row| !row.conflicted);
        submission.faults.extend(counted.flat_map(|row| row.faults.iter().copied()));
        twice(rows, submission, findings);
        let criteria: Vec<Option<Score>> = (0..policy.criteria.len())
            .map(|at| {
                let counted = rows.iter().filter(|row| !row.conflicted);
                let numbers: Vec<Decimal> = counted.filter_map(|row| row.scores[at]).collect();
                exact(&numbers)
            })
            .collect();
        let score = weighted(&criteria, policy);
        let missing: Vec<&str> = criteria
            .iter()
            .zip(&policy.criteria)
            .filter(|(mean, _)| mean.is_none())
            .map(|(_, criterion)| criterion.name(policy.batch.language))
            .collect();
        let granted = || DecisionRow::any_grants(decisions, submission);
        if !missing.is_empty() && submission.faults.is_empty() && !granted() {
            say(submission, Field::Project, problems::unscored(&missing.join(", ")), &mut unscored);
        } else if score.is_none() && missing.is_empty() {
            say(submission, Field::Project, problems::score_too_fine(), findings);
        }
        scored.insert(submission.id.clone(), Scored { criteria, score, marks: marks(rows) });
    }
    // Before anybody has assessed anything, one word for the batch says more than one at every application.
    if matched.is_empty() && !unscored.is_empty() {
        let folder = Arc::from(policy.inputs.assessments.as_str());
        unscored = vec![Finding::in_file(&folder, problems::no_assessments(unscored.len()))];
    }
    findings.append(&mut unscored);
    scored
}

fn marks(rows: &[&Assessment]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for row in rows.iter().filter(|row| !row.conflicted) {
        for (criterion, (found, score)) in row.cells.iter().zip(&row.scores).enumerate() {
            if let (Some(found), Some(score)) = (found.clone(), *score) {
                marks.push(Mark { criterion, assessor: row.assessor.clone(), score, found });
            }
        }
    }
    marks.sort_by_key(|mark| mark.criterion);
    marks
}

/// The weighted mean over criteria. A batch without criteria orders by its tie chain alone: every score is nil.
fn weighted(criteria: &[Option<Score>], policy: &Policy) -> Option<Score> {
    if criteria.is_empty() {
        return Some(Score::zero());
    }
    let mut pairs = Vec::with_capacity(criteria.len());
    for (mean, criterion) in criteria.iter().zip(&policy.criteria) {
        pairs.push((Score::from_decimal(criterion.weight).ok()?, (*mean)?));
    }
    Score::weighted_mean(&pairs).ok()
}

/// Assessments by the application they are about. One that fits none is said at its row; what fits several copies of one
/// waits with them.
fn matched<'a>(
    assessments: &'a [Assessment],
    distinct: &Distinct,
    findings: &mut Vec<Finding>,
) -> BTreeMap<ApplicationId, Vec<&'a Assessment>> {
    let mut titled: BTreeMap<(String, String), BTreeSet<&ApplicationId>> = BTreeMap::new();
    let mut known: BTreeSet<&ApplicationId> = BTreeSet::new();
    for submission in distinct.counting.iter().chain(&distinct.held) {
        known.insert(&submission.id);
        if let (Some(office), Some(project)) = (&submission.office, &submission.project) {
            titled.entry((slug(office), slug(project))).or_default().insert(&submission.id);
        }
    }
    let mut matched: BTreeMap<ApplicationId, Vec<&Assessment>> = BTreeMap::new();
    for assessment in assessments {
        let (id, name) = match &assessment.about {
            About::Id(id) => (known.get(id).copied(), id.to_string()),
            About::Titled(office, project) => {
                let fits = titled.get(&(slug(office), slug(project)));
                let only = fits.filter(|ids| ids.len() == 1).and_then(|ids| ids.first().copied());
                (only, format!("{office}, {project}"))
            }
            // Its row says so already.
            About::Nothing => continue,
        };
        match id {
            Some(id) => matched.entry(id.clone()).or_default().push(assessment),
            None => {
                let problem = problems::unknown_application(&name);
                findings.push(Finding::in_cell(&assessment.source, assessment.at, problem));
            }
        }
    }
    matched
}

/// One assessor twice for one application: whose scores count, people must say.
fn twice(rows: &[&Assessment], submission: &mut Submission, findings: &mut Vec<Finding>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for row in rows.iter().filter(|row| !row.conflicted) {
        let Some(assessor) = &row.assessor else { continue };
        if !seen.insert(normalise(assessor)) {
            let problem = problems::assessed_twice(assessor);
            submission.faults.push(problem.code());
            findings.push(Finding::in_cell(&row.source, row.at, problem).of_application(&submission.id));
        }
    }
}
