//! One list is enough: the territory, the communes and their codes come from the geography that is
//! brought along. The lists are invented; towns, codes and residents are facts.

use std::path::PathBuf;

use maillage::{
    Coverage, CoverageOptions, Error, Lang, Sources, Supply, Voice,
    core::model::CommuneCode,
    coverage,
    france::france,
    intake::{
        area::parse_areas,
        ledger::{Fate, Trouble},
    },
    output::{Detail, write_coverage_report},
};

use crate::handmade::{Folder, account, contours, mediation, run, run_with, square, told};

fn of(list: PathBuf) -> Sources {
    Sources { supply: Supply { mediation: vec![list], ..Supply::default() }, ..Sources::default() }
}

fn within(sources: Sources, areas: &[&str]) -> Sources {
    let areas: Vec<String> = areas.iter().map(|area| (*area).to_owned()).collect();
    Sources { within: parse_areas(&areas).expect("codes of areas"), ..sources }
}

fn population(coverage: &Coverage, code: &str) -> Option<u64> {
    let code: CommuneCode = code.parse().expect("a code");
    coverage.communes().find(|commune| commune.code == code).expect("a commune").population
}

/// A place at the chef-lieu of each of the first `count` communes of a département.
fn at_chefs_lieux(departement: &str, count: usize) -> Vec<(String, f64, f64)> {
    let france = france().expect("the tests are built with France");
    let communes = france.communes().iter();
    let communes = communes.filter(|commune| commune.code.departement() == departement);
    let homes = communes.filter_map(|commune| Some((commune.code, commune.chef_lieu?)));
    let place = |(code, home): (CommuneCode, maillage::Position)| {
        (code.to_string(), home.latitude(), home.longitude())
    };
    homes.take(count).map(place).collect()
}

fn list(places: &[(String, f64, f64)]) -> String {
    let places: Vec<(&str, f64, f64)> = places
        .iter()
        .map(|(id, latitude, longitude)| (id.as_str(), *latitude, *longitude))
        .collect();
    mediation(&places)
}

fn areas(coverage: &Coverage) -> Vec<String> {
    coverage.within.iter().map(ToString::to_string).collect()
}

#[test]
fn the_territory_is_where_the_places_are_and_strays_are_named() {
    let folder = Folder::new();
    let mut places = at_chefs_lieux("16", 150);
    places.extend(at_chefs_lieux("23", 1));
    let map = run(&of(folder.write("list.csv", list(&places))));
    assert_eq!(areas(&map), ["dep:16"]);
    assert_eq!(map.ledger.ground.strays, [("23".to_owned(), 1)]);
    assert!(map.communes().all(|commune| commune.code.departement() == "16"));
    // Two in a hundred are no strays.
    places.extend(at_chefs_lieux("23", 3));
    let map = run(&of(folder.write("list.csv", list(&places))));
    assert_eq!(areas(&map), ["dep:16", "dep:23"]);
}

#[test]
fn a_list_of_most_departements_is_one_of_france() {
    let folder = Folder::new();
    let france = france().expect("the tests are built with France");
    let departements: Vec<&str> = france.departements().take(95).collect();
    let places: Vec<_> =
        departements.iter().flat_map(|departement| at_chefs_lieux(departement, 1)).collect();
    let map = run(&of(folder.write("list.csv", list(&places))));
    assert!(areas(&map).is_empty());
    assert_eq!(map.len(), 34_868);
}

#[test]
fn places_abroad_are_set_aside_and_neighbours_in_france_serve() {
    let folder = Folder::new();
    // Lille; Tournai, seven kilometres beyond the border; and Kehl, on the bank opposite Strasbourg,
    // where a position does not tell what the commune of the row does.
    let rows = "id,nom,commune,latitude,longitude\n\
                a,Maison de Lille,Lille,50.63,3.06\n\
                b,Maison de Tournai,,50.606,3.388\n\
                c,Maison de Kehl,Kehl,48.5746,7.8155\n\
                d,Maison du Quai,,48.5746,7.8155\n";
    let map = run(&within(of(folder.write("list.csv", rows)), &["59", "67"]));
    let list = account(&map, "list.csv");
    let abroad = [(Fate::SetAside, Trouble::Abroad)];
    assert_eq!((told(list, 3), told(list, 4)), (abroad.to_vec(), abroad.to_vec()));
    assert_eq!(list.kept, 2);
}

