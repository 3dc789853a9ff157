//! Answers to `whatif`, for people and for programs.

mod json;
mod landscape;

use crate::breakpoint::Breakpoints;
use crate::money::Kroner;
use crate::policy::Policy;
use crate::recommendation::{Entry, Moved, Recommendation};
use crate::report::labels;
use crate::report::names::Names;
use crate::report::words::{APPLICATION, counted, lower_first};
use crate::text::{Language, Text, number};
use crate::whatif::{Change, Robustness};

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
            "{who}: frå {before} ({from}) til {after} ({to})",
            "{who}: fra {before} ({from}) til {after} ({to})",
            "{who}: from {before} ({from}) to {after} ({to})"
        );
        let mut text = self.side(WITHOUT, self.without, language) + &self.side(WITH, self.with, language);
        let names = Names::of(self.with.entries.iter().map(|entry| &entry.submission), language);
        let other_pot = self.other_pots(&names, language);
        if self.moved.is_empty() && other_pot.is_empty() {
            return text + NOBODY.get(language) + "\n";
        }
        let outcome = |outcome| lower_first(labels::outcome(outcome).get(language));
        for one in self.moved {
            let values = [
                ("who", names.of_id(&one.id)),
                ("before", outcome(one.without.0)),
                ("from", number::kroner(language, one.without.1)),
                ("after", outcome(one.with.0)),
                ("to", number::kroner(language, one.with.1)),
            ];
            text += &format!("{}\n", MOVED.fill(language, &values));
        }
        text + &other_pot
    }

    /// Those that get the same amount from another pot, a line to each.
    fn other_pots(&self, names: &Names, language: Language) -> String {
        const OTHER_POT: Text = text!(
            "{who}: får {amount} frå {to} i staden for frå {from}",
            "{who}: får {amount} fra {to} i stedet for fra {from}",
            "{who}: gets {amount} from {to} instead of from {from}"
        );
        let pot = |result: &Recommendation, at: usize| result.policy.pots[at].name.clone();
        let line = |(without, with): (&Entry, &Entry)| {
            let (from, to) = (without.pot?, with.pot?);
            let same = (without.outcome, without.granted) == (with.outcome, with.granted);
            let values = [
                ("who", names.of_id(&with.submission.id)),
                ("amount", number::kroner(language, with.granted)),
                ("from", pot(self.without, from)),
                ("to", pot(self.with, to)),
            ];
            (same && from != to).then(|| format!("{}\n", OTHER_POT.fill(language, &values)))
        };
        self.without.entries.iter().zip(&self.with.entries).filter_map(line).collect()
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
