//! What is said and where: data to stdout, progress and messages to stderr. Never a panic over a closed pipe.

use std::io::{self, IsTerminal, Write};

use super::progress::Show;
use super::{RunError, disk};
use crate::cli::{Colour, Common};
use crate::report::lines;
use crate::report::terminal::show;
use crate::text::Language;

/// Characters in a line at most, and at least.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;

/// The two streams, the language asked for, and how talkative to be.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    lang: Option<Language>,
    quiet: bool,
    colour: Colour,
    /// Where data goes: nowhere for programs that use the library.
    data: Option<Stdout>,
}

/// Data goes to stdout.
#[derive(Debug, Clone, Copy)]
struct Stdout;

impl Console {
    /// A console as the command line asks.
    #[must_use]
    pub fn new(common: &Common, lang: Option<Language>) -> Self {
        Self { lang, quiet: common.quiet, colour: common.color, data: Some(Stdout) }
    }

    /// A console that says nothing: for programs that use the library.
    #[must_use]
    pub const fn silent() -> Self {
        Self { lang: None, quiet: true, colour: Colour::Never, data: None }
    }

    /// The language: as asked, else the batch's, else nynorsk.
    #[must_use]
    pub fn language(&self, batch: Option<Language>) -> Language {
        self.lang.or(batch).unwrap_or_default()
    }

    /// How text is shown on stdout.
    #[must_use]
    pub fn show(&self, language: Language) -> show::Show {
        self.shown_on(io::stdout().is_terminal(), language)
    }

    /// How text is shown on stderr.
    #[must_use]
    pub fn show_messages(&self, language: Language) -> show::Show {
        self.shown_on(io::stderr().is_terminal(), language)
    }

    /// How text is shown in a file.
    #[must_use]
    pub fn show_in_file(&self, language: Language) -> show::Show {
        self.shown_on(false, language)
    }

    fn shown_on(&self, terminal: bool, language: Language) -> show::Show {
        let coloured = match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal,
        };
        show::Show { language, paint: coloured.into(), width: width(terminal) }
    }

    /// Whether and how progress is shown.
    #[must_use]
    pub fn progress(&self, language: Language) -> Show {
        if !self.quiet && io::stderr().is_terminal() { Show::Terminal(language) } else { Show::Nothing }
    }

    /// Data, to stdout. A reader that has gone away (`| head`) ends it quietly.
    ///
    /// # Errors
    /// Anything else that goes wrong with stdout.
    pub fn data(&self, data: impl AsRef<[u8]>) -> Result<(), RunError> {
        let Some(Stdout) = self.data else { return Ok(()) };
        let mut stdout = io::stdout().lock();
        match stdout.write_all(data.as_ref()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(RunError::Disk { path: disk::STDOUT.into(), error })
            }
            _ => Ok(()),
        }
    }

    /// A message, to stderr, unless quiet.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            // There is nowhere left to say that stderr is closed.
            let _ = write!(io::stderr().lock(), "{}", in_lines(text));
        }
    }

    /// What is in lines already, to stderr, with a blank line after it, unless quiet.
    pub fn say_lines(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// What stopped the run, to stderr, quiet or not; in the language asked for, else that of what the run was about.
    pub fn error(&self, error: &RunError, about: Option<Language>) {
        let message = error.message(self.language(about));
        let _ = write!(io::stderr().lock(), "{}", in_lines(&format!("tilskot: {message}")));
    }
}

/// Lines longer than this are hard to read, however wide the terminal is.
fn width(terminal: bool) -> usize {
    match terminal_size::terminal_size() {
        Some((width, _)) if terminal => usize::from(width.0).clamp(NARROWEST, WIDEST),
        _ => WIDEST,
    }
}

/// A message no wider than the terminal. A shorter line stays as it is: it may show a line of a file.
fn in_lines(text: &str) -> String {
    let most = if io::stderr().is_terminal() { width(true) } else { usize::MAX };
    let fits = |line: &str| line.chars().count() <= most;
    let line = |line: &str| if fits(line) { format!("{line}\n") } else { lines::wrapped(line, most, "", "") };
    text.lines().map(line).collect()
}
