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
//! use maillage::{
//!     Lang, coverage::{CoverageInputs, CoverageOptions, coverage}, intake::Supply,
//!     output::{self, Voice},
//! };
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
//! output::write_coverage(&mut layer, &island, Voice::of(Lang::Fr))?;
//! assert!(layer.starts_with(b"{\n\"type\": \"FeatureCollection\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use maillage_core::{
    BadOption, Error as CoreError, access, certainty, contour, gap, geodesy, index, model, need,
    presence, rounds, travel,
};
pub use maillage_hours as schedule;
pub use maillage_intake::{
    catalogue, check, clean, coverage, gazetteer, intake, ledger, source, supply,
};
pub use maillage_output as output;
pub use maillage_spelling as spelling;
pub use maillage_tables as tables;
pub use maillage_tables::crs;

pub use maillage_hours::Lang;
pub use maillage_intake::{Error, Result};
