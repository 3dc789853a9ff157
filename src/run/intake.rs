//! Reading a batch: every file opened once, hashed, read and accounted for; results in order of path, whatever the threads.

use std::path::Path;
use std::sync::Arc;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::corrections::{self, Returned};
use super::folder::{self, Found, Skip};
use super::progress::{self, Show, Step};
use super::reader_child;
use super::{NO_FILE, NO_INPUT, RunError};
use crate::check::Received;
use crate::finding::Finding;
use crate::form::header::Schema;
use crate::form::{self, Gathered, SheetAccount};
use crate::policy::{FileLimit, Inputs, Policy};
use crate::problem::file as problems;
use crate::read::{self, Workbook};
use crate::recommendation::Input;
use crate::seal;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Applications,
    Assessments,
    Frame,
    Register,
    Decisions,
}

impl Role {
    const fn key(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::Assessments => "assessments",
            Self::Frame => "frame",
            Self::Register => "register",
            Self::Decisions => "decisions",
        }
    }

    /// The headers such a sheet may have.
    pub(super) fn schema(self, policy: &Policy) -> Schema {
        match self {
            Self::Applications => form::application::schema(policy),
            Self::Assessments => form::assessment::schema(policy),
            Self::Frame => form::frame::schema(policy),
            Self::Register => form::register::schema(policy),
            Self::Decisions => form::decision::schema(policy),
        }
    }
}

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

/// Reads the whole batch in `root`.
///
/// # Errors
/// A folder that cannot be listed, a named file that is not there, or no application file that can be read.
pub fn batch(root: &Path, policy: &Policy, policy_text: &str, show: Show) -> Result<Intake, RunError> {
    let files = roles(root, &policy.inputs)?;
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
            let one = Found { path: folder::below(root, path), full: (*path).to_owned(), skip: None };
            files.push((Role::Applications, one));
        } else {
            return Err(RunError::Refused(NO_FILE, (*path).to_owned()));
        }
    }
    Ok(read_all(files, policy, show))
}

fn roles(root: &Path, inputs: &Inputs) -> Result<Vec<(Role, Found)>, RunError> {
    let mut files = Vec::new();
    for (role, name) in [(Role::Applications, &inputs.applications), (Role::Assessments, &inputs.assessments)] {
        let folder = root.join(name);
        let found = folder::files(root, &folder).map_err(RunError::disk(&folder))?;
        files.extend(found.into_iter().map(|one| (role, one)));
    }
    let standard = Inputs::default();
    let single = [
        (Role::Frame, &inputs.frame, &standard.frame),
        (Role::Register, &inputs.register, &standard.register),
        (Role::Decisions, &inputs.decisions, &standard.decisions),
    ];
    for (role, name, usual) in single {
        let path = root.join(name);
        match folder::with_any_format(&path) {
            Some(full) => {
                let skip = folder::unusual(root, &full).map(Skip::Refused);
                files.push((role, Found { path: folder::below(root, &full), full, skip }));
            }
            // The usual names are optional; a name somebody wrote in batch.toml is meant.
            None if name != usual => return Err(RunError::Refused(NO_FILE, path)),
            None => {}
        }
    }
    Ok(files)
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
    let path: Arc<str> = Arc::from(file.path.as_str());
    let unread = |problem, outcome| unread(&path, role, problem, outcome);
    let read = match &file.skip {
        Some(Skip::Litter(problem)) => unread(problem.clone(), "skipped"),
        Some(Skip::Refused(problem)) => unread(problem.clone(), "quarantined"),
        None => match folder::received(&file.full, policy.limits.file.count(FileLimit::Bytes)) {
            Err(problem) => unread(problem, "quarantined"),
            Ok(bytes) => workbook(role, &path, bytes, policy, schema),
        },
    };
    bar.inc(1);
    read
}

fn unread(path: &Arc<str>, role: Role, problem: crate::problem::Problem, outcome: &'static str) -> FileRead {
    let reason = Some(problem.code());
    let input = Input {
        path: Arc::clone(path),
        sha256: String::new(),
        bytes: 0,
        role: role.key(),
        outcome,
        reason,
        sheets: Vec::new(),
    };
    FileRead { input, findings: vec![Finding::in_file(path, problem)], records: None, returned: None }
}

fn workbook(role: Role, path: &Arc<str>, bytes: Vec<u8>, policy: &Policy, schema: &Schema) -> FileRead {
    let sealed = seal::Sealed::new(path, &bytes);
    let read = reader_child::workbook(path, &bytes, &policy.limits.file);
    // What comes next needs the room.
    drop(bytes);
    let mut workbook = match read {
        Ok(workbook) => workbook,
        Err(refusal) => {
            let noticed = refusal.noticed();
            let problem = noticed.problem.clone();
            let mut read = unread(path, role, problem, "quarantined");
            read.input.sha256 = sealed.sha256;
            read.input.bytes = sealed.bytes;
            read.findings = vec![noticed_in(path, noticed)];
            return read;
        }
    };
    let stamped = workbook.stamp.iter().flat_map(|stamp| form::stamped::notices(path, stamp, policy)).collect();
    let input = Input {
        path: Arc::clone(path),
        sha256: sealed.sha256,
        bytes: sealed.bytes,
        role: role.key(),
        outcome: "read",
        reason: None,
        sheets: Vec::new(),
    };
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
    let mut seen: std::collections::BTreeMap<(String, &'static str), Arc<str>> = std::collections::BTreeMap::new();
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
