//! `maillage coverage`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    coverage::{Coverage, CoverageInputs, CoverageOptions, coverage},
    intake::Supply,
    output,
    source::places::Contacts,
};

use crate::{
    Common,
    config::Config,
    layer::{LayerFiles, write_closing},
    progress::Progress,
};

/// Measure how far each commune is from help, and map the gap
///
/// Reads the lists as they come, checks every row, and writes a GeoJSON of communes with
/// its QGIS style (x.qml) and the account of every row (x.ledger.csv) beside it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    files: Files,
    /// Communes to map: départements (16), régions (reg:75), EPCI (nine digits), communes
    /// (16015) or hubs of the --config; all if absent
    #[arg(long, value_delimiter = ',', value_name = "CODE")]
    within: Vec<String>,
    /// A TOML file of hubs: under `[hubs]`, a line each, name = `["dep:16", "200070514"]`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    options: CoverageOptions,
    /// The GeoJSON to write; `-` for standard output, then without style and ledger
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Files")]
struct Files {
    /// Commune contours (GeoJSON or Shapefile)
    #[arg(long, value_name = "FILE")]
    communes: PathBuf,
    #[command(flatten)]
    supply: SupplyArguments,
    /// Residents by commune (CSV; any table with a code and PMUN, pop_municipale, population…)
    #[arg(long, value_name = "FILE")]
    population: Option<PathBuf>,
    /// Illectronism by commune: people, or a rate with --population; bounds are optional. Any
    /// other need with --need-column
    #[arg(long, value_name = "FILE")]
    illectronism: Option<PathBuf>,
    /// People by age and commune, to estimate illectronism with --rates (INSEE's
    /// base-cc-evol-struct-pop or TD_POP1B, as downloaded; or shares)
    #[arg(long, value_name = "FILE")]
    ages: Option<PathBuf>,
    /// Rates by age: insee-2021, insee-2019, or a file of your own (`maillage rates` lists and
    /// prints them)
    #[arg(long, value_name = "NAME|FILE")]
    rates: Option<String>,
    /// People by diploma or the like and commune, for rates that have margins
    #[arg(long, value_name = "FILE")]
    margins: Option<PathBuf>,
    /// A population grid (INSEE's Filosofi cells of 200 m or 1 km): distances start from where
    /// people live
    #[arg(long, value_name = "FILE", num_args = 1..)]
    residents: Vec<PathBuf>,
    /// EPCI by commune, for code_epci and for EPCI codes in --within
    #[arg(long, value_name = "FILE")]
    membership: Option<PathBuf>,
    /// Town halls by commune (code, latitude, longitude), for --origin chef-lieu
    #[arg(long, value_name = "FILE")]
    chefs_lieux: Option<PathBuf>,
    #[command(flatten)]
    history: HistoryArguments,
}

/// Codes and names of other years than the contours'.
#[derive(clap::Args)]
pub(crate) struct HistoryArguments {
    /// Codes of two vintages (code_2018, code_2024), when tables or lists and contours differ
    /// in age
    #[arg(long, value_name = "FILE")]
    pub(crate) passage: Option<PathBuf>,
    /// Tables of the Code officiel géographique (INSEE's v_commune, v_mvt_commune), for lists
    /// that name former or delegated communes
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) cog: Vec<PathBuf>,
}

