//! Rules across applications: the same one twice.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::application::say;
use crate::application::{Field, Submission};
use crate::finding::Finding;
use crate::origin::CellRef;
use crate::problem::across as problems;

/// Applications by whether they count.
pub(super) struct Distinct {
    /// One of each identity.
    pub(super) counting: Vec<Submission>,
    /// Those of which nobody can say which one counts.
    pub(super) held: Vec<Submission>,
}

/// Whether an identity may stand twice: seldom by chance, for only its hash is looked at, and that quickly.
pub(super) fn may_repeat(submissions: &[Submission]) -> bool {
    let mut hashes: Vec<u64> =
        submissions.iter().map(|one| BuildHasherDefault::<DefaultHasher>::default().hash_one(&one.id)).collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair[0] == pair[1])
}

/// The same identity twice: if all carry `received` and one is the latest, it counts and the others are replaced;
/// otherwise all are held (formats.md, "Identity").
pub(super) fn duplicates(mut submissions: Vec<Submission>, findings: &mut Vec<Finding>) -> Distinct {
    sort_by_id(&mut submissions);
    if submissions.windows(2).all(|pair| pair[0].id != pair[1].id) {
        // The usual case, and no second copy of a large batch.
        return Distinct { counting: submissions, held: Vec::new() };
    }
    let mut distinct = Distinct { counting: Vec::new(), held: Vec::new() };
    let mut rest = submissions.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut group = vec![first];
        while let Some(same) = rest.next_if(|next| next.id == group[0].id) {
            group.push(same);
        }
        if group.len() == 1 {
            distinct.counting.extend(group);
            continue;
        }
        match latest(&group) {
            Some(at) => {
                let counts = group.swap_remove(at);
                for mut replaced in group {
                    say(&mut replaced, Field::Project, problems::replaced(&place(&counts)), findings);
                }
                distinct.counting.push(counts);
            }
            None => {
                for at in 0..group.len() {
                    let other = place(&group[if at == 0 { 1 } else { 0 }]);
                    say(&mut group[at], Field::Project, problems::duplicate(&other), findings);
                }
                distinct.held.extend(group);
            }
        }
    }
    distinct
}

/// Sorts by identity; of one identity, as received. Applications are large, so their places are sorted first.
fn sort_by_id(submissions: &mut [Submission]) {
    let mut order: Vec<usize> = (0..submissions.len()).collect();
    order.sort_by(|one, other| submissions[*one].id.cmp(&submissions[*other].id));
    for at in 0..order.len() {
        // What stood there may have been moved since: its way is followed.
        let mut from = order[at];
        while from < at {
            from = order[from];
        }
        submissions.swap(at, from);
    }
}

fn latest(group: &[Submission]) -> Option<usize> {
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
