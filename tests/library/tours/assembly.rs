//! Which stops are a tour, in which order, by which vehicle, along which line.

use geo::{LineString, MultiLineString};
use maillage::{
    Place,
    core::{
        model::{FileId, GivenTour, Stop, Tour},
        tours::assemble,
    },
};

use super::{fortnight, lists, of_tour, stop};

fn assembled(places: &[Place], given: &[GivenTour]) -> Vec<Tour> {
    assemble(places, given, &fortnight(places), &lists())
}

/// The stops of a tour by their rank among the places.
fn stops(tour: &Tour) -> Vec<usize> {
    tour.stops.iter().map(|place| place.index()).collect()
}

fn given(name: &str, stops: &[&str]) -> GivenTour {
    let stops = stops.iter().map(|id| (*id).to_owned()).collect();
    GivenTour {
        name: name.to_owned(),
        vehicle: None,
        stops,
        line: None,
        file: FileId(0),
        row: None,
    }
}

fn with(mut place: Place, change: impl Fn(&mut Stop)) -> Place {
    change(place.stop.as_mut().expect("a stop"));
    place
}

#[test]
fn stops_of_one_list_whose_tour_is_spelled_alike_are_one_tour() {
    let mut elsewhere = of_tour(stop(3, 0.3, ""), "Bus numérique");
    elsewhere.source.file = FileId(1);
    let places = [
        of_tour(stop(0, 0.0, ""), "Bus numérique"),
        of_tour(stop(1, 0.1, ""), "BUS  NUMERIQUE"),
        of_tour(stop(2, 0.2, ""), "Autre bus"),
        elsewhere,
    ];
    let tours = assembled(&places, &[]);
    let told: Vec<(&str, Vec<usize>)> =
        tours.iter().map(|tour| (tour.name.as_str(), stops(tour))).collect();
    // Of two lists that name alike, the one named first.
    assert_eq!(
        told,
        [("Autre bus", vec![2]), ("Bus numérique", vec![3]), ("Bus numérique", vec![0, 1])]
    );
}

#[test]
fn a_tour_without_a_name_takes_that_of_its_list() {
    let places = [of_tour(stop(0, 0.0, ""), ""), of_tour(stop(1, 0.1, ""), " – ")];
    let tours = assembled(&places, &[]);
    assert_eq!((tours.len(), tours[0].name.as_str()), (1, "bus-de-charente"));
    // A list that names no tour may be that of many vehicles.
    assert_eq!(tours[0].vehicle, None);
}

#[test]
fn stops_are_in_the_order_told_or_else_in_that_of_the_week() {
    let numbered = [3, 1, 2].into_iter().enumerate().map(|(rank, order)| {
        with(stop(rank, 0.1 * rank as f64, "Mo 09:00-10:00"), |stop| stop.order = Some(order))
    });
    let mut places: Vec<Place> = numbered.collect();
    assert_eq!(stops(&assembled(&places, &[])[0]), [1, 2, 0]);
    // One number is missing: Tuesday before Thursday, the unknown last.
    places[1] = stop(1, 0.1, "");
    places[0] = stop(0, 0.0, "Th 09:00-10:00");
    places[2] = stop(2, 0.2, "Tu 14:00-15:00");
    assert_eq!(stops(&assembled(&places, &[])[0]), [2, 0, 1]);
}

#[test]
fn the_line_goes_straight_through_the_stops_unless_one_is_given() {
    let places = [(0, 0.0), (1, 0.1), (2, 0.1)]
        .map(|(rank, east)| with(stop(rank, east, ""), |stop| stop.order = Some(rank as u32)));
    let drawn = &assembled(&places, &[])[0];
    // The third stands where the second does.
    let through = LineString::from(vec![(0.0, 45.0), (0.1, 45.0)]);
    assert_eq!(drawn.line, MultiLineString::new(vec![through]));
    assert!(!drawn.is_given);
    assert!(assembled(&places[..1], &[])[0].line.0.is_empty());

    let road = MultiLineString::new(vec![LineString::from(vec![(0.0, 45.0), (0.05, 45.1)])]);
    let mut map = given("BUS", &[]);
    (map.line, map.file) = (Some(road.clone()), FileId(1));
    let tour = &assembled(&places, &[map])[0];
    assert_eq!((&tour.line, tour.is_given, tour.stops.len()), (&road, true, 3));
    assert_eq!(tour.vehicle.as_deref(), Some("Bus"), "a line tells nothing of vehicles");
}

#[test]
fn the_line_leaves_out_stops_whose_turn_nobody_tells() {
    let times = ["Th 09:00-10:00", "", "Tu 14:00-15:00"];
    let mut places: Vec<Place> = times
        .into_iter()
        .enumerate()
        .map(|(rank, hours)| stop(rank, 0.1 * rank as f64, hours))
        .collect();
    let tour = &assembled(&places, &[])[0];
    assert_eq!(stops(tour), [2, 0, 1]);
    let through = LineString::from(vec![(0.2, 45.0), (0.0, 45.0)]);
    assert_eq!(tour.line, MultiLineString::new(vec![through]));
    // Between two stops there is one line.
    places.truncate(2);
    assert_eq!(assembled(&places, &[])[0].line.0[0].0.len(), 2);
}

#[test]
fn a_timetable_tells_the_order_and_a_stop_may_be_of_two_routes() {
    let places = [0, 1, 2].map(|rank| of_tour(stop(rank, 0.1 * rank as f64, ""), ""));
    let routes = [given("Ligne 2", &["S1", "S2"]), given("Ligne 1", &["S2", "S0", "S2", "S9"])];
    let tours = assembled(&places, &routes);
    assert_eq!(tours.len(), 2, "no tour of the list's name is left");
    assert_eq!(stops(&tours[0]), [2, 0]);
    // The line comes back to where it set out.
    assert_eq!(tours[0].line.0[0].0.len(), 3);
    assert_eq!((stops(&tours[1]), &tours[1].vehicle), (vec![1, 2], &None));
}

#[test]
fn the_vehicle_is_the_one_told_and_none_when_several_are() {
    let by = |rank, vehicle: &str| {
        with(stop(rank, 0.1 * rank as f64, ""), |stop| vehicle.clone_into(&mut stop.vehicle))
    };
    let vehicle = |places: &[Place]| assembled(places, &[])[0].vehicle.clone();
    assert_eq!(vehicle(&[by(0, ""), by(1, "Camion")]).as_deref(), Some("Camion"));
    assert_eq!(vehicle(&[by(0, "camion"), by(1, "Camion")]).as_deref(), Some("camion"));
    assert_eq!(vehicle(&[by(0, "Car"), by(1, "Camion")]), None);
}
