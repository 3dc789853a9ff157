//! A cause of a difference in words.

use super::assessed::UNSHOWN;
use super::{Differed, signed_kroner};
use crate::allocate::{HoldReason, Outcome};
use crate::application::{Field, Kind};
use crate::difference::{Cause, Key, Place, RegisterRow, Settled};
use crate::money::Kroner;
use crate::privacy;
use crate::recommendation::FrameEntry;
use crate::report::labels;
use crate::report::words::{joined, lower_first, quoted};
use crate::text::{Language, Text, number};

const BLANK: Text = text!("tomt felt", "tomt felt", "blank");
const NOT_SET: Text = text!("ikkje sett", "ikke satt", "not set");

const DEADLINE: &str = "batch.deadline";

/// The rules people know by name; the others are told by their key alone.
const RULES: [(&str, Text); 19] = [
    ("pot", text!("pottane og rekkjefølgja deira", "pottene og rekkefølgen deres", "the pots and their order")),
    ("criterion", text!("kriteria", "kriteriene", "the criteria")),
    (DEADLINE, text!("søknadsfristen", "søknadsfristen", "the deadline")),
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
        const REPLACED: Text = text!(
            "{application}: denne kopien tel ikkje lenger, for ein annan av same søknad tel no",
            "{application}: denne kopien teller ikke lenger, for en annen av samme søknad teller nå",
            "{application}: this copy no longer counts, for another of the same application counts now"
        );
        const COUNTS: Text = text!(
            "{application}: denne kopien er ikkje lenger sett til side for ein annan av same søknad",
            "{application}: denne kopien er ikke lenger satt til side for en annen av samme søknad",
            "{application}: this copy is no longer set aside for another of the same application"
        );
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
            Cause::Replaced(key, place) | Cause::Counts(key, place) => {
                let text = if matches!(cause, Cause::Replaced(..)) { REPLACED } else { COUNTS };
                placed(text.fill(language, &[("application", self.application(key, language))]), Some(place))
            }
            Cause::Copy { key, before, after, cells } => self.copy(key, [before, after], cells, language),
            Cause::Cell { key, field, before, after, place } => {
                let said = self.cell(key, *field, [before, after], language);
                placed(said, place.as_ref())
            }
            Cause::Mark { key, criterion, assessor, before, after, place } => {
                let sides = ([before, after], place.as_ref());
                placed(self.mark(key, criterion, assessor.as_deref(), sides, language), place.as_ref())
            }
            Cause::Assessment { key, change, scores, place } => {
                placed(self.assessment(key, change, scores, language), Some(place))
            }
            Cause::Registered { key, project, row, lifted, found } => {
                with_codes(self.registered(key, project, row, language), [lifted, found], language)
            }
            Cause::Checked { key, field, lifted, found, place } => {
                with_codes(self.checked(key, *field, place.as_ref(), language), [lifted, found], language)
            }
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
        let value = |side: &Option<String>| {
            let shown = |text: &String| {
                let day = (key == DEADLINE).then(|| dated(text, language)).flatten();
                day.unwrap_or_else(|| text.clone())
            };
            side.as_ref().map_or_else(|| NOT_SET.get(language).to_owned(), shown)
        };
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
        let values = [
            ("application", self.application(key, language)),
            ("field", field.label().get(language).to_owned()),
            ("before", held(field, sides[0], language)),
            ("after", held(field, sides[1], language)),
        ];
        CELL.fill(language, &values)
    }

    fn copy(
        &self,
        key: &Key,
        places: [&Place; 2],
        cells: &[(Field, [Option<String>; 2])],
        language: Language,
    ) -> String {
        const COPY: Text = text!(
            "{application}: ein annan kopi tel no, {after}; før talde {before}",
            "{application}: en annen kopi teller nå, {after}; før talte {before}",
            "{application}: another copy counts now, {after}; before it was {before}"
        );
        // Where nobody can say which copy counts, none does.
        const OTHER: Text = text!(
            "{application}: no gjeld det kopien i {after}; før gjaldt det den i {before}",
            "{application}: nå gjelder det kopien i {after}; før gjaldt det den i {before}",
            "{application}: this is the copy in {after} now; before it was the one in {before}"
        );
        const CELL: Text = text!(
            "{field} {before} før, {after} no",
            "{field} {before} før, {after} nå",
            "{field} {before} before, {after} now"
        );
        const CELLS: Text = text!(
            "{copy}. Dei er ulike i: {cells}",
            "{copy}. De er ulike i: {cells}",
            "{copy}. They differ in: {cells}"
        );
        let values = [
            ("application", self.application(key, language)),
            ("before", places[0].said()),
            ("after", places[1].said()),
        ];
        let settled = [&self.difference.before, &self.difference.after];
        let outcome = |one: &Settled| one.applications.get(key).map(|is| is.outcome);
        let undecided = settled.into_iter().any(|one| outcome(one) == Some(Outcome::Held(HoldReason::Duplicate)));
        let copy = if undecided { OTHER } else { COPY }.fill(language, &values);
        let cell = |(field, [before, after]): &(Field, [Option<String>; 2])| {
            let values = [
                ("field", field.label().get(language).to_owned()),
                ("before", held(*field, before, language)),
                ("after", held(*field, after, language)),
            ];
            CELL.fill(language, &values)
        };
        let cells: Vec<String> = cells.iter().map(cell).collect();
        if cells.is_empty() { copy } else { CELLS.fill(language, &[("copy", copy), ("cells", cells.join("; "))]) }
    }

    fn registered(&self, key: &Key, project: &str, row: &RegisterRow, language: Language) -> String {
        const GONE: Text = text!(
            "{application}: prosjektet {project} står ikkje lenger i registeret",
            "{application}: prosjektet {project} står ikke lenger i registeret",
            "{application}: the project {project} is no longer in the register"
        );
        const COME: Text = text!(
            "{application}: prosjektet {project} er ført inn i registeret",
            "{application}: prosjektet {project} er ført inn i registeret",
            "{application}: the project {project} was put into the register"
        );
        const CHANGED: Text = text!(
            "{application}: registeret seier noko anna enn før om prosjektet {project}",
            "{application}: registeret sier noe annet enn før om prosjektet {project}",
            "{application}: the register now says something different about the project {project}"
        );
        let (text, place) = match row {
            RegisterRow::Gone(place) => (GONE, place),
            RegisterRow::Come(place) => (COME, place),
            RegisterRow::Changed(place) => (CHANGED, place),
        };
        let values = [("application", self.application(key, language)), ("project", privacy::shown(project))];
        placed(text.fill(language, &values), Some(place))
    }

    fn checked(&self, key: &Key, field: Option<Field>, place: Option<&Place>, language: Language) -> String {
        const ASSESSED: Text = text!(
            "{application}: kontrollen seier noko anna enn før om ei vurdering av søknaden",
            "{application}: kontrollen sier noe annet enn før om en vurdering av søknaden",
            "{application}: the checks now say something different about an assessment of it"
        );
        const CHECKED: Text = text!(
            "{application}: kontrollen seier noko anna enn før, utan at søknaden er endra (sjå etter i reglane, registeret \
             og andre søknader)",
            "{application}: kontrollen sier noe annet enn før, uten at søknaden er endret (se etter i reglene, registeret \
             og andre søknader)",
            "{application}: the checks now say something different, though the application is the same (look at the rules, \
             the register and other applications)"
        );
        // What stands in the field is not told of, so nobody can say that the application is the same.
        const FIELD: Text = text!(
            "{application}: kontrollen seier noko anna enn før om {field}",
            "{application}: kontrollen sier noe annet enn før om {field}",
            "{application}: the checks now say something different about {field}"
        );
        let text = match (field, place) {
            (Some(_), _) => FIELD,
            (None, Some(_)) => ASSESSED,
            (None, None) => CHECKED,
        };
        let field = field.map_or_else(String::new, |field| field.label().get(language).to_owned());
        let values = [("application", self.application(key, language)), ("field", field)];
        placed(text.fill(language, &values), place)
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
            let text = quoted(language, &privacy::shown(&one.text));
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

/// What a cell of an application held, as people know it.
fn held(field: Field, side: &Option<String>, language: Language) -> String {
    let Some(text) = side else { return BLANK.get(language).to_owned() };
    let kind = [Kind::New, Kind::Continuing].into_iter().find(|kind| field == Field::Kind && kind.key() == text);
    let day =
        Some(text).filter(|_| matches!(field, Field::Start | Field::Received)).and_then(|text| dated(text, language));
    let said = day.or_else(|| kind.map(|kind| labels::kind(kind).get(language).to_owned()));
    let said = said.unwrap_or_else(|| privacy::shown(text));
    if said == privacy::TAKEN_OUT { UNSHOWN.get(language).to_owned() } else { quoted(language, &said) }
}

/// A day, or a moment of it, as `run.json` writes it. What could not be read is shown as it stands.
fn dated(text: &str, language: Language) -> Option<String> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let day = number::date(language, day.parse().ok()?);
    // How a day alone is read: of a cell its first moment, of a deadline its last.
    let time = Some(time).filter(|time| !["", "00:00:00", "23:59:59.999999999"].contains(time));
    Some(time.map_or_else(|| day.clone(), |time| format!("{day} {time}")))
}

