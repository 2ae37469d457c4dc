//! `maillage.toml`: a diagnosis held whole.
//!
//! A file given with `--config` to `coverage` or `diagnose` may hold, beside its hubs and zones, every option of the command
//! under its name without the dashes, and the files under `files`:
//!
//! ```toml
//! files = ["places.json", "liste-fs.csv"]
//! within = "Charente"
//! out = "charente.geojson"
//! thresholds-km = [2, 5, 10]
//!
//! [hubs]
//! centre = ["dep:16", "dep:87"]
//!
//! [zones]
//! QPV = "qpv.geojson"
//! ```
//!
//! What the command line gives overrules the file. Paths in the file start from its folder.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, parser::ValueSource};
use maillage::tables;
use maillage_words::{Words, spoken::Rank};
use toml::{Table, Value};

use crate::{Arguments, faults::Fault, sentences};

/// The tables of the file that are no options.
const TABLES: [&str; 2] = ["hubs", "zones"];

/// `line` with what the file of its `--config` adds to it.
///
/// # Errors
///
/// When the file cannot be read, and for a name that is of no option.
pub(crate) fn completed(line: Vec<OsString>) -> anyhow::Result<Vec<OsString>> {
    let program = Arguments::command();
    let matches = program.clone().ignore_errors(true).try_get_matches_from(&line);
    let Ok(matches) = matches else { return Ok(line) };
    let Some((name, given)) = matches.subcommand() else { return Ok(line) };
    let Some(command) = program.find_subcommand(name) else { return Ok(line) };
    // An inventory takes its hubs from the file, and nothing of the diagnosis that it holds.
    let has_config = ["coverage", "diagnose"].contains(&name);
    let config = has_config.then(|| given.get_one::<PathBuf>("config")).flatten();
    let Some(config) = config else { return Ok(line) };
    let text = tables::read_settings(config)?;
    let added = arguments(&text, config, &program, command, given)?;
    let Some(at) = line.iter().position(|word| word == OsStr::new(name)) else { return Ok(line) };
    let (before, after) = line.split_at(at + 1);
    Ok([before, &added, after].concat())
}

/// The arguments that the settings in `text` add to those given.
fn arguments(
    text: &str,
    path: &Path,
    program: &Command,
    command: &Command,
    given: &ArgMatches,
) -> anyhow::Result<Vec<OsString>> {
    let settings: Table = toml::from_str(text)
        .map_err(|error| Fault(sentences::not_toml(path, &error.to_string())))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let (mut files, mut options) = (Vec::new(), Vec::new());
    for (name, value) in settings.iter().filter(|(name, _)| !TABLES.contains(&name.as_str())) {
        let Some(argument) = argument_of(command, name) else {
            let is_of_another =
                program.get_subcommands().any(|other| argument_of(other, name).is_some());
            anyhow::ensure!(
                is_of_another && name != "config",
                Fault(sentences::no_option(
                    path,
                    Rank(line_of(name, text)),
                    name,
                    &alike(name, command),
                ))
            );
            continue;
        };
        let id = argument.get_id().as_str();
        if given.value_source(id) == Some(ValueSource::CommandLine) {
            continue;
        }
        let texts = texts(value).ok_or_else(|| Fault(sentences::no_value(path, name)))?;
        let is_switch = matches!(argument.get_action(), ArgAction::SetTrue);
        for text in texts {
            match (argument.get_long(), is_switch) {
                (None, _) => files.push(located(&text, argument, folder).into_os_string()),
                (Some(long), true) if text == "true" => options.push(format!("--{long}").into()),
                (Some(_), true) => {}
                (Some(long), false) => {
                    let mut option = OsString::from(format!("--{long}="));
                    option.push(located(&text, argument, folder));
                    options.push(option);
                }
            }
        }
    }
    let takes_zones = argument_of(command, "zones").is_some()
        && given.value_source("zones") != Some(ValueSource::CommandLine);
    if let Some(zones) = settings.get("zones").filter(|_| takes_zones) {
        let zones = zones.as_table().ok_or_else(|| Fault(sentences::no_zones(path)))?;
        for (name, file) in zones {
            let file = file.as_str().ok_or_else(|| Fault(sentences::zones_no_file(path, name)))?;
            let mut option = OsString::from(format!("--zones={name}="));
            option.push(folder.join(file));
            options.push(option);
        }
    }
    // Files first: an option of several values would take them.
    Ok([files, options].concat())
}

/// The line on which a name is set or opens a table, from 1.
fn line_of(name: &str, text: &str) -> usize {
    let is_of = |line: &str| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        line.strip_prefix(name)
            .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
    };
    text.lines().position(is_of).map_or(1, |rank| rank + 1)
}

/// A name of the settings that `name` may have been meant for: one begins with the other.
fn alike(name: &str, command: &Command) -> Words {
    let options = command.get_arguments().filter_map(Arg::get_long);
    let mut known = TABLES.into_iter().chain(["files"]).chain(options);
    let found = known.find(|known| known.starts_with(name) || name.starts_with(known));
    found.map_or_else(Words::default, sentences::perhaps)
}

/// The argument of this name: an option by its long name, or the files.
fn argument_of<'command>(command: &'command Command, name: &str) -> Option<&'command Arg> {
    let is_named = |argument: &&Arg| match argument.get_long() {
        Some(long) => long == name,
        None => argument.get_id() == name,
    };
    command.get_arguments().find(is_named)
}

/// The values of one setting.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => {
            let texts: Option<Vec<Vec<String>>> = values.iter().map(texts).collect();
            Some(texts?.concat())
        }
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
            Some(vec![value.to_string()])
        }
        Value::Table(_) => None,
    }
}

/// A value as it is given on the command line: a path starts from the folder of the settings.
fn located(text: &str, argument: &Arg, folder: &Path) -> PathBuf {
    let names = argument.get_value_names().unwrap_or_default();
    let takes = |kind: &str| names.iter().any(|name| name.contains(kind));
    let path = folder.join(text);
    // A value that may be something else is a file where there is one.
    let is_file = takes("FILE") && (!takes("|") || path.exists());
    if is_file { path } else { text.into() }
}
