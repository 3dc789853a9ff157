//! The workbooks, read back by another library: values, formulas and their stored results, and what must not be in them.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::Decimal;
use tilskot::allocate::{Outcome, WithdrawReason};
use tilskot::money::{Kroner, Positions};
use tilskot::report::document::{
    Block, Column, Document, Expression, Measured, Reference, Role, Row, Sheet, Table, Value, Weight,
};
use tilskot::report::figures::Figures;
use tilskot::report::{award, budget, xlsx};
use tilskot::score::Score;
use tilskot::text::Language;

use super::sample;

fn documents(language: Language) -> [(&'static str, Document); 3] {
    let sample = sample::recommendation_in(language);
    let tables = budget::tables(&sample, budget::Unit::Kroner);
    [
        ("tildeling", award::internal(&sample)),
        ("tildeling-offentleg", award::public(&sample)),
        ("tabelldata", tables_document(&sample.policy.batch.title, language, &tables)),
    ]
}

/// The workbook of `tables`, each to be simulated.
pub(crate) fn tables_document(title: &str, language: Language, tables: &[budget::BudgetTable]) -> Document {
    let simulations = budget::all_of(tables);
    let title = title.to_owned();
    let pictured = tables.iter().position(|table| table.id == "tildeling_per_kommune");
    budget::document(&budget::Tables { title, language, draft: true, tables, simulations, pictured, received: None })
}

/// The cells of a sheet and their formulas.
struct ReadBack {
    values: Range<Data>,
    formulas: Range<String>,
}

fn read_back(bytes: &[u8], sheet: &str) -> ReadBack {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    ReadBack { values: workbook.worksheet_range(sheet).unwrap(), formulas: workbook.worksheet_formula(sheet).unwrap() }
}

impl ReadBack {
    fn value(&self, row: usize, column: usize) -> &Data {
        self.values.get_value((u32::try_from(row).unwrap(), u32::try_from(column).unwrap())).unwrap_or(&Data::Empty)
    }

    fn formula(&self, row: usize, column: usize) -> &str {
        let place = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
        self.formulas.get_value(place).map_or("", String::as_str)
    }

    /// The row that holds the headers of `table`.
    fn header_of(&self, table: &Table) -> usize {
        let is = |row: &usize| {
            let mut columns = table.columns.iter().enumerate();
            columns.all(|(at, column)| *self.value(*row, at) == Data::String(column.header.clone()))
        };
        (0..200).find(is).unwrap_or_else(|| panic!("{} is not there", table.id))
    }
}

/// A number as the decimal it shows, so that no test compares binary floats.
fn shown(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => format!("{other:?}"),
    }
}

fn expected(document: &Document, table: &Table, value: &Value) -> String {
    match (value, document.measured(value, table)) {
        (Value::Date(date), _) => date.to_string(),
        (_, None) | (Value::Input(None), _) => String::new(),
        (_, Some(Measured::Number(number, _))) => number.normalize().to_string(),
        (_, Some(Measured::Word(word))) => word,
    }
}

/// Writes the sample's workbooks below `target/tmp`, to be opened and looked at:
/// `cargo test --test it look_at -- --ignored`.
#[test]
#[ignore = "writes files for people to look at"]
fn look_at_the_workbooks() {
    for language in Language::ALL {
        for (name, document) in documents(language) {
            let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(language.tag());
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}.xlsx")), xlsx::workbook(&document).unwrap()).unwrap();
        }
        let empty = sample::empty(language);
        let documents = [("tom", award::internal(&empty)), ("tom-offentleg", award::public(&empty))];
        for (name, document) in documents {
            let file =
                std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(language.tag()).join(format!("{name}.xlsx"));
            std::fs::write(file, xlsx::workbook(&document).unwrap()).unwrap();
        }
    }
}

#[test]
fn every_cell_reads_back_as_the_document_has_it() {
    for language in Language::ALL {
        for (name, document) in documents(language) {
            let bytes = xlsx::workbook(&document).unwrap();
            let mut formulas = 0;
            for sheet in &document.sheets {
                let read = read_back(&bytes, &sheet.name);
                for block in &sheet.blocks {
                    let Block::Table(table) = block else { continue };
                    formulas += compare(&document, table, &read);
                }
            }
            assert!(formulas >= 7, "{name}: only {formulas} formulas");
        }
    }
}

