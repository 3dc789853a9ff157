//! A small made-up recommendation with everything a report must cope with: each outcome, two pots, a tie at the line, cuts,
//! halves of positions, findings, private text, a title that looks like a formula and one that is very long.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use tilskot::allocate::{
    DismissReason, GrantReason, HoldReason, Look, Outcome, PotAccount, RejectReason, Verdict, WithdrawReason,
};
use tilskot::application::{Contact, Eligible, Field, Kind, Received, Submission};
use tilskot::breakpoint::{Breakpoints, Step};
use tilskot::finding::{self, Finding};
use tilskot::identity::{ApplicationId, Kommunenummer, municipality_in};
use tilskot::money::{Kroner, Positions};
use tilskot::origin::{CellRef, Source};
use tilskot::policy::{
    BatchRules, CommitmentShortfall, Criterion, Direction, Inputs, Late, Limits, Policy, PotRules, RankingRules,
    Scheme, Shortfall, TieKey,
};
use tilskot::problem;
use tilskot::recommendation::{Entry, FrameEntry, Input, Liability, Pot, Recommendation, SheetAccount};
use tilskot::score::Score;
use tilskot::text::Language;

/// Stands wherever a person or free text would: no public output may hold it.
pub(crate) const PRIVATE: &str = "IKKJE-OFFENTLEG";

/// A title that a careless writer would turn into a live formula.
pub(crate) const FORMULA_TITLE: &str = "=HYPERLINK(\"https://example.org\";\"Klikk her\")";

/// A title of 300 characters.
pub(crate) const LONG_TITLE: &str = "Ærleg arbeid for unge på Øygarden: eit oppfølgingsløp med opplæring, arbeidstrening og \
sosial støtte for ungdom mellom 16 og 25 år som står utanfor skule og arbeid, i samarbeid med vidaregåande skule, \
helsestasjon, lokalt næringsliv og frivillige lag, med fast kontaktperson og felles plan frå første dag";

/// Twelve applications with all five outcomes and two pots, in nynorsk.
pub(crate) fn recommendation() -> Recommendation {
    recommendation_in(Language::Nn)
}

/// The same in `language`.
pub(crate) fn recommendation_in(language: Language) -> Recommendation {
    let policy = policy(language);
    let mut entries = entries();
    entries.sort_by(|one, other| one.submission.id.cmp(&other.submission.id));
    let liability = liability(&entries);
    let findings = findings(&entries);
    Recommendation {
        policy,
        inputs: inputs(),
        corrected: Vec::new(),
        entries,
        pots: pots(),
        findings,
        liability,
        overridden: Vec::new(),
        breakpoints: breakpoints(),
        earlier: Vec::new(),
        decisions: Vec::new(),
    }
}

/// A batch that nobody applied to: the frame is there, and nothing is granted from it.
pub(crate) fn empty(language: Language) -> Recommendation {
    let mut pots = pots();
    for pot in &mut pots {
        let frame = pot.account.frame;
        pot.account = PotAccount { frame, granted: Kroner::ZERO, rest: frame, applications: 0 };
    }
    Recommendation {
        policy: policy(language),
        inputs: Vec::new(),
        corrected: Vec::new(),
        entries: Vec::new(),
        pots,
        findings: Vec::new(),
        liability: Vec::new(),
        overridden: Vec::new(),
        breakpoints: Vec::new(),
        earlier: Vec::new(),
        decisions: Vec::new(),
    }
}

