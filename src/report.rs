//! The outputs: pure functions from a [`crate::recommendation::Recommendation`] to bytes. Nothing here touches a file.
//!
//! First what all of them say alike (words, labels, headers, sums, sentences), then a room for each reader: caseworkers and
//! the public (`award`), finance (`budget`), press and management (`summary`, `page`), programs (`machine`), and whoever
//! sits at the terminal (`terminal`, `codes`) or writes a batch.toml (`settings`).

pub mod headers;
pub mod labels;
pub mod words;
pub mod names;
pub mod explained;
pub mod lines;
pub mod figures;
pub mod sentences;
pub mod findings;
pub mod document;
pub mod checked;
pub mod award;
pub mod budget;
pub mod application_form;
pub mod correction;
pub mod xlsx;
pub mod machine;
pub mod asked;
pub mod differed;
pub mod summary;
pub mod page;
pub mod terminal;
pub mod codes;
pub mod settings;
