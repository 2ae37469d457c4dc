//! `maillage rates`.

use std::{io::Write, process::ExitCode};

use maillage::{
    Voice,
    core::Error as CoreError,
    intake::source::rates::{PYRAMIDS, TABLES, pyramid, rates},
    output::sentences::commands as words,
};

use crate::{Common, sentences, terminal};

/// List the rate tables that come with maillage, or print one to edit
///
/// Each figure of a table has its source and says whether it was verified. A table of your own
/// starts from one of these: print it into a file, change it, and give it with --rates.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The table or pyramid to print; the list of them if absent
    name: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  maillage rates
  maillage rates insee-2021 > my-rates.toml";

pub(crate) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<ExitCode> {
    let stdout = &mut terminal::stdout();
    match &arguments.name {
        Some(name) => print(stdout, name)?,
        None => list(stdout, common.voice())?,
    }
    stdout.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn print(to: &mut dyn Write, name: &str) -> anyhow::Result<()> {
    let known = TABLES.iter().chain(&PYRAMIDS).find(|shipped| shipped.name == name);
    let Some(shipped) = known else {
        let names: Vec<&str> = TABLES.iter().chain(&PYRAMIDS).map(|of| of.name).collect();
        let reason = sentences::not_shipped(&names.join(", "));
        return Err(CoreError::Rates { name: name.to_owned(), reason }.into());
    };
    Ok(to.write_all(shipped.text.as_bytes())?)
}

fn list(to: &mut dyn Write, voice: Voice) -> anyhow::Result<()> {
    for shipped in TABLES {
        let table = rates(shipped.name)?.table;
        writeln!(to, "{}  {} ({})", table.id, table.title, table.covers)?;
        for age in &table.ages {
            let rate = match age.rate {
                Some(rate) => format!("{:>4.0} %", 100.0 * rate),
                None => words::rate_unknown(voice),
            };
            let verified = match (age.rate, age.verified) {
                (Some(_), false) => voice.say(words::rate_not_verified()),
                _ => String::new(),
            };
            writeln!(to, "    {:<6} {rate}{verified}", age.band.to_string())?;
        }
        if let Some(total) = &table.total {
            writeln!(to, "    total  {:>4.1} %", 100.0 * total.rate)?;
        }
    }
    for shipped in PYRAMIDS {
        let pyramid = pyramid(shipped.name)?.table;
        let line = words::pyramid(voice, &pyramid.id, &pyramid.covers, pyramid.year);
        writeln!(to, "{line}")?;
    }
    Ok(())
}
