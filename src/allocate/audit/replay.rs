//! Plays the looks back, pot by pot in the order of the ranking, and asks of each whether it was true when it was taken.

use std::collections::BTreeMap;

use super::{InternalFault, ensure};
use crate::allocate::limits::{Address, Directory};
use crate::allocate::{Decision, Earlier, Look, PotState, Verdict};
use crate::application::Kind;
use crate::money::{Kroner, Positions};
use crate::policy::{CommitmentShortfall, Limits, Shortfall};
use crate::rank::{Block, Candidate, Ranking};

/// Checks every look of every decision.
pub(super) fn looks_are_true(
    ranking: &Ranking,
    decisions: &[Decision],
    pots: &[PotState<'_>],
    limits: &Limits,
    step: Positions,
    earlier: &Earlier,
) -> Result<(), InternalFault> {
    let candidates = ranking.candidates();
    for (candidate, decision) in candidates.iter().zip(decisions) {
        looked_at_by_the_right_pots(candidate, decision, pots)?;
    }
    let (directory, addresses) = Directory::new(candidates, limits);
    let (kroner, projects) = directory.standing(earlier);
    let mut replay = Replay { candidates, decisions, addresses, limits, step, kroner, projects };
    for (at, state) in pots.iter().enumerate() {
        let mut pot = Pot { at, state, rest: state.available(), covered: true, stopped: false };
        if state.rules.kinds.contains(&Kind::Continuing) {
            replay.commitments(&mut pot, ranking.commitments())?;
        }
        if state.rules.kinds.contains(&Kind::New) {
            let mut tied = Vec::new();
            for block in ranking.blocks() {
                replay.block(&mut pot, block, &mut tied)?;
            }
        }
    }
    Ok(())
}

/// Each pot that takes its kind has looked at a continuing or ranked one, up to the pot that granted it; no other has.
fn looked_at_by_the_right_pots(
    candidate: &Candidate,
    decision: &Decision,
    pots: &[PotState<'_>],
) -> Result<(), InternalFault> {
    let walked = candidate.kind == Kind::Continuing || decision.rank.is_some();
    let last = decision.pot.map_or(pots.len(), |pot| pot + 1);
    let due = pots[..last].iter().enumerate().filter(|(_, pot)| walked && pot.rules.kinds.contains(&candidate.kind));
    let right = due.map(|(at, _)| at).eq(decision.looks.iter().map(|look| look.pot));
    ensure(right, || format!("{} was not looked at by just the pots that take it", decision.id))
}

struct Replay<'a> {
    candidates: &'a [Candidate],
    decisions: &'a [Decision],
    addresses: Vec<Address>,
    limits: &'a Limits,
    step: Positions,
    /// Granted so far: kroner by municipality, new projects by office.
    kroner: Vec<Kroner>,
    projects: Vec<u32>,
}

struct Pot<'a> {
    at: usize,
    state: &'a PotState<'a>,
    rest: Kroner,
    /// Whether its continuing applications all fitted.
    covered: bool,
    stopped: bool,
}

/// What fits of a block of ties, before anyone in it draws.
struct Fit {
    all: bool,
    none: bool,
    part: Option<(Kroner, Positions)>,
}

