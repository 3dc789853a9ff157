//! The fields of an application and of the other inputs: one table of keys, labels, variants and what must be there (formats.md).

use crate::text::{Language, Text};

/// When a field must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    /// In every application.
    Always,
    /// In a continuing one.
    Continuing,
    /// Municipality number or name: one of the two.
    Either,
    /// Never.
    Optional,
}

struct Row {
    key: &'static str,
    label: Text,
    example: Text,
    also: &'static [&'static str],
    requirement: Requirement,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $key:literal $requirement:ident $label:expr, $example:expr, [$($also:literal),*];)*) => {
        /// A field of an application.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// Every field, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$name => {
                        const ROW: Row =
                            Row { key: $key, label: $label, example: $example, also: &[$($also),*], requirement: Requirement::$requirement };
                        &ROW
                    })*
                }
            }
        }
    };
}

fields! {
    /// The identity the sender gave.
    ApplicationId "application_id" Optional text!("Søknads-ID", "Søknads-ID", "Application ID"), text!("2023-017"),
        ["søknadsnummer", "søknadsnr", "saksnummer", "saksnr", "sak", "referanse", "ref"];
    /// Municipality number.
    MunicipalityNo "municipality_no" Either text!("Kommunenummer", "Kommunenummer", "Municipality number"), text!("4631"),
        ["kommunenr", "komm nr", "komm.nr", "k.nr", "knr", "kommune nr"];
    /// Municipality name.
    Municipality "municipality" Either text!("Kommune", "Kommune", "Municipality"), text!("Alver"),
        ["søkjarkommune", "søkerkommune", "kommunenavn", "kommunenamn"];
    /// Nav office.
    Office "office" Always text!("Nav-kontor", "Nav-kontor", "Nav office"), text!("Nav Alver"),
        ["nav kontor", "kontor", "søkjar", "søker", "navn på nav-kontor", "namn på nav-kontor", "eining", "enhet"];
    /// Organisation number.
    OrgNo "org_no" Optional text!("Organisasjonsnummer", "Organisasjonsnummer", "Organisation number"), text!("920290922"),
        ["orgnr", "org.nr", "org nr", "organisasjonsnr"];
    /// The project in the register.
    ProjectId "project_id" Continuing text!("Prosjekt-ID", "Prosjekt-ID", "Project ID"), text!("VL-2022-02"),
        ["prosjektnummer", "prosjektnr", "prosjekt nr", "tiltaksnr", "tiltaksnummer"];
    /// Project title.
    Project "project" Always text!("Prosjekttittel", "Prosjekttittel", "Project title"), text!("Første steg"),
        ["prosjekt", "prosjektnamn", "prosjektnavn", "tiltak", "namn på prosjekt", "navn på prosjekt", "namn på tiltaket", "navn på tiltaket", "tittel"];
    /// New or continuing.
    Kind "kind" Always text!("Ny søknad eller vidareføring", "Ny søknad eller videreføring", "New or continuing"), text!("«Ny søknad» eller «Vidareføring»", "«Ny søknad» eller «Videreføring»", "“Ny søknad” or “Vidareføring”"),
        ["type søknad", "søknadstype", "ny/vidareføring", "ny/videreføring", "ny eller vidareføring", "ny eller videreføring"];
    /// Year in the project period.
    GrantYear "grant_year" Continuing text!("Tilskotsår", "Tilskuddsår", "Grant year"), text!("1"),
        ["år i prosjektperioden", "prosjektår", "tilskotsår (1-3)", "tilskuddsår (1-3)", "år nr"];
    /// Start date.
    Start "start" Always text!("Oppstartsdato", "Oppstartsdato", "Start date"), text!("01.03.2023"),
        ["oppstart", "prosjektstart", "startdato", "planlagt oppstart"];
    /// Positions, 1.0 = 100 %.
    Positions "positions" Always text!("Stillingar", "Stillinger", "Positions"), text!("1,5"),
        ["talet på stillingar", "antall stillinger", "stillingsressurs", "årsverk", "stillingsprosent", "omsøkte stillingar", "omsøkte stillinger"];
    /// Amount for positions.
    AppliedPositions "applied_positions" Optional text!("Søknadsbeløp stillingar", "Søknadsbeløp stillinger", "Applied for positions"), text!("1 220 000"),
        ["løn og sosiale utgifter", "lønn og sosiale utgifter", "løn", "lønn", "lønnsmidler", "lønsmidlar"];
    /// Amount for competence.
    AppliedSupplement "applied_supplement" Optional text!("Søknadsbeløp kompetanse", "Søknadsbeløp kompetanse", "Applied for competence"), text!("20 000"),
        ["kompetansemidlar", "kompetansemidler", "kompetansetiltak", "kompetanse"];
    /// Amount applied for.
    Applied "applied" Always text!("Søknadsbeløp", "Søknadsbeløp", "Applied amount"), text!("1 240 000"),
        ["omsøkt beløp", "søknadssum", "sum søkt om", "søkt beløp", "søkt om", "totalt omsøkt", "beløp", "samla søknadsbeløp", "samlet søknadsbeløp"];
    /// Unspent money carried over.
    CarriedOver "carried_over" Optional text!("Overførte midlar", "Overførte midler", "Carried over"), text!("0"),
        ["ubrukte midlar", "ubrukte midler", "overført frå i fjor", "overført fra i fjor", "restmidlar", "restmidler"];
    /// The municipality's own share.
    OwnShare "own_share" Optional text!("Eigenfinansiering", "Egenfinansiering", "Own contribution"), text!("100 000"),
        ["eigendel", "egenandel", "kommunal eigendel", "kommunal egenandel"];
    /// Theme.
    Theme "theme" Optional text!("Prioritert område", "Prioritert område", "Priority theme"), text!("Ungdom"),
        ["målgruppe", "satsingsområde", "tema"];
    /// Forecast for project year 2.
    AppliedYear2 "applied_year_2" Optional text!("Søknadsbeløp år 2", "Søknadsbeløp år 2", "Applied year 2"), text!("1 240 000"),
        ["prognose år 2", "år 2"];
    /// Forecast for project year 3.
    AppliedYear3 "applied_year_3" Optional text!("Søknadsbeløp år 3", "Søknadsbeløp år 3", "Applied year 3"), text!("1 240 000"),
        ["prognose år 3", "år 3"];
    /// When it was received.
    Received "received" Optional text!("Motteken", "Mottatt", "Received"), text!("01.02.2023"),
        ["motteken dato", "mottatt dato", "dato motteken", "dato mottatt", "innsendt", "levert"];
    /// Who signed it: the municipal director.
    ApprovedBy "approved_by" Always text!("Godkjend av", "Godkjent av", "Approved by"), text!("Kommunedirektøren"),
        ["underskrive av", "underskrevet av", "kommunedirektør", "rådmann", "signert av", "signatur"];
    /// Free text.
    Description "description" Optional text!("Skildring", "Beskrivelse", "Description"), text!("Tett oppfølging av unge"),
        ["omtale", "prosjektskildring", "prosjektbeskrivelse", "mål"];
    /// Personal.
    ContactName "contact_name" Optional text!("Kontaktperson", "Kontaktperson", "Contact"), text!("Prosjektleiar", "Prosjektleder", "Prosjektleder"),
        ["prosjektleiar", "prosjektleder", "kontakt"];
    /// Personal.
    ContactEmail "contact_email" Optional text!("E-post", "E-post", "E-mail"), text!("post@kommune.example"),
        ["epost", "e-postadresse", "mail"];
    /// Personal.
    ContactPhone "contact_phone" Optional text!("Telefon", "Telefon", "Telephone"), text!("00 00 00 00"),
        ["tlf", "mobil"];
    /// The pot of a frame entry or of an earlier award.
    Pot "pot" Always text!("Pott", "Pott", "Pot"), text!("statsforvaltaren", "statsforvalteren", "governor"),
        ["kjelde", "kilde"];
    /// The day of a frame entry.
    Date "date" Always text!("Dato", "Dato", "Date"), text!("20.01.2023"),
        ["løyvd dato", "bevilget dato"];
    /// What a frame entry is.
    EntryText "text" Always text!("Tekst", "Tekst", "Text"), text!("Løyving 2023", "Bevilgning 2023", "Allocation 2023"),
        ["kva", "hva", "skildring", "beskrivelse"];
    /// The amount of a frame entry or a decision.
    Amount "amount" Always text!("Beløp", "Beløp", "Amount"), text!("1 240 000"),
        ["sum", "kroner", "kr"];
    /// A reference to a letter or case.
    Reference "reference" Optional text!("Referanse", "Referanse", "Reference"), text!("tildelingsbrev 1", "tildelingsbrev 1", "award letter 1"),
        ["ref", "saksnummer", "brev"];
    /// The year of an earlier award.
    Year "year" Always text!("År", "År", "Year"), text!("2022"),
        ["budsjettår", "tildelingsår"];
    /// Kroner granted earlier.
    Granted "granted" Always text!("Tildelt", "Tildelt", "Granted"), text!("1 240 000"),
        ["innvilga", "innvilget", "tildelt beløp"];
    /// Kroner spent.
    Spent "spent" Optional text!("Brukt", "Brukt", "Spent"), text!("1 100 000"),
        ["forbruk", "brukt beløp"];
    /// A project's standing in the register.
    Status "status" Always text!("Status", "Status", "Status"), text!("aktiv", "aktiv", "active"),
        ["tilstand"];
    /// Who assessed.
    Assessor "assessor" Always text!("Vurdert av", "Vurdert av", "Assessor"), text!("Sakshandsamar 1", "Saksbehandler 1", "Case officer 1"),
        ["sakshandsamar", "saksbehandler", "vurderar", "vurderer"];
    /// An assessor's remark: never public.
    Comment "comment" Optional text!("Merknad", "Merknad", "Comment"), text!("god plan", "god plan", "good plan"),
        ["kommentar", "merknader", "kommentarar", "kommentarer"];
    /// Whether the assessor is conflicted.
    Conflicted "conflicted" Optional text!("Inhabil", "Inhabil", "Conflicted"), text!("nei", "nei", "no"),
        ["ugild", "habilitet"];
    /// What people decided.
    Action "action" Always text!("Avgjerd", "Avgjørelse", "Action"), text!("end"),
        ["handling", "avgjersle", "vedtak"];
    /// Why they decided it.
    Reason "reason" Always text!("Grunngiving", "Begrunnelse", "Reason"), text!("Prosjektet vart avslutta før tida", "Prosjektet ble avsluttet før tiden", "The project ended early"),
        ["grunngjeving", "årsak", "grunn"];
    /// Who prepared the decision.
    PreparedBy "prepared_by" Always text!("Førebudd av", "Forberedt av", "Prepared by"), text!("Sakshandsamar 1", "Saksbehandler 1", "Case officer 1"),
        ["førebudd", "saksførebudd av", "saksforberedt av"];
}

