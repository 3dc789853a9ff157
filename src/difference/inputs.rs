//! A run as its `run.json` and the rules in its manifest tell of it: all that the round is settled from, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::said::{Finding, Findings};
use super::settled::{Account, Is, Settled};
use crate::allocate::{InternalFault, Outcome};
use crate::application::{Field, Kind, Received, Submission};
use crate::check::{self, Scored};
use crate::conclude::{Depth, conclude};
use crate::earlier::{self, EarlierRounds, Told};
use crate::form::decision::{Action, DecisionRow};
use crate::identity::{self, ApplicationId, Kommunenummer, Orgnr, is_same_project};
use crate::money::{Kroner, Positions};
use crate::origin::{CellRef, Found, Source};
use crate::policy::Policy;
use crate::problem;
use crate::recommendation::FrameEntry;
use crate::score::Score;

/// An application: its id, and which of several copies it is, from nil.
pub type Key = (ApplicationId, usize);

/// A run: what it was settled from, and what came of it.
#[derive(Debug, Clone)]
pub struct Run {
    /// The rules.
    pub rules: Policy,
    /// What it decided, as it says itself.
    pub recorded: Settled,
    pub(super) frames: BTreeMap<String, Vec<FrameEntry>>,
    pub(super) applicants: BTreeMap<Key, Applicant>,
    pub(super) decisions: Vec<DecisionRow>,
    pub(super) earlier: Vec<Told>,
    pub(super) findings: Findings,
    files: BTreeMap<String, BTreeSet<String>>,
}

/// One application as it was received and checked.
#[derive(Debug, Clone)]
pub(super) struct Applicant {
    pub(super) submission: Submission,
    /// Whether nobody can say which of several copies counts.
    pub(super) duplicate: bool,
    /// What stood in the cells of its figures.
    pub(super) raw: BTreeMap<Field, String>,
    /// The fields that its errors are about, by code.
    pub(super) faulty: BTreeMap<String, BTreeSet<Field>>,
    /// The row of the register that it continues.
    pub(super) registered: Option<Found>,
    /// Its scores: by criterion, assessor, and which of several of one assessor.
    pub(super) marks: BTreeMap<(String, String, usize), Mark>,
}

/// One assessor's score on one criterion.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) score: Score,
    pub(super) found: Option<Found>,
}

impl Run {
    /// Reads a run from its `run.json` and the rules it was made by. `None` where the bytes are none of this version's.
    #[must_use]
    pub fn read(run_json: &[u8], rules: Policy) -> Option<Self> {
        let document: Document = serde_json::from_slice(run_json).ok()?;
        let mut run = Self {
            rules,
            recorded: Settled::default(),
            frames: BTreeMap::new(),
            applicants: BTreeMap::new(),
            decisions: document.decisions.iter().map(DecisionLine::row).collect::<Option<_>>()?,
            earlier: document.earlier,
            findings: Findings::default(),
            files: BTreeMap::new(),
        };
        for pot in document.pots {
            let account = Account { frame: pot.frame, granted: pot.granted, rest: pot.rest };
            run.recorded.pots.insert(pot.id.clone(), account);
            let entries = pot.entries.into_iter().map(EntryLine::entry).collect::<Option<_>>()?;
            run.frames.insert(pot.id, entries);
        }
        let mut faulty: BTreeMap<String, BTreeMap<String, BTreeSet<Field>>> = BTreeMap::new();
        // What could not be read stands in its finding alone.
        let mut unread: BTreeMap<String, Vec<(Field, String)>> = BTreeMap::new();
        for finding in document.findings.iter().filter(|one| one.is_error()) {
            let Some(application) = &finding.application else { continue };
            let field = finding.field.as_deref().and_then(Field::from_key);
            unread.entry(application.clone()).or_default().extend(field.zip(finding.stands()));
            faulty.entry(application.clone()).or_default().entry(finding.code.clone()).or_default().extend(field);
        }
        run.findings = Findings::new(document.findings);
        for line in document.applications {
            let key = free(ApplicationId::new(&line.id), |key| run.recorded.applications.contains_key(key));
            run.recorded.applications.insert(key.clone(), line.is()?);
            if !line.was_not_sent() {
                let mut applicant = line.applicant(&run.rules)?;
                applicant.faulty = faulty.get(&line.id).cloned().unwrap_or_default();
                for (field, value) in unread.get(&line.id).into_iter().flatten() {
                    applicant.raw.entry(*field).or_insert_with(|| value.clone());
                }
                run.applicants.insert(key, applicant);
            }
        }
        for input in document.inputs {
            run.files.entry(input.sha256).or_default().insert(input.path);
        }
        Some(run)
    }

