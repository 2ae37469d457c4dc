//! Diagnoses: territories, gaps, what depends on a place, what is planned.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::Datelike;
use maillage::{
    Diagnosis, DiagnosisOptions, Hub, Kind, Plan, Planned, Sources, Supply, Zones,
    core::{
        access::People,
        compare::{Outcome, Sums},
        gap_area::{GapArea, Lack, MendKind},
        geodesy::geodesic_metres,
        measure::{Way, measure},
        model::{CommuneCode, Level, PlaceId, Precision, Union},
        need::{Drawn, Draws},
        unions::UnionResult,
    },
    diagnose,
    intake::area::Area,
};

use crate::{
    handmade::{Folder, mediation, squares},
    island::{Island, estimated},
};

/// The first EPCI of the island.
const EPCI: &str = "299000129";

fn hub(name: &str, areas: &[Area]) -> Hub {
    Hub { name: name.to_owned(), areas: areas.to_vec() }
}

/// A commune of the island with residents.
fn commune() -> CommuneCode {
    "99002".parse().expect("a code")
}

fn sources(island: &Island, of: fn(&Island) -> Sources) -> Sources {
    let everything = [Area::Departement("99".into()), Area::Epci(EPCI.into())];
    let hubs = vec![hub("une commune", &[Area::Commune(commune())]), hub("tout", &everything)];
    Sources { hubs, ..of(island) }
}

fn options() -> DiagnosisOptions {
    DiagnosisOptions { coverage: estimated(), ..DiagnosisOptions::default() }
}

/// The demo, from the cells where people live, with need estimated.
fn of_cells() -> &'static Diagnosis {
    static DIAGNOSIS: LazyLock<Diagnosis> = LazyLock::new(|| {
        let sources = sources(Island::demo(), Island::estimated_inputs);
        diagnose(&sources, &options(), &|_| ()).expect("the demo is diagnosed")
    });
    &DIAGNOSIS
}

/// The demo, from one point a commune, with need as a table gives it.
fn of_points() -> &'static Diagnosis {
    static DIAGNOSIS: LazyLock<Diagnosis> = LazyLock::new(|| {
        let sources = sources(Island::demo(), Island::inputs);
        diagnose(&sources, &DiagnosisOptions::default(), &|_| ()).expect("the demo is diagnosed")
    });
    &DIAGNOSIS
}

fn union<'run>(run: &'run Diagnosis, result: &UnionResult) -> &'run Union {
    &run.coverage.territory.unions()[result.union]
}

fn of_level(run: &Diagnosis, level: Level) -> Vec<&UnionResult> {
    run.territories.iter().filter(|result| union(run, result).level == level).collect()
}

fn named<'run>(run: &'run Diagnosis, code: &str) -> &'run UnionResult {
    let found = run.territories.iter().find(|result| union(run, result).code == code);
    found.expect("a territory of the island")
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * one.abs().max(other.abs()).max(1.0)
}

#[test]
fn the_sums_of_territories_are_those_of_their_communes() {
    for run in [of_cells(), of_points()] {
        let coverage = &run.coverage;
        for result in &run.territories {
            let rows = || result.rows.iter().map(|row| row.index());
            let sum = |of: &dyn Fn(usize) -> Option<f64>| rows().filter_map(of).sum::<f64>();
            let people = |row: usize| coverage.commune(row).population.map(|people| people as f64);
            assert!(close(result.population.expect("residents"), sum(&people)));
            let need = |row: usize| coverage.commune(row).need?.people;
            assert!(close(result.need.people.unwrap_or_default(), sum(&need)));
            let uncovered = |row: usize| coverage.gap(row).uncovered;
            assert!(close(result.need.uncovered.unwrap_or_default(), sum(&uncovered)));
            let by_reason: f64 = result.need.uncovered_by_reason.values().sum();
            assert!(close(result.need.uncovered.unwrap_or_default(), by_reason));
            for threshold in 0..5 {
                let within = |row: usize| {
                    Some(coverage.access(row).covered.as_ref()?[threshold] * people(row)?)
                };
                let Some(shares) = &result.access().covered else { continue };
                assert!(
                    close(shares[threshold] * result.measured.unwrap_or_default(), sum(&within)),
                    "{threshold}"
                );
            }
        }
        // Each commune is in one EPCI at most, and in one département.
        let of_departements: usize =
            of_level(run, Level::Departement).iter().map(|result| result.rows.len()).sum();
        assert_eq!(of_departements, coverage.len());
    }
}

