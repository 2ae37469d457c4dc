//! What the file says of its tables: titles, boxes, types of geometries, provenance.

use std::collections::BTreeSet;

use maillage_hours::Lang;
use rusqlite::{Transaction, params};

use super::{DATE, Failure, Names, geometry::WGS84};
use crate::{
    extent::Extent,
    layer::Layer,
    layer_metadata::{self, Facts},
};

/// What the provenance is written in.
const JSON: (&str, &str) = ("urn:ietf:rfc:8259", "application/json");
/// What QGIS reads as the metadata of a layer.
const QGIS: (&str, &str) = ("http://mrcc.com/qgis.dtd", "text/xml");

/// The titles that are given so far: the standard wants each once.
#[derive(Default)]
pub(super) struct Titles(BTreeSet<String>);

impl Titles {
    /// The title of `layer`, with its name where another layer has the same title.
    pub(super) fn of(&mut self, layer: &Layer, lang: Lang) -> Title {
        Title {
            short: self.once(layer.title.get(lang), layer.name),
            long: layer.about.get(lang).to_owned(),
        }
    }

    fn once(&mut self, title: &str, name: &str) -> String {
        let title = match self.0.contains(title) {
            true => format!("{title} ({name})"),
            false => title.to_owned(),
        };
        self.0.insert(title.clone());
        title
    }
}

/// How a layer is called, and what it is for.
pub(super) struct Title {
    short: String,
    long: String,
}

/// Registers `layer` as a table of this `extent`.
pub(super) fn write(
    to: &Transaction,
    layer: &Layer,
    names: &Names,
    extent: Option<Extent>,
    title: Title,
) -> Result<(), Failure> {
    let kind = if names.geometry.is_some() { "features" } else { "attributes" };
    let system = names.geometry.as_ref().map(|_| WGS84);
    let corners = extent.map(|Extent { least, most }| [least.x, least.y, most.x, most.y]);
    let corner = |rank: usize| corners.map(|corners| corners[rank]);
    to.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            layer.name,
            kind,
            title.short,
            title.long,
            DATE,
            corner(0),
            corner(1),
            corner(2),
            corner(3),
            system
        ],
    )?;
    if let Some((column, of)) = &names.geometry {
        to.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
            params![layer.name, column, of, WGS84],
        )?;
    }
    Ok(())
}

/// Writes the titles of the columns, which QGIS shows in their place.
pub(super) fn write_columns(to: &Transaction, layer: &Layer, lang: Lang) -> Result<(), Failure> {
    let mut titles = Titles::default();
    let mut statement =
        to.prepare("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, NULL)")?;
    for column in &layer.columns {
        let title = column.titles.get(lang);
        let once = titles.once(title, &column.name);
        statement.execute(params![layer.name, column.name, once, title])?;
    }
    Ok(())
}

/// Writes where the layer comes from: whole as JSON, and what QGIS shows of it.
pub(super) fn write_provenance(to: &Transaction, layer: &Layer, lang: Lang) -> Result<(), Failure> {
    let provenance = layer.provenance()?;
    let for_qgis = layer_metadata::document(layer, &Facts::of(&provenance), lang)?;
    let texts = [(JSON, serde_json::to_string_pretty(&provenance)?), (QGIS, for_qgis)];
    for ((standard, kind), text) in texts {
        to.execute(
            "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)
             VALUES ('dataset', ?, ?, ?)",
            params![standard, kind, text],
        )?;
        to.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)",
            params![layer.name, DATE, to.last_insert_rowid()],
        )?;
    }
    Ok(())
}
