//! What is a list of places, of which kind, and what is none.

use maillage::{
    Kind, Supply,
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        ledger::{Fate, Trouble},
        source::Field,
    },
};

use super::{checked, columns, of_file, placed, refusal, understood};
use crate::handmade::{Folder, told};

/// What a file is recognised as.
fn schema(contents: &str) -> &'static str {
    let checked = checked(&Folder::new().write("table.csv", contents));
    checked.outcome.expect("the file was made to be read").schema
}

#[test]
fn a_list_whose_rows_have_names_of_their_own_is_no_table_of_town_halls() {
    for (list, expected) in [
        (
            "nom,commune,code_insee,lat,lon\nEspace des Tilleuls,Vallonbrune,16003,45.75,0.55\n",
            "liste-de-lieux",
        ),
        ("Nom;X;Y;INSEE\nEspace des Tilleuls;0,55;45,75;16003\n", "liste-de-lieux"),
        (
            "nom,commune,code_insee,lat,lon\nVallonbrune,Vallonbrune,16003,45.75,0.55\n",
            "chefs-lieux",
        ),
        ("code_insee,nom,lat,lon\n16003,Vallonbrune,45.75,0.55\n", "chefs-lieux"),
        (
            "nom,commune,code_insee,lat,lon\nMairie de Vallonbrune,Vallonbrune,16003,45.75,0.55\n",
            "chefs-lieux",
        ),
    ] {
        assert_eq!(schema(list), expected, "{list}");
    }
}

#[test]
fn tables_by_commune_are_no_lists_of_places() {
    for (table, expected) in [
        (
            "CODGEO;LIBGEO;PMUN21\n16001;Saint-Ulric-sur-Fable;812\n16002;Le Bourg-Neuf;95\n",
            "population",
        ),
        (
            "CODGEO,LIBGEO,EPCI,LIBEPCI\n16001,Saint-Ulric-sur-Fable,200000001,CC de la Fable\n",
            "appartenance",
        ),
    ] {
        assert_eq!(schema(table), expected);
    }
}

#[test]
fn tables_of_other_things_are_refused() {
    for table in [
        "Produit;Référence;Prix HT\nClé USB 8 Go;REF1;7,50\nClé USB 16 Go;REF2;9,90\n",
        "SIREN EPCI;Nom EPCI;Nature;Nb communes;Population\n200000001;CC de la Fable;CC;12;9000\n",
        "Capteur,Latitude,Longitude,PM10\nC-001,45.55,0.15,12\nC-002,45.56,0.16,18\n",
        "Nom;Code postal\nEspace des Tilleuls;16100\nRelais du Puits;16200\n",
    ] {
        refusal("table.csv", table);
    }
}

#[test]
fn people_are_not_taken_for_places() {
    for table in [
        "Code du département;Libellé de la commune;Nom de l'élu;Prénom de l'élu;Fonction\n\
         16;Vallonbrune;Inventé;Alix;Maire\n16;Le Bourg-Neuf;Imaginé;Bob;Maire\n",
        "Nom;Prénom;Adresse;Code postal;Ville;Cotisation\n\
         Inventé;Alix;4 rue du Four;16100;Saint-Ulric-sur-Fable;15\n",
    ] {
        let message = refusal("table.csv", table);
        assert!(message.contains("the name of the place (`nom`)"), "{message}");
    }
}

#[test]
fn a_first_name_makes_its_neighbour_a_surname_and_never_a_place() {
    let list = "Nom;Prénom;Structure;Code INSEE\n\
        Inventé;Alix;Espace des Tilleuls;16001\nImaginé;Bob;;16002\n";
    let found = understood("liste.csv", list);
    assert_eq!(columns(&found, Field::Name), ["Structure"]);
    assert_eq!(columns(&found, Field::Person), ["Nom", "Prénom"]);
    let (places, account) = placed(list);
    assert!(places.iter().map(|place| place.name.as_str()).eq(["", "Espace des Tilleuls"]));
    assert!(told(&account, 3).contains(&(Fate::Kept, Trouble::NameMissing)));
}

#[test]
fn rows_that_are_called_stops_are_those_of_a_bus() {
    let list = "Date;Horaires;Arrêt;Commune;Code postal;lat;lon\n\
        05/02/2024;9h30-12h30;Place du Puits;Le Bourg-Neuf;16200;45.55;0.35\n\
        06/02/2024;14h-17h;Champ de foire;Vallonbrune;16300;45.75;0.55\n";
    let found = understood("liste.csv", list);
    assert_eq!(found.kind, Kind::Itinerant);
    let folder = Folder::new();
    let mediation = vec![folder.write("liste.csv", list)];
    let inputs = CatalogueInputs {
        supply: Supply { mediation, ..Supply::default() },
        ..CatalogueInputs::default()
    };
    let message = catalogue(&inputs, |_| {}).expect_err("stops are no fixed places").to_string();
    assert!(message.contains("sources.itinerant"), "{message}");
}

#[test]
fn a_list_of_names_and_communes_alone_is_read_and_said_to_be_assumed() {
    let folder = Folder::new();
    let list = "Nom de l'établissement,Commune,Code postal,Année,Élèves\n\
        École des Tilleuls,Vallonbrune,16300,2023,54\n";
    let assumed = checked(&folder.write("ecoles.csv", list)).outcome.expect("a list");
    assert!(of_file(&assumed).contains(&Trouble::PlacesAssumed));
    let list = "Nom,Commune,Code postal,Horaires\nLe Clic,Vallonbrune,16300,Lundi 9h-12h\n";
    let told = checked(&folder.write("lieux.csv", list)).outcome.expect("a list");
    assert!(!of_file(&told).contains(&Trouble::PlacesAssumed));
}

