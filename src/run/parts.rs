//! Parts: what `check --format ndjson` wrote of some of a batch's files, here or on other machines, so that `run --from`
//! need not read them. A part holds every cell: it is as private as the workbooks.
//!
//! A part is one or more stretches, each from a line that says what it was made with to one that says how much it holds.
//! Their order is nothing; a stretch that is cut short, changed, or made by other rules is refused by name.
#![expect(clippy::disallowed_methods, reason = "opens parts")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::folder::{self, Found, InPart};
use super::opened::{Content, Opened};
use super::role::Role;
use super::{RunError, disk};
use crate::read::Noticed;
use crate::read::kept::{KeptNoticed, KeptWorkbook};
use crate::seal::{Tool, sha256};
use crate::text::Text;

const NO_PARTS: Text = text!(
    "{path}: her er ingen delar. Legg det «tilskot check --format ndjson» skriv, i denne mappa.",
    "{path}: her er ingen deler. Legg det «tilskot check --format ndjson» skriver, i denne mappen.",
    "{path}: there are no parts here. Put what “tilskot check --format ndjson” writes into this folder.",
);
const NOT_WHOLE: Text = text!(
    "{path}: delen er ikkje heil, eller ikkje som han vart skriven. Lag han på nytt med «tilskot check --format ndjson».",
    "{path}: delen er ikke hel, eller ikke som den ble skrevet. Lag den på nytt med «tilskot check --format ndjson».",
    "{path}: the part is not whole, or not as it was written. Make it anew with “tilskot check --format ndjson”.",
);
const OTHER_TOOL: Text = text!(
    "{path}: delen er laga med ei anna utgåve av tilskot. Bruk den same på alle maskiner, og lag delen på nytt.",
    "{path}: delen er laget med en annen utgave av tilskot. Bruk den samme på alle maskiner, og lag delen på nytt.",
    "{path}: the part was made with another version of tilskot. Use the same on all machines, and make the part anew.",
);
const OTHER_RULES: Text = text!(
    "{path}: delen er laga med ei anna batch.toml, eller utan. Bruk den same på alle maskiner, og lag delen på nytt.",
    "{path}: delen er laget med en annen batch.toml, eller uten. Bruk den samme på alle maskiner, og lag delen på nytt.",
    "{path}: the part was made with another batch.toml, or with none. Use the same on all machines, and make the part anew.",
);
const STALE: Text = text!(
    "{path}: fila er ikkje den som delen vart laga av. Lag delen på nytt med «tilskot check --format ndjson».",
    "{path}: filen er ikke den som delen ble laget av. Lag delen på nytt med «tilskot check --format ndjson».",
    "{path}: the file is not the one its part was made from. Make the part anew with “tilskot check --format ndjson”.",
);
const TWICE: Text = text!(
    "{path}: fila står i to delar med ulikt innhald. Ta bort den gamle delen.",
    "{path}: filen står i to deler med ulikt innhold. Ta bort den gamle delen.",
    "{path}: the file stands in two parts with different contents. Take the old part away.",
);

/// The first line of a stretch.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    tool: Tool,
    /// SHA-256 of batch.toml; empty where there was none.
    policy: String,
}

/// The line of a file.
#[derive(Debug, Serialize, Deserialize)]
struct FileLine<'a> {
    path: Cow<'a, str>,
    role: Cow<'a, str>,
    sha256: Cow<'a, str>,
    bytes: u64,
    /// Why it cannot be trusted, or is nobody's input; where neither stands, its cells are on the next line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quarantined: Option<KeptNoticed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skipped: Option<KeptNoticed>,
}

/// The last line of a stretch.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    /// How many lines stand before it.
    lines: usize,
    /// Their SHA-256.
    sha256: String,
}

/// Any line: what it is, before it is looked at closer.
#[derive(Deserialize)]
struct AnyLine<'a> {
    line: &'a str,
}

/// A line with its kind before its keys.
#[derive(Serialize)]
struct Line<'a, T> {
    line: &'static str,
    #[serde(flatten)]
    content: &'a T,
}

