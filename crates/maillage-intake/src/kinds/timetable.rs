//! Timetable feeds in the General Transit Feed Specification (GTFS).
//!
//! The tables are decoded like every other list, row by row with line numbers: an invalid
//! row does not affect the others. The rows of `stops.txt` become records. Unusable rows of
//! the other tables are counted in notes that give the first lines. `frequencies.txt` is
//! not read. <https://gtfs.org/documentation/schedule/reference/>

mod calendar;
mod calls;
mod presence;
mod row_defects;
mod shapes;
mod stops;
mod tours;

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use geo::LineString;
use maillage_core::model::{GivenTour, Kind, Line, Place};
use maillage_tables::{Format, Sheet, Table};
use maillage_words::Words;

use self::{calendar::Services, row_defects::RowDefects};
use super::{Content, Recognition, SupplyRows, TableKind, places};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    ledger::{Issue, LedgerBuilder, Role, Trouble},
    privacy::Contacts,
    sentences,
    source::{Loaded, updates::Updates},
};

/// Stops and times of a feed of timetables.
pub static KIND: TableKind = TableKind {
    name: "gtfs",
    description: sentences::a_timetable,
    field: "sources.itinerant",
    role: Role::of_list(Kind::Itinerant),
    content: Content::Supply(Kind::Itinerant, SupplyRows::Timetable),
    recognise: |sheet, _| Recognition::sure(sheet.format == Format::Gtfs),
    stream: None,
};

/// A feed with its tables joined: references between tables are ranks.
#[derive(Debug)]
pub struct Feed {
    /// The rows of `stops.txt`.
    pub stops: Loaded<StopRecord>,
    /// The routes, in an order of content.
    pub routes: Vec<Route>,
    /// The trips, in an order of content.
    pub trips: Vec<Trip>,
    /// The calls, by trip, then in order.
    pub calls: Vec<Call>,
    /// The days of each service, in order.
    pub services: Vec<Vec<NaiveDate>>,
    /// The shapes of trips, by identifier.
    pub shapes: BTreeMap<String, LineString<f64>>,
}

/// A row of `stops.txt`, as published.
#[derive(Debug, Clone)]
pub struct StopRecord {
    /// Position of the row in the file.
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
    /// `location_type` as written: 1 for a station, 2 and more for its entrances and nodes.
    pub location_type: String,
    /// `parent_station`; empty when the stop has none.
    pub parent: String,
}

/// A route of the feed, which becomes a tour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Short name and long name; the identifier where it has neither.
    pub name: String,
    /// Name of the transit agency; may be empty.
    pub agency: String,
}

/// One trip of a vehicle, on the days of its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trip {
    /// Rank of the route.
    pub route: usize,
    /// Rank of the service; `None` when no calendar has it.
    pub service: Option<usize>,
    /// `block_id`, the vehicle's day that the trip is part of; may be empty.
    pub block: String,
    /// Identifier of the shape; may be empty.
    pub shape: String,
}

/// One stop of a trip (a row of `stop_times.txt`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Rank of the trip.
    pub trip: usize,
    /// Rank of the stop among the records.
    pub stop: usize,
    /// Arrival and departure, in minutes after midnight of the service day; above 1,440 on
    /// the following day. `None` when not given.
    pub span: Option<(u32, u32)>,
}

impl Feed {
    /// The days on which a trip runs.
    pub fn days(&self, trip: &Trip) -> &[NaiveDate] {
        trip.service.map_or(&[], |service| &self.services[service])
    }
}

/// The places and tours of a feed given as a list of `kind`. Opens its account in
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
    updates: Updates,
    ledger: &mut LedgerBuilder,
) -> Result<(Vec<Place>, Vec<GivenTour>)> {
    let (records, mut tours) = stops::timetable(feed(sheet, contacts)?);
    let (places, file) = places::places(records, &KIND, kind, gazetteer, updates, ledger);
    for tour in &mut tours {
        tour.file = file;
    }
    Ok((places, tours))
}

/// The feed of a sheet.
///
/// # Errors
///
/// [`maillage_tables::Error::Feed`] without trips or without any calendar;
/// [`Error::MissingColumn`] when a table lacks a column that others refer to;
/// [`maillage_tables::Error::TooLarge`] when the services have too many days, or calls.
pub fn feed(mut sheet: Sheet, contacts: Contacts) -> Result<Feed> {
    let tables = Tables { path: sheet.path.clone(), tables: std::mem::take(&mut sheet.tables) };
    let mut notes = Vec::new();
    let (routes, ranks) = routes(&tables, contacts, &mut notes)?;
    let services = calendar::services(&tables, &mut notes)?;
    let mut trips = Trips { routes, ranks: HashMap::new(), trips: Vec::new() };
    trips.read(&tables, &ranks, &services, &mut notes)?;
    let mut stops = stops(sheet, contacts)?;
    contacts.hide_in_issues(&mut stops.issues);
    let budget = &mut stops.sheet.budget;
    let calls = calls::calls(&tables, &trips.ranks, &stops.records, budget, &mut notes)?;
    let shapes = shapes::shapes(&tables, &mut notes)?;
    let mut feed = Feed {
        stops,
        routes: trips.routes,
        trips: trips.trips,
        calls,
        services: services.days,
        shapes,
    };
    calls::refuse_too_many_calls(&mut feed)?;
    feed.stops.vintage = feed.vintage(&tables);
    if tables.tables.get("frequencies.txt").is_some_and(|table| !table.rows.is_empty()) {
        notes.push(Issue::file(Trouble::FrequenciesNotRead, "frequencies.txt"));
    }
    feed.stops.issues.insert(0, Issue::file(Trouble::FeedRead, feed.summary()));
    feed.stops.issues.extend(notes);
    Ok(feed)
}

