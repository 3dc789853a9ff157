//! One round from its candidates to its allocation: a pure function of what is in memory, run again for every question about
//! what would have been. Words, findings and cells are left alone.

mod sweep;

use std::collections::BTreeMap;

pub use sweep::Sweep;

use crate::allocate::{Allocation, Earlier, InternalFault, Office, Offices, PotState, Round};
use crate::application::Kind;
use crate::identity::{ApplicationId, Kommunenummer};
use crate::money::Kroner;
use crate::policy::Policy;
use crate::rank::{self, Candidate, Ranking};

/// All that settles a round.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The rules.
    pub policy: &'a Policy,
    /// Who runs for the money.
    pub candidates: Vec<Candidate>,
    /// What people decided that takes money from a pot, in the order it is carried out.
    pub demands: Vec<Demand>,
    /// What each pot has before that, in the order of the policy.
    pub pots: Vec<Standing>,
    /// What is granted before that, towards limits and the tie key.
    pub earlier: Earlier,
}

/// A pot as earlier rounds and settled decisions leave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The sum of its frame's entries.
    pub frame: Kroner,
    /// Kroner granted from it.
    pub granted: Kroner,
    /// How many applications got those.
    pub applications: usize,
}

/// A decision to give an application money whatever its rank, as far as a pot holds it.
#[derive(Debug, Clone)]
pub enum Demand {
    /// An award of an earlier round becomes larger by this, or smaller where it is negative.
    Raise {
        /// The application.
        id: ApplicationId,
        /// Index of its pot.
        pot: usize,
        /// Its municipality.
        municipality: Option<Kommunenummer>,
        /// How much more.
        more: Kroner,
    },
    /// It is granted this much from the first pot that takes its kind and holds it; held by none, it may run with the others.
    Grant {
        /// The application.
        candidate: Candidate,
        /// How much.
        amount: Kroner,
        /// Whether it runs where no pot holds it. What an earlier round settled stays as it was.
        runs: bool,
    },
}

impl Demand {
    /// The application.
    #[must_use]
    pub fn id(&self) -> &ApplicationId {
        match self {
            Self::Raise { id, .. } => id,
            Self::Grant { candidate, .. } => &candidate.id,
        }
    }

    /// How much it takes from a pot; negative where it gives back.
    #[must_use]
    pub fn amount(&self) -> Kroner {
        match self {
            Self::Raise { more, .. } => *more,
            Self::Grant { amount, .. } => *amount,
        }
    }

    /// How much it takes from a pot, at the most.
    #[must_use]
    pub fn needs(&self) -> Kroner {
        match self {
            Self::Raise { more, .. } => more.or_zero(),
            Self::Grant { candidate, amount, .. } => candidate.eligible.max(*amount),
        }
    }
}

/// What became of one demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// Carried out, from this pot.
    Out(usize),
    /// No pot holds it: this is the most one had left.
    Not(Kroner),
}

/// A round with its demands carried out and its candidates ranked: ready to be allocated, and to be tried with changes.
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    /// What became of each demand.
    pub carried: Vec<Carried>,
    /// Candidates in the order of the case, then demands that no pot held, in theirs.
    pub ranking: Ranking,
    /// What each municipality had when ranking began.
    pub awarded: BTreeMap<Kommunenummer, Kroner>,
    /// Whether each demand runs with the others where no pot holds it.
    runs: Vec<bool>,
    /// For each pot, the least that it lacks for another demand.
    short: Vec<Option<Kroner>>,
    offices: Offices,
    pots: Vec<PotState<'a>>,
    earlier: Earlier,
    policy: &'a Policy,
}

