//! What kinds, outcomes, reasons, verdicts and the parts of a batch are called, wherever they are written. A sentence takes
//! the same words with [`super::words::lower_first`].

use crate::allocate::{DismissReason, GrantReason, HoldReason, Outcome, RejectReason, Verdict, WithdrawReason};
use crate::application::Kind;
use crate::form::decision::Action;
use crate::text::{Language, Text};

/// What every output says of itself until it has been signed. The Norwegian word stands in English too: it is the mark.
pub const DRAFT: Text = text!("UTKAST", "UTKAST", "UTKAST (draft)");

/// Marks what two people have signed.
pub const DECIDED: Text = text!("VEDTAK", "VEDTAK", "VEDTAK (decided)");

/// What a draft is.
pub const DRAFT_MEANS: Text = text!(
    "Dette er eit utkast til innstilling. Programmet tilrår, og folk avgjer: ingenting er vedteke før ein namngjeven \
     saksbehandlar har signert og ein annan har godkjent.",
    "Dette er et utkast til innstilling. Programmet tilrår, og folk avgjør: ingenting er vedtatt før en navngitt \
     saksbehandler har signert og en annen har godkjent.",
    "This is a draft recommendation. The program recommends and people decide: nothing is decided until a named caseworker \
     has signed and another has approved."
);

/// What a decision is.
pub const DECIDED_MEANS: Text = text!(
    "Dette er eit vedtak: ein saksbehandlar har førebudd det, og ein annan har godkjent det. Kven dei er, står i \
     godkjenning.json, som er bunde til desse filene.",
    "Dette er et vedtak: en saksbehandler har forberedt det, og en annen har godkjent det. Hvem de er, står i \
     godkjenning.json, som er bundet til disse filene.",
    "This is a decision: one caseworker has prepared it and another has approved it. Who they are stands in \
     godkjenning.json, which is bound to these files."
);

/// Vidareføring or ny.
#[must_use]
pub const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Continuing => text!("Vidareføring", "Videreføring", "Continuing"),
        Kind::New => text!("Ny", "Ny", "New"),
    }
}

/// The kind of an application whose kind could not be read.
pub const KIND_UNKNOWN: Text = text!("Ikkje kjend", "Ikke kjent", "Not known");

/// The kind of an application, also where it could not be read.
#[must_use]
pub fn kind_or_unknown(language: Language, known: Option<Kind>) -> &'static str {
    known.map_or(KIND_UNKNOWN, kind).get(language)
}

/// Innvilga, avslag, avvist, trekt, ventar.
#[must_use]
pub const fn outcome(outcome: Outcome) -> Text {
    match outcome {
        Outcome::Granted(_) => GRANTED,
        Outcome::Rejected(_) => REJECTED,
        Outcome::Dismissed(_) => DISMISSED,
        Outcome::Withdrawn(_) => WITHDRAWN,
        Outcome::Held(_) => HELD,
    }
}

/// The outcomes in the order they are listed.
pub const OUTCOMES: [Text; 5] = [GRANTED, REJECTED, DISMISSED, WITHDRAWN, HELD];
/// Granted.
pub const GRANTED: Text = text!("Innvilga", "Innvilget", "Granted");
const REJECTED: Text = text!("Avslag", "Avslag", "Rejected");
const DISMISSED: Text = text!("Avvist", "Avvist", "Dismissed");
const WITHDRAWN: Text = text!("Trekt", "Trukket", "Withdrawn");
const HELD: Text = text!("Ventar", "Venter", "Held");

/// Said of the steps of a frame where a larger one can take something from somebody.
pub const NOT_MONOTONE: Text = text!(
    "Mengda veks ikkje jamt: ei større ramme kan gje plass til ein søknad som tek plassen til andre, med «skip» eller ved ei grense for kontor eller kommune.",
    "Mengden vokser ikke jevnt: en større ramme kan gi plass til en søknad som tar plassen til andre, med «skip» eller ved en grense for kontor eller kommune.",
    "The set does not grow steadily: a larger frame can make room for one application that takes the place of others, under “skip” or by a limit for an office or a municipality.",
);
/// Said where not all steps of a frame are listed.
pub const INCOMPLETE: Text = text!(
    "Det finst fleire steg enn dei som er lista her.",
    "Det finnes flere steg enn dem som er listet her.",
    "There are more steps than are listed here.",
);

