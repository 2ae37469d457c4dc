//! The cells of a row of a catalogue.

use std::{borrow::Cow, collections::BTreeMap};

use geo::Geometry;

use super::same;
use crate::{
    privacy::Contacts,
    source::{Field, parse_number, updates::Updates, written_point},
};
use maillage_core::{
    geodesy::Position,
    model::{Envelope, Line},
};
use maillage_tables::{Format, Row, Sheet, text_of_cell};

/// Columns that are read, besides the details.
const OWN: [&str; 17] = [
    "id",
    "nom",
    "type",
    "types",
    "code_insee",
    "precision",
    "latitude",
    "longitude",
    "identifiants",
    "tournee",
    "vehicule",
    "ordre",
    "recurrence",
    "valide_du",
    "valide_au",
    "est_arret",
    "horaires_texte",
];
/// Read as well, and never a correction.
const CONFIDENCE: &str = "horaires_confiance";
/// Names under which QGIS writes a geometry as WKT.
const WKT: [&str; 4] = ["wkt", "wkt_geom", "geom", "geometry"];

/// Difference below which two positions are one, in degrees: a catalogue has six decimals.
pub(super) const ROUNDING: f64 = 1.1e-6;

/// A row of a catalogue, as saved.
#[derive(Debug, Clone)]
pub(crate) struct CatalogueRow {
    /// Position of the row in the file.
    pub(crate) line: Line,
    /// The identifier made for it, where it has none.
    pub(super) made_id: String,
    /// The texts by column; without the columns that the file does not have.
    cells: BTreeMap<&'static str, String>,
    /// The point of the row: its geometry, or a column of WKT or of both coordinates.
    pub(super) point: Option<Position>,
    /// The position in `latitude` and `longitude`.
    pub(super) degrees: Option<Degrees>,
    /// The text of both where they are no position in France.
    pub(super) unread_degrees: Option<String>,
}

/// A position written in two columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Degrees {
    pub(super) position: Position,
    /// Half of the last decimal that is written, in degrees.
    pub(super) rounding: f64,
}

impl CatalogueRow {
    /// The text of a column. `None` when the file does not have the column.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    /// The text of a column; empty when the file does not have the column.
    pub(crate) fn text(&self, column: &str) -> &str {
        self.cell(column).unwrap_or_default()
    }

    /// Takes out the date of update if it cannot be believed: the row then says nothing of it.
    pub(super) fn take_unlikely_date(&mut self, updates: Updates) -> Option<String> {
        let field = Field::Updated.name();
        let is_unlikely = self.cells.get(field).is_some_and(|text| updates.rules_out(text));
        is_unlikely.then(|| self.cells.remove(field)).flatten()
    }

    /// The rows of lists that the place was made of, as file and identifier.
    pub(crate) fn origins(&self) -> impl Iterator<Item = (&str, &str)> {
        self.text("identifiants").split('|').filter_map(|row| row.trim().split_once(':'))
    }

    /// What tells the row from others.
    pub(super) fn identity(&self) -> impl Iterator<Item = &str> {
        let names = ["nom", "adresse", "code_insee", "latitude", "longitude", "tournee"];
        names.into_iter().map(|name| self.text(name))
    }

    /// The confidence in the hours, 0 to 1; 1 when the row does not say.
    pub(super) fn confidence(&self) -> f64 {
        parse_number(self.text(CONFIDENCE)).unwrap_or(1.0).clamp(0.0, 1.0)
    }
}

/// The columns of a catalogue that are read, with their ranks.
pub(super) struct Columns {
    ranks: Vec<(&'static str, usize)>,
    wkt: Option<usize>,
    /// Columns `X` and `Y`, as QGIS writes a point in degrees.
    pair: Option<(usize, usize)>,
    /// Whether texts may stand behind the apostrophe of a CSV: also in a workbook that somebody made
    /// of one.
    is_of_cells: bool,
}

impl Columns {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let rank = |name: &str| sheet.columns.rank(name);
        let names = OWN.into_iter().chain([CONFIDENCE]).chain(details());
        Self {
            ranks: names.filter_map(|name| Some((name, rank(name)?))).collect(),
            wkt: sheet.columns.find(&WKT),
            pair: rank("x").zip(rank("y")),
            is_of_cells: matches!(
                sheet.format,
                Format::Csv | Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods
            ),
        }
    }

