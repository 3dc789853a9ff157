//! `run.json`: the whole result for programs, `explain`, `diff` and the next round. Its keys are a contract (outputs.md).
//!
//! Money, positions and scores are strings with a point, lists have a fixed order, and a value that may be about a person is
//! null.

mod shape;

use crate::allocate::{Look, Outcome, Verdict};
use crate::application::{Field, Received};
use crate::counterfactual::Change;
use crate::earlier::Award;
use crate::explain::Explainer;
use crate::finding::Finding;
use crate::form::decision::{Action, DecisionRow};
use crate::money::{Kroner, Positions};
use crate::origin::Found;
use crate::policy::rules;
use crate::privacy;
use crate::recommendation::{Corrected, Entry, Input, Liability, Mark, Overridden, Pot, Recommendation, SheetAccount};
use crate::score::Score;
use crate::text::Language;

use super::laid_out::laid_out;
use super::moved::MovedLine;
use super::outputs::Outputs;
use crate::report::figures::Figures;
use shape::{
    AwardLine, Batch, CheckDocument, CorrectedLine, Counterfactual, CriterionScore, DecisionLine, EntryLine,
    FindingLine, FoundLine, FrameLine, HeldBackLine, InputLine, LiabilityLine, LiabilityPart, LookLine, MarkLine,
    OverrideLine, PotLine, RoundLine, RunDocument, SheetLine, SourceLine, Tool, TotalsLine,
};

/// The bytes of `run.json`; messages and fixes in `language`. `outputs` says what stands where in the others.
#[must_use]
pub fn run_json(recommendation: &Recommendation, outputs: &Outputs, language: Language) -> Vec<u8> {
    let policy = &recommendation.policy;
    let pots = policy.pots.iter().zip(&recommendation.pots);
    let explainer = Explainer::new(recommendation);
    laid_out(&RunDocument {
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        batch: Batch {
            id: &policy.batch.id,
            year: policy.batch.year,
            round: policy.batch.round,
            as_of: policy.batch.as_of.to_string(),
            language: policy.batch.language.tag(),
            title: &policy.batch.title,
            previous: policy.batch.previous.as_deref(),
        },
        inputs: recommendation.inputs.iter().map(input_line).collect(),
        totals: totals(recommendation),
        pots: pots.map(|(rules, pot)| pot_line(&rules.id, &rules.name, pot)).collect(),
        applications: recommendation
            .entries
            .iter()
            .map(|entry| entry_line(recommendation, &explainer, entry))
            .collect(),
        findings: recommendation.findings.iter().map(|finding| finding_line(finding, language)).collect(),
        liability: recommendation.liability.iter().map(|year| liability_line(recommendation, year)).collect(),
        held_back: held_back(recommendation),
        rounds: rounds(recommendation),
        overrides: recommendation.overridden.iter().map(override_line).collect(),
        policy: rules(policy),
        corrected: recommendation.corrected.iter().map(corrected_line).collect(),
        decisions: recommendation.decisions.iter().map(decision_line).collect(),
        earlier: recommendation.earlier.iter().map(|award| award_line(recommendation, award)).collect(),
        outputs,
    })
}

/// The bytes of `check --format json`: `inputs` and `findings` in the same shape as in `run.json`.
#[must_use]
pub fn check_json(inputs: &[Input], findings: &[Finding], language: Language) -> Vec<u8> {
    json(&CheckDocument {
        inputs: inputs.iter().map(input_line).collect(),
        findings: findings.iter().map(|finding| finding_line(finding, language)).collect(),
    })
}

/// One file of `inputs`, for a line of its own.
#[must_use]
pub fn input(input: &Input) -> impl serde::Serialize + '_ {
    input_line(input)
}

/// One of `findings`, for a line of its own.
#[must_use]
pub fn finding(finding: &Finding, language: Language) -> impl serde::Serialize + '_ {
    finding_line(finding, language)
}

fn json(document: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(document).expect("texts, numbers and lists of them are always JSON");
    bytes.push(b'\n');
    bytes
}

