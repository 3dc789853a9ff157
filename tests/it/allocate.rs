//! Ranking and allocation by example: each case is a small text that a reader can check by hand.
//!
//! First the rules (`pot`, `limit`, `ties`, `threshold`, `step`, `earlier`), then one application to a line and, after the
//! bar, what must become of it; last what the pots must have left (`rest`).

use rust_decimal::Decimal;
use tilskot::allocate::{Allocation, Earlier, Office, PassedOver, Verdict, inversions};
use tilskot::application::Kind;
use tilskot::identity::{ApplicationId, Kommunenummer};
use tilskot::money::{Kroner, Positions};
use tilskot::policy::{CommitmentShortfall, Direction, Limits, PotRules, RankingRules, Shortfall, TieKey};
use tilskot::rank::{Candidate, Ranking};
use tilskot::score::Score;

use crate::twin::Case;

fn kroner(text: &str) -> Kroner {
    Kroner::exact(text.parse().unwrap()).unwrap()
}

fn positions(text: &str) -> Positions {
    Positions::exact(text.parse().unwrap()).unwrap()
}

fn municipality(text: &str) -> Kommunenummer {
    Kommunenummer::parse(text).unwrap()
}

/// `pot a 1000 stop`, and more words: `new` or `continuing` only, `prorate`, `least 0.8`, `before 200`.
fn pot<'a>(mut words: impl Iterator<Item = &'a str>) -> (PotRules, Kroner, Kroner, usize) {
    let (id, frame) = (words.next().unwrap(), kroner(words.next().unwrap()));
    let mut rules = PotRules {
        id: id.to_owned(),
        name: id.to_owned(),
        kinds: vec![Kind::Continuing, Kind::New],
        shortfall: Shortfall::Stop,
        part_minimum: Decimal::new(5, 1),
        commitment_shortfall: CommitmentShortfall::Hold,
        entries: Vec::new(),
    };
    let mut before = Kroner::ZERO;
    while let Some(word) = words.next() {
        match word {
            "stop" => rules.shortfall = Shortfall::Stop,
            "skip" => rules.shortfall = Shortfall::Skip,
            "part" => rules.shortfall = Shortfall::Part,
            "new" => rules.kinds = vec![Kind::New],
            "continuing" => rules.kinds = vec![Kind::Continuing],
            "prorate" => rules.commitment_shortfall = CommitmentShortfall::Prorate,
            "least" => rules.part_minimum = words.next().unwrap().parse().unwrap(),
            "before" => before = kroner(words.next().unwrap()),
            word => panic!("pot: {word}"),
        }
    }
    (rules, frame, before, 0)
}

/// `b 4/3 500`: id, score (`-` for a continuing one, `?` for none) and eligible amount; then `x 1.5` positions,
/// `applied 600`, `on 3` (January), `in 4601`, `at Ski`.
fn application(line: &str) -> Candidate {
    let mut words = line.split_whitespace();
    let (id, score, eligible) = (words.next().unwrap(), words.next().unwrap(), kroner(words.next().unwrap()));
    let fraction = |text: &str| {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        Score::fraction(numerator.parse().unwrap(), denominator.parse().unwrap())
    };
    let mut candidate = Candidate {
        id: ApplicationId::new(id),
        kind: if score == "-" { Kind::Continuing } else { Kind::New },
        score: (!["-", "?"].contains(&score)).then(|| fraction(score)),
        municipality: municipality("4601"),
        office: "Nav".into(),
        positions: positions("1"),
        applied: eligible,
        eligible,
        received: None,
    };
    while let (Some(word), Some(value)) = (words.next(), words.next()) {
        match word {
            "x" => candidate.positions = positions(value),
            "applied" => candidate.applied = kroner(value),
            "on" => candidate.received = Some(jiff::civil::date(2023, 1, value.parse().unwrap()).at(0, 0, 0, 0)),
            "in" => candidate.municipality = municipality(value),
            "at" => candidate.office = value.into(),
            word => panic!("application: {word}"),
        }
    }
    candidate
}

fn tie(words: &str) -> TieKey {
    match words.trim() {
        "applied asc" => TieKey::Applied(Direction::Ascending),
        "applied desc" => TieKey::Applied(Direction::Descending),
        "received asc" => TieKey::Received(Direction::Ascending),
        "received desc" => TieKey::Received(Direction::Descending),
        "positions asc" => TieKey::Positions(Direction::Ascending),
        "positions desc" => TieKey::Positions(Direction::Descending),
        "municipality_awarded asc" => TieKey::MunicipalityAwarded,
        "lot" => TieKey::Lot,
        words => panic!("ties: {words}"),
    }
}

