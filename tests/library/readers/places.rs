//! Every generation of the lists of places.

use std::collections::BTreeSet;

use maillage::{
    Kind, Place, Supply,
    core::{model::Precision, presence::PeriodOptions},
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        ledger::{Account, Fate, Trouble},
    },
};

use super::{fixture, france_services, itinerant, mediation};
use crate::handmade::{Folder, contours, square, squares, told};

/// Schema, format, rows read, kept, set aside.
fn summary(account: &Account) -> (&str, &str, usize, usize, usize) {
    (account.schema, account.format, account.read, account.kept, account.set_aside())
}

fn detail<'place>(place: &'place Place, name: &str) -> &'place str {
    place.details.text(name)
}

fn degrees(place: &Place) -> (f64, f64) {
    (place.position.latitude(), place.position.longitude())
}

#[test]
fn the_first_generation_of_the_standard_is_read_from_json() {
    let (places, account) = mediation(fixture("mediation-v0.json"));
    assert_eq!(summary(&account), ("mediation-numerique-v0", "json", 2, 2, 0));
    assert_eq!(account.vintage.as_deref(), Some("2023-05-16"));
    assert_eq!(told(&account, 3), [(Fate::Kept, Trouble::AxesExchanged)]);
    assert_eq!(degrees(&places[1]), (45.05, 0.15));
    assert_eq!(places[0].name, "Médiathèque synthétique");
    assert_eq!(detail(&places[0], "labels"), "CNFS|France Services");
    assert_eq!(detail(&places[0], "frais_a_charge"), "Gratuit");
}

#[test]
fn the_first_generation_of_the_standard_is_read_from_a_table() {
    let (places, account) = mediation(fixture("mediation-v0.csv"));
    assert_eq!(summary(&account), ("mediation-numerique-v0", "csv", 2, 2, 0));
    let services = "Prendre en main un ordinateur|Utiliser le numérique au quotidien";
    assert_eq!(detail(&places[0], "services"), services);
    assert_eq!(account.issues, []);
}

#[test]
fn version_1_of_the_standard_is_read_from_a_table() {
    let (places, account) = mediation(fixture("mediation-v1.csv"));
    assert_eq!(summary(&account), ("mediation-numerique-v1", "csv", 2, 2, 0));
    let padded = (Fate::Kept, Trouble::CodePadded);
    assert_eq!(told(&account, 3), [padded, (Fate::Kept, Trouble::TourWithoutStops)]);
    let codes = places.iter().map(|place| place.commune.expect("a code").to_string());
    assert!(codes.eq(["01001", "01002"]));
    // Both fixed and itinerant: it has an address where one can go.
    assert_eq!(places[0].kind, Kind::Mediation);
    assert_eq!(places[1].kind, Kind::Itinerant);
    assert_eq!(detail(&places[0], "labels"), "Aidants Connect|Conseillers numériques");
}

#[test]
fn version_1_of_the_standard_is_read_from_json_with_lists() {
    let (places, account) = mediation(fixture("mediation-v1.json"));
    assert_eq!(summary(&account), ("mediation-numerique-v1", "json", 3, 1, 2));
    assert_eq!(told(&account, 3), [(Fate::SetAside, Trouble::NotARecord)]);
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::NoPublic)]);
    let services = "Aide aux démarches administratives|Accès internet et matériel informatique";
    assert_eq!(detail(&places[0], "services"), services);
}

#[test]
fn france_services_of_2021_are_read_from_geojson() {
    let (places, account) = france_services(fixture("france-services-2021.geojson"));
    assert_eq!(summary(&account), ("france-services-2021", "geojson", 3, 2, 1));
    assert_eq!(account.crs, "EPSG:4326 (WGS84)");
    assert_eq!(told(&account, 7), [(Fate::SetAside, Trouble::PositionMissing)]);
    let kinds = places.iter().map(|place| (place.id.as_str(), place.kind));
    assert!(kinds.eq([("901", Kind::FranceServices), ("902", Kind::Itinerant)]));
    assert_eq!(detail(&places[0], "horaires"), "Mo 9:00 - 12:00");
}