fn policy(language: Language) -> Policy {
    let pot = |id: &str, name: &str, kinds: &[Kind]| PotRules {
        id: id.to_owned(),
        name: name.to_owned(),
        kinds: kinds.to_vec(),
        shortfall: Shortfall::Skip,
        part_minimum: Decimal::new(5, 1),
        commitment_shortfall: CommitmentShortfall::Hold,
        entries: Vec::new(),
    };
    let criterion = |id: &str, name: [&str; 3], weight: i64| Criterion {
        id: id.to_owned(),
        name: name.map(str::to_owned),
        weight: Decimal::from(weight),
        scale: (Decimal::ZERO, Decimal::from(5)),
    };
    Policy {
        scope: tilskot::policy::Scope::Batch,
        batch: BatchRules {
            id: "doeme-2023".to_owned(),
            title: "Tilskot til utvikling av sosiale tenester i Nav-kontoret 2023".to_owned(),
            year: 2023,
            round: 1,
            previous: None,
            as_of: date(2023, 3, 3),
            language,
            county: Some("46".to_owned()),
            deadline: Some(date(2023, 2, 1).at(23, 59, 0, 0)),
        },
        scheme: Scheme {
            rate_per_position: Kroner::whole(610_000),
            supplement_per_project: Kroner::whole(20_000),
            max_years: 3,
            position_step: positions("0.1"),
            late: Late::Dismiss,
        },
        pots: vec![
            pot("statsforvaltaren", "Statsforvaltaren i Vestland", &[Kind::Continuing, Kind::New]),
            pot("direktoratet", "Arbeids- og velferdsdirektoratet", &[Kind::New]),
        ],
        criteria: vec![
            criterion("behov", ["Lokale behov", "Lokale behov", "Local need"], 3),
            criterion("opplegg", ["Fagleg opplegg", "Faglig opplegg", "Professional approach"], 2),
        ],
        ranking: RankingRules {
            threshold: Decimal::from(2),
            ties: vec![TieKey::Applied(Direction::Ascending)],
            lot_seed: "2023-03-03 trekking 1".to_owned(),
        },
        limits: Limits::default(),
        columns: BTreeMap::new(),
        inputs: Inputs::default(),
    }
}

fn positions(number: &str) -> Positions {
    Positions::exact(number.parse().unwrap()).unwrap()
}

/// What an application of the sample is made of.
struct Case {
    municipality: u16,
    office: &'static str,
    project: &'static str,
    kind: Kind,
    grant_year: u8,
    positions: &'static str,
    applied: Option<i64>,
    carried_over: i64,
    /// Means of the two criteria, and their weighted mean.
    scores: Option<[(i128, i128); 3]>,
    rank: Option<usize>,
    outcome: Outcome,
    pot: Option<usize>,
    looks: Vec<Look>,
}

impl Case {
    fn entry(self) -> Entry {
        let number = Kommunenummer::new(self.municipality).unwrap();
        let municipality = municipality_in(number, 2023).unwrap();
        let id = ApplicationId::made_of(number, self.office, self.project);
        let file = format!("soknader/{}.xlsx", tilskot::identity::slug(&municipality.name));
        let source = Source { file: Arc::from(file.as_str()), sheet: Arc::from("Søknad") };
        let size = positions(self.positions);
        let mut submission = Submission::empty(id, source, None);
        submission.shared_cells = [(Field::Positions, cell("C12")), (Field::Applied, cell("C14"))].into();
        submission.municipality = Some(municipality);
        submission.office = Some(Arc::from(self.office));
        submission.project = Some(self.project.into());
        submission.kind = Some(self.kind);
        submission.grant_year = Some(self.grant_year);
        submission.start = Some(date(2023, 7, 1));
        submission.positions = Some(size);
        submission.applied = self.applied.map(Kroner::whole);
        submission.carried_over = Some(Kroner::whole(self.carried_over));
        submission.received = Some(Received::Day(date(2023, 1, 30)));
        submission.approved_by = Some(format!("Kommunedirektøren {PRIVATE}").into());
        submission.description = Some(format!("Fritekst {PRIVATE}").into());
        submission.contact = Contact {
            name: Some(format!("Kontakt {PRIVATE}").into()),
            email: Some(format!("{PRIVATE}@example.org").into()),
            phone: Some(PRIVATE.into()),
        };
        let eligible = submission.applied.and_then(|applied| {
            let (rate, supplement) = (Kroner::whole(610_000), Kroner::whole(20_000));
            Eligible::new(rate, supplement, size, applied, Kroner::whole(self.carried_over))
        });
        let granted = match self.outcome {
            Outcome::Granted(_) => eligible.unwrap().amount,
            _ => Kroner::ZERO,
        };
        let fraction = |(numerator, denominator)| Score::fraction(numerator, denominator);
        Entry {
            eligible,
            score: self.scores.map(|[.., mean]| fraction(mean)),
            criterion_scores: self
                .scores
                .map_or_else(Vec::new, |[one, other, _]| vec![Some(fraction(one)), Some(fraction(other))]),
            rank: self.rank,
            outcome: self.outcome,
            pot: self.pot,
            granted,
            returned: None,
            positions_granted: if self.pot.is_some() { size } else { Positions::ZERO },
            round: 1,
            looks: self.looks,
            counterfactual: None,
            marks: Vec::new(),
            decision: None,
            duplicate: false,
            submission,
        }
    }
}

