//! The outputs: pure functions from a [`crate::recommendation::Recommendation`] to bytes. Nothing here touches a file.

pub mod codes;
pub mod table;
pub mod document;
pub mod award;
pub mod budget;
pub mod application_form;
pub mod xlsx;
pub mod public;
pub mod terms;
pub mod words;
pub mod figures;
pub mod delimited;
pub mod rules;
pub mod run_json;
pub mod listing;
pub mod package;
pub mod summary;
pub mod page;
pub mod findings;
pub mod brief;
