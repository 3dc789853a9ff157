//! `samandrag.md`: the award summary for press and management, shaped as the county governor tells it. Public: no persons, no
//! free text. Who must act comes first.

use crate::allocate::Outcome;
use crate::application::Kind;
use crate::recommendation::{Entry, Recommendation};
use crate::report::labels;
use crate::text::{Language, Text, number};

use super::figures::{AppliedAndGranted, Figures, PotFigures};
use super::headers;
use super::sentences::{
    applied_for, award_line, batch_line, headline, held_back_sentence, kept_note, lead, office_and_municipality,
    pot_condition, projects_by_kind, quoted_project, returned_line,
};
use super::words::{self, counted, lower_first};
use crate::money::Kroner;
use crate::privacy;

/// The text of `samandrag.md` in `language`.
#[must_use]
pub fn summary(recommendation: &Recommendation, language: Language) -> String {
    let summary = Summary { recommendation, figures: Figures::of(recommendation), language };
    let sections = [
        summary.heading(),
        summary.waiting(),
        summary.in_brief(),
        summary.pots(),
        summary.new_projects(),
        summary.continuing_projects(),
        summary.not_granted("rejected", &text!("Avslag", "Avslag", "Rejected")),
        summary.not_granted(
            "dismissed",
            &text!("Avvist utan vurdering", "Avvist uten vurdering", "Dismissed without consideration"),
        ),
        summary
            .not_granted("withdrawn", &text!("Trekt eller avslutta", "Trukket eller avsluttet", "Withdrawn or ended")),
        summary.coming_years(),
    ];
    let mut text = sections.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

struct Summary<'a> {
    recommendation: &'a Recommendation,
    figures: Figures<'a>,
    language: Language,
}

