//! README.md as it is read: its session is run as written and must give what stands there; its commands exist.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory;

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
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
    String::from_utf8(shell.stdout).unwrap()
}

/// `text` with every line of its `console` blocks that is no command replaced by what the commands say in `folder`.
fn rerun(text: &str, folder: &Path) -> String {
    let mut fresh = String::new();
    let mut console = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(kind) => console = !console && kind == "console",
            None if console && !line.starts_with("$ ") => continue,
            None => {}
        }
        fresh.push_str(line);
        fresh.push('\n');
        if let (true, Some(command)) = (console, line.strip_prefix("$ ")) {
            fresh.push_str(&said(command, folder));
        }
    }
    fresh
}

/// README.md with its session run anew, on a copy of the fixtures.
fn fresh() -> String {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for batch in ["vestland-2022", "vestland-2023", "traps", "budget"] {
        let to = folder.path().join("fixtures").join(batch);
        crate::runs::copy(&fixtures.join(batch), &to);
        // An output that somebody has made in the fixture is no part of it.
        if to.join("ut").exists() {
            std::fs::remove_dir_all(to.join("ut")).unwrap();
        }
    }
    rerun(&std::fs::read_to_string(readme()).unwrap(), folder.path())
}

#[test]
fn the_session_says_what_the_program_says() {
    let written = std::fs::read_to_string(readme()).unwrap();
    assert!(written.matches("\n$ tilskot ").count() > 3, "README.md has a session");
    let fresh = fresh();
    for (number, (stands, says)) in written.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(stands, says, "line {} of README.md; `just docs` writes it anew", number + 1);
    }
    assert_eq!(written, fresh, "README.md, past its last equal line");
}

/// Not a test: `just docs` runs it to write the session anew.
#[test]
#[ignore = "writes README.md"]
fn regenerate_readme_session() {
    std::fs::write(readme(), fresh()).unwrap();
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
}

/// Every command is told of, and none that is not there.
#[test]
fn the_commands_told_of_are_those_there_are() {
    let text = std::fs::read_to_string(readme()).unwrap();
    let cli = tilskot::cli::Cli::command();
    let known: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    for name in &known {
        assert!(text.contains(&format!("| `tilskot {name}")), "README.md does not tell of {name}");
    }
    let told = ["`tilskot ", "$ tilskot "].into_iter().flat_map(|before| text.split(before).skip(1));
    for told in told.map(|rest| rest.split(|letter: char| !letter.is_ascii_lowercase()).next().unwrap()) {
        assert!(told.is_empty() || known.contains(&told), "README.md tells of {told}, which is not there");
    }
}
