//! `tilskot run`: the whole job, from a batch folder to an output folder.

use std::path::Path;
use std::sync::Arc;

use super::console::Console;
use super::disk::Disk;
use super::folder::Found;
use super::progress::{self, Step};
use super::publish::{self, Edited, OutputFile};
use super::role::Role;
use super::{Done, RunError, corrections, folder, intake};
use crate::budget::Unit;
use crate::check;
use crate::conclude::{Depth, conclude};
use crate::earlier::{self, EarlierRounds};
use crate::finding::Finding;
use crate::policy::Policy;
use crate::problem::Severity;
use crate::recommendation::{Input, Recommendation};
use crate::report::budget::{self, Tables};
use crate::report::labels::DRAFT;
use crate::report::machine::{listing, outputs, package, run_json};
use crate::report::sentences::batch_line;
use crate::report::terminal::{brief, found};
use crate::report::{award, correction, page, summary, xlsx};
use crate::seal::{self, BatchKey, Edition, MANIFEST, Manifest, Sealed, Tool};
use crate::text::{Language, Text};

const WRITTEN: Text = text!("Resultatet ligg i {path}", "Resultatet ligger i {path}", "The result is in {path}");
const NO_PREVIOUS: Text = text!(
    "{path}: fann ikkje run.json frå runden før, eller ho høyrer ikkje til denne batchen. Køyr den runden først, og rett \
     «previous» i batch.toml.",
    "{path}: fant ikke run.json fra runden før, eller den hører ikke til denne batchen. Kjør den runden først, og rett \
     «previous» i batch.toml.",
    "{path}: the run.json of the round before was not found, or does not belong to this batch. Run that round first, and mend \
     “previous” in batch.toml.",
);

/// What a run makes, before any of it is written.
#[derive(Debug)]
pub struct Made {
    /// The result.
    pub recommendation: Recommendation,
    /// The files, the manifest last.
    pub files: Vec<OutputFile>,
}

/// Runs `batch` and puts its output in `out`; what stands in the parts in `from`, if one is given, is not read anew.
///
/// # Errors
/// See [`RunError`]: then nothing was written.
pub fn run(
    batch: &Path,
    from: Option<&Path>,
    out: &Path,
    edited: Edited,
    unit: Unit,
    disk: &Disk<'_>,
    console: &Console,
) -> Result<Done, RunError> {
    let (mut policy, policy_text) = super::policy(batch)?;
    publish::may_replace(out, &key(&policy), edited)?;
    let language = console.language(Some(policy.batch.language));
    policy.batch.language = language;
    let made = make(gather_by(batch, from, policy, policy_text, console)?, unit, console)?;
    let bar = progress::start(console.progress(language), Step::Writing, made.files.len());
    publish::put_in_place(disk, out, bar.wrap_iter(made.files.iter()))?;
    bar.finish_and_clear();
    let findings = &made.recommendation.findings;
    let show = console.show_messages(language);
    let groups = found::groups(findings, language, Severity::Warning);
    console.say_lines(&found::text(&made.recommendation.inputs, findings, &groups, show));
    console.data(brief::brief(&made.recommendation, language, show.width))?;
    console.say(&WRITTEN.fill(language, &[("path", out.display().to_string())]));
    let held = made.recommendation.totals().held > 0;
    Ok(if held || findings.iter().any(Finding::is_error) { Done::WithErrors } else { Done::Clean })
}

/// A batch that has been read and checked, with what else its result comes from.
#[derive(Debug)]
pub struct Gathered {
    /// The rules, in the language asked for.
    pub policy: Policy,
    /// The same as they are written.
    pub policy_text: String,
    /// What earlier rounds settled.
    pub earlier: EarlierRounds,
    /// Every file.
    pub inputs: Vec<Input>,
    /// What they hold.
    pub checked: check::Batch,
    /// What came back of the correction workbooks.
    pub returned: corrections::Returned,
    /// Where the files stand.
    files: Vec<(Role, Found)>,
}

/// Reads and checks `batch`, for a result in `language`.
///
/// # Errors
/// See [`RunError`].
pub fn gather(batch: &Path, language: Language, console: &Console) -> Result<Gathered, RunError> {
    let (mut policy, policy_text) = super::policy(batch)?;
    policy.batch.language = language;
    gather_by(batch, None, policy, policy_text, console)
}

fn gather_by(
    batch: &Path,
    from: Option<&Path>,
    policy: Policy,
    policy_text: String,
    console: &Console,
) -> Result<Gathered, RunError> {
    let show = console.progress(policy.batch.language);
    let (earlier, previous) = earlier_rounds(batch, &policy)?;
    let mut intake = intake::batch(batch, from, &policy, &policy_text, show)?;
    intake.inputs.extend(previous);
    intake.inputs.sort_by(|one, other| one.path.cmp(&other.path));
    let bar = progress::start(show, Step::Checking, intake.received.submissions.len());
    let checked = check::batch(intake.received, &policy);
    bar.finish_and_clear();
    let (inputs, returned, files) = (intake.inputs, intake.returned, intake.files);
    Ok(Gathered { policy, policy_text, earlier, inputs, checked, returned, files })
}

