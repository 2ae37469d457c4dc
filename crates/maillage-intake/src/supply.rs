//! Supply in time: the period, the timetable and the tours of a run.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{
    Result,
    input::InputFiles,
    kinds::{self, timetable},
    ledger::{Fate, Issue, LedgerBuilder, Trouble},
    lists::Supply,
    source::Field,
};
use maillage_core::{
    model::{CommuneCode, GivenTour, Place, PlaceId, Schedule, SourceRow, Tour},
    presence::{PeriodOptions, PlausibleDays, Timetable, unlikely_validities},
    tours,
};
use maillage_hours::{Holidays, Moment, Period, Recurrence, reading::read_date};
use maillage_spelling::fold;

/// Opening hours of places, and the tours of the stops.
#[derive(Debug)]
pub struct InTime {
    /// Opening hours of each place.
    pub timetable: Timetable,
    /// The tours, by name.
    pub tours: Vec<Tour>,
}

/// The public and school holidays of France under the options of a run. Opens the account
/// of the table of school holidays in `ledger`, if given.
///
/// # Errors
///
/// When the file cannot be read or is not a table of school holidays.
pub fn holidays(
    options: &PeriodOptions,
    supply: &Supply,
    ledger: &mut LedgerBuilder,
    files: &InputFiles,
) -> Result<Holidays> {
    let public = Holidays::new(options.public_holidays);
    let Some(path) = &supply.school_holidays else {
        return Ok(public);
    };
    let (school, account) = kinds::school_holidays::read(files.open(path))?;
    ledger.open(account);
    Ok(public.with_school(&school))
}

/// The supply in time of `places`, whose schedules end where they close. Conflicts are added to
/// the accounts of the lists in `ledger`. `at` is the moment requested for a map, if any.
pub fn in_time(
    places: &mut [Place],
    given: &[GivenTour],
    holidays: &Holidays,
    options: &PeriodOptions,
    at: Option<Moment>,
    ledger: &mut LedgerBuilder,
) -> InTime {
    let period = options.period(places, at, latest(ledger));
    for (place, day) in unlikely_validities(places) {
        let issue =
            Issue::row(place.source.line, Fate::Kept, Trouble::DateUnlikely, day.to_string());
        ledger.add(place.source.file, issue);
    }
    for place in places.iter_mut() {
        close(place, period, ledger);
    }
    let places = &*places;
    let timetable = Timetable::new(places, period, holidays);
    let tours = tours::assemble(places, given, &timetable, &ledger.stems());
    let named: HashSet<String> = tours.iter().map(|tour| fold(&tour.name)).collect();
    for line in given.iter().filter(|given| !named.contains(&fold(&given.name))) {
        let issue = |row| Issue::row(row, Fate::Kept, Trouble::LineWithoutStops, &line.name);
        ledger.extend(line.file, line.row.map(issue));
    }
    for place in places.iter().filter(|place| school_is_unknown(place, holidays, timetable.period))
    {
        let issue = Issue::row(place.source.line, Fate::Kept, Trouble::SchoolUnknown, &place.name);
        ledger.add(place.source.file, issue);
    }
    for conflict in tours::validate(&tours, places, &timetable) {
        ledger.add(conflict.file, conflict.into());
    }
    InTime { timetable, tours }
}

/// The latest date that the lists state. The version of a timetable feed may be a date, which nobody
/// has held against the others yet.
fn latest(ledger: &LedgerBuilder) -> Option<NaiveDate> {
    let stated = || {
        ledger.lists().filter_map(|account| {
            let day: NaiveDate = account.vintage.as_ref()?.parse().ok()?;
            Some((day, account.schema == timetable::KIND.name))
        })
    };
    let plausible = PlausibleDays::of_updates(stated().map(|(day, _)| day));
    let days = stated().filter(|(day, is_version)| !is_version || plausible.contains(*day));
    days.map(|(day, _)| day).max()
}

/// Ends the schedule of a place on the eve of the day on which its list says that it closes. A
/// place that closes before the period is never open in it, also where its hours are unknown.
fn close(place: &mut Place, period: Period, ledger: &mut LedgerBuilder) {
    let closing = place.details.get(Field::Closing.name()).and_then(read_date);
    let Some(closing) = closing.filter(|date| *date <= period.last()) else { return };
    let never = Recurrence { rules: Vec::new(), from: None, to: None };
    if closing <= period.first() {
        place.schedule = Some(Schedule { recurrences: vec![never.into()], confidence: 1.0 });
    } else if let Some(schedule) = &mut place.schedule {
        let eve = closing.pred_opt().unwrap_or(closing);
        for recurrence in &mut schedule.recurrences {
            let to = recurrence.to.map_or(eve, |to| to.min(eve));
            *recurrence = Recurrence { to: Some(to), ..(**recurrence).clone() }.into();
        }
    }
    let SourceRow { file, line } = place.source;
    let value = format!("{}, {closing}", place.name);
    ledger.add(file, Issue::row(line, Fate::Kept, Trouble::Closing, value));
}

/// Whether hours depend on school holidays and no school holidays are known for that place
/// and period.
fn school_is_unknown(place: &Place, holidays: &Holidays, period: Period) -> bool {
    let depends_on_school = |schedule: &Schedule| {
        schedule.recurrences.iter().any(|recurrence| recurrence.mentions_school_holidays())
    };
    let departement = place.commune.as_ref().map(CommuneCode::departement);
    place.schedule.as_ref().is_some_and(depends_on_school)
        && !holidays.of(departement).has_school_holidays_in(period)
}

impl InTime {
    /// Keeps the places `kept`, in ascending order, with their hours and tours. Their ids
    /// are then their numbers in `kept`. A tour keeps its whole line, and the stops among
    /// `kept`; it remembers where the others are.
    pub fn keep(self, places: Vec<Place>, kept: &[PlaceId]) -> (Vec<Place>, Self) {
        if kept.len() == places.len() {
            return (places, self);
        }
        let mut new_ids = vec![None; places.len()];
        for (number, id) in kept.iter().enumerate() {
            new_ids[id.index()] = Some(PlaceId::new(number));
        }
        let Self { mut timetable, mut tours } = self;
        for tour in &mut tours {
            let beyond = tour.stops.iter().filter(|stop| new_ids[stop.index()].is_none());
            tour.beyond.extend(beyond.map(|stop| places[stop.index()].position));
            tour.stops = tour.stops.iter().filter_map(|stop| new_ids[stop.index()]).collect();
        }
        let mut known = new_ids.iter();
        timetable.places.retain(|_| known.next().is_some_and(Option::is_some));
        let of = |(place, id): (Place, &Option<PlaceId>)| id.is_some().then_some(place);
        let places = places.into_iter().zip(&new_ids).filter_map(of).collect();
        (places, Self { timetable, tours })
    }
}
