//! `tilskot check`: read and check only.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::{Done, RunError, intake};
use crate::check;
use crate::cli::Format;
use crate::finding::{self, Finding};
use crate::policy::Policy;
use crate::problem::Severity;
use crate::report::machine::{self, run_json};
use crate::report::terminal::found;

/// Checks a batch, folders or single files, and writes the findings to stdout.
///
/// # Errors
/// See [`RunError`].
pub fn check(paths: &[PathBuf], format: Format, console: &Console) -> Result<Done, RunError> {
    let (inputs, mut found, language) = match paths {
        [batch] if batch.join("batch.toml").is_file() => {
            let (policy, text) = super::policy(batch)?;
            let language = console.language(Some(policy.batch.language));
            let intake = intake::batch(batch, &policy, &text, console.progress(language))?;
            (intake.inputs, check::batch(intake.received, &policy).findings, language)
        }
        _ => {
            let policy = match paths.iter().find_map(|path| batch_of(path)) {
                Some(batch) => super::policy(&batch)?.0,
                None => Policy::without_batch(),
            };
            let language = console.language(Some(policy.batch.language));
            let files: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            let intake = intake::sheets(&files, &policy, console.progress(language))?;
            (intake.inputs, check::sheets(intake.received, &policy), language)
        }
    };
    finding::sort(&mut found);
    let text = match format {
        Format::Text => found::text(&inputs, &found, console.show(language, Severity::Notice)),
        Format::Json => String::from_utf8_lossy(&run_json::check_json(&inputs, &found, language)).into_owned(),
        Format::Csv => machine::found::csv(&found, language),
    };
    console.data(&text)?;
    Ok(if found.iter().any(Finding::is_error) { Done::WithErrors } else { Done::Clean })
}

/// The batch a path lies in: the nearest folder above it with a `batch.toml`.
fn batch_of(path: &Path) -> Option<PathBuf> {
    let full = path.canonicalize().ok()?;
    full.ancestors().skip(1).find(|folder| folder.join("batch.toml").is_file()).map(Path::to_owned)
}
