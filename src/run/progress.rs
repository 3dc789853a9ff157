//! Progress on a terminal: counts, rate and time left. Nothing when piped, and never a file name: names can hold persons'.

use std::fmt::Write;
use std::time::Duration;

use indicatif::style::ProgressTracker;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::text::{Language, Text, number};

/// A step that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading workbooks.
    Reading,
    /// Checking, ranking and allocating.
    Checking,
    /// Looking up the places of findings.
    Showing,
    /// Making outputs.
    Making,
    /// Writing them to the disk.
    Writing,
}

impl Step {
    const fn label(self) -> Text {
        match self {
            Self::Reading => text!("Les", "Leser", "Reading"),
            Self::Checking => text!("Kontrollerer", "Kontrollerer", "Checking"),
            Self::Showing => text!("Slår opp", "Slår opp", "Looking up"),
            Self::Making => text!("Lagar", "Lager", "Making"),
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

const LEFT: Text = text!("{time} att", "{time} igjen", "{time} left");

/// Starts a step of `count` parts.
#[must_use]
pub fn start(show: Show, step: Step, count: usize) -> ProgressBar {
    let Show::Terminal(language) = show else { return ProgressBar::hidden() };
    let count = u64::try_from(count).expect("a count fits in 64 bits");
    let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
    bar.set_style(style(step, language));
    bar.set_message(step.label().get(language));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Checking is one look at all of it at once, so there is nothing to count on the way.
fn style(step: Step, language: Language) -> ProgressStyle {
    let template = match step {
        Step::Checking => "{msg:13} {spinner} {all}  {elapsed}",
        _ => "{msg:13} {wide_bar:.dim} {done}/{all}  {rate:>9}  {left:>9}",
    };
    let count = move |count: u64| number::count(language, usize::try_from(count).unwrap_or(usize::MAX));
    let style = ProgressStyle::with_template(template).expect("the templates are constants");
    style
        .with_key("done", said(move |state| count(state.pos())))
        .with_key("all", said(move |state| count(state.len().unwrap_or_default())))
        .with_key("rate", said(|state| format!("{:.0}/s", state.per_sec())))
        .with_key(
            "left",
            said(move |state| LEFT.fill(language, &[("time", format!("{:#}", HumanDuration(state.eta())))])),
        )
}

fn said(text: impl Fn(&ProgressState) -> String + Clone + Send + Sync + 'static) -> impl ProgressTracker {
    move |state: &ProgressState, out: &mut dyn Write| {
        // A bar that cannot be written is no reason to stop.
        let _ = out.write_str(&text(state));
    }
}
