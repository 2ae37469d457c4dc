//! Contours of communes, in all generations of column names.

use geo::{Geometry, MultiPolygon};

use crate::source::{Loaded, tables};
use maillage_core::model::Line;
use maillage_tables::{Row, Sheet};

const NAME: [&str; 8] =
    ["nom", "nom_officiel", "nom_com", "nom_commune", "libgeo", "libelle", "name", "nom_m"];
const POPULATION: [&str; 3] = ["population", "pop_municipale", "pmun"];
const REGION: [&str; 6] =
    ["insee_reg", "code_insee_de_la_region", "region", "code_region", "reg", "coderegion"];

/// A row of contours, as published: nothing is checked yet.
#[derive(Debug, Clone)]
pub struct CommuneRecord {
    /// Where the row stands in the file.
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
    /// The contour; `None` when the geometry is missing or no surface.
    pub contour: Option<MultiPolygon<f64>>,
}

/// The records of a file of contours.
pub fn communes(sheet: Sheet) -> Loaded<CommuneRecord> {
    Loaded::from_rows(sheet, commune)
}

fn commune(sheet: &Sheet, mut row: Row) -> CommuneRecord {
    let contour = row.geometry.take();
    let text = |aliases: &[&str]| sheet.text(&row, aliases).to_owned();
    CommuneRecord {
        line: row.line,
        code: text(&tables::CODE),
        name: text(&NAME),
        epci: text(&tables::EPCI),
        region: text(&REGION),
        population: text(&POPULATION),
        contour: contour.and_then(surface),
    }
}

fn surface(geometry: Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon::new(vec![polygon])),
        Geometry::MultiPolygon(polygons) => Some(polygons),
        _ => None,
    }
}