fn input_line(input: &Input) -> InputLine<'_> {
    let sheets = input.sheets.iter();
    InputLine {
        path: &input.path,
        sha256: &input.sha256,
        bytes: input.bytes,
        role: input.role,
        outcome: input.outcome,
        reason: input.reason,
        sheets: sheets.map(|one| sheet_line(one)).collect(),
    }
}

fn sheet_line(sheet: &SheetAccount) -> SheetLine<'_> {
    SheetLine {
        name: &sheet.name,
        layout: sheet.layout,
        rows: &sheet.rows,
        headers: sheet.headers.iter().map(|(field, header)| (*field, privacy::shown(header))).collect(),
    }
}

fn found_line(found: &Found) -> FoundLine<'_> {
    FoundLine {
        file: &found.source.file,
        sheet: &found.source.sheet,
        cell: found.at.to_string(),
        raw: privacy::as_received(&found.raw),
    }
}

fn corrected_line(corrected: &Corrected) -> CorrectedLine<'_> {
    CorrectedLine {
        file: &corrected.sheet.file,
        sheet: &corrected.sheet.sheet,
        cell: corrected.at.to_string(),
        by_file: &corrected.by.file,
        by_sheet: &corrected.by.sheet,
    }
}

fn totals(recommendation: &Recommendation) -> TotalsLine {
    let totals = recommendation.totals();
    TotalsLine {
        applications: totals.applications,
        granted: totals.granted,
        rejected: totals.rejected,
        dismissed: totals.dismissed,
        withdrawn: totals.withdrawn,
        held: totals.held,
        applied: totals.applied.to_string(),
        granted_amount: totals.granted_amount.to_string(),
        positions_granted: totals.positions_granted.to_string(),
    }
}

fn pot_line<'a>(id: &'a str, name: &'a str, pot: &'a Pot) -> PotLine<'a> {
    let entries = pot.entries.iter().map(|entry| FrameLine {
        date: entry.date.to_string(),
        text: &entry.text,
        amount: entry.amount.to_string(),
        reference: entry.reference.as_deref(),
        source: entry.found.as_ref().map(found_line),
    });
    PotLine {
        id,
        frame: pot.account.frame.to_string(),
        granted: pot.account.granted.to_string(),
        rest: pot.account.rest.to_string(),
        applications: pot.account.applications,
        name,
        entries: entries.collect(),
    }
}

fn entry_line<'a>(recommendation: &'a Recommendation, explainer: &Explainer<'_>, entry: &'a Entry) -> EntryLine<'a> {
    let submission = &entry.submission;
    EntryLine {
        id: submission.id.as_str(),
        project_id: submission.project_id.as_deref(),
        kind: submission.kind.map(crate::application::Kind::key),
        municipality_no: submission.municipality.map(|one| one.number.to_string()),
        municipality: submission.municipality.map(|one| one.name.as_str()),
        office: submission.office.as_deref(),
        project: submission.project.as_deref(),
        grant_year: submission.grant_year,
        positions: submission.positions.map(|one| one.to_string()),
        applied: written(submission.applied),
        carried_over: submission.carried_over.unwrap_or_default().to_string(),
        cap: written(entry.eligible.map(|eligible| eligible.cap)),
        eligible: written(entry.eligible.map(|eligible| eligible.amount)),
        score: entry.score.map(two_decimals),
        rank: entry.rank,
        outcome: entry.outcome.key(),
        reason: entry.outcome.reason_key(),
        pot: entry.pot.map(|pot| pot_id(recommendation, pot)),
        granted: entry.granted.to_string(),
        positions_granted: entry.positions_granted.to_string(),
        round: entry.round,
        counterfactual: counterfactual(recommendation, entry),
        source: source_line(entry),
        score_exact: entry.score.map(exact),
        criteria: criteria(recommendation, entry),
        looks: entry.looks.iter().map(|look| look_line(recommendation, look)).collect(),
        org_no: submission.org_no.map(|one| one.to_string()),
        start: submission.start.map(|day| day.to_string()),
        received: submission.received.map(received),
        own_share: written(submission.own_share),
        applied_year_2: written(submission.applied_year_2),
        returned: entry.returned.map_or(Kroner::ZERO, |(_, amount)| amount).to_string(),
        applied_year_3: written(submission.applied_year_3),
        explanation: explainer.of(entry),
        register: submission.register.as_deref().map(found_line),
        marks: entry.marks.iter().map(|mark| mark_line(recommendation, mark)).collect(),
        decision: entry.decision.as_ref().map(found_line),
        faults: &submission.faults,
        duplicate: entry.duplicate,
    }
}

