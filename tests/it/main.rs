mod twin;
//! The integration tests, in one crate: each module is one thing the tool promises.

mod numbers;
mod words;
