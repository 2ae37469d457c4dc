//! Layers of a few rows with awkward names, lines without points and missing values, on which the
//! tests hold every format.

use std::sync::LazyLock;

use geo::{MultiLineString, MultiPolygon, line_string, polygon};
use maillage_core::geodesy::Position;
use serde_json::json;

use crate::{Column, Execution, Geometry, GeometryType, Layer, LayerFormat, RunId, Unit, Words};

/// Names that formats stumble over; the last is of 200 characters in 400 bytes.
pub(crate) static NAMES: LazyLock<[String; 6]> = LazyLock::new(|| {
    [
        "Saint-Étienne <b>&amp; \"Cie\"</b>".to_owned(),
        "=HYPERLINK(\"http://x\")".to_owned(),
        "L'Île-d'Yeu 🏝️".to_owned(),
        "القاهرة".to_owned(),
        "de deux\nlignes; et, des virgules".to_owned(),
        "é".repeat(200),
    ]
});

/// The number of rows: one a name, and one whose every value but the code is missing.
pub(crate) const ROWS: usize = 7;

static AREAS: LazyLock<Vec<MultiPolygon<f64>>> = LazyLock::new(|| {
    let square = |x: f64, y: f64| {
        polygon!(
            exterior: [
                (x: x, y: y), (x: x + 1.0, y: y), (x: x + 1.0, y: y + 1.0), (x: x, y: y + 1.0),
            ],
            interiors: [[
                (x: x + 0.25, y: y + 0.25), (x: x + 0.25, y: y + 0.5), (x: x + 0.5, y: y + 0.5),
            ]],
        )
    };
    let of_row = |row: usize| {
        let x = row as f64;
        // The first has two parts, the last none.
        match row {
            0 => MultiPolygon(vec![square(x, 45.0), square(x, 47.0)]),
            row if row + 1 == ROWS => MultiPolygon(Vec::new()),
            _ => MultiPolygon(vec![square(x, 45.0)]),
        }
    };
    (0..ROWS).map(of_row).collect()
});

static LINES: LazyLock<Vec<MultiLineString<f64>>> = LazyLock::new(|| {
    let of_row = |row: usize| {
        let x = row as f64;
        let line = line_string![(x: x, y: 45.0), (x: x + 0.5, y: 45.5), (x: x + 1.0, y: 45.0)];
        // Of every third row no part is known.
        MultiLineString(if row % 3 == 2 { Vec::new() } else { vec![line] })
    };
    (0..ROWS).map(of_row).collect()
});

fn layer(name: &'static str, geometry_type: GeometryType) -> Layer<'static> {
    let is_known = |row: usize| row + 1 < ROWS;
    Layer {
        name,
        title: Words { fr: format!("Essai : {name} & <co>"), en: format!("Trial: {name}") },
        about: Words::same("Une ligne par ligne."),
        columns: vec![
            Column::text("code_insee", Words::same("Code INSEE"), |row| {
                Some(format!("{:05}", 1004 + row))
            }),
            Column::text("nom", Words { fr: "Nom".to_owned(), en: "Name".to_owned() }, |row| {
                NAMES.get(row).map(String::as_str)
            }),
            Column::integer(
                "personnes_non_couvertes",
                Unit::People,
                Words::same("Personnes non couvertes"),
                move |row| is_known(row).then_some(row as i64 * 1_000 - 1_000),
            ),
            Column::per_cent("couverture_10km_pct", Words::same("Couverture (%)"), move |row| {
                is_known(row).then_some(100.0 / (row + 1) as f64)
            }),
            Column::text("remarque", Words::same("Remarque"), |_| None::<&str>),
        ],
        rows: ROWS,
        geometry_type,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(|| Ok(json!({"logiciel": "maillage", "titre": "é \" <&>"}))),
        execution: Some(Execution::from(RunId::of_inputs(
            &"sample",
            &"",
            maillage_hours::Lang::Fr,
        ))),
    }
}

/// Contours: the first of two parts, each with a hole, the last empty.
pub(crate) fn areas() -> Layer<'static> {
    let geometry = |row: usize| Geometry::Area(&AREAS[row]);
    Layer { geometry: Box::new(geometry), ..layer("contours", GeometryType::Area) }
}

/// Lines, some of them empty.
pub(crate) fn lines() -> Layer<'static> {
    let geometry = |row: usize| Geometry::Line(&LINES[row]);
    Layer { geometry: Box::new(geometry), ..layer("lignes", GeometryType::Line) }
}

/// Positions.
pub(crate) fn points() -> Layer<'static> {
    Layer {
        geometry: Box::new(|row| Geometry::Point(position(row))),
        ..layer("points", GeometryType::Point)
    }
}

/// Lines, then positions.
pub(crate) fn lines_and_points() -> Layer<'static> {
    let geometry = |row: usize| match row {
        0..4 => Geometry::Line(&LINES[row]),
        _ => Geometry::Point(position(row)),
    };
    Layer { geometry: Box::new(geometry), ..layer("melange", GeometryType::LineAndPoint) }
}

/// A table.
pub(crate) fn table() -> Layer<'static> {
    layer("table", GeometryType::None)
}

/// Contours without any row.
pub(crate) fn empty() -> Layer<'static> {
    Layer { rows: 0, ..areas() }
}

/// The position of the row of this rank.
pub(crate) fn position(row: usize) -> Position {
    Position::new(45.123_456_78 - row as f64 * 0.01, row as f64 + 0.25).expect("on the globe")
}

/// What `format` writes of `layer`.
pub(crate) fn written(format: &dyn LayerFormat, layer: &Layer) -> Vec<u8> {
    let mut bytes = Vec::new();
    format.write(layer, &mut bytes).expect("memory takes any write");
    bytes
}
