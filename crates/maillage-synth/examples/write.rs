//! Writes a synthetic territory into a folder: `cargo run -p maillage-synth --example write -- DIR
//! [--communes N] [--seed N] …`
//!
//! Without options, the result is the demo in `data/demo/`.

use std::error::Error;
use std::path::Path;

use maillage_synth::{Defects, SynthOptions, territory};

const USAGE: &str = "usage: write DIR [--seed N] [--communes N] [--mediation N] \
    [--france-services N] [--rounds N] [--stops-per-round N] [--clean]";

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = SynthOptions::default();
    let mut folder = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().ok_or(USAGE)?.parse::<usize>().map_err(|_| USAGE);
        match argument.as_str() {
            "--seed" => options.seed = number()? as u64,
            "--communes" => options.communes = number()?,
            "--mediation" => options.mediation = number()?,
            "--france-services" => options.france_services = number()?,
            "--rounds" => options.tours = number()?,
            "--stops-per-round" => options.stops_per_tour = number()?,
            "--clean" => options.defects = Defects::None,
            _ if argument.starts_with('-') || folder.is_some() => return Err(USAGE.into()),
            _ => folder = Some(argument),
        }
    }
    let folder = folder.ok_or(USAGE)?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let territory = territory(&options);
    for file in &territory.files {
        std::fs::write(folder.join(file.name), &file.contents)?;
    }
    for planted in &territory.planted {
        let line = planted.line.map_or_else(String::new, |line| line.to_string());
        eprintln!("{}:{line}: {:?} ({})", planted.file, planted.flaw, planted.id);
    }
    Ok(())
}
