//! Reading files as they come.
//!
//! `format` decodes bytes into a [`Sheet`] of rows and knows no schema; the other modules
//! know what the columns mean and turn rows into records. No record is judged here: what
//! looks wrong is noted, and `clean` decides.

pub mod communes;
pub mod format;
pub mod passage;
pub mod places;
mod row;
mod schema;
mod sheet;
pub mod tables;

pub use row::{Loaded, parse_number, split_values};
pub use schema::{Schema, reads_as_places, recognise};
pub use sheet::{Columns, Format, Row, Sheet};
