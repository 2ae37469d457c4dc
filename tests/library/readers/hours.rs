//! Days and hours: what of them is used, and what the ledger tells.

use std::sync::Arc;

use maillage::{
    Place, Supply,
    hours::{Rule, Weeks, reading::read_date},
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        ledger::{Account, Fate, Trouble},
    },
};

use super::{fixture, france_services, itinerant, mediation};
use crate::handmade::{Folder, told};

/// A list of places with these hours, from line 2.
fn with_hours(hours: &[&str]) -> (Vec<Place>, Account) {
    let mut list = String::from("id,nom,adresse,latitude,longitude,services,horaires\n");
    for (rank, hours) in hours.iter().enumerate() {
        list.push_str(&format!("{rank},Lieu {rank},Rue,45.{rank:02},0.05,Aide,\"{hours}\"\n"));
    }
    mediation(Folder::new().write("m.csv", list))
}

/// A tour of one stop with this recurrence and validity, on line 2.
fn stop(recurrence: &str, from: &str, to: &str) -> (Place, Account) {
    let list = format!(
        "tournee,ordre,arret,latitude,longitude,recurrence,valide_du,valide_au\n\
         bus,1,Place,45.05,0.05,\"{recurrence}\",{from},{to}\n"
    );
    let (mut places, account) = itinerant(Folder::new().write("a.csv", list));
    (places.remove(0), account)
}

fn value(account: &Account, trouble: Trouble) -> &str {
    let mut issues = account.issues.iter();
    &issues.find(|issue| issue.trouble == trouble).expect("it is told").value
}

#[test]
fn a_column_of_frequencies_narrows_the_hours_beside_it() {
    for (column, frequency, hours) in [
        ("Périodicité", "Hebdomadaire", "Th 14:00-17:00"),
        ("Fréquence", "1er et 3ème du mois", "Th[1,3] 14:00-17:00"),
        ("Semaine", "Semaines paires", "Th 14:00-17:00 semaine paire"),
        ("Rythme", "Mensuelle", ""),
        ("Fréquence", "Toutes les semaines paires", "Th 14:00-17:00 semaine paire"),
        ("Fréquence", "1 fois par semaine", "Th 14:00-17:00"),
        ("Ouverture", "Toute l'année", "Th 14:00-17:00"),
    ] {
        let list = format!(
            "nom,adresse,code_postal,commune,latitude,longitude,Horaires,{column}\n\
             Mairie,1 rue A,99010,Carré,45.05,0.05,jeudi 14h-17h,{frequency}\n"
        );
        let (places, _) = mediation(Folder::new().write("liste.csv", list));
        let schedule = places[0].schedule.as_ref();
        let rules = schedule.map(|of| of.recurrences.iter().flat_map(|it| &it.rules));
        let rules = rules.into_iter().flatten().map(written).collect::<Vec<_>>().join("; ");
        assert_eq!(rules, hours, "{frequency}: {:?}", places[0].details.get("horaires"));
    }
}

/// A rule in OpenStreetMap syntax.
fn written(rule: &Rule) -> String {
    match rule {
        Rule::Hours { hours, weeks: Weeks::Even } => format!("{hours} semaine paire"),
        Rule::Hours { hours, .. } => hours.to_string(),
        Rule::Dates { .. } => "dates".to_owned(),
    }
}

#[test]
fn columns_of_opening_and_of_closing_take_turns() {
    let folder = Folder::new();
    let list = "nom,adresse,code_postal,commune,latitude,longitude,\
        Ouverture matin lundi,Fermeture matin lundi,Ouverture après-midi lundi,Fermeture après-midi lundi,\
        Ouverture matin mardi,Fermeture matin mardi,Ouverture après-midi mardi,Fermeture après-midi mardi\n\
        Mairie,1 rue A,99010,Carré,45.05,0.05,08:30,12:00,13:00,16:30,,,,\n\
        Bibliothèque,2 rue B,99010,Carré,45.06,0.05,08:30,16:30,,,,,14:00,18:00\n";
    let (places, _) = mediation(folder.write("liste.csv", list));
    let hours = |name: &str| {
        let place = places.iter().find(|place| place.name == name).expect("it is listed");
        place.details["horaires"].to_owned()
    };
    assert_eq!(hours("Mairie"), "Mo 08:30-12:00 / 13:00-16:30");
    assert_eq!(hours("Bibliothèque"), "Mo 08:30-16:30; Tu 14:00-18:00");
    assert!(places.iter().all(|place| place.schedule.is_some()));
}

#[test]
fn times_of_which_an_opening_or_a_closing_is_missing_are_no_hours() {
    let folder = Folder::new();
    let list = "nom,adresse,code_postal,commune,latitude,longitude,\
        Ouverture matin lundi,Fermeture matin lundi,Ouverture après-midi lundi,Fermeture après-midi lundi\n\
        Entière,1 rue A,99010,Carré,45.05,0.05,08:30,12:00,13:00,16:30\n\
        Sans fermeture,2 rue B,99010,Carré,45.06,0.05,08:30,,13:00,\n\
        Sans ouverture,3 rue C,99010,Carré,45.07,0.05,,12:00,13:00,\n\
        Seule,4 rue D,99010,Carré,45.08,0.05,08:30,,,\n";
    let (places, _) = mediation(folder.write("liste.csv", list));
    let known = places.iter().filter(|place| place.schedule.is_some());
    assert_eq!(known.map(|place| place.name.as_str()).collect::<Vec<_>>(), ["Entière"]);
}

