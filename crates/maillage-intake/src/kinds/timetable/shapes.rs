//! Shapes of trips.

use std::collections::BTreeMap;

use geo::{Coord, LineString};

use super::{RowDefects, Tables};
use crate::{
    Result,
    ledger::{Issue, Trouble},
    source::parse_number,
};
use maillage_core::geodesy::Position;

/// The shapes of `shapes.txt`, by identifier. Shapes with fewer than two points are
/// dropped.
pub(super) fn shapes(
    tables: &Tables,
    notes: &mut Vec<Issue>,
) -> Result<BTreeMap<String, LineString<f64>>> {
    let name = "shapes.txt";
    let wanted = ["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"];
    let Some((table, [id, latitude, longitude, sequence])) = tables.columns(name, wanted)? else {
        return Ok(BTreeMap::new());
    };
    let mut defects = RowDefects::of_decoding(name, table);
    let mut points: BTreeMap<&str, Vec<(u64, Coord)>> = BTreeMap::new();
    for row in &table.rows {
        let degrees = |rank: usize| parse_number(row.cell(rank));
        let position = degrees(latitude)
            .zip(degrees(longitude))
            .and_then(|(latitude, longitude)| Position::new(latitude, longitude));
        let (Some(position), Ok(order)) = (position, row.cell(sequence).parse()) else {
            defects.add(Trouble::ValueUnreadable, row.line);
            continue;
        };
        let point = Coord { x: position.longitude(), y: position.latitude() };
        points.entry(row.cell(id)).or_default().push((order, point));
    }
    notes.extend(defects.notes());
    let lines = points.into_iter().filter(|(_, points)| points.len() > 1);
    Ok(lines
        .map(|(id, mut points)| {
            points.sort_by_key(|(order, _)| *order);
            (id.to_owned(), points.into_iter().map(|(_, point)| point).collect())
        })
        .collect())
}
