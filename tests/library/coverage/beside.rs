//! What stands beside the nearest place, against computations over all pairs: shared places,
//! choice, hot spots.

use maillage::{
    Coverage, CoverageOptions, HotSpotsAsked, MeasureOptions, Sources,
    core::{
        competition::{Decay, Method},
        geodesy::Length,
        measure::{Competition, CompetitionMethod, CompetitionOptions, Given},
        model::{Commune, CommuneId, Home, Kind, PlaceId, StudyRow},
        offer::{STANDARD_SERVICES, Subject, standard_values},
    },
};

use crate::{
    handmade::{Folder, run_with, squares},
    island::{Island, estimated},
    layer::Layer,
};

/// The island by its cells and its estimated need, with a method.
fn shared(method: Method, decay: Option<&str>) -> Coverage {
    let decay = decay.map(|text| text.parse::<Decay>().expect("a decay"));
    let competition = CompetitionOptions {
        method: CompetitionMethod::Chosen(method),
        decay,
        catchment: Some(7.0),
    };
    let mut options = estimated();
    options.measure = MeasureOptions { competition, choice: true, ..options.measure };
    run_with(&Island::demo().estimated_inputs(), &options)
}

fn competition(run: &Coverage) -> &Competition {
    run.results.competition.as_ref().expect("a method was chosen")
}

/// The homes of a commune, each with its people in need; where need is unknown, its residents at the
/// share of the other communes.
fn homes(run: &Coverage, id: CommuneId) -> Vec<(Home, f64)> {
    let residents = |commune: &Commune| commune.population.unwrap_or(0) as f64;
    let known = |commune: &Commune| Some((commune.need?.people?, residents(commune)));
    let known: Vec<(f64, f64)> = run.communes().filter_map(known).collect();
    let [needy, all] = [0, 1]
        .map(|of| known.iter().map(|known| if of == 0 { known.0 } else { known.1 }).sum::<f64>());
    let commune = run.territory.commune(id);
    let cells = run.territory.homes(id);
    let of_mean = residents(commune) * needy / all;
    let people = commune.need.and_then(|need| need.people).unwrap_or(of_mean);
    if cells.is_empty() {
        return vec![(Home { position: commune.home, people: 1.0, need: 1.0 }, people)];
    }
    let weight = |cell: &Home| match cells.iter().any(|cell| cell.need > 0.0) {
        true => cell.need,
        false => cell.people,
    };
    let all: f64 = cells.iter().map(weight).sum();
    let share = |cell: &Home| people * weight(cell) / all;
    cells.iter().map(|cell| (*cell, share(cell))).collect()
}

fn km(run: &Coverage, home: &Home, place: PlaceId) -> f64 {
    let place = run.territory.place(place);
    let length = Length::between(home.position, place.position);
    length.metres().max(place.position_uncertainty.metres()) / 1_000.0
}

/// Minutes a week for each person in need of each commune, by E2SFCA over all pairs of a cell and
/// a place.
#[test]
fn the_minutes_of_each_commune_are_those_of_all_pairs() {
    let run = shared(Method::Enhanced, None);
    let weight = |km: f64| match km {
        _ if km <= 2.333 => 1.0,
        _ if km <= 4.667 => 0.68,
        _ if km <= 7.0 => 0.22,
        _ => 0.0,
    };
    let minutes = &competition(&run).minutes.as_ref().expect("hours are known").places;
    assert!(minutes.len() > 40, "{}", minutes.len());
    let study = run.territory.study();
    let homes: Vec<Vec<(Home, f64)>> = study.iter().map(|id| homes(&run, *id)).collect();
    let ratios = minutes.iter().map(|(place, minutes, _)| {
        let homes = homes.iter().flatten();
        let demand: f64 = homes.map(|(home, people)| people * weight(km(&run, home, *place))).sum();
        (*place, if demand > 0.0 { minutes / demand } else { 0.0 })
    });
    let ratios: Vec<(PlaceId, f64)> = ratios.collect();
    let found = &competition(&run).minutes.as_ref().expect("hours are known").communes;
    let mut served = 0;
    for (row, homes) in homes.iter().enumerate() {
        let (mut sum, mut people) = (0.0, 0.0);
        for (home, here) in homes {
            let access = ratios.iter().map(|(place, ratio)| ratio * weight(km(&run, home, *place)));
            sum += here * access.sum::<f64>();
            people += here;
        }
        match found[row] {
            Some(access) => {
                assert!((access - sum / people).abs() < 1e-9, "{row}: {access} {}", sum / people);
                served += usize::from(access > 0.0);
            }
            // Nobody lives there, or only places of unknown hours are around.
            None => assert!(sum == 0.0, "{row}: {sum}"),
        }
    }
    assert!(served > 200, "{served}");
}

