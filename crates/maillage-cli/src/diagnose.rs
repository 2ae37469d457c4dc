//! `maillage diagnose`.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    Diagnosis, DiagnosisOptions, Kind, Plan, Planned, Position, Sources, Zones,
    core::BadOption,
    diagnose,
    output::{self, Execution, LayerCsv, LayerFile, LayerFormat, sentences::commands as words},
};

use crate::{
    Common,
    arguments::{CoverageArea, MapArguments, MeasureArguments, TableArguments},
    faults::Fault,
    layer::{Outputs, Targets, has_csv, run_id, territories_table, write_closing},
    paths::Paths,
    progress::Progress,
    record::MoreFiles,
    sentences, terminal,
};

/// From communes to territories and decisions: gaps, what would help, what if
///
/// Takes what `coverage` takes, and writes one set of files: the communes (x.geojson), the
/// territories over them (x.territoires.geojson and .csv: EPCI, arrondissements, départements,
/// régions, hubs), the gaps with what would mend them (x.lacunes.geojson), the places with the
/// people who depend on each (x.lieux.geojson), and when places are open (x.ouverture.csv). Each
/// layer has its QGIS style.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) files: TableArguments,
    #[command(flatten)]
    pub(crate) area: CoverageArea,
    #[command(flatten)]
    pub(crate) options: MeasureArguments,
    /// People in need whom one conseiller accompanies during a contract (figure of 2021)
    #[arg(
        long, value_name = "PEOPLE", allow_negative_numbers = true,
        default_value_t = DiagnosisOptions::default().people_per_conseiller,
    )]
    people_per_conseiller: f64,
    /// What if a place opened: LON,LAT, LON,LAT:KIND or LON,LAT:KIND:NAME (kinds: mediation,
    /// france_services, itinerant), or a list of places. Without hours it counts as always open. The
    /// change against the present goes to x.changement.geojson and .csv. Repeat it for several
    #[arg(long, value_name = "PLACE|FILE", allow_hyphen_values = true)]
    add: Vec<String>,
    /// What if a place closed: its identifier, as in the column `id` of x.lieux.geojson. Repeat it for
    /// several
    #[arg(long, value_name = "ID")]
    remove: Vec<String>,
    /// Lists of places of other networks, which could join to mend a gap
    #[arg(long, value_name = "FILE", num_args = 1..)]
    candidates: Vec<PathBuf>,
    /// The territories of a wider diagnosis (x.territoires.csv or .geojson, national for instance),
    /// for the figures of parents that the lists of this one do not cover
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
    /// Zones of a scheme, such as QPV, Action cœur de ville or FRR, which get rows among the
    /// territories: a list of communes, or contours; called like the file unless NAME= says
    /// otherwise. Repeat it for several
    #[arg(long, value_name = "[NAME=]FILE")]
    zones: Vec<String>,
    /// The file of communes to write, in the format of its extension: .geojson, .gpkg, .qgz, .html,
    /// .xlsx, .fgb, .geojsonl, .shp, .csv, .svg, .png or .pdf; the other files are named after it.
    /// Repeat it for several
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) out: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) maps: MapArguments,
}