impl<'a> Case<'a> {
    /// Carries out the demands and ranks the candidates.
    #[must_use]
    pub fn ready(&self) -> Ready<'a> {
        let Carry { carried, standing, earlier, short } = self.carry();
        let mut candidates = self.candidates.clone();
        for (demand, carried) in self.demands.iter().zip(&carried) {
            if let (Demand::Grant { candidate, runs: true, .. }, Carried::Not(_)) = (demand, carried) {
                candidates.push(candidate.clone());
            }
        }
        let awarded = rank::awarded_at_start(&candidates, &earlier.municipalities);
        let ranking = rank::rank(candidates, &self.policy.ranking, &awarded);
        let offices = Offices::of(&ranking, &self.policy.limits);
        let pots = states(self.policy, &standing);
        let runs = self.demands.iter().map(|demand| matches!(demand, Demand::Grant { runs: true, .. })).collect();
        Ready { carried, runs, short, ranking, awarded, offices, pots, earlier, policy: self.policy }
    }

    /// The demands, one after the other, as far as there is money.
    fn carry(&self) -> Carry {
        let mut carry = Carry {
            carried: Vec::with_capacity(self.demands.len()),
            standing: self.pots.clone(),
            earlier: self.earlier.clone(),
            short: vec![None; self.pots.len()],
        };
        for demand in &self.demands {
            let carried = match demand {
                Demand::Raise { pot, municipality, more, .. } => {
                    let carried = carry.draw(*more, std::iter::once(*pot));
                    if let (Carried::Out(_), Some(municipality)) = (carried, municipality) {
                        *carry.earlier.municipalities.entry(*municipality).or_default() += *more;
                    }
                    carried
                }
                Demand::Grant { candidate, amount, .. } => {
                    let takes = |pot: &usize| self.policy.pots[*pot].kinds.contains(&candidate.kind);
                    let carried = carry.draw(*amount, (0..self.pots.len()).filter(takes));
                    if let Carried::Out(pot) = carried {
                        carry.standing[pot].applications += 1;
                        *carry.earlier.municipalities.entry(candidate.municipality).or_default() += *amount;
                        if candidate.kind == Kind::New {
                            let office = Office::of(candidate.municipality, &candidate.office);
                            *carry.earlier.new_projects.entry(office).or_default() += 1;
                        }
                    }
                    carried
                }
            };
            carry.carried.push(carried);
        }
        carry
    }

    /// The same with the frame of `pot` at `frame`.
    #[must_use]
    pub fn with_frame(&self, pot: usize, frame: Kroner) -> Self {
        let mut case = self.clone();
        case.pots[pot].frame = frame;
        case
    }
}

/// Demands while they are carried out.
struct Carry {
    carried: Vec<Carried>,
    standing: Vec<Standing>,
    earlier: Earlier,
    /// For each pot, the least that it lacked for a demand that looked for money there.
    short: Vec<Option<Kroner>>,
}

impl Carry {
    /// Takes `amount` from the first of `pots` that holds it.
    fn draw(&mut self, amount: Kroner, pots: impl Iterator<Item = usize>) -> Carried {
        let mut most = Kroner::ZERO;
        for pot in pots {
            let Standing { frame, granted, .. } = self.standing[pot];
            let left = (frame.or_zero() - granted).or_zero();
            if amount <= left {
                self.standing[pot].granted += amount;
                return Carried::Out(pot);
            }
            most = most.max(left);
            let lacks = amount - (frame - granted);
            self.short[pot] = Some(self.short[pot].map_or(lacks, |short| short.min(lacks)));
        }
        Carried::Not(most)
    }
}

impl<'a> Ready<'a> {
    /// The round as it is.
    #[must_use]
    pub fn round(&self) -> Round<'_> {
        Round {
            ranking: &self.ranking,
            offices: &self.offices,
            pots: &self.pots,
            limits: &self.policy.limits,
            step: self.policy.scheme.position_step,
            earlier: &self.earlier,
        }
    }

    /// Allocates it, with an audit.
    ///
    /// # Errors
    /// When the audit finds a fault in this program.
    pub fn allocate(&self) -> Result<Allocation, InternalFault> {
        self.round().allocate()
    }

    /// Puts `changed` in the stead of the candidate in `place`; see [`Ranking::put`].
    pub fn put(&mut self, place: usize, changed: Candidate, spot: rank::Spot<'_>) -> usize {
        let to = self.ranking.put(place, changed, spot);
        self.offices.moved(place, to);
        to
    }

    /// Whether the person `at` (a candidate of the case, or behind them one of its demands) is granted by `allocation`.
    #[must_use]
    pub fn is_granted(&self, allocation: &Allocation, at: usize) -> bool {
        match self.place(at) {
            Some(place) => allocation.decisions[place].pot.is_some(),
            None => true,
        }
    }

    /// The place of the person `at` in the ranking; `None` for a demand that was carried out.
    #[must_use]
    pub fn place(&self, at: usize) -> Option<usize> {
        let candidates = self.ranking.places().len() - self.grants_not_carried(self.carried.len());
        let Some(demand) = at.checked_sub(candidates) else { return Some(self.ranking.places()[at]) };
        let runs = self.runs[demand] && matches!(self.carried[demand], Carried::Not(_));
        runs.then(|| self.ranking.places()[candidates + self.grants_not_carried(demand)])
    }

    /// How many of the first `demands` run with the others, as no pot held them.
    fn grants_not_carried(&self, demands: usize) -> usize {
        let with_runs = self.carried.iter().zip(&self.runs).take(demands);
        with_runs.filter(|(carried, runs)| **runs && matches!(carried, Carried::Not(_))).count()
    }

    /// The pots as the round finds them.
    #[must_use]
    pub fn pots(&self) -> &[PotState<'a>] {
        &self.pots
    }
}

fn states<'a>(policy: &'a Policy, standing: &[Standing]) -> Vec<PotState<'a>> {
    let pots = policy.pots.iter().zip(standing);
    pots.map(|(rules, pot)| PotState {
        rules,
        frame: pot.frame,
        granted_before: pot.granted,
        applications_before: pot.applications,
    })
    .collect()
}
