//! JSON: an array of records, an object that holds one, or a GeoJSON FeatureCollection.
//!
//! The text is cut into records first, without looking inside, then the records are
//! decoded on all cores: a national file of contours is mostly its coordinates.

use std::{collections::BTreeMap, path::Path};

use geo::Geometry;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::{
    Decoded,
    cell::clean_cell,
    geometry::{self, Shape},
    reproject,
};
use crate::{
    crs::Crs,
    error::{Error, Result},
    ledger::{Fate, Issue, Line, Trouble},
    source::{Columns, Format, Row},
};

/// A record cut out of the text, with the line it starts on.
struct Cut<'text> {
    line: Line,
    raw: &'text str,
}

/// A decoded record: its values by key, in the order of the file.
struct Record {
    line: Line,
    values: Vec<(String, String)>,
    geometry: Option<Geometry<f64>>,
}

/// A feature whose geometry is sound: nearly all of them.
#[derive(Deserialize)]
struct SoundFeature {
    geometry: Option<Shape>,
    properties: Option<serde_json::Map<String, Value>>,
}

/// A feature whose geometry is looked at apart, so that it alone is lost if it is not.
#[derive(Deserialize)]
struct Feature<'text> {
    #[serde(borrow)]
    geometry: Option<&'text RawValue>,
    properties: Option<serde_json::Map<String, Value>>,
}

pub(super) fn decode(path: &Path, text: &str, encoding: &'static str) -> Result<Decoded> {
    let list = List::find(path, text)?;
    let cuts = lines_of(text, &list.records);
    let read = if list.is_geojson { feature } else { record };
    let decoded: Vec<std::result::Result<Record, Issue>> = cuts.par_iter().map(read).collect();

    let mut issues = Vec::new();
    let mut columns = Columns::default();
    let mut rows = Vec::with_capacity(decoded.len());
    for outcome in decoded {
        match outcome {
            Ok(record) => rows.push(row_of(record, &mut columns, &mut issues)),
            Err(issue) => issues.push(issue),
        }
    }
    let mut decoded = Decoded {
        format: if list.is_geojson { Format::GeoJson } else { Format::Json },
        encoding,
        crs: None,
        columns,
        rows,
        issues,
    };
    if list.is_geojson {
        let stated = list.crs.unwrap_or(Some(Crs::WGS84));
        reproject::to_wgs84(path, stated, &mut decoded)?;
    }
    Ok(decoded)
}

/// The members of a FeatureCollection that matter.
#[derive(Deserialize)]
struct Collection<'text> {
    #[serde(borrow)]
    features: Option<Vec<&'text RawValue>>,
    #[serde(borrow)]
    crs: Option<&'text RawValue>,
}

/// The records of a JSON text, still undecoded.
struct List<'text> {
    records: Vec<&'text RawValue>,
    is_geojson: bool,
    /// What the `crs` member says: `None` without one, `Some(None)` if not understood.
    crs: Option<Option<Crs>>,
}

impl<'text> List<'text> {
    fn find(path: &Path, text: &'text str) -> Result<Self> {
        if text.trim_start().starts_with('[') {
            let records = parsed(path, text)?;
            return Ok(Self { records, is_geojson: false, crs: None });
        }
        // A collection is cut in one pass; whatever else the object is, it is looked at whole.
        if let Ok(Collection { features: Some(records), crs }) = serde_json::from_str(text) {
            let crs = crs.filter(|crs| crs.get() != "null").map(stated);
            return Ok(Self { records, is_geojson: true, crs });
        }
        let members: BTreeMap<String, &RawValue> = parsed(path, text)?;
        let lists: Vec<_> = members.values().filter(|member| is_list(member)).collect();
        let [only] = lists[..] else {
            let names: Vec<_> = members.keys().take(12).map(String::as_str).collect();
            let found = format!("an object of {}", names.join(", "));
            return Err(Error::NoRecords { path: path.to_owned(), found });
        };
        let records = parsed(path, only.get())?;
        Ok(Self { records, is_geojson: false, crs: None })
    }
}

/// `text` decoded; an error tells where it breaks. The parts of a text that was decoded do
/// not break.
fn parsed<'text, T: Deserialize<'text>>(path: &Path, text: &'text str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Json {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
        reason: reason(&error),
    })
}

/// The decoder's words without the position, which is told apart.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or(&words).to_owned()
}

fn is_list(member: &RawValue) -> bool {
    let inside = member.get().strip_prefix('[').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with('{'))
}

/// The system named by a `crs` member, as GeoJSON had before RFC 7946.
fn stated(member: &RawValue) -> Option<Crs> {
    let member: Value = serde_json::from_str(member.get()).ok()?;
    Crs::from_name(member.pointer("/properties/name")?.as_str()?)
}

