//! Plays the looks back, pot by pot in the order of the ranking, and asks of each whether it was true when it was taken.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{InternalFault, ensure};
use crate::allocate::limits::Address;
use crate::allocate::{Allocation, Decision, HoldReason, Noted, Outcome, PotState, RejectReason, Round, Seen};
use crate::application::Kind;
use crate::money::{Kroner, Positions};
use crate::policy::{CommitmentShortfall, Limits, Shortfall};
use crate::rank::{Claim, Ranking};

/// Checks every look, and that each outcome is what its looks say.
pub(super) fn looks_are_true(allocation: &Allocation, round: &Round<'_>) -> Result<(), InternalFault> {
    let Round { ranking, pots, .. } = *round;
    let (kroner, projects) = round.offices.directory.standing(round.earlier);
    let mut replay = Replay {
        ranking,
        claims: ranking.claims(),
        decisions: &allocation.decisions,
        addresses: &round.offices.addresses,
        limits: round.limits,
        step: round.step,
        kroner,
        projects,
        told: before_any_look(ranking),
    };
    let mut waiting = replay.ranked()?;
    for (at, state) in pots.iter().enumerate() {
        let notes = allocation.seen[at].as_slice();
        let mut pot = Pot { at, state, notes, rest: state.available(), covered: true, stopped: false };
        if state.rules.kinds.contains(&Kind::Continuing) {
            replay.commitments(&mut pot, ranking.commitments())?;
        }
        if state.rules.kinds.contains(&Kind::New) {
            let mut tied = Vec::new();
            for block in waiting.chunk_by(|one, next| one.rank == next.rank) {
                replay.block(&mut pot, block, &mut tied)?;
            }
            waiting.retain(|one| allocation.decisions[one.place].pot.is_none_or(|granted| granted > at));
        }
        ensure(pot.notes.is_empty(), || format!("pot {} looked at someone it does not take", state.rules.id))?;
    }
    replay.outcomes()
}

/// The outcomes of those that no pot looks at.
fn before_any_look(ranking: &Ranking) -> Vec<Outcome> {
    let mut told = vec![Outcome::Rejected(RejectReason::NoPot); ranking.claims().len()];
    told[ranking.below_threshold()].fill(Outcome::Rejected(RejectReason::Threshold));
    told[ranking.unscored()].fill(Outcome::Held(HoldReason::Unscored));
    told
}

struct Replay<'a> {
    ranking: &'a Ranking,
    claims: &'a [Claim],
    decisions: &'a [Decision],
    addresses: &'a [Address],
    limits: &'a Limits,
    step: Positions,
    /// Granted so far: kroner by municipality, new projects by office.
    kroner: Vec<Kroner>,
    projects: Vec<u32>,
    /// What the looks so far say that each outcome is, unless it is granted.
    told: Vec<Outcome>,
}

struct Pot<'a> {
    at: usize,
    state: &'a PotState<'a>,
    /// The notes not yet played back.
    notes: &'a [Seen],
    rest: Kroner,
    /// Whether its continuing applications all fitted.
    covered: bool,
    stopped: bool,
}

/// A new one that no pot so far has granted.
struct Waiting {
    place: usize,
    rank: usize,
}

/// What fits of a block of ties, before anyone in it draws.
struct Fit {
    all: bool,
    none: bool,
    part: Option<(Kroner, Positions)>,
}

impl<'a> Replay<'a> {
    /// Every ranked one, once each has been given its rank.
    fn ranked(&self) -> Result<Vec<Waiting>, InternalFault> {
        let mut ranked = Vec::with_capacity(self.ranking.ranked().len());
        for block in self.ranking.blocks() {
            for place in block.places {
                let given = self.decisions[place].rank == Some(block.rank);
                ensure(given, || format!("{} is not given its rank", self.ranking.candidate(place).id))?;
                ranked.push(Waiting { place, rank: block.rank });
            }
        }
        Ok(ranked)
    }

