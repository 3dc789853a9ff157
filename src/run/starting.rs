//! `tilskot init`: a commented batch to start from.
#![expect(clippy::disallowed_methods, reason = "makes the folders of a new batch")]

use std::path::Path;

use super::console::Console;
use super::{Done, RunError};
use crate::text::Text;

const NOT_EMPTY: Text = text!(
    "{path}: mappa finst og er ikkje tom. Vel eit nytt namn.",
    "{path}: mappen finnes og er ikke tom. Velg et nytt navn.",
    "{path}: the folder exists and is not empty. Choose a new name.",
);
const MADE: Text = text!(
    "Laga {path}. Rett batch.toml, legg søknadene i «soknader», og køyr «tilskot run {path}».",
    "Laget {path}. Rett batch.toml, legg søknadene i «soknader», og kjør «tilskot run {path}».",
    "Made {path}. Edit batch.toml, put the applications in “soknader”, and run “tilskot run {path}”.",
);
/// The commented `batch.toml`, in three languages.
pub const TEMPLATE: Text = Text {
    nn: include_str!("starting/batch.nn.toml"),
    nb: include_str!("starting/batch.nb.toml"),
    en: include_str!("starting/batch.en.toml"),
};

/// Makes a batch folder.
///
/// # Errors
/// A folder that is not empty, or a disk error.
pub fn init(dir: &Path, console: &Console) -> Result<Done, RunError> {
    let language = console.language(None);
    let taken = dir.exists() && std::fs::read_dir(dir).map_err(RunError::disk(dir))?.next().is_some();
    if taken {
        return Err(RunError::Refused(NOT_EMPTY, dir.to_owned()));
    }
    for folder in ["soknader", "vurdering"] {
        let path = dir.join(folder);
        std::fs::create_dir_all(&path).map_err(RunError::disk(&path))?;
    }
    let path = dir.join("batch.toml");
    std::fs::write(&path, TEMPLATE.get(language)).map_err(RunError::disk(&path))?;
    console.say(&MADE.fill(language, &[("path", dir.display().to_string())]));
    Ok(Done::Clean)
}
