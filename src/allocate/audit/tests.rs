//! Right allocations spoilt by hand: each must be caught, and the right ones let through.

use rust_decimal::Decimal;

use super::check;
use crate::allocate::{
    Allocation, Earlier, GrantReason, HoldReason, Noted, Offices, Outcome, PotState, RejectReason, Round, Seen,
    inversions, walk,
};
use crate::application::Kind;
use crate::identity::{ApplicationId, Kommunenummer};
use crate::money::{Kroner, Positions};
use crate::policy::{CommitmentShortfall, Limits, PotRules, RankingRules, Shortfall};
use crate::rank::{Candidate, Ranking, rank};
use crate::score::Score;

/// One continuing of 100 kr, new ones of 300, 500, 200 and 200 kr in that order, the last two tied; one new project each.
const AMOUNTS: [i64; 5] = [100, 300, 500, 200, 200];

fn ranking() -> Ranking {
    let scores = [0, 9, 8, 7, 7];
    let candidates = AMOUNTS.iter().zip(scores).enumerate().map(|(at, (amount, score))| Candidate {
        id: ApplicationId::new(&format!("application-{at}")),
        kind: if at == 0 { Kind::Continuing } else { Kind::New },
        score: Some(Score::fraction(score, 1)),
        municipality: Kommunenummer::new(4601).expect("in range"),
        office: format!("Nav {at}").into(),
        positions: Positions::from_parts(10_000),
        applied: Kroner::whole(*amount),
        eligible: Kroner::whole(*amount),
        received: None,
    });
    let rules = RankingRules { threshold: Decimal::ZERO, ties: Vec::new(), lot_seed: String::new() };
    rank(candidates.collect(), &rules, &std::collections::BTreeMap::new())
}

fn pot(shortfall: Shortfall) -> PotRules {
    PotRules {
        id: "pot".to_owned(),
        name: "Pot".to_owned(),
        kinds: vec![Kind::Continuing, Kind::New],
        shortfall,
        part_minimum: Decimal::new(5, 1),
        commitment_shortfall: CommitmentShortfall::Hold,
        entries: Vec::new(),
    }
}

/// What the check says of the right allocation of one pot after `spoil`.
fn spoilt(shortfall: Shortfall, frame: i64, limits: &Limits, spoil: impl Fn(&mut Allocation)) -> Option<String> {
    let (ranking, rules, earlier) = (ranking(), pot(shortfall), Earlier::default());
    let pots = [PotState::untouched(&rules, Kroner::whole(frame))];
    let offices = Offices::of(&ranking, limits);
    let step = Positions::from_parts(1_000);
    let round = Round { ranking: &ranking, pots: &pots, limits, step, earlier: &earlier, offices: &offices };
    let mut allocation = walk::pots(&round);
    assert_eq!(check(&allocation, &round), Ok(()), "right before it was spoilt");
    spoil(&mut allocation);
    check(&allocation, &round).err().map(|fault| fault.to_string())
}

fn assert_caught(shortfall: Shortfall, frame: i64, spoil: impl Fn(&mut Allocation), says: &str) {
    let fault = spoilt(shortfall, frame, &Limits::default(), spoil).expect("it is caught");
    assert!(fault.contains(says), "{fault}");
}

/// Grants the one in `place` as if it had fitted, in every book.
fn grant(allocation: &mut Allocation, place: usize, amount: i64) {
    let amount = Kroner::whole(amount);
    let decision = &mut allocation.decisions[place];
    decision.outcome = Outcome::Granted(GrantReason::Ranked);
    (decision.pot, decision.granted, decision.positions) = (Some(0), amount, Positions::from_parts(10_000));
    allocation.seen[0][place].what = Noted::Drew;
    allocation.accounts[0].granted += amount;
    allocation.accounts[0].rest -= amount;
    allocation.accounts[0].applications += 1;
    for seen in &mut allocation.seen[0][place + 1..] {
        seen.rest_before -= amount;
    }
}

