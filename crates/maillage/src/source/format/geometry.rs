//! GeoJSON geometries: surfaces and points straight into `geo`, the rest by `geojson`.
//!
//! A national file of contours is nearly all coordinates, and the general decoder first
//! copies each geometry into a tree of values. Positions with fewer than two numbers are
//! refused here; the general decoder takes them and its conversion then panics.

use std::fmt;

use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Raw<'text> {
    r#type: String,
    #[serde(borrow)]
    coordinates: Option<&'text RawValue>,
}

/// Longitude and latitude, or easting and northing; a height is passed over.
struct Pair(Coord<f64>);

/// The geometry that `text` writes; `None` when it cannot be read.
pub(super) fn decode(text: &str) -> Option<Geometry<f64>> {
    let raw: Raw = serde_json::from_str(text).ok()?;
    let coordinates = raw.coordinates?.get();
    match raw.r#type.as_str() {
        "Point" => {
            let Pair(point) = serde_json::from_str(coordinates).ok()?;
            Some(Point(point).into())
        }
        "Polygon" => Some(polygon(serde_json::from_str(coordinates).ok()?).into()),
        "MultiPolygon" => {
            let polygons: Vec<Vec<Vec<Pair>>> = serde_json::from_str(coordinates).ok()?;
            Some(MultiPolygon::new(polygons.into_iter().map(polygon).collect()).into())
        }
        // Lines and collections: none of them is a contour or a place.
        _ => None,
    }
}

fn polygon(rings: Vec<Vec<Pair>>) -> Polygon<f64> {
    let ring = |ring: Vec<Pair>| LineString::new(ring.into_iter().map(|pair| pair.0).collect());
    let mut rings = rings.into_iter().map(ring);
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(outer, rings.collect())
}

impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PairVisitor)
    }
}

struct PairVisitor;

impl<'de> Visitor<'de> for PairVisitor {
    type Value = Pair;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a position of two numbers or more")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Pair, A::Error> {
        let short = |found| serde::de::Error::invalid_length(found, &self);
        let x = numbers.next_element()?.ok_or_else(|| short(0))?;
        let y = numbers.next_element()?.ok_or_else(|| short(1))?;
        while numbers.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Pair(Coord { x, y }))
    }
}

#[cfg(test)]
mod tests {
    use geo::{Area, polygon};

    use super::*;

    #[test]
    fn a_surface_is_read_with_its_holes_and_without_heights() {
        let text = r#"{"type":"Polygon","coordinates":[[[0,0,9],[4,0,9],[4,4,9],[0,4,9],[0,0,9]],
            [[1,1],[1,2],[2,2],[2,1],[1,1]]]}"#;
        let Some(Geometry::Polygon(read)) = decode(text) else { panic!("a polygon") };
        assert_eq!(read.unsigned_area(), 16.0 - 1.0);
        assert_eq!(
            read.exterior(),
            polygon![(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.), (x: 0., y: 4.)].exterior()
        );
    }

    #[test]
    fn a_position_of_one_number_is_no_position() {
        assert_eq!(decode(r#"{"type":"Polygon","coordinates":[[[0.0],[0.1],[0.1],[0.0]]]}"#), None);
        assert_eq!(decode(r#"{"type":"Point","coordinates":[]}"#), None);
        assert_eq!(decode(r#"{"type":"Point"}"#), None);
    }
}
