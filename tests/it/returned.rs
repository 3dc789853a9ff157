//! What people send back: the application form filled in, and the correction workbook.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use tilskot::application::{Field, Kind, Submission};
use tilskot::budget::Unit;
use tilskot::check;
use tilskot::finding::Finding;
use tilskot::form;
use tilskot::form::header::normalise;
use tilskot::money::Kroner;
use tilskot::policy::{Allowed, FileLimits, Policy};
use tilskot::problem::Severity;
use tilskot::read::{self, Value};
use tilskot::report::xlsx;
use tilskot::run::console::Console;
use tilskot::run::whole::{self, Made};
use tilskot::stamp::{FORM_VERSION, Work};
use tilskot::text::Language;

/// The codes that have their case here, each beside a workbook that came back as it should.
pub(crate) const CODES: &[&str] = &["T221", "T222", "T223", "T231", "T232", "T233", "T234", "T235", "T236"];

/// What a test writes into a cell of a workbook.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Text(String),
    Number(Decimal),
    Day(Date),
}

impl From<&str> for Entry {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Entry {
    fn xml(&self, at: &str, style: &str) -> String {
        match self {
            Self::Text(text) => {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
            }
            Self::Number(number) => format!("<c r=\"{at}\"{style}><v>{number}</v></c>"),
            Self::Day(day) => {
                let days = day.since(date(1899, 12, 30)).unwrap().get_days();
                format!("<c r=\"{at}\"{style}><v>{days}</v></c>")
            }
        }
    }
}

/// The workbook with one of its parts changed.
pub(crate) fn with_part(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == part {
            content = change(&String::from_utf8(content).unwrap()).into_bytes();
            changed = true;
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&content).unwrap();
    }
    assert!(changed, "the workbook has no part {part}");
    written.finish().unwrap().into_inner()
}

/// The workbook with cells of one sheet written anew; each keeps its format, as when a person types in it.
pub(crate) fn filled(bytes: &[u8], sheet: usize, cells: &[(String, Entry)]) -> Vec<u8> {
    with_part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"), |xml| {
        let mut xml = xml.to_owned();
        for (at, entry) in cells {
            let start = xml.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no cell {at}"));
            let tag_end = start + xml[start..].find('>').unwrap();
            let end = if xml[..tag_end].ends_with('/') {
                tag_end + 1
            } else {
                start + xml[start..].find("</c>").unwrap() + "</c>".len()
            };
            let tag = &xml[start..tag_end];
            let style = tag.find(" s=\"").map_or("", |from| &tag[from..from + 5 + tag[from + 4..].find('"').unwrap()]);
            xml.replace_range(start..end, &entry.xml(at, style));
        }
        xml
    })
}

