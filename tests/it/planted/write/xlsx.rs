//! Office Open XML: seven parts and the sheets.

use std::collections::BTreeMap;
use std::fmt::Write;

use tilskot::origin::{CellRef, column_letters};

use super::super::book::{Book, Cell, Formula, HiddenBy, Sheet, Shown, Value};
use super::{escaped, serial, zipped};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The number formats: general, date, date with time, per cent; then the same with white text.
const STYLES: &str = r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

pub(super) fn bytes(book: &Book) -> Vec<u8> {
    let mut strings = BTreeMap::new();
    let sheets: Vec<String> = book.sheets.iter().map(|sheet| worksheet(book, sheet, &mut strings)).collect();
    let numbered = || (1..=book.sheets.len()).zip(&book.sheets);
    let links =
        |inner: String| format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>"#);
    let link = |id: String, kind: &str, target: String| {
        format!(r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#)
    };
    let part = |name: String, kind: &str| format!(r#"<Override PartName="{name}" ContentType="{TYPE}.{kind}+xml"/>"#);
    let types: String = numbered()
        .map(|(id, _)| part(format!("/xl/worksheets/sheet{id}.xml"), "worksheet"))
        .chain(
            [("workbook", "sheet.main"), ("sharedStrings", "sharedStrings"), ("styles", "styles")]
                .map(|(name, kind)| part(format!("/xl/{name}.xml"), kind)),
        )
        .collect();
    let listed: String = numbered().map(|(id, sheet)| listed(id, sheet)).collect();
    let related: String = numbered()
        .map(|(id, _)| link(format!("rId{id}"), "worksheet", format!("worksheets/sheet{id}.xml")))
        .chain(["sharedStrings", "styles"].map(|name| link(name.to_owned(), name, format!("{name}.xml"))))
        .collect();
    let epoch = if book.from_1904 { r#"<workbookPr date1904="1"/>"# } else { "<workbookPr/>" };
    let mut texts: Vec<(&String, &usize)> = strings.iter().collect();
    texts.sort_by_key(|(_, at)| **at);
    let texts: String =
        texts.iter().map(|(text, _)| format!(r#"<si><t xml:space="preserve">{}</t></si>"#, escaped(text))).collect();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>"#
            ),
        ),
        ("_rels/.rels".to_owned(), links(link("rId1".to_owned(), "officeDocument", "xl/workbook.xml".to_owned()))),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{epoch}<sheets>{listed}</sheets></workbook>"#
            ),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), links(related)),
        ("xl/sharedStrings.xml".to_owned(), format!(r#"{HEAD}<sst xmlns="{MAIN}">{texts}</sst>"#)),
        ("xl/styles.xml".to_owned(), format!(r#"{HEAD}<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#)),
    ];
    parts.extend((1..).zip(sheets).map(|(id, xml)| (format!("xl/worksheets/sheet{id}.xml"), xml)));
    zipped(&parts)
}

fn listed(id: usize, sheet: &Sheet) -> String {
    let state = match sheet.shown {
        Shown::Yes => "",
        Shown::No => r#" state="hidden""#,
        Shown::Never => r#" state="veryHidden""#,
    };
    format!(r#"<sheet name="{}" sheetId="{id}"{state} r:id="rId{id}"/>"#, escaped(&sheet.name))
}

fn worksheet(book: &Book, sheet: &Sheet, strings: &mut BTreeMap<String, usize>) -> String {
    let mut xml = format!(r#"{HEAD}<worksheet xmlns="{MAIN}">"#);
    if !sheet.hidden_columns.is_empty() {
        let columns = sheet.hidden_columns.iter().map(|column| column + 1);
        let columns: String =
            columns.map(|at| format!(r#"<col min="{at}" max="{at}" width="9" hidden="1"/>"#)).collect();
        write!(xml, "<cols>{columns}</cols>").unwrap();
    }
    xml += "<sheetData>";
    let mut open = None;
    for (at, cell) in &sheet.cells {
        if open != Some(at.row) {
            xml += if open.is_some() { "</row>" } else { "" };
            let hidden = if sheet.hidden_rows.contains_key(&at.row) { r#" hidden="1""# } else { "" };
            write!(xml, r#"<row r="{}"{hidden}>"#, at.row + 1).unwrap();
            open = Some(at.row);
        }
        xml += &written(*at, cell, book.from_1904, strings);
    }
    xml += if open.is_some() { "</row></sheetData>" } else { "</sheetData>" };
    if sheet.hidden_rows.values().any(|by| *by == HiddenBy::Filter) {
        let first = sheet.cells.keys().map(|at| at.column).min().unwrap_or_default();
        let area =
            format!("{}1:{}{}", column_letters(first), column_letters(sheet.last_column()), sheet.last_row() + 1);
        write!(xml, r#"<autoFilter ref="{area}"/>"#).unwrap();
    }
    if !sheet.merged.is_empty() {
        let merged: String =
            sheet.merged.iter().map(|(first, last)| format!(r#"<mergeCell ref="{first}:{last}"/>"#)).collect();
        write!(xml, r#"<mergeCells count="{}">{merged}</mergeCells>"#, sheet.merged.len()).unwrap();
    }
    xml + "</worksheet>"
}

fn written(at: CellRef, cell: &Cell, from_1904: bool, strings: &mut BTreeMap<String, usize>) -> String {
    let formula = match cell.formula {
        Formula::None => String::new(),
        Formula::Sum(first, last) => format!("<f>SUM({first}:{last})</f>"),
        Formula::Same(other) => format!("<f>{other}+0</f>"),
        Formula::Elsewhere => "<f>[1]Ark1!$B$4</f>".to_owned(),
    };
    let shared = |text: &str, strings: &mut BTreeMap<String, usize>| {
        let next = strings.len();
        *strings.entry(text.to_owned()).or_insert(next)
    };
    let style = match &cell.value {
        Value::PerCent(_) => 3,
        Value::Date(moment) if moment.time() == jiff::civil::Time::midnight() => 1,
        Value::Date(_) => 2,
        _ => 0,
    } + if cell.white { 4 } else { 0 };
    let (kind, value) = match &cell.value {
        Value::Text(text) if formula.is_empty() => (r#" t="s""#, shared(text, strings).to_string()),
        Value::Text(text) => (r#" t="str""#, escaped(text)),
        Value::Number(number) | Value::PerCent(number) => ("", number.to_string()),
        Value::Date(moment) => ("", serial(*moment, from_1904).to_string()),
        Value::Truth(truth) => (r#" t="b""#, u8::from(*truth).to_string()),
        Value::Error(error) => (r#" t="e""#, (*error).to_owned()),
        Value::NotStored => return format!(r#"<c r="{at}">{formula}</c>"#),
    };
    let style = if style == 0 { String::new() } else { format!(r#" s="{style}""#) };
    format!(r#"<c r="{at}"{style}{kind}>{formula}<v>{value}</v></c>"#)
}
