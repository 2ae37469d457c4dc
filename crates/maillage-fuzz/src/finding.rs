//! A case that broke a promise, kept in a folder with the command that repeats it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{case::FOUND, dice::Dice, seeds::Seeds, targets::Target};

/// A case that broke a promise.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The target.
    pub target: &'static Target,
    /// The seed and the number that the case follows from.
    pub seed: u64,
    /// Number of the case.
    pub number: u64,
    /// The panic, the law that was broken, or how the worker ended.
    pub message: String,
}

impl Finding {
    /// Writes the case and `finding.txt` into a folder below `folder`, and returns it.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path, seeds: &Seeds) -> io::Result<PathBuf> {
        let Self { target, seed, number, message } = self;
        let folder = folder.join(format!("{}-{seed}-{number}", target.name));
        fs::create_dir_all(&folder)?;
        let case = (target.case)(seeds, &mut Dice::new(target.name, *seed, *number));
        case.save(&folder)?;
        fs::write(folder.join(FOUND), format!("{message}\n\n{}\n", self.command()))?;
        Ok(folder)
    }

    /// The command that repeats the case.
    pub fn command(&self) -> String {
        let Self { target, seed, number, .. } = self;
        let name = target.name;
        format!("cargo run -p maillage-fuzz -- --target {name} --seed {seed} --number {number}")
    }
}
