//! `maillage coverage`.

use std::{path::PathBuf, process::ExitCode};

use maillage::{
    Coverage, CoverageOptions, Sources, coverage,
    output::{self, Execution, LayerFile},
};

use crate::{
    Common,
    arguments::{CoverageArea, MapArguments, MeasureArguments, TableArguments},
    layer::{Outputs, Targets, run_id, write_closing},
    paths::Paths,
    progress::Progress,
    record::{Asked, Hubs, MoreFiles},
    terminal,
};

/// Measure how far each commune is from help, and map the gap
///
/// Reads the lists as they come, checks every row, and writes a layer of communes with its QGIS
/// style (x.qml) and the account of every row (x.ledger.csv) beside it; or a map, a page, a project
/// or a workbook, by the extension of --out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: TableArguments,
    #[command(flatten)]
    pub(crate) area: CoverageArea,
    #[command(flatten)]
    pub(crate) options: MeasureArguments,
    /// The file to write, in the format of its extension: .geojson, .gpkg, .qgz, .html, .xlsx, .fgb,
    /// .geojsonl, .shp, .csv, .svg, .png or .pdf. Repeat it for several; `-` for a GeoJSON on
    /// standard output, without style and ledger
    #[arg(long, value_name = "FILE", required_unless_present = "map")]
    pub(crate) out: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) maps: MapArguments,
}

const EXAMPLES: &str = "\
Examples:
  One list is enough: contours, names, residents and town halls are in the program:
    maillage coverage places.csv --within Charente --out charente.geojson

  Two lists and a bus; the kind of each file is found out, and said first:
    maillage coverage places.json liste-fs.csv bus.json --within Charente --out charente.geojson

  The same on contours and residents of one's own, with the kinds given:
    maillage coverage --communes communes-16.geojson --mediation places.json \\
        --france-services liste-fs.csv --itinerant bus.json --population population.csv \\
        --out charente.geojson

  An EPCI, with the places up to 40 km beyond it:
    maillage coverage places.json liste-fs.csv --within \"CA du Grand Angoulême\" \\
        --buffer-km 40 --out angouleme.geojson

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

  Who is near help with démarches that is free; near a Conseiller numérique or an Aidant Connect:
    maillage coverage … --service \"aide aux démarches\" --free --out demarches.geojson
    maillage coverage … --label CNFS --label \"Aidants Connect\" --out labels.geojson

  A finished map as a picture, of who is covered on Saturdays:
    maillage coverage … --window Sa --map saturday.svg --map saturday.png
    maillage coverage … --map need.pdf --style need

  In QGIS, drag the .geojson onto the map: its style and column titles load by themselves.";

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let chosen = arguments.area.areas()?;
    chosen.say(common);
    let inputs = Sources { within: chosen.areas, ..(&arguments.files).into() };
    let mut outputs = Outputs::reserve(paths, common)?;
    let options = arguments.options.options()?;
    let more = arguments.options.recorded_files();
    let hubs = arguments.area.hub_terms()?;
    let recorded = (&common.asked, more, hubs);
    let targets = arguments.targets()?;
    let coverage = map(&inputs, &options, &targets, recorded, &mut outputs, common)?;
    let written = outputs.publish(common)?;
    report(&coverage, &written, common)?;
    // The program ends: the system takes its memory back at once, faster than piece by piece.
    std::mem::forget(coverage);
    Ok(ExitCode::SUCCESS)
}

/// The layers of a run that have a file of their own in formats of one layer.
pub(crate) const LAYERS: [LayerFile; 1] = [LayerFile::Main];

impl Arguments {
    /// The files to write.
    pub(crate) fn targets(&self) -> anyhow::Result<Targets> {
        self.maps.targets(&self.out)
    }
}

/// Runs the coverage job and writes what is asked for. The record of its command takes the options
/// that were asked, their files, and the hubs.
pub(crate) fn map(
    inputs: &Sources,
    options: &CoverageOptions,
    targets: &Targets,
    (asked, more, hubs): (&Asked, MoreFiles, Hubs),
    outputs: &mut Outputs,
    common: &Common,
) -> anyhow::Result<Coverage> {
    let progress = Progress::new(common);
    let coverage = coverage(inputs, options, &|step| progress.step(step))?;
    progress.done();
    let Sources { within, supply, .. } = inputs;
    let identity = (options, within, supply.contacts);
    let run = run_id(&coverage.ledger, &identity, supply.mapping.as_deref(), common);
    let Coverage { sources, ledger, .. } = &coverage;
    let record = asked.record(sources, more, hubs, ledger, common)?;
    let execution = Execution::recorded(run, serde_json::to_value(record)?);
    let dataset = output::coverage_dataset(&coverage, targets.options(), common.voice());
    outputs.write_dataset(targets, dataset, Some(&execution), Some(ledger), &[], common)?;
    Ok(coverage)
}

/// Says what was found, and which files were written.
pub(crate) fn report(
    coverage: &Coverage,
    written: &[PathBuf],
    common: &Common,
) -> anyhow::Result<()> {
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        output::write_coverage_report(stderr, coverage, common.detail(), common.voice())?;
        write_closing(stderr, &coverage.ledger, written, common)?;
    }
    Ok(())
}
