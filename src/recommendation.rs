//! The whole result of a run: what was read, what was decided and why. Every output is a function of it.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::allocate::{Look, Outcome, PotAccount};
use crate::application::{Eligible, Submission};
use crate::breakpoint::Breakpoints;
use crate::counterfactual::Found as Smallest;
use crate::earlier::Award;
use crate::finding::Finding;
pub use crate::form::SheetAccount;
use crate::form::decision::{Action, DecisionRow};
use crate::identity::ApplicationId;
use crate::money::{Kroner, Positions};
use crate::origin::{CellRef, Found, Source};
use crate::policy::Policy;
use crate::score::Score;

/// The result of a run. It recommends; people decide and sign.
#[derive(Debug)]
pub struct Recommendation {
    /// The rules it was made by.
    pub policy: Policy,
    /// Every file of the batch folder, sorted by path.
    pub inputs: Vec<Input>,
    /// The cells that correction workbooks replaced.
    pub corrected: Vec<Corrected>,
    /// Every application, sorted by id.
    pub entries: Vec<Entry>,
    /// The pots, in the order of the policy.
    pub pots: Vec<Pot>,
    /// Every finding, in the order it is shown.
    pub findings: Vec<Finding>,
    /// What coming years are already bound to, by year.
    pub liability: Vec<Liability>,
    /// What each decision that overrides the ranking moved, by application; last all of them together, where there are more.
    pub overridden: Vec<Overridden>,
    /// Of each pot the frames at which somebody enters or leaves, as far as they were searched.
    pub breakpoints: Vec<Breakpoints>,
    /// What earlier rounds had settled when this one began, by application.
    pub earlier: Vec<Award>,
    /// The decisions people made that could take effect, in the order they were read.
    pub decisions: Vec<DecisionRow>,
}

/// A run with a decision people made beside one without it (allocation.md, section 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overridden {
    /// The application it is about and what was decided; `None` for all such decisions together.
    pub decision: Option<(ApplicationId, Action)>,
    /// Whose outcome or amount differs, by application.
    pub moved: Vec<Moved>,
}

/// One application that a change moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The application.
    pub id: ApplicationId,
    /// Its outcome and amount without the change.
    pub without: (Outcome, Kroner),
    /// With it.
    pub with: (Outcome, Kroner),
}

/// What differs between two rounds of the same applications, which are in the same order in both.
#[must_use]
pub fn moved(without: &[Entry], with: &[Entry]) -> Vec<Moved> {
    let pairs = with.iter().zip(without);
    let differ = pairs.filter(|(with, without)| (with.outcome, with.granted) != (without.outcome, without.granted));
    let moved = differ.map(|(with, without)| Moved {
        id: with.submission.id.clone(),
        without: (without.outcome, without.granted),
        with: (with.outcome, with.granted),
    });
    moved.collect()
}

impl Overridden {
    /// Those who got less by it, other than the one it is about.
    pub fn losers(&self) -> impl Iterator<Item = &Moved> {
        let about = self.decision.as_ref().map(|(id, _)| id);
        self.moved.iter().filter(move |moved| moved.with.1 < moved.without.1 && Some(&moved.id) != about)
    }
}

/// One file of the batch folder.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path below the batch folder, with `/`.
    pub path: Arc<str>,
    /// SHA-256 of its bytes, in hex; empty where they were not read.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What it is for: `policy`, `applications`, `assessments`, `frame`, `register`, `decisions`.
    pub role: &'static str,
    /// `read`, `skipped` or `quarantined`.
    pub outcome: &'static str,
    /// The code of the finding that says why it was not read.
    pub reason: Option<&'static str>,
    /// What its rows were read as, sheet by sheet.
    pub sheets: Vec<SheetAccount>,
}