#[test]
fn a_list_of_nowhere_in_france_needs_contours() {
    let folder = Folder::new();
    let inputs = of(folder.write("list.csv", mediation(&[("a", 45.0, -30.0)])));
    let outcome = coverage(&inputs, &CoverageOptions::default(), &|_| {});
    assert!(matches!(outcome, Err(Error::NoPlaceInFrance | Error::NoPlaces)), "{outcome:?}");
}

#[test]
fn contours_beside_the_place_of_their_codes_are_refused() {
    let folder = Folder::new();
    let reunion = ["97401", "97402", "97403", "97404", "97405"];
    let moved: Vec<String> = reunion
        .iter()
        .enumerate()
        .map(|(rank, code)| square(code, 45.0, rank as f64 / 10.0))
        .collect();
    let communes = folder.write("c.geojson", contours(&moved));
    let list = of(folder.write("list.csv", mediation(&[("a", -20.88, 55.45)])));
    let outcome = coverage(
        &Sources { communes: Some(communes), ..list },
        &CoverageOptions::default(),
        &|_| {},
    );
    assert!(matches!(outcome, Err(Error::ContoursElsewhere { .. })), "{outcome:?}");
}

#[test]
fn arrondissements_beside_their_commune_are_one_commune() {
    let folder = Folder::new();
    let features = [square("75056", 48.8, 2.3), square("75101", 48.8, 2.3)];
    let communes = folder.write("c.geojson", contours(&features));
    let list = of(folder.write("list.csv", mediation(&[("a", 48.85, 2.35)])));
    let map = run(&Sources { communes: Some(communes), ..list });
    assert_eq!(map.len(), 1);
    let told = told(account(&map, "c.geojson"), 3);
    assert_eq!(told, [(Fate::SetAside, Trouble::ArrondissementCounted)]);
}

#[test]
fn people_of_merged_communes_add_up_and_parts_are_not_counted_twice() {
    let folder = Folder::new();
    let list = folder.write("list.csv", list(&at_chefs_lieux("16", 20)));
    let with = |table: &str| {
        let table = folder.write("population.csv", table);
        run(&Sources { population: Some(table), ..within(of(list.clone()), &["16097"]) })
    };
    // Cherves-Richemont and Saint-Sulpice-de-Cognac were one commune each in 2018, and are
    // Val-de-Cognac since.
    let of_2018 = "code,population\n16097,2400\n16355,1200\n16147,300\n16226,700\n16238,100\n";
    assert_eq!(population(&with(of_2018), "16097"), Some(3_600));
    // The table of today names a part of a commune beside the commune, which counts it already.
    let france = france().expect("the tests are built with France");
    let codes = france.communes().iter().map(|commune| commune.code.to_string());
    let rows: String = codes
        .filter(|code| code.starts_with("16"))
        .map(|code| format!("{code},{}\n", if code == "16097" { 3_471 } else { 100 }))
        .collect();
    let of_today = &format!("code,population\n{rows}16355,650\n");
    assert_eq!(population(&with(of_today), "16097"), Some(3_471));
}

#[test]
fn a_table_of_the_year_of_the_contours_is_joined_code_by_code() {
    let folder = Folder::new();
    // Codes of 2018: the second and third have merged into the first or another since.
    let codes = ["16097", "16355", "16147", "16226", "16238"];
    let features: Vec<String> = codes
        .iter()
        .enumerate()
        .map(|(rank, code)| square(code, 45.6, rank as f64 / 10.0))
        .collect();
    let communes = folder.write("c.geojson", contours(&features));
    let rows: Vec<String> = codes.iter().map(|code| format!("{code},100")).collect();
    let table = folder.write("population.csv", format!("code,population\n{}\n", rows.join("\n")));
    let list = of(folder.write("list.csv", mediation(&[("a", 45.65, 0.05)])));
    let map = run(&Sources { communes: Some(communes), population: Some(table), ..list });
    assert!(map.communes().all(|commune| commune.population == Some(100)));
}

