//! Recognition: what each file is, told by its content.
//!
//! A check and a run tell it in the same way. Kinds with columns of their own are told by
//! these; lists of places by the meaning of their columns, for which the communes help: so
//! contours, passage tables and tables of the Code officiel géographique come first.
//!
//! A run puts a file that was given without its kind in the field of that kind: see
//! [`load::assign`](crate::load::assign). What cannot be told is an error that asks: the
//! file, what it may be, and the fields that would say it.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use maillage_core::model::Kind;
use maillage_tables::{MaxInputSize, Sheet};
use maillage_words::Words;
use rayon::prelude::*;

use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    input::{DecodedFiles, FileStep, InputFiles},
    kinds::{
        self, Content, LaterAccount, TableKind, ages, communes, lines, list,
        places::{self, field_of},
        table, travel,
    },
    lists::KnownCommunes,
    sentences,
    source::{Field, GivenMapping, Mapping, Mappings, mapping::read_mappings},
};

/// The fields that take any number of files.
const SEVERAL: [&str; 6] = [
    "sources.mediation",
    "sources.france_services",
    "sources.itinerant",
    "sources.catalogue",
    "sources.residents",
    "sources.cog",
];

/// What a file that was given without its kind was found to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The file as given.
    pub path: PathBuf,
    /// Its kind of table.
    pub kind: &'static TableKind,
    /// The kind of supply in its rows; `None` for other tables.
    pub supply: Option<Kind>,
    /// Whether it is a list of places by assumption only: no column says so.
    pub is_assumed: bool,
    /// The other kinds of figures by commune that it holds and for which no file is given.
    pub also: Vec<&'static TableKind>,
}

impl Recognised {
    /// A file that is no list of supply.
    fn table(path: &Path, kind: &'static TableKind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            supply: kind.supply(),
            is_assumed: false,
            also: Vec::new(),
        }
    }

    /// The field of the inputs that the file is put in: `sources.population`.
    pub fn field(&self) -> &'static str {
        let of_rows = self.supply.filter(|_| self.kind != &kinds::catalogue::KIND);
        of_rows.map_or(self.kind.field, field_of)
    }
}

/// The inputs of a job, every file in the field of its kind.
#[derive(Debug)]
pub struct Assigned<I> {
    /// The inputs.
    pub inputs: I,
    /// The communes, if they had to be known to tell the kinds of files.
    pub(crate) known: Option<KnownCommunes>,
    /// What was decoded to tell the kinds of files.
    pub(crate) decoded: DecodedFiles,
}

/// The inputs of a job, to whose fields files are assigned.
pub(crate) trait Inputs: Clone {
    /// The files given without their kind.
    fn files_without_kind(&mut self) -> &mut Vec<PathBuf>;

    /// All files.
    fn paths(&self) -> Vec<&Path>;

    /// The `mapping.toml` of the lists, if any.
    fn mapping(&self) -> Option<&Path>;

    /// The maximum size of each file.
    fn max_input_size(&self) -> MaxInputSize;

    /// The files that tell communes and their codes.
    fn geography(&self) -> GeographyFiles<'_>;

    /// The field with this name, `sources.population`; `None` when the job has none.
    fn field(&mut self, name: &str) -> Option<InputField<'_>>;
}

/// The files that tell communes and their codes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GeographyFiles<'run> {
    /// Contours.
    pub(crate) communes: Option<&'run Path>,
    /// Passage table.
    pub(crate) passage: Option<&'run Path>,
    /// Tables of the Code officiel géographique.
    pub(crate) cog: &'run [PathBuf],
}

