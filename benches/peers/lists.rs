//! Lists of places of any length over the communes of France, to see how a run grows with them.
//!
//! `lists FOLDER [PLACES] [SEED]` writes `mediation.csv` and `partenaire.csv`, by default of 25,000
//! rows together, four in five of them in the first: CSV in the national standard, of which one
//! place in twenty is in both lists under another spelling. The communes are those brought along,
//! and the same arguments give the same bytes.

use std::{env, fs, path::Path};

use maillage::france::france;
use maillage_synth::{Town, national_lists};

const SEED: u64 = 2_022;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let folder = Path::new(words.first().expect("a folder, and how many places"));
    let number = |rank: usize, default: u64| {
        words.get(rank).map_or(default, |word| word.parse().expect("a whole number"))
    };
    let france = france().expect("the build brings France along");
    let towns = france.communes().iter().filter_map(|commune| {
        let at = commune.chef_lieu?;
        Some(Town {
            code: commune.code.to_string(),
            name: commune.name.to_owned(),
            postal_code: commune.postal_codes.split(' ').next().unwrap_or("").to_owned(),
            residents: commune.population?,
            latitude: at.latitude(),
            longitude: at.longitude(),
        })
    });
    let towns: Vec<Town> = towns.collect();
    let lists = national_lists(&towns, number(1, 25_000) as usize, number(2, SEED));
    fs::create_dir_all(folder).expect("the folder can be made");
    for (name, text) in ["mediation.csv", "partenaire.csv"].into_iter().zip(lists) {
        fs::write(folder.join(name), text).expect("the folder is writable");
    }
}