/// Runs `batch` and makes every file of its output in `language`, writing none.
///
/// # Errors
/// See [`RunError`].
pub fn outputs(batch: &Path, language: Language, unit: Unit, console: &Console) -> Result<Made, RunError> {
    make(gather(batch, language, console)?, unit, console)
}

fn make(gathered: Gathered, unit: Unit, console: &Console) -> Result<Made, RunError> {
    let Gathered { policy, policy_text, earlier, inputs, checked, returned, files: received } = gathered;
    let show = console.progress(policy.batch.language);
    let mut recommendation = conclude(checked, &earlier, policy, inputs, Depth::Grounds)?;
    recommendation.corrected.clone_from(&returned.corrected);
    let senders = correction::senders(&recommendation, &returned.shows);
    let bar = progress::start(show, Step::Making, 1 + senders.len());
    let mut files = reports(&recommendation, unit)?;
    bar.inc(1);
    files.extend(corrections::workbooks(&received, &recommendation, &returned, &senders, &bar)?);
    bar.finish_and_clear();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let manifest = manifest(&recommendation, policy_text, unit, &files);
    files.push(OutputFile { path: MANIFEST.to_owned(), bytes: manifest.bytes() });
    Ok(Made { recommendation, files })
}

/// What earlier rounds settled, and the file it was read from: it decides too, so it is an input like the others.
fn earlier_rounds(batch: &Path, policy: &Policy) -> Result<(EarlierRounds, Option<Input>), RunError> {
    let Some(previous) = &policy.batch.previous else { return Ok((EarlierRounds::default(), None)) };
    let path = batch.join(previous).join("run.json");
    let refused = || RunError::Refused(NO_PREVIOUS, path.clone());
    let bytes = folder::contents(&path).map_err(|_| refused())?;
    let earlier = earlier::rounds(&bytes, policy).map_err(|_| refused())?;
    let sealed = Sealed::new(&format!("{}/run.json", previous.trim_end_matches('/')), &bytes);
    let input = Input {
        path: Arc::from(sealed.path.as_str()),
        sha256: sealed.sha256,
        bytes: sealed.bytes,
        role: "previous",
        outcome: "read",
        reason: None,
        sheets: Vec::new(),
    };
    Ok((earlier, Some(input)))
}

/// Every output but the manifest.
fn reports(recommendation: &Recommendation, unit: Unit) -> Result<Vec<OutputFile>, RunError> {
    let batch = &recommendation.policy.batch;
    let language = batch.language;
    let workbook = |document| xlsx::workbook(document).map_err(|error| RunError::Internal(error.to_string()));
    let title = batch_line(language, batch);
    let tables = budget::tables(recommendation, unit);
    let tables_of_run = Tables {
        title: title.clone(),
        language,
        draft: true,
        tables: &tables,
        simulations: vec![budget::limits(recommendation)],
        pictured: Some(budget::PER_MUNICIPALITY),
        received: None,
    };
    let documents = [
        ("tildeling.xlsx", award::internal(recommendation)),
        ("tildeling-offentleg.xlsx", award::public(recommendation)),
        ("tabelldata.xlsx", budget::document(&tables_of_run)),
    ];
    let listing = listing::listing(recommendation, language);
    let csv = package::table_files(&tables, language);
    let outputs = outputs::outputs(
        &documents.each_ref().map(|(path, document)| (*path, document)),
        &std::iter::once(&listing).chain(&csv).collect::<Vec<_>>(),
        &tables,
    );
    let mut files = vec![
        file("run.json", run_json::run_json(recommendation, &outputs, language)),
        file("samandrag.md", summary::summary(recommendation, language).into_bytes()),
        file("index.html", page::page(recommendation, &tables, language).into_bytes()),
    ];
    for (path, document) in &documents {
        files.push(file(path, workbook(document)?));
    }
    files.push(file(&listing.path, listing.bytes()));
    files.push(file(
        "datapackage.json",
        package::datapackage(&batch.id, &format!("{}: {title}", DRAFT.get(language)), &csv),
    ));
    files.extend(csv.iter().map(|one| file(&one.path, one.bytes())));
    Ok(files)
}

fn file(path: &str, bytes: Vec<u8>) -> OutputFile {
    OutputFile { path: path.to_owned(), bytes }
}

/// The batch and the round, as the manifest names them.
fn key(policy: &Policy) -> BatchKey {
    BatchKey { id: policy.batch.id.clone(), round: policy.batch.round }
}

fn manifest(recommendation: &Recommendation, policy: String, unit: Unit, files: &[OutputFile]) -> Manifest {
    let batch = &recommendation.policy.batch;
    Manifest {
        tool: Tool::this(),
        batch: key(&recommendation.policy),
        language: batch.language.tag().to_owned(),
        unit: Some(unit).filter(|unit| *unit != Unit::Kroner).map(|unit| unit.key().to_owned()),
        edition: Edition::Draft,
        policy,
        inputs: seal::inputs(&recommendation.inputs),
        outputs: files.iter().map(|file| Sealed::new(&file.path, &file.bytes)).collect(),
    }
}