/// Compares a table cell by cell; gives how many formulas it has.
fn compare(document: &Document, table: &Table, read: &ReadBack) -> usize {
    let header = read.header_of(table);
    let mut formulas = 0;
    for (down, row) in table.rows.iter().enumerate() {
        for (across, value) in row.cells.iter().enumerate() {
            let (at, place) = (header + 1 + down, format!("{} row {down} column {across}", table.id));
            assert_eq!(shown(read.value(at, across)), expected(document, table, value), "{place}");
            let formula = read.formula(at, across);
            assert_eq!(formula.is_empty(), !matches!(value, Value::Formula(_)), "{place}: {formula}");
            formulas += usize::from(!formula.is_empty());
        }
    }
    for (across, column) in table.columns.iter().enumerate() {
        if column.total == tilskot::report::document::Total::Sum && !table.rows.is_empty() {
            let at = header + 1 + table.rows.len();
            let Measured::Number(sum, _) = document.total(table, across) else { panic!("a total is a number") };
            assert_eq!(shown(read.value(at, across)), sum.normalize().to_string(), "total of {}", column.header);
            assert!(read.formula(at, across).starts_with("SUBTOTAL(109,"), "{}", read.formula(at, across));
            formulas += 1;
        }
    }
    formulas
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for (name, document) in documents(Language::Nn) {
        assert_eq!(xlsx::workbook(&document).unwrap(), xlsx::workbook(&document).unwrap(), "{name}");
    }
}

/// The figures of the recommendation itself, not of the document made from it.
#[test]
fn the_recommendation_says_what_the_run_decided() {
    let sample = sample::recommendation();
    let document = award::internal(&sample);
    let read = read_back(&xlsx::workbook(&document).unwrap(), "Innstilling");
    let table = document.table("innstilling").unwrap();
    let header = read.header_of(table);
    let column = |key: &str| table.column(key).unwrap();
    let mut order = Vec::new();
    for row in header + 1..=header + sample.entries.len() {
        let id = shown(read.value(row, column("id")));
        let entry = sample.entries.iter().find(|entry| entry.submission.id.as_str() == id).unwrap();
        assert_eq!(shown(read.value(row, column("granted"))), entry.granted.to_string(), "{id}");
        assert_eq!(shown(read.value(row, column("positions_granted"))), entry.positions_granted.to_string(), "{id}");
        let applied = entry.submission.applied.map_or_else(String::new, |applied| applied.to_string());
        assert_eq!(shown(read.value(row, column("applied"))), applied, "{id}");
        let score = entry.score.map_or_else(String::new, |score| score.rounded().normalize().to_string());
        assert_eq!(shown(read.value(row, column("score"))), score, "{id}");
        order.push((entry.submission.kind.unwrap().key(), entry.rank));
    }
    let new = |rank| ("new", rank);
    let ranked = [1, 2, 3, 3, 5, 6].map(|rank| new(Some(rank)));
    let expected = [[("continuing", None); 2].to_vec(), ranked.to_vec(), vec![new(None); 4]].concat();
    assert_eq!(order, expected);
    let total = header + 1 + sample.entries.len();
    assert_eq!(shown(read.value(total, column("granted"))), "2705000");
    assert_eq!(read.formula(total, column("granted")), "SUBTOTAL(109,innstilling[Tildelt (kr)])");
}

#[test]
fn every_check_holds_and_a_changed_figure_breaks_its_own() {
    let mut document = award::internal(&sample::recommendation());
    let results = |document: &Document| -> Vec<Measured> {
        let checks = document.table("kontroll").unwrap();
        let result = checks.column("result").unwrap();
        checks.rows.iter().map(|row| document.measured(&row.cells[result], checks).unwrap()).collect()
    };
    let ok = Measured::Word("OK".to_owned());
    assert!(results(&document).iter().all(|result| *result == ok));
    assert_eq!(results(&document).len(), 18);

    let innstilling = document.sheets[1].blocks.iter_mut().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let table = innstilling.unwrap();
    let granted = table.column("granted").unwrap();
    let row = table.rows.iter().position(|row| row.cells[granted] == Value::Kroner(Kroner::whole(630_000))).unwrap();
    table.rows[row].cells[granted] = Value::Kroner(Kroner::whole(630_001));
    let broken: Vec<usize> =
        (0_usize..).zip(results(&document)).filter(|(_, one)| *one != ok).map(|(at, _)| at).collect();
    // The pot's own identity, that of all pots, the grounds, more than eligible, and what the
    // run granted; the sums by pot and outcome follow along.
    assert_eq!(broken, [0, 2, 6, 12, 16]);
    let pots = document.table("kontroll").unwrap().rows.len();
    assert_eq!(pots, 18);
}

