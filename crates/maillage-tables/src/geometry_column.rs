//! Lines and surfaces written in a column of a table, as WKT or as the text of a GeoJSON
//! geometry. They become the geometries of the rows.

use std::{path::Path, str::FromStr};

use geo::Geometry;
use geo_traits::to_geo::ToGeoGeometry;
use maillage_spelling::fold;
use rayon::prelude::*;
use wkt::Wkt;

use super::{
    Decoded, geometry,
    reproject::{self, StatedCrs},
};
use crate::{Budget, Row, crs::Crs, error::Result};

/// Names of a column of frames around the shapes, read where no other column holds any.
const FRAMES: [&str; 5] = ["bbox", "bounding box", "envelope", "emprise", "extent"];

/// Memory of a geometry in multiples of its text: while it is parsed, and afterwards. A position is
/// written with four letters at least.
const PARSED: usize = 16;
const READ: usize = 4;

/// Sets the geometries of `decoded` from its column of lines or surfaces, if there is one, and
/// empties the cells that are read. Of several columns it is the one with the most of them.
///
/// The coordinates are in the system that the first one states (`SRID=2154;LINESTRING (…)`).
/// Without one, they are in degrees unless their values exclude this.
pub(super) fn take(path: &Path, decoded: &mut Decoded, budget: &mut Budget) -> Result<()> {
    let names = decoded.columns.names();
    budget.check_sparse(decoded.rows.len(), names.len())?;
    let read_at = |rank: usize| -> Vec<Option<Geometry<f64>>> {
        decoded.rows.par_iter().map(|row| read(row.cell(rank))).collect()
    };
    let mut writes = vec![false; names.len()];
    for (rank, text) in decoded.rows.iter().flat_map(Row::filled) {
        if let Some(writes) = writes.get_mut(rank) {
            *writes = *writes || is_geometry(text);
        }
    }
    let (mut best, mut column, mut shapes) = ((false, 0), 0, Vec::new());
    for rank in (0..names.len()).filter(|rank| writes[*rank]) {
        let texts = decoded.rows.iter().map(|row| row.cell(rank));
        let lengths = || texts.clone().filter(|text| is_geometry(text)).map(str::len);
        budget.check(PARSED * lengths().max().unwrap_or(0))?;
        budget.take(READ * lengths().sum::<usize>())?;
        budget.take_values::<Option<Geometry<f64>>>(decoded.rows.len())?;
        let read = read_at(rank);
        let is_frame = FRAMES.contains(&fold(&names[rank]).as_str());
        let count = read.iter().flatten().count();
        let score = (!is_frame, count);
        if count > 0 && score > best {
            (best, column, shapes) = (score, rank, read);
        }
    }
    if shapes.is_empty() {
        return Ok(());
    }
    let first = decoded.rows.iter().zip(&shapes).find(|(_, shape)| shape.is_some());
    let stated = first.and_then(|(row, _)| srid(row.cell(column)).0);
    let stated = stated.unwrap_or(StatedCrs::System(Crs::WGS84));
    for (row, shape) in decoded.rows.iter_mut().zip(shapes) {
        if shape.is_some() {
            row.geometry = shape.map(Box::new);
            row.set(column, "");
        }
    }
    reproject::to_wgs84(path, stated, decoded)
}

/// Separates an extended WKT into the system it states and the WKT.
fn srid(text: &str) -> (Option<StatedCrs>, &str) {
    let text = text.trim();
    match text.get(..5).filter(|start| start.eq_ignore_ascii_case("SRID=")) {
        Some(_) => {
            let (code, wkt) = text[5..].split_once(';').unwrap_or(("", ""));
            let crs = Crs::from_name(&format!("EPSG:{}", code.trim()));
            (Some(StatedCrs::or_words(crs, code)), wkt.trim())
        }
        None => (None, text),
    }
}

fn is_geometry(text: &str) -> bool {
    is_geojson(text) || is_wkt(text)
}

/// Whether a text is an object that says it is a polygon: points are read as text.
fn is_geojson(text: &str) -> bool {
    text.starts_with('{') && text.contains("\"coordinates\"") && text.contains("Polygon\"")
}