#[test]
fn a_territory_of_one_commune_is_that_commune() {
    for run in [of_cells(), of_points()] {
        let result = named(run, "une commune");
        let [row] = &result.rows[..] else { panic!("one commune") };
        let row = row.index();
        let coverage = &run.coverage;
        assert_eq!(coverage.commune(row).code, commune());
        assert_eq!(result.distance, *coverage.result(row).distance);
        assert_eq!(result.need.uncovered, coverage.gap(row).uncovered);
        assert_eq!(result.need.uncovered_bounds, coverage.uncovered(row));
        let need = coverage.commune(row).need.expect("a commune with need");
        assert_eq!(result.need.people, need.people);
        assert_eq!(result.need.bounds, need.low.zip(need.high));
    }
}

/// Judge: the weighted mean and median from the figures of the communes.
#[test]
fn means_and_medians_of_a_territory_are_over_residents() {
    let run = of_points();
    for result in of_level(run, Level::Epci) {
        let mut known: Vec<(f64, f64)> = result
            .rows
            .iter()
            .filter_map(|row| {
                let metres = run.coverage.access(row.index()).distances.mean?.base();
                let people = run.coverage.commune(row.index()).population? as f64;
                (people > 0.0).then_some((metres, people))
            })
            .collect();
        known.sort_by(|one, other| one.0.total_cmp(&other.0));
        let all: f64 = known.iter().map(|(_, people)| people).sum();
        let mean = known.iter().map(|(metres, people)| metres * people).sum::<f64>() / all;
        let distances = result.distance.distances;
        let found = distances.mean.expect("every commune has a distance").base();
        assert!((found - mean).abs() < 0.002, "{found} {mean}");
        let mut reached = 0.0;
        let middle = known.iter().find(|(_, people)| {
            reached += people;
            reached >= 0.5 * all
        });
        let median = distances.median.expect("every commune has a distance").base();
        assert_eq!(median, middle.expect("a middle").0);
        assert_eq!(distances.longest.map(|of| of.base()), known.last().map(|(metres, _)| *metres));
    }
}

#[test]
fn a_commune_in_several_members_of_a_hub_counts_once() {
    let run = of_cells();
    let (hub, departement) = (named(run, "tout"), named(run, "99"));
    assert_eq!(hub.rows, departement.rows);
    assert_eq!(hub.distance, departement.distance);
    assert_eq!(hub.need, departement.need);
}

/// Judge: Monte Carlo draws, which share the errors of rates and régions as they should.
#[test]
fn the_intervals_of_sums_agree_with_draws() {
    let run = of_cells();
    let territory = &run.coverage.territory;
    let communes = territory.studied().map(|commune| match commune.need {
        Some(_) => Drawn::Estimated(commune.code),
        None => Drawn::Unknown,
    });
    let draws = Draws::new(territory.estimates(), communes.collect());
    let drawn: Vec<Vec<Option<f64>>> = (0..400).map(|rank| draws.draw(rank)).collect();
    let mut judged = 0;
    for result in of_level(run, Level::Epci).into_iter().chain(of_level(run, Level::StudyArea)) {
        let Some((low, high)) = result.need.bounds else { continue };
        let sum = |people: &Vec<Option<f64>>| -> f64 {
            result.rows.iter().filter_map(|row| people[row.index()]).sum()
        };
        let mut sums: Vec<f64> = drawn.iter().map(sum).collect();
        sums.sort_by(f64::total_cmp);
        let cut = 400 * (100 - usize::from(territory.confidence().per_cent())) / 200;
        let (lower, higher) = (sums[cut], sums[399 - cut]);
        // 400 draws place the end of an interval within some 15 % of its half-width.
        let width = (higher - lower).max(high - low);
        assert!((lower - low).abs() < 0.2 * width, "{low} {lower} of {width}");
        assert!((higher - high).abs() < 0.2 * width, "{high} {higher} of {width}");
        judged += 1;
    }
    assert!(judged > 3, "{judged}");
}