/// Money that an ended project has used stays in every sum, and the project is not among the granted.
#[test]
fn an_ended_project_that_keeps_some_money_keeps_the_sums() {
    let mut sample = sample::recommendation();
    let entry = sample.entries.iter_mut().find(|entry| entry.granted == Kroner::whole(630_000)).unwrap();
    let pot = entry.pot.unwrap();
    entry.outcome = Outcome::Withdrawn(WithdrawReason::Ended);
    entry.granted = Kroner::whole(300_000);
    entry.positions_granted = Positions::ZERO;
    entry.returned = Some((pot, Kroner::whole(330_000)));
    let account = &mut sample.pots[pot].account;
    account.granted -= Kroner::whole(330_000);
    account.rest += Kroner::whole(330_000);
    account.applications -= 1;
    sample.policy.batch.round = 2;
    let document = award::internal(&sample);
    let checks = document.table("kontroll").unwrap();
    let result = checks.column("result").unwrap();
    for row in &checks.rows {
        assert_eq!(document.measured(&row.cells[result], checks), Some(Measured::Word("OK".to_owned())), "{row:?}");
    }
    let granted = sample.totals().granted_amount;
    let tables = budget::tables(&sample, budget::Unit::Kroner);
    assert!(tables[1..].iter().all(|table| table.lines.last().unwrap().amounts[0].kroner() == Some(granted)));
    let figures = Figures::of(&sample);
    assert_eq!(figures.in_all.granted.amount, granted);
    assert_eq!(figures.in_all.granted.positions, sample.totals().positions_granted);
    let public = award::public(&sample);
    let list = public.table("innvilga").unwrap();
    let column = list.column("granted").unwrap();
    assert_eq!(public.total(list, column), Measured::Number(granted.to_decimal(), Role::Kroner));
}

#[test]
fn a_title_that_looks_like_a_formula_is_text() {
    for (name, sheet) in [("tildeling", "Innstilling"), ("tildeling-offentleg", "Innvilga")] {
        let document = documents(Language::Nn).into_iter().find(|(one, _)| *one == name).unwrap().1;
        let read = read_back(&xlsx::workbook(&document).unwrap(), sheet);
        let place =
            read.values.used_cells().find(|(_, _, cell)| **cell == Data::String(sample::FORMULA_TITLE.to_owned()));
        let (row, column, _) = place.unwrap_or_else(|| panic!("{name} has the title"));
        assert_eq!(read.formula(row, column), "");
    }
}

/// Every part of the zip, as text.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn the_public_edition_holds_nothing_internal() {
    for language in Language::ALL {
        let bytes = xlsx::workbook(&award::public(&sample::recommendation_in(language))).unwrap();
        for (name, text) in parts(&bytes) {
            for secret in [
                sample::PRIVATE,
                // Held, dismissed, withdrawn.
                "Arbeid først",
                "Inn i arbeid",
                "Økonomirettleiing",
                "Sommarjobb",
                "Gardsarbeid",
                // Scores, ids, findings, hidden parts.
                "4.25",
                "4631-nav-alver",
                "T302",
                "hidden",
                "comments",
            ] {
                assert!(!text.contains(secret) && !name.contains(secret), "{secret} in {name}");
            }
            if name == "docProps/core.xml" {
                assert!(text.contains("<dc:creator></dc:creator>"), "{text}");
                assert!(text.contains("2000-01-01T00:00:00Z"), "{text}");
            }
        }
    }
}

#[test]
fn nothing_personal_is_in_any_workbook() {
    for (name, document) in documents(Language::Nb) {
        for (part, text) in parts(&xlsx::workbook(&document).unwrap()) {
            assert!(!text.contains(sample::PRIVATE), "{name}: {part}");
        }
    }
}

