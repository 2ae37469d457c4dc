//! Arguments: the study area.

use std::{collections::BTreeMap, path::PathBuf};

use maillage::{Error, Hub, intake::catalogue::CatalogueInputs};

use crate::config::{Chosen, Config};

/// The territory of a map.
#[derive(clap::Args)]
pub(crate) struct CoverageArea {
    /// Communes to map: names (Charente, Bretagne, "CA du Grand Angoulême") or codes of
    /// départements (16), régions (reg:75), EPCI (nine digits), communes (16015), or hubs of the
    /// --config, separated by commas: 75,92,93. If absent, the départements where the places of the
    /// lists lie
    #[arg(long, value_name = "NAME|CODE")]
    within: Vec<String>,
    /// A maillage.toml: hubs under `[hubs]`, a line each, name = `["dep:16", "200070514"]`, and any
    /// option under its name; what the command line gives overrules it
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// The territory of an inventory.
#[derive(clap::Args)]
pub(crate) struct CatalogueArea {
    /// Only the places of these communes, as for `coverage` (Charente,17)
    #[arg(long, value_name = "NAME|CODE")]
    within: Vec<String>,
    /// With --within: and those up to this far beyond, in kilometres
    #[arg(long, value_name = "KM", default_value_t = CatalogueInputs::default().buffer_km)]
    pub(crate) buffer_km: f64,
    /// A TOML file that defines hubs, for --within
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl CoverageArea {
    /// The terms of the hubs of the configuration, as they are written.
    pub(crate) fn hub_terms(&self) -> Result<BTreeMap<String, Vec<String>>, Error> {
        Ok(Config::read(self.config.as_deref())?.terms())
    }

    /// The hubs of the configuration, whose results are given too.
    pub(crate) fn hubs(&self) -> Result<Vec<Hub>, Error> {
        Config::read(self.config.as_deref())?.hubs()
    }

    /// The areas of the study area; empty for everywhere.
    pub(crate) fn areas(&self) -> Result<Chosen, Error> {
        Config::read(self.config.as_deref())?.areas(&self.within)
    }
}

impl CatalogueArea {
    /// The areas of the study area; empty for everywhere.
    pub(crate) fn areas(&self) -> Result<Chosen, Error> {
        Config::read(self.config.as_deref())?.areas(&self.within)
    }
}
