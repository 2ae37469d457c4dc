//! Which column holds which field.

use maillage::{
    core::model::Precision,
    intake::source::{Field, mapping::SURE},
};

use super::{columns, detail, placed, position_columns, refusal, understood, whereabouts};

#[test]
fn columns_are_found_in_capitals_without_accents_and_in_any_order() {
    let list = understood(
        "liste.csv",
        "ITINERANCE;LONGITUDE;LATITUDE;HORAIRES D OUVERTURE;COMMUNE;CODE POSTAL;ADRESSE POSTALE;DENOMINATION\n\
         NON;0.15;45.55;Lundi 9h-12h;SAINT-ULRIC-SUR-FABLE;16100;4 RUE DU FOUR;ESPACE DES TILLEULS\n\
         OUI;0.35;45.55;Mardi 9h-12h;LE BOURG-NEUF;16200;2 PLACE DU PUITS;RELAIS DU PUITS\n",
    );
    for (field, column) in [
        (Field::Name, "DENOMINATION"),
        (Field::Address, "ADRESSE POSTALE"),
        (Field::PostalCode, "CODE POSTAL"),
        (Field::Commune, "COMMUNE"),
        (Field::Hours, "HORAIRES D OUVERTURE"),
        (Field::Itinerance, "ITINERANCE"),
    ] {
        assert_eq!(columns(&list, field), [column], "{}", field.name());
    }
    assert_eq!(position_columns(&list), ["LATITUDE", "LONGITUDE"]);
}

#[test]
fn columns_are_found_in_english() {
    let list = understood(
        "list.csv",
        "Venue name,Street,Zip,City,Latitude,Longitude,Opening hours,Phone,E-mail\n\
         Espace des Tilleuls,4 rue du Four,16100,Saint-Ulric-sur-Fable,45.55,0.15,Mo-Fr 09:00-12:00,01 99 00 12 34,a@example.org\n\
         Relais du Puits,2 place du Puits,16200,Le Bourg-Neuf,45.55,0.35,Tu 09:00-12:00,01 99 00 12 35,b@example.org\n",
    );
    for (field, column) in [
        (Field::Name, "Venue name"),
        (Field::Address, "Street"),
        (Field::PostalCode, "Zip"),
        (Field::Commune, "City"),
        (Field::Hours, "Opening hours"),
        (Field::Telephone, "Phone"),
        (Field::Mail, "E-mail"),
    ] {
        assert_eq!(columns(&list, field), [column], "{}", field.name());
    }
}

#[test]
fn a_remark_or_a_translation_behind_a_name_does_not_hide_it() {
    let list = understood(
        "liste.csv",
        "Nom / Anv,Adresse (rue),Commune / Kumun,Code postal / Kod-post\n\
         Espace des Tilleuls,4 rue du Four,Saint-Ulric-sur-Fable,16100\n",
    );
    assert_eq!(columns(&list, Field::Name), ["Nom / Anv"]);
    assert_eq!(columns(&list, Field::Address), ["Adresse (rue)"]);
    assert_eq!(columns(&list, Field::Commune), ["Commune / Kumun"]);
    assert_eq!(columns(&list, Field::PostalCode), ["Code postal / Kod-post"]);
    let of_a_person = understood(
        "liste.csv",
        "Nom (responsable),Structure,Code INSEE\nAlix Inventé,Espace des Tilleuls,16001\n",
    );
    assert_eq!(columns(&of_a_person, Field::Name), ["Structure"]);
}

#[test]
fn a_postal_code_and_a_commune_in_one_cell_tell_both() {
    for cell in ["16200 LE BOURG NEUF", "16200 - Bourg-Neuf", "Le Bourg-Neuf (16200)"] {
        let list = format!("Structure;Adresse;CP Ville\nRelais du Puits;2 place du Puits;{cell}\n");
        let (places, _) = placed(&list);
        let told = ("Relais du Puits", "16002".to_owned(), Precision::Commune);
        assert_eq!(whereabouts(&places[0]), told, "{cell}");
        assert_eq!(detail(&places[0], "code_postal"), "16200");
    }
}