/// The cells of a file, on the line after it.
#[derive(Serialize, Deserialize)]
struct WorkbookLine<'a> {
    #[serde(borrow)]
    workbook: KeptWorkbook<'a>,
}

/// A stretch while it is written: lines are handed out as they are made.
pub(super) struct Stretch {
    lines: usize,
    digest: Sha256,
}

impl Stretch {
    /// Begins a stretch, made by these rules; gives its first line.
    pub(super) fn begin(policy_text: Option<&str>) -> (Self, Vec<u8>) {
        let policy = policy_text.map(|text| sha256(text.as_bytes())).unwrap_or_default();
        let mut stretch = Self { lines: 0, digest: Sha256::new() };
        let line = stretch.line("part", &Head { tool: Tool::this(), policy });
        (stretch, line)
    }

    /// One line.
    pub(super) fn line(&mut self, kind: &'static str, content: &impl Serialize) -> Vec<u8> {
        let line = json_line(kind, content);
        self.take(&line);
        line
    }

    /// Counts lines that were made elsewhere.
    pub(super) fn take(&mut self, lines: &[u8]) {
        self.lines += lines.iter().filter(|byte| **byte == b'\n').count();
        self.digest.update(lines);
    }

    /// The last line.
    pub(super) fn end(self) -> Vec<u8> {
        let sha256 = hex(self.digest);
        json_line("end", &End { lines: self.lines, sha256 })
    }
}

fn hex(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A line of JSON.
pub(super) fn json_line(kind: &'static str, content: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(&Line { line: kind, content }).expect("texts, numbers and lists are always JSON");
    line.push(b'\n');
    line
}

/// The lines by which a file is read again: what it is, and its cells.
pub(super) fn file_lines(path: &str, role: Role, opened: &Opened) -> Vec<u8> {
    let (quarantined, skipped) = match &opened.content {
        Content::Workbook(_) => (None, None),
        Content::Quarantined(noticed) => (Some(KeptNoticed::of(noticed)), None),
        Content::Skipped(problem) => {
            let noticed = Noticed { problem: problem.clone(), sheet: None, cell: None };
            (None, Some(KeptNoticed::of(&noticed)))
        }
    };
    let line = FileLine {
        path: path.into(),
        role: role.key().into(),
        sha256: (&*opened.sha256).into(),
        bytes: opened.bytes,
        quarantined,
        skipped,
    };
    let mut lines = json_line("file", &line);
    if let Content::Workbook(workbook) = &opened.content {
        lines.extend(json_line("workbook", &WorkbookLine { workbook: KeptWorkbook::of(workbook) }));
    }
    lines
}

/// A file of a part.
#[derive(Debug)]
pub(super) struct PartFile {
    pub(super) role: Role,
    /// Its path in the batch, and where its lines stand.
    pub(super) path: String,
    pub(super) place: InPart,
}

/// Every file that the parts in `folder` hold, by role and path.
///
/// # Errors
/// No part; one that is not whole, or was made by other rules; a file in two parts that is not the same.
pub(super) fn files(folder: &Path, policy_text: &str) -> Result<Vec<PartFile>, RunError> {
    let mut found: BTreeMap<(Role, String), InPart> = BTreeMap::new();
    let mut names = disk::names_in(folder);
    // Spark says `_SUCCESS` when it is done, and keeps checksums in hidden files.
    names.retain(|name| !name.starts_with(['.', '_']) && folder.join(name).is_file());
    names.sort();
    if names.is_empty() {
        return Err(RunError::Refused(NO_PARTS, folder.to_owned()));
    }
    for name in names {
        for file in in_part(&folder.join(name), policy_text)? {
            match found.get(&(file.role, file.path.clone())) {
                Some(there) if there.sha256 != file.place.sha256 => {
                    return Err(RunError::Refused(TWICE, file.path.into()));
                }
                Some(_) => {}
                None => {
                    found.insert((file.role, file.path), file.place);
                }
            }
        }
    }
    Ok(found.into_iter().map(|((role, path), place)| PartFile { role, path, place }).collect())
}

/// The files of one part.
fn in_part(part: &Path, policy_text: &str) -> Result<Vec<PartFile>, RunError> {
    let refused = |text| RunError::Refused(text, part.to_owned());
    let head = Head { tool: Tool::this(), policy: sha256(policy_text.as_bytes()) };
    let mut reader = BufReader::new(File::open(part).map_err(RunError::disk(part))?);
    let (mut found, mut line, mut at) = (Vec::new(), Vec::new(), 0_u64);
    let mut stretch: Option<Stretch> = None;
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).map_err(RunError::disk(part))?;
        if length == 0 {
            break;
        }
        let any: AnyLine<'_> = serde_json::from_slice(&line).map_err(|_| refused(NOT_WHOLE))?;
        let here = at;
        at += u64::try_from(length).expect("a length fits in 64 bits");
        match (any.line, &mut stretch) {
            ("part", None) => {
                let said: Head = parsed(&line).ok_or_else(|| refused(NOT_WHOLE))?;
                if said.tool != head.tool {
                    return Err(refused(OTHER_TOOL));
                }
                if said.policy != head.policy {
                    return Err(refused(OTHER_RULES));
                }
                let mut begun = Stretch { lines: 0, digest: Sha256::new() };
                begun.take(&line);
                stretch = Some(begun);
            }
            ("end", Some(_)) => {
                let said: Option<End> = parsed(&line);
                let counted = stretch.take().map(|one| (one.lines, hex(one.digest)));
                if said.map(|said| (said.lines, said.sha256)) != counted {
                    return Err(refused(NOT_WHOLE));
                }
            }
            ("part" | "end", _) | (_, None) => return Err(refused(NOT_WHOLE)),
            (kind, Some(open)) => {
                open.take(&line);
                if kind == "file" {
                    let file = file_of(&line, part, here).ok_or_else(|| refused(NOT_WHOLE))?;
                    found.push(file);
                }
            }
        }
    }
    if stretch.is_some() { Err(refused(NOT_WHOLE)) } else { Ok(found) }
}

