//! The checked data model: no files, no algorithms.
//!
//! The intake has already cleaned these values: codes are well formed, positions are finite
//! and in France, and an itinerant service is never a fixed place.

mod age;
mod code;
mod commune;
mod departement;
mod details;
mod envelope;
mod home;
mod ids;
mod line;
mod need;
mod place;
mod rates;
mod tour;
mod union;

pub use age::{AgeBand, NotAnAgeBand, listing};
pub use code::{BadCode, CommuneCode, REGIONS, is_region, region_of};
pub use commune::{Commune, Origin};
pub use departement::{Departement, is_prefecture, is_sous_prefecture};
pub use details::{Details, SharedNames};
pub use envelope::Envelope;
pub use home::Home;
pub use ids::{CommuneId, FileId, PlaceId, ShapeId, StudyRow, TourId};
pub use line::Line;
pub use need::Need;
pub use place::{Kind, Place, Precision, Schedule, SourceRow, Stop, Twin};
pub use rates::{
    AreaRate, BandRate, Category, Figure, Margin, ModelError, Pyramid, RateTable, Sample,
};
pub use tour::{GivenTour, Tour};
pub use union::{Level, Union};
