//! All of France in one run, islands and overseas included.

use std::{path::Path, sync::OnceLock};

use maillage::{
    Coverage, Kind, Place, Position, Sources, Supply,
    core::{
        model::{Commune, CommuneCode},
        travel::CostUnit,
    },
};

use super::{
    fixed_france_services_by_id, folder, labelled_france_services, nearest_km, unconfirmed_labels,
};
use crate::handmade::{account, run};

/// What each file holds, by its own account.
const READ: [(&str, usize); 6] = [
    ("communes-france-2018.geojson", 35_357),
    ("population_communes_2016_geo2018.csv", 35_402),
    (CNFS, 4_930),
    (HUB_DU_SUD, 792),
    ("liste-fs-20240801.csv", 2_845),
    ("bus-france-services-charente.json", 12),
];
const FRANCE_SERVICES: &str = "liste-fs-20240801.csv";
const CNFS: &str = "cnfs-2022-12.json";
const HUB_DU_SUD: &str =
    "20230516-hub-du-sud-lieux-de-mediation-numeriques-provence-alpes-cote-d-azur.json";

fn france(data: &Path) -> Coverage {
    let place = |name: &str| data.join("places").join(name);
    run(&Sources {
        communes: Some(data.join("communes/communes-france-2018.geojson")),
        supply: Supply {
            mediation: vec![place(CNFS), place(HUB_DU_SUD)],
            france_services: vec![place("liste-fs-20240801.csv")],
            itinerant: vec![data.join("rounds/bus-france-services-charente.json")],
            ..Supply::default()
        },
        population: Some(data.join("territory/population_communes_2016_geo2018.csv")),
        ..Sources::default()
    })
}

/// The run, made once for all the tests of this page.
fn measured() -> &'static Coverage {
    static FRANCE: OnceLock<Coverage> = OnceLock::new();
    let data = folder();
    FRANCE.get_or_init(|| france(&data))
}

/// A commune as the run found it.
struct Measured<'run> {
    commune: &'run Commune,
    nearest: Option<&'run Place>,
    france_services_km: Option<f64>,
    across_water: bool,
}

fn communes(coverage: &Coverage) -> impl Iterator<Item = Measured<'_>> {
    let across = coverage.across_water().expect("these contours share their borders");
    let access = coverage.communes().zip(coverage.accesses()).zip(across);
    access.map(|((commune, access), across_water)| Measured {
        commune,
        nearest: access.nearest.map(|nearest| coverage.territory.place(nearest.place)),
        france_services_km: access.by_kind[Kind::FranceServices as usize]
            .map(|cost| cost.shown(CostUnit::Length)),
        across_water,
    })
}

