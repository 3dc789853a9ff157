//! Every figure of every output is walked back, and every walk ends in a cell that holds what it says, seen by another reader.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, open_workbook_auto};
use rust_decimal::Decimal;
use serde_json::Value;
use tilskot::policy::FileLimits;
use tilskot::read;
use tilskot::run::disk::Disk;
use tilskot::run::{publish, tracing};
use tilskot::text::Language;
use tilskot::trace::{Again, End, Held, Output, Recorded, Step, Traces};

use crate::runs::{copy, fixture, made};

/// Columns that hold money.
const MONEY: [&str; 9] =
    ["applied", "eligible", "cap", "carried_over", "granted", "frame", "rest", "returned", "amount"];

/// The batch in `folder` as it is run, with its output in `ut`.
fn run(batch: &Path) -> Output {
    let out = batch.join("ut");
    publish::put_in_place(&Disk::real(), &out, &made(batch).files).unwrap();
    tracing::output(&out, publish::examined(&out).unwrap()).unwrap()
}

fn ends(step: &Step) -> Vec<&End> {
    step.read.iter().chain(step.from.iter().flat_map(ends)).collect()
}

fn walked(output: &Output, asked: &str) -> Traces {
    output.trace(asked, Language::Nn).unwrap_or_else(|missed| panic!("{asked}: near {:?}", missed.near))
}

/// What calamine or a plain look at the file says of the cells of a batch.
#[derive(Default)]
struct Eyes(BTreeMap<(String, String), BTreeMap<(u32, u32), String>>);

impl Eyes {
    fn holds(&mut self, batch: &Path, end: &End) {
        let raw = end.raw.as_deref().unwrap();
        let (Some(sheet), Some(cell)) = (&end.sheet, &end.cell) else {
            return assert!(self.setting(batch, end, raw), "{end:?}");
        };
        let at = tilskot::origin::CellRef::parse(cell).unwrap();
        let key = (end.file.clone(), sheet.clone());
        let cells = self.0.entry(key).or_insert_with(|| cells(&batch.join(&end.file), sheet));
        let held = cells.get(&(at.row, at.column)).unwrap_or_else(|| panic!("{end:?} is blank"));
        let number = |text: &str| text.parse::<Decimal>().ok().map(|number| number.normalize());
        assert!(held == raw || (number(held).is_some() && number(held) == number(raw)), "{end:?} holds {held}");
    }

    /// A key of batch.toml at its line, or of the run.json of the round before.
    fn setting(&self, batch: &Path, end: &End, raw: &str) -> bool {
        let text = std::fs::read_to_string(batch.join(&end.file)).unwrap();
        let key = end.key.as_deref().unwrap();
        if end.file.ends_with("run.json") {
            let run: Value = serde_json::from_str(&text).unwrap();
            let id = key.split(['[', ']']).nth(1).unwrap();
            let mut applications = run["applications"].as_array().unwrap().iter();
            return applications.find(|one| one["id"] == id).unwrap()[key.rsplit('.').next().unwrap()] == raw;
        }
        let line = text.lines().nth(end.line.unwrap() - 1).unwrap();
        line.starts_with(key.rsplit('.').next().unwrap()) && line.contains(raw)
    }
}

fn cells(path: &Path, sheet: &str) -> BTreeMap<(u32, u32), String> {
    let name = |at: usize| u32::try_from(at).unwrap();
    if path.extension().is_some_and(|extension| extension == "csv") {
        let bytes = std::fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let rows = text.trim_start_matches('\u{feff}').lines().enumerate();
        let cells = rows.flat_map(|(row, line)| line.split(';').enumerate().map(move |(at, cell)| ((row, at), cell)));
        return cells.map(|((row, at), cell)| ((name(row), name(at)), cell.trim_matches('"').to_owned())).collect();
    }
    let range = open_workbook_auto(path).unwrap().worksheet_range(sheet).unwrap();
    let (top, left) = range.start().unwrap();
    let used = range.used_cells().filter(|(.., cell)| **cell != Data::Empty);
    used.map(|(row, column, cell)| ((top + name(row), left + name(column)), cell.to_string())).collect()
}

