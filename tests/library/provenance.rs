//! The file that a place, a tour or an issue is said to come from is the one it came from.

use maillage::{
    CoverageOptions, Kind, Place, Sources, Supply,
    core::model::PlaceId,
    coverage,
    intake::{
        area::parse_areas,
        catalogue::{CatalogueInputs, catalogue},
        ledger::{Ledger, Role},
    },
};

use crate::handmade::{Folder, mediation, squares};

/// Places of a médiation list and of a list of stops, the second after the first.
fn supply(folder: &Folder) -> Supply {
    let stops = "tournee,arret,latitude,longitude,recurrence\n\
                 Bus,Halle,45.05,0.15,\"Tu 09:00-12:00\"\n";
    Supply {
        mediation: vec![folder.write("mediation.csv", mediation(&[("A", 45.05, 0.05)]))],
        itinerant: vec![folder.write("arrets.csv", stops)],
        ..Supply::default()
    }
}

/// The name of the file of each place, by the identifier in its source.
fn files<'run>(places: &[Place], ledger: &'run Ledger) -> Vec<(Kind, &'run str)> {
    let file = |place: &Place| (place.kind, ledger.account(place.source.file).file.as_str());
    let mut files: Vec<(Kind, &str)> = places.iter().map(file).collect();
    files.sort_unstable();
    files
}

const TRUE: [(Kind, &str); 2] =
    [(Kind::Mediation, "mediation.csv"), (Kind::Itinerant, "arrets.csv")];

fn printed(ledger: &Ledger) -> Vec<&str> {
    ledger.accounts.iter().map(|account| account.file.as_str()).collect()
}

#[test]
fn in_a_coverage_the_file_of_a_place_is_the_list_it_came_from() {
    let folder = Folder::new();
    let inputs = Sources {
        communes: Some(folder.write("communes.geojson", squares(&["16001", "16002"]))),
        population: Some(folder.write("population.csv", "codgeo,pmun22\n16001,100\n")),
        supply: supply(&folder),
        ..Sources::default()
    };
    let run = coverage(&inputs, &CoverageOptions::default(), &|_| ()).expect("files to be read");
    assert_eq!(files(run.territory.places(), &run.ledger), TRUE);
    let order = ["communes.geojson", "population.csv", "mediation.csv", "arrets.csv"];
    assert_eq!(printed(&run.ledger), order);
}

/// What is left out comes before what stays, in each file: ranks are not those of the rows.
#[test]
fn in_a_study_area_the_file_and_the_line_of_a_place_are_those_it_came_from() {
    let folder = Folder::new();
    let stops = "tournee,arret,latitude,longitude,recurrence\n\
                 Car,Loin,45.05,0.95,\"Mo 09:00-12:00\"\n\
                 Bus,Halle,45.05,0.15,\"Tu 09:00-12:00\"\n";
    let inputs = Sources {
        communes: Some(folder.write("communes.geojson", squares(&["16001", "98002", "98003"]))),
        population: Some(folder.write("population.csv", "codgeo,pmun22\n16001,100\n")),
        supply: Supply {
            mediation: vec![
                folder.write("loin.csv", mediation(&[("B", 45.05, 0.95)])),
                folder.write("mediation.csv", mediation(&[("C", 45.05, 0.97), ("A", 45.05, 0.05)])),
            ],
            itinerant: vec![folder.write("arrets.csv", stops)],
            ..Supply::default()
        },
        within: parse_areas(&["16".to_owned()]).expect("a département"),
        ..Sources::default()
    };
    let run = coverage(&inputs, &CoverageOptions::default(), &|_| ()).expect("files to be read");
    assert_eq!(files(run.territory.places(), &run.ledger), TRUE);
    assert!(run.territory.places().iter().all(|place| place.source.line.number == 3));
    // A tour is whole: its line may pass where none of its stops is.
    let tours = run.territory.tours().iter();
    let stops: Vec<_> = tours.map(|tour| (tour.name.as_str(), &*tour.stops)).collect();
    let stop = run.territory.places().iter().position(|place| place.kind == Kind::Itinerant);
    let stop = PlaceId::new(stop.expect("a stop"));
    assert_eq!(stops, [("Bus", &[stop][..]), ("Car", &[])]);
}

#[test]
fn in_a_catalogue_the_file_of_a_place_is_the_list_it_came_from() {
    let folder = Folder::new();
    let inputs = CatalogueInputs {
        communes: Some(folder.write("communes.geojson", squares(&["16001", "16002"]))),
        supply: supply(&folder),
        ..CatalogueInputs::default()
    };
    let run = catalogue(&inputs, |_| ()).expect("files to be read");
    assert_eq!(files(&run.places, &run.ledger), TRUE);
    assert_eq!(printed(&run.ledger), ["mediation.csv", "arrets.csv", "communes.geojson"]);
}

#[test]
fn accounts_keep_their_identifiers_when_lists_are_put_first() {
    let folder = Folder::new();
    let inputs = Sources {
        communes: Some(folder.write("communes.geojson", squares(&["16001", "16002"]))),
        supply: supply(&folder),
        ..Sources::default()
    };
    let run = coverage(&inputs, &CoverageOptions::default(), &|_| ()).expect("files to be read");
    let ledger = run.ledger.with_lists_first();
    assert_eq!(printed(&ledger), ["mediation.csv", "arrets.csv", "communes.geojson"]);
    assert_eq!(files(run.territory.places(), &ledger), TRUE);
    let contours = ledger.accounts.last().expect("contours were given");
    assert_eq!((contours.role, contours.role.name()), (Role::COMMUNES, "communes"));
}
