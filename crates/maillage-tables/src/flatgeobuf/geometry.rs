//! Geometries of FlatGeobuf: all coordinates in one vector, with the ends of lines and rings.

use flatgeobuf::{Geometry as Shape, GeometryType as Kind};
use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

use crate::geometry::plain;

/// Memory of the decoded geometry, in bytes, at most.
pub(super) fn memory(shape: &Shape) -> usize {
    let numbers = shape.xy().map_or(0, |numbers| numbers.len());
    let ends = shape.ends().map_or(0, |ends| ends.len());
    let own = (numbers * size_of::<f64>())
        .saturating_add((1 + ends).saturating_mul(size_of::<Polygon<f64>>()));
    let parts = shape.parts().into_iter().flatten().map(|part| memory(&part));
    parts.fold(own, usize::saturating_add)
}

/// The geometry, of the type that the header states for all, or else of its own. `None` when it is
/// empty, of a type that is not read, or has coordinates that do not fit it.
pub(super) fn decode(shape: &Shape, of_all: Kind) -> Option<Geometry<f64>> {
    plain(of_kind(shape, if of_all == Kind::Unknown { shape.type_() } else { of_all })?)
}

/// The depth of collections is bounded by the verifier.
fn of_kind(shape: &Shape, kind: Kind) -> Option<Geometry<f64>> {
    Some(match kind {
        Kind::Point => {
            let at = *positions(shape)?.first()?;
            Point(at).into()
        }
        Kind::MultiPoint => {
            MultiPoint::new(positions(shape)?.into_iter().map(Point).collect()).into()
        }
        Kind::LineString => LineString::new(positions(shape)?).into(),
        Kind::MultiLineString => MultiLineString::new(lines(shape)?).into(),
        Kind::Polygon => polygon(shape)?.into(),
        Kind::MultiPolygon => {
            let parts: Option<Vec<Polygon<f64>>> =
                shape.parts()?.iter().map(|part| polygon(&part)).collect();
            MultiPolygon::new(parts?).into()
        }
        Kind::GeometryCollection => {
            let parts = shape.parts()?;
            let parts = parts.iter().filter_map(|part| of_kind(&part, part.type_()));
            Geometry::GeometryCollection(GeometryCollection(parts.collect()))
        }
        _ => return None,
    })
}

fn positions(shape: &Shape) -> Option<Vec<Coord<f64>>> {
    let numbers = shape.xy()?;
    let position = |rank| Coord { x: numbers.get(2 * rank), y: numbers.get(2 * rank + 1) };
    Some((0..numbers.len() / 2).map(position).collect())
}

/// The lines or rings, up to their ends. Without ends there is one.
fn lines(shape: &Shape) -> Option<Vec<LineString<f64>>> {
    let positions = positions(shape)?;
    let Some(ends) = shape.ends().filter(|ends| !ends.is_empty()) else {
        return Some(vec![LineString::new(positions)]);
    };
    let mut start = 0;
    let line = |end: u32| {
        let end = usize::try_from(end).ok()?;
        let line = positions.get(start..end)?.to_vec();
        start = end;
        Some(LineString::new(line))
    };
    ends.iter().map(line).collect()
}

fn polygon(shape: &Shape) -> Option<Polygon<f64>> {
    let mut rings = lines(shape)?.into_iter();
    let outer = rings.next()?;
    Some(Polygon::new(outer, rings.collect()))
}
