//! From a checked batch to the recommendation: earlier rounds stand, decisions take effect, the rest is ranked and allocated.

mod bounds;
mod decided;
mod overridden;
mod sorted;

use std::collections::BTreeMap;

use crate::allocate::{Allocation, HoldReason, InternalFault, Outcome};
use crate::application::{Application, Field};
use crate::breakpoint;
use crate::check::{self, Batch, Scored};
use crate::counterfactual::{self, Found};
use crate::earlier::EarlierRounds;
use crate::finding::{self, Finding};
use crate::identity::ApplicationId;
use crate::liability;
use crate::money::Kroner;
use crate::policy::Policy;
use crate::problem::input as problems;
use crate::recommendation::{Entry, Input, Liability, Pot, Recommendation};
use crate::score::Score;
use crate::settle::{Case, Ready};
use sorted::{Sorted, entry, order};

/// How much is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Who gets what and why.
    Outcomes,
    /// Also what would have changed it, and who lost by decisions people made.
    Grounds,
}

/// Ranks and allocates, and puts the whole result together: a pure function of what was read, so a question about another
/// frame, score, weight or decision is one more call.
///
/// # Errors
/// [`InternalFault`] when a check of the allocation fails: then nothing may be written.
pub fn conclude(
    batch: Batch,
    earlier: &EarlierRounds,
    policy: Policy,
    inputs: Vec<Input>,
    depth: Depth,
) -> Result<Recommendation, InternalFault> {
    // Beside the round as it is, those without a decision are settled from the same batch.
    let beside = (depth == Depth::Grounds && batch.decisions.iter().any(overridden::overrides)).then(|| batch.clone());
    let mut sorted = Sorted::of(batch, earlier, &policy);
    let case = sorted.case(&policy);
    let ready = case.ready();
    sorted.carry_out(&case.demands, &ready.carried);
    sorted.say_unused();
    let alternatives = match &beside {
        Some(batch) => overridden::alternatives(batch, &sorted.effects, &sorted.done, earlier, &policy)?,
        None => Vec::new(),
    };
    let Sorted { mut entries, running, scored, decisions, frames, effects, done, mut findings, .. } = sorted;
    let changed = earlier.rules_changed(&policy);
    if !changed.is_empty() {
        findings.push(Finding::in_rules(problems::rules_changed(&changed.join("; "))));
    }
    bounds::overdrawn(ready.pots(), &frames, &mut findings);

    let allocation = ready.allocate()?;
    shortages(&ready, &allocation, &running, &policy, &mut findings);
    let mut decided = decided_entries(running, &ready, &allocation, &scored, &policy);
    let mut breakpoints = Vec::new();
    if depth == Depth::Grounds {
        breakpoints = breakpoint::breakpoints(&case, breakpoint::IN_PASSING);
        attach(&mut decided, &ready, counterfactual::changes(&case, &ready, &allocation)?);
    }

    entries.extend(decided);
    for entry in entries.iter_mut().filter(|entry| done.contains(&entry.submission.id)) {
        entry.decision = effects.decided(&entry.submission.id).and_then(|decided| decided.found.clone());
    }
    entries.sort_by(|one, other| order(one).cmp(&order(other)));
    bounds::audit(&entries, earlier, &policy)?;
    finding::guard(&mut findings);
    finding::sort(&mut findings);
    let liability = forward(&entries, &policy);
    let pots =
        frames.into_iter().zip(allocation.accounts).map(|(frame, account)| Pot { entries: frame, account }).collect();
    let overridden = overridden::differences(alternatives, &entries);
    Ok(Recommendation {
        policy,
        inputs,
        corrected: Vec::new(),
        entries,
        pots,
        findings,
        liability,
        overridden,
        breakpoints,
        earlier: earlier.awards.clone(),
        decisions: decisions.into_iter().filter(|row| row.sound).collect(),
    })
}

/// What a round is settled from, for questions that run it many times.
#[must_use]
pub fn case<'a>(batch: Batch, earlier: &EarlierRounds, policy: &'a Policy) -> Case<'a> {
    Sorted::of(batch, earlier, policy).case(policy)
}

/// Gives each entry that ran for the money what would have granted it.
fn attach(decided: &mut [Entry], ready: &Ready<'_>, found: Vec<Found>) {
    // Candidates come first and in the same order; then demands that no pot held.
    let people = (0..found.len()).filter(|at| ready.place(*at).is_some());
    for (entry, at) in decided.iter_mut().zip(people) {
        entry.counterfactual = Some(found[at].clone()).filter(|_| !matches!(entry.outcome, Outcome::Granted(_)));
    }
}

/// Continuing applications that a pot cannot cover: an error on the batch, and on each that is held for it.
fn shortages(
    ready: &Ready<'_>,
    allocation: &Allocation,
    running: &[(Application, Option<Score>)],
    policy: &Policy,
    findings: &mut Vec<Finding>,
) {
    let held = |place: usize| allocation.decisions[place].outcome == Outcome::Held(HoldReason::Shortfall);
    let Some(shortage) = allocation.shortages.last() else { return };
    let pot = &policy.pots[shortage.pot].name;
    for ((application, _), _) in running.iter().zip(ready.ranking.places()).filter(|(_, place)| held(**place)) {
        let submission = &application.submission;
        let problem = problems::commitments_exceed_frame(pot, shortage.needed, shortage.rest, shortage.missing());
        let mut finding = Finding::in_sheet(&submission.source, problem).of_application(&submission.id);
        finding.cell = submission.cell(Field::Applied);
        finding.field = Some(Field::Applied);
        findings.push(finding);
    }
}

fn decided_entries(
    running: Vec<(Application, Option<Score>)>,
    ready: &Ready<'_>,
    allocation: &Allocation,
    scored: &BTreeMap<ApplicationId, Scored>,
    policy: &Policy,
) -> Vec<Entry> {
    let entries = running.into_iter().zip(ready.ranking.places()).map(|((application, _), &place)| {
        let decision = &allocation.decisions[place];
        let mut entry = entry(application.submission, decision.outcome, scored, policy);
        entry.rank = decision.rank;
        entry.pot = decision.pot;
        entry.granted = decision.granted;
        entry.positions_granted = decision.positions;
        entry.looks = allocation.looks(&ready.ranking, place);
        entry
    });
    entries.collect()
}

/// What coming years are already bound to, by year; the parts are indexes into `entries`.
fn forward(entries: &[Entry], policy: &Policy) -> Vec<Liability> {
    let mut years: BTreeMap<i16, Vec<(usize, Kroner)>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let (Outcome::Granted(_), Some(eligible)) = (entry.outcome, entry.eligible) else { continue };
        let submission = &entry.submission;
        // Granted in part, it is bound for the positions it got, not for those it applied for.
        let partly = submission.positions.is_some_and(|positions| entry.positions_granted < positions);
        let cap = if partly { check::cap(entry.positions_granted, policy) } else { Some(eligible.cap) };
        let bound = liability::forward(
            submission.grant_year.unwrap_or(1),
            policy.scheme.max_years,
            |year| submission.forecast(year),
            if partly { entry.granted } else { eligible.amount },
            submission.carried_over.unwrap_or_default(),
            cap.unwrap_or(eligible.cap),
        );
        for one in bound {
            years.entry(policy.batch.year + i16::from(one.years_ahead)).or_default().push((at, one.amount));
        }
    }
    let liability = years.into_iter().map(|(year, parts)| Liability {
        year,
        amount: parts.iter().map(|(_, amount)| *amount).sum(),
        parts,
    });
    liability.collect()
}
