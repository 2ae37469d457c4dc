//! Reading files as they come.
//!
//! `format` decodes bytes into a [`Sheet`] of rows and knows no schema; the other modules
//! know what the columns mean and turn rows into records. No record is judged here: what
//! looks wrong is noted, and `clean` decides.

pub mod ages;
pub mod cog;
pub mod communes;
mod contacts;
pub mod feed;
mod field;
mod figure;
pub mod grid;
pub mod lines;
pub mod mapping;
pub mod margins;
pub mod passage;
pub mod places;
mod point;
mod profile;
pub mod rates;
mod row;
mod schema;
pub mod school;
pub mod tables;
pub mod travel;
mod whereabouts;

pub use contacts::without_contacts;
pub use field::Field;
pub use figure::Figure;
pub use mapping::{GivenMapping, Mapping, PositionSource};
pub use point::{AxisOrder, WrittenPoint, written_point};
pub use row::{Loaded, parse_number, split_values};
pub use schema::{Schema, of_places as schema_of_places, recognise};
pub use whereabouts::Whereabouts;