/// Why, in a few words.
#[must_use]
pub const fn reason(outcome: Outcome) -> Text {
    match outcome {
        Outcome::Granted(reason) => granted(reason),
        Outcome::Rejected(reason) => rejected(reason),
        Outcome::Dismissed(DismissReason::Late) => {
            text!("Kom inn etter fristen", "Kom inn etter fristen", "Received after the deadline")
        }
        Outcome::Dismissed(DismissReason::Outside) => {
            text!("Fell utanfor ordninga", "Faller utenfor ordningen", "Outside the scheme")
        }
        Outcome::Withdrawn(WithdrawReason::Withdrawn) => {
            text!("Søkjaren har trekt søknaden", "Søkeren har trukket søknaden", "Withdrawn by the applicant")
        }
        Outcome::Withdrawn(WithdrawReason::Ended) => {
            text!("Prosjektet er avslutta", "Prosjektet er avsluttet", "The project has ended")
        }
        Outcome::Held(reason) => held(reason),
    }
}

const fn granted(reason: GrantReason) -> Text {
    match reason {
        GrantReason::Commitment => text!(
            "Vidareføring i prosjektperioden",
            "Videreføring i prosjektperioden",
            "Continuing within its project period"
        ),
        GrantReason::Ranked => text!("Etter prioritet", "Etter prioritet", "By rank"),
        GrantReason::Override => SEPARATE_DECISION,
        GrantReason::Part => {
            text!("Delvis, så langt ramma rekk", "Delvis, så langt rammen rekker", "In part, as far as the frame goes")
        }
    }
}

const SEPARATE_DECISION: Text =
    text!("Etter ei særskild avgjerd", "Etter en særskilt avgjørelse", "By a separate decision");

const fn rejected(reason: RejectReason) -> Text {
    match reason {
        RejectReason::Frame => text!("Ramma rekk ikkje", "Rammen rekker ikke", "The frame does not cover it"),
        RejectReason::Threshold => text!("Under poenggrensa", "Under poenggrensen", "Below the score threshold"),
        RejectReason::LimitOffice => text!(
            "Kontoret har nådd grensa for nye prosjekt",
            "Kontoret har nådd grensen for nye prosjekter",
            "The office has reached its limit for new projects"
        ),
        RejectReason::LimitMunicipality => text!(
            "Kommunen har nådd beløpsgrensa",
            "Kommunen har nådd beløpsgrensen",
            "The municipality has reached its limit"
        ),
        RejectReason::NoPot => text!(
            "Ingen pott tek denne typen søknad",
            "Ingen pott tar denne typen søknad",
            "No pot takes this kind of application"
        ),
        RejectReason::Override => SEPARATE_DECISION,
    }
}

const fn held(reason: HoldReason) -> Text {
    match reason {
        HoldReason::Finding => {
            text!("Har ein feil som må rettast", "Har en feil som må rettes", "Has an error to correct")
        }
        HoldReason::Tie => text!(
            "Står likt med andre der ramma tek slutt",
            "Står likt med andre der rammen tar slutt",
            "Tied with others where the frame runs out"
        ),
        HoldReason::Unscored => text!(
            "Minst eitt kriterium er ikkje vurdert",
            "Minst ett kriterium er ikke vurdert",
            "At least one criterion has not been assessed"
        ),
        HoldReason::Duplicate => text!(
            "Same søknad har kome inn fleire gonger",
            "Samme søknad har kommet inn flere ganger",
            "The same application was received more than once"
        ),
        HoldReason::Shortfall => text!(
            "Ramma dekkjer ikkje alle vidareføringane",
            "Rammen dekker ikke alle videreføringene",
            "The frame does not cover all continuing projects"
        ),
    }
}