#[test]
fn identity_numbers_and_addresses_in_a_title_are_not_published() {
    let mut sample = sample::recommendation();
    let eleven = "2".repeat(11);
    let granted = sample.entries.iter_mut().find(|entry| entry.rank == Some(1)).unwrap();
    granted.submission.project = Some(format!("Kurs for {eleven}, sjå post@example.org").into());
    let document = award::public(&sample);
    let titles = document.table("innvilga").unwrap();
    let shown = titles.rows.iter().any(|row| row.cells[3] == Value::text("Kurs for •••, sjå •••"));
    assert!(shown, "{titles:?}");
}

#[test]
fn every_sheet_says_that_it_is_a_draft_until_it_is_signed() {
    for (draft, expected) in [(true, "UTKAST – Innvilga"), (false, "Innvilga")] {
        let document = Document { draft, ..award::public(&sample::recommendation()) };
        let bytes = xlsx::workbook(&document).unwrap();
        assert_eq!(shown(read_back(&bytes, "Innvilga").value(0, 0)), expected);
        assert_eq!(parts(&bytes).iter().filter(|(_, text)| text.contains("UTKAST")).count() > 0, draft);
    }
}

/// The picture of the awards per municipality has a bar for each and none for the sum, and says the largest in words.
#[test]
fn awards_per_municipality_are_shown_as_bars() {
    let [_, _, (_, document)] = documents(Language::Nn);
    let sheet = document.sheets.iter().find(|sheet| sheet.name == "Tildeling per kommune").unwrap();
    let chart = sheet.blocks.iter().find_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let chart = chart.unwrap();
    let table = document.table(&chart.table).unwrap();
    assert_eq!(chart.rows, table.rows.len() - 1);
    assert_eq!(table.rows[chart.rows].cells[1], Value::text("Sum"));
    let files = parts(&xlsx::workbook(&document).unwrap());
    let drawn = files.iter().find(|(name, _)| name.starts_with("xl/charts/chart")).unwrap();
    assert!(drawn.1.contains("<c:barDir val=\"bar\"/>"), "{}", drawn.1);
    let drawing = files.iter().find(|(name, _)| name.starts_with("xl/drawings/drawing")).unwrap();
    assert!(drawing.1.contains("Størst: "), "{}", drawing.1);
    // Beside the table and no longer than it: below it the bars would be cut in two at the end of a page.
    let corner = |name: &str| {
        let (_, rest) = drawing.1.split_once(&format!("<xdr:{name}>")).unwrap();
        rest.split_once("</xdr:").unwrap().0.parse::<usize>().unwrap()
    };
    assert_eq!((corner("row"), corner("col")), (5 + 1, table.columns.len()));
}

