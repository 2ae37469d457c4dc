//! Travel tables: costs from a commune to a place or a commune.
//!
//! Two forms are read. In the long form a row is a pair: `origin,destination,minutes`, or
//! `…,km`. In the square form a row is an origin and a column a destination, both INSEE
//! codes. An origin is an INSEE code; a destination is the identifier of a place or an INSEE
//! code ([`Destinations`]). Empty values, `NA` and similar texts are missing pairs. So are a
//! zero from a commune to itself, and numbers too large for a journey.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use maillage_core::{
    model::{CommuneCode, FileId, Line, Place, PlaceId},
    travel::{Cost, CostTable, CostUnit, Destination},
};
use maillage_tables::{Columns, MaxInputSize, Row, Sheet, read_square};

use super::{Content, Recognition, TableKind, sheet};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::{Loaded, Mapping, parse_number, row::five_figures},
};

const ORIGIN: [&str; 9] = [
    "origine",
    "origin",
    "from",
    "depart",
    "code_origine",
    "origine_code",
    "from_id",
    "from_code",
    "commune_origine",
];
const DESTINATION: [&str; 11] = [
    "destination",
    "dest",
    "to",
    "arrivee",
    "code_destination",
    "destination_code",
    "to_id",
    "to_code",
    "lieu_id",
    "id_lieu",
    "commune_destination",
];
const MINUTES: [&str; 9] = [
    "minutes",
    "minute",
    "min",
    "mins",
    "duree_min",
    "temps_min",
    "duree_minutes",
    "temps_minutes",
    "travel_time_min",
];
const KILOMETRES: [&str; 5] = ["km", "kilometres", "distance_km", "dist_km", "longueur_km"];

impl Role {
    /// Travel costs.
    pub const TRAVEL: Self = Self::named("trajets");
}

/// Travel costs from a commune to a place or a commune.
pub static KIND: TableKind = TableKind {
    name: "table-de-trajets",
    description: sentences::a_travel_table,
    field: "sources.travel_table",
    role: Role::TRAVEL,
    content: Content::Table(check),
    recognise: |sheet, _| Recognition::sure(is_long(&sheet.columns) || is_square(&sheet.columns)),
    stream: None,
};

/// The costs of the table `file`, with its account. `unit` is the unit of a square
/// table, whose columns do not give it. `contours` holds the codes of the known communes.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] when it has neither form;
/// [`Error::TravelUnit`] when the unit of a square table is unknown.
pub fn travel_table(
    file: impl Into<Input>,
    unit: Option<CostUnit>,
    contours: &BTreeSet<CommuneCode>,
    destinations: &Destinations,
) -> Result<(CostTable, Account)> {
    costs(squared(sheet(file.into(), &KIND)?)?, unit, contours, destinations)
}

/// The sheet, decoded as R writes square tables if it appears to be one: R separates values
/// with spaces, which other readers take for a single column.
///
/// # Errors
///
/// Those of [`read_square`], since such a file is read again.
pub fn squared(sheet: Sheet) -> Result<Sheet> {
    match sheet.columns.names() {
        [only]
            if only.split_whitespace().filter(|name| code(unquoted(name)).is_some()).count()
                > 2 =>
        {
            // The file has been read once.
            Ok(read_square(&sheet.path, MaxInputSize(sheet.bytes))?)
        }
        _ => Ok(sheet),
    }
}

/// The account of a travel table, joined to the known communes, or to its own codes when
/// none is known. The sheet is decoded already ([`squared`]). Places are unknown to a check:
/// every destination is accepted. A square table is taken to be in minutes.
fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let origin = sheet.columns.find(&ORIGIN).unwrap_or(0);
    let own = || sheet.rows.iter().filter_map(|row| code(row.cell(origin)));
    let known = if gazetteer.is_empty() { own().collect() } else { gazetteer.codes().collect() };
    let unit = is_square(&sheet.columns).then_some(CostUnit::Duration);
    Ok(costs(sheet, unit, &known, &Destinations::Unchecked)?.1)
}

