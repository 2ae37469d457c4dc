//! Itineraries of tours, in their own list or among stops.

use geo::{Coord, Geometry, LineString, MultiLineString};
use maillage_core::{
    geodesy::Position,
    index::LineIndex,
    model::{Envelope, FileId, GivenTour, Kind, Line},
};
use maillage_tables::{Row, Sheet};

use super::{Content, Recognition, SupplyRows, TableKind};
use crate::{
    Result,
    ledger::{Fate, Issue, LedgerBuilder, Role, Trouble},
    privacy::Contacts,
    sentences,
    source::{ColumnName, Field, Loaded, Mapping},
};

/// The itineraries of tours.
pub static KIND: TableKind = TableKind {
    name: "traces-de-tournees",
    description: sentences::lines_of_rounds,
    field: "sources.itinerant",
    role: Role::of_list(Kind::Itinerant),
    content: Content::Supply(Kind::Itinerant, SupplyRows::Lines),
    recognise: |sheet, mapping| Recognition::sure(!mapping.is_positioned() && has_lines(sheet)),
    stream: None,
};

/// Maximum extent of the itinerary of a tour, in degrees.
const LONGEST: f64 = 3.0;
/// Minimum score of a column name to identify its field without values.
const OWN_NAME: f64 = 0.8;

/// A row with an itinerary, as published.
#[derive(Debug, Clone)]
struct LineRecord {
    /// Position of the row in the file.
    line: Line,
    /// The name of the tour; may be empty.
    tour: String,
    /// The vehicle; may be empty.
    vehicle: String,
    /// The itinerary, in WGS84 degrees.
    way: Option<MultiLineString<f64>>,
}

/// Whether `sheet` has a line as geometry.
pub(crate) fn has_lines(sheet: &Sheet) -> bool {
    sheet.rows.iter().any(is_line)
}

/// Takes the rows with lines out of `sheet`; `None` when there are none.
pub(super) fn take_lines(sheet: &mut Sheet) -> Option<Sheet> {
    let (lines, rest): (Vec<Row>, Vec<Row>) =
        std::mem::take(&mut sheet.rows).into_iter().partition(is_line);
    sheet.rows = rest;
    (!lines.is_empty()).then(|| Sheet {
        path: sheet.path.clone(),
        label: sheet.label.clone(),
        sha256: sheet.sha256.clone(),
        columns: sheet.columns.clone(),
        rows: lines,
        defects: Vec::new(),
        tables: Default::default(),
        budget: sheet.budget.clone(),
        ..*sheet
    })
}

/// The records of a list of itineraries. A tour is named by the column of tours, or else
/// by the name of the row.
fn records(mut sheet: Sheet, mapping: &Mapping, contacts: Contacts) -> Result<Loaded<LineRecord>> {
    // The index of all lines is made later.
    for row in &sheet.rows {
        let bytes = row.geometry.as_deref().map_or(0, index_bytes);
        sheet.budget.take(bytes)?;
    }

    let names: Vec<ColumnName> =
        sheet.columns.names().iter().map(|name| ColumnName::new(name)).collect();
    // A list of itineraries has too few values to judge columns by: only the names are
    // used.
    let named = |field: Field| -> Vec<usize> {
        let hint = |rank: &usize| names[*rank].hint(field);
        let mut columns: Vec<usize> =
            (0..names.len()).filter(|rank| hint(rank) >= OWN_NAME).collect();
        columns.sort_by(|one, other| hint(other).total_cmp(&hint(one)));
        columns
    };
    let [tours, own, vehicles] = [Field::Tour, Field::Name, Field::Vehicle].map(named);
    Loaded::from_rows(sheet, |_, row| {
        let text = |field: Field, columns: &[usize]| {
            let named = || columns.iter().map(|rank| row.cell(*rank)).find(|it| !it.is_empty());
            let text = Some(mapping.text(&row, field)).filter(|text| !text.is_empty());
            let text = text.or_else(named).unwrap_or_default();
            contacts.carry(text)
        };
        let tour = Some(text(Field::Tour, &tours)).filter(|name| !name.is_empty());
        LineRecord {
            line: row.line,
            tour: tour.unwrap_or_else(|| text(Field::Name, &own)),
            vehicle: text(Field::Vehicle, &vehicles),
            way: row.geometry.and_then(|geometry| way(*geometry)),
        }
    })
}