fn opened(name: &str, bytes: &[u8]) -> read::Workbook {
    read::workbook(name, bytes, &FileLimits::default()).unwrap()
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn policy() -> Policy {
    let text = std::fs::read_to_string(fixture("vestland-2023/batch.toml")).unwrap();
    Policy::parse(&text, normalise).unwrap()
}

/// Where each field of a form sheet is written, by the labels that stand in it.
fn places(bytes: &[u8], sheet: usize) -> BTreeMap<Field, String> {
    let workbook = opened("form.xlsx", bytes);
    let mut places = BTreeMap::new();
    for row in &workbook.sheets[sheet].rows {
        let Some(Value::Text(label)) = row.cell(1).map(|cell| &cell.value) else { continue };
        let named = |field: &&Field| field.headers().any(|header| normalise(header) == normalise(label));
        if let Some(field) = Field::APPLICATION.iter().find(named) {
            places.insert(*field, format!("C{}", row.number + 1));
        }
    }
    assert_eq!(places.len(), Field::APPLICATION.len());
    places
}

/// A whole and right application.
fn right() -> Vec<(Field, Entry)> {
    let kroner = |amount: i64| Entry::Number(Decimal::from(amount));
    vec![
        (Field::Municipality, "Alver".into()),
        (Field::Office, "Nav Alver".into()),
        (Field::OrgNo, "920290922".into()),
        (Field::Project, "Første steg".into()),
        (Field::Kind, "Ny søknad".into()),
        (Field::Start, Entry::Day(date(2023, 3, 1))),
        (Field::Positions, Entry::Number(Decimal::new(15, 1))),
        (Field::AppliedPositions, kroner(915_000)),
        (Field::AppliedSupplement, kroner(20_000)),
        (Field::Applied, kroner(935_000)),
        (Field::ApprovedBy, "Kommunedirektøren".into()),
    ]
}

fn write(form: &[u8], sheet: usize, entries: &[(Field, Entry)]) -> Vec<u8> {
    let places = places(form, sheet);
    let cells: Vec<_> = entries.iter().map(|(field, entry)| (places[field].clone(), entry.clone())).collect();
    filled(form, sheet + 1, &cells)
}

fn read_back(bytes: &[u8], policy: &Policy) -> (Vec<Submission>, Vec<Finding>) {
    let mut workbook = opened("form.xlsx", bytes);
    let file: Arc<str> = Arc::from("soknader/form.xlsx");
    let schema = form::application::schema(policy);
    let mut gathered = form::application::applications(&file, &mut workbook, policy, &schema);
    let notices = workbook.stamp.iter().flat_map(|stamp| form::stamped::notices(&file, stamp, policy));
    gathered.findings.extend(notices);
    let mut received =
        check::Received { submissions: gathered.records.clone(), findings: gathered.findings, ..Default::default() };
    (gathered.records, check::sheets(&mut received, policy))
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.problem.code()).collect()
}

#[test]
fn a_form_filled_in_is_read_without_a_finding() {
    let policy = policy();
    let form = xlsx::application_form(&policy).unwrap();
    for sheet in [0, 1] {
        let (read, findings) = read_back(&write(&form, sheet, &right()), &policy);
        assert!(findings.is_empty(), "{findings:?}");
        let [one] = &read[..] else { panic!("{read:?}") };
        assert_eq!(one.id.as_str(), "4631-nav-alver-forste-steg");
        assert_eq!((one.kind, one.start), (Some(Kind::New), Some(date(2023, 3, 1))));
    }
    let mut continuing = right();
    let word = continuing.iter_mut().find(|(field, _)| *field == Field::Kind).unwrap();
    word.1 = "Videreføring".into();
    continuing.push((Field::ProjectId, "VL-2022-02".into()));
    continuing.push((Field::GrantYear, Entry::Number(Decimal::TWO)));
    let (read, findings) = read_back(&write(&form, 1, &continuing), &policy);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!((read[0].kind, read[0].grant_year), (Some(Kind::Continuing), Some(2)));
}

/// A number after the size of the letters would be read as part of the size.
#[test]
fn a_title_that_begins_with_its_year_stands_at_the_foot_of_the_form() {
    let mut policy = policy();
    policy.batch.title = "2023: tilskot".to_owned();
    let form = xlsx::application_form(&policy).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(form)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(sheet.contains("<oddFooter>&amp;L&amp;8 2023: tilskot&amp;R"), "{sheet}");
}

#[test]
fn a_form_nobody_has_written_in_is_no_application() {
    let policy = policy();
    let form = xlsx::application_form(&policy).unwrap();
    let (read, findings) = read_back(&form, &policy);
    assert_eq!((read.len(), codes(&findings)), (0, vec!["T223"]));
    let schema = form::application::schema(&policy);
    let mut workbook = opened("form.xlsx", &write(&form, 0, &right()));
    let gathered = form::application::applications(&Arc::from("form.xlsx"), &mut workbook, &policy, &schema);
    for (account, sheet) in gathered.sheets.iter().zip(&workbook.sheets) {
        assert_eq!(account.rows.values().sum::<usize>(), sheet.rows.len(), "{}", account.name);
    }
    assert!(gathered.sheets[1].rows.contains_key("blank"));
}