const EXAMPLES: &str = "\
Examples:
  One list is enough:
    maillage diagnose places.json --within Charente --out charente.geojson

  With need, so that people are counted and not residents:
    maillage diagnose places.json liste-fs.csv ages.csv --rates insee-2021 --close-to-total \\
        --split-bands pyramid --within Charente --out charente.geojson

  What if a France Services opened in Pleuville:
    maillage diagnose places.json --within Charente --out charente.geojson \\
        --add 0.49,46.08:france_services:Pleuville

  With the quarters of the politique de la ville, and communes of a scheme:
    maillage diagnose places.json --within Charente --out charente.geojson \\
        --zones QPV=qpv.geojson --zones ACV=action-coeur-de-ville.csv

  With the hubs of a file, under [hubs]: rhinocc = [\"dep:12\", \"dep:30\", \"200066355\"]
    maillage diagnose liste-fs.csv --within Occitanie --config maillage.toml --out hub.geojson

  In QGIS, drag the .geojson files onto the map: their styles and titles load by themselves.";

/// The tables that a diagnosis writes beside its layers, named after the first of its files.
pub(crate) struct Tables {
    /// `None` where the layer is written as this table.
    territories: Option<PathBuf>,
    opening: PathBuf,
    /// The table of change; `None` when nothing is planned.
    change: Option<PathBuf>,
}

impl Tables {
    /// The tables of the diagnosis that `arguments` ask for.
    pub(crate) fn of(arguments: &Arguments) -> anyhow::Result<Self> {
        let out = arguments.out.first().ok_or_else(|| Fault(sentences::out_names_no_file()))?;
        anyhow::ensure!(
            !arguments.out.iter().any(|out| out == Path::new("-")),
            Fault(sentences::several_files())
        );
        let named = |end: &str| out.with_extension(end);
        let plan = arguments.plan()?;
        let change = (!plan.is_empty()).then_some("changement");
        Ok(Self {
            territories: (!has_csv(&arguments.out)).then(|| named("territoires.csv")),
            opening: named("ouverture.csv"),
            change: change.and_then(|change| territories_table(&arguments.out, Some(change))),
        })
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<PathBuf> {
        let territories = self.territories.iter();
        territories.chain([&self.opening]).chain(&self.change).cloned().collect()
    }
}

impl Arguments {
    /// The lists that are read beside those of `coverage`.
    pub(crate) fn lists(&self) -> anyhow::Result<Vec<PathBuf>> {
        let zones = self.zones();
        let zones = zones.iter().map(|zones| &zones.path);
        let plan = self.plan()?;
        let lists = plan.lists().chain(&self.candidates).chain(&self.reference);
        Ok(lists.chain(zones).cloned().collect())
    }

    /// The files to write.
    pub(crate) fn targets(&self) -> anyhow::Result<Targets> {
        self.maps.targets(&self.out)
    }

    /// The layers that have a file of their own in formats of one layer.
    pub(crate) fn layers(&self) -> anyhow::Result<Vec<LayerFile>> {
        let change = (!self.plan()?.is_empty()).then_some("changement");
        let beside = ["lieux", "lacunes", "territoires"].into_iter().chain(change);
        Ok([LayerFile::Main].into_iter().chain(beside.map(LayerFile::Beside)).collect())
    }

    /// The files of these options, for the record of the command.
    fn recorded_files(&self) -> anyhow::Result<MoreFiles> {
        let plan = self.plan()?;
        let lists = plan.lists().map(|path| ("add", None, path.clone()));
        let candidates = self.candidates.iter().map(|path| ("candidates", None, path.clone()));
        let zones = self.zones().into_iter();
        let zones = zones.map(|zones| ("zones", Some(zones.name), zones.path));
        let reference = self.reference.iter().map(|path| ("reference", None, path.clone()));
        let of_options = self.options.recorded_files().into_iter().chain(reference);
        Ok(of_options.chain(lists).chain(candidates).chain(zones).collect())
    }

    /// The schemes whose zones are given, each called as given or like its file.
    pub(crate) fn zones(&self) -> Vec<Zones> {
        let zones = |text: &String| {
            // A path may hold the sign itself.
            let is_path = Path::new(text).is_file();
            let named =
                text.split_once('=').filter(|(name, _)| !is_path && !name.trim().is_empty());
            let stem = || Path::new(text).file_stem().unwrap_or_default().to_string_lossy();
            match named {
                Some((name, path)) => Zones { name: name.trim().to_owned(), path: path.into() },
                None => Zones { name: stem().into_owned(), path: text.into() },
            }
        };
        self.zones.iter().map(zones).collect()
    }

    fn plan(&self) -> anyhow::Result<Plan> {
        let add = self.add.iter().map(|text| planned(text)).collect::<anyhow::Result<_>>()?;
        Ok(Plan { add, remove: self.remove.clone() })
    }
}

/// A place written as `LON,LAT[:KIND[:NAME]]`; whatever does not begin with two numbers is a list.
fn planned(text: &str) -> anyhow::Result<Planned> {
    let mut parts = text.splitn(3, ':');
    let at = parts.next().unwrap_or_default();
    let numbers = at.split_once(',').and_then(|(longitude, latitude)| {
        Some((longitude.trim().parse::<f64>().ok()?, latitude.trim().parse::<f64>().ok()?))
    });
    let Some((longitude, latitude)) = numbers else { return Ok(Planned::List(text.into())) };
    let refused = |expected| BadOption { field: "options.add", value: text.to_owned(), expected };
    let position =
        Position::new(latitude, longitude).ok_or_else(|| refused(sentences::no_position()))?;
    let kind = match parts.next().map(str::trim) {
        None | Some("") => Kind::Mediation,
        Some(name) => Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == name.replace('-', "_"))
            .ok_or_else(|| refused(sentences::no_kind()))?,
    };
    Ok(Planned::At { position, kind, name: parts.next().unwrap_or_default().trim().to_owned() })
}

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let chosen = arguments.area.areas()?;
    chosen.say(common);
    let hubs = arguments.area.hubs()?;
    let zones = arguments.zones();
    let inputs = Sources { within: chosen.areas, hubs, zones, ..(&arguments.files).into() };
    let options = DiagnosisOptions {
        coverage: arguments.options.options()?,
        people_per_conseiller: arguments.people_per_conseiller,
        title: arguments.maps.drawn.title.clone().unwrap_or_default(),
        plan: arguments.plan()?,
        candidates: arguments.candidates.clone(),
        reference: arguments.reference.clone(),
    };
    let mut outputs = Outputs::reserve(paths, common)?;
    let progress = Progress::new(common);
    let diagnosis = diagnose(&inputs, &options, &|step| progress.step(step))?;
    progress.done();
    write(&diagnosis, &inputs, &options, arguments, &mut outputs, common)?;
    let written = outputs.publish(common)?;
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        let detail = common.detail();
        output::write_coverage_report(stderr, &diagnosis.coverage, detail, common.voice())?;
        output::write_diagnosis_report(stderr, &diagnosis, common.voice())?;
        if let Some(change) = &diagnosis.change {
            writeln!(stderr, "{}", words::planned(common.voice()))?;
            output::write_comparison_report(stderr, change, common.voice())?;
        }
        write_closing(stderr, &diagnosis.coverage.ledger, &written, common)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes every file of a diagnosis.
fn write(
    diagnosis: &Diagnosis,
    inputs: &Sources,
    options: &DiagnosisOptions,
    arguments: &Arguments,
    outputs: &mut Outputs,
    common: &Common,
) -> anyhow::Result<()> {
    let voice = common.voice();
    let coverage = &diagnosis.coverage;
    let record = common.asked.record(
        &coverage.sources,
        arguments.recorded_files()?,
        arguments.area.hub_terms()?,
        &coverage.ledger,
        common,
    )?;
    // The record says what the options and their files are, wherever these lie.
    let Sources { within, hubs, supply, .. } = inputs;
    let identity = (&record, &options.coverage, within, hubs, supply.contacts);
    let run = run_id(&coverage.ledger, &identity, supply.mapping.as_deref(), common);
    let execution = Execution::recorded(run, serde_json::to_value(record)?);
    let tables = Tables::of(arguments)?;
    if let Some(table) = &tables.territories {
        let territories = output::territories_layer(diagnosis, voice);
        outputs.write(table, |to| LayerCsv.write(&territories, to))?;
    }
    outputs.write(&tables.opening, |to| output::write_opening(to, diagnosis))?;
    if let Some((change, table)) = diagnosis.change.as_ref().zip(tables.change.as_ref()) {
        outputs.write(table, |to| output::write_change_table(to, change))?;
    }
    let more = tables.all();
    let more: Vec<&Path> = more.iter().map(PathBuf::as_path).collect();
    let (targets, ledger) = (arguments.targets()?, Some(&coverage.ledger));
    let dataset = output::diagnosis_dataset(diagnosis, targets.options(), voice);
    outputs.write_dataset(&targets, dataset, Some(&execution), ledger, &more, common)
}
