//! Every krone: an amount is the same in every output that shows it, application by application and in sums.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::Decimal;
use serde_json::Value;
use tilskot::run::disk::Disk;
use tilskot::run::publish::{self, OutputFile};

use crate::runs::{copy, fixture, made};

/// What one application applied for, may get, and gets; and for how many positions.
type Amounts = [Option<Decimal>; 4];

/// The outputs of one run.
struct Outputs(Vec<OutputFile>);

/// A table of a file: its header and its rows, every cell as text.
struct Sheet {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Outputs {
    fn bytes(&self, path: &str) -> &[u8] {
        &self.0.iter().find(|file| file.path == path).unwrap().bytes
    }

    fn run_json(&self) -> Value {
        serde_json::from_slice(self.bytes("run.json")).unwrap()
    }

    fn csv(&self, path: &str) -> Sheet {
        let text = std::str::from_utf8(self.bytes(path)).unwrap().trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
        let mut rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        Sheet { header: rows.next().unwrap(), rows: rows.collect() }
    }

    /// The first table of a sheet whose header begins with `first`, to its sum or the first empty row.
    fn table(&self, path: &str, sheet: &str, first: &str) -> Sheet {
        let mut workbook = Xlsx::new(Cursor::new(self.bytes(path))).unwrap();
        let range: Range<Data> = workbook.worksheet_range(sheet).unwrap();
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(written).collect()).collect();
        let at = rows.iter().position(|row| row[0] == first).unwrap_or_else(|| panic!("{path} {sheet} {first}"));
        let header = rows[at].iter().filter(|name| !name.is_empty()).cloned().collect();
        let rows = rows[at + 1..].iter().take_while(|row| row.iter().any(|cell| !cell.is_empty()));
        Sheet { header, rows: rows.cloned().collect() }
    }
}

fn written(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

fn number(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| text.replace(',', ".").parse::<Decimal>().unwrap().normalize())
}

impl Sheet {
    fn column(&self, header: &str) -> usize {
        let found = self.header.iter().position(|name| name == header);
        found.unwrap_or_else(|| panic!("{header} in {:?}", self.header))
    }

    /// The rows without the sum below them.
    fn listed(&self) -> impl Iterator<Item = &Vec<String>> {
        self.rows.iter().filter(|row| row[0] != "Sum")
    }

    /// The column added up, and what its own sum says.
    fn sums(&self, header: &str) -> (Decimal, Option<Decimal>) {
        let at = self.column(header);
        let stated = self.rows.iter().find(|row| row[0] == "Sum").and_then(|row| number(&row[at]));
        (self.listed().filter_map(|row| number(&row[at])).sum::<Decimal>().normalize(), stated)
    }

    fn per_application(&self) -> BTreeMap<String, Amounts> {
        let id = self.column("Søknads-ID");
        let headers = ["Søkt om (kr)", "Tilskotsgrunnlag (kr)", "Tildelt (kr)", "Tildelte stillingar (årsverk)"];
        let columns = headers.map(|header| self.column(header));
        self.listed().map(|row| (row[id].clone(), columns.map(|column| number(&row[column])))).collect()
    }
}

fn in_run_json(run: &Value) -> BTreeMap<String, Amounts> {
    let keys = ["applied", "eligible", "granted", "positions_granted"];
    let amounts = |one: &Value| keys.map(|key| one[key].as_str().and_then(number));
    let applications = run["applications"].as_array().unwrap().iter();
    applications.map(|one| (one["id"].as_str().unwrap().to_owned(), amounts(one))).collect()
}

fn total(run: &Value, at: &str) -> Decimal {
    number(run.pointer(at).unwrap().as_str().unwrap()).unwrap()
}

/// Holds every output of a run against its `run.json`.
fn hold(outputs: &Outputs) {
    let run = outputs.run_json();
    let expected = in_run_json(&run);
    assert_eq!(outputs.csv("tildeling.csv").per_application(), expected, "tildeling.csv");
    let recommended = outputs.table("tildeling.xlsx", "Innstilling", "Nr.");
    assert_eq!(recommended.per_application(), expected, "Innstilling");

    let (granted, positions) = (total(&run, "/totals/granted_amount"), total(&run, "/totals/positions_granted"));
    let per_application = |at: usize| expected.values().filter_map(|one| one[at]).sum::<Decimal>().normalize();
    assert_eq!((per_application(2), per_application(3)), (granted, positions));
    assert_eq!(recommended.sums("Søkt om (kr)"), (total(&run, "/totals/applied"), Some(per_application(0))));
    assert_eq!(recommended.sums("Tildelt (kr)"), (granted, Some(granted)));
    assert_eq!(recommended.sums("Tildelte stillingar (årsverk)"), (positions, Some(positions)));
    for (path, sheet, first) in [
        ("tildeling.xlsx", "Samandrag", "Utfall"),
        ("tildeling.xlsx", "Samandrag", "Type"),
        ("tildeling.xlsx", "Pottar", "Pott"),
        ("tildeling.xlsx", "Grunngiving", "Nr."),
        ("tildeling-offentleg.xlsx", "Samandrag", "Pott"),
        ("tildeling-offentleg.xlsx", "Samandrag", "Type"),
        ("tildeling-offentleg.xlsx", "Innvilga", "Kommunenr."),
    ] {
        let table = outputs.table(path, sheet, first);
        assert_eq!(table.sums("Tildelt (kr)"), (granted, Some(granted)), "{path} {sheet}");
    }
    let checks = outputs.table("tildeling.xlsx", "Kontroll", "Kontroll");
    let result = checks.column("Resultat");
    assert!(checks.rows.iter().all(|row| row[result] == "OK"), "{:?}", checks.rows);
    hold_pots(outputs, &run);
    hold_budget(outputs, &run, granted);
}

