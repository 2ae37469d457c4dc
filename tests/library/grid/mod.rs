//! Grids of residents: cells as they come, and the homes of communes that they make.
//!
//! The communes are the squares of [`crate::handmade`]; cells of 200 m stand around the
//! middle of each.

mod ages;
mod cells;
mod files;

use std::{ops::Deref, path::PathBuf};

use maillage::{
    Error, Result,
    core::model::{AgeBand, Commune, CommuneId},
    intake::{
        input::InputFiles,
        kinds::grid::GridPeople,
        ledger::{Account, Fate, LedgerBuilder, Trouble},
    },
};

use crate::handmade::{Folder, squares};

/// In the middle of the first square, of the second, of the third; in none of them.
const FIRST: &str = "CRS3035RES200mN2489800E3538400";
const SECOND: &str = "CRS3035RES200mN2488600E3546200";
const THIRD: &str = "CRS3035RES200mN2487600E3554000";
const NOWHERE: &str = "CRS3035RES200mN2539400E3544800";
/// The cell north of [`FIRST`].
const NORTH_OF_FIRST: &str = "CRS3035RES200mN2490000E3538400";

const HEADER: &str = "idcar_200m,lcog_geo,i_est_200,ind,ind_0_17,ind_18_64,ind_65p,ind_inc\n";

/// The squares of these codes.
fn communes(codes: &[&str]) -> Vec<Commune> {
    let folder = Folder::new();
    let (communes, _) =
        maillage::intake::kinds::communes::read(&folder.write("c.geojson", squares(codes)))
            .expect("squares");
    communes
}

/// The homes of grids, with the account of each grid.
#[derive(Debug)]
struct Joined {
    people: GridPeople,
    accounts: Vec<Account>,
}

impl Deref for Joined {
    type Target = GridPeople;

    fn deref(&self) -> &GridPeople {
        &self.people
    }
}

/// Grids of these rows, from line 2, joined to squares of these codes.
fn joined(codes: &[&str], files: &[&str]) -> Result<Joined> {
    joined_with(codes, files, |_| Ok(None))
}

fn joined_with(
    codes: &[&str],
    files: &[&str],
    need_of: impl FnOnce(&[AgeBand]) -> Result<Option<Vec<f64>>>,
) -> Result<Joined> {
    let folder = Folder::new();
    let path = |(rank, rows): (usize, &&str)| {
        let text = if rows.starts_with("CRS") { format!("{HEADER}{rows}") } else { (*rows).into() };
        folder.write(&format!("grid{rank}.csv"), text)
    };
    let paths: Vec<PathBuf> = files.iter().enumerate().map(path).collect();
    let mut ledger = LedgerBuilder::default();
    let communes = communes(codes);
    let people = maillage::intake::lists::grid(
        &paths,
        &communes,
        need_of,
        &mut ledger,
        &InputFiles::new(&|_| {}),
    )?;
    let accounts = ledger.finish().accounts;
    assert!(accounts.iter().all(Account::balances), "{accounts:?}");
    Ok(Joined { people, accounts })
}

/// People by commune.
fn people(of: &GridPeople, communes: usize) -> Vec<f64> {
    let communes = (0..communes).map(CommuneId::new);
    communes.map(|id| of.residents.of(id).iter().map(|home| home.people).sum()).collect()
}

/// What is told of rows: line, how many, fate, trouble, value.
fn told(account: &Account) -> Vec<(usize, usize, Fate, Trouble, &str)> {
    let issues = account.issues.iter().filter_map(|issue| {
        Some((issue.line?, issue.rows, issue.fate, issue.trouble, issue.value.as_str()))
    });
    issues.collect()
}

fn refusal(outcome: Result<Joined>) -> Error {
    outcome.expect_err("the grid was made to be refused")
}
