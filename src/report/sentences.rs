//! The sentences that the summary and the page share.

use crate::allocate::Outcome;
use crate::application::Kind;
use crate::money::Kroner;
use crate::policy::{BatchRules, PotRules};
use crate::recommendation::{Entry, Recommendation};
use crate::text::{Language, Text, number};

use super::figures::Figures;
use crate::privacy;
use crate::report::words::{self, counted, joined, positions_counted, positions_in_words, quoted, sum_in_words};

/// Which batch, which round, which day: `Tilskot 2022. Runde 2, per 25. mars 2022`.
#[must_use]
pub fn batch_line(language: Language, batch: &BatchRules) -> String {
    const LINE: Text = text!(
        "{title}. Runde {round}, per {date}",
        "{title}. Runde {round}, per {date}",
        "{title}. Round {round}, as of {date}"
    );
    LINE.fill(
        language,
        &[
            ("title", batch.title.clone()),
            ("round", batch.round.to_string()),
            ("date", number::long_date(language, batch.as_of)),
        ],
    )
}

/// The headline without its mark: `18,2 millionar kroner til 25 prosjekt ved 23 Nav-kontor`.
#[must_use]
pub fn headline(language: Language, figures: &Figures) -> String {
    const HEADLINE: Text = text!(
        "{sum} til {projects} ved {offices}",
        "{sum} til {projects} ved {offices}",
        "{sum} for {projects} at {offices}"
    );
    const NOTHING: Text =
        text!("Ingen prosjekt er innstilte", "Ingen prosjekter er innstilt", "No project is recommended");
    if figures.totals.granted == 0 {
        return NOTHING.get(language).to_owned();
    }
    HEADLINE.fill(
        language,
        &[
            ("sum", sum_in_words(language, figures.totals.granted_amount)),
            ("projects", counted(language, figures.totals.granted, words::PROJECT)),
            ("offices", counted(language, figures.offices, words::OFFICE)),
        ],
    )
}

/// The first paragraph: the exact sum, positions, projects, continuing and new, what was applied for.
#[must_use]
pub fn lead(language: Language, recommendation: &Recommendation, figures: &Figures) -> String {
    const GIVES: Text = text!(
        "Innstillinga gir {sum} til {positions} i {projects} ved {offices} i {municipalities}.",
        "Innstillingen gir {sum} til {positions} i {projects} ved {offices} i {municipalities}.",
        "The recommendation gives {sum} for {positions} in {projects} at {offices} in {municipalities}."
    );
    const APPLIED: Text = text!(
        "Det er søkt om {sum} i {applications}.",
        "Det er søkt om {sum} i {applications}.",
        "{sum} was applied for in {applications}."
    );
    const NONE: Text = text!(
        "Det har ikkje kome inn søknader.",
        "Det har ikke kommet inn søknader.",
        "No applications have been received."
    );
    let totals = &figures.totals;
    let mut sentences = Vec::new();
    if totals.granted > 0 {
        sentences.push(GIVES.fill(
            language,
            &[
                ("sum", number::kroner(language, totals.granted_amount)),
                ("positions", positions_counted(language, totals.positions_granted)),
                ("projects", projects_by_kind(language, figures.continuing.granted.count, figures.new.granted.count)),
                ("offices", counted(language, figures.offices, words::OFFICE)),
                ("municipalities", counted(language, figures.municipalities, words::MUNICIPALITY)),
            ],
        ));
    }
    sentences.extend(of_this_round(language, recommendation, figures));
    let applied = [
        ("sum", number::kroner(language, totals.applied)),
        ("applications", counted(language, totals.applications, words::APPLICATION)),
    ];
    sentences.push(if totals.applications == 0 { NONE } else { APPLIED }.fill(language, &applied));
    sentences.extend(new_applications(language, figures));
    sentences.join(" ")
}

