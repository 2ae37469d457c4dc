//! Floating catchments of the hospitals of another library, `peers/access-hospital`.

use std::{fs, path::Path};

use maillage::{
    TableAccessOptions, access_from_tables,
    core::competition::{Decay, Method},
    intake::pairs::PairSources,
    output::TableAccess,
};
use serde_json::Value;

use super::folder;
use crate::handmade::Folder;

/// The access of each scenario by `method`, with the numbers of the peer.
fn scenarios(method: Method) -> Vec<(TableAccess, Value)> {
    let path = folder().join("peers/access-hospital/expected.json");
    let text = fs::read_to_string(path).expect("the folder of real data holds the toys");
    let toys: Value = serde_json::from_str(&text).expect("an object");
    let scenarios = toys["scenarios"].as_array().expect("scenarios").iter();
    scenarios.map(|scenario| (access(&toys, scenario, method), scenario.clone())).collect()
}

fn access(toys: &Value, scenario: &Value, method: Method) -> TableAccess {
    let tables = Folder::new();
    let amounts = |name: &str| {
        let of = toys[name].as_object().expect("an amount for each identifier").iter();
        let rows: String = of.map(|(id, amount)| format!("{id},{amount}\n")).collect();
        Some(tables.write(&format!("{name}.csv"), format!("id,{name}\n{rows}")))
    };
    let pairs = scenario["cost"].as_array().expect("pairs").iter();
    let rows: String = pairs
        .map(|pair| format!("{},{},{}\n", pair["origin"], pair["dest"], pair["cost"]))
        .collect();
    let sources = PairSources {
        costs: tables.write("costs.csv", format!("origin,dest,cost\n{rows}")),
        demand: amounts("pop"),
        supply: amounts("doc"),
        ..PairSources::default()
    };
    let options = TableAccessOptions {
        method: Some(method),
        decay: Some(Decay::Power { exponent: 1.0, least: 0.0, scale: 1.0 }),
        max_cost: toys["max_cost"].as_f64(),
        ..TableAccessOptions::default()
    };
    access_from_tables(&sources, &options, &|_: &Path| ()).expect("the tables are sound")
}

/// The access of each origin, and the sum of access × demand.
fn shares(access: &TableAccess) -> (Vec<f64>, f64) {
    let method = access.method.as_ref().expect("a method was chosen");
    let shares = method.shared.origins.iter().map(|origin| origin.access().expect("a share"));
    (shares.collect(), method.shared.received(&access.demand.figures))
}

fn numbers(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().expect("numbers").iter();
    numbers.map(|number| number.as_f64().expect("a number")).collect()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn two_steps_with_a_decay_give_the_numbers_of_another_library_and_all_that_places_have() {
    let scenarios = scenarios(Method::Enhanced);
    assert_eq!(scenarios.len(), 4);
    for (access, peer) in scenarios {
        let (shares, sum) = shares(&access);
        for (found, expected) in shares.iter().zip(numbers(&peer["access_2sfca"])) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert!((sum - 135.0).abs() < 1e-9, "{sum}");
    }
}

/// The peer divides by the weights of all pairs, also those beyond the maximum cost, so that a row
/// that does not count changes its numbers. Only its last scenario has the right value.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn three_steps_cut_before_they_normalise_unlike_another_library() {
    let scenarios = scenarios(Method::ThreeStep);
    for (rank, (access, peer)) in scenarios.iter().enumerate() {
        let (shares, sum) = shares(access);
        let far = shares
            .iter()
            .zip(numbers(&peer["access_3sfca"]))
            .map(|(found, of_peer)| (found - of_peer).abs());
        let far = far.fold(0.0, f64::max);
        assert_eq!(far < 1e-12, rank == 3, "{rank}: {far}");
        assert!(far < 5e-3, "{rank}: {far}");
        assert!((sum - 135.0).abs() < 1e-9, "{sum}");
    }
}
