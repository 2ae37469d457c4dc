//! Who has help with digital life within reach in France, and who has not.
//!
//! `maillage` reads lists of places of help as they come (médiation numérique, France
//! Services, stops of itinerant buses), checks every row, measures for each commune how far
//! its people are from the nearest place, sets that against need, and writes layers that
//! QGIS opens ready-styled.
//!
//! The whole job in one call, on an invented island:
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
//!
//! [`coverage`](coverage()) is made of three steps, which can be taken one at a time.
//!
//! # Load
//!
//! [`load`] reads the files of [`Sources`] and joins them into a [`Territory`]: communes,
//! residents, need, places and their hours. The territory is complete and immutable, and no later
//! step reads a file. The ledger has an account for each file. In each account, rows read = kept +
//! merged + set aside, and every row that was repaired, flagged, merged or set aside is there with
//! its reason.
//!
//! ```
//! use maillage::{LoadOptions, Sources, Supply, load};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
//! #     std::fs::write(path(file.name), file.contents)?;
//! # }
//! let sources = Sources {
//!     communes: Some(path("communes.geojson")),
//!     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
//!     population: Some(path("population.csv")),
//!     ..Sources::default()
//! };
//! let (territory, ledger) = load(&sources, &LoadOptions::default(), &|_| ())?;
//! assert_eq!(territory.study().len(), 300);
//!
//! let list = ledger.accounts.iter().find(|account| account.file == "mediation.csv");
//! let list = list.ok_or("every file has an account")?;
//! assert_eq!(list.read, list.kept + list.merged() + list.set_aside());
//! // The list has defects: how many rows each of them concerns.
//! assert!(!list.tally().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Measure
//!
//! [`measure`] is a function of a territory, a [`Way`] of travelling and [`MeasureOptions`]. The
//! [`Results`] have one row for each commune of the study area, by code. Costs are kilometres, or
//! minutes with a travel table of durations. A value that is unknown or undefined is `None`. To
//! answer "what if", measure a changed territory.
//!
//! ```
//! use maillage::{Kind, MeasureOptions, Place, Way, measure};
//!
//! # use maillage::{LoadOptions, Sources, Supply, load};
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
//! #     std::fs::write(path(file.name), file.contents)?;
//! # }
//! # let sources = Sources {
//! #     communes: Some(path("communes.geojson")),
//! #     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
//! #     population: Some(path("population.csv")),
//! #     ..Sources::default()
//! # };
//! # let (territory, _ledger) = load(&sources, &LoadOptions::default(), &|_| ())?;
//! let options = MeasureOptions { main_threshold_km: 5.0, ..MeasureOptions::default() };
//! let today = measure(&territory, Way::Crow, &options, &|_, _| ())?;
//!
//! for (commune, row) in territory.studied().zip(&today.communes) {
//!     match row.access().distances.mean {
//!         // In the unit of the run: kilometres as the crow flies.
//!         Some(mean) => assert!(mean.shown(today.unit) <= options.reach_km),
//!         // Nobody lives there: the commune has no distance, not a distance of zero.
//!         None => assert!(commune.is_empty()),
//!     }
//! }
//!
//! // What if a France Services opened where people are farthest from help?
//! let farthest = today.communes.iter().max_by_key(|row| row.access().distances.mean);
//! let farthest = farthest.ok_or("a territory has communes")?.commune;
//! let home = territory.commune(farthest).home;
//! let planned = territory.with_place(Place::new("planned", Kind::FranceServices, home));
//! let after = measure(&planned, Way::Crow, &options, &|_, _| ())?;
//! let gains = today.gains(&territory, &after);
//! assert!(gains.iter().any(|(commune, _people)| *commune == farthest));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`diagnose`] answers the same question for a [`Plan`] of places that would open or close, and
//! measures territories and gaps too.
//!
//! # Write
//!
//! [`coverage`](coverage()) returns a [`Coverage`]: the territory, the results, the ledger, and the
//! files and options of the run, which writers need. [`output`] makes layers of
//! it, and writes a layer, or all layers of the run, in each format. [`map`] draws a
//! layer as a picture, or all layers as a web page. A [`Voice`] gives the language of titles and
//! sentences.
//!
//! ```
//! use maillage::{
//!     CoverageOptions, Lang, Voice, coverage,
//!     map::{Picture, PictureFormat},
//!     output::{DatasetOptions, GeoJson, LayerFormat, coverage_dataset, coverage_layer},
//! };
//!
//! # use maillage::{Sources, Supply};
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
//! #     std::fs::write(path(file.name), file.contents)?;
//! # }
//! # let sources = Sources {
//! #     communes: Some(path("communes.geojson")),
//! #     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
//! #     population: Some(path("population.csv")),
//! #     ..Sources::default()
//! # };
//! let island = coverage(&sources, &CoverageOptions::default(), &|_| ())?;
//! let voice = Voice::of(Lang::En);
//!
//! let mut geojson = Vec::new();
//! GeoJson.write(&coverage_layer(&island, voice), &mut geojson)?;
//! assert!(geojson.starts_with(b"{"));
//!
//! let dataset = coverage_dataset(&island, &DatasetOptions::default(), voice);
//! let communes = dataset.main();
//! let style = communes.styles.first().ok_or("the layer of communes has a style")?;
//! let picture = Picture::of(&dataset, (communes.layer.name, style), voice)?;
//! let mut svg = Vec::new();
//! picture.write(PictureFormat::Svg, &mut svg)?;
//! assert!(String::from_utf8(svg)?.contains("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to look
//!
//! The functions of this crate are the jobs. The crates of the layers are re-exported, for callers
//! that need more than the jobs:
//!
//! - [`core`]: the territory in memory, travel, access, need, gaps, certainty,
//!   competition, equity and hot spots.
//! - [`hours`]: days and hours in text, and the slots that they make over a period.
//! - [`tables`]: files of any format decoded into rows of texts.
//! - [`intake`]: recognition, cleaning, duplicates, the ledger; the
//!   [inventory](maillage_intake::catalogue::catalogue()) of places without any measure, and the
//!   [check](maillage_intake::check::check()) of files.
//! - [`france`]: the communes of France, their history and their contours, as
//!   data.
//! - [`output`]: columns, layers, formats, styles, ledger and reports.
//! - [`map`]: pictures (SVG, PNG, PDF), and a web page that is a map.

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
