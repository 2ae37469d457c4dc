//! Distances from where people live, against every home and every place one by one.

use std::collections::{BTreeMap, BTreeSet};

use maillage::{
    Coverage, CoverageOptions, Kind, MeasureOptions, Sources, Supply,
    core::{
        access::Weight,
        geodesy::Length,
        measure::NeedQuality,
        model::{Home, Origin, PlaceId},
        travel::{Cost, CostUnit},
    },
    intake::{area::parse_areas, ledger::Trouble},
};

use crate::{
    handmade::{Folder, account, measuring, run_with, squares, told},
    island::{Island, estimated},
    layer::Layer,
};

/// What one home has to go to the nearest place that serves, fixed alone or not.
fn nearest(coverage: &Coverage, home: &Home, fixed: bool) -> Option<Length> {
    let places = coverage.territory.places().iter().enumerate();
    let serving = places.filter(|(rank, place)| {
        coverage.serves_as(PlaceId::new(*rank)).is_some()
            && !(fixed && place.kind == Kind::Itinerant)
    });
    let length = |place: &maillage::Place| {
        Length::between(home.position, place.position).max(place.position_uncertainty)
    };
    serving.map(|(_, place)| length(place)).min()
}

/// The first length at which so large a share of the weights is reached.
fn quantile(sorted: &[(Length, f64)], share: f64) -> Length {
    let all: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    let mut reached = 0.0;
    for (length, weight) in sorted {
        reached += weight;
        if reached >= share * all - 1e-9 {
            return *length;
        }
    }
    panic!("a share of all is reached");
}

