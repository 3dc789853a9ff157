//! Damaged files: another answer never comes without a refusal, and nothing panics.

use std::fs;
use std::path::Path;

use tilskot::policy::FileLimits;
use tilskot::read;
use tilskot::run::reader_child;

use super::{fixture, outcome};

const FILES: [&str; 5] = [
    "traps/soknader/clean-0.xlsx",
    "traps/soknader/hidden-row.xlsx",
    "vestland-2023/soknader/sunnfjord.xlsx",
    "vestland-2023/ramme.xlsx",
    "hostile/B69_macro.xlsm",
];

/// Numbers that look random and are the same every time (a linear congruence, Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % bound as u64).expect("below a usize")
    }
}

#[test]
fn a_flipped_bit_changes_nothing_or_refuses_the_file() {
    let mut numbers = Numbers(2023);
    for path in FILES {
        let good = fs::read(fixture(path)).expect("the fixture is there");
        let expected = outcome(&read::workbook(path, &good, &FileLimits::default()));
        for _ in 0..400 {
            let at = numbers.below(good.len());
            let bit = numbers.below(8);
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let found = outcome(&read::workbook(path, &bad, &FileLimits::default()));
            assert!(found == expected || found.starts_with("T1"), "{path}, byte {at}, bit {bit}: {found}");
        }
    }
}

#[test]
fn a_file_cut_short_is_refused() {
    for path in FILES {
        let good = fs::read(fixture(path)).expect("the fixture is there");
        for length in (0..good.len()).step_by(211) {
            let found = outcome(&read::workbook(path, &good[..length], &FileLimits::default()));
            assert!(found.starts_with("T10"), "{path}, {length} bytes: {found}");
        }
    }
}

/// Through the child, which may die: the program goes on, and what has a checksum gives no other answer.
#[test]
fn damaged_older_formats_are_refused_or_read_as_before() {
    let mut numbers = Numbers(5);
    let limits = FileLimits::default();
    let program = Path::new(env!("CARGO_BIN_EXE_tilskot"));
    for path in ["formats/fakta.ods", "formats/fakta.xlsb", "formats/fakta.xls", "formats/xlwt.xls"] {
        let good = fs::read(fixture(path)).expect("the fixture is there");
        let read = |bytes: &[u8]| match read::format(path, bytes, &limits) {
            Ok(format) => outcome(&reader_child::elsewhere(program, path, bytes, format, &limits)),
            Err(refusal) => outcome(&Err(refusal)),
        };
        let expected = read(&good);
        for turn in 0..60 {
            let mut bad = good.clone();
            for _ in 0..=numbers.below(3) {
                let at = numbers.below(bad.len());
                bad[at] = if turn % 3 == 0 { 0xFF } else { u8::try_from(numbers.below(256)).expect("a byte") };
            }
            if turn % 7 == 0 {
                bad.truncate(numbers.below(good.len()));
            }
            let found = read(&bad);
            // An .xls has no checksum: other digits are other numbers, and nobody can tell.
            let told = found.starts_with("T1") || found == expected || path.ends_with(".xls");
            // calamine panics at some of these; in the child that costs the one file.
            assert!(told || found == "PANIC", "{path}, turn {turn}: {found}");
        }
    }
    let csv = fs::read(fixture("vestland-2023/soknader/bomlo.csv")).expect("the fixture is there");
    for _ in 0..200 {
        let mut bad = csv.clone();
        let at = numbers.below(bad.len());
        bad[at] = u8::try_from(numbers.below(256)).expect("a byte");
        // Whatever comes of it, it comes back.
        assert_ne!(outcome(&read::workbook("a.csv", &bad, &limits)), "PANIC", "byte {at}");
    }
}

/// What may be written between, over or instead of the XML of a cell; each is tried in many places.
const PIECES: [&str; 14] = [
    "<!-- -->",
    "<![CDATA[7]]>",
    "&#50;",
    " ",
    "<v>9</v>",
    "<c><v>8</v></c>",
    " t=\"s\"",
    " t=\"e\"",
    "</row><row>",
    "-",
    "9",
    "e5",
    "<x/>",
    "#SPILL!",
];

/// Nothing panics, and what is read without a refusal has been read twice alike; the long form of this and of the flips is
/// `cargo run --release --example campaign`.
#[test]
fn changed_xml_is_read_twice_alike_or_refused() {
    let cells = r#"<sheetData><row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1"><v>610000.5</v></c><c r="C1" t="b"><v>1</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>tekst</t></is></c><c r="B2" t="str"><f>A2</f><v>tekst</v></c></row></sheetData>"#;
    let sheet = |cells: &str| {
        super::cells::workbook(&format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{cells}</worksheet>"#
        ))
    };
    let mut refused = 0;
    for piece in PIECES {
        for at in 0..=cells.len() {
            let changed = format!("{}{piece}{}", &cells[..at], &cells[at..]);
            let found = outcome(&read::workbook("a.xlsx", &sheet(&changed), &FileLimits::default()));
            assert!(!found.is_empty(), "{changed}");
            refused += usize::from(found.starts_with("T1"));
        }
    }
    let all = PIECES.len() * (cells.len() + 1);
    assert!(refused > all / 2 && refused < all, "{refused} of {all} are refused, and some are as good as before");
}
