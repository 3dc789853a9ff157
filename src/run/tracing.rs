//! `tilskot trace`: reads an output, walks a figure back, and looks each cell up again where the batch is at hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::console::Console;
use super::{Done, RunError, folder, publish, reader_child};
use crate::cli::Shape;
use crate::form::header::normalise;
use crate::origin::CellRef;
use crate::policy::{FileLimit, FileLimits, Policy};
use crate::read::{Cell, Value, Workbook};
use crate::seal::{self, Examined};
use crate::text::Text;
use crate::trace::{self, Again, End, Held, Output, Recorded, Seen, Traces};

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
/// No output that can be traced, or one whose run.json or manifest was changed since; nothing found; a file that cannot be
/// read.
pub fn trace(out: &Path, asked: &str, batch: Option<&Path>, shape: Shape, console: &Console) -> Result<Done, RunError> {
    let examined = publish::vouched_for(out)?;
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
    let limits = of_outputs(&limits(&examined.manifest.policy));
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
                if let Ok(workbook) = reader_child::workbook(path, &bytes, &limits) {
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

/// The bounds on files that the rules of an output set.
fn limits(policy: &str) -> FileLimits {
    Policy::parse(policy, normalise).map(|policy| policy.limits.file).unwrap_or_default()
}

/// Bounds may be lowered for what is received; what we wrote ourselves is never too large for them.
fn of_outputs(limits: &FileLimits) -> FileLimits {
    let wider = |wide: FileLimits, one: &FileLimit| {
        let most = wide.get(*one).max(limits.get(*one));
        wide.with(*one, most)
    };
    FileLimit::ALL.iter().fold(FileLimits::default(), wider)
}

/// Opens the file of each end again and says whether it holds what was read.
fn look_up(traces: &mut Traces, output: &Output, batch: &Path) {
    let limits = limits(&output.policy);
    let mut files: BTreeMap<String, Option<Held>> = BTreeMap::new();
    for end in traces.ends_mut() {
        let file = files.entry(end.file.clone()).or_insert_with(|| unchanged(output, batch, &end.file, &limits));
        end.again = match file {
            None => Some(Again::Changed),
            Some(held) => held.again(end),
        };
    }
}

/// A file of the batch, where it is still the one that was read.
fn unchanged(output: &Output, batch: &Path, file: &str, limits: &FileLimits) -> Option<Held> {
    let bytes = folder::contents(&batch.join(file)).ok()?;
    // The checksum of batch.toml is that of its text.
    let read = bytes.strip_prefix("\u{feff}".as_bytes()).filter(|_| file == "batch.toml").unwrap_or(&bytes);
    if output.run.sha256(file) != Some(seal::sha256(read).as_str()) {
        return None;
    }
    Some(match file.rsplit('.').next() {
        Some("toml") => Held::Rules(String::from_utf8_lossy(read).into_owned()),
        Some("json") => serde_json::from_slice(read).map_or(Held::Unread, Held::Run),
        _ => reader_child::workbook(file, &bytes, limits).map_or(Held::Unread, |book| Held::Cells(Box::new(book))),
    })
}
