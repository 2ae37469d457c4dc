//! Checks files: their kind, and the issues of their rows.

mod columns;

use std::path::{Path, PathBuf};

use maillage_core::model::Kind;
use maillage_tables::{MaxInputSize, Sheet};

use crate::{
    Error, Result,
    clean::{self, IdentityOptions, identity},
    gazetteer::Gazetteer,
    kinds::{
        self, Content, Geography, LaterAccount, SupplyRows, TableKind, ages,
        list::{self, SupplyList},
    },
    ledger::{Account, LedgerBuilder},
    privacy::Contacts,
    recognition::{self, Opened, SheetKind},
    sentences,
    source::{
        Field, GivenMapping, Mapping, Mappings,
        mapping::read_mappings,
        updates::{self, Updates},
    },
};

pub use columns::{FoundColumn, UnderstoodColumns};

/// Options of a check.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// The `mapping.toml` that defines the columns of lists, if any.
    pub mapping: Option<PathBuf>,
    /// Whether contacts are kept.
    pub contacts: Contacts,
    /// The maximum size of each file.
    pub max_input_size: MaxInputSize,
}

/// The account of one file, or the error.
#[derive(Debug)]
pub struct Checked {
    /// The file as given.
    pub path: PathBuf,
    /// The account, or the error that prevented it.
    pub outcome: Result<Account>,
    /// How the columns were mapped, when the file is a list of places or may be one.
    pub understood: Option<Understood>,
    /// What the columns were read as, when the file is contours or a table by commune.
    pub columns: Option<UnderstoodColumns>,
}

/// The column mapping of a list of places.
#[derive(Debug)]
pub struct Understood {
    /// The file's name, without its folder.
    pub file: String,
    /// The kind of supply of the list.
    pub kind: Kind,
    /// The columns as spelled in the file.
    pub columns: Vec<String>,
    /// Their mapping.
    pub mapping: Mapping,
}

/// A file with its account, or waiting for the communes of the other files.
enum Pending {
    Known(Result<Account>, Option<UnderstoodColumns>),
    Waiting(Sheet),
    /// May exceed memory: read after the others.
    Streamed(LaterAccount, Option<UnderstoodColumns>),
}

/// The account of a file, and what was understood of its columns.
type Outcome = (Result<Account>, Option<Understood>, Option<UnderstoodColumns>);

/// Checks files independently of each other, with one exception: contours, passage tables
/// and tables of the Code officiel géographique serve to check the positions and codes of
/// the others. The results are in the order given. A file that cannot be read is no error: its
/// [`Checked::outcome`] says why.
///
/// # Errors
///
/// Those of [`read_mappings`]; [`Error::Config`] when the mapping is of none of the files.
pub fn check(
    paths: &[PathBuf],
    options: &CheckOptions,
    reading: impl Fn(&Path),
) -> Result<Vec<Checked>> {
    let given = match &options.mapping {
        Some(path) => read_mappings(path)?,
        None => Mappings::default(),
    };
    let concerned = given.concerns(paths.iter().map(PathBuf::as_path));
    if let Some(path) = options.mapping.as_ref().filter(|_| !concerned) {
        let reason = sentences::mapping_of_none();
        return Err(Error::Config { path: path.clone(), reason });
    }
    let mut geography = Geography::default();
    let pending: Vec<Pending> = paths
        .iter()
        .map(|path| {
            reading(path);
            match recognition::open(path, &given, options.max_input_size) {
                Ok(Opened::Streamed(kind, later)) => {
                    let most = options.max_input_size;
                    Pending::Streamed(later, columns_of_streamed(path, kind, &given, most))
                }
                Ok(Opened::Sheet(sheet)) => take_geography(*sheet, &mut geography),
                Err(error) => Pending::Known(Err(error), None),
            }
        })
        .collect();
    let gazetteer = Gazetteer::in_france(&geography.communes, &geography.former);
    let checked = paths.iter().zip(pending).map(|(path, pending)| {
        let (mut outcome, understood, columns) = match pending {
            Pending::Known(outcome, columns) => (outcome, None, columns),
            Pending::Streamed(later, columns) => (later(&gazetteer), None, columns),
            Pending::Waiting(sheet) => {
                let given = given.list(path);
                account(sheet, given, options.contacts, &gazetteer)
            }
        };
        if let Ok(account) = &mut outcome {
            account.sort();
        }
        Checked { path: path.clone(), outcome, understood, columns }
    });
    Ok(checked.collect())
}

