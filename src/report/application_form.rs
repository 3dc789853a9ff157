//! The application form of a batch: which fields it asks for, in what order, and the words that help people fill them in.
//!
//! How it looks is `xlsx`'s; what a cell may hold is `policy::allowed`'s, by which `check` judges it when it comes back.

use crate::application::Field;
use crate::policy::{Allowed, Policy};
use crate::text::{Language, Text, number};

/// The languages there is a sheet in: applicants write Norwegian.
pub const LANGUAGES: [Language; 2] = [Language::Nn, Language::Nb];

/// Some fields under one heading.
#[derive(Debug)]
pub struct Section {
    /// The heading.
    pub heading: Text,
    /// The fields, each with what to write.
    pub fields: &'static [(Field, Text)],
}

/// The form from top to bottom. A heading begins with a number, so that it is never taken for the label of a field.
pub const SECTIONS: &[Section] = &[
    Section {
        heading: text!("1. Kven som søkjer", "1. Hvem som søker", "1. Who applies"),
        fields: &[
            (
                Field::Municipality,
                text!(
                    "Kommunen som søkjer. Vel frå lista.",
                    "Kommunen som søker. Velg fra listen.",
                    "The municipality that applies. Choose from the list."
                ),
            ),
            (
                Field::MunicipalityNo,
                text!(
                    "Kan stå tomt når kommunen er vald over.",
                    "Kan stå tomt når kommunen er valgt over.",
                    "May be left blank when the municipality is chosen above."
                ),
            ),
            (
                Field::Office,
                text!(
                    "Namnet på kontoret, til dømes Nav Alver.",
                    "Navnet på kontoret, for eksempel Nav Alver.",
                    "The name of the office, for example Nav Alver."
                ),
            ),
            (
                Field::OrgNo,
                text!(
                    "Ni siffer frå Einingsregisteret. Kan stå tomt.",
                    "Ni sifre fra Enhetsregisteret. Kan stå tomt.",
                    "Nine digits from Enhetsregisteret. May be left blank."
                ),
            ),
        ],
    },
    Section {
        heading: text!("2. Om prosjektet", "2. Om prosjektet", "2. About the project"),
        fields: &[
            (
                Field::Project,
                text!(
                    "Eit kort namn på prosjektet. Same namn kvart år.",
                    "Et kort navn på prosjektet. Samme navn hvert år.",
                    "A short name of the project. The same name every year."
                ),
            ),
            (
                Field::Kind,
                text!(
                    "Vidareføring: prosjektet har fått tilskot før.",
                    "Videreføring: prosjektet har fått tilskudd før.",
                    "Continuing: the project has had a grant before."
                ),
            ),
            (
                Field::ProjectId,
                text!(
                    "Må fyllast ut for ei vidareføring. Står i tilskotsbrevet.",
                    "Må fylles ut for en videreføring. Står i tilskuddsbrevet.",
                    "Required for a continuing project. Stands in the award letter."
                ),
            ),
            (
                Field::GrantYear,
                text!(
                    "Må fyllast ut for ei vidareføring. Ein ny søknad er år 1.",
                    "Må fylles ut for en videreføring. En ny søknad er år 1.",
                    "Required for a continuing project. A new application is year 1."
                ),
            ),
            (
                Field::Start,
                text!(
                    "Dagen prosjektet startar, eller starta.",
                    "Dagen prosjektet starter, eller startet.",
                    "The day the project starts, or started."
                ),
            ),
            (
                Field::Theme,
                text!(
                    "Området i utlysinga som prosjektet høyrer til. Kan stå tomt.",
                    "Området i utlysningen som prosjektet hører til. Kan stå tomt.",
                    "The priority of the call that the project belongs to. May be left blank."
                ),
            ),
            (
                Field::Description,
                text!(
                    "Kort om målet og målgruppa. Ikkje skriv om einskildpersonar.",
                    "Kort om målet og målgruppen. Ikke skriv om enkeltpersoner.",
                    "Briefly on aim and target group. Do not write about individuals."
                ),
            ),
        ],
    },
    Section {
        heading: text!("3. Stillingar og beløp", "3. Stillinger og beløp", "3. Positions and amounts"),
        fields: &[
            (
                Field::Positions,
                text!(
                    "1,0 er ei heil stilling, 0,5 ei halv.",
                    "1,0 er en hel stilling, 0,5 en halv.",
                    "1.0 is a whole position, 0.5 a half."
                ),
            ),
            (
                Field::AppliedPositions,
                text!(
                    "Løn og sosiale utgifter, i kroner. Kan stå tomt.",
                    "Lønn og sosiale utgifter, i kroner. Kan stå tomt.",
                    "Pay and social costs, in kroner. May be left blank."
                ),
            ),
            (
                Field::AppliedSupplement,
                text!(
                    "Kompetansetiltak, i kroner. Kan stå tomt.",
                    "Kompetansetiltak, i kroner. Kan stå tomt.",
                    "Competence measures, in kroner. May be left blank."
                ),
            ),
            (
                Field::Applied,
                text!(
                    "Heile beløpet i kroner: summen av dei to over, om dei er fylte ut.",
                    "Hele beløpet i kroner: summen av de to over, om de er fylt ut.",
                    "The whole amount in kroner: the sum of the two above, if filled in."
                ),
            ),
            (
                Field::CarriedOver,
                text!(
                    "Tilskot de ikkje brukte i fjor, i kroner. Tomt er 0.",
                    "Tilskudd dere ikke brukte i fjor, i kroner. Tomt er 0.",
                    "Grant money not spent last year, in kroner. Blank is 0."
                ),
            ),
            (
                Field::OwnShare,
                text!(
                    "Det kommunen sjølv betaler, i kroner. Tomt er 0.",
                    "Det kommunen selv betaler, i kroner. Tomt er 0.",
                    "What the municipality pays itself, in kroner. Blank is 0."
                ),
            ),
            (
                Field::AppliedYear2,
                text!(
                    "Prognose for det andre året, i kroner. Kan stå tomt.",
                    "Prognose for det andre året, i kroner. Kan stå tomt.",
                    "Forecast for the second year, in kroner. May be left blank."
                ),
            ),
            (
                Field::AppliedYear3,
                text!(
                    "Prognose for det tredje året, i kroner. Kan stå tomt.",
                    "Prognose for det tredje året, i kroner. Kan stå tomt.",
                    "Forecast for the third year, in kroner. May be left blank."
                ),
            ),
        ],
    },
    Section {
        heading: text!("4. Godkjenning og kontakt", "4. Godkjenning og kontakt", "4. Approval and contact"),
        fields: &[
            (
                Field::ApprovedBy,
                text!(
                    "Kommunedirektøren, eller den som har fått fullmakta.",
                    "Kommunedirektøren, eller den som har fått fullmakten.",
                    "The municipal director, or whoever is authorised."
                ),
            ),
            (
                Field::ContactName,
                text!(
                    "Den vi skal spørje om søknaden.",
                    "Den vi skal spørre om søknaden.",
                    "Whom we should ask about the application."
                ),
            ),
            (
                Field::ContactEmail,
                text!("Adressa til kontaktpersonen.", "Adressen til kontaktpersonen.", "The contact's address."),
            ),
            (
                Field::ContactPhone,
                text!("Nummeret til kontaktpersonen.", "Nummeret til kontaktpersonen.", "The contact's number."),
            ),
        ],
    },
    Section {
        heading: text!("5. Fyller mottakaren ut", "5. Fyller mottakeren ut", "5. Filled in by the recipient"),
        fields: &[
            (
                Field::ApplicationId,
                text!(
                    "Saksnummeret hos mottakaren. Søkjaren lèt det stå tomt.",
                    "Saksnummeret hos mottakeren. Søkeren lar det stå tomt.",
                    "The recipient's case number. Applicants leave it blank."
                ),
            ),
            (
                Field::Received,
                text!(
                    "Dagen søknaden kom. Søkjaren lèt det stå tomt.",
                    "Dagen søknaden kom. Søkeren lar det stå tomt.",
                    "The day it came. Applicants leave it blank."
                ),
            ),
        ],
    },
];

