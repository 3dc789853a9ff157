//! Budget tables made from a recommendation. Line numbers run on from table to table, as in a printed budget.

use std::collections::{BTreeMap, BTreeSet};

use crate::allocate::Outcome;
use crate::application::Submission;
use crate::identity::Kommunenummer;
use crate::money::Kroner;
use crate::privacy;
use crate::recommendation::{Entry, Pot, Recommendation};
use crate::report::budget::{BudgetTable, Figure, Line, LineKind, Simulation, Unit};
use crate::report::headers;
use crate::report::sentences::{office_and_municipality, quoted_project};
use crate::report::words::lower_first;
use crate::text::{Language, Text, number};

/// The tables of a run, in the order they are shown: frame and awards per pot; awards per municipality and per Nav office,
/// this year and the two that follow; the line each municipality enters in its own budget. Amounts are exact kroner, shown in
/// `unit`.
#[must_use]
pub fn tables(recommendation: &Recommendation, unit: Unit) -> Vec<BudgetTable> {
    let run = Run { recommendation, language: recommendation.policy.batch.language, unit };
    let mut numbers = Numbers(0);
    vec![
        run.per_pot(&mut numbers),
        run.per_municipality(&mut numbers),
        run.per_office(&mut numbers),
        run.changes(&mut numbers),
    ]
}

/// The awards per municipality as a simulation: this year must stay within the frames, and each coming year within what is
/// bound now.
#[must_use]
pub fn limits(recommendation: &Recommendation) -> Simulation {
    let frames = recommendation.pots.iter().flat_map(|pot| &pot.entries).map(|entry| entry.amount).sum();
    Simulation { table: PER_MUNICIPALITY, limits: vec![Some(frames)] }
}

/// Where the awards per municipality stand among the tables of a run.
pub const PER_MUNICIPALITY: usize = 1;

struct Run<'a> {
    recommendation: &'a Recommendation,
    language: Language,
    unit: Unit,
}

/// Line numbers that run on.
struct Numbers(u32);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

/// A municipality; applications whose municipality could not be read come last.
type MunicipalityKey = (bool, Option<Kommunenummer>);

