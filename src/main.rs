//! `tilskot`: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = tilskot::cli::Cli::parse();
    tilskot::run::command(cli)
}
