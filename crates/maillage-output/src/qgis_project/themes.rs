//! The themes of a project: one for each style of the main layer and one for each layer of
//! territories or gaps, with what is shown over it.

use std::io::{self, Write};

use super::layers::{Group, ProjectLayer, id};
use crate::{Dataset, GeometryType, Layer, qml::xml::Xml};

/// Most points or lines that leave the communes below them visible on a page.
const MOST_ROWS: usize = 1_500;
/// Most classes of a layer over the main one that a legend has room for.
const MOST_CLASSES: usize = 8;

/// What is shown together.
pub(super) struct Theme {
    /// The title of the style, or of the layer of territories.
    pub(super) name: String,
    /// The id of the layer that it is about.
    pub(super) subject: String,
    /// The rank of the style of this layer.
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

/// The themes of a project, one at least: those of the main layer come first.
pub(super) fn of(dataset: &Dataset, layers: &[ProjectLayer]) -> Vec<Theme> {
    let main = id(dataset.main().layer.name);
    let styles = layers.iter().find(|layer| layer.id == main).map_or(&[][..], |of| &of.styles);
    let mut themes: Vec<Theme> = match styles {
        [] => vec![theme(dataset.main().layer.name, (&main, 0), layers)],
        styles => {
            let of_style = |(rank, name): (usize, &String)| theme(name, (&main, rank), layers);
            styles.iter().enumerate().map(of_style).collect()
        }
    };
    // A territory alone says nothing beside others of its level.
    let has_rows = |layer: &&ProjectLayer| {
        layer.group == Group::Territories && layer.id != main && layer.of.layer.rows > 1
    };
    for layer in layers.iter().filter(has_rows).filter(|layer| !layer.styles.is_empty()) {
        let is_taken = themes.iter().any(|known| known.name == layer.title);
        let name = match is_taken {
            true => format!("{} ({})", layer.title, layer.of.layer.name),
            false => layer.title.clone(),
        };
        themes.push(theme(&name, (&layer.id, 0), layers));
    }
    themes
}

/// The theme of a style of the layer `subject`, with what is shown over it.
fn theme(name: &str, (subject, style): (&str, usize), layers: &[ProjectLayer]) -> Theme {
    let is_shown = |layer: &&ProjectLayer| match layer.group {
        _ if layer.id == subject => true,
        Group::Borders => true,
        Group::Places => is_legible(layer) && !is_drawn_from_stops(&layer.of.layer),
        Group::Territories | Group::Communes | Group::Tables => false,
    };
    let shown = layers.iter().filter(is_shown).map(|layer| {
        let of_layer = if layer.id == subject { style } else { 0 };
        (layer.id.clone(), layer.styles.get(of_layer).cloned().unwrap_or_default())
    });
    let layers = shown.collect();
    Theme { name: name.to_owned(), subject: subject.to_owned(), style, layers }
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
