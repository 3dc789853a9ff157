//! The budget tables of a run, and any budget tables as the workbook `tabelldata.xlsx`.

mod from_run;
mod table;
mod workbook;

pub use from_run::tables;
pub use table::{BudgetTable, Figure, Line, LineKind, Unit};
pub use workbook::document;
