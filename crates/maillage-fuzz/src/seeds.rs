//! Sound inputs from which cases grow: our own small files, none of them anybody's data.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use maillage_synth::{Defects, SynthOptions, territory};

use crate::dice::Dice;

/// Maximum size of a file taken as a seed, in bytes: small files make fast runs.
const LARGEST: u64 = 40_000;
/// Ends of the names of the files that a Shapefile has beside it.
const COMPANIONS: [&str; 4] = ["dbf", "shx", "prj", "cpg"];

/// A sound file, with the files beside it that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// Name of the file, without a folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Name and content of each companion of a Shapefile.
    pub beside: Vec<(String, Vec<u8>)>,
}

/// The sound inputs of all targets.
#[derive(Debug)]
pub struct Seeds {
    /// The files of a small synthetic territory that belong together.
    pub island: Vec<Seed>,
    /// Lists, tables, contours and feeds in every format, those of the island among them.
    pub tables: Vec<Seed>,
    /// Files that state options: `mapping.toml`, hubs, rates.
    pub settings: Vec<Seed>,
    /// Days and hours as lists write them.
    pub hours: Vec<String>,
}

impl Seeds {
    /// Collects the seeds from the synthetic territory and from the files of this repository.
    ///
    /// # Errors
    ///
    /// When a folder of the repository cannot be read.
    pub fn gather() -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let fixtures = root.join("tests/fixtures");
        let mut tables = island();
        let island = tables.clone();
        for folder in [own.clone(), fixtures.join("cli"), fixtures.join("library")] {
            tables.extend(files_of(&folder)?);
        }
        let rates = files_of(&root.join("crates/maillage-intake/rates"))?;
        let is_of_options = |seed: &Seed| seed.name.ends_with(".toml");
        let settings = tables.iter().filter(|seed| is_of_options(seed)).cloned().chain(rates);
        let settings = settings.collect();
        let no_table = ["README.md", "LISEZMOI.txt", "hours.txt"];
        tables.retain(|seed| !is_of_options(seed) && !no_table.contains(&seed.name.as_str()));
        let hours = fs::read_to_string(own.join("hours.txt"))?;
        let hours = hours.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
        Ok(Self { island, tables, settings, hours })
    }

    /// The settings whose names contain `part`, which must not be without any.
    pub fn setting(&self, part: &str, dice: &mut Dice) -> &Seed {
        let of_part: Vec<&Seed> =
            self.settings.iter().filter(|seed| seed.name.contains(part)).collect();
        dice.pick(&of_part)
    }
}

/// The files of a territory of twelve communes.
fn island() -> Vec<Seed> {
    let options = SynthOptions {
        communes: 12,
        mediation: 9,
        france_services: 4,
        tours: 1,
        stops_per_tour: 3,
        defects: Defects::Realistic,
        ..SynthOptions::default()
    };
    let seed = |name: &str, bytes| Seed { name: name.to_owned(), bytes, beside: Vec::new() };
    territory(&options).files.into_iter().map(|file| seed(file.name, file.contents)).collect()
}

/// The small files of a folder, by name, each with its companions.
fn files_of(folder: &Path) -> io::Result<Vec<Seed>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    let mut seeds = Vec::new();
    for path in &paths {
        let is_companion =
            path.extension().is_some_and(|end| COMPANIONS.iter().any(|it| end == *it));
        if is_companion || !path.is_file() || fs::metadata(path)?.len() > LARGEST {
            continue;
        }
        let mut beside = Vec::new();
        for end in COMPANIONS.iter().filter(|_| path.extension().is_some_and(|it| it == "shp")) {
            let companion = path.with_extension(end);
            if companion.is_file() {
                beside.push((name_of(&companion), fs::read(&companion)?));
            }
        }
        seeds.push(Seed { name: name_of(path), bytes: fs::read(path)?, beside });
    }
    Ok(seeds)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