fn cell(name: &str) -> CellRef {
    CellRef::parse(name).unwrap()
}

fn look(pot: usize, rest_before: i64, needed: i64, verdict: Verdict) -> Look {
    Look { pot, rest_before: Kroner::whole(rest_before), needed: Kroner::whole(needed), verdict }
}

fn drew(pot: usize, rest_before: i64, needed: i64, size: &str) -> Look {
    look(pot, rest_before, needed, Verdict::Drew(Kroner::whole(needed), positions(size)))
}

fn entries() -> Vec<Entry> {
    let new = |municipality, office, project, size, applied| Case {
        municipality,
        office,
        project,
        kind: Kind::New,
        grant_year: 1,
        positions: size,
        applied: Some(applied),
        carried_over: 0,
        scores: None,
        rank: None,
        outcome: Outcome::Rejected(RejectReason::Frame),
        pot: None,
        looks: Vec::new(),
    };
    let tied = |pot, rest| look(pot, rest, 600_000, Verdict::Tie);
    let cases = [
        Case {
            kind: Kind::Continuing,
            grant_year: 2,
            carried_over: 120_000,
            outcome: Outcome::Granted(GrantReason::Commitment),
            pot: Some(0),
            looks: vec![drew(0, 2_670_000, 815_000, "1.5")],
            ..new(4631, "Nav Alver", "Første steg", "1.5", 900_000)
        },
        Case {
            kind: Kind::Continuing,
            grant_year: 3,
            carried_over: 700_000,
            outcome: Outcome::Granted(GrantReason::Commitment),
            pot: Some(0),
            looks: vec![drew(0, 1_855_000, 0, "1")],
            ..new(4601, "Nav Årstad", "Ungdom i øving og ære", "1", 600_000)
        },
        Case {
            scores: Some([(9, 2), (31, 8), (17, 4)]),
            rank: Some(1),
            outcome: Outcome::Granted(GrantReason::Ranked),
            pot: Some(0),
            looks: vec![drew(0, 1_855_000, 630_000, "1")],
            ..new(4631, "Nav Alver", FORMULA_TITLE, "1", 650_000)
        },
        Case {
            scores: Some([(11, 3), (11, 3), (11, 3)]),
            rank: Some(2),
            outcome: Outcome::Granted(GrantReason::Ranked),
            pot: Some(0),
            looks: vec![drew(0, 1_225_000, 325_000, "0.5")],
            ..new(4626, "Nav Øygarden", LONG_TITLE, "0.5", 325_000)
        },
        Case {
            scores: Some([(7, 2), (7, 2), (7, 2)]),
            rank: Some(3),
            outcome: Outcome::Held(HoldReason::Tie),
            looks: vec![tied(0, 900_000), tied(1, 1_000_000)],
            ..new(4614, "Nav Stord", "Arbeid først", "1", 600_000)
        },
        Case {
            scores: Some([(7, 2), (7, 2), (7, 2)]),
            rank: Some(3),
            outcome: Outcome::Held(HoldReason::Tie),
            looks: vec![tied(0, 900_000), tied(1, 1_000_000)],
            ..new(4644, "Nav Luster", "Inn i arbeid", "1", 600_000)
        },
        Case {
            scores: Some([(16, 5), (16, 5), (16, 5)]),
            rank: Some(5),
            looks: vec![
                look(0, 900_000, 1_240_000, Verdict::DidNotFit),
                look(1, 1_000_000, 1_240_000, Verdict::DidNotFit),
            ],
            ..new(4621, "Nav Voss", "Bustad og arbeid", "2", 1_300_000)
        },
        Case {
            scores: Some([(3, 1), (3, 1), (3, 1)]),
            rank: Some(6),
            outcome: Outcome::Granted(GrantReason::Ranked),
            pot: Some(1),
            looks: vec![look(0, 900_000, 935_000, Verdict::DidNotFit), drew(1, 1_000_000, 935_000, "1.5")],
            ..new(4627, "Nav Askøy", "Saman om jobb", "1.5", 940_000)
        },
        Case {
            scores: Some([(1, 1), (9, 4), (3, 2)]),
            outcome: Outcome::Rejected(RejectReason::Threshold),
            ..new(4601, "Nav Laksevåg", "Kveldskafé", "0.5", 300_000)
        },
        Case {
            outcome: Outcome::Dismissed(DismissReason::Late),
            ..new(4627, "Nav Askøy", "Sommarjobb", "0.5", 310_000)
        },
        Case {
            outcome: Outcome::Withdrawn(WithdrawReason::Withdrawn),
            ..new(4621, "Nav Voss", "Gardsarbeid", "1", 500_000)
        },
        Case {
            applied: None,
            outcome: Outcome::Held(HoldReason::Finding),
            ..new(4614, "Nav Stord", "Økonomirettleiing", "1", 0)
        },
    ];
    cases.into_iter().map(Case::entry).collect()
}