#[test]
fn an_address_that_ends_in_a_commune_is_enough_to_place_its_row() {
    let (places, _) = placed(
        "Structure;Adresse complète\n\
         Espace des Tilleuls;4 rue du Four 16100 Saint Ulric s/ Fable\n\
         Relais du Puits;2 place du Puits, 16200 BOURG NEUF CEDEX\n",
    );
    let communes = places.iter().map(|place| whereabouts(place).1);
    assert!(communes.eq(["16001", "16002"]));
}

#[test]
fn a_departement_by_name_tells_two_communes_of_one_name_apart() {
    let (places, _) = placed(
        "Lieu,Commune,Département\nLe Clic,Vallonbrune,Charente\nLa Souris,VALLONBRUNE,33 - Gironde\n",
    );
    let communes = places.iter().map(|place| whereabouts(place).1);
    // By name: La Souris, Le Clic.
    assert!(communes.eq(["33001", "16003"]));
}

#[test]
fn a_commune_code_that_lost_its_zero_is_known_by_its_column() {
    let (places, _) = placed("Nom,INSEE,Commune\nLe Clic,1004,Fontclaire\n");
    assert_eq!(whereabouts(&places[0]).1, "01004");
}

#[test]
fn a_year_is_no_commune_code() {
    let list = understood(
        "liste.csv",
        "Nom,Commune,Code postal,Année\nLe Clic,Fontclaire,01100,2023\nLe Fil,Fontclaire,01100,2024\n",
    );
    assert_eq!(columns(&list, Field::CommuneCode), [""; 0]);
}

#[test]
fn a_postal_code_of_the_seat_is_no_commune_code() {
    let list = understood(
        "liste.csv",
        "Nom;Ville siège;CP siège;Commune;Code postal\n\
         Espace des Tilleuls;Grandville;75011;Saint-Ulric-sur-Fable;16100\n\
         Relais du Puits;Grandville;75011;Le Bourg-Neuf;16200\n\
         Le Clic;Grandville;75011;Vallonbrune;16300\n",
    );
    assert_eq!(columns(&list, Field::CommuneCode), [""; 0]);
    assert_eq!(columns(&list, Field::Commune), ["Commune"]);
    assert_eq!(columns(&list, Field::PostalCode), ["Code postal"]);
}

#[test]
fn of_a_seat_and_a_place_the_place_is_read() {
    let list = understood(
        "liste.csv",
        "Structure;Adresse du siège;CP siège;Ville siège;Adresse de la permanence;CP permanence;Ville permanence\n\
         Espace des Tilleuls;5 rue Haute;75011;Paris;4 rue du Four;16100;Cognac\n\
         Relais du Puits;5 rue Haute;75011;Paris;2 place du Puits;16200;Jarnac\n",
    );
    assert_eq!(columns(&list, Field::Commune), ["Ville permanence"]);
    assert_eq!(columns(&list, Field::PostalCode), ["CP permanence"]);
    assert_eq!(columns(&list, Field::Address), ["Adresse de la permanence"]);
}

#[test]
fn a_number_before_a_street_is_that_of_the_house_and_no_identifier() {
    let (places, _) = placed(
        "Nom,Numéro,Voie,Code INSEE\nLe Clic,4,rue du Four,16001\nLe Fil,12 bis,rue du Four,16001\n",
    );
    assert_eq!(detail(&places[0], "adresse"), "4 rue du Four");
    assert!(places.iter().all(|place| place.id.starts_with("liste:")), "{places:?}");
}

#[test]
fn answers_to_a_question_about_labels_are_no_labels() {
    let list = understood(
        "liste.csv",
        "Nom,Code INSEE,Label FS ?\nLe Clic,16001,oui\nLe Fil,16001,non\nLe Pli,16001,oui\nLe Gué,16001,non\n",
    );
    assert_eq!(columns(&list, Field::Labels), [""; 0]);
}

