//! Which application somebody means at the command line.

use std::collections::BTreeMap;

use super::RunError;
use super::console::Console;
use crate::privacy;
use crate::report::words::quoted;
use crate::text::{Language, Text, number};

const NONE: Text = text!(
    "«{path}» passar ikkje på nokon søknad her. Skriv søknads-ID-en, slik han står i tildeling.xlsx, eller ein del av kontoret eller \
     tittelen.",
    "«{path}» passer ikke på noen søknad her. Skriv søknads-ID-en, slik den står i tildeling.xlsx, eller en del av kontoret eller \
     tittelen.",
    "“{path}” fits no application here. Write the application ID as it stands in tildeling.xlsx, or a part of the office or title.",
);
const SEVERAL: Text = text!(
    "«{path}» passar på fleire søknader. Skriv ID-en til den du meiner.",
    "«{path}» passer på flere søknader. Skriv ID-en til den du mener.",
    "“{path}” fits several applications. Write the ID of the one you mean.",
);
const MORE: Text = text!("og {count} til", "og {count} til", "and {count} more");
/// How many of those that fit are named.
const NAMED: usize = 10;

/// What an application is known by.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its office.
    pub office: Option<&'a str>,
    /// The title of its project.
    pub project: Option<&'a str>,
}

/// Those of `all` that are the one application `wanted` means: the one with this id, else the one that has this in its id,
/// office or title. Several copies of one application have one id, and blanks fit none.
///
/// # Errors
/// None or several applications that fit; those are named on stderr, in `language`.
pub fn meant<'a, T>(
    all: impl Iterator<Item = &'a T>,
    known: impl Fn(&'a T) -> Known<'a>,
    wanted: &str,
    (console, language): (&Console, Language),
) -> Result<Vec<&'a T>, RunError> {
    let all: Vec<(&T, Known<'_>)> = all.map(|one| (one, known(one))).collect();
    let mut fitting: Vec<_> = all.iter().filter(|(_, known)| known.id == wanted).collect();
    if fitting.is_empty() && !wanted.trim().is_empty() {
        fitting = all.iter().filter(|(_, known)| known.has(&wanted.to_lowercase())).collect();
    }
    let ids: BTreeMap<&str, Known<'_>> = fitting.iter().map(|(_, known)| (known.id, *known)).collect();
    if ids.len() > 1 {
        for known in ids.values().take(NAMED) {
            console.say(&format!("  {}", known.shown(language)));
        }
        if let Some(more) = ids.len().checked_sub(NAMED).filter(|more| *more > 0) {
            console.say(&format!("  {}", MORE.fill(language, &[("count", number::count(language, more))])));
        }
        return Err(RunError::Refused(SEVERAL, wanted.into()));
    }
    if ids.is_empty() {
        return Err(RunError::Refused(NONE, wanted.into()));
    }
    Ok(fitting.into_iter().map(|(one, _)| *one).collect())
}

impl Known<'_> {
    fn has(&self, part: &str) -> bool {
        let texts = [Some(self.id), self.office, self.project];
        texts.into_iter().flatten().any(|text| text.to_lowercase().contains(part))
    }

    /// `4631-nav-alver-ung-veg: Nav Alver, «Ung veg»`
    fn shown(&self, language: Language) -> String {
        let title = self.project.map(|title| quoted(language, &privacy::shown(title)));
        let named: Vec<String> = self.office.map(privacy::shown).into_iter().chain(title).collect();
        let id = privacy::shown(self.id);
        if named.is_empty() { id } else { format!("{id}: {}", named.join(", ")) }
    }
}
