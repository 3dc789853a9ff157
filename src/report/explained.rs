//! An explanation in words that a refused municipality understands: one source for the sheet of grounds and for `explain`.

mod statement;

use crate::allocate::{Outcome, Verdict};
use crate::explain::{Amount, At, Changes, Explanation, Neighbour, Scoring};
use crate::money::{Kroner, Positions};
use crate::report::words::{positions_counted, quoted};
use crate::report::{headers, labels};
use crate::score::Score;
use crate::text::{Language, Text, number};
pub use statement::statement;

const AMOUNT: Text = text!("Beløp", "Beløp", "Amount");
const LINE: Text = text!("Kvar grensa gjekk", "Hvor grensen gikk", "Where the line was drawn");
const NEEDED: Text = text!("Kva som skulle til", "Hva som skulle til", "What it would have taken");
const NEXT: Text = text!("Kva som må gjerast no", "Hva som må gjøres nå", "What has to be done now");
const SOURCE: Text = text!("Kjelde", "Kilde", "Source");

const FRAME: Text = text!(
    "Med minst {by} meir i potten {pot} ville søknaden ha fått tilskot.",
    "Med minst {by} mer i potten {pot} ville søknaden ha fått tilskudd.",
    "With at least {by} more in the pot {pot} the application would have been granted."
);
const SCORE: Text = text!(
    "Med ein poengsum på minst {to} ville søknaden ha fått tilskot.",
    "Med en poengsum på minst {to} ville søknaden ha fått tilskudd.",
    "With a score of at least {to} the application would have been granted."
);
const APPLIED: Text = text!(
    "Med eit søknadsbeløp på høgst {to}, for like mange stillingar, ville søknaden ha fått tilskot.",
    "Med et søknadsbeløp på høyst {to}, for like mange stillinger, ville søknaden ha fått tilskudd.",
    "Had it applied for at most {to}, for the same positions, the application would have been granted."
);
const NO_FRAME: Text = text!(
    "Meir pengar i ein av pottane ville ikkje ha vore nok åleine.",
    "Mer penger i en av pottene ville ikke ha vært nok alene.",
    "More money in one of the pots would not have been enough by itself."
);
const NO_SCORE: Text = text!(
    "Fleire poeng ville ikkje ha vore nok åleine.",
    "Flere poeng ville ikke ha vært nok alene.",
    "A higher score would not have been enough by itself."
);
const NO_APPLIED: Text = text!(
    "Eit lågare søknadsbeløp ville ikkje ha vore nok åleine.",
    "Et lavere søknadsbeløp ville ikke ha vært nok alene.",
    "A lower amount would not have been enough by itself."
);
const NONE_ALONE: Text = text!(
    "Verken meir pengar i ein pott, fleire poeng eller eit lågare søknadsbeløp ville ha vore nok åleine.",
    "Verken mer penger i en pott, flere poeng eller et lavere søknadsbeløp ville ha vært nok alene.",
    "Neither more money in a pot, a higher score nor a lower amount would have been enough by itself."
);
const TOO_LARGE: Text = text!(
    "Det er så mange søknader i runden at ikkje alt som kunne ha endra utfallet for denne, er rekna ut.",
    "Det er så mange søknader i runden at ikke alt som kunne ha endret utfallet for denne, er regnet ut.",
    "There are so many applications in the round that not everything that could have changed this outcome was worked out."
);
const NOTHING: Text = text!(
    "Verken meir pengar, fleire poeng eller eit lågare beløp ville ha endra dette.",
    "Verken mer penger, flere poeng eller et lavere beløp ville ha endret dette.",
    "Neither more money, a higher score nor a lower amount would have changed this."
);

/// One line of an explanation. Only the last has `granted`, so that a column of them adds up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub topic: String,
    /// What it says.
    pub words: String,
    /// The amount it is about.
    pub amount: Option<Kroner>,
    /// The score it is about.
    pub score: Option<Score>,
    /// What was granted.
    pub granted: Option<Kroner>,
}