impl Run<'_> {
    fn word(&self, text: Text) -> String {
        text.get(self.language).to_owned()
    }

    fn table(
        &self,
        id: &str,
        title: Text,
        text_header: Text,
        columns: Vec<String>,
        lines: Vec<Line>,
        caption: Text,
    ) -> BudgetTable {
        let batch = &self.recommendation.policy.batch;
        let source = text!(
            "Kjelde: {title}, runde {round}, per {date}.",
            "Kilde: {title}, runde {round}, per {date}.",
            "Source: {title}, round {round}, as of {date}."
        );
        let values = [
            ("title", batch.title.clone()),
            ("round", batch.round.to_string()),
            ("date", number::long_date(self.language, batch.as_of)),
        ];
        BudgetTable {
            id: id.to_owned(),
            name: self.word(title),
            title: self.word(title),
            unit: self.unit,
            exact_in: Unit::Kroner,
            text_header: self.word(text_header),
            columns,
            row_sums: Vec::new(),
            lines,
            notes: Vec::new(),
            caption: format!("{} {}", caption.get(self.language), source.fill(self.language, &values)),
        }
    }

    /// Per pot: base frame, changes, corrected frame, granted, rest; then all pots together.
    fn per_pot(&self, numbers: &mut Numbers) -> BudgetTable {
        let mut lines = Vec::new();
        let mut results = Vec::new();
        for (at, pot) in self.recommendation.pots.iter().enumerate() {
            results.push(self.pot_lines(&mut lines, at, pot, numbers));
        }
        if results.len() > 1 {
            let heading = self.word(ALL_POTS);
            lines.push(Line::heading(heading, 1));
            let words = [CORRECTED, GRANTED, REST];
            for (part, word) in words.into_iter().enumerate() {
                let parts = results.iter().map(|of_pot: &[usize; 3]| (of_pot[part], 1)).collect();
                push_result(&mut lines, self.of(word, &lower_first(ALL_POTS.get(self.language))), parts, None);
            }
        }
        self.table(
            "ramme_og_tildeling",
            text!("Ramme og tildeling per pott", "Ramme og tildeling per pott", "Frame and awards per pot"),
            text!("Pott og post", "Pott og post", "Pot and item"),
            vec![self.recommendation.policy.batch.year.to_string()],
            lines,
            text!(
                "Endringane er rekna frå opphavleg ramme.",
                "Endringene er regnet fra opprinnelig ramme.",
                "Changes are relative to the original frame."
            ),
        )
    }

    /// The lines of one pot. Gives the indices of its corrected frame, what was granted, and the rest.
    fn pot_lines(&self, lines: &mut Vec<Line>, at: usize, pot: &Pot, numbers: &mut Numbers) -> [usize; 3] {
        let line = |number, kind, text: String, amount, entry| {
            let from = pot.entries.get(entry).map(|_| Figure::FrameEntry(at, entry)).into_iter().collect();
            Line::new(number, kind, text, [amount], from)
        };
        let name = &self.recommendation.policy.pots[at].name;
        lines.push(Line::heading(name.clone(), 1));
        let base = lines.len();
        let original = pot.entries.first().map_or(Kroner::ZERO, |entry| entry.amount);
        let text = match pot.entries.first() {
            Some(entry) => self.of(BASE, &format!("{name} ({})", privacy::shown(&entry.text))),
            None => self.of(BASE, name),
        };
        lines.push(line(None, LineKind::Base, text, original, 0));
        if pot.entries.len() > 1 {
            lines.push(Line::heading(self.word(text!("Endringar:", "Endringer:", "Changes:")), 1));
        }
        let mut parts = vec![(base, 1)];
        for (nth, entry) in pot.entries.iter().enumerate().skip(1) {
            parts.push((lines.len(), 1));
            let text = format!("{} ({})", privacy::shown(&entry.text), number::date(self.language, entry.date));
            lines.push(line(Some(numbers.next()), LineKind::Detail, text, entry.amount, nth));
        }
        let corrected = push_result(lines, self.of(CORRECTED, name), parts, None);
        let granted = self.granted_lines(lines, at, name);
        let rest = push_result(lines, self.of(REST, name), vec![(corrected, 1), (granted, -1)], None);
        [corrected, granted, rest]
    }

    /// What a pot gave; after the first round also what stood before, what came back, and what is new. Gives its index.
    fn granted_lines(&self, lines: &mut Vec<Line>, at: usize, name: &str) -> usize {
        let detail = |text, from: Vec<Figure>| {
            let amount: Kroner = from.iter().map(|figure| self.amount(*figure)).sum();
            Line::new(None, LineKind::Detail, text, [amount], from)
        };
        let round = self.recommendation.policy.batch.round;
        let from_pot = self.shown().filter(|(_, entry)| entry.pot == Some(at));
        if round < 2 {
            lines.push(detail(self.of(GRANTED, name), from_pot.map(|(at, _)| Figure::Granted(at)).collect()));
            return lines.len() - 1;
        }
        let is_new = |entry: &Entry| entry.round == round && matches!(entry.outcome, Outcome::Granted(_));
        let (new, before): (Vec<_>, Vec<_>) = from_pot.partition(|(_, entry)| is_new(entry));
        let [new, before] = [new, before].map(|of| of.into_iter().map(|(at, _)| Figure::Granted(at)));
        let entries = self.recommendation.entries.iter().enumerate();
        let back = entries.filter(|(_, entry)| entry.returned.is_some_and(|(pot, _)| pot == at));
        let back: Vec<usize> = back.map(|(at, _)| at).collect();
        let first = lines.len();
        let stood = before.chain(back.iter().map(|at| Figure::Returned(*at)));
        lines.push(detail(self.of(GRANTED_BEFORE, name), stood.collect()));
        if !back.is_empty() {
            lines.push(detail(self.of(RETURNED, name), back.into_iter().map(Figure::GivenBack).collect()));
        }
        let of_round = self.word(GRANTED_IN_ROUND).replace("{round}", &round.to_string());
        lines.push(detail(format!("{of_round}, {name}"), new.collect()));
        let parts = (first..lines.len()).map(|line| (line, 1)).collect();
        push_result(lines, self.of(GRANTED, name), parts, None)
    }

    fn per_municipality(&self, numbers: &mut Numbers) -> BudgetTable {
        let columns = self.years();
        let lines = self
            .grouped(numbers, |run, entry| (municipality_key(&entry.submission), run.municipality(&entry.submission)));
        self.table(
            "tildeling_per_kommune",
            text!("Tildeling per kommune", "Tildeling per kommune", "Awards per municipality"),
            headers::MUNICIPALITY,
            columns,
            lines,
            FORWARD,
        )
    }

    fn per_office(&self, numbers: &mut Numbers) -> BudgetTable {
        let columns = self.years();
        let lines = self.grouped(numbers, |run, entry| {
            let office = entry.submission.office.as_deref().unwrap_or_default();
            let key = (municipality_key(&entry.submission), office.to_owned());
            (key, office_and_municipality(run.language, entry))
        });
        self.table(
            "tildeling_per_nav_kontor",
            text!("Tildeling per Nav-kontor", "Tildeling per Nav-kontor", "Awards per Nav office"),
            headers::OFFICE,
            columns,
            lines,
            FORWARD,
        )
    }

    /// A detail line for each key, in the order of the keys, and the sum.
    fn grouped<K: Ord>(&self, numbers: &mut Numbers, key: impl Fn(&Self, &Entry) -> (K, String)) -> Vec<Line> {
        let mut groups: BTreeMap<K, (String, Vec<Kroner>, Vec<Figure>)> = BTreeMap::new();
        for (at, entry) in self.shown() {
            let (key, text) = key(self, entry);
            let amounts = self.amounts(at, entry);
            let group = groups.entry(key).or_insert_with(|| (text, vec![Kroner::ZERO; amounts.len()], Vec::new()));
            group.2.push(Figure::Granted(at));
            for (sum, amount) in group.1.iter_mut().zip(amounts) {
                *sum += amount;
            }
        }
        let mut lines: Vec<Line> = groups
            .into_values()
            .map(|(text, amounts, from)| Line::new(Some(numbers.next()), LineKind::Detail, text, amounts, from))
            .collect();
        let parts = (0..lines.len()).map(|line| (line, 1)).collect();
        push_result(&mut lines, self.word(text!("Sum", "Sum", "Sum")), parts, Some(self.years().len()));
        lines
    }

    /// Per municipality: the lines it enters in its own budget, one per project, and their sum.
    fn changes(&self, numbers: &mut Numbers) -> BudgetTable {
        let columns = self.years();
        let mut lines: Vec<Line> = Vec::new();
        let mut sums = Vec::new();
        let municipalities: BTreeSet<_> = self.shown().map(|(_, entry)| municipality_key(&entry.submission)).collect();
        for municipality in municipalities {
            let mut of_municipality: Vec<(usize, &Entry)> =
                self.shown().filter(|(_, entry)| municipality_key(&entry.submission) == municipality).collect();
            of_municipality
                .sort_by_key(|(_, entry)| (entry.submission.office.clone(), entry.submission.project.clone()));
            let Some((_, first)) = of_municipality.first() else { continue };
            let name = self.municipality(&first.submission);
            lines.push(Line::heading(name.clone(), columns.len()));
            let mut parts = Vec::new();
            for (at, entry) in of_municipality {
                parts.push((lines.len(), 1));
                let (amounts, from) = (self.amounts(at, entry), vec![Figure::Granted(at)]);
                lines.push(Line::new(Some(numbers.next()), LineKind::Detail, self.project(entry), amounts, from));
            }
            let sum = text!(
                "Budsjettendring {municipality}",
                "Budsjettendring {municipality}",
                "Budget change {municipality}"
            );
            let text = sum.fill(self.language, &[("municipality", name)]);
            sums.push((push_result(&mut lines, text, parts, Some(columns.len())), 1));
        }
        let all = self.word(text!("Sum alle kommunar", "Sum alle kommuner", "Sum of all municipalities"));
        push_result(&mut lines, all, sums, Some(columns.len()));
        self.table(
            "budsjettendring_per_kommune",
            text!("Budsjettendring per kommune", "Budsjettendring per kommune", "Budget change per municipality"),
            text!("Kommune og prosjekt", "Kommune og prosjekt", "Municipality and project"),
            columns,
            lines,
            text!(
                "Statstilskot som inntekt, positivt forteikn; ein kommune som fører inntekter med minus, snur forteiknet. Komande år er prosjekta si vidareføring i treårsperioden og ikkje løyvde enno.",
                "Statstilskudd som inntekt, positivt fortegn; en kommune som fører inntekter med minus, snur fortegnet. Kommende år er prosjektenes videreføring i treårsperioden og ikke bevilget ennå.",
                "State grant as income, positive sign; a municipality that enters income as negative turns the sign. Coming years are what the projects' three-year periods imply and are not appropriated yet."
            ),
        )
    }

    /// `Rest, Statsforvaltaren`: the line says whose it is where it stands alone, as on the data sheet.
    fn of(&self, word: Text, whose: &str) -> String {
        format!("{}, {whose}", word.get(self.language))
    }

    fn project(&self, entry: &Entry) -> String {
        let office = privacy::shown(entry.submission.office.as_deref().unwrap_or_default());
        format!("{office}: {}", quoted_project(self.language, entry))
    }

    fn municipality(&self, submission: &Submission) -> String {
        match submission.municipality {
            Some(municipality) => municipality.name.clone(),
            None => self.word(text!("Ukjend kommune", "Ukjent kommune", "Unknown municipality")),
        }
    }

    /// Those that hold money of a pot, each with its index: the granted ones, and ended ones that have used some.
    fn shown(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let entries = self.recommendation.entries.iter().enumerate();
        entries.filter(|(_, entry)| entry.pot.is_some())
    }

    /// This year and the two that follow.
    fn years(&self) -> Vec<String> {
        self.three().map(|year| year.to_string()).collect()
    }

    fn three(&self) -> impl Iterator<Item = i16> {
        let first = self.recommendation.policy.batch.year;
        (0..3).map(move |later| first + later)
    }

    /// The kroner of a figure.
    fn amount(&self, figure: Figure) -> Kroner {
        let entries = &self.recommendation.entries;
        let returned = |at: usize| entries[at].returned.map_or(Kroner::ZERO, |(_, amount)| amount);
        match figure {
            Figure::Granted(at) => entries[at].granted,
            Figure::Returned(at) => returned(at),
            Figure::GivenBack(at) => -returned(at),
            Figure::FrameEntry(pot, number) => self.recommendation.pots[pot].entries[number].amount,
        }
    }

    /// What the entry gets this year, and what the coming two are bound to.
    fn amounts(&self, at: usize, entry: &Entry) -> Vec<Kroner> {
        let coming = self.three().skip(1).map(|year| {
            let years = self.recommendation.liability.iter().filter(|one| one.year == year);
            years.flat_map(|one| &one.parts).filter(|(index, _)| *index == at).map(|(_, amount)| *amount).sum()
        });
        std::iter::once(entry.granted).chain(coming).collect()
    }
}

