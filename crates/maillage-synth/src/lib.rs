//! Seeded synthetic territories, with real-looking defects.
//!
//! `maillage demo`, the tests and the benchmarks all need a territory that anybody may
//! publish and that is different from every real one. This crate invents one: an island in
//! the Bay of Biscay, its communes, its residents, its places and the rounds of its buses,
//! written as the text files that a real user would have gathered, faults included.
//!
//! Nothing here means anything about a real place. The same options give the same bytes on
//! every machine: all draws come from ChaCha8 streams, and the arithmetic uses only
//! operations that IEEE 754 rounds exactly (no sine, power or logarithm of the machine; the
//! one projection has its own).
//!
//! Time and memory are linear in communes + places, but for a sort.
//!
//! ```
//! use maillage_synth::{SynthOptions, territory};
//!
//! let island = territory(&SynthOptions { communes: 40, ..SynthOptions::default() });
//! let contours = island.file("communes.geojson").expect("always written");
//! assert!(contours.starts_with(b"{\"type\":\"FeatureCollection\""));
//! assert_eq!(island.communes.len(), 40);
//! ```

mod ages;
mod borders;
mod cells;
mod commune;
mod defects;
mod dice;
mod epci;
mod files;
mod france_services;
mod grid;
mod homes;
mod islets;
mod laea;
mod land;
mod lattice;
mod mediation;
mod names;
mod people;
mod relief;
mod rounds;
mod scattered;
mod table;
mod template;

#[cfg(test)]
mod tests;

pub use crate::cells::cells;
pub use crate::defects::{Flaw, PlantedFlaw};
pub use crate::files::FILES;
pub use crate::scattered::scattered;

use crate::ages::AgeRow;
use crate::commune::Commune;
use crate::france_services::FranceServices;
use crate::grid::Cell;
use crate::lattice::LatLon;
use crate::mediation::Mediation;
use crate::rounds::Stop;

/// What to invent: how much of each thing, and how dirty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthOptions {
    /// Another seed is another island.
    pub seed: u64,
    /// Communes, exactly; at least one is made. Tried up to 35,000.
    pub communes: usize,
    /// Rows of `mediation.csv`, not counting the one repeated by [`Defects::Realistic`].
    pub mediation: usize,
    /// Rows of `france-services.csv`, of which up to two are itinerant.
    pub france_services: usize,
    /// Buses, each with a round of its own in `rounds.csv`.
    pub rounds: usize,
    /// Stops of each bus, as long as there are villages to stop in.
    pub stops_per_round: usize,
    /// Whether the files are clean or as they are in life.
    pub defects: Defects,
}

/// The demo: an island of 300 communes, faults included.
impl Default for SynthOptions {
    fn default() -> Self {
        Self {
            seed: 8,
            communes: 300,
            mediation: 45,
            france_services: 12,
            rounds: 3,
            stops_per_round: 8,
            defects: Defects::Realistic,
        }
    }
}

/// Whether the files are clean or as they are in life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defects {
    /// Every row is right and complete.
    None,
    /// Every [`Flaw`] is planted, as long as there are rows enough.
    Realistic,
}

/// One text file of the territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthFile {
    /// File name, without a folder.
    pub name: &'static str,
    /// UTF-8, but for `illectronisme.csv` which is Windows-1252 when [`Defects::Realistic`].
    pub contents: Vec<u8>,
}

/// A commune as it really is on the island.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthCommune {
    /// Five characters.
    pub code_insee: String,
    /// Name; some are borne by two communes.
    pub nom: String,
    /// Residents.
    pub population: u32,
    /// Latitude of the town hall, in degrees.
    pub latitude: f64,
    /// Longitude of the town hall, in degrees.
    pub longitude: f64,
}

/// A place or a stop where it really is, whatever the files say.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthPlace {
    /// File that lists it.
    pub file: &'static str,
    /// Its identifier there; `round/order` for a stop.
    pub id: String,
    /// Code of the commune it really is in.
    pub code_insee: String,
    /// True latitude, in degrees.
    pub latitude: f64,
    /// True longitude, in degrees.
    pub longitude: f64,
}

/// An invented territory: its files, and the truth behind them.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthTerritory {
    /// The files, always the same twelve, in a fixed order.
    pub files: Vec<SynthFile>,
    /// The communes in the order of their codes.
    pub communes: Vec<SynthCommune>,
    /// Every row of the two place lists and of the rounds, in the order of the files.
    pub places: Vec<SynthPlace>,
    /// Every defect put in on purpose, with its line; empty for [`Defects::None`].
    pub planted: Vec<PlantedFlaw>,
}

impl SynthTerritory {
    /// Contents of the file called `name`; `None` when there is no such file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|file| file.name == name)?;
        Some(&file.contents)
    }
}

/// The rows that a flaw may spoil, and the other places.
struct Lists {
    ages: Vec<AgeRow>,
    cells: Vec<Cell>,
    mediation: Vec<Mediation>,
    france_services: Vec<FranceServices>,
    stops: Vec<Stop>,
}

/// The territory that `options` describe; the same options give the same bytes.
pub fn territory(options: &SynthOptions) -> SynthTerritory {
    let land = land::raise(options);
    let residents = people::settle(&land, options.seed);
    let communes = commune::found(&land, &residents, options.seed);

    let stops = rounds::tour(&land, &communes, options);
    let france_services = france_services::open(&land, &communes, &stops, options);
    let mediation = mediation::open(&land, &communes, &stops, &france_services, options);
    let ages = ages::grow_old(&communes, options.seed);

    let mut lists = Lists {
        ages: ages::rows(&communes, &ages),
        cells: grid::count(&land, &communes, &ages, options.seed),
        mediation,
        france_services,
        stops,
    };
    let planted = match options.defects {
        Defects::None => Vec::new(),
        Defects::Realistic => defects::plant(&land, &communes, &mut lists),
    };
    SynthTerritory {
        files: files::write(&land, &communes, &lists, options),
        places: truth(&communes, &lists),
        communes: communes.iter().map(Commune::truth).collect(),
        planted,
    }
}

/// Where every row of the two lists and of the rounds really is.
fn truth(communes: &[Commune], lists: &Lists) -> Vec<SynthPlace> {
    let place = |file, id: String, commune: usize, at: LatLon| SynthPlace {
        file,
        id,
        code_insee: communes[commune].code.clone(),
        latitude: at.latitude,
        longitude: at.longitude,
    };
    let mediation = lists.mediation.iter().map(|row| {
        let (commune, at) = row.truth;
        place(files::MEDIATION, row.id.clone(), commune, at)
    });
    let france_services = lists
        .france_services
        .iter()
        .map(|row| place(files::FRANCE_SERVICES, row.id.clone(), row.commune, row.at));
    let stops = lists.stops.iter().map(|stop| {
        let id = format!("{}/{}", rounds::round_id(stop.round), stop.order);
        place(files::ROUNDS, id, stop.commune, stop.at)
    });
    mediation.chain(france_services).chain(stops).collect()
}
