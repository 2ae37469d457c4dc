//! Any table of need in the place of illectronism.

use maillage::{
    CoverageOptions, LoadOptions, MeasureOptions, Sources, Supply, core::need::NeedUnit, coverage,
};

use crate::{
    handmade::{Folder, run_with, squares},
    layer::Layer,
};

const TABLE: &str = "code_insee,score_global,P22_POP75P,fragiles,libelle\n\
    16001,2.5,10.5,7,a\n16002,7.5,20.25,9,b\n16003,5,30,8,c\n";

fn inputs(folder: &Folder) -> Sources {
    let hall = "id,nom,adresse,latitude,longitude,services\nm,Mairie,Rue,45.05,0.05,Aide\n";
    Sources {
        communes: Some(folder.write("communes.geojson", squares(&["16001", "16002", "16003"]))),
        supply: Supply { mediation: vec![folder.write("lieux.csv", hall)], ..Supply::default() },
        population: Some(
            folder.write("people.csv", "code_insee,population\n16001,100\n16002,40\n16003,60\n"),
        ),
        illectronism: Some(folder.write("besoin.csv", TABLE)),
        ..Sources::default()
    }
}

fn options(column: &str, unit: Option<NeedUnit>) -> CoverageOptions {
    CoverageOptions {
        load: LoadOptions {
            need_column: Some(column.to_owned()),
            need_unit: unit,
            ..LoadOptions::default()
        },
        measure: MeasureOptions { main_threshold_km: 5.0, ..MeasureOptions::default() },
        ..CoverageOptions::default()
    }
}

#[test]
fn a_score_classes_communes_and_counts_nobody() {
    let folder = Folder::new();
    let layer = Layer::of(&run_with(&inputs(&folder), &options("score_global", None)));
    let row = layer.commune("16002");
    assert_eq!(row["besoin_indice"], 7.5);
    assert!(row["besoin"].is_null() && row["besoin_bas"].is_null());
    assert!(!row.contains_key("illectronisme"), "a score is not called illectronism");
    assert_eq!(row["classe_besoin"], 3);
    // Whoever lives beyond 5 km: the second and the third commune.
    assert_eq!((&row["personnes_non_couvertes"], &row["rang"]), (&40.into(), &2.into()));
    assert_eq!(layer.commune("16003")["rang"], 1);
    assert_eq!(layer.metadata["besoin"]["sujet"], "score_global (indice)");
    assert_eq!(layer.metadata["illectronisme_base"], "indice");
}

#[test]
fn people_over_75_stand_in_with_their_share_of_residents() {
    let folder = Folder::new();
    let layer = Layer::of(&run_with(&inputs(&folder), &options("P22_POP75P", None)));
    let row = layer.commune("16003");
    assert_eq!((&row["besoin"], &row["besoin_pct"]), (&30.into(), &50.0.into()));
    assert_eq!(row["besoin_qualite"], "donnee");
    assert!(row["verdict"].is_null(), "nothing tells how it varies");
}

#[test]
fn a_column_whose_name_does_not_tell_its_unit_is_asked_about() {
    let folder = Folder::new();
    let run = |column: &str, unit| coverage(&inputs(&folder), &options(column, unit), &|_| {});
    let error = run("fragiles", None).expect_err("people or a score").to_string();
    assert!(error.contains("`fragiles`") && error.contains("options.need_unit"), "{error}");
    let people = run("fragiles", Some(NeedUnit::People)).expect("told");
    assert_eq!(people.people_in_need(), Some(24.0));
    let error = run("absent", None).expect_err("no such column").to_string();
    assert!(error.contains("`absent`") && error.contains("score_global"), "{error}");
    let labels = run("libelle", Some(NeedUnit::Score)).expect("read, and of no use");
    assert_eq!(labels.people_in_need(), None);
}

#[test]
fn options_that_need_each_other_say_so() {
    let folder = Folder::new();
    let refused = |change: &dyn Fn(&mut Sources, &mut CoverageOptions)| {
        let (mut inputs, mut options) = (inputs(&folder), CoverageOptions::default());
        change(&mut inputs, &mut options);
        coverage(&inputs, &options, &|_| {}).expect_err("refused").to_string()
    };
    let ages = || Some(folder.write("ages.csv", "CODGEO;P22_POP0014;P22_POP1529;P22_POP30P\n"));
    let both = refused(&|inputs, _| inputs.rates = Some("insee-2021".to_owned()));
    assert!(both.contains("both tell the need"), "{both}");
    let no_ages = refused(&|inputs, _| {
        inputs.illectronism = None;
        inputs.rates = Some("insee-2021".to_owned());
    });
    assert!(no_ages.contains("add `sources.ages`"), "{no_ages}");
    let no_rates = refused(&|inputs, _| {
        inputs.illectronism = None;
        inputs.ages = ages();
    });
    assert!(no_rates.contains("add `sources.rates insee-2021`"), "{no_rates}");
    let no_table = refused(&|inputs, options| {
        inputs.illectronism = None;
        options.load.need_column = Some("score".to_owned());
    });
    assert!(no_table.contains("sources.illectronism"), "{no_table}");
    let no_column = refused(&|_, options| options.load.need_unit = Some(NeedUnit::Score));
    assert!(no_column.contains("options.need_column"), "{no_column}");
}
