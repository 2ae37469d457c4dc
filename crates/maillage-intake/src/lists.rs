//! Intake: reads the files of a run, checks that each is of the expected kind, and cleans
//! them.

mod catalogues;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use maillage_core::model::{AgeBand, Commune, GivenTour, Kind, Place};
use maillage_tables::{MaxInputSize, Sheet};
use maillage_words::Words;

use crate::{
    Error, Result,
    clean::{
        IdentityOptions,
        identity::{self, Resolved},
        labels,
    },
    gazetteer::{Former, Gazetteer},
    input::{Input, InputFiles},
    kinds::{
        self, cog, communes,
        grid::{self, Grid, GridPeople},
        list::{self, SupplyList},
        passage::{self as passage_table, Passage},
        refuse_streamed,
    },
    ledger::{Account, LedgerBuilder},
    privacy::Contacts,
    recognition::{GeographyFiles, InputField},
    sentences,
    source::{
        Field, GivenMapping, Mapping, Mappings, day_of_update,
        mapping::read_mappings,
        updates::{self, Updates},
    },
};

/// The lists of supply of a run.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// Lists of médiation places.
    pub mediation: Vec<PathBuf>,
    /// France Services lists.
    pub france_services: Vec<PathBuf>,
    /// Lists of stops of itinerant tours.
    pub itinerant: Vec<PathBuf>,
    /// Catalogues that `maillage` wrote, perhaps corrected by hand: lists by themselves, or
    /// corrections of the other lists.
    pub catalogue: Vec<PathBuf>,
    /// School holidays, for hours that depend on them.
    pub school_holidays: Option<PathBuf>,
    /// The `mapping.toml` that defines their columns, if any.
    pub mapping: Option<PathBuf>,
    /// Whether contacts are kept in the outputs.
    pub contacts: Contacts,
    /// The maximum size of each input file.
    pub max_input_size: MaxInputSize,
}

impl Supply {
    /// All files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let tables = self.school_holidays.as_deref().into_iter().chain(self.mapping.as_deref());
        let catalogues = self.catalogue.iter().map(PathBuf::as_path);
        self.lists().map(|(_, path)| path).chain(catalogues).chain(tables)
    }

    /// Whether there is neither a list nor a catalogue.
    pub fn is_empty(&self) -> bool {
        self.lists().next().is_none() && self.catalogue.is_empty()
    }

    /// The lists of one kind each, with their kinds, in a fixed order.
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

    /// The field with this name, `sources.mediation`.
    pub(crate) fn field(&mut self, name: &str) -> Option<InputField<'_>> {
        Some(match name {
            "sources.mediation" => InputField::Several(&mut self.mediation),
            "sources.france_services" => InputField::Several(&mut self.france_services),
            "sources.itinerant" => InputField::Several(&mut self.itinerant),
            "sources.catalogue" => InputField::Several(&mut self.catalogue),
            "sources.school_holidays" => InputField::One(&mut self.school_holidays),
            _ => return None,
        })
    }
}

/// The communes of a job, and what leads other codes and names to them.
#[derive(Debug, Default)]
pub struct KnownCommunes {
    /// The communes of the contours by code, and the account of the contours; `None` without
    /// contours.
    pub contours: Option<(Vec<Commune>, Account)>,
    /// Codes and names of other vintages.
    pub history: History,
}

impl KnownCommunes {
    /// Reads contours, a passage table and tables of the Code officiel géographique.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is of another kind.
    pub(crate) fn read(paths: GeographyFiles, files: &InputFiles) -> Result<Self> {
        let contours = paths.communes.map(|path| communes::read(files.open(path)));
        let contours = contours.transpose()?;
        Ok(Self { contours, history: History::read(paths.passage, paths.cog, files)? })
    }

    /// The communes under their codes and names, present and former.
    pub(crate) fn gazetteer(&self) -> Gazetteer<'_> {
        let communes = self.contours.as_ref().map_or(&[][..], |(communes, _)| communes);
        Gazetteer::in_france(communes, &self.history.former)
    }
}

/// Codes and names of vintages other than that of the contours.
#[derive(Debug, Default)]
pub struct History {
    /// The passage table between two vintages.
    pub passage: Option<Passage>,
    /// The successors of former codes and names.
    pub former: Vec<Former>,
    /// The accounts of the tables, the passage table first.
    accounts: Vec<Account>,
}

impl History {
    fn read(passage: Option<&Path>, tables: &[PathBuf], files: &InputFiles) -> Result<Self> {
        let mut history = Self::default();
        if let Some(path) = passage {
            let (passage, account) = passage_table::read(files.open(path))?;
            history.accounts.push(account);
            history.former.extend(passage.former());
            history.passage = Some(passage);
        }
        for path in tables {
            let (former, account) = cog::read(files.open(path))?;
            history.former.extend(former);
            history.accounts.push(account);
        }
        Ok(history)
    }

