//! `maillage replay`.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{ArgAction, CommandFactory};
use maillage::{output::sentences::commands as words, tables::sha256};

use crate::{
    Arguments as Program, Common,
    faults::Fault,
    paths::{Paths, resolved},
    record::{Record, RecordedFile},
    sentences, terminal,
};

/// Make an output again from what it records of its run
///
/// The files of the run are looked for by name in the folders of --inputs, beside the output and in
/// the current folder. The new output has the same bytes where the files have; those that have
/// changed are named.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  maillage replay charente.geojson
  maillage replay charente.geojson --inputs lists --inputs tables --out again.geojson")]
pub(crate) struct Arguments {
    /// A layer that `coverage` or `diagnose` wrote
    #[arg(value_name = "OUTPUT_FILE")]
    pub(crate) output: PathBuf,
    /// Folders of the files of the run
    #[arg(long, value_name = "DIR", num_args = 1..)]
    inputs: Vec<PathBuf>,
    /// The GeoJSON to write; beside the output, with `-rejoue` behind its name, if absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// The ends of the names of the other layers of a set.
const ENDS: [&str; 4] = ["territoires", "lacunes", "lieux", "changement"];

impl Arguments {
    /// The first layer of the set, and what follows its stem in the name of this one.
    fn parts(&self) -> (PathBuf, Option<&'static str>) {
        let stem = self.output.with_extension("");
        let end = stem.extension().and_then(|end| end.to_str());
        let end = ENDS.into_iter().find(|of_set| Some(*of_set) == end);
        match end {
            Some(end) => (stem.with_extension("geojson"), Some(end)),
            None => (self.output.clone(), None),
        }
    }

    /// The output, and the first file of the new one; the others are those of its command.
    pub(crate) fn paths(&self) -> Paths {
        Paths::new(vec![self.output.clone()], vec![self.target()])
    }

