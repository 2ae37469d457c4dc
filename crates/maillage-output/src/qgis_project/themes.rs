//! The themes of a project: one for each style of the main layer, with what is shown over it.

use std::io::{self, Write};

use super::layers::{Group, ProjectLayer, id};
use crate::{Dataset, GeometryType, Layer, qml::xml::Xml};

/// Most points or lines that leave the communes below them visible on a page.
const MOST_ROWS: usize = 1_500;
/// Most classes of a layer over the main one that a legend has room for.
const MOST_CLASSES: usize = 8;

/// What is shown together.
pub(super) struct Theme {
    /// The title of the style of the main layer.
    pub(super) name: String,
    /// The rank of this style.
    pub(super) style: usize,
    /// The layers, each by its id with the name of its style.
    layers: Vec<(String, String)>,
}

impl Theme {
    /// Whether `layer` is shown.
    pub(super) fn has(&self, layer: &ProjectLayer) -> bool {
        self.layers.iter().any(|(id, _)| *id == layer.id)
    }
}

/// The themes of a project, one at least.
pub(super) fn of(dataset: &Dataset, layers: &[ProjectLayer]) -> Vec<Theme> {
    let main = id(dataset.main().layer.name);
    let styles = layers.iter().find(|layer| layer.id == main).map_or(&[][..], |of| &of.styles);
    let is_shown = |layer: &&ProjectLayer| match layer.group {
        _ if layer.id == main => true,
        Group::Borders => true,
        Group::Places => is_legible(layer) && !is_drawn_from_stops(&layer.of.layer),
        Group::Territories | Group::Communes | Group::Tables => false,
    };
    let theme = |(style, name): (usize, &str)| {
        let shown = layers.iter().filter(is_shown).map(|layer| {
            let of_layer = if layer.id == main { style } else { 0 };
            (layer.id.clone(), layer.styles.get(of_layer).cloned().unwrap_or_default())
        });
        Theme { name: name.to_owned(), style, layers: shown.collect() }
    };
    match styles {
        [] => vec![theme((0, dataset.main().layer.name))],
        styles => styles.iter().map(String::as_str).enumerate().map(theme).collect(),
    }
}

/// Whether a layer of points or lines can be shown over the communes.
fn is_legible(layer: &ProjectLayer) -> bool {
    let classes = layer.of.styles.first().map_or(0, |style| style.rules.len());
    layer.of.layer.rows <= MOST_ROWS && classes <= MOST_CLASSES
}

/// Whether all lines of a layer go straight from stop to stop: such lines follow no road, and cross a
/// map that shows where people live. They are a tick away.
fn is_drawn_from_stops(layer: &Layer) -> bool {
    let Some(line) = layer.column("trace") else { return false };
    let is_straight = |row| line.value(row).to_text().is_none_or(|text| text == "par_les_arrets");
    layer.geometry_type == GeometryType::Line && (0..layer.rows).all(is_straight)
}

/// Writes the themes.
pub(super) fn write(xml: &mut Xml<impl Write>, themes: &[Theme]) -> io::Result<()> {
    xml.open("visibility-presets", &[])?;
    for theme in themes {
        let preset =
            [("name", &*theme.name), ("has-expanded-info", "0"), ("has-checked-group-info", "0")];
        xml.open("visibility-preset", &preset)?;
        for (id, style) in &theme.layers {
            xml.empty("layer", &[("id", id), ("style", style), ("visible", "1")])?;
        }
        xml.close()?;
    }
    xml.close()
}