/// `said: ikkje lenger T504, no T505`
fn with_codes(said: String, [lifted, found]: [&[&str]; 2], language: Language) -> String {
    const LIFTED: Text = text!("ikkje lenger {codes}", "ikke lenger {codes}", "no longer {codes}");
    const FOUND: Text = text!("no {codes}", "nå {codes}", "now {codes}");
    let parts = [(LIFTED, lifted), (FOUND, found)].into_iter().filter(|(_, codes)| !codes.is_empty());
    let parts = parts.map(|(text, codes)| {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        text.fill(language, &[("codes", joined(language, &codes))])
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    if parts.is_empty() { said } else { format!("{said}: {parts}") }
}

/// `said (soknader/alver.xlsx, Søknad C14)`
fn placed(said: String, place: Option<&Place>) -> String {
    place.map_or_else(|| said.clone(), |place| format!("{said} ({})", place.said()))
}

impl Place {
    /// `soknader/alver.xlsx, Søknad C14`
    fn said(&self) -> String {
        let cell = self.at.map(|at| at.to_string());
        let parts = [Some(self.source.sheet.to_string()).filter(|sheet| !sheet.is_empty()), cell];
        let inside: Vec<String> = parts.into_iter().flatten().collect();
        let inside = if inside.is_empty() { String::new() } else { format!(", {}", inside.join(" ")) };
        format!("{}{inside}", self.source.file)
    }
}
