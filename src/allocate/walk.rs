//! The walk: pot by pot, the continuing ones first, then the new ones block by block.

use super::limits::{Address, Tally};
use super::{
    Allocation, Decision, GrantReason, HoldReason, Noted, Outcome, PotAccount, PotState, RejectReason, Round, Seen,
    Shortage,
};
use crate::application::Kind;
use crate::money::{Kroner, Positions};
use crate::policy::{PotRules, Shortfall};
use crate::rank::{Claim, Ranking};

/// A candidate that no pot has granted yet: what the walk needs of it, side by side in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// Its place in the ranking, and so among the decisions.
    place: u32,
    /// Its rank; nil for a continuing one.
    rank: u32,
    pub(super) eligible: Kroner,
    pub(super) address: Address,
}

/// Walks the pots in order.
pub(super) fn pots(round: &Round<'_>) -> Allocation {
    until(round, usize::MAX - 1)
}

/// The same for the candidates down to the block of the one in place `last`: there are decisions on no others.
pub(super) fn until(round: &Round<'_>, last: usize) -> Allocation {
    let mut walk = Walk::new(round, last);
    let (accounts, seen) = round.pots.iter().enumerate().map(|(at, pot)| walk.pot(at, pot)).unzip();
    Allocation { decisions: walk.decisions, accounts, shortages: walk.shortages, seen }
}

/// What has been decided so far, and who is still waiting.
pub(super) struct Walk<'a> {
    claims: &'a [Claim],
    step: Positions,
    pub(super) tally: Tally<'a>,
    decisions: Vec<Decision>,
    pub(super) shortages: Vec<Shortage>,
    pub(super) continuing: Vec<Turn>,
    new: Vec<Turn>,
}

/// The pot the walk is at.
pub(super) struct OpenPot<'a> {
    pub(super) at: usize,
    pub(super) rules: &'a PotRules,
    pub(super) rest: Kroner,
    granted: usize,
    seen: Vec<Seen>,
    /// Why no new application gets anything more from it.
    pub(super) closed: Option<Noted>,
}

impl<'a> Walk<'a> {
    fn new(round: &Round<'a>, last: usize) -> Self {
        let Round { ranking, limits, step, offices, .. } = *round;
        let claims = ranking.claims();
        let turn = |place: usize, rank: usize| Turn {
            place: number(place),
            rank: number(rank),
            eligible: claims[place].eligible,
            address: offices.addresses[place],
        };
        let continuing = ranking.commitments().map(|place| turn(place, 0)).collect();
        let ranked = ranking.ranked();
        let mut new = Vec::with_capacity(ranked.len().min((last + 1).saturating_sub(ranked.start)));
        for block in ranking.blocks().take_while(|block| block.places.start <= last) {
            new.extend(block.places.map(|place| turn(place, block.rank)));
        }
        let decisions = undecided(ranking, &new);
        let tally = Tally::new(limits, &offices.directory, round.earlier);
        Self { claims, step, tally, decisions, shortages: Vec::new(), continuing, new }
    }

    fn pot(&mut self, at: usize, state: &PotState<'_>) -> (PotAccount, Vec<Seen>) {
        let mut pot =
            OpenPot { at, rules: state.rules, rest: state.available(), granted: 0, seen: Vec::new(), closed: None };
        if pot.rules.kinds.contains(&Kind::Continuing) {
            self.commitments(&mut pot);
        }
        if pot.rules.kinds.contains(&Kind::New) {
            pot.seen.reserve(self.new.len());
            self.new_ones(&mut pot);
        }
        let granted = state.granted_before + state.available() - pot.rest;
        let frame = state.frame.or_zero();
        let applications = state.applications_before + pot.granted;
        (PotAccount { frame, granted, rest: frame - granted, applications }, pot.seen)
    }

    fn new_ones(&mut self, pot: &mut OpenPot<'_>) {
        let mut turns = std::mem::take(&mut self.new);
        let mut admitted = Vec::new();
        for block in turns.chunk_by(|one, next| one.rank == next.rank) {
            admitted.clear();
            let noted = pot.seen.len();
            for turn in block {
                match self.tally.breach(turn.address, turn.eligible) {
                    Some(limit) => self.refuse(turn, pot, limit),
                    None => admitted.push(*turn),
                }
            }
            let refusal = if admitted.is_empty() { None } else { self.block(pot, &admitted) };
            if let Some(refusal) = refusal {
                for turn in &admitted {
                    self.refuse(turn, pot, refusal);
                }
            }
            // Those a limit passed over came first; notes go by place.
            if block.len() > 1 {
                pot.seen[noted..].sort_unstable_by_key(|seen| seen.place);
            }
        }
        turns.retain(|turn| self.decisions[turn.place as usize].pot.is_none());
        self.new = turns;
    }

    /// Grants the tied ones of a block that break no limit by themselves, or says why none of them gets anything.
    fn block(&mut self, pot: &mut OpenPot<'_>, tied: &[Turn]) -> Option<Noted> {
        if pot.closed.is_some() {
            return pot.closed;
        }
        if self.fit_together(pot.rest, tied) {
            for turn in tied {
                let all = self.positions(turn);
                self.grant_new(turn, pot, GrantReason::Ranked, turn.eligible, all);
            }
            return None;
        }
        if pot.rules.shortfall != Shortfall::Skip {
            pot.closed = Some(Noted::Stopped);
        }
        match tied {
            [alone] => match self.part(pot, alone) {
                Some((amount, positions)) => {
                    self.grant_new(alone, pot, GrantReason::Part, amount, positions);
                    None
                }
                None => Some(Noted::DidNotFit),
            },
            _ if tied.iter().all(|turn| turn.eligible > pot.rest) => Some(Noted::DidNotFit),
            _ => Some(Noted::Tie),
        }
    }

