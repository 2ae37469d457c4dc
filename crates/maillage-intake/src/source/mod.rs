//! Rows of lists and tables as published: what their columns mean, and the values in them.
//!
//! `maillage_tables` decodes bytes into a sheet of rows and knows no schema; the modules here
//! find out what columns mean and read values; the [kinds](crate::kinds) of files make records
//! of the rows. A value that looks wrong is noted, and the kinds decide.

mod field;
mod figure;
pub mod mapping;
mod point;
mod profile;
pub mod rates;
pub(crate) mod row;
mod whereabouts;

pub use crate::kinds::{ages, communes, grid, lines, margins, places, timetable};
pub(crate) use field::ColumnName;
pub use field::Field;
pub use figure::Figure;
pub use mapping::{GivenMapping, Mapping, PositionSource};
pub use point::{AxisOrder, WrittenPoint, written_point};
pub(crate) use profile::status;
pub use row::{Loaded, parse_number, split_values};
pub use whereabouts::Whereabouts;
pub(crate) use whereabouts::post_and_commune;

/// Tables by commune, under the paths that they had.
pub mod tables {
    pub use crate::kinds::{
        need::NeedUnit,
        table::{Further, TableRecord},
    };
}