    /// The first layer of the set to write.
    fn target(&self) -> PathBuf {
        if let Some(out) = &self.out {
            return out.clone();
        }
        let (first, _) = self.parts();
        let stem = first.file_stem().unwrap_or_default().to_string_lossy();
        first.with_file_name(format!("{stem}-rejoue.geojson"))
    }
}

pub(crate) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<ExitCode> {
    let record = Record::read(&arguments.output)?;
    let target = arguments.target();
    // The new set has a file of each name of the old one.
    let (first, _) = arguments.parts();
    anyhow::ensure!(
        resolved(&first) != resolved(&target),
        Fault(sentences::would_replace(&target))
    );
    let hubs = tempfile::Builder::new().suffix(".toml").tempfile()?;
    let line = line(&record, arguments, hubs.path(), &target)?;
    let (command, inner) = crate::parse(line, common.lang)?;
    let code = crate::carry_out(command, &Common { quiet: true, ..inner })?;
    let (_, end) = arguments.parts();
    let made = match end {
        Some(end) => target.with_extension(format!("{end}.geojson")),
        None => target,
    };
    if !common.quiet {
        say(&record, &arguments.output, &made, common)?;
    }
    Ok(code)
}

/// The command line of the record.
fn line(
    record: &Record,
    arguments: &Arguments,
    hubs: &Path,
    target: &Path,
) -> anyhow::Result<Vec<OsString>> {
    let program = Program::command();
    // Layers come from strangers: what they record is not a command line to be trusted.
    let is_known = ["coverage", "diagnose"].contains(&&*record.command);
    let command = program.find_subcommand(&record.command).filter(|_| is_known);
    let command = command
        .ok_or_else(|| Fault(sentences::unknown_command(&arguments.output, &record.command)))?;
    let writes = |option: &str| ["out", "config"].contains(&option);
    let is_plain = |name: &str| Path::new(name).file_name() == Some(OsStr::new(name));
    let names = record.files.values().flatten().map(|file| file.name.as_str());
    let options = record.options.keys().chain(record.files.keys());
    anyhow::ensure!(
        names.into_iter().all(is_plain) && !options.into_iter().any(|option| writes(option)),
        Fault(sentences::unknown_record(&arguments.output))
    );
    let mut line: Vec<OsString> = vec!["maillage".into(), (&*record.command).into()];
    let mut add = |option: &str, value: OsString| {
        let mut word = OsString::from(format!("--{option}="));
        word.push(value);
        line.push(word);
    };
    let mut missing = Vec::new();
    for (option, files) in &record.files {
        // Options that take both files and other values keep their order.
        let is_among_options = record.options.contains_key(option);
        for file in files {
            let Some(path) = found(file, arguments) else {
                missing.push(file.name.as_str());
                continue;
            };
            let mut value = OsString::new();
            if let Some(key) = &file.key {
                value.push(format!("{key}="));
            }
            value.push(path);
            if !is_among_options {
                add(option, value);
            }
        }
    }
    anyhow::ensure!(
        missing.is_empty(),
        Fault(sentences::inputs_missing(&arguments.output, missing.len(), &missing.join(", ")))
    );
    let mut switches = Vec::new();
    for (option, values) in &record.options {
        let is_switch = command.get_arguments().any(|argument| {
            argument.get_long() == Some(option)
                && matches!(argument.get_action(), ArgAction::SetTrue)
        });
        if is_switch {
            switches.push(OsString::from(format!("--{option}")));
        } else {
            // A value that names a file of the run is given where it is.
            let files = record.files.get(option).into_iter().flatten();
            let files: Vec<&RecordedFile> = files.collect();
            for value in values {
                let file = files.iter().find(|file| file.name == *value);
                let path = file.and_then(|file| found(file, arguments));
                add(option, path.map_or_else(|| value.into(), PathBuf::into_os_string));
            }
        }
    }
    if !record.hubs.is_empty() {
        let settings = BTreeMap::from([("hubs", &record.hubs)]);
        fs::write(hubs, toml::to_string(&settings)?)?;
        add("config", hubs.into());
    }
    add("out", target.into());
    line.extend(switches);
    Ok(line)
}

/// Where a file of the run is: of several of its name, the one with its bytes.
fn found(file: &RecordedFile, arguments: &Arguments) -> Option<PathBuf> {
    let beside = arguments.output.parent().unwrap_or(Path::new(""));
    let folders = arguments.inputs.iter().map(PathBuf::as_path).chain([beside, Path::new("")]);
    let mut paths: Vec<PathBuf> =
        folders.map(|folder| folder.join(&file.name)).filter(|path| path.is_file()).collect();
    let is_same = |path: &PathBuf| fs::read(path).is_ok_and(|bytes| sha256(bytes) == file.sha256);
    let same = (paths.len() > 1).then(|| paths.iter().position(is_same)).flatten().unwrap_or(0);
    (same < paths.len()).then(|| paths.swap_remove(same))
}

/// The bytes of a layer before and after the list of the files beside it: a replay makes the layer
/// again, and no picture or workbook.
fn without_companions(layer: &[u8]) -> [&[u8]; 2] {
    let find = |what: &[u8], from: usize, until: usize| {
        let range = layer.get(from..until)?;
        Some(from + range.windows(what.len()).position(|bytes| bytes == what)?)
    };
    let whole = [layer, &[]];
    // The record of a run stands before the features, the list of its files at its end.
    let Some(features) = find(b"\n\"features\": [", 0, layer.len()) else { return whole };
    let list = b"\n    \"fichiers\": [";
    let Some(start) = find(list, 0, features) else { return whole };
    match find(b"]", start, features) {
        Some(end) => [&layer[..start], &layer[end..]],
        None => whole,
    }
}

/// Says whether the output is the same, and which files are not.
fn say(record: &Record, before: &Path, made: &Path, common: &Common) -> anyhow::Result<()> {
    let voice = common.voice();
    let again = Record::read(made)?;
    let known = |record: &Record| -> BTreeSet<RecordedFile> {
        record.files.values().flatten().cloned().collect()
    };
    let (was, is) = (known(record), known(&again));
    let changed: Vec<&str> = was.difference(&is).map(|file| file.name.as_str()).collect();
    let [was_written, is_written] = [fs::read(before)?, fs::read(made)?];
    let is_same = was_written == is_written;
    let is_alike = without_companions(&was_written) == without_companions(&is_written);
    if !changed.is_empty() {
        terminal::note(words::inputs_changed(voice, &changed.join(", ")));
    }
    terminal::note(match (is_same, changed.is_empty()) {
        (true, _) => words::replayed_alike(voice, &made.display()),
        (false, _) if is_alike => words::replayed_alike_alone(voice, &made.display()),
        (false, true) => words::replayed_otherwise(voice, &made.display()),
        (false, false) => words::replayed_with_changes(voice, &made.display()),
    });
    Ok(())
}
