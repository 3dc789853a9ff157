//! The rows of the speed table that are not reading: ranking and allocation, writing a large sheet. Each word does
//! one thing once and prints what it cost; `benches/beside` runs them beside other programs and makes the table.
//!
//!     cargo bench --bench work -- rank 1000000 received     # ties by amount and day; or: limits, lot, unsorted
//!     cargo bench --bench work -- greedy projects.csv       # name;cost;approvals, frame in the first line: who is granted
//!     cargo bench --bench work -- breakpoints FOLDER        # all frames of a batch at which somebody enters or leaves
//!     cargo bench --bench work -- write 100000 tilskot      # or: default, low
//!     cargo bench --bench work -- cells                     # the rows it repeats, as JSON, for other programs
#![allow(missing_docs, reason = "a program")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on should stop")]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "it times, and a workbook holds doubles")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Parser;
use jiff::civil::date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Table as ExcelTable, TableColumn, TableFunction, Workbook};
use tilskot::allocate::{self, Allocation, Earlier, PotState};
use tilskot::application::Kind;
use tilskot::breakpoint;
use tilskot::budget::Unit;
use tilskot::cli::Cli;
use tilskot::identity::{ApplicationId, Kommunenummer};
use tilskot::money::{Kroner, Positions};
use tilskot::policy::{CommitmentShortfall, Direction, Limits, PotRules, RankingRules, Shortfall, TieKey};
use tilskot::rank::{self, Candidate, Ranking};
use tilskot::report::document::{Block, Document, Table, Total, Value};
use tilskot::report::{award, xlsx};
use tilskot::run::console::Console;
use tilskot::run::whole;
use tilskot::score::Score;
use tilskot::text::Language;
use tilskot::whatif;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rank", count, case] => ranked(count.parse().unwrap(), case),
        ["greedy", path] => greedy(Path::new(path)),
        ["breakpoints", batch] => breakpoints(Path::new(batch)),
        ["write", count, how] => written(count.parse().unwrap(), how),
        ["cells"] => println!("{}", cells(&innstilling(30))),
        // `cargo test` runs a bench without words, to see that it starts.
        [] => println!("see the head of benches/work.rs"),
        _ => panic!("not known: {words:?}"),
    }
}

/// Seconds all threads of this process have computed, in steps of a hundredth.
fn cpu_of_all() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
    [11, 12].map(|at: usize| after_name[at].parse::<f64>().unwrap()).iter().sum::<f64>() / 100.0
}

/// Seconds the first thread has computed: all there is where no other is asked.
fn cpu() -> f64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// Mebibytes: what is held now (`VmRSS`), or the most there has been (`VmHWM`).
fn memory(what: &str) -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A tenth continuing; scores are means of three assessors over criteria of weights 3, 2, 2 and 1, amounts are few: many tie.
fn candidates(count: u64) -> Vec<Candidate> {
    let mut dice = Dice(7);
    let municipalities: Vec<Kommunenummer> =
        (0..357).map(|at| Kommunenummer::parse(&format!("{:04}", 301 + at * 13)).unwrap()).collect();
    let offices: Vec<std::sync::Arc<str>> = (0..1_071).map(|at| format!("Nav kontor {at}").into()).collect();
    let made = (0..count).map(|at| {
        let halves = i64::try_from(dice.below(4) + 1).unwrap();
        let amount = Kroner::whole(halves * 305_000 + 20_000);
        let municipality = dice.below(357);
        let sum: u64 = [3, 2, 2, 1].into_iter().map(|weight| weight * (0..3).map(|_| dice.below(6)).sum::<u64>()).sum();
        Candidate {
            id: ApplicationId::new(&format!("{municipality:04}-nav-kontor-prosjekt-{at:07}")),
            kind: if dice.below(10) == 0 { Kind::Continuing } else { Kind::New },
            score: Some(Score::fraction(sum.into(), 24)),
            municipality: municipalities[usize::try_from(municipality).unwrap()],
            // Three offices to a municipality.
            office: offices[usize::try_from(municipality * 3 + dice.below(3)).unwrap()].clone(),
            positions: Positions::from_parts(halves * 5_000),
            applied: amount,
            eligible: amount,
            received: Some(date(2023, 1, i8::try_from(dice.below(31) + 1).unwrap()).at(
                i8::try_from(dice.below(24)).unwrap(),
                i8::try_from(dice.below(60)).unwrap(),
                0,
                0,
            )),
        }
    });
    made.collect()
}

fn pot(id: &str, kinds: &[Kind], shortfall: Shortfall) -> PotRules {
    PotRules {
        id: id.to_owned(),
        name: id.to_owned(),
        kinds: kinds.to_vec(),
        shortfall,
        part_minimum: Decimal::new(5, 1),
        commitment_shortfall: CommitmentShortfall::Prorate,
        entries: Vec::new(),
    }
}

