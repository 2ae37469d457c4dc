//! Feeds of timetables, invented and put together table by table.

use std::path::PathBuf;

use maillage::{
    Kind, Place, Supply,
    core::model::Line,
    hours::{Holidays, HolidaysOff, Rule, slots},
    intake::{
        clean::IdentityOptions,
        gazetteer::Gazetteer,
        input::InputFiles,
        ledger::{Account, Fate, LedgerBuilder, Trouble},
        lists::{Cleaned, clean_lists, read_lists},
    },
};

use super::{bound::zipped, checked, refusal};
use crate::{
    handmade::{Folder, told},
    shuffled::{shuffled, with_rows_shuffled},
};

/// The tables of a feed, to be spoilt one at a time.
struct Tables(Vec<(&'static str, String)>);

/// A bus of two routes: Tuesdays and one Friday at three villages, of which one has a
/// station of two platforms; at night on the Friday. 1 September 2026 is a Tuesday.
fn bus() -> Tables {
    let tables = [
        ("agency.txt", "agency_id,agency_name\nb,Bus inventé\n"),
        (
            "stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n\
             gare,\"Place, inventée\",45.05,0.05,1,\n\
             quai1,Place quai 1,45.0501,0.05,0,gare\n\
             quai2,Place quai 2,45.0502,0.05,,gare\n\
             halle,Halle inventée,45.05,0.15,,\n\
             nuit,Minuit inventé,45.05,0.25,,\n\
             jamais,Jamais inventé,45.05,0.35,,\n\
             porte,Porte inventée,45.05,0.05,2,gare\n\
             ailleurs,Sans position,,,,\n",
        ),
        (
            "routes.txt",
            "route_id,agency_id,route_short_name,route_long_name\n\
             m,b,M,Tournée du mardi\nv,b,,Tournée du vendredi\n",
        ),
        (
            "trips.txt",
            "route_id,service_id,trip_id,block_id,shape_id\n\
             m,mardis,m1,,allée\nm,mardis,m2,,allée\nv,vendredi,v1,bus-2,\n",
        ),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
             m1,09:00:00,12:00:00,quai1,1\n\
             m1,12:30:00,12:30:00,halle,2\n\
             m2,14:00:00,16:00:00,halle,2\n\
             m2,13:00:00,13:30:00,quai2,1\n\
             v1,23:30:00,25:10:00,nuit,1\n\
             v1,26:00:00,26:00:00,ailleurs,2\n",
        ),
        (
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
             mardis,0,1,0,0,0,0,0,20260901,20260930\n",
        ),
        (
            "calendar_dates.txt",
            "service_id,date,exception_type\n\
             mardis,20260908,2\nmardis,20260910,1\nvendredi,20260904,1\n",
        ),
        (
            "shapes.txt",
            "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n\
             allée,45.05,0.15,2\nallée,45.05,0.05,1\n",
        ),
    ];
    Tables(tables.map(|(name, text)| (name, text.to_owned())).to_vec())
}

impl Tables {
    /// The same, a table of it replaced.
    fn with(mut self, name: &'static str, text: &str) -> Self {
        self = self.without(name);
        self.0.push((name, text.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self
    }

    /// The same with a row more.
    fn and(mut self, name: &str, row: &str) -> Self {
        let table = self.0.iter_mut().find(|(known, _)| *known == name).expect("a table of it");
        table.1.push_str(row);
        self
    }

    fn zip(&self, folder: &str) -> Vec<u8> {
        let names = self.0.iter().map(|(name, text)| (format!("{folder}{name}"), text.as_bytes()));
        let members: Vec<(String, &[u8])> = names.collect();
        zipped(&members.iter().map(|(name, text)| (name.as_str(), *text)).collect::<Vec<_>>())
    }
}

fn cleaned(path: PathBuf) -> (Cleaned, Account) {
    let supply = Supply { itinerant: vec![path], ..Supply::default() };
    let lists =
        read_lists(&supply, &InputFiles::new(&|_| {})).expect("the feed was made to be read");
    let (gazetteer, options) = (Gazetteer::new(&[], &[]), IdentityOptions::default());
    let mut ledger = LedgerBuilder::default();
    let cleaned = clean_lists(lists, &gazetteer, &options, &mut ledger)
        .expect("the feed was made to be read");
    let account = ledger.finish().accounts.remove(0);
    assert!(account.balances(), "{account:?}");
    (cleaned, account)
}

fn read(tables: &Tables) -> (Cleaned, Account) {
    let folder = Folder::new();
    cleaned(folder.write("bus.zip", tables.zip("")))
}

fn place<'run>(cleaned: &'run Cleaned, id: &str) -> &'run Place {
    let mut places = cleaned.resolved.places.iter();
    places.find(|place| place.id == id).expect("a place of the feed")
}

/// Why a feed is refused.
fn refused(bytes: impl AsRef<[u8]>) -> String {
    let folder = Folder::new();
    refusal(&folder.write("bus.zip", bytes)).to_string()
}

/// Beginnings of the slots of a place in September, and their minutes.
fn september(cleaned: &Cleaned, id: &str) -> Vec<(String, u32)> {
    let over = "2026-09-01..2026-09-30".parse().expect("a period");
    let schedule = place(cleaned, id).schedule.as_ref().expect("a timetable");
    let holidays = Holidays::new(HolidaysOff::Local);
    let found = slots(&schedule.recurrences[0], over, holidays.of(None)).into_iter();
    let told = |minute| over.moment(minute).format("%m-%d %H:%M").to_string();
    found.map(|slot| (told(slot.start), slot.minutes())).collect()
}

/// The notes on the whole file, but for that which says what was read.
fn notes(account: &Account) -> Vec<(Trouble, &str)> {
    let notes = account.notes().filter(|issue| issue.trouble != Trouble::FeedRead);
    notes.map(|issue| (issue.trouble, issue.value.as_str())).collect()
}

#[test]
fn every_row_of_the_stops_is_accounted_for() {
    let (cleaned, account) = read(&bus());
    let counts = (account.read, account.kept, account.merged(), account.set_aside());
    assert_eq!(counts, (8, 3, 2, 3));
    assert_eq!((account.schema, account.format), ("gtfs", "gtfs"));
    assert_eq!(told(&account, 3), [(Fate::Merged, Trouble::SamePlace)]);
    assert_eq!(told(&account, 7), [(Fate::SetAside, Trouble::StopWithoutCall)]);
    assert_eq!(told(&account, 8), [(Fate::SetAside, Trouble::NotAStop)]);
    assert_eq!(told(&account, 9), [(Fate::SetAside, Trouble::PositionMissing)]);
    assert_eq!(notes(&account), []);
    assert_eq!(account.vintage.as_deref(), Some("2026-09-01..2026-09-29"));
    assert!(cleaned.resolved.places.iter().all(|place| place.kind == Kind::Itinerant));
}

#[test]
fn the_platforms_of_a_station_are_one_place_under_its_name() {
    let (cleaned, _) = read(&bus());
    let station = place(&cleaned, "gare");
    assert_eq!(station.name, "Place, inventée");
    let twins: Vec<&str> = station.twins.iter().map(|twin| twin.id.as_str()).collect();
    assert_eq!(twins, ["quai1", "quai2"]);
    assert_eq!(&station.details["structure_parente"], "Bus inventé");
    assert_eq!(station.stop.as_ref().expect("a stop").tour, "M Tournée du mardi");
}

#[test]
fn presence_is_from_arrival_to_departure_on_the_days_of_the_service() {
    let (cleaned, _) = read(&bus());
    let days = ["09-01", "09-10", "09-15", "09-22", "09-29"];
    let expected =
        days.iter().flat_map(|day| [(format!("{day} 09:00"), 180), (format!("{day} 13:00"), 30)]);
    assert_eq!(september(&cleaned, "gare"), expected.collect::<Vec<_>>());
    // From a Friday into the Saturday.
    assert_eq!(september(&cleaned, "nuit"), [("09-04 23:30".to_owned(), 100)]);
}

#[test]
fn a_call_without_a_length_is_a_call_that_is_never_open() {
    let (cleaned, _) = read(&bus());
    let recurrence =
        &place(&cleaned, "halle").schedule.as_ref().expect("a timetable").recurrences[0];
    let [Rule::Dates { dates, spans }] = &recurrence.rules[..] else { panic!("{recurrence:?}") };
    assert_eq!((dates.len(), &spans[..]), (5, &[(750, 750), (840, 960)][..]));
    assert_eq!(september(&cleaned, "halle").len(), 5);
}

#[test]
fn a_route_is_a_tour_with_its_stops_its_vehicle_and_its_way() {
    let (cleaned, _) = read(&bus());
    let [tuesdays, friday] = &cleaned.tours[..] else { panic!("{:?}", cleaned.tours) };
    assert_eq!((tuesdays.name.as_str(), tuesdays.row), ("M Tournée du mardi", None));
    assert_eq!(tuesdays.stops, ["gare", "halle"]);
    // No block, and its trips never overlap: one vehicle, called after the route.
    assert_eq!(tuesdays.vehicle.as_deref(), Some("M Tournée du mardi"));
    let way = tuesdays.line.as_ref().expect("a shape");
    let points: Vec<f64> = way.iter().flat_map(|line| &line.0).map(|point| point.x).collect();
    assert_eq!((way.0.len(), points), (1, vec![0.05, 0.15]));
    assert_eq!(friday.vehicle.as_deref(), Some("bus-2"));
    assert_eq!((friday.stops.len(), &friday.line), (2, &None));
}

#[test]
fn trips_that_overlap_in_time_are_of_several_vehicles() {
    let trip = "m3,15:00:00,17:00:00,quai1,1\n";
    let feed = bus().and("trips.txt", "m,mardis,m3,,\n").and("stop_times.txt", trip);
    assert_eq!(read(&feed).0.tours[0].vehicle, None);
    // On another day they do not.
    let feed = bus().and("trips.txt", "m,vendredi,m3,,\n").and("stop_times.txt", trip);
    assert!(read(&feed).0.tours[0].vehicle.is_some());
}

#[test]
fn a_feed_is_known_by_its_tables_also_inside_a_folder_and_in_windows_1252() {
    let folder = Folder::new();
    // All its letters have the same number in Windows-1252 as in Unicode.
    let latin = bus().0[1].1.chars().map(|letter| u32::from(letter) as u8).collect();
    let mut members: Vec<(String, Vec<u8>)> = vec![("bus/stops.txt".into(), latin)];
    let others = bus().without("stops.txt").0.into_iter();
    members.extend(others.map(|(name, text)| (format!("bus/{name}"), text.into_bytes())));
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    let (cleaned, account) = cleaned(folder.write("liste.csv", zipped(&members)));
    assert_eq!((account.kept, account.encoding), (3, "Windows-1252"));
    assert_eq!(place(&cleaned, "gare").name, "Place, inventée");
}

#[test]
fn check_describes_a_feed() {
    let account = checked(&Folder::new().write("bus.zip", bus().zip("")));
    assert_eq!((account.schema, account.read, account.kept), ("gtfs", 8, 3));
    let feed = account.notes().find(|issue| issue.trouble == Trouble::FeedRead);
    let words = "routes 2, trips 3, stop_times 6, 2026-09-01..2026-09-29";
    assert_eq!(feed.expect("a note").value, words);
}

#[test]
fn what_a_feed_lacks_is_said_with_what_would_mend_it() {
    let dateless = || bus().without("calendar.txt").without("calendar_dates.txt");
    let cases = [
        (dateless(), "neither calendar.txt nor calendar_dates.txt"),
        (bus().without("trips.txt"), "it has no trips.txt"),
        (bus().with("stops.txt", ""), "stops.txt: the file is empty"),
        (bus().with("stops.txt", "nom,x\nA,1\n"), "no column for `stop_id`"),
        (bus().with("trips.txt", "trip_id\nm1\n"), "no column for `service_id`"),
        (bus().without("stop_times.txt"), "unpack it and give the list inside"),
    ];
    for (feed, words) in cases {
        let message = refused(feed.zip(""));
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_feed_without_a_stop_is_read_and_empty() {
    let header = "stop_id,stop_name,stop_lat,stop_lon\n";
    let feed = bus().with("stops.txt", header);
    let account = checked(&Folder::new().write("bus.zip", feed.zip("")));
    assert_eq!((account.read, account.kept), (0, 0));
    let (trouble, value) = notes(&account)[0];
    assert_eq!(
        (trouble, value),
        (Trouble::UnknownReference, "stop_times.txt: 6, ligne 2, 3, 4, 5, 6, …")
    );
}

#[test]
fn a_feed_cut_anywhere_is_refused_as_one() {
    let bytes = bus().zip("");
    for eighth in 1..8 {
        let cut = &bytes[..bytes.len() * eighth / 8];
        let message = refused(cut);
        assert!(message.contains("GTFS") && message.contains("download it again"), "{message}");
    }
}

#[test]
fn a_feed_that_unpacks_without_end_is_refused() {
    let mut bytes = bus().zip("");
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02");
    let at = entry.expect("an archive ends with its directory") + 24;
    bytes[at..at + 4].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    let message = refused(bytes);
    assert!(message.contains("its content takes more than 1 GB of memory"), "{message}");
}

#[test]
fn services_without_end_are_cut_and_days_without_number_refused() {
    let week = "1,1,1,1,1,1,1,19000101,29991231\n";
    let feed = bus().and("calendar.txt", &format!("toujours,{week}"));
    let (_, account) = read(&feed);
    assert_eq!(notes(&account), [(Trouble::DatesCut, "calendar.txt: 1, ligne 3")]);
    let many: String = (0..6_000).map(|service| format!("s{service},{week}")).collect();
    let feed = bus().and("calendar.txt", &many);
    let message = refused(feed.zip(""));
    assert!(message.contains("more than 20 M days"), "{message}");
}

#[test]
fn rows_that_refer_to_nothing_are_told_with_their_lines() {
    let feed = bus()
        .and(
            "stop_times.txt",
            "inconnu,10:00:00,11:00:00,halle,1\nm1,10:00:00,11:00:00,inconnu,9\n",
        )
        .and("trips.txt", "m,inconnu,m9,,\nz,mardis,m8,,\n")
        .and("stop_times.txt", "m9,10:00:00,11:00:00,jamais,1\n");
    let (_, account) = read(&feed);
    assert_eq!(
        notes(&account),
        [
            (Trouble::UnknownReference, "trips.txt: 1, ligne 6"),
            (Trouble::UnknownReference, "stop_times.txt: 2, ligne 8, 9"),
            (Trouble::TripWithoutDates, "trips.txt: 1, ligne 5"),
        ]
    );
    // A trip that runs on no day calls nowhere.
    assert_eq!(told(&account, 7), [(Fate::SetAside, Trouble::StopWithoutCall)]);
}

#[test]
fn times_that_cannot_be_are_told_and_those_past_midnight_read() {
    let feed = bus().and(
        "stop_times.txt",
        "v1,99:99:99,99:99:99,jamais,3\nv1,25:30,26:30,halle,4\nm1,17:00:00,16:00:00,quai1,3\n\
         m1,un,deux,trois,quatre,cinq,six\n",
    );
    let (cleaned, account) = read(&feed);
    assert_eq!(
        notes(&account),
        [
            (Trouble::TooManyFields, "stop_times.txt: 1, ligne 11"),
            (Trouble::TimeUnreadable, "stop_times.txt: 2, ligne 8, 10"),
        ]
    );
    // The vehicle comes by: nobody knows when.
    assert_eq!(told(&account, 7), [(Fate::Kept, Trouble::RecurrenceUnknown)]);
    assert_eq!(place(&cleaned, "jamais").schedule, None);
    assert!(september(&cleaned, "halle").contains(&("09-05 01:30".to_owned(), 60)));
}

#[test]
fn calendars_that_cannot_be_are_told_and_their_trips_run_on_no_day() {
    let week =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n";
    let feed = bus()
        .with("calendar.txt", &format!("{week}mardis,1,1,1,1,1,1,1,20260930,20260901\nx,1,1,1,1,1,1,1,hier,demain\n"))
        .with("calendar_dates.txt", "service_id,date,exception_type\nvendredi,20260904,1\nmardis,20260230,1\nmardis,20260901,3\n");
    let (cleaned, account) = read(&feed);
    assert_eq!(
        notes(&account),
        [
            (Trouble::ValueUnreadable, "calendar_dates.txt: 1, ligne 4"),
            (Trouble::DateUnreadable, "calendar.txt: 1, ligne 3"),
            (Trouble::DateUnreadable, "calendar_dates.txt: 1, ligne 3"),
            (Trouble::DatesReversed, "calendar.txt: 1, ligne 2"),
            (Trouble::TripWithoutDates, "trips.txt: 2, ligne 2, 3"),
        ]
    );
    assert_eq!((account.kept, cleaned.tours.len()), (1, 1));
}

#[test]
fn departures_by_interval_are_said_not_to_be_read() {
    let feed = bus().with(
        "frequencies.txt",
        "trip_id,start_time,end_time,headway_secs\nm1,09:00:00,12:00:00,600\n",
    );
    let (_, account) = read(&feed);
    assert_eq!(notes(&account), [(Trouble::FrequenciesNotRead, "frequencies.txt")]);
}

#[test]
fn stops_that_share_an_identifier_and_stations_in_a_circle_are_counted_once() {
    let stops = "stop_id,stop_name,stop_lat,stop_lon,parent_station\n\
                 quai1,Un,45.05,0.05,quai2\nquai2,Deux,45.05,0.06,quai1\n\
                 halle,Halle,45.05,0.15,absente\nhalle,Autre halle,45.05,0.16,\n\
                 nuit,Nuit,45.05,0.25,\n,Sans identifiant,45.05,0.26,\n";
    let (cleaned, account) = read(&bus().with("stops.txt", stops));
    assert_eq!((account.read, account.kept, account.merged(), account.set_aside()), (6, 4, 0, 2));
    // Of two stops of one identifier the first by its name, whatever their order.
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::SameIdentifier)]);
    assert_eq!(told(&account, 7), [(Fate::SetAside, Trouble::StopWithoutCall)]);
    assert_eq!(place(&cleaned, "halle").name, "Autre halle");
}

