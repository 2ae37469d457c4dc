//! GeoParquet 1.1: a layer as columns, which DuckDB, GeoPandas, QGIS and Spark read in part.
//!
//! Geometries are WKB in WGS84 (OGC:CRS84, the default of the standard) with six decimals, as in
//! GeoJSON. The column `bbox` holds the box around each, so that a reader passes over the groups of
//! rows beyond its window. The provenance is JSON under the key `maillage` of the file's metadata. A
//! layer without geometries is plain Parquet.
//!
//! The same layer gives the same bytes. One group of rows is in memory at a time, besides the
//! compressed file. O(vertices + cells).

use std::{
    io::{self, Write},
    sync::Arc,
};

use arrow_array::{
    Array, ArrayRef, BinaryArray, Float64Array, Int64Array, RecordBatch, StringArray, StructArray,
};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use geo::{BoundingRect, MapCoords, Rect};
use geozero::{CoordDimensions, ToWkb};
use parquet::{
    arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions},
    basic::{Compression, ZstdLevel},
    file::{metadata::KeyValue, properties::WriterProperties},
};
use rayon::prelude::*;
use serde_json::{Value as Json, json};

use crate::{
    Column, ColumnType, Layer, LayerFormat, Value,
    geojson::short,
    layer::{Geometry, GeometryType},
};

/// Rows of a group: rows of communes by code are near each other, and a reader skips whole groups.
const GROUP: usize = 8_192;
/// The column of geometries, and the one of the boxes around them.
const GEOMETRY: &str = "geometry";
const BOX: &str = "bbox";
/// The sides of a box, in the order of the standard.
const SIDES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];
/// Key of the provenance in the metadata of the file.
const PROVENANCE: &str = "maillage";

/// The GeoParquet format.
#[derive(Debug, Clone, Copy)]
pub struct GeoParquet;

impl LayerFormat for GeoParquet {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let schema = Arc::new(schema(layer));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .set_created_by("maillage".to_owned())
            .build();
        // The schema of Arrow beside that of Parquet says nothing more.
        let options =
            ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
        let mut writer =
            ArrowWriter::try_new_with_options(Vec::new(), Arc::clone(&schema), options)?;
        let mut extent = None;
        for start in (0..layer.rows).step_by(GROUP) {
            let rows = start..layer.rows.min(start + GROUP);
            let (batch, around) = batch(layer, rows, &schema).map_err(io::Error::other)?;
            extent = both(extent, around);
            writer.write(&batch)?;
        }
        if layer.geometry_type != GeometryType::None {
            let described = described(layer.geometry_type, extent).to_string();
            writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), described));
        }
        let provenance = layer.provenance()?.to_string();
        writer.append_key_value_metadata(KeyValue::new(PROVENANCE.to_owned(), provenance));
        to.write_all(&writer.into_inner()?)
    }
}

/// The columns of the layer, then the box and the geometry.
fn schema(layer: &Layer) -> Schema {
    let columns = layer.columns.iter().map(|column| {
        let kind = match column.kind {
            ColumnType::Text => DataType::Utf8,
            ColumnType::Integer => DataType::Int64,
            ColumnType::Decimal(_) => DataType::Float64,
        };
        Field::new(column.name.as_ref(), kind, true)
    });
    let mut fields: Vec<Field> = columns.collect();
    if layer.geometry_type != GeometryType::None {
        fields.push(Field::new(BOX, DataType::Struct(sides()), true));
        fields.push(Field::new(GEOMETRY, DataType::Binary, true));
    }
    Schema::new(fields)
}

fn sides() -> Fields {
    SIDES.iter().map(|side| Field::new(*side, DataType::Float64, true)).collect()
}

/// The metadata `geo` of the standard.
fn described(geometry_type: GeometryType, extent: Option<Rect<f64>>) -> Json {
    let types: &[&str] = match geometry_type {
        GeometryType::Area => &["MultiPolygon"],
        GeometryType::Line => &["MultiLineString"],
        GeometryType::Point => &["Point"],
        GeometryType::LineAndPoint => &["MultiLineString", "Point"],
        GeometryType::None => &[],
    };
    let covering: serde_json::Map<String, Json> =
        SIDES.iter().map(|side| ((*side).to_owned(), json!([BOX, side]))).collect();
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": types,
        "covering": { "bbox": covering },
    });
    if let Some(extent) = extent {
        column["bbox"] = json!(corners(extent));
    }
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } })
}

