//! The keys of `run.json`, in the order they are written. What outputs.md names comes first; what is added comes after it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::explain::Explanation;
use crate::report::machine::moved::MovedLine;
use crate::report::machine::outputs::Outputs;

#[derive(Serialize)]
pub(super) struct RunDocument<'a> {
    pub(super) tool: Tool,
    pub(super) batch: Batch<'a>,
    pub(super) inputs: Vec<InputLine<'a>>,
    pub(super) totals: TotalsLine,
    pub(super) pots: Vec<PotLine<'a>>,
    pub(super) applications: Vec<EntryLine<'a>>,
    pub(super) findings: Vec<FindingLine<'a>>,
    pub(super) liability: Vec<LiabilityLine<'a>>,
    pub(super) held_back: HeldBackLine,
    pub(super) rounds: Vec<RoundLine>,
    pub(super) overrides: Vec<OverrideLine<'a>>,
    pub(super) policy: BTreeMap<String, String>,
    pub(super) corrected: Vec<CorrectedLine<'a>>,
    pub(super) decisions: Vec<DecisionLine<'a>>,
    pub(super) earlier: Vec<AwardLine<'a>>,
    pub(super) outputs: &'a Outputs,
}

/// A cell of an input and what stood in it.
#[derive(Serialize)]
pub(super) struct FoundLine<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: &'a str,
    pub(super) cell: String,
    pub(super) raw: String,
}

#[derive(Serialize)]
pub(super) struct MarkLine<'a> {
    pub(super) criterion: &'a str,
    pub(super) assessor: Option<String>,
    pub(super) score: String,
    #[serde(flatten)]
    pub(super) found: FoundLine<'a>,
}

#[derive(Serialize)]
pub(super) struct CorrectedLine<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: &'a str,
    pub(super) cell: String,
    pub(super) by_file: &'a str,
    pub(super) by_sheet: &'a str,
}

/// A run with a decision people made beside one without it; without an application, all such decisions together.
#[derive(Serialize)]
pub(super) struct OverrideLine<'a> {
    pub(super) application: Option<&'a str>,
    pub(super) action: Option<&'static str>,
    pub(super) lost: Vec<&'a str>,
    pub(super) moved: Vec<MovedLine<'a>>,
}

#[derive(Serialize)]
pub(super) struct CheckDocument<'a> {
    pub(super) inputs: Vec<InputLine<'a>>,
    pub(super) findings: Vec<FindingLine<'a>>,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

#[derive(Serialize)]
pub(super) struct Batch<'a> {
    pub(super) id: &'a str,
    pub(super) year: i16,
    pub(super) round: u32,
    pub(super) as_of: String,
    pub(super) language: &'static str,
    pub(super) title: &'a str,
    pub(super) previous: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct InputLine<'a> {
    pub(super) path: &'a str,
    pub(super) sha256: &'a str,
    pub(super) bytes: u64,
    pub(super) role: &'static str,
    pub(super) outcome: &'static str,
    pub(super) reason: Option<&'static str>,
    pub(super) sheets: Vec<SheetLine<'a>>,
}

#[derive(Serialize)]
pub(super) struct SheetLine<'a> {
    pub(super) name: &'a str,
    pub(super) layout: &'static str,
    pub(super) rows: &'a BTreeMap<&'static str, usize>,
    pub(super) headers: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
pub(super) struct TotalsLine {
    pub(super) applications: usize,
    pub(super) granted: usize,
    pub(super) rejected: usize,
    pub(super) dismissed: usize,
    pub(super) withdrawn: usize,
    pub(super) held: usize,
    pub(super) applied: String,
    pub(super) granted_amount: String,
    pub(super) positions_granted: String,
}

#[derive(Serialize)]
pub(super) struct PotLine<'a> {
    pub(super) id: &'a str,
    pub(super) frame: String,
    pub(super) granted: String,
    pub(super) rest: String,
    pub(super) applications: usize,
    pub(super) name: &'a str,
    pub(super) entries: Vec<FrameLine<'a>>,
}

#[derive(Serialize)]
pub(super) struct FrameLine<'a> {
    pub(super) date: String,
    pub(super) text: &'a str,
    pub(super) amount: String,
    pub(super) reference: Option<&'a str>,
    pub(super) source: Option<FoundLine<'a>>,
}

