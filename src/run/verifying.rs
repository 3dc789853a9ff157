//! `tilskot verify`: every file against the manifest, and against a fresh run.

use std::path::Path;

use super::console::Console;
use super::publish::{self, OutputFile};
use super::{Done, RunError, signing, whole};
use crate::seal::{Difference, DifferenceKind, Edition, Examined, MANIFEST, Sealed, sha256};
use crate::text::{Language, Text};

const INTACT: Text = text!(
    "{count} filer er som då dei vart skrivne.",
    "{count} filer er som da de ble skrevet.",
    "{count} files are as they were written.",
);
const UNSIGNED: Text =
    text!("Utkast: ingen har signert.", "Utkast: ingen har signert.", "A draft: nobody has signed.",);
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
    let examined = publish::examined(out)?;
    let manifest = &examined.manifest;
    let language = console.language(Some(manifest.written_in()));
    let mut differences = examined.differences.clone();
    if let (true, Some(batch)) = (differences.is_empty(), batch) {
        differences = against_fresh_run(&examined, batch, console)?;
    }
    let mut lines = String::new();
    for difference in &differences {
        lines.push_str(&format!("{}: {}\n", difference.path, said(difference.kind).get(language)));
    }
    if differences.is_empty() {
        lines.push_str(&line(INTACT, language, manifest.outputs.len()));
        if batch.is_some() {
            lines.push_str(&line(REPEATED, language, manifest.outputs.len()));
        }
    }
    lines.push_str(&match &examined.approval {
        Some(approval) => signing::signed_by(approval, language),
        None => UNSIGNED.get(language).to_owned(),
    });
    lines.push('\n');
    console.data(&lines)?;
    Ok(if differences.is_empty() { Done::Clean } else { Done::WithErrors })
}

/// What differs from a fresh run of `batch`; of a signed output, from what that run's draft becomes when it is signed.
fn against_fresh_run(examined: &Examined, batch: &Path, console: &Console) -> Result<Vec<Difference>, RunError> {
    let fresh = whole::outputs(batch, examined.manifest.written_in(), console)?;
    let (manifests, draft): (Vec<OutputFile>, Vec<OutputFile>) =
        fresh.files.into_iter().partition(|file| file.path == MANIFEST);
    let sealed = |files: &[OutputFile]| files.iter().map(|one| Sealed::new(&one.path, &one.bytes)).collect::<Vec<_>>();
    let files = match examined.manifest.edition {
        Edition::Draft => sealed(&draft),
        Edition::Decided => sealed(&signing::decided(&draft, &examined.manifest)?.0),
    };
    let mut differences = examined.manifest.differences(&files);
    // The rules and the inputs stand in the manifest alone.
    let drawn_up =
        examined.approval.as_ref().map_or_else(|| sha256(&examined.manifest.bytes()), |one| one.draft.clone());
    if manifests.iter().any(|one| sha256(&one.bytes) != drawn_up) {
        differences.push(Difference { path: MANIFEST.to_owned(), kind: DifferenceKind::Changed });
    }
    Ok(differences)
}

fn line(text: Text, language: Language, count: usize) -> String {
    let mut line = text.fill(language, &[("count", count.to_string())]);
    line.push('\n');
    line
}