fn of_this_round(language: Language, recommendation: &Recommendation, figures: &Figures) -> Option<String> {
    const THIS_ROUND: Text = text!(
        "Av dette er {sum} til {projects} nytt i {round}. runde; resten er tildelt tidlegare og står fast.",
        "Av dette er {sum} til {projects} nytt i {round}. runde; resten er tildelt tidligere og står fast.",
        "Of this, {sum} for {projects} is new in round {round}; the rest was granted before and stands."
    );
    let round = recommendation.policy.batch.round;
    (round > 1 && figures.totals.granted > 0).then(|| {
        THIS_ROUND.fill(
            language,
            &[
                ("sum", number::kroner(language, figures.this_round.amount)),
                ("projects", counted(language, figures.this_round.count, words::PROJECT)),
                ("round", round.to_string()),
            ],
        )
    })
}

fn new_applications(language: Language, figures: &Figures) -> Option<String> {
    const APPLIED: Text = text!(
        "Til nye prosjekt er det søkt om {sum} og {positions} i {applications}; {of_them} tilskot etter innstillinga.",
        "Til nye prosjekter er det søkt om {sum} og {positions} i {applications}; {of_them} tilskudd etter innstillingen.",
        "For new projects, {sum} and {positions} were applied for in {applications}; {of_them} recommended for a grant."
    );
    let (applied, granted) = (figures.new.applied, figures.new.granted.count);
    (applied.count > 0).then(|| {
        let values = [
            ("sum", number::kroner(language, applied.amount)),
            ("positions", positions_counted(language, applied.positions)),
            ("applications", counted(language, applied.count, words::APPLICATION)),
            ("of_them", of_them(language, granted, applied.count)),
        ];
        APPLIED.fill(language, &values)
    })
}

/// `7 av dei får`, with the verb: of one it is said whether it does, and all and none are words.
fn of_them(language: Language, granted: usize, applied: usize) -> String {
    let words = match (granted, applied) {
        (0, 1) => text!("han får ikkje", "den får ikke", "it is not"),
        (1, 1) => text!("han får", "den får", "it is"),
        (0, _) => text!("ingen av dei får", "ingen av dem får", "none of them is"),
        (granted, applied) if granted == applied => text!("alle får", "alle får", "all of them are"),
        (1, _) => text!("1 av dei får", "1 av dem får", "1 of them is"),
        _ => text!("{granted} av dei får", "{granted} av dem får", "{granted} of them are"),
    };
    words.fill(language, &[("granted", number::count(language, granted))])
}

/// `18 vidareførte prosjekt og 7 nye prosjekt`; a kind of which there is none is left out, unless both are.
#[must_use]
pub fn projects_by_kind(language: Language, continuing: usize, new: usize) -> String {
    let kinds = [(continuing, words::CONTINUING_PROJECT), (new, words::NEW_PROJECT)];
    let parts: Vec<String> =
        kinds.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(language, *count, *noun)).collect();
    if parts.is_empty() { counted(language, 0, words::PROJECT) } else { joined(language, &parts) }
}

