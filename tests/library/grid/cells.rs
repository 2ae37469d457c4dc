//! Which cells count, and in which commune.

use maillage::{
    Lang, Voice,
    core::model::CommuneId,
    intake::ledger::{Fate, Ledger, Trouble},
    output::write_ledger,
};

use super::{FIRST, HEADER, NORTH_OF_FIRST, NOWHERE, SECOND, THIRD, joined, people, refusal, told};
use crate::shuffled::shuffled;

#[test]
fn a_cell_is_of_the_commune_whose_code_it_states_wherever_its_centre_is() {
    let rows = format!("{FIRST},16002,0,3,1,1,1,0\n{SECOND},16002,0,4,4,0,0,0\n");
    let grid = joined(&["16001", "16002"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 2), [0.0, 7.0]);
    assert!(told(&grid.accounts[0]).is_empty());
    assert_eq!((grid.cells, grid.people.cell_metres), (2, vec![200]));
}

#[test]
fn a_cell_of_an_unknown_code_is_of_the_commune_around_its_centre_and_told() {
    let rows = format!("{FIRST},99999,0,3,3,0,0,0\n{SECOND},,0,4,4,0,0,0\n");
    let grid = joined(&["16001", "16002"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 2), [3.0, 4.0]);
    let by_centre = Trouble::CellByCentre;
    assert_eq!(
        told(&grid.accounts[0]),
        [(2, 1, Fate::Kept, by_centre, "99999"), (3, 1, Fate::Kept, by_centre, "")]
    );
}

#[test]
fn a_grid_without_codes_is_placed_by_centres_and_told_once() {
    let rows = format!("idcar_200m,ind\n{FIRST},3\n{SECOND},4\n{NOWHERE},5\n");
    let grid = joined(&["16001", "16002"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 2), [3.0, 4.0]);
    let notes = grid.accounts[0].notes().filter(|note| note.trouble == Trouble::CellByCentre);
    assert_eq!(notes.count(), 1);
    assert_eq!(told(&grid.accounts[0]), [(4, 1, Fate::SetAside, Trouble::CellOutside, NOWHERE)]);
}

#[test]
fn of_several_communes_that_of_the_centre_is_taken_else_the_first_that_is_known() {
    let rows = format!(
        "{FIRST},1600216001,0,1,1,0,0,0\n{SECOND},9999916001,0,2,2,0,0,0\n\
         {THIRD},9999916002,0,4,4,0,0,0\n{NOWHERE},1600316002,0,8,8,0,0,0\n"
    );
    let grid = joined(&["16001", "16002", "16003"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 3), [3.0, 4.0, 8.0]);
    assert!(told(&grid.accounts[0]).is_empty());
}

#[test]
fn an_arrondissement_is_of_its_commune_where_the_contours_have_no_other() {
    let rows = format!("{FIRST},75113,0,3,3,0,0,0\n");
    let grid = joined(&["16001", "75056"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 2), [0.0, 3.0]);
    let grid = joined(&["16001", "75113"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 2), [0.0, 3.0]);
    // Contours of both are contours of the commune.
    let grid = joined(&["75056", "75113"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 1), [3.0]);
}

#[test]
fn a_code_that_lost_its_first_zero_is_known_all_the_same() {
    let rows = format!("{NOWHERE},1002,0,3,3,0,0,0\n{SECOND},100101002,0,4,4,0,0,0\n");
    let grid = joined(&["01001", "01002"], &[&rows]).expect("a grid");
    assert_eq!(people(&grid, 2), [0.0, 7.0]);
}

