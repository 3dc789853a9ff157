//! What a run says at the end, on a terminal: the sums an analyst looks for first.

use super::words;
use crate::recommendation::Recommendation;
use crate::text::{Language, Text, number};

const OUTCOMES: Text = text!(
    "{applications}: {granted} innvilga, {rejected} avslag, {dismissed} avviste, {withdrawn} trekte, {held} ventar.",
    "{applications}: {granted} innvilget, {rejected} avslag, {dismissed} avvist, {withdrawn} trukket, {held} venter.",
    "{applications}: {granted} granted, {rejected} rejected, {dismissed} dismissed, {withdrawn} withdrawn, {held} held.",
);
const AWARDED: Text = text!("{amount} til {positions}.", "{amount} til {positions}.", "{amount} for {positions}.");
const POT: Text = text!(
    "{pot}: ramme {frame}, innvilga {granted}, rest {rest}.",
    "{pot}: ramme {frame}, innvilget {granted}, rest {rest}.",
    "{pot}: frame {frame}, granted {granted}, rest {rest}.",
);

/// Outcomes, sum and positions, and each pot with what is left.
#[must_use]
pub fn brief(recommendation: &Recommendation, language: Language) -> String {
    let totals = recommendation.totals();
    let count = |count| number::count(language, count);
    let outcomes = OUTCOMES.fill(
        language,
        &[
            ("applications", words::counted(language, totals.applications, words::APPLICATION)),
            ("granted", count(totals.granted)),
            ("rejected", count(totals.rejected)),
            ("dismissed", count(totals.dismissed)),
            ("withdrawn", count(totals.withdrawn)),
            ("held", count(totals.held)),
        ],
    );
    let awarded = AWARDED.fill(
        language,
        &[
            ("amount", number::kroner(language, totals.granted_amount)),
            ("positions", words::positions_counted(language, totals.positions_granted)),
        ],
    );
    let mut lines = format!("{outcomes}\n{awarded}\n");
    for (rules, pot) in recommendation.policy.pots.iter().zip(&recommendation.pots) {
        let values = [
            ("pot", rules.name.clone()),
            ("frame", number::kroner(language, pot.account.frame)),
            ("granted", number::kroner(language, pot.account.granted)),
            ("rest", number::kroner(language, pot.account.rest)),
        ];
        lines.push_str(&POT.fill(language, &values));
        lines.push('\n');
    }
    lines
}
