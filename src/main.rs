//! `tilskot`: parse, run, exit code.

use std::process::ExitCode;

use tilskot::run::reader_child;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == reader_child::WORD) {
        return reader_child::serve();
    }
    if let Ok(program) = std::env::current_exe() {
        reader_child::reads_with(program);
    }
    match tilskot::cli::help::parse(&words) {
        Ok(cli) => tilskot::run::command(cli),
        Err(answer) => tilskot::run::answer(&answer),
    }
}