fn residents_covered(run: &Diagnosis, closed: PlaceId) -> f64 {
    let territory = run.coverage.territory.without_places([closed]);
    let results = measure(&territory, Way::Crow, &run.coverage.results.options, &|_, _| ())
        .expect("the other places serve");
    let covered = territory.studied().zip(&results.communes).filter_map(|(commune, result)| {
        Some(result.access().covered_main? * commune.population? as f64)
    });
    covered.sum()
}

#[test]
fn the_people_who_depend_on_a_place_are_those_who_lose_by_its_closing() {
    for run in [of_cells(), of_points()] {
        let present: f64 = run
            .coverage
            .communes()
            .zip(run.coverage.accesses())
            .filter_map(|(commune, access)| Some(access.covered_main? * commune.population? as f64))
            .sum();
        let mut depended: Vec<(PlaceId, People)> = run
            .served
            .iter()
            .enumerate()
            .map(|(place, served)| (PlaceId::new(place), served.alone))
            .filter(|(_, alone)| alone.residents > 0.0)
            .collect();
        depended.sort_by(|one, other| other.1.residents.total_cmp(&one.1.residents));
        assert!(!depended.is_empty());
        for (place, alone) in depended.into_iter().take(4) {
            let lost = present - residents_covered(run, place);
            assert!((lost - alone.residents).abs() < 1e-3, "{lost} {}", alone.residents);
        }
        let fragile: f64 = run.served.iter().map(|served| served.alone.residents).sum();
        let whole = of_level(run, Level::StudyArea)[0];
        assert!(close(fragile, whole.fragile.expect("people").residents));
    }
}

#[test]
fn gaps_are_adjoining_communes_that_lack_the_same_and_hold_each_once() {
    for run in [of_cells(), of_points()] {
        let mut of_commune = BTreeMap::new();
        for (number, gap) in run.gaps.iter().enumerate() {
            for row in &gap.rows {
                assert_eq!(Lack::of(run.coverage.result(row.index())), Some(gap.lack));
                assert_eq!(of_commune.insert(*row, number), None);
            }
            // A gap is in one piece.
            assert_eq!(run.gap_contours[number].0.len(), 1, "{number}");
        }
        let lacking = run.coverage.results.communes.iter().filter(|of| Lack::of(of).is_some());
        assert_eq!(of_commune.len(), lacking.count());
        let amount = |gap: &GapArea| gap.people.expect("residents are known").need;
        assert!(run.gaps.is_sorted_by(|one, next| amount(one) >= amount(next)));
    }
}

/// What a gap says that a new place would gain is what a plan with that place gains.
fn mends_gain_what_their_plans_gain(
    run: &Diagnosis,
    of: fn(&Island) -> Sources,
    options: &DiagnosisOptions,
) {
    let far = run.gaps.iter().filter(|gap| gap.lack == Lack::TooFar);
    let mends = far.filter_map(|gap| gap.mends.iter().find(|of| of.kind == MendKind::NewPlace));
    let mut judged = 0;
    for mend in mends.take(2) {
        let add = vec![Planned::At {
            position: mend.candidate.position,
            kind: Kind::Mediation,
            name: String::new(),
        }];
        let plan = Plan { add, remove: Vec::new() };
        let options = DiagnosisOptions { plan, ..options.clone() };
        let planned = diagnose(&sources(Island::demo(), of), &options, &|_| ());
        let change = planned.expect("a diagnosis").change.expect("a plan");
        let sums = Sums::of(&change.changes);
        assert_eq!(sums.residents_lost, 0.0);
        // A commune that is covered in part is in no gap, and gains too.
        let in_gaps: f64 = run
            .gaps
            .iter()
            .filter(|gap| gap.lack == Lack::TooFar)
            .flat_map(|gap| &gap.rows)
            .filter_map(|row| change.changes[row.index()].residents_gained())
            .sum();
        let promised = mend.gained_everywhere.residents;
        assert!((in_gaps - promised).abs() < 1e-6 * promised.max(1.0), "{in_gaps} {promised}");
        assert!(sums.residents_gained >= promised - 1e-6);
        let whole = &change.territories[0];
        assert_eq!((whole.level, whole.sums), (Level::StudyArea, sums));
        judged += 1;
    }
    assert!(judged > 0);
}

