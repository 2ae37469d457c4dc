//! `maillage-fuzz`: spoils files and looks for broken promises. Exit code 1 when it finds one.

use std::{
    env,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Parser;
use maillage_fuzz::{
    case::Case,
    dice::Dice,
    program::Program,
    seeds::Seeds,
    targets::{TARGETS, Target, target, target_of},
    watch::{Watched, watch},
    work::{judged, work},
};

/// Give maillage spoilt files, texts and command lines, and hold it to its promises
///
/// Prints a line for each target: how many cases were run, in how many different ways they ended,
/// and how many broke a promise. Each of these is saved, with the command that repeats it.
#[derive(Parser)]
#[command(name = "maillage-fuzz", version, after_help = EXAMPLES)]
struct Arguments {
    /// Seconds in all, shared equally among the targets
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Seed of all cases. Another seed gives other cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this target; several with the option repeated
    #[arg(long, value_parser = named, value_name = "NAME")]
    target: Vec<&'static Target>,
    /// Run only the case of this number, and say what becomes of it
    #[arg(long, value_name = "N", requires = "target")]
    number: Option<u64>,
    /// Run only the case that was kept in this folder, and say what becomes of it
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["target", "number"])]
    case: Option<PathBuf>,
    /// Folder for the cases that broke a promise
    #[arg(long, value_name = "FOLDER", default_value = "target/fuzz-findings")]
    findings: PathBuf,
    /// The maillage program; the one beside this program if absent
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Ask also that what the program prints holds no control character but tab and new line
    #[arg(long)]
    plain_output: bool,
    /// Run cases from this number on, and tell of each on a line
    #[arg(long, hide = true, requires = "target")]
    worker_from: Option<u64>,
}

const EXAMPLES: &str = "\
Examples:
  cargo build -p maillage-cli && cargo run -p maillage-fuzz -- --seconds 60
  cargo run -p maillage-fuzz -- --target tables --seconds 3600 --seed 7
  cargo run -p maillage-fuzz -- --target hours --seed 1 --number 1234
  cargo run -p maillage-fuzz -- --case target/fuzz-findings/hours-1-1234";

/// The target with this name.
fn named(name: &str) -> Result<&'static Target, String> {
    let names = TARGETS.map(|target| target.name).join(", ");
    target(name).ok_or_else(|| format!("the targets are {names}"))
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("maillage-fuzz: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let seeds = Seeds::gather()?;
    let program = program(arguments)?;
    let to = &mut io::stdout();
    match (arguments.target.as_slice(), arguments.worker_from, arguments.number) {
        ([target, ..], Some(first), _) => {
            let time = Duration::from_secs(arguments.seconds);
            work(target, (arguments.seed, first), time, (&seeds, &program), to)?;
            Ok(ExitCode::SUCCESS)
        }
        ([target, ..], None, Some(number)) => {
            let mut dice = Dice::new(target.name, arguments.seed, number);
            repeat(target, &(target.case)(&seeds, &mut dice), &program)
        }
        _ => match &arguments.case {
            Some(folder) => repeat_kept(folder, &program),
            None => campaign(arguments, &seeds, &program),
        },
    }
}

/// The program to fuzz from outside.
fn program(arguments: &Arguments) -> io::Result<Program> {
    let beside = env::current_exe()?.with_file_name(format!("maillage{}", env::consts::EXE_SUFFIX));
    let path = arguments.program.clone().unwrap_or(beside);
    if !path.is_file() {
        let missing =
            format!("{}: no such program; `cargo build -p maillage-cli` builds it", path.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, missing));
    }
    let path = path.canonicalize()?;
    Ok(Program { is_plain: arguments.plain_output, ..Program::new(path) })
}

/// Runs again the case that was kept in `folder`.
fn repeat_kept(folder: &Path, program: &Program) -> io::Result<ExitCode> {
    let Some(target) = target_of(folder) else {
        let unnamed =
            format!("{}: a folder is named after its target, as hours-1-12", folder.display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, unnamed));
    };
    repeat(target, &Case::read(folder)?, program)
}

/// Runs one case again and says what becomes of it.
fn repeat(target: &Target, case: &Case, program: &Program) -> io::Result<ExitCode> {
    let to = &mut io::stdout();
    match judged(target, case, program)? {
        Ok(outcome) => {
            writeln!(to, "sound: {outcome}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err((_, message)) => {
            writeln!(to, "broken: {message}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Runs the targets one after the other, and prints what was found.
fn campaign(arguments: &Arguments, seeds: &Seeds, program: &Program) -> io::Result<ExitCode> {
    let all = TARGETS.to_vec();
    let targets = if arguments.target.is_empty() { &all } else { &arguments.target };
    let time = Duration::from_secs(arguments.seconds) / u32::try_from(targets.len()).unwrap_or(1);
    let to = &mut io::stdout();
    writeln!(
        to,
        "{:<10} {:>9} {:>9} {:>9}  seed {}",
        "target", "runs", "outcomes", "findings", arguments.seed
    )?;
    let mut code = ExitCode::SUCCESS;
    for target in targets {
        let Watched { runs, outcomes, findings } = watch(target, arguments.seed, time, program)?;
        let (name, ways, found) = (target.name, outcomes.len(), findings.len());
        writeln!(to, "{name:<10} {runs:>9} {ways:>9} {found:>9}  {}", target.about)?;
        for finding in findings {
            code = ExitCode::FAILURE;
            let folder = finding.save(&arguments.findings, seeds)?;
            writeln!(
                to,
                "  {}\n    {}\n    {}",
                finding.message,
                folder.display(),
                finding.command()
            )?;
        }
    }
    Ok(code)
}
