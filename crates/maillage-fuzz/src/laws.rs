//! What must hold of every result, whatever the files. A law that is broken panics, which is
//! caught as any panic.

use std::collections::BTreeSet;

use maillage::intake::ledger::{Account, Ledger};
use serde_json::{Map, Value};

/// Read = kept + merged + set aside, in every account.
///
/// # Panics
///
/// When an account does not balance.
pub fn accounts_balance(ledger: &Ledger) {
    ledger.accounts.iter().for_each(account_balances);
}

/// Read = kept + merged + set aside.
///
/// # Panics
///
/// When the account does not balance.
pub fn account_balances(account: &Account) {
    let (read, kept) = (account.read, account.kept);
    let (merged, set_aside) = (account.merged(), account.set_aside());
    assert!(
        account.balances(),
        "law: read = kept + merged + set aside; `{}` has {read}, {kept}, {merged}, {set_aside}",
        account.file
    );
}

/// The features of a layer, which must be GeoJSON with positions on the globe.
///
/// # Panics
///
/// When it is not.
pub fn features(layer: &[u8]) -> Vec<Value> {
    let mut layer: Value = match serde_json::from_slice(layer) {
        Ok(layer) => layer,
        Err(error) => panic!("law: a layer is JSON; {error}"),
    };
    assert_eq!(layer["type"], "FeatureCollection", "law: a layer is a collection of features");
    let Value::Array(features) = layer["features"].take() else {
        panic!("law: a layer has a list of features");
    };
    for feature in &features {
        assert_eq!(feature["type"], "Feature", "law: a layer is a collection of features");
        assert!(feature["properties"].is_object(), "law: a feature has properties");
        positions_are_on_the_globe(&feature["geometry"]["coordinates"]);
    }
    features
}

fn positions_are_on_the_globe(coordinates: &Value) {
    let Value::Array(values) = coordinates else { return };
    match values.as_slice() {
        [Value::Number(longitude), Value::Number(latitude), ..] => {
            let within = |number: &serde_json::Number, most: f64| {
                number.as_f64().is_some_and(|degrees| (-most..=most).contains(&degrees))
            };
            let is_on_globe = within(longitude, 180.0) && within(latitude, 90.0);
            assert!(is_on_globe, "law: positions are degrees; `{longitude}` `{latitude}`");
        }
        _ => values.iter().for_each(positions_are_on_the_globe),
    }
}

/// The laws of the layer of communes: codes in order, shares from 0 to 100, lengths and times not
/// negative, ranks without gaps.
///
/// # Panics
///
/// When one is broken.
pub fn communes_hold_together(features: &[Value]) {
    let rows: Vec<&Map<String, Value>> =
        features.iter().filter_map(|feature| feature["properties"].as_object()).collect();
    let codes: Vec<&str> = rows.iter().filter_map(|row| row["code_insee"].as_str()).collect();
    assert_eq!(codes.len(), rows.len(), "law: every commune has its code");
    assert!(codes.is_sorted_by(|one, next| one < next), "law: communes are in order, each once");
    for (column, value) in rows.iter().flat_map(|row| row.iter()) {
        let Some(number) = value.as_f64() else { continue };
        let limits = if column.ends_with("_pct") { 0.0..=100.0 } else { 0.0..=f64::MAX };
        let is_of_measure = ["_pct", "_km", "_jours"].iter().any(|unit| column.ends_with(unit));
        let is_count = ["minutes_", "lieux_", "personnes_"].iter().any(|it| column.starts_with(it));
        let holds = !(is_of_measure || is_count) || limits.contains(&number);
        assert!(holds, "law: `{column}` is in its limits; `{number}`");
    }
    let ranks: Vec<u64> = rows.iter().filter_map(|row| row["rang"].as_u64()).collect();
    let distinct: BTreeSet<u64> = ranks.iter().copied().collect();
    assert!(distinct.iter().copied().eq(1..=ranks.len() as u64), "law: ranks have no gap");
}
