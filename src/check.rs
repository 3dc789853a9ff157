//! The rules: on one application, across applications and years, on the other inputs. Only this module admits a [`Batch`].

mod accepted;
mod across;
mod answered;
mod application;
mod assessed;
mod funded;
mod near;

use std::collections::BTreeMap;

use crate::allocate::{DismissReason, HoldReason, Outcome};
use crate::application::{Application, Eligible, Kind, Submission};
use crate::finding::{self, Finding};
use crate::form::assessment::Assessment;
use crate::form::decision::DecisionRow;
use crate::form::frame::Entry;
use crate::form::register::FundedYear;
use crate::identity::ApplicationId;
use crate::money::{Kroner, Positions};
use crate::policy::Policy;
use crate::problem::input;
use crate::recommendation::FrameEntry;
use crate::score::Score;

pub use across::DUPLICATE;
pub use application::UNIT_GUARD;
pub use assessed::{Scored, weigh};

/// Everything that was read of a batch, in order of file, sheet and row.
#[derive(Debug, Default)]
pub struct Received {
    /// Applications.
    pub submissions: Vec<Submission>,
    /// Assessments.
    pub assessments: Vec<Assessment>,
    /// Frame entries of the frame workbook.
    pub entries: Vec<Entry>,
    /// The register.
    pub register: Vec<FundedYear>,
    /// Decisions people have made.
    pub decisions: Vec<DecisionRow>,
    /// What was found while reading.
    pub findings: Vec<Finding>,
}

/// A batch that has been checked.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Applications that take part.
    pub admitted: Vec<Application>,
    /// Applications that do not, with the outcome that says why.
    pub set_aside: Vec<(Submission, Outcome)>,
    /// Scores of new applications.
    pub scored: BTreeMap<ApplicationId, Scored>,
    /// Decisions people have made, as read.
    pub decisions: Vec<DecisionRow>,
    /// The frame entries that count, per pot, by date.
    pub frames: Vec<Vec<FrameEntry>>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Batch {
    /// All that have come, whatever has become of them.
    pub fn submissions(&self) -> impl Iterator<Item = &Submission> {
        self.admitted.iter().map(|one| &one.submission).chain(self.set_aside.iter().map(|(one, _)| one))
    }
}

/// Checks single sheets, without the rest of their batch: what `check` on a file or folder can know. The applications stay
/// with who gave them, in no particular order.
#[must_use]
pub fn sheets(received: &mut Received, policy: &Policy) -> Vec<Finding> {
    let mut findings = std::mem::take(&mut received.findings);
    let mut rules = application::Rules::of(policy);
    received.submissions.iter_mut().for_each(|submission| rules.check(submission, &mut findings));
    let distinct = across::duplicates(std::mem::take(&mut received.submissions), &[], &mut findings);
    received.submissions = distinct.counting;
    received.submissions.extend(distinct.held);
    finding::guard(&mut findings);
    findings
}

/// Checks each application by itself, and says nothing that depends on another or on other inputs.
pub fn each(submissions: &mut [Submission], policy: &Policy, findings: &mut Vec<Finding>) {
    let mut rules = application::Rules::of(policy);
    submissions.iter_mut().for_each(|submission| rules.check(submission, findings));
    finding::guard(findings);
}

/// Checks a whole batch.
#[must_use]
pub fn batch(received: Received, policy: &Policy) -> Batch {
    let Received { mut submissions, assessments, entries, register, decisions, mut findings } = received;
    let mut rules = application::Rules::of(policy);
    for submission in &mut submissions {
        rules.check(submission, &mut findings);
        funded::check(submission, &register, policy, &mut findings);
    }
    let mut distinct = across::duplicates(submissions, &decisions, &mut findings);
    let scored = assessed::scores(&assessments, &decisions, &mut distinct, policy, &mut findings);
    let mut set_aside: Vec<(Submission, Outcome)> =
        distinct.held.into_iter().map(|one| (one, Outcome::Held(HoldReason::Duplicate))).collect();
    let mut admitted = Vec::new();
    for mut submission in distinct.counting {
        accepted::apply(&decisions, &mut submission, &mut findings);
        match admit(submission, &scored, &decisions, policy) {
            Ok(application) => admitted.push(*application),
            Err(aside) => set_aside.push(*aside),
        }
    }
    let frames = frames(&entries, policy, &mut findings);
    finding::guard(&mut findings);
    Batch { admitted, set_aside, scored, decisions, frames, findings }
}

/// A batch of what an earlier check found of each application: its faults, and whether it is one of several copies of which
/// nobody can say which one counts. What depends on the rules and the scores is judged anew.
#[must_use]
pub fn again(
    found: Vec<(Submission, bool)>,
    mut scored: BTreeMap<ApplicationId, Scored>,
    decisions: Vec<DecisionRow>,
    frames: Vec<Vec<FrameEntry>>,
    policy: &Policy,
) -> Batch {
    weigh(&mut scored, policy);
    let (mut admitted, mut set_aside) = (Vec::new(), Vec::new());
    for (submission, duplicate) in found {
        if duplicate {
            set_aside.push((submission, Outcome::Held(HoldReason::Duplicate)));
            continue;
        }
        match admit(submission, &scored, &decisions, policy) {
            Ok(application) => admitted.push(*application),
            Err(aside) => set_aside.push(*aside),
        }
    }
    Batch { admitted, set_aside, scored, decisions, frames, findings: Vec::new() }
}