#[test]
fn the_form_knows_its_batch_when_it_comes_back() {
    let policy = policy();
    let form = write(&xlsx::application_form(&policy).unwrap(), 0, &right());
    let stamp = opened("form.xlsx", &form).stamp.unwrap();
    assert_eq!((stamp.work, stamp.version), (Work::Form, FORM_VERSION));
    assert_eq!((stamp.batch.as_str(), stamp.round), ("vestland-2023", 1));
    let older = with_part(&form, "docProps/custom.xml", |xml| {
        xml.replace(&format!(">{FORM_VERSION}</vt:lpwstr>"), ">0</vt:lpwstr>")
    });
    let (read, findings) = read_back(&older, &policy);
    // The version and the round stand in the same words here.
    assert_eq!((read.len(), codes(&findings)), (1, vec!["T221", "T222"]));
    let mut later = policy.clone();
    later.batch.round = 2;
    let (_, findings) = read_back(&form, &later);
    assert_eq!(codes(&findings), ["T222"]);
    assert!(findings.iter().all(|finding| finding.severity() == Severity::Notice));
}

#[test]
fn the_same_batch_gives_the_same_form() {
    let policy = policy();
    assert_eq!(xlsx::application_form(&policy).unwrap(), xlsx::application_form(&policy).unwrap());
}

/// What the table lets through is what passes, at and beside every edge.
#[test]
fn the_table_of_what_is_allowed_and_check_agree_on_edges() {
    let policy = policy();
    let form = xlsx::application_form(&policy).unwrap();
    let numbers = [
        "-1",
        "-0.01",
        "0",
        "0.01",
        "0.05",
        "0.1",
        "0.15",
        "0.3",
        "0.7",
        "1",
        "1.5",
        "2",
        "3",
        "4",
        "9.9",
        "9.99",
        "10",
        "10.1",
        "100",
        "0.001",
        "12.345",
        "999999999999.99",
        "1000000000000",
        "1000000000000.01",
        "1000000000001",
    ];
    let fields = [Field::GrantYear, Field::Positions, Field::CarriedOver, Field::OwnShare, Field::AppliedYear2];
    let mut tried = 0;
    for field in fields {
        for number in numbers {
            let number: Decimal = number.parse().unwrap();
            let mut entries = right();
            entries.retain(|(one, _)| *one != field);
            entries.push((field, Entry::Number(number)));
            let (_, findings) = read_back(&write(&form, 0, &entries), &policy);
            // Of the grant year only the range is a cell's own rule; that a new project is in year 1 is another.
            let passes = !findings
                .iter()
                .any(|one| one.field == Some(field) && one.is_error() && one.problem.code().starts_with("T3"));
            assert_eq!(policy.allowed(field).takes(number), Some(passes), "{field:?} {number} {:?}", codes(&findings));
            tried += 1;
        }
    }
    assert_eq!(tried, 125);
}

#[test]
fn days_that_are_allowed_and_check_agree_on_edges() {
    let policy = policy();
    let form = xlsx::application_form(&policy).unwrap();
    let Allowed::Day { first, last } = policy.allowed(Field::Received) else { panic!("received is a day") };
    for (day, passes) in
        [(first, true), (first.yesterday().unwrap(), false), (last, true), (last.tomorrow().unwrap(), false)]
    {
        let mut entries = right();
        entries.push((Field::Received, Entry::Day(day)));
        let (_, findings) = read_back(&write(&form, 0, &entries), &policy);
        assert_eq!(!codes(&findings).contains(&"T305"), passes, "{day}");
    }
    for kind in [Kind::New, Kind::Continuing] {
        let (first, last) = policy.start_days(Some(kind));
        for (day, passes) in
            [(first, true), (first.yesterday().unwrap(), false), (last, true), (last.tomorrow().unwrap(), false)]
        {
            let mut entries = right();
            entries.retain(|(field, _)| !matches!(field, Field::Start | Field::Kind));
            entries.push((Field::Kind, if kind == Kind::New { "Ny søknad" } else { "Vidareføring" }.into()));
            entries.push((Field::Start, Entry::Day(day)));
            let (_, findings) = read_back(&write(&form, 0, &entries), &policy);
            assert_eq!(!codes(&findings).contains(&"T405"), passes, "{kind:?} {day}");
        }
    }
}

