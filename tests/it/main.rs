//! The integration tests: one crate, a module per matter.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod listing;
mod page;
mod public;
mod run_json;
mod sample;
mod summary;
