//! What one cell says: Norwegian numbers, positions, dates and codes (formats.md, "Norwegian cells"). Asks, never guesses.

pub mod code;
pub mod date;
pub mod number;
