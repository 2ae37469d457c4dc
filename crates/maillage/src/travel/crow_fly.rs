//! Costs as the crow flies: the geodesic, times a detour factor.

use crate::{
    geodesy::{Length, Position},
    index::{Nearest, PlaceIndex},
    model::Kind,
};

/// What can be reached from one origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The nearest place of each kind, in the order of [`Kind::ALL`]; `None` when none is
    /// within reach.
    pub nearest: [Option<Nearest>; 3],
    /// Places of any kind within each limit.
    pub within: Vec<u32>,
    /// The places of any kind within the main limit, by rank.
    pub near: Vec<usize>,
}

/// What can be reached from `from`: the nearest places not further than `furthest`, and
/// how many lie within each of `limits` and which within `main`, all after the detour.
///
/// `detour` multiplies every geodesic; at least 1.
pub fn reach(
    index: &PlaceIndex,
    from: Position,
    limits: &[Length],
    main: Length,
    furthest: Length,
    detour: f64,
) -> Reach {
    let nearest = Kind::ALL.map(|kind| {
        let found = index.nearest(kind, from)?;
        let length = found.length.times(detour);
        (length <= furthest).then_some(Nearest { length, ..found })
    });
    let straight: Vec<Length> = limits.iter().map(|limit| limit.before(detour)).collect();
    Reach {
        nearest,
        within: index.counts_within(from, &straight),
        near: index.within(from, main.before(detour)),
    }
}
