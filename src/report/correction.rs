//! What goes back to each sender with errors or warnings: which findings, in which language, under which name.
//!
//! How the workbook looks is `xlsx`'s; the rows it shows are read anew by whoever writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::form::returned::rows_shown;
use crate::identity::{Municipality, Written, slug};
use crate::origin::CellRef;
use crate::policy::BatchRules;
use crate::problem::Severity;
use crate::read::{Row, Sheet};
use crate::recommendation::Recommendation;
use crate::stamp::{FORM_VERSION, Regions, STAMP_SHEET, SheetSent, Stamp, Work};
use crate::text::{Language, Text};

/// The folder of the output they lie in.
pub const FOLDER: &str = "retur";
/// As many findings as one workbook lists: a sender of more has another trouble.
const MOST: usize = 5_000;

/// Whoever sent something that has errors or warnings.
#[derive(Debug)]
pub struct Sender<'a> {
    /// The municipality's name, or the file's where it is not known or the file holds several.
    pub name: String,
    /// The name of the workbook, without its extension.
    pub slug: String,
    /// The language it is written in.
    pub language: Language,
    /// What was found, in the order it is shown.
    pub findings: Vec<&'a Finding>,
    /// How many more there are than are listed.
    pub more: usize,
}

/// Everybody who gets a workbook back, by name. `shows` says which file a correction workbook that came back is about.
#[must_use]
pub fn senders<'a>(recommendation: &'a Recommendation, shows: &BTreeMap<Arc<str>, Arc<str>>) -> Vec<Sender<'a>> {
    let sent: BTreeSet<&str> =
        recommendation.inputs.iter().filter(|input| input.role == "applications").map(|input| &*input.path).collect();
    let municipalities = municipalities(recommendation);
    let mut own: BTreeMap<(bool, String), Sender<'a>> = BTreeMap::new();
    for finding in recommendation.findings.iter().filter(|one| concerns_sender(one)) {
        let file = shows.get(&finding.file).unwrap_or(&finding.file);
        if !sent.contains(&**file) {
            continue;
        }
        let municipality = municipalities.get(&**file).copied().flatten();
        let key = match municipality {
            Some(one) => (false, one.name.clone()),
            None => (true, file.to_string()),
        };
        let sender = own.entry(key).or_insert_with(|| sender(municipality, file, &recommendation.policy.batch));
        if sender.findings.len() < MOST { sender.findings.push(finding) } else { sender.more += 1 }
    }
    let mut senders: Vec<Sender> = own.into_values().collect();
    name_apart(&mut senders);
    senders
}

/// Errors and warnings about what was sent; assessments and the like are no sender's business.
fn concerns_sender(finding: &Finding) -> bool {
    let family = finding.problem.code().as_bytes().get(1).copied();
    finding.severity() != Severity::Notice && family.is_some_and(|family| family < b'6')
}

/// The municipality of each file, where it holds applications of one only.
fn municipalities(recommendation: &Recommendation) -> BTreeMap<&str, Option<&'static Municipality>> {
    let mut found: BTreeMap<&str, Option<&'static Municipality>> = BTreeMap::new();
    for entry in &recommendation.entries {
        let Some(one) = entry.submission.municipality else { continue };
        let known = found.entry(&entry.submission.source.file).or_insert(Some(one));
        if known.is_some_and(|known| known.number != one.number) {
            *known = None;
        }
    }
    found
}

fn sender<'a>(municipality: Option<&'static Municipality>, file: &str, batch: &BatchRules) -> Sender<'a> {
    let last = file.rsplit('/').next().unwrap_or(file);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let name = municipality.map_or(last, |one| one.name.as_str());
    let language = match municipality.map(|one| one.written) {
        Some(Written::Nynorsk) => Language::Nn,
        Some(Written::Bokmal) => Language::Nb,
        Some(Written::Neutral) | None => batch.language,
    };
    let slug = slug(municipality.map_or(stem, |one| one.name.as_str()));
    Sender { name: name.to_owned(), slug, language, findings: Vec::new(), more: 0 }
}

/// No two workbooks of one name.
fn name_apart(senders: &mut [Sender<'_>]) {
    let mut taken = BTreeSet::new();
    for sender in senders {
        let stem = if sender.slug.is_empty() { "fil".to_owned() } else { std::mem::take(&mut sender.slug) };
        let mut names = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
        sender.slug = names.find(|name| taken.insert(name.clone())).unwrap_or(stem);
    }
}

impl Sender<'_> {
    /// The files with sheets to be shown.
    #[must_use]
    pub fn files(&self) -> BTreeSet<&Arc<str>> {
        self.findings.iter().filter(|finding| finding.sheet.is_some()).map(|finding| &finding.file).collect()
    }

    /// Whether a sheet of a file has findings.
    #[must_use]
    pub fn concerns(&self, file: &str, sheet: &str) -> bool {
        self.findings.iter().any(|one| *one.file == *file && one.sheet.as_deref() == Some(sheet))
    }
}

/// A sheet as it was sent.
#[derive(Debug)]
pub struct SheetShown {
    /// Its file.
    pub file: Arc<str>,
    /// The file's SHA-256.
    pub sha256: String,
    /// What stands in it, earlier corrections included.
    pub sheet: Sheet,
    /// The cells that were corrected earlier.
    pub kept: BTreeSet<CellRef>,
}

/// What one correction workbook holds.
#[derive(Debug)]
pub struct Correction<'a> {
    /// The batch.
    pub batch: &'a BatchRules,
    /// Whose it is.
    pub sender: &'a Sender<'a>,
    /// One more than the newest that has come back.
    pub edition: u32,
    /// The sheets with findings.
    pub sheets: Vec<SheetShown>,
}

