//! Help and usage errors in nynorsk, bokmål and English: one table; the shape of the command line is clap's, in `cli`.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::Cli;
use crate::text::{Language, Text};

/// What each command is for: name, what it does, an example.
const COMMANDS: &[(&str, Text, &str)] = &[
    (
        "run",
        text!(
            "Gjer heile jobben: les, kontrollerer, rangerer, fordeler og skriv",
            "Gjør hele jobben: leser, kontrollerer, rangerer, fordeler og skriver",
            "Do the whole job: read, check, rank, allocate, write",
        ),
        "tilskot run fixtures/vestland-2023 --out ut-2023",
    ),
    (
        "check",
        text!(
            "Les og kontrollerer berre: ein batch, mapper eller enkeltfiler",
            "Leser og kontrollerer bare: en batch, mapper eller enkeltfiler",
            "Read and check only: a batch, folders or single files",
        ),
        "tilskot check fixtures/traps --format xlsx -o funn.xlsx",
    ),
    (
        "form",
        text!(
            "Skriv søknadsskjemaet til ein batch, med lister, kontrollar og hjelp",
            "Skriver søknadsskjemaet til en batch, med lister, kontroller og hjelp",
            "Write the application form of a batch, with lists, checks and help",
        ),
        "tilskot form fixtures/vestland-2023 -o soknadsskjema.xlsx",
    ),
    (
        "verify",
        text!(
            "Ser etter om kvar fil i ei utskrift er som då ho vart skriven",
            "Ser etter om hver fil i en utskrift er som da den ble skrevet",
            "See whether every file of an output is as it was written",
        ),
        "tilskot verify ut-2023 --batch fixtures/vestland-2023",
    ),
    (
        "trace",
        text!(
            "Følgjer eit tal i ei utskrift attende til cellene det kom frå",
            "Følger et tall i en utskrift tilbake til cellene det kom fra",
            "Walk one figure of an output back to the cells it came from",
        ),
        "tilskot trace ut-2023 tildeling:Innstilling:P5\n  tilskot trace ut-2023 1 240 000 --batch fixtures/vestland-2023",
    ),
    (
        "sign",
        text!(
            "Gjer eit utkast til eit vedtak: to personar signerer det dei har sett",
            "Gjør et utkast til et vedtak: to personer signerer det de har sett",
            "Turn a draft into a decision: two people sign what they have seen",
        ),
        "tilskot sign ut-2023 --prepared-by \"Saksbehandlar A\" --approved-by \"Leiar B\" --date 2023-03-10",
    ),
    (
        "init",
        text!(
            "Lagar ei batchmappe med ei kommentert batch.toml",
            "Lager en batchmappe med en kommentert batch.toml",
            "Make a batch folder with a commented batch.toml",
        ),
        "tilskot init vestland-2024",
    ),
    (
        "codes",
        text!(
            "Forklarer funnkodane: alle, eller éin",
            "Forklarer funnkodene: alle, eller én",
            "Explain the finding codes: all of them, or one",
        ),
        "tilskot codes T303",
    ),
    (
        "completions",
        text!(
            "Skriv eit skript som fullfører kommandoar i skalet ditt",
            "Skriver et skript som fullfører kommandoer i skallet ditt",
            "Print a script that completes commands in your shell",
        ),
        "tilskot completions bash > tilskot.bash",
    ),
];

