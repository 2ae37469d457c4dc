//! What stands beside the nearest place, against computations over all pairs: shared places,
//! choice, hot spots.

use maillage::{
    Coverage, CoverageOptions, HotSpotsAsked, Lang, MeasureOptions, Sources, Voice,
    core::{
        competition::{Decay, Method},
        geodesy::Length,
        measure::{Competition, CompetitionMethod, CompetitionOptions, Given, NoCompetition},
        model::{Commune, CommuneId, Home, Kind, PlaceId, StudyRow},
        offer::{STANDARD_SERVICES, Subject, standard_values},
    },
    intake::area::Area,
    output::{Detail, write_coverage_report},
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
    let sites = &run.results.sites;
    let is_known = |place: &PlaceId| ratios.iter().any(|(known, _)| known == place);
    let unknown: Vec<PlaceId> =
        sites.ids().filter(|place| sites.serves(*place) && !is_known(place)).collect();
    let found = &competition(&run).minutes.as_ref().expect("hours are known").communes;
    let mut served = 0;
    for (row, homes) in homes.iter().enumerate() {
        let (mut sum, mut people) = (0.0, 0.0);
        for (home, here) in homes {
            let is_near = |place: &PlaceId| weight(km(&run, home, *place)) > 0.0;
            // A cell that reaches only places of unknown hours is left out.
            if !ratios.iter().any(|(place, _)| is_near(place)) && unknown.iter().any(is_near) {
                continue;
            }
            let access = ratios.iter().map(|(place, ratio)| ratio * weight(km(&run, home, *place)));
            sum += here * access.sum::<f64>();
            people += here;
        }
        match found[row] {
            Some(access) => {
                assert!((access - sum / people).abs() < 1e-9, "{row}: {access} {}", sum / people);
                served += usize::from(access > 0.0);
            }
            // Nobody lives there, or half of the people or more reach only places of unknown hours.
            None => {
                let all: f64 = homes.iter().map(|(_, here)| here).sum();
                assert!(people <= all / 2.0, "{row}: {people} of {all}");
            }
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
    assert_eq!(competition(&run).unknown_hours, 1);
}

/// A list that counts who helps: two in the first commune, one and a half in the second.
#[test]
fn people_who_help_are_a_capacity_where_a_column_counts_them() {
    let folder = Folder::new();
    let list = "id,nom,commune,code_insee,latitude,longitude,nb_conseillers\n\
        a,A,Un,16001,45.05,0.05,2\n\
        b,B,Deux,16002,45.05,0.15,\"1,5\"\n\
        c,C,Deux,16002,45.05,0.15,\n";
    let mut sources = two_communes(&folder);
    sources.supply.mediation = vec![folder.write("n.csv", list)];
    let run = run_with(&sources, &CoverageOptions::default());
    let layer = Layer::of(&run);
    let of = |code| layer.number(code, "effectif_accessible_e2sfca").expect("helpers");
    let [own, other] = [2.0 / (100.0 + 66.0), 1.5 / (300.0 + 22.0)].map(|ratio| 1e4 * ratio);
    assert!((of("16001") - (own + 0.22 * other)).abs() < 1e-3);
    assert!((of("16002") - (0.22 * own + other)).abs() < 1e-3);
    assert_eq!(competition(&run).unknown_staff, 1);
    assert!(competition(&run).minutes.is_none());
}

/// Three communes in a row, each with 100 residents; one place in the second. Measured is the first
/// alone, and the other two share its place.
#[test]
fn communes_around_the_study_area_compete_too() {
    let folder = Folder::new();
    let mut sources = two_communes(&folder);
    sources.communes = Some(folder.write("d.geojson", squares(&["16001", "16002", "16003"])));
    let residents = "code,population\n16001,100\n16002,100\n16003,100\n";
    sources.population = Some(folder.write("q.csv", residents));
    let list = "id,nom,commune,code_insee,latitude,longitude,horaires\n\
        a,A,Deux,16002,45.05,0.15,Mo 08:00-18:00\n";
    sources.supply.mediation = vec![folder.write("o.csv", list)];
    let all = Layer::of(&run_with(&sources, &CoverageOptions::default()));
    sources.within = vec![Area::Commune("16001".parse().expect("a code"))];
    let run = run_with(&sources, &CoverageOptions::default());
    assert_eq!((run.len(), competition(&run).demand.around), (1, 2));
    let places = Layer::of(&run).number("16001", "places_accessibles_e2sfca").expect("places");
    assert_eq!(Some(places), all.number("16001", "places_accessibles_e2sfca"));
    // 100 at the place, 22 of each side.
    assert!((places - 1e4 * 0.22 / 144.0).abs() < 1e-3, "{places}");
}

/// With a travel table only the ways that it has count; a commune without the way to its own place is
/// not known to have nothing, and communes around compete by their own ways.
#[test]
fn by_a_travel_table_unknown_travel_is_unknown() {
    let folder = Folder::new();
    let mut sources = two_communes(&folder);
    let table = "origine,destination,minutes\n16001,16001,5\n16002,16001,5\n";
    sources.travel_table = Some(folder.write("t.csv", table));
    let list = "id,nom,commune,code_insee,latitude,longitude,horaires\n\
        a,A,Un,16001,45.05,0.05,Mo 08:00-18:00\nb,B,Deux,16002,45.05,0.15,Tu 08:00-18:00\n";
    sources.supply.mediation = vec![folder.write("o.csv", list)];
    let run = run_with(&sources, &CoverageOptions::default());
    let layer = Layer::of(&run);
    assert_eq!(layer.commune("16002")["motif"], "trajet_inconnu");
    assert!(layer.commune("16002")["minutes_par_personne_semaine"].is_null());
    assert_eq!(competition(&run).demand.unknown_travel, 1);
    sources.within = vec![Area::Commune("16001".parse().expect("a code"))];
    let run = run_with(&sources, &CoverageOptions::default());
    assert_eq!(competition(&run).demand.around, 1);
    // Both communes are in the first ring of the place.
    let places = Layer::of(&run).number("16001", "places_accessibles_e2sfca").expect("places");
    assert!((places - 1e4 / 400.0).abs() < 1e-3, "{places}");
}

/// On Mondays only the first place is known to be open; the second might be.
#[test]
fn hours_that_are_asked_for_leave_unknown_ones_unknown() {
    let folder = Folder::new();
    let mut options = CoverageOptions::default();
    options.measure.hours.window = Some("Mo".parse().expect("a window"));
    options.measure.competition.catchment = Some(5.0);
    let run = run_with(&two_communes(&folder), &options);
    assert!(Layer::of(&run).commune("16002")["minutes_par_personne_semaine"].is_null());
    assert_eq!(competition(&run).unknown_hours, 1);
    let minutes = competition(&run).minutes.as_ref().expect("hours are known");
    let rows: Vec<StudyRow> = (0..2).map(StudyRow::new).collect();
    assert_eq!(competition(&run).people_left_out(minutes, &rows), 300.0);
    // They are three quarters of the people: there is no mean of the others alone, nor an index.
    assert_eq!(competition(&run).mean(minutes, &rows), None);
    assert_eq!(competition(&run).equity.observations, 0);
    let mut report = Vec::new();
    write_coverage_report(&mut report, &run, Detail::Brief, Voice::of(Lang::Fr)).expect("memory");
    let report = String::from_utf8(report).expect("text");
    assert!(report.contains("pas de moyenne (la moitié des personnes"), "{report}");
}

#[test]
fn without_hours_and_people_a_run_says_why_nothing_is_shared() {
    let folder = Folder::new();
    let mut sources = two_communes(&folder);
    let list = "id,nom,commune,code_insee,latitude,longitude\na,A,Un,16001,45.05,0.05\n";
    sources.supply.mediation = vec![folder.write("o.csv", list)];
    let run = run_with(&sources, &CoverageOptions::default());
    assert_eq!(run.results.competition.as_ref().err(), Some(&NoCompetition::CapacityUnknown));
    let layer = Layer::of(&run);
    assert_eq!(layer.metadata["partage"]["motif"], "horaires_inconnus");
    assert!(layer.commune("16001")["places_accessibles_e2sfca"].is_null());
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
