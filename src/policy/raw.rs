//! `batch.toml` as it is written, and the checks that make a [`super::Policy`] of it.

/// Why `batch.toml` cannot be used: what is wrong, at which line, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("batch.toml, line {line}: {message}")]
pub struct PolicyError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is allowed.
    pub message: String,
}
