//! `tilskot init`: a commented batch to start from.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::disk::{Disk, is_empty_folder, names_in};
use super::{Done, RunError, publish, staged};
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

/// The folders of a batch.
const FOLDERS: [&str; 2] = ["soknader", "vurdering"];

/// Makes a batch folder: batch.toml comes last, so a folder without it is no batch, and `init` may be run again.
///
/// # Errors
/// A folder that is not empty, or a disk error.
pub fn init(dir: &Path, disk: &Disk<'_>, console: &Console) -> Result<Done, RunError> {
    let language = console.language(None);
    if is_taken(dir)? {
        return Err(RunError::Refused(NOT_EMPTY, dir.to_owned()));
    }
    let mut made = Vec::new();
    if let Err(error) = make(dir, disk, TEMPLATE.get(language).as_bytes(), &mut made) {
        for folder in made.iter().rev() {
            // An empty folder that cannot be removed is in nobody's way.
            let _ = disk.remove(folder);
        }
        return Err(error);
    }
    console.say(&MADE.fill(language, &[("path", dir.display().to_string())]));
    Ok(Done::Clean)
}

/// Makes it, and notes the folders that were made.
fn make(dir: &Path, disk: &Disk<'_>, rules: &[u8], made: &mut Vec<PathBuf>) -> Result<(), RunError> {
    for folder in std::iter::once(dir.to_owned()).chain(FOLDERS.map(|name| dir.join(name))) {
        if !folder.exists() {
            disk.make_folders(&folder)?;
            made.push(folder);
        }
    }
    publish::put_file(disk, &dir.join("batch.toml"), rules)
}

/// Whether there is anything but what an `init` that was stopped leaves.
fn is_taken(dir: &Path) -> Result<bool, RunError> {
    if !dir.exists() {
        return Ok(false);
    }
    for name in names_in(dir) {
        let ours = FOLDERS.contains(&name.as_str()) && is_empty_folder(&dir.join(&name))?;
        if !ours && !staged::is_on_its_way(&name, "batch.toml") {
            return Ok(true);
        }
    }
    Ok(!dir.is_dir())
}