/// One application with its decision.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As received.
    pub submission: Submission,
    /// Cap and eligible amount, where the application was whole enough to compute them.
    pub eligible: Option<Eligible>,
    /// The exact score of a new one that every criterion was scored for.
    pub score: Option<Score>,
    /// Mean per criterion, in the order of the policy; `None` where nobody scored it. Empty for continuing ones.
    pub criterion_scores: Vec<Option<Score>>,
    /// Rank among the new ones, from 1.
    pub rank: Option<usize>,
    /// Its outcome.
    pub outcome: Outcome,
    /// Index of the pot it was granted from.
    pub pot: Option<usize>,
    /// Kroner granted.
    pub granted: Kroner,
    /// Kroner of an earlier round's award that this round gives back to its pot: index of the pot, kroner.
    pub returned: Option<(usize, Kroner)>,
    /// Positions granted.
    pub positions_granted: Positions,
    /// The round that granted it; the batch's own for everything else.
    pub round: u32,
    /// What happened at each pot.
    pub looks: Vec<Look>,
    /// What would have granted it; `None` where no change of money, score or amount could: it did not run for the money.
    pub counterfactual: Option<Smallest>,
    /// The cells its scores were made of, by criterion; those of conflicted assessors are not among them.
    pub marks: Vec<Mark>,
    /// The cell of the decision people made about it, where one took effect.
    pub decision: Option<Found>,
    /// Whether it is one of several copies of which nobody can say which one counts.
    pub duplicate: bool,
}

/// One assessor's score on one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Index of the criterion in the policy.
    pub criterion: usize,
    /// Who gave it. Internal.
    pub assessor: Option<Arc<str>>,
    /// The score.
    pub score: Decimal,
    /// The cell it stood in.
    pub found: Found,
}

/// A cell of a file that a correction workbook replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The cell that was replaced.
    pub sheet: Source,
    /// Its place, in both.
    pub at: CellRef,
    /// The correction workbook's path and the sheet there.
    pub by: Source,
}

/// A pot with the entries of its frame.
#[derive(Debug, Clone)]
pub struct Pot {
    /// Entries that count, by date.
    pub entries: Vec<FrameEntry>,
    /// What it held and gave.
    pub account: PotAccount,
}

/// One entry of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameEntry {
    /// The day it counts from.
    pub date: Date,
    /// What it is.
    pub text: String,
    /// Kroner; negative for money taken back.
    pub amount: Kroner,
    /// Reference, where one was given.
    pub reference: Option<String>,
    /// The cell of its amount; `None` where it stands in `batch.toml`.
    pub found: Option<Found>,
}

/// What one coming year is already bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Liability {
    /// The year.
    pub year: i16,
    /// Kroner in all.
    pub amount: Kroner,
    /// The parts: index into `entries`, kroner.
    pub parts: Vec<(usize, Kroner)>,
}

/// The sums at the head of every summary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Applications in all.
    pub applications: usize,
    /// Granted.
    pub granted: usize,
    /// Rejected.
    pub rejected: usize,
    /// Dismissed.
    pub dismissed: usize,
    /// Withdrawn.
    pub withdrawn: usize,
    /// Held.
    pub held: usize,
    /// Kroner applied for.
    pub applied: Kroner,
    /// Kroner granted.
    pub granted_amount: Kroner,
    /// Positions granted.
    pub positions_granted: Positions,
}

impl Recommendation {
    /// The sums over all entries.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { applications: self.entries.len(), ..Totals::default() };
        for entry in &self.entries {
            match entry.outcome {
                Outcome::Granted(_) => totals.granted += 1,
                Outcome::Rejected(_) => totals.rejected += 1,
                Outcome::Dismissed(_) => totals.dismissed += 1,
                Outcome::Withdrawn(_) => totals.withdrawn += 1,
                Outcome::Held(_) => totals.held += 1,
            }
            totals.applied += entry.submission.applied.unwrap_or_default();
            totals.granted_amount += entry.granted;
            totals.positions_granted = totals.positions_granted + entry.positions_granted;
        }
        totals
    }
}
