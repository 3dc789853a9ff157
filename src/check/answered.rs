//! What people answered about applications that may be one (allocation.md, section 6): `same_project`, `other_project`,
//! and `accept` of one of several copies.

use std::collections::BTreeMap;

use crate::application::{Field, Submission};
use crate::finding::Finding;
use crate::form::decision::{Action, DecisionRow};
use crate::problem::{across, input as problems};

/// What was answered about two applications that may be for one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing: people are to look at them.
    Open,
    /// They are one.
    Same,
    /// They are two.
    Other,
}

/// The answer about each of `pairs`. A row is about every pair its application is in; one whose reason names the other
/// application, about that pair alone. One that answers nothing is said, and so is one that contradicts another.
pub(super) fn near_duplicates(
    pairs: &[(usize, usize)],
    submissions: &[Submission],
    decisions: &[DecisionRow],
    findings: &mut Vec<Finding>,
) -> Vec<Answer> {
    let mut answers: BTreeMap<usize, (Answer, &DecisionRow)> = BTreeMap::new();
    let mut contradicted = Vec::new();
    for row in decisions.iter().filter(|row| row.sound) {
        let answer = match row.action {
            Some(Action::SameProject) => Answer::Same,
            Some(Action::OtherProject) => Answer::Other,
            _ => continue,
        };
        let mut say = |problem| findings.push(Finding::in_cell(&row.source, row.at, problem));
        if !submissions.iter().any(|one| row.is_about(one)) {
            say(problems::unknown_decision_target(&row.target()));
            continue;
        }
        let about = pairs_of(row, pairs, submissions);
        if about.is_empty() {
            say(problems::answers_nothing());
        }
        for pair in about {
            match answers.get(&pair) {
                Some((earlier, other)) if *earlier != answer => {
                    say(problems::decided_twice(other.at));
                    contradicted.push(pair);
                }
                _ => {
                    answers.insert(pair, (answer, row));
                }
            }
        }
    }
    let answer = |pair: usize| answers.get(&pair).filter(|_| !contradicted.contains(&pair));
    (0..pairs.len()).map(|pair| answer(pair).map_or(Answer::Open, |(answer, _)| *answer)).collect()
}

fn pairs_of(row: &DecisionRow, pairs: &[(usize, usize)], submissions: &[Submission]) -> Vec<usize> {
    let reason = row.reason.as_deref().unwrap_or_default();
    let (mut all, mut named) = (Vec::new(), Vec::new());
    for (pair, (one, other)) in pairs.iter().enumerate() {
        for (own, other) in [(one, other), (other, one)] {
            if row.is_about(&submissions[*own]) {
                all.push(pair);
                named.extend(names(reason, submissions[*other].id.as_str()).then_some(pair));
            }
        }
    }
    let mut about = if named.is_empty() { all } else { named };
    about.dedup();
    about
}

/// Whether `reason` names an application by its id, and not one whose id is longer.
fn names(reason: &str, id: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || letter == '-';
    reason
        .match_indices(id)
        .any(|(at, _)| !reason[..at].ends_with(inside) && !reason[at + id.len()..].starts_with(inside))
}

/// Which of several copies of one application people let through by accepting T501: of copies of one identity, the one
/// whose file, or cell of its title, the reason names.
pub(super) fn accepted_copy(
    copies: &[&Submission],
    decisions: &[DecisionRow],
    findings: &mut Vec<Finding>,
) -> Option<usize> {
    let code = across::duplicate("").code();
    let accepts = |row: &&DecisionRow| {
        let names = row.reason.as_deref().is_some_and(|reason| reason.contains(code));
        row.sound && row.action == Some(Action::Accept) && names && copies.iter().any(|copy| row.is_about(copy))
    };
    let mut chosen = Vec::new();
    for row in decisions.iter().filter(accepts) {
        let mut about: Vec<usize> = (0..copies.len()).filter(|at| row.is_about(copies[*at])).collect();
        for named in [in_named_file, at_named_cell] {
            if about.len() > 1 && about.iter().any(|at| named(copies[*at], row)) {
                about.retain(|at| named(copies[*at], row));
            }
        }
        match about[..] {
            [one] => chosen.push(one),
            _ => findings.push(Finding::in_cell(&row.source, row.at, problems::accepts_no_copy())),
        }
    }
    chosen.dedup();
    if let [one] = chosen[..] { Some(one) } else { None }
}

fn in_named_file(copy: &Submission, row: &DecisionRow) -> bool {
    let name = copy.source.file.rsplit('/').next().unwrap_or_default();
    row.reason.as_deref().is_some_and(|reason| reason.contains(name))
}

fn at_named_cell(copy: &Submission, row: &DecisionRow) -> bool {
    let Some(cell) = copy.cell(Field::Project).map(|cell| cell.to_string()) else { return false };
    let words = row.reason.as_deref().unwrap_or_default().split(|letter: char| !letter.is_alphanumeric());
    words.into_iter().any(|word| word.eq_ignore_ascii_case(&cell))
}