#[test]
fn a_column_of_web_addresses_is_a_website_though_its_name_may_mean_a_place() {
    let sites = ["www.example.org", "https://example.com/b", "c.example.net", "http://d.example"];
    let rows = (0..8).map(|rank| format!("Lieu numéro {rank};{};16001\n", sites[rank % 4]));
    let list = format!("Nom de l'organisme;Site;Code INSEE\n{}", rows.collect::<String>());
    let list = understood("liste.csv", &list);
    assert_eq!(columns(&list, Field::Name), ["Nom de l'organisme"]);
    assert_eq!(columns(&list, Field::Website), ["Site"]);
}

#[test]
fn the_type_of_a_geometry_is_no_type_of_place() {
    let list = understood(
        "liste.json",
        r#"[{"nom": "Le Clic", "ville": "Vallonbrune", "geometry": {"type": "Point", "coordinates": [0.55, 45.75]}}]"#,
    );
    assert_eq!(columns(&list, Field::Typologie), [""; 0]);
    assert_eq!(columns(&list, Field::Commune), ["ville"]);
}

#[test]
fn nested_objects_are_read_by_their_last_names() {
    let list = understood(
        "liste.json",
        r#"[{"ref": "a1", "nom": "Espace des Tilleuls",
             "adresse": {"voie": "4 rue du Four", "codePostal": "16100", "ville": "Saint-Ulric-sur-Fable", "insee": "16001"},
             "position": {"lat": 45.55, "lng": 0.15}, "contact": {"tel": "01 99 00 12 34"}}]"#,
    );
    assert_eq!(position_columns(&list), ["position.lat", "position.lng"]);
    for (field, column) in [
        (Field::Address, "adresse.voie"),
        (Field::PostalCode, "adresse.codePostal"),
        (Field::Commune, "adresse.ville"),
        (Field::CommuneCode, "adresse.insee"),
        (Field::Telephone, "contact.tel"),
    ] {
        assert_eq!(columns(&list, field), [column], "{}", field.name());
    }
}

#[test]
fn hours_in_columns_by_weekday_are_joined() {
    let (places, _) = placed(
        "nom;code_insee;lundi matin;lundi après-midi;mardi;mercredi\n\
         Le Clic;16001;09:00-12:00;14:00-17:00;;9h30 - 12h\n",
    );
    let hours = "Mo 09:00-12:00 / 14:00-17:00; We 9h30 - 12h";
    assert_eq!(detail(&places[0], "horaires"), hours);
}

#[test]
fn where_headers_say_nothing_the_most_likely_column_of_names_is_read_with_a_doubt() {
    let rows = (0..9).map(|rank| {
        format!("Espace numéro {rank} des Bois,{rank} rue du Four,45.55{rank},0.15{rank}\n")
    });
    let list = understood("liste.csv", format!("A,B,C,D\n{}", rows.collect::<String>()));
    let found = &list.mapping.fields[&Field::Name];
    assert_eq!(found.columns, [0]);
    assert!(found.confidence < SURE, "{found:?}");
}

#[test]
fn a_label_that_may_be_a_name_is_asked_about() {
    let rows = (0..9)
        .map(|rank| format!(r#"{{"label": "Espace numéro {rank} des Bois", "insee": "16001"}}"#));
    let list = format!("[{}]", rows.collect::<Vec<_>>().join(","));
    let message = refusal("liste.json", &list);
    assert!(message.contains("candidates, with their confidence: nom `label`"), "{message}");
}

#[test]
fn a_name_that_is_only_a_guess_is_used_and_said_to_be_doubtful() {
    let list = understood(
        "liste.csv",
        "Nom de l'accueil mobile ou fixe de proximité,Code INSEE\nEspace des Tilleuls,16001\nRelais du Puits,16002\n",
    );
    let found = &list.mapping.fields[&Field::Name];
    assert!(found.confidence < SURE, "{found:?}");
}
