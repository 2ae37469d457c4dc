//! Calendars of school holidays, invented.

use maillage::{
    hours::{Holidays, HolidaysOff, Recurrence, SchoolHoliday, SchoolZone, Whose, slots},
    intake::{
        kinds::school_holidays::read as school_holidays,
        ledger::{Account, Fate, Trouble},
    },
};

use super::checked;
use crate::handmade::{Folder, told};

fn read(text: &str) -> (Vec<SchoolHoliday>, Account) {
    let folder = Folder::new();
    let path = folder.write("vacances.csv", text);
    let (holidays, account) = school_holidays(&path).expect("the table was made to be read");
    assert!(account.balances(), "{account:?}");
    assert_eq!(account.tally(), checked(&path).tally());
    (holidays, account)
}

fn days(holidays: &[SchoolHoliday]) -> Vec<(Whose, String)> {
    holidays.iter().map(|holiday| (holiday.whose.clone(), holiday.days.to_string())).collect()
}

/// As the ministry publishes it: midnights of Paris in UTC, in winter and in summer, and the
/// day on which classes resume.
#[test]
fn the_national_calendar_ends_on_the_day_before_classes() {
    let (holidays, account) = read(
        "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\n\
         Vacances d'hiver;-;2026-02-06T23:00:00+00:00;2026-02-22T23:00:00+00:00;Poitiers;Zone A;2025-2026\n\
         Vacances d'été;Élèves;2026-07-03T22:00:00+00:00;2026-08-31T22:00:00+00:00;Corse;Corse;2025-2026\n\
         Vacances d'été;Enseignants;2026-07-03T22:00:00+00:00;2026-08-30T22:00:00+00:00;Corse;Corse;2025-2026\n\
         Début des vacances;-;2026-07-03T22:00:00+00:00;2026-07-03T22:00:00+00:00;Paris;Zone C;2025-2026\n\
         Vacances;-;2026-02-06T23:00:00+00:00;2026-02-22T23:00:00+00:00;Atlantis;Zone D;2025-2026\n",
    );
    let expected = [
        (Whose::Zone(SchoolZone::A), "2026-02-07..2026-02-22".to_owned()),
        (Whose::Zone(SchoolZone::Corse), "2026-07-04..2026-08-31".to_owned()),
    ];
    assert_eq!(days(&holidays), expected);
    assert_eq!((account.schema, account.read, account.kept), ("vacances-scolaires", 5, 2));
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::NotForPupils)]);
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::DatesReversed)]);
    assert_eq!(told(&account, 6), [(Fate::SetAside, Trouble::ZoneUnknown)]);
}

#[test]
fn a_table_of_ones_own_ends_on_the_last_day() {
    let (holidays, account) = read(
        "zone;debut;fin\nA;2026-02-07;2026-02-22\nB, C;14/02/2026;01/03/2026\n\
         A;2026-02-22;2026-02-07\nD;2026-02-07;2026-02-22\nA;hier;demain\n",
    );
    let expected = [
        (Whose::Zone(SchoolZone::A), "2026-02-07..2026-02-22".to_owned()),
        (Whose::Zone(SchoolZone::B), "2026-02-14..2026-03-01".to_owned()),
        (Whose::Zone(SchoolZone::C), "2026-02-14..2026-03-01".to_owned()),
    ];
    assert_eq!(days(&holidays), expected);
    assert_eq!((account.read, account.kept), (5, 2));
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::DatesReversed)]);
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::ZoneUnknown)]);
    assert_eq!(told(&account, 6), [(Fate::SetAside, Trouble::DateUnreadable)]);
}

#[test]
fn holidays_may_be_of_a_departement_or_of_all_of_france() {
    let days_of = |text: &str| days(&read(text).0);
    let winter = "2026-02-07..2026-02-22".to_owned();
    let of_departements =
        "departement;debut;fin\n1;2026-02-07;2026-02-22\n2a;2026-02-07;2026-02-22\n";
    let expected =
        [(Whose::Departement("01"), winter.clone()), (Whose::Departement("2A"), winter.clone())];
    assert_eq!(days_of(of_departements), expected);
    assert_eq!(days_of("debut,fin\n2026-02-07,2026-02-22\n"), [(Whose::Everyone, winter)]);
}

#[test]
fn a_bus_that_rests_in_the_holidays_rests_in_those_of_its_zone() {
    let (school, _) = read("zone;debut;fin\nA;2026-02-07;2026-02-22\n");
    let holidays = Holidays::new(HolidaysOff::Local).with_school(&school);
    let over = "2026-02-16..2026-03-01".parse().expect("a period");
    let hours = Recurrence::weekly("We 09:00-12:00; SH off".parse().expect("an expression"));
    let open = |departement| slots(&hours, over, holidays.of(Some(departement))).len();
    assert_eq!((open("16"), open("44")), (1, 2));
}

#[test]
fn a_table_without_dates_says_what_it_lacks() {
    let folder = Folder::new();
    let path = folder.write("vacances.csv", "zone;debut\nA;2026-02-07\n");
    let message = school_holidays(&path).expect_err("no end").to_string();
    assert!(message.contains("school holidays: the end (`fin`)"), "{message}");
}