impl Summary<'_> {
    fn heading(&self) -> Option<String> {
        let of_batch = markdown(&batch_line(self.language, &self.recommendation.policy.batch));
        let draft = labels::DRAFT.get(self.language);
        let headline = headline(self.language, &self.figures);
        Some(format!("# {draft}: {headline}\n\n{of_batch}.\n\n> {}", labels::DRAFT_MEANS.get(self.language)))
    }

    fn waiting(&self) -> Option<String> {
        const HEADING: Text = text!("Ventar: nokon må handle", "Venter: noen må handle", "Held: somebody must act");
        let mut parts = vec![held_back_sentence(self.language, &self.figures)];
        for (reason, entries) in self.figures.held_by_reason() {
            let [why, next] = [labels::reason(Outcome::Held(reason)), labels::next_step(reason)];
            parts.push(format!("**{}** ({}). {}:", why.get(self.language), entries.len(), next.get(self.language)));
            let lines: Vec<String> = entries.into_iter().map(|entry| self.applicant_line(entry)).collect();
            parts.push(lines.join("\n"));
        }
        (parts.len() > 1).then(|| self.section(&HEADING, &parts))
    }

    fn in_brief(&self) -> Option<String> {
        const HEADING: Text = text!("Søkt og tildelt", "Søkt og tildelt", "Applied for and granted");
        let table = self.applied_and_granted();
        Some(self.section(&HEADING, &[lead(self.language, self.recommendation, &self.figures), table]))
    }

    fn applied_and_granted(&self) -> String {
        let headers = [
            headers::APPLICATIONS,
            headers::POSITIONS_APPLIED,
            headers::APPLIED,
            labels::GRANTED,
            headers::POSITIONS_GRANTED,
            headers::GRANTED,
        ];
        let header = headers.map(|header| header.get(self.language)).join(" | ");
        let figures = &self.figures;
        let rows = [
            (text!("Vidareføringar", "Videreføringer", "Continuing"), figures.continuing),
            (text!("Nye", "Nye", "New"), figures.new),
            (text!("Type ikkje kjend", "Type ikke kjent", "Kind not known"), figures.of_unknown_kind),
        ];
        let rows = rows.iter().filter(|(_, sums)| sums.applied.count > 0);
        let mut lines = vec![format!("| | {header} |"), "|---|--:|--:|--:|--:|--:|--:|".to_owned()];
        lines.extend(rows.map(|(name, sums)| self.row(name.get(self.language), sums)));
        lines.push(self.row(&self.bold(&text!("I alt", "I alt", "In all")), &figures.in_all));
        lines.join("\n")
    }

    fn row(&self, name: &str, sums: &AppliedAndGranted) -> String {
        let cells = [sums.applied, sums.granted].map(|sum| {
            let (positions, amount) =
                (number::positions(self.language, sum.positions), number::amount(self.language, sum.amount));
            format!("{} | {positions} | {amount}", number::count(self.language, sum.count))
        });
        format!("| {name} | {} |", cells.join(" | "))
    }

    fn bold(&self, text: &Text) -> String {
        format!("**{}**", text.get(self.language))
    }

    fn pots(&self) -> Option<String> {
        const HEADING: Text = text!("Pottane", "Pottene", "The pots");
        let lines: Vec<String> = self.figures.pots.iter().enumerate().map(|(at, pot)| self.pot_line(at, pot)).collect();
        Some(self.section(&HEADING, &[lines.join("\n")]))
    }

    fn pot_line(&self, at: usize, pot: &PotFigures) -> String {
        const LINE: Text = text!(
            "- **{pot}**: {granted} til {projects}. Ramma er {frame}, og {rest} står att.",
            "- **{pot}**: {granted} til {projects}. Rammen er {frame}, og {rest} står igjen.",
            "- **{pot}**: {granted} for {projects}. The frame is {frame}, and {rest} is left."
        );
        const UNUSED: Text = text!(
            "- **{pot}**: ingenting er tildelt. Ramma er {frame}, og {rest} står att.",
            "- **{pot}**: ingenting er tildelt. Rammen er {frame}, og {rest} står igjen.",
            "- **{pot}**: nothing is granted. The frame is {frame}, and {rest} is left."
        );
        const USED_UP: Text = text!(
            "- **{pot}**: {granted} til {projects}. Heile ramma er brukt.",
            "- **{pot}**: {granted} til {projects}. Hele rammen er brukt.",
            "- **{pot}**: {granted} for {projects}. The whole frame is used."
        );
        const THIS_ROUND: Text = text!(
            "I {round}. runde er det {amount} til {projects}.",
            "I {round}. runde er det {amount} til {projects}.",
            "In round {round} it is {amount} for {projects}."
        );
        let kroner = |amount| number::kroner(self.language, amount);
        let account = &pot.pot.account;
        let projects = pot.continuing.count + pot.new.count;
        let line = match (projects, account.granted, account.rest) {
            (0, Kroner::ZERO, _) => UNUSED,
            (_, _, Kroner::ZERO) => USED_UP,
            _ => LINE,
        };
        let mut sentences = vec![line.fill(
            self.language,
            &[
                ("pot", markdown(&pot.rules.name)),
                ("granted", kroner(account.granted)),
                ("projects", projects_by_kind(self.language, pot.continuing.count, pot.new.count)),
                ("frame", kroner(account.frame)),
                ("rest", kroner(account.rest)),
            ],
        )];
        let round = self.recommendation.policy.batch.round;
        if round > 1 {
            let projects = counted(self.language, pot.this_round.count, words::PROJECT);
            let amount = kroner(pot.this_round.amount);
            sentences.push(
                THIS_ROUND
                    .fill(self.language, &[("round", round.to_string()), ("amount", amount), ("projects", projects)]),
            );
        }
        sentences.extend(pot_condition(self.language, &self.recommendation.policy.pots, at).map(|one| markdown(&one)));
        let entries = pot.pot.entries.iter().map(|entry| {
            let date = number::date(self.language, entry.date);
            format!("\n  - {date}: {}, {}", markdown(&privacy::shown(&entry.text)), kroner(entry.amount))
        });
        let returned = self.recommendation.entries.iter().filter_map(|entry| returned_line(self.language, entry, at));
        let returned = returned.map(|line| format!("\n  - {}", markdown(&line)));
        format!("{}{}", sentences.join(" "), entries.chain(returned).collect::<String>())
    }

    fn new_projects(&self) -> Option<String> {
        const HEADING: Text = text!("Nye prosjekt", "Nye prosjekter", "New projects");
        const FROM: Text = text!("Frå {pot}:", "Fra {pot}:", "From {pot}:");
        let parts: Vec<String> = self
            .recommendation
            .policy
            .pots
            .iter()
            .enumerate()
            .filter_map(|(at, pot)| {
                let lines = self.award_lines(Kind::New, Some(at))?;
                let from = FROM.fill(self.language, &[("pot", markdown(&pot.name))]);
                Some(format!("{from}\n\n{lines}"))
            })
            .collect();
        (!parts.is_empty()).then(|| self.section(&HEADING, &parts))
    }

    fn continuing_projects(&self) -> Option<String> {
        const HEADING: Text = text!("Vidareførte prosjekt", "Videreførte prosjekter", "Continuing projects");
        self.award_lines(Kind::Continuing, None).map(|lines| self.section(&HEADING, &[lines]))
    }

    /// The granted ones of `kind`, from `pot` or from any.
    fn award_lines(&self, kind: Kind, pot: Option<usize>) -> Option<String> {
        let entries = self.figures.granted(kind).filter(|entry| pot.is_none() || entry.pot == pot);
        let max_years = self.recommendation.policy.scheme.max_years;
        let lines: Vec<String> =
            entries.map(|entry| format!("- {}", award_line(self.language, entry, max_years, markdown))).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn not_granted(&self, outcome: &'static str, heading: &Text) -> Option<String> {
        let lines: Vec<String> = self.figures.with_outcome(outcome).map(|entry| self.not_granted_line(entry)).collect();
        (!lines.is_empty()).then(|| self.section(heading, &[lines.join("\n")]))
    }

    fn not_granted_line(&self, entry: &Entry) -> String {
        let language = self.language;
        let reason = lower_first(labels::reason(entry.outcome).get(language));
        let notes = std::iter::once(reason).chain(kept_note(language, entry)).collect::<Vec<_>>();
        format!("{} – {}", self.applicant_line(entry), notes.join("; "))
    }

    fn applicant_line(&self, entry: &Entry) -> String {
        let language = self.language;
        let office = markdown(&office_and_municipality(language, entry));
        let project = markdown(&quoted_project(language, entry));
        let applied = applied_for(language, entry);
        format!("- **{office}**: {project}, {applied}")
    }

    fn coming_years(&self) -> Option<String> {
        const HEADING: Text = text!("Bunde i åra som kjem", "Bundet i årene som kommer", "Bound in the coming years");
        const MEANS: Text = text!(
            "Så mykje av ramma er alt bunde til vidareføring av prosjekta i denne innstillinga:",
            "Så mye av rammen er allerede bundet til videreføring av prosjektene i denne innstillingen:",
            "So much of the frame is already bound to continuing the projects of this recommendation:"
        );
        let years = self.recommendation.liability.iter();
        let lines: Vec<String> = years
            .map(|year| {
                let projects = counted(self.language, year.parts.len(), words::PROJECT);
                format!("- {}: {} ({projects})", year.year, number::kroner(self.language, year.amount))
            })
            .collect();
        let parts = [MEANS.get(self.language).to_owned(), lines.join("\n")];
        (!lines.is_empty()).then(|| self.section(&HEADING, &parts))
    }

    fn section(&self, heading: &Text, parts: &[String]) -> String {
        format!("## {}\n\n{}", heading.get(self.language), parts.join("\n\n"))
    }
}

/// `text` so that Markdown shows it as it is.
fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
