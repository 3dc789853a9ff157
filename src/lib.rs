//! tilskot reads grant applications from municipalities' spreadsheets, ranks what is valid against the money there is, and
//! writes award summaries and budget tables.

pub mod money;
pub mod score;
pub mod rounding;
#[macro_use]
pub mod text;
pub mod identity;
pub mod privacy;
pub mod origin;
pub mod stamp;
pub mod application;
pub mod problem;
pub mod finding;
pub mod policy;
pub mod read;
pub mod form;
pub mod budget;
pub mod rank;
pub mod allocate;
pub mod settle;
pub mod counterfactual;
pub mod breakpoint;
pub mod liability;
pub mod earlier;
pub mod recommendation;
pub mod check;
pub mod conclude;
pub mod whatif;
pub mod difference;
pub mod explain;
pub mod report;
pub mod seal;
pub mod trace;
pub mod cli;
pub mod run;
