//! What a round may never do: grant more than was applied for or may be got, give what no pot holds, or grant nothing at all.

use super::decided::{Effect, Effects};
use super::sorted;
use crate::allocate::{InternalFault, Outcome, PotState};
use crate::application::Submission;
use crate::check;
use crate::earlier::{Award, EarlierRounds};
use crate::finding::Finding;
use crate::money::Kroner;
use crate::policy::Policy;
use crate::problem::{Problem, input as problems};
use crate::recommendation::{Entry, FrameEntry};

/// Takes back a decision that can never be carried out, and says why at its row.
pub(super) fn hold(
    submission: &Submission,
    award: Option<&Award>,
    policy: &Policy,
    effects: &mut Effects,
    findings: &mut Vec<Finding>,
) {
    let id = &submission.id;
    let Some(decided) = effects.decided(id) else { return };
    if let Some(problem) = wrong(&decided.effect, most(submission, award, policy), award) {
        findings.push(decided.fault(id, problem));
        effects.remove(id);
    }
}

/// What an application may get at the most: by its sheet, else by what the round that made its award knew of it.
fn most(submission: &Submission, award: Option<&Award>, policy: &Policy) -> Option<Kroner> {
    let before = || award.and_then(|award| check::eligible(&award.submission(), policy));
    let applied = submission.applied.or_else(|| award.and_then(|award| award.applied));
    let eligible = check::eligible(submission, policy).or_else(before)?;
    Some(applied.map_or(eligible.amount, |applied| eligible.amount.min(applied)))
}

fn wrong(effect: &Effect, most: Option<Kroner>, award: Option<&Award>) -> Option<Problem> {
    let has = award.map(|award| award.granted);
    match *effect {
        Effect::Grant(Some(amount)) | Effect::SetAmount(amount) => {
            // One with an award of which nothing more is known can keep it, and get no more.
            let most = most.or(has)?;
            let ended = award.is_some_and(|award| matches!(award.outcome, Outcome::Withdrawn(_)));
            if amount == Kroner::ZERO && most > Kroner::ZERO && !ended {
                return Some(problems::decision_grants_nothing(most));
            }
            // What it has it may keep, also where the rules would give it less now.
            (amount > most.max(has.unwrap_or_default())).then(|| problems::decision_above_eligible(amount, most))
        }
        Effect::End(Some(back)) => {
            let award = award.filter(|award| matches!(award.outcome, Outcome::Granted(_)) && back > award.granted)?;
            Some(problems::decision_takes_back_too_much(back, award.granted))
        }
        _ => None,
    }
}

/// Says of each pot that has granted more than its frame now holds. The awards stand, so only people can mend it.
pub(super) fn overdrawn(pots: &[PotState<'_>], frames: &[Vec<FrameEntry>], findings: &mut Vec<Finding>) {
    for (pot, entries) in pots.iter().zip(frames) {
        let (frame, granted) = (pot.frame.or_zero(), pot.granted_before);
        if granted <= frame {
            continue;
        }
        let problem = problems::pot_overdrawn(&pot.rules.name, frame, granted, granted - frame);
        let taken_out = entries.iter().rfind(|entry| entry.amount.is_negative());
        findings.push(match taken_out.and_then(|entry| entry.found.as_ref()) {
            Some(found) => Finding::in_cell(&found.source, found.at, problem),
            None => Finding::in_rules(problem),
        });
    }
}

/// Checks the finished entries: nobody has more than it applied for and may get, but for what an earlier round gave it.
///
/// # Errors
/// Says who has.
pub(super) fn audit(entries: &[Entry], earlier: &EarlierRounds, policy: &Policy) -> Result<(), InternalFault> {
    for entry in entries.iter().filter(|entry| entry.granted > Kroner::ZERO) {
        let submission = &entry.submission;
        let award = sorted::award(earlier, &submission.id);
        if award.is_some_and(|award| entry.granted <= award.granted) {
            continue;
        }
        let most = most(submission, award, policy);
        if most.is_none_or(|most| entry.granted > most) {
            let (id, granted) = (&submission.id, entry.granted);
            return Err(InternalFault::new(format!("{id} is granted {granted:?}, but may have {most:?} at most")));
        }
    }
    Ok(())
}
