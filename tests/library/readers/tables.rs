//! Tables by commune: what they are is told by their columns.

use maillage::{
    Coverage, LoadOptions, Sources,
    intake::{
        ledger::{Account, Fate, Trouble},
        load::OriginChoice,
    },
};

use super::checked;
use crate::{
    handmade::{Folder, loading, mediation, run, run_with, squares, told},
    layer::Layer,
};

fn schema_of(text: &str) -> &'static str {
    checked(&Folder::new().write("t.csv", text)).schema
}

#[test]
fn a_table_is_known_by_its_columns() {
    assert_eq!(schema_of("CODGEO,LIBGEO,PMUN22\n99001,Carré,1\n"), "population");
    assert_eq!(schema_of("code_insee;pop_municipale_2021\n99001;1\n"), "population");
    assert_eq!(schema_of("code_insee,taux_illectronisme\n99001,12.5\n"), "illectronisme");
    assert_eq!(schema_of("Code INSEE,Nb illectronisme\n99001,12\n"), "illectronisme");
    assert_eq!(schema_of("CODGEO,LIBGEO,EPCI\n99001,Carré,200000001\n"), "appartenance");
    assert_eq!(schema_of("code_insee,latitude,longitude\n99001,45.0,0.1\n"), "chefs-lieux");
    assert_eq!(schema_of("code_2018,code_2024,n\n99001,99002,1\n"), "passage");
}

/// Two squares, 99001 with 200 residents and 99002 with 400, and a table of illectronism.
fn with_need(need: &str) -> (Coverage, Layer) {
    let folder = Folder::new();
    let population = "code_insee,population\n99001,200\n99002,400\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002"]))),
        population: Some(folder.write("p.csv", population)),
        illectronism: Some(folder.write("i.csv", need)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let coverage = run(&inputs);
    let layer = Layer::of(&coverage);
    (coverage, layer)
}

fn people(layer: &Layer) -> [Option<f64>; 2] {
    ["99001", "99002"].map(|code| layer.number(code, "illectronisme"))
}

fn need_account(coverage: &Coverage) -> &Account {
    let account = crate::handmade::account(coverage, "i.csv");
    assert!(account.balances(), "{account:?}");
    account
}

#[test]
fn people_are_people_and_their_share_is_of_residents() {
    let (_, layer) = with_need("code_insee,illectronisme\n99001,50\n99002,60\n");
    assert_eq!(people(&layer), [Some(50.0), Some(60.0)]);
    assert_eq!(layer.number("99001", "illectronisme_pct"), Some(25.0));
    assert_eq!(layer.number("99002", "illectronisme_pct"), Some(15.0));
}

#[test]
fn rates_are_per_cent_or_fractions_as_their_name_or_their_values_say() {
    let expected = [Some(50.0), Some(60.0)];
    let per_cent = "code_insee;taux_illectronisme_pct\n99001;25,0\n99002;15\n";
    assert_eq!(people(&with_need(per_cent).1), expected);
    let by_values = "code_insee,taux_illectronisme\n99001,25\n99002,15\n";
    assert_eq!(people(&with_need(by_values).1), expected);
    let fractions = "code_insee,part_illectronisme\n99001,0.25\n99002,0.15\n";
    assert_eq!(people(&with_need(fractions).1), expected);
}

/// What is told of the table as a whole.
fn read_as(coverage: &Coverage) -> Vec<(Trouble, &str)> {
    let notes = need_account(coverage).notes();
    notes.map(|note| (note.trouble, note.value.as_str())).collect()
}

