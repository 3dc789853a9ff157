//! README.md and docs/ as they are read: every session in them is run as written and must give what stands there; the commands
//! they tell of exist, and every command has its page.
//!
//! A ` ```console ` block holds commands (`$ …`) and what they say. A ` ```diff FILE ` block is an edit that the reader makes in
//! an editor: each `-` line stands once in FILE and becomes the `+` lines after it. All blocks of one page share a folder.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory;
use rayon::prelude::*;
use tilskot::allocate::{Outcome, WithdrawReason};
use tilskot::form::{self, decision::Action};
use tilskot::money::Kroner;
use tilskot::policy::{FileLimits, Policy};
use tilskot::problem::Severity;
use tilskot::recommendation::Entry;
use tilskot::text::Language;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and every page below docs, from the root.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

fn read(page: &Path) -> String {
    std::fs::read_to_string(page).unwrap()
}

fn name(page: &Path) -> String {
    page.strip_prefix(root()).unwrap().display().to_string()
}

/// What `command` says on both streams, as a person at a terminal would read it.
fn said(command: &str, folder: &Path) -> String {
    let bin = Path::new(env!("CARGO_BIN_EXE_tilskot")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let shell = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    // A CSV has the line ends of Excel; pages have those of the repository.
    String::from_utf8(shell.stdout).unwrap().replace("\r\n", "\n")
}

/// What a block of a page is to the one who tries it.
enum Block {
    /// Commands and what they say.
    Console,
    /// An edit of this file: the line that goes, and those that come in its place.
    Edit(PathBuf, Option<String>, Vec<String>),
    /// To be read.
    Other,
}

impl Block {
    fn opened(info: &str, folder: &Path) -> Self {
        match info.split_once(' ') {
            None if info == "console" => Self::Console,
            Some(("diff", file)) => Self::Edit(folder.join(file), None, Vec::new()),
            _ => Self::Other,
        }
    }

    /// Makes the edit that has been read so far.
    fn edit(&mut self) {
        let Self::Edit(file, gone, come) = self else { return };
        let Some(gone) = gone.take() else { return };
        let text = std::fs::read_to_string(&*file).unwrap();
        let stands = text.lines().filter(|line| **line == gone).count();
        assert_eq!(stands, 1, "«{gone}» is to stand once in {}:\n{text}", file.display());
        let lines = text.lines().flat_map(|line| if line == gone { come.clone() } else { vec![line.to_owned()] });
        let edited = lines.map(|line| line + "\n").collect::<String>();
        std::fs::write(file, edited).unwrap();
        come.clear();
    }

    fn line(&mut self, line: &str) {
        if let Some(gone) = line.strip_prefix('-') {
            self.edit();
            if let Self::Edit(_, edited, _) = self {
                *edited = Some(gone.to_owned());
            }
        } else if let (Self::Edit(_, _, come), Some(line)) = (self, line.strip_prefix('+')) {
            come.push(line.to_owned());
        }
    }
}

/// `text` with its edits made and its commands run in `folder`, and what they say in place of what stands.
fn rerun(text: &str, folder: &Path) -> String {
    let mut fresh = String::new();
    let mut block: Option<Block> = None;
    for line in text.lines() {
        if let Some(info) = line.strip_prefix("```") {
            block = match block.take() {
                None => Some(Block::opened(info, folder)),
                Some(mut closed) => {
                    closed.edit();
                    None
                }
            };
        } else if let Some(block) = &mut block {
            if matches!(block, Block::Console) && !line.starts_with("$ ") {
                continue;
            }
            block.line(line);
        }
        fresh.push_str(line);
        fresh.push('\n');
        if let (Some(Block::Console), Some(command)) = (&block, line.strip_prefix("$ ")) {
            fresh.push_str(&said(command, folder));
        }
    }
    fresh
}

/// The page with its sessions run anew, on a copy of the fixtures.
fn fresh(page: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    for batch in ["vestland-2022", "vestland-2023", "traps", "budget"] {
        crate::runs::copy(&root().join("fixtures").join(batch), &folder.path().join("fixtures").join(batch));
    }
    rerun(&read(page), folder.path())
}

fn with_sessions() -> Vec<PathBuf> {
    pages().into_iter().filter(|page| read(page).contains("\n```console\n")).collect()
}

/// The first line where `written` and `fresh` differ.
fn difference(page: &Path, written: &str, fresh: &str) -> Option<String> {
    if written == fresh {
        return None;
    }
    let mut lines = written.lines().zip(fresh.lines()).enumerate();
    let at = lines.find(|(_, (stands, says))| stands != says);
    let told = at.map_or_else(
        || "past its last equal line".to_owned(),
        |(number, (stands, says))| format!("line {}\n  stands: {stands}\n  says:   {says}", number + 1),
    );
    Some(format!("{}, {told}", name(page)))
}

#[test]
fn the_sessions_say_what_the_program_says() {
    let pages = with_sessions();
    assert!(pages.contains(&root().join("README.md")) && pages.len() > 10, "{pages:?}");
    let stale: Vec<String> = pages.par_iter().filter_map(|page| difference(page, &read(page), &fresh(page))).collect();
    assert!(stale.is_empty(), "{}\n`just docs` writes sessions anew", stale.join("\n"));
}

/// Not a test: `just docs` runs it to write the sessions anew.
#[test]
#[ignore = "writes README.md and docs"]
fn regenerate_sessions() {
    with_sessions().par_iter().for_each(|page| std::fs::write(page, fresh(page)).unwrap());
}

#[test]
fn a_stale_session_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let stale = "```console\n$ echo new\nold\n$ tilskot --version | wc -l\n```\n```sh\n$ echo kept\n```\n";
    let lines = rerun(stale, folder.path());
    assert_eq!(
        lines.replace(' ', ""),
        "```console\n$echonew\nnew\n$tilskot--version|wc-l\n1\n```\n```sh\n$echokept\n```\n"
    );
    assert!(difference(&root().join("README.md"), stale, &lines).unwrap().starts_with("README.md, line 3"));
}