/// A chart with more to tell than Excel takes is told as far as there is room: the library would leave out all of it.
#[test]
fn a_chart_of_long_names_is_told_as_far_as_there_is_room() {
    let [(_, mut document), ..] = documents(Language::Nn);
    for block in document.sheets.iter_mut().flat_map(|sheet| &mut sheet.blocks) {
        if let Block::Chart(chart) = block {
            chart.alt = "Potten til ei nemnd med langt namn: ramme 9 500 000 000 kr. ".repeat(5);
        }
    }
    let files = parts(&xlsx::workbook(&document).unwrap());
    let drawn: Vec<&str> =
        files.iter().filter(|(name, _)| name.starts_with("xl/drawings/drawing")).map(|(_, text)| &text[..]).collect();
    let told: Vec<&str> = drawn
        .iter()
        .flat_map(|text| text.split(" descr=\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let charts = files.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count();
    assert_eq!(told.len(), charts);
    assert!(told.iter().all(|text| text.encode_utf16().count() <= 255), "{told:?}");
    assert!(told.iter().all(|text| text.ends_with(" … [avkorta]")), "{told:?}");
}

/// The head of each page keeps its title, however long it is; `&` is doubled there, and no pair is cut in two.
#[test]
fn a_long_title_stands_on_each_page_as_far_as_there_is_room() {
    let mut document = small("tabell", Vec::new());
    document.draft = false;
    for letters in [150, 151] {
        document.title = format!("{}{}", "å".repeat(letters), "&".repeat(60));
        let pages = part(&xlsx::workbook(&document).unwrap(), "xl/worksheets/sheet1.xml");
        let head = pages.split_once("<oddHeader>").and_then(|(_, rest)| rest.split_once("</oddHeader>")).unwrap().0;
        assert_eq!(
            head.matches("&amp;").count() % 2,
            1,
            "one that begins the code of the left side, and pairs: {head}"
        );
        assert!(head.contains(&"å".repeat(letters)), "{head}");
    }
    document.title = "\u{1f600}".repeat(300);
    assert!(part(&xlsx::workbook(&document).unwrap(), "xl/worksheets/sheet1.xml").contains("<oddHeader>"));
}

#[test]
fn budget_tables_add_up_and_keep_their_line_numbers() {
    let sample = sample::recommendation();
    let tables = budget::tables(&sample, budget::Unit::Kroner);
    let result = |table: usize, text: &str| -> Vec<String> {
        let lines = &tables[table].lines;
        let line = lines.iter().find(|line| line.text == text).unwrap_or_else(|| panic!("{text}: {lines:?}"));
        line.amounts.iter().filter_map(|amount| amount.kroner()).map(|amount| amount.to_string()).collect()
    };
    assert_eq!(result(0, "Korrigert ramme, Statsforvaltaren i Vestland"), ["2670000"]);
    assert_eq!(result(0, "Rest, Arbeids- og velferdsdirektoratet"), ["65000"]);
    assert_eq!(result(0, "Tildelt, alle pottar"), ["2705000"]);
    assert_eq!(result(1, "Alver"), ["1445000", "1565000", "630000"]);
    assert_eq!(result(2, "Nav Alver"), ["1445000", "1565000", "630000"]);
    for table in 1..4 {
        assert_eq!(tables[table].lines.last().unwrap().amounts, tables[1].lines.last().unwrap().amounts);
    }
    let numbers: Vec<u32> = tables.iter().flat_map(|table| &table.lines).filter_map(|line| line.number).collect();
    assert_eq!(numbers, (1..=15).collect::<Vec<u32>>(), "line numbers run on across tables");
    let document = tables_document("Tabellar", Language::Nn, &tables);
    let read = read_back(&xlsx::workbook(&document).unwrap(), "Ramme og tildeling per pott");
    let header = read.header_of(document.table("ramme_og_tildeling").unwrap());
    assert_eq!(read.formula(header + 6, 2), format!("C{}+SUM(C{}:C{})", header + 3, header + 5, header + 6));
    assert_eq!(read.formula(header + 8, 2), format!("C{}-C{}", header + 7, header + 8));
}

fn small(id: &str, rows: Vec<Row>) -> Document {
    let columns = vec![
        Column::new("text", "Tekst [a] #1 'b'", Role::Text).labelled(),
        Column::new("amount", "Beløp (kr)", Role::Kroner).summed(),
    ];
    let table = Table { id: id.to_owned(), columns, rows, when_empty: tilskot::text!("Ingen rader") };
    let sum = Expression::Sum(Reference::to("tabell", "amount"));
    let count = Expression::Rows("tabell");
    let facts =
        Block::Facts(vec![("Sum".to_owned(), Value::Formula(sum)), ("Rader".to_owned(), Value::Formula(count))]);
    let sheet = |name: &str, blocks| Sheet { name: name.to_owned(), title: name.to_owned(), blocks };
    let sheets = vec![
        sheet("A/B: [éin], eit namn langt over trettiein teikn", vec![Block::Table(table)]),
        sheet("a/b: [éin], eit namn langt over trettiein teikn", vec![facts]),
    ];
    Document { title: "Prøve & prøve".to_owned(), language: Language::Nn, draft: false, sheets }
}

/// Every kind of cell, and all that a text can hold.
fn every_kind_of_row() -> Vec<Row> {
    let texts = [
        "",
        " kant ",
        "linje\nog linje",
        "_x0041_ _x00 _xÆ0041_ \u{1} \u{fffe}",
        "<a>&amp;</a>",
        "ord ord ord, ".repeat(300).leak(),
    ];
    let figures = [
        Value::Kroner(Kroner::from_ore(-12_345)),
        Value::Amount(Decimal::new(1_500, 3)),
        Value::Amount(Decimal::new(-0, 0)),
        Value::Dash,
        Value::Positions(Positions::from_parts(12_500)),
        Value::Score(Score::fraction(25, 6)),
        Value::Count(1_234_567),
        Value::Number(2023),
        Value::Date(jiff::civil::date(1900, 2, 28)),
        Value::Date(jiff::civil::date(1900, 3, 1)),
        Value::Date(jiff::civil::date(2024, 2, 29)),
        Value::Date(jiff::civil::date(1899, 12, 31)),
        Value::Date(jiff::civil::date(1899, 12, 30)),
        Value::Blank,
    ];
    let weights = [Weight::Plain, Weight::Heading, Weight::Result];
    let rows = figures.into_iter().zip(texts.into_iter().cycle()).zip(weights.into_iter().cycle());
    rows.map(|((figure, text), weight)| Row { weight, cells: vec![Value::Text(text.to_owned()), figure], of: None })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(part, _)| part == name).map(|(_, text)| text).unwrap()
}

/// Each row of the first sheet as it is stored: number, height, and its cells with style and value, shared strings looked up.
fn stored_rows(bytes: &[u8]) -> Vec<(u32, String, Vec<String>)> {
    let strings = part(bytes, "xl/sharedStrings.xml");
    let strings: Vec<&str> = strings.split("<si>").skip(1).map(|one| one.split("</si>").next().unwrap()).collect();
    let sheet = part(bytes, "xl/worksheets/sheet1.xml");
    let between = |text: &str, open: &str, close: char| {
        text.split_once(open).map(|(_, rest)| rest.split(close).next().unwrap().to_owned()).unwrap_or_default()
    };
    let cell = |text: &str| {
        let (value, style) = (between(text, "<v>", '<'), between(text, " s=\"", '"'));
        let value = match text.contains(" t=\"s\"") {
            true => strings[value.parse::<usize>().unwrap()].to_owned(),
            false => value.parse::<Decimal>().map_or(value, |number| number.normalize().to_string()),
        };
        format!("{} {style} {value}", text.split('"').next().unwrap())
    };
    let row = |text: &str| {
        let (own, cells) = text.split_once('>').unwrap();
        let number = own.split('"').next().unwrap().parse().unwrap();
        (number, between(own, " ht=\"", '"'), cells.split("<c r=\"").skip(1).map(cell).collect())
    };
    sheet.split("<row r=\"").skip(1).map(row).collect()
}

/// Past 5 000 rows those of a table are not written by the library: each is the one that the library writes.
#[test]
fn a_table_of_many_rows_is_stored_as_one_of_few() {
    let many = |count: usize| {
        let plain = || Row::plain(vec![Value::text("Rad"), Value::Kroner(Kroner::whole(1))]);
        every_kind_of_row().into_iter().chain(std::iter::repeat_with(plain)).take(count).collect()
    };
    let (tall, short) = (small("tabell", many(5_020)), small("tabell", many(20)));
    let bytes = xlsx::workbook(&tall).unwrap();
    assert_eq!(bytes, xlsx::workbook(&tall).unwrap());
    let [tall_rows, short_rows] = [&bytes, &xlsx::workbook(&short).unwrap()].map(|bytes| stored_rows(bytes));
    assert_eq!(tall_rows.len(), short_rows.len() + 5_000);
    for (tall, short) in tall_rows.iter().zip(&short_rows).take(23) {
        assert_eq!(tall, short);
    }
    let Block::Table(table) = &tall.sheets[0].blocks[0] else { panic!("the first block is the table") };
    let read = read_back(&bytes, "AB éin, eit namn langt over tre");
    assert_eq!(shown(read.value(5_023, 0)), "Rad");
    assert_eq!(shown(read.value(5_024, 1)), expected_total(&tall, table));
    assert_eq!(read.formula(5_024, 1), "SUBTOTAL(109,tabell[Beløp (kr)])");
    let table = part(&bytes, "xl/tables/table1.xml");
    assert!(table.contains("ref=\"A4:B5025\" totalsRowCount=\"1\"><autoFilter ref=\"A4:B5024\"/>"), "{table}");
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<dimension ref=\"A1:B5025\"/>"));
    let strings = part(&bytes, "xl/sharedStrings.xml");
    let said = |name: &str| strings.split_once(name).unwrap().1.split('"').next().unwrap().parse::<usize>().unwrap();
    assert_eq!(said("uniqueCount=\""), strings.matches("<si>").count());
    let sheets = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"].map(|name| part(&bytes, name));
    assert_eq!(said(" count=\""), sheets.iter().map(|sheet| sheet.matches(" t=\"s\"").count()).sum::<usize>());
}