    fn fit_together(&mut self, rest: Kroner, tied: &[Turn]) -> bool {
        if let [alone] = tied {
            return alone.eligible <= rest;
        }
        let amounts: Vec<_> = tied.iter().map(|turn| (turn.address, turn.eligible)).collect();
        amounts.iter().map(|(_, amount)| *amount).sum::<Kroner>() <= rest && self.tally.admits_together(&amounts)
    }

    /// The kroner and positions that an application which does not fit gets under `part`, if it gets any.
    fn part(&self, pot: &OpenPot<'_>, turn: &Turn) -> Option<(Kroner, Positions)> {
        if pot.rules.shortfall != Shortfall::Part {
            return None;
        }
        let whole = self.positions(turn);
        let positions = largest_part(turn.eligible, whole, self.step, pot.rest)?;
        let enough = positions.to_decimal() >= pot.rules.part_minimum.checked_mul(whole.to_decimal())?;
        let amount = turn.eligible.share(positions.parts(), whole.parts())?;
        // A part of nil kroner is no grant.
        (enough && amount > Kroner::ZERO).then_some((amount, positions))
    }

    pub(super) fn positions(&self, turn: &Turn) -> Positions {
        self.claims[turn.place as usize].positions
    }

    fn grant_new(
        &mut self,
        turn: &Turn,
        pot: &mut OpenPot<'_>,
        why: GrantReason,
        amount: Kroner,
        positions: Positions,
    ) {
        self.tally.add_new(turn.address, amount);
        self.grant(turn, pot, why, amount, positions);
    }

    pub(super) fn grant(
        &mut self,
        turn: &Turn,
        pot: &mut OpenPot<'_>,
        why: GrantReason,
        amount: Kroner,
        positions: Positions,
    ) {
        pot.note(turn, Noted::Drew);
        let decision = &mut self.decisions[turn.place as usize];
        decision.outcome = Outcome::Granted(why);
        decision.pot = Some(pot.at);
        decision.granted = amount;
        decision.positions = positions;
        pot.rest -= amount;
        pot.granted += 1;
    }

    pub(super) fn refuse(&mut self, turn: &Turn, pot: &mut OpenPot<'_>, why: Noted) {
        pot.note(turn, why);
        let decision = &mut self.decisions[turn.place as usize];
        // What people must settle stays so, whatever later pots say: until it is settled nobody knows what they would have said.
        if !matches!(decision.outcome, Outcome::Held(_)) {
            decision.outcome = refused(why, turn);
        }
    }
}

impl OpenPot<'_> {
    fn note(&mut self, turn: &Turn, what: Noted) {
        self.seen.push(Seen { place: turn.place, what, rest_before: self.rest });
    }
}

/// A place or a rank in the walk's smaller numbers.
fn number(size: usize) -> u32 {
    u32::try_from(size).expect("there are fewer applications than four milliards")
}

/// The outcome of one that got nothing, by the pot's verdict.
fn refused(why: Noted, turn: &Turn) -> Outcome {
    match why {
        Noted::CommitmentsUncovered if turn.rank == 0 => Outcome::Held(HoldReason::Shortfall),
        Noted::Tie => Outcome::Held(HoldReason::Tie),
        Noted::LimitOffice => Outcome::Rejected(RejectReason::LimitOffice),
        Noted::LimitMunicipality => Outcome::Rejected(RejectReason::LimitMunicipality),
        Noted::DidNotFit | Noted::Stopped | Noted::CommitmentsUncovered | Noted::Drew => {
            Outcome::Rejected(RejectReason::Frame)
        }
    }
}

/// What is decided before any pot has looked.
fn undecided(ranking: &Ranking, ranked: &[Turn]) -> Vec<Decision> {
    let start =
        |outcome| Decision { outcome, rank: None, pot: None, granted: Kroner::ZERO, positions: Positions::ZERO };
    let mut decisions = vec![start(Outcome::Rejected(RejectReason::NoPot)); ranking.commitments().len()];
    decisions.reserve_exact(ranking.claims().len() - decisions.len());
    let no_pot = start(Outcome::Rejected(RejectReason::NoPot));
    decisions.extend(ranked.iter().map(|turn| Decision { rank: Some(turn.rank as usize), ..no_pot.clone() }));
    if ranked.len() < ranking.ranked().len() {
        return decisions;
    }
    decisions.extend(ranking.below_threshold().map(|_| start(Outcome::Rejected(RejectReason::Threshold))));
    decisions.extend(ranking.unscored().map(|_| start(Outcome::Held(HoldReason::Unscored))));
    decisions
}

/// The largest whole number of `step`s whose share of `eligible`, in whole kroner rounded down, is no more than `rest`.
pub(super) fn largest_part(eligible: Kroner, whole: Positions, step: Positions, rest: Kroner) -> Option<Positions> {
    // Rounded down it is at most `rest` exactly when it is less than the next krone unrounded: no need to try step by step.
    let next = i128::from(rest.floor().ore()) + 100;
    let cost_of_step = i128::from(eligible.ore()) * i128::from(step.parts());
    if whole <= Positions::ZERO || cost_of_step <= 0 {
        return None;
    }
    let steps = (next * i128::from(whole.parts()) - 1) / cost_of_step;
    i64::try_from(steps).ok()?.checked_mul(step.parts()).map(Positions::from_parts)
}
