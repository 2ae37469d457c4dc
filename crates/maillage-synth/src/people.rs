//! Population and illectronism of the communes.
//!
//! There is one city for 300 communes, a few towns, market towns (« bourgs »), suburbs around the
//! cities, and villages that become smaller towards the west. One commune has no residents, as six
//! communes of France do. The rates are invented; they rise with remoteness, as published rates do.
//! O(communes log communes).

use crate::dice::{Dice, Topic};
use crate::land::{Land, Parcel, square};

/// Role of a commune among its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    City,
    Town,
    Bourg,
    Suburb,
    Village,
    /// Nobody lives there.
    Deserted,
}

/// Residents of one commune.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Residents {
    pub(crate) role: Role,
    pub(crate) population: u32,
    /// Share of residents with illectronism, with its lower and upper bound, in tenths of a per
    /// cent.
    pub(crate) rate: [u32; 3],
    /// Whether the rate of the commune is published.
    pub(crate) rate_known: bool,
}

/// Number of communes without a published rate, for any size of territory.
const UNKNOWN_RATES: usize = 3;

/// Residents of every commune of `land`.
pub(crate) fn populate(land: &Land, seed: u64) -> Vec<Residents> {
    let mut dice = Dice::new(seed, Topic::Residents);
    let roles = roles(land, &mut dice);
    let mut residents: Vec<Residents> = roles
        .iter()
        .zip(&land.communes)
        .map(|(&role, parcel)| {
            let population = population(role, parcel, &mut dice);
            Residents {
                role,
                population,
                rate: rate(role, population, parcel, &mut dice),
                rate_known: true,
            }
        })
        .collect();
    // The first city is the préfecture.
    if let Some(city) = residents.iter_mut().find(|people| people.role == Role::City) {
        city.population = 57_000 + dice.below(6_000) as u32;
    }
    let mut villages: Vec<usize> = (0..residents.len())
        .filter(|&commune| residents[commune].role == Role::Village)
        .filter(|&commune| !land.communes[commune].islet)
        .collect();
    dice.shuffle(&mut villages);
    for &commune in villages.iter().take(UNKNOWN_RATES.min(villages.len() / 8)) {
        residents[commune].rate_known = false;
    }
    residents
}

fn roles(land: &Land, dice: &mut Dice) -> Vec<Role> {
    let count = land.communes.len();
    let mut roles = vec![Role::Village; count];
    let mut order: Vec<usize> = (0..count).collect();
    dice.shuffle(&mut order);
    order.retain(|&commune| !land.communes[commune].islet);

    // The préfecture is east of the middle. Other cities are anywhere.
    if let Some(&commune) = order.iter().min_by(|&&a, &&b| {
        let [east, north] = land.lattice.middle();
        let target = [east + 0.35 * land.lattice.radii[0], north];
        let away =
            |commune: usize| square(land.lattice.centre(land.communes[commune].cells[0]), target);
        away(a).total_cmp(&away(b))
    }) {
        roles[commune] = Role::City;
    }
    appoint(land, &order, Role::City, (count / 300).saturating_sub(1), 0.1..0.6, &mut roles);
    for (commune, parcel) in land.communes.iter().enumerate() {
        let is_beside = parcel.neighbours.iter().any(|&next| roles[next] == Role::City);
        if is_beside && roles[commune] != Role::City {
            roles[commune] = Role::Suburb;
        }
    }
    appoint(land, &order, Role::Town, count / 45, -1.0..0.62, &mut roles);
    appoint(land, &order, Role::Bourg, count / 13, -1.0..2.0, &mut roles);

    let deserted = order
        .iter()
        .find(|&&commune| roles[commune] == Role::Village && land.communes[commune].west > 0.7);
    if let Some(&commune) = deserted {
        roles[commune] = Role::Deserted;
    }
    roles
}

/// Gives `role` to the first `wanted` villages in `order` whose westing is in `belt` and whose
/// neighbours are only villages and suburbs.
fn appoint(
    land: &Land,
    order: &[usize],
    role: Role,
    wanted: usize,
    belt: std::ops::Range<f64>,
    roles: &mut [Role],
) {
    let mut left = wanted;
    for &commune in order {
        let parcel = &land.communes[commune];
        let alone = parcel.neighbours.iter().all(|&next| roles[next] >= Role::Suburb);
        if left > 0 && roles[commune] == Role::Village && alone && belt.contains(&parcel.west) {
            roles[commune] = role;
            left -= 1;
        }
    }
}

fn population(role: Role, parcel: &Parcel, dice: &mut Dice) -> u32 {
    let draw = dice.unit();
    let residents = match role {
        Role::City => 25_000.0 / (draw + 0.08),
        Role::Town => 3_000.0 + 7_500.0 * draw * draw,
        Role::Bourg => 1_150.0 + 1_600.0 * draw,
        Role::Suburb => 1_300.0 + 4_200.0 * draw * draw,
        // Half of the villages have fewer than 300 residents; a few have 1,500.
        Role::Village => (90.0 + 1_350.0 * draw * draw * draw) * (1.35 - 0.6 * parcel.west),
        Role::Deserted => 0.0,
    };
    residents as u32
}

/// Rate and bounds, in tenths of a per cent: from 8 % in a city to 32 % in the far west.
fn rate(role: Role, population: u32, parcel: &Parcel, dice: &mut Dice) -> [u32; 3] {
    let remoteness = match role {
        Role::City => 0.0,
        Role::Suburb => 10.0,
        Role::Town => 25.0,
        Role::Bourg => 40.0,
        Role::Village | Role::Deserted => 60.0,
    };
    let middle = 85.0 + remoteness + 120.0 * parcel.west + dice.between(-25.0, 25.0);
    let middle = middle.clamp(80.0, 320.0);
    // A smaller population has a wider interval.
    let spread = 12.0 + 600.0 / (f64::from(population) + 25.0).sqrt() + dice.between(0.0, 6.0);
    [middle, (middle - spread).max(10.0), middle + spread].map(|tenths| tenths as u32)
}
