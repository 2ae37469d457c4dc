//! Random points in metropolitan France, for benchmarks without communes.

use crate::dice::{Dice, Topic};

/// Corners of a hexagon inside France, counter-clockwise, as longitude and latitude in degrees.
const HEXAGON: [(f64, f64); 6] =
    [(-1.6, 43.4), (3.1, 42.5), (7.4, 43.7), (8.1, 48.9), (2.5, 51.0), (-4.6, 48.5)];

/// `count` points in metropolitan France, as latitude and longitude in degrees with six decimals.
///
/// Two thirds of the points are clustered around centres of very unequal weight. The others are
/// uniform. The same `count` and `seed` give the same points. O(points log points).
///
/// # Examples
///
/// ```
/// let points = maillage_synth::scattered(1_000, 7);
/// assert_eq!(points.len(), 1_000);
/// assert!(points.iter().all(|(latitude, _)| (41.3..51.2).contains(latitude)));
/// ```
pub fn scattered(count: usize, seed: u64) -> Vec<(f64, f64)> {
    let mut dice = Dice::new(seed, Topic::Scattered);
    let centres: Vec<(f64, f64)> = (0..=count / 60).map(|_| anywhere(&mut dice)).collect();
    let weights = centres.iter().scan(0.0, |total, _| {
        *total += 1.0 / (dice.unit() + 0.01);
        Some(*total)
    });
    let cumulated: Vec<f64> = weights.collect();
    let total = cumulated.last().copied().unwrap_or(0.0);

    let mut point = || {
        if dice.happens(1.0 / 3.0) {
            return anywhere(&mut dice);
        }
        let draw = dice.unit() * total;
        let centre = centres[cumulated.partition_point(|&sum| sum <= draw)];
        around(centre, &mut dice)
    };
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6 + 0.0;
    (0..count)
        .map(|_| point())
        .map(|(longitude, latitude)| (round(latitude), round(longitude)))
        .collect()
}

/// A uniform point of the hexagon, by rejection.
fn anywhere(dice: &mut Dice) -> (f64, f64) {
    loop {
        let point = (dice.between(-4.6, 8.1), dice.between(42.5, 51.0));
        if is_inside(point) {
            return point;
        }
    }
}

/// A point near `centre`. Density decreases with distance; half of the points are within four
/// kilometres.
fn around(centre: (f64, f64), dice: &mut Dice) -> (f64, f64) {
    loop {
        let far = 0.01 / (dice.unit() + 0.02) + 0.01;
        let (along, up) = (dice.between(-1.4, 1.4), dice.between(-1.0, 1.0));
        let point = (centre.0 + far * along, centre.1 + far * up);
        if is_inside(point) {
            return point;
        }
    }
}

fn is_inside((x, y): (f64, f64)) -> bool {
    let next = HEXAGON.iter().cycle().skip(1);
    HEXAGON
        .iter()
        .zip(next)
        .all(|(&(ax, ay), &(bx, by))| (bx - ax) * (y - ay) > (by - ay) * (x - ax))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_scatters_the_same_points() {
        assert_eq!(scattered(500, 3), scattered(500, 3));
        assert_ne!(scattered(500, 3), scattered(500, 4));
    }

    #[test]
    fn points_are_clustered() {
        let mut cells = std::collections::HashSet::new();
        for (latitude, longitude) in scattered(5_000, 1) {
            cells.insert(((latitude * 10.0) as i64, (longitude * 10.0) as i64));
        }
        // Uniform points would be in about 3,200 of the 5,600 squares of the hexagon.
        assert!(cells.len() < 2_900, "{}", cells.len());
    }
}
