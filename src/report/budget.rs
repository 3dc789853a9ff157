//! Budget tables, those of a run and those that were published, as the workbook `tabelldata.xlsx`.

mod checks;
mod from_run;
mod picture;
mod published;
pub mod shown;
mod simulation;
mod table;
mod workbook;

pub use from_run::{PER_MUNICIPALITY, limits, tables};
pub use published::from_published;
pub use simulation::{Simulation, all_of};
pub use table::{Amount, BudgetTable, Figure, Line, LineKind, Stated, Unit};
pub use workbook::{Tables, document};
