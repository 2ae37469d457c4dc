//! Supply in time: which places serve when hours are asked for, and how long one waits.

use maillage::{
    Coverage, CoverageOptions, Error, Kind, LoadOptions, MeasureOptions, Sources, Supply,
    core::{
        BadOption, Error as CoreError,
        model::{PlaceId, TourId},
        presence::{HoursOptions, PeriodOptions, UnknownHours},
    },
    coverage,
    intake::ledger::{Fate, Trouble},
};

use crate::handmade::{Folder, account, run_with, squares, told};

/// Two weeks from a Monday of an even week, 2 November 2026; the 11th is a public holiday.
const FORTNIGHT: &str = "2026-11-02..2026-11-15";

const STOPS: &str = "tournee,arret,latitude,longitude,recurrence,valide_du,valide_au\n";

/// Three communes in a row: a town hall in the first, a bus in the middle of the third.
struct Valley {
    folder: Folder,
    inputs: Sources,
}

impl Valley {
    /// With these hours of the town hall and these rows of stops, `Bus,arret,when,from,to`
    /// at the heart of the third commune.
    fn new(hours: &str, stops: &[&str]) -> Self {
        let folder = Folder::new();
        let hall = "id,nom,adresse,latitude,longitude,services,horaires\n\
                    m,Mairie,Rue inventée,45.05,0.05,Aide,";
        let people = "code_insee,population\n16001,100\n16002,40\n16003,60\n";
        let stop = |text: &&str| {
            let (before, when) = text.split_once(',').expect("a name and the rest");
            format!("Bus,{before},45.05,0.25,{when}\n")
        };
        let stops: String = stops.iter().map(stop).collect();
        let inputs = Sources {
            communes: Some(folder.write("communes.geojson", squares(&["16001", "16002", "16003"]))),
            supply: Supply {
                mediation: vec![folder.write("lieux.csv", format!("{hall}\"{hours}\"\n"))],
                itinerant: vec![folder.write("bus.csv", format!("{STOPS}{stops}"))],
                ..Supply::default()
            },
            population: Some(folder.write("people.csv", people)),
            ..Sources::default()
        };
        Self { folder, inputs }
    }

    /// The map of the fortnight with these hours asked for; 5 km is near.
    fn asked(&self, hours: HoursOptions) -> Coverage {
        run_with(&self.inputs, &options(hours))
    }
}

fn options(hours: HoursOptions) -> CoverageOptions {
    let period = Some(FORTNIGHT.parse().expect("a period"));
    CoverageOptions {
        load: LoadOptions {
            period: PeriodOptions { period, ..PeriodOptions::default() },
            ..LoadOptions::default()
        },
        measure: MeasureOptions { main_threshold_km: 5.0, hours, ..MeasureOptions::default() },
        ..CoverageOptions::default()
    }
}

/// The kinds as which the town hall and the bus serve.
fn serving(coverage: &Coverage) -> Vec<Kind> {
    coverage.results.sites.ids().filter_map(|place| coverage.serves_as(place)).collect()
}

fn at(moment: &str) -> HoursOptions {
    HoursOptions { at: Some(moment.parse().expect("a moment")), ..HoursOptions::default() }
}

fn window(window: &str) -> HoursOptions {
    HoursOptions { window: Some(window.parse().expect("a window")), ..HoursOptions::default() }
}

const WEEKDAYS: &str = "Mo-Fr 09:00-12:00";
const TUESDAY: &str = "Place,Tu 14:00-17:00,,";

#[test]
fn without_a_question_places_serve_whatever_their_hours() {
    let valley = Valley::new("", &["Place,,,"]);
    assert_eq!(serving(&valley.asked(HoursOptions::default())), [Kind::Itinerant, Kind::Mediation]);
}

#[test]
fn a_map_of_a_moment_holds_what_is_open_then() {
    let valley = Valley::new(WEEKDAYS, &[TUESDAY]);
    assert_eq!(serving(&valley.asked(at("2026-11-03T10:00"))), [Kind::Mediation]);
    let afternoon = valley.asked(at("2026-11-03T14:00"));
    assert_eq!(serving(&afternoon), [Kind::Itinerant]);
    // Everyone goes to the bus now: nobody is within 5 km but its own commune.
    let covered: Vec<_> = afternoon.accesses().map(|access| access.covered_main).collect();
    assert_eq!(covered, [Some(0.0), Some(0.0), Some(1.0)]);
}

