//! The inventory of places: what a hub hands to its communes.

use std::path::{Path, PathBuf};

use crate::{
    atlas::Atlas,
    clean::{self, Area},
    error::{Error, Result},
    intake::{self, History, Supply},
    ledger::Ledger,
    model::{Commune, Place},
};

/// The files of an inventory.
#[derive(Debug, Clone, Default)]
pub struct CatalogueInputs {
    /// Lists of places.
    pub supply: Supply,
    /// Contours, to check positions against the communes that rows state.
    pub communes: Option<PathBuf>,
    /// Passage table between two vintages of codes.
    pub passage: Option<PathBuf>,
    /// Tables of the Code officiel géographique, for lists that name former communes.
    pub cog: Vec<PathBuf>,
    /// The territory asked for, cut out of the contours; everywhere if empty.
    pub within: Vec<Area>,
    /// Places up to this far beyond it are kept as well, in kilometres.
    pub buffer_km: f64,
}

impl CatalogueInputs {
    /// Every file of the inventory.
    pub fn paths(&self) -> Vec<&Path> {
        let tables = self.communes.iter().chain(&self.passage).chain(&self.cog);
        tables.map(PathBuf::as_path).chain(self.supply.paths()).collect()
    }
}

/// The cleaned places of some lists.
#[derive(Debug)]
pub struct Catalogue {
    /// By identifier, then by file and line.
    pub places: Vec<Place>,
    /// What became of every row, the lists first.
    pub ledger: Ledger,
}

/// Reads and cleans the lists. `reading` is told each file before it is read.
///
/// # Errors
///
/// When a file cannot be read or is not what it was given for, when no place is left.
pub fn catalogue(inputs: &CatalogueInputs, reading: impl Fn(&Path)) -> Result<Catalogue> {
    if inputs.supply.lists().next().is_none() {
        return Err(Error::NoLists);
    }
    let contours = inputs.communes.as_deref().map(|path| {
        reading(path);
        intake::communes(path)
    });
    let (communes, contours) = match contours.transpose()? {
        Some((communes, account)) => (communes, Some(account)),
        None => (Vec::new(), None),
    };
    let history = History::read(inputs.passage.as_deref(), &inputs.cog, &reading)?;
    let lists = intake::read_lists(&inputs.supply, &reading)?;
    let atlas = Atlas::new(&communes, &history.former);
    let (mut places, mut accounts) = intake::clean_lists(lists, &atlas)?;
    if !inputs.within.is_empty() {
        let path = inputs.communes.clone().ok_or(Error::NoContours)?;
        let codes = clean::restrict(&communes, &inputs.within, &path)?;
        let chosen: Vec<&Commune> =
            communes.iter().filter(|commune| codes.contains(&commune.code)).collect();
        places = clean::keep_near(places, inputs.buffer_km, &chosen, &mut accounts);
    }
    if places.is_empty() {
        return Err(Error::NoPlaces);
    }
    clean::count_kept(&places, &mut accounts);
    for account in &mut accounts {
        account.sort();
    }
    accounts.extend(contours.into_iter().chain(history.accounts));
    Ok(Catalogue { places, ledger: Ledger { accounts } })
}
