//! From a checked batch to the recommendation: earlier rounds stand, decisions take effect, the rest is ranked and allocated.

mod decided;
mod overridden;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::allocate::{Allocation, Earlier, GrantReason, HoldReason, InternalFault, Office, Outcome};
use crate::application::{Application, Field, Kind, Submission};
use crate::breakpoint;
use crate::check::{self, Batch, Scored};
use crate::counterfactual::{self, Found};
use crate::earlier::{Award, EarlierRounds};
use crate::finding::{self, Finding};
use crate::identity::ApplicationId;
use crate::liability;
use crate::money::{Kroner, Positions};
use crate::policy::Policy;
use crate::problem::input as problems;
use crate::rank::Candidate;
use crate::recommendation::{Entry, FrameEntry, Input, Liability, Pot, Recommendation};
use crate::score::Score;
use crate::settle::{Carried, Case, Demand, Ready, Standing};
use decided::{Effect, Effects};

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
    let alternatives = match depth {
        Depth::Outcomes => Vec::new(),
        Depth::Grounds => overridden::alternatives(&batch, earlier, &policy)?,
    };
    let Batch { admitted, set_aside, scored, decisions, frames, mut findings } = batch;
    let mut effects = decided::effects(&decisions, &admitted, &set_aside, &mut findings);
    for application in &admitted {
        above_eligible(application, &mut effects, &mut findings);
    }
    let changed = earlier.rules_changed(&policy);
    if !changed.is_empty() {
        findings.push(Finding::in_file(&Arc::from("batch.toml"), problems::rules_changed(&changed.join("; "))));
    }
    let mut sorted = Sorted::new(&policy, earlier, &effects, &scored);
    sorted.all(admitted, set_aside);
    let case = sorted.case(&policy, &frames);
    let ready = case.ready();
    sorted.carry_out(&ready.carried, &mut findings);
    let Sorted { mut entries, running, .. } = sorted;

    let allocation = ready.allocate()?;
    shortages(&ready, &allocation, &running, &policy, &mut findings);
    let mut decided = decided_entries(running, &ready, &allocation, &scored, &policy);
    let mut breakpoints = Vec::new();
    if depth == Depth::Grounds {
        breakpoints = breakpoint::breakpoints(&case, breakpoint::IN_PASSING);
        attach(&mut decided, &ready, counterfactual::changes(&case, &ready, &allocation)?);
    }

    entries.extend(decided);
    for entry in &mut entries {
        entry.decision = effects.decided(&entry.submission.id).and_then(|decided| decided.found.clone());
    }
    entries.sort_by(|one, other| order(one).cmp(&order(other)));
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
    let Batch { admitted, set_aside, scored, decisions, frames, mut findings } = batch;
    let mut effects = decided::effects(&decisions, &admitted, &set_aside, &mut findings);
    for application in &admitted {
        above_eligible(application, &mut effects, &mut findings);
    }
    let mut sorted = Sorted::new(policy, earlier, &effects, &scored);
    sorted.all(admitted, set_aside);
    sorted.case(policy, &frames)
}

/// Gives each entry that ran for the money what would have granted it.
fn attach(decided: &mut [Entry], ready: &Ready<'_>, found: Vec<Found>) {
    // Candidates come first and in the same order; then demands that no pot held.
    let people = (0..found.len()).filter(|at| ready.place(*at).is_some());
    for (entry, at) in decided.iter_mut().zip(people) {
        entry.counterfactual = Some(found[at].clone()).filter(|_| !matches!(entry.outcome, Outcome::Granted(_)));
    }
}

/// Entries by id; of duplicates, by where they stood.
fn order(entry: &Entry) -> (&ApplicationId, &crate::origin::Source, Option<u32>) {
    (&entry.submission.id, &entry.submission.source, entry.submission.row)
}