/// All of an explanation, line by line, the outcome last.
#[must_use]
pub fn lines(explanation: &Explanation, language: Language) -> Vec<Line> {
    let teller = Teller { language };
    let mut lines = explanation.scoring.as_ref().map(|scoring| teller.scoring(scoring)).unwrap_or_default();
    lines.extend(explanation.amount.iter().flat_map(|amount| teller.amount(amount)));
    lines.extend(explanation.looks.iter().map(|look| teller.look(look)));
    lines.extend(explanation.returned.iter().map(|(pot, amount)| teller.returned(pot, *amount)));
    lines.extend(teller.at_the_line(explanation.above.as_ref(), explanation.below.as_ref()));
    lines.extend(teller.changes(explanation));
    lines.push(teller.source(explanation));
    lines.push(Line {
        topic: headers::OUTCOME.get(language).to_owned(),
        words: statement(explanation, language),
        granted: Some(explanation.granted),
        ..Line::default()
    });
    lines
}

/// The same as a text for the terminal: who, the outcome first, then the rest under headings.
#[must_use]
pub fn text(explanation: &Explanation, language: Language) -> String {
    let mut lines = lines(explanation, language);
    let outcome = lines.pop().map(|line| line.words).unwrap_or_default();
    let subject = &explanation.subject;
    let title = subject.project.as_deref().map_or_else(|| subject.id.clone(), |title| quoted(language, title));
    let who = match &subject.office {
        Some(office) => format!("{office}: {title}"),
        None => title,
    };
    let mut text = format!("{who} ({})\n\n{outcome}\n", subject.id);
    let mut topic = String::new();
    for line in lines {
        if topic != line.topic {
            topic = line.topic;
            text.push_str(&format!("\n{topic}\n"));
        }
        let figure = match (line.amount, line.score) {
            (Some(amount), _) => format!(": {}", number::kroner(language, amount)),
            (None, Some(score)) => format!(": {}", number::score(language, score)),
            (None, None) => String::new(),
        };
        text.push_str(&format!("  {}{figure}\n", line.words));
    }
    text
}

#[derive(Debug, Clone, Copy)]
struct Teller {
    language: Language,
}

impl Teller {
    fn line(self, topic: Text, words: String) -> Line {
        Line { topic: topic.get(self.language).to_owned(), words, ..Line::default() }
    }

    fn kroner(self, amount: Kroner) -> String {
        number::kroner(self.language, amount)
    }

    fn scoring(self, scoring: &Scoring) -> Vec<Line> {
        const PART: Text =
            text!("{criterion}, vekt {weight}", "{criterion}, vekt {weight}", "{criterion}, weight {weight}");
        const MISSING: Text = text!(
            "{criterion}, vekt {weight}: ingen har gitt poeng",
            "{criterion}, vekt {weight}: ingen har gitt poeng",
            "{criterion}, weight {weight}: nobody has scored it"
        );
        const RANKED: Text = text!(
            "Vekta snitt (prioritet {rank} av {ranked})",
            "Vektet snitt (prioritet {rank} av {ranked})",
            "Weighted mean (rank {rank} of {ranked})"
        );
        const UNRANKED: Text =
            text!("Vekta snitt (ikkje rangert)", "Vektet snitt (ikke rangert)", "Weighted mean (not ranked)");
        let mut lines: Vec<Line> = Vec::new();
        for part in &scoring.criteria {
            let values = [
                ("criterion", part.name[self.language as usize].clone()),
                ("weight", number::decimal(self.language, part.weight)),
            ];
            let words = if part.mean.is_some() { PART } else { MISSING }.fill(self.language, &values);
            lines.push(Line { score: part.mean, ..self.line(headers::SCORE, words) });
        }
        if let Some(score) = scoring.score {
            let words = match scoring.rank {
                Some(rank) => {
                    let count = |count| number::count(self.language, count);
                    RANKED.fill(self.language, &[("rank", count(rank)), ("ranked", count(scoring.ranked))])
                }
                None => UNRANKED.get(self.language).to_owned(),
            };
            lines.push(Line { score: Some(score), ..self.line(headers::SCORE, words) });
        }
        lines
    }

