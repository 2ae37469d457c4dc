//! How old the people of communes are, and how many of them are in need.

use maillage::{
    core::model::{CommuneId, listing},
    intake::ledger::{Fate, Trouble},
};

use super::{FIRST, NORTH_OF_FIRST, SECOND, joined, joined_with, people, refusal, told};

/// One in ten of the young, none of the others, half of the old.
const RATES: [f64; 3] = [0.1, 0.0, 0.5];

#[test]
fn people_by_band_add_up_over_the_cells_of_a_commune() {
    let rows = format!("{FIRST},16001,0,6,1,2,3,0\n{NORTH_OF_FIRST},16001,0,4,4,0,0,0\n");
    let grid = joined(&["16001", "16002"], &[&rows]).expect("a grid");
    assert_eq!(listing(&grid.bands), "0-17, 18-64, 65+");
    assert_eq!(grid.ages, [Some(vec![5.0, 2.0, 3.0]), None]);
}

#[test]
fn ages_that_are_secret_or_do_not_add_up_are_unknown_and_the_people_count() {
    let rows = format!("{FIRST},16001,0,6,s,2,3,0\n{NORTH_OF_FIRST},16001,0,40,4,0,0,0\n");
    let grid = joined(&["16001"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 1), [46.0]);
    assert_eq!(grid.ages, [None]);
    assert_eq!(
        told(&grid.accounts[0]),
        [
            (2, 1, Fate::Kept, Trouble::AgesUnknown, "s"),
            (3, 1, Fate::Kept, Trouble::AgesIncoherent, "4 / 40"),
        ]
    );
}

#[test]
fn need_is_the_rates_of_the_bands_over_the_people_of_each_cell() {
    // Of the second cell half the people are of unknown age, and taken to be as the others.
    let rows = format!("{FIRST},16001,0,16,10,2,4,0\n{NORTH_OF_FIRST},16001,0,40,10,0,10,20\n");
    let grid = joined_with(&["16001"], &[&rows], |bands| {
        assert_eq!(bands.len(), 3);
        Ok(Some(RATES.to_vec()))
    });
    let needs: Vec<f64> =
        grid.expect("a grid").residents.of(CommuneId(0)).iter().map(|home| home.need).collect();
    assert_eq!(needs, [3.0, 12.0]);
}

#[test]
fn people_of_unknown_ages_have_the_rate_of_their_commune_else_that_of_all() {
    let rows = format!(
        "{FIRST},16001,0,16,10,2,4,0\n{NORTH_OF_FIRST},16001,0,32,s,0,0,0\n\
         {SECOND},16002,0,48,s,0,0,0\n"
    );
    let grid = joined_with(&["16001", "16002"], &[&rows], |_| Ok(Some(RATES.to_vec())));
    let grid = grid.expect("a grid");
    let needs = |id| -> Vec<f64> {
        grid.residents.of(CommuneId(id)).iter().map(|home| home.need).collect()
    };
    assert_eq!(needs(0), [3.0, 6.0]);
    assert_eq!(needs(1), [9.0]);
}

#[test]
fn without_rates_or_ages_need_is_the_people_themselves() {
    let rows = format!("{FIRST},16001,0,16,10,2,4,0\n");
    let grid = joined(&["16001"], &[&rows]).expect("a grid");
    assert_eq!(grid.residents.of(CommuneId(0))[0].need, 16.0);
    let rows = format!("idcar_200m,ind\n{FIRST},16\n");
    let grid = joined_with(&["16001"], &[&rows], |bands| Ok(Some(vec![0.5; bands.len()])));
    assert_eq!(grid.expect("a grid").residents.of(CommuneId(0))[0].need, 16.0);
}

#[test]
fn grids_cut_in_different_bands_are_refused() {
    let one = format!("{FIRST},16001,0,16,10,2,4,0\n");
    let other = format!("idcar_200m,ind,ind_0_17,ind_18p\n{SECOND},3,1,2\n");
    let message = refusal(joined(&["16001"], &[&one, &other])).to_string();
    assert!(message.contains("are 0-17, 18+, those of"), "{message}");
    assert!(message.contains("are 0-17, 18-64, 65+; give grids of one vintage"), "{message}");
}
