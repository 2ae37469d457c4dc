//! Feeds of timetables, as the General Transit Feed Specification (GTFS) describes them.
//!
//! The tables are read with the reader of every other list, which keeps each row with its
//! line: a row that is wrong is lost alone. The rows of `stops.txt` become records; rows of
//! the other tables that cannot be used are counted in notes, with the first lines.
//! `frequencies.txt` is not read. <https://gtfs.org/documentation/schedule/reference/>

mod calendar;
mod calls;
mod passed;
mod presence;
mod rounds;
mod shapes;
mod stops;

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use geo::LineString;

use self::{calendar::Services, passed::Passed};
use super::{Content, Recognition, Rows, TableKind, places};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    ledger::{Issue, LedgerBuilder, Role, Trouble},
    privacy::Contacts,
    source::Loaded,
};
use maillage_core::model::{GivenRound, Kind, Line, Place};
use maillage_tables::{Format, Sheet, Table};

/// Stops and times of a feed of timetables.
pub static KIND: TableKind = TableKind {
    name: "gtfs",
    description: "a timetable of itinerant rounds (GTFS)",
    field: "sources.itinerant",
    role: Role::named("itinerant"),
    content: Content::Supply(Kind::Itinerant, Rows::Timetable),
    recognise: |sheet, _| Recognition::sure(sheet.format == Format::Gtfs),
    stream: None,
};

/// A feed, its tables joined: what a table names of another is a rank.
#[derive(Debug)]
pub struct Feed {
    /// The rows of `stops.txt`.
    pub stops: Loaded<StopRecord>,
    /// The routes, in the order of the file.
    pub routes: Vec<Route>,
    /// The trips, in the order of the file.
    pub trips: Vec<Trip>,
    /// The calls, by trip and then in the order in which they are made.
    pub calls: Vec<Call>,
    /// The days of each service, in order.
    pub services: Vec<Vec<NaiveDate>>,
    /// The ways of trips, by identifier.
    pub shapes: BTreeMap<String, LineString<f64>>,
}

/// A row of `stops.txt`, as published.
#[derive(Debug, Clone)]
pub struct StopRecord {
    /// Where the row stands in the file.
    pub line: Line,
    /// `stop_id`.
    pub id: String,
    /// `stop_name`.
    pub name: String,
    /// `stop_desc`.
    pub comment: String,
    /// `stop_lat` as written.
    pub latitude: String,
    /// `stop_lon` as written.
    pub longitude: String,
    /// `location_type` as written: 1 a station, 2 and more its ways in.
    pub location_type: String,
    /// `parent_station`; empty when the stop is in none.
    pub parent: String,
}

/// A route: what a rider calls a line, and a list of stops a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its short name and its long name; its identifier where it has neither.
    pub name: String,
    /// The name of the body that runs it; may be empty.
    pub agency: String,
}

/// One run of a vehicle, on the days of its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trip {
    /// Rank of its route.
    pub route: usize,
    /// Rank of its service; `None` when the calendars do not name it.
    pub service: Option<usize>,
    /// The vehicle's day that it is part of; empty when not told.
    pub block: String,
    /// The identifier of its way; empty when not told.
    pub shape: String,
}

/// One stop of a trip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Rank of the trip.
    pub trip: usize,
    /// Rank of the stop among the records.
    pub stop: usize,
    /// Arrival and departure in minutes after the midnight of the service day, beyond 1,440
    /// on the next; `None` when they are not told.
    pub span: Option<(u32, u32)>,
}

impl Feed {
    /// The days on which a trip runs.
    pub fn days(&self, trip: &Trip) -> &[NaiveDate] {
        trip.service.map_or(&[], |service| &self.services[service])
    }
}

/// The places of a feed, given as a list of `kind`, and its rounds. Its account is opened in
/// `ledger`.
///
/// # Errors
///
/// Those of [`feed`].
pub(super) fn list(
    sheet: Sheet,
    kind: Kind,
    contacts: Contacts,
    gazetteer: &Gazetteer,
    ledger: &mut LedgerBuilder,
) -> Result<(Vec<Place>, Vec<GivenRound>)> {
    let (records, mut rounds) = stops::timetable(feed(sheet, contacts)?);
    let (places, file) = places::places(records, &KIND, kind, gazetteer, ledger);
    for round in &mut rounds {
        round.file = file;
    }
    Ok((places, rounds))
}

