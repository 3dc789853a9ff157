//! Correction workbooks: those that came back are put to use, and new ones are written for whoever has something to mend.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::RunError;
use super::folder::Found;
use super::intake::{FileRead, Records};
use super::opened::{self, Content};
use super::publish::OutputFile;
use super::role::Role;
use crate::finding::Finding;
use crate::form::header::Schema;
use crate::form::returned::{self, Mends, Seen};
use crate::form::{self, SheetAccount};
use crate::origin::Source;
use crate::policy::{FileLimits, Policy};
use crate::problem::{file as file_problems, sheet as problems};
use crate::read::{self, Workbook};
use crate::recommendation::{Corrected, Recommendation};
use crate::report::correction::{Correction, FOLDER, Sender, SheetShown};
use crate::report::xlsx;
use crate::stamp::SheetSent;

/// What came back.
#[derive(Debug, Default)]
pub struct Returned {
    /// The cells that were mended, by file.
    pub mends: BTreeMap<Arc<str>, Mends>,
    /// The file that each correction workbook shows; of several, the first.
    pub shows: BTreeMap<Arc<str>, Arc<str>>,
    /// The same cells with the workbook that replaced each.
    pub corrected: Vec<Corrected>,
    /// The newest edition that has come back, by the file it shows.
    pub editions: BTreeMap<Arc<str>, u32>,
}

impl Returned {
    /// Keeps which cells of `other` the workbook `file` replaces. A later one goes before an earlier one.
    fn note(&mut self, file: &Arc<str>, other: &Arc<str>, mends: &Mends, sheets: &[&SheetSent]) {
        for (name, at) in mends.keys() {
            let Some(sent) = sheets.iter().find(|sent| *sent.original == **name) else { continue };
            let sheet = Source { file: Arc::clone(other), sheet: Arc::clone(name) };
            let by = Source { file: Arc::clone(file), sheet: Arc::from(sent.name.as_str()) };
            self.corrected.retain(|one| (&one.sheet, one.at) != (&sheet, *at));
            self.corrected.push(Corrected { sheet, at: *at, by });
        }
    }
}

/// How the rows of a correction workbook are accounted for: they are compared, not read.
pub(super) fn accounts(workbook: &Workbook) -> Vec<SheetAccount> {
    let account = |sheet: &read::Sheet| {
        let rows = Some(("correction", sheet.rows.len())).filter(|(_, count)| *count > 0);
        SheetAccount { rows: rows.into_iter().collect(), ..SheetAccount::of(&sheet.name) }
    };
    workbook.sheets.iter().map(account).collect()
}

/// Puts every correction workbook to use that came back: the files they show are read anew with the mended cells.
pub(super) fn settle(files: &[(Role, Found)], read: &mut [FileRead], policy: &Policy, schema: &Schema) -> Returned {
    let limits = &policy.limits.file;
    let mut returned = Returned::default();
    let mut mended: BTreeMap<usize, (Mends, Seen)> = BTreeMap::new();
    for at in came_back(read) {
        let Some(came) = read[at].returned.take() else { continue };
        let file = Arc::clone(&read[at].input.path);
        let mut by_file: BTreeMap<&str, Vec<&SheetSent>> = BTreeMap::new();
        for sheet in came.stamp.iter().flat_map(|stamp| &stamp.sheets) {
            by_file.entry(&sheet.sha256).or_default().push(sheet);
        }
        let mut alone: BTreeSet<String> = BTreeSet::new();
        for (sha256, sheets) in by_file {
            let Some(original) = original(read, sha256) else {
                alone.extend(sheets.iter().map(|sheet| sheet.name.clone()));
                continue;
            };
            let other = Arc::clone(&read[original].input.path);
            let Some(sent) = sent(&files[original].1, sha256, limits) else { continue };
            let (mends, seen) = mended.entry(original).or_default();
            let compared = returned::compare((&file, &came), (&other, &sent), &sheets, mends);
            read[at].findings.extend(compared.findings);
            returned.note(&file, &other, &compared.mends, &sheets);
            mends.extend(compared.mends);
            for (sheet, rows) in compared.seen {
                seen.entry(sheet).or_default().extend(rows);
            }
            let newest = returned.editions.entry(Arc::clone(&other)).or_default();
            *newest = (*newest).max(edition(&came));
            returned.shows.entry(Arc::clone(&file)).or_insert(other);
        }
        if !alone.is_empty() {
            read_alone(&mut read[at], *came, &alone, policy, schema);
        }
    }
    for (original, (mends, seen)) in mended {
        let input = &read[original].input;
        let Some(mut workbook) = sent(&files[original].1, &input.sha256, limits) else { continue };
        returned::reveal(&mut workbook, &seen);
        returned::apply(&mut workbook, &mends);
        let path = Arc::clone(&input.path);
        read[original].read_as(form::application::applications(&path, &mut workbook, policy, schema));
        returned.mends.insert(path, mends);
    }
    returned
}

