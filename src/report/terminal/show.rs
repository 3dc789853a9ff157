//! How things are shown on a terminal: language, width, and whether in colour.

use crate::problem::Severity;
use crate::text::{Language, Text};

/// A cell without anything in it.
pub(in crate::report) const EMPTY: Text = text!("(tom)", "(tom)", "(empty)");

/// Whether text is coloured. Nothing is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Plain.
    Plain,
    /// With terminal colours.
    Coloured,
}

impl From<bool> for Paint {
    fn from(coloured: bool) -> Self {
        if coloured { Self::Coloured } else { Self::Plain }
    }
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Colour {
    /// A place: what follows is about it.
    Place,
    /// Beside the point: letters and numbers around a sheet.
    Faint,
    /// How much a finding weighs.
    Weight(Severity),
}

impl Paint {
    /// `text` in its colour.
    pub(in crate::report) fn on(self, colour: Colour, text: &str) -> String {
        let start = match (self, colour) {
            (Self::Plain, _) => return text.to_owned(),
            (_, Colour::Place) => "\x1b[1m",
            (_, Colour::Faint) => "\x1b[2m",
            (_, Colour::Weight(Severity::Error)) => "\x1b[1;31m",
            (_, Colour::Weight(Severity::Warning)) => "\x1b[1;33m",
            (_, Colour::Weight(Severity::Notice)) => "\x1b[36m",
        };
        format!("{start}{text}\x1b[0m")
    }
}

/// How text is shown.
#[derive(Debug, Clone, Copy)]
pub struct Show {
    /// The language.
    pub language: Language,
    /// Whether in colour.
    pub paint: Paint,
    /// Characters in a line.
    pub width: usize,
}