/// The lists of supply.
#[derive(clap::Args)]
pub(crate) struct SupplyArguments {
    /// Lists of médiation places, in the national standard or with columns of their own
    #[arg(long, value_name = "FILE", num_args = 1..)]
    mediation: Vec<PathBuf>,
    /// France Services lists (the national one of 2021, 2022 or 2024, or any other)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    france_services: Vec<PathBuf>,
    /// Stops of itinerant rounds (tournee, ordre, arret, latitude, longitude, recurrence…),
    /// their lines, or a GTFS feed (.zip)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    itinerant: Vec<PathBuf>,
    /// School holidays, for hours that stop in them: zone, debut, fin, or the calendrier
    /// scolaire as published
    #[arg(long, value_name = "FILE")]
    school_holidays: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// How lists are read.
#[derive(clap::Args)]
pub(crate) struct ReadingArguments {
    /// What the columns of lists mean, where it is not found out: a mapping.toml, of which
    /// `maillage check --save-mapping` writes a draft
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Carry e-mail addresses, telephone numbers and names of people into the outputs
    #[arg(long)]
    keep_contacts: bool,
}

impl ReadingArguments {
    pub(crate) fn contacts(&self) -> Contacts {
        if self.keep_contacts { Contacts::Kept } else { Contacts::Dropped }
    }
}

impl SupplyArguments {
    pub(crate) fn supply(&self) -> Supply {
        Supply {
            mediation: self.mediation.clone(),
            france_services: self.france_services.clone(),
            itinerant: self.itinerant.clone(),
            school_holidays: self.school_holidays.clone(),
            mapping: self.reading.mapping.clone(),
            contacts: self.reading.contacts(),
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  A département, with two lists and a bus:
    maillage coverage --communes communes-16.geojson --mediation places.json \\
        --france-services liste-fs.csv --itinerant bus.json --population population.csv \\
        --out charente.geojson

  The same cut out of national files, with what lies up to 40 km beyond:
    maillage coverage --communes communes-france.geojson --france-services liste-fs.csv \\
        --within 16 --buffer-km 40 --out charente.geojson

  Illectronism estimated from ages, calibrated to the published rate, from where people live:
    maillage coverage … --population pop.csv --ages base-cc-evol-struct-pop-2021_csv.zip \\
        --rates insee-2021 --close-to-total --split-bands pyramid --calibrate fr=15.4% \\
        --residents carreaux_200m_met.csv --out map.geojson

  Another need than illectronism: a score, the people over 75:
    maillage coverage … --illectronism ifn.csv --need-column score_global --out score.geojson
    maillage coverage … --illectronism ages.csv --need-column P22_POP75P --out old.geojson

  Who is covered on Saturdays, after work, at one moment, by what comes every week:
    maillage coverage … --window Sa --out saturday.geojson
    maillage coverage … --window \"Mo-Fr 18:00-20:00\" --out evening.geojson
    maillage coverage … --at 2026-10-06T10:00 --out tuesday.geojson
    maillage coverage … --min-minutes-per-week 120 --out weekly.geojson

  In QGIS, drag the .geojson onto the map: its style and column titles load by themselves.";

pub(crate) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<ExitCode> {
    let files = &arguments.files;
    let inputs = CoverageInputs {
        communes: files.communes.clone(),
        supply: files.supply.supply(),
        population: files.population.clone(),
        illectronism: files.illectronism.clone(),
        ages: files.ages.clone(),
        rates: files.rates.clone(),
        margins: files.margins.clone(),
        residents: files.residents.clone(),
        membership: files.membership.clone(),
        chefs_lieux: files.chefs_lieux.clone(),
        passage: files.history.passage.clone(),
        cog: files.history.cog.clone(),
        within: Config::read(arguments.config.as_deref())?.areas(&arguments.within)?,
    };
    let config = arguments.config.as_deref();
    map(&inputs, config, &arguments.options, &arguments.out, common)?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the main job and writes its files; `-` writes the layer to standard output.
pub(crate) fn map(
    inputs: &CoverageInputs,
    config: Option<&Path>,
    options: &CoverageOptions,
    out: &Path,
    common: &Common,
) -> anyhow::Result<Coverage> {
    let inputs_and_config: Vec<&Path> = inputs.paths().into_iter().chain(config).collect();
    let files = LayerFiles::reserve(out, &[], &inputs_and_config)?;
    let progress = Progress::new(common);
    let coverage = coverage(inputs, options, &|step| progress.step(step))?;
    progress.done();
    let written = files.write(
        |to| output::write_coverage(to, &coverage, common.voice()),
        |to| output::write_coverage_style(to, &coverage, common.voice()),
        &coverage.ledger,
        common,
    )?;
    if !common.quiet {
        let stderr = &mut std::io::stderr().lock();
        output::write_coverage_report(stderr, &coverage, common.voice())?;
        write_closing(stderr, &coverage.ledger, &written, common)?;
    }
    Ok(coverage)
}
