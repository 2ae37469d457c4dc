//! The calendar of tours, parsed by hand as RFC 5545 has it.

use maillage::{Place, output::write_calendar};

use super::{layer::Run, of_tour, stop};

fn written(places: Vec<Place>) -> String {
    let mut bytes = Vec::new();
    write_calendar(&mut bytes, &Run::of(places).layer()).expect("memory takes everything");
    String::from_utf8(bytes).expect("text")
}

/// Content lines put together again; each as its name with parameters, and its value.
fn unfolded(text: &str) -> Vec<(String, String)> {
    let whole = text.replace("\r\n ", "");
    let lines = whole.split_terminator("\r\n");
    let parts = lines.map(|line| line.split_once(':').expect("a name and a value"));
    parts.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn values<'text>(lines: &'text [(String, String)], name: &str) -> Vec<&'text str> {
    lines.iter().filter(|line| line.0 == name).map(|line| line.1.as_str()).collect()
}

fn in_charente(mut place: Place, name: &str) -> Place {
    place.commune = Some("16390".parse().expect("a code"));
    name.clone_into(&mut place.name);
    place
}

#[test]
fn the_times_that_a_stop_is_served_are_an_event_that_recurs() {
    let name = "Tusson, place de la mairie ; à côté d'une très longue description de l'arrêt";
    let place = in_charente(of_tour(stop(0, 0.1, "Tu 09:00-12:00"), "Bus"), name);
    let text = written(vec![place]);
    let lines = unfolded(&text);
    assert_eq!(values(&lines, "DTSTART;TZID=Europe/Paris"), ["20260908T090000"]);
    assert_eq!(values(&lines, "DTEND;TZID=Europe/Paris"), ["20260908T120000"]);
    // After those of the zone.
    let rule = "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=2";
    assert_eq!(values(&lines, "RRULE").last(), Some(&rule));
    assert_eq!(values(&lines, "UID"), ["TU-0900-180-S0@bus-de-charente.csv"]);
    assert_eq!(values(&lines, "DTSTAMP"), ["20260907T000000Z"]);
    let escaped = name.replace(',', "\\,").replace(';', "\\;");
    assert_eq!(values(&lines, "SUMMARY"), [format!("Bus – {escaped}")]);
    assert_eq!(values(&lines, "LOCATION"), [escaped.as_str()]);
    assert_eq!(values(&lines, "GEO"), ["45.000000;0.100000"]);
    assert_eq!(values(&lines, "DESCRIPTION"), ["le mardi de 9h à 12h"]);
}

#[test]
fn lines_end_and_fold_as_the_standard_has_it_and_components_nest() {
    let long = "é".repeat(200);
    let text = written(vec![in_charente(stop(0, 0.1, "Tu 09:00-12:00"), &long)]);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 76), "75 octets and the fold's space");
    let mut open = Vec::new();
    for (name, value) in unfolded(&text) {
        match name.as_str() {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value)),
            _ => assert!(!open.is_empty()),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn a_calendar_describes_the_zones_it_names_and_no_other() {
    let mut overseas = in_charente(stop(1, 0.2, "Mo 09:00-12:00"), "Saint-Denis");
    overseas.commune = Some("97411".parse().expect("a code"));
    let nowhere = stop(2, 0.3, "We 09:00-12:00");
    let text =
        written(vec![in_charente(stop(0, 0.1, "Tu 09:00-12:00"), "Tusson"), overseas, nowhere]);
    let lines = unfolded(&text);
    assert_eq!(values(&lines, "TZID"), ["Europe/Paris", "Indian/Reunion"]);
    assert_eq!(values(&lines, "DTSTART;TZID=Indian/Reunion").len(), 1);
    // A stop of which the commune is not known is served by the clock there.
    assert_eq!(
        values(&lines, "DTSTART").iter().filter(|start| start.starts_with("2026")).count(),
        1
    );
}

#[test]
fn identifiers_are_told_apart_and_the_same_input_gives_the_same_bytes() {
    let mut twin = stop(1, 0.2, "Tu 09:00-12:00");
    twin.id = "S0".to_owned();
    let places = || vec![stop(0, 0.1, "Tu 09:00-12:00"), twin.clone(), stop(2, 0.3, "")];
    let text = written(places());
    let lines = unfolded(&text);
    let mut uids = values(&lines, "UID");
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), 2);
    assert_eq!(text, written(places()));
}