/// The costs of a decoded table, with its account.
fn costs(
    sheet: Sheet,
    unit: Option<CostUnit>,
    contours: &BTreeSet<CommuneCode>,
    destinations: &Destinations,
) -> Result<(CostTable, Account)> {
    let form = Form::of(&sheet, unit)?;
    let mut pairs = TravelPairs {
        contours,
        destinations,
        are_codes: form.are_codes(&sheet, destinations),
        costs: BTreeMap::new(),
        issues: vec![Issue::file(Trouble::ColumnRead, form.describe(&sheet, destinations))],
        kept: 0,
    };
    let unit = form.unit();
    let loaded: Loaded<(Line, Row)> = Loaded::from_rows(sheet, |_, row| (row.line, row))?;
    let columns = loaded.sheet.columns.clone();
    let (rows, mut account) = loaded.into_account(&KIND, Role::TRAVEL);
    pairs.columns(&form, &columns);
    for (line, row) in in_order(rows, &form) {
        match &form {
            Form::Long { origin, destination, cost, .. } => {
                pairs.pair(line, row.cell(*origin), row.cell(*destination), row.cell(*cost), unit);
            }
            Form::Square { .. } => pairs.row(line, &row, &columns, unit),
        }
    }
    account.kept = pairs.kept;
    account.issues.extend(pairs.issues);
    Ok((CostTable { unit, costs: pairs.costs }, account))
}

/// The rows of one origin together, the shortest way first: of a pair given twice it is the one
/// that counts.
fn in_order(mut rows: Vec<(Line, Row)>, form: &Form) -> Vec<(Line, Row)> {
    if let Form::Long { origin, cost, unit, .. } = form {
        rows.sort_by_cached_key(|(_, row)| {
            let cost = match value(row.cell(*cost), *unit) {
                PairValue::Cost(cost) => Some(cost),
                PairValue::Missing | PairValue::Unusable => None,
            };
            (code(row.cell(*origin)), cost)
        });
    }
    rows
}

/// The destinations that a table may name.
///
/// A place has several names: its identifier and those of the rows merged into it, alone or
/// after the name of their file, as the catalogue writes them (`file.csv:identifier`). A
/// name of two places stands for neither. Where a name is also an INSEE code, the column
/// decides: it holds codes when more of its values are codes than identifiers.
pub enum Destinations {
    /// Any text is accepted.
    Unchecked,
    /// The destinations of a run.
    Of {
        /// The places by name.
        places: HashMap<String, BTreeSet<PlaceId>>,
        /// The codes of the communes and of the municipal arrondissements with a place.
        codes: BTreeSet<CommuneCode>,
    },
}

impl Destinations {
    /// The destinations of a run with these communes and places. `file` gives the name of a
    /// file.
    pub fn new<'run>(
        contours: &BTreeSet<CommuneCode>,
        places: &[Place],
        file: impl Fn(FileId) -> &'run str,
    ) -> Self {
        let mut named: HashMap<String, BTreeSet<PlaceId>> = HashMap::new();
        let mut codes = contours.clone();
        for (rank, place) in places.iter().enumerate() {
            codes.extend(place.commune);
            let twins = place.twins.iter().map(|twin| (&twin.id, twin.source));
            for (id, source) in std::iter::once((&place.id, place.source)).chain(twins) {
                for name in [id.clone(), format!("{}:{id}", file(source.file))] {
                    named.entry(name).or_default().insert(PlaceId::new(rank));
                }
            }
        }
        Self::Of { places: named, codes }
    }

    /// The known commune with the code `text`.
    fn commune(&self, text: &str) -> Option<CommuneCode> {
        let code = code(text)?;
        match self {
            Self::Unchecked => Some(code),
            Self::Of { codes, .. } => codes.contains(&code).then_some(code),
        }
    }

    /// The places named `text`.
    fn named(&self, text: &str) -> Option<&BTreeSet<PlaceId>> {
        match self {
            Self::Unchecked => None,
            Self::Of { places, .. } => places.get(text),
        }
    }

    /// The destination `text` of a column that holds codes, or identifiers.
    fn find(
        &self,
        text: &str,
        are_codes: bool,
    ) -> std::result::Result<Option<Destination>, Trouble> {
        let commune = self.commune(text).map(Destination::Commune);
        let place = self.named(text);
        if are_codes && commune.is_some() {
            return Ok(commune);
        }
        match place.map(|places| Vec::from_iter(places.iter().copied())).as_deref() {
            Some([only]) => Ok(Some(Destination::Place(*only))),
            Some(_) => Err(Trouble::DestinationAmbiguous),
            None if commune.is_some() || matches!(self, Self::Unchecked) => Ok(commune),
            None => Err(Trouble::DestinationUnknown),
        }
    }
}

/// Whether these are the columns of a long travel table.
fn is_long(columns: &Columns) -> bool {
    columns.has(&ORIGIN)
        && columns.has(&DESTINATION)
        && (columns.has(&MINUTES) || columns.has(&KILOMETRES))
}

/// Form of a travel table.
enum Form {
    Long { origin: usize, destination: usize, cost: usize, unit: CostUnit },
    Square { unit: CostUnit },
}