fn of_departement<'run>(coverage: &'run Coverage, codes: &[&str]) -> Vec<Measured<'run>> {
    let within = |code: CommuneCode| codes.contains(&code.departement());
    communes(coverage).filter(|measured| within(measured.commune.code)).collect()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_row_of_france_is_accounted_for() {
    let coverage = measured();
    assert_eq!(coverage.ledger.accounts.len(), READ.len());
    for (name, read) in READ {
        let account = account(coverage, name);
        assert_eq!(account.read, read, "{name}");
        assert!(account.balances(), "{name}: {:?}", account.tally());
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_commune_of_france_is_measured_in_order_of_code() {
    let coverage = measured();
    let communes = coverage.territory.communes();
    assert_eq!(communes.len(), 35_357);
    assert!(communes.is_sorted_by(|one, other| one.code < other.code));
    assert_eq!(coverage.accesses().count(), 35_357);
    assert_eq!(coverage.gaps().count(), 35_357);
    assert!(coverage.communes().map(|one| one.code).eq(communes.iter().map(|one| one.code)));
}

/// One commune in 118, from Ain to Mayotte.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn distances_over_france_are_those_of_an_exhaustive_search() {
    let (data, coverage) = (folder(), measured());
    // Rows of the list that are one place with another stand where that one does.
    let twins = coverage.territory.places().iter().flat_map(|place| &place.twins);
    let twins: Vec<&str> = twins
        .filter(|twin| coverage.ledger.account(twin.source.file).file == FRANCE_SERVICES)
        .map(|twin| twin.id.as_str())
        .collect();
    assert!(twins.len() < 20, "{}", twins.len());
    let fixed = fixed_france_services_by_id(&data).into_iter();
    let fixed = fixed.filter(|(id, _)| !twins.contains(&id.as_str()));
    let france_services: Vec<Position> = fixed.map(|(_, position)| position).collect();
    let unconfirmed = [(CNFS, 1_118), (HUB_DU_SUD, 276)].map(|(list, rows)| {
        let labelled = labelled_france_services(&data.join("places").join(list));
        assert_eq!(labelled.len(), rows, "{list}");
        unconfirmed_labels(coverage, list, &labelled)
    });
    let counts = unconfirmed.each_ref().map(|(lost, at_offices)| lost + at_offices.len());
    assert_eq!(counts, [707, 59]);
    let at_offices = unconfirmed.into_iter().flat_map(|(_, at_offices)| at_offices);
    let france_services: Vec<Position> = france_services.into_iter().chain(at_offices).collect();
    let mut compared = 0;
    for measured in communes(coverage).step_by(118) {
        let home = measured.commune.home;
        let expected = nearest_km(home, &france_services);
        let Some(found) = measured.france_services_km else {
            assert!(measured.commune.is_empty() || expected > 200.0, "{:?}", measured.commune.code);
            continue;
        };
        assert!((found - expected).abs() <= 0.001, "{}: {found}", measured.commune.name);
        compared += 1;
    }
    assert!(compared >= 295, "{compared}");
}

/// Nothing but La Réunion lies within a hundred kilometres of La Réunion.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn la_reunion_is_served_by_la_reunion() {
    let coverage = measured();
    let communes = of_departement(coverage, &["974"]);
    assert_eq!(communes.len(), 24);
    for measured in communes {
        let name = &measured.commune.name;
        assert!(measured.france_services_km.is_some_and(|km| km < 100.0), "{name}");
        let there = measured.nearest.expect("within reach").position;
        assert!(is_in(there, [-21.5, -20.7, 55.1, 55.9]), "{name}");
        assert!(!measured.across_water, "{name}");
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn no_commune_of_corsica_is_served_by_the_mainland_unless_it_says_so() {
    let coverage = measured();
    let communes = of_departement(coverage, &["2A", "2B"]);
    assert_eq!(communes.len(), 360);
    for measured in communes {
        let there = measured.nearest.expect("within reach").position;
        let in_corsica = is_in(there, [41.3, 43.1, 8.5, 9.6]);
        assert_eq!(measured.across_water, !in_corsica, "{}", measured.commune.name);
    }
}

/// Batz, Sein, Molène and Ouessant are islands of one commune each: none is eight
/// kilometres long, and none is within three of another land.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_islands_of_finistere_say_when_help_is_across_water() {
    let coverage = measured();
    let mut flagged = 0;
    for code in ["29082", "29083", "29084", "29155"] {
        let mut islands = communes(coverage);
        let island = islands.find(|measured| measured.commune.code.as_str() == code);
        let island = island.expect("a commune of Finistère");
        let place = island.nearest.expect("within reach").position;
        let km = nearest_km(island.commune.home, &[place]);
        assert_eq!(island.across_water, km > 4.0, "{}: {km} km", island.commune.name);
        flagged += usize::from(island.across_water);
    }
    assert!((1..4).contains(&flagged), "{flagged} islands");
}

/// Préfectures from Charente to Creuse, and the three cities in arrondissements.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_cities_of_the_mainland_cross_no_water() {
    let coverage = measured();
    for code in ["16015", "29019", "75056", "13055", "69123", "23096"] {
        let mut communes = communes(coverage);
        let commune = communes.find(|measured| measured.commune.code.as_str() == code);
        assert!(!commune.expect("a city").across_water, "{code}");
    }
}

/// 2016, the communes of 2018: the table gives Paris and its arrondissements.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn paris_lyon_and_marseille_are_not_counted_twice() {
    let coverage = measured();
    let population = |code: &str| {
        let mut communes = coverage.communes();
        communes.find(|commune| commune.code.as_str() == code)?.population
    };
    assert_eq!(population("75056"), Some(2_190_327));
    assert_eq!(population("69123"), Some(515_695));
    assert_eq!(population("13055"), Some(862_211));
}

fn is_in(position: Position, [south, north, west, east]: [f64; 4]) -> bool {
    (south..=north).contains(&position.latitude()) && (west..=east).contains(&position.longitude())
}
