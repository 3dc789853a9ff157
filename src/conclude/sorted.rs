//! Applications sorted into those that earlier rounds and people have settled and those that run for the money.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds;
use super::decided::{self, Effect, Effects};
use crate::allocate::{Earlier, GrantReason, HoldReason, Office, Outcome};
use crate::application::{Application, Kind, Submission};
use crate::check::{self, Batch, Scored};
use crate::earlier::{Award, EarlierRounds};
use crate::finding::Finding;
use crate::form::decision::DecisionRow;
use crate::identity::ApplicationId;
use crate::money::{Kroner, Positions};
use crate::origin::Source;
use crate::policy::Policy;
use crate::problem::input as problems;
use crate::rank::Candidate;
use crate::recommendation::{Entry, FrameEntry};
use crate::score::Score;
use crate::settle::{Carried, Case, Demand, Standing};
use crate::text::Text;

const WAITS: Text = text!(
    "søknaden ventar på at noko blir retta eller avklart",
    "søknaden venter på at noe blir rettet eller avklart",
    "the application waits for something to be corrected or settled",
);
const CAME_TWICE: Text = text!(
    "søknaden er komen fleire gonger, og ingen har sagt kva for ein som gjeld",
    "søknaden er kommet flere ganger, og ingen har sagt hvilken som gjelder",
    "the application came several times, and nobody has said which one counts",
);
const LATE: Text = text!(
    "søknaden kom etter fristen, og reglane i batch.toml avviser slike",
    "søknaden kom etter fristen, og reglene i batch.toml avviser slike",
    "the application came after the deadline, and the rules in batch.toml dismiss such applications",
);
const GRANTED_BEFORE: Text = text!(
    "søknaden fekk eit anna beløp i ein tidlegare runde, og det blir endra med set_amount",
    "søknaden fikk et annet beløp i en tidligere runde, og det endres med set_amount",
    "the application got another amount in an earlier round, and that is changed with set_amount",
);
const SETTLED_BEFORE: Text = text!(
    "søknaden vart avslått, trekt eller avslutta i ein tidlegare runde",
    "søknaden ble avslått, trukket eller avsluttet i en tidligere runde",
    "the application was rejected, withdrawn or ended in an earlier round",
);
const NOT_SENT_AGAIN: Text = text!(
    "søknaden vart avslått i ein tidlegare runde og er ikkje send inn på nytt",
    "søknaden ble avslått i en tidligere runde og er ikke sendt inn på nytt",
    "the application was rejected in an earlier round and has not been sent again",
);

/// Applications while they are sorted, with the rest of what was read.
pub(super) struct Sorted<'a> {
    policy: &'a Policy,
    earlier: &'a EarlierRounds,
    pub(super) scored: BTreeMap<ApplicationId, Scored>,
    pub(super) decisions: Vec<DecisionRow>,
    pub(super) frames: Vec<Vec<FrameEntry>>,
    pub(super) findings: Vec<Finding>,
    /// The decisions that can take effect.
    pub(super) effects: Effects,
    /// Whose decision did take effect.
    pub(super) done: BTreeSet<ApplicationId>,
    /// Whose decision did not, and why.
    unused: BTreeMap<ApplicationId, Text>,
    /// Applications that people have decided to grant whatever their rank, with the amount.
    overrides: Vec<(Application, Kroner)>,
    /// Indexes of the awards whose application has been met.
    found: BTreeSet<usize>,
    pub(super) entries: Vec<Entry>,
    pub(super) running: Vec<(Application, Option<Score>)>,
}

/// What became of a decision on an award that stands.
enum Used {
    /// It took effect, now or in the round that made the award.
    Yes,
    /// There is nothing to say of it yet, or at all.
    Open,
    /// It did not take effect.
    No(Text),
}

