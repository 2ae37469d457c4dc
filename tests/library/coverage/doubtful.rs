//! What a stern reader found: sums that were not whole, kinds misread, dates that broke.

use maillage::{
    Sources,
    intake::ledger::{Fate, Trouble},
};

use crate::{
    handmade::{Folder, account, contours, mediation, run, square, squares, told},
    layer::Layer,
};

/// A run on squares of these codes with this table of residents.
fn populated(codes: &[&str], population: &str, passage: Option<&str>) -> Layer {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(codes))),
        population: Some(folder.write("p.csv", population)),
        passage: passage.map(|table| folder.write("t.csv", table)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let coverage = run(&inputs);
    assert!(coverage.ledger.accounts.iter().all(|account| account.balances()));
    Layer::of(&coverage)
}

#[test]
fn part_of_the_people_of_a_commune_is_not_its_population() {
    let whole = "CODGEO,TYPE,PMUN\n75101,ARM,100\n75102,ARM,50\n";
    assert_eq!(populated(&["75056"], whole, None).number("75056", "population"), Some(150.0));
    let hole = "CODGEO,TYPE,PMUN\n75101,ARM,100\n75102,ARM,N/A\n";
    assert_eq!(populated(&["75056"], hole, None).number("75056", "population"), None);
}

#[test]
fn a_column_that_types_communes_in_its_own_words_loses_no_row() {
    let table = "code,type,population\n99001,commune-actuelle,100\n99002,urbain,50\n";
    let layer = populated(&["99001", "99002"], table, None);
    assert_eq!(layer.number("99001", "population"), Some(100.0));
    assert_eq!(layer.number("99002", "population"), Some(50.0));
}

#[test]
fn contours_of_part_of_a_departement_are_known_by_the_codes_they_hold() {
    // 99002 merged into 99001 in 2024; most of the département is not among the contours.
    let mut passage = String::from("code_2018,code_2024\n99001,99001\n99002,99001\n");
    let mut residents = String::from("code_insee,epci\n99001,299000001\n");
    for code in 99010..99040 {
        passage.push_str(&format!("{code},{code}\n"));
        residents.push_str(&format!("{code},299000002\n"));
    }
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002"]))),
        membership: Some(folder.write("e.csv", residents)),
        passage: Some(folder.write("t.csv", passage)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let layer = Layer::of(&run(&inputs));
    for code in ["99001", "99002"] {
        assert_eq!(layer.text(code, "code_epci"), Some("299000001"), "{code}");
    }
}

#[test]
fn a_split_whose_other_parts_lie_beyond_the_contours_gives_nobody_away() {
    let passage = "code_2018,code_2024\n99010,99011\n99010,99012\n99020,99021\n";
    let table = "CODGEO,PMUN\n99010,1000\n99020,10\n";
    let layer = populated(&["99011", "99021"], table, Some(passage));
    assert_eq!(layer.number("99011", "population"), None);
    assert_eq!(layer.number("99021", "population"), Some(10.0));
}

#[test]
fn a_date_that_is_none_and_a_part_that_is_empty_break_nothing() {
    let folder = Folder::new();
    let empty_part = square("99001", 45.0, 0.0)
        .replace("\"Polygon\"", "\"MultiPolygon\"")
        .replace("\"coordinates\":[[[", "\"coordinates\":[[[[")
        .replace("]]]}}", "]]],[]]}}");
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", contours(&[empty_part]))),
        ..Default::default()
    };
    let list = "id,nom,adresse,latitude,longitude,date_maj\na,A,rue,45.05,0.05,2023-05-1é x\n";
    inputs.supply.mediation = vec![folder.write("m.csv", list)];
    let coverage = run(&inputs);
    assert_eq!(coverage.len(), 1);
    assert_eq!(account(&coverage, "m.csv").vintage, None);
}

#[test]
fn a_bus_is_known_however_a_list_says_so() {
    let folder = Folder::new();
    let list = "id,nom,adresse,latitude,longitude,itinerance,typologie\n\
                a,Lieu,rue,45.05,0.05,Oui,\nb,Lieu,rue,45.05,0.06,,ENM|ASSO\n\
                c,Lieu,rue,45.05,0.07,Itinérant|Fixe,\n";
    let services = "id_fs,lib_fs,insee_com,latitude,longitude,format_fs\n\
                    1,Maison,99001,45.05,0.02,Site itinérant\n2,Maison,99001,45.05,0.03,Fixe\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001"]))),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", list)];
    inputs.supply.france_services = vec![folder.write("f.csv", services)];
    let coverage = run(&inputs);
    let moving = (Fate::Kept, Trouble::TourWithoutStops);
    let of = |file, line| told(account(&coverage, file), line).contains(&moving);
    assert_eq!([of("m.csv", 2), of("m.csv", 3), of("m.csv", 4)], [true, true, false]);
    assert_eq!([of("f.csv", 2), of("f.csv", 3)], [true, false]);
}
