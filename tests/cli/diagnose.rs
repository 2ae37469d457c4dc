//! `maillage diagnose`.

use crate::folder::Folder;

const ISLAND: &str = "diagnose --communes communes.geojson --mediation mediation.csv \
    --france-services france-services.csv --itinerant rounds.csv --population population.csv \
    --illectronism illectronisme.csv --membership membership.csv";

/// The rows of a CSV of ours whose cells hold no comma, each as its cells.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn a_diagnosis_is_one_set_of_layers_with_their_styles() {
    let folder = Folder::island();
    let before = folder.names();
    let ran = folder.done(&format!("{ISLAND} --out x.geojson"));
    let written: Vec<String> =
        folder.names().into_iter().filter(|name| !before.contains(name)).collect();
    let expected = [
        "x.geojson",
        "x.lacunes.geojson",
        "x.lacunes.qml",
        "x.ledger.csv",
        "x.lieux.geojson",
        "x.lieux.qml",
        "x.ouverture.csv",
        "x.qml",
        "x.territoires.csv",
        "x.territoires.geojson",
        "x.territoires.qml",
    ];
    assert_eq!(written, expected);
    assert!(ran.stderr.contains("Inégalité des trajets"), "{}", ran.stderr);
    assert!(ran.stderr.contains("Territoires les moins bien desservis"), "{}", ran.stderr);
    // The layer of communes is the one of `coverage`, but for the files of its set.
    folder.done(&format!("{} --out y.geojson", ISLAND.replacen("diagnose", "coverage", 1)));
    let features = |name: &str| {
        let text = folder.text(name);
        let at = text.find("\"features\"").expect("a layer");
        text[at..].to_owned()
    };
    assert_eq!(features("x.geojson"), features("y.geojson"));
    let opening = folder.text("x.ouverture.csv");
    let opening = rows(&opening);
    assert_eq!(opening[0][..5], ["niveau", "code", "nom", "jour", "heure"]);
    assert_eq!((opening.len() - 1) % (7 * 24), 0);
}

#[test]
fn the_table_of_territories_begins_with_those_of_the_contract() {
    let folder = Folder::island();
    folder.done(&format!("{ISLAND} --out x.geojson"));
    let layer = folder.layer("x.territoires.geojson");
    let columns = "niveau code nom population illectronisme illectronisme_bas illectronisme_haut \
        illectronisme_pct distance_km distance_mediane_km distance_p90_km distance_max_km \
        distance_mediation_km distance_france_services_km distance_itinerant_km distance_fixe_km \
        lieux_2km lieux_5km lieux_10km lieux_15km lieux_20km couverture_2km_pct \
        couverture_5km_pct couverture_10km_pct couverture_15km_pct couverture_20km_pct \
        gain_itinerant_km personnes_non_couvertes rang minutes_semaine_10km \
        horaires_inconnus_10km attente_moyenne_jours attente_p95_jours attente_max_jours \
        sans_aide_7_jours_pct habitants_gagnes_itinerant population_15_plus rang_min rang_max \
        personnes_non_couvertes_bas personnes_non_couvertes_haut communes \
        communes_hors_perimetre population_mesuree communes_besoin_inconnu \
        communes_bord_incertain habitants_2km habitants_5km habitants_10km \
        habitants_15km habitants_20km non_couvertes_trop_loin non_couvertes_hors_rayon \
        non_couvertes_traversee_maritime non_couvertes_itinerant_seulement \
        non_couvertes_couvert non_couvertes_trajet_inconnu \
        habitants_fragiles personnes_fragiles dependance_voisins_pct lieux \
        lieux_mediation lieux_france_services lieux_itinerants lieux_horaires_inconnus \
        minutes_semaine_lieux minutes_semaine_lieux_par_personne conseillers_necessaires \
        lieux_non_maj_12_mois lieux_non_maj_18_mois lieux_label_conseillers_numeriques \
        lieux_label_france_services \
        lieux_label_aidants_connect \
        lieux_label_aptic \
        lieux_label_bibliotheques_numerique_de_reference \
        lieux_label_certification_pix \
        lieux_label_emmaus_connect \
        lieux_label_grande_ecole_du_numerique \
        lieux_label_la_croix_rouge \
        lieux_label_point_d_acces_numerique_caf \
        lieux_label_promeneurs_du_net \
        lieux_label_relais_numerique_emmaus_connect \
        lieux_labels_non_dits \
        lieux_service_aide_aux_demarches_administratives \
        lieux_service_maitrise_des_outils_numeriques_du_quotidien \
        lieux_service_insertion_professionnelle_via_le_numerique \
        lieux_service_utilisation_securisee_du_numerique \
        lieux_service_parentalite_et_education_avec_le_numerique \
        lieux_service_loisirs_et_creations_numeriques \
        lieux_service_comprehension_du_monde_numerique \
        lieux_service_acces_internet_et_materiel_informatique \
        lieux_service_acquisition_de_materiel_informatique_a_prix_solidaire \
        lieux_services_non_dits \
        lieux_sans_date_maj parent_niveau \
        parent_code parent_distance_km parent_couverture_10km_pct parent_besoin \
        deux_lieux_10km_pct minutes_par_personne_semaine places_accessibles_e2sfca \
        distance_gini distance_theil distance_palma distance_p90_p10 distance_concentration \
        distance_fgt_0 distance_fgt_1 distance_fgt_2 distance_motif \
        partage_gini partage_theil partage_theil_entre_epci partage_palma partage_p90_p10 \
        partage_concentration partage_motif";
    let columns: Vec<&str> = columns.split_whitespace().collect();
    assert_eq!(layer.columns(), columns);
    let table = folder.text("x.territoires.csv");
    assert_eq!(table.lines().next(), Some(&*columns.join(",")));
    assert_eq!(layer.column("niveau")[0], "ensemble");
}