#[test]
fn blank_rows_of_codes_that_are_gone_hide_no_figure() {
    let folder = Folder::new();
    let list = folder.write("list.csv", list(&at_chefs_lieux("16", 20)));
    let scores =
        "code,score\n16097,5\n16355,\n49126,4\n69114,3\n14581,2\n75056,\n75101,2\n75102,4\n";
    let options = crate::handmade::loading(maillage::LoadOptions {
        need_column: Some("score".to_owned()),
        need_unit: Some(maillage::core::need::NeedUnit::Score),
        ..maillage::LoadOptions::default()
    });
    let sources = within(of(list), &["16097", "75056"]);
    let map = run_with(
        &Sources { illectronism: Some(folder.write("scores.csv", scores)), ..sources },
        &options,
    );
    let level = |code: &str| {
        let code: CommuneCode = code.parse().expect("a code");
        map.communes().find(|one| one.code == code).and_then(|one| one.need?.level)
    };
    assert_eq!(level("16097"), Some(5.0));
    // The mean of the arrondissements, by their residents.
    let paris = level("75056").expect("the arrondissements tell");
    assert!(paris > 2.0 && paris < 4.0, "{paris}");
}

#[test]
fn a_border_without_lists_beyond_makes_distances_uncertain() {
    let folder = Folder::new();
    let inside = at_chefs_lieux("16", 360);
    let alone = of(folder.write("list.csv", list(&inside)));
    let map = run(&within(alone, &["16"]));
    let beyond = |map: &Coverage| -> Vec<String> {
        map.results.borders.iter().map(|border| border.departement.clone()).collect()
    };
    assert_eq!(beyond(&map), ["17", "24", "33", "79", "86", "87"]);
    // With a place in each commune none is nearer to a border than to its place by much; the few
    // of Charente whose chef-lieu stands on the border are.
    let sparse: Vec<_> = inside.iter().step_by(3).cloned().collect();
    let map = run(&within(of(folder.write("list.csv", list(&sparse))), &["16"]));
    let uncertain = |map: &Coverage| {
        map.results.communes.iter().filter(|row| row.border_uncertain == Some(true)).count()
    };
    assert!(uncertain(&map) > 0);
    // One stray place beyond a border does not make the lists cover the neighbour.
    let mut stray = sparse.clone();
    stray.extend(at_chefs_lieux("87", 1));
    let map = run(&within(of(folder.write("list.csv", list(&stray))), &["16"]));
    assert!(beyond(&map).contains(&"87".to_owned()));
    // Lists as dense beyond as inside cover it.
    let mut dense = sparse;
    for departement in ["17", "24", "33", "79", "86", "87"] {
        dense.extend(at_chefs_lieux(departement, 600).into_iter().step_by(3));
    }
    let map = run(&within(of(folder.write("list.csv", list(&dense))), &["16"]));
    assert_eq!((beyond(&map), uncertain(&map)), (Vec::new(), 0));
    // Where places beyond were left out, nothing is judged.
    let options = crate::handmade::loading(maillage::LoadOptions {
        buffer_km: 0.0,
        ..maillage::LoadOptions::default()
    });
    let map = run_with(&within(of(folder.write("list.csv", list(&dense))), &["16"]), &options);
    assert!(beyond(&map).is_empty());
}

#[test]
fn three_cities_start_from_their_arrondissements() {
    let folder = Folder::new();
    let map =
        run(&within(of(folder.write("list.csv", mediation(&[("a", 45.76, 4.83)]))), &["69123"]));
    let france = france().expect("the tests are built with France");
    let lyon: CommuneCode = "69123".parse().expect("a code");
    let parts: Vec<_> = france
        .parts()
        .iter()
        .filter(|part| part.commune == lyon)
        .filter_map(|part| part.chef_lieu.zip(part.population))
        .collect();
    let place = maillage::Position::new(45.76, 4.83).expect("on the globe");
    let people: u64 = parts.iter().map(|(_, people)| people).sum();
    let metres = |(at, people): &(maillage::Position, u64)| {
        maillage::core::geodesy::geodesic_metres(*at, place) * *people as f64
    };
    let expected = parts.iter().map(metres).sum::<f64>() / people as f64 / 1_000.0;
    let mean = map.results.communes[0].distance.distances.mean.expect("a place within reach");
    let shown = mean.shown(maillage::core::travel::CostUnit::Length);
    assert!((shown - expected).abs() < 0.002, "{shown}, {expected}");
}

