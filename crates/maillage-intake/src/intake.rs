//! Taking files in: read, recognise, check that each is what it was given for, clean.

use std::path::{Path, PathBuf};

use crate::{
    Error, Result,
    clean::{
        self, GridPeople, IdentityOptions, Passage,
        identity::{self, Resolved},
    },
    gazetteer::{Gazetteer, Former},
    ledger::Account,
    source::{
        self, GivenMapping, Loaded, Mapping, Schema,
        ages::{self, AgeTable, Counted, Counts},
        grid::{Grid, is_grid},
        lines::take_lines,
        mapping::read_mappings,
        places::Contacts,
        tables::{NeedUnit, TableRecord},
    },
};
use maillage_core::model::{AgeBand, Commune, GivenRound, Kind, Margin, Place};
use maillage_hours::SchoolHoliday;
use maillage_tables::{self, Sheet};

/// The lists of supply of a run.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// Lists of médiation places.
    pub mediation: Vec<PathBuf>,
    /// France Services lists.
    pub france_services: Vec<PathBuf>,
    /// Lists of stops of itinerant rounds.
    pub itinerant: Vec<PathBuf>,
    /// School holidays, for hours that stop in them.
    pub school_holidays: Option<PathBuf>,
    /// What their columns mean, where it is not found out.
    pub mapping: Option<PathBuf>,
    /// Whether contacts are carried into the outputs.
    pub contacts: Contacts,
}

impl Supply {
    /// Every file of it.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let tables = self.school_holidays.as_deref().into_iter().chain(self.mapping.as_deref());
        self.lists().map(|(_, path)| path).chain(tables)
    }

    /// The lists with the kind each was given as, in a fixed order.
    pub fn lists(&self) -> impl Iterator<Item = (Kind, &Path)> {
        let lists = [
            (Kind::Mediation, &self.mediation),
            (Kind::FranceServices, &self.france_services),
            (Kind::Itinerant, &self.itinerant),
        ];
        lists
            .into_iter()
            .flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, path.as_path())))
    }
}

/// The communes of a file of contours.
pub fn communes(path: &Path) -> Result<(Vec<Commune>, Account)> {
    let sheet = table(path, Schema::Communes)?;
    match recognised(&sheet)? {
        Some(Schema::Communes) => {
            let (communes, account) = clean::communes(source::communes::communes(sheet))?;
            if communes.is_empty() {
                return Err(Error::NoCommunes { path: path.to_owned() });
            }
            Ok((communes, account))
        }
        Some(other) => Err(wrong(path, other, "commune contours")),
        None => Err(Error::MissingColumn {
            path: path.to_owned(),
            wanted: "commune contours (polygons with a `code` or `code_insee`)".to_owned(),
            found: sheet.columns.listing(),
        }),
    }
}

/// Codes and names of other vintages than the contours'.
#[derive(Debug, Default)]
pub struct History {
    /// The passage table between two vintages.
    pub passage: Option<Passage>,
    /// What former codes and names became.
    pub former: Vec<Former>,
    /// An account a table.
    pub accounts: Vec<Account>,
}

impl History {
    /// Reads a passage table and tables of the Code officiel géographique. `reading` is told
    /// each file before.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is not what it was given for.
    pub fn read(
        passage: Option<&Path>,
        tables: &[PathBuf],
        reading: impl Fn(&Path),
    ) -> Result<Self> {
        let mut history = Self::default();
        if let Some(path) = passage {
            reading(path);
            let (passage, account) = self::passage(path)?;
            history.accounts.push(account);
            history.former.extend(passage.former());
            history.passage = Some(passage);
        }
        for path in tables {
            reading(path);
            let (former, account) = cog(path)?;
            history.former.extend(former);
            history.accounts.push(account);
        }
        Ok(history)
    }
}

/// Lists of places that were decoded, and are neither recognised nor cleaned.
pub struct PlaceSheets {
    sheets: Vec<(Kind, Sheet)>,
    given: Vec<GivenMapping>,
    contacts: Contacts,
}