#[test]
fn what_places_give_out_is_what_they_have() {
    for method in [Method::TwoStep, Method::Enhanced, Method::ThreeStep] {
        for decay in ["binary:6", "linear:7", "gaussian:2", "power:1,min=0.1"] {
            let run = shared(method, Some(decay));
            let competition = competition(&run);
            let minutes = competition.minutes.as_ref().expect("hours are known");
            for given in [minutes, &competition.places] {
                let (got, had) = (given.received, given.allocated);
                assert!((got - had).abs() < 1e-6 * had, "{method:?} {decay}: {got} {had}");
            }
            let all = minutes.places.iter().map(|(_, minutes, _)| minutes).sum::<f64>();
            let alone: f64 = minutes.unallocated().map(|(_, minutes)| minutes).sum();
            assert!((minutes.allocated + alone - all).abs() < 1e-6, "{method:?} {decay}");
        }
    }
}

/// Two communes 7.88 km apart, 100 and 300 residents; in the first a place of 600 minutes a week,
/// in the second one of unknown hours.
fn two_communes(folder: &Folder) -> Sources {
    let list = "id,nom,commune,code_insee,latitude,longitude,horaires\n\
        a,A,Un,16001,45.05,0.05,Mo 08:00-18:00\n\
        b,B,Deux,16002,45.05,0.15,\n";
    let mut sources = Sources {
        communes: Some(folder.write("c.geojson", squares(&["16001", "16002"]))),
        population: Some(folder.write("p.csv", "code,population\n16001,100\n16002,300\n")),
        ..Sources::default()
    };
    sources.supply.mediation = vec![folder.write("m.csv", list)];
    sources
}

#[test]
fn a_person_of_a_small_place_gets_what_the_others_leave() {
    let folder = Folder::new();
    let layer = Layer::of(&run_with(&two_communes(&folder), &CoverageOptions::default()));
    // Both communes are in the catchment of 10 km, the second in its outer ring: weight 0.22.
    // 600 minutes, less holidays, for 100 + 66 residents.
    let near = layer.number("16001", "minutes_par_personne_semaine").expect("minutes");
    let far = layer.number("16002", "minutes_par_personne_semaine").expect("minutes");
    assert!((near * 0.22 - far).abs() < 0.01, "{near} {far}");
    assert!((3.4..=600.0 / 166.0 + 0.005).contains(&near), "{near}");
    let places = |code| layer.number(code, "places_accessibles_e2sfca").expect("places");
    let [own, other] = [1e4 / (100.0 + 66.0), 1e4 / (300.0 + 22.0)];
    assert!((places("16001") - (own + 0.22 * other)).abs() < 0.006);
    assert!((places("16002") - (0.22 * own + other)).abs() < 0.006);
}

/// Beyond the catchment of all known hours, a commune with a place of unknown hours is not known to
/// have nothing.
#[test]
fn unknown_hours_are_never_taken_for_nought() {
    let folder = Folder::new();
    let mut options = CoverageOptions::default();
    options.measure.competition.catchment = Some(5.0);
    let run = run_with(&two_communes(&folder), &options);
    let layer = Layer::of(&run);
    assert!(layer.commune("16002")["minutes_par_personne_semaine"].is_null());
    assert!(layer.number("16002", "places_accessibles_e2sfca") > Some(0.0));
    assert_eq!(competition(&run).unknown_hours.len(), 1);
}

/// Mean over people, as the columns of territories have it.
#[test]
fn the_mean_of_a_territory_is_over_its_people() {
    let run = shared(Method::Enhanced, None);
    let competition = competition(&run);
    let minutes = competition.minutes.as_ref().expect("hours are known");
    let rows: Vec<StudyRow> = (0..run.len()).map(StudyRow::new).collect();
    let over_homes = |given: &Given| {
        let (mut sum, mut people) = (0.0, 0.0);
        for (access, here) in rows.iter().flat_map(|row| competition.homes(given, *row)) {
            sum += access * here;
            people += here;
        }
        sum / people
    };
    let mean = competition.mean(minutes, &rows).expect("people");
    assert!((mean - over_homes(minutes)).abs() < 1e-9);
}

