//! Writing what was found. Computes nothing.

mod calendar;
mod columns;
mod coverage;
mod error;
mod geojson;
mod identity;
mod ledger;
mod mapping;
mod metadata;
mod places;
pub mod qml;
mod report;
mod rounds;
mod run;
mod whole;

pub use calendar::write_calendar;
pub use coverage::{write_coverage, write_coverage_style};
pub use error::{Error, Result};
pub use identity::write_evidence;
pub use ledger::write_ledger;
pub use mapping::write_mapping;
pub use places::{write_places, write_places_style};
pub use report::{
    write_account, write_coverage_report, write_identity_report, write_timetable_report,
};
pub use rounds::{RoundsLayer, write_rounds, write_rounds_style};
pub use run::Coverage;
pub use whole::WholeFiles;