/// Whether a text starts as a line or a surface: the word of its type, blanks and perhaps `Z`,
/// parentheses, and a number.
fn is_wkt(text: &str) -> bool {
    const TYPES: [&str; 4] = ["LINESTRING", "MULTILINESTRING", "POLYGON", "MULTIPOLYGON"];
    let wkt = srid(text).1;
    let Some((start, numbers)) = wkt.split_once('(') else { return false };
    let mut words = start.split_whitespace();
    let is_type =
        words.next().is_some_and(|word| TYPES.iter().any(|one| word.eq_ignore_ascii_case(one)));
    let dimensions = words.next();
    let are_dimensions = dimensions
        .is_none_or(|word| ["Z", "M", "ZM"].iter().any(|one| word.eq_ignore_ascii_case(one)));
    let number = numbers.trim_start_matches(|letter: char| letter == '(' || letter.is_whitespace());
    let is_number = number.starts_with(|it: char| it.is_ascii_digit() || "+-.".contains(it));
    is_type && are_dimensions && words.next().is_none() && is_number
}

/// The line or surface that a text writes; `None` for any other text.
fn read(text: &str) -> Option<Geometry<f64>> {
    if is_geojson(text) {
        return geometry::decode_surfaces(text);
    }
    if !is_wkt(text) {
        return None;
    }
    let wkt = Wkt::<f64>::from_str(&srid(text).1.to_ascii_uppercase()).ok()?;
    wkt.try_to_geometry()
}

#[cfg(test)]
mod tests {
    use geo::{line_string, polygon};

    use super::*;

    #[test]
    fn a_line_is_read_in_any_case_and_with_its_system() {
        let along = Geometry::from(line_string![(x: 0., y: 45.), (x: 0.1, y: 45.)]);
        for text in ["LINESTRING (0 45, 0.1 45)", "srid=4326; LineString(0 45,0.1 45)"] {
            assert!(is_geometry(text), "{text}");
            assert_eq!(read(text), Some(along.clone()), "{text}");
        }
        for text in ["POLYGON (le quartier)", "Polygones ((1 2", "LineString de (2 bus)"] {
            assert!(!is_geometry(text), "{text}");
        }
        for text in
            ["", "POINT (0 45)", "LINESTRING", "ligne 3 (mardi)", "Polygone (médiathèque du)"]
        {
            assert!(!is_geometry(text), "{text}");
        }
        assert_eq!(read("LINESTRING (0 45, 0.1"), None);
    }

    #[test]
    fn a_surface_is_read_as_wkt_and_as_geojson() {
        let triangle = Geometry::from(polygon![(x: 0., y: 45.), (x: 1., y: 45.), (x: 1., y: 46.)]);
        for text in [
            "POLYGON ((0 45, 1 45, 1 46, 0 45))",
            r#"{"coordinates": [[[0, 45], [1, 45], [1, 46], [0, 45]]], "type": "Polygon"}"#,
        ] {
            assert!(is_geometry(text), "{text}");
            assert_eq!(read(text), Some(triangle.clone()), "{text}");
        }
        assert!(!is_geometry(r#"{"coordinates": [0, 45], "type": "Point"}"#));
    }

    fn rows(csv: &str) -> Vec<crate::Row> {
        let options = crate::ReadOptions::default();
        let path = Path::new("x");
        let budget = &mut Budget::of_file(path, 0);
        crate::decode(path, csv.as_bytes(), &options, budget).expect("a table").rows
    }

    #[test]
    fn the_column_with_the_most_shapes_is_read_and_no_name_is_lost() {
        let read = rows(
            "nom;bbox;shape\n\
             Polygone (médiathèque du);POLYGON ((0 45, 2 45, 2 47, 0 45));POLYGON ((0 45, 1 45, 1 46, 0 45))\n\
             POLYGON ((0 45, 2 45, 2 47, 0 45));POLYGON ((0 45, 2 45, 2 47, 0 45));POLYGON ((0 45, 1 45, 1 46, 0 45))\n\
             Mairie;POLYGON ((0 45, 2 45, 2 47, 0 45));POLYGON ((0 45, 1 45\n",
        );
        assert_eq!(read[0].cell(0), "Polygone (médiathèque du)");
        assert!(read[1].cell(0).starts_with("POLYGON"));
        let triangle = Geometry::from(polygon![(x: 0., y: 45.), (x: 1., y: 45.), (x: 1., y: 46.)]);
        assert_eq!(read[0].geometry.as_deref(), Some(&triangle));
        assert_eq!((read[0].cell(2), read[2].cell(2)), ("", "POLYGON ((0 45, 1 45"));
        assert_eq!(read[2].geometry, None);
        assert!(read[0].cell(1).starts_with("POLYGON"));

        let read = rows("nom;bbox\nMairie;POLYGON ((0 45, 1 45, 1 46, 0 45))\n");
        assert_eq!(read[0].geometry.as_deref(), Some(&triangle));
    }
}
