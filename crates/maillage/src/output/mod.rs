//! Writing what was found. Computes nothing.

mod columns;
mod coverage;
mod geojson;
mod identity;
mod ledger;
mod mapping;
mod metadata;
mod places;
pub mod qml;
mod report;
mod whole;

pub use coverage::{write_coverage, write_coverage_style};
pub use identity::write_evidence;
pub use ledger::write_ledger;
pub use mapping::write_mapping;
pub use places::{write_places, write_places_style};
pub use report::{write_account, write_coverage_report, write_identity_report};
pub use whole::WholeFiles;