#[test]
fn a_moment_when_nothing_is_open_is_a_map_of_nothing_and_one_beyond_the_period_is_refused() {
    let valley = Valley::new(WEEKDAYS, &[TUESDAY]);
    let night = valley.asked(at("2026-11-03T03:00"));
    assert!(night.accesses().all(|access| access.nearest.is_none()));
    // Where no hours are known there is nothing to map.
    let silent = Valley::new("", &["Place,,,"]);
    let refused = coverage(&silent.inputs, &options(at("2026-11-03T03:00")), &|_| ());
    assert!(matches!(refused, Err(Error::Core(CoreError::NoneOpen { known: 0, places: 2, .. }))));
    let beyond = coverage(&valley.inputs, &options(at("2026-12-03T10:00")), &|_| ());
    assert!(matches!(beyond, Err(Error::Option(BadOption { field: "options.at", .. }))));
}

#[test]
fn a_window_counts_the_minutes_within_it() {
    let valley = Valley::new("Mo-Fr 09:00-12:00; Sa 10:00-12:00", &[TUESDAY]);
    let saturday = valley.asked(window("Sa"));
    assert_eq!(serving(&saturday), [Kind::Mediation]);
    assert_eq!(saturday.access(0).in_time.minutes_per_week, Some(120.0));
    let late = valley.asked(window("Mo-Fr 16:00-20:00"));
    assert_eq!(serving(&late), [Kind::Itinerant]);
    assert_eq!(late.access(2).in_time.minutes_per_week, Some(60.0));
}

#[test]
fn unknown_hours_are_closed_when_hours_are_asked_for_unless_told_otherwise() {
    let valley = Valley::new("", &[TUESDAY]);
    assert_eq!(serving(&valley.asked(window("Tu"))), [Kind::Itinerant]);
    let open = HoursOptions { unknown_hours: UnknownHours::Open, ..window("Tu") };
    assert_eq!(serving(&valley.asked(open)), [Kind::Itinerant, Kind::Mediation]);
}

#[test]
fn places_of_unknown_hours_are_counted_even_when_they_do_not_serve() {
    let town = Valley::new("", &[TUESDAY]).asked(window("Tu"));
    assert_eq!((town.access(0).in_time.unknown, town.perhaps_covered()), (1, 1));
}

#[test]
fn one_more_list_never_closes_what_another_opens() {
    let valley = Valley::new("Th 09:00-12:00", &[TUESDAY]);
    let more = "id,nom,adresse,latitude,longitude,services,horaires,date_maj\n\
                m,Mairie,Rue inventée,45.05,0.05,Aide,Sa 09:00-12:00,2020-01-01\n";
    let mut inputs = valley.inputs.clone();
    inputs.supply.mediation.push(valley.folder.write("vieux.csv", more));
    let both = |hours| run_with(&inputs, &options(window(hours))).serves_as(PlaceId(1));
    assert_eq!((both("Th"), both("Sa")), (Some(Kind::Mediation), Some(Kind::Mediation)));
}

#[test]
fn hours_that_depend_on_unknown_school_holidays_are_told() {
    let valley = Valley::new(WEEKDAYS, &["Place,mardi 9h-12h sauf vacances scolaires,,"]);
    let coverage = valley.asked(HoursOptions::default());
    let told = told(account(&coverage, "bus.csv"), 2);
    assert_eq!(told, [(Fate::Kept, Trouble::SchoolUnknown)]);
    let table = "zone;debut;fin\nA;2026-11-02;2026-11-06\n";
    let mut inputs = valley.inputs.clone();
    inputs.supply.school_holidays = Some(valley.folder.write("vacances.csv", table));
    let coverage = run_with(&inputs, &options(HoursOptions::default()));
    let minutes = coverage.access(2).in_time.minutes_per_week;
    assert_eq!(minutes, Some(90.0), "one of two Tuesdays is a holiday of zone A");
}

#[test]
fn so_many_minutes_a_week_are_averaged_over_the_period() {
    // Three hours every second Tuesday are 90 minutes a week; both weeks of the period are
    // needed to see it.
    let valley = Valley::new(WEEKDAYS, &["Place,Tu 14:00-17:00 semaine paire,,"]);
    let at_least = |minutes| HoursOptions { min_minutes_per_week: minutes, ..Default::default() };
    assert_eq!(serving(&valley.asked(at_least(90.0))), [Kind::Itinerant, Kind::Mediation]);
    assert_eq!(serving(&valley.asked(at_least(90.1))), [Kind::Mediation]);
}

