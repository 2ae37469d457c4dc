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
//! use maillage::{CoverageOptions, Lang, Sources, Supply, coverage, output::{self, Voice}};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
//! #     std::fs::write(path(file.name), file.contents)?;
//! # }
//! let inputs = Sources {
//!     communes: Some(path("communes.geojson")),
//!     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
//!     population: Some(path("population.csv")),
//!     ..Sources::default()
//! };
//! let island = coverage(&inputs, &CoverageOptions::default(), &|_| ())?;
//!
//! // A commune in is a feature out, and every row of every file is accounted for.
//! assert_eq!(island.results.communes.len(), 300);
//! assert!(island.ledger.accounts.iter().all(|account| account.balances()));
//!
//! let mut layer = Vec::new();
//! output::write_coverage(&mut layer, &island, Voice::of(Lang::Fr))?;
//! assert!(layer.starts_with(b"{\n\"type\": \"FeatureCollection\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod comparison;
mod coverage;
mod diagnosis;
mod plan;
mod sentences;
mod table_equity;

pub use access::{TableAccessOptions, access_from_tables};
pub use comparison::{CompareOptions, compare_layers};
pub use coverage::{CoverageOptions, HotSpotsAsked, Step, coverage};
pub use diagnosis::{DiagnosisOptions, diagnose};
pub use maillage_core::{
    geodesy::Position,
    measure::{MeasureOptions, Results, Way, measure},
    model::{Kind, Place},
    territory::Territory,
};
pub use maillage_hours::Lang;
pub use maillage_intake::{
    Error, Result,
    lists::Supply,
    load::{Hub, LoadOptions, Sources, Zones, load},
};
pub use maillage_output::{Coverage, Diagnosis, Voice};
pub use plan::{Plan, Planned};
pub use table_equity::equity_of_table;

// The layers themselves, for who needs more than the jobs.
pub use maillage_core as core;
pub use maillage_france as france;
pub use maillage_hours as hours;
pub use maillage_intake as intake;
pub use maillage_map as map;
pub use maillage_output as output;
pub use maillage_tables as tables;