fn expected_total(document: &Document, table: &Table) -> String {
    match document.total(table, 1) {
        Measured::Number(sum, _) => sum.normalize().to_string(),
        Measured::Word(word) => word,
    }
}

#[test]
fn a_table_without_rows_stands_as_a_header_and_a_line() {
    let bytes = xlsx::workbook(&small("tabell", Vec::new())).unwrap();
    assert!(!parts(&bytes).iter().any(|(name, _)| name.contains("tables/")));
    let first = read_back(&bytes, "AB éin, eit namn langt over tre");
    assert_eq!(shown(first.value(3, 1)), "Beløp (kr)");
    assert_eq!(shown(first.value(4, 0)), "Ingen rader");
    let second = read_back(&bytes, "ab éin, eit namn langt over (2)");
    assert_eq!((shown(second.value(3, 1)).as_str(), second.formula(3, 1)), ("0", "0"));
}

#[test]
fn a_batch_without_applications_has_all_its_sheets() {
    for language in Language::ALL {
        let empty = sample::empty(language);
        let tables = budget::tables(&empty, budget::Unit::Kroner);
        for document in [award::internal(&empty), award::public(&empty), tables_document("Tabellar", language, &tables)]
        {
            assert!(xlsx::workbook(&document).is_ok());
        }
        let document = award::internal(&empty);
        let checks = document.table("kontroll").unwrap();
        let result = checks.column("result").unwrap();
        let ok = Some(Measured::Word("OK".to_owned()));
        assert!(checks.rows.iter().all(|row| document.measured(&row.cells[result], checks) == ok));
    }
}