/// A batch of one file with one trap: an amount in K8 that can be read two ways.
struct Loop {
    folder: tempfile::TempDir,
}

const SENT: &str = "soknader/ambiguous-amount.xlsx";
const CAME: &str = "soknader/retur.xlsx";

impl Loop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("soknader")).unwrap();
        for file in ["batch.toml", SENT] {
            std::fs::copy(fixture("traps").join(file), folder.path().join(file)).unwrap();
        }
        Self { folder }
    }

    fn run(&self) -> Made {
        whole::outputs(self.folder.path(), Language::Nn, Unit::Kroner, &Console::silent()).unwrap()
    }

    /// The correction workbook of the municipality that sent it.
    fn written(&self) -> Vec<u8> {
        let files = self.run().files;
        files.into_iter().find(|file| file.path == "retur/stord.xlsx").unwrap().bytes
    }

    fn sends(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// What is said of a file, but for cuts to the cap: code and cell.
    fn said(&self, file: &str) -> Vec<String> {
        let findings = self.run().recommendation.findings;
        let own = findings.iter().filter(|one| *one.file == *file && one.problem.code() != "T402");
        let place = |one: &Finding| one.cell.map_or_else(String::new, |cell| format!(" {cell}"));
        own.map(|one| format!("{}{}", one.problem.code(), place(one))).collect()
    }
}

fn mended(bytes: &[u8]) -> Vec<u8> {
    filled(bytes, 2, &[("K8".to_owned(), Entry::Number(Decimal::from(935_000)))])
}

/// The XML of a row, numbered anew.
fn row(xml: &str, from: u32, to: u32) -> String {
    let start = xml.find(&format!("<row r=\"{from}\"")).unwrap();
    let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
    let mut row = xml[start..end].replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""));
    for column in 'A'..='Z' {
        row = row.replace(&format!("r=\"{column}{from}\""), &format!("r=\"{column}{to}\""));
    }
    row
}

#[test]
fn only_flagged_cells_of_a_correction_workbook_are_unlocked_and_lead_to_a_finding() {
    let batch = Loop::new();
    let bytes = batch.written();
    let workbook = opened("stord.xlsx", &bytes);
    let stamp = workbook.stamp.as_ref().unwrap();
    assert_eq!((stamp.work, stamp.batch.as_str(), stamp.sheets.len()), (Work::Correction, "feller", 1));
    assert_eq!(
        stamp.sheets[0].open.within(&(0..1_000).collect()).map(|cell| cell.to_string()).collect::<Vec<_>>(),
        ["K8"]
    );
    let sent = opened("a.xlsx", &std::fs::read(batch.folder.path().join(SENT)).unwrap());
    let shown = workbook.sheets.iter().find(|sheet| *sheet.name == *stamp.sheets[0].name).unwrap();
    let original = sent.sheets.iter().find(|sheet| *sheet.name == *stamp.sheets[0].original).unwrap();
    let cells = |sheet: &read::Sheet| -> Vec<(u32, u32, Value)> {
        let of = |row: &read::Row| {
            row.cells.iter().map(|cell| (row.number, cell.column, cell.value.clone())).collect::<Vec<_>>()
        };
        sheet.rows.iter().flat_map(of).collect()
    };
    assert_eq!(cells(shown), cells(original));
}