/// A field of inputs that takes files.
pub(crate) enum InputField<'inputs> {
    /// At most one file.
    One(&'inputs mut Option<PathBuf>),
    /// Any number of files.
    Several(&'inputs mut Vec<PathBuf>),
}

/// Finds out the kinds of the files that were given without one, and puts each in the field
/// of its kind. What each is goes to `progress`, in the order given. A file that is in a
/// field already stays in that field only.
///
/// # Errors
///
/// When a file cannot be read; [`Error::KindUnknown`]; [`Error::FieldTaken`] for a second
/// file where a field takes one; [`Error::FieldAbsent`] for a file that the job does not read.
pub(crate) fn assign<I: Inputs>(
    inputs: &I,
    progress: &(dyn Fn(FileStep) + Sync),
) -> Result<Assigned<I>> {
    let mut inputs = inputs.clone();
    let given = read_given(&inputs)?;
    let files = without_kind(&mut inputs);
    let most = inputs.max_input_size();
    let none =
        || DecodedFiles { mappings: given.clone(), max_input_size: most, ..Default::default() };
    let mut decoded = none();
    if files.is_empty() {
        sort_files(&mut inputs);
        return Ok(Assigned { inputs, known: None, decoded });
    }
    let reading = |path: &Path| progress(FileStep::Reading(path));
    let open = |path| UnknownFile::open(path, &given, most, &reading);
    let mut files: Vec<UnknownFile> = files.into_par_iter().map(open).collect();

    let (sheets, taken) = put_geography(&mut files, &mut inputs);
    let geography = DecodedFiles { sheets, ..none() };
    sort_files(&mut inputs);
    let known = KnownCommunes::read(inputs.geography(), &InputFiles::with(geography, &reading));
    let known = known.inspect_err(|_| tell(&files, progress))?;
    let gazetteer = known.gazetteer();
    let counts_people = inputs.field(kinds::need::KIND.field).is_some();
    for file in &mut files {
        let sheet = file.find(&given, &gazetteer, counts_people);
        decoded.sheets.extend(sheet.map(|sheet| (file.path.clone(), sheet)));
    }
    keep_missing(&mut files, &mut inputs);
    tell(&files, progress);
    taken?;
    for found in files.into_iter().filter_map(|file| file.found) {
        let is_in_its_field = is_geography(&found);
        let recognised = found?;
        if !is_in_its_field {
            put(&mut inputs, &recognised)?;
        }
        if recognised.is_assumed {
            decoded.assumed.insert(recognised.path);
        }
    }
    sort_files(&mut inputs);
    Ok(Assigned { inputs, known: Some(known), decoded })
}

/// Puts the files of each field in the order of their names, so that nothing depends on the order
/// in which they were given.
fn sort_files(inputs: &mut impl Inputs) {
    for name in SEVERAL {
        if let Some(InputField::Several(files)) = inputs.field(name) {
            files.sort_by(|one, other| {
                one.file_name().cmp(&other.file_name()).then_with(|| one.cmp(other))
            });
        }
    }
}

/// The mapping of the inputs; empty without one.
///
/// # Errors
///
/// Those of [`read_mappings`]; when it is of none of the files.
fn read_given(inputs: &impl Inputs) -> Result<Mappings> {
    let Some(path) = inputs.mapping() else { return Ok(Mappings::default()) };
    let given = read_mappings(path)?;
    if given.is_of_lists() || given.concerns(inputs.paths()) {
        return Ok(given);
    }
    let reason = sentences::mapping_of_none();
    Err(Error::Config { path: path.to_owned(), reason })
}

/// Finds the files that tell communes or their codes, and puts them in their fields. Returns
/// their sheets, and the error when a field was taken.
fn put_geography(
    files: &mut [UnknownFile],
    inputs: &mut impl Inputs,
) -> (HashMap<PathBuf, Sheet>, Result<()>) {
    let (mut sheets, mut taken) = (HashMap::new(), Ok(()));
    for file in files {
        let sheet = file.find_geography();
        sheets.extend(sheet.map(|sheet| (file.path.clone(), sheet)));
        if let Some(Ok(recognised)) = file.found.as_ref().filter(|found| is_geography(found)) {
            taken = taken.and(put(inputs, recognised));
        }
    }
    (sheets, taken)
}

/// Of the further figures that files hold, keeps those for which no file is given.
fn keep_missing(files: &mut [UnknownFile], inputs: &mut impl Inputs) {
    let found = files.iter().filter_map(|file| file.found.as_ref()?.as_ref().ok());
    let read: HashSet<&str> = found.map(Recognised::field).collect();
    for recognised in files.iter_mut().filter_map(|file| file.found.as_mut()?.as_mut().ok()) {
        recognised.also.retain(|kind| {
            let is_empty = matches!(inputs.field(kind.field), Some(InputField::One(None)));
            is_empty && !read.contains(kind.field)
        });
    }
}

/// Tells what each of `files` was found to be, if it was.
fn tell(files: &[UnknownFile], progress: &(dyn Fn(FileStep) + Sync)) {
    for recognised in files.iter().filter_map(|file| file.found.as_ref()?.as_ref().ok()) {
        progress(FileStep::Recognised(recognised));
    }
}

/// A file of unknown kind, opened.
pub(crate) enum Opened {
    /// The decoded file.
    Sheet(Box<Sheet>),
    /// A file of a kind that may exceed memory, and its account in a check.
    Streamed(&'static TableKind, LaterAccount),
}

/// Opens the file at `path`, whose kind is unknown. `given` are the mappings of files.
///
/// # Errors
///
/// When the file cannot be read, or lacks a column that its mapping gives.
pub(crate) fn open(path: &Path, given: &Mappings, most: MaxInputSize) -> Result<Opened> {
    let columns = given.columns(path);
    if let Some(of_ages) = columns.filter(|columns| columns.is_of_ages()) {
        let later = ages::stated_account(path, of_ages, most)?;
        return Ok(Opened::Streamed(&ages::KIND, later));
    }
    if let Some((kind, later)) = kinds::streamed(path, most).filter(|_| columns.is_none()) {
        return Ok(Opened::Streamed(kind, later));
    }
    let mut sheet = crate::source::sheet::read(path, &given.read_options(path, most))?;
    if let Some(columns) = columns {
        columns.state(&mut sheet.columns)?;
        return Ok(Opened::Sheet(Box::new(sheet)));
    }
    Ok(Opened::Sheet(Box::new(travel::squared(sheet)?)))
}

/// The kind of `sheet` if it tells communes or their codes. These kinds are recognised by
/// their columns alone, without communes.
pub(crate) fn geography_kind(sheet: &Sheet) -> Result<Option<&'static TableKind>> {
    let nowhere = Gazetteer::new(&[], &[]);
    let mapping = Mapping::find(sheet, &nowhere, None)?;
    let kind = kinds::recognise(sheet, &mapping);
    Ok(kind.filter(|kind| matches!(kind.content, Content::Geography(_))))
}

/// What a sheet was recognised as.
pub(crate) struct SheetKind {
    /// The meaning of its columns as those of a list of places.
    pub(crate) mapping: Mapping,
    /// The kind of supply of its rows, if they are supply.
    pub(crate) supply: Kind,
    /// Whether it is a list of places by assumption only: no column says so.
    pub(crate) is_assumed: bool,
    /// Its kind; `None` when no kind matches.
    kind: Option<&'static TableKind>,
}

impl SheetKind {
    /// What `sheet` is. `given` is its mapping, if the user gave one.
    ///
    /// # Errors
    ///
    /// When `given` names a column that the sheet does not have.
    pub(crate) fn find(
        sheet: &Sheet,
        given: Option<&GivenMapping>,
        gazetteer: &Gazetteer,
    ) -> Result<Self> {
        let mut mapping = Mapping::find(sheet, gazetteer, given)?;
        let given = given.and_then(GivenMapping::kind);
        // A column of names may be doubtful where the others tell a list of places.
        let is_unknown = kinds::recognise(sheet, &mapping).is_none();
        if is_unknown && (given.is_some() || mapping.describes_places()) {
            mapping.accept_doubtful_name();
        }
        let kind = list::format(given, sheet, &mapping);
        // A file of no other kind may be a list with only names and communes.
        let is_assumed = kind.is_some() && kinds::recognise(sheet, &mapping).is_none();
        // Points in a file with lines are the stops of tours.
        let among_lines = kind.is_some_and(TableKind::is_supply) && lines::has_lines(sheet);
        let supply =
            if among_lines { Some(Kind::Itinerant) } else { kind.and_then(TableKind::supply) };
        let supply = given.or(supply).unwrap_or(Kind::Mediation);
        let kind = kind.map(|kind| places::given_as(kind, supply, sheet, &mapping));
        Ok(Self { mapping, supply, is_assumed, kind })
    }

    /// Whether the sheet is a list of places in columns whose meaning is inferred, or may be.
    pub(crate) fn may_be_places(&self) -> bool {
        self.kind.is_none_or(TableKind::is_of_places)
    }

    /// The kind of `sheet`; `None` when no kind matches, or when it is a list of places whose
    /// columns are not understood.
    pub(crate) fn kind(&self, sheet: &Sheet) -> Option<&'static TableKind> {
        self.kind.filter(|_| !self.may_be_places() || self.mapping.refusal(sheet).is_none())
    }

    /// Whether a sheet of no kind resembles a list of places, so that the question is which
    /// column is what.
    fn resembles_places(&self, sheet: &Sheet) -> bool {
        let Self { mapping, .. } = self;
        let has_names = mapping.fields.contains_key(&Field::Name);
        let is_somewhere = mapping.is_positioned() || mapping.names_communes();
        (has_names || is_somewhere) && mapping.refusal(sheet).is_some()
    }

    /// Whether the sheet could be read as a list of places, if somebody said that it is one.
    fn may_be_named_places(&self) -> bool {
        self.kind.is_none() && self.mapping.reads_as_places() && self.mapping.is_of_names_alone()
    }

    /// The error of a check for a sheet of no kind. When it resembles a list of places, the
    /// error is that of such a list.
    pub(crate) fn not_understood(&self, sheet: &Sheet) -> Error {
        if kinds::has_surfaces(sheet) {
            return communes::code_unknown(sheet);
        }
        if self.resembles_places(sheet) {
            return list::not_understood(sheet, &self.mapping);
        }
        if self.may_be_named_places() {
            let candidates = sentences::list_to_be_given();
            let candidates = sentences::with_its_columns(&candidates, &sheet.columns.listed());
            return Error::KindUnknown { path: sheet.path.clone(), candidates };
        }
        Error::MissingColumn {
            path: sheet.path.clone(),
            wanted: sentences::anything(),
            found: sheet.columns.listed(),
        }
    }

    /// Whether the sheet is taken for a list of places although its rows are surfaces and no
    /// column says what they are: they may be communes, or another zoning.
    fn may_be_surfaces(&self, sheet: &Sheet) -> bool {
        self.is_assumed && kinds::has_surfaces(sheet)
    }

    /// The error of a run for a sheet of no kind, or of one that cannot be told: what it may
    /// be, and the fields that would say it. `counts_people` tells whether the job reads
    /// figures by commune.
    fn question(&self, sheet: &Sheet, counts_people: bool) -> Error {
        let (mut candidates, path) = (Vec::new(), &sheet.path);
        if self.may_be_surfaces(sheet) || self.may_be_named_places() {
            candidates.push(sentences::list_to_be_given());
        } else if self.resembles_places(sheet) {
            let (wanted, columns) = self.mapping.refusal(sheet).unwrap_or_default();
            let columns = if columns.en.is_empty() { sentences::none() } else { columns };
            candidates.push(sentences::list_to_be_mapped(path, &wanted, &columns));
        }
        if kinds::has_surfaces(sheet) {
            candidates.push(sentences::contours_to_be_mapped(path));
        }
        if counts_people && table::has_code(&sheet.columns) {
            candidates.push(sentences::need_to_be_given());
        }
        if candidates.is_empty() {
            return self.not_understood(sheet);
        }
        let candidates = Words::joined(&candidates, &sentences::or_else());
        let candidates = sentences::with_its_columns(&candidates, &sheet.columns.listed());
        Error::KindUnknown { path: sheet.path.clone(), candidates }
    }
}