/// Each record with its line, counted once along the text.
fn lines_of<'text>(text: &str, records: &[&'text RawValue]) -> Vec<Cut<'text>> {
    let (mut number, mut counted) = (1, 0);
    let start = text.as_ptr() as usize;
    let cut = |(rank, raw): (usize, &&'text RawValue)| {
        let offset = raw.get().as_ptr() as usize - start;
        number += text.as_bytes()[counted..offset].iter().filter(|byte| **byte == b'\n').count();
        counted = offset;
        Cut { line: Line { number, rank }, raw: raw.get() }
    };
    records.iter().enumerate().map(cut).collect()
}

fn record(cut: &Cut) -> std::result::Result<Record, Issue> {
    let undecodable = |_| not_a_record(cut);
    let object: serde_json::Map<String, Value> =
        serde_json::from_str(cut.raw).map_err(undecodable)?;
    Ok(Record { line: cut.line, values: flatten(object), geometry: None })
}

fn feature(cut: &Cut) -> std::result::Result<Record, Issue> {
    if let Ok(feature) = serde_json::from_str::<SoundFeature>(cut.raw) {
        let geometry = feature.geometry.and_then(|shape| shape.0);
        let values = flatten(feature.properties.unwrap_or_default());
        return Ok(Record { line: cut.line, values, geometry });
    }
    let feature: Feature = serde_json::from_str(cut.raw).map_err(|_| not_a_record(cut))?;
    let geometry = feature.geometry.and_then(|raw| geometry::decode(raw.get()));
    let values = flatten(feature.properties.unwrap_or_default());
    Ok(Record { line: cut.line, values, geometry })
}

fn not_a_record(cut: &Cut) -> Issue {
    let start: String = cut.raw.chars().take(40).collect();
    Issue::row(cut.line, Fate::SetAside, Trouble::NotARecord, start)
}

/// The values of `object` as texts; what is nested gets the keys `outer.inner`, lists are
/// joined with `|`, and null is the empty text.
fn flatten(object: serde_json::Map<String, Value>) -> Vec<(String, String)> {
    let mut values = Vec::with_capacity(object.len());
    for (key, value) in object {
        match value {
            Value::Object(inner) => {
                let nested = flatten(inner).into_iter();
                values.extend(nested.map(|(inner, text)| (format!("{key}.{inner}"), text)));
            }
            value => values.push((key, text_of(value))),
        }
    }
    values
}

fn text_of(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(items) => {
            let texts: Vec<String> = items.into_iter().map(text_of).collect();
            texts.join("|")
        }
        other => other.to_string(),
    }
}

fn row_of(record: Record, columns: &mut Columns, issues: &mut Vec<Issue>) -> Row {
    let mut cells: Vec<Box<str>> = Vec::with_capacity(columns.names().len());
    let mut noted = false;
    for (key, text) in record.values {
        let Some(rank) = columns.rank_or_push(&key) else {
            issues.push(Issue::row(record.line, Fate::Kept, Trouble::TooManyColumns, key));
            break;
        };
        let (cell, trouble) = clean_cell(&text);
        if let Some(trouble) = trouble.filter(|_| !noted) {
            issues.push(Issue::row(record.line, Fate::Kept, trouble, &*cell));
            noted = true;
        }
        if cells.len() <= rank {
            cells.resize(rank + 1, Box::default());
        }
        cells[rank] = cell;
    }
    Row::new(record.line, cells, record.geometry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Decoded {
        decode(Path::new("x.json"), text, "UTF-8").expect("a list")
    }

    #[test]
    fn a_record_is_known_by_its_line() {
        let sheet = decoded("[\n{\"a\": 1},\n\n{\"b\": [1, 2], \"c\": {\"d\": true}}, 7]");
        let lines: Vec<_> = sheet.rows.iter().map(|row| row.line.number).collect();
        assert_eq!(lines, [2, 4]);
        assert_eq!(sheet.columns.names(), ["a", "b", "c.d"]);
        assert_eq!(sheet.rows[1].cell(1), "1|2");
        assert_eq!(sheet.rows[1].cell(2), "true");
        assert_eq!(sheet.issues[0].trouble, Trouble::NotARecord);
    }

    #[test]
    fn a_list_inside_an_object_is_found() {
        assert_eq!(decoded(r#"{"total": 1, "records": [{"nom": "x"}]}"#).rows.len(), 1);
    }

    #[test]
    fn json_that_breaks_off_says_where() {
        let error = decode(Path::new("x.json"), "[{\"a\": 1},\n{\"b\"", "UTF-8").err();
        let message = error.expect("an error").to_string();
        assert!(message.starts_with("x.json: line 2, column 4: EOF"), "{message}");
    }

    #[test]
    fn a_codes_digits_survive_as_they_are_written() {
        let sheet = decoded(r#"[{"siret": 35600000063516, "code": "01001", "lat": 45.10}]"#);
        let cells: Vec<_> = (0..3).map(|rank| sheet.rows[0].cell(rank)).collect();
        assert_eq!(cells, ["35600000063516", "01001", "45.1"]);
    }
}
