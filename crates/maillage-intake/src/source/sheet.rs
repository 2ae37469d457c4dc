//! A decoded file as the rest of the crate takes it in: the columns of a catalogue by their names,
//! codes in one column, buildings as points.

use std::path::Path;

use geo::{BoundingRect, Geometry, InteriorPoint};
use maillage_core::{
    geodesy::Position,
    model::{CommuneCode, Departement, Envelope},
};
use maillage_tables::{Columns, Defect, DefectKind, ReadOptions, Row, Sheet};

use crate::{
    Result,
    clean::codes,
    kinds::{catalogue::titles, table},
};

/// Names of a column of département codes.
const DEPARTEMENT: [&str; 8] = [
    "dep",
    "code_departement",
    "code_dep",
    "coddep",
    "num_dep",
    "code_du_departement",
    "dept",
    "departement",
];
/// Names of a column of codes of communes within their département, of up to three digits.
const COMMUNE: [&str; 8] = [
    "code_commune",
    "codcom",
    "com",
    "code_com",
    "num_com",
    "code_de_la_commune",
    "code_insee",
    "insee",
];
/// Share of the rows whose two codes must make one of a commune.
const MOST: f64 = 0.9;
/// Extent of a building that is hardly exceeded, and of most buildings, in degrees.
const LARGEST: f64 = 0.004;
const USUAL: f64 = 0.002;

/// Decodes the file at `path`. Its rows are in an order of content from here on, so that nothing
/// depends on their order in the file.
///
/// # Errors
///
/// Those of [`maillage_tables::read_with`].
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Sheet> {
    let options = match options.preferred {
        [] => &ReadOptions { preferred: &titles::SHEETS, ..options.clone() },
        _ => options,
    };
    let mut sheet = maillage_tables::read_with(path, options)?;
    titles::name_columns(&mut sheet.columns);
    join_codes(&mut sheet);
    point_at_buildings(&mut sheet);
    sheet.sort_by_content();
    Ok(sheet)
}

/// Makes one column `code_insee` of those of départements and of communes within them: 23 and
/// 001, 976 and 601. Nothing where a column has whole codes.
fn join_codes(sheet: &mut Sheet) {
    let columns = &sheet.columns;
    let Some(departement) = columns.find(&DEPARTEMENT) else { return };
    let has_whole_codes = table::CODE.iter().filter_map(|name| columns.rank(name)).any(|rank| {
        // A column `code` may hold postal codes.
        let is_of_communes = Some(rank) != columns.rank("code");
        is_of_communes && are_whole(sheet.rows.iter().map(|row| row.cell(rank)))
    });
    if has_whole_codes {
        return;
    }
    let is_short = |rank: &usize| {
        let is_one = |text: &str| text.len() <= 3 && text.bytes().all(|it| it.is_ascii_digit());
        sheet.holds(*rank, is_one)
    };
    let communes = COMMUNE.iter().filter_map(|name| columns.rank(name));
    let Some(commune) = communes.filter(|rank| *rank != departement).find(is_short) else {
        return;
    };
    let code = |row: &Row| joined(row.cell(departement), row.cell(commune));
    let made: Vec<Option<CommuneCode>> = sheet.rows.iter().map(code).collect();
    if (made.iter().flatten().count() as f64) < MOST * made.len() as f64 {
        return;
    }
    let names = [departement, commune].map(|rank| columns.names()[rank].clone());
    let Some(rank) = column(&mut sheet.columns) else { return };
    for (row, code) in sheet.rows.iter_mut().zip(made) {
        match code {
            Some(code) => row.set(rank, code.as_str()),
            None if codes::of(row.cell(rank)).is_some() => {}
            None => row.set(rank, ""),
        }
    }
    sheet.defects.push(Defect::file(DefectKind::CodesJoined, names.join(" + ")));
}

/// Whether most cells are codes of communes, a leading zero lost or not.
fn are_whole<'row>(cells: impl Iterator<Item = &'row str>) -> bool {
    let (mut count, mut whole) = (0, 0);
    for cell in cells {
        count += 1;
        whole += usize::from(codes::of(cell).is_some());
    }
    2 * whole > count
}

/// The rank of the column `code_insee`, which may be new.
fn column(columns: &mut Columns) -> Option<usize> {
    columns.rank("code_insee").or_else(|| columns.rank_or_push("code_insee"))
}

/// The code of a commune by that of its département and its own within it.
fn joined(departement: &str, commune: &str) -> Option<CommuneCode> {
    let departement = format!("{:0>2}", departement.trim());
    let departement = Departement::of_code(&departement)?.code;
    let commune = format!("{:0>3}", commune.trim());
    let code = match departement.len() {
        // The third digit of an overseas département may be in either.
        3 if commune.starts_with(&departement[2..]) => format!("{}{commune}", &departement[..2]),
        3 => format!("{departement}{}", &commune[1..]),
        _ => format!("{departement}{commune}"),
    };
    code.parse().ok()
}

/// Replaces polygons the size of buildings by a point inside: places that OpenStreetMap draws.
/// Polygons of communes stay.
fn point_at_buildings(sheet: &mut Sheet) {
    let extent = |row: &Row| {
        let area = row.geometry.as_deref().filter(|geometry| is_area(geometry))?;
        let bounds = area.bounding_rect()?;
        let centre = Position::new(bounds.center().y, bounds.center().x)?;
        Envelope::of(centre)?;
        Some(bounds.width().max(bounds.height()))
    };
    let mut extents: Vec<f64> = sheet.rows.iter().filter_map(extent).collect();
    extents.sort_by(f64::total_cmp);
    let at = |share: f64| extents.get((share * extents.len() as f64) as usize).copied();
    let are_buildings =
        at(0.9).is_some_and(|most| most < LARGEST) && at(0.5).is_some_and(|middle| middle < USUAL);
    if !are_buildings {
        return;
    }
    for row in &mut sheet.rows {
        let inside = row.geometry.as_deref().filter(|geometry| is_area(geometry));
        if let Some(inside) = inside.and_then(InteriorPoint::interior_point) {
            row.geometry = Some(Box::new(Geometry::Point(inside)));
        }
    }
}

fn is_area(geometry: &Geometry) -> bool {
    matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_in_two_columns() {
        let code = |departement: &str, commune: &str| {
            joined(departement, commune).map(|code| code.to_string())
        };
        assert_eq!(code("23", "001").as_deref(), Some("23001"));
        assert_eq!(code("1", "4").as_deref(), Some("01004"));
        assert_eq!(code("2A", "004").as_deref(), Some("2A004"));
        assert_eq!(code("976", "601").as_deref(), Some("97601"));
        assert_eq!(code("974", "11").as_deref(), Some("97411"));
        assert_eq!(code("99", "001"), None);
    }

    #[test]
    fn whole_codes_are_kept_beside_those_in_two_columns() {
        let read = |text: &str| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("table.csv");
            std::fs::write(&path, text).expect("the folder is writable");
            let sheet = read(&path, &ReadOptions::default()).expect("a table");
            let rank = sheet.columns.rank("code_insee").expect("the codes");
            sheet.rows.iter().map(|row| row.cell(rank).to_owned()).collect::<Vec<_>>()
        };
        let rows: String = (1..=20).map(|com| format!("23;{com};23{com:03}\n")).collect();
        // One row has no département.
        let codes = read(&format!("dep;com;code_insee\n{rows};15;16015\n"));
        assert!(codes.contains(&"16015".to_owned()), "{codes:?}");
        let codes = read(&format!("dep;com;code\n{rows}23;200;23200\n"));
        assert!(codes.contains(&"23200".to_owned()), "{codes:?}");
    }
}
