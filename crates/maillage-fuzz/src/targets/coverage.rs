//! The main job: one spoilt file among sound ones. A run fails or its layer holds together.

use std::path::Path;

use maillage::{
    CoverageOptions, Lang, LoadOptions, MeasureOptions, Sources, Supply, Voice,
    core::{
        need::{NeedOptions, SplitBands},
        presence::HoursOptions,
    },
    coverage,
    map::{Picture, PictureFormat},
    output::{
        DatasetOptions, Detail, coverage_dataset, write_coverage, write_coverage_report,
        write_ledger, write_qml,
    },
};

use super::Target;
use crate::{
    case::Case,
    dice::Dice,
    laws,
    mutation::{spoil, spoilt},
    program::Program,
    seeds::Seeds,
};

pub(super) const TARGET: Target = Target {
    name: "coverage",
    about: "one spoilt file among sound ones to the main job",
    case,
    judge,
};

/// The files of the island that a run can take. The contours are always among them.
const FILES: [&str; 9] = [
    "communes.geojson",
    "mediation.csv",
    "france-services.csv",
    "rounds.csv",
    "population.csv",
    "illectronisme.csv",
    "ages.csv",
    "carreaux.csv",
    "membership.csv",
];
/// Options of a run, of which each case takes some.
const OPTIONS: [&str; 7] = [
    "at=2026-10-06T10:00",
    "at=2027-02-01T23:59",
    "window=Mo-Fr 18:00-20:00",
    "minutes=120",
    "thresholds=0.001,3,500",
    "reach=1",
    "bare=yes",
];

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    let chosen = dice.pick(&FILES);
    let mut case = Case::default();
    for seed in seeds.island.iter().filter(|seed| FILES.contains(&seed.name.as_str())) {
        let is_needed = ["communes.geojson", "mediation.csv"].contains(&seed.name.as_str());
        if seed.name == chosen && dice.once_in(6) {
            // Another file altogether.
            let other = dice.pick(&seeds.tables);
            case.files.extend(spoilt(&other, chosen, seeds, dice).files);
        } else if seed.name == chosen {
            let other = &dice.pick(&seeds.tables).bytes;
            case.files.push((seed.name.clone(), spoil(&seed.bytes, other, dice)));
        } else if is_needed || dice.once_in(2) {
            case.files.push((seed.name.clone(), seed.bytes.clone()));
        }
    }
    for option in OPTIONS {
        case.words.extend(dice.once_in(6).then(|| option.to_owned()));
    }
    case
}

fn judge(case: &Case, folder: &Path, _: &Program) -> String {
    let (sources, options) = (sources(case, folder), options(case));
    let coverage = match coverage(&sources, &options, &|_| {}) {
        Ok(coverage) => coverage,
        Err(error) => return error.to_string(),
    };
    laws::accounts_balance(&coverage.ledger);
    let voice = Voice::of(Lang::En);
    let mut layer = Vec::new();
    write_coverage(&mut layer, &coverage, voice).expect("memory takes it");
    let features = laws::features(&layer);
    let communes = coverage.results.communes.len();
    assert_eq!(features.len(), communes, "law: a commune in is a feature out");
    assert!(communes > 0, "law: a run without communes is refused");
    laws::communes_hold_together(&features);
    let sink = &mut std::io::sink();
    let dataset = coverage_dataset(&coverage, &DatasetOptions::default(), voice);
    for styled in &dataset.layers {
        for style in &styled.styles {
            write_qml(sink, style, &styled.layer).expect("memory takes it");
        }
    }
    let main = dataset.main();
    if let Some(style) = main.styles.first() {
        // Communes without any surface are not drawn.
        let drawn = (main.layer.name, style);
        if let Ok(picture) = Picture::of(&dataset, drawn, voice) {
            picture.write(PictureFormat::Svg, sink).expect("memory takes it");
        }
    }
    write_ledger(sink, &coverage.ledger, voice).expect("memory takes it");
    for lang in [Lang::Fr, Lang::En] {
        write_coverage_report(sink, &coverage, Detail::Full, Voice::of(lang))
            .expect("memory takes it");
    }
    format!("{} communes measured", if communes < 12 { "some" } else { "all" })
}

/// Every file in its field, or with the option `bare` all lists without their kind.
fn sources(case: &Case, folder: &Path) -> Sources {
    let path = |name: &str| case.path(folder, name);
    let list = |name: &str| path(name).into_iter().collect::<Vec<_>>();
    let communes = path("communes.geojson");
    if case.option("bare").is_some() {
        let names =
            FILES[1..].iter().filter(|name| **name != "ages.csv" && **name != "carreaux.csv");
        return Sources {
            communes,
            files: names.flat_map(|name| list(name)).collect(),
            ..Sources::default()
        };
    }
    let ages = path("ages.csv");
    Sources {
        communes,
        supply: Supply {
            mediation: list("mediation.csv"),
            france_services: list("france-services.csv"),
            itinerant: list("rounds.csv"),
            ..Supply::default()
        },
        population: path("population.csv"),
        // One of the two tells of need.
        illectronism: path("illectronisme.csv").filter(|_| ages.is_none()),
        rates: ages.is_some().then(|| "insee-2021".to_owned()),
        ages,
        residents: list("carreaux.csv"),
        membership: path("membership.csv"),
        ..Sources::default()
    }
}

fn options(case: &Case) -> CoverageOptions {
    let hours = HoursOptions {
        at: case.option("at").map(|text| text.parse().expect("a moment")),
        window: case.option("window").map(|text| text.parse().expect("a window")),
        min_minutes_per_week: case.option("minutes").map_or(0.0, |_| 120.0),
        ..HoursOptions::default()
    };
    let mut measure = MeasureOptions { hours, ..MeasureOptions::default() };
    if case.option("thresholds").is_some() {
        (measure.thresholds_km, measure.reach_km) = (vec![0.001, 3.0, 500.0], 20_000.0);
    }
    if case.option("reach").is_some() {
        measure.reach_km = 500.0;
    }
    // Without these two the built-in rates are refused.
    let need = NeedOptions {
        close_to_total: true,
        split_bands: SplitBands::Pyramid,
        ..NeedOptions::default()
    };
    CoverageOptions {
        measure,
        load: LoadOptions { need, ..LoadOptions::default() },
        ..CoverageOptions::default()
    }
}