fn hold_pots(outputs: &Outputs, run: &Value) {
    let sheet = outputs.table("tildeling.xlsx", "Pottar", "Pott");
    let budget = outputs.csv("tabelldata/ramme_og_tildeling.csv");
    for pot in run["pots"].as_array().unwrap() {
        let name = pot["name"].as_str().unwrap();
        let of = |key: &str| number(pot[key].as_str().unwrap());
        let row = sheet.rows.iter().find(|row| row[0] == name).unwrap();
        let shown = ["Ramme (kr)", "Tildelt (kr)", "Rest (kr)"].map(|header| number(&row[sheet.column(header)]));
        assert_eq!(shown, ["frame", "granted", "rest"].map(of), "{name}");
        assert_eq!(row[sheet.column("Innvilga søknader")], pot["applications"].to_string(), "{name}");
        let line = |text: String| {
            let row = budget.rows.iter().find(|row| row[1] == text).unwrap_or_else(|| panic!("{text}"));
            number(&row[2])
        };
        let lines = ["Korrigert ramme", "Tildelt", "Rest"].map(|word| line(format!("{word}, {name}")));
        assert_eq!(lines, shown, "{name}");
    }
}

fn hold_budget(outputs: &Outputs, run: &Value, granted: Decimal) {
    let year = run["batch"]["year"].to_string();
    let coming = |year: i64| {
        let years = run["liability"].as_array().unwrap().iter();
        years.filter(|one| one["year"] == year).map(|one| total(one, "/amount")).sum::<Decimal>()
    };
    let first: i64 = year.parse().unwrap();
    let expected = [granted, coming(first + 1), coming(first + 2)];
    for table in ["tildeling_per_kommune", "tildeling_per_nav_kontor", "budsjettendring_per_kommune"] {
        let table = outputs.csv(&format!("tabelldata/{table}.csv"));
        let last = table.rows.last().unwrap();
        assert_eq!([2, 3, 4].map(|at: usize| number(&last[at]).unwrap()), expected, "{}", last[1]);
        let numbered = || table.rows.iter().filter(|row| !row[0].is_empty());
        let added = |at: usize| numbered().filter_map(|row| number(&row[at])).sum::<Decimal>().normalize();
        assert_eq!([2, 3, 4].map(added), expected, "{}", last[1]);
    }
    // A line per project: the same amounts as the applications', whatever their order.
    let mut projects: Vec<Decimal> = outputs
        .csv("tabelldata/budsjettendring_per_kommune.csv")
        .rows
        .iter()
        .filter(|row| !row[0].is_empty())
        .map(|row| number(&row[2]).unwrap())
        .collect();
    let awarded = run["applications"].as_array().unwrap().iter().filter(|one| !one["pot"].is_null());
    let mut awards: Vec<Decimal> = awarded.map(|one| total(one, "/granted")).collect();
    projects.sort();
    awards.sort();
    assert_eq!(projects, awards);

    // The workbook's data sheet is the tidy file, but for headings, which have no amounts.
    let tidy = outputs.csv("tabelldata/data.csv");
    let sheet = outputs.table("tabelldata.xlsx", "Data", "Tabell");
    let line = |table: &Sheet, row: &Vec<String>| {
        let text = |header: &str| row[table.column(header)].clone();
        (text("Tabell"), text("Tekst"), text("År"), number(&text("Beløp (kr)")))
    };
    let kind = tidy.column("Radtype");
    let amounts = tidy.rows.iter().filter(|row| row[kind] != "overskrift");
    assert_eq!(
        amounts.map(|row| line(&tidy, row)).collect::<Vec<_>>(),
        sheet.rows.iter().map(|row| line(&sheet, row)).collect::<Vec<_>>()
    );
}

#[test]
fn every_krone_of_vestland_2023_agrees() {
    hold(&Outputs(made(&fixture("vestland-2023")).files));
}

#[test]
fn every_krone_of_both_rounds_of_vestland_2022_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let round = |name: &str| -> std::path::PathBuf {
        let target = folder.path().join(name);
        copy(&fixture("vestland-2022").join(name), &target);
        target
    };
    let (first, second) = (round("runde-1"), round("runde-2"));
    let outputs = made(&first).files;
    publish::put_in_place(&Disk::real(), Path::new(&first.join("ut")), &outputs).unwrap();
    hold(&Outputs(outputs));
    let outputs = Outputs(made(&second).files);
    hold(&outputs);
    let budget = outputs.csv("tabelldata/ramme_og_tildeling.csv");
    let of = |start: &str| budget.rows.iter().find(|row| row[1].starts_with(start)).map(|row| row[2].as_str());
    assert_eq!(of("Tildelt i tidlegare rundar"), Some("15700000"));
    assert_eq!(of("Ført tilbake"), Some("-620000"));
    assert_eq!(of("Tildelt i runde 2"), Some("2500000"));
}
