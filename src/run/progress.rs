//! Progress on a terminal: counts, rate and time left. Nothing when piped, and never a file name: names can hold persons'.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::text::{Language, Text};

/// A step that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading workbooks.
    Reading,
    /// Checking, ranking and allocating.
    Checking,
    /// Looking up the places of findings.
    Showing,
    /// Writing outputs.
    Writing,
}

impl Step {
    const fn label(self) -> Text {
        match self {
            Self::Reading => text!("Les", "Leser", "Reading"),
            Self::Checking => text!("Kontrollerer", "Kontrollerer", "Checking"),
            Self::Showing => text!("Slår opp", "Slår opp", "Looking up"),
            Self::Writing => text!("Skriv", "Skriver", "Writing"),
        }
    }
}

/// Whether and how progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// On the terminal, in this language.
    Terminal(Language),
    /// Not at all.
    Nothing,
}

/// Starts a step of `count` parts.
#[must_use]
pub fn start(show: Show, step: Step, count: usize) -> ProgressBar {
    let Show::Terminal(language) = show else { return ProgressBar::hidden() };
    let count = u64::try_from(count).expect("a count fits in 64 bits");
    let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
    let template = "{msg:13} {wide_bar:.dim} {human_pos}/{human_len}  {rate:>9}  {eta:>4}";
    let style = ProgressStyle::with_template(template).expect("the template is a constant");
    bar.set_style(style.with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
        // A bar that cannot be written is no reason to stop.
        let _ = write!(out, "{:.0}/s", state.per_sec());
    }));
    bar.set_message(step.label().get(language));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
