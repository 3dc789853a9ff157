//! The same for programs. Money is a text; a weight is the exact fraction.

use serde::Serialize;

use super::{Beside, Landscape};
use crate::breakpoint;
use crate::identity::ApplicationId;
use crate::money::Kroner;
use crate::policy::Policy;
use crate::recommendation::Recommendation;
use crate::report::machine::moved::{Is, MovedLine};
use crate::score::Score;
use crate::whatif::{self, Bound};

#[derive(Serialize)]
struct LandscapeDocument<'a> {
    breakpoints: Vec<PotSteps<'a>>,
    weights: Vec<Weight<'a>>,
}

#[derive(Serialize)]
struct PotSteps<'a> {
    pot: &'a str,
    frame: Kroner,
    monotone: bool,
    complete: bool,
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    frame: Kroner,
    enter: Vec<&'a str>,
    leave: Vec<&'a str>,
    applications: usize,
    granted: Kroner,
    rest: Kroner,
}

#[derive(Serialize)]
struct Weight<'a> {
    criterion: &'a str,
    weight: Score,
    below: Option<End<'a>>,
    above: Option<End<'a>>,
    complete: bool,
}

#[derive(Serialize)]
struct End<'a> {
    at: Score,
    included: bool,
    pair: Vec<&'a str>,
    enter: Vec<&'a str>,
    leave: Vec<&'a str>,
}

#[derive(Serialize)]
struct BesideDocument<'a> {
    changes: Vec<Change<'a>>,
    without: Side<'a>,
    with: Side<'a>,
    moved: Vec<MovedLine<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "change", rename_all = "lowercase")]
enum Change<'a> {
    Frame {
        pot: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Kroner>,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Kroner>,
    },
    Decline {
        application: &'a str,
    },
    Weight {
        criterion: &'a str,
        to: String,
    },
}

#[derive(Serialize)]
struct Side<'a> {
    granted: usize,
    granted_amount: Kroner,
    pots: Vec<PotLine<'a>>,
    applications: Vec<Fate<'a>>,
}

#[derive(Serialize)]
struct PotLine<'a> {
    id: &'a str,
    frame: Kroner,
    granted: Kroner,
    rest: Kroner,
    applications: usize,
}

#[derive(Serialize)]
struct Fate<'a> {
    id: &'a str,
    #[serde(flatten)]
    is: Is,
}

impl Landscape<'_> {
    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        let breakpoints = self.breakpoints.iter().map(|one| PotSteps {
            pot: &self.policy.pots[one.pot].id,
            frame: one.frame,
            monotone: one.monotone,
            complete: one.complete,
            steps: one.steps.iter().map(step).collect(),
        });
        let weights = self.weights.iter().map(|one| Weight {
            criterion: &self.policy.criteria[one.criterion].id,
            weight: one.weight,
            below: one.below.as_ref().map(end),
            above: one.above.as_ref().map(end),
            complete: one.complete,
        });
        written(&LandscapeDocument { breakpoints: breakpoints.collect(), weights: weights.collect() })
    }
}

impl Beside<'_> {
    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        let policy = &self.without.policy;
        written(&BesideDocument {
            changes: self.changes.iter().map(|change| change_line(change, policy)).collect(),
            without: side(self.without),
            with: side(self.with),
            moved: self.moved.iter().map(MovedLine::of).collect(),
        })
    }
}

fn step(step: &breakpoint::Step) -> Step<'_> {
    Step {
        frame: step.frame,
        enter: ids(&step.enter),
        leave: ids(&step.leave),
        applications: step.applications,
        granted: step.granted,
        rest: step.rest,
    }
}

fn end(bound: &Bound) -> End<'_> {
    let (one, other) = &bound.pair;
    End {
        at: bound.at,
        included: bound.included,
        pair: std::iter::once(one).chain(other).map(ApplicationId::as_str).collect(),
        enter: ids(&bound.enter),
        leave: ids(&bound.leave),
    }
}

fn ids(ids: &[ApplicationId]) -> Vec<&str> {
    ids.iter().map(ApplicationId::as_str).collect()
}

fn change_line<'a>(change: &'a whatif::Change, policy: &'a Policy) -> Change<'a> {
    let pot = |at: usize| policy.pots[at].id.as_str();
    match change {
        whatif::Change::FrameBy(at, by) => Change::Frame { pot: pot(*at), by: Some(*by), to: None },
        whatif::Change::FrameAt(at, to) => Change::Frame { pot: pot(*at), by: None, to: Some(*to) },
        whatif::Change::Decline(id) => Change::Decline { application: id.as_str() },
        whatif::Change::Weight(at, to) => Change::Weight { criterion: &policy.criteria[*at].id, to: to.to_string() },
    }
}

fn side(result: &Recommendation) -> Side<'_> {
    let totals = result.totals();
    let pots = result.policy.pots.iter().zip(&result.pots).map(|(rules, pot)| PotLine {
        id: &rules.id,
        frame: pot.account.frame,
        granted: pot.account.granted,
        rest: pot.account.rest,
        applications: pot.account.applications,
    });
    let fates = result
        .entries
        .iter()
        .map(|entry| Fate { id: entry.submission.id.as_str(), is: Is::of((entry.outcome, entry.granted)) });
    Side {
        granted: totals.granted,
        granted_amount: totals.granted_amount,
        pots: pots.collect(),
        applications: fates.collect(),
    }
}

fn written(document: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(document).expect("texts, numbers and lists of them are always JSON");
    json.push('\n');
    json
}