/// For every application that was granted anything: the walk from its award ends in cells that hold what it says.
fn every_award_ends_in_its_cells(batch: &Path) -> usize {
    let output = run(batch);
    let run: Value = serde_json::from_slice(&std::fs::read(batch.join("ut/run.json")).unwrap()).unwrap();
    let mut eyes = Eyes::default();
    let granted: Vec<&Value> =
        run["applications"].as_array().unwrap().iter().filter(|one| one["granted"] != "0").collect();
    for one in &granted {
        let traces = walked(&output, one["id"].as_str().unwrap());
        let [traced] = traces.figures.as_slice() else { panic!("one application, {} walks", traces.figures.len()) };
        assert_eq!(traced.walk.figure.unwrap().to_string(), one["granted"].as_str().unwrap());
        let ends = ends(&traced.walk);
        let source = |end: &&&End| {
            end.file == one["source"]["file"] && end.cell.as_deref() == one["source"]["cells"]["applied"].as_str()
        };
        assert!(ends.iter().any(|end| source(&end)), "{}: no end in the amount applied for", one["id"]);
        assert!(ends.iter().any(|end| end.key.as_deref() == Some("scheme.rate_per_position")));
        for end in ends {
            eyes.holds(batch, end);
        }
    }
    granted.len()
}

#[test]
fn every_krone_of_vestland_2023_ends_in_a_cell_that_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    assert_eq!(every_award_ends_in_its_cells(folder.path()), 25);
}

#[test]
fn every_krone_of_both_rounds_of_vestland_2022_ends_in_a_cell_that_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2022"), folder.path());
    assert_eq!(every_award_ends_in_its_cells(&folder.path().join("runde-1")), 23);
    assert_eq!(every_award_ends_in_its_cells(&folder.path().join("runde-2")), 25);
}

/// A frame that stands in batch.toml: each entry with its line, also those that say the same.
#[test]
fn an_entry_of_batch_toml_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    std::fs::remove_file(folder.path().join("ramme.xlsx")).unwrap();
    let rules = std::fs::read_to_string(folder.path().join("batch.toml")).unwrap();
    let entry = "\n[[pot.entry]]\ndate = 2023-01-20\ntext = \"Løyving\"\namount = 630000\n";
    let (first, rest) = rules.split_once("\n[[criterion]]").unwrap();
    let (own, other) = first.rsplit_once("\n[[pot]]").unwrap();
    let rules = format!("{own}{entry}{entry}\n[[pot]]{other}{entry}\n[[criterion]]{rest}");
    std::fs::write(folder.path().join("batch.toml"), &rules).unwrap();
    let output = run(folder.path());
    let mut eyes = Eyes::default();
    let lines = |pot: &str| {
        let walk = walked(&output, pot).figures.swap_remove(0).walk;
        let ends: Vec<End> = walk.from.iter().filter_map(|step| step.read.clone()).collect();
        ends.into_iter().map(|end| (end.key.clone().unwrap(), end.line.unwrap(), end))
    };
    let stated: Vec<_> = ["statsforvaltaren", "direktoratet"].into_iter().flat_map(lines).collect();
    let numbered = rules.lines().enumerate().filter(|(_, line)| *line == "amount = 630000");
    assert_eq!(
        stated.iter().map(|(_, line, _)| *line).collect::<Vec<_>>(),
        numbered.map(|(at, _)| at + 1).collect::<Vec<_>>()
    );
    for (key, _, end) in &stated {
        assert_eq!(key, "pot.entry.amount");
        eyes.holds(folder.path(), end);
    }
}

/// What `tilskot trace` says of `asked`, where it has come through; the exit code where it has not.
fn said(batch: &Path, asked: &str) -> Result<Value, Option<i32>> {
    let call = ["trace", "ut", asked, "--batch", ".", "--format", "json", "--quiet"];
    let done = Command::new(env!("CARGO_BIN_EXE_tilskot")).args(call).current_dir(batch).output().unwrap();
    serde_json::from_slice(&done.stdout).map_err(|_| done.status.code())
}

