//! Reading a batch: every file opened once, hashed, read and accounted for; results in order of path, whatever the threads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::corrections::{self, Returned};
use super::folder::{self, Found, Skip};
use super::opened::{self, Content, Opened};
use super::parts::{self, PartFile};
use super::progress::{self, Show, Step};
use super::role::Role;
use super::{NO_FILE, NO_INPUT, ONE_OF_THEM, RunError};
use crate::check::Received;
use crate::finding::Finding;
use crate::form::header::Schema;
use crate::form::{self, Gathered, SheetAccount};
use crate::policy::{Inputs, Policy};
use crate::problem::{Problem, file as problems};
use crate::read::{self, Workbook};
use crate::recommendation::Input;
use crate::seal;

/// A batch as read.
#[derive(Debug)]
pub struct Intake {
    /// Every file, sorted by path.
    pub inputs: Vec<Input>,
    /// What they hold.
    pub received: Received,
    /// What came back of the correction workbooks.
    pub returned: Returned,
    /// Where the files stand, to look something up in them once more.
    pub(super) files: Vec<(Role, Found)>,
}

/// Records of one file.
pub(super) enum Records {
    Applications(Gathered<crate::application::Submission>),
    Assessments(Gathered<crate::form::assessment::Assessment>),
    Frame(Gathered<crate::form::frame::Entry>),
    Register(Gathered<crate::form::register::FundedYear>),
    Decisions(Gathered<crate::form::decision::DecisionRow>),
}

/// One file as read.
pub(super) struct FileRead {
    pub(super) input: Input,
    pub(super) findings: Vec<Finding>,
    pub(super) records: Option<Records>,
    /// A correction workbook that came back: it is put to use when every file is known.
    pub(super) returned: Option<Box<Workbook>>,
}

impl FileRead {
    /// Takes what its sheets were read as.
    pub(super) fn read_as(&mut self, gathered: Gathered<crate::application::Submission>) {
        let mut records = Records::Applications(gathered);
        (self.input.sheets, self.findings) = records.accounts();
        self.records = Some(records);
    }
}

/// Reads the whole batch in `root`; what stands in the parts in the folder `from`, if one is given, is taken from there.
///
/// # Errors
/// A folder that cannot be listed, a named file that is not there, a part that cannot be used, or no application file that
/// can be read.
pub fn batch(
    root: &Path,
    from: Option<&Path>,
    policy: &Policy,
    policy_text: &str,
    show: Show,
) -> Result<Intake, RunError> {
    let files = roles(root, &policy.inputs, from.map_or(Ok(Vec::new()), |folder| parts::files(folder, policy_text))?)?;
    let mut intake = read_all(files, policy, show);
    let read = |input: &Input| input.role == Role::Applications.key() && input.outcome == "read";
    if !intake.inputs.iter().any(read) {
        return Err(RunError::Refused(NO_INPUT, root.join(&policy.inputs.applications)));
    }
    intake.inputs.push(Input {
        path: Arc::from("batch.toml"),
        sha256: seal::sha256(policy_text.as_bytes()),
        bytes: u64::try_from(policy_text.len()).expect("a size fits"),
        role: "policy",
        outcome: "read",
        reason: None,
        sheets: Vec::new(),
    });
    intake.inputs.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(intake)
}

/// Reads application sheets alone: single files and folders.
///
/// # Errors
/// A folder that cannot be listed.
pub fn sheets(paths: &[&Path], policy: &Policy, show: Show) -> Result<Intake, RunError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = folder::files(path, path).map_err(RunError::disk(path))?;
            files.extend(found.into_iter().map(|one| (Role::Applications, one)));
        } else if path.exists() {
            let root = path.parent().unwrap_or(Path::new(""));
            let one = Found { path: folder::below(root, path), full: (*path).to_owned(), skip: None, part: None };
            files.push((Role::Applications, one));
        } else {
            return Err(RunError::Refused(NO_FILE, (*path).to_owned()));
        }
    }
    Ok(read_all(files, policy, show))
}

