//! The outcome and its reason as one or two sentences.

use super::positions;
use crate::allocate::{DismissReason, GrantReason, HoldReason, Outcome, RejectReason, WithdrawReason};
use crate::explain::{Explanation, Limit};
use crate::money::Kroner;
use crate::report::words::{self, counted};
use crate::text::{Language, Text, number};

/// `Avslag: det var ikkje nok pengar att …`; of an award that stands from before, in which round it was made.
#[must_use]
pub fn statement(explanation: &Explanation, language: Language) -> String {
    const STANDS: Text = text!(
        "Det vart avgjort i runde {round} og står fast.",
        "Det ble avgjort i runde {round} og står fast.",
        "It was settled in round {round} and stands."
    );
    let threshold = explanation.scoring.as_ref().map(|scoring| number::decimal(language, scoring.threshold));
    let values = [
        ("granted", number::kroner(language, explanation.granted)),
        ("positions", positions(language, explanation.positions_granted)),
        ("pot", explanation.pot.clone().unwrap_or_default()),
        ("threshold", threshold.unwrap_or_default()),
        ("limit", limit(explanation.limit, language)),
    ];
    let said = text(explanation).fill(language, &values);
    match explanation.settled_in_round {
        Some(round) => format!("{said} {}", STANDS.fill(language, &[("round", round.to_string())])),
        None => said,
    }
}

fn limit(limit: Option<Limit>, language: Language) -> String {
    match limit {
        Some(Limit::PerOffice(most)) => {
            counted(language, usize::try_from(most).unwrap_or(usize::MAX), words::NEW_PROJECT)
        }
        Some(Limit::PerMunicipality(most)) => number::kroner(language, most),
        None => String::new(),
    }
}

fn text(explanation: &Explanation) -> Text {
    match explanation.outcome {
        Outcome::Granted(reason) => granted(reason, explanation.granted),
        Outcome::Rejected(reason) => rejected(reason),
        Outcome::Dismissed(DismissReason::Late) => text!(
            "Avvist: søknaden kom inn etter søknadsfristen og er derfor ikkje vurdert.",
            "Avvist: søknaden kom inn etter søknadsfristen og er derfor ikke vurdert.",
            "Dismissed: the application came in after the deadline, and so it was not considered."
        ),
        Outcome::Dismissed(DismissReason::Outside) => text!(
            "Avvist: det som er søkt om, fell utanfor tilskotsordninga.",
            "Avvist: det som er søkt om, faller utenfor tilskuddsordningen.",
            "Dismissed: what was applied for is outside the grant scheme."
        ),
        Outcome::Withdrawn(WithdrawReason::Withdrawn) => text!(
            "Trekt: søkjaren har trekt søknaden.",
            "Trukket: søkeren har trukket søknaden.",
            "Withdrawn: the applicant has taken the application back."
        ),
        Outcome::Withdrawn(WithdrawReason::Ended) => {
            text!(
                "Avslutta: prosjektet held ikkje fram.",
                "Avsluttet: prosjektet fortsetter ikke.",
                "Ended: the project does not go on."
            )
        }
        Outcome::Held(reason) => held(reason),
    }
}

const fn granted(reason: GrantReason, amount: Kroner) -> Text {
    match reason {
        GrantReason::Commitment if amount.ore() == 0 => text!(
            "Vidareført med 0 kr: dei overførte midlane dekkjer heile året.",
            "Videreført med 0 kr: de overførte midlene dekker hele året.",
            "Continued with NOK 0: the money carried over covers the whole year."
        ),
        GrantReason::Commitment => text!(
            "Innvilga: {granted} til {positions}, frå {pot}. Prosjektet er inne i prosjektperioden sin, og vidareføringar går føre nye prosjekt.",
            "Innvilget: {granted} til {positions}, fra {pot}. Prosjektet er inne i prosjektperioden sin, og videreføringer går foran nye prosjekter.",
            "Granted: {granted} for {positions}, from {pot}. The project is within its project period, and continuing projects come before new ones."
        ),
        GrantReason::Ranked => text!(
            "Innvilga: {granted} til {positions}, frå {pot}. Det var pengar att då turen kom til denne søknaden.",
            "Innvilget: {granted} til {positions}, fra {pot}. Det var penger igjen da turen kom til denne søknaden.",
            "Granted: {granted} for {positions}, from {pot}. There was money left when its turn came."
        ),
        GrantReason::Part => text!(
            "Innvilga delvis: {granted} til {positions}, frå {pot}. Det var ikkje pengar att til heile søknaden.",
            "Innvilget delvis: {granted} til {positions}, fra {pot}. Det var ikke penger igjen til hele søknaden.",
            "Granted in part: {granted} for {positions}, from {pot}. There was not enough money left for all of it."
        ),
        GrantReason::Override => text!(
            "Innvilga: {granted} til {positions}, frå {pot}, etter ei særskild avgjerd og uavhengig av prioriteten.",
            "Innvilget: {granted} til {positions}, fra {pot}, etter en særskilt avgjørelse og uavhengig av prioriteten.",
            "Granted: {granted} for {positions}, from {pot}, by a separate decision and whatever its rank."
        ),
    }
}

