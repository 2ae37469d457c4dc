//! `maillage.toml`: a command held whole in the file of `--config`.

use crate::folder::Folder;

const SETTINGS: &str = "\
communes = 'communes.geojson'
mediation = ['mediation.csv']
france-services = ['france-services.csv']
itinerant = ['rounds.csv']
population = 'population.csv'
illectronism = 'illectronisme.csv'
membership = 'membership.csv'
main-threshold-km = 5
thresholds-km = [2, 5, 7.5]
people-per-conseiller = 400
title = 'Le nord'
out = 'x.geojson'

[hubs]
nord = ['299000129']

[zones]
bourgs = 'bourgs.csv'
";

fn folder() -> Folder {
    let folder = Folder::island();
    folder.put("bourgs.csv", "code_insee\n99001\n99002\n");
    folder.put("maillage.toml", SETTINGS);
    folder
}

#[test]
fn a_diagnosis_is_held_whole_by_its_settings_and_the_command_line_overrules_them() {
    let folder = folder();
    folder.done("diagnose --config maillage.toml");
    let spelt = "diagnose --communes communes.geojson --mediation mediation.csv \
        --france-services france-services.csv --itinerant rounds.csv \
        --population population.csv --illectronism illectronisme.csv \
        --membership membership.csv --main-threshold-km 5 --thresholds-km 2,5,7.5 \
        --people-per-conseiller 400 --zones bourgs=bourgs.csv --config hubs.toml --out y.geojson";
    folder.put("hubs.toml", "[hubs]\nnord = ['299000129']\n");
    folder.done(spelt);
    assert!(folder.text("x.territoires.geojson").contains("\"titre\": \"Le nord\""));
    for end in ["territoires.csv", "ouverture.csv"] {
        let [one, other] = ["x", "y"].map(|stem| folder.text(&format!("{stem}.{end}")));
        assert!(one == other, "{end}");
    }
    assert!(folder.text("x.territoires.csv").contains("zone,bourgs,bourgs,"));
    folder.done("diagnose --config maillage.toml --main-threshold-km 7.5 --out z.geojson");
    let table = folder.text("z.territoires.csv");
    assert!(table.lines().next().expect("a header").contains("minutes_semaine_7_5km"));
    // A setting of another command is not in the way.
    folder.done("coverage --config maillage.toml --out c.geojson");
}

#[test]
fn paths_in_settings_start_from_their_folder() {
    let folder = folder();
    std::fs::create_dir(folder.path("run")).expect("a folder");
    std::fs::create_dir(folder.path("lists")).expect("a folder");
    for name in ["communes.geojson", "mediation.csv"] {
        std::fs::rename(folder.path(name), folder.path("lists").join(name)).expect("a file");
    }
    folder.put(
        "lists/maillage.toml",
        "files = ['communes.geojson', 'mediation.csv']\nout = '../run/x.geojson'\n",
    );
    folder.done("coverage --config lists/maillage.toml");
    assert!(folder.path("run/x.geojson").is_file());
}

#[test]
fn a_name_that_is_no_option_is_refused_with_what_it_may_be() {
    let folder = folder();
    folder.put("wrong.toml", "seuil = 5\nout = 'x.geojson'\n");
    folder.refused(
        "diagnose --config wrong.toml",
        &["wrong.toml: line 1: `seuil` is no option", "[hubs]"],
    );
    folder.put("broken.toml", "files = [\n");
    folder.refused("diagnose --config broken.toml", &["broken.toml"]);
}
