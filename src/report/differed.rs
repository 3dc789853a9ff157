//! What changed between two runs and because of which input, for people and for programs.

mod assessed;
mod cause;
mod json;

use std::collections::BTreeMap;

use crate::difference::{Account, Difference, Is, Key, Moved, Part, Run};
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::privacy;
use crate::report::labels;
use crate::report::lines::{aligned, wrapped};
use crate::report::names::named;
use crate::report::words::{APPLICATION, counted, lower_first};
use crate::text::{Language, Text, number};

/// How many causes without effect are named to people.
const NAMED: usize = 20;

const GRANTED: Text = text!("tildelt", "tildelt", "granted");
const FRAME: Text = text!("ramme", "ramme", "frame");
const REST: Text = text!("rest", "rest", "left");

/// A difference with the two runs it is between.
#[derive(Debug)]
pub struct Differed<'a> {
    /// The first run, and what it is called.
    pub before: (&'a Run, &'a str),
    /// The second.
    pub after: (&'a Run, &'a str),
    /// What they differ in.
    pub difference: &'a Difference,
}

impl Differed<'_> {
    /// For people, in lines of at most `width`.
    #[must_use]
    pub fn text(&self, language: Language, width: usize) -> String {
        const HEADING: Text = text!("Frå {before} til {after}", "Fra {before} til {after}", "From {before} to {after}");
        const ORDER: Text = text!(
            "Endringane er lagde til ei om gongen, i rekkjefølgja her: tidlegare rundar, reglar, søknader, rettingar, vurderingar, \
             registeret og kontrollen, ramme, avgjerder. Det to endringar gjer saman, står ved den siste av dei.",
            "Endringene er lagt til én om gangen, i rekkefølgen her: tidligere runder, regler, søknader, rettelser, vurderinger, \
             registeret og kontrollen, ramme, avgjørelser. Det to endringer gjør sammen, står ved den siste av dem.",
            "The changes were made one at a time, in this order: earlier rounds, rules, applications, corrections, assessments, \
             the register and the checks, frame, decisions. What two changes did together stands at the later of them."
        );
        let values = [("before", self.before.1.to_owned()), ("after", self.after.1.to_owned())];
        let mut text = wrapped(&HEADING.fill(language, &values), width, "", "");
        text += &self.sums(language);
        text += &wrapped(&self.outcomes(language), width, "", "");
        let (without, with): (Vec<&Part>, Vec<&Part>) =
            self.difference.parts.iter().partition(|part| part.is_without_effect());
        for (at, part) in with.iter().enumerate() {
            text.push('\n');
            text += &self.part(at + 1, part, language, width);
        }
        text += &self.without_effect(&without, language, width);
        text += &self.renamed(language, width);
        if with.len() > 1 {
            text += &format!("\n{}", wrapped(&self.whole(&with, language), width, "", "  "));
        }
        // Also where one change has all of the effect: another may have had a hand in it.
        if self.difference.parts.len() > 1 {
            let space = if with.len() > 1 { "" } else { "\n" };
            text += &format!("{space}{}", wrapped(ORDER.get(language), width, "", ""));
        }
        text
    }

    /// Frame, granted and rest of each pot, before and after, and what was granted in all.
    fn sums(&self, language: Language) -> String {
        const HEADS: [Text; 3] = [
            text!("Før (kr)", "Før (kr)", "Before (NOK)"),
            text!("Etter (kr)", "Etter (kr)", "After (NOK)"),
            text!("Endring (kr)", "Endring (kr)", "Change (NOK)"),
        ];
        const ALL: Text = text!("Tildelt i alt", "Tildelt i alt", "Granted in all");
        let pots = |run: &Run| run.recorded.pots.clone();
        let (old, new) = (pots(self.before.0), pots(self.after.0));
        let heads = HEADS.map(|head| head.get(language).to_owned());
        let mut rows = vec![(crate::report::headers::POT.get(language).to_owned(), heads)];
        let line = |before: Kroner, after: Kroner| {
            [
                number::amount(language, before),
                number::amount(language, after),
                number::signed(language, after - before),
            ]
        };
        for id in self.pot_ids() {
            let side = |pots: &BTreeMap<String, Account>| pots.get(id).copied().unwrap_or_default();
            let (before, after) = (side(&old), side(&new));
            let figures = [
                (FRAME, before.frame, after.frame),
                (GRANTED, before.granted, after.granted),
                (REST, before.rest, after.rest),
            ];
            rows.push((self.pot(id), Default::default()));
            for (head, before, after) in figures {
                rows.push((format!("  {}", head.get(language)), line(before, after)));
            }
        }
        let granted = |pots: &BTreeMap<String, Account>| pots.values().map(|pot| pot.granted).sum();
        rows.push((ALL.get(language).to_owned(), line(granted(&old), granted(&new))));
        aligned(&rows).concat()
    }

    /// `25 søknader innvilga, før 23; 5 avslag, før 7.`
    fn outcomes(&self, language: Language) -> String {
        const COUNT: Text = text!(
            "{outcome} {after} (før {before})",
            "{outcome} {after} (før {before})",
            "{outcome} {after} (before {before})"
        );
        const SAME: Text = text!(
            "Ingen søknad har fått noko anna utfall eller beløp.",
            "Ingen søknad har fått noe annet utfall eller beløp.",
            "No application has another outcome or amount."
        );
        if self.difference.moved().is_empty() {
            return SAME.get(language).to_owned();
        }
        let count = |run: &Run, text: &str| {
            let all = run.recorded.applications.values();
            all.filter(|is| labels::outcome(is.outcome).get(Language::En) == text).count()
        };
        let mut parts = Vec::new();
        for outcome in labels::OUTCOMES {
            let key = outcome.get(Language::En);
            let (before, after) = (count(self.before.0, key), count(self.after.0, key));
            if (before, after) != (0, 0) {
                let values = [
                    ("outcome", lower_first(outcome.get(language))),
                    ("after", number::count(language, after)),
                    ("before", number::count(language, before)),
                ];
                parts.push(COUNT.fill(language, &values));
            }
        }
        let applications = counted(language, self.after.0.recorded.applications.len(), APPLICATION);
        format!("{applications}: {}.", parts.join(", "))
    }

    fn part(&self, number: usize, part: &Part, language: Language, width: usize) -> String {
        let mut text = wrapped(&self.cause(&part.cause, language), width, &format!("{number}. "), "   ");
        for moved in &part.moved {
            text += &wrapped(&self.moved(moved, language), width, "   – ", "     ");
        }
        text + &wrapped(&self.change(&part.pots, language), width, "   = ", "     ")
    }

    /// `Nav Kinn, «Koordinerte tenester»: avslag (ramma rekk ikkje) → innvilga (etter prioritet), +630 000 kr`
    fn moved(&self, moved: &Moved, language: Language) -> String {
        const ABSENT: Text = text!("ikkje med", "ikke med", "not there");
        const FROM: Text = text!("{outcome} frå {pot}", "{outcome} fra {pot}", "{outcome} from {pot}");
        const AMOUNT: Text = text!("{before} → {after}", "{before} → {after}", "{before} → {after}");
        let granted = |side: &Option<Is>| side.as_ref().map_or(Kroner::ZERO, |is| is.granted);
        let (from, to) = (granted(&moved.before), granted(&moved.after));
        let pots = [&moved.before, &moved.after].map(|side| side.as_ref().and_then(|is| is.pot.clone()));
        let said = |side: &Option<Is>| {
            let Some(is) = side else { return ABSENT.get(language).to_owned() };
            let outcome = lower_first(labels::outcome(is.outcome).get(language));
            let outcome = match (&is.pot, pots[0] != pots[1] && pots.iter().all(Option::is_some)) {
                (Some(pot), true) => FROM.fill(language, &[("outcome", outcome), ("pot", self.pot(pot))]),
                _ => outcome,
            };
            format!("{outcome} ({})", lower_first(labels::reason(is.outcome).get(language)))
        };
        let (before, after) = (said(&moved.before), said(&moved.after));
        let outcome = if before == after {
            let values = [("before", number::kroner(language, from)), ("after", number::kroner(language, to))];
            format!("{after}, {}", AMOUNT.fill(language, &values))
        } else {
            AMOUNT.fill(language, &[("before", before), ("after", after)])
        };
        let change = if from == to { String::new() } else { format!(", {}", signed_kroner(language, to - from)) };
        format!("{}: {outcome}{change}", self.application(&moved.key, language))
    }

    /// `Statsforvaltaren i Vestland: ramme +1 880 000 kr, tildelt +1 880 000 kr`
    fn change(&self, pots: &BTreeMap<String, Account>, language: Language) -> String {
        const NONE: Text = text!("Ikkje noko beløp endra", "Ikke noe beløp endret", "No amount changed");
        let figures = |account: &Account| {
            let figures = [(FRAME, account.frame), (GRANTED, account.granted), (REST, account.rest)];
            let changed = figures.into_iter().filter(|(_, change)| *change != Kroner::ZERO);
            let said =
                changed.map(|(head, change)| format!("{} {}", head.get(language), signed_kroner(language, change)));
            said.collect::<Vec<_>>().join(", ")
        };
        let parts: Vec<String> = pots.iter().map(|(id, one)| format!("{}: {}", self.pot(id), figures(one))).collect();
        if parts.is_empty() { NONE.get(language).to_owned() } else { parts.join("; ") }
    }

    fn without_effect(&self, parts: &[&Part], language: Language, width: usize) -> String {
        const WITHOUT: Text = text!(
            "Utan eigen verknad på utfall og beløp ({count}):",
            "Uten egen virkning på utfall og beløp ({count}):",
            "Without an effect of their own on outcomes and amounts ({count}):"
        );
        const MORE: Text = text!(
            "og {count} til; «--format json» har alle",
            "og {count} til; «--format json» har alle",
            "and {count} more; “--format json” has them all"
        );
        if parts.is_empty() {
            return String::new();
        }
        let count = |count: usize| [("count", number::count(language, count))];
        let mut text = format!("\n{}\n", WITHOUT.fill(language, &count(parts.len())));
        for part in parts.iter().take(NAMED) {
            text += &wrapped(&self.cause(&part.cause, language), width, "– ", "  ");
        }
        if parts.len() > NAMED {
            text += &wrapped(&MORE.fill(language, &count(parts.len() - NAMED)), width, "– ", "  ");
        }
        text
    }

    fn renamed(&self, language: Language, width: usize) -> String {
        const RENAMED: Text = text!(
            "Same fil under nytt namn: {before} → {after}",
            "Samme fil under nytt navn: {before} → {after}",
            "The same file under another name: {before} → {after}"
        );
        let line = |(before, after): &(String, String)| {
            wrapped(&RENAMED.fill(language, &[("before", before.clone()), ("after", after.clone())]), width, "", "  ")
        };
        self.difference.renamed.iter().map(line).collect()
    }

    /// `Delane gir heile endringa: tildelt +1 880 000 kr − 30 000 kr = +1 850 000 kr.`
    fn whole(&self, parts: &[&Part], language: Language) -> String {
        const WHOLE: Text = text!(
            "Delane gir heile endringa. Tildelt: {parts} = {all}.",
            "Delene gir hele endringen. Tildelt: {parts} = {all}.",
            "The parts are the whole change. Granted: {parts} = {all}."
        );
        let amounts: Vec<Kroner> = parts.iter().map(|part| part.granted()).collect();
        let listed: Vec<String> = amounts
            .iter()
            .enumerate()
            .map(|(at, amount)| format!("({}) {}", at + 1, number::signed(language, *amount)))
            .collect();
        let all = signed_kroner(language, amounts.into_iter().sum());
        WHOLE.fill(language, &[("parts", listed.join(" ")), ("all", all)])
    }

    /// Every pot of either run, in the order of the second's rules.
    fn pot_ids(&self) -> Vec<&String> {
        let (new, old) = (&self.after.0.rules.pots, &self.before.0.rules.pots);
        let gone = old.iter().filter(|pot| new.iter().all(|one| one.id != pot.id));
        new.iter().chain(gone).map(|pot| &pot.id).collect()
    }

    fn pot(&self, id: &str) -> String {
        let runs = [self.after.0, self.before.0];
        let known = runs.iter().flat_map(|run| &run.rules.pots).find(|pot| pot.id == id);
        known.map_or_else(|| id.to_owned(), |pot| pot.name.clone())
    }

    /// `Nav Alver, «Første steg»`; the id where no more is known.
    fn application(&self, key: &Key, language: Language) -> String {
        match [self.after.0, self.before.0].into_iter().find_map(|run| run.named(key)) {
            Some((office, project)) => named(language, office, project),
            None => privacy::shown(key.0.as_str()),
        }
    }

    /// The same for what a decision is about.
    fn target(&self, target: &str, language: Language) -> String {
        let runs = [self.after.0, self.before.0];
        match runs.into_iter().find_map(|run| run.of_project(target)) {
            Some(key) => format!("{} ({})", privacy::shown(target), self.application(key, language)),
            None => self.application(&(ApplicationId::new(target), 0), language),
        }
    }
}

/// The same with its unit: `+1 880 000 kr`.
fn signed_kroner(language: Language, change: Kroner) -> String {
    let sign = if change > Kroner::ZERO { "+" } else { "" };
    format!("{sign}{}", number::kroner(language, change))
}
