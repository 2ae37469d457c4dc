//! Seeded synthetic territories with the defects of real data.
//!
//! `maillage demo`, the tests and the benchmarks need a territory that can be published and
//! resembles no real one. This crate invents an island in the Bay of Biscay with communes,
//! residents, places and tours of buses. It writes them as the text files that a real user would
//! have, including their defects.
//!
//! The data describe no real place. The same options give the same bytes on every machine: all
//! draws come from ChaCha8 streams, and the arithmetic only uses operations that IEEE 754 rounds
//! exactly. The platform's sine, power and logarithm are not used; the projection has its own.
//!
//! Time and memory are linear in communes and places, except for sorting.
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
mod national;
mod people;
mod relief;
mod scattered;
mod table;
mod template;
mod tours;

#[cfg(test)]
mod tests;

pub use crate::cells::cells;
pub use crate::defects::{Flaw, PlantedFlaw};
pub use crate::files::FILES;
pub use crate::national::{Town, national_lists};
pub use crate::scattered::scattered;

use crate::ages::AgeRow;
use crate::commune::Commune;
use crate::france_services::FranceServices;
use crate::grid::Cell;
use crate::lattice::LatLon;
use crate::mediation::Mediation;
use crate::tours::Stop;

/// Size of a territory, and whether its files have defects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthOptions {
    /// Seed of all draws. Each seed gives another island.
    pub seed: u64,
    /// Number of communes, at least one. Tested up to 35,000.
    pub communes: usize,
    /// Number of rows in `mediation.csv`, without the row that [`Defects::Realistic`] repeats.
    pub mediation: usize,
    /// Number of rows in `france-services.csv`. Up to two of them are itinerant.
    pub france_services: usize,
    /// Number of buses. Each has its own tour in `rounds.csv`.
    pub tours: usize,
    /// Number of stops of each bus. Fewer when there are not enough villages.
    pub stops_per_tour: usize,
    /// Whether the files have defects.
    pub defects: Defects,
}

/// The demo: an island of 300 communes, with defects.
impl Default for SynthOptions {
    fn default() -> Self {
        Self {
            seed: 8,
            communes: 300,
            mediation: 45,
            france_services: 12,
            tours: 3,
            stops_per_tour: 8,
            defects: Defects::Realistic,
        }
    }
}

/// Whether the files have defects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defects {
    /// Every row is correct and complete.
    None,
    /// Every [`Flaw`] is planted, if there are enough rows.
    Realistic,
}

/// One text file of the territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthFile {
    /// Name of the file, without a folder.
    pub name: &'static str,
    /// Content in UTF-8. `illectronisme.csv` is in Windows-1252 with [`Defects::Realistic`].
    pub contents: Vec<u8>,
}

/// True attributes of a commune.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthCommune {
    /// INSEE code, five characters.
    pub code_insee: String,
    /// Name. Two communes can have the same name.
    pub nom: String,
    /// Number of residents.
    pub population: u32,
    /// Latitude of the town hall, in degrees.
    pub latitude: f64,
    /// Longitude of the town hall, in degrees.
    pub longitude: f64,
}

/// True position of a place or of a stop.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthPlace {
    /// Name of the file that lists it.
    pub file: &'static str,
    /// Identifier in that file. `tour/order` for a stop.
    pub id: String,
    /// Code of the commune that contains it.
    pub code_insee: String,
    /// True latitude, in degrees.
    pub latitude: f64,
    /// True longitude, in degrees.
    pub longitude: f64,
}

/// A synthetic territory: its files and the true data behind them.
#[derive(Debug, Clone, PartialEq)]
pub struct SynthTerritory {
    /// The twelve files, always in the same order.
    pub files: Vec<SynthFile>,
    /// The communes, sorted by code.
    pub communes: Vec<SynthCommune>,
    /// The rows of both place lists and of the tours, in the order of the files.
    pub places: Vec<SynthPlace>,
    /// Every planted defect with its line. Empty for [`Defects::None`].
    pub planted: Vec<PlantedFlaw>,
}

impl SynthTerritory {
    /// Content of the file `name`. `None` when there is no such file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|file| file.name == name)?;
        Some(&file.contents)
    }
}

/// Projects a position in degrees to the European grid (EPSG:3035): east and north, in metres.
///
/// Accurate to a millimetre in metropolitan France, with the same bits on every machine.
///
/// # Examples
///
/// ```
/// // The origin of the grid.
/// assert_eq!(maillage_synth::european_grid(52.0, 10.0), [4_321_000.0, 3_210_000.0]);
/// ```
pub fn european_grid(latitude: f64, longitude: f64) -> [f64; 2] {
    laea::project(LatLon { latitude, longitude })
}

/// Rows of the lists, before and after flaws are planted.
struct Lists {
    ages: Vec<AgeRow>,
    cells: Vec<Cell>,
    mediation: Vec<Mediation>,
    france_services: Vec<FranceServices>,
    stops: Vec<Stop>,
}

/// The territory that `options` describe. The same options give the same bytes.
pub fn territory(options: &SynthOptions) -> SynthTerritory {
    let land = land::create(options);
    let residents = people::populate(&land, options.seed);
    let communes = commune::create(&land, &residents, options.seed);

    let stops = tours::plan(&land, &communes, options);
    let france_services = france_services::open(&land, &communes, &stops, options);
    let mediation = mediation::open(&land, &communes, &stops, &france_services, options);
    let ages = ages::draw_ages(&communes, options.seed);

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

/// True positions of the rows of both place lists and of the tours.
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
        let id = format!("{}/{}", tours::tour_id(stop.tour), stop.order);
        place(files::TOURS, id, stop.commune, stop.at)
    });
    mediation.chain(france_services).chain(stops).collect()
}
