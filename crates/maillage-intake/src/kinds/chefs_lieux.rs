//! Town halls (chefs-lieux): optional points of departure of the communes.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use geo::Geometry;

use super::{
    Content, Recognition, TableKind, ages,
    crosswalk::CodeCrosswalk,
    join::{self, Joined, keep, route, set_aside},
    places::{
        self,
        location::{Location, Locator},
    },
    table::{self, TableRecord, code_column, missing},
};
use crate::{
    Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Fate, Issue, Role},
    source::{Loaded, Mapping, PositionSource},
};
use maillage_core::{
    geodesy::Position,
    model::{CommuneCode, Envelope},
};
use maillage_tables::{Sheet, crs::Crs};

impl Role {
    /// Town halls by commune.
    pub const CHEFS_LIEUX: Self = Self::named("chefs_lieux");
}

/// Town halls by commune.
pub static KIND: TableKind = TableKind {
    name: "chefs-lieux",
    description: "a table of town halls",
    field: "sources.chefs_lieux",
    role: Role::CHEFS_LIEUX,
    content: Content::Table(check),
    recognise,
    stream: None,
};

/// The rows of the table of town halls `file`, with latitude and longitude.
///
/// # Errors
///
/// When the file cannot be read or is of another kind;
/// [`Error::MissingColumn`](crate::Error::MissingColumn) without a code or a position.
pub fn read(file: impl Into<Input>) -> Result<Loaded<TableRecord>> {
    let file = file.into();
    let path = file.path().to_owned();
    let sheet = super::sheet(file, &KIND)?;
    let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None)?;
    ages::named_if_missing(chefs_lieux(sheet, &mapping), &path, &KIND)
}

/// Town halls by commune.
pub fn join_chefs_lieux(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
) -> Joined<Position> {
    let (routed, mut account) = route(loaded, &KIND, known, crosswalk, |_| true);
    let locator = Locator::new(Crs::WGS84);
    let mut found: BTreeMap<CommuneCode, (TownHall, Position)> = BTreeMap::new();
    for row in routed {
        let (latitude, longitude) = (&row.record.values[0], &row.record.values[1]);
        let expected = Some(Envelope::of_commune(row.code));
        let position = match locator.written(latitude, longitude, expected) {
            Location::At(position, repair) => {
                let issue =
                    |(trouble, value)| Issue::row(row.record.line, Fate::Kept, trouble, value);
                account.issues.extend(repair.map(issue));
                position
            }
            Location::Nowhere(trouble, value) => {
                set_aside(&mut account, &row.record, trouble, value);
                continue;
            }
        };
        for target in &row.targets {
            let one = TownHall::of(row.code, *target, crosswalk);
            let best = found.get(target).is_none_or(|(known, _)| one > *known);
            if best {
                found.insert(*target, (one, position));
            }
        }
        keep(&mut account, &row);
    }
    let values = found.into_iter().map(|(code, (_, position))| (code, position)).collect();
    Joined { values, own: BTreeMap::new(), account }
}

/// Which of several town halls is that of a merged commune: the one with its code, then that of
/// the most people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct TownHall {
    has_code: bool,
    people: u64,
    code: Reverse<CommuneCode>,
}

impl TownHall {
    fn of(code: CommuneCode, target: CommuneCode, crosswalk: CodeCrosswalk) -> Self {
        let before = crosswalk.france.and_then(|france| france.france().merged_since(code));
        let people = before.map_or(0, |of| of.population);
        Self { has_code: code == target, people, code: Reverse(code) }
    }
}

fn check(sheet: Sheet, mapping: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let loaded = chefs_lieux(sheet, mapping)?;
    let known = join::known(&loaded, gazetteer);
    Ok(join_chefs_lieux(loaded, &known, CodeCrosswalk::default()).account)
}

/// Positions by commune are town halls, unless the rows have their own names or the columns
/// identify another table.
fn recognise(sheet: &Sheet, mapping: &Mapping) -> Recognition {
    let positioned = sheet.columns.has(&table::CODE) && mapping.is_positioned();
    let of_communes =
        || !mapping.reads_as_places() || !places::names_more_than_communes(sheet, mapping);
    if positioned && of_communes() { Recognition::Perhaps } else { Recognition::No }
}

fn chefs_lieux(sheet: Sheet, mapping: &Mapping) -> Result<Loaded<TableRecord>> {
    let Some(position) = mapping.position.as_ref().filter(|_| mapping.is_positioned()) else {
        return Err(missing(&sheet, "the position (`latitude` and `longitude`)"));
    };
    let source = position.source;
    let code = code_column(&sheet)?;
    Ok(Loaded::from_rows(sheet, |_, row| {
        let values = match &row.geometry {
            Some(Geometry::Point(point)) if source == PositionSource::Geometry => {
                [point.y().to_string(), point.x().to_string()]
            }
            _ => source.written(&row).into(),
        };
        TableRecord {
            line: row.line,
            code: row.cell(code).into(),
            values: values.into(),
            ..TableRecord::default()
        }
    }))
}