#[test]
fn a_mend_gains_what_the_plan_of_it_gains() {
    mends_gain_what_their_plans_gain(of_points(), Island::inputs, &DiagnosisOptions::default());
}

#[test]
fn a_mend_gains_what_the_plan_of_it_gains_where_cells_tell_who_lives_where() {
    // With a threshold at which the demo has gaps.
    let mut options = options();
    options.coverage.measure.main_threshold_km = 5.0;
    let sources_of = sources(Island::demo(), Island::estimated_inputs);
    let run = diagnose(&sources_of, &options, &|_| ()).expect("the demo is diagnosed");
    mends_gain_what_their_plans_gain(&run, Island::estimated_inputs, &options);
}

/// Judge: the cells whose centres are in the zone, one by one, each to its nearest place by an
/// exhaustive search.
#[test]
fn the_people_of_a_drawn_zone_are_those_of_its_cells() {
    let folder = tempfile::tempdir().expect("the system gives temporary folders");
    let run = of_cells();
    let territory = &run.coverage.territory;
    // A square around the cells of the largest commune, cut through its middle.
    let largest = territory.study().iter().max_by_key(|id| territory.homes(**id).len());
    let cells = territory.homes(*largest.expect("communes"));
    let middle = cells[cells.len() / 2].position;
    let (south, west) = (middle.latitude() - 0.015, middle.longitude() - 0.02);
    let (north, east) = (middle.latitude() + 0.004, middle.longitude() + 0.011);
    let path = folder.path().join("quartiers.geojson");
    let ring = format!(
        "[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]"
    );
    let feature = format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code_qp\":\"Q1\",\"lib_qp\":\"Le Centre\"}},\
         \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"
    );
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}");
    std::fs::write(&path, text).expect("the folder takes files");
    let zones = vec![Zones { name: "QPV".to_owned(), path }];
    let sources = Sources { zones, ..sources(Island::demo(), Island::estimated_inputs) };
    let run = diagnose(&sources, &options(), &|_| ()).expect("the demo is diagnosed");
    let zone = named(&run, "QPV:Q1");
    assert_eq!(union(&run, zone).name, "Le Centre");
    let territory = &run.coverage.territory;
    let sites = &run.coverage.results.sites;
    let serving: Vec<PlaceId> = sites.ids().filter(|place| sites.serves(*place)).collect();
    let (mut people, mut metres) = (0.0, 0.0);
    for id in territory.study() {
        let cells = territory.homes(*id);
        let known: f64 = cells.iter().map(|cell| cell.people).sum();
        let residents = territory.commune(*id).population.unwrap_or_default() as f64;
        for cell in cells {
            let (latitude, longitude) = (cell.position.latitude(), cell.position.longitude());
            if latitude > south && latitude < north && longitude > west && longitude < east {
                let scaled = cell.people * residents / known;
                let nearest = serving
                    .iter()
                    .map(|place| {
                        let length = geodesic_metres(cell.position, sites.position(*place));
                        length.max(sites.uncertainty(*place).metres())
                    })
                    .fold(f64::INFINITY, f64::min);
                people += scaled;
                metres += scaled * nearest;
            }
        }
    }
    assert!(people > 100.0, "{people}");
    assert!(close(zone.population.expect("cells"), people), "{:?} {people}", zone.population);
    let mean = zone.distance.distances.mean.expect("places").base();
    assert!((mean - metres / people).abs() < 0.01, "{mean} {}", metres / people);
}

#[test]
fn closing_and_opening_the_same_place_changes_nothing_but_for_its_hours() {
    let run = of_points();
    let stated = |(rank, _): &(usize, _)| {
        let place = run.coverage.territory.place(PlaceId::new(*rank));
        place.precision == Precision::Position && place.kind != Kind::Itinerant
    };
    let served = run
        .served
        .iter()
        .enumerate()
        .filter(stated)
        .max_by(|one, other| one.1.alone.residents.total_cmp(&other.1.alone.residents));
    let (place, _) = served.expect("places");
    let place = run.coverage.territory.place(PlaceId::new(place));
    let add = vec![Planned::At { position: place.position, kind: place.kind, name: String::new() }];
    let plan = Plan { add, remove: vec![place.id.clone()] };
    let options = DiagnosisOptions { plan, ..DiagnosisOptions::default() };
    let planned = diagnose(&sources(Island::demo(), Island::inputs), &options, &|_| ());
    let change = planned.expect("a diagnosis").change.expect("a plan");
    for change in &change.changes {
        assert!(matches!(change.outcome(), Outcome::Same | Outcome::NoResidents));
    }
    let closed = Plan { add: Vec::new(), remove: vec![place.id.clone()] };
    let options = DiagnosisOptions { plan: closed, ..DiagnosisOptions::default() };
    let planned = diagnose(&sources(Island::demo(), Island::inputs), &options, &|_| ());
    let change = planned.expect("a diagnosis").change.expect("a plan");
    assert!(Sums::of(&change.changes).residents_lost > 0.0);
}