#[test]
fn an_edit_is_made_as_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rules"), "one\ntwo\nthree\n").unwrap();
    let page = "```diff rules\n two stands there\n-two\n+2\n+2.5\n-three\n```\n```console\n$ cat rules\n```\n";
    assert_eq!(rerun(page, folder.path()), page.replace("cat rules\n", "cat rules\none\n2\n2.5\n"));
}

#[test]
#[should_panic(expected = "is to stand once")]
fn an_edit_of_what_is_not_there_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rules"), "one\n").unwrap();
    rerun("```diff rules\n-two\n+2\n```\n", folder.path());
}

/// Every command line stands in a block that is run: none of ours is only shown.
#[test]
fn every_command_line_is_run() {
    for page in pages() {
        let text = read(&page);
        let mut kind = None;
        for line in text.lines() {
            if let Some(info) = line.strip_prefix("```") {
                kind = if kind.is_some() { None } else { Some(info.to_owned()) };
            } else if kind.as_deref().is_some_and(|kind| kind != "console") {
                let command = line.trim_start_matches("$ ");
                assert!(!command.starts_with("tilskot "), "{}: {line}", name(&page));
            }
        }
    }
}

/// Every command is told of in README.md and has its page, and no page tells of one that is not there.
#[test]
fn the_commands_told_of_are_those_there_are() {
    let cli = tilskot::cli::Cli::command();
    let known: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let readme = read(&root().join("README.md"));
    for name in &known {
        assert!(readme.contains(&format!("| `tilskot {name}")), "README.md does not tell of {name}");
        assert!(root().join(format!("docs/commands/{name}.md")).exists(), "{name} has no page in docs/commands");
    }
    for page in pages() {
        let text = read(&page);
        let told = ["`tilskot ", "$ tilskot "].into_iter().flat_map(|before| text.split(before).skip(1));
        for told in told.map(|rest| rest.split(|letter: char| !letter.is_ascii_lowercase()).next().unwrap()) {
            let there = told.is_empty() || known.contains(&told);
            assert!(there, "{} tells of {told}, which is not there", name(&page));
        }
    }
}

