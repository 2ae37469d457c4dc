//! The tree of layers beside the map, in groups.

use std::io::{self, Write};

use super::{layers::ProjectLayer, themes::Theme};
use crate::{Voice, qml::xml::Xml};

/// Writes the tree, with the layers of `shown` ticked, and the tables.
pub(super) fn write(
    xml: &mut Xml<impl Write>,
    layers: &[ProjectLayer],
    shown: &Theme,
    voice: Voice,
) -> io::Result<()> {
    xml.open("layer-tree-group", &[])?;
    xml.empty("customproperties", &[])?;
    for group in layers.chunk_by(|one, other| one.group == other.group) {
        let title = group[0].group.title();
        let title = title.get(voice.lang);
        let attributes = [("name", title), ("checked", "Qt::Checked"), ("expanded", "1")];
        xml.open("layer-tree-group", &attributes)?;
        xml.empty("customproperties", &[])?;
        for layer in group {
            let is_shown = shown.has(layer);
            let checked = if is_shown { "Qt::Checked" } else { "Qt::Unchecked" };
            let expanded = if is_shown && layer.border.is_none() { "1" } else { "0" };
            write_layer(xml, layer, &[("checked", checked), ("expanded", expanded)], &[])?;
        }
        xml.close()?;
    }
    xml.close()
}

/// Writes a layer of a tree, with properties of its own.
pub(super) fn write_layer(
    xml: &mut Xml<impl Write>,
    layer: &ProjectLayer,
    shown: &[(&str, &str)],
    properties: &[(String, String)],
) -> io::Result<()> {
    let of = [
        ("id", &*layer.id),
        ("name", &layer.title),
        ("source", &layer.source),
        ("providerKey", "ogr"),
    ];
    let attributes: Vec<_> = of.into_iter().chain(shown.iter().copied()).collect();
    xml.open("layer-tree-layer", &attributes)?;
    xml.open("customproperties", &[])?;
    for (key, value) in properties {
        xml.empty("property", &[("key", key), ("value", value)])?;
    }
    xml.close()?;
    xml.close()
}
