//! The shell: one function per command. Only here are files opened, threads started and outputs put in place.

mod system;
mod interrupt;
pub mod disk;
pub mod console;
pub mod folder;
mod spoken;
pub mod progress;
pub mod reader_child;
mod role;
mod opened;
mod parts;
pub mod intake;
mod staged;
pub mod publish;
pub mod corrections;
mod pieces;
pub mod meant;
pub mod whole;
pub mod checking;
mod streaming;
pub mod explaining;
pub mod asking;
pub mod differing;
pub mod signing;
pub mod verifying;
pub mod tracing;
pub mod starting;
pub mod forming;
pub mod tabling;
pub mod reference;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::allocate::InternalFault;
use crate::cli::help::Answer;
use crate::cli::{Cli, Command};
use crate::form::header::normalise;
use crate::policy::{Fault, Policy, PolicyError};
use crate::text::{Language, Text};
use console::Console;
use disk::Disk;
use signing::Signatures;

/// Why a run cannot go on. Wrong data is never one of these: that is a finding.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// `batch.toml` cannot be used.
    #[error("{0}")]
    Policy(PolicyError),
    /// There is nothing to read, or the output folder is not ours.
    #[error("{}", .0.get(Language::En))]
    Refused(Text, PathBuf),
    /// The disk or a permission.
    #[error("{path}: {error}")]
    Disk {
        /// What was being read or written.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// An internal check failed: what was about to be written was wrong.
    #[error("internal check failed: {0}")]
    Internal(String),
}

const INTERNAL: Text = text!(
    "Ein intern kontroll slo feil, og ingenting er skrive: {error}. Dette er ein feil i programmet; meld han med batchen.",
    "En intern kontroll slo feil, og ingenting er skrevet: {error}. Dette er en feil i programmet; meld den med batchen.",
    "An internal check failed, and nothing was written: {error}. This is a fault of the program; report it with the batch.",
);

/// A file was written.
pub const WRITTEN: Text = text!("Skrive: {path}", "Skrevet: {path}", "Written: {path}");
/// No `batch.toml` where one must be.
pub const NO_BATCH: Text = text!(
    "{path}: her finst inga batch.toml. Gå til ei batchmappe, eller lag ei med «tilskot init».",
    "{path}: her finnes ingen batch.toml. Gå til en batchmappe, eller lag en med «tilskot init».",
    "{path}: there is no batch.toml here. Go to a batch folder, or make one with “tilskot init”.",
);
/// Two files for one input, as `ramme.xlsx` and `ramme.csv`.
pub const ONE_OF_THEM: Text = text!(
    "{path}: her er fleire filer til det same, og berre éi kan gjelde. Flytt dei andre ut av mappa.",
    "{path}: her er flere filer til det samme, og bare én kan gjelde. Flytt de andre ut av mappen.",
    "{path}: there are several files for the same thing, and only one can count. Move the others out of the folder.",
);
/// No file of applications could be read.
pub const NO_INPUT: Text = text!(
    "{path}: fann ingen søknadsfiler som kan lesast. Legg rekneark i denne mappa.",
    "{path}: fant ingen søknadsfiler som kan leses. Legg regneark i denne mappen.",
    "{path}: found no application files that can be read. Put spreadsheets in this folder.",
);
/// The output folder holds something that is no output of this batch.
pub const NOT_OURS: Text = text!(
    "{path}: mappa inneheld noko anna enn ei utskrift av denne batchen. Vel ei anna mappe med --out.",
    "{path}: mappen inneholder noe annet enn en utskrift av denne batchen. Velg en annen mappe med --out.",
    "{path}: the folder holds something else than an output of this batch. Choose another folder with --out.",
);
/// Somebody has edited the output that would be replaced.
pub const EDITED: Text = text!(
    "{path}: utskrifta er endra etter at ho vart skriven. Flytt henne, vel ei anna mappe med --out, eller bruk --force.",
    "{path}: utskriften er endret etter at den ble skrevet. Flytt den, velg en annen mappe med --out, eller bruk --force.",
    "{path}: the output was changed after it was written. Move it, choose another folder with --out, or use --force.",
);
/// The output has been signed.
pub const SIGNED: Text = text!(
    "{path}: utskrifta er signert alt, og står. Bruk ei anna mappe med --out; «run --force» byter henne ut.",
    "{path}: utskriften er allerede signert, og står. Bruk en annen mappe med --out; «run --force» bytter den ut.",
    "{path}: the output has been signed already, and stands. Use another folder with --out; “run --force” replaces it.",
);
/// The folder has no manifest.
pub const NO_MANIFEST: Text = text!(
    "{path}: her finst inga manifest.json som kan lesast. Gå til ei mappe som «tilskot run» har skrive.",
    "{path}: her finnes ingen manifest.json som kan leses. Gå til en mappe som «tilskot run» har skrevet.",
    "{path}: there is no manifest.json here that can be read. Go to a folder that “tilskot run” has written.",
);
/// A file of the batch is named that is not there.
pub const NO_FILE: Text = text!(
    "{path}: fila finst ikkje. Rett namnet under [inputs] i batch.toml, eller legg fila der.",
    "{path}: filen finnes ikke. Rett navnet under [inputs] i batch.toml, eller legg filen der.",
    "{path}: there is no such file. Mend the name under [inputs] in batch.toml, or put the file there.",
);

