//! Kilometres, communes and minutes of a tour.

use geo::polygon;
use maillage::{
    Place, Position,
    core::{
        geodesy::geodesic_metres,
        index::ContourIndex,
        model::Commune,
        tours::{Course, assemble, courses},
    },
};

use super::{fortnight, lists, stop};

/// Squares of a tenth of a degree in a row from Greenwich, the parallel through their middle.
fn communes() -> Vec<Commune> {
    let square = |rank: u32| {
        let west = f64::from(rank) / 10.0;
        let east = f64::from(rank + 1) / 10.0;
        let contour = polygon![(x: west, y: 44.95), (x: east, y: 44.95), (x: east, y: 45.05), (x: west, y: 45.05)];
        let code = format!("1600{rank}").parse().expect("a code");
        let home = Position::new(45.0, west + 0.05).expect("degrees");
        let contour = geo::MultiPolygon::new(vec![contour]);
        Commune { contour: contour.into(), ..Commune::new(code, format!("Carré {rank}"), home) }
    };
    (0..6).map(square).collect()
}

fn course(places: &[Place]) -> Course {
    let timetable = fortnight(places);
    let tours = assemble(places, &[], &timetable, &lists());
    let communes = communes();
    let contours = ContourIndex::new(&communes);
    let mut found = courses(&tours, places, &timetable, Some(&contours));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn a_tour_passes_the_communes_between_its_stops() {
    let stops = [stop(0, 0.05, "Mo 09:00-12:00"), stop(1, 0.35, "Tu 09:00-12:00")];
    let course = course(&stops);
    let crossing = course.crossing.expect("contours were given");
    let codes = |codes: &[maillage::core::model::CommuneCode]| -> Vec<String> {
        codes.iter().map(ToString::to_string).collect()
    };
    assert_eq!(codes(&crossing.met), ["16000", "16001", "16002", "16003"]);
    assert_eq!(codes(&crossing.without_stop), ["16001", "16002"]);
    // The chord of the parallel and the geodesic differ by centimetres over 24 km.
    let straight = geodesic_metres(stops[0].position, stops[1].position);
    assert!((course.length.metres() - straight).abs() < 0.001);
    assert_eq!((course.minutes_per_week, course.first), (Some(360.0), Some(540)));
}

#[test]
fn a_commune_of_a_stop_beyond_the_territory_is_not_one_without_a_stop() {
    let stops = [stop(0, 0.05, "Mo 09:00-12:00"), stop(1, 0.35, "Tu 09:00-12:00")];
    let timetable = fortnight(&stops);
    let mut tours = assemble(&stops, &[], &timetable, &lists());
    tours[0].stops.clear();
    tours[0].beyond = stops.iter().map(|stop| stop.position).collect();
    let communes = communes();
    let contours = ContourIndex::new(&communes);
    let course = courses(&tours, &stops, &timetable, Some(&contours)).remove(0);
    assert_eq!(course.crossing.expect("contours were given").without_stop.len(), 2);
}

#[test]
fn a_tour_of_one_stop_goes_nowhere_and_unknown_hours_are_no_minutes() {
    let course = course(&[stop(0, 0.05, "")]);
    assert_eq!((course.length.metres(), course.minutes_per_week), (0.0, None));
    assert!(course.crossing.expect("contours were given").met.is_empty());
}

#[test]
fn without_contours_nothing_is_said_of_communes() {
    let places = [stop(0, 0.05, "")];
    let timetable = fortnight(&places);
    let tours = assemble(&places, &[], &timetable, &lists());
    assert_eq!(courses(&tours, &places, &timetable, None)[0].crossing, None);
}
