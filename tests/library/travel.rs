//! Ways of travelling: the crow against its reference, and tables of costs.

use std::{collections::BTreeMap, fmt::Write as _};

use maillage::{
    CoverageOptions, Kind, Lang, LoadOptions, MeasureOptions, Place, Position, Results, Sources,
    Territory, Voice, Way,
    core::{
        gap::Reason,
        model::{CommuneId, Home},
        sites::Sites,
        travel::{
            Cost, CostTable, CostUnit, CrowFlies, OnTable, Travel, TravelOrigin, reach_by_costs,
        },
    },
    coverage, load, measure,
    output::write_coverage,
};

use crate::handmade::Folder;

/// The invented island, whose places all have identifiers of their own.
fn island(folder: &Folder, with_cells: bool) -> Sources {
    let mut sources = Sources::default();
    for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
        let path = folder.write(file.name, file.contents);
        match file.name {
            "communes.geojson" => sources.communes = path,
            "mediation.csv" => sources.supply.mediation.push(path),
            "france-services.csv" => sources.supply.france_services.push(path),
            "rounds.csv" => sources.supply.itinerant.push(path),
            "population.csv" => sources.population = Some(path),
            "carreaux.csv" if with_cells => sources.residents.push(path),
            _ => {}
        }
    }
    sources
}

fn loaded(sources: &Sources) -> Territory {
    load(sources, &LoadOptions::default(), &|_| ()).expect("the island is sound").0
}

fn measured(territory: &Territory, way: Way, options: &MeasureOptions) -> Results {
    measure(territory, way, options, &|_, _| ()).expect("the options are sound")
}

fn origin(territory: &Territory, id: CommuneId, visit: impl FnOnce(TravelOrigin)) {
    let commune = territory.commune(id);
    let alone = [Home { position: commune.home, people: 1.0, need: 1.0 }];
    let cells = territory.homes(id);
    visit(TravelOrigin { id, commune, homes: if cells.is_empty() { &alone } else { cells } });
}

#[test]
fn what_the_crow_reaches_by_bounds_is_what_its_costs_sum_up_to() {
    let folder = Folder::new();
    let territory = loaded(&island(&folder, true));
    for detour in [1.0, 1.3] {
        let options = MeasureOptions { detour, ..MeasureOptions::default() };
        let sites = Sites::new(&territory, territory.timetable(), &options).expect("places serve");
        let crow = CrowFlies::new(&sites, detour);
        let limits = options.limits(CostUnit::Length);
        let mut homes = 0;
        for id in territory.study() {
            origin(&territory, *id, |origin| {
                let expected = reach_by_costs(&crow, &sites, origin, &limits);
                crow.reach(origin, &limits, &mut |home, reach| {
                    assert_eq!(*reach, expected[home], "home {home} of {}", origin.commune.code);
                    homes += 1;
                });
            });
        }
        assert!(homes > 2_000, "{homes} homes");
    }
}

/// The costs of the crow between every commune and every place of the island, by identifier.
fn flown(territory: &Territory) -> CostTable {
    let options = MeasureOptions::default();
    let sites = Sites::new(territory, territory.timetable(), &options).expect("places serve");
    let crow = CrowFlies::new(&sites, 1.0);
    let mut costs: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for id in territory.study() {
        origin(territory, *id, |origin| {
            crow.costs(origin, Cost::from_km(options.reach_km), &mut |_, place, cost| {
                let place = territory.place(place).id.clone();
                costs.entry(origin.commune.code).or_default().insert(place, cost);
            });
        });
    }
    CostTable { unit: CostUnit::Length, costs }
}

#[test]
fn a_table_of_the_crows_own_kilometres_gives_the_crows_run_in_every_column() {
    let folder = Folder::new();
    let mut sources = island(&folder, false);
    let mut text = String::from("origin,destination,km\n");
    for (from, costs) in &flown(&loaded(&sources)).costs {
        for (to, cost) in costs {
            let km = cost.shown(CostUnit::Length);
            writeln!(text, "{from},{to},{km:.6}").expect("a text takes it");
        }
    }
    let layer = |sources: &Sources| {
        let run = coverage(sources, &CoverageOptions::default(), &|_| ()).expect("a run");
        let mut layer = Vec::new();
        write_coverage(&mut layer, &run, Voice::of(Lang::Fr)).expect("memory takes it");
        let layer = String::from_utf8(layer).expect("text");
        let features = layer.split_once("\"features\"").expect("features").1.to_owned();
        (features, run.results.pairs)
    };
    let (by_crow, none) = layer(&sources);
    sources.travel_table = Some(folder.write("table.csv", text));
    let (by_table, pairs) = layer(&sources);
    assert_eq!(none, None);
    assert_eq!(pairs.expect("a table").missing, 0);
    assert!(by_crow == by_table, "the layers differ");
}

/// Two communes side by side on the island, and the minutes between their points.
fn minutes(territory: &Territory, costs: &[(usize, usize, f64)]) -> CostTable {
    let code = |rank: usize| territory.communes()[rank].code;
    let mut table: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for (from, to, minutes) in costs {
        let costs: &mut BTreeMap<String, Cost> = table.entry(code(*from)).or_default();
        costs.insert(code(*to).to_string(), Cost::from_minutes(*minutes));
    }
    CostTable { unit: CostUnit::Duration, costs: table }
}