/// Decodes all lists, in the order of [`Supply::lists`]. `reading` is told each file before.
///
/// # Errors
///
/// When a file cannot be read, and those of [`read_mappings`].
pub fn read_lists(supply: &Supply, reading: impl Fn(&Path)) -> Result<PlaceSheets> {
    let given = match &supply.mapping {
        Some(path) => read_mappings(path)?,
        None => Vec::new(),
    };
    let read = |(kind, path)| {
        reading(path);
        refuse_larger(path, expected(kind))?;
        Ok((kind, maillage_tables::read_with(path, &GivenMapping::read_options(&given, path))?))
    };
    check_given(supply, &given)?;
    let sheets = supply.lists().map(read).collect::<Result<_>>()?;
    Ok(PlaceSheets { sheets, given, contacts: supply.contacts })
}

/// Whether a mapping speaks of the lists given, and says of each what the options say.
fn check_given(supply: &Supply, given: &[GivenMapping]) -> Result<()> {
    let Some(path) = &supply.mapping else { return Ok(()) };
    let refused = |reason: String| Err(Error::Config { path: path.clone(), reason });
    let of_lists: Vec<_> = supply
        .lists()
        .filter_map(|(kind, list)| Some((kind, list, GivenMapping::of(given, list)?)))
        .collect();
    if of_lists.is_empty() {
        let names: Vec<String> =
            supply.lists().map(|(_, list)| list.display().to_string()).collect();
        let names = names.join(", ");
        return refused(format!("no `fichier` of it is one of the lists given: {names}"));
    }
    for (kind, list, mapping) in of_lists {
        if let Some(said) = mapping.kind().filter(|said| *said != kind) {
            let (list, said, kind) = (list.display(), said.name(), kind.name());
            return refused(format!(
                "`genre` of {list} is {said}, and it is given as {kind}; correct one of them"
            ));
        }
    }
    Ok(())
}

/// What the lists of a run hold.
#[derive(Debug)]
pub struct Cleaned {
    /// The places of all lists, each once, by identifier, with the evidence.
    pub resolved: Resolved,
    /// The rounds that lists tell of themselves: routes of timetables, lines.
    pub rounds: Vec<GivenRound>,
    /// An account a list, in their order.
    pub accounts: Vec<Account>,
}

/// What one list holds.
#[derive(Debug)]
pub struct CleanList {
    /// Its places, in the order of the file.
    pub places: Vec<Place>,
    /// Its rounds, where it tells of them apart from the stops.
    pub rounds: Vec<GivenRound>,
    /// What became of its rows.
    pub account: Account,
}

/// What all lists hold, each place once.
///
/// # Errors
///
/// When a file is no list of the kind it was given as, or its columns are not understood;
/// those of [`source::feed::feed`].
pub fn clean_lists(
    lists: PlaceSheets,
    gazetteer: &Gazetteer,
    options: &IdentityOptions,
) -> Result<Cleaned> {
    let (mut places, mut rounds, mut accounts) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, sheet) in lists.sheets {
        let given = GivenMapping::of(&lists.given, &sheet.path);
        let mapping = Mapping::find(&sheet, gazetteer, given)?;
        let schema = schema_as(kind, &sheet, &mapping)?;
        let list = list(sheet, schema, kind, &mapping, lists.contacts, accounts.len(), gazetteer)?;
        places.extend(list.places);
        rounds.extend(list.rounds);
        accounts.push(list.account);
    }
    let resolved = identity::resolve(places, &mut accounts, options);
    Ok(Cleaned { resolved, rounds, accounts })
}

/// What a list holds whose columns are understood. `file` is its rank among the inputs.
///
/// # Errors
///
/// Those of [`source::feed::feed`].
pub fn list(
    mut sheet: Sheet,
    schema: Schema,
    kind: Kind,
    mapping: &Mapping,
    contacts: Contacts,
    file: usize,
    gazetteer: &Gazetteer,
) -> Result<CleanList> {
    if schema == Schema::Gtfs {
        let (records, rounds) = clean::timetable(source::feed::feed(sheet, contacts)?, file);
        let (places, account) = clean::places(records, schema, kind, file, gazetteer);
        return Ok(CleanList { places, rounds, account });
    }
    if schema == Schema::Lines {
        let lines = source::lines::lines(sheet, mapping, contacts);
        let (rounds, account) = clean::lines(lines, file);
        return Ok(CleanList { places: Vec::new(), rounds, account });
    }
    let lines = if kind == Kind::Itinerant { take_lines(&mut sheet) } else { None };
    let (places, mut account) = place_list(sheet, schema, kind, mapping, contacts, file, gazetteer);
    let mut rounds = Vec::new();
    if let Some(lines) = lines {
        let (of_lines, account_of_lines) =
            clean::lines(source::lines::lines(lines, mapping, contacts), file);
        rounds = of_lines;
        account.read += account_of_lines.read;
        account.kept += account_of_lines.kept;
        account.issues.extend(account_of_lines.issues);
    }
    Ok(CleanList { places, rounds, account })
}

