//! Where positions are read from, in which order and in which system.

use maillage::{
    Position,
    core::{geodesy::geodesic_metres, model::Precision},
    intake::ledger::{Fate, Trouble},
};

use super::{of_file, placed, position_columns, understood, whereabouts};
use crate::handmade::told;

/// Metres from the position that a list of one row gives to 45.55° N, 0.15° E.
fn metres_off(list: &str) -> f64 {
    let (places, _) = placed(list);
    let wanted = Position::new(45.55, 0.15).expect("degrees");
    geodesic_metres(places[0].position, wanted)
}

#[test]
fn a_point_in_one_cell_is_read_in_any_way_of_writing_it() {
    for point in [
        "45.55 / 0.15",
        "45.55;0.15",
        "45,55 0,15",
        "[45.55, 0.15]",
        "45°33'N 0°09'E",
        "POINT (0.15 45.55)",
        "SRID=4326;POINT(0.15 45.55)",
        "0101000000333333333333C33F6666666666C64640",
        "01010000206A080000CDCCCCCCAA271D410000006034CA5841",
    ] {
        let list = format!(
            "Nom du lieu\tVille\tCode postal\tCoordonnées GPS\n\
             Le Clic\tSaint-Ulric-sur-Fable\t16100\t{point}\n"
        );
        let found = understood("liste.csv", &list);
        assert_eq!(position_columns(&found), ["Coordonnées GPS"], "{point}");
        assert!(metres_off(&list) < 5.0, "{point}");
    }
}

#[test]
fn longitude_first_in_one_cell_is_told_by_the_communes() {
    let list = "name\tlocation\tcode_insee\n\
        Le Clic\t0.15,45.55\t16001\nLe Fil\t0.35,45.55\t16002\nLe Pli\t0.55,45.75\t16003\n";
    assert!(metres_off(list) < 1.0);
}

/// In each system, a place at 45.55° N, 0.15° E, or one overseas.
#[test]
fn each_french_system_is_told_by_where_it_leads() {
    for (system, [x, y], postal, latitude, longitude) in [
        (2154, ["477674,7", "6498513,5"], "16100", 45.55, 0.15),
        (3945, ["1477501.5", "4265034.6"], "16100", 45.55, 0.15),
        (27572, ["429256.5", "2063444.0"], "16100", 45.55, 0.15),
        (2975, ["328556.9", "7671431.9"], "97410", -21.05, 55.35),
        (5490, ["644414", "1774936.6"], "97110", 16.05, -61.65),
        (2972, ["350299.3", "536232.7"], "97310", 4.85, -52.35),
        (4471, ["516275.9", "8579447.4"], "97610", -12.85, 45.15),
    ] {
        let list = format!("Nom;Code postal;X;Y\nLe Clic;{postal};{x};{y}\n");
        let found = understood("liste.csv", &list);
        let position = found.mapping.position.as_ref().expect("it is in France");
        assert_eq!(position.crs.epsg(), system);
        assert_eq!(position_columns(&found), ["Y", "X"], "{system}");
        let (places, account) = placed(&list);
        let wanted = Position::new(latitude, longitude).expect("degrees");
        assert!(geodesic_metres(places[0].position, wanted) < 10.0, "{system}");
        assert!(of_file(&account).contains(&Trouble::Reprojected), "{system}");
    }
}

#[test]
fn of_two_pairs_the_one_that_agrees_with_the_communes_is_the_place() {
    let list = understood(
        "liste.csv",
        "nom,code_postal,commune,latitude,longitude,latitude_accueil,longitude_accueil\n\
         Le Clic,16100,Saint-Ulric-sur-Fable,48.85,2.35,45.55,0.15\n\
         Le Fil,16200,Le Bourg-Neuf,48.86,2.36,45.55,0.35\n\
         Le Pli,16300,Vallonbrune,48.87,2.34,45.75,0.55\n",
    );
    assert_eq!(position_columns(&list), ["latitude_accueil", "longitude_accueil"]);
    let other = &list.mapping.other_positions;
    assert!(other.iter().all(|other| other.agreeing == 0), "{other:?}");
}

