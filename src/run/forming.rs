//! `tilskot form`: the application form of a batch.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::console::Console;
use super::disk::Disk;
use super::{Done, RunError, WRITTEN, folder, publish};
use crate::form;
use crate::policy::Policy;
use crate::read;
use crate::report::xlsx;
use crate::stamp::Work;
use crate::text::Text;

const TAKEN: Text = text!(
    "{path}: fila finst og er ikkje eit tomt søknadsskjema. Flytt henne, eller vel eit anna namn med -o.",
    "{path}: filen finnes og er ikke et tomt søknadsskjema. Flytt den, eller velg et annet navn med -o.",
    "{path}: the file exists and is no blank application form. Move it, or choose another name with -o.",
);

/// Writes the form of `batch` to `file`. A file there is replaced only where it is a form nobody has written in.
///
/// # Errors
/// A batch that cannot be used, a file that must not be replaced, or the disk.
pub fn form(batch: &Path, file: Option<PathBuf>, disk: &Disk<'_>, console: &Console) -> Result<Done, RunError> {
    let (policy, _) = super::policy(batch)?;
    let file = file.unwrap_or_else(|| batch.join("soknadsskjema.xlsx"));
    if file.exists() && !is_blank_form(&file, &policy) {
        return Err(RunError::Refused(TAKEN, file));
    }
    let bytes = xlsx::application_form(&policy).map_err(|error| RunError::Internal(error.to_string()))?;
    publish::put_file(disk, &file, &bytes)?;
    let language = console.language(Some(policy.batch.language));
    console.say(&WRITTEN.fill(language, &[("path", file.display().to_string())]));
    Ok(Done::Clean)
}

fn is_blank_form(file: &Path, policy: &Policy) -> bool {
    let Ok(bytes) = folder::contents(file) else { return false };
    let Ok(mut workbook) = read::workbook(&file.to_string_lossy(), &bytes, &policy.limits.file) else { return false };
    let ours = workbook.stamp.as_ref().is_some_and(|stamp| stamp.work == Work::Form);
    let schema = form::application::schema(policy);
    ours && form::application::applications(&Arc::from(""), &mut workbook, policy, &schema).records.is_empty()
}