#[test]
fn a_feed_says_the_same_with_its_rows_in_any_order() {
    // Two trips are as long as each other; one has calls without a number.
    let feed = bus()
        .and("trips.txt", "m,mardis,m3,,\nm,mardis,m4,,\n")
        .and("stop_times.txt", "m3,09:00:00,09:30:00,nuit,\nm3,08:00:00,08:30:00,halle,\n")
        .and("stop_times.txt", "m4,10:00:00,10:30:00,halle,1\nm4,11:00:00,11:30:00,nuit,2\n");
    let (before, _) = read(&feed);
    for seed in 1..=8 {
        let mut other = Tables(shuffled(feed.0.clone(), seed));
        for (_, table) in &mut other.0 {
            *table = with_rows_shuffled(table, seed);
        }
        let (after, account) = read(&other);
        assert!(account.balances());
        let without_lines = |cleaned: &Cleaned| -> Vec<Place> {
            let mut places = cleaned.resolved.places.clone();
            for place in &mut places {
                place.source.line = Line::default();
                place.twins.iter_mut().for_each(|twin| twin.source.line = Line::default());
            }
            places
        };
        assert_eq!(without_lines(&before), without_lines(&after), "seed {seed}");
        assert_eq!(before.tours, after.tours, "seed {seed}");
    }
}

#[test]
fn a_feed_given_as_another_list_is_refused_with_the_right_option() {
    let folder = Folder::new();
    let path = folder.write("bus.zip", bus().zip(""));
    let supply = Supply { mediation: vec![path], ..Supply::default() };
    let lists = read_lists(&supply, &InputFiles::new(&|_| {})).expect("a feed");
    let (gazetteer, options) = (Gazetteer::new(&[], &[]), IdentityOptions::default());
    let error = clean_lists(lists, &gazetteer, &options, &mut LedgerBuilder::default());
    let message = error.expect_err("a bus is no place of médiation").to_string();
    assert!(message.ends_with("give it with `sources.itinerant`"), "{message}");
}
