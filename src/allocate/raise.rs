//! How far a frame can rise before anything changes, read from the notes of one allocation.
//!
//! An allocation is a row of comparisons of what is needed with what is left. While each has the same answer the whole is the
//! same, and only those of the raised pot can get another. So the least shortfall among its notes is as far as the frame can
//! rise with nothing changed: exact under every rule, also where a larger frame takes something from somebody (`skip`).

use super::walk::largest_part;
use super::{Allocation, Noted, Round, Seen};
use crate::money::Kroner;
use crate::policy::{CommitmentShortfall, Shortfall};

/// See [`Round::next_raise`].
pub(super) fn next(round: &Round<'_>, allocation: &Allocation, pot: usize) -> Option<Kroner> {
    let state = &round.pots[pot];
    // What is granted already takes the first of it.
    let taken = (state.granted_before - state.frame).or_zero();
    let uncovered = allocation.shortages.iter().find(|shortage| shortage.pot == pot);
    let least = match uncovered {
        Some(shortage) if shares_stand(round, allocation, pot, shortage.rest) => Some(shortage.missing()),
        Some(_) => Some(Kroner::from_ore(1)),
        None => shortfalls(round, allocation, pot),
    };
    least.map(|least| up(least + taken))
}

/// Whether every share stays above nil and no limit hangs on them, until all are covered: only then does it not matter that
/// shares change with every krone.
fn shares_stand(round: &Round<'_>, allocation: &Allocation, pot: usize, rest: Kroner) -> bool {
    if round.pots[pot].rules.commitment_shortfall == CommitmentShortfall::Hold {
        return true;
    }
    let notes = allocation.seen[pot].iter().map(|seen| seen.place as usize);
    let eligible = notes.take_while(|place| round.ranking.commitments().contains(place));
    let eligible: Vec<Kroner> = eligible.map(|place| round.ranking.claims()[place].eligible).collect();
    let needed = i128::from(eligible.iter().copied().sum::<Kroner>().whole_kroner());
    let sure = |one: &Kroner| i128::from(one.whole_kroner()) * i128::from(rest.whole_kroner()) >= needed;
    round.limits.per_municipality_amount.is_none() && eligible.iter().filter(|one| **one > Kroner::ZERO).all(sure)
}

/// The least that some new application, or block of them, or a larger part of one, lacks in this pot.
fn shortfalls(round: &Round<'_>, allocation: &Allocation, pot: usize) -> Option<Kroner> {
    let rank = |seen: &Seen| allocation.decisions[seen.place as usize].rank;
    let blocks = allocation.seen[pot].chunk_by(|one, next| rank(one).is_some() && rank(one) == rank(next));
    blocks.filter_map(|block| of_block(round, allocation, pot, block)).min()
}

fn of_block(round: &Round<'_>, allocation: &Allocation, pot: usize, block: &[Seen]) -> Option<Kroner> {
    if let [alone] = block {
        // Nearly always, and a sweep asks this of everyone at every frame: no list is made.
        return of_one(round, allocation, pot, alone);
    }
    let eligible = |seen: &Seen| round.ranking.claims()[seen.place as usize].eligible;
    let limited = |seen: &&Seen| matches!(seen.what, Noted::LimitOffice | Noted::LimitMunicipality);
    let admitted: Vec<&Seen> = block.iter().filter(|seen| !limited(seen)).collect();
    let rest = admitted.first()?.rest_before;
    let mut needs = Vec::new();
    if admitted.iter().any(|seen| matches!(seen.what, Noted::DidNotFit | Noted::Tie)) {
        needs.push(admitted.iter().map(|seen| eligible(seen)).sum());
        needs.extend(admitted.iter().map(|seen| eligible(seen)));
    }
    if let [alone] = admitted[..] {
        let in_part = alone.what == Noted::Drew && allocation.decisions[alone.place as usize].granted < eligible(alone);
        if in_part || !needs.is_empty() {
            needs.push(eligible(alone));
            needs.extend(next_part(round, pot, alone));
        }
    }
    needs.into_iter().filter(|need| *need > rest).map(|need| need - rest).min()
}

fn of_one(round: &Round<'_>, allocation: &Allocation, pot: usize, seen: &Seen) -> Option<Kroner> {
    let place = seen.place as usize;
    let eligible = round.ranking.claims()[place].eligible;
    let lacks = match seen.what {
        Noted::DidNotFit | Noted::Tie => true,
        Noted::Drew => allocation.decisions[place].granted < eligible,
        Noted::Stopped | Noted::LimitOffice | Noted::LimitMunicipality | Noted::CommitmentsUncovered => false,
    };
    if !lacks {
        return None;
    }
    let needs = [Some(eligible), next_part(round, pot, seen)].into_iter().flatten();
    needs.filter(|need| *need > seen.rest_before).map(|need| need - seen.rest_before).min()
}

/// What one step of positions more than fits would cost.
fn next_part(round: &Round<'_>, pot: usize, seen: &Seen) -> Option<Kroner> {
    if round.pots[pot].rules.shortfall != Shortfall::Part {
        return None;
    }
    let claim = &round.ranking.claims()[seen.place as usize];
    let fits = largest_part(claim.eligible, claim.positions, round.step, seen.rest_before)?;
    claim.eligible.share((fits + round.step).parts(), claim.positions.parts())
}

/// Whole kroner, rounded up.
fn up(amount: Kroner) -> Kroner {
    -(-amount).floor()
}