impl<'a> Replay<'a> {
    fn look(&self, at: usize, pot: &Pot<'_>) -> Option<&'a Look> {
        self.decisions[at].looks.iter().find(|look| look.pot == pot.at)
    }

    fn ensure(&self, holds: bool, at: usize, pot: &Pot<'_>, look: &Look) -> Result<(), InternalFault> {
        ensure(holds, || {
            format!(
                "{} at pot {} with {:?} left: {look:?} is not so",
                self.decisions[at].id, pot.state.rules.id, pot.rest
            )
        })
    }

    fn commitments(&mut self, pot: &mut Pot<'_>, commitments: &[usize]) -> Result<(), InternalFault> {
        let seen: Vec<_> = commitments.iter().filter_map(|&at| self.look(at, pot).map(|look| (at, look))).collect();
        let needed: Kroner = seen.iter().map(|(at, _)| self.candidates[*at].eligible).sum();
        let there = pot.rest;
        pot.covered = needed <= there;
        for (at, look) in seen {
            let right = self.is_due(at, look, pot, (needed, there));
            self.ensure(right, at, pot, look)?;
            self.take(at, pot, look)?;
        }
        let prorated = !pot.covered && pot.state.rules.commitment_shortfall == CommitmentShortfall::Prorate;
        ensure(!prorated || pot.rest < Kroner::whole(1), || {
            format!("pot {} was to be shared and has {:?} left", pot.state.rules.id, pot.rest)
        })
    }

    /// Whether this is what a continuing one is due of what was `there` for all that was `needed`.
    fn is_due(&self, at: usize, look: &Look, pot: &Pot<'_>, (needed, there): (Kroner, Kroner)) -> bool {
        let candidate = &self.candidates[at];
        let amount = match look.verdict {
            Verdict::Drew(amount, positions) if positions == candidate.positions => amount,
            Verdict::CommitmentsUncovered => Kroner::ZERO,
            _ => return false,
        };
        let drew = look.verdict != Verdict::CommitmentsUncovered;
        if pot.covered || candidate.eligible == Kroner::ZERO {
            return drew && amount == candidate.eligible;
        }
        match pot.state.rules.commitment_shortfall {
            CommitmentShortfall::Hold => !drew,
            CommitmentShortfall::Prorate => {
                let product = |one: Kroner, other: Kroner| i128::from(one.ore()) * i128::from(other.ore());
                let off = product(amount, needed) - product(candidate.eligible, there.floor());
                drew == (amount > Kroner::ZERO) && amount.is_whole() && off.abs() < product(needed, Kroner::whole(1))
            }
        }
    }

    /// Checks what is written on a look, and plays its draw.
    fn take(&mut self, at: usize, pot: &mut Pot<'_>, look: &Look) -> Result<(), InternalFault> {
        let candidate = &self.candidates[at];
        let written = look.rest_before == pot.rest && look.needed == candidate.eligible;
        self.ensure(written, at, pot, look)?;
        if let Verdict::Drew(amount, _) = look.verdict {
            self.ensure(amount <= pot.rest, at, pot, look)?;
            pot.rest -= amount;
            self.kroner[self.addresses[at].municipality as usize] += amount;
            self.projects[self.addresses[at].office as usize] += u32::from(candidate.kind == Kind::New);
        }
        Ok(())
    }

    fn block(
        &mut self,
        pot: &mut Pot<'_>,
        block: Block<'_>,
        tied: &mut Vec<(usize, &'a Look)>,
    ) -> Result<(), InternalFault> {
        tied.clear();
        for &at in block.members {
            let ranked = self.decisions[at].rank == Some(block.rank);
            ensure(ranked, || format!("{} is not given its rank", self.decisions[at].id))?;
            let Some(look) = self.look(at, pot) else { continue };
            let limited = matches!(look.verdict, Verdict::LimitOffice | Verdict::LimitMunicipality);
            let limit = self.limit(at);
            self.ensure(limit == limited.then_some(look.verdict), at, pot, look)?;
            if limited {
                self.take(at, pot, look)?;
            } else {
                tied.push((at, look));
            }
        }
        if tied.is_empty() {
            return Ok(());
        }
        let fit = self.fit(pot, tied);
        for (at, look) in tied.iter() {
            let right = self.is_true(*at, look, pot, &fit, tied.len());
            self.ensure(right, *at, pot, look)?;
        }
        for (at, look) in tied.iter() {
            self.take(*at, pot, look)?;
        }
        pot.stopped |= !fit.all && pot.covered && pot.state.rules.shortfall != Shortfall::Skip;
        Ok(())
    }

    /// The limit that this new one would break now.
    fn limit(&self, at: usize) -> Option<Verdict> {
        let address = self.addresses[at];
        let projects = self.projects[address.office as usize] + 1;
        let kroner = self.kroner[address.municipality as usize] + self.candidates[at].eligible;
        match self.limits {
            Limits { per_office: Some(most), .. } if projects > *most => Some(Verdict::LimitOffice),
            Limits { per_municipality_amount: Some(most), .. } if kroner > *most => Some(Verdict::LimitMunicipality),
            _ => None,
        }
    }

    fn fit(&self, pot: &Pot<'_>, tied: &[(usize, &Look)]) -> Fit {
        let eligible = |at: usize| self.candidates[at].eligible;
        let in_all: Kroner = tied.iter().map(|(at, _)| eligible(*at)).sum();
        let all = in_all <= pot.rest && (tied.len() == 1 || self.within_limits(tied));
        let part = match tied {
            [(at, _)] if !all && pot.state.rules.shortfall == Shortfall::Part => self.largest_part(*at, pot),
            _ => None,
        };
        Fit { all, none: tied.iter().all(|(at, _)| eligible(*at) > pot.rest), part }
    }

    /// Whether all of these together break no limit.
    fn within_limits(&self, tied: &[(usize, &Look)]) -> bool {
        let (mut projects, mut kroner) = (BTreeMap::new(), BTreeMap::new());
        for (at, _) in tied {
            let address = self.addresses[*at];
            *projects.entry(address.office).or_insert(self.projects[address.office as usize]) += 1;
            *kroner.entry(address.municipality).or_insert(self.kroner[address.municipality as usize]) +=
                self.candidates[*at].eligible;
        }
        self.limits.per_office.is_none_or(|most| projects.values().all(|count| *count <= most))
            && self.limits.per_municipality_amount.is_none_or(|most| kroner.values().all(|amount| *amount <= most))
    }

    /// The largest part that fits, found by halving, if the pot may give it.
    fn largest_part(&self, at: usize, pot: &Pot<'_>) -> Option<(Kroner, Positions)> {
        let candidate = &self.candidates[at];
        let (whole, step) = (candidate.positions.parts(), self.step.parts());
        let cost = |steps: i64| candidate.eligible.share(steps.checked_mul(step)?, whole);
        let (mut fits, mut beyond) = (0, whole.checked_div(step)? + 1);
        while beyond - fits > 1 {
            let middle = fits + (beyond - fits) / 2;
            if cost(middle)? <= pot.rest { fits = middle } else { beyond = middle }
        }
        let (amount, positions) = (cost(fits)?, Positions::from_parts(fits * step));
        let least = pot.state.rules.part_minimum * candidate.positions.to_decimal();
        (amount > Kroner::ZERO && positions.to_decimal() >= least).then_some((amount, positions))
    }

    /// Whether a look at a new one that breaks no limit says what was so.
    fn is_true(&self, at: usize, look: &Look, pot: &Pot<'_>, fit: &Fit, tied: usize) -> bool {
        let candidate = &self.candidates[at];
        let open = pot.covered && !pot.stopped;
        match look.verdict {
            Verdict::Drew(amount, positions) if fit.all => {
                open && amount == candidate.eligible && positions == candidate.positions
            }
            Verdict::Drew(amount, positions) => open && fit.part == Some((amount, positions)),
            Verdict::DidNotFit => open && fit.none && fit.part.is_none(),
            Verdict::Tie => open && tied > 1 && !fit.all && !fit.none,
            Verdict::Stopped => pot.stopped,
            Verdict::CommitmentsUncovered => !pot.covered,
            Verdict::LimitOffice | Verdict::LimitMunicipality => false,
        }
    }
}