/// The feed of a sheet.
///
/// # Errors
///
/// [`maillage_tables::Error::Feed`] without trips or without any calendar, [`Error::MissingColumn`] when a
/// table lacks what the others need, [`maillage_tables::Error::TooLarge`] when its days are too many.
pub fn feed(mut sheet: Sheet, contacts: Contacts) -> Result<Feed> {
    let tables = Tables { path: sheet.path.clone(), tables: std::mem::take(&mut sheet.tables) };
    let mut notes = Vec::new();
    let (routes, ranks) = routes(&tables, contacts, &mut notes)?;
    let services = calendar::services(&tables, &mut notes)?;
    let mut trips = Trips { routes, ranks: HashMap::new(), trips: Vec::new() };
    trips.read(&tables, &ranks, &services, &mut notes)?;
    let mut stops = stops(sheet, contacts)?;
    contacts.hide_in_issues(&mut stops.issues);
    let calls = calls::calls(&tables, &trips.ranks, &stops.records, &mut notes)?;
    let shapes = shapes::shapes(&tables, &mut notes)?;
    let mut feed = Feed {
        stops,
        routes: trips.routes,
        trips: trips.trips,
        calls,
        services: services.days,
        shapes,
    };
    calls::refuse_boundless(&tables.path, &feed)?;
    feed.stops.vintage = feed.vintage(&tables);
    if tables.tables.get("frequencies.txt").is_some_and(|table| !table.rows.is_empty()) {
        notes.push(Issue::file(Trouble::FrequenciesNotRead, "frequencies.txt"));
    }
    feed.stops.issues.insert(0, Issue::file(Trouble::FeedRead, feed.summary()));
    feed.stops.issues.extend(notes);
    Ok(feed)
}

/// The tables beside `stops.txt`.
struct Tables {
    path: PathBuf,
    tables: BTreeMap<&'static str, Table>,
}