#[test]
fn a_unit_that_no_name_says_is_inferred_from_the_values_and_told() {
    let cases = [
        ("taux_illectronisme", "25", "15", Trouble::UnitGuessed, "taux_illectronisme, %"),
        ("taux_illectronisme", "0.25", "0.15", Trouble::UnitGuessed, "taux_illectronisme, 0–1"),
        ("taux_illectronisme_pct", "25", "15", Trouble::ColumnRead, "taux_illectronisme_pct, %"),
        ("nb_illectronisme", "50", "60", Trouble::ColumnRead, "nb_illectronisme, personnes"),
    ];
    for (column, one, other, trouble, as_what) in cases {
        let (coverage, layer) =
            with_need(&format!("code_insee,{column}\n99001,{one}\n99002,{other}\n"));
        assert_eq!(people(&layer), [Some(50.0), Some(60.0)], "{as_what}");
        assert_eq!(read_as(&coverage), [(trouble, as_what)]);
    }
}

/// As rates, 0.5 and 0.75 would be 100 and 300 people.
#[test]
fn a_column_that_says_a_number_of_people_is_believed() {
    let (coverage, layer) = with_need("code_insee,nb_illectronisme\n99001,0.5\n99002,0.75\n");
    assert_eq!(people(&layer), [Some(1.0), Some(1.0)]);
    assert_eq!(read_as(&coverage), [(Trouble::ColumnRead, "nb_illectronisme, personnes")]);
}

/// The option says what the table is about.
#[test]
fn a_table_given_for_illectronism_need_not_name_it() {
    let (coverage, layer) = with_need("code_insee,taux,bas,haut\n99001,25,20,30\n99002,15,10,20\n");
    assert_eq!(people(&layer), [Some(50.0), Some(60.0)]);
    assert_eq!(layer.number("99001", "illectronisme_bas"), Some(40.0));
    assert_eq!(layer.number("99001", "illectronisme_haut"), Some(60.0));
    assert_eq!(read_as(&coverage), [(Trouble::UnitGuessed, "taux, %")]);
}

/// Rates below 1 % are no fractions when the column says per cent.
#[test]
fn a_column_that_says_per_cent_is_believed() {
    let (_, layer) = with_need("code_insee,taux_illectronisme_pct\n99001,0.5\n99002,1\n");
    assert_eq!(people(&layer), [Some(1.0), Some(4.0)]);
}

#[test]
fn bounds_that_do_not_hold_the_estimate_are_dropped_and_told() {
    let need = "code_insee,taux_illectronisme_pct,taux_bas_pct,taux_haut_pct\n\
                99001,25,20,30\n99002,15,18,20\n";
    let (coverage, layer) = with_need(need);
    assert_eq!(layer.number("99001", "illectronisme_bas"), Some(40.0));
    assert_eq!(layer.number("99001", "illectronisme_haut"), Some(60.0));
    assert_eq!(layer.number("99002", "illectronisme"), Some(60.0));
    assert_eq!(layer.number("99002", "illectronisme_bas"), None);
    let told = told(need_account(&coverage), 3);
    assert_eq!(told, [(Fate::Kept, Trouble::BoundsIncoherent)]);
}

#[test]
fn a_figure_that_cannot_be_is_set_aside_and_never_coerced() {
    let cases = [
        ("taux_illectronisme_pct", "120", Trouble::RateOutOfRange),
        ("taux_illectronisme_pct", "-5", Trouble::RateOutOfRange),
        ("taux_illectronisme_pct", "NaN", Trouble::NumberUnreadable),
        ("illectronisme", "secret", Trouble::NumberUnreadable),
        ("illectronisme", "-1", Trouble::NumberUnreadable),
        ("illectronisme", "", Trouble::NumberMissing),
    ];
    for (column, value, trouble) in cases {
        let need = format!("code_insee,{column}\n99001,{value}\n99002,10\n");
        let (coverage, layer) = with_need(&need);
        let told = told(need_account(&coverage), 2);
        assert_eq!(told, [(Fate::SetAside, trouble)], "{column} {value}");
        assert_eq!(layer.number("99001", "illectronisme"), None);
        assert_eq!(layer.text("99001", "motif"), Some("besoin_inconnu"));
    }
}

