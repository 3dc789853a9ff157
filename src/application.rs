//! The typed application: its fields, what was received, and the terms that ranking and allocation use.

mod field;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

pub use field::{Field, Requirement};

use crate::identity::{ApplicationId, Municipality, Orgnr};
use crate::money::{Kroner, Positions};
use crate::origin::{CellRef, Found, Source};
use crate::text::{Language, number};

/// New, or inside its project period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A project inside its three-year period (vidareføring).
    Continuing,
    /// A new project (ny søknad).
    New,
}

impl Kind {
    /// The key in batch.toml and run.json.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Continuing => "continuing",
            Self::New => "new",
        }
    }
}

/// When something was received: a day, or a moment of it, in Norwegian local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Received {
    /// A day without a time.
    Day(Date),
    /// A day and a time.
    Moment(DateTime),
}

impl Received {
    /// The day.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.date(),
        }
    }

    /// The moment, a day counting as its start: what orders applications.
    #[must_use]
    pub fn moment(self) -> DateTime {
        match self {
            Self::Day(day) => day.to_datetime(jiff::civil::Time::midnight()),
            Self::Moment(moment) => moment,
        }
    }
}

/// Whom to contact. Personal: never leaves the internal workbook.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Name or role.
    pub name: Option<Arc<str>>,
    /// E-mail address.
    pub email: Option<Arc<str>>,
    /// Telephone number.
    pub phone: Option<Arc<str>>,
}

/// Shows nothing of the person, so that no log or panic can.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(…)")
    }
}

/// Where a field of a sheet stands: its header as written, and its cell; in a list, that of any row of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    /// The header or label.
    pub header: Box<str>,
    /// The value's place.
    pub at: CellRef,
}

/// The fields of a sheet and where they stand.
pub type Headings = BTreeMap<Field, Headed>;

/// One application as it was received: what could be read, each value with its cell, nothing guessed.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The identity, given or made.
    pub id: ApplicationId,
    /// The sheet it stood in.
    pub source: Source,
    /// Its row in a list, from zero; `None` in a form.
    pub row: Option<u32>,
    /// What [`Submission::cells`] gives, those in `row` with [`Submission::OWN_ROW`]: most rows of a list share it.
    pub shared_cells: Arc<[(Field, CellRef)]>,
    /// Every field of its sheet, filled or not.
    pub headings: Arc<Headings>,
    /// What stands in some cells, where it is worded otherwise than the value is written.
    pub raw: Vec<(Field, Box<str>)>,
    /// Its project's last row in the register.
    pub register: Option<Box<Found>>,
    /// The municipality, from its number or its name.
    pub municipality: Option<&'static Municipality>,
    /// The Nav office.
    pub office: Option<Arc<str>>,
    /// The organisation number.
    pub org_no: Option<Orgnr>,
    /// The project's identity in the register.
    pub project_id: Option<Arc<str>>,
    /// The project's title.
    pub project: Option<Arc<str>>,
    /// New or continuing.
    pub kind: Option<Kind>,
    /// Year in the project period, from 1.
    pub grant_year: Option<u8>,
    /// Start date.
    pub start: Option<Date>,
    /// Positions applied for.
    pub positions: Option<Positions>,
    /// The part for positions.
    pub applied_positions: Option<Kroner>,
    /// The part for competence.
    pub applied_supplement: Option<Kroner>,
    /// The amount applied for.
    pub applied: Option<Kroner>,
    /// Unspent money carried over from earlier years.
    pub carried_over: Option<Kroner>,
    /// The municipality's own share.
    pub own_share: Option<Kroner>,
    /// Theme.
    pub theme: Option<Arc<str>>,
    /// Forecast for project year 2.
    pub applied_year_2: Option<Kroner>,
    /// Forecast for project year 3.
    pub applied_year_3: Option<Kroner>,
    /// When it was received.
    pub received: Option<Received>,
    /// Who signed it for the municipality.
    pub approved_by: Option<Arc<str>>,
    /// Free text.
    pub description: Option<Arc<str>>,
    /// Whom to contact.
    pub contact: Contact,
    /// Codes of the errors that were found while it was read: they hold it.
    pub faults: Vec<&'static str>,
}

impl Submission {
    /// Stands for the submission's own row in its cells.
    pub const OWN_ROW: u32 = u32::MAX;

    /// An application of which nothing has been read yet.
    #[must_use]
    pub fn empty(id: ApplicationId, source: Source, row: Option<u32>) -> Self {
        Self {
            id,
            source,
            row,
            shared_cells: Arc::default(),
            headings: Arc::default(),
            raw: Vec::new(),
            register: None,
            municipality: None,
            office: None,
            org_no: None,
            project_id: None,
            project: None,
            kind: None,
            grant_year: None,
            start: None,
            positions: None,
            applied_positions: None,
            applied_supplement: None,
            applied: None,
            carried_over: None,
            own_share: None,
            theme: None,
            applied_year_2: None,
            applied_year_3: None,
            received: None,
            approved_by: None,
            description: None,
            contact: Contact::default(),
            faults: Vec::new(),
        }
    }