impl Form {
    fn of(sheet: &Sheet, unit: Option<CostUnit>) -> Result<Self> {
        let columns = &sheet.columns;
        let minutes = columns.find(&MINUTES).map(|rank| (rank, CostUnit::Duration));
        let km = columns.find(&KILOMETRES).map(|rank| (rank, CostUnit::Length));
        let cost = match unit {
            Some(CostUnit::Duration) => minutes,
            Some(CostUnit::Length) => km,
            None => minutes.or(km),
        };
        let ends = columns.find(&ORIGIN).zip(columns.find(&DESTINATION));
        if let Some(((origin, destination), (cost, unit))) = ends.zip(cost) {
            return Ok(Self::Long { origin, destination, cost, unit });
        }
        if is_square(columns) {
            let unit = unit.ok_or_else(|| Error::TravelUnit { path: sheet.path.clone() })?;
            return Ok(Self::Square { unit });
        }
        Err(Error::MissingColumn {
            path: sheet.path.clone(),
            wanted: sentences::travel_columns(),
            found: columns.listed(),
        })
    }

    fn unit(&self) -> CostUnit {
        match self {
            Self::Long { unit, .. } | Self::Square { unit } => *unit,
        }
    }

    /// Whether the destinations are codes rather than identifiers of places.
    fn are_codes(&self, sheet: &Sheet, destinations: &Destinations) -> bool {
        let Self::Long { destination, .. } = self else { return true };
        let values: BTreeSet<&str> = sheet.rows.iter().map(|row| row.cell(*destination)).collect();
        let codes = values.iter().filter(|text| destinations.commune(text).is_some()).count();
        let named = values.iter().filter(|text| destinations.named(text).is_some()).count();
        codes > named
    }

    /// The columns read, and the unit. A check does not know the unit of a square table.
    fn describe(&self, sheet: &Sheet, destinations: &Destinations) -> String {
        let columns = &sheet.columns;
        let unit = match (self, destinations) {
            (Self::Square { .. }, Destinations::Unchecked) => "minutes | km",
            _ => self.unit().name(),
        };
        match self {
            Self::Long { origin, destination, cost, .. } => {
                let names = [origin, destination, cost].map(|rank| columns.names()[*rank].as_str());
                format!("{} → {unit}", names.join(", "))
            }
            Self::Square { .. } => {
                let destinations = columns.names().len().saturating_sub(1);
                format!("{} × {destinations} → {unit}", sheet.rows.len())
            }
        }
    }
}

/// Whether the columns after the first are INSEE codes. Columns that may all be years are
/// not: figures by year stand in such columns.
fn is_square(columns: &Columns) -> bool {
    let names = columns.names();
    let codes = names.iter().filter(|name| code(name).is_some()).count();
    let is_year = |name: &String| (1_900..=2_100).contains(&name.parse().unwrap_or(0));
    codes > 1 && codes + 1 >= names.len() && !names.iter().skip(1).all(is_year)
}

fn unquoted(text: &str) -> &str {
    text.trim_matches('"')
}

/// Parses a commune code; a lost leading zero is restored.
fn code(text: &str) -> Option<CommuneCode> {
    five_figures(text.trim()).parse().ok()
}

/// The pairs read so far.
struct TravelPairs<'run> {
    contours: &'run BTreeSet<CommuneCode>,
    destinations: &'run Destinations,
    /// Whether the destinations are codes rather than identifiers of places.
    are_codes: bool,
    costs: BTreeMap<CommuneCode, BTreeMap<Destination, Cost>>,
    issues: Vec<Issue>,
    kept: usize,
}