/// Costs have no groups, and nobody on the island is out of reach.
#[test]
fn a_territory_says_why_an_index_is_undefined_and_only_then() {
    let folder = Folder::island();
    folder.done(&format!("{ISLAND} --out x.geojson"));
    let layer = folder.layer("x.territoires.geojson");
    let shared = ["gini", "theil", "theil_entre_epci", "palma", "p90_p10", "concentration"];
    let of_costs =
        ["gini", "theil", "palma", "p90_p10", "concentration", "fgt_0", "fgt_1", "fgt_2"];
    for (stem, indices) in [("partage", &shared[..]), ("distance", &of_costs[..])] {
        let columns: Vec<_> =
            indices.iter().map(|index| layer.column(&format!("{stem}_{index}"))).collect();
        for (row, reason) in layer.column(&format!("{stem}_motif")).iter().enumerate() {
            let is_defined = columns.iter().all(|column| !column[row].is_null());
            assert_eq!(reason.is_null(), is_defined, "{stem}: {reason}");
        }
        assert!(columns[0].iter().any(|value| !value.is_null()));
    }
}

#[test]
fn hubs_of_the_configuration_are_territories() {
    let folder = Folder::island();
    folder.put("hubs.toml", "[hubs]\nnord = ['299000129', '299000101']\ntout = ['99']\n");
    folder.done(&format!("{ISLAND} --config hubs.toml --out x.geojson"));
    let table = folder.text("x.territoires.csv");
    let hubs: Vec<&str> = table.lines().filter(|line| line.starts_with("hub,")).collect();
    assert!(hubs[0].starts_with("hub,nord,nord,") && hubs[1].starts_with("hub,tout,tout,"));
    assert_eq!(hubs.len(), 2);
}

#[test]
fn what_is_planned_has_a_layer_of_change() {
    let folder = Folder::island();
    folder.done(&format!("{ISLAND} --out x.geojson"));
    let layer = folder.layer("x.lieux.geojson");
    let dependent = layer.column("habitants_dependants");
    let most = (0..dependent.len()).max_by_key(|row| dependent[*row].as_i64().unwrap_or(-1));
    let most = most.expect("places");
    let id = layer.column("id")[most].as_str().expect("an id").to_owned();
    let ran = folder.done(&format!("{ISLAND} --out x.geojson --remove {id}"));
    assert!(ran.stderr.contains("n'ont plus de lieu"), "{}", ran.stderr);
    let table = folder.text("x.changement.csv");
    let whole = rows(&table)[1].clone();
    assert_eq!(whole[0], "ensemble");
    assert_eq!(whole[5], dependent[most].to_string());
    assert!(folder.text("x.changement.qml").contains("evolution"));
    folder.refused(
        &format!("{ISLAND} --out x.geojson --add 1000,45"),
        &["--add", "no position on the globe"],
    );
    folder.refused(
        &format!("{ISLAND} --out x.geojson --add 2.35,48.85"),
        &["--add", "far from the territory", "LON,LAT"],
    );
    folder.refused(
        &format!("{ISLAND} --out x.geojson --add -4.5,48.1:bus"),
        &["--add", "give mediation, france_services or itinerant"],
    );
}

#[test]
fn a_diagnosis_is_not_written_to_standard_output() {
    let folder = Folder::island();
    folder.refused(&format!("{ISLAND} --out -"), &["a diagnosis is several files"]);
}

