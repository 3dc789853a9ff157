use rust_decimal::Decimal;
use std::time::Instant;
use tilskot::allocate::Earlier;
use tilskot::application::Kind;
use tilskot::counterfactual::changes;
use tilskot::identity::{ApplicationId, Kommunenummer};
use tilskot::money::{Kroner, Positions};
use tilskot::policy::*;
use tilskot::rank::Candidate;
use tilskot::score::Score;
use tilskot::settle::{Case, Standing};
fn main() {
    let mut x: u64 = 88172645463325252;
    let mut next = |n: u64| {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x % n
    };
    for n in [30usize, 2000, 20000] {
        for (name, shortfall, ties, limit) in [
            ("stop", Shortfall::Stop, true, false),
            ("skip", Shortfall::Skip, true, false),
            ("part", Shortfall::Part, true, true),
            ("skip no ties", Shortfall::Skip, false, false),
        ] {
            let mut policy = Policy::without_batch();
            let pot = |id: &str, kinds: Vec<Kind>| PotRules {
                id: id.into(),
                name: id.into(),
                kinds,
                shortfall,
                part_minimum: Decimal::new(5, 1),
                commitment_shortfall: CommitmentShortfall::Hold,
                entries: vec![],
            };
            policy.pots = vec![pot("a", vec![Kind::Continuing, Kind::New]), pot("b", vec![Kind::New])];
            policy.ranking = RankingRules {
                threshold: Decimal::ONE,
                ties: if ties { vec![TieKey::Applied(Direction::Ascending), TieKey::Lot] } else { vec![] },
                lot_seed: "x".into(),
            };
            policy.scheme.position_step = Positions::from_parts(1000);
            if limit {
                policy.limits.per_office = Some(3);
                policy.limits.per_municipality_amount = Some(Kroner::whole(8_000_000));
            }
            policy.criteria = vec![Criterion {
                id: "a".into(),
                name: ["A".into(), "A".into(), "A".into()],
                weight: Decimal::ONE,
                scale: (Decimal::ZERO, Decimal::from(5)),
            }];
            let candidates: Vec<Candidate> = (0..n)
                .map(|at| {
                    let e = Kroner::whole(300_000 + 5_000 * next(200) as i64);
                    Candidate {
                        id: ApplicationId::new(&format!("{:05}-{at}", next(99999))),
                        kind: if next(3) == 0 { Kind::Continuing } else { Kind::New },
                        score: Some(Score::fraction(100 + next(400) as i128, 100)),
                        municipality: Kommunenummer::new(4601 + next(50) as u16).unwrap(),
                        office: format!("Nav {}", next(5)).as_str().into(),
                        positions: Positions::from_parts(10_000),
                        applied: e,
                        eligible: e,
                        received: None,
                    }
                })
                .collect();
            let sum: Kroner = candidates.iter().map(|c| c.eligible).sum();
            let half = Kroner::whole(sum.whole_kroner() / 2);
            let case = Case {
                policy: &policy,
                candidates,
                demands: vec![],
                pots: vec![
                    Standing { frame: half, granted: Kroner::ZERO, applications: 0 },
                    Standing { frame: Kroner::whole(half.whole_kroner() / 10), granted: Kroner::ZERO, applications: 0 },
                ],
                earlier: Earlier::default(),
            };
            let t = Instant::now();
            let ready = case.ready();
            let allocation = ready.allocate().unwrap();
            let t0 = t.elapsed();
            let t = Instant::now();
            for _ in 0..10 {
                std::hint::black_box(ready.round().trial());
            }
            let t1 = t.elapsed() / 10;
            let t = Instant::now();
            let found = changes(&case, &ready, &allocation).unwrap();
            let t2 = t.elapsed();
            let open = (0..found.len()).filter(|at| !ready.is_granted(&allocation, *at)).count();
            let t = Instant::now();
            let b = tilskot::breakpoint::breakpoints(&case, tilskot::breakpoint::THOROUGH);
            let t3 = t.elapsed();
            println!(
                "{n} {name}: run {t0:?} trial {t1:?} changes {t2:?} open {open} unsearched {} found {} breakpoints {t3:?} {:?}",
                found.iter().filter(|f| !f.searched).count(),
                found.iter().map(|f| f.changes.len()).sum::<usize>(),
                b.iter().map(|b| (b.steps.len(), b.complete)).collect::<Vec<_>>()
            );
        }
    }
}