/// The ends of a walk as JSON.
fn ends_of(step: &Value) -> Vec<&Value> {
    let from = step["from"].as_array().into_iter().flatten();
    step.get("read").into_iter().chain(from.flat_map(ends_of)).collect()
}

/// A workbook of texts.
fn written<const COLUMNS: usize>(path: &Path, sheets: &[(&str, &[[&str; COLUMNS]])]) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (at, row) in (0..).zip(*rows) {
            sheet.write_row(at, 0, *row).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

/// Both rounds of 2022: the award of `id` is set to 100 000 in the first and raised to 200 000 in the second, which leaves out
/// what else people decided; with `None`, as they are.
fn both_rounds(id: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2022"), folder.path());
    for (round, amount) in [("runde-1", "100000"), ("runde-2", "200000")] {
        let batch = folder.path().join(round);
        if let Some(id) = id {
            let header = ["Søknads-ID", "Avgjerd", "Beløp", "Grunngiving", "Førebudd av", "Godkjend av"];
            let decision = [id, "set_amount", amount, "Mindre enn tenkt", "Sakshandsamar 1", "Seksjonsleiar"];
            written(&batch.join("avgjerder.xlsx"), &[("Avgjerder", &[header, decision])]);
        }
        let _ = run(&batch);
    }
    folder
}

/// What an earlier round granted is what its run.json says, whatever this round has made of it; and it is looked up there.
#[test]
fn an_earlier_award_is_what_its_own_run_json_says() {
    let (raised, ended) = ("4601-nav-asane-familielos-konstruert-04", "4611-nav-etne-ungdomslos-konstruert-23");
    for (decided, id, before, now) in [(Some(raised), raised, "100000", "200000"), (None, ended, "620000", "0")] {
        let folder = both_rounds(decided);
        let walked = said(&folder.path().join("runde-2"), id).unwrap();
        assert_eq!(walked["figures"][0]["walk"]["figure"], now);
        let text = walked.to_string();
        assert!(text.contains("Tildelt i runde 1: ") && !text.contains("og står"), "{text}");
        let ends = ends_of(&walked["figures"][0]["walk"]);
        let earlier: Vec<&&Value> = ends.iter().filter(|end| end["file"] == "../runde-1/ut/run.json").collect();
        assert!(!earlier.is_empty());
        for end in earlier {
            assert_eq!((&end["raw"], &end["again"]), (&Value::from(before), &Value::from("agrees")), "{end}");
        }
    }
}

/// An award whose application was not sent again is walked back to the round before, and every figure of it is there.
#[test]
fn an_award_that_was_not_sent_again_ends_in_the_round_before() {
    let folder = both_rounds(None);
    let (batch, id) = (folder.path().join("runde-2"), "4601-nav-asane-familielos-konstruert-04");
    let sent: Value = serde_json::from_slice(&std::fs::read(batch.join("ut/run.json")).unwrap()).unwrap();
    let file = sent["applications"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    std::fs::remove_file(batch.join(file["source"]["file"].as_str().unwrap())).unwrap();
    std::fs::remove_dir_all(batch.join("ut")).unwrap();
    let _ = run(&batch);
    let walked = said(&batch, id).unwrap();
    let ends = ends_of(&walked["figures"][0]["walk"]);
    let keys: BTreeSet<&str> = ends.iter().filter_map(|end| end["key"].as_str()).collect();
    for field in ["granted", "applied", "positions"] {
        assert!(keys.contains(format!("applications[{id}].{field}").as_str()), "{field} is not in {keys:?}");
    }
    assert!(ends.iter().all(|end| end["again"] == "agrees"), "{ends:?}");
}

/// What does not stand in a file is not said to agree, whatever kind of file it is; nor is what was not looked at.
#[test]
fn only_what_was_looked_at_agrees() {
    let end = |key: &str, line, raw: Option<&str>| End {
        file: String::new(),
        sheet: None,
        cell: None,
        key: Some(key.to_owned()),
        line,
        header: None,
        raw: raw.map(str::to_owned),
        corrects: None,
        again: None,
    };
    let rules = std::fs::read_to_string(fixture("vestland-2023").join("batch.toml")).unwrap();
    let rules = Held::Rules(rules + "\n[[pot.entry]]\ndate = 2023-01-20\ntext = \"x\"\namount = 5\n");
    let run = serde_json::json!({"applications": [{"id": "a].x", "granted": "600000"}]});
    let run = Held::Run(run);
    for (held, end, again) in [
        (&rules, end("scheme.rate_per_position", Some(12), Some("610000")), Some(Again::Agrees)),
        (&rules, end("scheme.rate_per_position", Some(12), Some("610001")), Some(Again::Differs)),
        (&rules, end("scheme.no_such", None, Some("610000")), Some(Again::Differs)),
        (&rules, end("pot.entry.amount", Some(1), Some("5")), Some(Again::Differs)),
        (&rules, end("pot.entry.amount", None, Some("5")), None),
        (&run, end("applications[a].x].granted", None, Some("600000")), Some(Again::Agrees)),
        (&run, end("applications[a].x].granted", None, Some("630000")), Some(Again::Differs)),
        (&run, end("applications[b].granted", None, Some("600000")), Some(Again::Differs)),
        (&run, end("applications[a].x].granted", None, None), None),
        (&Held::Unread, end("applications[b].granted", None, Some("600000")), None),
    ] {
        assert_eq!(held.again(&end), again, "{end:?}");
    }
}

/// A comment after a table's name and a quoted key are what TOML says they are.
#[test]
fn a_setting_is_named_with_its_line_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let rules = std::fs::read_to_string(folder.path().join("batch.toml")).unwrap();
    let rules = rules.replace("[scheme]", "[ scheme ] # satsane").replace("rate_per_position", "\"rate_per_position\"");
    std::fs::write(folder.path().join("batch.toml"), &rules).unwrap();
    let output = run(folder.path());
    let walk = walked(&output, "tildeling:Innstilling:P8").figures.swap_remove(0).walk;
    for key in ["rate_per_position", "supplement_per_project"] {
        let is = |end: &&End| end.key == Some(format!("scheme.{key}"));
        let line = ends(&walk).into_iter().find(is).unwrap().line.unwrap();
        assert!(rules.lines().nth(line - 1).unwrap().contains(key), "{key} on line {line}");
    }
}

/// A file larger than the bounds we set ourselves, read because the batch raised them, is opened again by those of the batch.
#[test]
fn a_file_read_under_raised_bounds_is_opened_under_them() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let rules = std::fs::read_to_string(folder.path().join("batch.toml")).unwrap();
    std::fs::write(folder.path().join("batch.toml"), rules + "\n[limits.file]\nsheets = 400\n").unwrap();
    let frame = [["Pott", "Dato", "Tekst", "Beløp"], ["statsforvaltaren", "20.01.2023", "Løyving 2023", "17580000"]];
    let names: Vec<String> = (0..300).map(|at| format!("Ark {at}")).collect();
    let mut sheets = vec![("Ramme", frame.as_slice())];
    sheets.extend(names.iter().map(|name| (name.as_str(), [].as_slice())));
    written(&folder.path().join("ramme.xlsx"), &sheets);
    let _ = run(folder.path());
    let walked = said(folder.path(), "Statsforvaltaren i Vestland").unwrap();
    let ends = ends_of(&walked["figures"][0]["walk"]);
    assert!(ends.iter().any(|end| end["file"] == "ramme.xlsx"), "{ends:?}");
    for end in ends.iter().filter(|end| end["file"] == "ramme.xlsx") {
        assert_eq!(end["again"], "agrees", "{end}");
    }
}

