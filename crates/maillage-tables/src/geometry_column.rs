//! Lines and surfaces written in a column of a table, as WKT or as the text of a GeoJSON
//! geometry. They become the geometries of the rows.

use std::{path::Path, str::FromStr};

use geo::Geometry;
use geo_traits::to_geo::ToGeoGeometry;
use rayon::prelude::*;
use wkt::Wkt;

use super::{
    Decoded, geometry,
    reproject::{self, StatedCrs},
};
use crate::{crs::Crs, error::Result};

/// Sets the geometries of `decoded` from its column of lines or surfaces, if there is one, and
/// empties that column.
///
/// The coordinates are in the system that the first one states (`SRID=2154;LINESTRING (…)`).
/// Without one, they are in degrees unless their values exclude this.
pub(super) fn take(path: &Path, decoded: &mut Decoded) -> Result<()> {
    let width = decoded.columns.names().len();
    let writes = |rank: &usize| {
        let mut filled = decoded.rows.iter().map(|row| row.cell(*rank)).filter(|it| !it.is_empty());
        filled.any(is_geometry)
    };
    let Some(column) = (0..width).find(writes) else { return Ok(()) };
    let first = decoded.rows.iter().map(|row| row.cell(column)).find(|text| is_geometry(text));
    let stated = first.and_then(|text| srid(text).0).unwrap_or(StatedCrs::System(Crs::WGS84));
    decoded.rows.par_iter_mut().for_each(|row| {
        let text = row.cell(column);
        if is_geometry(text) {
            row.geometry = read(text);
            row.set(column, "");
        }
    });
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

fn is_wkt(text: &str) -> bool {
    const TYPES: [&str; 4] = ["LINESTRING", "MULTILINESTRING", "POLYGON", "MULTIPOLYGON"];
    let wkt = srid(text).1;
    let starts =
        |word: &&str| wkt.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    TYPES.iter().any(starts) && wkt.contains('(')
}

fn read(text: &str) -> Option<Geometry<f64>> {
    if is_geojson(text) {
        return geometry::decode_surfaces(text);
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
        for text in ["", "POINT (0 45)", "LINESTRING", "ligne 3 (mardi)"] {
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
}