    /// The office and the title of an application, where it has them.
    #[must_use]
    pub fn named(&self, key: &Key) -> Option<(&str, &str)> {
        let submission = &self.applicants.get(key)?.submission;
        submission.office.as_deref().zip(submission.project.as_deref())
    }

    /// The application of a project of the register.
    #[must_use]
    pub fn of_project(&self, id: &str) -> Option<&Key> {
        let is = |one: &&Applicant| one.submission.project_id.as_deref().is_some_and(|own| is_same_project(own, id));
        self.applicants.iter().find(|(_, one)| is(one)).map(|(key, _)| key)
    }

    /// Settles the round anew.
    pub(super) fn settle(&self) -> Result<Settled, InternalFault> {
        // On the way from one run to the other an award may have lost its pot.
        let known = |one: &&Told| one.pot().is_none_or(|id| self.rules.pots.iter().any(|pot| pot.id == id));
        let told: Vec<Told> = self.earlier.iter().filter(known).cloned().collect();
        let no_award = |_| InternalFault::new("an earlier award cannot be read".to_owned());
        let awards = earlier::awards(&told, self.rules.batch.round, &self.rules).map_err(no_award)?;
        let mut scored = BTreeMap::new();
        let mut submissions = Vec::with_capacity(self.applicants.len());
        // On the way from one run to the other two copies may have stood in the same place: each gets a row of its own.
        let keys: BTreeMap<u32, &Key> = (0..).zip(self.applicants.keys()).collect();
        for (row, applicant) in (0..).zip(self.applicants.values()) {
            let submission = Submission { row: Some(row), ..applicant.submission.clone() };
            if submission.kind == Some(Kind::New) && !applicant.duplicate {
                let means = self.rules.criteria.iter().map(|one| applicant.mean(&one.id)).collect();
                scored.insert(submission.id.clone(), Scored { criteria: means, score: None, marks: Vec::new() });
            }
            submissions.push((submission, applicant.duplicate));
        }
        let frames = self.rules.pots.iter().map(|pot| self.frames.get(&pot.id).cloned().unwrap_or_default()).collect();
        let batch = check::again(submissions, scored, self.decisions.clone(), frames, &self.rules);
        let earlier = EarlierRounds { awards, rules: None };
        let result = conclude(batch, &earlier, self.rules.clone(), Vec::new(), Depth::Outcomes)?;
        let mut settled = Settled::default();
        let pot_id = |at: usize| self.rules.pots[at].id.clone();
        for entry in &result.entries {
            let submission = &entry.submission;
            let known = submission.row.and_then(|row| keys.get(&row).copied());
            let key =
                known.cloned().unwrap_or_else(|| free(submission.id.clone(), |key| self.applicants.contains_key(key)));
            let (granted, positions_granted) = (entry.granted, entry.positions_granted);
            let is = Is { outcome: entry.outcome, pot: entry.pot.map(pot_id), granted, positions_granted };
            settled.applications.insert(key, is);
        }
        for (rules, pot) in self.rules.pots.iter().zip(&result.pots) {
            let account = &pot.account;
            let account = Account { frame: account.frame, granted: account.granted, rest: account.rest };
            settled.pots.insert(rules.id.clone(), account);
        }
        Ok(settled)
    }

    /// The same run, where every application has the key it has in `before`: a copy that stands where one stood is that one, and
    /// one that has got another id, in the same place of the same sheet, is the same where neither run has the other's.
    pub(super) fn with_keys_of(&self, before: &Self) -> Self {
        self.with_copies_of(before).with_changed_ids_of(before)
    }