#[test]
fn a_place_that_is_never_open_in_the_period_does_not_serve_and_is_told() {
    let valley = Valley::new(WEEKDAYS, &["Place,Tu 14:00-17:00,2027-01-01,2027-06-30"]);
    let coverage = valley.asked(HoursOptions::default());
    assert_eq!(serving(&coverage), [Kind::Mediation]);
    let codes: Vec<_> = told(account(&coverage, "bus.csv"), 2)
        .into_iter()
        .map(|(_, trouble)| trouble.code())
        .collect();
    assert_eq!(codes, ["jamais_desservi"]);
}

#[test]
fn holidays_are_off_and_waits_are_those_between_openings() {
    let valley = Valley::new("We 00:00-24:00", &[TUESDAY]);
    let town = valley.asked(HoursOptions::default()).access(0).in_time;
    // Open on the first Wednesday of the fortnight, the 4th; the 11th is a holiday.
    assert_eq!(town.minutes_per_week, Some(720.0));
    let waiting = town.waiting.expect("hours are known");
    assert_eq!(waiting.longest, Some(13.0));
    // 13 days of waits from 0 to 13, in a fortnight.
    let mean = waiting.mean.expect("everybody has a stop");
    assert!((mean - 13.0 * 13.0 / 2.0 / 14.0).abs() < 1e-9);
}

#[test]
fn a_commune_with_nothing_near_has_no_minutes_and_waits_for_ever() {
    let coverage = Valley::new(WEEKDAYS, &[TUESDAY]).asked(HoursOptions::default());
    let nothing_near = coverage.access(1).in_time;
    assert_eq!(nothing_near.minutes_per_week, Some(0.0));
    let waiting = nothing_near.waiting.expect("it is known that nothing is near");
    assert_eq!((waiting.mean, waiting.longest, waiting.beyond_a_week), (None, None, 1.0));
    // Where hours are unknown, minutes are unknown: that is not zero.
    let unknown = Valley::new("", &[TUESDAY]).asked(HoursOptions::default()).access(0).in_time;
    assert_eq!((unknown.minutes_per_week, unknown.unknown), (None, 1));
}

#[test]
fn tours_bring_the_residents_that_no_fixed_place_is_near() {
    let coverage = Valley::new(WEEKDAYS, &[TUESDAY]).asked(HoursOptions::default());
    assert_eq!(coverage.gained(), (Some(60.0), 1));
}

#[test]
fn a_stop_with_a_row_a_day_is_one_place_open_on_both() {
    let rows = ["Place,Tu 14:00-17:00,,", "Place,Fr 09:00-11:00,,"];
    let coverage = Valley::new(WEEKDAYS, &rows).asked(HoursOptions::default());
    assert_eq!(coverage.territory.places().len(), 2);
    assert_eq!(coverage.access(2).within[1], 1);
    assert_eq!(coverage.access(2).in_time.minutes_per_week, Some(300.0));
}

#[test]
fn a_stop_of_two_seasons_is_one_place_open_in_both() {
    let rows = ["Place,Tu 14:00-17:00,,2026-11-08", "Place,We 14:00-17:00,2026-11-09,"];
    let coverage = Valley::new(WEEKDAYS, &rows).asked(HoursOptions::default());
    assert_eq!(coverage.territory.places().len(), 2);
    // The Tuesday of the first week; the Wednesday of the second is a public holiday.
    assert_eq!(coverage.access(2).in_time.minutes_per_week, Some(90.0));
}

#[test]
fn a_tour_is_whole_though_a_part_of_the_territory_is_asked_for() {
    let mut valley = Valley::new(WEEKDAYS, &[TUESDAY]);
    let stops = format!("{STOPS}Bus,Place,45.05,0.05,,,\nBus,Halle,45.05,0.25,,,\n");
    valley.inputs.supply.itinerant = vec![valley.folder.write("bus.csv", stops)];
    valley.inputs.within =
        maillage::intake::area::parse_areas(&["16002".to_owned()]).expect("a commune");
    let stop = "id,nom,adresse,latitude,longitude,services\nm,Mairie,Rue,45.05,0.15,Aide\n";
    valley.inputs.supply.mediation = vec![valley.folder.write("lieux.csv", stop)];
    // Neither stop is within a kilometre of the commune between them; the line is.
    let mut options = options(HoursOptions::default());
    options.load.buffer_km = 1.0;
    let found = run_with(&valley.inputs, &options);
    assert_eq!(found.territory.places().len(), 1);
    assert_eq!(found.result(0).promise.passing, [TourId(0)]);
    assert_eq!(found.result(0).promise.distance.map(|length| length.metres() < 1.0), Some(true));
}