#[test]
fn text_that_no_cell_holds_is_cut_with_a_mark_and_control_characters_survive() {
    let long = "å".repeat(40_000);
    let odd = "_x0041_ \u{1} \u{fffe} <&>";
    let markup = "<r><t>a & b</r>";
    let rows = vec![
        Row::plain(vec![Value::text(&long), Value::Kroner(Kroner::from_ore(12_345))]),
        Row::plain(vec![Value::text(odd), Value::Kroner(Kroner::from_ore(-1))]),
        Row::plain(vec![Value::text(markup), Value::Blank]),
    ];
    let mut document = small("tabell", rows);
    document.sheets[0].blocks.push(Block::Paragraph(markup.to_owned()));
    let bytes = xlsx::workbook(&document).unwrap();
    let read = read_back(&bytes, "AB éin, eit namn langt over tre");
    let text = shown(read.value(4, 0));
    assert_eq!(text.encode_utf16().count(), 32_767);
    assert!(text.ends_with("åå … [avkorta]"));
    assert_eq!(shown(read.value(5, 0)), odd);
    assert_eq!(shown(read.value(6, 0)), markup);
    assert_eq!(shown(read.value(9, 0)), markup, "the paragraph below the table");
    assert_eq!((shown(read.value(4, 1)), shown(read.value(7, 1))), ("123.45".to_owned(), "123.44".to_owned()));
    let second = read_back(&bytes, "ab éin, eit namn langt over (2)");
    assert_eq!(second.formula(4, 1), "ROWS(tabell[Tekst '[a'] '#1 ''b''])");
    assert_eq!(shown(second.value(3, 1)), "123.44");
}

#[test]
fn what_the_format_forbids_is_an_error() {
    let rows = vec![Row::plain(vec![Value::text("a"), Value::Blank])];
    assert!(xlsx::workbook(&small("A1", rows.clone())).is_err(), "a table cannot be named as a cell");
    let mut twice = small("tabell", rows);
    if let Block::Table(table) = &mut twice.sheets[0].blocks[0] {
        table.columns[1].header = table.columns[0].header.clone();
    }
    assert!(xlsx::workbook(&twice).is_err(), "two headers of one name");
}