/// The tours of a list of itineraries. Opens its account in `ledger`.
///
/// # Errors
///
/// When the lines take more memory than the file may.
pub(super) fn list(
    sheet: Sheet,
    mapping: &Mapping,
    contacts: Contacts,
    ledger: &mut LedgerBuilder,
) -> Result<Vec<GivenTour>> {
    let loaded = records(sheet, mapping, contacts)?;
    let stem = loaded.stem();
    let (records, account) = loaded.into_account(&KIND, KIND.role);
    let file = ledger.open(account);
    Ok(tours(records, &stem, file, ledger))
}

/// The tours of the itineraries found among the stops of `file`. They are added to the
/// account of `file`.
///
/// # Errors
///
/// Those of [`list`].
pub(super) fn among_stops(
    sheet: Sheet,
    mapping: &Mapping,
    contacts: Contacts,
    file: FileId,
    ledger: &mut LedgerBuilder,
) -> Result<Vec<GivenTour>> {
    let loaded = records(sheet, mapping, contacts)?;
    let stem = loaded.stem();
    let (records, account) = loaded.into_account(&KIND, KIND.role);
    ledger.add_rows(file, account);
    Ok(tours(records, &stem, file, ledger))
}

/// The tours of these records of `file`. A tour without a name in the list is named
/// `stem`, after the file.
fn tours(
    records: Vec<LineRecord>,
    stem: &str,
    file: FileId,
    ledger: &mut LedgerBuilder,
) -> Vec<GivenTour> {
    let mut tours = Vec::with_capacity(records.len());
    for LineRecord { line, tour, vehicle, way } in records {
        match usable(way) {
            Ok(way) => tours.push(GivenTour {
                file,
                row: Some(line),
                name: if tour.is_empty() { stem.to_owned() } else { tour },
                vehicle: Some(vehicle).filter(|vehicle| !vehicle.is_empty()),
                stops: Vec::new(),
                line: Some(way),
            }),
            Err(trouble) => {
                ledger.add(file, Issue::row(line, Fate::SetAside, trouble, tour));
            }
        }
    }
    ledger.add_kept(file, tours.len());
    tours
}

/// The parts of an itinerary with a positive length, if the itinerary crosses France.
fn usable(way: Option<MultiLineString<f64>>) -> std::result::Result<MultiLineString<f64>, Trouble> {
    let leads = |line: &LineString<f64>| line.0.iter().any(|point| *point != line.0[0]);
    let mut way = way.ok_or(Trouble::BadGeometry)?;
    way.0.retain(leads);
    let leaps = |segment: geo::Line<f64>| segment.dx().hypot(segment.dy()) > LONGEST;
    if way.0.is_empty() || way.iter().flat_map(LineString::lines).any(leaps) {
        return Err(Trouble::BadGeometry);
    }
    let is_in_france = |point: &Coord| {
        Position::new(point.y, point.x).is_some_and(|position| Envelope::of(position).is_some())
    };
    if way.iter().flat_map(|line| &line.0).any(is_in_france) {
        return Ok(way);
    }
    Err(Trouble::OutsideFrance)
}

fn is_line(row: &Row) -> bool {
    let geometry = row.geometry.as_deref();
    matches!(
        geometry,
        Some(Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_))
    )
}

/// Memory of an itinerary in the index of lines, in bytes.
fn index_bytes(geometry: &Geometry<f64>) -> usize {
    match geometry {
        Geometry::LineString(line) => LineIndex::bytes([line]),
        Geometry::MultiLineString(lines) => LineIndex::bytes(lines),
        _ => 0,
    }
}

fn way(geometry: Geometry<f64>) -> Option<MultiLineString<f64>> {
    match geometry {
        Geometry::Line(line) => Some(MultiLineString::new(vec![line.into()])),
        Geometry::LineString(line) => Some(MultiLineString::new(vec![line])),
        Geometry::MultiLineString(lines) => Some(lines),
        _ => None,
    }
}
