//! For whoever sits at the terminal: the findings, and what a run says at its end. Plain text, as wide as the terminal.

pub mod show;
pub mod brief;
pub mod piece;
pub mod found;
pub mod tables;
