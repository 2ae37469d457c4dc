//! Inputs that were misread, each with its right value: the folders of `cases`.

use std::path::PathBuf;

use geo::Area;
use maillage::{
    Kind,
    core::{
        geodesy::geodesic_metres,
        model::{Commune, CommuneCode, Precision},
        presence::PeriodOptions,
    },
    hours::{Holidays, HolidaysOff, Period, reading, slots},
    intake::{
        catalogue::{Catalogue, CatalogueInputs, catalogue},
        kinds::{communes, population},
        ledger::{Fate, Trouble},
    },
};

use super::folder;
use crate::handmade::told;

fn case(path: &str) -> PathBuf {
    folder().join("cases").join(path)
}

fn places(path: &str) -> Catalogue {
    let inputs = CatalogueInputs { files: vec![case(path)], ..CatalogueInputs::default() };
    catalogue(&inputs, |_| ()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Numbers of places, of those with known hours, and of itinerant ones.
fn counts(path: &str) -> [usize; 3] {
    let read = places(path);
    let known = read.places.iter().filter(|place| place.schedule.is_some()).count();
    let moving = read.places.iter().filter(|place| place.kind == Kind::Itinerant).count();
    [read.places.len(), known, moving]
}

/// Residents of all communes of a table.
fn residents(path: &str) -> u64 {
    let loaded = population::read(case(path).as_path()).expect("a table of residents");
    let known = maillage::intake::kinds::join::codes_of(&loaded);
    let joined = population::join_population(loaded, &known, Default::default());
    joined.values.values().sum()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn lists_are_read_as_someone_reads_them() {
    for (path, expected) in [
        ("06-sheet-of-communes-read-as-places/lieux.xlsx", [Some(4), None, Some(0)]),
        ("07-archive-sheet-read/lieux.xlsx", [Some(3), None, Some(0)]),
        ("12-hours-left-in-the-other-column/lieux.csv", [Some(120), None, None]),
        ("13-macroman/lieux.csv", [Some(8), None, Some(0)]),
        ("13-macroman/lieux-sans-code.csv", [Some(8), None, Some(0)]),
        ("17-osm-buildings-without-position/osm.geojson", [Some(8), None, Some(0)]),
        ("19-bus-stops-in-a-list-of-places/lieux.json", [Some(8), Some(6), Some(8)]),
        ("20-merged-cells/lieux.xlsx", [Some(5), None, Some(0)]),
        ("25-name-column-espace-numerique/lieux.json", [Some(14), None, Some(0)]),
        ("27-same-row-twice-without-position/centres.csv", [Some(5), None, Some(0)]),
        ("28-fixed-places-taken-for-bus-stops/lieux.csv", [Some(105), None, None]),
        ("28-fixed-places-taken-for-bus-stops/ouverture-seule.csv", [Some(3), Some(3), Some(0)]),
        // The others say « 9/17 », which may be a date, or « sur rdv » of every day, and are told.
        ("29-doubtful-hours-column-displaces-the-days/formulaire.csv", [None, Some(35), None]),
        ("30-one-sheet-a-departement/cartographies.xlsx", [Some(7), None, Some(0)]),
    ] {
        let found = counts(path);
        for (rank, expected) in expected.into_iter().enumerate() {
            assert!(expected.is_none_or(|expected| expected == found[rank]), "{path}: {found:?}");
        }
    }
}

/// The hours of a list in parts, in minutes a week of 2026, by commune.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn days_and_hours_in_columns_of_their_own_are_put_together() {
    let inputs = CatalogueInputs {
        files: vec![case("18-day-and-hours-in-two-columns/permanences.csv")],
        period: PeriodOptions {
            period: Some("2026-01-05..2027-01-03".parse().expect("a period")),
            ..PeriodOptions::default()
        },
        ..CatalogueInputs::default()
    };
    let read = catalogue(&inputs, |_| ()).expect("a list");
    for (code, expected) in [("23069", 90.0), ("23073", 67.5), ("23013", 180.0), ("23083", 120.0)] {
        let code: CommuneCode = code.parse().expect("a code");
        let at = read.places.iter().position(|place| place.commune == Some(code));
        let at = at.unwrap_or_else(|| panic!("{code}: no place"));
        let presence = read.timetable.places[at].as_ref().expect("hours");
        let minutes = presence.minutes_per_week;
        // A public holiday takes a visit or two.
        assert!((minutes - expected).abs() <= 0.08 * expected, "{code}: {minutes}");
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_point_of_a_commune_is_not_that_of_its_places() {
    let read = places("03-commune-point-taken-for-place/bibliotheques.csv");
    let exact = read.places.iter().filter(|place| place.precision == Precision::Position);
    let mut points: Vec<String> = exact.map(|place| format!("{:?}", place.position)).collect();
    let all = points.len();
    points.sort_unstable();
    points.dedup();
    assert!(all > 80 && points.len() > all - 5, "{} of {all}", points.len());
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn figures_are_read_in_their_column() {
    for (path, expected) in [
        ("05-people-of-75-read-as-residents/pop75.csv", 291_153),
        ("05-people-of-75-read-as-residents/pop65plus.csv", 291_153),
        ("05-people-of-75-read-as-residents/projection.csv", 291_153),
        ("05-people-of-75-read-as-residents/totale15.csv", 291_153),
        ("14-insee-populations-legales-dep-and-com/ensemble.csv", 58_953),
        ("15-several-rows-a-commune-first-wins/annees.csv", 58_953),
        ("15-several-rows-a-commune-first-wins/iris.csv", 58_953),
    ] {
        assert_eq!(residents(path), expected, "{path}");
    }
    assert!(residents("14-insee-populations-legales-dep-and-com/mayotte.csv") > 0);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn what_is_no_place_to_go_to_is_set_aside() {
    let read = places("11-suspended-remote-and-other-themes/fermes.csv");
    assert_eq!(read.places.len(), 1);
    let read = places("11-suspended-remote-and-other-themes/standard-v1-a-distance.csv");
    let account = &read.ledger.accounts[0];
    assert_eq!(told(account, 3), [(Fate::SetAside, Trouble::NoPlaceOfHelp)]);
    let aubusson: CommuneCode = "23008".parse().expect("a code");
    assert!(read.places.iter().all(|place| place.commune != Some(aubusson)));
}

/// Wordings of hours, each with the minutes a week that someone counted: none is read wrongly with
/// a sure face.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn no_wording_of_hours_is_wrong_without_a_word() {
    let mut rows = csv::Reader::from_path(case("hours/wordings.csv")).expect("the wordings");
    let period: Period = "2026-09-07..2027-07-04".parse().expect("a period");
    let holidays = Holidays::new(HolidaysOff::National);
    let (mut right, mut wrong) = (0, Vec::new());
    for row in rows.records() {
        let row = row.expect("a row");
        let (text, expected) = (&row[0], row[1].parse::<f64>().ok());
        let found = reading::read(text).ok().filter(|found| found.confidence >= reading::USED);
        let minutes = found.as_ref().map(|found| {
            let slots = slots(&found.recurrence, period, holidays.of(None));
            let minutes: u32 = slots.iter().map(|slot| slot.minutes()).sum();
            f64::from(minutes) / period.weeks()
        });
        let is_sure = found.as_ref().is_some_and(|found| found.confidence >= reading::SURE);
        let depends = &row[1] == "vacances";
        match (expected, minutes) {
            (Some(expected), Some(minutes)) if (expected - minutes).abs() <= 0.2 => right += 1,
            (None, Some(_)) if depends || !is_sure => right += 1,
            (None, None) => right += 1,
            (_, Some(_)) if is_sure => wrong.push(text.to_owned()),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(right >= 90, "{right}");
}

/// Codes of communes, parts and area in square degrees of contours; or why they are refused.
fn contours(path: &str) -> Result<Vec<Commune>, String> {
    communes::read(case(path).as_path()).map(|(communes, _)| communes).map_err(|it| it.to_string())
}

/// The same twelve communes in five forms, and the arrondissements of Paris.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn contours_are_read_in_every_form_of_the_portals() {
    let plain = contours("16-contours-not-read/openstreetmap-ref-insee.geojson").expect("OSM");
    assert_eq!(plain.len(), 12);
    assert_eq!((plain[0].code.as_str(), &*plain[0].name), ("23006", "Arrènes"));
    for form in [
        "georef-france-commune.geojson",
        "geo-api-contour.json",
        "geometry-collection.geojson",
        "contours-iris.geojson",
    ] {
        let path = format!("16-contours-not-read/{form}");
        let read = contours(&path).unwrap_or_else(|error| panic!("{error}"));
        let of_iris = form == "contours-iris.geojson";
        assert_eq!(read.len(), if of_iris { 6 } else { 12 }, "{form}");
        for (one, other) in read.iter().zip(&plain) {
            assert_eq!((one.code, &one.name), (other.code, &other.name), "{form}");
            let areas = [one, other].map(|commune| commune.contour.unsigned_area());
            assert!((areas[0] / areas[1] - 1.0).abs() < 0.001, "{form}: {areas:?}");
            assert!(geodesic_metres(one.home, other.home) < 5.0, "{form}");
            // IRIS are united: no border remains inside.
            let rings =
                |of: &Commune| of.contour.iter().map(|it| 1 + it.interiors().len()).sum::<usize>();
            assert_eq!(rings(one), rings(other), "{form}: {}", one.code);
        }
    }
    let paris = contours("16-contours-not-read/arrondissement_municipal.geojson").expect("Paris");
    let codes: Vec<&str> = paris.iter().map(|commune| commune.code.as_str()).collect();
    assert_eq!(codes.len(), 20);
    assert_eq!((codes[0], codes[19]), ("75101", "75120"));
}
