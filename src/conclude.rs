//! From a checked batch to the recommendation: earlier rounds stand, decisions take effect, the rest is ranked and allocated.

mod decided;

use std::collections::{BTreeMap, BTreeSet};

use crate::allocate::{self, Allocation, Earlier, GrantReason, HoldReason, InternalFault, Office, Outcome, PotState};
use crate::application::{Application, Field, Kind, Submission};
use crate::check::{self, Batch, Scored};
use crate::earlier::{Award, EarlierRounds};
use crate::finding::{self, Finding};
use crate::identity::ApplicationId;
use crate::liability;
use crate::money::{Kroner, Positions};
use crate::policy::Policy;
use crate::problem::input as problems;
use crate::rank::{self, Candidate, Ranking};
use crate::recommendation::{Entry, FrameEntry, Input, Liability, Pot, Recommendation};
use crate::score::Score;
use decided::{Effect, Effects};

/// Ranks and allocates, and puts the whole result together.
///
/// # Errors
/// [`InternalFault`] when a check of the allocation fails: then nothing may be written.
pub fn conclude(
    batch: Batch,
    earlier: &EarlierRounds,
    policy: Policy,
    inputs: Vec<Input>,
) -> Result<Recommendation, InternalFault> {
    let Batch { admitted, set_aside, scored, decisions, frames, mut findings } = batch;
    let mut effects = decided::effects(&decisions, &admitted, &set_aside, &mut findings);
    for application in &admitted {
        above_eligible(application, &mut effects, &mut findings);
    }
    let mut sorted = Sorted {
        policy: &policy,
        earlier,
        effects: &effects,
        overrides: Vec::new(),
        found: BTreeSet::new(),
        entries: Vec::new(),
        running: Vec::new(),
    };
    set_aside.into_iter().for_each(|(submission, outcome)| sorted.aside(submission, outcome, &scored));
    admitted.into_iter().for_each(|application| sorted.admitted(application, &scored));
    sorted.not_sent_again();
    sorted.carry_out(&frames, &scored, &mut findings);
    let Sorted { mut entries, running, .. } = sorted;

    let candidates: Vec<Candidate> =
        running.iter().map(|(application, score)| candidate(application, *score, &effects)).collect();
    let before = granted_before(&entries);
    let awarded = rank::awarded_at_start(&candidates, &before.municipalities);
    let ranking = rank::rank(candidates, &policy.ranking, &awarded);
    let pots = pot_states(&policy, &frames, &entries);
    let allocation = allocate::allocate(&ranking, &pots, &policy.limits, policy.scheme.position_step, &before)?;
    shortages(&ranking, &allocation, &running, &policy, &mut findings);

    entries.extend(decided_entries(running, &ranking, &allocation, &scored, &policy));
    for entry in &mut entries {
        entry.decision = effects.decided(&entry.submission.id).and_then(|decided| decided.found.clone());
    }
    entries.sort_by(|one, other| order(one).cmp(&order(other)));
    finding::guard(&mut findings);
    finding::sort(&mut findings);
    let liability = forward(&entries, &policy);
    let pots =
        frames.into_iter().zip(allocation.accounts).map(|(frame, account)| Pot { entries: frame, account }).collect();
    Ok(Recommendation { policy, inputs, corrected: Vec::new(), entries, pots, findings, liability })
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
    /// Applications that people have decided to grant whatever their rank, with the amount.
    overrides: Vec<(Application, Kroner)>,
    /// Indexes of the awards whose application has been met.
    found: BTreeSet<usize>,
    entries: Vec<Entry>,
    running: Vec<(Application, Option<Score>)>,
}

impl<'a> Sorted<'a> {
    /// One that did not pass the checks. An award of an earlier round stands all the same.
    fn aside(&mut self, submission: Submission, outcome: Outcome, scored: &BTreeMap<ApplicationId, Scored>) {
        let mut entry = entry(submission, outcome, scored, self.policy);
        let award = self.award(&entry.submission.id);
        match (self.effects.get(&entry.submission.id), award) {
            (Some(effect), award) if effect.outcome().is_some() => settle(&mut entry, effect, award),
            (_, Some(award)) => stand(&mut entry, award, award.granted),
            _ => {}
        }
        self.entries.push(entry);
    }