#[test]
fn france_services_of_2022_are_read_from_a_table() {
    let (places, account) = france_services(fixture("france-services-2022.csv"));
    assert_eq!(summary(&account), ("france-services-2022", "csv", 3, 3, 0));
    let kinds: Vec<Kind> = places.iter().map(|place| place.kind).collect();
    assert_eq!(kinds, [Kind::FranceServices, Kind::Itinerant, Kind::FranceServices]);
    assert_eq!(told(&account, 4), [(Fate::Kept, Trouble::UnknownFormatFs)]);
    assert_eq!(detail(&places[0], "horaires"), "Mo 09:00 - 12:00; Fr 14:00 - 17:00");
}

#[test]
fn france_services_of_2024_are_read_from_a_table_and_their_buses_are_no_fixed_places() {
    let (places, account) = france_services(fixture("france-services-2024.csv"));
    assert_eq!(summary(&account), ("france-services-2024", "csv", 5, 4, 1));
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::PositionZero)]);
    let buses = places.iter().filter(|place| place.is_tour_without_stops());
    assert!(buses.map(|place| place.id.as_str()).eq(["902", "903"]));
    assert_eq!(places[0].name, "France services synthétique");
}

#[test]
fn stops_are_read_from_our_own_table() {
    let (places, account) = itinerant(fixture("arrets.csv"));
    assert_eq!(summary(&account), ("arrets", "csv", 2, 2, 0));
    assert_eq!(told(&account, 3), [(Fate::Kept, Trouble::RecurrenceUnknown)]);
    assert_eq!(places[0].id, "synth-bus/1");
    assert_eq!(places[0].name, "Place inventée");
    let stop = places[0].stop.as_ref().expect("a stop");
    assert_eq!((stop.tour.as_str(), stop.order), ("synth-bus", Some(1)));
    assert_eq!(stop.recurrence, "Mo 09:30-12:30 semaine impaire");
    assert_eq!((stop.valid_from.as_str(), stop.valid_to.as_str()), ("2026-01-05", "2026-12-18"));
}

#[test]
fn stops_are_read_from_the_standard_with_the_weeks_in_a_column_of_their_own() {
    let (places, account) = itinerant(fixture("arrets-standard.json"));
    assert_eq!(summary(&account), ("arrets-mediation-numerique", "json", 2, 2, 0));
    let stop = places[0].stop.as_ref().expect("a stop");
    assert_eq!(stop.recurrence, "Mo 09:30-12:30; PH off, Semaine impaire");
    assert_eq!(stop.tour, "Structure synthétique");
    // Numbers are codes all the same, and Greenwich is no missing longitude.
    assert_eq!(places[0].commune.expect("a code").to_string(), "99001");
    assert_eq!(degrees(&places[0]), (45.05, 0.008_588));
}

/// Name, postal code and code against the position: the stop stands in its commune.
#[test]
fn contours_tell_that_a_stop_is_half_of_france_away() {
    let folder = Folder::new();
    let inputs = CatalogueInputs {
        supply: Supply { itinerant: vec![fixture("arrets-standard.json")], ..Supply::default() },
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002"]))),
        ..CatalogueInputs::default()
    };
    let listed = catalogue(&inputs, |_| {}).expect("two stops");
    let account = &listed.ledger.accounts[0];
    assert_eq!(told(account, 3), [(Fate::Kept, Trouble::PositionDistrusted)]);
    let precise = listed.places.iter().map(|place| place.precision);
    assert!(precise.eq([Precision::Position, Precision::Commune]));
}

#[test]
fn stops_in_the_plain_standard_are_stops_when_the_option_says_so_and_the_account_tells_it() {
    let (places, account) = itinerant(fixture("mediation-v0.csv"));
    assert!(places.iter().all(|place| place.kind == Kind::Itinerant && place.stop.is_some()));
    let told = account.issues.iter().find(|issue| issue.trouble == Trouble::StopsByOption);
    assert_eq!(told.map(|issue| issue.value.as_str()), Some("2"));
}