#[test]
fn neighbouring_rows_outside_the_contours_are_told_together_and_counted_one_by_one() {
    let outside = |east: u32| format!("CRS3035RES200mN2539400E{east},24{east:.3},0,1,1,0,0,0\n");
    let mut rows: String = (0..1000).map(|rank| outside(3_544_800 + 200 * rank)).collect();
    rows += &format!("{FIRST},16001,0,3,3,0,0,0\n");
    rows += &format!("{NOWHERE},24002,0,3,3,0,0,0\n\n{NOWHERE},24003,0,3,3,0,0,0\n");
    let grid = joined(&["16001"], &[&rows]).expect("a grid");
    let account = &grid.accounts[0];
    assert_eq!((account.read, account.kept, account.set_aside()), (1003, 1, 1002));
    let aside = |line, rows, value| (line, rows, Fate::SetAside, Trouble::CellOutside, value);
    let told = told(account);
    assert_eq!(told[0], aside(2, 1000, told[0].4));
    // A blank line parts two runs, since the lines of a run follow each other.
    assert_eq!(told[1..], [aside(1003, 1, "24002"), aside(1005, 1, "24003")]);
    assert_eq!(account.tally(), [(Fate::SetAside, Trouble::CellOutside, 1002)]);
    let ledger = Ledger { accounts: vec![account.clone()], ..Ledger::default() };
    let mut written = Vec::new();
    write_ledger(&mut written, &ledger, Voice::of(Lang::En)).expect("memory takes it");
    let written = String::from_utf8(written).expect("the ledger is UTF-8");
    assert!(written.contains("\ngrid0.csv,2,1001,ecarte,carreau_hors_contours,"), "{written}");
    assert!(written.contains(",1003 = 1 + 0 + 1002,1003,1,0,1002\n"), "{written}");
}

#[test]
fn residents_that_are_secret_or_unreadable_set_the_cell_aside_each_with_its_reason() {
    let cells = ["s", "-9999", "", "-3", "NaN"].map(|ind| format!("{FIRST},16001,0,{ind},1,1,1,0"));
    let grid = joined(&["16001"], &[&cells.join("\n")]).expect("a grid");
    assert_eq!(grid.cells, 0);
    let aside = |line, trouble, value| (line, 1, Fate::SetAside, trouble, value);
    let (secret, unreadable) = (Trouble::PeopleSecret, Trouble::PeopleUnreadable);
    assert_eq!(
        told(&grid.accounts[0]),
        [
            aside(2, secret, "s"),
            aside(3, secret, "-9999"),
            aside(4, unreadable, ""),
            aside(5, unreadable, "-3"),
            aside(6, unreadable, "NaN"),
        ]
    );
}

#[test]
fn a_cell_where_nobody_lives_is_kept_and_is_no_home() {
    let grid = joined(&["16001"], &[&format!("{FIRST},16001,1,0,0,0,0,0\n")]).expect("a grid");
    assert_eq!((grid.accounts[0].kept, grid.cells, grid.imputed_cells), (1, 0, 0));
    assert!(grid.residents.is_empty());
}

#[test]
fn an_identifier_that_is_no_cell_of_france_is_set_aside_with_its_reason() {
    let sea = "CRS3035RES200mN2489800E1000000";
    let rows = format!("2.6E+06,16001,0,3,3,0,0,0\n{sea},16001,0,3,3,0,0,0\n");
    let grid = joined(&["16001"], &[&format!("{HEADER}{rows}")]).expect("a grid");
    let aside = |line, trouble, value| (line, 1, Fate::SetAside, trouble, value);
    assert_eq!(
        told(&grid.accounts[0]),
        [aside(2, Trouble::CellUnreadable, "2.6E+06"), aside(3, Trouble::OutsideFrance, sea)]
    );
}

#[test]
fn a_cell_counts_once_be_it_in_two_files_and_two_spellings() {
    let (one, same) = (format!("{FIRST},16001,0,3,3,0,0,0\n"), "200mN24898E35384");
    let again = format!("{HEADER}{same},16001,0,3,3,0,0,0\n{NORTH_OF_FIRST},16001,0,4,4,0,0,0\n");
    let grid = joined(&["16001"], &[&one, &again]).expect("two grids");
    assert_eq!(people(&grid, 1), [7.0]);
    assert_eq!(told(&grid.accounts[1]), [(2, 1, Fate::SetAside, Trouble::CellTwice, same)]);
}