#[test]
fn what_is_not_sure_is_told_with_what_was_understood() {
    let (places, account) = with_hours(&[
        "Mo-Fr 09:00-12:00",
        "lundi matin",
        "Mo 09:00-12:00; Tu 14:00",
        "Mo 17:00-09:00",
        "selon affluence",
        "lundi 9h-12h une semaine sur deux",
    ]);
    let known: Vec<bool> = places.iter().map(|place| place.schedule.is_some()).collect();
    assert_eq!(known, [true, true, true, false, false, false]);
    let kept = |trouble| [(Fate::Kept, trouble)];
    assert_eq!(told(&account, 2), []);
    assert_eq!(told(&account, 3), kept(Trouble::HoursDoubtful));
    assert_eq!(
        value(&account, Trouble::HoursDoubtful),
        "Lieu 1, lundi matin, → le lundi de 9h à 12h \
         (demi-journée, interprétée comme 9h-12h ou 14h-17h)"
    );
    assert_eq!(told(&account, 4), kept(Trouble::HoursInPart));
    assert!(value(&account, Trouble::HoursInPart).ends_with("(non lu, Tu 14:00)"));
    assert_eq!(told(&account, 5), kept(Trouble::HoursIncoherent));
    assert_eq!(told(&account, 6), kept(Trouble::RecurrenceUnknown));
    assert_eq!(value(&account, Trouble::RecurrenceUnknown), "Lieu 4, selon affluence");
    assert_eq!(told(&account, 7), kept(Trouble::RecurrenceUnknown));
}

#[test]
fn places_of_the_same_hours_share_them() {
    let (places, _) = with_hours(&["Mo 09:00-12:00", "Mo 09:00-12:00"]);
    let [one, other] = &places[..] else { panic!("{places:?}") };
    let of = |place: &Place| Arc::clone(&place.schedule.as_ref().expect("hours").recurrences[0]);
    assert!(Arc::ptr_eq(&of(one), &of(other)));
}

#[test]
fn places_without_hours_are_told_once_for_the_list() {
    let list = "id,nom,adresse,latitude,longitude,services,horaires\n\
                a,Un,Rue,45.05,0.05,Aide,\nb,Deux,Rue,45.06,0.05,Aide,\nc,Trois,Rue,45.07,0.05,Aide,24/7\n";
    let folder = Folder::new();
    let supply = Supply { mediation: vec![folder.write("m.csv", list)], ..Supply::default() };
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    let listed = catalogue(&inputs, |_| {}).expect("three places");
    let account = &listed.ledger.accounts[0];
    let told: Vec<_> = account.issues.iter().map(|issue| (issue.line, issue.trouble)).collect();
    assert_eq!(told, [(None, Trouble::HoursMissing)]);
    assert_eq!(value(account, Trouble::HoursMissing), "2");
}

#[test]
fn a_stop_is_served_within_its_validity() {
    let (place, account) = stop("mardi 9h-12h", "05/01/2026", "2026-12-18");
    let recurrence = place.schedule.expect("hours").recurrences.remove(0);
    assert_eq!(recurrence.from, read_date("2026-01-05"));
    assert_eq!(recurrence.to, read_date("2026-12-18"));
    assert_eq!(account.issues, []);
}

#[test]
fn a_fortnight_is_used_where_the_stop_has_a_first_day() {
    let (place, account) = stop("un mardi sur deux 9h-12h", "06/01/2026", "");
    let schedule = place.schedule.expect("hours");
    assert_eq!(schedule.recurrences[0].from, read_date("2026-01-06"));
    assert_eq!((schedule.confidence, account.issues), (1.0, vec![]));
    let (place, account) = stop("un mardi sur deux 9h-12h", "", "18/12/2026");
    assert!(place.schedule.is_none());
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::RecurrenceUnknown)]);
}

#[test]
fn what_restricts_and_is_not_understood_is_told_with_why() {
    let (place, account) = stop("mardi 9h-12h semaines A", "05/01/2026", "");
    assert!(place.schedule.is_none());
    let why = value(&account, Trouble::RecurrenceUnknown);
    assert!(why.ends_with("(restriction non comprise, semaine A)"), "{why}");
    let (_, account) = stop("les mardis 8/09 et 22/09 14h-16h", "", "");
    let why = value(&account, Trouble::RecurrenceUnknown);
    assert!(why.contains("restriction non comprise, mardi 8 septembre"), "{why}");
    let (_, account) = stop("mardi 7 octobre 2026 9h-12h", "", "");
    let why = value(&account, Trouble::HoursIncoherent);
    assert!(why.contains("le jour n'est pas celui de la date"), "{why}");
}

#[test]
fn a_validity_that_cannot_be_meant_is_told_and_ignored() {
    for (from, to) in [("2026-12-18", "2026-01-05"), ("bientôt", "")] {
        let (place, account) = stop("mardi 9h-12h", from, to);
        let recurrence = place.schedule.expect("hours").recurrences.remove(0);
        assert_eq!((recurrence.from, recurrence.to), (None, None), "{from}");
        assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::ValidityUnreadable)], "{from}");
    }
}

#[test]
fn hours_of_the_office_of_a_bus_are_not_those_of_the_bus() {
    let (places, account) = france_services(fixture("france-services-2024.csv"));
    let (buses, fixed): (Vec<_>, Vec<_>) =
        places.iter().partition(|place| place.is_tour_without_stops());
    assert!(buses.iter().all(|bus| bus.schedule.is_none()));
    assert!(fixed[0].schedule.is_some(), "{:?}", account.issues);
}
