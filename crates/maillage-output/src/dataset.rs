//! The layers of each kind of run, together with their styles.

use crate::{
    Caption, Comparison, Coverage, Dataset, Diagnosis, Lacking, Layer, LayerFile, RunId, StyleName,
    StyleOptions, StyledLayer, ToursLayer, Voice, caption, change_layer, changed_places_layer,
    comparison::compared_sources_layer,
    coverage_layer, gaps_layer, ledger_layer, places_layer, saved_layer,
    sentences::captions as words,
    served_layer, sites_layer, sources_layer, style,
    styles::{opening_style, styles_led_by},
    territories_layer, tours_layers,
};
use maillage_intake::{catalogue::Catalogue, ledger::Ledger, saved::SavedTable};

/// What is asked of the layers of a run: how their numbers are cut, and which style comes first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DatasetOptions {
    /// Of every style.
    pub styles: StyleOptions,
    /// The style with which its layer opens; the first that has values by default.
    pub first: Option<StyleName>,
    /// Which layers are wanted.
    pub layers: LayersWanted,
}

/// Which layers of a run are wanted: none is made for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LayersWanted {
    /// All, with all their styles.
    #[default]
    All,
    /// Those that have a file of their own, with the style that they open with.
    WithFiles,
}

/// The layers of the main job: communes, and the places and tours that serve them.
pub fn coverage_dataset<'run>(
    coverage: &'run Coverage,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let mut layers = Layers::new(options, voice);
    layers.add(LayerFile::None, || sites_layer(coverage, voice));
    layers.add_tours(|| tours_of(coverage));
    let title = layers.add_communes(coverage);
    layers.add_tables(&coverage.ledger);
    layers.titled(title)
}

/// The layers of a diagnosis: those of the main job, territories, gaps, and change where something is
/// planned.
pub fn diagnosis_dataset<'run>(
    diagnosis: &'run Diagnosis,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let mut layers = Layers::new(options, voice);
    let coverage = &diagnosis.coverage;
    layers.add(LayerFile::Beside("lieux"), || served_layer(diagnosis, voice));
    layers.add_tours(|| tours_of(coverage));
    layers.add(LayerFile::Beside("lacunes"), || gaps_layer(diagnosis, voice));
    if let Some(change) = &diagnosis.change {
        layers.add(LayerFile::Beside("changement"), || change_layer(change));
    }
    let title = layers.add_communes(coverage);
    layers.add(LayerFile::Beside("territoires"), || territories_layer(diagnosis, voice));
    layers.add_tables(&coverage.ledger);
    let own = Some(&diagnosis.title).filter(|title| !title.is_empty());
    layers.titled(own.cloned().unwrap_or(title))
}

/// The layers of a comparison: change by commune, the places where they were compared, and what each
/// measure was made of.
pub fn comparison_dataset<'run>(
    comparison: &'run Comparison,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let mut layers = Layers::new(options, voice);
    if let Some(places) = changed_places_layer(comparison) {
        layers.add(LayerFile::Beside("lieux"), || places);
    }
    let change = change_layer(comparison);
    let title = title_of(&change, voice);
    layers.add(LayerFile::Main, || change);
    if let Some(sources) = compared_sources_layer(comparison, voice) {
        layers.add(LayerFile::None, || sources);
    }
    layers.titled(title)
}

/// The layers of an inventory: places and tours.
pub fn catalogue_dataset<'run>(
    catalogue: &'run Catalogue,
    run: Option<&'run RunId>,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let mut layers = Layers::new(options, voice);
    layers.add(LayerFile::Main, || places_layer(catalogue, voice));
    layers.add_tours(|| ToursLayer { run, ..ToursLayer::from(catalogue) });
    layers.add_tables(&catalogue.ledger);
    layers.titled(caption::of_catalogue(voice))
}