    fn with_copies_of(&self, before: &Self) -> Self {
        let place = |one: &Applicant| (one.submission.source.clone(), one.submission.row);
        let stood: BTreeMap<_, _> =
            before.applicants.iter().map(|((id, copy), one)| ((id, place(one)), *copy)).collect();
        let mut taken = BTreeSet::new();
        let placed = |key: &Key, one: &Applicant| stood.get(&(&key.0, place(one))).map(|copy| (key.0.clone(), *copy));
        let mut renamed = BTreeMap::new();
        for (key, one) in &self.applicants {
            renamed.extend(placed(key, one).filter(|new| taken.insert(new.clone())).map(|new| (key.clone(), new)));
        }
        for key in self.recorded.applications.keys() {
            renamed.entry(key.clone()).or_insert_with(|| {
                let new = free(key.0.clone(), |new| taken.contains(new));
                taken.insert(new.clone());
                new
            });
        }
        let mut run = self.clone();
        run.applicants = self.applicants.iter().map(|(key, one)| (renamed[key].clone(), one.clone())).collect();
        let recorded = &self.recorded.applications;
        run.recorded.applications = recorded.iter().map(|(key, is)| (renamed[key].clone(), is.clone())).collect();
        run
    }

    /// In the same place, and of the same municipality or with the same office and title: of a list the rows may have been moved.
    fn with_changed_ids_of(&self, before: &Self) -> Self {
        let of_municipality = |one: &Applicant| Some(one.submission.municipality.map(|one| one.number));
        let of_title = |one: &Applicant| one.submission.office.clone().zip(one.submission.project.clone());
        self.with_ids_of(before, of_municipality).with_ids_of(before, of_title)
    }

    fn with_ids_of<T: Ord>(&self, before: &Self, known_by: impl Fn(&Applicant) -> Option<T>) -> Self {
        let place = |one: &Applicant| Some((one.submission.source.clone(), one.submission.row, known_by(one)?));
        let lost = before.applicants.iter().filter(|(key, _)| !self.recorded.applications.contains_key(*key));
        let lost: BTreeMap<_, _> = lost.filter_map(|(key, one)| Some((place(one)?, key))).collect();
        let mut run = self.clone();
        for (key, applicant) in &self.applicants {
            let Some(old) = place(applicant).and_then(|place| lost.get(&place)) else { continue };
            if !before.recorded.applications.contains_key(key) && !run.applicants.contains_key(*old) {
                run.applicants.remove(key).map(|one| run.applicants.insert((*old).clone(), one));
                let is = run.recorded.applications.remove(key);
                is.map(|is| run.recorded.applications.insert((*old).clone(), is));
            }
        }
        run
    }

    /// Whether `other` has read the very bytes that lie in our file of this name.
    pub(super) fn shares(&self, file: &str, other: &Self) -> bool {
        let mut own = self.files.iter().filter(|(sha256, paths)| !sha256.is_empty() && paths.contains(file));
        own.any(|(sha256, _)| other.files.contains_key(sha256))
    }

    /// Files with the same bytes under another name in `after`.
    pub(super) fn renamed(&self, after: &Self) -> Vec<(String, String)> {
        let mut renamed = Vec::new();
        for (sha256, paths) in self.files.iter().filter(|(sha256, _)| !sha256.is_empty()) {
            let none = BTreeSet::new();
            let others = after.files.get(sha256).unwrap_or(&none);
            let (gone, new) = (paths.difference(others), others.difference(paths));
            renamed.extend(gone.zip(new).map(|(gone, new)| (gone.clone(), new.clone())));
        }
        renamed.sort();
        renamed
    }
}

/// The first key of `id` that is not `taken`.
fn free(id: ApplicationId, taken: impl Fn(&Key) -> bool) -> Key {
    let keys = (0..).map(|copy| (id.clone(), copy));
    keys.into_iter().find(|key| !taken(key)).expect("a number is always free")
}