/// Applications while they are sorted into those that are settled already and those that run for the money.
struct Sorted<'a> {
    policy: &'a Policy,
    earlier: &'a EarlierRounds,
    effects: &'a Effects,
    scored: &'a BTreeMap<ApplicationId, Scored>,
    /// Applications that people have decided to grant whatever their rank, with the amount.
    overrides: Vec<(Application, Kroner)>,
    /// Indexes of the awards whose application has been met.
    found: BTreeSet<usize>,
    entries: Vec<Entry>,
    running: Vec<(Application, Option<Score>)>,
}

impl<'a> Sorted<'a> {
    fn new(
        policy: &'a Policy,
        earlier: &'a EarlierRounds,
        effects: &'a Effects,
        scored: &'a BTreeMap<ApplicationId, Scored>,
    ) -> Self {
        Self {
            policy,
            earlier,
            effects,
            scored,
            overrides: Vec::new(),
            found: BTreeSet::new(),
            entries: Vec::new(),
            running: Vec::new(),
        }
    }

    fn all(&mut self, admitted: Vec<Application>, set_aside: Vec<(Submission, Outcome)>) {
        set_aside.into_iter().for_each(|(submission, outcome)| self.aside(submission, outcome));
        admitted.into_iter().for_each(|application| self.admitted(application));
        self.not_sent_again();
    }

    /// One that did not pass the checks. An award of an earlier round stands all the same.
    fn aside(&mut self, submission: Submission, outcome: Outcome) {
        let mut entry = entry(submission, outcome, self.scored, self.policy);
        entry.duplicate = outcome == Outcome::Held(HoldReason::Duplicate);
        let award = self.award(&entry.submission.id);
        match (self.effects.get(&entry.submission.id), award) {
            (Some(effect), award) if effect.outcome().is_some() => settle(&mut entry, effect, award),
            (_, Some(award)) => stand(&mut entry, award, award.granted),
            _ => {}
        }
        self.entries.push(entry);
    }

    fn admitted(&mut self, application: Application) {
        let award = self.award(&application.submission.id);
        let effect = self.effects.get(&application.submission.id);
        let waiting = Outcome::Held(HoldReason::Unscored);
        match (effect, award) {
            (Some(effect), award) if effect.outcome().is_some() => {
                let mut entry = entry(application.submission, waiting, self.scored, self.policy);
                settle(&mut entry, effect, award);
                self.entries.push(entry);
            }
            (_, Some(award)) => {
                let mut entry = entry(application.submission, waiting, self.scored, self.policy);
                stand(&mut entry, award, award.granted);
                self.entries.push(entry);
            }
            (Some(Effect::Grant(amount)), None) => {
                let amount = amount.unwrap_or(application.eligible.amount);
                self.overrides.push((application, amount));
            }
            (_, None) => {
                let score = self.score_of(&application);
                self.running.push((application, score));
            }
        }
    }

