//! A cause of a difference in words.

use super::{Differed, signed_kroner};
use crate::application::{Field, Kind};
use crate::difference::{Cause, Key, Place};
use crate::money::Kroner;
use crate::recommendation::FrameEntry;
use crate::report::labels;
use crate::report::words::{joined, lower_first, quoted};
use crate::score::Score;
use crate::text::{Language, Text, number};

const BLANK: Text = text!("tom", "tom", "blank");
const NOT_SET: Text = text!("ikkje sett", "ikke satt", "not set");
const NO_SCORE: Text = text!("ikkje vurdert", "ikke vurdert", "not scored");

/// The rules people know by name; the others are told by their key alone.
const RULES: [(&str, Text); 19] = [
    ("pot", text!("pottane og rekkjefølgja deira", "pottene og rekkefølgen deres", "the pots and their order")),
    ("criterion", text!("kriteria", "kriteriene", "the criteria")),
    ("batch.deadline", text!("søknadsfristen", "søknadsfristen", "the deadline")),
    ("batch.county", text!("fylket", "fylket", "the county")),
    ("scheme.rate_per_position", text!("sats per årsverk", "sats per årsverk", "rate per position")),
    ("scheme.supplement_per_project", text!("tillegg per prosjekt", "tillegg per prosjekt", "supplement per project")),
    ("scheme.max_years", text!("lengste prosjektperiode", "lengste prosjektperiode", "longest project period")),
    ("scheme.position_step", text!("minste stillingsdel", "minste stillingsdel", "smallest part of a position")),
    ("scheme.late", text!("for sein søknad", "for sen søknad", "late application")),
    ("ranking.threshold", text!("poenggrensa", "poenggrensen", "the score threshold")),
    (
        "ranking.ties",
        text!("rekkjefølgja ved lik poengsum", "rekkefølgen ved lik poengsum", "the order of equal scores"),
    ),
    ("ranking.lot_seed", text!("loddtrekkinga", "loddtrekningen", "the lot")),
    ("limits.per_office", text!("nye prosjekt per kontor", "nye prosjekter per kontor", "new projects per office")),
    (
        "limits.per_municipality_amount",
        text!("beløpsgrense per kommune", "beløpsgrense per kommune", "limit per municipality"),
    ),
    ("shortfall", text!("når ramma ikkje rekk", "når rammen ikke rekker", "when the frame runs out")),
    (
        "commitment_shortfall",
        text!(
            "når ramma ikkje dekkjer vidareføringane",
            "når rammen ikke dekker videreføringene",
            "when the frame does not cover continuing projects"
        ),
    ),
    ("part_minimum", text!("minste del av ein søknad", "minste del av en søknad", "smallest part of an application")),
    ("kinds", text!("kven potten er for", "hvem potten er for", "whom the pot is for")),
    ("weight", text!("vekt", "vekt", "weight")),
];

