//! Rules across applications: the same one twice, and what may be one project under two titles.

use std::collections::{BTreeMap, BTreeSet};

use super::answered::{self, Answer};
use super::application::say;
use super::near;
use crate::application::{Field, Submission};
use crate::finding::Finding;
use crate::form::decision::DecisionRow;
use crate::identity::ApplicationId;
use crate::origin::CellRef;
use crate::problem::across as problems;
use crate::text::Text;

const SAME_ID: Text = text!("prosjekt-ID-en er den same", "prosjekt-ID-en er den samme", "the project ID is the same");
const ALIKE: Text = text!(
    "kontoret er det same, og titlane liknar",
    "kontoret er det samme, og titlene ligner",
    "the office is the same, and the titles are alike"
);

/// Applications by whether they count.
pub(super) struct Distinct {
    /// One of each identity.
    pub(super) counting: Vec<Submission>,
    /// Those of which nobody can say which one counts.
    pub(super) held: Vec<Submission>,
}

/// The error of one of several copies of an application, where nobody can say which counts.
pub const DUPLICATE: &str = "T501";

/// The same identity twice, or two that people say are one project: if all carry `received` and one is the latest, it
/// counts and the others are replaced; otherwise all are held until people say which one counts (formats.md, "Identity").
/// What may be one project is said of each, beside the other.
pub(super) fn duplicates(
    mut submissions: Vec<Submission>,
    decisions: &[DecisionRow],
    findings: &mut Vec<Finding>,
) -> Distinct {
    sort_by_id(&mut submissions);
    let pairs = near::pairs(&submissions);
    let answers = answered::near_duplicates(&pairs, &submissions, decisions, findings);
    let groups = groups(&submissions, &pairs, &answers);
    let mut chosen: BTreeMap<usize, Chosen> = BTreeMap::new();
    for (first, group) in &groups {
        chosen.insert(*first, choose(group, &submissions, decisions, findings));
    }
    let replaced: BTreeSet<usize> = groups.iter().flat_map(|(first, group)| chosen[first].passed_over(group)).collect();
    for (pair, answer) in pairs.iter().zip(&answers) {
        if *answer == Answer::Open && !replaced.contains(&pair.0) && !replaced.contains(&pair.1) {
            side_by_side(*pair, &mut submissions, findings);
        }
    }
    for (first, group) in &groups {
        chosen[first].tell(group, &mut submissions, findings);
    }
    if groups.is_empty() {
        // The usual case, and no second copy of a large batch.
        return Distinct { counting: submissions, held: Vec::new() };
    }
    let undecided = groups.iter().filter(|(first, _)| chosen[first] == Chosen::Nobody);
    let held: BTreeSet<usize> = undecided.flat_map(|(_, group)| group.iter().copied()).collect();
    let mut distinct = Distinct { counting: Vec::new(), held: Vec::new() };
    for (at, submission) in submissions.into_iter().enumerate() {
        if held.contains(&at) {
            distinct.held.push(submission);
        } else if !replaced.contains(&at) {
            distinct.counting.push(submission);
        }
    }
    distinct
}

/// Those that are one application, by the first of them: of one identity, or said to be one project.
fn groups(submissions: &[Submission], pairs: &[(usize, usize)], answers: &[Answer]) -> BTreeMap<usize, Vec<usize>> {
    // Each leads to one before it that it is one with; the first of all leads to itself.
    let mut earlier: Vec<usize> = (0..submissions.len()).collect();
    let first = |earlier: &[usize], mut at: usize| {
        while earlier[at] != at {
            at = earlier[at];
        }
        at
    };
    for at in 1..submissions.len() {
        if submissions[at - 1].id == submissions[at].id {
            earlier[at] = earlier[at - 1];
        }
    }
    for ((one, other), _) in pairs.iter().zip(answers).filter(|(_, answer)| **answer == Answer::Same) {
        let (one, other) = (first(&earlier, *one), first(&earlier, *other));
        earlier[one.max(other)] = one.min(other);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in (0..earlier.len()).filter(|at| earlier[*at] != *at) {
        let first = first(&earlier, at);
        groups.entry(first).or_insert_with(|| vec![first]).push(at);
    }
    groups
}

/// Which of those that are one application counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chosen {
    /// The one that was received last.
    Latest(usize),
    /// The one that people chose.
    Accepted(usize),
    /// Nobody can say.
    Nobody,
}