#[test]
fn communes_may_be_told_by_their_names_alone() {
    let folder = Folder::new();
    // Ruffec is in the Indre too, and Saint-Sauveur in ten départements that are not the Charente.
    let list = "Nom,Commune,Horaires\n\
        Le Clic,Angoulême,Lundi 9h-12h\n\
        La Souris,Barbezieux St Hilaire,Lundi 9h-12h\n\
        L'Écran,Ruffec,Lundi 9h-12h\n\
        Le Clavier,Saint-Sauveur,Lundi 9h-12h\n";
    let read = checked(&folder.write("lieux.csv", list)).outcome.expect("a list");
    assert!(of_file(&read).contains(&Trouble::CommunesByName));
    let of_rows = |trouble| -> Vec<&str> {
        let issues = read.issues.iter().filter(|issue| issue.trouble == trouble);
        issues.map(|issue| issue.value.as_str()).collect()
    };
    assert_eq!(of_rows(Trouble::CommuneUncertain), ["Le Clavier, Saint-Sauveur"]);
    let placed = of_rows(Trouble::LocatedByCommune);
    let codes = ["16015 Angoulême", "16028 Barbezieux-Saint-Hilaire", "16292 Ruffec"];
    assert!(placed.iter().zip(codes).all(|(row, code)| row.contains(code)), "{placed:?}");
    assert_eq!(placed.len(), 3);
    // Three in four rows have a position: the names tell of the others nevertheless.
    let list = "Nom,Commune,Latitude,Longitude,Horaires\n\
        Le Clic,Angoulême,45.65,0.16,Lundi 9h-12h\n\
        La Souris,Cognac,45.69,-0.33,Lundi 9h-12h\n\
        La Trame,Confolens,46.01,0.67,Lundi 9h-12h\n\
        L'Écran,Ruffec,,,Lundi 9h-12h\n";
    let read = checked(&folder.write("positions.csv", list)).outcome.expect("a list");
    let placed: Vec<&str> = read.issues.iter().map(|issue| issue.value.as_str()).collect();
    assert!(placed.contains(&"L'Écran, 16292 Ruffec, position_absente"), "{placed:?}");
    // A table of anything has names and communes: it is asked about.
    let table = "Nom,Commune\nDupuis,Angoulême\nDupont,Cognac\n";
    assert!(checked(&folder.write("table.csv", table)).outcome.is_err());
}

#[test]
fn a_postal_code_of_one_commune_tells_the_commune_of_a_hamlet() {
    let folder = Folder::new();
    // 16160 serves Gond-Pontouvre alone, 16110 several communes.
    let list = "Nom,Commune,Code postal,Horaires\n\
        Le Clic,Le Treuil-du-Gond,16160,Lundi 9h-12h\n\
        La Souris,Les Hameaux-Perdus,16110,Lundi 9h-12h\n\
        L'Écran,Les Hameaux-Perdus,16110,Lundi 9h-12h\n\
        La Toile,Les Hameaux-Perdus,16110,Lundi 9h-12h\n";
    let read = checked(&folder.write("lieux.csv", list)).outcome.expect("a list");
    let of = |trouble| -> Vec<&str> {
        let issues = read.issues.iter().filter(|issue| issue.trouble == trouble);
        issues.map(|issue| issue.value.as_str()).collect()
    };
    assert_eq!(of(Trouble::LocatedByPostalCode), ["Le Clic, 16154 Gond-Pontouvre, 16160"]);
    assert_eq!(of(Trouble::PositionMissing)[0], "La Souris, Les Hameaux-Perdus");
    assert_eq!(of(Trouble::ManyNowhere), ["3 / 4"]);
}

#[test]
fn places_that_a_list_says_are_shut_are_set_aside_in_whatever_words() {
    let (places, account) = placed(
        "nom,code_insee,latitude,longitude,statut\n\
         Le Clic,16001,45.55,0.15,Ouvert\n\
         Le Fil,16001,45.56,0.16,Fermé définitivement\n\
         Le Pli,16001,45.57,0.17,FERMÉ\n\
         Le Nœud,16001,45.58,0.18,Fermeture pour travaux\n\
         Le Lin,16001,45.59,0.19,En projet\n\
         Le Gué,16001,45.54,0.14,Ouvert au public\n\
         Le Puits,16001,45.53,0.13,Suspendu\n",
    );
    assert!(places.iter().map(|place| place.name.as_str()).eq(["Le Clic", "Le Gué"]));
    for line in [3, 4, 5, 6, 8] {
        assert_eq!(told(&account, line), [(Fate::SetAside, Trouble::OutOfService)]);
    }
}

#[test]
fn a_place_that_its_list_says_moves_is_itinerant() {
    let (places, account) = placed(
        "nom,code_insee,latitude,longitude,itinérant\n\
         Le Clic,16001,45.55,0.15,non\nLe Fil,16002,45.55,0.35,oui\nLe Pli,16003,45.75,0.55,non\n",
    );
    assert!(places.iter().map(|place| place.kind).eq([
        Kind::Mediation,
        Kind::Itinerant,
        Kind::Mediation
    ]));
    assert_eq!(told(&account, 3), [(Fate::Kept, Trouble::TourWithoutStops)]);
}
