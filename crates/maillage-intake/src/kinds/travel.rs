//! Travel tables: costs from a commune to a place or a commune.
//!
//! Two forms are read. In the long form a row is a pair: `origin,destination,minutes`, or
//! `…,km`. In the square form rows and columns are INSEE codes. An origin is an INSEE code;
//! a destination is an INSEE code or the identifier of a place. Empty values, `NA` and
//! similar texts are missing pairs. So is a zero from a commune to itself.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    path::Path,
};

use maillage_core::{
    model::{CommuneCode, Line},
    travel::{Cost, CostTable, CostUnit},
};
use maillage_tables::{Columns, Row, Sheet, read, read_square};

use super::{Content, Recognition, TableKind};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    ledger::{Account, Fate, Issue, Role, Trouble},
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
    description: "a travel table",
    field: "sources.travel_table",
    role: Role::TRAVEL,
    content: Content::Table(check),
    recognise: |sheet, _| Recognition::sure(is_long(&sheet.columns)),
    stream: None,
};

/// The costs of the table at `path`, with its account. `unit` is the unit of a square
/// table, whose columns do not give it. `contours` holds the codes of the known communes.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] when it has neither form;
/// [`Error::TravelUnit`] when the unit of a square table is unknown.
pub fn travel_table(
    path: &Path,
    unit: Option<CostUnit>,
    contours: &BTreeSet<CommuneCode>,
) -> Result<(CostTable, Account)> {
    let mut sheet = read(path)?;
    // R separates values with spaces, which other readers take for a single column.
    if let [only] = sheet.columns.names()
        && only.split_whitespace().count() > 2
    {
        sheet = read_square(path)?;
    }
    costs(sheet, unit, contours)
}

/// The account of a travel table, joined to the known communes, or to its own codes when
/// none is known.
fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let own = || sheet.rows.iter().filter_map(|row| code(row.get(sheet.columns.find(&ORIGIN))));
    let known = if gazetteer.is_empty() { own().collect() } else { gazetteer.codes().collect() };
    Ok(costs(sheet, None, &known)?.1)
}

/// The costs of a decoded table, with its account.
fn costs(
    sheet: Sheet,
    unit: Option<CostUnit>,
    contours: &BTreeSet<CommuneCode>,
) -> Result<(CostTable, Account)> {
    let form = Form::of(&sheet, unit)?;
    let mut pairs = TravelPairs { contours, costs: BTreeMap::new(), issues: Vec::new(), kept: 0 };
    pairs.issues.push(Issue::file(Trouble::ColumnRead, form.describe(&sheet.columns)));
    let unit = form.unit();
    let loaded: Loaded<(Line, Row)> = Loaded::from_rows(sheet, |_, row| (row.line, row));
    let columns = loaded.sheet.columns.clone();
    let (rows, mut account) = loaded.into_account(&KIND, Role::TRAVEL);
    for (line, row) in rows {
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

/// Whether these are the columns of a long travel table.
pub(super) fn is_long(columns: &Columns) -> bool {
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
        let codes = columns.names().iter().filter(|name| code(name).is_some()).count();
        if codes > 1 && codes + 1 >= columns.names().len() {
            let unit = unit.ok_or_else(|| Error::TravelUnit { path: sheet.path.clone() })?;
            return Ok(Self::Square { unit });
        }
        Err(Error::MissingColumn {
            path: sheet.path.clone(),
            wanted: "a travel table (`origin`, `destination` and `minutes` or `km`; or a square \
                     table whose rows and columns are INSEE codes)"
                .to_owned(),
            found: columns.listing(),
        })
    }

    fn unit(&self) -> CostUnit {
        match self {
            Self::Long { unit, .. } | Self::Square { unit } => *unit,
        }
    }

    fn describe(&self, columns: &Columns) -> String {
        let unit = self.unit().name();
        match self {
            Self::Long { origin, destination, cost, .. } => {
                let names = [origin, destination, cost].map(|rank| columns.names()[*rank].as_str());
                format!("{}, {unit}", names.join(", "))
            }
            Self::Square { .. } => {
                format!("{0} × {0}, {unit}", columns.names().len().saturating_sub(1))
            }
        }
    }
}

/// Parses a commune code; a lost leading zero is restored.
fn code(text: &str) -> Option<CommuneCode> {
    five_figures(text.trim()).parse().ok()
}

/// The pairs read so far.
struct TravelPairs<'run> {
    contours: &'run BTreeSet<CommuneCode>,
    costs: BTreeMap<CommuneCode, BTreeMap<String, Cost>>,
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
        let cost = match value(text) {
            PairValue::Missing => return set_aside(Trouble::NumberMissing, text),
            PairValue::Unusable => return set_aside(Trouble::NumberUnreadable, text),
            PairValue::Cost(number) => cost(number, unit),
        };
        if code(destination) == Some(from) && cost == Cost::ZERO {
            return set_aside(Trouble::OwnCommuneZero, origin);
        }
        match self.costs.entry(from).or_default().entry(destination.to_owned()) {
            Entry::Occupied(_) => {
                set_aside(Trouble::PairTwice, &format!("{origin} → {destination}"));
            }
            Entry::Vacant(free) => {
                free.insert(cost);
                self.kept += 1;
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
        if self.costs.contains_key(&from) {
            return set_aside(Trouble::PairTwice, origin);
        }
        let mut costs = BTreeMap::new();
        let mut missing = 0;
        for (rank, name) in columns.names().iter().enumerate().skip(1) {
            let Some(to) = code(name) else { continue };
            match value(row.cell(rank)) {
                PairValue::Cost(0.0) if to == from => {
                    self.issues.push(Issue::row(line, Fate::Kept, Trouble::OwnCommuneZero, origin));
                }
                PairValue::Cost(number) => {
                    costs.insert(to.to_string(), cost(number, unit));
                }
                PairValue::Missing => missing += 1,
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
        if missing > 0 {
            let missing = missing.to_string();
            self.issues.push(Issue::row(line, Fate::Kept, Trouble::PairsMissing, missing));
        }
        self.costs.insert(from, costs);
        self.kept += 1;
    }
}

/// The value of a cell.
enum PairValue {
    /// A number of minutes or kilometres.
    Cost(f64),
    /// Empty or missing.
    Missing,
    /// Not a cost.
    Unusable,
}

fn value(text: &str) -> PairValue {
    let missing = ["", "na", "nan", "null", "none", "inf", "-", "n/a", "nd"];
    if missing.contains(&text.trim().to_lowercase().as_str()) {
        return PairValue::Missing;
    }
    match parse_number(text) {
        Some(number) if number >= 0.0 => PairValue::Cost(number),
        _ => PairValue::Unusable,
    }
}

fn cost(number: f64, unit: CostUnit) -> Cost {
    match unit {
        CostUnit::Length => Cost::from_km(number),
        CostUnit::Duration => Cost::from_minutes(number),
    }
}
