//! The figures and lists that every summary is made of, added up once: per kind, per pot, what is held, who stands where.

use std::collections::BTreeSet;

use crate::allocate::{HoldReason, Outcome};
use crate::application::{Eligible, Kind};
use crate::check;
use crate::money::{Kroner, Positions};
use crate::policy::PotRules;
use crate::recommendation::{Entry, Pot, Recommendation, Totals};

use super::words::sort_key;

/// What holds applications, in the order somebody should take it up.
pub const HELD_ORDER: [HoldReason; 5] =
    [HoldReason::Finding, HoldReason::Duplicate, HoldReason::Shortfall, HoldReason::Tie, HoldReason::Unscored];

/// Applications added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// How many.
    pub count: usize,
    /// Their positions.
    pub positions: Positions,
    /// Their kroner.
    pub amount: Kroner,
}

impl Sum {
    fn add(&mut self, positions: Positions, amount: Kroner) {
        self.count += 1;
        self.positions = self.positions + positions;
        self.amount += amount;
    }

    /// What an entry has been granted. One that ended may keep some of its money: that counts, and the project does not.
    fn add_award(&mut self, entry: &Entry) {
        self.amount += entry.granted;
        if is_granted(entry) {
            self.count += 1;
            self.positions = self.positions + entry.positions_granted;
        }
    }
}

/// What was applied for and what is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AppliedAndGranted {
    /// Applied for.
    pub applied: Sum,
    /// Granted.
    pub granted: Sum,
}

/// One pot: its rules, its account, and what it granted over all rounds.
#[derive(Debug)]
pub struct PotFigures<'a> {
    /// Its rules.
    pub rules: &'a PotRules,
    /// Its frame entries and its account.
    pub pot: &'a Pot,
    /// Granted to continuing projects.
    pub continuing: Sum,
    /// Granted to new projects.
    pub new: Sum,
    /// Granted in this round, to any.
    pub this_round: Sum,
}

/// The applications that wait for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeldBack {
    /// Kroner they may get, where it is known.
    pub needed: Kroner,
    /// How many of them have no amount that could be read.
    pub unknown: usize,
    /// What is left in the pots that take their kinds.
    pub rest: Kroner,
}

impl HeldBack {
    /// What the rest lacks of what they may get.
    #[must_use]
    pub fn missing(&self) -> Kroner {
        (self.needed - self.rest).or_zero()
    }
}

/// Everything that the summaries say in figures. Lists are sorted by municipality, office and title.
#[derive(Debug)]
pub struct Figures<'a> {
    /// The sums over all applications.
    pub totals: Totals,
    /// Continuing applications.
    pub continuing: AppliedAndGranted,
    /// New applications.
    pub new: AppliedAndGranted,
    /// Applications whose kind could not be read.
    pub of_unknown_kind: AppliedAndGranted,
    /// All applications, those of unknown kind too.
    pub in_all: AppliedAndGranted,
    /// Granted in this round; equal to the totals in round 1.
    pub this_round: Sum,
    /// How many offices are granted anything.
    pub offices: usize,
    /// How many municipalities are granted anything.
    pub municipalities: usize,
    /// The pots in their order.
    pub pots: Vec<PotFigures<'a>>,
    /// What the held ones need.
    pub held_back: HeldBack,
    entries: Vec<&'a Entry>,
}

impl<'a> Figures<'a> {
    /// Adds up `recommendation`.
    #[must_use]
    pub fn of(recommendation: &'a Recommendation) -> Self {
        let round = recommendation.policy.batch.round;
        let mut entries: Vec<&Entry> = recommendation.entries.iter().collect();
        entries.sort_by_cached_key(|entry| place(entry));
        let granted: Vec<&Entry> = entries.iter().copied().filter(|entry| is_granted(entry)).collect();
        let awarded: Vec<&Entry> = entries.iter().copied().filter(|entry| entry.pot.is_some()).collect();
        let offices: BTreeSet<_> = granted.iter().map(|entry| office_key(entry)).collect();
        let municipalities: BTreeSet<_> = offices.iter().map(|(municipality, _)| municipality).collect();
        Self {
            totals: recommendation.totals(),
            continuing: added_up(entries.iter().filter(|entry| entry.submission.kind == Some(Kind::Continuing))),
            new: added_up(entries.iter().filter(|entry| entry.submission.kind == Some(Kind::New))),
            of_unknown_kind: added_up(entries.iter().filter(|entry| entry.submission.kind.is_none())),
            in_all: added_up(entries.iter()),
            this_round: sum(granted.iter().filter(|entry| entry.round == round)),
            offices: offices.len(),
            municipalities: municipalities.len(),
            pots: pots(recommendation, &awarded),
            held_back: held_back(recommendation),
            entries,
        }
    }

