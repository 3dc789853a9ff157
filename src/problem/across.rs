//! T5xx: across applications and years.

use super::{Family, problems};
use crate::application::Field;
use crate::money::Kroner;
use crate::text::Text;

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T5",
    title: text!("Mellom søknader og år", "Mellom søknader og år", "Across applications and years"),
    about: text!(
        "Om søknaden er komen éin gong, og om han stemmer med registeret over prosjekt som har fått tilskot før.",
        "Om søknaden er kommet én gang, og om den stemmer med registeret over prosjekter som har fått tilskudd før.",
        "Whether the application came once, and agrees with the register of projects funded in earlier years.",
    ),
    kinds: KINDS,
};

problems! {
    // `other` is where the other copy stands.
    duplicate(other: &str) Error "T501" {
        title: text!("Den same søknaden to gonger", "Den samme søknaden to ganger", "The same application twice"),
        message: text!(
            "Den same søknaden finst òg i {other}, og det går ikkje fram kva for ein som er nyast.",
            "Den samme søknaden finnes også i {other}, og det går ikke fram hvilken som er nyest.",
            "The same application also stands in {other}, and it is not clear which one is the newest.",
        ),
        fix: text!(
            "Slett den eine, eller fyll ut «Motteken» i begge, til dømes 01.02.2023, så gjeld den siste. Er det to prosjekt, så gi dei ulike titlar.",
            "Slett den ene, eller fyll ut «Mottatt» i begge, for eksempel 01.02.2023, så gjelder den siste. Er det to prosjekter, så gi dem ulike titler.",
            "Delete one of them, or fill in “Received” in both, for example 01.02.2023, and the latest counts. If they are two projects, give them different titles.",
        ),
        example: "Første steg, Første steg" => "Første steg",
        under: [Project],
    }

    replaced(other: &str) Notice "T502" {
        title: text!("Erstatta av ein seinare søknad", "Erstattet av en senere søknad", "Replaced by a later application"),
        message: text!(
            "Søknaden er erstatta av ein som er motteken seinare, i {other}.",
            "Søknaden er erstattet av en som er mottatt senere, i {other}.",
            "The application has been replaced by one received later, in {other}.",
        ),
        fix: text!(
            "La det stå om den seinare gjeld. Gjeld denne, så slett den andre eller rett datoane under «Motteken», til dømes 01.02.2023.",
            "La det stå om den senere gjelder. Gjelder denne, så slett den andre eller rett datoene under «Mottatt», for eksempel 01.02.2023.",
            "Leave it if the later one counts. If this one does, delete the other or correct the dates under “Received”, for example 01.02.2023.",
        ),
        example: "15.01.2023, 01.02.2023" => "01.02.2023",
        under: [Received],
    }

    // `title` and `there` are the other one's; `value` is the title of the one it is said of.
    near_duplicate(value: &str, title: &str, there: &str, because: Text) Warning "T503" {
        title: text!("Kan vere det same prosjektet", "Kan være det samme prosjektet", "May be the same project"),
        message: text!(
            "«{value}» kan vere det same prosjektet som «{title}» i {there}: {because}.",
            "«{value}» kan være det samme prosjektet som «{title}» i {there}: {because}.",
            "“{value}” may be the same project as “{title}” in {there}: {because}.",
        ),
        fix: text!(
            "Er det eitt prosjekt, så trekk den eine søknaden. Sakshandsamaren kan svare i avgjerdene med «same_project» eller «other_project» og ei grunngiving, til dømes «Avklart i brev 03.02.2023».",
            "Er det ett prosjekt, så trekk den ene søknaden. Saksbehandleren kan svare i avgjørelsene med «same_project» eller «other_project» og en begrunnelse, for eksempel «Avklart i brev 03.02.2023».",
            "If it is one project, withdraw one of the applications. The caseworker can answer in the decisions with “same_project” or “other_project” and a reason, for example “Settled by letter 03.02.2023”.",
        ),
        example: "Fyrste steg, Første steg" => "Første steg",
    }

    not_in_register(project_id: &str) Error "T504" {
        title: text!("Prosjektet står ikkje i registeret", "Prosjektet står ikke i registeret", "The project is not in the register"),
        message: text!(
            "Prosjektet «{project_id}» står ikkje i registeret over prosjekt som har fått tilskot, så det kan ikkje vidareførast.",
            "Prosjektet «{project_id}» står ikke i registeret over prosjekter som har fått tilskudd, så det kan ikke videreføres.",
            "The project “{project_id}” is not in the register of funded projects, so it cannot be continued.",
        ),
        fix: text!(
            "Skriv prosjekt-ID-en nøyaktig som i tilskotsbrevet, til dømes VL-2022-02. Er prosjektet nytt, så skriv «Ny søknad» og tilskotsår 1.",
            "Skriv prosjekt-ID-en nøyaktig som i tilskuddsbrevet, for eksempel VL-2022-02. Er prosjektet nytt, så skriv «Ny søknad» og tilskuddsår 1.",
            "Write the project ID exactly as in the award letter, for example VL-2022-02. If the project is new, write “Ny søknad” and grant year 1.",
        ),
        example: "2022-2" => "VL-2022-02",
        under: [ProjectId],
    }

    wrong_grant_year(year: usize, expected: usize) Error "T505" {
        title: text!("Feil tilskotsår", "Feil tilskuddsår", "Wrong grant year"),
        message: text!(
            "Søknaden gjeld år {year} i prosjektperioden, men etter registeret er neste år for prosjektet år {expected}.",
            "Søknaden gjelder år {year} i prosjektperioden, men etter registeret er neste år for prosjektet år {expected}.",
            "The application is for year {year} of the project period, but by the register the project's next year is year {expected}.",
        ),
        fix: text!(
            "Skriv {expected} som tilskotsår, eller rett prosjekt-ID-en om han er feil.",
            "Skriv {expected} som tilskuddsår, eller rett prosjekt-ID-en om den er feil.",
            "Write {expected} as the grant year, or correct the project ID if it is wrong.",
        ),
        example: "3" => "2",
        under: [GrantYear],
    }

    over_max_years(most: usize) Error "T506" {
        title: text!("Prosjektet har hatt alle åra sine", "Prosjektet har hatt alle årene sine", "The project has had all its years"),
        message: text!(
            "Eit prosjekt kan få tilskot i høgst {most} år, og dette har alt fått det.",
            "Et prosjekt kan få tilskudd i høyst {most} år, og dette har allerede fått det.",
            "A project can get a grant for {most} years at most, and this one has had them all.",
        ),
        fix: text!(
            "Trekk søknaden, eller søk på nytt om det er eit anna prosjekt, med «Ny søknad» og tilskotsår 1.",
            "Trekk søknaden, eller søk på nytt om det er et annet prosjekt, med «Ny søknad» og tilskuddsår 1.",
            "Withdraw the application, or apply afresh if it is another project, with “Ny søknad” and grant year 1.",
        ),
        example: "4" => "1",
        under: [GrantYear],
    }

    project_ended(project_id: &str) Error "T507" {
        title: text!("Prosjektet er avslutta", "Prosjektet er avsluttet", "The project has ended"),
        message: text!(
            "Prosjektet «{project_id}» er avslutta i registeret, så det kan ikkje vidareførast.",
            "Prosjektet «{project_id}» er avsluttet i registeret, så det kan ikke videreføres.",
            "The project “{project_id}” has ended in the register, so it cannot be continued.",
        ),
        fix: text!(
            "Rett prosjekt-ID-en om han er feil, til dømes VL-2022-02. Er prosjektet framleis i gang, så be statsforvaltaren rette registeret.",
            "Rett prosjekt-ID-en om den er feil, for eksempel VL-2022-02. Er prosjektet fortsatt i gang, så be statsforvalteren rette registeret.",
            "Correct the project ID if it is wrong, for example VL-2022-02. If the project is still running, ask the county governor to correct the register.",
        ),
        example: "VL-2021-02" => "VL-2022-02",
        under: [ProjectId],
    }

    register_disagrees(field: Field, register: &str) Warning "T508" {
        title: text!("Registeret seier noko anna", "Registeret sier noe annet", "The register says something else"),
        message: text!(
            "«{field}» er ein annan i søknaden enn i registeret, der det står «{register}».",
            "«{field}» er en annen i søknaden enn i registeret, der det står «{register}».",
            "“{field}” differs from the register, which says “{register}”.",
        ),
        fix: text!(
            "Skriv «{register}» om registeret er rett. Er søknaden rett, så be statsforvaltaren rette registeret.",
            "Skriv «{register}» om registeret er riktig. Er søknaden riktig, så be statsforvalteren rette registeret.",
            "Write “{register}” if the register is right. If the application is right, ask the county governor to correct the register.",
        ),
        example: "Nav Bergen" => "Nav Årstad",
        under: [Office],
    }

    tenfold(applied: Kroner, before: Kroner) Warning "T509" {
        title: text!("Ti gonger så mykje som i fjor", "Ti ganger så mye som i fjor", "Ten times last year's amount"),
        message: text!(
            "Søknadsbeløpet er {applied}, om lag ti gonger så mykje som prosjektet fekk i fjor, eller meir. Då var det {before}.",
            "Søknadsbeløpet er {applied}, omtrent ti ganger så mye som prosjektet fikk i fjor, eller mer. Da var det {before}.",
            "The applied amount is {applied}, about ten times what the project got last year, or more. It was then {before}.",
        ),
        fix: text!(
            "Kontroller at beløpet er i kroner og ikkje har eit siffer for mykje, til dømes 620 000 og ikkje 6 200 000.",
            "Kontroller at beløpet er i kroner og ikke har et siffer for mye, for eksempel 620 000 og ikke 6 200 000.",
            "Check that the amount is in kroner and does not have a digit too many, for example 620 000 and not 6 200 000.",
        ),
        example: "6 200 000" => "620 000",
        under: [Applied],
    }

    // `place` is the file and the cell of the row.
    register_unsound(project_id: &str, place: &str) Error "T510" {
        title: text!("Registeret har feil om prosjektet", "Registeret har feil om prosjektet", "The register has errors about the project"),
        message: text!(
            "Prosjektet «{project_id}» står i ei rad i registeret der noko er feil ({place}), så det går ikkje fram om det kan vidareførast.",
            "Prosjektet «{project_id}» står i en rad i registeret der noe er feil ({place}), så det går ikke fram om det kan videreføres.",
            "The project “{project_id}” stands in a row of the register where something is wrong ({place}), so it is not clear whether it can be continued.",
        ),
        fix: text!(
            "Sakshandsamaren rettar det som er meldt som feil i registeret, til dømes overskrifta Status eller tilskotsåret 2, og køyrer på nytt. Søkjaren treng ikkje gjere noko.",
            "Saksbehandleren retter det som er meldt som feil i registeret, for eksempel overskriften Status eller tilskuddsåret 2, og kjører på nytt. Søkeren trenger ikke gjøre noe.",
            "The caseworker corrects what is reported as errors in the register, for example the header Status or the grant year 2, and runs again. The applicant need not do anything.",
        ),
        example: "Statuss" => "Status",
    }

    set_aside(other: &str) Notice "T520" {
        title: text!("Sett til side etter ei avgjerd", "Satt til side etter en avgjørelse", "Set aside by a decision"),
        message: text!(
            "Etter ei avgjerd er det søknaden i {other} som gjeld, så denne er ikkje med.",
            "Etter en avgjørelse er det søknaden i {other} som gjelder, så denne er ikke med.",
            "By a decision the application in {other} is the one that counts, so this one is left out.",
        ),
        fix: text!(
            "La det stå om avgjerda er rett. Gjeld denne, så rett grunngivinga til denne fila, til dømes «T501: alver.xlsx gjeld».",
            "La det stå om avgjørelsen er riktig. Gjelder denne, så rett begrunnelsen til denne filen, for eksempel «T501: alver.xlsx gjelder».",
            "Leave it if the decision is right. If this one counts, correct the reason to name this file, for example “T501: alver.xlsx counts”.",
        ),
        example: "T501: alver.xlsx" => "T501: alver-ny.xlsx",
    }
}
