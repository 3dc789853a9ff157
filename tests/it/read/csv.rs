//! CSV cases: the bytes of a file, and all that is read of it.

use tilskot::policy::FileLimits;
use tilskot::read;

use super::outcome;

fn csv(bytes: &[u8]) -> String {
    outcome(&read::workbook("list.csv", bytes, &FileLimits::default()))
}

#[test]
fn the_delimiter_is_told_by_content() {
    let grid = r#"A1 "a"; B1 "b"; A2 "1"; B2 "2""#;
    for text in ["a;b\n1;2\n", "a,b\n1,2\n", "a\tb\n1\t2\n", "a|b\n1|2\n", "sep=^\na^b\n1^2", "\"sep=;\"\r\na;b\r\n1;2"]
    {
        assert_eq!(csv(text.as_bytes()), grid, "{text}");
    }
}

#[test]
fn a_decimal_comma_is_never_split() {
    let cases = [
        (
            "Kommune;Sum\nOslo;1,5\nBergen;2,5\n",
            r#"A1 "Kommune"; B1 "Sum"; A2 "Oslo"; B2 "1,5"; A3 "Bergen"; B3 "2,5""#,
        ),
        ("Navn, stad;Sum\nx;1,5\ny;2,5\n", r#"A1 "Navn, stad"; B1 "Sum"; A2 "x"; B2 "1,5"; A3 "y"; B3 "2,5""#),
        ("Sum\n1,5\n2,5\n", r#"A1 "Sum"; A2 "1,5"; A3 "2,5""#),
        ("1,5\n2,5\n", r#"A1 "1,5"; A2 "2,5""#),
        ("1,5;2,5\n3,5;4,5\n", r#"A1 "1,5"; B1 "2,5"; A2 "3,5"; B2 "4,5""#),
        (
            "Liste, Vestland\nUtdrag, 2023\na;b\nx;1,5",
            r#"A1 "Liste, Vestland"; A2 "Utdrag, 2023"; A3 "a"; B3 "b"; A4 "x"; B4 "1,5""#,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(csv(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn what_no_reader_here_can_decode_is_refused() {
    // DOS (code page 850) and an old Mac; the same letters where they are signs.
    for bytes in
        [&b"Kommune;Bel\x9Bp\nTroms\x9B;1"[..], b"Kommune;Bel\xBFp\n", b"kom inn p\x86 m\x86l;1\n", b"m\x8Cl;1\n"]
    {
        assert_eq!(csv(bytes), "T111", "{bytes:?}");
    }
    assert_eq!(csv(b"a \x86 b;\xBFqu\xE9?;\xBE del"), r#"A1 "a † b"; B1 "¿qué?"; C1 "¾ del""#);
}

#[test]
fn a_text_longer_than_a_cell_can_hold_is_over_a_limit() {
    assert_eq!(csv(format!("a;b\n1;{}\n", "x".repeat(32_768)).as_bytes()), "T116 B2");
    assert!(csv(format!("a;b\n1;{}\n", "x".repeat(32_767)).as_bytes()).starts_with("A1"));
}

#[test]
fn the_end_mark_of_dos_is_no_row() {
    assert_eq!(csv(b"a;b\r\n1;\xE5\r\n\x1A"), r#"A1 "a"; B1 "b"; A2 "1"; B2 "å""#);
}

#[test]
fn the_encoding_is_told_by_content() {
    let grid = r#"A1 "Beløp"; B1 "Merknad – år"; A2 "1"; B2 "Å""#;
    let text = "Beløp;Merknad – år\n1;Å\n";
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let cases = [
        text.as_bytes().to_vec(),
        ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        b"Bel\xF8p;Merknad \x96 \xE5r\n1;\xC5\n".to_vec(),
        [&[0xFF, 0xFE], &little[..]].concat(),
        [&[0xFE, 0xFF], &big[..]].concat(),
    ];
    for bytes in cases {
        assert_eq!(csv(&bytes), grid, "{bytes:?}");
    }
    // Without a mark, where it is Latin text: nothing but every other byte is nil.
    let plain: Vec<u8> = "a;b\n1;2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(csv(&plain), r#"A1 "a"; B1 "b"; A2 "1"; B2 "2""#);
    // A few characters that are not Latin do not hide it.
    let few: Vec<u8> =
        format!("{}\u{100};b\n", "kommune ".repeat(5)).encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert!(csv(&few).ends_with("\u{100}\"; B1 \"b\""), "{}", csv(&few));
}

#[test]
fn what_is_no_text_is_refused() {
    let cases: [&[u8]; 7] = [
        b"a;b\n1\x00;2\n",
        b"a;b\n\x81;2\n",
        b"a;b\xF8\x01\n",
        // UTF-8 with one byte of damage: as Windows-1252 it would be `Ã¸`.
        b"Bel\xC3\xB8p;\xF8\n1;2\n",
        b"\xEF\xBB\xBFa\xFF",
        b"\xFF\xFEa\x00b",
        b"\xFF\xFE\x00\xD8a\x00",
    ];
    for bytes in cases {
        assert_eq!(csv(bytes), "T111", "{bytes:?}");
    }
}

#[test]
fn line_ends_of_every_kind_end_rows_and_blank_lines_are_rows() {
    let cases = [
        ("a;b\r1;2\r\n3;4\n", r#"A1 "a"; B1 "b"; A2 "1"; B2 "2"; A3 "3"; B3 "4""#),
        ("\n\na;b\n\r\n1;2", r#"A3 "a"; B3 "b"; A5 "1"; B5 "2""#),
        ("a;b\r\r\n1;2\n\n", r#"A1 "a"; B1 "b"; A3 "1"; B3 "2""#),
        // A line end inside quotation marks ends no row.
        ("a;b\n\"x\ny\";2\n3;4", r#"A1 "a"; B1 "b"; A2 "x\ny"; B2 "2"; A3 "3"; B3 "4""#),
        ("sep=;\n\na;b\n1;2", r#"A2 "a"; B2 "b"; A3 "1"; B3 "2""#),
        ("a;b\n;\n\"\";2\n", r#"A1 "a"; B1 "b"; B3 "2""#),
        ("", "T102"),
        ("\n\n", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(csv(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn quotation_marks_close_or_the_file_is_refused() {
    let cases = [
        ("a;b\n\"1;\"\"x\"\"\";2\n", r#"A1 "a"; B1 "b"; A2 "1;\"x\""; B2 "2""#),
        ("a;b\n5\" rør;2\n", r#"A1 "a"; B1 "b"; A2 "5\" rør"; B2 "2""#),
        ("a;b\n\"1;2\n3;4\n", "T112"),
        ("a;b\n1;\"2\n3;4\n", "T112"),
        ("a;b\n1;\"2\n3;\"4\"\n5;6", "T112"),
        ("a;b\n\"1\";2\n3;4", r#"A1 "a"; B1 "b"; A2 "1"; B2 "2"; A3 "3"; B3 "4""#),
    ];
    for (text, expected) in cases {
        assert_eq!(csv(text.as_bytes()), expected, "{text}");
    }
    let read = read::workbook("list.csv", b"a;b\n1;2\n3;\"4\n5;6\n", &FileLimits::default());
    let facts = format!("{:?}", read.expect_err("it never closes").noticed().problem.facts());
    assert_eq!(facts, r#"[("line", Count(3))]"#);
}

#[test]
fn ragged_rows_are_named_and_titles_and_notes_are_not() {
    let cases = [
        (
            "a;b;c\n1;2;3\n4;5\n6;7;8\n",
            r#"T113 A3; A1 "a"; B1 "b"; C1 "c"; A2 "1"; B2 "2"; C2 "3"; A3 "4"; B3 "5"; A4 "6"; B4 "7"; C4 "8""#,
        ),
        ("a;b\n1;2;3\n4;5\n", r#"T113 A2; A1 "a"; B1 "b"; A2 "1"; B2 "2"; C2 "3"; A3 "4"; B3 "5""#),
        ("a;b\n1;2;;\n4;5\n", r#"A1 "a"; B1 "b"; A2 "1"; B2 "2"; A3 "4"; B3 "5""#),
        (
            "Tittel\na;b\n1;2\n3;4\nMerknad\n",
            r#"A1 "Tittel"; A2 "a"; B2 "b"; A3 "1"; B3 "2"; A4 "3"; B4 "4"; A5 "Merknad""#,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(csv(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn other_content_behind_the_name_is_refused() {
    let cases: [(&[u8], &str); 5] = [
        (b"%PDF-1.7", "PDF"),
        (b"\xEF\xBB\xBF\n<HTML><body>", "HTML"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "PNG"),
    ];
    for (bytes, found) in cases {
        let refusal = read::workbook("list.csv", bytes, &FileLimits::default()).expect_err("not CSV").noticed();
        let facts = format!("{:?}", refusal.problem.facts());
        assert_eq!(facts, format!("[(\"found\", Words({found:?})), (\"extension\", Words(\".csv\"))]"));
    }
}