impl Applicant {
    /// The mean of its scores on a criterion.
    fn mean(&self, criterion: &str) -> Option<Score> {
        let scores: Vec<Score> =
            self.marks.iter().filter(|((one, ..), _)| one == criterion).map(|(_, mark)| mark.score).collect();
        Score::mean(&scores).ok().flatten()
    }
}

#[derive(Deserialize)]
struct Document {
    inputs: Vec<InputLine>,
    pots: Vec<PotLine>,
    applications: Vec<Line>,
    findings: Vec<Finding>,
    decisions: Vec<DecisionLine>,
    earlier: Vec<Told>,
}

#[derive(Deserialize)]
struct InputLine {
    path: String,
    sha256: String,
}

#[derive(Deserialize)]
struct PotLine {
    id: String,
    frame: Kroner,
    granted: Kroner,
    rest: Kroner,
    entries: Vec<EntryLine>,
}

#[derive(Deserialize)]
struct FoundLine {
    file: String,
    sheet: String,
    cell: String,
    raw: String,
}

impl FoundLine {
    fn found(&self) -> Option<Found> {
        found(&self.file, &self.sheet, &self.cell, &self.raw)
    }
}

fn found(file: &str, sheet: &str, cell: &str, raw: &str) -> Option<Found> {
    Some(Found {
        source: Source { file: file.into(), sheet: sheet.into() },
        at: CellRef::parse(cell)?,
        raw: raw.into(),
    })
}

#[derive(Deserialize)]
struct EntryLine {
    date: String,
    text: String,
    amount: Kroner,
    reference: Option<String>,
    source: Option<FoundLine>,
}

impl EntryLine {
    fn entry(self) -> Option<FrameEntry> {
        let found = match &self.source {
            Some(line) => Some(line.found()?),
            None => None,
        };
        let Self { date, text, amount, reference, .. } = self;
        Some(FrameEntry { date: date.parse().ok()?, text, amount, reference, found })
    }
}

#[derive(Deserialize)]
struct DecisionLine {
    application: Option<String>,
    project_id: Option<String>,
    action: Option<String>,
    amount: Option<Kroner>,
    file: String,
    sheet: String,
    cell: String,
}

impl DecisionLine {
    fn row(&self) -> Option<DecisionRow> {
        Some(DecisionRow {
            source: Source { file: self.file.as_str().into(), sheet: self.sheet.as_str().into() },
            at: CellRef::parse(&self.cell)?,
            application: self.application.as_deref().map(ApplicationId::new),
            project_id: self.project_id.as_deref().map(Arc::from),
            action: Action::of_key(self.action.as_deref()?),
            amount: self.amount,
            reason: None,
            found: None,
            sound: true,
        })
    }
}

/// An application in `run.json`.
#[derive(Deserialize)]
struct Line {
    id: String,
    project_id: Option<String>,
    kind: Option<Kind>,
    municipality_no: Option<String>,
    office: Option<String>,
    project: Option<String>,
    grant_year: Option<u8>,
    positions: Option<Positions>,
    applied: Option<Kroner>,
    carried_over: Kroner,
    outcome: String,
    reason: String,
    pot: Option<String>,
    granted: Kroner,
    positions_granted: Positions,
    source: SourceLine,
    criteria: Vec<CriterionLine>,
    org_no: Option<String>,
    start: Option<String>,
    received: Option<String>,
    own_share: Option<Kroner>,
    applied_year_2: Option<Kroner>,
    applied_year_3: Option<Kroner>,
    register: Option<FoundLine>,
    marks: Vec<MarkLine>,
    #[serde(default)]
    faults: Vec<String>,
    #[serde(default)]
    duplicate: bool,
}

#[derive(Deserialize)]
struct SourceLine {
    file: String,
    sheet: String,
    cells: BTreeMap<String, String>,
    row: Option<u32>,
    raw: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct CriterionLine {
    id: String,
    mean_exact: Option<Score>,
}

#[derive(Deserialize)]
struct MarkLine {
    criterion: String,
    assessor: Option<String>,
    score: String,
    file: String,
    sheet: String,
    cell: String,
    raw: String,
}

impl Line {
    fn is(&self) -> Option<Is> {
        let outcome = Outcome::of_keys(&self.outcome, &self.reason)?;
        let (granted, positions_granted) = (self.granted, self.positions_granted);
        Some(Is { outcome, pot: self.pot.clone(), granted, positions_granted })
    }

