//! What the program finds in one workbook of a batch.

use std::sync::Arc;

use tilskot::check::{self, Received};
use tilskot::form;
use tilskot::origin::CellRef;
use tilskot::policy::FileLimits;
use tilskot::read;

use super::valid::Funded;
use crate::cases::batch;

/// A finding, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) sheet: Option<String>,
    pub(super) cell: Option<CellRef>,
}

/// Reads `bytes` as a batch would and checks it with this register.
pub(super) fn of(name: &str, bytes: &[u8], register: &[Funded]) -> Vec<Found> {
    let policy = batch::policy(&[]);
    let limits = FileLimits::default();
    let mut received = Received::default();
    let schema = form::application::schema(&policy);
    match read::workbook(name, bytes, &limits) {
        Ok(mut workbook) => {
            let gathered = form::application::applications(&Arc::from(name), &mut workbook, &policy, &schema);
            received.submissions = gathered.records;
            received.findings = gathered.findings;
        }
        Err(refusal) => {
            let noticed = refusal.noticed();
            let found = Found {
                code: noticed.problem.code(),
                severity: noticed.problem.severity().key(),
                sheet: None,
                cell: None,
            };
            return vec![found];
        }
    }
    let mut funded = read::workbook("register.csv", register_csv(register).as_bytes(), &limits).unwrap();
    received.register = form::register::funded_years(&Arc::from("register.csv"), &mut funded, &policy).records;
    let findings = check::batch(received, &policy).findings;
    let found = findings.into_iter().map(|one| Found {
        code: one.problem.code(),
        severity: one.severity().key(),
        sheet: one.sheet.map(|sheet| sheet.to_string()),
        cell: one.cell,
    });
    found.collect()
}

/// The register as a file.
pub(super) fn register_csv(register: &[Funded]) -> String {
    let mut text =
        "Prosjekt-ID;Kommunenummer;Nav-kontor;Prosjekttittel;Tilskotsår;År;Pott;Tildelt;Status\r\n".to_owned();
    for row in register {
        let Funded { project_id, municipality_no, office, project, grant_year, granted, status } = row;
        text += &format!(
            "{project_id};{municipality_no};{office};{project};{grant_year};2022;statsforvaltaren;{granted};{status}\r\n"
        );
    }
    text
}
