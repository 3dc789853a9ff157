//! Help and usage errors in nynorsk, bokmål and English: the words are in `words`; the shape of the command line is clap's, in `cli`.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::Cli;
use super::words::{ARGUMENTS, COMMANDS};
use crate::text::{Language, Text};
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
        assert!(fault.contains("“xml” cannot follow --format <FORMAT>. Allowed: text, json, ndjson, csv"), "{fault}");
        let Err(Answer::Fault(fault)) = parse(&words("tilskot run")) else { panic!("the batch is missing") };
        assert!(fault.contains("<BATCH> manglar."), "{fault}");
        assert!(parse(&words("tilskot run x --out y --jobs 2")).is_ok());
    }
}
