//! Makes a whole round: this many workbooks from all 357 municipalities, one application in each, with their assessments.
//!
//!     cargo run --release --example round -- 10000 FOLDER
//!     /usr/bin/time -v target/release/tilskot run FOLDER --quiet
//!
//! Nobody's data: offices and projects are numbered, and organisation numbers are left blank.
#![allow(clippy::disallowed_methods, reason = "it makes its own files")]
#![allow(clippy::disallowed_types, reason = "workbooks hold doubles")]
#![allow(clippy::unwrap_used, reason = "a tool that cannot go on should stop")]

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tilskot::identity::municipalities_of;

const RULES: &str = r#"[batch]
id = "runde"
title = "Ein heil runde"
year = 2024
round = 1
as_of = 2024-03-01
language = "nn"
deadline = 2024-02-01

[scheme]
rate_per_position = 610000
supplement_per_project = 20000
max_years = 3
position_step = "0.1"
late = "warn"

[[pot]]
id = "a"
name = "Ramma"
kinds = ["continuing", "new"]
shortfall = "skip"

[[pot.entry]]
date = 2024-01-20
text = "Ramme"
amount = 2000000000

[[criterion]]
id = "samla"
name = { nn = "Samla", nb = "Samlet", en = "Overall" }
weight = 1
scale = [0, 5]

[ranking]
threshold = "0"
ties = ["lot"]
lot_seed = "runde"
"#;

const HEADERS: [&str; 12] = [
    "Kommunenummer",
    "Kommune",
    "Nav-kontor",
    "Prosjekttittel",
    "Ny søknad eller vidareføring",
    "Tilskotsår",
    "Oppstartsdato",
    "Stillingar",
    "Søknadsbeløp",
    "Overførte midlar",
    "Motteken",
    "Godkjend av",
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [count, folder] = &words[..] else { panic!("COUNT FOLDER") };
    let count: u32 = count.parse().unwrap();
    let root = Path::new(folder);
    fs::create_dir_all(root.join("vurdering")).unwrap();
    fs::write(root.join("batch.toml"), RULES).unwrap();
    let mut assessments = Workbook::new();
    let sheet = assessments.add_worksheet();
    for (column, header) in (0..).zip(["Kommunenummer", "Nav-kontor", "Prosjekt", "Vurdert av", "Samla"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    let municipalities = municipalities_of(None, 2024);
    println!("{} municipalities", municipalities.len());
    for (number, municipality) in (0..count).zip(municipalities.iter().cycle()) {
        let (code, name) = (municipality.number.to_string(), &municipality.name);
        let (office, title) = (format!("Nav {name}"), format!("Prosjekt {number} for unge"));
        let at = root.join("soknader").join(&code);
        fs::create_dir_all(&at).unwrap();
        application(&at.join(format!("{number}.xlsx")), number, [&code, name, &office, &title]);
        for (column, text) in (0..).zip([&code, &office, &title, &format!("Sakshandsamar {}", number % 9)]) {
            sheet.write_string(number + 1, column, text).unwrap();
        }
        sheet.write_number(number + 1, 4, f64::from(number * 7 % 6)).unwrap();
    }
    assessments.save(root.join("vurdering/vurdering.xlsx")).unwrap();
}

fn application(path: &Path, number: u32, [code, name, office, title]: [&str; 4]) {
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Søknader").unwrap();
    for (column, header) in (0..).zip(HEADERS) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (column, text) in (0..).zip([code, name, office, title, "Ny søknad"]) {
        sheet.write_string(1, column, text).unwrap();
    }
    let positions = f64::from(number % 4 + 1) * 0.5;
    for (column, value) in [(5, 1.0), (7, positions), (8, positions * 610_000.0 + 20_000.0), (9, 0.0)] {
        sheet.write_number(1, column, value).unwrap();
    }
    for (column, month) in [(6, 8), (10, 1)] {
        let moment = ExcelDateTime::from_ymd(2024, month, u8::try_from(number % 28 + 1).unwrap()).unwrap();
        sheet.write_datetime_with_format(1, column, &moment, &date).unwrap();
    }
    sheet.write_string(1, 11, "Kommunedirektøren").unwrap();
    workbook.save(path).unwrap();
}
