//! Answers to `whatif`, for people and for programs.

mod json;

use crate::breakpoint::{Breakpoints, Step};
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::policy::Policy;
use crate::recommendation::{Moved, Recommendation};
use crate::report::labels;
use crate::report::words::{APPLICATION, counted, joined, lower_first, upper_first};
use crate::score::Score;
use crate::text::{Language, Text, number};
use crate::whatif::{Bound, Change, Robustness};

const OVER: Text = text!("over {at}", "over {at}", "above {at}");
const UNDER: Text = text!("under {at}", "under {at}", "below {at}");

/// Where the lines are: the frames and weights at which somebody enters or leaves.
#[derive(Debug)]
pub struct Landscape<'a> {
    /// The rules.
    pub policy: &'a Policy,
    /// Of each pot.
    pub breakpoints: &'a [Breakpoints],
    /// Of each criterion.
    pub weights: &'a [Robustness],
}

/// A run with changes beside the run without them.
#[derive(Debug)]
pub struct Beside<'a> {
    /// The changes.
    pub changes: &'a [Change],
    /// The run without them.
    pub without: &'a Recommendation,
    /// The run with them.
    pub with: &'a Recommendation,
    /// Whom they moved.
    pub moved: &'a [Moved],
}

impl Landscape<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        const HEADING: Text = text!(
            "{pot}: ramma er {frame}. Mengda av innvilga søknader endrar seg ved desse rammene:",
            "{pot}: rammen er {frame}. Mengden av innvilgede søknader endrer seg ved disse rammene:",
            "{pot}: the frame is {frame}. The set of granted applications changes at these frames:"
        );
        let mut text = String::new();
        for one in self.breakpoints {
            let values =
                [("pot", self.policy.pots[one.pot].name.clone()), ("frame", number::kroner(language, one.frame))];
            text += &format!("{}\n", HEADING.fill(language, &values));
            for step in &one.steps {
                text += &format!("  {}\n", step_line(step, language));
            }
            for (holds, note) in [(!one.monotone, labels::NOT_MONOTONE), (!one.complete, labels::INCOMPLETE)] {
                if holds {
                    text += &format!("  {}\n", note.get(language));
                }
            }
            text.push('\n');
        }
        for one in self.weights {
            text += &self.weight(one, language);
        }
        text
    }

    fn weight(&self, one: &Robustness, language: Language) -> String {
        const WEIGHT: Text = text!(
            "{criterion} veg {weight}. Dei same søknadene får tilskot så lenge vekta er {interval}.",
            "{criterion} veier {weight}. De samme søknadene får tilskudd så lenge vekten er {interval}.",
            "{criterion} weighs {weight}. The same applications are granted as long as the weight is {interval}."
        );
        const GIVEN_UP: Text = text!(
            "Batchen er så stor at ikkje alle vekter er prøvde.",
            "Batchen er så stor at ikke alle vekter er prøvd.",
            "The batch is so large that not all weights were tried."
        );
        let values = [
            ("criterion", self.policy.criteria[one.criterion].name(language).to_owned()),
            ("weight", exactly(one.weight, language)),
            ("interval", interval(one, language)),
        ];
        let mut text = format!("{}\n", WEIGHT.fill(language, &values));
        for (bound, beyond) in
            one.below.iter().map(|bound| (bound, UNDER)).chain(one.above.iter().map(|bound| (bound, OVER)))
        {
            text += &format!("  {}\n", bound_line(bound, beyond, language));
        }
        if !one.complete {
            text += &format!("  {}\n", GIVEN_UP.get(language));
        }
        text
    }
}

/// `17 580 000 kr: inn kjem …. 25 søknader innvilga, … tildelt frå potten, … att.`
fn step_line(step: &Step, language: Language) -> String {
    const STEP: Text = text!(
        "{frame}: {moves}{applications} innvilga i alt; {granted} tildelt frå potten, {rest} att.",
        "{frame}: {moves}{applications} innvilget i alt; {granted} tildelt fra potten, {rest} igjen.",
        "{frame}: {moves}{applications} granted in all; {granted} granted from the pot, {rest} left."
    );
    let moves = moves(&step.enter, &step.leave, language);
    let values = [
        ("frame", number::kroner(language, step.frame)),
        ("moves", if moves.is_empty() { moves } else { format!("{moves}. ") }),
        ("applications", counted(language, step.applications, APPLICATION)),
        ("granted", number::kroner(language, step.granted)),
        ("rest", number::kroner(language, step.rest)),
    ];
    STEP.fill(language, &values)
}

/// `inn kjem a og b; ut fell c`.
fn moves(enter: &[ApplicationId], leave: &[ApplicationId], language: Language) -> String {
    const ENTER: Text = text!("inn kjem {who}", "inn kommer {who}", "in comes {who}");
    const LEAVE: Text = text!("ut fell {who}", "ut faller {who}", "out goes {who}");
    let sides = [(ENTER, enter), (LEAVE, leave)];
    let parts = sides.into_iter().filter(|(_, who)| !who.is_empty()).map(|(text, who)| {
        let who: Vec<String> = who.iter().map(ToString::to_string).collect();
        text.fill(language, &[("who", joined(language, &who))])
    });
    parts.collect::<Vec<String>>().join("; ")
}