/// From a run.json that was changed nothing is walked back, and one that points outside itself is none of ours.
#[test]
fn a_changed_run_json_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let _ = run(folder.path());
    let path = folder.path().join("ut/run.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let asked = "tildeling:Innstilling:P8";
    assert!(said(folder.path(), asked).is_ok());
    for (one, other) in [("\"a1 ", "\"a77 "), ("\"granted\": \"275000\"", "\"granted\": \"275001\"")] {
        assert!(text.contains(one), "{one}");
        std::fs::write(&path, text.replace(one, other)).unwrap();
        assert_eq!(said(folder.path(), asked), Err(Some(2)), "{one} → {other}");
    }
    assert!(Recorded::parse(text.as_bytes()).is_some());
    let mut run: Value = serde_json::from_str(&text).unwrap();
    for word in ["a77", "p2", "f0.9", "f9.0", "l99.0", "l0.999", "m0.999.0"] {
        run["outputs"]["csv"][0]["rows"] = Value::from(format!("a1 {word}"));
        assert!(Recorded::parse(run.to_string().as_bytes()).is_none(), "{word}");
    }
    run["outputs"]["csv"][0]["rows"] = Value::from("a1 -");
    assert!(Recorded::parse(run.to_string().as_bytes()).is_some());
    run["outputs"]["budget"][0]["lines"][0] = Value::from("+0");
    assert!(Recorded::parse(run.to_string().as_bytes()).is_none(), "a line that adds up itself");
    let mut run: Value = serde_json::from_str(&text).unwrap();
    for (cell, other) in [("K1", "K1"), ("K1", "K2")] {
        let formulas = &mut run["outputs"]["workbooks"][0]["formulas"];
        formulas[format!("Kontroll!{cell}")] = serde_json::json!([format!("+Kontroll!{other}")]);
        formulas["Kontroll!K2"] = serde_json::json!(["+Kontroll!K1"]);
        assert!(Recorded::parse(run.to_string().as_bytes()).is_none(), "a formula that adds up itself");
    }
}