/// The fixed words of a sheet of the form.
pub mod words {
    use crate::text::Text;

    /// The name of the sheet.
    pub const SHEET: Text = text!("Søknad (nynorsk)", "Søknad (bokmål)", "Application");
    /// The name of the sheet with lists to choose from.
    pub const LISTS: &str = "Lister";
    /// The heading below the title.
    pub const SUBTITLE: Text =
        text!("Søknadsskjema på nynorsk", "Søknadsskjema på bokmål", "Application form in English");
    /// After the heading: the deadline.
    pub const DEADLINE: Text = text!("Frist: {deadline}", "Frist: {deadline}", "Deadline: {deadline}");
    /// How it is filled in.
    pub const INSTRUCTIONS: [Text; 3] = [
        text!(
            "Skriv i dei kvite felta. Felt med * må fyllast ut; dei gule står att.",
            "Skriv i de hvite feltene. Felt med * må fylles ut; de gule gjenstår.",
            "Write in the white fields. Fields with * are required; the yellow ones remain."
        ),
        text!(
            "Fyll ut dette arket eller arket på bokmål, ikkje begge.",
            "Fyll ut dette arket eller arket på nynorsk, ikke begge.",
            "Fill in one of the sheets, not both."
        ),
        text!(
            "Éin søknad på kvart ark. Har de fleire, så send ei fil for kvar.",
            "Én søknad på hvert ark. Har dere flere, så send en fil for hver.",
            "One application to a sheet. If you have several, send a file for each."
        ),
    ];
    /// Before the number of required fields that are blank.
    pub const REMAINING: Text = text!(
        "Obligatoriske felt som står att: ",
        "Obligatoriske felt som gjenstår: ",
        "Required fields that remain: "
    );
    /// When none is.
    pub const COMPLETE: Text = text!(
        "Alle obligatoriske felt er fylte ut.",
        "Alle obligatoriske felt er fylt ut.",
        "Every required field is filled in."
    );
    /// When the two parts add up to the amount.
    pub const PARTS_FIT: Text = text!(
        "Beløpet er summen av dei to over.",
        "Beløpet er summen av de to over.",
        "The amount is the sum of the two above."
    );
    /// Before what the parts add up to, when they do not; « kr» follows.
    pub const PARTS_ARE: Text =
        text!("Dei to over er til saman ", "De to over er til sammen ", "The two above add up to ");
    /// What a new application is called in the list.
    pub const NEW: Text = text!("Ny søknad", "Ny søknad", "New application");
    /// What a continuing one is called.
    pub const CONTINUING: Text = text!("Vidareføring", "Videreføring", "Continuing");
    /// Over the list of municipalities.
    pub const MUNICIPALITIES: Text = text!("Til å velje mellom", "Til å velge mellom", "To choose from");
    /// The title of the box that says a value cannot stand.
    pub const CANNOT: Text = text!("Dette kan ikkje stå her", "Dette kan ikke stå her", "This cannot stand here");
    /// The foot of each page.
    pub const FOOT: Text = text!("Skjema versjon {version}", "Skjema versjon {version}", "Form version {version}");
}

