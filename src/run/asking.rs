//! `tilskot whatif`: breakpoints and weights of a batch, or a run with changes beside the run without them.

use std::path::Path;

use rust_decimal::Decimal;

use super::console::Console;
use super::meant::{Known, meant};
use super::{Done, RunError, whole};
use crate::application::Submission;
use crate::breakpoint;
use crate::check::Batch;
use crate::cli::Shape;
use crate::conclude::{Depth, conclude};
use crate::money::Kroner;
use crate::policy::Policy;
use crate::recommendation::moved;
use crate::report::names::Names;
use crate::report::{asked, lines};
use crate::text::{Language, Text};
use crate::whatif::{self, Change};

/// What the command line asks for, as it is written.
#[derive(Debug)]
pub struct Asked {
    /// `POT=+KR`, `POT=-KR`, `POT=KR`.
    pub frame: Vec<String>,
    /// Ids, or a part of one, of an office or of a title.
    pub decline: Vec<String>,
    /// `CRITERION=WEIGHT`.
    pub weight: Vec<String>,
}

const BAD_FRAME: Text = text!(
    "«{path}» kan ikkje stå etter --frame. Skriv ein pott slik han heiter i batch.toml, og kroner, til dømes \
     statsforvaltaren=+1880000.",
    "«{path}» kan ikke stå etter --frame. Skriv en pott slik den heter i batch.toml, og kroner, for eksempel \
     statsforvaltaren=+1880000.",
    "“{path}” cannot follow --frame. Write a pot as it is called in batch.toml, and kroner, such as statsforvaltaren=+1880000.",
);
const BAD_WEIGHT: Text = text!(
    "«{path}» kan ikkje stå etter --weight. Skriv eit kriterium slik det heiter i batch.toml, og ei vekt over 0, til dømes \
     behov=2.",
    "«{path}» kan ikke stå etter --weight. Skriv et kriterium slik det heter i batch.toml, og en vekt over 0, for eksempel \
     behov=2.",
    "“{path}” cannot follow --weight. Write a criterion as it is called in batch.toml, and a weight above 0, such as behov=2.",
);

/// Answers what was asked of `batch`.
///
/// # Errors
/// See [`RunError`].
pub fn whatif(batch: &Path, asked: &Asked, format: Shape, console: &Console) -> Result<Done, RunError> {
    let (policy, _) = super::policy(batch)?;
    let language = console.language(Some(policy.batch.language));
    let width = console.show(language).width;
    let gathered = whole::gather(batch, language, console)?;
    let (policy, earlier, checked) = (gathered.policy, gathered.earlier, gathered.checked);
    let changes = changes(asked, &checked, &policy, (console, language))?;
    let said = if changes.is_empty() {
        let case = whatif::case(&checked, &earlier, &policy);
        let breakpoints = breakpoint::breakpoints(&case, breakpoint::THOROUGH);
        let weights = whatif::robustness(&case, &checked.scored);
        let questions = asked::Landscape { policy: &policy, breakpoints: &breakpoints, weights: &weights };
        match format {
            Shape::Text => questions.text(&Names::of(checked.submissions(), language), language, width),
            Shape::Json => questions.json(),
        }
    } else {
        let with = whatif::with(&changes, checked.clone(), &earlier, policy.clone())?;
        let without = conclude(checked, &earlier, policy, Vec::new(), Depth::Outcomes)?;
        let moved = moved(&without.entries, &with.entries);
        let beside = asked::Beside { changes: &changes, without: &without, with: &with, moved: &moved };
        match format {
            Shape::Text => lines::fitted(&beside.text(language), width),
            Shape::Json => beside.json(),
        }
    };
    console.data(&said)?;
    Ok(Done::Clean)
}

fn changes(asked: &Asked, batch: &Batch, policy: &Policy, said: (&Console, Language)) -> Result<Vec<Change>, RunError> {
    let refused = |text: Text, word: &str| RunError::Refused(text, word.into());
    let mut changes = Vec::new();
    for word in &asked.frame {
        changes.push(frame(word, policy).ok_or_else(|| refused(BAD_FRAME, word))?);
    }
    for word in &asked.decline {
        let meant = meant(batch.submissions(), known, word, said)?;
        changes.push(Change::Decline(meant[0].id.clone()));
    }
    for word in &asked.weight {
        changes.push(weight(word, policy).ok_or_else(|| refused(BAD_WEIGHT, word))?);
    }
    Ok(changes)
}

fn known(submission: &Submission) -> Known<'_> {
    Known { id: submission.id.as_str(), office: submission.office.as_deref(), project: submission.project.as_deref() }
}

/// `statsforvaltaren=+1880000`, also with spaces between thousands.
fn frame(word: &str, policy: &Policy) -> Option<Change> {
    let (pot, amount) = word.split_once('=')?;
    let pot = policy.pots.iter().position(|known| known.id == pot.trim())?;
    let digits: String = amount.chars().filter(|letter| !letter.is_whitespace()).collect();
    let number = Decimal::from_str_exact(digits.strip_prefix('+').unwrap_or(&digits)).ok()?;
    let kroner = Kroner::exact(number)?;
    let change = if digits.starts_with(['+', '-']) { Change::FrameBy } else { Change::FrameAt };
    Some(change(pot, kroner))
}

/// `behov=2`, also with a comma.
fn weight(word: &str, policy: &Policy) -> Option<Change> {
    let (criterion, weight) = word.split_once('=')?;
    let criterion = policy.criteria.iter().position(|known| known.id == criterion.trim())?;
    let weight = Decimal::from_str_exact(&weight.trim().replace(',', ".")).ok()?;
    (weight > Decimal::ZERO).then_some(Change::Weight(criterion, weight))
}
