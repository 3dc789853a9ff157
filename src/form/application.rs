//! An application sheet's record → a [`Submission`]: every field read, every fault at its cell.

use std::cell::RefCell;
use std::sync::Arc;

use super::header::{Schema, Target};
use super::record::Record;
use super::value::code;
use super::{Gathered, Reading, gather};
use crate::application::{Contact, Field, Kind, Requirement, Submission};
use crate::finding::Finding;
use crate::identity::{self, ApplicationId, Kommunenummer, Municipality, Orgnr};
use crate::money::Kroner;
use crate::origin::CellRef;
use crate::policy::Policy;
use crate::privacy;
use crate::problem::{Problem, application as problems, cell};
use crate::read::Workbook;
use crate::text::Text;

const KINDS: Text = text!("Ny søknad, Vidareføring", "Ny søknad, Videreføring", "New application, Continuing");

/// The headers of application sheets under this policy.
#[must_use]
pub fn schema(policy: &Policy) -> Schema {
    let required: Vec<Field> = Field::APPLICATION
        .iter()
        .copied()
        .filter(|field| matches!(field.requirement(), Requirement::Always | Requirement::Either))
        .collect();
    Schema::new(Field::APPLICATION, &required, &policy.columns, &[])
}

/// Reads the applications of one workbook.
#[must_use]
pub fn applications(
    file: &Arc<str>,
    workbook: &mut Workbook,
    policy: &Policy,
    schema: &Schema,
) -> Gathered<Submission> {
    let last = RefCell::default();
    let one = |record: Record<'_>, row: Option<u32>, faults: &[&'static str]| {
        let cells = cells(&record, row, &mut last.borrow_mut());
        submission(record, row, cells, faults, policy)
    };
    gather(
        file,
        workbook,
        &Reading { schema, called: "application", year: policy.batch.year, one: &one, amount: &amount },
    )
}

fn amount(submission: &Submission, target: Target) -> Option<Kroner> {
    let Target::Field(field) = target else { return None };
    let read = Some(field).filter(|field| *field != Field::Positions).and_then(|field| submission.figure(field));
    let read = read.and_then(Kroner::exact);
    match (read, submission.cell(field)) {
        (None, None) => Some(Kroner::ZERO),
        (read, _) => read,
    }
}

/// The cells of a record; the same as the `last` record's where they are equal, as in almost every row of a list.
fn cells(record: &Record<'_>, row: Option<u32>, last: &mut Arc<[(Field, CellRef)]>) -> Arc<[(Field, CellRef)]> {
    let place = |at: CellRef| if Some(at.row) == row { CellRef { row: Submission::OWN_ROW, ..at } } else { at };
    let filled = record.filled().map(|(field, at)| (field, place(at)));
    if !last.iter().copied().eq(filled.clone()) {
        *last = filled.collect();
    }
    Arc::clone(last)
}

fn submission(
    mut record: Record<'_>,
    row: Option<u32>,
    cells: Arc<[(Field, CellRef)]>,
    faults: &[&'static str],
    policy: &Policy,
) -> (Submission, Vec<Finding>) {
    let mut read = Submission::empty(ApplicationId::default(), record.source().clone(), row);
    read.shared_cells = cells;
    read.headings = Arc::clone(record.headings());
    read.municipality = municipality(&mut record, policy);
    read.office = record.text(Field::Office);
    read.project = record.text(Field::Project);
    read.project_id = record.text(Field::ProjectId);
    read.kind = kind(&mut record);
    read.grant_year = grant_year(&mut record, read.kind, policy.scheme.max_years);
    read.start = record.day(Field::Start);
    read.positions = record.positions(Field::Positions, policy.scheme.position_step);
    money(&mut record, &mut read);
    read.org_no = org_no(&mut record);
    read.theme = record.text(Field::Theme);
    read.received = record.date(Field::Received);
    read.approved_by = record.text(Field::ApprovedBy);
    read.contact = Contact {
        name: record.text(Field::ContactName),
        email: record.text(Field::ContactEmail),
        phone: record.text(Field::ContactPhone),
    };
    read.description = record.text(Field::Description);
    let given = record.text(Field::ApplicationId);
    free_text(&mut record, &read, given.as_deref());
    read.raw = worded(&record, &read);
    required(&mut record, read.kind);
    read.id = application_id(&record, &read, given.as_deref());
    let findings = record.finish(Some(&read.id));
    let own = findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.problem.code());
    read.faults = faults.iter().copied().chain(own).collect();
    (read, findings)
}

