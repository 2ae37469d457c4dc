//! Every file that a command reads or writes.
//!
//! Paths are compared before anything is read or written: an input is never modified, and
//! no output replaces another output of the same run. Two paths are the same file when they
//! resolve, through links, to the same name in the same directory. Names that differ by
//! case only are equal where the file system ignores case.

use std::{
    fs, iter,
    path::{Path, PathBuf},
};

use maillage::{Sources, intake::catalogue::CatalogueInputs, output};

use crate::{
    Command, access, catalogue, check, compare, coverage, demo, diagnose, faults::Fault, map,
    sentences,
};

/// The files of a run.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Paths {
    /// Input files: lists, tables, contours with the companion files of a Shapefile,
    /// mapping, configuration.
    reads: Vec<PathBuf>,
    /// Output files.
    writes: Vec<PathBuf>,
}

impl Paths {
    /// The files that `command` reads and writes.
    ///
    /// # Errors
    ///
    /// When the name of an output is not valid for a layer, or when a mapping would replace
    /// a file.
    pub(crate) fn of(command: &Command) -> anyhow::Result<Self> {
        match command {
            Command::Demo(arguments) => Self::of_demo(arguments),
            Command::Check(arguments) => Self::of_check(arguments),
            Command::Catalogue(arguments) => Self::of_catalogue(arguments),
            Command::Coverage(arguments) => Self::of_coverage(arguments),
            Command::Compare(arguments) => Self::of_comparison(arguments),
            Command::Map(arguments) => Self::of_map(arguments),
            Command::Diagnose(arguments) => Self::of_diagnosis(arguments),
            Command::Access(arguments) => Self::of_access(arguments),
            Command::Rates(_) | Command::Help(_) => Ok(Self::default()),
            Command::Replay(arguments) => Ok(arguments.paths()),
        }
    }

    fn of_demo(arguments: &demo::Arguments) -> anyhow::Result<Self> {
        let folder = &arguments.out;
        let lists = maillage_synth::FILES.map(|name| folder.join(demo::LISTS).join(name));
        let mut writes = lists.to_vec();
        for targets in [arguments.map_targets()?, arguments.places_targets()?] {
            writes.extend(targets.all_with_ledgers(&coverage::LAYERS));
        }
        writes.extend(of_tours(&folder.join(demo::TOURS)));
        writes.push(folder.join(demo::CALENDAR));
        Ok(Self { reads: Vec::new(), writes })
    }

    fn of_check(arguments: &check::Arguments) -> anyhow::Result<Self> {
        if let Some(path) = arguments.save_mapping.as_deref().filter(|path| path.exists()) {
            anyhow::bail!(Fault(sentences::mapping_exists(path)));
        }
        let reads = arguments.files.iter().chain(&arguments.reading.mapping);
        Ok(Self {
            reads: with_companions(reads.map(PathBuf::as_path)),
            writes: arguments.save_mapping.iter().cloned().collect(),
        })
    }

    fn of_catalogue(arguments: &catalogue::Arguments) -> anyhow::Result<Self> {
        let inputs = CatalogueInputs::from(arguments);
        let reads = inputs.paths().into_iter().chain(arguments.area.config.as_deref());
        let mut writes = arguments.targets()?.all_with_ledgers(&coverage::LAYERS);
        writes.extend(arguments.evidence.clone());
        writes.extend(arguments.tours.iter().flat_map(|path| of_tours(path)));
        writes.extend(arguments.calendar.clone());
        Ok(Self { reads: with_companions(reads), writes })
    }

    fn of_coverage(arguments: &coverage::Arguments) -> anyhow::Result<Self> {
        let pyramid = Path::new(&arguments.options.need.pyramid);
        let config = arguments.area.config.as_deref();
        let inputs = Sources::from(&arguments.files);
        let classes = arguments.options.classes_file();
        let reads = inputs.paths().into_iter().chain(config).chain([pyramid]).chain(classes);
        let writes = arguments.targets()?.all_with_ledgers(&coverage::LAYERS);
        Ok(Self { reads: with_companions(reads), writes })
    }

    fn of_comparison(arguments: &compare::Arguments) -> anyhow::Result<Self> {
        let places = arguments.places();
        let layers = [&*arguments.before, &*arguments.after].into_iter();
        let reads = layers.chain(places.iter().flatten().map(PathBuf::as_path));
        let mut writes = arguments.targets()?.all(&arguments.layers());
        writes.extend(arguments.table());
        Ok(Self { reads: with_companions(reads), writes })
    }

