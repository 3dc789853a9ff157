//! An application's figures: the award from its draws, what it may get from what it applied for, the score from the marks.

use rust_decimal::Decimal;

use super::{Walk, plain};
use crate::application::Field;
use crate::money::Positions;
use crate::privacy;
use crate::report::names::named;
use crate::report::words::positions_counted;
use crate::text::{Text, number};
use crate::trace::recorded::{Application, Found, Look};
use crate::trace::{End, Step};

impl Walk<'_> {
    /// What an application was granted, and why that much.
    pub(super) fn award(&self, one: &Application) -> Step {
        const GRANTED: Text = text!(
            "{who}: tildelt {amount} til {positions}",
            "{who}: tildelt {amount} til {positions}",
            "{who}: granted {amount} for {positions}",
        );
        const NOT_GRANTED: Text =
            text!("{who}: ikkje tildelt noko", "{who}: ikke tildelt noe", "{who}: granted nothing");
        let positions = Positions::exact(one.positions_granted.0).unwrap_or_default();
        let values = [
            ("who", self.who(one)),
            ("amount", self.kroner(one.granted.0)),
            ("positions", positions_counted(self.language, positions)),
        ];
        let text = if one.pot.is_some() { GRANTED } else { NOT_GRANTED };
        let mut from = Vec::new();
        if let Some(found) = &one.decision {
            from.push(self.decided(found));
        }
        if one.returned.0 > Decimal::ZERO {
            from.push(self.returned(one));
        } else if one.pot.is_some() && one.round < self.run().batch.round {
            from.extend(self.stands(one));
        }
        from.extend(one.looks.iter().map(|look| self.look(look)));
        if one.looks.is_empty() {
            from.extend(one.pot.as_deref().and_then(|pot| self.pot_of(pot)));
        }
        from.push(self.eligible(one));
        if one.score.is_some() {
            from.push(self.score(one));
        }
        if let Some(found) = &one.register {
            from.push(self.registered(found));
        }
        self.step(self.fill(text, &values), Some(one.granted.0), from)
    }

    /// `Nav Alver, «Første steg» (4631-nav-alver-forste-steg)`.
    fn who(&self, one: &Application) -> String {
        let office = one.office.as_deref().or(one.municipality.as_deref()).or(one.municipality_no.as_deref());
        let project = one.project.as_deref().unwrap_or_default();
        format!("{} ({})", named(self.language, office.unwrap_or("–"), project), privacy::shown(&one.id))
    }

    fn decided(&self, found: &Found) -> Step {
        const DECIDED: Text = text!("Avgjerd som folk tok", "Avgjørelse som folk tok", "A decision that people made");
        let end = self.end(found, Field::Action.key());
        Step { read: Some(end), ..self.step(DECIDED.get(self.language).to_owned(), None, Vec::new()) }
    }

    fn registered(&self, found: &Found) -> Step {
        const PROJECT: Text = text!(
            "Prosjektet i registeret, siste året",
            "Prosjektet i registeret, siste året",
            "The project in the register, its last year",
        );
        let end = self.end(found, Field::ProjectId.key());
        Step { read: Some(end), ..self.step(PROJECT.get(self.language).to_owned(), None, Vec::new()) }
    }

    /// An award of an earlier round: its run.json is where it comes from.
    /// What this round has made of it is no figure of that file.
    fn stands(&self, one: &Application) -> Option<Step> {
        const STANDS: Text = text!(
            "Tildelt i runde {round}, og står",
            "Tildelt i runde {round}, og står",
            "Granted in round {round}, and stands",
        );
        const WAS: Text = text!(
            "Tildelt i runde {round}: {amount}",
            "Tildelt i runde {round}: {amount}",
            "Granted in round {round}: {amount}",
        );
        let award = self.run().earlier.iter().find(|award| award.id == one.id)?;
        let granted = award.granted.0;
        let values = [("round", award.round.to_string()), ("amount", self.kroner(granted))];
        let said = self.fill(if granted == one.granted.0 { STANDS } else { WAS }, &values);
        Some(Step { read: self.earlier(one, "granted", plain(granted)), ..self.step(said, Some(granted), Vec::new()) })
    }

    /// A key of an application in the run.json of the round before.
    fn earlier(&self, one: &Application, key: &str, raw: String) -> Option<End> {
        let previous = self.run().inputs.iter().find(|input| input.role == "previous")?;
        Some(End {
            file: previous.path.clone(),
            sheet: None,
            cell: None,
            key: Some(format!("applications[{}].{key}", privacy::shown(&one.id))),
            line: None,
            header: None,
            raw: Some(raw),
            corrects: None,
            again: None,
        })
    }

    /// Money of an earlier award that went back to its pot.
    pub(super) fn returned(&self, one: &Application) -> Step {
        const RETURNED: Text = text!(
            "{who}: {amount} av tildelinga frå ein tidlegare runde ført tilbake til potten",
            "{who}: {amount} av tildelingen fra en tidligere runde ført tilbake til potten",
            "{who}: {amount} of the award of an earlier round given back to the pot",
        );
        let said = self.fill(RETURNED, &[("who", self.who(one)), ("amount", self.kroner(one.returned.0))]);
        let mut from: Vec<Step> = self.stands(one).into_iter().collect();
        from.extend(one.decision.as_ref().map(|found| self.decided(found)));
        self.step(said, Some(one.returned.0), from)
    }

    /// What happened at one pot.
    fn look(&self, look: &Look) -> Step {
        const DREW: Text = text!(
            "Trekt frå potten {pot}: {amount} av dei {rest} som var att",
            "Trukket fra potten {pot}: {amount} av de {rest} som var igjen",
            "Drawn from the pot {pot}: {amount} of the {rest} that were left",
        );
        const NOTHING: Text = text!(
            "Ingenting frå potten {pot}: trong {needed}, og {rest} var att",
            "Ingenting fra potten {pot}: trengte {needed}, og {rest} var igjen",
            "Nothing from the pot {pot}: needed {needed}, and {rest} were left",
        );
        let pot = self.run().pots.iter().find(|pot| pot.id == look.pot);
        let values = [
            ("pot", pot.map_or_else(|| look.pot.clone(), |pot| pot.name.clone())),
            ("amount", self.kroner(look.granted.0)),
            ("needed", self.kroner(look.needed.0)),
            ("rest", self.kroner(look.rest_before.0)),
        ];
        let text = if look.verdict == "drew" { DREW } else { NOTHING };
        let from = pot.map_or_else(Vec::new, |pot| self.frame(pot));
        self.step(self.fill(text, &values), Some(look.granted.0), from)
    }

    /// The pot of an award that no walk of this round looked at.
    fn pot_of(&self, id: &str) -> Option<Step> {
        const FROM: Text = text!("Frå potten {pot}", "Fra potten {pot}", "From the pot {pot}");
        let pot = self.run().pots.iter().find(|pot| pot.id == id)?;
        Some(self.step(self.fill(FROM, &[("pot", pot.name.clone())]), None, self.frame(pot)))
    }

    /// min(applied, cap − carried over).
    pub(super) fn eligible(&self, one: &Application) -> Step {
        const ELIGIBLE: Text = text!(
            "Tilskotsgrunnlag {eligible}: det minste av søkt om {applied} og tak {cap} − overførte midlar {carried}",
            "Tilskuddsgrunnlag {eligible}: det minste av søkt om {applied} og tak {cap} − overførte midler {carried}",
            "May get {eligible}: the lesser of applied for {applied} and cap {cap} − carried over {carried}",
        );
        let shown = |number: Option<Decimal>| number.map_or_else(|| "–".to_owned(), |number| self.kroner(number));
        let values = [
            ("eligible", shown(one.eligible.map(|one| one.0))),
            ("applied", shown(one.applied.map(|one| one.0))),
            ("cap", shown(one.cap.map(|one| one.0))),
            ("carried", self.kroner(one.carried_over.0)),
        ];
        let mut from = vec![self.field(one, Field::Applied), self.cap(one)];
        if one.source.raw.contains_key(Field::CarriedOver.key()) || one.carried_over.0 > Decimal::ZERO {
            from.push(self.field(one, Field::CarriedOver));
        }
        self.step(self.fill(ELIGIBLE, &values), one.eligible.map(|one| one.0), from)
    }

    /// rate × positions + supplement.
    pub(super) fn cap(&self, one: &Application) -> Step {
        const CAP: Text = text!(
            "Tak {cap} = {rate} × {positions} + {supplement}",
            "Tak {cap} = {rate} × {positions} + {supplement}",
            "Cap {cap} = {rate} × {positions} + {supplement}",
        );
        let rules = [("rate_per_position", RATE), ("supplement_per_project", SUPPLEMENT)];
        let rules = rules.map(|(name, text)| (self.rule("scheme", name), text));
        let value = |end: &Option<End>| {
            let raw = end.as_ref().and_then(|end| end.raw.as_deref());
            raw.and_then(|raw| Decimal::from_str_exact(raw).ok()).unwrap_or_default()
        };
        let values = [
            ("cap", one.cap.map_or_else(|| "–".to_owned(), |cap| self.kroner(cap.0))),
            ("rate", self.kroner(value(&rules[0].0))),
            ("positions", one.positions.map_or_else(|| "–".to_owned(), |one| number::decimal(self.language, one.0))),
            ("supplement", self.kroner(value(&rules[1].0))),
        ];
        let mut from = vec![self.field(one, Field::Positions)];
        for (end, text) in rules {
            let said = self.fill(text, &[("amount", self.kroner(value(&end)))]);
            from.push(Step { read: end.clone(), ..self.step(said, Some(value(&end)), Vec::new()) });
        }
        self.step(self.fill(CAP, &values), one.cap.map(|cap| cap.0), from)
    }

    /// A field of the application, and its cell.
    pub(super) fn field(&self, one: &Application, field: Field) -> Step {
        const FIELD: Text = Text::same("{field}: {value}");
        let key = field.key();
        let figure = match field {
            Field::Applied => one.applied.map(|one| one.0),
            Field::CarriedOver => Some(one.carried_over.0),
            Field::Positions => one.positions.map(|one| one.0),
            _ => None,
        };
        let raw = one.source.raw.get(key).cloned();
        let found = one.source.cells.get(key).map(|cell| Found {
            file: one.source.file.clone(),
            sheet: one.source.sheet.clone(),
            cell: cell.clone(),
            raw: raw.clone().unwrap_or_default(),
        });
        let read = match found {
            // Text of an applicant is not repeated: its cell says where it is.
            Some(found) => Some(End { raw, ..self.end(&found, key) }),
            None => {
                figure.filter(|_| one.was_not_sent()).and_then(|figure| self.earlier(one, field.key(), plain(figure)))
            }
        };
        let shown = figure.map(|figure| match field {
            Field::Positions => number::decimal(self.language, figure),
            _ => self.kroner(figure),
        });
        let values = [
            ("field", field.label().get(self.language).to_owned()),
            ("value", shown.or_else(|| one.source.raw.get(key).cloned()).unwrap_or_else(|| "…".to_owned())),
        ];
        Step { read, ..self.step(self.fill(FIELD, &values), figure, Vec::new()) }
    }

    /// The weighted mean over criteria of the means over assessors.
    pub(super) fn score(&self, one: &Application) -> Step {
        const SCORE: Text = text!(
            "Poeng {score}: vege gjennomsnitt av kriteria{rank}",
            "Poeng {score}: veid gjennomsnitt av kriteriene{rank}",
            "Score {score}: the weighted mean of the criteria{rank}",
        );
        const RANK: Text = text!(", prioritet {rank}", ", prioritet {rank}", ", rank {rank}");
        const CRITERION: Text = text!(
            "{criterion}, vekt {weight}: gjennomsnitt {mean}",
            "{criterion}, vekt {weight}: gjennomsnitt {mean}",
            "{criterion}, weight {weight}: mean {mean}",
        );
        const MARK: Text = text!("Vurdering", "Vurdering", "Assessment");
        let decimal = |number: Decimal| number::decimal(self.language, number);
        let from = one.criteria.iter().enumerate().map(|(at, criterion)| {
            let weight = self.run().policy.get(&format!("criterion.{}.weight", criterion.id));
            let values = [
                ("criterion", one.criterion(at, self.language).to_owned()),
                ("weight", weight.cloned().unwrap_or_default()),
                ("mean", criterion.mean.map_or_else(|| "–".to_owned(), |mean| decimal(mean.0))),
            ];
            let marks = one.marks.iter().filter(|mark| mark.criterion == criterion.id).map(|mark| {
                let found = mark.found();
                let said = format!("{}: {}", MARK.get(self.language), found.raw);
                let read = Some(self.end(&found, &mark.criterion));
                Step { read, ..self.step(said, None, Vec::new()) }
            });
            self.step(self.fill(CRITERION, &values), criterion.mean.map(|mean| mean.0), marks.collect())
        });
        let rank = one.rank.map_or_else(String::new, |rank| self.fill(RANK, &[("rank", rank.to_string())]));
        let score = one.score.map(|score| score.0);
        let values = [("score", score.map_or_else(|| "–".to_owned(), decimal)), ("rank", rank)];
        self.step(self.fill(SCORE, &values), score, from.collect())
    }

    /// What a granted project binds of a coming year: the forecast where one was given, else this year's amount again.
    pub(super) fn bound(&self, one: &Application, later: usize) -> Option<Step> {
        const BOUND: Text = text!(
            "{who}: bind {amount} av {year}",
            "{who}: binder {amount} av {year}",
            "{who}: binds {amount} of {year}"
        );
        let year = self.run().batch.year + i16::try_from(later).ok()?;
        let parts = self.run().liability.iter().filter(|one| one.year == year).flat_map(|one| &one.parts);
        let amount: Decimal = parts.filter(|part| part.application == one.id).map(|part| part.amount.0).sum();
        if amount.is_zero() {
            return None;
        }
        let forecast = match usize::from(one.grant_year.unwrap_or(1)) + later {
            2 => Some(Field::AppliedYear2),
            3 => Some(Field::AppliedYear3),
            _ => None,
        };
        let forecast = forecast.filter(|field| one.source.raw.contains_key(field.key()));
        let from = match forecast {
            Some(field) => vec![self.field(one, field), self.cap(one)],
            None => vec![self.eligible(one)],
        };
        let values = [("who", self.who(one)), ("amount", self.kroner(amount)), ("year", year.to_string())];
        Some(self.step(self.fill(BOUND, &values), Some(amount), from))
    }
}

const RATE: Text =
    text!("Sats per årsverk: {amount}", "Sats per årsverk: {amount}", "Rate per full-time equivalent: {amount}");
const SUPPLEMENT: Text =
    text!("Tillegg per prosjekt: {amount}", "Tillegg per prosjekt: {amount}", "Supplement per project: {amount}");