/// What each argument is for. One name means one thing in every command.
const ARGUMENTS: &[(&str, Text)] = &[
    (
        "lang",
        text!(
            "Språk i det som blir skrive: nn, nb eller en [elles: språket til batchen, så nn]",
            "Språk i det som skrives: nn, nb eller en [ellers: språket til batchen, så nn]",
            "Language of what is written: nn, nb or en [default: the batch's, else nn]",
        ),
    ),
    ("quiet", text!("Sei berre frå om feil", "Si bare fra om feil", "Say nothing but errors")),
    (
        "color",
        text!(
            "Fargar: auto (på ein terminal), always eller never",
            "Farger: auto (på en terminal), always eller never",
            "Colour: auto (on a terminal), always or never",
        ),
    ),
    (
        "jobs",
        text!(
            "Kor mange filer som blir lesne samstundes [elles: éi per kjerne]",
            "Hvor mange filer som leses samtidig [ellers: én per kjerne]",
            "How many files are read side by side [default: one per core]",
        ),
    ),
    (
        "batch",
        text!(
            "Batchmappa: den med batch.toml i",
            "Batchmappen: den med batch.toml i",
            "The batch folder: the one with batch.toml in it",
        ),
    ),
    (
        "out",
        text!(
            "Utskriftsmappa [elles: BATCH/ut]",
            "Utskriftsmappen [ellers: BATCH/ut]",
            "The output folder [default: BATCH/ut]"
        ),
    ),
    (
        "file",
        text!(
            "Fila skjemaet vert skrive til [elles: BATCH/soknadsskjema.xlsx]",
            "Filen skjemaet skrives til [ellers: BATCH/soknadsskjema.xlsx]",
            "The file the form is written to [default: BATCH/soknadsskjema.xlsx]",
        ),
    ),
    (
        "force",
        text!(
            "Byt ut ei utskrift sjølv om nokon har endra henne",
            "Bytt ut en utskrift selv om noen har endret den",
            "Replace an output even where somebody has changed it",
        ),
    ),
    (
        "paths",
        text!(
            "Ei batchmappe, mapper med rekneark, eller rekneark",
            "En batchmappe, mapper med regneark, eller regneark",
            "A batch folder, folders of workbooks, or workbooks",
        ),
    ),
    (
        "format",
        text!(
            "Korleis funna blir skrivne: text, json, csv eller xlsx [elles: text]",
            "Hvordan funnene skrives: text, json, csv eller xlsx [ellers: text]",
            "How findings are written: text, json, csv or xlsx [default: text]",
        ),
    ),
    (
        "findings",
        text!(
            "Fila funna blir skrivne til; ei som finst, blir bytt ut [elles: stdout]",
            "Filen funnene skrives til; en som finnes, byttes ut [ellers: stdout]",
            "The file the findings are written to; one that exists is replaced [default: stdout]",
        ),
    ),
    (
        "asked",
        text!(
            "Ei celle (tildeling:Innstilling:P5, tildeling.csv:S7, eller som i Excel: 'tildeling.xlsx!Innstilling!P5'), \
             eit beløp (1 240 000), ein søknads-ID, ein pott, ein kommune eller eit kontor",
            "En celle (tildeling:Innstilling:P5, tildeling.csv:S7, eller som i Excel: 'tildeling.xlsx!Innstilling!P5'), \
             et beløp (1 240 000), en søknads-ID, en pott, en kommune eller et kontor",
            "A cell (tildeling:Innstilling:P5, tildeling.csv:S7, or as in Excel: 'tildeling.xlsx!Innstilling!P5'), an \
             amount (1 240 000), an application id, a pot, a municipality or an office",
        ),
    ),
    (
        "source",
        text!(
            "Slå opp kvar celle på nytt i denne batchen [elles: mappa som utskrifta ligg i]",
            "Slå opp hver celle på nytt i denne batchen [ellers: mappen som utskriften ligger i]",
            "Look each cell up again in this batch [default: the folder the output lies in]",
        ),
    ),
    (
        "shape",
        text!(
            "Korleis svaret blir skrive: text eller json [elles: text]",
            "Hvordan svaret skrives: text eller json [ellers: text]",
            "How the answer is written: text or json [default: text]",
        ),
    ),
    (
        "prepared_by",
        text!(
            "Namnet på den som har førebudd vedtaket",
            "Navnet på den som har forberedt vedtaket",
            "The name of the one who prepared the decision",
        ),
    ),
    (
        "approved_by",
        text!(
            "Namnet på den som godkjenner: ein annan",
            "Navnet på den som godkjenner: en annen",
            "The name of the one who approves: another person",
        ),
    ),
    (
        "date",
        text!(
            "Dagen det vart signert [elles: ingen dag]",
            "Dagen det ble signert [ellers: ingen dag]",
            "The day it was signed [default: no day]",
        ),
    ),
    ("dir", text!("Mappa som skal lagast", "Mappen som skal lages", "The folder to make")),
    ("code", text!("Ein kode, til dømes T303", "En kode, for eksempel T303", "A code, such as T303")),
    (
        "shell",
        text!(
            "Skalet: bash, zsh, fish, elvish eller powershell",
            "Skallet: bash, zsh, fish, elvish eller powershell",
            "The shell: bash, zsh, fish, elvish or powershell",
        ),
    ),
    ("help", text!("Vis denne hjelpa", "Vis denne hjelpen", "Show this help")),
    ("version", text!("Vis versjonen", "Vis versjonen", "Show the version")),
];