/// An application that is whole and passed every rule, or the outcome that keeps it out.
fn admit(
    submission: Submission,
    scored: &BTreeMap<ApplicationId, Scored>,
    decisions: &[DecisionRow],
    policy: &Policy,
) -> Result<Box<Application>, Box<(Submission, Outcome)>> {
    let aside = |submission, outcome| Err(Box::new((submission, outcome)));
    if application::is_late(&submission, policy) && policy.scheme.late == crate::policy::Late::Dismiss {
        return aside(submission, Outcome::Dismissed(DismissReason::Late));
    }
    let whole = (submission.kind, submission.positions, submission.applied, eligible(&submission, policy));
    // Without its place it counts towards no limit, also where people accepted that it is missing.
    let placed = submission.municipality.is_some() && submission.office.is_some();
    let sound = placed && submission.faults.is_empty();
    let ((Some(kind), Some(positions), Some(applied), Some(eligible)), true) = (whole, sound) else {
        return aside(submission, Outcome::Held(HoldReason::Finding));
    };
    let has_score = scored.get(&submission.id).is_some_and(|scored| scored.score.is_some());
    if kind == Kind::New && !has_score && !DecisionRow::any_grants(decisions, &submission) {
        return aside(submission, Outcome::Held(HoldReason::Unscored));
    }
    Ok(Box::new(Application {
        kind,
        grant_year: submission.grant_year.unwrap_or(1),
        positions,
        applied,
        carried_over: submission.carried_over.unwrap_or_default(),
        eligible,
        submission,
    }))
}

/// What a submission may get, where enough of it could be read.
#[must_use]
pub fn eligible(submission: &Submission, policy: &Policy) -> Option<Eligible> {
    let scheme = &policy.scheme;
    let carried_over = submission.carried_over.unwrap_or_default();
    let (positions, applied) = (submission.positions?, submission.applied?);
    Eligible::new(scheme.rate_per_position, scheme.supplement_per_project, positions, applied, carried_over)
}

/// The most that these positions may be granted.
#[must_use]
pub fn cap(positions: Positions, policy: &Policy) -> Option<Kroner> {
    Eligible::most(policy.scheme.rate_per_position, policy.scheme.supplement_per_project, positions)
}

/// The entries that count per pot: those of batch.toml and of the frame workbook dated on or before the batch's day.
fn frames(entries: &[Entry], policy: &Policy, findings: &mut Vec<Finding>) -> Vec<Vec<FrameEntry>> {
    let mut frames: Vec<Vec<FrameEntry>> = Vec::with_capacity(policy.pots.len());
    for (at, pot) in policy.pots.iter().enumerate() {
        let own = pot.entries.iter().map(|entry| FrameEntry {
            date: entry.date,
            text: entry.text.clone(),
            amount: entry.amount,
            reference: None,
            found: None,
        });
        let read = entries.iter().filter(|entry| entry.pot == Some(at)).filter_map(|entry| {
            Some(FrameEntry {
                date: entry.date?,
                text: entry.text.clone(),
                amount: entry.amount?,
                reference: entry.reference.clone(),
                found: entry.found.clone(),
            })
        });
        let mut frame: Vec<FrameEntry> = own.chain(read).filter(|entry| entry.date <= policy.batch.as_of).collect();
        frame.sort_by(|one, other| (one.date, &one.text, one.amount).cmp(&(other.date, &other.text, other.amount)));
        let sum: Kroner = frame.iter().map(|entry| entry.amount).sum();
        let last = entries.iter().rfind(|entry| entry.pot == Some(at));
        let usable = |entry: &Entry| entry.pot == Some(at) && entry.date.is_some() && entry.amount.is_some();
        if pot.entries.is_empty() && !entries.iter().any(usable) {
            findings.push(Finding::in_rules(input::pot_without_frame(&pot.name)));
        }
        // Those of the workbook are said where they stand.
        for entry in pot.entries.iter().filter(|entry| entry.date > policy.batch.as_of) {
            findings.push(Finding::in_rules(input::later_entry(entry.date, policy.batch.as_of)));
        }
        if sum.is_negative() {
            let problem = input::negative_frame(&pot.name, sum);
            findings.push(match last {
                Some(entry) => Finding::in_cell(&entry.source, entry.at, problem),
                None => Finding::in_rules(problem),
            });
        }
        frames.push(frame);
    }
    frames
}

/// The mean of a decimal list as exact scores; a number too fine to hold is a finding, not a guess.
fn exact(numbers: &[rust_decimal::Decimal]) -> Option<Score> {
    let scores: Option<Vec<Score>> = numbers.iter().map(|number| Score::from_decimal(*number).ok()).collect();
    Score::mean(&scores?).ok().flatten()
}
