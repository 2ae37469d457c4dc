//! JSON: an array of records, an object that contains one, one record per line, records by key, or
//! a GeoJSON FeatureCollection. A record may carry its surface as one of its values.
//!
//! The text is first split into records without decoding them. The records are then decoded in
//! parallel: a national file of contours consists mostly of coordinates.

mod contour;
mod layer;
mod list;
mod shape;
mod values;

use std::{borrow::Cow, collections::BTreeMap, path::Path};

use geo::Geometry;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

pub(super) use self::layer::{memory_of, read_layer};
use self::{
    list::List,
    values::{Values, values_of},
};
use super::{
    Decoded,
    cell::clean_cell,
    cells::CellsBuilder,
    geometry::{self, GeoJsonGeometry},
    reproject::{self, StatedCrs},
};
use crate::{Budget, Columns, Format, Row, crs::Crs, error::Result};
use crate::{Defect, DefectKind};
use maillage_core::model::Line;

/// Length of the records decoded in one batch, in bytes: enough for all cores, and little compared
/// with the whole file. A longer record is a batch of its own.
const BATCH: usize = 1 << 20;
/// Maximum memory of a value while its record is decoded, in bytes: its key, its tree and its text.
const VALUE: usize = 200;
/// Maximum memory of a position, a line or a ring while its geometry is decoded, in bytes.
const PART: usize = 100;

/// The text of one record, with the line on which it starts.
struct RecordText<'text> {
    line: Line,
    raw: &'text str,
    /// Key of the record in its object. `None` for an element of an array.
    key: Option<&'text str>,
}

/// A decoded record, with its values by key in the order of the file.
struct Record {
    line: Line,
    values: Values,
    geometry: Option<Geometry<f64>>,
}

/// A feature with a valid geometry, decoded in one pass. Nearly all features are valid.
#[derive(Deserialize)]
struct ValidFeature<'text> {
    geometry: Option<GeoJsonGeometry>,
    #[serde(borrow)]
    properties: Option<&'text RawValue>,
}

/// A feature whose geometry is decoded separately, so that an invalid geometry does not lose the
/// feature.
#[derive(Deserialize)]
struct RawFeature<'text> {
    #[serde(borrow)]
    geometry: Option<&'text RawValue>,
    #[serde(borrow)]
    properties: Option<&'text RawValue>,
}

pub(super) fn decode(
    path: &Path,
    text: &str,
    encoding: &'static str,
    budget: &mut Budget,
) -> Result<Decoded> {
    let list = List::find(path, text, budget)?;
    let read = if list.is_geojson { feature } else { record };
    let mut lines = RecordLines { text, counted: 0, line: 1, cut: 0 };
    let mut rows = JsonRows::default();
    let mut rest = &list.records[..];
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(next_batch(rest));
        rest = after;
        if let [record] = batch {
            refuse_heavy(record, list.is_geojson, budget)?;
        }
        let cuts: Vec<RecordText> = batch.iter().map(|raw| lines.cut(raw, &list.keys)).collect();
        let decoded: Vec<std::result::Result<Record, Defect>> = cuts.par_iter().map(read).collect();
        for outcome in decoded {
            match outcome {
                Ok(record) => rows.push(record, budget)?,
                Err(defect) => rows.lose(defect, budget)?,
            }
        }
    }
    rows.order_columns();
    let JsonRows { columns, rows, defects, .. } = rows;
    let format = if list.is_geojson { Format::GeoJson } else { Format::Json };
    let mut decoded =
        Decoded { format, encoding, crs: None, columns, rows, defects, tables: BTreeMap::new() };
    if list.is_geojson || decoded.rows.iter().any(|row| row.geometry.is_some()) {
        let stated = list.crs.unwrap_or(StatedCrs::System(Crs::WGS84));
        reproject::to_wgs84(path, stated, &mut decoded)?;
    }
    Ok(decoded)
}

/// Number of records in the next batch, one at least.
fn next_batch(records: &[&str]) -> usize {
    let mut length = 0;
    let fits = |record: &&&str| {
        length += record.len();
        length <= BATCH
    };
    records.iter().take_while(fits).count().max(1)
}

/// Refuses a record whose values would take more than what is left, before they are decoded.
fn refuse_heavy(record: &str, is_geojson: bool, budget: &Budget) -> Result<()> {
    if record.len() <= BATCH {
        return Ok(());
    }
    let count = |text: &str, starts: &[u8]| {
        text.as_bytes().iter().filter(|byte| starts.contains(byte)).count()
    };
    let feature = serde_json::from_str::<RawFeature>(record).ok().filter(|_| is_geojson);
    let bytes = match feature {
        Some(RawFeature { geometry, properties }) => {
            let values = properties.map_or(0, |raw| count(raw.get(), b",:[{"));
            // Coordinates are decoded without a tree of values.
            let parts = geometry.map_or(0, |raw| count(raw.get(), b"["));
            values.saturating_mul(VALUE).saturating_add(parts.saturating_mul(PART))
        }
        None => count(record, b",:[{").saturating_mul(VALUE),
    };
    budget.check(bytes)
}

