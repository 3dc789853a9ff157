//! What a person saw is what was read: text of the colour of its ground, formulas that their cells do not give, links to
//! other files. Real workbooks, because styles and formulas are the reader's.

use std::sync::Arc;

use rust_xlsxwriter::{Color, Format, Formula, Workbook, Worksheet};
use tilskot::policy::FileLimits;
use tilskot::read;

use super::files::found;

const HEADER: [&str; 10] = [
    "Kommune",
    "Nav-kontor",
    "Prosjekttittel",
    "Type søknad",
    "Oppstart",
    "Stillingar",
    "Søknadsbeløp stillingar",
    "Søknadsbeløp kompetanse",
    "Søknadsbeløp",
    "Godkjend av",
];
/// The row and columns of the amounts, and the column of the office.
const ROW: u32 = 3;
const FIRST: u16 = 2;
const OFFICE: u16 = FIRST + 1;
const PARTS: u16 = FIRST + 6;
const APPLIED: u16 = FIRST + 8;

/// A right list with its table at C3, changed by `change`.
fn list(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    for (column, header) in (FIRST..).zip(HEADER) {
        sheet.write(ROW - 1, column, header).unwrap();
    }
    for (column, text) in (FIRST..).zip(["Alver", "Nav Alver", "Første steg", "Ny søknad"]) {
        sheet.write(ROW, column, text).unwrap();
    }
    sheet.write_with_format(ROW, FIRST + 4, 44986, &date).unwrap();
    for (column, number) in (FIRST + 5..).zip([1, 610_000, 20_000, 630_000]) {
        sheet.write(ROW, column, number).unwrap();
    }
    sheet.write(ROW, FIRST + 9, "Kommunedirektøren").unwrap();
    change(sheet);
    book.save_to_buffer().unwrap()
}

fn as_sent(change: impl FnOnce(&mut Worksheet)) -> Vec<(&'static str, Vec<u8>)> {
    vec![("a.xlsx", list(change))]
}

#[test]
fn t240_text_of_the_colour_of_its_ground() {
    let white = || Format::new().set_font_color(Color::White);
    let hidden = [
        white(),
        Format::new().set_font_color(Color::Theme(0, 0)),
        Format::new().set_font_color(Color::RGB(0x00F7_F7F7)),
        white().set_background_color(Color::RGB(0x00FA_FAFA)),
        Format::new().set_font_color(Color::Navy).set_background_color(Color::Navy),
        Format::new().set_background_color(Color::Black),
        Format::new().set_num_format(";;;"),
    ];
    let shown = [
        white().set_background_color(Color::Navy),
        Format::new().set_background_color(Color::Yellow),
        Format::new().set_font_color(Color::Gray),
        Format::new().set_font_color(Color::Theme(1, 0)),
        Format::new().set_num_format("#,##0;-#,##0;;@"),
    ];
    for format in hidden {
        let amount = |sheet: &mut Worksheet| {
            sheet.write_with_format(ROW, APPLIED, 630_000, &format).unwrap();
        };
        assert_eq!(found(&as_sent(amount)), ["T240 warning a.xlsx"], "{format:?}");
        let office = |sheet: &mut Worksheet| {
            sheet.write_with_format(ROW, OFFICE, "Nav Alver", &format).unwrap();
        };
        assert_eq!(found(&as_sent(office)), ["T240 warning a.xlsx"], "{format:?}");
    }
    for format in shown {
        let both = |sheet: &mut Worksheet| {
            sheet.write_with_format(ROW, APPLIED, 630_000, &format).unwrap();
            sheet.write_with_format(ROW, OFFICE, "Nav Alver", &format).unwrap();
            // White headers on a table's own dark ground, and a note nobody uses.
            sheet.write_with_format(0, 0, "Notat", &white()).unwrap();
        };
        assert_eq!(found(&as_sent(both)), [""; 0], "{format:?}");
    }
}