#[test]
fn a_mended_cell_closes_its_finding_and_an_unmended_one_repeats_it() {
    let batch = Loop::new();
    let written = batch.written();
    assert_eq!(batch.said(SENT), ["T303 K8"]);
    batch.sends(CAME, &written);
    assert_eq!((batch.said(SENT), batch.said(CAME)), (vec!["T303 K8".to_owned()], Vec::new()));
    batch.sends(CAME, &mended(&written));
    assert_eq!((batch.said(SENT), batch.said(CAME)), (Vec::new(), vec!["T231".to_owned()]));
    let made = batch.run();
    assert!(made.files.iter().all(|file| !file.path.starts_with("retur/") || file.path == "retur/stord.xlsx"));
    let read = &made.recommendation.entries;
    assert!(read.iter().any(
        |entry| entry.submission.applied == Some(Kroner::whole(935_000)) && *entry.submission.source.file == *SENT
    ));
}

#[test]
fn a_change_outside_the_marked_cells_is_named_and_not_used() {
    let batch = Loop::new();
    let others = [("D5".to_owned(), Entry::from("Noko anna")), ("K5".to_owned(), Entry::Number(Decimal::ONE))];
    batch.sends(CAME, &filled(&mended(&batch.written()), 2, &others));
    assert_eq!(batch.said(CAME), ["T232 D5", "T232 K5", "T231"]);
    assert_eq!(batch.said(SENT), Vec::<String>::new());
    let titles = batch.run().recommendation;
    assert!(titles.entries.iter().all(|entry| entry.submission.project.as_deref() != Some("Noko anna")));
}

#[test]
fn a_row_that_was_moved_or_deleted_is_named_and_not_used() {
    let batch = Loop::new();
    let bytes = mended(&batch.written());
    let part = "xl/worksheets/sheet2.xml";
    let swapped = with_part(&bytes, part, |xml| {
        let (sixth, eighth) = (row(xml, 6, 6), row(xml, 8, 8));
        xml.replace(&sixth, "@").replace(&eighth, &row(xml, 6, 8)).replace('@', &row(xml, 8, 6))
    });
    batch.sends(CAME, &swapped);
    assert_eq!(
        (batch.said(SENT), batch.said(CAME)),
        (vec!["T303 K8".to_owned()], vec!["T233 A6".to_owned(), "T233 A8".to_owned()])
    );
    let deleted = with_part(&bytes, part, |xml| xml.replace(&row(xml, 8, 8), ""));
    batch.sends(CAME, &deleted);
    assert_eq!((batch.said(SENT), batch.said(CAME)), (vec!["T303 K8".to_owned()], vec!["T234 A8".to_owned()]));
}

#[test]
fn a_correction_workbook_is_the_application_where_the_file_it_shows_is_gone() {
    let batch = Loop::new();
    let bytes = mended(&batch.written());
    let before = batch.run().recommendation.entries.len();
    std::fs::remove_file(batch.folder.path().join(SENT)).unwrap();
    batch.sends(CAME, &bytes);
    assert_eq!(batch.said(CAME), ["T235"]);
    let made = batch.run().recommendation;
    assert_eq!(made.entries.len(), before);
    let input = made.inputs.iter().find(|input| *input.path == *CAME).unwrap();
    let workbook = opened(CAME, &bytes);
    assert_eq!(input.sheets.len(), workbook.sheets.len());
}

#[test]
fn a_second_correction_workbook_holds_what_the_first_mended() {
    let batch = Loop::new();
    let wrong = filled(&batch.written(), 2, &[("K8".to_owned(), "etter avtale".into())]);
    batch.sends(CAME, &wrong);
    assert_eq!(batch.said(SENT), ["T302 K8"]);
    let second = mended(&batch.written());
    batch.sends("soknader/a-retur-2.xlsx", &second);
    // Whatever their names, the later counts.
    assert_eq!(batch.said(SENT), Vec::<String>::new());
    std::fs::remove_file(batch.folder.path().join(CAME)).unwrap();
    assert_eq!(batch.said(SENT), Vec::<String>::new());
}

