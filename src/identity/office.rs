//! Nav offices by their names: «NAV-kontoret i Alver» is the office of Alver, «Nav Fana» is one of Bergen's.

use super::{Kommunenummer, Municipality, municipalities_named, municipality_in};

/// Bergen's offices, the only ones of Vestland that are named after a part of a municipality.
const BERGEN: (u16, [&str; 11]) = (
    4601,
    [
        "arna",
        "bergenhus",
        "fana",
        "fyllingsdalen",
        "laksevåg",
        "ytrebygda",
        "årstad",
        "åsane",
        "bergen sør",
        "bergen nord",
        "bergen vest",
    ],
);

/// The municipalities that an office is named after or lies in, in `year`: one, none that is known, or those of an office
/// for several («Nav Alver og Austrheim»), where all of them are known.
#[must_use]
pub fn municipalities_of_office(office: &str, year: i16) -> Vec<&'static Municipality> {
    let name = own_name(office);
    let whole = named(&name, year);
    if !whole.is_empty() {
        return whole;
    }
    let parts = name.split(" og ").flat_map(|part| part.split(['-', '–', '/', ',', '&'])).map(str::trim);
    let each: Vec<Vec<&Municipality>> = parts.map(|part| named(part, year)).collect();
    if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
}

/// The name without the words that every office has.
fn own_name(office: &str) -> String {
    const BEFORE: [&str; 9] =
        ["nav", "nav-kontor", "nav-kontoret", "navkontor", "navkontoret", "kontor", "kontoret", "i", "-"];
    let lower = office.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().skip_while(|word| BEFORE.contains(word)).collect();
    let name = words.join(" ");
    name.strip_suffix(" herad").unwrap_or(&name).to_owned()
}

fn named(name: &str, year: i16) -> Vec<&'static Municipality> {
    let found = municipalities_named(name, year);
    if !found.is_empty() || !BERGEN.1.contains(&name) {
        return found;
    }
    Kommunenummer::new(BERGEN.0).and_then(|number| municipality_in(number, year)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_known_by_its_municipality_or_its_part_of_it() {
        for (office, municipalities) in [
            ("Nav Alver", "Alver"),
            ("NAV-kontoret i Alver", "Alver"),
            ("Nav kontor Alver kommune", "Alver"),
            ("Voss", "Voss"),
            ("NAV Voss herad", "Voss"),
            ("Nav Bergenhus", "Bergen"),
            ("Nav Bergen sør", "Bergen"),
            ("Nav Alver og Austrheim", "Alver Austrheim"),
            ("Nav Årdal-Lærdal", "Årdal Lærdal"),
            ("Nav Fensfjorden", ""),
            ("Nav Alver og omland", ""),
            ("Nav", ""),
        ] {
            let found: Vec<&str> = municipalities_of_office(office, 2023).iter().map(|one| &*one.name).collect();
            assert_eq!(found.join(" "), municipalities, "{office}");
        }
    }
}
