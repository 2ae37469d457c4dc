//! The synthetic island, written to a folder of its own.

use std::{fs, path::PathBuf};

use maillage::{
    coverage::{Coverage, CoverageInputs},
    intake::Supply,
};
use maillage_synth::{Defects, SynthOptions, SynthTerritory, territory};
use tempfile::TempDir;

use crate::handmade::run;

/// A territory and the folder its files are in.
pub(crate) struct Island {
    folder: TempDir,
    pub(crate) territory: SynthTerritory,
}

impl Island {
    /// The demo, faults included.
    pub(crate) fn demo() -> Self {
        Self::of(&SynthOptions::default())
    }

    /// Some 60 communes, faults included.
    pub(crate) fn small() -> Self {
        Self::of(&SynthOptions { communes: 60, ..SynthOptions::default() })
    }

    /// The demo as it would be if lists were perfect.
    pub(crate) fn clean() -> Self {
        Self::of(&SynthOptions { defects: Defects::None, ..SynthOptions::default() })
    }

    pub(crate) fn of(options: &SynthOptions) -> Self {
        let folder = tempfile::tempdir().expect("the system gives temporary folders");
        let territory = territory(options);
        for file in &territory.files {
            fs::write(folder.path().join(file.name), &file.contents).expect("a fresh folder");
        }
        Self { folder, territory }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts other contents under the name of one of its files.
    pub(crate) fn rewrite(&self, name: &str, contents: &[u8]) {
        fs::write(self.path(name), contents).expect("the folder is ours");
    }

    /// The files as `maillage demo` gives them to the library.
    pub(crate) fn inputs(&self) -> CoverageInputs {
        CoverageInputs {
            communes: self.path("communes.geojson"),
            supply: Supply {
                mediation: vec![self.path("mediation.csv")],
                france_services: vec![self.path("france-services.csv")],
                itinerant: vec![self.path("rounds.csv")],
                ..Supply::default()
            },
            population: Some(self.path("population.csv")),
            illectronism: Some(self.path("illectronisme.csv")),
            membership: Some(self.path("membership.csv")),
            ..CoverageInputs::default()
        }
    }

    pub(crate) fn run(&self) -> Coverage {
        run(&self.inputs())
    }
}