/// The second and third nearest place and the places around, from every cell.
#[test]
fn choice_is_that_of_an_exhaustive_search() {
    let run = shared(Method::Enhanced, None);
    let choices = run.results.choices.as_ref().expect("choice was asked for");
    let sites = &run.results.sites;
    let serving: Vec<PlaceId> = sites.ids().filter(|place| sites.serves(*place)).collect();
    let thresholds = &run.results.options.thresholds_km;
    for (row, id) in run.territory.study().iter().enumerate() {
        let commune = run.territory.commune(*id);
        if commune.is_empty() {
            continue;
        }
        let alone = [Home { position: commune.home, people: 1.0, need: 1.0 }];
        let cells = run.territory.homes(*id);
        let cells = if cells.is_empty() { &alone } else { cells };
        let people: f64 = cells.iter().map(|cell| cell.people).sum();
        let (mut second, mut third) = (0.0, 0.0);
        let mut counts = Vec::new();
        for cell in cells {
            let mut near: Vec<(f64, PlaceId)> =
                serving.iter().map(|place| (km(&run, cell, *place), *place)).collect();
            near.sort_by(|one, other| one.0.total_cmp(&other.0));
            second += cell.people * near[1].0 / people;
            third += cell.people * near[2].0 / people;
            counts.push((near, cell.people));
        }
        let [found_second, found_third] = choices[row].next.map(|cost| cost.expect("three places"));
        assert!((found_second.base() / 1_000.0 - second).abs() < 1e-6, "{}", commune.name);
        assert!((found_third.base() / 1_000.0 - third).abs() < 1e-6, "{}", commune.name);
        let median = |of: &dyn Fn(PlaceId) -> bool, limit: f64| {
            let count = |near: &[(f64, PlaceId)]| {
                near.iter().filter(|(km, place)| *km <= limit && of(*place)).count() as u32
            };
            let mut sorted: Vec<(u32, f64)> =
                counts.iter().map(|(near, people)| (count(near), *people)).collect();
            sorted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
            let mut reached = 0.0;
            let half = people / 2.0 * (1.0 - 1e-12);
            let at_half = sorted.iter().find(|(_, people)| {
                reached += people;
                reached >= half
            });
            at_half.expect("people").0
        };
        for (at, limit) in thresholds.iter().enumerate() {
            for kind in Kind::ALL {
                let of_kind = |place| sites.kinds(place).any(|of| of == kind);
                let expected = median(&of_kind, *limit);
                assert_eq!(choices[row].by_kind[at][kind as usize], expected, "{}", commune.name);
            }
            let service = STANDARD_SERVICES[0];
            let offers = |place| {
                let told = standard_values(Subject::Services, run.territory.place(place));
                told.iter().any(|of| of == service)
            };
            assert_eq!(choices[row].by_service[at][0], median(&offers, *limit), "{}", commune.name);
        }
        let main = run.results.options.main_threshold_km;
        let with_two = counts.iter().filter(|(near, _)| near[1].0 <= main);
        let with_two = with_two.map(|(_, people)| people).sum::<f64>() / people;
        let found = run.access(row).two_or_more.expect("people live here");
        assert!((found - with_two).abs() < 1e-9, "{}: {found} {with_two}", commune.name);
    }
}

#[test]
fn hot_spots_are_columns_of_the_layer_and_are_empty_for_islands() {
    let mut options = estimated();
    let asked = |within_km| HotSpotsAsked { column: "distance_km".to_owned(), within_km };
    options.hot_spots = Some(asked(None));
    let layer = Layer::of(&run_with(&Island::demo().estimated_inputs(), &options));
    let values = |layer: &Layer, column: &str| -> Vec<serde_json::Value> {
        layer.rows().map(|row| row[column].clone()).collect()
    };
    let classes = values(&layer, "point_chaud");
    let has = |class: &str| classes.iter().any(|value| value == class);
    assert!(has("chaud_99") && has("non_significatif"), "{classes:?}");
    // Within ten metres no commune has a neighbour.
    options.hot_spots = Some(asked(Some(0.01)));
    let layer = Layer::of(&run_with(&Island::demo().estimated_inputs(), &options));
    assert!(values(&layer, "point_chaud").iter().all(serde_json::Value::is_null));
    assert!(values(&layer, "moran_local").iter().all(serde_json::Value::is_null));
}