impl TravelPairs<'_> {
    /// Reads a row of the long form.
    fn pair(&mut self, line: Line, origin: &str, destination: &str, text: &str, unit: CostUnit) {
        let mut set_aside = |trouble, value: &str| {
            self.issues.push(Issue::row(line, Fate::SetAside, trouble, value));
        };
        let Some(from) = code(origin) else {
            let missing = origin.is_empty();
            let trouble = if missing { Trouble::CodeMissing } else { Trouble::CodeUnreadable };
            return set_aside(trouble, origin);
        };
        if destination.is_empty() {
            return set_aside(Trouble::DestinationMissing, "");
        }
        if !self.contours.contains(&from) {
            return set_aside(Trouble::CodeUnknown, origin);
        }
        let cost = match value(text, unit) {
            PairValue::Missing => return set_aside(Trouble::NumberMissing, text),
            PairValue::Unusable => return set_aside(Trouble::NumberUnreadable, text),
            PairValue::Cost(cost) => cost,
        };
        let to = match self.destinations.find(destination, self.are_codes) {
            Ok(to) => to,
            Err(trouble) => return set_aside(trouble, destination),
        };
        if to == Some(Destination::Commune(from)) && cost == Cost::ZERO {
            return set_aside(Trouble::OwnCommuneZero, origin);
        }
        let Some(to) = to else {
            self.kept += 1;
            return;
        };
        match self.costs.entry(from).or_default().entry(to) {
            Entry::Occupied(_) => {
                set_aside(Trouble::PairTwice, &format!("{origin} → {destination}"));
            }
            Entry::Vacant(free) => {
                free.insert(cost);
                self.kept += 1;
                if cost == Cost::ZERO {
                    let pair = format!("{origin} → {destination}");
                    self.issues.push(Issue::row(line, Fate::Kept, Trouble::ZeroPairs, pair));
                }
            }
        }
    }

    /// Names the columns of a square table whose code is that of no known commune.
    fn columns(&mut self, form: &Form, columns: &Columns) {
        if let Form::Square { .. } = form {
            let names = columns.names().iter().skip(1);
            let unknown = names.filter(|name| self.destinations.commune(name).is_none());
            let unknown: Vec<&str> = unknown.map(String::as_str).collect();
            if !unknown.is_empty() {
                let unknown = unknown.join(", ");
                self.issues.push(Issue::file(Trouble::DestinationUnknown, unknown));
            }
        }
    }

    /// Reads a row of the square form.
    fn row(&mut self, line: Line, row: &Row, columns: &Columns, unit: CostUnit) {
        let origin = row.cell(0);
        let mut set_aside = |trouble, value: &str| {
            self.issues.push(Issue::row(line, Fate::SetAside, trouble, value));
        };
        let Some(from) = code(origin) else {
            return set_aside(Trouble::CodeUnreadable, origin);
        };
        if !self.contours.contains(&from) {
            return set_aside(Trouble::CodeUnknown, origin);
        }
        let mut costs = match self.costs.remove(&from) {
            Some(known) => {
                self.issues.push(Issue::row(line, Fate::Kept, Trouble::PairTwice, origin));
                known
            }
            None => BTreeMap::new(),
        };
        let (mut missing, mut zeros) = (0, 0);
        for (rank, name) in columns.names().iter().enumerate().skip(1) {
            let Some(to) = self.destinations.commune(name) else { continue };
            match value(row.cell(rank), unit) {
                PairValue::Cost(Cost::ZERO) if to == from => {
                    self.issues.push(Issue::row(line, Fate::Kept, Trouble::OwnCommuneZero, origin));
                }
                PairValue::Cost(cost) => {
                    zeros += usize::from(cost == Cost::ZERO);
                    // Of a pair given twice, the shortest way counts.
                    let known = costs.entry(Destination::Commune(to)).or_insert(cost);
                    *known = cost.min(*known);
                }
                PairValue::Missing => {
                    missing += usize::from(!costs.contains_key(&Destination::Commune(to)));
                }
                PairValue::Unusable => {
                    let value = format!("{name}: {}", row.cell(rank));
                    self.issues.push(Issue::row(
                        line,
                        Fate::Kept,
                        Trouble::NumberUnreadable,
                        value,
                    ));
                }
            }
        }
        for (trouble, count) in [(Trouble::PairsMissing, missing), (Trouble::ZeroPairs, zeros)] {
            if count > 0 {
                self.issues.push(Issue::row(line, Fate::Kept, trouble, count.to_string()));
            }
        }
        self.costs.insert(from, costs);
        self.kept += 1;
    }
}

/// The value of a cell.
enum PairValue {
    Cost(Cost),
    /// Empty or missing.
    Missing,
    /// Not a cost.
    Unusable,
}

fn value(text: &str, unit: CostUnit) -> PairValue {
    let missing = ["", "na", "nan", "null", "none", "inf", "-", "n/a", "nd"];
    if missing.contains(&text.trim().to_lowercase().as_str()) {
        return PairValue::Missing;
    }
    // A larger number stands for a missing value: no journey to help takes more than a day,
    // or goes further than around the earth.
    let (largest, cost): (_, fn(f64) -> Cost) = match unit {
        CostUnit::Length => (40_075.0, Cost::from_km),
        CostUnit::Duration => (1_440.0, Cost::from_minutes),
    };
    match parse_number(text) {
        Some(number) if (0.0..=largest).contains(&number) => PairValue::Cost(cost(number)),
        _ => PairValue::Unusable,
    }
}