#[derive(Serialize)]
pub(super) struct EntryLine<'a> {
    pub(super) id: &'a str,
    pub(super) project_id: Option<&'a str>,
    pub(super) kind: Option<&'static str>,
    pub(super) municipality_no: Option<String>,
    pub(super) municipality: Option<&'a str>,
    pub(super) office: Option<&'a str>,
    pub(super) project: Option<&'a str>,
    pub(super) grant_year: Option<u8>,
    pub(super) positions: Option<String>,
    pub(super) applied: Option<String>,
    pub(super) carried_over: String,
    pub(super) cap: Option<String>,
    pub(super) eligible: Option<String>,
    pub(super) score: Option<String>,
    pub(super) rank: Option<usize>,
    pub(super) outcome: &'static str,
    pub(super) reason: &'static str,
    pub(super) pot: Option<&'a str>,
    pub(super) granted: String,
    pub(super) positions_granted: String,
    pub(super) round: u32,
    pub(super) counterfactual: Vec<Counterfactual<'a>>,
    pub(super) source: SourceLine<'a>,
    pub(super) score_exact: Option<String>,
    pub(super) criteria: Vec<CriterionScore<'a>>,
    pub(super) looks: Vec<LookLine<'a>>,
    pub(super) org_no: Option<String>,
    pub(super) start: Option<String>,
    pub(super) received: Option<String>,
    pub(super) own_share: Option<String>,
    pub(super) applied_year_2: Option<String>,
    pub(super) returned: String,
    pub(super) applied_year_3: Option<String>,
    pub(super) explanation: Explanation,
    pub(super) register: Option<FoundLine<'a>>,
    pub(super) marks: Vec<MarkLine<'a>>,
    pub(super) decision: Option<FoundLine<'a>>,
    /// Codes of the errors that hold it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) faults: &'a [&'static str],
    /// Whether nobody can say which of several copies counts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) duplicate: bool,
}

/// A decision people made that could take effect. Who made it and why stand in its workbook alone.
#[derive(Serialize)]
pub(super) struct DecisionLine<'a> {
    pub(super) application: Option<&'a str>,
    pub(super) project_id: Option<&'a str>,
    pub(super) action: Option<&'static str>,
    pub(super) amount: Option<String>,
    pub(super) file: &'a str,
    pub(super) sheet: &'a str,
    pub(super) cell: String,
}

/// What earlier rounds had settled about an application when this one began, in the words of their own `run.json`.
#[derive(Serialize)]
pub(super) struct AwardLine<'a> {
    pub(super) id: &'a str,
    pub(super) kind: Option<&'static str>,
    pub(super) municipality_no: Option<String>,
    pub(super) office: &'a str,
    pub(super) project: &'a str,
    pub(super) project_id: Option<&'a str>,
    pub(super) grant_year: Option<u8>,
    pub(super) applied: Option<String>,
    pub(super) applied_year_2: Option<String>,
    pub(super) applied_year_3: Option<String>,
    pub(super) carried_over: Option<String>,
    pub(super) positions: Option<String>,
    pub(super) outcome: &'static str,
    pub(super) reason: &'static str,
    pub(super) pot: Option<&'a str>,
    pub(super) granted: String,
    pub(super) positions_granted: String,
    pub(super) round: u32,
}

/// The smallest change that alone would have granted it.
#[derive(Serialize)]
#[serde(tag = "change", rename_all = "lowercase")]
pub(super) enum Counterfactual<'a> {
    Frame { pot: &'a str, by: String },
    Score { to: String },
    Applied { to: String },
}

#[derive(Serialize)]
pub(super) struct SourceLine<'a> {
    pub(super) file: &'a str,
    pub(super) sheet: &'a str,
    pub(super) cells: BTreeMap<&'static str, String>,
    pub(super) row: Option<u32>,
    pub(super) raw: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
pub(super) struct CriterionScore<'a> {
    pub(super) id: &'a str,
    pub(super) mean: Option<String>,
    pub(super) mean_exact: Option<String>,
}

#[derive(Serialize)]
pub(super) struct LookLine<'a> {
    pub(super) pot: &'a str,
    pub(super) rest_before: String,
    pub(super) needed: String,
    pub(super) verdict: &'static str,
    pub(super) granted: String,
    pub(super) positions: String,
}

#[derive(Serialize)]
pub(super) struct FindingLine<'a> {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) file: &'a str,
    pub(super) sheet: Option<&'a str>,
    pub(super) cell: Option<String>,
    pub(super) field: Option<&'static str>,
    pub(super) header: Option<&'a str>,
    pub(super) value: Option<&'a str>,
    pub(super) message: String,
    pub(super) fix: String,
    pub(super) application: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct LiabilityLine<'a> {
    pub(super) year: i16,
    pub(super) amount: String,
    pub(super) parts: Vec<LiabilityPart<'a>>,
}

#[derive(Serialize)]
pub(super) struct LiabilityPart<'a> {
    pub(super) application: &'a str,
    pub(super) amount: String,
}

#[derive(Serialize)]
pub(super) struct HeldBackLine {
    pub(super) applications: usize,
    pub(super) needed: String,
    pub(super) unknown: usize,
    pub(super) rest: String,
    pub(super) missing: String,
}

#[derive(Serialize)]
pub(super) struct RoundLine {
    pub(super) round: u32,
    pub(super) granted: usize,
    pub(super) granted_amount: String,
    pub(super) positions_granted: String,
}
