//! T4xx: one application.

use super::{Family, problems};
use crate::money::Kroner;
use jiff::civil::{Date, DateTime};

/// The family.
pub static FAMILY: Family = Family {
    hundred: "T4",
    title: text!("Éin søknad", "Én søknad", "One application"),
    about: text!(
        "Om verdiane i ein søknad heng saman og følgjer reglane for ordninga.",
        "Om verdiene i en søknad henger sammen og følger reglene for ordningen.",
        "Whether the values of an application fit together and follow the rules of the scheme.",
    ),
    kinds: KINDS,
};

problems! {
    parts_do_not_sum(applied: Kroner, parts: Kroner) Error "T401" {
        title: text!("Søknadsbeløpet er ikkje summen av delane", "Søknadsbeløpet er ikke summen av delene", "The amount is not the sum of its parts"),
        message: text!(
            "Søknadsbeløpet er {applied}, men delane for stillingar og kompetanse er til saman {parts}.",
            "Søknadsbeløpet er {applied}, men delene for stillinger og kompetanse er til sammen {parts}.",
            "The applied amount is {applied}, but the parts for positions and competence add up to {parts}.",
        ),
        fix: text!(
            "Rett søknadsbeløpet eller den delen som er feil, så dei stemmer, til dømes 1 220 000 + 20 000 = 1 240 000.",
            "Rett søknadsbeløpet eller den delen som er feil, så de stemmer, for eksempel 1 220 000 + 20 000 = 1 240 000.",
            "Correct the applied amount or the part that is wrong so that they agree, for example 1 220 000 + 20 000 = 1 240 000.",
        ),
        example: "1 250 000" => "1 240 000",
        under: [Applied],
    }

    over_cap(applied: Kroner, cap: Kroner) Notice "T402" {
        title: text!("Søkt om meir enn taket", "Søkt om mer enn taket", "Applied for more than the cap"),
        message: text!(
            "Søknadsbeløpet er {applied}, men taket for desse stillingane, minus overførte midlar, er {cap}. Det som er over, er ikkje rekna med.",
            "Søknadsbeløpet er {applied}, men taket for disse stillingene, minus overførte midler, er {cap}. Det som er over, er ikke regnet med.",
            "The applied amount is {applied}, but the cap for these positions, less money carried over, is {cap}. What is above that is not counted.",
        ),
        fix: text!(
            "La det stå om stillingane er rette. Er beløpet eller stillingane feil, så rett dei, til dømes 1 240 000 for 2 stillingar.",
            "La det stå om stillingene er riktige. Er beløpet eller stillingene feil, så rett dem, for eksempel 1 240 000 for 2 stillinger.",
            "Leave it if the positions are right. If the amount or the positions are wrong, correct them, for example 1 240 000 for 2 positions.",
        ),
        example: "1 340 000" => "1 240 000",
        under: [Applied],
    }

    late(deadline: DateTime) Warning "T403" {
        title: text!("Motteken etter fristen", "Mottatt etter fristen", "Received after the deadline"),
        message: text!(
            "Søknaden er motteken etter søknadsfristen, som var {deadline}. Han er framleis med.",
            "Søknaden er mottatt etter søknadsfristen, som var {deadline}. Den er fortsatt med.",
            "The application was received after the deadline, which was {deadline}. It is still included.",
        ),
        fix: text!(
            "Kontroller datoen under «Motteken», og rett han om han er feil, til dømes 01.02.2023.",
            "Kontroller datoen under «Mottatt», og rett den om den er feil, for eksempel 01.02.2023.",
            "Check the date under “Received”, and correct it if it is wrong, for example 01.02.2023.",
        ),
        example: "11.02.2023" => "01.02.2023",
        under: [Received],
    }

    dismissed_late(deadline: DateTime) Notice "T404" {
        title: text!("Motteken etter fristen og avvist", "Mottatt etter fristen og avvist", "Received after the deadline and dismissed"),
        message: text!(
            "Søknaden er motteken etter søknadsfristen, som var {deadline}, og er derfor tilrådd avvist utan vurdering.",
            "Søknaden er mottatt etter søknadsfristen, som var {deadline}, og er derfor tilrådd avvist uten vurdering.",
            "The application was received after the deadline, which was {deadline}, and is therefore recommended for dismissal without consideration.",
        ),
        fix: text!(
            "Kontroller datoen under «Motteken», og rett han om han er feil, til dømes 01.02.2023.",
            "Kontroller datoen under «Mottatt», og rett den om den er feil, for eksempel 01.02.2023.",
            "Check the date under “Received”, and correct it if it is wrong, for example 01.02.2023.",
        ),
        example: "11.02.2023" => "01.02.2023",
        under: [Received],
    }

    start_outside(start: Date, year: i16) Warning "T405" {
        title: text!("Oppstart utanfor tilskotsåret", "Oppstart utenfor tilskuddsåret", "Start outside the grant year"),
        message: text!(
            "Oppstartsdatoen er {start}, men søknaden gjeld {year}.",
            "Oppstartsdatoen er {start}, men søknaden gjelder {year}.",
            "The start date is {start}, but the application is for {year}.",
        ),
        fix: text!(
            "Kontroller oppstartsdatoen, og rett han om han er feil, til dømes 01.03.{year}.",
            "Kontroller oppstartsdatoen, og rett den om den er feil, for eksempel 01.03.{year}.",
            "Check the start date, and correct it if it is wrong, for example 01.03.{year}.",
        ),
        example: "01.03.2032" => "01.03.2023",
        under: [Start],
    }

    org_no(value: &str) Error "T406" {
        title: text!("Ugyldig organisasjonsnummer", "Ugyldig organisasjonsnummer", "Invalid organisation number"),
        message: text!(
            "«{value}» er ikkje eit gyldig organisasjonsnummer. Det har ni siffer, og det siste er eit kontrollsiffer som skal stemme med dei andre.",
            "«{value}» er ikke et gyldig organisasjonsnummer. Det har ni sifre, og det siste er et kontrollsiffer som skal stemme med de andre.",
            "“{value}” is not a valid organisation number. It has nine digits, and the last is a check digit that must fit the others.",
        ),
        fix: text!(
            "Skriv organisasjonsnummeret med ni siffer, slik det står i Einingsregisteret, til dømes 920290922.",
            "Skriv organisasjonsnummeret med ni sifre, slik det står i Enhetsregisteret, for eksempel 920290922.",
            "Write the organisation number with nine digits, as it stands in Enhetsregisteret, for example 920290922.",
        ),
        example: "920290929" => "920290922",
        under: [OrgNo],
    }

    // `other` is the municipality the office is in, `municipality` the one the application names.
    office_elsewhere(office: &str, other: &str, municipality: &str) Warning "T407" {
        title: text!("Nav-kontoret ligg i ein annan kommune", "Nav-kontoret ligger i en annen kommune", "The Nav office is in another municipality"),
        message: text!(
            "«{office}» ser ut til å vere kontoret i {other}, men søknaden er frå {municipality}.",
            "«{office}» ser ut til å være kontoret i {other}, men søknaden er fra {municipality}.",
            "“{office}” seems to be the office in {other}, but the application is from {municipality}.",
        ),
        fix: text!(
            "Rett kontoret eller kommunen, så dei høyrer saman, til dømes Nav Alver og Alver. Dekkjer kontoret fleire kommunar, kan det stå.",
            "Rett kontoret eller kommunen, så de hører sammen, for eksempel Nav Alver og Alver. Dekker kontoret flere kommuner, kan det stå.",
            "Correct the office or the municipality so that they belong together, for example Nav Alver and Alver. If the office serves several municipalities, leave it.",
        ),
        example: "Nav Alver · Osterøy" => "Nav Alver · Alver",
        under: [Office, Municipality],
    }

    municipality_disagrees(number: &str, name: &str) Error "T408" {
        title: text!("Kommunenummer og kommunenamn er ikkje same kommune", "Kommunenummer og kommunenavn er ikke samme kommune", "Municipality number and name disagree"),
        message: text!(
            "Kommunenummeret «{number}» høyrer ikkje til kommunen «{name}».",
            "Kommunenummeret «{number}» hører ikke til kommunen «{name}».",
            "The municipality number “{number}” does not belong to the municipality “{name}”.",
        ),
        fix: text!(
            "Rett nummeret eller namnet, så dei høyrer saman, til dømes 4631 og Alver.",
            "Rett nummeret eller navnet, så de hører sammen, for eksempel 4631 og Alver.",
            "Correct the number or the name so that they belong together, for example 4631 and Alver.",
        ),
        example: "4630 · Alver" => "4631 · Alver",
        under: [MunicipalityNo, Municipality],
    }

    email_in_text() Warning "T409" {
        title: text!("Ei e-postadresse i fritekst", "En e-postadresse i fritekst", "An e-mail address in free text"),
        message: text!(
            "Teksten inneheld ei e-postadresse, og fritekst blir lesen av fleire enn dei som treng adressa.",
            "Teksten inneholder en e-postadresse, og fritekst leses av flere enn de som trenger adressen.",
            "The text contains an e-mail address, and free text is read by more people than need the address.",
        ),
        fix: text!(
            "Ta adressa ut av teksten. Skal ho vere med, så skriv henne i feltet «E-post», til dømes post@kommune.example.",
            "Ta adressen ut av teksten. Skal den være med, så skriv den i feltet «E-post», for eksempel post@kommune.example.",
            "Take the address out of the text. If it is needed, write it in the field “E-mail”, for example post@kommune.example.",
        ),
        example: "Info: post@kommune.example" => "Info: Nav-kontoret",
        under: [Description],
    }

    identity_number_in_text() Warning "T410" {
        title: text!("Noko som liknar eit fødselsnummer", "Noe som ligner et fødselsnummer", "Something like a national identity number"),
        message: text!(
            "Teksten inneheld noko som liknar eit fødselsnummer eller D-nummer. Nummeret er ikkje vist her.",
            "Teksten inneholder noe som ligner et fødselsnummer eller D-nummer. Nummeret er ikke vist her.",
            "The text contains something like a national identity number or D number. The number is not shown here.",
        ),
        fix: text!(
            "Slett nummeret og send fila på nytt. Skriv om grupper og ikkje om einskildpersonar, til dømes «unge mellom 16 og 25 år».",
            "Slett nummeret og send filen på nytt. Skriv om grupper og ikke om enkeltpersoner, for eksempel «unge mellom 16 og 25 år».",
            "Delete the number and send the file again. Write about groups and not about individuals, for example “young people between 16 and 25”.",
        ),
        example: "Ungdom (ddmmåå xxxxx)" => "Ungdom",
        under: [Description],
    }

    new_in_later_year(year: usize) Error "T411" {
        title: text!("Ein ny søknad i eit seinare prosjektår", "En ny søknad i et senere prosjektår", "A new application in a later project year"),
        message: text!(
            "Søknaden er merkt som ny, men gjeld år {year} i prosjektperioden. Ein ny søknad gjeld alltid år 1.",
            "Søknaden er merket som ny, men gjelder år {year} i prosjektperioden. En ny søknad gjelder alltid år 1.",
            "The application is marked as new but is for year {year} of the project period. A new application is always for year 1.",
        ),
        fix: text!(
            "Skriv 1 som tilskotsår om prosjektet er nytt. Held det fram frå før, så skriv «Vidareføring» og prosjekt-ID, til dømes VL-2022-02.",
            "Skriv 1 som tilskuddsår om prosjektet er nytt. Fortsetter det fra før, så skriv «Videreføring» og prosjekt-ID, for eksempel VL-2022-02.",
            "Write 1 as the grant year if the project is new. If it continues, write “Vidareføring” and the project ID, for example VL-2022-02.",
        ),
        example: "Ny søknad · 2" => "Ny søknad · 1",
        under: [Kind, GrantYear],
    }

    nothing_eligible() Error "T412" {
        title: text!("Ikkje noko å få tilskot til", "Ikke noe å få tilskudd til", "Nothing left to grant"),
        message: text!(
            "Det nye prosjektet kan ikkje få noko: søknadsbeløpet er 0, eller overførte midlar dekkjer alt det kan få.",
            "Det nye prosjektet kan ikke få noe: søknadsbeløpet er 0, eller overførte midler dekker alt det kan få.",
            "The new project can get nothing: the applied amount is 0, or carried-over money covers all that it can get.",
        ),
        fix: text!(
            "Kontroller søknadsbeløpet og overførte midlar, og rett det som er feil. Eit nytt prosjekt har til vanleg 0 i overførte midlar.",
            "Kontroller søknadsbeløpet og overførte midler, og rett det som er feil. Et nytt prosjekt har vanligvis 0 i overførte midler.",
            "Check the applied amount and the carried-over money, and correct what is wrong. A new project usually has 0 carried over.",
        ),
        example: "1 240 000" => "0",
        under: [CarriedOver],
    }

    outside_county(municipality: &str, county: &str) Error "T413" {
        title: text!("Kommunen ligg utanfor fylket", "Kommunen ligger utenfor fylket", "The municipality is outside the county"),
        message: text!(
            "{municipality} ligg ikkje i fylket som denne runden gjeld ({county}).",
            "{municipality} ligger ikke i fylket som denne runden gjelder ({county}).",
            "{municipality} is not in the county that this round is for ({county}).",
        ),
        fix: text!(
            "Rett kommunen om han er feil, til dømes 4631 Alver. Er han rett, så send søknaden til statsforvaltaren i det rette fylket.",
            "Rett kommunen om den er feil, for eksempel 4631 Alver. Er den riktig, så send søknaden til statsforvalteren i det riktige fylket.",
            "Correct the municipality if it is wrong, for example 4631 Alver. If it is right, send the application to the county governor concerned.",
        ),
        example: "4204" => "4631",
        under: [MunicipalityNo],
    }
}
