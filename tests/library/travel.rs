//! Ways of travelling: the crow against its reference, and tables of costs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use maillage::{
    CoverageOptions, Kind, Lang, LoadOptions, MeasureOptions, Place, Position, Results, Sources,
    Territory, Voice, Way,
    core::{
        gap::Reason,
        measure::{CommuneResult, ToursWithoutStops},
        model::{Commune, CommuneCode, CommuneId, Home, PlaceId},
        sites::Sites,
        travel::{
            Cost, CostTable, CostUnit, CrowFlies, Destination, OnTable, Travel, TravelOrigin,
            reach_by_costs,
        },
    },
    coverage,
    intake::{
        check::{CheckOptions, check},
        kinds::travel::{Destinations, travel_table},
    },
    load, measure,
    output::write_coverage,
};

use crate::handmade::Folder;

/// The invented island, whose places all have identifiers of their own.
fn island(folder: &Folder, with_cells: bool) -> Sources {
    let mut sources = Sources::default();
    for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
        let path = folder.write(file.name, file.contents);
        match file.name {
            "communes.geojson" => sources.communes = Some(path),
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
                let to = Destination::Place(place);
                costs.entry(origin.commune.code).or_default().insert(to, cost);
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
    let territory = loaded(&sources);
    for (from, costs) in &flown(&territory).costs {
        for (to, cost) in costs {
            let Destination::Place(to) = to else { panic!("a cost to a commune") };
            let to = &territory.place(*to).id;
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

/// A territory of these communes and places.
fn with_places(communes: Vec<Commune>, places: Vec<Place>) -> Territory {
    Territory::new(maillage::core::territory::Parts { communes, places, ..Default::default() })
}

/// The costs up to an hour from a commune, in minutes, of the places of a table.
fn within_an_hour(
    territory: &Territory,
    table: &CostTable,
    from: CommuneId,
) -> Vec<(PlaceId, f64)> {
    let options = MeasureOptions::default();
    let sites = Sites::new(territory, territory.timetable(), &options).expect("places serve");
    let travel = OnTable::new(table, territory, &sites, None);
    let mut found = Vec::new();
    origin(territory, from, |origin| {
        travel.costs(origin, Cost::from_minutes(60.0), &mut |_, place, cost| {
            found.push((place, cost.shown(CostUnit::Duration)));
        });
    });
    found
}

/// Two communes side by side on the island, and the minutes between their points.
fn minutes(territory: &Territory, costs: &[(usize, usize, f64)]) -> CostTable {
    let code = |rank: usize| territory.communes()[rank].code;
    let mut table: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for (from, to, minutes) in costs {
        let costs: &mut BTreeMap<_, _> = table.entry(code(*from)).or_default();
        costs.insert(Destination::Commune(code(*to)), Cost::from_minutes(*minutes));
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
    with_places(
        whole.communes().to_vec(),
        vec![place("aide", Kind::Mediation, 0), place("guichet", Kind::FranceServices, 1)],
    )
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
    let empty = territory.studied().filter(|commune| commune.is_empty()).count();
    assert_eq!((pairs.needed, pairs.missing), (2 * communes, 2 * communes - 3));
    assert_eq!((pairs.communes_without_cost, pairs.own_places_unknown), (communes - empty - 2, 1));
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
    costs.insert(Destination::Place(PlaceId::new(0)), Cost::from_minutes(4.0));
    let found = within_an_hour(&territory, &table, territory.study()[2]).into_iter();
    let found: Vec<(String, f64)> =
        found.map(|(place, minutes)| (territory.place(place).id.clone(), minutes)).collect();
    assert_eq!(found, [("aide".to_owned(), 4.0)]);
}

/// A territory of the communes of the island with these places, each in the commune of this
/// rank, and the minutes from the first commune to each place; `None` where they are missing.
fn from_the_first(places: &[(Kind, usize, Option<f64>)]) -> CommuneResult {
    let folder = Folder::new();
    let whole = loaded(&island(&folder, false));
    let place = |(kind, rank, _): &(Kind, usize, Option<f64>)| {
        let commune = &whole.communes()[*rank];
        Place { commune: Some(commune.code), ..Place::new("place", *kind, commune.home) }
    };
    let territory = with_places(whole.communes().to_vec(), places.iter().map(place).collect());
    let costs = places.iter().enumerate().filter_map(|(rank, (_, _, minutes))| {
        Some((Destination::Place(PlaceId::new(rank)), Cost::from_minutes((*minutes)?)))
    });
    let costs = BTreeMap::from([(territory.communes()[0].code, costs.collect())]);
    let table = CostTable { unit: CostUnit::Duration, costs };
    let tours_without_stops = ToursWithoutStops::AtAddress;
    let options = MeasureOptions { tours_without_stops, ..MeasureOptions::default() };
    measured(&territory, Way::Table(&table), &options).communes.remove(0)
}

#[test]
fn a_place_of_ones_own_without_a_cost_is_outdone_by_no_neighbour() {
    // The missing way to the own place may be shorter than the neighbour's 8 minutes.
    let row = from_the_first(&[
        (Kind::Mediation, 0, None),
        (Kind::Itinerant, 0, Some(25.0)),
        (Kind::FranceServices, 1, Some(8.0)),
    ]);
    assert!(row.access().is_unknown);
    assert_eq!(row.gap.reason, Reason::TravelUnknown);
    // Both missing ways of the same kind: the known one of the two is no answer either.
    let row = from_the_first(&[
        (Kind::FranceServices, 0, Some(45.0)),
        (Kind::FranceServices, 0, None),
        (Kind::FranceServices, 1, Some(8.0)),
    ]);
    assert!(row.access().is_unknown);
}

#[test]
fn what_an_own_place_without_a_cost_cannot_change_stays_known() {
    let shown = |cost: Option<Cost>| cost.map(|cost| cost.shown(CostUnit::Duration));
    let with_a_neighbour = from_the_first(&[
        (Kind::Mediation, 0, None),
        (Kind::Itinerant, 0, Some(3.0)),
        (Kind::FranceServices, 1, Some(8.0)),
    ]);
    let access = with_a_neighbour.access();
    assert_eq!(shown(access.distances.mean), Some(3.0));
    assert_eq!(shown(access.by_kind[Kind::FranceServices as usize]), Some(8.0));
    assert_eq!((access.by_kind[Kind::Mediation as usize], access.fixed), (None, None));
    // A fixed place is within 20 minutes, however far the own one is.
    assert_eq!((access.covered_fixed, access.gained), (Some(1.0), Some(0.0)));
    assert_eq!(with_a_neighbour.gap.reason, Reason::Covered);

    let alone = from_the_first(&[(Kind::Mediation, 0, None), (Kind::Itinerant, 0, Some(3.0))]);
    let access = alone.access();
    assert_eq!(shown(access.distances.mean), Some(3.0));
    assert_eq!((access.covered_fixed, access.gained), (None, None));
    assert_eq!(alone.gap.reason, Reason::TravelUnknown);
}

#[test]
fn without_a_residents_table_a_commune_that_was_unknown_gains_nothing() {
    let folder = Folder::new();
    let territory = two_places(&folder);
    let options = MeasureOptions::default();
    let run = |table| measured(&territory, Way::Table(&table), &options);
    let before = run(minutes(&territory, &[(2, 0, 40.0)]));
    let after = run(minutes(&territory, &[(2, 0, 9.0), (3, 0, 9.0)]));
    let gained: Vec<CommuneId> =
        before.gains(&territory, &after).into_iter().map(|(id, _)| id).collect();
    assert_eq!(gained, [territory.study()[2]]);
}

#[test]
fn the_code_of_an_arrondissement_stands_for_its_places_only() {
    let folder = Folder::new();
    let whole = loaded(&island(&folder, false));
    let district: CommuneCode = "75101".parse().expect("a code");
    let home = whole.communes()[0].home;
    let of =
        |commune| Place { commune: Some(commune), ..Place::new("place", Kind::Mediation, home) };
    let city = whole.communes()[0].code;
    let territory = with_places(whole.communes().to_vec(), vec![of(city), of(district)]);
    let to = |code, minutes| (Destination::Commune(code), Cost::from_minutes(minutes));
    let from = territory.communes()[2].code;
    let costs = BTreeMap::from([(from, BTreeMap::from([to(city, 30.0), to(district, 12.0)]))]);
    let table = CostTable { unit: CostUnit::Duration, costs };
    let found = within_an_hour(&territory, &table, territory.study()[2]);
    assert_eq!(found, [(PlaceId::new(0), 30.0), (PlaceId::new(1), 12.0)]);
}

#[test]
fn a_place_over_the_border_is_in_the_commune_of_the_arrondissement_that_it_states() {
    let folder = Folder::new();
    let whole = loaded(&island(&folder, false));
    let mut communes = whole.communes().to_vec();
    let city: CommuneCode = "75056".parse().expect("a code");
    communes[0].code = city;
    communes.sort_by_key(|commune| commune.code);
    let id = communes.iter().position(|commune| commune.code == city).expect("the city");
    let elsewhere = communes[usize::from(id == 0)].home;
    let stated = Some("75113".parse().expect("a code"));
    let place = Place { commune: stated, ..Place::new("place", Kind::Mediation, elsewhere) };
    let territory = with_places(communes, vec![place]);
    assert_eq!(territory.communes_of_places(), [Some(CommuneId::new(id))]);
}

/// What the ledger says of each line of a travel table on the island.
fn said_of(table: &str) -> (Vec<(Option<usize>, &'static str)>, Territory) {
    let folder = Folder::new();
    let mut sources = island(&folder, false);
    sources.travel_table = Some(folder.write("table.csv", table));
    let (territory, ledger) = load(&sources, &LoadOptions::default(), &|_| ()).expect("sound");
    let account = ledger.accounts.iter().find(|account| account.file == "table.csv");
    let account = account.expect("the table has an account");
    assert!(account.balances(), "{account:?}");
    let issues = account.issues.iter().filter(|issue| issue.line.is_some());
    (issues.map(|issue| (issue.line, issue.trouble.code())).collect(), territory)
}

#[test]
fn every_row_of_a_travel_table_counts_or_says_why_not() {
    let folder = Folder::new();
    let territory = loaded(&island(&folder, false));
    let (from, to) = (territory.communes()[0].code, territory.communes()[1].code);
    let id = &territory.places()[0].id;
    let file = maillage_synth::territory(&maillage_synth::SynthOptions::default());
    assert!(file.files.iter().any(|file| file.name == "mediation.csv"));
    let table = format!(
        "origin,destination,minutes\n{from},{id},4\n{from},mediation.csv:{id},5\n\
         {from},nowhere,6\n{from},{to},9999999\n{to},{id},0\n{from},{from},0\n{from},{to},7\n"
    );
    let (said, territory) = said_of(&table);
    let expected = [
        (Some(3), "trajet_en_double"),
        (Some(4), "destination_inconnue"),
        (Some(5), "nombre_illisible"),
        (Some(6), "trajets_nuls"),
        (Some(7), "trajet_nul_vers_soi"),
    ];
    assert_eq!(said, expected);
    let costs = &territory.travel_table().expect("a table").costs[&from];
    let (place, commune) = (Destination::Place(PlaceId::new(0)), Destination::Commune(to));
    assert_eq!(costs[&place], Cost::from_minutes(4.0));
    assert_eq!(costs[&commune], Cost::from_minutes(7.0));
}

#[test]
fn an_identifier_of_two_places_stands_for_neither() {
    let folder = Folder::new();
    let mut sources = island(&folder, false);
    let territory = loaded(&sources);
    let [one, other] = [0, 1].map(|rank| &territory.communes()[rank]);
    let list = |home: Position| {
        format!(
            "id,nom,latitude,longitude\n7,Permanence,{},{}\n",
            home.latitude(),
            home.longitude()
        )
    };
    sources.supply.mediation = vec![folder.write("a.csv", list(one.home))];
    sources.supply.france_services = vec![folder.write("b.csv", list(other.home))];
    sources.supply.itinerant = Vec::new();
    let table = format!("origin,destination,minutes\n{0},7,4\n{0},b.csv:7,5\n", one.code);
    sources.travel_table = Some(folder.write("table.csv", table));
    let (territory, ledger) = load(&sources, &LoadOptions::default(), &|_| ()).expect("sound");
    let account = ledger.accounts.last().expect("an account");
    let said: Vec<_> =
        account.issues.iter().map(|issue| (issue.line, issue.trouble.code())).collect();
    assert!(said.contains(&(Some(2), "destination_ambigue")), "{said:?}");
    let costs = &territory.travel_table().expect("a table").costs[&one.code];
    assert_eq!(costs.len(), 1);
    let (Destination::Place(place), _) =
        costs.iter().next().map(|(to, cost)| (*to, *cost)).expect("one")
    else {
        panic!("a commune");
    };
    assert_eq!(territory.place(place).kind, Kind::FranceServices);
}

#[test]
fn a_column_of_codes_that_lost_their_zeros_is_no_column_of_identifiers() {
    // The identifier 1004 exists, but the column as a whole holds codes of communes.
    let contours: BTreeSet<CommuneCode> =
        ["01001", "01004", "01005"].map(|code| code.parse().expect("a code")).into();
    let home = Position::new(46.0, 5.0).expect("a position");
    let places =
        [Place::new("1004", Kind::Mediation, home), Place::new("aide", Kind::Mediation, home)];
    let destinations = Destinations::new(&contours, &places, |_| "list.csv");
    let folder = Folder::new();
    let read = |text: &str| {
        let path = folder.write("table.csv", text);
        let (table, _) = travel_table(&path, None, &contours, &destinations).expect("a table");
        Vec::from_iter(table.costs[&"01001".parse().expect("a code")].keys().copied())
    };
    let commune = |code: &str| Destination::Commune(code.parse().expect("a code"));
    let codes = read("origin,destination,minutes\n1001,1004,4\n1001,1005,6\n");
    assert_eq!(codes, [commune("01004"), commune("01005")]);
    let identifiers = read("origin,destination,minutes\n1001,1004,4\n1001,aide,6\n");
    assert_eq!(identifiers, [0, 1].map(|rank| Destination::Place(PlaceId::new(rank))));
}

#[test]
fn a_check_knows_a_square_table_as_a_run_does() {
    let folder = Folder::new();
    let path = folder.write(
        "times.txt",
        "\"01001\" \"01004\" \"01005\"\n\"01001\" 0 4 6\n\"01004\" 4 0 NA\n\"01005\" 6 5 0\n",
    );
    let by_year =
        folder.write("years.csv", "code,2018,2019,2020\n01001,10,11,12\n01004,20,21,22\n");
    let checked = check(&[path, by_year], &CheckOptions::default(), |_| ()).expect("a check");
    let account = checked[0].outcome.as_ref().expect("an account");
    assert_eq!((account.role.name(), account.read, account.kept), ("trajets", 3, 3));
    let other = checked[1].outcome.as_ref().map(|account| account.role.name());
    assert!(!matches!(other, Ok("trajets")));
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