#[test]
fn a_departement_that_the_lists_do_not_cover_is_no_desert() {
    let folder = Folder::new();
    let of_charente = of(folder.write("list.csv", list(&at_chefs_lieux("16", 150))));
    // Nothing lies in Gironde, and not much of it can be told from the stray place.
    let unlisted = |map: &Coverage| -> Vec<String> {
        map.results.unlisted.iter().map(|one| one.departement.clone()).collect()
    };
    let map = run(&within(of_charente.clone(), &["33"]));
    assert_eq!(unlisted(&map), ["33"]);
    assert!(map.results.communes.iter().all(|row| row.border_uncertain == Some(true)));
    let map = run(&within(of_charente.clone(), &["16", "33"]));
    assert_eq!(unlisted(&map), ["33"]);
    // Nor are distances certain on Charente's side of their border, where the lists end.
    let near = |map: &Coverage| {
        let rows = map.communes().zip(&map.results.communes);
        let rows = rows.filter(|(commune, _)| commune.code.departement() == "16");
        rows.filter(|(_, row)| row.border_uncertain == Some(true)).count()
    };
    assert!(near(&map) > 0);
    assert!(unlisted(&run(&within(of_charente, &["16"]))).is_empty());
}

#[test]
fn contours_given_alone_say_nothing_of_what_lies_around() {
    let folder = Folder::new();
    let communes = folder.write("c.geojson", contours(&[square("16015", 45.6, 0.1)]));
    let list = of(folder.write("list.csv", mediation(&[("a", 45.65, 0.15)])));
    let map = run(&Sources { communes: Some(communes), ..list });
    assert!(map.results.communes.iter().all(|row| row.border_uncertain.is_none()));
}

#[test]
fn residents_stand_for_those_concerned_only_where_no_need_is_given() {
    let folder = Folder::new();
    let list = within(of(folder.write("list.csv", list(&at_chefs_lieux("16", 20)))), &["16"]);
    assert!(run(&list).results.counts_residents);
    let nothing = folder.write("need.csv", "code_insee,illectronisme_pct\n16015,-5\n");
    let map = run(&Sources { illectronism: Some(nothing), ..list });
    assert!(!map.results.counts_residents);
    assert!(map.results.communes.iter().all(|row| row.gap.uncovered.is_none()));
}

#[test]
fn the_town_hall_of_a_merged_commune_is_that_of_its_own_code_in_any_order() {
    let folder = Folder::new();
    let list = of(folder.write("list.csv", list(&at_chefs_lieux("16", 20))));
    let rows = ["16355,45.73,-0.38", "16097,45.75,-0.40"];
    for rows in [rows, [rows[1], rows[0]]] {
        let table = format!("code_insee,latitude,longitude\n{}\n", rows.join("\n"));
        let chefs_lieux = Some(folder.write("halls.csv", table));
        let map = run(&Sources { chefs_lieux, ..within(list.clone(), &["16097"]) });
        let home = map.communes().next().expect("a commune").home;
        assert_eq!((home.latitude(), home.longitude()), (45.75, -0.40));
    }
}

#[test]
fn a_rate_of_communes_restored_since_is_weighted_by_their_residents() {
    let folder = Folder::new();
    let list = of(folder.write("list.csv", list(&at_chefs_lieux("14", 20))));
    // Sannerville left Troarn, which is drawn with it.
    let table = "code_insee,illectronisme_pct\n14712,20\n14666,40\n";
    let illectronism = Some(folder.write("need.csv", table));
    let map = run(&Sources { illectronism, ..within(list, &["14712"]) });
    let france = france().expect("the tests are built with France");
    let people = |text: &str| {
        let code: CommuneCode = text.parse().expect("a code");
        france.commune(code).and_then(|of| of.population).expect("residents") as f64
    };
    let (troarn, sannerville) = (people("14712"), people("14666"));
    let expected = (20.0 * troarn + 40.0 * sannerville) / (troarn + sannerville);
    let level = map.communes().next().and_then(|one| one.need?.level).expect("a rate");
    assert!((level - expected).abs() < 0.01, "{level} {expected}");
}