/// Counts lines along a text.
struct RecordLines<'text> {
    text: &'text str,
    counted: usize,
    line: usize,
    cut: usize,
}

impl RecordLines<'_> {
    /// The record `raw`, which must come after the previous one in the text.
    fn cut<'cut>(&mut self, raw: &'cut str, keys: &'cut [Cow<'cut, str>]) -> RecordText<'cut> {
        let offset = raw.as_ptr() as usize - self.text.as_ptr() as usize;
        let passed = &self.text.as_bytes()[self.counted..offset];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = offset;
        let line = Line { number: self.line, rank: self.cut };
        self.cut += 1;
        RecordText { line, raw, key: keys.get(line.rank).map(|key| &**key) }
    }
}

fn record(cut: &RecordText) -> std::result::Result<Record, Defect> {
    let mut values = values_of(cut.raw).ok_or_else(|| not_a_record(cut))?;
    let geometry = shape::take(cut.raw, &mut values);
    if let Some(key) = cut.key.filter(|_| values.has_no("id")) {
        values.push_first("id", key);
    }
    Ok(Record { line: cut.line, values, geometry })
}

fn feature(cut: &RecordText) -> std::result::Result<Record, Defect> {
    let (geometry, properties) = match contour::feature(cut.raw) {
        Some((surface, properties)) => (Some(surface), properties),
        None => {
            let (geometry, properties) =
                decoded_feature(cut.raw).ok_or_else(|| not_a_record(cut))?;
            (geometry, properties.map(RawValue::get))
        }
    };
    let values = match properties {
        Some(raw) => values_of(raw).ok_or_else(|| not_a_record(cut))?,
        None => Values::default(),
    };
    Ok(Record { line: cut.line, values, geometry })
}

/// The geometry and the properties of the feature `raw`. `None` when it is no object.
fn decoded_feature(raw: &str) -> Option<(Option<Geometry<f64>>, Option<&RawValue>)> {
    if let Ok(ValidFeature { geometry, properties }) = serde_json::from_str(raw) {
        return Some((geometry.and_then(|shape: GeoJsonGeometry| shape.0), properties));
    }
    let RawFeature { geometry, properties } = serde_json::from_str(raw).ok()?;
    Some((geometry.and_then(|raw| geometry::decode(raw.get())), properties))
}

fn not_a_record(cut: &RecordText) -> Defect {
    let start: String = cut.raw.chars().take(40).collect();
    Defect::lost_row(cut.line, DefectKind::NotARecord, start)
}

/// Rows and columns read so far.
#[derive(Default)]
struct JsonRows {
    columns: Columns,
    /// The furthest place of each column within a record.
    furthest: Vec<usize>,
    rows: Vec<Row>,
    defects: Vec<Defect>,
    /// Cells of the next row.
    cells: CellsBuilder,
    /// The number of the last record with a value in each column, from 1.
    last: Vec<usize>,
    pushed: usize,
}

impl JsonRows {
    fn push(&mut self, record: Record, budget: &mut Budget) -> Result<()> {
        let defects = self.defects.len();
        let mut noted = false;
        let mut report = |kind: DefectKind, value: &str| {
            self.defects.push(Defect::row(record.line, kind, value));
        };
        if let Some(lost) = &record.values.lost {
            report(DefectKind::ValueUnreadable, lost);
        }
        self.pushed += 1;
        let mut cells: Vec<(usize, Cow<str>)> = Vec::with_capacity(record.values.texts.len());
        for (place, (key, text)) in record.values.texts.iter().enumerate() {
            let Some(rank) = self.columns.rank_or_push(key) else {
                report(DefectKind::TooManyColumns, key);
                break;
            };
            if self.last.len() <= rank {
                self.last.resize(rank + 1, 0);
                self.furthest.resize(rank + 1, 0);
            }
            if std::mem::replace(&mut self.last[rank], self.pushed) == self.pushed {
                report(DefectKind::DuplicateColumn, key);
                continue;
            }
            self.furthest[rank] = place.max(self.furthest[rank]);
            let (cell, kind) = clean_cell(text);
            if let Some(kind) = kind.filter(|_| !noted) {
                report(kind, &cell);
                noted = true;
            }
            cells.push((rank, cell));
        }
        // The keys of a record may be in any order.
        cells.sort_by_key(|(rank, _)| *rank);
        for (rank, cell) in &cells {
            self.cells.push(*rank, cell);
        }
        budget.take_defects(&self.defects, defects)?;
        let row = Row::of(record.line, self.cells.cells(), record.geometry);
        budget.take_row(&row)?;
        self.rows.push(row);
        Ok(())
    }

    fn lose(&mut self, defect: Defect, budget: &mut Budget) -> Result<()> {
        self.defects.push(defect);
        budget.take_defects(&self.defects, self.defects.len() - 1)
    }

