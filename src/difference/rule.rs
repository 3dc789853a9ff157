//! One rule of another policy put in the stead of ours, by the key that [`crate::policy::rules`] writes it under.

use crate::policy::{Criterion, Policy, PotRules};

/// The pots there are and their order.
pub(super) const POTS: &str = "pot";
/// The criteria there are.
pub(super) const CRITERIA: &str = "criterion";

/// The ids of the pots, in order.
pub(super) fn pots(policy: &Policy) -> String {
    policy.pots.iter().map(|pot| pot.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// The ids of the criteria.
pub(super) fn criteria(policy: &Policy) -> String {
    policy.criteria.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Takes the rule that `key` names from `from`.
pub(super) fn take(policy: &mut Policy, key: &str, from: &Policy) {
    match key {
        POTS => policy.pots = merged(&policy.pots, &from.pots, |pot| &pot.id),
        CRITERIA => policy.criteria = merged(&policy.criteria, &from.criteria, |one| &one.id),
        "batch.county" => policy.batch.county.clone_from(&from.batch.county),
        "batch.deadline" => policy.batch.deadline = from.batch.deadline,
        "scheme.rate_per_position" => policy.scheme.rate_per_position = from.scheme.rate_per_position,
        "scheme.supplement_per_project" => policy.scheme.supplement_per_project = from.scheme.supplement_per_project,
        "scheme.max_years" => policy.scheme.max_years = from.scheme.max_years,
        "scheme.position_step" => policy.scheme.position_step = from.scheme.position_step,
        "scheme.late" => policy.scheme.late = from.scheme.late,
        "ranking.threshold" => policy.ranking.threshold = from.ranking.threshold,
        "ranking.ties" => policy.ranking.ties.clone_from(&from.ranking.ties),
        "ranking.lot_seed" => policy.ranking.lot_seed.clone_from(&from.ranking.lot_seed),
        "limits.per_office" => policy.limits.per_office = from.limits.per_office,
        "limits.per_municipality_amount" => {
            policy.limits.per_municipality_amount = from.limits.per_municipality_amount;
        }
        _ => of_list(policy, key, from),
    }
}

/// `pot.ID.shortfall`, `criterion.ID.weight`. An id may have points in it, the name of a rule has none.
fn of_list(policy: &mut Policy, key: &str, from: &Policy) {
    let Some((list, name)) = key.rsplit_once('.') else { return };
    if let Some(id) = list.strip_prefix("pot.") {
        let pair = policy.pots.iter_mut().find(|pot| pot.id == id).zip(from.pots.iter().find(|pot| pot.id == id));
        pair.into_iter().for_each(|(pot, from)| of_pot(pot, name, from));
    }
    if let Some(id) = list.strip_prefix("criterion.") {
        let ours = policy.criteria.iter_mut().find(|one| one.id == id);
        let pair = ours.zip(from.criteria.iter().find(|one| one.id == id));
        pair.into_iter().for_each(|(one, from)| of_criterion(one, name, from));
    }
}

fn of_pot(pot: &mut PotRules, name: &str, from: &PotRules) {
    match name {
        "name" => pot.name.clone_from(&from.name),
        "kinds" => pot.kinds.clone_from(&from.kinds),
        "shortfall" => pot.shortfall = from.shortfall,
        "part_minimum" => pot.part_minimum = from.part_minimum,
        "commitment_shortfall" => pot.commitment_shortfall = from.commitment_shortfall,
        _ => {}
    }
}

fn of_criterion(criterion: &mut Criterion, name: &str, from: &Criterion) {
    match name {
        "weight" => criterion.weight = from.weight,
        "scale" => criterion.scale = from.scale,
        _ => {}
    }
}

/// The list `from`, where those that we have too are as ours.
fn merged<T: Clone>(ours: &[T], from: &[T], id: impl Fn(&T) -> &String) -> Vec<T> {
    from.iter().map(|one| ours.iter().find(|our| id(our) == id(one)).unwrap_or(one).clone()).collect()
}