/// Takes the grant in `place` back, in every book, as if it had been refused like that.
fn take_back(allocation: &mut Allocation, place: usize, as_if: Noted, outcome: Outcome) {
    let decision = &mut allocation.decisions[place];
    let amount = decision.granted;
    decision.outcome = outcome;
    (decision.pot, decision.granted, decision.positions) = (None, Kroner::ZERO, Positions::ZERO);
    allocation.seen[0][place].what = as_if;
    allocation.accounts[0].granted -= amount;
    allocation.accounts[0].rest += amount;
    allocation.accounts[0].applications -= 1;
    for seen in &mut allocation.seen[0][place + 1..] {
        seen.rest_before += amount;
    }
}

#[test]
fn a_right_allocation_passes() {
    for shortfall in [Shortfall::Stop, Shortfall::Skip, Shortfall::Part] {
        for frame in [0, 50, 100, 399, 400, 600, 650, 800, 900, 1300] {
            assert_eq!(spoilt(shortfall, frame, &Limits::default(), |_| {}), None);
        }
    }
}

#[test]
fn one_krone_off_is_caught_wherever_it_is() {
    let krone = Kroner::whole(1);
    let skip = Shortfall::Skip;
    assert_caught(skip, 800, |all| all.accounts[0].granted += krone, "but the grants are");
    assert_caught(skip, 800, |all| all.accounts[0].rest -= krone, "but the grants are");
    assert_caught(skip, 800, |all| all.accounts[0].frame += krone, "but the grants are");
    assert_caught(skip, 800, |all| all.accounts[0].applications += 1, "but the grants are");
    assert_caught(skip, 800, |all| all.seen[0][1].rest_before += krone, "what is not so");
    let more = |all: &mut Allocation| {
        all.decisions[1].granted += krone;
        all.accounts[0].granted += krone;
        all.accounts[0].rest -= krone;
    };
    assert_caught(skip, 801, more, "but may have 300 kr at most");
    let less = |all: &mut Allocation| {
        all.decisions[1].granted -= krone;
        all.accounts[0].granted -= krone;
        all.accounts[0].rest += krone;
    };
    assert_caught(skip, 800, less, "which it is not");
}

/// Two figures that are wrong together, so that every other sum still holds.
#[test]
fn what_is_wrong_on_one_side_alone_is_caught() {
    let (krone, skip) = (Kroner::whole(1), Shortfall::Skip);
    let frame = |all: &mut Allocation| {
        all.accounts[0].frame += krone;
        all.accounts[0].rest += krone;
    };
    assert_caught(skip, 800, frame, "but the grants are");
    let granted = |all: &mut Allocation| {
        all.accounts[0].granted += krone;
        all.accounts[0].rest -= krone;
    };
    assert_caught(skip, 800, granted, "but the grants are");
    let below_nil = |all: &mut Allocation| {
        all.decisions[1].granted = -krone;
        all.accounts[0].granted -= Kroner::whole(301);
        all.accounts[0].rest += Kroner::whole(301);
    };
    assert_caught(skip, 800, below_nil, "but may have 300 kr at most");
    let positions = |all: &mut Allocation| all.decisions[2].positions = Positions::from_parts(1);
    assert_caught(skip, 800, positions, "is granted something from no pot");
    let outcome = |all: &mut Allocation| all.decisions[2].outcome = Outcome::Granted(GrantReason::Ranked);
    assert_caught(skip, 800, outcome, "is granted something from no pot");
    let part = |all: &mut Allocation| all.decisions[1].outcome = Outcome::Granted(GrantReason::Part);
    assert_caught(skip, 800, part, "which it is not");
    let too_many = |all: &mut Allocation| all.decisions[1].positions = Positions::from_parts(10_001);
    assert_caught(skip, 800, too_many, "more positions than it applied for");
    let without_account = |all: &mut Allocation| all.accounts.clear();
    assert_caught(skip, 800, without_account, "a pot without an account");
}

#[test]
fn a_pot_that_is_not_for_its_kind_is_caught() {
    let (ranking, rules) = (ranking(), pot(Shortfall::Skip));
    let only_continuing = PotRules { kinds: vec![Kind::Continuing], ..rules.clone() };
    let pots = |rules| [PotState::untouched(rules, Kroner::whole(800))];
    let limits = Limits::default();
    let offices = Offices::of(&ranking, &limits);
    let (step, earlier) = (Positions::from_parts(1_000), Earlier::default());
    let whole = pots(&rules);
    let round = Round { ranking: &ranking, pots: &whole, limits: &limits, step, earlier: &earlier, offices: &offices };
    let allocation = walk::pots(&round);
    let bounds = |rules| super::bounds(&ranking, 1, &allocation.decisions[1], &pots(rules));
    assert_eq!(bounds(&rules), Ok(()));
    let fault = bounds(&only_continuing).expect_err("no pot for it").to_string();
    assert!(fault.contains("which it is not"), "{fault}");
}

