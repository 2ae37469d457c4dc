//! The plane that the page is drawn on: metres, with the overseas départements beside the mainland.
//!
//! Each region has a stereographic projection of the sphere around its own middle. It is
//! conformal, needs no choice of parallels, and lengths are right to 0.3 % up to 700 km from the
//! middle, the sphere included. All regions have one scale, so that a page has one scale bar.

use maillage_core::topology::GridPoint;

/// Mean radius of the earth, in metres.
const RADIUS: f64 = 6_371_008.8;
/// Metres between two regions on the plane, and around what lies in each.
const MARGIN: f64 = 40_000.0;

/// A region far from the others: its name, and degrees west, south, east and north.
type Far = (&'static str, [f64; 4]);

/// The regions that are drawn apart. Whatever lies in none of them is the main region.
const FAR: [Far; 10] = [
    ("Guadeloupe", [-62.0, 15.7, -60.9, 16.7]),
    ("Saint-Martin, Saint-Barthélemy", [-63.3, 17.7, -62.6, 18.3]),
    ("Martinique", [-61.4, 14.2, -60.7, 15.1]),
    ("Guyane", [-55.0, 1.9, -51.0, 6.1]),
    ("La Réunion", [55.0, -21.6, 56.0, -20.6]),
    ("Mayotte", [44.8, -13.2, 45.5, -12.4]),
    ("Saint-Pierre-et-Miquelon", [-56.8, 46.5, -55.9, 47.4]),
    ("Nouvelle-Calédonie", [158.0, -23.5, 172.5, -17.5]),
    ("Polynésie française", [-155.0, -28.5, -134.0, -7.5]),
    ("Wallis-et-Futuna", [-178.6, -14.6, -175.9, -13.0]),
];

/// The plane of a page.
#[derive(Debug)]
pub(super) struct Ground {
    /// Metres in one step of the numbers that the page reads.
    step: f64,
    regions: Vec<Region>,
}

/// A part of the plane with its own projection.
#[derive(Debug)]
struct Region {
    /// Its rank in [`FAR`]; `None` for the main region.
    far: Option<usize>,
    /// Latitude and longitude of the middle, in radians.
    middle: (f64, f64),
    /// Where the middle is on the plane, in metres.
    place: (f64, f64),
    /// West, south, east and north of what lies in it, in metres around its middle.
    extent: [f64; 4],
}

impl Ground {
    /// The plane for these points; the main region, or else the first that there is, comes first.
    pub(super) fn of(points: impl Iterator<Item = GridPoint> + Clone, step: f64) -> Self {
        let mut bounds: [Option<[f64; 4]>; FAR.len() + 1] = [None; FAR.len() + 1];
        for point in points.clone() {
            let at = point.degrees();
            let known = bounds[far(at.x, at.y).map_or(0, |rank| rank + 1)]
                .get_or_insert([at.x, at.y, at.x, at.y]);
            *known = around(*known, (at.x, at.y));
        }
        let regions = bounds.iter().enumerate().filter_map(|(rank, bounds)| {
            let [west, south, east, north] = (*bounds)?;
            let middle = ((south + north) / 2.0, (west + east) / 2.0);
            Some(Region {
                far: rank.checked_sub(1),
                middle: (middle.0.to_radians(), middle.1.to_radians()),
                place: (0.0, 0.0),
                extent: [0.0; 4],
            })
        });
        let mut ground = Self { step, regions: regions.collect() };
        for point in points {
            let at = point.degrees();
            if let Some(region) = ground.region(at.x, at.y) {
                let (x, y) = ground.regions[region].around_middle(at.x, at.y);
                let extent = ground.regions[region].extent;
                ground.regions[region].extent = around(extent, (x, y));
            }
        }
        ground.set_side_by_side();
        ground
    }

    /// The point in steps on the plane, y northwards.
    pub(super) fn steps(&self, point: GridPoint) -> (i64, i64) {
        let at = point.degrees();
        self.steps_of(at.x, at.y)
    }

    /// The point of this longitude and latitude in steps on the plane, y northwards.
    pub(super) fn steps_of(&self, longitude: f64, latitude: f64) -> (i64, i64) {
        let region = self.region(longitude, latitude).unwrap_or(0);
        let Some(region) = self.regions.get(region) else { return (0, 0) };
        let (x, y) = region.around_middle(longitude, latitude);
        let steps = |metres: f64| (metres / self.step).round() as i64;
        (steps(x + region.place.0), steps(y + region.place.1))
    }

    /// The name of each region, `None` for the main one, and its west, south, east and north in
    /// steps.
    pub(super) fn regions(&self) -> impl Iterator<Item = (Option<&'static str>, [i64; 4])> {
        self.regions.iter().map(|region| {
            let name = region.far.map(|rank| FAR[rank].0);
            let steps = |metres: f64| (metres / self.step).round() as i64;
            let ([west, south, east, north], (x, y)) = (region.extent, region.place);
            (name, [steps(west + x), steps(south + y), steps(east + x), steps(north + y)])
        })
    }

    fn region(&self, longitude: f64, latitude: f64) -> Option<usize> {
        let far = far(longitude, latitude);
        self.regions.iter().position(|region| region.far == far)
    }

    /// Puts the regions after the first in columns to the west of it, from its north downwards.
    fn set_side_by_side(&mut self) {
        let Some((first, others)) = self.regions.split_first_mut() else { return };
        let [west, south, _, north] = first.extent;
        let (mut right, mut top, mut widest) = (west - MARGIN, north, 0.0_f64);
        for region in others {
            let [to_west, to_south, to_east, to_north] = region.extent;
            let (width, height) = (to_east - to_west, to_north - to_south);
            if top < north && top - height < south {
                (right, top, widest) = (right - widest - MARGIN, north, 0.0);
            }
            region.place = (right - to_east, top - to_north);
            top -= height + MARGIN;
            widest = widest.max(width);
        }
    }
}

impl Region {
    /// Metres east and north of the middle.
    fn around_middle(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let (middle, (latitude, longitude)) =
            (self.middle, (latitude.to_radians(), longitude.to_radians()));
        let turn = longitude - middle.1;
        let along = latitude.cos() * turn.cos();
        let cosine = middle.0.sin() * latitude.sin() + middle.0.cos() * along;
        // The other end of the earth has no place on the plane: it is drawn very far away.
        let scale = 2.0 * RADIUS / (1.0 + cosine).max(1e-3);
        let north = middle.0.cos() * latitude.sin() - middle.0.sin() * along;
        (scale * latitude.cos() * turn.sin(), scale * north)
    }
}

/// The rank of the far region that a position lies in.
fn far(longitude: f64, latitude: f64) -> Option<usize> {
    FAR.iter().position(|(_, [west, south, east, north])| {
        (*west..=*east).contains(&longitude) && (*south..=*north).contains(&latitude)
    })
}

/// The bounds with a point.
fn around([west, south, east, north]: [f64; 4], (x, y): (f64, f64)) -> [f64; 4] {
    [west.min(x), south.min(y), east.max(x), north.max(y)]
}

#[cfg(test)]
mod tests {
    use geo::Coord;
    use maillage_core::geodesy::{Position, geodesic_metres};

    use super::*;

    fn point(longitude: f64, latitude: f64) -> GridPoint {
        GridPoint::nearest(Coord { x: longitude, y: latitude })
    }

    #[test]
    fn a_kilometre_is_a_kilometre_in_brest_and_in_cayenne() {
        let points =
            [point(-4.49, 48.39), point(8.7, 42.5), point(-52.33, 4.94), point(-52.1, 4.2)];
        let ground = Ground::of(points.into_iter(), 1.0);
        for (longitude, latitude) in [(-4.49, 48.39), (-52.33, 4.94)] {
            let (one, other) =
                (point(longitude, latitude), point(longitude + 0.01, latitude + 0.01));
            let ((ax, ay), (bx, by)) = (ground.steps(one), ground.steps(other));
            let plane = ((ax - bx) as f64).hypot((ay - by) as f64);
            let at = |point: GridPoint| {
                Position::new(point.degrees().y, point.degrees().x).expect("a position on earth")
            };
            let earth = geodesic_metres(at(one), at(other));
            assert!((plane / earth - 1.0).abs() < 0.006, "{plane} for {earth}");
        }
    }

    #[test]
    fn what_is_overseas_lies_west_of_the_mainland_and_apart() {
        let mainland = [point(-4.49, 48.39), point(8.2, 43.0)];
        let overseas = [point(55.5, -21.1), point(45.2, -12.8)];
        let ground = Ground::of(mainland.into_iter().chain(overseas), 100.0);
        let regions: Vec<_> = ground.regions().collect();
        let names: Vec<_> = regions.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, [None, Some("La Réunion"), Some("Mayotte")]);
        let west = regions[0].1[0];
        assert!(overseas.iter().all(|point| ground.steps(*point).0 < west));
    }

    #[test]
    fn an_invented_territory_is_one_region() {
        let ground = Ground::of([point(0.0, 0.0), point(1.0, 1.0)].into_iter(), 1.0);
        assert_eq!(ground.regions().count(), 1);
        let (x, y) = ground.steps(point(1.0, 1.0));
        assert!((55_000..56_000).contains(&x) && (55_000..56_000).contains(&y));
    }
}
