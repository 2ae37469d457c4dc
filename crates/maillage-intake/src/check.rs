//! Checks files: their kind, and the issues of their rows.

use std::path::{Path, PathBuf};

use crate::{
    Error, Result,
    clean::{self, IdentityOptions, identity},
    gazetteer::Gazetteer,
    kinds::{
        self, Content, Geography, LaterAccount, TableKind, lines,
        list::{self, SupplyList},
        places, travel,
    },
    ledger::{Account, Issue, LedgerBuilder, Trouble},
    privacy::Contacts,
    source::{Field, GivenMapping, Mapping, mapping::read_mappings},
};
use maillage_core::model::Kind;
use maillage_tables::Sheet;

/// Options of a check.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// The `mapping.toml` that defines the columns of lists, if any.
    pub mapping: Option<PathBuf>,
    /// Whether contacts are kept.
    pub contacts: Contacts,
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
    Known(Result<Account>),
    Waiting(Sheet),
    /// May exceed memory: read after the others.
    Streamed(LaterAccount),
}

/// Checks files independently of each other, with one exception: contours, passage tables
/// and tables of the Code officiel géographique serve to check the positions and codes of
/// the others. The results are in the order given.
///
/// # Errors
///
/// Those of [`read_mappings`].
pub fn check(
    paths: &[PathBuf],
    options: &CheckOptions,
    reading: impl Fn(&Path),
) -> Result<Vec<Checked>> {
    let given = match &options.mapping {
        Some(path) => read_mappings(path)?,
        None => Vec::new(),
    };
    if let Some(path) = &options.mapping {
        let concerned = paths.iter().any(|file| GivenMapping::of(&given, file).is_some());
        if !concerned {
            let reason = "no `fichier` of it is one of the files given".to_owned();
            return Err(Error::Config { path: path.clone(), reason });
        }
    }
    let mut geography = Geography::default();
    let pending: Vec<Pending> = paths
        .iter()
        .map(|path| {
            reading(path);
            if let Some((_, later)) = kinds::streamed(path) {
                return Pending::Streamed(later);
            }
            let read = maillage_tables::read_with(path, &GivenMapping::read_options(&given, path));
            match read.map_err(Error::from).and_then(travel::squared) {
                Ok(sheet) => take_geography(sheet, &mut geography),
                Err(error) => Pending::Known(Err(error)),
            }
        })
        .collect();
    let gazetteer = Gazetteer::new(&geography.communes, &geography.former);
    let checked = paths.iter().zip(pending).map(|(path, pending)| {
        let (mut outcome, understood) = match pending {
            Pending::Known(outcome) => (outcome, None),
            Pending::Streamed(later) => (later(&gazetteer), None),
            Pending::Waiting(sheet) => {
                let given = GivenMapping::of(&given, path);
                account(sheet, given, options.contacts, &gazetteer)
            }
        };
        if let Ok(account) = &mut outcome {
            account.sort();
        }
        Checked { path: path.clone(), outcome, understood }
    });
    Ok(checked.collect())
}

/// Takes the communes, codes and names out of `sheet`, and draws up its account. A sheet of
/// another kind is returned, to wait for the communes.
fn take_geography(sheet: Sheet, geography: &mut Geography) -> Pending {
    // These kinds are recognised by their columns alone, without communes.
    let nowhere = Gazetteer::new(&[], &[]);
    let mapping = match Mapping::find(&sheet, &nowhere, None) {
        Ok(mapping) => mapping,
        Err(error) => return Pending::Known(Err(error)),
    };
    match kinds::recognise(&sheet, &mapping).map(|kind| &kind.content) {
        Some(Content::Geography(check)) => Pending::Known(check(sheet, geography)),
        _ => Pending::Waiting(sheet),
    }
}

/// The account of a sheet joined to the communes, and its column mapping.
fn account(
    sheet: Sheet,
    given: Option<&GivenMapping>,
    contacts: Contacts,
    gazetteer: &Gazetteer,
) -> (Result<Account>, Option<Understood>) {
    let mapping = match Mapping::find(&sheet, gazetteer, given) {
        Ok(mapping) => mapping,
        Err(error) => return (Err(error), None),
    };
    let given = given.and_then(GivenMapping::kind);
    let format = list::format(given, &sheet, &mapping);
    // A file of no other kind may be a list with only names and communes.
    let assumed = format.is_some() && kinds::recognise(&sheet, &mapping).is_none();
    // Points in a file with lines are the stops of tours.
    let among_lines = format.is_some_and(TableKind::is_supply) && lines::has_lines(&sheet);
    let kind = if among_lines { Some(Kind::Itinerant) } else { format.and_then(TableKind::supply) };
    let kind = given.or(kind).unwrap_or(Kind::Mediation);
    let format = format.map(|format| places::given_as(format, kind));
    let may_be_places = format.is_none_or(TableKind::is_of_places);
    let understood = may_be_places.then(|| Understood {
        file: sheet.file_name(),
        kind,
        columns: sheet.columns.names().to_vec(),
        mapping: mapping.clone(),
    });
    if may_be_places && mapping.refusal(&sheet).is_some() {
        return (Err(not_understood(&sheet, &mapping)), understood);
    }
    let Some(format) = format else {
        return (Err(not_understood(&sheet, &mapping)), understood);
    };
    let outcome = match format.content {
        Content::Table(check) => check(sheet, &mapping, gazetteer),
        Content::Geography(check) => check(sheet, &mut Geography::default()),
        Content::Supply(..) => {
            let list = SupplyList { sheet, format, kind, mapping: &mapping };
            account_of_list(list, assumed, contacts, gazetteer)
        }
    };
    (outcome, understood)
}

/// The account of a list, with duplicates merged.
fn account_of_list(
    list: SupplyList,
    assumed: bool,
    contacts: Contacts,
    gazetteer: &Gazetteer,
) -> Result<Account> {
    let mut ledger = LedgerBuilder::default();
    let (places, tours) = list::read(list, contacts, gazetteer, &mut ledger)?;
    let places = identity::resolve(places, &mut ledger, &IdentityOptions::default()).places;
    clean::count_kept(&places, &tours, &mut ledger);
    let mut account = ledger.finish().accounts.pop().expect("a list that was read has an account");
    if assumed {
        account.issues.push(Issue::file(Trouble::PlacesAssumed, String::new()));
    }
    Ok(account)
}

/// The error for a sheet of unknown kind. When it resembles a list of places, the error is
/// that of such a list.
fn not_understood(sheet: &Sheet, mapping: &Mapping) -> Error {
    let has_names = mapping.fields.contains_key(&Field::Name);
    if mapping.is_positioned() || has_names || mapping.names_communes() {
        return list::not_understood(sheet, mapping);
    }
    Error::MissingColumn {
        path: sheet.path.clone(),
        wanted: "anything that is understood (commune contours, places with a name and a \
                 position or a commune, stops, or a table with a commune code)"
            .to_owned(),
        found: sheet.columns.listing(),
    }
}