impl<'a> Sorted<'a> {
    /// Sorts a batch. Decisions that cannot be carried out whatever there is in the pots are said and set aside.
    pub(super) fn of(batch: Batch, earlier: &'a EarlierRounds, policy: &'a Policy) -> Self {
        let Batch { admitted, set_aside, scored, decisions, frames, mut findings } = batch;
        let not_sent = not_sent_again(&admitted, &set_aside, earlier);
        let sent = admitted.iter().map(|one| &one.submission).chain(set_aside.iter().map(|(one, _)| one));
        let all: Vec<&Submission> = sent.chain(not_sent.iter().map(|(_, submission)| submission)).collect();
        let mut effects = decided::effects(&decisions, &all, &mut findings);
        for submission in all {
            bounds::hold(submission, award(earlier, &submission.id), policy, &mut effects, &mut findings);
        }
        let mut sorted = Self {
            policy,
            earlier,
            scored,
            decisions,
            frames,
            findings,
            effects,
            done: BTreeSet::new(),
            unused: BTreeMap::new(),
            overrides: Vec::new(),
            found: BTreeSet::new(),
            entries: Vec::new(),
            running: Vec::new(),
        };
        set_aside.into_iter().for_each(|(submission, outcome)| sorted.aside(submission, outcome));
        admitted.into_iter().for_each(|application| sorted.admitted(application));
        // A round never removes an award.
        for (award, submission) in not_sent {
            let entry = entry(submission, award.outcome, &BTreeMap::new(), policy);
            sorted.settle(entry, Some(award), NOT_SENT_AGAIN);
        }
        sorted
    }

    /// One that did not pass the checks. An award of an earlier round stands all the same.
    fn aside(&mut self, submission: Submission, outcome: Outcome) {
        let mut entry = entry(submission, outcome, &self.scored, self.policy);
        entry.duplicate = outcome == Outcome::Held(HoldReason::Duplicate);
        let award = self.award(&entry.submission.id);
        let why = match outcome {
            Outcome::Dismissed(_) => LATE,
            Outcome::Held(HoldReason::Duplicate) => CAME_TWICE,
            _ => WAITS,
        };
        self.settle(entry, award, why);
    }

    fn admitted(&mut self, application: Application) {
        let id = &application.submission.id;
        let award = self.award(id);
        let effect = self.effects.get(id);
        match (effect, award.map(|award| award.outcome)) {
            // That people rejected it in an earlier round stands until people grant it.
            (Some(Effect::Grant(amount)), None | Some(Outcome::Rejected(_))) => {
                let amount = amount.unwrap_or(application.eligible.amount);
                self.overrides.push((application, amount));
            }
            (None | Some(Effect::SetAmount(_)), None) => {
                if effect.is_some() {
                    self.done.insert(id.clone());
                }
                let score = self.score_of(&application);
                self.running.push((application, score));
            }
            _ => {
                let waiting = Outcome::Held(HoldReason::Unscored);
                let entry = entry(application.submission, waiting, &self.scored, self.policy);
                self.settle(entry, award, SETTLED_BEFORE);
            }
        }
    }

    /// One that does not run for the money: as people decided, else as an earlier round settled it. A decision that would need
    /// it to run is not used, because of `why`.
    fn settle(&mut self, mut entry: Entry, award: Option<&Award>, why: Text) {
        let id = entry.submission.id.clone();
        let used = match (self.effects.get(&id), award) {
            (Some(effect), _) if effect.outcome().is_some() => {
                settle(&mut entry, effect, award);
                Used::Yes
            }
            (effect, Some(award)) => {
                stand(&mut entry, award);
                effect.map_or(Used::Open, |effect| over_award(effect, award, why))
            }
            // Of an application sent twice, the copy that has the award has the decision on it too.
            (Some(_), None) if self::award(self.earlier, &id).is_none() => Used::No(why),
            (_, None) => Used::Open,
        };
        match used {
            Used::Yes => drop(self.done.insert(id)),
            Used::No(why) => drop(self.unused.insert(id, why)),
            Used::Open => {}
        }
        self.entries.push(entry);
    }