const ABOUT: Text = text!(
    "Les tilskotssøknader frå rekneark, rangerer dei mot pengane som finst, og skriv oppsummering av tildelinga og \
     budsjettabellar. Programmet tilrår; folk avgjer og signerer.",
    "Leser tilskuddssøknader fra regneark, rangerer dem mot pengene som finnes, og skriver oppsummering av tildelingen og \
     budsjettabeller. Programmet tilrår; folk avgjør og signerer.",
    "Reads grant applications from spreadsheets, ranks them against the money there is, and writes award summaries and \
     budget tables. It recommends; people decide and sign.",
);
const USAGE: Text = text!("Bruk", "Bruk", "Usage");
const EXAMPLE: Text = text!("Døme", "Eksempel", "Example");
const COMMAND_HEADING: Text = text!("Kommandoar", "Kommandoer", "Commands");
const ARGUMENT_HEADING: Text = text!("Argument", "Argumenter", "Arguments");
const OPTION_HEADING: Text = text!("Val", "Valg", "Options");
const EXIT_CODES: Text = text!(
    "Sluttkodar: 0 ferdig; 1 ferdig, men noko er halde att; 2 ikkje gjort, rett kallet eller batchen; 3 ikkje gjort, disken \
     eller ein intern kontroll.",
    "Sluttkoder: 0 ferdig; 1 ferdig, men noe er holdt tilbake; 2 ikke gjort, rett kallet eller batchen; 3 ikke gjort, disken \
     eller en intern kontroll.",
    "Exit codes: 0 done; 1 done, but something is held; 2 not done, mend the call or the batch; 3 not done, the disk or an \
     internal check.",
);

/// The command line with its help in `language`.
#[must_use]
pub fn command(language: Language) -> Command {
    let mut command = dressed(Cli::command(), language)
        .about(ABOUT.get(language))
        .long_about(ABOUT.get(language))
        .after_help(EXIT_CODES.get(language))
        .subcommand_help_heading(COMMAND_HEADING.get(language))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(flag("version", 'V', ArgAction::Version, language));
    for (name, about, example) in COMMANDS {
        let example = format!("{}:\n  {example}", EXAMPLE.get(language));
        command = command.mut_subcommand(name, |sub| {
            let sub = dressed(sub, language).about(about.get(language)).long_about(about.get(language));
            sub.after_help(StyledStr::from(example))
        });
    }
    command
}

fn flag(name: &'static str, short: char, action: ArgAction, language: Language) -> Arg {
    let help = argument(name).map_or("", |text| text.get(language));
    Arg::new(name).short(short).long(name).action(action).help(help).help_heading(OPTION_HEADING.get(language))
}

/// Argument helps, headings and usage word in `language`.
fn dressed(command: Command, language: Language) -> Command {
    let template = format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", USAGE.get(language));
    command
        .help_template(template)
        .disable_help_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { ARGUMENT_HEADING } else { OPTION_HEADING };
            let help = argument(arg.get_id().as_str()).map_or("", |text| text.get(language));
            let valued = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
            let arg = arg.help(help).long_help(None).help_heading(heading.get(language));
            // The possible values stand in the help: clap's own note on them is English.
            if valued { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
        })
        .arg(flag("help", 'h', ArgAction::HelpShort, language))
}

fn argument(name: &str) -> Option<&'static Text> {
    ARGUMENTS.iter().find(|(known, _)| *known == name).map(|(_, text)| text)
}

/// The language that the words of a command line ask for, before they are parsed: help and errors need it first.
#[must_use]
pub fn asked_language(words: &[OsString]) -> Option<Language> {
    let mut words = words.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(value) = value {
            return Language::ALL.into_iter().find(|language| language.tag() == value);
        }
    }
    None
}

