//! What a form's stamp says beside the batch it came to: another version, another batch or round. It is read all the same.

use std::sync::Arc;

use crate::finding::Finding;
use crate::policy::{Policy, Scope};
use crate::problem::sheet as problems;
use crate::stamp::{FORM_VERSION, Stamp, Work};

/// What the stamp of `file` gives notice of.
#[must_use]
pub fn notices(file: &Arc<str>, stamp: &Stamp, policy: &Policy) -> Vec<Finding> {
    let batch = &policy.batch;
    let mut problems = Vec::new();
    if stamp.work == Work::Form && stamp.version != FORM_VERSION {
        problems.push(problems::other_form_version(count(stamp.version), count(FORM_VERSION)));
    }
    let same = stamp.batch == batch.id && stamp.round == batch.round;
    if policy.scope == Scope::Batch && !same {
        problems.push(problems::other_round(&stamp.batch, count(stamp.round)));
    }
    problems.into_iter().map(|problem| Finding::in_file(file, problem)).collect()
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
