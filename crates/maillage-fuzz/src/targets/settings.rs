//! Files of options: a spoilt `mapping.toml` beside a sound list, a spoilt table of rates.

use std::path::Path;

use maillage::{
    Supply,
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        check::{CheckOptions, check},
        source::rates::rates,
    },
};

use super::Target;
use crate::{case::Case, dice::Dice, laws, mutation::spoilt, program::Program, seeds::Seeds};

pub(super) const TARGET: Target = Target {
    name: "settings",
    about: "a spoilt mapping.toml beside a sound list, a spoilt table of rates",
    case,
    judge,
};

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    if dice.once_in(3) {
        let seed = seeds.setting("20", dice);
        return spoilt(seed, "rates.toml", seeds, dice);
    }
    let seed = seeds.setting("mapping", dice);
    let mut case = spoilt(seed, "mapping.toml", seeds, dice);
    let lists = ["mediation.csv", "france-services.csv", "rounds.csv", "list.xlsx"];
    let list = dice.pick(&lists);
    let seed = seeds.tables.iter().find(|seed| seed.name == list).expect("a seed");
    case.files.push(("list".to_owned(), seed.bytes.clone()));
    case
}

fn judge(case: &Case, folder: &Path, _: &Program) -> String {
    if let Some(path) = case.path(folder, "rates.toml") {
        let read = rates(&path.display().to_string());
        return read.map_or_else(|error| error.to_string(), |_| "rates read".to_owned());
    }
    let (mapping, list) = (case.path(folder, "mapping.toml"), folder.join("list"));
    let options = CheckOptions { mapping: mapping.clone(), ..CheckOptions::default() };
    if let Ok(checked) = check(std::slice::from_ref(&list), &options, |_| {}) {
        checked.iter().filter_map(|it| it.outcome.as_ref().ok()).for_each(laws::account_balances);
    }
    let supply = Supply { mediation: vec![list], mapping, ..Supply::default() };
    match catalogue(&CatalogueInputs { supply, ..CatalogueInputs::default() }, |_| {}) {
        Ok(catalogue) => {
            laws::accounts_balance(&catalogue.ledger);
            "list read".to_owned()
        }
        Err(error) => error.to_string(),
    }
}