/// Reads a case: the case, what each application must end as, and what the pots must have left.
fn parse(text: &str) -> (Case, Vec<(ApplicationId, String)>, Option<String>) {
    let mut case = Case {
        candidates: Vec::new(),
        rules: RankingRules { threshold: Decimal::ZERO, ties: Vec::new(), lot_seed: "seed".to_owned() },
        pots: Vec::new(),
        limits: Limits::default(),
        step: positions("0.1"),
        earlier: Earlier::default(),
        offices_before: Vec::new(),
    };
    let (mut expected, mut rest) = (Vec::new(), None);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        match words.next().unwrap() {
            "pot" => case.pots.push(pot(words)),
            "threshold" => case.rules.threshold = words.next().unwrap().parse().unwrap(),
            "step" => case.step = positions(words.next().unwrap()),
            "ties" => case.rules.ties = line["ties".len()..].split(',').map(tie).collect(),
            "limit" => match (words.next().unwrap(), words.next().unwrap()) {
                ("office", most) => case.limits.per_office = Some(most.parse().unwrap()),
                ("municipality", most) => case.limits.per_municipality_amount = Some(kroner(most)),
                (what, _) => panic!("limit: {what}"),
            },
            "earlier" => {
                let (place, amount) = (municipality(words.next().unwrap()), kroner(words.next().unwrap()));
                case.earlier.municipalities.insert(place, amount);
                if let Some(office) = words.next() {
                    case.earlier.new_projects.insert(Office::of(place, office), 1);
                }
            }
            "rest" => rest = Some(words.collect::<Vec<_>>().join(" ")),
            _ => {
                let (application_line, outcome) = line.split_once('|').expect("an application and what becomes of it");
                let candidate = application(application_line);
                expected.push((candidate.id.clone(), outcome.split_whitespace().collect::<Vec<_>>().join(" ")));
                case.candidates.push(candidate);
            }
        }
    }
    (case, expected, rest)
}

/// `granted ranked 400 a #1`: outcome, reason, kroner and pot if granted, positions if not all, rank if it has one.
fn written(case: &Case, ranking: &Ranking, allocation: &Allocation, place: usize) -> String {
    let (candidate, decision) = (ranking.candidate(place), &allocation.decisions[place]);
    let mut words = vec![decision.outcome.key().to_owned(), decision.outcome.reason_key().to_owned()];
    if let Some(pot) = decision.pot {
        words.extend([decision.granted.to_string(), case.pots[pot].0.id.clone()]);
        if decision.positions != candidate.positions {
            words.push(format!("x {}", decision.positions));
        }
    }
    words.extend(decision.rank.map(|rank| format!("#{rank}")));
    words.join(" ")
}

fn assert_case(text: &str) -> (Case, Ranking, Allocation) {
    let (case, expected, rest) = parse(text);
    let (ranking, allocation) = case.allocation();
    for ((id, expected), &place) in expected.iter().zip(ranking.places()) {
        assert_eq!(&written(&case, &ranking, &allocation, place), expected, "{id} in:\n{text}");
    }
    if let Some(rest) = rest {
        let left: Vec<String> = allocation.accounts.iter().map(|account| account.rest.to_string()).collect();
        assert_eq!(left.join(" "), rest, "{text}");
    }
    (case, ranking, allocation)
}

#[test]
fn continuing_first_then_new_ones_by_rank() {
    assert_case(
        "pot a 1000
         new-one   5 400 | granted ranked 400 a #1
         another   4 300 | rejected frame #2
         going-on  - 500 | granted commitment 500 a
         rest 100",
    );
}

#[test]
fn what_fits_exactly_fits() {
    assert_case("pot a 400\n b 5 400 | granted ranked 400 a #1\n rest 0");
    assert_case("pot a 399.99\n b 5 400 | rejected frame #1\n rest 399.99");
}