/// What stands in the cells of figures, and of fields that rules between fields speak of, where the values would be written
/// otherwise.
fn worded(record: &Record<'_>, read: &Submission) -> Vec<(Field, Box<str>)> {
    const TYPED: [Field; 3] = [Field::Start, Field::Received, Field::GrantYear];
    let typed = TYPED.into_iter().filter_map(|field| Some((field, record.words(field)?.into())));
    let figures = read.cells().filter_map(|(field, _)| Some((field, record.unlike(field, read.figure(field)?)?)));
    let mut worded: Vec<(Field, Box<str>)> = typed.chain(figures).collect();
    let Some(municipality) = read.municipality else { return worded };
    if let Some(words) = record.words(Field::Municipality).filter(|words| *words != municipality.name) {
        worded.push((Field::Municipality, words.into()));
    }
    let numbered = |words: &&str| Kommunenummer::parse(words) == Some(municipality.number);
    if let Some(words) = record.words(Field::MunicipalityNo).filter(|words| !numbered(words)) {
        worded.push((Field::MunicipalityNo, words.into()));
    }
    worded
}

fn money(record: &mut Record<'_>, read: &mut Submission) {
    read.applied_positions = record.money_not_negative(Field::AppliedPositions);
    read.applied_supplement = record.money_not_negative(Field::AppliedSupplement);
    read.applied = record.money_not_negative(Field::Applied);
    read.carried_over = record.money_not_negative(Field::CarriedOver);
    read.own_share = record.money_not_negative(Field::OwnShare);
    read.applied_year_2 = record.money_not_negative(Field::AppliedYear2);
    read.applied_year_3 = record.money_not_negative(Field::AppliedYear3);
}

fn required(record: &mut Record<'_>, kind: Option<Kind>) {
    for field in Field::APPLICATION {
        match field.requirement() {
            Requirement::Always => record.require(*field),
            Requirement::Continuing if kind == Some(Kind::Continuing) => record.require_with_column(*field),
            Requirement::Continuing | Requirement::Either | Requirement::Optional => {}
        }
    }
    record.require_one_of(&[Field::MunicipalityNo, Field::Municipality]);
}

fn kind(record: &mut Record<'_>) -> Option<Kind> {
    let text = record.text(Field::Kind)?;
    let kind = code::kind(&text);
    if kind.is_none() {
        record.note_field(Field::Kind, cell::not_in_list(&text, KINDS));
    }
    kind
}

fn grant_year(record: &mut Record<'_>, kind: Option<Kind>, most: u8) -> Option<u8> {
    let Some(text) = record.text(Field::GrantYear) else {
        // A new project is in its first year, and need not say so (formats.md, `grant_year`).
        return (kind == Some(Kind::New) && !record.is_filled(Field::GrantYear)).then_some(1);
    };
    let year = code::grant_year(&text).filter(|year| *year <= most);
    if year.is_none() {
        record.note_field(Field::GrantYear, cell::grant_year(&text, usize::from(most)));
    }
    year
}

fn org_no(record: &mut Record<'_>) -> Option<Orgnr> {
    let text = record.text(Field::OrgNo)?;
    match Orgnr::parse(&text) {
        Ok(number) => Some(number),
        Err(_) => {
            record.note_field(Field::OrgNo, problems::org_no(&text));
            None
        }
    }
}

/// Free text is kept for the internal workbook; what it must not hold is said without repeating it.
fn free_text(record: &mut Record<'_>, read: &Submission, id: Option<&str>) {
    let free = [
        (Field::Description, read.description.as_deref()),
        (Field::Project, read.project.as_deref()),
        (Field::Theme, read.theme.as_deref()),
    ];
    // Ids and offices reach the public list, so they are looked at too.
    let named = [
        (Field::Office, read.office.as_deref()),
        (Field::ProjectId, read.project_id.as_deref()),
        (Field::ApplicationId, id),
    ];
    for (field, text) in free.into_iter().chain(named) {
        if text.is_some_and(privacy::holds_identity_number) {
            record.note_field(field, problems::identity_number_in_text());
        }
    }
    for (field, text) in free {
        if text.is_some_and(privacy::holds_email) {
            record.note_field(field, problems::email_in_text());
        }
    }
}