    fn of_map(arguments: &map::Arguments) -> anyhow::Result<Self> {
        let reads = with_companions(arguments.layers.iter().map(PathBuf::as_path));
        Ok(Self { reads, writes: arguments.targets()?.all(&[]) })
    }

    fn of_access(arguments: &access::Arguments) -> anyhow::Result<Self> {
        let inputs = arguments.reads();
        let reads = with_companions(inputs.iter().map(PathBuf::as_path));
        Ok(Self { reads, writes: arguments.writes()? })
    }

    fn of_diagnosis(arguments: &diagnose::Arguments) -> anyhow::Result<Self> {
        let pyramid = Path::new(&arguments.options.need.pyramid);
        let config = arguments.area.config.as_deref();
        let inputs = Sources::from(&arguments.files);
        let lists = arguments.lists()?;
        let lists = lists.iter().map(PathBuf::as_path);
        let classes = arguments.options.classes_file();
        let reads = inputs.paths().into_iter().chain(config).chain([pyramid]).chain(lists);
        let reads = reads.chain(classes);
        let mut writes = arguments.targets()?.all_with_ledgers(&arguments.layers()?);
        writes.extend(diagnose::Tables::of(arguments)?.all());
        Ok(Self { reads: with_companions(reads), writes })
    }

    /// These files.
    pub(crate) fn new(reads: Vec<PathBuf>, writes: Vec<PathBuf>) -> Self {
        Self { reads, writes }
    }

    /// The input files.
    pub(crate) fn reads(&self) -> Vec<&Path> {
        self.reads.iter().map(PathBuf::as_path).collect()
    }

    /// The output files.
    pub(crate) fn writes(&self) -> &[PathBuf] {
        &self.writes
    }

    /// Checks that no output is a directory, standard output, an input or another output.
    ///
    /// # Errors
    ///
    /// For the first output that fails.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let written: Vec<PathBuf> = self.writes.iter().map(|path| resolved(path)).collect();
        for (rank, path) in self.writes.iter().enumerate() {
            if path.is_dir() {
                return Err(output::Error::IsDirectory { path: path.clone() }.into());
            }
            if path == Path::new("-") {
                anyhow::bail!(Fault(sentences::only_layers_to_stdout()));
            }
            let Some(other) = written[..rank].iter().position(|other| *other == written[rank])
            else {
                continue;
            };
            let other = &self.writes[other];
            if other == path {
                return Err(output::Error::OutputsCollide { path: path.clone() }.into());
            }
            anyhow::bail!(Fault(sentences::same_file(path, other)));
        }
        let read: Vec<PathBuf> = self.reads.iter().map(|path| resolved(path)).collect();
        match self.writes.iter().zip(&written).find(|(_, file)| read.contains(file)) {
            Some((path, _)) => Err(output::Error::OverwritesInput { path: path.clone() }.into()),
            None => Ok(()),
        }
    }
}

/// A layer of tours and its style.
pub(crate) fn of_tours(layer: &Path) -> [PathBuf; 2] {
    [layer.to_owned(), layer.with_extension("qml")]
}

/// The paths, each Shapefile with its companion files, whether they exist or not: an output
/// with such a name would become part of the Shapefile.
fn with_companions<'run>(paths: impl Iterator<Item = &'run Path>) -> Vec<PathBuf> {
    let parts = ["dbf", "shx", "prj", "cpg", "qml"];
    let is_shapefile = |path: &Path| {
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("shp"))
    };
    paths
        .flat_map(|path| {
            let parts = parts.iter().filter(|_| is_shapefile(path));
            let both_cases = parts.flat_map(|part| [part.to_string(), part.to_ascii_uppercase()]);
            iter::once(path.to_owned()).chain(both_cases.map(|part| path.with_extension(part)))
        })
        .collect()
}

/// The resolved path of a file: its name in its directory, links followed. A file that does
/// not exist yet keeps the given name.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    if let Ok(file) = fs::canonicalize(path) {
        return file;
    }
    let Some(name) = path.file_name() else {
        return path.to_owned();
    };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => resolved(folder),
        _ => resolved(Path::new(".")),
    };
    if folds_case(&folder) { folder.join(name.to_ascii_lowercase()) } else { folder.join(name) }
}

