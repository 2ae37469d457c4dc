//! Settlements of a commune: around its town hall, and in hamlets.
//!
//! In a larger commune, a larger share of the people lives around the town hall, in a wider circle.
//! Every settlement is inside the contour of the commune. O(settlements × vertices).

use crate::borders::{Ring, outline};
use crate::commune::{Commune, random_point_near};
use crate::dice::Dice;
use crate::land::Land;
use crate::lattice::LatLon;
use crate::people::Role;

/// A point where people live.
pub(crate) struct Settlement {
    pub(crate) at: LatLon,
    /// Share of the people of the commune. The shares of one commune add up to one.
    pub(crate) part: f64,
}

/// Minimum mean number of residents of a hamlet.
const RESIDENTS_PER_HAMLET: u32 = 8;
/// Number of random positions tried before a settlement is put at a position that is certainly
/// inside.
const MAX_TRIES: usize = 12;

/// Settlements of one commune. Empty when nobody lives there.
pub(crate) fn settlements(land: &Land, commune: &Commune, dice: &mut Dice) -> Vec<Settlement> {
    let population = commune.residents.population;
    if population == 0 {
        return Vec::new();
    }
    let rings = outline(land, commune.parcel);
    let mut hamlets = hamlets(land, commune, &rings, dice);
    let mut middle = middle(commune, &rings, dice);
    let around = if hamlets.is_empty() { 1.0 } else { around_town_hall(commune.residents.role) };
    scale_shares(&mut middle, around);
    scale_shares(&mut hamlets, 1.0 - around);
    middle.append(&mut hamlets);
    middle
}

/// Settlements around the town hall, denser towards it, in a circle whose radius grows with the
/// population.
fn middle(commune: &Commune, rings: &[Ring], dice: &mut Dice) -> Vec<Settlement> {
    let width = f64::from(commune.residents.population).sqrt();
    let reach = 0.2 + 0.008 * width;
    let count = 3 + (0.4 * width) as usize;
    let mut settlement = || {
        let mut anywhere = || {
            let off = [(); 2].map(|()| reach * (dice.unit() + dice.unit() - 1.0));
            commune.town_hall.beside(off)
        };
        let at = (0..MAX_TRIES).map(|_| anywhere()).find(|&at| contains(rings, at));
        Settlement { at: at.unwrap_or(commune.town_hall), part: dice.between(0.3, 1.0) }
    };
    (0..count).map(|_| settlement()).collect()
}

/// One or two hamlets in each cell, up to the number that the population allows.
fn hamlets(land: &Land, commune: &Commune, rings: &[Ring], dice: &mut Dice) -> Vec<Settlement> {
    let most = (commune.residents.population / RESIDENTS_PER_HAMLET) as usize;
    let mut hamlets = Vec::new();
    for &cell in &land.communes[commune.parcel].cells {
        for _ in 0..=dice.below(2) {
            let middle = land.lattice.degrees(random_point_near(land, cell, 0.2, dice));
            let mut anywhere = || {
                let centre = land.lattice.degrees(land.lattice.centre(cell));
                let reach = 0.5 * land.lattice.spacing;
                centre.beside([(); 2].map(|()| dice.between(-reach, reach)))
            };
            let at = (0..MAX_TRIES).map(|_| anywhere()).find(|&at| contains(rings, at));
            let draw = dice.unit();
            hamlets.push(Settlement { at: at.unwrap_or(middle), part: 0.1 + draw * draw });
        }
    }
    hamlets.truncate(most);
    hamlets
}

/// Share of the people who live around the town hall.
fn around_town_hall(role: Role) -> f64 {
    match role {
        Role::City => 0.85,
        Role::Town => 0.8,
        Role::Suburb => 0.7,
        Role::Bourg => 0.65,
        Role::Village | Role::Deserted => 0.5,
    }
}

fn scale_shares(settlements: &mut [Settlement], part: f64) {
    let whole: f64 = settlements.iter().map(|settlement| settlement.part).sum();
    for settlement in settlements {
        settlement.part *= part / whole;
    }
}

/// Point-in-polygon test by the even-odd rule. No commune has a hole.
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
    fn settlements_are_inside_the_commune_and_their_shares_add_up_to_one() {
        let options = SynthOptions { communes: 120, ..SynthOptions::default() };
        let land = land::create(&options);
        let communes = commune::create(&land, &people::populate(&land, 3), 3);
        let mut dice = Dice::new(3, Topic::Grid);
        for commune in &communes {
            let settlements = settlements(&land, commune, &mut dice);
            assert_eq!(settlements.is_empty(), commune.residents.population == 0);
            let rings = outline(&land, commune.parcel);
            assert!(
                settlements.iter().all(|settlement| contains(&rings, settlement.at)),
                "{}",
                commune.code
            );
            let whole: f64 = settlements.iter().map(|settlement| settlement.part).sum();
            assert!(settlements.is_empty() || (whole - 1.0).abs() < 1e-9, "{whole}");
        }
    }
}