#[test]
fn more_people_than_residents_are_flagged() {
    let (coverage, layer) = with_need("code_insee,illectronisme\n99001,201\n99002,60\n");
    let told = told(need_account(&coverage), 2);
    assert_eq!(told, [(Fate::Kept, Trouble::NeedAbovePopulation)]);
    assert_eq!(layer.number("99001", "illectronisme"), Some(201.0));
}

#[test]
fn codes_are_mended_only_when_they_can_be() {
    let folder = Folder::new();
    let population =
        "code_insee,population\n1001,10\n01002.0,20\n1009,30\n0null,40\n01002,50\n,60\n99999,70\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["01001", "01002"]))),
        population: Some(folder.write("p.csv", population)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let coverage = run(&inputs);
    let account = crate::handmade::account(&coverage, "p.csv");
    assert!(account.balances());
    assert_eq!(told(account, 2), [(Fate::Kept, Trouble::CodePadded)]);
    // `01002.0` and `01002` are one code, with two figures.
    assert_eq!(told(account, 3), [(Fate::SetAside, Trouble::CodeTwice)]);
    assert_eq!(told(account, 4), [(Fate::SetAside, Trouble::CodeUnreadable)]);
    assert_eq!(told(account, 5), [(Fate::SetAside, Trouble::CodeUnreadable)]);
    assert_eq!(told(account, 6), [(Fate::SetAside, Trouble::CodeTwice)]);
    assert_eq!(told(account, 7), [(Fate::SetAside, Trouble::CodeMissing)]);
    assert_eq!(told(account, 8), [(Fate::SetAside, Trouble::CodeUnknown)]);
    let layer = Layer::of(&coverage);
    assert_eq!(layer.number("01001", "population"), Some(10.0));
    assert_eq!(layer.number("01002", "population"), None);
}

#[test]
fn of_several_years_the_latest_is_read() {
    let folder = Folder::new();
    let population = "CODGEO,PMUN15,PMUN21,P10_POP\n99001,1,2,3\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001"]))),
        population: Some(folder.write("p.csv", population)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    assert_eq!(Layer::of(&run(&inputs)).number("99001", "population"), Some(2.0));
}

/// Islands belong to no EPCI: INSEE writes nine Z.
#[test]
fn the_code_for_no_epci_is_null_and_not_an_epci() {
    let folder = Folder::new();
    let membership = "CODGEO,EPCI\n99001,ZZZZZZZZZ\n99002,200000001\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002"]))),
        membership: Some(folder.write("e.csv", membership)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let layer = Layer::of(&run(&inputs));
    assert_eq!(layer.text("99001", "code_epci"), None);
    assert_eq!(layer.text("99002", "code_epci"), Some("200000001"));
}

/// 99001 starts from its centroid again, 99003 from the place itself.
#[test]
fn town_halls_are_put_right_or_set_aside_as_places_are() {
    let folder = Folder::new();
    let halls = "code_insee,latitude,longitude\n99001,0,0\n99002,,\n99003,0.25,45.05\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002", "99003"]))),
        chefs_lieux: Some(folder.write("h.csv", halls)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.25)]))];
    let options = loading(LoadOptions { origin: OriginChoice::ChefLieu, ..LoadOptions::default() });
    let coverage = run_with(&inputs, &options);
    let account = crate::handmade::account(&coverage, "h.csv");
    assert!(account.balances(), "{account:?}");
    assert_eq!(told(account, 2), [(Fate::SetAside, Trouble::PositionZero)]);
    assert_eq!(told(account, 3), [(Fate::SetAside, Trouble::PositionMissing)]);
    assert_eq!(told(account, 4), [(Fate::Kept, Trouble::AxesExchanged)]);
    let layer = Layer::of(&coverage);
    assert_eq!(layer.number("99003", "distance_km"), Some(0.0));
    assert_eq!(layer.metadata["origines"]["chef_lieu"], 1);
    assert_eq!(layer.metadata["origines"]["centroide"], 2);
}
