//! Estimates of need and their intervals, through the public API.

mod areas;
mod intervals;
mod linear;
mod shipped;

use std::collections::BTreeMap;

use maillage::{
    core::{
        model::{AgeBand, CommuneCode, Departement, Pyramid, RateTable},
        need::{AgedPeople, Estimates, NeedOptions, SplitBands, Target, estimate},
    },
    intake::source::rates,
};

const TABLE: &str = "
id = 'test'
titre = 'Synthetic'
annee = 2021
population = 'nobody'
definition = 'made up'
source = 'made up'
[[ages]]
tranche = '15-59'
taux = 0.06
ecart_type = 0.006
[[ages]]
tranche = '60-74'
taux = 0.25
ecart_type = 0.015
[[ages]]
tranche = '75+'
taux = 0.6
ecart_type = 0.02
[erreur_modele]
region = 0.10
commune = 0.15
source = 'made up'
";

fn table() -> RateTable {
    toml::from_str(TABLE).expect("a rate table")
}

fn pyramid() -> Pyramid {
    rates::pyramid("france-2021").expect("it comes with the program").table
}

fn bands() -> Vec<AgeBand> {
    ["15-59", "60-74", "75+"].map(|band| band.parse().expect("a band")).into()
}

fn code(text: &str) -> CommuneCode {
    text.parse().expect("a code")
}

/// Communes of two régions, from a hamlet to a town, by people of each band.
fn people() -> AgedPeople {
    let mut people = BTreeMap::new();
    for (rank, departement) in ["16", "17", "75", "77"].into_iter().enumerate() {
        for number in 1..=6_usize {
            let size = [12.0, 40.0, 150.0, 600.0, 4_000.0, 30_000.0][number - 1];
            let old = 0.08 + 0.02 * ((rank + number) % 5) as f64;
            let ages = vec![size * (0.8 - old), size * 0.2, size * old];
            people.insert(code(&format!("{departement}{number:03}")), ages);
        }
    }
    AgedPeople { people, ..AgedPeople::default() }
}

/// A commune in every département, Mayotte as well.
fn everywhere() -> AgedPeople {
    let departements = Departement::all().map(|departement| departement.code);
    let commune = |(rank, departement): (usize, &str)| {
        let number = format!("{departement}{}", &"001"[departement.len() - 2..]);
        let old = 0.05 + 0.01 * (rank % 12) as f64;
        let size = 500.0 * (1 + rank % 7) as f64;
        (code(&number), vec![size * (0.8 - old), size * 0.2, size * old])
    };
    AgedPeople { people: departements.enumerate().map(commune).collect(), ..AgedPeople::default() }
}

fn estimated(calibrate: &[&str]) -> Estimates {
    estimated_of(&people(), &table(), calibrate).expect("an estimate")
}

fn estimated_of(
    people: &AgedPeople,
    table: &RateTable,
    calibrate: &[&str],
) -> Result<Estimates, maillage::core::Error> {
    let targets = calibrate.iter().map(|text| text.parse::<Target>().expect("a total"));
    let options = NeedOptions {
        calibrate: targets.collect(),
        split_bands: SplitBands::Refuse,
        ..NeedOptions::default()
    };
    estimate(table, &bands(), &pyramid(), people, &options)
}
