//! Decodes GeoJSON geometries (surfaces, lines and points) directly into `geo` types.
//!
//! A collection is read as the surfaces in it: contours come with a point of their label, or cut
//! into parts. A collection without surfaces is no geometry.
//!
//! A national file of contours consists mostly of coordinates. A general JSON decoder would first
//! copy each geometry into a tree of values. It would also accept positions with fewer than two
//! numbers, on which its conversion panics; they are refused here.

use std::fmt;

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// Maximum depth of collections inside collections, and of a geometry inside features.
const DEEPEST: usize = 4;

/// A geometry. It is decoded in one pass over the text when its type comes first. `None` for a
/// type that is not read, and for a collection without surfaces.
pub(super) struct GeoJsonGeometry(pub(super) Option<Geometry<f64>>);

#[derive(Deserialize)]
struct Raw<'text> {
    r#type: String,
    #[serde(borrow)]
    coordinates: Option<&'text RawValue>,
    #[serde(borrow)]
    geometries: Option<Vec<&'text RawValue>>,
    /// The geometry of a feature in the place of a geometry, as Opendatasoft writes it.
    #[serde(borrow)]
    geometry: Option<&'text RawValue>,
}

/// Longitude and latitude, or easting and northing. A height is ignored.
struct Pair(Coord<f64>);

/// The geometry that `text` contains. `None` when it cannot be read.
pub(super) fn decode(text: &str) -> Option<Geometry<f64>> {
    decode_within(text, DEEPEST)
}

/// The surfaces that `text` contains. `None` for any other geometry.
pub(super) fn decode_surfaces(text: &str) -> Option<Geometry<f64>> {
    decode(text).filter(is_surface)
}

fn is_surface(geometry: &Geometry<f64>) -> bool {
    matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_))
}

fn decode_within(text: &str, deeper: usize) -> Option<Geometry<f64>> {
    let raw: Raw = serde_json::from_str(text).ok()?;
    let deeper = deeper.checked_sub(1)?;
    if raw.r#type == "Feature" {
        return decode_within(raw.geometry?.get(), deeper);
    }
    if let Some(parts) = raw.geometries {
        return surfaces(parts.iter().map(|part| decode_within(part.get(), deeper)));
    }
    let mut coordinates = serde_json::Deserializer::from_str(raw.coordinates?.get());
    of_type(&raw.r#type, &mut coordinates).ok()?
}

/// `geometry` as one of the types that are read: a point that is a set of one, and a collection as
/// the surfaces in it. `None` for a collection without surfaces.
pub(super) fn plain(geometry: Geometry<f64>) -> Option<Geometry<f64>> {
    match geometry {
        Geometry::MultiPoint(points) if points.0.len() == 1 => Some(points.0[0].into()),
        Geometry::GeometryCollection(parts) => surfaces(parts.into_iter().map(plain)),
        other => Some(other),
    }
}

/// The surfaces of a collection, as one. `None` without any.
fn surfaces(parts: impl Iterator<Item = Option<Geometry<f64>>>) -> Option<Geometry<f64>> {
    let of_part = |part| match part {
        Geometry::Polygon(polygon) => vec![polygon],
        Geometry::MultiPolygon(polygons) => polygons.0,
        _ => Vec::new(),
    };
    let polygons: Vec<Polygon<f64>> = parts.flatten().flat_map(of_part).collect();
    (!polygons.is_empty()).then(|| MultiPolygon::new(polygons).into())
}

/// The geometry of type `name` with these coordinates. `None` for other types.
fn of_type<'de, D: Deserializer<'de>>(
    name: &str,
    coordinates: D,
) -> Result<Option<Geometry<f64>>, D::Error> {
    Ok(match name {
        "Point" => Some(Point(Pair::deserialize(coordinates)?.0).into()),
        "LineString" => Some(line(Vec::deserialize(coordinates)?).into()),
        "MultiLineString" => {
            let lines: Vec<Vec<Pair>> = Vec::deserialize(coordinates)?;
            Some(MultiLineString::new(lines.into_iter().map(line).collect()).into())
        }
        "Polygon" => Some(polygon(Vec::deserialize(coordinates)?).into()),
        "MultiPolygon" => {
            let polygons: Vec<Vec<Vec<Pair>>> = Vec::deserialize(coordinates)?;
            Some(MultiPolygon::new(polygons.into_iter().map(polygon).collect()).into())
        }
        _ => {
            IgnoredAny::deserialize(coordinates)?;
            None
        }
    })
}

