//! The sorting: one key after the other, each only splitting the blocks that all keys before it left equal.
//!
//! So a key is made once for each candidate that needs it, not once for each comparison, and no lot is drawn for anyone whom
//! the keys before it have placed.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use jiff::civil::DateTime;
use sha2::{Digest, Sha256};

use super::Candidate;
use crate::identity::Kommunenummer;
use crate::money::Kroner;
use crate::policy::{Direction, RankingRules, TieKey};
use crate::score::Score;

/// Sorts `indexes` (into `candidates`) by id. Those of a batch usually come so.
pub(super) fn by_id(candidates: &[Candidate], indexes: &mut [u32]) {
    if indexes.is_sorted_by(|one, next| candidates[*one as usize].id <= candidates[*next as usize].id) {
        return;
    }
    let mut order = Order::new(candidates, indexes);
    // Numbers are quicker to compare than texts, and few ids are alike all through this.
    for from in [0, 16, 32] {
        order.split(|one| sixteen_bytes(one.id.as_str(), from));
    }
    order.split(|one| &one.id);
}

/// Sixteen bytes of `text` as a number that orders as they do; beyond its end, nil.
fn sixteen_bytes(text: &str, from: usize) -> u128 {
    let piece = text.as_bytes().get(from..).unwrap_or_default();
    let mut bytes = [0; 16];
    let length = piece.len().min(16);
    bytes[..length].copy_from_slice(&piece[..length]);
    u128::from_be_bytes(bytes)
}

/// Sorts `ranked` (indexes into `candidates`, all with a score) by score and tie chain, and gives the end of each block of
/// equal ones; inside a block they stand by id.
pub(super) fn by_score_and_ties(
    candidates: &[Candidate],
    ranked: &mut [u32],
    rules: &RankingRules,
    awarded: &BTreeMap<Kommunenummer, Kroner>,
) -> Vec<usize> {
    let score = |one: &Candidate| one.score.expect("only candidates with a score are ranked");
    let common = common_denominator(ranked.iter().map(|&at| score(&candidates[at as usize])));
    let mut order = Order::new(candidates, ranked);
    match common {
        Some(common) => order.split(|one| Reverse(whole_parts(score(one), common))),
        None => {
            order.split(|one| Reverse(coarse(score(one))));
            order.split(|one| Reverse(score(one)));
        }
    }
    for key in &rules.ties {
        match key {
            TieKey::Applied(direction) => order.split(|one| directed(one.applied.ore(), *direction)),
            TieKey::Positions(direction) => order.split(|one| directed(one.positions.parts(), *direction)),
            TieKey::Received(direction) => {
                order.split(|one| second(one.received, *direction));
                order.split(|one| nanosecond(one.received, *direction));
            }
            TieKey::MunicipalityAwarded => {
                order.split(|one| awarded.get(&one.municipality).copied().unwrap_or_default());
            }
            TieKey::Lot => {
                // Eight bytes of the hash tell all but all of them apart.
                order.split(|one| u64::from_be_bytes(*lot(&rules.lot_seed, one).first_chunk().expect("32 bytes")));
                order.split(|one| lot(&rules.lot_seed, one));
            }
        }
    }
    let ends = order.ends;
    let mut start = 0;
    for &end in &ends {
        // Nearly all are alone: they need no look.
        if end - start > 1 {
            by_id(candidates, &mut ranked[start..end]);
        }
        start = end;
    }
    ends
}

/// How two ranked candidates stand to each other: the same order as [`by_score_and_ties`] without the ids, for one question.
pub(super) fn compare(
    one: &Candidate,
    other: &Candidate,
    rules: &RankingRules,
    awarded: &BTreeMap<Kommunenummer, Kroner>,
) -> Ordering {
    let keys = rules.ties.iter().map(|key| match key {
        TieKey::Applied(direction) => {
            directed(one.applied.ore(), *direction).cmp(&directed(other.applied.ore(), *direction))
        }
        TieKey::Positions(direction) => {
            directed(one.positions.parts(), *direction).cmp(&directed(other.positions.parts(), *direction))
        }
        TieKey::Received(direction) => {
            let dated = match direction {
                Direction::Ascending => one.received.cmp(&other.received),
                Direction::Descending => other.received.cmp(&one.received),
            };
            one.received.is_none().cmp(&other.received.is_none()).then(dated)
        }
        TieKey::MunicipalityAwarded => {
            let has = |one: &Candidate| awarded.get(&one.municipality).copied().unwrap_or_default();
            has(one).cmp(&has(other))
        }
        TieKey::Lot => lot(&rules.lot_seed, one).cmp(&lot(&rules.lot_seed, other)),
    });
    let by_score = other.score.cmp(&one.score);
    std::iter::once(by_score).chain(keys).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Indexes in blocks; a block is what no key so far has told apart.
struct Order<'a> {
    candidates: &'a [Candidate],
    indexes: &'a mut [u32],
    ends: Vec<usize>,
    /// Where the next ends are written: kept, as memory the system must clear anew costs as much as the sorting.
    spare: Vec<usize>,
}

