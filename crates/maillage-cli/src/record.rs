//! What a layer records of the command that made it, so that `maillage replay` makes it again.
//!
//! Files are recorded by name and checksum under the option that gives them, whether they were
//! given with it or found out; options where they differ from their defaults. So the record does
//! not depend on how the same thing was asked for, nor on where files are.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::{ArgAction, ArgMatches, CommandFactory, parser::ValueSource};
use maillage::{
    Lang, Sources,
    core::BadOption,
    intake::ledger::Ledger,
    tables::{self, sha256},
};
use serde::{Deserialize, Serialize};

use crate::{Arguments, Common, sentences};

/// Options that say nothing of what is in an output.
const NOT_RECORDED: [&str; 8] =
    ["out", "map", "style", "breaks", "config", "quiet", "verbose", "threads"];

/// Files that are no sources, each with its option and the key that the option gives it.
pub(crate) type MoreFiles = Vec<(&'static str, Option<String>, PathBuf)>;
/// The terms of each hub.
pub(crate) type Hubs = BTreeMap<String, Vec<String>>;

/// The command that made a layer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Its name.
    #[serde(rename = "nom")]
    pub(crate) command: String,
    /// Options by their names without dashes, with their values.
    pub(crate) options: BTreeMap<String, Vec<String>>,
    /// Files by the name of their option.
    #[serde(rename = "fichiers")]
    pub(crate) files: BTreeMap<String, Vec<RecordedFile>>,
    /// The hubs of the configuration.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) hubs: Hubs,
}

/// A file of a command.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct RecordedFile {
    /// What its option calls it: the scheme of zones.
    #[serde(rename = "cle", default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// Its name, without the folder.
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub(crate) sha256: String,
}

/// The command and the options that were given and are no files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    command: String,
    options: BTreeMap<String, Vec<String>>,
}

impl Asked {
    /// What `matches` of the command line give.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let Some((name, given)) = matches.subcommand() else { return Self::default() };
        let program = Arguments::command();
        let Some(command) = program.find_subcommand(name) else { return Self::default() };
        let mut options = BTreeMap::new();
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let Some(long) = argument.get_long() else { continue };
            let is_given = given.value_source(id) == Some(ValueSource::CommandLine);
            if !is_given || NOT_RECORDED.contains(&id) || is_of_files(argument) {
                continue;
            }
            if matches!(argument.get_action(), ArgAction::SetTrue) {
                options.insert(long.to_owned(), vec!["true".to_owned()]);
                continue;
            }
            let values: Vec<String> = given
                .get_raw(id)
                .into_iter()
                .flatten()
                .map(|value| value.to_string_lossy().into_owned())
                .collect();
            let defaults = argument.get_default_values().iter();
            let is_default = defaults
                .map(|value| value.to_string_lossy().into_owned())
                .eq(values.iter().cloned());
            // A value that may be a file, and is, is recorded by its name.
            let may_be_file = may_be_file(argument);
            let plain = |value: String| {
                let path = Path::new(&value);
                let name = path.file_name().filter(|_| may_be_file && path.is_file());
                name.map_or(value.clone(), |name| name.to_string_lossy().into_owned())
            };
            if !is_default {
                options.insert(long.to_owned(), values.into_iter().map(plain).collect());
            }
        }
        Self { command: name.to_owned(), options }
    }

    /// A run of `coverage` with these options, each with its values.
    pub(crate) fn of_coverage(options: &[(&str, &str)]) -> Self {
        let options =
            options.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]));
        Self { command: "coverage".to_owned(), options: options.collect() }
    }

    /// The record of a run over `sources` with `more` files, each with its option and its key.
    pub(crate) fn record(
        &self,
        sources: &Sources,
        more: MoreFiles,
        hubs: Hubs,
        ledger: &Ledger,
        common: &Common,
    ) -> anyhow::Result<Record> {
        let mut files: BTreeMap<String, Vec<RecordedFile>> = BTreeMap::new();
        let of_sources = of_sources(sources).into_iter().map(|(option, path)| (option, None, path));
        for (option, key, path) in of_sources.chain(more) {
            let file = recorded(key, &path, ledger)?;
            files.entry(option.to_owned()).or_default().push(file);
        }
        files.values_mut().for_each(|files| files.sort());
        let mut options = self.options.clone();
        if common.lang != Lang::default() {
            let lang = if common.lang == Lang::En { "en" } else { "fr" };
            options.insert("lang".to_owned(), vec![lang.to_owned()]);
        }
        Ok(Record { command: self.command.clone(), options, files, hubs })
    }
}

/// Whether the values of an option are files and nothing else.
fn is_of_files(argument: &clap::Arg) -> bool {
    let names = argument.get_value_names().unwrap_or_default();
    names.iter().any(|name| name.contains("FILE") && !name.contains('|'))
}

/// Whether a value of an option may be a file, or something else.
fn may_be_file(argument: &clap::Arg) -> bool {
    let names = argument.get_value_names().unwrap_or_default();
    names.iter().any(|name| name.contains("FILE"))
}

fn recorded(key: Option<String>, path: &Path, ledger: &Ledger) -> anyhow::Result<RecordedFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of_ledger = ledger.accounts.iter().filter(|account| account.file == name);
    let known: Vec<&str> = of_ledger.map(|account| account.sha256.as_str()).collect();
    let sha256 = match known[..] {
        [only] => only.to_owned(),
        _ => sha256(fs::read(path)?),
    };
    Ok(RecordedFile { key, name, sha256 })
}

/// Every file of `sources`, with the option that gives it.
fn of_sources(sources: &Sources) -> Vec<(&'static str, PathBuf)> {
    let Sources {
        files: _,
        communes,
        supply,
        population,
        illectronism,
        ages,
        rates,
        margins,
        residents,
        membership,
        chefs_lieux,
        passage,
        cog,
        travel_table,
        hubs: _,
        zones: _,
        within: _,
    } = sources;
    let one = [
        ("communes", communes),
        ("population", population),
        ("illectronism", illectronism),
        ("ages", ages),
        ("margins", margins),
        ("membership", membership),
        ("chefs-lieux", chefs_lieux),
        ("passage", passage),
        ("travel-matrix", travel_table),
        ("school-holidays", &supply.school_holidays),
        ("mapping", &supply.mapping),
    ];
    let one = one.into_iter().filter_map(|(option, path)| Some((option, path.clone()?)));
    let several = [
        ("mediation", &supply.mediation),
        ("france-services", &supply.france_services),
        ("itinerant", &supply.itinerant),
        ("catalogue", &supply.catalogue),
        ("residents", residents),
        ("cog", cog),
    ];
    let several = several
        .into_iter()
        .flat_map(|(option, paths)| paths.iter().map(move |path| (option, path.clone())));
    let rates = rates.iter().map(PathBuf::from).filter(|path| path.is_file());
    one.chain(several).chain(rates.map(|path| ("rates", path))).collect()
}

impl Record {
    /// The record in the layer at `path`.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or records no command.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            metadata: Metadata,
        }
        #[derive(Deserialize)]
        struct Metadata {
            execution: Execution,
        }
        #[derive(Deserialize)]
        struct Execution {
            commande: Record,
        }
        let bytes = tables::read_bytes(path, tables::MaxInputSize::default())?;
        let head: Head = serde_json::from_slice(&bytes).map_err(|_| BadOption {
            field: "OUTPUT",
            value: path.display().to_string(),
            expected: sentences::no_command(),
        })?;
        Ok(head.metadata.execution.commande)
    }
}
