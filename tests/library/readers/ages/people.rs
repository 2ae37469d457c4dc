//! From rows to the people of communes: vintages, arrondissements, shares.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use maillage::{
    core::model::CommuneCode,
    intake::{
        kinds::{self, ages::ResidentsBy},
        ledger::{Fate, Trouble},
    },
};

use super::{
    LONG, RATES, SHARES, bands, code, joined, joined_to, note, people, single_years, told,
};
use crate::handmade::Folder;

#[test]
fn paris_is_counted_by_commune_or_by_arrondissement_and_never_twice() {
    let folder = Folder::new();
    let both = single_years(&[("COM", "75056"), ("ARM", "75101"), ("ARM", "75102"), ("IRIS", "x")]);
    let path = folder.write("both.csv", both);
    let (_, commune) = joined_to(&path, &["75056"]).expect("ages");
    assert_eq!(people(&commune, "75056"), Some(vec![2.0; 101]));
    let tally = commune.account.tally();
    assert!(tally.contains(&(Fate::SetAside, Trouble::ArrondissementCounted, 2)), "{tally:?}");
    assert!(tally.contains(&(Fate::SetAside, Trouble::OtherSlice, 202)), "{tally:?}");
    let (_, arrondissements) = joined_to(&path, &["75101", "75102"]).expect("ages");
    assert_eq!(people(&arrondissements, "75102"), Some(vec![2.0; 101]));
    assert_eq!(arrondissements.account.kept, 404);
    let path = folder.write("parts.csv", single_years(&[("ARM", "75101"), ("ARM", "75102")]));
    let (_, summed) = joined_to(&path, &["75056"]).expect("ages");
    assert_eq!(people(&summed, "75056"), Some(vec![4.0; 101]));
    assert_eq!((summed.account.kept, summed.account.merged()), (0, 404));
}

/// 16010 and 16011 merged into 16001; 16012 was split into 16001, of 300 residents, and 16002,
/// of 100.
#[test]
fn people_are_summed_over_merged_communes_and_shared_out_over_split_ones_by_residents() {
    let folder = Folder::new();
    let passage = "code_2018,code_2024\n16010,16001\n16011,16001\n16012,16001\n16012,16002\n\
                   16003,16003\n";
    let (passage, _) = maillage::intake::kinds::passage::read(&folder.write("p.csv", passage))
        .expect("two vintages");
    let mut text = LONG.to_owned();
    for (code, people) in [("16010", 4), ("16011", 8), ("16012", 100), ("16003", 1)] {
        for age in ["0-14", "15-29", "30-59", "60+"] {
            text.push_str(&format!("{code};{age};{people}\n"));
        }
    }
    let (loaded, table) =
        maillage::intake::kinds::ages::read(&folder.write("ages.csv", text), &bands(RATES))
            .expect("ages");
    let known: BTreeSet<CommuneCode> = ["16001", "16002", "16003"].map(code).into();
    let communes = HashMap::from([(code("16001"), 300), (code("16002"), 100), (code("16003"), 4)]);
    let by = ResidentsBy { communes: &communes, own: &BTreeMap::new(), adults: 0.8 };
    let people = (loaded, &table.counted);
    let crosswalk =
        kinds::crosswalk::CodeCrosswalk { passage: Some(&passage), ..Default::default() };
    let joined = kinds::ages::join_people(people, &kinds::ages::KIND, &known, crosswalk, by);
    assert!(joined.account.balances(), "{:?}", joined.account);
    assert_eq!(super::people(&joined, "16001"), Some(vec![4.0 + 8.0 + 75.0; 4]));
    assert_eq!(super::people(&joined, "16002"), Some(vec![25.0; 4]));
    assert_eq!(super::people(&joined, "16003"), Some(vec![1.0; 4]));
    assert_eq!(joined.account.kept, 16);
    let moved = joined.account.issues.iter().filter(|of| of.trouble == Trouble::MovedCode);
    assert_eq!(moved.map(|of| of.line).collect::<Vec<_>>(), [Some(2), Some(6), Some(10)]);
}

#[test]
fn shares_become_people_with_the_residents_they_are_of() {
    // 800 of 1,000 are 15 or older; a quarter of them younger than 25, a half 65 or older.
    let (table, joined) = joined(&format!("{SHARES}16001;25;50\n16002;120;10\n"));
    assert_eq!(table.bands, bands("15-24 25-64 65+"));
    assert_eq!(people(&joined, "16001"), Some(vec![200.0, 200.0, 400.0]));
    assert_eq!(told(&joined.account), [(3, 3, 1, Trouble::RateOutOfRange, "120")]);
    let read = note(&joined.account, Trouble::AgesRead);
    assert_eq!(read, Some("15-24, 25-64, 65+; % 15+"));
}

#[test]
fn shares_of_which_none_exceeds_one_are_fractions() {
    let (_, joined) = joined(&format!("{SHARES}16001;0.25;0.5\n16002;0;1\n"));
    assert_eq!(people(&joined, "16001"), Some(vec![200.0, 200.0, 400.0]));
    let guessed = note(&joined.account, Trouble::UnitGuessed);
    assert_eq!(guessed, Some("tx_15_24_des15plus, tx_65etplus_des15plus, 0–1"));
    // One that exceeds it makes all of them per cent.
    let (_, joined) = super::joined(&format!("{SHARES}16001;0.25;0.5\n16002;1;1.5\n"));
    assert_eq!(people(&joined, "16001"), Some(vec![2.0, 794.0, 4.0]));
    assert_eq!(note(&joined.account, Trouble::UnitGuessed), None);
}

#[test]
fn a_column_that_says_per_cent_holds_no_fractions() {
    let text = "code_insee;pct_15_24;pct_25_64;pct_65_plus\n16001;0.25;0.5;0.5\n";
    let (_, joined) = joined(text);
    assert_eq!(note(&joined.account, Trouble::UnitGuessed), None);
}
