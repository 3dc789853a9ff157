//! Nav's unit numbers: four digits that look like a municipality number, and often are the old one (domain.md, 11).

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A Nav office in Nav's public code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavUnit {
    /// The four-digit unit number.
    pub number: u16,
    /// The office's name.
    pub name: String,
}

static ALL: LazyLock<BTreeMap<u16, NavUnit>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("nav_units.csv").as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record.expect("the list is part of the program");
            let number = record[0].parse().expect("the list holds unit numbers");
            (number, NavUnit { number, name: record[1].to_owned() })
        })
        .collect()
});

/// The Nav office with this unit number, among those of Vestland.
#[must_use]
pub fn nav_unit(number: u16) -> Option<&'static NavUnit> {
    ALL.get(&number)
}
