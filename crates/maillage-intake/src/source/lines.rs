//! Lines that are the ways of rounds, in a list of their own or among stops.

use geo::{Geometry, MultiLineString};

use crate::source::{
    Field, Loaded, Mapping, field::ColumnName, places::Contacts, without_contacts,
};
use maillage_core::model::Line;
use maillage_tables::{Row, Sheet};

/// Names of columns that are a field's own hint at least this much.
const OWN_NAME: f64 = 0.8;

/// A row that should be a line, as published.
#[derive(Debug, Clone)]
pub struct LineRecord {
    /// Where the row stands in the file.
    pub line: Line,
    /// The name of the round; may be empty.
    pub round: String,
    /// The vehicle; may be empty.
    pub vehicle: String,
    /// The way, in WGS84 degrees.
    pub way: Option<MultiLineString<f64>>,
}

/// Whether a geometry of `sheet` is a line.
pub fn has_lines(sheet: &Sheet) -> bool {
    sheet.rows.iter().any(is_line)
}

/// Takes the lines out of `sheet`; `None` when there are none.
pub fn take_lines(sheet: &mut Sheet) -> Option<Sheet> {
    let (lines, rest): (Vec<Row>, Vec<Row>) =
        std::mem::take(&mut sheet.rows).into_iter().partition(is_line);
    sheet.rows = rest;
    (!lines.is_empty()).then(|| Sheet {
        path: sheet.path.clone(),
        sha256: sheet.sha256.clone(),
        columns: sheet.columns.clone(),
        rows: lines,
        defects: Vec::new(),
        tables: Default::default(),
        ..*sheet
    })
}

/// The records of a list of lines.
///
/// The round is called as the column of rounds says, else as the row is.
pub fn lines(sheet: Sheet, mapping: &Mapping, contacts: Contacts) -> Loaded<LineRecord> {
    let names: Vec<ColumnName> =
        sheet.columns.names().iter().map(|name| ColumnName::new(name)).collect();
    // Few values prove little: of a few lines the name of the column is enough.
    let named = |field: Field| -> Vec<usize> {
        let hint = |rank: &usize| names[*rank].hint(field);
        let mut columns: Vec<usize> =
            (0..names.len()).filter(|rank| hint(rank) >= OWN_NAME).collect();
        columns.sort_by(|one, other| hint(other).total_cmp(&hint(one)));
        columns
    };
    let [rounds, own, vehicles] = [Field::Round, Field::Name, Field::Vehicle].map(named);
    Loaded::from_rows(sheet, |_, row| {
        let text = |field: Field, columns: &[usize]| {
            let named = || columns.iter().map(|rank| row.cell(*rank)).find(|it| !it.is_empty());
            let text = Some(mapping.text(&row, field)).filter(|text| !text.is_empty());
            let text = text.or_else(named).unwrap_or_default();
            match contacts {
                Contacts::Kept => text.to_owned(),
                Contacts::Dropped => without_contacts(text),
            }
        };
        let round = Some(text(Field::Round, &rounds)).filter(|name| !name.is_empty());
        LineRecord {
            line: row.line,
            round: round.unwrap_or_else(|| text(Field::Name, &own)),
            vehicle: text(Field::Vehicle, &vehicles),
            way: row.geometry.and_then(way),
        }
    })
}

fn is_line(row: &Row) -> bool {
    let geometry = row.geometry.as_ref();
    matches!(
        geometry,
        Some(Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_))
    )
}

fn way(geometry: Geometry<f64>) -> Option<MultiLineString<f64>> {
    match geometry {
        Geometry::Line(line) => Some(MultiLineString::new(vec![line.into()])),
        Geometry::LineString(line) => Some(MultiLineString::new(vec![line])),
        Geometry::MultiLineString(lines) => Some(lines),
        _ => None,
    }
}
