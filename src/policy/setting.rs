//! The table of settings: every key of `batch.toml` with what it may hold, what it is where it is not written, and what it does.
//!
//! `raw` has the shape and `checked` the rules; docs/batch-toml.md is this table, and a test holds it against the parser.

use crate::text::Text;

/// A table of `batch.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// As it is written: `[batch]`, `[[pot]]`.
    pub header: &'static str,
    /// What it is for.
    pub about: Text,
    /// Its keys, in the order they usually stand.
    pub settings: &'static [Setting],
}

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The key.
    pub key: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it is where it is not written.
    pub absent: Absent,
    /// What it does.
    pub does: Text,
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// Any text in quotes.
    Text,
    /// A text in quotes that is no blank and has no space first or last.
    Id,
    /// A whole number from the first to the second.
    Whole(u64, u64),
    /// An exact number, written `610000` or `"0.1"`: kroner.
    Kroner,
    /// An exact number.
    Number,
    /// A date: 2023-03-03.
    Date,
    /// A date, or a date and time with its offset.
    Deadline,
    /// Two digits in quotes.
    County,
    /// A path below the batch folder, in quotes.
    Path,
    /// A path to an output folder, in quotes; it may lead out of the batch folder.
    Output,
    /// A text in each language: `{ nn = "…", nb = "…", en = "…" }`.
    Names,
    /// Lowest and highest: `[0, 5]`.
    Scale,
    /// One of these words in quotes, and what each means.
    One(&'static [(&'static str, Text)]),
    /// A list of these words in quotes.
    Some(&'static [(&'static str, Text)]),
}