/// A batch of one of the files of `fixtures/traps`, and the correction workbook that its sender gets.
fn sent_back(trap: &str) -> (Loop, String, Vec<u8>) {
    let batch = Loop::new();
    std::fs::remove_file(batch.folder.path().join(SENT)).unwrap();
    let sent = format!("soknader/{trap}");
    std::fs::copy(fixture("traps").join(&sent), batch.folder.path().join(&sent)).unwrap();
    let files = batch.run().files;
    let written = files.into_iter().find(|file| file.path.starts_with("retur/")).unwrap().bytes;
    (batch, sent, written)
}

fn open_cells(bytes: &[u8]) -> Vec<String> {
    let stamp = opened("a.xlsx", bytes).stamp.unwrap();
    let rows = (0..1_000).collect();
    stamp.sheets.iter().flat_map(|sheet| sheet.open.within(&rows)).map(|cell| cell.to_string()).collect()
}

#[test]
fn parts_that_do_not_sum_can_be_mended_in_the_parts() {
    let (batch, sent, written) = sent_back("parts-do-not-sum.xlsx");
    assert_eq!(open_cells(&written), ["I6", "J6", "K6"]);
    let read = opened("a.xlsx", &std::fs::read(batch.folder.path().join(&sent)).unwrap());
    let row = read.sheets[0].rows.iter().find(|row| row.number == 5).unwrap();
    let [part, applied] = [8, 10].map(|column| match row.cell(column).unwrap().value {
        Value::Number(number) => number,
        _ => panic!("{row:?}"),
    });
    let cells = [("I6".to_owned(), Entry::Number(part)), ("J6".to_owned(), Entry::Number(applied - part))];
    batch.sends(CAME, &filled(&written, 2, &cells));
    assert_eq!((batch.said(&sent), batch.said(CAME)), (Vec::new(), vec!["T231".to_owned()]));
}

/// Which of number and name is wrong only the sender knows: both can be written in.
#[test]
fn a_number_and_a_name_that_disagree_can_be_mended_in_either() {
    let batch = Loop::new();
    std::fs::remove_file(batch.folder.path().join(SENT)).unwrap();
    let sound = std::fs::read(fixture("vestland-2023").join("soknader/alver.xlsx")).unwrap();
    let wrong = |cell: &str, number: &str| (cell.to_owned(), Entry::Text(number.to_owned()));
    batch.sends("soknader/alver.xlsx", &filled(&sound, 1, &[wrong("C5", "4621")]));
    let files = batch.run().files;
    let written = files.into_iter().find(|file| file.path.starts_with("retur/")).unwrap().bytes;
    assert_eq!(open_cells(&written), ["C4", "C5"]);
    batch.sends(CAME, &filled(&written, 2, &[wrong("C5", "4631")]));
    assert!(!batch.said(CAME).iter().any(|said| said.starts_with("T408")), "{:?}", batch.said(CAME));
}

#[test]
fn what_was_hidden_has_been_seen_when_it_comes_back() {
    for (trap, code) in [("hidden-row.xlsx", "T207"), ("hidden-column.xlsx", "T208")] {
        let (batch, sent, written) = sent_back(trap);
        assert!(batch.said(&sent)[0].starts_with(code), "{trap}");
        assert!(open_cells(&written).len() > 1, "{trap}");
        batch.sends(CAME, &written);
        assert_eq!((batch.said(&sent), batch.said(CAME)), (Vec::new(), Vec::new()), "{trap}");
    }
}