/// The cells of the money columns of every table, their sums among them.
fn money_cells(run: &Value) -> Vec<String> {
    let letters = |at: usize| tilskot::origin::column_letters(u32::try_from(at).unwrap());
    let is_money = |key: &Value| MONEY.iter().any(|money| key.as_str().unwrap().starts_with(money));
    let columns = |table: &Value| {
        let columns = table["columns"].as_array().unwrap().iter().enumerate();
        columns.filter(|(_, key)| is_money(key)).map(|(at, key)| (at, key.clone())).collect::<Vec<_>>()
    };
    let mut cells = Vec::new();
    for workbook in run["outputs"]["workbooks"].as_array().unwrap() {
        for table in workbook["tables"].as_array().unwrap() {
            let header = table["header"].as_u64().unwrap();
            let rows = table["rows"].as_str().unwrap().split(' ').count() as u64;
            for (at, key) in columns(table) {
                let last = rows + u64::from(table["summed"].as_array().unwrap().contains(&key));
                let sheet = table["sheet"].as_str().unwrap();
                let cell = |row| format!("{}!{sheet}!{}{row}", workbook["path"].as_str().unwrap(), letters(at));
                cells.extend((header + 1..=header + last).map(cell));
            }
        }
        let formulas = workbook["formulas"].as_object().unwrap().keys();
        cells.extend(formulas.map(|cell| format!("{}!{cell}", workbook["path"].as_str().unwrap())));
    }
    for csv in run["outputs"]["csv"].as_array().unwrap() {
        let rows = csv["rows"].as_str().unwrap().split(' ').count();
        for (at, _) in columns(csv) {
            cells.extend((0..rows).map(|row| format!("{}:{}{}", csv["path"].as_str().unwrap(), letters(at), row + 2)));
        }
    }
    cells
}

/// Walks every cell with money in every output, and holds what stands there against what the walk adds up to.
fn every_amount_is_walked(batch: &Path) -> usize {
    let output = run(batch);
    let run: Value = serde_json::from_slice(&std::fs::read(batch.join("ut/run.json")).unwrap()).unwrap();
    let mut walks = 0;
    for cell in money_cells(&run) {
        // A line without an amount has nothing to walk.
        let Ok(traces) = output.trace(&cell, Language::Nn) else { continue };
        let walk = &traces.figures[0].walk;
        let Some(shown) = walk.figure else { continue };
        assert!(!walk.said.contains(", men "), "{}", walk.said);
        let grounds = cell.contains("Grunngiving");
        let parts: Decimal = walk.from.iter().filter_map(|step| step.figure).sum();
        assert!(shown.is_zero() || !walk.from.is_empty(), "{cell} goes nowhere");
        assert!(grounds || parts == shown, "{cell} shows {shown}, its walk {parts}");
        let ends: BTreeSet<&str> = walk.from.iter().flat_map(ends).map(|end| end.file.as_str()).collect();
        assert!(shown.is_zero() || !ends.is_empty(), "{cell} ends nowhere");
        walks += 1;
    }
    walks
}

