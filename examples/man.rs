//! Writes a man page for tilskot and for each of its commands, from the same words as `--help`.
//!
//!     cargo run --example man -- FOLDER [nn|nb|en]
#![allow(clippy::disallowed_methods, reason = "it writes where it is told to")]

use std::io;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;
use tilskot::cli::help;
use tilskot::text::{Language, Text};

const NAME: Text = Text { nn: "NAMN", nb: "NAVN", en: "NAME" };
const SYNOPSIS: Text = Text { nn: "BRUK", nb: "BRUK", en: "SYNOPSIS" };

fn main() -> io::Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap_or_else(|| "target/man".to_owned()));
    let tag = words.next();
    let asked = Language::ALL.into_iter().find(|language| Some(language.tag()) == tag.as_deref());
    let language = asked.unwrap_or_default();
    std::fs::create_dir_all(&folder)?;
    let mut command = help::command(language);
    command.build();
    for one in std::iter::once(&command).chain(command.get_subcommands()) {
        write(one.clone(), language, &folder)?;
    }
    Ok(())
}

fn write(command: Command, language: Language, folder: &Path) -> io::Result<()> {
    let has_commands = command.has_subcommands();
    let man = Man::new(command);
    let name = man.get_filename();
    let section = |render: &dyn Fn(&mut dyn io::Write) -> io::Result<()>| {
        let mut bytes = Vec::new();
        render(&mut bytes)?;
        Ok::<_, io::Error>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let (stem, number) = name.rsplit_once('.').unwrap_or((&name, "1"));
    let version = env!("CARGO_PKG_VERSION");
    // clap_mangen leaves an empty date out, and what follows then stands for it. No page says when it was made.
    let mut page = format!(".TH \"{stem}\" \"{number}\" \"\" \"tilskot {version}\" \"tilskot\"\n");
    page += &section(&|to| man.render_name_section(to))?.replacen(".SH NAME", &heading(NAME.get(language)), 1);
    page +=
        &section(&|to| man.render_synopsis_section(to))?.replacen(".SH SYNOPSIS", &heading(SYNOPSIS.get(language)), 1);
    page += &section(&|to| man.render_options_section(to))?;
    if has_commands {
        let commands = section(&|to| man.render_subcommands_section(to))?;
        page += &commands.lines().map(|line| upper(line) + "\n").collect::<String>();
    }
    page += &extra(&section(&|to| man.render_extra_section(to))?);
    std::fs::write(folder.join(name), page)
}

fn heading(words: &str) -> String {
    format!(".SH {words}")
}

/// A heading in capitals, as the others of a man page; any other line as it is.
fn upper(line: &str) -> String {
    line.strip_prefix(".SH ").map_or_else(|| line.to_owned(), |words| heading(&words.to_uppercase()))
}

/// What follows the options in `--help` begins with its own heading and a colon: the example, or the exit codes.
fn extra(rendered: &str) -> String {
    let Some((before, after)) = rendered.split_once(".SH EXTRA\n") else { return rendered.to_owned() };
    let Some((own, rest)) = after.split_once(':') else { return rendered.to_owned() };
    // An example keeps its lines; sentences are filled.
    let (begin, end) = if rest.starts_with('\n') { (".nf\n", ".fi\n") } else { ("", "") };
    let rest = rest.trim_start_matches(['\n', ' ']);
    format!("{before}{}\n{begin}{rest}{end}", heading(&own.to_uppercase()))
}
