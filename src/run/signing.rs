//! `tilskot sign`: a draft that two people have signed becomes a decision, whole or not at all.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::console::Console;
use super::disk::Disk;
use super::publish::{self, OutputFile};
use super::{Done, RunError, SIGNED, folder};
use crate::form::header::normalise;
use crate::form::value::date;
use crate::seal::approval::{APPROVAL, Approval, SignedPot};
use crate::seal::{Edition, Examined, MANIFEST, Manifest, Sealed, Tool, edition, sha256};
use crate::text::{Language, Text};

const NO_NAME: Text = text!(
    "{path}: ikkje signert. Skriv namnet på både den som førebur og den som godkjenner.",
    "{path}: ikke signert. Skriv navnet på både den som forbereder og den som godkjenner.",
    "{path}: not signed. Write the name of both the one who prepares and the one who approves.",
);
const SAME_PERSON: Text = text!(
    "{path}: ikkje signert. Den som godkjenner, må vere ein annan enn den som har førebudd.",
    "{path}: ikke signert. Den som godkjenner, må være en annen enn den som har forberedt.",
    "{path}: not signed. The one who approves must be another than the one who prepared.",
);
const NO_DATE: Text = text!(
    "«{path}» er ingen dato som finst. Skriv til dømes --date 2023-03-10.",
    "«{path}» er ingen dato som finnes. Skriv for eksempel --date 2023-03-10.",
    "“{path}” is not a date that exists. Write for example --date 2023-03-10.",
);
const NO_BATCH: Text = text!(
    "{path}: ikkje signert, for her er ingen vedtak: dette er budsjettabellar frå «tilskot table».",
    "{path}: ikke signert, for her er ingen vedtak: dette er budsjettabeller fra «tilskot table».",
    "{path}: not signed, as there is nothing to decide here: these are budget tables of “tilskot table”.",
);
const NOT_AS_WRITTEN: Text = text!(
    "{path}: ikkje signert, for denne fila er ikkje som då ho vart skriven. «tilskot verify» nemner alle slike. Køyr batchen \
     på nytt, og sjå gjennom utskrifta før du signerer.",
    "{path}: ikke signert, for denne filen er ikke som da den ble skrevet. «tilskot verify» nevner alle slike. Kjør batchen \
     på nytt, og se gjennom utskriften før du signerer.",
    "{path}: not signed, as this file is not as it was written. “tilskot verify” names all such. Run the batch again, and look \
     through the output before you sign.",
);
const DONE: Text = text!(
    "{path} er signert: førebudd av {prepared}, godkjent av {approved}. Utkastet ligg i {draft}.",
    "{path} er signert: forberedt av {prepared}, godkjent av {approved}. Utkastet ligger i {draft}.",
    "{path} is signed: prepared by {prepared}, approved by {approved}. The draft is in {draft}.",
);

/// Who signs, and when if it is said.
#[derive(Debug, Clone, Copy)]
pub struct Signatures<'a> {
    /// Who prepared the decision.
    pub prepared_by: &'a str,
    /// Who approved it.
    pub approved_by: &'a str,
    /// The day, as typed.
    pub date: Option<&'a str>,
}

/// Signs the draft in `out`.
///
/// # Errors
/// One name, or one name twice; a draft that is not as it was written, or is signed already; the disk.
pub fn sign(out: &Path, signatures: Signatures<'_>, disk: &Disk<'_>, console: &Console) -> Result<Done, RunError> {
    let refused = |text| RunError::Refused(text, out.to_owned());
    let names = [signatures.prepared_by, signatures.approved_by].map(|name| (tidy(name), normalise(name)));
    if names.iter().any(|(_, normal)| normal.is_empty()) {
        return Err(refused(NO_NAME));
    }
    if names[0].1 == names[1].1 {
        return Err(refused(SAME_PERSON));
    }
    let date = signatures.date.map(day).transpose()?;
    let examined = publish::examined(out)?;
    if examined.manifest.edition == Edition::Decided || examined.approval.is_some() {
        return Err(refused(SIGNED));
    }
    if examined.manifest.policy.is_empty() {
        return Err(refused(NO_BATCH));
    }
    if let Some(differs) = examined.differences.first() {
        return Err(RunError::Refused(NOT_AS_WRITTEN, out.join(&differs.path)));
    }
    let [prepared, approved] = names.map(|(name, _)| name);
    let files = signed(out, &examined, [&prepared, &approved], date)?;
    let kept = publish::put_in_place(disk, out, &files)?;
    let values = [
        ("path", out.display().to_string()),
        ("prepared", prepared),
        ("approved", approved),
        ("draft", kept.unwrap_or_default().display().to_string()),
    ];
    let mut said = DONE.fill(console.language(Some(examined.manifest.written_in())), &values);
    said.push('\n');
    console.data(&said)?;
    Ok(Done::Clean)
}