fn written(amount: Option<Kroner>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

fn received(received: Received) -> String {
    match received {
        Received::Day(day) => day.to_string(),
        Received::Moment(moment) => moment.to_string(),
    }
}

/// `4.20`, never `4.2`: programs may compare the texts.
fn two_decimals(score: Score) -> String {
    format!("{:.2}", score.rounded())
}

fn exact(score: Score) -> String {
    let (numerator, denominator) = score.parts();
    format!("{numerator}/{denominator}")
}

fn pot_id(recommendation: &Recommendation, pot: usize) -> &str {
    recommendation.policy.pots.get(pot).map_or("", |rules| rules.id.as_str())
}

fn source_line(entry: &Entry) -> SourceLine<'_> {
    let submission = &entry.submission;
    SourceLine {
        file: &submission.source.file,
        sheet: &submission.source.sheet,
        cells: submission.cells().map(|(field, cell)| (field.key(), cell.to_string())).collect(),
        row: submission.row.map(|row| row + 1),
        raw: submission.figures().map(|(field, raw)| (field.key(), privacy::as_received(&raw))).collect(),
    }
}

fn mark_line<'a>(recommendation: &'a Recommendation, mark: &'a Mark) -> MarkLine<'a> {
    let criterion = recommendation.policy.criteria.get(mark.criterion).map_or("", |criterion| criterion.id.as_str());
    let assessor = mark.assessor.as_deref().map(privacy::as_received);
    MarkLine { criterion, assessor, score: mark.score.normalize().to_string(), found: found_line(&mark.found) }
}

fn decision_line(row: &DecisionRow) -> DecisionLine<'_> {
    DecisionLine {
        application: row.application.as_ref().map(crate::identity::ApplicationId::as_str),
        project_id: row.project_id.as_deref(),
        action: row.action.map(Action::key),
        amount: written(row.amount),
        file: &row.source.file,
        sheet: &row.source.sheet,
        cell: row.found.as_ref().map_or(row.at, |found| found.at).to_string(),
    }
}

fn award_line<'a>(recommendation: &'a Recommendation, award: &'a Award) -> AwardLine<'a> {
    AwardLine {
        id: award.id.as_str(),
        kind: award.kind.map(crate::application::Kind::key),
        municipality_no: award.municipality.map(|one| one.to_string()),
        office: &award.office,
        project: &award.project,
        project_id: award.project_id.as_deref(),
        grant_year: award.grant_year,
        applied: written(award.applied),
        applied_year_2: written(award.applied_year_2),
        applied_year_3: written(award.applied_year_3),
        carried_over: written(award.carried_over),
        positions: award.positions_applied.map(|one| one.to_string()),
        outcome: award.outcome.key(),
        reason: award.outcome.reason_key(),
        pot: award.pot.map(|pot| pot_id(recommendation, pot)),
        granted: award.granted.to_string(),
        positions_granted: award.positions.to_string(),
        round: award.round,
    }
}

fn criteria<'a>(recommendation: &'a Recommendation, entry: &Entry) -> Vec<CriterionScore<'a>> {
    let scored = recommendation.policy.criteria.iter().zip(&entry.criterion_scores);
    let line = scored.map(|(criterion, mean)| CriterionScore {
        id: &criterion.id,
        mean: mean.map(two_decimals),
        mean_exact: mean.map(exact),
    });
    line.collect()
}

