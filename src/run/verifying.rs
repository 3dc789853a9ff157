//! `tilskot verify`: every file against the manifest, and against a fresh run.

use std::path::Path;

use super::console::Console;
use super::publish::{self, OutputFile};
use super::{Done, RunError, whole};
use crate::budget::Unit;
use crate::seal::{DifferenceKind, MANIFEST, Manifest, Sealed};
use crate::text::{Language, Text};

const NO_MANIFEST: Text = text!(
    "{path}: her finst inga manifest.json som kan lesast. Gå til ei mappe som «tilskot run» har skrive.",
    "{path}: her finnes ingen manifest.json som kan leses. Gå til en mappe som «tilskot run» har skrevet.",
    "{path}: there is no manifest.json here that can be read. Go to a folder that “tilskot run” has written.",
);
const INTACT: Text = text!(
    "{count} filer er som då dei vart skrivne.",
    "{count} filer er som da de ble skrevet.",
    "{count} files are as they were written.",
);
const REPEATED: Text = text!(
    "Ei ny køyring av batchen gir dei same filene, byte for byte.",
    "En ny kjøring av batchen gir de samme filene, byte for byte.",
    "A fresh run of the batch gives the same files, byte for byte.",
);

const fn said(kind: DifferenceKind) -> Text {
    match kind {
        DifferenceKind::Changed => text!("endra", "endret", "changed"),
        DifferenceKind::Missing => text!("manglar", "mangler", "missing"),
        DifferenceKind::Extra => text!("ikkje i manifestet", "ikke i manifestet", "not in the manifest"),
    }
}

/// Names every file of `out` that is not as the manifest, or a fresh run of `batch`, says.
///
/// # Errors
/// No manifest; a file that cannot be read; a batch that cannot be run.
pub fn verify(out: &Path, batch: Option<&Path>, console: &Console) -> Result<Done, RunError> {
    let Some(manifest) = publish::manifest(out) else {
        return Err(RunError::Refused(NO_MANIFEST, out.to_owned()));
    };
    let present = publish::present(out)?;
    let language = console.language(Some(written_in(&manifest)));
    let mut differences = manifest.differences(&present);
    if let (true, Some(batch)) = (differences.is_empty(), batch) {
        let fresh = whole::outputs(batch, written_in(&manifest), shown_in(&manifest), console)?;
        let sealed: Vec<Sealed> = fresh.files.iter().filter(|file| file.path != MANIFEST).map(seal).collect();
        differences = manifest.differences(&sealed);
    }
    let mut lines = String::new();
    for difference in &differences {
        lines.push_str(&format!("{}: {}\n", difference.path, said(difference.kind).get(language)));
    }
    if differences.is_empty() {
        lines.push_str(&line(INTACT, language, present.len()));
        if batch.is_some() {
            lines.push_str(&line(REPEATED, language, present.len()));
        }
    }
    console.data(&lines)?;
    Ok(if differences.is_empty() { Done::Clean } else { Done::WithErrors })
}

/// The language the output was written in: a fresh run must speak it too.
fn written_in(manifest: &Manifest) -> Language {
    Language::ALL.into_iter().find(|language| language.tag() == manifest.language).unwrap_or_default()
}

/// The unit its budget tables are shown in.
fn shown_in(manifest: &Manifest) -> Unit {
    let said = |unit: &Unit| manifest.unit.as_deref() == Some(unit.key());
    Unit::ALL.into_iter().find(said).unwrap_or(Unit::Kroner)
}

fn seal(file: &OutputFile) -> Sealed {
    Sealed::new(&file.path, &file.bytes)
}

fn line(text: Text, language: Language, count: usize) -> String {
    let mut line = text.fill(language, &[("count", count.to_string())]);
    line.push('\n');
    line
}