#[test]
fn stop_gives_nothing_to_anyone_after_the_one_that_does_not_fit() {
    let (_, ranking, allocation) = assert_case(
        "pot a 1000 stop
         b 5 700 | granted ranked 700 a #1
         c 4 400 | rejected frame #2
         d 3 100 | rejected frame #3
         rest 300",
    );
    let verdicts: Vec<Verdict> = (1..3).map(|place| allocation.looks(&ranking, place)[0].verdict).collect();
    assert_eq!(verdicts, [Verdict::DidNotFit, Verdict::Stopped]);
}

#[test]
fn skip_tries_the_next() {
    assert_case(
        "pot a 1000 skip
         b 5 700 | granted ranked 700 a #1
         c 4 400 | rejected frame #2
         d 3 100 | granted ranked 100 a #3
         rest 200",
    );
}

#[test]
fn part_gives_the_largest_whole_number_of_steps_that_fits_and_stops() {
    // Three tenths of a position cost 1000 × 3 / 15 = 200 kr: of 699 kr nine tenths (600) are the most.
    assert_case(
        "pot a 699 part
         step 0.3
         b 5 1000 x 1.5 | granted part 600 a x 0.9 #1
         c 4 50   x 1   | rejected frame #2
         rest 99",
    );
    // The cost is rounded down: 7/10 of 999 kr are 699.3.
    assert_case("pot a 699 part\n b 5 999 | granted part 699 a x 0.7 #1\n rest 0");
}

#[test]
fn part_gives_nothing_below_the_minimum_and_stops_all_the_same() {
    assert_case(
        "pot a 499 part
         b 5 1000 | rejected frame #1
         c 4 100  | rejected frame #2
         rest 499",
    );
    assert_case("pot a 500 part\n b 5 1000 | granted part 500 a x 0.5 #1");
    assert_case("pot a 799 part least 0.8\n b 5 1000 | rejected frame #1");
    assert_case("pot a 800 part least 0.8\n b 5 1000 | granted part 800 a x 0.8 #1");
    // Less than a tenth of the smallest step is left: a part of nil kroner is no grant.
    assert_case("pot a 0 part least 0\n b 5 5 | rejected frame #1");
}

#[test]
fn continuing_ones_that_do_not_all_fit_are_held_and_nothing_new_is_granted() {
    let (_, _, allocation) = assert_case(
        "pot a 1000 skip
         going-on-1 - 600 | held shortfall
         going-on-2 - 500 | held shortfall
         new-one    5 100 | rejected frame #1
         rest 1000",
    );
    assert_eq!(allocation.shortages.len(), 1);
    assert_eq!(allocation.shortages[0].missing(), Kroner::whole(100));
}

#[test]
fn a_later_pot_grants_what_an_earlier_one_could_not_cover() {
    assert_case(
        "pot a 1000
         pot b 1100
         going-on-1 - 600 | granted commitment 600 b
         going-on-2 - 500 | granted commitment 500 b
         new-one    5 100 | rejected frame #1
         rest 1000 0",
    );
}

#[test]
fn carried_over_money_that_covers_the_year_is_a_grant_of_nil() {
    assert_case(
        "pot empty 0
         pot a 100
         covered  - 0   | granted commitment 0 empty
         going-on - 200 | held shortfall",
    );
}

#[test]
fn prorate_shares_the_frame_exactly_by_largest_remainder_then_id() {
    // 100 kr for 3 × 1: 33 each, the krone left over to the first by id.
    assert_case(
        "pot a 100 prorate
         c - 200 | granted commitment 33 a
         b - 200 | granted commitment 33 a
         a - 200 | granted commitment 34 a
         rest 0",
    );
    // 3.33 and 6.67 of 10: the larger remainder first.
    assert_case("pot a 10 prorate\n a - 100 | granted commitment 3 a\n b - 200 | granted commitment 7 a\n rest 0");
    assert_case("pot a 10 prorate\n a - 11 | granted commitment 10 a\n n 5 1 | rejected frame #1");
    // Nothing to share is no grant.
    assert_case("pot a 0 prorate\n a - 100 | held shortfall");
}

#[test]
fn limits_are_looked_at_before_the_money_and_stop_nobody() {
    assert_case(
        "pot a 1000 stop
         limit office 1
         b 5 100         | granted ranked 100 a #1
         c 4 5000        | rejected limit_office #2
         d 3 100 at Ski  | granted ranked 100 a #3
         e 2 100 in 4602 | granted ranked 100 a #4
         going-on - 100  | granted commitment 100 a",
    );
    assert_case(
        "pot a 1000 stop
         limit municipality 500
         going-on - 300  | granted commitment 300 a
         b 5 201         | rejected limit_municipality #1
         c 4 200         | granted ranked 200 a #2
         d 3 400 in 4602 | granted ranked 400 a #3",
    );
}

