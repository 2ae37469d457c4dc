//! A layer that was read back from a file, to be drawn or written again.

use std::borrow::Cow;

use crate::{
    Column, ColumnType, Geometry, GeometryType, Layer, StyleName, Unit, Value, Words,
    layer::COLUMNS, territory_borders,
};
use maillage_intake::saved::{SavedGeometry, SavedTable};
use maillage_tables::Scalar;

/// The layer of a file. Its columns have the titles and units that its provenance states, or their
/// names for titles; a file of a name that no layer of ours has is taken for communes.
pub fn saved_layer(saved: &SavedTable) -> Layer<'_> {
    let title = Words::same(&saved.name);
    Layer {
        name: name_of(saved),
        about: title.clone(),
        title,
        columns: saved
            .columns
            .iter()
            .enumerate()
            .map(|(rank, name)| column(saved, rank, name))
            .collect(),
        rows: saved.rows.len(),
        geometry_type: geometry_type(saved),
        geometry: Box::new(|row| match &saved.rows[row].geometry {
            SavedGeometry::Area(area) => Geometry::Area(area),
            SavedGeometry::Line(line) => Geometry::Line(line),
            SavedGeometry::Point(position) => Geometry::Point(*position),
            SavedGeometry::None => Geometry::None,
        }),
        metadata: Box::new(|| Ok(saved.metadata.clone())),
        execution: None,
    }
}

/// The name of the layer among those that styles draw.
fn name_of(saved: &SavedTable) -> &'static str {
    let has = |column: &str| saved.column(column).is_some();
    let named = StyleName::ALL.into_iter().map(StyleName::layer).find(|name| *name == saved.name);
    if saved.name == territory_borders::NAME {
        return territory_borders::NAME;
    }
    // Layers of before this version, and renamed ones, are told by their columns.
    named.filter(|name| *name != "lieux" || !has("deplacement_m")).unwrap_or_else(|| {
        if has("deplacement_m") {
            StyleName::ChangedPlaces.layer()
        } else if has("evolution") {
            StyleName::Change.layer()
        } else if has("niveau") {
            StyleName::Territories.layer()
        } else if has("manque") {
            StyleName::Gaps.layer()
        } else if has("nature") && has("tournee") {
            StyleName::Tours.layer()
        } else if has("type") && has("id") {
            StyleName::Places.layer()
        } else {
            StyleName::Distance.layer()
        }
    })
}

fn geometry_type(saved: &SavedTable) -> GeometryType {
    let first = saved.rows.iter().map(|row| &row.geometry);
    let mut types = first.filter_map(|geometry| match geometry {
        SavedGeometry::Area(_) => Some(GeometryType::Area),
        SavedGeometry::Line(_) => Some(GeometryType::Line),
        SavedGeometry::Point(_) => Some(GeometryType::Point),
        SavedGeometry::None => None,
    });
    let Some(first) = types.next() else { return GeometryType::None };
    if types.all(|other| other == first) { first } else { GeometryType::LineAndPoint }
}

fn column<'saved>(saved: &'saved SavedTable, rank: usize, name: &str) -> Column<'saved> {
    let values = saved.rows.iter().filter_map(move |row| row.values.get(rank));
    let mut kind = ColumnType::Integer;
    for value in values {
        kind = match value {
            Scalar::Text(_) => ColumnType::Text,
            Scalar::Decimal(_) if kind != ColumnType::Text => ColumnType::Decimal(3),
            _ => kind,
        };
    }
    let value = move |row: usize| match saved.rows[row].values.get(rank) {
        Some(Scalar::Text(text)) if !text.is_empty() => Value::Text(Cow::Borrowed(text)),
        Some(Scalar::Integer(number)) => Value::Integer(*number),
        Some(Scalar::Decimal(number)) => Value::Decimal(*number),
        _ => Value::Null,
    };
    let (titles, unit) = described(saved, name);
    Column::of(name.to_owned(), unit, kind, titles, value)
}

/// The titles and the unit of a column, as its run stated them.
fn described(saved: &SavedTable, name: &str) -> (Words, Unit) {
    let stated = &saved.metadata[COLUMNS][name];
    let text = |key: &str| stated[key].as_str();
    let titles = match (text("fr"), text("en")) {
        (Some(fr), Some(en)) => Words { fr: fr.to_owned(), en: en.to_owned() },
        _ => Words::same(name),
    };
    (titles, text("unite").and_then(Unit::of_name).unwrap_or(Unit::None))
}
