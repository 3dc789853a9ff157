//! One pot's frame raised from where it is, change by change, with everything else as it stands.

use super::{Case, Ready};
use crate::allocate::{Allocation, PotAccount};
use crate::money::Kroner;

/// A round while the frame of one pot rises. It stops at every frame where something may change, and passes none.
#[derive(Debug)]
pub struct Sweep<'a> {
    case: Case<'a>,
    pot: usize,
    ready: Ready<'a>,
    allocation: Allocation,
}

impl<'a> Sweep<'a> {
    /// A sweep of `pot` from `frame`.
    #[must_use]
    pub fn from(case: &Case<'a>, pot: usize, frame: Kroner) -> Self {
        let case = case.with_frame(pot, frame);
        let ready = case.ready();
        let allocation = ready.round().trial();
        Self { case, pot, ready, allocation }
    }

    /// The frame now.
    #[must_use]
    pub fn frame(&self) -> Kroner {
        self.case.pots[self.pot].frame
    }

    /// What the pot holds and gives now.
    #[must_use]
    pub fn account(&self) -> &PotAccount {
        &self.allocation.accounts[self.pot]
    }

    /// Whether the person `at` is granted now; see [`Ready::is_granted`].
    #[must_use]
    pub fn is_granted(&self, at: usize) -> bool {
        self.ready.is_granted(&self.allocation, at)
    }

    /// Raises the frame to where something may change next. False where no more money changes anything.
    pub fn advance(&mut self) -> bool {
        let by_rank = self.ready.round().next_raise(&self.allocation, self.pot);
        let by_demand = self.ready.short[self.pot].map(|short| -(-short).floor());
        let Some(raise) = [by_rank, by_demand].into_iter().flatten().min() else { return false };
        self.set(self.frame() + raise, by_demand.is_some_and(|demand| demand <= raise));
        true
    }

    /// Whether none of `people` is granted with a krone less: what proves that no less is enough.
    pub fn need_every_krone(&mut self, people: &[usize]) -> bool {
        let lower = self.frame() - Kroner::whole(1);
        if !self.case.demands.is_empty() {
            let below = Self::from(&self.case, self.pot, lower);
            return people.iter().all(|at| !below.is_granted(*at));
        }
        let here = std::mem::replace(&mut self.ready.pots[self.pot].frame, lower);
        let below = self.ready.round().trial();
        self.ready.pots[self.pot].frame = here;
        people.iter().all(|at| !self.ready.is_granted(&below, *at))
    }

    fn set(&mut self, frame: Kroner, demands_change: bool) {
        self.case.pots[self.pot].frame = frame;
        if demands_change {
            self.ready = self.case.ready();
        } else {
            let raise = frame - std::mem::replace(&mut self.ready.pots[self.pot].frame, frame);
            self.ready.short[self.pot] = self.ready.short[self.pot].map(|short| short - raise);
        }
        self.allocation = self.ready.round().trial();
    }
}