#[test]
fn classes_of_another_run_are_used_and_those_of_another_need_refused() {
    let folder = Folder::island();
    let coverage = ISLAND.replacen("diagnose", "coverage", 1);
    folder.done(&format!("{coverage} --style bivariate --out x.geojson"));
    folder.done(&format!("{coverage} --style bivariate --classes x.geojson --out y.geojson"));
    let [one, other] = ["x.geojson", "y.geojson"].map(|name| folder.layer(name).column("classe"));
    assert_eq!(one, other);
    assert!(folder.text("y.qml").contains("limites fixées"));
    assert!(folder.text("x.qml").contains("tiers des communes du calcul"));
    folder.done(&format!("{coverage} --classes round --out z.geojson"));
    assert!(folder.text("z.geojson").contains("\"limites fixées, 3 = le pire\""));
    let residents = coverage.replace(
        "--illectronism illectronisme.csv",
        "--illectronism population.csv --need-column PMUN --need-unit people",
    );
    folder.refused(
        &format!("{residents} --classes x.geojson --out y.geojson"),
        &["--classes", "another need"],
    );
    folder.refused(
        &format!("{coverage} --classes access=9,3 --out y.geojson"),
        &["--classes", "two rising numbers"],
    );
}

#[test]
fn a_scheme_is_of_the_communes_whose_flag_says_so() {
    let folder = Folder::island();
    folder.put("frr.csv", "code_insee,FRR\n99001,FRR\n99002,FRR+\n99003,\n99004,non\n");
    folder.done(&format!("{ISLAND} --zones FRR=frr.csv --out x.geojson"));
    let table = folder.layer("x.territoires.geojson");
    let row = table.column("code").iter().position(|code| code == "FRR").expect("a zone");
    assert_eq!(table.column("communes")[row], 2);
    assert!(folder.text("x.ledger.csv").contains("frr.csv,,,total,total,,4 = 2 + 0 + 2,4,2,0,2"));
    folder.put("frr.csv", "nom,FRR\nTruc,1\n");
    folder.refused(
        &format!("{ISLAND} --zones FRR=frr.csv --out y.geojson"),
        &["frr.csv", "the zones of FRR"],
    );
}

#[test]
fn figures_of_a_wider_run_stand_beside_those_of_the_parent() {
    let folder = Folder::island();
    folder.done(&format!("{ISLAND} --out wide.geojson"));
    let within = format!("{ISLAND} --within 299000129");
    folder.done(&format!("{within} --reference wide.territoires.csv --out x.geojson"));
    let layer = folder.layer("x.territoires.geojson");
    let row = layer.column("niveau").iter().position(|level| level == "epci").expect("the EPCI");
    assert_eq!(layer.column("reference_niveau")[row], "departement");
    let wide = folder.layer("wide.territoires.geojson");
    let whole = wide.column("niveau").iter().position(|level| level == "departement");
    let whole = whole.expect("the département");
    assert_eq!(layer.column("reference_distance_km")[row], wide.column("distance_km")[whole]);
    folder.refused(
        &format!("{within} --reference population.csv --out y.geojson"),
        &["population.csv", "no territories of a diagnosis"],
    );
}

#[test]
fn a_place_of_another_network_that_could_join_is_tried() {
    let folder = Folder::island();
    folder.done(&format!("{ISLAND} --main-threshold-km 5 --out x.geojson"));
    let gaps = folder.layer("x.lacunes.geojson");
    assert!(gaps.column("rejoindre_ou").iter().all(|value| value.is_null()));
    let far = gaps.column("manque").iter().position(|lack| lack == "trop_loin").expect("a gap");
    let at = |name: &str| gaps.column(name)[far].clone();
    let (latitude, longitude) = (at("nouveau_lieu_latitude"), at("nouveau_lieu_longitude"));
    let list = format!("id,nom,latitude,longitude\nb1,Bibliothèque,{latitude},{longitude}\n");
    folder.put("bibliotheques.csv", list);
    folder.done(&format!(
        "{ISLAND} --main-threshold-km 5 --candidates bibliotheques.csv --out y.geojson"
    ));
    let tried = folder.layer("y.lacunes.geojson");
    assert!(tried.column("rejoindre_ou")[far].to_string().contains("Bibliothèque"));
    // It stands where a new place would, and gains as many.
    let [joins, opens] = ["rejoindre_habitants", "nouveau_lieu_habitants"];
    assert_eq!(tried.column(joins)[far], tried.column(opens)[far]);
    assert!(folder.text("y.ledger.csv").contains("bibliotheques.csv,,,total"));
}