#[test]
fn contours_of_before_a_change_of_code_have_the_residents_of_today() {
    let folder = Folder::new();
    // Orée d'Anjou had another code in 2018; Sannerville was a part of Saline.
    let (old, new) = ("49069", "49126");
    let communes = folder.write("c.geojson", contours(&[square(old, 47.3, -1.3)]));
    let list = of(folder.write("list.csv", mediation(&[("a", 47.35, -1.25)])));
    let map = run(&Sources { communes: Some(communes), ..list });
    let france = france().expect("the tests are built with France");
    let today: CommuneCode = new.parse().expect("a code");
    assert_eq!(population(&map, old), france.commune(today).and_then(|of| of.population));
}

#[test]
fn a_code_that_leads_to_several_communes_is_a_question() {
    let folder = Folder::new();
    let list = of(folder.write("list.csv", list(&at_chefs_lieux("60", 20))));
    let outcome = coverage(&within(list, &["60455"]), &CoverageOptions::default(), &|_| {});
    assert!(matches!(outcome, Err(Error::TerritoryAmbiguous { .. })), "{outcome:?}");
}

#[test]
fn a_list_that_breaks_off_is_told_before_its_figures_whatever_becomes_of_its_last_row() {
    let folder = Folder::new();
    let mut places = at_chefs_lieux("16", 30);
    // The last row is set aside, as are those before it.
    places.extend(at_chefs_lieux("63", 3));
    let whole = list(&places);
    let cut = whole.trim_end().rsplit_once(',').expect("a row of several values").0;
    let map = run(&within(of(folder.write("cut.csv", cut)), &["dep:16"]));
    let account = account(&map, "cut.csv");
    assert_eq!(told(account, 34), [(Fate::SetAside, Trouble::OutsidePerimeter)]);
    let note = account.notes().find(|note| note.trouble == Trouble::BreaksOff);
    assert_eq!(note.map(|note| note.value.as_str()), Some("5 / 6, ligne 34"));
    assert!(account.balances());
    let mut said = Vec::new();
    write_coverage_report(&mut said, &map, Detail::Brief, Voice::of(Lang::Fr)).expect("a report");
    let said = String::from_utf8(said).expect("text");
    let line = |part: &str| said.lines().position(|line| line.contains(part)).expect("a line");
    assert!(line("! cut.csv") < line("d'un lieu d'aide"), "{said}");
}

#[test]
fn the_list_of_another_territory_is_the_first_thing_said() {
    let folder = Folder::new();
    // Angoulême's neighbour: a hundred places of Charente, and two in Vienne.
    let mut places = at_chefs_lieux("16", 100);
    places.extend(at_chefs_lieux("86", 2));
    let charente = folder.write("charente.csv", list(&places));
    let map = run(&within(of(charente.clone()), &["dep:86"]));
    let [elsewhere] = &map.ledger.ground.lists_elsewhere[..] else {
        panic!("{:?}", map.ledger.ground.lists_elsewhere)
    };
    assert_eq!((elsewhere.places, elsewhere.inside), (102, 2));
    assert_eq!(elsewhere.departements[0], ("16".to_owned(), 100));
    let mut said = Vec::new();
    write_coverage_report(&mut said, &map, Detail::Full, Voice::of(Lang::Fr)).expect("a report");
    let said = String::from_utf8(said).expect("text");
    let first = said.lines().next().expect("a report");
    assert!(first.contains("charente.csv") && first.contains("Charente (100)"), "{first}");

    // Of its own territory, and of a part of it that it covers, nothing is said.
    for area in ["dep:16", "dep:16,dep:86", "epci:200071827"] {
        let areas: Vec<&str> = area.split(',').collect();
        let map = run(&within(of(charente.clone()), &areas));
        assert_eq!(map.ledger.ground.lists_elsewhere, [], "{area}");
    }
    // A list of the country has most of its places elsewhere too.
    let france = france().expect("the tests are built with France");
    let departements = france.departements();
    let of_country = departements.flat_map(|departement| at_chefs_lieux(departement, 30));
    let of_country = folder.write("country.csv", list(&of_country.collect::<Vec<_>>()));
    let map = run(&within(of(of_country), &["dep:86"]));
    assert_eq!(map.ledger.ground.lists_elsewhere, []);
}
