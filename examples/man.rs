//! Writes a man page for tilskot and for each of its commands, from the same words as `--help`.
//!
//!     cargo run --example man -- FOLDER [nn|nb|en]
#![allow(clippy::disallowed_methods, reason = "it writes where it is told to")]

use std::path::PathBuf;

use tilskot::cli::help;
use tilskot::text::Language;

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap_or_else(|| "target/man".to_owned()));
    let tag = words.next();
    let asked = Language::ALL.into_iter().find(|language| Some(language.tag()) == tag.as_deref());
    std::fs::create_dir_all(&folder)?;
    clap_mangen::generate_to(help::command(asked.unwrap_or_default()), &folder)
}
