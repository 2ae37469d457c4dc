//! The synthetic islands: each is written and measured once for all tests.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{LazyLock, OnceLock},
};

use maillage::{
    Coverage, CoverageOptions, LoadOptions, Sources, Supply,
    core::need::{NeedOptions, SplitBands},
};
use maillage_synth::{Defects, SynthOptions, SynthTerritory, territory};
use tempfile::TempDir;

use crate::handmade::{loading, run, run_with};

/// A territory, the folder of its files, and what was measured there.
pub(crate) struct Island {
    folder: PathBuf,
    /// Removed with the island; `None` for the shared ones, which live as long as the tests.
    _temporary: Option<TempDir>,
    pub(crate) territory: SynthTerritory,
    given: OnceLock<Coverage>,
    estimated: OnceLock<Coverage>,
}

impl Island {
    /// The demo, faults included.
    pub(crate) fn demo() -> &'static Self {
        static DEMO: LazyLock<Island> =
            LazyLock::new(|| Island::shared("demo", &SynthOptions::default()));
        &DEMO
    }

    /// Some 60 communes, faults included.
    pub(crate) fn small() -> &'static Self {
        static SMALL: LazyLock<Island> = LazyLock::new(|| {
            Island::shared("small", &SynthOptions { communes: 60, ..SynthOptions::default() })
        });
        &SMALL
    }

    /// The demo as it would be if lists were perfect.
    pub(crate) fn clean() -> &'static Self {
        static CLEAN: LazyLock<Island> = LazyLock::new(|| {
            let options = SynthOptions { defects: Defects::None, ..SynthOptions::default() };
            Island::shared("clean", &options)
        });
        &CLEAN
    }

    /// The demo in a folder of its own, whose files a test may change.
    pub(crate) fn own_demo() -> Self {
        let temporary = tempfile::tempdir().expect("the system gives temporary folders");
        let folder = temporary.path().to_owned();
        Self::written(folder, Some(temporary), &SynthOptions::default())
    }

    /// An island in a folder below the target folder, written anew by each run of the tests.
    fn shared(name: &str, options: &SynthOptions) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("islands").join(name);
        fs::create_dir_all(&folder).expect("the target folder takes folders");
        Self::written(folder, None, options)
    }

    fn written(folder: PathBuf, temporary: Option<TempDir>, options: &SynthOptions) -> Self {
        let territory = territory(options);
        for file in &territory.files {
            fs::write(folder.join(file.name), &file.contents).expect("the folder takes files");
        }
        let (given, estimated) = (OnceLock::new(), OnceLock::new());
        Self { folder, _temporary: temporary, territory, given, estimated }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts other contents under the name of one of its files, before anything is measured.
    pub(crate) fn rewrite(&mut self, name: &str, contents: &[u8]) {
        fs::write(self.path(name), contents).expect("the folder is ours");
    }

    /// The files, with illectronism as a table gives it.
    pub(crate) fn inputs(&self) -> Sources {
        Sources {
            communes: Some(self.path("communes.geojson")),
            supply: Supply {
                mediation: vec![self.path("mediation.csv")],
                france_services: vec![self.path("france-services.csv")],
                itinerant: vec![self.path("rounds.csv")],
                ..Supply::default()
            },
            population: Some(self.path("population.csv")),
            illectronism: Some(self.path("illectronisme.csv")),
            membership: Some(self.path("membership.csv")),
            ..Sources::default()
        }
    }

    /// The files as `maillage demo` gives them: illectronism estimated from ages, distances from
    /// the cells where people live.
    pub(crate) fn estimated_inputs(&self) -> Sources {
        Sources {
            illectronism: None,
            ages: Some(self.path("ages.csv")),
            rates: Some("insee-2021".to_owned()),
            residents: vec![self.path("carreaux.csv")],
            ..self.inputs()
        }
    }

    /// The run over its files with need estimated, made once.
    pub(crate) fn run_estimated(&self) -> &Coverage {
        self.estimated.get_or_init(|| run_with(&self.estimated_inputs(), &estimated()))
    }

    /// The run over its files, made once.
    pub(crate) fn run(&self) -> &Coverage {
        self.given.get_or_init(|| run(&self.inputs()))
    }
}

/// The options by which the rates of 2021 can be used.
pub(crate) fn estimated() -> CoverageOptions {
    let need = NeedOptions {
        close_to_total: true,
        split_bands: SplitBands::Pyramid,
        ..NeedOptions::default()
    };
    loading(LoadOptions { need, ..LoadOptions::default() })
}