    /// Orders the columns by their furthest place within a record, then by name: records may leave
    /// out keys, and the order in which keys first appear is that of the records.
    fn order_columns(&mut self) {
        let names = self.columns.names();
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|rank| (self.furthest[*rank], &names[*rank]));
        if order.is_sorted() {
            return;
        }
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, rank)| places[*rank] = place);
        let names = order.iter().map(|rank| names[*rank].clone()).collect();
        self.columns = Columns::new(names);
        for row in &mut self.rows {
            row.move_columns(&places);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempted(text: &str) -> Result<Decoded> {
        let path = Path::new("x.json");
        decode(path, text, "UTF-8", &mut Budget::of_file(path, 0))
    }

    fn decoded(text: &str) -> Decoded {
        attempted(text).expect("a list")
    }

    #[test]
    fn a_record_carries_the_line_on_which_it_starts() {
        let sheet = decoded("[\n{\"a\": 1},\n\n{\"b\": [1, 2], \"c\": {\"d\": true}}, 7]");
        let lines: Vec<_> = sheet.rows.iter().map(|row| row.line.number).collect();
        assert_eq!(lines, [2, 4]);
        assert_eq!(sheet.columns.names(), ["a", "b", "c.d"]);
        assert_eq!(sheet.rows[1].cell(1), "1|2");
        assert_eq!(sheet.rows[1].cell(2), "true");
        assert_eq!(sheet.defects[0].kind, DefectKind::NotARecord);
    }

    #[test]
    fn a_repeated_key_is_read_once_and_reported() {
        let sheet = decoded(r#"[{"a": 1, "a": 2, "b": {"c": 3}, "b.c": 4}]"#);
        assert_eq!(sheet.columns.names(), ["a", "b.c"]);
        assert_eq!((sheet.rows[0].cell(0), sheet.rows[0].cell(1)), ("1", "3"));
        let values: Vec<_> = sheet.defects.iter().map(|defect| defect.value.as_str()).collect();
        assert_eq!(values, ["a", "b.c"]);
    }

    #[test]
    fn a_list_inside_an_object_is_found() {
        for text in [
            r#"{"total": 1, "records": [{"nom": "x"}, {"nom": "y"}]}"#,
            r#"{"help": {"n": 1}, "result": {"records": [{"nom": "x"}, {"nom": "y"}], "sort": []}}"#,
            r#"{"a": {"b": {"c": [{"nom": "x"}, {"nom": "y"}]}}}"#,
            r#"{"meta": {"n": 3}, "data": {"n": 3, "l": [{"nom": "x"}, {"nom": "y"}, 7]}}"#,
        ] {
            let sheet = decoded(text);
            assert_eq!(
                (sheet.columns.names(), sheet.rows.len()),
                (&["nom".to_owned()][..], 2),
                "{text}"
            );
        }
    }

    #[test]
    fn a_record_under_a_key_takes_the_key_as_its_identifier() {
        let sheet =
            decoded("{\"u\": {\"nom\": \"x\", \"tags\": [{\"k\": 1}]},\n\"v\": {\"nom\": \"y\"}}");
        assert_eq!(sheet.columns.names(), ["id", "nom", "tags"]);
        assert_eq!((sheet.rows[1].cell(0), sheet.rows[1].cell(1)), ("v", "y"));
        assert_eq!(sheet.rows[1].line.number, 2);
        let sheet = decoded(r#"{"u": {"id": 1, "nom": "x"}, "v": {"id": 2, "nom": "y"}}"#);
        assert_eq!(sheet.rows[0].cell(0), "1");
    }

    #[test]
    fn records_on_lines_of_their_own_are_read_and_other_lines_are_lost() {
        let sheet = decoded("{\"a\": 1}\n\n{\"a\": 2}\r\n{\"a\": \noops\n{\"a\": 5}\n");
        let read: Vec<_> = sheet.rows.iter().map(|row| (row.line.number, row.cell(0))).collect();
        assert_eq!(read, [(1, "1"), (3, "2"), (6, "5")]);
        let lost: Vec<_> =
            sheet.defects.iter().map(|defect| defect.line.map(|line| line.number)).collect();
        assert_eq!(lost, [Some(4), Some(5)]);
        let feature = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,45]},"properties":{"a":1}}"#;
        let sheet = decoded(&format!("{feature}\n{feature}\n"));
        assert_eq!((sheet.format, sheet.rows.len()), (Format::GeoJson, 2));
        assert!(sheet.rows[1].geometry.is_some());
    }

    #[test]
    fn a_list_without_objects_is_refused() {
        for text in ["[1, 2]", "[[{}]]", "[\"a\"]"] {
            let error = attempted(text).err().expect("an error");
            assert!(error.to_string().contains("found an array of values such as"), "{error}");
        }
        assert_eq!(decoded("[]").rows.len(), 0);
    }

    #[test]
    fn an_error_in_json_states_its_position() {
        let error = attempted("[{\"a\": 1},\n{\"b\"").err();
        let message = error.expect("an error").to_string();
        assert!(message.starts_with("x.json: line 2, column 4: EOF"), "{message}");
    }

    #[test]
    fn the_digits_of_a_code_are_kept() {
        let sheet = decoded(r#"[{"siret": 35600000063516, "code": "01001", "lat": 45.10}]"#);
        let cells: Vec<_> = (0..3).map(|rank| sheet.rows[0].cell(rank)).collect();
        assert_eq!(cells, ["35600000063516", "01001", "45.1"]);
    }
}