#[test]
fn headers_can_be_mended() {
    for (trap, cell, header) in [("near-header.xlsx", "K3", "Søknadsbeløp"), ("double-column.xlsx", "O3", "Merknad")]
    {
        let (batch, sent, written) = sent_back(trap);
        assert!(open_cells(&written).contains(&cell.to_owned()), "{trap}");
        batch.sends(CAME, &filled(&written, 2, &[(cell.to_owned(), header.into())]));
        let left = batch.said(&sent);
        assert!(left.iter().all(|one| one.starts_with("T205")), "{trap} {left:?}");
    }
}

#[test]
fn a_missing_column_has_its_place_in_the_correction_workbook() {
    let (batch, sent, written) = sent_back("missing-column.xlsx");
    assert!(batch.said(&sent).contains(&"T202".to_owned()));
    let open = open_cells(&written);
    let shown = opened("a.xlsx", &written);
    let label = shown.sheets[1].rows.iter().flat_map(|row| row.cells.last().map(|cell| (row.number, cell)));
    let label = label.filter(|(_, cell)| cell.value == Value::Text("Prosjekttittel".into())).count();
    assert_eq!(label, 1, "{open:?}");
    let below = |at: &&String| at.trim_start_matches(char::is_alphabetic) != "3";
    let titles: Vec<_> =
        open.iter().filter(below).map(|at| (at.clone(), Entry::Text(format!("Prosjekt {at}")))).collect();
    assert_eq!(titles.len() + 1, open.len());
    batch.sends(CAME, &filled(&written, 2, &titles));
    assert_eq!(batch.said(&sent), Vec::<String>::new());
    let made = batch.run().recommendation;
    assert_eq!(made.entries.iter().filter(|entry| entry.submission.project.is_some()).count(), titles.len());
}

#[test]
fn what_an_earlier_edition_mended_is_locked_in_the_next() {
    let batch = Loop::new();
    let list = "Kommune;Nav-kontor;Prosjekttittel;Type søknad;Oppstart;Stillingar;Søknadsbeløp;Godkjend av\n\
        Stord;Nav Stord;Første steg;Ny søknad;01.03.2023;1;12.5;Kommunedirektøren\n\
        Stord;Nav Stord;Ung i arbeid;Ny søknad;01.03.2023;1;etter avtale;Kommunedirektøren\n";
    std::fs::remove_file(batch.folder.path().join(SENT)).unwrap();
    batch.sends("soknader/stord.csv", list.as_bytes());
    let amount = |at: &str, kroner: i64| (at.to_owned(), Entry::Number(Decimal::from(kroner)));
    batch.sends(CAME, &filled(&batch.written(), 2, &[amount("G2", 620_000)]));
    assert_eq!(batch.said("soknader/stord.csv"), ["T302 G3"]);
    let second = filled(&batch.written(), 2, &[amount("G2", 600_000), amount("G3", 610_000)]);
    batch.sends("soknader/retur-2.xlsx", &second);
    assert_eq!(batch.said("soknader/stord.csv"), Vec::<String>::new());
    assert_eq!(batch.said("soknader/retur-2.xlsx"), ["T232 G2", "T231"]);
    let made = batch.run().recommendation;
    let applied: Vec<_> = made.entries.iter().filter_map(|entry| entry.submission.applied).collect();
    assert_eq!(applied, [620_000, 610_000].map(Kroner::whole));
}

#[test]
fn a_sheet_that_is_gone_is_named() {
    let batch = Loop::new();
    let bytes = with_part(&batch.written(), "xl/workbook.xml", |xml| xml.replace("name=\"Søknader\"", "name=\"Ark2\""));
    batch.sends(CAME, &bytes);
    assert_eq!((batch.said(SENT), batch.said(CAME)), (vec!["T303 K8".to_owned()], vec!["T236".to_owned()]));
}

#[test]
fn assessments_and_clean_files_give_no_correction_workbook() {
    let made = whole::outputs(&fixture("vestland-2023"), Language::Nn, Unit::Kroner, &Console::silent()).unwrap();
    assert!(made.files.iter().all(|file| !file.path.starts_with("retur/")));
}
