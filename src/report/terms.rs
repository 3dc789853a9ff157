//! The words for kinds, outcomes and reasons, as every output writes them.

use crate::allocate::{DismissReason, GrantReason, HoldReason, Outcome, RejectReason, WithdrawReason};
use crate::application::Kind;
use crate::text::Text;

/// What every output says of itself until it has been signed. The Norwegian word stands in English too: it is the mark.
pub const DRAFT: Text = text!("UTKAST", "UTKAST", "UTKAST (draft)");

/// What a draft is.
pub const DRAFT_MEANS: Text = text!(
    "Dette er eit utkast til innstilling. Programmet tilrår, og menneske avgjer: ingenting er vedteke før ein namngjeven \
     saksbehandlar har signert og ein annan har godkjent.",
    "Dette er et utkast til innstilling. Programmet tilrår, og mennesker avgjør: ingenting er vedtatt før en navngitt \
     saksbehandler har signert og en annen har godkjent.",
    "This is a draft recommendation. The program recommends and people decide: nothing is decided until a named caseworker \
     has signed and another has approved."
);

/// New or continuing, of an application.
#[must_use]
pub const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Continuing => text!("Vidareføring", "Videreføring", "Continuing"),
        Kind::New => text!("Ny", "Ny", "New"),
    }
}

/// An outcome in one word.
#[must_use]
pub const fn outcome(outcome: Outcome) -> Text {
    match outcome {
        Outcome::Granted(_) => text!("Innvilga", "Innvilget", "Granted"),
        Outcome::Rejected(_) => text!("Avslag", "Avslag", "Rejected"),
        Outcome::Dismissed(_) => text!("Avvist", "Avvist", "Dismissed"),
        Outcome::Withdrawn(_) => text!("Trekt", "Trukket", "Withdrawn"),
        Outcome::Held(_) => text!("Ventar", "Venter", "Held"),
    }
}

/// The reason of an outcome, in a few words that follow a dash.
#[must_use]
pub const fn reason(outcome: Outcome) -> Text {
    match outcome {
        Outcome::Granted(reason) => granted(reason),
        Outcome::Rejected(reason) => rejected(reason),
        Outcome::Dismissed(DismissReason::Late) => {
            text!("kom inn etter fristen", "kom inn etter fristen", "received after the deadline")
        }
        Outcome::Dismissed(DismissReason::Outside) => {
            text!("fell utanfor ordninga", "faller utenfor ordningen", "outside the scheme")
        }
        Outcome::Withdrawn(WithdrawReason::Withdrawn) => {
            text!("søkjaren har trekt søknaden", "søkeren har trukket søknaden", "withdrawn by the applicant")
        }
        Outcome::Withdrawn(WithdrawReason::Ended) => {
            text!("prosjektet er avslutta", "prosjektet er avsluttet", "the project has ended")
        }
        Outcome::Held(reason) => held(reason),
    }
}

const fn granted(reason: GrantReason) -> Text {
    match reason {
        GrantReason::Commitment => text!("vidareføring", "videreføring", "continuing project"),
        GrantReason::Ranked => text!("etter prioritet", "etter prioritet", "by rank"),
        GrantReason::Override => {
            text!("etter ei særskild avgjerd", "etter en særskilt avgjørelse", "by a separate decision")
        }
        GrantReason::Part => {
            text!("delvis, så langt ramma rekk", "delvis, så langt rammen rekker", "in part, as far as the frame goes")
        }
    }
}

const fn rejected(reason: RejectReason) -> Text {
    match reason {
        RejectReason::Frame => text!("ramma rekk ikkje", "rammen rekker ikke", "the frame does not stretch to it"),
        RejectReason::Threshold => text!(
            "vurderinga ligg under minstekravet",
            "vurderingen ligger under minstekravet",
            "assessed below the threshold"
        ),
        RejectReason::LimitOffice => text!(
            "kontoret har fått så mange nye prosjekt som det kan",
            "kontoret har fått så mange nye prosjekter som det kan",
            "the office has as many new projects as it may have"
        ),
        RejectReason::LimitMunicipality => text!(
            "kommunen har fått så mykje som han kan",
            "kommunen har fått så mye som den kan",
            "the municipality has as much as it may have"
        ),
        RejectReason::NoPot => {
            text!(
                "ingen pott er for slike søknader",
                "ingen pott er for slike søknader",
                "no pot takes such applications"
            )
        }
        RejectReason::Override => {
            text!("etter ei særskild avgjerd", "etter en særskilt avgjørelse", "by a separate decision")
        }
    }
}

const fn held(reason: HoldReason) -> Text {
    match reason {
        HoldReason::Finding => text!(
            "søknaden har ein feil som må rettast",
            "søknaden har en feil som må rettes",
            "the application has an error that must be mended"
        ),
        HoldReason::Tie => text!(
            "står likt med ein annan der ramma tek slutt",
            "står likt med en annen der rammen tar slutt",
            "tied with another where the frame ends"
        ),
        HoldReason::Unscored => text!(
            "minst eitt kriterium er ikkje vurdert",
            "minst ett kriterium er ikke vurdert",
            "at least one criterion has not been assessed"
        ),
        HoldReason::Duplicate => text!(
            "same søknad har kome inn fleire gonger",
            "samme søknad har kommet inn flere ganger",
            "the same application was received more than once"
        ),
        HoldReason::Shortfall => text!(
            "ramma dekkjer ikkje alle vidareføringane",
            "rammen dekker ikke alle videreføringene",
            "the frame does not cover all continuing projects"
        ),
    }
}
