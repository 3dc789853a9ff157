//! What programs read: `run.json`, `tildeling.csv`, the budget tables as CSV and the package that describes them.

pub mod delimited;
pub mod listing;
pub mod package;
pub mod rules;
pub mod run_json;