#[test]
fn a_place_that_its_row_calls_fixed_or_that_opens_most_days_is_no_stop_of_a_bus() {
    let folder = Folder::new();
    let list = "nom,adresse,code_postal,commune,latitude,longitude,itinerance,horaires\n\
        Médiathèque,1 rue A,99010,Carré,45.05,0.05,,Mo-Th 09:00-12:00\n\
        Mairie,2 rue B,99010,Carré,45.06,0.05,Fixe,\n\
        Place du marché,3 rue C,99010,Carré,45.07,0.05,,Tu 09:00-12:00\n\
        Place de l'église,4 rue D,99010,Carré,45.08,0.05,Itinérant,Mo-We 09:00-12:00\n";
    let (places, account) = itinerant(folder.write("liste.csv", list));
    let stops = |place: &&Place| place.kind == Kind::Itinerant && place.stop.is_some();
    let named: Vec<&str> = places.iter().filter(stops).map(|it| it.name.as_str()).collect();
    assert_eq!(named, ["Place de l'église", "Place du marché"]);
    for line in [2, 3] {
        assert!(told(&account, line).contains(&(Fate::Kept, Trouble::FixedAmongStops)));
    }
    // The bus at the church is told by its column, the one at the market by nothing.
    let alone = account.issues.iter().find(|issue| issue.trouble == Trouble::StopsByOption);
    assert_eq!(alone.map(|issue| issue.value.as_str()), Some("1"));
}

#[test]
fn a_list_given_for_another_is_refused_with_the_right_option() {
    let supply =
        Supply { mediation: vec![fixture("france-services-2024.csv")], ..Supply::default() };
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    let error = catalogue(&inputs, |_| {}).expect_err("a France Services list is no other");
    assert!(error.to_string().ends_with("give it with `sources.france_services`"), "{error}");
}

#[test]
fn places_without_identifier_that_share_a_line_have_each_their_own() {
    let folder = Folder::new();
    let place = |name: &str, longitude: f64| {
        format!(
            "{{\"nom\":\"{name}\",\"adresse\":\"Rue\",\"services\":\"Aide\",\"latitude\":45.05,\
             \"longitude\":{longitude}}}"
        )
    };
    let list = format!("[{},{},{}]", place("Un", 0.05), place("Deux", 0.15), place("Trois", 0.25));
    let (places, account) = mediation(folder.write("m.json", list));
    let ids: BTreeSet<&str> = places.iter().map(|place| place.id.as_str()).collect();
    assert!(ids.len() == 3 && ids.iter().all(|id| id.starts_with("m:")), "{ids:?}");
    assert_eq!(account.issues, []);
}

/// Two squares 47 km apart, and a place in the first whose row states the code of the second.
fn coded_far_away(commune: &str) -> (Vec<Place>, Account) {
    let folder = Folder::new();
    // A second place, without a flaw: a list of nothing would be an error.
    let list = format!(
        "id,nom,adresse,commune,latitude,longitude,code_insee,services\n\
         a,Lieu,Rue,{commune},45.05,0.05,99002,Aide\n\
         b,Autre lieu,Rue,Carré 99002,45.05,0.75,99002,Aide\n"
    );
    let inputs = CatalogueInputs {
        supply: Supply { mediation: vec![folder.write("m.csv", list)], ..Supply::default() },
        communes: Some(folder.write(
            "c.geojson",
            contours(&[square("99001", 45.0, 0.0), square("99002", 45.0, 0.7)]),
        )),
        ..CatalogueInputs::default()
    };
    let mut listed = catalogue(&inputs, |_| {}).expect("one place has no flaw");
    assert!(listed.ledger.accounts.iter().all(|account| account.balances()));
    (listed.places, listed.ledger.accounts.remove(0))
}