impl<'a> Order<'a> {
    fn new(candidates: &'a [Candidate], indexes: &'a mut [u32]) -> Self {
        let ends = if indexes.is_empty() { Vec::new() } else { vec![indexes.len()] };
        Self { candidates, indexes, ends, spare: Vec::new() }
    }

    /// Splits every block by `key`, smallest first.
    fn split<K: Ord>(&mut self, key: impl Fn(&'a Candidate) -> K) {
        let mut ends = std::mem::take(&mut self.spare);
        ends.clear();
        let mut keyed = Vec::new();
        let mut start = 0;
        for &end in &self.ends {
            if end - start > 1 {
                let block = &mut self.indexes[start..end];
                keyed.clear();
                keyed.extend(block.iter().map(|&at| (key(&self.candidates[at as usize]), at)));
                // Stable, as that is far quicker where few keys differ.
                keyed.sort_by(|one, next| one.0.cmp(&next.0));
                for (place, (_, at)) in block.iter_mut().zip(&keyed) {
                    *place = *at;
                }
                for equal in keyed.chunk_by(|one, next| one.0 == next.0) {
                    start += equal.len();
                    ends.push(start);
                }
            } else {
                ends.push(end);
            }
            start = end;
        }
        self.spare = std::mem::replace(&mut self.ends, ends);
    }
}

fn directed(size: i64, direction: Direction) -> i64 {
    match direction {
        Direction::Ascending => size,
        Direction::Descending => !size,
    }
}

/// A moment's second as a number that orders as moments do, the last first where that is the direction; none is last either
/// way.
fn second(received: Option<DateTime>, direction: Direction) -> i64 {
    let Some(at) = received else { return i64::MAX };
    let day = (i64::from(at.year()) * 13 + i64::from(at.month())) * 32 + i64::from(at.day());
    let minute = (day * 24 + i64::from(at.hour())) * 60 + i64::from(at.minute());
    directed(minute * 60 + i64::from(at.second()), direction)
}

/// What orders the moments of one second.
fn nanosecond(received: Option<DateTime>, direction: Direction) -> i64 {
    directed(received.map_or(0, |at| i64::from(at.subsec_nanosecond())), direction)
}

fn lot(seed: &str, candidate: &Candidate) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.as_bytes());
    hash.update(b"\n");
    hash.update(candidate.id.as_str().as_bytes());
    hash.finalize().into()
}

/// A denominator that all of `scores` have in common, if each is a whole number of parts of it that 64 bits hold: means of
/// a few assessors over a few weights always are, and whole numbers are the quickest to compare.
fn common_denominator(scores: impl Iterator<Item = Score>) -> Option<i64> {
    let (mut common, mut largest) = (1_i64, 0_i64);
    for score in scores {
        let (numerator, denominator) = score.parts();
        let denominator = i64::try_from(denominator).ok()?;
        largest = largest.max(i64::try_from(numerator).ok()?.checked_abs()?);
        if common % denominator != 0 {
            common = (common / greatest_divisor(common, denominator)).checked_mul(denominator)?;
        }
    }
    // No score has more parts than its numerator times all of them.
    largest.checked_mul(common).map(|_| common)
}

/// Of two numbers above nil.
fn greatest_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_divisor(other, one % other) }
}

/// How many parts of `common` a score is.
fn whole_parts(score: Score, common: i64) -> i64 {
    let (numerator, denominator) = score.parts();
    let narrow = |number| i64::try_from(number).expect("every score has been held against the common denominator");
    narrow(numerator) * (common / narrow(denominator))
}

/// The score in units of 2⁻⁴⁰, rounded down, held within `i64`: never the other way round than the exact scores, only
/// sometimes equal where they are not. Fractions are slow to compare, and this tells nearly all of them apart.
fn coarse(score: Score) -> i64 {
    const BITS: u32 = 40;
    let (numerator, denominator) = score.parts();
    let whole = numerator.div_euclid(denominator);
    let rest = numerator.rem_euclid(denominator);
    let part = match rest.checked_mul(1 << BITS) {
        Some(scaled) => scaled / denominator,
        None => binary_digits(rest.unsigned_abs(), denominator.unsigned_abs(), BITS),
    };
    let units = whole.saturating_mul(1 << BITS).saturating_add(part);
    i64::try_from(units).unwrap_or(if units < 0 { i64::MIN } else { i64::MAX })
}

