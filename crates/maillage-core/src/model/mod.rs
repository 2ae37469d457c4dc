//! Checked, plain data: no file, no algorithm.
//!
//! What is here has been through `clean`: codes are well formed, positions are finite
//! and in France, a bus is never a fixed place.

mod age;
mod code;
mod commune;
mod departement;
mod envelope;
mod ids;
mod line;
mod need;
mod place;
mod rates;
mod residents;
mod round;
mod territory;

pub use age::{AgeBand, NotAnAgeBand, listing};
pub use code::{CommuneCode, is_region, region_of};
pub use commune::{Commune, Origin};
pub use departement::Departement;
pub use envelope::Envelope;
pub use ids::{CommuneId, FileId, PlaceId};
pub use line::Line;
pub use need::Need;
pub use place::{Kind, Place, Precision, Schedule, SourceRow, Stop, Twin};
pub use rates::{
    AreaRate, BandRate, Category, Figure, Margin, ModelError, Pyramid, RateTable, Sample,
};
pub use residents::{Home, Residents};
pub use round::{GivenRound, Round};
pub use territory::Territory;