    /// What the round is settled from: those that run for the money, and before them decisions that take money from a pot or
    /// give it back. What gives back comes first, so that no order of ids decides whether there is money for another; then in
    /// order of id.
    pub(super) fn case<'p>(&mut self, policy: &'p Policy) -> Case<'p> {
        self.entries.sort_by(|one, other| order(one).cmp(&order(other)));
        self.overrides.sort_by(|(one, _), (other, _)| one.submission.id.cmp(&other.submission.id));
        let raises = self.entries.iter().filter_map(|entry| {
            let (id, pot) = (&entry.submission.id, entry.pot?);
            let more = self.effects.get(id)?.set_amount()? - entry.granted;
            let municipality = entry.submission.municipality.map(|one| one.number);
            Some(Demand::Raise { id: id.clone(), pot, municipality, more })
        });
        let grants = self.overrides.iter().map(|(application, amount)| {
            let candidate = candidate(application, self.score_of(application), &self.effects);
            let runs = award_at(self.earlier, &candidate.id).is_none();
            Demand::Grant { candidate, amount: *amount, runs }
        });
        let mut demands: Vec<Demand> = raises.chain(grants).collect();
        demands.sort_by_key(|demand| !matches!(demand, Demand::Raise { more, .. } if more.is_negative()));
        let running = self.running.iter();
        Case {
            policy,
            candidates: running.map(|(application, score)| candidate(application, *score, &self.effects)).collect(),
            demands,
            pots: standing(policy, &self.frames, &self.entries),
            earlier: granted_before(&self.entries),
        }
    }

    /// Carries out the `demands` of [`Self::case`]. One that no pot holds is said and not carried out.
    pub(super) fn carry_out(&mut self, demands: &[Demand], carried: &[Carried]) {
        let awards = self.entries.iter().enumerate().filter(|(_, entry)| entry.pot.is_some());
        let awards: BTreeMap<ApplicationId, usize> =
            awards.map(|(at, entry)| (entry.submission.id.clone(), at)).collect();
        let overrides = std::mem::take(&mut self.overrides).into_iter();
        let mut overrides: BTreeMap<ApplicationId, Application> =
            overrides.map(|(application, _)| (application.submission.id.clone(), application)).collect();
        for (demand, carried) in demands.iter().zip(carried) {
            let id = demand.id();
            match carried {
                Carried::Out(_) => drop(self.done.insert(id.clone())),
                Carried::Not(left) => {
                    let problem = problems::decision_does_not_fit(demand.amount(), *left);
                    self.findings.extend(self.effects.decided(id).map(|one| one.fault(id, problem)));
                }
            }
            match (demand, carried) {
                (Demand::Raise { pot, more, .. }, Carried::Out(_)) => {
                    let entry = &mut self.entries[awards[id]];
                    entry.granted += *more;
                    entry.returned = more.is_negative().then_some((*pot, -*more));
                }
                (Demand::Raise { .. }, Carried::Not(_)) => {}
                (Demand::Grant { amount, .. }, Carried::Out(pot)) => {
                    let application = overrides.remove(id).expect("each grant is demanded once");
                    let positions = application.positions;
                    let outcome = Outcome::Granted(GrantReason::Override);
                    let mut entry = entry(application.submission, outcome, &self.scored, self.policy);
                    (entry.pot, entry.granted, entry.positions_granted) = (Some(*pot), *amount, positions);
                    self.entries.push(entry);
                }
                (Demand::Grant { .. }, Carried::Not(_)) => {
                    let application = overrides.remove(id).expect("each grant is demanded once");
                    if let Some(award) = award(self.earlier, id) {
                        let mut entry = entry(application.submission, award.outcome, &self.scored, self.policy);
                        stand(&mut entry, award);
                        self.entries.push(entry);
                    } else {
                        let score = self.score_of(&application);
                        self.running.push((application, score));
                    }
                }
            }
        }
    }

    /// Says of each decision that did not take effect why it did not.
    pub(super) fn say_unused(&mut self) {
        for (id, why) in std::mem::take(&mut self.unused) {
            let problem = problems::decision_not_used(why);
            self.findings.extend(self.effects.decided(&id).map(|one| one.fault(&id, problem)));
        }
    }

    fn score_of(&self, application: &Application) -> Option<Score> {
        self.scored.get(&application.submission.id).and_then(|scored| scored.score)
    }

    /// The award an application has, the first time it is asked for: of an application sent twice, one copy has it.
    fn award(&mut self, id: &ApplicationId) -> Option<&'a Award> {
        let at = award_at(self.earlier, id)?;
        self.found.insert(at).then(|| &self.earlier.awards[at])
    }
}

