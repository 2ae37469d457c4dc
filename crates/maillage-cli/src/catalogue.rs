//! `maillage catalogue`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    catalogue::{Catalogue, CatalogueInputs, catalogue},
    clean::{IdentityOptions, identity::Tally},
    output::{self, RoundsLayer},
    presence::PeriodOptions,
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
      --itinerant bus.json --communes communes.geojson --within 16 --out places.geojson \\
      --rounds tournees.geojson --calendar tournees.ics")]
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
    #[command(flatten)]
    period: PeriodOptions,
    /// A GeoJSON of the rounds, lines and stops, with its style beside it
    #[arg(long, value_name = "FILE")]
    rounds: Option<PathBuf>,
    /// An iCalendar of every time that a vehicle stops, for the agenda of a mairie
    #[arg(long, value_name = "FILE.ics")]
    calendar: Option<PathBuf>,
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
        period: arguments.period.clone(),
    };
    let also = Also {
        evidence: arguments.evidence.as_deref(),
        rounds: arguments.rounds.as_deref(),
        calendar: arguments.calendar.as_deref(),
    };
    let (catalogue, written) = inventory(&inputs, &arguments.out, also, common)?;
    if !common.quiet {
        let stderr = &mut std::io::stderr().lock();
        for account in &catalogue.ledger.accounts {
            output::write_account(stderr, account, common.voice())?;
        }
        let tally = Tally::of(&catalogue.places, &catalogue.evidence);
        output::write_identity_report(stderr, &tally, common.voice())?;
        output::write_timetable_report(stderr, &catalogue.timetable, common.voice())?;
        write_closing(stderr, &catalogue.ledger, &written, common)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The files that an inventory may write besides its layer.
#[derive(Default, Clone, Copy)]
pub(crate) struct Also<'run> {
    pub(crate) evidence: Option<&'run Path>,
    pub(crate) rounds: Option<&'run Path>,
    pub(crate) calendar: Option<&'run Path>,
}

/// Cleans the places, writes the layer, its style, its ledger and what else is asked for, and
/// says where they are.
pub(crate) fn inventory(
    inputs: &CatalogueInputs,
    out: &Path,
    also: Also,
    common: &Common,
) -> anyhow::Result<(Catalogue, Vec<PathBuf>)> {
    let rounds_style = also.rounds.map(|path| path.with_extension("qml"));
    let of_rounds = also.rounds.into_iter().chain(rounds_style.as_deref());
    let more: Vec<&Path> =
        also.evidence.into_iter().chain(of_rounds).chain(also.calendar).collect();
    let mut files = LayerFiles::reserve(out, &more, &inputs.paths())?;
    let progress = Progress::new(common);
    let catalogue = catalogue(inputs, |path| progress.reading(path))?;
    progress.done();
    let rounds = RoundsLayer::from(&catalogue);
    if let Some(path) = also.evidence {
        let accounts = &catalogue.ledger.accounts;
        files.write_more(path, |to| output::write_evidence(to, &catalogue.evidence, accounts))?;
    }
    if let Some((path, style)) = also.rounds.zip(rounds_style.as_deref()) {
        files.write_more(path, |to| output::write_rounds(to, &rounds))?;
        files.write_more(style, |to| output::write_rounds_style(to, &rounds, common.voice()))?;
    }
    if let Some(path) = also.calendar {
        files.write_more(path, |to| output::write_calendar(to, &rounds))?;
    }
    let written = files.write(
        |to| output::write_places(to, &catalogue, common.voice()),
        |to| output::write_places_style(to, &catalogue, common.voice()),
        &catalogue.ledger,
        common,
    )?;
    Ok((catalogue, written))
}
