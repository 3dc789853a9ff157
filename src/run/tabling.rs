//! `tilskot table`: budget tables as municipalities publish them, checked and written as table data.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::console::Console;
use super::disk::Disk;
use super::publish::{self, Edited, OutputFile};
use super::{Done, RunError, folder, reader_child};
use crate::budget::{self, PublishedTable, Unit};
use crate::finding::{self, Finding};
use crate::policy::{FileLimit, FileLimits};
use crate::problem::Severity;
use crate::read::Noticed;
use crate::recommendation::Input;
use crate::report::budget::{Tables, all_of, document, from_published};
use crate::report::machine::package;
use crate::report::terminal::{found, tables as brief};
use crate::report::xlsx;
use crate::seal::{self, BatchKey, Edition, MANIFEST, Manifest, Sealed, Tool};
use crate::text::{Language, Text};

/// By which an output of this command is known again.
const ID: &str = "tabelldata";
const MISSING: Text = text!(
    "{path}: fila finst ikkje. Sjå etter at namnet er rett skrive.",
    "{path}: filen finnes ikke. Se etter at navnet er riktig skrevet.",
    "{path}: there is no such file. See that the name is spelt right.",
);
const NO_TABLE: Text = text!(
    "{path}: fann ingen budsjettabell å skrive. Ein tabell har ei overskriftsrad med år og linjer med beløp under.",
    "{path}: fant ingen budsjettabell å skrive. En tabell har en overskriftsrad med år og linjer med beløp under.",
    "{path}: found no budget table to write. A table has a header row with years, and lines with amounts below it.",
);
const WRITTEN: Text = text!("Tabelldata ligg i {path}", "Tabelldata ligger i {path}", "The table data is in {path}");

/// What the files hold.
#[derive(Default)]
struct Read {
    inputs: Vec<Input>,
    tables: Vec<PublishedTable>,
    findings: Vec<Finding>,
}

/// Checks the budget tables of `files` and writes them to `out`, in `unit` or in the one each came in.
///
/// # Errors
/// A file that is not there, no table in any, an output folder that holds something else, or the disk. Then nothing is
/// written.
pub fn table(
    files: &[PathBuf],
    out: Option<PathBuf>,
    edited: Edited,
    unit: Option<Unit>,
    disk: &Disk<'_>,
    console: &Console,
) -> Result<Done, RunError> {
    let language = console.language(None);
    let out = out.unwrap_or_else(|| files[0].with_file_name(ID));
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(RunError::Refused(MISSING, missing.clone()));
    }
    publish::may_replace(&out, &key(), edited)?;
    let mut read = Read::default();
    for file in files {
        read.file(file);
    }
    finding::sort(&mut read.findings);
    let groups = found::groups(&read.findings, language, Severity::Notice);
    console.say_lines(&found::text(&read.inputs, &read.findings, &groups, console.show_messages(language)));
    if read.tables.is_empty() {
        return Err(RunError::Refused(NO_TABLE, files[0].clone()));
    }
    let tables = from_published(&read.tables, unit, language);
    let outputs = outputs(
        &read,
        &Tables {
            title: title(&read.inputs, language),
            language,
            draft: false,
            simulations: all_of(&tables),
            pictured: None,
            tables: &tables,
            received: Some((&read.findings, &read.inputs)),
        },
    )?;
    publish::put_in_place(disk, &out, &outputs)?;
    console.data(brief::brief(&tables, language))?;
    console.say(&WRITTEN.fill(language, &[("path", out.display().to_string())]));
    Ok(if read.findings.iter().any(Finding::is_error) { Done::WithErrors } else { Done::Clean })
}

/// The files the tables came from.
fn title(inputs: &[Input], language: Language) -> String {
    const FROM: Text = text!("Tabelldata frå {files}", "Tabelldata fra {files}", "Table data from {files}");
    let names: Vec<&str> = inputs.iter().map(|input| &*input.path).collect();
    FROM.fill(language, &[("files", names.join(", "))])
}

impl Read {
    fn file(&mut self, file: &Path) {
        let name = folder::below(file.parent().unwrap_or(Path::new("")), file);
        let path: Arc<str> = Arc::from(name);
        let limits = FileLimits::default();
        let mut input = Input {
            path: Arc::clone(&path),
            sha256: String::new(),
            bytes: 0,
            role: "tables",
            outcome: "read",
            reason: None,
            sheets: Vec::new(),
        };
        let bytes = folder::received(file, limits.count(FileLimit::Bytes)).map_err(in_file);
        let workbook = bytes.and_then(|bytes| {
            let sealed = Sealed::new(&path, &bytes);
            (input.sha256, input.bytes) = (sealed.sha256, sealed.bytes);
            reader_child::workbook(&path, &bytes, &limits).map_err(|refusal| refusal.noticed())
        });
        match workbook {
            Ok(workbook) => {
                let mut gathered = budget::tables(&path, &workbook);
                input.sheets = gathered.sheets;
                self.tables.append(&mut gathered.records);
                self.findings.append(&mut gathered.findings);
            }
            Err(noticed) => {
                (input.outcome, input.reason) = ("quarantined", Some(noticed.problem.code()));
                let mut finding = Finding::in_file(&path, noticed.problem);
                (finding.sheet, finding.cell) = (noticed.sheet, noticed.cell);
                self.findings.push(finding);
            }
        }
        self.inputs.push(input);
    }
}

fn in_file(problem: crate::problem::Problem) -> Noticed {
    Noticed { problem, sheet: None, cell: None }
}

/// An output of this command is of no round.
fn key() -> BatchKey {
    BatchKey { id: ID.to_owned(), round: 0 }
}

/// Every file of the output, the manifest last.
fn outputs(read: &Read, of: &Tables<'_>) -> Result<Vec<OutputFile>, RunError> {
    let workbook = xlsx::workbook(&document(of)).map_err(|error| RunError::Internal(error.to_string()))?;
    let csv = package::table_files(of.tables, of.language);
    let package = package::datapackage(ID, &of.title, &csv);
    let mut files = vec![
        OutputFile { path: "tabelldata.xlsx".to_owned(), bytes: workbook },
        OutputFile { path: "datapackage.json".to_owned(), bytes: package },
    ];
    files.extend(csv.iter().map(|file| OutputFile { path: file.path.clone(), bytes: file.bytes() }));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let manifest = Manifest {
        tool: Tool::this(),
        batch: key(),
        language: of.language.tag().to_owned(),
        unit: None,
        edition: Edition::Draft,
        policy: String::new(),
        inputs: seal::inputs(&read.inputs),
        outputs: files.iter().map(|file| Sealed::new(&file.path, &file.bytes)).collect(),
    };
    files.push(OutputFile { path: MANIFEST.to_owned(), bytes: manifest.bytes() });
    Ok(files)
}
