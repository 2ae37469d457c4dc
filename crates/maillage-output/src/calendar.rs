//! The calendar of tours (iCalendar, RFC 5545): the times that a stop is served, as events that
//! recur.
//!
//! Times are those of the clock on the spot: in the zone of the département, which the
//! calendar describes; without a zone (« floating ») where the commune is not known, or its
//! territory has none or several. The stamp is the first day of the period, for no clock is
//! read, and identifiers are made of the stop, the day and the hour: the same input gives the
//! same bytes, and a calendar that is read again updates the one before.

mod series;
mod zones;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{self, Write},
};

use chrono::NaiveDateTime;
use icalendar::{Component, Event, EventLike, Property};

use maillage_hours::words::hours_text;

use super::{ToursLayer, execution::MARK};
use maillage_core::model::{CommuneCode, FileId, Place, PlaceId};
use maillage_hours::Lang;
use series::{Series, series};
use zones::Zone;

/// What all events of one stop have in common.
struct Stop<'run> {
    place: &'run Place,
    /// Its identifier, the second of two alike numbered, and its list.
    id: String,
    /// Its tours, then itself.
    summary: String,
    description: String,
    zone: Option<&'static Zone>,
}

/// Writes the times that the stops of the tours are served in the period.
///
/// # Errors
///
/// Those of `to`.
pub fn write_calendar(to: &mut dyn Write, layer: &ToursLayer) -> io::Result<()> {
    let stops = stops(layer);
    let mut to = io::BufWriter::new(to);
    let head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//maillage//tournees//FR",
        "CALSCALE:GREGORIAN",
    ];
    for line in head {
        write!(to, "{line}\r\n")?;
    }
    if let Some(run) = layer.run {
        write!(to, "X-{}:{run}\r\n", MARK.to_ascii_uppercase())?;
    }
    let zones: BTreeSet<&Zone> = stops.values().filter_map(|stop| stop.zone).collect();
    for zone in zones {
        zone.write(&mut to)?;
    }
    let period = layer.timetable.period;
    let stamp = period.moment(0);
    for (place, stop) in &stops {
        let presence = layer.timetable.of(*place);
        let slots = presence.iter().flat_map(|presence| presence.slots.iter());
        let moments = slots.map(|slot| (period.moment(slot.start), period.moment(slot.end)));
        for series in series(moments) {
            let event = event(stop, &series, stamp);
            to.write_all(event.try_into_string().map_err(io::Error::other)?.as_bytes())?;
        }
    }
    write!(to, "END:VCALENDAR\r\n")?;
    to.flush()
}

/// The stops of the tours, by place.
fn stops<'run>(layer: &ToursLayer<'run>) -> BTreeMap<PlaceId, Stop<'run>> {
    let mut tours: BTreeMap<PlaceId, Vec<&str>> = BTreeMap::new();
    for tour in layer.tours {
        for stop in &tour.stops {
            tours.entry(*stop).or_default().push(&tour.name);
        }
    }
    let mut known: HashMap<(FileId, &str), usize> = HashMap::new();
    let stop = |(id, tours): (PlaceId, Vec<&str>)| {
        let place = &layer.places[id.index()];
        let times = known.entry((place.source.file, &place.id)).or_default();
        *times += 1;
        let number = if *times > 1 { format!("#{times}") } else { String::new() };
        let list = &layer.ledger.account(place.source.file).file;
        let schedule = place.schedule.as_ref();
        let stop = Stop {
            place,
            id: format!("{}{number}@{list}", place.id),
            summary: format!("{} – {}", tours.join(", "), place.name),
            description: schedule
                .map(|schedule| hours_text(&schedule.recurrences, Lang::Fr))
                .unwrap_or_default(),
            zone: place.commune.as_ref().map(CommuneCode::departement).and_then(Zone::of),
        };
        (id, stop)
    };
    tours.into_iter().map(stop).collect()
}

fn event(stop: &Stop, series: &Series, stamp: NaiveDateTime) -> Event {
    let time = |name: &str, moments: &[NaiveDateTime]| {
        let moments: Vec<String> = moments.iter().map(|moment| written(*moment)).collect();
        let mut time = Property::new(name, moments.join(","));
        if let Some(zone) = stop.zone {
            time.add_parameter("TZID", zone.name);
        }
        time.done()
    };
    let Place { name, details, position, .. } = stop.place;
    let told = ["adresse", "code_postal", "commune"].map(|key| details.get(key));
    let place: Vec<&str> = std::iter::once(&**name).chain(told.into_iter().flatten()).collect();
    let (latitude, longitude) = (position.latitude(), position.longitude());
    let mut event = Event::new();
    event
        .uid(&plain(&format!("{}-{}", series.name(), stop.id)))
        .add_property("DTSTAMP", stamp.format("%Y%m%dT%H%M%SZ").to_string())
        .append_property(time("DTSTART", &[series.start]))
        .append_property(time("DTEND", &[series.end]))
        .summary(&plain(&stop.summary))
        .location(&plain(&place.join(", ")))
        .add_property("GEO", format!("{latitude:.6};{longitude:.6}"));
    if let Some(rule) = &series.rule {
        event.add_property("RRULE", rule);
    }
    if !series.exceptions.is_empty() {
        event.append_property(time("EXDATE", &series.exceptions));
    }
    if !stop.description.is_empty() {
        event.description(&plain(&stop.description));
    }
    event.done()
}

/// A moment on the clock of the place.
fn written(moment: NaiveDateTime) -> String {
    moment.format("%Y%m%dT%H%M%S").to_string()
}

/// `text` without the characters that a calendar cannot hold.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
