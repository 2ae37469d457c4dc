//! The inventory of places: what a hub hands to its communes.

use std::path::{Path, PathBuf};

use crate::{
    clean::Atlas,
    error::{Error, Result},
    intake::{self, Supply},
    ledger::Ledger,
    model::Place,
};

/// The files of an inventory.
#[derive(Debug, Clone, Default)]
pub struct CatalogueInputs {
    /// Lists of places.
    pub supply: Supply,
    /// Contours, to check positions against the communes that rows state.
    pub communes: Option<PathBuf>,
}

impl CatalogueInputs {
    /// Every file of the inventory.
    pub fn paths(&self) -> Vec<&Path> {
        let lists = self.supply.lists().map(|(_, path)| path);
        self.communes.as_deref().into_iter().chain(lists).collect()
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
    let contours = inputs.communes.as_deref().map(|path| {
        reading(path);
        intake::communes(path)
    });
    let (communes, contours) = match contours.transpose()? {
        Some((communes, account)) => (communes, Some(account)),
        None => (Vec::new(), None),
    };
    let (places, mut accounts) = intake::supply(&inputs.supply, &Atlas::new(&communes), reading)?;
    if places.is_empty() {
        return Err(Error::NoPlaces);
    }
    count_and_sort(&places, &mut accounts);
    accounts.extend(contours);
    Ok(Catalogue { places, ledger: Ledger { accounts } })
}

fn count_and_sort(places: &[Place], accounts: &mut [crate::ledger::Account]) {
    for (rank, account) in accounts.iter_mut().enumerate() {
        account.kept = places.iter().filter(|place| place.source.file == rank).count();
        account.sort();
    }
}