#[test]
fn the_period_nobody_chose_is_when_all_tours_are_valid_together() {
    let rows =
        ["Place,Tu 14:00-17:00,2026-09-01,2026-12-18", "Gare,We 14:00-17:00,2026-01-05,2026-11-30"];
    let valley = Valley::new(WEEKDAYS, &rows);
    let found = run_with(&valley.inputs, &CoverageOptions::default());
    assert_eq!(found.results.timetable.period.to_string(), "2026-09-01..2026-11-30");
    // Where that is no time at all, from the first day of any.
    let rows =
        ["Place,Tu 14:00-17:00,2026-09-01,2026-12-18", "Gare,We 14:00-17:00,2026-03-02,2026-06-30"];
    let found = run_with(&Valley::new(WEEKDAYS, &rows).inputs, &CoverageOptions::default());
    assert_eq!(found.results.timetable.period.to_string(), "2026-03-02..2026-12-18");
    // A date that is named is no validity. Without any validity, 52 weeks from the Monday after the latest date of the lists.
    let valley = Valley::new(WEEKDAYS, &[TUESDAY, "Gare,6 octobre 2026 9h-12h,,"]);
    let dated = "id,nom,adresse,latitude,longitude,services,date_maj\n\
                 m,Mairie,Rue inventée,45.05,0.05,Aide,2025-05-14\n";
    valley.folder.write("lieux.csv", dated);
    let found = run_with(&valley.inputs, &CoverageOptions::default());
    assert_eq!(found.results.timetable.period.to_string(), "2025-05-19..2026-05-17");
}

/// A synthetic list of the town hall whose columns of hours by weekday are called `days`.
fn by_weekday(days: &str) -> Coverage {
    let valley = Valley::new("", &[TUESDAY]);
    let list = format!(
        "id,nom,adresse,latitude,longitude,services,{days}\n\
         m,Mairie,Rue inventée,45.05,0.05,Aide,9h-12h,9h-12h,9h-12h,9h-12h,9h-12h\n"
    );
    valley.folder.write("lieux.csv", list);
    valley.asked(window("Tu"))
}

/// What the ledger notes of the columns of days.
fn noted(coverage: &Coverage) -> Vec<(Trouble, &str)> {
    let of_days =
        [Trouble::DayColumnMissing, Trouble::DayColumnUncertain, Trouble::DayColumnMisspelt];
    let notes = account(coverage, "lieux.csv").notes();
    let notes = notes.filter(|note| of_days.contains(&note.trouble));
    notes.map(|note| (note.trouble, note.value.as_str())).collect()
}

#[test]
fn a_day_whose_column_is_missing_is_one_of_unknown_hours_for_every_place() {
    let town = by_weekday("lundi,mercredi,jeudi,vendredi,samedi");
    assert_eq!(serving(&town), [Kind::Itinerant]);
    assert_eq!(town.perhaps_covered(), 1);
    assert_eq!(noted(&town), [(Trouble::DayColumnMissing, "mardi")]);
    assert!(Trouble::DayColumnMissing.is_of_whole_list());
    // In another place than between Monday and Wednesday, a near name is not believed.
    let town = by_weekday("madri,lundi,mercredi,jeudi,vendredi");
    assert_eq!((serving(&town), town.perhaps_covered()), (vec![Kind::Itinerant], 1));
    assert_eq!(noted(&town), [(Trouble::DayColumnUncertain, "madri → mardi")]);
}

#[test]
fn a_day_whose_column_is_misspelt_is_open_as_the_column_says() {
    let town = by_weekday("lundi,madri,mercredi,jeudi,vendredi");
    assert_eq!(serving(&town), [Kind::Itinerant, Kind::Mediation]);
    assert_eq!(noted(&town), [(Trouble::DayColumnMisspelt, "madri → mardi")]);
}