fn settled(
    candidates: Vec<Candidate>,
    ties: Vec<TieKey>,
    limits: &Limits,
    pots: &[PotState<'_>],
) -> (Ranking, Allocation) {
    let rules = RankingRules { threshold: Decimal::ONE, ties, lot_seed: "benk".to_owned() };
    let awarded = rank::awarded_at_start(&candidates, &BTreeMap::new());
    let ranking = rank::rank(candidates, &rules, &awarded);
    let step = Positions::from_parts(1_000);
    let allocation = allocate::allocate(&ranking, pots, limits, step, &Earlier::default()).unwrap();
    (ranking, allocation)
}

fn ranked(count: u64, case: &str) {
    let mut candidates = candidates(count);
    let asc = Direction::Ascending;
    let mut limits = Limits::default();
    let ties = match case {
        "received" => vec![TieKey::Applied(asc), TieKey::Received(asc)],
        "lot" => vec![TieKey::Lot],
        "limits" => {
            limits.per_office = Some(9);
            limits.per_municipality_amount = Some(Kroner::whole(900_000_000));
            vec![TieKey::Applied(asc), TieKey::Received(asc), TieKey::Lot]
        }
        "unsorted" => vec![TieKey::Applied(asc), TieKey::Received(asc)],
        _ => panic!("no such case: {case}"),
    };
    // A batch admits its applications by id; `unsorted` leaves them as they come.
    if case != "unsorted" {
        candidates.sort_by(|one, other| one.id.cmp(&other.id));
    }
    let both = [Kind::Continuing, Kind::New];
    let share = |part: i64| Kroner::whole(i64::try_from(count).unwrap() * part);
    let rules = [
        pot("a", &both, Shortfall::Skip),
        pot("b", &[Kind::New], Shortfall::Part),
        pot("c", &[Kind::New], Shortfall::Skip),
    ];
    let pots: Vec<PotState<'_>> = rules
        .iter()
        .zip([200_000, 100_000, 50_000])
        .map(|(rules, part)| PotState::untouched(rules, share(part)))
        .collect();
    let before = cpu();
    let (ranking, allocation) = settled(candidates, ties, &limits, &pots);
    let seconds = cpu() - before;
    drop(ranking);
    let granted = allocation.accounts.iter().map(|account| account.applications).sum::<usize>();
    let kroner: Kroner = allocation.accounts.iter().map(|account| account.granted).sum();
    println!("{{\"cpu\": {seconds:.3}, \"granted\": {granted}, \"kroner\": {}}}", kroner.whole_kroner());
}

/// One pot under `skip`, the score an approval count, the cheapest first among equals: what greedy participatory budgeting is.
fn greedy(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let frame = Kroner::whole(lines.next().unwrap().parse().unwrap());
    let project = |line: &str| {
        let [name, cost, approvals] = line.split(';').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let cost = Kroner::whole(cost.parse().unwrap());
        Candidate {
            id: ApplicationId::new(name),
            kind: Kind::New,
            score: Some(Score::fraction(approvals.parse().unwrap(), 1)),
            municipality: Kommunenummer::parse("4601").unwrap(),
            office: "Nav".into(),
            positions: Positions::from_parts(10_000),
            applied: cost,
            eligible: cost,
            received: None,
        }
    };
    let candidates: Vec<Candidate> = lines.map(project).collect();
    let rules = [pot("a", &[Kind::New], Shortfall::Skip)];
    let pots = [PotState::untouched(&rules[0], frame)];
    let settle =
        |candidates| settled(candidates, vec![TieKey::Applied(Direction::Ascending)], &Limits::default(), &pots);
    // One turn is shorter than the steps the kernel counts in.
    let turns = vec![candidates.clone(); 50];
    let before = cpu();
    for candidates in turns {
        std::hint::black_box(settle(candidates));
    }
    let seconds = (cpu() - before) / 50.0;
    let (ranking, allocation) = settle(candidates);
    let granted = ranking.in_order().zip(&allocation.decisions).filter(|(_, decision)| decision.pot.is_some());
    let mut names: Vec<&str> = granted.map(|(candidate, _)| candidate.id.as_str()).collect();
    names.sort_unstable();
    println!("{{\"cpu\": {seconds:.4}, \"granted\": {names:?}}}");
}

fn console() -> Console {
    let cli = Cli::parse_from(["tilskot", "init", "unused", "--quiet"]);
    Console::new(&cli.common, None)
}

fn breakpoints(batch: &Path) {
    let gathered = whole::gather(batch, Language::Nn, &console()).unwrap();
    let case = whatif::case(&gathered.checked, &gathered.earlier, &gathered.policy);
    let before = cpu_of_all();
    let found = breakpoint::breakpoints(&case, breakpoint::THOROUGH);
    let steps: usize = found.iter().map(|pot| pot.steps.len()).sum();
    println!(
        "{{\"cpu\": {:.3}, \"applications\": {}, \"steps\": {steps}}}",
        cpu_of_all() - before,
        case.candidates.len()
    );
}

/// What no two applications share: so the strings of a workbook are many, as they are.
const OWN: [&str; 2] = ["project", "id"];

/// The document of the internal workbook with only its recommendation, the rows of the batch of 2023 repeated until there
/// are `count`, each with a title and an id of its own.
fn innstilling(count: usize) -> Document {
    let batch = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vestland-2023");
    let made = whole::outputs(&batch, Language::Nn, Unit::Kroner, &console()).unwrap();
    let mut document = award::internal(&made.recommendation);
    document.sheets.retain(|sheet| sheet.name == "Innstilling");
    for block in &mut document.sheets[0].blocks {
        if let Block::Table(table) = block {
            table.rows = table.rows.iter().cycle().take(count).cloned().collect();
            for key in OWN {
                let column = table.column(key).unwrap();
                for (at, row) in table.rows.iter_mut().enumerate() {
                    if let Value::Text(text) = &mut row.cells[column] {
                        *text += &format!(" {at}");
                    }
                }
            }
        }
    }
    document
}

fn table(document: &Document) -> &Table {
    document.tables().next().unwrap()
}

fn written(count: usize, how: &str) {
    let document = innstilling(count);
    let (held, before) = (memory("VmRSS"), cpu_of_all());
    let bytes = match how {
        "tilskot" => xlsx::workbook(&document).unwrap(),
        "default" => bare(table(&document), Workbook::add_worksheet),
        "low" => bare(table(&document), |workbook| workbook.add_worksheet_with_low_memory().unwrap()),
        _ => panic!("no such way: {how}"),
    };
    let (seconds, most) = (cpu_of_all() - before, memory("VmHWM"));
    println!("{{\"cpu\": {seconds:.3}, \"mib\": {:.0}, \"bytes\": {}}}", (most - held).max(0.0), bytes.len());
    if let Ok(path) = std::env::var("WRITE_TO") {
        fs::write(path, bytes).unwrap();
    }
}

/// What the library takes for the same cells: one format for each column, the same Excel table and totals.
fn bare(table: &Table, sheet: fn(&mut Workbook) -> &mut rust_xlsxwriter::Worksheet) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = sheet(&mut workbook);
    let last = u32::try_from(table.rows.len()).unwrap();
    let columns = table.columns.iter().map(|column| {
        let one = TableColumn::new().set_header(&column.header);
        if column.total == Total::Sum { one.set_total_function(TableFunction::Sum) } else { one }
    });
    let excel = ExcelTable::new().set_name("innstilling").set_columns(&columns.collect::<Vec<_>>()).set_total_row(true);
    sheet.add_table(0, 0, last + 1, u16::try_from(table.columns.len() - 1).unwrap(), &excel).unwrap();
    let figures = ["General", "#,##0", "#,##0.0", "0.00", "dd.mm.yyyy"].map(|code| Format::new().set_num_format(code));
    for (at, row) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(&row.cells) {
            match value {
                Value::Text(text) => sheet.write_string_with_format(at, column, text, &figures[0]).unwrap(),
                Value::Blank | Value::Input(None) => sheet.write_blank(at, column, &figures[0]).unwrap(),
                Value::Date(day) => {
                    let day = (
                        day.year().try_into().unwrap(),
                        day.month().try_into().unwrap(),
                        day.day().try_into().unwrap(),
                    );
                    let day = ExcelDateTime::from_ymd(day.0, day.1, day.2).unwrap();
                    sheet.write_datetime_with_format(at, column, &day, &figures[4]).unwrap()
                }
                value => {
                    let (number, format) = double(value);
                    sheet.write_number_with_format(at, column, number, &figures[format]).unwrap()
                }
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A figure as a double, and which format it has.
fn double(value: &Value) -> (f64, usize) {
    match value {
        Value::Kroner(kroner) => (kroner.whole_kroner() as f64, 1),
        Value::Positions(positions) => (positions.parts() as f64 / 10_000.0, 2),
        Value::Score(score) => (score.hundredths() as f64 / 100.0, 3),
        Value::Count(count) => (*count as f64, 1),
        Value::Number(number) => (f64::from(*number), 0),
        value => panic!("{value:?} stands in no row"),
    }
}

/// The rows for other programs: header, then text, number or null to a cell; and the columns that no two rows share.
fn cells(document: &Document) -> serde_json::Value {
    let table = table(document);
    let header: Vec<serde_json::Value> = table.columns.iter().map(|column| column.header.clone().into()).collect();
    let cell = |value: &Value| match value {
        Value::Text(text) => text.clone().into(),
        Value::Blank | Value::Input(None) => serde_json::Value::Null,
        Value::Date(day) => day.to_string().into(),
        value => double(value).0.into(),
    };
    let rows = table.rows.iter().map(|row| row.cells.iter().map(cell).collect());
    let rows: Vec<Vec<serde_json::Value>> = std::iter::once(header).chain(rows).collect();
    serde_json::json!({ "own": OWN.map(|key| table.column(key).unwrap()), "rows": rows })
}