fn look_line<'a>(recommendation: &'a Recommendation, look: &Look) -> LookLine<'a> {
    let (verdict, granted, positions) = match look.verdict {
        Verdict::Drew(granted, positions) => ("drew", granted, positions),
        Verdict::DidNotFit => ("did_not_fit", Kroner::ZERO, Positions::ZERO),
        Verdict::Stopped => ("stopped", Kroner::ZERO, Positions::ZERO),
        Verdict::LimitOffice => ("limit_office", Kroner::ZERO, Positions::ZERO),
        Verdict::LimitMunicipality => ("limit_municipality", Kroner::ZERO, Positions::ZERO),
        Verdict::Tie => ("tie", Kroner::ZERO, Positions::ZERO),
        Verdict::CommitmentsUncovered => ("commitments_uncovered", Kroner::ZERO, Positions::ZERO),
    };
    LookLine {
        pot: pot_id(recommendation, look.pot),
        rest_before: look.rest_before.to_string(),
        needed: look.needed.to_string(),
        verdict,
        granted: granted.to_string(),
        positions: positions.to_string(),
    }
}

fn finding_line(finding: &Finding, language: Language) -> FindingLine<'_> {
    FindingLine {
        code: finding.problem.code(),
        severity: finding.severity().key(),
        file: &finding.file,
        sheet: finding.sheet.as_deref(),
        cell: finding.cell.map(|cell| cell.to_string()),
        field: finding.field.map(Field::key),
        header: finding.header.as_deref(),
        value: finding.shown_value(),
        message: finding.problem.message(language),
        fix: finding.problem.fix(language),
        application: finding.application.as_ref().map(crate::identity::ApplicationId::as_str),
    }
}

fn counterfactual<'a>(recommendation: &'a Recommendation, entry: &Entry) -> Vec<Counterfactual<'a>> {
    let changes = entry.counterfactual.iter().flat_map(|found| &found.changes);
    let line = changes.map(|change| match *change {
        Change::Frame { pot, by } => Counterfactual::Frame { pot: pot_id(recommendation, pot), by: by.to_string() },
        Change::Score(hundredths) => Counterfactual::Score { to: two_decimals(Score::fraction(hundredths, 100)) },
        Change::Applied(amount) => Counterfactual::Applied { to: amount.to_string() },
    });
    line.collect()
}

fn liability_line<'a>(recommendation: &'a Recommendation, year: &Liability) -> LiabilityLine<'a> {
    let parts = year.parts.iter().map(|(entry, amount)| LiabilityPart {
        application: recommendation.entries[*entry].submission.id.as_str(),
        amount: amount.to_string(),
    });
    LiabilityLine { year: year.year, amount: year.amount.to_string(), parts: parts.collect() }
}

fn override_line(overridden: &Overridden) -> OverrideLine<'_> {
    let (application, action) = overridden.decision.as_ref().map(|(id, action)| (id.as_str(), action.key())).unzip();
    OverrideLine {
        application,
        action,
        lost: overridden.losers().map(|one| one.id.as_str()).collect(),
        moved: overridden.moved.iter().map(MovedLine::of).collect(),
    }
}

fn held_back(recommendation: &Recommendation) -> HeldBackLine {
    let figures = Figures::of(recommendation);
    HeldBackLine {
        applications: figures.totals.held,
        needed: figures.held_back.needed.to_string(),
        unknown: figures.held_back.unknown,
        rest: figures.held_back.rest.to_string(),
        missing: figures.held_back.missing().to_string(),
    }
}

/// What each round granted, of what stands now.
fn rounds(recommendation: &Recommendation) -> Vec<RoundLine> {
    let line = |round: u32| {
        let granted = recommendation.entries.iter().filter(|one| matches!(one.outcome, Outcome::Granted(_)));
        let of_round: Vec<&Entry> = granted.filter(|one| one.round == round).collect();
        RoundLine {
            round,
            granted: of_round.len(),
            granted_amount: of_round.iter().map(|one| one.granted).sum::<Kroner>().to_string(),
            positions_granted: of_round.iter().map(|one| one.positions_granted).sum::<Positions>().to_string(),
        }
    };
    (1..=recommendation.policy.batch.round).map(line).collect()
}