/// The correction workbooks, in the order they were made, so that a later one goes before an earlier one. Of byte-identical
/// ones the first counts.
fn came_back(read: &mut [FileRead]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut seen: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for (at, file) in read.iter_mut().enumerate().filter(|(_, file)| file.returned.is_some()) {
        match seen.get(&file.input.sha256) {
            Some(first) => {
                let problem = file_problems::identical_file(first);
                (file.input.outcome, file.input.reason) = ("skipped", Some(problem.code()));
                file.input.sheets.clear();
                file.findings = vec![Finding::in_file(&file.input.path, problem)];
                file.returned = None;
            }
            None => {
                seen.insert(file.input.sha256.clone(), Arc::clone(&file.input.path));
                found.push(at);
            }
        }
    }
    found.sort_by_key(|at| read[*at].returned.as_deref().map(edition));
    found
}

fn edition(came: &Workbook) -> u32 {
    came.stamp.as_ref().map_or(0, |stamp| stamp.edition)
}

/// The application file with these bytes.
fn original(read: &[FileRead], sha256: &str) -> Option<usize> {
    read.iter().position(|file| file.input.sha256 == sha256 && matches!(file.records, Some(Records::Applications(_))))
}

/// A file as it was sent, read once more; `None` where it is no longer the same.
pub(super) fn sent(file: &Found, sha256: &str, limits: &FileLimits) -> Option<Workbook> {
    let again = opened::file(file, limits);
    match again.content {
        Content::Workbook(workbook) if again.sha256 == sha256 => Some(returned::as_sent(workbook)),
        _ => None,
    }
}

/// The file it shows is gone: what it shows is the application.
fn read_alone(file: &mut FileRead, mut came: Workbook, alone: &BTreeSet<String>, policy: &Policy, schema: &Schema) {
    let path = Arc::clone(&file.input.path);
    let others = accounts(&came).into_iter().filter(|account| !alone.contains(&*account.name));
    came.sheets.retain(|sheet| alone.contains(&*sheet.name));
    let mut workbook = returned::as_sent(came);
    let before = std::mem::take(&mut file.findings);
    file.read_as(form::application::applications(&path, &mut workbook, policy, schema));
    file.input.sheets.extend(others);
    file.findings.extend(before);
    file.findings.push(Finding::in_file(&path, problems::original_gone()));
}

/// A correction workbook for each of `senders`. The files are read once more, one sender at a
/// time: nothing of them is kept in memory meanwhile.
///
/// # Errors
/// A workbook that cannot be made.
pub(super) fn workbooks(
    files: &[(Role, Found)],
    recommendation: &Recommendation,
    returned: &Returned,
    senders: &[Sender<'_>],
    bar: &ProgressBar,
) -> Result<Vec<OutputFile>, RunError> {
    let named: BTreeMap<&str, &Found> = files.iter().map(|(_, found)| (&*found.path, found)).collect();
    let made = |sender| workbook(&named, recommendation, returned, sender).inspect(|_| bar.inc(1));
    senders.par_iter().map(made).collect()
}

fn workbook(
    files: &BTreeMap<&str, &Found>,
    recommendation: &Recommendation,
    returned: &Returned,
    sender: &Sender<'_>,
) -> Result<OutputFile, RunError> {
    let limits = &recommendation.policy.limits.file;
    let mut sheets = Vec::new();
    let mut newest = 0;
    for file in sender.files() {
        newest = newest.max(returned.editions.get(file).copied().unwrap_or(0));
        let read = |input: &&crate::recommendation::Input| input.path == *file && input.outcome == "read";
        let Some(input) = recommendation.inputs.iter().find(read) else { continue };
        if returned.shows.contains_key(file) {
            continue;
        }
        let again = files.get(&**file).and_then(|found| sent(found, &input.sha256, limits));
        let Some(mut workbook) = again else { continue };
        let none = Mends::new();
        let mends = returned.mends.get(file).unwrap_or(&none);
        returned::apply(&mut workbook, mends);
        for sheet in workbook.sheets {
            if sender.concerns(file, &sheet.name) {
                let kept = mends.keys().filter(|(name, _)| *name == sheet.name).map(|(_, cell)| *cell).collect();
                sheets.push(SheetShown { file: Arc::clone(file), sha256: input.sha256.clone(), sheet, kept });
            }
        }
    }
    let correction =
        Correction { batch: &recommendation.policy.batch, sender, edition: newest.saturating_add(1), sheets };
    let bytes = xlsx::correction(&correction).map_err(|error| RunError::Internal(error.to_string()))?;
    Ok(OutputFile { path: format!("{FOLDER}/{}.xlsx", sender.slug), bytes })
}
