//! The rows of contours.

use geo::{Geometry, LineString, MultiPolygon, Polygon, Winding};
use maillage_core::model::Line;
use maillage_tables::{Row, Sheet};

use super::{ContourColumns, code_unknown, columns::first};
use crate::{Result, kinds::table, source::Loaded};

/// A row of contours as published, unchecked.
#[derive(Debug, Clone)]
pub struct CommuneRecord {
    /// Position of the row in the file.
    pub line: Line,
    /// Code as written; may be empty.
    pub code: String,
    /// Name; may be empty.
    pub name: String,
    /// SIREN of the EPCI as written; may be empty, or several.
    pub epci: String,
    /// Code of the région as written; may be empty.
    pub region: String,
    /// Residents as written; may be empty.
    pub population: String,
    /// Whether the row is a commune déléguée or associée, which lies in another row.
    pub is_within_a_commune: bool,
    /// The contour; `None` when the geometry is missing or is not a surface.
    pub contour: Option<MultiPolygon<f64>>,
}

/// The rows of `sheet`; of the latest year, where communes have a row a year.
pub(super) fn records(mut sheet: Sheet) -> Result<Loaded<CommuneRecord>> {
    let columns = ContourColumns::find(&sheet).ok_or_else(|| code_unknown(&sheet))?;
    let older = table::take_other_years(&mut sheet, |row| columns.code(row));
    let mut loaded = Loaded::from_rows(sheet, |_, row| record(&columns, row))?;
    loaded.read += older.len();
    loaded.issues.extend(older);
    Ok(loaded)
}

fn record(columns: &ContourColumns, mut row: Row) -> CommuneRecord {
    let contour = row.geometry.take();
    let text = |ranks: &[usize]| first(&row, ranks).to_owned();
    CommuneRecord {
        line: row.line,
        code: columns.code(&row).to_owned(),
        name: text(&columns.name),
        epci: text(&columns.epci),
        region: text(&columns.region),
        // Residents of an IRIS are not those of its commune.
        population: if columns.is_of_iris { String::new() } else { text(&columns.population) },
        is_within_a_commune: columns.is_within_a_commune(&row),
        contour: contour.and_then(|contour| surface(*contour)),
    }
}

fn surface(geometry: Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon::new(vec![polygon])),
        Geometry::MultiPolygon(polygons) => Some(polygons),
        _ => None,
    }
}

/// `contour` without parts of zero area, its rings as RFC 7946 turns them; `None` when nothing
/// remains.
pub(super) fn with_surface(mut contour: MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    contour.0.retain(|polygon| polygon.exterior().0.len() >= 4);
    contour.0.iter_mut().for_each(turn);
    (!contour.0.is_empty()).then_some(contour)
}

/// Turns the outer ring counter-clockwise, holes clockwise.
fn turn(polygon: &mut Polygon<f64>) {
    polygon.exterior_mut(LineString::make_ccw_winding);
    polygon.interiors_mut(|holes| holes.iter_mut().for_each(LineString::make_cw_winding));
}