/// What must be given has no default, and its help names none.
#[test]
fn the_help_of_what_is_required_names_no_default() {
    for language in Language::ALL {
        for command in tilskot::cli::help::command(language).get_subcommands() {
            for argument in command.get_arguments().filter(|one| one.is_required_set()) {
                let help = argument.get_help().unwrap().to_string();
                assert!(
                    !help.is_empty() && !help.contains('['),
                    "{} {}: {help}",
                    command.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}

/// The example that each command's help ends with is a call that works; they build on each other.
#[test]
fn the_example_in_each_help_is_a_call_that_works() {
    let folder = tempfile::tempdir().unwrap();
    for batch in ["vestland-2022", "vestland-2023", "traps", "budget"] {
        crate::runs::copy(&root().join("fixtures").join(batch), &folder.path().join("fixtures").join(batch));
    }
    let cli = tilskot::cli::Cli::command();
    for name in cli.get_subcommands().map(clap::Command::get_name) {
        let help = said(&format!("tilskot {name} --help --lang en"), folder.path());
        let calls: Vec<&str> = help.split("Example:").nth(1).unwrap().lines().filter(|line| !line.is_empty()).collect();
        assert!(!calls.is_empty(), "{name}");
        for call in calls.iter().map(|call| call.trim()) {
            let told = said(&format!("{call} > /dev/null; echo \"exit code $?\""), folder.path());
            let code = told.lines().last().unwrap();
            assert!(["exit code 0", "exit code 1"].contains(&code), "{call}: {told}");
        }
    }
}

/// The decisions that a tutorial shows as a table can be made as they stand, and so can each that it names.
#[test]
fn the_decisions_of_the_tutorials_can_be_made() {
    for page in ["docs/tutorial.nn.md", "docs/tutorial.en.md"] {
        let text = read(&root().join(page));
        let (_, table) = text.split_once("  | Søknads-ID |").unwrap();
        let (table, after) = table.split_once("\n\n").unwrap();
        let lines = format!("| Søknads-ID |{table}")
            .lines()
            .filter(|line| !line.contains("--"))
            .map(|line| line.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>().join(";"))
            .collect::<Vec<_>>();
        assert_eq!(lines.len(), 3, "{page}");
        let entries = decided(&lines.join("\n"));
        let of = |id: &str| entries.iter().find(|one| one.submission.id.as_str().starts_with(id)).unwrap();
        assert_eq!(of("4627-nav-askoy-din").outcome, Outcome::Withdrawn(WithdrawReason::Withdrawn), "{page}");
        assert_eq!(of("4630-nav-osteroy").granted, Kroner::whole(315_000), "{page}");

        let named: Vec<&str> = after.lines().next().unwrap().split('`').skip(1).step_by(2).collect();
        let actions: BTreeSet<&str> = named.iter().filter_map(|word| action(word)).collect();
        assert_eq!((named.len(), actions.len()), (9, 9), "{page}: {named:?}");
    }
}

/// The batch of 2023 with these decisions; none of them is an error.
fn decided(decisions: &str) -> Vec<Entry> {
    let folder = tempfile::tempdir().unwrap();
    crate::runs::copy(&root().join("fixtures/vestland-2023"), folder.path());
    std::fs::write(folder.path().join("avgjerder.csv"), decisions).unwrap();
    let made = crate::runs::made(folder.path()).recommendation;
    let wrong: Vec<_> = made.findings.iter().filter(|one| one.severity() != Severity::Notice).collect();
    assert!(wrong.is_empty(), "{decisions}: {wrong:?}");
    made.entries
}

/// The decision that a word in the sheet of decisions is.
fn action(word: &str) -> Option<&'static str> {
    let sheet = format!("Søknads-ID;Avgjerd;Beløp;Grunngiving;Førebudd av;Godkjend av\nx;{word};1;Brev;A;B\n");
    let limits = FileLimits::default();
    let mut book = tilskot::read::workbook("avgjerder.csv", sheet.as_bytes(), &limits).unwrap();
    let policy = Policy::without_batch();
    let read = form::decision::decisions(&"avgjerder.csv".into(), &mut book, &policy).records;
    read.first().and_then(|row| row.action).map(Action::key)
}

/// A link to a file in this repository leads somewhere.
#[test]
fn links_lead_somewhere() {
    let mut followed = 0;
    for page in pages() {
        let text = read(&page);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = target.split('#').next().unwrap();
            if !target.is_empty() && !target.contains("://") {
                followed += 1;
                let path = page.parent().unwrap().join(target);
                assert!(path.exists(), "{} links to {target}, which is not there", name(&page));
            }
        }
    }
    assert!(followed > 10, "{followed} links");
}
