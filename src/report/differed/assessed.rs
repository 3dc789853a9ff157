//! What assessors gave, and what became of it, in words.

use super::Differed;
use crate::difference::{Assessed, Given, Key, Place};
use crate::report::words::{joined, quoted};
use crate::score::Score;
use crate::text::{Language, Text, number};

const NO_SCORE: Text = text!("ikkje vurdert", "ikke vurdert", "not scored");
/// Of a value that was taken out.
pub(super) const UNSHOWN: Text =
    text!("ein verdi som ikkje blir vist", "en verdi som ikke vises", "a value that is not shown");
/// The error of a score outside its scale.
const OUTSIDE_SCALE: &str = "T602";

impl Differed<'_> {
    pub(super) fn mark(
        &self,
        key: &Key,
        criterion: &str,
        assessor: Option<&str>,
        (sides, place): ([&Given; 2], Option<&Place>),
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
        const UNNAMED: Text = text!(
            "{application}: poenga for {criterion} frå ein vurderar utan namn er endra frå {before} til {after}",
            "{application}: poengene for {criterion} fra en vurderer uten navn er endret fra {before} til {after}",
            "{application}: the score for {criterion} by an assessor without a name changed from {before} to {after}"
        );
        let values = [
            ("application", self.application(key, language)),
            ("criterion", self.criterion(criterion, language)),
            ("before", given(sides[0], language)),
            ("after", given(sides[1], language)),
        ];
        match assessor {
            Some(one) => MARK.fill(language, &[&values[..], &[("assessor", one.to_owned())]].concat()),
            None if place.is_some() => UNNAMED.fill(language, &values),
            // Only of a mean that no scores give is there no cell.
            None => MEAN.fill(language, &values),
        }
    }

    fn criterion(&self, id: &str, language: Language) -> String {
        let mut criteria = [self.after.0, self.before.0].into_iter().flat_map(|run| &run.rules.criteria);
        quoted(language, criteria.find(|one| one.id == id).map_or(id, |one| one.name(language)))
    }

    pub(super) fn assessment(
        &self,
        key: &Key,
        change: &Assessed,
        scores: &[(String, Score)],
        language: Language,
    ) -> String {
        const CONFLICTED: Text = text!(
            "{application}: {assessor} er no ført opp som inhabil, så poenga derifrå tel ikkje med",
            "{application}: {assessor} er nå ført opp som inhabil, så poengene derfra teller ikke med",
            "{application}: {assessor} is listed as conflicted now, so those scores do not count"
        );
        const UNCONFLICTED: Text = text!(
            "{application}: {assessor} er ikkje lenger ført opp som inhabil, så poenga derifrå tel med",
            "{application}: {assessor} er ikke lenger ført opp som inhabil, så poengene derfra teller med",
            "{application}: {assessor} is no longer listed as conflicted, so those scores count"
        );
        const GONE: Text = text!(
            "{application}: vurderinga frå {assessor} er ikkje med lenger ({scores})",
            "{application}: vurderingen fra {assessor} er ikke med lenger ({scores})",
            "{application}: the assessment by {assessor} is no longer there ({scores})"
        );
        const NEW: Text = text!(
            "{application}: ei vurdering frå {assessor} har kome til ({scores})",
            "{application}: en vurdering fra {assessor} har kommet til ({scores})",
            "{application}: an assessment by {assessor} has come in ({scores})"
        );
        const RENAMED: Text = text!(
            "{application}: vurderinga som var ført på {before}, er no ført på {assessor}, med same poeng",
            "{application}: vurderingen som var ført på {before}, er nå ført på {assessor}, med samme poeng",
            "{application}: the assessment that was {before}’s is {assessor}’s now, with the same scores"
        );
        const NOBODY: Text = text!("ingen", "ingen", "nobody");
        let name = |one: &Option<String>| one.clone().unwrap_or_else(|| NOBODY.get(language).to_owned());
        let (text, assessor, before) = match change {
            Assessed::Conflicted(one) => (CONFLICTED, one.clone(), String::new()),
            Assessed::Unconflicted(one) => (UNCONFLICTED, one.clone(), String::new()),
            Assessed::Gone(one) => (GONE, one.clone(), String::new()),
            Assessed::New(one) => (NEW, one.clone(), String::new()),
            Assessed::Renamed(before, after) => (RENAMED, name(after), name(before)),
        };
        let score = |(criterion, score): &(String, Score)| {
            let score = number::decimal(language, score.rounded().normalize());
            format!("{} {score}", self.criterion(criterion, language))
        };
        let scores: Vec<String> = scores.iter().map(score).collect();
        let values = [
            ("application", self.application(key, language)),
            ("assessor", assessor),
            ("before", before),
            ("scores", joined(language, &scores)),
        ];
        text.fill(language, &values)
    }
}

/// `4`, `ikkje vurdert`, `«9» (utanfor skalaen, tel ikkje)`
fn given(side: &Given, language: Language) -> String {
    const OUTSIDE: Text = text!(
        "{value} (utanfor skalaen, tel ikkje)",
        "{value} (utenfor skalaen, teller ikke)",
        "{value} (outside the scale, not counted)"
    );
    const UNUSABLE: Text = text!(
        "{value} (kan ikkje brukast som poeng, {code})",
        "{value} (kan ikke brukes som poeng, {code})",
        "{value} (cannot be used as a score, {code})"
    );
    match side {
        Given::Nothing => NO_SCORE.get(language).to_owned(),
        Given::Score(score) => number::decimal(language, score.rounded().normalize()),
        Given::Unusable(value, code) => {
            let value = value.as_ref().map_or_else(|| UNSHOWN.get(language).to_owned(), |one| quoted(language, one));
            let text = if *code == OUTSIDE_SCALE { OUTSIDE } else { UNUSABLE };
            text.fill(language, &[("value", value), ("code", (*code).to_owned())])
        }
    }
}
