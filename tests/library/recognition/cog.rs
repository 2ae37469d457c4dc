//! Former and delegated communes, by INSEE's two tables.
//!
//! In 2019 Combreuil (16005) and Le Bourg-Neuf (16002) became Le Bourg-Neuf (16002); in 2021
//! Vallonbrune (16003) was called Val-Brun before.

use maillage::{
    Supply,
    core::model::Precision,
    intake::{
        catalogue::CatalogueInputs,
        ledger::{Fate, Trouble},
    },
};

use super::{communes, listed, whereabouts};
use crate::handmade::{Folder, told};

const COMMUNES: &str = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n\
    COM,16002,75,16,16D,161,2,BOURG NEUF,Bourg-Neuf,Le Bourg-Neuf,1601,\n\
    COMD,16002,,,,,2,BOURG NEUF,Bourg-Neuf,Le Bourg-Neuf,,16002\n\
    COMD,16005,,,,,0,COMBREUIL,Combreuil,Combreuil,,16002\n\
    COM,16003,75,16,16D,161,0,VALLONBRUNE,Vallonbrune,Vallonbrune,1601,\n";
const MOVEMENTS: &str = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n\
    32,2019-01-01,COM,16005,0,COMBREUIL,Combreuil,Combreuil,COM,16002,2,BOURG NEUF,Bourg-Neuf,Le Bourg-Neuf\n\
    10,2021-01-01,COM,16003,0,VAL BRUN,Val-Brun,Val-Brun,COM,16003,0,VALLONBRUNE,Vallonbrune,Vallonbrune\n";

/// Where a list of names and communes puts its rows, with these tables; and what it tells.
fn placed(list: &str, tables: &[&str]) -> Vec<(String, String, Precision)> {
    let folder = Folder::new();
    let mut cog = Vec::new();
    for (rank, table) in tables.iter().enumerate() {
        cog.push(folder.write(&format!("cog{rank}.csv"), table));
    }
    let inputs = CatalogueInputs {
        supply: Supply { mediation: vec![folder.write("l.csv", list)], ..Supply::default() },
        communes: Some(folder.write("c.geojson", communes())),
        cog,
        ..CatalogueInputs::default()
    };
    let (places, account) = listed(&inputs);
    for line in 2..2 + places.len() {
        assert!(told(&account, line).contains(&(Fate::Kept, Trouble::LocatedByCommune)));
    }
    let found = places.iter().map(whereabouts);
    found.map(|(name, commune, precision)| (name.to_owned(), commune, precision)).collect()
}

#[test]
fn a_delegated_commune_leads_to_the_commune_that_it_is_part_of() {
    let list = "nom,commune,code_postal\nLe Clic,COMBREUIL,16200\n";
    for table in [COMMUNES, MOVEMENTS] {
        let found = placed(list, &[table]);
        assert_eq!(found, [("Le Clic".to_owned(), "16002".to_owned(), Precision::Commune)]);
    }
}

#[test]
fn a_former_code_leads_to_the_commune_that_it_became() {
    let list = "nom,code_insee,horaires\nLe Clic,16005,Lundi 9h-12h\n";
    for table in [COMMUNES, MOVEMENTS] {
        let found = placed(list, &[table]);
        assert_eq!(found, [("Le Clic".to_owned(), "16002".to_owned(), Precision::Commune)]);
    }
}

#[test]
fn a_former_name_leads_to_the_commune_that_bears_another() {
    let found = placed("nom,commune,code_postal\nLe Clic,Val Brun,16300\n", &[MOVEMENTS]);
    assert_eq!(found[0].1, "16003");
}

#[test]
fn without_the_tables_a_former_commune_is_not_known_and_its_row_is_told() {
    let folder = Folder::new();
    let list = "nom,commune,code_postal\nLe Clic,Combreuil,16200\nLe Fil,Vallonbrune,16300\n";
    let inputs = CatalogueInputs {
        supply: Supply { mediation: vec![folder.write("l.csv", list)], ..Supply::default() },
        communes: Some(folder.write("c.geojson", communes())),
        ..CatalogueInputs::default()
    };
    let (places, account) = listed(&inputs);
    assert_eq!(places.len(), 1);
    assert_eq!(told(&account, 2), [(Fate::SetAside, Trouble::PositionMissing)]);
}
