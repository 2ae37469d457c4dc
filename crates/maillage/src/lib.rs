//! Who has help with digital life within reach in France, and who has not.
//!
//! `maillage` reads lists of places of help as they come (médiation numérique, France
//! Services, stops of itinerant buses), checks every row, measures for each commune how far
//! its people are from the nearest place, sets that against need, and writes layers that
//! QGIS opens ready-styled.
//!
//! The tour, on an invented island:
//!
//! ```
//! use maillage::{coverage::{CoverageInputs, CoverageOptions, coverage}, intake::Supply, output};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
//! #     std::fs::write(path(file.name), file.contents)?;
//! # }
//! let inputs = CoverageInputs {
//!     communes: path("communes.geojson"),
//!     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
//!     population: Some(path("population.csv")),
//!     ..CoverageInputs::default()
//! };
//! let island = coverage(&inputs, &CoverageOptions::default(), &|_| ())?;
//!
//! // A commune in is a feature out, and every row of every file is accounted for.
//! assert_eq!(island.territory.communes.len(), 300);
//! assert!(island.ledger.accounts.iter().all(|account| account.balances()));
//!
//! let mut layer = Vec::new();
//! output::write_coverage(&mut layer, &island)?;
//! assert!(layer.starts_with(b"{\n\"type\": \"FeatureCollection\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Data run one way, and a module uses only those above it in this list:
//! [`error`], [`spelling`], [`geodesy`], [`contour`], [`schedule`], [`ledger`], [`model`], [`crs`],
//! [`index`], [`atlas`], [`source`], [`clean`], [`intake`], [`need`],
//! [`presence`], [`rounds`], [`supply`], [`travel`], [`access`], [`gap`], [`certainty`], then the jobs
//! [`coverage`], [`catalogue`] and [`check`], then [`output`].

pub mod access;
pub mod atlas;
pub mod catalogue;
pub mod certainty;
pub mod check;
pub mod clean;
pub mod contour;
pub mod coverage;
pub mod crs;
pub mod error;
pub mod gap;
pub mod geodesy;
pub mod index;
pub mod intake;
pub mod ledger;
pub mod model;
pub mod need;
pub mod output;
pub mod presence;
pub mod rounds;
pub mod schedule;
pub mod source;
pub mod spelling;
pub mod supply;
pub mod travel;

pub use error::{Error, Result};
