//! The synthetic island, written to a folder of its own.

use std::{fs, path::PathBuf};

use maillage::{
    coverage::{Coverage, CoverageInputs, CoverageOptions},
    intake::Supply,
    need::{NeedOptions, SplitBands},
};
use maillage_synth::{Defects, SynthOptions, SynthTerritory, territory};
use tempfile::TempDir;

use crate::handmade::{run, run_with};

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

    /// The files, with illectronism as a table gives it.
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

    /// The files as `maillage demo` gives them: illectronism estimated from ages, distances from
    /// the cells where people live.
    pub(crate) fn estimated_inputs(&self) -> CoverageInputs {
        CoverageInputs {
            illectronism: None,
            ages: Some(self.path("ages.csv")),
            rates: Some("insee-2021".to_owned()),
            residents: vec![self.path("carreaux.csv")],
            ..self.inputs()
        }
    }

    pub(crate) fn run_estimated(&self) -> Coverage {
        run_with(&self.estimated_inputs(), &estimated())
    }

    pub(crate) fn run(&self) -> Coverage {
        run(&self.inputs())
    }
}

/// The options by which the rates of 2021 can be used.
pub(crate) fn estimated() -> CoverageOptions {
    let need = NeedOptions {
        close_to_total: true,
        split_bands: SplitBands::Pyramid,
        ..NeedOptions::default()
    };
    CoverageOptions { need, ..CoverageOptions::default() }
}