fn parsed<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Option<T> {
    serde_json::from_slice(line).ok()
}

fn file_of(line: &[u8], part: &Path, at: u64) -> Option<PartFile> {
    let said: FileLine<'_> = parsed(line)?;
    let role = Role::ALL.into_iter().find(|role| role.key() == said.role)?;
    let place = InPart { part: part.to_owned(), at, sha256: said.sha256.into_owned() };
    Some(PartFile { role, path: said.path.into_owned(), place })
}

/// What a part says of a file. `None` where the part has changed since it was looked through.
pub(super) fn opened(place: &InPart) -> Option<Opened> {
    let mut file = File::open(&place.part).ok()?;
    file.seek(SeekFrom::Start(place.at)).ok()?;
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line).ok()?;
    let said: FileLine<'_> = parsed(&line)?;
    let (sha256, bytes) = (said.sha256.into_owned(), said.bytes);
    let content = match (said.quarantined, said.skipped) {
        (Some(noticed), _) => Content::Quarantined(noticed.noticed()?),
        (None, Some(noticed)) => Content::Skipped(noticed.noticed()?.problem),
        (None, None) => {
            line.clear();
            reader.read_until(b'\n', &mut line).ok()?;
            let kept: WorkbookLine<'_> = parsed(&line)?;
            Content::Workbook(kept.workbook.workbook()?)
        }
    };
    (sha256 == place.sha256).then_some(Opened { sha256, bytes, content })
}

/// The error that a file is no longer the one its part was made from.
pub(super) fn stale(path: &Path) -> RunError {
    RunError::Refused(STALE, path.to_owned())
}

/// Refuses where `found`, a file of the batch folder, is not the one that `place` was made from.
pub(super) fn must_agree(found: &Found, place: &InPart) -> Result<(), RunError> {
    // One that could not be read has no checksum; it is not read now either.
    if place.sha256.is_empty() {
        return Ok(());
    }
    let same = folder::contents(&found.full).is_ok_and(|bytes| sha256(&bytes) == place.sha256);
    if same { Ok(()) } else { Err(stale(&PathBuf::from(&found.path))) }
}