#[test]
fn limits_hold_over_all_pots_and_rounds() {
    assert_case(
        "pot a 100 stop
         pot b 1000
         limit office 1
         c 5 100 | granted ranked 100 a #1
         d 4 100 | rejected limit_office #2",
    );
    assert_case(
        "pot a 1000
         limit office 1
         limit municipality 500
         earlier 4601 100 NAV
         earlier 4602 450
         b 5 100         | rejected limit_office #1
         c 4 100 in 4602 | rejected limit_municipality #2
         d 3 50 in 4602  | granted ranked 50 a #3",
    );
}

#[test]
fn the_reason_is_that_of_the_last_pot_that_looked() {
    assert_case(
        "pot a 100 skip
         pot b 1000
         limit office 1
         c 5 600 | granted ranked 600 b #1
         d 4 300 | rejected limit_office #2",
    );
    assert_case(
        "pot a 100 new
         pot b 100 new
         c 5 600 | rejected frame #1
         going-on - 50 | rejected no_pot",
    );
    assert_case("pot a 1000 continuing\n b 5 100 | rejected no_pot #1");
}

#[test]
fn a_score_below_the_threshold_is_rejected_whatever_the_frame() {
    let (_, ranking, allocation) = assert_case(
        "pot a 1000
         threshold 1.25
         b 5/4 100 | granted ranked 100 a #1
         c 6/5 100 | rejected threshold
         d ?   100 | held unscored",
    );
    assert_eq!(allocation.looks(&ranking, 1), []);
}

#[test]
fn scores_are_exact() {
    // A third is more than 0.333 and than 0.3333333333333333, and 8/6 is 4/3.
    assert_case(
        "pot a 100
         b 333/1000                           100 | rejected frame #3
         c 3333333333333333/10000000000000000 100 | rejected frame #2
         d 1/3                                100 | granted ranked 100 a #1",
    );
    assert_case("pot a 100\n b 4/3 100 | held tie #1\n c 8/6 100 | held tie #1");
}

#[test]
fn the_tie_chain_decides_key_by_key() {
    for (ties, first) in [
        ("applied asc", "small"),
        ("applied desc", "large"),
        ("received asc", "early"),
        ("received desc", "late"),
        ("positions asc", "half"),
        ("positions desc", "whole"),
        ("municipality_awarded asc", "poor"),
    ] {
        let (case, ..) = parse(&format!(
            "pot a 10000
             ties {ties}
             earlier 4602 50
             going-on - 100 in 4601      |
             large 5 100 applied 300 on 2 x 2 in 4602 |
             small 5 100 applied 100 on 2 x 2 in 4602 |
             early 5 100 applied 200 on 1 x 2 in 4602 |
             late  5 100 applied 200 on 3 x 2 in 4602 |
             half  5 100 applied 200 on 2 x 0.5 in 4602 |
             whole 5 100 applied 200 on 2 x 3 in 4602 |
             poor  5 100 applied 200 on 2 x 2 in 4603 |
             rich  5 100 applied 200 on 2 x 2 in 4601 |
             undated 5 100 applied 200 x 2 in 4602 |"
        ));
        let ranking = case.ranking();
        assert_eq!(ranking.candidate(ranking.ranked().start).id.as_str(), first, "{ties}");
        let last = ranking.candidate(ranking.ranked().end - 1);
        assert_eq!(ties.starts_with("received"), last.received.is_none(), "one without a date comes last either way");
    }
}

#[test]
fn a_rank_is_shared_and_the_next_one_counts_those_before() {
    assert_case(
        "pot a 1000
         ties applied asc, received asc
         b 5 100 on 1 | granted ranked 100 a #1
         c 5 100 on 1 | granted ranked 100 a #1
         d 5 100 on 2 | granted ranked 100 a #3",
    );
}

/// SHA-256 of `seed`, a newline and the id, ascending, computed with another program: s (1b38…), q (4aaf…), r (aba0…).
#[test]
fn the_lot_is_drawn_from_seed_and_id() {
    assert_case(
        "pot a 1000
         ties lot
         q 5 1 | granted ranked 1 a #2
         r 5 1 | granted ranked 1 a #3
         s 5 1 | granted ranked 1 a #1",
    );
}