/// The rows of one group, and the box around them.
fn batch(
    layer: &Layer,
    rows: std::ops::Range<usize>,
    schema: &Arc<Schema>,
) -> Result<(RecordBatch, Option<Rect<f64>>), ArrowError> {
    let columns = layer.columns.par_iter().map(|column| values(column, rows.clone()));
    let mut columns: Vec<ArrayRef> = columns.collect();
    if layer.geometry_type == GeometryType::None {
        // A table without columns still has rows, which no array would say.
        return Ok((RecordBatch::try_new(Arc::clone(schema), columns)?, None));
    }
    let geometry = &layer.geometry;
    let encode = |row: usize| encoded(geometry(row));
    let shapes: Result<Vec<Shape>, ArrowError> = rows.into_par_iter().map(encode).collect();
    let shapes = shapes?;
    let side = |rank: usize| -> Float64Array {
        shapes.iter().map(|shape| Some(corners(shape.around?)[rank])).collect()
    };
    let sides_of: Vec<Float64Array> = (0..SIDES.len()).map(side).collect();
    // A row without a geometry has no box.
    let missing = sides_of[0].nulls().cloned();
    let sides_of = sides_of.into_iter().map(|side| Arc::new(side) as ArrayRef).collect();
    columns.push(Arc::new(StructArray::try_new(sides(), sides_of, missing)?));
    let binary: BinaryArray = shapes.iter().map(|shape| shape.bytes.as_deref()).collect();
    columns.push(Arc::new(binary));
    let extent = shapes.iter().fold(None, |extent, shape| both(extent, shape.around));
    Ok((RecordBatch::try_new(Arc::clone(schema), columns)?, extent))
}

fn values(column: &Column, rows: std::ops::Range<usize>) -> ArrayRef {
    let values = rows.map(|row| column.value(row));
    match column.kind {
        ColumnType::Text => {
            let texts = values.map(|value| value.to_text().map(std::borrow::Cow::into_owned));
            Arc::new(texts.collect::<StringArray>())
        }
        ColumnType::Integer => Arc::new(
            values
                .map(|value| match value {
                    Value::Integer(number) => Some(number),
                    _ => None,
                })
                .collect::<Int64Array>(),
        ),
        ColumnType::Decimal(_) => {
            Arc::new(values.map(|value| value.number()).collect::<Float64Array>())
        }
    }
}

/// A geometry in the file.
struct Shape {
    bytes: Option<Vec<u8>>,
    /// The box around it; `None` when it is empty.
    around: Option<Rect<f64>>,
}

/// An area is always a MultiPolygon and a line a MultiLineString, as in GeoJSON.
fn encoded(geometry: Geometry) -> Result<Shape, ArrowError> {
    let geometry: geo::Geometry<f64> = match geometry {
        Geometry::Area(contour) => contour.map_coords(short).into(),
        Geometry::Line(line) => line.map_coords(short).into(),
        Geometry::Point(position) => {
            let at = geo::Coord { x: position.longitude(), y: position.latitude() };
            geo::Point(short(at)).into()
        }
        Geometry::None => return Ok(Shape { bytes: None, around: None }),
    };
    let bytes = geometry.to_wkb(CoordDimensions::xy());
    let bytes = bytes.map_err(|cause| ArrowError::ExternalError(Box::new(cause)))?;
    Ok(Shape { bytes: Some(bytes), around: geometry.bounding_rect() })
}

fn corners(around: Rect<f64>) -> [f64; 4] {
    [around.min().x, around.min().y, around.max().x, around.max().y]
}

