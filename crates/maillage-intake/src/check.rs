//! What is this file, and what is wrong with it, row by row.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    Error, Result,
    clean::{self, IdentityOptions, Passage, ResidentsBy, codes_of, identity},
    gazetteer::{Gazetteer, Former},
    intake::{self, CleanList},
    ledger::{Account, Issue, Trouble},
    source::{
        self, GivenMapping, Loaded, Mapping, Schema,
        ages::{self, AgeTable, Counts},
        grid::Grid,
        mapping::read_mappings,
        places::Contacts,
        tables::{self, TableRecord},
    },
};
use maillage_core::model::{AgeBand, Commune, CommuneCode, Kind};
use maillage_tables::{self, Sheet};

/// What is known of the files to check beside themselves.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// What the columns of lists mean, where it is not found out.
    pub mapping: Option<PathBuf>,
    /// Whether contacts are carried.
    pub contacts: Contacts,
}

/// The account of one file, or why it has none.
#[derive(Debug)]
pub struct Checked {
    /// The file as given.
    pub path: PathBuf,
    /// What it is and what is wrong with it.
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

/// A file of which everything is known, or which waits for the communes of the others.
enum Pending {
    Known(Result<Account>),
    Waiting(Sheet),
    /// Larger than memory, perhaps: it is read when its turn comes.
    Grid(Grid),
    /// A long table of ages, the same.
    Ages(PathBuf),
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
    let mut communes: Vec<Commune> = Vec::new();
    let mut former: Vec<Former> = Vec::new();
    let pending: Vec<Pending> = paths
        .iter()
        .map(|path| {
            reading(path);
            if let Ok(grid) = Grid::open(path) {
                return Pending::Grid(grid);
            }
            if ages::is_long(path) {
                return Pending::Ages(path.clone());
            }
            match maillage_tables::read_with(path, &GivenMapping::read_options(&given, path)) {
                Ok(sheet) => territory(sheet, &mut communes, &mut former),
                Err(error) => Pending::Known(Err(error.into())),
            }
        })
        .collect();
    let gazetteer = Gazetteer::new(&communes, &former);
    let checked = paths.iter().zip(pending).map(|(path, pending)| {
        let (mut outcome, understood) = match pending {
            Pending::Known(outcome) => (outcome, None),
            Pending::Grid(grid) => (grid_account(grid, &communes), None),
            Pending::Ages(path) => {
                (ages::ages(&path, &[adults()]).map(|table| ages_account(table, &gazetteer)), None)
            }
            Pending::Waiting(sheet) => {
                let given = GivenMapping::of(&given, path);
                against(sheet, given, options.contacts, &gazetteer)
            }
        };
        if let Ok(account) = &mut outcome {
            account.sort();
        }
        Checked { path: path.clone(), outcome, understood }
    });
    Ok(checked.collect())
}

/// Takes what `sheet` tells of communes; any other sheet waits for it.
fn territory(sheet: Sheet, communes: &mut Vec<Commune>, former: &mut Vec<Former>) -> Pending {
    // Tables of communes are told by their columns: no communes are needed to know them.
    let nowhere = Gazetteer::new(&[], &[]);
    let schema =
        Mapping::find(&sheet, &nowhere, None).map(|mapping| source::recognise(&sheet, &mapping));
    match schema {
        Ok(Some(Schema::Communes)) => {
            let cleaned = clean::communes(source::communes::communes(sheet));
            Pending::Known(cleaned.map(|(of_file, account)| {
                communes.extend(of_file);
                account
            }))
        }
        Ok(Some(Schema::Passage)) => {
            let loaded = source::passage::passage(sheet);
            let (passage, account) =
                Passage::new(loaded.expect("it was recognised by its two vintages"));
            former.extend(passage.former());
            Pending::Known(Ok(account))
        }
        Ok(Some(Schema::Cog)) => {
            let loaded = source::cog::cog(sheet).expect("it was recognised by its columns");
            let (of_file, account) = clean::former(loaded);
            former.extend(of_file);
            Pending::Known(Ok(account))
        }
        Ok(_) => Pending::Waiting(sheet),
        Err(error) => Pending::Known(Err(error)),
    }
}

/// The account of a sheet held against the communes, and how its columns were understood.
fn against(
    sheet: Sheet,
    given: Option<&GivenMapping>,
    contacts: Contacts,
    gazetteer: &Gazetteer,
) -> (Result<Account>, Option<Understood>) {
    let mapping = match Mapping::find(&sheet, gazetteer, given) {
        Ok(mapping) => mapping,
        Err(error) => return (Err(error), None),
    };
    let given_kind = given.and_then(GivenMapping::kind);
    let schema = match source::recognise(&sheet, &mapping) {
        // A table of communes is a list of places when it is said to be one.
        Some(schema)
            if given_kind.is_some() && !schema.is_supply() && mapping.reads_as_places() =>
        {
            Some(source::schema_of_places(&sheet, &mapping))
        }
        schema => schema,
    };
    // What fits nothing else may be a list all the same: of names and communes only.
    let assumed = schema.is_none() && mapping.reads_as_places();
    let schema = if assumed { Some(source::schema_of_places(&sheet, &mapping)) } else { schema };
    // Points with lines among them are the stops of rounds.
    let among_lines = schema.is_some_and(Schema::is_supply) && source::lines::has_lines(&sheet);
    let kind = if among_lines { Some(Kind::Itinerant) } else { schema.and_then(Schema::kind) };
    let kind = given_kind.or(kind).unwrap_or(Kind::Mediation);
    let schema = schema.map(|schema| schema.given_as(kind));
    let may_be_places = schema.is_none_or(Schema::is_of_places);
    let understood = may_be_places.then(|| Understood {
        file: sheet.file_name(),
        kind,
        columns: sheet.columns.names().to_vec(),
        mapping: mapping.clone(),
    });
    let outcome = match schema {
        _ if may_be_places && mapping.refusal(&sheet).is_some() => {
            Err(not_understood(&sheet, &mapping))
        }
        Some(schema) if schema.is_supply() => {
            let list = intake::list(sheet, schema, kind, &mapping, contacts, 0, gazetteer);
            list.map(|CleanList { places, rounds, account }| {
                let mut accounts = [account];
                let options = IdentityOptions::default();
                let places = identity::resolve(places, &mut accounts, &options).places;
                clean::count_kept(&places, &rounds, &mut accounts);
                let [mut account] = accounts;
                if assumed {
                    account.issues.push(Issue::file(Trouble::PlacesAssumed, String::new()));
                }
                account
            })
        }
        // A grid in another format than that of grids: what it is given as says so.
        Some(Schema::Grid) => Grid::open(&sheet.path).and_then(clean::cells_alone),
        Some(schema) => table_account(sheet, schema, &mapping, gazetteer),
        None => Err(not_understood(&sheet, &mapping)),
    };
    (outcome, understood)
}

/// The error of a sheet that is nothing known, a list of places least unlikely.
fn not_understood(sheet: &Sheet, mapping: &Mapping) -> Error {
    let has_names = mapping.fields.contains_key(&source::Field::Name);
    if mapping.is_positioned() || has_names || mapping.names_communes() {
        return intake::not_understood(sheet, mapping);
    }
    Error::MissingColumn {
        path: sheet.path.clone(),
        wanted: "anything that is understood (commune contours, places with a name and a \
                 position or a commune, stops, or a table with a commune code)"
            .to_owned(),
        found: sheet.columns.listing(),
    }
}

/// The account of a grid of residents, held against the contours if there are any.
fn grid_account(grid: Grid, communes: &[Commune]) -> Result<Account> {
    if communes.is_empty() {
        return clean::cells_alone(grid);
    }
    let mut people = clean::residents(vec![grid], communes, |_| Ok(None))?;
    Ok(people.accounts.pop().expect("one grid was given, and each has an account"))
}

/// The account of a table, held against the contours, else against its own codes.
fn table_account(
    sheet: Sheet,
    schema: Schema,
    mapping: &Mapping,
    gazetteer: &Gazetteer,
) -> Result<Account> {
    let known = |loaded: &_| known(loaded, gazetteer);
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
        Schema::Ages => ages_account(ages::ages_of(sheet, &[adults()])?, gazetteer),
        Schema::SchoolHolidays => clean::school(source::school::school(sheet)?).1,
        Schema::Membership => {
            let loaded = tables::membership(sheet)?;
            let known = known(&loaded);
            clean::join_membership(loaded, &known, None).account
        }
        _ => {
            let loaded = tables::chefs_lieux(sheet, mapping)?;
            let known = known(&loaded);
            clean::join_chefs_lieux(loaded, &known, None).account
        }
    })
}

/// The communes that rows are held against: those of the contours, else the table's own.
fn known<Values>(loaded: &Loaded<TableRecord<Values>>, gazetteer: &Gazetteer) -> BTreeSet<CommuneCode> {
    if gazetteer.is_empty() { codes_of(loaded) } else { gazetteer.codes().collect() }
}

/// The account of a table of ages. Any number of residents will do to make people of shares:
/// nobody is counted.
fn ages_account(
    (loaded, table): (Loaded<TableRecord<Counts>>, AgeTable),
    gazetteer: &Gazetteer,
) -> Account {
    let known = known(&loaded, gazetteer);
    let communes = known.iter().map(|code| (*code, 1)).collect();
    let own = codes_of(&loaded).into_iter().map(|code| (code, 1)).collect();
    let residents = ResidentsBy { communes: &communes, own: &own, adults: 1.0 };
    clean::join_people((loaded, &table.counted), Schema::Ages, &known, None, residents).account
}

/// The band that rates of any survey begin with.
fn adults() -> AgeBand {
    AgeBand::new(15, None).expect("people grow older than fifteen")
}
