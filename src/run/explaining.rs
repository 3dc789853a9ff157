//! `tilskot explain`: why one application got what it got, from a batch or from an output alone.

use std::path::Path;

use serde::Deserialize;

use super::console::Console;
use super::meant::{Known, meant};
use super::{Done, RunError, folder, whole};
use crate::conclude::{Depth, conclude};
use crate::explain::{Explainer, Explanation};
use crate::report::{explained, lines};
use crate::text::{Language, Text};

const NOTHING_HERE: Text = text!(
    "{path}: her er verken ei batch.toml eller ei run.json som kan lesast. Gå til ei batchmappe, eller til ei mappe som \
     «tilskot run» har skrive.",
    "{path}: her er verken en batch.toml eller en run.json som kan leses. Gå til en batchmappe, eller til en mappe som \
     «tilskot run» har skrevet.",
    "{path}: there is neither a batch.toml nor a run.json here that can be read. Go to a batch folder, or to a folder that \
     “tilskot run” has written.",
);

#[derive(Deserialize)]
struct Run {
    batch: RunBatch,
    applications: Vec<RunApplication>,
}

#[derive(Deserialize)]
struct RunBatch {
    language: Language,
}

#[derive(Deserialize)]
struct RunApplication {
    explanation: Explanation,
}

/// Explains the one application, with its copies, of `place`, a batch or an output, that `wanted` fits.
///
/// # Errors
/// Neither a batch nor an output there; none or several that fit.
pub fn explain(place: &Path, wanted: &str, console: &Console) -> Result<Done, RunError> {
    let (explanations, language) =
        if place.join("batch.toml").is_file() { of_batch(place, console)? } else { of_output(place, console)? };
    let fitting = meant(explanations.iter(), known, wanted, (console, language))?;
    // Several copies of one application have one id: each is told, with its own cells.
    let told: Vec<String> = fitting.iter().map(|one| explained::text(one, language)).collect();
    console.data(lines::fitted(&told.join("\n"), console.show(language).width))?;
    Ok(Done::Clean)
}

fn of_batch(batch: &Path, console: &Console) -> Result<(Vec<Explanation>, Language), RunError> {
    let (policy, _) = super::policy(batch)?;
    let language = console.language(Some(policy.batch.language));
    let gathered = whole::gather(batch, language, console)?;
    let result = conclude(gathered.checked, &gathered.earlier, gathered.policy, gathered.inputs, Depth::Grounds)?;
    let explainer = Explainer::new(&result);
    Ok((result.entries.iter().map(|entry| explainer.of(entry)).collect(), language))
}

fn of_output(out: &Path, console: &Console) -> Result<(Vec<Explanation>, Language), RunError> {
    let refused = || RunError::Refused(NOTHING_HERE, out.to_owned());
    let bytes = folder::contents(&out.join("run.json")).map_err(|_| refused())?;
    let run: Run = serde_json::from_slice(&bytes).map_err(|_| refused())?;
    let language = console.language(Some(run.batch.language));
    Ok((run.applications.into_iter().map(|one| one.explanation).collect(), language))
}

fn known(explanation: &Explanation) -> Known<'_> {
    let subject = &explanation.subject;
    Known { id: &subject.id, office: subject.office.as_deref(), project: subject.project.as_deref() }
}