const BASE: Text = text!("Opphavleg ramme", "Opprinnelig ramme", "Original frame");
const CORRECTED: Text = text!("Korrigert ramme", "Korrigert ramme", "Corrected frame");
const GRANTED: Text = text!("Tildelt", "Tildelt", "Granted");
const GRANTED_BEFORE: Text =
    text!("Tildelt i tidlegare rundar", "Tildelt i tidligere runder", "Granted in earlier rounds");
const RETURNED: Text = text!(
    "Ført tilbake frå tidlegare tildelingar",
    "Ført tilbake fra tidligere tildelinger",
    "Returned from earlier awards"
);
const GRANTED_IN_ROUND: Text = text!("Tildelt i runde {round}", "Tildelt i runde {round}", "Granted in round {round}");
const REST: Text = text!("Rest", "Rest", "Rest");
const ALL_POTS: Text = text!("Alle pottar", "Alle potter", "All pots");
const FORWARD: Text = text!(
    "Komande år er det som neste rammer alt er bundne til: vidareføring i prosjekta sine treårsperiodar. Det er ikkje løyvd enno.",
    "Kommende år er det som neste rammer allerede er bundet til: videreføring i prosjektenes treårsperioder. Det er ikke bevilget ennå.",
    "Coming years are what the next frames are already bound to: continuation within the projects' three-year periods. It is not appropriated yet."
);

fn municipality_key(submission: &Submission) -> MunicipalityKey {
    let number = submission.municipality.map(|municipality| municipality.number);
    (number.is_none(), number)
}

/// Adds a result line whose amounts are the sums of `parts`, and gives its index. `columns` says how many amounts there
/// are where no part can tell.
fn push_result(lines: &mut Vec<Line>, text: String, parts: Vec<(usize, i8)>, columns: Option<usize>) -> usize {
    let count = columns.or_else(|| parts.first().map(|(line, _)| lines[*line].amounts.len())).unwrap_or(0);
    let amounts: Vec<Kroner> = (0..count)
        .map(|column| {
            let signed = parts.iter().map(|(line, sign)| {
                let amount = lines[*line].amounts[column].kroner().unwrap_or_default();
                if *sign < 0 { -amount } else { amount }
            });
            signed.sum()
        })
        .collect();
    lines.push(Line::new(None, LineKind::Result(parts), text, amounts, Vec::new()));
    lines.len() - 1
}
