//! The stamp that tilskot put in a workbook's document properties. Damage there costs the stamp, not the file.

use std::collections::BTreeMap;

use super::Refusal;
use super::package::Package;
use super::xml::{Event, Xml};
use crate::policy::FileLimit;
use crate::stamp::Stamp;

const PART: &str = "docProps/custom.xml";

/// Reads the stamp of a workbook, where it has one.
pub(super) fn read(package: &mut Package<'_>) -> Result<Option<Stamp>, Refusal> {
    let properties = package.read(PART, FileLimit::PartBytes, |xml| Ok(properties(xml).unwrap_or_default()))?;
    Ok(properties.and_then(|properties| Stamp::from_properties(&properties)))
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