    /// Whether it stands by an earlier round alone (see [`crate::earlier::Award::submission`]).
    fn was_not_sent(&self) -> bool {
        self.source.file == "run.json" && self.source.sheet.is_empty()
    }

    fn applicant(&self, rules: &Policy) -> Option<Applicant> {
        let mut applicant = Applicant {
            submission: self.submission()?,
            duplicate: self.duplicate,
            raw: BTreeMap::new(),
            faulty: BTreeMap::new(),
            registered: self.register.as_ref().and_then(FoundLine::found),
            marks: BTreeMap::new(),
        };
        let raw = self.source.raw.iter().filter_map(|(key, raw)| Some((Field::from_key(key)?, raw.clone())));
        applicant.raw = raw.collect();
        for line in &self.marks {
            let score = Score::from_decimal(Decimal::from_str_exact(&line.score).ok()?).ok()?;
            let found = found(&line.file, &line.sheet, &line.cell, &line.raw);
            applicant.mark(&line.criterion, line.assessor.as_deref(), Mark { score, found });
        }
        // Where they do not give the mean, it is taken as one score: exact is what was reckoned with.
        for criterion in &rules.criteria {
            let mean = self.criteria.iter().find(|one| one.id == criterion.id).and_then(|one| one.mean_exact);
            if applicant.mean(&criterion.id) != mean {
                applicant.marks.retain(|(one, ..), _| *one != criterion.id);
                mean.into_iter().for_each(|score| applicant.mark(&criterion.id, None, Mark { score, found: None }));
            }
        }
        Some(applicant)
    }

    fn submission(&self) -> Option<Submission> {
        let source = Source { file: self.source.file.as_str().into(), sheet: self.source.sheet.as_str().into() };
        let row = self.source.row.map(|row| row.saturating_sub(1));
        let mut one = Submission::empty(ApplicationId::new(&self.id), source, row);
        let cells = self.source.cells.iter();
        let cells: Option<Vec<_>> =
            cells.map(|(key, cell)| Some((Field::from_key(key)?, CellRef::parse(cell)?))).collect();
        one.shared_cells = cells?.into();
        let number = self.municipality_no.as_deref().and_then(Kommunenummer::parse);
        one.municipality = number.and_then(|number| identity::numbered(number).into_iter().next_back());
        one.office = self.office.as_deref().map(Arc::from);
        one.org_no = self.org_no.as_deref().and_then(|text| Orgnr::parse(text).ok());
        one.project_id = self.project_id.as_deref().map(Arc::from);
        one.project = self.project.as_deref().map(Arc::from);
        (one.kind, one.grant_year, one.positions) = (self.kind, self.grant_year, self.positions);
        one.start = self.start.as_deref().and_then(|day| day.parse().ok());
        (one.applied, one.own_share, one.carried_over) = (self.applied, self.own_share, Some(self.carried_over));
        (one.applied_year_2, one.applied_year_3) = (self.applied_year_2, self.applied_year_3);
        one.received = self.received.as_deref().and_then(|text| {
            let day = || text.parse().ok().map(Received::Day);
            if text.contains('T') { text.parse::<DateTime>().ok().map(Received::Moment) } else { day() }
        });
        let codes = self.faults.iter().map(|code| problem::with_code(code).map(|kind| kind.code));
        one.faults = codes.collect::<Option<_>>()?;
        Some(one)
    }
}

impl Applicant {
    fn mark(&mut self, criterion: &str, assessor: Option<&str>, mark: Mark) {
        let assessor = assessor.unwrap_or_default();
        let key = |copy| (criterion.to_owned(), assessor.to_owned(), copy);
        let copy = (0..).find(|copy| !self.marks.contains_key(&key(*copy))).expect("a number is always free");
        self.marks.insert(key(copy), mark);
    }
}