#[test]
fn of_a_cell_given_twice_the_row_with_more_residents_counts_in_any_order() {
    let rows = [
        format!("{FIRST},16001,0,3,3,0,0,0\n"),
        format!("{FIRST},16001,0,5,0,5,0,0\n"),
        format!("{FIRST},16001,0,5,0,0,5,0\n"),
        format!("{NORTH_OF_FIRST},16001,0,4,4,0,0,0\n"),
    ];
    let grid = joined(&["16001"], &[&rows.concat()]).expect("a grid");
    assert_eq!(people(&grid, 1), [9.0]);
    let ages = grid.ages[0].clone().expect("ages");
    assert_eq!(ages.iter().sum::<f64>(), 9.0);
    let account = &grid.accounts[0];
    assert_eq!((account.read, account.kept, account.set_aside()), (4, 2, 2));
    let of_rows = account.issues.iter().filter(|issue| issue.line.is_some());
    assert!(of_rows.map(|issue| issue.trouble).eq([Trouble::CellTwice; 2]));
    for seed in 1..=8 {
        let other = joined(&["16001"], &[&shuffled(rows.to_vec(), seed).concat()]);
        let other = other.expect("a grid");
        assert_eq!((&other.residents, &other.ages[0]), (&grid.residents, &Some(ages.clone())));
    }
}

#[test]
fn people_with_decimals_add_up_to_the_same_in_any_order() {
    let cell = |rank: usize| {
        let north = 2_489_800 + 200 * rank;
        let (people, young) = (0.1 + rank as f64 * 0.7, 0.1 + rank as f64 * 0.3);
        let rest = people - young;
        format!("CRS3035RES200mN{north}E3538400,16001,1,{people},{young},{rest},0,0\n")
    };
    let rows: Vec<String> = (0..12).map(cell).collect();
    let grid = joined(&["16001"], &[&rows.concat()]).expect("a grid");
    assert!(grid.ages[0].is_some() && grid.imputed_people > 10.0);
    for seed in 1..=8 {
        let other = joined(&["16001"], &[&shuffled(rows.clone(), seed).concat()]);
        let other = other.expect("a grid");
        assert_eq!(
            (&other.residents, &other.ages, other.imputed_people),
            (&grid.residents, &grid.ages, grid.imputed_people)
        );
    }
}

#[test]
fn cells_that_insee_estimated_are_kept_and_counted() {
    let rows = format!("{FIRST},16001,1,3.5,3.5,0,0,0\n{NORTH_OF_FIRST},16001,0,4,4,0,0,0\n");
    let grid = joined(&["16001"], &[&rows]).expect("a grid");
    assert_eq!((grid.cells, grid.imputed_cells, grid.imputed_people), (2, 1, 3.5));
    let note = grid.accounts[0].notes().find(|note| note.trouble == Trouble::CellsImputed);
    assert_eq!(note.map(|note| note.value.as_str()), Some("1"));
}

#[test]
fn homes_do_not_depend_on_the_order_of_rows_and_files() {
    let rows = [
        format!("{NORTH_OF_FIRST},16001,0,4,4,0,0,0\n"),
        format!("{SECOND},16002,0,2,2,0,0,0\n"),
        format!("{FIRST},16001,0,3,3,0,0,0\n"),
    ];
    let forth = joined(&["16001", "16002"], &[&rows.concat()]).expect("a grid");
    let files = [rows[2].as_str(), rows[1].as_str(), rows[0].as_str()];
    let back = joined(&["16001", "16002"], &files).expect("three grids");
    assert_eq!(forth.residents, back.residents);
    let first: Vec<f64> = forth.residents.of(CommuneId(0)).iter().map(|home| home.people).collect();
    assert_eq!(first, [3.0, 4.0]);
}

#[test]
fn cells_of_two_sizes_are_refused_since_people_would_count_twice() {
    let fine = format!("{FIRST},16001,0,3,3,0,0,0\n");
    let coarse = format!("{HEADER}CRS3035RES1000mN2489000E3538000,16001,0,30,30,0,0,0\n");
    let message = refusal(joined(&["16001"], &[&fine, &coarse])).to_string();
    for part in ["grid1.csv: line 2", "1000 m", "200 m", "count twice", "grids of one size"] {
        assert!(message.contains(part), "{message}");
    }
}