/// Name and position against the code: two against one.
#[test]
fn a_code_that_name_and_position_contradict_is_replaced_and_told() {
    let (places, account) = coded_far_away("CARRE 99001");
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::CodeCorrected)]);
    let corrected = account.issues.iter().find(|issue| issue.line == Some(2));
    assert_eq!(corrected.expect("it is told").value, "99002 → 99001, CARRE 99001");
    let codes = places.iter().map(|place| place.commune.expect("a code").to_string());
    assert!(codes.eq(["99001", "99002"]));
}

/// Name and code against the position: two against one.
#[test]
fn a_position_that_name_and_code_contradict_gives_way_to_the_commune() {
    let (places, account) = coded_far_away("Carré 99002");
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::PositionDistrusted)]);
    assert_eq!(places[0].precision, Precision::Commune);
    assert_eq!(degrees(&places[0]), (45.05, 0.75));
}

/// A code against a position: nothing settles it.
#[test]
fn a_position_that_only_a_code_contradicts_is_set_aside() {
    for commune in ["Carré inconnu", ""] {
        let (places, account) = coded_far_away(commune);
        assert_eq!(told(&account, 2), [(Fate::SetAside, Trouble::ContradictsCommune)], "{commune}");
        assert_eq!(places.len(), 1);
    }
}

fn read(list: &str) -> (Vec<Place>, Account) {
    mediation(Folder::new().write("liste.csv", list))
}

/// Three rows of one bus, with what a sentence says of its weeks.
fn bus(hours: &str, remarks: [&str; 3]) -> String {
    let towns = [("Guise", 49.9, 3.63), ("Le Nouvion", 50.02, 3.79), ("Vervins", 49.83, 3.91)];
    let rows = towns.iter().zip(remarks).map(|((town, latitude, longitude), remark)| {
        format!("{town} - Bus numérique;{remark};{latitude};{longitude};{town};{hours}\n")
    });
    format!("nom;description;latitude;longitude;commune;horaires\n{}", rows.collect::<String>())
}

#[test]
fn the_weeks_of_a_stop_may_stand_in_its_description() {
    let (places, account) = read(&bus(
        "jeudi 9h-12h",
        [
            "Le bus vient le jeudi matin (semaines paires).",
            "Le jeudi des semaines paires, parfois des semaines impaires.",
            "Ateliers pour tous.",
        ],
    ));
    let rules = |rank: usize| {
        let stop = places[rank].stop.as_ref().expect("a stop");
        (stop.recurrence.as_str(), places[rank].schedule.is_some())
    };
    assert_eq!(rules(0), ("jeudi 9h-12h, semaines paires", true));
    assert!(!rules(1).1, "{:?}", rules(1));
    assert_eq!(rules(2), ("jeudi 9h-12h", true));
    assert!(told(&account, 3).contains(&(Fate::Kept, Trouble::RecurrenceUnknown)));
    // What the hours say themselves is not said again.
    let (places, _) = read(&bus("jeudi 9h-12h semaines impaires", ["semaines paires"; 3]));
    let stop = places[0].stop.as_ref().expect("a stop");
    assert_eq!(stop.recurrence, "jeudi 9h-12h semaines impaires");
}

#[test]
fn help_at_home_or_at_a_distance_is_no_place_to_go_to() {
    let row = |access: &str| format!("Aide;49.9;3.63;Guise;{access}\n");
    for (access, is_no_place) in [
        ("À distance uniquement (téléphone, visio)", true),
        ("À domicile", true),
        ("A domicile|A distance", true),
        ("Téléphoner", false),
        ("Se présenter|À domicile", false),
        ("Se présenter (ou à distance)", false),
        ("", false),
    ] {
        let list = format!(
            "nom;latitude;longitude;commune;modalites_acces\n{}Autre;49.91;3.63;Guise;Se présenter\n",
            row(access)
        );
        let (places, account) = read(&list);
        assert_eq!(places.len(), if is_no_place { 1 } else { 2 }, "{access}");
        let found = told(&account, 2);
        assert_eq!(found.contains(&(Fate::SetAside, Trouble::NoPlaceOfHelp)), is_no_place);
    }
}