    /// Opens the accounts of the tables in `ledger`.
    pub(crate) fn open_accounts(&mut self, ledger: &mut LedgerBuilder) {
        for account in std::mem::take(&mut self.accounts) {
            ledger.open(account);
        }
    }
}

/// Decoded lists, not recognised yet.
pub struct PlaceSheets {
    sheets: Vec<PlaceSheet>,
    catalogues: Vec<Sheet>,
    given: Mappings,
    contacts: Contacts,
}

/// A decoded list, given as one of `kind`.
struct PlaceSheet {
    kind: Kind,
    sheet: Sheet,
    /// Whether it is a list of places by assumption only.
    is_assumed: bool,
}

/// Decodes all lists, in the order of [`Supply::lists`].
///
/// # Errors
///
/// When a file cannot be read, and those of [`read_mappings`].
pub fn read_lists(supply: &Supply, files: &InputFiles) -> Result<PlaceSheets> {
    let given = match &supply.mapping {
        Some(path) => read_mappings(path)?,
        None => Mappings::default(),
    };
    let read = |(kind, path)| {
        let sheet = match files.open(path) {
            Input::Decoded(sheet) => *sheet,
            Input::Path(path, _, most) => {
                refuse_streamed(&path, list::expected(kind))?;
                crate::source::sheet::read(&path, &given.read_options(&path, most))?
            }
        };
        Ok(PlaceSheet { kind, sheet, is_assumed: files.is_assumed(path) })
    };
    check_given(supply, &given)?;
    let mut sheets: Vec<PlaceSheet> = supply.lists().map(read).collect::<Result<_>>()?;
    let read = |path: &PathBuf| kinds::sheet(files.open(path), &kinds::catalogue::KIND);
    let mut catalogues: Vec<Sheet> = supply.catalogue.iter().map(read).collect::<Result<_>>()?;
    name_apart(sheets.iter_mut().map(|list| &mut list.sheet));
    // A catalogue names the rows of lists by their file, which keeps its name beside it.
    let lists: BTreeSet<String> = sheets.iter().map(|list| list.sheet.file_name()).collect();
    name_apart(catalogues.iter_mut());
    for sheet in &mut catalogues {
        if lists.contains(&sheet.file_name()) {
            sheet.label = Some(named_with(&sheet.path, 1));
        }
    }
    Ok(PlaceSheets { sheets, catalogues, given, contacts: supply.contacts })
}

/// Names lists of one file name with as much of their folders as tells them apart: ten bodies send
/// a `lieux.csv` each.
fn name_apart<'run>(sheets: impl Iterator<Item = &'run mut Sheet>) {
    let mut by_name: BTreeMap<String, Vec<&mut Sheet>> = BTreeMap::new();
    for sheet in sheets {
        by_name.entry(sheet.file_name()).or_default().push(sheet);
    }
    for mut alike in by_name.into_values().filter(|alike| alike.len() > 1) {
        let deepest = alike.iter().map(|sheet| sheet.path.iter().count()).max().unwrap_or(0);
        let are_apart = |folders: &usize| {
            let labels: BTreeSet<String> =
                alike.iter().map(|sheet| named_with(&sheet.path, *folders)).collect();
            labels.len() == alike.len()
        };
        let folders = (1..deepest).find(are_apart).unwrap_or(1);
        for sheet in &mut alike {
            sheet.label = Some(named_with(&sheet.path, folders));
        }
    }
}

