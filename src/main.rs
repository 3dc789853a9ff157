//! `tilskot`: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    match tilskot::cli::help::parse(&words) {
        Ok(cli) => tilskot::run::command(cli),
        Err(answer) => tilskot::run::answer(&answer),
    }
}