/// Whether `file` is the rules of a batch or one of `files`, which are read: it is not written over.
pub(super) fn has_read(file: &Path, files: &[(Role, Found)]) -> bool {
    let Ok(file) = file.canonicalize() else { return false };
    let same = |(_, found): &(Role, Found)| found.full.canonicalize().is_ok_and(|one| one == file);
    file.ends_with("batch.toml") || files.iter().any(same)
}

/// Every file of a batch: those of its folder, and those that only a part holds.
pub(super) fn roles(root: &Path, inputs: &Inputs, parts: Vec<PartFile>) -> Result<Vec<(Role, Found)>, RunError> {
    let mut by_role: BTreeMap<Role, Vec<PartFile>> = BTreeMap::new();
    parts.into_iter().for_each(|one| by_role.entry(one.role).or_default().push(one));
    let mut files = Vec::new();
    for role in Role::ALL {
        let mut found = in_folder(root, role, inputs, by_role.contains_key(&role))?;
        for part in by_role.remove(&role).unwrap_or_default() {
            match found.iter_mut().find(|one| one.path == part.path) {
                Some(there) => {
                    parts::must_agree(there, &part.place)?;
                    there.part = Some(part.place);
                }
                None => {
                    let full = root.join(&part.path);
                    found.push(Found { path: part.path, full, skip: None, part: Some(part.place) });
                }
            }
        }
        folder::put_in_order(&mut found);
        files.extend(found.into_iter().map(|one| (role, one)));
    }
    Ok(files)
}

/// The files of one role in the batch folder.
fn in_folder(root: &Path, role: Role, inputs: &Inputs, in_parts: bool) -> Result<Vec<Found>, RunError> {
    let usual = Inputs::default();
    let (name, usual) = match role {
        Role::Applications | Role::Assessments => {
            let name = if role == Role::Applications { &inputs.applications } else { &inputs.assessments };
            let folder = root.join(name);
            return folder::listed(root, &folder).map_err(RunError::disk(&folder));
        }
        Role::Frame => (&inputs.frame, usual.frame),
        Role::Register => (&inputs.register, usual.register),
        Role::Decisions => (&inputs.decisions, usual.decisions),
    };
    let path = root.join(name);
    let there = folder::with_any_format(&path);
    if *name == usual && there.len() > 1 {
        // Nobody has said which one counts, and what stands in the others would be lost.
        let names: Vec<String> = there.iter().map(|one| folder::below(root, one)).collect();
        return Err(RunError::Refused(ONE_OF_THEM, PathBuf::from(names.join(", "))));
    }
    match there.into_iter().next() {
        Some(full) => {
            let skip = folder::unusual(root, &full).map(Skip::Refused);
            Ok(vec![Found { path: folder::below(root, &full), full, skip, part: None }])
        }
        // The usual names are optional; a name somebody wrote in batch.toml is meant.
        None if *name != usual && !in_parts => Err(RunError::Refused(NO_FILE, path)),
        None => Ok(Vec::new()),
    }
}

fn read_all(files: Vec<(Role, Found)>, policy: &Policy, show: Show) -> Intake {
    let schema = form::application::schema(policy);
    let bar = progress::start(show, Step::Reading, files.len());
    let mut read: Vec<FileRead> =
        files.par_iter().map(|(role, file)| one(*role, file, policy, &schema, &bar)).collect();
    bar.finish_and_clear();
    let returned = corrections::settle(&files, &mut read, policy, &schema);
    Intake { returned, files, ..merge(read) }
}

fn one(role: Role, file: &Found, policy: &Policy, schema: &Schema, bar: &ProgressBar) -> FileRead {
    let read =
        understood(role, &Arc::from(file.path.as_str()), opened::file(file, &policy.limits.file), policy, schema);
    bar.inc(1);
    read
}

/// What an opened file says.
pub(super) fn understood(role: Role, path: &Arc<str>, opened: Opened, policy: &Policy, schema: &Schema) -> FileRead {
    let mut input = Input {
        path: Arc::clone(path),
        sha256: opened.sha256,
        bytes: opened.bytes,
        role: role.key(),
        outcome: "read",
        reason: None,
        sheets: Vec::new(),
    };
    let mut unread = |outcome, problem: &Problem| {
        (input.outcome, input.reason) = (outcome, Some(problem.code()));
        FileRead { input: input.clone(), findings: Vec::new(), records: None, returned: None }
    };
    match opened.content {
        Content::Workbook(book) => workbook(role, input, book, policy, schema),
        Content::Quarantined(noticed) => {
            let read = unread("quarantined", &noticed.problem);
            FileRead { findings: vec![noticed_in(path, noticed)], ..read }
        }
        Content::Skipped(problem) => {
            let read = unread("skipped", &problem);
            FileRead { findings: vec![Finding::in_file(path, problem)], ..read }
        }
    }
}

