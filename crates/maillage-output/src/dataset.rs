//! The layers of each kind of run, together with their styles.

use crate::{
    Comparison, Coverage, Dataset, Diagnosis, Error, Lacking, Layer, LayerFile, Result, RunId,
    StyleName, StyleOptions, StyledLayer, ToursLayer, Voice, caption, change_layer,
    changed_places_layer,
    comparison::compared_sources_layer,
    coverage_layer, gaps_layer, ledger_layer, places_layer, saved_layer, served_layer, sites_layer,
    sources_layer,
    styles::{self, opening_style, styles_led_by},
    territories_layer,
    territory_borders::borders_layer,
    tours_layers,
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
    /// The title of maps and projects; made of the territory by default.
    pub title: Option<String>,
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
    layers.add_borders(coverage);
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
    let own = Some(diagnosis.title.as_str()).filter(|title| !title.is_empty());
    layers.titled(title).titled_by_user(options.title.as_deref().or(own))
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

/// The layers of files: communes are the main layer, whatever the style draws, or else the first.
///
/// # Errors
///
/// [`Error::NoLayers`] without any, [`Error::LayerTwice`] for two layers of one name, and
/// [`Error::Lacking`] when no layer has values for the style that is asked for.
pub fn saved_dataset<'run>(
    tables: &'run [SavedTable],
    options: &DatasetOptions,
    voice: Voice,
) -> Result<Dataset<'run>> {
    let mut layers = Layers::new(options, voice);
    tables.iter().for_each(|saved| layers.add(LayerFile::None, || saved_layer(saved)));
    let layers = layers.layers;
    if layers.is_empty() {
        return Err(Error::NoLayers);
    }
    for (rank, StyledLayer { layer, .. }) in layers.iter().enumerate() {
        if let Some(first) = layers[..rank].iter().position(|of| of.layer.name == layer.name) {
            let [path, other] = [first, rank].map(|rank| tables[rank].path.clone());
            return Err(Error::LayerTwice { layer: layer.name, path, other });
        }
    }
    let communes = layers.iter().position(|of| of.layer.name == StyleName::Distance.layer());
    let main = communes.unwrap_or(0);
    let title = title_of(&layers[main].layer, voice);
    let dataset = Dataset::with_main(title, layers, main);
    let dataset = dataset.titled_by_user(options.title.as_deref());
    check_style(&dataset, options, voice)?;
    Ok(dataset)
}

/// Checks that a layer has values for the style that is asked for.
///
/// # Errors
///
/// [`Lacking`] when none has.
pub fn check_style(
    dataset: &Dataset,
    options: &DatasetOptions,
    voice: Voice,
) -> std::result::Result<(), Lacking> {
    let lacks = |name| styles::lacking(name, &dataset.layers, &options.styles, voice);
    options.first.and_then(lacks).map_or(Ok(()), Err)
}

/// The title of the layers of a run, of which `layer` is the main one: as its run titled them.
fn title_of(layer: &Layer, voice: Voice) -> String {
    let facts = (layer.metadata)().unwrap_or_default();
    let own = facts["diagnostic"]["titre"].as_str().filter(|title| !title.is_empty());
    match (own, layer.name) {
        (Some(own), _) => own.to_owned(),
        (None, "changement" | "lieux_compares") => caption::of_comparison(layer, voice),
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
        territory: Some(&coverage.territory),
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
        let DatasetOptions { styles, first, layers, title: _ } = self.options;
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

    /// Adds the borders of territories; nothing without any.
    fn add_borders(&mut self, coverage: &'run Coverage) {
        if self.wants(LayerFile::None) {
            let borders = borders_layer(coverage, self.voice);
            if borders.rows > 0 {
                self.add(LayerFile::None, || borders);
            }
        }
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
        let dataset = Dataset { title, is_titled_by_user: false, layers: self.layers };
        dataset.titled_by_user(self.options.title.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use maillage_hours::Lang;
    use maillage_intake::saved::{SavedGeometry, SavedRow};
    use maillage_tables::{Format, Scalar};

    use super::*;

    /// A layer of one row, as it is read from `file`.
    fn saved(file: &str, name: &str, column: &str) -> SavedTable {
        let row = SavedRow { values: vec![Scalar::Decimal(1.0)], geometry: SavedGeometry::None };
        SavedTable {
            path: PathBuf::from(file),
            format: Format::GeoJson,
            sha256: String::new(),
            name: name.to_owned(),
            metadata: serde_json::json!({}),
            columns: vec![column.to_owned()],
            rows: vec![row],
        }
    }

    fn refused(tables: &[SavedTable], first: Option<StyleName>) -> String {
        let options = DatasetOptions { first, ..DatasetOptions::default() };
        let dataset = saved_dataset(tables, &options, Voice::of(Lang::En));
        dataset.err().expect("it is refused").to_string()
    }

    #[test]
    fn two_layers_of_one_name_are_refused_whatever_the_style() {
        let tables = [
            saved("a.geojson", "couverture", "distance_km"),
            saved("b.geojson", "couverture", "illectronisme_pct"),
        ];
        for first in [None, Some(StyleName::Need)] {
            let error = refused(&tables, first);
            assert!(
                error.starts_with("b.geojson: holds the layer `couverture`, as a.geojson does")
            );
        }
    }

    #[test]
    fn no_layer_is_an_error() {
        assert!(refused(&[], None).contains("no layer was given"));
    }

    #[test]
    fn communes_are_the_main_layer_whatever_the_style_draws() {
        let tables = [
            saved("x.territoires.geojson", "territoires", "couverture_10km_pct"),
            saved("x.geojson", "couverture", "distance_km"),
        ];
        for first in [None, Some(StyleName::Territories)] {
            let options = DatasetOptions { first, ..DatasetOptions::default() };
            let dataset = saved_dataset(&tables, &options, Voice::of(Lang::En)).expect("layers");
            assert_eq!(dataset.main().layer.name, "couverture");
        }
    }

    #[test]
    fn a_style_of_another_layer_than_those_given_is_refused() {
        // Territories have a column that the style of need looks at, and are not drawn by it.
        let tables = [saved("x.geojson", "territoires", "illectronisme_pct")];
        assert_eq!(
            refused(&tables, Some(StyleName::Need)),
            "style need: draws the layer `couverture`, which is not among these; a .gpkg holds all layers of a run"
        );
        let tables = [saved("x.geojson", "couverture", "distance_km")];
        let error = refused(&tables, Some(StyleName::Certainty));
        assert_eq!(error, "style certainty: needs a layer with values in `verdict`");
    }
}
