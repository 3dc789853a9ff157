//! `tilskot check`: read and check only.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::disk::Disk;
use super::intake::Intake;
use super::{Done, RunError, WRITTEN, intake, pieces, publish, streaming};
use crate::check;
use crate::cli::Format;
use crate::finding::{self, Finding};
use crate::policy::Policy;
use crate::problem::Severity;
use crate::report::machine::{self, run_json};
use crate::report::sentences::batch_line;
use crate::report::terminal::found;
use crate::report::terminal::show::Show;
use crate::report::{checked, xlsx};
use crate::text::{Language, Text};

const NOT_HERE: Text = text!(
    "{path}: ei arbeidsbok kan ikkje visast på ein terminal. Gi henne eit namn med -o, til dømes -o funn.xlsx.",
    "{path}: en arbeidsbok kan ikke vises på en terminal. Gi den et navn med -o, for eksempel -o funn.xlsx.",
    "{path}: a workbook cannot be shown on a terminal. Give it a name with -o, for example -o findings.xlsx.",
);
pub(super) const INPUT: Text = text!(
    "{path}: denne fila er ei av dei som blir kontrollerte. Vel eit anna namn med -o.",
    "{path}: denne filen er en av dem som kontrolleres. Velg et annet navn med -o.",
    "{path}: this file is one of those that are checked. Choose another name with -o.",
);

/// What was checked.
struct Checked {
    intake: Intake,
    findings: Vec<Finding>,
    policy: Policy,
    /// Of the batch, where a whole one was checked.
    batch: bool,
    language: Language,
}

/// Checks a batch, folders or single files, and writes the findings to `out` or stdout.
///
/// # Errors
/// See [`RunError`].
pub fn check(
    paths: &[PathBuf],
    format: Format,
    out: Option<&Path>,
    disk: &Disk<'_>,
    console: &Console,
) -> Result<Done, RunError> {
    if format == Format::Xlsx && out.is_none() && io::stdout().is_terminal() {
        return Err(RunError::Refused(NOT_HERE, "stdout".into()));
    }
    if format == Format::Ndjson {
        return streaming::stream(paths, out, disk, console);
    }
    let checked = checked(paths, console)?;
    if let Some(out) = out.filter(|out| intake::has_read(out, &checked.intake.files)) {
        return Err(RunError::Refused(INPUT, out.to_owned()));
    }
    let show = match out {
        Some(_) => console.show_in_file(checked.language),
        None => console.show(checked.language),
    };
    let written = checked.written(format, show, console)?;
    match out {
        None => console.data(written)?,
        Some(out) => {
            publish::put_file(disk, out, &written)?;
            console.say(&WRITTEN.fill(checked.language, &[("path", out.display().to_string())]));
        }
    }
    let done = if checked.findings.iter().any(Finding::is_error) { Done::WithErrors } else { Done::Clean };
    // The program ends here: to give back a million small pieces first is time that nobody gets anything for.
    std::mem::forget(checked);
    Ok(done)
}

fn checked(paths: &[PathBuf], console: &Console) -> Result<Checked, RunError> {
    let mut checked = match paths {
        [batch] if batch.join("batch.toml").is_file() => {
            let (policy, text) = super::policy(batch)?;
            let language = console.language(Some(policy.batch.language));
            let mut intake = intake::batch(batch, None, &policy, &text, console.progress(language))?;
            let findings = check::batch(std::mem::take(&mut intake.received), &policy).findings;
            Checked { intake, findings, policy, batch: true, language }
        }
        _ => {
            let policy = match paths.iter().find_map(|path| batch_of(path)) {
                Some(batch) => super::policy(&batch)?.0,
                None => Policy::without_batch(),
            };
            let language = console.language(Some(policy.batch.language));
            let files: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            let mut intake = intake::sheets(&files, &policy, console.progress(language))?;
            let findings = check::sheets(&mut intake.received, &policy);
            Checked { intake, findings, policy, batch: false, language }
        }
    };
    finding::sort(&mut checked.findings);
    Ok(checked)
}

impl Checked {
    fn written(&self, format: Format, show: Show, console: &Console) -> Result<Vec<u8>, RunError> {
        let (inputs, findings, language) = (&self.intake.inputs, &self.findings, self.language);
        match format {
            Format::Text => Ok(self.text(show, console).into_bytes()),
            // Lines are streamed, and do not come this way.
            Format::Json | Format::Ndjson => Ok(run_json::check_json(inputs, findings, language)),
            Format::Csv => Ok(machine::found::csv(findings, language).into_bytes()),
            Format::Xlsx => {
                let title = self.batch.then(|| batch_line(language, &self.policy.batch));
                let document = checked::workbook(title.as_deref(), inputs, findings, language);
                xlsx::workbook(&document).map_err(|error| RunError::Internal(error.to_string()))
            }
        }
    }

    fn text(&self, show: Show, console: &Console) -> String {
        let Intake { files, inputs, returned, .. } = &self.intake;
        let mut groups = found::groups(&self.findings, self.language, Severity::Notice);
        let read = pieces::Read { files, inputs, returned, policy: &self.policy };
        pieces::fill(&mut groups, &read, console.progress(self.language));
        found::text(inputs, &self.findings, &groups, show) + &found::next(&self.findings, show)
    }
}

/// The batch a path lies in: the nearest folder above it with a `batch.toml`.
pub(super) fn batch_of(path: &Path) -> Option<PathBuf> {
    let full = path.canonicalize().ok()?;
    full.ancestors().skip(1).find(|folder| folder.join("batch.toml").is_file()).map(Path::to_owned)
}
