//! The integration tests, in one crate: each module is one thing the tool promises.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod allocate;
mod listing;
mod numbers;
mod page;
mod public;
mod read;
mod run_json;
mod sample;
mod summary;
mod twin;
mod words;
mod workbook;
