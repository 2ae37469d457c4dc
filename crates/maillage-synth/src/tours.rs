//! Tours of the buses, through villages without any other place.
//!
//! The remote villages are divided into one belt per bus, from south to north. A bus stops in some
//! villages of its belt. From each stop it goes to the nearest remaining one, two stops a day.
//! O(villages log villages + tours × stops²).

use crate::SynthOptions;
use crate::commune::{Commune, random_point_near};
use crate::dice::{Dice, Topic};
use crate::land::{Land, square};
use crate::lattice::LatLon;
use crate::people::Role;

/// One stop of one bus.
pub(crate) struct Stop {
    /// Number of the tour, from 1.
    pub(crate) tour: usize,
    /// Number of the stop in its tour, from 1.
    pub(crate) order: usize,
    pub(crate) nom: String,
    /// Rank of its commune.
    pub(crate) commune: usize,
    pub(crate) at: LatLon,
    /// Position written in the file.
    pub(crate) written: LatLon,
    pub(crate) recurrence: String,
    /// The recurrence as a half day, « lundi matin », for a comment.
    pub(crate) half_day: String,
}

const DAYS: [(&str, &str); 5] =
    [("Mo", "lundi"), ("Tu", "mardi"), ("We", "mercredi"), ("Th", "jeudi"), ("Fr", "vendredi")];
const STOP_NAMES: [&str; 6] = [
    "Place de la mairie",
    "Parking de la salle des fêtes",
    "Place du marché",
    "Devant l'école",
    "Parking de la bibliothèque",
    "Place de l'église",
];

/// Stops of every bus, in order.
pub(crate) fn plan(land: &Land, communes: &[Commune], options: &SynthOptions) -> Vec<Stop> {
    let mut dice = Dice::new(options.seed, Topic::Tours);
    let wanted = options.tours * options.stops_per_tour;
    let mut villages = villages(land, communes, wanted);
    let north = |commune: &usize| communes[*commune].town_hall.latitude;
    villages.sort_by(|a, b| north(a).total_cmp(&north(b)));

    let mut stops = Vec::with_capacity(wanted);
    for tour in 0..options.tours {
        let cut = |tours: usize| villages.len() * tours / options.tours;
        let belt = &villages[cut(tour)..cut(tour + 1)];
        let count = options.stops_per_tour.min(belt.len());
        let chosen = (0..count).map(|rank| belt[rank * belt.len() / count]).collect();
        for (rank, commune) in by_proximity(land, communes, chosen).into_iter().enumerate() {
            stops.push(stop(land, communes, commune, [tour, rank], &mut dice));
        }
    }
    stops
}

/// The remote villages, or all villages when there are fewer remote ones than `wanted`.
fn villages(land: &Land, communes: &[Commune], wanted: usize) -> Vec<usize> {
    let is_village = |commune: &Commune| {
        commune.residents.role == Role::Village && !land.communes[commune.parcel].islet
    };
    let of_kind = |is_wanted: &dyn Fn(&Commune) -> bool| -> Vec<usize> {
        let all = communes.iter().enumerate();
        all.filter(|(_, commune)| is_wanted(commune)).map(|(rank, _)| rank).collect()
    };
    let remote = of_kind(&|commune| is_village(commune) && commune.is_remote);
    match remote.len() < wanted {
        true => of_kind(&is_village),
        false => remote,
    }
}

/// The communes in an order where each is followed by the nearest remaining one.
fn by_proximity(land: &Land, communes: &[Commune], mut left: Vec<usize>) -> Vec<usize> {
    let centre = |commune: usize| {
        let parcel = &land.communes[communes[commune].parcel];
        land.lattice.centre(parcel.cells[0])
    };
    let mut route: Vec<usize> = Vec::with_capacity(left.len());
    let mut here = left.first().map_or([0.0, 0.0], |&first| centre(first));
    while let Some(next) = (0..left.len())
        .min_by(|&a, &b| square(centre(left[a]), here).total_cmp(&square(centre(left[b]), here)))
    {
        let commune = left.swap_remove(next);
        here = centre(commune);
        route.push(commune);
    }
    route
}

fn stop(
    land: &Land,
    communes: &[Commune],
    commune: usize,
    [tour, rank]: [usize; 2],
    dice: &mut Dice,
) -> Stop {
    let cell = land.communes[communes[commune].parcel].cells[0];
    let at = land.lattice.degrees(random_point_near(land, cell, 0.15, dice)).rounded();
    let (osm_day, day) = DAYS[rank / 2 % DAYS.len()];
    let (osm_hours, hours, half) = match rank % 2 {
        0 => ("09:30-12:30", "9h30-12h30", "matin"),
        _ => ("14:00-17:00", "14h-17h", "après-midi"),
    };
    let recurrence = match (tour + rank) % 5 {
        0 | 3 => format!("{osm_day} {osm_hours}"),
        1 => format!("{osm_day} {osm_hours} semaine impaire"),
        2 => format!("{osm_day} {osm_hours} semaine paire"),
        _ => format!("1er {day} du mois {hours}"),
    };
    Stop {
        tour: tour + 1,
        order: rank + 1,
        nom: format!("{}, {}", dice.pick(&STOP_NAMES), communes[commune].nom),
        commune,
        at,
        written: at,
        recurrence,
        half_day: format!("{day} {half}"),
    }
}

/// Identifier of a tour, used in every file.
pub(crate) fn tour_id(tour: usize) -> String {
    format!("synth-bus-{tour}")
}
