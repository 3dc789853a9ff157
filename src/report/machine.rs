//! What programs read: `run.json`, `tildeling.csv`, the budget tables as CSV the package that describes them, and
//! findings.

pub mod delimited;
pub mod found;
pub mod listing;
pub mod laid_out;
pub mod moved;
pub mod package;
pub mod outputs;
pub mod received;
pub mod run_json;
