//! The stamp that tilskot put in a workbook's document properties. Damage there costs the stamp, not the file.

use std::collections::BTreeMap;

use super::package::Package;
use super::xml::{Event, Xml};
use super::{Refusal, Row, Sheet, Value};
use crate::policy::FileLimit;
use crate::stamp::{STAMP_SHEET, Stamp};

const PART: &str = "docProps/custom.xml";

/// Reads the stamp of a workbook, where it has one.
pub(super) fn read(package: &mut Package<'_>) -> Option<Stamp> {
    // Its bytes are held against their checksum with the rest of the package.
    let properties = package.read(PART, FileLimit::PartBytes, properties).ok().flatten();
    properties.and_then(|properties| Stamp::from_properties(&properties))
}

/// The stamp on a sheet of the workbook, where it is one that tilskot wrote and another program saved in another format.
pub(super) fn in_sheets(sheets: &[Sheet]) -> Option<Stamp> {
    let sheet = sheets.iter().find(|sheet| *sheet.name == *STAMP_SHEET)?;
    let text = |row: &Row, column| match &row.cell(column)?.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    };
    let rows = sheet.rows.iter().filter_map(|row| Some((text(row, 0)?, text(row, 1).unwrap_or_default())));
    Stamp::from_properties(&rows.collect())
}

/// Every property that holds text.
fn properties(xml: &mut Xml<'_>) -> Result<BTreeMap<String, String>, Refusal> {
    let mut found = BTreeMap::new();
    let mut name = None;
    loop {
        match xml.next()? {
            Event::Start if xml.element() == "property" => {
                name = xml.attribute("name")?.map(std::borrow::Cow::into_owned);
            }
            Event::Start if xml.element() == "lpwstr" => {
                let mut value = String::new();
                xml.content(&mut value)?;
                found.extend(name.take().map(|name| (name, value)));
            }
            Event::Over => return Ok(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Cell, Formula};

    #[test]
    fn a_stamp_is_known_by_its_sheet() {
        let stamp = Stamp::form("vestland-2023", 2);
        let cell = |column, text: &str| Cell {
            column,
            value: Value::Text(text.into()),
            formula: Formula::None,
            percent: false,
            unseen: false,
        };
        let rows = (0..).zip(stamp.properties()).map(|(number, (name, value))| Row {
            number,
            hidden: false,
            cells: vec![cell(0, &name), cell(1, &value)].into(),
        });
        let named = |name: &str, rows| Sheet {
            name: name.into(),
            visible: false,
            merged: Vec::new(),
            hidden_columns: Vec::new(),
            rows,
        };
        let rows: Vec<Row> = rows.collect();
        let sheets = [named("Liste", Vec::new()), named(STAMP_SHEET, rows)];
        assert_eq!(in_sheets(&sheets), Some(stamp));
        assert_eq!(in_sheets(&sheets[..1]), None);
    }
}
