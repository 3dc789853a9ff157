//! `tilskot trace`: reads an output, walks a figure back, and looks each cell up again where the batch is at hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::console::Console;
use super::{Done, RunError, folder, publish, reader_child};
use crate::cli::Shape;
use crate::form::record::as_it_stands;
use crate::origin::CellRef;
use crate::policy::FileLimits;
use crate::privacy;
use crate::read::{Cell, Value, Workbook};
use crate::seal::{self, Examined};
use crate::text::Text;
use crate::trace::{self, Again, End, Output, Recorded, Seen, Traces};

const NO_RUN: Text = text!(
    "{path}: her finst inga run.json som kan følgjast. Køyr batchen på nytt med denne utgåva av tilskot.",
    "{path}: her finnes ingen run.json som kan følges. Kjør batchen på nytt med denne utgaven av tilskot.",
    "{path}: there is no run.json here that can be traced. Run the batch again with this version of tilskot.",
);
const NOT_FOUND: Text = text!(
    "«{path}» er ikkje noko tal, noka celle eller nokon søknad i denne utskrifta.",
    "«{path}» er ikke noe tall, noen celle eller noen søknad i denne utskriften.",
    "“{path}” is no figure, cell or application of this output.",
);
const NEAR: Text = text!("Nærast er: {near}", "Nærmest er: {near}", "Nearest: {near}");
const EDITED: Text = text!(
    "Utskrifta er endra etter at ho vart skriven: {path}",
    "Utskriften er endret etter at den ble skrevet: {path}",
    "The output was changed after it was written: {path}",
);

/// Walks back what `asked` names in the output `out`; cells are looked up again in `batch`, else in the folder around `out`.
///
/// # Errors
/// No output that can be traced; nothing found; a file that cannot be read.
pub fn trace(out: &Path, asked: &str, batch: Option<&Path>, shape: Shape, console: &Console) -> Result<Done, RunError> {
    let examined = publish::examined(out)?;
    let language = console.language(Some(examined.manifest.written_in()));
    for differs in &examined.differences {
        console.say(&EDITED.fill(language, &[("path", differs.path.clone())]));
    }
    let edited = !examined.differences.is_empty();
    let output = output(out, examined)?;
    let mut traces = output.trace(asked, language).map_err(|missed| {
        console.say(&NEAR.fill(language, &[("near", missed.near.join("; "))]));
        RunError::Refused(NOT_FOUND, PathBuf::from(asked))
    })?;
    let around = || out.parent().filter(|folder| folder.join("batch.toml").is_file());
    if let Some(batch) = batch.or_else(around) {
        look_up(&mut traces, &output, batch);
    }
    console.data(&match shape {
        Shape::Text => trace::text(&traces, language),
        Shape::Json => serde_json::to_string_pretty(&traces).expect("texts and lists of them are always JSON") + "\n",
    })?;
    let agrees = |end: &mut &mut End| end.again.is_none_or(|seen| seen == Again::Agrees);
    Ok(if !edited && traces.ends_mut().iter_mut().all(agrees) { Done::Clean } else { Done::WithErrors })
}

/// The output as it lies in `out`.
///
/// # Errors
/// No run.json that can be traced.
pub fn output(out: &Path, examined: Examined) -> Result<Output, RunError> {
    let mut run = None;
    let (mut seen, mut lines) = (Vec::new(), Vec::new());
    for file in &examined.manifest.outputs {
        let Ok(bytes) = folder::contents(&out.join(&file.path)) else { continue };
        match file.path.as_str() {
            "run.json" => run = Recorded::parse(&bytes),
            "samandrag.md" | "index.html" => {
                let text = String::from_utf8_lossy(&bytes);
                lines.push((file.path.clone(), text.lines().map(str::to_owned).collect()));
            }
            path if (path.ends_with(".xlsx") || path.ends_with(".csv")) && !path.starts_with("retur/") => {
                // One that cannot be read any more is named as changed.
                if let Ok(workbook) = reader_child::workbook(path, &bytes, &FileLimits::default()) {
                    seen.extend(numbers(path, &workbook));
                }
            }
            _ => {}
        }
    }
    let run = run.ok_or_else(|| RunError::Refused(NO_RUN, out.to_owned()))?;
    Ok(Output { run, policy: examined.manifest.policy, seen, lines })
}

/// The numbers of each sheet. In our CSV they are text with a decimal comma.
fn numbers(path: &str, workbook: &Workbook) -> Vec<Seen> {
    let number = |cell: &Cell| match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) if path.ends_with(".csv") => Decimal::from_str_exact(&text.replace(',', ".")).ok(),
        _ => None,
    };
    let sheets = workbook.sheets.iter().map(|sheet| {
        let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)));
        let numbers = cells.filter_map(|(row, cell)| Some((CellRef::new(row, cell.column), number(cell)?)));
        Seen { file: path.to_owned(), sheet: sheet.name.to_string(), numbers: numbers.collect() }
    });
    sheets.collect()
}

/// Opens each cell again and says whether it holds what was read.
fn look_up(traces: &mut Traces, output: &Output, batch: &Path) {
    let mut files: BTreeMap<String, Option<Option<Workbook>>> = BTreeMap::new();
    for end in traces.ends_mut() {
        let file = files.entry(end.file.clone()).or_insert_with(|| unchanged(output, batch, &end.file));
        end.again = Some(match file {
            None => Again::Changed,
            Some(workbook) => agrees(end, workbook.as_ref()),
        });
    }
}

/// A file of the batch that is still the one that was read; with its cells, where it has any.
fn unchanged(output: &Output, batch: &Path, file: &str) -> Option<Option<Workbook>> {
    let bytes = folder::contents(&batch.join(file)).ok()?;
    // The checksum of batch.toml is that of its text.
    let read = bytes.strip_prefix("\u{feff}".as_bytes()).filter(|_| file == "batch.toml").unwrap_or(&bytes);
    if output.run.sha256(file) != Some(seal::sha256(read).as_str()) {
        return None;
    }
    let has_cells = !file.ends_with(".toml") && !file.ends_with(".json");
    Some(has_cells.then(|| reader_child::workbook(file, &bytes, &FileLimits::default()).ok()).flatten())
}

fn agrees(end: &End, workbook: Option<&Workbook>) -> Again {
    let (Some(cell), Some(raw)) = (end.cell.as_deref().and_then(CellRef::parse), &end.raw) else {
        return Again::Agrees;
    };
    let sheet = workbook.and_then(|book| book.sheets.iter().find(|one| Some(&*one.name) == end.sheet.as_deref()));
    let row = sheet.and_then(|sheet| sheet.rows.iter().find(|row| row.number == cell.row));
    let held = row.and_then(|row| row.cell(cell.column)).map(|cell| privacy::as_received(&as_it_stands(cell)));
    if held.as_ref() == Some(raw) { Again::Agrees } else { Again::Differs }
}
