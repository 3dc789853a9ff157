//! The integration tests, in one crate: each module is one thing the tool promises.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "tests open the fixtures and compare the documents")]
#![allow(clippy::too_many_lines, reason = "a sample or a table of cases is one long list")]

mod allocate;
mod cases;
mod counterfactual;
mod difference;
mod docs;
mod explain;
mod faults;
mod house;
mod kroner;
mod listing;
mod numbers;
mod page;
mod parts;
mod planted;
mod policy;
mod public;
mod read;
mod refused;
mod returned;
mod rounding;
mod rounds;
mod run_json;
mod runs;
mod sample;
mod settings;
mod signing;
mod stopped;
mod summary;
mod tables;
mod terminal;
mod three_rounds;
mod trace;
mod twin;
mod values;
mod whatif;
mod words;
mod workbook;