impl RunError {
    /// The exit code: 2 for what the caller can mend in the call or the batch, 3 for disk and internal checks.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Policy(_) | Self::Refused(..) => 2,
            Self::Disk { .. } | Self::Internal(_) => 3,
        }
    }

    /// What people read.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Policy(error) => error.message(language),
            Self::Refused(text, path) => text.fill(language, &[("path", path.display().to_string())]),
            Self::Disk { path, error } => disk::message(path, error, language),
            Self::Internal(error) => INTERNAL.fill(language, &[("error", error.clone())]),
        }
    }

    fn disk(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Disk { path, error }
    }
}

impl From<InternalFault> for RunError {
    fn from(fault: InternalFault) -> Self {
        Self::Internal(fault.to_string())
    }
}

/// Reads the policy of a batch folder, with its bytes.
///
/// # Errors
/// No `batch.toml`, one that cannot be read, or one that breaks a rule.
pub fn policy(batch: &Path) -> Result<(Policy, String), RunError> {
    let path = batch.join("batch.toml");
    if !path.is_file() {
        return Err(RunError::Refused(NO_BATCH, batch.to_owned()));
    }
    let bytes = folder::contents(&path).map_err(RunError::disk(&path))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| RunError::Policy(no_utf8(&bytes, error.valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let policy = Policy::parse(&text, normalise).map_err(RunError::Policy)?;
    Ok((policy, text))
}

/// Says at which line `bytes` stop being UTF-8: read as something else, names in it would be others.
fn no_utf8(bytes: &[u8], at: usize) -> PolicyError {
    const NO_UTF8: Text = text!(
        "Fila er ikkje lagra som UTF-8. Opne henne i eit tekstprogram og lagre henne med teiknkodinga UTF-8.",
        "Filen er ikke lagret som UTF-8. Åpne den i et tekstprogram og lagre den med tegnkodingen UTF-8.",
        "The file is not saved as UTF-8. Open it in a text editor and save it with the encoding UTF-8.",
    );
    let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    let shown = bytes.split(|byte| *byte == b'\n').nth(line).unwrap_or_default();
    let shown = String::from_utf8_lossy(shown).trim_end().to_owned();
    PolicyError { line: line + 1, shown, fault: Fault::Rule(NO_UTF8, String::new()) }
}

/// Prints help that was asked for, or what is wrong with the call, and gives the exit code.
#[must_use]
pub fn answer(answer: &Answer) -> ExitCode {
    // There is nowhere to say that a stream is closed.
    match answer {
        Answer::Asked(text) => {
            let _ = std::io::stdout().lock().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Answer::Fault(text) => {
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
            ExitCode::from(2)
        }
    }
}

/// Does what the command line says, and gives the exit code (outputs.md).
#[must_use]
pub fn command(cli: Cli) -> ExitCode {
    let Cli { common, command } = cli;
    let said = common.lang.map(Language::from);
    let console = Console::new(&common, said);
    if let Some(jobs) = common.jobs {
        // A second call fails, and there is none in one process.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
    }
    interrupt::heed();
    let disk = Disk::real();
    let places = command.places();
    let done = match command {
        Command::Run { batch, from, out, force, unit } => {
            let out = out.unwrap_or_else(|| batch.join("ut"));
            whole::run(&batch, from.as_deref(), &out, force.into(), unit.into(), &disk, &console)
        }
        Command::Check { paths, format, findings } => {
            checking::check(&paths, format, findings.as_deref(), &disk, &console)
        }
        Command::Form { batch, file } => forming::form(&batch, file, &disk, &console),
        Command::Explain { place, application } => explaining::explain(&place, &application, &console),
        Command::Whatif { batch, frame, decline, weight, format } => {
            asking::whatif(&batch, &asking::Asked { frame, decline, weight }, format, &console)
        }
        Command::Diff { earlier, later, shape } => differing::diff(&earlier, &later, shape, &console),
        Command::Table { files, out, force, unit } => {
            tabling::table(&files, out, force.into(), unit.map(Into::into), &disk, &console)
        }
        Command::Verify { out, batch } => verifying::verify(&out, batch.as_deref(), &console),
        Command::Trace { out, asked, source, shape } => {
            tracing::trace(&out, &asked.join(" "), source.as_deref(), shape, &console)
        }
        Command::Sign { out, prepared_by, approved_by, date } => {
            let (prepared_by, approved_by) = (prepared_by.as_str(), approved_by.as_str());
            signing::sign(&out, Signatures { prepared_by, approved_by, date: date.as_deref() }, &disk, &console)
        }
        Command::Init { dir } => starting::init(&dir, &disk, &console),
        Command::Codes { code } => reference::codes(code.as_deref(), &console),
        Command::Completions { shell } => reference::completions(shell, &console),
    };
    let code = match done {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::WithErrors) => ExitCode::from(1),
        Err(error) => {
            console.error(&error, spoken::language(&places));
            ExitCode::from(error.exit_code())
        }
    };
    interrupt::exit_code().unwrap_or(code)
}

/// How a command that was done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Nothing held, no error finding.
    Clean,
    /// Everything written; something has an error finding, or differs.
    WithErrors,
}