#[test]
fn t240_what_lies_under_merged_cells() {
    let merged = |first: u16, last: u16| {
        as_sent(move |sheet| {
            sheet.merge_range(ROW, first, ROW, last, "", &Format::new()).unwrap();
            for (column, number) in (FIRST + 5..).zip([1, 610_000, 20_000, 630_000]) {
                sheet.write(ROW, column, number).unwrap();
            }
        })
    };
    assert_eq!(found(&merged(PARTS, PARTS + 1)), ["T240 warning a.xlsx"]);
    // Beside the table, and over blank cells, nothing lies under it.
    let beside = as_sent(|sheet| {
        sheet.merge_range(0, FIRST, 0, FIRST + 5, "Søknader", &Format::new()).unwrap();
    });
    assert_eq!(found(&beside), [""; 0]);
}

/// Damage in the document properties costs the stamp, not the file.
#[test]
fn properties_in_another_encoding_cost_the_stamp_alone() {
    let mut book = Workbook::new();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_custom_property("tilskot.work", "form"));
    book.add_worksheet().write(0, 0, "Kommune").unwrap();
    let file = crate::returned::with_part(&book.save_to_buffer().unwrap(), "docProps/custom.xml", |_| {
        r#"<?xml version="1.0" encoding="utf-16"?><Properties/>"#.to_owned()
    });
    let read = read::workbook("a.xlsx", &file, &FileLimits::default()).unwrap();
    assert_eq!((read.sheets.len(), read.stamp), (1, None));
}

#[test]
fn t241_a_sum_that_its_cells_do_not_give() {
    let sum = |formula: &'static str, stored: &'static str| {
        as_sent(move |sheet| {
            sheet.write_formula(ROW, APPLIED, Formula::new(formula).set_result(stored)).unwrap();
            sheet.write_formula(ROW, FIRST + 5, Formula::new("=0.1+0.9*1").set_result("1")).unwrap();
        })
    };
    let right = sum("=SUM(I4:J4)", "630000");
    for wrong in ["=SUM(I4:J4)", "=I4+J4"] {
        assert_eq!(found(&sum(wrong, "620000")), ["T401 error a.xlsx", "T241 warning a.xlsx"], "{wrong}");
    }
    assert_eq!(found(&right), [""; 0]);
    for right in ["=I4+J4", "=H4*610000+20000", "=$I$4+20000", "=IF(I4>0,I4+J4,1)"] {
        assert_eq!(found(&sum(right, "630000")), [""; 0], "{right}");
    }
    let file = &sum("=SUM(I4:J4)", "620000")[0].1;
    let noticed = read::workbook("a.xlsx", file, &FileLimits::default()).unwrap().noticed;
    let [one] = &noticed[..] else { panic!("{noticed:?}") };
    assert_eq!(one.cell.map(|cell| cell.to_string()).as_deref(), Some("K4"));
    assert_eq!(one.sheet, Some(Arc::from("Sheet1")));
}

#[test]
fn t209_covers_t241_in_a_total_row() {
    let total = |stored: &'static str| {
        as_sent(move |sheet| {
            sheet.write(ROW + 1, FIRST, "Sum").unwrap();
            sheet.write_formula(ROW + 1, PARTS, Formula::new("=SUM(I4:I4)").set_result(stored)).unwrap();
        })
    };
    // It is held against the rows, and one word about the cell is enough.
    assert_eq!(found(&total("600000")), ["T209 warning a.xlsx"]);
    assert_eq!(found(&total("610000")), [""; 0]);
}

#[test]
fn t140_and_t141_a_link_to_another_file() {
    let linked = list(|sheet| {
        sheet.write_formula(ROW, APPLIED, Formula::new("=[1]Ark1!$B$4").set_result("630000")).unwrap();
    });
    let part = r#"<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>"#;
    let with_part =
        crate::returned::with_part(&linked, "xl/_rels/workbook.xml.rels", |xml| xml.replace("</Relationships>", part));
    assert_eq!(found(&vec![("a.xlsx", with_part)]), ["T140 warning a.xlsx", "T141 notice a.xlsx"]);
    let own = as_sent(|sheet| {
        sheet.write_formula(ROW, APPLIED, Formula::new("=I4+J4").set_result("630000")).unwrap();
    });
    assert_eq!(found(&own), [""; 0]);
}