impl Differed<'_> {
    /// One cause, as it is said in a meeting.
    pub(super) fn cause(&self, cause: &Cause, language: Language) -> String {
        const EARLIER: Text = text!(
            "Det tidlegare rundar har avgjort, ligg fast: {after} søknader (før {before})",
            "Det tidligere runder har avgjort, ligger fast: {after} søknader (før {before})",
            "What earlier rounds settled stands: {after} applications (before {before})"
        );
        const GONE: Text = text!(
            "{application} er ikkje med lenger",
            "{application} er ikke med lenger",
            "{application} is no longer there"
        );
        const NEW: Text =
            text!("{application} har kome til", "{application} har kommet til", "{application} has come in");
        match cause {
            Cause::Earlier(before, after) => {
                let count = |count: &usize| number::count(language, *count);
                EARLIER.fill(language, &[("before", count(before)), ("after", count(after))])
            }
            Cause::Rule(key, before, after) => self.rule(key, [before, after], language),
            Cause::Gone(key, place) | Cause::New(key, place) => {
                let text = if matches!(cause, Cause::Gone(..)) { GONE } else { NEW };
                placed(text.fill(language, &[("application", self.application(key, language))]), place.as_ref())
            }
            Cause::Cell { key, field, before, after, place } => {
                let said = self.cell(key, *field, [before, after], language);
                placed(said, place.as_ref())
            }
            Cause::Mark { key, criterion, assessor, before, after, place } => {
                let said = self.mark(key, criterion, assessor.as_deref(), [*before, *after], language);
                placed(said, place.as_ref())
            }
            Cause::Checked(key, lifted, found) => self.checked(key, lifted, found, language),
            Cause::Entry { pot, before, after } => self.entry(pot, before.as_ref(), after.as_ref(), language),
            Cause::Decision { target, action, before, after, place } => {
                let action = lower_first(labels::action(*action).get(language));
                placed(self.decision(target, &action, [*before, *after], language), Some(place))
            }
        }
    }

    fn rule(&self, key: &str, sides: [&Option<String>; 2], language: Language) -> String {
        const RULE: Text = text!(
            "Regelen {name} er endra frå {before} til {after}",
            "Regelen {name} er endret fra {before} til {after}",
            "The rule {name} was changed from {before} to {after}"
        );
        let last = key.rsplit('.').next().unwrap_or(key);
        let known = RULES.iter().find(|(one, _)| *one == key || (*one == last && key.matches('.').count() > 1));
        let label = known.map(|(_, label)| format!("{} ({key})", quoted(language, label.get(language))));
        let value = |side: &Option<String>| side.clone().unwrap_or_else(|| NOT_SET.get(language).to_owned());
        let values = [
            ("name", label.unwrap_or_else(|| key.to_owned())),
            ("before", value(sides[0])),
            ("after", value(sides[1])),
        ];
        format!("{} (batch.toml)", RULE.fill(language, &values))
    }

    fn cell(&self, key: &Key, field: Field, sides: [&Option<String>; 2], language: Language) -> String {
        const CELL: Text = text!(
            "{application}: {field} er retta frå {before} til {after}",
            "{application}: {field} er rettet fra {before} til {after}",
            "{application}: {field} was corrected from {before} to {after}"
        );
        let value = |side: &Option<String>| {
            let Some(text) = side else { return BLANK.get(language).to_owned() };
            let kind =
                [Kind::New, Kind::Continuing].into_iter().find(|kind| field == Field::Kind && kind.key() == text);
            quoted(language, kind.map_or(text.as_str(), |kind| labels::kind(kind).get(language)))
        };
        let values = [
            ("application", self.application(key, language)),
            ("field", field.label().get(language).to_owned()),
            ("before", value(sides[0])),
            ("after", value(sides[1])),
        ];
        CELL.fill(language, &values)
    }

    fn mark(
        &self,
        key: &Key,
        criterion: &str,
        assessor: Option<&str>,
        sides: [Option<Score>; 2],
        language: Language,
    ) -> String {
        const MARK: Text = text!(
            "{application}: {assessor} har endra {criterion} frå {before} til {after}",
            "{application}: {assessor} har endret {criterion} fra {before} til {after}",
            "{application}: {assessor} changed {criterion} from {before} to {after}"
        );
        const MEAN: Text = text!(
            "{application}: snittet for {criterion} er endra frå {before} til {after}",
            "{application}: snittet for {criterion} er endret fra {before} til {after}",
            "{application}: the mean for {criterion} changed from {before} to {after}"
        );
        let criteria = [self.after.0, self.before.0].into_iter().flat_map(|run| &run.rules.criteria);
        let name = criteria.into_iter().find(|one| one.id == criterion).map_or(criterion, |one| one.name(language));
        let score = |side: Option<Score>| {
            let exact = |score: Score| number::decimal(language, score.rounded().normalize());
            side.map_or_else(|| NO_SCORE.get(language).to_owned(), exact)
        };
        let values = [
            ("application", self.application(key, language)),
            ("criterion", quoted(language, name)),
            ("before", score(sides[0])),
            ("after", score(sides[1])),
        ];
        match assessor {
            None => MEAN.fill(language, &values),
            Some(one) => MARK.fill(language, &[&values[..], &[("assessor", one.to_owned())]].concat()),
        }
    }

    fn checked(&self, key: &Key, lifted: &[&str], found: &[&str], language: Language) -> String {
        const CHECKED: Text = text!(
            "{application}: kontrollen seier noko anna enn før, utan at søknaden er endra (sjå etter i reglane, registeret \
             og andre søknader)",
            "{application}: kontrollen sier noe annet enn før, uten at søknaden er endret (se etter i reglene, registeret \
             og andre søknader)",
            "{application}: the checks say something else than before, though the application is the same (look at the \
             rules, the register and other applications)"
        );
        const LIFTED: Text = text!("ikkje lenger {codes}", "ikke lenger {codes}", "no longer {codes}");
        const FOUND: Text = text!("no {codes}", "nå {codes}", "now {codes}");
        let said = [(LIFTED, lifted), (FOUND, found)].into_iter().filter(|(_, codes)| !codes.is_empty());
        let said = said.map(|(text, codes)| {
            let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
            text.fill(language, &[("codes", joined(language, &codes))])
        });
        let said = said.collect::<Vec<_>>().join(", ");
        let head = CHECKED.fill(language, &[("application", self.application(key, language))]);
        if said.is_empty() { head } else { format!("{head}: {said}") }
    }

    fn entry(&self, pot: &str, before: Option<&FrameEntry>, after: Option<&FrameEntry>, language: Language) -> String {
        const NEW: Text = text!(
            "{pot}: ny post i ramma, {entry}",
            "{pot}: ny post i rammen, {entry}",
            "{pot}: a new entry of the frame, {entry}"
        );
        const GONE: Text = text!(
            "{pot}: ein post i ramma er borte, {entry}",
            "{pot}: en post i rammen er borte, {entry}",
            "{pot}: an entry of the frame is gone, {entry}"
        );
        const CHANGED: Text = text!(
            "{pot}: ein post i ramma er endra frå {before} til {entry}",
            "{pot}: en post i rammen er endret fra {before} til {entry}",
            "{pot}: an entry of the frame was changed from {before} to {entry}"
        );
        let entry = |one: &FrameEntry| {
            let text = quoted(language, &crate::privacy::shown(&one.text));
            format!("{text} {}: {}", number::date(language, one.date), signed_kroner(language, one.amount))
        };
        let text = match (before, after) {
            (None, _) => NEW,
            (_, None) => GONE,
            _ => CHANGED,
        };
        let (Some(told), before) = (after.or(before), before.map(entry).unwrap_or_default()) else {
            return self.pot(pot);
        };
        let said = text.fill(language, &[("pot", self.pot(pot)), ("entry", entry(told)), ("before", before)]);
        match &told.found {
            Some(found) => placed(said, Some(&Place::from(found))),
            None => format!("{said} (batch.toml)"),
        }
    }

    fn decision(&self, target: &str, action: &str, sides: [Option<Option<Kroner>>; 2], language: Language) -> String {
        const NEW: Text = text!(
            "Ny avgjerd om {target}: {action}{amount}",
            "Ny avgjørelse om {target}: {action}{amount}",
            "A new decision on {target}: {action}{amount}"
        );
        const GONE: Text = text!(
            "Avgjerda om {target} er teken ut: {action}{amount}",
            "Avgjørelsen om {target} er tatt ut: {action}{amount}",
            "The decision on {target} was taken out: {action}{amount}"
        );
        const CHANGED: Text = text!(
            "Avgjerda om {target} ({action}) er endra: før{before}, no{amount}",
            "Avgjørelsen om {target} ({action}) er endret: før{before}, nå{amount}",
            "The decision on {target} ({action}) was changed: before{before}, now{amount}"
        );
        let text = match sides {
            [None, _] => NEW,
            [_, None] => GONE,
            _ => CHANGED,
        };
        let amount = |side: Option<Option<Kroner>>| {
            side.flatten().map_or_else(String::new, |amount| format!(" {}", number::kroner(language, amount)))
        };
        let values = [
            ("target", self.target(target, language)),
            ("action", action.to_owned()),
            ("before", amount(sides[0])),
            ("amount", amount(sides[1].or(sides[0]))),
        ];
        text.fill(language, &values)
    }
}

/// `said (soknader/alver.xlsx, Søknad C14)`
fn placed(said: String, place: Option<&Place>) -> String {
    let Some(Place { source, at }) = place else { return said };
    let cell = at.map(|at| at.to_string());
    let parts = [Some(source.sheet.to_string()).filter(|sheet| !sheet.is_empty()), cell];
    let inside: Vec<String> = parts.into_iter().flatten().collect();
    let inside = if inside.is_empty() { String::new() } else { format!(", {}", inside.join(" ")) };
    format!("{said} ({}{inside})", source.file)
}
