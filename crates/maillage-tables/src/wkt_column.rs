//! Lines written as WKT in a column of a table. They become the geometries of the rows.

use std::{path::Path, str::FromStr};

use geo::Geometry;
use geo_traits::to_geo::ToGeoGeometry;
use wkt::Wkt;

use super::{
    Decoded,
    reproject::{self, StatedCrs},
};
use crate::{crs::Crs, error::Result};

/// Sets the geometries of `decoded` from its column of WKT lines, if there is one.
///
/// The coordinates are in the system that the first line states (`SRID=2154;LINESTRING (…)`).
/// Without one, they are in degrees unless their values exclude this.
pub(super) fn take(path: &Path, decoded: &mut Decoded) -> Result<()> {
    let width = decoded.columns.names().len();
    let writes = |rank: &usize| {
        let mut filled = decoded.rows.iter().map(|row| row.cell(*rank)).filter(|it| !it.is_empty());
        filled.any(is_line)
    };
    let Some(column) = (0..width).find(writes) else { return Ok(()) };
    let first = decoded.rows.iter().map(|row| row.cell(column)).find(|text| is_line(text));
    let stated = first.and_then(|text| srid(text).0).unwrap_or(StatedCrs::System(Crs::WGS84));
    for row in &mut decoded.rows {
        row.geometry = Some(row.cell(column)).filter(|text| is_line(text)).and_then(line);
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

fn is_line(text: &str) -> bool {
    let wkt = srid(text).1;
    let starts =
        |word: &str| wkt.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    (starts("LINESTRING") || starts("MULTILINESTRING")) && wkt.contains('(')
}

fn line(text: &str) -> Option<Geometry<f64>> {
    let wkt = Wkt::<f64>::from_str(&srid(text).1.to_ascii_uppercase()).ok()?;
    wkt.try_to_geometry()
}

#[cfg(test)]
mod tests {
    use geo::line_string;

    use super::*;

    #[test]
    fn a_line_is_read_in_any_case_and_with_its_system() {
        let along = Geometry::from(line_string![(x: 0., y: 45.), (x: 0.1, y: 45.)]);
        for text in ["LINESTRING (0 45, 0.1 45)", "srid=4326; LineString(0 45,0.1 45)"] {
            assert!(is_line(text), "{text}");
            assert_eq!(line(text), Some(along.clone()), "{text}");
        }
        for text in ["", "POINT (0 45)", "LINESTRING", "ligne 3 (mardi)"] {
            assert!(!is_line(text), "{text}");
        }
        assert_eq!(line("LINESTRING (0 45, 0.1"), None);
    }
}