/// What must be kept back for those that wait, and what there is.
#[must_use]
pub fn held_back_sentence(language: Language, figures: &Figures) -> String {
    const HELD: Text = text!(
        "{applications} ventar på avklaring og får ingen pengar no.",
        "{applications} venter på avklaring og får ingen penger nå.",
        "Awaiting clarification, and given no money now: {applications}."
    );
    const NEEDED: Text = text!(
        "Til det som ventar, trengst det inntil {needed}.",
        "Til det som venter, trengs det inntil {needed}.",
        "Up to {needed} is needed for what is held."
    );
    const ENOUGH: Text = text!(
        "I pottane står det att {rest}, og av det må {needed} haldast att til det er avklart.",
        "I pottene står det igjen {rest}, og av det må {needed} holdes tilbake til det er avklart.",
        "The pots have {rest} left, and {needed} of it must be kept back until that is settled."
    );
    const MISSING: Text = text!(
        "I pottane står det att {rest}. Alt dette må haldast att, og det kan likevel mangle inntil {missing}.",
        "I pottene står det igjen {rest}. Alt dette må holdes tilbake, og det kan likevel mangle inntil {missing}.",
        "The pots have {rest} left. All of it must be kept back, and up to {missing} may still be missing."
    );
    const NOTHING: Text = text!(
        "I pottane står det ingenting att til det.",
        "I pottene står det ingenting igjen til det.",
        "The pots have nothing left for it."
    );
    const UNKNOWN: Text = text!(
        "Beløpet er ukjent for {applications}.",
        "Beløpet er ukjent for {applications}.",
        "The amount is unknown for {applications}."
    );
    let held = &figures.held_back;
    let kroner = |amount| number::kroner(language, amount);
    let applications = |count| [("applications", counted(language, count, words::APPLICATION))];
    let mut sentences = vec![HELD.fill(language, &applications(figures.totals.held))];
    if held.needed > Kroner::ZERO {
        let enough = match (held.rest, held.missing()) {
            (Kroner::ZERO, _) => NOTHING,
            (_, Kroner::ZERO) => ENOUGH,
            _ => MISSING,
        };
        let sums = [("needed", kroner(held.needed)), ("rest", kroner(held.rest)), ("missing", kroner(held.missing()))];
        sentences.extend([NEEDED.fill(language, &sums), enough.fill(language, &sums)]);
    }
    if held.unknown > 0 {
        sentences.push(UNKNOWN.fill(language, &applications(held.unknown)));
    }
    sentences.join(" ")
}

/// What the pot at `at` is for, where earlier pots come before it.
#[must_use]
pub fn pot_condition(language: Language, pots: &[PotRules], at: usize) -> Option<String> {
    const FOR: Text = text!(
        "Potten er for {projects} som ikkje får pengar frå {earlier}.",
        "Potten er for {projects} som ikke får penger fra {earlier}.",
        "The pot is for {projects} that get no money from {earlier}."
    );
    if at == 0 {
        return None;
    }
    let earlier: Vec<String> = pots[..at].iter().map(|pot| pot.name.clone()).collect();
    let noun = match pots[at].kinds[..] {
        [Kind::New] => words::NEW_PROJECT,
        [Kind::Continuing] => words::CONTINUING_PROJECT,
        _ => words::PROJECT,
    };
    let projects = noun.many.get(language).to_owned();
    Some(FOR.fill(language, &[("projects", projects), ("earlier", joined(language, &earlier))]))
}

/// One award: `**Nav Alver**: to stillingar i prosjektet «Første steg», 1 240 000 kr`. `escape` makes a text of the applicant safe.
#[must_use]
pub fn award_line(language: Language, entry: &Entry, max_years: u8, escape: fn(&str) -> String) -> String {
    const LINE: Text = text!(
        "**{office}**: {positions} i prosjektet {project}, {granted}",
        "**{office}**: {positions} i prosjektet {project}, {granted}",
        "**{office}**: {positions} in the project {project}, {granted}"
    );
    let mut line = LINE.fill(
        language,
        &[
            ("office", escape(&office_and_municipality(language, entry))),
            ("positions", positions_in_words(language, entry.positions_granted)),
            ("project", escape(&quoted_project(language, entry))),
            ("granted", number::kroner(language, entry.granted)),
        ],
    );
    for note in award_notes(language, entry).into_iter().chain(year_of_period(language, entry, max_years)) {
        line.push_str(", ");
        line.push_str(&note);
    }
    line
}

/// What must be said beside an award: that it is a part of what was applied for, or nothing because money was left over.
#[must_use]
pub fn award_notes(language: Language, entry: &Entry) -> Vec<String> {
    const PART: Text =
        text!("av {positions} det er søkt om", "av {positions} det er søkt om", "of {positions} applied for");
    const COVERED: Text =
        text!("overførte midlar dekkjer året", "overførte midler dekker året", "carried-over money covers the year");
    let submission = &entry.submission;
    let mut notes = Vec::new();
    if let Some(positions) = submission.positions.filter(|positions| *positions > entry.positions_granted) {
        notes.push(PART.fill(language, &[("positions", positions_counted(language, positions))]));
    }
    if entry.granted == Kroner::ZERO {
        notes.push(COVERED.get(language).to_owned());
    }
    notes
}

