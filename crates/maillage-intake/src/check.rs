//! What a file is, and what is wrong with it, row by row.

use std::path::{Path, PathBuf};

use crate::{
    Error, Result,
    clean::{self, IdentityOptions, identity},
    gazetteer::Gazetteer,
    kinds::{
        self, Content, Geography, LaterAccount, TableKind, lines,
        list::{self, List},
        places,
    },
    ledger::{Account, Issue, LedgerBuilder, Trouble},
    privacy::Contacts,
    source::{Field, GivenMapping, Mapping, mapping::read_mappings},
};
use maillage_core::model::Kind;
use maillage_tables::Sheet;

/// What a check takes beside the files.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// The `mapping.toml` that says what the columns of lists mean, if there is one.
    pub mapping: Option<PathBuf>,
    /// Whether contacts are carried.
    pub contacts: Contacts,
}

/// The account of one file, or why it has none.
#[derive(Debug)]
pub struct Checked {
    /// The file as given.
    pub path: PathBuf,
    /// Its account, or the error for which it has none.
    pub outcome: Result<Account>,
    /// How its columns were understood, when it is a list of places or may be one.
    pub understood: Option<Understood>,
}

/// How the columns of a list of places were understood.
#[derive(Debug)]
pub struct Understood {
    /// The file's name, without its folder.
    pub file: String,
    /// What it is a list of.
    pub kind: Kind,
    /// Its columns as it spells them.
    pub columns: Vec<String>,
    /// What they mean.
    pub mapping: Mapping,
}

/// A file whose account is drawn up, or which waits for the communes of the other files.
enum Pending {
    Known(Result<Account>),
    Waiting(Sheet),
    /// Perhaps larger than memory: it is read in its turn.
    Streamed(LaterAccount),
}

/// Checks files, each on its own; except that contours, passage tables and tables of the
/// Code officiel géographique among them serve to check the positions and the codes of the
/// others. In the order given.
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
            match maillage_tables::read_with(path, &GivenMapping::read_options(&given, path)) {
                Ok(sheet) => take_geography(sheet, &mut geography),
                Err(error) => Pending::Known(Err(error.into())),
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

/// Takes the communes, codes and names out of `sheet`, and draws up its account; a sheet of any
/// other kind waits for them.
fn take_geography(sheet: Sheet, geography: &mut Geography) -> Pending {
    // These kinds are recognised by their columns: no communes are needed.
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

/// The account of a sheet held against the communes, and how its columns were understood.
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
    // A file that is of no other kind may be a list all the same: of names and communes only.
    let assumed = format.is_some() && kinds::recognise(&sheet, &mapping).is_none();
    // Points with lines among them are the stops of rounds.
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
            let list = List { sheet, format, kind, mapping: &mapping };
            account_of_list(list, assumed, contacts, gazetteer)
        }
    };
    (outcome, understood)
}

/// The account of a list, each of its places once.
fn account_of_list(
    list: List,
    assumed: bool,
    contacts: Contacts,
    gazetteer: &Gazetteer,
) -> Result<Account> {
    let mut ledger = LedgerBuilder::default();
    let (places, rounds) = list::read(list, contacts, gazetteer, &mut ledger)?;
    let places = identity::resolve(places, &mut ledger, &IdentityOptions::default()).places;
    clean::count_kept(&places, &rounds, &mut ledger);
    let mut account = ledger.finish().accounts.pop().expect("a list that was read has an account");
    if assumed {
        account.issues.push(Issue::file(Trouble::PlacesAssumed, String::new()));
    }
    Ok(account)
}

/// The error of a sheet that is of no known kind: that of a list of places where it resembles
/// one.
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
