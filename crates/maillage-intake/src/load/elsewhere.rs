//! Lists of another territory than the one asked for.
//!
//! That most places of a list lie outside the study area says nothing by itself: a national list
//! serves a département well. So the study area is also held against the number of places that its
//! residents make expect, were the list as dense there as in the départements that it covers.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::{Commune, CommuneCode, FileId, Place};
use maillage_france::France;

use super::ground;
use crate::{
    france::BuiltIn,
    ledger::{Account, ListElsewhere},
};

/// Number of expected places from which their absence tells something.
const ENOUGH: f64 = 3.0;
/// Share of the expected places under which a list is of another territory.
const FEW: f64 = 0.1;

/// The lists of which most places stand outside of `study`, and which have under a tenth of the
/// places there that its residents make expect. None where `study` is not of France.
pub(super) fn lists_elsewhere(
    places: &[Place],
    study: &[&Commune],
    accounts: &[Account],
) -> Vec<ListElsewhere> {
    let Some(built_in) = BuiltIn::get() else { return Vec::new() };
    let france = built_in.france();
    let studied: BTreeSet<CommuneCode> = study.iter().map(|commune| commune.code.whole()).collect();
    let people: f64 = residents(france, |code| studied.contains(&code));
    let mut lists: BTreeMap<FileId, Counted> = BTreeMap::new();
    for place in places {
        let holding = || built_in.holding(place.position).map(|commune| commune.code);
        let Some(code) = place.commune.map(|code| code.whole()).or_else(holding) else { continue };
        let files: BTreeSet<FileId> = place.sources().map(|row| row.file).collect();
        for file in files {
            let counted = lists.entry(file).or_default();
            counted.places += 1;
            counted.inside += usize::from(studied.contains(&code));
            *counted.by_departement.entry(code.departement().to_owned()).or_default() += 1;
        }
    }
    let elsewhere =
        lists.into_iter().filter_map(|(file, Counted { places, inside, by_departement })| {
            if 2 * inside >= places {
                return None;
            }
            let (_, mut covered) = ground::without_strays(by_departement);
            let codes: BTreeSet<&str> = covered.iter().map(|(code, _)| code.as_str()).collect();
            let there = residents(france, |code| codes.contains(code.departement()));
            let expected = places as f64 * people / there;
            let is_elsewhere = expected >= ENOUGH && (inside as f64) < FEW * expected;
            covered.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            let file = accounts[file.index()].file.clone();
            is_elsewhere.then_some(ListElsewhere { file, places, inside, departements: covered })
        });
    elsewhere.collect()
}

/// The places of one list whose commune is known.
#[derive(Default)]
struct Counted {
    places: usize,
    inside: usize,
    by_departement: BTreeMap<String, usize>,
}

fn residents(france: &France, is_counted: impl Fn(CommuneCode) -> bool) -> f64 {
    let counted = france.communes().iter().filter(|commune| is_counted(commune.code));
    counted.filter_map(|commune| commune.population).sum::<u64>() as f64
}
