//! Which units are neighbours of which.
//!
//! A relation without direction and without weights: if one unit is a neighbour of another, so is
//! the other of the first. No unit is its own neighbour. Neighbours are those with a common border
//! ([`Topology::neighbours`](crate::topology::Topology::neighbours)), or those within a distance.
//!
//! The neighbours of all units are in one sequence, with the place in it where those of each unit
//! begin (compressed sparse rows): 4 bytes for each neighbour. O(pairs log pairs) to build.

use rayon::prelude::*;

use crate::{
    geodesy::{Length, Position},
    index::EarthPointIndex,
};

/// The neighbours of each unit. Units are known by their number in the caller's sequence, from
/// zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    /// Where the neighbours of each unit begin among all; and at the end, their number.
    starts: Vec<usize>,
    all: Vec<u32>,
}

impl Neighbours {
    /// The neighbours that these `pairs` of units are, among so many `units`.
    ///
    /// A pair counts once, however often and in whichever direction it is given. A unit paired with
    /// itself is left out.
    ///
    /// # Panics
    ///
    /// When a pair names a unit beyond the last.
    pub fn of_pairs(units: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let pairs = pairs.into_iter().filter(|(one, other)| one != other);
        let mut both_ways: Vec<(u32, u32)> = pairs
            .map(|(one, other)| (id(one, units), id(other, units)))
            .flat_map(|(one, other)| [(one, other), (other, one)])
            .collect();
        both_ways.sort_unstable();
        both_ways.dedup();
        let mut starts = vec![0; units + 1];
        for (unit, _) in &both_ways {
            starts[*unit as usize + 1] += 1;
        }
        for unit in 0..units {
            starts[unit + 1] += starts[unit];
        }
        Self { starts, all: both_ways.into_iter().map(|(_, neighbour)| neighbour).collect() }
    }

    /// The units whose geodesic distance is at most `limit`, from the position of each.
    ///
    /// Units at the same position are neighbours. O(units log units + pairs), on all cores.
    pub fn within(limit: Length, positions: &[Position]) -> Self {
        let index = EarthPointIndex::new(positions.iter().copied());
        let pairs = |unit: usize| {
            let near = index.near(unit, limit, usize::MAX).into_iter();
            // The distance of a pair is measured once, from its lower unit.
            near.filter(move |(other, _)| *other > unit).map(move |(other, _)| (unit, other))
        };
        let units = positions.len();
        let all: Vec<(usize, usize)> = (0..units).into_par_iter().flat_map_iter(pairs).collect();
        Self::of_pairs(units, all)
    }

    /// Number of units, with and without neighbours.
    pub fn units(&self) -> usize {
        self.starts.len() - 1
    }

    /// The neighbours of `unit`, in ascending order; none for an island.
    ///
    /// # Panics
    ///
    /// When there is no such unit.
    pub fn of(&self, unit: usize) -> impl ExactSizeIterator<Item = usize> {
        let neighbours = &self.all[self.starts[unit]..self.starts[unit + 1]];
        neighbours.iter().map(|neighbour| *neighbour as usize)
    }
}

fn id(unit: usize, units: usize) -> u32 {
    assert!(unit < units, "pairs are of known units");
    u32::try_from(unit).expect("fewer than four thousand million units")
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};
    use proptest::prelude::*;

    use super::*;
    use crate::topology::Topology;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).expect("the test's degrees are on the globe")
    }

    fn lists(neighbours: &Neighbours) -> Vec<Vec<usize>> {
        (0..neighbours.units()).map(|unit| neighbours.of(unit).collect()).collect()
    }

    #[test]
    fn a_pair_counts_once_and_for_both_and_no_unit_is_its_own_neighbour() {
        let neighbours = Neighbours::of_pairs(4, [(2, 0), (0, 2), (1, 1), (0, 1), (2, 0)]);
        assert_eq!(lists(&neighbours), [vec![1, 2], vec![0], vec![0], vec![]]);
    }

    #[test]
    fn without_units_there_are_no_neighbours() {
        assert_eq!(Neighbours::of_pairs(0, []).units(), 0);
        assert_eq!(Neighbours::within(Length::from_metres(1.0), &[]).units(), 0);
    }

    #[test]
    #[should_panic(expected = "pairs are of known units")]
    fn a_pair_of_an_unknown_unit_is_refused() {
        Neighbours::of_pairs(2, [(0, 2)]);
    }

    #[test]
    fn squares_in_a_row_are_neighbours_of_the_next() {
        let square = |west: f64| {
            let corners = polygon![(x: west, y: 45.0), (x: west + 1.0, y: 45.0),
                (x: west + 1.0, y: 46.0), (x: west, y: 46.0)];
            MultiPolygon::new(vec![corners])
        };
        let topology = Topology::of(&[0.0, 1.0, 2.0].map(square));
        let pairs = topology.neighbours();
        let pairs = pairs.into_iter().map(|(one, other)| (one.index(), other.index()));
        let neighbours = Neighbours::of_pairs(topology.shapes().len(), pairs);
        assert_eq!(lists(&neighbours), [vec![1], vec![0, 2], vec![1]]);
    }

    #[test]
    fn the_limit_of_a_band_is_included() {
        let ends = [at(45.65, 0.16), at(45.70, 0.20)];
        let exact = Length::between(ends[0], ends[1]);
        let short = Length::from_metres(exact.metres() - 0.001);
        assert_eq!(lists(&Neighbours::within(exact, &ends)), [[1], [0]]);
        assert_eq!(lists(&Neighbours::within(short, &ends)), [[], []] as [[usize; 0]; 2]);
    }

    proptest! {
        #[test]
        fn a_band_holds_the_pairs_that_exhaustive_search_finds(
            // Steps of a hundredth of a degree, on both sides of the antimeridian, so that
            // positions coincide and distances are equal.
            steps in prop::collection::vec((-8_i32..8, -8_i32..8), 0..30),
            metres in 0.0..20_000.0,
        ) {
            let hundredth = |steps: i32| f64::from(steps) / 100.0;
            let position = |(north, east): &(i32, i32)| {
                let longitude = if *east < 0 { 180.0 } else { -180.0 } + hundredth(*east);
                at(46.0 + hundredth(*north), longitude)
            };
            let positions: Vec<Position> = steps.iter().map(position).collect();
            let limit = Length::from_metres(metres);
            let near = |unit: usize, other: usize| {
                unit != other && Length::between(positions[unit], positions[other]) <= limit
            };
            let units = positions.len();
            let expected: Vec<Vec<usize>> = (0..units)
                .map(|unit| (0..units).filter(|other| near(unit, *other)).collect())
                .collect();
            prop_assert_eq!(lists(&Neighbours::within(limit, &positions)), expected);
        }
    }
}
