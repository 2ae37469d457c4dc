//! The coordinates of areas as GeoJSON writes them, straight into bytes: they are most of a national
//! layer. Lines and points, which are few, go through the `geojson` crate.
//!
//! A degree is written with six decimals at most, as a whole number of millionths. Its digits are
//! those that `serde_json` gives the rounded number: a test holds one to the other.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::DECIMALS;
use crate::column::rounded;

/// Millionths of a degree.
const MILLION: u64 = 1_000_000;
/// Below this many millionths a number is written with an exponent: `1e-6`.
const LEAST_WITH_POINT: u64 = 10;
/// From this many millionths on a number has more digits than are exact.
const MOST: f64 = 1e15;

/// Writes the coordinates of a MultiPolygon.
pub(super) fn write_areas(to: &mut Vec<u8>, areas: &MultiPolygon<f64>) {
    write_list(to, &areas.0, |to, polygon: &Polygon<f64>| {
        let rings = [polygon.exterior()].into_iter().chain(polygon.interiors());
        write_list(to, rings, |to, ring: &LineString<f64>| {
            write_list(to, &ring.0, |to, point| write_point(to, *point));
        });
    });
}

/// Writes a position.
fn write_point(to: &mut Vec<u8>, point: Coord<f64>) {
    to.push(b'[');
    write_degrees(to, point.x);
    to.push(b',');
    write_degrees(to, point.y);
    to.push(b']');
}

fn write_list<T>(
    to: &mut Vec<u8>,
    all: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    to.push(b'[');
    for (rank, one) in all.into_iter().enumerate() {
        if rank > 0 {
            to.push(b',');
        }
        write(to, one);
    }
    to.push(b']');
}

/// Writes a number of degrees with six decimals at most, at least one.
fn write_degrees(to: &mut Vec<u8>, degrees: f64) {
    let millionths = degrees * MILLION as f64;
    let whole = nearest_whole(millionths);
    let size = whole.unsigned_abs();
    let has_point = size == 0 || size >= LEAST_WITH_POINT;
    if !has_point || millionths.is_nan() || millionths.abs() >= MOST {
        // Writing to memory cannot fail; a number that is not finite is null.
        let degrees = rounded(degrees, DECIMALS);
        serde_json::to_writer(to, &degrees).expect("memory takes what is written");
        return;
    }
    if whole < 0 {
        to.push(b'-');
    }
    write_whole(to, size / MILLION);
    to.push(b'.');
    let mut digits = [b'0'; 6];
    let mut left = (size % MILLION) as u32;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (left % 10) as u8;
        left /= 10;
    }
    let last = digits.iter().rposition(|digit| *digit != b'0').unwrap_or(0);
    to.extend_from_slice(&digits[..=last]);
}

/// The whole number that is nearest to `number`, and of two the one further from zero. It is what
/// `f64::round` gives, without the call of a function that plain processors need for that.
fn nearest_whole(number: f64) -> i64 {
    let whole = number as i64;
    let rest = number - whole as f64;
    whole.saturating_add(i64::from(rest >= 0.5) - i64::from(rest <= -0.5))
}

fn write_whole(to: &mut Vec<u8>, whole: u64) {
    if whole >= 10 {
        write_whole(to, whole / 10);
    }
    to.push(b'0' + (whole % 10) as u8);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::short, *};

    fn written(degrees: f64) -> String {
        let mut bytes = Vec::new();
        write_degrees(&mut bytes, degrees);
        String::from_utf8(bytes).expect("digits")
    }

    #[test]
    fn degrees_have_a_point_and_no_more_digits_than_they_need() {
        assert_eq!(written(2.0), "2.0");
        assert_eq!(written(-0.5), "-0.5");
        assert_eq!(written(0.0), "0.0");
        assert_eq!(written(48.856_61), "48.85661");
        assert_eq!(written(0.000_001), "1e-6");
        assert_eq!(written(0.000_01), "0.00001");
        assert_eq!(written(-179.999_999), "-179.999999");
        assert_eq!(written(f64::NAN), "null");
    }

    proptest! {
        #[test]
        fn degrees_are_written_as_serde_json_writes_them(degrees in -400.0..400.0_f64) {
            for degrees in [degrees, degrees / 1e4, degrees / 1e8] {
                let short = rounded(degrees, DECIMALS);
                let whole = serde_json::to_string(&short).expect("a number");
                prop_assert_eq!(written(degrees), &*whole);
                prop_assert_eq!(written(short), &*whole);
            }
        }

        #[test]
        fn halves_and_their_neighbours_go_to_the_nearest_whole(half in -1_000_000_i64..1_000_000) {
            let half = half as f64 / 2.0;
            for number in [half, half.next_up(), half.next_down()] {
                prop_assert_eq!(nearest_whole(number), number.round() as i64);
            }
        }

        #[test]
        fn areas_are_written_as_geojson_writes_them(
            points in prop::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 3..8),
        ) {
            let ring: LineString<f64> = points.into();
            let areas = MultiPolygon::new(vec![Polygon::new(ring.clone(), vec![ring])]);
            let mut bytes = Vec::new();
            write_areas(&mut bytes, &areas);
            let short = geo::MapCoords::map_coords(&areas, short);
            let whole = serde_json::to_value(geojson::GeometryValue::from(&short)).expect("a geometry");
            let text = String::from_utf8(bytes).expect("digits");
            prop_assert_eq!(text, whole["coordinates"].to_string());
        }
    }
}