fn pots() -> Vec<Pot> {
    let entry = |date: Date, text: &str, amount, reference: Option<&str>| FrameEntry {
        date,
        text: text.to_owned(),
        amount: Kroner::whole(amount),
        reference: reference.map(str::to_owned),
        found: None,
    };
    let account = |frame, granted, applications| PotAccount {
        frame: Kroner::whole(frame),
        granted: Kroner::whole(granted),
        rest: Kroner::whole(frame - granted),
        applications,
    };
    vec![
        Pot {
            entries: vec![
                entry(date(2023, 1, 10), "Løyving 2023", 2_500_000, Some("2023/117")),
                entry(date(2023, 2, 20), "Tilleggsløyving", 270_000, Some("2023/117-9")),
                entry(date(2023, 3, 1), "Omdisponert", -100_000, None),
            ],
            account: account(2_670_000, 1_770_000, 4),
        },
        Pot {
            entries: vec![entry(date(2023, 2, 20), "Direktoratets eigne midlar", 1_000_000, None)],
            account: account(1_000_000, 935_000, 1),
        },
    ]
}

fn breakpoints() -> Vec<Breakpoints> {
    let id = |text: &str| ApplicationId::new(text);
    let step = |frame, enter: &[&str], leave: &[&str], applications, granted| Step {
        frame: Kroner::whole(frame),
        enter: enter.iter().map(|one| id(one)).collect(),
        leave: leave.iter().map(|one| id(one)).collect(),
        applications,
        granted: Kroner::whole(granted),
        rest: Kroner::whole(frame - granted),
    };
    vec![Breakpoints {
        pot: 0,
        frame: Kroner::whole(2_670_000),
        steps: vec![
            step(0, &["4601-nav-arstad-ungdom-i-oving-og-aere"], &[], 1, 0),
            step(815_000, &["4631-nav-alver-forste-steg"], &[], 2, 815_000),
            step(1_140_000, &["4627-nav-askoy-saman-om-jobb"], &["4621-nav-voss-bustad-og-arbeid"], 2, 1_140_000),
        ],
        monotone: false,
        complete: false,
    }]
}

