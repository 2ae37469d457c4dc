//! `maillage catalogue`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    catalogue::{Catalogue, CatalogueInputs, catalogue},
    clean::{IdentityOptions, identity::Tally},
    output,
};

use crate::{
    Common,
    config::Config,
    coverage::{HistoryArguments, SupplyArguments},
    layer::{LayerFiles, write_closing},
    progress::Progress,
};

/// Write the cleaned places themselves, one feature each
///
/// The inventory of a territory: every place once, with the list and the line it was read
/// from, its QGIS style, and the account of every row beside it.
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  maillage catalogue --mediation places.json --france-services liste-fs.csv \\
      --itinerant bus.json --communes communes.geojson --within 16 --out places.geojson")]
pub(crate) struct Arguments {
    #[command(flatten)]
    supply: SupplyArguments,
    /// Commune contours, to check positions against the communes that rows state, and to
    /// place the rows that have no position
    #[arg(long, value_name = "FILE")]
    communes: Option<PathBuf>,
    #[command(flatten)]
    history: HistoryArguments,
    /// Only the places of these communes, as for `coverage`; needs --communes
    #[arg(long, value_delimiter = ',', value_name = "CODE")]
    within: Vec<String>,
    /// With --within: and those up to this far beyond, in kilometres
    #[arg(long, value_name = "KM", default_value_t = 0.0)]
    buffer_km: f64,
    /// A TOML file that defines hubs, for --within
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    identity: IdentityOptions,
    /// A CSV of the pairs of rows that are one place, or may be, with what makes it so
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// The GeoJSON to write; `-` for standard output, then without style and ledger
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<ExitCode> {
    let inputs = CatalogueInputs {
        supply: arguments.supply.supply(),
        communes: arguments.communes.clone(),
        passage: arguments.history.passage.clone(),
        cog: arguments.history.cog.clone(),
        within: Config::read(arguments.config.as_deref())?.areas(&arguments.within)?,
        buffer_km: arguments.buffer_km,
        identity: arguments.identity,
    };
    let evidence = arguments.evidence.as_deref();
    let (catalogue, written) = inventory(&inputs, &arguments.out, evidence, common)?;
    if !common.quiet {
        let stderr = &mut std::io::stderr().lock();
        for account in &catalogue.ledger.accounts {
            output::write_account(stderr, account, common.lang)?;
        }
        let tally = Tally::of(&catalogue.places, &catalogue.evidence);
        output::write_identity_report(stderr, &tally, common.lang)?;
        write_closing(stderr, &catalogue.ledger, &written, common)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Cleans the places, writes the layer, its style, its ledger and the evidence if asked for,
/// and says where they are.
pub(crate) fn inventory(
    inputs: &CatalogueInputs,
    out: &Path,
    evidence: Option<&Path>,
    common: &Common,
) -> anyhow::Result<(Catalogue, Vec<PathBuf>)> {
    let files = LayerFiles::reserve_with(out, evidence, &inputs.paths())?;
    let progress = Progress::new(common);
    let catalogue = catalogue(inputs, |path| progress.reading(path))?;
    progress.done();
    let written = files.write_with(
        |to| output::write_places(to, &catalogue),
        |to| output::write_places_style(to, &catalogue, common.lang),
        &catalogue.ledger,
        |to| output::write_evidence(to, &catalogue.evidence, &catalogue.ledger.accounts),
        common,
    )?;
    Ok((catalogue, written))
}