    fn admitted(&mut self, application: Application, scored: &BTreeMap<ApplicationId, Scored>) {
        let award = self.award(&application.submission.id);
        let effect = self.effects.get(&application.submission.id);
        let waiting = Outcome::Held(HoldReason::Unscored);
        match (effect, award) {
            (Some(effect), award) if effect.outcome().is_some() => {
                let mut entry = entry(application.submission, waiting, scored, self.policy);
                settle(&mut entry, effect, award);
                self.entries.push(entry);
            }
            (_, Some(award)) => {
                let mut entry = entry(application.submission, waiting, scored, self.policy);
                stand(&mut entry, award, award.granted);
                self.entries.push(entry);
            }
            (Some(Effect::Grant(amount)), None) => {
                let amount = amount.unwrap_or(application.eligible.amount);
                self.overrides.push((application, amount));
            }
            (_, None) => {
                let score = scored.get(&application.submission.id).and_then(|scored| scored.score);
                self.running.push((application, score));
            }
        }
    }

    /// Carries out decisions that take money from a pot, in order of id, as far as the pot holds it. One it does not hold is
    /// said and not carried out.
    fn carry_out(
        &mut self,
        frames: &[Vec<FrameEntry>],
        scored: &BTreeMap<ApplicationId, Scored>,
        findings: &mut Vec<Finding>,
    ) {
        let pots = pot_states(self.policy, frames, &self.entries);
        let mut left: Vec<Kroner> = pots.iter().map(PotState::available).collect();
        for entry in &mut self.entries {
            let id = &entry.submission.id;
            let (Some(Effect::SetAmount(amount)), Some(pot)) = (self.effects.get(id), entry.pot) else { continue };
            let more = *amount - entry.granted;
            if more > left[pot] {
                findings.extend(
                    self.effects.decided(id).map(|one| one.fault(id, problems::decision_does_not_fit(more, left[pot]))),
                );
                continue;
            }
            left[pot] -= more;
            entry.granted = *amount;
            entry.returned = (more < Kroner::ZERO).then_some((pot, -more));
        }
        for (application, amount) in std::mem::take(&mut self.overrides) {
            let id = application.submission.id.clone();
            let takes = |pot: &usize| self.policy.pots[*pot].kinds.contains(&application.kind);
            let pots: Vec<usize> = (0..left.len()).filter(takes).collect();
            let Some(&pot) = pots.iter().find(|pot| left[**pot] >= amount) else {
                let most = pots.iter().map(|pot| left[*pot]).max().unwrap_or_default();
                findings.extend(
                    self.effects.decided(&id).map(|one| one.fault(&id, problems::decision_does_not_fit(amount, most))),
                );
                let score = scored.get(&id).and_then(|scored| scored.score);
                self.running.push((application, score));
                continue;
            };
            left[pot] -= amount;
            let positions = application.positions;
            let outcome = Outcome::Granted(GrantReason::Override);
            let mut entry = entry(application.submission, outcome, scored, self.policy);
            (entry.pot, entry.granted, entry.positions_granted) = (Some(pot), amount, positions);
            self.entries.push(entry);
        }
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
        marks: scored.map(|scored| scored.marks.clone()).unwrap_or_default(),
        decision: None,
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

fn pot_states<'a>(policy: &'a Policy, frames: &[Vec<FrameEntry>], entries: &[Entry]) -> Vec<PotState<'a>> {
    let pots = policy.pots.iter().zip(frames).enumerate();
    pots.map(|(at, (rules, frame))| {
        let from_here = entries.iter().filter(|entry| entry.pot == Some(at));
        PotState {
            rules,
            frame: frame.iter().map(|entry| entry.amount).sum(),
            granted_before: from_here.clone().map(|entry| entry.granted).sum(),
            applications_before: from_here.filter(|entry| matches!(entry.outcome, Outcome::Granted(_))).count(),
        }
    })
    .collect()
}

/// Continuing applications that a pot cannot cover: an error on the batch, and on each that is held for it.
fn shortages(
    ranking: &Ranking,
    allocation: &Allocation,
    running: &[(Application, Option<Score>)],
    policy: &Policy,
    findings: &mut Vec<Finding>,
) {
    let held = |place: usize| allocation.decisions[place].outcome == Outcome::Held(HoldReason::Shortfall);
    let Some(shortage) = allocation.shortages.last() else { return };
    let pot = &policy.pots[shortage.pot].name;
    for ((application, _), _) in running.iter().zip(ranking.places()).filter(|(_, place)| held(**place)) {
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
    ranking: &Ranking,
    allocation: &Allocation,
    scored: &BTreeMap<ApplicationId, Scored>,
    policy: &Policy,
) -> Vec<Entry> {
    let entries = running.into_iter().zip(ranking.places()).map(|((application, _), &place)| {
        let decision = &allocation.decisions[place];
        let mut entry = entry(application.submission, decision.outcome, scored, policy);
        entry.rank = decision.rank;
        entry.pot = decision.pot;
        entry.granted = decision.granted;
        entry.positions_granted = decision.positions;
        entry.looks = allocation.looks(ranking, place);
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
