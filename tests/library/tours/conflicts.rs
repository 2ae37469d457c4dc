//! What cannot be as it is told.

use maillage::{
    Place, Position,
    core::{
        geodesy::Length,
        model::{FileId, PlaceId},
        tours::{Conflict, ConflictKind, assemble, validate},
    },
    hours::{Recurrence, Rule, Weeks},
    intake::ledger::Trouble,
};

use super::{fortnight, lists, of_tour, over, scheduled, stop};

/// What is told: file, line, code, value.
fn told(places: &[Place], days: &str) -> Vec<(u32, Option<usize>, &'static str, String)> {
    let timetable = over(places, days);
    let tours = assemble(places, &[], &timetable, &lists());
    let issues = validate(&tours, places, &timetable);
    let parts = issues.into_iter().map(|of| {
        (of.file.0, of.line.map(|line| line.number), Trouble::from(of.kind).code(), of.value)
    });
    parts.collect()
}

const FORTNIGHT: &str = "2026-09-07..2026-09-20";

#[test]
fn a_vehicle_at_two_stops_at_once_is_told_once_with_the_first_time_and_how_often() {
    let places = [stop(0, 0.0, "Tu 09:00-12:00"), stop(1, 0.1, "Tu 11:00-13:00")];
    let value = "Arrêt 0 (S0) / Arrêt 1 (S1), 2026-09-08 11:00, 2 ×".to_owned();
    assert_eq!(told(&places, FORTNIGHT), [(0, Some(2), "vehicule_en_deux_lieux", value)]);
}

#[test]
fn two_vehicles_two_rows_of_one_spot_and_unknown_hours_never_clash() {
    let (one, other) = (stop(0, 0.0, "Tu 09:00-12:00"), stop(1, 0.1, "Tu 09:00-12:00"));
    assert!(told(&[one.clone(), of_tour(other.clone(), "Car")], FORTNIGHT).is_empty());
    assert!(told(&[one.clone(), stop(1, 0.0, "Tu 09:00-12:00")], FORTNIGHT).is_empty());
    assert!(told(&[one.clone(), stop(1, 0.1, "")], FORTNIGHT).is_empty());
    // A bus of another list that is named alike is another bus.
    let mut elsewhere = other;
    elsewhere.source.file = FileId(1);
    assert!(told(&[one, elsewhere], FORTNIGHT).is_empty());
}

#[test]
fn a_way_faster_than_90_km_an_hour_is_told_with_its_length_and_minutes() {
    // 0.4° are 31.5 km: 21 minutes at 90 km/h.
    let at = |hours| [stop(0, 0.0, "Mo 09:00-12:00"), stop(1, 0.4, hours)];
    assert!(told(&at("Mo 12:22-14:00"), FORTNIGHT).is_empty());
    let value = "Arrêt 0 (S0) → Arrêt 1 (S1), 31.5 km, 20 min, 2026-09-07 12:00, 2 ×".to_owned();
    let expected = [(0, Some(2), "trajet_impossible", value)];
    assert_eq!(told(&at("Mo 12:20-14:00"), FORTNIGHT), expected);
    // The next day there is time enough.
    assert!(told(&at("Tu 00:10-01:00"), FORTNIGHT).is_empty());
    // A place known by its commune may be nearer than it seems.
    let mut rough = at("Mo 12:20-14:00");
    rough[1].position_uncertainty = Length::from_metres(2_000.0);
    assert!(told(&rough, FORTNIGHT).is_empty());
}

#[test]
fn a_stop_that_never_comes_within_the_period_is_told() {
    let places = [stop(0, 0.0, "2025 Sep 9 09:00-12:00"), stop(1, 0.1, "")];
    let value = FORTNIGHT.to_owned();
    assert_eq!(told(&places, FORTNIGHT), [(0, Some(1), "jamais_desservi", value)]);
}

#[test]
fn a_fortnight_across_a_year_of_53_weeks_is_told_once_a_list() {
    // 2026 has a week 53; it ends on 3 January 2027.
    let every_second = |from: Option<&str>| {
        let hours = "Mo 09:00-12:00".parse().expect("an expression");
        let rules = vec![Rule::Hours { hours, weeks: Weeks::Odd }];
        let from = from.map(|day| day.parse().expect("a day"));
        let mut places = [stop(0, 0.0, ""), stop(1, 0.1, "")];
        for place in &mut places {
            place.schedule = Some(scheduled(Recurrence { rules: rules.clone(), from, to: None }));
            place.position = Position::new(45.0, 0.0).expect("degrees");
        }
        places
    };
    let expected = vec![(0, None, "parite_annee_53", "2026-W53".to_owned())];
    assert_eq!(told(&every_second(None), "2026-12-01..2027-01-04"), expected);
    assert!(told(&every_second(None), "2026-12-01..2027-01-03").is_empty());
    assert!(told(&every_second(None), "2027-01-04..2027-06-30").is_empty());
    // Counted from a day before, the turn has passed when the period begins.
    assert_eq!(told(&every_second(Some("2026-09-01")), "2027-01-04..2027-06-30"), expected);
}

#[test]
fn a_stop_of_two_vehicles_is_not_held_against_either() {
    let places = [stop(0, 0.0, "Tu 09:00-12:00"), stop(1, 0.1, "Tu 09:00-12:00")];
    let timetable = fortnight(&places);
    let mut tours = assemble(&places, &[], &timetable, &lists());
    let clash =
        |conflicts: Vec<Conflict>| conflicts.iter().any(|of| of.kind == ConflictKind::InTwoPlaces);
    assert!(clash(validate(&tours, &places, &timetable)));
    let mut other = tours[0].clone();
    (other.vehicle, other.stops) = (Some("Car".to_owned()), vec![PlaceId(1)]);
    tours.push(other);
    assert!(!clash(validate(&tours, &places, &timetable)));
}
