//! Findings for people at a terminal: errors first, file by file, and the same thing in many places said once.

use std::collections::{BTreeMap, BTreeSet};

use super::piece::Piece;
use super::show::{Colour, Show};
use crate::finding::Finding;
use crate::origin::CellRef;
use crate::problem::Severity;
use crate::recommendation::Input;
use crate::report::lines::wrapped;
use crate::report::words::{self, Noun, counted};
use crate::text::{Language, Text, number};

const AND_MORE: Text = text!(" og {count} til", " og {count} til", " and {count} more");
const AND_MORE_PLACES: Text = text!("og i {count} ark til", "og i {count} ark til", "and on {count} more sheets");
const KIND: Text = text!(
    "{title}. {places}, til dømes {place}.",
    "{title}. {places}, for eksempel {place}.",
    "{title}. {places}, for example {place}.",
);
const ONE_OF_A_KIND: Text = Text::same("{title}. {place}.");
const COUNTED: Text = Text::same("{files}: {errors}, {warnings}, {notices}.");
const MEND: Text = text!(
    "Neste: rett feila i filene og kontroller på nytt. «tilskot run» lagar ei arbeidsbok å rette i til kvar avsendar (retur/).",
    "Neste: rett feilene i filene og kontroller på nytt. «tilskot run» lager en arbeidsbok å rette i til hver avsender (retur/).",
    "Next: mend the errors in the files and check again. “tilskot run” makes a workbook to mend in for each sender (retur/).",
);
const LOOK: Text = text!(
    "Neste: sjå over åtvaringane. Ingenting blir halde att for dei.",
    "Neste: se over advarslene. Ingenting holdes tilbake for dem.",
    "Next: look over the warnings. Nothing is held for them.",
);
const SCORE: Text = text!(
    "Neste: sjå over åtvaringane. Det som ikkje har poeng, blir halde att til det har fått det.",
    "Neste: se over advarslene. Det som ikke har poeng, holdes tilbake til det har fått det.",
    "Next: look over the warnings. What has no score is held until it has one.",
);
const EXPLAINED: Text = text!(
    "«tilskot codes {code}» forklarer ein kode; «--format xlsx -o funn.xlsx» gir alle funna i ei arbeidsbok.",
    "«tilskot codes {code}» forklarer en kode; «--format xlsx -o funn.xlsx» gir alle funnene i en arbeidsbok.",
    "“tilskot codes {code}” explains a code; “--format xlsx -o findings.xlsx” gives every finding in a workbook.",
);
/// How many cells of a sheet, and how many sheets, are named before «and N more».
const SHOWN: usize = 5;
/// What is wrong in more files than this is the batch's matter, and said once; else it is said in each file.
const OWN_FILES: usize = 5;
const IN: &str = "    ";

/// One thing to mend, wherever it stands.
#[derive(Debug)]
pub struct Group<'a> {
    /// The first of its findings.
    pub first: &'a Finding,
    /// The piece of the sheet it is in, where somebody has looked it up.
    pub piece: Option<Piece>,
    sheets: Vec<Sheet<'a>>,
}

/// The cells of a group in one sheet.
#[derive(Debug, Clone)]
struct Sheet<'a> {
    first: &'a Finding,
    cells: Vec<CellRef>,
}

/// The findings down to `least` as groups, in the order they are shown. `findings` must be sorted.
#[must_use]
pub fn groups(findings: &[Finding], language: Language, least: Severity) -> Vec<Group<'_>> {
    let mut known: BTreeMap<_, Vec<Sheet<'_>>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity() <= least) {
        // Ten rows in thousands are one thing to mend, two misspellings are two. Notices say what was done with a value: one
        // of a kind is enough of them.
        let told = finding.severity() != Severity::Notice;
        let words = told.then(|| (finding.problem.message(language), finding.problem.fix(language)));
        add(known.entry((finding.problem.code(), words)).or_default(), finding);
    }
    let mut groups: Vec<Group<'_>> = known.into_values().flat_map(by_file).collect();
    groups.sort_by_key(|group| (group.first.severity(), group.one_file().is_none(), group.first.order()));
    groups
}