/// What a command line that is not run prints, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Help or version, asked for: to stdout, exit 0.
    Asked(String),
    /// A fault in the call: to stderr, exit 2.
    Fault(String),
}

/// Parses a command line.
///
/// # Errors
/// [`Answer`]: help that was asked for, or what is wrong with the call.
pub fn parse(words: &[OsString]) -> Result<Cli, Answer> {
    let language = asked_language(words).unwrap_or_default();
    let parsed = command(language).try_get_matches_from(words).and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Answer::Asked(error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Answer::Fault(error.render().to_string()),
        _ => Answer::Fault(fault(&error, language)),
    })
}

const UNKNOWN: Text =
    text!("«{what}» er ikkje kjend her.", "«{what}» er ikke kjent her.", "“{what}” is not known here.");
const BAD_VALUE: Text = text!(
    "«{value}» kan ikkje stå etter {what}. Lovleg er: {allowed}.",
    "«{value}» kan ikke stå etter {what}. Lovlig er: {allowed}.",
    "“{value}” cannot follow {what}. Allowed: {allowed}.",
);
const MISSING: Text = text!("{what} manglar.", "{what} mangler.", "{what} is missing.");
const OTHER: Text = text!("Kallet er ikkje rett.", "Kallet er ikke riktig.", "The call is not right.");
const PERHAPS: Text = text!("Meinte du {what}?", "Mente du {what}?", "Did you mean {what}?");
const SEE_HELP: Text =
    text!("Skriv «tilskot --help» for hjelp.", "Skriv «tilskot --help» for hjelp.", "Write “tilskot --help” for help.");

/// What is wrong with the call, in `language`.
fn fault(error: &clap::Error, language: Language) -> String {
    let context = |kind| error.get(kind).map(words_of).filter(|words| !words.is_empty());
    let what = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand)).unwrap_or_default();
    let value = context(ContextKind::InvalidValue);
    let allowed = context(ContextKind::ValidValue).unwrap_or_else(|| "1–65535".to_owned());
    let values = [("what", what), ("value", value.clone().unwrap_or_default()), ("allowed", allowed)];
    let said = match (error.kind(), value) {
        (ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand, _) => UNKNOWN,
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(_)) => BAD_VALUE,
        (ErrorKind::MissingRequiredArgument | ErrorKind::InvalidValue, _) => MISSING,
        _ => OTHER,
    };
    let near = context(ContextKind::SuggestedArg).or_else(|| context(ContextKind::SuggestedSubcommand));
    let near = near.map_or_else(String::new, |near| format!(" {}", PERHAPS.fill(language, &[("what", near)])));
    format!("tilskot: {}{near} {}\n", said.fill(language, &values), SEE_HELP.get(language))
}

fn words_of(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::String(word) => word.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_its_help() {
        for sub in Cli::command().get_subcommands() {
            assert!(COMMANDS.iter().any(|(name, ..)| *name == sub.get_name()), "{}", sub.get_name());
            for arg in sub.get_arguments() {
                assert!(argument(arg.get_id().as_str()).is_some(), "{} {}", sub.get_name(), arg.get_id());
            }
        }
        command(Language::Nn).debug_assert();
    }

    #[test]
    fn help_and_faults_are_in_the_language_asked_for() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        let Err(Answer::Asked(help)) = parse(&words("tilskot run --help --lang nb")) else {
            panic!("help was asked for")
        };
        assert!(help.contains("Bruk: tilskot run") && help.contains("Batchmappen"), "{help}");
        let Err(Answer::Fault(fault)) = parse(&words("tilskot check --frmat json x")) else { panic!("it is wrong") };
        assert!(fault.contains("«--frmat» er ikkje kjend her. Meinte du --format?"), "{fault}");
        let Err(Answer::Fault(fault)) = parse(&words("tilskot check --format xml x --lang en")) else {
            panic!("wrong")
        };
        assert!(fault.contains("“xml” cannot follow --format <FORMAT>. Allowed: text, json, csv"), "{fault}");
        let Err(Answer::Fault(fault)) = parse(&words("tilskot run")) else { panic!("the batch is missing") };
        assert!(fault.contains("<BATCH> manglar."), "{fault}");
        assert!(parse(&words("tilskot run x --out y --jobs 2")).is_ok());
    }
}