/// The name of a file with the last `folders` of its folders.
fn named_with(path: &Path, folders: usize) -> String {
    let parts: Vec<_> = path.iter().rev().take(folders + 1).collect();
    let parts = parts.iter().rev().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Checks that every mapping concerns at least one of the lists, and that it does not
/// contradict the kind given for that list.
fn check_given(supply: &Supply, given: &Mappings) -> Result<()> {
    let Some(path) = &supply.mapping else { return Ok(()) };
    let refused = |reason: Words| Err(Error::Config { path: path.clone(), reason });
    let of_lists: Vec<_> =
        supply.lists().filter_map(|(kind, list)| Some((kind, list, given.list(list)?))).collect();
    if of_lists.is_empty() && given.is_of_lists() {
        let names: Vec<String> =
            supply.lists().map(|(_, list)| list.display().to_string()).collect();
        let names = names.join(", ");
        return refused(sentences::mapping_of_no_list(&names));
    }
    for (kind, list, mapping) in of_lists {
        if let Some(given_kind) = mapping.kind().filter(|given_kind| *given_kind != kind) {
            return refused(sentences::other_kind(list, given_kind.name(), kind.name()));
        }
    }
    Ok(())
}

/// The places and tours of the lists of a run.
#[derive(Debug)]
pub struct Cleaned {
    /// The places of all lists without duplicates, by identifier, with the evidence.
    pub resolved: Resolved,
    /// Tours given apart from stops: routes of timetables, itineraries.
    pub tours: Vec<GivenTour>,
}

/// The places without duplicates and the tours of all lists. Opens the accounts of the
/// lists in `ledger`, in their order.
///
/// # Errors
///
/// When a file is not a list of the expected kind, or its columns cannot be mapped; those
/// of [`timetable::feed`](crate::kinds::timetable::feed).
pub fn clean_lists(
    lists: PlaceSheets,
    gazetteer: &Gazetteer,
    options: &IdentityOptions,
    ledger: &mut LedgerBuilder,
) -> Result<Cleaned> {
    let mut understood = Vec::with_capacity(lists.sheets.len());
    let mut days: Vec<NaiveDate> =
        lists.catalogues.iter().flat_map(updates::days_of_catalogue).collect();
    for PlaceSheet { kind, sheet, is_assumed } in lists.sheets {
        let given = lists.given.list(&sheet.path);
        let mut mapping = Mapping::find(&sheet, gazetteer, given)?;
        if kinds::recognise(&sheet, &mapping).is_none() {
            mapping.accept_doubtful_name();
        }
        let format = list::format_as(kind, &sheet, &mapping)?;
        days.extend(updates::days_of_list(&sheet, &mapping));
        understood.push((PlaceSheet { kind, sheet, is_assumed }, format, mapping));
    }
    // A date is held against those of all lists of the run.
    let updates = Updates::among(days);
    let (mut places, mut tours) = (Vec::new(), Vec::new());
    for (PlaceSheet { kind, sheet, is_assumed }, format, mapping) in understood {
        let given = lists.given.list(&sheet.path);
        let list = SupplyList { sheet, format, kind, mapping: &mapping, is_assumed };
        let (of_list, tours_of_list) =
            list::read(list, lists.contacts, gazetteer, updates, ledger)?;
        let date = given.and_then(GivenMapping::date);
        let of_list = of_list.into_iter().map(|place| dated(place, date.as_deref()));
        if places.is_empty() {
            // The places of the first list are not moved: there may be a million.
            places = of_list.collect();
        } else {
            places.reserve_exact(of_list.len());
            places.extend(of_list);
        }
        tours.extend(tours_of_list);
    }
    let read = |sheet| kinds::catalogue::read(sheet, lists.contacts, gazetteer, updates, ledger);
    let given_back = lists.catalogues.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    let mut resolved = match given_back.is_empty() {
        true => identify(places, ledger, options),
        false => catalogues::resolve(places, &given_back, gazetteer, options, ledger),
    };
    for place in &mut resolved.places {
        let stated = place.details.get(Field::Updated.name());
        place.updated = stated.and_then(day_of_update);
    }
    Ok(Cleaned { resolved, tours })
}

/// The places of lists without duplicates, with the labels that are confirmed.
fn identify(places: Vec<Place>, ledger: &mut LedgerBuilder, options: &IdentityOptions) -> Resolved {
    let mut resolved = identity::resolve(places, ledger, options);
    labels::withdraw_unconfirmed(&mut resolved.places, ledger);
    resolved
}

/// The place with the date of its list, where its row has none.
fn dated(mut place: Place, date: Option<&str>) -> Place {
    if let Some(date) = date.filter(|_| place.details.text(Field::Updated.name()).is_empty()) {
        place.details.insert(Field::Updated.name(), date);
    }
    place
}

/// The residents of `communes`, in their order, from the cells of these grids. See
/// [`residents`](crate::kinds::grid::residents) for `need_of`. Opens the accounts of the
/// grids in `ledger`.
///
/// # Errors
///
/// When a file cannot be read or is not a grid; those of
/// [`residents`](crate::kinds::grid::residents).
pub fn grid(
    paths: &[PathBuf],
    communes: &[Commune],
    need_of: impl FnOnce(&[AgeBand]) -> Result<Option<Vec<f64>>>,
    ledger: &mut LedgerBuilder,
    files: &InputFiles,
) -> Result<GridPeople> {
    let most = files.max_input_size();
    let open = |path: &PathBuf| Grid::open(files.open(path).path(), most);
    let grids = paths.iter().map(open).collect::<Result<_>>()?;
    grid::residents(grids, communes, need_of, ledger)
}