/// The box around both boxes.
fn both(one: Option<Rect<f64>>, other: Option<Rect<f64>>) -> Option<Rect<f64>> {
    let (Some(one), Some(other)) = (one, other) else { return one.or(other) };
    let [a, b] = [one, other].map(corners);
    Some(Rect::new((a[0].min(b[0]), a[1].min(b[1])), (a[2].max(b[2]), a[3].max(b[3]))))
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};
    use maillage_core::geodesy::Position;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;
    use crate::{Unit, Words};

    /// `rows` communes in a line, one without people.
    fn layer(rows: usize, areas: &[MultiPolygon<f64>]) -> Layer<'_> {
        let title = || Words::same("x");
        Layer {
            name: "x",
            title: title(),
            about: title(),
            columns: vec![
                Column::text("code_insee", title(), |row| Some(format!("{row:05}"))),
                Column::integer("population", Unit::People, title(), |row| {
                    (row > 0).then_some(row)
                }),
                Column::decimal("part", Unit::PerCent, 2, title(), |row| Some(row as f64 / 3.0)),
            ],
            rows,
            geometry_type: GeometryType::Area,
            geometry: Box::new(|row| Geometry::Area(&areas[row % areas.len()])),
            metadata: Box::new(|| Ok(json!({ "logiciel": "maillage" }))),
            execution: None,
        }
    }

    fn areas() -> Vec<MultiPolygon<f64>> {
        let square = polygon![(x: 0.0, y: 45.0), (x: 1.0, y: 45.0), (x: 1.0, y: 46.00000049)];
        vec![MultiPolygon(vec![square]), MultiPolygon(Vec::new())]
    }

    fn written(layer: &Layer) -> Vec<u8> {
        let mut bytes = Vec::new();
        GeoParquet.write(layer, &mut bytes).expect("memory takes it");
        bytes
    }

    #[test]
    fn values_keep_their_types_and_missing_ones_are_null() {
        let areas = areas();
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("x.parquet");
        std::fs::write(&path, written(&layer(2, &areas))).expect("the folder takes files");
        let file = std::fs::File::open(&path).expect("a file");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
        let stated = reader.metadata().file_metadata().key_value_metadata().expect("it has some");
        let of = |key: &str| -> Json {
            let pair = stated.iter().find(|pair| pair.key == key).expect("the key is there");
            serde_json::from_str(pair.value.as_deref().unwrap_or_default()).expect("JSON")
        };
        assert_eq!(of("maillage")["logiciel"], "maillage");
        let geo = of("geo");
        assert_eq!(
            (&geo["version"], &geo["primary_column"]),
            (&"1.1.0".into(), &"geometry".into())
        );
        let column = &geo["columns"]["geometry"];
        assert_eq!(column["geometry_types"], json!(["MultiPolygon"]));
        assert_eq!(column["bbox"], json!([0.0, 45.0, 1.0, 46.0]));
        assert_eq!(column["covering"]["bbox"]["ymax"], json!(["bbox", "ymax"]));
        let batch = reader.build().expect("rows").next().expect("one batch").expect("sound");
        let names: Vec<_> = batch.schema().fields().iter().map(|of| of.name().clone()).collect();
        assert_eq!(names, ["code_insee", "population", "part", "bbox", "geometry"]);
        let codes = batch.column(0).as_any().downcast_ref::<StringArray>().expect("texts");
        assert_eq!((codes.value(0), codes.value(1)), ("00000", "00001"));
        let people = batch.column(1).as_any().downcast_ref::<Int64Array>().expect("integers");
        assert!(people.is_null(0) && people.value(1) == 1);
        let parts = batch.column(2).as_any().downcast_ref::<Float64Array>().expect("decimals");
        assert_eq!(parts.value(1), 0.33);
        assert!(batch.column(3).is_valid(0) && batch.column(3).is_null(1));
        assert!(batch.column(4).is_valid(1), "an empty area is no missing one");
    }

    #[test]
    fn the_same_layer_gives_the_same_bytes_in_groups_of_rows() {
        let areas = areas();
        let bytes = written(&layer(GROUP + 1, &areas));
        assert_eq!(bytes, written(&layer(GROUP + 1, &areas)));
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("x.parquet");
        std::fs::write(&path, bytes).expect("the folder takes files");
        let file = std::fs::File::open(&path).expect("a file");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
        let rows: Vec<_> =
            reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
        assert_eq!(rows, [GROUP as i64, 1]);
    }

    #[test]
    fn points_and_plain_tables_are_written() {
        let areas = areas();
        let of = |geometry_type, geometry: fn() -> Geometry<'static>| {
            let geometry = Box::new(move |_| geometry());
            written(&Layer { geometry_type, geometry, ..layer(1, &areas) })
        };
        let point = of(GeometryType::Point, || {
            Geometry::Point(Position::new(45.0, 1.0).expect("a position"))
        });
        let has = |bytes: &[u8], text: &str| {
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        };
        assert!(has(&point, "\"Point\""));
        assert!(!has(&of(GeometryType::None, || Geometry::None), "primary_column"));
    }
}
