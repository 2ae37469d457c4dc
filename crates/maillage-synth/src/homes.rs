//! Where in a commune its people live: around the town hall, and in hamlets.
//!
//! The larger a commune, the more of its people live around its middle, and the wider that
//! middle is. Every spot is inside the contour of the commune. O(spots × vertices).

use crate::borders::{Ring, outline};
use crate::commune::{Commune, near};
use crate::dice::Dice;
use crate::land::Land;
use crate::lattice::LatLon;
use crate::people::Role;

/// A spot where people live.
pub(crate) struct Spot {
    pub(crate) at: LatLon,
    /// Part of the people of the commune; those of one commune together are one.
    pub(crate) part: f64,
}

/// A hamlet has no fewer residents than this, on average.
const RESIDENTS_PER_HAMLET: u32 = 8;
/// Draws for a spot before it is put where it is sure to be inside.
const TRIES: usize = 12;

/// The spots of one commune; none when nobody lives there.
pub(crate) fn spots(land: &Land, commune: &Commune, dice: &mut Dice) -> Vec<Spot> {
    let population = commune.residents.population;
    if population == 0 {
        return Vec::new();
    }
    let rings = outline(land, commune.parcel);
    let mut hamlets = hamlets(land, commune, &rings, dice);
    let mut middle = middle(commune, &rings, dice);
    let around = if hamlets.is_empty() { 1.0 } else { around_town_hall(commune.residents.role) };
    share_out(&mut middle, around);
    share_out(&mut hamlets, 1.0 - around);
    middle.append(&mut hamlets);
    middle
}

/// Spots that thin out from the town hall, in a circle as wide as the commune is large.
fn middle(commune: &Commune, rings: &[Ring], dice: &mut Dice) -> Vec<Spot> {
    let width = f64::from(commune.residents.population).sqrt();
    let reach = 0.2 + 0.008 * width;
    let count = 3 + (0.4 * width) as usize;
    let mut spot = || {
        let mut anywhere = || {
            let off = [(); 2].map(|()| reach * (dice.unit() + dice.unit() - 1.0));
            commune.town_hall.beside(off)
        };
        let at = (0..TRIES).map(|_| anywhere()).find(|&at| contains(rings, at));
        Spot { at: at.unwrap_or(commune.town_hall), part: dice.between(0.3, 1.0) }
    };
    (0..count).map(|_| spot()).collect()
}

/// One or two hamlets in each cell, while there are people for them.
fn hamlets(land: &Land, commune: &Commune, rings: &[Ring], dice: &mut Dice) -> Vec<Spot> {
    let most = (commune.residents.population / RESIDENTS_PER_HAMLET) as usize;
    let mut hamlets = Vec::new();
    for &cell in &land.communes[commune.parcel].cells {
        for _ in 0..=dice.below(2) {
            let middle = land.lattice.degrees(near(land, cell, 0.2, dice));
            let mut anywhere = || {
                let centre = land.lattice.degrees(land.lattice.centre(cell));
                let reach = 0.5 * land.lattice.spacing;
                centre.beside([(); 2].map(|()| dice.between(-reach, reach)))
            };
            let at = (0..TRIES).map(|_| anywhere()).find(|&at| contains(rings, at));
            let draw = dice.unit();
            hamlets.push(Spot { at: at.unwrap_or(middle), part: 0.1 + draw * draw });
        }
    }
    hamlets.truncate(most);
    hamlets
}

/// Part of the people who live around the town hall.
fn around_town_hall(role: Role) -> f64 {
    match role {
        Role::City => 0.85,
        Role::Town => 0.8,
        Role::Suburb => 0.7,
        Role::Bourg => 0.65,
        Role::Village | Role::Deserted => 0.5,
    }
}

fn share_out(spots: &mut [Spot], part: f64) {
    let whole: f64 = spots.iter().map(|spot| spot.part).sum();
    for spot in spots {
        spot.part *= part / whole;
    }
}

/// Even-odd rule; no commune has a hole.
fn contains(rings: &[Ring], at: LatLon) -> bool {
    let (x, y) = (at.longitude * 1e5, at.latitude * 1e5);
    let crosses = |pair: &[[i64; 2]]| {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]].map(|vertex| vertex.map(|unit| unit as f64));
        (ay > y) != (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay)
    };
    let is_inside = |ring: &Ring| ring.windows(2).filter(|pair| crosses(pair)).count() % 2 == 1;
    rings.iter().any(is_inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Topic;
    use crate::{SynthOptions, commune, land, people};

    #[test]
    fn everybody_lives_inside_the_commune_and_is_counted_once() {
        let options = SynthOptions { communes: 120, ..SynthOptions::default() };
        let land = land::raise(&options);
        let communes = commune::found(&land, &people::settle(&land, 3), 3);
        let mut dice = Dice::new(3, Topic::Grid);
        for commune in &communes {
            let spots = spots(&land, commune, &mut dice);
            assert_eq!(spots.is_empty(), commune.residents.population == 0);
            let rings = outline(&land, commune.parcel);
            assert!(spots.iter().all(|spot| contains(&rings, spot.at)), "{}", commune.code);
            let whole: f64 = spots.iter().map(|spot| spot.part).sum();
            assert!(spots.is_empty() || (whole - 1.0).abs() < 1e-9, "{whole}");
        }
    }
}