    /// The applications with an outcome like `key` (`granted`, `rejected` …).
    pub fn with_outcome(&self, key: &'static str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().copied().filter(move |entry| entry.outcome.key() == key)
    }

    /// The held ones by what holds them, in the order somebody should take them up.
    #[must_use]
    pub fn held_by_reason(&self) -> Vec<(HoldReason, Vec<&'a Entry>)> {
        let of = |reason| self.with_outcome("held").filter(|one| one.outcome == Outcome::Held(reason)).collect();
        let groups = HELD_ORDER.into_iter().map(|reason| (reason, of(reason)));
        groups.filter(|(_, entries): &(_, Vec<_>)| !entries.is_empty()).collect()
    }

    /// The granted ones of `kind`.
    pub fn granted(&self, kind: Kind) -> impl Iterator<Item = &'a Entry> {
        self.with_outcome("granted").filter(move |entry| entry.submission.kind == Some(kind))
    }
}

fn is_granted(entry: &Entry) -> bool {
    matches!(entry.outcome, Outcome::Granted(_))
}

fn office_key(entry: &Entry) -> (Option<crate::identity::Kommunenummer>, Option<&str>) {
    (entry.submission.municipality.map(|one| one.number), entry.submission.office.as_deref())
}

/// What lists are sorted by; the id last, so that the order is total.
fn place(entry: &Entry) -> [String; 4] {
    let submission = &entry.submission;
    [
        sort_key(submission.municipality.map_or("", |one| one.name.as_str())),
        sort_key(submission.office.as_deref().unwrap_or_default()),
        sort_key(submission.project.as_deref().unwrap_or_default()),
        submission.id.to_string(),
    ]
}

fn sum<'b, 'a: 'b>(entries: impl Iterator<Item = &'b &'a Entry>) -> Sum {
    let mut sum = Sum::default();
    for entry in entries {
        sum.add_award(entry);
    }
    sum
}

fn added_up<'b, 'a: 'b>(entries: impl Iterator<Item = &'b &'a Entry>) -> AppliedAndGranted {
    let mut figures = AppliedAndGranted::default();
    for entry in entries {
        let submission = &entry.submission;
        figures.applied.add(submission.positions.unwrap_or_default(), submission.applied.unwrap_or_default());
        figures.granted.add_award(entry);
    }
    figures
}

fn pots<'a>(recommendation: &'a Recommendation, awarded: &[&'a Entry]) -> Vec<PotFigures<'a>> {
    let round = recommendation.policy.batch.round;
    let rules = &recommendation.policy.pots;
    let figures = rules.iter().zip(&recommendation.pots).enumerate().map(|(at, (rules, pot))| {
        let from_it: Vec<&Entry> = awarded.iter().copied().filter(|entry| entry.pot == Some(at)).collect();
        let of = |kind: Kind| sum(from_it.iter().filter(|entry| entry.submission.kind == Some(kind)));
        PotFigures {
            rules,
            pot,
            continuing: of(Kind::Continuing),
            new: of(Kind::New),
            this_round: sum(from_it.iter().filter(|entry| is_granted(entry) && entry.round == round)),
        }
    });
    figures.collect()
}

fn held_back(recommendation: &Recommendation) -> HeldBack {
    let mut figures = HeldBack::default();
    let mut kinds = BTreeSet::new();
    for entry in recommendation.entries.iter().filter(|entry| matches!(entry.outcome, Outcome::Held(_))) {
        // Of an amount that is not believed, the most that it can turn out to be is kept back.
        let doubted = entry.submission.faults.iter().any(|code| check::UNIT_GUARD.contains(code));
        let carried_over = entry.submission.carried_over.unwrap_or_default();
        let may_get = |eligible: Eligible| if doubted { eligible.cap - carried_over } else { eligible.amount };
        let needed = entry.eligible.map(may_get).or(entry.submission.applied);
        match needed {
            Some(amount) => figures.needed += amount.or_zero(),
            None => figures.unknown += 1,
        }
        match entry.submission.kind {
            Some(kind) => kinds.extend([kind]),
            None => kinds.extend([Kind::Continuing, Kind::New]),
        }
    }
    for (rules, pot) in recommendation.policy.pots.iter().zip(&recommendation.pots) {
        if rules.kinds.iter().any(|kind| kinds.contains(kind)) {
            figures.rest += pot.account.rest;
        }
    }
    figures
}
