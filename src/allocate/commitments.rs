//! The continuing applications of a pot: all of them, or what the policy says when they do not all fit.

use super::walk::{OpenPot, Turn, Walk};
use super::{GrantReason, Noted, Shortage};
use crate::money::Kroner;
use crate::policy::CommitmentShortfall;

impl Walk<'_> {
    /// Looks at the continuing ones that no earlier pot has granted.
    pub(super) fn commitments(&mut self, pot: &mut OpenPot<'_>) {
        let turns = std::mem::take(&mut self.continuing);
        let needed: Kroner = turns.iter().map(|turn| turn.eligible).sum();
        let fit = needed <= pot.rest;
        let shares = match pot.rules.commitment_shortfall {
            _ if fit => turns.iter().map(|turn| turn.eligible).collect(),
            CommitmentShortfall::Hold => vec![Kroner::ZERO; turns.len()],
            CommitmentShortfall::Prorate => prorate(&turns, needed, pot.rest),
        };
        if !fit {
            let rule = pot.rules.commitment_shortfall;
            self.shortages.push(Shortage { pot: pot.at, needed, rest: pot.rest, rule });
            pot.closed = Some(Noted::CommitmentsUncovered);
        }
        for (turn, share) in turns.into_iter().zip(shares) {
            // Where carried-over money covers the year the grant is nil; elsewhere a share of nil is no grant.
            if share > Kroner::ZERO || turn.eligible == Kroner::ZERO {
                self.tally.add_continuing(turn.address, share);
                let positions = self.positions(&turn);
                self.grant(&turn, pot, GrantReason::Commitment, share, positions);
            } else {
                self.refuse(&turn, pot, Noted::CommitmentsUncovered);
                self.continuing.push(turn);
            }
        }
    }
}

/// Shares the whole kroner of `rest` in proportion to what each is eligible for: rounded down, and the kroner left over to
/// the largest remainders, ties by id. The shares sum to the whole kroner of `rest`, and none is
/// above its own amount as `rest < needed`.
fn prorate(turns: &[Turn], needed: Kroner, rest: Kroner) -> Vec<Kroner> {
    let kroner = i128::from(rest.whole_kroner());
    let parts = turns.iter().map(|turn| i128::from(turn.eligible.ore()) * kroner);
    let (mut shares, remainders): (Vec<i128>, Vec<i128>) =
        parts.map(|part| (part / i128::from(needed.ore()), part % i128::from(needed.ore()))).unzip();
    let left = kroner - shares.iter().sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..turns.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(remainders[at]));
    let extra = usize::try_from(left).expect("the remainders are each less than a krone");
    for &at in &by_remainder[..extra] {
        shares[at] += 1;
    }
    let whole = |kroner: i128| Kroner::whole(i64::try_from(kroner).expect("no share is above the rest"));
    shares.into_iter().map(whole).collect()
}