/// A territory of the communes of the island with places only in the first two: médiation in
/// the first, France Services in the second.
fn two_places(folder: &Folder) -> Territory {
    let whole = loaded(&island(folder, false));
    let place = |id: &str, kind, rank: usize| {
        let commune = &whole.communes()[rank];
        Place { commune: Some(commune.code), ..Place::new(id, kind, commune.home) }
    };
    Territory::new(maillage::core::territory::Parts {
        communes: whole.communes().to_vec(),
        places: vec![place("aide", Kind::Mediation, 0), place("guichet", Kind::FranceServices, 1)],
        ..Default::default()
    })
}

#[test]
fn a_nought_to_itself_is_unknown_and_never_a_neighbours_time() {
    let folder = Folder::new();
    let territory = two_places(&folder);
    // From the first commune: nought to itself, 12 minutes to the second. From the third: 9
    // and 30. The others have no cost at all.
    let table = minutes(&territory, &[(0, 0, 0.0), (0, 1, 12.0), (2, 0, 9.0), (2, 1, 30.0)]);
    let options = MeasureOptions::default();
    let results = measured(&territory, Way::Table(&table), &options);
    let row = |rank: usize| results.communes[rank].duration.clone().expect("durations");
    let shown = |cost: Option<Cost>| cost.map(|cost| cost.shown(CostUnit::Duration));

    let own = row(0);
    assert!(own.is_unknown && own.distances.mean.is_none() && own.covered_main.is_none());
    assert_eq!(results.communes[0].gap.reason, Reason::TravelUnknown);
    assert_eq!(results.communes[0].gap.access, None);
    // The distance stays, as the crow flies.
    assert!(results.communes[0].distance.distances.mean.is_some());

    let third = row(2);
    assert_eq!(shown(third.distances.mean), Some(9.0));
    assert_eq!(shown(third.by_kind[Kind::FranceServices as usize]), Some(30.0));
    assert_eq!(third.covered_main, Some(1.0));
    assert_eq!(third.within, [0, 1, 1, 1, 2]);

    assert_eq!(results.communes[5].gap.reason, Reason::TravelUnknown);
    let pairs = results.pairs.expect("a table");
    let communes = territory.study().len();
    assert_eq!((pairs.needed, pairs.missing), (2 * communes, 2 * communes - 3));
    assert_eq!(pairs.communes_without_cost, communes - 2);
}

#[test]
fn what_the_way_within_ones_own_commune_takes_can_be_given() {
    let folder = Folder::new();
    let territory = two_places(&folder);
    let table = minutes(&territory, &[(0, 0, 0.0), (0, 1, 12.0), (1, 0, 11.0)]);
    let options = MeasureOptions { own_commune_min: Some(7.0), ..MeasureOptions::default() };
    let results = measured(&territory, Way::Table(&table), &options);
    let own = results.communes[0].duration.clone().expect("durations");
    let shown = |cost: Option<Cost>| cost.map(|cost| cost.shown(CostUnit::Duration));
    assert_eq!(shown(own.distances.mean), Some(7.0));
    assert_eq!(shown(own.by_kind[Kind::FranceServices as usize]), Some(12.0));
    let other = results.communes[1].duration.clone().expect("durations");
    assert_eq!(shown(other.by_kind[Kind::FranceServices as usize]), Some(7.0));
    assert_eq!(shown(other.by_kind[Kind::Mediation as usize]), Some(11.0));
}

#[test]
fn a_place_by_its_identifier_goes_before_its_commune() {
    let folder = Folder::new();
    let territory = two_places(&folder);
    let mut table = minutes(&territory, &[(2, 0, 9.0)]);
    let from = territory.communes()[2].code;
    let costs = table.costs.get_mut(&from).expect("the third commune");
    costs.insert("aide".to_owned(), Cost::from_minutes(4.0));
    let options = MeasureOptions::default();
    let sites = Sites::new(&territory, territory.timetable(), &options).expect("places serve");
    let travel = OnTable::new(&table, &territory, &sites, None);
    let mut found = Vec::new();
    origin(&territory, territory.study()[2], |origin| {
        travel.costs(origin, Cost::from_minutes(60.0), &mut |_, place, cost| {
            found.push((territory.place(place).id.clone(), cost.shown(CostUnit::Duration)));
        });
    });
    assert_eq!(found, [("aide".to_owned(), 4.0)]);
}

#[test]
fn a_place_more_never_lengthens_a_distance_and_the_communes_that_gain_are_named() {
    let folder = Folder::new();
    let today = loaded(&island(&folder, false));
    let options = MeasureOptions { main_threshold_km: 3.0, ..MeasureOptions::default() };
    let before = measured(&today, Way::Crow, &options);
    let (far, _) = (0..before.communes.len())
        .filter_map(|row| Some((row, before.communes[row].distance.distances.mean?)))
        .max_by_key(|(_, mean)| *mean)
        .expect("distances");
    let id = before.communes[far].commune;
    let position: Position = today.commune(id).home;
    let planned = today.with_place(Place::new("planned", Kind::FranceServices, position));
    let after = measured(&planned, Way::Crow, &options);
    for (was, is) in before.communes.iter().zip(&after.communes) {
        assert!(is.distance.distances.mean <= was.distance.distances.mean);
    }
    let gains = before.gains(&today, &after);
    assert!(gains.iter().any(|(gained, _)| *gained == id), "{gains:?}");
    assert!(gains.len() < today.study().len());
}
