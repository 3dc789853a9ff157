//! The register: projects funded in earlier years, one year of one project to a row.

use std::sync::Arc;

use super::header::{Schema, Target};
use super::record::Record;
use super::value::code::{self, Standing};
use super::{Gathered, Reading, gather};
use crate::application::Field;
use crate::finding::Finding;
use crate::money::Kroner;
use crate::origin::{CellRef, Found, Source};
use crate::policy::Policy;
use crate::problem::cell;
use crate::read::Workbook;

/// One year of one project.
#[derive(Debug, Clone)]
pub struct FundedYear {
    /// Where it stood.
    pub source: Source,
    /// Its first cell.
    pub at: CellRef,
    /// The project.
    pub project_id: Option<Arc<str>>,
    /// The municipality's number as written.
    pub municipality_no: Option<Arc<str>>,
    /// The office.
    pub office: Option<Arc<str>>,
    /// The title.
    pub project: Option<Arc<str>>,
    /// Year in the project period.
    pub grant_year: Option<u8>,
    /// Calendar year.
    pub year: Option<i16>,
    /// Kroner granted.
    pub granted: Option<Kroner>,
    /// Its standing.
    pub standing: Option<Standing>,
    /// The cell that names its project.
    pub found: Option<Found>,
    /// Whether all that decides if the project may go on could be read.
    pub sound: bool,
}

/// The headers of register sheets under this policy.
#[must_use]
pub fn schema(policy: &Policy) -> Schema {
    let fields = [
        Field::ProjectId,
        Field::MunicipalityNo,
        Field::Municipality,
        Field::Office,
        Field::Project,
        Field::GrantYear,
        Field::Year,
        Field::Pot,
        Field::Positions,
        Field::Granted,
        Field::Spent,
        Field::Status,
    ];
    let required = [Field::ProjectId, Field::GrantYear, Field::Status];
    Schema::new(&fields, &required, &policy.columns, &[])
}

/// Reads the register of one workbook.
#[must_use]
pub fn funded_years(file: &Arc<str>, workbook: &mut Workbook, policy: &Policy) -> Gathered<FundedYear> {
    let schema = schema(policy);
    let one = |record: Record<'_>, _: Option<u32>, faults: &[&'static str]| {
        funded_year(record, faults, policy.scheme.max_years)
    };
    let amount = |year: &FundedYear, target: Target| match target {
        Target::Field(Field::Granted) => year.granted,
        _ => None,
    };
    gather(
        file,
        workbook,
        &Reading { schema: &schema, called: "project", year: policy.batch.year, one: &one, amount: &amount },
    )
}

fn funded_year(mut record: Record<'_>, faults: &[&'static str], most: u8) -> (FundedYear, Vec<Finding>) {
    for field in [Field::ProjectId, Field::GrantYear, Field::Status] {
        record.require(field);
    }
    let grant_year = record.text(Field::GrantYear).and_then(|text| {
        let year = code::grant_year(&text);
        if year.is_none() {
            record.note_field(Field::GrantYear, cell::grant_year(&text, usize::from(most)));
        }
        year
    });
    let standing = record.text(Field::Status).and_then(|text| {
        let standing = code::standing(&text);
        if standing.is_none() {
            record.note_field(
                Field::Status,
                cell::not_in_list(&text, text!("aktiv, avslutta", "aktiv, avsluttet", "active, ended")),
            );
        }
        standing
    });
    let year = record.text(Field::Year).and_then(|text| {
        let year = code::calendar_year(&text);
        if year.is_none() {
            record.note_field(Field::Year, cell::not_a_number(&text));
        }
        year
    });
    let mut read = FundedYear {
        source: record.source().clone(),
        at: record.first_cell().unwrap_or(CellRef::new(0, 0)),
        project_id: record.text(Field::ProjectId),
        municipality_no: record.text(Field::MunicipalityNo),
        office: record.text(Field::Office),
        project: record.text(Field::Project),
        grant_year,
        year,
        granted: record.money(Field::Granted),
        standing,
        found: record.found(Field::ProjectId),
        sound: false,
    };
    // What decides whether a project may go on: which it is, which year it had, and whether it has ended.
    let known = read.project_id.is_some() && read.grant_year.is_some() && read.standing.is_some();
    read.sound = known && !faults.contains(&"T204");
    (read, record.finish(None))
}
