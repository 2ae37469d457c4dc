//! Town halls (chefs-lieux): optional points of departure of the communes.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use geo::Geometry;
use maillage_core::{
    geodesy::Position,
    model::{Commune, CommuneCode, Envelope},
};
use maillage_spelling::fold;
use maillage_tables::{Row, Sheet, crs::Crs};

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
    clean::codes,
    france::BuiltIn,
    gazetteer::{Gazetteer, bare, metres_outside, same_name},
    input::Input,
    ledger::{Account, Fate, Issue, Role},
    sentences,
    source::{Field, Loaded, Mapping, PositionSource, mapping::columns::given_or},
};

/// The name of a column of codes that may be those of communes or of the post.
const ANY_CODE: &str = "code";
/// Share of the rows of a table of town halls that lie where their codes say and have one of their
/// own.
const NEARLY_ALL: f64 = 0.9;
/// Distance from its commune within which a town hall is in it, in metres: contours are
/// generalised.
const NEAR: f64 = 2_000.0;
/// Number of rows of a table that are looked at.
const SAMPLE: usize = 500;

impl Role {
    /// Town halls by commune.
    pub const CHEFS_LIEUX: Self = Self::named("chefs_lieux");
}

/// Town halls by commune.
pub static KIND: TableKind = TableKind {
    name: "chefs-lieux",
    description: sentences::a_table_of_town_halls,
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
    let (routed, mut account) = route(loaded, &KIND, known, crosswalk, TableRecord::states_a_value);
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

/// Positions by commune are town halls, unless the rows have their own names, addresses or hours
/// or the columns identify another table. They would move the starting points of all communes, so
/// that the table has to show that it is by commune: by the name of its codes, or by where its
/// points lie.
fn recognise(sheet: &Sheet, mapping: &Mapping) -> Recognition {
    if !mapping.is_positioned() || names_places(sheet, mapping) {
        return Recognition::No;
    }
    let Some(code) = given_or(&sheet.columns, "code", &table::CODE) else {
        return Recognition::No;
    };
    let has_its_name = sheet.columns.stated("code").is_some()
        || table::CODE
            .iter()
            .any(|name| *name != ANY_CODE && sheet.columns.rank(name) == Some(code));
    let is_of_communes =
        is_by_commune(sheet, code) && (has_its_name || lie_in_their_communes(sheet, mapping, code));
    if is_of_communes { Recognition::Perhaps } else { Recognition::No }
}

/// Whether the columns are those of places: addresses, hours, services, or names other than those
/// of communes and town halls.
fn names_places(sheet: &Sheet, mapping: &Mapping) -> bool {
    if mapping.describes_places() || !mapping.hour_parts.is_empty() {
        return true;
    }
    if mapping.reads_as_places() {
        return places::names_more_than_communes(sheet, mapping);
    }
    let Some((rank, _)) = mapping.doubtful_name else { return false };
    let (mut named, mut others) = (0, 0);
    for row in sheet.sample(SAMPLE).filter(|row| !row.cell(rank).is_empty()) {
        let (name, commune) = (row.cell(rank), mapping.text(row, Field::Commune));
        named += 1;
        others += usize::from(!is_of_a_commune(name) && !same_name(name, commune));
    }
    2 * others > named
}

/// Whether a name is that of a town hall, or of a commune anywhere.
fn is_of_a_commune(name: &str) -> bool {
    let folded = fold(name);
    let is_town_hall = ["mairie", "hotel de ville", "commune", "chef lieu"]
        .iter()
        .any(|word| folded.starts_with(word));
    is_town_hall || BuiltIn::get().is_none_or(|france| france.has_name(&bare(name)))
}

/// Whether nearly every row has a code of its own.
fn is_by_commune(sheet: &Sheet, code: usize) -> bool {
    let codes = sheet.rows.iter().map(|row| row.cell(code)).filter(|text| !text.is_empty());
    let (rows, codes) = (codes.clone().count(), codes.collect::<BTreeSet<_>>().len());
    rows > 0 && codes as f64 >= NEARLY_ALL * rows as f64
}

/// Whether nearly all points lie in the communes of France that their codes say, or near them.
fn lie_in_their_communes(sheet: &Sheet, mapping: &Mapping, code: usize) -> bool {
    let Some(france) = BuiltIn::get() else { return false };
    let Some(found) = &mapping.position else { return false };
    let locator = Locator::new(found.crs);
    let (mut rows, mut within) = (0, 0_usize);
    for row in sheet.sample(SAMPLE).filter(|row| !row.cell(code).is_empty()) {
        rows += 1;
        let Some(code) = codes::of(row.cell(code)) else { continue };
        let [latitude, longitude] = written(found.source, row);
        let expected = Some(Envelope::of_commune(code));
        let at = locator.written(&latitude, &longitude, expected);
        let Location::At(position, _) = at else { continue };
        let is_near = |commune: &Commune| metres_outside(commune, position) <= NEAR;
        within += usize::from(france.of(code).is_some_and(is_near));
    }
    rows > 0 && within as f64 >= NEARLY_ALL * f64::from(rows)
}

/// The latitude and the longitude of a row, as written.
fn written(source: PositionSource, row: &Row) -> [String; 2] {
    match row.geometry.as_deref() {
        Some(Geometry::Point(point)) if source == PositionSource::Geometry => {
            [point.y().to_string(), point.x().to_string()]
        }
        _ => source.written(row).into(),
    }
}

fn chefs_lieux(sheet: Sheet, mapping: &Mapping) -> Result<Loaded<TableRecord>> {
    let Some(position) = mapping.position.as_ref().filter(|_| mapping.is_positioned()) else {
        return Err(missing(&sheet, sentences::position_columns()));
    };
    let source = position.source;
    let code = code_column(&sheet)?;
    Loaded::from_rows(sheet, |_, row| {
        let values = written(source, &row);
        TableRecord {
            line: row.line,
            code: row.cell(code).into(),
            values: values.into(),
            ..TableRecord::default()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognition::SheetKind;

    fn kind(text: &str) -> Option<&'static TableKind> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table.csv");
        std::fs::write(&path, text).expect("the folder is writable");
        let sheet = crate::source::sheet::read(&path, &maillage_tables::ReadOptions::default());
        let sheet = sheet.expect("a table");
        let found =
            SheetKind::find(&sheet, None, &Gazetteer::in_france(&[], &[])).expect("no mapping");
        found.kind(&sheet)
    }

    /// Towns of Charente: INSEE code, postal code, name and position of the town hall.
    const TOWNS: [[&str; 4]; 5] = [
        ["16102", "16100", "Cognac", "45.6958, -0.3287"],
        ["16015", "16000", "Angoulême", "45.6494, 0.1562"],
        ["16292", "16700", "Ruffec", "46.0290, 0.1990"],
        ["16106", "16500", "Confolens", "46.0137, 0.6720"],
        ["16167", "16200", "Jarnac", "45.6810, -0.1760"],
    ];

    fn table(head: &str, row: impl Fn([&str; 4]) -> String) -> String {
        let rows: Vec<String> = TOWNS.into_iter().map(row).collect();
        format!("{head}\n{}\n", rows.join("\n"))
    }

    #[test]
    fn a_list_with_postal_codes_is_no_table_of_town_halls() {
        let head = "Où ?;Qui tient le lieu;N° et voie;Code;Bourg;Coordonnées GPS;Jours;Heures";
        let list = table(head, |[_, postal, town, at]| {
            format!(
                "La Passerelle;Association Relais;3 rue du Pont;{postal};{town};{at};mardi;9h-12h"
            )
        });
        assert_ne!(kind(&list), Some(&KIND), "{list}");
        let bare = table("Code;Point", |[_, postal, _, at]| format!("{postal};{at}"));
        assert_ne!(kind(&bare), Some(&KIND), "{bare}");
    }

    #[test]
    #[cfg_attr(not(feature = "france"), ignore = "needs the geography of France")]
    fn points_in_the_communes_of_their_codes_are_town_halls() {
        let towns = table("Code;Point", |[insee, _, _, at]| format!("{insee};{at}"));
        assert_eq!(kind(&towns), Some(&KIND));
        let twice = format!("{towns}16102;45.6990, -0.3300\n16102;45.6900, -0.3300\n");
        assert_ne!(kind(&twice), Some(&KIND));
        let named = table("code_insee;Point", |[insee, _, _, at]| format!("{insee};{at}"));
        assert_eq!(kind(&named), Some(&KIND));
    }
}