    /// What the round is settled from: those that run for the money, and before them decisions that take money from a pot,
    /// in order of id.
    fn case<'p>(&mut self, policy: &'p Policy, frames: &[Vec<FrameEntry>]) -> Case<'p> {
        self.entries.sort_by(|one, other| order(one).cmp(&order(other)));
        self.overrides.sort_by(|(one, _), (other, _)| one.submission.id.cmp(&other.submission.id));
        let raises = self.entries.iter().filter_map(|entry| {
            let (pot, amount) = self.raised(entry)?;
            let municipality = entry.submission.municipality.map(|one| one.number);
            Some(Demand::Raise { id: entry.submission.id.clone(), pot, municipality, more: amount - entry.granted })
        });
        let grants = self.overrides.iter().map(|(application, amount)| {
            let candidate = candidate(application, self.score_of(application), self.effects);
            Demand::Grant { candidate, amount: *amount }
        });
        let running = self.running.iter();
        Case {
            policy,
            candidates: running.map(|(application, score)| candidate(application, *score, self.effects)).collect(),
            demands: raises.chain(grants).collect(),
            pots: standing(policy, frames, &self.entries),
            earlier: granted_before(&self.entries),
        }
    }

    /// The pot and the amount that people set for an award that stands.
    fn raised(&self, entry: &Entry) -> Option<(usize, Kroner)> {
        Some((entry.pot?, self.effects.get(&entry.submission.id)?.set_amount()?))
    }

    /// Carries out decisions that take money from a pot, in the order of [`Self::case`]. One it does not hold is said and
    /// not carried out.
    fn carry_out(&mut self, carried: &[Carried], findings: &mut Vec<Finding>) {
        let mut carried = carried.iter();
        for at in 0..self.entries.len() {
            let Some((pot, amount)) = self.raised(&self.entries[at]) else { continue };
            let entry = &mut self.entries[at];
            let more = amount - entry.granted;
            if let Some(Carried::Not(left)) = carried.next() {
                let id = &entry.submission.id;
                findings.extend(
                    self.effects.decided(id).map(|one| one.fault(id, problems::decision_does_not_fit(more, *left))),
                );
                continue;
            }
            entry.granted = amount;
            entry.returned = (more < Kroner::ZERO).then_some((pot, -more));
        }
        for ((application, amount), carried) in std::mem::take(&mut self.overrides).into_iter().zip(carried) {
            match carried {
                Carried::Not(most) => {
                    let id = &application.submission.id;
                    findings.extend(
                        self.effects
                            .decided(id)
                            .map(|one| one.fault(id, problems::decision_does_not_fit(amount, *most))),
                    );
                    let score = self.score_of(&application);
                    self.running.push((application, score));
                }
                Carried::Out(pot) => {
                    let positions = application.positions;
                    let outcome = Outcome::Granted(GrantReason::Override);
                    let mut entry = entry(application.submission, outcome, self.scored, self.policy);
                    (entry.pot, entry.granted, entry.positions_granted) = (Some(*pot), amount, positions);
                    self.entries.push(entry);
                }
            }
        }
    }

    fn score_of(&self, application: &Application) -> Option<Score> {
        self.scored.get(&application.submission.id).and_then(|scored| scored.score)
    }

    /// The award an application has, the first time it is asked for: of an application sent twice, one copy has it.
    fn award(&mut self, id: &ApplicationId) -> Option<&'a Award> {
        let at = self.earlier.awards.binary_search_by(|award| award.id.cmp(id)).ok()?;
        self.found.insert(at).then(|| &self.earlier.awards[at])
    }

    /// Awards whose application was not sent again: a round never removes an award.
    fn not_sent_again(&mut self) {
        for at in 0..self.earlier.awards.len() {
            if self.found.insert(at) {
                let award = &self.earlier.awards[at];
                let mut entry = entry(award.submission(), award.outcome, &BTreeMap::new(), self.policy);
                stand(&mut entry, award, award.granted);
                self.entries.push(entry);
            }
        }
    }
}

/// A decision to give more than an application may get is said and not carried out (allocation.md: never more than eligible).
fn above_eligible(application: &Application, effects: &mut Effects, findings: &mut Vec<Finding>) {
    let id = &application.submission.id;
    let (Some(Effect::Grant(Some(amount)) | Effect::SetAmount(amount)), Some(decided)) =
        (effects.get(id), effects.decided(id))
    else {
        return;
    };
    if *amount > application.eligible.amount {
        let problem = problems::decision_above_eligible(*amount, application.eligible.amount);
        findings.push(decided.fault(id, problem));
        effects.remove(id);
    }
}

/// An award of an earlier round, as it was.
fn stand(entry: &mut Entry, award: &Award, granted: Kroner) {
    entry.outcome = award.outcome;
    entry.pot = award.pot;
    entry.granted = granted;
    entry.positions_granted = award.positions;
    entry.round = award.round;
    entry.returned = returned(award, granted);
}

