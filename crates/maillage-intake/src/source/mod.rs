//! Rows of lists and tables as published: the meaning of their columns, and parsing of
//! their values.
//!
//! `maillage_tables` decodes bytes into a sheet of rows, without knowledge of schemas. The
//! modules here infer the meaning of columns and parse values. The [kinds](crate::kinds) of
//! tables turn rows into records. They also decide what to do with a suspicious value.

mod commas;
mod field;
mod figure;
pub mod mapping;
mod point;
mod profile;
pub mod rates;
pub(crate) mod row;
pub(crate) mod sheet;
pub(crate) mod updates;
mod validity;
mod whereabouts;

pub(crate) use commas::Commas;
pub(crate) use field::ColumnName;
pub use field::Field;
pub use figure::PeopleCount;
pub(crate) use figure::is_blank;
pub use mapping::{GivenColumns, GivenMapping, Mapping, Mappings, PositionSource};
pub use point::{AxisOrder, WrittenPoint, written_point};
pub(crate) use profile::{YES, status};
pub use row::{Loaded, parse_number, split_values};
pub(crate) use updates::day_of_update;
pub(crate) use validity::Validity;
pub use whereabouts::Whereabouts;
pub(crate) use whereabouts::post_and_commune;