#[test]
fn more_than_a_pot_holds_is_caught() {
    assert_caught(Shortfall::Skip, 800, |all| grant(all, 2, 500), "but the grants are");
}

/// What earlier rounds granted is gone from the frame.
#[test]
fn more_than_earlier_rounds_left_is_caught() {
    let (ranking, rules) = (ranking(), pot(Shortfall::Skip));
    let granted_before = Kroner::whole(500);
    let pots = [PotState { granted_before, applications_before: 1, ..PotState::untouched(&rules, Kroner::whole(800)) }];
    let (limits, step, earlier) = (Limits::default(), Positions::from_parts(1_000), Earlier::default());
    let offices = Offices::of(&ranking, &limits);
    let round = Round { ranking: &ranking, pots: &pots, limits: &limits, step, earlier: &earlier, offices: &offices };
    let mut allocation = walk::pots(&round);
    assert_eq!(super::money_adds_up(&allocation, &pots), Ok(()));
    grant(&mut allocation, 1, 300);
    let fault = super::money_adds_up(&allocation, &pots).expect_err("200 kr are left").to_string();
    assert!(fault.contains("but the grants are 400 kr"), "{fault}");
}

#[test]
fn a_grant_from_a_pot_that_is_not_there_is_caught() {
    assert_caught(Shortfall::Skip, 800, |all| all.decisions[1].pot = Some(1), "pot 1, which is not there");
}

#[test]
fn an_inversion_without_a_reason_is_caught() {
    // Under `stop` the 500 kr stop the pot with 400 kr left: nobody after it may have them.
    let granted_after_stop = |all: &mut Allocation| {
        grant(all, 3, 200);
        grant(all, 4, 200);
    };
    assert_caught(Shortfall::Stop, 800, granted_after_stop, "what is not so");
    // Passed over silently: it would have fitted.
    let frame = Outcome::Rejected(RejectReason::Frame);
    assert_caught(Shortfall::Skip, 1300, |all| take_back(all, 1, Noted::DidNotFit, frame), "what is not so");
    assert_caught(Shortfall::Skip, 1300, |all| take_back(all, 1, Noted::Stopped, frame), "what is not so");
    let limit = Outcome::Rejected(RejectReason::LimitOffice);
    assert_caught(Shortfall::Skip, 1300, |all| take_back(all, 1, Noted::LimitOffice, limit), "what is not so");
    let tie = Outcome::Held(HoldReason::Tie);
    assert_caught(Shortfall::Skip, 1300, |all| take_back(all, 3, Noted::Tie, tie), "what is not so");
    let shortfall = Outcome::Held(HoldReason::Shortfall);
    let uncovered = |all: &mut Allocation| take_back(all, 0, Noted::CommitmentsUncovered, shortfall);
    assert_caught(Shortfall::Skip, 1300, uncovered, "what is not so");
}

/// The pairs are checked by themselves too, with nothing but notes and decisions.
#[test]
fn a_pair_without_a_reason_is_a_fault_of_its_own() {
    let (ranking, rules) = (ranking(), pot(Shortfall::Stop));
    let pots = [PotState::untouched(&rules, Kroner::whole(800))];
    let limits = Limits::default();
    let offices = Offices::of(&ranking, &limits);
    let (step, earlier) = (Positions::from_parts(1_000), Earlier::default());
    let mut allocation = walk::pots(&Round {
        ranking: &ranking,
        pots: &pots,
        limits: &limits,
        step,
        earlier: &earlier,
        offices: &offices,
    });
    assert_eq!(inversions(&ranking, &allocation, &pots), Ok(Vec::new()));
    grant(&mut allocation, 3, 200);
    let fault = inversions(&ranking, &allocation, &pots).expect_err("the pot stopped").to_string();
    assert!(fault.contains("pot granted 1 ranked below application-2 without a reason"), "{fault}");
}