fn line(positions: Vec<Pair>) -> LineString<f64> {
    LineString::new(positions.into_iter().map(|pair| pair.0).collect())
}

fn polygon(rings: Vec<Vec<Pair>>) -> Polygon<f64> {
    let mut rings = rings.into_iter().map(line);
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(outer, rings.collect())
}

impl<'de> Deserialize<'de> for GeoJsonGeometry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(GeometryVisitor)
    }
}

struct GeometryVisitor;

impl<'de> Visitor<'de> for GeometryVisitor {
    type Value = GeoJsonGeometry;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a GeoJSON geometry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<GeoJsonGeometry, A::Error> {
        let mut name: Option<String> = None;
        let mut geometry = None;
        while let Some(key) = members.next_key::<String>()? {
            match (key.as_str(), &name) {
                ("type", _) => name = Some(members.next_value()?),
                ("coordinates", Some(name)) => {
                    geometry = members.next_value_seed(Coordinates(name))?;
                }
                ("coordinates", None) => {
                    return Err(serde::de::Error::custom("coordinates before their type"));
                }
                ("geometries", _) => {
                    let parts: Vec<GeoJsonGeometry> = members.next_value()?;
                    geometry = surfaces(parts.into_iter().map(|part| part.0));
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(GeoJsonGeometry(geometry))
    }
}

/// The coordinates of a geometry of this type.
struct Coordinates<'name>(&'name str);

impl<'de> DeserializeSeed<'de> for Coordinates<'_> {
    type Value = Option<Geometry<f64>>;

    fn deserialize<D: Deserializer<'de>>(self, coordinates: D) -> Result<Self::Value, D::Error> {
        of_type(self.0, coordinates)
    }
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
    fn a_position_with_one_number_is_refused() {
        assert_eq!(decode(r#"{"type":"Polygon","coordinates":[[[0.0],[0.1],[0.1],[0.0]]]}"#), None);
        assert_eq!(decode(r#"{"type":"Point","coordinates":[]}"#), None);
        assert_eq!(decode(r#"{"type":"Point"}"#), None);
    }

    #[test]
    fn one_pass_and_two_passes_agree() {
        for text in [
            r#"{"type":"Point","coordinates":[1.5,45]}"#,
            r#"{"type":"MultiPolygon","bbox":[0],"coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}"#,
            r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#,
            r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,1,7]],[[2,2],[3,3]]]}"#,
            r#"{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}]}"#,
            r#"{"type":"GeometryCollection","geometries":[]}"#,
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1.5,45]}]}"#,
        ] {
            let GeoJsonGeometry(one_pass) = serde_json::from_str(text).expect("a sound geometry");
            assert_eq!(one_pass, decode(text));
            assert_eq!(
                one_pass.is_some(),
                !text.contains("Collection") || text.contains("Polygon")
            );
        }
    }

    #[test]
    fn a_collection_is_its_surfaces_and_endless_ones_are_refused() {
        let triangle = r#"{"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"}"#;
        let point = r#"{"type":"Point","coordinates":[0.5,0.5]}"#;
        let collection =
            |parts: &str| format!("{{\"geometries\":[{parts}],\"type\":\"GeometryCollection\"}}");
        let text = collection(&[triangle, point, &collection(triangle)].join(","));
        let Some(Geometry::MultiPolygon(read)) = decode(&text) else { panic!("two surfaces") };
        assert_eq!(read.0.len(), 2);
        let feature =
            format!("{{\"type\":\"Feature\",\"geometry\":{triangle},\"properties\":{{}}}}");
        assert_eq!(decode_surfaces(&feature), decode(triangle));
        assert_eq!(decode_surfaces(point), None);
        let deep = format!(
            "{}{triangle}{}",
            r#"{"type":"GeometryCollection","geometries":["#.repeat(50_000),
            "]}".repeat(50_000)
        );
        assert_eq!(decode(&deep), None);
    }
}
