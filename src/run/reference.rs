//! `tilskot codes` and `tilskot completions`.

use super::console::Console;
use super::{Done, RunError};
use crate::cli::help;
use crate::problem;
use crate::report::codes;
use crate::text::Text;

const NO_CODE: Text = text!(
    "{path}: ingen slik kode. Skriv «tilskot codes» for å sjå alle.",
    "{path}: ingen slik kode. Skriv «tilskot codes» for å se alle.",
    "{path}: no such code. Write “tilskot codes” to see them all.",
);

/// Writes the list of finding codes, or the page of one, to stdout.
///
/// # Errors
/// A code that is none.
pub fn codes(code: Option<&str>, console: &Console) -> Result<Done, RunError> {
    let show = console.show(console.language(None));
    let text = match code {
        None => codes::list(show),
        Some(code) => match problem::with_code(code) {
            Some(kind) => codes::one(kind, show),
            None => return Err(RunError::Refused(NO_CODE, code.into())),
        },
    };
    console.data(&text)?;
    Ok(Done::Clean)
}

/// Writes a completion script to stdout.
///
/// # Errors
/// Stdout cannot be written.
pub fn completions(shell: clap_complete::Shell, console: &Console) -> Result<Done, RunError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(console.language(None)), "tilskot", &mut script);
    console.data(script)?;
    Ok(Done::Clean)
}
