//! The rules of a batch as flat keys and texts, so that programs can hold two runs against each other key by key.

use std::collections::BTreeMap;
use std::fmt::Display;

use rust_decimal::Decimal;

use super::{CommitmentShortfall, Direction, Late, Policy, Shortfall, TieKey};

/// Every rule that bears on who gets what: `scheme.rate_per_position` → `610000`. A limit or a threshold that is not set has no key.
#[must_use]
pub fn rules(policy: &Policy) -> BTreeMap<String, String> {
    let mut rules = Rules(BTreeMap::new());
    let (batch, scheme) = (&policy.batch, &policy.scheme);
    rules.set("batch.title", &batch.title);
    rules.set_some("batch.county", batch.county.as_ref());
    rules.set_some("batch.deadline", batch.deadline);
    rules.set("scheme.rate_per_position", scheme.rate_per_position);
    rules.set("scheme.supplement_per_project", scheme.supplement_per_project);
    rules.set("scheme.max_years", scheme.max_years);
    rules.set("scheme.position_step", scheme.position_step);
    rules.set("scheme.late", late(scheme.late));
    for (at, pot) in policy.pots.iter().enumerate() {
        let key = |name: &str| format!("pot.{}.{name}", pot.id);
        rules.set(&key("order"), at + 1);
        rules.set(&key("name"), &pot.name);
        rules.set(&key("kinds"), pot.kinds.iter().map(|kind| kind.key()).collect::<Vec<_>>().join(", "));
        rules.set(&key("shortfall"), shortfall(pot.shortfall));
        rules.set(&key("part_minimum"), pot.part_minimum.normalize());
        rules.set(&key("commitment_shortfall"), commitment_shortfall(pot.commitment_shortfall));
    }
    for criterion in &policy.criteria {
        rules.set(&format!("criterion.{}.weight", criterion.id), criterion.weight.normalize());
        let (lowest, highest) = criterion.scale;
        rules.set(
            &format!("criterion.{}.scale", criterion.id),
            format!("{}-{}", lowest.normalize(), highest.normalize()),
        );
    }
    let threshold = policy.ranking.threshold;
    rules.set_some("ranking.threshold", (threshold != Decimal::MIN).then(|| threshold.normalize()));
    rules.set("ranking.ties", policy.ranking.ties.iter().map(tie).collect::<Vec<_>>().join(", "));
    rules.set("ranking.lot_seed", &policy.ranking.lot_seed);
    rules.set_some("limits.per_office", policy.limits.per_office);
    rules.set_some("limits.per_municipality_amount", policy.limits.per_municipality_amount);
    rules.0
}

struct Rules(BTreeMap<String, String>);

impl Rules {
    fn set(&mut self, key: &str, value: impl Display) {
        self.0.insert(key.to_owned(), value.to_string());
    }

    fn set_some(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }
}

const fn late(late: Late) -> &'static str {
    match late {
        Late::Dismiss => "dismiss",
        Late::Warn => "warn",
    }
}

const fn shortfall(shortfall: Shortfall) -> &'static str {
    match shortfall {
        Shortfall::Stop => "stop",
        Shortfall::Skip => "skip",
        Shortfall::Part => "part",
    }
}

const fn commitment_shortfall(shortfall: CommitmentShortfall) -> &'static str {
    match shortfall {
        CommitmentShortfall::Hold => "hold",
        CommitmentShortfall::Prorate => "prorate",
    }
}

fn tie(key: &TieKey) -> String {
    let directed = |name: &str, direction: Direction| match direction {
        Direction::Ascending => format!("{name} asc"),
        Direction::Descending => format!("{name} desc"),
    };
    match *key {
        TieKey::Applied(direction) => directed("applied", direction),
        TieKey::Received(direction) => directed("received", direction),
        TieKey::Positions(direction) => directed("positions", direction),
        TieKey::MunicipalityAwarded => "municipality_awarded asc".to_owned(),
        TieKey::Lot => "lot".to_owned(),
    }
}