/// A name as it is kept: single spaces, none around it.
fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn day(typed: &str) -> Result<String, RunError> {
    let refused = |_| RunError::Refused(NO_DATE, PathBuf::from(typed));
    date::parse(typed).map(|received| received.date().to_string()).map_err(refused)
}

/// Every file of the decided edition, its manifest and its approval.
fn signed(
    out: &Path,
    examined: &Examined,
    [prepared, approved]: [&str; 2],
    date: Option<String>,
) -> Result<Vec<OutputFile>, RunError> {
    let mut draft = Vec::with_capacity(examined.manifest.outputs.len());
    for sealed in &examined.manifest.outputs {
        let full = out.join(&sealed.path);
        let bytes = folder::contents(&full).map_err(RunError::disk(&full))?;
        // What was looked at a moment ago is what is signed.
        if Sealed::new(&sealed.path, &bytes) != *sealed {
            return Err(RunError::Refused(NOT_AS_WRITTEN, full));
        }
        draft.push(OutputFile { path: sealed.path.clone(), bytes });
    }
    let (mut files, manifest) = decided(&draft, &examined.manifest)?;
    let Decision { totals, pots } = decision(&draft)?;
    let approval = Approval {
        tool: Tool::this(),
        batch: manifest.batch.clone(),
        prepared_by: prepared.to_owned(),
        approved_by: approved.to_owned(),
        date,
        totals,
        pots,
        draft: sha256(&examined.manifest.bytes()),
        manifest: sha256(&manifest.bytes()),
    };
    files.push(OutputFile { path: MANIFEST.to_owned(), bytes: manifest.bytes() });
    files.push(OutputFile { path: APPROVAL.to_owned(), bytes: approval.bytes() });
    Ok(files)
}

/// The decided edition of the files of a draft, and its manifest.
///
/// # Errors
/// [`RunError::Internal`] where a file does not bear the marks of a draft.
pub fn decided(draft: &[OutputFile], manifest: &Manifest) -> Result<(Vec<OutputFile>, Manifest), RunError> {
    let language = manifest.written_in();
    let edition = |file: &OutputFile| {
        let bytes = edition::decided(&file.path, &file.bytes, language)
            .ok_or_else(|| RunError::Internal(format!("{} does not bear the mark of a draft", file.path)))?;
        Ok(OutputFile { path: file.path.clone(), bytes })
    };
    let files = draft.iter().map(edition).collect::<Result<Vec<_>, RunError>>()?;
    let outputs = files.iter().map(|file| Sealed::new(&file.path, &file.bytes)).collect();
    Ok((files, Manifest { edition: Edition::Decided, outputs, ..manifest.clone() }))
}

/// What of `run.json` the signatures are put to.
#[derive(Deserialize)]
struct Decision {
    totals: serde_json::Value,
    pots: Vec<SignedPot>,
}

fn decision(files: &[OutputFile]) -> Result<Decision, RunError> {
    let run = files.iter().find(|file| file.path == "run.json");
    run.and_then(|file| serde_json::from_slice(&file.bytes).ok())
        .ok_or_else(|| RunError::Internal("run.json has no totals".to_owned()))
}

/// Who signed, in one line.
#[must_use]
pub fn signed_by(approval: &Approval, language: Language) -> String {
    const BY: Text = text!(
        "Vedtak: førebudd av {prepared}, godkjent av {approved}{date}.",
        "Vedtak: forberedt av {prepared}, godkjent av {approved}{date}.",
        "Decided: prepared by {prepared}, approved by {approved}{date}.",
    );
    let values = [
        ("prepared", approval.prepared_by.clone()),
        ("approved", approval.approved_by.clone()),
        ("date", approval.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default()),
    ];
    BY.fill(language, &values)
}