/// What somebody must do before applications held for this reason can be settled.
#[must_use]
pub const fn next_step(reason: HoldReason) -> Text {
    match reason {
        HoldReason::Finding => text!(
            "Få retta feila som står i arket Funn i tildeling.xlsx, og køyr på nytt",
            "Få rettet feilene som står i arket Funn i tildeling.xlsx, og kjør på nytt",
            "Have the errors on the sheet Findings in tildeling.xlsx corrected, and run again"
        ),
        HoldReason::Tie => text!(
            "Avgjer kven som skal få, eller legg til ein regel som skil dei",
            "Avgjør hvem som skal få, eller legg til en regel som skiller dem",
            "Decide who is to have it, or add a rule that tells them apart"
        ),
        HoldReason::Unscored => {
            text!("Gi poeng for alle kriteria", "Gi poeng for alle kriteriene", "Score every criterion")
        }
        HoldReason::Duplicate => text!(
            "Avklar med søkjaren kva for ein søknad som gjeld",
            "Avklar med søkeren hvilken søknad som gjelder",
            "Ask the applicant which application counts"
        ),
        HoldReason::Shortfall => text!(
            "Skaff meir ramme, eller avgjer korleis ho skal delast",
            "Skaff mer ramme, eller avgjør hvordan den skal deles",
            "Find more money, or decide how to share what there is"
        ),
    }
}

/// What happened at a pot: a sentence with `{rest}`, `{needed}` and, where it drew, `{granted}` and `{positions}`.
#[must_use]
pub const fn verdict(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Drew(..) => text!(
            "Det var {rest} att i potten, og søknaden trong {needed}. Han fekk {granted} (stillingar: {positions}).",
            "Det var {rest} igjen i potten, og søknaden trengte {needed}. Den fikk {granted} (stillinger: {positions}).",
            "The pot had {rest} left, and the application needed {needed}. It was granted {granted} (positions: {positions})."
        ),
        Verdict::DidNotFit => text!(
            "Det var {rest} att i potten, og søknaden trong {needed}. Det rakk ikkje.",
            "Det var {rest} igjen i potten, og søknaden trengte {needed}. Det rakk ikke.",
            "The pot had {rest} left, and the application needed {needed}. That was not enough."
        ),
        Verdict::Stopped => text!(
            "Det var ikkje nok til ein søknad lenger framme, og etter han får ingen nye noko frå potten. Det var {rest} att, og denne søknaden trong {needed}.",
            "Det var ikke nok til en søknad lenger fremme, og etter den får ingen nye noe fra potten. Det var {rest} igjen, og denne søknaden trengte {needed}.",
            "There was not enough for an application ahead of it, and after that one no new application gets anything from the pot. The pot had {rest} left, and this application needed {needed}."
        ),
        Verdict::LimitOffice => text!(
            "Kontoret har alt fått så mange nye prosjekt som det kan få. Det var {rest} att i potten, og søknaden trong {needed}.",
            "Kontoret har allerede fått så mange nye prosjekter som det kan få. Det var {rest} igjen i potten, og søknaden trengte {needed}.",
            "The office already has as many new projects as it may have. The pot had {rest} left, and the application needed {needed}."
        ),
        Verdict::LimitMunicipality => text!(
            "Kommunen ville ha fått meir enn beløpsgrensa. Det var {rest} att i potten, og søknaden trong {needed}.",
            "Kommunen ville ha fått mer enn beløpsgrensen. Det var {rest} igjen i potten, og søknaden trengte {needed}.",
            "The municipality would have had more than its limit. The pot had {rest} left, and the application needed {needed}."
        ),
        Verdict::Tie => text!(
            "Søknaden står likt med andre, og det er ikkje pengar til alle. Det var {rest} att i potten, og denne trong {needed}.",
            "Søknaden står likt med andre, og det er ikke penger til alle. Det var {rest} igjen i potten, og denne trengte {needed}.",
            "It is tied with others, and there is not enough money for all of them. The pot had {rest} left, and this one needed {needed}."
        ),
        Verdict::CommitmentsUncovered => text!(
            "Ramma dekkjer ikkje alle vidareføringane, så ingenting nytt kan innvilgast her. Det var {rest} att i potten, og søknaden trong {needed}.",
            "Rammen dekker ikke alle videreføringene, så ingenting nytt kan innvilges her. Det var {rest} igjen i potten, og søknaden trengte {needed}.",
            "The frame does not cover all continuing projects, so nothing new is granted here. The pot had {rest} left, and the application needed {needed}."
        ),
    }
}