impl Correction<'_> {
    /// The findings at the cells of a sheet.
    #[must_use]
    pub fn flagged(&self, sheet: &SheetShown) -> BTreeMap<CellRef, Vec<&Finding>> {
        let mut flagged: BTreeMap<CellRef, Vec<&Finding>> = BTreeMap::new();
        for finding in &self.sender.findings {
            let here = finding.file == sheet.file && finding.sheet.as_ref() == Some(&sheet.sheet.name);
            for cell in finding.cell.iter().chain(&finding.related).filter(|_| here) {
                flagged.entry(*cell).or_default().push(finding);
            }
        }
        flagged
    }

    /// The rows of a sheet that are shown.
    pub fn rows<'s>(
        &self,
        sheet: &'s SheetShown,
        flagged: &BTreeMap<CellRef, Vec<&Finding>>,
    ) -> impl Iterator<Item = &'s Row> + use<'s> {
        let marked: BTreeSet<u32> = flagged.keys().chain(&sheet.kept).map(|cell| cell.row).collect();
        rows_shown(&sheet.sheet, move |row| marked.contains(&row))
    }

    /// The names of the sheets: as they were, as far as a workbook allows, and each once.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let own = words::LIST.get(self.sender.language).to_lowercase();
        let mut taken = BTreeSet::from([own, STAMP_SHEET.to_owned()]);
        self.sheets.iter().map(|sheet| sheet_name(sheet, &mut taken)).collect()
    }

    /// The stamp of the workbook.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        let sheets = self.names().into_iter().zip(&self.sheets);
        let sheets = sheets.map(|(name, sheet)| {
            let open: BTreeSet<CellRef> = self.flagged(sheet).into_keys().collect();
            let kept = sheet.kept.difference(&open).copied().collect();
            SheetSent {
                name,
                original: sheet.sheet.name.to_string(),
                sha256: sheet.sha256.clone(),
                open: Regions::of(&open),
                kept: Regions::of(&kept),
            }
        });
        Stamp {
            work: Work::Correction,
            version: FORM_VERSION,
            batch: self.batch.id.clone(),
            round: self.batch.round,
            edition: self.edition,
            sheets: sheets.collect(),
        }
    }
}

/// As many letters as Excel allows in the name of a sheet.
const LONGEST_NAME: usize = 31;

fn sheet_name(sheet: &SheetShown, taken: &mut BTreeSet<String>) -> String {
    let last = sheet.file.rsplit('/').next().unwrap_or(&sheet.file);
    let wanted = if sheet.sheet.name.is_empty() { last } else { &*sheet.sheet.name };
    let clean: String = wanted
        .chars()
        .map(|letter| if "[]:*?/\\'".contains(letter) || letter.is_control() { '-' } else { letter })
        .collect();
    let short = |room: usize| {
        let mut units = 0;
        let fits = |letter: &char| {
            units += letter.len_utf16();
            units <= room
        };
        clean.chars().take_while(fits).collect::<String>()
    };
    let mut number = 1;
    loop {
        let suffix = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = format!("{}{suffix}", short(LONGEST_NAME - suffix.len()));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// The fixed words of the workbook.
pub mod words {
    use super::Text;

    /// The name of the list's sheet.
    pub const LIST: Text = text!("Å rette", "Å rette", "To correct");
    /// The heading.
    pub const TITLE: Text =
        text!("Å rette i søknadene: {name}", "Å rette i søknadene: {name}", "To correct in the applications: {name}");
    /// Beside the batch: that nothing has been decided.
    pub const UNDECIDED: Text = text!(
        "UTKAST: søknadene er ikkje avgjorde",
        "UTKAST: søknadene er ikke avgjort",
        "DRAFT: the applications have not been decided",
    );
    /// What to do.
    pub const INSTRUCTIONS: [Text; 3] = [
        text!(
            "Klikk på ei celle i lista for å gå dit. Skriv i dei gule cellene med tjukk ramme; alt anna er låst.",
            "Klikk på en celle i listen for å gå dit. Skriv i de gule cellene med tykk ramme; alt annet er låst.",
            "Click a cell in the list to go there. Write in the yellow cells with a thick border; everything else is locked.",
        ),
        text!(
            "Peik på ei gul celle for å sjå kva som er gale. Lagre, og send arbeidsboka tilbake.",
            "Pek på en gul celle for å se hva som er galt. Lagre, og send arbeidsboken tilbake.",
            "Point at a yellow cell to see what is wrong. Save, and send the workbook back.",
        ),
        text!(
            "Det som var skjult, er synleg her. Skal det vere med, så la det stå; skal det ikkje, så tøm dei gule cellene.",
            "Det som var skjult, er synlig her. Skal det være med, så la det stå; skal det ikke, så tøm de gule cellene.",
            "What was hidden is visible here. Leave it if it should be included; if not, empty the yellow cells.",
        ),
    ];
    /// Where not everything is listed.
    pub const MORE: Text = text!(
        "Lista er avkorta: {count} funn til er ikkje viste.",
        "Listen er avkortet: {count} funn til er ikke vist.",
        "The list is cut: {count} more findings are not shown.",
    );
    /// The headers of the list.
    pub const HEADERS: [Text; 8] = [
        text!("Fil", "Fil", "File"),
        text!("Ark", "Ark", "Sheet"),
        text!("Celle", "Celle", "Cell"),
        text!("Overskrift", "Overskrift", "Header"),
        text!("Det som står der", "Det som står der", "What stands there"),
        text!("Kva som er gale", "Hva som er galt", "What is wrong"),
        text!("Kva de skal skrive", "Hva dere skal skrive", "What to write"),
        text!("Alvor", "Alvor", "Severity"),
    ];
    /// Where a cell is blank.
    pub const BLANK: Text = text!("(tomt)", "(tomt)", "(blank)");
}