/// The error for a TOML file, of which content alone does not tell what it is for.
fn settings(path: &Path) -> Option<Error> {
    let is_toml = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    is_toml.then(|| Error::KindUnknown {
        path: path.to_owned(),
        candidates: sentences::settings_to_be_given(),
    })
}

/// A file that was given without its kind.
struct UnknownFile {
    path: PathBuf,
    /// Until its kind is found.
    sheet: Option<Sheet>,
    found: Option<Result<Recognised>>,
}

impl UnknownFile {
    fn open(
        path: PathBuf,
        given: &Mappings,
        most: MaxInputSize,
        reading: &(dyn Fn(&Path) + Sync),
    ) -> Self {
        reading(&path);
        let opened = settings(&path).map_or_else(|| open(&path, given, most), Err);
        let (sheet, found) = match opened {
            Ok(Opened::Sheet(sheet)) => (Some(*sheet), None),
            Ok(Opened::Streamed(kind, _)) => (None, Some(Ok(Recognised::table(&path, kind)))),
            Err(error) => (None, Some(Err(error))),
        };
        Self { path, sheet, found }
    }

    /// Finds out whether the file tells communes or their codes. Returns the sheet if so.
    fn find_geography(&mut self) -> Option<Sheet> {
        let kind = geography_kind(self.sheet.as_ref()?).transpose()?;
        self.found = Some(kind.map(|kind| Recognised::table(&self.path, kind)));
        self.sheet.take()
    }