fn add<'a>(sheets: &mut Vec<Sheet<'a>>, finding: &'a Finding) {
    match sheets.last_mut() {
        Some(last) if (&last.first.file, &last.first.sheet) == (&finding.file, &finding.sheet) => {
            last.cells.extend(finding.cell);
        }
        _ => sheets.push(Sheet { first: finding, cells: finding.cell.into_iter().collect() }),
    }
}

/// What stands in a few files is mended file by file. Notices are not mended.
fn by_file(sheets: Vec<Sheet<'_>>) -> Vec<Group<'_>> {
    let files: BTreeSet<&str> = sheets.iter().map(|sheet| &*sheet.first.file).collect();
    let together = files.len() > OWN_FILES || sheets.iter().any(|one| one.first.severity() == Severity::Notice);
    let parts: Vec<&[Sheet<'_>]> =
        if together { vec![&sheets] } else { sheets.chunk_by(|one, next| one.first.file == next.first.file).collect() };
    parts.into_iter().map(|part| Group { first: part[0].first, piece: None, sheets: part.to_vec() }).collect()
}

/// The groups with what to do, and at the end a count of all `findings` of `inputs`.
#[must_use]
pub fn text(inputs: &[Input], findings: &[Finding], groups: &[Group<'_>], show: Show) -> String {
    let mut written = String::new();
    let mut about = None;
    for group in groups {
        let severity = group.first.severity();
        if severity == Severity::Notice {
            written.push_str(&group.line(show));
            continue;
        }
        let here = Some((severity, group.one_file()));
        if about != here || group.one_file().is_none() {
            written.push_str(&wrapped_place(&group.heading(show.language), show));
            about = here;
        }
        written.push_str(&group.text(show));
        written.push('\n');
    }
    let gap = if written.is_empty() || written.ends_with("\n\n") { "" } else { "\n" };
    format!("{written}{gap}{}", counts(inputs, findings, show))
}

/// `46 filer: 29 feil, 167 åtvaringar, 7 merknader.`
fn counts(inputs: &[Input], findings: &[Finding], show: Show) -> String {
    let language = show.language;
    let count = |severity, noun: Noun| {
        counted(language, findings.iter().filter(|one| one.severity() == severity).count(), noun)
    };
    let values = [
        ("files", counted(language, inputs.len(), words::FILE)),
        ("errors", count(Severity::Error, words::ERROR)),
        ("warnings", count(Severity::Warning, words::WARNING)),
        ("notices", count(Severity::Notice, words::NOTICE)),
    ];
    wrapped(&COUNTED.fill(language, &values), show.width, "", "")
}

/// What to do after a check, where there is anything.
#[must_use]
pub fn next(findings: &[Finding], show: Show) -> String {
    let Some(first) = findings.first() else { return String::new() };
    let next = match first.severity() {
        Severity::Error => MEND.get(show.language),
        Severity::Warning if findings.iter().any(|one| one.problem.kind().unscored) => SCORE.get(show.language),
        Severity::Warning => LOOK.get(show.language),
        Severity::Notice => "",
    };
    let explained = EXPLAINED.fill(show.language, &[("code", first.problem.code().to_owned())]);
    let lines = [next, &explained].into_iter().filter(|line| !line.is_empty());
    lines.map(|line| wrapped(line, show.width, "", "")).collect()
}

impl Group<'_> {
    /// The cells in the first sheet, where its piece is worth showing: one of what many files share says little.
    #[must_use]
    pub fn cells(&self) -> &[CellRef] {
        let worth = self.first.severity() != Severity::Notice && self.one_file().is_some();
        self.sheets.first().filter(|_| worth).map_or(&[], |sheet| &sheet.cells)
    }

    /// The file that all of it stands in.
    fn one_file(&self) -> Option<&str> {
        let file = &self.first.file;
        self.sheets.iter().all(|sheet| sheet.first.file == *file).then_some(&**file)
    }

    fn heading(&self, language: Language) -> String {
        let files: BTreeSet<&str> = self.sheets.iter().map(|sheet| &*sheet.first.file).collect();
        match self.one_file() {
            Some(file) => file.to_owned(),
            None => counted(language, files.len(), words::FILE),
        }
    }

    fn places(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.cells.len().max(1)).sum()
    }

    fn text(&self, show: Show) -> String {
        let (finding, language) = (self.first, show.language);
        let head = self.head(show);
        let mut text = match &self.sheets[..] {
            [only] if self.one_file().is_some() => {
                let header = self.piece.is_none().then(|| only.header()).flatten();
                wrapped(&format!("{head} {}{}", only.place(language), header.unwrap_or_default()), show.width, "  ", IN)
            }
            sheets => self.places_text(sheets, show),
        };
        text = coloured(&text, &head, show, finding.severity());
        if let Some(piece) = &self.piece {
            text += &piece.text(finding.severity(), show);
        }
        text += &wrapped(&finding.problem.message(language), show.width, IN, IN);
        text + &wrapped(&finding.problem.fix(language), show.width, "    → ", "      ")
    }

    fn head(&self, show: Show) -> String {
        format!("{} {}", self.first.severity().label().get(show.language), self.first.problem.code())
    }

    fn places_text(&self, sheets: &[Sheet<'_>], show: Show) -> String {
        let language = show.language;
        let count = counted(language, self.places(), words::PLACE);
        let mut text = wrapped(&format!("{} {count}:", self.head(show)), show.width, "  ", IN);
        for sheet in sheets.iter().take(SHOWN) {
            let place = sheet.place(language);
            let file = if self.one_file().is_some() { String::new() } else { format!("{} › ", sheet.first.file) };
            text += &wrapped(&format!("{file}{place}"), show.width, IN, "      ");
        }
        if sheets.len() > SHOWN {
            let more = number::count(language, sheets.len() - SHOWN);
            text += &wrapped(&AND_MORE_PLACES.fill(language, &[("count", more)]), show.width, IN, IN);
        }
        text
    }

    /// All of a kind on one line: nothing waits for a notice.
    fn line(&self, show: Show) -> String {
        let language = show.language;
        let first = &self.sheets[0];
        let cell = first.cells.first().map_or(String::new(), |cell| format!(" › {cell}"));
        let sheet = first.named().map_or(String::new(), |name| format!(" › {name}"));
        let values = [
            ("title", self.first.problem.kind().title.get(language).to_owned()),
            ("places", counted(language, self.places(), words::PLACE)),
            ("place", format!("{}{sheet}{cell}", self.first.file)),
        ];
        let told = if self.places() == 1 { ONE_OF_A_KIND } else { KIND };
        let head = self.head(show);
        let line = wrapped(&format!("{head} {}", told.fill(language, &values)), show.width, "", IN);
        coloured(&line, &head, show, Severity::Notice)
    }
}

impl<'a> Sheet<'a> {
    /// Its name, where it has one: CSV has none.
    fn named(&self) -> Option<&'a str> {
        self.first.sheet.as_deref().filter(|sheet| !sheet.is_empty())
    }

    /// `Søknader › K4, K5`.
    fn place(&self, language: Language) -> String {
        let mut cells = self.cells.iter().take(SHOWN).map(CellRef::to_string).collect::<Vec<_>>().join(", ");
        if self.cells.len() > SHOWN {
            let more = number::count(language, self.cells.len() - SHOWN);
            cells.push_str(&AND_MORE.fill(language, &[("count", more)]));
        }
        let parts = self.named().into_iter().chain(Some(&*cells).filter(|cells| !cells.is_empty()));
        parts.collect::<Vec<_>>().join(" › ")
    }

    /// ` [Søknadsbeløp]`.
    fn header(&self) -> Option<String> {
        let header = self.first.header.as_ref()?;
        Some(format!(" [{}]", header.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

fn wrapped_place(place: &str, show: Show) -> String {
    show.paint.on(Colour::Place, wrapped(place, show.width, "", IN).trim_end()) + "\n"
}

/// `text` with its head in the colour of its severity: it is lines already, and colours take no room.
fn coloured(text: &str, head: &str, show: Show, severity: Severity) -> String {
    text.replacen(head, &show.paint.on(Colour::Weight(severity), head), 1)
}