fn interval(one: &Robustness, language: Language) -> String {
    const ANY: Text = text!("over 0, kor stor ho enn er", "over 0, uansett hvor stor den er", "above 0, however large");
    const LEAST: Text = text!("minst {at}", "minst {at}", "at least {at}");
    const MOST: Text = text!("høgst {at}", "høyst {at}", "at most {at}");
    let end = |bound: &Option<Bound>, within: Text, without: Text| {
        let bound = bound.as_ref()?;
        let text = if bound.included { within } else { without };
        Some(text.fill(language, &[("at", exactly(bound.at, language))]))
    };
    let ends: Vec<String> =
        [end(&one.below, LEAST, OVER), end(&one.above, MOST, UNDER)].into_iter().flatten().collect();
    if ends.is_empty() { ANY.get(language).to_owned() } else { joined(language, &ends) }
}

/// What changes first at an end of the interval; `beyond` it where the end itself is inside.
fn bound_line(bound: &Bound, beyond: Text, language: Language) -> String {
    const AT: Text = text!("ved {at}", "ved {at}", "at {at}");
    const PAIR: Text = text!(
        "{place} byter {one} og {other} plass",
        "{place} bytter {one} og {other} plass",
        "{place}, {one} and {other} change places"
    );
    const THRESHOLD: Text = text!(
        "{place} kryssar {one} poenggrensa",
        "{place} krysser {one} poenggrensen",
        "{place}, {one} crosses the threshold"
    );
    let (one, other) = &bound.pair;
    let place = if bound.included { beyond } else { AT };
    let place = upper_first(&place.fill(language, &[("at", exactly(bound.at, language))]));
    let mut values = vec![("place", place), ("one", one.to_string())];
    values.extend(other.iter().map(|other| ("other", other.to_string())));
    let said = if other.is_some() { PAIR } else { THRESHOLD }.fill(language, &values);
    format!("{said}: {}.", moves(&bound.enter, &bound.leave, language))
}

/// A decimal where it has no more than two, else the fraction and about what it is.
fn exactly(number: Score, language: Language) -> String {
    const ABOUT: Text = text!("{exact} (om lag {about})", "{exact} (omtrent {about})", "{exact} (about {about})");
    let (numerator, denominator) = number.parts();
    if 100 % denominator == 0 {
        return number::decimal(language, number.rounded().normalize());
    }
    let values = [("exact", format!("{numerator}/{denominator}")), ("about", number::score(language, number))];
    ABOUT.fill(language, &values)
}

impl Beside<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        const WITHOUT: Text = text!("Utan endringa", "Uten endringen", "Without the change");
        const WITH: Text = text!("Med endringa", "Med endringen", "With the change");
        const NOBODY: Text = text!(
            "Ingen søknad får noko anna utfall eller beløp.",
            "Ingen søknad får noe annet utfall eller beløp.",
            "No application gets another outcome or amount."
        );
        const MOVED: Text = text!(
            "{id}: frå {before} ({from}) til {after} ({to})",
            "{id}: fra {before} ({from}) til {after} ({to})",
            "{id}: from {before} ({from}) to {after} ({to})"
        );
        let mut text = self.side(WITHOUT, self.without, language) + &self.side(WITH, self.with, language);
        if self.moved.is_empty() {
            return text + NOBODY.get(language) + "\n";
        }
        let outcome = |outcome| lower_first(labels::outcome(outcome).get(language));
        for one in self.moved {
            let values = [
                ("id", one.id.to_string()),
                ("before", outcome(one.without.0)),
                ("from", number::kroner(language, one.without.1)),
                ("after", outcome(one.with.0)),
                ("to", number::kroner(language, one.with.1)),
            ];
            text += &format!("{}\n", MOVED.fill(language, &values));
        }
        text
    }

    /// The sums of one of the runs.
    fn side(&self, heading: Text, result: &Recommendation, language: Language) -> String {
        const SIDE: Text = text!(
            "{heading}: {granted} innvilga, {amount}.",
            "{heading}: {granted} innvilget, {amount}.",
            "{heading}: {granted} granted, {amount}."
        );
        const POT: Text = text!(
            "{pot}: ramme {frame}, tildelt {granted}, rest {rest}.",
            "{pot}: ramme {frame}, tildelt {granted}, rest {rest}.",
            "{pot}: frame {frame}, granted {granted}, rest {rest}."
        );
        let totals = result.totals();
        let kroner = |amount: Kroner| number::kroner(language, amount);
        let values = [
            ("heading", heading.get(language).to_owned()),
            ("granted", counted(language, totals.granted, APPLICATION)),
            ("amount", kroner(totals.granted_amount)),
        ];
        let mut text = format!("{}\n", SIDE.fill(language, &values));
        for (rules, pot) in result.policy.pots.iter().zip(&result.pots) {
            let account = &pot.account;
            let values = [
                ("pot", rules.name.clone()),
                ("frame", kroner(account.frame)),
                ("granted", kroner(account.granted)),
                ("rest", kroner(account.rest)),
            ];
            text += &format!("  {}\n", POT.fill(language, &values));
        }
        text
    }
}
