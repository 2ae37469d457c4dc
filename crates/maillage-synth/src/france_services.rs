//! France Services: one in most towns and market towns, and two of the buses.
//!
//! A bus is one row at its office with the office hours. Its stops are in `rounds.csv` and in the
//! free text of the comment, as in the real list.

use crate::SynthOptions;
use crate::commune::{Commune, random_point_near};
use crate::dice::{Dice, Topic};
use crate::land::Land;
use crate::lattice::LatLon;
use crate::mediation::after_de;
use crate::people::Role;
use crate::tours::{Stop, tour_id};

/// One row of the list.
pub(crate) struct FranceServices {
    pub(crate) id: String,
    pub(crate) nom: String,
    pub(crate) adresse: String,
    /// Rank of its commune.
    pub(crate) commune: usize,
    pub(crate) at: LatLon,
    /// Hours from Monday to Saturday.
    pub(crate) hours: [&'static str; 6],
    pub(crate) commentaire: String,
    pub(crate) kind: &'static str,
    pub(crate) format: &'static str,
    pub(crate) labellisation: &'static str,
    pub(crate) prise_rdv: &'static str,
}

const DAY: &str = "09:00 - 12:30 / 14:00 - 17:30";
const MORNING: &str = "09:00 - 12:30";
const WEEKS: [[&str; 6]; 4] = [
    [DAY, DAY, DAY, DAY, DAY, ""],
    [DAY, DAY, MORNING, DAY, "08:30 - 12:00 / 13:30 - 16:30", ""],
    ["", DAY, DAY, DAY, DAY, "09:00 - 12:00"],
    ["13:30 - 17:00", DAY, MORNING, "", DAY, ""],
];
const LABELLED: [&str; 4] = [
    "Espace labellisé 01/01/2020",
    "Espace labellisé 01/09/2020",
    "Espace labellisé 01/10/2021",
    "Espace labellisé 01/07/2022",
];
const STREETS: [&str; 6] = [
    "Place de la Mairie",
    "Rue du Moulin",
    "Rue des Tanneries",
    "Grande Rue",
    "Avenue de la Gare",
    "Rue du Four",
];

/// All rows of the list: fixed places, then buses.
pub(crate) fn open(
    land: &Land,
    communes: &[Commune],
    stops: &[Stop],
    options: &SynthOptions,
) -> Vec<FranceServices> {
    let mut dice = Dice::new(options.seed, Topic::FranceServices);
    let buses = options.tours.min(2).min(options.france_services);
    let fixed = options.france_services - buses;
    let hosts = hosts(land, communes, stops, fixed);
    let office =
        communes.iter().position(|commune| commune.residents.role == Role::City).unwrap_or(0);

    let mut rows: Vec<FranceServices> = hosts
        .iter()
        .enumerate()
        .map(|(rank, &commune)| row(land, communes, commune, rank, &mut dice))
        .collect();
    for bus in 1..=buses {
        let office = row(land, communes, office, rows.len(), &mut dice);
        rows.push(FranceServices {
            nom: format!("Bus France services {}", tour_id(bus)),
            commentaire: route(communes, stops, bus),
            kind: "Principal",
            format: if bus == 1 { "Bus_équivalent" } else { "Itinérante" },
            ..office
        });
    }
    rows
}

/// Communes that host a place, the largest first. Adjacent communes and communes with a bus stop
/// come last or are left out.
fn hosts(land: &Land, communes: &[Commune], stops: &[Stop], wanted: usize) -> Vec<usize> {
    let mut closed = vec![false; communes.len()];
    for stop in stops {
        closed[stop.commune] = true;
    }
    let weight = |commune: &usize| {
        let parcel = &land.communes[communes[*commune].parcel];
        f64::from(communes[*commune].residents.population) * (1.3 - parcel.west).max(0.1)
    };
    let mut order: Vec<usize> = (0..communes.len())
        .filter(|&commune| {
            let is_islet = land.communes[communes[commune].parcel].islet;
            !closed[commune] && !is_islet && communes[commune].residents.population > 0
        })
        .collect();
    order.sort_by(|a, b| weight(b).total_cmp(&weight(a)));

    let mut taken = vec![false; land.communes.len()];
    let (mut apart, mut beside) = (Vec::new(), Vec::new());
    for commune in order {
        let parcel = communes[commune].parcel;
        if land.communes[parcel].neighbours.iter().any(|&next| taken[next]) {
            beside.push(commune);
        } else {
            taken[parcel] = true;
            apart.push(commune);
            // A city has a second place in its suburbs.
            if communes[commune].residents.role == Role::City {
                apart.push(commune);
            }
        }
    }
    apart.append(&mut beside);
    let hosts = apart.len().max(1);
    (0..wanted).filter_map(|rank| apart.get(rank % hosts).copied()).collect()
}

fn row(
    land: &Land,
    communes: &[Commune],
    commune: usize,
    rank: usize,
    dice: &mut Dice,
) -> FranceServices {
    let town = &communes[commune];
    let cells = &land.communes[town.parcel].cells;
    // In a city, the places are in different quarters. Elsewhere a place is in the central cell.
    let cell = cells[rank % cells.len() * usize::from(town.residents.role == Role::City)];
    let house = 1 + dice.below(60);
    let street = dice.pick(&STREETS);
    let (kind, format) = match rank % 12 {
        4 => ("Principal", "Multisites"),
        7 => ("Principal", "Fixe_antenne(s)"),
        8 => ("Antenne", "Fixe"),
        _ => ("Principal", "Fixe"),
    };
    let keeper = match rank % 7 {
        1 => "France services La Poste",
        5 => "France services MSA",
        _ => "France services",
    };
    FranceServices {
        id: format!("synth-fs-{:04}", rank + 1),
        nom: format!("{keeper} {}", after_de(&town.nom)),
        adresse: format!("{house} {street}"),
        commune,
        at: land.lattice.degrees(random_point_near(land, cell, 0.15, dice)).rounded(),
        hours: WEEKS[dice.below(WEEKS.len())],
        commentaire: String::new(),
        kind,
        format,
        labellisation: dice.pick(&LABELLED),
        prise_rdv: if dice.happens(0.35) { "Oui" } else { "Non" },
    }
}

/// The tour of a bus as a sentence, for the comment.
fn route(communes: &[Commune], stops: &[Stop], bus: usize) -> String {
    let stops: Vec<String> = stops
        .iter()
        .filter(|stop| stop.tour == bus)
        .map(|stop| format!("{} ({})", communes[stop.commune].nom, stop.half_day))
        .collect();
    format!("Itinérance synthétique sur les communes de : {}", stops.join(", "))
}