impl Tables {
    /// The columns of these names in a table: all of them must be there. `None` without the
    /// table.
    fn columns<const COUNT: usize>(
        &self,
        name: &'static str,
        wanted: [&'static str; COUNT],
    ) -> Result<Option<(&Table, [usize; COUNT])>> {
        let Some(table) = self.tables.get(name) else { return Ok(None) };
        let mut ranks = [0; COUNT];
        for (rank, column) in ranks.iter_mut().zip(wanted) {
            let found = table.columns.rank(column);
            *rank = found
                .ok_or_else(|| missing(&self.path.join(name), column, table.columns.listing()))?;
        }
        Ok(Some((table, ranks)))
    }

    /// The same of a table without which there is no timetable.
    fn needed<const COUNT: usize>(
        &self,
        name: &'static str,
        wanted: [&'static str; COUNT],
    ) -> Result<(&Table, [usize; COUNT])> {
        self.columns(name, wanted)?.ok_or_else(|| {
            Error::from(maillage_tables::Error::Feed {
                path: self.path.clone(),
                reason: format!("it has no {name}; ask its publisher for a whole feed"),
            })
        })
    }
}

fn missing(path: &Path, column: &str, found: String) -> Error {
    let wanted = format!("`{column}`, as GTFS calls it");
    Error::MissingColumn { path: path.to_owned(), wanted, found }
}

fn stops(sheet: Sheet, contacts: Contacts) -> Result<Loaded<StopRecord>> {
    if !sheet.columns.has(&["stop_id"]) {
        return Err(missing(&sheet.path.join("stops.txt"), "stop_id", sheet.columns.listing()));
    }
    Ok(Loaded::from_rows(sheet, |sheet, row| {
        let text = |name: &str| sheet.text(&row, &[name]).to_owned();
        StopRecord {
            line: row.line,
            id: text("stop_id"),
            name: contacts.carry(&text("stop_name")),
            comment: contacts.carry(&text("stop_desc")),
            latitude: text("stop_lat"),
            longitude: text("stop_lon"),
            location_type: text("location_type"),
            parent: text("parent_station"),
        }
    }))
}

/// The routes, and their ranks by identifier.
fn routes(
    tables: &Tables,
    contacts: Contacts,
    notes: &mut Vec<Issue>,
) -> Result<(Vec<Route>, HashMap<String, usize>)> {
    let agencies = agencies(tables);
    let (mut routes, mut ranks) = (Vec::new(), HashMap::new());
    let Some((table, [id])) = tables.columns("routes.txt", ["route_id"])? else {
        return Ok((routes, ranks));
    };
    for row in &table.rows {
        let names = ["route_short_name", "route_long_name"].map(|name| table.text(row, name));
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let name = if names.is_empty() { row.cell(id).to_owned() } else { names.join(" ") };
        let agency = agencies.get(table.text(row, "agency_id"));
        // A feed of one body need not name it route by route.
        let only = (agencies.len() == 1).then(|| agencies.values().next()).flatten();
        let agency = contacts.carry(agency.or(only).copied().unwrap_or_default());
        // Of two routes of one identifier the first is meant.
        ranks.entry(row.cell(id).to_owned()).or_insert(routes.len());
        routes.push(Route { name: contacts.carry(&name), agency });
    }
    notes.extend(Passed::of_decoding("routes.txt", table).notes());
    Ok((routes, ranks))
}

/// The names of bodies by identifier.
fn agencies(tables: &Tables) -> HashMap<&str, &str> {
    let Some(table) = tables.tables.get("agency.txt") else { return HashMap::new() };
    let text = |row, name| table.text(row, name);
    table.rows.iter().map(|row| (text(row, "agency_id"), text(row, "agency_name"))).collect()
}

/// The trips so far, and the routes, to which those are added that only trips name.
struct Trips {
    routes: Vec<Route>,
    ranks: HashMap<String, usize>,
    trips: Vec<Trip>,
}

impl Trips {
    fn read(
        &mut self,
        tables: &Tables,
        routes: &HashMap<String, usize>,
        services: &Services,
        notes: &mut Vec<Issue>,
    ) -> Result<()> {
        let (table, [id, service]) = tables.needed("trips.txt", ["trip_id", "service_id"])?;
        let mut passed = Passed::of_decoding("trips.txt", table);
        let mut added: HashMap<&str, usize> = HashMap::new();
        for row in &table.rows {
            let name = table.text(row, "route_id");
            let route = routes.get(name).or_else(|| added.get(name)).copied();
            let route = route.unwrap_or_else(|| {
                passed.add(Trouble::UnknownReference, row.line);
                added.insert(name, self.routes.len());
                self.routes.push(Route { name: name.to_owned(), agency: String::new() });
                self.routes.len() - 1
            });
            let service = services.ranks.get(row.cell(service)).copied();
            if service.is_none_or(|service| services.days[service].is_empty()) {
                passed.add(Trouble::TripWithoutDates, row.line);
            }
            self.ranks.entry(row.cell(id).to_owned()).or_insert(self.trips.len());
            let text = |name: &str| table.text(row, name).to_owned();
            self.trips.push(Trip {
                route,
                service,
                block: text("block_id"),
                shape: text("shape_id"),
            });
        }
        notes.extend(passed.notes());
        Ok(())
    }
}

impl Feed {
    /// The first and the last day on which a service runs.
    fn days_of_all(&self) -> Option<(NaiveDate, NaiveDate)> {
        let ends = self.services.iter().filter_map(|days| Some((*days.first()?, *days.last()?)));
        ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    /// What the feed calls its version; else its days.
    fn vintage(&self, tables: &Tables) -> Option<String> {
        let table = tables.tables.get("feed_info.txt");
        let stated = table.and_then(|table| Some(table.text(table.rows.first()?, "feed_version")));
        let days = || self.days_of_all().map(|(first, last)| format!("{first}..{last}"));
        stated.filter(|version| !version.is_empty()).map(str::to_owned).or_else(days)
    }

    /// Its numbers of routes, trips and calls, and its first and last day.
    fn summary(&self) -> String {
        let [routes, trips, calls] = [self.routes.len(), self.trips.len(), self.calls.len()];
        let days = self.days_of_all().map(|(first, last)| format!(", {first}..{last}"));
        let days = days.unwrap_or_default();
        format!("routes {routes}, trips {trips}, stop_times {calls}{days}")
    }
}