/// Whether `folder` ignores case in file names, like most directories of Windows and macOS.
/// Tested with the name of the directory itself, or of its first ancestor that contains
/// letters.
fn folds_case(folder: &Path) -> bool {
    let flipped = folder.ancestors().find_map(|folder| {
        let name = folder.file_name()?.to_str()?;
        let flip = |letter: char| {
            if letter.is_ascii_lowercase() {
                letter.to_ascii_uppercase()
            } else {
                letter.to_ascii_lowercase()
            }
        };
        let other: String = name.chars().map(flip).collect();
        (other != name).then(|| (folder, folder.with_file_name(other)))
    });
    flipped.is_some_and(|(folder, other)| {
        fs::canonicalize(other)
            .is_ok_and(|other| fs::canonicalize(folder).is_ok_and(|of| of == other))
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use clap::{Arg, Command, CommandFactory, Parser};

    use super::*;
    use crate::Arguments;

    fn paths(line: &[String]) -> Paths {
        let parsed = Arguments::try_parse_from(line).expect("a command");
        Paths::of(&parsed.command).expect("names of layers")
    }

    /// Every argument that takes a file receives one, but for those that another excludes, and
    /// `Paths` must list each of them. From the last argument to the first, others are excluded.
    #[test]
    fn every_file_of_the_command_line_is_read_or_written() {
        for command in Arguments::command().get_subcommands() {
            let arguments: Vec<&Arg> = command.get_arguments().collect();
            let backwards = arguments.iter().rev().copied().collect();
            let given =
                [files_are_listed(command, arguments), files_are_listed(command, backwards)];
            let takes_bare_files = ["check", "catalogue", "coverage", "diagnose"];
            let is_bare = |file: &PathBuf| file == Path::new("files.geojson");
            assert_eq!(
                given.iter().flatten().any(is_bare),
                takes_bare_files.contains(&command.get_name()),
                "{}",
                command.get_name()
            );
        }
    }

    /// Gives a file to each of `arguments` that takes one, and returns those files.
    fn files_are_listed(command: &Command, arguments: Vec<&Arg>) -> Vec<PathBuf> {
        let mut line = vec!["maillage".to_owned(), command.get_name().to_owned()];
        let (mut taken, mut given): (Vec<&Arg>, Vec<PathBuf>) = (Vec::new(), Vec::new());
        for argument in arguments {
            let names = argument.get_value_names().unwrap_or_default();
            let name = names.iter().find(|name| name.contains("FILE"));
            let Some(name) = name.filter(|_| argument.get_action().takes_values()) else {
                continue;
            };
            let excludes = |one: &Arg, other: &Arg| {
                command.get_arg_conflicts_with(one).iter().any(|arg| arg.get_id() == other.get_id())
            };
            if taken.iter().any(|one| excludes(one, argument) || excludes(argument, one)) {
                continue;
            }
            let extension = Path::new(name.as_str()).extension().unwrap_or(OsStr::new("geojson"));
            let file = format!("{}.{}", argument.get_id(), extension.display());
            line.extend(argument.get_long().map(|long| format!("--{long}")));
            line.push(file.clone());
            taken.push(argument);
            given.push(file.into());
        }
        // What a table of costs needs, and nothing else.
        if line.contains(&"--costs".to_owned()) {
            line.push("--nearest".to_owned());
        }
        let paths = paths(&line);
        for file in &given {
            let listed = paths.reads.contains(file) || paths.writes.contains(file);
            assert!(listed, "{}: {}", command.get_name(), file.display());
        }
        given
    }

    #[test]
    fn a_layer_is_written_with_its_style_and_its_ledger() {
        let line = "maillage catalogue --mediation m.csv --out p.geojson --rounds r.geojson";
        let line: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let written = ["p.geojson", "p.qml", "p.ledger.csv", "r.geojson", "r.qml"];
        let expected =
            Paths { reads: vec!["m.csv".into()], writes: written.map(PathBuf::from).to_vec() };
        assert_eq!(paths(&line), expected);
    }

    #[test]
    fn a_shapefile_is_read_with_its_parts() {
        let parts = with_companions([Path::new("c.shp")].into_iter());
        for part in ["c.shp", "c.dbf", "c.DBF", "c.shx", "c.prj", "c.cpg", "c.qml"] {
            assert!(parts.contains(&PathBuf::from(part)), "{part}");
        }
        assert_eq!(with_companions([Path::new("c.csv")].into_iter()), [Path::new("c.csv")]);
    }

    #[test]
    fn a_path_leads_to_its_name_in_its_folder() {
        let here = fs::canonicalize(".").expect("there is a folder");
        assert_eq!(resolved(Path::new("absent.csv")), here.join("absent.csv"));
        assert_eq!(resolved(Path::new("./src/../absent.csv")), here.join("absent.csv"));
        assert_eq!(resolved(Path::new("absent/a.csv")), here.join("absent/a.csv"));
        assert_eq!(resolved(Path::new("Cargo.toml")), here.join("Cargo.toml"));
    }
}