/// The word for a key of a file's account: its role, outcome, layout, or what a row was read as. An unknown key is its
/// own word.
#[must_use]
pub fn account_word(key: &'static str) -> Text {
    const WORDS: &[(&str, Text)] = &[
        ("policy", text!("reglar", "regler", "rules")),
        ("applications", text!("søknader", "søknader", "applications")),
        ("assessments", text!("vurderingar", "vurderinger", "assessments")),
        ("frame", text!("ramme", "ramme", "frame")),
        ("previous", text!("runden før", "runden før", "the round before")),
        ("register", text!("prosjektregister", "prosjektregister", "project register")),
        ("decisions", text!("avgjerder", "avgjørelser", "decisions")),
        ("read", text!("lesen", "lest", "read")),
        ("skipped", text!("hoppa over", "hoppet over", "skipped")),
        ("quarantined", text!("sett til side", "satt til side", "set aside")),
        ("form", text!("skjema", "skjema", "form")),
        ("list", text!("liste", "liste", "list")),
        ("none", text!("ikkje kjent att", "ikke gjenkjent", "not recognised")),
        ("application", text!("søknad", "søknad", "application")),
        ("header", text!("overskrift", "overskrift", "header")),
        ("entry", text!("post", "post", "entry")),
        ("title", text!("tittel", "tittel", "title")),
        ("total", text!("sum", "sum", "total")),
        ("note", text!("merknad", "merknad", "note")),
        ("ignored", text!("ikkje brukt", "ikke brukt", "not used")),
        ("assessment", text!("vurdering", "vurdering", "assessment")),
        ("project", text!("prosjekt", "prosjekt", "project")),
        ("decision", text!("avgjerd", "avgjørelse", "decision")),
        ("tables", text!("budsjettabellar", "budsjettabeller", "budget tables")),
        ("budget", text!("budsjettabell", "budsjettabell", "budget table")),
        ("caption", text!("tabelltekst", "tabelltekst", "caption")),
        ("heading", text!("mellomtittel", "mellomtittel", "heading")),
        ("line", text!("linje", "linje", "line")),
        ("result", text!("sum", "sum", "result")),
        ("continued", text!("framhald av linja over", "fortsettelse av linjen over", "rest of the line above")),
        ("empty", text!("tom", "tom", "blank")),
        ("blank", text!("tomt skjema", "tomt skjema", "blank form")),
        ("correction", text!("retting", "retting", "correction")),
    ];
    WORDS.iter().find(|(known, _)| *known == key).map_or(Text::same(key), |(_, word)| *word)
}

/// What people decided.
#[must_use]
pub const fn action(action: Action) -> Text {
    match action {
        Action::Grant => text!("Innvilga", "Innvilget", "Granted"),
        Action::Reject => text!("Avslått", "Avslått", "Rejected"),
        Action::Dismiss => text!("Avvist", "Avvist", "Dismissed"),
        Action::SetAmount => text!("Fastsett beløp", "Fastsatt beløp", "Amount set"),
        Action::Withdraw => text!("Trekt", "Trukket", "Withdrawn"),
        Action::End => text!("Avslutta", "Avsluttet", "Ended"),
        Action::SameProject => text!("Same prosjekt", "Samme prosjekt", "The same project"),
        Action::OtherProject => text!("Eit anna prosjekt", "Et annet prosjekt", "Another project"),
        Action::Accept => text!("Godteken", "Godtatt", "Accepted"),
    }
}