    /// The ranks of the columns of contacts.
    pub(super) fn personal(&self) -> Vec<usize> {
        let is_personal = |name: &str| Field::of_name(name).is_some_and(Field::is_personal);
        let personal = self.ranks.iter().filter(|(name, _)| is_personal(name));
        personal.map(|(_, rank)| *rank).collect()
    }

    pub(super) fn row(&self, row: &Row, contacts: Contacts) -> CatalogueRow {
        let text_of = |rank: usize| match row.cell(rank).trim() {
            cell if self.is_of_cells => text_of_cell(cell),
            cell => Cow::Borrowed(cell),
        };
        let people = self.ranks.iter().find(|(name, _)| *name == Field::Person.name());
        let people: Vec<&str> = people.map(|(_, rank)| row.cell(*rank)).into_iter().collect();
        let cell = |(name, rank): &(&'static str, usize)| {
            let (text, field) = (text_of(*rank), Field::of_name(name));
            if field.is_some_and(|field| !contacts.carries(field)) {
                return None;
            }
            let is_free = *name == "nom" || field.is_some_and(Field::is_free_text);
            let carried = || contacts.carry_beside(&text, people.iter().copied());
            let is_exact = ["identifiants", "id", "types", "type", CONFIDENCE].contains(name);
            let text = if is_free && !is_exact { carried() } else { text.to_string() };
            Some((*name, text))
        };
        let cells: BTreeMap<&'static str, String> = self.ranks.iter().filter_map(cell).collect();
        let text = |name: &str| cells.get(name).map_or("", String::as_str);
        let [latitude, longitude] = [text("latitude"), text("longitude")];
        let degrees = degrees(latitude, longitude);
        let unread_degrees =
            is_no_position(latitude, longitude).then(|| format!("{latitude} {longitude}"));
        let (point, made_id) = (self.point(row), String::new());
        CatalogueRow { line: row.line, made_id, point, degrees, unread_degrees, cells }
    }

    /// The point of a row outside `latitude` and `longitude`. `None` when it is not in degrees.
    fn point(&self, row: &Row) -> Option<Position> {
        if let Some(Geometry::Point(point)) = row.geometry.as_deref() {
            return inside(Position::new(point.y(), point.x())?);
        }
        if let Some(point) = self.wkt.and_then(|rank| written_point(row.cell(rank))) {
            let (x, y) = (parse_number(&point.first)?, parse_number(&point.second)?);
            return inside(Position::new(y, x)?);
        }
        let (x, y) = self.pair?;
        inside(degrees(row.cell(y), row.cell(x))?.position)
    }
}

/// Columns of details, named as in the catalogue.
pub(super) fn details() -> impl Iterator<Item = &'static str> {
    let of_list = Field::ALL.iter().filter(|field| field.is_detail());
    of_list.map(|field| field.name()).filter(|name| !OWN.contains(name))
}

/// `None` outside the territories of France.
fn inside(position: Position) -> Option<Position> {
    Envelope::of(position).map(|_| position)
}

/// Whether both cells are filled and no position in France: letters, more than 90 degrees, the one
/// in the place of the other.
fn is_no_position(latitude: &str, longitude: &str) -> bool {
    let position = || Position::new(parse_number(latitude)?, parse_number(longitude)?);
    !latitude.is_empty() && !longitude.is_empty() && position().and_then(inside).is_none()
}

fn degrees(latitude: &str, longitude: &str) -> Option<Degrees> {
    let position = Position::new(parse_number(latitude)?, parse_number(longitude)?)?;
    let rounding = [latitude, longitude].map(same::rounding).into_iter().fold(ROUNDING, f64::max);
    // A spreadsheet that shows whole degrees says nothing of where a place is.
    (rounding < 0.01).then_some(())?;
    Some(Degrees { position: inside(position)?, rounding })
}

#[cfg(test)]
mod tests {
    use super::is_no_position;

    #[test]
    fn degrees_that_are_no_position_in_france_are_told_and_whole_or_missing_ones_are_not() {
        for latitude in ["91.5", "abc", "46.05 N"] {
            assert!(is_no_position(latitude, "0.16"), "{latitude}");
        }
        assert!(is_no_position("0.16", "45.65"), "they are swapped");
        for (latitude, longitude) in [("45.65", "0.16"), ("45,65", "0,16"), ("46", "0"), ("", "")] {
            assert!(!is_no_position(latitude, longitude), "{latitude} {longitude}");
        }
    }
}