/// The municipality, from its number, its name, or both where they agree.
fn municipality(record: &mut Record<'_>, policy: &Policy) -> Option<&'static Municipality> {
    let numbered = number_of_municipality(record, policy.batch.year);
    let Some(name) = record.text(Field::Municipality) else { return numbered };
    if let Some(numbered) = numbered.filter(|numbered| *numbered.name == *name) {
        return Some(numbered);
    }
    let mut named = identity::municipalities_named(&name, policy.batch.year);
    if named.is_empty()
        && let Some(meant) = identity::municipality_meant(&name, policy.batch.year)
    {
        record.note_field(Field::Municipality, in_other_words(&name, meant));
        named = vec![meant];
    }
    let county =
        |one: &&&Municipality| policy.batch.county.as_ref().is_none_or(|county| one.number.county() == *county);
    match (numbered, &named[..]) {
        (Some(numbered), named) if named.iter().any(|one| one.number == numbered.number) => Some(numbered),
        (Some(numbered), [_, ..]) => {
            let problem = problems::municipality_disagrees(&numbered.number.to_string(), &name);
            let number = record.slot(Field::MunicipalityNo).map(|slot| slot.at);
            let said = record.note_field(Field::Municipality, problem);
            said.into_iter().for_each(|finding| finding.related.extend(number));
            Some(numbered)
        }
        (None, [one]) => Some(*one),
        (None, several @ [_, _, ..]) if several.iter().filter(county).count() == 1 => {
            several.iter().find(county).copied()
        }
        (numbered, _) => {
            record.note_field(Field::Municipality, cell::no_such_municipality(&name));
            numbered
        }
    }
}

fn in_other_words(text: &str, meant: &Municipality) -> Problem {
    cell::municipality_in_other_words(text, &format!("{} {}", meant.number, meant.name))
}

fn number_of_municipality(record: &mut Record<'_>, year: i16) -> Option<&'static Municipality> {
    let text = record.text(Field::MunicipalityNo)?;
    let digits = if text.len() == 3 { format!("0{text}").into() } else { Arc::clone(&text) };
    let Some(number) = Kommunenummer::parse(&digits) else {
        let meant = identity::municipality_meant(&text, year);
        let problem = meant.map_or_else(|| cell::no_such_municipality(&text), |meant| in_other_words(&text, meant));
        record.note_field(Field::MunicipalityNo, problem);
        return meant;
    };
    if let Some(municipality) = identity::municipality_in(number, year) {
        if digits != text {
            record.note_field(Field::MunicipalityNo, cell::leading_zero(&text, &digits));
        }
        return Some(municipality);
    }
    let ended = identity::numbered(number).into_iter().next_back();
    let successor = identity::current_municipality(number, year);
    let problem = match (ended, successor, identity::nav_unit(number.number())) {
        (Some(ended), Some(successor), _) => {
            let read = format!("{} {}", successor.number, successor.name);
            cell::municipality_ended(&text, &ended.name, &read)
        }
        (Some(ended), None, _) => cell::municipality_split(&text, &ended.name),
        (None, _, Some(unit)) => cell::nav_unit(&text, &unit.name),
        (None, _, None) => cell::no_such_municipality(&text),
    };
    record.note_field(Field::MunicipalityNo, problem);
    successor
}

/// As given, else made from municipality, office and title; from the row where one of them is missing, so that two
/// incomplete applications are never taken for one.
fn application_id(record: &Record<'_>, read: &Submission, given: Option<&str>) -> ApplicationId {
    if let Some(given) = given {
        return ApplicationId::new(given);
    }
    match (read.municipality, &read.office, &read.project) {
        (Some(municipality), Some(office), Some(project)) => {
            ApplicationId::made_of(municipality.number, office, project)
        }
        _ => {
            let file = identity::slug(&read.source.file);
            let sheet = identity::slug(&read.source.sheet);
            let cell = record.first_cell().map_or_else(String::new, |cell| cell.to_string().to_lowercase());
            ApplicationId::new(&format!("{file}-{sheet}-{cell}"))
        }
    }
}