const fn rejected(reason: RejectReason) -> Text {
    match reason {
        RejectReason::Frame => text!(
            "Avslag: det var ikkje nok pengar att då turen kom til denne søknaden.",
            "Avslag: det var ikke nok penger igjen da turen kom til denne søknaden.",
            "Rejected: there was not enough money left when its turn came."
        ),
        RejectReason::Threshold => text!(
            "Avslag: poengsummen er under grensa på {threshold}. Under grensa blir det ikkje gitt tilskot, uansett kor mykje pengar som er att.",
            "Avslag: poengsummen er under grensen på {threshold}. Under grensen gis det ikke tilskudd, uansett hvor mye penger som er igjen.",
            "Rejected: the score is below the threshold of {threshold}. Below it nothing is granted, however much money is left."
        ),
        RejectReason::LimitOffice => text!(
            "Avslag: eit Nav-kontor kan få tilskot til høgst {limit}, og dette kontoret har alt fått så mange.",
            "Avslag: et Nav-kontor kan få tilskudd til høyst {limit}, og dette kontoret har allerede fått så mange.",
            "Rejected: a Nav office may be granted at most {limit}, and this office already has that many."
        ),
        RejectReason::LimitMunicipality => text!(
            "Avslag: ein kommune kan få høgst {limit} i år, og med denne søknaden ville kommunen ha fått meir.",
            "Avslag: en kommune kan få høyst {limit} i år, og med denne søknaden ville kommunen ha fått mer.",
            "Rejected: a municipality may get at most {limit} this year, and with this application it would have got more."
        ),
        RejectReason::NoPot => text!(
            "Avslag: ingen av pottane i denne runden er meinte for denne typen søknad.",
            "Avslag: ingen av pottene i denne runden er ment for denne typen søknad.",
            "Rejected: none of the pots of this round is for this kind of application."
        ),
        RejectReason::Override => {
            text!(
                "Avslag etter ei særskild avgjerd, uavhengig av prioriteten. Grunngjevinga står i avgjerda.",
                "Avslag etter en særskilt avgjørelse, uavhengig av prioriteten. Begrunnelsen står i avgjørelsen.",
                "Rejected by a separate decision, whatever its rank. The reasons are given in that decision."
            )
        }
    }
}

const fn held(reason: HoldReason) -> Text {
    match reason {
        HoldReason::Finding => text!(
            "Ventar: søknaden har ein feil som må rettast før han kan vurderast.",
            "Venter: søknaden har en feil som må rettes før den kan vurderes.",
            "Held: the application has an error that must be corrected before it can be considered."
        ),
        HoldReason::Tie => text!(
            "Ventar: søknaden står likt med andre, og det er ikkje pengar til alle. Kven som skal få, må avgjerast.",
            "Venter: søknaden står likt med andre, og det er ikke penger til alle. Hvem som skal få, må avgjøres.",
            "Held: the application is tied with others, and there is not enough money for all of them. Who is to be granted must be decided."
        ),
        HoldReason::Unscored => text!(
            "Ventar: minst eitt kriterium er ikkje vurdert, og då kan søknaden ikkje rangerast.",
            "Venter: minst ett kriterium er ikke vurdert, og da kan søknaden ikke rangeres.",
            "Held: at least one criterion has not been assessed, and so the application cannot be ranked."
        ),
        HoldReason::Duplicate => text!(
            "Ventar: same søknad har kome inn fleire gonger, og det må avklarast kva for ein som gjeld.",
            "Venter: samme søknad har kommet inn flere ganger, og det må avklares hvilken som gjelder.",
            "Held: the same application came in more than once, and it must be settled which one counts."
        ),
        HoldReason::Shortfall => text!(
            "Ventar: ramma dekkjer ikkje alle prosjekta som skal vidareførast.",
            "Venter: rammen dekker ikke alle prosjektene som skal videreføres.",
            "Held: the frame does not cover all the projects that are to continue."
        ),
    }
}