    /// The cell that `field` stood in.
    #[must_use]
    pub fn cell(&self, field: Field) -> Option<CellRef> {
        self.cells().find(|(one, _)| *one == field).map(|(_, cell)| cell)
    }

    /// The cell of each field that holds anything.
    pub fn cells(&self) -> impl Iterator<Item = (Field, CellRef)> {
        self.shared_cells.iter().map(|(field, cell)| {
            let own = self.row.filter(|_| cell.row == Self::OWN_ROW);
            (*field, CellRef { row: own.unwrap_or(cell.row), ..*cell })
        })
    }

    /// The first cell of it that holds anything, in reading order.
    #[must_use]
    pub fn first_cell(&self) -> Option<CellRef> {
        self.cells().map(|(_, cell)| cell).min()
    }

    /// The cell that `field` stands in or would stand in; `None` where its sheet has no such field.
    #[must_use]
    pub fn place(&self, field: Field) -> Option<CellRef> {
        let heading =
            || self.headings.get(&field).map(|one| CellRef::new(self.row.unwrap_or(one.at.row), one.at.column));
        self.cell(field).or_else(heading)
    }

    /// What stands in the cell of a field that rules speak of, as far as it could be read.
    #[must_use]
    pub fn as_it_stands(&self, field: Field) -> Option<String> {
        if let Some((_, words)) = self.raw.iter().find(|(one, _)| *one == field) {
            return Some(words.to_string());
        }
        self.cell(field)?;
        match field {
            Field::Municipality => self.municipality.map(|one| one.name.clone()),
            Field::MunicipalityNo => self.municipality.map(|one| one.number.to_string()),
            Field::Office => self.office.as_deref().map(str::to_owned),
            Field::Project => self.project.as_deref().map(str::to_owned),
            Field::ProjectId => self.project_id.as_deref().map(str::to_owned),
            Field::GrantYear => self.grant_year.map(|year| year.to_string()),
            Field::Start => self.start.map(|day| number::date(Language::Nn, day)),
            Field::Received => self.received.map(|received| match received {
                Received::Day(day) => number::date(Language::Nn, day),
                Received::Moment(moment) => number::date_time(Language::Nn, moment),
            }),
            _ => self.figure(field).map(|figure| figure.normalize().to_string()),
        }
    }

    /// The figure of `field`: kroner or positions; `None` where it has none, or could not be read.
    #[must_use]
    pub fn figure(&self, field: Field) -> Option<Decimal> {
        let kroner = match field {
            Field::Positions => return self.positions.map(Positions::to_decimal),
            Field::AppliedPositions => self.applied_positions,
            Field::AppliedSupplement => self.applied_supplement,
            Field::Applied => self.applied,
            Field::CarriedOver => self.carried_over,
            Field::OwnShare => self.own_share,
            Field::AppliedYear2 => self.applied_year_2,
            Field::AppliedYear3 => self.applied_year_3,
            _ => None,
        };
        kroner.map(Kroner::to_decimal)
    }

    /// The figures it has, each with what stands in its cell as received.
    pub fn figures(&self) -> impl Iterator<Item = (Field, String)> {
        self.cells().filter_map(|(field, _)| {
            self.figure(field)?;
            Some((field, self.as_it_stands(field)?))
        })
    }

    /// The forecast for project year `year`, where the applicant gave one.
    #[must_use]
    pub fn forecast(&self, year: u8) -> Option<Kroner> {
        match year {
            2 => self.applied_year_2,
            3 => self.applied_year_3,
            _ => None,
        }
    }
}

/// What an application may get, and why not more (allocation.md, section 2). Whole kroner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Eligible {
    /// rate × positions + supplement.
    pub cap: Kroner,
    /// min(applied, cap − carried over), never below nil, whole kroner rounded down.
    pub amount: Kroner,
}

impl Eligible {
    /// Computes cap and eligible amount; `None` when the cap is out of range.
    #[must_use]
    pub fn new(
        rate: Kroner,
        supplement: Kroner,
        positions: Positions,
        applied: Kroner,
        carried_over: Kroner,
    ) -> Option<Self> {
        let cap = Self::most(rate, supplement, positions)?;
        let amount = applied.min(cap - carried_over).or_zero().floor();
        Some(Self { cap, amount })
    }

    /// The cap alone; `None` when it is out of range.
    #[must_use]
    pub fn most(rate: Kroner, supplement: Kroner, positions: Positions) -> Option<Kroner> {
        positions.cost(rate).map(|cost| cost + supplement)
    }
}

/// An application that was read whole and passed every rule: only `check` makes one.
#[derive(Debug, Clone)]
pub struct Application {
    /// As received.
    pub submission: Submission,
    /// New or continuing.
    pub kind: Kind,
    /// Year in the project period, from 1.
    pub grant_year: u8,
    /// Positions applied for.
    pub positions: Positions,
    /// The amount applied for.
    pub applied: Kroner,
    /// Unspent money carried over, nil where none was given.
    pub carried_over: Kroner,
    /// What it may get.
    pub eligible: Eligible,
}
