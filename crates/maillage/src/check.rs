//! What is this file, and what is wrong with it, row by row.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    clean::{self, Atlas, Passage, codes_of},
    error::{Error, Result},
    ledger::Account,
    model::{Commune, CommuneCode},
    source::{self, Schema, Sheet, format, tables},
};

/// The account of one file, or why it has none.
#[derive(Debug)]
pub struct Checked {
    /// The file as given.
    pub path: PathBuf,
    /// What it is and what is wrong with it.
    pub outcome: Result<Account>,
}

/// Checks files, each on its own; except that contours among them serve to check the
/// positions and the codes of the others. In the order given.
pub fn check(paths: &[PathBuf], reading: impl Fn(&Path)) -> Vec<Checked> {
    let sheets: Vec<Result<(Sheet, Schema)>> = paths
        .iter()
        .map(|path| {
            reading(path);
            recognised(path)
        })
        .collect();

    // Contours first: what they hold is what the others are held against.
    let mut communes: Vec<Commune> = Vec::new();
    let mut outcomes: Vec<Option<Result<Account>>> = Vec::new();
    let mut others: Vec<Option<(Sheet, Schema)>> = Vec::new();
    for sheet in sheets {
        let (outcome, other) = match sheet {
            Ok((sheet, Schema::Communes)) => {
                let cleaned = clean::communes(source::communes::communes(sheet));
                (
                    Some(cleaned.map(|(of_file, account)| {
                        communes.extend(of_file);
                        account
                    })),
                    None,
                )
            }
            Ok(other) => (None, Some(other)),
            Err(error) => (Some(Err(error)), None),
        };
        outcomes.push(outcome);
        others.push(other);
    }
    let atlas = Atlas::new(&communes);
    let account = |(sheet, schema)| account_of(sheet, schema, &atlas);
    let outcomes = outcomes.into_iter().zip(others);
    let outcomes = outcomes.map(|(outcome, other)| outcome.or_else(|| other.map(account)));
    paths
        .iter()
        .zip(outcomes)
        .map(|(path, outcome)| {
            let mut outcome = outcome.expect("a file that is no error was recognised");
            if let Ok(account) = &mut outcome {
                account.sort();
            }
            Checked { path: path.clone(), outcome }
        })
        .collect()
}

fn recognised(path: &Path) -> Result<(Sheet, Schema)> {
    let sheet = format::read(path)?;
    match source::recognise(&sheet) {
        Some(schema) => Ok((sheet, schema)),
        None => Err(Error::MissingColumn {
            path: path.to_owned(),
            wanted: "anything that is understood (commune contours, places with a name and \
                     `latitude`/`longitude`, stops, or a table with a commune code)"
                .to_owned(),
            found: sheet.columns.listing(),
        }),
    }
}

fn account_of(sheet: Sheet, schema: Schema, atlas: &Atlas) -> Result<Account> {
    if schema.is_supply() {
        let loaded = source::places::places(sheet, schema);
        let (places, account) = clean::places(loaded, schema, 0, atlas);
        let mut accounts = [account];
        let places = clean::merge_duplicates(places, &mut accounts);
        let [mut account] = accounts;
        account.kept = places.len();
        return Ok(account);
    }
    if schema == Schema::Passage {
        let loaded =
            source::passage::passage(sheet).expect("it was recognised by its two vintages");
        return Ok(Passage::new(loaded).1);
    }
    table_account(sheet, schema, atlas)
}

/// The account of a table, held against the contours, else against its own codes.
fn table_account(sheet: Sheet, schema: Schema, atlas: &Atlas) -> Result<Account> {
    let known = |loaded: &source::Loaded<tables::TableRecord>| -> BTreeSet<CommuneCode> {
        if atlas.is_empty() { codes_of(loaded) } else { atlas.codes().collect() }
    };
    Ok(match schema {
        Schema::Illectronism => {
            let (loaded, unit) = tables::need(sheet)?;
            let known = known(&loaded);
            // Any number of residents will do: rates are checked, nobody is counted.
            let residents = known.iter().map(|code| (*code, u64::MAX >> 12)).collect();
            let own = known.iter().map(|code| (*code, 1)).collect();
            clean::join_need((loaded, unit), &known, None, &residents, &own).account
        }
        Schema::Population => {
            let loaded = tables::population(sheet)?;
            let known = known(&loaded);
            clean::join_population(loaded, &known, None).account
        }
        Schema::Membership => {
            let loaded = tables::membership(sheet)?;
            let known = known(&loaded);
            clean::join_membership(loaded, &known, None).account
        }
        _ => {
            let loaded = tables::chefs_lieux(sheet)?;
            let known = known(&loaded);
            clean::join_chefs_lieux(loaded, &known, None).account
        }
    })
}