fn award_at(earlier: &EarlierRounds, id: &ApplicationId) -> Option<usize> {
    earlier.awards.binary_search_by(|award| award.id.cmp(id)).ok()
}

/// The award an application has.
pub(super) fn award<'a>(earlier: &'a EarlierRounds, id: &ApplicationId) -> Option<&'a Award> {
    award_at(earlier, id).map(|at| &earlier.awards[at])
}

/// Awards whose application was not sent again, with the application as it was.
fn not_sent_again<'a>(
    admitted: &[Application],
    set_aside: &[(Submission, Outcome)],
    earlier: &'a EarlierRounds,
) -> Vec<(&'a Award, Submission)> {
    if earlier.awards.is_empty() {
        return Vec::new();
    }
    let sent: BTreeSet<&ApplicationId> =
        admitted.iter().map(|one| &one.submission.id).chain(set_aside.iter().map(|(one, _)| &one.id)).collect();
    let awards = earlier.awards.iter().filter(|award| !sent.contains(&award.id));
    awards.map(|award| (award, award.submission())).collect()
}

/// Entries by id; of duplicates, by where they stood.
pub(super) fn order(entry: &Entry) -> (&ApplicationId, &Source, Option<u32>) {
    (&entry.submission.id, &entry.submission.source, entry.submission.row)
}

/// What a decision to give money comes to where an award stands: it does not run, because of `why`.
fn over_award(effect: &Effect, award: &Award, why: Text) -> Used {
    match (effect, award.outcome) {
        // A row that is still there the round after it took effect asks for nothing more.
        (Effect::Grant(amount), Outcome::Granted(reason)) if amount.is_none_or(|amount| amount == award.granted) => {
            if reason == GrantReason::Override {
                Used::Yes
            } else {
                Used::Open
            }
        }
        (Effect::Grant(_), Outcome::Granted(_)) => Used::No(GRANTED_BEFORE),
        (Effect::Grant(_), Outcome::Rejected(_)) => Used::No(why),
        // It draws on the pot of the award, or gives back to it, with the other demands.
        (Effect::SetAmount(_), _) if award.pot.is_some() => Used::Open,
        _ => Used::No(SETTLED_BEFORE),
    }
}

/// An award of an earlier round, as it was.
fn stand(entry: &mut Entry, award: &Award) {
    fill(entry, award);
    entry.outcome = award.outcome;
    entry.pot = award.pot;
    entry.granted = award.granted;
    entry.positions_granted = award.positions;
    entry.round = award.round;
}

/// What the award knows and its new sheet does not say: without it the award would count towards no limit.
fn fill(entry: &mut Entry, award: &Award) {
    let (submission, known) = (&mut entry.submission, award.submission());
    submission.kind = submission.kind.or(known.kind);
    submission.municipality = submission.municipality.or(known.municipality);
    submission.office = submission.office.take().or(known.office);
}

/// What people decided. What an ended project has used of its award stays granted; the rest is back in its pot.
fn settle(entry: &mut Entry, effect: &Effect, award: Option<&Award>) {
    let Some(award) = award else {
        entry.outcome = effect.outcome().unwrap_or(entry.outcome);
        return;
    };
    // The row did its work in the round that made the award. That all goes back can be said of an ended project too.
    if effect.outcome() == Some(award.outcome) && *effect != Effect::End(None) {
        stand(entry, award);
        return;
    }
    fill(entry, award);
    entry.outcome = effect.outcome().unwrap_or(entry.outcome);
    if let Effect::End(Some(returned)) = effect {
        let kept = (award.granted - *returned).or_zero();
        entry.pot = award.pot.filter(|_| kept > Kroner::ZERO);
        entry.granted = kept;
    }
    let back = award.pot.map(|pot| (pot, award.granted - entry.granted));
    entry.returned = back.filter(|(_, amount)| *amount > Kroner::ZERO);
}

/// An entry with nothing granted yet.
pub(super) fn entry(
    submission: Submission,
    outcome: Outcome,
    scored: &BTreeMap<ApplicationId, Scored>,
    policy: &Policy,
) -> Entry {
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
