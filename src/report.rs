//! The outputs: pure functions from a [`crate::recommendation::Recommendation`] to bytes. Nothing here touches a file.

pub mod codes;
pub mod table;
pub mod document;
pub mod award;
pub mod budget;
pub mod xlsx;
