//! What a run says at the end, on a terminal: who waits and for what, then the sums an analyst looks for first.

use crate::allocate::Outcome;
use crate::recommendation::Recommendation;
use crate::report::figures::Figures;
use crate::report::lines::wrapped;
use crate::report::sentences::{held_back_sentence, office_and_municipality, quoted_project};
use crate::report::words::{self, Noun};
use crate::report::{headers, labels};
use crate::text::{Language, Text, number};

const AWARDED: Text = text!("{amount} til {positions}.", "{amount} til {positions}.", "{amount} for {positions}.");
const NOTHING: Text = text!("Ingenting er tildelt.", "Ingenting er tildelt.", "Nothing is granted.");
const MORE: Text = text!(
    "og {count} til: sjå arket Avslag og vent i tildeling.xlsx",
    "og {count} til: se arket Avslag og vent i tildeling.xlsx",
    "and {count} more: see the sheet Rejected and held in tildeling.xlsx"
);
/// How many held applications of one reason are named.
const NAMED: usize = 8;
/// Between the columns of the pots.
const GAP: usize = 3;
/// The name of a pot has at least this much room.
const NARROWEST: usize = 12;

/// The held ones with what to do, outcomes, sum and positions, and each pot with what is left.
#[must_use]
pub fn brief(recommendation: &Recommendation, language: Language, width: usize) -> String {
    let figures = Figures::of(recommendation);
    let mut text = held(&figures, language, width);
    text += &wrapped(&outcomes(&figures, language), width, "", "");
    let totals = &figures.totals;
    let awarded = if totals.granted == 0 {
        NOTHING.get(language).to_owned()
    } else {
        let values = [
            ("amount", number::kroner(language, totals.granted_amount)),
            ("positions", words::positions_counted(language, totals.positions_granted)),
        ];
        AWARDED.fill(language, &values)
    };
    text += &wrapped(&awarded, width, "", "");
    format!("{text}\n{}\n", pots(&figures, language, width))
}

/// What each pot held, gave and has left, one below the other.
fn pots(figures: &Figures<'_>, language: Language, width: usize) -> String {
    let heads =
        [headers::POT, headers::FRAME, headers::GRANTED, headers::REST].map(|head| head.get(language).to_owned());
    let rows = figures.pots.iter().map(|pot| {
        let account = &pot.pot.account;
        let [frame, granted, rest] =
            [account.frame, account.granted, account.rest].map(|amount| number::amount(language, amount));
        [pot.rules.name.clone(), frame, granted, rest]
    });
    let rows: Vec<[String; 4]> = std::iter::once(heads).chain(rows).collect();
    let length = |text: &String| text.chars().count();
    let widths = [0, 1, 2, 3].map(|at| rows.iter().map(|row| length(&row[at])).max().unwrap_or(0));
    let amounts: usize = widths[1..].iter().map(|width| width + GAP).sum();
    let name_width = widths[0].min(width.saturating_sub(amounts)).max(NARROWEST);
    rows.iter().map(|row| pot_line(row, name_width, &widths[1..])).collect()
}

/// A long name goes over several lines; the amounts stand on its last.
fn pot_line(row: &[String; 4], name_width: usize, widths: &[usize]) -> String {
    let name = wrapped(&row[0], name_width, "", "");
    let name = name.trim_end();
    let filled = name.lines().next_back().map_or(0, |line| line.chars().count());
    let amounts = row[1..].iter().zip(widths).map(|(amount, width)| format!("{}{amount:>width$}", " ".repeat(GAP)));
    format!("{name}{}{}\n", " ".repeat(name_width.saturating_sub(filled)), amounts.collect::<String>())
}

fn held(figures: &Figures<'_>, language: Language, width: usize) -> String {
    let groups = figures.held_by_reason();
    if groups.is_empty() {
        return String::new();
    }
    let mut text = wrapped(&held_back_sentence(language, figures), width, "", "");
    for (reason, entries) in groups {
        let [why, next] = [labels::reason(Outcome::Held(reason)), labels::next_step(reason)];
        let head = format!("{} ({}). {}:", why.get(language), entries.len(), next.get(language));
        text += &wrapped(&head, width, "", "");
        for entry in entries.iter().take(NAMED) {
            let name = format!("{}: {}", office_and_municipality(language, entry), quoted_project(language, entry));
            text += &wrapped(&name, width, "  ", "    ");
        }
        if entries.len() > NAMED {
            let count = number::count(language, entries.len() - NAMED);
            text += &wrapped(&MORE.fill(language, &[("count", count)]), width, "  ", "  ");
        }
    }
    text.push('\n');
    text
}

/// `35 søknader: 25 innvilga, 9 avslag, 1 trekt.`
fn outcomes(figures: &Figures<'_>, language: Language) -> String {
    const GRANTED: Noun = alike(text!("innvilga", "innvilget", "granted"));
    const REJECTED: Noun = alike(text!("avslag", "avslag", "rejected"));
    const DISMISSED: Noun =
        Noun { one: text!("avvist", "avvist", "dismissed"), many: text!("avviste", "avvist", "dismissed") };
    const WITHDRAWN: Noun = Noun {
        one: text!("trekt eller avslutta", "trukket eller avsluttet", "withdrawn or ended"),
        many: text!("trekte eller avslutta", "trukket eller avsluttet", "withdrawn or ended"),
    };
    const HELD: Noun = alike(text!("ventar", "venter", "held"));
    let totals = &figures.totals;
    let counts = [
        (totals.held, HELD),
        (totals.granted, GRANTED),
        (totals.rejected, REJECTED),
        (totals.dismissed, DISMISSED),
        (totals.withdrawn, WITHDRAWN),
    ];
    let parts = counts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, noun)| words::counted(language, count, noun)).collect();
    let applications = words::counted(language, totals.applications, words::APPLICATION);
    if parts.is_empty() {
        format!("{}.", words::upper_first(&applications))
    } else {
        format!("{applications}: {}.", parts.join(", "))
    }
}

const fn alike(text: Text) -> Noun {
    Noun { one: text, many: text }
}