/// `200 000 kr er brukt og står`, of one that ended after some of its money was used.
#[must_use]
pub fn kept_note(language: Language, entry: &Entry) -> Option<String> {
    const KEPT: Text = text!("{amount} er brukt og står", "{amount} er brukt og står", "{amount} is used and stands");
    let kept = !matches!(entry.outcome, Outcome::Granted(_)) && entry.granted > Kroner::ZERO;
    kept.then(|| KEPT.fill(language, &[("amount", number::kroner(language, entry.granted))]))
}

/// `Ført tilbake frå Nav Etne, «Ungdomslos»: 620 000 kr`: what this round took back for `pot` from an earlier award.
#[must_use]
pub fn returned_line(language: Language, entry: &Entry, pot: usize) -> Option<String> {
    const RETURNED: Text = text!(
        "Ført tilbake frå {office}, {project}: {amount}",
        "Ført tilbake fra {office}, {project}: {amount}",
        "Returned by {office}, {project}: {amount}"
    );
    let (_, amount) = entry.returned.filter(|(from, _)| *from == pot)?;
    let values = [
        ("office", office_and_municipality(language, entry)),
        ("project", quoted_project(language, entry)),
        ("amount", number::kroner(language, amount)),
    ];
    Some(RETURNED.fill(language, &values))
}

/// `år 2 av 3`, of a continuing project.
#[must_use]
pub fn year_of_period(language: Language, entry: &Entry, max_years: u8) -> Option<String> {
    const YEAR: Text = text!("år {year} av {years}", "år {year} av {years}", "year {year} of {years}");
    let year = entry.submission.grant_year.filter(|_| entry.submission.kind == Some(Kind::Continuing))?;
    Some(YEAR.fill(language, &[("year", year.to_string()), ("years", max_years.to_string())]))
}

/// `Nav Alver`; `Nav Årstad (Bergen)` where the office does not bear the municipality's name.
#[must_use]
pub fn office_and_municipality(language: Language, entry: &Entry) -> String {
    const UNKNOWN: Text = text!("ukjent kontor", "ukjent kontor", "unknown office");
    let office = entry.submission.office.as_deref().map(privacy::shown);
    match (office, entry.submission.municipality) {
        (Some(office), Some(municipality)) if !office.contains(&municipality.name) => {
            format!("{office} ({})", municipality.name)
        }
        (Some(office), _) => office,
        (None, Some(municipality)) => municipality.name.clone(),
        (None, None) => UNKNOWN.get(language).to_owned(),
    }
}

/// The title of a project between quotation marks.
#[must_use]
pub fn quoted_project(language: Language, entry: &Entry) -> String {
    const UNTITLED: Text = text!("prosjekt utan tittel", "prosjekt uten tittel", "a project without a title");
    match entry.submission.project.as_deref() {
        Some(project) => quoted(language, &privacy::shown(project)),
        None => UNTITLED.get(language).to_owned(),
    }
}

/// `søkt om 1 240 000 kr`, or that it is not known.
#[must_use]
pub fn applied_for(language: Language, entry: &Entry) -> String {
    const APPLIED: Text = text!("søkt om {amount}", "søkt om {amount}", "applied for {amount}");
    const UNKNOWN: Text =
        text!("søkt beløp er ikkje kjent", "søkt beløp er ikke kjent", "amount applied for not known");
    match entry.submission.applied {
        Some(amount) => APPLIED.fill(language, &[("amount", number::kroner(language, amount))]),
        None => UNKNOWN.get(language).to_owned(),
    }
}
