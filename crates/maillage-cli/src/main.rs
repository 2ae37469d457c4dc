//! `maillage`: parses arguments, calls one library function, writes files.
//!
//! Data go to files or to standard output; progress, the totals of the ledger and errors go
//! to standard error. Both are written through `terminal`, but for help and the progress bar.
//! Exit codes: 0 success, 1 failure, 2 usage.

mod access;
mod arguments;
mod catalogue;
mod check;
mod compare;
mod config;
mod coverage;
mod demo;
mod diagnose;
mod faults;
mod flags;
mod formats;
mod help;
mod interruption;
mod layer;
mod manual;
mod map;
mod panics;
mod paths;
mod progress;
mod rates;
mod record;
mod replay;
mod sentences;
mod settings;
mod terminal;
mod threads;
mod usage;

use std::{
    env,
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use clap::{FromArgMatches, Parser, Subcommand, error::ErrorKind};
use maillage::{Lang, Voice, output};

use arguments::choice::{choice, name};
use faults::{lang_of, told};
use paths::Paths;
use record::Asked;

/// A run makes many small allocations, on all cores. With the allocator of glibc a national run takes a
/// seventh more processor.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Maps who has help with digital life within reach in France, and who has not.
#[derive(Parser)]
#[command(name = "maillage", version, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// Options of every command.
#[derive(clap::Args)]
struct Common {
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more: every row that was repaired, merged or set aside
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// Threads to use; all cores if absent
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Language of help, messages, the report, the ledger and the titles of columns
    #[arg(
        long, global = true, value_parser = choice::<Lang>(),
        default_value = name(Lang::default()),
    )]
    lang: Lang,
    /// The command with its options, for the record of its run.
    #[arg(skip)]
    asked: Asked,
}

impl Common {
    /// How much of a report is asked for.
    fn detail(&self) -> output::Detail {
        if self.verbose { output::Detail::Full } else { output::Detail::Brief }
    }

    /// The language requested, with the fields of the library written as flags.
    fn voice(&self) -> Voice {
        Voice { lang: self.lang, spell: flags::spell }
    }
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Check(check::Arguments),
    Catalogue(Box<catalogue::Arguments>),
    Coverage(Box<coverage::Arguments>),
    Diagnose(Box<diagnose::Arguments>),
    Access(Box<access::Arguments>),
    Compare(compare::Arguments),
    Map(map::Arguments),
    Rates(rates::Arguments),
    Replay(replay::Arguments),
    #[command(visible_alias = "aide")]
    Help(help::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  maillage demo
  maillage check places.json
  maillage coverage places.json liste-fs.csv --within Charente --out coverage.geojson
  maillage diagnose places.json liste-fs.csv --within Charente --out diagnostic.geojson
  maillage compare 2025.geojson 2026.geojson --out change.geojson
  maillage map charente.geojson --style distance --out carte.pdf
  maillage catalogue --mediation places.json --france-services liste-fs.csv --out places.geojson
  maillage access --costs times.csv --demand people.csv --supply doctors.csv \\
      --method e2sfca --max-cost 30 --out access.csv
  maillage rates
  maillage replay charente.geojson

Each command has examples of its own: maillage coverage --help
The manual is in the program: maillage help, then maillage help first-map";

fn main() -> ExitCode {
    let line: Vec<OsString> = env::args_os().collect();
    let lang = lang_of(&line);
    panics::told(lang, || match settings::completed(line).map(|line| parse(line, lang)) {
        Ok(Ok((command, common))) => ended(run(command, &common), common.lang),
        Ok(Err(error)) => ended(refused(&error, lang), lang),
        Err(error) => ended(Err(error), lang),
    })
}

/// The command of `line`, and the options of every command.
fn parse(line: Vec<OsString>, lang: Lang) -> Result<(Command, Common), clap::Error> {
    let matches = help::command(lang).try_get_matches_from(line)?;
    let Arguments { command, common } = Arguments::from_arg_matches(&matches)?;
    Ok((command, Common { asked: Asked::of(&matches), ..common }))
}

/// The exit code of a run; says in its language why it failed.
fn ended(outcome: anyhow::Result<ExitCode>, lang: Lang) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(_) if output::are_outputs_abandoned() => interruption::wait_for_end(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let failed = sentences::failed(&flags::spell(&told(&error, lang)));
            terminal::note(format_args!("{}", failed.get(lang)));
            ExitCode::FAILURE
        }
    }
}

/// Shows the help that was asked for, or what is wrong with the arguments. Only help, which
/// repeats nothing of the command line, is written with its colours.
fn refused(error: &clap::Error, lang: Lang) -> anyhow::Result<ExitCode> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            error.print()?;
            io::stdout().flush()?;
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            let command = usage::command_of(env::args_os());
            match usage::words(error, command.as_deref()).filter(|_| lang == Lang::Fr) {
                Some(words) => write!(terminal::stderr(), "{}", words.fr)?,
                None => write!(terminal::stderr(), "{}", error.render())?,
            }
            Ok(ExitCode::from(2))
        }
    }
}

/// Whether the reader of standard output closed the pipe, as `head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let of_io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    let of_json =
        error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    of_io.or(of_json) == Some(std::io::ErrorKind::BrokenPipe)
}

fn run(command: Command, common: &Common) -> anyhow::Result<ExitCode> {
    if threads::start(common)? {
        interruption::watch();
    }
    carry_out(command, common)
}

/// Runs a command in a program that is started.
fn carry_out(command: Command, common: &Common) -> anyhow::Result<ExitCode> {
    let paths = Paths::of(&command)?;
    paths.check()?;
    match command {
        Command::Demo(arguments) => demo::run(&arguments, &paths, common),
        Command::Check(arguments) => check::run(&arguments, &paths, common),
        Command::Catalogue(arguments) => catalogue::run(&arguments, &paths, common),
        Command::Coverage(arguments) => coverage::run(&arguments, &paths, common),
        Command::Compare(arguments) => compare::run(&arguments, &paths, common),
        Command::Map(arguments) => map::run(&arguments, &paths, common),
        Command::Diagnose(arguments) => diagnose::run(&arguments, &paths, common),
        Command::Access(arguments) => access::run(&arguments, &paths, common),
        Command::Rates(arguments) => rates::run(&arguments, common),
        Command::Replay(arguments) => replay::run(&arguments, common),
        Command::Help(arguments) => help::run(&arguments, common),
    }
}
