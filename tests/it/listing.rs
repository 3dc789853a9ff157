//! `tildeling.csv`, the CSV of budget tables and the data package: how they are written, and that they read back the same.

use proptest::prelude::*;
use sha2::Digest;
use tilskot::money::Kroner;
use tilskot::report::machine::delimited::{File, csv_text, text_of_csv};
use tilskot::report::machine::listing::listing;
use tilskot::report::machine::package::{datapackage, table_files};
use tilskot::text::Language;

use crate::page::tables;
use crate::sample;

/// The header and rows of a file, as a reader that knows the dialect gets them.
fn read(file: &File) -> Vec<Vec<String>> {
    let bytes = file.bytes();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    let rows = reader.records().map(|record| record.unwrap().iter().map(|one| text_of_csv(one).to_owned()).collect());
    rows.collect()
}

/// The value in `column` (by its key) of the row that names `id` first.
fn value<'a>(file: &File, rows: &'a [Vec<String>], id: &str, column: &str) -> &'a str {
    let at = file.columns.iter().position(|one| one.key == column).unwrap();
    &rows.iter().find(|row| row[0] == id).unwrap()[at]
}

#[test]
fn one_row_per_application_in_the_dialect_of_norwegian_spreadsheets() {
    let sample = sample::recommendation();
    let file = listing(&sample, Language::Nn);
    let text = String::from_utf8(file.bytes()).unwrap();
    assert_eq!(text.matches("\r\n").count(), 13);
    assert_eq!(text.matches('\n').count(), 13);
    assert!(text.starts_with("\u{feff}Søknads-ID;Kommunenr.;Kommune;Nav-kontor;"), "{text}");
    let rows = read(&file);
    assert_eq!(rows.len(), 13);
    let voss = "4627-nav-askoy-saman-om-jobb";
    for (column, expected) in [
        ("municipality_no", "4627"),
        ("positions", "1,5"),
        ("granted", "935000"),
        ("score", "3,00"),
        ("rank", "6"),
        ("outcome", "Innvilga"),
        ("outcome_key", "granted"),
        ("reason_key", "ranked"),
        ("pot", "direktoratet"),
    ] {
        assert_eq!(value(&file, &rows, voss, column), expected, "{column}");
    }
    let held = "4614-nav-stord-okonomirettleiing";
    assert_eq!(value(&file, &rows, held, "applied"), "");
}

#[test]
fn headers_and_words_follow_the_language() {
    for (language, project, outcome) in
        [(Language::Nb, "Begrunnelse", "Innvilget"), (Language::En, "Reason", "Granted")]
    {
        let text = String::from_utf8(listing(&sample::recommendation(), language).bytes()).unwrap();
        assert!(text.contains(project) && text.contains(outcome));
    }
}

#[test]
fn the_granted_column_adds_up_to_the_total() {
    let sample = sample::recommendation();
    let file = listing(&sample, Language::Nn);
    let at = file.columns.iter().position(|one| one.key == "granted").unwrap();
    let sum: i64 = read(&file)[1..].iter().map(|row| row[at].parse::<i64>().unwrap()).sum();
    assert_eq!(Kroner::whole(sum), sample.totals().granted_amount);
}

#[test]
fn a_title_that_looks_like_a_formula_is_kept_and_not_run() {
    let file = listing(&sample::recommendation(), Language::Nn);
    let text = String::from_utf8(file.bytes()).unwrap();
    assert!(text.contains(";\"'=HYPERLINK("), "{text}");
    assert!(!text.contains(";\"=") && !text.contains(";="), "{text}");
    let id = "4631-nav-alver-hyperlink-https-example-org-klikk-her";
    assert_eq!(value(&file, &read(&file), id, "project"), sample::FORMULA_TITLE);
}

#[test]
fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("+47", "'+47"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'n Kurs", "'n Kurs"),
        ("Ka `no? - 2", "Ka `no? - 2"),
        ("", ""),
    ] {
        assert_eq!(csv_text(text), written);
        assert_eq!(text_of_csv(written), text);
    }
}

proptest! {
    #[test]
    fn every_text_reads_back_as_it_was(text in "['=+@\t\r -]{0,4}\\PC{0,6}") {
        let written = csv_text(&text);
        prop_assert_eq!(text_of_csv(&written), text.as_str());
        prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r']));
    }
}

#[test]
fn a_table_is_written_as_shown_and_tidy_with_the_same_kroner() {
    let tables = tables();
    let files = table_files(&tables, Language::Nn);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["tabelldata/budsjettramme_nav.csv", "tabelldata/budsjettramme_kr.csv", "tabelldata/data.csv"]);
    let shown = read(&files[0]);
    assert_eq!(shown[0], ["Linjenr", "Linje", "2017 (kr)", "2018 (kr)", "2019 (kr)", "2020 (kr)"]);
    assert_eq!(shown[3], ["125", "=Sosialhjelp; \"auka\" sats", "", "-5000000", "-10000000", ""]);
    let tidy = read(&files[2]);
    assert_eq!(tidy.len(), 1 + 2 * 5 * 4);
    assert_eq!(tidy[10], ["budsjettramme_nav", "3", "125", "linje", "=Sosialhjelp; \"auka\" sats", "2018", "-5000000"]);
}

#[test]
fn columns_of_one_name_get_names_of_their_own() {
    let mut tables = tables();
    tables[0].columns = ["2017", "2017", "2017", "2018"].map(str::to_owned).to_vec();
    let header = &read(&table_files(&tables, Language::Nb)[0])[0];
    assert_eq!(header[2..], ["2017 (kr)", "2017 (kr) 2", "2017 (kr) 3", "2018 (kr)"]);
}

#[test]
fn the_package_describes_every_column_of_every_file() {
    let sample = sample::recommendation();
    let mut files = table_files(&tables(), Language::Nn);
    files.push(listing(&sample, Language::Nn));
    let bytes = datapackage(&sample.policy.batch.id, "UTKAST", &files);
    let package: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(package["profile"], "tabular-data-package");
    for (file, resource) in files.iter().zip(package["resources"].as_array().unwrap()) {
        assert_eq!(resource["path"], file.path.as_str());
        assert_eq!(resource["bytes"], file.bytes().len());
        let hash: String = sha2::Sha256::digest(file.bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"));
        assert_eq!(resource["dialect"]["delimiter"], ";");
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let header = &read(file)[0];
        assert_eq!(fields.iter().map(|field| field["name"].as_str().unwrap()).collect::<Vec<_>>(), *header);
        for field in fields.iter().filter(|field| field["type"] == "number") {
            assert_eq!(field["decimalChar"], ",");
        }
        for key in resource["schema"]["primaryKey"].as_array().into_iter().flatten() {
            assert!(header.iter().any(|name| name == key.as_str().unwrap()));
        }
    }
}