#[test]
fn distances_of_residents_are_those_of_every_home_to_every_place() {
    let island = Island::small();
    let coverage = island.run_estimated();
    let mut compared = 0;
    for (rank, commune) in coverage.communes().enumerate() {
        let homes = coverage.territory.homes(coverage.result(rank).commune);
        if commune.origin != Origin::Cells || commune.is_empty() {
            continue;
        }
        compared += 1;
        let access = &coverage.access(rank);
        let of = |fixed: bool| -> Vec<(Length, f64)> {
            let mut all: Vec<_> = homes
                .iter()
                .map(|home| (nearest(coverage, home, fixed).expect("places"), home.people))
                .collect();
            all.sort_by_key(|(length, _)| *length);
            all
        };
        let (any, fixed) = (of(false), of(true));
        let people: f64 = homes.iter().map(|home| home.people).sum();
        let mean = |all: &[(Length, f64)]| {
            all.iter().map(|(length, people)| length.metres() * people).sum::<f64>() / people
        };
        let close = |found: Option<Cost>, expected: f64| {
            (found.expect("within reach").length().metres() - expected).abs() < 0.002
        };
        assert!(close(access.distances.mean, mean(&any)), "{}", commune.name);
        assert!(close(access.fixed, mean(&fixed)), "{}", commune.name);
        assert!(close(access.distances.median, quantile(&any, 0.5).metres()), "{}", commune.name);
        assert!(close(access.distances.p90, quantile(&any, 0.9).metres()), "{}", commune.name);
        assert!(close(access.distances.longest, any[any.len() - 1].0.metres()));
        for (limit, covered) in
            [2.0, 5.0, 10.0, 15.0, 20.0].into_iter().zip(access.covered.as_ref().expect("people"))
        {
            let limit = Length::from_metres(limit * 1_000.0);
            let inside = any.iter().filter(|(length, _)| *length <= limit);
            let share = inside.map(|(_, people)| people).sum::<f64>() / people;
            assert!((covered - share).abs() < 1e-9, "{}", commune.name);
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn a_share_of_a_commune_is_covered_and_its_uncovered_are_those_beyond() {
    let layer = Layer::of(Island::demo().run_estimated());
    let parts = layer.rows().filter(|row| {
        row["couverture_5km_pct"].as_f64().is_some_and(|share| share > 0.0 && share < 100.0)
    });
    assert!(parts.count() > 20, "a point covers all or nobody, cells do not");
    for row in layer.rows() {
        let number = |column: &str| row[column].as_f64();
        let Some(mean) = number("distance_km") else { continue };
        let longest = number("distance_max_km").expect("with a mean");
        let (median, p90) = (number("distance_mediane_km"), number("distance_p90_km"));
        assert!(median <= p90 && p90 <= Some(longest) && mean <= longest, "{row:?}");
    }
}

const HEAD: &str = "idcar_1km,lcog_geo,i_est_1km,ind,ind_0_17,ind_18_59,ind_60p\n";

/// Three communes in a row with the cells of these rows, and a médiation at 45.05 N 0.05 E.
fn valley(cells: &str) -> (Folder, Sources) {
    let folder = Folder::new();
    let hall =
        "id,nom,adresse,latitude,longitude,services\nm,Mairie,Rue inventée,45.05,0.05,Aide\n";
    let inputs = Sources {
        communes: Some(folder.write("communes.geojson", squares(&["16001", "16002", "16003"]))),
        supply: Supply { mediation: vec![folder.write("lieux.csv", hall)], ..Supply::default() },
        population: Some(
            folder.write("people.csv", "code_insee,population\n16001,100\n16002,40\n16003,60\n"),
        ),
        residents: vec![folder.write("carreaux.csv", format!("{HEAD}{cells}"))],
        ..Sources::default()
    };
    (folder, inputs)
}

#[test]
fn a_commune_that_the_grid_holds_in_part_is_measured_from_its_point_and_told() {
    // 45.05 N, 0.15 E is in cell N2487000 E3541000 or so: what counts is the code it states.
    let (_folder, inputs) = valley("CRS3035RES1000mN2487000E3541000,16002,0,12,2,5,5\n");
    let coverage = run_with(&inputs, &CoverageOptions::default());
    assert_eq!(coverage.commune(1).origin, Origin::Centroid);
    let notes: Vec<_> = account(&coverage, "carreaux.csv").notes().collect();
    let told = notes.iter().find(|issue| issue.trouble == Trouble::GridInPart).expect("told");
    assert_eq!(told.value, "1 (16002 Carré 16002 12/40)");
}

#[test]
fn secret_and_missing_residents_are_set_aside_and_never_become_nobody() {
    let cells = "CRS3035RES1000mN2487000E3541000,16002,0,-9999,0,0,0\n\
                 CRS3035RES1000mN2487000E3542000,16002,0,s,0,0,0\n\
                 CRS3035RES1000mN2487000E3543000,16002,0,,0,0,0\n\
                 CRS3035RES1000mN2488000E3541000,16002,1,40,10,20,10\n";
    let (_folder, inputs) = valley(cells);
    let coverage = run_with(&inputs, &CoverageOptions::default());
    let of = account(&coverage, "carreaux.csv");
    assert_eq!((of.read, of.kept, of.set_aside()), (4, 1, 3));
    assert!([2, 3, 4].iter().all(|line| told(of, *line).len() == 1), "{:?}", of.issues);
    let grid = coverage.territory.grid().expect("a grid");
    assert_eq!((grid.cells, grid.imputed_cells, grid.imputed_people), (1, 1, 40.0));
    assert_eq!(coverage.commune(1).origin, Origin::Cells);
}

#[test]
fn weights_of_need_lean_towards_the_cells_where_the_old_live() {
    // Near the médiation the young, far from it the old.
    let cells = "CRS3035RES1000mN2489000E3538000,16001,0,50,10,38,2\n\
                 CRS3035RES1000mN2488000E3546000,16001,0,50,2,8,40\n";
    let (folder, mut inputs) = valley(cells);
    let rates = "id = 't'\ntitre = ''\nannee = 2021\npopulation = ''\ndefinition = ''\nsource = ''\n\
        [[ages]]\ntranche = '18-59'\ntaux = 0.05\necart_type = 0.01\n\
        [[ages]]\ntranche = '60+'\ntaux = 0.5\necart_type = 0.01\n\
        [erreur_modele]\nregion = 0.1\ncommune = 0.1\nsource = ''\n";
    inputs.rates = Some(folder.write("rates.toml", rates).display().to_string());
    let of = |weight| {
        let measure = MeasureOptions {
            residents_weight: weight,
            main_threshold_km: 5.0,
            ..MeasureOptions::default()
        };
        run_with(&inputs, &measuring(measure))
    };
    let (all, need) = (of(Weight::Residents), of(Weight::Need));
    let km = |coverage: &Coverage| {
        coverage.access(0).distances.mean.expect("near").shown(CostUnit::Length)
    };
    assert!(km(&need) > km(&all), "{} {}", km(&need), km(&all));
    // 46 of 18 to 59 and 42 older, of 100 residents: 2.3 + 21 people.
    let people = all.commune(0).need.expect("estimated").people.expect("people");
    assert!((people - 23.3).abs() < 1e-9, "{people}");
    assert_eq!(all.need_quality(0), Some(NeedQuality::Estimated));
    // Half live near it, and 1.9 + 1 of the 2.9 + 20.4 in need.
    assert_eq!(all.access(0).covered_main, Some(0.5));
    let share = all.access(0).covered_need.expect("people");
    assert!((share - 2.9 / 23.3).abs() < 1e-9, "{share}");
    assert_eq!(need.access(0).covered_main, Some(share));
    assert_eq!(all.gained(), need.gained(), "residents are counted by residents");
}

#[test]
fn a_cell_whose_ages_are_secret_counts_with_the_ages_of_the_others() {
    let rates = "id = 't'\ntitre = ''\nannee = 2021\npopulation = ''\ndefinition = ''\nsource = ''\n\
        [[ages]]\ntranche = '18-59'\ntaux = 0.05\necart_type = 0.01\n\
        [[ages]]\ntranche = '60+'\ntaux = 0.5\necart_type = 0.01\n\
        [erreur_modele]\nregion = 0.1\ncommune = 0.1\nsource = ''\n";
    let people = |ages: &str| {
        let cells = format!(
            "CRS3035RES1000mN2489000E3538000,16001,0,50,10,30,10\n\
             CRS3035RES1000mN2488000E3546000,16001,0,50,{ages}\n"
        );
        let (folder, mut inputs) = valley(&cells);
        inputs.rates = Some(folder.write("rates.toml", rates).display().to_string());
        let coverage = run_with(&inputs, &CoverageOptions::default());
        coverage.commune(0).need.expect("estimated").people.expect("people")
    };
    assert!((people("10,30,10") - 13.0).abs() < 1e-9);
    assert!((people("s,30,10") - 13.0).abs() < 1e-9);
}

#[test]
fn children_alone_in_the_cells_leave_the_old_of_the_table_where_all_live() {
    let (folder, mut inputs) = valley("CRS3035RES1000mN2489000E3538000,16001,0,100,100,0,0\n");
    inputs.ages = Some(folder.write("ages.csv", "CODGEO;P22_POP;P22_POP0014;P22_POP1524;P22_POP2539;P22_POP4059;P22_POP6074;P22_POP75P\n16001;100;20;10;20;20;20;10\n"));
    inputs.rates = Some("insee-2021".to_owned());
    for weight in [Weight::Residents, Weight::Need] {
        let mut options = estimated();
        options.measure.residents_weight = weight;
        let coverage = run_with(&inputs, &options);
        let access = &coverage.access(0);
        assert_eq!((access.covered_main, access.covered_need), (Some(1.0), Some(1.0)));
        assert!(access.distances.mean.is_some());
        assert_eq!(coverage.gap(0).uncovered, Some(0.0));
    }
}

#[test]
fn the_same_files_give_the_same_bytes_on_one_thread_and_on_several() {
    let island = Island::small();
    let bytes = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| crate::layer::geojson(&run_with(&island.estimated_inputs(), &estimated())))
    };
    assert_eq!(bytes(1), bytes(4));
}

/// The grid of the demo as a reader of its text finds it: by code, the people of the cells that
/// name that commune alone, and how many cells do; the codes that share a cell with another.
fn cells_by_code(island: &Island) -> (BTreeMap<String, (f64, usize)>, BTreeSet<String>) {
    let file = island.territory.file("carreaux.csv").expect("the island has a grid");
    let mut reader = csv::Reader::from_reader(file);
    let mut seen = BTreeSet::new();
    let mut alone: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for row in reader.records().map(|row| row.expect("a row")) {
        let people: f64 = row[3].parse().expect("a number");
        // One cell stands twice, and one has less than nobody.
        if people <= 0.0 || !seen.insert(row[0].to_owned()) {
            continue;
        }
        if row[1].len() == 5 {
            let (sum, cells) = alone.entry(row[1].to_owned()).or_default();
            *sum += people;
            *cells += 1;
        } else {
            shared.extend([row[1][..5].to_owned(), row[1][5..].to_owned()]);
        }
    }
    (alone, shared)
}

#[test]
fn in_a_study_area_each_commune_has_its_own_homes_and_the_cells_told_are_those_of_the_area() {
    let island = Island::demo();
    let mut sources = island.estimated_inputs();
    sources.within = parse_areas(&["299000129".to_owned()]).expect("an EPCI");
    let coverage = run_with(&sources, &estimated());
    let homes = |row: usize| coverage.territory.homes(coverage.result(row).commune);
    let (alone, shared) = cells_by_code(island);
    let (mut compared, mut cells) = (0, 0);
    for (row, commune) in coverage.communes().enumerate() {
        let code = commune.code.as_str();
        cells += homes(row).len();
        if shared.contains(code) {
            continue;
        }
        let people: f64 = homes(row).iter().map(|home| home.people).sum();
        assert_eq!((people, homes(row).len()), alone[code], "{code}");
        compared += 1;
    }
    assert!(compared > 30, "{compared} of {}", coverage.len());
    assert_eq!(alone["99013"], (380.5, 8));
    assert_eq!(coverage.len(), 56);

    let metadata = Layer::of(&coverage).metadata;
    let told = metadata["residents"]["carreaux"].as_u64().expect("a grid");
    // Cells that hold but a part of a commune are counted, and are nobody's home.
    let in_part = metadata["residents"]["communes_en_partie"].as_array().expect("codes");
    let in_part = in_part.iter().map(|code| alone[code.as_str().expect("a code")].1);
    assert_eq!(told, (cells + in_part.sum::<usize>()) as u64);
    let all = Layer::of(island.run_estimated()).metadata["residents"]["carreaux"].clone();
    assert!(told < all.as_u64().expect("a grid"), "{told} of {all}");
}

/// A commune has the same homes and the same distances whether or not it was cut out, as long as
/// its nearest places are within the buffer.
#[test]
fn the_homes_of_a_commune_do_not_depend_on_the_study_area() {
    let island = Island::demo();
    let whole = island.run_estimated();
    let mut sources = island.estimated_inputs();
    sources.within = parse_areas(&["299000129".to_owned()]).expect("an EPCI");
    let part = run_with(&sources, &estimated());
    for row in 0..part.len() {
        let code = part.commune(row).code;
        let id = whole.territory.commune_of_code(code).expect("a commune of the whole");
        assert_eq!(part.territory.homes(part.result(row).commune), whole.territory.homes(id));
        assert_eq!(part.commune(row).origin, whole.territory.commune(id).origin);
        let distances = whole.access(id.index()).distances;
        assert_eq!(part.access(row).distances, distances, "{code}");
    }
}