/// The first `count` binary digits of `rest / denominator` (below 1), for fractions too large to be scaled.
fn binary_digits(rest: u128, denominator: u128, count: u32) -> i128 {
    let (mut rest, mut digits) = (rest, 0);
    for _ in 0..count {
        rest *= 2;
        digits *= 2;
        if rest >= denominator {
            rest -= denominator;
            digits += 1;
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use jiff::civil::{DateTime, date};

    use super::{binary_digits, coarse, common_denominator, nanosecond, second, whole_parts};
    use crate::policy::Direction;
    use crate::score::Score;

    proptest! {
        #[test]
        fn coarse_scores_never_contradict_exact_ones(
            one in (any::<i64>(), 1..i64::MAX), other in (any::<i64>(), 1..i64::MAX), huge in any::<bool>(),
        ) {
            let score = |(numerator, denominator): (i64, i64)| {
                let times = if huge { i128::from(u32::MAX) << 31 } else { 1 };
                Score::fraction(i128::from(numerator) * times + 1, i128::from(denominator) * times)
            };
            let (one, other) = (score(one), score(other));
            if coarse(one) != coarse(other) {
                prop_assert_eq!(coarse(one).cmp(&coarse(other)), one.cmp(&other));
            }
        }

        #[test]
        fn whole_parts_of_a_common_denominator_order_as_the_scores(
            scores in proptest::collection::vec((-10_000_i128..10_000, 1_i128..60), 1..20),
        ) {
            let scores: Vec<Score> = scores.into_iter().map(|(over, under)| Score::fraction(over, under)).collect();
            if let Some(common) = common_denominator(scores.iter().copied()) {
                for (one, other) in scores.iter().flat_map(|one| scores.iter().map(move |other| (*one, *other))) {
                    prop_assert_eq!(whole_parts(one, common).cmp(&whole_parts(other, common)), one.cmp(&other));
                }
            }
        }

        #[test]
        fn moments_order_as_numbers(one in any::<[u8; 7]>(), drawn in any::<[u8; 7]>(), alike in 0..=7_usize) {
            let mut other = drawn;
            other[..alike].copy_from_slice(&one[..alike]);
            let of = |parts: [u8; 7]| -> DateTime {
                let [year, month, day, hour, minute, second, nanosecond] = parts;
                let small = |number: u8, sides: u8| i8::try_from(number % sides).expect("below 60");
                date(2020 + i16::from(year % 3), small(month, 12) + 1, small(day, 28) + 1)
                    .at(small(hour, 24), small(minute, 60), small(second, 60), i32::from(nanosecond))
            };
            let (one, other) = (Some(of(one)), Some(of(other)));
            let [up, down] = [Direction::Ascending, Direction::Descending];
            let moment = |at, direction| (second(at, direction), nanosecond(at, direction));
            prop_assert_eq!(moment(one, up).cmp(&moment(other, up)), one.cmp(&other));
            prop_assert_eq!(moment(one, down).cmp(&moment(other, down)), other.cmp(&one));
            prop_assert!(moment(one, up) < moment(None, up) && moment(one, down) < moment(None, down));
        }

        #[test]
        fn digit_by_digit_is_scaled_division(denominator in 1_u64.., rest in any::<u64>()) {
            let (rest, denominator) = (u128::from(rest % denominator), u128::from(denominator));
            let scaled = i128::try_from((rest << 40) / denominator).expect("below 2⁴⁰");
            prop_assert_eq!(binary_digits(rest, denominator, 40), scaled);
        }
    }

    #[test]
    fn scores_without_a_common_denominator_of_64_bits_have_none() {
        let of = |scores: &[(i128, i128)]| {
            common_denominator(scores.iter().map(|&(over, under)| Score::fraction(over, under)))
        };
        assert_eq!(of(&[(1, 3), (5, 8), (7, 1)]), Some(24));
        assert_eq!(of(&[]), Some(1));
        assert_eq!(of(&[(1, (1 << 31) - 1), (1, (1 << 61) - 1)]), None);
        assert_eq!(of(&[(i128::from(i64::MAX), 1), (1, 2)]), None);
        assert_eq!(of(&[(1, i128::MAX)]), None);
    }

    #[test]
    fn coarse_scores_are_held_within_their_type() {
        assert_eq!(coarse(Score::fraction(i128::MAX, 1)), i64::MAX);
        assert_eq!(coarse(Score::fraction(i128::MIN + 1, 1)), i64::MIN);
        assert_eq!(coarse(Score::fraction(-1, 2)), -(1 << 39));
        assert_eq!(coarse(Score::fraction(i128::MAX - 1, i128::MAX)), (1 << 40) - 1);
    }
}
