//! The frames and weights at which somebody enters or leaves, as tables for people: a row to each, who moves below it.

use super::Landscape;
use crate::breakpoint::{Breakpoints, Step};
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::report::lines::{aligned, wrapped};
use crate::report::names::Names;
use crate::report::words::{APPLICATION, counted, joined, upper_first};
use crate::report::{headers, labels};
use crate::score::Score;
use crate::text::{Language, Text, number};
use crate::whatif::{Bound, Robustness};

const OVER: Text = text!("over {at}", "over {at}", "above {at}");
const UNDER: Text = text!("under {at}", "under {at}", "below {at}");
/// Beside the step that the frame as it is falls in.
const NOW: &str = "▸";
/// As many are named; where more enter or leave at once, how many.
const NAMED: usize = 3;
/// How far in those who move stand.
const INSIDE: &str = "      ";

impl Landscape<'_> {
    /// For people, in lines of at most `width` characters, but for the rows of tables and for `names`.
    #[must_use]
    pub fn text(&self, names: &Names, language: Language, width: usize) -> String {
        let mut text = String::new();
        for one in self.breakpoints {
            text += &self.steps(one, names, language, width);
            text.push('\n');
        }
        if self.breakpoints.iter().flat_map(|one| &one.steps).any(|step| step.enter.len().max(step.leave.len()) > NAMED)
        {
            const ELSEWHERE: Text = text!(
                "Kven det er der berre talet står, seier arket Rammesteg i tildeling.xlsx, og «--format json».",
                "Hvem det er der bare antallet står, sier arket Rammesteg i tildeling.xlsx, og «--format json».",
                "Where only their number stands, the sheet Frame steps of tildeling.xlsx names them, and so does “--format json”."
            );
            text += &wrapped(ELSEWHERE.get(language), width, "", "");
            text.push('\n');
        }
        text + &self.interval_table(names, language, width)
    }

    /// The table of one pot.
    fn steps(&self, one: &Breakpoints, names: &Names, language: Language, width: usize) -> String {
        const HEADING: Text = text!(
            "{pot}: ramma er {frame}. Ved desse rammene kjem nokon inn (+) eller fell ut (−). {now} er det som gjeld no.",
            "{pot}: rammen er {frame}. Ved disse rammene kommer noen inn (+) eller faller ut (−). {now} er det som gjelder nå.",
            "{pot}: the frame is {frame}. At these frames somebody enters (+) or leaves (−). {now} is what holds now."
        );
        const HEADS: [Text; 5] = [
            headers::FRAME,
            text!("Frå no (kr)", "Fra nå (kr)", "From now (NOK)"),
            text!("Innvilga søknader", "Innvilgede søknader", "Applications granted"),
            headers::GRANTED,
            headers::REST,
        ];
        let values = [
            ("pot", self.policy.pots[one.pot].name.clone()),
            ("frame", number::kroner(language, one.frame)),
            ("now", NOW.to_owned()),
        ];
        let mut text = wrapped(&HEADING.fill(language, &values), width, "", "");
        let now = one.steps.iter().rposition(|step| step.frame <= one.frame.max(Kroner::ZERO));
        let marked = |at: usize| if Some(at) == now { NOW.to_owned() } else { String::new() };
        let rows = one.steps.iter().enumerate().map(|(at, step)| (marked(at), figures(step, one.frame, language)));
        let heads = (String::new(), HEADS.map(|head| head.get(language).to_owned()));
        let mut lines = aligned(&std::iter::once(heads).chain(rows).collect::<Vec<_>>()).into_iter();
        text.extend(lines.next());
        for (line, step) in lines.zip(&one.steps) {
            text += &(line + &moves(&step.enter, &step.leave, names, language));
        }
        for (holds, note) in [(!one.monotone, labels::NOT_MONOTONE), (!one.complete, labels::INCOMPLETE)] {
            if holds {
                text += &wrapped(note.get(language), width, "", "");
            }
        }
        text
    }

    /// How far each weight can be moved, and who moves beyond.
    fn interval_table(&self, names: &Names, language: Language, width: usize) -> String {
        const HEADS: [Text; 2] = [text!("Kriterium", "Kriterium", "Criterion"), text!("Vekt", "Vekt", "Weight")];
        const INTERVAL: Text = text!(
            "Dei same får tilskot så lenge vekta er",
            "De samme får tilskudd så lenge vekten er",
            "The same are granted as long as the weight is"
        );
        const GIVEN_UP: Text = text!(
            "Batchen er så stor at ikkje alle vekter er prøvde.",
            "Batchen er så stor at ikke alle vekter er prøvd.",
            "The batch is so large that not all weights were tried."
        );
        if self.weights.is_empty() {
            return String::new();
        }
        let name = |one: &Robustness| self.policy.criteria[one.criterion].name(language).to_owned();
        let [criterion, weight] = HEADS.map(|head| head.get(language).to_owned());
        let rows = self.weights.iter().map(|one| (name(one), [exactly(one.weight, language)]));
        let firsts = aligned(&std::iter::once((criterion, [weight])).chain(rows).collect::<Vec<_>>());
        let lasts = std::iter::once(INTERVAL.get(language).to_owned())
            .chain(self.weights.iter().map(|one| interval(one, language)));
        let mut lines = firsts.iter().zip(lasts).map(|(first, last)| format!("{}   {last}\n", first.trim_end()));
        let mut text: String = lines.next().unwrap_or_default();
        for (line, one) in lines.zip(self.weights) {
            text += &line;
            let below = one.below.iter().map(|bound| (bound, UNDER));
            for (bound, beyond) in below.chain(one.above.iter().map(|bound| (bound, OVER))) {
                text += &wrapped(&bound_line(bound, beyond, names, language), width, "    ", INSIDE);
                text += &moves(&bound.enter, &bound.leave, names, language);
            }
            if !one.complete {
                text += &wrapped(GIVEN_UP.get(language), width, "    ", INSIDE);
            }
        }
        text
    }
}