/// Whom a tie holds, a pot that stops may not pass over; one that skips may.
#[test]
fn only_a_pot_that_skips_passes_over_a_tie() {
    let (ranking, limits, earlier) = (ranking(), Limits::default(), Earlier::default());
    let offices = Offices::of(&ranking, &limits);
    let step = Positions::from_parts(1_000);
    for (shortfall, may) in [(Shortfall::Skip, true), (Shortfall::Stop, false)] {
        let rules = pot(shortfall);
        let pots = [PotState::untouched(&rules, Kroner::whole(1_300))];
        let limits = &limits;
        let round = Round { ranking: &ranking, pots: &pots, limits, step, earlier: &earlier, offices: &offices };
        let mut allocation = walk::pots(&round);
        take_back(&mut allocation, 1, Noted::Tie, Outcome::Held(HoldReason::Tie));
        assert_eq!(inversions(&ranking, &allocation, &pots).is_ok(), may, "{shortfall:?}");
    }
}

#[test]
fn a_block_of_ties_settled_by_id_is_caught() {
    // 600 kr: 200 are left for two of 200.
    assert_caught(Shortfall::Skip, 600, |all| grant(all, 3, 200), "what is not so");
}

#[test]
fn a_look_that_is_missing_or_twice_or_out_of_turn_is_caught() {
    let missing = |all: &mut Allocation| all.seen[0].retain(|seen| seen.place != 2);
    assert_caught(Shortfall::Skip, 800, missing, "did not look at application-2 in its turn");
    let twice = |all: &mut Allocation| {
        let last: Seen = all.seen[0][4];
        all.seen[0].push(last);
    };
    assert_caught(Shortfall::Skip, 800, twice, "looked at someone it does not take");
    assert_caught(Shortfall::Skip, 800, |all| all.seen[0].swap(1, 2), "in its turn");
}

#[test]
fn a_wrong_rank_or_reason_is_caught() {
    assert_caught(Shortfall::Skip, 800, |all| all.decisions[4].rank = Some(4), "is not given its rank");
    let reason = |all: &mut Allocation| all.decisions[2].outcome = Outcome::Rejected(RejectReason::NoPot);
    assert_caught(Shortfall::Skip, 800, reason, "its looks say Rejected(Frame)");
    let commitment = |all: &mut Allocation| all.decisions[1].outcome = Outcome::Granted(GrantReason::Commitment);
    assert_caught(Shortfall::Skip, 800, commitment, "which it is not");
    let no_pot = |all: &mut Allocation| all.decisions[2].granted = Kroner::whole(1);
    assert_caught(Shortfall::Skip, 800, no_pot, "801 kr are granted, but 800 kr come from pots");
    assert_caught(Shortfall::Skip, 800, |all| all.decisions.truncate(4), "4 decisions on 5 applications");
}

#[test]
fn a_limit_that_was_not_looked_at_is_caught() {
    let limits = Limits { per_office: Some(0), per_municipality_amount: None, ..Limits::default() };
    let fault = spoilt(Shortfall::Skip, 1300, &limits, |all| grant(all, 1, 300)).expect("it is caught");
    assert!(fault.contains("what is not so"), "{fault}");
    let limits = Limits { per_office: None, per_municipality_amount: Some(Kroner::whole(400)), ..Limits::default() };
    let fault = spoilt(Shortfall::Skip, 1300, &limits, |all| grant(all, 2, 500)).expect("it is caught");
    assert!(fault.contains("what is not so"), "{fault}");
}

#[test]
fn a_part_that_is_not_the_largest_is_caught() {
    // 400 left for 500 kr in tenths of a position: eight tenths.
    let smaller = |all: &mut Allocation| {
        let (positions, amount) = (Positions::from_parts(7_000), Kroner::whole(350));
        all.accounts[0].granted -= Kroner::whole(50);
        all.accounts[0].rest += Kroner::whole(50);
        (all.decisions[2].granted, all.decisions[2].positions) = (amount, positions);
        for seen in &mut all.seen[0][3..] {
            seen.rest_before += Kroner::whole(50);
        }
    };
    assert_caught(Shortfall::Part, 800, smaller, "what is not so");
}