/// What a field may hold, in words: shown when the cell is entered, and when something else is written there.
#[must_use]
pub fn rule(policy: &Policy, field: Field, language: Language) -> Option<String> {
    const KIND: Text = text!(
        "Vel frå lista: «Ny søknad» eller «Vidareføring».",
        "Velg fra listen: «Ny søknad» eller «Videreføring».",
        "Choose from the list: “New application” or “Continuing”.",
    );
    const MUNICIPALITY: Text =
        text!("Vel kommunen frå lista.", "Velg kommunen fra listen.", "Choose the municipality from the list.");
    const NUMBER: Text = text!(
        "Vel kommunenummeret frå lista: fire siffer.",
        "Velg kommunenummeret fra listen: fire sifre.",
        "Choose the number from the list: four digits.",
    );
    const ORG_NO: Text = text!(
        "Ni siffer, slik nummeret står i Einingsregisteret. Det siste er eit kontrollsiffer.",
        "Ni sifre, slik nummeret står i Enhetsregisteret. Det siste er et kontrollsiffer.",
        "Nine digits, as in Enhetsregisteret. The last is a check digit.",
    );
    const GRANT_YEAR: Text =
        text!("Eit heilt tal frå 1 til {most}.", "Et helt tall fra 1 til {most}.", "A whole number from 1 to {most}.");
    const POSITIONS: Text = text!(
        "Eit tal over 0 og under {below}, i steg på {step}. Ei heil stilling er 1,0.",
        "Et tall over 0 og under {below}, i steg på {step}. En hel stilling er 1,0.",
        "A number above 0 and below {below}, in steps of {step}. A whole position is 1.0.",
    );
    const AMOUNT: Text = text!(
        "Eit beløp i kroner, ikkje i tusen. Ikkje under 0, høgst to desimalar.",
        "Et beløp i kroner, ikke i tusen. Ikke under 0, høyst to desimaler.",
        "An amount in kroner, not in thousands. Not below 0, two decimals at most.",
    );
    const TOTAL: Text = text!(
        "Beløpet skal vere summen av delane for stillingar og kompetanse, der dei er fylte ut.",
        "Beløpet skal være summen av delene for stillinger og kompetanse, der de er fylt ut.",
        "The amount must be the sum of the parts for positions and competence, where they are filled in.",
    );
    const START: Text = text!(
        "Ein dato frå {new} til {last}. For ei vidareføring frå {first}.",
        "En dato fra {new} til {last}. For en videreføring fra {first}.",
        "A date from {new} to {last}. For a continuing project from {first}.",
    );
    const DAY: Text =
        text!("Ein dato frå {first} til {last}.", "En dato fra {first} til {last}.", "A date from {first} to {last}.");
    let day = |day| number::date(language, day);
    let said = match policy.allowed(field) {
        Allowed::Text => return None,
        Allowed::Kind => KIND.get(language).to_owned(),
        Allowed::Municipality => MUNICIPALITY.get(language).to_owned(),
        Allowed::MunicipalityNo => NUMBER.get(language).to_owned(),
        Allowed::OrganisationNumber => ORG_NO.get(language).to_owned(),
        Allowed::GrantYear { most } => GRANT_YEAR.fill(language, &[("most", most.to_string())]),
        Allowed::Positions { below, step } => {
            let step = number::decimal(language, step.to_decimal());
            POSITIONS.fill(language, &[("below", number::decimal(language, below)), ("step", step)])
        }
        Allowed::Amount { .. } if field == Field::Applied => {
            format!("{} {}", AMOUNT.get(language), TOTAL.get(language))
        }
        Allowed::Amount { .. } => AMOUNT.get(language).to_owned(),
        Allowed::Day { .. } if field == Field::Start => {
            let (new, last) = policy.start_days(Some(crate::application::Kind::New));
            let (first, _) = policy.start_days(Some(crate::application::Kind::Continuing));
            START.fill(language, &[("new", day(new)), ("last", day(last)), ("first", day(first))])
        }
        Allowed::Day { first, last } => DAY.fill(language, &[("first", day(first)), ("last", day(last))]),
    };
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_asks_for_every_field_once() {
        let mut asked: Vec<Field> =
            SECTIONS.iter().flat_map(|section| section.fields).map(|(field, _)| *field).collect();
        asked.sort_unstable();
        assert_eq!(asked, Field::APPLICATION);
    }

    #[test]
    fn help_fits_its_line_and_rules_fit_their_box() {
        let policy = Policy::without_batch();
        for language in LANGUAGES {
            for (field, help) in SECTIONS.iter().flat_map(|section| section.fields) {
                assert!(help.get(language).chars().count() <= 75, "{}", help.get(language));
                assert!(field.label().get(language).chars().count() <= 32, "{field:?}");
                assert!(rule(&policy, *field, language).is_none_or(|rule| rule.chars().count() <= 255), "{field:?}");
            }
            assert!(words::CANNOT.get(language).chars().count() <= 32);
        }
    }
}
