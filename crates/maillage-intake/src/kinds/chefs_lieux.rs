//! Town halls (chefs-lieux): optional points of departure of the communes.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use geo::Geometry;

use super::{
    Content, Recognition, TableKind, ages,
    join::{self, Joined, keep, route, set_aside},
    passage::Passage,
    places::{
        self,
        location::{Location, Locator},
    },
    table::{self, TableRecord, code_column, missing},
};
use crate::{
    Result,
    gazetteer::Gazetteer,
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

/// The rows of the table of town halls at `path`, with latitude and longitude.
///
/// # Errors
///
/// When the file cannot be read or is of another kind;
/// [`Error::MissingColumn`](crate::Error::MissingColumn) without a code or a position.
pub fn read(path: &Path) -> Result<Loaded<TableRecord>> {
    let sheet = super::sheet(path, &KIND)?;
    let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None)?;
    ages::named_if_missing(chefs_lieux(sheet, &mapping), path, &KIND)
}

/// Town halls by commune.
pub fn join_chefs_lieux(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<Position> {
    let (routed, mut account) = route(loaded, &KIND, known, passage);
    let locator = Locator::new(Crs::WGS84);
    let mut values = BTreeMap::new();
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
            values.entry(*target).or_insert(position);
        }
        keep(&mut account, &row);
    }
    Joined { values, own: BTreeMap::new(), account }
}

fn check(sheet: Sheet, mapping: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let loaded = chefs_lieux(sheet, mapping)?;
    let known = join::known(&loaded, gazetteer);
    Ok(join_chefs_lieux(loaded, &known, None).account)
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
