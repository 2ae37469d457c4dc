//! The `mapping.toml` that a check prints, and what becomes of it when it is given back.

use maillage::{
    Lang, Place, Supply, Voice,
    intake::{
        catalogue::CatalogueInputs,
        check::{CheckOptions, Checked, check},
        ledger::Account,
        source::Field,
    },
    output::write_mapping,
};

use super::{checked, columns, communes, detail, listed, position_columns};
use crate::handmade::Folder;

const LIST: &str = "Intitulé du lieu;Localisation;Ville;Code postal;X_L93;Y_L93;Labels;Réseau\n\
    Espace des Tilleuls;4 rue du Four;Saint-Ulric-sur-Fable;16100;477674,7;6498513,5;France Services;Les Fils\n\
    Relais du Puits;2 place du Puits;Le Bourg-Neuf;16200;491598,1;6494693,0;;Les Nœuds\n";

/// The places of [`LIST`] with a mapping.
fn with(mapping: Option<&str>) -> (Vec<Place>, Account) {
    let folder = Folder::new();
    let supply = Supply {
        mediation: vec![folder.write("liste.csv", LIST)],
        mapping: mapping.map(|text| folder.write("mapping.toml", text)),
        ..Supply::default()
    };
    let communes = Some(folder.write("c.geojson", communes()));
    listed(&CatalogueInputs { supply, communes, ..CatalogueInputs::default() })
}

/// [`LIST`] checked with a mapping, or why the mapping is refused.
fn checked_with(mapping: &str) -> Result<Checked, String> {
    let folder = Folder::new();
    let options = CheckOptions {
        mapping: Some(folder.write("mapping.toml", mapping)),
        ..CheckOptions::default()
    };
    let list = folder.write("liste.csv", LIST);
    let checked = check(&[list], &options, |_| {}).map_err(|error| error.to_string())?;
    let [checked] = <[Checked; 1]>::try_from(checked).expect("one file");
    match checked.outcome {
        Err(error) => Err(error.to_string()),
        Ok(_) => Ok(checked),
    }
}

/// What a check prints of [`LIST`].
fn printed() -> String {
    let folder = Folder::new();
    let checked = checked(&folder.write("liste.csv", LIST));
    let mut text = Vec::new();
    let list = checked.understood.expect("a list of places");
    write_mapping(&mut text, &list, Voice::of(Lang::En)).expect("memory takes it");
    String::from_utf8(text).expect("text")
}

#[test]
fn the_printed_mapping_given_back_gives_the_same_places() {
    let mapping = printed();
    assert!(mapping.contains("systeme = \"EPSG:2154\""), "{mapping}");
    let (found, _) = with(None);
    let (given, _) = with(Some(&mapping));
    assert_eq!(found, given);
}

#[test]
fn an_edited_mapping_changes_the_places() {
    let edited = printed().replace("nom = \"Intitulé du lieu\"", "nom = \"Réseau\"");
    let (places, _) = with(Some(&edited));
    assert!(places.iter().map(|place| place.name.as_str()).eq(["Les Fils", "Les Nœuds"]));
}

#[test]
fn an_empty_column_drops_a_field() {
    let (places, _) = with(None);
    assert_eq!(detail(&places[0], "labels"), "France Services");
    let (places, _) = with(Some("[[liste]]\n[liste.colonnes]\nlabels = \"\"\n"));
    assert_eq!(detail(&places[0], "labels"), "");
}

#[test]
fn a_mapping_of_another_file_changes_nothing() {
    let other = "[[liste]]\nfichier = \"autre.csv\"\n[liste.colonnes]\nnom = \"Ville\"\n";
    let mapping = format!("{other}[[liste]]\nfichier = \"liste.csv\"\n");
    assert_eq!(with(Some(&mapping)), with(None));
}

#[test]
fn columns_are_named_in_any_spelling_or_by_rank() {
    for column in ["\"Intitulé du lieu\"", "\"INTITULE DU LIEU\"", "1"] {
        let mapping = format!("[[liste]]\n[liste.colonnes]\nnom = {column}\n");
        let list = checked_with(&mapping).expect("a column of the list").understood;
        assert_eq!(columns(&list.expect("a list"), Field::Name), ["Intitulé du lieu"]);
    }
}

#[test]
fn a_stated_system_is_not_weighed_against_others() {
    for (system, in_france) in [("EPSG:2154", true), ("EPSG:3945", false)] {
        let mapping = format!("[[liste]]\nsysteme = \"{system}\"\n");
        let list = checked_with(&mapping).expect("a list").understood.expect("a list");
        let position = list.mapping.position.as_ref().expect("its columns have telling names");
        assert!(position.crs.to_string().starts_with(system));
        assert_eq!(position.in_france > 0, in_france, "{system}");
        assert_eq!(position_columns(&list), ["Y_L93", "X_L93"]);
    }
}

#[test]
fn a_mapping_that_cannot_be_meant_says_what_would_mend_it() {
    for (mapping, told) in [
        (
            "[[liste]]\n[liste.colonnes]\nnom = \"Titre\"\n",
            "liste.csv has no column `Titre`; it has Intitulé du lieu, ",
        ),
        ("[[liste]]\n[liste.colonnes]\nnom = 99\n", "has no column `99`"),
        ("[[liste]]\n[liste.colonnes]\nnomm = 1\n", "no field is called `nomm`; there are id, "),
        (
            "[[liste]]\ngenre = \"ecole\"\n",
            "`genre` is one of mediation, france_services, itinerant, not `ecole`",
        ),
        ("[[liste]]\nsysteme = \"Lambert\"\n", "`systeme` is written EPSG:2154, not `Lambert`"),
        ("[[liste]]\nordre = \"nord\"\n", "`ordre` is lat,lon or lon,lat, not `nord`"),
        (
            "[[liste]]\n[liste.colonnes]\nlatitude = \"Y_L93\"\n",
            "`latitude` and `longitude` go together",
        ),
        ("[[liste]]\ngenr = \"mediation\"\n", "unknown field `genr`"),
    ] {
        let message = checked_with(mapping).expect_err("the mapping was made to be refused");
        assert!(message.contains("mapping.toml: ") && message.contains(told), "{message}");
    }
}

/// A column of codes and positions would be a table of town halls.
#[test]
fn a_list_is_one_of_places_when_the_mapping_says_so() {
    let folder = Folder::new();
    let list = folder.write("t.csv", "code_insee,nom,lat,lon\n16003,Vallonbrune,45.75,0.55\n");
    let alone = checked(&list).outcome.expect("a table");
    assert_eq!(alone.schema, "chefs-lieux");
    let options = CheckOptions {
        mapping: Some(folder.write("mapping.toml", "[[liste]]\ngenre = \"france_services\"\n")),
        ..CheckOptions::default()
    };
    let checked = check(&[list], &options, |_| {}).expect("a mapping").remove(0);
    assert_eq!(checked.outcome.expect("a list").schema, "liste-de-lieux");
}