#[test]
fn axes_exchanged_throughout_are_exchanged_once_for_the_list() {
    let (places, account) = placed(
        "nom,code_insee,latitude,longitude\n\
         Le Clic,16001,0.15,45.55\nLe Fil,16002,0.35,45.55\nLe Pli,16003,0.55,45.75\n",
    );
    assert_eq!(of_file(&account), [Trouble::AxesExchanged]);
    assert_eq!(told(&account, 2), []);
    assert!(places.iter().all(|place| place.precision == Precision::Position));
}

#[test]
fn axes_exchanged_in_one_row_are_put_right_there() {
    let (_, account) = placed(
        "nom,code_insee,latitude,longitude\n\
         Le Clic,16001,45.55,0.15\nLe Fil,16002,0.35,45.55\nLe Pli,16003,45.75,0.55\nLe Nœud,16001,45.56,0.16\n",
    );
    assert_eq!(of_file(&account), []);
    assert_eq!(told(&account, 3), [(Fate::Kept, Trouble::AxesExchanged)]);
}

#[test]
fn a_stray_letter_or_a_decimal_comma_costs_no_position() {
    let (places, _) = placed(
        "nom;code_insee;lat;lon\n\
         Le Clic;16001;45,55;0,15\nLe Fil;16002;45.55°N;0.35°E\nLe Pli;16003;45.75;0.55 \n",
    );
    assert!(places.iter().all(|place| place.precision == Precision::Position), "{places:?}");
}

#[test]
fn two_columns_of_counts_are_no_position_and_no_question() {
    let list = understood(
        "liste.csv",
        "Nom;Nb postes;Nb heures;Commune;Code INSEE\n\
         Le Clic;2;43;Saint-Ulric-sur-Fable;16001\nLe Fil;3;48;Le Bourg-Neuf;16002\nLe Pli;5;46;Vallonbrune;16003\n",
    );
    assert_eq!(position_columns(&list), [""; 0]);
    assert!(list.mapping.reads_as_places());
}

#[test]
fn coordinates_that_are_empty_or_zero_throughout_are_said_to_be_missing() {
    for pair in [",", "0,0"] {
        let list = format!(
            "nom,code_insee,lat,lon\nLe Clic,16001,{pair}\nLe Fil,16002,{pair}\nLe Pli,16003,{pair}\n"
        );
        let (places, account) = placed(&list);
        assert_eq!(of_file(&account), [Trouble::PositionsNotFound], "{pair}");
        assert!(places.iter().all(|place| place.precision == Precision::Commune));
        assert_eq!(places.len(), 3);
    }
}

#[test]
fn rows_without_a_position_stand_in_their_commune_beside_those_with_one() {
    let (places, account) = placed(
        "nom,cp,ville,lat,lon\n\
         Le Clic,16100,ST ULRIC S/FABLE,,\nLe Fil,16200,Bourg Neuf,45.55,0.35\nLe Pli,16300,Vallonbrune,,\nLe Nœud,16100,Ailleurs,,\n",
    );
    let found: Vec<_> = places.iter().map(whereabouts).collect();
    assert_eq!(found[0], ("Le Clic", "16001".to_owned(), Precision::Commune));
    assert_eq!(found[1], ("Le Fil", "16002".to_owned(), Precision::Position));
    assert_eq!(found[2], ("Le Pli", "16003".to_owned(), Precision::Commune));
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::LocatedByCommune)]);
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::PositionMissing)]);
}

#[test]
fn a_list_of_one_row_is_read_like_any_other() {
    let list = "nom,adresse,code postal,commune,latitude,longitude\n\
        Le Clic,4 rue du Four,16100,Saint-Ulric-sur-Fable,45.55,0.15\n";
    assert!(metres_off(list) < 1.0);
}