    /// Applied, cap, carried over, eligible, each cut a line of its own (allocation.md, section 2).
    fn amount(self, amount: &Amount) -> Vec<Line> {
        const APPLIED: Text = text!("Søkt om", "Søkt om", "Applied for");
        const CAP: Text = text!(
            "Tak ({rate} × {positions} + {supplement})",
            "Tak ({rate} × {positions} + {supplement})",
            "Cap ({rate} × {positions} + {supplement})"
        );
        const ABOVE: Text =
            text!("Trekk for det som er over taket", "Trekk for det som er over taket", "Less what is above the cap");
        const CARRIED: Text = text!("Overførte midlar", "Overførte midler", "Carried over");
        const LESS: Text = text!(
            "Trekk for overførte midlar, så langt taket krev det",
            "Trekk for overførte midler, så langt taket krever det",
            "Less carried-over money, as far as the cap requires"
        );
        const ROUNDED: Text =
            text!("Avrunda ned til heile kroner", "Avrundet ned til hele kroner", "Rounded down to whole kroner");
        const ELIGIBLE: Text = text!(
            "Tilskotsgrunnlag (det minste av søkt beløp og tak minus overførte midlar)",
            "Tilskuddsgrunnlag (det minste av søkt beløp og tak minus overførte midler)",
            "Eligible (the amount applied for, or the cap less what was carried over, whichever is less)"
        );
        let line = |words: String, kroner| Line { amount: Some(kroner), ..self.line(AMOUNT, words) };
        let say = |words: Text, kroner| line(words.get(self.language).to_owned(), kroner);
        let values = [
            ("rate", self.kroner(amount.rate)),
            ("positions", number::positions(self.language, amount.positions)),
            ("supplement", self.kroner(amount.supplement)),
        ];
        let mut lines = vec![say(APPLIED, amount.applied), line(CAP.fill(self.language, &values), amount.cap)];
        if amount.above_cap() > Kroner::ZERO {
            lines.push(say(ABOVE, -amount.above_cap()));
        }
        lines.push(say(CARRIED, amount.carried_over));
        let less = amount.less_carried_over();
        if less > Kroner::ZERO {
            let whole = less >= Kroner::whole(1) && amount.carried_over > Kroner::ZERO;
            lines.push(say(if whole { LESS } else { ROUNDED }, -less));
        }
        lines.push(say(ELIGIBLE, amount.eligible));
        lines
    }

    fn look(self, look: &At) -> Line {
        let (granted, positions) = match look.verdict {
            Verdict::Drew(granted, positions) => (granted, positions),
            _ => (Kroner::ZERO, Positions::ZERO),
        };
        let values = [
            ("rest", self.kroner(look.rest_before)),
            ("needed", self.kroner(look.needed)),
            ("granted", self.kroner(granted)),
            ("positions", number::positions(self.language, positions)),
        ];
        let words = labels::verdict(look.verdict).fill(self.language, &values);
        Line { topic: look.pot.clone(), words, ..Line::default() }
    }

    fn returned(self, pot: &str, amount: Kroner) -> Line {
        const RETURNED: Text = text!(
            "Tildelt i ein tidlegare runde og no ført tilbake til potten",
            "Tildelt i en tidligere runde og nå ført tilbake til potten",
            "Granted in an earlier round and now returned to the pot"
        );
        let words = RETURNED.get(self.language).to_owned();
        Line { topic: pot.to_owned(), words, amount: Some(amount), ..Line::default() }
    }

    /// Who stands nearest the line, on either side of it.
    fn at_the_line(self, above: Option<&Neighbour>, below: Option<&Neighbour>) -> Vec<Line> {
        const ABOVE: Text = text!(
            "Siste nye prosjekt som fekk tilskot etter prioritet: {office}, {project} (prioritet {rank}, {score} poeng)",
            "Siste nye prosjekt som fikk tilskudd etter prioritet: {office}, {project} (prioritet {rank}, {score} poeng)",
            "The last new project that was granted by rank: {office}, {project} (rank {rank}, score {score})"
        );
        const BELOW: Text = text!(
            "Første nye prosjekt som det ikkje var pengar til: {office}, {project} (prioritet {rank}, {score} poeng)",
            "Første nye prosjekt som det ikke var penger til: {office}, {project} (prioritet {rank}, {score} poeng)",
            "The first new project that there was no money for: {office}, {project} (rank {rank}, score {score})"
        );
        const LAST: Text = text!(
            "Denne søknaden er den siste som fekk tilskot etter prioritet.",
            "Denne søknaden er den siste som fikk tilskudd etter prioritet.",
            "This application is the last that was granted by rank."
        );
        const FIRST: Text = text!(
            "Denne søknaden er den første som det ikkje var pengar til.",
            "Denne søknaden er den første som det ikke var penger til.",
            "This application is the first that there was no money for."
        );
        let sides = [(above, ABOVE, LAST), (below, BELOW, FIRST)];
        let lines = sides.into_iter().filter_map(|(neighbour, other, itself)| {
            let neighbour = neighbour?;
            if neighbour.itself {
                return Some(self.line(LINE, itself.get(self.language).to_owned()));
            }
            let values = [
                ("office", neighbour.office.clone()),
                ("project", quoted(self.language, &neighbour.project)),
                ("rank", number::count(self.language, neighbour.rank)),
                ("score", number::score(self.language, neighbour.score.unwrap_or(Score::zero()))),
            ];
            Some(self.line(LINE, other.fill(self.language, &values)))
        });
        lines.collect()
    }