    /// Finds out the kind of a file that tells no communes. Returns the sheet.
    fn find(
        &mut self,
        given: &Mappings,
        gazetteer: &Gazetteer,
        counts_people: bool,
    ) -> Option<Sheet> {
        let sheet = self.sheet.take()?;
        let found = SheetKind::find(&sheet, given.list(&self.path), gazetteer);
        self.found = Some(found.and_then(|found| match found.kind(&sheet) {
            Some(kind) if !found.may_be_surfaces(&sheet) => Ok(Recognised {
                path: self.path.clone(),
                kind,
                supply: kind.is_supply().then_some(found.supply),
                is_assumed: found.is_assumed,
                also: kinds::also_of(kind, &sheet, &found.mapping),
            }),
            _ => Err(found.question(&sheet, counts_people)),
        }));
        Some(sheet)
    }
}

/// Takes the files without a kind out of `inputs`, each once. Those that are in a field too
/// are left out.
fn without_kind(inputs: &mut impl Inputs) -> Vec<PathBuf> {
    let resolved = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let files = std::mem::take(inputs.files_without_kind());
    let mut known: HashSet<PathBuf> = inputs.paths().into_iter().map(resolved).collect();
    files.into_iter().filter(|path| known.insert(resolved(path))).collect()
}

fn is_geography(found: &Result<Recognised>) -> bool {
    let kind = found.as_ref().ok().map(|recognised| &recognised.kind.content);
    matches!(kind, Some(Content::Geography(_)))
}

/// Puts a file in the field of its kind.
fn put(inputs: &mut impl Inputs, recognised: &Recognised) -> Result<()> {
    let (path, found) = (recognised.path.clone(), (recognised.kind.description)());
    let field = recognised.field();
    let other = match inputs.field(field) {
        None => return Err(Error::FieldAbsent { path, found }),
        Some(InputField::Several(paths)) => {
            paths.push(path);
            return Ok(());
        }
        Some(InputField::One(of @ None)) => {
            *of = Some(path);
            return Ok(());
        }
        Some(InputField::One(Some(other))) => other.clone(),
    };
    let also = |kind: &&TableKind| sentences::as_with(&(kind.description)(), kind.field);
    let also: Vec<Words> = recognised.also.iter().map(also).collect();
    let also = if also.is_empty() {
        sentences::with_its_option()
    } else {
        Words::joined(&also, &sentences::or())
    };
    let also = Box::new(also);
    Err(Error::FieldTaken { path, found, field, other, also })
}