#[test]
fn tied_ones_that_all_fit_are_all_granted() {
    assert_case("pot a 200\n b 5 100 | granted ranked 100 a #1\n c 5 100 | granted ranked 100 a #1\n rest 0");
}

#[test]
fn tied_ones_of_which_none_fits_all_get_nothing_and_no_part() {
    assert_case(
        "pot a 99 skip
         b 5 100 | rejected frame #1
         c 5 100 | rejected frame #1
         d 4 99  | granted ranked 99 a #3",
    );
    assert_case(
        "pot a 99 part\n b 5 100 | rejected frame #1\n c 5 100 | rejected frame #1\n d 4 99 | rejected frame #3",
    );
}

#[test]
fn anything_between_is_held_and_the_walk_goes_on_by_the_policy() {
    let tied = "b 5 100 | held tie #1\n c 5 100 | held tie #1\n";
    assert_case(&format!("pot a 199 skip\n {tied} d 4 99 | granted ranked 99 a #3\n rest 100"));
    assert_case(&format!("pot a 199 stop\n {tied} d 4 99 | rejected frame #3\n rest 199"));
    assert_case(&format!("pot a 199 part\n {tied} d 4 99 | rejected frame #3\n rest 199"));
    // One of them fits alone, the other does not.
    assert_case("pot a 150 skip\n b 5 100 | held tie #1\n c 5 200 | held tie #1");
}

#[test]
fn a_limit_that_only_some_of_the_tied_could_keep_holds_them_all() {
    assert_case("pot a 1000\n limit office 1\n b 5 100 | held tie #1\n c 5 100 | held tie #1");
    assert_case("pot a 1000\n limit municipality 150\n b 5 100 | held tie #1\n c 5 100 | held tie #1");
}

#[test]
fn a_tied_one_that_breaks_a_limit_by_itself_is_passed_over_first() {
    assert_case(
        "pot a 1000
         limit municipality 150
         b 5 200         | rejected limit_municipality #1
         c 5 100         | granted ranked 100 a #1
         d 5 150 in 4602 | granted ranked 150 a #1",
    );
}

#[test]
fn a_later_pot_may_settle_a_tie_and_else_the_tie_stands() {
    assert_case("pot a 150\n pot b 200\n c 5 100 | granted ranked 100 b #1\n d 5 100 | granted ranked 100 b #1");
    assert_case("pot a 150\n pot b 50\n c 5 100 | held tie #1\n d 5 100 | held tie #1");
}

#[test]
fn a_pot_holds_what_earlier_rounds_left_and_never_less_than_nil() {
    assert_case("pot a 1000 before 700\n b 5 300 | granted ranked 300 a #1\n c 4 1 | rejected frame #2\n rest 0");
    assert_case("pot a -500\n b 5 300 | rejected frame #1\n rest 0");
    assert_case("pot a 100 before 150\n b 5 1 | rejected frame #1\n rest -50");
}

#[test]
fn everyone_passed_over_is_named_with_the_reason_at_each_pot() {
    let (case, ranking, allocation) = assert_case(
        "pot a 1000 skip
         pot b 1000 new skip
         pot d 600 continuing
         limit office 2
         going-on-1 - 800 | held shortfall
         going-on-2 - 300 | held shortfall
         large   5 1001 at Ski | rejected frame #1
         first   4 500 | granted ranked 500 b #2
         second  3 400 | granted ranked 400 b #3
         third   2 50  | rejected limit_office #4
         fourth  1 90 at As | granted ranked 90 b #5",
    );
    let inversions = inversions(&ranking, &allocation, &case.states()).unwrap();
    let written: Vec<String> = inversions
        .iter()
        .flat_map(|one| one.passed.iter().map(move |passed| (one, passed)))
        .map(|(one, passed)| {
            format!("{} {:?} pot {} {} below: {}", one.id, one.rank, passed.pot, passed.lower, passed.why.key())
        })
        .collect();
    assert_eq!(
        written,
        [
            "going-on-1 None pot 1 3 below: kind_not_taken",
            "going-on-2 None pot 1 3 below: kind_not_taken",
            "large Some(1) pot 1 3 below: did_not_fit",
            "third Some(4) pot 1 1 below: limit_office",
        ]
    );
    assert_eq!(PassedOver::Tie.key(), "tie");
}
