//! What a run says at the end, on a terminal: who waits and for what, then the sums an analyst looks for first.

use crate::allocate::Outcome;
use crate::recommendation::Recommendation;
use crate::report::figures::Figures;
use crate::report::labels;
use crate::report::lines::wrapped;
use crate::report::sentences::{held_back_sentence, office_and_municipality, quoted_project};
use crate::report::words::{self, Noun};
use crate::text::{Language, Text, number};

const AWARDED: Text = text!("{amount} til {positions}.", "{amount} til {positions}.", "{amount} for {positions}.");
const NOTHING: Text = text!("Ingenting er tildelt.", "Ingenting er tildelt.", "Nothing is granted.");
const POT: Text = text!(
    "{pot}: ramme {frame}, tildelt {granted}, rest {rest}.",
    "{pot}: ramme {frame}, tildelt {granted}, rest {rest}.",
    "{pot}: frame {frame}, granted {granted}, rest {rest}.",
);
const MORE: Text = text!(
    "og {count} til: sjå arket Avslag og vent i tildeling.xlsx",
    "og {count} til: se arket Avslag og vent i tildeling.xlsx",
    "and {count} more: see the sheet Rejected and held in tildeling.xlsx"
);
/// How many held applications of one reason are named.
const NAMED: usize = 8;

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
    for pot in &figures.pots {
        let account = &pot.pot.account;
        let values = [
            ("pot", pot.rules.name.clone()),
            ("frame", number::kroner(language, account.frame)),
            ("granted", number::kroner(language, account.granted)),
            ("rest", number::kroner(language, account.rest)),
        ];
        text += &wrapped(&POT.fill(language, &values), width, "", "  ");
    }
    text
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
    if parts.is_empty() { format!("{applications}.") } else { format!("{applications}: {}.", parts.join(", ")) }
}

const fn alike(text: Text) -> Noun {
    Noun { one: text, many: text }
}