    fn changes(self, explanation: &Explanation) -> Vec<Line> {
        let language = self.language;
        let say = |text: Text| vec![self.line(NEEDED, text.get(language).to_owned())];
        let Changes::Found { frame, score, applied, searched } = &explanation.changes else {
            return match (&explanation.changes, explanation.outcome) {
                (Changes::None, Outcome::Held(reason)) => {
                    vec![self.line(NEXT, format!("{}.", labels::next_step(reason).get(language)))]
                }
                (Changes::None, _) if explanation.settled_in_round.is_none() => say(NOTHING),
                _ => Vec::new(),
            };
        };
        if *searched && frame.is_empty() && score.is_none() && applied.is_none() {
            return say(NONE_ALONE);
        }
        let mut words: Vec<String> = Vec::new();
        let none = |text: Text| searched.then(|| text.get(language).to_owned());
        words.extend(
            frame
                .iter()
                .map(|(pot, by)| FRAME.fill(language, &[("by", self.kroner(*by)), ("pot", quoted(language, pot))])),
        );
        words.extend(frame.is_empty().then(|| none(NO_FRAME)).flatten());
        if explanation.scoring.is_some() {
            words.extend(match score {
                Some(to) => {
                    let to = number::score(language, *to);
                    Some(SCORE.fill(language, &[("to", to)]))
                }
                None => none(NO_SCORE),
            });
        }
        words.extend(match applied {
            Some(to) => Some(APPLIED.fill(language, &[("to", self.kroner(*to))])),
            None => none(NO_APPLIED),
        });
        words.extend((!searched).then(|| TOO_LARGE.get(language).to_owned()));
        words.into_iter().map(|words| self.line(NEEDED, words)).collect()
    }

    /// The cells the amounts came from.
    fn source(self, explanation: &Explanation) -> Line {
        use crate::explain::AMOUNT_FIELDS;
        const EARLIER: Text = text!(
            "Henta frå {file} i ein tidlegare runde.",
            "Hentet fra {file} i en tidligere runde.",
            "Taken from {file} of an earlier round."
        );
        const READ: Text = text!(
            "Henta frå {file}, arket «{sheet}».",
            "Hentet fra {file}, arket «{sheet}».",
            "Taken from {file}, sheet “{sheet}”."
        );
        const CELLS: Text = text!(
            "Henta frå {file}, arket «{sheet}»: {cells}.",
            "Hentet fra {file}, arket «{sheet}»: {cells}.",
            "Taken from {file}, sheet “{sheet}”: {cells}."
        );
        const CELL: Text = text!("{field} i {cell}", "{field} i {cell}", "{field} in {cell}");
        let (language, source) = (self.language, &explanation.source);
        let cells = AMOUNT_FIELDS.into_iter().filter_map(|field| {
            let label = crate::report::words::lower_first(field.label().get(language));
            Some(CELL.fill(language, &[("field", label), ("cell", source.cells.get(field.key())?.clone())]))
        });
        let cells: Vec<String> = cells.collect();
        let text = match (source.sheet.is_empty(), cells.is_empty()) {
            (true, _) => EARLIER,
            (false, true) => READ,
            (false, false) => CELLS,
        };
        let values = [("file", source.file.clone()), ("sheet", source.sheet.clone()), ("cells", cells.join(", "))];
        self.line(SOURCE, text.fill(language, &values))
    }
}

/// Positions as a sentence has them.
fn positions(language: Language, positions: Positions) -> String {
    positions_counted(language, positions)
}