/// What goes back to the pot of an award of which `kept` is left.
fn returned(award: &Award, kept: Kroner) -> Option<(usize, Kroner)> {
    award.pot.map(|pot| (pot, award.granted - kept)).filter(|(_, amount)| *amount > Kroner::ZERO)
}

/// What people decided. What an ended project has used of its award stays granted; the rest is back in its pot.
fn settle(entry: &mut Entry, effect: &Effect, award: Option<&Award>) {
    if let Some(outcome) = effect.outcome() {
        entry.outcome = outcome;
    }
    if let (Some(award), Effect::End(returned)) = (award, effect) {
        let kept = returned.map_or(Kroner::ZERO, |returned| (award.granted - returned).or_zero());
        entry.pot = award.pot.filter(|_| kept > Kroner::ZERO);
        entry.granted = kept;
    }
    entry.returned = award.and_then(|award| returned(award, entry.granted));
}

/// An entry with nothing granted yet.
fn entry(submission: Submission, outcome: Outcome, scored: &BTreeMap<ApplicationId, Scored>, policy: &Policy) -> Entry {
    let scored = scored.get(&submission.id).filter(|_| submission.kind == Some(Kind::New));
    Entry {
        eligible: check::eligible(&submission, policy),
        score: scored.and_then(|scored| scored.score),
        criterion_scores: scored.map(|scored| scored.criteria.clone()).unwrap_or_default(),
        rank: None,
        outcome,
        pot: None,
        granted: Kroner::ZERO,
        returned: None,
        positions_granted: Positions::ZERO,
        round: policy.batch.round,
        looks: Vec::new(),
        counterfactual: None,
        marks: scored.map(|scored| scored.marks.clone()).unwrap_or_default(),
        decision: None,
        duplicate: false,
        submission,
    }
}

fn candidate(application: &Application, score: Option<Score>, effects: &Effects) -> Candidate {
    let submission = &application.submission;
    let set = effects.get(&submission.id).and_then(Effect::set_amount);
    Candidate {
        id: submission.id.clone(),
        kind: application.kind,
        score: score.filter(|_| application.kind == Kind::New),
        municipality: submission.municipality.expect("check admits no application without a municipality").number,
        office: submission.office.clone().expect("check admits no application without an office"),
        positions: application.positions,
        applied: application.applied,
        eligible: set.map_or(application.eligible.amount, |amount| amount.min(application.eligible.amount)),
        received: submission.received.map(|received| received.moment()),
    }
}

/// What is granted already, towards limits and the tie key.
fn granted_before(entries: &[Entry]) -> Earlier {
    let mut before = Earlier::default();
    for entry in entries.iter().filter(|entry| entry.pot.is_some()) {
        let (Some(municipality), Some(office)) = (entry.submission.municipality, &entry.submission.office) else {
            continue;
        };
        *before.municipalities.entry(municipality.number).or_default() += entry.granted;
        if matches!(entry.outcome, Outcome::Granted(_)) && entry.submission.kind == Some(Kind::New) {
            *before.new_projects.entry(Office::of(municipality.number, office)).or_default() += 1;
        }
    }
    before
}

fn standing(policy: &Policy, frames: &[Vec<FrameEntry>], entries: &[Entry]) -> Vec<Standing> {
    let pots = frames.iter().enumerate().take(policy.pots.len());
    pots.map(|(at, frame)| {
        let from_here = entries.iter().filter(|entry| entry.pot == Some(at));
        Standing {
            frame: frame.iter().map(|entry| entry.amount).sum(),
            granted: from_here.clone().map(|entry| entry.granted).sum(),
            applications: from_here.filter(|entry| matches!(entry.outcome, Outcome::Granted(_))).count(),
        }
    })
    .collect()
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
        let cap = if partly { cap_of(entry.positions_granted, policy) } else { Some(eligible.cap) };
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

fn cap_of(positions: Positions, policy: &Policy) -> Option<Kroner> {
    positions.cost(policy.scheme.rate_per_position).map(|cost| cost + policy.scheme.supplement_per_project)
}
