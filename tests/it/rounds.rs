//! What one round says to the next: the rules it was made by, and that they have changed.

use tilskot::earlier;
use tilskot::finding::Finding;
use tilskot::policy::Policy;
use tilskot::report::machine::outputs::Outputs;
use tilskot::report::machine::run_json::run_json;
use tilskot::text::Language;

use crate::sample;

/// The codes whose case and clean twin stand here.
pub(crate) const CODES: &[&str] = &["T650"];

/// The rules of a second round of the sample.
fn second(change: impl Fn(&mut Policy)) -> Policy {
    let mut policy = sample::recommendation().policy;
    policy.batch.round = 2;
    policy.batch.title = "Ein ny runde".to_owned();
    change(&mut policy);
    policy
}

/// What is said of the rules when a round with `policy` follows the sample.
fn said(policy: Policy) -> Vec<String> {
    let before = run_json(&sample::recommendation(), &Outputs::default(), Language::Nn);
    let earlier = earlier::rounds(&before, &policy).unwrap();
    let batch = tilskot::check::batch(tilskot::check::Received::default(), &policy);
    let depth = tilskot::conclude::Depth::Outcomes;
    let round = tilskot::conclude::conclude(batch, &earlier, policy, Vec::new(), depth).unwrap();
    let about = |finding: &&Finding| finding.problem.code() == "T650";
    round.findings.iter().filter(about).map(|finding| finding.problem.message(Language::En)).collect()
}

#[test]
fn rules_that_changed_since_the_round_before_are_named() {
    assert_eq!(said(second(|_| ())), Vec::<String>::new(), "what a batch is called is no rule");
    let changed = said(second(|policy| {
        policy.limits.per_office = Some(2);
        policy.criteria[0].weight = "2.5".parse().unwrap();
        policy.pots.swap(0, 1);
    }));
    let [changed] = &changed[..] else { panic!("{changed:?}") };
    for rule in [
        "criterion.behov.weight: 3 → 2.5",
        "limits.per_office: – → 2",
        "pot.direktoratet.order: 2 → 1",
        "pot.statsforvaltaren.order: 1 → 2",
    ] {
        assert!(changed.contains(rule), "{rule} is not in {changed}");
    }
}
