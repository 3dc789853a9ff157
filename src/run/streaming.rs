//! `tilskot check --format ndjson`: a line per file, application and finding as files are read, and every cell, so that the
//! reading of a batch can be spread over machines and `run --from` can do the rest on one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::console::Console;
use super::disk::Disk;
use super::folder::{self, Found};
use super::intake::{self, Records};
use super::parts::{self, Stretch};
use super::role::Role;
use super::{Done, NO_FILE, RunError, WRITTEN, checking, opened, publish};
use crate::check;
use crate::finding::{self, Finding};
use crate::form::header::Schema;
use crate::policy::Policy;
use crate::report::machine::received::ReceivedLine;
use crate::report::machine::run_json;
use crate::text::Language;

/// Files whose lines are made side by side before they are handed out in order.
const TOGETHER: usize = 64;

/// By what files are read.
struct Rules {
    policy: Policy,
    /// batch.toml as it is written, and the folder it lies in; `None` where there is no batch.
    batch: Option<(String, PathBuf)>,
    schema: Schema,
    language: Language,
}

/// Writes the lines of what `paths` name, to `out` or to stdout.
///
/// # Errors
/// See [`RunError`].
pub(super) fn stream(
    paths: &[PathBuf],
    out: Option<&Path>,
    disk: &Disk<'_>,
    console: &Console,
) -> Result<Done, RunError> {
    let rules = Rules::of(paths, console)?;
    let files = rules.files(paths)?;
    if let Some(out) = out.filter(|out| intake::has_read(out, &files)) {
        return Err(RunError::Refused(checking::INPUT, out.to_owned()));
    }
    let (mut stretch, first) = Stretch::begin(rules.batch.as_ref().map(|(text, _)| text.as_str()));
    let mut written = Vec::new();
    let mut give = |lines: Vec<u8>| match out {
        Some(_) => {
            written.extend(lines);
            Ok(())
        }
        None => console.data(lines),
    };
    give(first)?;
    let mut done = Done::Clean;
    for some in files.chunks(TOGETHER) {
        let made: Vec<(Vec<u8>, Done)> = some.par_iter().map(|(role, found)| rules.lines(*role, found)).collect();
        for (lines, one) in made {
            stretch.take(&lines);
            give(lines)?;
            done = if one == Done::Clean { done } else { one };
        }
    }
    give(stretch.end())?;
    if let Some(out) = out {
        publish::put_file(disk, out, &written)?;
        console.say(&WRITTEN.fill(rules.language, &[("path", out.display().to_string())]));
    }
    Ok(done)
}

impl Rules {
    fn of(paths: &[PathBuf], console: &Console) -> Result<Self, RunError> {
        let whole = paths.iter().find(|path| path.join("batch.toml").is_file()).map(|path| path.canonicalize());
        let batch = match whole {
            Some(folder) => Some(folder.map_err(RunError::disk(&paths[0]))?),
            None => paths.iter().find_map(|path| checking::batch_of(path)),
        };
        let (policy, batch) = match batch {
            Some(folder) => {
                let (policy, text) = super::policy(&folder)?;
                (policy, Some((text, folder)))
            }
            None => (Policy::without_batch(), None),
        };
        let language = console.language(Some(policy.batch.language));
        Ok(Self { schema: Role::Applications.schema(&policy), policy, batch, language })
    }

    /// Every file that `paths` name, once, by its path in the batch.
    fn files(&self, paths: &[PathBuf]) -> Result<Vec<(Role, Found)>, RunError> {
        let mut files = Vec::new();
        for path in paths {
            files.extend(self.below(path)?);
        }
        files.sort_by(|(role, one), (other_role, other)| (role, &one.path).cmp(&(other_role, &other.path)));
        files.dedup_by(|one, other| one.1.full == other.1.full);
        Ok(files)
    }

    fn below(&self, path: &Path) -> Result<Vec<(Role, Found)>, RunError> {
        if !path.exists() {
            return Err(RunError::Refused(NO_FILE, path.to_owned()));
        }
        let full = in_its_folder(path);
        let root = match &self.batch {
            Some((_, root)) if full.starts_with(root) => root.clone(),
            _ if path.is_dir() => full.clone(),
            _ => full.parent().unwrap_or(Path::new("")).to_owned(),
        };
        if self.batch.as_ref().is_some_and(|(_, batch)| *batch == full) {
            return intake::roles(&root, &self.policy.inputs, Vec::new());
        }
        let found = if path.is_dir() {
            folder::listed(&root, &full).map_err(RunError::disk(path))?
        } else {
            let skip = folder::why_not(&root, &full);
            vec![Found { path: folder::below(&root, &full), full, skip, part: None }]
        };
        Ok(found.into_iter().map(|one| (self.role(&one.path), one)).collect())
    }

    /// What a file is for, by where it lies.
    fn role(&self, path: &str) -> Role {
        let inputs = &self.policy.inputs;
        let stem = |path: &str| Path::new(path).with_extension("");
        let single =
            [(Role::Frame, &inputs.frame), (Role::Register, &inputs.register), (Role::Decisions, &inputs.decisions)];
        let of_batch = self.batch.is_some();
        match single.into_iter().find(|(_, name)| of_batch && stem(name) == stem(path)) {
            Some((role, _)) => role,
            None if of_batch && Path::new(path).starts_with(&inputs.assessments) => Role::Assessments,
            None => Role::Applications,
        }
    }

    /// The lines of one file, and whether it has an error.
    fn lines(&self, role: Role, found: &Found) -> (Vec<u8>, Done) {
        let opened = opened::file(found, &self.policy.limits.file);
        let mut lines = parts::file_lines(&found.path, role, &opened);
        let path = Arc::from(found.path.as_str());
        let mut read = intake::understood(role, &path, opened, &self.policy, &self.schema);
        lines.extend(parts::json_line("input", &run_json::input(&read.input)));
        if let Some(Records::Applications(applications)) = &mut read.records {
            check::each(&mut applications.records, &self.policy, &mut read.findings);
            for submission in &applications.records {
                lines.extend(parts::json_line("application", &ReceivedLine::of(submission, &self.policy)));
            }
        }
        finding::sort(&mut read.findings);
        for finding in &read.findings {
            lines.extend(parts::json_line("finding", &run_json::finding(finding, self.language)));
        }
        let errors = read.findings.iter().any(Finding::is_error);
        (lines, if errors { Done::WithErrors } else { Done::Clean })
    }
}

/// The path with its folder's real one: a link is not followed, so that it can be told from a file.
fn in_its_folder(path: &Path) -> PathBuf {
    let name = path.file_name().filter(|_| !path.is_dir());
    let folder = if name.is_some() { path.parent().filter(|one| !one.as_os_str().is_empty()) } else { Some(path) };
    let folder = folder.unwrap_or(Path::new("."));
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    name.map_or(full.clone(), |name| full.join(name))
}