/// The places of one list whose columns are understood, and its account.
fn place_list(
    mut sheet: Sheet,
    schema: Schema,
    kind: Kind,
    mapping: &Mapping,
    contacts: Contacts,
    file: usize,
    gazetteer: &Gazetteer,
) -> (Vec<Place>, Account) {
    let notes = mapping.notes(&sheet, contacts);
    if contacts == Contacts::Dropped {
        mapping.drop_personal(&mut sheet);
    }
    let mut records = source::places::places(sheet, schema, kind, mapping, contacts);
    records.issues.extend(notes);
    let (places, mut account) = clean::places(records, schema, kind, file, gazetteer);
    if contacts == Contacts::Dropped {
        for issue in &mut account.issues {
            issue.value = source::without_contacts(&issue.value);
        }
    }
    (places, account)
}

/// The schema of a list that is said to be of this kind.
fn schema_as(kind: Kind, sheet: &Sheet, mapping: &Mapping) -> Result<Schema> {
    let wrong = |schema| Err(wrong(&sheet.path, schema, expected(kind)));
    let schema = match source::recognise(sheet, mapping) {
        // Of places the lines of a list are no more than a geometry without a position.
        Some(Schema::Lines) if kind != Kind::Itinerant && mapping.reads_as_places() => {
            source::schema_of_places(sheet, mapping)
        }
        Some(schema) if schema.is_supply() => schema,
        Some(
            schema @ (Schema::Communes
            | Schema::Passage
            | Schema::Cog
            | Schema::Grid
            | Schema::Ages),
        ) => return wrong(schema),
        // What might be a table of communes is a list of places when it is said to be one.
        Some(_) | None if mapping.reads_as_places() => source::schema_of_places(sheet, mapping),
        Some(schema) => return wrong(schema),
        None => return Err(not_understood(sheet, mapping)),
    };
    if schema.is_of_places() && mapping.refusal(sheet).is_some() {
        return Err(not_understood(sheet, mapping));
    }
    match (kind, schema.given_as(kind)) {
        (_, Schema::Places) => Ok(Schema::Places),
        (kind, schema) if schema.kind() == Some(kind) => Ok(schema),
        (_, schema) => wrong(schema),
    }
}

/// What a list of this kind is, for an error message.
fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Mediation => "a list of médiation places",
        Kind::FranceServices => "a France Services list",
        Kind::Itinerant => "a list of the stops of itinerant rounds",
    }
}

/// The error of a list whose columns are not understood.
pub fn not_understood(sheet: &Sheet, mapping: &Mapping) -> Error {
    let (wanted, candidates) = mapping.refusal(sheet).unwrap_or_default();
    Error::ListNotUnderstood {
        path: sheet.path.clone(),
        wanted,
        candidates: if candidates.is_empty() {
            format!("none of its columns looks like it: {}", sheet.columns.listing())
        } else {
            format!("candidates, with their confidence: {candidates}")
        },
    }
}

/// Residents by commune.
pub fn population(path: &Path) -> Result<Loaded<TableRecord>> {
    let sheet = table(path, Schema::Population)?;
    or_ages(source::tables::population(sheet), path, Schema::Population)
}

/// Illectronism by commune.
pub fn illectronism(path: &Path) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let sheet = table(path, Schema::Illectronism)?;
    or_ages(source::tables::need(sheet), path, Schema::Illectronism)
}

/// Any need by commune, in the column of this name.
pub fn need_in_column(
    path: &Path,
    column: &str,
    unit: Option<NeedUnit>,
) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    source::tables::need_in_column(maillage_tables::read(path)?, column, unit)
}

/// People by age and commune, in the bands that fit those of `rates` best.
pub fn ages(path: &Path, rates: &[AgeBand]) -> Result<(Loaded<TableRecord<Counts>>, AgeTable)> {
    if is_grid(path) {
        return Err(wrong(path, Schema::Grid, Schema::Ages.description()));
    }
    source::ages::ages(path, rates)
}

