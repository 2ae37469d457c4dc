//! `maillage catalogue`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    intake::{
        catalogue::{Catalogue, CatalogueInputs, catalogue},
        clean::identity::Tally,
    },
    output::{self, DatasetOptions, ToursLayer},
};

use crate::{
    Common,
    arguments::{
        CatalogueArea, HistoryArguments, IdentityArguments, OfferArguments, PeriodArguments,
        SupplyArguments,
    },
    faults::Fault,
    layer::{Outputs, Targets, run_id, write_closing},
    paths::{Paths, of_tours},
    progress::Progress,
    sentences, terminal,
};

/// Write the cleaned places themselves, one feature each
///
/// The inventory of a territory: every place once, with the list and the line it was read
/// from, its QGIS style, and the account of every row beside it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  maillage catalogue places.json liste-fs.csv bus.json --within Charente --out places.geojson
                                    the kind of each file is found out, and said first

  maillage catalogue --mediation places.json --france-services liste-fs.csv \\
      --itinerant bus.json --within 16 --out places.geojson \\
      --rounds tournees.geojson --calendar tournees.ics

  maillage catalogue places.json --within Charente --public seniors --free --out seniors.geojson
                                    the places that welcome seniors and are free, and no others")]
pub(crate) struct Arguments {
    /// Lists of places and contours of communes. The kind of each is found out and said first,
    /// unless an option below gives it
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) supply: SupplyArguments,
    /// Commune contours, to check positions against the communes that rows state, and to
    /// place the rows that have no position
    #[arg(long, value_name = "FILE")]
    pub(crate) communes: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) history: HistoryArguments,
    #[command(flatten)]
    pub(crate) area: CatalogueArea,
    #[command(flatten)]
    pub(crate) identity: IdentityArguments,
    /// A CSV of the pairs of rows that are one place, or may be, with what makes it so
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) period: PeriodArguments,
    /// A GeoJSON of the rounds, lines and stops, with its style beside it
    #[arg(long = "rounds", value_name = "FILE")]
    pub(crate) tours: Option<PathBuf>,
    /// An iCalendar of every time that a vehicle stops, for the agenda of a mairie
    #[arg(long, value_name = "FILE.ics")]
    pub(crate) calendar: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) offer: OfferArguments,
    /// The file to write, in the format of its extension: .geojson, .gpkg, .qgz, .html, .xlsx, .fgb,
    /// .geojsonl, .shp or .csv. Repeat it for several; `-` for a GeoJSON on standard output, without
    /// style and ledger
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) out: Vec<PathBuf>,
}

impl Arguments {
    /// The files to write.
    pub(crate) fn targets(&self) -> anyhow::Result<Targets> {
        let targets = Targets::new(&self.out, &[], DatasetOptions::default())?;
        if let Some(picture) = targets.picture() {
            anyhow::bail!(Fault(sentences::picture_of_points(picture)));
        }
        Ok(targets)
    }
}

/// The inventory of all places.
impl From<&Arguments> for CatalogueInputs {
    fn from(arguments: &Arguments) -> Self {
        Self {
            files: arguments.files.clone(),
            supply: (&arguments.supply).into(),
            communes: arguments.communes.clone(),
            passage: arguments.history.passage.clone(),
            cog: arguments.history.cog.clone(),
            within: Vec::new(),
            buffer_km: arguments.area.buffer_km,
            identity: (&arguments.identity).into(),
            period: (&arguments.period).into(),
            offer: (&arguments.offer).into(),
        }
    }
}

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let chosen = arguments.area.areas()?;
    chosen.say(common);
    let inputs = CatalogueInputs { within: chosen.areas, ..arguments.into() };
    let also = Also {
        evidence: arguments.evidence.as_deref(),
        tours: arguments.tours.as_deref(),
        calendar: arguments.calendar.as_deref(),
    };
    let mut outputs = Outputs::reserve(paths, common)?;
    let catalogue = inventory(&inputs, &arguments.targets()?, also, &mut outputs, common)?;
    let written = outputs.publish(common)?;
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        for account in &catalogue.ledger.accounts {
            output::write_account(stderr, account, common.voice())?;
        }
        let tally = Tally::of(&catalogue.places, &catalogue.evidence);
        output::write_identity_report(stderr, &tally, common.voice())?;
        output::write_timetable_report(stderr, &catalogue.timetable, common.voice())?;
        if let Some(offer) = &catalogue.offer {
            output::write_offer_report(stderr, offer, common.voice())?;
        }
        write_closing(stderr, &catalogue.ledger, &written, common)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The optional files of an inventory.
#[derive(Default, Clone, Copy)]
pub(crate) struct Also<'run> {
    pub(crate) evidence: Option<&'run Path>,
    pub(crate) tours: Option<&'run Path>,
    pub(crate) calendar: Option<&'run Path>,
}

/// Cleans the places, and writes the layer, its style, its ledger and the optional files.
pub(crate) fn inventory(
    inputs: &CatalogueInputs,
    targets: &Targets,
    also: Also,
    outputs: &mut Outputs,
    common: &Common,
) -> anyhow::Result<Catalogue> {
    let progress = Progress::new(common);
    let catalogue = catalogue(inputs, |step| progress.step(step.into()))?;
    progress.done();
    let CatalogueInputs { supply, within, buffer_km, identity, period, offer, .. } = inputs;
    let asked = (within, buffer_km, identity, period, offer, supply.contacts);
    let run = run_id(&catalogue.ledger, &asked, supply.mapping.as_deref(), common);
    let tours_files = also.tours.map(of_tours);
    let tours = ToursLayer { run: Some(&run), ..ToursLayer::from(&catalogue) };
    if let Some(path) = also.evidence {
        let ledger = &catalogue.ledger;
        outputs.write(path, |to| output::write_evidence(to, &catalogue.evidence, ledger))?;
    }
    if let Some(path) = also.tours {
        let mut layer = output::tours_layer(tours);
        layer.execution = Some(run.clone().into());
        outputs.write_styled(path, layer, common)?;
    }
    if let Some(path) = also.calendar {
        outputs.write(path, |to| output::write_calendar(to, &tours))?;
    }
    let more: Vec<&Path> = also
        .evidence
        .into_iter()
        .chain(tours_files.iter().flatten().map(PathBuf::as_path))
        .chain(also.calendar)
        .collect();
    let (options, voice) = (targets.options(), common.voice());
    let dataset = output::catalogue_dataset(&catalogue, Some(&run), options, voice);
    let (execution, ledger) = (run.clone().into(), Some(&catalogue.ledger));
    outputs.write_dataset(targets, dataset, Some(&execution), ledger, &more, common)?;
    Ok(catalogue)
}
