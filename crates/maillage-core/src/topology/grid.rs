//! Vertices on a grid, and contours moved to it.

use geo::{Coord, LineString, MultiPolygon};

/// Steps of the grid per degree.
pub const STEPS_PER_DEGREE: f64 = 1e5;

/// A vertex on the grid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct GridPoint {
    /// Longitude, in steps.
    pub x: i32,
    /// Latitude, in steps.
    pub y: i32,
}

impl GridPoint {
    /// The point of the grid nearest to `point`, in degrees.
    pub fn nearest(point: Coord<f64>) -> Self {
        let steps = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() as i32;
        Self { x: steps(point.x), y: steps(point.y) }
    }

    /// Longitude and latitude, in degrees.
    pub fn degrees(self) -> Coord<f64> {
        let degrees = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
        Coord { x: degrees(self.x), y: degrees(self.y) }
    }
}

/// The rings of each polygon of `contour` on the grid: exterior counter-clockwise, holes
/// clockwise, the first vertex not repeated. Rings without a surface are left out, and with an
/// exterior its holes.
pub(super) fn snapped(contour: &MultiPolygon<f64>) -> Vec<Vec<Vec<GridPoint>>> {
    let polygon = |polygon: &geo::Polygon<f64>| {
        let mut rings = vec![turned(ring(polygon.exterior())?, true)];
        let holes = polygon.interiors().iter().filter_map(ring);
        rings.extend(holes.map(|hole| turned(hole, false)));
        Some(rings)
    };
    contour.iter().filter_map(polygon).collect()
}

fn turned(mut ring: Vec<GridPoint>, counter_clockwise: bool) -> Vec<GridPoint> {
    if (double_area(&ring) > 0) != counter_clockwise {
        ring.reverse();
    }
    ring
}

/// The vertices without repetitions and without spikes, which go out and back on one line.
/// `None` without a surface.
fn ring(line: &LineString<f64>) -> Option<Vec<GridPoint>> {
    let mut kept: Vec<GridPoint> = Vec::with_capacity(line.0.len());
    for point in line.coords().copied().map(GridPoint::nearest) {
        match kept[..] {
            [.., last] if last == point => {}
            [.., before, _] if before == point => drop(kept.pop()),
            _ => kept.push(point),
        }
    }
    while kept.len() > 2 {
        let [first, second] = [kept[0], kept[1]];
        let [.., before, last] = kept[..] else { break };
        if last == first || before == first {
            kept.pop();
        } else if last == second {
            kept.remove(0);
        } else {
            break;
        }
    }
    (kept.len() > 2 && double_area(&kept) != 0).then_some(kept)
}

/// Twice the signed area of a ring whose first vertex is not repeated, in steps squared;
/// positive counter-clockwise.
pub(super) fn double_area(ring: &[GridPoint]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(one, next): (&GridPoint, &GridPoint)| {
        i64::from(one.x) * i64::from(next.y) - i64::from(next.x) * i64::from(one.y)
    };
    ring.iter().zip(next).map(cross).sum()
}