#[test]
fn the_hours_of_a_week_add_up_to_the_minutes_of_the_places() {
    let run = of_points();
    let timetable = &run.coverage.results.timetable;
    let mut days = [0.0; 7];
    for date in timetable.period.dates() {
        days[date.weekday().num_days_from_monday() as usize] += 1.0;
    }
    let mut judged = 0;
    for (result, week) in run.territories.iter().zip(&run.weeks) {
        let hours = week
            .open
            .iter()
            .map(|hours| hours.expect("a period of many weeks").iter().sum::<f64>());
        let minutes: f64 = hours.zip(days).map(|(hours, days)| 60.0 * hours * days).sum();
        let places = result.supply.places.iter();
        let a_week: f64 =
            places.filter_map(|place| Some(timetable.of(*place)?.minutes_per_week)).sum();
        let all = a_week * timetable.period.weeks();
        assert!((minutes - all).abs() < 1e-6 * all.max(1.0), "{minutes} {all}");
        // Together a vehicle's stops are at most as long.
        assert!(result.supply.minutes <= a_week + 1e-6);
        judged += usize::from(minutes > 0.0);
    }
    assert!(judged > 3, "{judged}");
}

#[test]
fn ranks_are_within_the_parent_and_their_intervals_hold_them() {
    let run = of_cells();
    let epcis = of_level(run, Level::Epci);
    let mut ranks: Vec<usize> = epcis.iter().filter_map(|result| result.rank).collect();
    ranks.sort_unstable();
    assert_eq!(ranks, (1..=ranks.len()).collect::<Vec<_>>());
    assert!(ranks.len() > 2);
    for result in epcis.iter().filter(|result| result.rank.is_some()) {
        let (worst, best) = result.rank_interval.expect("need varies");
        assert!(worst <= best && best <= epcis.len());
        assert_eq!(union(run, &run.territories[result.parent.expect("a parent")]).code, "99");
    }
}

#[test]
fn a_place_to_close_that_is_none_is_refused_with_where_to_find_one() {
    let plan = Plan { add: Vec::new(), remove: vec!["nulle part".to_owned()] };
    let options = DiagnosisOptions { plan, ..DiagnosisOptions::default() };
    let refused = diagnose(&sources(Island::demo(), Island::inputs), &options, &|_| ());
    let message = refused.expect_err("no such place").to_string();
    assert!(message.contains("nulle part") && message.contains("column `id`"), "{message}");
}

/// Conques-en-Rouergue was 12076 in 2018 and is 12218 today.
#[test]
fn a_commune_whose_code_changed_is_in_its_territories_by_both_codes() {
    let folder = Folder::new();
    let diagnosed = |file: &str, codes: &[&str]| {
        let sources = Sources {
            communes: Some(folder.write(file, squares(codes))),
            hubs: vec![hub("Conques", &[Area::Commune("12218".parse().expect("a code"))])],
            supply: Supply {
                mediation: vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))],
                ..Supply::default()
            },
            ..Sources::default()
        };
        diagnose(&sources, &DiagnosisOptions::default(), &|_| ()).expect("three communes")
    };
    let of_2018 = diagnosed("then.geojson", &["12076", "12202", "48095"]);
    let of_today = diagnosed("now.geojson", &["12202", "12218", "48095"]);
    let outside = |run: &Diagnosis, code: &str| union(run, named(run, code)).outside;
    for code in ["Conques", "12"] {
        assert_eq!(outside(&of_2018, code), outside(&of_today, code), "{code}");
    }
    assert_eq!(outside(&of_2018, "Conques"), 0);
    assert!(outside(&of_2018, "12") > 200);
}