/// People by category of a margin and commune.
pub fn margin(path: &Path, margin: &Margin) -> Result<(Loaded<TableRecord<Counts>>, Counted)> {
    source::margins::margin(path, margin)
}

/// EPCI by commune.
pub fn membership(path: &Path) -> Result<Loaded<TableRecord>> {
    let sheet = table(path, Schema::Membership)?;
    or_ages(source::tables::membership(sheet), path, Schema::Membership)
}

/// Town halls by commune.
pub fn chefs_lieux(path: &Path) -> Result<Loaded<TableRecord>> {
    let sheet = table(path, Schema::ChefsLieux)?;
    let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None)?;
    or_ages(source::tables::chefs_lieux(sheet, &mapping), path, Schema::ChefsLieux)
}

/// The residents of `communes`, in their order, by the cells of these grids: see
/// [`clean::residents`] for what `need_of` is asked. `reading` is told each file before.
///
/// # Errors
///
/// When a file cannot be read or is no grid; those of [`clean::residents`].
pub fn grid(
    paths: &[PathBuf],
    communes: &[Commune],
    need_of: impl FnOnce(&[AgeBand]) -> Result<Option<Vec<f64>>>,
    reading: impl Fn(&Path),
) -> Result<GridPeople> {
    let open = |path: &PathBuf| {
        reading(path);
        Grid::open(path)
    };
    let grids = paths.iter().map(open).collect::<Result<_>>()?;
    clean::residents(grids, communes, need_of)
}

/// The codes and names of a table of the Code officiel géographique.
pub fn cog(path: &Path) -> Result<(Vec<Former>, Account)> {
    let sheet = table(path, Schema::Cog)?;
    let found = sheet.columns.listing();
    match source::cog::cog(sheet) {
        Some(loaded) => Ok(clean::former(loaded)),
        None => Err(Error::MissingColumn {
            path: path.to_owned(),
            wanted: "the Code officiel géographique (INSEE's `v_commune` or `v_mvt_commune`)"
                .to_owned(),
            found,
        }),
    }
}

/// School holidays: of the national calendar, or of a table of one's own.
pub fn school_holidays(path: &Path) -> Result<(Vec<SchoolHoliday>, Account)> {
    source::school::school(table(path, Schema::SchoolHolidays)?).map(clean::school)
}

/// A passage table between two vintages of codes.
pub fn passage(path: &Path) -> Result<(Passage, Account)> {
    let sheet = table(path, Schema::Passage)?;
    let found = sheet.columns.listing();
    match source::passage::passage(sheet) {
        Some(loaded) => Ok(Passage::new(loaded)),
        None => Err(Error::MissingColumn {
            path: path.to_owned(),
            wanted: "two vintages of codes (`code_2018` and `code_2024`)".to_owned(),
            found,
        }),
    }
}

/// The rows of a file that was given as a table of this schema.
fn table(path: &Path, schema: Schema) -> Result<Sheet> {
    refuse_larger(path, schema.description())?;
    Ok(maillage_tables::read(path)?)
}

/// Refuses what may be larger than memory, and is something else, before it is read.
fn refuse_larger(path: &Path, expected: &'static str) -> Result<()> {
    if is_grid(path) {
        return Err(wrong(path, Schema::Grid, expected));
    }
    if ages::is_long(path) {
        return Err(wrong(path, Schema::Ages, expected));
    }
    Ok(())
}

/// A table that was read as one of this schema; when it lacks the columns and is one of ages,
/// the error says so.
fn or_ages<T>(table: Result<T>, path: &Path, schema: Schema) -> Result<T> {
    match table {
        Err(Error::MissingColumn { .. }) if ages::is_wide(path) => {
            Err(wrong(path, Schema::Ages, schema.description()))
        }
        other => other,
    }
}

/// The schema of a sheet that nothing is known about.
fn recognised(sheet: &Sheet) -> Result<Option<Schema>> {
    let mapping = Mapping::find(sheet, &Gazetteer::new(&[], &[]), None)?;
    Ok(source::recognise(sheet, &mapping))
}

fn wrong(path: &Path, found: Schema, expected: &'static str) -> Error {
    Error::WrongSchema {
        path: path.to_owned(),
        found: found.description(),
        expected,
        remedy: format!("give it with `{}`", found.option()),
    }
}
