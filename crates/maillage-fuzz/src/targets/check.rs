//! Recognition: a spoilt file is checked beside the contours, and what was understood of its
//! columns is accepted when it is given back.

use std::path::Path;

use maillage::{
    Lang, Voice,
    intake::check::{CheckOptions, Checked, check},
    output::{write_account, write_column_mapping, write_mapping},
};

use super::Target;
use crate::{case::Case, dice::Dice, laws, mutation::spoilt, program::Program, seeds::Seeds};

pub(super) const TARGET: Target = Target {
    name: "check",
    about: "a spoilt file to the check, and the mapping that it prints back to it",
    case,
    judge,
};

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    let seed = dice.pick(&seeds.tables);
    let mut case = spoilt(&seed, &seed.name, seeds, dice);
    if dice.once_in(2) {
        let beside = dice.pick(&seeds.island);
        case.files.push((format!("beside-{}", beside.name), beside.bytes.clone()));
    }
    case
}

fn judge(case: &Case, folder: &Path, _: &Program) -> String {
    let paths = case.paths(folder);
    let checked = check(&paths, &CheckOptions::default(), |_| {}).expect("no mapping was given");
    let mut outcome = Vec::new();
    let mut mapping = Vec::new();
    let mut sink = std::io::sink();
    for Checked { outcome: result, understood, columns, .. } in checked {
        for lang in [Lang::Fr, Lang::En] {
            if let Ok(account) = &result {
                laws::account_balances(account);
                write_account(&mut sink, account, Voice::of(lang)).expect("memory takes it");
            }
        }
        if let (Some(understood), Ok(_)) = (understood, &result) {
            write_mapping(&mut mapping, &understood, Voice::of(Lang::Fr)).expect("memory takes it");
        }
        if let (Some(columns), Ok(_)) = (columns, &result) {
            write_column_mapping(&mut mapping, &columns, Voice::of(Lang::Fr))
                .expect("memory takes it");
        }
        outcome.push(
            result.map_or_else(|error| error.to_string(), |account| account.schema.to_owned()),
        );
    }
    if !mapping.is_empty() {
        let path = folder.join("given-back.toml");
        std::fs::write(&path, mapping).expect("the folder takes files");
        let options = CheckOptions { mapping: Some(path), ..CheckOptions::default() };
        if let Err(error) = check(&paths, &options, |_| {}) {
            panic!("law: the mapping of a file that was read is accepted; {error}");
        }
    }
    outcome.swap_remove(0)
}