#[test]
fn every_amount_in_every_output_is_walked() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), &folder.path().join("2023"));
    let walks = every_amount_is_walked(&folder.path().join("2023"));
    assert!(walks > 900, "{walks} walks");
    copy(&fixture("vestland-2022"), &folder.path().join("2022"));
    every_amount_is_walked(&folder.path().join("2022/runde-1"));
    let walks = every_amount_is_walked(&folder.path().join("2022/runde-2"));
    assert!(walks > 900, "{walks} walks");
}

#[test]
fn a_figure_is_found_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let output = run(folder.path());
    let first = |asked: &str| walked(&output, asked).figures.swap_remove(0).walk;
    let cell = first("tildeling.xlsx!Innstilling!P8");
    for other in ["tildeling:Innstilling:P8", "'[tildeling.xlsx]Innstilling'!$P$8", "innstilling:p8", "Innstilling!P8"]
    {
        assert_eq!(first(other), cell, "{other}");
    }
    assert_eq!(first("data.csv:G3"), first("tabelldata/data.csv!G3"));
    for amount in ["1240000", "1 240 000", "1 240 000 kr", "kr 1 240 000,-"] {
        assert_eq!(walked(&output, amount), walked(&output, "1240000"), "{amount}");
    }
    assert_eq!(first("Statsforvaltaren i Vestland"), first("statsforvaltaren"));
    assert!(walked(&output, "Alver").figures.len() > 1);
    let near = output.trace("1240001", Language::Nn).unwrap_err().near;
    assert_eq!(near[0].replace('\u{a0}', " "), "1 240 000");
    let near = output.trace("tildeling:Innstiling:P8", Language::Nn).unwrap_err().near;
    assert_eq!(near[0], "tildeling.xlsx!Innstilling");
}

/// A score is walked to the marks of criteria that bear the names people know, not their ids.
#[test]
fn a_criterion_is_called_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let walk = walked(&run(folder.path()), "tildeling:Innstilling:K23").figures.swap_remove(0).walk;
    let criteria: Vec<&str> = walk.from[0].from.iter().map(|step| step.said.as_str()).collect();
    assert!(criteria[0].starts_with("Lokale behov, vekt 3: gjennomsnitt "), "{criteria:?}");
    assert_eq!(criteria.len(), 4, "{criteria:?}");
}

/// Persons and free text stay where they are: not one of them is in a walk.
#[test]
fn no_person_is_in_a_walk() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixture("vestland-2023"), folder.path());
    let output = run(folder.path());
    let all = serde_json::to_string(&walked(&output, "18210000")).unwrap();
    let persons = persons(&folder.path().join("soknader"));
    assert!(persons.len() > 40 && persons.contains("Kommunedirektøren i Alver"), "{persons:?}");
    for person in persons.iter().map(String::as_str).chain(["contact", "@", "approved_by"]) {
        assert!(!all.contains(person), "{person}");
    }
}

/// What stands beside the labels of persons in the forms of a folder.
fn persons(folder: &Path) -> BTreeSet<String> {
    const LABELS: [&str; 5] = ["Kontaktperson", "E-post", "Telefon", "Godkjend av", "Godkjent av"];
    let mut found = BTreeSet::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let read = read::workbook(name, &std::fs::read(&path).unwrap(), &FileLimits::default()).unwrap();
        for row in read.sheets.iter().flat_map(|sheet| &sheet.rows) {
            let mut texts = row.cells.iter().filter_map(|cell| match &cell.value {
                read::Value::Text(text) => Some(text.to_string()),
                _ => None,
            });
            let label = texts.next().unwrap_or_default();
            let person = texts.next().filter(|_| LABELS.iter().any(|known| label.trim_end_matches(':') == *known));
            // A telephone number may be a part of many others.
            found.extend(person.filter(|text| text.len() > 10));
        }
    }
    found
}