/// Takes the communes, codes and names out of `sheet`, and draws up its account. A sheet of
/// another kind is returned, to wait for the communes.
fn take_geography(sheet: Sheet, geography: &mut Geography) -> Pending {
    match recognition::geography_kind(&sheet) {
        Ok(Some(kind)) => match kind.content {
            Content::Geography(check) => {
                let understood = columns::understood(Some(kind), &sheet, false);
                Pending::Known(check(sheet, geography), understood)
            }
            _ => Pending::Waiting(sheet),
        },
        Ok(None) => Pending::Waiting(sheet),
        Err(error) => Pending::Known(Err(error), None),
    }
}

/// What was understood of the columns of a table of ages that may exceed memory.
fn columns_of_streamed(
    path: &Path,
    kind: &TableKind,
    given: &Mappings,
    most: MaxInputSize,
) -> Option<UnderstoodColumns> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if kind != &ages::KIND {
        return None;
    }
    let (table, meanings) = ages::streamed_meanings(path, given.columns(path), most).ok()?;
    Some(columns::streamed_ages(name, table.columns(), meanings))
}

/// The account of a sheet joined to the communes, and what was understood of its columns.
fn account(
    sheet: Sheet,
    given: Option<&GivenMapping>,
    contacts: Contacts,
    gazetteer: &Gazetteer,
) -> Outcome {
    let found = match SheetKind::find(&sheet, given, gazetteer) {
        Ok(found) => found,
        Err(error) => return (Err(error), None, None),
    };
    let kind = found.kind(&sheet);
    let has_names = found.mapping.fields.contains_key(&Field::Name);
    let columns = columns::understood(kind, &sheet, has_names);
    let understood = (found.may_be_places() && columns.is_none()).then(|| Understood {
        file: sheet.file_name(),
        kind: found.supply,
        columns: sheet.columns.names().to_vec(),
        mapping: found.mapping.clone(),
    });
    let Some(format) = kind else {
        return (Err(found.not_understood(&sheet)), understood, columns);
    };
    let SheetKind { mapping, supply: kind, is_assumed, .. } = &found;
    let outcome = match format.content {
        Content::Table(check) => check(sheet, mapping, gazetteer),
        Content::Geography(check) => check(sheet, &mut Geography::default()),
        Content::Supply(_, SupplyRows::Catalogue) => {
            kinds::catalogue::account(sheet, contacts, gazetteer)
        }
        Content::Supply(..) => {
            let (kind, is_assumed) = (*kind, *is_assumed);
            let list = SupplyList { sheet, format, kind, mapping, is_assumed };
            account_of_list(list, contacts, gazetteer)
        }
    };
    (outcome, understood, columns)
}

/// The account of a list, with duplicates merged.
fn account_of_list(list: SupplyList, contacts: Contacts, gazetteer: &Gazetteer) -> Result<Account> {
    let mut ledger = LedgerBuilder::default();
    let updates = Updates::among(updates::days_of_list(&list.sheet, list.mapping));
    let (places, tours) = list::read(list, contacts, gazetteer, updates, &mut ledger)?;
    let places = identity::resolve(places, &mut ledger, &IdentityOptions::default()).places;
    clean::count_kept(&places, &tours, &mut ledger);
    Ok(ledger.finish().accounts.pop().expect("a list that was read has an account"))
}