#[test]
fn a_place_whose_status_is_still_to_come_does_not_serve() {
    for (status, serves) in [
        ("Ouvert", true),
        ("Ouverture au public", true),
        ("En projet", false),
        ("Ouverture prochaine", false),
        ("Ouverture janvier 2027", false),
        ("Fermé", false),
        ("Définitivement fermé", false),
        ("N'est plus actif", false),
        ("Désaffecté", false),
        ("Transféré", false),
    ] {
        let list = format!(
            "nom;latitude;longitude;commune;statut\nAide;49.9;3.63;Guise;{status}\n\
             Autre;49.91;3.63;Guise;Ouvert\n"
        );
        assert_eq!(read(&list).0.len(), if serves { 2 } else { 1 }, "{status}");
    }
}

#[test]
fn a_place_that_closes_counts_until_then() {
    let list = "nom;latitude;longitude;commune;horaires;date_fermeture;statut\n\
                Aide;49.9;3.63;Guise;lundi 9h-12h;2026-07-06;Ouvert\n\
                Autre;49.91;3.63;Guise;lundi 9h-12h;;Ouvert\n\
                Sans heures;49.92;3.63;Guise;;2026-01-31;Ouvert\n\
                Fermé;49.93;3.63;Guise;;2099-01-01;Fermé\n";
    let folder = Folder::new();
    let path = folder.write("liste.csv", list);
    let within = |period: &str| {
        let period = PeriodOptions {
            period: Some(period.parse().expect("a period")),
            ..PeriodOptions::default()
        };
        let inputs = CatalogueInputs {
            supply: Supply { mediation: vec![path.clone()], ..Supply::default() },
            period,
            ..CatalogueInputs::default()
        };
        let found = catalogue(&inputs, |_| ()).expect("a list of three places");
        let minutes = |name: &str| {
            let rank = found.places.iter().position(|place| place.name == name).expect("kept");
            found.timetable.places[rank].as_ref().map(|hours| hours.minutes_per_week.round())
        };
        (minutes("Aide"), minutes("Autre"), minutes("Sans heures"))
    };
    let (whole, after) = (within("2026-02-02..2026-04-05"), within("2026-09-07..2026-10-04"));
    assert_eq!(whole.0, whole.1);
    // Without known hours, it was open or not until it closed; since, it is not.
    assert_eq!(whole.2, Some(0.0));
    assert_eq!(within("2026-01-05..2026-01-11").2, None);
    assert_eq!((after.0, after.1), (Some(0.0), Some(180.0)));
    let half = within("2026-06-22..2026-07-19");
    assert_eq!((half.0, half.1), (Some(90.0), Some(180.0)));
}

#[test]
fn a_place_that_is_closed_every_day_never_opens_and_one_without_a_word_is_unknown() {
    let (places, _) = read(
        "nom;latitude;longitude;commune;lundi;mardi;mercredi\n\
         Aide;49.9;3.63;Guise;9h-12h;fermé;-\n\
         Ancienne salle;49.91;3.63;Guise;fermé;Fermée au public;\n\
         Sans mot;49.92;3.63;Guise;-;;-\n\
         Inconnu;49.93;3.63;Guise;fermé;non communiqué;\n",
    );
    let hours = |name: &str| {
        let place = places.iter().find(|place| place.name == name).expect("kept");
        (detail(place, "horaires").to_owned(), place.schedule.is_some())
    };
    assert!(hours("Aide").1);
    assert_eq!(hours("Ancienne salle"), ("fermé".to_owned(), true));
    assert_eq!(hours("Sans mot"), (String::new(), false));
    assert_eq!(hours("Inconnu"), (String::new(), false));
}