fn inputs() -> Vec<Input> {
    let input = |path: &str, role, sheets: Vec<SheetAccount>| Input {
        path: Arc::from(path),
        sha256: format!("{:064x}", path.len()),
        bytes: 9_000 + path.len() as u64,
        role,
        outcome: "read",
        reason: None,
        sheets,
    };
    let sheet = |name: &str, layout, rows: &[(&'static str, usize)]| SheetAccount {
        layout,
        rows: rows.iter().copied().collect(),
        ..SheetAccount::of(&Arc::from(name))
    };
    let form = |path| {
        input(path, "applications", vec![sheet("Søknad", "form", &[("application", 14), ("header", 1), ("note", 3)])])
    };
    let mut inputs = vec![
        input("batch.toml", "policy", Vec::new()),
        input("ramme.xlsx", "frame", vec![sheet("Ramme", "list", &[("header", 1), ("entry", 4), ("total", 1)])]),
        Input {
            outcome: "quarantined",
            reason: Some("T101"),
            sha256: String::new(),
            ..input("soknader/øydelagd.xlsx", "applications", Vec::new())
        },
    ];
    inputs.extend(
        ["soknader/alver.xlsx", "soknader/askoy.xlsx", "soknader/bergen.xlsx", "soknader/luster.xlsx"].map(form),
    );
    inputs.extend(["soknader/oygarden.xlsx", "soknader/stord.xlsx", "soknader/voss.xlsx"].map(form));
    inputs.sort_by(|one, other| one.path.cmp(&other.path));
    inputs
}

fn findings(entries: &[Entry]) -> Vec<Finding> {
    let of = |project: &str| entries.iter().find(|e| e.submission.project.as_deref() == Some(project)).unwrap();
    let (held, cut, late) = (of("Økonomirettleiing"), of(FORMULA_TITLE), of("Sommarjobb"));
    let mut findings = vec![
        Finding::in_cell(&held.submission.source, cell("C14"), problem::cell::not_a_number("om lag 6 hundre tusen"))
            .of_field(Field::Applied, Some("Søknadsbeløp (kr)"))
            .with_value("om lag 6 hundre tusen")
            .of_application(&held.submission.id),
        Finding::in_cell(
            &cut.submission.source,
            cell("C14"),
            problem::application::over_cap(Kroner::whole(650_000), Kroner::whole(630_000)),
        )
        .of_field(Field::Applied, Some("Søknadsbeløp (kr)"))
        .with_value("650000")
        .of_application(&cut.submission.id),
        Finding::in_sheet(
            &late.submission.source,
            problem::application::dismissed_late(jiff::civil::date(2023, 2, 1).at(23, 59, 0, 0)),
        )
        .of_application(&late.submission.id),
    ];
    finding::sort(&mut findings);
    findings
}

fn liability(entries: &[Entry]) -> Vec<Liability> {
    let year = |year, parts: &[(&str, i64)]| {
        let mut parts: Vec<(usize, Kroner)> = parts
            .iter()
            .map(|(project, amount)| {
                let at = entries.iter().position(|e| e.submission.project.as_deref() == Some(project));
                (at.unwrap(), Kroner::whole(*amount))
            })
            .collect();
        parts.sort_unstable();
        Liability { year, amount: parts.iter().map(|(_, amount)| *amount).sum(), parts }
    };
    vec![
        year(
            2024,
            &[("Første steg", 935_000), (FORMULA_TITLE, 630_000), (LONG_TITLE, 325_000), ("Saman om jobb", 935_000)],
        ),
        year(2025, &[(FORMULA_TITLE, 630_000), (LONG_TITLE, 325_000), ("Saman om jobb", 935_000)]),
    ]
}

/// The sample agrees with itself, so that a report that fails is at fault, not its input.
#[test]
fn the_sample_adds_up() {
    let sample = recommendation();
    let totals = sample.totals();
    assert_eq!(
        (totals.applications, totals.granted, totals.rejected, totals.dismissed, totals.withdrawn, totals.held),
        (12, 5, 2, 1, 1, 3)
    );
    assert_eq!(totals.granted_amount, Kroner::whole(2_705_000));
    assert_eq!(totals.positions_granted, positions("5.5"));
    for (at, pot) in sample.pots.iter().enumerate() {
        let granted: Kroner = sample.entries.iter().filter(|e| e.pot == Some(at)).map(|e| e.granted).sum();
        assert_eq!(granted, pot.account.granted);
        assert_eq!(pot.entries.iter().map(|e| e.amount).sum::<Kroner>(), pot.account.frame);
    }
}