    /// The pot's next note, which must be on `place`.
    fn next(&self, place: usize, pot: &mut Pot<'a>) -> Result<&'a Seen, InternalFault> {
        match pot.notes {
            [next, rest @ ..] if next.place as usize == place => {
                pot.notes = rest;
                Ok(next)
            }
            _ => Err(InternalFault::new(format!(
                "pot {} did not look at {} in its turn",
                pot.state.rules.id,
                self.ranking.candidate(place).id
            ))),
        }
    }

    fn ensure(&self, holds: bool, pot: &Pot<'_>, seen: &Seen) -> Result<(), InternalFault> {
        ensure(holds, || {
            let (pot, rest, id) = (&pot.state.rules.id, pot.rest, &self.ranking.candidate(seen.place as usize).id);
            format!("pot {pot} with {rest:?} left noted of {id} what is not so: {seen:?}")
        })
    }

    fn commitments(&mut self, pot: &mut Pot<'a>, places: Range<usize>) -> Result<(), InternalFault> {
        let mut notes: Vec<&Seen> = Vec::with_capacity(places.len());
        for place in places {
            if self.decisions[place].pot.is_none_or(|granted| granted >= pot.at) {
                notes.push(self.next(place, pot)?);
            }
        }
        let needed: Kroner = notes.iter().map(|seen| self.claims[seen.place as usize].eligible).sum();
        let there = pot.rest;
        pot.covered = needed <= there;
        for seen in notes {
            self.ensure(self.is_due(seen, pot, needed, there), pot, seen)?;
            self.take(pot, seen, Kind::Continuing)?;
        }
        let prorated = !pot.covered && pot.state.rules.commitment_shortfall == CommitmentShortfall::Prorate;
        ensure(!prorated || pot.rest < Kroner::whole(1), || {
            format!("pot {} was to be shared and has {:?} left", pot.state.rules.id, pot.rest)
        })
    }

    /// Whether this is what a continuing one is due of what was `there` for all that was `needed`.
    fn is_due(&self, seen: &Seen, pot: &Pot<'_>, needed: Kroner, there: Kroner) -> bool {
        let claim = &self.claims[seen.place as usize];
        let decision = &self.decisions[seen.place as usize];
        let (drew, amount) = match seen.what {
            Noted::Drew if decision.positions == claim.positions => (true, decision.granted),
            Noted::CommitmentsUncovered => (false, Kroner::ZERO),
            _ => return false,
        };
        if pot.covered || claim.eligible == Kroner::ZERO {
            return drew && amount == claim.eligible;
        }
        match pot.state.rules.commitment_shortfall {
            CommitmentShortfall::Hold => !drew,
            CommitmentShortfall::Prorate => {
                let product = |one: Kroner, other: Kroner| i128::from(one.ore()) * i128::from(other.ore());
                let off = product(amount, needed) - product(claim.eligible, there.floor());
                drew == (amount > Kroner::ZERO) && amount.is_whole() && off.abs() < product(needed, Kroner::whole(1))
            }
        }
    }

    /// Checks what is written in a note on one of this kind, and plays its draw.
    fn take(&mut self, pot: &mut Pot<'_>, seen: &Seen, kind: Kind) -> Result<(), InternalFault> {
        let place = seen.place as usize;
        let Decision { pot: granted_from, granted: amount, .. } = self.decisions[place];
        let drew = seen.what == Noted::Drew;
        let decided = drew == (granted_from == Some(pot.at));
        self.ensure(decided && seen.rest_before == pot.rest, pot, seen)?;
        if drew {
            self.ensure(amount <= pot.rest, pot, seen)?;
            pot.rest -= amount;
            self.kroner[self.addresses[place].municipality as usize] += amount;
            self.projects[self.addresses[place].office as usize] += u32::from(kind == Kind::New);
        } else if !matches!(self.told[place], Outcome::Held(_)) {
            self.told[place] = outcome_of(seen.what, kind);
        }
        Ok(())
    }

    fn outcomes(&self) -> Result<(), InternalFault> {
        for (place, decision) in self.decisions.iter().enumerate().filter(|(_, decision)| decision.pot.is_none()) {
            ensure(decision.outcome == self.told[place], || {
                let id = &self.ranking.candidate(place).id;
                format!("{id} ended as {:?}, but its looks say {:?}", decision.outcome, self.told[place])
            })?;
        }
        Ok(())
    }

    fn block(&mut self, pot: &mut Pot<'a>, block: &[Waiting], tied: &mut Vec<&'a Seen>) -> Result<(), InternalFault> {
        tied.clear();
        for one in block {
            let seen = self.next(one.place, pot)?;
            let limited = matches!(seen.what, Noted::LimitOffice | Noted::LimitMunicipality);
            self.ensure(self.limit(one.place) == limited.then_some(seen.what), pot, seen)?;
            if limited {
                self.take(pot, seen, Kind::New)?;
            } else {
                tied.push(seen);
            }
        }
        if tied.is_empty() {
            return Ok(());
        }
        // Of a pot that gives nothing more it need not be known what would have fitted.
        let fit = (pot.covered && !pot.stopped).then(|| self.fit(pot, tied));
        for seen in tied.iter() {
            self.ensure(self.is_true(seen, pot, fit.as_ref(), tied.len()), pot, seen)?;
        }
        for seen in tied.iter() {
            self.take(pot, seen, Kind::New)?;
        }
        pot.stopped |= fit.is_some_and(|fit| !fit.all) && pot.state.rules.shortfall != Shortfall::Skip;
        Ok(())
    }

    /// The limit that this new one would break now.
    fn limit(&self, place: usize) -> Option<Noted> {
        let address = self.addresses[place];
        let projects = self.projects[address.office as usize] + 1;
        let kroner = self.kroner[address.municipality as usize] + self.claims[place].eligible;
        match self.limits {
            Limits { per_office: Some(most), .. } if projects > *most => Some(Noted::LimitOffice),
            Limits { per_municipality_amount: Some(most), .. } if kroner > *most => Some(Noted::LimitMunicipality),
            _ => None,
        }
    }

    fn fit(&self, pot: &Pot<'_>, tied: &[&Seen]) -> Fit {
        let eligible = |seen: &&Seen| self.claims[seen.place as usize].eligible;
        let in_all: Kroner = tied.iter().map(eligible).sum();
        let all = in_all <= pot.rest && (tied.len() == 1 || self.within_limits(tied));
        let part = match tied {
            [alone] if !all && pot.state.rules.shortfall == Shortfall::Part => {
                self.largest_part(alone.place as usize, pot)
            }
            _ => None,
        };
        Fit { all, none: tied.iter().all(|seen| eligible(seen) > pot.rest), part }
    }

    /// Whether all of these together break no limit.
    fn within_limits(&self, tied: &[&Seen]) -> bool {
        let (mut projects, mut kroner) = (BTreeMap::new(), BTreeMap::new());
        for seen in tied {
            let Address { municipality, office } = self.addresses[seen.place as usize];
            *projects.entry(office).or_insert(self.projects[office as usize]) += 1;
            *kroner.entry(municipality).or_insert(self.kroner[municipality as usize]) +=
                self.claims[seen.place as usize].eligible;
        }
        self.limits.per_office.is_none_or(|most| projects.values().all(|count| *count <= most))
            && self.limits.per_municipality_amount.is_none_or(|most| kroner.values().all(|amount| *amount <= most))
    }

    /// The largest part that fits, found by halving, if the pot may give it.
    fn largest_part(&self, place: usize, pot: &Pot<'_>) -> Option<(Kroner, Positions)> {
        let claim = &self.claims[place];
        let (whole, step) = (claim.positions.parts(), self.step.parts());
        let cost = |steps: i64| claim.eligible.share(steps.checked_mul(step)?, whole);
        let (mut fits, mut beyond) = (0, whole.checked_div(step)? + 1);
        while beyond - fits > 1 {
            let middle = fits + (beyond - fits) / 2;
            if cost(middle)? <= pot.rest { fits = middle } else { beyond = middle }
        }
        let (amount, positions) = (cost(fits)?, Positions::from_parts(fits * step));
        let least = pot.state.rules.part_minimum.checked_mul(claim.positions.to_decimal())?;
        (amount > Kroner::ZERO && positions.to_decimal() >= least).then_some((amount, positions))
    }

    /// Whether a look at a new one that breaks no limit says what was so; `fit` is what fits, while the pot is open.
    fn is_true(&self, seen: &Seen, pot: &Pot<'_>, fit: Option<&Fit>, tied: usize) -> bool {
        let (claim, decision) = (&self.claims[seen.place as usize], &self.decisions[seen.place as usize]);
        let drawn = (decision.granted, decision.positions);
        match (seen.what, fit) {
            (Noted::Drew, Some(fit)) if fit.all => drawn == (claim.eligible, claim.positions),
            (Noted::Drew, Some(fit)) => fit.part == Some(drawn),
            (Noted::DidNotFit, Some(fit)) => fit.none && fit.part.is_none(),
            (Noted::Tie, Some(fit)) => tied > 1 && !fit.all && !fit.none,
            (Noted::Stopped, _) => pot.stopped,
            (Noted::CommitmentsUncovered, _) => !pot.covered,
            _ => false,
        }
    }
}

/// The outcome that a refusal gives one of this kind, if it is the last word.
fn outcome_of(refusal: Noted, kind: Kind) -> Outcome {
    match (refusal, kind) {
        (_, Kind::Continuing) => Outcome::Held(HoldReason::Shortfall),
        (Noted::Tie, _) => Outcome::Held(HoldReason::Tie),
        (Noted::LimitOffice, _) => Outcome::Rejected(RejectReason::LimitOffice),
        (Noted::LimitMunicipality, _) => Outcome::Rejected(RejectReason::LimitMunicipality),
        _ => Outcome::Rejected(RejectReason::Frame),
    }
}
