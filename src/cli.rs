//! The command line: clap's types, and the enums that flags become. Nothing is done here.

pub mod help;
mod words;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::budget::Unit;
use crate::text::Language;

/// Reads grant applications from municipalities' spreadsheets, ranks them against the money there is, and writes award
/// summaries and budget tables. It recommends; people decide and sign.
#[derive(Debug, Parser)]
#[command(
    name = "tilskot",
    version,
    max_term_width = 100,
    disable_help_flag = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(flatten)]
    /// What every command takes.
    pub common: Common,
    #[command(subcommand)]
    /// What to do.
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Language of what is written and said [default: the batch's, else nn].
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// No messages or progress; the answer is printed all the same.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colour on the terminal.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    /// Files read side by side [default: one per core].
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Nynorsk.
    Nn,
    /// Bokmål.
    Nb,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Nn => Self::Nn,
            Lang::Nb => Self::Nb,
            Lang::En => Self::En,
        }
    }
}

/// When there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Do the whole job: read, check, rank, allocate, write.
    Run {
        /// The batch folder, with its batch.toml.
        batch: PathBuf,
        /// Take what was read from the parts in this folder: what `check --format ndjson` wrote.
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
        /// Where the output goes [default: BATCH/ut].
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Replace an output that was changed after it was written.
        #[arg(long)]
        force: bool,
        /// The unit that budget tables are shown in.
        #[arg(long, value_enum, value_name = "UNIT", default_value = "kr")]
        unit: ShownIn,
    },
    /// Read and check only: a batch, folders or single files.
    Check {
        /// A batch folder, folders of workbooks, or workbooks.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// How findings are written.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Where the findings go [default: stdout].
        #[arg(long = "output", short = 'o', value_name = "FILE")]
        findings: Option<PathBuf>,
    },
    /// Write the application form of a batch.
    Form {
        /// The batch folder, with its batch.toml.
        batch: PathBuf,
        /// Where the form goes [default: BATCH/soknadsskjema.xlsx].
        #[arg(long = "output", short = 'o', value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Say why an application got what it got, and what would have changed it.
    Explain {
        /// A batch folder, or an output folder.
        #[arg(value_name = "BATCH|OUT")]
        place: PathBuf,
        /// The application's id, or a part of its office or title that fits no other.
        application: String,
    },
    /// Show the breakpoints of the frames, or a run with a change beside the run without it.
    Whatif {
        /// The batch folder, with its batch.toml.
        batch: PathBuf,
        /// Another frame: POT=+KR, POT=-KR or POT=KR.
        #[arg(long, value_name = "POT=KR", allow_hyphen_values = true)]
        frame: Vec<String>,
        /// An application that is taken back.
        #[arg(long, value_name = "APPLICATION")]
        decline: Vec<String>,
        /// Another weight: CRITERION=WEIGHT.
        #[arg(long, value_name = "CRITERION=WEIGHT")]
        weight: Vec<String>,
        /// How the answer is written.
        #[arg(long, value_enum, default_value = "text")]
        format: Shape,
    },
    /// Say what changed between two runs, and because of which input.
    Diff {
        /// The output folder of the first run.
        #[arg(value_name = "OUT_A")]
        earlier: PathBuf,
        /// The output folder of the second.
        #[arg(value_name = "OUT_B")]
        later: PathBuf,
        /// How the answer is written.
        #[arg(long = "format", value_enum, default_value = "text")]
        shape: Shape,
    },
    /// Check budget tables and write them as table data.
    Table {
        /// Workbooks with budget tables.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where the output goes [default: tabelldata beside the first file].
        #[arg(id = "folder", long = "out", short = 'o', value_name = "DIR")]
        out: Option<PathBuf>,
        /// Replace an output that was changed after it was written.
        #[arg(long)]
        force: bool,
        /// The unit that the tables are shown in [default: as they were].
        #[arg(long, value_enum, value_name = "UNIT")]
        unit: Option<ShownIn>,
    },
    /// See whether every file of an output is as it was written.
    Verify {
        /// The output folder.
        #[arg(id = "written", value_name = "OUT")]
        out: PathBuf,
        /// Also run this batch again and compare.
        #[arg(long, value_name = "BATCH")]
        batch: Option<PathBuf>,
    },
    /// Walk one figure of an output back to the cells it came from.
    Trace {
        /// The output folder.
        #[arg(id = "written", value_name = "OUT")]
        out: PathBuf,
        /// A cell of the output, an amount, an application, a pot, a municipality or an office.
        #[arg(required = true, value_name = "AMOUNT-OR-CELL", allow_negative_numbers = true)]
        asked: Vec<String>,
        /// Look each cell up again in this batch [default: the folder the output lies in].
        #[arg(long = "batch", value_name = "BATCH")]
        source: Option<PathBuf>,
        /// How the walk is written.
        #[arg(long = "format", value_enum, default_value = "text")]
        shape: Shape,
    },
    /// Turn a draft into a decision: two people sign it.
    Sign {
        /// The output folder.
        #[arg(id = "written", value_name = "OUT")]
        out: PathBuf,
        /// Who prepared it.
        #[arg(long, value_name = "NAME")]
        prepared_by: String,
        /// Who approved it: another.
        #[arg(long, value_name = "NAME")]
        approved_by: String,
        /// The day it was signed.
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
    },
    /// Write a commented batch.toml and the folders of a batch.
    Init {
        /// The folder to make.
        dir: PathBuf,
    },
    /// Explain finding codes: all of them, or one.
    Codes {
        /// A code, such as T303.
        code: Option<String>,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

impl Command {
    /// The batches and outputs it is about; what is said of it is said in the language of the first that has one.
    #[must_use]
    pub fn places(&self) -> Vec<PathBuf> {
        match self {
            Self::Run { batch, .. } | Self::Form { batch, .. } | Self::Whatif { batch, .. } => vec![batch.clone()],
            Self::Check { paths, .. } => paths.clone(),
            Self::Explain { place, .. } => vec![place.clone()],
            Self::Diff { earlier, later, .. } => vec![later.clone(), earlier.clone()],
            Self::Verify { out, batch: other } | Self::Trace { out, source: other, .. } => {
                std::iter::once(out).chain(other).cloned().collect()
            }
            Self::Sign { out, .. } => vec![out.clone()],
            Self::Table { .. } | Self::Init { .. } | Self::Codes { .. } | Self::Completions { .. } => Vec::new(),
        }
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// As in run.json.
    Json,
    /// A line per file, application and finding, and every cell: a part for `run --from`.
    Ndjson,
    /// One row per finding, semicolon, UTF-8 with BOM.
    Csv,
    /// A workbook: counts per file, the findings, and what each file was read as.
    Xlsx,
}

/// The unit that budget tables are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShownIn {
    /// Kroner.
    Kr,
    /// 1 000 kr.
    #[value(name = "1000")]
    Thousand,
    /// Million kroner.
    Mill,
}

impl From<ShownIn> for Unit {
    fn from(unit: ShownIn) -> Self {
        match unit {
            ShownIn::Kr => Self::Kroner,
            ShownIn::Thousand => Self::Thousand,
            ShownIn::Mill => Self::Million,
        }
    }
}