/// The tables other than `stops.txt`.
struct Tables {
    path: PathBuf,
    tables: BTreeMap<&'static str, Table>,
}

impl Tables {
    /// The columns with these names in a table, all required. `None` without the table.
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
                .ok_or_else(|| missing(&self.path.join(name), column, table.columns.listed()))?;
        }
        Ok(Some((table, ranks)))
    }

    /// The same for a required table.
    fn needed<const COUNT: usize>(
        &self,
        name: &'static str,
        wanted: [&'static str; COUNT],
    ) -> Result<(&Table, [usize; COUNT])> {
        self.columns(name, wanted)?.ok_or_else(|| {
            Error::from(maillage_tables::Error::Feed {
                path: self.path.clone(),
                reason: sentences::feed_lacks(name),
            })
        })
    }
}

fn missing(path: &Path, column: &str, found: Words) -> Error {
    let wanted = sentences::gtfs_column(column);
    Error::MissingColumn { path: path.to_owned(), wanted, found }
}

fn stops(sheet: Sheet, contacts: Contacts) -> Result<Loaded<StopRecord>> {
    if !sheet.columns.has(&["stop_id"]) {
        return Err(missing(&sheet.path.join("stops.txt"), "stop_id", sheet.columns.listed()));
    }
    Loaded::from_rows(sheet, |sheet, row| {
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
    })
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
        // A feed with a single agency may omit it in its routes.
        let only = (agencies.len() == 1).then(|| agencies.values().next()).flatten();
        let agency = contacts.carry(agency.or(only).copied().unwrap_or_default());
        // Of duplicate identifiers the first wins.
        ranks.entry(row.cell(id).to_owned()).or_insert(routes.len());
        routes.push(Route { name: contacts.carry(&name), agency });
    }
    notes.extend(RowDefects::of_decoding("routes.txt", table).notes());
    Ok((routes, ranks))
}

/// Names of agencies, by identifier.
fn agencies(tables: &Tables) -> HashMap<&str, &str> {
    let Some(table) = tables.tables.get("agency.txt") else { return HashMap::new() };
    let text = |row, name| table.text(row, name);
    table.rows.iter().map(|row| (text(row, "agency_id"), text(row, "agency_name"))).collect()
}

/// The trips read so far, and the routes, including those that only trips name.
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
        let mut defects = RowDefects::of_decoding("trips.txt", table);
        let mut added: HashMap<&str, usize> = HashMap::new();
        for row in &table.rows {
            let name = table.text(row, "route_id");
            let route = routes.get(name).or_else(|| added.get(name)).copied();
            let route = route.unwrap_or_else(|| {
                defects.add(Trouble::UnknownReference, row.line);
                added.insert(name, self.routes.len());
                self.routes.push(Route { name: name.to_owned(), agency: String::new() });
                self.routes.len() - 1
            });
            let service = services.ranks.get(row.cell(service)).copied();
            if service.is_none_or(|service| services.days[service].is_empty()) {
                defects.add(Trouble::TripWithoutDates, row.line);
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
        notes.extend(defects.notes());
        Ok(())
    }
}

impl Feed {
    /// The first and the last day of all services.
    fn days_of_all(&self) -> Option<(NaiveDate, NaiveDate)> {
        let ends = self.services.iter().filter_map(|days| Some((*days.first()?, *days.last()?)));
        ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    /// The version of the feed, or its period.
    fn vintage(&self, tables: &Tables) -> Option<String> {
        let table = tables.tables.get("feed_info.txt");
        let stated = table.and_then(|table| Some(table.text(table.rows.first()?, "feed_version")));
        let days = || self.days_of_all().map(|(first, last)| format!("{first}..{last}"));
        stated.filter(|version| !version.is_empty()).map(str::to_owned).or_else(days)
    }

    /// Numbers of routes, trips and calls, with the first and the last day.
    fn summary(&self) -> String {
        let [routes, trips, calls] = [self.routes.len(), self.trips.len(), self.calls.len()];
        let days = self.days_of_all().map(|(first, last)| format!(", {first}..{last}"));
        let days = days.unwrap_or_default();
        format!("routes {routes}, trips {trips}, stop_times {calls}{days}")
    }
}