/// What a key is where it is not written.
#[derive(Debug, Clone, Copy)]
pub enum Absent {
    /// It must be written.
    Refused,
    /// This, as it would be written.
    Is(&'static str),
    /// What these words say.
    Means(Text),
}

const NONE: Absent = Absent::Means(text!("ingen", "ingen", "none"));
const NO_LIMIT: Absent = Absent::Means(text!("inga grense", "ingen grense", "no limit"));

const fn setting(key: &'static str, holds: Holds, absent: Absent, does: Text) -> Setting {
    Setting { key, holds, absent, does }
}

/// Every table of `batch.toml` but `[limits.file]` and `[columns]`, whose keys stand in [`super::FileLimit`] and in the sheets.
pub const SECTIONS: &[Section] = &[
    Section {
        header: "[batch]",
        about: text!("Kva runden er.", "Hva runden er.", "What the round is."),
        settings: &[
            setting(
                "id",
                Holds::Id,
                Absent::Refused,
                text!(
                    "Kort og fast namn: utskrifta og neste runde blir kjende att på det.",
                    "Kort og fast navn: utskriften og neste runde kjennes igjen på det.",
                    "A short and fixed name: the output and the next round are known by it.",
                ),
            ),
            setting(
                "title",
                Holds::Text,
                Absent::Refused,
                text!(
                    "Overskrifta på alt som blir skrive.",
                    "Overskriften på alt som skrives.",
                    "The heading of everything that is written.",
                ),
            ),
            setting(
                "year",
                Holds::Whole(2000, 2199),
                Absent::Refused,
                text!(
                    "Tilskotsåret. Oppstartsdatoar blir haldne mot det.",
                    "Tilskuddsåret. Oppstartsdatoer holdes mot det.",
                    "The grant year. Start dates are held against it.",
                ),
            ),
            setting(
                "round",
                Holds::Whole(1, 4_294_967_295),
                Absent::Is("1"),
                text!(
                    "Tildelingsrunden i året. Frå runde 2 må `previous` vere med.",
                    "Tildelingsrunden i året. Fra runde 2 må `previous` være med.",
                    "The round within the year. From round 2 on `previous` must be there.",
                ),
            ),
            setting(
                "previous",
                Holds::Output,
                NONE,
                text!(
                    "Utskriftsmappa til runden før, sett frå batchmappa. Det som er innvilga der, står.",
                    "Utskriftsmappen til runden før, sett fra batchmappen. Det som er innvilget der, står.",
                    "The output folder of the round before, as seen from the batch folder. What was granted there stands.",
                ),
            ),
            setting(
                "as_of",
                Holds::Date,
                Absent::Refused,
                text!(
                    "Runden sin eigen «i dag»: programmet ser aldri på klokka. Postar i ramma med seinare dato tel ikkje.",
                    "Rundens eget «i dag»: programmet ser aldri på klokken. Poster i rammen med senere dato teller ikke.",
                    "The round's own “today”: the program never looks at the clock. Frame entries of a later date do not count.",
                ),
            ),
            setting(
                "language",
                Holds::One(&[
                    ("nn", text!("nynorsk")),
                    ("nb", text!("bokmål")),
                    ("en", text!("engelsk", "engelsk", "English")),
                ]),
                Absent::Refused,
                text!(
                    "Språket i det som blir skrive.",
                    "Språket i det som skrives.",
                    "The language of what is written."
                ),
            ),
            setting(
                "county",
                Holds::County,
                Absent::Means(text!("alle fylke", "alle fylker", "every county")),
                text!(
                    "Fylket runden gjeld. Søknader frå andre fylke blir haldne att.",
                    "Fylket runden gjelder. Søknader fra andre fylker holdes tilbake.",
                    "The county of the round. Applications from other counties are held.",
                ),
            ),
            setting(
                "deadline",
                Holds::Deadline,
                Absent::Means(text!("ingen frist", "ingen frist", "no deadline")),
                text!(
                    "Siste augneblinken ein søknad kan kome inn, norsk tid. Berre ein dato er slutten av den dagen.",
                    "Siste øyeblikk en søknad kan komme inn, norsk tid. Bare en dato er slutten av den dagen.",
                    "The last moment an application may come in, Norwegian time. A date alone is the end of that day.",
                ),
            ),
        ],
    },
    Section {
        header: "[scheme]",
        about: text!("Satsane i ordninga.", "Satsene i ordningen.", "The rates of the scheme."),
        settings: &[
            setting(
                "rate_per_position",
                Holds::Kroner,
                Absent::Refused,
                text!(
                    "Kroner per 100 prosent stilling og år. Taket er satsen gonga med stillingane, pluss tillegget.",
                    "Kroner per 100 prosent stilling og år. Taket er satsen ganget med stillingene, pluss tillegget.",
                    "Kroner per full-time position and year. The cap is the rate times the positions, plus the supplement.",
                ),
            ),
            setting(
                "supplement_per_project",
                Holds::Kroner,
                Absent::Refused,
                text!(
                    "Tillegg per prosjekt og år, til kompetanse.",
                    "Tillegg per prosjekt og år, til kompetanse.",
                    "The supplement per project and year, for competence.",
                ),
            ),
            setting(
                "max_years",
                Holds::Whole(1, 255),
                Absent::Refused,
                text!(
                    "Så mange år kan eitt prosjekt få tilskot.",
                    "Så mange år kan ett prosjekt få tilskudd.",
                    "For how many years one project may be granted money.",
                ),
            ),
            setting(
                "position_step",
                Holds::Number,
                Absent::Refused,
                text!(
                    "Stillingar går opp i dette, til dømes `\"0.1\"`.",
                    "Stillinger går opp i dette, for eksempel `\"0.1\"`.",
                    "Positions are multiples of this, for example `\"0.1\"`.",
                ),
            ),
            setting(
                "late",
                Holds::One(&[
                    ("dismiss", text!("søknaden blir avvist", "søknaden avvises", "the application is dismissed")),
                    (
                        "warn",
                        text!("han er med, med åtvaring", "den er med, med advarsel", "it takes part, with a warning"),
                    ),
                ]),
                Absent::Refused,
                text!(
                    "Kva som hender med ein søknad som kom etter fristen.",
                    "Hva som skjer med en søknad som kom etter fristen.",
                    "What happens to an application that came after the deadline.",
                ),
            ),
        ],
    },
    Section {
        header: "[[pot]]",
        about: text!(
            "Éin pott med pengar. Minst éin; dei blir brukte i den rekkjefølgja dei står.",
            "Én pott med penger. Minst én; de brukes i den rekkefølgen de står.",
            "One pot of money. At least one; they are used in the order they stand.",
        ),
        settings: &[
            setting(
                "id",
                Holds::Id,
                Absent::Refused,
                text!(
                    "Kort namn, brukt i `ramme.xlsx` og på kommandolinja. Ingen pottar har same.",
                    "Kort navn, brukt i `ramme.xlsx` og på kommandolinjen. Ingen potter har samme.",
                    "A short name, used in `ramme.xlsx` and on the command line. No two pots share one.",
                ),
            ),
            setting(
                "name",
                Holds::Text,
                Absent::Refused,
                text!("Namnet folk les.", "Navnet folk leser.", "The name people read."),
            ),
            setting(
                "kinds",
                Holds::Some(&[
                    ("continuing", text!("vidareføringar", "videreføringer", "continuing projects")),
                    ("new", text!("nye søknader", "nye søknader", "new applications")),
                ]),
                Absent::Refused,
                text!("Kva potten går til.", "Hva potten går til.", "What the pot is for."),
            ),
            setting(
                "shortfall",
                Holds::One(&[
                    (
                        "stop",
                        text!(
                            "han og alle etter han får ikkje noko frå potten",
                            "den og alle etter den får ikke noe fra potten",
                            "it and all after it get nothing from the pot",
                        ),
                    ),
                    ("skip", text!("den neste blir prøvd", "den neste prøves", "the next one is tried")),
                    (
                        "part",
                        text!(
                            "han får så mange stillingar som det er pengar til, så er det stopp",
                            "den får så mange stillinger som det er penger til, så er det stopp",
                            "it gets as many positions as there is money for, then it stops",
                        ),
                    ),
                ]),
                Absent::Is("\"stop\""),
                text!(
                    "Kva som hender når ein ny søknad ikkje får plass i potten.",
                    "Hva som skjer når en ny søknad ikke får plass i potten.",
                    "What happens when a new application does not fit into the pot.",
                ),
            ),
            setting(
                "part_minimum",
                Holds::Number,
                Absent::Is("\"0.5\""),
                text!(
                    "Med `part`: den minste delen av stillingane ein søknad kan få, over 0 og høgst 1.",
                    "Med `part`: den minste andelen av stillingene en søknad kan få, over 0 og høyst 1.",
                    "With `part`: the least share of its positions an application may be given, above 0 and at most 1.",
                ),
            ),
            setting(
                "commitment_shortfall",
                Holds::One(&[
                    (
                        "hold",
                        text!(
                            "dei ventar, og ingenting nytt blir innvilga frå potten",
                            "de venter, og ingenting nytt innvilges fra potten",
                            "they are held, and nothing new is granted from the pot",
                        ),
                    ),
                    (
                        "prorate",
                        text!(
                            "ramma blir delt etter kva kvar skulle ha hatt",
                            "rammen deles etter hva hver skulle ha hatt",
                            "the frame is shared in proportion to what each should have had",
                        ),
                    ),
                ]),
                Absent::Is("\"hold\""),
                text!(
                    "Kva som hender når ikkje alle vidareføringane får plass.",
                    "Hva som skjer når ikke alle videreføringene får plass.",
                    "What happens when the continuing projects do not all fit.",
                ),
            ),
        ],
    },
    Section {
        header: "[[pot.entry]]",
        about: text!(
            "Ein post i ramma til potten over. Postane kan i staden stå i `ramme.xlsx`; står dei begge stader, tel alle.",
            "En post i rammen til potten over. Postene kan i stedet stå i `ramme.xlsx`; står de begge steder, teller alle.",
            "An entry in the frame of the pot above it. Entries may stand in `ramme.xlsx` instead; if both, all of them count.",
        ),
        settings: &[
            setting(
                "date",
                Holds::Date,
                Absent::Refused,
                text!("Dagen posten gjeld frå.", "Dagen posten gjelder fra.", "The day it counts from."),
            ),
            setting(
                "text",
                Holds::Text,
                Absent::Refused,
                text!("Kva posten er.", "Hva posten er.", "What the entry is."),
            ),
            setting(
                "amount",
                Holds::Kroner,
                Absent::Refused,
                text!(
                    "Kroner. Under 0 for pengar som går ut av ramma.",
                    "Kroner. Under 0 for penger som går ut av rammen.",
                    "Kroner. Below 0 for money that leaves the frame.",
                ),
            ),
        ],
    },
    Section {
        header: "[[criterion]]",
        about: text!(
            "Eitt kriterium. Poengsummen er det vekta snittet av kriteria, og kvart kriterium er snittet av dei som har vurdert.",
            "Ett kriterium. Poengsummen er det vektede snittet av kriteriene, og hvert kriterium er snittet av dem som har vurdert.",
            "One criterion. The score is the weighted mean of the criteria, and each criterion the mean of its assessors.",
        ),
        settings: &[
            setting(
                "id",
                Holds::Id,
                Absent::Refused,
                text!(
                    "Kort namn. Overskrifta i `vurdering` er dette eller namnet under.",
                    "Kort navn. Overskriften i `vurdering` er dette eller navnet under.",
                    "A short name. The header in `vurdering` is this or the name below.",
                ),
            ),
            setting(
                "name",
                Holds::Names,
                Absent::Refused,
                text!("Namnet på kvart språk.", "Navnet på hvert språk.", "Its name in each language."),
            ),
            setting(
                "weight",
                Holds::Number,
                Absent::Refused,
                text!("Vekta, over 0.", "Vekten, over 0.", "Its weight, above 0."),
            ),
            setting(
                "scale",
                Holds::Scale,
                Absent::Refused,
                text!(
                    "Lågaste og høgaste poeng. Andre poeng er feil i den cella.",
                    "Laveste og høyeste poeng. Andre poeng er feil i den cellen.",
                    "Lowest and highest score. Any other score is an error in its cell.",
                ),
            ),
        ],
    },
    Section {
        header: "[ranking]",
        about: text!(
            "Rekkjefølgja på nye søknader. Vidareføringar kjem alltid først og blir ikkje rangerte.",
            "Rekkefølgen på nye søknader. Videreføringer kommer alltid først og rangeres ikke.",
            "The order of new applications. Continuing ones always come first and are not ranked.",
        ),
        settings: &[
            setting(
                "threshold",
                Holds::Number,
                NONE,
                text!(
                    "Ein poengsum under dette får avslag, same kor mykje pengar som er att. Innanfor skalaen.",
                    "En poengsum under dette får avslag, uansett hvor mye penger som er igjen. Innenfor skalaen.",
                    "A score below it is rejected, whatever money is left. Inside the scale.",
                ),
            ),
            setting(
                "ties",
                Holds::Some(TIES),
                Absent::Means(text!("like står likt", "like står likt", "equals stay equal",)),
                text!(
                    "Kva som avgjer ved likt poeng, etter tur. Dei som framleis er like, får plass saman eller ventar saman.",
                    "Hva som avgjør ved lik poengsum, etter tur. De som fremdeles er like, får plass sammen eller venter sammen.",
                    "What settles equal scores, in turn. Those still equal are granted together or held together.",
                ),
            ),
            setting(
                "lot_seed",
                Holds::Text,
                Absent::Means(text!(
                    "må vere med når `ties` har `lot`",
                    "må være med når `ties` har `lot`",
                    "must be there when `ties` has `lot`",
                )),
                text!(
                    "Teksten loddtrekkinga kan gjentakast frå: loddet er SHA-256 av han, linjeskift og søknads-ID.",
                    "Teksten loddtrekningen kan gjentas fra: loddet er SHA-256 av den, linjeskift og søknads-ID.",
                    "The text the lot can be drawn again from: SHA-256 of it, a newline and the application id.",
                ),
            ),
        ],
    },
    Section {
        header: "[limits]",
        about: text!(
            "Kor mykje eitt kontor eller éin kommune kan få. Den som ville ha sprengt ei grense, blir gått forbi.",
            "Hvor mye ett kontor eller én kommune kan få. Den som ville ha sprengt en grense, blir gått forbi.",
            "How much one office or municipality may get. One that would break a limit is passed over.",
        ),
        settings: &[
            setting(
                "per_office",
                Holds::Whole(0, 4_294_967_295),
                NO_LIMIT,
                text!(
                    "Innvilga nye prosjekt per Nav-kontor, i alle pottar.",
                    "Innvilgede nye prosjekter per Nav-kontor, i alle potter.",
                    "Granted new projects per Nav office, over all pots.",
                ),
            ),
            setting(
                "per_municipality_amount",
                Holds::Kroner,
                NO_LIMIT,
                text!(
                    "Kroner per kommune i rundane i året, vidareføringar medrekna.",
                    "Kroner per kommune i årets runder, videreføringer medregnet.",
                    "Kroner per municipality in the year's rounds, continuing projects included.",
                ),
            ),
        ],
    },
    Section {
        header: "[inputs]",
        about: text!(
            "Andre namn på filer og mapper. Alle må liggje under batchmappa.",
            "Andre navn på filer og mapper. Alle må ligge under batchmappen.",
            "Other names of files and folders. All must be below the batch folder.",
        ),
        settings: &[
            setting(
                "applications",
                Holds::Path,
                Absent::Is("\"soknader\""),
                text!(
                    "Mappa med søknader, så djupt det er.",
                    "Mappen med søknader, så dypt det er.",
                    "The folder of applications, at any depth.",
                ),
            ),
            setting(
                "assessments",
                Holds::Path,
                Absent::Is("\"vurdering\""),
                text!("Mappa med vurderingar.", "Mappen med vurderinger.", "The folder of assessments."),
            ),
            setting(
                "frame",
                Holds::Path,
                Absent::Is("\"ramme.xlsx\""),
                text!("Postane i ramma.", "Postene i rammen.", "The entries of the frame."),
            ),
            setting(
                "register",
                Holds::Path,
                Absent::Is("\"register.xlsx\""),
                text!(
                    "Prosjekt som har fått tilskot før.",
                    "Prosjekter som har fått tilskudd før.",
                    "Projects that were funded in earlier years.",
                ),
            ),
            setting(
                "decisions",
                Holds::Path,
                Absent::Is("\"avgjerder.xlsx\""),
                text!("Det folk har avgjort.", "Det folk har avgjort.", "What people have decided."),
            ),
        ],
    },
];

const TIES: &[(&str, Text)] = &[
    ("applied asc", text!("minst søkt om først", "minst søkt om først", "least applied for first")),
    ("applied desc", text!("mest søkt om først", "mest søkt om først", "most applied for first")),
    ("received asc", text!("først motteken først", "først mottatt først", "first received first")),
    ("received desc", text!("sist motteken først", "sist mottatt først", "last received first")),
    ("positions asc", text!("færrast stillingar først", "færrest stillinger først", "fewest positions first")),
    ("positions desc", text!("flest stillingar først", "flest stillinger først", "most positions first")),
    (
        "municipality_awarded asc",
        text!(
            "kommunen som har fått minst i batchen, først",
            "kommunen som har fått minst i batchen, først",
            "the municipality that has least in the batch first",
        ),
    ),
    ("lot", text!("loddtrekking", "loddtrekning", "a lot")),
];