fn workbook(role: Role, input: Input, mut workbook: Workbook, policy: &Policy, schema: &Schema) -> FileRead {
    let path = &Arc::clone(&input.path);
    let stamped = workbook.stamp.iter().flat_map(|stamp| form::stamped::notices(path, stamp, policy)).collect();
    let mut read = FileRead { input, findings: stamped, records: None, returned: None };
    if role == Role::Applications && form::returned::is_correction(&workbook) {
        read.input.sheets = corrections::accounts(&workbook);
        read.returned = Some(Box::new(workbook));
        return read;
    }
    let mut records = match role {
        Role::Applications => {
            Records::Applications(form::application::applications(path, &mut workbook, policy, schema))
        }
        Role::Assessments => Records::Assessments(form::assessment::assessments(path, &mut workbook, policy)),
        Role::Frame => Records::Frame(form::frame::entries(path, &mut workbook, policy)),
        Role::Register => Records::Register(form::register::funded_years(path, &mut workbook, policy)),
        Role::Decisions => Records::Decisions(form::decision::decisions(path, &mut workbook, policy)),
    };
    let (sheets, own) = records.accounts();
    read.input.sheets = sheets;
    read.findings.extend(own);
    read.records = Some(records);
    read
}

impl Records {
    /// Takes the accounts and findings out.
    fn accounts(&mut self) -> (Vec<SheetAccount>, Vec<Finding>) {
        let (sheets, findings) = match self {
            Self::Applications(one) => (&mut one.sheets, &mut one.findings),
            Self::Assessments(one) => (&mut one.sheets, &mut one.findings),
            Self::Frame(one) => (&mut one.sheets, &mut one.findings),
            Self::Register(one) => (&mut one.sheets, &mut one.findings),
            Self::Decisions(one) => (&mut one.sheets, &mut one.findings),
        };
        (std::mem::take(sheets), std::mem::take(findings))
    }
}

fn noticed_in(path: &Arc<str>, noticed: read::Noticed) -> Finding {
    let mut finding = Finding::in_file(path, noticed.problem);
    finding.sheet = noticed.sheet;
    finding.cell = noticed.cell;
    finding
}

/// Puts the files together. A byte-identical application file is read once, from the first path (formats.md).
fn merge(read: Vec<FileRead>) -> Intake {
    let mut intake = Intake {
        inputs: Vec::with_capacity(read.len()),
        received: Received::default(),
        returned: Returned::default(),
        files: Vec::new(),
    };
    let mut seen: BTreeMap<(String, &'static str), Arc<str>> = BTreeMap::new();
    for mut file in read {
        if let Some(records) = file.records {
            let key = (file.input.sha256.clone(), file.input.role);
            if let Some(first) = seen.get(&key) {
                let problem = problems::identical_file(first);
                file.input.outcome = "skipped";
                file.input.reason = Some(problem.code());
                file.input.sheets.clear();
                file.findings = vec![Finding::in_file(&file.input.path, problem)];
            } else {
                seen.insert(key, Arc::clone(&file.input.path));
                intake.received.take(records);
            }
        }
        intake.received.findings.append(&mut file.findings);
        intake.inputs.push(file.input);
    }
    intake
}

impl Received {
    fn take(&mut self, records: Records) {
        match records {
            // One large list is not copied.
            Records::Applications(one) if self.submissions.is_empty() => self.submissions = one.records,
            Records::Applications(one) => self.submissions.extend(one.records),
            Records::Assessments(one) => self.assessments.extend(one.records),
            Records::Frame(one) => self.entries.extend(one.records),
            Records::Register(one) => self.register.extend(one.records),
            Records::Decisions(one) => self.decisions.extend(one.records),
        }
    }
}