impl Chosen {
    fn passed_over(self, group: &[usize]) -> Vec<usize> {
        match self {
            Self::Latest(counts) | Self::Accepted(counts) => group.iter().copied().filter(|at| *at != counts).collect(),
            Self::Nobody => Vec::new(),
        }
    }

    fn tell(self, group: &[usize], submissions: &mut [Submission], findings: &mut Vec<Finding>) {
        for at in group {
            let other = place(&submissions[if *at == group[0] { group[1] } else { group[0] }]);
            let problem = match self {
                Self::Latest(counts) if counts == *at => continue,
                Self::Latest(counts) => problems::replaced(&place(&submissions[counts])),
                Self::Accepted(counts) if counts != *at => problems::set_aside(&place(&submissions[counts])),
                // The finding stays, and the decision lifts it.
                Self::Accepted(_) | Self::Nobody => problems::duplicate(&other),
            };
            say(&mut submissions[*at], Field::Project, problem, findings);
        }
    }
}

fn choose(
    group: &[usize],
    submissions: &[Submission],
    decisions: &[DecisionRow],
    findings: &mut Vec<Finding>,
) -> Chosen {
    let members: Vec<&Submission> = group.iter().map(|at| &submissions[*at]).collect();
    if let Some(at) = answered::accepted_copy(&members, decisions, findings) {
        return Chosen::Accepted(group[at]);
    }
    latest(&members).map_or(Chosen::Nobody, |at| Chosen::Latest(group[at]))
}

/// Says of each of two that the other may be the same project.
fn side_by_side((one, other): (usize, usize), submissions: &mut [Submission], findings: &mut Vec<Finding>) {
    let title = |at: usize| submissions[at].project.as_deref().unwrap_or(submissions[at].id.as_str()).to_owned();
    let told = [
        (one, title(one), title(other), place(&submissions[other])),
        (other, title(other), title(one), place(&submissions[one])),
    ];
    let why = if near::is_one_in_register(&submissions[one], &submissions[other]) { SAME_ID } else { ALIKE };
    for (at, own, title, there) in told {
        say(&mut submissions[at], Field::Project, problems::near_duplicate(&own, &title, &there, why), findings);
    }
}

/// Sorts by identity; of one identity, as received. Applications are large, so their places are sorted first.
fn sort_by_id(submissions: &mut [Submission]) {
    let mut ids: Vec<(ApplicationId, usize)> = submissions.iter().map(|one| one.id.clone()).zip(0..).collect();
    ids.sort_unstable();
    let order: Vec<usize> = ids.into_iter().map(|(_, at)| at).collect();
    for at in 0..order.len() {
        // What stood there may have been moved since: its way is followed.
        let mut from = order[at];
        while from < at {
            from = order[from];
        }
        submissions.swap(at, from);
    }
}

fn latest(group: &[&Submission]) -> Option<usize> {
    let moments: Option<Vec<_>> = group.iter().map(|one| one.received.map(|received| received.moment())).collect();
    let moments = moments?;
    let last = moments.iter().max()?;
    let mut at = moments.iter().enumerate().filter(|(_, moment)| *moment == last).map(|(at, _)| at);
    let first = at.next();
    if at.next().is_some() { None } else { first }
}

/// Where an application stands, as a person would say it: file, sheet, cell.
fn place(submission: &Submission) -> String {
    let cell = submission.cell(Field::Project).or_else(|| submission.first_cell());
    let cell = cell.map_or_else(String::new, |cell: CellRef| format!(" {cell}"));
    let sheet =
        if submission.source.sheet.is_empty() { String::new() } else { format!(" {}", submission.source.sheet) };
    format!("{}{sheet}{cell}", submission.source.file)
}