impl Field {
    /// The fields of an application, in the order of the form.
    pub const APPLICATION: &[Self] = Self::ALL.split_at(25).0;

    /// The key in batch.toml, run.json and the specification: `applied`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// The label in the application form.
    #[must_use]
    pub const fn label(self) -> Text {
        self.row().label
    }

    /// A right value, as a person would write it: Norwegian number style in every language, for that is what is read.
    #[must_use]
    pub const fn example(self) -> Text {
        self.row().example
    }

    /// When it must be filled in.
    #[must_use]
    pub const fn requirement(self) -> Requirement {
        self.row().requirement
    }

    /// Every header this field is known by: its labels, then the usual variants.
    pub fn headers(self) -> impl Iterator<Item = &'static str> {
        let label = self.label();
        Language::ALL.into_iter().map(move |language| label.get(language)).chain(self.row().also.iter().copied())
    }

    /// The field with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }

    /// Whether it holds an amount in kroner.
    #[must_use]
    pub const fn is_money(self) -> bool {
        matches!(
            self,
            Self::AppliedPositions
                | Self::AppliedSupplement
                | Self::Applied
                | Self::CarriedOver
                | Self::OwnShare
                | Self::AppliedYear2
                | Self::AppliedYear3
                | Self::Amount
                | Self::Granted
                | Self::Spent
        )
    }

    /// Whether any words may be its answer.
    #[must_use]
    pub const fn takes_any_words(self) -> bool {
        matches!(
            self,
            Self::Office | Self::Project | Self::Theme | Self::Description | Self::ApprovedBy | Self::ContactName
        )
    }

    /// Whether its content is about a person, or may be: never shown outside the internal workbook.
    #[must_use]
    pub const fn is_private(self) -> bool {
        matches!(
            self,
            Self::ApprovedBy
                | Self::ContactName
                | Self::ContactEmail
                | Self::ContactPhone
                | Self::Description
                | Self::Comment
        )
    }
}
