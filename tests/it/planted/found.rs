//! What the program finds in one workbook of a batch.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

use tilskot::check::{self, Received};
use tilskot::form;
use tilskot::origin::CellRef;
use tilskot::policy::FileLimits;
use tilskot::read;

use super::valid::Funded;
use crate::cases::batch;
use crate::read::panicked;

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
            // Those of the older formats may: they are read in a process of their own, and one that dies is a finding.
            let alone = [".xls", ".xlsb", ".ods"].iter().any(|end| name.ends_with(end));
            assert!(alone || !panicked(&noticed.problem), "{name}: a reader panicked");
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

/// What the program itself finds in each of these files, in one batch with all their projects in its register.
pub(super) fn in_folder<'a>(
    files: impl Iterator<Item = (String, &'a Vec<u8>, &'a [Funded])>,
) -> BTreeMap<String, Vec<Found>> {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("soknader");
    std::fs::create_dir(&inner).unwrap();
    let mut funded = Vec::new();
    for (name, bytes, register) in files {
        std::fs::write(inner.join(name), bytes).unwrap();
        funded.extend(register.iter().cloned());
    }
    std::fs::write(folder.path().join("batch.toml"), batch::TOML).unwrap();
    std::fs::write(folder.path().join("register.csv"), register_csv(&funded)).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_tilskot"));
    let output = program.args(["check", "--format", "json"]).arg(folder.path()).output().unwrap();
    let told: Told = serde_json::from_slice(&output.stdout).unwrap();
    let mut found: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for one in told.findings {
        let kind = tilskot::problem::with_code(&one.code).unwrap();
        let name = one.file.strip_prefix("soknader/").unwrap_or(&one.file).to_owned();
        found.entry(name).or_default().push(Found {
            code: kind.code,
            severity: kind.severity.key(),
            sheet: one.sheet,
            cell: one.cell.map(|cell| CellRef::parse(&cell).unwrap()),
        });
    }
    found
}

/// What `check --format json` says, as far as it is compared.
#[derive(serde::Deserialize)]
struct Told {
    findings: Vec<ToldFinding>,
}

#[derive(serde::Deserialize)]
struct ToldFinding {
    code: String,
    file: String,
    sheet: Option<String>,
    cell: Option<String>,
}

/// The register as a file.
fn register_csv(register: &[Funded]) -> String {
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
