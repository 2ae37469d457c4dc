//! Arguments: the files of a map, that is contours, lists, and tables by commune.

use std::path::PathBuf;

use maillage::Sources;

use super::{HistoryArguments, SupplyArguments};

#[derive(clap::Args)]
pub(crate) struct TableArguments {
    /// Files of any kind that maillage reads. The kind of each is found out and said first,
    /// unless an option below gives it
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Commune contours (GeoJSON, GeoPackage, FlatGeobuf or Shapefile); those of France if absent
    #[arg(long, value_name = "FILE")]
    communes: Option<PathBuf>,
    #[command(flatten)]
    supply: SupplyArguments,
    /// Residents by commune (CSV; any table with a code and PMUN, pop_municipale, population…)
    #[arg(long, value_name = "FILE")]
    population: Option<PathBuf>,
    /// Illectronism by commune: people, or a rate with --population; bounds are optional. Any
    /// other need with --need-column
    #[arg(long, value_name = "FILE")]
    illectronism: Option<PathBuf>,
    /// People by age and commune, to estimate illectronism with --rates (INSEE's
    /// base-cc-evol-struct-pop or TD_POP1B, as downloaded; or shares)
    #[arg(long, value_name = "FILE")]
    ages: Option<PathBuf>,
    /// Rates by age: insee-2021, insee-2019, or a file of your own (`maillage rates` lists and
    /// prints them)
    #[arg(long, value_name = "NAME|FILE")]
    rates: Option<String>,
    /// People by diploma or the like and commune, for rates that have margins
    #[arg(long, value_name = "FILE")]
    margins: Option<PathBuf>,
    /// A population grid (INSEE's Filosofi cells of 200 m or 1 km): distances start from where
    /// people live
    #[arg(long, value_name = "FILE", num_args = 1..)]
    residents: Vec<PathBuf>,
    /// EPCI by commune, for code_epci and for EPCI codes in --within
    #[arg(long, value_name = "FILE")]
    membership: Option<PathBuf>,
    /// Town halls by commune (code, latitude, longitude), instead of those that the program knows
    #[arg(long, value_name = "FILE")]
    chefs_lieux: Option<PathBuf>,
    /// What ways cost, instead of straight lines: origin, destination and minutes (or km), or a
    /// square table. An origin is an INSEE code; a destination a place's id or an INSEE code
    #[arg(long, value_name = "FILE")]
    travel_matrix: Option<PathBuf>,
    #[command(flatten)]
    history: HistoryArguments,
}

/// The sources of a run over all communes.
impl From<&TableArguments> for Sources {
    fn from(arguments: &TableArguments) -> Self {
        Self {
            files: arguments.files.clone(),
            communes: arguments.communes.clone(),
            supply: (&arguments.supply).into(),
            population: arguments.population.clone(),
            illectronism: arguments.illectronism.clone(),
            ages: arguments.ages.clone(),
            rates: arguments.rates.clone(),
            margins: arguments.margins.clone(),
            residents: arguments.residents.clone(),
            membership: arguments.membership.clone(),
            chefs_lieux: arguments.chefs_lieux.clone(),
            passage: arguments.history.passage.clone(),
            cog: arguments.history.cog.clone(),
            travel_table: arguments.travel_matrix.clone(),
            hubs: Vec::new(),
            zones: Vec::new(),
            within: Vec::new(),
        }
    }
}