/// The figures of a step, for a pot whose frame is `now`.
fn figures(step: &Step, now: Kroner, language: Language) -> [String; 5] {
    let amount = |amount| number::amount(language, amount);
    [
        amount(step.frame),
        number::signed(language, step.frame - now),
        number::count(language, step.applications),
        amount(step.granted),
        amount(step.rest),
    ]
}

/// Who enters and who leaves, a line to each; where they are many, how many.
fn moves(enter: &[ApplicationId], leave: &[ApplicationId], names: &Names, language: Language) -> String {
    let side = |sign: &str, who: &[ApplicationId]| {
        if who.len() > NAMED {
            return format!("{INSIDE}{sign} {}\n", counted(language, who.len(), APPLICATION));
        }
        who.iter().map(|id| format!("{INSIDE}{sign} {}\n", names.of_id(id))).collect()
    };
    side("+", enter) + &side("−", leave)
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
fn bound_line(bound: &Bound, beyond: Text, names: &Names, language: Language) -> String {
    const AT: Text = text!("ved {at}", "ved {at}", "at {at}");
    const PAIR: Text = text!(
        "{place} byter {one} og {other} plass:",
        "{place} bytter {one} og {other} plass:",
        "{place}, {one} and {other} change places:"
    );
    const THRESHOLD: Text = text!(
        "{place} kryssar {one} poenggrensa:",
        "{place} krysser {one} poenggrensen:",
        "{place}, {one} crosses the threshold:"
    );
    let (one, other) = &bound.pair;
    let place = if bound.included { beyond } else { AT };
    let place = upper_first(&place.fill(language, &[("at", exactly(bound.at, language))]));
    let mut values = vec![("place", place), ("one", names.of_id(one))];
    values.extend(other.iter().map(|other| ("other", names.of_id(other))));
    if other.is_some() { PAIR } else { THRESHOLD }.fill(language, &values)
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
