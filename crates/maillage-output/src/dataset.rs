//! The layers of each kind of run, together with their styles.

use crate::{
    Comparison, Coverage, Dataset, Diagnosis, Lacking, Layer, LayerFile, RunId, StyleName,
    StyleOptions, StyledLayer, ToursLayer, Voice, change_layer, changed_places_layer,
    coverage_layer, gaps_layer, ledger_layer, places_layer, saved_layer, served_layer, sites_layer,
    sources_layer, style, styles_of, territories_layer, tours_layers,
};
use maillage_intake::{catalogue::Catalogue, ledger::Ledger, saved::SavedTable};

/// What is asked of the layers of a run: how their numbers are cut, and which style comes first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DatasetOptions {
    /// Of every style.
    pub styles: StyleOptions,
    /// The style with which its layer opens; the first that has values by default.
    pub first: Option<StyleName>,
}

/// The layers of the main job: communes, and the places and tours that serve them.
pub fn coverage_dataset<'run>(
    coverage: &'run Coverage,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let styled = Styled { options, voice };
    let mut layers = vec![styled.layer(sites_layer(coverage, voice), LayerFile::None)];
    layers.extend(styled.tours(tours_of(coverage)));
    layers.push(styled.layer(coverage_layer(coverage, voice), LayerFile::Main));
    layers.extend(tables(&coverage.ledger, voice));
    Dataset { title: crate::caption::of_coverage(coverage, voice), layers }
}

/// The layers of a diagnosis: those of the main job, territories, gaps, and change where something is
/// planned.
pub fn diagnosis_dataset<'run>(
    diagnosis: &'run Diagnosis,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let styled = Styled { options, voice };
    let coverage = &diagnosis.coverage;
    let mut layers = vec![styled.layer(served_layer(diagnosis, voice), LayerFile::Beside("lieux"))];
    layers.extend(styled.tours(tours_of(coverage)));
    layers.push(styled.layer(gaps_layer(diagnosis, voice), LayerFile::Beside("lacunes")));
    if let Some(change) = &diagnosis.change {
        layers.push(styled.layer(change_layer(change), LayerFile::Beside("changement")));
    }
    layers.push(styled.layer(coverage_layer(coverage, voice), LayerFile::Main));
    layers
        .push(styled.layer(territories_layer(diagnosis, voice), LayerFile::Beside("territoires")));
    layers.extend(tables(&coverage.ledger, voice));
    let title = match diagnosis.title.as_str() {
        "" => crate::caption::of_coverage(coverage, voice),
        title => title.to_owned(),
    };
    Dataset { title, layers }
}

/// The layers of a comparison: change by commune, and the places where they were compared.
pub fn comparison_dataset<'run>(
    comparison: &'run Comparison,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let styled = Styled { options, voice };
    let places = changed_places_layer(comparison);
    let places = places.map(|layer| styled.layer(layer, LayerFile::Beside("lieux")));
    let change = styled.layer(change_layer(comparison), LayerFile::Main);
    Dataset {
        title: crate::caption::of_comparison(voice),
        layers: places.into_iter().chain([change]).collect(),
    }
}

/// The layers of an inventory: places and tours.
pub fn catalogue_dataset<'run>(
    catalogue: &'run Catalogue,
    run: Option<&'run RunId>,
    options: &DatasetOptions,
    voice: Voice,
) -> Dataset<'run> {
    let styled = Styled { options, voice };
    let places = styled.layer(places_layer(catalogue, voice), LayerFile::Main);
    let tours = styled.tours(ToursLayer { run, ..ToursLayer::from(catalogue) });
    Dataset {
        title: crate::caption::of_catalogue(voice),
        layers: [places].into_iter().chain(tours).chain(tables(&catalogue.ledger, voice)).collect(),
    }
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
    let styled = Styled { options, voice };
    let layers: Vec<StyledLayer> =
        tables.iter().map(|saved| styled.layer(saved_layer(saved), LayerFile::None)).collect();
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
    Ok(Dataset::with_main(String::new(), layers, communes.unwrap_or(0)))
}

/// The tables that account for what was read.
fn tables<'run>(ledger: &'run Ledger, voice: Voice) -> [StyledLayer<'run>; 2] {
    [sources_layer(ledger, voice), ledger_layer(ledger, voice)].map(|layer| StyledLayer {
        layer,
        styles: Vec::new(),
        file: LayerFile::None,
    })
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

/// Gives layers their styles.
struct Styled<'options> {
    options: &'options DatasetOptions,
    voice: Voice,
}

impl Styled<'_> {
    fn layer<'run>(&self, layer: Layer<'run>, file: LayerFile) -> StyledLayer<'run> {
        let mut styles = styles_of(&layer, &self.options.styles, self.voice);
        let first = self.options.first.map(StyleName::name);
        // Stable: the others keep their order.
        styles.sort_by_key(|style| Some(style.name) != first);
        StyledLayer { layer, styles, file }
    }

    /// The lines and the stops of tours; nothing without any.
    fn tours<'run>(&self, tours: ToursLayer<'run>) -> Vec<StyledLayer<'run>> {
        let [lines, stops] = tours_layers(tours);
        let layers = [stops, lines].into_iter().filter(|layer| layer.rows > 0);
        layers.map(|layer| self.layer(layer, LayerFile::None)).collect()
    }
}