/// The layers of files: the one that the asked style draws is the main one, or else communes, or
/// else the first.
///
/// # Errors
///
/// [`Lacking`] when no layer has values for the style.
pub fn saved_dataset<'run>(
    tables: &'run [SavedTable],
    options: &DatasetOptions,
    voice: Voice,
) -> Result<Dataset<'run>, Lacking> {
    let mut layers = Layers::new(options, voice);
    tables.iter().for_each(|saved| layers.add(LayerFile::None, || saved_layer(saved)));
    let layers = layers.layers;
    let communes = layers.iter().position(|of| of.layer.name == StyleName::Distance.layer());
    if let Some(name) = options.first {
        let has = |of: &StyledLayer| of.styles.iter().any(|style| style.name == name.name());
        if !layers.iter().any(has) {
            // Said of the layer that it draws, if that is there.
            let of_style = layers.iter().find(|of| of.layer.name == name.layer());
            let asked = of_style.or(layers.first());
            if let Some(asked) = asked {
                style(name, &asked.layer, &options.styles, voice)?;
            }
        }
    }
    let main = communes.unwrap_or(0);
    let title = layers.get(main).map_or_else(String::new, |of| title_of(&of.layer, voice));
    Ok(Dataset::with_main(title, layers, main))
}

/// The title of the layers of a run, of which `layer` is the main one: as its run titled them.
fn title_of(layer: &Layer, voice: Voice) -> String {
    let facts = (layer.metadata)().unwrap_or_default();
    let own = facts["diagnostic"]["titre"].as_str().filter(|title| !title.is_empty());
    match (own, layer.name) {
        (Some(own), _) => own.to_owned(),
        (None, "changement") => match Caption::of(layer, voice).territory.as_str() {
            "" => caption::of_comparison(voice),
            territory => voice.say(words::comparison_in(territory)),
        },
        (None, "lieux_compares") => caption::of_comparison(voice),
        (None, "lieux") => caption::of_catalogue(voice),
        (None, _) => caption::of_coverage(layer, voice),
    }
}

fn tours_of(coverage: &Coverage) -> ToursLayer<'_> {
    ToursLayer {
        places: coverage.territory.places(),
        tours: coverage.territory.tours(),
        courses: coverage.courses(),
        timetable: &coverage.results.timetable,
        ledger: &coverage.ledger,
        run: None,
    }
}

/// Layers with their styles, as they are put together.
struct Layers<'options, 'run> {
    options: &'options DatasetOptions,
    voice: Voice,
    layers: Vec<StyledLayer<'run>>,
}

impl<'options, 'run> Layers<'options, 'run> {
    fn new(options: &'options DatasetOptions, voice: Voice) -> Self {
        Self { options, voice, layers: Vec::new() }
    }

    /// Adds a layer below the others, if it is wanted.
    fn add(&mut self, file: LayerFile, layer: impl FnOnce() -> Layer<'run>) {
        if !self.wants(file) {
            return;
        }
        let layer = layer();
        let DatasetOptions { styles, first, layers } = self.options;
        let styles = match layers {
            LayersWanted::All => styles_led_by(*first, &layer, styles, self.voice),
            LayersWanted::WithFiles => opening_style(*first, &layer, styles, self.voice),
        };
        self.layers.push(StyledLayer { layer, styles, file });
    }

    /// Adds the communes, and returns the title of the run.
    fn add_communes(&mut self, coverage: &'run Coverage) -> String {
        let layer = coverage_layer(coverage, self.voice);
        let title = caption::of_coverage(&layer, self.voice);
        self.add(LayerFile::Main, || layer);
        title
    }

    /// Adds the stops and the lines of tours; nothing without any.
    fn add_tours(&mut self, tours: impl FnOnce() -> ToursLayer<'run>) {
        if self.wants(LayerFile::None) {
            let [lines, stops] = tours_layers(tours());
            let layers = [stops, lines].into_iter().filter(|layer| layer.rows > 0);
            layers.for_each(|layer| self.add(LayerFile::None, || layer));
        }
    }

    /// Adds the tables that account for what was read.
    fn add_tables(&mut self, ledger: &'run Ledger) {
        let voice = self.voice;
        self.add(LayerFile::None, || sources_layer(ledger, voice));
        self.add(LayerFile::None, || ledger_layer(ledger, voice));
    }

    fn wants(&self, file: LayerFile) -> bool {
        self.options.layers == LayersWanted::All || file != LayerFile::None
    }

    fn titled(self, title: String) -> Dataset<'run> {
        Dataset { title, layers: self.layers }
    }
}
